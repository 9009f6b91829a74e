"""Files out: a scenario, and any value in it, as YAML that reads like one written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from treatysim.law.days import iso
from treatysim.law.scenario import Scenario

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.()/-]*( [A-Za-z0-9_.()/-]+)*|\d{4}-\d{2}-\d{2}", re.ASCII)
"""A text that YAML takes for a text, or a day, without quotes, unless it is one of ``NOT_TEXTS``."""

NOT_TEXTS = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")
"""Words that one YAML or another does not take for a text."""


def scenario_text(scenario: Scenario, treaty: str = "", remarks: Iterable[str] = ()) -> str:
    """A scenario as a file that :func:`treatysim.load` reads; ``treaty`` is how the file names its treaty (a path, if
    it does not ship), ``remarks`` are lines of comment at its top.

    >>> from treatysim.files import load_text
    >>> acts = "acts: [{act: notification, by: CHN, date: 2011-03-10}]"
    >>> print(scenario_text(load_text("treaty: sco-iis-2009\\ntitle: One\\n" + acts), remarks=["Witness."]), end="")
    # Witness.
    title: One
    treaty: sco-iis-2009
    acts:
      - {act: notification, by: CHN, date: 2011-03-10}
    """
    return "\n".join(_lines(scenario, treaty or scenario.treaty.id, remarks)) + "\n"


def _lines(scenario: Scenario, treaty: str, remarks: Iterable[str]) -> Iterator[str]:
    for remark in remarks:
        yield from (f"# {line}".rstrip() for line in remark.splitlines() or [""])
    if scenario.title:
        yield f"title: {scalar(scenario.title)}"
    yield f"treaty: {scalar(treaty)}"
    if scenario.through is not None:
        yield f"through: {iso(scenario.through)}"
    if scenario.readings:
        yield "readings:"
        yield from (f"  {axis}: {value}" for axis, value in scenario.readings.items())
    yield "acts:" if scenario.acts else "acts: []"
    yield from (f"  - {flow(act.fields)}" for act in scenario.acts)


def flow(value: object) -> str:
    """A value as YAML 1.2 in one line.

    >>> flow({"act": "consent", "by": "NOR", "between": ["CHN", "KAZ"], "supposed": True, "note": "a: b"})
    '{act: consent, by: NOR, between: [CHN, KAZ], supposed: true, note: "a: b"}'
    """
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(flow, value)) + "]"
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case _:
            return scalar(str(value))


def scalar(text: str) -> str:
    """A text as a YAML scalar, in quotes where it needs them.

    >>> scalar("12:30"), scalar("no"), scalar("Paris Agreement")
    ('"12:30"', '"no"', 'Paris Agreement')
    """
    if PLAIN.fullmatch(text) and text.casefold() not in NOT_TEXTS:
        return text
    return '"' + "".join(map(_letter, text)) + '"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\U{ord(letter):08X}"
