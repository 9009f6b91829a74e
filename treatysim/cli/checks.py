"""The commands that check a treaty: whether something can ever happen under it, and where its text has gaps.

What only one of them needs is imported when it runs, so that no other command waits for it.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from treatysim import files
from treatysim.cli.options import Readings, app, ascii_only, talk
from treatysim.errors import Fault, FaultyFile, UnknownName
from treatysim.files import saving
from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty
from treatysim.report import tables
from treatysim.report.overrides import overridden
from treatysim.report.progress import Progress
from treatysim.words import say


class Told(StrEnum):
    """How what was found is written."""

    TABLE = "table"
    JSON = "json"


OneTreaty = Annotated[str, typer.Argument(metavar="TREATY", help="A treaty that ships, or the path of a treaty file.")]
Save = Annotated[
    str | None, typer.Option("--save", metavar="DIR", help="Write each scenario found into a folder, for `run`.")
]


Named = Annotated[
    list[str] | None,
    typer.Option("--property", metavar="NAME", help="A property to try; repeatable. Without it, all promised."),
]
Question = Annotated[
    str | None, typer.Option("--ask", metavar="QUESTION", help="Ask a question instead: can this ever happen?")
]
Examples = Annotated[
    int | None,
    typer.Option(
        "--examples", metavar="N", min=1, help="How many lives are tried: 1,000, or 5,000 for what is named or asked."
    ),
]
Seed = Annotated[int, typer.Option("--seed", metavar="S", help="The same seed gives the same lives.")]
Mine = Annotated[
    str | None, typer.Option("--mine", metavar="FILE.py", help="Properties and questions of your own, as functions.")
]
Listing = Annotated[bool, typer.Option("--list", help="List the properties and questions, and try none.")]


@app.command("check")
def check_properties(
    treaty: OneTreaty,
    named: Named = None,
    question: Question = None,
    examples: Examples = None,
    seed: Seed = 0,
    mine: Mine = None,
    reading: Readings = None,
    save: Save = None,
    listing: Listing = False,
    form: Annotated[Told, typer.Option("--format", help="How to write the result.")] = Told.TABLE,
) -> None:
    """Can this ever happen: a treaty's properties, tried on lives that nobody thought of.

    Every property passes, or the simplest life that breaks it is shown as a scenario, with the explanation of what
    broke, and the command leaves with 1. With --ask, a life that shows it can happen; 1, if none was found.
    """
    from treatysim.checking import mine as own  # noqa: PLC0415
    from treatysim.checking.trying import EXAMPLES, SEARCHED, Asked, Checked, ask, check  # noqa: PLC0415
    from treatysim.report import checks  # noqa: PLC0415

    agreed = files.load_treaty(treaty)
    properties, questions = own.known(agreed, mine)
    if listing:
        checks.print_list(properties, questions, tables.console())
        return
    chosen = overridden(Scenario("", agreed), reading or []).readings
    lives = examples or (SEARCHED if named or question else EXAMPLES)
    with Progress(checks.lives_tried(lives)) as told:
        found: Checked | Asked
        if question is None:
            tried = own.chosen(properties, named or [], "--property")
            found = check(agreed, tried, lives, seed, chosen, told)
        else:
            found = ask(agreed, own.chosen(questions, [question], "--ask")[0], lives, seed, chosen, told)
    if form is Told.JSON:
        sys.stdout.write(checks.json_text(found, treaty, ascii_only()))
    else:
        checks.print_found(found, treaty, tables.console())
    _save(save, checks.texts(found, saving.named_in(treaty, save)), treaty)
    if found.no:
        raise typer.Exit(1)


def _save(folder: str | None, texts: dict[str, str], treaty: str) -> None:
    """Write scenarios into a folder, if one is named, and say where."""
    if folder is not None:
        written = saving.save(folder, texts, "--save", keep=[treaty])
        talk("\n".join(say("cli", "saved", path=path) for path in written))


@app.command()
def lint(
    treaties: Annotated[
        list[str], typer.Argument(metavar="TREATY...", help="Treaties that ship, or the paths of treaty files.")
    ],
    save: Save = None,
    form: Annotated[Told, typer.Option("--format", help="How to write the result.")] = Told.TABLE,
) -> None:
    """Where a treaty's text is silent: its gaps, each with a life of the treaty that runs into it.

    Exit code 1 where there is a gap. A witness is a scenario file that `treatysim run` replays.
    """
    from treatysim.checking.lint import gaps  # noqa: PLC0415
    from treatysim.report import gaps as report  # noqa: PLC0415

    found = [gaps(treaty) for treaty in _read(treaties)]
    told = report.witnesses(found, treaties, save)
    if save is not None:
        texts = {name: text for some in told for name, text in some}
        saving.save(save, texts, "--save", keep=treaties)
    if form is Told.JSON:
        sys.stdout.write(report.json_text(found, told, ascii_only()))
    else:
        for place, (one, some) in enumerate(zip(found, told, strict=True)):
            sys.stdout.write("\n" if place else "")
            report.print_gaps(one, some, save, tables.console())
    if any(one.found for one in found):
        raise typer.Exit(1)


def _read(names: list[str]) -> list[Treaty]:
    """The treaties of these names; every fault of every file at once, if there is one."""
    if "-" in names:
        raise UnknownName(say("lint", "standard-input"))
    faults: list[Fault] = []
    found = []
    for name in names:
        try:
            found.append(files.load_treaty(name))
        except FaultyFile as error:
            faults += error.faults
    if faults:
        raise FaultyFile(tuple(dict.fromkeys(faults)))
    return found
