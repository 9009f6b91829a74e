"""Acts out of a table: a CSV file with a header row, as spreadsheets save it.

The columns are the fields of acts (``act``, ``date``, ``by``, ``of`` …), in any order; an empty cell is no field.
Cells are separated by commas, or by semicolons where the header has more of these.  In faults, the line is a line of
the file, as an editor counts it, and the column is the number of the *cell* in its row, from 1.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator

from treatysim.errors import FaultyFile
from treatysim.files import sources
from treatysim.files.acts import acts_of
from treatysim.files.document import START, Document, Place
from treatysim.files.positions import MOST_ITEMS
from treatysim.files.shapes import ActShape, ScenarioShape
from treatysim.files.structure import shaped
from treatysim.files.wording import near_to, one_of, quoted
from treatysim.law.treaty import Treaty
from treatysim.words import say

Columns = dict[int, str]
Row = tuple[int, list[str]]

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of spreadsheet programs begin, new and old, that are no text."""

_YES_NO = {"true": True, "yes": True, "false": False, "no": False}


def acts_from_csv(path: str | os.PathLike[str], treaty: Treaty | None = None) -> list[dict[str, object]]:
    """The acts of a table, each as a scenario file would have it; raises FaultyFile with every fault of the table.

    Whether the treaty knows the acts, and when it was signed, is only looked at where it is given.
    """
    read = Document(sources.name_of(path))
    acts = _acts(read, _rows(read, _text(read, path)))
    read.value = {"acts": acts}
    if not read.unreadable:
        acts_of(read, shaped(ScenarioShape, read).acts or [], treaty)
    if read.faults:
        raise FaultyFile(read.verdict())
    return acts


def _text(read: Document, path: str | os.PathLike[str]) -> str:
    content = sources.content_of(path)
    if content.startswith(_WORKBOOKS):
        read.fault_at(START, "no-table")
        raise FaultyFile(read.verdict())
    return sources.decoded(content, read.file)


def _rows(read: Document, text: str) -> Iterator[Row]:
    """The rows that are not empty, with the lines on which they begin."""
    header = re.split(r"[\r\n]", text.lstrip(), maxsplit=1)[0]
    if "\t" in header and not {",", ";"} & set(header):
        read.fault_at(START, "tabs")
        raise FaultyFile(read.verdict())
    delimiter = ";" if header.count(";") > header.count(",") else ","
    # a lone carriage return in a cell would stop the reader of the standard library
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield line, [cell.strip() for cell in row]
            line = rows.line_num + 1
    except csv.Error as error:
        read.unreadable = True
        read.fault_at(Place(line), "no-row", problem=error)


def _acts(read: Document, rows: Iterator[Row]) -> list[dict[str, object]]:
    line, header = next(rows, (1, []))
    if read.unreadable:
        return []
    columns = _columns(read, line, header)
    acts: list[dict[str, object]] = []
    for line, row in rows:
        place = len(acts)
        if place == MOST_ITEMS:
            read.fault_at(Place(line), "too-many-rows", most=MOST_ITEMS)
            raise FaultyFile(read.verdict())
        read.values["acts", place] = Place(line)
        act: dict[str, object] = {}
        for number, cell in enumerate(row):
            if not cell:
                continue
            if number not in columns:
                if number >= len(header) or not header[number]:
                    read.fault_at(Place(line, number + 1), "unnamed-column", cell=quoted(cell))
                continue
            act[columns[number]] = _value(columns[number], cell)
            read.values["acts", place, columns[number]] = Place(line, number + 1)
            read.keys["acts", place, columns[number]] = Place(line, number + 1)
        acts.append(act)
    return acts


def _columns(read: Document, line: int, header: list[str]) -> Columns:
    """The field that each column holds, by the number of the column from 0."""
    known = tuple(ActShape.model_fields)
    columns: Columns = {}
    for number, name in enumerate(header):
        place = Place(line, number + 1)
        if name in columns.values():
            read.fault_at(place, "column-again", name=quoted(name))
        elif name in known:
            columns[number] = name
        elif name:
            facts = {"name": quoted(name), "known": one_of(known)}
            read.fault_at(place, "unknown-column", near=_meant(name, known), **facts)
    missing = [name for name in ActShape.needs if name not in columns.values()]
    read.unreadable = bool(missing)
    # a column that is nearly the missing one is fault enough
    for name in () if read.faults else missing:
        read.fault_at(Place(line), "no-column", name=name)
    return columns


def _meant(name: str, known: tuple[str, ...]) -> str:
    """The field that a column probably holds, in quotes; nothing where that cannot be told.

    >>> _meant("Date of receipt", ("by", "date")), _meant("BY", ("by", "date")), _meant("Witness", ("by", "date"))
    ("'date'", "'by'", '')
    """
    heading = " ".join(name.casefold().split())
    headings = dict(pair.split(": ") for pair in say("wording", "headings").split(", "))
    meant = heading if heading in known else headings.get(heading, "")
    return quoted(meant) if meant in known else near_to(heading, known)


def _value(name: str, cell: str) -> object:
    """A cell as a scenario file would have it."""
    match name:
        case "between":
            return re.split(r"[;\s]+", cell.strip("; "))
        case "supposed":
            return _YES_NO.get(cell.casefold(), cell)
        case "period":
            return int(cell) if re.fullmatch(r"\d{1,20}", cell, re.ASCII) else cell
        case _:
            return cell
