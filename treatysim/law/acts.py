"""Treaty actions: what a State or the Depositary did, as immutable values, and which fields each kind of act has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

DEPOSITARY = "DEPOSITARY"
"""How acts name the Depositary of the treaty."""

Author = Literal["state", "depositary", "either"]


@dataclass(frozen=True, slots=True)
class ActKind:
    """A kind of treaty action: who does it, and the fields it has beside those of every act.

    ``needs`` must be given, ``may`` can be; ``authority`` is where the act comes from.
    """

    author: Author
    authority: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


COMMON_FIELDS = ("act", "by", "date", "id", "note", "source", "supposed", "sent")

ACTS: dict[str, ActKind] = {
    "notification": ActKind("state", "12(1): internal procedures are complete"),
    "notification-withdrawn": ActKind("state", "E-3"),
    "signature-withdrawn": ActKind("state", "VCLT 18(a), E-35"),
    "accession": ActKind("state", "12(3): an instrument of accession"),
    "accession-withdrawn": ActKind("state", "VCLT 18(b), before it is bound"),
    "acceptance": ActKind("state", "12(3): of somebody's accession", needs=("of",)),
    "refusal": ActKind("state", "12(3), E-23", needs=("of",)),
    "withdrawal": ActKind("state", "12(4): a written notice", may=("intended",)),
    "withdrawal-revoked": ActKind("state", "VCLT 68"),
    "withdrawal-circulated": ActKind("depositary", "12(4), second sentence", needs=("of",)),
    "proposal": ActKind("state", "1, 2, 5(2), 12(2), VCLT 54(b)", needs=("subject",), may=("period",)),
    "consent": ActKind("either", "1, 2, 5(2), 12(2), VCLT 54(b)", needs=("to",)),
    "consultation": ActKind("state", "5(2)"),
    "interdepartmental-agreement": ActKind("state", "5(4)", needs=("between",)),
    "joint-project": ActKind("state", "12(5)"),
    "project-completed": ActKind("state", "12(5)", needs=("of",)),
    "authority-exchange": ActKind("state", "5(1)"),
    "certified-copies": ActKind("depositary", "11"),
    "deposit": ActKind("state", "VCLT 16(b)", needs=("instrument",)),
}

EFFECTS = (
    "withdrawal-effective",
    "entry-into-force",
    "entry-into-force-for",
    "amendment-in-force",
    "annex-updated",
    "consultation-agreed",
    "termination",
    "accession-complete",
)
"""The kinds of effect, in the order in which those of one day come."""

SUBJECTS = {
    "amendment": "amendment-in-force",
    "annex": "annex-updated",
    "early-consultation": "consultation-agreed",
    "termination": "termination",
}
"""What a proposal can be about, and the effect that the consent of all brings."""

INSTRUMENTS = ("ratification", "acceptance", "approval", "accession", "succession")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date that hangs on another: ``days`` whole days (0 or more) after the first act or effect that matches.

    ``after`` is the id of an act, or else a kind of act or effect; ``by`` and ``of`` narrow the match, where ``of`` is
    the act's ``of`` (or its ``by``, where it has none), or the State of an effect.
    """

    after: str
    by: str | None = None
    of: str | None = None
    days: int = 0

    @property
    def key(self) -> AnchorKey:
        """What the anchor looks for: an event matches if it stands under this key (see :func:`anchor_keys`)."""
        return self.after, self.by, self.of


NEVER_HAPPENS = Anchor("")
"""The date of an act that never happens: it hangs on something that has no name."""

AnchorKey = tuple[str, str | None, str | None]


def anchor_keys(word: str, by: str | None, of: str | None) -> set[AnchorKey]:
    """Every key under which an event called ``word`` is found: its ``by`` and ``of``, each named or left open."""
    return {(word, one, other) for one in (by, None) for other in (of, None)}


@dataclass(frozen=True, slots=True)
class Act:
    """One treaty action, as its file gives it.

    ``date`` is the day of receipt by the Depositary (or of doing, for the Depositary's own acts), or an
    :class:`Anchor`; ``rank`` is its place in the file, from 0; ``sent`` and ``intended`` are days.  ``fields`` holds
    what the file said, word for word.  ``supposed`` marks an act that nobody has recorded.
    """

    id: str
    kind: str
    by: str
    date: int | Anchor
    rank: int
    line: int = 0
    of: str | None = None
    sent: int | None = None
    intended: int | None = None
    subject: str | None = None
    period: int | None = None
    to: str | None = None
    between: tuple[str, ...] = ()
    instrument: str | None = None
    supposed: bool = False
    file: str = ""
    fields: Mapping[str, object] = field(default_factory=dict, compare=False)

    def matches(self, anchor: Anchor) -> bool:
        """Whether this act is one of those that ``anchor`` speaks of by its kind."""
        return anchor.key in self.anchor_keys(self.kind)

    def anchor_keys(self, word: str) -> set[AnchorKey]:
        """The keys under which an anchor finds this act, called by its id or by its kind."""
        return anchor_keys(word, self.by, self.by if self.of is None else self.of)

    def states(self) -> tuple[str, ...]:
        """Every State that the act names, its author first; neither the Depositary nor a project."""
        named = (self.by, *(() if self.of is None or self.kind == "project-completed" else (self.of,)), *self.between)
        return tuple(state for state in named if state != DEPOSITARY)
