"""The end of the Agreement: by agreement of all Parties, or because fewer than two Parties are left (E-37).

On that day all Parties' intervals close; what was pending, not yet in force or running falls away; duties due that
day or later lapse and overdue ones stay overdue; from then on every act is without effect.

Two ends serve the tables. By agreement: proposed on 1 February 2012 with ten days, all consent on 20 February, the
end comes on 1 March 2012. Below two: Kazakhstan, Russia and Tajikistan leave together on 2 April 2025 and only China
is left.
"""

import pytest

from tests.law.agreement import (
    PARTIES,
    accede,
    accept,
    act,
    all_accept,
    all_consent,
    circulate,
    codes,
    complete,
    consent,
    days_of,
    duties,
    entries,
    entry,
    exchange,
    four_notify,
    intervals,
    leave,
    meet,
    notify,
    outcome,
    project,
    propose,
    refuse,
    revoke,
    standing,
    take_back,
    the_duty,
    unsign,
    verdict,
    waiting,
)

IN_FORCE = four_notify()
END = "2012-03-01"
BY_AGREEMENT = [propose("CHN", "2012-02-01", "termination", period=10), *all_consent("2012-02-20")]
THREE_LEAVE = [leave(state, "2025-01-02") for state in ("KAZ", "RUS", "TJK")]
ALL_LEAVE = [leave(state, "2025-01-02") for state in PARTIES]
UZB_ENTERS = notify("UZB", "2025-03-03")  # thirty days later is 2 April 2025
KGZ_ENTERS = notify("KGZ", "2025-03-03")


def parties(timeline):
    """Who is a Party in the end, in alphabetical order."""
    return sorted(row["state"] for row in timeline["states"] if row["standing"] == "party")


# -- fewer than two Parties --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("acts", "ended", "left"),
    [
        pytest.param(THREE_LEAVE[:2], None, ["CHN", "TJK"], id="two-left-it-goes-on"),
        pytest.param(THREE_LEAVE, "2025-04-02", [], id="one-left-it-ends"),
        pytest.param(ALL_LEAVE, "2025-04-02", [], id="none-left-it-ends"),
        pytest.param([*THREE_LEAVE, UZB_ENTERS], None, ["CHN", "UZB"], id="one-enters-that-day-two-are-left"),
        pytest.param([*ALL_LEAVE, UZB_ENTERS], "2025-04-02", [], id="all-leave-and-one-enters-that-day"),
        pytest.param([*ALL_LEAVE, UZB_ENTERS, KGZ_ENTERS], None, ["KGZ", "UZB"], id="all-leave-and-two-enter"),
        pytest.param([*THREE_LEAVE, notify("UZB", "2025-03-04")], "2025-04-02", [], id="one-day-too-late"),
    ],
)
def test_fewer_than_two_counted_after_the_effects_of_the_day(run, acts, ended, left):
    timeline = run([*IN_FORCE, *acts], through="2026-12-31")
    assert timeline["terminated"] == ended
    assert days_of(timeline, "termination") == ([ended] if ended else [])
    assert parties(timeline) == left


@pytest.mark.parametrize(
    ("acts", "left"),
    [pytest.param(THREE_LEAVE, ["CHN"], id="one-left"), pytest.param(ALL_LEAVE, [], id="none-left")],
)
def test_read_as_continuing(run, acts, left):
    timeline = run([*IN_FORCE, *acts], readings={"below-two": "continues"}, through="2030-12-31")
    assert timeline["terminated"] is None
    assert parties(timeline) == left


def test_read_as_continuing_states_may_join_an_agreement_without_parties(run):
    acts = [*IN_FORCE, *ALL_LEAVE, notify("UZB", "2025-05-01")]
    timeline = run(acts, readings={"below-two": "continues"})
    assert intervals(timeline, "UZB") == [("2025-05-31", None)]


def test_before_entry_into_force_nothing_ends(run):
    timeline = run(IN_FORCE[:1], through="2030-12-31")
    assert (timeline["terminated"], standing(timeline, "CHN")) == (None, "contracting")


# The date stands for two notifications, China's among the first four and Uzbekistan's in the window; on the general
# day China alone is bound, Uzbekistan only on 19 June: fewer than two are counted on 2 June.
ONE_BOUND_ON_THE_GENERAL_DAY = [
    *IN_FORCE,
    notify("UZB", "2011-05-20"),
    *[take_back(state, "2011-05-25") for state in ("KAZ", "RUS", "TJK")],
]


@pytest.mark.parametrize(
    ("reading", "ended", "bound"),
    [
        pytest.param("ends", "2011-06-02", [("2011-06-02", "2011-06-02")], id="ends-the-day-it-enters-into-force"),
        pytest.param("continues", None, [("2011-06-02", None)], id="continues-with-one"),
    ],
)
def test_one_party_on_the_general_day(run, reading, ended, bound):
    timeline = run(ONE_BOUND_ON_THE_GENERAL_DAY, readings={"below-two": reading}, through="2012-12-31")
    assert (timeline["entry_into_force"], timeline["terminated"]) == ("2011-06-02", ended)
    assert intervals(timeline, "CHN") == bound
    assert entry(timeline, "UZB") == (None if ended else "2011-06-19")


# -- the intervals close -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("acts", "end"),
    [pytest.param(BY_AGREEMENT, END, id="by-agreement"), pytest.param(THREE_LEAVE, "2025-04-02", id="below-two")],
)
def test_all_intervals_close_on_the_day(run, acts, end):
    timeline = run([*IN_FORCE, *acts], through="2030-12-31")
    assert timeline["terminated"] == end
    assert [intervals(timeline, state) for state in PARTIES] == [[("2011-06-02", end)]] * 4
    assert {standing(timeline, state) for state in PARTIES} == {"former-party"}


def test_the_day_before_it_is_still_in_force(run):
    timeline = run([*IN_FORCE, *BY_AGREEMENT], through="2012-02-29")
    assert timeline["terminated"] is None
    assert [intervals(timeline, state) for state in PARTIES] == [[("2011-06-02", None)]] * 4
    assert ("2012-03-01", "termination") in [(row["date"], row["kind"]) for row in timeline["coming"]]


# -- what falls away ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("acts", "state", "stage"),
    [
        pytest.param([], "KGZ", "signatory", id="a-signatory"),
        pytest.param([notify("UZB", "2012-02-10")], "UZB", "signatory", id="a-notification-not-yet-in-force"),
        pytest.param([accede("BLR", "2012-01-05")], "BLR", "third", id="a-pending-accession"),
        pytest.param([accede("BLR", "2012-01-05"), *all_accept("2012-02-15")], "BLR", "third", id="a-complete-one"),
        pytest.param([leave("TJK", "2012-02-01")], "TJK", "former-party", id="a-running-notice"),
        pytest.param(
            [leave("TJK", "2011-06-10"), notify("TJK", "2012-02-10")],
            "TJK",
            "former-party",
            id="a-former-Party-that-has-notified-again",
        ),
    ],
)
def test_falls_away(run, acts, state, stage):
    timeline = run([*IN_FORCE, *acts, *consented_by_all_but_leavers(acts)], through="2030-12-31")
    assert timeline["terminated"] == END
    assert (standing(timeline, state), waiting(timeline, state)) == (stage, [])
    assert [row["date"] for row in timeline["timeline"] if row["act"] is None and row["date"] > END] == []


def consented_by_all_but_leavers(acts):
    """The end by agreement; who left on 8 September 2011 is no longer asked."""
    asked = [state for state in PARTIES if leave(state, "2011-06-10") not in acts]
    return [BY_AGREEMENT[0], *all_consent("2012-02-20", *asked)]


def test_a_running_notice_does_not_take_effect(run):
    timeline = run([*IN_FORCE, leave("TJK", "2012-02-01"), *BY_AGREEMENT], through="2030-12-31")
    assert days_of(timeline, "withdrawal-effective") == []
    assert intervals(timeline, "TJK") == [("2011-06-02", END)]


def test_other_proposals_fall_away(run):
    amendment = [propose("RUS", "2012-02-01", id="late", period=30), *all_consent("2012-02-20", to="late")]
    timeline = run([*IN_FORCE, *amendment, *BY_AGREEMENT], through="2030-12-31")
    assert days_of(timeline, "amendment-in-force") == []  # it would have come on 21 March 2012


# -- a State whose entry falls on the day of the end: the empty interval [D, D) ----------------------------------

UZB_ENTERS_ON_THE_END = notify("UZB", "2012-01-31")  # thirty days later is 1 March 2012


@pytest.mark.parametrize(
    ("acts", "end"),
    [
        pytest.param([UZB_ENTERS_ON_THE_END, *BY_AGREEMENT], END, id="by-agreement"),
        pytest.param([UZB_ENTERS, *ALL_LEAVE], "2025-04-02", id="below-two"),
    ],
)
def test_empty_interval(run, acts, end):
    timeline = run([*IN_FORCE, *acts], through="2030-12-31")
    assert timeline["terminated"] == end
    assert intervals(timeline, "UZB") == [(end, end)]
    assert standing(timeline, "UZB") == "former-party"
    assert duties(timeline, "protect-information", "UZB") == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param([], ("2012-04-30", None, "lapsed"), id="its-duty-under-5-1-lapses"),
        pytest.param(
            [exchange("UZB", "2012-02-10")],
            ("2012-04-30", "2012-03-01", "performed"),
            id="unless-an-earlier-exchange-performs-it-that-day",
        ),
        pytest.param(
            [exchange("UZB", "2012-03-01")],
            ("2012-04-30", None, "lapsed"),
            id="an-exchange-on-the-day-itself-comes-after-the-end",
        ),
    ],
)
def test_the_duty_under_5_1_of_a_state_with_an_empty_interval(run, more, expected):
    timeline = run([*IN_FORCE, UZB_ENTERS_ON_THE_END, *BY_AGREEMENT, *more])
    assert outcome(the_duty(timeline, "authority-exchange", "UZB")) == expected


# -- duties on the end -------------------------------------------------------------------------------------------


# Tajikistan's notice is received thirty days before the due day of its circulation; the end comes on 1 March 2012.
@pytest.mark.parametrize(
    ("notice", "due", "status"),
    [
        pytest.param("2012-01-20", "2012-02-19", "overdue", id="overdue-stays-overdue"),
        pytest.param("2012-01-30", "2012-02-29", "overdue", id="due-the-day-before-the-end"),
        pytest.param("2012-01-31", "2012-03-01", "lapsed", id="due-on-the-day-of-the-end"),
        pytest.param("2012-02-10", "2012-03-11", "lapsed", id="due-later"),
    ],
)
def test_circulation_duties(run, notice, due, status):
    timeline = run([*IN_FORCE, leave("TJK", notice), *BY_AGREEMENT], through="2030-12-31")
    assert outcome(the_duty(timeline, "withdrawal-circulated")) == (due, None, status)


# Uzbekistan is bound thirty days after it notifies; sixty days later its authorities are due.
@pytest.mark.parametrize(
    ("notified", "due", "status"),
    [
        pytest.param("2011-12-01", "2012-02-29", "overdue", id="due-the-day-before-the-end"),
        pytest.param("2011-12-02", "2012-03-01", "lapsed", id="due-on-the-day-of-the-end"),
        pytest.param("2011-12-20", "2012-03-19", "lapsed", id="due-later"),
    ],
)
def test_authority_duties(run, notified, due, status):
    acts = [*IN_FORCE, notify("UZB", notified), *BY_AGREEMENT, consent("UZB", "2012-02-20")]
    timeline = run(acts, through="2030-12-31")
    assert timeline["terminated"] == END
    assert outcome(the_duty(timeline, "authority-exchange", "UZB")) == (due, None, status)


@pytest.mark.parametrize(
    ("held", "due"),
    [
        pytest.param([], "2011-12-02", id="long-expected"),
        pytest.param([meet("CHN", "2011-12-02")], "2012-06-02", id="not-yet-expected"),
    ],
)
def test_the_expected_consultation_lapses(run, held, due):
    timeline = run([*IN_FORCE, *held, *BY_AGREEMENT])
    assert outcome(duties(timeline, "consultation")[-1]) == (due, None, "lapsed")


def test_a_duty_performed_before_the_end_stays_performed(run):
    timeline = run([*IN_FORCE, leave("TJK", "2012-02-10"), circulate("TJK", "2012-02-11"), *BY_AGREEMENT])
    assert outcome(the_duty(timeline, "withdrawal-circulated")) == ("2012-03-11", "2012-02-11", "performed")


# -- from then on every act is without effect --------------------------------------------------------------------

HISTORY = [*IN_FORCE, leave("TJK", "2012-02-01"), project("CHN", "2011-07-01"), accede("BLR", "2012-01-05")]
AFTER_THE_END = {
    "notification": notify("UZB", END),
    "notification-withdrawn": take_back("CHN", END),
    "signature-withdrawn": unsign("KGZ", END),
    "accession": accede("IND", END),
    "accession-withdrawn": act("accession-withdrawn", "BLR", END),
    "acceptance": accept("CHN", END),
    "refusal": refuse("CHN", END),
    "withdrawal": leave("CHN", END),
    "withdrawal-revoked": revoke("TJK", END),
    "withdrawal-circulated": circulate("TJK", END),
    "proposal": propose("CHN", END, id="new"),
    "consent": consent("CHN", END),
    "consultation": meet("CHN", END),
    "joint-project": project("CHN", END, "new"),
    "project-completed": complete("CHN", END),
    "interdepartmental-agreement": act("interdepartmental-agreement", "CHN", END, between=["CHN", "RUS"]),
    "authority-exchange": exchange("CHN", END),
    "certified-copies": act("certified-copies", None, END),
}


@pytest.mark.parametrize("late", AFTER_THE_END.values(), ids=AFTER_THE_END)
def test_every_act_after_the_end(run, late):
    for day in (END, "2020-01-01"):
        timeline = run([*HISTORY, *BY_AGREEMENT, {**late, "date": day}])
        assert verdict(timeline) == (False, "treaty-terminated")
        assert codes(timeline) == ["treaty-terminated"]


def test_an_act_the_day_before_the_end_is_judged_as_ever(run):
    timeline = run([*HISTORY, *BY_AGREEMENT, revoke("TJK", "2012-02-29")])
    assert verdict(timeline) == (True, None)


@pytest.mark.parametrize(
    ("late", "duty"),
    [
        pytest.param(exchange("CHN", "2012-03-05"), "authority-exchange", id="authorities"),
        pytest.param(act("certified-copies", None, "2012-03-05"), "certified-copies", id="certified-copies"),
    ],
)
def test_what_is_overdue_cannot_be_performed_after_the_end(run, late, duty):
    timeline = run([*IN_FORCE, *BY_AGREEMENT, late])
    bearer = "CHN" if duty == "authority-exchange" else "DEPOSITARY"
    _, performed, status = outcome(the_duty(timeline, duty, bearer))
    assert (performed, status) == (None, "overdue")


def test_no_state_is_bound_again_after_the_end(run):
    timeline = run([*IN_FORCE, *BY_AGREEMENT, notify("UZB", "2013-01-01"), notify("CHN", "2013-01-01")])
    assert entries(timeline, "CHN", "UZB") == ["2011-06-02", None]
    assert intervals(timeline, "CHN") == [("2011-06-02", END)]
