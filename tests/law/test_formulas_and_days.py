"""Formulas and periods by themselves: days that never come, the end of the calendar, the ends of months."""

from datetime import date
from decimal import Decimal

import pytest

from treatysim.law.days import NEVER, Period, iso, start_of
from treatysim.law.formula import (
    NEVER_COMES,
    After,
    Earliest,
    Fixed,
    If,
    Latest,
    Nth,
    Share,
    beyond_calendar,
    counted,
    day,
    instant,
    parts,
    reason,
    supposed,
)


def on(said):
    return Fixed(start_of(date.fromisoformat(said).toordinal()), said)


def reached(formula):
    return iso(day(formula))


# -- periods ------------------------------------------------------------------------------------------------------

# the period | from | to | whether its months end on a day that does not exist
PERIODS = {
    "a-month-that-is-too-short": (Period(months=1), "2012-01-31", "2012-02-29", True),
    "a-month-that-is-long-enough": (Period(months=2), "2012-01-31", "2012-03-31", False),
    "three-months-to-a-february": (Period(months=3), "2011-11-30", "2012-02-29", True),
    "a-year-from-a-leap-day": (Period(years=1), "2012-02-29", "2013-02-28", True),
    "four-years-from-a-leap-day": (Period(years=4), "2012-02-29", "2016-02-29", False),
    "a-year-and-a-month": (Period(years=1, months=1), "2012-01-31", "2013-02-28", True),
    "a-year-and-three-months": (Period(years=1, months=3), "2011-11-30", "2013-02-28", True),
    "a-month-and-a-day-rounded-once": (Period(months=1, days=1), "2012-01-31", "2012-03-01", True),
    "over-the-turn-of-a-year": (Period(months=2), "2011-12-15", "2012-02-15", False),
    "to-a-december": (Period(months=1), "2011-11-15", "2011-12-15", False),
    "days-alone": (Period(days=31), "2012-01-31", "2012-03-02", False),
    "into-the-last-year": (Period(months=6), "9999-01-15", "9999-07-15", False),
    "to-the-last-day": (Period(days=1), "9999-12-30", "9999-12-31", False),
    "beyond-it-by-days": (Period(days=1), "9999-12-31", None, False),
    "beyond-it-by-months": (Period(months=1), "9999-12-15", None, False),
}


@pytest.mark.parametrize(("period", "since", "until", "rounds"), PERIODS.values(), ids=PERIODS)
def test_a_period(period, since, until, rounds):
    start = date.fromisoformat(since).toordinal()
    assert iso(period.add(start)) == until
    assert period.rounds(start) is rounds


@pytest.mark.parametrize(
    ("since", "rolled"),
    [
        pytest.param("2012-01-31", "2012-03-01", id="the-day-does-not-exist"),
        pytest.param("2012-01-29", "2012-02-29", id="it-does"),
    ],
)
def test_a_month_that_rolls_over(since, rolled):
    assert iso(Period(months=1).add(date.fromisoformat(since).toordinal(), "roll")) == rolled


def test_the_first_of_the_next_month():
    start = date(2004, 3, 18).toordinal()
    assert iso(Period(months=3).add(start, counting="first-of-following-month")) == "2004-07-01"
    assert Period().add(date(9999, 12, 1).toordinal(), counting="first-of-following-month") is None


# -- formulas -----------------------------------------------------------------------------------------------------

EARLY, MIDDLE, LATE = on("2011-03-10"), on("2011-04-12"), on("2011-05-03")
HALF = (Decimal(30), Decimal(25), Decimal(45))

# the formula | its day
FORMULAS = {
    "the-second-of-three": (Nth(2, (LATE, EARLY, MIDDLE), 6), "2011-04-12"),
    "the-fourth-of-three": (Nth(4, (LATE, EARLY, MIDDLE), 6), None),
    "the-third-of-three-of-which-one-never-comes": (Nth(3, (LATE, EARLY, NEVER_COMES), 6), None),
    "the-latest": (Latest((LATE, EARLY)), "2011-05-03"),
    "the-latest-of-what-never-comes": (Latest((LATE, NEVER_COMES)), None),
    "the-earliest": (Earliest((LATE, EARLY, NEVER_COMES)), "2011-03-10"),
    "the-earliest-of-nothing": (Earliest(()), None),
    "one-before-another": (If(EARLY, LATE, MIDDLE, NEVER_COMES), "2011-04-12"),
    "one-not-before-another": (If(LATE, EARLY, MIDDLE, NEVER_COMES), None),
    "after-a-day": (After(LATE, Period(days=30), "12(1)"), "2011-06-02"),
    "after-what-never-comes": (After(NEVER_COMES, Period(days=30), "12(1)"), None),
    "months-after-what-never-comes": (After(NEVER_COMES, Period(months=6), "5(2)"), None),
    "55-per-cent-with-30-and-25": (Share(Decimal(55), "emissions", (EARLY, MIDDLE, LATE), HALF), "2011-04-12"),
    "a-hair-more": (Share(Decimal("55.01"), "emissions", (EARLY, MIDDLE, LATE), HALF), "2011-05-03"),
    "20-then-30-then-50-in-the-order-of-time": (
        Share(Decimal(55), "emissions", (LATE, MIDDLE, EARLY), (Decimal(50), Decimal(30), Decimal(20))),
        "2011-05-03",
    ),
    "more-than-all": (Share(Decimal(101), "emissions", (EARLY, MIDDLE, LATE), HALF), None),
    "what-never-comes-carries-nothing": (
        Share(Decimal(55), "emissions", (EARLY, NEVER_COMES, LATE), (Decimal(30), Decimal(60), Decimal(10))),
        None,
    ),
}


@pytest.mark.parametrize(("formula", "said"), FORMULAS.values(), ids=FORMULAS)
def test_a_formula(formula, said):
    assert reached(formula) == said
    assert reason(formula).to_dict()["day"] == said


def test_what_the_day_rests_on():
    assert counted(Nth(2, (LATE, EARLY, MIDDLE), 6)) == (EARLY, MIDDLE)
    assert counted(FORMULAS["55-per-cent-with-30-and-25"][0]) == (EARLY, MIDDLE)
    assert counted(FORMULAS["what-never-comes-carries-nothing"][0]) == ()
    told = reason(If(EARLY, LATE, MIDDLE, NEVER_COMES)).to_dict()
    assert [told[part]["what"] for part in ("then", "else")] == ["2011-04-12", "never"]
    assert [part["what"] for part in told["before"]] == ["2011-03-10", "2011-05-03"]
    assert parts(If(EARLY, LATE, MIDDLE, NEVER_COMES)) == (EARLY, LATE, MIDDLE, NEVER_COMES)
    assert not supposed(Latest((EARLY, LATE)))


END = on("9999-12-20")
MONTH = Period(days=30)

# the formula | whether its day is missing only because it lies beyond the calendar
BEYOND = {
    "beyond": (After(END, MONTH, "12(1)"), True),
    "within": (After(LATE, MONTH, "12(1)"), False),
    "after-what-never-comes": (After(NEVER_COMES, MONTH, "12(1)"), False),
    "the-latest-of-one-beyond": (Latest((LATE, After(END, MONTH, "12(1)"))), True),
    "the-latest-of-one-beyond-and-one-that-never-comes": (Latest((NEVER_COMES, After(END, MONTH, "12(1)"))), True),
    "the-latest-of-one-that-never-comes": (Latest((LATE, NEVER_COMES)), False),
    "the-earliest-of-one-beyond-and-one-that-comes": (Earliest((LATE, After(END, MONTH, "12(1)"))), False),
    "a-period-after-one-beyond": (After(After(END, MONTH, "12(1)"), MONTH, "12(3)"), True),
    "never": (NEVER_COMES, False),
}


@pytest.mark.parametrize(("formula", "said"), BEYOND.values(), ids=BEYOND)
def test_beyond_the_calendar(formula, said):
    assert beyond_calendar(formula) is said
    assert instant(formula) >= NEVER or not said
