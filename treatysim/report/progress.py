"""How far a long piece of work is: one line on a terminal, once it takes more than a moment, gone when it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Self, TextIO

PATIENCE = 1.0
"""Seconds before anything is said."""

PAUSE = 0.1
"""Seconds between two things said."""


class Progress:
    """Used as a context, and called with how much is done; ``sentence`` puts that into words.

    Nothing is said where nobody watches: on a pipe, or into a file.

    >>> with Progress("{} runs …".format) as told:
    ...     told(3)
    """

    def __init__(
        self,
        sentence: Callable[[int], str],
        out: TextIO | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.sentence = sentence
        self.out = sys.stderr if out is None else out
        self.clock = clock
        self.next = clock() + PATIENCE
        self.widest = 0

    def __call__(self, done: int) -> None:
        """Say how much is done, unless something was said a moment ago."""
        if self.clock() < self.next or self.out is None or not self.out.isatty():
            return
        self.next = self.clock() + PAUSE
        said = self.sentence(done)
        self._write(f"\r{said:<{self.widest}}")
        self.widest = max(self.widest, len(said))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.widest:
            self._write(f"\r{'':<{self.widest}}\r")

    def _write(self, text: str) -> None:
        self.out.write(text)
        self.out.flush()
