"""The agreement of all: whose answer is asked, who has given it, and on which day nobody is outstanding any more.

An accession needs the acceptance of every State asked (12(3)); an amendment, an annex, early consultations and the
end of the treaty need the consent of every Party (12(2), 1, 2, 5(2), VCLT 54(b)).  They share this shape: silence is
never an answer, an answer once received stands, whoever drops out is no longer waited for, and at least one answer
must have come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from treatysim.law.formula import NEVER_COMES, Earliest, Formula, Given, Latest


@dataclass(slots=True)
class Unanimity:
    """One round of asking.  ``asked`` are those asked now; ``dropped`` those once asked, with what removed them."""

    asked: dict[str, Formula] = field(default_factory=dict)
    answers: dict[str, Given] = field(default_factory=dict)
    refusals: dict[str, Given] = field(default_factory=dict)
    dropped: dict[str, Formula] = field(default_factory=dict)
    judged: int = -1

    def ask(self, members: Iterable[str], since: Formula, ground: Callable[[str], Formula]) -> None:
        """Let exactly ``members`` be asked from now on; ``ground`` says what removed a State that no longer is."""
        now = dict.fromkeys(members)
        for state in [state for state in self.asked if state not in now]:
            del self.asked[state]
            self.dropped[state] = ground(state)
        for state in now:
            self.asked.setdefault(state, since)
            self.dropped.pop(state, None)

    def answer(self, state: str, given: Given) -> None:
        """An acceptance or a consent was received; it replaces a refusal."""
        self.answers[state] = given
        self.refusals.pop(state, None)

    def outstanding(self) -> list[str]:
        """Who is asked and has not answered, by State code."""
        return sorted(self.asked.keys() - self.answers.keys())

    def agreed(self) -> bool:
        """Whether somebody has answered and nobody is outstanding."""
        return bool(self.answers) and self.asked.keys() <= self.answers.keys()

    def completion(self, opened: Formula) -> Formula:
        """The instant at which the round is complete, as it stands (E-24): the opening, a first answer, and for each
        State asked its answer, or, where it has dropped out, whichever of the two came first."""
        each: list[Formula] = [self.answers.get(state, NEVER_COMES) for state in sorted(self.asked)]
        for state in sorted(self.dropped):
            gone, answer = self.dropped[state], self.answers.get(state)
            each.append(gone if answer is None else Earliest((answer, gone)))
        return Latest((opened, Earliest(tuple(self.answers.values())), *each))
