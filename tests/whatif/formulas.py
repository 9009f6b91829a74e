"""Random formulas over a few acts, and the same formula in one case: what tests of its other readers need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from treatysim.law.acts import Act
from treatysim.law.days import ACT, LAST_DAY, NEVER, Period, start_of
from treatysim.law.formula import (
    After,
    Came,
    Earliest,
    Fixed,
    Formula,
    Given,
    If,
    Latest,
    Nth,
    Share,
    instant,
)

ACTS = tuple(Act(f"a{place + 1}", "notification", "CHN", 0, place) for place in range(5))
DAYS = [date(2012, 1, 29).toordinal() + off for off in (-30, -1, 0, 1, 2, 31)] + [LAST_DAY - 40, LAST_DAY]
"""Days about a month end in a leap year, and about the end of the calendar."""


def received(act: Act, day: int) -> int:
    """The instant of an act on a day, at its own rank."""
    return start_of(day) + (act.rank + 1) * ACT


def instants(act: Act) -> st.SearchStrategy[int]:
    """When an act comes in one case: on one of a few days, so that days tie, or never."""
    return st.sampled_from([*(received(act, day) for day in DAYS), NEVER])


PERIODS = st.builds(
    Period,
    years=st.sampled_from([0, 0, 1]),
    months=st.sampled_from([0, 0, 1, 6, 13]),
    days=st.sampled_from([0, 1, 29, 30, 31, 90]),
)

LEAVES = st.one_of(
    st.sampled_from([Given(act, NEVER) for act in ACTS]),
    st.sampled_from([Fixed(start_of(day), "a day") for day in DAYS] + [Fixed(NEVER, "never")]),
)


def _above(part: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    some = st.lists(part, min_size=1, max_size=5).map(tuple)
    return st.one_of(
        st.builds(Came, st.just("effect"), st.just(0), part),
        st.builds(
            After,
            part,
            PERIODS,
            st.just("12(1)"),
            counting=st.sampled_from(["days-after", "days-after", "first-of-following-month"]),
            month_end=st.sampled_from(["clip", "roll"]),
        ),
        st.builds(Nth, st.integers(1, 5), some, st.just(6)),
        st.builds(Latest, some),
        st.builds(Earliest, some),
        st.builds(Earliest, st.just(())),
        st.builds(If, part, part, part, part),
        some.flatmap(_share),
    )


def _share(of: tuple[Formula, ...]) -> st.SearchStrategy[Formula]:
    weights = st.lists(st.sampled_from(["0", "0.1", "12.10", "30", "55"]), min_size=len(of), max_size=len(of))
    percent = st.sampled_from(["0.1", "30", "55", "55.05", "90"])
    return st.builds(
        lambda held, least: Share(Decimal(least), "emissions", of, tuple(map(Decimal, held))), weights, percent
    )


FORMULAS: st.SearchStrategy[Formula] = st.recursive(LEAVES, _above, max_leaves=12)


def in_case(formula: Formula, at: Mapping[str, int]) -> Formula:
    """A formula in one case: every act has its instant, and every effect the one that follows."""
    match formula:
        case Given(act=act):
            return replace(formula, at=at[act.id])
        case Came(of=of):
            inside = in_case(of, at)
            return replace(formula, at=instant(inside), of=inside)
        case Fixed():
            return formula
        case After(base=base):
            return replace(formula, base=in_case(base, at))
        case If():
            names = ("earlier", "later", "then", "otherwise")
            return replace(formula, **{name: in_case(getattr(formula, name), at) for name in names})
        case _:
            return replace(formula, of=tuple(in_case(part, at) for part in formula.of))
