"""Scenarios between two others: the second with some of the changes put back to what they are in the first.

Not every choice of changes makes a scenario that a file could hold: a consent needs its proposal.  What depends on
one another is put back together (:meth:`Between.closed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from treatysim.files.anchors import circles
from treatysim.files.overlays import references
from treatysim.law.acts import Act
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.law.treaty import Treaty
from treatysim.simulation import simulate
from treatysim.whatif.changes import ORDER, THROUGH, TREATY, Change, Part, changes, parts_of, same_treaty
from treatysim.whatif.pairing import paired

Some = frozenset[int]
"""Some of the changes, by their places."""

_CORRECTIONS = ("parameter", "settled", "group", "quantity")


class Between:
    """Two scenarios, run, with the ``changes`` that lead from the first to the second.

    Acts go by common ids; ``named`` gives for each the act as either file has it.
    """

    def __init__(self, before: Scenario, after: Scenario) -> None:
        pairs = paired(before, after)
        self.named = pairs.named
        self.before, self.after = simulate(pairs.before), simulate(pairs.after)
        whole = not same_treaty(before.treaty, after.treaty)
        self._one, self._other = parts_of(pairs.before, whole), parts_of(pairs.after, whole)
        self._first, self._second = _orders(self.before, self.after)
        found = changes(pairs.before, pairs.after, self._one, self._other)
        if self._first != self._second:
            found += (Change("order", "altered", "", None, None, frozenset({ORDER})),)
        self.changes = found
        self._treaties: dict[frozenset[Part], Treaty] = {}
        self._closed: dict[Some, Some] = {}

    @cached_property
    def all(self) -> Some:
        """All changes: put back together, they give the first scenario."""
        return frozenset(range(len(self.changes)))

    def scenario(self, put_back: Iterable[int]) -> Scenario:
        """The second scenario with some of the changes put back."""
        back = frozenset(part for place in put_back for part in self.changes[place].parts)
        parts = {part: value for part, value in self._other.items() if part not in back}
        parts |= {part: self._one[part] for part in back if part in self._one}
        order = self._first if ORDER in back else self._second
        acts = (parts.get(("act", name)) for name in order)
        listed = tuple(replace(act, rank=rank) for rank, act in enumerate(act for act in acts if isinstance(act, Act)))
        treaty = self._treaty(back)
        readings = {axis: str(parts["reading", axis]) for axis in treaty.axes}
        through = parts[THROUGH]
        last = through if isinstance(through, int) else None
        return replace(self.after.scenario, treaty=treaty, acts=listed, through=last, readings=readings)

    def closed(self, put_back: Iterable[int]) -> Some:
        """Some changes with those that must be put back with them, lest an act refer to one that is not there, or be
        unknown to the treaty, or wait for itself."""
        some = frozenset(put_back)
        if some not in self._closed:
            grown = some
            while more := self._lacking(grown):
                grown |= more
            self._closed[some] = grown
        return self._closed[some]

    # -- the treaty

    def _treaty(self, back: frozenset[Part]) -> Treaty:
        if TREATY in self._one:
            return self.before.scenario.treaty if TREATY in back else self.after.scenario.treaty
        corrected = frozenset(part for part in back if part[0] in _CORRECTIONS)
        if corrected not in self._treaties:
            self._treaties[corrected] = self._corrected(corrected)
        return self._treaties[corrected]

    def _corrected(self, back: frozenset[Part]) -> Treaty:
        """The treaty of the second scenario with some parameters, settled doubts, members of groups and quantities put
        back."""
        treaty = self.after.scenario.treaty
        parameters: list[dict[str, Any]] = [dict(clause.parameters) for clause in treaty.clauses]
        settled: list[dict[str, Any]] = [dict(clause.settles) for clause in treaty.clauses]
        quantities: dict[str, dict[str, Any]] = {name: dict(held) for name, held in treaty.quantities.items()}
        groups = {name: set(members) for name, members in treaty.groups.items()}
        for part in back:
            sort, which, name = part[0], part[1], str(part[2])
            if sort == "group":
                groups[str(which)] ^= {name}
                continue
            if sort == "quantity":
                held = quantities[str(which)]
            else:
                held = (parameters if sort == "parameter" else settled)[int(which)]
            held.pop(name, None)
            if part in self._one:
                held[name] = self._one[part]
        said = zip(treaty.clauses, parameters, settled, strict=True)
        clauses = (replace(clause, parameters=held, settles=answers) for clause, held, answers in said)
        members = {name: frozenset(states) for name, states in groups.items()}
        return replace(treaty, clauses=tuple(clauses), groups=members, quantities=quantities)

    # -- what cannot be put back alone

    @cached_property
    def _change_of(self) -> dict[Part, int]:
        return {part: place for place, change in enumerate(self.changes) for part in change.parts}

    def _lacking(self, some: Some) -> Some:
        """What must be put back too, so that the scenario is one that a file could hold."""
        scenario = self.scenario(some)
        found: set[int] = set()
        for act in scenario.acts:
            own = self._change_of.get(("act", act.id))
            for name in self._broken(scenario, act):
                found.add(own if own is not None and own not in some else self._change_of.get(("act", name), -1))
            if self._strange(scenario, act):
                found |= {own} if own is not None and own not in some else self._of("treaty", *_CORRECTIONS)
        for circle in circles(scenario.acts, {}):
            found |= {self._change_of.get(("act", scenario.acts[rank].id), -1) for rank in circle}
        if scenario.through is not None and scenario.through < scenario.treaty.opens:
            found |= self._of("treaty", "through")
        return frozenset(found & self.all) - some

    def _broken(self, scenario: Scenario, act: Act) -> Iterator[str]:
        """The acts to which an act refers and which are not there, or are not what it takes them for."""
        for name in references(act):
            found = scenario.by_id.get(name)
            if name in self.named and (found is None or (name == act.to and found.kind != "proposal")):
                yield name

    @staticmethod
    def _strange(scenario: Scenario, act: Act) -> bool:
        """Whether the treaty knows no such act, or none so early."""
        early = isinstance(act.date, int) and act.date < scenario.treaty.opens
        return early or scenario.treaty.clause_for(act, scenario.subject_of(act)) is None

    def _of(self, *sorts: str) -> set[int]:
        return {place for place, change in enumerate(self.changes) if change.what in sorts}


# -- the order of the acts


def _orders(before: Timeline, after: Timeline) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All acts of both, once in an order that the first scenario can have, once in one that the second can have.

    Only the order of acts of one day counts.  Where one order serves for both, there is only one.
    """
    first, second = ([act.id for act in timeline.scenario.acts] for timeline in (before, after))
    like_second, like_first = _merged(second, first), _merged(first, second)
    if _of_one_day(like_second, before) == _of_one_day(first, before):
        return like_second, like_second
    if _of_one_day(like_first, after) == _of_one_day(second, after):
        return like_first, like_first
    return like_first, like_second


def _merged(order: list[str], other: list[str]) -> tuple[str, ...]:
    """One order with what only the other has put where it stands there: after the nearest act before it they share."""
    shared = set(order)
    behind: dict[str | None, list[str]] = {}
    last: str | None = None
    for name in other:
        if name in shared:
            last = name
        else:
            behind.setdefault(last, []).append(name)
    merged = list(behind.get(None, ()))
    for name in order:
        merged += [name, *behind.get(name, ())]
    return tuple(merged)


def _of_one_day(order: Iterable[str], timeline: Timeline) -> Mapping[int, list[str]]:
    """The acts of a timeline by their days, those of one day in a given order."""
    days = {outcome.act.id: outcome.day for outcome in timeline.acts if outcome.day is not None}
    found: dict[int, list[str]] = {}
    for name in order:
        if name in days:
            found.setdefault(days[name], []).append(name)
    return found
