"""What can go wrong, in one place.

    TreatysimError
    ├── FaultyFile       a file of the user's has faults; carries all of them
    ├── UnknownName      a name given to a function or a command stands for nothing (with the nearest name)
    ├── Unavailable      something outside cannot be had: an optional package, a cluster
    └── Unsteady         a function of the user's gives different answers for the same timeline

A fault in a file is a *value*, :class:`Fault`; faults are collected and shown together.  An act that the law gives
no effect is neither: it is a finding in the timeline, for what happened, happened.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of one file, with its place (lines and columns count from 1).

    >>> print(Fault("s.yaml", 3, 5, "unknown key 'acs'", "one of: acts, title", "write 'acts'"))
    s.yaml:3:5: unknown key 'acs'; expected one of: acts, title; write 'acts'
    """

    file: str
    line: int
    column: int
    found: str
    expected: str
    do: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.found}; expected {self.expected}; {self.do}"


class TreatysimError(Exception):
    """The root of every exception that this package raises on purpose."""


class FaultyFile(TreatysimError):
    """A file cannot be used; ``faults`` lists every reason, in the order of the file."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class UnknownName(TreatysimError):
    """A name stands for nothing: a treaty, an axis, a date.  The message says what would have been known."""


class Unavailable(TreatysimError):
    """Something that was asked for is not there: an optional package, a cluster that does not answer."""


class Unsteady(TreatysimError):
    """A property or question of the user's gives different answers for the same timeline, so nothing can be shown."""
