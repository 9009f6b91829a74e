"""A treaty as it can be read: its final clauses in our own words, their parameters, and the doubts they leave open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from treatysim import files
from treatysim.law.clause import Clause
from treatysim.law.readings import AXES, DOUBTS
from treatysim.law.treaty import Treaty
from treatysim.report.dates import long_date, short_date
from treatysim.report.explanations import Chapter, Explanation
from treatysim.report.rows import Table, named, table
from treatysim.report.trees import Node
from treatysim.words import say


def listed() -> Table:
    """The treaties that ship, with the names by which scenarios call them."""
    treaties = [files.load_treaty(name) for name in files.shipped_treaties()]
    rows = [(treaty.id, treaty.short or treaty.title, short_date(treaty.signed)) for treaty in treaties]
    return table(None, "treaty called signed", rows)


def shown(treaty: Treaty) -> Explanation:
    """A treaty as final clauses: who signed it, each clause with its article, and where the figures come from."""
    held = {clause.provision for clause in treaty.clauses}
    chapters = [Chapter(heading(clause), tuple(_clause(clause, held))) for clause in treaty.clauses]
    notes = [say("clauses", "words-note")]
    notes += [say("report", "text", text=treaty.text)] if treaty.text else []
    notes += [say("clauses", "source", source=source) for source in treaty.sources]
    title = say("report", "state", name=treaty.title, code=treaty.id)
    return Explanation(title, tuple(chapters), tuple(notes), tuple(_about(treaty)))


def heading(clause: Clause) -> str:
    """The heading of a clause: its article and what it is about.

    >>> heading(files.load_treaty("paris-2015").clauses[0])
    'Article 21(1): entry into force'
    """
    key = "articles" if "," in clause.provision else "article"
    if not clause.provision[:1].isdigit():
        key = "other"
    kind = say("clauses", clause.kind)
    if "subject" in clause.parameters:
        kind = say("subjects", clause.parameters["subject"])
    return say("clauses", key, provision=clause.provision, kind=kind)


def _about(treaty: Treaty) -> Iterator[str]:
    place = say("report", "place", place=treaty.place) if treaty.place else ""
    facts = {"signed": long_date(treaty.signed), "place": place, "seat": treaty.seat}
    yield say("clauses", "about", depositary=treaty.depositary or say("clauses", "no-depositary"), **facts)
    if treaty.adopted is not None:
        yield say("clauses", "adopted", day=long_date(treaty.adopted))
    yield say("clauses", "signatories", n=len(treaty.signatories), states=named(treaty.signatories))
    for group, members in treaty.groups.items():
        yield say("clauses", "groups", name=group, n=len(members))
    for quantity, held in treaty.quantities.items():
        yield say("clauses", "quantities", name=quantity, n=len(held))
    if treaty.not_additional:
        yield say("clauses", "not-additional", states=named(sorted(treaty.not_additional)))


def _clause(clause: Clause, held: set[str]) -> Iterator[Node]:
    """What a clause says; ``held`` are the provisions of the file."""
    if clause.words:
        yield Node(" ".join(clause.words.split()))
    parameters = ", ".join(_parameters(clause.shown_parameters()))
    if parameters:
        yield Node(say("clauses", "parameters", listed=parameters))
    if clause.consequence:
        key = "consequence" if clause.consequence in held else "consequence-elsewhere"
        yield Node(say("clauses", key, provision=clause.consequence))
    yield from map(_doubt, clause.axes)
    yield from (_settled(axis, answer) for axis, answer in clause.settles.items())


def _parameters(parameters: Mapping[str, object]) -> Iterator[str]:
    for name, value in parameters.items():
        if name != "subject":
            yield say("clauses", "parameter", name=name, value=_value(value))


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return say("clauses", "of-group" if "group" in value else "of-quantity", **value)
    if isinstance(value, list):
        return " / ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _doubt(axis: str) -> Node:
    doubt = AXES[axis]
    return Node(say("clauses", "doubt", **_asked(axis)), tuple(_answers(doubt.answers.items(), doubt.default)))


def _settled(axis: str, answer: str) -> Node:
    return Node(say("clauses", "settled", answer=answer, **_asked(axis)))


def _asked(axis: str) -> dict[str, str]:
    """An axis with its doubts, by number and as questions."""
    doubts = AXES[axis].doubts
    questions = "; ".join(DOUBTS[name].question for name in doubts)
    return {"axis": axis, "doubts": ", ".join(doubts), "questions": questions}


def _answers(answers: Iterable[tuple[str, str]], default: str) -> Iterator[Node]:
    for answer, authority in answers:
        if answer == default:
            yield Node(say("clauses", "answer-default", answer=answer, authority=authority))
        else:
            yield Node(say("explain", "answer", answer=answer, authority=authority))
