"""What shrinking leaves over, taken out: acts, readings and a last day without which a life shows the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from treatysim.checking.drafting import draft_of, drafted
from treatysim.law.acts import Act
from treatysim.law.scenario import Scenario


def simplest(life: Scenario, shows: Callable[[Scenario], bool], fixed: frozenset[str] = frozenset()) -> Scenario:
    """A life that still shows something and from which nothing can be taken away; acts are numbered anew.

    ``fixed`` are the axes that stay as they are.

    >>> from treatysim.files import load_treaty
    >>> acts = [{"act": "notification", "by": who, "date": 734260} for who in ("CHN", "KAZ", "RUS")]
    >>> life = drafted(load_treaty("sco-iis-2009"), acts, {"window": "general-date"}, through=734300)
    >>> left = simplest(life, lambda one: len(one.acts) > 1)
    >>> [act.by for act in left.acts], left.readings, left.through
    (['KAZ', 'RUS'], {}, None)
    """
    while True:
        less = next((one for one in _less(life, fixed) if shows(one)), None)
        if less is None:
            return life
        life = less


def _less(life: Scenario, fixed: frozenset[str]) -> Iterator[Scenario]:
    """The same life with one thing less in it."""
    for act in life.acts:
        yield _without(life, act)
    for axis in life.readings.keys() - fixed:
        yield replace(life, readings={name: answer for name, answer in life.readings.items() if name != axis})
    if life.through is not None:
        yield replace(life, through=None)


def _without(life: Scenario, gone: Act) -> Scenario:
    """A life without an act and without those that name it."""
    kept = [act for act in life.acts if act is not gone and gone.id not in (act.to, act.of)]
    acts = [_numbered_anew(act) for act in kept]
    return drafted(life.treaty, acts, life.readings, life.through, life.title)


def _numbered_anew(act: Act) -> dict[str, object]:
    """An act without the id that it was given for its place alone."""
    return {key: value for key, value in draft_of(act).items() if key != "id" or "id" in act.fields}
