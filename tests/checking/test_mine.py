"""Property files of the user's: what they may import and print, what functions may answer, and how names agree."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from treatysim.checking.choosing import known
from treatysim.cli import app
from treatysim.files import load_treaty

HOME = load_treaty("sco-iis-2009")


def call(*words: object) -> Any:
    return CliRunner().invoke(app, ["check", "sco-iis-2009", *map(str, words)], env={"COLUMNS": "80"})


def written(folder: Path, text: str, name: str = "props.py") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


EVIL = 'def one(timeline):\n    """Says \\x1b[31m so."""\n    assert False, '
EVIL += '"a\\x1b[31mred\\x9b1m\\u202e\\n- next\\u2028b\\rtreaty: c"\n'


@pytest.mark.parametrize("form", ["table", "json"])
def test_what_an_assertion_says_moves_no_cursor(form: str, tmp_path: Path) -> None:
    done = call("--mine", written(tmp_path, EVIL), "--property", "one", "--format", form, "--save", tmp_path)
    assert done.exit_code == 1
    saved = (tmp_path / "one.yaml").read_text("utf-8")
    assert saved.splitlines()[0] == "# a [31mred 1m  - next b treaty: c."
    for text in (done.stdout, done.stderr, saved):
        assert all(sign.isprintable() or sign == "\n" for sign in text)


def test_what_an_exception_says_moves_no_cursor(tmp_path: Path) -> None:
    done = call("--mine", written(tmp_path, 'def one(timeline):\n    raise ValueError("a\\x1b[31m\\x9b1m")\n'))
    assert done.exit_code == 2
    assert all(sign.isprintable() or sign == "\n" for sign in done.stderr)


def test_what_a_file_prints_is_no_result(tmp_path: Path) -> None:
    text = 'print("at import")\ndef one(timeline):\n    print("at a call")\n'
    done = call("--mine", written(tmp_path, text), "--property", "one", "--examples", 3, "--format", "json")
    assert json.loads(done.stdout)["lives"] == 3
    assert done.stderr.count("at import") == 1
    assert done.stderr.count("at a call") == 3


@pytest.mark.parametrize(
    "text",
    [
        "async def one(timeline):\n    assert False\n",
        "def one(timeline):\n    yield 1\n    assert False\n",
        "async def one(timeline):\n    yield 1\n",
        "async def can_one(timeline):\n    return True\n",
    ],
    ids=["coroutine", "generator", "asynchronous-generator", "question"],
)
def test_a_function_that_would_answer_later_is_refused(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, "x = 1\n" + text)
    done = call("--mine", path, "--examples", 3)
    assert done.exit_code == 2
    assert f"{path}:2:1: " in done.stderr
    assert "which is a coroutine or a generator" in done.stderr


def test_a_coroutine_that_is_only_found_out_when_called_is_told_too(tmp_path: Path) -> None:
    text = "async def _later(timeline):\n    assert False\ndef one(timeline):\n    return _later(timeline)\n"
    done = call("--mine", written(tmp_path, text), "--property", "one", "--examples", 3)
    assert done.exit_code == 2
    assert "props.py:3:1: one returned <coroutine object" in done.stderr
    assert "never awaited" not in done.stderr


@pytest.mark.parametrize("answer", ["0", "' '", "[]", "1", "timeline.effects", "float('nan')"])
@pytest.mark.parametrize(
    ("name", "expected"), [("one", "None, True or False"), ("can_one", "True, False, or a sentence")]
)
def test_an_answer_that_is_none_is_told(name: str, expected: str, answer: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"x = 1\ndef {name}(timeline):\n    return {answer}\n")
    done = call("--mine", path, "--ask" if name == "can_one" else "--property", name, "--examples", 3)
    assert done.exit_code == 2
    assert f"{path}:2:1: {name} returned " in done.stderr
    assert f"; expected {expected}" in done.stderr


@pytest.mark.parametrize(("answer", "code"), [("None", 0), ("True", 0), ("False", 1)])
def test_a_property_holds_with_none_or_true_and_breaks_with_false(answer: str, code: int, tmp_path: Path) -> None:
    path = written(tmp_path, f"def one(timeline):\n    return {answer}\n")
    assert call("--mine", path, "--property", "one", "--examples", 3).exit_code == code


@pytest.mark.parametrize(("answer", "code"), [("True", 0), ("'one  thing'", 0), ("False", 1), ("None", 1)])
def test_a_question_is_seen_with_true_or_with_what_is_seen(answer: str, code: int, tmp_path: Path) -> None:
    path = written(tmp_path, f"def can_one(timeline):\n    return {answer}\n")
    done = call("--mine", path, "--ask", "can-one", "--examples", 3)
    assert done.exit_code == code
    assert ("- One thing." in done.stdout) == ("thing" in answer)


NEIGHBOURS = """
from __future__ import annotations
from dataclasses import dataclass
from neighbour import THREE
from pack.inner import FOUR

@dataclass
class Counted:
    number: int = THREE

def one(timeline):
    import late_neighbour
    assert Counted().number + FOUR == late_neighbour.SEVEN
"""


def test_a_file_may_have_dataclasses_and_import_its_neighbours_and_leaves_nothing(tmp_path: Path) -> None:
    written(tmp_path, "THREE = 3\n", "neighbour.py")
    written(tmp_path, "SEVEN = 7\n", "late_neighbour.py")
    written(tmp_path, "", "pack/__init__.py")
    written(tmp_path, "FOUR = 4\n", "pack/inner.py")
    before, path = dict(sys.modules), list(sys.path)
    done = call("--mine", written(tmp_path, NEIGHBOURS), "--property", "one", "--examples", 3)
    assert (done.exit_code, done.stderr) == (0, "")
    assert sys.path == path
    left = {name for name in sys.modules.keys() - before.keys() if not name.startswith("treatysim.")}
    assert not left & {"treatysim_mine", "neighbour", "late_neighbour", "pack", "pack.inner"}
    assert all(sys.modules[name] is module for name, module in before.items())
    assert not list(tmp_path.rglob("*.pyc"))


def test_two_files_have_each_its_own_neighbours(tmp_path: Path) -> None:
    paths = []
    for place, name in enumerate(("a", "b")):
        written(tmp_path, f"HERE = {place}\n", f"{name}/neighbour.py")
        text = f"import neighbour\ndef in_{name}(timeline):\n    import neighbour as now\n"
        text += f"    assert neighbour.HERE == now.HERE == {place}\n"
        paths += ["--mine", written(tmp_path, text, f"{name}/props.py")]
    done = call(*paths, "--property", "in-a", "--property", "in-b", "--examples", 3)
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_name_in_two_files_is_told(tmp_path: Path) -> None:
    one = written(tmp_path, "def mine(timeline):\n    pass\n", "one.py")
    other = written(tmp_path, "\n\ndef mine(timeline):\n    pass\n", "other.py")
    done = call("--mine", one, "--mine", other, "--examples", 3)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{other}:3:1: 'mine', which is the name of one that there is already ({one}:1)")


def test_a_name_that_a_file_defines_twice_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "def mine(timeline):\n    assert False\ndef mine(timeline):\n    pass\n")
    done = call("--mine", path, "--property", "mine", "--examples", 3)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{path}:3:1: 'mine', which is the name of one that there is already ({path}:1)")


@pytest.mark.parametrize("name", ["one_standing", "bound_twice", "earlier_delays_nobody"])
def test_a_name_that_the_treaty_has_already_is_told_at_its_place(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"x = 1\ndef {name}(timeline):\n    pass\n")
    done = call("--mine", path, "--examples", 3)
    assert done.exit_code == 2
    named = name.replace("_", "-")
    assert f"{path}:2:1: '{named}', which is the name of one that there is already (treatysim)" in done.stderr


def test_a_function_of_two_names_is_tried_once_and_a_lambda_by_its_name(tmp_path: Path) -> None:
    path = written(tmp_path, "def mine(timeline):\n    pass\nother = mine\nshort = lambda timeline: None\n")
    properties, _ = known(HOME, [str(path)])
    assert [one.name for one in properties][-2:] == ["mine", "short"]


@pytest.mark.parametrize("asked", ["can_be_seen", "can-be-seen", "can-be_seen"])
def test_names_may_be_written_with_underscores(asked: str, tmp_path: Path) -> None:
    path = written(tmp_path, "def can_be_seen(timeline):\n    return True\n")
    assert call("--mine", path, "--ask", asked, "--examples", 3).exit_code == 0
    assert call("--property", "one_standing", "--examples", 3).exit_code == 0


def test_a_kind_of_effect_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "slip.py"
    path.write_text("def never_in_force(timeline):\n    return timeline.first('entry_into_force') is None\n", "utf-8")
    done = call("--mine", str(path), "--property", "never-in-force")
    assert done.exit_code == 2
    assert "slip.py:2:1:" in done.stderr
    assert "'entry_into_force' is no kind of effect; those are withdrawal-effective, entry-into-force" in " ".join(
        done.stderr.split()
    )
