"""The program that verifies a timeline: it passes all that the package says, and nothing that was changed.

A sample in the test run; with ``TREATYSIM_VERIFY=20000 uv run pytest tests/checking/test_verify.py`` so many generated
lives, and every change that there is of every golden timeline.
"""

from __future__ import annotations

import ast
import copy
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import treatysim
from tests.checking import mutations
from tests.checking.mutations import Json, at, leaves, renewed
from tests.law.agreement import PARIS, accede, accept, act, deposit, four_notify, leave, notify
from tests.plain import scenario_of
from tests.test_golden import GOLDEN
from tests.witness.scenarios import scenarios
from treatysim.checking import verify
from treatysim.checking.trying import check
from treatysim.checking.verify import refusals
from treatysim.cli import app
from treatysim.files import load_text, load_treaty

LIVES = int(os.environ.get("TREATYSIM_VERIFY", "0"))
LONG = LIVES > 0
PARTS = 4
PROGRAM = Path(verify.__file__)


def timelines() -> dict[str, Json]:
    read = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(GOLDEN.glob("*.json"))}
    return {name: said for name, said in read.items() if "timeline" in said}


TIMELINES = timelines()
SHORT = [name for name in TIMELINES if not name.startswith("paris")]


def some(listed: list[Any], count: int, seed: int) -> list[Any]:
    """So many of them, the same for the same seed; all for 0."""
    return random.Random(seed).sample(listed, count) if 0 < count < len(listed) else listed


def refused(said: Json) -> bool:
    """Whether it is refused, or no timeline at all."""
    try:
        return bool(refusals(said)[0])
    except ValueError:
        return True


def simulated(acts: list[Json], **also: Any) -> Json:
    """The timeline of a scenario in plain values, as its JSON is read again."""
    said = {"treaty": "sco-iis-2009", "acts": acts} | also
    return json.loads(json.dumps(treatysim.simulate(load_text(json.dumps(said), "plain")).to_dict()))


# -- what the package says passes


@pytest.mark.parametrize("name", TIMELINES)
def test_every_golden_timeline_is_verified(name: str) -> None:
    wrong, looked_at = refusals(TIMELINES[name])
    assert wrong == []
    assert looked_at > 150


@pytest.mark.parametrize("part", range(PARTS))
def test_generated_lives_are_verified(part: int) -> None:
    for said in scenarios((LIVES or 320) // PARTS, seed=7_000 + part):
        timeline = json.loads(json.dumps(treatysim.simulate(scenario_of(said)).to_dict()))
        assert refusals(timeline)[0] == [], said["title"]


BEYOND = [*four_notify(), leave("CHN", "2011-07-01", intended="9999-12-31"), act("consultation", "RUS", "9999-08-01")]
PAIRS = {
    "nothing-at-all": {"acts": []},
    "a-last-day-before-everything": {"acts": four_notify(), "through": "2010-01-01"},
    "on-its-way": {"acts": four_notify(), "through": "2011-05-20"},
    "beyond-the-calendar": {"acts": BEYOND},
    "the-first-that-was-sent": {
        "acts": [*four_notify(), leave("CHN", "2011-07-05", sent="2011-07-01", intended="2011-08-01")],
        "readings": {"notice-base": "sending"},
    },
    "paris-before-the-share": {"treaty": PARIS, "acts": [deposit("CHN", "2016-05-01"), deposit("EUE", "2016-05-02")]},
    "other-parameters": {"acts": four_notify(), "parameters": {"12(1)": {"threshold": 2, "months": 1}}},
}


@pytest.mark.parametrize("said", PAIRS.values(), ids=PAIRS)
def test_lives_at_the_edges_are_verified(said: Json) -> None:
    assert refusals(simulated(**said))[0] == []


# -- what was changed is refused


@pytest.mark.parametrize("name", TIMELINES)
def test_any_single_value_changed_or_deleted_is_refused(name: str) -> None:
    said = TIMELINES[name]
    count = 2 if name not in SHORT else 0 if LONG else 8
    for path, value in some(list(leaves(said)), count, seed=1):
        new = copy.deepcopy(said)
        at(new, path[:-1])[path[-1]] = [value]
        assert refused(new), path
        del at(new, path[:-1])[path[-1]]
        assert refused(new), path


@pytest.mark.parametrize("kind", mutations.KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("name", TIMELINES)
def test_a_change_with_the_digest_made_anew_is_refused(name: str, kind: Callable[[Json], Any]) -> None:
    if kind is mutations.threshold and name.startswith("paris"):
        pytest.skip("no test of the home clause")
    count = 1 if name not in SHORT else 0 if LONG else 5
    for sentence, make in some(list(kind(TIMELINES[name])), count, seed=len(name)):
        assert refused(make()), sentence


def test_the_changes_are_there() -> None:
    """Every kind of change finds something to change in the longest life."""
    assert {kind.__name__ for kind in mutations.KINDS if not list(kind(TIMELINES["re-entry"]))} == set()
    assert len(list(mutations.days(TIMELINES["re-entry"]))) > 400


def test_what_is_only_believed_is_little() -> None:
    """Of more than four thousand dates, those that nothing rests on: the last days, and two notices of one file."""
    believed = [
        (name, path)
        for name in SHORT
        for path, value in leaves(TIMELINES[name])
        if isinstance(value, str) and mutations.DAY.fullmatch(value) and mutations.believed(TIMELINES[name], path)
    ]
    others = [(name, path[2]) for name, path in believed if path != ("scenario", "through")]
    assert len(others) < 15
    assert {field for _, field in others} <= {"sent", "intended", "uncertain", "date"}


def refuses(said: Json, *words: str) -> bool:
    return any(all(word in line for word in words) for line in refusals(renewed(said))[0])


def test_four_notifications_and_no_entry_on_its_way() -> None:
    said = simulated(four_notify(), through="2011-05-20")
    assert len(said["coming"]) == 5
    said["coming"] = []
    assert refuses(said, "coming")


def test_the_fifth_of_five_counted_in_place_of_the_fourth() -> None:
    said = simulated([*four_notify(), notify("UZB", "2011-05-03", id="n-UZB")])
    entry = said["timeline"][5]
    assert entry["kind"] == "entry-into-force"
    entry["reason"] = json.loads(json.dumps(entry["reason"]).replace("n-TJK", "n-UZB"))  # of the same day
    assert refuses(said, "timeline[5].reason.of[0].of", "those that were enough")


def test_a_duty_that_every_entry_raises_is_missed() -> None:
    said = simulated(four_notify())
    said["obligations"] = [row for row in said["obligations"] if row["bearer"] != "CHN"]
    assert refuses(said, "obligations")


def test_an_acceptance_that_was_given_is_missed_in_the_reason() -> None:
    said = simulated([*four_notify(), accede("BLR", "2012-01-02"), *(accept(by, "2012-02-01") for by in SIX)])
    row = next(row for row in said["timeline"] if row["kind"] == "accession-complete")
    row["reason"]["of"].pop()
    assert refuses(said, "reason", "accession-complete")


SIX = ("CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB")

COUNTED = ("certified-copies", "authority-exchange", "consultation", "withdrawal-circulated")
OWING = [*four_notify(), act("consultation", "RUS", "2011-09-01"), leave("CHN", "2011-07-01")]


@pytest.mark.parametrize("duty", COUNTED)
def test_a_duty_that_arose_is_missed(duty: str) -> None:
    said = simulated([*OWING, leave("CHN", "2011-07-09", intended="2012-07-09")])  # the second notice raises no duty
    assert refusals(said)[0] == []
    at_ = next(place for place, row in enumerate(said["obligations"]) if row["duty"] == duty)
    del said["obligations"][at_]
    assert refuses(said, "obligations", duty)


@pytest.mark.parametrize("name", SHORT)
def test_a_refusal_s_weight_and_state_are_those_of_the_act_that_was_refused(name: str) -> None:
    said = TIMELINES[name]
    refused_acts = {act["id"] for act in said["acts"] if act["admitted"] is False}
    for place, row in enumerate(said["findings"]):
        if row["act"] in refused_acts:
            for key, value in (("severity", "note"), ("state", "NOR")):
                assert refused(mutations.changed(said, ("findings", place, key), value)[1]()), (place, key)


def test_a_way_of_counting_left_out_of_the_alternatives() -> None:
    said = simulated([*four_notify(), accede("BLR", "2012-01-02"), *(accept(by, "2012-02-01") for by in SIX)])
    row = next(row for row in said["timeline"] if "alternatives" in row)
    del row["alternatives"]["clear-days"]
    assert refuses(said, "alternatives.clear-days", "2012-03-03")  # 1 February + 31


def test_what_is_noted_of_an_instrument_is_accepted() -> None:
    acts = [deposit("NIC", "2016-05-01", "approval"), deposit("MNE", "2016-05-02", "succession")]
    said = simulated(acts, treaty=PARIS)
    assert [row["code"] for row in said["findings"]] == ["instrument-without-signature", "instrument-not-provided-for"]
    assert refusals(said)[0] == []


def test_a_reading_otherwise_than_it_was_read() -> None:
    said = simulated(four_notify())
    said["readings"]["entry-period"] = "clear-days"
    assert refuses(said, "timeline[4].reason.reading: {'entry-period': 'day-after'}", "clear-days")


def test_the_instrument_has_a_digest_of_its_own() -> None:
    plain, other = simulated([])["instrument"], simulated([], parameters={"12(4)": {"days": 91}})["instrument"]
    assert plain["digest"] != other["digest"]
    assert plain == {**simulated(four_notify())["instrument"]}
    assert (plain["signatories"], plain["not_additional"], plain["quantities"]) == (list(SIX), [], {})
    paris = simulated([], treaty=PARIS)["instrument"]
    assert (paris["not_additional"], paris["quantities"]["emissions"]["CHN"]) == (["EUE"], "20.09")


# -- the command


def invoke(*words: str, given: str | None = None) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["verify", *words], input=given)
    return done.exit_code, done.stdout, done.stderr


GOOD = str(GOLDEN / "withdrawal.json")


def test_a_verified_timeline_is_told_so_in_a_line() -> None:
    code, out, err = invoke(GOOD)
    assert (code, err) == (0, "")
    assert out.startswith(f"{GOOD}: verified, ")
    assert out.count("\n") == 1


def acceded() -> Json:
    """Belarus accedes with the acceptance of all six signatories."""
    six = ("CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB")
    return simulated([*four_notify(), accede("BLR", "2012-01-02"), *(accept(by, "2012-02-01") for by in six)])


def amended() -> Json:
    """The four Parties amend the Agreement."""
    proposal = act("proposal", "CHN", "2012-01-02", subject="amendment", id="p")
    consents = [act("consent", by, "2012-02-01", to="p") for by in ("CHN", "RUS", "KAZ", "TJK")]
    return simulated([*four_notify(), proposal, *consents])


def ended() -> Json:
    """Three of four Parties leave, and the treaty ends with the last of them."""
    return simulated([*four_notify(), *(leave(by, "2012-01-02") for by in ("CHN", "RUS", "KAZ"))])


def norwegian(said: Json, kind: str) -> None:
    """An answer of one who was asked becomes that of Norway, wherever it stands."""
    row = next(row for row in said["acts"] if row["act"] == kind)
    row["by"] = "NOR"
    told = next(it for it in said["timeline"] if it["act"] == row["id"])
    told["state"] = "NOR"


def without(said: Json, kind: str, state: str | None = None) -> None:
    gone = {it["id"] for it in said["timeline"] if it["kind"] == kind and it["state"] in (None, state)}
    said["timeline"] = [it for it in said["timeline"] if it["id"] not in gone]
    said["obligations"] = [it for it in said["obligations"] if not any(f'"{one}"' in json.dumps(it) for one in gone)]


def not_ended(said: Json) -> None:
    """The end goes, with everything that follows from it."""
    without(said, "termination")
    said["terminated"] = None
    last = next(row for row in said["states"] if row["state"] == "TJK")
    last["standing"], last["in_force"][-1]["until"] = "party", None
    for duty in said["obligations"]:
        if duty["status"] == "lapsed" and duty["duty"] == "consultation":
            duty["status"] = "expected"


def not_acceded(said: Json) -> None:
    """The accession goes, with everything that follows from it."""
    without(said, "accession-complete", "BLR")
    without(said, "entry-into-force-for", "BLR")
    said["obligations"] = [duty for duty in said["obligations"] if duty["bearer"] != "BLR"]
    row = next(row for row in said["states"] if row["state"] == "BLR")
    row.update({"standing": "applicant", "in_force": [], "waiting_for": []})


LIES: dict[str, tuple[Callable[[], Json], Callable[[Json], None]]] = {
    "an acceptance of nobody asked": (acceded, lambda said: norwegian(said, "acceptance")),
    "a consent of nobody asked": (amended, lambda said: norwegian(said, "consent")),
    "no end with too few": (ended, not_ended),
    "no accession with everybody's answer": (acceded, not_acceded),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_told_throughout_is_refused(lie: str) -> None:
    said, tell = LIES[lie][0](), LIES[lie][1]
    assert refusals(said)[0] == []
    tell(said)
    assert refused(renewed(said))


def retold(said: Json, true: Json) -> Json:
    """A timeline with the clauses and the instrument of another, as if it had been simulated under these."""
    said["clauses"], said["instrument"] = copy.deepcopy(true["clauses"]), copy.deepcopy(true["instrument"])
    return renewed(said)


def later_life(**also: Any) -> Json:
    """Four enter into force, Belarus accedes, China leaves."""
    acts = [*four_notify(), accede("BLR", "2012-01-02"), *(accept(by, "2012-02-01") for by in SIX)]
    return simulated([*acts, leave("CHN", "2013-01-01", sent="2012-12-22")], **also)


@pytest.mark.parametrize("provision", ["12(1)", "12(3)", "12(4)", "5(1)", "11"])
def test_a_day_in_place_of_the_clause_s_own_period(provision: str) -> None:
    lie = later_life(parameters={provision: {"days": 1}})
    assert refuses(retold(lie, later_life()), "reason.days: 1 stands there")


def rewritten(said: Json, make: Callable[[Json], None]) -> Json:
    """Every node of every reason told otherwise."""

    def below(value: Any) -> None:
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            below(inner)
        if isinstance(value, dict) and "op" in value:
            make(value)

    below(said)
    return said


def no_nth(node: Json) -> None:
    """The n-th to come is told as the latest of so many."""
    if node["op"] == "nth":
        node["op"] = "latest"
        del node["n"], node["from"]


def no_axis(node: Json) -> None:
    """Nothing is said of the wording on which the number of days hangs."""
    node.get("reading", {}).pop("entry-period", None)


def test_three_are_enough_where_the_clause_asks_for_four_and_nothing_is_said_of_the_third() -> None:
    lie = rewritten(later_life(parameters={"12(1)": {"threshold": 3}}), no_nth)
    assert refuses(retold(lie, later_life()), "what entry-into-force rests on")


def test_a_wording_on_which_a_day_hangs_left_out() -> None:
    lie = rewritten(later_life(), no_axis)
    lie["readings"]["entry-period"] = "clear-days"
    assert refuses(lie, "timeline[4].reason.reading: {} stands there; it should be entry-period")


def test_a_notice_counted_from_its_dispatch_where_receipt_is_read() -> None:
    lie = later_life(readings={"notice-base": "sending"})
    assert [row["date"] for row in lie["timeline"] if row["kind"] == "withdrawal-effective"] == ["2013-03-22"]  # + 90
    lie["readings"]["notice-base"] = "receipt"
    lie = rewritten(
        lie,
        lambda node: (
            node.get("reading", {}).update({"notice-base": "receipt"})
            if "notice-base" in node.get("reading", {})
            else None
        ),
    )
    assert refuses(lie, "what withdrawal-effective rests on")


def test_a_state_bound_before_the_treaty_is_in_force() -> None:
    said = later_life()
    entry = next(row for row in said["timeline"] if row["kind"] == "entry-into-force")
    said["timeline"].remove(entry)
    said["timeline"].insert(8, entry)  # behind those that it brings about
    assert refuses(said, "timeline[4].date", "in order")


def test_what_outlives_a_leaving_rests_on_that_and_not_on_the_end_of_the_same_day() -> None:
    """With the last but one the treaty ends; each duty that survives is of the leaving of its bearer."""
    said = copy.deepcopy(TIMELINES["last-four"])
    changes = [change for change in mutations.premises(said) if "obligations" in change[0]]
    assert changes
    assert all(refused(make()) for _, make in changes)


SHARED = """
title: Two clauses under one provision, twice
signed: 2010-01-01
place: Almaty
depositary: {name: Ministry, seat: Asia/Almaty}
signatories: [CHN, KAZ, KGZ, RUS]
clauses:
  - {provision: "9", kind: entry-into-force, parameters: {threshold: 2, days: 30}}
  - {provision: "9", kind: accession, parameters: {days: 60}}
  - {provision: "10", kind: withdrawal, parameters: {days: 90, circulation-days: 30}}
  - {provision: "10", kind: mutual-consent, parameters: {subject: termination}}
  - {provision: "10", kind: minimum-parties, parameters: {minimum: 2}}
treaty: shared
"""


def test_clauses_that_share_a_provision(tmp_path: Path) -> None:
    """Each period is that of its own clause; and no property takes one clause for the other."""
    path = tmp_path / "shared.yaml"
    path.write_text(SHARED, "utf-8")
    acts = [notify("CHN", "2011-01-01"), notify("KAZ", "2011-01-02"), accede("BLR", "2012-01-02")]
    acts += [accept(by, "2012-02-01") for by in ("CHN", "KAZ", "KGZ", "RUS")]
    said = simulated([*acts, leave("CHN", "2013-01-01")], treaty=str(path))
    assert refusals(said)[0] == []
    days = [row["date"] for row in said["timeline"] if row["kind"] in ("entry-into-force-for", "withdrawal-effective")]
    assert days == ["2011-02-01", "2011-02-01", "2012-04-01", "2013-04-01"]
    assert check(load_treaty(path), examples=60).broken == ()


def test_what_stands_in_a_file_moves_no_cursor(tmp_path: Path) -> None:
    said = copy.deepcopy(TIMELINES["withdrawal"])
    said["states"][0]["standing"] = "\x1b[2Jé\nx: verified"
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(said), "utf-8")
    alone = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, PROGRAM, bad], capture_output=True, text=True, env=alone, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert r"states[0].standing: \x1b[2J\xe9\nx: verified stands there" in done.stdout
    assert "\x1b" not in invoke(str(bad))[1]


def test_a_refused_one_is_told_every_place(tmp_path: Path) -> None:
    said = copy.deepcopy(TIMELINES["withdrawal"])
    said["states"][0]["standing"] = "third"
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(renewed(said)), "utf-8")
    code, out, err = invoke(str(bad), GOOD)
    assert (code, err) == (1, "")
    assert f"{bad}: states[0].standing: third stands there; it should be party\n" in out
    assert f"{GOOD}: verified" in out


def test_standard_input() -> None:
    assert invoke("-", given=(GOLDEN / "withdrawal.json").read_text("utf-8"))[0] == 0


NO_TIMELINES = {
    "nothing": "",
    "no-json": "{",
    "a-list": "[]",
    "a-number": "17",
    "an-empty-mapping": "{}",
    "not-a-number": '{"scenario": NaN}',
    "a-key-twice": '{"scenario": 1, "scenario": 2}',
    "nested-too-deep": "[" * 100_000,
    "a-number-too-long": "9" * 5_000,
    "another-answer": '{"scenario": {"title": "x"}, "effects": []}',
    "half-a-letter": '{"\\ud800": 1}',
}


@pytest.mark.parametrize("text", NO_TIMELINES.values(), ids=NO_TIMELINES)
def test_what_is_no_timeline(text: str) -> None:
    code, out, err = invoke("-", given=text)
    assert (code, out) == (2, "")
    assert err.startswith("-: no timeline: ")
    assert "Traceback" not in err


def test_a_missing_file() -> None:
    code, out, err = invoke("no/such/file.json", GOOD)
    assert code == 2
    assert out.startswith(f"{GOOD}: verified")
    assert err.startswith("no/such/file.json: no timeline: ")


STRANGE = (17, -1, 10**400, "x", "", [], {}, None, True, 1.5, [[1]], {"a": 1}, "\ud800", "2011-02-30")


@pytest.mark.parametrize("seed", range(40 if LONG else 3))
def test_a_value_of_another_form_is_a_located_message_and_never_a_traceback(seed: int) -> None:
    said = TIMELINES["withdrawal"]
    for path, value in some(list(leaves(said)), 12, seed):
        for strange in STRANGE:
            new = copy.deepcopy(said)
            at(new, path[:-1])[path[-1]] = strange
            try:
                wrong, _ = refusals(new)
            except ValueError as error:
                assert ": what stands there has not the form of a timeline" in str(error)
            else:
                assert wrong or strange == value


# -- the program


def test_the_program_is_small_and_imports_only_the_standard_library() -> None:
    text = PROGRAM.read_text("utf-8")
    tree = ast.parse(text)
    imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported += [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names
    assert len(lines_of_code(tree, text)) < 250


def lines_of_code(tree: ast.Module, text: str) -> set[int]:
    """The lines that are neither blank nor a comment nor in a docstring."""
    bodies = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    told = [node.body[0] for node in bodies if ast.get_docstring(node) is not None]
    docstrings = {line for node in told for line in range(node.lineno, (node.end_lineno or 0) + 1)}
    lines = enumerate(text.splitlines(), start=1)
    return {n for n, line in lines if line.strip() and not line.lstrip().startswith("#")} - docstrings


def test_the_program_runs_alone(tmp_path: Path) -> None:
    alone = tmp_path / "verify.py"
    alone.write_bytes(PROGRAM.read_bytes())
    command = [sys.executable, "-I", "-S", str(alone), GOOD]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{GOOD}: verified")
