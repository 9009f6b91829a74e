"""The house: arrows run one way, types hold, style holds, and no module or function outgrows its room."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import treatysim

ROOT = Path(__file__).parent.parent
PACKAGE = Path(treatysim.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def tool(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def beside_python(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def test_arrows_run_one_way() -> None:
    tool(beside_python("lint-imports"), "--no-cache")


def test_types_hold() -> None:
    tool(sys.executable, "-m", "mypy")


def test_style_holds() -> None:
    tool(sys.executable, "-m", "ruff", "check", ".")
    tool(sys.executable, "-m", "ruff", "format", "--check", ".")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_keep_their_size(module: Path) -> None:
    """The alarm rings at 400 lines a module and 40 lines a function."""
    text = module.read_text("utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name


def test_only_the_engine_imports_simpy() -> None:
    importing = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        if re.search(r"^\s*(?:import|from) simpy\b", path.read_text("utf-8"), re.MULTILINE)
    }
    assert importing == {"simulation/engine.py"}


def test_every_public_name_is_there() -> None:
    assert all(hasattr(treatysim, name) for name in treatysim.__all__)
    assert treatysim.__all__ == sorted(treatysim.__all__)


def test_what_is_promised_to_installers_is_in_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["uv"]["compile-bytecode"] is True
    assert (PACKAGE / "py.typed").is_file()
    assert not (ROOT / "uv.lock").exists() or "uv.lock" in (ROOT / ".gitignore").read_text("utf-8")
