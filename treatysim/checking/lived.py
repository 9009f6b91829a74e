"""Lives led for comparison, each led once where many neighbouring lives are compared with it.

A search asks the same properties of thousands of lives that differ in their last act alone; what they are compared
with is then often one and the same life.  Only inside :func:`remembering` is anything remembered, so that nobody who
asks for a life after the law has changed is told how it went before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.simulation import simulate

MOST = 512
"""So many lives are remembered, the last ones; neighbours are asked about one after the other."""

_Key = tuple[object, ...]


class _Memory:
    lives: dict[_Key, Timeline] | None = None


def lived(scenario: Scenario) -> Timeline:
    """How a scenario goes, as :func:`treatysim.simulation.simulate` tells it.

    >>> from treatysim.files import load_text
    >>> with remembering():
    ...     lived(load_text("treaty: sco-iis-2009")).through
    733589
    """
    lives = _Memory.lives
    if lives is None or scenario.uncertain:
        return simulate(scenario)
    key = (id(scenario.treaty), tuple(sorted(scenario.readings.items())), scenario.acts, scenario.through)
    known = lives.get(key)
    if known is None:
        if len(lives) >= MOST:
            del lives[next(iter(lives))]
        known = lives[key] = simulate(scenario)
    return known


@contextmanager
def remembering() -> Iterator[None]:
    """Remember the lives that are led from here on, until the end of the block."""
    before, _Memory.lives = _Memory.lives, {}
    try:
        yield
    finally:
        _Memory.lives = before


def remember() -> None:
    """Remember the lives that are led from here on, for the rest of this process."""
    _Memory.lives = {}
