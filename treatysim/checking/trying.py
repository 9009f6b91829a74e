"""Trying properties and questions on lives that are drawn: on how many, and the simplest that shows something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from treatysim.checking.bearing import in_play, provisions_of, stirred
from treatysim.checking.drawing import Enough, Lives, Progress
from treatysim.checking.properties import Breach, Property
from treatysim.checking.questions import Question
from treatysim.checking.registry import properties_of
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
    """What became of each property: of how many lives it was said (``tried``), in how many of those something happened
    that it is about (``in_play``), and what was found that breaks it, in the order of the properties."""

    treaty: Treaty
    properties: tuple[Property, ...]
    lives: int
    seed: int
    readings: Mapping[str, str]
    tried: Mapping[str, int]
    in_play: Mapping[str, int]
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
                    "in_play": self.in_play.get(one.name, 0),
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
    drawn = Lives(treaty, dict(readings or {}), examples, seed, progress)
    tally = _Tally(treaty, properties)
    lives = drawn.simplest(tally.count)[1]
    broken = tuple(_broken(drawn, one) for one in properties if one.name in tally.found)
    return Checked(treaty, tuple(properties), lives, seed, dict(readings or {}), tally.tried, tally.in_play, broken)


class _Tally:
    """Of how many lives each property was said, in how many it was in play, and which are broken: ``found``."""

    def __init__(self, treaty: Treaty, properties: Sequence[Property]) -> None:
        self.properties = properties
        self.about = {one.name: provisions_of(one, treaty) for one in properties}
        self.tried: Counter[str] = Counter()
        self.in_play: Counter[str] = Counter()
        self.found: set[str] = set()

    def count(self, life: Scenario) -> bool:
        """Try a life; never content with it, but it is enough when nothing is left to be found."""
        timeline = simulate(life)
        happened = stirred(timeline) if self.properties else frozenset[str]()
        for one in self.properties:
            if one.name not in self.found and one.said_of(timeline):
                self._try(one, timeline, happened)
        if self.properties and len(self.found) == len(self.properties):
            raise Enough
        return False

    def _try(self, one: Property, timeline: Timeline, happened: frozenset[str]) -> None:
        about = self.about[one.name]
        self.tried[one.name] += 1
        self.in_play[one.name] += in_play(about, happened)
        if one.broken(timeline) is not None:
            self.found.add(one.name)


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
    drawn = Lives(treaty, dict(readings or {}), examples, seed, progress)
    life, lives = drawn.simplest(lambda one: question.seen(simulate(one)) is not None)
    witness = _shown(life, question.name, "witness", question.seen) if life else None
    return Asked(treaty, question, lives, seed, dict(readings or {}), witness)


def _broken(drawn: Lives, one: Property) -> Shown:
    def breaks(life: Scenario) -> bool:
        timeline = simulate(life)
        return one.said_of(timeline) and one.broken(timeline) is not None

    life = drawn.simplest(breaks)[0]
    if life is None:
        raise Unsteady(say("check", "unsteady"))
    return _shown(life, one.name, "counterexample", one.broken)


def _shown(life: Scenario, name: str, title: str, find: Callable[[Timeline], Breach | None]) -> Shown:
    timeline = simulate(replace(life, title=say("check", title, name=name)))
    found = find(timeline)
    if found is None:
        raise Unsteady(say("check", "unsteady"))
    return Shown(name, timeline, found)
