"""The codes by which files name States: ISO 3166-1 alpha-3, extinct States and the European Union among them."""

from __future__ import annotations

from operator import eq

from treatysim.files.document import Document, Path
from treatysim.files.wording import quoted
from treatysim.law.acts import DEPOSITARY
from treatysim.words import states

A_STATE = "a State's three-letter code"

MOST_MEANT = 4
"""How many codes a fault proposes."""


def check_state(read: Document, path: Path, code: str | None, expected: str = A_STATE, *, key: bool = False) -> None:
    """Note a code that is no State's."""
    if code is None or code in states():
        return
    if code == DEPOSITARY:
        read.fault(path, "DEPOSITARY where a State is meant", expected, "write the code of a State", key=key)
    else:
        read.fault(path, f"{quoted(code)}, which is no State", expected, _meant(code), key=key)


def check_states(read: Document, path: Path, codes: list[str] | None) -> None:
    """Note every code of a list that is no State's or stands there twice."""
    seen: set[str] = set()
    for place, code in enumerate(codes or ()):
        if code in seen:
            read.fault((*path, place), f"{quoted(code)} again", "every State once", "take it out")
        else:
            check_state(read, (*path, place), code)
        seen.add(code)


def _meant(code: str) -> str:
    """The State that was probably meant: by its name, or by two of its letters where few States have them.

    >>> _meant("Kazakhstan"), _meant("CHM"), _meant("XQZ")
    ("write 'KAZ'", "write 'CHE', 'CHL' or 'CHN'", 'look the code up in ISO 3166-1')
    """
    for known, name in states().items():
        if code.casefold() in (name.casefold(), known.casefold()):
            return f"write {quoted(known)}"
    letters = code.upper() if len(code) <= 3 else ""
    near = [known for known in states() if len(letters) > 1 and known.startswith(letters[:2])]
    near = near or [known for known in states() if sum(map(eq, known, letters)) == 2]
    if not 1 <= len(near) <= MOST_MEANT:
        return "look the code up in ISO 3166-1"
    *others, last = map(quoted, near)
    return f"write {', '.join(others)} or {last}" if others else f"write {last}"
