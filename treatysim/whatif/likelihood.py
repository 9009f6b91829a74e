"""How likely an effect is, and a whole forecast: what is handed to whoever asked, as numbers and as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from treatysim.law.days import iso
from treatysim.law.scenario import Scenario
from treatysim.whatif.draws import Difference

Method = Literal["certain", "exact", "sampled"]

SHARES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""The quantiles that a forecast names."""


@dataclass(frozen=True)
class Likelihood:
    """How likely an effect is: ``by[k]`` is the probability that it has come by the day ``start + k`` (an ordinal), and
    ``comes`` that it comes at all.

    ``method`` says whether the figures are certain (one day, or never), exact, or sampled; ``deciding`` gives for each
    State the probability that the effect comes, and that an act of that State was the last one needed for its day;
    ``supposed`` says whether its days rest on an act that nobody has recorded, as an uncertain one always is.
    """

    kind: str
    state: str | None
    of: str | None
    place: int
    method: Method
    start: int
    by: NDArray[np.float64]
    comes: float
    deciding: Mapping[str, float]
    supposed: bool = True

    @property
    def never(self) -> float:
        """The probability that it never comes."""
        return max(0.0, 1.0 - self.comes)

    def chance_by(self, day: int) -> float:
        """The probability that it has come by the end of a day (an ordinal)."""
        if day < self.start or not len(self.by):
            return 0.0
        return float(self.by[min(day - self.start, len(self.by) - 1)])

    def quantile(self, share: float) -> int | None:
        """The first day by which it has come in that share of all cases; None if it never comes in as many."""
        place = int(np.searchsorted(self.by, share - 1e-12))
        return self.start + place if place < len(self.by) else None

    def curve(self) -> Iterator[tuple[int, float, float]]:
        """Each day (an ordinal) on which the probability changes, with that of this day, and that by its end."""
        by = np.maximum.accumulate(np.round(self.by, 9))
        on = np.diff(by, prepend=0.0)
        for place in np.flatnonzero(on):
            yield self.start + int(place), rounded(on[place]), rounded(by[place])

    def to_dict(self, days: tuple[int, ...] = ()) -> dict[str, object]:
        """The figures as plain JSON values, with the probabilities by the days asked for."""
        return {
            "kind": self.kind,
            "state": self.state,
            "of": self.of,
            "place": self.place,
            "method": self.method,
            "supposed": self.supposed,
            "quantiles": {f"{share:.0%}": iso(self.quantile(share)) for share in SHARES},
            "by": {str(iso(day)): rounded(self.chance_by(day)) for day in days},
            "never": rounded(self.never),
            "deciding": {state: rounded(share) for state, share in self.deciding.items()},
        }


@dataclass(frozen=True)
class Forecast:
    """How likely every effect of a scenario is.  ``draws`` were made (none where none were needed) from ``seed``, and
    ``by_engine`` of them run by the engine, because the formulas did not speak for them.

    ``verified`` draws were replayed through the engine; ``differing`` has every day on which it did not agree.
    ``lost`` is how many draws an executor was to make and did not, so that they were made here, and ``why`` the reason:
    about machines, and no part of the answer.
    """

    scenario: Scenario = field(repr=False)
    likelihoods: tuple[Likelihood, ...]
    draws: int
    seed: int
    by_engine: int = 0
    verified: int = 0
    differing: tuple[Difference, ...] = ()
    lost: int = field(default=0, compare=False)
    why: str = field(default="", compare=False)

    def to_dict(self, days: tuple[int, ...] = ()) -> dict[str, object]:
        """The forecast as plain JSON values; ``days`` are those by which a probability is wanted."""
        scenario = self.scenario
        return {
            "scenario": {
                "title": scenario.title,
                "treaty": scenario.treaty.id,
                "through": iso(scenario.through),
                "file": scenario.file,
            },
            "text": scenario.treaty.text,
            "readings": scenario.all_readings,
            "uncertain": list(scenario.uncertain),
            "draws": self.draws,
            "seed": self.seed,
            "by_engine": self.by_engine,
            "verified": self.verified,
            "differing": [one.to_dict() for one in self.differing],
            "effects": [one.to_dict(days) for one in self.likelihoods],
        }


def rounded(share: float) -> float:
    """A probability without the noise of its last binary digits.

    >>> rounded(0.1 + 0.2)
    0.3
    """
    return round(float(share), 9)
