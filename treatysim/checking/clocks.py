"""What a moment of a life is waiting for, and in how many days: effects on their way, deadlines that can still lapse,
and the day from which a notice may be given.

Days are counted from the moment itself, so that two moments on different dates can be the same
(:mod:`treatysim.checking.symmetry`).  A deadline that cannot lapse any more counts for nothing: whatever comes, it will
be overdue, or performed late.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from treatysim.checking.life import Life
from treatysim.law.accession import ENTRY
from treatysim.law.acts import EFFECTS
from treatysim.law.consequences import Duty
from treatysim.law.days import NEVER, Period, day_of, start_of
from treatysim.law.entry_into_force import GENERAL, EntryIntoForce
from treatysim.law.formula import After, Fixed, instant
from treatysim.law.record import Record
from treatysim.law.treaty import Treaty
from treatysim.law.withdrawal import Withdrawal

Remaining = dict[str, list[tuple[int, int]]]
"""For each State (or ``""``), what it is waiting for (a number of :data:`COMING`) and in how many days."""

OWED = ("certified-copies", "authority-exchange", "withdrawal-circulated")
"""The duties with a deadline."""

COMING = {kind: place for place, kind in enumerate((*EFFECTS, ENTRY, "opens", *OWED))}
"""What a moment can be waiting for, numbered."""

SETTLED = -2
"""In the place of the days that remain: a deadline that cannot lapse any more, or an effect that never comes."""


class Clocks:
    """The clocks of lives of one treaty in which ``states`` act.

    ``duties``: whether open deadlines are among them; ``proposals``: whether the Parties may agree on the end.
    """

    def __init__(self, treaty: Treaty, states: Collection[str], duties: bool, proposals: bool) -> None:
        self.states, self.duties, self.proposals = states, duties, proposals
        self.minimum = max(
            (clause.number("minimum") for clause in treaty.clauses if clause.kind == "minimum-parties"), default=0
        )
        self.entering = next((clause for clause in treaty.operative if isinstance(clause, EntryIntoForce)), None)
        self.leaving = next((clause for clause in treaty.operative if isinstance(clause, Withdrawal)), None)

    def remaining(self, life: Life) -> Remaining:
        """What is being waited for at a moment, by the States that act; under ``""`` what concerns none of them.

        >>> from treatysim.checking.drafting import drafted
        >>> from treatysim.files import load_treaty
        >>> treaty = load_treaty("sco-iis-2009")
        >>> life = Life.begun(drafted(treaty, ()))
        >>> for state in ("CHN", "KAZ", "KGZ", "RUS"):
        ...     life.act({"act": "notification", "by": state})
        >>> Clocks(treaty, ("CHN",), duties=False, proposals=False).remaining(life)["CHN"]
        [(2, 30)]
        """
        found: Remaining = {}
        for key, pending in life.record.pending.items():
            at = day_of(instant(pending.formula))
            remaining = SETTLED if at is None else at - life.day
            found.setdefault(pending.state or "", []).append((COMING[key[0]], remaining))
        if self.duties:
            for duty in life.record.duties:
                if duty.open and duty.sort == "deadline":
                    who = duty.of or duty.bearer
                    found.setdefault(who if who in self.states else "", []).append(self._deadline(life, duty))
        for state, remaining in self._opening(life):
            found.setdefault(state, []).append((COMING["opens"], remaining))
        return found

    def _deadline(self, life: Life, duty: Duty) -> tuple[int, int]:
        due = day_of(duty.due_at)
        if due is None or due < life.day or not self._can_lapse(life, duty, due):
            return COMING[duty.duty], SETTLED
        return COMING[duty.duty], due - life.day

    def _can_lapse(self, life: Life, duty: Duty, due: int) -> bool:
        """Whether a duty may fall away before its due day has ended: by a revocation, its bearer's leaving, the end."""
        record = life.record
        if self.proposals or duty.of in record.notices or due >= _first_after(record, self.leaving, life.day):
            return True
        left = {state for state, notice in record.notices.items() if instant(notice.formula) <= duty.due_at}
        if record.entry is None:
            general = record.pending.get((GENERAL,))
            entry = instant(general.formula) if general else start_of(_first_after(record, self.entering, life.day))
            return entry <= duty.due_at
        return duty.bearer in left or len(record.bound) - len(left) < self.minimum

    def _opening(self, life: Life) -> Iterator[tuple[str, int]]:
        """In how many days each Party may first give notice, where the clause closes the door for some years."""
        years = self.leaving.parameters.get("not-before-years") if self.leaving else None
        if years is None:
            return
        for state, since in life.record.bound.items():
            opens = day_of(instant(After(since, Period(years=int(years)), "")))
            if opens is not None and opens > life.day:
                yield state, opens - life.day


def _first_after(record: Record, clause: EntryIntoForce | Withdrawal | None, today: int) -> int:
    """The first day on which an act of today can have the effect that a clause gives it; a far one, if it has none."""
    if clause is None:
        return NEVER
    axis = "entry-period" if isinstance(clause, EntryIntoForce) else "notice-length"
    reading = {axis: record.readings[axis]} if axis in record.readings else {}
    return day_of(instant(clause.after(Fixed(start_of(today), "today"), reading))) or NEVER
