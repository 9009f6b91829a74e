"""Properties of duties (5, 11, 12(4), 12(5)) and of standing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import zip_longest

from treatysim.checking.counting import reached
from treatysim.checking.ledger import CIRCULATED, COMPLETE, CONSULTATION, EXCHANGE, PROTECT, Owed, ledger
from treatysim.checking.properties import Breach, breach
from treatysim.checking.retelling import scenes
from treatysim.law.clause import Clause
from treatysim.law.days import LAST_DAY, day_of
from treatysim.law.timeline import Obligation, Timeline
from treatysim.words import name, say

SURVIVING = (PROTECT, COMPLETE)

Key = tuple[str, str, str | None, int | None]
"""A duty by what it is, its bearer, whom or what it is about, and the day on which it arose."""


def due_days(timeline: Timeline) -> Breach | None:
    """5, 11, 12(4): a duty falls due as many days, or months, after it arises as its clause says."""
    for duty in timeline.obligations:
        clause = _clause_of(timeline, duty)
        if clause is None or duty.arises is None:
            continue
        if duty.duty == CIRCULATED:
            told = duty.arises + clause.number("circulation-days")
            expected: int | None = told if told <= LAST_DAY else None
        else:
            expected = None if clause.kind == "survival" else reached(clause, duty.arises)
        if duty.due != expected:
            return breach("due-elsewhen", duty.bearer, duty=duty.duty, who=duty.bearer, due=duty.due, expected=expected)
    return None


def duties_arise(timeline: Timeline) -> Breach | None:
    """5, 11, 12(4), 12(5): every duty arises on the day that its clause gives, for the bearer that it names; and no
    duty arises otherwise."""
    return _unmatched(timeline, {owed.duty for owed in ledger(timeline)} | {duty.duty for duty in timeline.obligations})


def status_by_the_calendar(timeline: Timeline) -> Breach | None:
    """5, 11, 12(4): a duty is performed when the act is received and no earlier than it arose; it is overdue from the
    end of its due day, and lapses only with the reason for it."""
    told, right = _statuses(timeline)
    for key, ends in right.items():
        wrong, missing = told.get(key, ends) - ends, ends - told.get(key, ends)
        for (performed, status), (day, expected) in zip(wrong.elements(), missing.elements(), strict=True):
            facts = {"duty": key[0], "who": key[1], "status": status, "expected": expected}
            return breach("status", key[1], performed=performed, right=day, **facts)
    return None


def an_entry_a_duty(timeline: Timeline) -> Breach | None:
    """5(1), E-8: every entry into force for a State raises its duty to pass on its authorities anew (or, if so read,
    only the first entries of all), and nothing else does."""
    return _unmatched(timeline, (EXCHANGE,))


def duties_survive(timeline: Timeline) -> Breach | None:
    """12(5), E-39, E-40: whoever was a Party goes on owing secrecy, and the completion of every project then open, from
    the end of the treaty (and from its own leaving, if so read); once a day; secrecy has no end, a project its own."""
    unmatched = _unmatched(timeline, SURVIVING)
    if unmatched is not None:
        return unmatched
    told, right = _statuses(timeline)
    for key, ends in right.items():
        if key[0] in SURVIVING and told.get(key) != ends:
            return breach("survival", key[1], state=key[1], day=key[3])
    return None


def one_standing(timeline: Timeline) -> Breach | None:
    """VCLT 2(1): a State has one standing a day, the one that its acts and their effects give it; it is a Party exactly
    while the treaty is in force for it, and that in times which follow one another."""
    for state in timeline.states:
        last = 0
        for since, until in state.in_force:
            if since < last or (until is not None and until < since):
                return breach("two-times", state.state, state=state.state, day=since)
            last = until if until is not None else timeline.through + 1
        for day in {day for times in state.in_force for day in times if day is not None} | {timeline.through}:
            bound = any(since <= day and (until is None or day < until) for since, until in state.in_force)
            if bound != (timeline.standing(state.state, day) in ("party", "withdrawing")):
                return breach("standing", state.state, state=state.state, day=day)
        if state.standing != timeline.standing(state.state, timeline.through):
            return breach("standing", state.state, state=state.state, day=timeline.through)
    return _standing_otherwise(timeline)


def _standing_otherwise(timeline: Timeline) -> Breach | None:
    """A day on which a State stands otherwise than the retelling says, at the end of every day on which anything
    happened."""
    days = [day_of(happening.at) or 0 for happening in timeline.happenings]
    for (_, scene), day, following in zip_longest(scenes(timeline), days, days[1:]):
        for state in timeline.states if day != following else ():
            told, right = timeline.standing(state.state, day), scene.standing(state.state)
            if told != right:
                return breach("stands-otherwise", state.state, state=state.state, day=day, standing=told, stands=right)
    return None


def _unmatched(timeline: Timeline, names: Collection[str]) -> Breach | None:
    """A duty of one of these names that the ledger does not have, or that it has and the timeline has not."""
    told = Counter(key for key in _keys(timeline.obligations) if key[0] in names)
    right = Counter(key for key in _keys(ledger(timeline)) if key[0] in names)
    for key, unmatched in (("duty-missing", right - told), ("duty-unfounded", told - right)):
        for duty, bearer, of, day in unmatched:
            concerning = say("breaches", "concerning", of=name(of)) if of else ""
            return breach(key, bearer, duty=duty, who=bearer, concerning=concerning, day=day)
    return None


def _keys(duties: Collection[Obligation] | Collection[Owed]) -> Iterator[Key]:
    for duty in duties:
        yield duty.duty, duty.bearer, duty.of, duty.arises


Ends = dict[Key, Counter[tuple[int | None, str]]]
"""For each duty the day on which it was performed, and its status; several may differ in nothing else."""


def _statuses(timeline: Timeline) -> tuple[Ends, Ends]:
    """What became of every duty, as the timeline says and by the ledger."""
    told: Ends = {}
    right: Ends = {}
    for duty, key in zip(timeline.obligations, _keys(timeline.obligations), strict=True):
        told.setdefault(key, Counter())[duty.performed, duty.status] += 1
    owed = ledger(timeline)
    for one, key in zip(owed, _keys(owed), strict=True):
        right.setdefault(key, Counter())[one.performed, one.status(timeline.through)] += 1
    return told, right


def _clause_of(timeline: Timeline, duty: Obligation) -> Clause | None:
    clauses = [clause for clause in timeline.scenario.treaty.clauses if clause.provision == duty.provision]
    kinds = {CONSULTATION: "consultations", CIRCULATED: "withdrawal", PROTECT: "survival", COMPLETE: "survival"}
    return next((clause for clause in clauses if clause.kind == kinds.get(duty.duty, duty.duty)), None)
