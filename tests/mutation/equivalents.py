"""The mutants that no test can kill, each with why: what they change makes no difference in law.

They stand in ``equivalents.toml``, by reason.  An entry is the key of a mutant: operator, module, function, the line as
it reads after the slip (or the statement left out), and a number that tells apart what would be called the same.  An
entry whose mutant is killed, or cannot be made any more, is reported.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

Entry = tuple[str, str, str, str, int]


def read() -> dict[Entry, str]:
    """Each entry of the list, with its reason."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {tuple(entry): group["why"] for group in told["because"] for entry in group["mutants"]}


EQUIVALENTS = read()
"""Why each mutant of the list is equivalent."""
