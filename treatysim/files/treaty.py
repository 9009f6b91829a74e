"""Treaty files: the instrument and its clauses, from data to law."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo, available_timezones

from treatysim.files.dates import day, not_before
from treatysim.files.document import Document, Path
from treatysim.files.parameters import Known, check_complete, choice, parameters
from treatysim.files.shapes import ClauseShape, DepositaryShape, TreatyShape
from treatysim.files.states import check_state, check_states
from treatysim.files.structure import require, shaped
from treatysim.files.wording import near_to, quoted, shown
from treatysim.law.clause import Clause
from treatysim.law.readings import AXES
from treatysim.law.treaty import CLAUSE_KINDS, Treaty
from treatysim.words import say

MOST_DIGITS = 12
"""How many digits a quantity has at most, before the point and after it, so that sums stay exact."""


def treaty_of(read: Document) -> Treaty | None:
    """The treaty that a document holds; None where it has faults, which are then in the document."""
    if read.unreadable:
        return None
    shape = shaped(TreatyShape, read)
    require(read, (), shape, TreatyShape.needs, say("wording", "treaty"))
    signed, adopted = day(read, ("signed",), shape.signed), day(read, ("adopted",), shape.adopted)
    if signed is not None and adopted is not None:
        not_before(read, ("signed",), signed, adopted, "signed-before-adopted")
    _check_seat(read, shape.depositary)
    check_states(read, ("signatories",), shape.signatories)
    check_states(read, ("not-additional",), shape.not_additional)
    for name, members in (shape.groups or {}).items():
        check_states(read, ("groups", name), members)
    for name, held in (shape.quantities or {}).items():
        check_quantities(read, ("quantities", name), held)
    known = Known(tuple(shape.groups or ()), tuple(shape.quantities or ()))
    clauses = [_clause(read, ("clauses", at), clause, known) for at, clause in enumerate(shape.clauses or ())]
    _check_kinds_once(read, clauses)
    _check_consequences(read, shape.clauses or [], clauses)
    if read.faults or signed is None:
        return None
    return _treaty(shape, signed, adopted, tuple(clause for clause in clauses if clause is not None))


def _check_kinds_once(read: Document, clauses: list[Clause | None]) -> None:
    """Note a second clause of one kind (and subject): which of the two an act belonged to, nobody could say."""
    seen: set[tuple[str, object]] = set()
    for at, clause in enumerate(clauses):
        if clause is None:
            continue
        what = (clause.kind, clause.parameters.get("subject"))
        if what in seen:
            read.fault(("clauses", at, "kind"), "clause-again", name=quoted(clause.kind))
        seen.add(what)


def _check_consequences(read: Document, shapes: list[ClauseShape], clauses: list[Clause | None]) -> None:
    """Note a consequence without a name, or of a clause without a duty that could be breached.  It may be any provision
    of the treaty, which has more of them than its file has clauses."""
    for at, (shape, clause) in enumerate(zip(shapes, clauses, strict=True)):
        path = ("clauses", at, "consequence")
        if shape.consequence is None or not read.sound(path):
            continue
        if not shape.consequence.strip():
            read.fault(path, "empty-consequence")
        elif clause is not None and not clause.deadlines:
            read.fault(path, "consequence-of-nothing", key=True, kind=clause.kind)


def check_quantities(read: Document, path: Path, held: Mapping[str, Decimal] | None) -> None:
    """Note every key that is no State, and every quantity that is negative or of absurd length."""
    for code, number in (held or {}).items():
        check_state(read, (*path, code), code, key=True)
        check_quantity(read, (*path, code), number)


def check_quantity(read: Document, path: Path, number: Decimal) -> None:
    """Note a quantity that is negative or of absurd length."""
    exponent = number.as_tuple().exponent
    long = number.adjusted() >= MOST_DIGITS or not isinstance(exponent, int) or exponent < -MOST_DIGITS
    if number < 0 or long:
        read.fault(path, "not-quantity", value=shown(number), most=MOST_DIGITS)


def _check_seat(read: Document, depositary: DepositaryShape | None) -> None:
    if depositary is None:
        return
    require(read, ("depositary",), depositary, DepositaryShape.needs, say("wording", "depositary"))
    if depositary.seat is None:
        return
    try:
        ZoneInfo(depositary.seat)
    except (KeyError, ValueError, OSError):
        near = near_to(depositary.seat, sorted(available_timezones()))
        read.fault(("depositary", "seat"), "no-time-zone", near=near, name=quoted(depositary.seat))


def _clause(read: Document, path: Path, shape: ClauseShape, known: Known) -> Clause | None:
    if read.sound(path):
        require(read, path, shape, ClauseShape.needs, say("wording", "clause"))
    kind = CLAUSE_KINDS.get(shape.kind or "")
    if kind is None:
        if shape.kind is not None:
            read.unknown((*path, "kind"), "unknown-clause-kind", shape.kind, CLAUSE_KINDS)
        return None
    if read.sound((*path, "parameters")):
        check_complete(read, path, kind, shape.parameters or {})
    sound = parameters(read, (*path, "parameters"), shape.parameters or {}, kind.allowed, known)
    for at, axis in enumerate(shape.readings or ()):
        if axis not in kind.may_leave_open:
            read.unknown((*path, "readings", at), "unknown-reading", axis, kind.may_leave_open)
    _check_settled(read, path, shape, kind)
    settles, consequence = dict(shape.settles or {}), shape.consequence or ""
    return kind(shape.provision or "", sound, shape.words or "", tuple(shape.readings or ()), settles, consequence)


def _check_settled(read: Document, path: Path, shape: ClauseShape, kind: type[Clause]) -> None:
    """Note every doubt that the text is said to settle and cannot, or in no known way, or that is left open as well."""
    for axis, answer in (shape.settles or {}).items():
        here = (*path, "settles", axis)
        if axis not in kind.may_leave_open:
            read.unknown(here, "unknown-reading", axis, kind.may_leave_open, key=True)
        elif axis in (shape.readings or ()):
            read.fault(here, "settled-and-open", key=True, axis=quoted(axis))
        else:
            choice(read, here, answer, tuple(AXES[axis].answers), "unknown-answer", axis=axis)


def _treaty(shape: TreatyShape, signed: int, adopted: int | None, clauses: tuple[Clause, ...]) -> Treaty:
    depositary = shape.depositary or DepositaryShape()
    return Treaty(
        id=shape.treaty or "",
        title=shape.title or "",
        signed=signed,
        signatories=tuple(shape.signatories or ()),
        clauses=clauses,
        short=shape.short or "",
        adopted=adopted,
        place=shape.place or "",
        depositary=depositary.name or "",
        seat=depositary.seat or "UTC",
        text=shape.text or "",
        sources=tuple(shape.sources or ()),
        groups={name: frozenset(members) for name, members in (shape.groups or {}).items()},
        quantities={name: dict(held) for name, held in (shape.quantities or {}).items()},
        not_additional=frozenset(shape.not_additional or ()),
    )
