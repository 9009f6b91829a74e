"""Which doubts matter: the answer is complete, and the readings it names do move what it says they move."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from typer.testing import CliRunner

import treatysim
from tests.conftest import SCENARIOS
from tests.plain import scenario_of
from tests.witness.scenarios import scenarios
from treatysim.cli import app
from treatysim.law.readings import AXES
from treatysim.law.scenario import Scenario
from treatysim.whatif.answers import Answers, Question, answer, answers
from treatysim.whatif.readings import Doubts, readings

STORIES = ("yekaterinburg-2009", "which-reading", "belarus-accession", "veto-of-a-signatory", "budapest-2004")


def said(scenario: Scenario, **chosen: str) -> Answers:
    return answers(treatysim.simulate(replace(scenario, readings={**scenario.all_readings, **chosen})))


def combinations(scenario: Scenario, count: int) -> list[dict[str, str]]:
    dice = random.Random(46)
    return [{axis: dice.choice(list(AXES[axis].answers)) for axis in scenario.treaty.axes} for _ in range(count)]


def check_complete(scenario: Scenario, doubts: Doubts) -> None:
    usual = said(scenario)
    movable = {one.question: one.possible for one in doubts.movable}
    for combination in combinations(scenario, 60):
        table = said(scenario, **combination)
        for question in table.keys() | usual.keys():
            possible = movable.get(question, (answer(usual, question),))
            assert answer(table, question) in possible, (question, combination)
        for axis in doubts.idle:
            for value in AXES[axis].answers:
                assert said(scenario, **{**combination, axis: value}) == table, (axis, value, combination)


def check_movers(scenario: Scenario, doubts: Doubts) -> None:
    usual = said(scenario)
    for one in doubts.movable:
        assert one.answer == answer(usual, one.question)
        assert one.moved_by, one.question
        for choice, moved in one.moved_by:
            assert answer(said(scenario, **dict(choice)), one.question) == moved != one.answer
            for left_out in range(len(choice)):
                fewer = dict(choice[:left_out] + choice[left_out + 1 :])
                assert answer(said(scenario, **fewer), one.question) == one.answer


@pytest.mark.parametrize("name", STORIES)
def test_no_combination_answers_anything_else(name: str) -> None:
    scenario = treatysim.load(SCENARIOS / f"{name}.yaml")
    doubts = readings(scenario)
    check_complete(scenario, doubts)
    check_movers(scenario, doubts)


def test_no_combination_answers_anything_else_in_generated_lives() -> None:
    tried = 0
    for life in scenarios(60, seed=12):
        if len(life["acts"]) <= 12:
            scenario = scenario_of(life)
            doubts = readings(scenario)
            check_complete(scenario, doubts)
            tried += 1
    assert tried >= 10


def test_three_doubts_bite_and_two_of_them_only_together() -> None:
    doubts = readings(treatysim.load(SCENARIOS / "which-reading.yaml"))
    moved = {one.question: one for one in doubts.movable}
    entry = moved[Question("day", "entry-into-force")]
    assert (entry.answer, entry.possible) == ("2011-06-02", ("2011-06-01", "2011-06-02", "2011-06-03"))
    assert entry.moved_by == (
        ((("entry-period", "receipt-counted"),), "2011-06-01"),
        ((("entry-period", "clear-days"),), "2011-06-03"),
    )
    belarus = moved[Question("day", "entry-into-force-for", "BLR")]
    assert belarus.answer == "never"
    assert belarus.moved_by == (
        ((("early-accession", "held"), ("acceptors", "parties")), "2011-10-05"),
        ((("early-accession", "held"), ("acceptors", "contracting")), "2011-10-05"),
    )


def test_the_home_scenario_needs_twelve_runs_of_all_its_combinations() -> None:
    """Three ways to count, two windows, two views of 5(1): nothing else was asked."""
    doubts = readings(treatysim.load(SCENARIOS / "yekaterinburg-2009.yaml"))
    assert (doubts.runs, doubts.combinations) == (12, 82944)
    assert doubts.bites == ("authority-exchange", "entry-period", "window")


def test_a_treaty_without_doubts_has_nothing_to_move() -> None:
    doubts = readings(treatysim.load(SCENARIOS / "paris-2016.yaml"))
    assert (doubts.movable, doubts.idle, doubts.runs, doubts.combinations) == ((), (), 1, 1)


def run(*words: str) -> Any:
    return CliRunner().invoke(app, ["readings", str(SCENARIOS / "which-reading.yaml"), *words])


def test_the_command_writes_json_and_csv() -> None:
    told = json.loads(run("--format", "json").stdout)
    assert told["runs"] == readings(treatysim.load(SCENARIOS / "which-reading.yaml")).runs
    lines = run("--format", "csv").stdout.splitlines()
    assert lines[0] == "aspect,kind,state,of,place,answer,readings,moved_to"
    wanted = "day,entry-into-force-for,BLR,,1,never,early-accession=held;acceptors=parties,2011-10-05"
    assert wanted in lines


def test_the_command_starts_from_the_readings_it_is_given() -> None:
    told = json.loads(run("--format", "json", "--reading", "early-accession=held").stdout)
    belarus = next(one for one in told["movable"] if (one["kind"], one["state"]) == ("entry-into-force-for", "BLR"))
    assert belarus["moved_by"][0] == {"readings": {"acceptors": "parties"}, "answer": "2011-10-05"}


def test_bad_input_is_located_and_nothing_is_written() -> None:
    done = CliRunner().invoke(app, ["readings", str(SCENARIOS / "bad" / "unknown-act.yaml")])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "unknown-act.yaml:6:11" in done.stderr
