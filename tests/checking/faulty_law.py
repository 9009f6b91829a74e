"""Faults planted in the law, each as a user of the properties would meet it: a rule that is nearly right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from treatysim.law import accession
from treatysim.law.accession import Accession
from treatysim.law.amendment import MutualConsent
from treatysim.law.clause import Clause
from treatysim.law.consequences import Duty
from treatysim.law.days import Period
from treatysim.law.entry_into_force import EntryIntoForce
from treatysim.law.formula import Fixed, Given
from treatysim.law.obligations import AuthorityExchange, Consultations
from treatysim.law.record import Record
from treatysim.law.termination import MinimumParties, Survival
from treatysim.law.unanimity import Unanimity
from treatysim.law.withdrawal import Withdrawal

Plant = Callable[[pytest.MonkeyPatch], None]


def one_more_than_the_threshold(patch: pytest.MonkeyPatch) -> None:
    """> for >=: the fourth notification is not enough, it takes a fifth."""
    right = EntryIntoForce.conditions

    def conditions(self: Any, record: Record) -> Any:
        standing = record.consents.keys() - self.not_additional
        return right(self, record) if len(standing) > self.number("threshold") else None

    patch.setattr(EntryIntoForce, "conditions", conditions)


def the_day_of_receipt_counted(patch: pytest.MonkeyPatch) -> None:
    """The first of the thirty days is that of receipt."""
    right = Period.add

    def add(self: Period, day: int, *more: Any) -> int | None:
        return right(Period(self.years, self.months, max(0, self.days - 1)), day, *more)

    patch.setattr(Period, "add", add)


def a_pending_state_is_asked(patch: pytest.MonkeyPatch) -> None:
    """An accession waits for States whose own accession is pending (E-21)."""
    right = Accession._receive

    def receive(self: Any, record: Record, application: Any, received: Any) -> None:
        right(self, record, application, received)
        for state in record.applications.keys() - {application.state}:
            application.round.ask(state, received)

    patch.setattr(Accession, "_receive", receive)


def a_revoked_notice_still_bites(patch: pytest.MonkeyPatch) -> None:
    """The revocation takes the notice back, but not the day on which it takes effect."""

    def revoke(self: Any, record: Record, state: str) -> None:
        record.notices.pop(state)

    patch.setattr(Withdrawal, "_revoke", revoke)


def a_withdrawn_notification_still_counts(patch: pytest.MonkeyPatch) -> None:
    """Whoever has withdrawn its notification is counted all the same."""
    right = EntryIntoForce.take

    def take(self: Any, record: Record, act: Given) -> None:
        if act.act.kind != "notification-withdrawn":
            right(self, record, act)

    patch.setattr(EntryIntoForce, "take", take)


def one_acceptance_is_enough(patch: pytest.MonkeyPatch) -> None:
    """The first answer completes what needs the answers of all."""
    patch.setattr(Unanimity, "agreed", lambda self: bool(self.answers))


def two_parties_are_too_few(patch: pytest.MonkeyPatch) -> None:
    """<= for <: the treaty ends with two Parties."""
    right = MinimumParties.count

    def count(self: Any, record: Record) -> None:
        right(replace(self, parameters={"minimum": self.number("minimum") + 1}), record)

    patch.setattr(MinimumParties, "count", count)


def a_state_that_has_left_is_asked(patch: pytest.MonkeyPatch) -> None:
    """A signatory that has withdrawn must still accept (E-20)."""

    def asks(self: Any, record: Record, applicant: str, state: str) -> bool:
        return state != applicant and (state in record.signatories or state in record.acceded)

    patch.setattr(Accession, "asks", asks)


def the_intended_day_whatever_it_is(patch: pytest.MonkeyPatch) -> None:
    """A notice takes effect on the day that it names, however short."""
    right = Withdrawal.effective

    def effective(self: Any, record: Record, act: Given) -> Any:
        intended = self._intended(act)
        return Fixed(max(intended[0].at, act.at + 1), "intended", act) if intended else right(self, record, act)

    patch.setattr(Withdrawal, "effective", effective)


def a_latecomer_owes_nothing(patch: pytest.MonkeyPatch) -> None:
    """Only those bound on the day for all pass on their authorities, however 5(1) is read."""
    right = AuthorityExchange._enter

    def enter(self: Any, record: Record, state: str, effect: Any) -> None:
        if record.entry is not None and effect.at == record.entry.at:
            right(self, record, state, effect)

    patch.setattr(AuthorityExchange, "_enter", enter)


def nothing_survives(patch: pytest.MonkeyPatch) -> None:
    """12(5) is forgotten."""
    patch.setattr(Survival, "_owe", lambda *what: None)


def a_latecomer_waits_for_nothing(patch: pytest.MonkeyPatch) -> None:
    """Whoever notifies later is bound with the others, however 12(1) is read."""
    patch.setattr(EntryIntoForce, "date_whenever", lambda self, record, mine, met: self.general_date(record, met))


def a_refusal_is_an_acceptance(patch: pytest.MonkeyPatch) -> None:
    """Whatever is answered completes an accession."""
    right = Accession.take

    def take(self: Any, record: Record, act: Given) -> None:
        if act.act.kind == "refusal":
            record.applications[act.act.of or ""].round.answer(act.act.by, act)
        else:
            right(self, record, act)

    patch.setattr(Accession, "take", take)


def a_signature_withdrawn_is_asked(patch: pytest.MonkeyPatch) -> None:
    """A State of a frozen set that has withdrawn its signature must still accept (E-35)."""
    patch.setattr(accession, "_still_there", lambda record, state: state not in record.left)


def an_early_instrument_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """An instrument that is held until the entry into force is never received (E-17)."""
    patch.setattr(Accession, "receive_held", lambda *what: None)


def only_the_proposer_is_asked(patch: pytest.MonkeyPatch) -> None:
    """What one Party proposes needs no other Party's consent."""
    right = MutualConsent.take

    def take(self: Any, record: Record, act: Given) -> None:
        right(self, record, act)
        if act.act.kind == "proposal":
            asking = record.proposals[act.act.id].round
            for state in asking.asked.keys() - {act.act.by}:
                asking.drop(state, act)

    patch.setattr(MutualConsent, "take", take)


def the_depositary_is_not_asked(patch: pytest.MonkeyPatch) -> None:
    """Early consultations are agreed without the Depositary (E-11)."""
    patch.setattr(MutualConsent, "_asks_depositary", property(lambda self: False))


def _without_row(kind: type[Clause], code: str) -> Plant:
    def plant(patch: pytest.MonkeyPatch) -> None:
        right = kind.rows

        def rows(self: Any, record: Record, act: Given) -> Any:
            return (row for row in right(self, record, act) if row.code != code)

        patch.setattr(kind, "rows", rows)

    plant.__name__ = f"no_{code.replace('-', '_')}"
    return plant


def projects_end_with_the_treaty(patch: pytest.MonkeyPatch) -> None:
    """What was begun together need not be completed (E-40)."""
    right = Record.owe

    def owe(self: Any, duty: Any) -> None:
        if duty.duty != "complete-project":
            right(self, duty)

    patch.setattr(Record, "owe", owe)


def nobody_is_told_of_a_notice(patch: pytest.MonkeyPatch) -> None:
    """The Depositary need not notify the other Parties."""
    right = Record.owe

    def owe(self: Any, duty: Any) -> None:
        if duty.duty != "withdrawal-circulated":
            right(self, duty)

    patch.setattr(Record, "owe", owe)


def consultations_are_held_once(patch: pytest.MonkeyPatch) -> None:
    """After the first consultations no others are expected."""

    def take(self: Any, record: Record, act: Given) -> None:
        for duty in record.open_duties("consultation"):
            duty.perform(act)

    patch.setattr(Consultations, "take", take)


def authorities_passed_on_early_do_not_count(patch: pytest.MonkeyPatch) -> None:
    """What was received before a State was bound performs nothing (E-9)."""
    right = AuthorityExchange._enter

    def enter(self: Any, record: Record, state: str, effect: Any) -> None:
        record.exchanged_before_entry.pop(state, None)
        right(self, record, state, effect)

    patch.setattr(AuthorityExchange, "_enter", enter)


def nothing_lapses(patch: pytest.MonkeyPatch) -> None:
    """A duty goes on although the reason for it has gone."""
    patch.setattr(Duty, "lapse_if_due_from", lambda *what: None)


def whoever_has_left_is_a_third_state(patch: pytest.MonkeyPatch) -> None:
    """A former Party is called by what it was before it signed."""
    right = Record.standing

    def standing(self: Any, state: str) -> str:
        word = right(self, state)
        return "third" if word == "former-party" else word

    patch.setattr(Record, "standing", standing)


def a_recount_keeps_the_old_day(patch: pytest.MonkeyPatch) -> None:
    """The consents are counted afresh only where too few are left (E-3)."""
    right = EntryIntoForce._on_withdrawn_consent

    def withdrawn(self: Any, record: Record) -> None:
        if len(record.consents) < self.number("threshold"):
            right(self, record)

    patch.setattr(EntryIntoForce, "_on_withdrawn_consent", withdrawn)


def what_was_passed_on_while_bound_counts_again(patch: pytest.MonkeyPatch) -> None:
    """Whoever leaves and comes back need not pass on its authorities anew (E-8)."""
    right = AuthorityExchange.take

    def take(self: Any, record: Record, act: Given) -> None:
        right(self, record, act)
        record.exchanged_before_entry[act.act.by] = act

    patch.setattr(AuthorityExchange, "take", take)


def the_answer_of_one_who_left_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Whoever has accepted, left and come back is asked for its acceptance again (E-22)."""
    right = Unanimity.drop

    def drop(self: Unanimity, state: str, given: Any) -> None:
        right(self, state, given)
        self.answers.pop(state, None)

    patch.setattr(Unanimity, "drop", drop)


FAULTS: list[tuple[Plant, str]] = [
    (one_more_than_the_threshold, "nth-consent"),
    (the_day_of_receipt_counted, "nth-consent"),
    (the_day_of_receipt_counted, "due-days"),
    (the_day_of_receipt_counted, "every-reason-recomputes"),
    (a_pending_state_is_asked, "who-is-waited-for"),
    (a_revoked_notice_still_bites, "revoked-notice"),
    (a_withdrawn_notification_still_counts, "nth-consent"),
    (one_acceptance_is_enough, "every-acceptance"),
    (two_parties_are_too_few, "enough-parties"),
    (a_state_that_has_left_is_asked, "who-is-waited-for"),
    (the_intended_day_whatever_it_is, "notice-has-run"),
    (a_latecomer_owes_nothing, "an-entry-a-duty"),
    (nothing_survives, "duties-survive"),
    (a_latecomer_waits_for_nothing, "own-date"),
    (a_refusal_is_an_acceptance, "who-is-waited-for"),
    (a_signature_withdrawn_is_asked, "who-is-waited-for"),
    (an_early_instrument_is_forgotten, "who-is-waited-for"),
    (only_the_proposer_is_asked, "consent-of-all"),
    (the_depositary_is_not_asked, "admission"),
    (_without_row(Withdrawal, "duplicate-withdrawal"), "admission"),
    (_without_row(Withdrawal, "notice-too-short"), "admission"),
    (_without_row(EntryIntoForce, "signature-bound"), "admission"),
    (_without_row(EntryIntoForce, "former-party-must-accede"), "admission"),
    (_without_row(Accession, "accession-before-entry-into-force"), "admission"),
    (_without_row(Accession, "acceptance-stands"), "admission"),
    (_without_row(MutualConsent, "consent-not-required"), "admission"),
    (projects_end_with_the_treaty, "duties-survive"),
    (nobody_is_told_of_a_notice, "duties-arise"),
    (consultations_are_held_once, "duties-arise"),
    (authorities_passed_on_early_do_not_count, "status-by-the-calendar"),
    (nothing_lapses, "status-by-the-calendar"),
    (whoever_has_left_is_a_third_state, "one-standing"),
    (a_recount_keeps_the_old_day, "nth-consent"),
    (what_was_passed_on_while_bound_counts_again, "status-by-the-calendar"),
    (the_answer_of_one_who_left_is_forgotten, "who-is-waited-for"),
]
"""Each fault, with a property that must catch it."""
