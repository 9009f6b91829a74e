"""What follows in law from acts: effects that come, duties that arise, findings, and effects that are on their way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from treatysim.law.acts import EFFECTS, Act
from treatysim.law.days import NEVER, day_of, end_of, iso, start_of
from treatysim.law.formula import Came, Formula, Given, instant
from treatysim.words import capital, finding_text, name, say

PARTIES = "PARTIES"
"""How duties name all Parties together, as bearer or as those to whom a duty is owed."""

Severity = Literal["warning", "note"]
Sort = Literal["deadline", "expectation", "continuing"]


@dataclass(frozen=True, slots=True)
class Effect:
    """A legal effect that came: dated and derived.  ``formula`` says why on that day; ``of`` is the act it concerns.

    ``alternatives`` gives, for each way of counting the same words, the formula under it; ``reading`` the axes on which
    the effect hangs beside those in its formula.
    """

    id: str
    kind: str
    state: str | None
    at: int
    provision: str
    formula: Formula
    of: str | None = None
    text_as_amended: tuple[str, ...] = ()
    alternatives: Mapping[str, Formula] = field(default_factory=dict)
    reading: Mapping[str, str] = field(default_factory=dict)

    @property
    def leaf(self) -> Came:
        """How other formulas refer to this effect."""
        return Came(self.id, self.at, self.formula)


@dataclass(slots=True)
class Pending:
    """An effect on its way, until its day: the law is asked again then, and may have changed its mind."""

    kind: str
    state: str | None
    formula: Formula
    provision: str
    place: int = 0
    of: str | None = None
    alternatives: Mapping[str, Formula] = field(default_factory=dict)
    reading: Mapping[str, str] = field(default_factory=dict)

    @property
    def order(self) -> tuple[int, str, int]:
        """Its place among the effects of one day: by kind, then by State, then as they were proposed."""
        return EFFECTS.index(self.kind), self.state or "", self.place


@dataclass(frozen=True, slots=True)
class Lead:
    """What an act does to an effect that has not come: it is on its way to the instant ``at`` (never: it is stopped),
    where it was to come at ``before`` (None: it was not on its way)."""

    pending: Pending
    at: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """An act that had no effect or was irregular, or a point that no authority settles.

    ``reading`` holds the axis on which the finding depends, with the value that was asked; ``facts`` the days
    and States that its sentence names.
    """

    code: str
    severity: Severity
    at: int
    provision: str
    state: str | None
    act: Act | None = None
    reading: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, int | str | None] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The finding as a sentence."""
        return capital(self.within)

    @property
    def within(self) -> str:
        """The finding as it stands within a sentence."""
        never = say("findings-parts", "never")
        facts = {key: name(fact) if isinstance(fact, str) else iso(fact) or never for key, fact in self.facts.items()}
        return finding_text(self.code, self.state, facts)


@dataclass(slots=True)
class Duty:
    """An obligation while the record runs: bearer, what is due, when it arose and by when, as formulas and instants.

    It can be performed in time until the end of its due day; ``due`` is None where nothing is ever due on a day (a
    continuing duty).  ``reading`` holds the axes on which it hangs that it arose.
    """

    provision: str
    bearer: str
    duty: str
    arises: Formula
    due: Formula | None
    sort: Sort = "deadline"
    of: str | None = None
    reading: Mapping[str, str] = field(default_factory=dict)
    performed: int | None = None
    performance: Given | None = None
    lapsed: bool = False
    due_at: int = NEVER
    arose_at: int = 0

    def __post_init__(self) -> None:
        self.arose_at = instant(self.arises)
        if self.due is not None:
            self.due_at = instant(self.due)

    @property
    def open(self) -> bool:
        """Whether it still waits to be performed, however late."""
        return self.performed is None and not self.lapsed

    def perform(self, act: Given) -> None:
        """Record performance by an act, when it is received; never before the duty arises."""
        self.performed = max(act.at, self.arose_at)
        self.performance = act

    def lapse_if_due_from(self, day: int) -> None:
        """Let it fall away if its due day is ``day`` or later; what was overdue before stays so (VCLT 70(1)(b))."""
        if self.open and self.due_at >= start_of(day):
            self.lapsed = True

    def status(self, through: int) -> str:
        """Its status at the end of the day ``through``: a due day that is ``through`` itself has ended."""
        if self.sort == "expectation":
            return "held" if self.performed is not None else "lapsed" if self.lapsed else "expected"
        if self.performed is not None:
            late = (day_of(self.performed) or 0) > (day_of(self.due_at) or NEVER)
            return "performed-late" if late else "performed"
        if self.lapsed:
            return "lapsed"
        if self.sort == "continuing":
            return "continuing"
        return "overdue" if self.due_at <= end_of(through) else "pending"
