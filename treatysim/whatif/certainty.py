"""Between which days everything open must lie, and which orders are therefore kept in every case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from treatysim.law.days import ACT, LAST_DAY, NEVER, start_of
from treatysim.law.formula import After, Came, Earliest, Formula, Given, If, Latest, Nth, Share, parts
from treatysim.law.uncertain import Uncertain
from treatysim.whatif.columns import NEVER_DAY, SHIFT, Column, Columns
from treatysim.whatif.condition import at_start_of_day
from treatysim.whatif.prospects import OpenDate, Order, Prospects

TAIL = 1e-9
"""How much of a delay's probability may lie beyond the days that are looked at."""


class End(Columns):
    """Every formula at one end of the instants at which it can come, ``pick`` saying which end of several.

    All but choices come later, or as late, if what they are made of does; of a choice, ``branches`` gives the branches
    that can be taken.
    """

    def __init__(
        self,
        delay: Callable[[Uncertain], int],
        pick: Callable[[Iterable[int]], int],
        branches: Callable[[If], tuple[Formula, ...]],
    ) -> None:
        super().__init__({})
        self.delay, self.pick, self.branches = delay, pick, branches

    def open(self, date: OpenDate, through: int | None) -> None:
        """Give an open act its instant at this end; after ``through``, it never comes."""
        self.receive(date, None if date.uncertain is None else self.delay(date.uncertain), through)

    def _instants(self, formula: Formula) -> Column:
        if isinstance(formula, If):
            return self.pick(int(self.of(branch)) for branch in self.branches(formula))
        return super()._instants(formula)


class Furthest(End):
    """The last day on which anything can come, if it comes: what may never come may leave the last of several."""

    def _instants(self, formula: Formula) -> Column:
        if isinstance(formula, Nth | Share | Earliest):
            return self.pick(int(self.of(part)) for part in formula.of)
        return super()._instants(formula)


class Ends:
    """The first and the last instants at which open acts, and formulas over them, can come.

    ``dates`` are the open acts by their ids, each after those that it hangs on; more may be added later.
    """

    def __init__(self, dates: Mapping[str, OpenDate], through: int | None) -> None:
        self.dates, self.through = dates, through
        self.first = End(lambda one: NEVER_DAY if one.never == 1 else one.spread.earliest, min, self._branches)
        self.last = End(lambda one: NEVER_DAY if one.never else one.spread.quantile(1.0), max, self._branches)

    def earliest(self, formula: Formula) -> int:
        """No case has an earlier instant."""
        self._open()
        return int(self.first.of(formula))

    def latest(self, formula: Formula) -> int:
        """No case has a later instant."""
        self._open()
        return int(self.last.of(formula))

    def is_certain(self, order: Order) -> bool:
        """Whether an order is kept in every case: by the spans of the two days, or because one hangs on the other."""
        first = self.earliest(order.later)
        if first >= NEVER:
            return True
        if not order.holds:
            return _surely_before(self.latest(order.later), self.earliest(order.earlier))
        return _surely_before(self.latest(order.earlier), first) or self._hangs_on(order.later, order.earlier)

    def branches(self, choice: If) -> tuple[Formula, ...]:
        """The branches of a choice that can be taken."""
        self._open()
        return self._branches(choice)

    def base(self, formula: Formula) -> Formula | None:
        """The one event from which an open act's date is counted; None where it is a day, or the first of several."""
        if not isinstance(formula, Given) or formula.act.id not in self.dates:
            return None
        since = self.dates[formula.act.id].since
        return since.of[0] if isinstance(since, Earliest) and len(since.of) == 1 else None

    def _branches(self, choice: If) -> tuple[Formula, ...]:
        if _surely_before(int(self.last.of(choice.earlier)), int(self.first.of(choice.later))):
            return (choice.then,)
        if int(self.first.of(choice.earlier)) >= int(self.last.of(choice.later)):
            return (choice.otherwise,)
        return choice.then, choice.otherwise

    def _open(self) -> None:
        for date in islice(self.dates.values(), len(self.first.at), None):
            self.first.open(date, self.through)
            self.last.open(date, self.through)

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


class Bounds(Ends):
    """The ends between which everything lies that may come of prospects, and the days between them.

    ``furthest`` leaves out the last :data:`TAIL` of a delay's probability, and that something may never come; what
    lies after the last day simulated, or after the calendar, is then on that day, and ``cuts_off`` says so.
    """

    def __init__(self, prospects: Prospects) -> None:
        through = prospects.scenario.through
        super().__init__({date.act.id: date for date in prospects.dates}, through)
        self.stop = LAST_DAY if through is None else min(through, LAST_DAY)
        self.cuts_off = False
        self.furthest = Furthest(lambda one: one.spread.quantile(1 - TAIL), _last_to_come, self._branches)
        self._open()
        for name, date in self.dates.items():
            self.furthest.open(date, None)
            if int(self.first.at[name]) < NEVER and int(self.furthest.at[name]) >> SHIFT > self.stop:
                self.cuts_off = True
                self.furthest.at[name] = start_of(self.stop) + (date.act.rank + 1) * ACT

    def days(self, formulas: Sequence[Formula]) -> range:
        """The days on which open acts can lie, and the effects of these formulas that have not come before them."""
        last = max(_days((*self.furthest.at.values(), *map(self.furthest.of, formulas))), default=0)
        return range(min(_days(self.first.at.values()), default=last), last + 1)

    def within_calendar(self, formulas: Sequence[Formula]) -> bool:
        """Whether nothing that can come may lie after 31 December 9999."""
        beyond = any(self.earliest(one) < NEVER <= int(self.furthest.of(one)) for one in formulas)
        return not beyond and not (self.cuts_off and self.stop == LAST_DAY)

    def keeps_rank(self, act: Given) -> bool:
        """Whether an open act always comes at its own rank within a day, never straight after what it hangs on."""
        return self._highest(act) == act.act.rank

    def _highest(self, event: Formula) -> int:
        """The highest rank at which, or straight after which, an event can come; one of no act, after every rank."""
        if at_start_of_day(event):
            return -1
        if not isinstance(event, Given):
            return ACT
        date = self.dates.get(event.act.id)
        if date is None or isinstance(date.since, int) or not _at_once(date):
            return event.act.rank
        return max(event.act.rank, *map(self._highest, parts(date.since)))


def _at_once(date: OpenDate) -> bool:
    """Whether an open act can come on the day of what it hangs on."""
    return (date.days if date.uncertain is None else date.uncertain.spread.earliest) == 0


def _last_to_come(instants: Iterable[int]) -> int:
    return max((at for at in instants if at < NEVER), default=NEVER)


def _surely_before(one: int, other: int) -> bool:
    """Whether an instant comes before another; of two acts put straight after others on one day, it is left open."""
    return one < other and not (one >> SHIFT == other >> SHIFT and one % ACT and other % ACT)


def _days(instants: Iterable[Column]) -> Iterator[int]:
    """The days of instants, without those that never come."""
    return (int(at) >> SHIFT for at in instants if int(at) < NEVER)
