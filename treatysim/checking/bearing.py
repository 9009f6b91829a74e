"""Whether a life has anything to do with a property: one that nothing could break says little."""

from __future__ import annotations

from treatysim.checking.properties import Property
from treatysim.law.formula import Given
from treatysim.law.timeline import Timeline
from treatysim.law.treaty import Treaty


def stirred(timeline: Timeline) -> frozenset[str]:
    """The provisions under which something happened: an act had effect that their clause knows, something came, or a
    duty arose.

    >>> from treatysim.files import load_text
    >>> from treatysim.simulation import simulate
    >>> acts = "acts: [{act: notification, by: CHN, date: 2011-03-10}]"
    >>> sorted(stirred(simulate(load_text("treaty: sco-iis-2009\\n" + acts))))
    ['11', '12(1)']
    """
    happened = [one for one in timeline.happenings if isinstance(one, Given)]
    kinds = {one.act.kind for one in happened}
    found = {clause.provision for clause in timeline.scenario.treaty.clauses if kinds.intersection(clause.knows)}
    found |= {effect.provision for effect in timeline.effects}
    return frozenset(found | {duty.provision for duty in timeline.obligations})


def in_play(about: frozenset[str], happened: frozenset[str]) -> bool:
    """Whether something happened under the provisions that a property is about; under any, where it is about none.

    >>> in_play(frozenset({"12(4)"}), frozenset({"12(1)"})), in_play(frozenset(), frozenset({"12(1)"}))
    (False, True)
    """
    return bool(happened & about if about else happened)


def provisions_of(one: Property, treaty: Treaty) -> frozenset[str]:
    """The provisions of a treaty that a property is about; none, if it is about them all.

    >>> from treatysim.checking.registry import properties_of
    >>> from treatysim.files import load_treaty
    >>> treaty = load_treaty("sco-iis-2009")
    >>> found = {one.name: provisions_of(one, treaty) for one in properties_of(treaty)}
    >>> set(found["own-date"]), set(found["revoked-notice"]), set(found["one-standing"])
    ({'12(1)'}, {'12(4)'}, set())
    """
    return frozenset(clause.provision for clause in treaty.clauses if clause.kind in one.about)
