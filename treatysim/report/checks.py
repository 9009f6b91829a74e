"""What became of properties and questions: a table of them, and for each life that was found its file and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import Console

from treatysim.checking.properties import Property
from treatysim.checking.questions import Question
from treatysim.checking.trying import Asked, Checked, Shown
from treatysim.errors import UnknownName
from treatysim.files import load_text
from treatysim.files.writing import scenario_text
from treatysim.report import tables
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
    """Write the lives that break properties, each with what it shows, its file, and why."""
    worded = {one.name: one for one in properties}
    for shown in lives:
        tables.print_heading(say("check", "broken", name=shown.name), out)
        one = worded.get(shown.name)
        lines = (one.says, say("check", "said-of", provision=one.provision, holds_on=one.holds_on)) if one else ()
        _print_shown(shown, lines, treaty, out)


def _print_asked(found: Asked, treaty: str, out: Console) -> None:
    title = f"{found.question.asks} ({found.question.provision})"
    tried = {"lives": _number(found.lives), "seed": found.seed}
    key = "no-witness" if found.witness is None else "witnessed"
    tables.print_memo(Memo(title, (say("check", key, **tried),), (), None, ()), out)
    if found.witness is not None:
        _print_shown(found.witness, (), treaty, out)


def json_text(found: Checked | Asked, treaty: str, ascii_only: bool = False) -> str:
    """What was found as indented JSON."""
    return json.dumps(found.to_dict(treaty), indent=2, ensure_ascii=ascii_only) + "\n"


def texts(lives: Iterable[Shown], treaty: str) -> dict[str, str]:
    """The files that replay the lives found, by their names; ``treaty`` is how they name their treaty."""
    return {f"{shown.name}.yaml": file_text(shown, treaty) for shown in lives}


def print_list(properties: tuple[Property, ...], questions: tuple[Question, ...], out: Console) -> None:
    """Write the properties and the questions that can be tried, each with its sentence."""
    rows = [(one.name, one.provision, " ".join((one.says, _said_of(one))).strip()) for one in properties]
    asked = [(one.name, one.provision, one.asks) for one in questions]
    tables.print_table(table("properties", "property article what", rows), out)
    tables.print_heading("", out)
    tables.print_table(table("questions", "question article what", asked), out)


def _said_of(one: Property) -> str:
    if one.holds_on == say("holds-on", "every-life"):
        return ""
    return say("check", "conjecture" if one.conjecture else "only-on", holds_on=one.holds_on)


def _memo(found: Checked) -> Memo:
    treaty = found.treaty
    what = {"treaty": treaty.short or treaty.title, "id": treaty.id, "seed": found.seed}
    title = say("check", "title", properties=_properties(len(found.properties)), lives=_number(found.lives), **what)
    rows = table("checked", "property article lives result", _rows(found))
    lead = [_verdict(found)]
    if found.readings:
        chosen = ", ".join(f"{axis}={answer}" for axis, answer in found.readings.items())
        lead.append(say("check", "fixed", readings=chosen))
    return Memo(title, tuple(lead), (rows,), None, ())


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
        result = "is-broken" if one.name in broken else "holds" if tried else "not-tried"
        yield one.name, one.provision, _number(tried), say("check", result)


def _properties(count: int) -> str:
    return say("check", "one-property") if count == 1 else say("check", "properties-count", n=count)


def _number(count: int) -> str:
    return f"{count:,}"


def _print_shown(shown: Shown, lines: tuple[str, ...], treaty: str, out: Console) -> None:
    """A life that was found: what it shows, the file as it is, so that it can be copied, and why."""
    with out.capture() as captured:
        for line in (*lines, f"{shown.breach.says}."):
            tables.print_item(line, out)
        tables.print_heading(say("check", "replay"), out)
    tables.write(captured.get(), out)
    tables.write(file_text(shown, treaty), out)
    out.print()
    tables.print_explanation(_explained(shown, treaty), out)


def file_text(shown: Shown, treaty: str) -> str:
    """A life that was found as a file that replays it, with what it shows as a comment; ``treaty`` is how it names its
    treaty."""
    return scenario_text(shown.timeline.scenario, treaty, [f"{shown.breach.says}."])


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
