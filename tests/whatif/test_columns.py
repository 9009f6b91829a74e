"""Formulas over columns: in every case what the reader of single cases says, and which cases formulas speak for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.whatif.formulas import ACTS, DAYS, FORMULAS, in_case, instants, received
from treatysim.law.days import ACT, LAST_DAY, NEVER, Period, start_of
from treatysim.law.formula import After, Came, Earliest, Fixed, Formula, Given, If, Latest, Nth, Share, instant
from treatysim.whatif.columns import NEVER_DAY, SHIFT, Column, Columns
from treatysim.whatif.prospects import OpenDate, Order

CASES = 7
CALM = settings(max_examples=150, deadline=None)


@st.composite
def columns(draw: st.DrawFn) -> Columns:
    """Some acts differ from case to case, others have one instant in all of them."""
    at: dict[str, Column] = {}
    for act in ACTS:
        if draw(st.booleans()):
            at[act.id] = np.array(draw(st.lists(instants(act), min_size=CASES, max_size=CASES)), dtype=np.int64)
        else:
            at[act.id] = draw(instants(act))
    return Columns(at)


def case_of(those: Columns, case: int) -> dict[str, int]:
    return {name: int(np.broadcast_to(column, CASES)[case]) for name, column in those.at.items()}


@CALM
@given(columns(), FORMULAS)
def test_every_formula_reads_over_columns_as_it_does_case_by_case(those: Columns, formula: Formula) -> None:
    read = np.broadcast_to(those.of(formula), CASES)
    assert read.tolist() == [instant(in_case(formula, case_of(those, case))) for case in range(CASES)]


@CALM
@given(columns(), st.lists(st.tuples(FORMULAS, FORMULAS, st.booleans()), max_size=3), st.booleans())
def test_formulas_speak_for_the_cases_in_which_every_order_is_kept_and_nothing_irregular_happens(
    those: Columns, pairs: list[tuple[Formula, Formula, bool]], irregular: bool
) -> None:
    orders = [Order(*pair) for pair in pairs]
    kept = np.broadcast_to(those.keeps(orders, ("a1",) if irregular else ()), CASES)
    for case in range(CASES):
        at = case_of(those, case)
        instant_of = {id(one): instant(in_case(one, at)) for pair in pairs for one in pair[:2]}
        wanted = not irregular or at["a1"] == NEVER
        for order in orders:
            before, later = instant_of[id(order.earlier)], instant_of[id(order.later)]
            wanted = wanted and (later == NEVER or (before < later) == order.holds)
        assert kept[case] == wanted


def test_the_fourth_of_six_is_the_fourth_in_each_case() -> None:
    """2 to 7 March, in opposite orders: the fourth comes on 5 March, with the fourth act, then with the third."""
    start = date(2011, 3, 2).toordinal()
    acts = [replace(ACTS[0], id=f"n{place}", rank=place) for place in range(6)]
    at = {act.id: np.array([received(act, start + act.rank), received(act, start + 5 - act.rank)]) for act in acts}
    fourth, those = Nth(4, tuple(Given(act, NEVER) for act in acts), 6), Columns(at)
    days = np.asarray(those.of(After(fourth, Period(days=30), "12(1)"))) >> SHIFT
    assert days.tolist() == [date(2011, 4, 4).toordinal()] * 2
    assert np.asarray(those.decider(fourth)).tolist() == [3, 2]


def test_many_are_sorted_as_few_are() -> None:
    """Twelve of twenty-four: more comparisons than are made by hand."""
    acts = [replace(ACTS[0], id=f"n{place}", rank=place) for place in range(24)]
    rng = np.random.default_rng(12)
    at = {act.id: rng.permutation(50)[:9] * start_of(1) + act.rank for act in acts}
    wanted = np.sort(np.stack(list(at.values())), axis=0)[11]
    assert np.array_equal(np.asarray(Columns(at).of(Nth(12, tuple(Given(act, 0) for act in acts), 24))), wanted)


def test_shares_are_added_exactly() -> None:
    """0.1 three times is 0.3, which in binary it is not."""
    acts = ACTS[:3]
    at = {act.id: np.array([received(act, 10 + act.rank), received(act, 20 - act.rank)]) for act in acts}
    of = tuple(Given(act, NEVER) for act in acts)
    share = Share(Decimal("0.3"), "emissions", of, (Decimal("0.1"),) * 3)
    assert (np.asarray(Columns(at).of(share)) >> SHIFT).tolist() == [12, 20]
    never = replace(share, percent=Decimal("0.31"))
    assert np.asarray(Columns(at).of(never)).tolist() == [NEVER, NEVER]


# -- the act with which a day came


def test_the_decider_is_the_last_act_needed() -> None:
    day = np.array([5, 7, 9])
    at = {act.id: (day if act.rank == 0 else np.full(3, 7)) * start_of(1) + (act.rank + 1) * ACT for act in ACTS[:2]}
    first, second = (Given(act, NEVER) for act in ACTS[:2])
    those = Columns(at)
    assert np.asarray(those.decider(Latest((first, second)))).tolist() == [1, 1, 0]
    assert np.asarray(those.decider(Earliest((first, second)))).tolist() == [0, 0, 1]
    assert np.asarray(
        those.decider(Came("e1", 0, After(Nth(2, (first, second), 6), Period(days=1), "12(1)")))
    ).tolist() == [
        1,
        1,
        0,
    ]
    assert np.asarray(those.decider(If(first, second, first, second))).tolist() == [0, 0, 1]


def test_a_day_named_by_an_act_comes_with_that_act() -> None:
    notice = Given(ACTS[1], start_of(10))
    assert Columns({}).decider(Latest((notice, Fixed(start_of(20), "intended", notice)))) == 1
    assert Columns({}).decider(Fixed(start_of(20), "signature")) == -1


# -- the days of open acts


def on(act: int, day: int) -> int:
    return received(ACTS[act], day)


def test_a_delay_is_counted_from_a_day_at_the_act_s_own_rank() -> None:
    those = Columns({})
    those.receive(OpenDate(ACTS[2], 100), np.array([0, 30]), None)
    assert np.asarray(those.at["a3"]).tolist() == [on(2, 100), on(2, 130)]


def test_an_act_whose_rank_is_past_comes_straight_after_its_anchor() -> None:
    """a2 hangs on a4: on the same day it comes right behind it, a day later at its own rank."""
    those = Columns({"a4": np.array([on(3, 100), on(3, 100), NEVER])})
    those.receive(OpenDate(ACTS[1], Given(ACTS[3], NEVER)), np.array([0, 1, 0]), None)
    assert np.asarray(those.at["a2"]).tolist() == [on(3, 100) + 2, on(1, 101), NEVER]
    assert on(3, 100) < on(3, 100) + 2 < on(4, 100)


def test_nothing_is_received_after_the_last_day_or_after_the_calendar() -> None:
    those = Columns({})
    those.receive(OpenDate(ACTS[0], 100), np.array([5, 6, NEVER_DAY]), 105)
    assert np.asarray(those.at["a1"]).tolist() == [on(0, 105), NEVER, NEVER]
    those.receive(OpenDate(ACTS[1], LAST_DAY - 1), np.array([1, 2, NEVER_DAY]), None)
    assert np.asarray(those.at["a2"]).tolist() == [on(1, LAST_DAY), NEVER, NEVER]
    those.receive(OpenDate(ACTS[2], Earliest(())), np.array([0, 1, NEVER_DAY]), None)
    assert np.asarray(those.at["a3"]).tolist() == [NEVER] * 3


def test_of_two_acts_straight_after_different_events_of_a_day_only_the_engine_knows_the_turn() -> None:
    """a1 comes straight after a3 and a2 straight after a4, all on one day in the first two cases; in the second, a2
    hangs on what a1 hangs on."""
    those = Columns({"a3": np.array([on(2, 100), on(2, 100)]), "a4": np.array([on(3, 100), on(3, 200)])})
    third, fourth = Given(ACTS[2], NEVER), Given(ACTS[3], NEVER)
    those.receive(OpenDate(ACTS[0], third), np.array([0, 0]), None)
    assert those.keeps((), ()) is True
    those.receive(OpenDate(ACTS[1], fourth), np.array([0, 0]), None)
    assert np.asarray(those.keeps((), ())).tolist() == [False, True]
    together = Columns({"a3": np.array([on(2, 100)])})
    for act in ACTS[:2]:
        together.receive(OpenDate(act, third), np.array([0]), None)
    assert np.all(together.keeps((), ()))


def test_an_open_act_without_a_delay_has_the_days_of_its_date() -> None:
    those = Columns({})
    those.receive(OpenDate(ACTS[0], Fixed(start_of(DAYS[0]), "entry"), 3), None, None)
    assert those.at["a1"] == on(0, DAYS[0] + 3)
