"""The parameters of clauses, in a treaty file or corrected by a scenario: of the right shape, and what they name there.

What each kind of clause can have is said by the clause kinds themselves (:class:`treatysim.law.clause.Parameter`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from treatysim.files.document import Document, Path
from treatysim.files.wording import one_of, shown
from treatysim.law.acts import INSTRUMENTS
from treatysim.law.clause import PERIOD, Clause, Parameter
from treatysim.law.days import LAST_DAY
from treatysim.words import say

MOST = LAST_DAY
"""The largest whole number that means anything: the days of the calendar."""

UNITS = ("years", "months", "days")


@dataclass(frozen=True)
class Known:
    """The groups and quantities that parameters can speak of."""

    groups: Collection[str] = ()
    quantities: Collection[str] = ()


def parameters(
    read: Document, path: Path, given: Mapping[str, Any], allowed: Mapping[str, Parameter], known: Known
) -> dict[str, object]:
    """The parameters that are sound, as the law takes them; the others are noted."""
    sound: dict[str, object] = {}
    for name, value in given.items():
        here = (*path, name)
        if name not in allowed:
            read.unknown(here, "unknown-parameter", name, allowed, key=True)
            continue
        taken = _taken(read, here, value, allowed[name], known)
        if taken is not None:
            sound[name] = taken
    return sound


def check_complete(read: Document, path: Path, kind: type[Clause], given: Mapping[str, Any]) -> None:
    """Note what a clause of a kind must have and has not: its required parameters, and a period where it has one."""
    for name, parameter in kind.allowed.items():
        if parameter.required and name not in given:
            read.fault_at(read.place(path), "clause-without", kind=kind.kind, name=name)
    if kind.period_needed and PERIOD.keys() <= kind.allowed.keys() and not any(unit in given for unit in UNITS):
        read.fault_at(read.place(path), "clause-without-period", kind=kind.kind, known=one_of(UNITS))


def whole(read: Document, path: Path, value: object, least: int, *, key: bool = False) -> int | None:
    """A whole number from ``least`` to the days of the calendar; None, and a fault, if it is none (``key``: the number
    is a key of a mapping, and the fault stands there)."""
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST:
        return value
    kind = "too-large" if isinstance(value, int) and value > MOST else "not-whole-from"
    read.fault(path, kind, key=key, value=shown(value), least=least, most=MOST)
    return None


def choice(
    read: Document, path: Path, value: object, choices: Collection[str], kind: str, **facts: object
) -> str | None:
    """One of a few words; None, and a fault, if it is none of them (``kind``: which fault another word is)."""
    if not isinstance(value, str):
        read.fault(path, "not-chosen", value=shown(value), known=one_of(choices))
    elif value not in choices:
        read.unknown(path, kind, value, choices, key=False, **facts)
    else:
        return value
    return None


def mapping(read: Document, path: Path, value: object, keys: tuple[str, ...]) -> dict[str, object] | None:
    """A mapping with exactly these keys; None, and faults, if it is none."""
    if not isinstance(value, dict):
        read.fault(path, "not-these-keys", value=shown(value), keys=", ".join(f"{key}: …" for key in keys))
        return None
    for key in value.keys() - set(keys):
        read.unknown((*path, key), "unknown-key", key, keys, key=True)
    for key in (key for key in keys if key not in value):
        read.fault_at(read.place(path), "without", what=say("wording", "mapping"), name=key)
    return value if value.keys() == set(keys) else None


def _taken(read: Document, path: Path, value: object, asked: Parameter, known: Known) -> object:
    """A parameter of its shape; None, and faults, if it is not."""
    match asked.shape:
        case "whole":
            return whole(read, path, value, asked.least)
        case "choice":
            return choice(read, path, value, asked.choices, "unknown-value", parameter=path[-1])
        case "yes-no":
            return _yes_no(read, path, value)
        case "members":
            return _members(read, path, value, known)
        case "share":
            return _share(read, path, value, known)
        case _:
            return _instruments(read, path, value)


def _yes_no(read: Document, path: Path, value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    read.fault(path, "not-true-or-false", value=shown(value))
    return None


def _members(read: Document, path: Path, value: object, known: Known) -> dict[str, object] | None:
    """How many of a group: ``{group: …, threshold: …}``."""
    held = mapping(read, path, value, ("group", "threshold"))
    if held is None:
        return None
    group = choice(read, (*path, "group"), held["group"], known.groups, "unknown-group")
    number = whole(read, (*path, "threshold"), held["threshold"], 1)
    return None if group is None or number is None else {"group": group, "threshold": number}


def _share(read: Document, path: Path, value: object, known: Known) -> dict[str, object] | None:
    """How much of a quantity: ``{quantity: …, percent: …}``."""
    held = mapping(read, path, value, ("quantity", "percent"))
    if held is None:
        return None
    quantity = choice(read, (*path, "quantity"), held["quantity"], known.quantities, "unknown-quantity-counted")
    percent = _percent(read, (*path, "percent"), held["percent"])
    return None if quantity is None or percent is None else {"quantity": quantity, "percent": percent}


def _percent(read: Document, path: Path, value: object) -> Decimal | None:
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 < value <= 100:
        return Decimal(value)
    read.fault(path, "not-percent", value=shown(value))
    return None


def _instruments(read: Document, path: Path, value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not value:
        read.fault(path, "not-instruments", value=shown(value), known=", ".join(INSTRUMENTS))
        return None
    for place, name in enumerate(value):
        choice(read, (*path, place), name, INSTRUMENTS, "unknown-instrument")
    return tuple(dict.fromkeys(name for name in value if isinstance(name, str)))
