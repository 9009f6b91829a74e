"""How far a long work is, told on a terminal while it lasts."""

from __future__ import annotations

import time
from typing import TextIO

from treatysim.words import say

PATIENCE = 1.0
"""Work that takes fewer seconds is not told of."""

BETWEEN = 0.2
"""The seconds between two tellings."""


class Watch:
    """Tells how many runs were made, on one line of a terminal that is empty again in the end; nothing elsewhere."""

    def __init__(self, terminal: TextIO | None) -> None:
        self._terminal = terminal if terminal is not None and terminal.isatty() else None
        self._next = time.monotonic() + PATIENCE
        self._longest = 0

    def tell(self, runs: int) -> None:
        """Say how many runs have been made, if it is time to."""
        if self._terminal is None or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + BETWEEN
        told = say("cli", "runs-made", runs=f"{runs:,}")
        self._longest = max(self._longest, len(told))
        self._terminal.write(f"\r{told}")
        self._terminal.flush()

    def end(self) -> None:
        """Leave the line empty, for what is written next."""
        if self._terminal is not None and self._longest:
            self._terminal.write(f"\r{' ' * self._longest}\r")
            self._terminal.flush()
