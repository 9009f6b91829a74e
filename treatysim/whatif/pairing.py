"""Which acts of two scenarios are the same act, and one id for each, by which both scenarios can be read.

Acts are paired by the ids that an overlay keeps, then by the ids that their files give, then by what they are: kind,
author and whom they concern, those of the same day first.  What finds no partner was added or dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace

from treatysim.law.acts import ACTS, EFFECTS, Act, Anchor
from treatysim.law.scenario import Scenario
from treatysim.words import states

_AUTOMATIC = re.compile(r"a\d+", re.ASCII)

Pair = tuple[Act | None, Act | None]
"""An act of one scenario and the same act of the other; None where it has none."""


@dataclass(frozen=True)
class Paired:
    """Two scenarios whose acts go by common ids; ``named`` gives for each of these the act as either file has it."""

    before: Scenario
    after: Scenario
    named: Mapping[str, Pair]


def paired(before: Scenario, after: Scenario) -> Paired:
    """Two scenarios with the same id for the same act, and different ids for different acts.

    >>> from treatysim.files import load_text
    >>> one = load_text("treaty: sco-iis-2009\\nacts: [{act: notification, by: CHN, date: 2011-03-10}]")
    >>> both = "[{act: notification, by: RUS, date: 2011-03-01}, {act: notification, by: CHN, date: 2011-03-10}]"
    >>> pairs = paired(one, load_text(f"treaty: sco-iis-2009\\nacts: {both}"))
    >>> [act.id for act in pairs.before.acts], [act.id for act in pairs.after.acts]
    (['a1'], ["a1'", 'a1'])
    """
    pairs = _pairs(before, after)
    named = dict(zip(_names(pairs), pairs, strict=True))
    first = {act.id: name for name, (act, _) in named.items() if act is not None}
    second = {act.id: name for name, (_, act) in named.items() if act is not None}
    return Paired(_renamed(before, first), _renamed(after, second), named)


# -- pairs


def _pairs(before: Scenario, after: Scenario) -> list[Pair]:
    """Every act of either scenario once, with its partner if it has one."""
    one, other = _Signs(before), _Signs(after)
    kept = _common(before, after)
    ways: tuple[Callable[[Act, _Signs], Hashable], ...] = (
        lambda act, _: act.id if act.id in kept else None,
        lambda act, _: act.id if _given(act) else None,
        lambda act, signs: (signs.of(act), signs.about(act), act.id),
        lambda act, signs: (signs.of(act), signs.about(act)),
        lambda act, signs: (signs.of(act), act.id),
        lambda act, signs: signs.of(act),
    )
    left, right = list(before.acts), list(after.acts)
    pairs: list[Pair] = []
    for way in ways:
        waiting: dict[Hashable, list[Act]] = {}
        for act in reversed(right):
            waiting.setdefault(way(act, other), []).append(act)
        waiting.pop(None, None)
        found = [(act, waiting[key].pop()) for act in left if waiting.get(key := way(act, one))]
        pairs += found
        left = _without(left, {act.id for act, _ in found})
        right = _without(right, {act.id for _, act in found})
    return [*pairs, *((act, None) for act in left), *((None, act) for act in right)]


def _without(acts: list[Act], gone: set[str]) -> list[Act]:
    return [act for act in acts if act.id not in gone]


def _given(act: Act) -> bool:
    """Whether an id is one that a file gives, rather than the number of the act."""
    return "id" in act.fields or _AUTOMATIC.fullmatch(act.id) is None


def _common(before: Scenario, after: Scenario) -> frozenset[str]:
    """The ids of the base that two scenarios have in common, of which one can be the other itself."""
    for one in _bases(before):
        for other in _bases(after):
            if one.acts == other.acts:
                return frozenset(one.by_id)
    return frozenset()


def _bases(scenario: Scenario) -> Iterator[Scenario]:
    found: Scenario | None = scenario
    while found is not None:
        yield found
        found = found.base


class _Signs:
    """What the acts of one scenario are, said without the numbers that they have there."""

    def __init__(self, scenario: Scenario) -> None:
        self.by_id = scenario.by_id
        seen: Counter[Hashable] = Counter()
        self.names: dict[str, Hashable] = {}
        for act in scenario.acts:
            what = (act.kind, act.by, act.of, act.subject, act.instrument)
            self.names[act.id] = act.id if _given(act) else (*what, seen[what])
            seen[what] += 1

    def of(self, act: Act) -> Hashable:
        """What an act is, whenever it was done."""
        about = self._name(act.of) if act.kind == "project-completed" else act.of
        return act.kind, act.by, about, act.subject, act.instrument, frozenset(act.between), self._name(act.to)

    def about(self, act: Act) -> Hashable:
        """When it was done, and what else it says."""
        date: Hashable = act.date
        if isinstance(act.date, Anchor):
            date = (self._name(act.date.after), act.date.by, self._name(act.date.of), act.date.days)
        return date, act.sent, act.intended, act.period, act.supposed

    def _name(self, name: str | None) -> Hashable:
        return name if name is None else self.names.get(name, name)


# -- common ids


def _names(pairs: list[Pair]) -> list[str]:
    """An id for each pair, the same whichever scenario comes first: its own, the shorter of two, never a kind's."""
    taken: set[str] = {*ACTS, *EFFECTS}
    names: dict[int, str] = {}
    for place in sorted(range(len(pairs)), key=lambda place: _precedence(pairs[place])):
        own = sorted(_ids(pairs[place]), key=_length)
        name = next((one for one in own if one not in taken), own[0])
        while name in taken:
            name = f"{name}'"
        taken.add(name)
        names[place] = name
    return [names[place] for place in range(len(pairs))]


def _ids(pair: Pair) -> list[str]:
    return [act.id for act in pair if act is not None]


def _length(name: str) -> tuple[int, str]:
    return len(name), name


def _precedence(pair: Pair) -> tuple[object, ...]:
    """Acts with one id in both scenarios keep it; then those with two, then those without a partner."""
    ids = sorted(map(_length, _ids(pair)))
    acts = sorted((act.kind, act.by, act.of or "", str(act.date)) for act in pair if act is not None)
    return len(set(ids)) + 2 * (len(ids) == 1), ids, acts


def _renamed(scenario: Scenario, names: Mapping[str, str]) -> Scenario:
    """The same scenario with other ids, wherever an act is named; an uncertain date is its median from here on."""
    acts = tuple(_act_renamed(act, names) for act in scenario.acts)
    return replace(scenario, acts=acts, uncertain={})


def _act_renamed(act: Act, names: Mapping[str, str]) -> Act:
    date = act.date
    if isinstance(date, Anchor):
        of = date.of if date.of is None or date.of in states() else names.get(date.of, date.of)
        date = replace(date, after=names.get(date.after, date.after), of=of)
    of = names.get(act.of or "", act.of) if act.kind == "project-completed" else act.of
    to = None if act.to is None else names.get(act.to, act.to)
    return replace(act, id=names[act.id], date=date, of=of, to=to)
