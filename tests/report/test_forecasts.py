"""A forecast in words and figures; every expected value is counted by hand from the clause.

Three notifications stand; the fourth is uncertain, and the Agreement enters into force on the thirtieth day after it.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from treatysim.files import load_text
from treatysim.report.forecasts import CSV_COLUMNS, beside, csv_text, json_text, memo
from treatysim.report.memo import Memo
from treatysim.report.overrides import days
from treatysim.report.percentages import percent, points
from treatysim.whatif.draws import Difference
from treatysim.whatif.forecast import Forecast, forecast

THREE = """
  - {act: notification, by: CHN, date: 2011-03-10}
  - {act: notification, by: RUS, date: 2011-03-21}
  - {act: notification, by: KAZ, date: 2011-04-12}
"""

TENTHS = "  - {act: notification, by: TJK, date: {from: 2011-05-01, days: {uniform: [1, 10]}}}\n"
"""Received from 2 to 11 May, a tenth each day: in force from 1 to 10 June."""

PERHAPS = TENTHS.replace("[1, 10]", "[1, 10], never: 0.2")
"""The same in four cases of five: 8 percent each day."""


def forecast_of(acts: str, **more: Any) -> Forecast:
    keys = {key: more.pop(key) for key in ("through", "readings", "title") if key in more}
    head = "".join(f"{key}: {value}\n" for key, value in {"title": "A test", **keys}.items())
    return forecast(load_text(f"{head}treaty: sco-iis-2009\nacts:\n{acts}", "test.yaml"), **more)


def told(found: Forecast, *by: str) -> Memo:
    return memo(found, days(found.scenario.treaty, by, "--by"))


def rows(found: Memo, heading: str) -> list[tuple[str, ...]]:
    return [row for table in found.tables if table.heading.startswith(heading) for row in table.rows]


ALL_FOUR = (
    "The treaty enters into force\n"
    "The treaty enters into force for China, the Russian Federation, Kazakhstan and Tajikistan"
)


# -- one uncertain date, alike on ten days


def test_days_and_chances_of_one_date() -> None:
    """By 1 June in one case of ten, by 5 June in five, by 9 June in nine."""
    found = told(forecast_of(THREE + TENTHS), "2011-06-03", "2011-05-31", "2011-06-10")
    assert rows(found, "When") == [("2011-06-01", "2011-06-05", "2011-06-09", "0%", "exact", ALL_FOUR)]
    by = next(table for table in found.tables if table.heading.startswith("How likely"))
    assert by.columns == ("2011-05-31", "2011-06-03", "2011-06-10", "Effect")
    assert by.rows == (("0%", "30.0%", "100%", ALL_FOUR),)


def test_days_and_chances_of_a_date_that_may_never_come() -> None:
    """8 percent by 1 June, 16 by 2 June; 48 by 6 June, 56 by 7 June; 80 by 10 June, and no more."""
    found = told(forecast_of(THREE + PERHAPS), "2011-06-07")
    assert rows(found, "When") == [("2011-06-02", "2011-06-07", "never", "20.0%", "exact", ALL_FOUR)]
    assert rows(found, "How likely") == [("56.0%", ALL_FOUR)]
    assert rows(found, "Who decides") == [(ALL_FOUR, "Tajikistan 80.0%")]


def test_a_day_for_every_column_and_a_table_for_every_four() -> None:
    found = told(forecast_of(THREE + TENTHS), *(f"2011-06-{day:02}" for day in range(1, 8)))
    assert [table.columns[:-1] for table in found.tables if table.heading.startswith("How likely")] == [
        tuple(f"2011-06-{day:02}" for day in range(1, 5)),
        tuple(f"2011-06-{day:02}" for day in range(5, 8)),
    ]
    assert rows(found, "How likely")[1][:3] == ("50.0%", "60.0%", "70.0%")


def test_the_whole_curve_for_spreadsheets() -> None:
    lines = list(csv.reader(io.StringIO(csv_text(forecast_of(THREE + PERHAPS)))))
    assert tuple(lines[0]) == CSV_COLUMNS == ("kind", "state", "of", "place", "method", "date", "on", "by")
    general = [line[4:] for line in lines if line[0] == "entry-into-force"]
    assert general[:2] == [["exact", "2011-06-01", "0.08", "0.08"], ["exact", "2011-06-02", "0.08", "0.16"]]
    assert general[-2:] == [["exact", "2011-06-10", "0.08", "0.8"], ["exact", "never", "0.2", ""]]
    assert len(general) == 11
    assert {tuple(line[:4]) for line in lines[1:]} == {
        ("entry-into-force", "", "", "1"),
        *(("entry-into-force-for", state, "", "1") for state in ("CHN", "RUS", "KAZ", "TJK")),
    }


def test_what_is_certain_has_one_day_for_spreadsheets_too() -> None:
    lines = csv_text(forecast_of(THREE + "  - {act: notification, by: TJK, date: 2011-05-03}\n")).splitlines()
    assert lines[1:3] == [
        "entry-into-force,,,1,certain,2011-06-02,1,1",
        "entry-into-force,,,1,certain,never,0,",
    ]


def test_as_plain_values() -> None:
    found = forecast_of(THREE + PERHAPS)
    said = json.loads(json_text(found, days(found.scenario.treaty, ["2011-06-07"], "--by")))
    assert (said["draws"], said["uncertain"], said["differing"]) == (0, ["a4"], [])
    assert said["scenario"] == {"title": "A test", "treaty": "sco-iis-2009", "through": None, "file": "test.yaml"}
    assert said["text"].startswith("unofficial English translation")
    assert said["effects"][0] == {
        "kind": "entry-into-force",
        "state": None,
        "of": None,
        "place": 1,
        "method": "exact",
        "supposed": True,
        "quantiles": {
            "5%": "2011-06-01",
            "10%": "2011-06-02",
            "25%": "2011-06-04",
            "50%": "2011-06-07",
            "75%": "2011-06-10",
            "90%": None,
            "95%": None,
        },
        "by": {"2011-06-07": 0.56},
        "never": 0.2,
        "deciding": {"TJK": 0.8},
    }


# -- who decides


def test_of_two_the_later_decides() -> None:
    """On 2 or 3 May each, alike: of the four cases Kazakhstan is later in one, and Tajikistan in one; in the other two
    they come on one day, and Tajikistan stands further down the file."""
    both = "  - {act: notification, by: CHN, date: 2011-03-10}\n  - {act: notification, by: RUS, date: 2011-03-21}\n"
    for state in ("KAZ", "TJK"):
        both += f"  - {{act: notification, by: {state}, date: {{from: 2011-05-01, days: {{uniform: [1, 2]}}}}}}\n"
    found = told(forecast_of(both), "2011-06-01")
    assert rows(found, "How likely") == [("25.0%", ALL_FOUR)]
    assert rows(found, "Who decides") == [(ALL_FOUR, "Tajikistan 75.0%, Kazakhstan 25.0%")]


def test_the_smallest_shares_are_told_together() -> None:
    shares = {"CHN": 0.5, "RUS": 0.2, "KAZ": 0.1, "KGZ": 0.08, "TJK": 0.07, "UZB": 0.03, "BLR": 0.02}
    found = forecast_of(THREE + TENTHS)
    seven = replace(found, likelihoods=(replace(found.likelihoods[0], deciding=shares),))
    assert rows(told(seven), "Who decides")[0][1].endswith("Kyrgyzstan 8.0%, Tajikistan 7.0%, 2 others 5.0%")
    shares.pop("BLR")
    assert rows(told(seven), "Who decides")[0][1].endswith("Tajikistan 7.0%, Uzbekistan 3.0%")


# -- what the figures are worth


def test_exact_figures_say_so() -> None:
    assert told(forecast_of(THREE + TENTHS)).lead == (
        "1 date in this file is uncertain.",
        "All figures are exact: they are worked out from the chances themselves, not from draws.",
    )


def test_sampled_figures_say_how_far_they_can_be_trusted() -> None:
    """1.96 times the root of a quarter of 10,000 is 98 in 10,000; a tenth of the cases falls on each day, so that a
    share less than one point off is at most one day off."""
    found = told(forecast_of(THREE + TENTHS, n=10_000, seed=5, exact=False))
    worth = "19 times in 20 a percentage is within 1.0 points of the exact one, and a date within 1 day."
    assert found.lead[1:] == (
        f"The figures are sampled, from 10,000 draws with seed 5: {worth}",
        "Formulas spoke for every draw; none had to be run by the engine.",
    )
    assert all(row[4] == "sampled" and "." not in row[3] for row in rows(found, "When"))


def test_a_date_that_is_nearly_never_is_not_trusted_to_the_day() -> None:
    """In 0.8 of all cases it comes by 10 June: whether in more than 0.9 or not is no matter of days."""
    near = TENTHS.replace("[1, 10]", "[1, 10], never: 0.1")
    assert told(forecast_of(THREE + near, n=1_000, exact=False)).lead[1].endswith("points of the exact one.")


def test_some_figures_exact_and_some_sampled() -> None:
    """Whether Kyrgyzstan is late or not, is asked of what decides the general date too; that one is exact."""
    late = "  - {act: notification, by: KGZ, date: {from: 2011-05-01, days: {uniform: [1, 40]}}}\n"
    found = told(forecast_of(THREE + TENTHS + late, readings="{window: general-date}", n=1_000))
    methods = {row[-1].splitlines()[0]: row[4] for row in rows(found, "When")}
    assert methods["The treaty enters into force"] == "exact"
    assert methods["The treaty enters into force for Kyrgyzstan"] == "sampled"
    assert found.lead[1].startswith("Some figures are exact, worked out from the chances themselves; the others are ")
    assert "Doubtful wordings asked: window: general-date (chosen)." in found.notes


LEAVING = (
    THREE
    + "  - {act: notification, by: TJK, date: 2011-05-03}\n"
    + "".join(
        f"  - {{act: withdrawal, by: {state}, date: {{from: 2012-01-01, days: {{uniform: [1, 10]}}}}}}\n"
        for state in ("CHN", "RUS", "KAZ")
    )
)
"""Three of four leave, and with the third the treaty ends, of which no formula speaks."""


def test_what_the_engine_ran() -> None:
    found = told(forecast_of(LEAVING, n=50))
    assert found.lead[2:] == (
        "Formulas speak for none of these draws; every one was run by the engine.",
        "5 effects are certain, on 2 June 2011: `treatysim run` lists them.",
    )
    assert ("The treaty ends", "sampled") in [(row[-1], row[4]) for row in rows(found, "When")]


def test_how_many_draws_the_engine_ran() -> None:
    """One in ten of them, for a notification may be withdrawn: of 100 draws, some and not all."""
    taken_back = (
        "  - {act: notification-withdrawn, by: CHN, date: {from: 2011-04-20, days: {table: {0: 0.1}, never: 0.9}}}\n"
    )
    found = forecast_of(THREE + TENTHS + taken_back, n=100)
    assert 0 < found.by_engine < 30
    number = found.by_engine
    sentence = f"Formulas did not speak for {number} draws ({number}.0%); those were run by the engine, one by one."
    assert sentence in told(found).lead


def test_what_was_verified() -> None:
    found = forecast_of(THREE + TENTHS, n=200, verify=20)
    assert told(found).lead[2:] == (
        "Beside them, 200 draws were made with seed 0.",
        "Formulas spoke for every draw; none had to be run by the engine.",
        "Verified: 20 draws were run again by the engine, and every date was the same.",
    )


def test_differences_are_named() -> None:
    found = forecast_of(THREE + TENTHS)
    one = Difference(1_234, ("entry-into-force-for", "KAZ", None, 1), 734290, None)
    wrong = Forecast(found.scenario, found.likelihoods, 2_000, 0, verified=9, differing=(one,) * 7)
    lines = beside(wrong).splitlines()
    assert (
        lines[0]
        == "draw 1,234: The treaty enters into force for Kazakhstan: 2 June 2011 by the formulas, never by the engine"
    )
    assert lines[5:] == ["and 2 more"]
    assert "Verified: 9 draws were run again by the engine, and 7 dates were NOT the same." in told(wrong).lead
    assert json.loads(json_text(wrong))["differing"][0] == {
        "draw": 1234,
        "kind": "entry-into-force-for",
        "state": "KAZ",
        "of": None,
        "place": 1,
        "formulas": "2011-06-02",
        "engine": None,
    }
    assert beside(found) == ""


def test_what_an_executor_lost_is_told_beside_the_figures() -> None:
    found = forecast_of(THREE + TENTHS)
    elsewhere = Forecast(found.scenario, found.likelihoods, 2_000, 0, lost=1_500, why="BrokenProcessPool: gone")
    assert beside(elsewhere) == (
        "1,500 draws were made here, because the workers did not make them (BrokenProcessPool: gone); the figures are "
        "the same."
    )
    assert "lost" not in json.loads(json_text(elsewhere))


# -- what is certain, what cannot come, and what is supposed


def test_a_file_without_uncertain_dates() -> None:
    found = told(forecast_of(THREE + "  - {act: notification, by: TJK, date: 2011-05-03, supposed: true}\n"))
    assert found.lead == (
        "No date in this file is uncertain.",
        "5 effects are certain, on 2 June 2011*: `treatysim run` lists them.",
    )
    assert found.tables == ()
    assert found.notes[0] == "* rests on a supposed act, one that nobody has recorded."


def test_certain_effects_on_several_days() -> None:
    """Four on 2 June, and with them the Agreement; Kyrgyzstan is later than the fourth: 20 May + 30 days."""
    certain = "  - {act: notification, by: TJK, date: 2011-05-03}\n  - {act: notification, by: KGZ, date: 2011-05-20}\n"
    late = "  - {act: notification, by: UZB, date: {from: 2012-01-01, days: {uniform: [1, 10]}}}\n"
    found = told(forecast_of(THREE + certain + late))
    assert found.lead[-1] == "6 effects are certain, from 2 June 2011 to 19 June 2011: `treatysim run` lists them."
    assert [row[-1] for row in rows(found, "When")] == ["The treaty enters into force for Uzbekistan"]
    assert found.notes[1:] == (
        "Every date in these tables rests on uncertain dates, and so on acts that nobody has recorded.",
        "Text: unofficial English translation; the Russian and Chinese texts are authentic.",
    )
    assert beside(forecast_of(THREE + certain + late), noted=True).splitlines() == list(found.notes[1:])


def test_the_soonest_stands_first() -> None:
    """By the median, whatever the order of the file; of two with one median, by the tenth."""
    certain = "  - {act: notification, by: TJK, date: 2011-05-03}\n"
    late = "".join(
        f"  - {{act: notification, by: {state}, date: {{from: 2012-01-01, days: {{uniform: {ends}}}}}}}\n"
        for state, ends in (("UZB", "[51, 60]"), ("KGZ", "[46, 65]"))
    )
    found = told(forecast_of(THREE + certain + late))
    assert [row[:3] for row in rows(found, "When")] == [
        ("2012-03-18", "2012-03-26", "2012-04-03"),
        ("2012-03-22", "2012-03-26", "2012-03-30"),
    ]


def test_settled_effects_are_certain_even_where_everything_is_drawn() -> None:
    found = forecast_of(LEAVING, n=20, exact=False)
    assert {one.kind for one in found.likelihoods if one.method == "certain"} == {
        "entry-into-force",
        "entry-into-force-for",
    }


@pytest.mark.parametrize("method", ["certain", "exact"])
def test_what_cannot_come(method: Any) -> None:
    found = forecast_of(THREE + TENTHS)
    never = tuple(replace(one, method=method, by=np.zeros(0), comes=0.0) for one in found.likelihoods)
    report = told(replace(found, likelihoods=never))
    assert report.tables == ()
    assert report.lead[1].startswith("Cannot come, whatever happens: The treaty enters into force; The treaty enters ")
    assert report.notes == ("Text: unofficial English translation; the Russian and Chinese texts are authentic.",)


def test_what_came_in_no_draw_is_no_impossibility() -> None:
    found = forecast_of(THREE + TENTHS, n=10, exact=False)
    never = tuple(replace(one, by=np.zeros(0), comes=0.0) for one in found.likelihoods if one.method == "sampled")
    report = told(replace(found, likelihoods=never), "2011-06-05")
    assert rows(report, "When") == [("never", "never", "never", "100%", "sampled", ALL_FOUR)]
    assert rows(report, "How likely") == [("0%", ALL_FOUR)]
    assert csv_text(replace(found, likelihoods=never)).splitlines()[1] == "entry-into-force,,,1,sampled,never,1,"


def test_acts_after_the_last_day_count_as_never() -> None:
    """Through 6 May, five of the ten days are left."""
    found = told(forecast_of(THREE + TENTHS, through="2011-05-06"))
    assert found.lead[2] == (
        "An act that would be received after 6 May 2011, the last day simulated, counts as one that never comes."
    )
    assert [row[3] for row in rows(found, "When")] == ["50.0%"]


def test_a_second_time_is_told_so() -> None:
    found = forecast_of(THREE + TENTHS)
    again = replace(found, likelihoods=(replace(found.likelihoods[0], place=2),))
    assert rows(told(again), "When")[0][-1] == "The treaty enters into force, for the second time"


# -- percentages


@pytest.mark.parametrize(
    ("share", "draws", "said"),
    [
        (0.0, 0, "0%"),
        (1.0, 0, "100%"),
        (0.5, 0, "50.0%"),
        (0.0004, 0, "<0.1%"),
        (0.0005001, 0, "0.1%"),
        (0.9996, 0, ">99.9%"),
        (0.9994, 0, "99.9%"),
        # rounding alone: the ninth decimal of an exact figure is noise
        (2e-16, 0, "0%"),
        (1 - 2e-16, 0, "100%"),
        # one draw in as many as you like has happened, and the others have not
        (1 / 10**10, 10**10, "<0.1%"),
        (1 - 1 / 10**10, 10**10, ">99.9%"),
        (1 / 20_000, 20_000, "<1%"),
        (19_999 / 20_000, 20_000, ">99%"),
        (0.126, 20_000, "13%"),
        (0.126, 100_000, "13%"),
        (0.126, 250_000, "12.6%"),
        (0.126, 1_000_000, "12.6%"),
        (0.0, 20_000, "0%"),
        (1.0, 20_000, "100%"),
    ],
)
def test_percentages(share: float, draws: int, said: str) -> None:
    assert percent(share, draws) == said


@pytest.mark.parametrize(("draws", "within"), [(100, 9.8), (10_000, 1.0), (20_000, 0.7), (10**6, 0.1), (10**12, 0.1)])
def test_points(draws: int, within: float) -> None:
    assert points(draws) == within
