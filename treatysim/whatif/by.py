"""The ``by`` reader of formulas: backwards, what must hold for a formula to give a day or an earlier one.

A day comes by another if what it is made of does: ``After`` if its base comes by the last day that the period still
brings in time, ``Nth(n)`` if at least n of its parts do, ``Latest`` if all, ``Earliest`` if any.  So a formula read
forwards as a day reads backwards as a condition, and nothing of the clause is said twice.
"""

from __future__ import annotations

from treatysim.law.days import Counting, MonthEnd, Period, day_of
from treatysim.law.formula import After, Came, Earliest, Fixed, Formula, Given, If, Latest, Nth, Share
from treatysim.whatif.conditions import (
    NEVER_HOLDS,
    Before,
    Carried,
    Condition,
    Received,
    Settled,
    at_least,
    every,
    some,
)


def by(formula: Formula, day: int) -> Condition:
    """What must hold for a formula to give ``day`` (an ordinal) or an earlier one.

    >>> from datetime import date
    >>> from treatysim.law.acts import Act
    >>> from treatysim.law.formula import Given
    >>> acts = [Given(Act(f"a{n}", "notification", "KAZ", 1, rank=n), 0) for n in range(6)]
    >>> entry = After(Nth(4, tuple(acts), among=6), Period(days=30), "12(1)")
    >>> found = by(entry, date(2011, 6, 2).toordinal())
    >>> found.n, len(found.of), date.fromordinal(found.of[0].by).isoformat()
    (4, 6, '2011-05-03')
    """
    match formula:
        case Given(act=act) | Fixed(what="sent-unknown", given=Given(act=act)):
            return Received(act, day)
        case Came(of=of):
            return by(of, day)
        case Fixed(at=at, what=what):
            found = day_of(at)
            return Settled(found is not None and found <= day, what)
        case After():
            base = last_in_time(formula.period, day, formula.month_end, formula.counting)
            return NEVER_HOLDS if base is None else by(formula.base, base)
        case Nth(n=n, of=of):
            return at_least(n, tuple(by(part, day) for part in of))
        case Latest(of=of):
            return every(by(part, day) for part in of)
        case Earliest(of=of):
            return some(by(part, day) for part in of)
        case Share(percent=percent, quantity=quantity, of=of, weights=weights):
            return Carried(percent, quantity, tuple(by(part, day) for part in of), weights)
        case If(earlier=earlier, later=later):
            then = every((Before(earlier, later), by(formula.then, day)))
            otherwise = every((Before(earlier, later, late=True), by(formula.otherwise, day)))
            return some((then, otherwise))


def last_in_time(
    period: Period, day: int, month_end: MonthEnd = "clip", counting: Counting = "days-after"
) -> int | None:
    """The last day from which a period still leads to ``day`` or an earlier one; None if there is none.

    >>> from datetime import date
    >>> month = last_in_time(Period(months=3), date(2004, 7, 1).toordinal(), counting="first-of-following-month")
    >>> date.fromordinal(month).isoformat()
    '2004-03-31'
    """

    def in_time(base: int) -> bool:
        reached = period.add(base, month_end, counting)
        return reached is not None and reached <= day

    early, late = 0, day + 1
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (middle, late) if in_time(middle) else (early, middle)
    return early or None
