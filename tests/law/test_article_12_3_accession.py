"""Article 12(3): accession, its date of completion and of entry into force.

An instrument of accession, then the acceptance of every signatory and acceded State; the acceding State is bound
thirty days after the last is received. The wording ("in thirty days after") differs from 12(1), so all three dates
are always reported (E-25). Who must accept, and when the list is drawn up, is in test_article_12_3_acceptors.py.

Unless a row says otherwise: in force since 2 June 2011 for China, Kazakhstan, Russia and Tajikistan; Belarus
deposits on 1 August 2023.
"""

import pytest

from tests.law.agreement import (
    ADMITTED,
    PARTIES,
    SIGNATORIES,
    accede,
    accept,
    all_accept,
    codes,
    days_of,
    effects,
    entry,
    four_notify,
    intervals,
    leave,
    notify,
    periods,
    refuse,
    standing,
    unsign,
    verdict,
    waiting,
)

IN_FORCE = four_notify()
BLR_ACCEDES = accede("BLR", "2023-08-01")

# -- thirty days after the last acceptance (E-25) ----------------------------------------------------------------

# the last acceptance is received | bound: day-after (+30) | clear-days (+31) | receipt-counted (+29)
DATES = {
    "leap-year-2024": ("2024-01-31", "2024-03-01", "2024-03-02", "2024-02-29"),
    "common-year-2025": ("2025-01-31", "2025-03-02", "2025-03-03", "2025-03-01"),
    "across-new-year": ("2023-12-05", "2024-01-04", "2024-01-05", "2024-01-03"),
    "the-day-of-deposit-itself": ("2023-08-01", "2023-08-31", "2023-09-01", "2023-08-30"),
}
READINGS = ("day-after", "clear-days", "receipt-counted")


@pytest.mark.parametrize(("last", "after", "clear", "counted"), DATES.values(), ids=DATES)
def test_bound_after_the_last_acceptance(run, last, after, clear, counted):
    acts = [*IN_FORCE, BLR_ACCEDES, *all_accept("2023-08-01", *SIGNATORIES[:-1]), accept("UZB", last)]
    for reading, day in zip(READINGS, (after, clear, counted), strict=True):
        timeline = run(acts, readings={"accession-period": reading})
        assert days_of(timeline, "accession-complete", "BLR") == [last]
        assert intervals(timeline, "BLR") == [(day, None)]


@pytest.mark.parametrize("reading", READINGS)
def test_all_three_dates_are_always_reported(run, reading):
    acts = [*IN_FORCE, BLR_ACCEDES, *all_accept("2024-01-31")]
    (row,) = effects(run(acts, readings={"accession-period": reading}), "entry-into-force-for", "BLR")
    assert row["alternatives"] == {
        "day-after": "2024-03-01",
        "clear-days": "2024-03-02",
        "receipt-counted": "2024-02-29",
    }


def test_another_period(run):
    acts = [*IN_FORCE, BLR_ACCEDES, *all_accept("2024-01-31")]
    (row,) = effects(run(acts, parameters={"12(3)": {"days": 45}}), "entry-into-force-for", "BLR")
    assert row["date"] == "2024-03-16"
    assert row["alternatives"] == {
        "day-after": "2024-03-16",
        "clear-days": "2024-03-17",
        "receipt-counted": "2024-03-15",
    }


def test_the_reading_of_12_1_does_not_govern_12_3(run):
    acts = [*IN_FORCE, BLR_ACCEDES, *all_accept("2024-01-31")]
    timeline = run(acts, readings={"entry-period": "clear-days"})
    assert (entry(timeline, "CHN"), entry(timeline, "BLR")) == ("2011-06-03", "2024-03-01")


def test_acceptances_may_come_in_any_order(run):
    days = {"UZB": "2023-09-01", "TJK": "2023-11-05", "RUS": "2023-08-20", "KGZ": "2023-10-10", "KAZ": "2023-08-20"}
    answers = [accept(state, day) for state, day in days.items()]
    timeline = run([*IN_FORCE, BLR_ACCEDES, *answers, accept("CHN", "2023-09-30")])
    assert days_of(timeline, "accession-complete") == ["2023-11-05"]
    assert entry(timeline, "BLR") == "2023-12-05"


@pytest.mark.parametrize(
    ("reading", "period"),
    [
        pytest.param("day-after", ("2024-01-31", 30, "2024-03-01"), id="day-after"),
        pytest.param("clear-days", ("2024-01-31", 31, "2024-03-02"), id="clear-days"),
        pytest.param("receipt-counted", ("2024-01-31", 29, "2024-02-29"), id="receipt-counted"),
    ],
)
def test_the_reason_counts_from_the_day_of_completion(run, reading, period):
    acts = [*IN_FORCE, BLR_ACCEDES, *all_accept("2024-01-31")]
    (row,) = effects(run(acts, readings={"accession-period": reading}), "entry-into-force-for", "BLR")
    assert (row["provision"], row["reason"]["op"]) == ("12(3)", "after")
    assert row["reason"]["reading"] == {"accession-period": reading}
    assert periods(row["reason"])[0] == period


# -- the stages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("through", "stage", "outstanding"),
    [
        pytest.param("2023-07-31", "third", [], id="the-day-before-the-instrument"),
        pytest.param("2023-08-01", "applicant", list(SIGNATORIES), id="instrument-received"),
        pytest.param("2023-09-01", "applicant", ["UZB"], id="five-have-accepted"),
        pytest.param("2024-01-31", "acceding", [], id="the-last-accepts"),
        pytest.param("2024-02-29", "acceding", [], id="the-day-before-entry"),
        pytest.param("2024-03-01", "party", [], id="bound"),
    ],
)
def test_applicant_then_acceding_then_party(run, through, stage, outstanding):
    acts = [*IN_FORCE, BLR_ACCEDES, *all_accept("2023-09-01", *SIGNATORIES[:-1]), accept("UZB", "2024-01-31")]
    timeline = run(acts, through=through)
    assert (standing(timeline, "BLR"), waiting(timeline, "BLR")) == (stage, outstanding)


# -- when an instrument may be lodged (E-17) ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "reading", "expected", "stage"),
    [
        pytest.param("2011-05-20", "returned", (False, "accession-before-entry-into-force"), "third", id="returned"),
        pytest.param("2011-05-20", "held", ADMITTED, "applicant", id="held"),
        pytest.param("2011-06-01", "returned", (False, "accession-before-entry-into-force"), "third", id="eve"),
        pytest.param("2011-06-01", "held", ADMITTED, "applicant", id="eve-held"),
        pytest.param("2011-06-02", "returned", ADMITTED, "applicant", id="on-the-day-of-entry"),
        pytest.param("2011-06-02", "held", ADMITTED, "applicant", id="on-the-day-of-entry-held"),
    ],
)
def test_before_the_agreement_is_in_force(run, received, reading, expected, stage):
    timeline = run([*IN_FORCE, accede("BLR", received)], readings={"early-accession": reading}, through="2011-12-31")
    assert verdict(timeline) == expected
    assert standing(timeline, "BLR") == stage


def test_a_returned_instrument_may_be_lodged_again(run):
    timeline = run([*IN_FORCE, accede("BLR", "2011-05-20"), accede("BLR", "2011-06-02")])
    assert codes(timeline) == ["accession-before-entry-into-force"]
    assert verdict(timeline) == ADMITTED


HELD = {"early-accession": "held"}


def test_a_held_instrument_makes_an_applicant_at_once(run):
    timeline = run([*IN_FORCE, accede("BLR", "2011-05-20")], readings=HELD, through="2011-05-25")
    assert standing(timeline, "BLR") == "applicant"


@pytest.mark.parametrize(
    ("accepted", "bound"),
    [
        pytest.param("2011-06-02", "2011-07-02", id="accepted-on-the-day-of-entry"),
        pytest.param("2011-06-15", "2011-07-15", id="accepted-later"),
    ],
)
def test_a_held_instrument_is_received_on_the_day_of_entry(run, accepted, bound):
    timeline = run([*IN_FORCE, accede("BLR", "2011-05-20"), *all_accept(accepted)], readings=HELD)
    assert days_of(timeline, "accession-complete") == [accepted]
    assert entry(timeline, "BLR") == bound


def test_a_held_instrument_cannot_be_accepted_before_entry(run):
    timeline = run([*IN_FORCE, accede("BLR", "2011-05-20"), accept("CHN", "2011-06-01")], readings=HELD)
    assert verdict(timeline) == (False, "nothing-to-accept")


@pytest.mark.parametrize(
    ("acceptors", "more", "outstanding"),
    [
        pytest.param("parties", [], list(PARTIES), id="the-entries-of-the-day-come-first"),
        pytest.param("parties", [notify("UZB", "2011-05-20")], list(PARTIES), id="a-fifth-is-not-bound-yet"),
        pytest.param("contracting", [notify("UZB", "2011-05-20")], [*PARTIES, "UZB"], id="but-it-is-contracting"),
        pytest.param(
            "signatories-and-acceded",
            [unsign("KGZ", "2011-05-25")],
            [*PARTIES, "UZB"],
            id="a-signature-withdrawn-meanwhile-does-not-count",
        ),
    ],
)
def test_the_acceptors_of_a_held_instrument_are_judged_on_entry(run, acceptors, more, outstanding):
    readings = HELD | {"acceptors": acceptors}
    timeline = run([*IN_FORCE, accede("BLR", "2011-05-10"), *more], readings=readings, through="2011-06-10")
    assert waiting(timeline, "BLR") == outstanding


def test_a_held_instrument_waits_as_long_as_the_fourth_notification(run):
    timeline = run([*IN_FORCE[:3], accede("BLR", "2011-05-20")], readings=HELD, through="2020-12-31")
    assert (standing(timeline, "BLR"), intervals(timeline, "BLR")) == ("applicant", [])


# -- silence and refusal (E-23) ----------------------------------------------------------------------------------


def test_silence_is_never_acceptance(run):
    acts = [*IN_FORCE, BLR_ACCEDES, *all_accept("2023-09-01", *SIGNATORIES[1:])]
    timeline = run(acts, through="2053-08-01")
    assert (standing(timeline, "BLR"), waiting(timeline, "BLR")) == ("applicant", ["CHN"])


def test_a_signatory_that_never_notified_holds_a_veto(run):
    timeline = run([*IN_FORCE, BLR_ACCEDES, *all_accept("2023-09-01", *PARTIES)], through="2033-08-01")
    assert (standing(timeline, "BLR"), waiting(timeline, "BLR")) == ("applicant", ["KGZ", "UZB"])


def test_a_refusal_blocks(run):
    acts = [*IN_FORCE, BLR_ACCEDES, refuse("KAZ", "2023-08-20")]
    acts += all_accept("2023-09-01", *[state for state in SIGNATORIES if state != "KAZ"])
    timeline = run(acts, through="2033-08-01")
    assert verdict(timeline, len(IN_FORCE) + 1) == ADMITTED
    assert (standing(timeline, "BLR"), waiting(timeline, "BLR")) == ("applicant", ["KAZ"])


@pytest.mark.parametrize("refusals", [["2023-08-20"], ["2023-08-20", "2023-09-15"]], ids=["once", "twice"])
def test_a_refusal_is_replaced_by_a_later_acceptance(run, refusals):
    acts = [*IN_FORCE, BLR_ACCEDES, *[refuse("KAZ", day) for day in refusals]]
    acts += all_accept("2023-09-01", *[state for state in SIGNATORIES if state != "KAZ"])
    timeline = run([*acts, accept("KAZ", "2023-10-01")])
    assert days_of(timeline, "accession-complete") == ["2023-10-01"]
    assert entry(timeline, "BLR") == "2023-10-31"


def test_an_acceptance_once_received_stands(run):
    acts = [*IN_FORCE, BLR_ACCEDES, accept("KAZ", "2023-08-10"), refuse("KAZ", "2023-08-20")]
    acts += all_accept("2023-09-01", *[state for state in SIGNATORIES if state != "KAZ"])
    timeline = run(acts)
    assert codes(timeline) == ["acceptance-stands"]
    assert entry(timeline, "BLR") == "2023-10-01"


# -- an accession withdrawn --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("withdrawn", "expected", "stage"),
    [
        pytest.param("2023-08-15", ADMITTED, "third", id="while-acceptances-are-outstanding"),
        pytest.param("2023-09-15", ADMITTED, "third", id="complete-and-not-yet-bound"),
        pytest.param("2023-09-30", ADMITTED, "third", id="the-day-before-it-is-bound"),
        pytest.param("2023-10-01", (False, "nothing-pending"), "party", id="on-the-day-it-is-bound"),
    ],
)
def test_an_accession_may_be_withdrawn_until_its_state_is_bound(run, withdrawn, expected, stage):
    gone = {"act": "accession-withdrawn", "by": "BLR", "date": withdrawn, "id": "gone"}
    timeline = run([*IN_FORCE, BLR_ACCEDES, *all_accept("2023-09-01"), gone])
    assert verdict(timeline, "gone") == expected
    assert standing(timeline, "BLR") == stage


@pytest.mark.parametrize("withdrawn", ["2011-05-25", "2011-06-10"], ids=["before-entry", "after-entry"])
def test_a_held_accession_may_be_withdrawn(run, withdrawn):
    gone = {"act": "accession-withdrawn", "by": "BLR", "date": withdrawn}
    timeline = run([*IN_FORCE, accede("BLR", "2011-05-20"), gone], readings=HELD, through="2011-12-31")
    assert verdict(timeline) == ADMITTED
    assert (standing(timeline, "BLR"), waiting(timeline, "BLR")) == ("third", [])


def test_the_state_may_try_again(run):
    gone = {"act": "accession-withdrawn", "by": "BLR", "date": "2023-08-15"}
    acts = [*IN_FORCE, BLR_ACCEDES, gone, accede("BLR", "2024-02-01"), *all_accept("2024-03-01")]
    assert entry(run(acts), "BLR") == "2024-03-31"


# -- accession again ---------------------------------------------------------------------------------------------

# Belarus is bound on 1 October 2023; its notice of 2 January 2025 takes effect on 2 April 2025.
BLR_CAME_AND_WENT = [*IN_FORCE, BLR_ACCEDES, *all_accept("2023-09-01"), leave("BLR", "2025-01-02")]


def test_a_former_acceded_party_accedes_again(run):
    timeline = run([*BLR_CAME_AND_WENT, accede("BLR", "2025-05-01")], through="2025-12-31")
    assert verdict(timeline) == ADMITTED
    assert (standing(timeline, "BLR"), waiting(timeline, "BLR")) == ("applicant", list(SIGNATORIES))


def test_it_is_bound_again_when_all_accept_again(run):
    acts = [*BLR_CAME_AND_WENT, accede("BLR", "2025-05-01"), *all_accept("2025-06-01")]
    assert intervals(run(acts), "BLR") == [("2023-10-01", "2025-04-02"), ("2025-07-01", None)]


def test_a_former_acceded_party_that_withdraws_its_new_instrument_is_a_former_party(run):
    gone = {"act": "accession-withdrawn", "by": "BLR", "date": "2025-05-10"}
    timeline = run([*BLR_CAME_AND_WENT, accede("BLR", "2025-05-01"), gone])
    assert verdict(timeline) == ADMITTED
    assert standing(timeline, "BLR") == "former-party"


def test_a_former_acceded_party_cannot_come_back_by_notification(run):
    assert verdict(run([*BLR_CAME_AND_WENT, notify("BLR", "2025-05-01")])) == (False, "not-a-signatory")
