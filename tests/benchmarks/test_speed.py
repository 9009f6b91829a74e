"""Speed as ratios, measured against a floor in the same run, because the machines are shared and noisy.

    uv run pytest tests/benchmarks -o addopts= --benchmark-only -s

Each test interleaves both sides and takes the best of many rounds; the ratio stands in ``extra_info`` and is printed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import simpy

import treatysim
from tests.conftest import SCENARIOS, write_scenario
from treatysim.law.scenario import Scenario
from treatysim.whatif.compare import compare as compare_scenarios
from treatysim.whatif.readings import readings
from treatysim.words import states

HOME = SCENARIOS / "yekaterinburg-2009.yaml"
IMPORTS = "import typer, pydantic, pendulum, simpy, yaml\nclass M(pydantic.BaseModel):\n    day: int"


def best(work: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


def compare(benchmark: Any, ours: Callable[[], object], floor: Callable[[], object], rounds: int, times: int) -> float:
    """How many times as long as ``floor`` does ``ours`` take, best against best, interleaved."""
    pairs = [(best(ours, times), best(floor, times)) for _ in range(rounds)]
    ratio = min(mine for mine, _ in pairs) / min(theirs for _, theirs in pairs)
    benchmark.extra_info["ratio"] = round(ratio, 2)
    print(f"\n  ratio {ratio:.2f}")
    benchmark.pedantic(ours, rounds=5, iterations=times)
    return ratio


def bare_model(acts: int) -> None:
    """A SimPy model with one process and one timeout for each act."""
    env = simpy.Environment()

    def act(delay: int) -> Any:
        yield env.timeout(delay)

    for delay in range(acts):
        env.process(act(delay))
    env.run()


@pytest.mark.parametrize("written", [False, True], ids=["simulate", "simulate and to_dict"])
def test_the_home_scenario_costs_at_most_forty_bare_models(benchmark: Any, written: bool) -> None:
    scenario = treatysim.load(HOME)
    treatysim.simulate(scenario)

    def ours() -> object:
        timeline = treatysim.simulate(scenario)
        return timeline.to_dict() if written else timeline

    assert compare(benchmark, ours, lambda: bare_model(len(scenario.acts)), rounds=15, times=30) <= 40


def crowd(folder: Path, signatories: int, acts: int) -> Scenario:
    """A busy life: all notify, then consultations, exchanges, applications with their acceptances, and notices."""
    codes = list(states())[:signatories]
    strangers = list(states())[signatories : signatories + 20]
    day = date(2011, 1, 1)
    said: list[dict[str, Any]] = [{"act": "notification", "by": code, "date": day.isoformat()} for code in codes]
    kinds = ("authority-exchange", "consultation", "accession", "acceptance", "withdrawal", "withdrawal-revoked")
    for place in range(acts - signatories):
        when = (day + timedelta(days=40 + place // 4)).isoformat()
        kind, by = kinds[place % len(kinds)], codes[place % signatories]
        act = {"act": kind, "by": strangers[place % 20] if kind == "accession" else by, "date": when}
        said.append(act | ({"of": strangers[(place - 1) % 20]} if kind == "acceptance" else {}))
    folder.mkdir()
    return treatysim.load(write_scenario(folder, said, signatories=codes))


@pytest.mark.parametrize("signatories", [6, 193])
def test_twice_the_acts_cost_little_more_than_twice(benchmark: Any, tmp_path: Path, signatories: int) -> None:
    once = crowd(tmp_path / "once", signatories, 4 * signatories)
    twice = crowd(tmp_path / "twice", signatories, 8 * signatories)
    times = 40 if signatories == 6 else 2

    def ours() -> object:
        return treatysim.simulate(twice)

    assert compare(benchmark, ours, lambda: treatysim.simulate(once), rounds=12, times=times) <= 2.3


NOTIFIED = [
    {"act": "notification", "by": by, "date": "2011-01-01"} for by in ("CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB")
]


def days(count: int, since: date = date(2012, 1, 1)) -> list[str]:
    return [(since + timedelta(days=place)).isoformat() for place in range(count)]


def moved_notices(acts: int) -> list[dict[str, Any]]:
    later = days(acts, date(2030, 1, 1))
    return [
        {"act": "withdrawal", "by": "TJK", "date": day, "intended": then}
        for day, then in zip(days(acts), later, strict=True)
    ]


def open_proposals(acts: int) -> list[dict[str, Any]]:
    return [{"act": "proposal", "by": "TJK", "date": day, "subject": "annex"} for day in days(acts)]


def anchored_acts(acts: int) -> list[dict[str, Any]]:
    hanging = {"act": "authority-exchange", "by": "KAZ", "date": {"after": "consultation", "by": "UZB", "days": 1}}
    return [{"act": "consultation", "by": "TJK", "date": day} for day in days(acts // 2)] + [hanging] * (acts // 2)


def projects_and_a_leaver(acts: int) -> list[dict[str, Any]]:
    begun = [
        {"act": "joint-project", "by": "TJK", "date": "2012-01-01", "id": f"project-{place}"}
        for place in range(acts // 2)
    ]
    ended = [{"act": "project-completed", "by": "KAZ", "date": "2013-01-01", "of": act["id"]} for act in begun]
    return [*begun, {"act": "withdrawal", "by": "TJK", "date": "2012-01-02"}, *ended]


def revoked_notices(acts: int) -> list[dict[str, Any]]:
    pairs = zip(days(acts)[::40], days(acts)[35::40], strict=False)
    return [
        act
        for given, revoked in pairs
        for act in (
            {"act": "withdrawal", "by": "TJK", "date": given},
            {"act": "withdrawal-revoked", "by": "TJK", "date": revoked},
        )
    ]


SHAPES = {
    "moved notices": (moved_notices, 1000),
    "open proposals": (open_proposals, 1000),
    "acts that hang on others": (anchored_acts, 1000),
    "projects and a leaver": (projects_and_a_leaver, 1000),
    "revoked notices": (revoked_notices, 20000),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_acts_of_one_shape_cost_little_more_than_twice(benchmark: Any, tmp_path: Path, shape: str) -> None:
    acts, count = SHAPES[shape]
    once = treatysim.load(write_scenario(tmp_path, NOTIFIED + acts(count)))
    twice = treatysim.load(write_scenario(tmp_path, NOTIFIED + acts(2 * count)))

    def ours() -> object:
        return treatysim.simulate(twice)

    assert compare(benchmark, ours, lambda: treatysim.simulate(once), rounds=12, times=2) <= 2.3


def test_all_readings_of_the_home_scenario_cost_at_most_a_hundred_runs(benchmark: Any) -> None:
    scenario = treatysim.load(HOME)

    def ours() -> object:
        return readings(scenario)

    assert compare(benchmark, ours, lambda: treatysim.simulate(scenario), rounds=12, times=5) <= 100


def test_an_overlay_of_one_change_is_compared_within_ten_runs(benchmark: Any) -> None:
    changed = treatysim.load(SCENARIOS / "what-if-moved.yaml")
    base = treatysim.load(HOME)

    def ours() -> object:
        return compare_scenarios(base, changed)

    assert compare(benchmark, ours, lambda: treatysim.simulate(base), rounds=12, times=5) <= 10


def process(*command: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *command], check=True, capture_output=True)


def test_a_whole_run_costs_at_most_what_its_imports_do_twice(benchmark: Any) -> None:
    ours = process("-m", "treatysim", "run", str(HOME))
    assert compare(benchmark, ours, process("-c", IMPORTS), rounds=12, times=1) <= 2.2


def test_the_version_is_said_at_once(benchmark: Any) -> None:
    ours = process("-m", "treatysim", "--version")
    assert compare(benchmark, ours, process("-c", "pass"), rounds=25, times=1) <= 2.5
