"""The agreement of all: whose answer is asked, who has given it, and on which day nobody is outstanding any more.

An accession needs the acceptance of every State asked (12(3)); an amendment, an annex, early consultations and the
end of the treaty need the consent of every Party (12(2), 1, 2, 5(2), VCLT 54(b)).  They share this shape: silence is
never an answer, an answer once received stands, whoever drops out is no longer waited for, and at least one answer
must have come.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from treatysim.law.formula import NEVER_COMES, Earliest, Formula, Given, Latest


@dataclass(slots=True)
class Unanimity:
    """One round of asking: who is asked, who is still outstanding, and who was once asked, with what removed them.

    ``judged`` counts the changes of standing that were taken into account.
    """

    asked: dict[str, Formula] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    answers: dict[str, Formula] = field(default_factory=dict)
    refusals: dict[str, Given] = field(default_factory=dict)
    dropped: dict[str, Formula] = field(default_factory=dict)
    judged: int = 0

    def ask(self, state: str, since: Formula) -> None:
        """Let a State be asked from now on; its answer, if it has given one, stands."""
        self.asked[state] = since
        self.dropped.pop(state, None)
        if state not in self.answers:
            self.waiting.add(state)

    def drop(self, state: str, ground: Formula) -> None:
        """A State is no longer asked; ``ground`` is what removed it."""
        del self.asked[state]
        self.waiting.discard(state)
        self.dropped[state] = ground

    def answer(self, state: str, given: Formula) -> None:
        """An acceptance or a consent was received; it replaces a refusal."""
        self.answers[state] = given
        self.waiting.discard(state)
        self.refusals.pop(state, None)

    def outstanding(self) -> list[str]:
        """Who is asked and has not answered, by State code."""
        return sorted(self.waiting)

    def agreed(self) -> bool:
        """Whether somebody has answered and nobody is outstanding."""
        return bool(self.answers) and not self.waiting

    def completion(self, opened: Formula) -> Formula:
        """The instant at which the round is complete, as it stands (E-24): the opening, for each State asked its
        answer, or, where it has dropped out, whichever of the two came first; and a first answer, where nobody is left
        whose answer would say as much."""
        each: list[Formula] = [self.answers.get(state, NEVER_COMES) for state in sorted(self.asked)]
        for state in sorted(self.dropped):
            gone, answer = self.dropped[state], self.answers.get(state)
            each.append(gone if answer is None else Earliest((answer, gone)))
        first = () if self.asked else (Earliest(tuple(self.answers.values())),)
        return Latest((opened, *first, *each))
