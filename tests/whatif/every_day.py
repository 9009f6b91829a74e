"""Goals drawn at random, and the slow answer to them: one run for every single day."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.plain import scenario_of
from tests.witness.scenarios import scenarios
from treatysim.files import load_text
from treatysim.law.acts import Act
from treatysim.law.days import day_of
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.simulation import simulate
from treatysim.whatif.goals import DutyGoal, EffectGoal, Goal, StandingGoal

STANDINGS = ("party", "withdrawing", "contracting", "signatory", "former-party", "applicant", "acceding", "third")
NEAR = (-31, -30, -1, 0, 0, 0, 0, 1, 2, 30)


def days_that_hold(scenario: Scenario, goal: Goal, act: Act, first: int, last: int) -> list[int]:
    """Every day from ``first`` to ``last`` on which the goal holds if the act is received on it; nothing left out."""
    return [day for day in range(first, last + 1) if goal.holds(simulate(on_days(scenario, {act.id: day})))]


def on_days(scenario: Scenario, days: dict[str, int]) -> Scenario:
    acts = tuple(replace(act, date=days.get(act.id, act.date)) for act in scenario.acts)
    return replace(scenario, acts=acts)


def movable(scenario: Scenario) -> list[Act]:
    return [act for act in scenario.acts if isinstance(act.date, int)]


# -- lives


def home_lives(count: int, seed: int, months: bool = False) -> Iterator[Scenario]:
    """Generated lives of the home treaty, regular and irregular, cut to a few months around their first acts; with
    ``months``, periods of months and years in place of its days."""
    rng = random.Random(seed)
    for life in scenarios(count, seed):
        if months:
            _count_in_months(rng, life)
        scenario = scenario_of(life)
        first = min((act.date for act in movable(scenario)), default=scenario.treaty.signed)
        signed = max(scenario.treaty.signed, first - rng.choice([0, 3, 20]))
        through = signed + rng.randint(50, 135)
        if rng.random() < 0.1 and simulate(scenario).through < signed + 300:
            through = None
        yield replace(scenario, treaty=replace(scenario.treaty, signed=signed), through=through)


def _count_in_months(rng: random.Random, life: dict[str, Any]) -> None:
    parameters = life.setdefault("parameters", {})
    for provision in ("12(1)", "12(3)", "12(4)"):
        if rng.random() < 0.6:
            here = parameters.setdefault(provision, {})
            here.pop("days", None)
            here[rng.choice(["months", "months", "months", "years"])] = 1
            if rng.random() < 0.3:
                here["days"] = rng.choice([1, 2, 15, 30])
            if rng.random() < 0.4:
                here["counting"] = "first-of-following-month"
            if rng.random() < 0.4:
                here["month-end"] = "roll"


BUDAPEST = ("ALB", "HRV", "EST", "HUN", "LTU", "ROU", "CAN", "JPN")


def budapest_lives(count: int, seed: int) -> Iterator[Scenario]:
    """Deposits about the ends of months, under a lower threshold; some leave, some come back, some dates hang on
    others."""
    rng = random.Random(seed)
    for _ in range(count):
        states, day = rng.sample(BUDAPEST, rng.randint(3, 6)), rng.choice([1, 25, 60])
        lines = []
        for place, state in enumerate(states):
            day += rng.choice([0, 1, 2, 20, 29, 31])
            when = f"{{after: a{rng.randint(1, place + 1)}, days: {rng.choice([0, 28, 31, 60])}}}"
            when = when if rng.random() < 0.2 and f"a{place + 1}," not in when else _iso(day)
            lines.append(f"{{act: deposit, instrument: ratification, by: {state}, date: {when}}}")
        for state in rng.sample(states, rng.randint(0, 2)):
            left = day + rng.choice([60, 90, 91, 120, 150])
            lines.append(f"{{act: withdrawal, by: {state}, date: {_iso(left)}}}")
            if rng.random() < 0.4:
                again = f"{{after: withdrawal-effective, of: {state}, days: {rng.choice([0, 1, 30])}}}"
                lines.append(f"{{act: deposit, instrument: accession, by: {state}, date: {again}}}")
        months, counting = rng.choice([1, 1, 2, 3]), rng.choice(["first-of-following-month", "days-after"])
        end = rng.choice(["clip", "roll"])
        rule = f"{{months: {months}, counting: {counting}, month-end: {end}}}"
        members = f"members: {{group: council-of-europe, threshold: {rng.randint(1, 2)}}}"
        first = f"{{threshold: {rng.randint(2, 3)}, {members}, {rule[1:]}"
        text = f"treaty: budapest-2001\nthrough: {_iso(rng.randint(110, 210))}\n"
        text += f"parameters: {{'36(3)': {first}, '47': {rule}}}\nacts:\n" + "".join(f"  - {line}\n" for line in lines)
        yield load_text(text)


def _iso(days: int) -> str:
    return (date(2001, 11, 23) + timedelta(days)).isoformat()


# -- goals


def draw_goal(rng: random.Random, scenario: Scenario, timeline: Timeline) -> Goal:
    """A goal of one of the three forms, mostly near something that comes."""
    effects = (*timeline.effects, *timeline.coming)
    form = rng.random()
    if form < 0.5 and effects:
        effect = rng.choice(effects)
        state = effect.state if rng.random() < 0.9 else None
        return EffectGoal(effect.kind, state, effect.of, _sign(rng), _near(rng, scenario, day_of(effect.at) or 0))
    state = rng.choice(timeline.states).state
    day = rng.randint(scenario.treaty.opens, timeline.through)
    if form < 0.6:
        kind = rng.choice(["entry-into-force-for", "accession-complete", "withdrawal-effective"])
        return EffectGoal(kind, state, None, _sign(rng), day)
    duties = [duty for duty in timeline.obligations if duty.due is not None]
    if form > 0.8 and duties:
        duty = rng.choice(duties)
        return DutyGoal(duty.duty, duty.bearer, duty.of if rng.random() < 0.5 else None)
    if effects and rng.random() < 0.6:
        day = min(_near(rng, scenario, day_of(rng.choice(effects).at) or 0), timeline.through)
    standing = rng.choice(STANDINGS) if rng.random() < 0.5 else timeline.standing(state, day)
    return StandingGoal(standing, state, day)


def _sign(rng: random.Random) -> Any:
    return rng.choice(["<=", "<=", "==", ">="])


def _near(rng: random.Random, scenario: Scenario, day: int) -> int:
    return max(scenario.treaty.opens, day + rng.choice(NEAR))
