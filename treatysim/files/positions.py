"""YAML in: plain values, with the line and column of every key and every value.

Scalars are read by the core schema of YAML 1.2: ``NO``, ``on`` and ``12:30`` are text, ``010`` is ten, a decimal is
exact, and dates stay text.  What a reader could not see at a glance is refused: anchors and aliases, tags, keys that
are not plain text, several documents in a file, nesting, lists and mappings larger than anybody
writes by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

import yaml

from treatysim.files.document import START, Document, Path, Place, place_of
from treatysim.files.wording import quoted
from treatysim.words import say

DEEPEST = 20
MOST_ITEMS = 50_000
MOST_KEYS = 1_000
MOST_VALUES = 300_000
LONGEST_NUMBER = 40

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?", re.ASCII)
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# U+0085, U+2028 and U+2029 break lines for the parser, but not in YAML 1.2, nor in an editor
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def scalar(text: str) -> str | int | bool | Decimal | None:
    """A plain scalar by the core schema of YAML 1.2; infinities and numbers of absurd length stay text.

    >>> scalar("NO"), scalar("12:30"), scalar("010"), scalar("20.09"), scalar("~")
    ('NO', '12:30', 10, Decimal('20.09'), None)
    """
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > LONGEST_NUMBER or not (text[0].isdigit() or text[0] in "+-."):
        return text
    if _INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


def located(text: str, file: str) -> Document:
    """What a text says; its faults are in the document, and no text whatever raises anything."""
    read = Document(file)
    text = text.removeprefix("\ufeff")
    if bad := _UNPRINTABLE.search(text):
        read.unreadable = True
        kind = "nul" if bad[0] == "\0" else "unprintable"
        read.fault_at(place_of(text, bad.start()), kind, code=f"{ord(bad[0]):04X}")
        return read
    builder = _Builder(read)
    try:
        for event in _events(text):
            builder.take(event)
    except _Refused:
        read.unreadable = True
    except yaml.YAMLError as error:
        read.unreadable = True
        _note_syntax(read, error, text)
    return read


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_LOADER)


class _Refused(Exception):
    """Something that YAML allows and a treaty or scenario file does not; its fault is noted."""


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else START


def _note_syntax(read: Document, error: yaml.YAMLError, text: str) -> None:
    """Note why a text is no YAML, in the words of the parser."""
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or say("wording", "not-yaml")).strip()
    if mark is None:
        read.fault_at(START, "no-yaml", problem=problem)
        return
    place = Place(mark.line + 1, mark.column + 1)
    line = (text.split("\n")[mark.line : mark.line + 1] or [""])[0]
    context, began = getattr(error, "context", None), getattr(error, "context_mark", None)
    if line[mark.column : mark.column + 1] == "\t":
        read.fault_at(place, "tab")
    elif context and began:
        read.fault_at(place, "no-yaml-since", problem=problem, context=context, line=began.line + 1)
    else:
        read.fault_at(place, "no-yaml", problem=problem)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read: ``key`` is the one whose value comes next."""

    path: Path
    holder: dict[str, object] | list[object]
    key: str | None = None


class _Builder:
    """Builds plain values out of YAML's events, without recursion: no depth of nesting can break it."""

    def __init__(self, read: Document) -> None:
        self.read = read
        self.open: list[_Open] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        self._check(event)
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent():
                self._begin(event, {})
            case yaml.SequenceStartEvent():
                self._begin(event, [])
            case yaml.CollectionEndEvent():
                self.open.pop()

    def _refuse(self, event: yaml.Event, kind: str, **fact: object) -> NoReturn:
        self.read.fault_at(_place(event), kind, near="", **fact)
        raise _Refused

    def _check(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._refuse(event, "second-document")
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "alias", name=event.anchor)
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            self._refuse(event, "anchor", name=anchor)
        if tag:
            self._refuse(event, "tag", tag=quoted(str(tag)))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        here = self.open[-1] if self.open else None
        if here is not None and isinstance(here.holder, dict) and here.key is None:
            self._key(here, event)
        else:
            self._put(event, scalar(event.value) if event.implicit[0] else event.value)

    def _key(self, here: _Open, event: yaml.ScalarEvent) -> None:
        here.key = event.value
        path = (*here.path, event.value)
        if path in self.read.keys:
            line = self.read.keys[path].line
            self.read.fault_at(_place(event), "key-again", name=quoted(event.value), line=line)
        else:
            self.read.keys[path] = _place(event)
        if len(here.holder) == MOST_KEYS and event.value not in here.holder:
            self._refuse(event, "too-many-keys", most=MOST_KEYS)

    def _begin(self, event: yaml.Event, holder: dict[str, object] | list[object]) -> None:
        here = self.open[-1] if self.open else None
        if here is not None and isinstance(here.holder, dict) and here.key is None:
            self._refuse(event, "no-plain-key")
        if len(self.open) == DEEPEST:
            self._refuse(event, "too-deep", most=DEEPEST)
        self.open.append(_Open(self._put(event, holder), holder))

    def _put(self, event: yaml.Event, value: object) -> Path:
        """Put a value where it belongs, and return its path."""
        path: Path = ()
        if len(self.read.values) == MOST_VALUES:
            self._refuse(event, "too-many-values", most=MOST_VALUES)
        if not self.open:
            self.read.value = value
        else:
            here = self.open[-1]
            if isinstance(here.holder, list):
                if len(here.holder) == MOST_ITEMS:
                    self._refuse(event, "too-many-items", most=MOST_ITEMS)
                path = (*here.path, len(here.holder))
                here.holder.append(value)
            elif here.key is not None:
                path = (*here.path, here.key)
                here.holder[here.key] = value
                here.key = None
        self.read.values[path] = _place(event)
        return path
