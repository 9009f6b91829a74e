"""Properties of withdrawal (12(4), VCLT 65, 68, 78) and of the end of the treaty (VCLT 54, 55, 70)."""

from __future__ import annotations

from treatysim.checking.counting import effective
from treatysim.checking.properties import Breach, breach
from treatysim.checking.retelling import answers, last_scene, scenes
from treatysim.law.acts import Act
from treatysim.law.clause import Clause
from treatysim.law.consequences import Effect
from treatysim.law.days import Period, day_of
from treatysim.law.formula import After, Given
from treatysim.law.timeline import Timeline

EFFECTIVE = "withdrawal-effective"


def notice_has_run(timeline: Timeline) -> Breach | None:
    """12(4), VCLT 78(b): a State leaves on the day that its notice gives, never before the length of notice has run
    and never on the day of its receipt."""
    clause, readings = _clause(timeline), answers(timeline)
    running: dict[str, list[tuple[Act, int]]] = {}
    for happening, scene in scenes(timeline):
        if isinstance(happening, Effect) and happening.kind == EFFECTIVE and running.get(happening.state or ""):
            expected = effective(clause, running[happening.state or ""], readings)
            if day_of(happening.at) != expected:
                day = day_of(happening.at)
                return breach("leaves-elsewhen", happening, state=happening.state, day=day, expected=expected)
        running = {state: list(notices) for state, notices in scene.notices.items()}
    return None


def revoked_notice(timeline: Timeline) -> Breach | None:
    """VCLT 68: a notice that was revoked does not take effect, and one that was not, does."""
    running: set[str] = set()
    for happening, scene in scenes(timeline):
        if isinstance(happening, Effect) and happening.kind == EFFECTIVE and happening.state not in running:
            return breach("leaves-without-notice", happening, state=happening.state)
        running = set(scene.notices)
    if any(effect.kind == "termination" for effect in timeline.coming):
        return None
    coming = {effect.state: day_of(effect.at) for effect in timeline.coming if effect.kind == EFFECTIVE}
    clause, readings = _clause(timeline), answers(timeline)
    for state, notices in last_scene(timeline).notices.items():
        expected = effective(clause, notices, readings)
        if coming.get(state) != expected:
            return breach("notice-without-effect", state, state=state, day=coming.get(state), expected=expected)
    return None


def not_too_early(timeline: Timeline) -> Breach | None:
    """Paris 28(1): where a State must have been bound for some years, no earlier notice has effect."""
    years = Period(years=_clause(timeline).number("not-before-years"))
    for happening, scene in scenes(timeline):
        if isinstance(happening, Given) and happening.act.kind == "withdrawal":
            state, day = happening.act.by, day_of(happening.at) or 0
            opens = years.add(scene.bound.get(state, 0) or 1)
            if state not in scene.bound or opens is None or day < opens:
                return breach("notice-too-early", happening, state=state, day=day, opens=opens)
    return None


def nothing_after_the_end(timeline: Timeline) -> Breach | None:
    """VCLT 70(1): once the treaty has ended nothing follows from it any more, and no act has effect."""
    ended: Effect | None = None
    for happening in timeline.happenings:
        if ended is not None:
            return breach("after-the-end", happening, day=day_of(ended.at))
        if isinstance(happening, Effect) and happening.kind == "termination":
            ended = happening
    if ended is None:
        return None
    if timeline.coming:
        return breach("after-the-end", timeline.coming[0], day=day_of(ended.at))
    late = next((state for state in timeline.states if state.standing in ("party", "withdrawing", "applicant")), None)
    return None if late is None else breach("standing-after-the-end", late.state, state=late.state)


def enough_parties(timeline: Timeline) -> Breach | None:
    """VCLT 55: a treaty ends when it has fewer than the least number of Parties, that very day, and not before."""
    clause = next(clause for clause in timeline.scenario.treaty.clauses if clause.kind == "minimum-parties")
    least = clause.number("minimum")
    ends = answers(timeline)["below-two"] == "ends"
    told = [(happening, len(scene.bound), scene.entry, scene.end) for happening, scene in scenes(timeline)]
    before = 0
    for place, (happening, parties, entry, end) in enumerate(told):
        if isinstance(happening, Effect):
            facts = {"least": str(least), "day": day_of(happening.at)}
            agreed = isinstance(happening.formula, After)  # a period after the last consent, be the provision the same
            ended = happening.kind == "termination" and happening.provision == clause.provision and not agreed
            if ended and before >= least:
                return breach("ended-with-enough", happening, parties=str(before), **facts)
            last_of_day = place + 1 == len(told) or told[place + 1][0].at > happening.at
            if last_of_day and ends and parties < least and entry is not None and end is None:
                return breach("too-few-parties", happening, parties=str(parties), **facts)
        before = parties
    return None


def _clause(timeline: Timeline) -> Clause:
    return next(clause for clause in timeline.scenario.treaty.clauses if clause.kind == "withdrawal")
