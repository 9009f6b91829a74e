"""The operators on the treaty files: parameters, doubts left open, clauses, signatories, groups and quantities."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import yaml

from tests.mutation.source import PACKAGE

TREATY_FILES = ("sco-iis-2009", "budapest-2001", "paris-2015")
PERIODS = {"days", "months", "years", "circulation-days", "not-before-years"}
OTHER = {
    "days-after": "first-of-following-month",
    "first-of-following-month": "days-after",
    "clip": "roll",
    "roll": "clip",
    "annex": "amendment",
    "amendment": "annex",
    "early-consultation": "termination",
    "termination": "early-consultation",
}
HUNDREDTH = Decimal("0.01")
Place = tuple[Any, ...]


@cache
def said_by(name: str) -> dict[str, Any]:
    """A treaty file that ships, as plain values."""
    said: dict[str, Any] = yaml.safe_load((PACKAGE / "treaties" / f"{name}.yaml").read_text("utf-8"))
    return said


class Slip(NamedTuple):
    """One value of a treaty file, at its place, and what stands there instead (None: nothing)."""

    operator: str
    treaty: str
    path: Place
    value: Any

    @property
    def called(self) -> str:
        """The place, its clause called by its provision and kind, an entry by what it is."""
        words, here = [], said_by(self.treaty)
        for step in self.path:
            here = here[step]
            clause = isinstance(here, dict) and "provision" in here
            words.append(
                f"{here['provision']} {here['kind']}" if clause else str(here if isinstance(step, int) else step)
            )
        return " / ".join(words)

    @property
    def before(self) -> str:
        """What stands in the file."""
        here: Any = said_by(self.treaty)
        for step in self.path:
            here = here[step]
        return "a clause" if isinstance(here, dict) and "provision" in here else str(here)

    @property
    def after(self) -> str:
        """What stands there instead."""
        return "nothing" if self.value is None else str(self.value)

    @property
    def text(self) -> str:
        """The text of the whole file with the slip in it."""
        changed = copy.deepcopy(said_by(self.treaty))
        *above, last = self.path
        here: Any = changed
        for step in above:
            here = here[step]
        if self.value is None:
            del here[last]
        else:
            here[last] = self.value
        return yaml.safe_dump(changed, allow_unicode=True, sort_keys=False)


def slips(name: str) -> Iterator[Slip]:
    """Every slip in one of the treaty files that ship."""
    return (Slip(operator, name, path, value) for operator, path, value in _slips(said_by(name)))


def _slips(said: dict[str, Any]) -> Iterator[tuple[str, Place, Any]]:
    for key in ("signed", "adopted"):
        if key in said:
            for sign, days in (("+", 1), ("-", -1)):
                yield f"period {sign} 1", (key,), said[key] + timedelta(days)
    yield from (("drop an entry", ("signatories", place), None) for place in range(len(said["signatories"])))
    for group, states in said.get("groups", {}).items():
        yield from (("drop an entry", ("groups", group, place), None) for place in range(len(states)))
    yield from (
        ("drop an entry", ("not-additional", place), None) for place in range(len(said.get("not-additional", ())))
    )
    for quantity, held in said.get("quantities", {}).items():
        yield from _shares(held, ("quantities", quantity))
    for place, clause in enumerate(said["clauses"]):
        yield "drop a clause", ("clauses", place), None
        yield from _parameters(clause["parameters"], ("clauses", place, "parameters"))
        for axis in range(len(clause.get("readings", ()))):
            yield "drop a reading", ("clauses", place, "readings", axis), None


def _shares(held: dict[str, float], above: Place) -> Iterator[tuple[str, Place, Any]]:
    """A hundredth of a per cent more or less; left out only what is not nothing, for nothing is what is not listed."""
    for state, number in held.items():
        share = Decimal(str(number))
        yield "n + 1", (*above, state), float(share + HUNDREDTH)
        if share:
            yield "n - 1", (*above, state), float(share - HUNDREDTH)
            yield "drop an entry", (*above, state), None


def _parameters(parameters: dict[str, Any], above: Place) -> Iterator[tuple[str, Place, Any]]:
    for key, value in parameters.items():
        here = (*above, key)
        yield "drop a parameter", here, None
        if isinstance(value, bool):
            yield "turn round a parameter", here, not value
        elif isinstance(value, int | float):
            said = "period" if key in PERIODS else "n"
            yield f"{said} + 1", here, value + 1
            yield f"{said} - 1", here, value - 1
        elif isinstance(value, dict):
            yield from _parameters(value, here)
        elif isinstance(value, list):
            yield from (("drop an entry", (*here, place), None) for place in range(len(value)))
        elif value in OTHER:
            yield "another parameter", here, OTHER[value]
