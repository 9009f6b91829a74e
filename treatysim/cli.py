"""The command line: every command reads, asks the layers below, and writes; no logic.

Results go to standard output, talk to standard error.  Exit codes: 0 done (findings never change it), 1 the answer is
no (a difference, with `compare --exit-code`), 2 bad input, an unknown name, or nowhere to write; whoever stops reading
early (`| head`) is no error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import typer
from typer.core import TyperGroup

from treatysim import __version__, files
from treatysim.errors import Fault, FaultyFile, TreatysimError
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.report import (
    clauses,
    comparisons,
    documents,
    doubts,
    explanations,
    memo,
    tables,
    template,
    validation,
)
from treatysim.report.dates import printable
from treatysim.report.overrides import overridden
from treatysim.report.watch import Watch
from treatysim.simulation import simulate
from treatysim.whatif.compare import Comparison
from treatysim.whatif.compare import compare as side_by_side
from treatysim.whatif.readings import readings as which_matter
from treatysim.words import say


class Commands(TyperGroup):
    """The commands together: what goes wrong in any of them becomes lines on standard error, and exit code 2."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except FaultyFile as error:
            _talk_of(error.faults)
        except TreatysimError as error:
            typer.echo(str(error), err=True)
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

treaties = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The treaties that ship, or one of them.")
app.add_typer(treaties, name="treaties")


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


@app.command()
def run(
    scenarios: Files,
    form: Annotated[Format, typer.Option("--format", help="How to write the result.")] = Format.TABLE,
    reading: Readings = None,
    through: Through = None,
) -> None:
    """Who is bound and why, what is due, and what is coming.

    Several files give one report after the other, or one line of JSON each with --format jsonl.
    """
    if form is Format.JSONL:
        _run_lines(scenarios, reading or [], through)
        return
    if len(scenarios) > 1 and form in (Format.JSON, Format.CSV):
        raise typer.BadParameter(say("cli", "one-file", format=form.value))
    for place, timeline in enumerate(map(simulate, _scenarios(scenarios, reading or [], through))):
        sys.stdout.write("\n" if place else "")
        _write(timeline, form)


@app.command()
def status(
    scenario: One,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day asked for (YYYY-MM-DD).")],
    form: Annotated[OfADay, typer.Option("--format", help="How to write the result.")] = OfADay.TABLE,
    reading: Readings = None,
) -> None:
    """Where every State stands at the end of one day.

    Standing, open duties and who is waited for; acts after that day are unknown to it.
    """
    timeline = simulate(overridden(files.load(scenario), reading or [], on, option="--on"))
    match form:
        case OfADay.JSON:
            sys.stdout.write(documents.json_text(timeline, _ascii()))
        case OfADay.MD:
            sys.stdout.write(documents.memo_markdown(memo.status(timeline)))
        case _:
            tables.print_status(timeline, tables.console())


@app.command()
def explain(
    scenario: One,
    word: Annotated[
        str | None,
        typer.Argument(metavar="[WORD]", help="A date, a State, a kind, a provision, or the id of an act or effect."),
    ] = None,
    reading: Readings = None,
    through: Through = None,
) -> None:
    """Why: reasons down to acts and provisions; and why not yet.

    Of everything, or of what a word means.
    """
    timeline = simulate(overridden(files.load(scenario), reading or [], through))
    tables.print_explanation(explanations.explain(timeline, word), tables.console())


@app.command("readings")
def which_readings(
    scenario: One,
    form: Annotated[Answer, typer.Option("--format", help="How to write the result.")] = Answer.TABLE,
    reading: Readings = None,
    through: Through = None,
) -> None:
    """Which doubtful wordings matter here, and what hangs on each.

    Every answer that some combination of readings gives: complete, not sampled.
    """
    watch = Watch(sys.stderr)
    found = which_matter(overridden(files.load(scenario), reading or [], through), watch.tell)
    watch.end()
    match form:
        case Answer.JSON:
            sys.stdout.write(doubts.json_text(found, _ascii()))
        case Answer.CSV:
            sys.stdout.write(doubts.csv_text(found))
        case _:
            tables.print_memo(doubts.memo(found), tables.console())


@app.command()
def compare(
    scenarios: Annotated[
        list[str],
        typer.Argument(metavar="SCENARIO", help="Scenario files; one overlay alone is compared with its base."),
    ],
    form: Annotated[Compared, typer.Option("--format", help="How to write the result.")] = Compared.TABLE,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Leave with 1 if any answer differs.")] = False,
    reading: Readings = None,
    through: Through = None,
) -> None:
    """What follows otherwise in another scenario, and because of which change.

    Every further scenario is compared with the first. Each cause is confirmed by putting the change back.
    """
    first, *others = _compared(_scenarios(scenarios, reading or [], through), reading or [], through)
    watch = Watch(sys.stderr)
    found = [side_by_side(first, other, watch.tell) for other in others]
    watch.end()
    _write_comparisons(found, form)
    if exit_code and any(one.differences for one in found):
        raise typer.Exit(1)


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
            _talk_of(said)
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
    sys.stdout.write(json.dumps(files.schema(what), indent=2, ensure_ascii=_ascii()) + "\n")  # type: ignore[arg-type]


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


def _scenarios(paths: list[str], readings: list[str], through: str | None) -> list[Scenario]:
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


def _compared(scenarios: list[Scenario], readings: list[str], through: str | None) -> list[Scenario]:
    """The scenarios to compare with the first: one overlay alone comes after its base."""
    if len(scenarios) > 1:
        return scenarios
    if scenarios[0].base is None:
        raise typer.BadParameter(say("cli", "compare-two", file=scenarios[0].file))
    return [overridden(scenarios[0].base, readings, through), *scenarios]


def _run_lines(paths: list[str], readings: list[str], through: str | None) -> None:
    """One line of JSON a file, in the order given; a bad file's line holds its faults, and the others still run."""
    bad = False
    for path in paths:
        try:
            timeline = simulate(overridden(files.load(path), readings, through))
        except FaultyFile as error:
            bad = True
            sys.stdout.write(documents.fault_line(path, error.faults, _ascii()))
        else:
            sys.stdout.write(documents.json_line(timeline, _ascii()))
    if bad:
        raise typer.Exit(2)


def _write_comparisons(found: list[Comparison], form: Compared) -> None:
    match form:
        case Compared.JSON:
            sys.stdout.write(comparisons.json_text(found, _ascii()))
        case Compared.CSV:
            sys.stdout.write(comparisons.csv_text(found))
            typer.echo(documents.note(found[0].before), err=True)
        case Compared.MD:
            sys.stdout.write("\n".join(documents.memo_markdown(comparisons.memo(one)) for one in found))
        case _:
            for place, one in enumerate(found):
                sys.stdout.write("\n" if place else "")
                tables.print_memo(comparisons.memo(one), tables.console())


def _write(timeline: Timeline, form: Format) -> None:
    match form:
        case Format.JSON:
            sys.stdout.write(documents.json_text(timeline, _ascii()))
        case Format.CSV:
            sys.stdout.write(documents.csv_text(timeline))
            typer.echo(documents.note(timeline), err=True)
        case Format.MD:
            sys.stdout.write(documents.markdown(timeline))
        case _:
            tables.print_report(timeline, tables.console())


def _ascii() -> bool:
    """Whether standard output cannot carry every letter, so that JSON has to escape."""
    return "utf" not in (sys.stdout.encoding or "").lower()


def _talk_of(faults: Iterable[Fault]) -> None:
    """One line a fault, on standard error; options have no line and no column."""
    for fault in faults:
        said = {key: getattr(fault, key) for key in ("found", "expected", "do")}
        option = fault.file.startswith("--")
        line = say("cli", "option", option=fault.file, **said) if option else str(fault)
        typer.echo(printable(line).replace("\n", " "), err=True)
