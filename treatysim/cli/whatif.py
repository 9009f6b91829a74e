"""The commands that ask what if: which reading, compared with what, by when, how likely."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from treatysim import files
from treatysim.cli.options import Answer, One, Readings, Through, app, ascii_only, talk
from treatysim.report import documents, doubts, plans, tables, uncertain
from treatysim.report.overrides import overridden
from treatysim.report.progress import Progress
from treatysim.whatif.plan import plan as plan_of
from treatysim.whatif.readings import readings as which_matter
from treatysim.words import say


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
    asked = overridden(files.load(scenario), reading or [], through)
    with Progress(lambda runs: say("which-reading", "progress", runs=f"{runs:,}")) as told:
        found = which_matter(asked, told)
    match form:
        case Answer.JSON:
            sys.stdout.write(doubts.json_text(found, ascii_only()))
            talk(uncertain.note_before(found.scenario))
        case Answer.CSV:
            sys.stdout.write(doubts.csv_text(found))
            talk(uncertain.note_before(found.scenario))
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
    """By when: what must hold for a goal, and each act's latest safe day.

    The days on which each act alone can be received are exact. Exit code 1 where the goal cannot be reached.
    """
    asked = overridden(files.load(scenario), reading or [], through)
    with Progress(lambda runs: say("plan", "progress", runs=f"{runs:,}")) as told:
        found = plan_of(asked, goal, move, told)
    match form:
        case Answer.JSON:
            sys.stdout.write(plans.json_text(found, ascii_only()))
        case Answer.CSV:
            sys.stdout.write(plans.csv_text(found))
            typer.echo(documents.note(found.timeline), err=True)
        case _:
            tables.print_memo(plans.memo(found), tables.console())
    if not found.possible:
        raise typer.Exit(1)
