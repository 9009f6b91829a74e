"""Accession by everyone's acceptance (12(3); the same shape in CIS Minsk Art. 86 and Budapest Art. 37)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from treatysim.law.clause import PERIOD, Clause, Parameter, Row
from treatysim.law.consequences import Effect, Pending
from treatysim.law.entry_into_force import FOR_A_STATE
from treatysim.law.formula import NEVER_COMES, Formula, Given, Latest
from treatysim.law.readings import AXES
from treatysim.law.record import Application, Record

COMPLETE = "accession-complete"
ENTRY = "by-accession"
ACCEPTANCE = ("acceptors", "acceptor-set")
"""The doubts on which it hangs who must accept."""


@dataclass(frozen=True)
class Accession(Clause):
    """12(3): open, once the Agreement is in force, to any State; in force for it thirty days after the last
    notification of acceptance by the signatory and acceded States is received.

    Silence is never acceptance, and a refusal blocks until the same State accepts (E-23).  Parameters: the period;
    ``acceptance``, false where an instrument needs nobody's acceptance, so that no silence can block it.

    A last acceptance on 31 January of a leap year, under two of the ways of counting (E-25):

    >>> from datetime import date
    >>> from treatysim.law.days import iso, start_of
    >>> from treatysim.law.formula import Fixed, day
    >>> since = Fixed(start_of(date.fromisoformat("2024-01-31").toordinal()), "last acceptance")
    >>> iso(day(Accession("12(3)", {"days": 30}).after(since)))
    '2024-03-01'
    >>> iso(day(Accession("12(3)", {"days": 30}).after(since, {"accession-period": "clear-days"})))
    '2024-03-02'
    """

    kind = "accession"
    acts = ("accession", "accession-withdrawn", "acceptance", "refusal")
    allowed = {"acceptance": Parameter("yes-no"), **PERIOD}
    may_leave_open = ("early-accession", "acceptors", "acceptor-set", "accession-period")

    @property
    def by_acceptance(self) -> bool:
        """Whether an accession needs the acceptance of others; if not, it is complete when its instrument counts."""
        return bool(self.parameters.get("acceptance", True))

    @property
    def knows(self) -> tuple[str, ...]:
        return self.acts if self.by_acceptance else ("accession", "accession-withdrawn")

    def rows(self, record: Record, act: Given) -> Iterator[Row]:
        match act.act.kind:
            case "accession":
                return self._instrument_rows(record, act)
            case "accession-withdrawn":
                return iter((Row(_instrument(record, act.act.by), act, "nothing-pending", self.provision),))
            case _:
                return self._answer_rows(record, act)

    def _instrument_rows(self, record: Record, act: Given) -> Iterator[Row]:
        state = act.act.by
        yield Row(act, _instrument(record, state), "duplicate-accession", self.provision)
        bound = record.bound_since(state) if state in record.acceded else NEVER_COMES
        yield Row(act, bound, "duplicate-accession", self.provision)
        if state in record.signatories and not (state in record.left and record.reading("re-entry") == "accession"):
            reading = record.chosen("re-entry") if state in record.left else {}
            yield Row(act, record.signed_by(state), "signatory-cannot-accede", self.provision, reading)
        yield Row(act, record.consented(state), "duplicate-accession", self.provision)
        if record.entry is None and record.reading("early-accession") == "returned":
            code = "accession-before-entry-into-force"
            yield Row(record.in_force_since(), act, code, self.provision, record.chosen("early-accession"))

    def _answer_rows(self, record: Record, act: Given) -> Iterator[Row]:
        application = record.applications.get(act.act.of or "")
        received = application.received if application and application.received else NEVER_COMES
        yield Row(received, act, "nothing-to-accept", self.provision)
        if application is not None:
            yield Row(act, application.complete or NEVER_COMES, "nothing-to-accept", self.provision)
            asked = application.round.asked.get(act.act.by, NEVER_COMES)
            yield Row(asked, act, "acceptance-not-required", self.provision, record.chosen("acceptors"))
            answered = application.round.answers.get(act.act.by, NEVER_COMES)
            yield Row(act, answered, "acceptance-stands", self.provision)

    def take(self, record: Record, act: Given) -> None:
        by = act.act.by
        match act.act.kind:
            case "accession":
                if by in record.signatories and "re-entry" not in record.settled:
                    record.find("no-authority", self.provision, reading=record.chosen("re-entry"))
                record.applications[by] = Application(by, act)
                record.change(by, act)
                if record.entry is not None:
                    self._receive(record, record.applications[by], act)
            case "accession-withdrawn":
                del record.applications[by]
                record.forget(ENTRY, by)
                record.change(by, act)
            case "acceptance":
                record.applications[act.act.of or ""].round.answer(by, act)
            case _:
                record.applications[act.act.of or ""].round.refusals[by] = act

    def came(self, record: Record, effect: Effect) -> None:
        if effect.kind == FOR_A_STATE and effect.state and effect.state in record.applications:
            del record.applications[effect.state]
            record.acceded.add(effect.state)
            record.bind(effect.state, effect.leaf)

    def receive_held(self, record: Record) -> None:
        """Treat the instruments held until entry into force as received that day, after its entries (E-17)."""
        for application in record.applications.values():
            if application.received is None and record.entry is not None:
                self._receive(record, application, Latest((application.instrument, record.entry)))

    def judge(self, record: Record) -> None:
        for _, application in sorted(record.applications.items()):
            if application.received is None or application.complete is not None:
                continue
            self._ask_again(record, application)
            if application.round.agreed() or not self.by_acceptance:
                self._complete(record, application)

    # -- whose acceptance

    def asks(self, record: Record, applicant: str, state: str) -> bool:
        """Whether an accession needs the acceptance of a State, as it stands now (E-19): never of the applicant, or of
        one whose withdrawal has taken effect (E-20); one whose own accession is pending has not acceded (E-21)."""
        if not self.by_acceptance or state == applicant or state in record.left:
            return False
        which = record.reading("acceptors")
        if which == "signatories-and-acceded":
            return state in record.signatories or state in record.acceded
        signed_and_consented = state in record.signatories and state in record.consents
        return state in record.bound or (which == "contracting" and signed_and_consented)

    def _receive(self, record: Record, application: Application, received: Formula) -> None:
        application.received = received
        application.round.judged = len(record.changes)
        for state in dict.fromkeys((*record.signatories, *record.bound)):
            if self.asks(record, application.state, state):
                application.round.ask(state, received)

    def _ask_again(self, record: Record, application: Application) -> None:
        """Judge again each State whose standing has changed: as it stands, or, of a frozen set, whether it has left or
        withdrawn its signature (E-22)."""
        changed, application.round.judged = record.changes[application.round.judged :], len(record.changes)
        for state in changed:
            asked = state in application.round.asked
            if record.reading("acceptor-set") == "at-last-acceptance":
                wanted = self.asks(record, application.state, state)
            else:
                wanted = asked and _still_there(record, state)
            if asked and not wanted:
                application.round.drop(state, record.grounds[state])
            elif wanted and not asked:
                application.round.ask(state, application.received or NEVER_COMES)

    def _complete(self, record: Record, application: Application) -> None:
        received = application.received or NEVER_COMES
        completion = application.round.completion(received) if self.by_acceptance else received
        asked = {axis: record.consulted[axis] for axis in ACCEPTANCE if axis in record.consulted}
        effect = record.come(Pending(COMPLETE, application.state, completion, self.provision, reading=asked))
        application.complete = effect.leaf
        record.change(application.state, effect.leaf)
        chosen = record.counting("accession-period")
        ways = () if "accession-period" in record.settled else AXES["accession-period"].order
        alternatives = {way: self.after(effect.leaf, {"accession-period": way}) for way in ways}
        entry = Pending(
            FOR_A_STATE, application.state, self.after(effect.leaf, chosen), self.provision, alternatives=alternatives
        )
        record.expect((ENTRY, application.state), entry)


def _instrument(record: Record, state: str) -> Formula:
    return record.applications[state].instrument if state in record.applications else NEVER_COMES


def _still_there(record: Record, state: str) -> bool:
    """Whether a State of a frozen set is still asked: it has neither left nor withdrawn its signature."""
    return state not in record.left and (state in record.signatories or state in record.bound)
