"""The commands about files: whether they can be read, one to fill in, the treaties that ship, the JSON Schema."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from treatysim import files
from treatysim.cli.options import app, ascii_only, talk_of
from treatysim.report import clauses, tables, template, validation

treaties = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The treaties that ship, or one of them.")
app.add_typer(treaties, name="treaties")


@app.command()
def validate(
    found: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Scenario or treaty files; - is standard input.")
    ],
) -> None:
    """Read files without running them, and tell every fault.

    Says what was read of a good file, and each fault of a bad one with its line and column.
    """
    bad = False
    for path in found:
        said = validation.what_was_read(path)
        if isinstance(said, str):
            sys.stdout.write(f"{said}\n")
        else:
            bad = True
            talk_of(said)
    if bad:
        raise typer.Exit(2)


@app.command()
def new(
    treaty: Annotated[str, typer.Argument(metavar="TREATY", help="A treaty that ships, or the path of a treaty file.")],
    acts: Annotated[
        str | None, typer.Option("--acts", metavar="TABLE.csv", help="A table of acts, to be taken into the scenario.")
    ] = None,
) -> None:
    """Write a commented scenario to fill in; it is valid as it stands."""
    sys.stdout.write(template.scenario_template(treaty, acts))


@treaties.command("list")
def list_treaties() -> None:
    """The treaties that ship."""
    tables.print_table(clauses.listed(), tables.console())


@treaties.command("show")
def show_treaty(
    treaty: Annotated[str, typer.Argument(metavar="TREATY", help="A treaty that ships, or the path of a treaty file.")],
) -> None:
    """A treaty as final clauses, with the doubts they leave open."""
    tables.print_explanation(clauses.shown(files.load_treaty(treaty)), tables.console())


@app.command()
def schema(
    what: Annotated[str, typer.Argument(metavar="scenario|treaty", help="Of which files.")],
) -> None:
    """The JSON Schema of scenario or treaty files."""
    sys.stdout.write(json.dumps(files.schema(what), indent=2, ensure_ascii=ascii_only()) + "\n")  # type: ignore[arg-type]
