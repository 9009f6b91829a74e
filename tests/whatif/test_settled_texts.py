"""What-if under texts that settle doubts and let States accede without acceptances: as the engine says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from treatysim.files import load_text
from treatysim.law.days import iso
from treatysim.law.formula import day
from treatysim.law.scenario import Scenario
from treatysim.report.changes import ChangeTeller
from treatysim.whatif.compare import compare
from treatysim.whatif.forecast import forecast
from treatysim.whatif.general import entry_formula
from treatysim.whatif.plan import plan

RIVER = Path(__file__).parent.parent / "checking" / "complete" / "river-patrols.yaml"
CLEAR = {
    "accession-period: day-after": "accession-period: clear-days",
    "entry-period: day-after": "entry-period: clear-days",
}
HELD = {"early-accession: returned": "early-accession: held"}


@pytest.fixture
def scenario(tmp_path, monkeypatch):
    """A scenario under the river agreement with some words replaced."""

    def one(acts: list[str], words: dict[str, str]) -> Scenario:
        text = RIVER.read_text("utf-8")
        for old, new in words.items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (tmp_path / "river.yaml").write_text(text, "utf-8")
        monkeypatch.chdir(tmp_path)
        return load_text("treaty: ./river.yaml\nacts:\n" + "".join(f"  - {{{act}}}\n" for act in acts))

    return one


def notified(how: str) -> list[str]:
    return [f"act: notification, by: {state}, date: {how}" for state in ("KAZ", "KGZ", "TJK")]


@pytest.mark.parametrize("words", [{}, CLEAR, CLEAR | HELD], ids=["plain", "clear-days", "held"])
def test_a_forecast_of_an_accession_that_nobody_need_accept(scenario, words):
    some = notified("{from: 2019-04-01, days: {uniform: [0, 60]}}")
    asked = scenario([*some, "act: accession, by: BLR, date: {from: 2019-05-20, days: {uniform: [0, 60]}}"], words)
    found = forecast(asked, 200, 1, exact=False, verify=200)
    assert (found.verified + found.by_engine, found.differing) == (200, ())
    assert any(one.state == "BLR" and one.comes > 0.4 for one in found.likelihoods)
    if "returned" in asked.treaty.settled.values():
        assert found.by_engine == 0  # the formulas speak for every draw


def test_the_formula_of_a_clause_counts_as_its_text_settles(scenario):
    asked = scenario(notified("2019-04-02"), CLEAR)
    formula = entry_formula(asked, {act.id: act.date for act in asked.acts})
    assert iso(day(formula)) == "2019-05-03"  # 2 April + 31


def test_a_plan_asks_for_no_acceptance_that_nobody_owes(scenario):
    opened = "settles: {early-accession: returned, accession-period: day-after}"
    asked = scenario(
        [*notified("2019-04-02"), "act: accession, by: BLR, date: 2019-06-01"], {opened: "readings: [acceptors]"}
    )
    # 1 June + 30 is 1 July: a day too late, and the instrument may come earlier
    found = plan(asked, "entry-into-force-for BLR <= 2019-06-30")
    assert found.possible
    assert [iso(last) for one in found.acts if one.act.by == "BLR" for _, last in one.days] == ["2019-05-31"]
    # where it can come no earlier, that is why, and not that somebody has not accepted it
    sent = replace(asked, acts=(*asked.acts[:-1], replace(asked.acts[-1], sent=asked.acts[-1].date)))
    late = plan(sent, "entry-into-force-for BLR <= 2019-06-30", ["a4"])
    assert late.refusal is not None
    assert late.refusal.code != "unaccepted"


# -- notices whose day hangs on more than their own ---------------------------------------------------------------

SENDING = {"notice-base: receipt": "notice-base: sending"}
VOID = {"short-notice: earliest-lawful-date": "short-notice: void"}
LEAVES = "act: withdrawal, by: KAZ, date: {from: 2019-06-01, days: {uniform: [0, 60]}}"

# what the text settles | what the notice says besides | whether only the engine can say what follows
NOTICES = {
    "from-receipt": ({}, "", False),
    "from-sending": (SENDING, "", True),
    "a-day-named-where-a-short-notice-is-lengthened": ({}, ", intended: 2019-12-24", False),
    "a-day-named-where-a-short-notice-is-void": (VOID, ", intended: 2019-12-24", True),
    "no-day-named-where-a-short-notice-is-void": (VOID, "", False),
}


@pytest.mark.parametrize(("words", "more", "by_engine"), NOTICES.values(), ids=NOTICES)
def test_a_notice_that_no_formula_speaks_for_is_left_to_the_engine(scenario, words, more, by_engine):
    asked = scenario([*notified("2019-04-02"), LEAVES + more], words)
    found = forecast(asked, 100, 1, exact=False, verify=100)
    assert found.differing == ()
    assert found.by_engine == (100 if by_engine else 0)


def test_a_void_notice_of_a_settled_text_never_takes_effect(scenario):
    # in force on 2 May; half a year after 30 June is 27 December (180 days), after 27 June at the earliest 24 December
    asked = scenario([*notified("2019-04-02"), LEAVES + ", intended: 2019-12-24"], VOID)
    left = [one for one in forecast(asked, 300, 1, exact=False).likelihoods if one.kind == "withdrawal-effective"]
    assert [0.3 < one.comes < 0.6 for one in left] == [True]  # on 27 of the 61 days, those to 27 June


# -- two texts that differ in what they settle ---------------------------------------------------------------------


def test_a_comparison_names_what_is_settled_otherwise(scenario):
    acts = [*notified("2019-04-02"), "act: accession, by: BLR, date: 2019-06-01"]
    found = compare(scenario(acts, {}), scenario(acts, CLEAR))
    assert [(one.what, one.name, one.before, one.after) for one in found.changes] == [
        ("settled", "entry-period", "day-after", "clear-days"),
        ("settled", "accession-period", "day-after", "clear-days"),
    ]
    # 2 April + 30 or 31; 1 June + 30 or 31: each date moves by its own words, and by nothing else
    moved = {
        (one.question.what, one.question.state): (one.before, one.after, [found.changes[at].name for at in sets])
        for one in found.differences
        if one.question.aspect == "day"
        for sets in [[found.changes.index(change) for some in one.cause.sets for change in some]]
    }
    assert moved["entry-into-force", None] == ("2019-05-02", "2019-05-03", ["entry-period"])
    assert moved["entry-into-force-for", "BLR"] == ("2019-07-01", "2019-07-02", ["accession-period"])
    teller = ChangeTeller(found)
    assert [teller.sentence(one) for one in found.changes] == [
        "The text settles otherwise: entry-period: clear-days, not day-after.",
        "The text settles otherwise: accession-period: clear-days, not day-after.",
    ]
    assert teller.label(found.changes[0]) == "entry-period as settled"


def test_what_one_text_settles_and_the_other_leaves_open_is_another_treaty(scenario):
    opened = {"settles: {early-accession: returned, accession-period: day-after}": "readings: [accession-period]"}
    acts = notified("2019-04-02")
    assert [one.what for one in compare(scenario(acts, {}), scenario(acts, opened)).changes] == ["treaty"]


ACCEPTED = {
    "parameters: {days: 30, acceptance: false}": "parameters: {days: 30}",
    "settles: {early-accession: returned, accession-period: day-after}": "settles: {acceptors: WHO}",
}


@pytest.mark.parametrize(("who", "code"), [("signatories-and-acceded", "unaccepted"), ("parties", "nothing")])
def test_a_plan_knows_whose_acceptance_the_text_asks(scenario, who, code):
    """Uzbekistan signed and is no Party: its acceptance is asked only where every signatory's is; without it the
    accession is blocked, and where only the Parties' are asked, 1 July + 30 is the day."""
    words = {old: new.replace("WHO", who) for old, new in ACCEPTED.items()}
    accepts = [f"act: acceptance, by: {by}, of: BLR, date: 2019-07-01" for by in ("KAZ", "KGZ", "TJK")]
    asked = scenario([*notified("2019-04-02"), "act: accession, by: BLR, date: 2019-06-01", *accepts], words)
    found = plan(asked, "entry-into-force-for BLR <= 2019-07-31")
    assert found.possible == (code == "nothing")
    assert (found.refusal.code if found.refusal else "nothing") == code
