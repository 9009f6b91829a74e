"""Others who make draws: processes of this machine, or a Dask cluster that is there already; executors, no more."""

from __future__ import annotations

import asyncio
import logging
import pickle
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import active_children, get_context
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any, ParamSpec, TypeVar

from treatysim.errors import Unavailable
from treatysim.whatif.tasks import IN_FLIGHT
from treatysim.words import say

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 5.0
"""How many seconds a scheduler has to answer."""


@dataclass(frozen=True)
class Makers:
    """Who makes draws: an executor (None: this process alone), and how many tasks keep all of its workers busy."""

    executor: Executor | None = None
    in_flight: int = IN_FLIGHT


@contextmanager
def makers(workers: int | None = None, address: str | None = None) -> Iterator[Makers]:
    """So many processes of this machine, or the cluster at an address; this process alone where neither is given.

    >>> with makers() as nobody:
    ...     nobody.executor
    """
    if workers is not None:
        with processes(workers) as executor:
            yield Makers(executor, max(IN_FLIGHT, 2 * workers))
    elif address is not None:
        with cluster(address) as client:
            threads = _threads(client, address)
            yield Makers(client.get_executor(pure=False), max(IN_FLIGHT, 2 * threads))
    else:
        yield Makers()


class Processes(Executor):
    """Processes of this machine, each work and each result by way of a file: for what stands half written in a pipe,
    when a process is killed or nobody reads any more, the pool would wait without an end."""

    def __init__(self, pool: ProcessPoolExecutor, folder: str) -> None:
        self.pool, self.folder = pool, folder

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        found: Future[T] = Future()
        written = self.pool.submit(_done, self.folder, _written(self.folder, partial(fn, *args, **kwargs)))
        written.add_done_callback(partial(_fetch, found))
        return found


def _done(folder: str, path: str) -> str:
    """Do the work that is in a file, in a process, and give the name of the file that holds what came of it."""
    work = pickle.loads(Path(path).read_bytes())  # noqa: S301 - it is our own
    Path(path).unlink()
    return _written(folder, work())


def _written(folder: str, what: object) -> str:
    """The name of a new file that holds something."""
    with NamedTemporaryFile(dir=folder, delete=False) as file:
        pickle.dump(what, file, pickle.HIGHEST_PROTOCOL)
    return file.name


def _fetch(found: Future[T], written: Future[str]) -> None:
    """Hand on what came of some work, unless nobody wants it any more."""
    if not found.set_running_or_notify_cancel():
        return
    try:
        path = Path(written.result())
        result: T = pickle.loads(path.read_bytes())  # noqa: S301 - it is our own
        path.unlink()
    except BaseException as error:  # it is for whoever asks for the result
        found.set_exception(error)
    else:
        found.set_result(result)


@contextmanager
def processes(count: int) -> Iterator[Executor]:
    """So many processes of this machine; where the work is broken off, they are not waited for."""
    others = set(active_children())
    with (
        TemporaryDirectory(prefix="treatysim-", ignore_cleanup_errors=True) as folder,
        # an interrupt is for this process, which then ends the others: they need not tell of it, each by itself
        ProcessPoolExecutor(count, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool,
    ):
        try:
            yield Processes(pool, folder)
        except BaseException:
            for process in set(active_children()) - others:
                process.terminate()
            raise


@contextmanager
def cluster(address: str) -> Iterator[Any]:
    """A client of the Dask cluster whose scheduler listens at an address, such as ``tcp://10.0.0.5:8786``.

    Raises Unavailable, with the address, if none answers there, and where the extra is not installed.
    """
    distributed = _distributed()
    with _silence(distributed):
        try:
            # a client of what is no scheduler would wait for it without an end, or take threads down with it
            asyncio.run(asyncio.wait_for(_greet(distributed, address), 2 * PATIENCE))
            client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
        except Exception as error:  # an address, a name, a network, a protocol: each fails in a way of its own
            why = str(error) or say("forecast", "no-answer", seconds=f"{2 * PATIENCE:.0f}")
            raise Unavailable(say("forecast", "no-scheduler", address=repr(address), why=why)) from error
        with client:
            yield client


def _threads(client: Any, address: str) -> int:  # noqa: ANN401 - has no types
    """How many tasks a cluster works on at once; raises Unavailable where nobody is there to work on any."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise Unavailable(say("forecast", "no-workers", address=repr(address))) from None
    return sum(client.nthreads().values())


async def _greet(distributed: Any, address: str) -> None:  # noqa: ANN401
    """See that a scheduler answers at an address; raises whatever is in the way."""
    known = distributed.Security().get_connection_args("client")
    comm = await distributed.comm.connect(address, timeout=PATIENCE, **known)
    try:
        await comm.write({"op": "identity", "reply": True})
        answer = await comm.read()
    finally:
        comm.abort()
    if not isinstance(answer, dict) or answer.get("type") != "Scheduler":
        raise ValueError(say("forecast", "other-answers"))


def _distributed() -> Any:  # noqa: ANN401
    try:
        import distributed  # noqa: PLC0415 - an extra
        import distributed.comm  # noqa: PLC0415
    except ImportError:
        raise Unavailable(say("forecast", "no-dask")) from None
    return distributed


@contextmanager
def _silence(distributed: Any) -> Iterator[None]:  # noqa: ANN401
    """No log on standard error: what matters is told, once, by who asked."""
    loggers = [logging.getLogger(name) for name in (distributed.__name__, f"{distributed.__name__}.client")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
