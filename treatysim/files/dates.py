"""Days and moments as files write them, brought to the seat of the Depositary."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

from treatysim.files.document import Document, Path
from treatysim.files.wording import quoted
from treatysim.law.days import iso
from treatysim.law.treaty import Treaty

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?"
_MOMENT = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})T{_CLOCK}(Z|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII)
_NO_ZONE = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})[T ]{_CLOCK}", re.ASCII)


def day(read: Document, path: Path, text: str | None) -> int | None:
    """The ordinal of the day that a text gives; None, and a fault, if it gives none."""
    if text is None:
        return None
    if _DAY.fullmatch(text):
        return _existing(read, path, text, text)
    if _MOMENT.fullmatch(text) or _NO_ZONE.fullmatch(text):
        read.fault(path, "moment", text=quoted(text), day=text[:10])
    else:
        read.fault(path, "no-day", text=quoted(text))
    return None


def day_at(read: Document, path: Path, text: str, seat: str) -> int | None:
    """The ordinal of the day that a day or a zoned moment is at the seat; None, and a fault, if it is none."""
    moment = _MOMENT.fullmatch(text)
    if moment is not None:
        known = _existing(read, path, text, moment[1]) is not None
        return _at_the_seat(read, path, text, seat) if known else None
    if _DAY.fullmatch(text):
        return _existing(read, path, text, text)
    read.fault(path, "no-zone" if _NO_ZONE.fullmatch(text) else "no-date", text=quoted(text))
    return None


def _existing(read: Document, path: Path, text: str, written: str) -> int | None:
    try:
        return date.fromisoformat(written).toordinal()
    except ValueError:
        year, month = int(written[:4]), int(written[5:7])
        if year < 1 or not 1 <= month <= 12:
            read.fault(path, "no-such-month", text=quoted(text))
        else:
            last = f"{written[:7]}-{monthrange(year, month)[1]}"
            read.fault(path, "no-such-day", text=quoted(text), last=last)
        return None


def _at_the_seat(read: Document, path: Path, text: str, seat: str) -> int | None:
    import pendulum  # noqa: PLC0415 - it takes a while, and most files have no moments

    try:
        here = pendulum.instance(datetime.fromisoformat(text)).in_timezone(seat)
        return date(here.year, here.month, here.day).toordinal()
    except (ValueError, OverflowError):
        read.fault(path, "beyond-calendar", text=quoted(text), seat=seat)
        return None


def not_before(read: Document, path: Path, at: int | None, first: int, kind: str) -> None:
    """Note a day that is earlier than the first possible one, as a fault of a kind."""
    if at is not None and at < first:
        read.fault(path, kind, day=iso(at), first=iso(first))


def not_before_treaty(read: Document, path: Path, at: int | None, treaty: Treaty | None, what: str) -> None:
    """Note a day before the treaty was signed, or adopted where that came later (``what``: an act, or ``through``)."""
    if treaty is not None:
        began = "signed" if treaty.opens == treaty.signed else "adopted"
        not_before(read, path, at, treaty.opens, f"{what}-before-{began}")
