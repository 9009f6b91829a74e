"""What a text says for itself: doubts that it settles, accession that nobody need accept, the day of an amendment.

All of it under copies of the home treaty whose clauses say more; each date was counted by hand.
"""

import pytest
import yaml

from tests.conftest import TREATIES
from tests.law.agreement import (
    accede,
    act,
    codes,
    days_of,
    entries,
    four_notify,
    intervals,
    leave,
    notify,
    standing,
    take_back,
)
from treatysim.files import load_treaty
from treatysim.law.scenario import Scenario


@pytest.fixture
def under(run, tmp_path):
    """Runs acts under the home treaty with more said in some clauses: by provision, what replaces what there is."""

    def one(said, acts, **more):
        text = yaml.safe_load((TREATIES / "sco-iis-2009.yaml").read_text("utf-8"))
        for clause in text["clauses"]:
            clause.update(said.get(clause["provision"], {}))
            clause["readings"] = [axis for axis in clause.get("readings", ()) if axis not in clause.get("settles", {})]
        path = tmp_path / "said.yaml"
        path.write_text(yaml.safe_dump(text, allow_unicode=True), "utf-8")
        return run(acts, treaty=str(path), **more)

    return one


OPEN = {"12(3)": {"parameters": {"days": 30, "acceptance": False}}}
"""Accession by an instrument alone."""


# -- doubts that the text settles --------------------------------------------------------------------------------

# settled | general day; the fourth notification is received on 3 May 2011
PERIODS = [("day-after", "2011-06-02"), ("receipt-counted", "2011-06-01"), ("clear-days", "2011-06-03")]


@pytest.mark.parametrize(("way", "general"), PERIODS)
def test_a_settled_way_of_counting(under, way, general):
    timeline = under({"12(1)": {"settles": {"entry-period": way}}}, four_notify())
    assert timeline["entry_into_force"] == general
    assert "entry-period" not in timeline["readings"]
    assert "entry-period" not in timeline["consulted"]
    reason = next(it for it in timeline["timeline"] if it["kind"] == "entry-into-force")["reason"]
    assert reason["reading"] == {"entry-period": way}  # the reason says by which way of counting, for it adds a day
    clause = next(it for it in timeline["clauses"] if it["provision"] == "12(1)")
    assert clause["settles"] == {"entry-period": way}


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ({}, "2011-06-02"),
        ({"settles": {"notice-length": "clear-days"}}, "2012-04-01"),  # 1 January + 91 of 2012, a leap year
        ({"settles": {"notice-length": "receipt-counted"}}, "2012-03-30"),
    ],
)
def test_a_settled_length_of_notice(under, said, day):
    timeline = under({"12(4)": said} if said else {}, [*four_notify(), leave("TJK", "2012-01-01")])
    expected = "2012-03-31" if not said else day
    assert intervals(timeline, "TJK") == [("2011-06-02", expected)]


def test_a_settled_accession_period_has_no_other_ways(under):
    clause = {"parameters": {"days": 30, "acceptance": False}, "settles": {"accession-period": "clear-days"}}
    timeline = under({"12(3)": clause}, [*four_notify(), accede("BLR", "2012-01-31")])
    entry = next(it for it in timeline["timeline"] if it["state"] == "BLR" and it["kind"] == "entry-into-force-for")
    assert entry["date"] == "2012-03-02"  # 31 January + 31 days: 29 of February, 2 of March
    assert "alternatives" not in entry


@pytest.mark.parametrize(("settled", "general"), [("date-stands", "2011-06-02"), ("recount", None)])
def test_a_notification_withdrawn_where_the_text_says_what_follows(under, settled, general):
    acts = [*four_notify(), take_back("CHN", "2011-05-20")]
    timeline = under({"12(1)": {"settles": {"threshold": settled}}}, acts)
    assert timeline["entry_into_force"] == general
    assert codes(timeline) == []  # no-authority would be untrue: the text is the authority
    assert codes(under({}, acts)) == ["no-authority"]


@pytest.mark.parametrize(("settled", "admitted"), [("notification", True), ("accession", False)])
def test_the_way_back_where_the_text_says_which(under, settled, admitted):
    acts = [*four_notify(), leave("TJK", "2011-07-01"), notify("TJK", "2012-01-01")]
    timeline = under({"12(4)": {"settles": {"re-entry": settled}}}, acts)
    assert codes(timeline) == ([] if admitted else ["former-party-must-accede"])
    assert len(intervals(timeline, "TJK")) == (2 if admitted else 1)
    assert all("reading" not in finding for finding in timeline["findings"])


def test_a_signatory_that_left_accedes_where_the_text_says_so(under):
    acts = [*four_notify(), leave("TJK", "2011-07-01"), accede("TJK", "2012-01-02")]
    said = OPEN | {"12(4)": {"settles": {"re-entry": "accession"}}}
    timeline = under(said, acts)
    assert codes(timeline) == []  # no-authority would be untrue
    assert intervals(timeline, "TJK")[1:] == [("2012-02-01", None)]
    assert codes(under(OPEN, acts, readings={"re-entry": "accession"})) == ["no-authority"]


def test_the_end_where_the_text_says_that_there_is_none(under):
    acts = [*four_notify(), *(leave(state, "2011-07-01") for state in ("CHN", "RUS", "KAZ"))]
    assert under({}, acts)["terminated"] == "2011-09-29"  # 1 July + 90: 30 of July, 31 of August, 29 of September
    assert under({"VCLT 55": {"settles": {"below-two": "continues"}}}, acts)["terminated"] is None


# -- accession that nobody need accept ---------------------------------------------------------------------------


def test_an_instrument_alone_is_enough(under):
    timeline = under(OPEN, [*four_notify(), accede("BLR", "2012-01-02")])
    assert entries(timeline, "BLR") == ["2012-02-01"]  # 2 January + 30
    complete = next(it for it in timeline["timeline"] if it["kind"] == "accession-complete")
    assert complete["date"] == "2012-01-02"
    assert complete["reason"] == {"op": "given", "day": "2012-01-02", "act": "a5"}
    assert {"acceptors", "acceptor-set"}.isdisjoint(timeline["consulted"])


def test_one_before_entry_into_force_is_returned_or_held(under):
    acts = [accede("BLR", "2010-01-01"), *four_notify()]
    assert codes(under(OPEN, acts)) == ["accession-before-entry-into-force"]
    held = under(OPEN, acts, readings={"early-accession": "held"})
    assert entries(held, "BLR") == ["2011-07-02"]  # received on 2 June 2011, + 30


def test_it_can_be_withdrawn_until_its_state_is_bound(under):
    acts = [*four_notify(), accede("BLR", "2012-01-02"), act("accession-withdrawn", "BLR", "2012-01-31")]
    timeline = under(OPEN, acts)
    assert (codes(timeline), standing(timeline, "BLR")) == ([], "third")
    late = under(OPEN, [*acts[:-1], act("accession-withdrawn", "BLR", "2012-02-01")])
    assert (codes(late), standing(late, "BLR")) == (["nothing-pending"], "party")


def test_nobody_can_accept_or_refuse_it(faults, tmp_path):
    text = yaml.safe_load((TREATIES / "sco-iis-2009.yaml").read_text("utf-8"))
    for clause in text["clauses"]:
        clause.update(OPEN.get(clause["provision"], {}))
    path = tmp_path / "open.yaml"
    path.write_text(yaml.safe_dump(text, allow_unicode=True), "utf-8")
    acts = [accede("BLR", "2012-01-02"), act("acceptance", "CHN", "2012-02-01", of="BLR")]
    (fault,) = faults(acts, treaty=str(path))
    assert "'acceptance', which no clause of 'sco-iis-2009' knows" in fault


# -- from when a change of the text is in force ------------------------------------------------------------------


def amended(*consents, **proposal):
    return [
        *four_notify(),
        act("proposal", "CHN", "2012-01-31", id="p", subject="amendment", **proposal),
        *(act("consent", state, day, to="p") for state, day in consents),
    ]


ALL = tuple((state, "2012-01-31") for state in ("CHN", "KAZ", "RUS", "TJK"))

# what the clause says | what the proposal says | in force from
DAYS = [
    ({}, {}, "2012-02-01"),
    ({"days": 30}, {}, "2012-03-01"),  # 29 of February, 1 of March
    ({"days": 30}, {"period": 5}, "2012-02-05"),
    ({"months": 1}, {}, "2012-02-29"),  # there is no 31 February
    ({"months": 1, "month-end": "roll"}, {}, "2012-03-01"),
    ({"months": 1, "counting": "first-of-following-month"}, {}, "2012-03-01"),
]


@pytest.mark.parametrize(("clause", "proposal", "day"), DAYS)
def test_the_period_of_the_clause_unless_the_proposal_names_one(under, clause, proposal, day):
    said = {"12(2)": {"parameters": {"subject": "amendment", **clause}}}
    timeline = under(said, amended(*ALL, **proposal))
    assert days_of(timeline, "amendment-in-force") == [day]


def test_a_period_corrected_in_a_provision_is_that_of_the_clause_that_has_one(run):
    # 5(2) holds two clauses: consultations every six months, and the agenda of early ones, which has no period.
    early = act("proposal", "CHN", "2012-01-31", id="p", subject="early-consultation")
    consents = [act("consent", state, "2012-01-31", to="p") for state in ("CHN", "KAZ", "RUS", "TJK", "DEPOSITARY")]
    timeline = run([*four_notify(), early, *consents], parameters={"5(2)": {"months": 3}})
    assert days_of(timeline, "consultation-agreed") == ["2012-02-01"]
    due = [it["due"] for it in timeline["obligations"] if it["duty"] == "consultation"]
    assert due == ["2011-09-02"]
    # where no clause of the provision has one, it is given one
    said = run(amended(*ALL), parameters={"12(2)": {"days": 30}})
    assert days_of(said, "amendment-in-force") == ["2012-03-01"]


def test_a_scenario_answers_a_doubt_as_chosen_as_settled_or_by_default(tmp_path):
    """Left open and chosen, left open and not chosen, settled by the text, and neither."""
    text = yaml.safe_load((TREATIES / "sco-iis-2009.yaml").read_text("utf-8"))
    entry, leaving = (
        next(clause for clause in text["clauses"] if clause["provision"] == one) for one in ("12(1)", "12(4)")
    )
    entry["readings"], entry["settles"] = ["entry-period", "window"], {"threshold": "recount"}
    leaving["readings"] = []
    path = tmp_path / "said.yaml"
    path.write_text(yaml.safe_dump(text, allow_unicode=True), "utf-8")
    scenario = Scenario("", load_treaty(str(path)), readings={"window": "general-date"})
    asked = ("window", "entry-period", "threshold", "short-notice")
    assert [scenario.answer(axis) for axis in asked] == ["general-date", "day-after", "recount", "earliest-lawful-date"]
