"""Every output says where an uncertain date was taken at its median, and marks what rests on it."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console
from typer.testing import CliRunner

from tests.report.told import FOUR, lines, told
from treatysim.cli import app
from treatysim.files import load_text
from treatysim.report import doubts, uncertain
from treatysim.report.documents import markdown, note
from treatysim.report.explanations import explain
from treatysim.report.memo import memo, status
from treatysim.report.tables import print_report
from treatysim.whatif.readings import readings

THREE = FOUR.rsplit("  - ", 1)[0]
FOURTH = THREE + "  - {act: notification, by: TJK, date: {from: 2011-05-01, days: {uniform: [10, 90]}}, id: fourth}\n"
NEVER = THREE + "  - {act: notification, by: TJK, date: {from: 2011-05-01, days: {uniform: [10, 90], never: 0.5}}}\n"
HANGING = FOUR + "  - {act: notification, by: UZB, date: {after: entry-into-force, days: {uniform: [0, 20]}}}\n"
WAITING = FOUR + "  - {act: notification, by: UZB, date: {after: termination, days: {uniform: [0, 20]}}}\n"
BEYOND = FOUR + "  - {act: notification, by: UZB, date: {from: 9999-12-31, days: {uniform: [5, 20]}}}\n"

# 1 May + 50 days is 20 June 2011, and thirty days more 20 July
TAKEN = "Uncertain dates, taken at their median: the notification of"
MEDIAN = f"{TAKEN} Tajikistan (fourth), 20 June 2011*."
TAKEN_NEVER = f"{TAKEN} Tajikistan (a4), taken never to come."


def table(found, heading):
    return next(it for it in found.tables if it.heading == heading).rows


@pytest.mark.parametrize("report", [memo, status, explain], ids=["run", "status", "explain"])
@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        (FOURTH, MEDIAN),
        (NEVER, TAKEN_NEVER),
        (HANGING, f"{TAKEN} Uzbekistan (a5), 12 June 2011*."),
        (
            WAITING,
            f"{TAKEN} Uzbekistan (a5), dated by something that never happens.",
        ),
        (
            BEYOND,
            f"{TAKEN} Uzbekistan (a5), after 31 December 9999.",
        ),
    ],
    ids=["fixed", "never", "hanging", "waiting", "beyond"],
)
def test_the_foot_of_a_report_names_each_uncertain_date(report, acts, expected):
    found = [line for line in report(told(acts, through="2011-12-31")).notes if line.startswith("Uncertain")]
    assert found == [expected]


def test_a_scenario_without_uncertain_dates_says_nothing_of_them():
    timeline = told(FOUR)
    assert uncertain.note(timeline) == uncertain.note_before(timeline.scenario) == ""
    assert not any("ncertain" in line for line in memo(timeline).notes)


def test_a_date_after_the_last_day_shown_is_named_too():
    found = status(told(FOURTH, through="2011-06-01"))
    assert MEDIAN in found.notes
    assert found.lead[-1] == (
        "After the last day shown, and so not simulated: the notification of Tajikistan (20 June 2011*, line 8)."
    )


def test_everything_that_rests_on_it_is_marked():
    found = memo(told(FOURTH + "  - {act: certified-copies, date: {from: 2009-06-20, days: {uniform: [0, 10]}}}\n"))
    assert [row[1] for row in table(found, "What came")] == ["2011-07-20*"]
    assert {row[1] for row in table(found, "States") if row[2] != "–"} == {"Party*"}
    assert table(found, "Duties")[0][4] == "2009-06-25*"
    assert found.notes[0] == "* rests on a supposed act, one that nobody has recorded."


def test_a_finding_and_what_is_coming_are_marked():
    found = memo(told(FOURTH, through="2011-06-30"))
    assert [row[1] for row in table(found, "Coming, if nobody acts any more")] == ["2011-07-20*"]
    again = "  - {act: notification, by: CHN, date: {from: 2011-05-01, days: {uniform: [10, 90]}}}\n"
    assert table(memo(told(FOUR + again)), "What is irregular or unsettled")[0][0] == "2011-06-20*"


def test_an_act_taken_never_to_come_is_not_said_to_hang_on_something():
    found = memo(told(NEVER + "  - {act: notification, by: UZB, date: {after: a4, days: 3}}\n", through="2011-12-31"))
    waits, unlikely = found.lead[-2:]
    assert waits == (
        "Dated by something that never happens, and so not simulated: the notification of Uzbekistan (line 9)."
    )
    assert unlikely == (
        "Taken never to come, as that is at least as likely as not, and so not simulated: the notification of"
        " Tajikistan (line 8)."
    )


def test_a_day_after_the_last_of_the_calendar_is_not_said_to_hang_on_something():
    timeline = told(BEYOND + "  - {act: notification, by: KGZ, date: {after: fourth, days: 3000000}}\n")
    assert memo(timeline).lead[-1] == (
        "Dated after 31 December 9999, and so not simulated: the notification of Uzbekistan (line 8), the notification"
        " of Kyrgyzstan (line 9)."
    )
    assert explain(timeline, "a6").chapters[0].nodes[0].line.endswith("(dated after 31 December 9999)")


def test_of_many_the_first_are_named_and_those_taken_never_to_come_before_them():
    spread = "{from: 2012-01-01, days: {uniform: [10, 90]"
    many = "".join(
        f"  - {{act: acceptance, by: {who}, of: BLR, date: {spread}{never}}}}}}}\n"
        for who, never in [("CHN", ""), ("KAZ", ""), ("RUS", ""), ("TJK", ""), ("UZB", ""), ("KGZ", ", never: 0.7")]
    )
    (found,) = (line for line in memo(told(many)).notes if line.startswith("Uncertain"))
    assert found == (
        "Uncertain dates, taken at their median: the acceptance of Kyrgyzstan (a6), taken never to come; the acceptance"
        " of China (a1), 20 February 2012*; the acceptance of Kazakhstan (a2), 20 February 2012*; the acceptance of the"
        " Russian Federation (a3), 20 February 2012*; the acceptance of Tajikistan (a4), 20 February 2012* and 1 more."
    )


def test_an_explanation_says_how_the_day_was_reached():
    found = explain(told(FOURTH), "fourth").chapters[0].nodes[0]
    assert found.line == (
        "fourth, line 7, 20 June 2011* (uncertain; 50 days from 1 May 2011 at the median): Tajikistan notifies the"
        " completion of its internal procedures (admitted)"
    )
    tree = [line for node in explain(told(FOURTH), "entry-into-force").chapters[0].nodes for line in lines(node)]
    assert any("Tajikistan, notification (fourth, line 7, uncertain, at its median)" in line for line in tree)


@pytest.mark.parametrize(
    ("acts", "which", "expected"),
    [
        (HANGING, "a5", "12 June 2011* (uncertain; 10 days after 'entry-into-force' at the median): Uzbekistan"),
        (NEVER, "a4", "Never: Tajikistan"),
        (WAITING, "a5", "Never (uncertain; 10 days after 'termination' at the median): Uzbekistan"),
    ],
    ids=["hanging", "never", "waiting"],
)
def test_an_explanation_of_an_act(acts, which, expected):
    line = explain(told(acts, through="2011-12-31"), which).chapters[0].nodes[0].line
    assert expected in line
    assert line.endswith(
        {
            HANGING: "(admitted)",
            NEVER: "(taken never to come, as that is at least as likely as not)",
            WAITING: "(dated by something that never happens)",
        }[acts]
    )


def test_an_anchor_is_no_moment():
    acts = FOUR + "  - {act: notification, by: UZB, date: {after: notification, by: TJK, days: 3}}\n"
    assert "given as" not in explain(told(acts), "a5").chapters[0].nodes[0].line


def test_which_doubts_matter_is_asked_of_the_median_dates():
    found = doubts.memo(readings(load_text("treaty: sco-iis-2009\nacts:\n" + HANGING)))
    assert f"{TAKEN} Uzbekistan (a5), 10 days after 'entry-into-force'." in found.notes
    scenario = told(NEVER + BEYOND.replace(FOUR, "") + FOURTH.replace(THREE, "").replace("TJK", "KGZ")).scenario
    assert uncertain.note_before(scenario) == (
        f"{TAKEN_NEVER[:-1]}; the notification of Uzbekistan (a5), after 31 December 9999; the notification of"
        " Kyrgyzstan (fourth), 20 June 2011*."
    )


def test_a_terminal_of_eighty_columns():
    out = Console(file=io.StringIO(), width=80, highlight=False, markup=False, emoji=False)
    print_report(told(FOURTH), out)
    assert all(len(line) <= 80 for line in out.file.getvalue().splitlines())
    assert MEDIAN in " ".join(out.file.getvalue().split())


def test_a_memo_in_markdown():
    assert MEDIAN.replace("*", "\\*") in markdown(told(FOURTH)).splitlines()


def test_what_a_table_of_values_has_no_room_for():
    assert note(told(FOURTH)).splitlines()[0] == MEDIAN
    assert len(note(told(FOURTH)).splitlines()) == 2


# -- the command line --------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "uncertain.yaml"
    file.write_text(f"title: T\ntreaty: sco-iis-2009\nacts:\n{FOURTH}", "utf-8")
    return str(file)


def call(*words):
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0
    return done


@pytest.mark.parametrize(
    "words",
    [
        ["run", "--format", "table"],
        ["run", "--format", "md"],
        ["status", "--on", "2011-12-31"],
        ["status", "--on", "2011-12-31", "--format", "md"],
        ["explain"],
        ["readings"],
    ],
    ids=" ".join,
)
def test_a_report_says_so_on_standard_output(path, words, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    done = call(*words, path)
    assert MEDIAN in " ".join(done.stdout.replace("\\*", "*").split())
    assert done.stderr == ""


@pytest.mark.parametrize(
    "words", [["run", "--format", "csv"], ["readings", "--format", "csv"], ["readings", "--format", "json"]]
)
def test_a_form_without_room_for_it_says_so_on_standard_error(path, words):
    done = call(*words, path)
    assert MEDIAN in done.stderr.splitlines()
    assert "Uncertain" not in done.stdout


@pytest.mark.parametrize("words", [["run", "--format", "json"], ["run", "--format", "jsonl"]])
def test_json_carries_the_distribution(path, words):
    done = call(*words, path)
    assert done.stderr == ""
    last = json.loads(done.stdout)["acts"][-1]
    assert (last["date"], last["uncertain"]) == ("2011-06-20", {"from": "2011-05-01", "days": {"uniform": [10, 90]}})


def test_validate_counts_them(path, tmp_path):
    assert "4 acts, 1 uncertain date, readings by default" in call("validate", path).stdout
    two = tmp_path / "two.yaml"
    two.write_text(f"treaty: sco-iis-2009\nacts:\n{THREE}{HANGING.replace(FOUR, '') * 2}", "utf-8")
    assert "5 acts, 2 uncertain dates, readings by default" in call("validate", str(two)).stdout


def test_the_template_shows_the_form():
    text = " ".join(line.removeprefix("# ") for line in call("new", "sco-iis-2009").stdout.splitlines())
    for date in (
        "{from: 2027-03-01, days: {lognormal: {median: 60, p90: 180}, never: 0.1}}",
        "{from: 2027-03-01, days: {uniform: [10, 90]}}",
        "{from: 2027-03-01, days: {triangular: [10, 30, 90]}}",
        "{from: 2027-03-01, days: {table: {30: 0.5, 60: 0.4}, never: 0.1}}",
    ):
        assert date.removeprefix("{from: 2027-03-01, days: ").removesuffix("}") in text
        act = f"{{act: notification, by: CHN, date: {date}}}"
        assert load_text(f"treaty: sco-iis-2009\nacts: [{act}]").uncertain
