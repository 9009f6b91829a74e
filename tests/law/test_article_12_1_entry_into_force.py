"""Article 12(1): entry into force on the thirtieth day after the Depositary receives the fourth notification.

The day of receipt is not counted (E-1): received on 3 May 2011, in force on 2 June 2011. A State that notifies
later is bound on the thirtieth day after its own notification (E-4). Effects are never moved for weekends (E-41).
"""

import pytest

from tests.law.agreement import (
    ADMITTED,
    PARTIES,
    SIGNATORIES,
    accede,
    codes,
    days_of,
    effects,
    entries,
    entry,
    found,
    four_notify,
    intervals,
    notify,
    periods,
    standing,
    take_back,
    unsign,
    verdict,
)

# -- the general day ---------------------------------------------------------------------------------------------

# the fourth notification is received | in force: day-after (+30) | receipt-counted (+29) | clear-days (+31)
GENERAL_DAYS = {
    "history-a-tuesday": ("2011-05-03", "2011-06-02", "2011-06-01", "2011-06-03"),
    "one-day-later": ("2011-05-04", "2011-06-03", "2011-06-02", "2011-06-04"),
    "lands-on-a-sunday": ("2011-05-06", "2011-06-05", "2011-06-04", "2011-06-06"),
    "across-february": ("2012-01-31", "2012-03-01", "2012-02-29", "2012-03-02"),  # 2012 is a leap year
    "lands-on-new-year": ("2011-12-02", "2012-01-01", "2011-12-31", "2012-01-02"),
    "2100-has-no-29-february": ("2100-01-31", "2100-03-02", "2100-03-01", "2100-03-03"),
}


@pytest.mark.parametrize(("fourth", "after", "counted", "clear"), GENERAL_DAYS.values(), ids=GENERAL_DAYS)
def test_general_day(run, fourth, after, counted, clear):
    days = {"day-after": after, "receipt-counted": counted, "clear-days": clear}
    for reading, day in days.items():
        timeline = run(four_notify(fourth=fourth), readings={"entry-period": reading})
        assert timeline["entry_into_force"] == day
        assert entries(timeline, *PARTIES) == [day] * 4


def test_all_four_on_the_day_of_signing(run):
    day = "2009-06-16"
    assert run(four_notify(day, day, day, day))["entry_into_force"] == "2009-07-16"


@pytest.mark.parametrize(
    ("parameters", "day"),
    [
        pytest.param({"threshold": 3}, "2011-05-12", id="three-suffice-received-12-April"),
        pytest.param({"threshold": 5}, None, id="five-are-needed-and-four-came"),
        pytest.param({"days": 60}, "2011-07-02", id="sixty-days"),
        pytest.param({"months": 1}, "2011-06-03", id="a-month-instead-of-thirty-days"),
        pytest.param({"threshold": 2, "days": 1}, "2011-03-22", id="two-suffice-and-the-next-day"),
    ],
)
def test_another_threshold_or_period(run, parameters, day):
    assert run(four_notify(), parameters={"12(1)": parameters})["entry_into_force"] == day


@pytest.mark.parametrize(
    ("reading", "day"), [("receipt-counted", "2011-07-01"), ("clear-days", "2011-07-03")], ids=lambda value: value
)
def test_readings_of_another_period(run, reading, day):
    timeline = run(four_notify(), readings={"entry-period": reading}, parameters={"12(1)": {"days": 60}})
    assert timeline["entry_into_force"] == day


def test_three_notifications_are_not_four(run):
    timeline = run(four_notify()[:3], through="2030-12-31")
    assert timeline["entry_into_force"] is None
    assert [standing(timeline, state) for state in SIGNATORIES] == [
        *("contracting", "contracting", "signatory", "contracting", "signatory", "signatory")
    ]
    assert [intervals(timeline, state) for state in SIGNATORIES] == [[]] * 6


def test_the_order_of_the_file_does_not_matter(run):
    assert run(four_notify()[::-1])["entry_into_force"] == "2011-06-02"


def test_invented_signatories(run):
    acts = [notify("FRA", "2010-01-04"), notify("DEU", "2010-02-01")]
    timeline = run(acts, signatories=["FRA", "DEU", "ITA"], parameters={"12(1)": {"threshold": 2}})
    assert timeline["entry_into_force"] == "2010-03-03"
    assert [standing(timeline, state) for state in ("DEU", "FRA", "ITA")] == ["party", "party", "signatory"]


def test_on_the_day_itself_and_the_day_before(run):
    before, on = (run(four_notify(), through=day) for day in ("2011-06-01", "2011-06-02"))
    assert (before["entry_into_force"], standing(before, "CHN")) == (None, "contracting")
    assert (on["entry_into_force"], standing(on, "CHN")) == ("2011-06-02", "party")


# -- whose notifications count (E-2, E-5) ------------------------------------------------------------------------


def test_a_duplicate_is_not_a_fourth(run):
    first_three, (fourth,) = four_notify()[:3], four_notify()[3:]
    timeline = run([*first_three, notify("CHN", "2011-04-20"), fourth])
    assert timeline["entry_into_force"] == "2011-06-02"  # and not 20 May 2011
    assert found(timeline) == [("duplicate-notification", "CHN")]


def test_a_state_that_did_not_sign_is_not_a_fourth(run):
    timeline = run([*four_notify()[:3], notify("BLR", "2011-04-20")])
    assert timeline["entry_into_force"] is None
    assert found(timeline) == [("not-a-signatory", "BLR")]


def test_a_fifth_on_the_day_of_the_fourth_shares_the_general_day(run):
    timeline = run([*four_notify(), notify("UZB", "2011-05-03")])
    assert entries(timeline, "TJK", "UZB") == ["2011-06-02", "2011-06-02"]


def test_all_six_on_one_day(run):
    timeline = run([notify(state, "2011-05-03") for state in SIGNATORIES])
    assert entries(timeline, *SIGNATORIES) == ["2011-06-02"] * 6


# -- a State that notifies later (E-4) ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "own_date", "general_date"),
    [
        pytest.param("2011-05-04", "2011-06-03", "2011-06-02", id="the-day-after-the-fourth"),
        pytest.param("2011-05-20", "2011-06-19", "2011-06-02", id="in-the-window"),
        pytest.param("2011-06-01", "2011-07-01", "2011-06-02", id="last-day-of-the-window"),
        pytest.param("2011-06-02", "2011-07-02", "2011-07-02", id="on-the-general-day-the-window-is-closed"),
        pytest.param("2015-01-31", "2015-03-02", "2015-03-02", id="years-later"),
    ],
)
def test_later_notification(run, received, own_date, general_date):
    for window, expected in {"own-date": own_date, "general-date": general_date}.items():
        timeline = run([*four_notify(), notify("UZB", received)], readings={"window": window})
        assert entries(timeline, "CHN", "UZB") == ["2011-06-02", expected]


@pytest.mark.parametrize(
    ("reading", "day"),
    [
        pytest.param("day-after", "2015-03-02", id="day-after"),
        pytest.param("receipt-counted", "2015-03-01", id="receipt-counted"),
        pytest.param("clear-days", "2015-03-03", id="clear-days"),
    ],
)
def test_a_later_state_is_counted_by_the_same_reading(run, reading, day):
    acts = [*four_notify(), notify("UZB", "2015-01-31")]
    assert entry(run(acts, readings={"entry-period": reading}), "UZB") == day


def test_between_notification_and_own_date_a_state_is_contracting(run):
    timeline = run([*four_notify(), notify("UZB", "2015-01-31")], through="2015-03-01")
    assert (standing(timeline, "UZB"), intervals(timeline, "UZB")) == ("contracting", [])


# -- a notification withdrawn (E-3) ------------------------------------------------------------------------------

KAZ_BEFORE_THE_FOURTH = take_back("KAZ", "2011-04-20")
KAZ_AFTER_THE_FOURTH = take_back("KAZ", "2011-05-10")
FIFTH_IN_THE_WINDOW = notify("UZB", "2011-05-20")


def test_withdrawn_before_the_fourth_it_no_longer_counts(run):
    timeline = run([*four_notify(), KAZ_BEFORE_THE_FOURTH, notify("KGZ", "2011-05-10")])
    assert timeline["entry_into_force"] == "2011-06-09"  # the fourth that stands came on 10 May
    assert (standing(timeline, "KAZ"), intervals(timeline, "KAZ")) == ("signatory", [])
    assert codes(timeline) == []


def test_withdrawn_before_the_fourth_and_given_again(run):
    timeline = run([*four_notify(), KAZ_BEFORE_THE_FOURTH, notify("KAZ", "2011-05-12")])
    assert timeline["entry_into_force"] == "2011-06-11"
    assert entry(timeline, "KAZ") == "2011-06-11"


# what happens after the fourth | reading of `threshold` | general day | bound, and from when
AFTER_THE_FOURTH = {
    "one-of-four-withdraws": (
        [KAZ_AFTER_THE_FOURTH],
        ("2011-06-02", {"CHN": "2011-06-02", "KAZ": None, "RUS": "2011-06-02", "TJK": "2011-06-02"}),
        (None, {"CHN": None, "KAZ": None, "RUS": None, "TJK": None}),
    ),
    "the-fourth-itself-withdraws": (
        [take_back("TJK", "2011-05-10")],
        ("2011-06-02", {"CHN": "2011-06-02", "TJK": None}),
        (None, {"CHN": None, "TJK": None}),
    ),
    "withdrawn-on-the-day-before-entry": (
        [take_back("KAZ", "2011-06-01")],
        ("2011-06-02", {"CHN": "2011-06-02", "KAZ": None}),
        (None, {"CHN": None, "KAZ": None}),
    ),
    "a-fifth-steps-in": (
        [KAZ_AFTER_THE_FOURTH, FIFTH_IN_THE_WINDOW],
        ("2011-06-02", {"CHN": "2011-06-02", "UZB": "2011-06-19"}),
        ("2011-06-19", {"CHN": "2011-06-19", "UZB": "2011-06-19", "TJK": "2011-06-19"}),
    ),
    "a-fifth-had-come-already": (
        [FIFTH_IN_THE_WINDOW, take_back("KAZ", "2011-05-25")],
        ("2011-06-02", {"CHN": "2011-06-02", "KAZ": None, "UZB": "2011-06-19"}),
        ("2011-06-19", {"CHN": "2011-06-19", "KAZ": None, "UZB": "2011-06-19"}),
    ),
    "a-fifth-came-on-the-same-day-as-the-fourth": (
        [notify("UZB", "2011-05-03"), KAZ_AFTER_THE_FOURTH],
        ("2011-06-02", {"CHN": "2011-06-02", "UZB": "2011-06-02"}),
        ("2011-06-02", {"CHN": "2011-06-02", "UZB": "2011-06-02"}),  # the fourth that stands: 3 May all the same
    ),
    "the-fifth-withdraws": (
        [FIFTH_IN_THE_WINDOW, take_back("UZB", "2011-05-25")],
        ("2011-06-02", {"CHN": "2011-06-02", "KAZ": "2011-06-02", "UZB": None}),
        ("2011-06-02", {"CHN": "2011-06-02", "KAZ": "2011-06-02", "UZB": None}),
    ),
    "withdrawn-and-given-again": (
        [KAZ_AFTER_THE_FOURTH, notify("KAZ", "2011-05-12")],
        ("2011-06-02", {"CHN": "2011-06-02", "KAZ": "2011-06-11"}),  # given later than the fourth: its own date
        ("2011-06-11", {"CHN": "2011-06-11", "KAZ": "2011-06-11"}),
    ),
}


@pytest.mark.parametrize(
    ("acts", "reading", "expected"),
    [
        pytest.param(row[0], reading, expected, id=f"{name}-{reading}")
        for name, row in AFTER_THE_FOURTH.items()
        for reading, expected in zip(("date-stands", "recount"), row[1:], strict=True)
    ],
)
def test_withdrawn_after_the_fourth(run, acts, reading, expected):
    timeline = run([*four_notify(), *acts], readings={"threshold": reading}, through="2011-12-31")
    general, bound = expected
    assert timeline["entry_into_force"] == general
    assert {state: entry(timeline, state) for state in bound} == bound
    assert codes(timeline) == ["no-authority"]


def test_the_finding_is_a_note_and_the_withdrawal_admitted(run):
    timeline = run([*four_notify(), KAZ_AFTER_THE_FOURTH])
    assert verdict(timeline) == (True, "no-authority")
    (finding,) = timeline["findings"]
    assert (finding["severity"], finding["state"], finding["date"]) == ("note", "KAZ", "2011-05-10")


# `date-stands`: how many of the four withdraw on 10 May | general day | where that leaves China
@pytest.mark.parametrize(
    ("leavers", "general", "china"),
    [
        pytest.param(["KAZ"], "2011-06-02", "party", id="three-stand"),
        pytest.param(["KAZ", "RUS"], "2011-06-02", "party", id="two-stand"),
        pytest.param(["KAZ", "RUS", "TJK"], None, "contracting", id="one-stands-the-date-falls-away"),
        pytest.param(["KAZ", "RUS", "TJK", "CHN"], None, "signatory", id="none-stands"),
    ],
)
def test_the_date_stands_while_two_notifications_stand(run, leavers, general, china):
    acts = [*four_notify(), *[take_back(state, "2011-05-10") for state in leavers]]
    timeline = run(acts, through="2011-12-31")
    assert (timeline["entry_into_force"], standing(timeline, "CHN")) == (general, china)


def test_a_date_that_fell_away_comes_back_when_four_stand_again(run):
    gone = [take_back(state, "2011-05-10") for state in ("KAZ", "RUS", "TJK")]
    again = [notify("KAZ", "2011-05-11"), notify("TJK", "2011-05-12"), notify("RUS", "2011-05-13")]
    timeline = run([*four_notify(), *gone, *again])
    assert timeline["entry_into_force"] == "2011-06-12"  # thirty days after 13 May
    assert entries(timeline, *PARTIES) == ["2011-06-12"] * 4


def test_a_date_that_fell_away_does_not_come_back_with_three(run):
    gone = [take_back(state, "2011-05-10") for state in ("KAZ", "RUS", "TJK")]
    again = [notify("KAZ", "2011-05-11"), notify("TJK", "2011-05-12")]
    assert run([*four_notify(), *gone, *again], through="2012-12-31")["entry_into_force"] is None


@pytest.mark.parametrize(
    ("withdrawn", "expected", "bound"),
    [
        pytest.param("2011-06-10", ADMITTED, None, id="after-entry-before-its-own-date"),
        pytest.param("2011-06-18", ADMITTED, None, id="the-day-before-its-own-date"),
        pytest.param("2011-06-19", (False, "no-notification-to-withdraw"), "2011-06-19", id="on-its-own-date"),
    ],
)
def test_a_later_state_may_withdraw_until_it_is_bound(run, withdrawn, expected, bound):
    timeline = run([*four_notify(), FIFTH_IN_THE_WINDOW, take_back("UZB", withdrawn)])
    assert verdict(timeline) == expected  # and no `no-authority` once the Agreement is in force
    assert (timeline["entry_into_force"], entry(timeline, "UZB")) == ("2011-06-02", bound)


def test_a_party_cannot_withdraw_its_notification(run):
    timeline = run([*four_notify(), take_back("KAZ", "2011-06-02")])
    assert verdict(timeline) == (False, "no-notification-to-withdraw")
    assert standing(timeline, "KAZ") == "party"


# -- a signature withdrawn (E-35) --------------------------------------------------------------------------------


def test_who_withdraws_its_signature_becomes_a_third_state(run):
    timeline = run([*four_notify(), unsign("KGZ", "2010-02-01"), notify("KGZ", "2010-02-02")])
    assert standing(timeline, "KGZ") == "third"
    assert verdict(timeline) == (False, "not-a-signatory")


def test_who_withdrew_its_signature_may_accede(run):
    timeline = run([*four_notify(), unsign("KGZ", "2010-02-01"), accede("KGZ", "2012-01-10")])
    assert verdict(timeline) == ADMITTED
    assert standing(timeline, "KGZ") == "applicant"


def test_first_the_notification_then_the_signature(run):
    timeline = run([*four_notify(), take_back("KAZ", "2011-04-20"), unsign("KAZ", "2011-04-21")])
    assert verdict(timeline) == ADMITTED
    assert standing(timeline, "KAZ") == "third"


# -- how it is told ----------------------------------------------------------------------------------------------


def test_one_entry_for_the_agreement_and_one_for_each_state(run):
    timeline = run([notify("UZB", "2011-05-20"), *four_notify()])
    assert [row["state"] for row in effects(timeline, "entry-into-force")] == [None]
    told = [(row["state"], row["date"]) for row in effects(timeline, "entry-into-force-for")]
    on_the_day = [(state, "2011-06-02") for state in PARTIES]  # by State code, not in order of receipt
    assert told == [*on_the_day, ("UZB", "2011-06-19")]
    kinds = [row["kind"] for row in timeline["timeline"] if row["date"] == "2011-06-02"]
    assert kinds == ["entry-into-force", *["entry-into-force-for"] * 4]


def test_the_reason_of_the_general_day(run):
    (row,) = effects(run([notify("CHN", "2011-03-30"), *four_notify()]), "entry-into-force")
    reason, nth = row["reason"], row["reason"]["of"][0]
    assert (reason["op"], reason["day"], reason["days"]) == ("after", "2011-06-02", 30)
    assert (reason["provision"], reason["reading"]) == ("12(1)", {"entry-period": "day-after"})
    assert (nth["op"], nth["n"], nth["from"], nth["day"]) == ("nth", 4, 6, "2011-05-03")
    assert [(leaf["op"], leaf["act"], leaf["day"]) for leaf in nth["of"]] == [
        ("given", "n-CHN", "2011-03-10"),
        ("given", "n-RUS", "2011-03-21"),
        ("given", "n-KAZ", "2011-04-12"),
        ("given", "n-TJK", "2011-05-03"),
    ]


@pytest.mark.parametrize(
    ("reading", "period"),
    [
        pytest.param("day-after", ("2011-05-03", 30, "2011-06-02"), id="day-after"),
        pytest.param("receipt-counted", ("2011-05-03", 29, "2011-06-01"), id="receipt-counted"),
        pytest.param("clear-days", ("2011-05-03", 31, "2011-06-03"), id="clear-days"),
    ],
)
def test_the_reason_shows_the_days_added_under_the_reading(run, reading, period):
    (row,) = effects(run(four_notify(), readings={"entry-period": reading}), "entry-into-force")
    assert periods(row["reason"]) == [period]


def test_the_reason_of_a_states_own_date(run):
    (row,) = effects(run([*four_notify(), notify("UZB", "2011-05-20")]), "entry-into-force-for", "UZB")
    assert ("2011-05-20", 30, "2011-06-19") in periods(row["reason"])


def test_under_recount_the_reason_names_the_notifications_that_stand(run):
    acts = [*four_notify(), notify("UZB", "2011-05-20", id="n-UZB"), take_back("KAZ", "2011-05-25")]
    (row,) = effects(run(acts, readings={"threshold": "recount"}), "entry-into-force")
    assert [leaf["act"] for leaf in row["reason"]["of"][0]["of"]] == ["n-CHN", "n-RUS", "n-TJK", "n-UZB"]


def test_notifications_stand_in_the_timeline_before_their_effects(run):
    timeline = run(four_notify())
    assert days_of(timeline, "notification") == ["2011-03-10", "2011-03-21", "2011-04-12", "2011-05-03"]
    ids = [row["id"] for row in timeline["timeline"]]
    assert ids[:5] == ["n-CHN", "n-RUS", "n-KAZ", "n-TJK", "e1"]
