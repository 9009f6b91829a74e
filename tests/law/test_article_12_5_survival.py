"""Article 12(5): what outlives the Agreement, and what outlives a State's part in it.

On the end of the Agreement every State that was a Party the day before keeps protecting information, without limit
of time (E-40), and completes each joint project then open. By default the same holds for a State that leaves (E-39).

Unless a row says otherwise: Tajikistan leaves on 2 April 2025; by agreement the Agreement ends on 1 March 2012.
"""

import pytest

from tests.law.agreement import (
    ADMITTED,
    PARTIES,
    accede,
    all_accept,
    all_consent,
    complete,
    duties,
    four_notify,
    leave,
    notify,
    outcome,
    project,
    propose,
    the_duty,
    verdict,
)

IN_FORCE = four_notify()
TJK_LEAVES = leave("TJK", "2025-01-02")
END_BY_AGREEMENT = [propose("CHN", "2012-02-01", "termination", period=10), *all_consent("2012-02-20")]
ONLY_ON_THE_END = {"survival": "termination-only"}


def bearers(timeline, duty="protect-information"):
    """Who owes the duty, with the day it arose, in alphabetical order."""
    return sorted((row["bearer"], row["arises"]) for row in duties(timeline, duty))


def projects(timeline):
    """Who must complete which project, in alphabetical order."""
    return sorted((row["bearer"], row["of"]) for row in duties(timeline, "complete-project"))


# -- the end of the Agreement ------------------------------------------------------------------------------------


@pytest.mark.parametrize("survival", ["termination-and-withdrawal", "termination-only"])
def test_on_the_end_every_party_keeps_protecting_information(run, survival):
    timeline = run([*IN_FORCE, *END_BY_AGREEMENT], readings={"survival": survival})
    assert bearers(timeline) == [(state, "2012-03-01") for state in PARTIES]


def test_protection_has_no_due_day_and_continues(run):
    duty = the_duty(run([*IN_FORCE, *END_BY_AGREEMENT], through="2099-12-31"), "protect-information", "CHN")
    assert (duty["provision"], duty["owed_to"], duty["of"]) == ("12(5)", ["PARTIES"], None)
    assert outcome(duty) == (None, None, "continuing")


def test_every_party_completes_every_open_project(run):
    acts = [*IN_FORCE, project("CHN", "2011-07-01", "cable"), project("RUS", "2011-08-01", "exercise")]
    timeline = run([*acts, *END_BY_AGREEMENT])
    assert projects(timeline) == [(state, name) for state in PARTIES for name in ("cable", "exercise")]


def test_a_project_completed_before_the_end_is_not_owed(run):
    acts = [*IN_FORCE, project("CHN", "2011-07-01", "cable"), project("RUS", "2011-08-01", "exercise")]
    acts += [complete("TJK", "2012-02-29", "cable"), *END_BY_AGREEMENT]
    assert projects(run(acts)) == [(state, "exercise") for state in PARTIES]


def test_after_the_end_nothing_performs_the_duty_to_complete(run):
    acts = [*IN_FORCE, project("CHN", "2011-07-01"), *END_BY_AGREEMENT, complete("CHN", "2012-03-01")]
    timeline = run(acts, through="2012-12-31")
    assert verdict(timeline) == (False, "treaty-terminated")
    assert {row["performed"] for row in duties(timeline, "complete-project")} == {None}


@pytest.mark.parametrize(
    ("state", "more"),
    [
        pytest.param("KGZ", [], id="a-signatory-that-never-notified"),
        pytest.param("UZB", [notify("UZB", "2012-02-10")], id="a-contracting-State"),  # would be bound on 11 March
        pytest.param("UZB", [notify("UZB", "2012-01-31")], id="a-State-whose-entry-falls-on-the-day-of-the-end"),
        pytest.param("BLR", [accede("BLR", "2012-01-01")], id="an-applicant"),
        pytest.param("BLR", [accede("BLR", "2012-01-01"), *all_accept("2012-02-15")], id="an-acceding-State"),
    ],
)
def test_who_was_not_a_party_the_day_before_owes_nothing(run, state, more):
    timeline = run([*IN_FORCE, project("CHN", "2011-07-01"), *more, *END_BY_AGREEMENT])
    assert bearers(timeline) == [(party, "2012-03-01") for party in PARTIES]
    assert projects(timeline) == [(party, "cable") for party in PARTIES]
    assert duties(timeline, "protect-information", state) == []


def test_a_party_that_is_leaving_when_the_end_comes_owes_once(run):
    timeline = run([*IN_FORCE, leave("TJK", "2012-02-01"), *END_BY_AGREEMENT])
    assert bearers(timeline) == [(state, "2012-03-01") for state in PARTIES]


# -- a State that leaves (E-39) ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        pytest.param({}, [("TJK", "2025-04-02")], id="a-leaver-keeps-protecting-information"),
        pytest.param(ONLY_ON_THE_END, [], id="not-where-only-the-end-counts"),
    ],
)
def test_a_leaver_protects_information(run, readings, expected):
    assert bearers(run([*IN_FORCE, TJK_LEAVES], readings=readings)) == expected


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        pytest.param({}, [("TJK", "cable")], id="a-leaver-completes-what-is-open"),
        pytest.param(ONLY_ON_THE_END, [], id="not-where-only-the-end-counts"),
    ],
)
def test_a_leaver_completes_projects(run, readings, expected):
    acts = [*IN_FORCE, project("CHN", "2024-01-01"), TJK_LEAVES]
    assert projects(run(acts, readings=readings)) == expected


def test_not_before_the_withdrawal_takes_effect(run):
    assert bearers(run([*IN_FORCE, TJK_LEAVES], through="2025-04-01")) == []


@pytest.mark.parametrize(
    ("begun", "completed", "owed"),
    [
        pytest.param("2024-01-01", "2025-04-01", [], id="completed-the-day-before"),
        pytest.param("2024-01-01", "2025-04-02", ["TJK"], id="completed-on-the-day-the-leaving-comes-first"),
        pytest.param("2025-04-01", None, ["TJK"], id="begun-the-day-before"),
        pytest.param("2025-04-02", None, [], id="begun-on-the-day-the-leaving-comes-first"),
    ],
)
def test_which_projects_are_open(run, begun, completed, owed):
    acts = [*IN_FORCE, TJK_LEAVES, project("CHN", begun)]
    timeline = run(acts + ([complete("CHN", completed)] if completed else []))
    assert [row["bearer"] for row in duties(timeline, "complete-project")] == owed


@pytest.mark.parametrize("by", ["TJK", "CHN", "UZB", "BLR"], ids=["leaver", "Party", "signatory", "third-State"])
def test_one_completion_by_any_state_performs_all(run, by):
    acts = [*IN_FORCE, project("CHN", "2024-01-01"), TJK_LEAVES, leave("RUS", "2025-01-10")]
    timeline = run([*acts, complete(by, "2026-05-01")])
    assert verdict(timeline) == ADMITTED
    rows = [(row["bearer"], *outcome(row)) for row in duties(timeline, "complete-project")]
    assert rows == [("TJK", None, "2026-05-01", "performed"), ("RUS", None, "2026-05-01", "performed")]


def test_the_completion_of_one_project_leaves_the_other(run):
    acts = [*IN_FORCE, project("CHN", "2024-01-01", "cable"), project("RUS", "2024-01-01", "exercise"), TJK_LEAVES]
    timeline = run([*acts, complete("TJK", "2026-05-01", "cable")])
    assert the_duty(timeline, "complete-project", of="cable")["performed"] == "2026-05-01"
    assert the_duty(timeline, "complete-project", of="exercise")["performed"] is None


def test_protection_still_continues_when_the_project_is_complete(run):
    acts = [*IN_FORCE, project("CHN", "2024-01-01"), TJK_LEAVES, complete("TJK", "2026-05-01")]
    assert the_duty(run(acts), "protect-information")["status"] == "continuing"


# -- the leaver and the end --------------------------------------------------------------------------------------


def test_who_left_before_the_end_owes_nothing_more_on_the_end(run):
    acts = [*IN_FORCE, leave("TJK", "2011-06-10"), propose("CHN", "2012-02-01", "termination", period=10)]
    timeline = run([*acts, *all_consent("2012-02-20", "CHN", "KAZ", "RUS")])
    # Tajikistan left on 8 September 2011; the others end the Agreement on 1 March 2012.
    stayers = [(state, "2012-03-01") for state in ("CHN", "KAZ", "RUS")]
    assert bearers(timeline) == [*stayers, ("TJK", "2011-09-08")]


ALL_LEAVE_TOGETHER = [leave(state, "2025-01-02") for state in PARTIES]


@pytest.mark.parametrize("survival", ["termination-and-withdrawal", "termination-only"])
def test_leaving_on_the_day_of_the_end_it_is_owed_once(run, survival):
    # All four leave on 2 April 2025, which ends the Agreement: each was a Party the day before.
    acts = [*IN_FORCE, project("CHN", "2024-01-01"), *ALL_LEAVE_TOGETHER]
    timeline = run(acts, readings={"survival": survival})
    assert timeline["terminated"] == "2025-04-02"
    assert bearers(timeline) == [(state, "2025-04-02") for state in PARTIES]
    assert projects(timeline) == [(state, "cable") for state in PARTIES]


def test_where_the_agreement_goes_on_without_parties_leavers_owe_nothing_under_the_narrow_reading(run):
    readings = {**ONLY_ON_THE_END, "below-two": "continues"}
    assert bearers(run([*IN_FORCE, *ALL_LEAVE_TOGETHER], readings=readings)) == []


def test_a_state_that_leaves_twice_owes_twice(run):
    # Out on 2 April 2025, bound again on 31 May, and out again on 30 August 2025 after a notice of 1 June.
    acts = [*IN_FORCE, TJK_LEAVES, notify("TJK", "2025-05-01"), leave("TJK", "2025-06-01")]
    assert bearers(run(acts)) == [("TJK", "2025-04-02"), ("TJK", "2025-08-30")]


# -- at most once a State a day (12(5), E-39) ----------------------------------------------------------------------


def protecting(timeline):
    return [(row["bearer"], row["arises"]) for row in timeline["obligations"] if row["duty"] == "protect-information"]


def test_who_leaves_on_the_day_of_the_end_owes_it_once(run):
    # Three of four are out on 2 April 2025, and with one Party left the Agreement ends that day.
    leaving = [leave(state, "2025-01-02") for state in ("TJK", "RUS", "KAZ")]
    timeline = run([*four_notify(), *leaving])
    assert timeline["terminated"] == "2025-04-02"
    assert sorted(protecting(timeline)) == [(state, "2025-04-02") for state in ("CHN", "KAZ", "RUS", "TJK")]


def test_all_others_owe_it_in_the_order_of_their_codes(run):
    timeline = run([*four_notify(), propose("CHN", "2012-02-01", "termination"), *all_consent("2012-02-20")])
    assert protecting(timeline) == [(state, "2012-02-21") for state in ("CHN", "KAZ", "RUS", "TJK")]


def test_who_left_came_back_and_is_a_party_at_the_end_owes_it_again(run):
    # Tajikistan is out on 1 April 2012 (2 January + 90) and back on 31 May (1 May + 30); the end comes in August.
    acts = [*four_notify(), leave("TJK", "2012-01-02"), notify("TJK", "2012-05-01")]
    acts += [propose("CHN", "2012-07-02", "termination"), *all_consent("2012-07-31")]
    owed = protecting(run(acts))
    assert [day for state, day in owed if state == "TJK"] == ["2012-04-01", "2012-08-01"]


# -- on which reading it hangs (E-39) --------------------------------------------------------------------------------


@pytest.mark.parametrize("duty", ["protect-information", "complete-project"])
def test_what_a_state_that_leaves_owes_hangs_on_a_reading(run, duty):
    timeline = run([*IN_FORCE, project("CHN", "2012-02-01"), TJK_LEAVES])
    owed = the_duty(timeline, duty, "TJK")
    assert outcome(owed) == (None, None, "continuing")
    assert owed["reading"] == {"survival": "termination-and-withdrawal"}


@pytest.mark.parametrize("duty", ["protect-information", "complete-project"])
def test_what_the_parties_owe_at_the_end_hangs_on_none(run, duty):
    timeline = run([*IN_FORCE, project("CHN", "2012-02-01"), *END_BY_AGREEMENT])
    owed = the_duty(timeline, duty, "TJK")
    assert outcome(owed) == (None, None, "continuing")
    assert "reading" not in owed
