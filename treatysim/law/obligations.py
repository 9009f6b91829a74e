"""Duties with a day: certified copies (11), authorities (5(1)), consultations (5(2)), agencies' agreements (5(4))."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from treatysim.law.acts import DEPOSITARY
from treatysim.law.clause import PERIOD, Clause, Row
from treatysim.law.consequences import PARTIES, Duty, Effect
from treatysim.law.days import day_of
from treatysim.law.entry_into_force import FOR_A_STATE, GENERAL
from treatysim.law.formula import Formula, Given
from treatysim.law.record import Record
from treatysim.law.withdrawal import EFFECTIVE


@dataclass(frozen=True)
class CertifiedCopies(Clause):
    """11: the Depositary sends certified copies to the Parties within fifteen days of signing; binding before entry
    into force (VCLT 24(4), E-12).  Parameters: the period.

    >>> from datetime import date
    >>> from treatysim.law.days import iso, start_of
    >>> from treatysim.law.formula import Fixed, day
    >>> since = Fixed(start_of(date.fromisoformat("2009-06-16").toordinal()), "signature")
    >>> iso(day(CertifiedCopies("11", {"days": 15}).after(since)))
    '2009-07-01'
    """

    kind = "certified-copies"
    acts = ("certified-copies",)
    allowed = PERIOD
    deadlines = ("certified-copies",)

    def start(self, record: Record) -> None:
        due = self.after(record.signature)
        record.owe(Duty(self.provision, DEPOSITARY, self.kind, record.signature, due))

    def take(self, record: Record, act: Given) -> None:
        for duty in record.open_duties(self.kind):
            duty.perform(act)


@dataclass(frozen=True)
class AuthorityExchange(Clause):
    """5(1): within sixty days of entry into force each Party passes on, through the Depositary, its competent
    authorities: for each Party from its own entry (E-8), performed on receipt (E-9).  Parameters: the period.

    >>> from datetime import date
    >>> from treatysim.law.days import iso, start_of
    >>> from treatysim.law.formula import Fixed, day
    >>> since = Fixed(start_of(date.fromisoformat("2011-06-02").toordinal()), "entry")
    >>> iso(day(AuthorityExchange("5(1)", {"days": 60}).after(since)))
    '2011-08-01'
    """

    kind = "authority-exchange"
    acts = ("authority-exchange",)
    allowed = PERIOD
    deadlines = ("authority-exchange",)
    may_leave_open = ("authority-exchange",)

    def take(self, record: Record, act: Given) -> None:
        state = act.act.by
        record.exchanged.setdefault(state, act)
        for duty in record.open_duties(self.kind, bearer=state):
            duty.perform(act)
        if state not in record.bound:
            record.exchanged_before_entry[state] = act

    def came(self, record: Record, effect: Effect) -> None:
        state = effect.state
        if effect.kind == FOR_A_STATE and state:
            self._enter(record, state, effect)
        elif effect.kind == EFFECTIVE and state:
            for duty in record.open_duties(self.kind, bearer=state):
                duty.lapse_if_due_from(day_of(effect.at) or 0)

    def _enter(self, record: Record, state: str, effect: Effect) -> None:
        earlier = record.exchanged_before_entry.pop(state, None)
        first = record.entry is not None and effect.at == record.entry.at
        reading = {} if first else record.chosen("authority-exchange")
        if not first and record.reading("authority-exchange") == "first-entry-only":
            return
        duty = Duty(self.provision, state, self.kind, effect.leaf, self.after(effect.leaf), reading=reading)
        record.owe(duty)
        if earlier is not None:
            duty.perform(earlier)


@dataclass(frozen=True)
class Consultations(Clause):
    """5(2): regular consultations, as a rule once every six months: one open expectation of the Parties at a time,
    never a breach (E-10).  Parameters: the period; a day that does not exist is clipped to the month's end.

    >>> from datetime import date
    >>> from treatysim.law.days import iso, start_of
    >>> from treatysim.law.formula import Fixed, day
    >>> since = Fixed(start_of(date.fromisoformat("2011-08-31").toordinal()), "last held")
    >>> iso(day(Consultations("5(2)", {"months": 6}).after(since)))
    '2012-02-29'
    """

    kind = "consultations"
    acts = ("consultation",)
    allowed = PERIOD

    def rows(self, record: Record, act: Given) -> Iterator[Row]:
        yield Row(record.bound_since(act.act.by), act, "not-a-party", self.provision)

    def take(self, record: Record, act: Given) -> None:
        for duty in record.open_duties("consultation"):
            duty.perform(act)
        self._expect(record, act)

    def came(self, record: Record, effect: Effect) -> None:
        if effect.kind == GENERAL:
            self._expect(record, effect.leaf)

    def _expect(self, record: Record, last: Formula) -> None:
        record.owe(Duty(self.provision, PARTIES, "consultation", last, self.after(last), "expectation"))


@dataclass(frozen=True)
class InterdepartmentalAgreements(Clause):
    """5(4): competent authorities may conclude agreements of their own; a State that has passed on no authorities by
    then is noted (5(1)): before this act in the order of the day, so that no later act changes what was found.

    >>> InterdepartmentalAgreements("5(4)", {}).knows
    ('interdepartmental-agreement',)
    """

    kind = "interdepartmental-agreements"
    acts = ("interdepartmental-agreement",)

    def rows(self, record: Record, act: Given) -> Iterator[Row]:
        for state in self._between(act):
            yield Row(record.bound_since(state), act, "not-a-party", self.provision, facts={"who": state})

    def take(self, record: Record, act: Given) -> None:
        for state in self._between(act):
            if state not in record.exchanged:
                record.find("authorities-not-designated", self.provision, state)

    def _between(self, act: Given) -> tuple[str, ...]:
        return tuple(dict.fromkeys((act.act.by, *act.act.between)))
