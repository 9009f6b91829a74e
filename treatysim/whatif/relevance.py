"""What can matter for a goal: the acts and effects that a trial run has to look at.

Leaving something out must never change an answer, so only what the clauses themselves keep apart is left out:

* acts that begin or perform duties, or are only noted, change no effect and no standing;
* until the treaty is in force nothing counts but consents to be bound, and what takes them back;
* where no clause asks States for one another's agreement or counts the Parties, each State's life is its own once the
  treaty is in force.

An act on which the date of another one hangs is kept with it; where such a date hangs on an effect, all are.
"""

from __future__ import annotations

from collections.abc import Iterator

from treatysim.law.acts import EFFECTS, Act, Anchor
from treatysim.law.consequences import Effect
from treatysim.law.entry_into_force import GENERAL, EntryIntoForce
from treatysim.law.scenario import Scenario
from treatysim.whatif.goals import DutyGoal, EffectGoal, Goal

DUTY_ACTS = (
    "authority-exchange",
    "consultation",
    "certified-copies",
    "withdrawal-circulated",
    "joint-project",
    "project-completed",
    "interdepartmental-agreement",
)
"""The acts on which no effect and no standing hangs."""

LINKING = ("accession", "mutual-consent", "minimum-parties")
"""The clauses by which what one State does can matter for another, apart from entry into force."""

CALENDAR = {"years", "months", "not-before-years"}
"""The parameters by which days are reached that do not all lie equally far."""


class Relevance:
    """What matters for one goal in one scenario: ``acts`` in file order, and which effects."""

    def __init__(self, scenario: Scenario, goal: Goal) -> None:
        self._scenario = scenario
        self._goal = goal
        self._only_entry = isinstance(goal, EffectGoal) and goal.kind == GENERAL
        self._state = _alone(scenario, goal)
        self.acts = tuple(self._closed())
        if any(_hangs_on_effect(act, scenario) for act in self.acts):
            self._only_entry, self._state = False, None
            self.acts = tuple(self._closed())

    def effect(self, effect: Effect) -> bool:
        """Whether an effect can matter: the day on which it comes, or that it comes at all."""
        if self._only_entry:
            return effect.kind == GENERAL
        return self._state is None or effect.state in (None, self._state)

    @property
    def calendar(self) -> bool:
        """Whether dates that matter are reached by months or years."""
        about = isinstance(self._goal, DutyGoal) and self._goal.duty == "consultation"
        clauses = (it for it in self._scenario.treaty.clauses if about or it.kind != "consultations")
        return any(clause.parameters.keys() & CALENDAR for clause in clauses)

    def _act(self, act: Act) -> bool:
        """Whether an act can matter by itself, whatever hangs on it."""
        if act.kind in EntryIntoForce.acts:
            return True
        if act.kind in DUTY_ACTS and not (isinstance(self._goal, DutyGoal) and act.kind == self._goal.duty):
            return False
        return not self._only_entry and (self._state is None or self._state in act.states())

    def _closed(self) -> Iterator[Act]:
        """The acts that matter, with those on which the dates of others hang."""
        acts = self._scenario.acts
        kept = {act.id for act in acts if self._act(act)}
        while True:
            words = {act.date.after for act in acts if act.id in kept and isinstance(act.date, Anchor)}
            more = {act.id for act in acts if words & {act.id, act.kind}} - kept
            if not more:
                return (act for act in acts if act.id in kept)
            kept |= more


def _alone(scenario: Scenario, goal: Goal) -> str | None:
    """The State that a goal is about, where nothing but entry into force links it to the others; else None."""
    if any(clause.kind in LINKING for clause in scenario.treaty.clauses):
        return None
    state = goal.bearer if isinstance(goal, DutyGoal) else goal.state
    return state if state is not None and len(state) == 3 else None


def _hangs_on_effect(act: Act, scenario: Scenario) -> bool:
    return isinstance(act.date, Anchor) and act.date.after in EFFECTS and act.date.after not in scenario.by_id
