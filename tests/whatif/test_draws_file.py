"""The days of every draw as a Parquet file: what is in it, and that it is there whole or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import treatysim
from tests.conftest import SCENARIOS
from treatysim.errors import Unavailable
from treatysim.files import load_text
from treatysim.law.scenario import Scenario
from treatysim.whatif.columns import NEVER_DAY
from treatysim.whatif.draws import CHUNK
from treatysim.whatif.forecast import Forecast, forecast
from treatysim.whatif.foresight import prospects
from treatysim.whatif.parquet import DrawnRows, DrawsFile

parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra 'parquet'")

DRAWS = CHUNK + 1_000
"""Two chunks, the second of them short."""

LEAVERS = """
treaty: sco-iis-2009
acts:
  - {act: notification, by: CHN, date: 2011-03-10}
  - {act: notification, by: RUS, date: 2011-03-21}
  - {act: notification, by: KAZ, date: 2011-04-12}
  - {act: notification, by: TJK, date: 2011-05-03}
  - {act: withdrawal, by: CHN, date: {from: 2012-01-01, days: {uniform: [1, 50]}}}
  - {act: withdrawal, by: RUS, date: {from: 2012-01-01, days: {uniform: [1, 50]}}}
  - {act: withdrawal, by: KAZ, date: {from: 2012-01-01, days: {uniform: [1, 50], never: 0.9}}}
"""
"""Three of four may leave, and then the treaty ends: no formula speaks of that, the engine runs every draw."""


def iran() -> Scenario:
    return treatysim.load(SCENARIOS / "iran-accession-forecast.yaml")


def written(path: Path, scenario: Scenario | None = None, n: int = DRAWS, **more: Any) -> Forecast:
    return forecast(scenario or iran(), n, 3, out=path, exact=False, **more)


def columns(path: Path) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = parquet.read_table(path).to_pydict()
    return found


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# -- what is in it


def test_a_column_for_every_uncertain_act_and_every_effect(tmp_path: Path) -> None:
    written(tmp_path / "draws.parquet", n=10)
    names = list(columns(tmp_path / "draws.parquet"))
    received = ["received application", *(f"received a{number}" for number in range(8, 14))]
    assert names[: 2 + len(received)] == ["draw", "engine", *received]
    assert {"entry-into-force", "entry-into-force-for KAZ", "accession-complete IRN"} < set(names)
    assert names[-1] == "further"


def test_a_row_for_every_draw_and_the_days_are_those_of_the_tally(tmp_path: Path) -> None:
    found = written(tmp_path / "draws.parquet")
    read = columns(tmp_path / "draws.parquet")
    assert read["draw"] == list(range(DRAWS))
    assert not any(read["engine"])
    for one in found.likelihoods:
        if one.method == "sampled":
            times = Counter(read[f"{one.kind} {one.state}"])
            assert times.pop(None) / DRAWS == pytest.approx(one.never)
            assert {day.toordinal(): count for day, count in times.items()} == {
                day: round(on * DRAWS) for day, on, _ in one.curve()
            }


def test_every_row_keeps_the_law(tmp_path: Path) -> None:
    """Complete with the last acceptance, bound thirty days after; without that of Uzbekistan never."""
    written(tmp_path / "draws.parquet")
    read = columns(tmp_path / "draws.parquet")
    acceptances = [read[f"received a{number}"] for number in range(8, 14)]
    complete, bound = read["accession-complete IRN"], read["entry-into-force-for IRN"]
    for row in range(0, DRAWS, 50):
        days = [column[row] for column in acceptances]
        assert complete[row] == (None if None in days else max(days))
        assert bound[row] == (None if None in days else complete[row] + timedelta(days=30))
        assert read["entry-into-force"][row] == date(2011, 6, 2)


def test_what_only_the_engine_found_is_in_it(tmp_path: Path) -> None:
    found = written(tmp_path / "draws.parquet", load_text(LEAVERS), n=40)
    assert found.by_engine == 40
    read = columns(tmp_path / "draws.parquet")
    assert all(read["engine"])
    ends = [(read["termination"][row], read["received a7"][row]) for row in range(40)]
    assert all((end is None) == (left is None) for end, left in ends)
    assert any(end for end, _ in ends)


def test_what_was_not_there_in_the_first_draws_stands_together_in_one_column(tmp_path: Path) -> None:
    general, again = ("entry-into-force", None, None, 1), ("entry-into-force-for", "TJK", None, 2)
    day, never = date(2011, 6, 2).toordinal(), NEVER_DAY
    engine, drawn = np.array([False, True]), {name: np.array([day, day], np.int32) for name in iran().uncertain}
    with DrawsFile(tmp_path / "draws.parquet", prospects(iran())) as file:
        file.write(DrawnRows(0, engine, drawn, {general: np.array([day, never], np.int32)}))
        file.write(DrawnRows(2, engine, drawn, {again: np.array([never, day + 1], np.int32)}))
    read = columns(tmp_path / "draws.parquet")
    assert read["entry-into-force"] == [date(2011, 6, 2), None, None, None]
    assert read["further"] == [None, None, None, "entry-into-force-for TJK (2) 2011-06-03"]


def test_the_same_bytes_again_whoever_makes_the_draws(tmp_path: Path) -> None:
    written(tmp_path / "one.parquet")
    written(tmp_path / "two.parquet")
    with ThreadPoolExecutor(2) as executor:
        written(tmp_path / "three.parquet", executor=executor)
    first, second, third = ((tmp_path / f"{name}.parquet").read_bytes() for name in ("one", "two", "three"))
    assert first == second == third


def test_exact_figures_stay_exact_beside_a_file_of_draws(tmp_path: Path) -> None:
    found = forecast(iran(), 100, 3, out=tmp_path / "draws.parquet")
    assert {one.method for one in found.likelihoods} == {"certain", "exact"}
    assert len(columns(tmp_path / "draws.parquet")["draw"]) == found.draws == 100


MEMORY = """
import resource, sys, treatysim
from treatysim.whatif.forecast import forecast
scenario = treatysim.load("scenarios/iran-accession-forecast.yaml")
forecast(scenario, int(sys.argv[1]), 3, exact=False, out=sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_draws(tmp_path: Path) -> None:
    few, many = (
        int(subprocess.run(command, capture_output=True, check=True, cwd=SCENARIOS.parent).stdout)
        for command in (
            [sys.executable, "-c", MEMORY, str(chunks * CHUNK), str(tmp_path / "draws.parquet")] for chunks in (2, 14)
        )
    )
    assert many <= 1.25 * few


# -- whole, or not at all


@pytest.fixture(params=["nothing", "a file"])
def before(request: pytest.FixtureRequest, tmp_path: Path) -> list[tuple[str, bytes]]:
    """What is in the folder before: nothing, or another file of the same name."""
    if request.param == "a file":
        (tmp_path / "draws.parquet").write_bytes(b"from last week")
    return [(path.name, path.read_bytes()) for path in tmp_path.iterdir()]


def now(folder: Path) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in folder.iterdir()]


def test_a_file_of_last_week_is_replaced_when_the_new_one_is_complete(tmp_path: Path, before: object) -> None:
    seen = []
    written(tmp_path / "draws.parquet", told=lambda _: seen.append(before == now(tmp_path)[: len(before)]))  # type: ignore[arg-type]
    assert left(tmp_path) == ["draws.parquet"]
    assert len(columns(tmp_path / "draws.parquet")["draw"]) == DRAWS
    assert seen


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, SystemExit])
def test_an_interrupt_leaves_nothing(error: type[BaseException], tmp_path: Path, before: object) -> None:
    def interrupt(_: int) -> None:
        assert [name for name in left(tmp_path) if name.endswith(".partial")]
        raise error

    with pytest.raises(error):
        written(tmp_path / "draws.parquet", told=interrupt)
    assert now(tmp_path) == before


class Full:
    """A file on a disk that has room for so many bytes."""

    def __init__(self, file: Any, room: int) -> None:
        self.file, self.room = file, room

    def write(self, some: Any) -> int:
        self.room -= len(bytes(some))
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return int(self.file.write(some))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


@pytest.mark.parametrize("room", [0, 3, 5_000, 200_000, 240_000])
def test_a_full_disk_leaves_nothing(room: int, tmp_path: Path, before: object, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    written(whole / "draws.parquet")
    size = (whole / "draws.parquet").stat().st_size
    (whole / "draws.parquet").unlink()
    whole.rmdir()
    usual = Path.open
    monkeypatch.setattr(Path, "open", lambda path, mode: Full(usual(path, mode), min(room, size - 1)))
    with pytest.raises(Unavailable) as told:
        written(tmp_path / "draws.parquet")
    monkeypatch.undo()
    assert str(told.value) == (
        f"cannot write the draws to '{tmp_path}/draws.parquet': No space left on device; nothing of them was kept"
    )
    assert now(tmp_path) == before


LIMITED = """
import resource, sys, treatysim
from treatysim.whatif.forecast import forecast
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
forecast(treatysim.load("scenarios/iran-accession-forecast.yaml"), 100_000, 3, exact=False, out=sys.argv[1])
"""


def test_a_file_that_the_system_lets_grow_no_further_leaves_nothing(tmp_path: Path, before: object) -> None:
    command = [sys.executable, "-c", LIMITED, str(tmp_path / "draws.parquet")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=SCENARIOS.parent)
    assert done.stderr.splitlines()[-1].endswith("File too large; nothing of them was kept")
    assert "Exception ignored" not in done.stderr
    assert now(tmp_path) == before


def test_no_place_to_write_to(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    places = {
        "folder": "it is a directory; name a file in it",
        "pipe": "it is there already, and is no ordinary file; name another",
        "nowhere/draws": f"there is no directory '{tmp_path}/nowhere'; make it, or name another",
        "n" * 300: "File name too long; nothing of them was kept",
    }
    for place, why in places.items():
        with pytest.raises(Unavailable) as told:
            written(tmp_path / place, n=1)
        assert str(told.value) == f"cannot write the draws to '{tmp_path / place}': {why}"
    assert left(tmp_path) == ["folder", "pipe"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_no_permission(tmp_path: Path) -> None:
    (tmp_path / "draws.parquet").write_bytes(b"not to be changed")
    (tmp_path / "draws.parquet").chmod(0o444)
    with pytest.raises(Unavailable, match="it may not be written"):
        written(tmp_path / "draws.parquet", n=1)
    tmp_path.chmod(0o555)
    with pytest.raises(Unavailable, match="Permission denied"):
        written(tmp_path / "other.parquet", n=1)


def test_no_permission_as_the_system_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(Unavailable, match="Permission denied; nothing of them was kept"):
        written(tmp_path / "draws.parquet", n=1)


def test_a_link_stays_one_to_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.parquet").symlink_to(tmp_path / "real" / "draws.parquet")
    written(tmp_path / "link.parquet", n=1)
    assert (tmp_path / "link.parquet").is_symlink()
    assert left(tmp_path / "real") == ["draws.parquet"]


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(Unavailable, match=r"pip install 'treatysim\[parquet\]'"):
        written(tmp_path / "draws.parquet", n=1)
    assert left(tmp_path) == []
