"""The commands that run a scenario: what happened and what followed, who stands where, and why."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from treatysim import files
from treatysim.cli.options import Files, Format, OfADay, One, Readings, Through, app, ascii_only, scenarios_of, talk
from treatysim.errors import FaultyFile
from treatysim.law.timeline import Timeline
from treatysim.report import documents, explanations, memo, tables
from treatysim.report.overrides import overridden
from treatysim.simulation import simulate
from treatysim.words import say


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
    for place, timeline in enumerate(map(simulate, scenarios_of(scenarios, reading or [], through))):
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
            sys.stdout.write(documents.json_text(timeline, ascii_only()))
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


def _run_lines(paths: list[str], readings: list[str], through: str | None) -> None:
    """One line of JSON a file, in the order given; a bad file's line holds its faults, and the others still run."""
    bad = False
    for path in paths:
        try:
            timeline = simulate(overridden(files.load(path), readings, through))
        except FaultyFile as error:
            bad = True
            sys.stdout.write(documents.fault_line(path, error.faults, ascii_only()))
        else:
            sys.stdout.write(documents.json_line(timeline, ascii_only()))
    if bad:
        raise typer.Exit(2)


def _write(timeline: Timeline, form: Format) -> None:
    match form:
        case Format.JSON:
            sys.stdout.write(documents.json_text(timeline, ascii_only()))
        case Format.CSV:
            sys.stdout.write(documents.csv_text(timeline))
            talk(documents.note(timeline))
        case Format.MD:
            sys.stdout.write(documents.markdown(timeline))
        case _:
            tables.print_report(timeline, tables.console())
