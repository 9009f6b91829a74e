"""When no act alone can reach a goal: whether several together can, and if not, why not.

That it can be reached is shown by a run.  That it cannot is said only with an argument: an act that is missing, too few
of them, or a day that the clause cannot give even with every act on its first possible day.  Otherwise it was looked
for and not found, which is something else and is said so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import permutations

from treatysim.law.acts import SUBJECTS, Act, Anchor
from treatysim.law.days import DAY, iso
from treatysim.law.entry_into_force import FOR_A_STATE, GENERAL, EntryIntoForce
from treatysim.law.formula import If
from treatysim.law.formula import day as day_given
from treatysim.law.scenario import Scenario
from treatysim.whatif.conditions import Condition, dated, leaves
from treatysim.whatif.general import consents, entry_formula, own_formula
from treatysim.whatif.goals import PARTY, DutyGoal, EffectGoal, Goal, StandingGoal
from treatysim.whatif.spans import Walk
from treatysim.whatif.trials import Run, Trials
from treatysim.words import name, names, say

ROUNDS = 60
"""How often acts that were refused are tried again on a later day."""

UNDOING = ("notification-withdrawn", "signature-withdrawn", "accession-withdrawn", "refusal", "withdrawal")
"""Acts that take something back, which one may want as late as possible."""

BY_ITS_STATE = {
    GENERAL: ("notification", "deposit"),
    FOR_A_STATE: ("notification", "deposit", "accession"),
    "accession-complete": ("accession",),
    "withdrawal-effective": ("withdrawal",),
    "party": ("notification", "deposit", "accession"),
    "withdrawing": ("withdrawal",),
    "contracting": ("notification", "deposit"),
    "applicant": ("accession",),
    "acceding": ("accession",),
}
"""The acts of the State concerned without one of which an effect or a standing cannot be."""

BEFORE_ENTRY = ("signatory", "third", "contracting", "applicant")
"""The standings that a State can have before the treaty is in force."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a goal cannot be reached (``proved``), or that it was not found to be; ``code`` is a sentence of ``plan``."""

    code: str
    proved: bool
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The reason as a sentence."""
        return say("plan", self.code, **self.facts)

    def to_dict(self) -> dict[str, object]:
        """The reason as plain JSON values."""
        return {"code": self.code, "proved": self.proved, "message": self.text}


Ranges = Mapping[str, tuple[int, int]]
"""The first and the last day on which each movable act can be received."""


def together(
    trials: Trials, movable: Sequence[Act], ranges: Ranges, condition: Condition | None
) -> dict[str, int] | None:
    """Days for some of the movable acts on which the goal holds, as few as are found to do; None if none are found."""
    for days in _attempts(trials, movable, ranges, condition):
        if trials.moved(days).holds:
            return _fewest(trials, days)
    return None


def _attempts(
    trials: Trials, movable: Sequence[Act], ranges: Ranges, condition: Condition | None
) -> Iterator[dict[str, int]]:
    if condition is not None:
        yield _as_asked(condition, ranges)
    early = {act.id: ranges[act.id][0] for act in movable}
    late = {act.id: ranges[act.id][1] for act in movable}
    kept = {act.id: late[act.id] if act.kind in UNDOING else early[act.id] for act in movable}
    for days in (early, kept):
        yield from _as_admitted(trials, days, ranges)
    yield late
    for act in movable:
        yield {**early, act.id: late[act.id]}
        yield {**late, act.id: early[act.id]}
    if not isinstance(trials.goal, DutyGoal) and trials.goal.state is not None:
        own = [act for act in movable if trials.goal.state in act.states()]
        yield from _in_pairs(trials, own, ranges)


def _in_pairs(trials: Trials, movable: Sequence[Act], ranges: Ranges) -> Iterator[dict[str, int]]:
    """One act of the State concerned on its first or its last day, and another on the days that are exactly right."""
    for out_of_the_way, act in permutations(movable, 2):
        first, last = ranges[act.id]
        for day in reversed(ranges[out_of_the_way.id]):
            put = {out_of_the_way.id: day}
            spans = Walk(partial(_moved, trials, put, act.id), trials.relevance.calendar).spans(first, last)
            yield from ({**put, act.id: span[1]} for span, holds in spans if holds)


def _moved(trials: Trials, put: Mapping[str, int], act: str, day: int) -> Run:
    return trials.moved({**put, act: day})


def _as_asked(condition: Condition, ranges: Ranges) -> dict[str, int]:
    """Every act on the last day that the condition leaves it, or on the first after it."""
    days = {}
    for leaf in leaves(condition):
        if leaf.act.id in ranges:
            first, last = ranges[leaf.act.id]
            days[leaf.act.id] = max(first, min(last, leaf.by + leaf.late))
    return days


def _as_admitted(trials: Trials, days: Mapping[str, int], ranges: Ranges) -> Iterator[dict[str, int]]:
    """The same days, and then those acts later that were refused: each time on the next day on which something came."""
    tried = dict(days)
    for _ in range(ROUNDS):
        yield dict(tried)
        later = dict(_later(trials.moved(tried), tried, ranges))
        if not later:
            return
        tried |= later


def _later(run: Run, days: Mapping[str, int], ranges: Ranges) -> Iterator[tuple[str, int]]:
    """A later day for each act that was refused: the next day on which something came that could change it."""
    came = {at // DAY for mark, at in run.marks.items() if mark[0] == "effect" or (mark[0] == "act" and mark[3])}
    for mark in run.marks:
        act = str(mark[1])
        if mark[0] == "act" and not mark[3] and act in days:
            now = days[act]
            day = now + 1 if now in came else min((day for day in came if day > now), default=now)
            if now < day <= ranges[act][1]:
                yield act, day


def _fewest(trials: Trials, days: Mapping[str, int]) -> dict[str, int]:
    """The same days without those that are not needed beside the others."""
    needed = dict(days)
    for act in days:
        fewer = {name: day for name, day in needed.items() if name != act}
        if trials.moved(fewer).holds:
            needed = fewer
    return needed


# -- why not


def refusal(scenario: Scenario, goal: Goal, ranges: Ranges, runs: int) -> Refusal:
    """Why a goal cannot be reached by moving the acts within their ranges; or, without an argument, how many runs
    were made to look for it."""
    days = dict(_first_days(scenario, ranges))
    if (kinds := _needed(goal)) and not _acting(scenario, goal, kinds, days):
        return Refusal("no-act", proved=True, facts={"acts": _nouns(scenario, kinds), "who": _whose(goal)})
    if not isinstance(goal, DutyGoal) and _needs_entry(goal):
        found = _not_before(scenario, goal, days) or _unaccepted(scenario, goal, days)
        if found is not None:
            return found
    return Refusal("not-found", proved=False, facts={"runs": f"{runs:,}"})


def _first_days(scenario: Scenario, ranges: Ranges) -> Iterator[tuple[str, int]]:
    """The first day on which each act can be received at all; acts that cannot are left out."""
    for act in scenario.acts:
        if act.id in ranges:
            yield act.id, ranges[act.id][0]
        elif isinstance(act.date, Anchor):
            if act.date.after:
                yield act.id, scenario.treaty.opens
        elif scenario.through is None or act.date <= scenario.through:
            yield act.id, act.date


def _needed(goal: Goal) -> tuple[str, ...]:
    """The kinds of act of which a goal needs one."""
    match goal:
        case DutyGoal():
            return (goal.duty,)
        case EffectGoal(comparison=">="):
            return ()
        case EffectGoal(kind=kind) if kind in SUBJECTS.values():
            return ("consent",) if kind != "termination" or goal.of else ()
        case EffectGoal():
            return BY_ITS_STATE.get(goal.kind, ())
        case StandingGoal():
            return BY_ITS_STATE.get(goal.standing, ())


def _acting(scenario: Scenario, goal: Goal, kinds: tuple[str, ...], days: Mapping[str, int]) -> bool:
    """Whether the file has such an act that can be received, of the State concerned."""
    acts = [act for act in scenario.acts if act.kind in kinds and act.id in days]
    if isinstance(goal, DutyGoal):
        acts = [act for act in acts if goal.of in (None, act.of)]
        return any(goal.duty != "authority-exchange" or act.by == goal.bearer for act in acts)
    return any(goal.state in (None, act.by) for act in acts)


def _needs_entry(goal: EffectGoal | StandingGoal) -> bool:
    """Whether a goal asks for something that cannot be before the treaty is in force."""
    if isinstance(goal, EffectGoal):
        return goal.comparison != ">="
    return goal.standing not in BEFORE_ENTRY


def _not_before(scenario: Scenario, goal: EffectGoal | StandingGoal, days: Mapping[str, int]) -> Refusal | None:
    """That the treaty, or the State by its own consent, cannot be bound by the goal's day, if that is so.

    Sound, because entry into force is never earlier than the clause gives it with every consent of the file on its
    first possible day, whatever else happens.
    """
    general = entry_formula(scenario, days)
    if general is None:
        return _too_few(scenario, days)
    earliest, code = day_given(dated(general, days)), "too-early"
    if goal.state is not None and _bound_by_consent(scenario, goal, days):
        earliest, code = _own_earliest(scenario, goal.state, earliest, days), "too-early-for"
    if earliest is not None and earliest <= goal.day:
        return None
    facts = {"state": name(goal.state), "earliest": iso(earliest) or say("calendar", "never")}
    return Refusal(code, proved=True, facts=facts)


def _own_earliest(scenario: Scenario, state: str, general: int | None, days: Mapping[str, int]) -> int | None:
    """The earliest day on which a State can be bound by its own consent: never before the general date, nor before it
    consents; where its own date does not hang on which of the two is first, exactly as the clause gives it."""
    own = own_formula(scenario, state, days)
    mine = min((days[act.id] for act in consents(scenario) if act.by == state and act.id in days), default=None)
    if own is None or mine is None or general is None:
        return None
    return max(general, mine) if isinstance(own, If) else day_given(dated(own, days))


def _bound_by_consent(scenario: Scenario, goal: EffectGoal | StandingGoal, days: Mapping[str, int]) -> bool:
    """Whether a goal needs a State to be bound, and only its own consent can do that."""
    binding = isinstance(goal, StandingGoal) or goal.kind in (FOR_A_STATE, "withdrawal-effective")
    acceding = (act for act in scenario.acts if act.kind == "accession" and act.id in days)
    return binding and all(act.by != goal.state for act in acceding)


def _unaccepted(scenario: Scenario, goal: EffectGoal | StandingGoal, days: Mapping[str, int]) -> Refusal | None:
    """That an accession cannot be complete, for a signatory that must accept it never does, nor ceases to be asked:
    it neither gives notice of withdrawal nor withdraws its signature (12(3), E-19)."""
    completing = isinstance(goal, EffectGoal) and goal.kind in ("accession-complete", FOR_A_STATE)
    completing |= isinstance(goal, StandingGoal) and goal.standing in (*PARTY, "former-party", "acceding")
    everyone = scenario.answer("acceptors") == "signatories-and-acceded"
    everyone &= "acceptance" in scenario.treaty.acts
    if not completing or not everyone or goal.state is None or goal.state in scenario.treaty.signatories:
        return None
    acts = [act for act in scenario.acts if act.id in days]
    answered = {act.by for act in acts if act.kind == "acceptance" and act.of == goal.state}
    answered |= {act.by for act in acts if act.kind in ("withdrawal", "signature-withdrawn")}
    silent = [state for state in scenario.treaty.signatories if state not in answered]
    facts = {"state": name(goal.state), "silent": names(silent)}
    return Refusal("unaccepted", proved=True, facts=facts) if silent else None


def _too_few(scenario: Scenario, days: Mapping[str, int]) -> Refusal:
    clause = next(clause for clause in scenario.treaty.operative if isinstance(clause, EntryIntoForce))
    states = {act.by for act in consents(scenario) if act.id in days} - clause.not_additional
    threshold, noun = clause.number("threshold"), say("awaiting", "deposits" if clause.by_deposit else "notifications")
    code = "too-few" if len(states) < threshold else "conditions"
    facts = {"n": len(states), "threshold": threshold, "noun": noun, "provision": clause.provision}
    return Refusal(code, proved=True, facts=facts)


def _nouns(scenario: Scenario, kinds: tuple[str, ...]) -> str:
    here = [say("act-nouns", kind) for kind in kinds if kind in scenario.treaty.acts]
    here = here or [say("act-nouns", kind) for kind in kinds]
    return here[0] if len(here) < 2 else say("lists", "or", first=", ".join(here[:-1]), last=here[-1])


def _whose(goal: Goal) -> str:
    state = goal.bearer if isinstance(goal, DutyGoal) else goal.state
    return say("plan", "of-whom", who=name(state)) if state else ""
