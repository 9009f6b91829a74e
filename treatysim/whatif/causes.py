"""The cause of a difference: the changes whose putting back restores the answer.

One change after the other is put back by itself and the scenario run again.  Where no single one restores an answer,
the fewest are looked for that do so together.  Every cause named here has been run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal

from treatysim.simulation import simulate
from treatysim.whatif.answers import Answers, Question, answer, answers, sources
from treatysim.whatif.between import Between, Some
from treatysim.whatif.changes import Change
from treatysim.whatif.grounds import Grounds, Inquiry

MOST_RUNS = 2_000
"""After so many runs no further cause is looked for."""

MOST_ACTS = 200_000
"""Nor after so many acts were handed to the law, all runs together: the runs of long lives are fewer."""

MOST_PAIRED = 12
"""Among how many changes all pairs are tried; of more, among so many that are suspected or move the answer."""

How = Literal["alone", "each-needed", "together", "each-suffices", "unsought"]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an answer differs: sets of changes, each of which, put back, restores it.

    ``how``: ``alone`` one change does (the first of its set: the others hang on it, or it on them) · ``each-needed``
    any one of several does (the first of each set), so that only all of them together brought the difference about ·
    ``together`` none does, only all of a set · ``each-suffices`` the same, and each of them alone would have brought
    it about · ``unsought`` too many runs were needed to say.  ``suspected`` are those of them that stand in a reason.
    """

    how: How
    sets: tuple[tuple[Change, ...], ...]
    suspected: tuple[Change, ...] = ()


class _TooMany(Exception):
    """No further runs are made."""


class Search:
    """Looks for causes between two scenarios; every run is made once, and ``ran`` is told how many were made."""

    def __init__(self, between: Between, ran: Callable[[int], None]) -> None:
        self.between = between
        self.before, self.after = answers(between.before), answers(between.after)
        self._said: dict[Some, Answers] = {frozenset(): self.after, between.all: self.before}
        self._ran = ran
        self._most = min(MOST_RUNS, MOST_ACTS // (1 + len(between.named)))
        self.runs = 2
        ran(self.runs)
        self._reasons = [(Inquiry(timeline), sources(timeline)) for timeline in (between.before, between.after)]

    def cause(self, question: Question) -> Cause:
        """The cause of one difference."""
        changes = self.between.changes
        if len(changes) > self._most:
            return Cause("unsought", ())
        suspects = self._suspects(question)
        try:
            how, found = self._cause(question, suspects)
        except _TooMany:
            return Cause("unsought", ())
        named = sorted(suspects & {place for some in found for place in some})
        sets = tuple(tuple(changes[place] for place in some) for some in found)
        return Cause(how, sets, tuple(changes[place] for place in named))

    def _cause(self, question: Question, suspects: Some) -> tuple[How, list[Sequence[int]]]:
        single = [unit for unit in self._units if self._restores(question, unit)]
        if single:
            least = self._needed(single, suspects)
            return "alone" if len(least) == 1 else "each-needed", [*least]
        near = sorted(suspects.union(unit[0] for unit in self._units if self._moves(question, unit)))
        pairs = self._pairs(question, near if len(self._units) > MOST_PAIRED else range(len(self._units)))
        some = pairs or [self._fewest(question, near)]
        alone = len(some) == 1 and self._each_suffices(question, some[0])
        return "each-suffices" if alone else "together", [*some]

    # -- what was run

    def said(self, put_back: Iterable[int]) -> Answers:
        """What the second scenario answers with some changes, and what hangs on them, put back."""
        some = self.between.closed(put_back)
        if some not in self._said:
            if self.runs >= self._most:
                raise _TooMany
            self.runs += 1
            self._said[some] = answers(simulate(self.between.scenario(some)))
            self._ran(self.runs)
        return self._said[some]

    def _restores(self, question: Question, put_back: Iterable[int]) -> bool:
        return answer(self.said(put_back), question) == answer(self.before, question)

    def _moves(self, question: Question, put_back: Iterable[int]) -> bool:
        return answer(self.said(put_back), question) != answer(self.after, question)

    # -- what can be put back

    @cached_property
    def _units(self) -> list[tuple[int, ...]]:
        """Each change, with those that go back with it behind it."""
        changes = range(len(self.between.changes))
        return [(place, *sorted(self.between.closed({place}) - {place})) for place in changes]

    def _suspects(self, question: Question) -> Some:
        """The changes that stand in one of the two reasons."""
        grounds = Grounds()
        for inquiry, given in self._reasons:
            if question in given:
                grounds |= inquiry.grounds(given[question])
        return frozenset(place for place, change in enumerate(self.between.changes) if grounds.hold(change))

    @staticmethod
    def _needed(single: list[tuple[int, ...]], suspects: Some) -> list[tuple[int, ...]]:
        """Of the changes that restore an answer those that do so on their own account, or stand in its reason and take
        these along because they hang on them."""
        by_set = {frozenset(unit): unit for unit in reversed(single)}
        least = {unit: not any(other < some for other in by_set) for some, unit in by_set.items()}
        among = {place for unit, own in least.items() if own for place in unit}
        return sorted(unit for unit, own in least.items() if own or unit[0] in suspects - among)

    # -- several together

    def _pairs(self, question: Question, among: Sequence[int]) -> list[tuple[int, ...]]:
        """Every pair that restores an answer, with what goes back with it, if they are few enough to be tried."""
        if len(among) > MOST_PAIRED:
            return []
        some = {tuple(sorted(self.between.closed(pair))) for pair in combinations(among, 2)}
        found = [pair for pair in sorted(some) if self._restores(question, pair)]
        return [pair for pair in found if not any(set(other) < set(pair) for other in found)]

    def _fewest(self, question: Question, suspects: list[int]) -> tuple[int, ...]:
        """Changes that restore an answer together, and none of which can be left out; suspects alone, if they do."""
        some = suspects if self._restores(question, suspects) else sorted(self.between.all)
        some = sorted(self.between.closed(some))
        size = len(some) // 2
        while size:
            left = self._left(question, some, size)
            again = size == 1 and len(left) < len(some)
            some, size = left, 1 if again else size // 2
        return tuple(some)

    def _left(self, question: Question, some: list[int], size: int) -> list[int]:
        """What is left when parts of a size are taken out wherever the rest still restores the answer."""
        place = 0
        while place < len(some):
            fewer = sorted(self.between.closed(some[:place] + some[place + size :]))
            if len(fewer) < len(some) and self._restores(question, fewer):
                some = fewer
            else:
                place += size
        return some

    def _each_suffices(self, question: Question, some: Sequence[int]) -> bool:
        """Whether each of some changes, made alone, gives the second scenario's answer."""
        return not any(self._moves(question, self.between.all - {place}) for place in some)
