"""By when: for a goal, what must hold, and for each act alone the days on which it can be received so that it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from treatysim.errors import Fault, FaultyFile
from treatysim.files.wording import near_to, quoted
from treatysim.law.acts import DEPOSITARY, Act, Anchor
from treatysim.law.consequences import Effect
from treatysim.law.days import end_of, iso
from treatysim.law.entry_into_force import FOR_A_STATE
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.simulation import simulate
from treatysim.whatif.by import by
from treatysim.whatif.conditions import Condition, Received, every, negated, some
from treatysim.whatif.general import general_formula
from treatysim.whatif.goals import DutyGoal, Goal, StandingGoal
from treatysim.whatif.grammar import goal_fault, parse, some_of
from treatysim.whatif.spans import Span, Walk, united
from treatysim.whatif.together import Refusal, refusal, together
from treatysim.whatif.trials import Trials

FARTHEST = 36525
"""Days, a hundred years, by which at most an act is moved beyond the last day of a run that names none itself."""


@dataclass(frozen=True, slots=True)
class Leeway:
    """One act, moved alone from its ``first`` possible day to the ``last``: on which of these days the goal holds.

    ``received`` is its day in the file; ``days`` are spans of days, both ends included.  ``pivotal``: the goal holds,
    and without this act it would not.
    """

    act: Act
    received: int
    first: int
    last: int
    days: tuple[Span, ...]
    holds: bool
    pivotal: bool

    @property
    def latest(self) -> int | None:
        """The latest safe day: how long the act can be put off and the goal still holds, as it does now; where it does
        not hold now, the last day on which it would.  None if there is none."""
        here = [last for first, last in self.days if self.holds and first <= self.received <= last]
        return here[0] if here else max((last for _, last in self.days), default=None)

    @property
    def slack(self) -> int | None:
        """Days from the day of the file to the latest safe day; negative where the act comes too late as it is."""
        return None if self.latest is None else self.latest - self.received

    @property
    def free(self) -> bool:
        """Whether the goal's answer is the same on every day."""
        return self.days in ((), ((self.first, self.last),))

    def to_dict(self) -> dict[str, object]:
        """The answer for one act as plain JSON values."""
        spans = [{"from": iso(first), "to": iso(last)} for first, last in self.days]
        said: dict[str, object] = {"act": self.act.id, "kind": self.act.kind, "by": self.act.by, "of": self.act.of}
        said |= {"received": iso(self.received), "from": iso(self.first), "to": iso(self.last), "satisfies": spans}
        return {**said, "latest": iso(self.latest), "slack": self.slack, "pivotal": self.pivotal}


@dataclass(frozen=True)
class Plan:
    """The answer to a goal.

    ``timeline`` is the run as things stand, and ``holds`` whether the goal holds in it.  ``condition`` is what must
    hold, None where no formula says it; ``settles`` is whether it gave the answer of every run that was made.
    ``together`` are days for several acts that reach the goal where no act alone does; ``refusal`` is why nothing
    does.  ``runs`` were simulated, each with one life of the treaty.
    """

    scenario: Scenario = field(repr=False)
    goal: Goal
    timeline: Timeline = field(repr=False)
    holds: bool
    condition: Condition | None
    settles: bool
    acts: tuple[Leeway, ...]
    together: Mapping[str, int] | None
    refusal: Refusal | None
    runs: int

    @property
    def possible(self) -> bool:
        """Whether the goal holds, or can be reached by moving acts."""
        return self.refusal is None

    @property
    def supposed(self) -> bool:
        """Whether some act of the file is supposed: the days that keep the goal rest on those of the other acts."""
        return any(outcome.supposed for outcome in self.timeline.acts)

    def to_dict(self) -> dict[str, object]:
        """The answer as plain JSON values; spans include both their days."""
        return {
            "scenario": {"title": self.scenario.title, "file": self.scenario.file},
            "text": self.scenario.treaty.text,
            "readings": self.scenario.all_readings,
            **self.goal.to_dict(),
            "now": self.goal.now(self.timeline),
            "holds": self.holds,
            "possible": self.possible,
            "condition": None if self.condition is None else self.condition.to_dict(),
            "condition_settles": self.settles,
            "acts": [leeway.to_dict() for leeway in self.acts],
            "supposed": self.supposed,
            "together": None if self.together is None else {act: iso(day) for act, day in self.together.items()},
            "refusal": None if self.refusal is None else self.refusal.to_dict(),
            "runs": self.runs,
        }


def _unwatched(runs: int) -> None:
    """Nobody wants to know how far it is."""


def plan(
    scenario: Scenario,
    goal: str | Goal,
    move: str | Sequence[str] | None = None,
    ran: Callable[[int], None] = _unwatched,
) -> Plan:
    """What a goal asks for: the condition, and for each movable act alone the exact days on which the goal holds.

    ``move`` names the acts to be moved, by their ids; without it, every State's act with a fixed day is.  An act is
    moved between the first day of the treaty (or its own dispatch) and ``through``; without one, the last day of the
    run or the goal's day, whichever is later (but no more than a hundred years).  ``ran`` is told how many runs have
    been made.  Raises FaultyFile for a goal that names nothing, and for an act that is not there or has no fixed day.

    >>> from treatysim.files import load_text
    >>> who = {"CHN": "2011-03-10", "RUS": "2011-03-21", "KAZ": "2011-04-12", "TJK": "2011-05-03"}
    >>> acts = ", ".join(f"{{act: notification, by: {state}, date: {day}}}" for state, day in who.items())
    >>> found = plan(load_text(f"treaty: sco-iis-2009\\nacts: [{acts}]"), "entry-into-force <= 2011-06-30")
    >>> [(iso(leeway.latest), leeway.slack, leeway.pivotal) for leeway in found.acts][-1]
    ('2011-05-31', 28, True)
    """
    goal = parse(goal, scenario) if isinstance(goal, str) else goal
    movable, timeline = _movable(scenario, [move] if isinstance(move, str) else move), simulate(scenario)
    trials = Trials(scenario, goal, ran)
    ranges = {act.id: _range(act, scenario, goal, timeline) for act in movable}
    acts = tuple(_leeway(trials, act, *ranges[act.id]) for act in movable if ranges[act.id][0] <= ranges[act.id][1])
    holds, alone = trials.now().holds, any(leeway.days for leeway in acts)
    condition = _condition(scenario, goal, _timelines(timeline, trials, acts))
    joint = None
    if not holds and not alone:
        open_to = {leeway.act.id: (leeway.first, leeway.last) for leeway in acts}
        joint = together(trials, [leeway.act for leeway in acts if trials.matters(leeway.act)], open_to, condition)
        if condition is None and joint is not None:
            condition = _condition(scenario, goal, [trials.timeline(joint)])
    why = refusal(scenario, goal, ranges, len(trials.runs)) if not (holds or alone or joint) else None
    if why is not None and why.code == "no-act":
        condition = None
    settles = condition is not None and _settles(condition, trials)
    return Plan(scenario, goal, timeline, holds, condition, settles, acts, joint, why, len(trials.runs))


# -- one act


def _leeway(trials: Trials, act: Act, first: int, last: int) -> Leeway:
    now = trials.now().holds
    days: tuple[Span, ...] = ((first, last),) if now else ()
    pivotal = False
    if trials.matters(act):
        days = united(span for span, holds in _spans(trials, act, first, last) if holds)
        pivotal = now and not trials.moved({act.id: None}).holds
    received = act.date if isinstance(act.date, int) else first
    return Leeway(act, received, first, last, days, now, pivotal)


def _spans(trials: Trials, act: Act, first: int, last: int) -> Iterator[tuple[Span, bool]]:
    """Days after the last one that matters are all like never."""
    until = last if trials.last is None else min(last, trials.last)
    yield from Walk(lambda day: trials.moved({act.id: day}), trials.relevance.calendar).spans(first, until)
    if until < last:
        yield (max(first, until + 1), last), trials.moved({act.id: None}).holds


def _range(act: Act, scenario: Scenario, goal: Goal, timeline: Timeline) -> Span:
    """The first and the last day on which an act can be received: not before its dispatch, where that is given."""
    first = max(scenario.treaty.opens, act.sent or 0)
    if scenario.through is not None:
        return first, scenario.through
    last = timeline.through
    return first, last if isinstance(goal, DutyGoal) else max(last, min(goal.day, last + FARTHEST))


def _movable(scenario: Scenario, move: Sequence[str] | None) -> list[Act]:
    """The acts to be moved, in file order."""
    if move is None:
        acts = (act for act in scenario.acts if act.by != DEPOSITARY and isinstance(act.date, int))
        return [act for act in acts if act.id not in scenario.uncertain]
    faults = [fault for name in dict.fromkeys(move) if (fault := _move_fault(scenario, name)) is not None]
    if faults:
        raise FaultyFile(tuple(faults))
    return [act for act in scenario.acts if act.id in move]


def _move_fault(scenario: Scenario, asked: str) -> Fault | None:
    act = scenario.by_id.get(asked)
    if act is None:
        known = tuple(scenario.by_id)
        facts = {"name": quoted(asked), "known": some_of(known)}
        return goal_fault("--move", "no-act", near=near_to(asked, known), **facts)
    if asked in scenario.uncertain:
        return goal_fault("--move", "uncertain", name=quoted(asked))
    if isinstance(act.date, Anchor):
        return goal_fault("--move", "anchored", name=quoted(asked), after=act.date.after)
    return None


# -- what must hold


def _condition(scenario: Scenario, goal: Goal, timelines: Sequence[Timeline]) -> Condition | None:
    """What must hold, by the formulas of the clauses or of the first of the ``timelines`` that has them."""
    if isinstance(goal, DutyGoal):
        return next((found for it in timelines if (found := _performed(scenario, goal, it)) is not None), None)
    formula = general_formula(scenario, goal, timelines)
    if formula is None:
        return None
    if isinstance(goal, StandingGoal):
        return every(
            (by(formula, goal.day), *(negated(by(end.formula, goal.day)) for end in _ends(goal, timelines[0])))
        )
    if goal.comparison == "<=":
        return by(formula, goal.day)
    not_yet = negated(by(formula, goal.day - 1))
    return not_yet if goal.comparison == ">=" else every((by(formula, goal.day), not_yet))


def _ends(goal: StandingGoal, timeline: Timeline) -> Iterator[Effect]:
    """What ends it, as things stand, that a State is a Party: its next withdrawal after it was bound, or the end."""
    effects = (*timeline.effects, *timeline.coming)
    bound = [it for it in effects if it.kind == FOR_A_STATE and it.state == goal.state and it.at <= end_of(goal.day)]
    for kind, state in (("withdrawal-effective", goal.state), ("termination", None)):
        ends = (it for it in effects if (it.kind, it.state) == (kind, state) and bound and it.at >= bound[-1].at)
        yield from islice(ends, 1)


def _performed(scenario: Scenario, goal: DutyGoal, timeline: Timeline) -> Condition | None:
    """Each duty is performed by its due day, as that is now, by one of the acts of the file that can."""
    duties = [duty for duty in goal.duties(timeline) if duty.due is not None]
    each = []
    for duty in duties:
        since = None if goal.duty == "authority-exchange" else duty.arises
        acts = [act for act in scenario.acts if act.kind == goal.duty and duty.of in (None, act.of)]
        acts = [act for act in acts if goal.duty != "authority-exchange" or act.by == duty.bearer]
        each.append(some(Received(act, duty.due or 0, since) for act in acts))
    return every(each) if each else None


def _timelines(timeline: Timeline, trials: Trials, acts: Sequence[Leeway]) -> list[Timeline]:
    """The run as things stand; and, where one act alone can reach the goal, a run in which it does."""
    alone = next((leeway for leeway in acts if leeway.days and trials.matters(leeway.act)), None)
    return [timeline] if alone is None else [timeline, trials.timeline({alone.act.id: alone.days[-1][1]})]


def _settles(condition: Condition, trials: Trials) -> bool:
    """Whether the condition gives the answer of every run that was made."""
    return all(condition.holds(run.received) == run.holds for run in trials.runs.values())
