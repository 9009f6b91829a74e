"""What a property is: a sentence about every life of a treaty, and a function that finds where one breaks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from treatysim.law.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Breach:
    """Where a life breaks a property: what is wrong, in words, and ``about``, a word that ``explain`` understands (a
    day, a State, or the id of an act or effect)."""

    says: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a treaty's life.

    ``provision`` is the provision or principle it stands for; ``says`` the sentence; ``holds_on`` the lives of which
    it is said, in words, and ``applies`` whether a life is one of those (None: every one is); ``broken`` finds the
    first breach, or None.  A ``conjecture`` only looks true: nobody promises that it holds.
    """

    name: str
    provision: str
    says: str
    holds_on: str
    broken: Callable[[Timeline], Breach | None]
    applies: Callable[[Timeline], bool] | None = None
    conjecture: bool = False
