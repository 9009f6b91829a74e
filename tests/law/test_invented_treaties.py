"""Invented treaties: copies of the treaty files that ship, with other groups, quantities or unions of States.

A treaty file may name `groups` of States, `quantities` (decimals, summed exactly) and States whose instruments are
`not-additional`, counted in no threshold.
"""

import pytest
import yaml

from tests.conftest import TREATIES
from tests.law.agreement import BUDAPEST, PARIS, accede, all_accept, deposit, entries, four_notify


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
