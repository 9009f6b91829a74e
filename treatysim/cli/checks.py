"""The commands that ask whether something can ever happen: properties and questions of a treaty, tried on lives."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from treatysim import files
from treatysim.cli.options import Readings, app, ascii_only, talk
from treatysim.law.scenario import Scenario
from treatysim.report import tables
from treatysim.report.overrides import overridden
from treatysim.report.progress import Progress


class Told(StrEnum):
    """How what was found is written."""

    TABLE = "table"
    JSON = "json"


Named = Annotated[str, typer.Argument(metavar="TREATY", help="A treaty that ships, or the path of a treaty file.")]
Save = Annotated[
    str | None, typer.Option("--save", metavar="DIR", help="Write each scenario found into a folder, for `run`.")
]


@app.command("check")
def check_properties(
    treaty: Named,
    named: Annotated[
        list[str] | None,
        typer.Option("--property", metavar="NAME", help="A property to try; repeatable. Without it, all promised."),
    ] = None,
    question: Annotated[
        str | None, typer.Option("--ask", metavar="QUESTION", help="Ask a question instead: can this ever happen?")
    ] = None,
    examples: Annotated[int, typer.Option("--examples", metavar="N", min=1, help="How many lives are tried.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="The same seed gives the same lives.")] = 0,
    mine: Annotated[
        str | None,
        typer.Option("--mine", metavar="FILE.py", help="Properties and questions of your own, as functions."),
    ] = None,
    reading: Readings = None,
    save: Save = None,
    listing: Annotated[bool, typer.Option("--list", help="List the properties and questions, and try none.")] = False,
    form: Annotated[Told, typer.Option("--format", help="How to write the result.")] = Told.TABLE,
) -> None:
    """Can this ever happen: a treaty's properties, tried on lives that nobody thought of.

    Every property passes, or the simplest life that breaks it is shown as a scenario, with the explanation of what
    broke, and the command leaves with 1. With --ask, a life that shows it can happen; 1, if none was found.
    """
    from treatysim.checking import mine as own  # noqa: PLC0415
    from treatysim.checking.trying import Asked, Checked, ask, check  # noqa: PLC0415
    from treatysim.report import checks  # noqa: PLC0415

    agreed = files.load_treaty(treaty)
    properties, questions = own.known(agreed, mine)
    if listing:
        checks.print_list(properties, questions, tables.console())
        return
    chosen = overridden(Scenario("", agreed), reading or []).readings
    found: Checked | Asked
    with Progress(checks.lives_tried(examples)) as told:
        if question is None:
            tried = own.chosen(properties, named or [], "--property")
            found = check(agreed, tried, examples, seed, chosen, told)
        else:
            found = ask(agreed, own.chosen(questions, [question], "--ask")[0], examples, seed, chosen, told)
    if form is Told.JSON:
        sys.stdout.write(checks.json_text(found, treaty, ascii_only()))
    else:
        checks.print_found(found, treaty, tables.console())
    if save is not None:
        talk("\n".join(checks.saved(found.shown, treaty, save)))
    if found.no:
        raise typer.Exit(1)
