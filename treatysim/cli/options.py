"""What all commands share: the app, its options, and how it talks."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import typer
from typer.core import TyperGroup

from treatysim import __version__, files
from treatysim.errors import Fault, FaultyFile, TreatysimError
from treatysim.law.scenario import Scenario
from treatysim.report.dates import printable
from treatysim.report.overrides import overridden
from treatysim.words import say

ORDER = [
    "run",
    "status",
    "explain",
    "readings",
    "compare",
    "plan",
    "forecast",
    "verify",
    "validate",
    "new",
    "treaties",
    "schema",
]
"""The order in which help lists the commands."""


class Commands(TyperGroup):
    """The commands together: what goes wrong in any of them becomes lines on standard error, and exit code 2."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        return sorted(super().list_commands(ctx), key=ORDER.index)

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except FaultyFile as error:
            talk_of(error.faults)
        except TreatysimError as error:
            typer.echo(printable(str(error)), err=True)
        except KeyboardInterrupt:
            typer.echo(say("cli", "interrupted"), err=True)
            raise typer.Exit(130) from None
        except BrokenPipeError:
            raise typer.Exit(0) from None  # whoever reads has read enough
        raise typer.Exit(2)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class Format(StrEnum):
    """How a run is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"


class OfADay(StrEnum):
    """How the status of a day is written; as JSON, it is the run up to that day."""

    TABLE = "table"
    JSON = "json"
    MD = "md"


class Answer(StrEnum):
    """How the answer to a question is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Compared(StrEnum):
    """How a comparison is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Scenario files; - is standard input.")]
One = Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario file; - is standard input.")]
Readings = Annotated[
    list[str] | None,
    typer.Option("--reading", metavar="AXIS=VALUE", help="Read a doubtful wording in another way; repeatable."),
]
Through = Annotated[
    str | None, typer.Option("--through", metavar="DATE", help="The last day simulated, inclusive (YYYY-MM-DD).")
]


@app.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", "-V", is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """A simulator for the life of a treaty: dates, standing, obligations, and the reason for each."""
    if version:
        typer.echo(f"treatysim {__version__}")
        raise typer.Exit


def ascii_only() -> bool:
    """Whether standard output cannot carry every letter, so that JSON has to escape."""
    return "utf" not in (sys.stdout.encoding or "").lower()


def talk(notes: str) -> None:
    """Say on standard error what the form of the result has no room for; nothing where there is nothing to say."""
    if notes:
        typer.echo(printable(notes), err=True)


def talk_of(faults: Iterable[Fault]) -> None:
    """One line a fault, on standard error; options have no line and no column."""
    for fault in faults:
        said = {key: getattr(fault, key) for key in ("found", "expected", "do")}
        option = fault.file.startswith("--")
        line = say("cli", "option", option=fault.file, **said) if option else str(fault)
        typer.echo(printable(line).replace("\n", " "), err=True)


def scenarios_of(paths: list[str], readings: list[str], through: str | None) -> list[Scenario]:
    """The scenarios of several files, in their order; every fault of every file at once, if there is one."""
    faults: list[Fault] = []
    scenarios = []
    for path in paths:
        try:
            scenarios.append(overridden(files.load(path), readings, through))
        except FaultyFile as error:
            faults += error.faults
    if faults:
        raise FaultyFile(tuple(dict.fromkeys(faults)))
    return scenarios
