"""What must hold: a small frozen tree over acts and the days by which they are received.

    Received(act, by) · AtLeast(n, of) · Carried(percent of a quantity, of) · Before(a, b) · Settled

``AtLeast`` of all its parts is "all of", of one "any of".  The tree is read from a formula by
:mod:`treatysim.whatif.by`; whether it holds is asked of the days on which acts were received and admitted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from treatysim.law.acts import Act
from treatysim.law.days import ACT, LAST_DAY, NEVER, Period, iso, start_of
from treatysim.law.formula import (
    After,
    Came,
    Earliest,
    Fixed,
    Formula,
    Given,
    If,
    Latest,
    Nth,
    Share,
    instant,
    parts,
)

Days = Mapping[str, int]
"""The days on which acts were received and admitted, by their ids."""


@dataclass(frozen=True, slots=True)
class Received:
    """An act is received by the end of a day, and not before ``since``; ``late``: it is not, but later or never."""

    act: Act
    by: int
    since: int | None = None
    late: bool = False

    def holds(self, days: Days) -> bool:
        """Whether it holds on these days."""
        day = days.get(self.act.id)
        in_time = day is not None and day <= self.by and (self.since is None or day >= self.since)
        return in_time != self.late

    def to_dict(self) -> dict[str, object]:
        """The condition as plain JSON values."""
        since = {} if self.since is None else {"since": iso(self.since)}
        return {"op": "not-received" if self.late else "received", "act": self.act.id, "by": iso(self.by), **since}


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least ``n`` of the parts hold.

    >>> AtLeast(1, (NEVER_HOLDS, HOLDS)).holds({})
    True
    """

    n: int
    of: tuple[Condition, ...]

    @property
    def op(self) -> str:
        """``all`` or ``any`` where that says as much, else ``at-least``."""
        return "all" if self.n == len(self.of) else "any" if self.n == 1 else "at-least"

    def holds(self, days: Days) -> bool:
        """Whether it holds on these days."""
        return sum(part.holds(days) for part in self.of) >= self.n

    def to_dict(self) -> dict[str, object]:
        """The condition as plain JSON values."""
        return {"op": self.op, "n": self.n, "of": [part.to_dict() for part in self.of]}


@dataclass(frozen=True, slots=True)
class Carried:
    """The parts that hold carry so many percent of a quantity; ``short``: they do not."""

    percent: Decimal
    quantity: str
    of: tuple[Condition, ...]
    weights: tuple[Decimal, ...]
    short: bool = False

    def holds(self, days: Days) -> bool:
        """Whether it holds on these days."""
        parts = zip(self.of, self.weights, strict=True)
        carried = sum((weight for part, weight in parts if part.holds(days)), Decimal(0))
        return (carried >= self.percent) != self.short

    def to_dict(self) -> dict[str, object]:
        """The condition as plain JSON values."""
        parts = zip(self.of, self.weights, strict=True)
        said = [{**part.to_dict(), "weight": str(weight)} for part, weight in parts]
        op = "not-share" if self.short else "share"
        return {"op": op, "percent": str(self.percent), "quantity": self.quantity, "of": said}


@dataclass(frozen=True, slots=True)
class Before:
    """One formula gives an instant before another's; ``late``: it does not."""

    earlier: Formula
    later: Formula
    late: bool = False

    def holds(self, days: Days) -> bool:
        """Whether it holds on these days."""
        return (instant(dated(self.earlier, days)) < instant(dated(self.later, days))) != self.late

    def to_dict(self) -> dict[str, object]:
        """The condition as plain JSON values: the acts on which the two instants hang."""
        acts = {"earlier": _ids(self.earlier), "later": _ids(self.later)}
        return {"op": "not-before" if self.late else "before", **acts}


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds, or does not, whatever is moved: a day that the text or an act names outright (``what``)."""

    true: bool
    what: str = ""

    def holds(self, days: Days) -> bool:
        """Whether it holds on these days."""
        return self.true

    def to_dict(self) -> dict[str, object]:
        """The condition as plain JSON values."""
        return {"op": "settled", "holds": self.true} | ({"what": self.what} if self.what else {})


Condition = Received | AtLeast | Carried | Before | Settled

HOLDS, NEVER_HOLDS = Settled(true=True), Settled(true=False)


def every(of: Iterable[Condition]) -> Condition:
    """All of the parts.

    >>> every([HOLDS, HOLDS]).true
    True
    """
    parts = tuple(of)
    return at_least(len(parts), parts)


def some(of: Iterable[Condition]) -> Condition:
    """Any of the parts."""
    return at_least(1, tuple(of))


def at_least(n: int, of: tuple[Condition, ...]) -> Condition:
    """At least ``n`` of the parts, as simply as it can be said: without what is settled, nested or said twice."""
    left = [part for part in of if not isinstance(part, Settled)]
    n -= sum(part.holds({}) for part in of if isinstance(part, Settled))
    if n <= 0:
        return HOLDS
    if n > len(left):
        return NEVER_HOLDS
    if n == len(left) or n == 1:
        return _joined("all" if n == len(left) else "any", left)
    return AtLeast(n, tuple(sorted(left, key=_place)))


def _joined(op: str, parts: Sequence[Condition]) -> Condition:
    """All or any of the parts; those of a part of the same kind stand in its place, and nothing stands twice."""
    flat = [one for part in parts for one in (part.of if isinstance(part, AtLeast) and part.op == op else (part,))]
    left = sorted(_merged(flat, op), key=_place)
    return left[0] if len(left) == 1 else AtLeast(len(left) if op == "all" else 1, tuple(left))


def _place(part: Condition) -> tuple[int, int]:
    """Single acts come first, by their days and their places in the file."""
    return (part.by, part.act.rank) if isinstance(part, Received) else (LAST_DAY + 1, 0)


def _merged(parts: Sequence[Condition], op: str) -> list[Condition]:
    """Of equal parts one; of several days for one act the one that says it all: for "all" the hardest to keep."""
    days: dict[object, int] = {}
    for part in parts:
        if isinstance(part, Received):
            hardest = min if (op == "all") != part.late else max
            days[_asked(part)] = hardest(part.by, days.get(_asked(part), part.by))
    kept: list[Condition] = []
    for part in parts:
        one = replace(part, by=days[_asked(part)]) if isinstance(part, Received) else part
        kept += [] if one in kept else [one]
    return kept


def _asked(part: Received) -> tuple[str, int | None, bool]:
    return part.act.id, part.since, part.late


def negated(condition: Condition) -> Condition:
    """What must hold so that a condition does not: of k parts of which n would do, at least k - n + 1 fail."""
    match condition:
        case Received() | Before():
            return replace(condition, late=not condition.late)
        case AtLeast(n=n, of=of):
            return at_least(len(of) - n + 1, tuple(map(negated, of)))
        case Carried():
            return replace(condition, short=not condition.short)
        case Settled():
            return replace(condition, true=not condition.true)


def leaves(condition: Condition) -> Iterator[Received]:
    """Every "received by" of a condition."""
    if isinstance(condition, Received):
        yield condition
    for part in condition.of if isinstance(condition, AtLeast | Carried) else ():
        yield from leaves(part)


def dated(formula: Formula, days: Days) -> Formula:
    """The same formula with its acts received on other days, effects followed; an act without a day never comes."""

    def on_its_day(leaf: Given) -> Formula:
        act = leaf.act
        return replace(leaf, at=start_of(days[act.id]) + (act.rank + 1) * ACT if act.id in days else NEVER)

    return with_acts(formula, on_its_day)


def with_acts(formula: Formula, put: Callable[[Given], Formula]) -> Formula:
    """The same formula with something else in the place of every act, effects followed."""
    match formula:
        case Given():
            return put(formula)
        case Came(of=of):
            return with_acts(of, put)
        case Fixed(what="sent-unknown", given=Given() as given):
            return After(put(given), Period(), "")
        case After():
            return replace(formula, base=with_acts(formula.base, put))
        case Nth() | Share() | Latest() | Earliest():
            return replace(formula, of=tuple(with_acts(part, put) for part in formula.of))
        case If():
            earlier, later, then, otherwise = (with_acts(part, put) for part in parts(formula))
            return If(earlier, later, then, otherwise)
        case _:
            return formula


def acts_of(formula: Formula) -> Iterator[Act]:
    """The acts on which a formula hangs, effects followed."""
    match formula:
        case Given(act=act):
            yield act
        case Came(of=of):
            yield from acts_of(of)
        case _:
            for part in parts(formula):
                yield from acts_of(part)


def _ids(formula: Formula) -> list[str]:
    return list(dict.fromkeys(act.id for act in acts_of(formula)))
