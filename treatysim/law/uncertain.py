"""Uncertain dates: how many days after a day or an event something is received, and with what probability.

Delays are whole days, 0 or more: what is drawn from a continuous spread is rounded half up, and below 0 it is 0.  A
spread is that of the days given that the act comes at all; beside it stands the probability that it never does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import erf, log, sqrt
from statistics import NormalDist

from treatysim.law.acts import NEVER_HAPPENS, Anchor
from treatysim.law.days import LAST_DAY

Z90 = NormalDist().inv_cdf(0.9)
"""How many standard deviations above its mean a normal variable has its ninth decile."""


class Spread:
    """A distribution of whole days, 0 or more."""

    def within(self, days: int) -> float:
        """The probability of at most so many days."""
        raise NotImplementedError

    @property
    def shortest(self) -> int:
        """No delay is shorter."""
        return self.quantile(5e-324)

    def quantile(self, share: float) -> int:
        """The least number of days within which ``share`` of the cases fall, up to the days of the calendar.

        >>> Lognormal(60, 180).quantile(0.9), Uniform(10, 90).quantile(0.5), Triangular(10, 20, 30).quantile(0.5)
        (180, 50, 20)
        """
        few, many = -1, 1
        while many < LAST_DAY and self.within(many) < share:
            few, many = many, 2 * many
        while many - few > 1:
            middle = (few + many) // 2
            few, many = (few, middle) if self.within(middle) >= share else (middle, many)
        return min(many, LAST_DAY)


@dataclass(frozen=True, slots=True)
class Lognormal(Spread):
    """Days whose logarithm is normal: half within ``median``, nine of ten within ``p90`` (both above 0).

    >>> round(Lognormal(60, 180).within(60), 2)
    0.5
    """

    median: float
    p90: float

    @property
    def shortest(self) -> int:
        return 0

    @property
    def sigma(self) -> float:
        """The standard deviation of the logarithm."""
        return log(self.p90 / self.median) / Z90

    def within(self, days: int) -> float:
        if days < 0:
            return 0.0
        off = log((days + 0.5) / self.median)
        if self.sigma == 0:
            return float(off > 0)
        return 0.5 * (1 + erf(off / (self.sigma * sqrt(2))))


@dataclass(frozen=True, slots=True)
class Uniform(Spread):
    """Every whole number of days from ``least`` to ``most``, both included, alike.

    >>> Uniform(1, 4).within(1)
    0.25
    """

    least: int
    most: int

    def within(self, days: int) -> float:
        return min(1.0, max(0, days - self.least + 1) / (self.most - self.least + 1))


@dataclass(frozen=True, slots=True)
class Triangular(Spread):
    """Days between ``least`` and ``most``, likeliest at ``mode``.

    >>> Triangular(0, 10, 21).within(20), Triangular(0.5, 10.5, 20.5).within(10)
    (0.9989177489177489, 0.5)
    """

    least: float
    mode: float
    most: float

    def within(self, days: int) -> float:
        if days < 0:
            return 0.0
        at, whole = days + 0.5, self.most - self.least
        if at <= self.least:
            return 0.0
        if at >= self.most:
            return 1.0
        if at < self.mode:
            return (at - self.least) ** 2 / (whole * (self.mode - self.least))
        return 1 - (self.most - at) ** 2 / (whole * (self.most - self.mode))


@dataclass(frozen=True)
class Listed(Spread):
    """Some numbers of days, each with its weight; only the weights' proportions count.

    >>> Listed({30: 0.5, 60: 0.4}).quantile(0.5)
    30
    """

    weights: Mapping[int, float]

    def within(self, days: int) -> float:
        return sum(weight for day, weight in self.weights.items() if day <= days) / sum(self.weights.values())


@dataclass(frozen=True)
class Uncertain:
    """A date that is only known by its chances: a delay after ``since``, a day or an anchor without days of its own;
    ``never`` is the probability that it does not come at all.

    >>> Uncertain(734258, Lognormal(60, 180)).median, Uncertain(734258, Uniform(0, 9), never=0.5).median
    (734318, Anchor(after='', by=None, of=None, days=0))
    """

    since: int | Anchor
    spread: Spread
    never: float = 0.0

    @property
    def median(self) -> int | Anchor:
        """The date taken where one is needed: the median delay given that it comes; never, if that is as likely."""
        return NEVER_HAPPENS if self.never >= 0.5 else self.after(self.spread.quantile(0.5))

    def after(self, days: int | None) -> int | Anchor:
        """The date if the delay is so many days; None: it never comes."""
        if days is None:
            return NEVER_HAPPENS
        return self.since + days if isinstance(self.since, int) else replace(self.since, days=days)
