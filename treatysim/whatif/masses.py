"""The probabilities of many delays at once: what a spread says of one number of days, read over a column of them."""

from __future__ import annotations

from math import erfc, log, sqrt

import numpy as np
from numpy.typing import NDArray

from treatysim.law.uncertain import Lognormal, Spread, Triangular, Uniform
from treatysim.whatif.distribution import Floats


def within(spread: Spread, days: NDArray[np.int64]) -> Floats:
    """The probability of at most so many days, for each of many; 0 below 0.

    >>> within(Uniform(1, 4), np.array([-1, 0, 1, 3, 9])).tolist()
    [0.0, 0.0, 0.25, 0.75, 1.0]
    """
    match spread:
        case Lognormal() if spread.sigma > 0:
            off = (log(spread.median) - np.log(np.maximum(days, 0) + 0.5)) / (spread.sigma * sqrt(2))
            return np.where(days < 0, 0.0, 0.5 * np.fromiter(map(erfc, off.tolist()), float, len(off)))
        case Uniform():
            share: Floats = np.clip((days - spread.least + 1) / (spread.most - spread.least + 1), 0.0, 1.0)
            return share
        case Triangular() if spread.least < spread.most:
            return np.where(days < 0, 0.0, _triangular(spread, days))
        case _:
            return np.fromiter(map(spread.within, days.tolist()), float, len(days))


def _triangular(spread: Triangular, days: NDArray[np.int64]) -> Floats:
    at: Floats = np.add(days, 0.5, dtype=np.float64)
    whole, rise, fall = spread.most - spread.least, spread.mode - spread.least, spread.most - spread.mode
    rising = np.clip(at - spread.least, 0.0, rise) ** 2 / (whole * rise) if rise else np.zeros(len(at))
    falling = np.clip(spread.most - at, 0.0, fall) ** 2 / (whole * fall) if fall else np.zeros(len(at))
    return np.where(at < spread.mode, rising, 1 - falling)
