"""Formulas read as exact distributions: the probability that a day has come, for every day at once.

A formula has come by a day if its parts have: at least so many of them, all of them, or any of them.  Where the delays
drawn are independent and each is used once, or stands beside others that are counted from the same event, that
probability is a sum of products.  Everything else is left to draws; nothing here is approximate but for rounding, and a
remainder of :data:`TAIL` beyond the days looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, product

import numpy as np

from treatysim.law.formula import Earliest, Formula, Given, Latest, Nth, instant
from treatysim.whatif.certainty import TAIL
from treatysim.whatif.condition import Name, NotExact, act_of, at_start_of_day, chance_of, leaves, name_of, plain
from treatysim.whatif.distribution import Distribution, Floats, Law
from treatysim.whatif.laws import Laws

MOST_SHARED = 6
"""How many acts may stand in a condition more than once; with more of them, it is left to draws."""


class Chances(Laws):
    """The exact distributions of a scenario's prospects, where there are any.

    Raises NotExact if a case may leave the course that the formulas speak for.
    """

    def of(self, formula: Formula) -> Distribution:
        """The distribution of the day that a formula gives; raises NotExact where there is no exact one.

        What has come before any open act can is put on the day before.
        """
        law = self.law(formula)
        return Distribution(self.start, law.by, law.comes, _Condition(self, plain(formula)).deciding())

    def condition(self, formula: Formula) -> Law:
        if isinstance(formula, Latest | Earliest | Nth):
            return _Condition(self, formula).law()
        raise NotExact


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

    def law(self) -> Law:
        """The probability that the condition holds by each day of the grid."""
        by: Floats = np.maximum.accumulate(self.holds({name: law.by for name, law in self.laws.items()}))
        comes = float(self.holds({name: np.array([law.comes]) for name, law in self.laws.items()})[0])
        if self.root is None:
            return Law(by, comes)
        return self.chances.law(self.root).later_by(np.diff(by, prepend=0.0), comes)

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
        """The probability that each act is the last one needed: that with it the condition comes to hold.

        Raises NotExact where it is left open which of two leaves comes first on one day.
        """
        scale = 1.0 if self.root is None else self.chances.law(self.root).comes
        turns = {name: self._turn(leaf) for name, leaf in self.leaves.items()}
        for one, other in combinations(self.leaves, 2):
            if turns[one] == turns[other] and np.any(self.laws[one].on * self.laws[other].on):
                raise NotExact
        found: dict[str, float] = {}
        before = {name: (self.laws[name].by, _day_before(self.laws[name].by)) for name in self.leaves}
        for name, leaf in self.leaves.items():
            others = {other: before[other][turns[other] >= turns[name]] for other in self.leaves}
            # with the leaf, and without it: two rows at once
            come, not_come = self.holds({**others, name: np.array([[1.0], [0.0]])})
            share = scale * float(np.sum(self.laws[name].on * (come - not_come)))
            if share > TAIL:
                found[act_of(leaf)] = found.get(act_of(leaf), 0.0) + share
        return found

    def _turn(self, leaf: Formula) -> tuple[int, int]:
        """When within a day a leaf comes: what is settled, then the root, effects at the start of a day, acts by rank.

        Raises NotExact where an act's place in the file may not be its place within the day.
        """
        if not self.chances.uses(leaf) and self.laws[name_of(leaf)].by[0] == 1:
            return -1, instant(leaf)
        if self.root is not None and name_of(leaf) == name_of(self.root):
            return 0, -1
        if at_start_of_day(leaf):
            return 0, 0
        if not isinstance(leaf, Given) or not (self._follows_root(leaf) or self.chances.bounds.keeps_rank(leaf)):
            raise NotExact
        return 1, leaf.act.rank

    def _follows_root(self, leaf: Formula) -> bool:
        """Whether a leaf is counted from the root itself: those that come straight after it do so by rank."""
        base = self.chances.bounds.base(leaf)
        return base is not None and self.root is not None and name_of(base) == name_of(self.root)

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

    def _since_root(self, leaf: Formula) -> Law:
        """A leaf's law in days since the root; what has come before the grid begins has come before the root."""
        if not self.chances.uses(leaf):
            law = self.chances.law(leaf)
            if law.comes > 0 and law.by[0] < 1:
                raise NotExact
            return law
        law = Law.on_place(0, self.chances.size)
        for here in self._chain(leaf):
            if name_of(here) == name_of(self.root or leaf):
                break
            law = self.chances.later(law, self.chances.dates[act_of(here)])
        return law


def _day_before(by: Floats) -> Floats:
    """The same probabilities a day later: what has come by the day before."""
    return np.concatenate(([0.0], by[:-1]))
