"""How the steps of an invented life become acts: references resolved, distances turned into days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from treatysim.checking.cast import Cast
from treatysim.law.days import LAST_DAY, Period

Distance = tuple[Period, int]
"""A period and some days more (or less)."""

NEXT_DAY: Distance = (Period(), 1)
SAME_DAY: Distance = (Period(), 0)

NAMED = ("proposal", "joint-project")
"""The kinds of act that others refer to by their ids."""

FOLLOWS = {
    "notification-withdrawn": ("by", "notification", "by"),
    "accession-withdrawn": ("by", "accession", "by"),
    "acceptance": ("of", "accession", "by"),
    "refusal": ("of", "accession", "by"),
    "withdrawal-revoked": ("by", "withdrawal", "by"),
    "withdrawal-circulated": ("of", "withdrawal", "by"),
    "consent": ("to", "proposal", "id"),
    "project-completed": ("of", "joint-project", "id"),
}
"""The kinds of act that follow upon another: which field of theirs is which field of the last act of that kind."""

CONSENTS = ("notification", "deposit")
"""The kinds of act by which a State consents to be bound; without its author, it is by the next that has not."""

ANSWERS = {"accession": "acceptance", "proposal": "consent"}
"""The kinds of act that wait for answers, and what an answer to them is."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is done (``does``), at a ``distance`` behind the step that lies ``back`` steps before the last one.

    ``does`` is an act as a plain mapping without its date, whose ``sent`` and ``intended`` are distances from it; a
    field by which it follows upon another act, left out, is that of the last one.  With ``count``, the answers of so
    many signatories in their order: the act itself is one, or it is what they answer to.
    """

    does: Mapping[str, Any]
    distance: Distance = NEXT_DAY
    back: int = 0


def told(
    cast: Cast, begins: int, consents: Sequence[Mapping[str, Any]], wait: Distance, steps: Sequence[Step]
) -> list[dict[str, Any]]:
    """The acts of a life in the order of their days: consents to be bound, each with the ``gap`` in days before it,
    a ``wait``, and then the steps.

    >>> from treatysim.files import load_treaty
    >>> from treatysim.checking.cast import cast_of
    >>> steps = [Step({"act": "accession", "by": "BLR"}), Step({"act": "acceptance", "count": 2})]
    >>> acts = told(cast_of(load_treaty("sco-iis-2009")), 1, [], SAME_DAY, steps)
    >>> [(act["by"], act.get("of")) for act in acts]
    [('BLR', None), ('CHN', 'BLR'), ('KAZ', 'BLR')]
    """
    acts: list[dict[str, Any]] = []
    day = begins
    for consent in consents:
        day += consent["gap"]
        acts.append({key: value for key, value in consent.items() if key != "gap"} | {"date": day})
    days = [later(day, wait)]
    for step in steps:
        day = later(days[max(0, len(days) - 1 - step.back)], step.distance)
        days.append(day)
        acts += placed(cast, step.does, day, acts)
    return sorted(acts, key=lambda act: int(act["date"]))


def placed(cast: Cast, does: Mapping[str, Any], day: int, so_far: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The acts that a step adds on a day to those so far; none, where it has nothing to follow upon."""
    return [_dated(act, day) for act in _acts(cast, does, so_far)]


def later(day: int, distance: Distance) -> int:
    """The day at a distance behind another, never before it."""
    period, more = distance
    return min(max(day, (period.add(day) or LAST_DAY) + more), LAST_DAY)


def _acts(cast: Cast, does: Mapping[str, Any], so_far: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    act = {key: value for key, value in does.items() if key != "count"}
    answering = cast.signatories[: does.get("count", 0)]
    if act["act"] in NAMED:
        act["id"] = f"{act['act']}-{sum(one['act'] == act['act'] for one in so_far) + 1}"
    if answering and act["act"] in ANSWERS:
        yield act
        so_far, act = [*so_far, act], {"act": ANSWERS[act["act"]]}
    followed = _followed(cast, act, so_far)
    if followed is not None:
        yield from ({**followed, "by": by} for by in answering) if answering else [followed]


def _followed(cast: Cast, act: dict[str, Any], so_far: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """An act with the field by which it follows upon the last of a kind, a consent by the next who has not consented;
    None, where there is nothing to follow upon."""
    if act["act"] in CONSENTS and "by" not in act:
        done = {one["by"] for one in so_far if one["act"] == act["act"]}
        newcomer = next((state for state in cast.signatories if state not in done), None)
        return None if newcomer is None else act | {"by": newcomer}
    field, antecedent, its = FOLLOWS.get(act["act"], ("act", "", ""))
    if field in act:
        return act
    last = next((one for one in reversed(so_far) if one["act"] == antecedent), None)
    return None if last is None else act | {field: last[its]}


def _dated(act: dict[str, Any], day: int) -> dict[str, Any]:
    dated = {key: act[key] for key in ("act", "by", "of") if key in act} | act | {"date": day}
    if "sent" in act:
        dated["sent"] = max(1, day - (later(day, act["sent"]) - day))
    if "intended" in act:
        dated["intended"] = later(day, act["intended"])
    return dated
