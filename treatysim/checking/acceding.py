"""Properties of accession by everyone's acceptance (12(3))."""

from __future__ import annotations

from treatysim.checking.counting import reached
from treatysim.checking.properties import Breach, breach
from treatysim.checking.retelling import answers, last_scene, scenes
from treatysim.law.consequences import Effect
from treatysim.law.days import day_of, iso
from treatysim.law.formula import instant
from treatysim.law.readings import AXES
from treatysim.law.timeline import Timeline
from treatysim.words import names


def every_acceptance(timeline: Timeline) -> Breach | None:
    """12(3), E-23: an accession is complete only when everybody asked has accepted, and somebody has."""
    for happening, scene in scenes(timeline):
        if isinstance(happening, Effect) and happening.kind == "accession-complete":
            state = happening.state or ""
            missing = scene.outstanding(state)
            if missing:
                return breach("acceptance-missing", happening, state=state, missing=names(sorted(missing)))
            if scene.acceptance and not scene.applications[state].accepted:
                return breach("nobody-accepted", happening, state=state)
    return None


def who_is_waited_for(timeline: Timeline) -> Breach | None:
    """12(3), E-19 to E-23: an accession waits for those asked who have not accepted, and for nobody else: not for the
    applicant, nor for a State whose own accession is pending or that has left; with nobody left, it is complete."""
    scene = last_scene(timeline)
    for state in timeline.states:
        asked = scene.applications.get(state.state)
        expected = scene.outstanding(state.state) if asked is not None and not asked.complete else set()
        if set(state.waiting_for) != expected:
            told, right = names(state.waiting_for), names(sorted(expected))
            return breach("waits-for-others", state.state, state=state.state, told=told or "–", right=right or "–")
        if asked is not None and asked.received and asked.accepted and not expected and not asked.complete:
            return breach("not-complete", state.state, state=state.state)
    return None


def a_period_after_the_last(timeline: Timeline) -> Breach | None:
    """12(3), E-25: an acceding State is bound a period after its accession was complete, and all ways of counting that
    period are told."""
    clauses = timeline.scenario.treaty.clauses
    clause = next(clause for clause in clauses if clause.kind == "accession")
    alone = sum(clause.provision == other.provision for other in clauses) == 1
    chosen = answers(timeline)["accession-period"]
    open_axis = "accession-period" not in timeline.scenario.treaty.settled
    complete: dict[str, int] = {}
    for effect in (*timeline.effects, *timeline.coming):
        state, day = effect.state or "", day_of(effect.at) or 0
        if effect.kind == "accession-complete":
            complete[state] = day
        elif effect.kind == "entry-into-force-for" and (
            state in complete or (alone and effect.provision == clause.provision)
        ):
            last = complete.pop(state, 0)
            if day != reached(clause, last, [chosen]):
                return breach("acceding-elsewhen", effect, state=state, day=day, complete=last or None)
            for way in AXES["accession-period"].order if open_axis else ():
                told = day_of(instant(effect.alternatives[way])) if way in effect.alternatives else None
                if told != reached(clause, last, [way]):
                    return breach("alternative", effect, state=state, way=way, told=iso(told))
    return None
