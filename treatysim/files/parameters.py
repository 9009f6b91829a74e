"""The parameters of clauses, in a treaty file or corrected by a scenario: of the right shape, and what they name there.

What each kind of clause can have is said by the clause kinds themselves (:class:`treatysim.law.clause.Parameter`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from treatysim.files.document import Document, Path
from treatysim.files.wording import nearest, one_of, quoted, shown
from treatysim.law.acts import INSTRUMENTS
from treatysim.law.clause import PERIOD, Clause, Parameter
from treatysim.law.days import LAST_DAY

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
            do = nearest(name, allowed, "take it out")
            read.fault(here, f"unknown parameter {quoted(name)}", one_of(allowed), do, key=True)
            continue
        taken = _taken(read, here, value, allowed[name], known)
        if taken is not None:
            sound[name] = taken
    return sound


def check_complete(read: Document, path: Path, kind: type[Clause], given: Mapping[str, Any]) -> None:
    """Note what a clause of a kind must have and has not: its required parameters, and a period where it has one."""
    for name, parameter in kind.allowed.items():
        if parameter.required and name not in given:
            found = f"the clause kind '{kind.kind}' without {quoted(name)}"
            read.fault_at(read.place(path), found, quoted(name), f"add '{name}: …' to its parameters")
    if PERIOD.keys() <= kind.allowed.keys() and not any(unit in given for unit in UNITS):
        found = f"the clause kind '{kind.kind}' without a period"
        read.fault_at(read.place(path), found, one_of(UNITS), "add 'days: …' to its parameters")


def whole(read: Document, path: Path, value: object, least: int) -> int | None:
    """A whole number from ``least`` to the days of the calendar; None, and a fault, if it is none."""
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST:
        return value
    do = f"write a number up to {MOST}" if isinstance(value, int) and value > MOST else "write a whole number"
    read.fault(path, shown(value), f"a whole number, {least} or more", do)
    return None


def choice(read: Document, path: Path, value: object, choices: Collection[str], what: str) -> str | None:
    """One of a few words; None, and a fault, if it is none of them (``what``: what the words stand for)."""
    if isinstance(value, str) and value in choices:
        return value
    known = isinstance(value, str)
    do = nearest(str(value), choices) if known else "choose one of them"
    read.fault(path, f"unknown {what} {shown(value)}" if known else shown(value), one_of(choices), do)
    return None


def _taken(read: Document, path: Path, value: object, asked: Parameter, known: Known) -> object:
    """A parameter of its shape; None, and faults, if it is not."""
    match asked.shape:
        case "whole":
            return whole(read, path, value, asked.least)
        case "choice":
            return choice(read, path, value, asked.choices, str(path[-1]))
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
    read.fault(path, shown(value), "true or false", "write true or false")
    return None


def _members(read: Document, path: Path, value: object, known: Known) -> dict[str, object] | None:
    """How many of a group: ``{group: …, threshold: …}``."""
    held = _mapping(read, path, value, ("group", "threshold"))
    if held is None:
        return None
    group = choice(read, (*path, "group"), held["group"], known.groups, "group")
    number = whole(read, (*path, "threshold"), held["threshold"], 1)
    return None if group is None or number is None else {"group": group, "threshold": number}


def _share(read: Document, path: Path, value: object, known: Known) -> dict[str, object] | None:
    """How much of a quantity: ``{quantity: …, percent: …}``."""
    held = _mapping(read, path, value, ("quantity", "percent"))
    if held is None:
        return None
    quantity = choice(read, (*path, "quantity"), held["quantity"], known.quantities, "quantity")
    percent = _percent(read, (*path, "percent"), held["percent"])
    return None if quantity is None or percent is None else {"quantity": quantity, "percent": percent}


def _percent(read: Document, path: Path, value: object) -> Decimal | None:
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 < value <= 100:
        return Decimal(value)
    read.fault(path, shown(value), "a number above 0 and up to 100", "write it in per cent")
    return None


def _instruments(read: Document, path: Path, value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not value:
        read.fault(path, shown(value), "a list of instruments", f"choose from {', '.join(INSTRUMENTS)}")
        return None
    for place, name in enumerate(value):
        choice(read, (*path, place), name, INSTRUMENTS, "instrument")
    return tuple(dict.fromkeys(name for name in value if isinstance(name, str)))


def _mapping(read: Document, path: Path, value: object, keys: tuple[str, ...]) -> dict[str, object] | None:
    """A mapping with exactly these keys; None, and faults, if it is none."""
    if not isinstance(value, dict):
        read.fault(path, shown(value), "a mapping", f"write {{{', '.join(f'{key}: …' for key in keys)}}}")
        return None
    for key in value.keys() - set(keys):
        do = nearest(key, keys, "take it out")
        read.fault((*path, key), f"unknown key {quoted(key)}", one_of(keys), do, key=True)
    for key in (key for key in keys if key not in value):
        read.fault_at(read.place(path), f"a mapping without '{key}'", f"'{key}'", f"add '{key}: …'")
    return value if value.keys() == set(keys) else None
