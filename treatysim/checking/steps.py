"""How the steps of an invented life become acts: references resolved, distances turned into days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from treatysim.checking.cast import Cast
from treatysim.law.acts import DEPOSITARY
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

AGAIN = "again"
"""In the place of an author: the State that acted last."""

CONSENTS = ("notification", "deposit")
"""The kinds of act by which a State consents to be bound; without its author, it is by the next that has not."""

ANSWERS = {"accession": "acceptance", "proposal": "consent"}
"""The kinds of act that wait for answers, and what an answer to them is."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is done (``does``), at a ``distance`` behind the step that lies ``back`` steps before the last one.

    ``does`` is an act as a plain mapping without its date, whose ``sent`` and ``intended`` are distances from it; a
    field by which it follows upon another act, left out, is that of the last one.  With ``count``, the answers of so
    many signatories in their order: the act itself is one, or it is what they answer to.  With ``sequels`` instead,
    one of the acts, at a ``place``, that the State which acted last may do next, by the kind of what it did.
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
        day = min(day + consent["gap"], LAST_DAY)
        acts.append({key: value for key, value in consent.items() if key != "gap"} | {"date": day})
    days = [later(day, wait)]
    for step in steps:
        day = later(days[max(0, len(days) - 1 - step.back)], step.distance)
        days.append(day)
        acts += placed(cast, step.does, day, acts)
    return sorted(acts, key=lambda act: int(act["date"]))


def placed(cast: Cast, does: Mapping[str, Any], day: int, so_far: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The acts that a step adds on a day to those so far; none, where it has nothing to follow upon."""
    before = [act for act in so_far if act["date"] <= day]
    if "sequels" in does:
        last = next((act for act in reversed(before) if act.get("by", DEPOSITARY) != DEPOSITARY), None)
        sequels = does["sequels"][last["act"]] if last else []
        if not sequels:
            return []
        does = sequels[does["place"] % len(sequels)]
    return [_dated(act, day) for act in _acts(cast, _with_id(does, so_far), before)]


def later(day: int, distance: Distance) -> int:
    """The day at a distance behind another, never before it."""
    period, more = distance
    return min(max(day, (period.add(day) or LAST_DAY) + more), LAST_DAY)


def _acts(cast: Cast, does: Mapping[str, Any], so_far: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    act = {key: value for key, value in does.items() if key != "count"}
    answering = cast.signatories[: does.get("count", 0)]
    if answering and act["act"] in ANSWERS:
        yield act
        so_far, act = [*so_far, act], {"act": ANSWERS[act["act"]]}
    followed = _followed(act, so_far)
    if followed is None:
        return
    for by in answering or [followed.get("by", "")]:
        author = _author(cast, act["act"], by, so_far)
        if author is not None:
            yield {**followed, "by": author} if author else followed


def _author(cast: Cast, kind: str, by: str, so_far: Sequence[Mapping[str, Any]]) -> str | None:
    """Who acts: the one named, the one that acted last, or for a consent the next who has not; None, if nobody is left
    who could."""
    if by == AGAIN:
        return next((act["by"] for act in reversed(so_far) if act.get("by", DEPOSITARY) != DEPOSITARY), None)
    if kind in CONSENTS and not by:
        done = {act["by"] for act in so_far if act["act"] == kind}
        return next((state for state in cast.signatories if state not in done), None)
    return by


def _with_id(does: Mapping[str, Any], so_far: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The same with an id of its own, if others refer to acts of its kind."""
    kind = does["act"]
    number = 1 + sum(act["act"] == kind for act in so_far)
    return {**does, "id": f"{kind}-{number}"} if kind in NAMED else does


def _followed(act: dict[str, Any], so_far: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """An act with the field by which it follows upon the last of a kind; None, where there was none of that kind."""
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
