"""The commands that check a treaty: where its text has gaps.

What only one of them needs is imported when it runs, so that no other command waits for it.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from treatysim import files
from treatysim.cli.options import app, ascii_only
from treatysim.errors import Fault, FaultyFile, UnknownName
from treatysim.law.treaty import Treaty
from treatysim.words import say


class Told(StrEnum):
    """How the gaps of a treaty are written."""

    TABLE = "table"
    JSON = "json"


@app.command()
def lint(
    treaties: Annotated[
        list[str], typer.Argument(metavar="TREATY...", help="Treaties that ship, or the paths of treaty files.")
    ],
    save: Annotated[
        str | None, typer.Option("--save", metavar="DIR", help="Write each witness into a folder, as a scenario file.")
    ] = None,
    form: Annotated[Told, typer.Option("--format", help="How to write the result.")] = Told.TABLE,
) -> None:
    """Where a treaty's text is silent: its gaps, each with a life of the treaty that runs into it.

    Exit code 1 where there is a gap. A witness is a scenario file that `treatysim run` replays.
    """
    from treatysim.checking.lint import gaps  # noqa: PLC0415
    from treatysim.files.saving import save as write  # noqa: PLC0415
    from treatysim.report import gaps as report  # noqa: PLC0415
    from treatysim.report import tables  # noqa: PLC0415

    found = [gaps(treaty) for treaty in _read(treaties)]
    told = report.witnesses(found, treaties, save)
    if save is not None:
        texts = {name: text for some in told for name, text in some}
        write(save, texts, "--save", keep=treaties)
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
