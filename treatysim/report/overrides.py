"""What a command line changes in a scenario before it is run: readings, and the last day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from treatysim.errors import Fault, FaultyFile
from treatysim.files.wording import nearest, one_of, quoted
from treatysim.law.days import iso
from treatysim.law.readings import AXES
from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty
from treatysim.words import say

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def overridden(
    scenario: Scenario, readings: Sequence[str] = (), through: str | None = None, option: str = "--through"
) -> Scenario:
    """The scenario with other readings ("AXIS=VALUE") and another last day (ISO 8601; ``option`` gave it).

    Raises FaultyFile with every option that stands for nothing under this treaty.

    >>> from treatysim.files import load_text
    >>> overridden(load_text("treaty: sco-iis-2009"), ["window=general-date"]).all_readings["window"]
    'general-date'
    """
    faults: list[Fault] = []
    chosen: dict[str, str] = {}
    for text in readings:
        axis, _, value = text.partition("=")
        fault = _reading_fault(scenario.treaty, text, axis, value) or _read_twice(axis, value, chosen)
        if fault is None:
            chosen[axis] = value
        else:
            faults.append(fault)
    last = scenario.through
    if through is not None:
        found = _last_day(scenario.treaty, through, option)
        last = last if isinstance(found, Fault) else found
        faults += [found] if isinstance(found, Fault) else []
    if faults:
        raise FaultyFile(tuple(faults))
    return replace(scenario, readings={**scenario.readings, **chosen}, through=last)


def _reading_fault(treaty: Treaty, text: str, axis: str, value: str) -> Fault | None:
    if "=" not in text:
        return _fault("--reading", quoted(text), say("cli", "axis-value"), _with_value(treaty, axis))
    if axis not in treaty.axes:
        key = "unopened-axis" if axis in AXES else "unknown-axis"
        return _fault("--reading", say("cli", key, axis=quoted(axis)), one_of(treaty.axes), nearest(axis, treaty.axes))
    if value not in AXES[axis].answers:
        found, answers = say("cli", "unknown-value", axis=axis, value=quoted(value)), AXES[axis].answers
        return _fault("--reading", found, one_of(answers), nearest(value, answers))
    return None


def _read_twice(axis: str, value: str, chosen: Mapping[str, str]) -> Fault | None:
    """Whether an axis has been given another value already: nothing would say which of the two is meant."""
    before = chosen.get(axis, value)
    if before == value:
        return None
    found = say("cli", "two-values", axis=axis, one=quoted(before), other=quoted(value))
    return _fault("--reading", found, say("cli", "one-value"), say("cli", "leave-one-out"))


def _with_value(treaty: Treaty, axis: str) -> str:
    """What to write instead of an axis without a value."""
    if axis in treaty.axes:
        return say("cli", "write", text=quoted(f"{axis}={AXES[axis].default}"))
    return nearest(axis, treaty.axes)


def days(treaty: Treaty, texts: Sequence[str], option: str) -> tuple[int, ...]:
    """Days (ISO 8601) that an option gives, as ordinals, in their order and each once.

    Raises FaultyFile with every one that is no day, or lies before the treaty.

    >>> from treatysim.files import load_treaty
    >>> days(load_treaty("sco-iis-2009"), ["2012-01-01", "2011-06-02", "2012-01-01"], "--by")
    (734290, 734503)
    """
    found = [_last_day(treaty, text, option) for text in texts]
    if faults := tuple(one for one in found if isinstance(one, Fault)):
        raise FaultyFile(faults)
    return tuple(sorted({one for one in found if isinstance(one, int)}))


def _last_day(treaty: Treaty, text: str, option: str) -> int | Fault:
    try:
        day = date.fromisoformat(text).toordinal() if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        return _fault(option, say("cli", "no-day", text=quoted(text)), say("cli", "a-day"), say("cli", "write-a-day"))
    if day < treaty.opens:
        expected = say("cli", "or-later", day=iso(treaty.opens))
        return _fault(option, say("cli", "before-signing", day=text), expected, say("cli", "later-day"))
    return day


def _fault(option: str, found: str, expected: str, do: str) -> Fault:
    return Fault(option, 1, 1, found, expected, do)
