"""Dates, periods and places in a row, as sentences and tables write them.

A date is written out in sentences ("2 June 2011") and in ISO 8601 where it stands alone in a table.  Wherever a date
rests on an act that nobody has recorded, the mark of the catalogue (``calendar.mark``) follows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from treatysim.law.days import iso
from treatysim.words import catalogue, day_text, say

UNITS = ("years", "months", "days")


def long_date(day: int | None, rests: bool = False) -> str:
    """A day (an ordinal) as a sentence writes it, marked if it rests on a supposed act; "never" for None.

    >>> long_date(734290), long_date(734290, rests=True)
    ('2 June 2011', '2 June 2011*')
    """
    if day is None:
        return say("calendar", "never")
    return day_text(day) + mark(rests)


def printable(text: str) -> str:
    """A text in which nothing moves a cursor or changes a colour; line ends stay.

    >>> printable("a\\tb\\x1b[31m")
    'a b [31m'
    """
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)


def short_date(day: int | None, rests: bool = False) -> str:
    """A day (an ordinal) as a table writes it, marked if it rests on a supposed act; a dash for None.

    >>> short_date(734290, rests=True)
    '2011-06-02*'
    """
    return say("calendar", "none") if day is None else f"{iso(day)}{mark(rests)}"


def mark(rests: bool) -> str:
    """The mark of a date that rests on a supposed act; nothing for any other."""
    return say("calendar", "mark") if rests else ""


def ordinal(number: int) -> str:
    """The place in a row, as a word up to ten.

    >>> ordinal(4), ordinal(55), ordinal(72)
    ('fourth', '55th', '72nd')
    """
    spelt: list[str] = catalogue()["numbers"]["ordinals"]
    if number <= len(spelt):
        return spelt[number - 1]
    endings: dict[str, str] = catalogue()["numbers"]["endings"]
    teens = number % 100 in (11, 12, 13)
    ending = endings["other"] if teens else endings.get(str(number % 10), endings["other"])
    return say("numbers", "ordinal", number=number, ending=ending)


def period(facts: Mapping[str, object], spelt: bool = False) -> str:
    """The years, months and days of an ``after`` node, never turned into one another.

    >>> period({"years": 1, "days": 30})
    '1 year and 30 days'
    >>> period({"months": 3}, spelt=True), period({"months": 3, "days": -1})
    ('three months', '3 months less 1 day')
    """
    spans = [_span(unit, abs(cast(int, facts[unit])), spelt) for unit in UNITS if unit in facts]
    if len(spans) < 2:
        return "".join(spans)
    key = "less" if cast(int, facts.get("days", 0)) < 0 else "and"
    return say("lists", key, first=", ".join(spans[:-1]), last=spans[-1])


def _span(unit: str, number: int, spelt: bool) -> str:
    one, many = catalogue()["numbers"][unit]
    cardinals: list[str] = catalogue()["numbers"]["cardinals"]
    shown: object = cardinals[number - 1] if spelt and 0 < number <= len(cardinals) else number
    return str((one if number == 1 else many).format(n=shown))
