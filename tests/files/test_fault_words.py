"""Faults speak from the catalogue: three sentences a kind, none of them in Python, none that no fault uses."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import treatysim.files
from treatysim.words import catalogue, fault_text

PACKAGE = Path(treatysim.files.__file__).parent.parent
MODULES = [
    *sorted((PACKAGE / "files").glob("*.py")),
    *((PACKAGE / "checking" / name) for name in ("mine.py", "choosing.py")),
]
SENTENCE = re.compile(r"[A-Za-z,]{2,} [a-z]{2,}")
BEFORE = {f"{what}-before-{began}" for what in ("act", "through") for began in ("signed", "adopted")}
NO_FILE = ("no-file", "no-directory", "directory", "forbidden-file", "unreadable-file")
NAMED = {f"{what}-{kind}" for what in ("treaty", "base") for kind in NO_FILE}


def strings(module):
    """The texts of a module that are no docstrings and no comments."""
    tree = ast.parse(module.read_text("utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_sentence_stands_in_python(module):
    assert [text for text in strings(module) if SENTENCE.search(text)] == []


@pytest.mark.parametrize("section", ["faults", "wording"])
def test_every_sentence_is_used(section):
    used = {text for module in MODULES for text in strings(module)} | BEFORE | NAMED
    assert set(catalogue()[section]) - used - {"write"} == set()


@pytest.mark.parametrize("kind", catalogue()["faults"])
def test_a_fault_says_what_was_found_what_was_expected_and_what_to_do(kind):
    sentences = catalogue()["faults"][kind]
    facts = {name: "…" for sentence in sentences for name in re.findall(r"{(\w+)}", sentence)}
    assert len(fault_text(kind, **facts)) == 3
    assert all(fault_text(kind, **facts))


def test_a_name_that_is_near_comes_before_everything_else():
    assert fault_text("unknown-key", name="'acs'", known="acts", near="'acts'")[2] == "write 'acts'"


def test_braces_in_a_fact_stay_what_they_are():
    assert fault_text("not-text", value="'{known}'")[0] == "'{known}'"
