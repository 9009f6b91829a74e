"""Withdrawal by notice (12(4); Paris 28; Budapest 47), its revocation (VCLT 68) and its circulation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from treatysim.law.acts import DEPOSITARY
from treatysim.law.clause import PERIOD, Clause, Parameter, Row
from treatysim.law.consequences import Duty, Effect, Pending
from treatysim.law.days import Period, day_of, end_of, start_of
from treatysim.law.formula import NEVER_COMES, After, Earliest, Fixed, Formula, Given, Latest, day, instant
from treatysim.law.record import Notice, Record

EFFECTIVE = "withdrawal-effective"
CIRCULATED = "withdrawal-circulated"


@dataclass(frozen=True)
class Withdrawal(Clause):
    """12(4): a Party may withdraw by written notice at least ninety days before the intended date; the Depositary
    notifies the others within thirty days of receiving it.

    Parameters: the period; ``circulation-days``, where the clause gives the Depositary a time; ``not-before-years``,
    where notice cannot be given earlier than that after the State's own entry (Paris 28(1)); ``later-day``, false where
    the clause fixes the day and a notice can name no later one (Budapest 47).

    The United States and the Paris Agreement, out on 4 November 2020:

    >>> from datetime import date
    >>> from treatysim.law.days import iso, start_of
    >>> from treatysim.law.formula import Fixed, day
    >>> since = Fixed(start_of(date.fromisoformat("2019-11-04").toordinal()), "notice")
    >>> iso(day(Withdrawal("28", {"years": 1}).after(since)))
    '2020-11-04'
    """

    kind = "withdrawal"
    acts = ("withdrawal", "withdrawal-revoked", "withdrawal-circulated")
    allowed = {
        "circulation-days": Parameter(),
        "not-before-years": Parameter(),
        "later-day": Parameter("yes-no"),
        **PERIOD,
    }
    may_leave_open = ("notice-length", "notice-base", "short-notice", "re-entry")

    @property
    def knows(self) -> tuple[str, ...]:
        return tuple(kind for kind in self.acts if kind != CIRCULATED or "circulation-days" in self.parameters)

    @property
    def deadlines(self) -> tuple[str, ...]:
        return (CIRCULATED,) if "circulation-days" in self.parameters else ()

    def rows(self, record: Record, act: Given) -> Iterator[Row]:
        by = act.act.by
        match act.act.kind:
            case "withdrawal":
                yield Row(record.bound_since(by), act, "not-a-party", self.provision)
                yield from self._second(record, act) if by in record.notices else self._first(record, act)
            case "withdrawal-revoked":
                if by not in record.notices:
                    yield Row(act, record.left_since(by), "too-late-to-revoke", "VCLT 68")
                    yield Row(NEVER_COMES, act, "nothing-to-revoke", "VCLT 68")
            case _:
                duties = record.open_duties(CIRCULATED, of=act.act.of)
                yield Row(duties[0].arises if duties else NEVER_COMES, act, "nothing-to-circulate", self.provision)

    def take(self, record: Record, act: Given) -> None:
        by = act.act.by
        match act.act.kind:
            case "withdrawal":
                if by in record.notices:
                    record.notices[by].formula = Latest((record.notices[by].earliest, *self._intended(act)))
                else:
                    self._begin(record, act)
                record.change(by, act)
                effective = Pending(EFFECTIVE, by, record.notices[by].formula, self.provision)
                record.expect((EFFECTIVE, by), effective)
            case "withdrawal-revoked":
                self._revoke(record, by)
                record.change(by, act)
            case _:
                for duty in record.open_duties(CIRCULATED, of=act.act.of):
                    duty.perform(act)

    def came(self, record: Record, effect: Effect) -> None:
        if effect.kind == EFFECTIVE and effect.state:
            record.release(effect.state, effect.leaf)

    def earliest(self, record: Record, act: Given) -> Formula:
        """The earliest lawful day of effect: the length of notice from its base (E-28, E-29), never earlier than the
        day after receipt (VCLT 78(b))."""
        length = record.counting("notice-length")
        base: Formula = act
        if record.reading("notice-base") == "sending":
            base = _sent(act)
        notice = self.after(base, {**length, **record.chosen("notice-base")})
        if base is act and instant(notice) > act.at:
            return notice
        return Latest((notice, After(act, Period(days=1), "VCLT 78(b)")))

    def effective(self, record: Record, act: Given) -> Formula:
        """The day on which a first notice takes effect: the one it names, but never before the earliest lawful one."""
        earliest, intended = self.earliest(record, act), self._intended(act)
        return Latest((earliest, *intended)) if intended else earliest

    def _first(self, record: Record, act: Given) -> Iterator[Row]:
        if "not-before-years" in self.parameters:
            opens = After(record.bound_since(act.act.by), Period(years=self.number("not-before-years")), self.provision)
            yield Row(opens, act, "notice-too-early", self.provision, facts={"opens": day(opens)})
        if self._too_short(record, act) and record.reading("short-notice") == "void":
            intended = Fixed(end_of(act.act.intended or 0), "intended")
            reading = record.chosen("short-notice")
            facts = self._facts(record, act)
            yield Row(self.earliest(record, act), intended, "notice-too-short", self.provision, reading, facts)

    def _second(self, record: Record, act: Given) -> Iterator[Row]:
        """E-31: while a notice runs, a second one counts only if it moves the date later."""
        set_date, intended = record.notices[act.act.by].formula, self._intended(act)
        facts: dict[str, int | str | None] = {"set": day(set_date)}
        if intended:
            yield Row(set_date, intended[0], "duplicate-withdrawal", self.provision, facts=facts)
        else:
            yield Row(NEVER_COMES, act, "duplicate-withdrawal", self.provision, facts=facts)

    def _too_short(self, record: Record, act: Given) -> bool:
        intended = act.act.intended if self._intended(act) else None
        return intended is not None and instant(self.earliest(record, act)) > start_of(intended)

    def _facts(self, record: Record, act: Given) -> dict[str, int | str | None]:
        return {"intended": act.act.intended, "earliest": day(self.earliest(record, act))}

    def _begin(self, record: Record, act: Given) -> None:
        earliest, intended = self.earliest(record, act), self._intended(act)
        if act.act.intended is not None and not intended:
            record.find("named-day-without-effect", self.provision)
        if self._too_short(record, act):
            reading = record.chosen("short-notice")
            facts = self._facts(record, act)
            record.find("notice-too-short", self.provision, severity="warning", reading=reading, facts=facts)
        notice = record.notices[act.act.by] = Notice(earliest, self.effective(record, act))
        if "circulation-days" in self.parameters:
            due = After(act, Period(days=self.number("circulation-days")), self.provision)
            notice.circulation = Duty(self.provision, DEPOSITARY, CIRCULATED, act, due, of=act.act.by)
            record.owe(notice.circulation)

    def _intended(self, act: Given) -> tuple[Fixed, ...]:
        """The day that a notice names, if the clause lets it name one."""
        intended = act.act.intended if self.parameters.get("later-day", True) else None
        return () if intended is None else (Fixed(start_of(intended), "intended", act),)

    def _revoke(self, record: Record, state: str) -> None:
        notice = record.notices.pop(state)
        record.forget(EFFECTIVE, state)
        if notice.circulation is not None:
            notice.circulation.lapse_if_due_from(day_of(record.now) or 0)


def _sent(act: Given) -> Formula:
    """When the notice was dispatched: on the day of receipt where the file is silent, and never after it."""
    if act.act.sent is None:
        return Fixed(start_of(day_of(act.at) or 0), "sent-unknown", act)
    sent = Fixed(start_of(act.act.sent), "sent", act)
    return sent if sent.at <= act.at else Earliest((sent, act))
