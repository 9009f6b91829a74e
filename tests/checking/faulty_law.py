"""Faults planted in the law, each as a user of the properties would meet it: a rule that is nearly right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from treatysim.law.accession import Accession
from treatysim.law.days import Period
from treatysim.law.entry_into_force import EntryIntoForce
from treatysim.law.formula import Fixed, Given
from treatysim.law.obligations import AuthorityExchange
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
]
"""Each fault, with a property that must catch it."""
