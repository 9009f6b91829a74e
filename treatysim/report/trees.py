"""A reason as a tree: one line a node, from the day down to the acts and the provisions on which it rests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from treatysim.law.days import LAST_DAY
from treatysim.law.formula import Reason
from treatysim.report.dates import ordinal, period
from treatysim.report.reasons import Teller, chosen_readings, month_end, readings
from treatysim.words import capital, name, say

FULL = 12
"""A count of more acts than these shows the first two and the last three of them."""


@dataclass(frozen=True, slots=True)
class Node:
    """A line, and the lines under it."""

    line: str
    under: tuple[Node, ...] = ()


class Trees:
    """Draws the reasons of one timeline; what several of them have in common is drawn once, then referred to."""

    def __init__(self, teller: Teller) -> None:
        self.teller = teller
        self.drawn: set[str] = set()
        self.effects: dict[str, None] = {}
        self.readings: dict[str, str] = {}

    def tree(self, reason: Reason) -> Node:
        """The tree of a reason; effects it refers to are noted in ``effects``, axes with values in ``readings``.

        >>> from treatysim.files import load_text
        >>> from treatysim.simulation import simulate
        >>> timeline = simulate(load_text("treaty: sco-iis-2009"))
        >>> Trees(Teller(timeline)).tree(timeline.obligations[0].reason).under[0].line
        '16 June 2009: the signature'
        """
        self.readings.update(chosen_readings(reason))
        if reason.op == "effect":
            self.effects[str(reason.facts["effect"])] = None
        line = self._line(reason)
        if len(reason.of) > 1:
            if _key(reason) in self.drawn:
                return Node(say("trees", "above", line=line))
            self.drawn.add(_key(reason))
        return Node(line, tuple(self._under(reason)))

    def _under(self, reason: Reason) -> Iterable[Node]:
        if reason.op == "if":
            earlier, later, then, otherwise = map(self.tree, reason.of)
            then = Node(say("trees", "then", line=then.line), then.under)
            return earlier, later, then, Node(say("trees", "else", line=otherwise.line), otherwise.under)
        if reason.op == "earliest" and len(reason.of) > 2:
            first = self.teller.deciding(reason)
            return self.tree(first), self._more([part for part in reason.of if part is not first])
        if reason.op in ("nth", "share") and len(reason.of) > FULL:
            return *map(self.tree, reason.of[:2]), self._more(reason.of[2:-3]), *map(self.tree, reason.of[-3:])
        return map(self.tree, reason.of)

    def _more(self, left_out: Sequence[Reason]) -> Node:
        """How many parts are not drawn, and between which days they lie."""
        first, *_, last = sorted(left_out, key=lambda part: part.day or LAST_DAY)
        return Node(say("trees", "more", n=len(left_out), first=self.teller.long(first), last=self.teller.long(last)))

    def _line(self, reason: Reason) -> str:
        day = capital(self.teller.long(reason))
        match reason.op:
            case "given":
                return self._given(reason, day)
            case "effect":
                return capital(self.teller.effect(reason))
            case "fixed":
                return say("trees", "fixed", day=day, what=self.teller.fixed(reason, place=False))
            case "after":
                return self._after(reason, day)
            case "nth" | "share":
                return self._counted(reason, day)
            case _:
                return say("trees", reason.op, day=day)

    def _given(self, reason: Reason, day: str) -> str:
        act = self.teller.acts[str(reason.facts["act"])]
        place = f"{act.id}, {self.teller.line(act)}"
        if act.supposed:
            known = act.id not in self.teller.timeline.scenario.uncertain
            place += f", {say('reasons', 'supposed' if known else 'uncertain')}"
        return say("trees", "given", day=day, who=name(act.by), noun=self.teller.act_noun(act), place=place)

    def _after(self, reason: Reason, day: str) -> str:
        provision, chosen = str(reason.facts["provision"]), chosen_readings(reason)
        basis = say("trees", "basis", provision=provision, readings=readings(chosen)) if chosen else provision
        facts = {"day": day, "month_end": month_end(reason), "basis": basis}
        if reason.facts["wording"] == "first-of-following-month":
            return say("trees", "following-month", period=period(reason.facts, spelt=True), **facts)
        return say("trees", "after", period=period(reason.facts), counting=self.teller.counting(reason), **facts)

    def _counted(self, reason: Reason, day: str) -> str:
        if reason.op == "share":
            facts = {key: reason.facts[key] for key in ("percent", "quantity")}
            return say("trees", "share", day=day, n=len(reason.of), **facts)
        facts = {"ordinal": ordinal(cast(int, reason.facts["n"])), "among": reason.facts["from"]}
        if "group" in reason.facts:
            return say("trees", "nth-in-group", day=day, group=reason.facts["group"], **facts)
        return say("trees", "nth", day=day, **facts)


def _key(reason: Reason) -> str:
    """What tells a reason from another one."""
    return json.dumps(reason.to_dict(), sort_keys=True)
