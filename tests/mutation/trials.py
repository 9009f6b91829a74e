"""Try each mutant on the law's tests: one process a mutant, the tests that run its lines first, until one fails.

pytest collects once, in a process that stays as it is; each mutant is grafted in a child of it.  Which tests run which
lines is seen once, without a mutant.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.mutation.graft import forget_treaties, graft, mark_statements
from tests.mutation.mutants import MODULES, Mutant
from tests.mutation.source import ROOT

PATIENCE = 2.0, 20.0
"""A test that takes two seconds of processor time more than twenty times what it takes without a mutant never ends."""
MEMORY = 3 << 30
"""Bytes that a mutant may come to: some eat without end."""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: ``by`` is the test that failed, or how the process ended; empty if it survived.

    ``broken`` if it was never tried: it could not be put in its place.
    """

    mutant: Mutant
    by: str
    tests: int
    broken: bool = False


@dataclass
class Seen:
    """What one test does without a mutant: the statements of the law that it runs, each by the line it begins on, the
    treaty files that it opens, its time, and how it failed."""

    ran: frozenset[tuple[str, int]] = frozenset()
    treaties: frozenset[str] = frozenset()
    seconds: float = 0.0
    failed: str = ""


@dataclass
class Trials:
    """The plugin that takes the place of pytest's loop over the tests.

    The tests of the paths ``later`` are tried on what survives the others; a mutant whose id is in ``alone`` is tried
    on the test named there, and on no other.
    """

    mutants: Sequence[Mutant]
    jobs: int = 2
    later: tuple[str, ...] = ()
    alone: Mapping[str, str] = field(default_factory=dict)
    told: Callable[[Verdict], None] = lambda verdict: None
    verdicts: list[Verdict] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)
    interrupted: bool = False
    ended: int = 0

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = session.items
        self.law = [place for place, item in enumerate(self.items) if not item.nodeid.startswith(self.later or ("\0",))]
        self.also = [place for place, item in enumerate(self.items) if place not in set(self.law)]
        self.kills: Counter[tuple[str, int]] = Counter()
        self.scratch = Path(tempfile.mkdtemp(prefix="mutation-"))
        session.config._tmp_path_factory._basetemp = self.scratch / "unmutated"  # type: ignore[attr-defined]
        (self.scratch / "unmutated").mkdir()
        try:
            gc.collect()
            gc.freeze()  # children share what never changes
            self.seen = self._look()
            self.failing = [
                f"{self.items[place].nodeid}\n{seen.failed}" for place, seen in enumerate(self.seen) if seen.failed
            ]
            if not self.failing:
                self._try_all()
        except KeyboardInterrupt:
            self.interrupted = True
        finally:
            shutil.rmtree(self.scratch, ignore_errors=True)
        return True

    # -- without a mutant

    def _look(self) -> list[Seen]:
        parts = [range(start, len(self.items), self.jobs) for start in range(self.jobs)]
        found: dict[int, Seen] = {}

        def look(part: range) -> dict[int, Seen]:
            watch = _Watch()
            return {place: watch.over(self.items[place], self._protocol) for place in part}

        for _, said in _children([(part, lambda part=part: look(part)) for part in parts], self.jobs):
            if not isinstance(said, dict):
                raise RuntimeError(f"the tests without a mutant did not end: {said}")  # noqa: TRY004
            found |= said
        return [found[place] for place in range(len(self.items))]

    def _protocol(self, item: pytest.Item) -> str:
        """Run one test, and say how it failed; nothing if it passed."""
        failures = _Failures()
        item.config.pluginmanager.register(failures)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        item.config.pluginmanager.unregister(failures)
        return failures.first

    # -- with one

    def _try_all(self) -> None:
        for mutant, said in _children(((one, self._trial(one)) for one in self.mutants), self.jobs):
            by, tests, place = said if isinstance(said, tuple) else (f"the process ended: {said}", 0, None)
            if place is not None:
                self.kills[mutant.module, place] += 1
                self.kills[mutant.module + mutant.function, place] += 8
            verdict = Verdict(mutant, by, tests, broken="exit" in by and not tests)
            self.verdicts.append(verdict)
            self.told(verdict)

    def _trial(self, mutant: Mutant) -> Callable[[], tuple[str, int, int | None]]:
        def trial() -> tuple[str, int, int | None]:
            folder = self.scratch / mutant.id
            folder.mkdir()
            try:
                return self._killed(mutant, folder)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

        return trial

    def _killed(self, mutant: Mutant, folder: Path) -> tuple[str, int, int | None]:
        self.items[0].config._tmp_path_factory._basetemp = folder / "tmp"  # type: ignore[attr-defined]
        (folder / "tmp").mkdir()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        graft(mutant, folder)
        order = self.order(mutant)
        for tried, place in enumerate(order, 1):
            more, times = PATIENCE
            signal.setitimer(signal.ITIMER_PROF, more + times * self.seen[place].seconds)
            if self._protocol(self.items[place]):
                return self.items[place].nodeid, tried, place
        return "", len(order), None

    def order(self, mutant: Mutant) -> list[int]:
        """The tests that could fail, by place: first those that killed its neighbours; last those for later."""

        named = self.alone.get(mutant.id)
        if named is not None:
            return [place for place, item in enumerate(self.items) if item.nodeid == named]

        def first(place: int) -> tuple[float, float]:
            kills = self.kills[mutant.module, place] + self.kills[mutant.module + mutant.function, place]
            return -kills, self.seen[place].seconds

        return sorted((place for place in self.law if self._reaches(place, mutant)), key=first) + [
            place for place in self.also if self._reaches(place, mutant)
        ]

    def _reaches(self, place: int, mutant: Mutant) -> bool:
        if mutant.module.startswith("treaties/"):
            return Path(mutant.module).name in self.seen[place].treaties
        return mutant.statement == 0 or (mutant.module, mutant.statement) in self.seen[place].ran


class _Failures:
    """Hears of a failure before pytest spends its time on telling it well."""

    first = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport | None:
        if call.excinfo is None or call.excinfo.errisinstance(pytest.skip.Exception):
            return None
        self.first = self.first or call.excinfo.exconly()
        return pytest.TestReport(item.nodeid, item.location, {}, "failed", self.first, call.when)


class _Watch:
    """Sees which statements of the law a test runs, and which treaty files it opens."""

    def __init__(self) -> None:
        self.ran: set[tuple[str, int]] = set()
        self.treaties: set[str] = set()
        for path in MODULES:
            mark_statements(path, self.ran)
        sys.addaudithook(self._opened)

    def over(self, item: pytest.Item, protocol: Callable[[pytest.Item], str]) -> Seen:
        forget_treaties()
        self.ran.clear()
        self.treaties.clear()
        start = time.process_time()
        failed = protocol(item)
        seconds = time.process_time() - start
        return Seen(frozenset(self.ran), frozenset(self.treaties), seconds, failed)

    def _opened(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[0], str) and args[0].endswith(".yaml") and "/treaties/" in args[0]:
            self.treaties.add(Path(args[0]).name)


# -- children


def _children(tasks: Iterable[tuple[Any, Callable[[], Any]]], jobs: int) -> Iterator[tuple[Any, Any]]:
    """Do each task in a process of its own, so many at a time; what it returns, or the name of what ended it."""
    running: dict[int, tuple[int, Any, bytearray]] = {}
    left = iter(tasks)
    try:
        while True:
            while len(running) < jobs and (task := next(left, None)) is not None:
                pipe, pid = _fork(task[1])
                running[pipe] = (pid, task[0], bytearray())
            if not running:
                return
            for pipe in select.select(list(running), [], [])[0]:
                pid, name, said = running[pipe]
                some = os.read(pipe, 1 << 16)
                said += some
                if not some:
                    os.close(pipe)
                    del running[pipe]
                    _, status = os.waitpid(pid, 0)
                    yield name, _said(said, status)
    finally:
        for pipe, (pid, _, _) in running.items():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            os.close(pipe)


def _fork(task: Callable[[], Any]) -> tuple[int, int]:
    sys.stdout.flush()
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return read, pid
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.close(read)
        said = pickle.dumps(task())
        with os.fdopen(write, "wb") as file:
            file.write(said)
        status = 0
    finally:
        os._exit(status)


def _said(said: bytearray, status: int) -> Any:
    return pickle.loads(said) if said else _ended(status)  # noqa: S301  # from a child of ours


def _ended(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return "time ran out" if number == signal.SIGPROF else signal.Signals(number).name
    return f"exit {os.WEXITSTATUS(status)}"


def collected(*paths: str, **settings: Any) -> Trials:
    """Collect the tests of ``paths`` and try the mutants on them."""
    trials = Trials(**settings)
    quiet = ["-o", "addopts=", "-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:faulthandler"]
    same = ["--capture=sys", "--assert=plain", "--hypothesis-seed=0", "-o", "tmp_path_retention_policy=none"]
    trials.ended = int(pytest.main([*quiet, *same, "--rootdir", str(ROOT), *paths], plugins=[trials]))
    return trials
