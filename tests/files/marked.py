"""Texts in which a mark shows where a fault is expected: the tables beside this file say the place where it is."""

from __future__ import annotations

from treatysim.errors import Fault

MARK = "¦"

Place = tuple[int, int]


def unmarked(text: str) -> tuple[str, list[Place]]:
    """The text without its marks, and the line and column of what follows each, in order."""
    places: list[Place] = []
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        parts = line.split(MARK)
        for count in range(1, len(parts)):
            places.append((number, len("".join(parts[:count])) + 1))
        lines.append("".join(parts))
    return "\n".join(lines), places


def places(faults: tuple[Fault, ...]) -> list[Place]:
    return [(fault.line, fault.column) for fault in faults]
