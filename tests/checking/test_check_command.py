"""`treatysim check`: what it shows, exit codes, files that replay, and property files of every bad kind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

import treatysim
from tests.conftest import TREATIES
from treatysim.cli import app

HOME = "sco-iis-2009"

MINE = '''
"""Rules of our own."""
from datetime import date
from treatysim import Timeline


def three_are_enough(timeline: Timeline) -> None:
    """Three notifications bring the Agreement into force."""
    standing = [state for state in timeline.states if state.standing in ("contracting", "party")]
    assert len(standing) < 3 or timeline.coming or timeline.effects, "three stand, and nothing comes"


def can_the_treaty_be_in_force(timeline):
    """Can the Agreement be in force?"""
    return any(effect.kind == "entry-into-force" for effect in timeline.effects)


def _left_alone(timeline):
    raise RuntimeError
'''


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def call(*words: str) -> Any:
    return CliRunner().invoke(app, ["check", *words])


def written(folder: Path, text: str) -> str:
    path = folder / "props.py"
    path.write_text(text, "utf-8")
    return str(path)


def test_it_passes_and_says_on_how_many_lives() -> None:
    done = call(HOME, "--examples", "30", "--property", "nth-consent", "--property", "one-standing")
    assert done.exit_code == 0
    assert "2 properties" in done.stdout
    told = [line.split() for line in done.stdout.splitlines() if line.startswith(("nth", "one"))]
    assert [(words[-4], words[-2:]) for words in told] == [("30", ["not", "broken"])] * 2


def test_a_counterexample_is_a_file_that_run_replays(tmp_path: Path) -> None:
    done = call(HOME, "--mine", written(tmp_path, MINE), "--property", "three-are-enough", "--save", str(tmp_path))
    assert done.exit_code == 1
    assert "three stand, and nothing comes" in done.stdout
    assert done.stderr.strip() == f"Written: {tmp_path / 'three-are-enough.yaml'}"
    saved = (tmp_path / "three-are-enough.yaml").read_text("utf-8")
    assert saved in done.stdout
    said = treatysim.simulate(treatysim.load(tmp_path / "three-are-enough.yaml")).to_dict()
    assert [act["act"] for act in said["acts"]] == ["notification"] * 3


def test_a_question_of_ones_own_has_its_witness(tmp_path: Path) -> None:
    done = call(HOME, "--mine", written(tmp_path, MINE), "--ask", "can-the-treaty-be-in-force", "--format", "json")
    assert done.exit_code == 0
    said = json.loads(done.stdout)
    assert said["question"]["asks"] == "Can the Agreement be in force?"
    assert said["witness"]["scenario"].count("act: notification") == 4


def test_no_witness_is_exit_code_1() -> None:
    done = call(HOME, "--ask", "bound-before-in-force", "--examples", "25")
    assert done.exit_code == 1
    assert "Not in any of the 25 lives tried (seed 0)." in done.stdout


def test_the_counterexample_of_a_treaty_file_names_it_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text((TREATIES / f"{HOME}.yaml").read_text("utf-8"), "utf-8")
    found = tmp_path / "found"
    done = call(
        str(tmp_path / "mine.yaml"),
        "--mine",
        written(tmp_path, MINE),
        "--property",
        "three-are-enough",
        "--save",
        str(found),
    )
    assert done.exit_code == 1
    assert 'treaty: "../mine.yaml"' in (found / "three-are-enough.yaml").read_text("utf-8")
    treatysim.simulate(treatysim.load(found / "three-are-enough.yaml"))


def test_the_list_names_everything_that_can_be_tried() -> None:
    done = call(HOME, "--list")
    assert done.exit_code == 0
    for name in (
        "consent-before-obligation",
        "earlier-delays-nobody",
        "one-state-blocks",
        "Can a State be bound twice?",
    ):
        assert name in done.stdout


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            "import nothing_like_this\n",
            1,
            "cannot be imported: ModuleNotFoundError: No module named 'nothing_like_this'",
        ),
        ("x = 1\ndef broken(:\n", 2, "cannot be imported: SyntaxError"),
        ("x = 1\nraise SystemExit(3)\n", 2, "cannot be imported: SystemExit: 3"),
        ("x = 1\n", 1, "no function of its own"),
        ("def one(timeline, more):\n    pass\n", 1, "one, which cannot be called with a timeline alone"),
        ("def one(timeline):\n    y = 1\n    return timeline.nothing\n", 3, "AttributeError: 'Timeline' object has no"),
        ("def one(timeline):\n    raise SystemExit\n", 2, "SystemExit, raised by one"),
        ("import pytest\ndef one(timeline):\n    pytest.fail('no')\n", 3, "Failed: no, raised by one"),
        ("def can_it(timeline):\n    assert False\n", 2, "AssertionError"),
        ("def one(timeline):\n    one(timeline)\n", 2, "RecursionError"),
    ],
    ids=[
        "import",
        "syntax",
        "exit",
        "none",
        "parameters",
        "attribute",
        "exit-later",
        "outcome",
        "question",
        "recursion",
    ],
)
def test_a_bad_property_file_is_a_located_fault(text: str, line: int, said: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    more = ["--ask", "can-it"] if "can_it" in text else ["--examples", "5"]
    done = call(HOME, "--mine", path, *more)
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)
    assert f"{path}:{line}:1: " in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_a_property_that_answers_by_chance_is_told_so(tmp_path: Path) -> None:
    text = "calls = []\ndef one(timeline):\n    calls.append(1)\n    assert len(calls) != 3\n"
    done = call(HOME, "--mine", written(tmp_path, text), "--property", "one", "--examples", "20")
    assert done.exit_code == 2
    assert "must depend on the timeline alone" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--property", "nth-consents"], "write 'nth-consent'"),
        (["--ask", "bound-twic"], "write 'bound-twice'"),
        (["--reading", "windows=own-date"], "--reading: unknown axis 'windows'"),
        (["--mine", "nowhere.py"], "nowhere.py:1:1: no such Python file"),
        (["--mine", "README.md"], "README.md:1:1: no such Python file"),
        (["--ask", "bound-twice", "--exhaustive"], "--exhaustive and --ask, --examples, --seed cannot stand together"),
        (["--acts", "3"], "--acts, --from-in-force, --workers is for --exhaustive"),
        (["--ask", "bound-twice", "--property", "own-date"], "--ask and --property cannot stand together"),
        (["--ask", "bound-twice", "--ask", "due-after-leaving"], "--ask takes one question at a time"),
        (["--list", "--ask", "nope"], "--list tries nothing, and takes only --mine and --format beside it"),
        (["--list", "--exhaustive"], "--list tries nothing"),
        (["--reading", "window=own-date", "--reading", "window=general-date"], "leave one of them out"),
        (["--examples", "0"], "greater than or equal to 1"),
        (["--property", "one-standing", "--mine", "/"], "no such Python file"),
    ],
)
def test_what_stands_for_nothing_is_told(words: list[str], said: str) -> None:
    done = call(HOME, *words)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())


@pytest.mark.parametrize("treaty", ["sco-iis-2010", "scenarios/bad/several-faults.yaml", "tests", "-"])
def test_a_treaty_that_is_none_is_told(treaty: str) -> None:
    done = call(treaty)
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "change",
    [
        {"clauses": []},
        {"clauses": [{"provision": "1", "kind": "mutual-consent", "parameters": {"subject": "annex"}}]},
        {"signatories": []},
        {"signatories": ["CHN"]},
        {"signed": "9999-12-30"},
        {"signed": "0001-01-01"},
    ],
    ids=["no-clauses", "no-days", "nobody", "alone", "last-days", "first-days"],
)
def test_strange_treaties_are_tried_like_any_other(change: dict[str, Any], tmp_path: Path) -> None:
    text = yaml.safe_load((TREATIES / f"{HOME}.yaml").read_text("utf-8"))
    (tmp_path / "strange.yaml").write_text(yaml.safe_dump(text | change, allow_unicode=True), "utf-8")
    done = call(str(tmp_path / "strange.yaml"), "--examples", "30")
    assert (done.exit_code, done.stderr) == (0, "")


def test_save_into_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    mine = written(tmp_path, MINE)
    done = call(HOME, "--mine", mine, "--property", "three-are-enough", "--save", str(tmp_path / "file"))
    assert done.exit_code == 2
    assert "--save" in done.stderr


def never(*what: object, **named: object) -> None:
    raise AssertionError("looked for something before the folder was looked at")


@pytest.mark.parametrize("work", [[], ["--ask", "bound-twice"], ["--exhaustive", "--acts", "0"]])
@pytest.mark.parametrize(
    ("folder", "said"),
    [("", "--save: no name; expected a directory"), ("/proc/nowhere", "cannot be written"), ("file/in", "is a file")],
)
def test_a_folder_that_cannot_be_is_told_before_any_work(
    work: list[str], folder: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("", "utf-8")
    for name in ("trying.check", "trying.ask", "search.search"):
        monkeypatch.setattr(f"treatysim.checking.{name}", never)
    done = call(HOME, *work, "--save", folder)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_file_that_would_overwrite_the_treaty_is_told_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    treaty = tmp_path / "one-standing.yaml"
    treaty.write_text((TREATIES / f"{HOME}.yaml").read_text("utf-8"), "utf-8")
    monkeypatch.setattr("treatysim.checking.trying.check", never)
    done = call(str(treaty), "--property", "one-standing", "--save", str(tmp_path))
    assert done.exit_code == 2
    assert "which is the treaty file itself" in done.stderr


def test_a_question_of_another_treaty_says_what_this_one_lacks() -> None:
    done = call("budapest-2001", "--ask", "one-state-blocks", "--property", "x")
    assert "cannot stand together" in done.stderr
    done = call("budapest-2001", "--ask", "one-state-blocks")
    assert done.exit_code == 2
    told = (
        "'one-state-blocks', a question that needs a clause on accession by everybody's acceptance, which this treaty"
    )
    assert told in done.stderr


def test_a_property_of_another_treaty_says_that_it_is_one() -> None:
    done = call("budapest-2001", "--property", "every-acceptance")
    assert done.exit_code == 2
    assert "'every-acceptance', a property of treaties with clauses that this one lacks (“No accession" in done.stderr


def test_the_list_as_json() -> None:
    done = call("budapest-2001", "--list", "--format", "json")
    assert done.exit_code == 0
    said = {one["name"]: one for one in json.loads(done.stdout)}
    assert said["notice-has-run"]["provision"] == "47, VCLT 78(b)"
    assert [said[name]["kind"] for name in ("notice-has-run", "earlier-delays-nobody", "bound-twice")] == [
        "property",
        "conjecture",
        "question",
    ]
    assert said["bound-twice"]["says"] == "Can a State be bound twice?"
    assert said["no-later-act"]["holds_on"] == "lives in which every act has a day of its own"
    assert "every-acceptance" not in said


def test_the_list_is_a_paragraph_each() -> None:
    lines = call(HOME, "--list").stdout.splitlines()
    place = lines.index("consent-before-obligation (VCLT 11, 26)")
    assert lines[place + 1 : place + 3] == [
        "    No State is bound without a consent of its own that stands, or owes what",
        "    Parties owe before it is bound.",
    ]
    assert max(map(len, lines)) <= 80


TWO = """
def one(timeline):
    assert not timeline.effects

def two(timeline):
    assert not timeline.effects
"""


def test_a_life_that_breaks_two_properties_is_explained_once(tmp_path: Path) -> None:
    done = call(HOME, "--mine", written(tmp_path, TWO), "--property", "one", "--property", "two")
    assert done.exit_code == 1
    assert done.stdout.count("A scenario that replays it") == done.stdout.count(": why") == 1
    assert "two is broken" in done.stdout
    assert "- It is the life of one, above." in done.stdout


def test_a_single_life_is_one() -> None:
    done = call(HOME, "--examples", "1", "--property", "one-standing")
    assert "tried on 1 life (seed 0)" in " ".join(done.stdout.split())
    assert "1      1        not broken" in done.stdout
    assert "Not in the one life tried" in call(HOME, "--ask", "bound-twice", "--examples", "1").stdout


def test_a_property_says_in_how_many_lives_it_was_in_play() -> None:
    """The first life drawn has no act: nothing happens under 12(4), but certified copies are due all the same (11)."""
    done = call(HOME, "--examples", "1", "--format", "json")
    said = {one["name"]: one for one in json.loads(done.stdout)["properties"]}
    assert (said["notice-has-run"]["tried"], said["notice-has-run"]["in_play"]) == (1, 0)
    assert (said["due-days"]["tried"], said["due-days"]["in_play"]) == (1, 1)


def test_an_exhaustive_search_gives_a_certificate() -> None:
    done = call(HOME, "--exhaustive", "--acts", "4", "--property", "nth-consent")
    assert done.exit_code == 0
    assert "Explored: 17 moments" in done.stdout
    assert "States of one role are interchangeable" in done.stdout
    assert "Not explored: more than 4 acts" in done.stdout


def test_what_the_search_finds_replays(tmp_path: Path) -> None:
    words = ["--exhaustive", "--acts", "3", "--mine", written(tmp_path, MINE), "--property", "three-are-enough"]
    done = call(HOME, *words, "--save", str(tmp_path), "--format", "json")
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert [one["property"] for one in said["broken"]] == ["three-are-enough"]
    assert not said["finished"] or said["acts"] == 3
    found = treatysim.load(tmp_path / "three-are-enough.yaml")
    assert [act.kind for act in found.acts] == ["notification"] * 3


def test_a_relative_property_file_is_located_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "\ndef one(timeline):\n    return timeline.nothing\n")
    monkeypatch.chdir(tmp_path)
    done = call(HOME, "--mine", "props.py", "--examples", "3")
    assert done.exit_code == 2
    assert done.stderr.startswith("props.py:3:1: AttributeError")


def test_a_name_that_is_taken_is_told(tmp_path: Path) -> None:
    done = call(HOME, "--mine", written(tmp_path, "def one_standing(timeline):\n    pass\n"), "--examples", "3")
    assert done.exit_code == 2
    assert "'one-standing', which is the name of one that there is already" in done.stderr
