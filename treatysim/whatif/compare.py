"""Two scenarios set side by side: what was changed, what follows otherwise, and because of which change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from treatysim.law.acts import Act
from treatysim.law.consequences import Effect, Finding
from treatysim.law.days import iso
from treatysim.law.formula import supposed
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Obligation, StateOutcome, Timeline
from treatysim.law.treaty import Treaty
from treatysim.whatif.answers import Question, Source, answer, sources
from treatysim.whatif.between import Between
from treatysim.whatif.causes import Cause, Search
from treatysim.whatif.changes import Change, Part
from treatysim.whatif.pairing import Pair

ASPECTS = ("day", "due", "status", "standing", "finding")
"""What can differ, in the order in which it is told: effects first."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that differs, as each scenario gives it, and why; ``days`` later (below 0: earlier) where both are
    dates.  The last two say whether it rests on a supposed act."""

    question: Question
    before: str
    after: str
    days: int | None
    cause: Cause
    before_supposed: bool
    after_supposed: bool


@dataclass(frozen=True)
class Comparison:
    """Two scenarios, run, with everything that differs between them.

    In the timelines acts go by common ids; ``named`` gives for each id the act as either file has it.  ``runs`` were
    made, the two scenarios themselves included.
    """

    before: Timeline = field(repr=False)
    after: Timeline = field(repr=False)
    changes: tuple[Change, ...]
    differences: tuple[Difference, ...]
    named: Mapping[str, Pair] = field(repr=False)
    runs: int

    def name(self, act: str) -> str:
        """The id of an act in the file that has it: the first, or else the second."""
        one, other = self.named.get(act, (None, None))
        found = one or other
        return act if found is None else found.id

    def to_dict(self) -> dict[str, object]:
        """The answer as plain JSON values; causes name changes by their ``id`` in ``changes``."""
        return {
            "before": _scenario_dict(self.before),
            "after": _scenario_dict(self.after),
            "changes": [self._change_dict(change) for change in self.changes],
            "differences": [self._difference_dict(one) for one in self.differences],
            "runs": self.runs,
        }

    @cached_property
    def _places(self) -> dict[frozenset[Part], int]:
        """The place of each change from 1; no two have a part in common."""
        return {change.parts: place for place, change in enumerate(self.changes, 1)}

    def _id(self, change: Change) -> str:
        return f"c{self._places[change.parts]}"

    def _change_dict(self, change: Change) -> dict[str, object]:
        which = self.name(change.name) if change.what == "act" else change.name
        values = {"before": self._plain(change.before, 0), "after": self._plain(change.after, 1)}
        if change.what == "through":
            values = {when: iso(day) if isinstance(day, int) else None for when, day in values.items()}
        return {"id": self._id(change), "what": change.what, "how": change.how, "name": which, **values}

    def _plain(self, value: object, side: int) -> object:
        """A value of the first (0) or second scenario as plain JSON; an act with the day on which it happens there."""
        match value:
            case Act():
                outcomes = (self.before, self.after)[side].acts
                day = next(outcome.day for outcome in outcomes if outcome.act.id == value.id)
                own = self.named[value.id][side] or value
                return {**own.fields, "id": own.id, "date": iso(day), "file": own.file, "line": own.line}
            case Treaty():
                return value.id
            case Decimal():
                return int(value) if value == value.to_integral_value() else str(value)
            case _:
                return value

    def _difference_dict(self, one: Difference) -> dict[str, object]:
        asked, cause = one.question, one.cause
        return {
            "aspect": asked.aspect,
            "kind": asked.what,
            "state": asked.state,
            "of": None if asked.of is None else self.name(asked.of),
            "place": asked.place,
            "before": one.before,
            "after": one.after,
            "days": one.days,
            "supposed": {"before": one.before_supposed, "after": one.after_supposed},
            "cause": {
                "how": cause.how,
                "put_back": [[self._id(change) for change in some] for some in cause.sets],
                "in_reasons": [self._id(change) for change in cause.suspected],
            },
        }


def _unwatched(runs: int) -> None:
    """Nobody wants to know how far it is."""


def compare(a: Scenario, b: Scenario, ran: Callable[[int], None] = _unwatched) -> Comparison:
    """Everything that differs between two scenarios, and why; ``ran`` is told how many runs have been made.

    >>> from treatysim.files import load_text
    >>> acts = [f"{{act: notification, by: {who}, date: 2011-05-03}}" for who in ("CHN", "KAZ", "RUS", "TJK")]
    >>> text = "treaty: sco-iis-2009\\nacts: [" + ", ".join(acts) + "]"
    >>> found = compare(load_text(text), load_text(text + "\\nparameters: {'12(1)': {threshold: 5}}"))
    >>> found.differences[0].question.what, found.differences[0].before, found.differences[0].after
    ('entry-into-force', '2011-06-02', 'never')
    >>> found.differences[0].cause.how, found.changes[0].name
    ('alone', '12(1) threshold')
    """
    between = Between(a, b)
    search = Search(between, ran)
    asked = [question for question in {**search.before, **search.after} if _differs(search, question)]
    rest = _supposed(between.before), _supposed(between.after)
    differences = []
    for question in sorted(asked, key=lambda question: ASPECTS.index(question.aspect)):
        before, after = answer(search.before, question), answer(search.after, question)
        supposed = question in rest[0], question in rest[1]
        cause = search.cause(question)
        differences.append(Difference(question, before, after, _later(before, after), cause, *supposed))
    return Comparison(between.before, between.after, between.changes, tuple(differences), between.named, search.runs)


def _differs(search: Search, question: Question) -> bool:
    return answer(search.before, question) != answer(search.after, question)


def _later(before: str, after: str) -> int | None:
    """How many days later a date is than another; None where one of the two is no date."""
    try:
        return date.fromisoformat(after).toordinal() - date.fromisoformat(before).toordinal()
    except ValueError:
        return None


def _supposed(timeline: Timeline) -> frozenset[Question]:
    """The questions whose answers rest on a supposed act."""
    acts = frozenset(outcome.act.id for outcome in timeline.acts if outcome.supposed)
    return frozenset(question for question, source in sources(timeline).items() if _rests(question, source, acts))


def _rests(question: Question, source: Source, acts: frozenset[str]) -> bool:
    match source:
        case Effect():
            return supposed(source.formula)
        case Obligation():
            performed = question.aspect == "status" and source.performed_supposed
            return source.supposed or performed
        case StateOutcome():
            return source.supposed
        case Finding():
            return source.act is not None and source.act.id in acts


def _scenario_dict(timeline: Timeline) -> dict[str, object]:
    scenario = timeline.scenario
    about = {"title": scenario.title, "file": scenario.file, "treaty": scenario.treaty.id}
    return {**about, "through": iso(timeline.through), "text": scenario.treaty.text}
