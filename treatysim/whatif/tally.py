"""What many draws come to: how often each effect came on each day, and with which act; in any order the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from treatysim.whatif.columns import NEVER_DAY
from treatysim.whatif.draws import Chunk, Difference, EffectKey


@dataclass
class Histogram:
    """How often each day came: ``counts[k]`` times the day ``start + k``.

    >>> one = Histogram.of(np.array([7, 9, 9]))
    >>> one.add(Histogram.of(np.array([5])))
    >>> one.start, one.counts.tolist()
    (5, [1, 0, 1, 0, 2])
    """

    start: int = 0
    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @classmethod
    def of(cls, days: NDArray[np.int64]) -> Histogram:
        """The histogram of some days."""
        if not len(days):
            return cls()
        start = int(days.min())
        return cls(start, np.bincount(days - start))

    def add(self, other: Histogram) -> None:
        """Take the counts of another histogram in."""
        if not len(other.counts):
            return
        if not len(self.counts):
            self.start, self.counts = other.start, other.counts.copy()
            return
        start = min(self.start, other.start)
        end = max(self.start + len(self.counts), other.start + len(other.counts))
        both = np.zeros(end - start, dtype=np.int64)
        for one in (self, other):
            both[one.start - start : one.start - start + len(one.counts)] += one.counts
        self.start, self.counts = start, both


@dataclass
class Tally:
    """Draws added up: how many, how many of them the engine ran, the days of each effect and the ranks of the acts that
    decided it; and of those replayed to verify the formulas, how many, and where the engine differed."""

    draws: int = 0
    by_engine: int = 0
    days: dict[EffectKey, Histogram] = field(default_factory=dict)
    deciding: dict[EffectKey, Counter[int]] = field(default_factory=dict)
    verified: int = 0
    differing: list[Difference] = field(default_factory=list)

    @classmethod
    def of(cls, chunk: Chunk, verify: int = 0) -> Tally:
        """The tally of one chunk, with so many of its draws replayed through the engine."""
        tally = cls(chunk.size, int(np.count_nonzero(~chunk.spoken_for)))
        for key, days in chunk.days.items():
            come = days < NEVER_DAY
            all_come = bool(come.all())
            tally.days[key] = Histogram.of(days if all_come else days[come])
            decided = chunk.deciders[key] if all_come else chunk.deciders[key][come]
            counts = np.bincount(decided + 1)
            tally.deciding[key] = Counter({rank - 1: int(count) for rank, count in enumerate(counts) if count})
        if verify:
            tally.verified, tally.differing = chunk.differences(verify)
        return tally

    def add(self, other: Tally) -> None:
        """Take another tally in."""
        self.draws += other.draws
        self.by_engine += other.by_engine
        self.verified += other.verified
        self.differing += other.differing
        for key, histogram in other.days.items():
            self.days.setdefault(key, Histogram()).add(histogram)
            self.deciding.setdefault(key, Counter()).update(other.deciding[key])
