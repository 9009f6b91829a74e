"""A file as it is being read: plain values, the place of each, and the faults found so far."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import islice

from treatysim.errors import Fault, FaultyFile
from treatysim.files.wording import MOST_NAMES, near_to, one_of, quoted
from treatysim.words import fault_text

Path = tuple[str | int, ...]
"""Where a value stands in its file: the keys and places (from 0) that lead to it."""

MOST_FAULTS = 500

MOST_LOOKED_AT = 20_000
"""Among how many names, all in all, the nearest ones are looked for in a file."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; lines and columns count from 1, columns in characters."""

    line: int = 1
    column: int = 1


START = Place()


@dataclass
class Document:
    """What a file says, where it says it, and what is wrong with it so far.

    A fault is of a ``kind`` of the catalogue, whose sentences its facts fill in; ``near`` is the name probably meant.
    ``unreadable`` is set where the file is no YAML that could be looked at any further.
    """

    file: str
    value: object = None
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    spoiled: set[Path] = field(default_factory=set)
    unreadable: bool = False
    looked_at: int = 0

    def place(self, path: Path) -> Place:
        """Where a value stands, or the nearest thing around it that does."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, START)

    def fault(self, path: Path, kind: str, /, *, key: bool = False, near: str = "", **facts: object) -> None:
        """Note a fault at a value, or at the key that leads to it; the value counts as spoiled from then on."""
        place = self.keys.get(path) if key else None
        self.fault_at(place or self.place(path), kind, near=near, **facts)
        self.spoiled.add(path)

    def unknown(
        self, path: Path, kind: str, name: str, known: Collection[str], /, *, key: bool = False, **facts: object
    ) -> None:
        """Note a name that is none of the known ones."""
        told: dict[str, object] = {"name": quoted(name), "known": one_of(known), **facts}
        self.fault(path, kind, key=key, near=self.near(name, known), **told)

    def near(self, name: str, known: Iterable[str]) -> str:
        """The known name that was probably meant, in quotes; nothing once too many names have been looked at."""
        if self.looked_at >= MOST_LOOKED_AT:
            return ""
        among = tuple(islice(known, MOST_NAMES))
        self.looked_at += len(among)
        return near_to(name, among)

    def fault_at(self, place: Place, kind: str, /, *, near: str = "", **facts: object) -> None:
        """Note a fault at a place; raises FaultyFile when there are so many that it is pointless to go on."""
        self.faults.append(Fault(self.file, place.line, place.column, *fault_text(kind, near=near, **facts)))
        if len(self.faults) == MOST_FAULTS:
            more = fault_text("too-many", most=MOST_FAULTS)
            self.faults.append(Fault(self.file, place.line, place.column, *more))
            raise FaultyFile(self.verdict())

    def sound(self, path: Path) -> bool:
        """Whether neither a value nor anything that holds it is spoiled."""
        return not any(path[:length] in self.spoiled for length in range(len(path) + 1))

    def verdict(self) -> tuple[Fault, ...]:
        """The faults in the order of the file, each once."""
        return tuple(sorted(set(self.faults)))


def place_of(text: str, offset: int) -> Place:
    """The place of a character of a text."""
    before = text[:offset]
    return Place(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
