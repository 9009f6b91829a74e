"""Formulas read as exact distributions: the probability that a day has come, for every day at once.

A formula has come by a day if its parts have: at least so many of them, all of them, or any of them.  Where the delays
drawn are independent and each is used once, or stands beside others that are counted from the same event, that
probability is a sum of products.  Everything else is left to draws; nothing here is approximate but for rounding, and a
remainder of :data:`TAIL` beyond the days looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from treatysim.law.days import NEVER, start_of
from treatysim.law.formula import After, Came, Earliest, Fixed, Formula, Given, Latest, Nth, instant
from treatysim.law.uncertain import Spread
from treatysim.whatif.certainty import TAIL, Bounds
from treatysim.whatif.columns import NEVER_DAY, SHIFT
from treatysim.whatif.condition import Floats, Name, NotExact, act_of, chance_of, leaves, name_of, plain, rank_of
from treatysim.whatif.prospects import OpenDate, Prospects

MOST_DAYS = 120_000
"""Over how many days a distribution is computed at most; a longer one is left to draws."""

MOST_SHARED = 6
"""How many acts may stand in a condition more than once; with more of them, it is left to draws."""


@dataclass(frozen=True)
class Distribution:
    """The probability ``by[k]`` that an effect has come by the day ``start + k``; ``comes``: that it comes at all.

    ``deciding`` gives, by the ids of acts, the probability that the effect came with that act as the last one needed.
    """

    start: int
    by: Floats
    comes: float
    deciding: Mapping[str, float]


@dataclass(frozen=True)
class _Law:
    """The probability that something has come by each day of the grid, and that it comes at all."""

    by: Floats
    comes: float

    @property
    def on(self) -> Floats:
        """The probability that it comes on each day."""
        return np.diff(self.by, prepend=0.0)


class Chances:
    """The exact distributions of a scenario's prospects, where there are any.

    Raises NotExact if a case may leave the course that the formulas speak for.
    """

    def __init__(self, prospects: Prospects) -> None:
        self.bounds = Bounds(prospects)
        self.dates = self.bounds.dates
        days = self.bounds.days([effect.formula for effect in prospects.effects])
        self.start, self.size = days.start, len(days)
        certain = all(map(self.bounds.is_certain, prospects.orders))
        happens = any(int(self.bounds.earliest.at[name]) < NEVER for name in prospects.irregular)
        if not prospects.foreseeable or not certain or happens or self.size > MOST_DAYS:
            raise NotExact
        self.masses: dict[str, Floats] = {}
        self.known: dict[int, tuple[Formula, _Law]] = {}

    def of(self, formula: Formula) -> Distribution:
        """The distribution of the day that a formula gives; raises NotExact where there is no exact one."""
        law = self.law(formula)
        return Distribution(self.start, law.by, law.comes, _Condition(self, plain(formula)).deciding())

    def law(self, formula: Formula) -> _Law:
        """The probability that a formula's day has come, for each day of the grid."""
        known = self.known.get(id(formula))
        if known is None:
            # the formula is kept with its law, so that no other one can take its identity
            known = self.known[id(formula)] = (formula, self._read(formula))
        return known[1]

    def _read(self, formula: Formula) -> _Law:
        match formula:
            case Given(act=act) if act.id in self.dates:
                return self._received(self.dates[act.id])
            case Given() | Fixed():
                return self._on(formula.at >> SHIFT)
            case Came(of=of):
                return self.law(of)
            case After():
                return self._after(formula)
            case Latest() | Earliest() | Nth():
                return _Condition(self, formula).law()
            case _:
                raise NotExact

    def delay(self, date: OpenDate, size: int) -> Floats:
        """The probability of each delay of an open act, from 0 days on; it may sum to less than 1."""
        if date.uncertain is None:
            found = np.zeros(size)
            found[date.days : date.days + 1] = 1.0
            return found
        return (1 - date.uncertain.never) * np.diff(self._within(date.uncertain.spread, size), prepend=0.0)

    def uses(self, formula: Formula) -> frozenset[str]:
        """The open acts whose delays a formula's day hangs on."""
        match formula:
            case Given(act=act) if act.id in self.dates:
                date = self.dates[act.id]
                own = frozenset() if date.uncertain is None else frozenset({act.id})
                return own if isinstance(date.since, int) else own | self.uses(date.since)
            case Given() | Fixed():
                return frozenset()
            case Came(of=of):
                return self.uses(of)
            case After(base=base):
                return self.uses(base)
            case Latest() | Earliest() | Nth():
                return frozenset().union(*map(self.uses, formula.of))
            case _:
                raise NotExact

    def _within(self, spread: Spread, size: int) -> Floats:
        known = self.masses.get(repr(spread))
        if known is None or len(known) < size:
            known = self.masses[repr(spread)] = np.array([spread.within(days) for days in range(size)])
        return known[:size]

    def _received(self, date: OpenDate) -> _Law:
        """When an open act is received: its delay, from a fixed day or from what it hangs on; not after ``through``."""
        base = self._on(date.since) if isinstance(date.since, int) else self.law(date.since)
        comes = base.comes * (1 - date.uncertain.never if date.uncertain else 1)
        return self.cut(_Law(_later_by(base, self.delay(date, self.size)), comes))

    def cut(self, law: _Law) -> _Law:
        """What has not come by the last day simulated never comes."""
        if self.bounds.through is None or self.bounds.through >= self.start + self.size - 1:
            return law
        by = law.by.copy()
        last = by[self.bounds.through - self.start] if self.bounds.through >= self.start else 0.0
        by[max(self.bounds.through - self.start, 0) :] = last
        return _Law(by, float(last))

    def _on(self, day: int) -> _Law:
        by = np.zeros(self.size)
        if day < NEVER_DAY:
            by[max(day - self.start, 0) :] = 1.0
        return _Law(by, float(day < NEVER_DAY))

    def _after(self, formula: After) -> _Law:
        base, days = self.law(formula.base), np.arange(self.size)
        if formula.period.years or formula.period.months or formula.counting != "days-after":
            each = range(self.start, self.start + self.size)
            reached = [instant(replace(formula, base=Fixed(start_of(day), "day"))) >> SHIFT for day in each]
            # by each day has come what had come by the last day from which it is reached in time
            last = np.searchsorted(np.array(reached), days + self.start, side="right") - 1
        else:
            last = days - formula.period.days
        return _Law(np.where(last >= 0, base.by[last], 0.0), base.comes)


class _Condition:
    """A formula of all, any and at least so many, as a condition on its leaves: each has come by the day, or not."""

    def __init__(self, chances: Chances, formula: Formula) -> None:
        self.chances = chances
        self.formula = formula
        self.leaves: dict[Name, Formula] = {}
        self.times: Counter[Name] = Counter()
        for leaf in leaves(formula):
            self.leaves[name_of(leaf)] = leaf
            self.times[name_of(leaf)] += 1
        self.shared = [name for name, times in self.times.items() if times > 1]
        if len(self.shared) > MOST_SHARED:
            raise NotExact
        self.root = self._root()
        frame = chances.law if self.root is None else self._since_root
        self.laws = {name: frame(leaf) for name, leaf in self.leaves.items()}

    def law(self) -> _Law:
        """The probability that the condition holds by each day of the grid."""
        by = self.holds({name: law.by for name, law in self.laws.items()})
        comes = float(self.holds({name: np.array([law.comes]) for name, law in self.laws.items()})[0])
        if self.root is None:
            return _Law(by, comes)
        root = self.chances.law(self.root)
        return _Law(_later_by(root, np.diff(by, prepend=0.0)), root.comes * comes)

    def holds(self, by: Mapping[Name, Floats]) -> Floats:
        """The probability of the condition, given that of each leaf: what is shared is taken as come, and as not."""
        if not self.shared:
            return chance_of(self.formula, by)
        total: Floats = np.zeros(1)
        for cases in product((0.0, 1.0), repeat=len(self.shared)):
            weight: Floats = np.ones(1)
            fixed = dict(by)
            for name, come in zip(self.shared, cases, strict=True):
                weight = weight * (by[name] if come else 1 - by[name])
                fixed[name] = np.array([come])
            total = total + weight * chance_of(self.formula, fixed)
        return total

    def deciding(self) -> dict[str, float]:
        """The probability that each act is the last one needed: that with it the condition comes to hold."""
        scale = 1.0 if self.root is None else self.chances.law(self.root).comes
        found: dict[str, float] = {}
        for name, leaf in self.leaves.items():
            before = {other: self._come_before(other, leaf) for other in self.leaves}
            tips = self.holds({**before, name: np.ones(1)}) - self.holds({**before, name: np.zeros(1)})
            share = scale * float(np.sum(self.laws[name].on * tips))
            if share > TAIL:
                found[act_of(leaf)] = found.get(act_of(leaf), 0.0) + share
        return found

    def _come_before(self, other: Name, leaf: Formula) -> Floats:
        """The probability that another leaf has come before this one, for each day on which this one does."""
        by = self.laws[other].by
        if self.root is not None and name_of(leaf) == name_of(self.root):
            counted = name_of(self.root) in map(name_of, self._chain(self.leaves[other]))
            return np.zeros(len(by)) if counted else by
        first = rank_of(self.leaves[other]) < rank_of(leaf) or (self.root is not None and other == name_of(self.root))
        return by if first else np.concatenate(([0.0], by[:-1]))

    def _root(self) -> Formula | None:
        """The event that all leaves are counted from, where they are not independent of one another."""
        uses = [self.chances.uses(leaf) for leaf in self.leaves.values()]
        if sum(map(len, uses)) == len(frozenset().union(*uses)):
            return None
        moving = [leaf for leaf, used in zip(self.leaves.values(), uses, strict=True) if used]
        for root in self._chain(moving[0]):
            if all(any(name_of(root) == name_of(one) for one in self._chain(leaf)) for leaf in moving):
                between = [self.chances.uses(leaf) - self.chances.uses(root) for leaf in moving]
                if sum(map(len, between)) == len(frozenset().union(*between)) and not self.chances.bounds.cuts_off:
                    return root
        raise NotExact

    def _chain(self, leaf: Formula) -> Iterator[Formula]:
        """A leaf, the event that its date is counted from, and so on."""
        here: Formula | None = leaf
        while here is not None:
            yield here
            here = self.chances.bounds.base(here)

    def _since_root(self, leaf: Formula) -> _Law:
        """A leaf's law in days since the root; what has come before the grid begins has come before the root."""
        size = self.chances.size
        if not self.chances.uses(leaf):
            law = self.chances.law(leaf)
            if law.by[0] < 1:
                raise NotExact
            return law
        law, by = _Law(np.ones(size), 1.0), []
        for here in self._chain(leaf):
            if name_of(here) == name_of(self.root or leaf):
                break
            by.append(self.chances.dates[act_of(here)])
        for date in by:
            delay = self.chances.delay(date, size)
            law = _Law(_later_by(law, delay), law.comes * (1 - date.uncertain.never if date.uncertain else 1))
        return law


def _later_by(law: _Law, delay: Floats) -> Floats:
    """The probability that something has come a delay later, by each day of the same grid."""
    on, size = law.on, len(law.by)
    days = np.flatnonzero(on)
    if len(days) == 1:
        moved = np.zeros(size)
        moved[days[0] :] = on[days[0]] * np.cumsum(delay)[: size - days[0]]
        return moved
    length = 2 * size
    both: Floats = np.fft.irfft(np.fft.rfft(on, length) * np.fft.rfft(delay, length), length)[:size]
    heaped: Floats = np.minimum(np.cumsum(np.maximum(both, 0.0)), 1.0)
    return heaped
