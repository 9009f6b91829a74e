"""What may still come, as formulas: the past is settled by the engine, what is open is put into the law's own formulas.

Everything before the first day on which anything is uncertain has one course only, regular or not: the engine runs it.
From there on the acts that are open give their days to the formulas that the clauses build, and :class:`Order` says
which of two events must come first for those formulas to speak.  A case in which an order is broken, or in which an act
happens that is *irregular* here, is for the engine; nothing in this module decides what the law says of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from treatysim.law.acts import NEVER_HAPPENS, Act, Anchor, anchor_keys
from treatysim.law.days import day_of
from treatysim.law.formula import Formula
from treatysim.law.scenario import Scenario
from treatysim.law.uncertain import Uncertain
from treatysim.simulation.engine import Settled, settled


@dataclass(frozen=True, slots=True)
class OpenDate:
    """The day of an act that is open: ``days`` (or, where ``uncertain``, a delay to be drawn) after the day ``since``,
    or after the day of the formula ``since``."""

    act: Act
    since: int | Formula
    days: int = 0
    uncertain: Uncertain | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """An effect that may come: of a kind, for a State, about an act, on the day of a formula; or one that has come
    before anything is uncertain, and is ``settled``."""

    kind: str
    state: str | None
    of: str | None
    formula: Formula
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What a regular life keeps: ``earlier`` comes before ``later`` (or does not, where ``holds`` is false), unless
    ``later`` never comes."""

    earlier: Formula
    later: Formula
    holds: bool = True


@dataclass(frozen=True)
class Prospects:
    """The open acts in an order in which each depends on earlier ones only, the effects that may come, the orders to be
    kept, and the acts that no formula speaks for; ``foreseeable`` is false where no formula speaks for anything that is
    open."""

    scenario: Scenario
    dates: tuple[OpenDate, ...]
    effects: tuple[Expected, ...]
    orders: tuple[Order, ...]
    irregular: tuple[str, ...]
    foreseeable: bool = True


@dataclass(frozen=True)
class Past:
    """What is settled: the record at the end of the day before ``opens``, the first on which anything is uncertain
    (None: there is no such day), and every act that has happened."""

    scenario: Scenario
    opens: int | None
    settled: Settled

    @property
    def effects(self) -> tuple[Expected, ...]:
        """The effects that have come, whatever else may."""
        return tuple(
            Expected(effect.kind, effect.state, effect.of, effect.leaf, settled=True)
            for effect in self.settled.record.effects
        )

    def first(self, anchor: Anchor) -> int | None:
        """The instant of the first settled event that an anchor means; None if none of them is meant."""
        return min((at for key, at in self._events(anchor.after) if key == anchor.key), default=None)

    def _events(self, word: str) -> Iterator[tuple[tuple[str, str | None, str | None], int]]:
        by_id = self.scenario.by_id
        for given in self.settled.given.values():
            if word == given.act.id or (word == given.act.kind and word not in by_id):
                yield from ((key, given.at) for key in given.act.anchor_keys(word))
        for effect in self.settled.record.effects:
            if word == effect.kind and word not in by_id:
                yield from ((key, effect.at) for key in anchor_keys(word, effect.state, effect.state))


def past(scenario: Scenario) -> Past:
    """Everything that is settled in a scenario: run by the engine, the uncertain acts left out.

    >>> from treatysim.files import load_text
    >>> past(load_text("treaty: sco-iis-2009")).opens is None
    True
    """
    certain = tuple(replace(act, date=NEVER_HAPPENS) if act.id in scenario.uncertain else act for act in scenario.acts)
    plain = replace(scenario, acts=certain, uncertain={})
    opens = min((one.earliest for one in scenario.uncertain.values() if one.earliest is not None), default=None)
    if scenario.through is not None:
        opens = scenario.through + 1 if opens is None else min(opens, scenario.through + 1)
    while True:
        found = Past(scenario, opens, settled(plain if opens is None else replace(plain, through=opens - 1)))
        sooner = _opened_by(found)
        if sooner is None or (opens is not None and sooner >= opens):
            return found
        opens = sooner


def _opened_by(found: Past) -> int | None:
    """The first day on which an uncertain act can happen that hangs on a settled event."""
    days = []
    for uncertain in found.scenario.uncertain.values():
        if isinstance(uncertain.since, Anchor):
            at = found.first(uncertain.since)
            days += [] if at is None else [(day_of(at) or 0) + uncertain.spread.earliest]
    return min(days, default=None)
