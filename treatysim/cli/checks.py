"""The commands that check a treaty: whether something can ever happen under it, and where its text has gaps;
and a timeline: whether it can be believed.

What only one of them needs is imported when it runs, so that no other command waits for it.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from treatysim import files
from treatysim.cli.options import Readings, app, ascii_only, talk
from treatysim.cli.wanted import (
    Acts,
    Examples,
    Exhaustive,
    InForce,
    Listing,
    Mine,
    Named,
    OneTreaty,
    Question,
    Save,
    Seed,
    Told,
    Wanted,
    Workers,
)
from treatysim.errors import Fault, FaultyFile, UnknownName
from treatysim.files import saving
from treatysim.law.treaty import Treaty
from treatysim.report import tables
from treatysim.report.progress import Progress
from treatysim.words import say


@app.command("check")
def check_properties(
    treaty: OneTreaty,
    named: Named = None,
    question: Question = None,
    examples: Examples = None,
    seed: Seed = 0,
    mine: Mine = None,
    reading: Readings = None,
    exhaustive: Exhaustive = False,
    acts: Acts = None,
    from_in_force: InForce = False,
    workers: Workers = 1,
    save: Save = None,
    listing: Listing = False,
    form: Annotated[Told, typer.Option("--format", help="How to write the result.")] = Told.TABLE,
) -> None:
    """Can this ever happen: rules, tried on lives nobody thought of.

    Every property passes, or the simplest life that breaks it is shown as a scenario, with the explanation of what
    broke, and the command leaves with 1. With --ask, a life that shows it can happen; 1, if none was found.
    """
    wanted = Wanted(treaty, named or [], mine or [], reading or [], save, form)
    asked = question or []
    sampled = bool(asked) or examples is not None or seed != 0
    searched = acts is not None or from_in_force or workers != 1
    _refuse_together(wanted, asked, listing, sampled or searched or exhaustive)
    _refuse_unused(sampled, searched, exhaustive)
    if listing:
        _list(wanted)
    elif exhaustive:
        _search(wanted, acts, from_in_force, workers)
    else:
        _try(wanted, asked[0] if asked else None, examples or (5000 if named or asked else 1000), seed)


def _refuse_together(wanted: Wanted, asked: list[str], listing: bool, tried: bool) -> None:
    """Refuse two questions at once, a question and properties, and a list with what would have to be tried."""
    if len(asked) > 1:
        raise typer.BadParameter(say("cli", "one-question"))
    if listing and (tried or wanted.named or wanted.reading or wanted.save is not None):
        raise typer.BadParameter(say("cli", "only-with-list"))
    if asked and wanted.named:
        raise typer.BadParameter(say("cli", "not-together", one="--ask", other="--property"))


def _refuse_unused(sampled: bool, searched: bool, exhaustive: bool) -> None:
    """Refuse options that would not be used: those of drawn lives in a search, and those of a search without one."""
    if exhaustive and sampled:
        raise typer.BadParameter(say("cli", "not-together", one="--exhaustive", other="--ask, --examples, --seed"))
    if searched and not exhaustive:
        raise typer.BadParameter(
            say("cli", "only-with", one="--acts, --from-in-force, --workers", other="--exhaustive")
        )


def _list(wanted: Wanted) -> None:
    """What can be tried and asked."""
    from treatysim.checking import choosing  # noqa: PLC0415
    from treatysim.report import checks  # noqa: PLC0415

    properties, questions = choosing.known(wanted.agreed, wanted.mine)
    if wanted.form is Told.JSON:
        sys.stdout.write(checks.list_text(properties, questions, ascii_only()))
    else:
        checks.print_list(properties, questions, tables.console())


def _try(wanted: Wanted, question: str | None, lives: int, seed: int) -> None:
    """Properties, or a question, on lives that are drawn."""
    from treatysim.checking import choosing  # noqa: PLC0415
    from treatysim.checking.trying import Asked, Checked, ask, check  # noqa: PLC0415
    from treatysim.report import checks  # noqa: PLC0415

    agreed, readings = wanted.agreed, wanted.readings()
    properties, questions = choosing.known(agreed, wanted.mine)
    found: Checked | Asked
    if question is None:
        tried = choosing.chosen(properties, wanted.named, "--property", agreed)
        wanted.may_save(one.name for one in tried)
        with Progress(checks.lives_tried(lives)) as told:
            found = check(agreed, tried, lives, seed, readings, told)
    else:
        (asked,) = choosing.chosen(questions, [question], "--ask", agreed)
        wanted.may_save([asked.name])
        with Progress(checks.lives_tried(lives)) as told:
            found = ask(agreed, asked, lives, seed, readings, told)
    if wanted.save is not None:
        _save(wanted.save, checks.texts(found.shown, saving.named_in(wanted.treaty, wanted.save)), wanted.treaty)
    if wanted.form is Told.JSON:
        sys.stdout.write(checks.json_text(found, wanted.treaty, ascii_only()))
    else:
        checks.print_found(found, wanted.treaty, tables.console())
    if found.no:
        raise typer.Exit(1)


def _search(wanted: Wanted, acts: int | None, from_in_force: bool, workers: int) -> None:
    """Properties at every moment that so many acts can lead to; where none is named, also the orders of consents."""
    from treatysim.checking import choosing  # noqa: PLC0415
    from treatysim.checking.orderings import left_out, weak_orderings  # noqa: PLC0415
    from treatysim.checking.search import search  # noqa: PLC0415
    from treatysim.checking.space import Start  # noqa: PLC0415
    from treatysim.report import certificates, checks  # noqa: PLC0415

    agreed, readings = wanted.agreed, wanted.readings()
    properties = choosing.chosen(choosing.known(agreed, wanted.mine)[0], wanted.named, "--property", agreed)
    wanted.may_save(one.name for one in properties)
    with Progress(certificates.states_seen) as told:
        start: Start = "in-force" if from_in_force else "signing"
        found = search(agreed, properties, acts, start, readings, workers=workers, progress=told)
        orderings = None if wanted.named else weak_orderings(agreed)
    why = "" if wanted.named else left_out(agreed)
    shown = certificates.lives(found, orderings)
    if wanted.save is not None:
        _save(wanted.save, checks.texts(shown, saving.named_in(wanted.treaty, wanted.save)), wanted.treaty)
    if wanted.form is Told.JSON:
        sys.stdout.write(certificates.json_text(found, orderings, why, ascii_only()))
    else:
        tables.print_memo(certificates.memo(found, orderings, why), tables.console())
        checks.print_lives(shown, properties, wanted.treaty, tables.console())
    if shown:
        raise typer.Exit(1)


def _save(folder: str, texts: dict[str, str], treaty: str) -> None:
    """Write scenarios into a folder, and say where."""
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
    """Where a treaty's text is silent: its gaps, each with a witness.

    A witness is a life of the treaty that runs into the gap, as a scenario file that `treatysim run` replays. Exit
    code 1 where there is a gap, or a rule could not be tried.
    """
    from treatysim.checking.lint import gaps  # noqa: PLC0415
    from treatysim.report import gaps as report  # noqa: PLC0415

    read = _read(treaties)
    if save is not None:
        saving.ready(save, (), "--save")
    found = [gaps(treaty) for treaty in read]
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
    if any(one.no for one in found):
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


@app.command()
def verify(
    timelines: Annotated[
        list[str],
        typer.Argument(metavar="TIMELINE...", help="Timelines as run --format json writes them; - is standard input."),
    ],
) -> None:
    """Verify timelines from themselves alone.

    Works every reason out anew, follows every State and every duty, and looks whether what stands twice agrees; a
    timeline that is refused is told every place, and the exit code is 1.
    """
    from treatysim.checking import verify as program  # noqa: PLC0415

    code = program.main(timelines)
    if code:
        raise typer.Exit(code)
