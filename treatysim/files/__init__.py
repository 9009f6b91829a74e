"""Files in: scenarios and treaties, with every fault of a file at once, each with its place.

    text ──positions──▶ values with places ──structure──▶ shapes ──scenario, acts, treaty──▶ law

No file, whatever is in it, raises anything but :class:`treatysim.errors.FaultyFile`.
"""

from __future__ import annotations

import os
from pathlib import Path

from treatysim.errors import Fault, FaultyFile
from treatysim.files import sources
from treatysim.files.library import load_treaty, shipped_treaties
from treatysim.files.positions import located
from treatysim.files.scenario import scenario_of
from treatysim.files.schemas import schema
from treatysim.files.spreadsheet import acts_from_csv
from treatysim.law.scenario import Scenario

__all__ = ["acts_from_csv", "load", "load_text", "load_treaty", "read", "schema", "shipped_treaties"]


def load(path: str | os.PathLike[str]) -> Scenario:
    """The scenario in a file ("-": on standard input); raises FaultyFile with every fault of it.

    The path of a treaty file in it, or of the base of an overlay, is relative to the folder of the scenario.
    """
    own = None if os.fspath(path) == "-" else Path(path)
    return _scenario(sources.text_of(path), sources.name_of(path), own)


def read(path: str | os.PathLike[str]) -> Scenario | tuple[Fault, ...]:
    """The scenario in a file, or its faults in the order of the file."""
    try:
        return load(path)
    except FaultyFile as error:
        return error.faults


def load_text(text: str, name: str = "<text>") -> Scenario:
    """The scenario that a text says; paths in it are relative to the working directory.

    >>> load_text("treaty: sco-iis-2009\\nthrough: 2012-12-31").treaty.short
    'SCO information security agreement'
    >>> load_text("treaty: sco-iis-2010")
    Traceback (most recent call last):
    ...
    treatysim.errors.FaultyFile: <text>:1:9: 'sco-iis-2010', which is no treaty; expected one of: budapest-2001, \
paris-2015, sco-iis-2009, or the path of a treaty file; write 'sco-iis-2009'
    """
    return _scenario(text, name, None)


def _scenario(text: str, name: str, path: Path | None) -> Scenario:
    read = located(text, name)
    scenario = scenario_of(read, Path() if path is None else path.parent, path)
    if scenario is None:
        raise FaultyFile(read.verdict())
    return scenario
