"""Dates that hang on another act or effect: what they can hang on, and circles among them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from treatysim.files.document import Document, Path
from treatysim.files.parameters import MOST
from treatysim.files.shapes import AnchorShape
from treatysim.files.states import check_state
from treatysim.files.structure import require
from treatysim.files.wording import quoted
from treatysim.law.acts import ACTS, DEPOSITARY, EFFECTS, Act, Anchor
from treatysim.words import say

LONGEST_CHAIN = 6
"""How many links of a circle a fault names."""


def anchor(read: Document, path: Path, shape: AnchorShape, ids: Collection[str]) -> Anchor | None:
    """The anchor that a date names; None, and faults, where it names nothing."""
    require(read, path, shape, AnchorShape.needs, say("wording", "date"))
    if shape.after is not None and not (shape.after in ids or shape.after in ACTS or shape.after in EFFECTS):
        near = read.near(shape.after, chain(ACTS, EFFECTS, ids))
        read.fault((*path, "after"), "after-nothing", near=near, name=quoted(shape.after))
    if shape.by != DEPOSITARY:
        check_state(read, (*path, "by"), shape.by, "state-or-depositary")
    if shape.of != DEPOSITARY and shape.of not in ids:
        check_state(read, (*path, "of"), shape.of, "state-depositary-or-id")
    days = 0 if shape.days is None else shape.days
    if not 0 <= days <= MOST:
        read.fault((*path, "days"), "too-many-days" if days > MOST else "negative-days", days=days, most=MOST)
        return None
    return None if shape.after is None else Anchor(shape.after, shape.by, shape.of, days)


def check_anchors(read: Document, acts: tuple[Act, ...], places: Mapping[str, Path] | None = None) -> None:
    """Note every circle of acts of which each waits for the next, once, at its first act.

    An act that waits for a kind of which there is none in the file is no fault: it never happens.  In an overlay,
    ``places`` are where it gives dates, by the ids of acts; a circle that none of them closes is closed by a drop.
    """
    for circle in circles(acts):
        first = circle.index(min(circle))
        names = [acts[rank].id for rank in (*circle[first:], *circle[:first])]
        path: Path = ("acts", min(circle), "date")
        if places is not None:
            path = next((places[acts[rank].id] for rank in sorted(circle) if acts[rank].id in places), ("drop",))
        _note_circle(read, path, names)


def circles(acts: tuple[Act, ...]) -> Iterator[list[int]]:
    """Every circle of acts of which each waits for the next, as their places in the order in which they wait."""
    anchors = {act.rank: replace(act.date, days=0) for act in acts if isinstance(act.date, Anchor)}
    groups = _groups(acts, set(anchors.values()))
    waits = {rank: here for rank, here in anchors.items() if groups[here]}
    seen: set[int] = set()
    for first in sorted(_stuck(acts, waits, groups)):
        links, rank = [], first
        while rank not in seen:
            seen.add(rank)
            links.append(rank)
            rank = groups[waits[rank]][0]
        if rank in links:
            yield links[links.index(rank) :]


def _groups(acts: tuple[Act, ...], anchors: set[Anchor]) -> dict[Anchor, tuple[int, ...]]:
    """For each anchor the places of the acts that it can mean: any one of them is enough."""
    ids = {act.id: act.rank for act in reversed(acts)}
    found: dict[tuple[str, str | None], list[Act]] = {}
    for act in acts:
        found.setdefault((act.kind, None), []).append(act)
        found.setdefault((act.kind, act.by), []).append(act)
    return {
        here: (ids[here.after],)
        if here.after in ids
        else tuple(act.rank for act in found.get((here.after, here.by), ()) if act.matches(here))
        for here in anchors
    }


def _stuck(acts: tuple[Act, ...], waits: dict[int, Anchor], groups: dict[Anchor, tuple[int, ...]]) -> set[int]:
    """The acts that no order of events can bring about: all that they could wait for is stuck as well."""
    waiting: dict[Anchor, list[int]] = {}
    meant: dict[int, list[Anchor]] = {}
    for rank, here in waits.items():
        waiting.setdefault(here, []).append(rank)
    for here in waiting:
        for rank in groups[here]:
            meant.setdefault(rank, []).append(here)
    stuck = set(waits)
    free = [act.rank for act in acts if act.rank not in waits]
    while free:
        freed = [rank for here in meant.pop(free.pop(), ()) for rank in waiting.pop(here, ())]
        stuck.difference_update(freed)
        free.extend(freed)
    return stuck


def _note_circle(read: Document, path: Path, names: list[str]) -> None:
    if len(names) == 1:
        read.fault(path, "after-itself", name=quoted(names[0]))
        return
    links = [quoted(name) for name in (*names, names[0])]
    if len(links) > LONGEST_CHAIN:
        links[LONGEST_CHAIN - 2 : -1] = ["…"]
    read.fault(path, "circle", links=say("lists", "after").join(links))
