"""Small scenarios with few days each, and all their cases run by the engine: what any exact figure must agree with."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from math import prod
from typing import Any

from tests.plain import scenario_of
from tests.whatif.replays import by_engine
from treatysim.errors import FaultyFile
from treatysim.files import load_text
from treatysim.law.acts import Act
from treatysim.law.scenario import Scenario
from treatysim.law.uncertain import Listed, Spread, Uncertain, Uniform
from treatysim.whatif.columns import NEVER_DAY
from treatysim.whatif.draws import EffectKey

STATES = ("CHN", "KAZ", "RUS")
START = date(2011, 3, 1)


@dataclass
class Enumerated:
    """An effect over all cases: the probability of each day, and of each act being the one with which it came."""

    on: Counter[int] = field(default_factory=Counter)
    deciding: Counter[str] = field(default_factory=Counter)

    def by(self, day: int) -> float:
        return sum(share for when, share in self.on.items() if when <= day)

    @property
    def comes(self) -> float:
        return sum(self.on.values())


def cases(scenario: Scenario) -> Iterator[tuple[float, dict[str, int]]]:
    """Every case of a scenario's uncertain dates: its probability, and the delay of each act."""
    names = list(scenario.uncertain)
    for chosen in product(*(masses(scenario.uncertain[name]) for name in names)):
        delays = dict(zip(names, (delay for delay, _ in chosen), strict=True))
        yield prod((share for _, share in chosen), start=1.0), delays


def masses(uncertain: Uncertain) -> list[tuple[int, float]]:
    """Each delay with its probability; one that never comes lies beyond every calendar."""
    spread, before, found = uncertain.spread, 0.0, []
    for days in range(spread.earliest, spread.quantile(1.0) + 1):
        share = spread.within(days) - before
        before = spread.within(days)
        if share > 1e-12 and uncertain.never < 1:
            found.append((days, share * (1 - uncertain.never)))
    return found + ([(NEVER_DAY, uncertain.never)] if uncertain.never else [])


def enumerated(scenario: Scenario) -> dict[EffectKey, Enumerated]:
    """Every effect over all cases, as the engine gives them."""
    found: dict[EffectKey, Enumerated] = {}
    for share, delays in cases(scenario):
        for key, (day, rank) in by_engine(scenario, delays)[0].items():
            one = found.setdefault(key, Enumerated())
            one.on[day] += share
            if rank >= 0:
                one.deciding[scenario.acts[rank].id] += share
    return found


def small_lives(count: int, seed: int, most: int = 300) -> Iterator[Scenario]:
    """So many scenarios of at most so many cases each, seldom with anything irregular in them."""
    rng = random.Random(seed)
    made = 0
    while made < count:
        life = _Small(rng).life()
        if (
            life is not None
            and len(life.uncertain)
            and prod(len(masses(one)) for one in life.uncertain.values()) <= most
        ):
            yield life
            made += 1


class _Small:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.acts: list[dict[str, Any]] = []

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def day(self, first: int) -> str:
        return (START + timedelta(days=first + self.rng.choice((0, 0, 1, 2, 3)))).isoformat()

    def date(self, first: int, *anchors: dict[str, Any]) -> Any:
        if anchors and self.chance(0.75):
            return {**self.rng.choice(anchors), "days": self.rng.choice((0, 0, 1, 30))}
        return self.day(first)

    def act(self, kind: str, by: str, when: Any, **also: Any) -> None:
        self.acts.append({"act": kind, "by": by, "date": when} | also)

    def life(self) -> Scenario | None:
        treaty = self.rng.choice(("home", "home", "home", "budapest-2001"))
        try:
            plain = self.home() if treaty == "home" else self.budapest()
        except FaultyFile:
            return None
        share = self.rng.choice((0.3, 0.6, 1.0))
        chances = {act.id: self.uncertain(act) for act in plain.acts if self.chance(share)}
        acts = tuple(replace(act, date=chances[act.id].median) if act.id in chances else act for act in plain.acts)
        return replace(plain, acts=acts, uncertain=chances)

    def home(self) -> Scenario:
        for state in STATES:
            another = {"after": "notification", "by": self.rng.choice(STATES)}
            self.act("notification", state, self.date(0, *((another,) if self.chance(0.2) else ())))
        for applicant in self.rng.sample(("BLR", "IRN"), self.rng.choice((0, 1, 1, 2))):
            self.act("accession", applicant, self.date(60, {"after": "entry-into-force"}, {"after": "accession"}))
            for state in STATES:
                if self.chance(0.95):
                    mine = {"after": "accession", "of": applicant}
                    self.act("acceptance", state, self.date(100, mine, mine, {"after": "acceptance"}), of=applicant)
        for state in self.rng.sample(STATES, self.rng.choice((0, 0, 1, 2))):
            self.act("withdrawal", state, self.date(70, {"after": "entry-into-force-for", "of": state}))
        if self.chance(0.4):
            self.rng.shuffle(self.acts)
        through = {"through": self.day(self.rng.choice((2, 62, 90)))} if self.chance(0.15) else {}
        said = {"signatories": list(STATES), "acts": self.acts, "parameters": self.parameters()}
        return scenario_of(said | through | {"readings": self.readings()})

    def parameters(self) -> dict[str, Any]:
        return {"12(1)": {"threshold": self.rng.choice((1, 2, 2, 3))}, "12(4)": {"days": self.rng.choice((1, 30, 90))}}

    def readings(self) -> dict[str, str]:
        found = {"below-two": "continues"}
        if self.chance(0.2):
            found["acceptor-set"] = "at-last-acceptance"
        if self.chance(0.2):
            found["window"] = "general-date"
        return found

    def budapest(self) -> Scenario:
        for state in ("ALB", "FRA", "USA", "CAN"):
            self.act("deposit", state, self.date(0, {"after": "deposit", "by": "USA"}), instrument="ratification")
        self.act("withdrawal", "FRA", self.date(400, {"after": "entry-into-force"}))
        members = {"group": "council-of-europe", "threshold": self.rng.choice((1, 2))}
        parameters = {"36(3)": {"threshold": self.rng.choice((2, 3)), "members": members}}
        return load_text(str({"treaty": "budapest-2001", "acts": self.acts, "parameters": parameters}))

    def uncertain(self, act: Act) -> Uncertain:
        never = self.rng.choice((0.0, 0.0, 0.0, 0.25, 0.5))
        since = act.date if isinstance(act.date, int) else replace(act.date, days=0)
        return Uncertain(since, self.spread(), never)

    def spread(self) -> Spread:
        least = self.rng.choice((0, 0, 1, 28))
        tables = ({0: 0.5, 1: 0.5}, {0: 0.7, 30: 0.3}, {1: 0.2, 2: 0.8}, {5: 1.0})
        return self.rng.choice((Uniform(least, least + self.rng.choice((0, 1, 2))), Listed(self.rng.choice(tables))))
