"""Goals: what somebody wants a timeline to answer, as one line that can be asked of any timeline.

    KIND [STATE] <=|>=|== DATE     the first effect of that kind (for that State, about that proposal) and its day
    STANDING STATE on DATE         where a State stands at the end of a day
    DUTY STATE [of X] in time      every duty of that kind is performed by its due day

Effects on their way count like those that came: a date is a date.  An effect that never comes is later than any day,
so that it satisfies ``>=`` and nothing else.  A withdrawing Party is a Party until its withdrawal takes effect
(VCLT 2(1)(g), 70), so ``party`` holds for it as well; ``withdrawing`` asks for a notice that runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from treatysim.law.consequences import Effect
from treatysim.law.days import day_of, iso
from treatysim.law.timeline import Obligation, Timeline

Comparison = Literal["<=", ">=", "=="]

PARTY = ("party", "withdrawing")
"""The standings of a State for which the treaty is in force."""


@dataclass(frozen=True, slots=True)
class EffectGoal:
    """The day of the first effect of a kind, compared with a day (an ordinal); ``of`` is a proposal's id.

    >>> EffectGoal("entry-into-force", None, None, "<=", 734290).text
    'entry-into-force <= 2011-06-02'
    """

    kind: str
    state: str | None
    of: str | None
    comparison: Comparison
    day: int

    @property
    def text(self) -> str:
        """The goal in its own grammar."""
        named = [self.kind, self.state, self.of]
        return f"{' '.join(one for one in named if one)} {self.comparison} {iso(self.day)}"

    @property
    def last(self) -> int | None:
        """The last day on which anything can matter: what happens later cannot change the answer."""
        return self.day - 1 if self.comparison == ">=" else self.day

    def effect(self, timeline: Timeline) -> Effect | None:
        """The first effect of that kind, for that State and about that proposal; None if none comes."""
        found = (
            effect
            for effect in (*timeline.effects, *timeline.coming)
            if effect.kind == self.kind and self.state in (None, effect.state) and self.of in (None, effect.of)
        )
        return min(found, key=lambda effect: effect.at, default=None)

    def holds(self, timeline: Timeline) -> bool:
        """Whether a timeline satisfies the goal."""
        effect = self.effect(timeline)
        day = None if effect is None else day_of(effect.at)
        if day is None:
            return self.comparison == ">="
        return {"<=": day <= self.day, ">=": day >= self.day, "==": day == self.day}[self.comparison]

    def now(self, timeline: Timeline) -> object:
        """What a timeline answers, as a plain JSON value: the day of the effect; None if it never comes."""
        effect = self.effect(timeline)
        return None if effect is None else iso(day_of(effect.at))

    def to_dict(self) -> dict[str, object]:
        """The goal as plain JSON values."""
        said = {"kind": self.kind, "state": self.state, "of": self.of, "comparison": self.comparison}
        return {"goal": self.text, "asks": "effect", **said, "date": iso(self.day)}


@dataclass(frozen=True, slots=True)
class StandingGoal:
    """Where a State stands at the end of a day (an ordinal); ``party`` includes a Party that is withdrawing."""

    standing: str
    state: str
    day: int

    @property
    def text(self) -> str:
        """The goal in its own grammar."""
        return f"{self.standing} {self.state} on {iso(self.day)}"

    @property
    def last(self) -> int | None:
        """The last day on which anything can matter: the day itself."""
        return self.day

    def holds(self, timeline: Timeline) -> bool:
        """Whether a timeline satisfies the goal."""
        wanted = PARTY if self.standing == "party" else (self.standing,)
        return timeline.standing(self.state, self.day) in wanted

    def now(self, timeline: Timeline) -> object:
        """What a timeline answers, as a plain JSON value: the standing."""
        return timeline.standing(self.state, self.day)

    def to_dict(self) -> dict[str, object]:
        """The goal as plain JSON values."""
        said = {"standing": self.standing, "state": self.state, "date": iso(self.day)}
        return {"goal": self.text, "asks": "standing", **said}


@dataclass(frozen=True, slots=True)
class DutyGoal:
    """Every duty of a kind, of one bearer (about ``of``), is performed by the end of its due day.

    At least one must be asked for.  One that is due after the last day shown is not asked for yet, unless it has been
    performed; one that lapsed was not performed.
    """

    duty: str
    bearer: str
    of: str | None

    @property
    def text(self) -> str:
        """The goal in its own grammar."""
        return f"{self.duty} {self.bearer}{f' of {self.of}' if self.of else ''} in time"

    @property
    def last(self) -> int | None:
        """No day: duties arise as long as the timeline goes on."""
        return None

    def names(self, duty: Obligation) -> bool:
        """Whether a duty is of the kind, the bearer and the matter that the goal names."""
        return (duty.duty, duty.bearer) == (self.duty, self.bearer) and self.of in (None, duty.of)

    def duties(self, timeline: Timeline) -> tuple[Obligation, ...]:
        """The duties that the goal asks for, in the order in which they arose."""
        last = timeline.scenario.through
        return tuple(
            duty
            for duty in timeline.obligations
            if self.names(duty)
            if last is None or duty.performed is not None or (duty.due is not None and duty.due <= last)
        )

    def holds(self, timeline: Timeline) -> bool:
        """Whether a timeline satisfies the goal."""
        duties = self.duties(timeline)
        return bool(duties) and all(map(_in_time, duties))

    def now(self, timeline: Timeline) -> object:
        """What a timeline answers, as plain JSON values: when each duty is due and performed."""
        return [{"due": iso(duty.due), "performed": iso(duty.performed)} for duty in self.duties(timeline)]

    def to_dict(self) -> dict[str, object]:
        """The goal as plain JSON values."""
        return {"goal": self.text, "asks": "duty", "duty": self.duty, "bearer": self.bearer, "of": self.of}


def _in_time(duty: Obligation) -> bool:
    return duty.performed is not None and (duty.due is None or duty.performed <= duty.due)


Goal = EffectGoal | StandingGoal | DutyGoal
