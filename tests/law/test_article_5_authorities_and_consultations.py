"""Article 5: competent authorities (5(1)), consultations (5(2)), interdepartmental agreements (5(4)).

5(1): within sixty days from entry into force, each Party from its own entry (E-7, E-8); performed when the Depositary
receives the information (E-9). 5(2): "as a rule, once every six months": an expectation, never a breach (E-10).

Unless a row says otherwise: in force on 2 June 2011, so authorities are due by 1 August and consultations are
expected by 2 December 2011.
"""

import pytest

from tests.law.agreement import (
    ADMITTED,
    PARTIES,
    accede,
    act,
    all_accept,
    duties,
    exchange,
    four_notify,
    intervals,
    leave,
    meet,
    notify,
    outcome,
    periods,
    the_duty,
    verdict,
)

IN_FORCE = four_notify()
AUTHORITIES = "authority-exchange"


def authorities(timeline, state):
    """The 5(1) duties of one State, as (due, performed, status)."""
    return [outcome(row) for row in duties(timeline, AUTHORITIES, state)]


def consultations(timeline):
    """The expectations of 5(2), as (due, held, status)."""
    return [outcome(row) for row in duties(timeline, "consultation")]


# -- 5(1): who owes it and by when -------------------------------------------------------------------------------


def test_each_party_owes_it_to_the_parties(run):
    timeline = run(IN_FORCE)
    assert sorted(row["bearer"] for row in duties(timeline, AUTHORITIES)) == list(PARTIES)
    duty = the_duty(timeline, AUTHORITIES, "RUS")
    assert (duty["provision"], duty["owed_to"], duty["of"]) == ("5(1)", ["PARTIES"], None)
    assert (duty["arises"], duty["due"]) == ("2011-06-02", "2011-08-01")
    assert ("2011-06-02", 60, "2011-08-01") in periods(duty["reason"])


@pytest.mark.parametrize(
    ("through", "status"),
    [
        pytest.param("2011-06-02", "pending", id="on-the-day-of-entry"),
        pytest.param("2011-07-31", "pending", id="fifty-ninth-day"),
        pytest.param("2011-08-01", "overdue", id="sixtieth-day-has-ended"),
        pytest.param("2015-01-01", "overdue", id="years-later"),
    ],
)
def test_not_performed(run, through, status):
    assert authorities(run(IN_FORCE, through=through), "RUS") == [("2011-08-01", None, status)]


@pytest.mark.parametrize(
    ("received", "performed", "status"),
    [
        pytest.param("2011-06-02", "2011-06-02", "performed", id="on-the-day-of-entry"),
        pytest.param("2011-08-01", "2011-08-01", "performed", id="sixtieth-day"),
        pytest.param("2011-08-02", "2011-08-02", "performed-late", id="sixty-first-day"),
        pytest.param("2011-05-20", "2011-06-02", "performed", id="before-entry-it-counts-on-the-day-of-entry"),
        pytest.param("2009-06-16", "2011-06-02", "performed", id="on-the-day-of-signing"),
    ],
)
def test_performed(run, received, performed, status):
    timeline = run([*IN_FORCE, exchange("RUS", received)])
    assert authorities(timeline, "RUS") == [("2011-08-01", performed, status)]
    assert authorities(timeline, "CHN") == [("2011-08-01", None, "overdue")]


@pytest.mark.parametrize(
    ("days", "due"),
    [pytest.param(30, "2011-07-02", id="thirty-days"), pytest.param(59, "2011-07-31", id="lands-on-a-sunday")],
)
def test_another_period(run, days, due):
    timeline = run(IN_FORCE, parameters={"5(1)": {"days": days}})
    assert the_duty(timeline, AUTHORITIES, "CHN")["due"] == due


# -- 5(1): Parties bound later (E-8) -----------------------------------------------------------------------------

# who is bound later | from when | due by
LATER_PARTIES = {
    "own-date-in-2011": ([notify("UZB", "2011-05-20")], "UZB", "2011-06-19", "2011-08-18"),
    "years-later": ([notify("UZB", "2015-01-31")], "UZB", "2015-03-02", "2015-05-01"),
    "by-accession": ([accede("BLR", "2023-08-01"), *all_accept("2024-01-31")], "BLR", "2024-03-01", "2024-04-30"),
    "bound-again": ([leave("TJK", "2025-01-02"), notify("TJK", "2025-05-01")], "TJK", "2025-05-31", "2025-07-30"),
}


@pytest.mark.parametrize(("acts", "state", "arises", "due"), LATER_PARTIES.values(), ids=LATER_PARTIES)
@pytest.mark.parametrize("reading", ["each-party", "first-entry-only"])
def test_later_parties(run, acts, state, arises, due, reading):
    timeline = run([*IN_FORCE, *acts], readings={"authority-exchange": reading})
    later = [(row["arises"], row["due"]) for row in duties(timeline, AUTHORITIES, state) if row["arises"] == arises]
    assert later == ([(arises, due)] if reading == "each-party" else [])


def test_first_entry_only_binds_all_bound_on_the_general_day(run):
    acts = [*IN_FORCE, notify("KGZ", "2011-05-03"), notify("UZB", "2011-05-20")]
    timeline = run(acts, readings={"authority-exchange": "first-entry-only"})
    assert sorted(row["bearer"] for row in duties(timeline, AUTHORITIES)) == ["CHN", "KAZ", "KGZ", "RUS", "TJK"]


# -- 5(1): leaving and coming back -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notice", "left", "status"),
    [
        pytest.param(30, "2011-07-02", "lapsed", id="left-half-way"),
        pytest.param(60, "2011-08-01", "lapsed", id="left-on-the-due-day"),
        pytest.param(61, "2011-08-02", "overdue", id="left-the-day-after-the-breach-stays"),
    ],
)
def test_a_state_that_leaves(run, notice, left, status):
    # A shorter notice than the Agreement's, received on the day of entry.
    acts = [*IN_FORCE, leave("TJK", "2011-06-02")]
    timeline = run(acts, parameters={"12(4)": {"days": notice}}, through="2011-12-31")
    assert authorities(timeline, "TJK") == [("2011-08-01", None, status)]
    assert intervals(timeline, "TJK") == [("2011-06-02", left)]


def test_a_duty_performed_does_not_lapse(run):
    acts = [*IN_FORCE, exchange("TJK", "2011-06-10"), leave("TJK", "2011-06-02")]
    timeline = run(acts, parameters={"12(4)": {"days": 30}})
    assert authorities(timeline, "TJK") == [("2011-08-01", "2011-06-10", "performed")]


# Tajikistan leaves on 2 April 2025 and is bound again on 31 May 2025, with a fresh duty due by 30 July 2025.
OUT_AND_BACK = [*IN_FORCE, leave("TJK", "2025-01-02"), notify("TJK", "2025-05-01")]
FIRST_OVERDUE = ("2011-08-01", None, "overdue")


@pytest.mark.parametrize(
    ("received", "first", "second"),
    [
        pytest.param(
            ["2011-07-01"],
            ("2011-08-01", "2011-07-01", "performed"),
            ("2025-07-30", None, "overdue"),
            id="what-was-received-while-bound-does-not-serve-again",
        ),
        pytest.param(
            ["2025-03-01"],
            ("2011-08-01", "2025-03-01", "performed-late"),
            ("2025-07-30", None, "overdue"),
            id="late-and-still-bound",
        ),
        pytest.param(
            ["2025-04-20"],
            ("2011-08-01", "2025-04-20", "performed-late"),
            ("2025-07-30", "2025-05-31", "performed"),
            id="while-not-bound-it-performs-what-is-open-and-counts-on-the-next-entry-too",
        ),
        pytest.param(
            ["2011-07-01", "2025-06-10"],
            ("2011-08-01", "2011-07-01", "performed"),
            ("2025-07-30", "2025-06-10", "performed"),
            id="each-in-its-time",
        ),
        pytest.param(
            ["2025-06-10"],
            ("2011-08-01", "2025-06-10", "performed-late"),
            ("2025-07-30", "2025-06-10", "performed"),
            id="one-exchange-performs-every-open-duty",
        ),
        pytest.param([], FIRST_OVERDUE, ("2025-07-30", None, "overdue"), id="never"),
    ],
)
def test_each_entry_raises_a_fresh_duty(run, received, first, second):
    timeline = run([*OUT_AND_BACK, *[exchange("TJK", day) for day in received]])
    assert authorities(timeline, "TJK") == [first, second]


def test_an_exchange_before_entry_serves_one_entry_only(run):
    timeline = run([*OUT_AND_BACK, exchange("TJK", "2011-05-20")])
    assert authorities(timeline, "TJK") == [
        ("2011-08-01", "2011-06-02", "performed"),
        ("2025-07-30", None, "overdue"),
    ]


def test_who_leaves_takes_no_other_duty_along(run):
    # Uzbekistan is bound on 14 April 2012 and has until 13 June; Tajikistan is out on 19 April.
    acts = [*IN_FORCE, leave("TJK", "2012-01-20"), notify("UZB", "2012-03-15")]
    assert authorities(run(acts, through="2012-06-13"), "UZB") == [("2012-06-13", None, "overdue")]


def test_the_duty_of_a_later_party_says_that_a_doubt_hangs_on_it(run):
    # E-8: whether each Party has sixty days of its own, or only those of the first entry had any.
    timeline = run([*IN_FORCE, notify("UZB", "2012-03-15")])
    (late,), (early,) = duties(timeline, AUTHORITIES, "UZB"), duties(timeline, AUTHORITIES, "CHN")
    assert late["reading"] == {"authority-exchange": "each-party"}
    assert "reading" not in early


@pytest.mark.parametrize("state", ["UZB", "BLR"], ids=["signatory", "third-State"])
def test_an_exchange_is_never_refused(run, state):
    timeline = run([*IN_FORCE, exchange(state, "2012-01-10")])
    assert verdict(timeline) == ADMITTED
    assert authorities(timeline, state) == []


# -- 5(2): once every six months ---------------------------------------------------------------------------------


def test_the_expectation_is_of_the_parties_together(run):
    duty = the_duty(run(IN_FORCE), "consultation")
    assert (duty["provision"], duty["bearer"], duty["owed_to"]) == ("5(2)", "PARTIES", ["PARTIES"])
    assert (duty["arises"], duty["due"], duty["status"]) == ("2011-06-02", "2011-12-02", "expected")


@pytest.mark.parametrize(
    ("fourth", "due"),
    [
        pytest.param("2011-05-03", "2011-12-02", id="2-June-to-2-December"),
        pytest.param("2011-08-01", "2012-02-29", id="31-August-to-29-February-in-a-leap-year"),
        pytest.param("2012-08-01", "2013-02-28", id="31-August-to-28-February"),
        pytest.param("2012-07-30", "2013-02-28", id="29-August-to-28-February"),
        pytest.param("2011-09-30", "2012-04-30", id="30-October-to-30-April"),
        pytest.param("2011-10-01", "2012-04-30", id="31-October-to-30-April"),
    ],
)
def test_first_expected_six_calendar_months_from_entry(run, fourth, due):
    timeline = run(four_notify(fourth=fourth), through="2013-12-31")
    assert consultations(timeline) == [(due, None, "expected")]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param(
            ["2011-10-15"],
            [("2011-12-02", "2011-10-15", "held"), ("2012-04-15", None, "expected")],
            id="early-and-the-next-counts-from-it",
        ),
        pytest.param(
            ["2011-12-02"],
            [("2011-12-02", "2011-12-02", "held"), ("2012-06-02", None, "expected")],
            id="on-the-day",
        ),
        pytest.param(
            ["2012-08-31"],
            [("2011-12-02", "2012-08-31", "held"), ("2013-02-28", None, "expected")],
            id="late-is-held-all-the-same",
        ),
        pytest.param(
            ["2011-12-31", "2012-06-30"],
            [
                ("2011-12-02", "2011-12-31", "held"),
                ("2012-06-30", "2012-06-30", "held"),
                ("2012-12-30", None, "expected"),  # six months from 30 June, not from the last day of the month
            ],
            id="twice",
        ),
    ],
)
def test_consultations_held(run, held, expected):
    timeline = run([*IN_FORCE, *[meet("CHN", day) for day in held]])
    assert consultations(timeline) == expected


def test_one_expectation_at_a_time_from_the_last_held(run):
    timeline = run([*IN_FORCE, meet("CHN", "2011-10-15"), meet("RUS", "2012-02-01")])
    assert [row["arises"] for row in duties(timeline, "consultation")] == ["2011-06-02", "2011-10-15", "2012-02-01"]


def test_consultations_never_held_are_no_breach(run):
    assert consultations(run(IN_FORCE, through="2031-12-31")) == [("2011-12-02", None, "expected")]


def test_another_number_of_months(run):
    timeline = run(IN_FORCE, parameters={"5(2)": {"months": 12}})
    assert consultations(timeline) == [("2012-06-02", None, "expected")]


def test_nothing_is_expected_before_entry_into_force(run):
    assert consultations(run(IN_FORCE, through="2011-06-01")) == []


@pytest.mark.parametrize(
    ("state", "date"),
    [
        pytest.param("CHN", "2011-06-01", id="the-day-before-entry"),
        pytest.param("UZB", "2012-01-10", id="a-signatory"),
        pytest.param("BLR", "2012-01-10", id="a-third-State"),
    ],
)
def test_consultations_reported_by_who_is_not_a_party(run, state, date):
    timeline = run([*IN_FORCE, meet(state, date)])
    assert verdict(timeline) == (False, "not-a-party")
    assert consultations(timeline) == [("2011-12-02", None, "expected")]


# -- 5(4): interdepartmental agreements --------------------------------------------------------------------------


def agreement(*between, date="2012-01-10"):
    """An interdepartmental agreement, reported by the first of its sides."""
    return act("interdepartmental-agreement", between[0], date, between=list(between))


@pytest.mark.parametrize(
    ("passed_on", "missing"),
    [
        pytest.param({"CHN": "2011-07-01", "RUS": "2011-07-01"}, [], id="both-have-passed-them-on"),
        pytest.param({"CHN": "2011-07-01", "RUS": "2012-01-09"}, [], id="late-but-the-day-before"),
        pytest.param({"CHN": "2011-07-01", "RUS": "2012-01-10"}, [], id="on-that-day"),
        pytest.param({"CHN": "2011-07-01", "RUS": "2012-01-11"}, ["RUS"], id="the-day-after-is-too-late"),
        pytest.param({"RUS": "2011-05-20"}, ["CHN"], id="one-has-not"),
        pytest.param({}, ["CHN", "RUS"], id="neither-has"),
    ],
)
def test_authorities_not_designated(run, passed_on, missing):
    acts = [*IN_FORCE, *[exchange(state, day) for state, day in passed_on.items()], agreement("CHN", "RUS")]
    timeline = run(acts, through="2012-12-31")
    assert verdict(timeline) == (True, "authorities-not-designated" if missing else None)
    notes = [row for row in timeline["findings"] if row["code"] == "authorities-not-designated"]
    assert sorted(row["state"] for row in notes) == missing
    assert {row["severity"] for row in notes} <= {"note"}


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(("CHN", "UZB"), id="with-a-signatory"),
        pytest.param(("CHN", "BLR"), id="with-a-third-State"),
        pytest.param(("UZB", "CHN"), id="reported-by-a-signatory"),
    ],
)
def test_an_agreement_with_who_is_not_a_party(run, between):
    timeline = run([*IN_FORCE, *[exchange(state, "2011-07-01") for state in between], agreement(*between)])
    assert verdict(timeline) == (False, "not-a-party")
