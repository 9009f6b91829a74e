"""Trial runs: the scenario with one act received on another day, and what of such a run the goal can hang on.

A trial leaves out what cannot matter: whatever happens after the goal's day, and acts that only perform other duties.
Of what is left it keeps, for each thing that happened, its instant, and in which order they happened: its *course*.
Two runs of one course differ in dates alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from treatysim.law.acts import NEVER_HAPPENS, Act
from treatysim.law.consequences import Effect
from treatysim.law.days import DAY, NEVER, end_of, start_of
from treatysim.law.formula import After, Came, Formula, instant, parts
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.simulation import simulate
from treatysim.whatif.goals import DutyGoal, Goal
from treatysim.whatif.relevance import Relevance

CONSENTS = ("notification", "deposit")
"""Expressions of consent to be bound: in which order those of several States come does not matter by itself."""

Mark = tuple[object, ...]
"""What has an instant in a run: an act with what became of it, an effect, a due day, the last day that matters."""

Group = tuple[bool, frozenset[Mark]]


@dataclass(frozen=True)
class Run:
    """What a trial run answers, and the instants of everything on which that can hang."""

    holds: bool
    marks: Mapping[Mark, int]

    @cached_property
    def ordered(self) -> tuple[tuple[int, Mark], ...]:
        """The marks in time."""
        return tuple(sorted(((at, mark) for mark, at in self.marks.items()), key=lambda pair: pair[0]))

    @cached_property
    def course(self) -> tuple[Group, ...]:
        """The order in which things happened; those of one instant together, and consents with nothing in between."""
        course: list[Group] = []
        for _, alike in groupby(self.ordered, key=lambda pair: pair[0]):
            together = frozenset(mark for _, mark in alike)
            consents = all(map(is_consent, together))
            if consents and course and course[-1][0]:
                together |= course.pop()[1]
            course.append((consents, together))
        return tuple(course)

    @cached_property
    def received(self) -> dict[str, int]:
        """The days on which the acts that were admitted were received, by their ids."""
        return {str(mark[1]): at // DAY for mark, at in self.marks.items() if mark[0] == "act" and mark[3]}


def is_consent(mark: Mark) -> bool:
    """Whether a mark is an admitted consent to be bound, without any finding."""
    return mark[0] == "act" and mark[2] in CONSENTS and bool(mark[3]) and mark[4] is None


class Trials:
    """Runs of one scenario for one goal; ``ran`` is told how many there have been."""

    def __init__(self, scenario: Scenario, goal: Goal, ran: Callable[[int], None]) -> None:
        ends = [day for day in (scenario.through, goal.last) if day is not None]
        self.goal = goal
        self.last = min(ends, default=None)
        self.relevance = Relevance(scenario, goal)
        self.scenario = replace(scenario, acts=self.relevance.acts, through=self.last)
        self.runs: dict[tuple[tuple[str, int | None], ...], Run] = {}
        self._ran = ran

    def matters(self, act: Act) -> bool:
        """Whether anything that the goal asks for can hang on an act."""
        return act.id in self.scenario.by_id

    def now(self) -> Run:
        """The run with every act on the day that the file gives it."""
        return self.moved({})

    def moved(self, days: Mapping[str, int | None]) -> Run:
        """The run with some acts received on other days (None: never); all keep their places in the file."""
        asked = tuple(sorted((name, day) for name, day in days.items() if name in self.scenario.by_id))
        if asked not in self.runs:
            self.runs[asked] = self._run(dict(asked))
            self._ran(len(self.runs))
        return self.runs[asked]

    def timeline(self, days: Mapping[str, int | None]) -> Timeline:
        """The same run as a timeline, for those who want to look at its formulas."""
        return simulate(replace(self.scenario, acts=tuple(_on(act, days) for act in self.scenario.acts)))

    def _run(self, days: Mapping[str, int | None]) -> Run:
        timeline = self.timeline(days)
        return Run(self.goal.holds(timeline), dict(self._marks(timeline)))

    # -- what can matter

    def _marks(self, timeline: Timeline) -> Iterator[tuple[Mark, int]]:
        ends = {end_of(day) for day in (self.last, self.goal.last) if day is not None}
        yield from ((("end", place), at) for place, at in enumerate(sorted(ends)))
        exact = {
            happening.act.id: happening.at for happening in timeline.happenings if not isinstance(happening, Effect)
        }
        exact |= {finding.act.id: finding.at for finding in timeline.findings if finding.act is not None}
        for outcome in timeline.acts:
            if outcome.admitted is not None:
                act = outcome.act
                yield ("act", act.id, act.kind, outcome.admitted, outcome.finding), exact[act.id]
        yield from self._effects(timeline)
        if isinstance(self.goal, DutyGoal):
            yield from self._duties(timeline)

    def _effects(self, timeline: Timeline) -> Iterator[tuple[Mark, int]]:
        coming = () if self.goal.last is None else timeline.coming
        until = NEVER if self.goal.last is None else end_of(self.goal.last)
        seen: Counter[tuple[object, ...]] = Counter()
        for effect in (*timeline.effects, *coming):
            what = (effect.kind, effect.state, effect.of)
            seen[what] += 1
            if effect.at <= until and self.relevance.effect(effect):
                mark = ("effect", *what, seen[what])
                yield mark, effect.at
                if self.relevance.calendar:
                    bases = enumerate(_bases(effect.formula))
                    yield from (((kind, mark, place), at) for place, (kind, at) in bases)

    def _duties(self, timeline: Timeline) -> Iterator[tuple[Mark, int]]:
        asked = (duty for duty in timeline.obligations if isinstance(self.goal, DutyGoal) and self.goal.names(duty))
        for place, duty in enumerate(asked):
            what = (duty.of, place, duty.status, duty.performed_by)
            if duty.due is not None:
                yield ("due", *what), start_of(duty.due)
                yield ("past", *what), end_of(duty.due)


def _bases(formula: Formula) -> Iterator[tuple[str, int]]:
    """The instants from which the periods of a formula are counted, other effects left aside; ``plain`` those that are
    reached without months or years themselves."""
    if isinstance(formula, After) and instant(formula.base) < NEVER:
        yield "base" if _by_calendar(formula.base) else "plain", instant(formula.base)
    for part in parts(formula):
        yield from _bases(part)


def _by_calendar(formula: Formula) -> bool:
    """Whether months or years are counted on the way to the day of a formula, other effects followed."""
    if isinstance(formula, Came):
        return _by_calendar(formula.of)
    if isinstance(formula, After) and (
        formula.period.years or formula.period.months or formula.counting != "days-after"
    ):
        return True
    return any(map(_by_calendar, parts(formula)))


def _on(act: Act, days: Mapping[str, int | None]) -> Act:
    if act.id not in days:
        return act
    day = days[act.id]
    return replace(act, date=NEVER_HAPPENS if day is None else day)
