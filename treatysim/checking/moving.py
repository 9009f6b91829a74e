"""Two sentences that look true and are not, each with the narrower one that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from treatysim.checking.drafting import act_of, draft_of
from treatysim.checking.lived import lived
from treatysim.checking.ordering import Fact, effect_fact, fixed_days
from treatysim.checking.properties import Breach, breach
from treatysim.checking.retelling import answers
from treatysim.law.acts import Act
from treatysim.law.consequences import Effect
from treatysim.law.days import day_of, start_of
from treatysim.law.entry_into_force import EntryIntoForce
from treatysim.law.formula import Given
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.law.treaty import Treaty

CONSENTS = ("notification", "deposit")
MOST_CONSENTS, EARLIER_BY = 6, (1, 30, 90)
UNSETTLING = ("notification-withdrawn", "signature-withdrawn", "withdrawal", "proposal")
"""Acts after which an earlier consent may come too early: it can be withdrawn, or the treaty left or ended."""


def earlier_delays_nobody(timeline: Timeline) -> Breach | None:
    """12(1): had a State consented earlier (not before another act of its own), nobody would be bound later."""
    return _delayed(timeline, None)


def earlier_delays_no_signatory(timeline: Timeline) -> Breach | None:
    """12(1): had a signatory consented earlier, no signatory would be bound later than it is."""
    return _delayed(timeline, frozenset(timeline.scenario.treaty.signatories))


def earlier_delays_no_applicant(timeline: Timeline) -> Breach | None:
    """12(1), 12(3): had a State consented earlier (not before another act of its own), no acceding State would be bound
    later."""
    acceded = {effect.state or "" for effect in timeline.effects if effect.kind == "accession-complete"}
    return _delayed(timeline, frozenset(acceded))


def with_an_accession(timeline: Timeline) -> bool:
    """Whether somebody's accession was completed."""
    return any(effect.kind == "accession-complete" for effect in timeline.effects)


def settled_own_dates(timeline: Timeline) -> bool:
    """Whether own dates are read as such, nobody withdraws, leaves or ends anything, and entering into force cannot be
    the end: neither of this life nor of one with an earlier consent."""
    said = answers(timeline)
    own = fixed_days(timeline) and said["window"] == "own-date" and not ends_on_entering(timeline.scenario.treaty, said)
    return own and not any(act.kind in UNSETTLING for act in timeline.scenario.acts)


def ends_on_entering(treaty: Treaty, answers: Mapping[str, str]) -> bool:
    """Whether a treaty, so read, may end on the day on which it enters into force: it needs more Parties to go on than
    consents to begin.

    >>> from treatysim.files import load_treaty
    >>> ends_on_entering(load_treaty("sco-iis-2009"), {"below-two": "ends"})
    False
    """
    least = [clause.number("minimum") for clause in treaty.clauses if clause.kind == "minimum-parties"]
    begins = [clause.number("threshold") for clause in treaty.clauses if isinstance(clause, EntryIntoForce)]
    return answers["below-two"] == "ends" and max(least, default=0) > min(begins, default=0)


def revoked_without_trace(timeline: Timeline) -> Breach | None:
    """VCLT 68: without a notice that was revoked, and its revocation, everybody enters and leaves on the same days."""
    for notice, revocation in _revoked(timeline):
        other = _without(timeline, (*notice, revocation))
        here, there = set(_comings_and_goings(timeline)), set(_comings_and_goings(other))
        for fact in sorted(here ^ there, key=str):
            state = fact[2] or ""
            return breach("trace", state, state=state, what=fact[3], day=fact[1], act=revocation.id)
    return None


def nothing_between(timeline: Timeline) -> bool:
    """Whether no other act of a State lies between its notice and the revocation of it, and no day hangs on another."""
    if not fixed_days(timeline):
        return False
    for notice, revocation in _revoked(timeline):
        own = [act.id for act in _received(timeline) if act.by == revocation.by]
        between = own[own.index(notice[0].id) : own.index(revocation.id)]
        if len(notice) > 1 or len(between) > 1:
            return False
    return True


def _delayed(timeline: Timeline, who: frozenset[str] | None) -> Breach | None:
    scenario = replace(timeline.scenario, through=None)
    before = _first_entries(lived(scenario))
    for consent, earlier in _earlier(timeline):
        after = _first_entries(lived(_with_acts(scenario, (_moved(act, consent, earlier) for act in scenario.acts))))
        for state, entry in before.items():
            late = day_of(after[state].at) if state in after else None
            if (who is None or state in who) and (late is None or start_of(late) > entry.at):
                key = "never-bound" if late is None else "delayed"
                facts = {"state": state, "by": consent.by}
                return breach(key, entry, day=day_of(entry.at), late=late, earlier=earlier, **facts)
    return None


def _earlier(timeline: Timeline) -> Iterator[tuple[Act, int]]:
    """Each of the last consents, with earlier days on which it might have been received; never before another act of
    the same State, which might then undo it."""
    for consent in _consents(timeline):
        day = consent.date if isinstance(consent.date, int) else 0
        others = [act.date for act in timeline.scenario.acts if act.by == consent.by and act is not consent]
        for earlier in (day - by for by in EARLIER_BY):
            passed = any(not isinstance(other, int) or earlier <= other <= day for other in others)
            if earlier >= timeline.scenario.treaty.opens and not passed:
                yield consent, earlier


def _consents(timeline: Timeline) -> list[Act]:
    """The consents to be bound that were admitted, the last few of them (enough of them to bring anything about)."""
    given = [happening.act for happening in timeline.happenings if isinstance(happening, Given)]
    return [act for act in given if act.kind in CONSENTS][-MOST_CONSENTS:]


def _moved(act: Act, which: Act, day: int) -> Act:
    return act_of(draft_of(act) | {"date": day}, act.rank) if act.id == which.id else act


def _first_entries(timeline: Timeline) -> dict[str, Effect]:
    """The first entry into force for each State, what is coming included."""
    first: dict[str, Effect] = {}
    for effect in (*timeline.effects, *timeline.coming):
        if effect.kind == "entry-into-force-for" and effect.state:
            first.setdefault(effect.state, effect)
    return first


def _revoked(timeline: Timeline) -> Iterator[tuple[tuple[Act, ...], Act]]:
    """The notices of a State that ran, and the revocation that ended them."""
    running: dict[str, tuple[Act, ...]] = {}
    for happening in timeline.happenings:
        if not isinstance(happening, Given):
            running.pop(happening.state or "", None)
        elif happening.act.kind == "withdrawal":
            running[happening.act.by] = (*running.get(happening.act.by, ()), happening.act)
        elif happening.act.kind == "withdrawal-revoked" and happening.act.by in running:
            yield running.pop(happening.act.by), happening.act


def _without(timeline: Timeline, acts: Iterable[Act]) -> Timeline:
    gone = {act.id for act in acts}
    scenario = replace(timeline.scenario, through=timeline.through)
    return lived(_with_acts(scenario, (act for act in scenario.acts if act.id not in gone)))


def _with_acts(scenario: Scenario, acts: Iterable[Act]) -> Scenario:
    return replace(scenario, acts=tuple(replace(act, rank=place) for place, act in enumerate(acts)))


def _received(timeline: Timeline) -> list[Act]:
    """The acts that happened, those without effect included, in their order."""
    happened = [outcome for outcome in timeline.acts if outcome.admitted is not None]
    return [outcome.act for outcome in sorted(happened, key=lambda outcome: (outcome.day or 0, outcome.act.rank))]


def _comings_and_goings(timeline: Timeline) -> Iterator[Fact]:
    """Every effect, what is coming included."""
    return (effect_fact(effect) for effect in (*timeline.effects, *timeline.coming))
