"""A module's source with its tree, and edits of it by the places of its nodes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "treatysim"


class Edit(NamedTuple):
    """Bytes ``start`` to ``end`` (not included) of a source, and what stands there instead."""

    start: int
    end: int
    new: str


class Source:
    """The text of a module, ``path`` below the package."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.text = (PACKAGE / path).read_text("utf-8")
        self.raw = self.text.encode()
        self.tree = ast.parse(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.raw.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """What each node stands in."""
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def span(self, node: ast.AST) -> tuple[int, int]:
        """The bytes that a node stands on."""
        start = self._starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        return start, self._starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]

    def words(self, node: ast.AST) -> str:
        """A node as it is written."""
        start, end = self.span(node)
        return self.raw[start:end].decode()

    def operand(self, node: ast.AST) -> str:
        """A node as an operand: in brackets, where it needed some."""
        return f"({self.words(node)})" if isinstance(node, ast.BoolOp | ast.IfExp | ast.Compare) else self.words(node)

    def instead(self, node: ast.AST, new: str) -> Edit:
        """The edit that puts ``new`` where a node stands."""
        return Edit(*self.span(node), new)

    def edited(self, edit: Edit) -> str:
        """The whole text after an edit."""
        return (self.raw[: edit.start] + edit.new.encode() + self.raw[edit.end :]).decode()

    def line_of(self, edit: Edit) -> int:
        """The line, from 1, on which an edit begins."""
        return self.raw[: edit.start].count(b"\n") + 1

    def functions(self) -> Iterator[tuple[str, ast.FunctionDef]]:
        """Every function of the module, by its qualified name; none is defined inside another."""
        yield from _functions(self.tree, "")

    def tables(self) -> Iterator[tuple[str, ast.expr]]:
        """What the module and its classes assign to names, by qualified name."""
        for name, node in _assigned(self.tree):
            yield name, node
        for cls in self.tree.body:
            if isinstance(cls, ast.ClassDef):
                for name, node in _assigned(cls):
                    yield f"{cls.name}.{name}", node


@cache
def source(path: str) -> Source:
    """The source of a module, read once."""
    return Source(path)


def _functions(body: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in body.body:
        if isinstance(node, ast.FunctionDef):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{prefix}{node.name}.")


def _assigned(body: ast.Module | ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for node in body.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and isinstance(value, ast.expr):
            yield target.id, value
