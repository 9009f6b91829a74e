"""What a timeline answers, as one flat table: every date and standing under a name that several runs can share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from treatysim.law.consequences import Effect, Finding
from treatysim.law.days import day_of, iso
from treatysim.law.timeline import Obligation, StateOutcome, Timeline

NEVER = "never"

_ABSENT = {"day": NEVER, "due": NEVER, "standing": "third"}


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """Something that a timeline answers.

    ``aspect`` is ``day`` (of an effect), ``due`` or ``status`` (of a duty), ``standing`` or ``finding``; ``what`` is
    the kind of effect, duty or finding; ``of`` the act or project concerned; ``place`` counts those of one kind and
    State, from 1.
    """

    aspect: str
    what: str
    state: str | None = None
    of: str | None = None
    place: int = 1


Answers = dict[Question, str]

Source = Effect | Obligation | StateOutcome | Finding


def answers(timeline: Timeline) -> Answers:
    """Every date and standing of a timeline; effects that are coming count like those that came.

    Dates are ISO 8601.  What is not there at all is not in the table: see :func:`answer`.

    >>> from treatysim.files import load_text
    >>> from treatysim.simulation import simulate
    >>> answers(simulate(load_text("treaty: sco-iis-2009")))[Question("due", "certified-copies", "DEPOSITARY")]
    '2009-07-01'
    """
    return {question: said for question, said, _ in _told(timeline)}


def sources(timeline: Timeline) -> dict[Question, Source]:
    """What gives each answer of a timeline: the effect, obligation, State's row or finding that holds its reason."""
    return {question: source for question, _, source in _told(timeline)}


def answer(table: Answers, question: Question) -> str:
    """What a table says to a question: of a date that is not in it, ``never``; of a State that nobody names, that it
    is a third State; of anything else, ``none``."""
    return table.get(question, _ABSENT.get(question.aspect, "none"))


def _told(timeline: Timeline) -> Iterator[tuple[Question, str, Source]]:
    seen: Counter[tuple[str | None, ...]] = Counter()
    for aspect, what, state, of, said, source in _said(timeline):
        seen[aspect, what, state, of] += 1
        yield Question(aspect, what, state, of, seen[aspect, what, state, of]), said, source


def _said(timeline: Timeline) -> Iterator[tuple[str, str, str | None, str | None, str, Source]]:
    for effect in (*timeline.effects, *timeline.coming):
        yield "day", effect.kind, effect.state, effect.of, iso(day_of(effect.at)) or NEVER, effect
    for duty in timeline.obligations:
        yield "due", duty.duty, duty.bearer, duty.of, iso(duty.due) or NEVER, duty
        yield "status", duty.duty, duty.bearer, duty.of, duty.status, duty
    for row in timeline.states:
        yield "standing", "standing", row.state, None, row.standing, row
    for finding in timeline.findings:
        act = finding.act.id if finding.act else None
        yield "finding", finding.code, finding.state, act, iso(day_of(finding.at)) or NEVER, finding
