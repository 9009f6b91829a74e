"""Two scenarios compared: what differs is counted by hand from the clauses, and every cause is what restores it."""

from __future__ import annotations

import copy
import csv
import io
import json
import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

import treatysim
from tests.conftest import SCENARIOS
from tests.plain import scenario_of
from tests.witness.scenarios import READINGS, scenarios
from treatysim.cli import app
from treatysim.errors import FaultyFile
from treatysim.files import load_text
from treatysim.law.scenario import Scenario
from treatysim.report import comparisons
from treatysim.whatif import causes
from treatysim.whatif.answers import Answers, Question, answer, answers
from treatysim.whatif.compare import Comparison, compare

HOME = "sco-iis-2009"
ENTRY = Question("day", "entry-into-force")


def act(kind: str, by: str, day: Any, **more: Any) -> dict[str, Any]:
    return {"act": kind, "by": by, "date": day, **more}


def notified(**days: str) -> list[dict[str, Any]]:
    """Four notifications, the fourth on 3 May 2011: in force on 2 June 2011 unless told otherwise."""
    usual = {"CHN": "2011-03-10", "RUS": "2011-03-21", "KAZ": "2011-04-12", "TJK": "2011-05-03"}
    return [act("notification", state, day) for state, day in {**usual, **days}.items()]


def scenario(acts: list[dict[str, Any]], treaty: str = HOME, **also: Any) -> Scenario:
    return load_text(json.dumps({"treaty": treaty, "acts": acts, **also}), "s.yaml")


def changes(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(change.what, change.how, comparison.name(change.name)) for change in comparison.changes]


def differences(comparison: Comparison) -> dict[Question, tuple[str, str]]:
    return {one.question: (one.before, one.after) for one in comparison.differences}


def cause(comparison: Comparison, question: Question) -> tuple[str, list[tuple[str, ...]]]:
    (found,) = (one.cause for one in comparison.differences if one.question == question)
    return found.how, [tuple(comparison.name(change.name) for change in some) for some in found.sets]


# -- what differs, and by how much


def test_the_same_scenario_twice():
    found = compare(scenario(notified()), scenario(notified()))
    assert (found.changes, found.differences, found.runs) == ((), (), 2)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # the notice is received on 1 March 2012 and names 1 June; thirty days for the Depositary are up on 31 March
        (
            "added",
            {
                Question("day", "withdrawal-effective", "KAZ"): ("never", "2012-06-01"),
                Question("due", "withdrawal-circulated", "DEPOSITARY", "KAZ"): ("never", "2012-03-31"),
                Question("status", "withdrawal-circulated", "DEPOSITARY", "KAZ"): ("none", "performed"),
                Question("status", "protect-information", "KAZ"): ("none", "continuing"),
                Question("standing", "standing", "KAZ"): ("party", "former-party"),
            },
        ),
        # 20 May, Kyrgyzstan's, is the fourth: 19 June, and sixty days from there 18 August; six months 19 December
        (
            "dropped",
            {
                ENTRY: ("2011-06-02", "2011-06-19"),
                **{
                    Question("day", "entry-into-force-for", state): ("2011-06-02", "2011-06-19")
                    for state in ("CHN", "KAZ", "RUS")
                },
                Question("day", "entry-into-force-for", "TJK"): ("2011-06-02", "never"),
                Question("due", "consultation", "PARTIES"): ("2011-12-02", "2011-12-19"),
                **{
                    Question("due", "authority-exchange", state): ("2011-08-01", "2011-08-18")
                    for state in ("CHN", "KAZ", "RUS")
                },
                Question("due", "authority-exchange", "TJK"): ("2011-08-01", "never"),
                Question("status", "authority-exchange", "KAZ"): ("performed-late", "performed"),
                Question("status", "authority-exchange", "TJK"): ("performed", "none"),
                Question("standing", "standing", "TJK"): ("party", "signatory"),
            },
        ),
        # the same fourth; Kazakhstan's own thirtieth day is 20 July, and sixty days from there 18 September
        (
            "moved",
            {
                ENTRY: ("2011-06-02", "2011-06-19"),
                **{
                    Question("day", "entry-into-force-for", state): ("2011-06-02", "2011-06-19")
                    for state in ("CHN", "RUS", "TJK")
                },
                Question("day", "entry-into-force-for", "KAZ"): ("2011-06-02", "2011-07-20"),
                Question("due", "consultation", "PARTIES"): ("2011-12-02", "2011-12-19"),
                **{
                    Question("due", "authority-exchange", state): ("2011-08-01", "2011-08-18")
                    for state in ("CHN", "RUS", "TJK")
                },
                Question("due", "authority-exchange", "KAZ"): ("2011-08-01", "2011-09-18"),
                Question("status", "authority-exchange", "KAZ"): ("performed-late", "performed"),
            },
        ),
        # the third on 12 April: 12 May, sixty days from there 11 July (RUS comes on the 25th), six months 12 November;
        # Tajikistan, later than the third, is bound on 2 June as before
        (
            "three",
            {
                ENTRY: ("2011-06-02", "2011-05-12"),
                **{
                    Question("day", "entry-into-force-for", state): ("2011-06-02", "2011-05-12")
                    for state in ("CHN", "KAZ", "RUS")
                },
                Question("due", "consultation", "PARTIES"): ("2011-12-02", "2011-11-12"),
                **{
                    Question("due", "authority-exchange", state): ("2011-08-01", "2011-07-11")
                    for state in ("CHN", "KAZ", "RUS")
                },
                Question("status", "authority-exchange", "RUS"): ("performed", "performed-late"),
            },
        ),
    ],
)
def test_the_overlays_that_ship(name, expected):
    """Against their base; what is not listed does not differ."""
    changed = treatysim.load(SCENARIOS / f"what-if-{name}.yaml")
    assert changed.base is not None
    found = compare(changed.base, changed)
    assert differences(found) == expected
    for one in found.differences:
        assert one.cause.how == "alone"
        assert one.cause.sets[0][0] == found.changes[0]


def test_two_readings_move_each_its_own_dates():
    """A day earlier by 12(1), a day later by 12(3): nothing hangs on both."""
    changed = treatysim.load(SCENARIOS / "what-if-read-otherwise.yaml")
    assert changed.base is not None
    found = compare(changed.base, changed)
    days = {one.question: (one.days, one.cause.sets[0][0].name) for one in found.differences}
    assert days[ENTRY] == (-1, "entry-period")
    assert days[Question("day", "entry-into-force-for", "BLR")] == (1, "accession-period")
    assert {one.cause.how for one in found.differences} == {"alone"}


def test_effects_come_first_and_dates_have_their_days():
    found = compare(scenario(notified()), scenario(notified(TJK="2011-06-14")))
    assert [one.question.aspect for one in found.differences] == sorted(
        (one.question.aspect for one in found.differences), key=["day", "due", "status", "standing", "finding"].index
    )
    assert (found.differences[0].question, found.differences[0].days) == (ENTRY, 42)


def test_supposed_answers_are_marked_on_their_side():
    supposed = [*notified()[:3], act("notification", "TJK", "2011-05-04", supposed=True)]
    (first, *_) = compare(scenario(notified()), scenario(supposed)).differences
    assert (first.before_supposed, first.after_supposed) == (False, True)


def test_a_state_that_only_one_file_names_is_a_third_state_in_the_other():
    withdrawing = [*notified(), act("withdrawal", "BLR", "2012-01-01")]
    found = compare(scenario(notified()), scenario(withdrawing))
    assert differences(found) == {Question("finding", "not-a-party", "BLR", "a5"): ("none", "2012-01-01")}


# -- single changes


def test_every_sort_of_change_is_found():
    before = scenario(notified(), through="2013-12-31")
    after = scenario(
        [*notified(KAZ="2011-04-13")[:3], act("accession", "BLR", "2012-01-01")],
        through="2012-12-31",
        readings={"window": "general-date", "threshold": "date-stands"},
        parameters={"12(1)": {"threshold": 3}, "12(4)": {"days": 90, "circulation-days": 20}},
    )
    assert changes(compare(before, after)) == [
        ("parameter", "altered", "12(1) threshold"),
        ("parameter", "altered", "12(4) circulation-days"),
        ("reading", "altered", "window"),
        ("through", "altered", ""),
        ("act", "moved", "a3"),
        ("act", "dropped", "a4"),
        ("act", "added", "a4"),
    ]


def test_what_no_answer_can_hang_on_is_no_change():
    """Titles, sources and notes; a reading said that is the default; the order of acts of different days."""
    told = [row | {"source": "a gazette", "note": "x"} for row in reversed(notified())]
    found = compare(scenario(notified(), title="One"), scenario(told, title="Two", readings={"window": "own-date"}))
    assert found.changes == ()


def test_files_written_apart_are_paired_by_what_acts_are():
    """An act before all others shifts every number, that of a proposal to which others consent among them."""
    rows = [
        *notified(),
        act("proposal", "CHN", "2012-01-10", subject="annex"),
        act("consent", "CHN", "2012-01-11", to="a5"),
        act("consent", "RUS", {"after": "a6", "days": 3}, to="a5"),
    ]
    later = [copy.deepcopy(row) for row in rows]
    for row in later[5:]:
        row["to"] = "a6"
    later[6]["date"]["after"] = "a7"
    copies = {"act": "certified-copies", "date": "2009-07-02"}
    found = compare(scenario(rows), scenario([copies, *later]))
    assert changes(found) == [("act", "added", "a1")]
    assert differences(found) == {Question("status", "certified-copies", "DEPOSITARY"): ("overdue", "performed-late")}


def test_an_act_of_the_same_day_is_the_same_act_whatever_its_number():
    """The first of two consultations is missing: nothing was moved."""
    rows = [act("consultation", "CHN", "2011-11-15"), act("consultation", "CHN", "2012-06-20")]
    found = compare(scenario([*notified(), *rows]), scenario([*notified(), rows[1]]))
    assert changes(found) == [("act", "dropped", "a5")]


def test_an_overlay_says_itself_which_act_is_which(tmp_path):
    """The first consultation is moved to the day of the second, and that one on."""
    rows = [act("consultation", "CHN", day, supposed=True) for day in ("2011-11-15", "2012-06-20")]
    (tmp_path / "base.yaml").write_text(json.dumps({"treaty": HOME, "acts": [*notified(), *rows]}), "utf-8")
    overlay = {"base": "base.yaml", "move": {"a5": "2012-06-20", "a6": "2012-12-01"}}
    (tmp_path / "overlay.yaml").write_text(json.dumps(overlay), "utf-8")
    changed = treatysim.load(tmp_path / "overlay.yaml")
    assert changes(compare(changed.base, changed)) == [("act", "moved", "a5"), ("act", "moved", "a6")]


def test_an_act_on_another_day_was_moved_and_one_of_another_state_is_another():
    found = compare(
        scenario(notified()), scenario([*notified(KAZ="2011-05-01")[:3], act("notification", "KGZ", "2011-05-03")])
    )
    assert changes(found) == [("act", "moved", "a3"), ("act", "dropped", "a4"), ("act", "added", "a4")]
    assert [one.how for one in found.changes] == ["moved", "dropped", "added"]


def test_an_id_that_a_file_gives_says_which_act_it_is():
    before = [*notified()[:3], act("notification", "TJK", "2011-05-03", id="fourth")]
    after = [act("notification", "KGZ", "2011-05-03", id="fourth"), *notified()[:3]]
    found = compare(scenario(before), scenario(after))
    assert changes(found) == [("act", "altered", "fourth")]


def test_an_id_that_is_the_name_of_a_kind_means_the_same_in_both():
    """In the second file `accession` is an id, and the consultations wait for that act and no other: held on
    10 February instead of 10 January 2012, and the next half year counts from there."""
    held = act("consultation", "CHN", {"after": "accession"})
    belarus = act("accession", "BLR", "2012-01-10")
    armenia = act("accession", "ARM", "2012-02-10", id="accession")
    found = compare(scenario([*notified(), belarus, held]), scenario([*notified(), belarus, held, armenia]))
    assert changes(found) == [("act", "moved", "a6"), ("act", "added", "accession")]
    second = Question("due", "consultation", "PARTIES", place=2)
    assert differences(found)[second] == ("2012-07-10", "2012-08-10")
    assert cause(found, second) == ("each-needed", [("a6",), ("accession", "a6")])


def test_notices_on_one_day_in_another_order():
    """Received after its withdrawal, a notification stands; before it, it is gone, and the fourth is a later one."""
    first, second = act("notification", "KAZ", "2011-04-12"), act("notification-withdrawn", "KAZ", "2011-04-12")
    others = [*notified()[:2], notified()[3], act("notification", "KGZ", "2011-05-20")]
    found = compare(scenario([first, second, *others]), scenario([second, first, *others]))
    assert changes(found) == [("order", "altered", "")]
    assert differences(found)[ENTRY] == ("2011-06-19", "2011-06-02")
    assert cause(found, ENTRY)[0] == "alone"


def test_the_order_of_two_acts_that_one_file_has_on_different_days():
    """Of these two only one file says which comes first on one day, and so the order is no change of its own."""
    given, taken = act("notification", "KAZ", "2011-04-12"), act("notification-withdrawn", "KAZ", "2011-04-12")
    early = {**given, "date": "2011-04-10"}
    before, after = [early, taken], [taken, given]
    there = compare(scenario([*notified()[:2], *before]), scenario([*notified()[:2], *after]))
    back = compare(scenario([*notified()[:2], *after]), scenario([*notified()[:2], *before]))
    assert [change.how for change in there.changes] == [change.how for change in back.changes] == ["moved"]


COUNCIL = [
    act("deposit", "ALB", "2002-06-20", instrument="ratification"),
    act("deposit", "HRV", "2002-10-17", instrument="ratification"),
    act("deposit", "EST", "2003-05-12", instrument="ratification"),
    act("deposit", "CAN", "2003-06-02", instrument="ratification"),
    act("deposit", "USA", "2003-07-15", instrument="ratification"),
    act("deposit", "HUN", "2003-12-04", instrument="ratification"),
]


def test_who_is_in_a_group():
    """Five with three members on 15 July 2003: 1 November. Without Albania the third member comes on 4 December."""
    outside = {"ALB": {"groups": []}}
    found = compare(scenario(COUNCIL, "budapest-2001"), scenario(COUNCIL, "budapest-2001", states=outside))
    assert changes(found) == [("group", "dropped", "council-of-europe ALB")]
    assert differences(found)[ENTRY] == ("2003-11-01", "2004-04-01")
    assert cause(found, ENTRY) == ("alone", [("council-of-europe ALB",)])


def test_a_group_and_a_quantity_are_put_back_by_themselves():
    """Beside a change of which nothing hangs: every cause is the one State's."""
    outside, copies = {"ALB": {"groups": []}}, act("deposit", "HRV", "2013-01-01", instrument="ratification")
    found = compare(scenario(COUNCIL, "budapest-2001"), scenario([*COUNCIL, copies], "budapest-2001", states=outside))
    assert cause(found, ENTRY) == ("alone", [("council-of-europe ALB",)])
    paris = treatysim.load(SCENARIOS / "paris-2016.yaml")
    treaty = paris.treaty
    little = {**treaty.quantities["emissions"], "CHN": Decimal(1)}
    other = replace(
        paris, treaty=replace(treaty, quantities={**treaty.quantities, "emissions": little}), acts=paris.acts[:-1]
    )
    found = compare(paris, other)
    assert differences(found)[ENTRY] == ("2016-11-04", "never")
    assert cause(found, ENTRY) == ("alone", [("emissions CHN",)])


def test_a_period_in_other_units_is_one_change():
    """Thirty days after 15 July 2003 is 14 August; the first of the month after is 1 September."""
    days = {"36(3)": {"days": 30}}
    found = compare(scenario(COUNCIL, "budapest-2001"), scenario(COUNCIL, "budapest-2001", parameters=days))
    (change,) = found.changes
    assert (change.name, change.before, change.after) == ("36(3) period", {"months": 3}, {"days": 30})
    assert differences(found)[ENTRY] == ("2003-11-01", "2003-09-01")


def test_how_much_a_state_has_of_a_quantity():
    found = compare(
        scenario([], "paris-2015"), scenario([], "paris-2015", states={"CHN": {"quantities": {"emissions": 1}}})
    )
    assert changes(found) == [("quantity", "altered", "emissions CHN")]
    assert comparisons.memo(found).lead[-2:] == (
        "Quantity emissions CHN: 1, not 20.09.",
        "Nothing that follows differs.",
    )


def test_the_last_day_shown():
    """On 1 June 2011 nobody is bound yet; the effects are coming all the same."""
    found = compare(scenario(notified(), through="2011-06-02"), scenario(notified(), through="2011-06-01"))
    assert differences(found)[Question("standing", "standing", "CHN")] == ("party", "contracting")
    assert ENTRY not in differences(found)
    assert cause(found, Question("standing", "standing", "CHN")) == ("alone", [("",)])


def test_another_treaty_altogether():
    found = compare(scenario(notified()), scenario(COUNCIL, "budapest-2001"))
    assert changes(found)[0] == ("treaty", "altered", "budapest-2001")
    assert {change.what for change in found.changes} == {"treaty", "act"}
    assert differences(found)[ENTRY] == ("2011-06-02", "2003-11-01")
    lead = comparisons.memo(found).tables[0].rows[0][0]
    assert lead == (
        "Under another treaty: Budapest Convention (budapest-2001), "
        "not SCO information security agreement (sco-iis-2009)."
    )


# -- causes


def accepted(*by: str) -> Scenario:
    """Two signatories, both bound; Belarus asks to accede on 10 January 2012, and some of the two accept."""
    days = {"CHN": "2012-02-01", "KAZ": "2012-03-01"}
    return scenario_of(
        {
            "signatories": ["CHN", "KAZ"],
            "parameters": {"12(1)": {"threshold": 2}},
            "acts": [
                act("notification", "CHN", "2011-03-10"),
                act("notification", "KAZ", "2011-05-03"),
                act("accession", "BLR", "2012-01-10"),
                *(act("acceptance", state, days[state], of="BLR", id=state) for state in by),
            ],
        }
    )


BELARUS = Question("day", "entry-into-force-for", "BLR")


def test_each_of_two_acceptances_was_needed():
    """Only both bind Belarus, thirty days after 1 March 2012; without either it is as it was."""
    found = compare(accepted(), accepted("CHN", "KAZ"))
    assert differences(found)[BELARUS] == ("never", "2012-03-31")
    assert cause(found, BELARUS) == ("each-needed", [("CHN",), ("KAZ",)])


def test_either_of_two_missing_acceptances_would_have_sufficed():
    found = compare(accepted("CHN", "KAZ"), accepted())
    assert differences(found)[BELARUS] == ("2012-03-31", "never")
    assert cause(found, BELARUS) == ("each-suffices", [("CHN", "KAZ")])


def test_two_pairs_that_both_restore_an_answer():
    """China accepts twice, and the second adds nothing: with Kazakhstan's either is enough to bind Belarus."""
    both = accepted("CHN", "KAZ")
    (china,) = (one for one in both.acts if one.id == "CHN")
    again = replace(china, id="again", date=china.date + 5, rank=len(both.acts))
    found = compare(replace(both, acts=(*both.acts, again)), accepted())
    assert differences(found)[BELARUS] == ("2012-03-31", "never")
    assert cause(found, BELARUS) == ("together", [("CHN", "KAZ"), ("KAZ", "again")])


def test_what_is_left_of_many_changes_can_lose_none(monkeypatch):
    """Also where putting back more restores less: without 2 nothing came of leaving 0 out, afterwards it does."""
    restoring = [{0, 1, 2, 3}, {0, 1, 3}, {1, 3}]
    search = object.__new__(causes.Search)
    search.between = SimpleNamespace(all=frozenset(range(4)), closed=frozenset)
    monkeypatch.setattr(causes.Search, "_restores", lambda self, question, some: set(some) in restoring)
    assert search._fewest(ENTRY, [1, 2]) == (1, 3)


def test_the_acceptance_that_came_is_not_the_cause():
    found = compare(accepted("CHN"), accepted("CHN", "KAZ"))
    assert cause(found, BELARUS) == ("alone", [("KAZ",)])


def test_two_changes_that_move_a_date_together():
    """Seven days by the fourth notification, one by the way of counting: neither alone accounts for 10 June."""
    moved = scenario(notified(TJK="2011-05-10"), readings={"entry-period": "clear-days"})
    found = compare(scenario(notified()), moved)
    assert differences(found)[ENTRY] == ("2011-06-02", "2011-06-10")
    assert cause(found, ENTRY) == ("together", [("entry-period", "a4")])


def test_two_changes_that_make_up_for_each_other():
    """Kazakhstan comes late, but three suffice: in force on 2 June as before, and there nothing differs. Its own day
    does: 20 July, and if only its notification were put back, the third would be that of 12 April: 12 May."""
    three = scenario(notified(KAZ="2011-06-20"), parameters={"12(1)": {"threshold": 3}})
    found = compare(scenario(notified()), three)
    assert ENTRY not in differences(found)
    own = Question("day", "entry-into-force-for", "KAZ")
    assert differences(found)[own] == ("2011-06-02", "2011-07-20")
    assert cause(found, own) == ("together", [("12(1) threshold", "a3")])


def test_a_cause_that_stands_in_no_reason():
    """A revocation leaves no trace in the reason of what does not come; putting it back shows it."""
    leaving = [*notified(), act("withdrawal", "KAZ", "2012-01-10")]
    found = compare(scenario(leaving), scenario([*leaving, act("withdrawal-revoked", "KAZ", "2012-02-01")]))
    gone = Question("day", "withdrawal-effective", "KAZ")
    assert differences(found)[gone] == ("2012-04-09", "never")
    assert cause(found, gone) == ("alone", [("a6",)])
    (one,) = (one for one in found.differences if one.question == gone)
    assert one.cause.suspected == ()


PROPOSED = [
    *notified(),
    act("proposal", "CHN", "2012-01-10", subject="annex", id="terms"),
    *(act("consent", by, "2012-01-11", to="terms") for by in ("CHN", "RUS", "KAZ", "TJK")),
]


def test_consents_go_with_the_proposal_that_they_need():
    """Every one of the five acts was needed; putting the proposal back takes the consents along."""
    found = compare(scenario(notified()), scenario(PROPOSED))
    updated = Question("day", "annex-updated", None, "terms")
    assert differences(found)[updated] == ("never", "2012-01-12")
    assert cause(found, updated) == (
        "each-needed",
        [("terms", "a6", "a7", "a8", "a9"), ("a6",), ("a7",), ("a8",), ("a9",)],
    )


def test_a_consent_that_is_put_back_takes_its_proposal_along():
    found = compare(scenario(PROPOSED), scenario(notified()))
    updated = Question("day", "annex-updated", None, "terms")
    assert cause(found, updated) == ("together", [("terms", "a6", "a7", "a8", "a9")])


def test_an_act_whose_date_hangs_on_another_goes_with_it():
    rows = [
        act("withdrawal", "KAZ", "2012-01-10", id="notice"),
        act("withdrawal-circulated", "DEPOSITARY", {"after": "notice", "days": 3}, of="KAZ"),
    ]
    found = compare(scenario(notified()), scenario([*notified(), *rows]))
    told = Question("status", "withdrawal-circulated", "DEPOSITARY", "KAZ")
    assert cause(found, told) == ("alone", [("notice", "a6")])


def test_an_act_is_moved_by_what_its_date_hangs_on():
    """The accession itself is as it was; what was moved is the act thirty days after which it comes."""
    rows = [*notified(), act("accession", "BLR", {"after": "a1", "days": 400})]
    moved = copy.deepcopy(rows)
    moved[0]["date"] = "2011-03-20"
    found = compare(scenario(rows), scenario(moved))
    assert changes(found) == [("act", "moved", "a1")]
    assert found.differences == ()


def test_dates_that_would_wait_for_each_other_are_put_back_together():
    before = [
        *notified(),
        act("accession", "BLR", "2012-01-10", id="x"),
        act("accession", "ARM", {"after": "x", "days": 5}, id="y"),
    ]
    after = [
        *notified(),
        act("accession", "BLR", {"after": "y", "days": 5}, id="x"),
        act("accession", "ARM", "2012-02-10", id="y"),
    ]
    between = causes.Between(scenario(before), scenario(after))
    assert [change.name for change in between.changes] == ["x", "y"]
    assert between.closed({0}) == {0}
    assert between.closed({1}) == {0, 1}


def test_a_change_that_can_only_be_undone_with_the_treaty():
    between = causes.Between(scenario(notified()), scenario(COUNCIL, "budapest-2001"))
    names = [change.what for change in between.changes]
    (treaty,) = between.closed({names.index("treaty")}) & {names.index("treaty")}
    dropped = next(place for place, change in enumerate(between.changes) if change.how == "dropped")
    assert treaty in between.closed({dropped})


# -- how much is run


@pytest.fixture
def counted(monkeypatch):
    """How many scenarios are simulated."""
    runs: list[Scenario] = []
    for module in ("between", "causes"):
        usual = treatysim.simulate
        monkeypatch.setattr(
            f"treatysim.whatif.{module}.simulate",
            lambda scenario, usual=usual: runs.append(scenario) or usual(scenario),
        )
    return runs


def test_one_change_needs_no_run_but_the_two(counted):
    changed = treatysim.load(SCENARIOS / "what-if-moved.yaml")
    found = compare(changed.base, changed)
    assert len(counted) == found.runs == 2


def test_every_choice_of_changes_is_run_once(counted):
    text = (SCENARIOS / "yekaterinburg-2009.yaml").read_text("utf-8")
    other = load_text(text.replace("2011-04-12", "2011-05-12").replace("2011-05-20", "2011-05-30"))
    told: list[int] = []
    found = compare(load_text(text), other, told.append)
    assert len(counted) == found.runs <= 10
    assert told == list(range(2, found.runs + 1))


def test_where_the_changes_are_too_many_no_cause_is_named(monkeypatch):
    monkeypatch.setattr(causes, "MOST_RUNS", 3)
    found = compare(scenario(notified()), scenario(notified(KAZ="2011-05-04", TJK="2011-05-05")))
    assert {one.cause.how for one in found.differences} == {"unsought"}
    memo = comparisons.memo(found)
    assert memo.tables[0].rows[0][3] == "not looked for"
    assert "Not looked for: the changes are too many to put each back." in memo.notes


def test_far_more_changes_than_can_be_put_back_end_all_the_same(monkeypatch):
    monkeypatch.setattr(causes, "MOST_RUNS", 40)
    rows = [act("consultation", "CHN", (date(2012, 1, 1) + timedelta(days=n)).isoformat()) for n in range(200)]
    found = compare(scenario(notified()), scenario([*notified(), *rows]))
    assert found.runs <= 40


# -- whatever the life


def varied(said: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """The same life with one to four changes."""
    said = copy.deepcopy(said)
    acts, first = said["acts"], said["signed"]
    for number in range(rng.randint(1, 4)):
        row = rng.choice(acts) if acts else None
        match rng.choice(["move", "move", "drop", "add", "reading", "parameter", "through"]):
            case "move" if row and isinstance(row["date"], str):
                days = timedelta(days=rng.choice([-60, -30, -1, 1, 5, 30, 90]))
                row["date"] = max((date.fromisoformat(row["date"][:10]) + days).isoformat(), first)
                row.pop("sent", None)
            case "move" if row:
                row["date"]["days"] = row["date"].get("days", 0) + rng.choice([1, 7, 30])
            case "drop" if row:
                acts.remove(row)
            case "add" if row:
                acts.insert(rng.randint(0, len(acts)), {**copy.deepcopy(row), "id": f"new-{number}"})
            case "reading":
                axis = rng.choice(list(READINGS))
                said["readings"] = {**said.get("readings", {}), axis: rng.choice(READINGS[axis])}
            case "parameter":
                said["parameters"] = {**said.get("parameters", {}), "12(1)": {"threshold": rng.randint(2, 4)}}
            case _:
                said["through"] = rng.choice(["2026-01-01", "2030-01-01"])
    return said


def put_back(before: dict[str, Any], after: dict[str, Any], some: list[tuple[str, str]]) -> dict[str, Any]:
    """The second life with some things as in the first, made of plain values and not by the package."""
    said = {
        **copy.deepcopy(after),
        "acts": acts_put_back(before, after, [name for what, name in some if what == "act"]),
    }
    for what, name in some:
        if what == "reading":
            usual = before.get("readings", {}).get(name, READINGS[name][0])
            said["readings"] = {**said.get("readings", {}), name: usual}
        elif what == "parameter":
            provision, parameter = name.rsplit(" ", 1)
            own = {key: value for key, value in said["parameters"][provision].items() if key != parameter}
            own |= {k: v for k, v in before.get("parameters", {}).get(provision, {}).items() if k == parameter}
            said["parameters"] = {**said["parameters"], provision: own}
        elif what == "through":
            said["through"] = before.get("through")
    return said


def acts_put_back(before: dict[str, Any], after: dict[str, Any], names: list[str]) -> list[dict[str, Any]]:
    """What was dropped stands again behind what stood before it."""
    first = {row["id"]: row for row in before["acts"]}
    rows = [first.get(row["id"]) if row["id"] in names else row for row in after["acts"]]
    acts = [row for row in rows if row is not None]
    order = list(first)
    for name in order:
        ids = [row["id"] for row in acts]
        if name in names and name not in ids:
            earlier = [ids.index(one) for one in order[: order.index(name)] if one in ids]
            acts.insert(earlier[-1] + 1 if earlier else 0, first[name])
    return acts


def table_of(said: dict[str, Any]) -> Answers:
    return answers(treatysim.simulate(scenario_of(said)))


def pairs_of_lives(count: int, seed: int):
    rng = random.Random(seed)
    for said in scenarios(count, seed=seed):
        for number, row in enumerate(said["acts"]):
            row.setdefault("id", f"act-{number}")
        other = varied(said, rng)
        try:
            scenario_of(other), scenario_of(said)
        except FaultyFile:
            continue  # an act that another needs was dropped, say
        yield said, other


def test_every_difference_is_told_and_every_cause_restores_it():
    """Put back by hand, outside the package; and of single changes all that restore an answer are named."""
    hows: set[str] = set()
    tried = 0
    for before, after in pairs_of_lives(110, seed=8):
        one, other = table_of(before), table_of(after)
        found = compare(scenario_of(before), scenario_of(after))
        wanted = {
            question: (answer(one, question), answer(other, question))
            for question in {**one, **other}
            if answer(one, question) != answer(other, question)
        }
        assert differences(found) == wanted
        single = {change.name: alone(before, after, (change.what, change.name)) for change in found.changes}
        for difference in found.differences:
            check_cause(before, after, difference, single)
            hows.add(difference.cause.how)
        tried += bool(found.changes)
    assert tried >= 60
    assert hows == {"alone", "each-needed", "together", "each-suffices"}


def alone(before: dict[str, Any], after: dict[str, Any], change: tuple[str, str]) -> Answers | None:
    """What is answered with one change put back; None where no file could say so."""
    try:
        return table_of(put_back(before, after, [change]))
    except FaultyFile:
        return None


def check_cause(before, after, difference, single) -> None:
    question, sets = difference.question, difference.cause.sets
    assert sets
    restored = []
    for some in sets:
        names = [(change.what, change.name) for change in some]
        assert answer(table_of(put_back(before, after, names)), question) == difference.before, (names, question)
        restored += [change.name for change in some]
    restoring = {name for name, table in single.items() if table and answer(table, question) == difference.before}
    assert restoring <= set(restored)
    if difference.cause.how in ("together", "each-suffices"):
        assert restoring == set()


def test_a_life_compared_with_itself_and_the_other_way_round():
    for before, after in pairs_of_lives(60, seed=9):
        one, other = scenario_of(before), scenario_of(after)
        assert compare(one, one).changes == ()
        there, back = differences(compare(one, other)), differences(compare(other, one))
        assert {question: (after, before) for question, (before, after) in there.items()} == back


def test_two_lives_that_have_nothing_in_common():
    lives = [scenario_of(said) for said in scenarios(8, seed=77)]
    for one, other in pairwise(lives):
        between = causes.Between(one, other)
        tables = answers(between.before), answers(between.after)
        for difference in compare(one, other).differences:
            for some in difference.cause.sets:
                places = [between.changes.index(change) for change in some]
                said = answers(treatysim.simulate(between.scenario(places)))
                assert answer(said, difference.question) == answer(tables[0], difference.question)


# -- as data, and in words


def test_it_is_plain_json():
    said = json.loads(json.dumps(compare(accepted(), accepted("CHN", "KAZ")).to_dict()))
    assert list(said) == ["before", "after", "changes", "differences", "runs"]
    assert [(one["id"], one["what"], one["how"], one["name"]) for one in said["changes"]] == [
        ("c1", "act", "added", "CHN"),
        ("c2", "act", "added", "KAZ"),
    ]
    assert said["changes"][0]["before"] is None
    assert said["changes"][0]["after"]["date"] == "2012-02-01"
    (entry,) = [one for one in said["differences"] if (one["kind"], one["state"]) == ("entry-into-force-for", "BLR")]
    assert entry == {
        "aspect": "day",
        "kind": "entry-into-force-for",
        "state": "BLR",
        "of": None,
        "place": 1,
        "before": "never",
        "after": "2012-03-31",
        "days": None,
        "supposed": {"before": False, "after": False},
        "cause": {"how": "each-needed", "put_back": [["c1"], ["c2"]], "in_reasons": ["c1", "c2"]},
    }


ALTERED = "date 11 January 2012, not 10 January 2012, sent 2012-01-09, not –, intended –, not 2012-06-01"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({}, {"acts": notified()[:3]}, "Left out: the notification of Tajikistan (a4, line 1), 3 May 2011."),
        (
            {},
            {"acts": notified(TJK="2011-05-04")},
            "Moved: the notification of Tajikistan (a4, line 1), from 3 May 2011 to 4 May 2011.",
        ),
        (
            {"acts": notified()[:3]},
            {},
            "Added: the notification of Tajikistan (a4, line 1), 3 May 2011.",
        ),
        (
            {},
            {"acts": [*notified()[:3], notified()[3] | {"supposed": True}]},
            "Altered: the notification of Tajikistan (a4, line 1), 3 May 2011*: supposed, not recorded.",
        ),
        (
            {},
            {"acts": [*notified()[:3], act("notification", "TJK", {"after": "a3", "days": 21})]},
            "Dated otherwise: the notification of Tajikistan (a4, line 1), still 3 May 2011.",
        ),
        (
            {"acts": [*notified(), act("withdrawal", "KAZ", "2012-01-10", intended="2012-06-01")]},
            {"acts": [*notified(), act("withdrawal", "KAZ", "2012-01-11", sent="2012-01-09")]},
            f"Altered: the notice of withdrawal of Kazakhstan (a5, line 1), 11 January 2012: {ALTERED}.",
        ),
        ({}, {"readings": {"window": "general-date"}}, "Read otherwise: window: general-date, not own-date."),
        ({}, {"parameters": {"12(1)": {"threshold": 3}}}, "The clause says otherwise: 12(1) threshold 3, not 4."),
        ({}, {"parameters": {"12(1)": {"months": 1}}}, "The clause says otherwise: 12(1) period 1 month, not 30 days."),
        (
            {"through": "2013-01-01"},
            {"through": "2012-01-01"},
            "Shown to the end of 1 January 2012, not of 1 January 2013.",
        ),
        ({}, {"through": "2012-01-01"}, "Shown to the end of 1 January 2012, not of what is fixed."),
    ],
)
def test_a_change_in_words(before, after, sentence):
    usual = {"acts": notified()}
    found = compare(scenario(**usual | before), scenario(**usual | after))
    assert comparisons.memo(found).lead[1:-1] == (sentence,)


def test_an_added_act_that_goes_along_is_not_named_and_one_that_is_needed_is():
    changed = treatysim.load(SCENARIOS / "what-if-added.yaml")
    table = comparisons.memo(compare(changed.base, changed)).tables[0]
    assert {row[3] for row in table.rows} == {"notice of withdrawal of Kazakhstan (leaving)"}


def test_causes_in_words():
    def told(found: Comparison) -> str:
        rows = comparisons.memo(found).tables[0].rows
        return next(row[3] for row in rows if "enters into force for Belarus" in row[0])

    both = "acceptance of China (CHN){}acceptance of Kazakhstan (KAZ) ({})"
    assert told(compare(accepted(), accepted("CHN", "KAZ"))) == both.format("; ", "each was needed")
    assert told(compare(accepted("CHN", "KAZ"), accepted())) == both.format("; ", "each was enough")


# -- the command

MOVED = str(SCENARIOS / "what-if-moved.yaml")
BASE = str(SCENARIOS / "yekaterinburg-2009.yaml")
THREE = str(SCENARIOS / "what-if-three.yaml")


def run(*words: str, given: str | None = None) -> Any:
    return CliRunner().invoke(app, ["compare", *words], input=given)


def test_an_overlay_alone_is_compared_with_its_base():
    assert run(MOVED, "--format", "json").stdout == run(BASE, MOVED, "--format", "json").stdout


def test_a_scenario_alone_is_refused():
    done = run(BASE)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no overlay" in done.stderr


@pytest.mark.parametrize(("words", "code"), [((BASE, BASE), 0), ((BASE, MOVED), 1), ((BASE, BASE, MOVED), 1)])
def test_the_exit_code_says_whether_anything_differs(words, code):
    assert run(*words, "--exit-code").exit_code == code
    assert run(*words).exit_code == 0


def test_changes_that_change_no_answer_are_no_difference(tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(Path(BASE).read_text("utf-8").replace("2011-07-25", "2011-07-26"), "utf-8")
    done = run(BASE, str(other), "--exit-code")
    assert done.exit_code == 0
    assert "Nothing that follows differs." in done.stdout


def test_every_further_scenario_is_compared_with_the_first():
    said = json.loads(run(BASE, MOVED, THREE, "--format", "json").stdout)
    assert [one["before"]["file"] for one in said] == [BASE, BASE]
    assert [one["after"]["file"] for one in said] == [MOVED, THREE]
    table = run(BASE, MOVED, THREE).stdout
    assert table.count("Compared with: The Yekaterinburg Agreement") == 2
    assert run(BASE, MOVED, THREE, "--format", "md").stdout.count("\n# ") == 1


def test_a_table_for_spreadsheets():
    done = run(BASE, MOVED, THREE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0]) == list(comparisons.CSV_COLUMNS)
    assert {row["file"] for row in rows} == {MOVED, THREE}
    assert rows[0] == {
        "file": MOVED,
        "aspect": "day",
        "kind": "entry-into-force",
        "state": "",
        "of": "",
        "place": "1",
        "before": "2011-06-02",
        "after": "2011-06-19",
        "days": "17",
        "cause": "a4",
        "how": "alone",
    }
    assert rows[-1]["cause"] == "parameter 12(1) threshold"
    assert "unofficial English translation" in done.stderr


def test_options_hold_for_all():
    """Counted from the day of receipt, everything is a day earlier: the difference is the same, and has one cause."""
    said = json.loads(run(MOVED, "--reading", "entry-period=receipt-counted", "--format", "json").stdout)
    assert [change["what"] for change in said["changes"]] == ["act"]
    assert (said["differences"][0]["before"], said["differences"][0]["after"]) == ("2011-06-01", "2011-06-18")
    said = json.loads(run(BASE, MOVED, "--through", "2011-06-30", "--format", "json").stdout)
    assert said["before"]["through"] == said["after"]["through"] == "2011-06-30"


def test_standard_input():
    text = Path(BASE).read_text("utf-8")
    assert json.loads(run("-", MOVED, "--format", "json", given=text).stdout)["before"]["file"] == "<stdin>"


def test_faults_of_all_files_and_options_are_told_at_once():
    bad = [str(SCENARIOS / "bad" / f"{name}.yaml") for name in ("unknown-act", "base-itself")]
    done = run(*bad)
    assert (done.exit_code, done.stdout) == (2, "")
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == bad
    done = run(MOVED, "--reading", "entry-day=x", "--through", "2009-01-01")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 2)
