"""Days and moments as files write them, brought to the seat of the Depositary."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

from treatysim.files.document import Document, Path
from treatysim.files.wording import quoted
from treatysim.law.days import iso

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?"
_MOMENT = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})T{_CLOCK}(Z|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII)
_NO_ZONE = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})[T ]{_CLOCK}", re.ASCII)

A_DAY = "a day such as 2011-05-03"
A_DAY_OR_MOMENT = f"{A_DAY} or a moment such as 2023-09-14T23:30+05:00"


def day(read: Document, path: Path, text: str | None) -> int | None:
    """The ordinal of the day that a text gives; None, and a fault, if it gives none."""
    if text is None:
        return None
    if _DAY.fullmatch(text):
        return _existing(read, path, text, text)
    if _MOMENT.fullmatch(text) or _NO_ZONE.fullmatch(text):
        read.fault(path, f"{quoted(text)}, a moment", A_DAY, f"write {text[:10]}")
        return None
    read.fault(path, f"{quoted(text)}, which is no day", A_DAY, "write the year, the month and the day")
    return None


def day_at(read: Document, path: Path, text: str, seat: str) -> int | None:
    """The ordinal of the day that a day or a zoned moment is at the seat; None, and a fault, if it is none."""
    moment = _MOMENT.fullmatch(text)
    if moment is not None:
        known = _existing(read, path, text, moment[1]) is not None
        return _at_the_seat(read, path, text, seat) if known else None
    if _DAY.fullmatch(text):
        return _existing(read, path, text, text)
    if _NO_ZONE.fullmatch(text):
        read.fault(path, f"{quoted(text)}, a moment without a zone", A_DAY_OR_MOMENT, "add the zone, such as +08:00")
    else:
        read.fault(path, f"{quoted(text)}, which is no date", A_DAY_OR_MOMENT, "write the year, the month and the day")
    return None


def _existing(read: Document, path: Path, text: str, written: str) -> int | None:
    try:
        return date.fromisoformat(written).toordinal()
    except ValueError:
        read.fault(path, f"{quoted(text)}, a day that does not exist", "a day of the calendar", _last_day(written))
        return None


def _last_day(written: str) -> str:
    """How long the month really is."""
    year, month = int(written[:4]), int(written[5:7])
    if year < 1 or not 1 <= month <= 12:
        return "correct the year or the month"
    return f"write a day up to {written[:7]}-{monthrange(year, month)[1]}"


def _at_the_seat(read: Document, path: Path, text: str, seat: str) -> int | None:
    import pendulum  # noqa: PLC0415 - it takes a while, and most files have no moments

    try:
        here = pendulum.instance(datetime.fromisoformat(text)).in_timezone(seat)
        return date(here.year, here.month, here.day).toordinal()
    except (ValueError, OverflowError):
        expected = f"a moment whose day at {seat} is between 0001-01-01 and 9999-12-31"
        read.fault(path, f"{quoted(text)}, a moment beyond the calendar", expected, "correct the year")
        return None


def not_before(read: Document, path: Path, at: int | None, first: int, what: str, why: str) -> None:
    """Note a day that is earlier than the first possible one."""
    if at is not None and at < first:
        begins = iso(first)
        read.fault(path, f"{what} on {iso(at)}, before {why}", f"{begins} or later", "correct the date")
