"""The timeline: what happened and what followed, up to one day; and what is coming if nobody acts any more.

The keys of ``Timeline.to_dict`` are a promise: ``scenario``, ``text`` (what the text of the treaty is), ``readings``
and those ``consulted``, ``clauses``, ``instrument`` (what else of the treaty dates rest on: ``signatories``,
``not_additional``, ``groups``, ``quantities`` as exact decimals, and a ``digest`` of these with the day of signing and
the clauses, by which two runs are seen to be of one instrument), ``acts`` (as the file gave them, with what became of
each; ``uncertain`` holds a date of which only the chances are known, and ``date`` its median), ``entry_into_force``,
``terminated``, ``states``, ``timeline`` (admitted acts and effects in order, effects with their reason),
``obligations``, ``findings``, ``coming``, and a ``digest`` of all the rest.  Days are ISO 8601, a day that never comes
is null, and intervals are half-open (``until`` is the first day no longer in force).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from treatysim import words
from treatysim.errors import UnknownName
from treatysim.law.acts import EFFECTS, Act
from treatysim.law.consequences import PARTIES, Duty, Effect, Finding, Lead
from treatysim.law.days import day_of, end_of, iso
from treatysim.law.digest import digest
from treatysim.law.formula import Formula, Given, Reason, instant, reason, supposed
from treatysim.law.scenario import Scenario
from treatysim.law.uncertain import Uncertain


@dataclass(frozen=True, slots=True)
class ActOutcome:
    """What became of an act: its day, whether it was admitted (None: not simulated, and ``why``), its first finding,
    the effects that it set on their way, moved or stopped, and its date as it is known, if only by its chances."""

    act: Act
    day: int | None
    admitted: bool | None
    first: Finding | None = None
    why: str | None = None
    supposed: bool = False
    leads: tuple[Lead, ...] = ()
    uncertain: Uncertain | None = None

    @property
    def finding(self) -> str | None:
        """The code of the first finding about the act; None if there is none."""
        return self.first.code if self.first else None

    def to_dict(self) -> dict[str, object]:
        said: dict[str, object] = {"id": self.act.id} | dict(self.act.fields)
        said |= {"id": self.act.id, "date": iso(self.day)}
        if self.uncertain is not None:
            said["uncertain"] = dict(self.uncertain.given)
        said |= {"file": self.act.file, "line": self.act.line, "admitted": self.admitted, "finding": self.finding}
        said["supposed"] = self.supposed
        return said if self.why is None else {**said, "why": self.why}


@dataclass(frozen=True, slots=True)
class StateOutcome:
    """Where a State stands at the end, when the treaty was in force for it, and for whose acceptance it waits."""

    state: str
    standing: str
    in_force: tuple[tuple[int, int | None], ...]
    waiting_for: tuple[str, ...]
    supposed: bool

    def to_dict(self) -> dict[str, object]:
        intervals = [{"from": iso(since), "until": iso(until)} for since, until in self.in_force]
        return {
            "state": self.state,
            "standing": self.standing,
            "in_force": intervals,
            "waiting_for": list(self.waiting_for),
            "supposed": self.supposed,
        }


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty as it stands at the end: bearer, to whom owed, when it arose, fell due and was performed, by which act.

    ``rests_on`` is the formula of the due day (of ``arises`` where nothing is due), which ``supposed`` is about;
    ``performed_supposed`` if the day of performance rests on a supposed act.
    """

    provision: str
    bearer: str
    of: str | None
    duty: str
    arises: int | None
    due: int | None
    performed: int | None
    performed_by: str | None
    performed_supposed: bool
    status: str
    rests_on: Formula
    supposed: bool
    reading: Mapping[str, str]

    @property
    def reason(self) -> Reason:
        """The tree of the day that it rests on; made when it is asked for, for most are not."""
        return reason(self.rests_on)

    @classmethod
    def at(cls, duty: Duty, through: int) -> Obligation:
        """The duty's state at the end of the day ``through``."""
        rests_on = duty.arises if duty.due is None else duty.due
        performed = None if duty.performed is None else day_of(duty.performed)
        act = duty.performance
        return cls(
            duty.provision,
            duty.bearer,
            duty.of,
            duty.duty,
            day_of(duty.arose_at),
            day_of(duty.due_at),
            performed,
            None if act is None else act.act.id,
            act is not None and (supposed(act) or supposed(duty.arises)),
            duty.status(through),
            rests_on,
            supposed(rests_on),
            duty.reading,
        )

    def to_dict(self) -> dict[str, object]:
        days = {"arises": iso(self.arises), "due": iso(self.due), "performed": iso(self.performed)}
        return {
            "provision": self.provision,
            "bearer": self.bearer,
            "owed_to": [PARTIES],
            "of": self.of,
            "duty": self.duty,
            **days,
            "performed_by": self.performed_by,
            "performed_supposed": self.performed_supposed,
            "status": self.status,
            "reason": self.reason.to_dict(),
            "supposed": self.supposed,
            **({"reading": dict(self.reading)} if self.reading else {}),
        }


@dataclass(frozen=True, slots=True)
class Awaited:
    """An effect that has not come: what it still needs.  ``missing`` consents or answers, from ``candidates``."""

    kind: str
    state: str | None
    provision: str
    missing: int
    candidates: tuple[str, ...]
    needs: str
    facts: Mapping[str, object] = field(default_factory=dict)
    reading: Mapping[str, str] = field(default_factory=dict)


Happening = Given | Effect


@dataclass(frozen=True)
class Timeline:
    """The answer to a scenario; see the module's docstring.  ``happenings`` are admitted acts and effects in order."""

    scenario: Scenario
    through: int
    consulted: tuple[str, ...]
    acts: tuple[ActOutcome, ...]
    happenings: tuple[Happening, ...]
    states: tuple[StateOutcome, ...]
    obligations: tuple[Obligation, ...]
    findings: tuple[Finding, ...]
    coming: tuple[Effect, ...]
    awaited: tuple[Awaited, ...]
    standings: Mapping[str, tuple[tuple[int, str], ...]]

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """The effects that came, in order."""
        return tuple(happening for happening in self.happenings if isinstance(happening, Effect))

    def first(self, kind: str) -> int | None:
        """The day of the first effect of a kind; None if none came.  Raises UnknownName for what is no kind of effect,
        so that a slip of the pen is not taken for something that never happens."""
        if kind not in EFFECTS:
            raise UnknownName(words.say("timeline", "unknown-effect", name=repr(kind), known=", ".join(EFFECTS)))
        return next((day_of(effect.at) for effect in self.effects if effect.kind == kind), None)

    def standing(self, state: str, on: int) -> str:
        """Where a State stood at the end of a day (an ordinal): the one answer, whichever way it is asked."""
        found = "signatory" if state in self.scenario.treaty.signatories else "third"
        for at, standing in self.standings.get(state, ()):
            if at <= end_of(on):
                found = standing
        return found

    def to_dict(self) -> dict[str, object]:
        """The timeline as plain JSON values, with its digest."""
        scenario, treaty = self.scenario, self.scenario.treaty
        about = {"title": scenario.title, "treaty": treaty.id, "signed": iso(treaty.signed)}
        said: dict[str, object] = {
            "scenario": {**about, "through": iso(self.through), "file": scenario.file},
            "text": treaty.text,
            "readings": scenario.all_readings,
            "consulted": list(self.consulted),
            "clauses": treaty.shown_clauses(),
            "instrument": {**treaty.shown_instrument(), "digest": treaty.digest},
            "acts": [outcome.to_dict() for outcome in self.acts],
            "entry_into_force": iso(self.first("entry-into-force")),
            "terminated": iso(self.first("termination")),
            "states": [state.to_dict() for state in self.states],
            "timeline": [self._happening(happening) for happening in self.happenings],
            "obligations": [obligation.to_dict() for obligation in self.obligations],
            "findings": [self.finding_dict(finding) for finding in self.findings],
            "coming": [self.effect_dict(effect) for effect in self.coming],
        }
        return {**said, "digest": digest(said)}

    def _happening(self, happening: Happening) -> dict[str, object]:
        if isinstance(happening, Effect):
            return self.effect_dict(happening)
        act = happening.act
        return {
            "id": act.id,
            "date": iso(day_of(happening.at)),
            "kind": act.kind,
            "state": act.by,
            "act": act.id,
            "provision": self._provision(act),
            "text": words.act_text(act.kind, act.by, act.of, act.subject, act.instrument),
            "supposed": supposed(happening),
            "reason": None,
        }

    def effect_dict(self, effect: Effect) -> dict[str, object]:
        """One effect as plain JSON values."""
        said: dict[str, object] = {
            "id": effect.id,
            "date": iso(day_of(effect.at)),
            "kind": effect.kind,
            "state": effect.state,
            "act": None,
            "provision": effect.provision,
            "text": words.effect_text(effect.kind, effect.state, effect.of, effect.text_as_amended),
            "supposed": supposed(effect.formula),
            "reason": reason(effect.formula).to_dict(),
        }
        if effect.reading:
            said["reading"] = dict(effect.reading)
        if effect.alternatives:
            said["alternatives"] = {way: iso(day_of(instant(it))) for way, it in effect.alternatives.items()}
        return said

    def finding_dict(self, finding: Finding) -> dict[str, object]:
        """One finding as plain JSON values."""
        act = finding.act
        said: dict[str, object] = {
            "date": iso(day_of(finding.at)),
            "code": finding.code,
            "severity": finding.severity,
            "provision": finding.provision,
            "state": finding.state,
            "act": act.id if act else None,
            "message": finding.text,
            "line": act.line if act else None,
            "file": act.file if act else None,
        }
        return {**said, "reading": dict(finding.reading)} if finding.reading else said

    def _provision(self, act: Act) -> str | None:
        clause = self.scenario.treaty.clause_for(act, self.scenario.subject_of(act))
        return clause.provision if clause else None
