"""What an overlay does to its base, in a few words."""

from __future__ import annotations

import os
from collections.abc import Iterator

from treatysim.law.scenario import Scenario
from treatysim.words import say


def overlay_changes(scenario: Scenario, base: Scenario) -> str:
    """How many acts an overlay adds to those of its base, drops and moves, and whether it corrects the treaty.

    >>> from treatysim.files import load_text
    >>> base = load_text("treaty: sco-iis-2009\\nacts: [{act: notification, by: CHN, date: 2011-03-10}]")
    >>> overlay_changes(base, base)
    'acts as there'
    """
    return ", ".join(_changes(scenario, base)) or say("overlays", "as-there")


def _changes(scenario: Scenario, base: Scenario) -> Iterator[str]:
    """An overlay keeps the ids of the acts of its base, so that they tell what is new, gone or moved."""
    counts = {
        "added": sum(act.id not in base.by_id for act in scenario.acts),
        "dropped": sum(act.id not in scenario.by_id for act in base.acts),
        "moved": sum(act.id in base.by_id and act.date != base.by_id[act.id].date for act in scenario.acts),
    }
    for what, count in counts.items():
        if count:
            yield say("overlays", f"one-{what}") if count == 1 else say("overlays", what, n=count)
    if scenario.treaty != base.treaty:
        yield say("overlays", "treaty-corrected")


def base_of(scenario: Scenario, base: Scenario) -> str:
    """The name of a base: where it stands beside the overlay, without the folder of both."""
    beside = os.path.dirname(scenario.file) == os.path.dirname(base.file)
    return os.path.basename(base.file) if beside else base.file
