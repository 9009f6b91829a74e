"""How reports speak of what a text says for itself: doubts that it settles, accession without acceptances, breaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.told import lines
from treatysim.files import load_text, load_treaty
from treatysim.law.timeline import Timeline
from treatysim.report.awaiting import for_state
from treatysim.report.clauses import shown
from treatysim.report.explanations import explain
from treatysim.report.memo import memo
from treatysim.report.reasons import Teller
from treatysim.simulation import simulate

RIVER = Path(__file__).parent.parent / "checking" / "complete" / "river-patrols.yaml"
ACTS = [f"{{act: notification, by: {state}, date: 2019-04-02}}" for state in ("KAZ", "KGZ", "TJK")]


@pytest.fixture
def river(tmp_path, monkeypatch):
    """Runs acts under the river agreement, in which an accession takes thirty clear days."""

    def one(*acts: str) -> Timeline:
        text = RIVER.read_text("utf-8").replace("accession-period: day-after", "accession-period: clear-days")
        (tmp_path / "river.yaml").write_text(text, "utf-8")
        monkeypatch.chdir(tmp_path)
        return simulate(load_text(f"treaty: ./river.yaml\nacts: [{', '.join((*ACTS, *acts))}]"))

    return one


def test_what_the_text_settles_is_not_read(river):
    explanation = explain(river("{act: accession, by: BLR, date: 2019-06-01}"), "BLR")
    said = {it.heading: [line for node in it.nodes for line in lines(node)] for it in explanation.chapters}
    assert (
        "  2 July 2019: 31 days after, so that 30 clear days lie between (10(2); accession-period: clear-days)"
        in (said["Effects"])
    )
    asked = said["Readings asked, and on whose authority"]
    assert asked == ["accession-period (10(2); E-25, E-26)", "  clear-days: the text itself says so"]


def test_a_report_names_no_reading_where_none_was_chosen(river):
    told = memo(river("{act: accession, by: BLR, date: 2019-06-01}"))
    assert "reading" not in str(told.tables)
    assert not any("readings" in note or "wordings" in note for note in told.notes)


def test_whoever_can_accede_alone_is_told_so(river):
    assert for_state(Teller(river()), "BLR") == [
        "Belarus is neither a signatory nor bound: it would have to accede, which needs nobody's acceptance."
    ]


def test_a_treaty_shows_what_it_settles_and_what_follows_a_breach():
    chapters = {
        it.heading: [line for node in it.nodes for line in lines(node)] for it in shown(load_treaty(RIVER)).chapters
    }
    doubt = "E-8: does the time for passing on authorities run afresh for later Parties?"
    assert chapters["Article 4(1): authorities"][2:] == [
        "What follows a breach is said by 9.",
        f"Settled by the text, authority-exchange: each-party ({doubt})",
    ]


# -- the way back ---------------------------------------------------------------------------------------------------

LEFT = ["{act: withdrawal, by: KAZ, date: 2019-06-01}", "{act: notification, by: UZB, date: 2019-04-02}"]


def test_by_which_way_the_text_lets_a_state_come_back(river):
    assert for_state(Teller(river(*LEFT)), "KAZ") == [
        "Kazakhstan has left; nothing on its way brings it back. It can come back by accession, as the text settles it."
    ]


def test_whoever_never_signed_comes_back_as_it_came(river):
    acceded = ["{act: accession, by: BLR, date: 2019-05-10}", "{act: withdrawal, by: BLR, date: 2019-07-01}"]
    assert for_state(Teller(river(*acceded)), "BLR") == [
        "Belarus has left; nothing on its way brings it back. It can come back by accession."
    ]


HOME = "treaty: sco-iis-2009\n{}acts: [{}, {{act: withdrawal, by: CHN, date: 2011-07-01}}]"
FIVE = ", ".join(f"{{act: notification, by: {by}, date: 2011-05-03}}" for by in ("CHN", "KAZ", "KGZ", "RUS", "TJK"))


@pytest.mark.parametrize(
    ("chosen", "way"),
    [
        ("", "notification (reading re-entry: notification)"),
        ("readings: {re-entry: accession}\n", "accession (reading re-entry: accession)"),
    ],
)
def test_by_which_way_a_state_comes_back_as_it_is_read(chosen, way):
    told = for_state(Teller(simulate(load_text(HOME.format(chosen, FIVE)))), "CHN")
    assert told == [f"China has left; nothing on its way brings it back. It can come back by {way}."]


def test_where_consent_is_deposited_a_state_comes_back_by_deposit():
    treaty = RIVER.parent / "court-records.yaml"  # re-entry is settled: by consent like a signatory's
    deposits = [f"{{act: deposit, by: {by}, date: 2016-01-10, instrument: ratification}}" for by in ("EST", "LVA")]
    deposits += [f"{{act: deposit, by: {by}, date: 2016-01-10, instrument: ratification}}" for by in ("FIN", "POL")]
    acts = ", ".join((*deposits, "{act: withdrawal, by: POL, date: 2016-06-01}"))
    told = for_state(Teller(simulate(load_text(f"treaty: {treaty}\nacts: [{acts}]"))), "POL")
    assert told == [
        "Poland has left; nothing on its way brings it back. It can come back by deposit, as the text settles it."
    ]


def test_a_treaty_says_which_consequence_its_file_does_not_hold(tmp_path):
    text = RIVER.read_text("utf-8").replace('consequence: "9"', 'consequence: "14 bis"', 1)
    (tmp_path / "river.yaml").write_text(text, "utf-8")
    chapters = {it.heading: it.nodes for it in shown(load_treaty(tmp_path / "river.yaml")).chapters}
    told = [line for node in chapters["Article 4(1): authorities"] for line in lines(node)]
    assert "What follows a breach is said by 14 bis, of which this file holds nothing." in told
