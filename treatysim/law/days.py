"""Days, instants and periods: how a treaty counts.

A *day* is an ``int``, the proleptic Gregorian ordinal of :meth:`datetime.date.toordinal`, at the seat of the
Depositary.  Effects come at 00:00 of their day, and no day is moved for a weekend or a holiday (E-41).

An *instant* orders what happens within a day: ``day * 2**40 + rank``.  Rank 0 is the start of the day, where effects
come; the acts of the day follow in the order of the file, ``2**20`` ranks apart, so that an act can be put straight
after another; the last rank is the end of the day, where deadlines lapse.  A day that never comes is :data:`NEVER`,
later than every instant.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

DAY = 1 << 40
ACT = 1 << 20
NEVER = 1 << 62
LAST_DAY = date.max.toordinal()

MonthEnd = Literal["clip", "roll"]
"""What "three months after 30 November" means where the day does not exist: ``clip`` to the last day of the month
(CETS 076 Art. 4(2), and most depositaries), or ``roll`` to the first of the next (IMO practice until about 1999)."""

Counting = Literal["days-after", "first-of-following-month"]
"""How a clause reaches its day from the end of the period: that day itself, or the first day of the next month."""


def start_of(day: int) -> int:
    """The first instant of a day, at which effects come.

    >>> start_of(1) == DAY
    True
    """
    return day * DAY


def end_of(day: int) -> int:
    """The last instant of a day, at which deadlines lapse."""
    return (day + 1) * DAY - 1


def day_of(instant: int) -> int | None:
    """The day on which an instant lies; None for an instant that never comes.

    >>> day_of(start_of(7)), day_of(end_of(7)), day_of(NEVER)
    (7, 7, None)
    """
    return None if instant >= NEVER else instant // DAY


def iso(day: int | None) -> str | None:
    """A day as ISO 8601 writes it; None stays None.

    >>> iso(date(2011, 6, 2).toordinal())
    '2011-06-02'
    """
    return None if day is None else date.fromordinal(day).isoformat()


@dataclass(frozen=True, slots=True)
class Period:
    """A span of calendar time whose years, months and days are never turned into one another.

    >>> Period(months=3).add(date(2012, 11, 30).toordinal()) == date(2013, 2, 28).toordinal()
    True
    >>> Period(days=30).add(date(2011, 5, 3).toordinal()) == date(2011, 6, 2).toordinal()
    True
    """

    years: int = 0
    months: int = 0
    days: int = 0

    def add(self, day: int, month_end: MonthEnd = "clip", counting: Counting = "days-after") -> int | None:
        """The day reached from ``day``, which is itself not counted (E-1); None beyond 31 December 9999.

        Years and months are added first and rounded once, then days, so that a year and twelve months are the same
        (CETS 076 Art. 4(3); the same order as in the dates-calc library).
        """
        if self.years or self.months:
            moved = _add_months(day, 12 * self.years + self.months, month_end)
            if moved is None:
                return None
            day = moved
        day += self.days
        if day > LAST_DAY:
            return None
        return _first_of_next_month(day) if counting == "first-of-following-month" else day

    def rounds(self, day: int) -> bool:
        """Whether the months end on a day that does not exist, so that the two ways of rounding differ.

        >>> Period(months=6).rounds(date(2011, 8, 31).toordinal())
        True
        """
        months = 12 * self.years + self.months
        return bool(months) and _add_months(day, months, "clip") != _add_months(day, months, "roll")


def _add_months(day: int, months: int, month_end: MonthEnd) -> int | None:
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return None
    length = monthrange(year, month + 1)[1]
    if start.day <= length:
        return date(year, month + 1, start.day).toordinal()
    last = date(year, month + 1, length).toordinal()
    return last if month_end == "clip" else last + 1


def _first_of_next_month(day: int) -> int | None:
    here = date.fromordinal(day)
    return _add_months(here.replace(day=1).toordinal(), 1, "clip")
