"""Probabilities as people read them: per cent, with no more digits than they are good for."""

from __future__ import annotations

from math import ceil, sqrt

from treatysim.words import say

TWO_SIDED = 1.96
"""Within how many standard errors a sampled figure is of the exact one, nineteen times in twenty."""

COARSE = 0.25
"""From how many points of error on per cent are told without a digit behind the point."""


def percent(share: float, draws: int = 0) -> str:
    """A probability in per cent: an exact one, or one that ``draws`` gave.

    Nothing that can happen is 0, and nothing that can fail to is 100; of an exact one, the ninth decimal is noise.

    >>> percent(0.45218), percent(0.45218, draws=1_000), percent(0.0004), percent(0.9996), percent(1 - 1e-13)
    ('45.2%', '45%', '<0.1%', '>99.9%', '100%')
    """
    digits = 0 if draws and points(draws) > COARSE else 1
    known = share if draws else round(share, 9)
    if known in (0, 1):
        return say("forecast", "percent", number=f"{100 * known:.0f}")
    number = f"{100 * known:.{digits}f}"
    least = 10.0**-digits
    if float(number) == 0:
        return say("forecast", "below", number=f"{least:.{digits}f}")
    if float(number) == 100:
        return say("forecast", "above", number=f"{100 - least:.{digits}f}")
    return say("forecast", "percent", number=number)


def error(share: float, draws: int) -> float:
    """How far a probability that ``draws`` gave is from the exact one at most, nineteen times in twenty."""
    return TWO_SIDED * sqrt(share * (1 - share) / draws)


def points(draws: int) -> float:
    """The same in points of per cent for any probability, rounded up to a tenth.

    >>> points(20_000), points(1_000_000)
    (0.7, 0.1)
    """
    return ceil(1000 * error(0.5, draws)) / 10
