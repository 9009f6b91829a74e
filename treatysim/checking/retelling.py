"""The happenings of a timeline told once more, with sets of States alone: who had consented, who was bound, who asked.

Properties hold the law's answers against this retelling.  It believes the timeline *that* something happened and *in
which order*; it works out for itself who could have been meant by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from treatysim.law.acts import Act
from treatysim.law.consequences import Effect
from treatysim.law.days import day_of
from treatysim.law.formula import Given
from treatysim.law.readings import AXES
from treatysim.law.timeline import Happening, Timeline


@dataclass
class Asked:
    """An instrument of accession under way: who is in its set, and who has accepted."""

    received: bool = False
    of: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    complete: bool = False


@dataclass
class Scene:
    """Who stands where, at one moment of a retelling; days are ordinals, ``notices`` hold those that run, by State;
    ``acceptance`` is whether an accession needs any."""

    signatories: set[str]
    readings: dict[str, str]
    acceptance: bool = True
    consents: dict[str, int] = field(default_factory=dict)
    bound: dict[str, int] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    acceded: set[str] = field(default_factory=set)
    applications: dict[str, Asked] = field(default_factory=dict)
    notices: dict[str, list[tuple[Act, int]]] = field(default_factory=dict)
    entry: int | None = None
    end: int | None = None

    def asks(self, applicant: str, state: str) -> bool:
        """Whether an accession needs a State's acceptance, as it stands now (12(3); E-19 to E-21)."""
        if not self.acceptance or state == applicant or state in self.left:
            return False
        which = self.readings["acceptors"]
        if which == "signatories-and-acceded":
            return state in self.signatories or state in self.acceded
        contracting = which == "contracting" and state in self.consents and state in self.signatories
        return state in self.bound or contracting

    def outstanding(self, applicant: str) -> set[str]:
        """Whose acceptance an accession still needs."""
        asked = self.applications[applicant]
        if not asked.received:
            return set()
        everyone = self.signatories | self.bound.keys()
        if self.readings["acceptor-set"] == "at-last-acceptance":
            asked.of = {state for state in everyone if self.asks(applicant, state)}
        else:
            asked.of -= {state for state in asked.of if state in self.left or state not in everyone}
        return asked.of - asked.accepted


def scenes(timeline: Timeline) -> Iterator[tuple[Happening, Scene]]:
    """Every happening in its order, with how everybody stands right after it.

    The scene is one object that changes; what is to be kept of it must be copied.

    >>> from treatysim.files import load_text
    >>> from treatysim.simulation import simulate
    >>> acts = [f"{{act: notification, by: {who}, date: 2011-05-03}}" for who in ("CHN", "KAZ", "RUS", "TJK")]
    >>> timeline = simulate(load_text("treaty: sco-iis-2009\\nacts: [" + ", ".join(acts) + "]"))
    >>> [len(scene.bound) for _, scene in scenes(timeline)]
    [0, 0, 0, 0, 0, 1, 2, 3, 4]
    """
    scene = _opening(timeline)
    for happening in timeline.happenings:
        if isinstance(happening, Given):
            _receive_held(scene)
            _act(scene, happening.act, day_of(happening.at) or 0)
        else:
            if happening.kind == "accession-complete":
                _receive_held(scene)
            _effect(scene, happening, day_of(happening.at) or 0)
        for applicant in scene.applications:
            scene.outstanding(applicant)
        yield happening, scene


def last_scene(timeline: Timeline) -> Scene:
    """How everybody stands at the end of a timeline."""
    told = list(scenes(timeline))
    scene = told[-1][1] if told else _opening(timeline)
    _receive_held(scene)
    return scene


def answers(timeline: Timeline) -> dict[str, str]:
    """How every doubtful wording is read: as the text settles it, as was chosen, or by default."""
    scenario = timeline.scenario
    return {axis: AXES[axis].default for axis in AXES} | scenario.all_readings | scenario.treaty.settled


def _acceptance(timeline: Timeline) -> bool:
    """Whether an accession needs anybody's acceptance."""
    return all(clause.parameters.get("acceptance", True) for clause in timeline.scenario.treaty.clauses)


def _opening(timeline: Timeline) -> Scene:
    return Scene(set(timeline.scenario.treaty.signatories), answers(timeline), _acceptance(timeline))


def _receive_held(scene: Scene) -> None:
    """From the entry into force on, whatever was handed in is received (E-17)."""
    for applicant, asked in scene.applications.items():
        if scene.entry is not None and not asked.received:
            asked.received = True
            asked.of = {state for state in scene.signatories | scene.bound.keys() if scene.asks(applicant, state)}


def _act(scene: Scene, act: Act, day: int) -> None:
    match act.kind:
        case "notification" | "deposit":
            scene.consents[act.by] = day
        case "notification-withdrawn":
            scene.consents.pop(act.by, None)
        case "signature-withdrawn":
            scene.signatories.discard(act.by)
        case "accession":
            scene.applications[act.by] = Asked()
            _receive_held(scene)
        case "accession-withdrawn":
            scene.applications.pop(act.by, None)
        case "acceptance" if act.of in scene.applications:
            scene.applications[act.of].accepted.add(act.by)
        case "withdrawal":
            scene.notices.setdefault(act.by, []).append((act, day))
        case "withdrawal-revoked":
            scene.notices.pop(act.by, None)


def _effect(scene: Scene, effect: Effect, day: int) -> None:
    state = effect.state or ""
    match effect.kind:
        case "entry-into-force":
            scene.entry = day
        case "entry-into-force-for":
            if state in scene.applications and scene.applications[state].complete:
                del scene.applications[state]
                scene.acceded.add(state)
            scene.bound[state] = day
            scene.left.discard(state)
        case "withdrawal-effective":
            _leave(scene, state)
        case "termination":
            scene.end = day
            for party in list(scene.bound):
                _leave(scene, party)
            scene.applications.clear()
            scene.consents.clear()
        case "accession-complete":
            scene.applications[state].complete = True


def _leave(scene: Scene, state: str) -> None:
    scene.bound.pop(state, None)
    scene.consents.pop(state, None)
    scene.notices.pop(state, None)
    scene.acceded.discard(state)
    scene.left.add(state)
