"""The acts of a scenario file, from data to law.  Which kind of act has which fields is said by the law's own table."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from treatysim.files.anchors import check_anchors, date_of
from treatysim.files.dates import day
from treatysim.files.document import Document, Path
from treatysim.files.parameters import choice, whole
from treatysim.files.shapes import ActShape
from treatysim.files.spreads import plain
from treatysim.files.states import check_state, check_states
from treatysim.files.structure import fields_of, require
from treatysim.files.wording import one_of, quoted
from treatysim.law.acts import ACTS, DEPOSITARY, INSTRUMENTS, SUBJECTS, Act, ActKind
from treatysim.law.days import iso
from treatysim.law.treaty import Treaty
from treatysim.law.uncertain import Date, Uncertain, taken
from treatysim.words import say

_RESERVED = re.compile(r"e\d+", re.ASCII)


@dataclass(frozen=True)
class _Reading:
    """What every act of a file is read against, and the uncertain dates found so far."""

    read: Document
    treaty: Treaty | None
    ids: Collection[str]
    uncertain: dict[str, Uncertain]
    numbered: int = 0
    seen: set[str] = field(default_factory=set)


def acts_of(
    read: Document, shapes: list[ActShape], treaty: Treaty | None
) -> tuple[tuple[Act, ...], dict[str, Uncertain]]:
    """The acts of a file in its order, and by their ids the dates of which only the chances are known; what is wrong
    with them, alone and together, is noted in the document.

    Where the document has faults, the acts are only good for looking for more of them.
    """
    acts, uncertain = added_acts(read, shapes, treaty)
    check_anchors(read, acts, uncertain)
    return acts, uncertain


def added_acts(
    read: Document, shapes: list[ActShape], treaty: Treaty | None, base: tuple[Act, ...] = (), numbered: int = 0
) -> tuple[tuple[Act, ...], dict[str, Uncertain]]:
    """The acts of a file that may come after those of a base and refer to them; circles of dates are not looked for.

    ``numbered`` of the acts before have been given numbers; the ``rank`` of each act is its place in this file.
    """
    reading = _Reading(read, treaty, _ids(read, shapes, dict.fromkeys(act.id for act in base), numbered), {}, numbered)
    acts = tuple(_act(reading, place, shape) for place, shape in enumerate(shapes))
    by_id = {act.id: act for act in reversed((*base, *acts))}
    for act in acts:
        _check_consent(read, act, by_id)
        if treaty is not None:
            _check_known_to(read, treaty, act, by_id)
    return acts, reading.uncertain


def _ids(read: Document, shapes: list[ActShape], base: dict[str, None], numbered: int) -> Collection[str]:
    """The ids that acts can name, those of a base among them: the ones given, or ``a`` and the number of the act."""
    ids: dict[str, None] = {}
    given = {shape.id: place for place, shape in reversed(list(enumerate(shapes))) if shape.id is not None}
    for place, shape in enumerate(shapes):
        path = ("acts", place, "id")
        own = _own_id(place, shape, numbered)
        if shape.id is not None and _RESERVED.fullmatch(own):
            read.fault(path, "id-of-effect", id=quoted(own))
        elif shape.id is not None and (not own.strip() or own in ids):
            read.fault(path, "id-again" if own in ids else "empty-id", id=quoted(own))
        elif own in base:
            read.fault(path, "id-of-base", id=quoted(own))
        elif shape.id is None and own in given and given[own] < place:
            read.fault(("acts", given[own], "id"), "id-of-another", id=quoted(own), number=numbered + place + 1)
        ids[own] = None
    return ids | base


def _act(reading: _Reading, place: int, shape: ActShape) -> Act:
    read, path = reading.read, ("acts", place)
    kind = _kind(read, path, shape)
    if kind is not None:
        _check_fields(read, path, shape, kind)
    _check_author(read, path, shape, kind)
    _check_named(read, path, shape)
    given = date_of(read, (*path, "date"), shape.date, reading.treaty, reading.ids)
    sent, intended = day(read, (*path, "sent"), shape.sent), day(read, (*path, "intended"), shape.intended)
    check_sent(read, (*path, "sent"), sent, given)
    # a date that is faulty stands for any fixed day while the rest of the file is looked at
    date, uncertain = taken(1 if given is None else given)
    own = _own_id(place, shape, reading.numbered)
    if uncertain is not None and own not in reading.seen:
        reading.uncertain[own] = uncertain
    reading.seen.add(own)
    return Act(
        id=own,
        kind=shape.act or "",
        by=shape.by or DEPOSITARY,
        date=date,
        rank=place,
        line=read.place(path).line,
        of=shape.of,
        sent=sent,
        intended=intended,
        subject=shape.subject,
        period=shape.period,
        to=shape.to,
        between=tuple(shape.between or ()),
        instrument=shape.instrument,
        supposed=bool(shape.supposed) or uncertain is not None,
        file=read.file,
        fields=_as_given(read, place),
    )


def _own_id(place: int, shape: ActShape, numbered: int) -> str:
    return f"a{numbered + place + 1}" if shape.id is None else shape.id


def check_sent(read: Document, path: Path, sent: int | None, received: Date | None) -> None:
    """Note a dispatch after receipt, or after the first day on which that has any chance."""
    first = received.earliest if isinstance(received, Uncertain) else received
    if sent is not None and isinstance(first, int) and sent > first:
        kind = "sent-after-possible-receipt" if isinstance(received, Uncertain) else "sent-after-receipt"
        read.fault(path, kind, day=iso(sent), received=iso(first))


def _as_given(read: Document, place: int) -> dict[str, object]:
    """What the file says of an act, as plain values, less the keys without one."""
    acts: Any = read.value["acts"] if isinstance(read.value, dict) else []
    given = plain(acts[place])
    return given if isinstance(given, dict) else {}


def _kind(read: Document, path: Path, shape: ActShape) -> ActKind | None:
    if shape.act is None or shape.act in ACTS:
        return ACTS.get(shape.act or "")
    if shape.act in INSTRUMENTS:
        read.fault((*path, "act"), "instrument-for-act", instrument=shape.act, known=one_of(ACTS))
    else:
        read.unknown((*path, "act"), "unknown-act", shape.act, ACTS)
    return None


def _check_fields(read: Document, path: Path, shape: ActShape, kind: ActKind) -> None:
    known = fields_of(shape.act)
    for name in shape.model_fields_set - set(known):
        if getattr(shape, name) is not None:
            here = (*path, name)
            read.fault(here, "field-of-other-acts", key=True, name=quoted(name), act=shape.act, known=one_of(known))
    require(read, path, shape, kind.needs, f"'{shape.act}'")


def _check_author(read: Document, path: Path, shape: ActShape, kind: ActKind | None) -> None:
    if read.sound(path):
        needs = ActShape.needs if kind is not None and kind.author == "depositary" else (*ActShape.needs, "by")
        require(read, path, shape, needs, say("wording", "act") if kind is None else f"'{shape.act}'")
    author = "either" if kind is None else kind.author
    here = (*path, "by")
    if author == "depositary" and shape.by not in (None, DEPOSITARY):
        read.fault(here, "not-by-depositary", act=shape.act, by=quoted(shape.by or ""))
    elif author == "state" and shape.by == DEPOSITARY:
        read.fault(here, "by-depositary", act=shape.act)
    elif shape.by != DEPOSITARY:
        check_state(read, here, shape.by, "state-or-depositary" if author == "either" else "state")


def _check_named(read: Document, path: Path, shape: ActShape) -> None:
    """Note whatever an act names that is not there: States, subjects, instruments."""
    if shape.act != "project-completed":
        check_state(read, (*path, "of"), shape.of)
    if shape.between is not None and not shape.between:
        read.fault((*path, "between"), "between-nobody")
    check_states(read, (*path, "between"), shape.between)
    if shape.subject is not None:
        choice(read, (*path, "subject"), shape.subject, tuple(SUBJECTS), "unknown-subject")
    if shape.instrument is not None:
        choice(read, (*path, "instrument"), shape.instrument, INSTRUMENTS, "unknown-instrument")
    if shape.period is not None:
        whole(read, (*path, "period"), shape.period, 1)


def _check_consent(read: Document, act: Act, by_id: dict[str, Act]) -> None:
    path = ("acts", act.rank, "to")
    if act.kind != "consent" or act.to is None or not read.sound(path):
        return
    to = by_id.get(act.to)
    if to is None or to.kind != "proposal":
        near = read.near(act.to, (one.id for one in by_id.values() if one.kind == "proposal"))
        kind = "consent-to-nothing" if to is None else "consent-to-other"
        read.fault(path, kind, near=near, name=quoted(act.to), other=to and to.kind)


def _check_known_to(read: Document, treaty: Treaty, act: Act, by_id: dict[str, Act]) -> None:
    """Note an act that no clause of the treaty knows."""
    path = ("acts", act.rank, "act")
    if act.kind not in ACTS or not read.sound(path):
        return
    proposal = by_id.get(act.to or "") if act.kind == "consent" else act
    subject = proposal.subject if proposal is not None else None
    if act.kind in ("proposal", "consent") and subject not in SUBJECTS and act.kind in treaty.acts:
        return
    if treaty.clause_for(act, subject) is None:
        kind = "no-clause-about" if subject in SUBJECTS and act.kind in treaty.acts else "no-clause"
        near = read.near(act.kind, [other for other in treaty.acts if other != act.kind])
        read.fault(path, kind, near=near, act=act.kind, subject=subject, treaty=treaty.id, known=one_of(treaty.acts))
