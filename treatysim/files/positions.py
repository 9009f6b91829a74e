"""YAML in: plain values, with the line and column of every key and every value.

Scalars are read by the core schema of YAML 1.2: ``NO``, ``on`` and ``12:30`` are text, ``010`` is ten, a decimal is
exact, and dates stay text.  What a reader could not see at a glance is refused: anchors and aliases, tags, keys that
are not plain text, several documents in a file, nesting deeper than anybody writes by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import yaml

from treatysim.files.document import START, Document, Path, Place, place_of
from treatysim.files.wording import quoted

DEEPEST = 20
LONGEST_NUMBER = 40

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?", re.ASCII)
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
        read.fault_at(place_of(text, bad.start()), _unprintable(bad[0]), "text", "take it out")
        return read
    builder = _Builder(read)
    try:
        for event in _events(text):
            builder.take(event)
    except _Refused as refused:
        read.unreadable = True
        read.fault_at(refused.place, *refused.what)
    except yaml.YAMLError as error:
        read.unreadable = True
        read.fault_at(*_syntax(error, text))
    return read


def _unprintable(character: str) -> str:
    code = ord(character)
    return "a NUL character" if code == 0 else f"the unprintable character U+{code:04X}"


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_LOADER)


class _Refused(Exception):
    """Something that YAML allows and a treaty or scenario file does not."""

    def __init__(self, event: yaml.Event, found: str, expected: str, do: str) -> None:
        super().__init__(found)
        self.place = _place(event)
        self.what = (found, expected, do)


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else START


def _syntax(error: yaml.YAMLError, text: str) -> tuple[Place, str, str, str]:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or "characters that YAML does not know").strip()
    if mark is None:
        return START, f"no YAML: {problem}", "YAML 1.2", "look at the quotes, brackets and indentation"
    place = Place(mark.line + 1, mark.column + 1)
    line = (text.split("\n")[mark.line : mark.line + 1] or [""])[0]
    if line[mark.column : mark.column + 1] == "\t":
        return place, "a tab", "spaces for indentation", "put spaces in its place"
    context, began = getattr(error, "context", None), getattr(error, "context_mark", None)
    since = f" ({context}, from line {began.line + 1})" if context and began else ""
    return place, f"no YAML: {problem}{since}", "YAML 1.2", "look at the quotes, brackets and indentation"


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
        self._refuse(event)
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent():
                self._begin(event, {})
            case yaml.SequenceStartEvent():
                self._begin(event, [])
            case yaml.CollectionEndEvent():
                self.open.pop()

    def _refuse(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _Refused(event, "a second YAML document", "one a file", "put it into a file of its own")
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(event, f"an alias, *{event.anchor}", "values in full", "repeat what it stands for")
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            raise _Refused(event, f"an anchor, &{anchor}", "values in full", "take it out")
        if tag:
            raise _Refused(event, f"a tag, {quoted(str(tag))}", "values without tags", "take it out")

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
            first = self.read.keys[path].line
            name = quoted(event.value)
            self.read.fault_at(_place(event), f"the key {name} again", f"it once (line {first})", "keep one of the two")
        else:
            self.read.keys[path] = _place(event)

    def _begin(self, event: yaml.Event, holder: dict[str, object] | list[object]) -> None:
        here = self.open[-1] if self.open else None
        if here is not None and isinstance(here.holder, dict) and here.key is None:
            raise _Refused(event, "a mapping or list as a key", "plain text as a key", "put the key into quotes")
        if len(self.open) == DEEPEST:
            raise _Refused(event, f"nesting deeper than {DEEPEST} levels", "fewer levels", "take the brackets out")
        self.open.append(_Open(self._put(event, holder), holder))

    def _put(self, event: yaml.Event, value: object) -> Path:
        """Put a value where it belongs, and return its path."""
        path: Path = ()
        if not self.open:
            self.read.value = value
        else:
            here = self.open[-1]
            if isinstance(here.holder, list):
                path = (*here.path, len(here.holder))
                here.holder.append(value)
            elif here.key is not None:
                path = (*here.path, here.key)
                here.holder[here.key] = value
                here.key = None
        self.read.values[path] = _place(event)
        return path
