"""How a breach is put into words: days written out, and kinds of acts, effects and duties by their nouns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from treatysim.law.days import LAST_DAY
from treatysim.words import catalogue, day_text, name, say

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def told(facts: Mapping[str, str | int | None]) -> dict[str, str]:
    """The facts of a breach as its sentence writes them; days are ordinals, States are codes.

    >>> told({"state": "KAZ", "what": "entry-into-force-for", "day": 734290})
    {'state': 'Kazakhstan', 'what': 'the treaty enters into force for Kazakhstan', 'day': '2 June 2011'}
    >>> told({"duty": "authority-exchange", "expected": "lapsed / performed-late"})
    {'duty': 'pass on its competent authorities', 'expected': 'lapsed / performed late'}
    """
    state = facts.get("state")
    return {key: _fact(key, fact, state if isinstance(state, str) else "") for key, fact in facts.items()}


def _fact(key: str, fact: str | int | None, state: str) -> str:
    if fact is None or isinstance(fact, int):
        return _day(fact)
    match key:
        case "what":
            return _what(fact, state)
        case "duty":
            return _duty(fact)
        case "kind":
            return str(catalogue()["act-nouns"].get(fact, fact))
        case "standing" | "stands":
            return str(catalogue()["standings"].get(fact, fact))
        case "status" | "expected":
            statuses = catalogue()["statuses"]
            return " / ".join(statuses.get(one, one) for one in fact.split(" / "))
        case _:
            return _day(date.fromisoformat(fact).toordinal()) if _ISO.fullmatch(fact) else name(fact)


def _day(day: int | None) -> str:
    return say("breaches", "never") if day is None or day > LAST_DAY else day_text(day)


def _what(kind: str, state: str) -> str:
    """What differs: an effect, an act, a standing, a finding or a duty, of a State; anything else is told already."""
    who = name(state) if len(state) > 1 else ""
    words = catalogue()
    if kind in words["goals"] and kind in words["effect-nouns"]:
        return say("goals", kind, state=who or say("goals", "some-state"), of="")
    if kind in words["act-nouns"]:
        return say("breaches", "of", noun=words["act-nouns"][kind], state=who)
    if kind in words["standings"]:
        return say("breaches", "stands", state=who, standing=words["standings"][kind])
    if kind in words["findings"]:
        return say("breaches", "finding", code=kind, state=who).strip(" ,")
    if kind in words["duties"]:
        return say("breaches", "owes", duty=_duty(kind), state=who)
    return kind


def _duty(kind: str) -> str:
    """What a duty is to do, of whomever it is about."""
    words = catalogue()
    noun: str | None = words["goals"].get(f"duty-{kind}") or words["duties"].get(kind)
    return noun.format(of="").strip() if noun else kind
