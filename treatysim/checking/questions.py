"""Questions, true or false of a treaty: whether something can ever happen under it, with a life in which it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from treatysim.checking.properties import Breach, breach, provisions
from treatysim.checking.retelling import last_scene, scenes
from treatysim.law.consequences import Effect
from treatysim.law.days import day_of
from treatysim.law.entry_into_force import EntryIntoForce
from treatysim.law.readings import AXES
from treatysim.law.timeline import Timeline
from treatysim.law.treaty import Treaty
from treatysim.simulation import simulate
from treatysim.words import say


@dataclass(frozen=True, slots=True)
class Question:
    """Whether something can happen; ``seen`` finds it in a life, and says what is seen there, or gives None.

    ``provision`` is what the question is about, ``asks`` the question in words.
    """

    name: str
    provision: str
    asks: str
    seen: Callable[[Timeline], Breach | None]


def one_state_blocks(timeline: Timeline) -> Breach | None:
    """12(3), E-23: an accession that everybody asked has accepted but one, which is silent or has refused; nothing is
    coming that would complete it."""
    if any(outcome.admitted is None for outcome in timeline.acts):
        return None
    done = {effect.state for effect in timeline.coming if effect.kind == "accession-complete"}
    for state, asked in last_scene(timeline).applications.items():
        waiting = asked.of - asked.accepted
        if asked.received and not asked.complete and len(waiting) == 1 and len(asked.of) > 1 and state not in done:
            return breach("blocked", state, state=state, by=next(iter(waiting)))
    return None


def fewer_than_began(timeline: Timeline) -> Breach | None:
    """VCLT 55: fewer Parties than the number of consents that brought the treaty into force, and it goes on."""
    clauses = timeline.scenario.treaty.clauses
    needed = next(clause.number("threshold") for clause in clauses if isinstance(clause, EntryIntoForce))
    most, ends = 0, [day_of(effect.at) for effect in timeline.effects if effect.kind == "termination"]
    for happening, scene in scenes(timeline):
        if isinstance(happening, Effect) and scene.entry is not None and scene.end is None:
            parties, day = len(scene.bound), day_of(happening.at)
            if parties < min(most, needed) and day not in ends:
                return breach("fewer", happening, parties=str(parties), needed=str(needed), day=day)
            most = max(most, parties)
    return None


def bound_before(timeline: Timeline) -> Breach | None:
    """VCLT 24: a State for which the treaty is in force although it has not entered into force."""
    for happening, scene in scenes(timeline):
        if isinstance(happening, Effect) and happening.kind == "entry-into-force-for" and scene.entry is None:
            return breach("not-in-force", happening, state=happening.state)
    return None


def readings_differ(timeline: Timeline) -> Breach | None:
    """VCLT 31, 32: an effect that comes, under two readings of one wording, on days more than a day apart."""
    scenario = replace(timeline.scenario, through=None)
    here = _first_days(simulate(scenario))
    for axis, chosen in scenario.all_readings.items():
        for answer in AXES[axis].order:
            there = _first_days(simulate(replace(scenario, readings={**scenario.readings, axis: answer})))
            for kind, state in here.keys() & there.keys():
                one, other = here[kind, state], there[kind, state]
                if abs(one - other) > 1:
                    words = {"axis": axis, "chosen": chosen, "answer": answer, "what": kind, "state": state or ""}
                    return breach("differ", state or one, one=one, other=other, **words)
    return None


def due_after_leaving(timeline: Timeline) -> Breach | None:
    """5(1), 12(4): a duty whose due day lies on or after the day on which its bearer has left."""
    for effect in timeline.effects:
        left = day_of(effect.at) or 0
        for duty in timeline.obligations if effect.kind == "withdrawal-effective" else ():
            if duty.bearer == effect.state and duty.due is not None and (duty.arises or 0) < left <= duty.due:
                facts = {"state": duty.bearer, "duty": duty.duty, "status": duty.status}
                return breach("due-after", duty.bearer, due=duty.due, left=left, **facts)
    return None


def bound_twice(timeline: Timeline) -> Breach | None:
    """12(1), 12(3), E-36: a State for which the treaty is in force at two times, with a time between."""
    for state in timeline.states:
        if len(state.in_force) > 1:
            (_, left), (again, _) = state.in_force[:2]
            return breach("twice", state.state, state=state.state, left=left, again=again)
    return None


_QUESTIONS: tuple[tuple[str, str, Callable[[Timeline], Breach | None], tuple[str, ...], tuple[str, ...]], ...] = (
    ("one-state-blocks", "", one_state_blocks, ("accession",), ("accession",)),
    ("fewer-than-began", "VCLT 55", fewer_than_began, ("entry-into-force",), ()),
    ("bound-before-in-force", "VCLT 24", bound_before, (), ()),
    ("readings-differ", "VCLT 31, 32", readings_differ, (), ()),
    ("due-after-leaving", "", due_after_leaving, (), ("authority-exchange", "withdrawal")),
    ("bound-twice", "", bound_twice, (), ("entry-into-force", "accession")),
)
"""Each question: its name, the principle it is about, what sees it, the clauses it needs, and those it is about."""


def questions_of(treaty: Treaty) -> tuple[Question, ...]:
    """The questions that can be asked of a treaty, with the clauses that it has.

    >>> from treatysim.files import load_treaty
    >>> questions_of(load_treaty("sco-iis-2009"))[0].asks
    'Can one State block an accession for ever?'
    """
    has = {clause.kind for clause in treaty.clauses}
    return tuple(
        Question(name, provisions(treaty, of, principle), say("questions", name), seen)
        for name, principle, seen, needs, of in _QUESTIONS
        if has.issuperset(needs)
    )


def lacking(treaty: Treaty, name: str) -> tuple[str, ...]:
    """The kinds of clause that a question needs and a treaty lacks.

    >>> from treatysim.files import load_treaty
    >>> lacking(load_treaty("budapest-2001"), "one-state-blocks"), lacking(load_treaty("sco-iis-2009"), "bound-twice")
    (('accession',), ())
    """
    needs = next(row[3] for row in _QUESTIONS if row[0] == name)
    has = {clause.kind for clause in treaty.clauses}
    return tuple(kind for kind in needs if kind not in has)


def _first_days(timeline: Timeline) -> dict[tuple[str, str | None], int]:
    """The first day of every kind of effect, for each State."""
    first: dict[tuple[str, str | None], int] = {}
    for effect in timeline.effects:
        first.setdefault((effect.kind, effect.state), day_of(effect.at) or 0)
    return first
