"""What a word asks about: the acts, effects, duties and findings of a timeline that it can mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from treatysim.errors import UnknownName
from treatysim.files.wording import nearest, quoted
from treatysim.law.acts import ACTS, DEPOSITARY, EFFECTS
from treatysim.law.consequences import Effect, Finding
from treatysim.law.days import day_of
from treatysim.law.formula import Reason, reason, supposed
from treatysim.law.timeline import ActOutcome, Obligation, Timeline
from treatysim.words import catalogue, say, states

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Selection:
    """What was found for a word, and what the word is: a ``day``, a ``state``, a ``kind`` or a ``provision``, if one.

    Without a word everything is found, save the acts, which the reasons name.
    """

    word: str | None = None
    acts: tuple[ActOutcome, ...] = ()
    effects: tuple[Effect, ...] = ()
    duties: tuple[Obligation, ...] = ()
    findings: tuple[Finding, ...] = ()
    day: int | None = None
    state: str | None = None
    kind: str | None = None
    provision: str | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.acts or self.effects or self.duties or self.findings)


def select(timeline: Timeline, word: str | None) -> Selection:
    """What a word asks about; without one, everything.

    Raises UnknownName, with the nearest word that is known, for a word that can mean nothing here.

    >>> from treatysim.files import load_text
    >>> from treatysim.simulation import simulate
    >>> [duty.provision for duty in select(simulate(load_text("treaty: sco-iis-2009")), "2009-07-01").duties]
    ['11']
    """
    effects = (*timeline.effects, *timeline.coming)
    if word is None:
        return Selection(None, (), effects, timeline.obligations, timeline.findings)
    sought = _Sought(timeline, word.strip())
    return Selection(
        word,
        tuple(filter(sought.act, timeline.acts)),
        tuple(filter(sought.effect, effects)),
        tuple(filter(sought.duty, timeline.obligations)),
        tuple(filter(sought.finding, timeline.findings)),
        sought.day,
        sought.state,
        sought.kind,
        sought.provision,
    )


@dataclass
class _Sought:
    """A word, as what it was recognised: each test below says whether something is meant by it."""

    timeline: Timeline
    word: str
    day: int | None = None
    state: str | None = None
    kind: str | None = None
    provision: str | None = None
    id: str | None = None

    def __post_init__(self) -> None:
        scenario = self.timeline.scenario
        ids = {*scenario.by_id, *(effect.id for effect in (*self.timeline.effects, *self.timeline.coming))}
        provisions = {clause.provision for clause in scenario.treaty.clauses}
        provisions |= {finding.provision for finding in self.timeline.findings}
        self.day = _day(self.word)
        self.id = self.word if self.word in ids else None
        self.kind = self.word if self.id is None and self.word in _kinds() else None
        self.provision = self.word if self.word in provisions else None
        self.state = _state(self.word) if self.id is None else None
        if not any((self.day, self.id, self.kind, self.provision, self.state)):
            known = (*sorted(ids), *_kinds(), *sorted(provisions), *_states_here(self.timeline))
            raise UnknownName(_unknown(self.word, known))

    def act(self, outcome: ActOutcome) -> bool:
        """An act itself, one of its kind, of the day, or one by the State or of it."""
        act = outcome.act
        who = self.state if self.state in (act.by, act.of, *act.between) else None
        return self._is(id=act.id, kind=act.kind, day=outcome.day, state=who)

    def effect(self, effect: Effect) -> bool:
        """An effect itself, one of its kind, State, provision or day, or one whose reason names the act."""
        day = day_of(effect.at)
        if self._is(id=effect.id, kind=effect.kind, state=effect.state, provision=effect.provision, day=day):
            return True
        return self.id is not None and self._names(reason(effect.formula).walk())

    def duty(self, duty: Obligation) -> bool:
        """A duty of the kind, State, provision or day, or one whose reason names the act or effect."""
        days = (duty.arises, duty.due, duty.performed)
        if self.day is not None and self.day in days:
            return True
        who = self.state if self.state in (duty.bearer, duty.of) else None
        if self._is(kind=duty.duty, state=who, provision=duty.provision):
            return True
        return self.id is not None and self._names(duty.reason.walk())

    def finding(self, finding: Finding) -> bool:
        """A finding of the code, State, provision or day, or about the act."""
        act = finding.act.id if finding.act else None
        day = day_of(finding.at)
        return self._is(id=act, kind=finding.code, state=finding.state, provision=finding.provision, day=day)

    def _is(self, **found: object) -> bool:
        return any(value is not None and getattr(self, what) == value for what, value in found.items())

    def _names(self, nodes: Iterable[Reason]) -> bool:
        return any(self.id in (node.facts.get("act"), node.facts.get("effect")) for node in nodes)


def _day(word: str) -> int | None:
    try:
        return date.fromisoformat(word).toordinal() if _DAY.fullmatch(word) else None
    except ValueError:
        return None


def _state(word: str) -> str | None:
    """The code of the State (or the Depositary, or the Parties) that a word names, by code or by name."""
    others: dict[str, str] = catalogue()["names"]
    for code, called in {**others, **states()}.items():
        if word.upper() == code or word.casefold() in (called.casefold(), called.removeprefix("the ").casefold()):
            return code
    return None


def _states_here(timeline: Timeline) -> Iterator[str]:
    for state in timeline.states:
        yield state.state
        yield states().get(state.state, state.state)
    yield DEPOSITARY


def _kinds() -> tuple[str, ...]:
    """Every kind of effect, act and duty, and every code of a finding."""
    words = catalogue()
    return tuple(dict.fromkeys((*EFFECTS, *ACTS, *words["duties"], *words["findings"])))


def _unknown(word: str, known: Iterable[str]) -> str:
    do = nearest(word, known, nearest(word.casefold(), known, say("explain", "name-one")))
    return say("explain", "unknown", word=quoted(word), expected=say("explain", "expected"), do=do)


def days_around(timeline: Timeline, day: int) -> tuple[tuple[int, bool] | None, tuple[int, bool] | None]:
    """The last day before a day, and the first after it, on which anything was received, came or fell due.

    Beside each stands whether it is only there for something that rests on a supposed act.
    """
    days: dict[int, bool] = {}
    for found, rests in _days(timeline):
        if found is not None:
            days[found] = days.get(found, True) and rests
    before, after = (found for found in days if found < day), (found for found in days if found > day)
    last, first = max(before, default=None), min(after, default=None)
    return None if last is None else (last, days[last]), None if first is None else (first, days[first])


def _days(timeline: Timeline) -> Iterator[tuple[int | None, bool]]:
    """Every day with something on it, and whether that rests on a supposed act."""
    for outcome in timeline.acts:
        yield outcome.day, outcome.supposed
    for effect in (*timeline.effects, *timeline.coming):
        yield day_of(effect.at), supposed(effect.formula)
    for duty in timeline.obligations:
        yield duty.arises, duty.supposed
        yield duty.due, duty.supposed
