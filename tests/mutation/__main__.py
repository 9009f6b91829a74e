"""The law under mutation: ``python -m tests.mutation [--only MODULE] [--operator NAME] [--mutant ID] [--also PATH]``.

Exit 0: every mutant is killed by the law's tests, or listed with why it is equivalent.  Exit 1: one survived and is
not listed, or an entry of the list is out of date.  Exit 2: a name that stands for nothing, or tests that fail by
themselves.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence

from tests.mutation import report, trials
from tests.mutation.equivalents import EQUIVALENTS
from tests.mutation.mutants import Mutant, every_mutant


def main(words: Sequence[str]) -> int:
    """Run the command; its exit code."""
    asked = _options().parse_args(words)
    mutants = chosen(asked)
    if lost_names := unknown(asked):
        print(f"nothing is called {', '.join(map(repr, lost_names))}; --list shows every mutant", file=sys.stderr)
        return 2
    if not mutants:
        print("no mutant is all of that at once; --list shows every one", file=sys.stderr)
        return 2
    if asked.list:
        print("\n".join(f"{one.id}  {report.where(one)}  {one.operator}\n{one.diff()}" for one in mutants))
        return 0
    alone = dict(name.split("=", 1) for name in asked.mutant if "=" in name)
    start = time.monotonic()
    line = report.Progress(len(mutants))
    done = trials.collected(
        *(asked.tests or dict.fromkeys(alone.values()) or ["tests/law"]),
        *asked.also,
        mutants=mutants,
        alone=alone,
        jobs=asked.jobs,
        later=tuple(asked.also),
        told=line.told,
    )
    line.close()
    if done.ended and not done.interrupted:
        print(f"pytest could not collect the tests (its exit code is {done.ended})", file=sys.stderr)
        return 2
    if done.failing:
        print("these tests fail without any mutant:\n" + "\n".join(done.failing), file=sys.stderr)
        return 2
    entries = {entry: why for entry, why in EQUIVALENTS.items() if entry in {one.key for one in mutants}}
    lost = [] if narrowed(asked) else [entry for entry in EQUIVALENTS if entry not in entries]
    return report.tell(done, entries, lost, time.monotonic() - start, verbose=asked.verbose)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.mutation", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--only", action="append", default=[], metavar="MODULE", help="law/days.py, withdrawal, paris …"
    )
    parser.add_argument("--operator", action="append", default=[], metavar="NAME", help='"n + 1", "drop a premise" …')
    parser.add_argument(
        "--mutant", action="append", default=[], metavar="ID[=TEST]", help="the mutant of this name, on this test"
    )
    parser.add_argument("--survivors", action="store_true", help="only the mutants listed as equivalent")
    parser.add_argument("--tests", action="append", metavar="PATH", help="these tests instead of tests/law")
    parser.add_argument("--also", action="append", default=[], metavar="PATH", help="then try survivors on these tests")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="processes at a time")
    parser.add_argument("--list", action="store_true", help="show the mutants, try none")
    parser.add_argument("--verbose", action="store_true", help="say which test killed each mutant")
    return parser


def chosen(asked: argparse.Namespace) -> list[Mutant]:
    """The mutants that the options name."""
    return [
        one
        for one in every_mutant()
        if (not asked.only or any(name in one.module for name in asked.only))
        and (not asked.operator or one.operator in asked.operator)
        and (not asked.mutant or one.id in [name.partition("=")[0] for name in asked.mutant])
        and (not asked.survivors or one.key in EQUIVALENTS)
    ]


def unknown(asked: argparse.Namespace) -> list[str]:
    """The names among the options that stand for no module, operator or mutant."""
    modules, operators, ids = ({getattr(one, part) for one in every_mutant()} for part in ("module", "operator", "id"))
    lost = [name for name in asked.only if not any(name in module for module in modules)]
    lost += [name for name in asked.operator if name not in operators]
    return lost + [name for name in asked.mutant if name.partition("=")[0] not in ids]


def narrowed(asked: argparse.Namespace) -> bool:
    """Whether the options name less than everything, so that an entry without a mutant says nothing."""
    return bool(asked.only or asked.operator or asked.mutant or asked.survivors)


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the same order of every set, so the same answer
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.mutation", *sys.argv[1:]])  # noqa: S606
    sys.exit(main(sys.argv[1:]))
