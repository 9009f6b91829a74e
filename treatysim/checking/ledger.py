"""Who owes what: the duties of a life, worked out once more from its happenings on the calendar alone.

Each clause that lays down a duty has its rule here, in days and sets; the law's own duties
(:class:`treatysim.law.consequences.Duty`) are held against this ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from treatysim.checking.counting import reached
from treatysim.checking.retelling import answers, scenes
from treatysim.checking.scene import Scene
from treatysim.law.acts import DEPOSITARY, Act
from treatysim.law.consequences import PARTIES, Effect
from treatysim.law.days import LAST_DAY, day_of
from treatysim.law.formula import Given
from treatysim.law.timeline import Timeline

COPIES, EXCHANGE, CIRCULATED = "certified-copies", "authority-exchange", "withdrawal-circulated"
CONSULTATION, PROTECT, COMPLETE = "consultation", "protect-information", "complete-project"


@dataclass
class Owed:
    """A duty: ``of`` is the State or project that it is about; days are ordinals, ``due`` None where no day ends it."""

    duty: str
    bearer: str
    arises: int
    due: int | None = None
    of: str | None = None
    performed: int | None = None
    lapsed: bool = False

    @property
    def open(self) -> bool:
        return self.performed is None and not self.lapsed

    def status(self, through: int) -> str:
        """Its status at the end of a day (DESIGN: ``pending`` to ``lapsed``): overdue once the due day has ended."""
        if self.duty == CONSULTATION:
            return "held" if self.performed is not None else "lapsed" if self.lapsed else "expected"
        if self.performed is not None:
            return "performed" if self.due is None or self.performed <= self.due else "performed-late"
        if self.lapsed:
            return "lapsed"
        if self.duty in (PROTECT, COMPLETE):
            return "continuing"
        return "overdue" if self.due is not None and self.due <= through else "pending"


class Ledger:
    """The duties that have arisen up to one moment; told happening by happening, each with the scene right after it."""

    def __init__(self, timeline: Timeline) -> None:
        self.treaty, self.readings = timeline.scenario.treaty, answers(timeline)
        self.clauses = {clause.kind: clause for clause in self.treaty.clauses}
        self.owed: list[Owed] = []
        self.handed_in_early: dict[str, int] = {}
        self.since: dict[str, int] = {}
        self.until: dict[str, int | None] = {}
        self.began: dict[str, int] = {}
        if COPIES in self.clauses:
            signed = self.treaty.signed
            self.owed.append(Owed(COPIES, DEPOSITARY, signed, reached(self.clauses[COPIES], signed)))

    def tell(self, happening: Given | Effect, scene: Scene) -> None:
        """What arises from a happening, is performed by it, or falls away with it."""
        day = day_of(happening.at) or 0
        if isinstance(happening, Given):
            self._act(happening.act, day, scene)
        else:
            self._effect(happening, day, scene)

    def _open(self, duty: str, bearer: str | None = None, of: str | None = None) -> Iterator[Owed]:
        for owed in self.owed:
            if owed.duty == duty and owed.open and bearer in (None, owed.bearer) and of in (None, owed.of):
                yield owed

    def _perform(self, day: int, duty: str, bearer: str | None = None, of: str | None = None) -> None:
        for owed in self._open(duty, bearer, of):
            owed.performed = max(day, owed.arises)

    def _act(self, act: Act, day: int, scene: Scene) -> None:
        match act.kind:
            case "certified-copies":
                self._perform(day, COPIES)
            case "authority-exchange":
                self._perform(day, EXCHANGE, act.by)
                if act.by not in scene.bound:
                    self.handed_in_early[act.by] = day
            case "consultation":
                self._perform(day, CONSULTATION)
                self._expect_consultation(day)
            case "project-completed":
                self._perform(day, COMPLETE, of=act.of)
            case "withdrawal-circulated":
                self._perform(day, CIRCULATED, of=act.of)
            case "withdrawal-revoked":
                for owed in self._open(CIRCULATED, of=act.by):
                    owed.lapsed = owed.arises == self.began.get(act.by) and (owed.due or LAST_DAY) >= day
                self.began.pop(act.by, None)
            case "withdrawal":
                self._first_notice(act.by, day, scene)

    def _first_notice(self, state: str, day: int, scene: Scene) -> None:
        """12(4): only the first notice that runs has to be told to the others; a later one moves its day (E-31)."""
        days = self.clauses["withdrawal"].parameters.get("circulation-days")
        if len(scene.notices[state]) == 1:
            self.began[state] = day
            if days:
                due = day + int(days)
                self.owed.append(Owed(CIRCULATED, DEPOSITARY, day, due if due <= LAST_DAY else None, state))

    def _effect(self, effect: Effect, day: int, scene: Scene) -> None:
        state = effect.state or ""
        match effect.kind:
            case "entry-into-force":
                self._expect_consultation(day)
            case "entry-into-force-for":
                self._enter(state, day, scene)
            case "withdrawal-effective":
                self.until[state] = day
                self._lapse(EXCHANGE, day, state)
                if self.readings["survival"] != "termination-only":
                    self._survive(state, day, scene)
            case "termination":
                self._end(day, scene)

    def _expect_consultation(self, day: int) -> None:
        """5(2): one expectation at a time, some months from the entry into force or from the last held."""
        if "consultations" in self.clauses:
            due = reached(self.clauses["consultations"], day)
            self.owed.append(Owed(CONSULTATION, PARTIES, day, due))

    def _enter(self, state: str, day: int, scene: Scene) -> None:
        """5(1), E-8: a fresh duty with each entry, or with the first ones alone; what came before counts (E-9)."""
        self.since[state], self.until[state] = day, None
        earlier = self.handed_in_early.pop(state, None)
        if EXCHANGE not in self.clauses or (self.readings[EXCHANGE] == "first-entry-only" and day != scene.entry):
            return
        due = reached(self.clauses[EXCHANGE], day)
        self.owed.append(Owed(EXCHANGE, state, day, due, performed=None if earlier is None else day))

    def _survive(self, state: str, day: int, scene: Scene) -> None:
        """12(5), E-39, E-40: secrecy, and every project then open."""
        if "survival" in self.clauses:
            self.owed.append(Owed(PROTECT, state, day))
            self.owed += [Owed(COMPLETE, state, day, of=project) for project in sorted(scene.projects)]

    def _lapse(self, duty: str, day: int, bearer: str | None = None) -> None:
        for owed in self._open(duty, bearer):
            owed.lapsed = (owed.due or LAST_DAY) >= day

    def _end(self, day: int, scene: Scene) -> None:
        """VCLT 70(1): what is due that day or later falls away; whoever was a Party the day before still owes 12(5)."""
        for owed in self._open(CONSULTATION):
            owed.lapsed = True
        for duty in (COPIES, EXCHANGE, CIRCULATED):
            self._lapse(duty, day)
        owing = {owed.bearer for owed in self.owed if owed.duty == PROTECT and owed.arises == day}
        for state in sorted(self.since.keys() - owing):
            if self.since[state] < day and self.until[state] in (None, day):
                self._survive(state, day, scene)


def ledger(timeline: Timeline) -> list[Owed]:
    """Every duty of a life, as it stands at its end.

    >>> from treatysim.files import load_text
    >>> from treatysim.simulation import simulate
    >>> (owed,) = ledger(simulate(load_text("treaty: sco-iis-2009\\nthrough: 2009-07-01\\nacts: []")))
    >>> owed.duty, owed.due - owed.arises, owed.status(owed.due), owed.status(owed.due - 1)
    ('certified-copies', 15, 'overdue', 'pending')
    """
    told = Ledger(timeline)
    for happening, scene in scenes(timeline):
        told.tell(happening, scene)
    return told.owed
