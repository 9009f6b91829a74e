"""The commands that ask what if: which reading, compared with what, by when.

What only one of them needs is imported when it runs, so that no other command waits for it.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from treatysim import files
from treatysim.cli.options import Answer, Compared, One, Readings, Through, app, ascii_only, scenarios_of, talk
from treatysim.law.scenario import Scenario
from treatysim.report import documents, doubts, tables, uncertain
from treatysim.report.overrides import overridden
from treatysim.report.progress import Progress
from treatysim.whatif.readings import readings as which_matter
from treatysim.words import say

Goal = Annotated[
    str,
    typer.Option(
        "--goal",
        metavar="GOAL",
        help="KIND [STATE] <=|>=|== DATE, STANDING STATE on DATE, or DUTY STATE [of X] in time.",
    ),
]
Move = Annotated[
    list[str] | None,
    typer.Option(
        "--move", metavar="ID", help="An act to be moved; repeatable. Without it, every State's act with a fixed day."
    ),
]


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
    with Progress(runs_made) as told:
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
    """What is otherwise in another scenario, and because of what.

    Every further scenario is compared with the first. Each cause is confirmed by putting the change back.
    """
    from treatysim.report import comparisons  # noqa: PLC0415
    from treatysim.whatif.compare import compare as side_by_side  # noqa: PLC0415

    first, *others = _compared(scenarios_of(scenarios, reading or [], through), reading or [], through)
    with Progress(runs_made) as told:
        found = [side_by_side(first, other, told) for other in others]
    match form:
        case Compared.JSON:
            sys.stdout.write(comparisons.json_text(found, ascii_only()))
        case Compared.CSV:
            sys.stdout.write(comparisons.csv_text(found))
            for note in dict.fromkeys(documents.note(run) for one in found for run in (one.before, one.after)):
                talk(note)
        case Compared.MD:
            sys.stdout.write("\n".join(documents.memo_markdown(comparisons.memo(one)) for one in found))
        case _:
            for place, one in enumerate(found):
                sys.stdout.write("\n" if place else "")
                tables.print_memo(comparisons.memo(one), tables.console())
    if exit_code and any(one.differences for one in found):
        raise typer.Exit(1)


@app.command("plan")
def by_when(
    scenario: One,
    goal: Goal,
    move: Move = None,
    form: Annotated[Answer, typer.Option("--format", help="How to write the result.")] = Answer.TABLE,
    reading: Readings = None,
    through: Through = None,
) -> None:
    """By when: what a goal needs, and how long each act can wait.

    What must hold, and for each act alone the exact days on which the goal holds, its latest safe day and its slack.
    Exit code 1 where the goal cannot be reached.
    """
    from treatysim.report import plans  # noqa: PLC0415
    from treatysim.whatif.plan import plan as plan_of  # noqa: PLC0415

    asked = overridden(files.load(scenario), reading or [], through)
    with Progress(runs_made) as told:
        found = plan_of(asked, goal, move, told)
    match form:
        case Answer.JSON:
            sys.stdout.write(plans.json_text(found, ascii_only()))
        case Answer.CSV:
            sys.stdout.write(plans.csv_text(found))
            talk(documents.note(found.timeline))
        case _:
            tables.print_memo(plans.memo(found), tables.console())
    if not found.possible:
        raise typer.Exit(1)


def _compared(scenarios: list[Scenario], readings: list[str], through: str | None) -> list[Scenario]:
    """The scenarios to compare with the first: one overlay alone comes after its base."""
    if len(scenarios) > 1:
        return scenarios
    if scenarios[0].base is None:
        raise typer.BadParameter(say("cli", "compare-two", file=scenarios[0].file))
    return [overridden(scenarios[0].base, readings, through), *scenarios]


def runs_made(runs: int) -> str:
    """How many runs have been made, for those who wait."""
    return say("cli", "runs-made", runs=f"{runs:,}")
