"""The commands that check: whether a timeline can be believed."""

from __future__ import annotations

from typing import Annotated

import typer

from treatysim.checking import verify as program
from treatysim.cli.options import app


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
    code = program.main(timelines)
    if code:
        raise typer.Exit(code)
