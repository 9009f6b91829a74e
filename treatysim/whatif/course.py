"""The course that formulas speak for: the effects that open acts can bring, and the orders that keep a case to it.

The clauses are handed a record in which the open acts stand, and build their formulas as they do in a run.  Where the
law looks at who is bound or asked at a moment, the course of the *reference* is followed, in which every open date has
its median, and the orders that keep other cases to that course are noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from treatysim.law.clause import Clause
from treatysim.law.days import Period
from treatysim.law.entry_into_force import FOR_A_STATE, EntryIntoForce
from treatysim.law.formula import NEVER_COMES, After, Came, Formula, Given, If, instant
from treatysim.law.record import Record
from treatysim.law.withdrawal import EFFECTIVE
from treatysim.whatif.certainty import Ends
from treatysim.whatif.dates import Key, OpenDates, Unforeseeable
from treatysim.whatif.open_acts import OpenActs, clause_of
from treatysim.whatif.prospects import Order, Past

C = TypeVar("C", bound=Clause)


class Course:
    """The effects that open acts can bring, each found once, when asked for; :meth:`formula` says how."""

    def __init__(self, before: Past) -> None:
        self.before = before
        self.scenario = before.scenario
        self.record = before.settled.record
        self.open = OpenActs(before)
        self.keys = dict.fromkeys(self.open.keys())
        self.dates = OpenDates(before, self.effects)
        self.ends = Ends(self.dates.found, self.scenario.through)
        self.orders: list[Order] = []
        self.known: dict[Key, Formula] = {}

    def formula(self, kind: str, state: str | None) -> Formula:
        """The day of an effect that is among the keys; never, if nothing in the file can bring it."""
        raise NotImplementedError

    def clause(self, kind: type[C]) -> C:
        """The treaty's clause of a kind; where it has none, nothing can be foreseen of it."""
        found = clause_of(self.scenario.treaty, kind)
        if found is None:
            raise Unforeseeable
        return found

    # -- effects

    def effects(self, kind: str) -> Iterator[tuple[str | None, Callable[[], Formula]]]:
        """The effects of a kind that may come: their States, and how to find their formulas."""
        for pending in self.record.pending.values():
            if pending.kind == kind and (kind, pending.state) not in self.keys:
                yield pending.state, partial(_itself, pending.formula)
        yield from ((key[1], partial(self.effect, *key)) for key in self.keys if key[0] == kind)

    def effect(self, kind: str, state: str | None) -> Formula:
        """The effect of a kind for a State, as a leaf; never, if nothing in the file can bring it."""
        key = (kind, state)
        if key in self.known:
            return self.known[key]
        count = self.dates.left_out.total()
        with self.dates.search(key) as again:
            formula = NEVER_COMES if again else self.formula(kind, state)
        leaf = formula
        if formula is not NEVER_COMES and not isinstance(formula, Came):
            leaf = Came(f"{kind} {state or ''}", _reference(formula), formula)
        if self.dates.left_out.total() == count:
            self.known[key] = leaf
        return leaf

    def bound(self, state: str) -> Formula:
        """When a State is bound: since a day that is settled, or from an effect that may come."""
        if state in self.record.bound:
            return self.record.bound[state]
        if (FOR_A_STATE, state) in self.keys:
            return self.effect(FOR_A_STATE, state)
        coming = (one for one in self.record.pending.values() if (one.kind, one.state) == (FOR_A_STATE, state))
        return next(
            (Came(f"{FOR_A_STATE} {state}", _reference(one.formula), one.formula) for one in coming), NEVER_COMES
        )

    def left(self, state: str) -> Formula:
        """When a State that is bound, or may be, ceases to be; never, if no notice of its is in the file."""
        if ("withdrawal", state, None) in self.open.regular:
            return self.effect(EFFECTIVE, state)
        notice = self.record.notices.get(state)
        return notice.formula if notice else NEVER_COMES

    def consent(self, state: str) -> Given:
        """A State's consent to be bound, which stands or may be given."""
        if state in self.record.consents:
            return self.record.consents[state]
        kind = "deposit" if self.clause(EntryIntoForce).by_deposit else "notification"
        return self.dates.given(self.open.regular[kind, state, None])

    # -- orders

    def keep(self, earlier: Formula, later: Formula, holds: bool = True) -> None:
        """Note which of two events must come first for the formulas to speak, unless it does in every case."""
        order = Order(earlier, later, holds)
        if not self.ends.is_certain(order):
            self.orders.append(order)

    def comes_before(self, event: Formula, moment: Formula) -> bool:
        """Whether an event comes before a moment in the reference; noted as an order, whichever it is."""
        holds = instant(event) < instant(moment)
        self.keep(event, moment, holds)
        return holds

    def admitted(self, clause: Clause, record: Record, act: Given, brings: Formula) -> Formula:
        """What an act brings where its clause admits it: never, where a row of admission is broken."""
        rows: list[tuple[Formula, Formula]] = []
        for row in clause.rows(record, act):
            if (row.earlier, row.later) not in rows:
                rows.append((row.earlier, row.later))
                brings = self.given_that(row.earlier, row.later, brings)
        return brings

    def given_that(self, earlier: Formula, later: Formula, brings: Formula) -> Formula:
        """What comes only if an event comes before another: as it is, where that is so in every case."""
        certain = self.ends.is_certain(Order(earlier, later))
        return brings if certain else self.choice(If(earlier, later, brings, NEVER_COMES))

    def choice(self, between: If) -> Formula:
        """A choice, or the one branch of it that can be taken."""
        branches = self.ends.branches(between)
        return branches[0] if len(branches) == 1 else between


def _reference(formula: Formula) -> int:
    """The instant of an effect in the reference; one that comes on the very day from which it is counted cannot be
    foreseen, for it comes at the start of a day that has begun."""
    if isinstance(formula, After) and formula.period == Period() and formula.counting == "days-after":
        raise Unforeseeable
    return instant(formula)


def _itself(formula: Formula) -> Formula:
    return formula
