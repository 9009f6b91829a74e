"""What ``validate`` says of a file that can be used: whether it is a scenario or a treaty, and what was read of it."""

from __future__ import annotations

import re
from pathlib import Path

from treatysim import files
from treatysim.errors import Fault, FaultyFile
from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty
from treatysim.report.dates import printable
from treatysim.report.overlays import overlay_changes
from treatysim.report.reasons import readings
from treatysim.words import say

_CLAUSES = re.compile(rb"^clauses[ \t]*:", re.MULTILINE)


def what_was_read(path: str) -> str | tuple[Fault, ...]:
    """A sentence on what a file holds, or its faults in the order of the file.

    A file with ``clauses:`` is a treaty, any other a scenario; "-" is a scenario on standard input.

    >>> what_was_read("no-such-file.yaml")[0].found
    'no such file'
    """
    try:
        if _is_treaty(path):
            return _treaty(path, files.load_treaty(Path(path)))
        return _scenario(files.load(path))
    except FaultyFile as error:
        return error.faults


def _is_treaty(path: str) -> bool:
    if path == "-":
        return False
    try:
        with open(path, "rb") as file:
            return _CLAUSES.search(file.read(1 << 20)) is not None
    except (OSError, ValueError):
        return False


def _scenario(scenario: Scenario) -> str:
    chosen = scenario.readings
    about = {"file": scenario.file, "treaty": scenario.treaty.id, "title": " ".join(printable(scenario.title).split())}
    told = say("cli", "chosen-readings", readings=readings(chosen)) if chosen else say("cli", "default-readings")
    acts = _number("report", "act", len(scenario.acts))
    if scenario.uncertain:
        acts = f"{acts}, {_number('uncertain', 'date', len(scenario.uncertain))}"
    about |= {"acts": acts, "readings": told}
    if scenario.base is None:
        return say("cli", "read-scenario", **about)
    changes = overlay_changes(scenario, scenario.base)
    return say("cli", "read-overlay", base=scenario.base.file, changes=changes, **about)


def _treaty(path: str, treaty: Treaty) -> str:
    counts = {
        "signatories": _number("cli", "signatory", len(treaty.signatories)),
        "clauses": _number("cli", "clause", len(treaty.clauses)),
    }
    return say("cli", "read-treaty", file=path, id=treaty.id, title=treaty.short or treaty.title, **counts)


def _number(section: str, what: str, number: int) -> str:
    many = "signatories" if what == "signatory" else f"{what}s"
    return say(section, f"one-{what}") if number == 1 else say(section, f"{many}-count", n=number)
