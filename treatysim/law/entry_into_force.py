"""Entry into force: the general date, and each State's own (12(1); Paris 21; Budapest 36).

Consent to be bound is a notification that internal procedures are complete, or the deposit of an instrument where
the clause names ``instruments``.  Distinct States count whose consent stands (E-2); the day on which the conditions
are met is fixed when it comes, and the general date follows a period later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from treatysim.law.clause import PERIOD, Clause, Parameter, Row
from treatysim.law.consequences import Effect, Pending
from treatysim.law.formula import After, Formula, Given, If, Latest, Nth, Share, day
from treatysim.law.record import Record
from treatysim.words import say

GENERAL = "entry-into-force"
FOR_A_STATE = "entry-into-force-for"

AFTER_SIGNATURE = ("ratification", "acceptance", "approval")
"""The instruments by which a State confirms what it has signed (VCLT 14); whoever has not signed accedes (VCLT 15)."""


@dataclass(frozen=True)
class EntryIntoForce(Clause):
    """12(1): in force on the thirtieth day after receipt of the fourth notification; for a State later than that, on
    the thirtieth day after its own.

    Parameters: ``threshold`` (how many consents), the period, and where the clause has them ``members`` (a group and
    how many of it), ``share`` (a quantity and its percentage), ``instruments`` (consent is the deposit of one).

    The Agreement, in force on 2 June 2011 (Macao gazette, notice 28/2013), and the Budapest Convention:

    >>> from datetime import date
    >>> from treatysim.law.days import iso, start_of
    >>> from treatysim.law.formula import Fixed, day
    >>> since = Fixed(start_of(date.fromisoformat("2011-05-03").toordinal()), "fourth")
    >>> iso(day(EntryIntoForce("12(1)", {"threshold": 4, "days": 30}).after(since)))
    '2011-06-02'
    >>> lithuania = Fixed(start_of(date(2004, 3, 18).toordinal()), "fifth")
    >>> months = {"threshold": 5, "months": 3, "counting": "first-of-following-month"}
    >>> iso(day(EntryIntoForce("36(3)", months).after(lithuania)))
    '2004-07-01'
    """

    kind = "entry-into-force"
    acts = ("notification", "notification-withdrawn", "signature-withdrawn", "deposit")
    allowed = {
        "threshold": Parameter(required=True),
        "members": Parameter("members"),
        "share": Parameter("share"),
        "instruments": Parameter("instruments"),
        **PERIOD,
    }
    may_leave_open = ("entry-period", "window", "threshold")

    groups: tuple[tuple[str, frozenset[str]], ...] = ()
    quantities: tuple[tuple[str, tuple[tuple[str, Decimal], ...]], ...] = ()
    not_additional: frozenset[str] = frozenset()
    minimum: int = 0

    @property
    def by_deposit(self) -> bool:
        """Whether consent is expressed by depositing an instrument (VCLT 16(b)) rather than by a notification."""
        return "instruments" in self.parameters

    @property
    def knows(self) -> tuple[str, ...]:
        return tuple(kind for kind in self.acts if (kind == "deposit") == self.by_deposit)

    def rows(self, record: Record, act: Given) -> Iterator[Row]:
        by, here = act.act.by, self.provision
        match act.act.kind:
            case "notification":
                yield Row(record.signed_by(by), act, "not-a-signatory", here)
                if by in record.left and record.reading("re-entry") == "accession":
                    yield Row(act, record.left_since(by), "former-party-must-accede", here, record.chosen("re-entry"))
                yield Row(act, record.consented(by), "duplicate-notification", here)
                yield Row(act, record.bound_since(by), "duplicate-notification", here)
            case "notification-withdrawn":
                yield Row(record.consented(by), act, "no-notification-to-withdraw", here)
                yield Row(act, record.bound_since(by), "no-notification-to-withdraw", here)
            case "signature-withdrawn":
                yield Row(record.signed_by(by), act, "not-a-signatory", "VCLT 18(a)")
                yield Row(act, record.consented(by), "signature-bound", "VCLT 18(a)")
                first = record.intervals[by][0].since if by in record.intervals else record.bound_since(by)
                yield Row(act, first, "signature-bound", "VCLT 18(a)")
            case _:
                yield Row(act, record.bound_since(by), "duplicate-deposit", here)
                yield Row(act, record.consented(by), "duplicate-deposit", here)
                if by in record.applications:
                    yield Row(act, record.applications[by].instrument, "duplicate-deposit", here)

    def take(self, record: Record, act: Given) -> None:
        state = act.act.by
        record.change(state, act)
        match act.act.kind:
            case "notification" | "deposit":
                self._find_irregular(record, act)
                record.consents[state] = act
                self._on_consent(record, state, act)
            case "notification-withdrawn":
                del record.consents[state]
                record.forget(FOR_A_STATE, state)
                self._on_withdrawn_consent(record)
            case _:
                del record.signatories[state]

    def came(self, record: Record, effect: Effect) -> None:
        if effect.kind == FOR_A_STATE and effect.state in record.consents:
            record.bind(effect.state, effect.leaf)

    def _find_irregular(self, record: Record, act: Given) -> None:
        """Note what an admitted consent has against it: nothing here refuses an instrument that the clause does not
        name (a successor State may have a right to it: Convention of 1978, Art. 17), or that no signature preceded."""
        state, instrument = act.act.by, act.act.instrument
        if act.act.kind == "notification" and state in record.left and "re-entry" not in record.settled:
            record.find("no-authority", self.provision, reading=record.chosen("re-entry"))
        if instrument is None:
            return
        facts = {"instrument": say("instruments", instrument), "provided": self._provided()}
        if instrument not in self.parameters["instruments"]:
            record.find("instrument-not-provided-for", self.provision, facts=facts)
        if instrument in AFTER_SIGNATURE and state not in record.signatories:
            record.find("instrument-without-signature", "VCLT 14", facts=facts)

    def _provided(self) -> str:
        *others, last = (say("instruments", name) for name in self.parameters["instruments"])
        return say("lists", "or", first=", ".join(others), last=last) if others else last

    # -- the day

    def own_date(self, record: Record, mine: Given, threshold: Formula) -> Formula:
        """The day on which the treaty enters into force for a State, once the conditions are met (E-4)."""
        late = (day(mine) or 0) > (day(threshold) or 0)
        if record.entry is not None or not late:
            return self.general_date(record, Latest((mine, threshold)))
        return self.date_whenever(record, mine, threshold)

    def date_whenever(self, record: Record, mine: Given, threshold: Formula) -> Formula:
        """The same day before entry into force, in words that hold whether its own consent came late or not."""
        window = record.chosen("window")
        own = self.after(Latest((mine, threshold)), {**record.counting("entry-period"), **window})
        if record.reading("window") == "own-date":
            return own
        general = self.after(threshold, {**record.counting("entry-period"), **window})
        return If(mine, general, general, own)

    def general_date(self, record: Record, threshold: Formula) -> After:
        """The day on which the treaty enters into force once its conditions are met."""
        return self.after(threshold, record.counting("entry-period"))

    def conditions(self, record: Record) -> Formula | None:
        """The instant at which the consents that stand first met every condition; None while they do not."""
        standing = {state: given for state, given in record.consents.items() if state not in self.not_additional}
        if len(standing) < self.number("threshold"):
            return None
        could = record.signatories.keys() | standing.keys()
        parts: list[Formula] = [
            Nth(self.number("threshold"), tuple(standing.values()), len(could - self.not_additional))
        ]
        parts += self._members(standing) + self._share(standing)
        met = parts[0] if len(parts) == 1 else Latest(tuple(parts))
        return None if day(met) is None else met

    def _members(self, standing: dict[str, Given]) -> list[Formula]:
        if "members" not in self.parameters:
            return []
        group, number = self.parameters["members"]["group"], self.parameters["members"]["threshold"]
        members = dict(self.groups)[group]
        of = tuple(given for state, given in standing.items() if state in members)
        return [Nth(number, of, len(members - self.not_additional), group)]

    def _share(self, standing: dict[str, Given]) -> list[Formula]:
        if "share" not in self.parameters:
            return []
        quantity, percent = self.parameters["share"]["quantity"], self.parameters["share"]["percent"]
        held = dict(dict(self.quantities)[quantity])
        weights = tuple(held.get(state, Decimal(0)) for state in standing)
        return [Share(Decimal(percent), quantity, tuple(standing.values()), weights)]

    # -- what changes

    def _on_consent(self, record: Record, state: str, mine: Given) -> None:
        if record.threshold is None:
            self._compute(record)
        else:
            self._expect_own(record, state, mine, record.threshold)

    def _on_withdrawn_consent(self, record: Record) -> None:
        """E-3: between the fourth notification and entry into force, no authority says what becomes of the date, unless
        the text does."""
        if record.entry is not None or record.threshold is None:
            return
        recount = record.reading("threshold") == "recount"
        if "threshold" not in record.settled:
            record.find("no-authority", self.provision, reading=record.chosen("threshold"))
        if recount or len(record.consents) < self.minimum:
            self._compute(record)

    def _compute(self, record: Record) -> None:
        record.forget(GENERAL)
        for state in record.consents:
            record.forget(FOR_A_STATE, state)
        record.threshold = self.conditions(record)
        if record.threshold is None:
            return
        general = Pending(GENERAL, None, self.general_date(record, record.threshold), self.provision)
        record.expect((GENERAL,), general)
        for state, mine in record.consents.items():
            self._expect_own(record, state, mine, record.threshold)

    def _expect_own(self, record: Record, state: str, mine: Given, threshold: Formula) -> None:
        own = Pending(FOR_A_STATE, state, self.own_date(record, mine, threshold), self.provision)
        record.expect((FOR_A_STATE, state), own)
