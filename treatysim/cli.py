"""The command line: every command reads, asks the layers below, and writes; no logic.

Results go to standard output, talk to standard error.  Exit codes: 0 done (findings never change it), 1 the answer is
"no" (a goal that cannot be reached), 2 bad input, an unknown name, or nowhere to write; whoever stops reading early
(`| head`) is no error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from time import monotonic
from typing import Annotated

import typer
from typer.core import TyperGroup

from treatysim import __version__, files
from treatysim.errors import Fault, FaultyFile, TreatysimError
from treatysim.law.timeline import Timeline
from treatysim.report import clauses, documents, doubts, explanations, memo, plans, tables, template, validation
from treatysim.report.dates import printable
from treatysim.report.overrides import overridden
from treatysim.simulation import simulate
from treatysim.whatif.plan import plan as plan_of
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
    for place, timeline in enumerate(_timelines(scenarios, reading or [], through)):
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
    found = which_matter(overridden(files.load(scenario), reading or [], through), _progress())
    match form:
        case Answer.JSON:
            sys.stdout.write(doubts.json_text(found, _ascii()))
        case Answer.CSV:
            sys.stdout.write(doubts.csv_text(found))
        case _:
            tables.print_memo(doubts.memo(found), tables.console())


@app.command("plan")
def by_when(
    scenario: One,
    goal: Annotated[
        str,
        typer.Option(
            "--goal",
            metavar="GOAL",
            help="KIND [STATE] <=|>=|== DATE, STANDING STATE on DATE, or DUTY STATE [of X] in time.",
        ),
    ],
    move: Annotated[
        list[str] | None,
        typer.Option(
            "--move",
            metavar="ID",
            help="An act to be moved; repeatable. Without it, every State's act with a fixed day.",
        ),
    ] = None,
    form: Annotated[Answer, typer.Option("--format", help="How to write the result.")] = Answer.TABLE,
    reading: Readings = None,
    through: Through = None,
) -> None:
    """By when: what a goal needs, and how long each act can wait.

    What must hold, and for each act alone the exact days on which the goal holds, its latest safe day and its slack.
    Exit code 1 where the goal cannot be reached.
    """
    with _waiting("plan") as ran:
        found = plan_of(overridden(files.load(scenario), reading or [], through), goal, move, ran)
    match form:
        case Answer.JSON:
            sys.stdout.write(plans.json_text(found, _ascii()))
        case Answer.CSV:
            sys.stdout.write(plans.csv_text(found))
            typer.echo(documents.note(found.timeline), err=True)
        case _:
            tables.print_memo(plans.memo(found), tables.console())
    if not found.possible:
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


def _timelines(paths: list[str], readings: list[str], through: str | None) -> list[Timeline]:
    """The timelines of several files, in their order; every fault of every file at once, if there is one."""
    faults: list[Fault] = []
    timelines = []
    for path in paths:
        try:
            timelines.append(simulate(overridden(files.load(path), readings, through)))
        except FaultyFile as error:
            faults += error.faults
    if faults:
        raise FaultyFile(tuple(dict.fromkeys(faults)))
    return timelines


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


def _progress() -> Callable[[int], None]:
    """How many runs have been made, told on a terminal every now and then; nothing where nobody watches."""

    def tell(runs: int) -> None:
        if runs % 500 == 0 and sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write(f"\r{say('which-reading', 'progress', runs=runs)}")
            sys.stderr.flush()

    return tell


@contextmanager
def _waiting(section: str) -> Iterator[Callable[[int], None]]:
    """How many runs have been made, told on a terminal once it takes more than a second, and wiped away at the end."""
    began, shown = monotonic(), ""

    def tell(runs: int) -> None:
        nonlocal shown
        if monotonic() - began > 1 and runs % 50 == 0 and sys.stderr is not None and sys.stderr.isatty():
            shown = say(section, "progress", runs=f"{runs:,}")
            sys.stderr.write(f"\r{shown}")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write(f"\r{' ' * len(shown)}\r")
            sys.stderr.flush()


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
