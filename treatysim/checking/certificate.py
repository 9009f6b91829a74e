"""What a search found, and exactly what it has looked at: the certificate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from treatysim.checking.explore import Explored
from treatysim.checking.properties import Breach, Property
from treatysim.law.days import iso
from treatysim.law.scenario import Scenario


@dataclass(slots=True)
class Level:
    """The moments that so many ``acts`` lead to and no fewer: how many differ, and the steps tried from them.

    ``refused`` acts stand among ``tried``; of the last level only waits are tried.
    """

    acts: int
    states: int = 0
    tried: int = 0
    refused: int = 0
    waits: int = 0

    def count(self, found: Explored) -> None:
        """Add a moment, and what was tried there."""
        self.states += 1
        self.tried += found.tried
        self.refused += found.refused
        self.waits += found.waited


@dataclass(frozen=True, slots=True)
class Broken:
    """A property, where it breaks, and the shortest life that does so: of all those with fewer acts none does."""

    property: Property
    breach: Breach
    scenario: Scenario

    def to_dict(self) -> dict[str, object]:
        """It as plain JSON values; the acts are as a scenario file gives them."""
        return {
            "property": self.property.name,
            "says": self.breach.says,
            "about": self.breach.about,
            "acts": [dict(act.fields) for act in self.scenario.acts],
            "through": iso(self.scenario.through),
        }


@dataclass(frozen=True)
class Certificate:
    """What a search from ``start`` (``signing`` or ``in-force``) to so many ``acts`` has explored, and what it found.

    ``begins`` is the day on which its lives begin, as an ordinal; ``interchangeable`` are the sets of States that
    nothing tells apart then, ``silent`` the number of signatories that never act; ``kinds`` were tried and ``untried``
    were not, though a clause knows them; ``duties`` says whether due days and open deadlines were part of it;
    ``by_date`` whether moments on different dates count as different.  ``applied`` counts, for each property, the
    moments of which it speaks, ``in_play`` those of them at which something had happened that it is about; ``met`` are
    the kinds of effect and the findings that came up.  The search stops with the first properties that break: then it
    is not ``finished``.
    """

    treaty: str
    readings: Mapping[str, str]
    start: str
    begins: int
    acts: int
    interchangeable: tuple[tuple[str, ...], ...]
    silent: int
    kinds: tuple[str, ...]
    untried: tuple[str, ...]
    duties: bool
    by_date: bool
    levels: tuple[Level, ...]
    applied: Mapping[str, int]
    in_play: Mapping[str, int]
    met: tuple[str, ...]
    broken: tuple[Broken, ...]
    finished: bool
    seconds: float

    @property
    def states(self) -> int:
        """How many different moments there are, up to the names of interchangeable States."""
        return sum(level.states for level in self.levels)

    @property
    def transitions(self) -> int:
        """How many steps were tried: acts, refused ones among them, and waits."""
        return sum(level.tried + level.waits for level in self.levels)

    @property
    def holds(self) -> bool:
        """Whether every property held at every state."""
        return not self.broken

    def to_dict(self) -> dict[str, object]:
        """The certificate as plain JSON values."""
        return {
            "treaty": self.treaty,
            "readings": dict(self.readings),
            "start": self.start,
            "begins": iso(self.begins),
            "acts": self.acts,
            "interchangeable": [list(states) for states in self.interchangeable],
            "silent": self.silent,
            "kinds": list(self.kinds),
            "untried": list(self.untried),
            "duties": self.duties,
            "by_date": self.by_date,
            "states": self.states,
            "transitions": self.transitions,
            "levels": [{name: getattr(level, name) for name in Level.__slots__} for level in self.levels],
            "properties": dict(self.applied),
            "in_play": dict(self.in_play),
            "met": list(self.met),
            "broken": [one.to_dict() for one in self.broken],
            "finished": self.finished,
            "seconds": round(self.seconds, 1),
        }
