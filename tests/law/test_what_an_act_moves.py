"""What an act does to effects that have not come: it sets one on its way, moves it to another day, or stops it.

Said of each act as (effect, State, the day it is now to come, the day it was to come before); None: it does not come,
or was not on its way.
"""

import pytest

from tests.law.agreement import accede, all_accept, all_consent, four_notify, leave, notify, propose, revoke, take_back
from tests.law.refusals import BLR_ACCEDING, IN_FORCE, gone
from tests.plain import scenario_of
from treatysim.law.days import day_of, iso
from treatysim.simulation import simulate

GENERAL, OWN, OUT = "entry-into-force", "entry-into-force-for", "withdrawal-effective"
FIVE = [*four_notify(), notify("KGZ", "2011-05-10")]

# acts, the last of which is asked | readings | what it moves
MOVED = {
    "a-third-notification-moves-nothing": (four_notify()[:3], {}, []),
    "the-fourth-sets-everything-on-its-way": (
        four_notify(),
        {},
        [
            (GENERAL, None, "2011-06-02", None),
            (OWN, "CHN", "2011-06-02", None),
            (OWN, "RUS", "2011-06-02", None),
            (OWN, "KAZ", "2011-06-02", None),
            (OWN, "TJK", "2011-06-02", None),
        ],
    ),
    "a-later-one-its-own-day": (FIVE, {}, [(OWN, "KGZ", "2011-06-09", None)]),  # 10 May + 30
    "one-withdrawn-stops-its-own-day": (
        [*FIVE, take_back("TJK", "2011-05-20")],
        {},
        [(OWN, "TJK", None, "2011-06-02")],
    ),
    "one-withdrawn-and-counted-anew": (  # the fourth is now that of 10 May
        [*FIVE, take_back("TJK", "2011-05-20")],
        {"threshold": "recount"},
        [
            (OWN, "TJK", None, "2011-06-02"),
            (GENERAL, None, "2011-06-09", "2011-06-02"),
            (OWN, "CHN", "2011-06-09", "2011-06-02"),
            (OWN, "RUS", "2011-06-09", "2011-06-02"),
            (OWN, "KAZ", "2011-06-09", "2011-06-02"),
            (OWN, "KGZ", "2011-06-09", "2011-06-09"),
        ],
    ),
    "a-notice": ([*IN_FORCE, leave("TJK", "2012-01-02")], {}, [(OUT, "TJK", "2012-04-01", None)]),
    "a-second-notice-that-names-a-later-day": (
        [*IN_FORCE, leave("TJK", "2012-01-02"), leave("TJK", "2012-01-20", intended="2012-07-01")],
        {},
        [(OUT, "TJK", "2012-07-01", "2012-04-01")],
    ),
    "a-notice-revoked": (
        [*IN_FORCE, leave("TJK", "2012-01-02"), revoke("TJK", "2012-01-20")],
        {},
        [(OUT, "TJK", None, "2012-04-01")],
    ),
    "a-former-Party-that-notifies-again": (
        [*IN_FORCE, leave("TJK", "2012-01-02"), notify("TJK", "2012-05-01")],
        {},
        [(OWN, "TJK", "2012-05-31", None)],  # what it was bound by in 2011 is not on its way any more
    ),
    "a-last-acceptance": (BLR_ACCEDING, {}, [(OWN, "BLR", "2023-10-01", None)]),
    "an-instrument-withdrawn-while-its-days-run": (
        [*BLR_ACCEDING, gone("2023-09-15")],
        {},
        [(OWN, "BLR", None, "2023-10-01")],
    ),
    "the-consent-of-the-last": (
        [*IN_FORCE, propose("CHN", "2012-01-10", period=10), *all_consent("2012-02-20")],
        {},
        [("amendment-in-force", None, "2012-03-01", None)],
    ),
}


@pytest.mark.parametrize(("acts", "readings", "moved"), MOVED.values(), ids=MOVED)
def test_what_an_act_moves(acts, readings, moved):
    told = simulate(scenario_of({"acts": acts, "readings": readings})).acts[-1].leads
    assert sorted(map(repr, (row(lead) for lead in told))) == sorted(map(repr, moved))


def row(lead):
    day, before = (None if at is None else iso(day_of(at)) for at in (lead.at, lead.before))
    return lead.pending.kind, lead.pending.state, day, before


# -- what was stopped does not come ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        pytest.param([*FIVE, take_back("TJK", "2011-05-20")], "TJK", id="a-notification-withdrawn"),
        pytest.param([*BLR_ACCEDING, gone("2023-09-15")], "BLR", id="an-instrument-withdrawn"),
    ],
)
def test_what_was_stopped_does_not_come(run, acts, state):
    timeline = run(acts, through="2030-12-31")
    assert (OWN, state) not in [(row["kind"], row["state"]) for row in timeline["timeline"]]


def test_an_accession_that_begins_anew_has_its_own_days(run):
    # Withdrawn on 15 September with its days running; handed in again on the 20th and accepted on 1 November.
    acts = [*BLR_ACCEDING, gone("2023-09-15"), accede("BLR", "2023-09-20"), *all_accept("2023-11-01")]
    came = [row["date"] for row in run(acts)["timeline"] if (row["kind"], row["state"]) == (OWN, "BLR")]
    assert came == ["2023-12-01"]  # 1 November + 30
