"""How likely: the distribution of every effect that may come, exact where that is possible, else from draws.

The draws are made chunk by chunk, each from a random stream of its own, and added up: the same numbers whoever makes
them, on this machine or another, in whatever order.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from treatysim.law.days import iso
from treatysim.law.scenario import Scenario
from treatysim.whatif.chance import Chances
from treatysim.whatif.columns import SHIFT, Columns
from treatysim.whatif.condition import NotExact
from treatysim.whatif.distribution import ROUNDING, Distribution
from treatysim.whatif.draws import CHUNK, Chunk, EffectKey
from treatysim.whatif.foresight import prospects
from treatysim.whatif.parquet import DrawnRows, DrawsFile
from treatysim.whatif.prospects import Expected, Prospects
from treatysim.whatif.tally import Histogram, Tally

Method = Literal["certain", "exact", "sampled"]

TOGETHER = 4
"""How many chunks are one task for an executor."""

IN_FLIGHT = 16
"""How many tasks wait for an executor at most, so that memory stays bounded however many draws there are."""

SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""The quantiles that a forecast names."""


@dataclass(frozen=True)
class Likelihood:
    """How likely an effect is: ``by[k]`` is the probability that it has come by the day ``start + k`` (an ordinal), and
    ``comes`` that it comes at all.

    ``method`` says whether the figures are certain (one day only), exact, or sampled; ``deciding`` gives for each State
    the probability that the effect comes with an act of that State as the last one needed.
    """

    kind: str
    state: str | None
    of: str | None
    place: int
    method: Method
    start: int
    by: NDArray[np.float64]
    comes: float
    deciding: Mapping[str, float]

    @property
    def never(self) -> float:
        """The probability that it never comes."""
        return max(0.0, 1.0 - self.comes)

    def chance_by(self, day: int) -> float:
        """The probability that it has come by the end of a day (an ordinal)."""
        if day < self.start or not len(self.by):
            return 0.0
        return float(self.by[min(day - self.start, len(self.by) - 1)])

    def quantile(self, share: float) -> int | None:
        """The first day by which it has come in that share of all cases; None if it never comes in as many."""
        place = int(np.searchsorted(self.by, share - 1e-12))
        return self.start + place if place < len(self.by) else None

    def to_dict(self, days: tuple[int, ...] = ()) -> dict[str, object]:
        """The figures as plain JSON values, with the probabilities by the days asked for."""
        return {
            "kind": self.kind,
            "state": self.state,
            "of": self.of,
            "place": self.place,
            "method": self.method,
            "quantiles": {f"{share:.0%}": iso(self.quantile(share)) for share in SHARES},
            "by": {str(iso(day)): _rounded(self.chance_by(day)) for day in days},
            "never": _rounded(self.never),
            "deciding": {state: _rounded(share) for state, share in self.deciding.items()},
        }


@dataclass(frozen=True)
class Forecast:
    """How likely every effect of a scenario is.  ``draws`` were made (none where every figure is exact) from ``seed``,
    and ``by_engine`` of them run by the engine, because the formulas did not speak for them.

    ``verified`` draws were replayed through the engine; ``differing`` names every day on which it did not agree.
    """

    scenario: Scenario
    likelihoods: tuple[Likelihood, ...]
    draws: int
    seed: int
    by_engine: int = 0
    verified: int = 0
    differing: tuple[str, ...] = ()

    def to_dict(self, days: tuple[int, ...] = ()) -> dict[str, object]:
        """The forecast as plain JSON values; ``days`` are those by which a probability is wanted."""
        return {
            "scenario": {"title": self.scenario.title, "file": self.scenario.file},
            "readings": self.scenario.all_readings,
            "uncertain": list(self.scenario.uncertain),
            "draws": self.draws,
            "seed": self.seed,
            "by_engine": self.by_engine,
            "verified": self.verified,
            "differing": list(self.differing),
            "effects": [one.to_dict(days) for one in self.likelihoods],
        }


def _untold(draws: int) -> None:
    """Nobody wants to know how far it is."""


def forecast(
    scenario: Scenario,
    n: int = 1_000_000,
    seed: int = 0,
    executor: Executor | None = None,
    *,
    exact: bool = True,
    verify: int = 0,
    out: str | os.PathLike[str] | None = None,
    told: Callable[[int], None] = _untold,
) -> Forecast:
    """How likely every effect is, and when: exact where that is possible, else from ``n`` draws.

    ``exact=False`` draws everything; ``verify`` draws are replayed by the engine; ``out`` is a Parquet file for the
    days of every draw; ``told`` hears how many draws have been made.  An ``executor`` of any kind makes the draws
    elsewhere; the figures are the same without it.  Raises ValueError if ``n`` is less than 1.

    >>> from treatysim.files import load_text
    >>> forecast(load_text("treaty: sco-iis-2009")).likelihoods
    ()
    """
    if n < 1:
        raise ValueError("a forecast needs one draw at least")
    may_come = prospects(scenario)
    known = _exact(may_come) if exact else {}
    keys = [key for key, _ in _keyed(may_come)]
    if may_come.foreseeable and all(key in known for key in keys) and exact and not (verify or out):
        return Forecast(scenario, tuple(known.values()), 0, seed)
    tally = _draw(may_come, n, seed, executor, verify, out, told)
    sampled = {key: _sampled(scenario, key, tally) for key in (*keys, *(key for key in tally.days if key not in keys))}
    found = tuple(known.get(key, one) for key, one in sampled.items())
    return Forecast(scenario, found, tally.draws, seed, tally.by_engine, tally.verified, tuple(tally.differing))


# -- exact figures


def _keyed(may_come: Prospects) -> Iterator[tuple[EffectKey, Expected]]:
    """The effects that may come, with their place among those of one kind, State and act."""
    count: Counter[tuple[str, str | None, str | None]] = Counter()
    for effect in may_come.effects:
        about = (effect.kind, effect.state, effect.of)
        count[about] += 1
        yield (*about, count[about]), effect


def _exact(may_come: Prospects) -> dict[EffectKey, Likelihood]:
    try:
        chances = Chances(may_come)
    except NotExact:
        return {}
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
    certain = Columns(chances.bounds.first.at)
    day, rank = int(certain.of(effect.formula)) >> SHIFT, int(certain.decider(effect.formula))
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


@dataclass(frozen=True)
class _Task:
    """Some chunks in a row: the number of the first, the size of each, and how many draws of each to verify."""

    may_come: Prospects
    seed: int
    first: int
    sizes: tuple[int, ...]
    verify: tuple[int, ...]
    rows: bool

    def made(self) -> tuple[Tally, list[DrawnRows]]:
        """The draws made, added up; and their days, where they are wanted."""
        tally, rows = Tally(), []
        for place, (size, verify) in enumerate(zip(self.sizes, self.verify, strict=True)):
            chunk = Chunk(self.may_come, self.seed, self.first + place, size)
            tally.add(Tally.of(chunk, verify))
            if self.rows:
                rows.append(DrawnRows.of(chunk))
        return tally, rows


def _draw(
    may_come: Prospects,
    n: int,
    seed: int,
    executor: Executor | None,
    verify: int,
    out: str | os.PathLike[str] | None,
    told: Callable[[int], None],
) -> Tally:
    tally = Tally()
    tasks = _tasks(may_come, n, seed, verify, rows=out is not None)
    with DrawsFile(out, may_come) if out is not None else nullcontext() as file:
        for more, rows in _made(tasks, executor):
            tally.add(more)
            for some in rows:
                if file is not None:
                    file.write(some)
            told(tally.draws)
    return tally


def _tasks(may_come: Prospects, n: int, seed: int, verify: int, rows: bool) -> Iterator[_Task]:
    chunks = -(-n // CHUNK)
    for first in range(0, chunks, TOGETHER):
        numbers = range(first, min(first + TOGETHER, chunks))
        sizes = tuple(min(CHUNK, n - number * CHUNK) for number in numbers)
        checks = tuple(verify // chunks + (number < verify % chunks) for number in numbers)
        yield _Task(may_come, seed, first, sizes, checks, rows)


def _made(tasks: Iterator[_Task], executor: Executor | None) -> Iterator[tuple[Tally, list[DrawnRows]]]:
    """What tasks make, in their order; a task that an executor loses is made here instead."""
    if executor is None:
        yield from (task.made() for task in tasks)
        return
    waiting: deque[tuple[_Task, Future[tuple[Tally, list[DrawnRows]]]]] = deque()
    try:
        while True:
            for task in islice(tasks, IN_FLIGHT - len(waiting)):
                waiting.append((task, _submitted(executor, task)))
            if not waiting:
                return
            task, future = waiting.popleft()
            try:
                made = future.result()
            except Exception:  # whatever became of the worker, the same numbers can be had here
                made = task.made()
            yield made
    finally:
        for _, future in waiting:
            future.cancel()


def _submitted(executor: Executor, task: _Task) -> Future[tuple[Tally, list[DrawnRows]]]:
    """A task handed to an executor; where that takes no more, a future that has failed already."""
    try:
        return executor.submit(task.made)
    except RuntimeError as error:
        failed: Future[tuple[Tally, list[DrawnRows]]] = Future()
        failed.set_exception(error)
        return failed


def _rounded(share: float) -> float:
    """A probability without the noise of its last binary digits."""
    return round(share, 9)
