"""Treaties by name: those that ship with the package, and those in files of the user's."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from treatysim.errors import FaultyFile, UnknownName
from treatysim.files import sources
from treatysim.files.positions import located
from treatysim.files.treaty import treaty_of
from treatysim.files.wording import nearest, one_of, quoted
from treatysim.law.treaty import Treaty
from treatysim.words import say

_SHIPPED = Path(__file__).parent.parent / "treaties"


def load_treaty(id_or_path: str | os.PathLike[str]) -> Treaty:
    """A treaty that ships, by its name, or the one in a treaty file (a path, ``….yaml``, ``….yml`` or "-").

    Raises UnknownName for a name that does not ship, FaultyFile for a file with faults.

    >>> load_treaty("sco-iis-2009").seat
    'Asia/Shanghai'
    """
    name = os.fspath(id_or_path)
    if name == "-" or is_path(name) or not isinstance(id_or_path, str):
        return _treaty(sources.text_of(name), sources.name_of(name))
    known = shipped_treaties()
    if name not in known:
        told = {"name": quoted(name), "known": one_of(known), "do": nearest(name, known)}
        raise UnknownName(say("wording", "unknown-treaty", **told))
    return _shipped(name)


def shipped_treaties() -> tuple[str, ...]:
    """The names of the treaties that ship, in alphabetical order.

    >>> "paris-2015" in shipped_treaties()
    True
    """
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.yaml")))


def is_path(name: str) -> bool:
    """Whether the name of a treaty is the path of a file.

    >>> is_path("sco-iis-2009"), is_path("mine.yaml"), is_path("../mine")
    (False, True, True)
    """
    return name.endswith((".yaml", ".yml")) or "/" in name or os.sep in name


@cache
def _shipped(name: str) -> Treaty:
    path = _SHIPPED / f"{name}.yaml"
    return _treaty(sources.text_of(path), str(path))


def _treaty(text: str, name: str) -> Treaty:
    read = located(text, name)
    treaty = treaty_of(read)
    if treaty is None:
        raise FaultyFile(read.verdict())
    return treaty
