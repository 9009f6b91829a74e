"""What a gap is: a question that the text of a treaty leaves without an answer, with a life that runs into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty

RULES = (
    "never-in-force",
    "blocked-accession",
    "withdrawn-instrument",
    "below-threshold",
    "amendment-without-date",
    "same-words",
    "duty-without-consequence",
    "no-road",
)
"""The rules by which gaps are looked for, in their order."""


@dataclass(frozen=True)
class Gap:
    """A gap that a rule found, confirmed by the simulation of its witness.

    ``case`` is the sentence of the catalogue that says what the witness shows (``[gaps]``), with its ``days``
    (ordinals; None: never), ``states`` and other ``words``; ``provisions`` are the clauses that leave the gap, none
    where it is left by the text as a whole; ``filled`` is the clause of the file that stands for general law in it.
    """

    rule: str
    case: str
    witness: Scenario
    provisions: tuple[str, ...] = ()
    days: Mapping[str, int | None] = field(default_factory=dict)
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, object] = field(default_factory=dict)
    filled: str = ""


@dataclass(frozen=True)
class NoGap:
    """Why a rule found no gap where it might have: another road is open, or the file says so and is believed.

    ``case`` is its sentence in the catalogue (``[no-gaps]``), with the ``words`` that stand in it.
    """

    rule: str
    case: str
    words: Mapping[str, object]


@dataclass(frozen=True)
class Gaps:
    """What was found in one treaty; ``untold`` are the rules that no life of it could be told for, because it never
    enters into force or its days lie beyond the calendar; ``absent`` says of others why there is no gap."""

    treaty: Treaty
    found: tuple[Gap, ...]
    untold: tuple[str, ...] = ()
    absent: tuple[NoGap, ...] = ()

    @property
    def no(self) -> bool:
        """Whether the answer is no: there is a gap, or a rule could not be tried, so that there may be one."""
        return bool(self.found or self.untold)
