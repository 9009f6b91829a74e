"""How likely: the distribution of every effect that may come, exact where that is possible, else from draws.

The draws are made chunk by chunk, each from a random stream of its own, and added up: the same numbers whoever makes
them, on this machine or another, in whatever order.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import closing, nullcontext
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from treatysim.law.formula import supposed
from treatysim.law.scenario import Scenario
from treatysim.whatif.chance import Chances
from treatysim.whatif.columns import SHIFT, Columns
from treatysim.whatif.condition import NotExact
from treatysim.whatif.distribution import ROUNDING, Distribution
from treatysim.whatif.draws import EffectKey, untold
from treatysim.whatif.foresight import prospects
from treatysim.whatif.likelihood import Forecast, Likelihood
from treatysim.whatif.parquet import DrawsFile
from treatysim.whatif.prospects import Expected, Prospects
from treatysim.whatif.tally import Histogram, Tally
from treatysim.whatif.tasks import IN_FLIGHT, made, tasks

__all__ = ["Forecast", "Likelihood", "forecast"]


def forecast(
    scenario: Scenario,
    n: int = 1_000_000,
    seed: int = 0,
    executor: Executor | None = None,
    *,
    exact: bool = True,
    verify: int = 0,
    out: str | os.PathLike[str] | None = None,
    told: Callable[[int], None] = untold,
    in_flight: int = IN_FLIGHT,
) -> Forecast:
    """How likely every effect is, and when: exact where that is possible, else from ``n`` draws.

    ``exact=False`` draws whatever is open; ``verify`` draws are replayed by the engine; ``out`` is a Parquet file for
    the days of every draw; ``told`` hears how many draws have been made.  An ``executor`` of any kind makes the draws
    elsewhere, with ``in_flight`` tasks in its hands at most (twice its workers keep them busy); the figures are the
    same without it, and whatever becomes of its workers.

    Raises ValueError for fewer than one draw, a seed or a number to verify below 0, or nothing in flight; Unavailable
    if ``out`` cannot be written.

    >>> from treatysim.files import load_text
    >>> forecast(load_text("treaty: sco-iis-2009")).likelihoods
    ()
    """
    if n < 1 or seed < 0 or verify < 0 or in_flight < 1:
        raise ValueError("a forecast needs a draw and a task in flight at least, a seed and draws to verify from 0 on")
    may_come = prospects(scenario)
    exactly = _exact(may_come) if exact or not scenario.uncertain else None
    known = _known(may_come, exactly or {})
    keys = [key for key, _ in _keyed(may_come)]
    # only where every case keeps the course of the formulas do they know every effect that may come
    if exactly is not None and all(key in known for key in keys) and not (verify or out is not None):
        return Forecast(scenario, tuple(known[key] for key in keys), 0, seed)
    tally, lost, why = _drawn(may_come, n, seed, executor, verify, out, told, in_flight)
    keys += [key for key in tally.days if key not in keys]
    found = tuple(known[key] if key in known else _sampled(scenario, key, tally) for key in keys)
    differing = tuple(tally.differing)
    return Forecast(scenario, found, tally.draws, seed, tally.by_engine, tally.verified, differing, lost, why)


def _drawn(
    may_come: Prospects,
    n: int,
    seed: int,
    executor: Executor | None,
    verify: int,
    out: str | os.PathLike[str] | None,
    told: Callable[[int], None],
    in_flight: int,
) -> tuple[Tally, int, str]:
    """The draws added up, and written where they are wanted; how many of them an executor lost, and why the first."""
    tally, lost, why = Tally(), 0, ""
    todo = tasks(may_come, n, seed, verify, rows=out is not None)
    with (
        DrawsFile(out, may_come) if out is not None else nullcontext() as file,
        closing(made(todo, executor, in_flight, told)) as done,
    ):
        for one in done:
            tally.add(one.tally)
            for rows in one.rows:
                if file is not None:
                    file.write(rows)
            if one.lost:
                lost, why = lost + one.tally.draws, why or one.lost
            told(tally.draws)
    return tally, lost, why


# -- exact figures


def _keyed(may_come: Prospects) -> Iterator[tuple[EffectKey, Expected]]:
    """The effects that may come, with their place among those of one kind, State and act."""
    count: Counter[tuple[str, str | None, str | None]] = Counter()
    for effect in may_come.effects:
        about = (effect.kind, effect.state, effect.of)
        count[about] += 1
        yield (*about, count[about]), effect


def _known(may_come: Prospects, exactly: dict[EffectKey, Likelihood]) -> dict[EffectKey, Likelihood]:
    """What needs no draws: effects that have come, or have one day in every case, and exact figures if wanted."""
    known = _settled(may_come) | exactly
    rests = {key: supposed(effect.formula) for key, effect in _keyed(may_come)}
    return {key: replace(one, supposed=one.method != "certain" or rests[key]) for key, one in known.items()}


def _settled(may_come: Prospects) -> dict[EffectKey, Likelihood]:
    """The effects that have come before anything is uncertain."""
    return {
        key: _certain(may_come.scenario, key, Columns({}), effect) for key, effect in _keyed(may_come) if effect.settled
    }


def _exact(may_come: Prospects) -> dict[EffectKey, Likelihood] | None:
    """The effects with exact figures; None if a case may leave the course that the formulas speak for."""
    try:
        chances = Chances(may_come)
    except NotExact:
        return None
    found = {}
    for key, effect in _keyed(may_come):
        try:
            found[key] = _likelihood(may_come.scenario, key, chances, effect)
        except NotExact:
            continue
    return found


def _likelihood(scenario: Scenario, key: EffectKey, chances: Chances, effect: Expected) -> Likelihood:
    if chances.uses(effect.formula):
        law = chances.of(effect.formula)
        deciding: dict[str, float] = {}
        for name, share in law.deciding.items():
            state = scenario.by_id[name].by
            deciding[state] = deciding.get(state, 0.0) + share
        return Likelihood(*key, "exact", *_trimmed(law), law.comes, deciding)
    if not chances.law(effect.formula).comes:
        return Likelihood(*key, "certain", 0, np.zeros(0), 0.0, {})
    return _certain(scenario, key, Columns(chances.bounds.first.at), effect)


def _certain(scenario: Scenario, key: EffectKey, only: Columns, effect: Expected) -> Likelihood:
    """The figures of an effect that has one day in every case, that of the only case looked at."""
    day, rank = int(only.of(effect.formula)) >> SHIFT, int(only.decider(effect.formula))
    certainly = {act.by: 1.0 for act in scenario.acts if act.rank == rank}
    return Likelihood(*key, "certain", day, np.ones(1), 1.0, certainly)


def _trimmed(law: Distribution) -> tuple[int, NDArray[np.float64]]:
    """The days on which a distribution has anything: the first of them, and the probabilities by each."""
    first = int(np.searchsorted(law.by, ROUNDING, side="right"))
    last = int(np.searchsorted(law.by, law.by[-1] - ROUNDING))
    return law.start + first, law.by[first : last + 1]


# -- sampled figures


def _sampled(scenario: Scenario, key: EffectKey, tally: Tally) -> Likelihood:
    histogram, decided = tally.days.get(key, Histogram()), tally.deciding.get(key, Counter())
    by = np.cumsum(histogram.counts) / tally.draws
    deciding: Counter[str] = Counter()
    for act in scenario.acts:
        deciding[act.by] += decided[act.rank]
    shares = {state: times / tally.draws for state, times in deciding.items() if times}
    return Likelihood(*key, "sampled", histogram.start, by, float(by[-1]) if len(by) else 0.0, shares)
