"""The days that a clause reaches, counted once more on the calendar alone.

Properties hold the law's own counting (:mod:`treatysim.law.days`) against this one, so nothing of it is used here.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import MAXYEAR, date, timedelta

from treatysim.law.acts import Act
from treatysim.law.clause import Clause

MORE = {"receipt-counted": -1, "clear-days": 1}
"""The days that a way of counting adds to the number in the clause; every other answer adds none."""


def reached(clause: Clause, day: int, answers: Iterable[str] = ()) -> int | None:
    """The day that a clause's period reaches from a day, as an ordinal, under the answers to its doubts; None beyond
    the calendar.

    >>> from treatysim.law.entry_into_force import EntryIntoForce
    >>> clause = EntryIntoForce("36(3)", {"months": 3, "counting": "first-of-following-month"})
    >>> date.fromordinal(reached(clause, date(2004, 3, 18).toordinal())).isoformat()
    '2004-07-01'
    """
    given = clause.parameters
    months = 12 * int(given.get("years", 0)) + int(given.get("months", 0))
    days = int(given.get("days", 0)) + sum(MORE.get(answer, 0) for answer in answers)
    try:
        end = _months_later(date.fromordinal(day), months, given.get("month-end") == "roll") + timedelta(days=days)
        if given.get("counting") == "first-of-following-month":
            end = _months_later(end.replace(day=1), 1, roll=False)
    except (OverflowError, ValueError):
        return None
    return end.toordinal()


def earliest(clause: Clause, notice: Act, received: int, readings: Mapping[str, str]) -> int | None:
    """The earliest day on which a notice of withdrawal received on a day can take effect (12(4), VCLT 78(b))."""
    base = received
    if readings["notice-base"] == "sending" and notice.sent is not None:
        base = min(notice.sent, received)
    ends = reached(clause, base, [readings["notice-length"]])
    return None if ends is None else max(ends, received + 1)


def intended(clause: Clause, notice: Act) -> int | None:
    """The day that a notice names, if the clause lets it name one."""
    return notice.intended if clause.parameters.get("later-day", True) else None


def effective(clause: Clause, notices: Sequence[tuple[Act, int]], readings: Mapping[str, str]) -> int | None:
    """The day on which a State leaves: by the first of its notices that run, and the day that the last one names."""
    first, received = notices[0]
    ends = earliest(clause, first, received, readings)
    return None if ends is None else max(ends, intended(clause, notices[-1][0]) or 0)


def _months_later(start: date, months: int, roll: bool) -> date:
    """The same day so many months later; where it does not exist, the last of that month, or the first of the next."""
    year, month = start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1
    if year > MAXYEAR:
        raise OverflowError
    last = monthrange(year, month)[1]
    if start.day <= last:
        return date(year, month, start.day)
    return date(year, month, last) + timedelta(days=int(roll))
