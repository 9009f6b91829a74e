"""What the trials say: a table by operator, the survivors with their diffs, and entries of the list gone stale."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence

from tests.mutation.equivalents import Entry
from tests.mutation.mutants import Mutant
from tests.mutation.trials import Trials, Verdict


class Progress:
    """One line on a terminal, written over and over."""

    def __init__(self, number: int) -> None:
        self.number, self.done, self.alive = number, 0, 0

    def told(self, verdict: Verdict) -> None:
        """Count one more mutant."""
        self.done += 1
        self.alive += not verdict.by
        if sys.stderr.isatty():
            print(f"\r{self.done} of {self.number} mutants, {self.alive} alive ", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Clear the line."""
        if sys.stderr.isatty():
            print("\r" + " " * 50 + "\r", end="", file=sys.stderr, flush=True)


def where(mutant: Mutant) -> str:
    """The file and line of a mutant, and its function, table or place."""
    if mutant.module.startswith("treaties/"):
        return f"treatysim/{mutant.module}: {mutant.function}"
    return f"treatysim/{mutant.module}:{mutant.line} {mutant.function}"


def tell(done: Trials, entries: Mapping[Entry, str], lost: Sequence[Entry], seconds: float, *, verbose: bool) -> int:
    """Print the report; the exit code."""
    verdicts = sorted(done.verdicts, key=lambda verdict: done.mutants.index(verdict.mutant))
    alive = [verdict for verdict in verdicts if not verdict.by]
    late = [verdict for verdict in verdicts if done.later and verdict.by.startswith(done.later)]
    survivors = [one for one in (*alive, *late) if one.mutant.key not in entries]
    stale = [one for one in verdicts if one.by and one.mutant.key in entries]
    if verbose:
        for verdict in verdicts:
            print(f"{verdict.mutant.id}  {where(verdict.mutant)}  {verdict.mutant.operator}: {verdict.by or 'alive'}")
    _table(verdicts, entries)
    for verdict in survivors:
        told = f"alive after {verdict.tests} tests" if not verdict.by else f"killed only by {verdict.by}"
        mutant = verdict.mutant
        print(f"\n{where(mutant)}  {mutant.operator}  ({mutant.id}, {told})\n{mutant.diff()}")
    broken = [one for one in verdicts if one.broken]
    for verdict in broken:
        print(f"\n{where(verdict.mutant)}  {verdict.mutant.operator}  ({verdict.mutant.id}): {verdict.by}, never tried")
    for verdict in stale:
        print(f"\nlisted as equivalent, but killed by {verdict.by}:\n  {verdict.mutant.key}")
    for entry in lost:
        print(f"\nlisted as equivalent, but no such mutant can be made:\n  {entry}")
    print(f"\n{len(verdicts)} mutants, {len(survivors)} unexplained, {round(seconds)} s")
    if done.interrupted:
        print("interrupted", file=sys.stderr)
        return 130
    return 1 if survivors or stale or lost or broken else 0


def _table(verdicts: Sequence[Verdict], entries: Mapping[Entry, str]) -> None:
    made = Counter(one.mutant.operator for one in verdicts)
    killed = Counter(one.mutant.operator for one in verdicts if one.by)
    explained = Counter(one.mutant.operator for one in verdicts if not one.by and one.mutant.key in entries)
    wide = max((len(name) for name in made), default=8)
    print(f"{'operator':{wide}}   made  killed  equivalent  SURVIVED")
    for name in (*sorted(made), "all"):
        numbers = [sum(of.values()) if name == "all" else of[name] for of in (made, killed, explained)]
        one, dead, same = numbers
        print(f"{name:{wide}} {one:6} {dead:7} {same:11} {one - dead - same or '':>9}")
