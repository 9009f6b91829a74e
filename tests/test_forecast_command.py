"""`treatysim forecast`: options, streams, exit codes, and what happens when the world fails."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from treatysim.cli import app
from treatysim.whatif import cluster
from treatysim.whatif.draws import Chunk, Difference

IRAN = "scenarios/iran-accession-forecast.yaml"
PARIS = "scenarios/paris-forecast.yaml"
CERTAIN = "scenarios/yekaterinburg-2009.yaml"


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def call(*words: str, given: str | None = None) -> Any:
    return CliRunner().invoke(app, ["forecast", *words], input=given)


def started(*words: str, **streams: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "treatysim", "forecast", *words]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.Popen(command, env={**os.environ, "COLUMNS": "80"}, **streams)


def effects(done: Any) -> dict[tuple[str, str | None], dict[str, Any]]:
    return {(one["kind"], one["state"]): one for one in json.loads(done.stdout)["effects"]}


# -- what it answers


def test_the_table_says_exact_and_nothing_is_said_beside_it() -> None:
    done = call(IRAN)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "All figures are exact" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_sampled_or_exact_the_figures_agree() -> None:
    exact, sampled = effects(call(IRAN, "--format", "json")), effects(call(IRAN, "--format", "json", "--sampled"))
    key = ("entry-into-force-for", "IRN")
    assert (exact[key]["method"], sampled[key]["method"]) == ("exact", "sampled")
    assert sampled[key]["never"] == pytest.approx(exact[key]["never"], abs=0.001)
    for state, share in exact[key]["deciding"].items():
        assert sampled[key]["deciding"][state] == pytest.approx(share, abs=0.002)


def test_days_that_are_asked_for() -> None:
    done = call(IRAN, "--by", "2028-12-31", "--by", "2027-12-31", "--format", "json")
    by = effects(done)["entry-into-force-for", "IRN"]["by"]
    assert list(by) == ["2027-12-31", "2028-12-31"]
    assert by["2027-12-31"] < by["2028-12-31"]


def test_spreadsheets_have_the_curve_and_the_notes_stand_beside_it() -> None:
    done = call(IRAN, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    iran = [row for row in rows if row["state"] == "IRN" and row["kind"] == "entry-into-force-for"]
    assert iran[-1]["date"] == "never"
    assert sum(float(row["on"]) for row in iran) == pytest.approx(1, abs=1e-8)
    assert "rests on uncertain dates" in done.stderr
    assert "unofficial English translation" in done.stderr


def test_another_seed_gives_other_draws_and_the_same_the_same() -> None:
    one, again, other = (call(PARIS, "-n", "500", "--seed", seed, "--format", "csv").stdout for seed in "112")
    assert one == again != other


def test_another_reading_and_another_last_day() -> None:
    """Two days more by the words of the clause; and if Uzbekistan answers by the end of 2027, then not later."""
    usual, otherwise = (
        effects(call(IRAN, "--format", "json", *more))["entry-into-force-for", "IRN"]
        for more in ([], ["--reading", "accession-period=clear-days"])
    )
    assert usual["never"] == otherwise["never"]
    assert usual["quantiles"]["50%"] < otherwise["quantiles"]["50%"]
    short = effects(call(IRAN, "--format", "json", "--through", "2027-12-31"))["entry-into-force-for", "IRN"]
    assert short["never"] > usual["never"]


def test_a_file_in_which_nothing_is_uncertain() -> None:
    done = call(CERTAIN)
    assert done.exit_code == 0
    assert "No date in this file is uncertain." in done.stdout
    assert "7 effects are certain, from 2 June 2011* to 5 January 2012*" in done.stdout


def test_standard_input() -> None:
    assert call("-", given=Path(IRAN).read_text("utf-8")).stdout == call(IRAN).stdout


# -- verified, or not


def test_what_is_verified_and_agrees() -> None:
    done = call(PARIS, "-n", "2000", "--verify", "20")
    assert done.exit_code == 0
    assert "Verified: 20 draws were run again by the engine, and every date was the same." in " ".join(
        done.stdout.split()
    )


def test_a_difference_is_named_and_the_answer_is_no(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Difference(7, ("entry-into-force-for", "IRN", None, 1), 740000, 740001)
    monkeypatch.setattr(Chunk, "differences", lambda chunk, count: (count, [wrong]))
    for form in ("table", "json", "csv"):
        done = call(IRAN, "-n", "100", "--verify", "5", "--format", form)
        assert done.exit_code == 1
        assert (
            "draw 7: The treaty enters into force for Iran: 19 January 2027 by the formulas, 20 January" in done.stderr
        )


# -- others who make the draws


def test_processes_of_this_machine_and_the_file_of_draws(tmp_path: Path) -> None:
    alone = call(IRAN, "--sampled", "-n", "100000", "--out", str(tmp_path / "alone"), "--format", "json")
    many = call(
        IRAN, "--sampled", "-n", "100000", "--out", str(tmp_path / "many"), "--format", "json", "--workers", "2"
    )
    assert (alone.exit_code, many.exit_code, many.stderr) == (0, 0, "")
    assert alone.stdout == many.stdout
    assert (tmp_path / "alone").read_bytes() == (tmp_path / "many").read_bytes()


def test_workers_that_make_nothing_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(cluster.ProcessPoolExecutor):
        def submit(self, *_: Any, **__: Any) -> Any:
            raise RuntimeError("no more processes")

    monkeypatch.setattr(cluster, "ProcessPoolExecutor", Broken)
    done = call(IRAN, "--sampled", "-n", "1000", "--workers", "2", "--format", "json")
    assert done.exit_code == 0
    assert done.stdout == call(IRAN, "--sampled", "-n", "1000", "--format", "json").stdout
    assert done.stderr == (
        "1,000 draws were made here, because the workers did not make them (RuntimeError: no more processes); the "
        "figures are the same.\n"
    )


@pytest.mark.parametrize("address", ["nonsense", "foo://there:1", "tcp://127.0.0.1:1", "tcp://a\x07b:1"])
def test_a_scheduler_that_is_not_there(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="needs the extra 'dask'")
    monkeypatch.setattr(cluster, "PATIENCE", 0.3)
    done = call(IRAN, "--dask", address)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"no Dask scheduler answers at {address!r}: ")
    assert done.stderr.count("\n") == 1
    assert "\x07" not in done.stderr


@pytest.mark.parametrize(("option", "package"), [("--dask", "distributed"), ("--out", "pyarrow")])
def test_extras_that_are_not_installed(
    option: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    done = call(IRAN, option, str(tmp_path / "there"))
    extra = {"distributed": "dask", "pyarrow": "parquet"}[package]
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith(f"needs the extra '{extra}': pip install 'treatysim[{extra}]'\n")


# -- bad input


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-n", "0"], "Invalid value for '-n': "),
        (["-n", "-5"], "Invalid value for '-n': "),
        (["-n", "1e6"], "Invalid value for '-n': "),
        (["-n", "1" + "0" * 30], "Invalid value for '-n': "),
        (["-n", "many"], "Invalid value for '-n': "),
        (["--seed", "-1"], "Invalid value for '--seed': "),
        (["--verify", "-1"], "Invalid value for '--verify': "),
        (["--workers", "0"], "Invalid value for '--workers': "),
        (["--workers", "100000"], "Invalid value for '--workers': "),
        (["--workers", "2", "--dask", "tcp://127.0.0.1:1"], "--workers and --dask cannot stand together"),
        (["--by", "soon"], "--by: 'soon', which is no day"),
        (["--by", "2027-02-30"], "--by: '2027-02-30', which is no day"),
        (["--by", "2009-06-15"], "--by: 2009-06-15, before the signature"),
        (["--through", "soon"], "--through: 'soon', which is no day"),
        (["--reading", "acceptors=all"], "--reading: the value 'all', unknown for acceptors"),
        (["--format", "md"], "'md'"),
        (["--out", "."], "it is a directory; name a file in it"),
        (["--out", "/nowhere/draws.parquet"], "there is no directory '/nowhere'"),
    ],
)
def test_hostile_options(options: list[str], said: str) -> None:
    done = call(IRAN, *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in " ".join(re.sub(r"[│╭╮╰╯─]", " ", done.stderr).split())


def test_several_days_that_are_none_are_all_told() -> None:
    done = call(IRAN, "--by", "soon", "--by", "2027-12-31", "--by", "later")
    assert [line.split(",")[0] for line in done.stderr.splitlines()] == ["--by: 'soon'", "--by: 'later'"]


def test_a_faulty_file_is_told_before_anything_is_drawn() -> None:
    done = call("scenarios/bad/p90-below-median.yaml", "--dask", "nonsense")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("scenarios/bad/p90-below-median.yaml:")


# -- as a process


def test_no_other_command_waits_for_numpy() -> None:
    code = (
        "import sys, treatysim.cli\n"
        "from treatysim.whatif import readings\n"
        "from treatysim import load, simulate\n"
        "assert not {'numpy', 'pyarrow', 'distributed', 'multiprocessing'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_from_python() -> None:
    """The same function, from the package itself."""
    code = (
        "import treatysim\n"
        f"found = treatysim.forecast(treatysim.load({IRAN!r}))\n"
        "assert isinstance(found, treatysim.Forecast)\n"
        "assert {one.method for one in found.likelihoods} == {'certain', 'exact'}\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_nothing_but_the_answer_on_a_pipe() -> None:
    running = started(IRAN, "--sampled", "-n", "3000000", "--format", "json")
    out, errors = running.communicate(timeout=60)
    assert running.returncode == 0
    assert errors == b""
    assert json.loads(out)["draws"] == 3_000_000


def test_progress_on_a_terminal_is_wiped_away() -> None:
    """Told after a second, and in the end nothing of it is left on its line."""
    ours, theirs = os.openpty()
    running = started(IRAN, "--sampled", "-n", "5000000", stderr=theirs)
    os.close(theirs)
    said = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            said += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
    os.close(ours)
    running.communicate(timeout=60)
    lines = said.decode().split("\r")
    told = [line for line in lines if line.strip()]
    assert told
    assert all(re.fullmatch(r"[\d,]+ of 5,000,000 draws … *", line) for line in told)
    assert lines[-2].isspace()
    assert len(lines[-2]) >= len(told[-1])
    assert lines[-1] == ""


@pytest.mark.parametrize("how", [[], ["--workers", "2"]], ids=["alone", "processes"])
def test_an_interrupt_leaves_no_file_and_no_process(how: list[str], tmp_path: Path) -> None:
    running = started(IRAN, "--sampled", "-n", "1000000000", "--out", str(tmp_path / "draws.parquet"), *how)
    until = time.monotonic() + 30
    while not any(path.stat().st_size > 1_000_000 for path in tmp_path.iterdir()) and time.monotonic() < until:
        time.sleep(0.02)
    assert [path.suffix for path in tmp_path.iterdir()] == [".partial"]
    running.send_signal(signal.SIGINT)
    out, errors = running.communicate(timeout=20)
    assert (running.returncode, out) == (130, b"")
    assert errors.strip() in (b"", b"Aborted!", b"treatysim: interrupted")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_that_cannot_be_written() -> None:
    with open("/dev/full", "wb") as full:
        running = started(IRAN, stdout=full)
        _, errors = running.communicate(timeout=60)
    assert (running.returncode, errors) == (2, b"treatysim: cannot write: No space left on device\n")
