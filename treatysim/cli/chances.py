"""The command that asks how likely; it alone needs NumPy, which is imported when it runs."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated

import typer

from treatysim import files
from treatysim.cli.options import Answer, One, Readings, Through, app, ascii_only, talk
from treatysim.report import tables
from treatysim.report.overrides import days, overridden
from treatysim.report.progress import Progress
from treatysim.words import say

Draws = Annotated[
    int, typer.Option("-n", metavar="DRAWS", min=1, max=10**12, help="How many draws, where draws are needed.")
]
Seed = Annotated[
    int,
    typer.Option(
        "--seed", metavar="SEED", min=0, max=2**63 - 1, help="Another seed gives other draws; the same, the same."
    ),
]
By = Annotated[
    list[str] | None, typer.Option("--by", metavar="DATE", help="How likely by the end of a day; repeatable.")
]
Workers = Annotated[
    int | None, typer.Option("--workers", metavar="N", min=1, max=1024, help="Draw in N processes of this machine.")
]
Dask = Annotated[
    str | None, typer.Option("--dask", metavar="ADDRESS", help="Draw on the Dask cluster with this scheduler.")
]
Verify = Annotated[
    int, typer.Option("--verify", metavar="K", min=0, max=10**12, help="Run K draws again by the engine, and compare.")
]
Out = Annotated[str | None, typer.Option("--out", metavar="FILE", help="Write the days of every draw, as Parquet.")]
Sampled = Annotated[bool, typer.Option("--sampled", help="Draw even what could be worked out exactly.")]
How = Annotated[Answer, typer.Option("--format", help="How to write the result.")]


@app.command()
def forecast(
    scenario: One,
    draws: Draws = 1_000_000,
    seed: Seed = 0,
    by: By = None,
    workers: Workers = None,
    dask: Dask = None,
    verify: Verify = 0,
    out: Out = None,
    sampled: Sampled = False,
    form: How = Answer.TABLE,
    reading: Readings = None,
    through: Through = None,
) -> None:
    """How likely each effect is, and when, where dates are uncertain.

    Exact where that is possible, and sampled where it is not; the result says which.
    """
    from treatysim.report import forecasts  # noqa: PLC0415
    from treatysim.whatif.cluster import makers  # noqa: PLC0415
    from treatysim.whatif.forecast import forecast as likely  # noqa: PLC0415

    if workers is not None and dask is not None:
        raise typer.BadParameter(say("cli", "workers-or-dask"))
    asked = overridden(files.load(scenario), reading or [], through)
    wanted = days(asked.treaty, by or [], "--by")
    progress = Progress(lambda done: say("forecast", "progress", done=f"{done:,}", all=f"{draws:,}"))
    ask = partial(likely, asked, draws, seed, exact=not sampled, verify=verify, out=out)
    with makers(workers, dask) as who, progress as told:
        found = ask(who.executor, told=told, in_flight=who.in_flight)
    if form is Answer.TABLE:
        tables.print_memo(forecasts.memo(found, wanted), tables.console())
    else:
        sys.stdout.write(forecasts.text(found, wanted, form.value, ascii_only()))
    talk(forecasts.beside(found, noted=form is Answer.CSV))
    if found.differing:
        raise typer.Exit(1)
