"""How a record reads at the end of a day: the standing of every State, its duties, and what is still awaited."""

from __future__ import annotations

from collections.abc import Iterator

from treatysim.law.accession import ACCEPTANCE
from treatysim.law.acts import Act
from treatysim.law.consequences import Duty
from treatysim.law.days import day_of
from treatysim.law.entry_into_force import EntryIntoForce
from treatysim.law.formula import supposed
from treatysim.law.record import Interval, Record
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Awaited, Obligation, StateOutcome


def states(record: Record, scenario: Scenario) -> tuple[StateOutcome, ...]:
    """Every signatory and every State named by an act, by code."""
    named = {state for act in scenario.acts for state in act.states()}
    return tuple(_state(record, state) for state in sorted(named.union(scenario.treaty.signatories)))


def obligations(duties: list[Duty], through: int) -> tuple[Obligation, ...]:
    """Every duty that has arisen, in that order, as it stands at the end of ``through``."""
    return tuple(Obligation.at(duty, through) for duty in duties)


def last_day(record: Record, happened: Iterator[int]) -> int:
    """The last day on which an act, an effect or a due day falls; the day of signing where there is none."""
    signed = day_of(record.signature.at) or 0
    effects = (day_of(effect.at) or 0 for effect in record.effects)
    due = (day_of(duty.due_at) or 0 for duty in record.duties)
    return max((signed, *happened, *effects, *due))


def awaited(record: Record, scenario: Scenario) -> tuple[Awaited, ...]:
    """The effects that have not come and are not on their way, with what each still needs."""
    if record.end is not None:
        return ()
    return (*_entry_awaited(record, scenario), *_answers_awaited(record, scenario))


def _state(record: Record, state: str) -> StateOutcome:
    intervals = record.intervals.get(state, [])
    application = record.applications.get(state)
    waiting = application.round.outstanding() if application and not application.complete else []
    return StateOutcome(
        state,
        record.standing(state),
        tuple(_days(interval) for interval in intervals),
        tuple(waiting),
        _state_supposed(record, state, intervals),
    )


def _days(interval: Interval) -> tuple[int, int | None]:
    since = day_of(interval.since.at) or 0
    return since, None if interval.until is None else day_of(interval.until.at)


def _state_supposed(record: Record, state: str, intervals: list[Interval]) -> bool:
    ends = [end for interval in intervals for end in (interval.since, interval.until) if end is not None]
    grounds = [record.grounds[state]] if state in record.grounds else []
    if state in record.notices:
        grounds.append(record.notices[state].formula)
    return any(supposed(rests) for rests in (*ends, *grounds))


def _entry_awaited(record: Record, scenario: Scenario) -> Iterator[Awaited]:
    if record.entry is not None or record.threshold is not None:
        return
    for clause in scenario.treaty.operative:
        if isinstance(clause, EntryIntoForce):
            standing = record.consents.keys() - clause.not_additional
            left = record.signatories.keys() - record.consents.keys() - clause.not_additional
            missing = max(0, clause.number("threshold") - len(standing))
            needs = "deposits" if clause.by_deposit else "notifications"
            yield Awaited("entry-into-force", None, clause.provision, missing, tuple(sorted(left)), needs)


def _answers_awaited(record: Record, scenario: Scenario) -> Iterator[Awaited]:
    for application in record.applications.values():
        if application.complete is None:
            waiting = tuple(application.round.outstanding())
            needs = "acceptances" if application.received else "held"
            refused = {"refused": sorted(application.round.refusals)}
            here = _provision(application.instrument.act, scenario)
            asked = {axis: record.readings[axis] for axis in ACCEPTANCE if axis in record.readings}
            reading = asked if application.received else {}
            yield Awaited("accession-complete", application.state, here, len(waiting), waiting, needs, refused, reading)
    for proposal in record.proposals.values():
        waiting = tuple(proposal.round.outstanding())
        act = proposal.given.act
        about = {"proposal": act.id, "subject": act.subject}
        yield Awaited("proposal", act.by, _provision(act, scenario), len(waiting), waiting, "consents", about)


def _provision(act: Act, scenario: Scenario) -> str:
    clause = scenario.treaty.clause_for(act, scenario.subject_of(act))
    return clause.provision if clause else ""
