"""The report of a run or of one day on a terminal: headings, tables and notes, plain where colour is not wanted."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from treatysim.law.timeline import Timeline
from treatysim.report import memo as content
from treatysim.report.dates import printable
from treatysim.report.explanations import Explanation
from treatysim.report.rows import Table
from treatysim.report.trees import Node
from treatysim.words import say

WIDEST = 120
"""No line is longer, however wide the terminal."""

NARROWEST = 72
"""No line is broken earlier, however narrow the terminal: no cell may be cut."""

BETWEEN = 2
"""The columns between two columns of a table."""

STYLES = {"overdue": "red", "performed-late": "yellow", "expected": "cyan", "pending": "cyan"}
"""How a status stands out where there is colour; every other is plain."""


def console(stderr: bool = False) -> Console:
    """Where reports go: standard output, no wider than is readable, plain when piped or under ``NO_COLOR``."""
    found = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    found.width = min(max(found.width, NARROWEST), WIDEST)
    return found


def print_report(timeline: Timeline, out: Console) -> None:
    """Write the report of a whole run."""
    print_memo(content.memo(timeline), out)


def print_status(timeline: Timeline, out: Console) -> None:
    """Write the report of the last day simulated."""
    print_memo(content.status(timeline), out)


def print_memo(memo: content.Memo, out: Console) -> None:
    """Lay a memo out: title, lead, trees, tables, what is awaited, notes."""
    with out.capture() as captured:
        out.print(_text(memo.title.replace("\n", " "), "bold"))
        for sentence in memo.lead:
            out.print(_text(sentence))
        for chapter in memo.trees:
            print_heading(chapter.line, out)
            for node in chapter.under:
                out.print(_drawn(node, Tree(_text(node.line), guide_style="dim")))
        for table in memo.tables:
            print_heading(table.heading, out)
            out.print(_grid(table, out.width))
        if memo.awaited is not None:
            print_heading(memo.awaited.heading, out)
            for row in memo.awaited.rows:
                print_item(row[0], out)
        out.print()
        for note in memo.notes:
            out.print(_text(note, "dim"))
    write(captured.get(), out)


def print_table(table: Table, out: Console) -> None:
    """Write one table by itself."""
    with out.capture() as captured:
        out.print(_grid(table, out.width))
    write(captured.get(), out)


def print_explanation(explanation: Explanation, out: Console) -> None:
    """Lay an explanation out: its chapters, each with its trees."""
    with out.capture() as captured:
        out.print(_text(explanation.title.replace("\n", " "), "bold"))
        for sentence in explanation.lead:
            out.print(_text(sentence))
        for chapter in explanation.chapters:
            print_heading(chapter.heading, out)
            for node in chapter.nodes:
                out.print(_drawn(node, Tree(_text(node.line), guide_style="dim")))
        out.print()
        for note in explanation.notes:
            out.print(_text(note, "dim"))
    write(captured.get(), out)


def _drawn(node: Node, tree: Tree) -> Tree:
    for below in node.under:
        _drawn(below, tree.add(_text(below.line)))
    return tree


def _text(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style)


def write(text: str, out: Console) -> None:
    """Write what was laid out, without the spaces with which lines are filled up."""
    out.file.write("".join(f"{line.rstrip()}\n" for line in text.splitlines()))


def print_heading(heading: str, out: Console) -> None:
    """A heading, with an empty line before it."""
    out.print()
    out.print(_text(heading, "bold"))


def print_item(sentence: str, out: Console) -> None:
    """A sentence of a list, indented with its later lines."""
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_row("-", _text(sentence))
    out.print(grid)


def _grid(table: Table, width: int) -> Grid:
    """A table as rich draws it; what came and why share a cell, for both are sentences."""
    why = say("columns", "why")
    columns = [column for column in table.columns if column != why]
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="", padding=(0, 1, 0, 0))
    rows = [[_cell(cell) for cell in row[: len(columns)]] for row in table.rows]
    if why in table.columns:
        for row, cells in zip(table.rows, rows, strict=True):
            cells[-1] = Text.assemble(cells[-1], "\n", _text(say("report", "why", why=row[-1]), "dim"))
    texts = [[column, *(row[place].plain for row in rows)] for place, column in enumerate(columns)]
    for column, wide in zip(columns, widths(texts, width), strict=True):
        grid.add_column(column, width=wide, overflow="fold")
    for cells in rows:
        grid.add_row(*cells)
    return grid


def widths(columns: list[list[str]], total: int) -> list[int]:
    """How wide each column of cells may be within a total: the widest give way, none below its longest word.

    >>> widths([["2011-06-02"], ["notice of the withdrawal"]], 24)
    [10, 12]
    """
    found = [max(len(line) for cell in cells for line in (cell.splitlines() or [""])) for cells in columns]
    least = [max((len(word) for cell in cells for word in cell.split()), default=1) for cells in columns]
    while sum(found) + BETWEEN * (len(found) - 1) > total:
        wide = [place for place, width in enumerate(found) if width > least[place]]
        if not wide:
            break
        found[max(wide, key=lambda place: found[place])] -= 1
    return found


def _cell(cell: str) -> Text:
    styles = {say("statuses", status): style for status, style in STYLES.items()}
    return _text(cell, styles.get(cell, ""))
