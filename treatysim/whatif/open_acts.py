"""The acts that are open: those that formulas can speak for, and those whose consequences only the engine can tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from treatysim.law.accession import COMPLETE
from treatysim.law.acts import Act
from treatysim.law.clause import Clause
from treatysim.law.entry_into_force import FOR_A_STATE, GENERAL, EntryIntoForce
from treatysim.law.treaty import Treaty
from treatysim.law.withdrawal import EFFECTIVE
from treatysim.whatif.dates import Key
from treatysim.whatif.prospects import Past

C = TypeVar("C", bound=Clause)

SPOKEN_FOR = ("notification", "deposit", "accession", "acceptance", "withdrawal")
"""The kinds of act that formulas can speak for; what follows from others, only the engine can say."""

WITHOUT_DATES = (
    "refusal",
    "withdrawal-circulated",
    "consultation",
    "interdepartmental-agreement",
    "joint-project",
    "project-completed",
    "authority-exchange",
    "certified-copies",
)
"""The kinds of act from which no effect follows: they perform duties, or block what was not going to come without them
(a refusal stands until the same State accepts, which alone counts)."""


def clause_of(treaty: Treaty, kind: type[C]) -> C | None:
    """The clause of a kind that a treaty has; None if it has none."""
    return next((clause for clause in treaty.operative if isinstance(clause, kind)), None)


class OpenActs:
    """The acts that have not happened in a settled past, set apart by whether formulas can speak for them.

    ``regular`` holds those that they can, one of a kind for each State and what it is about; ``irregular`` the ids of
    the others; ``leaving`` the States that have given notice of withdrawal, or may.
    """

    def __init__(self, before: Past) -> None:
        self.scenario, self.record = before.scenario, before.settled.record
        self.all = tuple(act for act in self.scenario.acts if act.id not in before.settled.given)
        self.regular: dict[tuple[str, str, str | None], Act] = {}
        self.irregular: list[str] = []
        self.leaving = {act.by for act in self.all if act.kind == "withdrawal"} | self.record.notices.keys()
        for act in self.all:
            self._sort(act)

    def keys(self) -> Iterator[Key]:
        """Every effect, by its kind and its State, that open acts can bring, or can move."""
        if self.record.end is not None:
            return
        if self.record.entry is None and clause_of(self.scenario.treaty, EntryIntoForce):
            yield GENERAL, None
        yield from ((FOR_A_STATE, state) for state in self.consenting() if state not in self.record.bound)
        yield from ((kind, state) for state in self.applicants() for kind in (COMPLETE, FOR_A_STATE))
        yield from ((EFFECTIVE, by) for kind, by, _ in self.regular if kind == "withdrawal")

    def consenting(self) -> dict[str, None]:
        """The States whose consent to be bound stands, or may still be given, by one act each."""
        record, clause = self.record, clause_of(self.scenario.treaty, EntryIntoForce)
        if clause is None:
            return {}
        new = (by for kind, by, _ in self.regular if kind in ("notification", "deposit"))
        could = (by for by in new if by not in record.bound and (clause.by_deposit or by in record.signatories))
        return dict.fromkeys((*(state for state in record.consents if state not in record.acceded), *could))

    def applicants(self) -> dict[str, None]:
        """The States whose accession waits for acceptances, or may be deposited: those that have not signed."""
        record = self.record
        waiting = (state for state, one in record.applications.items() if one.complete is None and one.received)
        new = (by for kind, by, _ in self.regular if kind == "accession" and by not in record.applications)
        return dict.fromkeys((*waiting, *(by for by in new if by not in (*record.bound, *record.signatories))))

    def acceding(self) -> dict[str, None]:
        """The States that may come to be bound by accession, those among them whose accession is complete."""
        complete = (state for state, one in self.record.applications.items() if one.complete is not None)
        return dict.fromkeys((*complete, *self.applicants()))

    def _sort(self, act: Act) -> None:
        """Set an open act apart: no formula speaks for it if it is one of two, or its State comes back with it."""
        if act.kind in WITHOUT_DATES:
            return
        key = (act.kind, act.by, act.of)
        again = key in self.regular or act.by in self.record.left or self._comes_again(act)
        if act.kind not in SPOKEN_FOR or again or not self._foreseeable(act):
            self.irregular.append(act.id)
        else:
            self.regular[key] = act

    def _comes_again(self, act: Act) -> bool:
        """Whether a State that is leaving, or may leave, gives notice again, or could be bound a second time."""
        record, by = self.record, act.by
        if act.kind == "withdrawal":
            return by in record.notices
        if act.kind == "acceptance" or by not in self.leaving:
            return False
        already = by in record.bound or by in record.consents or by in record.applications
        return already or (act.kind == "accession" and by in record.signatories)

    def _foreseeable(self, act: Act) -> bool:
        """Whether the day that follows from an act does not hang on more than its own: on its dispatch, or on whether
        the day that it names makes it void."""
        if act.kind != "withdrawal":
            return True
        void = act.intended is not None and self.scenario.answer("short-notice") == "void"
        return self.scenario.answer("notice-base") != "sending" and not void
