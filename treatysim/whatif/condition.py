"""Formulas as conditions: whether all, any, or at least so many of their leaves have come; and how probable that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from treatysim.law.formula import After, Came, Earliest, Formula, Given, Latest, Nth

Floats = NDArray[np.float64]


class NotExact(Exception):
    """No exact distribution: something is used twice, or counted from events of its own."""


Name = tuple[str, str]
"""A leaf of a condition by what it is: the same act or effect is the same leaf wherever it stands."""


def name_of(leaf: Formula) -> Name:
    """What a leaf is called: two leaves of one name come together."""
    match leaf:
        case Given(act=act):
            return "act", act.id
        case Came(effect=effect):
            return "effect", effect
        case _:
            return "formula", str(id(leaf))


def rank_of(leaf: Formula) -> int:
    """Effects come at the start of a day, acts in the order of the file."""
    return leaf.act.rank if isinstance(leaf, Given) else -1


def act_of(leaf: Formula) -> str:
    """The one act with which a leaf comes."""
    match leaf:
        case Given(act=act):
            return act.id
        case Came(of=of) | After(base=of):
            return act_of(of)
        case Latest(of=of) | Earliest(of=of) if len(of) == 1:
            return act_of(of[0])
        case _:
            raise NotExact


def plain(formula: Formula) -> Formula:
    """A formula without what only names another one or counts from it: what its coming hangs on."""
    match formula:
        case Came(of=of) | After(base=of):
            return plain(of)
        case _:
            return formula


def _inside(formula: Formula) -> Formula | None:
    """The condition that a node is, through an effect's name; None for a leaf."""
    here = formula.of if isinstance(formula, Came) else formula
    return here if isinstance(here, Latest | Earliest | Nth) else None


def leaves(formula: Formula) -> Iterator[Formula]:
    """What a condition asks of, each time that it asks; effects that are conditions themselves are looked into."""
    node = _inside(formula)
    if isinstance(node, Latest | Earliest | Nth):
        for part in node.of:
            yield from leaves(part)
    else:
        yield formula


def chance_of(formula: Formula, by: Mapping[Name, Floats]) -> Floats:
    """The probability of a condition whose leaves are independent, each used once."""
    match _inside(formula):
        case Latest(of=of):
            return reduce(np.multiply, (chance_of(part, by) for part in of))
        case Earliest(of=of):
            return 1 - reduce(np.multiply, (1 - chance_of(part, by) for part in of), np.ones(1))
        case Nth(n=n, of=of):
            return _at_least(n, [chance_of(part, by) for part in of])
        case _:
            return by[name_of(formula)]


def _at_least(n: int, parts: list[Floats]) -> Floats:
    """The probability that at least n of independent things have come."""
    exactly: list[Floats] = [np.ones(1), *(np.zeros(1) for _ in range(n - 1))]
    enough: Floats = np.zeros(1)
    for part in parts:
        enough = enough + exactly[-1] * part
        moved = [np.zeros(1), *(count * part for count in exactly[:-1])]
        exactly = [count * (1 - part) + more for count, more in zip(exactly, moved, strict=True)]
    return enough
