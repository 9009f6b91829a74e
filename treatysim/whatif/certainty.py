"""Between which days everything open must lie, and which orders are therefore kept in every case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from treatysim.law.days import ACT, NEVER, start_of
from treatysim.law.formula import After, Came, Earliest, Formula, Given, If, Latest, parts
from treatysim.law.uncertain import Uncertain
from treatysim.whatif.columns import NEVER_DAY, SHIFT, Columns
from treatysim.whatif.prospects import Order, Prospects

TAIL = 1e-9
"""How much of a delay's probability may lie beyond the days that are looked at."""


class Bounds:
    """Every open act at its earliest and at its latest: the ends between which the days of all formulas lie.

    ``furthest`` leaves out the last :data:`TAIL` of a delay's probability, and that something may never come;
    ``cuts_off`` says whether some act may fall after the last day simulated, and then never comes.
    """

    def __init__(self, prospects: Prospects) -> None:
        self.dates = {date.act.id: date for date in prospects.dates}
        self.through = prospects.scenario.through
        self.cuts_off = False
        self.earliest = self._edge(lambda one: NEVER_DAY if one.never == 1 else one.spread.earliest)
        self.latest = self._edge(lambda one: NEVER_DAY if one.never else one.spread.quantile(1.0))
        self.furthest = self._edge(lambda one: one.spread.quantile(1 - TAIL), to_the_last=True)

    def days(self, formulas: Sequence[Formula]) -> range:
        """The days on which open acts, and the effects of these formulas, can lie."""
        first = min(_days(self.earliest, formulas), default=0)
        return range(first, max(_days(self.furthest, formulas), default=first) + 1)

    def is_certain(self, order: Order) -> bool:
        """Whether an order is kept in every case: by the spans of the two days, or because one hangs on the other."""
        first, last = int(self.earliest.of(order.later)), int(self.latest.of(order.later))
        if first >= NEVER:
            return True
        if _branches(order.earlier) or _branches(order.later):
            return False
        if not order.holds:
            return last <= int(self.earliest.of(order.earlier))
        return int(self.latest.of(order.earlier)) < first or self._hangs_on(order.later, order.earlier)

    def _hangs_on(self, later: Formula, earlier: Formula) -> bool:
        """Whether an open act is received only once something has come, because its date is counted from it."""
        base = self.base(later)
        return base is not None and self._not_before(base, earlier)

    def _not_before(self, one: Formula, other: Formula) -> bool:
        if one is other or (isinstance(one, Given | Came) and one == other):
            return True
        match one:
            case Given():
                return self._hangs_on(one, other)
            case Came(of=of) | After(base=of):
                return self._not_before(of, other)
            case Latest(of=of):
                return any(self._not_before(part, other) for part in of)
            case _:
                return False

    def base(self, formula: Formula) -> Formula | None:
        """The one event from which an open act's date is counted; None where it is a day, or the first of several."""
        if not isinstance(formula, Given) or formula.act.id not in self.dates:
            return None
        since = self.dates[formula.act.id].since
        return since.of[0] if isinstance(since, Earliest) and len(since.of) == 1 else None

    def _edge(self, delay: Callable[[Uncertain], int], to_the_last: bool = False) -> Columns:
        """Every open act at one end of its days; ``to_the_last``: those after the last day simulated, on it."""
        columns = Columns({})
        for date in self.dates.values():
            late = None if date.uncertain is None else delay(date.uncertain)
            columns.receive(date, late, None if to_the_last else self.through)
            if to_the_last and self.through is not None and int(columns.at[date.act.id]) >> SHIFT > self.through:
                self.cuts_off = True
                columns.at[date.act.id] = start_of(self.through) + (date.act.rank + 1) * ACT
        return columns


def _branches(formula: Formula) -> bool:
    """Whether a formula chooses between two others, so that a later act may make it earlier."""
    return isinstance(formula, If) or any(map(_branches, parts(formula.of if isinstance(formula, Came) else formula)))


def _days(columns: Columns, formulas: Sequence[Formula]) -> Iterator[int]:
    """The days of acts and effects in one case, without those that never come."""
    for at in (*columns.at.values(), *map(columns.of, formulas)):
        if int(at) < NEVER:
            yield int(at) >> SHIFT
