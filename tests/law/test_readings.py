"""The doubts E-1 to E-46: each is an axis, a fixed decision with its authority, or out of scope with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.law.agreement import accede, all_accept, four_notify, leave, nodes
from treatysim.errors import UnknownName
from treatysim.files import load_text, load_treaty
from treatysim.law.readings import AXES, COUNTING, DOUBTS
from treatysim.law.treaty import CLAUSE_KINDS
from treatysim.words import catalogue

SECTION_4 = {
    "entry-period": ["day-after", "receipt-counted", "clear-days"],
    "window": ["own-date", "general-date"],
    "threshold": ["date-stands", "recount"],
    "early-accession": ["returned", "held"],
    "acceptors": ["signatories-and-acceded", "parties", "contracting"],
    "acceptor-set": ["at-deposit", "at-last-acceptance"],
    "accession-period": ["day-after", "clear-days", "receipt-counted"],
    "notice-length": ["at-least", "clear-days", "receipt-counted"],
    "notice-base": ["receipt", "sending"],
    "short-notice": ["earliest-lawful-date", "void"],
    "re-entry": ["notification", "accession"],
    "below-two": ["ends", "continues"],
    "authority-exchange": ["each-party", "first-entry-only"],
    "survival": ["termination-and-withdrawal", "termination-only"],
}


def test_there_are_46_doubts() -> None:
    assert list(DOUBTS) == [f"E-{number}" for number in range(1, 47)]
    assert len(DOUBTS) == 46


def test_every_doubt_says_what_became_of_it_and_why() -> None:
    for number, doubt in DOUBTS.items():
        assert doubt.settled in ("axis", "fixed", "out-of-scope"), number
        assert doubt.question, number
        assert doubt.why, number


NOT_SIMULATED = {"E-13", "E-33", "E-44", "E-45"}
"""Informing of notifications, which has no day; suspension of a notice; provisional application; reservations."""


def test_a_doubt_is_an_axis_or_decided_but_for_four() -> None:
    assert {number for number, doubt in DOUBTS.items() if doubt.settled == "out-of-scope"} == NOT_SIMULATED
    assert all(
        doubt.settled == "fixed" for doubt in DOUBTS.values() if not doubt.axes and doubt.number not in NOT_SIMULATED
    )


def test_axes_and_doubts_point_at_each_other() -> None:
    named = {axis: set(these.doubts) for axis, these in AXES.items()}
    pointing: dict[str, set[str]] = {axis: set() for axis in AXES}
    for number, doubt in DOUBTS.items():
        assert bool(doubt.axes) == (doubt.settled == "axis"), number
        if doubt.axes:
            assert doubt.why == ", ".join(doubt.axes)
            for axis in doubt.axes:
                pointing[axis].add(number)
    for axis, doubts in named.items():
        assert doubts <= pointing[axis], axis


def test_the_axes_are_those_of_the_rules_with_the_default_first() -> None:
    assert {axis: list(these.answers) for axis, these in AXES.items()} == SECTION_4


def test_every_answer_has_an_authority() -> None:
    assert all(authority for axis in AXES.values() for authority in axis.answers.values())


def test_the_catalogue_has_an_authority_for_every_answer_and_for_no_other() -> None:
    authorities = catalogue()["authorities"]
    assert {axis: set(texts) for axis, texts in authorities.items()} == {
        axis: set(answers) for axis, answers in SECTION_4.items()
    }
    for axis, these in AXES.items():
        assert these.name == axis
        assert these.answers == authorities[axis]


def test_the_catalogue_has_the_text_of_every_doubt_and_of_no_other() -> None:
    doubts = catalogue()["doubts"]
    assert set(doubts) == set(DOUBTS)
    for number, doubt in DOUBTS.items():
        said = [doubt.question] if doubt.settled == "axis" else [doubt.question, doubt.why]
        assert doubt.number == number
        assert doubts[number] == said, number


def test_a_default_is_taken_without_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("treatysim.law.readings.catalogue")
    assert {axis: these.default for axis, these in AXES.items()} == {
        axis: answers[0] for axis, answers in SECTION_4.items()
    }


def test_the_home_treaty_leaves_every_axis_open_and_a_clause_of_its_kind_may() -> None:
    treaty = load_treaty("sco-iis-2009")
    assert set(treaty.axes) == set(AXES)
    for clause in treaty.clauses:
        assert set(clause.axes) <= set(CLAUSE_KINDS[clause.kind].may_leave_open)


def test_ways_of_counting_differ_by_a_day() -> None:
    assert COUNTING == {"day-after": 0, "at-least": 0, "receipt-counted": -1, "clear-days": 1}


def test_the_readings_of_a_timeline_are_every_axis_with_its_value(run: Any) -> None:
    said = run([], readings={"window": "general-date"})
    assert said["readings"] == {axis: answers[0] for axis, answers in SECTION_4.items()} | {"window": "general-date"}
    assert said["consulted"] == []


@pytest.mark.parametrize("chosen", [{"windw": "general-date"}, {"window": "nope"}])
def test_a_scenario_refuses_a_reading_that_stands_for_nothing(chosen: dict[str, str]) -> None:
    scenario = load_text("treaty: sco-iis-2009")
    with pytest.raises(UnknownName, match=r"own-date|window"):
        replace(scenario, readings=chosen)


def test_sending_without_a_day_of_dispatch_says_that_receipt_was_taken(run: Any) -> None:
    said = run([*four_notify(), leave("TJK", "2012-01-02")], readings={"notice-base": "sending"})
    effect = next(row for row in said["timeline"] if row["kind"] == "withdrawal-effective")
    assert effect["date"] == "2012-04-01"
    assert "sent-unknown" in [node.get("what") for node in nodes(effect["reason"])]


def test_an_accession_carries_the_doubts_about_who_must_accept(run: Any) -> None:
    said = run([*four_notify(), accede("BLR", "2012-01-02"), *all_accept("2012-02-01")])
    effect = next(row for row in said["timeline"] if row["kind"] == "accession-complete")
    assert effect["reading"] == {"acceptors": "signatories-and-acceded"}
