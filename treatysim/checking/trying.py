"""Trying properties and questions on invented lives: Hypothesis draws them, and shrinks whatever it finds.

The same seed gives the same lives and the same answer; nothing is kept between two runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from hypothesis import HealthCheck, Phase, given, seed, settings

from treatysim.checking.properties import Breach, Property
from treatysim.checking.strategies import scenarios
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.law.treaty import Treaty
from treatysim.simulation import simulate
from treatysim.words import say

EXAMPLES = 1000
"""So many lives are tried where nobody says how many."""

Progress = Callable[[int, int], None]
"""Told how many lives have been tried, of how many."""


@dataclass(frozen=True)
class Counterexample:
    """The simplest life that was found to break a property, its timeline, and where it breaks it."""

    property: Property
    scenario: Scenario
    timeline: Timeline
    breach: Breach


@dataclass(frozen=True)
class Checked:
    """What became of each property: on how many lives it was tried, and the counterexamples, in the order of the
    properties."""

    treaty: Treaty
    properties: tuple[Property, ...]
    lives: int
    seed: int
    readings: Mapping[str, str]
    tried: Mapping[str, int]
    broken: tuple[Counterexample, ...]


def check(
    treaty: Treaty,
    properties: Sequence[Property],
    examples: int = EXAMPLES,
    seed: int = 0,
    readings: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Try properties on ``examples`` lives of a treaty; ``readings`` are fixed, the others are drawn with the lives.

    >>> from treatysim.checking.registry import properties_of
    >>> from treatysim.files import load_treaty
    >>> treaty = load_treaty("sco-iis-2009")
    >>> check(treaty, properties_of(treaty)[:3], examples=20).broken
    ()
    """
    trial = _Trial(treaty, dict(readings or {}), examples, seed)
    tried: Counter[str] = Counter()
    found: set[str] = set()

    def look(life: Scenario, number: int) -> None:
        timeline = simulate(life)
        for one in properties:
            if one.name not in found and _applies(one, timeline):
                tried[one.name] += 1
                if one.broken(timeline) is not None:
                    found.add(one.name)
        if progress is not None:
            progress(number, examples)

    lives = trial.run(look)
    broken = tuple(_counterexample(trial, one) for one in properties if one.name in found)
    return Checked(treaty, tuple(properties), lives, seed, dict(readings or {}), tried, broken)


def find(
    treaty: Treaty,
    wanted: Callable[[Timeline], bool],
    examples: int = EXAMPLES,
    seed: int = 0,
    readings: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Scenario | None:
    """The simplest life found of which something is true; None, if it was true of none of them."""

    def look(life: Scenario, number: int) -> bool:
        if progress is not None:
            progress(number, examples)
        return wanted(simulate(life))

    return _Trial(treaty, dict(readings or {}), examples, seed).simplest(look)


def _applies(one: Property, timeline: Timeline) -> bool:
    return one.applies is None or one.applies(timeline)


def _counterexample(trial: _Trial, one: Property) -> Counterexample:
    def breaks(life: Scenario) -> bool:
        timeline = simulate(life)
        return _applies(one, timeline) and one.broken(timeline) is not None

    found = trial.simplest(lambda life, _: breaks(life))
    if found is None:
        raise RuntimeError(f"the same seed found no counterexample to {one.name} again")
    titled = replace(found, title=say("check", "counterexample", name=one.name))
    timeline = simulate(titled)
    return Counterexample(one, titled, timeline, one.broken(timeline) or Breach(""))


class _Found(Exception):
    """A life of which that is true which was looked for."""


@dataclass(frozen=True)
class _Trial:
    """The lives of one seed."""

    treaty: Treaty
    readings: Mapping[str, str]
    examples: int
    seed: int

    def run(self, look: Callable[[Scenario, int], None]) -> int:
        """Show every life to ``look``, with its number from 1; how many there were."""
        lives = 0

        def one(life: Scenario) -> None:
            nonlocal lives
            lives += 1
            look(life, lives)

        self._drawn(one, Phase.generate)
        return lives

    def simplest(self, look: Callable[[Scenario, int], bool]) -> Scenario | None:
        """The simplest life with which ``look`` is content; None, if it was with none."""
        found: list[Scenario] = []
        lives = 0

        def one(life: Scenario) -> None:
            nonlocal lives
            lives += 1
            if look(life, lives):
                found.append(life)
                raise _Found

        try:
            self._drawn(one, Phase.generate, Phase.shrink)
        except _Found:
            return found[-1]
        return None

    def _drawn(self, one: Callable[[Scenario], None], *phases: Phase) -> None:
        calm = settings(
            max_examples=self.examples,
            phases=phases,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )
        seed(self.seed)(calm(given(scenarios(self.treaty, self.readings))(one)))()
