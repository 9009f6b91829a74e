"""The ``by`` reader: formulas read backwards, by hand and against their own reading forwards."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest

from treatysim.law.acts import Act
from treatysim.law.days import ACT, NEVER, Period, day_of, start_of
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
    day,
)
from treatysim.whatif.by import by, last_in_time
from treatysim.whatif.conditions import (
    HOLDS,
    NEVER_HOLDS,
    AtLeast,
    Carried,
    Received,
    at_least,
    dated,
    every,
    negated,
    some,
)


def ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()


ACTS = tuple(Act(f"a{place}", "notification", "KAZ", 1, rank=place) for place in range(6))
GIVEN = tuple(Given(act, 0) for act in ACTS)
FIRST = ordinal("2011-06-01")


# -- the last day from which a period still comes in time


@pytest.mark.parametrize(
    ("period", "how", "wanted", "last"),
    [
        (Period(days=30), {}, "2011-06-02", "2011-05-03"),
        (Period(days=90), {}, "2014-01-01", "2013-10-03"),
        (Period(months=6), {}, "2012-02-29", "2011-08-31"),  # 29, 30 and 31 August all end on 29 February
        (Period(months=6), {"month_end": "roll"}, "2012-02-29", "2011-08-29"),
        (Period(months=1), {}, "2011-02-27", "2011-01-27"),
        (Period(months=1), {}, "2011-02-28", "2011-01-31"),
        (Period(months=1), {}, "2011-03-30", "2011-02-28"),  # 1 March ends on 1 April
        (Period(years=1), {}, "2013-02-28", "2012-02-29"),
        (Period(months=3), {"counting": "first-of-following-month"}, "2004-07-01", "2004-03-31"),
        (Period(months=3), {"counting": "first-of-following-month"}, "2004-06-30", "2004-02-29"),
        (Period(months=3), {"counting": "first-of-following-month"}, "2013-03-01", "2012-11-30"),
        (Period(months=1, days=10), {}, "2011-03-10", "2011-01-31"),
    ],
)
def test_the_last_day_in_time(period, how, wanted, last):
    found = last_in_time(period, ordinal(wanted), **how)
    assert found is not None
    assert date.fromordinal(found).isoformat() == last
    assert period.add(found, **how) <= ordinal(wanted) < period.add(found + 1, **how)


def test_no_day_is_early_enough():
    assert last_in_time(Period(years=2000), ordinal("1999-12-31")) is None
    assert by(After(GIVEN[0], Period(years=2000), "1"), ordinal("1999-12-31")) == NEVER_HOLDS


# -- node by node


def test_the_fourth_of_six():
    found = by(After(Nth(4, GIVEN, among=6), Period(days=30), "12(1)"), ordinal("2011-06-02"))
    assert found == AtLeast(4, tuple(Received(act, ordinal("2011-05-03")) for act in ACTS))
    assert found.op == "at-least"


def test_the_last_and_the_first():
    assert by(Latest(GIVEN[:2]), FIRST) == AtLeast(2, (Received(ACTS[0], FIRST), Received(ACTS[1], FIRST)))
    assert by(Earliest(GIVEN[:2]), FIRST) == AtLeast(1, (Received(ACTS[0], FIRST), Received(ACTS[1], FIRST)))
    assert (by(Latest(GIVEN[:2]), FIRST).op, by(Earliest(GIVEN[:2]), FIRST).op) == ("all", "any")


def test_another_effect_is_followed():
    entry = After(GIVEN[0], Period(days=30), "12(1)")
    assert by(Came("e1", 0, entry), FIRST) == Received(ACTS[0], FIRST - 30)


def test_a_day_named_outright_holds_or_does_not():
    named = Fixed(start_of(FIRST), "intended")
    assert by(Latest((GIVEN[0], named)), FIRST) == Received(ACTS[0], FIRST)
    assert by(Latest((GIVEN[0], named)), FIRST - 1) == NEVER_HOLDS
    assert by(Earliest((GIVEN[0], named)), FIRST) == HOLDS
    assert by(Fixed(NEVER, "never"), FIRST).holds({}) is False


def test_the_dispatch_that_is_not_known_is_the_receipt():
    assert by(Fixed(0, "sent-unknown", GIVEN[2]), FIRST) == Received(ACTS[2], FIRST)


def test_a_share_of_a_quantity():
    weights = (Decimal("20.09"), Decimal("17.89"), Decimal("12.1"))
    found = by(Share(Decimal(37), "emissions", GIVEN[:3], weights), FIRST)
    assert isinstance(found, Carried)
    assert found.holds({"a0": FIRST, "a1": FIRST})
    assert not found.holds({"a0": FIRST, "a2": FIRST})  # 32.19
    assert not found.holds({"a0": FIRST, "a1": FIRST + 1})


def test_before_or_not_before():
    """In force on 2 June 2011 for the fourth; a later one before that day is bound with the rest if so read."""
    general = After(GIVEN[0], Period(days=30), "12(1)")
    own = After(GIVEN[1], Period(days=30), "12(1)")
    found = by(If(GIVEN[1], general, general, own), FIRST)
    assert found.holds({"a0": FIRST - 30, "a1": FIRST - 1})  # before the general date
    assert found.holds({"a0": FIRST - 90, "a1": FIRST - 30})  # later, but its own thirtieth day comes by then
    assert not found.holds({"a0": FIRST - 90, "a1": FIRST - 29})
    assert not found.holds({"a0": FIRST - 29, "a1": FIRST - 40})


# -- as simply as it can be said


def test_nothing_is_said_twice_or_nested():
    one, two, three = (Received(act, FIRST) for act in ACTS[:3])
    assert every([one, every([two, one])]) == AtLeast(2, (one, two))
    assert some([one, some([three, two])]) == AtLeast(1, (one, two, three))
    assert every([one]) == some([one]) == one
    assert every([one, Received(ACTS[0], FIRST - 5)]) == Received(ACTS[0], FIRST - 5)
    assert some([one, Received(ACTS[0], FIRST - 5)]) == one
    assert at_least(2, (HOLDS, one, two)) == AtLeast(1, (one, two))
    assert at_least(3, (NEVER_HOLDS, one, two)) == NEVER_HOLDS
    assert every([]) == HOLDS


def test_what_must_hold_so_that_it_does_not():
    """Of six of which four would do, three must be late."""
    found = negated(by(Nth(4, GIVEN, among=6), FIRST))
    assert (found.n, len(found.of)) == (3, 6)
    assert all(part.late for part in found.of)
    assert negated(negated(found)) == found


# -- backwards and forwards


def draw(rng: random.Random, depth: int) -> Formula:
    if depth == 0 or rng.random() < 0.2:
        return rng.choice([*GIVEN, Fixed(start_of(FIRST + rng.randint(-40, 40)), "intended")])
    parts = tuple(draw(rng, depth - 1) for _ in range(rng.randint(1, 4)))
    match rng.choice(["after", "after", "nth", "latest", "earliest", "share", "if", "came"]):
        case "after":
            period = rng.choice([Period(days=30), Period(days=1), Period(months=1), Period(0, 2, 3), Period(years=1)])
            counting = rng.choice(["days-after", "first-of-following-month"])
            return After(parts[0], period, "1", counting=counting, month_end=rng.choice(["clip", "roll"]))
        case "nth":
            return Nth(rng.randint(1, len(parts)), parts, len(parts))
        case "latest":
            return Latest(parts)
        case "earliest":
            return Earliest(parts)
        case "share":
            weights = tuple(Decimal(rng.randint(0, 40)) for _ in parts)
            return Share(Decimal(rng.choice([20, 50])), "emissions", parts, weights)
        case "came":
            return Came("e1", 0, parts[0])
        case _:
            return If(*(draw(rng, depth - 1) for _ in range(4)))


def test_backwards_says_what_forwards_says():
    """A formula gives a day or an earlier one exactly where what is read backwards from that day holds."""
    rng, held = random.Random(4), 0
    for _ in range(4000):
        formula = draw(rng, 4)
        days = {act.id: FIRST + rng.randint(-60, 60) for act in ACTS if rng.random() < 0.9}
        for on in (FIRST + rng.randint(-60, 200), day(dated(formula, days)) or FIRST):
            reached = day(dated(formula, days))
            assert by(formula, on).holds(days) == (reached is not None and reached <= on), (formula, on, days)
            assert negated(by(formula, on)).holds(days) != by(formula, on).holds(days)
            held += by(formula, on).holds(days)
    assert 1000 < held < 7000


def test_dated_formulas_keep_the_place_in_the_file():
    found = dated(GIVEN[3], {"a3": FIRST})
    assert isinstance(found, Given)
    assert (day_of(found.at), found.at - start_of(FIRST)) == (FIRST, 4 * ACT)
