"""Other treaties come from data alone: the Paris Agreement and the Budapest Convention.

Paris: fifty-five Parties and fifty-five per cent of emissions, thirtieth day; withdrawal not earlier than three years
after the State's own entry, with effect a year after receipt; re-entry by deposit. Budapest: five States, three of
them members of the Council of Europe, the first of the month after three months; withdrawal likewise.

Dates with a published source are marked "published"; the rest were counted by hand.
"""

import pytest

from tests.law.agreement import (
    ADMITTED,
    BUDAPEST,
    PARIS,
    act_of,
    codes,
    deposit,
    entries,
    entry,
    intervals,
    leave,
    notify,
    says,
    standing,
    verdict,
)


@pytest.fixture
def paris(run):
    """Runs acts under the Paris Agreement."""
    return lambda acts, **more: run(acts, treaty=PARIS, **more)


@pytest.fixture
def budapest(run):
    """Runs acts under the Budapest Convention."""
    return lambda acts, **more: run(acts, treaty=BUDAPEST, **more)


# -- Paris: both conditions are fulfilled on 5 October 2016 ------------------------------------------------------

# The deposits up to that day, as published; the United States of 2016 included. EUE is the European Union, whose
# instrument is not additional to those of its members.
DEPOSITS = {
    "2016-04-22": "BRB BLZ FJI GRD MDV MHL MUS NRU PLW WSM SOM KNA LCA PSE TUV",
    "2016-04-29": "SYC",
    "2016-05-20": "GUY",
    "2016-06-20": "NOR",
    "2016-06-29": "VCT",
    "2016-07-25": "PER",
    "2016-07-29": "CMR",
    "2016-08-01": "PRK",
    "2016-08-22": "BHS",
    "2016-09-01": "COK",
    "2016-09-03": "CHN USA",
    "2016-09-07": "LAO",
    "2016-09-15": "FSM",
    "2016-09-19": "UKR",
    "2016-09-21": "ALB ATG ARG BGD BLR BRA BRN DMA GHA GIN HND ISL KIR MDG MEX MNG MAR NAM NER PAN PNG SEN SGP SLB "
    "LKA SWZ THA TON UGA ARE VUT",
    "2016-09-23": "MLI",
    "2016-10-02": "IND",
    "2016-10-04": "NZL",
    "2016-10-05": "AUT BOL CAN DEU EUE FRA HUN MLT NPL PRT SVK",
}
DEPOSITED = [deposit(state, day) for day, states in DEPOSITS.items() for state in states.split()]
BEFORE_5_OCTOBER = [one for one in DEPOSITED if one["date"] < "2016-10-05"]


def test_paris_enters_into_force_on_4_november_2016(paris):
    timeline = paris(DEPOSITED)
    assert timeline["entry_into_force"] == "2016-11-04"  # published
    assert set(entries(timeline, "BRB", "USA", "CHN", "IND", "EUE", "SVK")) == {"2016-11-04"}
    assert codes(timeline) == []


def test_paris_sixty_states_were_enough_and_their_share_was_not(paris):
    # By 4 October sixty-three States had deposited, with a little over 52 per cent of emissions.
    timeline = paris(BEFORE_5_OCTOBER, through="2017-12-31")
    assert timeline["entry_into_force"] is None
    assert standing(timeline, "CHN") == "contracting"


@pytest.mark.parametrize(
    ("state", "deposited", "bound"),
    [
        pytest.param("AUT", "2016-10-05", "2016-11-04", id="Austria-on-the-day-both-conditions-were-met-published"),
        pytest.param("DZA", "2016-10-20", "2016-11-19", id="Algeria-in-the-window-published"),
        pytest.param("AUS", "2016-11-09", "2016-12-09", id="Australia-published"),
        pytest.param("BHR", "2016-12-23", "2017-01-22", id="Bahrain-published"),
        pytest.param("AFG", "2017-02-15", "2017-03-17", id="Afghanistan-published"),
    ],
)
def test_paris_later_parties(paris, state, deposited, bound):
    timeline = paris([*[one for one in DEPOSITED if one["by"] != state], deposit(state, deposited)])
    assert (timeline["entry_into_force"], entry(timeline, state)) == ("2016-11-04", bound)


# -- Paris: the two thresholds one at a time ---------------------------------------------------------------------

FIFTY_FOUR = [one["by"] for one in DEPOSITED if one["by"] not in {"CHN", "USA", "EUE"}][:54]
CHINA_ALONE_IS_ENOUGH = {"CHN": {"quantities": {"emissions": 300}}}
CHINA_COUNTS_FOR_NOTHING = {"CHN": {"quantities": {"emissions": 0}}}


def small_states(date):
    """Fifty-four deposits on one day, far from 55 per cent of emissions."""
    return [deposit(state, date) for state in FIFTY_FOUR]


@pytest.mark.parametrize(
    ("more", "general"),
    [
        pytest.param([deposit("CHN", "2016-05-10")], "2016-06-09", id="China-is-the-fifty-fifth-and-brings-the-share"),
        pytest.param([deposit("CHN", "2016-04-25")], "2016-06-01", id="fifty-five-on-2-May"),
        pytest.param([deposit("FIN", "2016-05-10")], None, id="fifty-five-without-the-share"),
        pytest.param(
            [deposit("FIN", "2016-05-10"), deposit("CHN", "2016-06-10")], "2016-07-10", id="the-share-comes-last"
        ),
    ],
)
def test_paris_both_conditions(paris, more, general):
    timeline = paris([*small_states("2016-05-02"), *more], states=CHINA_ALONE_IS_ENOUGH, through="2017-12-31")
    assert timeline["entry_into_force"] == general


def test_paris_the_count_comes_last(paris):
    # Fifty-three and China: the share is reached on 25 April, the number only with Finland on 10 May.
    acts = [deposit("CHN", "2016-04-25"), *small_states("2016-05-02")[:53], deposit("FIN", "2016-05-10")]
    assert paris(acts, states=CHINA_ALONE_IS_ENOUGH)["entry_into_force"] == "2016-06-09"


@pytest.mark.parametrize(
    ("last", "general"),
    [
        pytest.param("EUE", None, id="the-European-Union-is-not-additional"),
        pytest.param("FIN", "2016-06-09", id="one-of-its-members-counts"),
    ],
)
def test_paris_not_additional(paris, last, general):
    acts = [deposit("CHN", "2016-04-25"), *small_states("2016-05-02")[:53], deposit(last, "2016-05-10")]
    assert paris(acts, states=CHINA_ALONE_IS_ENOUGH, through="2017-12-31")["entry_into_force"] == general


def test_paris_the_european_union_is_bound_with_the_others(paris):
    acts = [deposit("CHN", "2016-04-25"), deposit("EUE", "2016-04-25"), *small_states("2016-05-02")]
    timeline = paris(acts, states=CHINA_ALONE_IS_ENOUGH)
    assert entries(timeline, "CHN", "EUE") == ["2016-06-01", "2016-06-01"]


def test_paris_the_share_of_the_european_union_is_not_counted(paris):
    # Fifty-five small States and the Union, whose share is corrected to be more than all others together.
    acts = [*small_states("2016-05-02"), deposit("FIN", "2016-05-02"), deposit("EUE", "2016-05-02")]
    timeline = paris(acts, states={"EUE": {"quantities": {"emissions": 300}}}, through="2017-12-31")
    assert timeline["entry_into_force"] is None


def test_paris_a_share_corrected_under_states(paris):
    # Without China's emissions the deposits of 5 October 2016 do not reach 55 per cent.
    assert paris(DEPOSITED, states=CHINA_COUNTS_FOR_NOTHING, through="2017-12-31")["entry_into_force"] is None
    assert paris(BEFORE_5_OCTOBER, states=CHINA_ALONE_IS_ENOUGH)["entry_into_force"] == "2016-10-21"


# -- Paris: withdrawal and return --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "received", "expected", "effective"),
    [
        pytest.param("USA", "2019-11-03", (False, "notice-too-early"), None, id="the-day-before-three-years"),
        pytest.param("USA", "2019-11-04", ADMITTED, "2020-11-04", id="United-States-the-anniversary-published"),
        pytest.param("USA", "2017-08-04", (False, "notice-too-early"), None, id="United-States-letter-of-August-2017"),
        pytest.param("DZA", "2019-11-18", (False, "notice-too-early"), None, id="Algerias-own-three-years-not-over"),
        pytest.param("DZA", "2019-11-19", ADMITTED, "2020-11-19", id="Algerias-own-anniversary"),
        pytest.param("USA", "2020-02-29", ADMITTED, "2021-02-28", id="a-leap-day-the-month-ends-a-day-earlier"),
    ],
)
def test_paris_withdrawal(paris, state, received, expected, effective):
    timeline = paris([*DEPOSITED, deposit("DZA", "2016-10-20"), leave(state, received)], through="2022-12-31")
    assert verdict(timeline) == expected
    assert intervals(timeline, state)[-1][1] == effective
    assert standing(timeline, state) == ("former-party" if effective else "party")


@pytest.mark.parametrize(
    ("intended", "effective"),
    [
        pytest.param("2021-01-20", "2021-01-20", id="a-later-day-named"),
        pytest.param("2020-11-04", "2020-11-04", id="the-earliest-day-named"),
        pytest.param("2020-01-01", "2020-11-04", id="too-early-a-day-named"),
    ],
)
def test_paris_a_day_named_in_the_notice(paris, intended, effective):
    timeline = paris([*DEPOSITED, leave("USA", "2019-11-04", intended=intended)])
    assert intervals(timeline, "USA") == [("2016-11-04", effective)]


def test_paris_the_united_states_out_and_in_and_out(paris):
    acts = [
        *DEPOSITED,
        leave("USA", "2019-11-04"),
        deposit("USA", "2021-01-20", "acceptance"),
        leave("USA", "2025-01-27"),
    ]
    assert intervals(paris(acts), "USA") == [  # all four published
        ("2016-11-04", "2020-11-04"),
        ("2021-02-19", "2026-01-27"),
    ]


@pytest.mark.parametrize(
    ("deposited", "expected"),
    [
        pytest.param("2019-12-01", (False, "duplicate-deposit"), id="while-the-notice-runs"),
        pytest.param("2020-11-03", (False, "duplicate-deposit"), id="the-day-before-it-takes-effect"),
    ],
)
def test_paris_no_deposit_while_bound(paris, deposited, expected):
    timeline = paris([*DEPOSITED, leave("USA", "2019-11-04"), deposit("USA", deposited)], through="2022-12-31")
    assert verdict(timeline) == expected
    assert intervals(timeline, "USA") == [("2016-11-04", "2020-11-04")]


def test_paris_after_leaving_a_deposit_binds_again(paris):
    timeline = paris([*DEPOSITED, leave("USA", "2019-11-04"), deposit("USA", "2020-11-04")])
    assert act_of(timeline)["admitted"] is True
    assert intervals(timeline, "USA")[1:] == [("2020-12-04", None)]


# -- Budapest: five, three of them members of the Council of Europe ----------------------------------------------

MEMBERS = ("ALB", "HRV", "EST", "HUN", "LTU")
OTHERS = ("USA", "CAN", "JPN", "ZAF")


def received(states, date):
    """Deposits of several States on one day."""
    return [deposit(state, date) for state in states]


# the fifth deposit | the first of the month after three months
BUDAPEST_DATES = {
    "Lithuania-published": ("2004-03-18", "2004-07-01"),
    "first-of-a-month-is-not-enough": ("2003-06-01", "2003-10-01"),  # three months end on 1 September
    "last-of-a-month": ("2003-03-31", "2003-07-01"),
    "30-November-ends-on-29-February": ("2003-11-30", "2004-03-01"),
    "30-November-ends-on-28-February": ("2002-11-30", "2003-03-01"),
    "31-January-ends-on-30-April": ("2003-01-31", "2003-05-01"),
    "across-new-year": ("2003-10-15", "2004-02-01"),
}


@pytest.mark.parametrize(("fifth", "general"), BUDAPEST_DATES.values(), ids=BUDAPEST_DATES)
def test_budapest_general_day(budapest, fifth, general):
    timeline = budapest([*received(MEMBERS[:4], "2002-06-20"), deposit("LTU", fifth)])
    assert timeline["entry_into_force"] == general
    assert entries(timeline, *MEMBERS) == [general] * 5


# who deposits on 10 May 2002, and then | general day
CONDITIONS = {
    "five-members": ((MEMBERS, []), "2002-09-01"),
    "three-members-and-two-others": ((MEMBERS[:3] + OTHERS[:2], []), "2002-09-01"),
    "two-members-and-three-others": ((MEMBERS[:2] + OTHERS[:3], []), None),
    "two-members-and-three-others-then-a-third-member": (
        (MEMBERS[:2] + OTHERS[:3], [deposit("EST", "2003-01-15")]),
        "2003-05-01",
    ),
    "three-members-and-one-other": ((MEMBERS[:3] + OTHERS[:1], []), None),
    "three-members-and-one-other-then-a-second": (
        (MEMBERS[:3] + OTHERS[:1], [deposit("CAN", "2003-01-15")]),
        "2003-05-01",
    ),
    "four-members": ((MEMBERS[:4], []), None),
}


@pytest.mark.parametrize(("acts", "general"), CONDITIONS.values(), ids=CONDITIONS)
def test_budapest_five_of_all_and_three_members(budapest, acts, general):
    states, then = acts
    timeline = budapest([*received(states, "2002-05-10"), *then], through="2005-12-31")
    assert timeline["entry_into_force"] == general
    assert set(entries(timeline, *states)) == {general}


@pytest.mark.parametrize(
    ("states", "general"),
    [
        pytest.param({"JPN": {"groups": ["council-of-europe"]}}, "2002-09-01", id="Japan-made-a-member"),
        pytest.param(None, None, id="as-the-file-says"),
    ],
)
def test_budapest_a_member_added_under_states(budapest, states, general):
    acts = received(MEMBERS[:2] + OTHERS[:3], "2002-05-10")
    assert budapest(acts, states=states, through="2005-12-31")["entry_into_force"] == general


@pytest.mark.parametrize(
    ("states", "general"),
    [
        pytest.param({"ALB": {"groups": []}}, None, id="Albania-no-longer-a-member"),
        pytest.param(None, "2002-09-01", id="as-the-file-says"),
    ],
)
def test_budapest_a_member_taken_away_under_states(budapest, states, general):
    acts = received(MEMBERS[:3] + OTHERS[:2], "2002-05-10")
    assert budapest(acts, states=states, through="2005-12-31")["entry_into_force"] == general


IN_FORCE = [*received(MEMBERS[:4], "2002-06-20"), deposit("LTU", "2004-03-18")]


@pytest.mark.parametrize(
    ("deposited", "bound"),
    [
        pytest.param("2004-03-18", "2004-07-01", id="on-the-day-of-the-fifth"),
        pytest.param("2004-04-20", "2004-08-01", id="in-the-window-its-own-date"),
        pytest.param("2012-06-13", "2012-10-01", id="Austria-published"),
        pytest.param("2012-11-30", "2013-03-01", id="the-end-of-November"),
    ],
)
def test_budapest_later_parties(budapest, deposited, bound):
    assert entry(budapest([*IN_FORCE, deposit("AUT", deposited)]), "AUT") == bound


@pytest.mark.parametrize(
    ("notice", "effective"),
    [
        pytest.param("2024-03-18", "2024-07-01", id="in-the-month"),
        pytest.param("2024-03-31", "2024-07-01", id="last-of-the-month"),
        pytest.param("2024-04-01", "2024-08-01", id="first-of-the-next"),
        pytest.param("2023-11-30", "2024-03-01", id="three-months-end-on-the-leap-day"),
    ],
)
def test_budapest_withdrawal(budapest, notice, effective):
    timeline = budapest([*IN_FORCE, leave("ALB", notice)])
    assert intervals(timeline, "ALB") == [("2004-07-01", effective)]


# -- what these treaties do not know -----------------------------------------------------------------------------


@pytest.mark.parametrize("treaty", [BUDAPEST, PARIS])
def test_a_notification_is_not_their_way_to_consent(faults, treaty):
    assert says(faults([notify("DEU", "2016-05-01")], treaty=treaty), "notification")


@pytest.mark.parametrize("treaty", [BUDAPEST, PARIS])
@pytest.mark.parametrize("axis", ["acceptors", "authority-exchange"])
def test_an_axis_they_lack_is_an_error(faults, treaty, axis):
    value = {"acceptors": "parties", "authority-exchange": "first-entry-only"}[axis]
    assert says(faults([deposit("DEU", "2016-05-01")], treaty=treaty, readings={axis: value}), axis)


def test_an_unknown_instrument_is_an_error(faults):
    assert says(faults([deposit("DEU", "2016-05-01", "handshake")], treaty=PARIS), "handshake")


def test_a_deposit_before_adoption_is_an_error(faults):
    assert says(faults([deposit("DEU", "2015-12-11")], treaty=PARIS), "2015-12-11")
    assert says(faults([deposit("DEU", "2001-11-22")], treaty=BUDAPEST), "2001-11-22")
