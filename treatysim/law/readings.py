"""Doubtful wordings: the axes on which a reading is chosen, and what became of each doubt E-1 to E-46.

An *axis* lists the answers that can be defended, each with its authority; the first is the default.  Of each axis that
its kind may have, a clause of a treaty file says one of three things: it is left open (``readings``), and a scenario
chooses; the text settles it (``settles``), and no reading can differ; or nothing, and the default holds without being
reported as asked.  Every doubt is an axis, a fixed decision
with its authority, or out of scope with a reason: :data:`DOUBTS`.  Authorities, questions and reasons are sentences
of the catalogue: ``[authorities.<axis>]`` and ``[doubts]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from treatysim.words import catalogue


@dataclass(frozen=True, slots=True)
class Axis:
    """One doubtful wording: where it stands, its doubts, and the answers in their order, the default first.

    >>> AXES["survival"].default
    'termination-and-withdrawal'
    >>> AXES["notice-base"].answers["sending"]
    '"by sending to the Depositary"'
    """

    name: str
    provision: str
    doubts: tuple[str, ...]
    order: tuple[str, ...]

    @property
    def default(self) -> str:
        """The answer taken where the scenario is silent."""
        return self.order[0]

    @property
    def answers(self) -> Mapping[str, str]:
        """Each answer with its authority, in their order."""
        authorities: dict[str, str] = catalogue()["authorities"][self.name]
        return {answer: authorities[answer] for answer in self.order}


COUNTING = {"day-after": 0, "at-least": 0, "receipt-counted": -1, "clear-days": 1}
"""How many days each way of counting adds to the number in the clause: the day of receipt not counted; counted as
the first day; a full day more, so that all the days have run."""

AXES: dict[str, Axis] = {
    axis.name: axis
    for axis in (
        Axis("entry-period", "12(1)", ("E-1",), ("day-after", "receipt-counted", "clear-days")),
        Axis("window", "12(1)", ("E-4",), ("own-date", "general-date")),
        Axis("threshold", "12(1)", ("E-3", "E-38"), ("date-stands", "recount")),
        Axis("early-accession", "12(3)", ("E-17",), ("returned", "held")),
        Axis("acceptors", "12(3)", ("E-19",), ("signatories-and-acceded", "parties", "contracting")),
        Axis("acceptor-set", "12(3)", ("E-22",), ("at-deposit", "at-last-acceptance")),
        Axis("accession-period", "12(3)", ("E-25", "E-26"), ("day-after", "clear-days", "receipt-counted")),
        Axis("notice-length", "12(4)", ("E-29",), ("at-least", "clear-days", "receipt-counted")),
        Axis("notice-base", "12(4)", ("E-28",), ("receipt", "sending")),
        Axis("short-notice", "12(4)", ("E-30",), ("earliest-lawful-date", "void")),
        Axis("re-entry", "12(1), 12(3)", ("E-36",), ("notification", "accession")),
        Axis("below-two", "VCLT 55", ("E-37",), ("ends", "continues")),
        Axis("authority-exchange", "5(1)", ("E-8",), ("each-party", "first-entry-only")),
        Axis("survival", "12(5)", ("E-39",), ("termination-and-withdrawal", "termination-only")),
    )
}
"""The axes by their names; the answers of each in their order, the default first."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What became of one of the doubts of E: left open on axes, decided once, or not simulated; and why.

    >>> DOUBTS["E-26"].why
    'entry-period, accession-period'
    >>> DOUBTS["E-15"].question, DOUBTS["E-15"].why
    ('the text for a State bound later', 'as amended: VCLT 40(5)')
    """

    number: str
    settled: Literal["axis", "fixed", "out-of-scope"]
    axes: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """What is doubtful."""
        question: str = catalogue()["doubts"][self.number][0]
        return question

    @property
    def why(self) -> str:
        """The axes on which it is left open, or the authority or reason."""
        if self.settled == "axis":
            return ", ".join(self.axes)
        why: str = catalogue()["doubts"][self.number][1]
        return why


DOUBTS: dict[str, Doubt] = {
    doubt.number: doubt
    for doubt in (
        Doubt("E-1", "axis", ("entry-period",)),
        Doubt("E-2", "fixed"),
        Doubt("E-3", "axis", ("threshold",)),
        Doubt("E-4", "axis", ("window",)),
        Doubt("E-5", "fixed"),
        Doubt("E-6", "fixed"),
        Doubt("E-7", "fixed"),
        Doubt("E-8", "axis", ("authority-exchange",)),
        Doubt("E-9", "fixed"),
        Doubt("E-10", "fixed"),
        Doubt("E-11", "fixed"),
        Doubt("E-12", "fixed"),
        Doubt("E-13", "out-of-scope"),
        Doubt("E-14", "fixed"),
        Doubt("E-15", "fixed"),
        Doubt("E-16", "fixed"),
        Doubt("E-17", "axis", ("early-accession",)),
        Doubt("E-18", "fixed"),
        Doubt("E-19", "axis", ("acceptors",)),
        Doubt("E-20", "fixed"),
        Doubt("E-21", "fixed"),
        Doubt("E-22", "axis", ("acceptor-set",)),
        Doubt("E-23", "fixed"),
        Doubt("E-24", "fixed"),
        Doubt("E-25", "axis", ("accession-period",)),
        Doubt("E-26", "axis", ("entry-period", "accession-period")),
        Doubt("E-27", "fixed"),
        Doubt("E-28", "axis", ("notice-base",)),
        Doubt("E-29", "axis", ("notice-length",)),
        Doubt("E-30", "axis", ("short-notice",)),
        Doubt("E-31", "fixed"),
        Doubt("E-32", "fixed"),
        Doubt("E-33", "out-of-scope"),
        Doubt("E-34", "fixed"),
        Doubt("E-35", "fixed"),
        Doubt("E-36", "axis", ("re-entry",)),
        Doubt("E-37", "axis", ("below-two",)),
        Doubt("E-38", "axis", ("threshold",)),
        Doubt("E-39", "axis", ("survival",)),
        Doubt("E-40", "fixed"),
        Doubt("E-41", "fixed"),
        Doubt("E-42", "fixed"),
        Doubt("E-43", "fixed"),
        Doubt("E-44", "out-of-scope"),
        Doubt("E-45", "out-of-scope"),
        Doubt("E-46", "fixed"),
    )
}
"""The doubts by their numbers."""
