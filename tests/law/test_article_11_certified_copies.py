"""Article 11: the Depositary sends certified copies to the Parties within fifteen days from signing.

The day of signing, 16 June 2009, is not counted (E-12). The duty binds before the Agreement is in force, and its
breach does not touch the entry into force.
"""

import pytest

from tests.law.agreement import ADMITTED, SIGNED, act, entry, four_notify, notify, outcome, the_duty, verdict

ONE_NOTIFICATION = [notify("CHN", "2011-03-10")]


def copies(date, **more):
    return act("certified-copies", None, date, **more)


def test_the_duty_is_the_depositarys_and_is_owed_to_the_parties(run):
    duty = the_duty(run(ONE_NOTIFICATION), "certified-copies")
    assert (duty["provision"], duty["bearer"], duty["owed_to"], duty["of"]) == ("11", "DEPOSITARY", ["PARTIES"], None)
    assert (duty["arises"], duty["due"]) == ("2009-06-16", "2009-07-01")


def test_the_reason_of_the_due_day_counts_fifteen_days_from_signing(run):
    reason = the_duty(run(ONE_NOTIFICATION), "certified-copies")["reason"]
    assert (reason["op"], reason["days"], reason["day"]) == ("after", 15, "2009-07-01")
    assert (reason["of"][0]["op"], reason["of"][0]["day"]) == ("fixed", SIGNED)


@pytest.mark.parametrize(
    ("days", "due"),
    [
        pytest.param(1, "2009-06-17", id="one-day"),
        pytest.param(10, "2009-06-26", id="ten-days"),
        pytest.param(11, "2009-06-27", id="eleven-days-a-saturday-is-not-moved"),
        pytest.param(12, "2009-06-28", id="twelve-days-a-sunday-is-not-moved"),
        pytest.param(15, "2009-07-01", id="fifteen-days-as-the-agreement-says"),
        pytest.param(30, "2009-07-16", id="thirty-days"),
    ],
)
def test_another_number_of_days(run, days, due):
    timeline = run(ONE_NOTIFICATION, parameters={"11": {"days": days}})
    assert the_duty(timeline, "certified-copies")["due"] == due


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param("2009-06-16", "performed", id="on-the-day-of-signing"),
        pytest.param("2009-06-30", "performed", id="fourteenth-day"),
        pytest.param("2009-07-01", "performed", id="fifteenth-day-is-in-time"),
        pytest.param("2009-07-02", "performed-late", id="sixteenth-day-is-late"),
        pytest.param("2012-01-01", "performed-late", id="years-later"),
    ],
)
def test_copies_sent(run, sent, status):
    assert outcome(the_duty(run([copies(sent)]), "certified-copies")) == ("2009-07-01", sent, status)


@pytest.mark.parametrize(
    ("through", "status"),
    [
        pytest.param("2009-06-16", "pending", id="day-of-signing"),
        pytest.param("2009-06-30", "pending", id="day-before-the-last"),
        pytest.param("2009-07-01", "overdue", id="last-day-has-ended"),
        pytest.param("2011-12-31", "overdue", id="long-after"),
    ],
)
def test_copies_not_sent(run, through, status):
    duty = the_duty(run(ONE_NOTIFICATION, through=through), "certified-copies")
    assert outcome(duty) == ("2009-07-01", None, status)


def test_copies_sent_after_the_last_simulated_day_are_not_shown(run):
    timeline = run([copies("2009-07-10")], through="2009-07-05")
    assert outcome(the_duty(timeline, "certified-copies")) == ("2009-07-01", None, "overdue")
    assert verdict(timeline) == (None, None)


def test_the_first_copies_perform_and_the_second_change_nothing(run):
    timeline = run([copies("2009-06-20"), copies("2009-07-20")])
    assert outcome(the_duty(timeline, "certified-copies")) == ("2009-07-01", "2009-06-20", "performed")
    assert verdict(timeline) == ADMITTED  # recorded all the same: never refused


@pytest.mark.parametrize("by", [None, "DEPOSITARY"], ids=["by-left-out", "by-the-depositary"])
def test_the_depositary_need_not_be_named(run, by):
    timeline = run([act("certified-copies", by, "2009-06-20")])
    assert the_duty(timeline, "certified-copies")["status"] == "performed"


def test_nobody_else_sends_certified_copies(faults):
    assert faults([act("certified-copies", "CHN", "2009-06-20")])


def test_breach_does_not_delay_the_entry_into_force(run):
    timeline = run(four_notify())
    assert the_duty(timeline, "certified-copies")["status"] == "overdue"
    assert (timeline["entry_into_force"], entry(timeline, "CHN")) == ("2011-06-02", "2011-06-02")


@pytest.mark.parametrize(
    "date",
    [pytest.param("2009-06-15", id="the-day-before-signing"), pytest.param("2001-06-15", id="years-before")],
)
def test_an_act_before_signing_is_an_error(faults, date):
    assert faults([notify("CHN", date)])


def test_an_act_on_the_day_of_signing_is_none(run):
    assert verdict(run([notify("CHN", "2009-06-16")])) == ADMITTED
