"""Properties that compare a life with another: a later act, another order of the file, other names, nothing refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from treatysim.checking.drafting import act_of, draft_of
from treatysim.checking.lived import lived
from treatysim.checking.properties import Breach, breach
from treatysim.law.acts import Act
from treatysim.law.consequences import Effect
from treatysim.law.days import day_of
from treatysim.law.formula import Given
from treatysim.law.timeline import Timeline

Fact = tuple[Any, ...]
"""Something that a timeline says, without the ids of effects, as it can be compared with another's: what sort of
thing, its day, the State it is about, its kind, and what else there is."""


def fixed_days(timeline: Timeline) -> bool:
    """Whether every act of a life has a day of its own, which is known and hangs on nothing."""
    scenario = timeline.scenario
    return not scenario.uncertain and all(isinstance(act.date, int) for act in scenario.acts)


def no_later_act(timeline: Timeline) -> Breach | None:
    """Causality: what the acts of the last day change lies on that day or later: effects, findings, standings, and
    which duties arose and were performed."""
    acts = timeline.scenario.acts
    last = max((_day(act) for act in acts), default=0)
    before = tuple(act for act in acts if _day(act) < last)
    if not before or last > timeline.through:
        return None
    fewer = again(timeline, before, last - 1)
    return _first_difference(
        "later-act",
        (fact for fact in _settled(timeline) if fact[1] < last),
        (fact for fact in _settled(fewer) if fact[1] < last),
        last,
    )


def order_of_the_file(timeline: Timeline) -> Breach | None:
    """Acts of different days may stand in any order in the file."""
    acts = sorted(timeline.scenario.acts, key=lambda act: -_day(act))
    return _first_difference("file-order", facts(timeline), facts(again(timeline, acts)))


def names_of_states(timeline: Timeline) -> Breach | None:
    """UN Charter 2(1): States are equal: had two signatories changed places, everything would be the same but for
    their names."""
    first, *_, last = timeline.scenario.treaty.signatories
    swapped = {first: last, last: first}
    other = again(timeline, [_renamed(act, swapped) for act in timeline.scenario.acts])
    return _first_difference("names", facts(timeline), (_with(fact, swapped) for fact in facts(other)))


def symmetrical(timeline: Timeline) -> bool:
    """Whether a treaty tells its signatories apart by nothing but their names."""
    treaty = timeline.scenario.treaty
    return (
        fixed_days(timeline)
        and len(treaty.signatories) > 1
        and not (treaty.groups or treaty.quantities or treaty.not_additional)
    )


def refused_acts(timeline: Timeline) -> Breach | None:
    """What a finding says has no effect has none: without the acts that were refused everything else is the same."""
    refused = {outcome.act.id for outcome in timeline.acts if outcome.admitted is False}
    if not refused:
        return None
    other = again(timeline, [act for act in timeline.scenario.acts if act.id not in refused])
    named = {state.state for state in other.states}
    kept = [
        fact
        for fact in facts(timeline)
        if not (fact[0] == "finding" and fact[4] in refused) and not (fact[0] == "standing" and fact[2] not in named)
    ]
    return _first_difference("refused", kept, facts(other))


def what_is_coming(timeline: Timeline) -> Breach | None:
    """What is said to be coming comes, if nobody acts any more."""
    done = [outcome.act for outcome in timeline.acts if outcome.admitted is not None]
    later = lived(replace(timeline.scenario, acts=tuple(done), through=None))
    said = Counter(effect_fact(effect) for effect in (*timeline.effects, *timeline.coming))
    return _first_difference("coming", said, Counter(map(effect_fact, later.effects)))


def again(timeline: Timeline, acts: Sequence[Act], through: int | None = None) -> Timeline:
    """The same life with other acts, in this order of the file, up to the same last day or another one."""
    placed = tuple(act if act.rank == place else replace(act, rank=place) for place, act in enumerate(acts))
    return lived(replace(timeline.scenario, acts=placed, through=timeline.through if through is None else through))


def facts(timeline: Timeline) -> Iterator[Fact]:
    """What a timeline says, each with its kind, its day and the State it is about: effects, admitted acts, standings,
    duties and findings."""
    for happening in timeline.happenings:
        if isinstance(happening, Given):
            yield "act", day_of(happening.at), happening.act.by, happening.act.kind, happening.act.id
        else:
            yield effect_fact(happening)
    for state in timeline.states:
        yield "standing", timeline.through, state.state, state.standing, state.in_force, frozenset(state.waiting_for)
    for duty in timeline.obligations:
        days = (duty.due, duty.performed, duty.status)
        yield "duty", duty.arises, duty.bearer, duty.duty, duty.of, *days
    for finding in timeline.findings:
        yield "finding", day_of(finding.at), finding.state, finding.code, finding.act.id if finding.act else None


def effect_fact(effect: Effect) -> Fact:
    """An effect as a fact."""
    return "effect", day_of(effect.at), effect.state, effect.kind


def _settled(timeline: Timeline) -> Iterator[Fact]:
    """What a timeline says of single days, each with the day on which it is settled."""
    yield from (fact for fact in facts(timeline) if fact[0] in ("act", "effect", "finding"))
    for state, history in timeline.standings.items():
        at_last = {day_of(at) or 0: standing for at, standing in history}
        yield from (("standing", day, state, standing) for day, standing in at_last.items())
    for duty in timeline.obligations:
        yield "arises", duty.arises or 0, duty.bearer, duty.duty, duty.of, duty.due
        if duty.performed is not None:
            yield "performed", duty.performed, duty.bearer, duty.duty, duty.of, duty.due


def _first_difference(key: str, here: Iterable[Fact], there: Iterable[Fact], day: int | None = None) -> Breach | None:
    one, other = Counter(here), Counter(there)
    for fact in (*(one - other), *(other - one)):
        return breach(key, fact[2] or fact[1] or "", what=fact[3], state=fact[2] or "–", when=fact[1], day=day)
    return None


def _day(act: Act) -> int:
    return act.date if isinstance(act.date, int) else 0


def _renamed(act: Act, names: dict[str, str]) -> Act:
    draft = draft_of(act)
    for field in ("by", "of"):
        if field in draft:
            draft[field] = names.get(draft[field], draft[field])
    if "between" in draft:
        draft["between"] = [names.get(state, state) for state in draft["between"]]
    return act_of(draft, act.rank)


def _with(fact: Fact, names: dict[str, str]) -> Fact:
    """A fact about other States."""
    return tuple(_swap(part, names) for part in fact)


def _swap(part: object, names: dict[str, str]) -> object:
    if isinstance(part, frozenset):
        return frozenset(names.get(state, state) for state in part)
    return names.get(part, part) if isinstance(part, str) else part
