"""Draws as tasks, for an executor of any kind or for this process: the same numbers, whoever makes them.

A task is some chunks in a row, each with a random stream of its own.  What an executor loses, because a worker died,
went away or is not like this one, is made here instead; a mistake in the work itself shows itself again where it is
made again.
"""

from __future__ import annotations

import pickle
import zlib
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from treatysim import __version__
from treatysim.whatif.draws import CHUNK, Chunk, untold
from treatysim.whatif.parquet import DrawnRows
from treatysim.whatif.prospects import Prospects
from treatysim.whatif.tally import Tally

TOGETHER = 4
"""How many chunks are one task."""

IN_FLIGHT = 16
"""How many tasks wait for an executor at most, unless more are asked for: memory stays bounded, whatever the draws."""

MAKER = f"treatysim {__version__}, NumPy {np.__version__}"
"""What the numbers of a draw hang on, beside its seed."""


class Unlike(Exception):
    """A worker has other versions than the one who asked, and might draw other numbers."""


@dataclass(frozen=True)
class Made:
    """What a task came to: its draws added up, and their days where they are wanted; ``lost`` says why it had to be
    made here, if an executor was to make it and did not."""

    tally: Tally
    rows: tuple[DrawnRows, ...]
    lost: str = ""


@dataclass(frozen=True)
class Task:
    """Some chunks in a row: the number of the first, the size of each, and how many draws of each to verify."""

    may_come: Prospects
    seed: int
    first: int
    sizes: tuple[int, ...]
    verify: tuple[int, ...]
    rows: bool
    maker: str = MAKER

    def made(self, told: Callable[[int], None] = untold) -> Made:
        """The draws made; raises Unlike where they might not be those of whoever asks for them."""
        if self.maker != MAKER:
            raise Unlike(f"{MAKER}; {self.maker}")
        tally, rows = Tally(), []
        for place, (size, verify) in enumerate(zip(self.sizes, self.verify, strict=True)):
            chunk = Chunk(self.may_come, self.seed, self.first + place, size, told)
            tally.add(Tally.of(chunk, verify))
            if self.rows:
                rows.append(DrawnRows.of(chunk))
        return Made(tally, tuple(rows))

    def packed(self) -> bytes:
        """The same, for the way back from an executor: in so few bytes, but for rows, that a process which is killed
        has sent all of them or none; for half of them in a pipe, a pool would wait without an end."""
        data = pickle.dumps(self.made(), pickle.HIGHEST_PROTOCOL)
        return data if self.rows else zlib.compress(data, 1)

    def unpacked(self, data: bytes) -> Made:
        """What an executor sent back."""
        found: Made = pickle.loads(data if self.rows else zlib.decompress(data))  # noqa: S301 - it is our own
        return found


def tasks(may_come: Prospects, n: int, seed: int, verify: int, rows: bool) -> Iterator[Task]:
    """The tasks that make ``n`` draws, and replay ``verify`` of them; ``rows`` if the days of each are wanted."""
    chunks = -(-n // CHUNK)
    # rows are large, and what the engine runs takes long
    together = TOGETHER if may_come.foreseeable and not rows else 1
    for first in range(0, chunks, together):
        numbers = range(first, min(first + together, chunks))
        sizes = tuple(min(CHUNK, n - number * CHUNK) for number in numbers)
        checks = tuple(verify // chunks + (number < verify % chunks) for number in numbers)
        yield Task(may_come, seed, first, sizes, checks, rows)


def made(
    todo: Iterator[Task],
    executor: Executor | None,
    in_flight: int = IN_FLIGHT,
    told: Callable[[int], None] = untold,
) -> Generator[Made]:
    """What tasks come to, in their order, with so many at most in the hands of an executor; made here, they tell how
    many draws have been made before they are done.

    Close the iterator to have what still waits there cancelled; the executor itself is left as it is.
    """
    if executor is None:
        yield from (task.made(told) for task in todo)
        return
    submit = executor.submit
    waiting: deque[tuple[Task, Future[bytes]]] = deque()
    try:
        while True:
            waiting.extend((task, _submitted(submit, task)) for task in islice(todo, in_flight - len(waiting)))
            if not waiting:
                return
            one = _awaited(*waiting[0])
            waiting.popleft()
            yield one
    finally:
        for _, future in waiting:
            future.cancel()


def _submitted(submit: Callable[[Callable[[], bytes]], Future[bytes]], task: Task) -> Future[bytes]:
    """A task handed to an executor; where that takes no more, a future that has failed already."""
    try:
        return submit(task.packed)
    except Exception as error:  # shut down, broken, or cut off from its cluster: each kind says so in its own way
        failed: Future[bytes] = Future()
        failed.set_exception(error)
        return failed


def _awaited(task: Task, future: Future[bytes]) -> Made:
    try:
        return task.unpacked(future.result())
    except Exception as error:  # whatever became of the worker, the same numbers can be had here
        said = f"{type(error).__name__}: {error}".removesuffix(": ")
        return replace(task.made(), lost=said.splitlines()[0])
