"""Overlays: what comes of a base and its changes, and every way in which one can be faulty.

Bases are written as plain text into a folder; the mark ¦ stands where a fault is expected.
"""

from __future__ import annotations

import json
import os
import random
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import treatysim
from tests.files.marked import places, unmarked
from tests.witness.scenarios import scenarios
from treatysim.errors import FaultyFile
from treatysim.files import load, load_text, read, schema
from treatysim.files.overlays import DEEPEST
from treatysim.files.positions import located
from treatysim.law.acts import Anchor
from treatysim.law.scenario import Scenario
from treatysim.report.validation import what_was_read
from treatysim.whatif.answers import answers

BASE = """\
title: The base
treaty: sco-iis-2009
through: 2014-12-31
readings: {window: general-date, survival: termination-only}
parameters: {"12(1)": {threshold: 3}}
acts:
  - {act: notification, by: CHN, date: 2011-03-10, source: a gazette}
  - {act: notification, by: RUS, date: 2011-03-21}
  - {act: notification, by: KAZ, date: 2011-04-12, id: third}
  - {act: notification, by: TJK, date: {after: third, days: 21}}
  - {act: proposal, by: CHN, date: 2012-05-01, subject: annex, id: terms}
  - {act: consent, by: CHN, to: terms, date: 2012-05-02}
  - {act: withdrawal, by: KAZ, sent: 2013-01-10, date: 2013-01-15, intended: 2013-06-01}
"""
MARK = "¦"


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(BASE, "utf-8")
    return tmp_path


def overlay(folder: Path, text: str, name: str = "overlay.yaml", base: str | None = "base.yaml") -> Path:
    path = folder / name
    path.write_text((f"base: {base}\n" if base else "") + text, "utf-8")
    return path


def on(folder: Path, text: str) -> Scenario:
    return load(overlay(folder, text))


def faults(folder: Path, text: str, base: str | None = "base.yaml") -> list[str]:
    """The faults of an overlay at exactly the marks in its text, as "found; what to do"."""
    plain, marks = unmarked((f"base: {base}\n" if base else "") + text)
    path = overlay(folder, plain, base=None)
    found = read(path)
    assert not isinstance(found, Scenario), "the file has no faults"
    assert places(found) == marks
    assert {fault.file for fault in found} == {str(path)}
    return [f"{fault.found}; {fault.do}" for fault in found]


# -- what comes of it


def test_what_an_overlay_does_not_name_is_as_in_its_base(folder):
    base, same = load(folder / "base.yaml"), on(folder, "")
    assert same.acts == base.acts
    assert (same.title, same.through, same.readings, same.treaty) == (
        base.title,
        base.through,
        base.readings,
        base.treaty,
    )
    assert same.file == str(folder / "overlay.yaml")
    assert same.base == base
    assert base.base is None


def test_title_and_last_day_are_replaced(folder):
    changed = on(folder, "title: Otherwise\nthrough: 2013-01-01")
    assert (changed.title, changed.through) == ("Otherwise", day("2013-01-01"))


def test_readings_are_added_to_those_of_the_base_and_replace_them(folder):
    changed = on(folder, "readings: {window: own-date, re-entry: accession}")
    assert changed.readings == {"window": "own-date", "survival": "termination-only", "re-entry": "accession"}


def test_parameters_come_on_top_of_the_corrections_of_the_base(folder):
    """The base says three; the days are the overlay's, and the threshold stays the base's."""
    changed = on(folder, 'parameters: {"12(1)": {days: 45}, "11": {days: 20}}')
    clauses = {clause.provision: clause.parameters for clause in changed.treaty.clauses}
    assert clauses["12(1)"] == {"threshold": 3, "days": 45}
    assert clauses["11"] == {"days": 20}
    assert clauses["12(4)"] == {"days": 90, "circulation-days": 30}


def test_states_come_on_top_of_the_corrections_of_the_base(tmp_path):
    (tmp_path / "base.yaml").write_text("treaty: budapest-2001\nstates: {CHN: {groups: [council-of-europe]}}", "utf-8")
    groups = on(tmp_path, "states: {RUS: {groups: [council-of-europe]}, ALB: {groups: []}}").treaty.groups
    assert {"CHN", "RUS"} <= groups["council-of-europe"]
    assert "ALB" not in groups["council-of-europe"]


def test_acts_are_added_behind_those_of_the_base_and_the_numbers_go_on(folder):
    """Seven acts in the base: the first that is added is the eighth."""
    added = (
        "acts:\n"
        "  - {act: authority-exchange, by: CHN, date: {after: third, days: 3}}\n"
        "  - {act: consent, by: RUS, to: terms, date: 2012-05-03, id: own}\n"
        "  - {act: consent, by: KAZ, to: terms, date: {after: own, days: 2}}"
    )
    changed = on(folder, added)
    assert [act.id for act in changed.acts] == ["a1", "a2", "third", "a4", "terms", "a6", "a7", "a8", "own", "a10"]
    assert [act.rank for act in changed.acts] == list(range(10))
    assert [act.line for act in changed.acts[7:]] == [3, 4, 5]
    assert [Path(act.file).name for act in changed.acts] == ["base.yaml"] * 7 + ["overlay.yaml"] * 3
    assert changed.acts[7].date == Anchor("third", days=3)


def test_an_act_that_is_dropped_is_gone_and_the_others_close_up(folder):
    changed = on(folder, "drop: [a2, a7]")
    assert [(act.id, act.rank, act.line) for act in changed.acts] == [
        ("a1", 0, 7),
        ("third", 1, 9),
        ("a4", 2, 10),
        ("terms", 3, 11),
        ("a6", 4, 12),
    ]


def test_a_proposal_can_go_with_the_consents_to_it(folder):
    assert [act.id for act in on(folder, "drop: [terms, a6]").acts] == ["a1", "a2", "third", "a4", "a7"]


def test_an_act_that_is_moved_keeps_its_place_and_is_supposed(folder):
    """Nobody has recorded that it came on another day; its source is that of the day it had."""
    base = load(folder / "base.yaml").by_id
    changed = on(folder, "move: {a1: 2011-06-20, third: 2011-04-12T23:30+05:00, a4: {after: a1, days: 1}}")
    assert [act.id for act in changed.acts] == list(base)
    moved = changed.by_id
    assert (moved["a1"].date, moved["a1"].supposed, moved["a1"].rank, moved["a1"].line) == (
        day("2011-06-20"),
        True,
        0,
        7,
    )
    assert moved["a1"].fields == {**base["a1"].fields, "date": "2011-06-20"}
    assert moved["third"].date == day("2011-04-13")  # 23:30 in Astana is the next day in Beijing
    assert moved["a4"].date == Anchor("a1", days=1)
    assert moved["a4"].fields["date"] == {"after": "a1", "days": 1}
    assert moved["a2"] == base["a2"]
    assert not base["a1"].supposed


def test_the_base_itself_is_not_touched(folder):
    before = load(folder / "base.yaml")
    on(folder, "drop: [a2]\nmove: {a1: 2011-06-20}\nparameters: {'12(1)': {threshold: 2}}")
    assert load(folder / "base.yaml") == before


def test_a_base_can_be_an_overlay_and_numbers_go_on_over_what_was_dropped(folder):
    overlay(folder, "drop: [a7]\nacts: [{act: accession, by: BLR, date: 2012-01-02}]", "first.yaml")
    overlay(folder, "drop: [a8]\nacts: [{act: accession, by: ARM, date: 2012-01-03}]", "second.yaml", "first.yaml")
    third = load(overlay(folder, "acts: [{act: accession, by: IRN, date: 2012-01-04}]", "third.yaml", "second.yaml"))
    assert [act.id for act in third.acts] == ["a1", "a2", "third", "a4", "terms", "a6", "a9", "a10"]
    assert third.base is not None
    assert third.base.base is not None
    assert third.base.base.file == str(folder / "first.yaml")


def test_an_overlay_that_adds_again_what_another_dropped(folder):
    overlay(folder, "drop: [third, a4]", "first.yaml")
    text = "acts: [{act: notification, by: KAZ, date: 2011-04-13, id: third}]"
    again = load(overlay(folder, text, "second.yaml", "first.yaml"))
    assert [act.id for act in again.acts][-1] == "third"


def test_an_overlay_corrects_the_treaty_as_its_base_has_it(folder):
    overlay(folder, 'parameters: {"12(1)": {threshold: 2}}', "first.yaml")
    second = load(overlay(folder, 'parameters: {"12(1)": {days: 45}}', "second.yaml", "first.yaml"))
    assert {"threshold": 2, "days": 45} in [clause.parameters for clause in second.treaty.clauses]


def test_a_number_that_the_base_has_given_as_an_id(tmp_path):
    """The first act added would be the second."""
    text = "treaty: sco-iis-2009\nacts: [{act: accession, by: BLR, date: 2012-01-01, id: a2}]"
    (tmp_path / "base.yaml").write_text(text, "utf-8")
    expected = ["the id 'a2', which an act of the base has; write another id"]
    assert faults(tmp_path, "acts:\n  - ¦{act: accession, by: ARM, date: 2012-01-01}") == expected


def test_a_project_after_whose_completion_something_comes(tmp_path):
    """A date can hang on what was done `of` a project, which must then be there."""
    (tmp_path / "base.yaml").write_text(
        "treaty: sco-iis-2009\nacts:\n"
        "  - {act: joint-project, by: CHN, date: 2012-01-01, id: network}\n"
        "  - {act: project-completed, by: CHN, of: network, date: 2013-01-01}\n"
        "  - {act: consultation, by: CHN, date: {after: project-completed, of: network}}\n",
        "utf-8",
    )
    needed = ["'network' dropped, but needed by 'a3'; drop what needs it as well, or keep 'network'"]
    assert faults(tmp_path, "drop: [¦network]") == needed
    # a completion that completes nothing is a finding, and no fault
    assert [act.id for act in on(tmp_path, "drop: [network, a3]").acts] == ["a2"]


def test_paths_are_relative_to_the_folder_of_each_file(folder):
    (folder / "deep").mkdir()
    overlay(folder / "deep", "title: One", "one.yaml", "../base.yaml")
    assert load(overlay(folder, "title: Two", "two.yaml", "./deep/one.yaml")).treaty.id == "sco-iis-2009"
    assert load(overlay(folder / "deep", "", "far.yaml", str(folder / "base.yaml"))).title == "The base"


def test_a_text_and_standard_input_can_have_a_base(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert load_text("base: base.yaml\ndrop: [a7]").acts[-1].id == "a6"


def test_validate_says_what_was_read(folder):
    text = "title: Otherwise\ndrop: [a7]\nmove: {a1: 2011-06-20, a2: 2011-06-20}\nparameters: {'12(1)': {days: 31}}"
    said = what_was_read(str(overlay(folder, text)))
    assert said == (
        f"{folder}/overlay.yaml: an overlay on {folder}/base.yaml, a scenario of sco-iis-2009, “Otherwise”: 6 acts "
        "(1 act dropped, 2 acts moved, the treaty corrected), readings window: general-date, survival: "
        "termination-only; no faults"
    )


def changes_of(acts: list[dict[str, Any]], rng: random.Random) -> dict[str, Any]:
    """Some acts to drop, to move and to add, none of which another needs."""
    needed = {str(row.get("to")) for row in acts} | {
        str(row["date"]["after"]) for row in acts if "after" in row["date"]
    }
    needed |= {str(row["date"].get("of")) for row in acts if "after" in row["date"]}
    free = [row["id"] for row in acts if row["id"] not in needed]
    dropped = rng.sample(free, min(len(free), rng.randint(0, 3)))
    moved = [row["id"] for row in acts if row["id"] not in dropped and "after" not in row["date"] and "sent" not in row]
    moves = {name: f"2013-0{rng.randint(1, 9)}-15" for name in rng.sample(moved, min(len(moved), 3))}
    added = [
        {**row, "id": f"new-{row['id']}"} for row in rng.sample(acts, min(len(acts), 2)) if row["id"] not in dropped
    ]
    return {"drop": dropped, "move": moves, "acts": added}


def test_an_overlay_gives_what_one_file_would_have_given(tmp_path):
    """The same acts written out in full, on generated lives."""
    rng, tried = random.Random(11), 0
    for said in scenarios(80, seed=11):
        for number, row in enumerate(said["acts"]):
            row.setdefault("id", f"act-{number}")
        changes = changes_of(said["acts"], rng)
        acts = [row for row in said["acts"] if row["id"] not in changes["drop"]]
        acts = [{**row, "date": changes["move"].get(row["id"], row["date"])} for row in acts] + changes["acts"]
        known = {key: value for key, value in said.items() if key not in ("signatories", "signed")}
        (tmp_path / "base.yaml").write_text(json.dumps(known | {"treaty": "sco-iis-2009"}), "utf-8")
        (tmp_path / "overlay.yaml").write_text(json.dumps({"base": "base.yaml", **changes}), "utf-8")
        found, whole = read(tmp_path / "overlay.yaml"), read_whole(tmp_path, known | {"acts": acts})
        assert isinstance(found, Scenario) == isinstance(whole, Scenario)
        if isinstance(found, Scenario) and isinstance(whole, Scenario):
            assert answers(treatysim.simulate(found)) == answers(treatysim.simulate(whole))
            tried += 1
    assert tried >= 60


def read_whole(folder: Path, said: dict[str, Any]) -> Any:
    (folder / "whole.yaml").write_text(json.dumps(said | {"treaty": "sco-iis-2009"}), "utf-8")
    return read(folder / "whole.yaml")


# -- located faults

IN_A_CIRCLE = (
    "{act: accession, by: BLR, date: ¦{after: y}, id: x}",
    "{act: accession, by: ARM, date: {after: x}, id: y}",
)
CORRECT = "drop 'a1', or correct the parameters"
FAULTS = {
    "a-treaty-too": ("¦treaty: sco-iis-2009", "'treaty' beside 'base'; take 'treaty' out: the base has one"),
    "no-such-act-dropped": ("drop: [¦thrid]", "'thrid', which is no act of the base; write 'third'"),
    "no-such-act-moved": (
        "move: {¦a9: 2011-05-05}",
        "'a9', which is no act of the base; look the id up in the base",
    ),
    "an-added-act-moved": (
        "move: {¦own: 2011-05-05}\nacts: [{act: accession, by: BLR, date: 2012-01-01, id: own}]",
        "'own', which is no act of the base; look the id up in the base",
    ),
    "dropped-twice": ("drop: [a2, ¦a2]", "'a2' again; take it out"),
    "moved-twice": (
        "move: {a2: 2011-05-05, ¦a2: 2011-05-06}",
        "the key 'a2' again; keep one of the two",
    ),
    "moved-and-dropped": (
        "drop: [a2]\nmove: {¦a2: 2011-05-05}",
        "'a2', which is dropped as well; take it out of one of the two",
    ),
    "a-proposal-with-consents": (
        "drop: [¦terms]",
        "'terms' dropped, but needed by 'a6'; drop what needs it as well, or keep 'terms'",
    ),
    "an-act-on-which-another-hangs": (
        "drop: [¦third]",
        "'third' dropped, but needed by 'a4'; drop what needs it as well, or keep 'third'",
    ),
    "an-act-on-which-an-added-one-hangs": (
        "drop: [¦a2]\nacts: [{act: authority-exchange, by: CHN, date: {after: a2, days: 3}}]",
        "'a2' dropped, but needed by 'a8'; drop what needs it as well, or keep 'a2'",
    ),
    "an-act-on-which-a-moved-one-hangs": (
        "drop: [¦a2]\nmove: {a7: {after: a2, days: 400}}",
        "'a2' dropped, but needed by 'a7'; drop what needs it as well, or keep 'a2'",
    ),
    "the-id-of-the-base": (
        "acts: [{act: accession, by: BLR, date: 2012-01-01, id: ¦third}]",
        "the id 'third', which an act of the base has; write another id",
    ),
    "the-id-of-one-dropped": (
        "drop: [a7]\nacts: [{act: accession, by: BLR, date: 2012-01-01, id: ¦a7}]",
        "the id 'a7', which an act of the base has; write another id",
    ),
    "consent-to-nothing": (
        "acts: [{act: consent, by: RUS, date: 2012-06-01, to: ¦term}]",
        "consent to 'term', which is no id; write 'terms'",
    ),
    "after-nothing": (
        "acts: [{act: accession, by: BLR, date: {after: ¦forth}}]",
        "after 'forth', which is nothing known; write the id of an act",
    ),
    "moved-before-signing": (
        "move: {a1: ¦2009-06-15}",
        "an act on 2009-06-15, before the treaty was signed; correct the date",
    ),
    "moved-before-it-was-sent": (
        "move: {a7: ¦2013-01-09}",
        "sent on 2013-01-10, after its receipt; correct one of the two",
    ),
    "moved-to-no-day": (
        "move: {a1: ¦2011-02-29}",
        "'2011-02-29', a day that does not exist; write a day up to 2011-02-28",
    ),
    "moved-to-a-number": ("move: {a1: ¦3}", "the number 3; write the year, the month and the day"),
    "moved-to-nothing": ("move: {a1: ¦~}", "nothing; write the year, the month and the day"),
    "moved-after-itself": ("move: {third: ¦{after: third}}", "'third' after itself; give one of them a day"),
    "moved-into-a-circle": (
        "move: {a2: {after: a4}, third: ¦{after: a4, days: 3}}",
        "a circle, 'third' after 'a4' after 'third'; give one of them a day",
    ),
    "a-circle-with-an-added-act": (
        "move: {a2: ¦{after: own}}\nacts: [{act: accession, by: BLR, date: {after: a2}, id: own}]",
        "a circle, 'a2' after 'own' after 'a2'; give one of them a day",
    ),
    "a-circle-of-added-acts": (
        f"acts: [{', '.join(IN_A_CIRCLE)}]",
        "a circle, 'x' after 'y' after 'x'; give one of them a day",
    ),
    "an-unknown-key-of-a-moved-date": ("move: {a1: {after: third, ¦day: 3}}", "unknown key 'day'; write 'days'"),
    "drop-is-a-word": ("drop: ¦a1", "'a1'; write it as [ … ]"),
    "drop-is-a-mapping": ("drop: ¦{a1: a2}", "a mapping; write it as [ … ]"),
    "drop-of-numbers": ("drop: [¦1]", "the number 1; put it in quotes"),
    "move-is-a-list": ("move: ¦[a1]", "a list; write it as {key: value}"),
    "an-unknown-reading": ("readings: {¦windows: own-date}", "unknown reading 'windows'; write 'window'"),
    "an-unknown-parameter": (
        'parameters: {"12(1)": {¦treshold: 3}}',
        "unknown parameter 'treshold'; write 'threshold'",
    ),
    "through-before-signing": (
        "through: ¦2009-01-01",
        "through 2009-01-01, before the treaty was signed; correct the date",
    ),
    "parameters-that-leave-an-act-without-a-clause": (
        '¦parameters: {"12(1)": {instruments: [ratification]}}',
        f"parameters under which no clause of 'sco-iis-2009' knows 'notification' ('a1'); {CORRECT}",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_where_it_is(folder, name):
    text, expected = FAULTS[name]
    assert faults(folder, text) == [expected]


BASES = {
    "a number": ("¦2009", "the number 2009; put it in quotes"),
    "a list": ("¦[base.yaml]", "a list; write it as one word or sentence"),
    "standard input": ('¦"-"', "standard input as a base; name a file"),
}


@pytest.mark.parametrize("name", BASES)
def test_a_base_that_is_no_path(folder, name):
    text, expected = BASES[name]
    more = "\nacts: [{act: accession, by: BLR, date: {after: third}}]"  # what only a base could tell is not told
    assert faults(folder, f"base: {text}{more}", base=None) == [expected]


@pytest.mark.parametrize(
    ("base", "found", "do"),
    [
        ("bas.yaml", "the base './bas.yaml', which does not exist", "write 'base.yaml'"),
        ("./base.yml", "the base './base.yml', which does not exist", "write './base.yaml'"),
        ("nowhere/base.yaml", "the base './nowhere/base.yaml', which does not exist", "check the directory 'nowhere'"),
        (".", "the base './.', which is a directory", "name a file in it"),
        ('"a\\0b"', "the base './a\\x00b', which cannot be read (embedded null byte)", "check its name"),
    ],
)
def test_a_base_that_cannot_be_read(folder, monkeypatch, base, found, do):
    monkeypatch.chdir(folder)
    (fault,) = read(overlay(Path(), "drop: [a99]", base=base))
    assert (fault.file, fault.line, fault.column) == ("overlay.yaml", 1, 7)
    assert (fault.found, fault.do) == (found, do)


@pytest.mark.parametrize("key", ["drop: [a1]", "move: {a1: 2011-05-05}"])
@pytest.mark.parametrize("treaty", ["treaty: sco-iis-2009\n", ""])
def test_changes_without_a_base(folder, treaty, key):
    name = key.split(":", maxsplit=1)[0]
    assert faults(folder, f"{treaty}¦{key}", base=None) == [f"'{name}' without 'base'; add 'base: …'"]


def test_neither_base_nor_treaty(folder):
    assert faults(folder, "¦title: x", base=None) == ["a scenario without 'treaty'; add 'treaty: …'"]


def test_several_faults_at_once(folder):
    text = "drop: [¦a90, a2]\nmove: {¦a91: 2012-01-01}\nacts: [{act: ¦accede, by: BLR, date: 2012-01-01}]"
    assert len(faults(folder, text)) == 3


def test_the_faults_of_a_base_go_by_its_own_name(folder):
    (folder / "base.yaml").write_text("treaty: sco-iis-2009\nacts: [{act: notification, by: XQZ, date: 2011-01-01}]")
    found = read(overlay(folder, "drop: [a90]\nakts: []"))
    assert [(Path(fault.file).name, fault.line) for fault in found] == [("base.yaml", 2), ("overlay.yaml", 3)]


def test_a_base_that_is_no_yaml(folder):
    (folder / "base.yaml").write_text("treaty: {", "utf-8")
    (fault,) = read(overlay(folder, ""))
    assert Path(fault.file).name == "base.yaml"
    (folder / "base.yaml").write_bytes(b"title: \xff")
    (fault,) = read(overlay(folder, ""))
    assert (Path(fault.file).name, fault.do) == ("base.yaml", "save the file as UTF-8")


# -- bases that lead back


def circle(folder: Path, *names: str) -> None:
    for name, base in zip(names, [*names[1:], names[0]], strict=True):
        overlay(folder, "", name, base)


def test_a_file_that_is_its_own_base(folder):
    assert faults(folder, "title: x", base="¦overlay.yaml") == [
        "the base 'overlay.yaml', which is this file itself; name another file"
    ]


@pytest.mark.parametrize("way", ["./overlay.yaml", "../{}/overlay.yaml", "link.yaml", "folder/overlay.yaml"])
def test_by_another_way_it_is_still_the_same_file(folder, way):
    (folder / "link.yaml").symlink_to("overlay.yaml")
    (folder / "folder").symlink_to(".")
    way = way.format(folder.name)
    (fault,) = read(overlay(folder, "", base=way))
    assert (fault.line, fault.column, fault.found) == (1, 7, f"the base '{way}', which is this file itself")


def test_a_circle_is_told_with_its_links_at_the_file_that_was_asked_for(folder):
    circle(folder, "one.yaml", "two.yaml", "three.yaml")
    (fault,) = read(folder / "two.yaml")
    assert (Path(fault.file).name, fault.line, fault.column) == ("two.yaml", 1, 7)
    assert fault.found == "a circle, 'two.yaml' on 'three.yaml' on 'one.yaml' on 'two.yaml'"


def test_a_circle_further_down_is_told_at_its_first_file(folder):
    circle(folder, "one.yaml", "two.yaml")
    (fault,) = read(overlay(folder, "", base="two.yaml"))
    assert (Path(fault.file).name, fault.found) == ("two.yaml", "a circle, 'two.yaml' on 'one.yaml' on 'two.yaml'")


def test_a_chain_can_be_as_deep_as_allowed_and_no_deeper(folder):
    names = [f"{number}.yaml" for number in range(DEEPEST + 1)]
    for name, base in zip(names, ["base.yaml", *names], strict=False):
        overlay(folder, f"title: On {base}", name, base)
    assert load(folder / names[DEEPEST - 1]).title == f"On {names[DEEPEST - 2]}"
    (fault,) = read(folder / names[DEEPEST])
    assert (Path(fault.file).name, fault.line, fault.column) == (names[DEEPEST], 1, 7)
    assert fault.found == f"more than {DEEPEST} bases under one another"


def test_a_link_to_nowhere_and_a_loop_of_links(folder):
    (folder / "nowhere.yaml").symlink_to("gone.yaml")
    (folder / "round.yaml").symlink_to("round.yaml")
    for base in ("nowhere.yaml", "round.yaml"):
        (fault,) = read(overlay(folder, "", base=base))
        assert (fault.line, fault.column) == (1, 7)


# -- hostile files

PIECES = [
    *("{", "}", "[", "]", ": ", ",", "- ", "\n", "~", "\0", "'", "-1", "2011-02-29", "0001-01-01", "9999-12-31"),
    *("base.yaml", "overlay.yaml", "-", ".", "/", "..", "", "base", "drop", "move", "acts", "treaty", "parameters"),
    *("a1", "a8", "third", "terms", "after", "days", "to", "consent", "notification", "99999999999999999999"),
]
WHOLE = """\
title: x
through: 2013-01-01
drop: [a2, a7]
move: {third: 2011-06-20, a4: {after: third, days: 3}}
readings: {re-entry: accession}
parameters: {"12(1)": {threshold: 2}}
states: {}
acts:
  - {act: consent, by: RUS, to: terms, date: 2012-05-03, id: own}
  - {act: withdrawal, by: RUS, date: {after: own, days: 2}, supposed: true}
"""


@st.composite
def mutated(draw):
    text = f"base: base.yaml\n{WHOLE}"
    for _ in range(draw(st.integers(1, 4))):
        start, end = draw(st.sampled_from([found.span() for found in re.finditer(r"[\w.()-]+|\S", text)] or [(0, 0)]))
        piece = draw(st.sampled_from(PIECES) | st.text(max_size=4))
        text = text[:start] + piece + text[draw(st.sampled_from([start, end])) :]
    return text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutated())
def test_an_overlay_with_pieces_changed_is_read_and_runs_or_has_faults(folder, text):
    path = folder / "overlay.yaml"
    path.write_text(text, "utf-8", errors="surrogatepass")
    try:
        scenario = load(path)
    except FaultyFile as error:
        assert error.faults
        for fault in error.faults:
            assert "\n" not in str(fault)
            assert len(str(fault)) < 2000
    else:
        ids = [act.id for act in scenario.acts]
        assert len(set(ids)) == len(ids)
        assert [act.rank for act in scenario.acts] == list(range(len(ids)))
        treatysim.simulate(scenario)


def test_the_whole_overlay_is_sound(folder):
    """Otherwise the mutations would only try faults on faults."""
    assert len(on(folder, WHOLE).acts) == 7


def test_a_large_base_with_many_changes_is_read_in_time(folder):
    lines = [f"  - {{act: consultation, by: CHN, date: 2012-01-01, id: c{n}}}" for n in range(3000)]
    (folder / "base.yaml").write_text("treaty: sco-iis-2009\nacts:\n" + "\n".join(lines), "utf-8")
    moves = ", ".join(f"c{n}: 2012-02-02" for n in range(1000))
    drops = ", ".join(f"c{n}" for n in range(1000, 3000))
    assert len(on(folder, f"drop: [{drops}]\nmove: {{{moves}}}").acts) == 1000
    strange = ", ".join(f"d{n}" for n in range(3000))
    assert len(read(overlay(folder, f"drop: [{strange}]"))) <= 501


# -- the schema for editors


@pytest.mark.parametrize(
    ("text", "admitted"),
    [
        ("base: x.yaml", True),
        ("base: x.yaml\ndrop: [a1]\nmove: {a2: 2011-05-05, a3: {after: a1, days: 3}}\nacts: []", True),
        ("treaty: sco-iis-2009\nbase: ~", True),
        ("base: x.yaml\ntreaty: sco-iis-2009", False),
        ("treaty: sco-iis-2009\ndrop: [a1]", False),
        ("treaty: sco-iis-2009\nmove: {a1: 2011-05-05}", False),
        ("title: x", False),
        ("base: x.yaml\ndrop: a1", False),
        ("base: x.yaml\nmove: {a2: {days: 3}}", False),
        ("base: 3", False),
    ],
)
def test_the_schema_knows_overlays(text, admitted):
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(schema("scenario"))
    assert validator.is_valid(located(text, "s.yaml").value) == admitted


def test_a_link_is_followed_from_the_folder_where_it_lies(folder):
    """The folder is that of the path as it is named, as with treaty files."""
    (folder / "elsewhere").mkdir()
    os.symlink(overlay(folder, "title: x"), folder / "elsewhere" / "link.yaml")
    (fault,) = read(folder / "elsewhere" / "link.yaml")
    assert "which does not exist" in fault.found
