"""Where a State stood at the end of each day, and what a treaty still waits for.

`standing` is one function of a State and a day (VCLT 2(1)(f)-(h), 12(1), 12(3), 12(4)): whatever changes a State's
place changes it that day, and never an earlier one.
"""

from datetime import date

import pytest

from tests.law.agreement import (
    accede,
    accept,
    act,
    all_accept,
    four_notify,
    leave,
    notify,
    refuse,
    revoke,
    take_back,
    unsign,
)
from tests.law.refusals import BLR_PENDING, IN_FORCE, gone
from tests.plain import scenario_of
from treatysim.simulation import simulate


def timeline_of(acts, **more):
    return simulate(scenario_of({"acts": acts, **more}))


# the State | what is done | its standing at the end of these days
STANDINGS = {
    "a-signatory-notifies-and-is-bound": (
        "CHN",
        IN_FORCE,
        {"2011-03-09": "signatory", "2011-03-10": "contracting", "2011-06-01": "contracting", "2011-06-02": "party"},
    ),
    "a-notification-is-withdrawn": (
        "CHN",
        [notify("CHN", "2011-03-10"), take_back("CHN", "2011-03-15")],
        {"2011-03-14": "contracting", "2011-03-15": "signatory"},
    ),
    "a-signature-is-withdrawn": (
        "KGZ",
        [unsign("KGZ", "2011-03-10")],
        {"2011-03-09": "signatory", "2011-03-10": "third"},
    ),
    "an-instrument-comes-and-is-withdrawn": (
        "BLR",
        [*BLR_PENDING, gone("2023-08-20")],
        {"2023-07-31": "third", "2023-08-01": "applicant", "2023-08-19": "applicant", "2023-08-20": "third"},
    ),
    "an-instrument-is-withdrawn-once-its-days-run": (
        "BLR",
        [*BLR_PENDING, *all_accept("2023-09-01"), gone("2023-09-20")],
        {"2023-08-31": "applicant", "2023-09-01": "acceding", "2023-09-20": "third", "2023-10-01": "third"},
    ),
    "an-accession-is-complete-and-in-force": (
        "BLR",
        [*BLR_PENDING, *all_accept("2023-09-01")],  # 1 September + 30 = 1 October
        {"2023-08-31": "applicant", "2023-09-01": "acceding", "2023-09-30": "acceding", "2023-10-01": "party"},
    ),
    "an-accession-is-complete-because-the-last-one-asked-is-no-signatory-any-more": (
        "BLR",
        [*BLR_PENDING, *all_accept("2023-09-01", "CHN", "KAZ", "RUS", "TJK", "UZB"), unsign("KGZ", "2023-09-10")],
        {"2023-09-09": "applicant", "2023-09-10": "acceding", "2023-10-10": "party"},  # 10 September + 30
    ),
    "a-notice-runs-and-takes-effect": (
        "TJK",
        [*IN_FORCE, leave("TJK", "2025-01-02")],
        {"2025-01-01": "party", "2025-01-02": "withdrawing", "2025-04-01": "withdrawing", "2025-04-02": "former-party"},
    ),
    "a-notice-runs-and-is-revoked": (
        "TJK",
        [*IN_FORCE, leave("TJK", "2025-01-02"), revoke("TJK", "2025-02-01")],
        {"2025-01-31": "withdrawing", "2025-02-01": "party", "2025-04-02": "party"},
    ),
    "a-former-Party-notifies-again": (
        "TJK",
        [*IN_FORCE, leave("TJK", "2025-01-02"), notify("TJK", "2025-05-01")],
        {"2025-04-30": "former-party", "2025-05-01": "contracting", "2025-05-31": "party"},
    ),
    "the-end": (
        "CHN",
        [*IN_FORCE, *[leave(state, "2025-01-02") for state in ("KAZ", "RUS", "TJK")]],
        {"2025-04-01": "party", "2025-04-02": "former-party"},
    ),
    "the-end-before-a-signatory-was-bound": (
        "UZB",
        [*IN_FORCE, *[leave(state, "2025-01-02") for state in ("KAZ", "RUS", "TJK")], notify("UZB", "2025-03-20")],
        {"2025-03-20": "contracting", "2025-04-01": "contracting", "2025-04-02": "signatory"},
    ),
    "the-end-before-an-applicant-was-bound": (
        "BLR",
        [*IN_FORCE, accede("BLR", "2025-03-01"), *[leave(state, "2025-01-02") for state in ("KAZ", "RUS", "TJK")]],
        {"2025-03-01": "applicant", "2025-04-01": "applicant", "2025-04-02": "third"},
    ),
}


@pytest.mark.parametrize(("state", "acts", "days"), STANDINGS.values(), ids=STANDINGS)
def test_standing_day_by_day(state, acts, days):
    timeline = timeline_of(acts)
    assert {day: timeline.standing(state, date.fromisoformat(day).toordinal()) for day in days} == days


def test_a_standing_rests_on_what_last_changed_it(run):
    # The notification of 10 March is only supposed; its withdrawal is recorded, and with it the State stands as before.
    acts = [notify("CHN", "2011-03-10", supposed=True)]
    (before,) = [row for row in run(acts)["states"] if row["state"] == "CHN"]
    (since,) = [row for row in run([*acts, take_back("CHN", "2011-03-15")])["states"] if row["state"] == "CHN"]
    assert (before["standing"], before["supposed"]) == ("contracting", True)
    assert (since["standing"], since["supposed"]) == ("signatory", False)


# -- what is still awaited ---------------------------------------------------------------------------------------


def awaited(acts, **more):
    return [(one.kind, one.state, one.needs, one.missing, one.candidates) for one in timeline_of(acts, **more).awaited]


def test_entry_into_force_is_awaited():
    assert awaited(four_notify()[:3]) == [
        ("entry-into-force", None, "notifications", 1, ("KGZ", "TJK", "UZB")),
    ]
    assert awaited(four_notify()) == []


def test_acceptances_are_awaited_in_the_order_of_the_codes():
    answered = [*BLR_PENDING, accept("RUS", "2023-08-02"), accept("CHN", "2023-08-03")]
    asked = ("KAZ", "KGZ", "TJK", "UZB")
    assert awaited(answered) == [("accession-complete", "BLR", "acceptances", 4, asked)]
    (row,) = [one for one in timeline_of(answered).states if one.state == "BLR"]
    assert row.waiting_for == asked


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        pytest.param([], [], id="nobody-has-answered"),
        pytest.param([refuse("RUS", "2023-08-02"), refuse("CHN", "2023-08-03")], ["CHN", "RUS"], id="two-refuse"),
        pytest.param([refuse("RUS", "2023-08-02"), accept("RUS", "2023-08-03")], [], id="one-refuses-then-accepts"),
    ],
)
def test_who_refused_is_known(more, refused):
    (row,) = timeline_of([*BLR_PENDING, *more]).awaited
    assert row.facts == {"refused": refused}


def test_a_held_instrument_waits_for_nobody_before_entry_into_force():
    readings = {"early-accession": "held", "acceptor-set": "at-last-acceptance"}
    acts = [*four_notify()[:3], accede("BLR", "2011-05-01"), act("signature-withdrawn", "UZB", "2011-05-02")]
    (blr,) = [row for row in awaited(acts, readings=readings) if row[1] == "BLR"]
    assert blr == ("accession-complete", "BLR", "held", 0, ())


# -- who is listed, and until when -------------------------------------------------------------------------------


def test_every_signatory_and_every_state_named_by_its_code(run):
    acts = [accede("USA", "2012-01-02"), accede("BLR", "2012-01-02"), accept("CHN", "2012-02-01", of="AFG")]
    listed = [row["state"] for row in run([*IN_FORCE, *acts])["states"]]
    assert listed == ["AFG", "BLR", "CHN", "KAZ", "KGZ", "RUS", "TJK", "USA", "UZB"]


def test_where_nothing_happens_and_nothing_is_due_the_run_ends_on_the_day_of_signing(run):
    assert run([], treaty="budapest-2001")["scenario"]["through"] == "2001-11-23"
    assert run([])["scenario"]["through"] == "2009-07-01"  # certified copies are due fifteen days after signing
