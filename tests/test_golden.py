"""Golden outputs: what each scenario says, and what each faulty file is told.

They are read in a diff before they are kept; ``uv run pytest tests/test_golden.py --reset-golden`` writes them anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.conftest import SCENARIOS
from treatysim.cli import app

ROOT = SCENARIOS.parent
GOLDEN = Path(__file__).parent / "golden"
GOOD = sorted(path.stem for path in SCENARIOS.glob("*.yaml"))
OVERLAYS = [name for name in GOOD if name.startswith("what-if-")]
BAD = sorted(path.stem for path in (SCENARIOS / "bad").glob("*.yaml"))


@pytest.fixture
def reset(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--reset-golden"))


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")


def compare(path: Path, said: str, reset: bool) -> None:
    if reset:
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, "utf-8")
    assert path.read_text("utf-8") == said


@pytest.mark.parametrize(("form", "ending"), [("table", "txt"), ("json", "json"), ("csv", "csv"), ("md", "md")])
@pytest.mark.parametrize("name", GOOD)
def test_a_scenario_says_what_it_said(name: str, form: str, ending: str, reset: bool) -> None:
    done = CliRunner().invoke(app, ["run", "--format", form, f"scenarios/{name}.yaml"])
    note = "" if form != "csv" else done.stderr  # a table of values has no room for the note on the text
    assert (done.exit_code, done.stderr) == (0, note)
    compare(GOLDEN / f"{name}.{ending}", done.stdout, reset)


@pytest.mark.parametrize("name", GOOD)
def test_every_reason_is_explained(name: str, reset: bool) -> None:
    done = CliRunner().invoke(app, ["explain", f"scenarios/{name}.yaml"])
    assert (done.exit_code, done.stderr) == (0, "")
    compare(GOLDEN / f"{name}.explained.txt", done.stdout, reset)


@pytest.mark.parametrize("name", ["which-reading", "yekaterinburg-2009"])
def test_which_doubts_matter(name: str, reset: bool) -> None:
    done = CliRunner().invoke(app, ["readings", f"scenarios/{name}.yaml"])
    assert (done.exit_code, done.stderr) == (0, "")
    compare(GOLDEN / f"{name}.readings.txt", done.stdout, reset)


@pytest.mark.parametrize(
    ("goal", "form", "ending"),
    [
        ("entry-into-force <= 2011-06-02", "table", "planned.txt"),
        ("entry-into-force <= 2011-06-02", "json", "planned.json"),
        ("withdrawal-effective KGZ <= 2014-01-01", "table", "withdrawal.planned.txt"),
        ("authority-exchange UZB in time", "table", "authorities.planned.txt"),
    ],
)
def test_by_when(goal: str, form: str, ending: str, reset: bool) -> None:
    done = CliRunner().invoke(app, ["plan", "scenarios/latest-day.yaml", "--goal", goal, "--format", form])
    assert (done.exit_code, done.stderr) == (0, "")
    compare(GOLDEN / f"latest-day.{ending}", done.stdout, reset)


@pytest.mark.parametrize(("form", "ending"), [("table", "txt"), ("json", "json")])
@pytest.mark.parametrize(("name", "day"), [("iran-accession-forecast", "2028-01-01"), ("paris-forecast", "2016-11-07")])
def test_how_likely(name: str, day: str, form: str, ending: str, reset: bool) -> None:
    asked = ["forecast", f"scenarios/{name}.yaml", "-n", "20000", "--seed", "7", "--by", day, "--format", form]
    done = CliRunner().invoke(app, asked)
    assert (done.exit_code, done.stderr) == (0, "")
    compare(GOLDEN / f"{name}.forecast.{ending}", done.stdout, reset)


@pytest.mark.parametrize("name", OVERLAYS)
def test_what_follows_otherwise_than_in_the_base(name: str, reset: bool) -> None:
    done = CliRunner().invoke(app, ["compare", f"scenarios/{name}.yaml"])
    assert (done.exit_code, done.stderr) == (0, "")
    compare(GOLDEN / f"{name}.compared.txt", done.stdout, reset)


@pytest.mark.parametrize("form", ["md", "json"])
def test_a_comparison_in_other_forms(form: str, reset: bool) -> None:
    done = CliRunner().invoke(app, ["compare", "scenarios/what-if-read-otherwise.yaml", "--format", form])
    assert (done.exit_code, done.stderr) == (0, "")
    compare(GOLDEN / f"what-if-read-otherwise.compared.{form}", done.stdout, reset)


@pytest.mark.parametrize("name", BAD)
def test_a_faulty_file_is_told_so_and_nothing_is_written(name: str, reset: bool) -> None:
    done = CliRunner().invoke(app, ["run", f"scenarios/bad/{name}.yaml"])
    assert (done.exit_code, done.stdout) == (2, "")
    compare(SCENARIOS / "bad" / f"{name}.txt", done.stderr, reset)


def test_every_golden_output_belongs_to_a_scenario() -> None:
    assert {path.name.split(".")[0] for path in GOLDEN.iterdir()} == set(GOOD)
    assert {path.stem for path in (SCENARIOS / "bad").glob("*.txt")} == set(BAD)
    assert len(BAD) >= 25
