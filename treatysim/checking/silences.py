"""Where a text is silent: an acceptor that never answers, consent taken back, too few Parties, changes, breaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from treatysim.checking.gaps import Gap, NoGap
from treatysim.checking.roads import comes_in_by_consent
from treatysim.checking.stories import (
    PAUSE,
    Story,
    enough,
    entry_clause,
    meets,
    propose,
    the_clause,
)
from treatysim.law.accession import Accession
from treatysim.law.acts import SUBJECTS
from treatysim.law.amendment import MutualConsent
from treatysim.law.clause import Clause
from treatysim.law.days import day_of
from treatysim.law.entry_into_force import FOR_A_STATE, GENERAL
from treatysim.law.termination import MinimumParties
from treatysim.law.timeline import Obligation, Timeline
from treatysim.law.treaty import Treaty
from treatysim.law.withdrawal import Withdrawal

CHANGES = ("amendment", "annex")
"""The subjects of proposals that change the text."""


def blocked_accession(treaty: Treaty) -> Iterator[Gap | NoGap]:
    """12(3), E-23: everyone but one accepts an accession, and nothing is coming.  No gap where the same State could
    come in without being accepted, by an instrument that the text lets it deposit."""
    clause = the_clause(treaty, Accession)
    if clause is None or not clause.by_acceptance:
        return
    story = Story(treaty)
    day, applicant = story.enter_into_force() + PAUSE, story.outsider()
    if comes_in_by_consent(story, applicant, day):
        other = entry_clause(treaty).provision
        yield NoGap("blocked-accession", "by-deposit", {"provision": clause.provision, "other": other})
        return
    asked = story.ask_to_accede(applicant, day)
    parties = {act["by"] for act in story.acts}
    silent = next((state for state in asked if state not in parties), asked[-1]) if asked else ""
    story.accept(applicant, (state for state in asked if state != silent), day + PAUSE)
    found = story.timeline()
    waiting = next(one.waiting_for for one in found.states if one.state == applicant)
    if silent and waiting == (silent,) and not any(effect.state == applicant for effect in found.coming):
        states = {"applicant": (applicant,), "silent": (silent,)}
        days = {"day": day}
        words = {"provision": clause.provision, "asked": len(asked)}
        yield Gap("blocked-accession", "blocked-accession", story.scenario(), (clause.provision,), days, states, words)


def withdrawn_instrument(treaty: Treaty) -> Iterator[Gap | NoGap]:
    """E-3, E-38: consent taken back when the conditions are met and the treaty is not yet in force."""
    clause = entry_clause(treaty)
    if "threshold" in treaty.settled:
        if clause.by_deposit:
            answer = treaty.settled["threshold"]
            yield NoGap("withdrawn-instrument", "settled-unseen", {"provision": clause.provision, "answer": answer})
        return
    story = Story(treaty)
    entry = story.enter_into_force()
    met = int(story.acts[-1]["date"])
    state, day = str(story.acts[0]["by"]), met + (entry - met) // 2
    here: tuple[str, ...] = (clause.provision,)
    days: dict[str, int | None] = {"met": met, "day": day, "entry": entry}
    words = {"provision": clause.provision, "threshold": clause.number("threshold")}
    if clause.by_deposit:
        if entry > met:
            scenario = story.scenario(through=day)
            yield Gap("withdrawn-instrument", "withdrawn-deposit", scenario, here, days, {"state": (state,)}, words)
        return
    story.act("notification-withdrawn", day, state)
    found = story.timeline()
    if any(it.code == "no-authority" and it.act and it.act.kind == "notification-withdrawn" for it in found.findings):
        after = found.first(GENERAL)
        bound = sum(effect.kind == FOR_A_STATE for effect in found.effects)
        case = "withdrawn-stands" if after is not None else "withdrawn-fails"
        days, words = days | {"entry": after}, words | {"bound": bound}
        yield Gap("withdrawn-instrument", case, story.scenario(), here, days, {"state": (state,)}, words)


def below_threshold(treaty: Treaty) -> Iterator[Gap]:
    """VCLT 55, E-37: a Party leaves, and those that are left could not have brought the treaty into force."""
    minimum = the_clause(treaty, MinimumParties)
    if the_clause(treaty, Withdrawal) is None:
        return
    if minimum is not None and not minimum.of_general_law and "below-two" in minimum.settles:
        return
    story, leaver = Story(treaty), enough(treaty)[-1]
    out = story.leave(leaver, story.enter_into_force() + PAUSE)
    found = story.timeline()
    stayed = [one for one in found.states if one.in_force and one.in_force[-1][1] in (None, out)]
    left = [one.state for one in stayed if one.state != leaver]
    if out is None or meets(treaty, left):
        return
    filled = minimum.provision if minimum is not None and minimum.of_general_law else ""
    own = minimum if minimum is not None and not filled else None
    here = (own.provision if own else entry_clause(treaty).provision,)
    words = {"provision": entry_clause(treaty).provision, "left": len(left)}
    words |= {"minimum": own.provision, "least": own.number("minimum")} if own else {}
    ends = "ends" if found.first("termination") is not None else "goes-on"
    case = f"below-open-{ends}" if own else f"below-{ends}"
    states = {"state": (leaver,)}
    yield Gap("below-threshold", case, story.scenario(), here, {"day": out}, states, words, filled)


def amendment_without_date(treaty: Treaty) -> Iterator[Gap]:
    """E-14: all Parties consent to a change of the text, and nothing says from when it is the text."""
    for clause in treaty.operative:
        if isinstance(clause, MutualConsent) and clause.parameters["subject"] in CHANGES and not clause.has_period:
            yield from _undated(treaty, clause)


def _undated(treaty: Treaty, clause: MutualConsent) -> Iterator[Gap]:
    subject = str(clause.parameters["subject"])
    story = Story(treaty)
    day = story.enter_into_force() + PAUSE
    propose(story, clause, day, day + PAUSE)
    found = [it for it in story.timeline().effects if it.kind == SUBJECTS[subject]]
    if found:
        days = {"day": day, "last": day + PAUSE, "effect": day_of(found[0].at)}
        words, here = {"subject": subject, "provision": clause.provision}, (clause.provision,)
        yield Gap("amendment-without-date", "amendment-without-date", story.scenario(), here, days, {}, words)


def duty_without_consequence(treaty: Treaty) -> Iterator[Gap | NoGap]:
    """A duty with a due day is not performed, and nothing says what follows.  Expectations (E-10) cannot be breached,
    and of a continuing duty no day shows the breach."""
    for clause in treaty.operative:
        for duty in () if clause.consequence else clause.deadlines:
            yield from _breached(treaty, clause, duty)
    held = {"", *(clause.provision for clause in treaty.clauses)}
    for named in dict.fromkeys(clause.consequence for clause in treaty.clauses if clause.consequence not in held):
        duties = [clause.provision for clause in treaty.clauses if clause.consequence == named]
        yield NoGap("duty-without-consequence", "elsewhere", {"named": named, "provisions": ", ".join(duties)})


def _breached(treaty: Treaty, clause: Clause, duty: str) -> Iterator[Gap]:
    story = Story(treaty)
    BREACHES[duty](story)
    due = max((it.due for it in _owed(story.timeline(), clause, duty) if it.due is not None), default=None)
    if due is None:
        return
    overdue = [it for it in _owed(story.timeline(due), clause, duty) if it.status == "overdue"]
    if overdue:
        states = {"bearers": tuple(it.bearer for it in overdue), "of": tuple(it.of for it in overdue if it.of)}
        words, here = {"duty": duty, "provision": clause.provision}, (clause.provision,)
        yield Gap("duty-without-consequence", "duty", story.scenario(due), here, {"due": due}, states, words)


def _owed(timeline: Timeline, clause: Clause, duty: str) -> Iterator[Obligation]:
    return (it for it in timeline.obligations if (it.duty, it.provision) == (duty, clause.provision))


def _at_once(story: Story) -> None:
    """Nothing must happen: the duty arises on signing."""


def _in_force(story: Story) -> None:
    story.enter_into_force()


def _notice(story: Story) -> None:
    """A Party gives notice, and enough others are left that the treaty goes on."""
    story.leave(enough(story.treaty)[0], story.enter_into_force(more=2) + PAUSE)


BREACHES: dict[str, Callable[[Story], None]] = {
    "certified-copies": _at_once,
    "authority-exchange": _in_force,
    "withdrawal-circulated": _notice,
}
"""What must happen for a duty to arise, by the kind of duty."""
