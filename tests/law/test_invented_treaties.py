"""Invented treaties: copies of the treaty files that ship, with other groups, quantities or unions of States.

A treaty file may name `groups` of States, `quantities` (decimals, summed exactly) and States whose instruments are
`not-additional`, counted in no threshold.
"""

import pytest
import yaml

from tests.conftest import TREATIES
from tests.law.agreement import (
    BUDAPEST,
    PARIS,
    accede,
    all_accept,
    codes,
    deposit,
    entries,
    four_notify,
    intervals,
    leave,
    take_back,
    verdict,
    waiting,
)


@pytest.fixture
def under(run, tmp_path):
    """Runs acts under a copy of a treaty file in which some entries are replaced."""

    def one(treaty, replaced, acts, **more):
        text = yaml.safe_load((TREATIES / f"{treaty}.yaml").read_text("utf-8")) | replaced
        path = tmp_path / "invented-treaty.yaml"
        path.write_text(yaml.safe_dump(text, allow_unicode=True), "utf-8")
        return run(acts, treaty=str(path), **more)

    return one


# -- five of all and three of a group ----------------------------------------------------------------------------

# who deposits on 10 May 2010 | general day: the first of the month after three months
MEMBERS_OF_AN_INVENTED_GROUP = {
    "three-members-and-two-others": ("KAZ KGZ TJK CHN RUS", "2010-09-01"),
    "two-members-and-three-others": ("KAZ KGZ CHN RUS UZB", None),
    "three-members-and-one-other": ("KAZ KGZ TJK CHN", None),
    "members-of-the-old-group-are-others-now": ("ALB HRV EST HUN LTU", None),
}


@pytest.mark.parametrize(("states", "general"), MEMBERS_OF_AN_INVENTED_GROUP.values(), ids=MEMBERS_OF_AN_INVENTED_GROUP)
def test_an_invented_group(under, states, general):
    group = {"groups": {"council-of-europe": ["KAZ", "KGZ", "TJK"]}}
    acts = [deposit(state, "2010-05-10") for state in states.split()]
    assert under(BUDAPEST, group, acts, through="2012-12-31")["entry_into_force"] == general


@pytest.mark.parametrize(
    ("states", "general"),
    [
        pytest.param("KAZ KGZ TJK CHN RUS", None, id="Russia-is-not-additional-so-four"),
        pytest.param("KAZ KGZ TJK CHN RUS UZB", "2010-09-01", id="five-without-Russia"),
    ],
)
def test_not_additional_in_the_count(under, states, general):
    world = {"groups": {"council-of-europe": ["KAZ", "KGZ", "TJK"]}, "not-additional": ["RUS"]}
    acts = [deposit(state, "2010-05-10") for state in states.split()]
    assert under(BUDAPEST, world, acts, through="2012-12-31")["entry_into_force"] == general


def test_not_additional_in_the_group(under):
    # Five of all without Tajikistan, but only two of the three members.
    world = {"groups": {"council-of-europe": ["KAZ", "KGZ", "TJK"]}, "not-additional": ["TJK"]}
    acts = [deposit(state, "2010-05-10") for state in ("KAZ", "KGZ", "TJK", "CHN", "RUS", "UZB")]
    assert under(BUDAPEST, world, acts, through="2012-12-31")["entry_into_force"] is None


# -- a share, summed exactly -------------------------------------------------------------------------------------

# Fifty-one States that count for nothing, and four whose quantities are given; India, which stays away, has the rest
# of a hundred.
FIFTY_ONE = (
    "BRB BLZ FJI GRD MDV MHL MUS NRU PLW WSM SOM KNA LCA PSE TUV SYC GUY NOR VCT PER CMR PRK BHS COK LAO FSM UKR "
    "ALB ATG ARG BGD BLR BRA BRN DMA GHA GIN HND ISL KIR MDG MEX MNG MAR NAM NER PAN PNG SEN SGP SLB"
)


@pytest.mark.parametrize(
    ("quantities", "general"),
    [
        # 19.7 + 6.6 + 12.3 + 16.4 is 55 exactly; in binary fractions it falls a hair short.
        pytest.param({"CHN": 19.7, "USA": 6.6, "DEU": 12.3, "FRA": 16.4, "IND": 45.0}, "2016-06-01", id="exactly-55"),
        pytest.param({"CHN": 19.7, "USA": 6.6, "DEU": 12.3, "FRA": 16.39, "IND": 45.01}, None, id="54.99"),
        pytest.param({"CHN": 99.9, "USA": 0.1}, "2016-06-01", id="nearly-all"),
    ],
)
def test_an_invented_world(under, quantities, general):
    acts = [deposit(state, "2016-05-02") for state in (*FIFTY_ONE.split(), "CHN", "USA", "DEU", "FRA")]
    world = {"quantities": {"emissions": quantities}}
    assert under(PARIS, world, acts, through="2017-12-31")["entry_into_force"] == general


def test_one_article_for_entry_and_for_accession(under):
    # Both clauses stand in an Article 12; each State is bound by the one that it came by.
    clauses = yaml.safe_load((TREATIES / "sco-iis-2009.yaml").read_text("utf-8"))["clauses"]
    for clause in clauses:
        clause["provision"] = "12" if clause["provision"] in ("12(1)", "12(3)") else clause["provision"]
    acts = [*four_notify(), accede("BLR", "2012-01-02"), *all_accept("2012-02-01")]
    timeline = under("sco-iis-2009", {"clauses": clauses}, acts)
    assert entries(timeline, "CHN", "BLR") == ["2011-06-02", "2012-03-02"]


# -- consent by deposit and accession in one treaty ---------------------------------------------------------------

# The home treaty with deposits for notifications: in force on 2 June 2011; Belarus, which did not sign, accedes.
DEPOSITS = [deposit(state, "2011-05-03") for state in ("CHN", "RUS", "KAZ", "TJK")]
BLR_ACCEDES = [accede("BLR", "2012-01-02"), *all_accept("2012-02-01")]  # bound on 2 March 2012 (1 February + 30)


@pytest.fixture
def by_deposit(under):
    """Runs acts under the home treaty, whose 12(1) is for instruments of ratification."""
    clauses = yaml.safe_load((TREATIES / "sco-iis-2009.yaml").read_text("utf-8"))["clauses"]
    for clause in clauses:
        if clause["provision"] == "12(1)":
            clause["parameters"]["instruments"] = ["ratification"]
    return lambda acts, **more: under("sco-iis-2009", {"clauses": clauses}, acts, **more)


def test_a_state_bound_by_accession_has_nothing_to_deposit(by_deposit):
    timeline = by_deposit([*DEPOSITS, *BLR_ACCEDES, deposit("BLR", "2012-05-01")])
    assert verdict(timeline) == (False, "duplicate-deposit")
    assert intervals(timeline, "BLR") == [("2012-03-02", None)]


def test_a_third_state_that_has_deposited_is_no_contracting_signatory(by_deposit):
    # Georgia did not sign; its deposit of 20 January binds it on 19 February, and only then is it a Party.
    readings = {"acceptors": "contracting", "acceptor-set": "at-last-acceptance"}
    acts = [*DEPOSITS, accede("BLR", "2012-01-02"), deposit("GEO", "2012-01-20")]
    before, since = (by_deposit(acts, readings=readings, through=day) for day in ("2012-02-18", "2012-02-19"))
    assert waiting(before, "BLR") == ["CHN", "KAZ", "RUS", "TJK"]
    assert waiting(since, "BLR") == ["CHN", "GEO", "KAZ", "RUS", "TJK"]


def test_who_left_and_came_back_by_deposit_has_not_acceded(by_deposit):
    # Belarus is out on 1 August 2012 (3 May + 90) and back on 9 October by a deposit (9 September + 30).
    acts = [*DEPOSITS, *BLR_ACCEDES, leave("BLR", "2012-05-03"), deposit("BLR", "2012-09-09")]
    timeline = by_deposit([*acts, accede("IRN", "2012-11-01")], through="2012-12-31")
    assert intervals(timeline, "BLR") == [("2012-03-02", "2012-08-01"), ("2012-10-09", None)]
    assert waiting(timeline, "IRN") == ["CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB"]


def test_a_former_party_comes_back_by_deposit_under_no_doubt(by_deposit):
    acts = [*DEPOSITS, leave("TJK", "2012-05-03"), deposit("TJK", "2012-09-09")]
    timeline = by_deposit(acts)
    assert intervals(timeline, "TJK") == [("2011-06-02", "2012-08-01"), ("2012-10-09", None)]
    assert codes(timeline) == []


def test_without_a_least_number_of_parties_the_date_stands_for_nobody(under):
    # No clause on the least number of Parties: all four withdraw before 2 June 2011, and by date-stands the day comes.
    clauses = yaml.safe_load((TREATIES / "sco-iis-2009.yaml").read_text("utf-8"))["clauses"]
    clauses = [clause for clause in clauses if clause["kind"] != "minimum-parties"]
    acts = [*four_notify(), *[take_back(state, "2011-05-20") for state in ("CHN", "KAZ", "RUS", "TJK")]]
    timeline = under("sco-iis-2009", {"clauses": clauses}, acts)
    assert timeline["entry_into_force"] == "2011-06-02"
    assert [intervals(timeline, state) for state in ("CHN", "KAZ", "RUS", "TJK")] == [[]] * 4


# -- two roads in: a treaty by deposit that also knows accession by acceptance -------------------------------------

ACCESSION_TOO = {
    "signatories": ["KAZ", "KGZ"],
    "groups": {},
    "clauses": [
        {
            "provision": "1",
            "kind": "entry-into-force",
            "parameters": {"instruments": ["ratification"], "threshold": 2, "days": 30},
        },
        {"provision": "2", "kind": "accession", "parameters": {"days": 30}},
        {"provision": "3", "kind": "withdrawal", "parameters": {"days": 90}},
    ],
}
BOTH_RATIFY = [deposit("KAZ", "2012-01-01"), deposit("KGZ", "2012-01-02")]

# the acts of Belarus on the first and on the third of March 2012 | what becomes of the second
SECOND_ROAD = {
    "a-deposit-while-an-accession-is-pending": (("accession", "deposit"), "duplicate-deposit"),
    "an-accession-while-a-deposit-stands": (("deposit", "accession"), "duplicate-accession"),
}


@pytest.mark.parametrize(("kinds", "code"), SECOND_ROAD.values(), ids=SECOND_ROAD)
def test_nobody_goes_by_two_roads_at_once(under, kinds, code):
    made = {"accession": accede("BLR", "2012-03-01"), "deposit": deposit("BLR", "2012-03-01")}
    acts = [*BOTH_RATIFY, made[kinds[0]], made[kinds[1]] | {"date": "2012-03-03"}]
    said = under(BUDAPEST, ACCESSION_TOO, acts, through="2012-12-31")
    assert [row["code"] for row in said["findings"] if row["severity"] == "warning"] == [code]


def test_a_party_by_deposit_cannot_accede(under):
    """Bound on the thirtieth day after its deposit of 1 March, 31 March; an instrument of accession of April is one too
    many."""
    acts = [*BOTH_RATIFY, deposit("BLR", "2012-03-01"), accede("BLR", "2012-04-02")]
    said = under(BUDAPEST, ACCESSION_TOO, acts, through="2012-12-31")
    assert verdict(said) == (False, "duplicate-accession")
    assert intervals(said, "BLR") == [("2012-03-31", None)]
