"""Which properties and questions are tried: those of a treaty and those of the user's files, by their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from treatysim.checking.mine import functions_in, not_twice
from treatysim.checking.properties import Property
from treatysim.checking.questions import Question, lacking, questions_of
from treatysim.checking.registry import properties_of
from treatysim.errors import Fault, FaultyFile
from treatysim.files.wording import nearest, one_of, quoted
from treatysim.law.treaty import Treaty
from treatysim.words import catalogue, fault_text, names, say

Asking = TypeVar("Asking", Property, Question)
"""Properties, or questions."""


def known(treaty: Treaty, paths: Sequence[str] = ()) -> tuple[tuple[Property, ...], tuple[Question, ...]]:
    """The properties and questions of a treaty, and behind them those in files of the user's.

    Raises FaultyFile as ``functions_in`` does, and for names that stand for something already.

    >>> from treatysim.files import load_treaty
    >>> [len(found) > 5 for found in known(load_treaty("sco-iis-2009"))]
    [True, True]
    """
    properties, questions = properties_of(treaty), questions_of(treaty)
    own = [functions_in(path) for path in paths]
    mine = tuple(one for found, _ in own for one in found)
    asked = tuple(one for _, found in own for one in found)
    not_twice([*(one.name for one in properties), *(one.name for one in questions)], [*mine, *asked])
    return (*properties, *mine), (*questions, *asked)


def chosen(found: Sequence[Asking], wanted: Sequence[str], option: str, treaty: Treaty) -> list[Asking]:
    """Properties or questions by their names, in their own order; all that are promised, where none is named.

    A name may be written with ``_`` for ``-``, as a function has it.  Raises FaultyFile with every name that stands for
    none, and says so if it is one that the treaty has no clauses for; ``option`` gave them.

    >>> from treatysim.files import load_treaty
    >>> treaty = load_treaty("sco-iis-2009")
    >>> [one.name for one in chosen(questions_of(treaty), ["bound_twice"], "--ask", treaty)]
    ['bound-twice']
    """
    by_name = {one.name: one for one in found}
    asked = {name.replace("_", "-") for name in wanted}
    faults = [_fault(name, tuple(by_name), option, treaty) for name in wanted if name.replace("_", "-") not in by_name]
    if faults:
        raise FaultyFile(tuple(faults))
    return [one for one in found if (one.name in asked if asked else not getattr(one, "conjecture", False))]


def _fault(written: str, by_name: Sequence[str], option: str, treaty: Treaty) -> Fault:
    """What is wrong with a name: that nobody knows it, or that the treaty lacks what it is about."""
    name, facts = written.replace("_", "-"), {"name": quoted(written), "known": one_of(by_name)}
    section = "questions" if option == "--ask" else "properties"
    if name not in catalogue()[section]:
        return Fault(option, 1, 1, facts["name"], facts["known"], nearest(name, by_name))
    if section == "questions":
        needs = names([say("needs", kind) for kind in lacking(treaty, name)])
        return Fault(option, 1, 1, *fault_text("question-elsewhere", needs=needs, **facts))
    return Fault(option, 1, 1, *fault_text("property-elsewhere", says=say(section, name), **facts))
