"""Article 12(4), second sentence: the Depositary tells the other Parties of a notice within thirty days of receipt.

Its breach does not delay the withdrawal (E-34). Each first notice that runs has a duty of its own; a revocation ends
that duty if it comes on or before the due day; one circulation performs every open duty for the State.

Unless a row says otherwise: Tajikistan's notice is received on 2 January 2025; the duty is due on 1 February 2025 (a
Saturday, and not moved), the withdrawal takes effect on 2 April 2025.
"""

import pytest

from tests.law.agreement import (
    ADMITTED,
    act,
    circulate,
    days_of,
    duties,
    four_notify,
    leave,
    notify,
    outcome,
    periods,
    revoke,
    the_duty,
    verdict,
)

IN_FORCE = four_notify()
NOTICE = leave("TJK", "2025-01-02")


def circulations(timeline):
    """All duties to circulate, as (due, performed, status)."""
    return [outcome(row) for row in duties(timeline, "withdrawal-circulated")]


def test_the_duty(run):
    duty = the_duty(run([*IN_FORCE, NOTICE]), "withdrawal-circulated")
    assert (duty["provision"], duty["bearer"], duty["owed_to"]) == ("12(4)", "DEPOSITARY", ["PARTIES"])
    assert (duty["of"], duty["arises"], duty["due"]) == ("TJK", "2025-01-02", "2025-02-01")
    assert ("2025-01-02", 30, "2025-02-01") in periods(duty["reason"])


@pytest.mark.parametrize(
    ("circulated", "status"),
    [
        pytest.param("2025-01-02", "performed", id="at-once"),
        pytest.param("2025-01-31", "performed", id="twenty-ninth-day"),
        pytest.param("2025-02-01", "performed", id="thirtieth-day"),
        pytest.param("2025-02-02", "performed-late", id="thirty-first-day"),
        pytest.param("2025-06-01", "performed-late", id="after-the-withdrawal-took-effect"),
    ],
)
def test_circulated(run, circulated, status):
    timeline = run([*IN_FORCE, NOTICE, circulate("TJK", circulated)])
    assert circulations(timeline) == [("2025-02-01", circulated, status)]
    assert verdict(timeline) == ADMITTED


@pytest.mark.parametrize(
    ("through", "status"),
    [
        pytest.param("2025-01-31", "pending", id="day-before-the-last"),
        pytest.param("2025-02-01", "overdue", id="last-day-has-ended"),
        pytest.param("2025-12-31", "overdue", id="after-the-withdrawal-took-effect"),
    ],
)
def test_not_circulated(run, through, status):
    assert circulations(run([*IN_FORCE, NOTICE], through=through)) == [("2025-02-01", None, status)]


def test_breach_does_not_delay_the_withdrawal(run):
    assert days_of(run([*IN_FORCE, NOTICE]), "withdrawal-effective") == ["2025-04-02"]


@pytest.mark.parametrize(
    ("readings", "parameters", "due"),
    [
        pytest.param({"notice-length": "clear-days"}, {}, "2025-02-01", id="the-length-of-notice-does-not-matter"),
        pytest.param({"notice-length": "receipt-counted"}, {}, "2025-02-01", id="nor-that-receipt-is-counted-there"),
        pytest.param({"notice-base": "sending"}, {}, "2025-02-01", id="it-runs-from-receipt-even-if-notice-does-not"),
        pytest.param({}, {"circulation-days": 10}, "2025-01-12", id="ten-days"),
        pytest.param({}, {"days": 60}, "2025-02-01", id="a-shorter-notice"),
    ],
)
def test_due_day(run, readings, parameters, due):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02", sent="2024-12-20")]
    timeline = run(acts, readings=readings, parameters={"12(4)": parameters} if parameters else None)
    assert the_duty(timeline, "withdrawal-circulated")["due"] == due


def test_leaving_does_not_end_the_duty(run):
    # Ninety days on the way: read from sending, the withdrawal takes effect the day after receipt.
    acts = [*IN_FORCE, leave("TJK", "2025-01-02", sent="2024-10-04"), circulate("TJK", "2025-01-20")]
    timeline = run(acts, readings={"notice-base": "sending"})
    assert days_of(timeline, "withdrawal-effective") == ["2025-01-03"]
    assert circulations(timeline) == [("2025-02-01", "2025-01-20", "performed")]


def test_a_short_notice_that_runs_is_circulated(run):
    timeline = run([*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-02-01")])
    assert circulations(timeline) == [("2025-02-01", None, "overdue")]


def test_a_void_notice_is_not(run):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-02-01"), circulate("TJK", "2025-01-10")]
    timeline = run(acts, readings={"short-notice": "void"})
    assert circulations(timeline) == []
    assert verdict(timeline) == (False, "nothing-to-circulate")


def test_two_states_leave(run):
    acts = [*IN_FORCE, NOTICE, leave("RUS", "2025-01-10"), circulate("RUS", "2025-01-12")]
    timeline = run(acts)
    rows = [(row["of"], *outcome(row)) for row in duties(timeline, "withdrawal-circulated")]
    assert rows == [
        ("TJK", "2025-02-01", None, "overdue"),
        ("RUS", "2025-02-09", "2025-01-12", "performed"),
    ]


@pytest.mark.parametrize(
    ("revoked", "status"),
    [
        pytest.param("2025-01-10", "lapsed", id="before-the-due-day"),
        pytest.param("2025-02-01", "lapsed", id="on-the-due-day"),
        pytest.param("2025-02-02", "overdue", id="the-day-after-the-breach-stays"),
    ],
)
def test_a_notice_revoked_before_it_was_circulated(run, revoked, status):
    timeline = run([*IN_FORCE, NOTICE, revoke("TJK", revoked)], through="2025-12-31")
    assert circulations(timeline) == [("2025-02-01", None, status)]


def test_a_duty_performed_does_not_lapse(run):
    timeline = run([*IN_FORCE, NOTICE, circulate("TJK", "2025-01-05"), revoke("TJK", "2025-01-10")])
    assert circulations(timeline) == [("2025-02-01", "2025-01-05", "performed")]


def test_a_lapsed_duty_cannot_be_performed(run):
    timeline = run([*IN_FORCE, NOTICE, revoke("TJK", "2025-01-10"), circulate("TJK", "2025-01-12")])
    assert circulations(timeline) == [("2025-02-01", None, "lapsed")]
    assert verdict(timeline) == (False, "nothing-to-circulate")


def test_an_overdue_duty_can_be_performed_after_the_revocation(run):
    timeline = run([*IN_FORCE, NOTICE, revoke("TJK", "2025-02-10"), circulate("TJK", "2025-02-20")])
    assert circulations(timeline) == [("2025-02-01", "2025-02-20", "performed-late")]


def test_one_circulation_performs_every_open_duty_for_the_state(run):
    acts = [*IN_FORCE, NOTICE, revoke("TJK", "2025-02-10"), leave("TJK", "2025-02-15"), circulate("TJK", "2025-03-01")]
    assert circulations(run(acts)) == [
        ("2025-02-01", "2025-03-01", "performed-late"),
        ("2025-03-17", "2025-03-01", "performed"),
    ]


def test_a_revocation_ends_the_duty_of_its_own_notice_only(run):
    acts = [*IN_FORCE, NOTICE, revoke("TJK", "2025-02-10"), leave("TJK", "2025-02-15"), revoke("TJK", "2025-02-20")]
    assert circulations(run(acts, through="2025-12-31")) == [
        ("2025-02-01", None, "overdue"),
        ("2025-03-17", None, "lapsed"),
    ]


@pytest.mark.parametrize(
    ("history", "of"),
    [
        pytest.param([], "TJK", id="no-notice"),
        pytest.param([NOTICE], "RUS", id="the-notice-of-another-State"),
        pytest.param([NOTICE, circulate("TJK", "2025-01-05")], "TJK", id="circulated-already"),
    ],
)
def test_nothing_to_circulate(run, history, of):
    timeline = run([*IN_FORCE, *history, circulate(of, "2025-01-20")])
    assert verdict(timeline) == (False, "nothing-to-circulate")


@pytest.mark.parametrize("by", [None, "DEPOSITARY"], ids=["by-left-out", "by-the-depositary"])
def test_the_depositary_need_not_be_named(run, by):
    timeline = run([*IN_FORCE, NOTICE, act("withdrawal-circulated", by, "2025-01-20", of="TJK")])
    assert verdict(timeline) == ADMITTED


def test_nobody_else_circulates(faults):
    assert faults([*IN_FORCE, NOTICE, act("withdrawal-circulated", "RUS", "2025-01-20", of="TJK")])


def test_a_revocation_leaves_the_open_duty_of_an_earlier_notice(run):
    # With 300 days to tell the others, the duty of the first notice is still open when Tajikistan has left, come back
    # on 10 May 2025, and revokes a second notice: 2 January + 300 is 29 October 2025, 1 June + 300 is 28 March 2026.
    acts = [
        *IN_FORCE,
        NOTICE,
        notify("TJK", "2025-04-10"),
        leave("TJK", "2025-06-01"),
        revoke("TJK", "2025-06-15"),
    ]
    timeline = run(acts, parameters={"12(4)": {"circulation-days": 300}}, through="2025-12-31")
    assert circulations(timeline) == [("2025-10-29", None, "overdue"), ("2026-03-28", None, "lapsed")]
