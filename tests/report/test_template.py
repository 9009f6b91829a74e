"""A scenario to begin with is valid as it stands, and when everything in it is wanted."""

from __future__ import annotations

import re

import pytest

from treatysim.errors import FaultyFile
from treatysim.files import load_text, load_treaty, shipped_treaties
from treatysim.files.writing import scalar
from treatysim.report.template import scenario_template


@pytest.mark.parametrize("name", shipped_treaties())
def test_it_is_valid_as_it_stands_and_with_every_example(name):
    text = scenario_template(name)
    assert load_text(text).treaty.id == name
    wanted = re.sub(r"^#( +- |   [a-z-]+: [a-z]| (?=through:|readings:))", r"\1", text, flags=re.MULTILINE)
    wanted = re.sub(r"^ (through|readings)", r"\1", wanted, flags=re.MULTILINE)
    everything = load_text(wanted)
    assert tuple(act.kind for act in everything.acts) == load_treaty(name).acts
    assert set(everything.readings) == set(load_treaty(name).axes)
    assert everything.through is not None


def test_acts_from_a_table(tmp_path):
    table = tmp_path / "acts.csv"
    table.write_text(
        'act,by,date,note,supposed\nnotification,CHN,2011-03-10,"a: ""b"", #c",true\nnotification,KAZ,2011-03-11,,\n'
    )
    scenario = load_text(scenario_template("sco-iis-2009", table))
    assert [act.by for act in scenario.acts] == ["CHN", "KAZ"]
    assert scenario.acts[0].fields["note"] == 'a: "b", #c'
    assert scenario.acts[0].supposed


def test_a_table_with_an_act_that_the_treaty_does_not_know(tmp_path):
    table = tmp_path / "acts.csv"
    table.write_text("act,by,date\nnotification,CHN,2016-05-01\n")
    with pytest.raises(FaultyFile, match="notification"):
        scenario_template("paris-2015", table)


@pytest.mark.parametrize(
    "text", ["", "no", "12:30", "010", "a: b", "- x", "#", "tab\there", "naïve", "2011-03-10", "x\u0085y"]
)
def test_a_scalar_says_the_same_text_again(text):
    title = load_text(f"title: {scalar(text)}\ntreaty: sco-iis-2009\n").title
    assert title == text
