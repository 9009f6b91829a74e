"""A state machine made from a treaty file: its rules are the acts that the clauses know, its invariants the properties.

>>> from treatysim.files import load_treaty
>>> machine = treaty_machine(load_treaty("budapest-2001"))
>>> [name for name in vars(machine) if name.replace("_", "-") in machine.treaty.acts]
['deposit', 'withdrawal', 'withdrawal_revoked']
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from treatysim.checking.cast import Cast, cast_of
from treatysim.checking.drafting import drafted
from treatysim.checking.openings import beginnings, openings
from treatysim.checking.properties import Breach, Property
from treatysim.checking.registry import properties_of
from treatysim.checking.steps import SAME_DAY, Distance, later, placed, told
from treatysim.checking.strategies import acts_of_kind, distances, readings
from treatysim.law.timeline import Timeline
from treatysim.law.treaty import Treaty
from treatysim.simulation import simulate


class TreatyMachine(RuleBasedStateMachine):
    """A life of a treaty that grows by an act at a time; see :func:`treaty_machine`.

    ``timeline`` is the life up to its last act; ``steps`` are the acts with their distances.
    """

    treaty: Treaty
    cast: Cast
    properties: Sequence[Property]

    def __init__(self) -> None:
        super().__init__()
        self.begins = self.treaty.opens
        self.chosen: dict[str, str] = {}
        self.acts: list[dict[str, Any]] = []
        self.timeline: Timeline = simulate(drafted(self.treaty, []))

    def add(self, does: Mapping[str, Any], distance: Distance) -> None:
        """Let one more act happen; nothing, where there is nothing that it could follow upon."""
        last = int(self.acts[-1]["date"]) if self.acts else self.begins
        self.acts += placed(self.cast, does, later(last, distance), self.acts)
        self.timeline = simulate(drafted(self.treaty, self.acts, self.chosen))


def treaty_machine(
    treaty: Treaty, properties: Sequence[Property] | None = None, fixed: Mapping[str, str] | None = None
) -> type[TreatyMachine]:
    """A machine whose rules are the acts that a treaty's clauses know, one for each kind, and whose invariants are
    properties: all that are promised, unless named.  ``fixed`` are readings that are not drawn.

    Its ``TestCase`` runs under pytest or unittest; a broken property is a failed assertion.
    """
    names = [one for one in properties_of(treaty) if not one.conjecture] if properties is None else properties
    body: dict[str, Any] = {"treaty": treaty, "cast": cast_of(treaty), "properties": tuple(names)}
    body["begin"] = initialize(day=beginnings(treaty), chosen=readings(treaty, fixed), consents=openings(treaty))(
        _begin
    )
    body["holds"] = invariant()(_holds)
    far = distances(treaty)
    for kind in treaty.acts:
        body[kind.replace("-", "_")] = rule(does=acts_of_kind(treaty, kind), distance=far)(_adding(kind))
    # a name of its own: by it Hypothesis keeps the examples that broke something
    return type(f"TreatyMachine_{treaty.id}", (TreatyMachine,), body)


def _begin(machine: TreatyMachine, day: int, chosen: dict[str, str], consents: list[dict[str, Any]]) -> None:
    """Choose how the text is read, and who consents at once."""
    machine.begins, machine.chosen = day, chosen
    machine.acts = told(machine.cast, day, consents, SAME_DAY, [])
    machine.timeline = simulate(drafted(machine.treaty, machine.acts, chosen))


def _adding(kind: str) -> Callable[..., None]:
    """The rule for one kind of act."""

    def add(machine: TreatyMachine, does: Mapping[str, Any], distance: Distance) -> None:
        machine.add(does, distance)

    add.__name__ = kind.replace("-", "_")
    return add


def _holds(machine: TreatyMachine) -> None:
    """Every property holds of the life so far."""
    for one in machine.properties:
        found: Breach | None = one.broken(machine.timeline) if one.said_of(machine.timeline) else None
        if found is not None:
            raise AssertionError(f"{one.name}: {found.says}")
