"""The law of every event: the probability that it has come by each day, from the delays that its date hangs on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from treatysim.law.days import NEVER, start_of
from treatysim.law.formula import After, Came, Fixed, Formula, Given, instant, parts
from treatysim.law.uncertain import Uncertain
from treatysim.whatif.certainty import Bounds
from treatysim.whatif.columns import NEVER_DAY, SHIFT
from treatysim.whatif.condition import NotExact
from treatysim.whatif.distribution import ROUNDING, Floats, Law
from treatysim.whatif.masses import within
from treatysim.whatif.prospects import OpenDate, Prospects

MOST_DAYS = 120_000
"""Over how many days a distribution is computed at most; a longer one is left to draws."""


class Laws:
    """The laws of a scenario's open acts and of what is counted from them; :meth:`condition` says those of conditions.

    Raises NotExact if a case may leave the course that the formulas speak for.
    """

    def __init__(self, prospects: Prospects) -> None:
        if not prospects.foreseeable or prospects.orders:
            raise NotExact
        formulas = [effect.formula for effect in prospects.effects]
        self.bounds = Bounds(prospects)
        self.dates = self.bounds.dates
        days = self.bounds.days(formulas)
        # on the day before the first stands what has come already
        self.start, self.size = days.start - 1, len(days) + 1
        happens = any(int(self.bounds.first.at[name]) < NEVER for name in prospects.irregular)
        if happens or self.size > MOST_DAYS or not self.bounds.within_calendar(formulas):
            raise NotExact
        # formulas are kept with what was found of them, so that no other one can take their identity
        self.known: dict[int, tuple[Formula, Law]] = {}
        self.used: dict[int, tuple[Formula, frozenset[str]]] = {}

    def law(self, formula: Formula) -> Law:
        """The probability that a formula's day has come, for each day of the grid; what is settled, on the first."""
        known = self.known.get(id(formula))
        if known is None:
            law = self._read(formula) if self.uses(formula) else self._certain(formula)
            known = self.known[id(formula)] = (formula, law)
        return known[1]

    def uses(self, formula: Formula) -> frozenset[str]:
        """The open acts whose delays a formula's day hangs on."""
        known = self.used.get(id(formula))
        if known is None:
            known = self.used[id(formula)] = (formula, self._uses(formula))
        return known[1]

    def _uses(self, formula: Formula) -> frozenset[str]:
        match formula:
            case Given(act=act) if self.bounds.first.at.get(act.id, NEVER) < NEVER:
                date = self.dates[act.id]
                own = frozenset() if date.uncertain is None else frozenset({act.id})
                return own if isinstance(date.since, int) else own | self.uses(date.since)
            case Given():
                return frozenset()
            case Came(of=of):
                return self.uses(of)
            case _:
                return frozenset().union(*map(self.uses, parts(formula)))

    def condition(self, formula: Formula) -> Law:
        """The law of a formula of several parts; raises NotExact where there is no exact one."""
        raise NotImplementedError

    def later(self, base: Law, date: OpenDate) -> Law:
        """The law of an open act, given that of the event from which its date is counted."""
        if date.uncertain is None:
            return base.later_by(np.eye(1, self.size, date.days)[0], 1.0)
        delay = np.diff(self._within(date.uncertain, 0), prepend=0.0)
        return base.later_by(delay, 1 - date.uncertain.never)

    def _read(self, formula: Formula) -> Law:
        match formula:
            case Given(act=act):
                return self._received(self.dates[act.id])
            case Came(of=of):
                return self.law(of)
            case After():
                return self._after(formula)
            case _:
                return self.condition(formula)

    def _received(self, date: OpenDate) -> Law:
        """When an open act is received: its delay, from a fixed day or from what it hangs on; not after ``through``."""
        if not isinstance(date.since, int):
            law = self.later(self._open(date.since), date)
        elif date.uncertain is None:
            law = self._on(date.since + date.days)
        else:
            law = Law(self._within(date.uncertain, self.start - date.since), 1 - date.uncertain.never)
        return law.cut(self.bounds.stop - self.start) if self.bounds.cuts_off else law

    def _within(self, uncertain: Uncertain, first: int) -> Floats:
        """The probability that an act comes within so many days, from ``first`` on."""
        return (1 - uncertain.never) * within(uncertain.spread, np.arange(first, first + self.size))

    def _certain(self, formula: Formula) -> Law:
        at = self.bounds.earliest(formula)
        if at != self.bounds.latest(formula):
            raise NotExact
        return self._on(at >> SHIFT)

    def _on(self, day: int) -> Law:
        return Law.on_place(day - self.start, self.size) if day < NEVER_DAY else Law.never(self.size)

    def _open(self, formula: Formula) -> Law:
        """The law of a formula from which something is counted: its day must be known, and not only that it is past."""
        law = self.law(formula)
        if law.by[0] > ROUNDING:
            raise NotExact
        return law

    def _after(self, formula: After) -> Law:
        base, days = self._open(formula.base), np.arange(self.size)
        if formula.period.years or formula.period.months or formula.counting != "days-after":
            each = range(self.start, self.start + self.size)
            reached = [instant(replace(formula, base=Fixed(start_of(day), "day"))) >> SHIFT for day in each]
            # by each day has come what had come by the last day from which it is reached in time
            last = np.searchsorted(np.array(reached), days + self.start, side="right") - 1
        else:
            last = days - formula.period.days
        return Law(np.where(last >= 0, base.by[np.maximum(last, 0)], 0.0), base.comes)
