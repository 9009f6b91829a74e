"""One moment looked at: the properties asked of it, every step tried from it, and what each step leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from treatysim.checking.bearing import in_play, provisions_of, stirred
from treatysim.checking.life import Life
from treatysim.checking.lived import lived
from treatysim.checking.moves import Step
from treatysim.checking.properties import Breach, Property
from treatysim.checking.space import Path, Space
from treatysim.law.timeline import Timeline

Led = tuple[bytes, Step]
"""A moment that a step leads to, by its digest, and the step."""


@dataclass(slots=True)
class Explored:
    """What was found at one moment: the other moments that waits and acts lead to; how many acts were tried, how many
    of them were refused, and how many waits were tried; the properties that speak of it, those of them in play, and
    those that break, by which steps; and the kinds of effect and the findings that came up."""

    waits: list[Led] = field(default_factory=list)
    acts: list[Led] = field(default_factory=list)
    tried: int = 0
    refused: int = 0
    waited: int = 0
    applied: list[str] = field(default_factory=list)
    in_play: list[str] = field(default_factory=list)
    broken: list[tuple[str, Breach, Path]] = field(default_factory=list)
    met: set[str] = field(default_factory=set)


class Explorer:
    """Looks at moments of one space, each by itself."""

    def __init__(self, space: Space, properties: Sequence[Property]) -> None:
        self.space, self.properties = space, tuple(properties)
        self.about = {one.name: provisions_of(one, space.treaty) for one in properties}

    def look(self, path: Path, last: bool) -> Explored:
        """Look at the moment that steps lead to; of the ``last`` acts no further one is tried."""
        found = Explored()
        life = self.space.life(path)
        here = self.space.symmetry.digest(life)
        waits, acts = self.space.moves.waits(life), [] if last else self.space.moves.acts(life)
        found.waited, found.tried = len(waits), len(acts)
        found.waits, _ = self._lead(life, here, waits, found)
        found.acts, idle = self._lead(life, here, acts, found)
        if self.properties:
            self._ask(path, life, idle, found)
        return found

    def _ask(self, path: Path, life: Life, idle: Sequence[Step], found: Explored) -> None:
        """Ask every property of a life, and where all hold, those that mind such acts of the same life with every act
        behind it that changes nothing there: it leads to no other moment, and would stand in no life otherwise."""
        timeline = lived(self.space.scenario_of(life))
        happened = stirred(timeline)
        found.applied = [one.name for one in self.properties if one.said_of(timeline)]
        found.in_play = [name for name in found.applied if in_play(self.about[name], happened)]
        self._note(path, timeline, found)
        if idle and not found.broken and self._breaks((*path, *idle)):
            for further in (*((step,) for step in idle), tuple(idle)):
                longer = (*path, *further)
                self._note(longer, lived(self.space.scenario(longer)), found)

    def _lead(self, life: Life, here: bytes, steps: Sequence[Step], found: Explored) -> tuple[list[Led], list[Step]]:
        """The other moments that steps lead to, each once, and the acts that lead to none."""
        led: dict[bytes, Step] = {}
        idle: list[Step] = []
        other, before = life.branch(), len(life.record.effects)
        for step in steps:
            self.space.moves.make(other, step)
            found.met.update(effect.kind for effect in other.record.effects[before:])
            found.met.update(finding.code for finding in other.record.findings)
            found.refused += step >= 0 and not other.record.timeline
            there = self.space.symmetry.digest(other)
            if there == here and step >= 0:
                idle.append(step)
                other.forget()  # nothing has changed, so the next act can be tried from here
            else:
                led.setdefault(there, step)
                other = life.branch()
        led.pop(here, None)
        return list(led.items()), idle

    def _breaks(self, path: Path) -> bool:
        timeline = lived(self.space.scenario(path))
        return any(one.idle and broken(one, timeline) is not None for one in self.properties)

    def _note(self, path: Path, timeline: Timeline, found: Explored) -> None:
        for one in self.properties:
            breach = broken(one, timeline)
            if breach is not None:
                found.broken.append((one.name, breach, path))


def broken(one: Property, timeline: Timeline) -> Breach | None:
    """Where a life breaks a property, if it is said of that life."""
    return one.broken(timeline) if one.applies is None or one.applies(timeline) else None
