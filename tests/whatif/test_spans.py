"""Walking from day to day: what two runs may vouch for, shown on runs that are made up.

A made-up run is a mapping from marks to the days on which they are, as functions of the day that is moved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

import treatysim
from tests.conftest import SCENARIOS
from treatysim.law.days import DAY, Period
from treatysim.whatif.goals import StandingGoal
from treatysim.whatif.relevance import LINKING, Relevance
from treatysim.whatif.spans import TRUSTED, Walk, united
from treatysim.whatif.trials import Mark, Run, is_consent

Moving = Callable[[int], int]

X: Mark = ("act", "x", "withdrawal", True, None)
Y: Mark = ("act", "y", "accession", True, None)
Z: Mark = ("act", "z", "accession", True, None)
FAR: Mark = ("effect", "termination", None, None, 1)


def holding(
    marks: dict[Mark, Moving], holds: Callable[[int], bool], first: int, last: int, calendar: bool
) -> list[int]:
    """The days on which a walk says that the goal holds."""

    def run(day: int) -> Run:
        return Run(holds(day), {mark: at(day) * DAY for mark, at in marks.items()})

    spans = Walk(run, calendar).spans(first, last)
    return [day for (early, late), held in spans if held for day in range(early, late + 1)]


def check(
    marks: dict[Mark, Moving], holds: Callable[[int], bool], first: int, last: int, calendar: bool = False
) -> None:
    expected = [day for day in range(first, last + 1) if holds(day)]
    assert 0 < len(expected) <= last - first
    assert holding(marks, holds, first, last, calendar) == expected


def test_the_order_of_what_meets_on_the_way() -> None:
    """From the tenth day on x goes along, and passes y and z; the goal holds only between them."""

    def x(day: int) -> int:
        return 0 if day < 10 else day

    marks: dict[Mark, Moving] = {X: x, Y: lambda _: 20, Z: lambda _: 30, FAR: lambda day: day + 1000}
    check(marks, lambda day: 20 < x(day) < 30, 1, 50)


def test_what_goes_along_only_for_a_while() -> None:
    """x gains ten days from day 10 on, and passes y; y gains ten days from day 30 on, and passes x."""

    def x(day: int) -> int:
        return min(max(day, 10), 20)

    def y(day: int) -> int:
        return min(max(day, 30), 40) - 15

    marks: dict[Mark, Moving] = {X: x, Y: y, FAR: lambda day: day + 1000}
    check(marks, lambda day: y(day) < x(day), 1, 60)


JANUARY = date(2011, 1, 1).toordinal()


@pytest.mark.parametrize(
    ("period", "counting"),
    [(Period(months=1), "days-after"), (Period(months=1), "first-of-following-month"), (Period(years=1), "days-after")],
)
@pytest.mark.parametrize("gap", [28, 30, 31, 45, 365, 366])
def test_months_and_years_are_not_all_of_one_length(period: Period, counting: str, gap: int) -> None:
    """A date a month or a year after the act, against one that is so many days after it."""

    def x(day: int) -> int:
        return period.add(day, counting=counting) or 0  # type: ignore[arg-type]

    marks: dict[Mark, Moving] = {
        ("act", "m", "withdrawal", True, None): lambda day: day,
        ("effect", "withdrawal-effective", "ALB", None, 1): x,
        Y: lambda day: day + gap,
    }
    last = JANUARY + 800
    expected = [day for day in range(JANUARY, last + 1) if x(day) < day + gap]
    assert holding(marks, lambda day: x(day) < day + gap, JANUARY, last, calendar=True) == expected


def test_no_first_of_a_month_is_trusted_to_go_along() -> None:
    """From 1 to 29 January 2011, the shortest way from one first of a month to the next is 28 days."""
    february, march = date(2011, 2, 1).toordinal(), date(2011, 3, 1).toordinal()
    assert march - february == TRUSTED + 1


def run(marks: dict[Mark, int]) -> Run:
    return Run(holds=False, marks=marks)


def test_consents_change_places_freely_and_nothing_else_does() -> None:
    assert is_consent(("act", "a1", "notification", True, None))
    assert is_consent(("act", "a1", "deposit", True, None))
    assert not is_consent(("act", "a1", "notification", False, "duplicate-notification"))
    assert not is_consent(("act", "a1", "notification", True, "no-authority"))
    assert not is_consent(X)
    one, two = ("act", "a1", "deposit", True, None), ("act", "a2", "deposit", True, None)
    assert run({one: 1, two: 2}).course == run({one: 2, two: 1}).course
    assert run({one: 1, X: 2, two: 3}).course != run({one: 1, two: 2, X: 3}).course
    assert run({X: 1, Y: 2}).course != run({X: 2, Y: 1}).course
    assert run({X: 1, Y: 2}).course != run({X: 1, Y: 1}).course


def test_spans_are_put_together() -> None:
    assert united([(5, 6), (1, 2), (3, 3), (9, 9)]) == ((1, 3), (5, 6), (9, 9))
    assert united([]) == ()


@pytest.mark.parametrize("kind", ["accession", "mutual-consent", "minimum-parties"])
def test_where_states_need_one_another_all_of_their_acts_matter(kind: str) -> None:
    scenario = treatysim.load(SCENARIOS / "withdrawal.yaml")
    goal = StandingGoal("party", "CHN", scenario.treaty.signed + 900)
    apart = tuple(clause for clause in scenario.treaty.clauses if clause.kind not in LINKING)
    link = next(clause for clause in scenario.treaty.clauses if clause.kind == kind)
    for clauses, withdrawals in ((apart, 0), ((*apart, link), 6)):
        other = replace(scenario, treaty=replace(scenario.treaty, clauses=clauses), readings={})
        acts = [act for act in Relevance(other, goal).acts if act.kind == "withdrawal"]
        assert len(acts) == withdrawals
