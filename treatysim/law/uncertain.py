"""Uncertain dates: how many days after a day or an event something is received, and with what probability.

Delays are whole days, 0 or more: what is drawn from a continuous spread is rounded half up, and below 0 it is 0.  A
spread is that of the days given that the act comes at all; beside it stands the probability that it never does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import erfc, inf, log, sqrt, ulp
from statistics import NormalDist

from treatysim.law.acts import NEVER_HAPPENS, Anchor
from treatysim.law.days import LAST_DAY

Z90 = NormalDist().inv_cdf(0.9)
"""How many standard deviations above its mean a normal variable has its ninth decile."""


class Spread:
    """A distribution of whole days, 0 or more; one that cannot be raises ValueError when it is made."""

    def within(self, days: int) -> float:
        """The probability of at most so many days."""
        raise NotImplementedError

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

    @property
    def earliest(self) -> int:
        """The fewest days that have any chance.

        >>> Uniform(10, 90).earliest, Listed({5: 0, 30: 0.5}).earliest, Lognormal(60, 180).earliest
        (10, 30, 0)
        """
        return self.quantile(ulp(0.0))


@dataclass(frozen=True, slots=True)
class Lognormal(Spread):
    """Days whose logarithm is normal: half within ``median``, nine of ten within ``p90`` (both above 0).

    >>> round(Lognormal(60, 180).within(60), 2)
    0.5
    """

    median: float
    p90: float

    def __post_init__(self) -> None:
        _require(0 < self.median <= self.p90 < inf, self)

    @property
    def sigma(self) -> float:
        """The standard deviation of the logarithm."""
        return (log(self.p90) - log(self.median)) / Z90

    def within(self, days: int) -> float:
        if days < 0:
            return 0.0
        if self.sigma == 0:
            return float(self.median < days + 0.5)
        # erfc keeps the small chances of very few days, which 1 + erf would round away
        return 0.5 * erfc((log(self.median) - log(days + 0.5)) / (self.sigma * sqrt(2)))


@dataclass(frozen=True, slots=True)
class Uniform(Spread):
    """Every whole number of days from ``least`` to ``most``, both included, alike.

    >>> Uniform(1, 4).within(1)
    0.25
    """

    least: int
    most: int

    def __post_init__(self) -> None:
        _require(0 <= self.least <= self.most, self)

    def within(self, days: int) -> float:
        return min(1.0, max(0, days - self.least + 1) / (self.most - self.least + 1))


@dataclass(frozen=True, slots=True)
class Triangular(Spread):
    """Days between ``least`` and ``most``, likeliest at ``mode``; what lies below 0 is 0 days.

    >>> Triangular(0, 10, 20).within(4), Triangular(0.5, 10.5, 20.5).within(10), Triangular(7, 7, 7).within(7)
    (0.10125, 0.5, 1.0)
    """

    least: float
    mode: float
    most: float

    def __post_init__(self) -> None:
        _require(-inf < self.least <= self.mode <= self.most < inf, self)

    def within(self, days: int) -> float:
        at, whole = days + 0.5, self.most - self.least
        if days < 0 or at <= self.least:
            return 0.0
        if at >= self.most:
            return 1.0
        if at < self.mode:
            return (at - self.least) / whole * ((at - self.least) / (self.mode - self.least))
        return 1 - (self.most - at) / whole * ((self.most - at) / (self.most - self.mode))


@dataclass(frozen=True)
class Listed(Spread):
    """Some numbers of days, each with its weight; only the weights' proportions count.

    >>> Listed({30: 0.5, 60: 0.4}).quantile(0.5)
    30
    """

    weights: Mapping[int, float]

    def __post_init__(self) -> None:
        weights = self.weights.values()
        _require(all(0 <= weight < inf for weight in weights) and any(weights) and min(self.weights) >= 0, self)

    def within(self, days: int) -> float:
        listed, shares = self._reached
        place = bisect_right(listed, days)
        return shares[place - 1] if place else 0.0

    @cached_property
    def _reached(self) -> tuple[list[int], list[float]]:
        """The days in order, and the share reached with each: summed as the decimals that were written, because in
        binary 0.1 + 0.2 of 0.6 is not half."""
        listed = sorted(self.weights)
        reached = list(accumulate(Fraction(str(self.weights[days])) for days in listed))
        return listed, [float(part / reached[-1]) for part in reached]


@dataclass(frozen=True)
class Uncertain:
    """A date that is only known by its chances: a delay after ``since``, a day or an anchor without days of its own;
    ``never`` is the probability that it does not come at all.  ``given`` holds what the file said, in its words.

    >>> Uncertain(734258, Lognormal(60, 180)).median, Uncertain(734258, Uniform(0, 9), never=0.5).median
    (734318, Anchor(after='', by=None, of=None, days=0))
    """

    since: int | Anchor
    spread: Spread
    never: float = 0.0
    given: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        _require(0 <= self.never <= 1, self)

    @property
    def comes(self) -> bool:
        """Whether it is taken to come, where one answer is needed: if that is likelier than never."""
        return self.never < 0.5

    @property
    def median(self) -> int | Anchor:
        """The date taken where one is needed: the median delay given that it comes; never, if that is as likely."""
        return self.after(self.spread.quantile(0.5) if self.comes else None)

    @property
    def earliest(self) -> int | None:
        """The first day that has any chance; None where that hangs on another act or effect."""
        return self.since + self.spread.earliest if isinstance(self.since, int) else None

    def after(self, days: int | None) -> int | Anchor:
        """The date if the delay is so many days; None: it never comes."""
        if days is None:
            return NEVER_HAPPENS
        return self.since + days if isinstance(self.since, int) else replace(self.since, days=days)


Date = int | Anchor | Uncertain
"""The date of an act in any form: a day, so many days after an act or effect, or known only by its chances."""


def taken(date: Date) -> tuple[int | Anchor, Uncertain | None]:
    """What a run takes for a date, and the date itself where only its chances are known.

    The act then counts as supposed, and ``Scenario.uncertain`` keeps the date under the act's id.

    >>> taken(734258), taken(Uncertain(734258, Uniform(10, 90), never=0.2))[0]
    ((734258, None), 734308)
    """
    return (date.median, date) if isinstance(date, Uncertain) else (date, None)


def _require(possible: bool, value: Spread | Uncertain) -> None:
    if not possible:
        raise ValueError(f"a distribution that cannot be: {value}")
