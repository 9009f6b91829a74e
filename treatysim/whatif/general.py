"""The formula of a goal as the clause gives it for every act of the file, counted or not.

A run's own formula for entry into force names the four notifications that were counted; with the days moved, the
fifth may be one of them.  So the clause itself is asked, with the consent of every State in the file on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from treatysim.law.acts import Act
from treatysim.law.days import ACT, end_of, start_of
from treatysim.law.entry_into_force import FOR_A_STATE, GENERAL, EntryIntoForce
from treatysim.law.formula import Earliest, Formula, Given
from treatysim.law.record import Record
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.whatif.conditions import with_acts
from treatysim.whatif.goals import PARTY, DutyGoal, EffectGoal, Goal, StandingGoal
from treatysim.whatif.trials import CONSENTS

BRINGING = {"accession-complete": "accession", "withdrawal-effective": "withdrawal"}
"""The act of a State that an effect for it begins with: where several States have one, no formula speaks for all."""


def general_formula(scenario: Scenario, goal: Goal, timelines: Iterable[Timeline]) -> Formula | None:
    """The formula for the day that a goal is about; where the clause cannot say it in advance, that of the first of
    the ``timelines`` in which the effect comes.  None for a goal about something else than an effect.

    >>> from treatysim.files import load_text
    >>> acts = [f"{{act: notification, by: {who}, date: 2011-05-03}}" for who in ("CHN", "KAZ", "KGZ", "RUS", "TJK")]
    >>> scenario = load_text("treaty: sco-iis-2009\\nacts: [" + ", ".join(acts) + "]")
    >>> found = general_formula(scenario, EffectGoal("entry-into-force", None, None, "<=", 734290), ())
    >>> found.base.n, len(found.base.of)
    (4, 5)
    """
    if isinstance(goal, DutyGoal) or (isinstance(goal, StandingGoal) and goal.standing != "party"):
        return None
    kind = goal.kind if isinstance(goal, EffectGoal) else FOR_A_STATE
    days = {act.id: scenario.treaty.opens for act in scenario.acts}
    if kind == GENERAL or (kind == FOR_A_STATE and goal.state is None):
        # the first State for which a treaty enters into force is one of those for which it does so in general
        return entry_formula(scenario, days)
    if goal.state is None and len({act.by for act in scenario.acts if act.kind == BRINGING.get(kind)}) > 1:
        return None
    own = own_formula(scenario, goal.state, days) if kind == FOR_A_STATE and goal.state else None
    return own or next((found for timeline in timelines if (found := _found(timeline, goal)) is not None), None)


def entry_formula(scenario: Scenario, days: Mapping[str, int]) -> Formula | None:
    """The general date of entry into force, of all consents with a day; None if they can never meet the conditions."""
    clause = _clause(scenario)
    record = _on_record(scenario, days)
    met = clause.conditions(record)
    return None if met is None else _any_of(clause.general_date(record, met), scenario, days)


def own_formula(scenario: Scenario, state: str, days: Mapping[str, int]) -> Formula | None:
    """The date for one State by its own consent, early or late; None if it has none in the file or the conditions can
    never be met."""
    clause = _clause(scenario)
    record = _on_record(scenario, days)
    met, mine = clause.conditions(record), record.consents.get(state)
    if met is None or mine is None:
        return None
    return _any_of(clause.date_whenever(record, mine, met), scenario, days)


def consents(scenario: Scenario) -> Iterator[Act]:
    """The acts of the file by which a State can consent to be bound: notifications of signatories, or deposits."""
    for act in scenario.acts:
        if act.kind in CONSENTS and (act.kind == "deposit" or act.by in scenario.treaty.signatories):
            yield act


def _clause(scenario: Scenario) -> EntryIntoForce:
    return next(clause for clause in scenario.treaty.operative if isinstance(clause, EntryIntoForce))


def _on_record(scenario: Scenario, days: Mapping[str, int]) -> Record:
    """A record on which the consent of every State stands: of several by one State the earliest."""
    treaty = scenario.treaty
    record = Record(treaty.signed, treaty.signatories, scenario.all_readings, treaty.settled)
    for act in consents(scenario):
        if act.id in days:
            given = Given(act, start_of(days[act.id]) + (act.rank + 1) * ACT)
            if act.by not in record.consents or given.at < record.consents[act.by].at:
                record.consents[act.by] = given
    return record


def _any_of(formula: Formula, scenario: Scenario, days: Mapping[str, int]) -> Formula:
    """The formula with all consents of a State in the place of one, of which the first counts."""
    of_each: dict[str, list[Given]] = {}
    for act in consents(scenario):
        if act.id in days:
            of_each.setdefault(act.by, []).append(Given(act, start_of(days[act.id]) + (act.rank + 1) * ACT))
    several = {state: Earliest(tuple(given)) for state, given in of_each.items() if len(given) > 1}
    return with_acts(formula, lambda leaf: several.get(leaf.act.by, leaf))


def _found(timeline: Timeline, goal: EffectGoal | StandingGoal) -> Formula | None:
    """The formula in a run; of a State's standing as a Party, that of its entry."""
    if isinstance(goal, EffectGoal):
        effect = goal.effect(timeline)
        return None if effect is None else effect.formula
    entries = [it for it in timeline.effects if (it.kind, it.state) == (FOR_A_STATE, goal.state)]
    entries = [it for it in entries if it.at <= end_of(goal.day) and timeline.standing(goal.state, goal.day) in PARTY]
    return entries[-1].formula if entries else None
