"""The property of what needs everybody's consent: amendments (12(2)), annexes (1, 2), early consultations (5(2)) and
the end by agreement (VCLT 54(b))."""

from __future__ import annotations

from datetime import MAXYEAR, date

from treatysim.checking.counting import reached
from treatysim.checking.properties import Breach, breach
from treatysim.checking.retelling import last_scene, scenes
from treatysim.checking.scene import Proposed, Scene
from treatysim.law.acts import SUBJECTS
from treatysim.law.consequences import Effect
from treatysim.law.days import day_of
from treatysim.law.timeline import Timeline
from treatysim.words import names

AGREED = tuple(SUBJECTS.values())
"""The effects that a proposal can bring."""


def consent_of_all(timeline: Timeline) -> Breach | None:
    """12(2), VCLT 54(b): what is proposed takes effect so long after the last consent of those who must consent, and
    somebody must; without the consent of them all it does not."""
    missing = _taken_without_consent(timeline)
    if missing is not None:
        return missing
    scene = last_scene(timeline)
    told = {effect.of: effect for effect in (*timeline.effects, *timeline.coming) if effect.kind in AGREED}
    for name, proposal in scene.proposals.items():
        expected, effect = _effective(scene, proposal), told.get(name)
        day = None if effect is None else day_of(effect.at)
        overtaken = effect is None and _overtaken(timeline, proposal, expected)
        if proposal.complete is not None and day != expected and not overtaken:
            return breach("agreed-elsewhen", effect or name, proposal=name, day=day, expected=expected)
    return None


def _taken_without_consent(timeline: Timeline) -> Breach | None:
    """Something proposed that takes effect while those who must consent have not all done so."""
    open_before: dict[str, tuple[Proposed, set[str]]] = {}
    for happening, scene in scenes(timeline):
        if isinstance(happening, Effect) and happening.of in open_before:
            proposal, must = open_before[happening.of]
            missing = names(sorted(must - proposal.consented)) or "–"
            return breach("agreed-without", happening, proposal=happening.of, missing=missing)
        open_before = {
            name: (proposal, scene.must_consent(proposal))
            for name, proposal in scene.proposals.items()
            if proposal.complete is None
        }
    return None


def _effective(scene: Scene, proposal: Proposed) -> int | None:
    """The day on which a proposal takes effect: a period after all have consented, the one that it names itself, else
    that of the clause, else a day."""
    if proposal.complete is None:
        return None
    clause = scene.agreements[proposal.subject]
    if proposal.period is None and clause.has_period:
        return reached(clause, proposal.complete)
    day = proposal.complete + (proposal.period or 1)
    return day if day <= date(MAXYEAR, 12, 31).toordinal() else None


def _overtaken(timeline: Timeline, proposal: Proposed, expected: int | None) -> bool:
    """Whether the treaty ends before, or is to end: another end on the same day is before this one, too."""
    ends = (day_of(one.at) or 0 for one in (*timeline.effects, *timeline.coming) if one.kind == "termination")
    end = next(ends, None)
    if end is None or expected is None:
        return False
    return end < expected or (end == expected and SUBJECTS[proposal.subject] == "termination")
