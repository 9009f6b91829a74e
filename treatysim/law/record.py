"""The record: which acts stand, who is bound, what is on its way, at one moment of a treaty's life.

Clauses read it and write to it; only :mod:`treatysim.law.proceedings` moves it from one instant to the next.
Everything that asks "has it come?" is answered with a formula, so that an admission is a comparison of days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from treatysim.law.acts import DEPOSITARY, Act
from treatysim.law.consequences import PARTIES, Duty, Effect, Finding, Lead, Pending, Severity
from treatysim.law.days import NEVER, day_of, start_of
from treatysim.law.formula import NEVER_COMES, Came, Fixed, Formula, Given, beyond_calendar, instant
from treatysim.law.readings import AXES
from treatysim.law.unanimity import Unanimity

Key = tuple[str, ...]

Answers = Mapping[str, str]
"""Doubts with an answer each: read so, or settled so by the text itself."""


@dataclass(slots=True)
class Interval:
    """A time during which the treaty is in force for a State: from an effect, until another (not included)."""

    since: Came
    until: Came | None = None


@dataclass(slots=True)
class Notice:
    """A notice of withdrawal that runs: the earliest lawful day it gave, the day it leads to now (a later notice may
    have moved it), and the duty to tell the others of it."""

    earliest: Formula
    formula: Formula
    circulation: Duty | None = None


@dataclass(slots=True)
class Application:
    """An accession from its instrument until the State is bound: whose acceptance is asked, and what came.

    ``received`` is None while an instrument is held until the treaty is in force.
    """

    state: str
    instrument: Given
    received: Formula | None = None
    round: Unanimity = field(default_factory=Unanimity)
    complete: Came | None = None


@dataclass(slots=True)
class Proposal:
    """A proposal that waits for the consent of all Parties."""

    given: Given
    round: Unanimity = field(default_factory=Unanimity)


class Record:
    """What stands at ``now``, the instant reached; times inside are instants (see :mod:`treatysim.law.days`)."""

    def __init__(self, signed: int, signatories: Iterable[str], readings: Answers, settled: Answers) -> None:
        self.now = start_of(signed)
        self.signature = Fixed(self.now, "signature")
        self.signatories = dict.fromkeys(signatories, self.signature)
        self.readings = readings
        self.settled = settled
        self.consulted: dict[str, str] = {}
        self.consents: dict[str, Given] = {}
        self.threshold: Formula | None = None
        self.entry: Came | None = None
        self.end: Came | None = None
        self.bound: dict[str, Came] = {}
        self.left: dict[str, Came] = {}
        self.acceded: set[str] = set()
        self.intervals: dict[str, list[Interval]] = {}
        self.applications: dict[str, Application] = {}
        self.notices: dict[str, Notice] = {}
        self.exchanged: dict[str, Given] = {}
        self.exchanged_before_entry: dict[str, Given] = {}
        self.projects: dict[str, Given] = {}
        self.proposals: dict[str, Proposal] = {}
        self.amendments: list[str] = []
        self.duties: list[Duty] = []
        self.waiting: dict[tuple[str, str | None, str | None], list[Duty]] = {}
        self.beyond: set[tuple[int, str, str | None]] = set()
        self.stirred: dict[str, None] = {}
        self.findings: list[Finding] = []
        self.effects: list[Effect] = []
        self.timeline: list[Given | Effect] = []
        self.pending: dict[Key, Pending] = {}
        self.calendar: dict[int, list[Key]] = {}
        self.grounds: dict[str, Formula] = {}
        self.standings = Standings()
        self.leads: dict[str, dict[tuple[str, str | None, str | None], Lead]] = {}
        self.changes: list[str] = []
        self.cause: Given | None = None
        self.announce: Callable[[int], None] = _unheard
        self.follow: Callable[[Effect], None] = _unheard

    # -- readings and findings

    def reading(self, axis: str) -> str:
        """The value chosen on an axis, noted as consulted; where the treaty does not leave it open, what its text
        settles, or else the default."""
        value = self.readings.get(axis)
        if value is None:
            return self.settled.get(axis, AXES[axis].default)
        self.consulted[axis] = value
        return value

    def chosen(self, axis: str) -> dict[str, str]:
        """The same as a mapping, for formulas and findings to carry; empty where the treaty has no such doubt."""
        value = self.reading(axis)
        return {axis: value} if axis in self.readings else {}

    def counting(self, axis: str) -> dict[str, str]:
        """The way of counting chosen on an axis, or settled by the text itself, for a formula to count by."""
        value = self.reading(axis)
        return {axis: value} if axis in self.readings or axis in self.settled else {}

    def find(
        self,
        code: str,
        provision: str,
        state: str | None = None,
        severity: Severity = "note",
        reading: Mapping[str, str] | None = None,
        act: Act | None = None,
        facts: Mapping[str, int | str | None] | None = None,
    ) -> None:
        """Add a finding about an act, the one in hand unless named (or none, where an effect has just come)."""
        act = act or (self.cause.act if self.cause else None)
        named = state if state is not None else act.by if act else None
        self.findings.append(Finding(code, severity, self.now, provision, named, act, reading or {}, facts or {}))

    # -- effects on their way

    def expect(self, key: Key, pending: Pending) -> None:
        """Put an effect on its way, or let it follow a changed formula; a day beyond the calendar is noted."""
        before = self.pending.get(key)
        self.pending[key] = pending
        at = instant(pending.formula)
        self._lead(Lead(pending, at, None if before is None else instant(before.formula)))
        if at < NEVER:
            self.calendar.setdefault(at, []).append(key)
            self.announce(at)
        elif beyond_calendar(pending.formula):
            self._beyond_calendar(pending.provision, pending.state)

    def forget(self, *key: str) -> None:
        """Take an effect off its way, if it was."""
        gone = self.pending.pop(key, None)
        if gone is not None:
            self._lead(Lead(gone, NEVER, instant(gone.formula)))

    def _lead(self, lead: Lead) -> None:
        """Note what the act in hand sets on its way, moves or stops."""
        if self.cause is not None:
            leads = self.leads.setdefault(self.cause.act.id, {})
            first = leads.get((lead.pending.kind, lead.pending.state, lead.pending.of), lead)
            leads[lead.pending.kind, lead.pending.state, lead.pending.of] = Lead(lead.pending, lead.at, first.before)

    def due(self, at: int) -> list[tuple[Key, Pending]]:
        """The effects whose formulas, asked again now, give this instant, in the order of one day."""
        found = []
        for key in dict.fromkeys(self.calendar.pop(at, ())):
            pending = self.pending.get(key)
            if pending is not None and instant(pending.formula) == at:
                found.append((key, pending))
        return sorted(found, key=lambda pair: pair[1].order)

    def come(self, pending: Pending) -> Effect:
        """Let an effect come, with what every treaty draws from it; the clauses then draw their own consequences."""
        amended = tuple(self.amendments) if pending.kind == "entry-into-force-for" else ()
        effect = Effect(
            f"e{len(self.effects) + 1}",
            pending.kind,
            pending.state,
            instant(pending.formula),
            pending.provision,
            pending.formula,
            pending.of,
            amended,
            pending.alternatives,
            pending.reading,
        )
        self.effects.append(effect)
        self.timeline.append(effect)
        if effect.kind == "entry-into-force":
            self.entry = effect.leaf
        elif effect.kind == "termination":
            self._finish(effect.leaf)
        self.follow(effect)
        return effect

    def _finish(self, end: Came) -> None:
        """The end: the Parties' intervals close, whatever was under way falls away, duties due from that day lapse."""
        self.end = end
        day = day_of(end.at) or 0
        for state in dict.fromkeys((*self.applications, *self.consents, *self.bound)):
            self.change(state, end)
        for state in list(self.bound):
            self.release(state, end)
        for under_way in (self.applications, self.consents, self.notices, self.proposals, self.stirred, self.pending):
            under_way.clear()
        for duty in self.duties:
            if duty.sort == "expectation":
                duty.lapsed = duty.open
            elif duty.sort == "deadline":
                duty.lapse_if_due_from(day)

    # -- duties

    def owe(self, duty: Duty) -> None:
        """Let an obligation arise; a due day beyond the calendar is noted."""
        self.duties.append(duty)
        for bearer, of in {(None, None), (duty.bearer, None), (None, duty.of)}:
            self.waiting.setdefault((duty.duty, bearer, of), []).append(duty)
        if duty.due is not None and beyond_calendar(duty.due):
            self._beyond_calendar(duty.provision, None if duty.bearer in (PARTIES, DEPOSITARY) else duty.bearer)

    def _beyond_calendar(self, provision: str, state: str | None) -> None:
        """Note, once an act (or once a day with effects, for each State), that a day lies beyond the calendar."""
        about = None if self.cause else state
        noted = (self.now, provision, about)
        if noted not in self.beyond:
            self.beyond.add(noted)
            self.find("beyond-calendar", provision, about)

    def open_duties(self, kind: str, bearer: str | None = None, of: str | None = None) -> list[Duty]:
        """The obligations of a kind that still wait to be performed: all, those of a bearer, or those about ``of``."""
        key = (kind, bearer, of)
        waiting = self.waiting[key] = [duty for duty in self.waiting.get(key, ()) if duty.open]
        return list(waiting)

    # -- answers as formulas, for admission

    def signed_by(self, state: str) -> Formula:
        """When the State became a signatory; never, if it is none (any longer)."""
        return self.signatories.get(state, NEVER_COMES)

    def consented(self, state: str) -> Formula:
        """When the State's standing notification or deposit was received."""
        return self.consents.get(state, NEVER_COMES)

    def bound_since(self, state: str) -> Formula:
        """When the treaty last entered into force for the State; never, if it is not bound now."""
        return self.bound.get(state, NEVER_COMES)

    def left_since(self, state: str) -> Formula:
        """When the State ceased to be bound; never, if it is bound now or never was."""
        return self.left.get(state, NEVER_COMES)

    def in_force_since(self) -> Formula:
        """When the treaty entered into force."""
        return self.entry or NEVER_COMES

    # -- who is bound

    def change(self, state: str, ground: Formula) -> None:
        """Note on what a State's standing rests from now on; whoever must agree may have changed with it."""
        self.grounds[state] = ground
        self.standings.touched.add(state)
        self.changes.append(state)
        self.stirred.update(dict.fromkeys(self.proposals))

    def bind(self, state: str, effect: Came) -> None:
        """The treaty enters into force for a State."""
        self.bound[state] = effect
        self.left.pop(state, None)
        self.intervals.setdefault(state, []).append(Interval(effect))
        self.change(state, effect)

    def release(self, state: str, effect: Came) -> None:
        """The treaty ceases to be in force for a State; its consent is used up."""
        del self.bound[state]
        self.left[state] = effect
        self.intervals[state][-1].until = effect
        self.consents.pop(state, None)
        self.acceded.discard(state)
        self.notices.pop(state, None)
        self.change(state, effect)

    def standing(self, state: str) -> str:
        """Where a State stands now, in the words of VCLT Art. 2(1) and of the clauses."""
        if state in self.bound:
            return "withdrawing" if state in self.notices else "party"
        if state in self.applications:
            return "acceding" if self.applications[state].complete else "applicant"
        if state in self.consents:
            return "contracting"
        if state in self.intervals:
            return "former-party"
        return "signatory" if state in self.signatories else "third"


def _unheard(what: object) -> None:
    """Nobody listens yet."""


class Standings:
    """The standing of every State through time: the one answer to "who stood where on that day"."""

    def __init__(self) -> None:
        self.touched: set[str] = set()
        self.history: dict[str, list[tuple[int, str]]] = {}

    def settle(self, record: Record) -> None:
        """Write down the standing of every State whose standing may have changed."""
        for state in self.touched:
            self.history.setdefault(state, []).append((record.now, record.standing(state)))
        self.touched.clear()
