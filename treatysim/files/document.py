"""A file as it is being read: plain values, the place of each, and the faults found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from treatysim.errors import Fault, FaultyFile

Path = tuple[str | int, ...]
"""Where a value stands in its file: the keys and places (from 0) that lead to it."""

MOST_FAULTS = 500


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; lines and columns count from 1, columns in characters."""

    line: int = 1
    column: int = 1


START = Place()


@dataclass
class Document:
    """What a file says, where it says it, and what is wrong with it so far.

    ``unreadable`` is set where the file is no YAML that could be looked at any further.
    """

    file: str
    value: object = None
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    spoiled: set[Path] = field(default_factory=set)
    unreadable: bool = False

    def place(self, path: Path) -> Place:
        """Where a value stands, or the nearest thing around it that does."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, START)

    def fault(self, path: Path, found: str, expected: str, do: str, *, key: bool = False) -> None:
        """Note a fault at a value, or at the key that leads to it; the value counts as spoiled from then on."""
        place = self.keys.get(path) if key else None
        self.fault_at(place or self.place(path), found, expected, do)
        self.spoiled.add(path)

    def fault_at(self, place: Place, found: str, expected: str, do: str) -> None:
        """Note a fault at a place; raises FaultyFile when there are so many that it is pointless to go on."""
        self.faults.append(Fault(self.file, place.line, place.column, found, expected, do))
        if len(self.faults) == MOST_FAULTS:
            more = "the faults before this one, and maybe more"
            self.faults.append(
                Fault(self.file, place.line, place.column, more, f"fewer than {MOST_FAULTS}", "begin with these")
            )
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
