"""Conditions as trees: one line a part, with what is so now beside what must be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from treatysim.law.acts import Act
from treatysim.report.dates import long_date
from treatysim.report.reasons import Teller
from treatysim.report.trees import FULL, Node
from treatysim.whatif.conditions import AtLeast, Before, Carried, Condition, Received, Settled, acts_of, leaves
from treatysim.words import capital, catalogue, name, say

FIRST = 5
"""How many parts are shown of those that are too many to be shown all."""


class Conditions:
    """Draws conditions against one timeline: an act counts as received there if it was admitted."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.outcomes = {outcome.act.id: outcome for outcome in teller.timeline.acts}
        self.days = {act: it.day for act, it in self.outcomes.items() if it.admitted and it.day is not None}

    def tree(self, condition: Condition) -> Node:
        """The tree of a condition."""
        match condition:
            case Received():
                return Node(capital(self._received(condition)))
            case AtLeast():
                return self._at_least(condition)
            case Carried():
                return self._carried(condition)
            case Before():
                return Node(capital(self._before(condition)))
            case Settled():
                return Node(say("conditions", "settled" if condition.true else "unsettled"))

    def act(self, act: Act) -> str:
        """An act with its author, its id and its line."""
        facts = {"who": name(act.by), "noun": self.teller.act_noun(act), "id": act.id, "place": self.teller.line(act)}
        if act.of is None or act.kind == "project-completed":
            return say("plan", "act", **facts)
        return say("plan", "act-of", of=name(act.of), **facts)

    # -- nodes

    def _at_least(self, condition: AtLeast) -> Node:
        facts = {"n": _number(condition.n), "among": _number(len(condition.of))}
        day = _one_day(condition.of)
        if day is None:
            return Node(say("conditions", condition.op, **facts), self._parts(condition.of, self.tree))
        key = f"{condition.op}-{'late' if _late(condition.of) else 'received'}"
        now = sum(part.holds(self.days) for part in condition.of)
        line = say("conditions", key, day=long_date(day), now=_number(now), **facts)
        return Node(line, self._parts(condition.of, self._leaf))

    def _carried(self, condition: Carried) -> Node:
        parts = zip(condition.of, condition.weights, strict=True)
        now = sum((weight for part, weight in parts if part.holds(self.days)), Decimal(0))
        facts = {"percent": condition.percent, "quantity": condition.quantity, "among": len(condition.of), "now": now}
        day, short = _one_day(condition.of), "-short" if condition.short else ""
        if day is None:
            return Node(say("conditions", f"share-mixed{short}", **facts), self._parts(condition.of, self.tree))
        return Node(say("conditions", f"share{short}", day=long_date(day), **facts))

    def _parts(self, of: tuple[Condition, ...], draw: Callable[[Condition], Node]) -> tuple[Node, ...]:
        if len(of) <= FULL:
            return tuple(map(draw, of))
        return (*map(draw, of[:FIRST]), Node(say("conditions", "more", n=len(of) - FIRST)))

    def _leaf(self, part: Condition) -> Node:
        if not isinstance(part, Received):
            return self.tree(part)
        return Node(capital(say("conditions", "leaf", act=self.act(part.act), now=self._now(part))))

    def _received(self, part: Received) -> str:
        key = (
            ("since-late" if part.late else "since") if part.since is not None else "late" if part.late else "received"
        )
        facts = {"day": long_date(part.by), "since": long_date(part.since), "now": self._now(part)}
        return say("conditions", key, act=self.act(part.act), **facts)

    def _before(self, part: Before) -> str:
        acts = either(self.act(act) for act in dict.fromkeys(acts_of(part.earlier)))
        now = say("conditions", "holds" if part.holds(self.days) else "fails")
        return say("conditions", "before-late" if part.late else "before", acts=acts, now=now)

    def _now(self, part: Received) -> str:
        """When an act is received as things stand, and what is wrong with that day."""
        outcome = self.outcomes[part.act.id]
        if outcome.day is None:
            return say("conditions", "not-received")
        if outcome.admitted is None:
            key = "after-through"
        elif not outcome.admitted:
            key = "no-effect"
        elif part.holds(self.days):
            key = "in-time"
        else:
            key = "too-early" if part.late or (part.since is not None and outcome.day < part.since) else "too-late"
        return say("conditions", key, day=long_date(outcome.day, outcome.supposed))


def either(listed: Iterable[str]) -> str:
    """Several things of which one is enough, as a sentence lists them.

    >>> either(["a2", "a3", "fourth"])
    'a2, a3 or fourth'
    """
    found = list(listed)
    return found[0] if len(found) == 1 else say("lists", "or", first=", ".join(found[:-1]), last=found[-1])


def _one_day(of: tuple[Condition, ...]) -> int | None:
    """The day by which all parts are to be received (or not), if they are single acts, or several of a State of which
    one is enough, and it is the same for all."""
    single = [one for part in of for one in (part.of if isinstance(part, AtLeast) and part.op == "any" else (part,))]
    plain = [part for part in single if isinstance(part, Received) and part.since is None]
    alike = {(part.by, part.late) for part in plain}
    return plain[0].by if len(plain) == len(single) and len(alike) == 1 else None


def _late(of: tuple[Condition, ...]) -> bool:
    return next(leaf.late for part in of for leaf in leaves(part))


def _number(number: int) -> str:
    """A number, spelt out up to ten."""
    spelt: list[str] = [say("conditions", "none"), *catalogue()["numbers"]["cardinals"]]
    return spelt[number] if number < len(spelt) else str(number)
