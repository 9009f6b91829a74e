"""What-if under texts that settle doubts and let States accede without acceptances: as the engine says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from treatysim.files import load_text
from treatysim.law.days import iso
from treatysim.law.formula import day
from treatysim.law.scenario import Scenario
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
