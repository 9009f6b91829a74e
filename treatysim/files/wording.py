"""How faults are put into words: what was found, and the nearest name that would have been known."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice

from treatysim.words import say

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
            return say("wording", "nothing")
        case bool():
            return str(value).lower()
        case int() | Decimal():
            return say("wording", "number", number=value)
        case dict():
            return say("wording", "mapping" if value else "empty-mapping")
        case list():
            return say("wording", "list" if value else "empty-list")
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
    return say("wording", "one-of", names=", ".join(known)) if known else say("wording", "none")


def near_to(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, in quotes; nothing where none is near.

    >>> near_to("notificaton", ["notification", "accession"]), near_to("xyz", ["notification", "accession"])
    ("'notification'", '')
    """
    near = closest(name, known, 0.6)
    return quoted(near) if near else ""


def closest(name: str, known: Iterable[str], alike: float) -> str:
    """The known name that is nearest, if it is that much alike (from 0 to 1); else nothing.

    >>> closest("notificaton", ["notification", "accession"], 0.8), closest("treaty", ["trees"], 0.8)
    ('notification', '')
    """
    matches = get_close_matches(name[:LONGEST], islice(known, MOST_NAMES), 1, alike)
    return matches[0] if matches else ""


def nearest(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """What to do about a name that nobody knows: write the nearest one, if one is near.

    >>> nearest("notificaton", ["notification", "accession"])
    "write 'notification'"
    >>> nearest("xyz", ["notification", "accession"])
    'choose one of them'
    """
    near = near_to(name, known)
    return say("wording", "write", name=near) if near else otherwise or say("wording", "choose")
