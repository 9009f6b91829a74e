"""The shapes of scenario and treaty files: which keys there are, and of which kind their values.

What a value means, and whether keys go together, is looked at by the sibling modules; the shapes also make the JSON
Schema (:mod:`treatysim.files.schemas`).  Nothing is required here: ``needs`` lists what must be there.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError


def _exact(value: object) -> object:
    """Whole numbers and decimals alike as exact decimals."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number_type", "number")
    return Decimal(value)


Number = Annotated[Decimal, BeforeValidator(_exact), WithJsonSchema({"type": "number", "minimum": 0})]


class Shape(BaseModel):
    """A mapping with fixed keys; ``inside`` are the shapes that stand under some of them."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        defer_build=True,
        alias_generator=lambda name: name.replace("_", "-"),
    )
    needs: ClassVar[tuple[str, ...]] = ()
    inside: ClassVar[Mapping[str, type[Shape]]] = {}


Delay = Annotated[
    Annotated[int, Tag("(number)")] | Annotated[dict[str, Any], Tag("(spread)")],
    Discriminator(lambda value: "(spread)" if isinstance(value, dict) else "(number)"),
]
"""A number of days, or a distribution of them, which :mod:`treatysim.files.spreads` reads."""


class AnchorShape(Shape):
    """A date so many days after an act or effect, or from a day on."""

    after: str | None = None
    by: str | None = None
    of: str | None = None
    from_: str | None = Field(default=None, alias="from")
    days: Delay | None = None


Date = Annotated[
    Annotated[str, Tag("(day)")] | Annotated[AnchorShape, Tag("(anchor)")],
    Discriminator(lambda value: "(anchor)" if isinstance(value, dict | AnchorShape) else "(day)"),
]


class ActShape(Shape):
    """An act of any kind; which kind has which fields is in :data:`treatysim.law.acts.ACTS`."""

    needs = ("act", "date")
    inside = {"date": AnchorShape}
    act: str | None = None
    by: str | None = None
    date: Date | None = None
    id: str | None = None
    of: str | None = None
    to: str | None = None
    subject: str | None = None
    period: int | None = None
    instrument: str | None = None
    between: list[str] | None = None
    sent: str | None = None
    intended: str | None = None
    supposed: bool | None = None
    source: str | None = None
    note: str | None = None


class StateShape(Shape):
    """A correction of one State's groups and quantities."""

    groups: list[str] | None = None
    quantities: dict[str, Number] | None = None


class ScenarioShape(Shape):
    """A scenario file; with ``base`` in the place of ``treaty`` it is an overlay, which changes another one."""

    needs = ("treaty",)
    inside = {"acts": ActShape, "states": StateShape, "move": AnchorShape}
    title: str | None = None
    treaty: str | None = None
    base: str | None = None
    through: str | None = None
    readings: dict[str, str] | None = None
    parameters: dict[str, dict[str, Any]] | None = None
    states: dict[str, StateShape] | None = None
    acts: list[ActShape] | None = None
    drop: list[str] | None = None
    move: dict[str, Date] | None = None


class DepositaryShape(Shape):
    """Who keeps the treaty, and the time zone of its seat."""

    needs = ("name", "seat")
    name: str | None = None
    seat: str | None = None


class ClauseShape(Shape):
    """A clause; which kind has which parameters is in :data:`treatysim.law.treaty.CLAUSE_KINDS`."""

    needs = ("provision", "kind")
    provision: str | None = None
    kind: str | None = None
    parameters: dict[str, Any] | None = None
    readings: list[str] | None = None
    settles: dict[str, str] | None = None
    consequence: str | None = None
    words: str | None = None


class TreatyShape(Shape):
    """A treaty file."""

    needs = ("treaty", "title", "signed", "signatories", "clauses")
    inside = {"depositary": DepositaryShape, "clauses": ClauseShape}
    treaty: str | None = None
    title: str | None = None
    short: str | None = None
    signed: str | None = None
    adopted: str | None = None
    place: str | None = None
    depositary: DepositaryShape | None = None
    text: str | None = None
    sources: list[str] | None = None
    signatories: list[str] | None = None
    groups: dict[str, list[str]] | None = None
    quantities: dict[str, dict[str, Number]] | None = None
    not_additional: list[str] | None = None
    clauses: list[ClauseShape] | None = None
