"""When two moments of two lives are the same: everything the law can still ask is alike, but for the names of States.

A moment is described State by State, each by what stands of it: its consent, whether it is bound, who waits for its
answer, and the days that remain until each effect on its way.  Sorted, these descriptions are the moment's *key*; two
moments with one key have the same future, relabelled.  What the law never asks again is left out, for these reasons:

* days that have passed (of a signature, a consent, an entry, an answer) stand in formulas only beside a later one:
  the next consent to be counted, the next answer, or the act in hand.  Kept is a consent received after the day that
  now counts, where a fresh count (``recount``) could still find it, and the day a notice may first be given;
* a formula that is on its way is kept as the days that remain; its tree is for the explanation;
* the answer of a State that a frozen set has lost, and all answers to an accession that is complete;
* a deadline that cannot lapse any more (:mod:`treatysim.checking.clocks`).

What the law has written down is not believed alone: the same moment as it is retold in sets of States
(:mod:`treatysim.checking.scene`) is part of the key, so that a law that mistakes one act for another does not make one
moment of two.

A treaty that counts in months or years is not the same on another date, so there the day itself is part of the key.
Every period is taken to be at least a day, and the calendar to go on for longer than lives do.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any

from treatysim.checking.cast import Cast
from treatysim.checking.clocks import Clocks, Remaining
from treatysim.checking.life import Life
from treatysim.law.clause import Clause
from treatysim.law.days import Period, day_of
from treatysim.law.formula import instant
from treatysim.law.record import Application, Record
from treatysim.law.treaty import Treaty
from treatysim.law.unanimity import Unanimity

Profile = tuple[object, ...]
"""What stands of one State, in numbers: alike, but for the name, exactly where the law cannot tell two States apart."""

Key = tuple[Any, ...]
"""A moment, described so that every moment with the same future has the same description."""


class Symmetry:
    """How the moments of lives of one treaty are compared: whoever is in ``cast`` may act, everybody else is silent.

    ``duties``: whether open deadlines are part of a moment; ``proposals``: whether the Parties may agree on the end.
    """

    def __init__(self, treaty: Treaty, cast: Cast, duties: bool = False, proposals: bool = False) -> None:
        self.states = cast.anybody
        self.roles = _roles(treaty, cast)
        self.by_date = any(map(_counts_in_months, treaty.clauses))
        self.clocks = Clocks(treaty, self.roles, duties, proposals)

    def digest(self, life: Life) -> bytes:
        """The key as sixteen bytes, the same in every process."""
        return blake2b(marshal.dumps(self.key(life), 2), digest_size=16).digest()

    def key(self, life: Life) -> Key:
        """The description of a moment that is the same for every moment with the same future."""
        record = life.record
        if record.end is not None:
            return (-1, tuple(sorted(self.profiles(life).values())))
        clocks = self.clocks.remaining(life)
        return (*self._common(life, clocks), tuple(sorted(self._profiles(life, clocks).values())))

    def profiles(self, life: Life) -> dict[str, Profile]:
        """What stands of each State that acts, in the order of the cast."""
        record = life.record
        if record.end is not None:
            return {state: _ended(record, state) for state in self.states}
        return self._profiles(life, self.clocks.remaining(life))

    def _profiles(self, life: Life, clocks: Remaining) -> dict[str, Profile]:
        record = life.record
        base = {state: (*self._flags(life, state), tuple(sorted(clocks.get(state, ())))) for state in self.states}
        if not (record.applications or record.proposals):
            return base
        applicants = _ordered(record, base)
        return {
            state: (
                *base[state],
                *_relations(record, state, applicants),
                *(life.scene.answered(state, applicant) for applicant in applicants),
            )
            for state in self.states
        }

    def representatives(self, life: Life) -> list[str]:
        """One State, the first in the cast, for each set of States that nothing tells apart."""
        first: dict[Profile, str] = {}
        for state, profile in self.profiles(life).items():
            first.setdefault(profile, state)
        return list(first.values())

    # -- what stands of one State

    def _flags(self, life: Life, state: str) -> tuple[int, ...]:
        record = life.record
        held = (
            (state in record.signatories)
            | (state in record.consents) << 1
            | (state in record.bound) << 2
            | (state in record.left) << 3
            | (state in record.intervals) << 4
            | (state in record.acceded) << 5
            | (state in record.notices) << 6
            | (state in record.exchanged_before_entry) << 7
        )
        label = self.roles[state] if record.entry is None else min(self.roles[state], 1)
        marks = life.scene.marks(state)
        return label, held, marks, _application(record.applications.get(state)), _recount(record, state)

    # -- what stands of no State that acts

    def _common(self, life: Life, clocks: Remaining) -> tuple[object, ...]:
        record = life.record
        fixed = day_of(instant(record.threshold)) if record.threshold is not None and record.entry is None else None
        rounds = [record.applications[state].round for state in sorted(record.applications)]
        rounds += [proposal.round for proposal in record.proposals.values()]
        return (
            int(record.entry is not None),
            -1 if fixed is None else int(life.day > fixed),
            len(record.amendments),
            life.day if self.by_date else 0,
            tuple(sorted(clock for who, some in clocks.items() if who not in self.roles for clock in some)),
            tuple(sorted((bool(one.answers), bool(one.waiting - self.roles.keys())) for one in rounds)),
        )


def _recount(record: Record, state: str) -> int:
    """By how many days a consent came after the day that counts now, where the consents may be counted afresh."""
    if record.entry is not None or record.threshold is None or state not in record.consents:
        return 0
    if record.readings.get("threshold") != "recount":
        return 0
    return max(0, (day_of(record.consents[state].at) or 0) - (day_of(instant(record.threshold)) or 0))


def _application(one: Application | None) -> int:
    if one is None or one.received is None:
        return int(one is not None)
    return 2 if one.complete is None else 3


def _ordered(record: Record, base: dict[str, Profile]) -> list[str]:
    """The applicants, those first of whom less stands: their places do not hang on their names."""
    return sorted(record.applications, key=lambda state: (base[state], state))


def _relations(record: Record, state: str, applicants: Sequence[str]) -> Iterator[int]:
    """How a State stands to each accession and each proposal."""
    frozen = record.readings.get("acceptor-set") != "at-last-acceptance"
    for applicant in applicants:
        application = record.applications[applicant]
        yield 9 if applicant == state else 0 if application.complete else _answer(application.round, state, frozen)
    for proposal in record.proposals.values():
        yield _answer(proposal.round, state, frozen=False)


def _answer(one: Unanimity, state: str, frozen: bool) -> int:
    """Not asked, asked, asked and refusing, or having answered; an answer of who is not asked may stand again later."""
    if state in one.waiting:
        return 2 if state in one.refusals else 1
    if state in one.asked:
        return 3
    return 4 if state in one.answers and not frozen else 0


def _ended(record: Record, state: str) -> Profile:
    """What is left of a State when the treaty has ended: its standing, whether it was bound to the last, its duties."""
    intervals = record.intervals.get(state, ())
    to_the_last = any(one.until == record.end for one in intervals)
    duties = sorted(
        (duty.duty, duty.lapsed, duty.performed is not None)
        for duty in record.duties
        if state in (duty.bearer, duty.of)
    )
    return state in record.signatories, bool(intervals), to_the_last, tuple(duties)


def _roles(treaty: Treaty, cast: Cast) -> dict[str, int]:
    """Who is told from whom before anybody acts: outsiders (0), and signatories by their groups and quantities (from 1
    on)."""
    kinds: dict[object, int] = {}
    roles = dict.fromkeys(cast.outsiders, 0)
    for state in cast.signatories:
        groups = tuple(state in members for members in treaty.groups.values())
        weights = tuple(held.get(state) for held in treaty.quantities.values())
        kind = (state in treaty.signatories, groups, weights, state in treaty.not_additional)
        roles[state] = kinds.setdefault(kind, len(kinds) + 1)
    return roles


def _counts_in_months(clause: Clause) -> bool:
    """Whether a day that the law asks about is counted in months or years; that of consultations is only expected."""
    period = clause.period() if clause.kind != "consultations" else Period()
    return bool(period.years or period.months) or clause.parameters.get("counting", "days-after") != "days-after"
