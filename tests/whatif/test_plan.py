"""Plans: days counted by hand, and every set of days against a run for every single day.

Two hundred and four cases in the test run, for one act each; with
``TREATYSIM_PLANS=2400 uv run pytest tests/whatif/test_plan.py`` so many, for every act that can be moved.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import treatysim
from tests.conftest import SCENARIOS
from tests.whatif.every_day import (
    budapest_lives,
    days_that_hold,
    draw_goal,
    home_lives,
    movable,
    on_days,
)
from treatysim.files import load_text
from treatysim.law.days import iso
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.simulation import simulate
from treatysim.whatif.goals import EffectGoal, Goal, StandingGoal
from treatysim.whatif.grammar import parse
from treatysim.whatif.plan import Leeway, Plan, plan
from treatysim.whatif.relevance import Relevance
from treatysim.whatif.together import refusal
from treatysim.whatif.trials import Trials

CASES = int(os.environ.get("TREATYSIM_PLANS", "204"))
EVERY_ACT = "TREATYSIM_PLANS" in os.environ
PARTS = 12

FOUR = {"CHN": "2011-03-10", "RUS": "2011-03-21", "KAZ": "2011-04-12", "TJK": "2011-05-03"}


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def story(name: str) -> Scenario:
    return treatysim.load(SCENARIOS / f"{name}.yaml")


def written(acts: list[str], **also: str) -> Scenario:
    keys = "".join(f"{key}: {value}\n" for key, value in {"treaty": "sco-iis-2009", **also}.items())
    return load_text(f"{keys}acts:\n" + "".join(f"  - {{{act}}}\n" for act in acts))


def notifications(**days: str) -> list[str]:
    return [f"act: notification, by: {state}, date: {day}, id: {state}" for state, day in days.items()]


def leeway(found: Plan, act: str) -> Leeway:
    return next(one for one in found.acts if one.act.id == act)


def spans(one: Leeway) -> list[tuple[str | None, str | None]]:
    return [(iso(first), iso(last)) for first, last in one.days]


# -- counted by hand


def test_the_fourth_notification_by_3_may_2011() -> None:
    """2 June 2011 is the thirtieth day after 3 May; China was 54 days early, and nobody else came in time."""
    found = plan(story("yekaterinburg-2009"), "entry-into-force <= 2011-06-02")
    assert (found.holds, found.settles, found.possible) == (True, True, True)
    rows = {one.act.id: (spans(one), iso(one.latest), one.slack, one.pivotal) for one in found.acts if not one.free}
    four = [("2009-06-16", "2011-05-03")]
    assert rows == {
        "a2": (four, "2011-05-03", 54, True),
        "a3": (four, "2011-05-03", 43, True),
        "a4": (four, "2011-05-03", 21, True),
        "fourth": (four, "2011-05-03", 0, True),
    }
    said: Any = found.to_dict()["condition"]
    assert (said["op"], said["n"], len(said["of"])) == ("at-least", 4, 6)
    assert {part["by"] for part in said["of"]} == {"2011-05-03"}


def test_a_goal_that_does_not_hold_yet_has_negative_slack() -> None:
    """20 May is the thirtieth day after 20 April: any one more by then is the fourth; TJK is 13 days late for it."""
    found = plan(story("yekaterinburg-2009"), "entry-into-force <= 2011-05-20")
    assert (found.holds, found.possible, found.together) == (False, True, None)
    late = {one.act.id: (spans(one), one.slack, one.pivotal) for one in found.acts if one.days}
    early = [("2009-06-16", "2011-04-20")]
    assert late == {"fourth": (early, -13, False), "a6": (early, -30, False), "a7": (early, -230, False)}


def test_a_withdrawal_in_time() -> None:
    """Ninety days before 1 January 2014 is 3 October 2013. Kyrgyzstan is bound since 19 June 2011; notified later than
    17 August 2013 it would not be a Party yet when its notice comes."""
    found = plan(story("latest-day"), "withdrawal-effective KGZ <= 2014-01-01")
    assert spans(leeway(found, "notice")) == [("2011-06-19", "2013-10-03")]
    assert (leeway(found, "notice").slack, leeway(found, "notice").pivotal) == (17, True)
    assert spans(leeway(found, "fifth")) == [("2009-06-16", "2013-08-17")]
    assert found.to_dict()["condition"] == {"op": "received", "act": "notice", "by": "2013-10-03"}


def test_exactly_on_a_day() -> None:
    """The thirtieth day after 1 June is 1 July, for a signatory that comes after the fourth."""
    found = plan(story("yekaterinburg-2009"), "entry-into-force-for UZB == 2011-07-01")
    assert [(one.act.id, spans(one)) for one in found.acts if one.days] == [("a7", [("2011-06-01", "2011-06-01")])]


def test_two_spans() -> None:
    """TJK's notice of 4 March 2024 was moved to 1 August by that of 15 April. It moves it too if it is received while
    the first runs; before, it is itself the first, and only moves what it names; TJK must be bound (2 June 2011)."""
    found = plan(story("withdrawal"), "withdrawal-circulated DEPOSITARY of TJK in time", move=["a18"])
    assert spans(found.acts[0]) == [("2009-06-16", "2011-06-01"), ("2024-02-19", "2024-12-31")]


def test_not_before_its_dispatch() -> None:
    acts = [*notifications(**FOUR), "act: withdrawal, by: TJK, date: 2012-06-30, sent: 2012-06-01, id: out"]
    found = plan(written(acts, through="2012-12-31"), "party TJK on 2012-09-15", move=["out"])
    assert iso(found.acts[0].first) == "2012-06-01"
    # 15 September is the ninetieth day after 17 June: received that day, it takes effect at the start of the 15th
    assert spans(found.acts[0]) == [("2012-06-18", "2012-12-31")]


def test_a_duty_in_time() -> None:
    """Uzbekistan, bound on 5 January 2012, has until 5 March. Its paper of 12 March is in time if it is bound on
    12 January or later, so notified from 13 December on, and by 1 December 2014 (bound on 31 December)."""
    found = plan(story("latest-day"), "authority-exchange UZB in time")
    assert spans(leeway(found, "late")) == [("2009-06-16", "2012-03-05")]
    assert (leeway(found, "late").latest, leeway(found, "late").slack) == (ordinal("2012-03-05"), -7)
    assert spans(leeway(found, "sixth")) == [("2011-12-13", "2014-12-01")]


def test_an_act_of_the_depositary_if_it_is_named() -> None:
    """The others are to be told of the notice of 16 September 2013 by 16 October, the thirtieth day after."""
    goal = "withdrawal-circulated DEPOSITARY of KGZ in time"
    found = plan(story("latest-day"), goal, move=["told"])
    assert spans(found.acts[0]) == [("2013-09-16", "2013-10-16")]
    assert "told" not in [one.act.id for one in plan(story("latest-day"), goal).acts]


def test_months_and_the_first_of_a_month() -> None:
    """Three months from any day of March 2004 end in June, so that 1 July follows; April is too late."""
    found = plan(story("budapest-2004"), "entry-into-force <= 2004-07-01")
    assert spans(leeway(found, "fifth")) == [("2001-11-23", "2004-03-31")]
    assert leeway(found, "fifth").slack == 13
    # a notice in November leads to 1 March; by 1 February 2025 ALB is out if it comes by 31 October
    left = plan(story("budapest-2004"), "party ALB on 2025-02-01", move=["a11"])
    assert spans(left.acts[0]) == [("2001-11-23", "2004-06-30"), ("2024-11-01", "2025-12-31")]


def test_months_of_unequal_length() -> None:
    """ALB gives notice and accedes again thirty days later, which counts only once it is out, a month after its notice.
    A month is 31 days from any day of a month that has as many, unless the next has no such day; and it is back a
    month later, on 31 March 2003 at the latest."""
    rule = "{months: 1, counting: days-after}"
    first = "{threshold: 2, members: {group: council-of-europe, threshold: 1}, months: 1, counting: days-after}"
    scenario = written(
        [
            "act: deposit, instrument: ratification, by: ALB, date: 2001-12-01",
            "act: deposit, instrument: ratification, by: HRV, date: 2001-12-01",
            "act: withdrawal, by: ALB, date: 2002-04-10, id: out",
            "act: deposit, instrument: accession, by: ALB, date: {after: out, days: 30}",
        ],
        treaty="budapest-2001",
        through="2003-03-31",
        parameters=f"{{'36(3)': {first}, '47': {rule}}}",
    )
    found = plan(scenario, "party ALB on 2003-03-31")
    assert spans(leeway(found, "out")) == [
        ("2001-11-23", "2001-12-31"),  # not bound yet: no notice
        ("2002-01-29", "2002-02-28"),  # 29, 30 and 31 January: out on 28 February
        ("2002-03-31", "2002-04-30"),  # 31 March: out on 30 April, as from 30 March
        ("2002-05-31", "2002-06-30"),
        ("2002-08-31", "2002-09-30"),
        ("2002-10-31", "2002-11-30"),
        ("2003-01-29", "2003-01-29"),  # again on 28 February, bound on 28 March; from the 30th on, in April
        ("2003-03-01", "2003-03-31"),  # the notice still runs
    ]


def test_bound_with_the_rest_if_so_read() -> None:
    """Under general-date whoever notifies before 2 June 2011 is bound on that day with the rest."""
    scenario = replace(story("yekaterinburg-2009"), readings={"window": "general-date"})
    found = plan(scenario, "entry-into-force-for KGZ <= 2011-06-02")
    assert (found.holds, found.settles) == (True, True)
    assert spans(leeway(found, "a6")) == [("2009-06-16", "2011-06-01")]


def test_both_thresholds_of_paris() -> None:
    """Without the United States' 17.89 percent, 58.82 percent are 40.93: it had to be in by 5 October 2016. There were
    73 States by then, so that no small one was needed."""
    found = plan(story("paris-2016"), "entry-into-force <= 2016-11-04", move=_deposits("USA", "BRN"))
    first, second = found.acts
    assert (first.act.by, spans(first), first.pivotal) == ("USA", [("2015-12-12", "2016-10-05")], True)
    assert (second.act.by, second.free, second.pivotal) == ("BRN", True, False)
    said: Any = found.to_dict()["condition"]
    assert sorted(part["op"] for part in said["of"]) == ["at-least", "share"]


def _deposits(*states: str) -> list[str]:
    return [act.id for act in story("paris-2016").acts if act.by in states and act.kind == "deposit"][: len(states)]


# -- no act alone, or not at all


def test_two_acts_together() -> None:
    """On 20 May 2011 four must have been in by 20 April: China alone was."""
    late = {"CHN": "2011-03-10", "RUS": "2011-05-21", "KAZ": "2011-05-12", "TJK": "2011-05-03"}
    found = plan(written(notifications(**late), through="2011-12-31"), "entry-into-force <= 2011-05-20")
    assert (found.holds, found.possible, found.refusal) == (False, True, None)
    assert not any(one.days for one in found.acts)
    assert found.together == {state: ordinal("2011-04-20") for state in ("RUS", "KAZ", "TJK")}


def test_a_revocation_out_of_the_way() -> None:
    """UZB leaves on 1 September only if its notice comes on 3 June, and is not revoked on 17 August."""
    found = plan(story("withdrawal"), "withdrawal-effective UZB == 2024-09-01")
    assert found.together is not None
    assert found.together["a20"] == ordinal("2024-06-03")
    assert set(found.together) == {"a20", "a23"}


@pytest.mark.parametrize(
    ("acts", "goal", "why"),
    [
        pytest.param(
            notifications(**FOUR),
            "entry-into-force <= 2009-07-15",
            "The treaty cannot be in force before 2009-07-16, even with every act that can be moved on its first "
            "possible day.",
            id="the thirtieth day after signing is 16 July 2009",
        ),
        pytest.param(
            notifications(CHN="2011-03-10", RUS="2011-03-21", KAZ="2011-04-12"),
            "entry-into-force <= 2011-12-31",
            "Only 3 of the 4 notifications that 12(1) needs are in the file and can be received in time.",
            id="three",
        ),
        pytest.param(
            notifications(CHN="2011-03-10", RUS="2011-03-21", KAZ="2011-04-12", BLR="2011-05-03"),
            "entry-into-force <= 2011-12-31",
            "Only 3 of the 4 notifications that 12(1) needs are in the file and can be received in time.",
            id="three of signatories",
        ),
        pytest.param(
            [*notifications(**FOUR), "act: notification, by: KGZ, date: {after: KAZ, days: 2}"],
            "entry-into-force-for KGZ <= 2009-07-15",
            "Kyrgyzstan cannot be bound before 2009-07-16, even with every act that can be moved on its first "
            "possible day.",
            id="not before the treaty",
        ),
        pytest.param(
            [*notifications(**FOUR), "act: accession, by: BLR, date: 2012-01-01"],
            "accession-complete BLR <= 2009-07-15",
            "The treaty cannot be in force before 2009-07-16, even with every act that can be moved on its first "
            "possible day.",
            id="nobody accedes before entry into force",
        ),
        pytest.param(
            notifications(**FOUR),
            "withdrawal-effective KAZ <= 2011-12-31",
            "The file has no notice of withdrawal of Kazakhstan that could be received.",
            id="no notice",
        ),
        pytest.param(
            notifications(**FOUR),
            "authority-exchange KAZ in time",
            "The file has no passing on of competent authorities of Kazakhstan that could be received.",
            id="nothing performs the duty",
        ),
        pytest.param(
            [
                *notifications(**FOUR),
                "act: accession, by: BLR, date: 2011-08-01",
                *(f"act: acceptance, by: {state}, of: BLR, date: 2011-09-01" for state in FOUR),
            ],
            "entry-into-force-for BLR <= 2011-12-31",
            "The accession of Belarus cannot be complete: the file has no acceptance of Kyrgyzstan and Uzbekistan, "
            "which must accept it.",
            id="two signatories never accept",
        ),
    ],
)
def test_why_not(acts: list[str], goal: str, why: str) -> None:
    found = plan(written(acts, through="2011-12-31"), goal)
    assert not found.possible
    assert found.refusal is not None
    assert (found.refusal.proved, found.refusal.text) == (True, why)


def test_what_was_only_looked_for_is_not_called_impossible() -> None:
    acts = [*notifications(**FOUR), "act: withdrawal, by: TJK, date: 2011-07-01, intended: 2012-01-01"]
    found = plan(written(acts, through="2012-12-31"), "withdrawal-effective TJK <= 2011-12-31")
    assert found.refusal is not None
    assert (found.refusal.proved, found.refusal.code) == (False, "not-found")


def test_a_later_general_date_can_bind_a_state_earlier() -> None:
    """Bound with the rest if it notifies before the general date: so the later that is, the earlier its own. Nothing is
    impossible here: with the fourth on 3 May, KGZ's notification of 20 May binds it on 2 June."""
    acts = [*notifications(**FOUR), "act: notification, by: KGZ, date: 2011-05-20"]
    scenario = replace(written(acts, through="2011-12-31"), readings={"window": "general-date"})
    goal = parse("entry-into-force-for KGZ <= 2011-06-02", scenario)
    ranges = dict.fromkeys(FOUR, (scenario.treaty.signed, ordinal("2011-12-31")))
    assert not refusal(scenario, goal, ranges, runs=0).proved
    assert goal.holds(simulate(scenario))


def test_what_is_called_impossible_is_not_found_by_chance() -> None:
    """All acts at once on days drawn at random, wherever an argument says that no days would do."""
    rng, refused = random.Random(9), 0
    for scenario in home_lives(140, seed=90):
        as_it_is = simulate(scenario)
        goal = draw_goal(rng, scenario, as_it_is)
        acts, last = movable(scenario), as_it_is.through
        ranges = {act.id: (max(scenario.treaty.opens, act.sent or 0), last) for act in acts}
        if refusal(scenario, goal, ranges, runs=0).proved:
            refused += 1
            for _ in range(15):
                days = {act: rng.randint(*between) for act, between in ranges.items() if between[0] <= last}
                assert not goal.holds(simulate(on_days(scenario, days))), (scenario.title, goal.text, days)
    assert refused >= 15


# -- against every single day


def check(scenario: Scenario, goal: Goal, rng: random.Random) -> None:
    acts = movable(scenario)
    if not acts:
        return
    chosen = acts if EVERY_ACT else [_chosen(rng, scenario, goal)]
    found = plan(scenario, goal, move=[act.id for act in chosen])
    assert found.holds == goal.holds(simulate(scenario))
    for one in found.acts:
        days = [day for first, last in one.days for day in range(first, last + 1)]
        assert days == days_that_hold(scenario, goal, one.act, one.first, one.last), (
            scenario.title,
            goal.text,
            one.act.id,
        )


def _chosen(rng: random.Random, scenario: Scenario, goal: Goal) -> Any:
    """Mostly an act that can matter."""
    acts = movable(scenario)
    trials = Trials(scenario, goal, _unwatched)
    mattering = [act for act in acts if trials.matters(act)]
    return rng.choice(mattering if mattering and rng.random() < 0.95 else acts)


def _unwatched(runs: int) -> None:
    """Nobody wants to know."""


def lives(part: int) -> Iterator[Scenario]:
    """Of five lives three of the home treaty, one of it counting in months, and one of Budapest."""
    each = CASES // PARTS // 5
    yield from home_lives(CASES // PARTS - 2 * each, seed=part)
    yield from home_lives(each, seed=1000 + part, months=True)
    yield from budapest_lives(each, seed=2000 + part)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_day_says_the_same(part: int) -> None:
    rng = random.Random(part)
    for scenario in lives(part):
        check(scenario, draw_goal(rng, scenario, simulate(scenario)), rng)


def test_what_a_trial_leaves_out_changes_nothing() -> None:
    """Without the acts that only perform duties every effect and every standing is the same; without all but consents
    and what takes them back, the first entry into force."""
    left_out = 0
    for scenario in home_lives(300, seed=50):
        whole = simulate(scenario)
        standing = StandingGoal("party", whole.states[0].state, whole.through)
        ours = simulate(replace(scenario, acts=Relevance(scenario, standing).acts))
        assert _effects(ours) == _effects(whole), scenario.title
        assert ours.standings == whole.standings, scenario.title
        entry = EffectGoal("entry-into-force", None, None, "<=", whole.through)
        less = replace(scenario, acts=Relevance(scenario, entry).acts)
        assert simulate(less).first("entry-into-force") == whole.first("entry-into-force"), scenario.title
        left_out += len(scenario.acts) - len(less.acts)
    assert left_out > 1000


def _effects(timeline: Timeline) -> list[tuple[object, ...]]:
    return [(it.kind, it.state, it.of, it.at) for it in (*timeline.effects, *timeline.coming)]
