"""The last day simulated and what is coming; the readings chosen and consulted; dates that rest on supposed acts."""

import pytest

from tests.law.agreement import (
    PARTIES,
    SIGNATORIES,
    accede,
    accept,
    act,
    act_of,
    all_accept,
    all_consent,
    effects,
    exchange,
    four_notify,
    leave,
    meet,
    notify,
    propose,
    says,
    standing,
    take_back,
    waiting,
)

IN_FORCE = four_notify()
BLR_ACCEDES = accede("BLR", "2023-08-01")
ALL_BUT_KAZ = [state for state in SIGNATORIES if state != "KAZ"]
THREE_LEAVE = [leave(state, "2025-01-02") for state in ("KAZ", "RUS", "TJK")]

# -- the last day simulated --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("acts", "through"),
    [
        pytest.param([notify("CHN", "2009-06-17")], "2009-07-01", id="certified-copies-are-due"),
        pytest.param([notify("CHN", "2011-03-10")], "2011-03-10", id="the-last-act"),
        pytest.param(IN_FORCE, "2011-12-02", id="the-first-consultation-is-expected"),
        pytest.param([*IN_FORCE, meet("CHN", "2011-10-15")], "2012-04-15", id="the-next-consultation-is-expected"),
        pytest.param([*IN_FORCE, BLR_ACCEDES], "2023-08-01", id="a-pending-accession-fixes-nothing"),
        pytest.param(
            [*IN_FORCE, BLR_ACCEDES, *all_accept("2023-09-01")], "2023-11-30", id="authorities-of-a-new-Party-are-due"
        ),
        pytest.param(
            [*IN_FORCE, leave("TJK", "2025-01-02", intended="2025-09-01")], "2025-09-01", id="a-withdrawal-takes-effect"
        ),
    ],
)
def test_left_out_it_is_the_last_day_on_which_anything_falls(run, acts, through):
    assert run(acts)["scenario"]["through"] == through


def test_it_is_said_and_inclusive(run):
    timeline = run(IN_FORCE, through="2011-06-02")
    assert timeline["scenario"]["through"] == "2011-06-02"
    assert timeline["entry_into_force"] == "2011-06-02"


@pytest.mark.parametrize(
    ("through", "admitted", "why"),
    [
        pytest.param("2015-01-30", None, "after-through", id="the-day-before-the-act"),
        pytest.param("2015-01-31", True, None, id="on-its-day"),
    ],
)
def test_an_act_after_the_last_day_is_not_simulated(run, through, admitted, why):
    timeline = run([*IN_FORCE, notify("UZB", "2015-01-31")], through=through)
    last = act_of(timeline)
    assert (last["date"], last["admitted"], last.get("why")) == ("2015-01-31", admitted, why)
    assert standing(timeline, "UZB") == ("contracting" if admitted else "signatory")


def test_what_comes_later_is_not_shown_as_having_come(run):
    acts = [*IN_FORCE, leave("TJK", "2025-01-02"), propose("CHN", "2025-01-03", "termination", period=300)]
    timeline = run([*acts, *all_consent("2025-01-10")], through="2025-03-31")
    assert (timeline["terminated"], standing(timeline, "TJK")) == (None, "withdrawing")
    assert {row["in_force"][0]["until"] for row in timeline["states"] if row["in_force"]} == {None}
    assert max(row["date"] for row in timeline["timeline"]) == "2025-01-10"


# -- what is coming ----------------------------------------------------------------------------------------------


def coming(timeline):
    """What is coming, as (date, kind, State)."""
    return [(row["date"], row["kind"], row["state"]) for row in timeline["coming"]]


def test_entry_into_force_is_coming(run):
    timeline = run([*IN_FORCE, notify("UZB", "2011-05-20")], through="2011-05-20")
    assert coming(timeline) == [
        ("2011-06-02", "entry-into-force", None),
        *[("2011-06-02", "entry-into-force-for", state) for state in PARTIES],
        ("2011-06-19", "entry-into-force-for", "UZB"),
    ]


@pytest.mark.parametrize(
    ("acts", "through", "expected"),
    [
        pytest.param(IN_FORCE, "2011-05-02", [], id="the-fourth-is-still-unknown"),
        pytest.param(IN_FORCE, "2011-06-02", [], id="all-has-come"),
        pytest.param([*IN_FORCE, BLR_ACCEDES], "2023-08-31", [], id="nothing-is-fixed-while-acceptances-are-lacking"),
        pytest.param(
            [*IN_FORCE, BLR_ACCEDES, *all_accept("2023-09-01")],
            "2023-09-30",
            [("2023-10-01", "entry-into-force-for", "BLR")],
            id="the-acceding-State-will-be-bound",
        ),
        pytest.param(
            [*IN_FORCE, leave("TJK", "2025-01-02")],
            "2025-04-01",
            [("2025-04-02", "withdrawal-effective", "TJK")],
            id="a-withdrawal-will-take-effect",
        ),
        pytest.param(
            [*IN_FORCE, leave("TJK", "2025-01-02"), act("withdrawal-revoked", "TJK", "2025-03-01")],
            "2025-02-28",
            [("2025-04-02", "withdrawal-effective", "TJK")],
            id="the-revocation-is-still-unknown",
        ),
    ],
)
def test_coming(run, acts, through, expected):
    assert coming(run(acts, through=through)) == expected


def test_cascades_are_coming_too(run):
    timeline = run([*IN_FORCE, *THREE_LEAVE], through="2025-01-31")
    told = [(date, kind) for date, kind, _ in coming(timeline)]
    assert told == [*[("2025-04-02", "withdrawal-effective")] * 3, ("2025-04-02", "termination")]


def test_a_drop_out_and_the_entry_it_brings_about_are_coming(run):
    all_but_tjk = [state for state in SIGNATORIES if state != "TJK"]
    acts = [*IN_FORCE, BLR_ACCEDES, leave("TJK", "2023-08-10"), *all_accept("2023-09-01", *all_but_tjk)]
    timeline = run(acts, through="2023-10-01")
    assert coming(timeline) == [
        ("2023-11-08", "withdrawal-effective", "TJK"),
        ("2023-11-08", "accession-complete", "BLR"),
        ("2023-12-08", "entry-into-force-for", "BLR"),
    ]
    assert waiting(timeline, "BLR") == ["TJK"]


# -- the readings ------------------------------------------------------------------------------------------------

AXES = {  # each axis: the default, and the other answers
    "entry-period": ("day-after", ["receipt-counted", "clear-days"]),
    "window": ("own-date", ["general-date"]),
    "threshold": ("date-stands", ["recount"]),
    "early-accession": ("returned", ["held"]),
    "acceptors": ("signatories-and-acceded", ["parties", "contracting"]),
    "acceptor-set": ("at-deposit", ["at-last-acceptance"]),
    "accession-period": ("day-after", ["clear-days", "receipt-counted"]),
    "notice-length": ("at-least", ["clear-days", "receipt-counted"]),
    "notice-base": ("receipt", ["sending"]),
    "short-notice": ("earliest-lawful-date", ["void"]),
    "re-entry": ("notification", ["accession"]),
    "below-two": ("ends", ["continues"]),
    "authority-exchange": ("each-party", ["first-entry-only"]),
    "survival": ("termination-and-withdrawal", ["termination-only"]),
}


@pytest.mark.parametrize("axis", AXES)
def test_every_axis_is_told_with_its_value(run, axis):
    default, others = AXES[axis]
    assert run(IN_FORCE)["readings"][axis] == default
    for other in others:
        assert run(IN_FORCE, readings={axis: other})["readings"][axis] == other


@pytest.mark.parametrize("axis", ["entry-period", "acceptor-set", "survival"])
def test_a_value_that_is_not_offered_is_an_error(faults, axis):
    assert says(faults(IN_FORCE, readings={axis: "as-the-wind-blows"}), "as-the-wind-blows")


def test_an_axis_the_treaty_lacks_is_an_error(faults):
    assert says(faults(IN_FORCE, readings={"acceptor-colour": "red"}), "acceptor-colour")


LEAVER = [*IN_FORCE, leave("TJK", "2025-01-02", sent="2024-12-20", intended="2025-02-01")]
CONSULTED = {
    "entry-period": IN_FORCE,
    "window": [*IN_FORCE, notify("UZB", "2011-05-20")],
    "threshold": [*IN_FORCE, take_back("KAZ", "2011-05-10")],
    "early-accession": [*IN_FORCE, accede("BLR", "2011-05-10")],
    "acceptors": [*IN_FORCE, BLR_ACCEDES],
    "acceptor-set": [*IN_FORCE, BLR_ACCEDES, accede("IND", "2023-08-15"), *all_accept("2023-09-01")],
    "accession-period": [*IN_FORCE, BLR_ACCEDES, *all_accept("2023-09-01")],
    "notice-length": LEAVER,
    "notice-base": LEAVER,
    "short-notice": LEAVER,
    "re-entry": [*IN_FORCE, leave("TJK", "2025-01-02"), notify("TJK", "2025-05-01")],
    "below-two": [*IN_FORCE, *THREE_LEAVE],
    "authority-exchange": [*IN_FORCE, notify("UZB", "2012-01-10")],
    "survival": [*IN_FORCE, leave("TJK", "2025-01-02")],
}


@pytest.mark.parametrize(("axis", "acts"), CONSULTED.items(), ids=CONSULTED)
def test_consulted(run, axis, acts):
    assert axis in run(acts)["consulted"]


@pytest.mark.parametrize("axis", ["accession-period", "notice-length", "short-notice", "survival"])
def test_what_no_act_of_the_run_asks_is_not_consulted(run, axis):
    assert axis not in run(IN_FORCE)["consulted"]


# -- dates that rest on supposed acts ----------------------------------------------------------------------------


def supposing(acts, which):
    """The same acts, one of them supposed."""
    return [{**one, "supposed": True} if place == which else one for place, one in enumerate(acts)]


def supposed_states(timeline):
    """The States whose standing or days rest on a supposed act, in alphabetical order."""
    return sorted(row["state"] for row in timeline["states"] if row["supposed"])


def supposed_effects(timeline):
    """The effects that rest on a supposed act, as (kind, State)."""
    rows = [row for row in timeline["timeline"] if row["act"] is None]
    return [(row["kind"], row["state"]) for row in rows if row["supposed"]]


def test_nothing_is_supposed_unless_said(run):
    timeline = run([*IN_FORCE, BLR_ACCEDES])
    assert (supposed_states(timeline), supposed_effects(timeline)) == ([], [])
    assert [row["supposed"] for row in timeline["acts"]] == [False] * 5


@pytest.mark.parametrize("which", range(4), ids=["first", "second", "third", "fourth"])
def test_one_supposed_notification_of_four(run, which):
    timeline = run(supposing(IN_FORCE, which))
    assert [row["supposed"] for row in timeline["acts"]] == [place == which for place in range(4)]
    assert supposed_effects(timeline) == [("entry-into-force", None)] + [
        ("entry-into-force-for", state) for state in PARTIES
    ]
    assert supposed_states(timeline) == list(PARTIES)  # and not Kyrgyzstan or Uzbekistan


# the acts | which is supposed | the States and effects whose days rest on it
SUPPOSED = {
    "a-fifth-notification": (
        [*IN_FORCE, notify("UZB", "2011-05-20")],
        4,
        ["UZB"],
        [("entry-into-force-for", "UZB")],
    ),
    "an-instrument-of-accession": (
        [*IN_FORCE, BLR_ACCEDES, *all_accept("2023-09-01")],
        4,
        ["BLR"],
        [("accession-complete", "BLR"), ("entry-into-force-for", "BLR")],
    ),
    "an-acceptance-that-is-not-the-last": (
        [*IN_FORCE, BLR_ACCEDES, accept("KAZ", "2023-08-10"), *all_accept("2023-09-01", *ALL_BUT_KAZ)],
        5,
        ["BLR"],
        [("accession-complete", "BLR"), ("entry-into-force-for", "BLR")],
    ),
    "a-notice-of-withdrawal": (
        [*IN_FORCE, leave("TJK", "2025-01-02")],
        4,
        ["TJK"],
        [("withdrawal-effective", "TJK")],
    ),
    "a-consent": (
        [*IN_FORCE, propose("CHN", "2012-02-01"), *all_consent("2012-02-20")],
        6,
        [],
        [("amendment-in-force", None)],
    ),
    "an-exchange-of-authorities": ([*IN_FORCE, exchange("CHN", "2011-07-01")], 4, [], []),
    "an-act-without-effect": ([*IN_FORCE, notify("CHN", "2012-01-10")], 4, [], []),
}


@pytest.mark.parametrize(("acts", "which", "states", "told"), SUPPOSED.values(), ids=SUPPOSED)
def test_supposed(run, acts, which, states, told):
    timeline = run(supposing(acts, which))
    assert supposed_states(timeline) == states
    assert [kind for kind, _ in supposed_effects(timeline)] == [kind for kind, _ in told]
    assert act_of(timeline, which)["supposed"] is True


def test_a_later_party_rests_on_the_four_as_well(run):
    timeline = run(supposing([*IN_FORCE, notify("UZB", "2015-01-31")], 0))
    assert supposed_states(timeline) == [*PARTIES, "UZB"]


def test_an_end_that_rests_on_a_supposed_notice(run):
    timeline = run(supposing([*IN_FORCE, *THREE_LEAVE], 5))
    assert [row["supposed"] for row in effects(timeline, "termination")] == [True]
    assert "CHN" in supposed_states(timeline)  # its interval closes on that day
    assert "KGZ" not in supposed_states(timeline)


def test_a_drop_out_that_is_supposed(run):
    all_but_tjk = [state for state in SIGNATORIES if state != "TJK"]
    acts = [*IN_FORCE, BLR_ACCEDES, leave("TJK", "2023-08-10"), *all_accept("2023-09-01", *all_but_tjk)]
    timeline = run(supposing(acts, 5))
    assert supposed_states(timeline) == ["BLR", "TJK"]


@pytest.mark.parametrize(
    ("acts", "which", "through", "states"),
    [
        pytest.param(IN_FORCE, 0, "2011-05-30", ["CHN"], id="contracting"),
        pytest.param([*IN_FORCE, BLR_ACCEDES], 4, "2023-08-30", ["BLR"], id="applicant"),
        pytest.param([*IN_FORCE, leave("TJK", "2025-01-02")], 4, "2025-02-01", ["TJK"], id="withdrawing"),
    ],
)
def test_a_standing_that_rests_on_a_supposed_act(run, acts, which, through, states):
    assert supposed_states(run(supposing(acts, which), through=through)) == states
