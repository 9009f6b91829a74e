"""The happenings of a timeline told once more, with sets of States alone: who had consented, who was bound, who asked.

Properties hold the law's answers against this retelling.  It believes the timeline *that* something happened and *in
which order*; it works out for itself who could have been meant by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from treatysim.checking.scene import Asked, Proposed, Scene
from treatysim.law.acts import Act
from treatysim.law.consequences import Effect
from treatysim.law.days import day_of
from treatysim.law.formula import Given
from treatysim.law.readings import AXES
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import ActOutcome, Happening, Timeline


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
    scene = opening(timeline.scenario)
    for happening in tell(scene, timeline.happenings):
        yield happening, scene


def received(timeline: Timeline) -> Iterator[tuple[ActOutcome, int, Scene]]:
    """Every act that was received, also those without effect, in their order: each with its day, and with how
    everybody stands right before it.

    >>> from treatysim.files import load_text
    >>> from treatysim.simulation import simulate
    >>> acts = [f"{{act: notification, by: {who}, date: 2011-05-03}}" for who in ("CHN", "KAZ", "CHN")]
    >>> timeline = simulate(load_text("treaty: sco-iis-2009\\nacts: [" + ", ".join(acts) + "]"))
    >>> [sorted(scene.consents) for _, _, scene in received(timeline)]
    [[], ['CHN'], ['CHN', 'KAZ']]
    """
    outcomes = {outcome.act.id: outcome for outcome in timeline.acts}
    refused = [(outcome.first.at, outcome) for outcome in timeline.acts if outcome.admitted is False and outcome.first]
    waiting = sorted(refused, key=lambda pair: pair[0], reverse=True)
    scene = opening(timeline.scenario)
    for happening, following in zip_longest(timeline.happenings, timeline.happenings[1:]):
        while waiting and waiting[-1][0] < happening.at:
            yield _before(waiting.pop()[1], scene)
        if isinstance(happening, Given):
            yield _before(outcomes[happening.act.id], scene)
        _tell(scene, happening, following)
    for _, outcome in reversed(waiting):
        yield _before(outcome, scene)


def last_scene(timeline: Timeline) -> Scene:
    """How everybody stands at the end of a timeline."""
    scene = opening(timeline.scenario)
    for _, after in scenes(timeline):
        scene = after
    return scene


def tell(scene: Scene, happenings: Sequence[Happening]) -> Iterator[Happening]:
    """Let happenings follow upon a scene; each is given back once it has been told."""
    for happening, following in zip_longest(happenings, happenings[1:]):
        _tell(scene, happening, following)
        yield happening


def answers(timeline: Timeline) -> dict[str, str]:
    """How every doubtful wording is read: as the text settles it, as was chosen, or by default."""
    return _answers(timeline.scenario)


def opening(scenario: Scenario) -> Scene:
    """How everybody stands before anything has happened."""
    clauses = scenario.treaty.clauses
    agreements = {clause.parameters["subject"]: clause for clause in clauses if "subject" in clause.parameters}
    acceptance = all(clause.parameters.get("acceptance", True) for clause in clauses)
    by_kind = {clause.kind: clause for clause in clauses}
    return Scene(set(scenario.treaty.signatories), _answers(scenario), by_kind, agreements, acceptance)


def _answers(scenario: Scenario) -> dict[str, str]:
    return {axis: AXES[axis].default for axis in AXES} | scenario.all_readings | scenario.treaty.settled


def _before(outcome: ActOutcome, scene: Scene) -> tuple[ActOutcome, int, Scene]:
    return outcome, outcome.day or 0, scene


def _one_batch(happening: Happening, following: Happening | None) -> bool:
    """Whether two happenings are effects that come together at the start of one day: the Parties are counted, and
    asked, as they stand after all of them."""
    if not (isinstance(happening, Effect) and isinstance(following, Effect)):
        return False
    return following.at == happening.at and following.kind != "accession-complete"


def _tell(scene: Scene, happening: Happening, following: Happening | None) -> None:
    day = day_of(happening.at) or 0
    if isinstance(happening, Given):
        _act(scene, happening.act, day)
    else:
        _effect(scene, happening, day)
    if not _one_batch(happening, following):
        scene.receive_held()
        scene.agree(day)
    for applicant in scene.applications:
        scene.asked(applicant)


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
            scene.receive_held()
        case "accession-withdrawn":
            scene.applications.pop(act.by, None)
        case "acceptance" if act.of in scene.applications:
            scene.applications[act.of].accepted.add(act.by)
        case "withdrawal" | "withdrawal-revoked" | "withdrawal-circulated":
            _notice(scene, act, day)
        case _:
            _together(scene, act)


def _together(scene: Scene, act: Act) -> None:
    match act.kind:
        case "proposal":
            scene.proposals[act.id] = Proposed(act.subject or "", act.period)
        case "consent" if act.to in scene.proposals:
            scene.proposals[act.to].consented.add(act.by)
        case "joint-project":
            scene.projects.add(act.id)
        case "project-completed":
            scene.projects.discard(act.of or "")


def _notice(scene: Scene, act: Act, day: int) -> None:
    circulation = scene.clauses["withdrawal"].parameters.get("circulation-days") if "withdrawal" in scene.clauses else 0
    match act.kind:
        case "withdrawal":
            if act.by not in scene.notices and circulation:
                scene.untold.setdefault(act.by, []).append(day + int(circulation))
            scene.notices.setdefault(act.by, []).append((act, day))
        case "withdrawal-revoked":
            notices = scene.notices.pop(act.by, [])
            began = notices[0][1] + int(circulation or 0) if notices else 0
            if began >= day and began in scene.untold.get(act.by, ()):
                scene.untold[act.by].remove(began)
        case "withdrawal-circulated":
            scene.untold.pop(act.of or "", None)


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
            scene.ever.add(state)
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
