"""What can be asked of `check` and `lint`: their options, and what was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated

import typer

from treatysim import files
from treatysim.errors import UnknownName
from treatysim.files import saving
from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty
from treatysim.report.overrides import overridden
from treatysim.words import say


class Told(StrEnum):
    """How what was found is written."""

    TABLE = "table"
    JSON = "json"


OneTreaty = Annotated[str, typer.Argument(metavar="TREATY", help="A treaty that ships, or the path of a treaty file.")]
Save = Annotated[
    str | None, typer.Option("--save", metavar="DIR", help="Write each scenario found into a folder, for `run`.")
]
Named = Annotated[
    list[str] | None,
    typer.Option("--property", metavar="NAME", help="A property to try; repeatable. Without it, all promised."),
]
Question = Annotated[
    list[str] | None, typer.Option("--ask", metavar="QUESTION", help="Ask a question instead: can this ever happen?")
]
Examples = Annotated[
    int | None,
    typer.Option(
        "--examples", metavar="N", min=1, help="How many lives are tried: 1,000, or 5,000 for what is named or asked."
    ),
]
Seed = Annotated[int, typer.Option("--seed", metavar="S", help="The same seed gives the same lives.")]
Mine = Annotated[
    list[str] | None,
    typer.Option("--mine", metavar="FILE.py", help="Properties and questions of your own, as functions; repeatable."),
]
Listing = Annotated[bool, typer.Option("--list", help="List the properties and questions, and try none.")]
Exhaustive = Annotated[
    bool, typer.Option("--exhaustive", help="Search every moment that so many acts can lead to, instead of sampling.")
]
Acts = Annotated[
    int | None,
    typer.Option("--acts", metavar="N", min=0, help="Of the search: how many acts, at most (7; from in force, 4)."),
]
InForce = Annotated[
    bool, typer.Option("--from-in-force", help="Of the search: begin when the treaty has just entered into force.")
]
Workers = Annotated[
    int, typer.Option("--workers", metavar="N", min=1, help="Of the search: processes of this machine.")
]


@dataclass(frozen=True)
class Wanted:
    """What was asked of `check`, and how it is to be written."""

    treaty: str
    named: list[str]
    mine: list[str]
    reading: list[str]
    save: str | None
    form: Told

    @cached_property
    def agreed(self) -> Treaty:
        if self.treaty == "-":
            raise UnknownName(say("lint", "standard-input"))
        return files.load_treaty(self.treaty)

    def readings(self) -> dict[str, str]:
        return dict(overridden(Scenario("", self.agreed), self.reading).readings)

    def may_save(self, names: Iterable[str]) -> None:
        """Refuse a folder that cannot be written, before anything is looked for that these files would show."""
        if self.save is not None:
            saving.ready(self.save, [f"{name}.yaml" for name in names], "--save", keep=[self.treaty])
