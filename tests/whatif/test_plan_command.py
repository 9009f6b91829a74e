"""``treatysim plan``: exit codes, streams and formats, and what is said of goals and acts that cannot be."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from typer.testing import CliRunner

import treatysim
from tests.conftest import SCENARIOS
from treatysim import cli
from treatysim.errors import FaultyFile
from treatysim.law.uncertain import Uncertain, Uniform
from treatysim.whatif.plan import plan

LATEST = str(SCENARIOS / "latest-day.yaml")
ENTRY = "entry-into-force <= 2011-06-02"


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")


def run(goal: str = ENTRY, *words: str, path: str = LATEST, given: str | None = None) -> Any:
    return CliRunner().invoke(cli.app, ["plan", path, "--goal", goal, *words], input=given)


# -- what it says


def test_json_is_the_plan() -> None:
    done = run(ENTRY, "--format", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout) == plan(treatysim.load(LATEST), ENTRY).to_dict()


def test_csv_has_a_row_for_every_span() -> None:
    done = run("withdrawal-effective KGZ <= 2014-01-01", "--format", "csv", "--move", "notice", "--move", "china")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [list(row.values()) for row in rows] == [
        ["china", "notification", "CHN", "", "2011-03-10", "2009-06-16", "2014-12-31", "2014-12-31", "1392", "false"],
        ["notice", "withdrawal", "KGZ", "", "2013-09-16", "2011-06-19", "2013-10-03", "2013-10-03", "17", "true"],
    ]


def test_an_act_without_a_day_has_a_row_too() -> None:
    done = run("entry-into-force <= 2009-07-20", "--format", "csv", "--move", "china")
    assert done.stdout.splitlines()[1] == "china,notification,CHN,,2011-03-10,,,,,false"


def test_the_table_says_what_must_hold_and_until_when() -> None:
    text = run().stdout
    assert "Goal: the treaty enters into force by 2 June 2011." in text
    assert "It holds as things stand: the treaty enters into force on 20 May 2011*." in text
    assert "At least four of these six are received by 3 May 2011 (four now):" in text
    assert "├── Tajikistan, notification (fourth, line 24): 20 April 2011*\n" in text
    assert "Kyrgyzstan, notification (fifth, line 25): 20 May 2011*, too late" in text
    assert "Uzbekistan" in text
    assert "it gave the right answer" in " ".join(text.split())
    assert text.count("unofficial English translation") == 1


def test_a_condition_that_does_not_decide_everything_says_so() -> None:
    text = " ".join(run("authority-exchange UZB in time").stdout.split())
    assert "It does not hold as things stand: due 5 March 2012*, performed 12 March 2012*." in text
    assert "Moving one act is enough to reach it: sixth or late." in text
    assert "it did not give the right answer in every run made (" in text


def test_what_hangs_on_no_act() -> None:
    """Kyrgyzstan's notice names 1 January 2014: before December its withdrawal cannot take effect, whenever it comes;
    and no notice was early enough for the year of signing."""
    text = run("withdrawal-effective KGZ >= 2013-12-01", "--move", "a8").stdout
    assert "What must hold\nNothing is asked of any act: a day that is named outright decides.\n" in text
    text = run("withdrawal-effective KGZ <= 2009-12-31", "--move", "a8").stdout
    assert "What must hold\nNothing does: no day of receipt is early enough.\n" in text


def test_no_goal_reached_is_exit_code_one() -> None:
    done = run("entry-into-force <= 2009-07-15")
    assert (done.exit_code, done.stderr) == (1, "")
    assert "It cannot be reached. The treaty cannot be in force before 2009-07-16" in " ".join(done.stdout.split())
    assert json.loads(run("entry-into-force <= 2009-07-15", "--format", "json").stdout)["refusal"]["proved"] is True


def test_acts_together_are_exit_code_zero() -> None:
    done = run("entry-into-force <= 2009-07-16")
    text = " ".join(done.stdout.split())
    assert done.exit_code == 0
    assert "No act alone can reach it, but several together can; for example: " in text
    assert "notification (fourth, line 24) on 16 June 2009" in text


def test_readings_and_the_last_day_can_be_chosen() -> None:
    """Read so that the day of receipt is the first of the thirty, 4 May 2011 is early enough."""
    said = json.loads(run(ENTRY, "--reading", "entry-period=receipt-counted", "--format", "json").stdout)
    assert {part["by"] for part in said["condition"]["of"]} == {"2011-05-04"}
    said = json.loads(run(ENTRY, "--through", "2011-05-01", "--format", "json").stdout)
    assert said["acts"][0]["to"] == "2011-05-01"


def test_standard_input() -> None:
    with open(LATEST, encoding="utf-8") as file:
        assert run(path="-", given=file.read()).exit_code == 0


# -- bad input


@pytest.mark.parametrize(
    ("goal", "words", "told"),
    [
        ("entry-into-force <= 2011-06-31", (), "--goal: '2011-06-31', which is no day; expected a day such as"),
        ("entry-into-force <= 2009-06-15", (), "--goal: 2009-06-15, before anything could be done under the treaty"),
        ("party KAZ on 2015-01-01", (), "--goal: 2015-01-01, after the last day simulated; expected 2014-12-31"),
        ("party KAZ on 2013-01-01", ("--through", "2012-12-31"), "expected 2012-12-31 or earlier"),
        ("party NOR on 2012-01-01", (), "--goal: Norway (NOR), which has no part in this scenario"),
        ("entry-into-force-for <= soon", (), "--goal: 'soon', which is no day"),
        ("soon", (), "--goal: 'soon', which is no goal; expected 'KIND [STATE] <=|>=|== DATE'"),
        ("\x1b[2J <= 2011-06-02", (), "unknown kind of effect '\\x1b[2J'"),
        ("x" * 5000, (), "…"),
        (ENTRY, ("--move", "nobody"), "--move: 'nobody', which is no act of this file"),
        (ENTRY, ("--move", "forth"), "write 'fourth'"),
        (ENTRY, ("--reading", "window=x"), "--reading: "),
        (ENTRY, ("--format", "md"), "md"),
    ],
)
def test_bad_input_is_located_and_nothing_is_written(goal: str, words: tuple[str, ...], told: str) -> None:
    done = run(goal, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr


def test_a_file_with_faults() -> None:
    done = run(path=str(SCENARIOS / "bad" / "unknown-act.yaml"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "unknown-act.yaml:6:11" in done.stderr


def test_acts_that_hang_on_others_cannot_be_moved() -> None:
    text = "treaty: sco-iis-2009\nacts:\n  - {act: notification, by: CHN, date: {after: a2, days: 3}}\n"
    text += "  - {act: notification, by: KAZ, date: 2011-04-12}\n"
    done = run(ENTRY, "--move", "a1", "--move", "a9", path="-", given=text)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        (
            "--move: 'a1', whose date hangs on another act or effect; expected an act with a fixed day; "
            "move what it hangs on ('a2'), or give it a day first"
        ),
        "--move: 'a9', which is no act of this file; expected one of: a1, a2; write the id of an act",
    ]


def test_of_many_names_a_few_are_told() -> None:
    done = run("party Norwai on 2016-01-01", "--move", "b9", path=str(SCENARIOS / "paris-2016.yaml"))
    assert (
        "expected one of: AFG, AGO, ALB, AND, ARE, ARG, ARM, ATG, AUS, AUT, AZE, BDI, …; write 'Norway'" in done.stderr
    )


def test_acts_with_uncertain_dates_cannot_be_moved() -> None:
    scenario = treatysim.load(LATEST)
    scenario = replace(scenario, uncertain={"fourth": Uncertain(734000, Uniform(0, 9))})
    with pytest.raises(FaultyFile, match="'fourth', whose date is only known by its chances"):
        plan(scenario, ENTRY, move=["fourth"])
    assert "fourth" not in [one.act.id for one in plan(scenario, ENTRY).acts]
