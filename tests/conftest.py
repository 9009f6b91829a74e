"""What every test can ask for: a timeline, or the faults of a file, from a few plain values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

import pytest
import yaml

import treatysim
from treatysim.files import read
from treatysim.law.scenario import Scenario

TREATIES = Path(treatysim.__file__).parent / "treaties"
SCENARIOS = Path(__file__).parent.parent / "scenarios"
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--reset-golden", action="store_true", help="write the golden outputs anew")


class Run(Protocol):
    """A scenario in plain values, run."""

    def __call__(self, acts: list[dict[str, Any]], **also: Any) -> dict[str, Any]: ...


class Faults(Protocol):
    """A scenario in plain values that must have faults; their messages."""

    def __call__(self, acts: list[dict[str, Any]], **also: Any) -> list[str]: ...


def write_scenario(folder: Path, acts: list[dict[str, Any]], **also: Any) -> Path:
    """A scenario file with these values; ``signatories`` make a copy of the treaty file, with them in it."""
    treaty = also.pop("treaty", "sco-iis-2009")
    signatories = also.pop("signatories", None)
    if signatories is not None:
        text = yaml.load((TREATIES / f"{treaty}.yaml").read_text("utf-8"), LOADER)  # noqa: S506
        invented = folder / "invented.yaml"
        invented.write_text(yaml.dump(text | {"signatories": signatories}, Dumper=DUMPER, allow_unicode=True), "utf-8")
        treaty = "./invented.yaml"
    said = {"treaty": treaty, "acts": acts} | {key: value for key, value in also.items() if value is not None}
    said = json.loads(json.dumps(said))  # values that stand twice must not become aliases
    path = folder / "scenario.yaml"
    path.write_text(yaml.dump(said, Dumper=DUMPER, sort_keys=False, allow_unicode=True), "utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Write a scenario, load it, simulate it, and give the JSON of its timeline."""

    def one(acts: list[dict[str, Any]], **also: Any) -> dict[str, Any]:
        scenario = treatysim.load(write_scenario(tmp_path, acts, **also))
        return treatysim.simulate(scenario).to_dict()

    return one


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    """Write a scenario that must have faults, and give their messages."""

    def one(acts: list[dict[str, Any]], **also: Any) -> list[str]:
        found = read(write_scenario(tmp_path, acts, **also))
        assert not isinstance(found, Scenario), "the file has no faults"
        return [str(fault) for fault in found]

    return one
