"""What a good scenario file becomes: acts, days, anchors, readings and a corrected treaty."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from treatysim.errors import Fault, FaultyFile
from treatysim.files import load, load_text, read, sources
from treatysim.law.acts import DEPOSITARY, Anchor
from treatysim.law.scenario import Scenario

SCENARIOS = sorted((Path(__file__).parent.parent.parent / "scenarios").glob("*.yaml"))

FILE = """\
title: Норвегия просит
treaty: sco-iis-2009
through: 2025-12-31
readings: {accession-period: clear-days}
acts:
  - {act: certified-copies, date: 2009-06-25}
  - {act: proposal, by: CHN, date: 2012-02-29, id: terms, subject: annex, period: 14}
  - act: consent
    by: DEPOSITARY
    to: terms
    date: {after: terms, by: CHN, days: 3}
    supposed: true
    source: "№ 7"
  - {act: withdrawal, by: TJK, date: 2024-03-04, sent: 2024-03-01, intended: 2024-07-01, note: }
  - {act: interdepartmental-agreement, by: RUS, between: [KAZ, UZB], date: {after: entry-into-force}}
  - {act: accession, by: NOR, date: 9999-12-31}
"""


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_a_scenario():
    scenario = load_text(FILE, "s.yaml")
    assert scenario.title == "Норвегия просит"
    assert scenario.treaty.id == "sco-iis-2009"
    assert scenario.through == day("2025-12-31")
    assert scenario.readings == {"accession-period": "clear-days"}
    assert scenario.file == "s.yaml"


def test_its_acts():
    copies, proposal, consent, withdrawal, agreement, accession = load_text(FILE, "s.yaml").acts
    assert [act.id for act in load_text(FILE).acts] == ["a1", "terms", "a3", "a4", "a5", "a6"]
    assert [act.line for act in load_text(FILE).acts] == [6, 7, 8, 14, 15, 16]
    assert [act.rank for act in load_text(FILE).acts] == [0, 1, 2, 3, 4, 5]
    assert (copies.by, copies.date, copies.file) == (DEPOSITARY, day("2009-06-25"), "s.yaml")
    assert (proposal.subject, proposal.period, proposal.date) == ("annex", 14, day("2012-02-29"))
    assert (consent.by, consent.to, consent.supposed) == (DEPOSITARY, "terms", True)
    assert consent.date == Anchor("terms", by="CHN", days=3)
    assert (withdrawal.sent, withdrawal.intended) == (day("2024-03-01"), day("2024-07-01"))
    assert agreement.between == ("KAZ", "UZB")
    assert agreement.date == Anchor("entry-into-force")
    assert (accession.by, accession.date) == ("NOR", day("9999-12-31"))


def test_the_fields_are_those_of_the_file():
    copies, _, consent, withdrawal, *_ = load_text(FILE).acts
    assert copies.fields == {"act": "certified-copies", "date": "2009-06-25"}
    assert consent.fields == {
        "act": "consent",
        "by": "DEPOSITARY",
        "to": "terms",
        "date": {"after": "terms", "by": "CHN", "days": 3},
        "supposed": True,
        "source": "№ 7",
    }
    assert "note" not in withdrawal.fields  # a key without a value says nothing
    json.dumps([dict(act.fields) for act in load_text(FILE).acts])


# the seat is Beijing, eight hours before Greenwich in 2023 (nine in the summer of 1990, but the treaty is of 2009)
MOMENTS = {
    "2023-09-14T23:30+05:00": "2023-09-15",
    "2023-09-14T20:59+05:00": "2023-09-14",
    "2023-09-14T21:00+05:00": "2023-09-15",
    "2023-09-14T15:59:59Z": "2023-09-14",
    "2023-09-14T16:00:00Z": "2023-09-15",
    "2023-09-15T00:00:00.5+08:00": "2023-09-15",
    "2023-09-15T00:30+09:00": "2023-09-14",
    "2023-12-31T12:00-04:00": "2024-01-01",
    "2009-06-15T16:00Z": "2009-06-16",
    "9999-12-31T15:59Z": "9999-12-31",
}


@pytest.mark.parametrize(("moment", "there"), MOMENTS.items(), ids=MOMENTS)
def test_a_moment_is_the_day_at_the_seat(moment, there):
    (act,) = load_text(f"treaty: sco-iis-2009\nacts: [{{act: accession, by: BLR, date: {moment}}}]").acts
    assert act.date == day(there)
    assert act.fields["date"] == moment


# New York puts its clocks forward on 13 March 2016: midnight is 05:00 in Greenwich before, 04:00 after
@pytest.mark.parametrize(
    ("moment", "there"),
    [
        ("2016-03-12T04:59Z", "2016-03-11"),
        ("2016-03-12T05:00Z", "2016-03-12"),
        ("2016-04-23T03:59Z", "2016-04-22"),
        ("2016-04-23T04:00Z", "2016-04-23"),
    ],
)
def test_a_seat_with_summer_time(moment, there):
    text = f"treaty: paris-2015\nacts: [{{act: deposit, instrument: approval, by: FRA, date: {moment}}}]"
    assert load_text(text).acts[0].date == day(there)


def test_corrected_parameters():
    text = 'treaty: sco-iis-2009\nparameters: {"12(1)": {threshold: 3}, 12(4): {days: 60}, 11: {days: 20}}'
    clauses = {clause.kind: clause for clause in load_text(text).treaty.clauses}
    assert clauses["entry-into-force"].parameters == {"threshold": 3, "days": 30}
    assert clauses["withdrawal"].parameters == {"days": 60, "circulation-days": 30}
    assert clauses["certified-copies"].parameters == {"days": 20}


def test_corrected_states():
    text = (
        "treaty: budapest-2001\nstates: {ALB: {groups: []}, CAN: {groups: [council-of-europe]}, DEU: {quantities: {}}}"
    )
    members = load_text(text).treaty.groups["council-of-europe"]
    assert {"ALB", "CAN", "DEU"} & members == {"CAN", "DEU"}


def test_corrected_quantities():
    text = "treaty: paris-2015\nstates: {NIC: {quantities: {emissions: 0.1}}, CHN: {quantities: {emissions: 20}}}"
    emissions = load_text(text).treaty.quantities["emissions"]
    assert (emissions["NIC"], emissions["CHN"]) == (Decimal("0.1"), Decimal(20))
    assert emissions["RUS"] == Decimal("7.53")
    assert load_text("treaty: paris-2015").treaty.quantities["emissions"]["CHN"] == Decimal("20.09")


@pytest.mark.parametrize("text", ["treaty: sco-iis-2009", "treaty: sco-iis-2009\nacts:\nreadings: {}\nstates:\n"])
def test_whatever_is_left_out_or_empty(text):
    scenario = load_text(text)
    assert (scenario.acts, scenario.through, scenario.readings, scenario.title) == ((), None, {}, "")


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_that_ships(path):
    found = read(path)
    assert isinstance(found, Scenario)
    assert found.file == str(path)
    assert found.acts


# -- where the text comes from -----------------------------------------------------------------------------------


def the_fault(path) -> Fault:
    found = read(path)
    assert isinstance(found, tuple)
    (fault,) = found
    return fault


def test_a_byte_order_mark_and_windows_lines(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())
    assert [act.line for act in load(path).acts] == [6, 7, 8, 14, 15, 16]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FILE.encode())))
    assert load("-").file == "<stdin>"


def test_standard_input_of_text_alone(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(FILE))
    assert load("-").title == "Норвегия просит"


@pytest.mark.parametrize("closed", [None, io.StringIO()], ids=["none", "closed"])
def test_no_standard_input(monkeypatch, closed):
    if closed is not None:
        closed.close()
    monkeypatch.setattr(sys, "stdin", closed)
    assert the_fault("-").found == "no standard input"


def test_a_missing_file_names_the_nearest(tmp_path):
    (tmp_path / "belarus.yaml").write_text(FILE, "utf-8")
    fault = the_fault(tmp_path / "belorus.yaml")
    assert (fault.line, fault.column, fault.found) == (1, 1, "no such file")
    assert fault.do == "write 'belarus.yaml'"


@pytest.mark.parametrize(
    ("name", "do"),
    [
        ("belarus", "write 'belarus.yaml'"),
        ("belarus.yml", "write 'belarus.yaml'"),
        ("Belarus.yaml", "write 'belarus.yaml'"),
        ("nosuch.yaml", "check its name"),
        ("b.yaml", "check its name"),
        ("bulgaria.yaml", "check its name"),
        ("belarus.csv", "check its name"),
    ],
)
def test_only_a_name_that_is_really_close_is_proposed(tmp_path, name, do):
    for neighbour in ("a.yaml", "belarus.yaml", "search.yaml"):
        (tmp_path / neighbour).write_text(FILE, "utf-8")
    assert the_fault(tmp_path / name).do == do


def test_a_directory(tmp_path):
    assert the_fault(tmp_path).found == "a directory"


def test_a_file_that_may_not_be_read(monkeypatch, tmp_path):
    def refuse(*_args):
        raise PermissionError

    monkeypatch.setattr("builtins.open", refuse)
    assert the_fault(tmp_path / "s.yaml").found == "a file that may not be read"


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 5000, ""], ids=["nul", "long", "empty"])
def test_a_name_that_no_file_can_have(name):
    assert the_fault(name).expected == "a file"


def test_a_file_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "LARGEST", 10)
    (tmp_path / "s.yaml").write_text("treaty: sco-iis-2009", "utf-8")
    assert the_fault(tmp_path / "s.yaml").found == "a file of more than 4 MiB"


@pytest.mark.parametrize(
    ("content", "place", "found"),
    [
        (b"title: x\nnote: \xd0\x9d\xd0\xb5\xff", (2, 9), "the byte 0xFF, which is no UTF-8"),
        (b"\xef\xbb\xbfa: \xc3", (1, 4), "the byte 0xC3, which is no UTF-8"),
        (b"\xed\xa0\x80", (1, 1), "the byte 0xED, which is no UTF-8"),
        ("title: x".encode("utf-16"), (1, 1), "UTF-16"),
    ],
    ids=["cyrillic", "cut-short", "surrogate", "utf-16"],
)
def test_no_utf_8(tmp_path, content, place, found):
    (tmp_path / "s.yaml").write_bytes(content)
    fault = the_fault(tmp_path / "s.yaml")
    assert ((fault.line, fault.column), fault.found) == (place, found)


def test_load_raises_what_read_returns(tmp_path):
    with pytest.raises(FaultyFile) as caught:
        load(tmp_path / "none.yaml")
    assert caught.value.faults == read(tmp_path / "none.yaml")
