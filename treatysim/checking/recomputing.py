"""The property that a timeline bears itself out: the program that verifies timelines finds nothing to refuse."""

from __future__ import annotations

import re

from treatysim.checking.properties import Breach, breach
from treatysim.checking.verify import refusals
from treatysim.law.formula import Given
from treatysim.law.timeline import Timeline

_ENTRY = re.compile(r"timeline\[(\d+)\]")


def every_reason(timeline: Timeline) -> Breach | None:
    """Every reason recomputes: from the acts and clauses in the document alone every day, standing and duty comes out
    as it stands there, and whatever stands twice agrees."""
    try:
        wrong = refusals(timeline.to_dict())[0]
    except ValueError as error:
        wrong = [str(error)]
    if not wrong:
        return None
    entry = _ENTRY.match(wrong[0])
    happening = timeline.happenings[int(entry[1])] if entry else None
    about = happening.act.id if isinstance(happening, Given) else happening.id if happening else ""
    return breach("recompute", about, what=wrong[0])
