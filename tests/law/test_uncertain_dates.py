"""Dates of which only the chances are known: taken at the median of the delay, never where that is as likely.

A delay is a whole number of days, 0 or more: a draw from a continuous spread is rounded half up, and below 0 it is 0.
The median is the least number of days within which half of the cases fall, given that the act comes at all.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil, exp, floor, inf, isclose, log, nan, pi, sqrt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.law.agreement import (
    ADMITTED,
    accede,
    accept,
    act,
    act_of,
    after,
    codes,
    days_of,
    effects,
    entry,
    four_notify,
    leave,
    notify,
    standing,
    state_of,
    the_duty,
    verdict,
)
from treatysim.files import load_text
from treatysim.law.acts import NEVER_HAPPENS, Anchor
from treatysim.law.days import LAST_DAY
from treatysim.law.uncertain import Listed, Lognormal, Spread, Triangular, Uncertain, Uniform
from treatysim.simulation import simulate

IN_FORCE = four_notify()


def since(days, start="2011-05-01"):
    return {"from": start, "days": days}


# -- the median, counted by hand ---------------------------------------------------------------------------------

# 1 May 2011 + 30 days is 31 May, + 60 days 30 June; 12 April + 10 days is 22 April.
MEDIANS = {
    "lognormal": (since({"lognormal": {"median": 60, "p90": 180}}), "2011-06-30"),
    "uniform": (since({"uniform": [10, 90]}), "2011-06-20"),
    "triangular": (since({"triangular": [10, 20, 30]}), "2011-05-21"),
    "after-an-act": (after("n-KAZ", {"uniform": [0, 20]}), "2011-04-22"),
    "after-the-first-of-a-kind": (after("notification", {"uniform": [50, 50]}, by="RUS"), "2011-05-10"),
    # ten of the twenty days from 0 to 19 are within 9
    "an-even-number-of-days": (since({"uniform": [0, 19]}), "2011-05-10"),
    "one-day-alone": (since({"uniform": [7, 7]}), "2011-05-08"),
    # 0 + sqrt(40 * 30 / 2) = 24.49
    "a-lopsided-triangle": (since({"triangular": [0, 30, 40]}), "2011-05-25"),
    # 20 - sqrt(60 * 50 / 2) = -18.7: no time at all
    "mostly-below-0": (since({"triangular": [-40, -30, 20]}), "2011-05-01"),
    "a-triangle-without-width": (since({"triangular": [15, 15, 15]}), "2011-05-16"),
    "half-a-day-is-rounded-up": (since({"triangular": [15.5, 15.5, 15.5]}), "2011-05-17"),
    "less-than-half-down": (since({"triangular": [15.4, 15.4, 15.4]}), "2011-05-16"),
    "no-spread-at-all": (since({"lognormal": {"median": 60.5, "p90": 60.5}}), "2011-07-01"),
    "hardly-any-time": (since({"lognormal": {"median": 0.000000001, "p90": 3652059}}), "2011-05-01"),
    "the-first-line-of-a-table": (since({"table": {30: 0.5, 60: 0.4}, "never": 0.1}), "2011-05-31"),
    # half of the 0.7 that come is 0.35
    "the-second-line-of-a-table": (since({"table": {30: 0.2, 60: 0.5}, "never": 0.3}), "2011-06-30"),
    # 0.1 + 0.2 is exactly half of 0.6, though not in binary
    "exactly-half-of-what-comes": (since({"table": {10: 0.1, 20: 0.2, 30: 0.3}, "never": 0.4}), "2011-05-21"),
    "lines-in-any-order": (since({"table": {30: 0.3, 10: 0.1, 20: 0.2}, "never": 0.4}), "2011-05-21"),
    "a-table-that-always-comes": (since({"table": {0: 0.5, 400: 0.5}}), "2011-05-01"),
    "given-that-it-comes": (since({"uniform": [10, 90], "never": 0.49}), "2011-06-20"),
    # 20:00 in Greenwich is the next day in Beijing
    "from-a-moment": (since({"uniform": [10, 10]}, "2011-05-01T20:00Z"), "2011-05-12"),
}


@pytest.mark.parametrize(("given_date", "day"), MEDIANS.values(), ids=MEDIANS)
def test_the_median(run, given_date, day):
    timeline = run(four_notify(fourth=given_date))
    assert (act_of(timeline)["date"], act_of(timeline)["supposed"]) == (day, True)
    assert days_of(timeline, "notification", "TJK") == [day]
    assert [row["supposed"] for row in effects(timeline, "entry-into-force")] == [True]
    assert state_of(timeline, "CHN")["supposed"] is True


def test_what_follows_is_counted_from_the_median(run):
    timeline = run(four_notify(fourth=since({"lognormal": {"median": 60, "p90": 180}})))
    assert timeline["entry_into_force"] == "2011-07-30"  # 30 June and thirty days
    assert the_duty(timeline, "authority-exchange", "TJK")["due"] == "2011-09-28"  # sixty days more
    assert the_duty(timeline, "authority-exchange", "TJK")["supposed"] is True


@pytest.mark.parametrize("never", [0.5, 0.9, 1])
def test_never_where_that_is_as_likely(run, never):
    timeline = run(four_notify(fourth=since({"uniform": [10, 90], "never": never})), through="2012-12-31")
    last = act_of(timeline)
    assert (last["date"], last["admitted"], last["finding"], last["why"]) == (None, None, None, "never")
    assert last["supposed"] is True
    assert timeline["entry_into_force"] is None
    assert standing(timeline, "TJK") == "signatory"


def test_an_act_that_hangs_on_one_taken_never_to_come_never_comes(run):
    acts = [*IN_FORCE, accede("BLR", since({"uniform": [10, 90], "never": 0.5}, "2023-01-01"), id="instrument")]
    last = act_of(run([*acts, accept("KAZ", after("instrument", 5))], through="2030-12-31"))
    assert (last["date"], last["why"]) == (None, "never")


def test_an_act_that_hangs_on_an_uncertain_one_rests_on_it(run):
    acts = [*IN_FORCE, accede("BLR", since({"uniform": [10, 90]}, "2023-01-01"), id="instrument")]
    timeline = run(
        [*acts, accept("KAZ", after("instrument", 5)), accept("RUS", after("instrument", {"uniform": [4, 6]}))]
    )
    assert act_of(timeline, "instrument")["date"] == "2023-02-20"
    assert [act_of(timeline, place)["date"] for place in (-2, -1)] == ["2023-02-25", "2023-02-25"]
    assert [act_of(timeline, place)["supposed"] for place in (-2, -1)] == [True, True]
    assert verdict(timeline) == ADMITTED


def test_after_an_effect(run):
    timeline = run([*IN_FORCE, notify("UZB", after("entry-into-force", {"triangular": [5, 10, 15]}))])
    assert act_of(timeline)["date"] == "2011-06-12"
    assert entry(timeline, "UZB") == "2011-07-12"


def test_the_median_moves_with_what_it_is_counted_from(run):
    acts = [*IN_FORCE, notify("UZB", after("entry-into-force", {"uniform": [0, 20]}))]
    assert act_of(run(acts, readings={"entry-period": "clear-days"}))["date"] == "2011-06-13"


def test_a_median_after_the_last_day_is_not_simulated(run):
    timeline = run(four_notify(fourth=since({"uniform": [10, 90]})), through="2011-06-19")
    last = act_of(timeline)
    assert (last["date"], last["admitted"], last["why"]) == ("2011-06-20", None, "after-through")
    assert timeline["entry_into_force"] is None


def test_what_is_coming_rests_on_it(run):
    timeline = run(four_notify(fourth=since({"uniform": [10, 90]})), through="2011-06-30")
    assert {(row["date"], row["supposed"]) for row in timeline["coming"]} == {("2011-07-20", True)}


def test_performance_rests_on_it(run):
    timeline = run([act("certified-copies", date=since({"uniform": [0, 10]}, "2009-06-20"))])
    duty = the_duty(timeline, "certified-copies")
    assert (duty["performed"], duty["performed_supposed"]) == ("2009-06-25", True)
    assert duty["supposed"] is False  # when it is due does not hang on it


@pytest.mark.parametrize("start", [since({"lognormal": {"median": 60, "p90": 180}}, "9999-12-01"), None])
def test_beyond_the_calendar(run, start):
    when = start or after("n-TJK", {"lognormal": {"median": 3_000_000, "p90": 3_000_001}})
    timeline = run([*IN_FORCE, notify("UZB", when)], through="2030-12-31")
    assert (act_of(timeline)["date"], act_of(timeline)["finding"]) == (None, "beyond-calendar")
    assert "beyond-calendar" in codes(timeline)


# -- the JSON of an act ------------------------------------------------------------------------------------------


def test_the_distribution_stands_beside_the_day(run):
    said = {"after": "n-KAZ", "days": {"table": {30: 0.5, 60: 0.25, 7: 0}, "never": 0.25}}
    assert act_of(run(four_notify(fourth=said))) | {"line": 0, "file": ""} == {
        **notify("TJK", "2011-05-12", id="n-TJK", line=0, file="", admitted=True, supposed=True),
        "finding": None,
        "uncertain": {"after": "n-KAZ", "days": {"table": {"30": 0.5, "60": 0.25, "7": 0}, "never": 0.25}},
    }


def test_it_is_given_in_the_words_of_the_file(run):
    said = {"from": "2011-05-01T20:00Z", "days": {"lognormal": {"median": 60, "p90": 180.5}}}
    uncertain = act_of(run(four_notify(fourth=said)))["uncertain"]
    assert uncertain == said
    assert [type(number) for number in uncertain["days"]["lognormal"].values()] == [int, float]


def test_the_digest_covers_it_and_nothing_else_differs(run):
    narrow = run(four_notify(fourth=since({"uniform": [40, 60]})))
    wide = run(four_notify(fourth=since({"uniform": [10, 90]})))
    assert {key for key in wide if wide[key] != narrow[key]} == {"acts", "digest"}


def test_a_certain_date_has_no_distribution(run):
    assert not any("uncertain" in row for row in run(four_notify())["acts"])


@st.composite
def lives(draw):
    """Acts of a few States, some at uncertain dates, as a file gives them."""
    start = st.dates(min_value=date(2011, 1, 1), max_value=date(2012, 12, 31))
    ends = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)
    spread = ends.map(lambda pair: {"uniform": list(pair)}) | ends.map(
        lambda pair: {"triangular": [pair[0], pair[1], pair[1] + 5]}
    )
    never = st.sampled_from([{}, {"never": 0.2}, {"never": 0.5}])
    days = st.tuples(spread, never).map(lambda pair: pair[0] | pair[1])
    dates = start.map(str) | st.builds(lambda day, one: {"from": str(day), "days": one}, start, days)
    anchored = st.builds(lambda one: {"after": "notification", "by": "CHN", "days": one}, days)
    acts = [
        notify(state, draw(dates if state == "CHN" else dates | anchored)) for state in ("CHN", "RUS", "KAZ", "TJK")
    ]
    return [*acts, accede("BLR", draw(dates)), leave("TJK", draw(dates)), accept("RUS", draw(dates | anchored))]


@settings(max_examples=60, deadline=None)
@given(lives(), st.none() | st.just("2012-06-30"))
def test_the_run_is_that_of_the_median_dates(acts, through):
    scenario = load_text(json.dumps({"treaty": "sco-iis-2009", "acts": acts, "through": through}))
    plain = replace(
        scenario,
        uncertain={},
        acts=tuple(
            replace(one, date=scenario.uncertain[one.id].median, supposed=True) if one.id in scenario.uncertain else one
            for one in scenario.acts
        ),
    )
    said, again = simulate(scenario).to_dict(), simulate(plain).to_dict()
    assert {row["id"] for row in said["acts"] if "uncertain" in row} == set(scenario.uncertain)
    stripped = [{key: value for key, value in row.items() if key != "uncertain"} for row in said["acts"]]
    assert {**said, "acts": stripped, "digest": ""} == {**again, "digest": ""}


# -- spreads -----------------------------------------------------------------------------------------------------

LENGTHS = st.floats(1e-3, 5000)
LOGNORMALS = st.builds(lambda median, wider: Lognormal(median, median * wider), LENGTHS, st.floats(1, 60))
UNIFORMS = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(lambda pair: Uniform(*sorted(pair)))
TRIANGLES = st.lists(st.floats(-300, 600), min_size=3, max_size=3).map(lambda three: Triangular(*sorted(three)))
TABLES = (
    st.dictionaries(st.integers(0, 500), st.floats(0, 1), min_size=1, max_size=8)
    .filter(lambda weights: sum(weights.values()) > 1e-3)
    .map(Listed)
)
SPREADS = LOGNORMALS | UNIFORMS | TRIANGLES | TABLES
FAR = [0, 1, 10, 1000, 100_000, LAST_DAY, 10 * LAST_DAY]


@settings(deadline=None)
@given(SPREADS, st.integers(0, 3000))
def test_within_never_falls_from_0_to_1(spread, days):
    reached = [spread.within(at) for at in (*range(-3, 40), *range(days, days + 40))]
    assert all(0 <= share <= 1 for share in reached)
    assert reached[:3] == [0, 0, 0]
    assert reached[:43] == sorted(reached[:43])
    assert reached[43:] == sorted(reached[43:])
    far = [spread.within(at) for at in FAR]
    assert far == sorted(far)
    assert isclose(far[-1], 1, abs_tol=0.02)


@settings(deadline=None)
@given(SPREADS, st.floats(1e-6, 0.999))
def test_the_quantile_is_the_first_day_that_reaches_its_share(spread, share):
    days = spread.quantile(share)
    assert 0 <= days <= LAST_DAY
    assert spread.within(days) >= share or days == LAST_DAY
    assert spread.within(days - 1) < share


@settings(deadline=None)
@given(SPREADS, st.integers(0, 700))
def test_the_quantile_is_the_inverse_of_within(spread, days):
    assume(spread.within(days) - spread.within(days - 1) > 0)
    assert spread.quantile(spread.within(days)) == days


@settings(deadline=None)
@given(SPREADS)
def test_the_earliest_day_is_the_first_with_a_chance(spread):
    assert spread.within(spread.earliest) > 0
    assert spread.within(spread.earliest - 1) == 0


def simpson(density, low, high, steps=200):
    """The integral of a smooth function, without any of the functions that the package uses."""
    width = (high - low) / steps
    inner = sum((4 if step % 2 else 2) * density(low + step * width) for step in range(1, steps))
    return width / 3 * (density(low) + inner + density(high))


def bell(at):
    return exp(-at * at / 2) / sqrt(2 * pi)


def mass(spread, days):
    """The probability of exactly so many days, from the density: all that rounds half up to it, or lies below 0."""
    low, high = (days - 0.5 if days else -inf), days + 0.5
    match spread:
        case Lognormal(median=median, p90=p90):
            sigma = log(p90 / median) / 1.2815515655446004  # the ninth decile of the normal distribution, from tables
            start = -40.0 if days == 0 else max(-40.0, log(low / median) / sigma)
            return simpson(bell, start, max(start, min(40.0, log(high / median) / sigma)), 2000)
        case Triangular(least=least, mode=mode, most=most):
            peak = 2 / (most - least)
            rises = (max(low, least), min(high, mode))
            falls = (max(low, mode), min(high, most))
            up = simpson(lambda at: peak * (at - least) / (mode - least), *rises, 2) if rises[0] < rises[1] else 0
            down = simpson(lambda at: peak * (most - at) / (most - mode), *falls, 2) if falls[0] < falls[1] else 0
            return up + down
        case Uniform(least=least, most=most):
            return Fraction(sum(days == one for one in range(least, most + 1)), most + 1 - least)
        case Listed(weights=weights):
            return weights.get(days, 0) / sum(weights.values())


@settings(deadline=None, max_examples=60)
@given(SPREADS, st.integers(0, 700))
def test_the_chance_of_each_day_is_what_the_density_gives(spread, days):
    match spread:
        case Lognormal():
            assume(spread.sigma > 0.01)
        case Triangular():
            assume(min(spread.mode - spread.least, spread.most - spread.mode) > 0.01)
    assert isclose(spread.within(days) - spread.within(days - 1), mass(spread, days), abs_tol=1e-9)


@pytest.mark.parametrize(
    "spread", [Lognormal(60, 180), Lognormal(0.7, 30), Triangular(-3, 2.5, 11), Triangular(0, 0, 4)]
)
def test_the_draws_of_a_spread_rounded_half_up(spread):
    """A thousand draws at even shares, through the inverse of each density, give the same whole days."""
    drawn = [max(0, floor(inverse(spread, (place + 0.5) / 1000) + 0.5)) for place in range(1000)]
    for days in range(30):
        part = sum(one <= days for one in drawn) / 1000
        assert isclose(spread.within(days), part, abs_tol=1.001e-3)


def inverse(spread, share):
    if isinstance(spread, Lognormal):
        low, high = -9.0, 9.0
        for _ in range(40):
            middle = (low + high) / 2
            below = 0.5 + simpson(bell, 0, middle, 40)
            low, high = (middle, high) if below < share else (low, middle)
        return spread.median * exp(low * log(spread.p90 / spread.median) / 1.2815515655446004)
    least, mode, most = spread.least, spread.mode, spread.most
    if share * (most - least) < mode - least:
        return least + sqrt(share * (most - least) * (mode - least))
    return most - sqrt((1 - share) * (most - least) * (most - mode))


EXTREME = {
    "a-moment-or-an-age": (Lognormal(1e-9, 1e12), 0, LAST_DAY),
    "the-widest-there-is": (Lognormal(5e-324, 1.7e308), 0, LAST_DAY),
    "an-age": (Lognormal(1e12, 1e12), LAST_DAY, LAST_DAY),
    "hardly-wider-than-a-point": (Lognormal(60, 60.00000000000001), 60, 60),
    "a-great-triangle": (Triangular(-1e300, 0, 1e300), 0, LAST_DAY),
    "a-flat-side": (Triangular(10, 10, 20), 13, 17),  # 20 - sqrt(50) = 12.93 and 20 - sqrt(10) = 16.84
    "the-other-flat-side": (Triangular(10, 20, 20), 17, 19),  # 10 + sqrt(50) = 17.07 and 10 + sqrt(90) = 19.49
    "all-the-calendar": (Uniform(0, LAST_DAY), LAST_DAY // 2, ceil((LAST_DAY + 1) * 0.9) - 1),
    "the-last-day": (Uniform(LAST_DAY, LAST_DAY), LAST_DAY, LAST_DAY),
    "a-day-without-a-chance": (Listed({1: 0.0, 5: 1e-300}), 5, 5),
    "a-long-table": (Listed(dict.fromkeys(range(100000), 0.001)), 49_999, 89_999),
}


@pytest.mark.parametrize(("spread", "median", "p90"), EXTREME.values(), ids=EXTREME)
def test_extremes(spread, median, p90):
    assert (spread.quantile(0.5), spread.quantile(0.9)) == (median, p90)


CANNOT_BE = {
    "p90-below-the-median": lambda: Lognormal(60, 59),
    "median-0": lambda: Lognormal(0, 59),
    "median-not-a-number": lambda: Lognormal(nan, 59),
    "p90-without-end": lambda: Lognormal(60, inf),
    "ends-reversed": lambda: Uniform(90, 10),
    "below-0": lambda: Uniform(-1, 10),
    "corners-out-of-order": lambda: Triangular(10, 30, 20),
    "a-corner-without-end": lambda: Triangular(10, 30, inf),
    "no-table": lambda: Listed({}),
    "no-weight": lambda: Listed({30: 0.0}),
    "a-negative-weight": lambda: Listed({30: 0.5, 60: -0.1}),
    "a-negative-day": lambda: Listed({-1: 0.5}),
    "likelier-than-certain": lambda: Uncertain(734258, Uniform(0, 9), never=1.5),
}


@pytest.mark.parametrize("make", CANNOT_BE.values(), ids=CANNOT_BE)
def test_a_distribution_that_cannot_be_is_refused(make):
    with pytest.raises(ValueError, match="a distribution that cannot be"):
        make()


def test_what_spreads_have_in_common_says_nothing():
    with pytest.raises(NotImplementedError):
        Spread().within(1)


def test_the_date_after_a_delay():
    fixed, hanging = Uncertain(734258, Uniform(0, 9)), Uncertain(Anchor("accession", of="BLR"), Uniform(3, 9))
    assert (fixed.after(7), fixed.after(None), fixed.earliest) == (734265, NEVER_HAPPENS, 734258)
    assert (hanging.after(7), hanging.earliest) == (Anchor("accession", of="BLR", days=7), None)
    assert hanging.median == Anchor("accession", of="BLR", days=6)
