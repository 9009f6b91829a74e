"""Formulas read over whole columns of cases at once, with NumPy: one instant a case.

A column is an array of instants, or one instant where every case has the same.  The readers of single cases are in
:mod:`treatysim.law.formula`; nothing else here says what a formula means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from treatysim.law.days import ACT, DAY, LAST_DAY, NEVER, start_of
from treatysim.law.formula import After, Came, Earliest, Fixed, Formula, Given, If, Latest, Nth, Share, instant
from treatysim.whatif.prospects import OpenDate, Order

Column = NDArray[np.int64] | int
Truths = NDArray[np.bool_] | bool

SHIFT = DAY.bit_length() - 1
"""How many bits of an instant are its rank within the day."""

NEVER_DAY = NEVER >> SHIFT
"""What the day of an instant that never comes is in a column."""

FEW = 96
"""Up to how many comparisons an n-th is found by keeping the n least, rather than by sorting."""


class Columns:
    """The cases: a column of instants for each open act, and every formula read over them once.

    >>> from treatysim.law.days import Period
    >>> Columns({}).of(After(Fixed(start_of(734260), "given"), Period(days=30), "12(1)")) == start_of(734290)
    True
    """

    def __init__(self, at: Mapping[str, Column]) -> None:
        self.at = dict(at)
        self.straight: list[tuple[Formula, Column]] = []
        self._read: dict[int, tuple[Formula, Column]] = {}
        self._decided: dict[int, tuple[Formula, Column]] = {}

    def of(self, formula: Formula) -> Column:
        """The instants that a formula gives."""
        known = self._read.get(id(formula))
        if known is None:
            # the formula is kept with its column, so that no other one can take its identity
            known = self._read[id(formula)] = (formula, self._instants(formula))
        return known[1]

    def _instants(self, formula: Formula) -> Column:
        match formula:
            case Given(act=act, at=at):
                return self.at.get(act.id, at)
            case Came(of=of):
                return self.of(of)
            case Fixed(at=at):
                return at
            case After():
                return _after(formula, self.of(formula.base))
            case If():
                before = _less(self.of(formula.earlier), self.of(formula.later))
                return _choose(before, self.of(formula.then), self.of(formula.otherwise))
            case Latest(of=of):
                return reduce(_later, [self.of(part) for part in of])
            case Earliest(of=of):
                return reduce(_earlier, [NEVER, *(self.of(part) for part in of)])
            case Nth(n=n, of=of):
                return _nth(n, [self.of(part) for part in of])
            case Share():
                return _share(formula, [self.of(part) for part in formula.of])

    def receive(self, date: OpenDate, delays: Column | None, through: int | None) -> None:
        """Give an open act its column: the delays (None: the days of its date) after what its date hangs on.

        An act after the last day simulated, or after the calendar, never comes.
        """
        base = start_of(date.since) if isinstance(date.since, int) else self.of(date.since)
        day = (base >> SHIFT) + (date.days if delays is None else delays)
        at: Column = (day << SHIFT) + (date.act.rank + 1) * ACT
        last = LAST_DAY if through is None else min(through, LAST_DAY)
        if not isinstance(date.since, int):
            # where its own rank on that day is past, it comes straight after what it hangs on
            in_rank = _less(base, at)
            if not np.all(in_rank):
                at = _choose(in_rank, at, base + 1 + date.act.rank)
                self.straight.append((date.since, _choose(in_rank, NEVER_DAY, day)))
        self.at[date.act.id] = _choose(_less(last, day), NEVER, at)

    def keeps(self, orders: Sequence[Order], irregular: Sequence[str]) -> Truths:
        """In which cases every order is kept, and no irregular act happens: those that the formulas speak for."""
        kept = self._in_turn()
        for order in orders:
            later = self.of(order.later)
            kept = kept & ((_less(self.of(order.earlier), later) == order.holds) | _equal(later, NEVER))
        for name in irregular:
            kept = kept & _equal(self.at[name], NEVER)
        return kept

    def _in_turn(self) -> Truths:
        """In which cases no two acts come straight after different events on one day; the engine has their turn."""
        kept: Truths = True
        for (one, day), (other, same_day) in combinations(self.straight, 2):
            if one != other:
                kept = kept & (_less(day, same_day) | _less(same_day, day) | _less(LAST_DAY, day))
        return kept

    def decider(self, formula: Formula) -> Column:
        """The rank of the act with which a formula's day came (-1: of none), whichever node it stands under."""
        known = self._decided.get(id(formula))
        if known is None:
            known = self._decided[id(formula)] = (formula, self._ranks(formula))
        return known[1]

    def _ranks(self, formula: Formula) -> Column:
        match formula:
            case Given(act=act):
                return act.rank
            case Came(of=of):
                return self.decider(of)
            case Fixed(given=given):
                return -1 if given is None else self.decider(given)
            case After(base=base):
                return self.decider(base)
            case If():
                before = _less(self.of(formula.earlier), self.of(formula.later))
                return _choose(before, self.decider(formula.then), self.decider(formula.otherwise))
            case _:
                found: Column = -1
                for part in formula.of:
                    found = _choose(_equal(self.of(part), self.of(formula)), self.decider(part), found)
                return found


def _later(one: Column, other: Column) -> Column:
    return max(one, other) if isinstance(one, int) and isinstance(other, int) else np.maximum(one, other)


def _earlier(one: Column, other: Column) -> Column:
    return min(one, other) if isinstance(one, int) and isinstance(other, int) else np.minimum(one, other)


def _less(one: Column, other: Column) -> Truths:
    return one < other


def _equal(one: Column, other: Column) -> Truths:
    return one == other


def _choose(where: Truths, one: Column, other: Column) -> Column:
    if isinstance(where, bool):
        return one if where else other
    return np.where(where, one, other)


def _after(formula: After, base: Column) -> Column:
    if isinstance(base, int):
        return instant(replace(formula, base=Fixed(base, "base")))
    period, days = formula.period, base >> SHIFT
    if period.years or period.months or formula.counting != "days-after":
        found, places = np.unique(days, return_inverse=True)
        each = [instant(replace(formula, base=Fixed(int(day) << SHIFT, "base"))) for day in found]
        return np.array(each, dtype=np.int64)[places]
    reached = days + period.days
    return np.where(reached > LAST_DAY, NEVER, reached << SHIFT)


def _nth(n: int, parts: list[Column]) -> Column:
    """The n-th of columns, in each case; never, if there are fewer."""
    early, open_parts = _early(parts)
    if n <= len(early):
        return sorted(early)[n - 1]
    n -= len(early)
    if n > len(open_parts):
        return NEVER
    if n * len(open_parts) > FEW:
        ordered: NDArray[np.int64] = np.partition(np.stack(np.broadcast_arrays(*open_parts)), n - 1, axis=0)
        found: NDArray[np.int64] = ordered[n - 1]
        return found
    least: list[Column] = []
    for part in open_parts:
        carried = part
        for place, kept in enumerate(least):
            least[place], carried = _earlier(kept, carried), _later(kept, carried)
        if len(least) < n:
            least.append(carried)
    return least[n - 1]


def _early(parts: Sequence[Column]) -> tuple[list[int], list[Column]]:
    """The parts that come in every case before any that differs from case to case, and the others."""
    varying = [int(part.min()) for part in parts if not isinstance(part, int)]
    first = min(varying, default=NEVER + 1)
    early = [part for part in parts if isinstance(part, int) and part < first]
    return early, [part for part in parts if not (isinstance(part, int) and part < first)]


def _share(formula: Share, parts: list[Column]) -> Column:
    """When what came so far first carries the percentage, weights added exactly as whole numbers."""
    digits = max((-int(weight.as_tuple().exponent) for weight in (*formula.weights, formula.percent)), default=0)
    scale = Decimal(10) ** max(digits, 0)
    weights, needed = [int(weight * scale) for weight in formula.weights], int(formula.percent * scale)
    early, _ = _early(parts)
    come = sorted((part, place) for place, part in enumerate(parts) if isinstance(part, int) and part in early)
    so_far = 0
    for part, place in come:
        so_far += weights[place]
        if so_far >= needed:
            return part
    rest = sorted({*range(len(parts))} - {place for _, place in come})
    if not rest:
        return NEVER
    at = np.stack(np.broadcast_arrays(*(np.asarray(parts[place], dtype=np.int64) for place in rest)))
    order = np.argsort(at, axis=0, kind="stable")
    carried = so_far + np.cumsum(np.array([weights[place] for place in rest])[order], axis=0)
    enough = carried >= needed
    first = np.take_along_axis(order, enough.argmax(axis=0)[None], axis=0)
    return np.where(enough[-1], np.take_along_axis(at, first, axis=0)[0], NEVER)
