"""Goals: what they mean, counted by hand, and what is said to one that names nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import treatysim
from tests.conftest import SCENARIOS
from tests.report.told import FOUR, told
from treatysim.errors import FaultyFile
from treatysim.files import load_text
from treatysim.law.scenario import Scenario
from treatysim.simulation import simulate
from treatysim.whatif.goals import DutyGoal, EffectGoal, StandingGoal
from treatysim.whatif.grammar import parse


def story(name: str) -> Scenario:
    return treatysim.load(SCENARIOS / f"{name}.yaml")


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


# -- what a text means


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("entry-into-force <= 2011-06-02", EffectGoal("entry-into-force", None, None, "<=", ordinal("2011-06-02"))),
        ("entry-into-force<=2011-06-02", EffectGoal("entry-into-force", None, None, "<=", ordinal("2011-06-02"))),
        (
            "  entry-into-force-for   KGZ >= 2011-06-19 ",
            EffectGoal("entry-into-force-for", "KGZ", None, ">=", ordinal("2011-06-19")),
        ),
        (
            "entry-into-force-for Russian Federation == 2011-06-02",
            EffectGoal("entry-into-force-for", "RUS", None, "==", ordinal("2011-06-02")),
        ),
        (
            "withdrawal-effective the Russian Federation <= 2024-06-02",
            EffectGoal("withdrawal-effective", "RUS", None, "<=", ordinal("2024-06-02")),
        ),
        (
            "entry-into-force-for <= 2011-06-02",
            EffectGoal("entry-into-force-for", None, None, "<=", ordinal("2011-06-02")),
        ),
        ("party kaz on 2012-01-01", StandingGoal("party", "KAZ", ordinal("2012-01-01"))),
        ("former-party Tajikistan on 2024-08-01", StandingGoal("former-party", "TJK", ordinal("2024-08-01"))),
        ("authority-exchange UZB in time", DutyGoal("authority-exchange", "UZB", None)),
        ("withdrawal-circulated DEPOSITARY of TJK in time", DutyGoal("withdrawal-circulated", "DEPOSITARY", "TJK")),
        ("certified-copies the Depositary in time", DutyGoal("certified-copies", "DEPOSITARY", None)),
        ("consultation parties in  time", DutyGoal("consultation", "PARTIES", None)),
    ],
)
def test_a_text_names_a_goal(text, goal):
    found = parse(text, story("withdrawal"))
    assert found == goal
    assert parse(found.text, story("withdrawal")) == goal


def test_a_proposal_goes_by_its_id():
    scenario = story("amendment")
    proposal = next(act for act in scenario.acts if act.kind == "proposal" and act.subject == "amendment")
    goal = parse(f"amendment-in-force {proposal.id} <= 2030-01-01", scenario)
    assert (goal.of, goal.state) == (proposal.id, None)


KOREA = "treaty: paris-2015\nacts:\n  - {act: deposit, instrument: ratification, by: KOR, date: 2016-11-03}\n"


def test_a_name_with_of_in_it():
    assert parse("party Republic of Korea on 2017-01-01", load_text(KOREA)).state == "KOR"


# -- what a text without a goal is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "soon",
            (
                "'soon', which is no goal; expected 'KIND [STATE] <=|>=|== DATE', 'STANDING STATE on DATE' or "
                "'DUTY STATE [of X] in time'; write it like 'entry-into-force <= 2011-06-02'"
            ),
        ),
        (
            "",
            (
                "'', which is no goal; expected 'KIND [STATE] <=|>=|== DATE', 'STANDING STATE on DATE' or "
                "'DUTY STATE [of X] in time'; write it like 'entry-into-force <= 2011-06-02'"
            ),
        ),
        (
            "entry-in-force <= 2011-06-02",
            (
                "unknown kind of effect 'entry-in-force'; expected one of: withdrawal-effective, entry-into-force, "
                "entry-into-force-for, amendment-in-force, annex-updated, consultation-agreed, termination, "
                "accession-complete; write 'entry-into-force'"
            ),
        ),
        ("entry-into-force < 2011-06-02", "the comparison '<'; expected one of: <=, >=, ==; write '<='"),
        ("entry-into-force =<> 2011-06-02", "the comparison '=<>'; expected one of: <=, >=, ==; choose one of them"),
        (
            "entry-into-force <= 2011-02-30",
            "'2011-02-30', which is no day; expected a day such as 2011-06-02; write the year, the month and the day",
        ),
        (
            "entry-into-force <= 2009-06-15",
            (
                "2009-06-15, before anything could be done under the treaty; expected 2009-06-16 or later; "
                "name a later day"
            ),
        ),
        (
            "entry-into-force KAZ <= 2011-06-02",
            (
                "'KAZ' beside 'entry-into-force', which concerns no single State; expected 'entry-into-force' alone, "
                "or 'entry-into-force-for' with a State; write 'entry-into-force-for KAZ' or take it out"
            ),
        ),
        (
            "entry-into-force-for Kazakstan <= 2011-06-02",
            (
                "'Kazakstan', which is no State of this scenario; expected one of: CHN, KAZ, KGZ, RUS, TJK, UZB; "
                "write 'Kazakhstan'"
            ),
        ),
        (
            "party NOR on 2012-01-01",
            (
                "Norway (NOR), which has no part in this scenario; expected one of: CHN, KAZ, KGZ, RUS, TJK, UZB; "
                "choose one of them, or add its acts to the file"
            ),
        ),
        (
            "amendment-in-force p1 <= 2012-01-01",
            (
                "'p1', which is no proposal that can bring 'amendment-in-force'; expected none here; "
                "write the id of the proposal, or leave it out"
            ),
        ),
        (
            "partner KAZ on 2012-01-01",
            (
                "unknown standing 'partner'; expected one of: signatory, contracting, party, withdrawing, "
                "former-party, applicant, acceding, third; write 'party'"
            ),
        ),
        (
            "party KAZ on 2013-01-01",
            (
                "2013-01-01, after the last day simulated; expected 2012-12-31 or earlier; "
                "name an earlier day, or a later one with --through"
            ),
        ),
        (
            "authority-exchanges KAZ in time",
            (
                "unknown duty 'authority-exchanges'; expected one of: certified-copies, withdrawal-circulated, "
                "consultation, authority-exchange; write 'authority-exchange'"
            ),
        ),
        (
            "complete-project KAZ in time",
            (
                "the duty 'complete-project', which is due on no day; expected one of: certified-copies, "
                "withdrawal-circulated, consultation, authority-exchange; choose one of them"
            ),
        ),
        (
            "certified-copies KAZ in time",
            "'certified-copies' of 'KAZ'; expected DEPOSITARY, whose duty it is; write 'DEPOSITARY'",
        ),
        (
            "authority-exchange KAZ of RUS in time",
            (
                "'authority-exchange' of 'RUS'; expected the duty and whose it is: it is about nobody else; "
                "take 'of …' out"
            ),
        ),
    ],
)
def test_a_text_that_names_nothing(text, told):
    with pytest.raises(FaultyFile) as raised:
        parse(text, story("yekaterinburg-2009"))
    assert [str(fault) for fault in raised.value.faults] == [f"--goal:1:1: {told}"]


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(FaultyFile) as raised:
        parse("entry-in-force = 2011-02-30", story("yekaterinburg-2009"))
    assert len(raised.value.faults) == 3


def test_what_no_clause_of_the_treaty_brings():
    with pytest.raises(FaultyFile, match="'accession-complete', which no clause of 'paris-2015' brings"):
        parse("accession-complete <= 2020-01-01", story("paris-2016"))
    with pytest.raises(FaultyFile, match="'consultation', which no clause of 'budapest-2001' brings"):
        parse("consultation PARTIES in time", story("budapest-2004"))


def test_consultations_need_a_last_day():
    """Another meeting is always expected: without a last day the question has no end."""
    with pytest.raises(FaultyFile, match="add --through DATE"):
        parse("consultation PARTIES in time", load_text("treaty: sco-iis-2009"))


# -- whether a timeline satisfies a goal


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("entry-into-force <= 2011-06-02", True),
        ("entry-into-force <= 2011-06-01", False),
        ("entry-into-force == 2011-06-02", True),
        ("entry-into-force == 2011-06-03", False),
        ("entry-into-force >= 2011-06-02", True),
        ("entry-into-force >= 2011-06-03", False),
        ("withdrawal-effective KAZ <= 2012-12-31", False),
        ("withdrawal-effective KAZ == 2012-12-31", False),
        ("withdrawal-effective KAZ >= 2012-12-31", True),  # never is later than any day
        ("entry-into-force-for <= 2011-06-02", True),  # the first of them
        ("entry-into-force-for UZB <= 2012-01-04", False),
        ("party UZB on 2012-01-05", True),
        ("party UZB on 2012-01-04", False),
        ("contracting UZB on 2011-12-06", True),
        ("signatory UZB on 2011-12-05", True),
        ("authority-exchange TJK in time", True),  # on the last day
        ("authority-exchange KAZ in time", False),  # fourteen days late
        ("authority-exchange UZB in time", False),  # never
        ("certified-copies DEPOSITARY in time", True),
        ("consultation PARTIES in time", False),  # the second was due on 15 May 2012 and held on 20 June
    ],
)
def test_the_home_scenario(text, holds):
    scenario = story("yekaterinburg-2009")
    assert parse(text, scenario).holds(simulate(scenario)) is holds


def test_an_effect_on_its_way_counts_with_its_date():
    timeline = told(FOUR, through="2011-05-10")
    assert parse("entry-into-force <= 2011-06-02", timeline.scenario).holds(timeline)
    assert not parse("entry-into-force <= 2011-06-01", timeline.scenario).holds(timeline)


def test_a_withdrawing_party_is_a_party():
    """Tajikistan's notice runs from 4 March 2024 to 1 August."""
    timeline = simulate(story("withdrawal"))
    on = {text: parse(text, timeline.scenario).holds(timeline) for text in _standings("2024-07-31")}
    assert on == {"party TJK on 2024-07-31": True, "withdrawing TJK on 2024-07-31": True}
    on = {text: parse(text, timeline.scenario).holds(timeline) for text in _standings("2024-08-01")}
    assert not any(on.values())


def _standings(day: str) -> list[str]:
    return [f"{standing} TJK on {day}" for standing in ("party", "withdrawing")]


@pytest.mark.parametrize(
    ("text", "through", "holds"),
    [
        ("withdrawal-circulated DEPOSITARY of TJK in time", None, True),
        ("withdrawal-circulated DEPOSITARY of UZB in time", None, False),  # due 19 June 2024, done 1 July
        ("withdrawal-circulated DEPOSITARY of KGZ in time", None, False),  # lapsed: it was not performed
        ("withdrawal-circulated DEPOSITARY of KAZ in time", "2024-12-03", False),  # due 4 December: not asked for yet
        ("withdrawal-circulated DEPOSITARY in time", "2024-06-10", True),  # UZB's due 19 June: not asked for yet
        ("withdrawal-circulated DEPOSITARY in time", None, False),
    ],
)
def test_duties_that_lapse_or_are_not_due_yet(text, through, holds):
    scenario = story("withdrawal")
    if through is not None:
        scenario = replace(scenario, through=ordinal(through))
    assert parse(text, scenario).holds(simulate(scenario)) is holds
