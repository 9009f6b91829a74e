"""What the engine says of a case, in the words in which draws say it."""

from __future__ import annotations

from collections import Counter

from treatysim.law.days import day_of
from treatysim.law.scenario import Scenario
from treatysim.simulation import simulate
from treatysim.whatif.columns import NEVER_DAY, Columns
from treatysim.whatif.draws import Chunk, EffectKey, with_delays

Effects = dict[EffectKey, tuple[int, int]]
"""The day of each effect, and the rank of the act with which it came."""

Received = dict[str, int]
"""The day on which each uncertain act was received, if it was."""


def by_engine(scenario: Scenario, delays: dict[str, int]) -> tuple[Effects, Received]:
    """A case run by the engine: every effect that came or is coming, and the uncertain acts that happened."""
    timeline = simulate(with_delays(scenario, delays))
    count: Counter[tuple[str, str | None, str | None]] = Counter()
    effects: Effects = {}
    for effect in (*timeline.effects, *timeline.coming):
        about = (effect.kind, effect.state, effect.of)
        count[about] += 1
        effects[(*about, count[about])] = day_of(effect.at) or 0, int(Columns({}).decider(effect.formula))
    happened = {one.act.id: one.day or 0 for one in timeline.acts if one.admitted is not None}
    return effects, {name: day for name, day in happened.items() if name in scenario.uncertain}


def by_draws(chunk: Chunk, draw: int) -> tuple[Effects, Received]:
    """The same of a draw, as the chunk has it."""
    effects = {
        key: (int(days[draw]), int(chunk.deciders[key][draw]))
        for key, days in chunk.days.items()
        if days[draw] < NEVER_DAY
    }
    return effects, {name: int(days[draw]) for name, days in chunk.received.items() if days[draw] < NEVER_DAY}


def delays_of(chunk: Chunk, draw: int) -> dict[str, int]:
    return {name: int(one[draw]) for name, one in chunk.delays.items()}
