"""Each question has its answer for the home treaty, and the witness says what it is asked for when it is replayed."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from treatysim.checking.questions import Question, questions_of
from treatysim.checking.trying import Asked, ask
from treatysim.files import load_text, load_treaty
from treatysim.files.writing import scenario_text
from treatysim.simulation import simulate

HOME = load_treaty("sco-iis-2009")


def question(name: str) -> Question:
    return next(one for one in questions_of(HOME) if one.name == name)


@cache
def asked(name: str, **readings: str) -> Asked:
    return ask(HOME, question(name), readings=readings)


def replayed(found: Asked, *readings: str) -> dict[str, Any]:
    """The witness run from its file, as JSON."""
    assert found.witness is not None
    return simulate(load_text(scenario_text(found.witness.timeline.scenario))).to_dict()


def states(said: dict[str, Any], state: str) -> dict[str, Any]:
    return next(row for row in said["states"] if row["state"] == state)


def test_one_state_can_block_an_accession_for_ever() -> None:
    found = asked("one-state-blocks")
    said = replayed(found)
    applicant = states(said, found.witness.breach.about)
    assert applicant["standing"] == "applicant"
    assert len(applicant["waiting_for"]) == 1
    assert said["coming"] == []


def test_the_parties_can_fall_below_the_number_that_brought_it_into_force() -> None:
    said = replayed(asked("fewer-than-began"))
    assert sum(row["standing"] == "party" for row in said["states"]) == 3
    assert said["terminated"] is None


def test_a_treaty_that_ends_when_a_party_leaves_does_not_go_on_with_fewer() -> None:
    """Three of four leave on one day, and the Agreement so read ends that day (E-37); where one leaves, it goes on."""
    seen = question("fewer-than-began").seen
    four = [f"{{act: notification, by: {by}, date: 2011-05-03}}" for by in ("CHN", "KAZ", "KGZ", "RUS")]
    ended = [f"{{act: withdrawal, by: {by}, date: 2012-01-02}}" for by in ("CHN", "KAZ", "KGZ")]
    head = "treaty: sco-iis-2009\nreadings: {below-two: ends}\nacts: ["
    assert seen(simulate(load_text(head + ", ".join([*four, *ended]) + "]"))) is None
    assert seen(simulate(load_text(head + ", ".join([*four, *ended[:1]]) + "]"))).says.startswith(
        "Parties left on 1 April 2012: 3; 4 were needed"
    )


def test_a_witness_writes_its_days_out_and_names_kinds_by_their_nouns() -> None:
    says = asked("fewer-than-began").witness.breach.says
    assert says.endswith(" July 2010: 3; 4 were needed for the entry into force, and the treaty goes on")
    says = asked("readings-differ").witness.breach.says
    assert says.startswith("The treaty enters into force for ")
    assert "entry-into-force-for" not in says
    assert "pass on its competent authorities is due on" in asked("due-after-leaving").witness.breach.says


def test_no_state_is_found_that_is_bound_before_the_treaty_is_in_force() -> None:
    found = ask(HOME, question("bound-before-in-force"), examples=300)
    assert found.witness is None
    assert found.no


def test_two_readings_can_differ_by_more_than_a_day() -> None:
    found = asked("readings-differ")
    scenario = found.witness.timeline.scenario
    days = {}
    for window in ("own-date", "general-date"):
        text = scenario_text(scenario).replace("acts:", f"readings: {{window: {window}}}\nacts:", 1)
        told = simulate(load_text(text)).to_dict()
        days[window] = states(told, found.witness.breach.about)["in_force"][0]["from"]
    assert days["general-date"] < days["own-date"]


def test_a_duty_can_fall_due_after_its_bearer_has_left() -> None:
    """A notice sent long before the State was bound runs from its dispatch, if so read: the State leaves within the
    sixty days of 5(1), and the duty lapses before it is due."""
    found = asked("due-after-leaving")
    said = replayed(found)
    state = found.witness.breach.about
    duty = next(row for row in said["obligations"] if row["duty"] == "authority-exchange" and row["bearer"] == state)
    assert duty["status"] == "lapsed"
    assert states(said, state)["in_force"][0]["until"] <= duty["due"]
    assert said["readings"]["notice-base"] == "sending"


def test_a_state_can_be_bound_twice() -> None:
    found = asked("bound-twice")
    (first, second) = states(replayed(found), found.witness.breach.about)["in_force"]
    assert first["until"] < second["from"]


@pytest.mark.parametrize("name", ["fewer-than-began", "bound-twice"])
def test_the_same_holds_for_a_treaty_by_deposit(name: str) -> None:
    treaty = load_treaty("budapest-2001")
    one = next(one for one in questions_of(treaty) if one.name == name)
    assert ask(treaty, one, examples=1000).witness is not None
