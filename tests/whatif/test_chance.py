"""Exact distributions: by hand, and against every case of small scenarios, each run by the engine.

    TREATYSIM_DRAWS=100000 uv run pytest tests/whatif/test_chance.py

enumerates a thousand small scenarios instead of a hundred.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plain import scenario_of
from tests.whatif.enumeration import Enumerated, enumerated, small_lives
from tests.whatif.formulas import ACTS, received
from treatysim.files import load_text
from treatysim.law.days import LAST_DAY, Period, start_of
from treatysim.law.formula import After, Came, Earliest, Fixed, Given, If, Nth
from treatysim.law.scenario import Scenario
from treatysim.law.uncertain import Listed, Lognormal, Spread, Triangular, Uncertain, Uniform
from treatysim.whatif.chance import Chances
from treatysim.whatif.condition import NotExact
from treatysim.whatif.distribution import Distribution, Law
from treatysim.whatif.forecast import Likelihood, forecast
from treatysim.whatif.foresight import prospects
from treatysim.whatif.masses import within
from treatysim.whatif.prospects import Expected, OpenDate, Prospects

LIVES = int(os.environ.get("TREATYSIM_DRAWS", "10000")) // 100
PARTS = 4
MARCH = date(2011, 3, 1).toordinal()

Chance = Spread | tuple[Spread, float]


def life(acts: list[dict[str, Any]], chances: Mapping[str, Chance], **also: Any) -> Scenario:
    """A scenario with some uncertain dates: a delay after the date in the acts, and the chance of never, if any."""
    plain = load_text(str({"acts": acts} | also)) if "treaty" in also else scenario_of({"acts": acts} | also)
    found = {}
    for name, chance in chances.items():
        spread, never = chance if isinstance(chance, tuple) else (chance, 0.0)
        at = plain.by_id[name].date
        found[name] = Uncertain(at if isinstance(at, int) else replace(at, days=0), spread, never)
    changed = tuple(replace(act, date=found[act.id].median) if act.id in found else act for act in plain.acts)
    return replace(plain, acts=changed, uncertain=found)


def notified(*states: str, on: str = "2011-03-01") -> list[dict[str, Any]]:
    return [{"act": "notification", "by": state, "date": on} for state in states]


def accepting(of: str, on: Any, *states: str) -> list[dict[str, Any]]:
    return [{"act": "acceptance", "by": state, "of": of, "date": on} for state in states]


def exactly(scenario: Scenario, kind: str, state: str | None = None) -> Likelihood:
    one = next(one for one in forecast(scenario, 1).likelihoods if (one.kind, one.state) == (kind, state))
    assert one.method == "exact"
    return one


def said(one: Likelihood) -> list[tuple[str, float]]:
    """Each day on which there is a chance, with the chance that it has come by then."""
    on = np.diff(one.by, prepend=0.0)
    days = [
        (date.fromordinal(one.start + int(place)).isoformat(), one.by[place]) for place in np.flatnonzero(on > 1e-9)
    ]
    return [(day, pytest.approx(by, abs=1e-12)) for day, by in days]


TWO_OF_THREE = {"signatories": ["CHN", "KAZ", "RUS"], "parameters": {"12(1)": {"threshold": 2}}}
HALVES = Listed({0: 0.5, 10: 0.5})


# -- by hand


def test_one_uniform_date() -> None:
    """A second notification 10 to 13 days after 1 March, each a quarter: in force 30 days later, from 10 April."""
    scenario = life(notified("CHN", "KAZ"), {"a2": Uniform(10, 13)}, **TWO_OF_THREE)
    one = exactly(scenario, "entry-into-force")
    assert said(one) == [("2011-04-10", 1 / 4), ("2011-04-11", 2 / 4), ("2011-04-12", 3 / 4), ("2011-04-13", 1)]
    quantiles = [one.quantile(share) for share in (0.25, 0.26, 0.5, 0.9, 1.0)]
    assert [day and day - date(2011, 4, 10).toordinal() for day in quantiles] == [0, 1, 1, 3, 3]
    april = date(2011, 4, 9).toordinal()
    assert [one.chance_by(april + place) for place in (0, 1, 4, 400)] == [0.0, 0.25, 1.0, 1.0]
    assert (one.never, one.deciding) == (0.0, {"KAZ": 1.0})


def test_an_act_that_may_never_come() -> None:
    """One in four never notifies; of the three others each day of two has half."""
    scenario = life(notified("CHN", "KAZ"), {"a2": (Uniform(0, 1), 0.25)}, **TWO_OF_THREE)
    one = exactly(scenario, "entry-into-force")
    assert said(one) == [("2011-03-31", 3 / 8), ("2011-04-01", 3 / 4)]
    assert one.never == pytest.approx(0.25)
    assert (one.quantile(0.75), one.quantile(0.76)) == (date(2011, 4, 1).toordinal(), None)


def test_the_second_of_three() -> None:
    """China notifies at once with 1/2, Kazakhstan with 1/4, Russia with 1/5, each ten days later otherwise.

    Two of them at once: 1/8 + 1/10 + 1/20 less twice 1/40, which is 9/40.  The second of those that come on one day
    decides, or the first of the later ones, in the order of the file.  At once: Kazakhstan, if China and it are in time
    (1/8 = 5/40); Russia, if it and just one other are (1/2 · 3/4 · 1/5 + 1/2 · 1/4 · 1/5 = 4/40).  Later: with none in
    time (12/40), Kazakhstan is the second; with China alone (12/40), Kazakhstan is the first after it; with Kazakhstan
    or Russia alone (4/40 + 3/40), China is.
    """
    spreads = (Listed({0: 0.5, 10: 0.5}), Listed({0: 0.25, 10: 0.75}), Listed({0: 0.2, 10: 0.8}))
    chances = dict(zip(("a1", "a2", "a3"), spreads, strict=True))
    one = exactly(life(notified("CHN", "KAZ", "RUS"), chances, **TWO_OF_THREE), "entry-into-force")
    assert said(one) == [("2011-03-31", 9 / 40), ("2011-04-10", 1)]
    wanted = {"CHN": 7 / 40, "KAZ": 5 / 40 + 24 / 40, "RUS": 4 / 40}
    assert one.deciding == {state: pytest.approx(share, abs=1e-12) for state, share in wanted.items()}


def test_acceptances_counted_from_an_uncertain_accession() -> None:
    """The accession comes on 1 or 2 May; each of three acceptances on its day with 1/2, or ten days later.

    Complete on the day of the accession with 1/8, ten days later otherwise.
    """
    acts = [
        *notified("CHN", "KAZ", "RUS"),
        {"act": "accession", "by": "BLR", "date": "2011-05-01"},
        *accepting("BLR", {"after": "accession"}, "CHN", "KAZ", "RUS"),
    ]
    chances = {"a4": Uniform(0, 1), "a5": HALVES, "a6": HALVES, "a7": (HALVES, 0.0)}
    complete = exactly(life(acts, chances, **TWO_OF_THREE), "accession-complete", "BLR")
    by = [("2011-05-01", 1 / 16), ("2011-05-02", 1 / 8), ("2011-05-11", 9 / 16), ("2011-05-12", 1)]
    assert said(complete) == by
    # the last to come decides: Russia unless it alone came at once, then Kazakhstan, unless that did too
    assert complete.deciding == {"CHN": pytest.approx(1 / 8), "KAZ": pytest.approx(1 / 4), "RUS": pytest.approx(5 / 8)}
    bound = exactly(life(acts, chances, **TWO_OF_THREE), "entry-into-force-for", "BLR")
    assert said(bound)[0] == ("2011-05-31", 1 / 16)
    seldom = life(acts, chances | {"a4": (Uniform(0, 1), 0.5), "a7": (HALVES, 0.2)}, **TWO_OF_THREE)
    assert exactly(seldom, "accession-complete", "BLR").comes == pytest.approx(0.5 * 0.8)


def test_acceptances_counted_from_a_consultation_beside_one_that_is_settled() -> None:
    """Russia has accepted; the two others accept on the day of a consultation with 1/2 each, or ten days later."""
    acts = [
        *notified("CHN", "KAZ", "RUS"),
        {"act": "accession", "by": "BLR", "date": "2011-05-01"},
        *accepting("BLR", {"after": "consultation"}, "CHN", "KAZ"),
        *accepting("BLR", "2011-05-02", "RUS"),
        {"act": "consultation", "by": "CHN", "date": "2011-06-01"},
    ]
    chances = {"a5": HALVES, "a6": HALVES, "a8": Uniform(0, 1)}
    one = exactly(life(acts, chances, **TWO_OF_THREE), "accession-complete", "BLR")
    by = [("2011-06-01", 1 / 8), ("2011-06-02", 1 / 4), ("2011-06-11", 5 / 8), ("2011-06-12", 1)]
    assert said(one) == by
    assert one.deciding == {"CHN": pytest.approx(1 / 4), "KAZ": pytest.approx(3 / 4)}


def test_the_own_date_of_a_state_counts_its_own_notification_twice() -> None:
    """Bound with the second, or with one's own if that is later: China at once or ten days later, the others too."""
    scenario = life(notified("CHN", "KAZ", "RUS"), {"a1": HALVES, "a2": HALVES, "a3": HALVES}, **TWO_OF_THREE)
    china = exactly(scenario, "entry-into-force-for", "CHN")
    # at once only if China is and one of the two others is: 1/2 · 3/4
    assert said(china) == [("2011-03-31", 3 / 8), ("2011-04-10", 1)]


def test_nothing_comes_after_the_last_day_simulated() -> None:
    """Simulated to 3 March: of the three days on which the notification may come, the last is cut off."""
    scenario = life(notified("CHN", "KAZ"), {"a2": Uniform(1, 3)}, **TWO_OF_THREE, through="2011-03-03")
    one = exactly(scenario, "entry-into-force")
    assert said(one) == [("2011-04-01", 1 / 3), ("2011-04-02", 2 / 3)]
    assert one.never == pytest.approx(1 / 3)


def test_months_are_let_pass_and_the_first_of_the_next_is_waited_for() -> None:
    """Budapest, 36(3): the third instrument on 29, 30 or 31 March or 1 April.  Three months after the first of these it
    is 29 June, and 30 June after the two next (there is no 31 June): in force on 1 July; the last, on 1 August."""
    acts = [
        {"act": "deposit", "by": by, "date": "2011-03-29", "instrument": "ratification"} for by in ("ALB", "FRA", "USA")
    ]
    members = {"group": "council-of-europe", "threshold": 2}
    also = {"treaty": "budapest-2001", "parameters": {"36(3)": {"threshold": 3, "members": members}}}
    one = exactly(life(acts, {"a3": Uniform(0, 3)}, **also), "entry-into-force")
    assert said(one) == [("2011-07-01", 3 / 4), ("2011-08-01", 1)]
    # two members are needed: without France, which comes on the second day or not at all, nothing enters into force
    france = exactly(life(acts, {"a2": (Listed({1: 1}), 0.4), "a3": Uniform(0, 3)}, **also), "entry-into-force")
    assert said(france) == [("2011-07-01", 0.6 * 3 / 4), ("2011-08-01", 0.6)]


def test_an_acceptor_that_leaves_is_no_longer_waited_for() -> None:
    """Kazakhstan accepts on 5 May or on 4 August; its notice of 1 or 11 May ends its time on 30 July or 9 August."""
    acts = [
        *notified("CHN", "KAZ", "RUS"),
        {"act": "accession", "by": "BLR", "date": "2011-05-01"},
        *accepting("BLR", "2011-05-05", "CHN", "RUS", "KAZ"),
        {"act": "withdrawal", "by": "KAZ", "date": "2011-05-01"},
    ]
    chances = {"a7": Listed({0: 0.25, 91: 0.75}), "a8": HALVES}
    one = exactly(life(acts, chances, **TWO_OF_THREE), "accession-complete", "BLR")
    assert said(one) == [("2011-05-05", 1 / 4), ("2011-07-30", 5 / 8), ("2011-08-04", 1)]
    assert one.deciding == {"KAZ": pytest.approx(1.0)}


def test_a_lognormal_delay_has_the_probabilities_of_its_whole_days() -> None:
    spread = Lognormal(60, 180)
    one = exactly(life(notified("CHN", "KAZ"), {"a2": spread}, **TWO_OF_THREE), "entry-into-force")
    for days in (0, 1, 59, 60, 61, 180, 2000):
        assert one.chance_by(MARCH + 30 + days) == pytest.approx(spread.within(days), abs=1e-9)


def test_what_is_settled_or_has_one_day_is_certain() -> None:
    """In force since 31 March, and nothing can change it; China's leaving on 30 July is as certain."""
    acts = [*notified("CHN", "KAZ", "RUS"), {"act": "withdrawal", "by": "CHN", "date": "2011-05-01"}]
    acts += [{"act": "withdrawal", "by": "KAZ", "date": "2011-04-10"}]
    scenario = life(acts, {"a5": Uniform(0, 9)}, **TWO_OF_THREE, readings={"below-two": "continues"})
    found = {(one.kind, one.state): one for one in forecast(scenario, 1).likelihoods}
    for key, day in {("entry-into-force", None): "2011-03-31", ("withdrawal-effective", "CHN"): "2011-07-30"}.items():
        assert (found[key].method, found[key].quantile(0.5)) == ("certain", date.fromisoformat(day).toordinal())
    assert found["withdrawal-effective", "KAZ"].method == "exact"
    assert found["withdrawal-effective", "CHN"].deciding == {"CHN": 1.0}


# -- against every case


def agrees(one: Likelihood, counted: Enumerated, scenario: Scenario) -> bool:
    days = [*range(one.start - 2, one.start + len(one.by) + 2), *counted.on]
    deciding: Counter[str] = Counter()
    for name, share in counted.deciding.items():
        deciding[scenario.by_id[name].by] += share
    return (
        abs(one.comes - counted.comes) < 1e-9
        and all(abs(one.chance_by(day) - counted.by(day)) < 1e-9 for day in days)
        and all(abs(one.deciding.get(by, 0.0) - deciding[by]) < 1e-8 for by in one.deciding.keys() | deciding.keys())
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_exact_is_what_every_case_together_comes_to(part: int) -> None:
    """Everything that is not sampled: the days, whether it comes at all, and the State whose act decides."""
    exact = 0
    for scenario in small_lives(LIVES // PARTS, seed=36 + part, most=120):
        claimed = [one for one in forecast(scenario, 1).likelihoods if one.method != "sampled"]
        counted = enumerated(scenario) if claimed else {}
        for one in claimed:
            key = (one.kind, one.state, one.of, one.place)
            assert agrees(one, counted.pop(key, Enumerated()), scenario), (scenario, key)
        exact += sum(one.method == "exact" for one in claimed)
    assert exact > LIVES // PARTS


# -- what is left to draws


def test_a_case_that_may_leave_the_course_leaves_nothing_exact() -> None:
    """An accession is complete at the last acceptance only if no Party joins before; and the withdrawal of a
    notification is nothing that formulas speak for."""
    acts = [
        *notified("CHN", "KAZ", "RUS"),
        {"act": "accession", "by": "BLR", "date": "2011-05-01"},
        *accepting("BLR", "2011-05-05", "CHN", "KAZ"),
    ]
    readings = {"acceptor-set": "at-last-acceptance", "acceptors": "parties"}
    crossing = life(acts, {"a3": Uniform(60, 70), "a6": Uniform(20, 60)}, **TWO_OF_THREE, readings=readings)
    with pytest.raises(NotExact):
        Chances(prospects(crossing))
    withdrawn = [*notified("CHN", "KAZ"), {"act": "notification-withdrawn", "by": "CHN", "date": "2011-03-08"}]
    with pytest.raises(NotExact):
        Chances(prospects(life(withdrawn, {"a2": Uniform(5, 9)}, **TWO_OF_THREE)))


@pytest.mark.parametrize(
    ("on", "days"),
    [("2011-03-01", LAST_DAY), ("2011-03-01", 10**7), ("2011-03-01", 200_000), ("9999-12-01", 9), ("9999-11-01", 99)],
)
def test_days_beyond_the_calendar_or_too_many_are_left_to_draws(on: str, days: int) -> None:
    scenario = life(notified("CHN", "KAZ", on=on), {"a2": Uniform(0, days)}, **TWO_OF_THREE)
    with pytest.raises(NotExact):
        Chances(prospects(scenario))


def complete(scenario: Scenario) -> Distribution:
    may_come = prospects(scenario)
    return Chances(may_come).of(next(one.formula for one in may_come.effects if one.kind == "accession-complete"))


WITH_A_DAY = [
    *notified("CHN", "KAZ", "RUS"),
    {"act": "accession", "by": "BLR", "date": "2011-05-01"},
    *accepting("BLR", {"after": "accession"}, "CHN", "KAZ"),
    *accepting("BLR", "2011-05-15", "RUS"),
]


def test_a_day_of_its_own_among_those_counted_from_one_event_is_left_to_draws() -> None:
    chances = {"a4": Uniform(0, 9), "a5": HALVES, "a6": HALVES}
    with pytest.raises(NotExact):
        complete(life(WITH_A_DAY, chances, **TWO_OF_THREE))


def test_a_last_day_among_those_counted_from_one_event_is_left_to_draws() -> None:
    counted = [*WITH_A_DAY[:-1], *accepting("BLR", {"after": "accession"}, "RUS")]
    chances = {"a4": Uniform(0, 9), "a5": HALVES, "a6": HALVES}
    assert complete(life(counted, chances, **TWO_OF_THREE)).comes == 1
    with pytest.raises(NotExact):
        complete(life(counted, chances, **TWO_OF_THREE, through="2011-05-11"))


def test_nothing_is_counted_from_what_is_only_known_to_be_past() -> None:
    """The first of two notifications came on 1 March, before the days looked at; the second may come from 11 March."""
    may_come = prospects(life(notified("CHN", "KAZ"), {"a2": Uniform(10, 13)}, **TWO_OF_THREE))
    chances, entry = Chances(may_come), may_come.effects[0].formula
    assert isinstance(entry, Came) and isinstance(entry.of, After) and isinstance(entry.of.base, Nth)
    first = Earliest(entry.of.base.of)
    assert chances.of(first).by[0] == 1
    with pytest.raises(NotExact):
        chances.law(After(first, Period(days=30), "12(1)"))


def test_a_choice_between_two_acts_straight_after_others_is_left_to_the_engine() -> None:
    """a1 hangs on a3 and a2 on a4, all on one day: in what turn they come, formulas do not say."""
    given_at = [Given(act, received(act, MARCH)) for act in ACTS]
    dates = [OpenDate(ACTS[2], MARCH), OpenDate(ACTS[3], MARCH)]
    dates += [OpenDate(ACTS[place], Earliest((given_at[place + 2],))) for place in (0, 1)]
    choice = If(given_at[0], given_at[1], Fixed(start_of(MARCH + 1), "one"), Fixed(start_of(MARCH + 2), "other"))
    effect = Expected("entry-into-force", None, None, choice)
    chances = Chances(Prospects(scenario_of({"acts": []}), tuple(dates), (effect,), (), ()))
    assert not chances.uses(choice)
    with pytest.raises(NotExact):
        chances.law(choice)


def test_which_of_two_comes_first_on_a_day_is_not_guessed() -> None:
    """Two acceptors may leave on the same day, at its start: the days are known, but not who decided."""
    acts = [
        *notified("CHN", "KAZ", "RUS"),
        {"act": "accession", "by": "BLR", "date": "2011-05-01"},
        *accepting("BLR", "2011-05-05", "RUS"),
        *({"act": "withdrawal", "by": by, "date": "2011-05-01"} for by in ("CHN", "KAZ")),
    ]
    scenario = life(acts, {"a6": HALVES, "a7": HALVES}, **TWO_OF_THREE, readings={"below-two": "continues"})
    may_come = prospects(scenario)
    complete = next(one for one in may_come.effects if one.kind == "accession-complete")
    with pytest.raises(NotExact):
        Chances(may_come).of(complete.formula)


# -- in numbers


def test_sampled_figures_lie_about_the_exact_ones() -> None:
    """100,000 draws: no day is further off than five times its sampling error, nor is any deciding share."""
    acts = [
        *notified("CHN", "KAZ", "RUS", "TJK"),
        {"act": "accession", "by": "BLR", "date": {"after": "entry-into-force"}},
        *accepting("BLR", {"after": "accession"}, "CHN", "KAZ", "RUS", "TJK"),
    ]
    spreads = (Lognormal(60, 180), Uniform(10, 90), Triangular(0, 10, 200), Listed({30: 0.5, 60: 0.4}))
    chances: dict[str, Chance] = {f"a{place + 1}": (spreads[place % 4], 0.1 * (place % 3)) for place in range(9)}
    said = {"signatories": ["CHN", "KAZ", "RUS", "TJK"], "parameters": {"12(1)": {"threshold": 3}}}
    scenario, n = life(acts, chances, **said), 100_000
    sampled, exact = forecast(scenario, n, seed=9, exact=False).likelihoods, forecast(scenario).likelihoods
    assert [{one.method for one in found} for found in (sampled, exact)] == [{"sampled"}, {"exact"}]
    for one, other in zip(sampled, exact, strict=True):
        assert other.by[0] > 1e-12
        for day in range(MARCH, MARCH + 2000):
            assert abs(one.chance_by(day) - other.chance_by(day)) <= 5 * error(other.chance_by(day), n)
        for state in one.deciding.keys() | other.deciding.keys():
            share = other.deciding.get(state, 0.0)
            assert abs(one.deciding.get(state, 0.0) - share) <= 5 * error(share, n)


def error(share: float, n: int) -> float:
    return max((share * (1 - share) / n) ** 0.5, 1 / n)


SPREADS = [
    Lognormal(60, 180),
    Lognormal(5, 5),
    Lognormal(0.2, 3),
    Uniform(10, 90),
    Uniform(7, 7),
    Triangular(-5, 3.5, 20),
    Triangular(0, 0, 9),
    Triangular(0, 9, 9),
    Triangular(4, 4, 4),
    Listed({0: 0.2, 30: 0.3, 61: 0.4}),
]


@pytest.mark.parametrize("spread", SPREADS, ids=repr)
def test_many_probabilities_at_once_are_those_of_one_after_another(spread: Spread) -> None:
    days = np.arange(-3, 400)
    assert within(spread, days) == pytest.approx([spread.within(int(day)) for day in days], abs=1e-14)


MASSES = st.lists(st.sampled_from([0.0, 0.0, 0.25, 0.5, 1.0]), min_size=1, max_size=9)


@settings(max_examples=100, deadline=None)
@given(MASSES, MASSES)
def test_the_law_of_a_later_day_is_a_sum_over_the_earlier_one(first: list[float], then: list[float]) -> None:
    size = 12
    on, delay = (np.pad(np.array(one) / max(sum(one), 1.0), (0, size - len(one))) for one in (first, then))
    law = Law(np.cumsum(on), float(on.sum())).later_by(delay, float(delay.sum()))
    assert law.by == pytest.approx(np.cumsum(np.convolve(on, delay)[:size]), abs=1e-12)
    assert law.comes == pytest.approx(on.sum() * delay.sum())
