"""The report on a terminal: what stands in it, marks, and widths."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from tests.report.told import FOUR, told
from treatysim.files import load
from treatysim.report.memo import memo, status
from treatysim.report.tables import print_report, print_status, widths
from treatysim.simulation import simulate

SCENARIOS = sorted(Path("scenarios").glob("*.yaml"))


def printed(timeline, width=80, report=print_report):
    out = Console(file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False)
    report(timeline, out)
    return out.file.getvalue()


def table(found, heading):
    return next(it for it in found.tables if it.heading == heading).rows


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_no_line_is_longer_than_the_terminal_and_no_word_is_cut(path, width):
    timeline = simulate(load(path))
    text = printed(timeline, width)
    assert all(len(line) <= width for line in text.splitlines())
    assert all(line == line.rstrip() for line in text.splitlines())
    words = {word for one in memo(timeline).tables for row in one.rows for cell in row for word in cell.split()}
    assert words <= set(text.split())


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_note_on_the_text_stands_once(path):
    text = " ".join(printed(simulate(load(path))).split())
    assert text.count("Text: ") == 1


def test_states_of_one_day_and_reason_share_a_row():
    rows = table(memo(told(FOUR)), "What came")
    assert [row[0] for row in rows] == ["e1-e5"]
    assert rows[0][3].splitlines() == [
        "The treaty enters into force",
        "The treaty enters into force for China, Kazakhstan, the Russian Federation and Tajikistan",
    ]


def test_a_date_that_rests_on_a_supposed_act_is_marked_and_one_that_does_not_is_not():
    found = memo(told(FOUR + "  - {act: certified-copies, date: 2009-06-25}\n"))
    assert table(found, "Duties")[0] == (
        "2009-07-01",
        "11",
        "The Depositary",
        "Certified copies",
        "2009-06-25",
        "performed",
    )
    assert table(found, "What came")[0][1] == "2011-06-02*"
    assert found.notes[0] == "* rests on a supposed act, one that nobody has recorded."


def test_performance_by_a_supposed_act_is_marked():
    found = memo(told("\n  - {act: certified-copies, date: 2009-06-25, supposed: true}\n"))
    assert table(found, "Duties")[0][4] == "2009-06-25*"


def test_nothing_supposed_no_note_on_it():
    found = memo(told(FOUR.replace(", supposed: true", "")))
    assert not any(note.startswith("*") for note in found.notes)
    assert "*" not in printed(told(FOUR.replace(", supposed: true", "")))


def test_the_other_ways_of_counting_stand_beside_an_accession():
    text = printed(simulate(load("scenarios/belarus-accession.yaml")))
    assert "Counted otherwise: 2024-03-02* (clear-days)" in text
    assert "2024-02-29*" in text


def test_acts_after_the_last_day_are_named():
    lead = memo(told(FOUR, through="2011-04-30")).lead
    assert lead[-1] == (
        "After the last day shown, and so not simulated: the notification of Tajikistan (3 May 2011*, line 8)."
    )


def test_status_shows_open_duties_alone_and_who_is_waited_for():
    found = status(simulate(load("scenarios/enlargement.yaml")))
    assert {row[5] for row in table(found, "Open duties")} == {"expected"}
    assert found.awaited is not None
    assert "it waits for the acceptance of Tajikistan" in found.awaited.rows[0][0]
    assert "Status on 31 December 2024" in printed(simulate(load("scenarios/enlargement.yaml")), report=print_status)


def test_a_title_cannot_move_the_cursor():
    text = printed(told(title='"a\\e[2Jb\\nc"'))
    assert "\x1b" not in text
    assert text.startswith("a [2Jb c\n")


def test_widths_give_way_from_the_widest_but_never_below_a_word():
    assert widths([["aa bb cc"], ["d"]], 8) == [5, 1]
    assert widths([["unbreakable"], ["word"]], 5) == [11, 4]
