"""How a clause gives a day: a small tree, and the readers of it that the law itself needs.

    Given(act) · Came(effect) · Fixed(day) · After(base, period) · Nth(n, of) · Latest(of) · Earliest(of)
    If(a before b, then, otherwise) · Share(percent, of)

A tree is built from what stands at the moment; its leaves know their instants.  :func:`instant` reads the tree as an
instant, :func:`reason` as the same tree with its days filled in, :func:`supposed` asks whether an unrecorded act
stands anywhere in it.  A day that never comes is a value of its own and passes through every node.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from treatysim.law.acts import Act
from treatysim.law.days import NEVER, Counting, MonthEnd, Period, day_of, iso, start_of


@dataclass(frozen=True, slots=True)
class Given:
    """A leaf: the instant at which the Depositary received an act.

    ``rests`` is set where the act's own date hangs on something that nobody has recorded.
    """

    act: Act
    at: int
    rests: bool = False


@dataclass(frozen=True, slots=True)
class Came:
    """A leaf: the instant of an earlier effect, referred to by its id and never nested; ``of`` is its own formula."""

    effect: str
    at: int
    of: Formula


@dataclass(frozen=True, slots=True)
class Fixed:
    """A leaf: an instant that the text or an act names outright, and what it is; ``given`` is the act naming it."""

    at: int
    what: str
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class After:
    """The start of the day that ``period`` after the day of ``base`` reaches, that day itself not counted (E-1).

    ``reading`` names the axes that decided the number of days, with their values.
    """

    base: Formula
    period: Period
    provision: str
    reading: Mapping[str, str] = field(default_factory=dict)
    counting: Counting = "days-after"
    month_end: MonthEnd = "clip"


@dataclass(frozen=True, slots=True)
class Nth:
    """The ``n``-th in time of ``of``; ``among`` is the number of States that could count, ``group`` who they are."""

    n: int
    of: tuple[Formula, ...]
    among: int
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The instant at which what came so far first carries ``percent`` of a quantity (VCLT has no word for it).

    ``weights`` stand beside ``of``, as exact decimals in per cent.
    """

    percent: Decimal
    quantity: str
    of: tuple[Formula, ...]
    weights: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Latest:
    """The last of ``of`` to come: never, if one of them never comes."""

    of: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Earliest:
    """The first of ``of`` to come: never, only if none of them comes."""

    of: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class If:
    """``then`` where ``earlier`` comes before ``later``, else ``otherwise``."""

    earlier: Formula
    later: Formula
    then: Formula
    otherwise: Formula


Formula = Given | Came | Fixed | After | Nth | Share | Latest | Earliest | If

NEVER_COMES = Fixed(NEVER, "never")


def instant(formula: Formula) -> int:
    """The instant a formula gives, :data:`~treatysim.law.days.NEVER` included.

    >>> at = [Fixed(start_of(day), "received") for day in (734260, 734253, 734237, 734226)]
    >>> day_of(instant(After(Nth(4, tuple(at), among=6), Period(days=30), "12(1)")))
    734290
    """
    match formula:
        case Given() | Came() | Fixed():
            return formula.at
        case After():
            return _after(formula)
        case Nth(n=n, of=of):
            return sorted(map(instant, of))[n - 1] if n <= len(of) else NEVER
        case Latest(of=of):
            return max(map(instant, of))
        case Earliest(of=of):
            return min(map(instant, of), default=NEVER)
        case If():
            return instant(formula.then if instant(formula.earlier) < instant(formula.later) else formula.otherwise)
        case Share():
            reaching = share_reached(formula)
            return reaching[-1][0] if reaching else NEVER


def day(formula: Formula) -> int | None:
    """The day a formula gives; None if it never comes."""
    return day_of(instant(formula))


def _after(formula: After) -> int:
    base = day_of(instant(formula.base))
    if base is None:
        return NEVER
    reached = formula.period.add(base, formula.month_end, formula.counting)
    return NEVER if reached is None else start_of(reached)


def share_reached(formula: Share) -> list[tuple[int, Formula]]:
    """The parts, in time, up to the one with which the quantity reaches its percentage; empty if it never does."""
    total, reached = Decimal(0), []
    order = sorted(range(len(formula.of)), key=lambda place: instant(formula.of[place]))
    for place in order:
        at = instant(formula.of[place])
        if at >= NEVER:
            break
        reached.append((at, formula.of[place]))
        total += formula.weights[place]
        if total >= formula.percent:
            return reached
    return []


def parts(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly under a node, leaving out what lies behind another effect."""
    match formula:
        case Given() | Came():
            return ()
        case Fixed():
            return () if formula.given is None else (formula.given,)
        case After():
            return (formula.base,)
        case If():
            return (formula.earlier, formula.later, formula.then, formula.otherwise)
        case _:
            return formula.of


def counted(formula: Formula) -> tuple[Formula, ...]:
    """The parts on which the day of a node rests: of an :class:`Nth`, the n counted, in order of time."""
    match formula:
        case Nth(n=n, of=of):
            return tuple(sorted(of, key=instant)[:n])
        case Share():
            return tuple(part for _, part in share_reached(formula))
        case _:
            return parts(formula)


def supposed(formula: Formula) -> bool:
    """Whether the day of a formula rests on an act that nobody has recorded, effects followed."""
    match formula:
        case Given():
            return formula.act.supposed or formula.rests
        case Came():
            return supposed(formula.of)
        case _:
            return any(map(supposed, counted(formula)))


def beyond_calendar(formula: Formula) -> bool:
    """Whether a day is missing only because it lies after 31 December 9999."""
    if isinstance(formula, After) and instant(formula.base) < NEVER:
        return _after(formula) >= NEVER
    return instant(formula) >= NEVER and any(map(beyond_calendar, parts(formula)))


@dataclass(frozen=True, slots=True)
class Reason:
    """A formula with its days filled in: the operation, its day (None = never), what it says of itself, its parts."""

    op: str
    day: int | None
    facts: Mapping[str, object]
    of: tuple[Reason, ...] = ()

    def walk(self) -> Iterator[Reason]:
        """This node and every node below it, from the top."""
        yield self
        for part in self.of:
            yield from part.walk()

    def to_dict(self) -> dict[str, object]:
        """The reason as plain JSON values: ``op``, ``day`` (None: never), what the operation says of itself, ``of``."""
        said: dict[str, object] = {"op": self.op, "day": iso(self.day), **self.facts}
        below = [part.to_dict() for part in self.of]
        if self.op == "if":
            return {**said, "before": below[:2], "then": below[2], "else": below[3]}
        return {**said, "of": below} if below else said


def reason(formula: Formula) -> Reason:
    """The evaluated tree of a formula: why its day is what it is."""
    return Reason(_op(formula), day(formula), _facts(formula), tuple(map(reason, counted(formula))))


_OPS = {Given: "given", Came: "effect", Fixed: "fixed", After: "after", Nth: "nth", Share: "share"}
_OPS |= {Latest: "latest", Earliest: "earliest", If: "if"}


def _op(formula: Formula) -> str:
    return _OPS[type(formula)]


def _facts(formula: Formula) -> dict[str, object]:
    match formula:
        case Given(act=act):
            return {"act": act.id}
        case Came(effect=effect):
            return {"effect": effect}
        case Fixed(what=what):
            return {"what": what}
        case After():
            return _after_facts(formula)
        case Nth(n=n, among=among, group=group):
            return {"n": n, "from": among} | ({"group": group} if group else {})
        case Share(percent=percent, quantity=quantity):
            return {"percent": f"{percent.normalize():f}", "quantity": quantity}
        case _:
            return {}


def _after_facts(formula: After) -> dict[str, object]:
    period, base = formula.period, day(formula.base)
    facts: dict[str, object] = {
        unit: number
        for unit, number in (("years", period.years), ("months", period.months), ("days", period.days))
        if number
    } or {"days": 0}
    facts |= {"wording": formula.counting, "provision": formula.provision}
    if base is not None and period.rounds(base):
        facts["month-end"] = formula.month_end
    return facts | {"reading": dict(formula.reading)}
