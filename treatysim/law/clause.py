"""A clause: a rule of a treaty as data, of one of the kinds that the sibling modules define.

A kind of clause says which acts it admits (:meth:`Clause.rows`), what an admitted act changes (:meth:`Clause.take`),
what follows when an effect comes (:meth:`Clause.came`) and what has become complete meanwhile (:meth:`Clause.judge`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, ClassVar, Self

from treatysim.law.consequences import Effect
from treatysim.law.days import Counting, MonthEnd, Period
from treatysim.law.formula import After, Formula, Given
from treatysim.law.readings import COUNTING
from treatysim.law.record import Record


@dataclass(frozen=True, slots=True)
class Row:
    """A condition of admission: ``earlier`` must come before ``later``, or the act is refused with ``code``.

    ``facts`` are the days and States that the sentence of the finding names.
    """

    earlier: Formula
    later: Formula
    code: str
    provision: str
    reading: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, int | str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a parameter of a clause may be: a whole number from ``least``, one of ``choices``, or of another shape."""

    shape: str = "whole"
    least: int = 1
    required: bool = False
    choices: tuple[str, ...] = ()


UNITS = ("years", "months", "days")

PERIOD = {unit: Parameter() for unit in UNITS} | {
    "counting": Parameter("choice", choices=("days-after", "first-of-following-month")),
    "month-end": Parameter("choice", choices=("clip", "roll")),
}
"""The parameters of a clause with a period; at least one of the three units is given."""


GENERAL_LAW = "VCLT"
"""How the provision of a clause begins that is taken from the general law of treaties (VCLT 54(b), 55)."""


@dataclass(frozen=True)
class Clause:
    """One clause: its provision ("12(1)"), the sentence in our own words, its parameters and its open axes.

    ``settles`` holds the doubts that the text itself answers, with its answers; they are open to no reading.
    ``consequence`` names the provision that says what follows a breach of the duties laid down here.
    """

    provision: str
    parameters: Mapping[str, Any]
    words: str = ""
    axes: tuple[str, ...] = ()
    settles: Mapping[str, str] = field(default_factory=dict)
    consequence: str = ""

    kind: ClassVar[str] = ""
    acts: ClassVar[tuple[str, ...]] = ()
    allowed: ClassVar[Mapping[str, Parameter]] = {}
    may_leave_open: ClassVar[tuple[str, ...]] = ()
    period_needed: ClassVar[bool] = True

    @property
    def knows(self) -> tuple[str, ...]:
        """The kinds of act that this clause knows, with the parameters it has."""
        return self.acts

    @property
    def has_period(self) -> bool:
        """Whether the clause counts a period of its own."""
        return any(unit in self.parameters for unit in UNITS)

    @property
    def deadlines(self) -> tuple[str, ...]:
        """The kinds of duty with a due day that the clause lays down, with the parameters it has."""
        return ()

    @property
    def of_general_law(self) -> bool:
        """Whether the clause is none of the text but stands in for it: general law that fills its silence."""
        return self.provision.startswith(GENERAL_LAW)

    def concerns(self, subject: str | None) -> bool:
        """Whether the clause is for proposals about ``subject``, and the consent to them."""
        return True

    def start(self, record: Record) -> None:
        """Signing: what follows from the text at once (VCLT 24(4))."""

    def rows(self, record: Record, act: Given) -> Iterator[Row]:
        """The conditions on which an act is admitted; the first that fails names the finding."""
        return iter(())

    def take(self, record: Record, act: Given) -> None:
        """Let an admitted act stand."""

    def came(self, record: Record, effect: Effect) -> None:
        """Draw the consequences of an effect that has just come."""

    def judge(self, record: Record) -> None:
        """See what has become complete: after the effects of a day, and after each act."""

    def count(self, record: Record) -> None:
        """Count the Parties, last of all on a day with effects."""

    def number(self, name: str) -> int:
        """A whole number among the parameters."""
        return int(self.parameters[name])

    def period(self, added: int = 0) -> Period:
        """The clause's period, with as many days more as its reading adds."""
        years, months, days = (int(self.parameters.get(unit, 0)) for unit in UNITS)
        return Period(years, months, days + added)

    def after(self, base: Formula, reading: Mapping[str, str] | None = None) -> After:
        """The day that the clause's period reaches from ``base``, under the way of counting that was read."""
        added = sum(COUNTING.get(value, 0) for value in (reading or {}).values())
        counting: Counting = self.parameters.get("counting", "days-after")
        month_end: MonthEnd = self.parameters.get("month-end", "clip")
        return After(base, self.period(added), self.provision, reading or {}, counting, month_end)

    def corrected(self, parameters: Mapping[str, object]) -> Self:
        """The same clause with other parameters, as far as its kind knows them; a period is replaced whole."""
        known = {name: value for name, value in parameters.items() if name in self.allowed}
        kept = dict(self.parameters)
        if known.keys() & set(UNITS):
            kept = {name: value for name, value in kept.items() if name not in UNITS}
        return replace(self, parameters={**kept, **known}) if known else self

    def shown_parameters(self) -> dict[str, object]:
        """The parameters as plain JSON values."""
        return {name: _plain(value) for name, value in self.parameters.items()}

    def to_dict(self) -> dict[str, object]:
        """The clause as plain JSON values; what its text settles, and the consequence of a breach, only where given."""
        said: dict[str, object] = {
            "provision": self.provision,
            "kind": self.kind,
            "parameters": self.shown_parameters(),
        }
        if self.settles:
            said["settles"] = dict(self.settles)
        return {**said, "consequence": self.consequence} if self.consequence else said


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    return list(value) if isinstance(value, tuple) else value
