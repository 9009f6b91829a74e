"""Speed as ratios, measured against a floor in the same run, because the machines are shared and noisy.

    uv run pytest tests/benchmarks -o addopts= --benchmark-only -s

Each test interleaves both sides and takes the best of many rounds; the ratio stands in ``extra_info`` and is printed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import simpy

import treatysim
from tests.conftest import SCENARIOS, write_scenario
from tests.plain import scenario_of
from treatysim.checking.trying import check
from treatysim.files import load_treaty
from treatysim.law.scenario import Scenario
from treatysim.law.uncertain import Lognormal, Triangular, Uncertain
from treatysim.whatif.chance import Chances
from treatysim.whatif.compare import compare as compare_scenarios
from treatysim.whatif.distribution import Distribution
from treatysim.whatif.forecast import forecast
from treatysim.whatif.foresight import prospects
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


DRAWS = 1_000_000
SIX = ("CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB")
NOTIFYING = [date(2011, 1, 1 + 5 * place).toordinal() for place in range(6)]
CONSENT, ACCEPTANCE = Lognormal(100, 300), Lognormal(60, 180)
SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


def six_and_an_accession() -> Scenario:
    """Six notifications, each some months after a day of its own; a year later, say, an accession, and six answers."""
    acts: list[dict[str, Any]] = [{"act": "notification", "by": by, "date": "2011-01-01"} for by in SIX]
    acts.append({"act": "accession", "by": "IRN", "date": {"after": "entry-into-force"}})
    acts += [{"act": "acceptance", "by": by, "of": "IRN", "date": {"after": "accession"}} for by in SIX]
    plain = scenario_of({"acts": acts})
    consents = {act.id: Uncertain(day, CONSENT) for act, day in zip(plain.acts, NOTIFYING, strict=False)}
    answers = {act.id: Uncertain(act.date, ACCEPTANCE) for act in plain.acts[6:]}  # type: ignore[arg-type]
    return replace(plain, uncertain=consents | answers)


def straight_in_numpy() -> tuple[Any, Any]:
    """The same draws, with the two dates that most ask for, written by hand: no masks, no other dates, no engine."""
    rng = np.random.Generator(np.random.SFC64(0))

    def delay(median: float, p90: float) -> Any:
        sigma = Lognormal(median, p90).sigma
        return np.floor(median * np.exp(sigma * rng.standard_normal(DRAWS)) + 0.5).astype(np.int64)

    notified = np.stack([day + delay(100, 300) for day in NOTIFYING])
    entry = np.partition(notified, 3, axis=0)[3] + 30
    instrument = entry + delay(60, 180)
    bound = np.max(np.stack([instrument + delay(60, 180) for _ in SIX]), axis=0) + 30
    return np.quantile(entry, SHARES), np.quantile(bound, SHARES)


def test_a_million_draws_cost_at_most_two_and_a_half_times_those_written_straight_in_numpy(benchmark: Any) -> None:
    """One core: every date of the scenario, the acts that decide, and the masks, where there are any."""
    scenario = six_and_an_accession()

    def ours() -> object:
        return forecast(scenario, DRAWS, exact=False)

    entry = forecast(scenario, DRAWS, exact=False).likelihoods[0]
    assert [entry.quantile(share) for share in SHARES] == pytest.approx(straight_in_numpy()[0], abs=1)
    assert compare(benchmark, ours, straight_in_numpy, rounds=10, times=1) <= 2.5


PEAK = """
import resource, sys
from tests.benchmarks.test_speed import forecast, six_and_an_accession
forecast(six_and_an_accession(), int(sys.argv[1]), exact=False)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_ten_million_draws_take_little_more_memory_than_one_million(benchmark: Any) -> None:
    def peak(draws: int) -> int:
        done = subprocess.run([sys.executable, "-c", PEAK, str(draws)], check=True, capture_output=True, text=True)
        return int(done.stdout)

    ratio = min(peak(10 * DRAWS) for _ in range(3)) / min(peak(DRAWS) for _ in range(3))
    benchmark.extra_info["ratio"] = round(ratio, 2)
    print(f"\n  ratio {ratio:.2f}")
    benchmark.pedantic(peak, args=(DRAWS,), rounds=1)
    assert ratio <= 1.25


def nine_of_which_five() -> Scenario:
    """Nine signatories, each with its own way of taking up to 1,900 days, and five notifications needed."""
    nine = [*SIX, "IND", "IRN", "PAK"]
    acts = [{"act": "notification", "by": by, "date": "2011-01-01"} for by in nine]
    plain = scenario_of({"acts": acts, "signatories": nine, "parameters": {"12(1)": {"threshold": 5}}})
    delays = [Triangular(0, 200 + 40 * place, 1900 + 5 * place) for place in range(9)]
    day = date(2011, 1, 1).toordinal()
    return replace(plain, uncertain={act.id: Uncertain(day, one) for act, one in zip(plain.acts, delays, strict=True)})


def test_an_exact_distribution_costs_a_hundredth_of_a_million_draws_and_lies_among_them(benchmark: Any) -> None:
    """The entry into force for nine, over some 2,000 days, from the scenario on; turned about: draws against exact."""
    scenario = nine_of_which_five()

    def exact() -> Distribution:
        may_come = prospects(scenario)
        return Chances(may_come).of(may_come.effects[0].formula)

    def drawn() -> object:
        return forecast(scenario, DRAWS, exact=False)

    by, sampled = exact(), forecast(scenario, DRAWS, exact=False).likelihoods[0]
    for place, share in enumerate(by.by.tolist()):
        error = max((share * (1 - share) / DRAWS) ** 0.5, 1 / DRAWS)
        assert abs(sampled.chance_by(by.start + place) - share) <= 4 * error
    assert len(by.by) > 1900
    assert compare(benchmark, drawn, exact, rounds=10, times=1) >= 100


def test_all_properties_cost_at_most_ten_times_the_lives_they_are_tried_on(benchmark: Any) -> None:
    """1,000 lives of the home treaty, drawn and simulated; and the same with every property promised."""
    treaty = load_treaty("sco-iis-2009")
    assert not check(treaty).broken
    ratio = compare(benchmark, lambda: check(treaty), lambda: check(treaty, []), rounds=3, times=1)
    assert ratio <= 10
