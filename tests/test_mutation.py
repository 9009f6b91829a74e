"""The mutation of the law by itself: its operators apply, its names stay, its list is up to date, and its mutants die.

The whole of it is ``python -m tests.mutation``, some minutes; here one mutant of each operator is tried on one test.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.mutation.__main__ import main
from tests.mutation.equivalents import EQUIVALENTS
from tests.mutation.mutants import MODULES, Mutant, every_mutant
from tests.mutation.source import PACKAGE, Edit

HERE = Path(__file__).parent
TRIED = tomllib.loads((HERE / "mutation" / "tried.toml").read_text("utf-8"))
"""For each operator a mutant (module, function, a part of the line after the slip) and the test that kills it."""


def chosen(operator: str) -> Mutant:
    module, function, part, _ = TRIED[operator]
    return next(
        one
        for one in every_mutant()
        if (one.operator, one.module, one.function) == (operator, module, function) and part in one.key[3]
    )


def test_every_module_of_the_law_is_mutated_or_named_as_left_out() -> None:
    law = {f"law/{path.name}" for path in (PACKAGE / "law").glob("*.py")}
    assert law - set(MODULES) == {"law/__init__.py", "law/digest.py", "law/timeline.py", "law/uncertain.py"}
    assert {one.module for one in every_mutant()} == set(MODULES) | {
        f"treaties/{path.name}" for path in (PACKAGE / "treaties").glob("*.yaml")
    }


def test_every_operator_makes_mutants_and_has_one_that_is_tried() -> None:
    assert {one.operator for one in every_mutant() if one.key not in EQUIVALENTS} == set(TRIED)


def test_no_two_mutants_are_called_the_same() -> None:
    assert max(Counter(one.id for one in every_mutant()).values()) == 1


def test_a_name_outlives_changes_elsewhere() -> None:
    key = ("n - 1", "law/days.py", "end_of", "return (day + 0) * DAY - 1", 1)
    (mutant,) = [one for one in every_mutant() if one.key == key]
    assert mutant.id == "319cf03f"
    assert mutant.diff().count("\n  -") == mutant.diff().count("\n  +") == 1


def test_every_mutant_is_a_program_and_another_one() -> None:
    for path in MODULES:
        text = (PACKAGE / path).read_text("utf-8")
        made = [one for one in every_mutant() if one.module == path and isinstance(one.made, Edit)]
        assert made, path
        for mutant in made[::25]:
            assert mutant.mutated != text
            compile(mutant.mutated, path, "exec")


def test_every_entry_of_the_list_is_a_mutant_that_can_be_made() -> None:
    keys = {one.key for one in every_mutant()}
    assert [entry for entry in EQUIVALENTS if entry not in keys] == []


BLIND = "tests/law/test_article_11_certified_copies.py::test_the_duty_is_the_depositarys_and_is_owed_to_the_parties"
"""A test that knows nothing of withdrawal."""


def overlooked() -> Mutant:
    return next(one for one in every_mutant() if one.function == "Withdrawal.rows" and "duties[1]" in one.after)


@pytest.fixture(scope="module")
def told() -> subprocess.CompletedProcess[str]:
    named = {chosen(operator).id: TRIED[operator][3] for operator in TRIED} | {overlooked().id: BLIND}
    pairs = [f"--mutant={name}={test}" for name, test in named.items()]
    command = [sys.executable, "-m", "tests.mutation", "--verbose", *pairs]
    return subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)


def test_a_narrow_test_kills_one_mutant_of_each_operator(told: subprocess.CompletedProcess[str]) -> None:
    killed = {line.partition(" ")[0]: line.rpartition(": ")[2] for line in told.stdout.splitlines() if "::" in line}
    assert killed == {chosen(operator).id: test for operator, (*_, test) in TRIED.items()}, told.stdout + told.stderr


def test_a_survivor_is_shown_with_its_place_and_its_diff(told: subprocess.CompletedProcess[str]) -> None:
    mutant = overlooked()
    assert told.returncode == 1
    assert f"treatysim/{mutant.module}:{mutant.line} {mutant.function}  n + 1" in told.stdout
    assert mutant.diff() in told.stdout
    assert f"{len(TRIED) + 1} mutants, 1 unexplained" in told.stdout


def test_a_name_that_stands_for_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--operator", "leave it"]) == 2
    said = capsys.readouterr()
    assert (said.out, "'leave it'" in said.err) == ("", True)
