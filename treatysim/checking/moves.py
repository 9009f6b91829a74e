"""What can happen next in a life: an act of one of the kinds that the clauses know, or a wait to a day that matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from treatysim.checking.cast import Cast
from treatysim.checking.clocks import SETTLED
from treatysim.checking.drafting import Draft
from treatysim.checking.life import Life
from treatysim.checking.symmetry import Symmetry
from treatysim.law.acts import ACTS, DEPOSITARY
from treatysim.law.days import LAST_DAY
from treatysim.law.treaty import Treaty

KINDS = (
    "notification",
    "notification-withdrawn",
    "signature-withdrawn",
    "deposit",
    "accession",
    "accession-withdrawn",
    "acceptance",
    "refusal",
    "withdrawal",
    "withdrawal-revoked",
)
"""The kinds of act on which it hangs who is bound, and when: those that are tried unless others are named."""

MORE_KINDS = ("authority-exchange", "certified-copies", "withdrawal-circulated", "proposal", "consent")
"""The kinds of act that can be tried too; each multiplies the moments there are."""

END = "end"
"""The id of the one proposal that is tried: to end the treaty (VCLT 54(b))."""

PAUSE = 7
"""So many days pass before an act where nothing is on its way."""

Step = int
"""A step of a life: so many days of waiting, where negative; else an act, by its place among :attr:`Moves.drafts`."""


class Moves:
    """The steps of lives of one treaty: of the kinds named, those of ``KINDS`` and ``MORE_KINDS`` that it knows."""

    def __init__(self, treaty: Treaty, cast: Cast, kinds: Sequence[str], symmetry: Symmetry) -> None:
        self.treaty, self.cast, self.symmetry = treaty, cast, symmetry
        known = (kind for kind in (*KINDS, *MORE_KINDS) if kind in kinds and kind in treaty.acts)
        self.kinds = tuple(kind for kind in known if self._possible(kind))

    @cached_property
    def drafts(self) -> tuple[Draft, ...]:
        """Every act that can be tried, without its day."""
        return tuple(draft for kind in self.kinds for draft in self._every(kind))

    @cached_property
    def _places(self) -> dict[tuple[object, ...], Step]:
        return {_name(draft): place for place, draft in enumerate(self.drafts)}

    def acts(self, life: Life) -> list[Step]:
        """The acts to be tried at a moment, one for each set of States that nothing tells apart."""
        alike = self.symmetry.representatives(life)
        return [self._places[name] for kind in self.kinds for name in self._names(kind, life, alike)]

    def waits(self, life: Life) -> list[Step]:
        """The waits to be tried: to the next day on which something comes or falls due, the day before, the day after.

        Days further off are reached by waiting again, and none lies behind the last day of the calendar.
        """
        if life.record.end is not None:
            return []
        ahead = self._ahead(life)
        days = {1} if 0 in ahead else set()
        days |= {days for soonest in sorted(ahead - {0})[:1] for days in (soonest - 1, soonest, soonest + 1)}
        return [-wait for wait in sorted(days - {0}) if life.day + wait <= LAST_DAY]

    def make(self, life: Life, step: Step) -> None:
        """Lead a life on by one step."""
        if step < 0:
            life.wait(-step)
        else:
            self.act(life, self.drafts[step])

    def act(self, life: Life, draft: Draft) -> None:
        """Let an act be done; where nothing is on its way, so that the day does not matter, ``PAUSE`` days later: lives
        whose acts lie on different days say more, and could have gone otherwise in more ways."""
        if not self.symmetry.by_date and not self._ahead(life):
            life.wait(PAUSE)
        life.act(draft)

    def _ahead(self, life: Life) -> set[int]:
        """In how many days something comes or falls due."""
        return {
            days for clocks in self.symmetry.clocks.remaining(life).values() for _, days in clocks if days != SETTLED
        }

    def _possible(self, kind: str) -> bool:
        """Whether the acts of a kind have a meaning here: proposals only of the end, where a clause speaks of it."""
        if kind not in ("proposal", "consent"):
            return True
        return any(clause.parameters.get("subject") == "termination" for clause in self.treaty.clauses)

    # -- every act there is

    def _every(self, kind: str) -> Iterator[Draft]:
        """The acts of a kind, of everyone and about everyone."""
        states = self.cast.anybody
        if ACTS[kind].author == "depositary":
            about = states if "of" in ACTS[kind].needs else (None,)
            yield from (_draft(kind, DEPOSITARY, of) for of in about)
        elif kind in ("acceptance", "refusal"):
            yield from (_draft(kind, by, of) for by in states for of in states)
        else:
            yield from (self._draft(kind, by) for by in states)

    def _draft(self, kind: str, by: str) -> Draft:
        match kind:
            case "deposit":
                return consent(self.treaty, by)
            case "proposal":
                return {"act": kind, "by": by, "subject": "termination", "id": END}
            case "consent":
                return {"act": kind, "by": by, "to": END}
            case _:
                return _draft(kind, by)

    # -- those to be tried at a moment

    def _names(self, kind: str, life: Life, alike: Sequence[str]) -> Iterator[tuple[object, ...]]:
        record = life.record
        match kind:
            case "accession" | "accession-withdrawn":
                yield from ((kind, by, None) for by in alike if by in self.cast.outsiders or by in record.signatories)
            case "acceptance" | "refusal":
                about = [*record.applications] or list(self.cast.outsiders[:1])
                yield from ((kind, by, of) for by in alike for of in about)
            case "withdrawal-circulated":
                yield from ((kind, DEPOSITARY, of) for of in alike)
            case "certified-copies":
                yield kind, DEPOSITARY, None
            case "proposal" | "consent":
                proposed = END in record.proposals or any(pending.of == END for pending in record.pending.values())
                yield from ((kind, by, None) for by in alike if proposed == (kind == "consent"))
            case _:
                yield from ((kind, by, None) for by in alike)


def consent(treaty: Treaty, by: str) -> Draft:
    """How a State consents to be bound: by a notification, or by the deposit of the first instrument that the clause
    names, of its accession if it has not signed.

    >>> from treatysim.files import load_treaty
    >>> consent(load_treaty("paris-2015"), "USA")
    {'act': 'deposit', 'by': 'USA', 'instrument': 'ratification'}
    """
    named = next(
        (clause.parameters["instruments"] for clause in treaty.clauses if "instruments" in clause.parameters), ()
    )
    if not named:
        return {"act": "notification", "by": by}
    accedes = by not in treaty.signatories and "accession" in named
    return {"act": "deposit", "by": by, "instrument": "accession" if accedes else named[0]}


def _draft(kind: str, by: str, of: str | None = None) -> Draft:
    said = {"act": kind} if by == DEPOSITARY else {"act": kind, "by": by}
    return said if of is None else {**said, "of": of}


def _name(draft: Draft) -> tuple[object, ...]:
    return draft["act"], draft.get("by", DEPOSITARY), draft.get("of")
