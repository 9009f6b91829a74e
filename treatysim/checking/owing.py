"""Properties of duties (5, 11, 12(4), 12(5)) and of standing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from treatysim.checking.counting import reached
from treatysim.checking.properties import Breach, breach
from treatysim.checking.retelling import answers
from treatysim.law.clause import Clause
from treatysim.law.consequences import Effect
from treatysim.law.days import day_of
from treatysim.law.timeline import Obligation, Timeline

EXCHANGE, CIRCULATED, PROTECT = "authority-exchange", "withdrawal-circulated", "protect-information"
COMPLETE = "complete-project"


def due_days(timeline: Timeline) -> Breach | None:
    """5, 11, 12(4): a duty falls due as many days, or months, after it arises as its clause says."""
    for duty in timeline.obligations:
        clause = _clause_of(timeline, duty)
        if clause is None or duty.arises is None:
            continue
        if duty.duty == CIRCULATED:
            expected: int | None = duty.arises + clause.number("circulation-days")
        else:
            expected = None if clause.kind == "survival" else reached(clause, duty.arises)
        if duty.due != expected:
            return breach("due-elsewhen", duty.bearer, duty=duty.duty, who=duty.bearer, due=duty.due, expected=expected)
    return None


def status_by_the_calendar(timeline: Timeline) -> Breach | None:
    """5, 11, 12(4): a duty is performed when the act is received and no earlier than it arose; it is overdue from the
    end of its due day, and lapses only with the reason for it."""
    for duty in timeline.obligations:
        who = {"duty": duty.duty, "who": duty.bearer}
        if duty.performed is not None and duty.performed < (duty.arises or 0):
            return breach("performed-too-early", duty.bearer, day=duty.performed, **who)
        expected = _statuses(timeline, duty)
        if duty.status not in expected:
            return breach("status", duty.bearer, status=duty.status, expected=" / ".join(expected), **who)
    return None


def an_entry_a_duty(timeline: Timeline) -> Breach | None:
    """5(1), E-8: every entry into force for a State raises its duty to pass on its authorities anew (or, if so read,
    only the first entries of all), and nothing else does."""
    every = answers(timeline)[EXCHANGE] != "first-entry-only"
    first = timeline.first("entry-into-force")
    entries = [
        (effect.state, day_of(effect.at)) for effect in timeline.effects if effect.kind == "entry-into-force-for"
    ]
    expected: Counter[tuple[str | None, int | None]] = Counter(entry for entry in entries if every or entry[1] == first)
    told = _raised(timeline, EXCHANGE)
    for state, day in (expected - told) + (told - expected):
        return breach("duty-per-entry", state or "", state=state, day=day)
    return None


def duties_survive(timeline: Timeline) -> Breach | None:
    """12(5), E-39, E-40: whoever was a Party goes on owing secrecy from the end of the treaty
    (and from its own leaving, if so read); once a day, and never with a day on which that ends."""
    expected: Counter[tuple[str | None, int | None]] = Counter(_surviving(timeline))
    told = _raised(timeline, PROTECT)
    for state, day in (expected - told) + (told - expected):
        return breach("survival", state or "", state=state, day=day)
    for duty in timeline.obligations:
        if duty.duty == PROTECT and duty.status != "continuing":
            return breach("survival", duty.bearer, state=duty.bearer, day=duty.arises)
    return None


def one_standing(timeline: Timeline) -> Breach | None:
    """VCLT 2(1): a State has one standing a day: a Party exactly while the treaty is in force for it, and that in times
    which follow one another."""
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
    return None


def _raised(timeline: Timeline, kind: str) -> Counter[tuple[str | None, int | None]]:
    """The duties of a kind, by their bearers and the days on which they arose."""
    return Counter((duty.bearer, duty.arises) for duty in timeline.obligations if duty.duty == kind)


def _clause_of(timeline: Timeline, duty: Obligation) -> Clause | None:
    clauses = [clause for clause in timeline.scenario.treaty.clauses if clause.provision == duty.provision]
    kinds = {"consultation": "consultations", CIRCULATED: "withdrawal", PROTECT: "survival"}
    kinds[COMPLETE] = "survival"
    return next((clause for clause in clauses if clause.kind == kinds.get(duty.duty, duty.duty)), None)


def _statuses(timeline: Timeline, duty: Obligation) -> tuple[str, ...]:
    """What the status of a duty can be, by the calendar."""
    if duty.duty == "consultation":
        return ("held",) if duty.performed is not None else ("expected", "lapsed")
    if duty.performed is not None:
        return ("performed",) if duty.due is None or duty.performed <= duty.due else ("performed-late",)
    if duty.due is None:
        return ("continuing",) if duty.duty in (PROTECT, COMPLETE) else ("pending", "lapsed")
    lapses = ("lapsed",) if any(day <= duty.due for day in _ends_of(timeline, duty)) else ()
    if duty.bearer != "DEPOSITARY" and lapses:
        return lapses
    return (*lapses, "overdue" if duty.due <= timeline.through else "pending")


def _ends_of(timeline: Timeline, duty: Obligation) -> Iterator[int]:
    """The days on which the reason for a duty may have gone: the end, its bearer's leaving, a notice revoked."""
    for happening in timeline.happenings:
        day = day_of(happening.at) or 0
        if isinstance(happening, Effect):
            left = happening.kind == "withdrawal-effective" and happening.state == duty.bearer
            if (left and day >= (duty.arises or 0)) or happening.kind == "termination":
                yield day
        elif happening.act.kind == "withdrawal-revoked" and duty.duty == CIRCULATED and happening.act.by == duty.of:
            yield day


def _surviving(timeline: Timeline) -> Iterator[tuple[str, int]]:
    """Who owes from which day on: leavers, if so read, and at the end every State that was a Party the day before."""
    leaving = answers(timeline)["survival"] != "termination-only"
    end = timeline.first("termination")
    for state in timeline.states:
        for since, until in state.in_force:
            left = any(
                effect.kind == "withdrawal-effective" and effect.state == state.state and day_of(effect.at) == until
                for effect in timeline.effects
            )
            if until is not None and ((left and leaving) or (until == end and since < until)):
                yield state.state, until
