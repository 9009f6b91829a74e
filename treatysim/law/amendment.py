"""What needs the consent of all Parties: amendments (12(2)), annexes (1, 2), the agenda of early consultations
(5(2)) and the end of the treaty by agreement (VCLT 54(b))."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from treatysim.law.acts import DEPOSITARY, SUBJECTS
from treatysim.law.clause import PERIOD, Clause, Parameter, Row
from treatysim.law.consequences import Effect, Pending
from treatysim.law.days import Period
from treatysim.law.formula import NEVER_COMES, After, Formula, Given
from treatysim.law.record import Proposal, Record

DEFAULT_PERIOD = 1
"""Days from the consent of all to the effect, where neither proposal nor clause says: the start of the next day."""


@dataclass(frozen=True)
class MutualConsent(Clause):
    """12(2): the Parties may amend by mutual consent: a proposal, and the consent of every Party as they stand.

    For an amendment, consent is the notification that procedures are complete (E-14); a proposal is not its
    proposer's consent.  Parameters: ``subject`` of the proposals it is for; ``depositary-consents``, where the
    Depositary is asked too (5(2), E-11); the period from the consent of all to the effect, where the clause has one: a
    period that the proposal itself names goes before it.

    >>> clause = MutualConsent("12(2)", {"subject": "amendment"})
    >>> clause.concerns("amendment"), clause.concerns("annex"), clause.has_period
    (True, False, False)
    """

    kind = "mutual-consent"
    acts = ("proposal", "consent")
    allowed = {
        "subject": Parameter("choice", required=True, choices=tuple(SUBJECTS)),
        "depositary-consents": Parameter("yes-no"),
        **PERIOD,
    }
    period_needed = False

    def concerns(self, subject: str | None) -> bool:
        return subject == str(self.parameters["subject"])

    def rows(self, record: Record, act: Given) -> Iterator[Row]:
        by = act.act.by
        if act.act.kind == "proposal":
            yield Row(record.bound_since(by), act, "not-a-party", self.provision)
            return
        proposal = record.proposals.get(act.act.to or "")
        if proposal is None:
            yield Row(NEVER_COMES, act, "nothing-to-consent", self.provision)
            return
        asked = record.bound_since(by)
        if by == DEPOSITARY and self._asks_depositary:
            asked = proposal.given
        yield Row(asked, act, "consent-not-required", self.provision)
        yield Row(act, proposal.round.answers.get(by, NEVER_COMES), "consent-stands", self.provision)

    def take(self, record: Record, act: Given) -> None:
        if act.act.kind == "proposal":
            proposal = record.proposals[act.act.id] = Proposal(act)
            proposal.round.judged = len(record.changes)
            for state in (*record.bound, *((DEPOSITARY,) if self._asks_depositary else ())):
                proposal.round.ask(state, act)
        else:
            record.proposals[act.act.to or ""].round.answer(act.act.by, act)
            record.stirred[act.act.to or ""] = None

    def came(self, record: Record, effect: Effect) -> None:
        if effect.kind == "amendment-in-force" and effect.kind == self._effect:
            record.amendments.append(effect.id)

    def judge(self, record: Record) -> None:
        stirred = [record.proposals[name] for name in record.stirred]
        for proposal in stirred:
            if proposal.given.act.subject != self.parameters["subject"]:
                continue
            del record.stirred[proposal.given.act.id]
            self._ask_again(record, proposal)
            if proposal.round.agreed():
                self._complete(record, proposal)

    @property
    def _asks_depositary(self) -> bool:
        return bool(self.parameters.get("depositary-consents"))

    @property
    def _effect(self) -> str:
        return SUBJECTS[self.parameters["subject"]]

    def _ask_again(self, record: Record, proposal: Proposal) -> None:
        """Every Party is asked, as the Parties stand now."""
        changed, proposal.round.judged = record.changes[proposal.round.judged :], len(record.changes)
        for state in changed:
            asked, wanted = state in proposal.round.asked, state in record.bound
            if asked and not wanted:
                proposal.round.drop(state, record.grounds[state])
            elif wanted and not asked:
                proposal.round.ask(state, proposal.given)

    def _complete(self, record: Record, proposal: Proposal) -> None:
        act = proposal.given.act
        del record.proposals[act.id]
        formula = self._effective(proposal.round.completion(proposal.given), act.period)
        place = proposal.given.at
        record.expect((self._effect, act.id), Pending(self._effect, None, formula, self.provision, place, act.id))

    def _effective(self, agreed: Formula, named: int | None) -> After:
        """The day of effect: the period that the proposal names, else that of the clause, else the next day."""
        if named is None and self.has_period:
            return self.after(agreed)
        return After(agreed, Period(days=named or DEFAULT_PERIOD), self.provision)
