"""Article 12(3): whose acceptance an accession needs.

"The signatory and acceded states": by default every signatory, bound or not (E-19), and every State whose accession
is in force, as they stand when the instrument is received (E-22). Never a pending State (E-21), never a State whose
withdrawal has taken effect (E-20). Where the last who is outstanding drops out, the accession is complete on that
day (E-24), never in the past.

Unless a row says otherwise: in force since 2 June 2011 for China, Kazakhstan, Russia and Tajikistan; Belarus
deposits on 1 August 2023. In the middle of the tables Uzbekistan notifies on 20 July 2023 and is bound on
19 August 2023; Tajikistan's notice of 10 August 2023 takes effect on 8 November 2023.
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
    entry,
    four_notify,
    leave,
    notify,
    revoke,
    standing,
    take_back,
    unsign,
    verdict,
    waiting,
)

IN_FORCE = four_notify()
BLR_ACCEDES = accede("BLR", "2023-08-01")
UZB_NOTIFIES = notify("UZB", "2023-07-20")
TJK_LEAVES = leave("TJK", "2023-08-10")
ALL_BUT_TJK = [state for state in SIGNATORIES if state != "TJK"]
LATEST = {"acceptor-set": "at-last-acceptance"}

# -- the three lists (E-19) --------------------------------------------------------------------------------------

# what happened before 1 August 2023 | every signatory and acceded State | Parties | contracting and acceded States
LISTS = {
    "four-parties-and-two-signatories": ([], list(SIGNATORIES), list(PARTIES), list(PARTIES)),
    "Uzbekistan-has-notified-and-is-not-bound": (
        [UZB_NOTIFIES],
        list(SIGNATORIES),
        list(PARTIES),
        [*PARTIES, "UZB"],
    ),
    "Uzbekistan-is-bound": (
        [notify("UZB", "2023-07-02")],  # bound on 1 August 2023: the effects of the day come first
        list(SIGNATORIES),
        [*PARTIES, "UZB"],
        [*PARTIES, "UZB"],
    ),
    "Uzbekistan-took-its-notification-back": (
        [UZB_NOTIFIES, take_back("UZB", "2023-07-25")],
        list(SIGNATORIES),
        list(PARTIES),
        list(PARTIES),
    ),
    "Kyrgyzstan-withdrew-its-signature": (
        [unsign("KGZ", "2023-07-25")],
        [*PARTIES, "UZB"],
        list(PARTIES),
        list(PARTIES),
    ),
    "Tajikistan-is-leaving": ([leave("TJK", "2023-07-25")], list(SIGNATORIES), list(PARTIES), list(PARTIES)),
    "Tajikistan-has-left": (
        [leave("TJK", "2023-05-03")],  # with effect on 1 August 2023
        ALL_BUT_TJK,
        ["CHN", "KAZ", "RUS"],
        ["CHN", "KAZ", "RUS"],
    ),
    "Tajikistan-has-left-and-notified-again": (
        [leave("TJK", "2023-04-01"), notify("TJK", "2023-07-10")],  # left 30 June, bound again only on 9 August
        ALL_BUT_TJK,
        ["CHN", "KAZ", "RUS"],
        ["CHN", "KAZ", "RUS"],
    ),
    "Tajikistan-has-left-and-is-bound-again": (
        [leave("TJK", "2023-04-01"), notify("TJK", "2023-07-02")],  # left 30 June, bound again on 1 August
        list(SIGNATORIES),
        list(PARTIES),
        list(PARTIES),
    ),
    "India-has-acceded": (
        [accede("IND", "2023-05-01"), *all_accept("2023-07-02", of="IND")],  # bound on 1 August 2023
        sorted([*SIGNATORIES, "IND"]),
        sorted([*PARTIES, "IND"]),
        sorted([*PARTIES, "IND"]),
    ),
    "India-is-acceding": (
        [accede("IND", "2023-05-01"), *all_accept("2023-07-03", of="IND")],  # bound only on 2 August 2023
        list(SIGNATORIES),
        list(PARTIES),
        list(PARTIES),
    ),
    "India-is-waiting-too": ([accede("IND", "2023-05-01")], list(SIGNATORIES), list(PARTIES), list(PARTIES)),
}


@pytest.mark.parametrize(("before", "every", "parties", "contracting"), LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("when", ["at-deposit", "at-last-acceptance"])
def test_who_is_asked_on_the_day_of_deposit(run, before, every, parties, contracting, when):
    lists = {"signatories-and-acceded": every, "parties": parties, "contracting": contracting}
    for acceptors, asked in lists.items():
        readings = {"acceptors": acceptors, "acceptor-set": when}
        timeline = run([*IN_FORCE, *before, BLR_ACCEDES], readings=readings, through="2023-08-01")
        assert waiting(timeline, "BLR") == asked


# -- who is not among them ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "before"),
    [
        pytest.param("BLR", [], id="the-applicant-itself"),
        pytest.param("IRN", [], id="a-third-State"),
        pytest.param("IND", [accede("IND", "2023-07-01")], id="another-applicant"),
        pytest.param("IND", [accede("IND", "2023-07-01"), *all_accept("2023-07-20", of="IND")], id="an-acceding-State"),
        pytest.param("TJK", [leave("TJK", "2023-05-01")], id="a-Party-that-has-left"),
        pytest.param("KGZ", [unsign("KGZ", "2023-07-01")], id="a-State-that-withdrew-its-signature"),
    ],
)
def test_the_acceptance_of_others_is_not_required(run, state, before):
    timeline = run([*IN_FORCE, *before, BLR_ACCEDES, accept(state, "2023-08-05")], through="2023-08-05")
    assert verdict(timeline) == (False, "acceptance-not-required")


def test_a_party_that_is_leaving_accepts_until_it_has_left(run):
    acts = [*IN_FORCE, BLR_ACCEDES, TJK_LEAVES, *all_accept("2023-09-01", *ALL_BUT_TJK), accept("TJK", "2023-11-07")]
    timeline = run(acts)
    assert verdict(timeline) == ADMITTED
    assert days_of(timeline, "accession-complete") == ["2023-11-07"]


# -- two applicants do not wait for each other (E-21) ------------------------------------------------------------

# Belarus deposits on 1 August, is accepted by all on 1 September and bound on 1 October 2023.
BLR_BECOMES_PARTY = [BLR_ACCEDES, *all_accept("2023-09-01")]


def test_two_applicants_side_by_side(run):
    acts = [*IN_FORCE, BLR_ACCEDES, accede("IND", "2023-08-01")]
    timeline = run([*acts, *all_accept("2023-09-01"), *all_accept("2023-09-15", of="IND")])
    assert (entry(timeline, "BLR"), entry(timeline, "IND")) == ("2023-10-01", "2023-10-15")


# India deposits | all six signatories accept on 20 October | is Belarus asked: at-deposit, at-last-acceptance
@pytest.mark.parametrize(
    ("deposited", "at_deposit", "at_last_acceptance"),
    [
        pytest.param("2023-08-15", "2023-11-19", None, id="while-Belarus-is-an-applicant"),
        pytest.param("2023-09-30", "2023-11-19", None, id="the-day-before-Belarus-is-bound"),
        pytest.param("2023-10-01", None, None, id="the-day-Belarus-is-bound"),
    ],
)
@pytest.mark.parametrize("when", ["at-deposit", "at-last-acceptance"])
def test_a_state_that_accedes_meanwhile(run, deposited, at_deposit, at_last_acceptance, when):
    acts = [*IN_FORCE, *BLR_BECOMES_PARTY, accede("IND", deposited), *all_accept("2023-10-20", of="IND")]
    timeline = run(acts, readings={"acceptor-set": when}, through="2025-12-31")
    bound = at_deposit if when == "at-deposit" else at_last_acceptance
    assert entry(timeline, "IND") == bound
    assert waiting(timeline, "IND") == ([] if bound else ["BLR"])


def test_the_state_that_acceded_meanwhile_accepts_last(run):
    acts = [*IN_FORCE, *BLR_BECOMES_PARTY, accede("IND", "2023-08-15"), *all_accept("2023-10-20", of="IND")]
    timeline = run([*acts, accept("BLR", "2023-11-05", of="IND")], readings=LATEST)
    assert entry(timeline, "IND") == "2023-12-05"


def test_under_the_frozen_list_it_is_not_asked(run):
    acts = [*IN_FORCE, *BLR_BECOMES_PARTY, accede("IND", "2023-08-15"), accept("BLR", "2023-10-05", of="IND")]
    assert verdict(run(acts)) == (False, "acceptance-not-required")


def test_complete_before_the_new_party_is_bound(run):
    acts = [*IN_FORCE, *BLR_BECOMES_PARTY, accede("IND", "2023-08-15"), *all_accept("2023-09-30", of="IND")]
    assert entry(run(acts, readings=LATEST), "IND") == "2023-10-30"


# -- a list that is frozen, and one that is not (E-22) -----------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "last", "complete"),
    [
        pytest.param("at-deposit", "2023-08-18", "2023-08-18", id="frozen-before-Uzbekistan-is-bound"),
        pytest.param("at-deposit", "2023-08-19", "2023-08-19", id="frozen-on-the-day-Uzbekistan-is-bound"),
        pytest.param("at-last-acceptance", "2023-08-18", "2023-08-18", id="current-before-Uzbekistan-is-bound"),
        pytest.param("at-last-acceptance", "2023-08-19", None, id="current-on-the-day-Uzbekistan-is-bound"),
    ],
)
def test_parties_who_join_while_the_instrument_is_pending(run, when, last, complete):
    acts = [*IN_FORCE, UZB_NOTIFIES, BLR_ACCEDES, *all_accept("2023-08-10", "CHN", "KAZ", "RUS"), accept("TJK", last)]
    timeline = run(acts, readings={"acceptors": "parties", "acceptor-set": when}, through="2024-12-31")
    assert days_of(timeline, "accession-complete") == ([complete] if complete else [])
    assert waiting(timeline, "BLR") == ([] if complete else ["UZB"])


def test_parties_who_joined_must_then_accept(run):
    acts = [*IN_FORCE, UZB_NOTIFIES, BLR_ACCEDES, *all_accept("2023-08-25", *PARTIES), accept("UZB", "2023-09-20")]
    timeline = run(acts, readings={"acceptors": "parties", **LATEST})
    assert entry(timeline, "BLR") == "2023-10-20"


@pytest.mark.parametrize(
    ("when", "complete"),
    [
        pytest.param("at-deposit", ["2023-09-01"], id="a-notification-after-the-deposit-is-too-late-to-be-asked"),
        pytest.param("at-last-acceptance", [], id="or-counts-as-soon-as-it-is-received"),
    ],
)
def test_contracting_states_that_join_while_the_instrument_is_pending(run, when, complete):
    acts = [*IN_FORCE, BLR_ACCEDES, notify("UZB", "2023-08-31"), *all_accept("2023-09-01", *PARTIES)]
    timeline = run(acts, readings={"acceptors": "contracting", "acceptor-set": when}, through="2024-12-31")
    assert days_of(timeline, "accession-complete") == complete


@pytest.mark.parametrize(
    ("when", "outstanding"),
    [
        # A frozen list loses only States that leave or withdraw their signature: a notification taken back is neither.
        pytest.param("at-deposit", ["UZB"], id="frozen-Uzbekistan-stays-on-it"),
        pytest.param("at-last-acceptance", [], id="current-Uzbekistan-drops-out"),
    ],
)
def test_a_notification_taken_back_while_the_instrument_is_pending(run, when, outstanding):
    acts = [*IN_FORCE, UZB_NOTIFIES, BLR_ACCEDES, *all_accept("2023-08-05", *PARTIES), take_back("UZB", "2023-08-10")]
    timeline = run(acts, readings={"acceptors": "contracting", "acceptor-set": when}, through="2023-08-10")
    assert waiting(timeline, "BLR") == outstanding
    assert standing(timeline, "BLR") == ("applicant" if outstanding else "acceding")


# -- the last who is outstanding drops out (E-24) ----------------------------------------------------------------


@pytest.mark.parametrize("when", ["at-deposit", "at-last-acceptance"])
@pytest.mark.parametrize("acceptors", ["signatories-and-acceded", "parties", "contracting"])
def test_a_withdrawal_takes_effect(run, acceptors, when):
    asked = ALL_BUT_TJK if acceptors == "signatories-and-acceded" else ["CHN", "KAZ", "RUS"]
    acts = [*IN_FORCE, BLR_ACCEDES, TJK_LEAVES, *all_accept("2023-09-01", *asked)]
    timeline = run(acts, readings={"acceptors": acceptors, "acceptor-set": when})
    assert days_of(timeline, "accession-complete") == ["2023-11-08"]
    assert entry(timeline, "BLR") == "2023-12-08"  # thirty days after the drop-out, not after 1 September


def test_a_notice_revoked_leaves_it_outstanding(run):
    acts = [*IN_FORCE, BLR_ACCEDES, TJK_LEAVES, *all_accept("2023-09-01", *ALL_BUT_TJK), revoke("TJK", "2023-11-07")]
    timeline = run(acts, through="2025-12-31")
    assert (entry(timeline, "BLR"), waiting(timeline, "BLR")) == (None, ["TJK"])


@pytest.mark.parametrize("when", ["at-deposit", "at-last-acceptance"])
def test_a_signature_withdrawn(run, when):
    all_but_kgz = [state for state in SIGNATORIES if state != "KGZ"]
    acts = [*IN_FORCE, BLR_ACCEDES, *all_accept("2023-09-01", *all_but_kgz), unsign("KGZ", "2023-09-15")]
    timeline = run(acts, readings={"acceptor-set": when})
    assert days_of(timeline, "accession-complete") == ["2023-09-15"]
    assert entry(timeline, "BLR") == "2023-10-15"


def test_a_refusal_goes_with_the_state_that_leaves(run):
    acts = [*IN_FORCE, BLR_ACCEDES, TJK_LEAVES, *all_accept("2023-09-01", *ALL_BUT_TJK)]
    acts.append({"act": "refusal", "by": "TJK", "of": "BLR", "date": "2023-09-02"})
    assert days_of(run(acts), "accession-complete") == ["2023-11-08"]


# All four Parties leave on 8 November 2023 and the Agreement is read as going on (E-37): nobody is outstanding.
ALL_LEAVE = [leave(state, "2023-08-10") for state in PARTIES]


@pytest.mark.parametrize(
    ("accepted", "complete"),
    [
        pytest.param([], [], id="with-no-acceptance-ever-received-never-complete"),
        pytest.param([accept("TJK", "2023-09-01")], ["2023-11-08"], id="with-one-from-a-State-that-has-left-since"),
    ],
)
def test_at_least_one_acceptance_must_have_come(run, accepted, complete):
    readings = {"acceptors": "parties", "below-two": "continues"}
    timeline = run([*IN_FORCE, BLR_ACCEDES, *ALL_LEAVE, *accepted], readings=readings, through="2026-12-31")
    assert days_of(timeline, "accession-complete") == complete
    assert entry(timeline, "BLR") == ("2023-12-08" if complete else None)


# -- a State that left and came back -----------------------------------------------------------------------------

# Tajikistan is out from 8 November; its notification of 20 November binds it again on 20 December 2023.
TJK_OUT_AND_BACK = [TJK_LEAVES, notify("TJK", "2023-11-20")]


@pytest.mark.parametrize(
    ("when", "complete"),
    [
        pytest.param("at-deposit", ["2024-01-10"], id="a-frozen-list-regains-none"),
        pytest.param("at-last-acceptance", [], id="the-current-list-asks-it-again"),
    ],
)
def test_a_state_that_came_back(run, when, complete):
    everyone_else = [state for state in ALL_BUT_TJK if state != "KAZ"]
    acts = [*IN_FORCE, BLR_ACCEDES, *TJK_OUT_AND_BACK, *all_accept("2023-09-01", *everyone_else)]
    timeline = run([*acts, accept("KAZ", "2024-01-10")], readings={"acceptor-set": when}, through="2025-12-31")
    assert days_of(timeline, "accession-complete") == complete
    assert waiting(timeline, "BLR") == ([] if complete else ["TJK"])


@pytest.mark.parametrize(
    ("deposited", "asked"),
    [
        pytest.param("2023-11-07", True, id="still-a-Party"),
        pytest.param("2023-11-08", False, id="out"),
        pytest.param("2023-12-01", False, id="out-and-has-notified-again"),
        pytest.param("2023-12-20", True, id="bound-again"),
    ],
)
def test_an_instrument_deposited_meanwhile(run, deposited, asked):
    acts = [*IN_FORCE, *TJK_OUT_AND_BACK, accede("IND", deposited)]
    for acceptors in ("signatories-and-acceded", "parties", "contracting"):
        timeline = run(acts, readings={"acceptors": acceptors}, through=deposited)
        assert ("TJK" in waiting(timeline, "IND")) is asked


def test_it_accepts_nothing_while_it_is_out(run):
    acts = [*IN_FORCE, *TJK_OUT_AND_BACK, accede("IND", "2023-12-01"), accept("TJK", "2023-12-05", of="IND")]
    timeline = run(acts, through="2023-12-05")
    assert verdict(timeline) == (False, "acceptance-not-required")
    assert codes(timeline) == ["no-authority", "acceptance-not-required"]  # the first for notifying again (E-36)
