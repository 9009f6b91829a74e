"""Distributions over a grid of days: the probability that something has come by each of them, and that it comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDING = 1e-12
"""How far a probability may be off because its parts were added up in binary."""


@dataclass(frozen=True)
class Distribution:
    """The probability ``by[k]`` that an effect has come by the day ``start + k``; ``comes``: that it comes at all.

    ``deciding`` gives, by the ids of acts, the probability that the effect came with that act as the last one needed.
    """

    start: int
    by: Floats
    comes: float
    deciding: Mapping[str, float]


@dataclass(frozen=True)
class Law:
    """The probability that something has come by each day of a grid, and that it comes at all, if only after it."""

    by: Floats
    comes: float

    @classmethod
    def on_place(cls, place: int, size: int) -> Self:
        """What certainly comes, on the day with that place in the grid; before the grid, on its first day."""
        by = np.zeros(size)
        by[max(place, 0) :] = 1.0
        return cls(by, 1.0)

    @classmethod
    def never(cls, size: int) -> Self:
        """What never comes."""
        return cls(np.zeros(size), 0.0)

    @property
    def on(self) -> Floats:
        """The probability that it comes on each day."""
        return np.diff(self.by, prepend=0.0)

    def cut(self, place: int) -> Law:
        """What has not come by the day with that place in the grid never comes."""
        by = self.by.copy()
        last = float(by[place]) if place >= 0 else 0.0
        by[max(place, 0) :] = last
        return Law(by, last)

    def later_by(self, delay: Floats, comes: float) -> Law:
        """The law of what comes an independent delay later: ``delay[k]`` is the probability of k days, ``comes`` that
        of any at all.

        >>> Law.on_place(1, 4).later_by(np.array([0.5, 0.25, 0.0, 0.0]), 0.8).by.tolist()
        [0.0, 0.5, 0.75, 0.75]
        """
        on, size = self.on, len(self.by)
        days = np.flatnonzero(on)
        if len(days) == 1:
            moved = np.zeros(size)
            moved[days[0] :] = on[days[0]] * np.cumsum(delay)[: size - days[0]]
            return Law(moved, self.comes * comes)
        length = 2 * size
        both: Floats = np.fft.irfft(np.fft.rfft(on, length) * np.fft.rfft(delay, length), length)[:size]
        return Law(np.minimum(np.cumsum(np.maximum(both, 0.0)), 1.0), self.comes * comes)
