"""A timeline as a document: JSON, one line of JSON, a table for spreadsheets, and a memo with headings in Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from treatysim.errors import Fault
from treatysim.files import sources
from treatysim.law.timeline import Timeline
from treatysim.report import memo as content
from treatysim.report import uncertain
from treatysim.report.dates import mark, printable
from treatysim.report.rows import Table, table
from treatysim.report.trees import Node
from treatysim.words import say

CSV_COLUMNS = ("id", "date", "kind", "state", "act", "provision", "text", "supposed")
"""The columns of the table for spreadsheets: those of a timeline entry, without its reason."""

_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"} | {"\n": "<br>"})


def json_text(timeline: Timeline, ascii_only: bool = False) -> str:
    """The whole timeline as indented JSON; its keys are a promise."""
    return json.dumps(timeline.to_dict(), indent=2, ensure_ascii=ascii_only) + "\n"


def json_line(timeline: Timeline, ascii_only: bool = False) -> str:
    """The whole timeline as one line of JSON."""
    return json.dumps(timeline.to_dict(), ensure_ascii=ascii_only) + "\n"


def fault_line(file: str, faults: Iterable[Fault], ascii_only: bool = False) -> str:
    """A file that cannot be used, with its faults, as one line of JSON; a fault of another file has its name.

    >>> fault_line("s.yaml", [Fault("s.yaml", 3, 5, "'acs'", "acts", "write 'acts'")])
    '{"file": "s.yaml", "faults": [{"line": 3, "column": 5, "found": "\\'acs\\'", "expected": "acts", \
"do": "write \\'acts\\'"}]}\\n'
    """
    own = (file, sources.name_of(file))
    said = {"file": file, "faults": [_fault(fault, fault.file not in own) for fault in faults]}
    return json.dumps(said, ensure_ascii=ascii_only) + "\n"


def _fault(fault: Fault, named: bool) -> dict[str, object]:
    keys = ("line", "column", "found", "expected", "do")
    return {key: getattr(fault, key) for key in (("file", *keys) if named else keys)}


def csv_text(timeline: Timeline) -> str:
    """One row per timeline entry: admitted acts and effects in their order; dates ISO 8601, ``supposed`` yes or no."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(CSV_COLUMNS)
    for entry in entries(timeline):
        rows.writerow([_csv_cell(entry[column]) for column in CSV_COLUMNS])
    return out.getvalue()


def entries(timeline: Timeline) -> list[Mapping[str, object]]:
    """The timeline's entries as plain values."""
    return cast(list[Mapping[str, object]], timeline.to_dict()["timeline"])


def _csv_cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value


def markdown(timeline: Timeline) -> str:
    """The memo: the report of a run with its tables, what was done and what followed in order, and the notes."""
    return memo_markdown(content.memo(timeline), _record(timeline))


def memo_markdown(memo: content.Memo, *more: Table) -> str:
    """A report in Markdown, with more tables behind its own."""
    parts = [f"# {escaped(memo.title)}", *map(escaped, memo.lead)]
    for chapter in memo.trees:
        parts += [f"## {escaped(chapter.line)}", "\n".join(_items(chapter.under))]
    for one in memo.tables:
        parts += [f"## {escaped(one.heading)}", _markdown_table(one)]
    if memo.awaited is not None:
        items = "\n".join(f"- {escaped(row[0])}" for row in memo.awaited.rows)
        parts += [f"## {escaped(memo.awaited.heading)}", items]
    for one in more:
        if one.rows:
            parts += [f"## {escaped(one.heading)}", _markdown_table(one)]
    return "\n\n".join([*parts, *map(escaped, memo.notes)]) + "\n"


def _items(nodes: Iterable[Node], depth: int = 0) -> Iterator[str]:
    """Trees as lists within lists."""
    for node in nodes:
        yield f"{'  ' * depth}- {escaped(node.line)}"
        yield from _items(node.under, depth + 1)


def _record(timeline: Timeline) -> Table:
    """What was done and what followed: every admitted act and every effect, in order."""
    rows = [
        (str(it["id"]), f"{it['date']}{mark(bool(it['supposed']))}", str(it["provision"] or ""), str(it["text"]))
        for it in entries(timeline)
    ]
    return table("record", "id date article what", rows)


def _markdown_table(table: Table) -> str:
    rows = (table.columns, tuple("---" for _ in table.columns), *(tuple(map(escaped, row)) for row in table.rows))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def escaped(text: str) -> str:
    """A text in which Markdown finds nothing to interpret.

    >>> print(escaped("2011-06-02*"))
    2011-06-02\\*
    """
    return printable(text).translate(_MARKDOWN)


def note(timeline: Timeline) -> str:
    """The notes on uncertain dates and on the text of the treaty, a line each, for outputs without room for them."""
    text = timeline.scenario.treaty.text
    notes = (uncertain.note(timeline), say("report", "text", text=text) if text else "")
    return "\n".join(filter(None, notes))
