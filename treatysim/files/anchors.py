"""The dates of acts in every form: a day, a moment, so long from a day or after another act or effect.

Then the circles among those that hang on one another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from treatysim.files.dates import day_at, not_before_treaty
from treatysim.files.document import Document, Path
from treatysim.files.parameters import MOST
from treatysim.files.shapes import AnchorShape
from treatysim.files.spreads import plain, spread
from treatysim.files.states import check_state
from treatysim.files.wording import quoted
from treatysim.law.acts import ACTS, DEPOSITARY, EFFECTS, Act, Anchor
from treatysim.law.days import LAST_DAY, iso
from treatysim.law.treaty import Treaty
from treatysim.law.uncertain import Date, Uncertain
from treatysim.words import say

LONGEST_CHAIN = 6
"""How many links of a circle a fault names."""


def date_of(
    read: Document, path: Path, given: str | AnchorShape | None, treaty: Treaty | None, ids: Collection[str]
) -> Date | None:
    """A date in any form, of an act of a file whose acts have these ids; None, and faults, if it is none.

    ``{from: DATE, days: 30}`` is simply the day 30 days later.
    """
    if given is None:
        return None
    if not isinstance(given, AnchorShape):
        return _fixed(read, path, given, treaty)
    since = _since(read, path, given, treaty, ids)
    if isinstance(given.days, dict):
        found = spread(read, (*path, "days"), given.days)
        if since is None or found is None:
            return None
        said = given.model_dump(by_alias=True, exclude_none=True)
        return Uncertain(since, *found, given={key: plain(value) for key, value in said.items()})
    less = "negative-days" if given.from_ is None else "negative-days-from"
    days = _days(read, (*path, "days"), 0 if given.days is None else given.days, less)
    if since is None or days is None:
        return None
    return replace(since, days=days) if isinstance(since, Anchor) else _later(read, path, since, days)


def _fixed(read: Document, path: Path, text: str, treaty: Treaty | None) -> int | None:
    at = day_at(read, path, text, treaty.seat if treaty else "UTC")
    not_before_treaty(read, path, at, treaty, "act")
    return at


def _later(read: Document, path: Path, day: int, days: int) -> int | None:
    if day + days <= LAST_DAY:
        return day + days
    read.fault((*path, "days"), "from-beyond-calendar", days=days, day=iso(day), last=iso(LAST_DAY))
    return None


def _days(read: Document, path: Path, days: int, less: str) -> int | None:
    """A number of days that can be; None, and a fault, if it cannot (``less``: which fault one below 0 is)."""
    if 0 <= days <= MOST:
        return days
    read.fault(path, "too-many-days" if days > MOST else less, days=days, most=MOST)
    return None


def _since(
    read: Document, path: Path, shape: AnchorShape, treaty: Treaty | None, ids: Collection[str]
) -> int | Anchor | None:
    """What the days are counted from: a day, or an anchor that has none yet."""
    if shape.from_ is None:
        if shape.after is None and read.sound((*path, "after")) and read.sound((*path, "from")):
            read.fault_at(read.place(path), "from-nothing")
        return _anchor(read, path, shape, ids)
    for name in ("after", "by", "of"):
        if getattr(shape, name) is not None:
            kind = "after-beside-from" if name == "after" else "beside-from"
            read.fault((*path, name), kind, key=True, name=name)
    if shape.days is None and read.sound((*path, "days")):
        read.fault_at(read.place(path), "without", what=say("wording", "date"), name="days")
    return _fixed(read, (*path, "from"), shape.from_, treaty)


def _anchor(read: Document, path: Path, shape: AnchorShape, ids: Collection[str]) -> Anchor | None:
    """The act or effect that a date names; None, and faults, where it names nothing."""
    if shape.after is not None and not (shape.after in ids or shape.after in ACTS or shape.after in EFFECTS):
        near = read.near(shape.after, chain(ACTS, EFFECTS, ids))
        read.fault((*path, "after"), "after-nothing", near=near, name=quoted(shape.after))
    if shape.by != DEPOSITARY:
        check_state(read, (*path, "by"), shape.by, "state-or-depositary")
    if shape.of != DEPOSITARY and shape.of not in ids:
        check_state(read, (*path, "of"), shape.of, "state-depositary-or-id")
    return None if shape.after is None else Anchor(shape.after, shape.by, shape.of)


def check_anchors(
    read: Document,
    acts: tuple[Act, ...],
    uncertain: Mapping[str, Uncertain],
    places: Mapping[str, Path] | None = None,
) -> None:
    """Note every circle of acts of which each waits for the next, once, at its first act.

    An act that waits for a kind of which there is none in the file is no fault: it never happens.  An uncertain date
    waits for what it is counted from, even where it is taken never to come.  In an overlay, ``places`` are where it
    gives dates, by the ids of acts; a circle that none of them closes is closed by a drop.
    """
    for circle in circles(acts, uncertain):
        first = circle.index(min(circle))
        names = [acts[rank].id for rank in (*circle[first:], *circle[:first])]
        path: Path = ("acts", min(circle), "date")
        if places is not None:
            path = next((places[acts[rank].id] for rank in sorted(circle) if acts[rank].id in places), ("drop",))
        _note_circle(read, path, names)


def circles(acts: tuple[Act, ...], uncertain: Mapping[str, Uncertain]) -> Iterator[list[int]]:
    """Every circle of acts of which each waits for the next, as their places in the order in which they wait."""
    since = {act.rank: uncertain[act.id].since if act.id in uncertain else act.date for act in acts}
    anchors = {rank: replace(date, days=0) for rank, date in since.items() if isinstance(date, Anchor)}
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
