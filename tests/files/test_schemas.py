"""The JSON Schema that editors get: it admits what loads, and refuses what has the wrong shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from treatysim.errors import UnknownName
from treatysim.files import positions, schema, shipped_treaties
from treatysim.files.structure import fields_of
from treatysim.law.acts import ACTS
from treatysim.law.treaty import CLAUSE_KINDS

jsonschema = pytest.importorskip("jsonschema")

ROOT = Path(__file__).parent.parent.parent
INVENTED = sorted((ROOT / "tests" / "checking").glob("*/*.yaml"))
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
DATE = "date: 2012-01-01"


def validator(of):
    return jsonschema.Draft202012Validator(schema(of))


def value(text):
    return positions.located(text, "s.yaml").value


@pytest.mark.parametrize("of", ["scenario", "treaty"])
def test_it_is_a_schema(of):
    jsonschema.Draft202012Validator.check_schema(schema(of))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_it_admits_the_scenarios_that_ship(path):
    validator("scenario").validate(value(path.read_text("utf-8")))


@pytest.mark.parametrize("name", shipped_treaties())
def test_it_admits_the_treaties_that_ship(name):
    validator("treaty").validate(value((ROOT / "treatysim" / "treaties" / f"{name}.yaml").read_text("utf-8")))


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.stem)
def test_it_admits_treaties_that_settle_their_doubts(path):
    validator("treaty").validate(value(path.read_text("utf-8")))


@pytest.mark.parametrize("said", ["settles: {survival: never}", "settles: {window: own-date}", "consequence: [1]"])
def test_it_refuses_what_no_clause_of_the_kind_can_say(said):
    clause = 'clauses: [{provision: "1", kind: survival, ' + said + "}]"
    text = "treaty: t\ntitle: T\nsigned: 2020-01-01\nsignatories: []\n" + clause
    assert not validator("treaty").is_valid(value(text))


@pytest.mark.parametrize(
    "text",
    [
        "acts: []",
        "treaty: sco-iis-2009\nakts: []",
        "treaty: sco-iis-2009\nthrough: next year",
        "treaty: sco-iis-2009\nreadings: {window: own}",
        "treaty: sco-iis-2009\nreadings: {windows: own-date}",
        "treaty: sco-iis-2009\nacts: [{act: accede, by: BLR, " + DATE + "}]",
        "treaty: sco-iis-2009\nacts: [{act: accession, " + DATE + "}]",
        "treaty: sco-iis-2009\nacts: [{act: accession, by: DEPOSITARY, " + DATE + "}]",
        "treaty: sco-iis-2009\nacts: [{act: accession, by: BLR}]",
        "treaty: sco-iis-2009\nacts: [{act: accession, by: BLR, of: ARM, " + DATE + "}]",
        "treaty: sco-iis-2009\nacts: [{act: acceptance, by: CHN, " + DATE + "}]",
        "treaty: sco-iis-2009\nacts: [{act: certified-copies, by: CHN, " + DATE + "}]",
        "treaty: sco-iis-2009\nacts: [{act: accession, by: BLR, date: {after: accession, days: -1}}]",
        "treaty: sco-iis-2009\nacts: [{act: accession, by: BLR, date: {days: 1}}]",
    ],
)
def test_it_refuses(text):
    assert not validator("scenario").is_valid(value(text))


@pytest.mark.parametrize("kind", ACTS)
def test_editors_learn_the_fields_of_every_act(kind):
    rules = schema("scenario")["$defs"]["ActShape"]["allOf"]
    (rule,) = [rule["then"] for rule in rules if rule["if"]["properties"]["act"]["const"] == kind]
    assert tuple(rule["properties"]) == fields_of(kind)
    assert set(ACTS[kind].needs) <= set(rule["required"]) <= set(rule["properties"])
    assert ("by" in rule["required"]) == (ACTS[kind].author != "depositary")


@pytest.mark.parametrize("kind", CLAUSE_KINDS)
def test_editors_learn_the_parameters_of_every_clause(kind):
    rules = schema("treaty")["$defs"]["ClauseShape"]["allOf"]
    (rule,) = [rule["then"] for rule in rules if rule["if"]["properties"]["kind"]["const"] == kind]
    assert set(rule["properties"]["parameters"]["properties"]) == set(CLAUSE_KINDS[kind].allowed)


def test_there_is_no_other_schema():
    with pytest.raises(UnknownName, match="expected one of: scenario, treaty"):
        schema("timeline")
