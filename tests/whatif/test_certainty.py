"""The ends between which open acts, and formulas over them, lie: no case is outside, and what is certain is so."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.whatif.formulas import ACTS, FORMULAS, received
from treatysim.files import load_text
from treatysim.law.days import LAST_DAY, NEVER, Period, start_of
from treatysim.law.formula import After, Came, Earliest, Formula, Given, If, Latest, Nth
from treatysim.law.uncertain import Listed, Lognormal, Uncertain, Uniform
from treatysim.whatif.certainty import Bounds, Ends
from treatysim.whatif.columns import NEVER_DAY, Columns
from treatysim.whatif.prospects import Expected, OpenDate, Order, Prospects

CALM = settings(max_examples=100, deadline=None)
DELAYS = (0, 1, 31)
SPREAD = Listed({0: 0.5, 1: 0.25, 31: 0.25})
START = 734500
GIVEN = tuple(Given(act, received(act, START)) for act in ACTS)


def open_date(place: int, since: int | Formula, never: float = 0.0) -> OpenDate:
    return OpenDate(ACTS[place], since, 0, Uncertain(0, SPREAD, never))


@st.composite
def open_dates(draw: st.DrawFn) -> dict[str, OpenDate]:
    """Five open acts, some of which hang on those before them, or may never come."""
    found = {}
    for place, act in enumerate(ACTS):
        never = draw(st.sampled_from([0.0, 0.0, 0.5, 1.0]))
        since: int | Formula = START + draw(st.sampled_from([0, 1, 30, 31]))
        if place and draw(st.booleans()):
            since = Earliest(tuple(draw(st.lists(st.sampled_from(GIVEN[:place]), min_size=1, max_size=2))))
        found[act.id] = open_date(place, since, never)
    return found


def delays_of(uncertain: Uncertain) -> list[int]:
    return [*(DELAYS if uncertain.never < 1 else ()), *((NEVER_DAY,) if uncertain.never else ())]


def all_cases(dates: dict[str, OpenDate], through: int | None = None) -> Columns:
    """Every combination of delays, as columns."""
    each = [delays_of(date.uncertain or Uncertain(0, SPREAD)) for date in dates.values()]
    delays = np.array(list(product(*each)), dtype=np.int64)
    those = Columns({})
    for place, date in enumerate(dates.values()):
        those.receive(date, delays[:, place], through)
    return those


@CALM
@given(open_dates(), FORMULAS, st.sampled_from([None, START - 1, START + 31]))
def test_no_case_lies_outside_the_ends(dates: dict[str, OpenDate], formula: Formula, through: int | None) -> None:
    ends, read = Ends(dates, through), np.asarray(all_cases(dates, through).of(formula))
    assert ends.earliest(formula) <= read.min()
    assert read.max() <= ends.latest(formula)


@CALM
@given(open_dates(), FORMULAS, FORMULAS, st.booleans())
def test_an_order_that_is_certain_is_kept_in_every_case(
    dates: dict[str, OpenDate], earlier: Formula, later: Formula, holds: bool
) -> None:
    order = Order(earlier, later, holds)
    if Ends(dates, None).is_certain(order):
        assert np.all(all_cases(dates).keeps((order,), ()))


@CALM
@given(open_dates(), FORMULAS, FORMULAS)
def test_only_branches_that_are_named_are_taken(dates: dict[str, OpenDate], earlier: Formula, later: Formula) -> None:
    choice, those = If(earlier, later, GIVEN[0], GIVEN[1]), all_cases(dates)
    taken = np.unique(np.asarray(those.of(earlier)) < np.asarray(those.of(later)))
    named = Ends(dates, None).branches(choice)
    assert {GIVEN[0] if then else GIVEN[1] for then in taken.tolist()} <= set(named)


def test_an_order_is_certain_where_spans_lie_apart_or_one_hangs_on_the_other() -> None:
    hanging = Earliest((Came("e1", 0, After(Latest((GIVEN[0], GIVEN[1])), Period(days=30), "12(1)")),))
    dates = {
        "a1": open_date(0, START),
        "a2": open_date(1, START + 20),
        "a3": open_date(2, hanging),
        "a4": open_date(3, START + 32),
        "a5": open_date(4, START, never=0.5),
    }
    ends = Ends(dates, None)
    assert ends.is_certain(Order(GIVEN[0], GIVEN[3]))  # day 31 at the latest, day 32 at the earliest
    assert not ends.is_certain(Order(GIVEN[0], GIVEN[1]))  # they overlap
    assert ends.is_certain(Order(GIVEN[3], GIVEN[0], holds=False))
    assert ends.is_certain(Order(hanging.of[0], GIVEN[2]))
    assert ends.is_certain(Order(GIVEN[0], GIVEN[2]))  # it waits for the later of the two
    assert not ends.is_certain(Order(GIVEN[4], GIVEN[3]))  # it may never come
    assert ends.is_certain(Order(GIVEN[0], Earliest(())))  # nothing needs to come before what never comes
    assert ends.base(GIVEN[2]) is hanging.of[0]
    assert ends.base(GIVEN[0]) is None


def test_of_two_acts_straight_after_others_on_one_day_nothing_is_certain() -> None:
    """a1 and a2 hang on a3 and a4, which come on one day; on the next day, they keep their ranks."""
    both = {"a3": OpenDate(ACTS[2], START), "a4": OpenDate(ACTS[3], START)}
    for days, certain in ((0, False), (1, True)):
        hanging = {f"a{place + 1}": OpenDate(ACTS[place], Earliest((GIVEN[place + 2],)), days) for place in (0, 1)}
        assert Ends(both | hanging, None).is_certain(Order(GIVEN[0], GIVEN[1])) is certain


# -- the days of a distribution


def prospects(dates: list[OpenDate], effect: Formula, through: int | None = None) -> Prospects:
    scenario = replace(load_text("treaty: sco-iis-2009"), through=through)
    return Prospects(scenario, tuple(dates), (Expected("entry-into-force", None, None, effect),), (), ())


def test_the_days_go_from_the_first_act_to_the_last_effect_that_can_come() -> None:
    """Of two with the earlier needed, the other counts where that one never comes: 30 days after day 31."""
    dates = [open_date(0, START + 10, never=0.5), open_date(1, START)]
    first = After(Nth(1, GIVEN[:2], 6), Period(days=30), "12(1)")
    assert Bounds(prospects(dates, first)).days([first]) == range(START, START + 10 + 31 + 30 + 1)


def test_days_after_the_last_one_simulated_are_cut_off() -> None:
    one = open_date(0, START)
    assert not Bounds(prospects([one], GIVEN[0], START + 31)).cuts_off
    cut = Bounds(prospects([one], GIVEN[0], START + 30))
    assert cut.cuts_off
    assert cut.days([GIVEN[0]]) == range(START, START + 30 + 1)
    assert cut.within_calendar([GIVEN[0]])


@pytest.mark.parametrize(
    ("spread", "since", "within"),
    [
        (Uniform(0, 9), LAST_DAY - 39, True),
        (Uniform(0, 10), LAST_DAY - 39, False),
        (Lognormal(100, 400), LAST_DAY - 10, False),
        (Lognormal(100, 1e9), START, False),
    ],
)
def test_effects_and_acts_may_lie_beyond_the_calendar(spread: Uniform | Lognormal, since: int, within: bool) -> None:
    effect = After(GIVEN[0], Period(days=30), "12(1)")
    bounds = Bounds(prospects([OpenDate(ACTS[0], since, 0, Uncertain(since, spread))], effect))
    assert bounds.within_calendar([effect]) == within


def test_an_act_keeps_its_rank_unless_it_can_come_on_the_day_of_a_later_one() -> None:
    """a2 hangs on a4 and a5 on a2; a3, which hangs on a4 too, never comes on the same day; a1 hangs on an effect that
    comes at the start of its day, and a last act on one that comes with an act."""
    late = Given(replace(ACTS[0], id="a9", rank=8), NEVER)
    dates = [
        open_date(3, START),
        open_date(1, Earliest((GIVEN[3],))),
        OpenDate(ACTS[2], Earliest((GIVEN[3],)), 1),
        open_date(4, Earliest((GIVEN[1],))),
        open_date(0, Earliest((After(GIVEN[4], Period(days=1), "12(1)"),))),
        OpenDate(late.act, Earliest((Came("e1", 0, Latest(GIVEN[:2])),))),
    ]
    bounds = Bounds(prospects(dates, GIVEN[3]))
    assert [bounds.keeps_rank(one) for one in (*GIVEN, late)] == [True, False, True, True, True, False]
    assert start_of(START) < bounds.earliest(GIVEN[1]) < NEVER
