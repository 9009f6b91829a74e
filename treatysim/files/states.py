"""The codes by which files name States: ISO 3166-1 alpha-3, extinct States and the European Union among them."""

from __future__ import annotations

from operator import eq

from treatysim.files.document import Document, Path
from treatysim.files.wording import quoted
from treatysim.law.acts import DEPOSITARY
from treatysim.words import say, states

MOST_MEANT = 4
"""How many codes a fault proposes."""


def check_state(read: Document, path: Path, code: str | None, meant: str = "state", *, key: bool = False) -> None:
    """Note a code that is no State's (``meant``: what is wanted there, as the catalogue calls it)."""
    if code is None or code in states():
        return
    expected = say("wording", meant)
    if code == DEPOSITARY:
        read.fault(path, "depositary-for-state", key=key, expected=expected)
    else:
        read.fault(path, "no-state", key=key, near=_listed(_meant(code)), code=quoted(code), expected=expected)


def check_states(read: Document, path: Path, codes: list[str] | None) -> None:
    """Note every code of a list that is no State's or stands there twice."""
    seen: set[str] = set()
    for place, code in enumerate(codes or ()):
        if code in seen:
            read.fault((*path, place), "state-again", code=quoted(code))
        else:
            check_state(read, (*path, place), code)
        seen.add(code)


def _meant(code: str) -> list[str]:
    """The States that were probably meant: by name, or by two of their letters where few States have them.

    >>> _meant("Kazakhstan"), _meant("CHM"), _meant("XQZ")
    (['KAZ'], ['CHE', 'CHL', 'CHN'], [])
    """
    for known, name in states().items():
        if code.casefold() in (name.casefold(), known.casefold()):
            return [known]
    letters = code.upper() if len(code) <= 3 else ""
    near = [known for known in states() if len(letters) > 1 and known.startswith(letters[:2])]
    near = near or [known for known in states() if sum(map(eq, known, letters)) == 2]
    return near if len(near) <= MOST_MEANT else []


def _listed(codes: list[str]) -> str:
    """Codes to choose from, as a sentence lists them.

    >>> _listed(["CHE", "CHL", "CHN"]), _listed(["KAZ"]), _listed([])
    ("'CHE', 'CHL' or 'CHN'", "'KAZ'", '')
    """
    if len(codes) < 2:
        return "".join(map(quoted, codes))
    *others, last = map(quoted, codes)
    return say("lists", "or", first=", ".join(others), last=last)
