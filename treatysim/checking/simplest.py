"""What shrinking leaves over, taken out: acts, readings, fields, waits and a last day without which a life shows the
same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, pairwise
from typing import Any

from treatysim.checking.drafting import draft_of, drafted
from treatysim.law.acts import Act
from treatysim.law.scenario import Scenario

TRIES = 500
"""So many simpler lives are looked at, at most."""

NEEDLESS = ("sent", "intended", "period")
"""Fields that an act can do without."""

Cut = Callable[[], Scenario]
"""Makes a life simpler by one thing."""


def simplest(
    life: Scenario, shows: Callable[[Scenario], bool], fixed: frozenset[str] = frozenset(), tries: int = TRIES
) -> Scenario:
    """A life that still shows something and from which nothing can be taken away: not all that one State does, no act
    and no two, no reading, no field, no wait of more than a day.  Acts are numbered anew.

    ``fixed`` are the axes that stay as they are; after so many ``tries`` what is left may not be the simplest.

    >>> from treatysim.files import load_treaty
    >>> acts = [{"act": "notification", "by": who, "date": 734260} for who in ("CHN", "KAZ", "RUS")]
    >>> life = drafted(load_treaty("sco-iis-2009"), acts, {"window": "general-date"}, through=734300)
    >>> left = simplest(life, lambda one: len(one.acts) > 1)
    >>> [act.by for act in left.acts], left.readings, left.through
    (['KAZ', 'RUS'], {}, None)
    """
    search = _Search(shows, tries)
    ways = (_states, _acts, partial(_rest, fixed=fixed), _pairs, _waits)
    while True:
        before = life
        for way in ways:
            life = search.without(life, way)
        if life is before:
            return life


@dataclass
class _Search:
    """Simpler lives looked at, as long as there are tries left."""

    shows: Callable[[Scenario], bool]
    tries: int

    def without(self, life: Scenario, way: Callable[[Scenario], Iterator[Cut]]) -> Scenario:
        """A life without whatever can be taken out in one way; what is taken out makes room for the next cut."""
        cuts, place = list(way(life)), 0
        while place < len(cuts) and self.tries > 0:
            self.tries -= 1
            less = cuts[place]()
            if self.shows(less):
                life, cuts = less, list(way(less))
            else:
                place += 1
        return life


def _states(life: Scenario) -> Iterator[Cut]:
    """All that one State does, and what is done about it."""
    for state in dict.fromkeys(act.by for act in life.acts):
        gone = [act.id for act in life.acts if state in (act.by, act.of)]
        if len(gone) > 1:
            yield partial(_without, life, gone)


def _acts(life: Scenario) -> Iterator[Cut]:
    return (partial(_without, life, (act.id,)) for act in life.acts)


def _pairs(life: Scenario) -> Iterator[Cut]:
    return (partial(_without, life, (one.id, other.id)) for one, other in combinations(life.acts, 2))


def _rest(life: Scenario, fixed: frozenset[str]) -> Iterator[Cut]:
    """Readings, the last day, and fields of acts."""
    for axis in life.readings.keys() - fixed:
        yield partial(replace, life, readings={name: answer for name, answer in life.readings.items() if name != axis})
    if life.through is not None:
        yield partial(replace, life, through=None)
    for act in life.acts:
        for field in NEEDLESS:
            if field in act.fields:
                yield partial(_less, life, act, field)


def _waits(life: Scenario) -> Iterator[Cut]:
    """Waits of more than a day between two acts, which become one day."""
    days = sorted({act.date for act in life.acts if isinstance(act.date, int)})
    for earlier, later in pairwise(days):
        if later - earlier > 1:
            yield partial(_sooner, life, earlier + 1, later)


def _without(life: Scenario, gone: Collection[str]) -> Scenario:
    """A life without some acts and without those that name them."""
    kept = [act for act in life.acts if act.id not in gone and act.of not in gone and act.to not in gone]
    return _drafted(life, [_numbered_anew(act) for act in kept])


def _less(life: Scenario, which: Act, field: str) -> Scenario:
    """A life in which an act lacks a field."""
    drafts = {act.id: _numbered_anew(act) for act in life.acts}
    del drafts[which.id][field]
    return _drafted(life, list(drafts.values()))


def _sooner(life: Scenario, day: int, until: int) -> Scenario:
    """A life in which nothing happens between a day and another; what lies later comes so much sooner."""

    def moved(when: object) -> object:
        if not isinstance(when, int) or when <= day:
            return when
        return day if when < until else when - (until - day)

    acts = [
        {key: moved(value) if key in ("date", "sent", "intended") else value for key, value in draft.items()}
        for draft in map(_numbered_anew, life.acts)
    ]
    through = None if life.through is None else max(day, life.through - (until - day))
    return replace(_drafted(life, acts), through=through)


def _drafted(life: Scenario, acts: list[dict[str, Any]]) -> Scenario:
    return drafted(life.treaty, acts, life.readings, life.through, life.title)


def _numbered_anew(act: Act) -> dict[str, Any]:
    """An act without the id that it was given for its place alone."""
    return {key: value for key, value in draft_of(act).items() if key != "id" or "id" in act.fields}
