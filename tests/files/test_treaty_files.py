"""Treaty files: those that ship, and what can be wrong with one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.files.marked import places, unmarked
from treatysim.errors import FaultyFile, UnknownName
from treatysim.files import load, load_treaty, shipped_treaties

GOOD = """\
treaty: mine
title: A treaty
signed: 2020-01-31
adopted: 2019-12-01
depositary: {name: Nobody, seat: Europe/Paris}
signatories: [CHN, RUS]
groups:
  big: [CHN]
quantities:
  gold: {CHN: 1.10, RUS: 2}
not-additional: [EUE]
clauses:
  - provision: "1"
    kind: entry-into-force
    parameters: {threshold: 2, days: 10, members: {group: big, threshold: 1}, share: {quantity: gold, percent: 50.5}}
    readings: [window]
    words: Two of them.
"""

# name: (what is replaced in the good file, by what, beginning of what was found, what to do)
FAULTS = {
    "two-clauses-of-a-kind": (
        "    words: Two of them.\n",
        '    words: Two of them.\n  - {provision: "2", kind: ¦entry-into-force, parameters: {threshold: 1, days: 5}}\n',
        "a second clause of the kind 'entry-into-force'",
        "put the two together",
    ),
    "unknown-key": ("adopted:", "¦adoptd:", "unknown key 'adoptd'", "write 'adopted'"),
    "no-signing": (
        "treaty: mine\ntitle: A treaty\nsigned: 2020-01-31\nadopted: 2019-12-01",
        "¦treaty: mine\ntitle: A treaty",
        "a treaty without 'signed'",
        "add",
    ),
    "no-such-day": (
        "2020-01-31",
        "¦2020-01-32",
        "'2020-01-32', a day that does not exist",
        "write a day up to 2020-01-31",
    ),
    "adopted-after-signing": (
        "signed: 2020-01-31",
        "signed: ¦2019-11-30",
        "signing on 2019-11-30, before adoption",
        "correct the date",
    ),
    "no-such-zone": ("Europe/Paris", "¦Europe/Pari", "'Europe/Pari', which is no time zone", "write 'Europe/Paris'"),
    "zone-outside": ("Europe/Paris", "¦../../etc/passwd", "'../../etc/passwd', which is no time zone", "look it up"),
    "zone-folder": ("Europe/Paris", "¦Europe", "'Europe', which is no time zone", ""),
    "zone-empty": ("Europe/Paris", "¦''", "'', which is no time zone", ""),
    "no-seat": (
        "{name: Nobody, seat: Europe/Paris}",
        "¦{name: Nobody}",
        "a depositary without 'seat'",
        "add 'seat: …'",
    ),
    "depositary-a-name": ("{name: Nobody, seat: Europe/Paris}", "¦Nobody", "'Nobody'", "write it as {key: value}"),
    "no-such-state": ("[CHN, RUS]", "[CHN, ¦RUZ]", "'RUZ', which is no State", "write '"),
    "norway-is-a-code": ("[CHN, RUS]", "[CHN, ¦NO]", "'NO', which is no State", ""),
    "state-twice": ("[CHN, RUS]", "[CHN, RUS, ¦CHN]", "'CHN' again", "take it out"),
    "no-such-member": ("big: [CHN]", "big: [¦XQZ]", "'XQZ', which is no State", ""),
    "no-such-holder": ("RUS: 2}", "¦XQZ: 2}", "'XQZ', which is no State", ""),
    "negative": ("RUS: 2}", "RUS: ¦-0.1}", "the number -0.1", "correct the number"),
    "not-additional": ("[EUE]", "[¦EU]", "'EU', which is no State", "write 'EUE'"),
    "no-such-kind": (
        "kind: entry-into-force",
        "kind: ¦entry-in-force",
        "unknown clause kind 'entry-in-force'",
        "write 'entry-into-force'",
    ),
    "no-provision": ('- provision: "1"\n    kind', "- ¦kind", "a clause without 'provision'", "add"),
    "no-threshold": (
        '- provision: "1"',
        '- ¦provision: "1"',
        "the clause kind 'entry-into-force' without 'threshold'",
        "add 'threshold: …'",
    ),
    "no-period": (
        '- provision: "1"',
        '- ¦provision: "1"',
        "the clause kind 'entry-into-force' without a period",
        "add 'days: …'",
    ),
    "unknown-parameter": ("days: 10", "days: 10, ¦hours: 5", "unknown parameter 'hours'", ""),
    "unknown-group": ("group: big", "group: ¦bog", "unknown group 'bog'", "write 'big'"),
    "unknown-quantity": ("quantity: gold", "quantity: ¦silver", "unknown quantity 'silver'", ""),
    "unknown-reading": ("[window]", "[¦windows]", "unknown reading 'windows'", "write 'window'"),
    "reading-of-another-kind": ("[window]", "[¦survival]", "unknown reading 'survival'", ""),
    "readings-a-word": ("[window]", "¦window", "'window'", "write it as [ … ]"),
    "settled-of-another-kind": (
        "readings: [window]",
        "settles: {¦survival: termination-only}",
        "unknown reading 'survival'",
        "",
    ),
    "settled-in-no-known-way": (
        "readings: [window]",
        "settles: {window: ¦own-dat}",
        "unknown answer to window: 'own-dat'",
        "write 'own-date'",
    ),
    "settled-and-open": (
        "readings: [window]",
        "readings: [window]\n    settles: {¦window: own-date}",
        "'window' among the readings and among what the text settles",
        "take it out of one of the two",
    ),
    "settles-a-list": ("readings: [window]", "settles: ¦[window]", "a list", "write it as {key: value}"),
    "consequence-without-a-name": (
        "    words: Two of them.",
        '    words: Two of them.\n  - {provision: B, kind: certified-copies, parameters: {days: 9}, consequence: ¦" "}',
        "a consequence without a name",
        "name it, or take the key out",
    ),
    "consequence-of-nothing": (
        "    words: Two of them.",
        '    words: Two of them.\n    ¦consequence: "1"',
        "a consequence in a clause of the kind 'entry-into-force' that lays down no duty with a due day",
        "take it out",
    ),
    "consequence-of-a-notice-that-nobody-circulates": (
        "    words: Two of them.",
        '    words: Two of them.\n  - {provision: "2", kind: withdrawal, parameters: {days: 9}, ¦consequence: "1"}',
        "a consequence in a clause of the kind 'withdrawal'",
        "take it out",
    ),
    "clause-a-word": ("  - provision", "  - ¦nothing\n  - provision", "'nothing'", "write it as {key: value}"),
}
LEFT_OUT = {"no-threshold": "threshold: 2, ", "no-period": "days: 10, "}


def faults_of(path, text):
    path.write_text(text, "utf-8")
    with pytest.raises(FaultyFile) as caught:
        load_treaty(path)
    return caught.value.faults


@pytest.mark.parametrize(("name", "row"), FAULTS.items(), ids=FAULTS)
def test_one_fault(tmp_path, name, row):
    old, new, found, do = row
    assert old in GOOD
    plain, expected = unmarked(GOOD.replace(old, new, 1).replace(LEFT_OUT.get(name, "¦¦"), ""))
    faults = faults_of(tmp_path / "mine.yaml", plain)
    assert len(faults) == 1, faults
    assert faults[0].found.startswith(found)
    assert faults[0].do.startswith(do)
    assert places(faults) == expected


def test_a_good_file(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD, "utf-8")
    treaty = load_treaty(str(path))
    assert (treaty.id, treaty.title, treaty.seat) == ("mine", "A treaty", "Europe/Paris")
    assert treaty.signed == date(2020, 1, 31).toordinal()
    assert treaty.opens == date(2019, 12, 1).toordinal()
    assert treaty.signatories == ("CHN", "RUS")
    assert treaty.groups == {"big": frozenset({"CHN"})}
    assert treaty.quantities == {"gold": {"CHN": Decimal("1.10"), "RUS": Decimal(2)}}
    assert treaty.not_additional == {"EUE"}
    (clause,) = treaty.clauses
    assert clause.parameters["share"] == {"quantity": "gold", "percent": Decimal("50.5")}
    assert clause.axes == ("window",)
    assert clause.words == "Two of them."


def test_what_a_text_settles_and_what_follows_a_breach(tmp_path):
    path = tmp_path / "mine.yaml"
    copies = '  - {provision: "2", kind: certified-copies, parameters: {days: 9}, consequence: "1"}\n'
    path.write_text(GOOD.replace("readings: [window]", "settles: {window: general-date}") + copies, "utf-8")
    treaty = load_treaty(str(path))
    assert (treaty.axes, treaty.settled) == ((), {"window": "general-date"})
    assert [clause.consequence for clause in treaty.clauses] == ["", "1"]


@pytest.mark.parametrize("name", shipped_treaties())
def test_treaties_that_ship_settle_nothing(name):
    assert [clause for clause in load_treaty(name).clauses if clause.settles or clause.consequence] == []


def test_a_scenario_cannot_choose_what_the_text_settles(tmp_path):
    (tmp_path / "mine.yaml").write_text(GOOD.replace("readings: [window]", "settles: {window: own-date}"), "utf-8")
    (tmp_path / "scenario.yaml").write_text("treaty: ./mine.yaml\nreadings: {window: general-date}\n", "utf-8")
    with pytest.raises(FaultyFile, match=r":2:12: the reading 'window', which 'mine' does not leave open"):
        load(tmp_path / "scenario.yaml")


def test_a_scenario_finds_its_treaty_file_beside_it(tmp_path, monkeypatch):
    (tmp_path / "treaties").mkdir()
    (tmp_path / "treaties" / "mine.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "scenario.yaml").write_text("treaty: treaties/mine.yaml\n", "utf-8")
    monkeypatch.chdir("/")
    assert load(tmp_path / "scenario.yaml").treaty.id == "mine"


@pytest.mark.parametrize("name", shipped_treaties())
def test_treaties_that_ship_are_named_as_their_files(name):
    assert load_treaty(name).id == name


def test_a_treaty_that_ships_is_read_once():
    assert load_treaty("paris-2015") is load_treaty("paris-2015")


def test_shares_of_the_paris_agreement_are_exact():
    emissions = load_treaty("paris-2015").quantities["emissions"]
    assert emissions["CHN"] == Decimal("20.09")
    assert emissions["NOR"] == Decimal("0.14")


def test_an_unknown_name_names_the_nearest():
    with pytest.raises(UnknownName, match=r"unknown treaty 'paris-2016'.*write 'paris-2015'"):
        load_treaty("paris-2016")
