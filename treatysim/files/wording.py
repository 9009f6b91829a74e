"""How faults are put into words: what was found, and the nearest name that would have been known."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice

LONGEST = 60
"""How many characters of a value a fault repeats."""


MOST_NAMES = 700
"""Among how many names the nearest is looked for: more would take too long."""


def shown(value: object) -> str:
    """A value of a file as a fault repeats it.

    >>> shown("Беларусь"), shown(30), shown(True), shown([]), shown(None)
    ("'Беларусь'", 'the number 30', 'true', 'an empty list', 'nothing')
    """
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case int() | Decimal():
            return f"the number {value}"
        case dict():
            return "a mapping" if value else "an empty mapping"
        case list():
            return "a list" if value else "an empty list"
        case _:
            return quoted(str(value))


def quoted(text: str) -> str:
    """A text in quotes, cut where it is long, with nothing in it that would break the line."""
    return repr(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def one_of(names: Iterable[str]) -> str:
    """The names that would have been known.

    >>> one_of(["clip", "roll"])
    'one of: clip, roll'
    """
    known = tuple(names)
    return f"one of: {', '.join(known)}" if known else "none here"


def nearest(name: str, known: Iterable[str], otherwise: str = "choose one of them") -> str:
    """What to do about a name that nobody knows: write the nearest one, if one is near.

    >>> nearest("notificaton", ["notification", "accession"])
    "write 'notification'"
    >>> nearest("xyz", ["notification", "accession"])
    'choose one of them'
    """
    matches = get_close_matches(name[:LONGEST], islice(known, MOST_NAMES), 1, 0.6)
    return f"write {quoted(matches[0])}" if matches else otherwise
