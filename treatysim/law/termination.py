"""The end of the treaty: too few Parties (VCLT 55), and what survives it (12(5))."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from treatysim.law.clause import Clause, Parameter, Row
from treatysim.law.consequences import Duty, Effect, Pending
from treatysim.law.days import day_of
from treatysim.law.formula import NEVER_COMES, Came, Given, Latest
from treatysim.law.record import Record
from treatysim.law.withdrawal import EFFECTIVE

TERMINATION = "termination"
PROTECT = "protect-information"
COMPLETE = "complete-project"


@dataclass(frozen=True)
class MinimumParties(Clause):
    """VCLT 55: a treaty does not end because its Parties fall below the number that brought it into force; with fewer
    than two it has nobody left to bind (E-37).  Counted after the effects of each day from entry into force on.

    Parameters: ``minimum``, the least number of Parties.

    >>> MinimumParties("VCLT 55", {"minimum": 2}).number("minimum")
    2
    """

    kind = "minimum-parties"
    allowed = {"minimum": Parameter(required=True)}
    may_leave_open = ("below-two",)

    def count(self, record: Record) -> None:
        if record.entry is None or record.end is not None or len(record.bound) >= self.number("minimum"):
            return
        if record.reading("below-two") == "ends":
            today = [effect.leaf for effect in record.effects if effect.at == record.now and effect.kind == EFFECTIVE]
            cause: tuple[Came, ...] = tuple(today) or (record.entry,)
            formula = cause[0] if len(cause) == 1 else Latest(cause)
            record.come(Pending(TERMINATION, None, formula, self.provision, reading=record.chosen("below-two")))


@dataclass(frozen=True)
class Survival(Clause):
    """12(5): when the Agreement ends, its Parties still protect the information exchanged and complete what they had
    begun together; a State that leaves likewise, if so read (E-39).  Projects until completed, secrecy without end
    (E-40); at most once a State a day.

    >>> Survival("12(5)", {}).knows
    ('joint-project', 'project-completed')
    """

    kind = "survival"
    acts = ("joint-project", "project-completed")
    may_leave_open = ("survival",)

    def rows(self, record: Record, act: Given) -> Iterator[Row]:
        if act.act.kind == "joint-project":
            yield Row(record.bound_since(act.act.by), act, "not-a-party", self.provision)
        else:
            yield Row(record.projects.get(act.act.of or "", NEVER_COMES), act, "nothing-to-complete", self.provision)

    def take(self, record: Record, act: Given) -> None:
        if act.act.kind == "joint-project":
            record.projects[act.act.id] = act
            return
        del record.projects[act.act.of or ""]
        for duty in record.open_duties(COMPLETE, of=act.act.of):
            duty.perform(act)

    def came(self, record: Record, effect: Effect) -> None:
        if effect.kind == EFFECTIVE and effect.state:
            if record.reading("survival") == "termination-and-withdrawal":
                self._owe(record, effect.state, effect)
        elif effect.kind == TERMINATION:
            today = day_of(effect.at)
            owing = {duty.bearer for duty in record.duties if duty.duty == PROTECT and day_of(duty.arose_at) == today}
            for state in sorted(record.intervals.keys() - owing):
                last = record.intervals[state][-1]
                if last.since.at < effect.at and last.until is not None and last.until.at == effect.at:
                    self._owe(record, state, effect)

    def _owe(self, record: Record, state: str, effect: Effect) -> None:
        left = effect.kind == EFFECTIVE
        reading = record.chosen("survival") if left else {}
        record.owe(Duty(self.provision, state, PROTECT, effect.leaf, None, "continuing", reading=reading))
        for project in record.projects:
            duty = Duty(self.provision, state, COMPLETE, effect.leaf, None, "continuing", of=project, reading=reading)
            record.owe(duty)
