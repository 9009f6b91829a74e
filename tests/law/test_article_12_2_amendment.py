"""Article 12(2) and its neighbours: what needs the consent of all Parties.

Amendment by separate protocols (12(2)), the annexes (Articles 1 and 2), the agenda of early consultations (5(2),
where the Secretariat, that is the Depositary, consents too) and termination by agreement (VCLT 54(b)) share one
shape: a proposal, the consent of all Parties as they stand at that moment, and the effect some days later, the next
day unless the proposal says otherwise. A proposal is not its proposer's consent.
"""

import pytest

from tests.law.agreement import (
    ADMITTED,
    PARTIES,
    all_consent,
    codes,
    consent,
    days_of,
    effects,
    entry,
    four_notify,
    intervals,
    leave,
    notify,
    outcome,
    propose,
    revoke,
    says,
    standing,
    the_duty,
    verdict,
)
from tests.plain import scenario_of
from treatysim.law.formula import NEVER_COMES
from treatysim.simulation.engine import settled

IN_FORCE = four_notify()
PROPOSED = "2012-02-01"
EFFECT = {
    "amendment": "amendment-in-force",
    "annex": "annex-updated",
    "early-consultation": "consultation-agreed",
    "termination": "termination",
}


def consents_of(subject, date):
    """The consents of all whose consent the subject needs, on one day."""
    return all_consent(date, *PARTIES, *(["DEPOSITARY"] if subject == "early-consultation" else []))


# -- the effect comes `period` days after the last consent --------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "day"),
    [
        pytest.param(None, "2012-02-21", id="the-next-day-if-nothing-is-said"),
        pytest.param(1, "2012-02-21", id="one-day"),
        pytest.param(9, "2012-02-29", id="nine-days-to-the-leap-day"),
        pytest.param(30, "2012-03-21", id="thirty-days-across-the-leap-day"),
        pytest.param(366, "2013-02-20", id="366-days-are-a-leap-year"),
    ],
)
def test_effect_after_the_last_consent(run, period, day):
    acts = [*IN_FORCE, propose("CHN", PROPOSED, period=period), *all_consent("2012-02-20")]
    assert days_of(run(acts), "amendment-in-force") == [day]


@pytest.mark.parametrize("subject", EFFECT)
def test_each_has_its_own_effect(run, subject):
    acts = [*IN_FORCE, propose("CHN", PROPOSED, subject, period=30), *consents_of(subject, "2012-02-20")]
    timeline = run(acts)
    told = {kind: days_of(timeline, kind) for kind in EFFECT.values()}
    assert told == {kind: [] for kind in EFFECT.values()} | {EFFECT[subject]: ["2012-03-21"]}


@pytest.mark.parametrize("period", [0, -1], ids=["no-days", "less-than-none"])
def test_the_effect_cannot_come_before_the_next_day(faults, period):
    assert faults([*IN_FORCE, propose("CHN", PROPOSED, period=period)])


def test_the_last_consent_decides_not_the_last_in_the_file(run):
    days = {"RUS": "2012-03-05", "CHN": "2012-02-10", "TJK": "2012-02-28", "KAZ": "2012-02-01"}
    acts = [*IN_FORCE, propose("CHN", PROPOSED), *[consent(state, day) for state, day in days.items()]]
    assert days_of(run(acts), "amendment-in-force") == ["2012-03-06"]


# -- whose consent is needed -------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", PARTIES)
def test_one_missing_consent_prevents_an_amendment(run, missing):
    states = [state for state in PARTIES if state != missing]
    timeline = run([*IN_FORCE, propose("CHN", PROPOSED), *all_consent("2012-02-20", *states)], through="2020-12-31")
    assert days_of(timeline, "amendment-in-force") == []


def test_a_proposal_is_not_its_proposers_consent(run):
    acts = [*IN_FORCE, propose("CHN", PROPOSED), *all_consent("2012-02-20", "KAZ", "RUS", "TJK")]
    assert days_of(run(acts, through="2020-12-31"), "amendment-in-force") == []
    acts.append(consent("CHN", "2012-03-01"))
    assert days_of(run(acts), "amendment-in-force") == ["2012-03-02"]


def test_early_consultations_need_the_secretariat(run):
    acts = [*IN_FORCE, propose("CHN", PROPOSED, "early-consultation"), *all_consent("2012-02-20")]
    assert days_of(run(acts, through="2013-12-31"), "consultation-agreed") == []
    acts.append(consent("DEPOSITARY", "2012-02-25"))
    assert days_of(run(acts), "consultation-agreed") == ["2012-02-26"]


@pytest.mark.parametrize("subject", ["amendment", "annex", "termination"])
def test_the_secretariat_has_no_say_in_the_rest(run, subject):
    acts = [*IN_FORCE, propose("CHN", PROPOSED, subject), consent("DEPOSITARY", "2012-02-10")]
    assert verdict(run(acts)) == (False, "consent-not-required")


def test_a_signatory_that_is_not_a_party_is_not_asked(run):
    timeline = run([*IN_FORCE, propose("CHN", PROPOSED), consent("UZB", "2012-02-10"), *all_consent("2012-02-20")])
    assert codes(timeline) == ["consent-not-required"]
    assert days_of(timeline, "amendment-in-force") == ["2012-02-21"]


# Uzbekistan notifies on 20 January 2012 and is bound on 19 February 2012.
UZB_ENTERS = notify("UZB", "2012-01-20")


@pytest.mark.parametrize(
    ("last_consent", "day"),
    [
        pytest.param("2012-02-18", "2012-02-19", id="complete-before-it-is-bound-it-is-not-asked"),
        pytest.param("2012-02-19", None, id="on-the-day-it-is-bound-it-is-asked"),
        pytest.param("2012-02-25", None, id="after-it-is-bound-it-is-asked"),
    ],
)
def test_parties_as_they_stand(run, last_consent, day):
    acts = [*IN_FORCE, UZB_ENTERS, propose("CHN", PROPOSED), *all_consent(last_consent)]
    assert days_of(run(acts, through="2013-12-31"), "amendment-in-force") == ([day] if day else [])


def test_the_new_party_may_complete_it(run):
    acts = [*IN_FORCE, UZB_ENTERS, propose("CHN", PROPOSED), *all_consent("2012-02-10", "CHN", "KAZ", "RUS")]
    acts += [consent("TJK", "2012-02-19"), consent("UZB", "2012-02-24")]
    timeline = run(acts)
    assert days_of(timeline, "amendment-in-force") == ["2012-02-25"]
    assert entry(timeline, "UZB") == "2012-02-19"


def test_a_party_bound_later_is_not_asked_and_takes_the_text_as_amended(run):
    acts = [*IN_FORCE, propose("CHN", PROPOSED), *all_consent("2012-02-10"), notify("UZB", "2012-03-01")]
    acts.append(consent("UZB", "2012-04-01"))
    timeline = run(acts)
    assert days_of(timeline, "amendment-in-force") == ["2012-02-11"]
    assert verdict(timeline) == (False, "nothing-to-consent")


# Tajikistan's notice of withdrawal, received on 2 January 2025, takes effect on 2 April 2025.
TJK_LEAVES = leave("TJK", "2025-01-02")


@pytest.mark.parametrize("subject", ["amendment", "annex", "termination"])
def test_a_partys_leaving_may_complete_it(run, subject):
    acts = [*IN_FORCE, TJK_LEAVES, propose("CHN", "2025-02-01", subject)]
    acts += all_consent("2025-02-10", "CHN", "KAZ", "RUS")
    assert days_of(run(acts), EFFECT[subject]) == ["2025-04-03"]


def test_a_party_that_is_leaving_is_asked_until_it_has_left(run):
    acts = [*IN_FORCE, TJK_LEAVES, propose("CHN", "2025-02-01"), *all_consent("2025-02-10", "CHN", "KAZ", "RUS")]
    acts.append(consent("TJK", "2025-04-01"))
    assert days_of(run(acts), "amendment-in-force") == ["2025-04-02"]


def test_a_party_that_has_left_is_not_asked(run):
    acts = [*IN_FORCE, TJK_LEAVES, propose("CHN", "2025-02-01"), consent("TJK", "2025-04-02")]
    assert verdict(run(acts)) == (False, "consent-not-required")


def test_a_revoked_notice_leaves_the_party_asked(run):
    acts = [*IN_FORCE, TJK_LEAVES, propose("CHN", "2025-02-01"), *all_consent("2025-02-10", "CHN", "KAZ", "RUS")]
    acts.append(revoke("TJK", "2025-03-01"))
    assert days_of(run(acts, through="2026-12-31"), "amendment-in-force") == []


def test_without_any_consent_nothing_is_complete(run):
    # China and Russia stay bound, Kazakhstan and Tajikistan leave: nobody has consented.
    acts = [*IN_FORCE, TJK_LEAVES, leave("KAZ", "2025-01-02"), propose("CHN", "2025-02-01")]
    assert days_of(run(acts, through="2027-12-31"), "amendment-in-force") == []


# -- several proposals, and what is no proposal ------------------------------------------------------------------


def test_two_proposals_run_side_by_side(run):
    acts = [*IN_FORCE, propose("CHN", PROPOSED, id="first"), propose("RUS", "2012-02-02", "annex", id="second")]
    acts += [*all_consent("2012-03-01", to="second"), *all_consent("2012-03-20", to="first")]
    timeline = run(acts)
    assert days_of(timeline, "annex-updated") == ["2012-03-02"]
    assert days_of(timeline, "amendment-in-force") == ["2012-03-21"]


def test_an_early_consultation_agreed_is_not_yet_held(run):
    acts = [*IN_FORCE, propose("CHN", "2011-07-01", "early-consultation")]
    timeline = run([*acts, *consents_of("early-consultation", "2011-07-10")])
    assert outcome(the_duty(timeline, "consultation")) == ("2011-12-02", None, "expected")


@pytest.mark.parametrize(
    ("proposer", "date", "expected"),
    [
        pytest.param("CHN", "2011-06-02", ADMITTED, id="a-Party-on-the-day-of-entry"),
        pytest.param("CHN", "2011-06-01", (False, "not-a-party"), id="the-day-before-nobody-is-a-Party"),
        pytest.param("KGZ", "2012-02-01", (False, "not-a-party"), id="a-signatory"),
        pytest.param("BLR", "2012-02-01", (False, "not-a-party"), id="a-third-State"),
    ],
)
def test_only_a_party_proposes(run, proposer, date, expected):
    assert verdict(run([*IN_FORCE, propose(proposer, date)])) == expected


def test_where_the_depositary_is_asked_a_signatory_still_is_not(run):
    # 5(2): the agenda needs the consent of every Party and of the Secretariat; Kyrgyzstan has only signed.
    acts = [*IN_FORCE, propose("CHN", PROPOSED, "early-consultation"), consent("KGZ", "2012-02-10")]
    assert verdict(run(acts)) == (False, "consent-not-required")


def test_consent_to_nothing_stands_under_one_condition_that_fails():
    scenario = scenario_of({"acts": [*IN_FORCE, propose("KGZ", PROPOSED), consent("CHN", "2012-02-10")]})
    clause = scenario.treaty.clause_for(scenario.acts[-1], "amendment")
    stood = settled(scenario)
    (row,) = clause.rows(stood.record, stood.given["a6"])
    assert (row.code, row.earlier) == ("nothing-to-consent", NEVER_COMES)


def test_consent_to_a_proposal_that_was_refused(run):
    acts = [*IN_FORCE, propose("KGZ", PROPOSED), consent("CHN", "2012-02-10")]
    assert verdict(run(acts)) == (False, "nothing-to-consent")


def test_consent_before_the_proposal(run):
    acts = [*IN_FORCE, propose("CHN", PROPOSED), consent("RUS", "2012-01-31")]
    assert verdict(run(acts)) == (False, "nothing-to-consent")


def test_consent_to_a_proposal_nobody_made_is_an_error(faults):
    assert says(
        faults([*IN_FORCE, propose("CHN", PROPOSED), consent("RUS", "2012-02-10", to="q-unknown")]), "q-unknown"
    )


def test_an_unknown_subject_is_an_error(faults):
    assert faults([*IN_FORCE, propose("CHN", PROPOSED, "renaming")])


# -- termination by agreement ------------------------------------------------------------------------------------


def test_termination_by_agreement_ends_the_agreement(run):
    acts = [*IN_FORCE, propose("CHN", PROPOSED, "termination", period=10), *all_consent("2012-02-20")]
    timeline = run(acts)
    assert timeline["terminated"] == "2012-03-01"
    assert [intervals(timeline, state) for state in PARTIES] == [[("2011-06-02", "2012-03-01")]] * 4
    assert {standing(timeline, state) for state in PARTIES} == {"former-party"}


def test_an_amendment_leaves_the_agreement_in_force(run):
    timeline = run([*IN_FORCE, propose("CHN", PROPOSED), *all_consent("2012-02-20")])
    assert timeline["terminated"] is None
    assert [intervals(timeline, state) for state in PARTIES] == [[("2011-06-02", None)]] * 4


def test_the_reason_counts_from_the_last_consent(run):
    acts = [*IN_FORCE, propose("CHN", PROPOSED, period=30), *all_consent("2012-02-20")]
    (row,) = effects(run(acts), "amendment-in-force")
    assert (row["reason"]["op"], row["reason"]["days"], row["reason"]["day"]) == ("after", 30, "2012-03-21")
    assert row["reason"]["of"][0]["day"] == "2012-02-20"
