"""What differs between two scenarios, as single changes, each of which can be put back by itself.

A scenario is taken apart into *parts*: its acts, the reading of every axis, every parameter of every provision, every
doubt that one settles, every State in a group or with a quantity, the last day.  A change is a few parts that differ.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from treatysim.law.acts import Act
from treatysim.law.clause import UNITS, Clause
from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty

Part = tuple[str | int, ...]
"""The name of a part: of which sort it is, and which one."""

Parts = Mapping[Part, object]

What = Literal["treaty", "act", "order", "reading", "parameter", "settled", "group", "quantity", "through"]
How = Literal["added", "dropped", "moved", "altered"]

ORDER: Part = ("order",)
THROUGH: Part = ("through",)
TREATY: Part = ("treaty",)


@dataclass(frozen=True)
class Change:
    """One thing that differs: what it is, which one (an act by its id), and its value in each scenario, None where it
    has none.  ``parts`` are the parts of a scenario that change with it."""

    what: What
    how: How
    name: str
    before: object
    after: object
    parts: frozenset[Part]


def parts_of(scenario: Scenario, whole_treaty: bool) -> dict[Part, object]:
    """A scenario taken apart; under ``whole_treaty`` the treaty is one part, and not its parameters."""
    treaty = scenario.treaty
    parts: dict[Part, object] = {("act", act.id): _timeless(act) for act in scenario.acts}
    parts |= {("reading", axis): value for axis, value in scenario.all_readings.items()}
    parts[THROUGH] = scenario.through
    if whole_treaty:
        return parts | {TREATY: treaty}
    for place, clause in enumerate(treaty.clauses):
        parts |= {("parameter", place, name): value for name, value in clause.parameters.items()}
        parts |= {("settled", place, axis): answer for axis, answer in clause.settles.items()}
    for group, members in treaty.groups.items():
        parts |= {("group", group, state): True for state in members}
    for quantity, held in treaty.quantities.items():
        parts |= {("quantity", quantity, state): number for state, number in held.items()}
    return parts


def same_treaty(one: Treaty, other: Treaty) -> bool:
    """Whether two treaties differ at most in parameters, in how a doubt is settled, in who is in a group, and in
    quantities."""
    return _frame(one) == _frame(other)


def changes(before: Scenario, after: Scenario, one: Parts, other: Parts) -> tuple[Change, ...]:
    """Every difference between two scenarios whose acts go by common ids and which were taken apart: the treaty and
    what is corrected in it, readings, the last day, acts."""
    differing = [part for part in {**one, **other} if one.get(part) != other.get(part)]
    found = list(_treaty(before, after, differing))
    found += _parameters(before.treaty, after.treaty, differing)
    own = frozenset(part for change in found for part in change.parts)
    found += [
        _single(part, one.get(part), other.get(part))
        for part in differing
        if part not in own and part[0] in ("reading", "settled", "group", "quantity", "through")
    ]
    return (*found, *_acts(before, after, differing))


# -- each sort of change


def _treaty(before: Scenario, after: Scenario, differing: Collection[Part]) -> Iterator[Change]:
    """Another treaty, with the readings of axes that only one of the two leaves open."""
    if TREATY in differing:
        open_in_one = frozenset(before.treaty.axes) ^ frozenset(after.treaty.axes)
        parts = {TREATY, *(part for part in differing if part[0] == "reading" and part[1] in open_in_one)}
        yield Change("treaty", "altered", after.treaty.id, before.treaty, after.treaty, frozenset(parts))


def _parameters(before: Treaty, after: Treaty, differing: Collection[Part]) -> Iterator[Change]:
    """The parameters that differ, once for each provision; a period that counts in other units changes whole."""
    together: dict[tuple[str, str], list[Part]] = {}
    for part in differing:
        if part[0] == "parameter":
            clause, other, name = before.clauses[int(part[1])], after.clauses[int(part[1])], str(part[2])
            period = name in UNITS and _period(clause).keys() != _period(other).keys()
            together.setdefault((clause.provision, "period" if period else name), []).append(part)
    for (provision, name), parts in together.items():
        place = int(parts[0][1])
        values = _value(before.clauses[place], name), _value(after.clauses[place], name)
        yield Change("parameter", "altered", f"{provision} {name}", values[0], values[1], frozenset(parts))


def _value(clause: Clause, name: str) -> object:
    return _period(clause) if name == "period" else clause.shown_parameters().get(name)


def _period(clause: Clause) -> dict[str, object]:
    return {unit: clause.parameters[unit] for unit in UNITS if unit in clause.parameters}


def _single(part: Part, before: object, after: object) -> Change:
    """A change of one part that is not an act, nor of the treaty's own text."""
    what: What = part[0]  # type: ignore[assignment]
    how: How = "altered"
    if what in ("group", "quantity") and (before is None or after is None):
        how = "added" if before is None else "dropped"
    named = part[2:] if what == "settled" else part[1:]
    return Change(what, how, " ".join(map(str, named)), before, after, frozenset({part}))


def _acts(before: Scenario, after: Scenario, differing: Collection[Part]) -> Iterator[Change]:
    for part in differing:
        if part[0] == "act":
            name = str(part[1])
            one, other = before.by_id.get(name), after.by_id.get(name)
            yield Change("act", _how(one, other), name, one, other, frozenset({part}))


def _how(before: Act | None, after: Act | None) -> How:
    if before is None or after is None:
        return "added" if before is None else "dropped"
    same = _timeless(replace(before, date=after.date, supposed=after.supposed)) == _timeless(after)
    return "moved" if same and before.date != after.date else "altered"


def _timeless(act: Act) -> Act:
    """An act without its place in a file."""
    return replace(act, rank=0, line=0, file="")


def _frame(treaty: Treaty) -> tuple[object, ...]:
    """A treaty without its parameters, its groups' members and its quantities, without the answers that its text gives
    to doubts, and without its words."""
    clauses = tuple((one.provision, one.kind, one.axes, frozenset(one.settles)) for one in treaty.clauses)
    days = (treaty.signed, treaty.adopted, treaty.seat)
    counted = (frozenset(treaty.groups), frozenset(treaty.quantities), treaty.not_additional)
    return treaty.id, days, frozenset(treaty.signatories), clauses, counted
