"""Reasons in words: the sentences of the catalogue, filled in by hand."""

from __future__ import annotations

import pytest

from tests.report.told import FOUR, told
from treatysim.law.formula import reason
from treatysim.report.dates import long_date, ordinal, period, short_date
from treatysim.report.reasons import Teller

NOBODY_SUPPOSED = FOUR.replace(", supposed: true", "")


def sentence(timeline, kind, state=None):
    effects = (*timeline.effects, *timeline.coming)
    effect = next(it for it in effects if it.kind == kind and it.state == state)
    return Teller(timeline).sentence(reason(effect.formula))


def test_the_fourth_notification_and_thirty_days():
    assert sentence(told(NOBODY_SUPPOSED), "entry-into-force") == (
        "3 May 2011, the fourth notification (Tajikistan, line 7), + 30 days, the day of receipt not counted: "
        "2 June 2011"
    )


def test_a_supposed_act_marks_every_date_that_rests_on_it():
    assert sentence(told(FOUR), "entry-into-force").endswith("not counted: 2 June 2011*")
    assert sentence(told(FOUR), "entry-into-force").startswith("3 May 2011*, ")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "receipt-counted",
            "+ 29 days, which makes 30 with the first day counted (reading entry-period: receipt-counted): 1 June 2011",
        ),
        ("clear-days", "+ 31 days, so that 30 clear days lie between (reading entry-period: clear-days): 3 June 2011"),
    ],
)
def test_the_other_ways_of_counting_say_what_they_count(value, expected):
    timeline = told(NOBODY_SUPPOSED, readings=f"{{entry-period: {value}}}")
    assert sentence(timeline, "entry-into-force").endswith(expected)


def test_a_later_notification_has_its_own_day():
    timeline = told(NOBODY_SUPPOSED + "  - {act: notification, by: KGZ, date: 2011-05-20}\n")
    assert sentence(timeline, "entry-into-force-for", "KGZ") == (
        "20 May 2011, the notification of Kyrgyzstan (line 8), later than the fourth (3 May 2011), + 30 days, "
        "the day of receipt not counted: 19 June 2011"
    )


def test_whoever_was_among_the_four_is_bound_for_the_same_reason_as_the_treaty():
    timeline = told(NOBODY_SUPPOSED)
    assert sentence(timeline, "entry-into-force-for", "CHN") == sentence(timeline, "entry-into-force")


def test_the_general_date_as_read_for_a_late_notification():
    late = "  - {act: notification, by: KGZ, date: 2011-05-20}\n"
    timeline = told(NOBODY_SUPPOSED + late, readings="{window: general-date}")
    said = sentence(timeline, "entry-into-force-for", "KGZ")
    assert "2 June 2011, for 20 May 2011, the notification of Kyrgyzstan (line 9) came before 2 June 2011" in said


ACCEPTED = "".join(
    f"  - {{act: acceptance, by: {who}, of: BLR, date: {day}}}\n"
    for who, day in [
        ("CHN", "2012-03-01"), ("KAZ", "2012-03-02"), ("KGZ", "2012-03-05"),
        ("RUS", "2012-03-05"), ("TJK", "2012-02-01"), ("UZB", "2012-02-01"),
    ]
)  # fmt: skip


def test_an_accession_is_complete_with_the_last_acceptance_and_of_two_on_one_day_the_later_in_the_file():
    timeline = told(NOBODY_SUPPOSED + "  - {act: accession, by: BLR, date: 2012-01-10}\n" + ACCEPTED)
    assert sentence(timeline, "accession-complete", "BLR") == (
        "5 March 2012, the acceptance of the Russian Federation (line 12), the last to come"
    )
    assert sentence(timeline, "entry-into-force-for", "BLR") == (
        "the completion, on 5 March 2012, of the accession of Belarus (e6), + 30 days, that day not counted: "
        "4 April 2012"
    )


def test_a_day_named_later_than_the_clause_asks():
    timeline = told(NOBODY_SUPPOSED + "  - {act: withdrawal, by: TJK, date: 2012-01-10, intended: 2012-12-31}\n")
    assert sentence(timeline, "withdrawal-effective", "TJK") == (
        "31 December 2012, the day named in the notice of withdrawal of Tajikistan (line 8), "
        "no earlier than the clause allows (9 April 2012)"
    )


def test_notice_reckoned_from_its_dispatch():
    notice = "  - {act: withdrawal, by: TJK, date: 2012-01-10, sent: 2012-01-02}\n"
    timeline = told(NOBODY_SUPPOSED + notice, readings="{notice-base: sending}")
    said = sentence(timeline, "withdrawal-effective", "TJK")
    assert said.startswith("2 January 2012, the dispatch of the notice of withdrawal of Tajikistan (line 9), + 90 days")
    assert "(reading notice-base: sending): 1 April 2012" in said


def test_months_end_on_the_last_day_of_a_month_that_is_too_short():
    timeline = told(NOBODY_SUPPOSED + "  - {act: consultation, by: CHN, date: 2011-08-31}\n")
    last = timeline.obligations[-1]
    assert Teller(timeline).sentence(last.reason) == (
        "31 August 2011, the report on consultations of China (line 8), + 6 months "
        "(there is no such day in that month: its last is taken): 29 February 2012"
    )


def test_the_signature_is_named_as_such():
    copies = told().obligations[0]
    assert Teller(told()).sentence(copies.reason) == (
        "16 June 2009, the signature, + 15 days, that day not counted: 1 July 2009"
    )


FIVE = "".join(
    f"  - {{act: deposit, instrument: ratification, by: {who}, date: {day}}}\n"
    for who, day in [
        ("ALB", "2002-06-20"), ("HRV", "2002-10-17"), ("EST", "2003-05-12"), ("HUN", "2003-12-04"),
        ("LTU", "2004-03-18"),
    ]
)  # fmt: skip


def test_the_first_day_of_the_month_following_the_expiration_of_three_months():
    assert sentence(told(FIVE, "budapest-2001"), "entry-into-force") == (
        "18 March 2004, the fifth instrument (Lithuania, line 8), then the first day of the month following the "
        "expiration of three months: 1 July 2004"
    )


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "first"),
        (10, "tenth"),
        (11, "11th"),
        (12, "12th"),
        (21, "21st"),
        (55, "55th"),
        (103, "103rd"),
        (112, "112th"),
    ],
)
def test_places_in_a_row(number, word):
    assert ordinal(number) == word


def test_dates_and_periods():
    assert long_date(None) == "never"
    assert short_date(None) == "–"
    assert period({"years": 1, "months": 2, "days": 3}) == "1 year, 2 months and 3 days"
