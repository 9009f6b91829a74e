"""The search: what it counts, what it finds, and that it is the law itself that it searches."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date

import pytest

from tests.checking.faulty_law import a_refusal_is_an_acceptance
from tests.checking.laws import CONSENT, FOUR, NOT_ASKED, NOTICE, TRUE, TWICE
from tests.checking.walks import walk
from treatysim.checking.lived import lived, remembering
from treatysim.checking.moves import KINDS
from treatysim.checking.registry import properties_of
from treatysim.checking.search import search
from treatysim.checking.space import Space
from treatysim.errors import UnknownName
from treatysim.files import load_text, load_treaty
from treatysim.files.writing import scenario_text
from treatysim.law.accession import Accession
from treatysim.law.entry_into_force import EntryIntoForce
from treatysim.law.proceedings import Proceedings
from treatysim.law.withdrawal import Withdrawal
from treatysim.report import certificates
from treatysim.simulation import simulate

HOME = load_treaty("sco-iis-2009")

OTHERWISE = {
    "threshold": "recount",
    "window": "general-date",
    "early-accession": "held",
    "acceptors": "parties",
    "acceptor-set": "at-last-acceptance",
    "re-entry": "accession",
    "below-two": "continues",
}


def states(**given):
    return [level.states for level in search(HOME, (), **given).levels]


# -- what it counts


def test_notifications_alone():
    """One, two, three notifications: one state each, whoever sent them.  With the fourth: thirty days to go, one day to
    go, and in force (on the day, and the day after, alike)."""
    found = search(HOME, (), acts=4, kinds=["notification"])
    assert [level.states for level in found.levels] == [1, 1, 1, 1, 3]
    # from thirty days: 29, 30 and 31; from one day: one and two; in force nothing is on its way
    assert [level.waits for level in found.levels] == [0, 0, 0, 0, 5]
    # by a signatory, by one that has notified (without effect), and by the outsider (without effect)
    assert [(level.tried, level.refused) for level in found.levels] == [(2, 1), (3, 2), (3, 2), (3, 2), (0, 0)]


def test_notifications_and_withdrawn_signatures():
    """So many of either as there are acts: 0, 1, 2 or 3 of the three have notified."""
    assert states(acts=3, kinds=["notification", "signature-withdrawn"]) == [1, 2, 3, 4]


def test_a_notice_from_entry_into_force():
    """A Party's notice: ninety days to go, one day to go, gone; revoked, it is as before."""
    found = search(HOME, (), acts=2, start="in-force", kinds=["withdrawal", "withdrawal-revoked"])
    # A second act is a revocation (nothing new) or a second Party's notice, after 0, 89 or 90 days; the days to go are
    # then 90/90, 1/90 and gone/90.  Waits from 90/90: 1/1 and gone/gone; from 1/90: gone/89 and gone/88; then gone/1.
    assert [level.states for level in found.levels] == [1, 3, 8]
    assert found.met == (
        "duplicate-withdrawal",
        "not-a-party",
        "nothing-to-revoke",
        "too-late-to-revoke",
        "withdrawal-effective",
    )


def test_a_due_day_tells_states_apart_only_where_it_is_asked_for():
    kinds = ["withdrawal", "withdrawal-revoked"]
    assert states(acts=1, start="in-force", kinds=kinds) == [1, 3]
    # the Depositary has thirty days to tell the others: thirty to go, one, none, and past; then one day, and gone
    assert states(acts=1, start="in-force", kinds=kinds, duties=True) == [1, 6]


def test_what_cannot_be_searched_is_said():
    with pytest.raises(UnknownName, match="'joint-project' is no kind of act that a search can try"):
        search(HOME, (), kinds=["joint-project"])
    without = replace(HOME, clauses=tuple(one for one in HOME.clauses if one.kind != "entry-into-force"))
    with pytest.raises(UnknownName, match="sco-iis-2009 does not enter into force"):
        search(without, (), start="in-force")


def test_no_wait_leads_behind_the_last_day_of_the_calendar():
    """Signed on 30 December 9999, by two of whom one is enough: the lives begin on the last day there is."""
    last = date.max.toordinal()
    found = search(replace(HOME, signed=last - 1), (), acts=4)
    assert (found.begins, found.finished) == (last, True)
    assert {level.waits for level in found.levels} == {0}


def test_waits_end_with_the_calendar():
    """Ninety days of notice that end on the last day: the day before, and the day itself, but no day after."""
    life = Space(HOME, "in-force", ["withdrawal"]).opened.branch()
    life.wait(date.max.toordinal() - 90 - life.day)
    life.act({"act": "withdrawal", "by": "CHN"})
    moves = Space(HOME, "in-force", ["withdrawal"]).moves
    assert moves.waits(life) == [-89, -90]
    moves.make(life, -90)
    assert (moves.waits(life), life.record.standing("CHN")) == ([], "former-party")
    life.wait(1)
    assert life.day == date.max.toordinal()


# -- that it is the law


@pytest.mark.parametrize("readings", [{}, OTHERWISE], ids=["default", "otherwise"])
@pytest.mark.parametrize("start", ["signing", "in-force"])
def test_a_life_led_step_by_step_is_the_one_that_the_engine_runs(start, readings):
    space = Space(HOME, start, [*KINDS, "proposal", "consent", "authority-exchange"], readings, applicants=2)
    rng = random.Random(5)
    for _ in range(25):
        path, life = walk(space, rng, 9)
        timeline = simulate(space.scenario(path))
        assert [(one.kind, one.state, one.at) for one in timeline.effects] == [
            (one.kind, one.state, one.at) for one in life.record.effects
        ]
        assert {one.state: one.standing for one in timeline.states} == {
            one.state: life.record.standing(one.state) for one in timeline.states
        }
        assert [duty.status for duty in timeline.obligations] == [duty.status(life.day) for duty in life.record.duties]


def test_a_branch_is_a_life_of_its_own():
    space = Space(HOME, "in-force", [*KINDS, "proposal", "consent", "authority-exchange"], duties=True)
    rng = random.Random(6)
    for _ in range(25):
        path, _ = walk(space, rng, 7)
        life = space.opened.branch()
        for place in range(len(path)):
            astray = life.branch()
            for step in rng.sample(range(len(space.moves.drafts)), 8):
                space.moves.make(astray, step)
            astray.wait(100)
            space.moves.make(life, path[place])
        straight = space.life(path)
        assert space.symmetry.key(life) == space.symmetry.key(straight)
        timeline = simulate(space.scenario(path))
        assert [effect.kind for effect in timeline.effects] == [effect.kind for effect in life.record.effects]
        assert [duty.status for duty in timeline.obligations] == [duty.status(life.day) for duty in life.record.duties]


# -- what it finds


@pytest.mark.parametrize("start", ["signing", "in-force"])
def test_what_is_true_holds(start):
    found = search(HOME, TRUE, acts=5 if start == "signing" else 2, start=start)
    assert found.holds
    assert found.finished
    assert set(found.applied.values()) == {found.states}


def no_more_than(monkeypatch, threshold):
    def conditions(self, record):
        return one(replace(self, parameters={**self.parameters, "threshold": threshold}), record)

    one = EntryIntoForce.conditions
    monkeypatch.setattr(EntryIntoForce, "conditions", conditions)


def more_than_four(monkeypatch):
    """The threshold compared with > for >=."""
    no_more_than(monkeypatch, 5)


def three_are_enough(monkeypatch):
    no_more_than(monkeypatch, 3)


def a_pending_state_is_asked(monkeypatch):
    asks = Accession.asks

    def asking(self, record, applicant, state):
        return asks(self, record, applicant, state) or (state in record.applications and state != applicant)

    monkeypatch.setattr(Accession, "asks", asking)
    one = Accession.take

    def take(self, record, act):
        one(self, record, act)
        if act.act.kind == "accession" and act.act.by in record.applications:
            for other in record.applications:
                if other != act.act.by:
                    record.applications[act.act.by].round.ask(other, act)

    monkeypatch.setattr(Accession, "take", take)


def a_revoked_notice_bites(monkeypatch):
    def revoke(self, record, state):
        record.notices.pop(state)

    monkeypatch.setattr(Withdrawal, "_revoke", revoke)


def the_day_of_receipt_is_counted(monkeypatch):
    one = EntryIntoForce.period
    monkeypatch.setattr(EntryIntoForce, "period", lambda self, added=0: one(self, added - 1))


@pytest.mark.parametrize(
    ("plant", "one", "start", "acts"),
    [
        (more_than_four, FOUR, "signing", ["notification"] * 4),
        (three_are_enough, FOUR, "signing", ["notification"] * 3),
        (the_day_of_receipt_is_counted, FOUR, "signing", ["notification"] * 4),
        (a_pending_state_is_asked, NOT_ASKED, "in-force", ["notification"] * 4 + ["accession"] * 2),
        (a_revoked_notice_bites, NOTICE, "in-force", ["notification"] * 4 + ["withdrawal", "withdrawal-revoked"]),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_planted_fault_is_found_by_the_shortest_life(monkeypatch, plant, one, start, acts):
    plant(monkeypatch)
    found = search(HOME, [CONSENT, one], acts=5 if start == "signing" else 3, start=start, applicants=2)
    assert [broken.property.name for broken in found.broken] == [one.name]
    assert [act.kind for act in found.broken[0].scenario.acts] == acts
    assert not found.finished
    again = load_text(scenario_text(found.broken[0].scenario))
    assert one.broken(simulate(again)) is not None


def test_an_act_without_effect_stands_in_a_life_too():
    """No search goes on from it, for nothing follows; but the properties are asked of it."""
    found = search(HOME, [TWICE], acts=4)
    assert [act.fields["by"] for act in found.broken[0].scenario.acts] == ["CHN", "CHN"]
    # signed on 16 June 2009; a hundred quiet days, and seven before each act where nothing is on its way
    assert [act.fields["date"] for act in found.broken[0].scenario.acts] == ["2009-10-01", "2009-10-08"]


def test_a_refusal_that_one_state_alone_is_spared_is_found_although_another_stands_for_it(monkeypatch):
    """Of States that nothing tells apart only one tries what is refused; names-of-states looks at the others."""
    right = Proceedings._refusal

    def refusal(self, clause, given):
        row = right(self, clause, given)
        return None if row is not None and (given.act.by, row.code) == ("UZB", "signatory-cannot-accede") else row

    names = [one for one in properties_of(HOME) if one.name == "names-of-states"]
    monkeypatch.setattr(Proceedings, "_refusal", refusal)
    (broken,) = search(HOME, names, acts=1).broken
    assert [act.kind for act in broken.scenario.acts] == ["accession"]


def test_without_a_fault_the_same_searches_find_nothing():
    assert search(HOME, TRUE, acts=3, start="in-force", applicants=2, kinds=["accession", "withdrawal"]).holds


# -- the certificate


def test_the_number_of_processes_changes_nothing():
    alone, both = (search(HOME, TRUE, acts=2, start="in-force", workers=workers) for workers in (1, 2))
    assert replace(alone, seconds=0) == replace(both, seconds=0)


def test_it_says_what_it_has_not_looked_at():
    found = search(HOME, TRUE, acts=1)
    said = json.loads(certificates.json_text(found))
    assert said["untried"] == [kind for kind in HOME.acts if kind not in KINDS]
    assert said["interchangeable"] == [["CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB"], ["BLR"]]
    assert (said["states"], said["silent"], said["finished"], said["orderings"]) == (3, 0, True, None)
    assert certificates.csv_text(found).splitlines() == [
        "acts,states,tried,refused,waits",
        f"0,1,{found.levels[0].tried},{found.levels[0].refused},0",
        "1,2,0,0,0",
    ]
    notes = " ".join(certificates.memo(found).notes)
    assert "Not explored: more than 1 act from the start; notices that name a day" in notes
    assert "passing on of competent authorities" in notes


def test_a_large_treaty_has_silent_signatories():
    found = search(load_treaty("paris-2015"), (), acts=1, start="in-force", kinds=["withdrawal"])
    assert found.silent == 195 - 8
    assert found.by_date
    assert "notice-too-early" in found.met


def test_acts_that_the_law_mistakes_for_one_another_are_both_looked_at(monkeypatch):
    """To such a law a refusal and an acceptance lead to one moment; retold in sets of States they are two."""
    a_refusal_is_an_acceptance(monkeypatch)
    waits = [one for one in properties_of(HOME) if one.name == "who-is-waited-for"]
    (broken,) = search(HOME, waits, acts=2, start="in-force").broken
    assert [act.kind for act in broken.scenario.acts[-2:]] == ["accession", "refusal"]


def test_a_life_led_for_comparison_is_remembered_only_while_that_is_asked_for(monkeypatch):
    scenario = Space(HOME, "in-force").scenario(())
    with remembering():
        first = lived(scenario)
        assert lived(scenario) is first
        assert lived(replace(scenario, through=scenario.through + 30)) is not first
    assert lived(scenario) is not first
