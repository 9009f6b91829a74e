"""A scenario: a treaty, what was done or might be done under it, and how its doubtful wordings are read.

A recorded history and an imagined future are the same type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from treatysim.errors import UnknownName
from treatysim.law.acts import Act
from treatysim.law.readings import AXES
from treatysim.law.treaty import Treaty
from treatysim.law.uncertain import Uncertain
from treatysim.words import fault_text


@dataclass(frozen=True)
class Scenario:
    """``through`` is the last day simulated, inclusive; None: until nothing further is fixed.

    ``readings`` holds only what was chosen; :attr:`all_readings` every axis of the treaty with its value.
    ``uncertain`` holds, by the ids of acts, the dates that are only known by their chances: the act itself has its
    median and is supposed.  ``base`` is the scenario that this one only changes, where it is an overlay; everything
    else here is already as changed.  Raises UnknownName for a reading that the treaty lacks.
    """

    title: str
    treaty: Treaty
    acts: tuple[Act, ...] = ()
    through: int | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    uncertain: Mapping[str, Uncertain] = field(default_factory=dict)
    base: Scenario | None = None

    def __post_init__(self) -> None:
        """Refuse a reading that the treaty does not leave open, rather than pass its default off as the answer."""
        for axis, value in self.readings.items():
            if axis not in self.treaty.axes:
                known = ", ".join(self.treaty.axes)
                raise UnknownName("; ".join(fault_text("unknown-reading", name=repr(axis), known=known)))
            if value not in AXES[axis].answers:
                known = ", ".join(AXES[axis].answers)
                raise UnknownName("; ".join(fault_text("unknown-answer", axis=axis, name=repr(value), known=known)))
        if self.through is not None and not isinstance(self.through, int):
            raise TypeError(f"through is a day as date.toordinal() gives it, or None, but not {self.through!r}")

    @cached_property
    def all_readings(self) -> dict[str, str]:
        """Every axis that the treaty leaves open, with the value chosen or its default."""
        return {axis: self.readings.get(axis, AXES[axis].default) for axis in self.treaty.axes}

    def answer(self, axis: str) -> str:
        """The answer taken on a doubt: the one chosen or its default, or what the text of the treaty itself settles."""
        return self.all_readings.get(axis) or self.treaty.settled.get(axis, AXES[axis].default)

    @cached_property
    def by_id(self) -> dict[str, Act]:
        """The acts by their ids."""
        return {act.id: act for act in self.acts}

    def subject_of(self, act: Act) -> str | None:
        """What a proposal, or the proposal to which a consent refers, is about."""
        if act.kind == "consent":
            proposal = self.by_id.get(act.to or "")
            return proposal.subject if proposal else None
        return act.subject
