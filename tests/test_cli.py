"""The command line: exit codes, streams, options, several files, and what happens when the world fails."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import treatysim
from treatysim.cli import app

GOOD = "scenarios/yekaterinburg-2009.yaml"
LAST = "scenarios/last-four.yaml"
BAD = "scenarios/bad/several-faults.yaml"
SCENARIOS = sorted(map(str, Path("scenarios").glob("*.yaml")))
FAULTY = sorted(map(str, Path("scenarios/bad").glob("*.yaml")))


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def call(*words, given=None):
    return CliRunner().invoke(app, words, input=given)


def process(*words, env=None, **streams):
    command = [sys.executable, "-m", "treatysim", *words]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.run(
        command, env={**os.environ, "COLUMNS": "80", **(env or {})}, check=False, timeout=60, **streams
    )


# -- run


@pytest.mark.parametrize("path", SCENARIOS)
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
def test_every_scenario_in_every_format(path, form):
    result = call("run", path, "--format", form)
    assert result.exit_code == 0
    assert result.stdout
    assert result.stderr == "" or form == "csv"


@pytest.mark.parametrize("path", FAULTY)
def test_every_faulty_file_is_told_on_standard_error_alone(path):
    for command in (["run"], ["explain"], ["validate"], ["status", "--on", "2012-01-01"]):
        result = call(*command, path)
        assert result.exit_code == 2
        assert result.stdout == ""
        for line in result.stderr.splitlines():
            where, at, column, _ = line.split(":", 3)
            assert where == path
            assert int(at) >= 1
            assert int(column) >= 1


def test_json_is_the_timeline():
    said = json.loads(call("run", GOOD, "--format", "json").stdout)
    assert said == treatysim.simulate(treatysim.load(GOOD)).to_dict()


def test_findings_never_change_the_exit_code():
    assert call("run", LAST).exit_code == 0


def test_lines_of_json_keep_the_order_and_a_bad_file_does_not_stop_the_others():
    result = call("run", BAD, GOOD, "missing.yaml", LAST, "--format", "jsonl")
    assert result.exit_code == 2
    assert result.stderr == ""
    first, second, third, fourth = map(json.loads, result.stdout.splitlines())
    assert first["file"] == BAD
    assert [set(fault) for fault in first["faults"]] == [{"line", "column", "found", "expected", "do"}] * 5
    assert second["scenario"]["file"] == GOOD
    assert third["faults"][0]["found"] == "no such file"
    assert fourth["scenario"]["file"] == LAST


def test_a_line_of_json_names_the_treaty_file_that_is_faulty(tmp_path):
    (tmp_path / "t.yaml").write_text("treaty: t\n", "utf-8")
    (tmp_path / "s.yaml").write_text("treaty: t.yaml\nthrough: 2021-02-30\n", "utf-8")
    said = json.loads(call("run", str(tmp_path / "s.yaml"), "--format", "jsonl").stdout)
    *treaty, own = (fault.get("file") for fault in sorted(said["faults"], key=lambda fault: "file" not in fault))
    assert set(treaty) == {str(tmp_path / "t.yaml")}
    assert own is None


def test_several_files_one_after_the_other():
    result = call("run", GOOD, LAST)
    assert result.stdout.count("\nStates\n") == 2
    assert "\n\nThe last four Parties\n" in result.stdout


def test_one_bad_file_among_several_leaves_standard_output_empty():
    result = call("run", GOOD, BAD, "missing.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 6


@pytest.mark.parametrize("form", ["json", "csv"])
def test_formats_for_one_file_alone(form):
    result = call("run", GOOD, LAST, "--format", form)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--format jsonl" in result.stderr


def test_standard_input():
    text = Path(GOOD).read_text("utf-8")
    assert "In force since 2 June 2011*" in call("run", "-", given=text).stdout
    assert json.loads(call("run", "-", "--format", "jsonl", given=text).stdout)["scenario"]["file"] == "<stdin>"


def test_csv_says_the_note_on_the_text_on_standard_error():
    result = call("run", GOOD, "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(result.stdout)))) == 22
    assert "unofficial English translation" in result.stderr


# -- options


def test_another_reading_and_another_last_day():
    result = call(
        "run", GOOD, "--reading", "entry-period=clear-days", "--reading", "window=general-date", "--format", "json"
    )
    assert json.loads(result.stdout)["entry_into_force"] == "2011-06-03"
    result = call("run", GOOD, "--through", "2011-06-01", "--format", "json")
    assert json.loads(result.stdout)["entry_into_force"] is None


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--reading", "entry-perod=day-after"], "write 'entry-period'"),
        (["--reading", "entry-period=clear-day"], "write 'clear-days'"),
        (["--reading", "entry-period"], "write 'entry-period=day-after'"),
        (["--reading", "="], "unknown axis ''"),
        (
            ["--reading", "window=own-date", "--reading", "window=general-date"],
            "--reading: two values for window, 'own-date' and 'general-date'; expected one value for each axis",
        ),
        (["--reading", "\x1b[2J=x"], "unknown axis '\\x1b[2J'"),
        (["--reading", "x" * 5000], "…"),
        (["--through", "2011-02-30"], "no day"),
        (["--through", "20110601"], "no day"),
        (["--through", "tomorrow"], "no day"),
        (["--through", ""], "no day"),
        (["--through", "2009-06-15"], "expected 2009-06-16 or later"),
        (["--format", "ics"], "ics"),
        (["--colour"], "No such option"),
    ],
)
@pytest.mark.parametrize("command", ["run", "explain"])
def test_hostile_options(command, options, said):
    if command == "explain" and "--format" in options:
        options, said = ["--format", "json"], "No such option"
    result = call(command, GOOD, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "\x1b" not in result.stderr


def test_an_axis_that_the_treaty_does_not_leave_open():
    result = call("run", "scenarios/paris-2016.yaml", "--reading", "window=own-date")
    assert result.exit_code == 2
    assert "'window', which this treaty does not leave open" in result.stderr


def test_a_bad_option_in_lines_of_json():
    result = call("run", GOOD, "--reading", "x=y", "--format", "jsonl")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["faults"][0]["found"] == "unknown axis 'x'"


# -- status, explain, validate, new, treaties, schema


def test_status_knows_nothing_of_later_acts():
    said = call("status", "scenarios/enlargement.yaml", "--on", "2018-01-01").stdout
    assert "Status on 1 January 2018" in said
    assert "waits for the acceptance of China and Uzbekistan" in " ".join(said.split())
    assert "After the last day shown" in said


def test_status_as_a_memo_and_as_json():
    told = call("status", "scenarios/enlargement.yaml", "--on", "2018-01-01", "--format", "md").stdout
    assert told.startswith("# India, Pakistan and Iran ask to accede\n\nStatus on 1 January 2018\n")
    assert "| India (IND) | applicant\\* | – | China (CHN), Uzbekistan (UZB) |" in told
    said = json.loads(call("status", "scenarios/enlargement.yaml", "--on", "2018-01-01", "--format", "json").stdout)
    assert said["scenario"]["through"] == "2018-01-01"
    assert next(row for row in said["states"] if row["state"] == "IND")["waiting_for"] == ["CHN", "UZB"]


def test_explain_a_word_that_means_nothing():
    result = call("explain", GOOD, "Tajikstan")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "write 'Tajikistan'" in result.stderr


def test_validate_says_what_it_read():
    result = call("validate", GOOD, "treatysim/treaties/paris-2015.yaml")
    assert result.exit_code == 0
    scenario, treaty = result.stdout.splitlines()
    assert scenario.startswith(f"{GOOD}: a scenario of sco-iis-2009")
    assert "15 acts, readings by default" in scenario
    assert treaty.startswith("treatysim/treaties/paris-2015.yaml: a treaty, paris-2015")


def test_new_is_read_again():
    text = call("new", "sco-iis-2009").stdout
    assert call("run", "-", given=text).exit_code == 0


def test_faults_that_only_the_treaty_shows_stand_in_the_table(tmp_path):
    table = tmp_path / "acts.csv"
    table.write_text("act,by,date\nnotification,CHN,2016-05-01\ndeposit,XQZ,2011-01-01\n", "utf-8")
    result = call("new", "paris-2015", "--acts", str(table))
    assert (result.exit_code, result.stdout) == (2, "")
    places = [line.split(": ")[0].removeprefix(f"{table}:") for line in result.stderr.splitlines()]
    assert places == ["2:1", "3:1", "3:2", "3:3"]


@pytest.mark.parametrize(
    "words",
    [["new", "sco-iis-2010"], ["treaties", "show", "sco-iis-2010"], ["new", "sco-iis-2009", "--acts", "no.csv"]],
)
def test_unknown_names(words):
    result = call(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_treaties_are_listed_and_shown():
    assert "sco-iis-2009" in call("treaties", "list").stdout
    assert "Article 12(1): entry into force" in call("treaties", "show", "sco-iis-2009").stdout


@pytest.mark.parametrize("what", ["scenario", "treaty"])
def test_schemas(what):
    assert json.loads(call("schema", what).stdout)["$schema"].startswith("https://json-schema.org/")


def test_an_unknown_schema():
    assert call("schema", "scenarios").exit_code == 2


@pytest.mark.parametrize(
    "words", [[], ["run"], ["status"], ["explain"], ["plan"], ["validate"], ["new"], ["treaties"], ["schema"]]
)
def test_help_is_readable(words):
    result = call(*words, "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.stdout
    assert all(len(line) <= 100 for line in result.stdout.splitlines())


def test_without_a_command_the_help():
    result = call()
    assert result.exit_code == 2
    assert "Commands:" in result.stdout + result.stderr


# -- as a process


def test_the_version_needs_nothing_heavy():
    code = (
        "import sys; sys.argv = ['treatysim', '--version']\n"
        "from treatysim.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as left: assert left.code == 0\n"
        "assert not {'typer', 'pydantic', 'simpy', 'rich', 'yaml'} & set(sys.modules)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == f"treatysim {treatysim.__version__}\n"


@pytest.mark.parametrize(
    "words", [["--version"], ["-V"], ["run", "--help"], ["run", GOOD], ["run", GOOD, "--format", "json"]]
)
def test_no_colour_where_the_output_is_piped(words):
    result = process(*words)
    assert result.returncode == 0
    assert b"\x1b" not in result.stdout
    assert result.stderr == b""


def test_no_color_wins_over_a_terminal():
    text = process("run", GOOD, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert b"\x1b[3" not in text
    assert b"\x1b[1m" in process("run", GOOD, env={"FORCE_COLOR": "1"}).stdout


def test_a_reader_that_stops_reading_is_no_error():
    paths = " ".join([GOOD] * 30)
    command = f"{sys.executable} -m treatysim run {paths} --format jsonl | head -c 20; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert result.stdout.endswith("0\n")
    assert result.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_that_cannot_be_written():
    with open("/dev/full", "wb") as full:
        result = process("run", GOOD, stdout=full)
    assert result.returncode == 2
    assert result.stderr.decode() == "treatysim: cannot write: No space left on device\n"


@pytest.mark.parametrize("closing", [">&-", "<&-", "2>&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize("source", [GOOD, "-", "missing.yaml"])
def test_closed_streams(closing, source):
    command = f"{sys.executable} -m treatysim run {source} {closing}"
    result = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    assert result.returncode == (0 if source == GOOD and ">&-" not in closing.replace("2>&-", "") else 2)
    assert "Traceback" not in result.stderr


def test_a_terminal_that_knows_ascii_alone():
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    assert process("run", GOOD, env=ascii_only).returncode == 0
    assert json.loads(process("run", GOOD, "--format", "json", env=ascii_only).stdout)["text"]
    assert process("treaties", "show", "sco-iis-2009", env=ascii_only).returncode == 0


def test_a_language_without_a_catalogue():
    result = process("run", GOOD, env={"TREATYSIM_LANGUAGE": "xx"})
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"words/xx.toml" in result.stderr


def test_ctrl_c():
    command = [sys.executable, "-m", "treatysim", "run", *[GOOD] * 2000, "--format", "jsonl"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.read(10)
    time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in errors
