"""Every mutant of the law: one slip each, in code, in a table or in a treaty file, with a name that stays."""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache

from tests.mutation.operators import OPERATORS
from tests.mutation.source import Edit, Source, source
from tests.mutation.tables import table_edits
from tests.mutation.treaty_files import TREATY_FILES, Slip, slips

MODULES = (
    "law/days.py",
    "law/formula.py",
    "law/readings.py",
    "law/acts.py",
    "law/unanimity.py",
    "law/consequences.py",
    "law/record.py",
    "law/clause.py",
    "law/entry_into_force.py",
    "law/accession.py",
    "law/withdrawal.py",
    "law/obligations.py",
    "law/amendment.py",
    "law/termination.py",
    "law/treaty.py",
    "law/scenario.py",
    "law/proceedings.py",
    "law/outcome.py",
)
ONLY_TABLES = ("law/readings.py", "law/acts.py")
LEFT_OUT_FUNCTIONS = {
    "law/formula.py": {"Reason.walk"},
    "law/consequences.py": {"Finding.text"},
    "law/clause.py": {"_plain"},
    "law/scenario.py": {"Scenario.__post_init__"},
    "law/record.py": {"Record.__init__", "Standings.__init__"},
    "law/proceedings.py": {"Proceedings.__init__"},
    "law/outcome.py": {"_entry_awaited", "_answers_awaited", "_provision", "awaited"},
}


@dataclass(frozen=True)
class Mutant:
    """One slip: which operator made it, where, and how the lines it touches read before and after.

    ``made`` is what to do to the file; ``place`` tells apart what would otherwise be called the same, from 1;
    ``statement`` is the line on which the statement begins that must run for the slip to matter (0: a table).
    """

    operator: str
    module: str
    function: str
    line: int
    before: str
    after: str
    made: Edit | Slip
    place: int = 1
    statement: int = 0

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What the mutant is called by: the line as it reads after the slip, or the statement left out; no number of a
        line, so that it outlives changes elsewhere."""
        line = self.before if self.after == "pass" else self.after
        return self.operator, self.module, self.function, line, self.place

    @property
    def id(self) -> str:
        """Eight letters and digits made of the key."""
        return hashlib.sha256("\0".join(map(str, self.key)).encode()).hexdigest()[:8]

    @property
    def mutated(self) -> str:
        """The whole text of the file with the slip in it."""
        return self.made.text if isinstance(self.made, Slip) else source(self.module).edited(self.made)

    def diff(self) -> str:
        """The slip as a diff."""
        if isinstance(self.made, Slip):
            return f"  {self.function}: {self.before} -> {self.after}"
        old, new = source(self.module).text.splitlines(), self.mutated.splitlines()
        return "\n".join(f"  {line}" for line in list(unified_diff(old, new, n=1, lineterm=""))[2:])


@cache
def every_mutant() -> tuple[Mutant, ...]:
    """All of them, always in the same order."""
    found: list[Mutant] = []
    seen: Counter[tuple[str, str, str, str]] = Counter()
    for mutant in (*_of_the_code(), *_of_the_treaties()):
        name = mutant.key[:4]
        seen[name] += 1
        found.append(Mutant(**{**vars(mutant), "place": seen[name]}))
    return tuple(found)


def _of_the_code() -> Iterator[Mutant]:
    for path in MODULES:
        here = source(path)
        for name, table in here.tables():
            for said, edit in table_edits(here, name, table):
                yield _mutant(here, said, name, edit, 0)
        if path not in ONLY_TABLES:
            for name, function in here.functions():
                if name not in LEFT_OUT_FUNCTIONS.get(path, ()):
                    yield from _of_a_function(here, name, function)


def _of_a_function(here: Source, name: str, function: ast.FunctionDef) -> Iterator[Mutant]:
    texts = set()
    for statement in function.body:
        for node in _nodes(statement):
            for operator in OPERATORS:
                for said, edit in operator(here, node):
                    text = here.edited(edit)
                    if text not in texts and text != here.text:
                        texts.add(text)
                        yield _mutant(here, said, name, edit, _statement(here, node))


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it, in the order of the text; what stands in annotations and in strings says no law."""
    yield node
    for name, field in ast.iter_fields(node):
        if name == "annotation" or isinstance(node, ast.JoinedStr):
            continue
        for child in field if isinstance(field, list) else [field]:
            if isinstance(child, ast.AST):
                yield from _nodes(child)


def _statement(here: Source, node: ast.AST) -> int:
    """The first line of the statement that a node stands in: the slip matters only where that runs."""
    while not isinstance(node, ast.stmt):
        node = here.parents[node]
    return node.lineno


def _mutant(here: Source, operator: str, name: str, edit: Edit, statement: int) -> Mutant:
    old, new = here.text.splitlines(), here.edited(edit).splitlines()
    first = next(place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    tail = 0
    while tail < min(len(old), len(new)) - first and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    before, after = (" ".join(line.strip() for line in part[first : len(part) - tail]) for part in (old, new))
    return Mutant(operator, here.path, name, first + 1, before, after, edit, statement=statement)


def _of_the_treaties() -> Iterator[Mutant]:
    for name in TREATY_FILES:
        for slip in slips(name):
            yield Mutant(slip.operator, f"treaties/{name}.yaml", slip.called, 1, slip.before, slip.after, slip)
