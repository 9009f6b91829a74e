"""A scenario to begin with: commented, ready to be filled in, or with the acts of a spreadsheet in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from treatysim import files
from treatysim.files.writing import flow, scalar
from treatysim.law.acts import ACTS, INSTRUMENTS, SUBJECTS, Act, ActKind
from treatysim.law.days import iso
from treatysim.law.readings import AXES
from treatysim.law.treaty import Treaty
from treatysim.report.dates import long_date
from treatysim.words import plain_name, say

OUTSIDER = "BLR"
"""The State that asks to accede in the examples, where it has not signed."""


def scenario_template(treaty_name: str, table: str | os.PathLike[str] | None = None) -> str:
    """A commented scenario of a treaty (its name, or the path of its file), with the acts of a CSV table if given.

    It is valid as it stands.  Raises UnknownName for a treaty that does not ship, FaultyFile for a treaty file or a
    table with faults, those included that only the treaty shows (an act it does not know, a day before signing).

    >>> scenario_template("paris-2015").splitlines()[4]
    'title: A scenario of the Paris Agreement'
    """
    treaty = files.load_treaty(treaty_name)
    acts = [] if table is None else files.acts_from_csv(table, treaty)
    return "\n".join([*_head(treaty, treaty_name), *_acts(treaty, acts)]) + "\n"


def _head(treaty: Treaty, treaty_name: str) -> Iterator[str]:
    about = {"treaty": treaty.short or treaty.title, "id": treaty.id}
    yield from _comment(say("template", "head", signed=long_date(treaty.signed), **about))
    yield ""
    yield f"title: {scalar(say('template', 'title', **about))}"
    yield f"treaty: {scalar(treaty_name)}"
    yield ""
    yield from _comment(say("template", "through"))
    yield f"# through: {iso(treaty.signed + 3650)}"
    yield ""
    if treaty.axes:
        yield from _comment(say("template", "readings"))
        yield "# readings:"
        width = max(len(f"{axis}: {AXES[axis].default}") for axis in treaty.axes)
        for axis in treaty.axes:
            default, *others = AXES[axis].answers
            chosen = f"{axis}: {default}".ljust(width)
            yield f"#   {chosen}  # {say('template', 'or', answers=', '.join(others))}"
        yield ""


def _acts(treaty: Treaty, acts: list[dict[str, object]]) -> Iterator[str]:
    yield from _comment(say("template", "acts"))
    yield from _comment(say("template", "signatories"))
    yield from _signatories(treaty)
    yield "acts:"
    for act in acts:
        yield f"  - {flow(act)}"
    examples = list(_examples(treaty))
    width = max(len(flow(example)) for example, _ in examples)
    for example, authority in examples:
        yield f"#  - {flow(example).ljust(width)}  # {authority}"


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}" for line in text.splitlines())


def _signatories(treaty: Treaty) -> Iterator[str]:
    """The signatories with their names, as many in a line as fit."""
    line = "#  "
    for state in treaty.signatories:
        told = f" {state} {plain_name(state)},"
        if len(line) + len(told) > 110:
            yield line
            line = "#  "
        line += told
    yield line.rstrip(",")


def _examples(treaty: Treaty) -> Iterator[tuple[Mapping[str, object], str]]:
    """An example of every kind of act that the treaty knows, with its place in the treaty."""
    first, second = treaty.signatories[:2] if len(treaty.signatories) > 1 else (*treaty.signatories, OUTSIDER)[:2]
    for place, kind in enumerate(treaty.acts):
        about = ACTS[kind]
        day = date.fromordinal(treaty.signed) + timedelta(days=30 * (place + 1))
        by = OUTSIDER if kind.startswith("accession") and OUTSIDER not in treaty.signatories else first
        author = {} if about.author == "depositary" else {"by": by}
        named = {"id": kind} if kind in ("proposal", "joint-project") else {}
        optional = {"intended": (day + timedelta(days=120)).isoformat(), "period": 30}
        fields = _needs(kind, about, first, second) | {key: optional[key] for key in about.may}
        yield {"act": kind, **author, "date": day.isoformat(), **named, **fields}, _place(treaty, kind)


def _place(treaty: Treaty, kind: str) -> str:
    """Where the treaty has an act, and what it is."""
    clause = treaty.clause_for(Act("", kind, "", 0, 0), next(iter(SUBJECTS)))
    noun = say("act-nouns", kind)
    return say("template", "example", provision=clause.provision, noun=noun) if clause else noun


def _needs(kind: str, about: ActKind, first: str, second: str) -> dict[str, object]:
    examples: dict[str, object] = {
        "of": "joint-project" if kind == "project-completed" else first if about.author == "depositary" else OUTSIDER,
        "subject": next(iter(SUBJECTS)),
        "to": "proposal",
        "between": [first, second],
        "instrument": INSTRUMENTS[0],
    }
    return {needed: examples[needed] for needed in about.needs}
