"""What the README says to those who write a treaty of their own: its tables are those of the code, its files work."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from treatysim.checking.drafting import drafted
from treatysim.checking.lint import gaps
from treatysim.checking.mine import functions_in
from treatysim.checking.questions import Question
from treatysim.checking.trying import check
from treatysim.files import load, load_treaty
from treatysim.files.shapes import ClauseShape, TreatyShape
from treatysim.law.acts import EFFECTS, SUBJECTS, Act
from treatysim.law.clause import PERIOD, UNITS
from treatysim.law.consequences import Effect, Finding
from treatysim.law.days import iso
from treatysim.law.readings import AXES
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import ActOutcome, Obligation, StateOutcome, Timeline
from treatysim.law.treaty import CLAUSE_KINDS, Treaty
from treatysim.report.rows import STANDINGS
from treatysim.simulation import simulate
from treatysim.words import catalogue

ROOT = Path(__file__).parent.parent
OWN = ROOT / "scenarios" / "own"
GUIDE = re.search(
    r"^## A treaty of your own\n(.*?)^## ", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
)[1]
LAKES = load_treaty(str(OWN / "lakes.yaml"))


def words(text: str) -> list[str]:
    """What stands in backticks, up to a colon or a bracket."""
    return [re.match(r"[\w-]*", said)[0] for said in re.findall(r"`([^`]+)`", text)]


def rows(first: str) -> list[list[str]]:
    """The table whose first column has this heading, without its head."""
    lines = GUIDE[GUIDE.index(f"\n| {first} |") :].strip().split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def block(language: str, place: int) -> str:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)[place]


# -- the tables


def test_every_key_of_a_treaty_file_is_named() -> None:
    prose = re.sub(r"^```.*?^```", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
    named = set(words(prose)) | set(re.findall(r"^ *(?:- )?([\w-]+):", block("yaml", 0), re.MULTILINE))
    for shape in (TreatyShape, ClauseShape):
        assert {field.alias or name for name, field in shape.model_fields.items()} <= named


def test_every_kind_of_clause_has_its_row() -> None:
    assert [words(row[0]) for row in rows("kind")] == [[kind] for kind in CLAUSE_KINDS]


@pytest.mark.parametrize("row", rows("kind"), ids=lambda row: row[0].strip("`"))
def test_a_kind_of_clause_has_the_parameters_doubts_and_acts_of_its_row(row: list[str]) -> None:
    kind = CLAUSE_KINDS[row[0].strip("`")]
    parameters = [name for name in words(row[2]) if name]
    assert set(parameters) | (set(PERIOD) if "*period*" in row[2] else set()) == set(kind.allowed)
    required = {name for name, one in kind.allowed.items() if one.required}
    assert set(words(" ".join(re.findall(r"\*\*.*?\*\*", row[2])))) == required
    assert ("or none" in row[2]) == (set(PERIOD) <= set(kind.allowed) and not kind.period_needed)
    assert words(row[3]) == list(kind.may_leave_open)
    assert [name for name in words(row[4]) if name != "instruments"] == list(kind.acts)


def test_the_subjects_of_proposals_are_named() -> None:
    (row,) = (row for row in rows("kind") if row[0] == "`mutual-consent`")
    assert re.search(r"`subject`\*\* \((.*?)\)", row[2])[1].split(", ") == list(SUBJECTS)


def test_a_period_has_the_units_and_ways_of_counting_that_are_named() -> None:
    said = GUIDE[GUIDE.index("A *period* is") : GUIDE.index("| kind |")]
    assert set(UNITS) | {"counting", "month-end"} == set(PERIOD)
    assert set(words(said)) >= set(PERIOD)
    for name in ("counting", "month-end"):
        assert all(choice in said for choice in PERIOD[name].choices)


def test_every_doubt_has_its_row_and_answers_in_their_order() -> None:
    assert {row[0].strip("`"): tuple(words(row[2])) for row in rows("doubt")} == {
        axis: one.order for axis, one in AXES.items()
    }
    assert set(AXES) == {axis for kind in CLAUSE_KINDS.values() for axis in kind.may_leave_open}


OF_EACH: dict[str, tuple[type[Any], ...]] = {
    "states": (StateOutcome,),
    "effects": (Effect,),
    "obligations": (Obligation,),
    "findings": (Finding,),
    "acts": (ActOutcome, Act),
    "scenario": (Scenario, Treaty),
}


@pytest.mark.parametrize("row", rows("of `timeline`"), ids=lambda row: row[0])
def test_a_timeline_has_what_a_property_may_read(row: list[str]) -> None:
    names = words(row[0])
    assert all(hasattr(Timeline, name) or name in {one.name for one in fields(Timeline)} for name in names)
    of = OF_EACH.get(names[0], ())
    known = {one.name for each in of for one in fields(each)} | {name for each in of for name in dir(each)}
    assert set(words(row[2])) - {"None"} <= known
    assert bool(row[2]) == bool(of)


@pytest.mark.parametrize(
    ("begins", "known"),
    [
        ("* Standings:", set(STANDINGS)),
        ("* Kinds of effect:", set(EFFECTS)),
        ("* Duties:", set(catalogue()["duties"]) | set(catalogue()["statuses"]) | {"DEPOSITARY", "PARTIES"}),
    ],
)
def test_the_words_of_a_timeline_are_listed(begins: str, known: set[str]) -> None:
    said = re.split(r"\n\* |\n\n", GUIDE[GUIDE.index(begins) :])[0]
    assert set(words(said)) == known


# -- the files


def test_the_smallest_file_is_a_treaty(tmp_path: Path) -> None:
    """The fourth of four deposits on 2 June 2026: ninety days after is 31 August."""
    (tmp_path / "small.yaml").write_text(block("yaml", 0), "utf-8")
    small = load_treaty(str(tmp_path / "small.yaml"))
    assert [gap.rule for gap in gaps(small).found] == ["withdrawn-instrument", "no-road"]
    assert not check(small, examples=20).broken
    day = date(2026, 6, 2).toordinal()
    acts = [
        {"act": "deposit", "by": state, "date": day, "instrument": "ratification"} for state in small.signatories[:4]
    ]
    assert iso(simulate(drafted(small, acts)).first("entry-into-force")) == "2026-08-31"


def test_the_convention_has_no_gap() -> None:
    assert not gaps(LAKES).found


def test_the_story_of_the_convention() -> None:
    """The European Union is not counted, so Rwanda's is the seventh instrument: ninety days after 1 February 2027 is
    2 May.  Kazakhstan: ninety days after 15 March is 13 June.  Germany's notice of 3 June 2030 runs for a year."""
    found = simulate(load(OWN / "lakes-first-years.yaml"))
    held = {one.state: [(iso(since), iso(until)) for since, until in one.in_force] for one in found.states}
    assert (held["EUE"], held["KAZ"]) == ([("2027-05-02", None)], [("2027-06-13", None)])
    assert held["DEU"] == [("2027-05-02", "2031-06-03")]
    assert not found.findings


def test_the_properties_shown_are_those_of_the_file() -> None:
    assert block("python", 0) == (OWN / "lakes.py").read_text("utf-8")


def own() -> tuple[dict[str, Any], tuple[Question, ...]]:
    properties, questions = functions_in(str(OWN / "lakes.py"))
    return {one.name: one for one in properties}, questions


def corrected(provision: str, **parameters: object) -> Treaty:
    return LAKES.corrected({provision: parameters}, LAKES.groups, LAKES.quantities)


def life(treaty: Treaty, notices: dict[str, str], received: str = "2026-03-08") -> Timeline:
    """Seven instruments, four of them from the Great Lakes, all received on one day; and notices of withdrawal."""
    states = ("CHE", "COD", "EST", "KAZ", "KEN", "RWA", "TZA")
    acts = [{"act": "deposit", "by": state, "date": received, "instrument": "ratification"} for state in states]
    acts += [{"act": "withdrawal", "by": state, "date": day} for state, day in notices.items()]
    dated = [act | {"date": date.fromisoformat(act["date"]).toordinal()} for act in acts]
    return simulate(drafted(treaty, dated))


@pytest.mark.parametrize("name", ["three-from-the-great-lakes", "four-years-a-party"])
def test_the_properties_hold_of_the_convention(name: str) -> None:
    assert not check(LAKES, [own()[0][name]], examples=100).broken


def test_they_do_not_hold_of_another_one() -> None:
    """In force on 6 June 2026, ninety days after 8 March.  With two years for three, a notice of 6 June 2028 is
    admitted, and a year too early; with a group of two there are only two from the Great Lakes among the seven."""
    two_years = corrected("20", **{"not-before-years": 2})
    breach = own()[0]["four-years-a-party"].broken(life(two_years, {"CHE": "2028-06-06"}))
    assert breach.says == "CHE: bound on 2026-06-06, out on 2029-06-06"
    assert own()[0]["four-years-a-party"].broken(life(LAKES, {"CHE": "2029-06-06"})) is None
    seven = life(LAKES, {})
    assert own()[0]["three-from-the-great-lakes"].broken(seven) is None
    fewer = replace(LAKES, groups={"great-lakes": frozenset({"COD", "KEN"})})
    other = replace(seven, scenario=replace(seven.scenario, treaty=fewer))
    assert own()[0]["three-from-the-great-lakes"].broken(other).says == "in force on 2026-06-06 with 2 of them"


def test_the_question_has_an_answer() -> None:
    """Four Parties from the Great Lakes, of whom two leave; the third that is left of three does not."""
    (question,) = own()[1]
    assert question.seen(life(LAKES, {"COD": "2029-06-07"})) is None
    found = question.seen(life(LAKES, {"COD": "2029-06-07", "KEN": "2029-06-08"}))
    assert found.says == "Only 2 of them are Parties"


def test_what_no_sample_found() -> None:
    """Bound on 29 February 2028, ninety days after 1 December 2027; three years after is 28 February 2031, a year after
    that 28 February 2032, a day short of four years."""
    found = life(LAKES, {"CHE": "2031-02-28"}, received="2027-12-01")
    assert not found.findings
    assert own()[0]["four-years-a-party"].broken(found).says == "CHE: bound on 2028-02-29, out on 2032-02-28"


def test_the_test_shown_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown: dict[str, Any] = {}
    exec(block("python", 1), shown)  # noqa: S102
    chosen = shown["TestLakes"].settings
    assert (chosen.max_examples, chosen.stateful_step_count, chosen.deadline, chosen.database) == (20, 12, None, None)
    assert set(chosen.suppress_health_check) == set(
        settings(suppress_health_check=list(HealthCheck)).suppress_health_check
    )
    machine = shown["treaty_machine"](LAKES, shown["OWN"])
    run_state_machine_as_test(machine, settings=settings(chosen, max_examples=3))
    with pytest.raises(AssertionError, match="three-from-the-great-lakes: in force on"):
        other = corrected("18(1)", members={"group": "great-lakes", "threshold": 1})
        run_state_machine_as_test(
            shown["treaty_machine"](replace(other), shown["OWN"]), settings=settings(chosen, max_examples=200)
        )
