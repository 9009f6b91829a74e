"""Trying properties and questions on invented lives: Hypothesis draws them, and shrinks whatever it finds.

The same seed gives the same lives and the same answer; nothing is kept between two runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Flaky

from treatysim.checking.properties import Breach, Property
from treatysim.checking.questions import Question
from treatysim.checking.registry import properties_of
from treatysim.checking.simplest import simplest
from treatysim.checking.strategies import scenarios
from treatysim.errors import Unsteady
from treatysim.files.writing import scenario_text
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.law.treaty import Treaty
from treatysim.simulation import simulate
from treatysim.words import say

EXAMPLES = 1000
"""So many lives are tried where nobody says how many."""

SEARCHED = 5000
"""So many lives are searched, where nobody says how many, for one thing that somebody has asked for by name."""

SHRINKS = 300
"""So many simpler lives are tried once one is found; what they leave over is taken out piece by piece."""

Progress = Callable[[int], None]
"""Told how many lives have been tried."""


@dataclass(frozen=True)
class Shown:
    """The simplest life found that breaks a property, or in which what a question asks for happens: its timeline, and
    where in it that is."""

    name: str
    timeline: Timeline
    breach: Breach

    def to_dict(self, treaty: str = "") -> dict[str, object]:
        """As plain JSON values; ``scenario`` is a file that replays it, ``treaty`` how that names its treaty."""
        where = {"says": self.breach.says, "about": self.breach.about or None}
        return {**where, "scenario": scenario_text(self.timeline.scenario, treaty)}


@dataclass(frozen=True)
class Checked:
    """What became of each property: on how many lives it was tried, and what was found that breaks it, in the order of
    the properties."""

    treaty: Treaty
    properties: tuple[Property, ...]
    lives: int
    seed: int
    readings: Mapping[str, str]
    tried: Mapping[str, int]
    broken: tuple[Shown, ...]

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The lives that were found."""
        return self.broken

    @property
    def no(self) -> bool:
        """Whether the answer is no: a property is broken."""
        return bool(self.broken)

    def to_dict(self, treaty: str = "") -> dict[str, object]:
        """As plain JSON values; a property holds on the lives tried, is ``broken``, or was tried on none."""
        broken = {one.name: one for one in self.broken}
        return {
            **_about(self),
            "properties": [
                {
                    "name": one.name,
                    "provision": one.provision,
                    "says": one.says,
                    "holds_on": one.holds_on,
                    "conjecture": one.conjecture,
                    "tried": self.tried.get(one.name, 0),
                    "broken": broken[one.name].to_dict(treaty) if one.name in broken else None,
                }
                for one in self.properties
            ],
        }


@dataclass(frozen=True)
class Asked:
    """The answer to a question: a ``witness``, or none among the lives tried."""

    treaty: Treaty
    question: Question
    lives: int
    seed: int
    readings: Mapping[str, str]
    witness: Shown | None

    @property
    def shown(self) -> tuple[Shown, ...]:
        """The lives that were found."""
        return (self.witness,) if self.witness else ()

    @property
    def no(self) -> bool:
        """Whether the answer is no: nothing was found that shows it."""
        return self.witness is None

    def to_dict(self, treaty: str = "") -> dict[str, object]:
        """As plain JSON values."""
        question = {"name": self.question.name, "provision": self.question.provision, "asks": self.question.asks}
        witness = self.witness.to_dict(treaty) if self.witness else None
        return {**_about(self), "question": question, "witness": witness}


def _about(found: Checked | Asked) -> dict[str, object]:
    return {"treaty": found.treaty.id, "lives": found.lives, "seed": found.seed, "readings": dict(found.readings)}


def check(
    treaty: Treaty,
    properties: Sequence[Property] | None = None,
    examples: int = EXAMPLES,
    seed: int = 0,
    readings: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Try properties (all that are promised, unless named) on ``examples`` lives of a treaty.

    ``readings`` are fixed, the others are drawn with the lives; ``progress`` is told how many lives have been tried.
    Raises Unsteady where a property gives different answers for the same timeline.

    >>> from treatysim.files import load_treaty
    >>> check(load_treaty("sco-iis-2009"), examples=20).broken
    ()
    """
    if properties is None:
        properties = [one for one in properties_of(treaty) if not one.conjecture]
    trial = _Trial(treaty, dict(readings or {}), examples, seed, progress)
    tried: Counter[str] = Counter()
    found: set[str] = set()

    def look(life: Scenario) -> bool:
        timeline = simulate(life)
        for one in properties:
            if one.name not in found and one.said_of(timeline):
                tried[one.name] += 1
                if one.broken(timeline) is not None:
                    found.add(one.name)
        if properties and len(found) == len(properties):
            raise _Enough
        return False

    lives = trial.simplest(look)[1]
    broken = tuple(_broken(trial, one) for one in properties if one.name in found)
    return Checked(treaty, tuple(properties), lives, seed, dict(readings or {}), tried, broken)


def ask(
    treaty: Treaty,
    question: Question,
    examples: int = SEARCHED,
    seed: int = 0,
    readings: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Asked:
    """Look for a life of a treaty in which what a question asks for happens, among so many.

    >>> from treatysim.checking.questions import questions_of
    >>> from treatysim.files import load_treaty
    >>> treaty = load_treaty("sco-iis-2009")
    >>> fewer = next(question for question in questions_of(treaty) if question.name == "fewer-than-began")
    >>> [act.kind for act in ask(treaty, fewer).witness.timeline.scenario.acts][-1]
    'withdrawal'
    """
    trial = _Trial(treaty, dict(readings or {}), examples, seed, progress)
    life, lives = trial.simplest(lambda one: question.seen(simulate(one)) is not None)
    witness = _shown(life, question.name, "witness", question.seen) if life else None
    return Asked(treaty, question, lives, seed, dict(readings or {}), witness)


def _broken(trial: _Trial, one: Property) -> Shown:
    def breaks(life: Scenario) -> bool:
        timeline = simulate(life)
        return one.said_of(timeline) and one.broken(timeline) is not None

    life = trial.simplest(breaks)[0]
    if life is None:
        raise Unsteady(say("check", "unsteady"))
    return _shown(life, one.name, "counterexample", one.broken)


def _shown(life: Scenario, name: str, title: str, find: Callable[[Timeline], Breach | None]) -> Shown:
    timeline = simulate(replace(life, title=say("check", title, name=name)))
    found = find(timeline)
    if found is None:
        raise Unsteady(say("check", "unsteady"))
    return Shown(name, timeline, found)


class _Enough(BaseException):
    """No further life has to be tried; no Exception, for Hypothesis would take it for a failure of that life."""


class _Found(Exception):
    """A life of which that is true which was looked for."""


@dataclass(frozen=True)
class _Trial:
    """The lives of one seed."""

    treaty: Treaty
    readings: Mapping[str, str]
    examples: int
    seed: int
    progress: Progress | None

    def simplest(self, look: Callable[[Scenario], bool]) -> tuple[Scenario | None, int]:
        """The simplest life with which ``look`` is content, if it is with any, and how many were tried until it was."""
        looking = _Looking(look, self.progress)
        try:
            self._drawn(looking)
        except _Enough as enough:
            if enough.__cause__ is not None:
                raise enough.__cause__ from None
        except _Found:
            pass
        except Flaky:
            raise Unsteady(say("check", "unsteady")) from None
        found = looking.found
        return simplest(found, look, frozenset(self.readings)) if found else None, looking.lives

    def _drawn(self, one: Callable[[Scenario], None]) -> None:
        calm = settings(
            max_examples=self.examples,
            phases=(Phase.generate, Phase.shrink),
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )

        def test(life: Scenario) -> None:
            one(life)

        seed(self.seed)(calm(given(scenarios(self.treaty, self.readings))(test)))()


@dataclass
class _Looking:
    """What is done with every life that is drawn: counted, looked at, kept if it is what was looked for."""

    look: Callable[[Scenario], bool]
    progress: Progress | None
    lives: int = 0
    shrunk: int = 0
    found: Scenario | None = None

    def __call__(self, life: Scenario) -> None:
        if self.found is None:
            self.lives += 1
        else:
            self.shrunk += 1
        if self.progress is not None:
            self.progress(self.lives)
        if self.shrunk > SHRINKS:
            raise _Enough
        try:
            shows = self.look(life)
        except Exception as error:
            raise _Enough from error
        if shows:
            self.found = life
            raise _Found
