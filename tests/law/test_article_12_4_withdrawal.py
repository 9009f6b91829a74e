"""Article 12(4): withdrawal by written notice at least ninety days before the intended date.

Counted from receipt (E-28), the day of receipt not counted (E-29); a notice that names too early a date takes effect
on the earliest lawful one (E-30). Revocable until the day before it takes effect (E-32, VCLT 68). The day named is
the first day on which the State is no longer bound. Coming back is E-36. The Depositary's duty to tell the others
is in test_article_12_4_circulation.py.

Unless a row says otherwise: Tajikistan's notice is received on 2 January 2025, with effect on 2 April 2025.
"""

import pytest

from tests.law.agreement import (
    ADMITTED,
    PARTIES,
    accede,
    all_accept,
    codes,
    days_of,
    duties,
    effects,
    entry,
    four_notify,
    intervals,
    leave,
    notify,
    periods,
    revoke,
    standing,
    take_back,
    verdict,
)

IN_FORCE = four_notify()

# -- the earliest day (E-29) -------------------------------------------------------------------------------------

# the notice is received | at-least (+90) | clear-days (+91) | receipt-counted (+89)
EARLIEST = {
    "common-year": ("2025-01-02", "2025-04-02", "2025-04-03", "2025-04-01"),
    "leap-year-lands-on-a-sunday": ("2024-01-01", "2024-03-31", "2024-04-01", "2024-03-30"),
    "across-a-leap-day": ("2023-12-03", "2024-03-02", "2024-03-03", "2024-03-01"),
    "lands-on-new-year": ("2024-10-03", "2025-01-01", "2025-01-02", "2024-12-31"),
    "received-on-a-leap-day": ("2024-02-29", "2024-05-29", "2024-05-30", "2024-05-28"),
    "received-on-the-day-of-entry": ("2011-06-02", "2011-08-31", "2011-09-01", "2011-08-30"),
}


@pytest.mark.parametrize(("received", "at_least", "clear", "counted"), EARLIEST.values(), ids=EARLIEST)
def test_earliest_day(run, received, at_least, clear, counted):
    days = {"at-least": at_least, "clear-days": clear, "receipt-counted": counted}
    for reading, day in days.items():
        timeline = run([*IN_FORCE, leave("TJK", received)], readings={"notice-length": reading})
        assert days_of(timeline, "withdrawal-effective", "TJK") == [day]
        assert intervals(timeline, "TJK") == [("2011-06-02", day)]


@pytest.mark.parametrize(
    ("reading", "day"),
    [
        pytest.param("at-least", "2025-03-03", id="at-least"),
        pytest.param("clear-days", "2025-03-04", id="clear-days"),
        pytest.param("receipt-counted", "2025-03-02", id="receipt-counted"),
    ],
)
def test_another_length_of_notice(run, reading, day):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02")]
    timeline = run(acts, readings={"notice-length": reading}, parameters={"12(4)": {"days": 60}})
    assert days_of(timeline, "withdrawal-effective") == [day]


# received on 2 January 2025; dispatched when, intended for when | counted from receipt | counted from sending (E-28)
SENDING = {
    "sent-five-days-before": ("2024-12-28", None, "2025-04-02", "2025-03-28"),
    "sent-the-same-day": ("2025-01-02", None, "2025-04-02", "2025-04-02"),
    "day-of-sending-left-out": (None, None, "2025-04-02", "2025-04-02"),
    "ninety-days-on-the-way": ("2024-10-04", None, "2025-04-02", "2025-01-03"),  # the day after receipt
    "eighty-nine-days-on-the-way": ("2024-10-05", None, "2025-04-02", "2025-01-03"),
    "eighty-eight-days-on-the-way": ("2024-10-06", None, "2025-04-02", "2025-01-04"),
    "a-year-on-the-way": ("2024-01-02", None, "2025-04-02", "2025-01-03"),  # never before the day after receipt
    "intended-ninety-days-after-sending": ("2024-12-28", "2025-03-28", "2025-04-02", "2025-03-28"),
    "intended-later": ("2024-12-28", "2025-04-30", "2025-04-30", "2025-04-30"),
}


@pytest.mark.parametrize(("sent", "intended", "from_receipt", "from_sending"), SENDING.values(), ids=SENDING)
def test_from_sending_or_from_receipt(run, sent, intended, from_receipt, from_sending):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02", sent=sent, intended=intended)]
    for base, day in {"receipt": from_receipt, "sending": from_sending}.items():
        timeline = run(acts, readings={"notice-base": base})
        assert days_of(timeline, "withdrawal-effective") == [day]


def test_a_notice_cannot_be_sent_after_it_is_received(faults):
    assert faults([*IN_FORCE, leave("TJK", "2025-01-02", sent="2025-01-03")])


# -- the intended date (E-30) ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("intended", "day", "finding"),
    [
        pytest.param("2025-09-01", "2025-09-01", None, id="later-it-stands"),
        pytest.param("2025-04-02", "2025-04-02", None, id="exactly-ninety-days"),
        pytest.param("2025-04-01", "2025-04-02", "notice-too-short", id="eighty-nine-days"),
        pytest.param("2025-01-02", "2025-04-02", "notice-too-short", id="effective-immediately"),
        pytest.param("2024-12-01", "2025-04-02", "notice-too-short", id="a-day-in-the-past"),
        pytest.param(None, "2025-04-02", None, id="none-named"),
    ],
)
def test_intended_date(run, intended, day, finding):
    timeline = run([*IN_FORCE, leave("TJK", "2025-01-02", intended=intended)])
    assert days_of(timeline, "withdrawal-effective") == [day]
    assert verdict(timeline) == (True, finding)


@pytest.mark.parametrize(
    ("intended", "expected", "day"),
    [
        pytest.param("2025-04-02", ADMITTED, "2025-04-02", id="exactly-ninety-days"),
        pytest.param("2025-04-01", (False, "notice-too-short"), None, id="eighty-nine-days-no-effect-at-all"),
        pytest.param(None, ADMITTED, "2025-04-02", id="none-named-is-not-too-short"),
    ],
)
def test_intended_date_where_a_short_notice_is_void(run, intended, expected, day):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02", intended=intended)]
    timeline = run(acts, readings={"short-notice": "void"}, through="2026-12-31")
    assert verdict(timeline) == expected
    assert days_of(timeline, "withdrawal-effective") == ([day] if day else [])
    assert standing(timeline, "TJK") == ("former-party" if day else "party")


def test_a_void_notice_may_be_followed_by_a_good_one(run):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-02-01"), leave("TJK", "2025-01-10")]
    timeline = run(acts, readings={"short-notice": "void"})
    assert verdict(timeline) == ADMITTED
    assert days_of(timeline, "withdrawal-effective") == ["2025-04-10"]


@pytest.mark.parametrize("reading", ["earliest-lawful-date", "void"])
def test_a_short_notice_is_a_warning_either_way(run, reading):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-02-01")]
    (finding,) = run(acts, readings={"short-notice": reading})["findings"]
    assert (finding["code"], finding["severity"], finding["state"]) == ("notice-too-short", "warning", "TJK")


@pytest.mark.parametrize(
    ("reading", "finding"),
    [
        pytest.param("at-least", "notice-too-short", id="at-least"),
        pytest.param("clear-days", "notice-too-short", id="clear-days"),
        pytest.param("receipt-counted", None, id="receipt-counted"),
    ],
)
def test_eighty_nine_days_are_enough_only_where_receipt_counts(run, reading, finding):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-04-01")]
    assert verdict(run(acts, readings={"notice-length": reading})) == (True, finding)


def test_the_reason_counts_ninety_days_from_receipt(run):
    (row,) = effects(run([*IN_FORCE, leave("TJK", "2025-01-02")]), "withdrawal-effective")
    assert row["reason"]["day"] == "2025-04-02"
    assert ("2025-01-02", 90, "2025-04-02") in periods(row["reason"])


# -- the stages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("through", "stage", "until"),
    [
        pytest.param("2025-01-01", "party", None, id="before-the-notice"),
        pytest.param("2025-01-02", "withdrawing", None, id="notice-received"),
        pytest.param("2025-04-01", "withdrawing", None, id="last-day-bound"),
        pytest.param("2025-04-02", "former-party", "2025-04-02", id="first-day-not-bound"),
    ],
)
def test_party_then_withdrawing_then_former_party(run, through, stage, until):
    timeline = run([*IN_FORCE, leave("TJK", "2025-01-02")], through=through)
    assert (standing(timeline, "TJK"), intervals(timeline, "TJK")) == (stage, [("2011-06-02", until)])


@pytest.mark.parametrize(
    ("state", "received"),
    [
        pytest.param("UZB", "2025-01-02", id="a-signatory"),
        pytest.param("BLR", "2025-01-02", id="a-third-State"),
        pytest.param("TJK", "2011-06-01", id="a-contracting-State-before-entry"),
    ],
)
def test_only_a_party_withdraws(run, state, received):
    assert verdict(run([*IN_FORCE, leave(state, received)])) == (False, "not-a-party")


# -- a second notice (E-31) --------------------------------------------------------------------------------------

SECOND = {
    "later": (("2025-02-01", "2025-06-01"), ADMITTED, "2025-06-01"),
    "one-day-later-on-the-last-day": (("2025-04-01", "2025-04-03"), ADMITTED, "2025-04-03"),  # no fresh ninety days
    "the-same-day": (("2025-02-01", "2025-04-02"), (False, "duplicate-withdrawal"), "2025-04-02"),
    "earlier": (("2025-02-01", "2025-03-15"), (False, "duplicate-withdrawal"), "2025-04-02"),
    "none-named": (("2025-02-01", None), (False, "duplicate-withdrawal"), "2025-04-02"),
    "on-the-day-of-effect": (("2025-04-02", "2025-06-01"), (False, "not-a-party"), "2025-04-02"),
}


@pytest.mark.parametrize(("second", "expected", "day"), SECOND.values(), ids=SECOND)
def test_a_second_notice(run, second, expected, day):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02"), leave("TJK", *second)]
    for reading in ("earliest-lawful-date", "void"):  # only a first notice can be too short
        timeline = run(acts, readings={"short-notice": reading})
        assert verdict(timeline) == expected
        assert days_of(timeline, "withdrawal-effective") == [day]
        assert len(duties(timeline, "withdrawal-circulated")) == 1  # what only moves the day is not circulated


def test_a_third_notice_is_measured_against_the_day_set_by_the_second(run):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02"), leave("TJK", "2025-02-01", intended="2025-06-01")]
    acts += [leave("TJK", "2025-02-10", intended="2025-05-01"), leave("TJK", "2025-02-20", intended="2025-07-01")]
    timeline = run(acts)
    assert [verdict(timeline, place) for place in (4, 5, 6, 7)] == [
        *(ADMITTED, ADMITTED, (False, "duplicate-withdrawal"), ADMITTED)
    ]
    assert days_of(timeline, "withdrawal-effective") == ["2025-07-01"]


# -- revocation (E-32) -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("revoked", "expected", "stage"),
    [
        pytest.param("2025-01-02", ADMITTED, "party", id="on-the-day-of-receipt"),
        pytest.param("2025-02-10", ADMITTED, "party", id="half-way"),
        pytest.param("2025-04-01", ADMITTED, "party", id="the-day-before-effect"),
        pytest.param("2025-04-02", (False, "too-late-to-revoke"), "former-party", id="on-the-day-of-effect"),
        pytest.param("2025-04-03", (False, "too-late-to-revoke"), "former-party", id="the-day-after"),
    ],
)
def test_revocation(run, revoked, expected, stage):
    timeline = run([*IN_FORCE, leave("TJK", "2025-01-02"), revoke("TJK", revoked)], through="2025-12-31")
    assert verdict(timeline) == expected
    assert standing(timeline, "TJK") == stage


def test_a_notice_that_was_moved_may_be_revoked_until_the_new_day(run):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02"), leave("TJK", "2025-02-01", intended="2025-06-01")]
    timeline = run([*acts, revoke("TJK", "2025-05-31")], through="2025-12-31")
    assert (verdict(timeline), standing(timeline, "TJK")) == (ADMITTED, "party")


def test_after_a_revocation_a_new_notice_runs_afresh(run):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02"), revoke("TJK", "2025-03-01"), leave("TJK", "2025-03-10")]
    assert days_of(run(acts), "withdrawal-effective") == ["2025-06-08"]


def test_a_revoked_notice_cannot_be_revoked_again(run):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02"), revoke("TJK", "2025-03-01"), revoke("TJK", "2025-03-02")]
    assert verdict(run(acts)) == (False, "nothing-to-revoke")


# -- coming back (E-36) ------------------------------------------------------------------------------------------

TJK_HAS_LEFT = [*IN_FORCE, leave("TJK", "2025-01-02")]
BY_ACCESSION = {"re-entry": "accession"}


@pytest.mark.parametrize(
    ("notified", "expected", "bound_again"),
    [
        pytest.param("2025-04-01", (False, "duplicate-notification"), None, id="still-bound"),
        pytest.param("2025-04-02", (True, "no-authority"), "2025-05-02", id="on-the-day-it-has-left"),
        pytest.param("2026-01-31", (True, "no-authority"), "2026-03-02", id="later"),
    ],
)
def test_a_former_signatory_party_comes_back_by_notification(run, notified, expected, bound_again):
    timeline = run([*TJK_HAS_LEFT, notify("TJK", notified)], through="2026-12-31")
    assert verdict(timeline) == expected
    again = [(bound_again, None)] if bound_again else []
    assert intervals(timeline, "TJK") == [("2011-06-02", "2025-04-02"), *again]


def test_before_it_is_bound_again_it_is_contracting_and_may_think_better_of_it(run):
    acts = [*TJK_HAS_LEFT, notify("TJK", "2025-05-01")]
    assert standing(run(acts, through="2025-05-30"), "TJK") == "contracting"
    timeline = run([*acts, take_back("TJK", "2025-05-30")], through="2025-12-31")
    assert (verdict(timeline), standing(timeline, "TJK")) == (ADMITTED, "former-party")


@pytest.mark.parametrize(
    ("act", "reading", "expected"),
    [
        pytest.param(notify, "notification", (True, "no-authority"), id="notification-read-as-the-way-back"),
        pytest.param(notify, "accession", (False, "former-party-must-accede"), id="notification-is-not-the-way-back"),
        pytest.param(accede, "accession", (True, "no-authority"), id="accession-read-as-the-way-back"),
        pytest.param(accede, "notification", (False, "signatory-cannot-accede"), id="accession-is-not-the-way-back"),
    ],
)
def test_the_two_ways_back(run, act, reading, expected):
    timeline = run([*TJK_HAS_LEFT, act("TJK", "2025-05-01")], readings={"re-entry": reading})
    assert verdict(timeline) == expected


def test_a_former_signatory_party_comes_back_by_accession(run):
    others = ["CHN", "KAZ", "KGZ", "RUS", "UZB"]  # a State that has left does not accept its own return
    acts = [*TJK_HAS_LEFT, accede("TJK", "2025-05-01"), *all_accept("2025-06-01", *others, of="TJK")]
    timeline = run(acts, readings=BY_ACCESSION)
    assert intervals(timeline, "TJK") == [("2011-06-02", "2025-04-02"), ("2025-07-01", None)]


def test_a_signatory_that_never_left_cannot_accede_under_either_reading(run):
    for reading in ("notification", "accession"):
        timeline = run([*IN_FORCE, accede("UZB", "2025-05-01")], readings={"re-entry": reading})
        assert verdict(timeline) == (False, "signatory-cannot-accede")


# -- fewer Parties (E-37) ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("leavers", [["TJK"], ["TJK", "RUS"]], ids=["three-left", "two-left"])
def test_fewer_than_four_parties_do_not_end_the_agreement(run, leavers):
    timeline = run([*IN_FORCE, *[leave(state, "2025-01-02") for state in leavers]], through="2030-12-31")
    assert timeline["terminated"] is None
    stay = [state for state in PARTIES if state not in leavers]
    assert [intervals(timeline, state) for state in stay] == [[("2011-06-02", None)]] * len(stay)


def test_states_may_still_join_when_fewer_than_four_are_left(run):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02"), leave("RUS", "2025-01-02"), notify("UZB", "2025-05-01")]
    timeline = run(acts)
    assert (entry(timeline, "UZB"), codes(timeline)) == ("2025-05-31", [])
