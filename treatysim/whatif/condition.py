"""Formulas as conditions: whether all, any, or at least so many of their leaves have come; and how probable that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce

import numpy as np

from treatysim.law.formula import After, Came, Earliest, Fixed, Formula, Given, If, Latest, Nth, parts
from treatysim.whatif.distribution import Floats


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


def at_start_of_day(formula: Formula) -> bool:
    """Whether a formula gives the start of a day, where effects come, rather than a moment at which an act comes."""
    match formula:
        case Given():
            return False
        case After() | Fixed():
            return True
        case Came(of=of):
            return at_start_of_day(of)
        case If(then=then, otherwise=otherwise):
            return at_start_of_day(then) and at_start_of_day(otherwise)
        case _:
            return all(map(at_start_of_day, parts(formula)))


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
    few = np.zeros((n, *np.broadcast_shapes(*(part.shape for part in parts))))
    few[0] = 1.0
    for part in parts:
        # of those that had come so far, one fewer and this one, or as many and not this one
        one_more = few[:-1] * part
        few *= 1 - part
        few[1:] += one_more
    enough: Floats = np.maximum(1 - few.sum(axis=0), 0.0)
    return enough
