"""The exact days on which one act can be received so that a goal holds, without running every one of them.

**Why a few runs speak for all days.**  Whatever the law compares is an instant, and every instant is the day ``d`` of
the act that is moved, or a fixed one, or made of such by periods, ``Nth``, ``Latest``, ``Earliest`` and ``Share`` (an
``If`` takes one of two by the order of two others).  Counted in days, each of these never goes back and never gains
more than a day when ``d`` gains one.  So if from ``d`` to ``d + n`` an instant stays, it stayed all the while, and if
it gains n days, it went along day by day.  Two runs at ``d`` and ``d + n`` in which the same things happen in the same
order, each having stayed or gone along, therefore enclose nothing else: every two instants keep their order on every
day between, so every comparison comes out alike, and with it the answer.

Months and years gain none or several days at the end of a month: over at most :data:`TRUSTED` days only one or the
other, and the first of a month jumps by more.  So where a treaty counts in them, a longer span is trusted only if
nothing but the act itself goes along.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from treatysim.law.days import DAY, LAST_DAY
from treatysim.whatif.trials import Mark, Run, is_consent

TRUSTED = 27
"""Days over which a date reached by months or years cannot seem to go along without doing so."""

Span = tuple[int, int]
"""The first and the last day of a span, both included."""


class Walk:
    """Walks from day to day with one act, in steps as long as two runs can vouch for.

    ``run`` gives the run with the act received on a day; ``calendar`` says whether months or years are counted.
    """

    def __init__(self, run: Callable[[int], Run], calendar: bool) -> None:
        self._run = run
        self._calendar = calendar
        self._moving: frozenset[Mark] = frozenset()

    def spans(self, first: int, last: int) -> Iterator[tuple[Span, bool]]:
        """Spans that follow one another from ``first`` to ``last``, each with whether the goal holds on its days."""
        while first <= last:
            end = self._reach(first, last)
            yield (first, end), self._run(first).holds
            first = end + 1

    def _reach(self, first: int, last: int) -> int:
        """The last day for which the run on the first one speaks, as far as two runs can vouch for it."""
        start, reach, limit, failed = self._run(first), first, last, False
        guess = first + self._free(start)
        if self._calendar:
            guess = min(guess, _end_of_month(first))
        while reach < limit:
            day = min(max(guess, reach + 1), limit)
            if self._alike(start, self._run(day), day - first):
                reach, guess = day, first + self._free(start)
                if guess <= reach:
                    break
            else:
                limit, failed = day - 1, True
                if self._calendar:
                    limit = min(limit, first + TRUSTED)
            if failed and not reach < guess <= limit:
                guess = (reach + limit + 1) // 2
        return reach

    def _alike(self, start: Run, end: Run, days: int) -> bool:
        """Whether two runs so many days apart have one course, everything in it having stayed or gone along."""
        if start.holds != end.holds or start.course != end.course:
            return False
        gained = {mark: end.marks[mark] - at for mark, at in start.marks.items()}
        if not set(gained.values()) <= {0, days * DAY}:
            return False
        moving = frozenset(mark for mark, gain in gained.items() if gain)
        if self._calendar and days > TRUSTED and not _plain(moving):
            return False
        self._moving = moving
        return True

    def _free(self, start: Run) -> int:
        """Over how many days whatever went along last can go on before it meets something that stays."""
        staying = [(at, is_consent(mark)) for at, mark in start.ordered if mark not in self._moving]
        everything, binding = [at for at, _ in staying], [at for at, consent in staying if not consent]
        days = []
        for mark in self._moving & start.marks.keys():
            at, others = start.marks[mark], binding if is_consent(mark) else everything
            place = bisect_left(others, at)
            if place < len(others):
                days.append(max(others[place] - at - 1, 0) // DAY)
        return min(days, default=LAST_DAY if self._moving else 1)


def _plain(moving: frozenset[Mark]) -> bool:
    """Whether nothing goes along but one act, and what periods are counted from without months or years."""
    return [mark[0] for mark in moving if mark[0] != "plain"] == ["act"]


def _end_of_month(day: int) -> int:
    when = date.fromordinal(day)
    return day + monthrange(when.year, when.month)[1] - when.day


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days in as few spans as possible, in time.

    >>> united([(1, 3), (4, 4), (9, 9)])
    ((1, 4), (9, 9))
    """
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)
