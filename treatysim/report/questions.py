"""What was asked of a timeline, in words: the date of an effect, a duty's due day and status, a standing, a finding."""

from __future__ import annotations

from collections.abc import Callable

from treatysim.report.rows import MANY, number
from treatysim.whatif.answers import Question
from treatysim.words import capital, effect_text, name, names, say


def asked(questions: list[Question], called: Callable[[str], str] = str) -> str:
    """Questions of one kind about several States, as one; ``called`` gives the id of an act as its file has it.

    >>> asked([Question("day", "entry-into-force-for", state) for state in ("CHN", "KAZ")])
    'The treaty enters into force for China and Kazakhstan'
    >>> asked([Question("status", "authority-exchange", "UZB", place=2)])
    'Uzbekistan: pass on its competent authorities, status (2)'
    """
    first, states = questions[0], [question.state for question in questions if question.state]
    who = number("state", len(states)) if len(states) > MANY else names(states)
    of = called(first.of) if first.of else None
    match first.aspect:
        case "day":
            told = effect_text(first.what, who, of, ())
        case "due" | "status":
            owed = name(of) if first.what == "withdrawal-circulated" else of or ""
            duty = say("which-reading", "duty", who=who, duty=say("duties", first.what, of=owed))
            told = say("which-reading", f"duty-{first.aspect}", duty=duty)
        case "standing":
            told = say("which-reading", "standing", state=who)
        case _:
            told = say("which-reading", "finding-of" if who else "finding", code=first.what, state=who)
    placed = told if first.place == 1 else say("which-reading", "place", what=told, place=first.place)
    return capital(placed)


def together(questions: list[Question]) -> list[list[Question]]:
    """Questions with those that one sentence can ask, about States of which the first is named first."""
    kinds: dict[object, list[Question]] = {}
    for one in questions:
        kinds.setdefault((one.aspect, one.what, one.of, one.place, one.state is None), []).append(one)
    return list(kinds.values())
