"""What became of properties and questions: a table of them, and for each life that was found its file and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from treatysim.checking.properties import Property
from treatysim.checking.questions import Question
from treatysim.checking.trying import Asked, Checked, Shown
from treatysim.errors import UnknownName
from treatysim.files import load_text
from treatysim.files.writing import scenario_text
from treatysim.report import tables
from treatysim.report.dates import printable
from treatysim.report.explanations import Explanation, explain
from treatysim.report.memo import Memo
from treatysim.report.rows import table
from treatysim.simulation import simulate
from treatysim.words import say


def print_found(found: Checked | Asked, treaty: str, out: Console) -> None:
    """Write what became of each property, with every counterexample; or the answer to a question, with its witness.

    ``treaty`` is how the scenarios name their treaty.
    """
    if isinstance(found, Checked):
        _print_checked(found, treaty, out)
    else:
        _print_asked(found, treaty, out)


def _print_checked(found: Checked, treaty: str, out: Console) -> None:
    tables.print_memo(_memo(found), out)
    print_lives(found.broken, found.properties, treaty, out)


def print_lives(lives: Iterable[Shown], properties: Sequence[Property], treaty: str, out: Console) -> None:
    """Write the lives that break properties, each with what it shows, its file, and why; a life that breaks several,
    and what is explained of it, once."""
    worded = {one.name: one for one in properties}
    told: dict[str, list[Shown]] = {}
    for shown in lives:
        tables.print_heading(say("check", "broken", name=shown.name), out)
        one = worded.get(shown.name)
        lines = (one.says, say("check", "said-of", provision=one.provision, holds_on=one.holds_on)) if one else ()
        before = told.setdefault(scenario_text(replace(shown.timeline.scenario, title=""), treaty), [])
        _print_shown(shown, lines, treaty, out, before)
        before.append(shown)


def _print_asked(found: Asked, treaty: str, out: Console) -> None:
    title = f"{found.question.asks} ({found.question.provision})"
    tried = {"lives": _lives(found.lives), "n": _number(found.lives), "seed": found.seed}
    key = "witnessed" if found.witness else "not-in-the-one" if found.lives == 1 else "no-witness"
    tables.print_memo(Memo(title, (say("check", key, **tried),), (), None, ()), out)
    if found.witness is not None:
        _print_shown(found.witness, (), treaty, out)


def json_text(found: Checked | Asked, treaty: str, ascii_only: bool = False) -> str:
    """What was found as indented JSON."""
    return plain_json(found.to_dict(treaty), ascii_only)


def plain_json(said: object, ascii_only: bool = False) -> str:
    """Plain values as indented JSON that can be shown on a terminal, whatever texts of the user's are in it.

    >>> plain_json("a\\x9b31m")
    '"a 31m"\\n'
    """
    return printable(json.dumps(said, indent=2, ensure_ascii=ascii_only)) + "\n"


def texts(lives: Iterable[Shown], treaty: str) -> dict[str, str]:
    """The files that replay the lives found, by their names; ``treaty`` is how they name their treaty."""
    return {f"{shown.name}.yaml": file_text(shown, treaty) for shown in lives}


def print_list(properties: Sequence[Property], questions: Sequence[Question], out: Console) -> None:
    """Write the properties and the questions that can be tried, each with its sentence."""
    with out.capture() as captured:
        out.print(Text(say("check", "the-properties"), style="bold"))
        for one in properties:
            _print_listed(one, " ".join((one.says, _said_of(one))).strip(), out)
        tables.print_heading(say("check", "the-questions"), out)
        for question in questions:
            _print_listed(question, question.asks, out)
    tables.write(captured.get(), out)


def _print_listed(one: Property | Question, sentence: str, out: Console) -> None:
    """A name with its provision, and under it the sentence, indented."""
    out.print(Text(printable(say("check", "listed", name=one.name, provision=one.provision))))
    out.print(Padding(Text(printable(sentence)), (0, 0, 0, 4)))


def list_text(properties: Sequence[Property], questions: Sequence[Question], ascii_only: bool = False) -> str:
    """The properties and questions that can be tried as indented JSON: a list, each with its ``kind``."""
    listed: list[dict[str, str | None]] = []
    for one in properties:
        kind = "conjecture" if one.conjecture else "property"
        facts = {"says": one.says, "holds_on": one.holds_on}
        listed.append({"name": one.name, "kind": kind, "provision": one.provision, **facts})
    for question in questions:
        facts = {"provision": question.provision, "says": question.asks}
        listed.append({"name": question.name, "kind": "question", **facts, "holds_on": None})
    return plain_json(listed, ascii_only)


def _said_of(one: Property) -> str:
    if one.holds_on == say("holds-on", "every-life"):
        return ""
    return say("check", "conjecture" if one.conjecture else "only-on", holds_on=one.holds_on)


def _memo(found: Checked) -> Memo:
    treaty = found.treaty
    what = {"treaty": treaty.short or treaty.title, "id": treaty.id, "seed": found.seed}
    title = say("check", "title", properties=_properties(len(found.properties)), lives=_lives(found.lives), **what)
    rows = table("checked", "property article tried in-play result", _rows(found))
    lead = [_verdict(found)]
    if found.readings:
        chosen = ", ".join(f"{axis}={answer}" for axis, answer in found.readings.items())
        lead.append(say("check", "fixed", readings=chosen))
    return Memo(title, tuple(lead), (rows,), None, (say("check", "in-play"),))


def _verdict(found: Checked) -> str:
    broken = len(found.broken)
    if len(found.properties) == 1:
        return say("check", "it-is-broken" if broken else "it-holds")
    if not broken:
        return say("check", "all-hold")
    return say("check", "one-broken") if broken == 1 else say("check", "some-broken", n=broken)


def _rows(found: Checked) -> Iterator[tuple[str, ...]]:
    broken = {one.name for one in found.broken}
    for one in found.properties:
        tried = found.tried.get(one.name, 0)
        result = "is-broken" if one.name in broken else "not-broken" if tried else "not-tried"
        yield one.name, one.provision, _number(tried), _number(found.in_play.get(one.name, 0)), say("check", result)


def _properties(count: int) -> str:
    return say("check", "one-property") if count == 1 else say("check", "properties-count", n=count)


def _lives(count: int) -> str:
    return say("check", "one-life") if count == 1 else say("check", "lives-count", n=_number(count))


def _number(count: int) -> str:
    return f"{count:,}"


def _print_shown(shown: Shown, lines: tuple[str, ...], treaty: str, out: Console, before: Sequence[Shown] = ()) -> None:
    """A life that was found: what it shows, the file as it is, so that it can be copied, and why; what was told of it
    ``before`` is not told again."""
    with out.capture() as captured:
        for line in (*lines, _sentence(shown)):
            tables.print_item(line, out)
        if before:
            tables.print_item(say("check", "same-life", name=before[0].name), out)
        else:
            tables.print_heading(say("check", "replay"), out)
    tables.write(captured.get(), out)
    if not before:
        tables.write(file_text(shown, treaty), out)
    if shown.breach.about not in [one.breach.about for one in before]:
        out.print()
        tables.print_explanation(_explained(shown, treaty), out)


def _sentence(shown: Shown) -> str:
    """What a life shows, as a sentence that ends."""
    says = shown.breach.says
    return says if says.endswith((".", "!", "?", "…")) else f"{says}."


def file_text(shown: Shown, treaty: str) -> str:
    """A life that was found as a file that replays it, with what it shows as a comment; ``treaty`` is how it names its
    treaty."""
    return printable(scenario_text(shown.timeline.scenario, treaty, [_sentence(shown)]))


def _explained(shown: Shown, treaty: str) -> Explanation:
    """Why it is so in this life, with the lines of its file; of everything, where what is shown has no word."""
    timeline = shown.timeline if treaty == "-" else simulate(load_text(file_text(shown, treaty)))
    try:
        return explain(timeline, shown.breach.about or None)
    except UnknownName:
        return explain(timeline)


Sentence = Callable[[int], str]


def lives_tried(of: int) -> Sentence:
    """How many lives have been tried, for those who wait."""
    return lambda lives: say("check", "tried", lives=_number(lives), of=_number(of))
