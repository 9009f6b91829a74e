"""The operators on tables of the law: the axes, the ways of counting, the order of effects, what a clause knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.mutation.source import Edit, Source

PERIOD_TABLES = {"COUNTING", "DEFAULT_PERIOD"}
ORDERED = {"EFFECTS"}
LISTS = {"EFFECTS", "ACCEPTANCE", "INSTRUMENTS"}
LISTED = ("acts", "may_leave_open")
"""What a clause says of itself that is law: the acts it knows, the doubts it may leave open."""


def table_edits(source: Source, name: str, node: ast.expr) -> Iterator[tuple[str, Edit]]:
    """Every slip in one table, with the name of its operator."""
    if name in PERIOD_TABLES:
        yield from _numbers(source, node)
    if name in ORDERED and isinstance(node, ast.Tuple):
        yield from _neighbours(source, node)
    if (name in LISTS or name.rpartition(".")[2] in LISTED) and isinstance(node, ast.Tuple):
        yield from _left_out(source, node, "drop an entry")
    if name in ("AXES", "DOUBTS", "CLAUSE_KINDS") and isinstance(node, ast.DictComp):
        yield from _entries(source, name, node.generators[0].iter)
    if name == "SUBJECTS" and isinstance(node, ast.Dict):
        values = node.values
        for one, other in zip(values, values[1:] + values[:1], strict=True):
            yield "another effect", source.instead(one, source.words(other))


def _entries(source: Source, name: str, entries: ast.expr) -> Iterator[tuple[str, Edit]]:
    yield from _left_out(source, entries, "drop an entry")
    for entry in getattr(entries, "elts", []):
        if name == "AXES":
            yield from _answers(source, entry.args[-1])
        elif name == "DOUBTS":
            yield from _settled(source, entry)


def _numbers(source: Source, node: ast.expr) -> Iterator[tuple[str, Edit]]:
    numbers = node.values if isinstance(node, ast.Dict) else [node]
    for one in numbers:
        value = ast.literal_eval(one)
        for sign, added in (("+", 1), ("-", -1)):
            yield f"period {sign} 1", source.instead(one, str(value + added))


def _neighbours(source: Source, node: ast.Tuple) -> Iterator[tuple[str, Edit]]:
    for one, other in zip(node.elts, node.elts[1:], strict=False):
        start, end = source.span(one)[0], source.span(other)[1]
        yield "another order", Edit(start, end, f"{source.words(other)}, {source.words(one)}")


def _answers(source: Source, order: ast.expr) -> Iterator[tuple[str, Edit]]:
    """Each answer left out, and each but the first as the default."""
    yield from _left_out(source, order, "drop an answer")
    words = [source.words(one) for one in getattr(order, "elts", [])]
    for place in range(1, len(words)):
        turned = (words[place], *words[:place], *words[place + 1 :])
        yield "another default", source.instead(order, f"({', '.join(turned)})")


def _settled(source: Source, doubt: ast.expr) -> Iterator[tuple[str, Edit]]:
    assert isinstance(doubt, ast.Call)
    settled = doubt.args[1]
    others = [word for word in ("axis", "fixed", "out-of-scope") if word != ast.literal_eval(settled)]
    for other in others:
        yield "an answer to another", source.instead(settled, f'"{other}"')


def _left_out(source: Source, node: ast.expr, said: str) -> Iterator[tuple[str, Edit]]:
    parts = getattr(node, "elts", [])
    for place, part in enumerate(parts):
        start, end = source.span(part)
        if len(parts) == 1:
            yield said, source.instead(node, "()")
        elif place + 1 < len(parts):
            yield said, Edit(start, source.span(parts[place + 1])[0], "")
        else:
            closed = b"," in source.raw[end : source.span(node)[1]]
            yield said, Edit(source.span(parts[place - 1])[1], end, "" if closed else ",")
