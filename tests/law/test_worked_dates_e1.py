"""The worked dates of the Agreement under its competing readings, row by row.

Each scenario with its default date, the alternatives that can be chosen as a reading, and the alternatives that
cannot: those are not offered, and asking for them is an error in the file.
"""

import pytest

from tests.law.agreement import (
    ADMITTED,
    accede,
    accept,
    all_accept,
    days_of,
    effects,
    entry,
    four_notify,
    leave,
    notify,
    outcome,
    revoke,
    says,
    standing,
    the_duty,
    verdict,
)

IN_FORCE = four_notify()


@pytest.mark.parametrize(
    ("fourth", "readings", "day"),
    [
        pytest.param("2011-05-03", {}, "2011-06-02", id="3-May-default-the-date-of-history"),
        pytest.param("2011-05-03", {"entry-period": "receipt-counted"}, "2011-06-01", id="3-May-day-counted"),
        pytest.param("2011-05-03", {"entry-period": "clear-days"}, "2011-06-03", id="3-May-clear-days"),
        pytest.param("2011-05-04", {}, "2011-06-03", id="4-May-default"),
        # Both 3 May with the day excluded and 4 May with the day counted lead to the date of history (E-1).
        pytest.param("2011-05-04", {"entry-period": "receipt-counted"}, "2011-06-02", id="4-May-day-counted"),
    ],
)
def test_fourth_notification(run, fourth, readings, day):
    assert run(four_notify(fourth=fourth), readings=readings)["entry_into_force"] == day


@pytest.mark.parametrize(
    ("readings", "day"),
    [
        pytest.param({}, "2011-06-19", id="its-own-date"),
        pytest.param({"window": "general-date"}, "2011-06-02", id="the-general-date"),
    ],
)
def test_fifth_received_on_20_may_2011(run, readings, day):
    assert entry(run([*IN_FORCE, notify("UZB", "2011-05-20")], readings=readings), "UZB") == day


def test_exchange_of_information_last_day(run):
    assert the_duty(run(IN_FORCE), "authority-exchange", "CHN")["due"] == "2011-08-01"


def test_exchange_of_information_ends_a_day_earlier_only_with_the_agreement_itself(run):
    # Entry a day earlier (receipt counted, E-1) and sixty days from there: 31 July by another road.
    timeline = run(IN_FORCE, readings={"entry-period": "receipt-counted"})
    assert the_duty(timeline, "authority-exchange", "CHN")["due"] == "2011-07-31"


def test_certified_copies_last_day(run):
    assert the_duty(run(IN_FORCE), "certified-copies")["due"] == "2009-07-01"


@pytest.mark.parametrize(
    "readings",
    [
        pytest.param({"entry-period": "receipt-counted"}, id="entry-day-counted"),
        pytest.param({"accession-period": "receipt-counted", "notice-length": "receipt-counted"}, id="others-counted"),
    ],
)
def test_certified_copies_do_not_move_with_the_other_readings(run, readings):
    assert the_duty(run(IN_FORCE, readings=readings), "certified-copies")["due"] == "2009-07-01"


@pytest.mark.parametrize(
    ("readings", "day"),
    [
        pytest.param({}, "2024-03-01", id="default"),
        pytest.param({"accession-period": "clear-days"}, "2024-03-02", id="clear-days"),
        pytest.param({"accession-period": "receipt-counted"}, "2024-02-29", id="day-counted-the-leap-day"),
    ],
)
def test_last_acceptance_received_on_31_january_2024(run, readings, day):
    acts = [*IN_FORCE, accede("BLR", "2023-08-01"), *all_accept("2023-09-01", "CHN", "KAZ", "KGZ", "RUS", "TJK")]
    timeline = run([*acts, accept("UZB", "2024-01-31")], readings=readings)
    assert entry(timeline, "BLR") == day
    (row,) = effects(timeline, "entry-into-force-for", "BLR")
    assert sorted(row["alternatives"].values()) == ["2024-02-29", "2024-03-01", "2024-03-02"]


@pytest.mark.parametrize(
    ("readings", "day"),
    [
        pytest.param({}, "2025-04-02", id="default"),
        pytest.param({"notice-length": "clear-days"}, "2025-04-03", id="clear-days"),
        pytest.param({"notice-length": "receipt-counted"}, "2025-04-01", id="day-counted"),
    ],
)
def test_withdrawal_notice_received_on_2_january_2025(run, readings, day):
    timeline = run([*IN_FORCE, leave("TJK", "2025-01-02")], readings=readings)
    assert days_of(timeline, "withdrawal-effective") == [day]
    assert outcome(the_duty(timeline, "withdrawal-circulated")) == ("2025-02-01", None, "overdue")


@pytest.mark.parametrize(
    ("readings", "expected", "days"),
    [
        pytest.param({}, (True, "notice-too-short"), ["2025-04-02"], id="clamped-to-the-earliest-day"),
        pytest.param({"short-notice": "void"}, (False, "notice-too-short"), [], id="void"),
    ],
)
def test_notice_naming_1_march_2025(run, readings, expected, days):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-03-01")]
    timeline = run(acts, readings=readings, through="2025-12-31")
    assert verdict(timeline) == expected
    assert days_of(timeline, "withdrawal-effective") == days


def test_notice_naming_1_september_2025_revoked_the_day_before(run):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-09-01"), revoke("TJK", "2025-08-31")]
    timeline = run(acts, through="2025-12-31")
    assert (verdict(timeline), standing(timeline, "TJK")) == (ADMITTED, "party")


# What the rules settle without a choice, so that no reading is offered.
@pytest.mark.parametrize(
    ("axis", "value"),
    [
        pytest.param("exchange-period", "receipt-counted", id="5-1-counted-from-entry-inclusive-31-July-2011"),
        pytest.param("copies-period", "receipt-counted", id="11-counted-from-signing-inclusive-30-June-2009"),
        pytest.param("short-notice", "as-stated", id="a-short-notice-taking-effect-on-1-March-2025-as-stated"),
        pytest.param("weekend", "next-working-day", id="effects-moved-to-a-working-day"),
        pytest.param("entry-period", "working-days", id="thirty-working-days"),
    ],
)
def test_not_offered(faults, axis, value):
    messages = faults([*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-03-01")], readings={axis: value})
    offered = {"short-notice", "entry-period"}
    assert says(messages, value if axis in offered else axis)
