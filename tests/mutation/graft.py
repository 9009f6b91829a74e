"""Put a mutant in the place of the law, in a process that has imported everything already.

The code of a function is exchanged where it is, so that whoever imported the function or its class runs the new
code; a table is computed anew and put wherever the old one is; a treaty file is written into a copy of their folder.
Nothing can be put back: a process that grafted a mutant is used up.
"""

from __future__ import annotations

import ast
import importlib
import shutil
import sys
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.mutation.mutants import Mutant
from tests.mutation.source import PACKAGE, Edit, source
from treatysim.files import library


def graft(mutant: Mutant, folder: Path) -> None:
    """Make this process run the mutant; ``folder`` is where a treaty file may be written."""
    forget_treaties()
    if not isinstance(mutant.made, Edit):
        _treaty_file(mutant, folder)
        return
    module = _module(mutant.module)
    code = compile(mutant.mutated, str(PACKAGE / mutant.module), "exec")
    function = _function(module, mutant.function)
    if function is None:
        _table(module, mutant.function, code)
    else:
        function.__code__ = _code_of(code, mutant.function)


def forget_treaties() -> None:
    """Let the treaties that ship be read again: what was derived from them may change."""
    library._shipped.cache_clear()


def mark_statements(path: str, ran: set[tuple[str, int]]) -> None:
    """Let every statement of a module of the law put its path and first line into ``ran`` when it runs."""
    module, here = _module(path), source(path)
    marked = ast.fix_missing_locations(_Marks(path).visit(ast.parse(here.text)))
    vars(module)["_ran_"] = ran.add
    code = compile(marked, str(PACKAGE / path), "exec")
    for name, _ in here.functions():
        function = _function(module, name)
        assert function is not None
        function.__code__ = _code_of(code, name)


class _Marks(ast.NodeTransformer):
    """Puts a call that notes the line before each statement of each function."""

    def __init__(self, path: str) -> None:
        self.path = path

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self._mark(node)
        return node

    def _mark(self, node: ast.AST) -> None:
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            inside = getattr(node, field, [])
            for statement in inside:
                self._mark(statement)
            if field not in ("handlers", "cases"):
                marked = [one for statement in inside for one in (self._note(statement), statement)]
                if inside:
                    setattr(node, field, marked)

    def _note(self, statement: ast.stmt) -> ast.stmt:
        note = ast.parse(f"_ran_({(self.path, statement.lineno)!r})").body[0]
        return ast.copy_location(note, statement)


def _treaty_file(mutant: Mutant, folder: Path) -> None:
    copy = folder / "treaties"
    shutil.copytree(PACKAGE / "treaties", copy)
    (copy / Path(mutant.module).name).write_text(mutant.mutated, "utf-8")
    _put_everywhere(PACKAGE / "treaties", copy)


def _module(path: str) -> ModuleType:
    return importlib.import_module("treatysim." + path.removesuffix(".py").replace("/", "."))


def _function(module: ModuleType, name: str) -> FunctionType | None:
    here: Any = module
    for part in name.split("."):
        here = vars(here).get(part)
    for inside in ("fget", "func", "__func__", "__wrapped__"):
        here = getattr(here, inside, here)
    return here if isinstance(here, FunctionType) else None


def _code_of(code: CodeType, name: str) -> CodeType:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_qualname == name:
                return inner
            if name.startswith(f"{inner.co_qualname}."):
                return _code_of(inner, name)
    raise LookupError(name)


def _table(module: ModuleType, name: str, code: CodeType) -> None:
    anew = ModuleType(module.__name__)
    anew.__package__ = module.__package__
    exec(code, vars(anew))  # noqa: S102
    owner, _, last = name.rpartition(".")
    value = getattr(getattr(anew, owner) if owner else anew, last)
    old = getattr(getattr(module, owner) if owner else module, last)
    if owner:
        setattr(getattr(module, owner), last, value)
    elif isinstance(old, dict):
        old.clear()
        old.update(value)
    else:
        _put_everywhere(old, value, last)


def _put_everywhere(old: object, new: object, called: str | None = None) -> None:
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("treatysim", "tests"):
            for key, value in list(vars(module).items()):
                if called in (None, key) and type(value) is type(old) and value == old:
                    setattr(module, key, new)
