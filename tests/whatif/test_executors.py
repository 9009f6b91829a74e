"""Whoever makes the draws, and whatever becomes of them: the same numbers, to the last digit.

The draws are those of the accession of Iran, all of them sampled.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

import pytest

import treatysim
from tests.conftest import SCENARIOS
from treatysim.errors import Unavailable
from treatysim.whatif import cluster, tasks
from treatysim.whatif.cluster import makers
from treatysim.whatif.draws import CHUNK
from treatysim.whatif.forecast import Forecast, forecast
from treatysim.whatif.tasks import TOGETHER

DRAWS = 6 * TOGETHER * CHUNK + 5
"""Seven tasks, the last of them short."""


def figures(executor: Executor | None = None, n: int = DRAWS, **more: Any) -> Forecast:
    scenario = treatysim.load(SCENARIOS / "iran-accession-forecast.yaml")
    return forecast(scenario, n, 7, executor, exact=False, **more)


def numbers(found: Forecast) -> object:
    """Every number of a forecast: of the whole curves, not only what a report shows."""
    curves = [(one.start, one.by.tolist(), sorted(one.deciding.items())) for one in found.likelihoods]
    return found.to_dict(), curves


@pytest.fixture(scope="module")
def alone() -> object:
    return numbers(figures())


class Here(Executor):
    """An executor that makes each task when it is handed it, in a way that a test chooses."""

    def __init__(self, make: Callable[[Callable[[], Any]], Any]) -> None:
        self.make = make

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(self.make(fn))
        except Exception as error:
            future.set_exception(error)
        return future


# -- the same numbers


@pytest.mark.parametrize(("workers", "in_flight"), [(1, 1), (1, 16), (3, 3), (3, 1000)])
def test_threads(workers: int, in_flight: int, alone: object) -> None:
    with ThreadPoolExecutor(workers) as executor:
        found = figures(executor, in_flight=in_flight)
    assert numbers(found) == alone
    assert found.lost == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_processes(workers: int, alone: object) -> None:
    with makers(workers) as many:
        found = figures(many.executor, in_flight=many.in_flight)
        assert isinstance(many.executor, cluster.Processes)
        folder = Path(many.executor.folder)
        assert list(folder.iterdir()) == []
    assert not folder.exists()
    assert numbers(found) == alone
    assert found.lost == 0


def test_the_numbers_of_a_draw_hang_on_its_seed_alone() -> None:
    """Fewer draws are the first of more draws, whole chunks at least; another seed gives others."""
    scenario = treatysim.load(SCENARIOS / "iran-accession-forecast.yaml")
    few, again, other = (forecast(scenario, CHUNK, seed, exact=False) for seed in (7, 7, 8))
    assert numbers(few) == numbers(again)
    assert few.to_dict()["effects"] != other.to_dict()["effects"]


def test_what_the_engine_runs_and_what_is_verified_is_the_same_too() -> None:
    """Uzbekistan may leave, and then need not accept any more: some of these draws only the engine can run."""
    text = (SCENARIOS / "iran-accession-forecast.yaml").read_text("utf-8")
    leaving = (
        "  - {act: withdrawal-revoked, by: UZB, date: {from: 2027-06-01, days: {uniform: [0, 9], never: 0.999}}}\n"
    )
    scenario = treatysim.files.load_text(text + leaving)
    alone = forecast(scenario, 2 * CHUNK, 1, verify=9)
    with ThreadPoolExecutor(2) as executor:
        elsewhere = forecast(scenario, 2 * CHUNK, 1, executor, verify=9)
    assert 0 < alone.by_engine < 200
    assert alone.verified == 9
    assert numbers(elsewhere) == numbers(alone)


# -- what an executor loses is made here


def test_a_process_that_is_killed_changes_no_number(alone: object) -> None:
    def kill(draws: int) -> None:
        if draws == TOGETHER * CHUNK:
            for process in active_children():
                os.kill(process.pid or 0, signal.SIGKILL)

    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        found = figures(executor, told=kill)
    assert numbers(found) == alone
    assert found.lost > 0
    assert found.why.startswith("BrokenProcessPool")


def test_an_executor_that_was_shut_down_before(alone: object) -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    found = figures(executor)
    assert numbers(found) == alone
    assert found.lost == DRAWS
    assert found.why == "RuntimeError: cannot schedule new futures after shutdown"


def test_an_executor_that_is_shut_down_on_the_way(alone: object) -> None:
    executor = ThreadPoolExecutor(1)
    found = figures(executor, told=lambda _: executor.shutdown(wait=False, cancel_futures=True), in_flight=4)
    assert numbers(found) == alone
    assert 0 < found.lost < DRAWS


def test_a_worker_that_cannot_make_one_task(alone: object) -> None:
    def make(task: Any) -> Any:
        if task.__self__.first == TOGETHER:
            raise ModuleNotFoundError("No module named 'treatysim'\nlook at your path")
        return task()

    found = figures(Here(make))
    assert numbers(found) == alone
    assert (found.lost, found.why) == (TOGETHER * CHUNK, "ModuleNotFoundError: No module named 'treatysim'")


def test_the_first_reason_is_told(alone: object) -> None:
    def make(task: Any) -> Any:
        raise OSError(f"from {task.__self__.first} on")

    found = figures(Here(make))
    assert numbers(found) == alone
    assert (found.lost, found.why) == (DRAWS, "OSError: from 0 on")


def test_a_worker_with_other_versions_is_not_believed(alone: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(task: Any) -> Any:
        with monkeypatch.context() as there:
            there.setattr(tasks, "MAKER", "treatysim 0.0.1, NumPy 1.0")
            return task()

    found = figures(Here(make))
    assert numbers(found) == alone
    assert found.lost == DRAWS
    assert found.why.startswith("Unlike: treatysim 0.0.1")


def test_a_mistake_in_the_work_itself_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> None:
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr(tasks.Tally, "of", wrong)
    with ThreadPoolExecutor(1) as executor, pytest.raises(ZeroDivisionError, match="a mistake of ours"):
        figures(executor)


def test_what_is_no_executor_is_told_so() -> None:
    with pytest.raises(AttributeError, match="submit"):
        figures(4)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"n": 0}, {"n": -1}, {"verify": -1}, {"in_flight": 0}])
def test_numbers_that_cannot_be(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least"):
        figures(**wrong)  # type: ignore[arg-type]


# -- never more than asked for at once, and nothing goes on after an interrupt


class Waiting(Executor):
    """An executor that does its first tasks, and then nothing any more."""

    def __init__(self, does: int) -> None:
        self.does = does
        self.futures: list[Future[Any]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if len(self.futures) < self.does:
            future.set_result(fn())
        self.futures.append(future)
        return future


def test_an_interrupt_cancels_what_waits() -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    executor = Waiting(1)
    with pytest.raises(KeyboardInterrupt):
        figures(executor, told=interrupt, in_flight=5)
    assert len(executor.futures) == 5
    assert all(future.cancelled() for future in executor.futures[1:])


def test_never_more_in_flight_than_asked_for() -> None:
    handed: list[int] = []
    executor = Waiting(100)
    figures(executor, told=lambda _: handed.append(len(executor.futures)), in_flight=3)
    assert handed == [min(done + 2, 7) for done in range(1, 8)]


def test_processes_are_not_waited_for_when_the_work_is_broken_off() -> None:
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt), makers(1) as many:
        assert many.executor is not None
        many.executor.submit(time.sleep, 60)
        while not active_children():
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert not active_children()
    assert time.monotonic() - start < 30


# -- Dask


@pytest.fixture(scope="module")
def address() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="needs the extra 'dask'")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
    ) as local:
        yield local


@pytest.mark.filterwarnings("ignore")
def test_dask(address: Any, alone: object) -> None:
    with makers(None, address.scheduler_address) as many:
        found = figures(many.executor, in_flight=many.in_flight)
    assert numbers(found) == alone
    assert found.lost == 0


@pytest.mark.filterwarnings("ignore")
def test_who_answers_and_is_no_scheduler(address: Any) -> None:
    worker = next(iter(address.workers.values())).worker_address
    with pytest.raises(Unavailable, match="what answers there is no scheduler"), makers(None, worker):
        pass


@pytest.mark.filterwarnings("ignore")
def test_a_dask_worker_that_is_killed_changes_no_number(address: Any, alone: object) -> None:
    killed = []

    def kill(_: int) -> None:
        if not killed:
            killed.append(next(iter(address.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    with makers(None, address.scheduler_address) as many:
        found = figures(many.executor, told=kill, in_flight=many.in_flight)
    assert killed
    assert numbers(found) == alone


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_without_workers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra 'dask'")
    with distributed.LocalCluster(n_workers=0, dashboard_address=None, silence_logs=logging.CRITICAL) as local:
        monkeypatch.setattr(cluster, "PATIENCE", 1.0)
        with pytest.raises(Unavailable) as told, makers(None, local.scheduler_address):
            pass
    assert str(told.value) == f"the Dask cluster at '{local.scheduler_address}' has no workers: start one first"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "missing port number in address 'nonsense'"),
        ("", "missing port number"),
        ("foo://there:1", "unknown address scheme 'foo'"),
        ("tcp://127.0.0.1:1", "Timed out trying to connect to tcp://127.0.0.1:1"),
    ],
)
def test_no_scheduler_there(address: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs the extra 'dask'")
    monkeypatch.setattr(cluster, "PATIENCE", 0.3)
    with pytest.raises(Unavailable) as told, makers(None, address):
        pass
    assert str(told.value).startswith(f"no Dask scheduler answers at {address!r}: ")
    assert said in str(told.value)


def test_somebody_who_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs the extra 'dask'")
    monkeypatch.setattr(cluster, "PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"tcp://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(Unavailable, match="nothing was heard"), makers(None, address):
            pass


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Unavailable, match=r"pip install 'treatysim\[dask\]'"), makers(None, "tcp://127.0.0.1:1"):
        pass


def test_another_version_is_another_maker() -> None:
    task = next(
        tasks.tasks(
            treatysim.whatif.foresight.prospects(treatysim.load(SCENARIOS / "last-four.yaml")), 1, 0, 0, rows=False
        )
    )
    assert treatysim.__version__ in task.maker
    with pytest.raises(tasks.Unlike):
        replace(task, maker="treatysim 0.0.1").made()
