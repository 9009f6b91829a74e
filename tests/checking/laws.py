"""Some sentences about the life of the home treaty, as properties."""

from __future__ import annotations

from collections.abc import Callable

from treatysim.checking.properties import Breach, Property
from treatysim.law.days import day_of
from treatysim.law.timeline import Timeline

ENTERS = "entry-into-force"


def never(name: str, holds: Callable[[Timeline], bool], applies: Callable[[Timeline], bool] | None = None) -> Property:
    """A property that is broken where ``holds`` is false."""

    def broken(timeline: Timeline) -> Breach | None:
        return None if holds(timeline) else Breach(f"{name}: not so")

    return Property(name, "–", f"{name}.", "every life", broken, applies)


def admitted(timeline: Timeline, kind: str) -> list[tuple[str, int]]:
    """Who did such an act, and when, of those that were not without effect."""
    return [(one.act.by, one.day or 0) for one in timeline.acts if one.admitted and one.act.kind == kind]


def effects(timeline: Timeline, kind: str) -> list[tuple[str, int]]:
    """The effects of a kind that came or are coming."""
    both = (*timeline.effects, *timeline.coming)
    return [(effect.state or "", day_of(effect.at) or 0) for effect in both if effect.kind == kind]


def four_bring_it_into_force(timeline: Timeline) -> bool:
    """12(1): thirty days after the fourth notification that stands, and not without four."""
    days = [day for _, day in admitted(timeline, "notification")]
    if admitted(timeline, "notification-withdrawn") or admitted(timeline, "withdrawal"):
        return True
    expected = [sorted(days)[3] + 30] if len(days) >= 4 else []
    return [day for _, day in effects(timeline, ENTERS)] == expected


def applicants_are_not_asked(timeline: Timeline) -> bool:
    """12(3), E-21: one whose own accession is pending has not acceded, and is not waited for."""
    applicants = {state.state for state in timeline.states if state.standing in ("applicant", "acceding")}
    return not any(applicants & set(state.waiting_for) for state in timeline.states)


def nobody_leaves_without_a_notice(timeline: Timeline) -> bool:
    """12(4), VCLT 68: whoever leaves gave notice ninety days before, and has not revoked it since."""
    gone = dict(effects(timeline, "withdrawal-effective"))
    given = admitted(timeline, "withdrawal")
    revoked = admitted(timeline, "withdrawal-revoked")
    return all(
        any(
            who == state and before + 90 <= day and not any((state, then) in revoked for then in range(before, day))
            for who, before in given
        )
        for state, day in gone.items()
    )


def consent_before_obligation(timeline: Timeline) -> bool:
    """VCLT 11: nobody is bound who has neither notified nor acceded."""
    consented = {state for kind in ("notification", "accession") for state, _ in admitted(timeline, kind)}
    return all(state.state in consented for state in timeline.states if state.in_force)


def nobody_notifies_twice(timeline: Timeline) -> bool:
    """Not true: anybody can, only without effect."""
    return not any(finding.code == "duplicate-notification" for finding in timeline.findings)


FOUR = never("four bring it into force", four_bring_it_into_force)
NOT_ASKED = never("applicants are not asked", applicants_are_not_asked)
NOTICE = never("nobody leaves without a notice", nobody_leaves_without_a_notice)
CONSENT = never("consent before obligation", consent_before_obligation)
TWICE = never("nobody notifies twice", nobody_notifies_twice)

TRUE = (FOUR, NOT_ASKED, NOTICE, CONSENT)
"""Those that hold."""
