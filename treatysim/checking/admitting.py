"""The property that an act has effect exactly where nothing stands in its way: the table of findings, in sets.

For each kind of act the table names, in their order, what refuses it: the first that applies is its finding.  It is
held against every act that was received, both ways: against those that have effect, and those that have none.
"""

from __future__ import annotations

from collections.abc import Iterator

from treatysim.checking.counting import earliest, effective, intended
from treatysim.checking.properties import Breach, breach
from treatysim.checking.retelling import received
from treatysim.checking.scene import Scene
from treatysim.law.acts import Act
from treatysim.law.days import Period
from treatysim.law.formula import Given
from treatysim.law.timeline import Timeline

Reason = tuple[str, bool]
"""The code of a finding, and whether it applies."""


def admission(timeline: Timeline) -> Breach | None:
    """12, VCLT 54, 68, 70: an act has effect exactly where its clause lets it, and is found without effect for the
    first reason there is."""
    for outcome, day, scene in received(timeline):
        act = outcome.act
        expected = refusal(scene, act, day)
        told = outcome.finding if outcome.admitted is False else None
        if told != expected:
            key = "admitted" if told is None else "refused-otherwise" if expected else "refused-for-nothing"
            about = next((one for one in timeline.happenings if isinstance(one, Given) and one.act is act), act.id)
            return breach(key, about, kind=act.kind, by=act.by, day=day, told=told or "–", expected=expected or "–")
    return None


def refusal(scene: Scene, act: Act, day: int) -> str | None:
    """The first reason for which an act has no effect; None where it has.

    >>> from treatysim.checking.drafting import act_of
    >>> scene = Scene({"CHN"}, {"re-entry": "notification"})
    >>> refusal(scene, act_of({"act": "notification", "by": "BLR", "date": 734226}, 0), 734226)
    'not-a-signatory'
    """
    if scene.end is not None:
        return "treaty-terminated"
    return next((code for code, applies in _reasons(scene, act, day) if applies), None)


def _consenting(scene: Scene, act: Act) -> Iterator[Reason]:
    """12(1), VCLT 16(b), 18(a): consent to be bound, its withdrawal, and that of a signature."""
    consented, bound, ever = act.by in scene.consents, act.by in scene.bound, act.by in scene.ever
    match act.kind:
        case "notification":
            yield "not-a-signatory", act.by not in scene.signatories
            yield "former-party-must-accede", _must_accede(scene, act)
            yield "duplicate-notification", consented or bound
        case "notification-withdrawn":
            yield "no-notification-to-withdraw", bound or not consented
        case "signature-withdrawn":
            yield "not-a-signatory", act.by not in scene.signatories
            yield "signature-bound", consented or ever
        case _:
            yield "duplicate-deposit", consented or bound or act.by in scene.applications


def _acceding(scene: Scene, act: Act) -> Iterator[Reason]:
    """12(3): an instrument, and what is answered to it."""
    under_way = scene.applications.get(act.by if act.of is None else act.of)
    match act.kind:
        case "accession":
            yield "duplicate-accession", under_way is not None or act.by in scene.acceded
            yield "signatory-cannot-accede", act.by in scene.signatories and not _must_accede(scene, act)
            yield "duplicate-accession", act.by in scene.consents
            too_early = scene.entry is None and scene.readings["early-accession"] == "returned"
            yield "accession-before-entry-into-force", too_early
        case "accession-withdrawn":
            yield "nothing-pending", under_way is None
        case _:
            yield "nothing-to-accept", under_way is None or under_way.complete or not under_way.received
            yield "acceptance-not-required", act.by not in scene.asked(act.of or "")
            yield "acceptance-stands", under_way is not None and act.by in under_way.accepted


def _leaving(scene: Scene, act: Act, day: int) -> Iterator[Reason]:
    """12(4), VCLT 68: a notice, its revocation, and word of it to the others."""
    running = act.by in scene.notices
    match act.kind:
        case "withdrawal":
            yield "not-a-party", act.by not in scene.bound
            if running:
                yield "duplicate-withdrawal", not _moves_later(scene, act)
            else:
                yield "notice-too-early", _before_its_years(scene, act, day)
                yield "notice-too-short", scene.readings["short-notice"] == "void" and _short(scene, act, day)
        case "withdrawal-revoked":
            yield "too-late-to-revoke", not running and act.by in scene.left
            yield "nothing-to-revoke", not running
        case _:
            yield "nothing-to-circulate", not scene.untold.get(act.of or "")


def _together(scene: Scene, act: Act) -> Iterator[Reason]:
    """5, 12(2), 12(5), VCLT 54(b): what the Parties do together."""
    proposal = scene.proposals.get(act.to or "")
    match act.kind:
        case "consent":
            yield "nothing-to-consent", proposal is None or proposal.complete is not None
            yield "consent-not-required", proposal is not None and act.by not in scene.must_consent(proposal)
            yield "consent-stands", proposal is not None and act.by in proposal.consented
        case "project-completed":
            yield "nothing-to-complete", act.of not in scene.projects
        case _:
            yield "not-a-party", not scene.bound.keys() >= {act.by, *act.between}


def _must_accede(scene: Scene, act: Act) -> bool:
    return act.by in scene.left and scene.readings["re-entry"] == "accession"


def _moves_later(scene: Scene, act: Act) -> bool:
    """E-31: whether a second notice names a later day than the one set."""
    clause = scene.clauses["withdrawal"]
    named, leaves = intended(clause, act), effective(clause, scene.notices[act.by], scene.readings)
    return named is not None and leaves is not None and named > leaves


def _before_its_years(scene: Scene, act: Act, day: int) -> bool:
    years = scene.clauses["withdrawal"].parameters.get("not-before-years")
    opens = None if years is None else Period(years=int(years)).add(scene.bound[act.by])
    return years is not None and (opens is None or day < opens)


def _short(scene: Scene, act: Act, day: int) -> bool:
    clause = scene.clauses["withdrawal"]
    named, lawful = intended(clause, act), earliest(clause, act, day, scene.readings)
    return named is not None and (lawful is None or named < lawful)


_TOGETHER = ("proposal", "consent", "consultation", "joint-project", "project-completed", "interdepartmental-agreement")


def _reasons(scene: Scene, act: Act, day: int) -> Iterator[Reason]:
    """What could stand in an act's way, in the order in which it is asked, and whether it does; acts of the kinds that
    are not named are never refused."""
    match act.kind:
        case "notification" | "notification-withdrawn" | "signature-withdrawn" | "deposit":
            return _consenting(scene, act)
        case "accession" | "accession-withdrawn" | "acceptance" | "refusal":
            return _acceding(scene, act)
        case "withdrawal" | "withdrawal-revoked" | "withdrawal-circulated":
            return _leaving(scene, act, day)
        case kind if kind in _TOGETHER:
            return _together(scene, act)
    return iter(())
