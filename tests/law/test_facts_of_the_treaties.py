"""What the treaty files say of the treaties, against what is published of them.

Signatories: the six of Yekaterinburg; 50 of CETS 185 (Council of Europe, chart of signatures); 195 of the Paris
Agreement (UN Treaty Collection, XXVII-7-d). Members of the Council of Europe on 18 March 2004: 45. The shares of
emissions of FCCC/CP/2015/10, annex I, for 190 States, add up to 99.99 per cent as published with two decimals; the
European Union has 12.10 more, its members' own shares over again.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.law.agreement import ADMITTED, BUDAPEST, PARIS, deposit, verdict
from treatysim.files import load_treaty
from treatysim.law.obligations import CertifiedCopies
from treatysim.law.withdrawal import Withdrawal


@pytest.mark.parametrize(
    ("treaty", "signed", "opens", "signatories"),
    [
        pytest.param("sco-iis-2009", date(2009, 6, 16), date(2009, 6, 16), 6, id="Yekaterinburg"),
        pytest.param(BUDAPEST, date(2001, 11, 23), date(2001, 11, 23), 50, id="Budapest"),
        pytest.param(PARIS, date(2016, 4, 22), date(2015, 12, 12), 195, id="Paris-adopted-before-it-was-signed"),
    ],
)
def test_when_it_was_signed_and_by_how_many(treaty, signed, opens, signatories):
    said = load_treaty(treaty)
    assert (said.signed, said.opens) == (signed.toordinal(), opens.toordinal())
    assert len(said.signatories) == len(set(said.signatories)) == signatories


def test_nothing_was_done_before_it_was_adopted(run, faults):
    assert verdict(run([deposit("FJI", "2015-12-12")], treaty=PARIS)) == ADMITTED
    assert faults([deposit("FJI", "2015-12-11")], treaty=PARIS)


def test_the_members_of_the_council_of_europe():
    members = load_treaty(BUDAPEST).groups["council-of-europe"]
    assert len(members) == 45
    assert {"RUS", "TUR", "SCG", "BIH"} <= members
    assert not {"MCO", "MNE", "SRB", "BLR", "USA"} & members


def test_the_shares_of_emissions():
    shares = load_treaty(PARIS).quantities["emissions"]
    states = {state: share for state, share in shares.items() if state != "EUE"}
    assert (len(states), sum(states.values())) == (190, Decimal("99.99"))
    assert shares["EUE"] == Decimal("12.1")


@pytest.mark.parametrize("instrument", ["ratification", "acceptance", "approval", "accession", "succession"])
@pytest.mark.parametrize("treaty", [PARIS, BUDAPEST])
def test_by_which_instruments_consent_is_expressed(run, treaty, instrument):
    # Paris 20(1), 21(1); Budapest 36(2), 37; a successor State's own is received too (the Convention of 1978, Art. 17,
    # 22), and noted, for neither clause speaks of it
    noted = (True, "instrument-not-provided-for") if instrument == "succession" else ADMITTED
    assert verdict(run([deposit("MNE", "2016-05-02", instrument)], treaty=treaty)) == noted


def test_what_the_home_treaty_speaks_of():
    # Article by article: which proposals each clause is for, and which doubts it leaves open.
    said = load_treaty("sco-iis-2009")
    subjects = {clause.provision: clause.parameters.get("subject") for clause in said.clauses}
    assert {name: subject for name, subject in subjects.items() if subject} == {
        "1, 2": "annex",
        "5(2)": "early-consultation",
        "12(2)": "amendment",
        "VCLT 54(b)": "termination",
    }
    assert {clause.provision: clause.axes for clause in said.clauses if clause.axes} == {
        "5(1)": ("authority-exchange",),
        "12(1)": ("entry-period", "window", "threshold"),
        "12(3)": ("early-accession", "acceptors", "acceptor-set", "accession-period"),
        "12(4)": ("notice-length", "notice-base", "short-notice", "re-entry"),
        "12(5)": ("survival",),
        "VCLT 55": ("below-two",),
    }


# -- how a clause and the instrument are written down --------------------------------------------------------------


def test_a_consequence_is_written_down_where_there_is_one():
    assert CertifiedCopies("11", {"days": 15}, consequence="9").to_dict()["consequence"] == "9"
    assert "consequence" not in CertifiedCopies("11", {"days": 15}).to_dict()


def test_only_a_withdrawal_that_is_circulated_has_a_duty_with_a_day():
    assert Withdrawal("12(4)", {"days": 90, "circulation-days": 30}).deadlines == ("withdrawal-circulated",)
    assert Withdrawal("28", {"years": 1}).deadlines == ()


def test_the_states_of_the_instrument_are_in_alphabetical_order():
    members = {"g": frozenset({"TJK", "CHN", "KAZ"})}
    treaty = replace(load_treaty("sco-iis-2009"), not_additional=frozenset({"UZB", "KGZ"}), groups=members)
    assert treaty.shown_instrument()["not_additional"] == ["KGZ", "UZB"]
    assert treaty.shown_instrument()["groups"] == {"g": ["CHN", "KAZ", "TJK"]}
