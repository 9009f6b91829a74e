"""The acts of a scenario file, from data to law.  Which kind of act has which fields is said by the law's own table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from treatysim.files.anchors import anchor, check_anchors
from treatysim.files.dates import day, day_at
from treatysim.files.document import Document, Path
from treatysim.files.parameters import choice, whole
from treatysim.files.shapes import ActShape, AnchorShape
from treatysim.files.states import A_STATE, check_state, check_states
from treatysim.files.structure import fields_of, require
from treatysim.files.wording import nearest, one_of, quoted
from treatysim.law.acts import ACTS, DEPOSITARY, INSTRUMENTS, SUBJECTS, Act, ActKind, Anchor
from treatysim.law.days import iso
from treatysim.law.treaty import Treaty

_RESERVED = re.compile(r"e\d+", re.ASCII)


@dataclass(frozen=True)
class _Reading:
    """What every act of a file is read against."""

    read: Document
    treaty: Treaty | None
    ids: dict[str, int]


def acts_of(read: Document, shapes: list[ActShape], treaty: Treaty | None) -> tuple[Act, ...]:
    """The acts of a file in its order; what is wrong with them, alone and together, is noted in the document.

    Where the document has faults, the acts are only good for looking for more of them.
    """
    reading = _Reading(read, treaty, _ids(read, shapes))
    acts = tuple(_act(reading, place, shape) for place, shape in enumerate(shapes))
    by_id = {act.id: act for act in reversed(acts)}
    for act in acts:
        _check_consent(read, act, by_id)
        if treaty is not None:
            _check_known_to(read, treaty, act, by_id)
    check_anchors(read, acts)
    return acts


def _ids(read: Document, shapes: list[ActShape]) -> dict[str, int]:
    """The place of the act that each id belongs to: the one given, or ``a`` and the place in the file from 1."""
    ids: dict[str, int] = {}
    given = {shape.id: place for place, shape in reversed(list(enumerate(shapes))) if shape.id is not None}
    for place, shape in enumerate(shapes):
        path = ("acts", place, "id")
        own = f"a{place + 1}" if shape.id is None else shape.id
        if shape.id is not None and _RESERVED.fullmatch(own):
            read.fault(path, f"the id {quoted(own)}", "an id that no effect has", "write another letter than 'e'")
        elif shape.id is not None and (not own.strip() or own in ids):
            other = f"the id {quoted(own)} again" if own in ids else "an empty id"
            read.fault(path, other, "an id of its own for every act", "write another id")
        elif shape.id is None and own in given and given[own] < place:
            other = f"the id {quoted(own)}, which act {place + 1} has of itself"
            read.fault(("acts", given[own], "id"), other, "an id of its own for every act", "write another id")
        ids.setdefault(own, place)
    return ids


def _act(reading: _Reading, place: int, shape: ActShape) -> Act:
    read, path = reading.read, ("acts", place)
    kind = _kind(read, path, shape)
    if kind is not None:
        _check_fields(read, path, shape, kind)
    _check_author(read, path, shape, kind)
    _check_named(read, path, shape)
    date = _date(reading, path, shape)
    sent, intended = day(read, (*path, "sent"), shape.sent), day(read, (*path, "intended"), shape.intended)
    if sent is not None and isinstance(date, int) and sent > date:
        do = "correct one of the two"
        read.fault((*path, "sent"), f"sent on {iso(sent)}, after its receipt", f"{iso(date)} or earlier", do)
    return Act(
        id=shape.id if shape.id is not None else f"a{place + 1}",
        kind=shape.act or "",
        by=shape.by or DEPOSITARY,
        # a date that is faulty stands for any fixed day while the rest of the file is looked at
        date=1 if date is None else date,
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
        supposed=bool(shape.supposed),
        file=read.file,
        fields=_as_given(read, place),
    )


def _as_given(read: Document, place: int) -> dict[str, object]:
    """What the file says of an act, less the keys without a value."""
    acts: Any = read.value["acts"] if isinstance(read.value, dict) else []
    given = acts[place]
    return {key: value for key, value in given.items() if value is not None} if isinstance(given, dict) else {}


def _kind(read: Document, path: Path, shape: ActShape) -> ActKind | None:
    if shape.act is not None and shape.act not in ACTS:
        deposited = f"write 'deposit', with 'instrument: {shape.act}'"
        do = deposited if shape.act in INSTRUMENTS else nearest(shape.act, ACTS)
        read.fault((*path, "act"), f"unknown act {quoted(shape.act)}", one_of(ACTS), do)
    return ACTS.get(shape.act or "")


def _check_fields(read: Document, path: Path, shape: ActShape, kind: ActKind) -> None:
    known = fields_of(shape.act)
    for name in shape.model_fields_set - set(known):
        if getattr(shape, name) is not None:
            found = f"the field {quoted(name)}, which '{shape.act}' does not have"
            read.fault((*path, name), found, one_of(known), "take it out", key=True)
    require(read, path, shape, kind.needs, f"'{shape.act}'")


def _check_author(read: Document, path: Path, shape: ActShape, kind: ActKind | None) -> None:
    if read.sound(path):
        needs = ActShape.needs if kind is not None and kind.author == "depositary" else (*ActShape.needs, "by")
        require(read, path, shape, needs, "an act" if kind is None else f"'{shape.act}'")
    author = "either" if kind is None else kind.author
    here = (*path, "by")
    if author == "depositary" and shape.by not in (None, DEPOSITARY):
        found = f"'{shape.act}' by {quoted(shape.by or '')}"
        read.fault(here, found, "DEPOSITARY, whose act it is", "write DEPOSITARY or leave 'by' out")
    elif author == "state" and shape.by == DEPOSITARY:
        read.fault(here, f"'{shape.act}' by the Depositary", A_STATE, "write the code of a State")
    elif shape.by != DEPOSITARY:
        check_state(read, here, shape.by, f"{A_STATE} or DEPOSITARY" if author == "either" else A_STATE)


def _check_named(read: Document, path: Path, shape: ActShape) -> None:
    """Note whatever an act names that is not there: States, subjects, instruments."""
    if shape.act != "project-completed":
        check_state(read, (*path, "of"), shape.of)
    if shape.between is not None and not shape.between:
        read.fault((*path, "between"), "an empty list", "one State or more", "add the other States")
    check_states(read, (*path, "between"), shape.between)
    if shape.subject is not None:
        choice(read, (*path, "subject"), shape.subject, tuple(SUBJECTS), "subject")
    if shape.instrument is not None:
        choice(read, (*path, "instrument"), shape.instrument, INSTRUMENTS, "instrument")
    if shape.period is not None:
        whole(read, (*path, "period"), shape.period, 1)


def _date(reading: _Reading, path: Path, shape: ActShape) -> int | Anchor | None:
    read, treaty, here = reading.read, reading.treaty, (*path, "date")
    if shape.date is None:
        return None
    if isinstance(shape.date, AnchorShape):
        return anchor(read, here, shape.date, reading.ids)
    at = day_at(read, here, shape.date, treaty.seat if treaty else "UTC")
    if at is not None and treaty is not None and at < treaty.opens:
        began = "signed" if treaty.opens == treaty.signed else "adopted"
        found = f"an act on {iso(at)}, before the treaty was {began}"
        read.fault(here, found, f"{iso(treaty.opens)} or later", "correct the date")
    return at


def _check_consent(read: Document, act: Act, by_id: dict[str, Act]) -> None:
    path = ("acts", act.rank, "to")
    if act.kind != "consent" or act.to is None or not read.sound(path):
        return
    if act.to not in by_id:
        do = nearest(act.to, _proposals(by_id), "give the proposal this id")
        read.fault(path, f"consent to {quoted(act.to)}, which is no id", "the id of a proposal", do)
    elif by_id[act.to].kind != "proposal":
        found = f"consent to {quoted(act.to)}, which is no proposal but '{by_id[act.to].kind}'"
        read.fault(path, found, "the id of a proposal", nearest(act.to, _proposals(by_id), "write its id"))


def _proposals(by_id: dict[str, Act]) -> Iterator[str]:
    return (one.id for one in by_id.values() if one.kind == "proposal")


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
        about = f" about {quoted(subject)}" if subject in SUBJECTS and act.kind in treaty.acts else ""
        known = treaty.acts
        found = f"'{act.kind}'{about}, which no clause of '{treaty.id}' knows"
        read.fault(path, found, one_of(known), nearest(act.kind, [kind for kind in known if kind != act.kind]))
