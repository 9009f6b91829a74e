"""Lives drawn until one is found that shows something: Hypothesis draws them, and shrinks what it finds.

The same seed gives the same lives and the same answer; nothing is kept between two runs.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Flaky, HypothesisWarning

from treatysim.checking.simplest import simplest
from treatysim.checking.strategies import scenarios
from treatysim.errors import Unsteady
from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty
from treatysim.words import say

SHRINKS = 300
"""So many simpler lives are tried once one is found; what they leave over is taken out piece by piece."""

Progress = Callable[[int], None]
"""Told how many lives have been tried."""


class Enough(BaseException):
    """No further life has to be tried; no Exception, for Hypothesis would take it for a failure of that life."""


class _Found(Exception):
    """A life of which that is true which was looked for."""


@dataclass(frozen=True)
class Lives:
    """So many lives of a treaty (``examples``), those of one seed; ``readings`` are fixed, the others are drawn.

    ``progress`` is told how many have been tried.
    """

    treaty: Treaty
    readings: Mapping[str, str]
    examples: int
    seed: int
    progress: Progress | None = None

    def simplest(self, look: Callable[[Scenario], bool]) -> tuple[Scenario | None, int]:
        """The simplest life with which ``look`` is content, if it is with any, and how many were tried until it was.

        ``look`` may raise Enough, and no further life is tried.  Raises Unsteady where it answers differently for the
        same life, and whatever else it raises.

        >>> from treatysim.files import load_treaty
        >>> lives = Lives(load_treaty("sco-iis-2009"), {}, examples=100, seed=0)
        >>> life, tried = lives.simplest(lambda one: any(act.kind == "withdrawal" for act in one.acts))
        >>> [act.kind for act in life.acts], tried <= 100
        (['withdrawal'], True)
        """
        looking = _Looking(look, self.progress)
        self._draw(looking)
        found = looking.found
        return simplest(found, look, frozenset(self.readings)) if found else None, looking.lives

    def _draw(self, one: Callable[[Scenario], None]) -> None:
        """Do something with every life, until it has seen enough."""
        try:
            self._drawn(one)
        except Enough as enough:
            if enough.__cause__ is not None:
                raise enough.__cause__ from None
        except _Found:
            pass
        except Flaky:
            raise Unsteady(say("check", "unsteady")) from None

    def _drawn(self, one: Callable[[Scenario], None]) -> None:
        calm = settings(
            max_examples=self.examples,
            phases=(Phase.generate, Phase.shrink),
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )

        def test(life: Scenario) -> None:
            one(life)

        with warnings.catch_warnings():  # that a life is too long to be shown as Python is of no interest here
            warnings.simplefilter("ignore", HypothesisWarning)
            seed(self.seed)(calm(given(scenarios(self.treaty, self.readings))(test)))()


@dataclass
class _Looking:
    """What is done with every life that is drawn: counted, looked at, kept if it is what was looked for."""

    look: Callable[[Scenario], bool]
    progress: Progress | None
    lives: int = 0
    shrunk: int = 0
    found: Scenario | None = None

    def __call__(self, life: Scenario) -> None:
        if self.found is None:
            self.lives += 1
        else:
            self.shrunk += 1
        if self.progress is not None:
            self.progress(self.lives)
        if self.shrunk > SHRINKS:
            raise Enough
        try:
            shows = self.look(life)
        except Exception as error:
            raise Enough from error
        if shows:
            self.found = life
            raise _Found
