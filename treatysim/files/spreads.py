"""Delays that are only known by their chances: ``{lognormal: …}``, ``{uniform: …}``, ``{triangular: …}`` or
``{table: …}``, each with ``never`` beside it, from data to law.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from treatysim.files.document import Document, Path
from treatysim.files.parameters import MOST, mapping, whole
from treatysim.files.positions import scalar
from treatysim.files.wording import one_of, shown
from treatysim.law.uncertain import Listed, Lognormal, Spread, Triangular, Uniform
from treatysim.words import say

KINDS = ("lognormal", "uniform", "triangular", "table")
"""The distributions that a file can name."""

TOLERANCE = Decimal("1e-9")
"""By how much the probabilities of a table may miss 1."""

Number = int | Decimal


def spread(read: Document, path: Path, given: Mapping[str, Any]) -> tuple[Spread, float] | None:
    """The distribution of a delay in days, given that the act comes, and the probability that it never does.

    None, and faults, if it cannot be.
    """
    said = {name: value for name, value in given.items() if value is not None}
    kind = _kind(read, path, said)
    never = _probability(read, (*path, "never"), said.get("never", 0))
    found = None if kind is None else _of_kind(read, (*path, kind), kind, said[kind], never)
    return None if found is None or never is None else (found, float(never))


def plain(value: object) -> object:
    """A value of a file as plain JSON, without keys that have no value: decimals become floats.

    >>> plain({"lognormal": {"median": 60, "p90": Decimal("180.5")}, "never": None})
    {'lognormal': {'median': 60, 'p90': 180.5}}
    """
    match value:
        case dict():
            return {key: plain(inner) for key, inner in value.items() if inner is not None}
        case list():
            return [plain(inner) for inner in value]
        case Decimal():
            return float(value)
        case _:
            return value


def _kind(read: Document, path: Path, said: Mapping[str, Any]) -> str | None:
    """Which distribution it is; None, and faults, where there is none, more than one, or a key that nobody knows."""
    kinds = [name for name in said if name in KINDS]
    unknown = [name for name in said if name not in (*KINDS, "never")]
    for name in unknown:
        kind = "unknown-key" if kinds else "unknown-distribution"
        read.unknown((*path, name), kind, name, (*KINDS, "never") if kinds else KINDS, key=True)
    for name in kinds[1:]:
        read.fault((*path, name), "two-distributions", key=True, first=kinds[0], second=name)
    if not kinds and not unknown:
        read.fault(path, "never-alone" if said else "no-distribution", known=one_of(KINDS))
    return kinds[0] if len(kinds) == 1 and not unknown else None


def _of_kind(read: Document, path: Path, kind: str, given: object, never: Decimal | None) -> Spread | None:
    match kind:
        case "lognormal":
            return _lognormal(read, path, given)
        case "uniform":
            return _uniform(read, path, given)
        case "triangular":
            return _triangular(read, path, given)
        case _:
            return _table(read, path, given, never)


# -- numbers


def _number(value: object) -> Number | None:
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _probability(read: Document, path: Path, value: object) -> Decimal | None:
    number = _number(value)
    if number is not None and 0 <= number <= 1:
        return Decimal(number)
    read.fault(path, "not-probability", value=shown(value))
    return None


def _length(read: Document, path: Path, value: object) -> Number | None:
    """A number of days above 0, not only on paper: one too small for a float is none."""
    number = _number(value)
    if number is not None and 0 < number <= MOST and float(number) > 0:
        return number
    read.fault(path, "not-length", value=shown(value), most=MOST)
    return None


def _either_way(read: Document, path: Path, value: object) -> Number | None:
    """A number of days of either sign."""
    number = _number(value)
    if number is not None and -MOST <= number <= MOST:
        return number
    read.fault(path, "not-days-or-part", value=shown(value), most=MOST)
    return None


def _listed(read: Document, path: Path, value: object, count: int, kind: str) -> list[object] | None:
    """A list of so many items; None, and a fault of a kind, if it is none."""
    if isinstance(value, list) and len(value) == count:
        return value
    told = say("wording", "items", n=len(value)) if isinstance(value, list) and value else shown(value)
    read.fault(path, kind, value=told)
    return None


# -- distributions


def _lognormal(read: Document, path: Path, given: object) -> Spread | None:
    held = mapping(read, path, given, ("median", "p90"))
    if held is None:
        return None
    median = _length(read, (*path, "median"), held["median"])
    p90 = _length(read, (*path, "p90"), held["p90"])
    if median is None or p90 is None:
        return None
    if p90 < median:
        read.fault((*path, "p90"), "p90-below-median", p90=p90, median=median)
        return None
    return Lognormal(float(median), float(p90))


def _uniform(read: Document, path: Path, given: object) -> Spread | None:
    ends = _listed(read, path, given, 2, "not-ends")
    if ends is None:
        return None
    least, most = (whole(read, (*path, place), end, 0) for place, end in enumerate(ends))
    if least is None or most is None:
        return None
    if most < least:
        read.fault(path, "ends-reversed", least=least, most=most)
        return None
    return Uniform(least, most)


def _triangular(read: Document, path: Path, given: object) -> Spread | None:
    corners = _listed(read, path, given, 3, "not-corners")
    if corners is None:
        return None
    least, mode, most = (_either_way(read, (*path, place), corner) for place, corner in enumerate(corners))
    if least is None or mode is None or most is None:
        return None
    if not least <= mode <= most:
        read.fault(path, "corners-disordered", corners=f"{least}, {mode}, {most}")
    elif most < 0:
        read.fault((*path, 2), "most-below-0", most=most)
    else:
        return Triangular(float(least), float(mode), float(most))
    return None


def _table(read: Document, path: Path, given: object, never: Decimal | None) -> Spread | None:
    """Days with their probabilities, which add up to 1 with that of never (None: that one is faulty)."""
    if not isinstance(given, dict) or not given:
        read.fault(path, "not-table", value=shown(given))
        return None
    parts = _parts(read, path, given)
    if never is None or len(parts) < len(given) or not _adds_up(read, path, sum(parts.values(), Decimal(0)), never):
        return None
    weights = {days: float(part) for days, part in parts.items()}
    if not any(weights.values()):
        read.fault(path, "table-of-nothing")
        return None
    return Listed(weights)


def _parts(read: Document, path: Path, given: Mapping[str, object]) -> dict[int, Decimal]:
    """The rows of a table that are sound; a key is a text until it is read as a number, so 30 and 030 are one day."""
    parts: dict[int, Decimal] = {}
    for key, value in given.items():
        here = (*path, key)
        days, part = whole(read, here, scalar(key), 0, key=True), _probability(read, here, value)
        if days in parts:
            read.fault(here, "days-again", key=True, days=days)
        elif days is not None and part is not None:
            parts[days] = part
    return parts


def _adds_up(read: Document, path: Path, listed: Decimal, never: Decimal) -> bool:
    """Whether the probabilities of a table and its never are 1 together; a fault if not."""
    total = listed + never
    if abs(total - 1) <= TOLERANCE:
        return True
    kind = "table-short" if not never and total < 1 else "table-sum"
    read.fault(path, kind, total=f"{float(total):.12g}", rest=f"{float(1 - total):.12g}")
    return False
