"""Draws: delays from their distributions, read through the formulas; where no formula speaks, the engine runs the draw.

One random stream belongs to each chunk of draws, by its number: whoever computes a chunk, and when, gets the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from treatysim.law.days import NEVER, day_of, iso
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.law.uncertain import Listed, Lognormal, Spread, Triangular, Uncertain, Uniform
from treatysim.simulation import simulate
from treatysim.whatif.columns import NEVER_DAY, SHIFT, Columns
from treatysim.whatif.prospects import Prospects

CHUNK = 1 << 15
"""How many draws share a random stream: enough for NumPy, few enough for a processor's cache."""

EffectKey = tuple[str, str | None, str | None, int]
"""An effect by its kind, its State, the act it concerns, and its place among those alike, from 1."""

Days = NDArray[np.int64]


@dataclass(frozen=True)
class Difference:
    """A day (an ordinal; None: never) of an effect in a draw, as the formulas and as the engine give it.

    >>> Difference(7, ("entry-into-force-for", "KAZ", None, 1), 734290, None).to_dict()["formulas"]
    '2011-06-02'
    """

    draw: int
    effect: EffectKey
    formulas: int | None
    engine: int | None

    def to_dict(self) -> dict[str, object]:
        """The difference as plain JSON values."""
        said = dict(zip(("kind", "state", "of", "place"), self.effect, strict=True))
        return {"draw": self.draw, **said, "formulas": iso(self.formulas), "engine": iso(self.engine)}


def untold(draws: int) -> None:
    """Nobody wants to know how far it is."""


def drawn(uncertain: Uncertain, rng: np.random.Generator, size: int) -> Days:
    """So many delays in whole days; one that never comes lies beyond every calendar."""
    delays = _delays(uncertain.spread, rng, size)
    if uncertain.never:
        delays[rng.random(size) < uncertain.never] = NEVER_DAY
    return delays


def _delays(spread: Spread, rng: np.random.Generator, size: int) -> Days:
    match spread:
        case Lognormal():
            return _whole(spread.median * np.exp(spread.sigma * rng.standard_normal(size)))
        case Triangular() if spread.least < spread.most:
            return _whole(rng.triangular(spread.least, spread.mode, spread.most, size))
        case Triangular():
            return _whole(np.full(size, spread.mode))
        case Uniform():
            return rng.integers(spread.least, spread.most, size, dtype=np.int64, endpoint=True)
        case Listed():
            days = np.array(sorted(spread.weights), dtype=np.int64)
            heaped = np.cumsum([spread.weights[int(day)] for day in days])
            return days[np.searchsorted(heaped / heaped[-1], rng.random(size), side="right")]
        case _:
            raise TypeError(f"no way to draw from {spread!r}")


def _whole(delays: NDArray[np.float64]) -> Days:
    """Rounded half up, below 0 is 0, and nothing beyond every calendar."""
    return np.floor(np.clip(delays, 0, NEVER_DAY) + 0.5).astype(np.int64)


def with_delays(scenario: Scenario, delays: dict[str, int]) -> Scenario:
    """The scenario in one case: every uncertain act has its day, or never comes."""
    acts = []
    for act in scenario.acts:
        if act.id in scenario.uncertain:
            delay = delays[act.id]
            date = scenario.uncertain[act.id].after(None if delay >= NEVER_DAY else delay)
            acts.append(replace(act, date=date))
        else:
            acts.append(act)
    return replace(scenario, acts=tuple(acts), uncertain={})


@dataclass
class Chunk:
    """The draws of one random stream: the delays drawn, and in each draw the day of every effect that may come.

    ``of`` are the prospects of the scenario; a chunk's ``number`` and the ``seed`` fix the stream.  ``told`` hears,
    while the engine runs draws, how many have been made with those of the chunks before.
    """

    of: Prospects
    seed: int
    number: int
    size: int
    told: Callable[[int], None] = untold

    def __post_init__(self) -> None:
        stream = np.random.SeedSequence(self.seed, spawn_key=(self.number,))
        rng = np.random.Generator(np.random.SFC64(stream))
        scenario = self.of.scenario
        self.delays = {name: drawn(one, rng, self.size) for name, one in scenario.uncertain.items()}
        self.columns = Columns({})
        for date in self.of.dates:
            self.columns.receive(date, self.delays.get(date.act.id), scenario.through)
        self.received = {
            name: np.array(np.broadcast_to(self.columns.at.get(name, NEVER), self.size)) >> SHIFT
            for name in scenario.uncertain
        }
        self.days: dict[EffectKey, Days] = {}
        self.deciders: dict[EffectKey, Days] = {}
        if self.of.foreseeable:
            self._read()
        before = self.number * CHUNK + int(np.count_nonzero(self.spoken_for))
        for done, draw in enumerate(np.flatnonzero(~self.spoken_for)):
            self.told(before + done)
            self._replay(int(draw))

    @cached_property
    def spoken_for(self) -> NDArray[np.bool_]:
        """In which draws the formulas speak; the others were run by the engine."""
        kept = self.columns.keeps(self.of.orders, self.of.irregular) if self.of.foreseeable else False
        return np.broadcast_to(np.asarray(kept), self.size)

    def differences(self, count: int) -> tuple[int, list[Difference]]:
        """Replay so many draws through the engine: how many were, and every effect whose day it gives otherwise."""
        those = np.flatnonzero(self.spoken_for)
        chosen = those[np.linspace(0, len(those) - 1, min(count, len(those))).astype(int)] if len(those) else those
        found = []
        for draw in map(int, chosen):
            engine = {key: day for key, day, _ in self._effects(self._run(draw))}
            mine = {key: int(days[draw]) for key, days in self.days.items() if days[draw] < NEVER_DAY}
            found += [
                Difference(self.number * CHUNK + draw, key, mine.get(key), engine.get(key))
                for key in dict.fromkeys((*mine, *engine))
                if mine.get(key) != engine.get(key)
            ]
        return len(chosen), found

    def _read(self) -> None:
        count: Counter[tuple[str, str | None, str | None]] = Counter()
        for effect in self.of.effects:
            about = (effect.kind, effect.state, effect.of)
            count[about] += 1
            key = (*about, count[about])
            days = self.columns.of(effect.formula) >> SHIFT
            self.days[key] = np.array(np.broadcast_to(days, self.size))
            decider = self.columns.decider(effect.formula)
            self.deciders[key] = np.array(np.broadcast_to(decider, self.size))

    def _replay(self, draw: int) -> None:
        """Let the engine say what comes of a draw, instead of the formulas."""
        timeline = self._run(draw)
        for days in (*self.days.values(), *self.received.values()):
            days[draw] = NEVER_DAY
        for outcome in timeline.acts:
            if outcome.act.id in self.received and outcome.admitted is not None and outcome.day is not None:
                self.received[outcome.act.id][draw] = outcome.day
        for key, day, decider in self._effects(timeline):
            if key not in self.days:
                self.days[key] = np.full(self.size, NEVER_DAY)
                self.deciders[key] = np.full(self.size, -1)
            self.days[key][draw], self.deciders[key][draw] = day, decider

    def _run(self, draw: int) -> Timeline:
        return simulate(with_delays(self.of.scenario, {name: int(one[draw]) for name, one in self.delays.items()}))

    def _effects(self, timeline: Timeline) -> Iterator[tuple[EffectKey, int, int]]:
        """The effects of one draw as the engine gives them: which, on what day, and the act with which it came."""
        count: Counter[tuple[str, str | None, str | None]] = Counter()
        for effect in (*timeline.effects, *timeline.coming):
            about = (effect.kind, effect.state, effect.of)
            count[about] += 1
            decider = Columns({}).decider(effect.formula)
            yield (*about, count[about]), day_of(effect.at) or 0, int(decider)
