"""Seeded lives with uncertain dates, made to be unlucky: days that tie, anchors on everything, acts that are refused.

``lives(count, seed)`` yields scenarios; the same seed gives the same ones.  Three kinds take turns: regular lives of
the home treaty (notifications, accessions with their acceptances, withdrawals), the irregular ones of the witness with
some of their dates made uncertain, and lives of Budapest and Paris with small thresholds.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.plain import scenario_of
from tests.witness.scenarios import scenarios
from treatysim.errors import FaultyFile
from treatysim.files import load_text
from treatysim.law.acts import Act
from treatysim.law.days import LAST_DAY
from treatysim.law.readings import AXES
from treatysim.law.scenario import Scenario
from treatysim.law.uncertain import Listed, Lognormal, Spread, Triangular, Uncertain, Uniform

HOME = ("CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB")
APPLICANTS = ("BLR", "IRN", "MNG")
START = dt.date(2011, 3, 1)
DELAYS = (0, 0, 0, 1, 1, 2, 28, 29, 30, 31, 60, 89, 90, 91)
ACTS = ("notification", "accession", "acceptance", "withdrawal", "refusal")
EFFECTS = ("entry-into-force", "entry-into-force-for", "accession-complete", "withdrawal-effective")
SMALL = {
    "sco-iis-2009": {"12(1)": {"threshold": 2}},
    "budapest-2001": {"36(3)": {"threshold": 3, "members": {"group": "council-of-europe", "threshold": 2}}},
    "paris-2015": {"21(1)": {"threshold": 3, "share": {"quantity": "emissions", "percent": 40}}},
}


def lives(count: int, seed: int, kinds: str = "rrirdr") -> Iterator[Scenario]:
    """So many lives with uncertain dates, in turns: r regular ones, t those of which all days tie, d those of treaties
    with deposits, i irregular ones."""
    rng = random.Random(seed)
    irregular = (scenario_of(life) for life in scenarios(count * 3, seed) if life["acts"])
    made = 0
    while made < count:
        kind = kinds[made % len(kinds)]
        life = next(irregular) if kind == "i" else Draft(rng, kind).life()
        if life is not None:
            yield uncertain(life, rng, tied=kind == "t")
            made += 1


class Draft:
    """A life in the making, as a file would give it."""

    def __init__(self, rng: random.Random, kind: str) -> None:
        self.rng, self.kind = rng, kind
        self.acts: list[dict[str, Any]] = []
        self.spread = 0 if kind == "t" else rng.choice((3, 40, 120))
        self.delays = (0, 0, 0, 1) if kind == "t" else DELAYS

    def life(self) -> Scenario | None:
        """A life of the home treaty, or of one with deposits; None if its dates run in a circle."""
        said = self.deposits() if self.kind == "d" else self.home()
        if self.chance(0.5):
            self.rng.shuffle(self.acts)
        if self.chance(0.3):
            said["through"] = self.day(0, 500)
        try:
            return load_text(json.dumps(said | {"acts": self.acts}))
        except FaultyFile:
            return None

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def day(self, least: int, most: int) -> str:
        return (START + dt.timedelta(days=self.rng.randint(least, most))).isoformat()

    def date(self, first: int, *anchors: dict[str, Any]) -> Any:
        """A day, within the spread of the first; or a delay after one of the anchors, or after anything at all."""
        if self.chance(0.2 if self.kind == "t" else 0.04):
            anchors = (self.anything(),)
        if anchors and self.chance(0.8 if self.kind == "t" else 0.5):
            return {**self.rng.choice(anchors), "days": self.rng.choice(self.delays)}
        return self.day(first, first + self.spread)

    def rarely(self, anchor: dict[str, Any]) -> tuple[dict[str, Any], ...]:
        return (anchor,) if self.chance(0.05) else ()

    def anything(self) -> dict[str, Any]:
        kind = self.rng.choice((*ACTS, *EFFECTS))
        also = {"of": self.rng.choice((*HOME, *APPLICANTS))} if self.chance(0.5) else {}
        return {"after": kind} | also

    def act(self, kind: str, by: str, date: Any, **also: Any) -> None:
        self.acts.append({"act": kind, "by": by, "date": date} | also)

    # -- the home treaty

    def home(self) -> dict[str, Any]:
        for state in HOME:
            if self.chance(0.88):
                another = {"after": "notification", "by": self.rng.choice(HOME)}
                self.act("notification", state, self.date(0, *self.rarely(another)))
            elif self.chance(0.5):
                self.act("notification", state, self.date(60, {"after": "entry-into-force"}))
        for applicant in self.rng.sample(APPLICANTS, self.rng.choice((0, 1, 1, 2, 2, 3))):
            self.accession(applicant)
        for state in self.rng.sample((*HOME, "BLR"), self.rng.choice((0, 0, 1, 2))):
            self.withdrawal(state)
        if self.chance(0.15):
            self.stray()
        return {"treaty": "sco-iis-2009", "readings": self.readings(), "parameters": self.parameters()}

    def accession(self, applicant: str) -> None:
        anchors = [
            {"after": "entry-into-force"},
            {"after": "accession"},
            {"after": "entry-into-force-for", "of": "BLR"},
        ]
        self.act("accession", applicant, self.date(60, *anchors))
        for state in (*HOME, *APPLICANTS):
            asked = 0.93 if state in HOME else 0.5
            if state != applicant and self.chance(asked):
                kind = "refusal" if self.chance(0.05) else "acceptance"
                mine = {"after": "accession", "of": applicant}
                self.act(kind, state, self.date(120, mine, *self.rarely({"after": "acceptance"})), of=applicant)

    def withdrawal(self, state: str) -> None:
        since = {"after": "entry-into-force-for", "of": state}
        also = {"intended": self.day(150, 500)} if self.chance(0.3) else {}
        self.act("withdrawal", state, self.date(100, since, since, {"after": "accession"}), **also)

    def stray(self) -> None:
        """An act that seldom has its place."""
        by, other = self.rng.choice((*HOME, *APPLICANTS)), self.rng.choice((*HOME, *APPLICANTS))
        kind = self.rng.choice(("notification", "accession", "acceptance", "withdrawal", "consultation", "proposal"))
        also = {"acceptance": {"of": other}, "proposal": {"subject": "annex"}}.get(kind, {})
        self.act(kind, by, self.date(0, self.anything()), **also)

    def readings(self) -> dict[str, str]:
        axes = ("entry-period", "window", "acceptors", "acceptor-set", "accession-period", "early-accession")
        axes += ("notice-length", "notice-base", "short-notice", "below-two", "re-entry", "threshold")
        return {axis: self.rng.choice(list(AXES[axis].answers)) for axis in axes if self.chance(0.25)}

    def parameters(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.chance(0.35):
            found["12(1)"] = {"threshold": self.rng.choice((1, 2, 2, 3, 6))}
        if self.chance(0.1):
            found.setdefault("12(1)", {})["days"] = self.rng.choice((1, 2, 60))
        if self.chance(0.05):
            found["12(3)"] = {"days": self.rng.choice((1, 2, 60))}
        if self.chance(0.2):
            found["VCLT 55"] = {"minimum": self.rng.choice((1, 3, 4))}
        return found

    # -- consent by deposit

    def deposits(self) -> dict[str, Any]:
        treaty = self.rng.choice(("budapest-2001", "paris-2015"))
        states = ("ALB", "FRA", "DEU", "USA", "CAN", "EUE", "CHN", "NIC")
        for state in self.rng.sample(states, self.rng.randint(3, len(states))):
            since = {"after": "deposit", "by": self.rng.choice(states)}
            self.act("deposit", state, self.date(2200, since), instrument="ratification")
        for state in self.rng.sample(states, self.rng.choice((0, 1, 2))):
            anchors = [{"after": "entry-into-force-for", "of": state}, {"after": "entry-into-force"}]
            self.act("withdrawal", state, self.date(3400, *anchors))
        return {"treaty": treaty, "parameters": SMALL[treaty]}


# -- uncertain dates


def uncertain(life: Scenario, rng: random.Random, tied: bool = False) -> Scenario:
    """The same life, with some of its dates uncertain."""
    share = rng.choice((0.15, 0.5, 1.0))
    those = [act for act in life.acts if act.sent is None and rng.random() < share]
    chances = {
        act.id: chance_of(life, act, Uniform(0, rng.randrange(2)) if tied else spread(rng), rng) for act in those
    }
    acts = tuple(replace(act, date=chances[act.id].median) if act.id in chances else act for act in life.acts)
    if life.through is not None and rng.random() < 0.05:
        life = replace(life, through=life.treaty.opens - rng.choice((0, 1)))
    return replace(life, acts=acts, uncertain=chances)


def chance_of(life: Scenario, act: Act, delay: Spread, rng: random.Random) -> Uncertain:
    never = rng.choice((0.0,) * 12 + (0.1, 0.5, 0.6, 1.0))
    if isinstance(act.date, int):
        since = max(life.treaty.opens, act.date - rng.choice((0, 0, 5, 30)))
        if rng.random() < 0.005:
            since = LAST_DAY - rng.choice((0, 1, 30, 100))
        return Uncertain(since, delay, never)
    return Uncertain(replace(act.date, days=0), delay, never)


def spread(rng: random.Random) -> Spread:
    """Mostly few days, so that they tie; now and then none, or more than there are in the calendar."""
    least = rng.choice((0, 0, 0, 1, 5, 28, 30))
    if rng.random() < 0.003:
        return Lognormal(3e6, 4e6)
    return rng.choice(
        (
            Uniform(least, least + rng.choice((0, 1, 1, 2, 5, 60))),
            Uniform(least, least + rng.choice((0, 1, 1, 2, 5, 60))),
            Lognormal(*rng.choice(((1, 2), (5, 5), (30, 200), (100, 400), (100, 200)))),
            Triangular(0, rng.choice((0, 3, 10)), rng.choice((11, 90))),
            Listed({0: 0.3, 1: 0.2, 30: 0.3, 31: 0.1, 60: 0.1}),
        )
    )
