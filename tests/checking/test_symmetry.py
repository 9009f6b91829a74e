"""The symmetry that the search rests on: names do not matter, and moments with one key have one future."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.checking.walks import differences, merges, renamed, walk
from treatysim.checking import symmetry
from treatysim.checking.clocks import COMING
from treatysim.checking.drafting import draft_of, drafted
from treatysim.checking.moves import KINDS
from treatysim.checking.scene import Scene
from treatysim.checking.space import Space
from treatysim.checking.symmetry import Symmetry
from treatysim.files import load_treaty
from treatysim.law.days import day_of
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
DUTIES = [
    "notification",
    "withdrawal",
    "withdrawal-revoked",
    "authority-exchange",
    "certified-copies",
    "withdrawal-circulated",
    "proposal",
    "consent",
]
COUNTED_AFRESH = {"threshold": "recount", "window": "general-date"}
CONSENTS = ["notification", "notification-withdrawn"]
ACCESSIONS = ["accession", "acceptance", "withdrawal"]
BY_PARTIES = {"acceptors": "parties"}


# -- names


def said(timeline: Any, names: dict[str, str]) -> Any:
    """What a timeline says, with other names, and nothing of the order within a day, which is by name."""

    def of(state: str | None) -> str:
        return names.get(state or "", state or "")

    effects = sorted((day_of(one.at), one.kind, of(one.state)) for one in (*timeline.effects, *timeline.coming))
    standings = sorted(
        (of(one.state), one.standing, one.in_force, sorted(map(of, one.waiting_for))) for one in timeline.states
    )
    duties = sorted(
        (one.duty, of(one.bearer), of(one.of), one.arises, one.due or 0, one.performed or 0, one.status)
        for one in timeline.obligations
    )
    findings = sorted((one.at // 2**40, one.code, of(one.state)) for one in timeline.findings)
    return effects, standings, duties, findings


@pytest.mark.parametrize("readings", [{}, OTHERWISE], ids=["default", "otherwise"])
@pytest.mark.parametrize("start", ["signing", "in-force"])
def test_signatories_that_change_places_change_nothing_but_names(start, readings):
    space = Space(HOME, start, [*KINDS, "authority-exchange"], readings, applicants=2)
    outsiders = space.cast.outsiders
    rng = random.Random(7)
    for _ in range(20):
        path, life = walk(space, rng, 8)
        scenario = space.scenario(path)
        changed = [*HOME.signatories]
        rng.shuffle(changed)
        names = dict(zip((*HOME.signatories, *outsiders), (*changed, *reversed(outsiders)), strict=True))
        acts = [renamed(draft_of(act), names) for act in scenario.acts]
        other = simulate(drafted(HOME, acts, readings, scenario.through))
        assert said(simulate(scenario), names) == said(other, {})
        # the acts after the start, renamed, lead to the same key, if the start itself has not changed
        if start == "signing":
            again = space.opened.branch()
            for step in path:
                again.wait(-step) if step < 0 else again.act(renamed(space.moves.drafts[step], names))
            assert space.symmetry.digest(again) == space.symmetry.digest(life)


# -- one key, one future


@pytest.mark.parametrize(
    ("start", "acts", "given"),
    [
        ("signing", 6, {}),
        ("signing", 6, {"readings": OTHERWISE}),
        ("signing", 8, {"readings": COUNTED_AFRESH, "kinds": CONSENTS}),
        ("in-force", 2, {}),
        ("in-force", 2, {"readings": OTHERWISE, "applicants": 2}),
        ("in-force", 2, {"duties": True}),
        ("in-force", 2, {"kinds": DUTIES}),
        ("in-force", 5, {"readings": BY_PARTIES, "kinds": ACCESSIONS}),
    ],
)
def test_moments_with_one_key_have_one_future(start, acts, given):
    space = Space(HOME, start, **given)
    assert len(merges(space, acts)) > 50
    assert not list(differences(space, acts, most=150))


def without_clock(kind):
    """The key without the days that remain until one kind of effect, though they are waited for."""

    def plant(monkeypatch):
        one = Symmetry._profiles

        def profiles(self, life, clocks):
            kept = {who: [clock for clock in some if clock[0] != COMING[kind]] for who, some in clocks.items()}
            return one(self, life, kept)

        monkeypatch.setattr(Symmetry, "_profiles", profiles)

    return plant


def without_flags(*places):
    """The key without some of what stands of a State."""

    def plant(monkeypatch):
        one = Symmetry._flags

        def flags(self, life, state):
            label, held, *rest = one(self, life, state)
            return label, held & ~sum(1 << place for place in places), *rest

        monkeypatch.setattr(Symmetry, "_flags", flags)

    return plant


def without(name, value):
    """The key with one part of it always the same."""
    return lambda monkeypatch: monkeypatch.setattr(symmetry, name, lambda *_, **__: value)


@pytest.mark.parametrize(
    ("plant", "start", "acts", "given"),
    [
        (without_clock("withdrawal-effective"), "in-force", 2, {}),
        (without_clock("entry-into-force-for"), "signing", 6, {}),
        (without_clock("by-accession"), "in-force", 5, {"readings": BY_PARTIES, "kinds": ACCESSIONS[:2]}),
        (without_clock("authority-exchange"), "in-force", 2, {"kinds": DUTIES}),
        (without_clock("withdrawal-circulated"), "in-force", 3, {"duties": True}),
        (without_flags(0), "signing", 5, {}),
        (without_flags(1), "signing", 6, {}),
        (without_flags(3, 4), "in-force", 2, {}),
        (without("_recount", 0), "signing", 8, {"readings": COUNTED_AFRESH, "kinds": CONSENTS}),
        (without("_answer", 0), "in-force", 3, {"readings": BY_PARTIES, "kinds": ACCESSIONS[:2]}),
    ],
    ids=[
        "a notice's days",
        "the days to a State's entry",
        "the days to an accession",
        "a deadline's days",
        "a circulation's days",
        "who has signed",
        "who has notified",
        "who was bound",
        "a late consent",
        "who has accepted",
    ],
)
def test_a_key_that_leaves_something_out_is_found_out(monkeypatch, plant, start, acts, given):
    """Of what is left out of the law's record, the retelling beside it must not stand in for it."""
    one = Symmetry.key
    monkeypatch.setattr(Scene, "marks", lambda self, state: 0)
    monkeypatch.setattr(Scene, "answered", lambda self, state, applicant: 0)

    def key(self, life):
        with pytest.MonkeyPatch.context() as planted:
            plant(planted)
            return one(self, life)

    monkeypatch.setattr(Symmetry, "key", key)
    assert next(differences(Space(HOME, start, **given), acts, further=7), None)


def test_that_somebody_accepted_is_not_forgotten_when_it_has_left():
    """With nobody left to be waited for, an accession is complete if at least one acceptance was ever received."""
    space = Space(HOME, "in-force", readings={"acceptors": "parties", "below-two": "continues"})
    keys, complete = [], []
    for accepted in (True, False):
        life = space.opened.branch()
        life.act({"act": "accession", "by": "BLR"})
        if accepted:
            life.act({"act": "acceptance", "by": "CHN", "of": "BLR"})
        life.act({"act": "withdrawal", "by": "CHN"})
        life.wait(90)
        keys.append(space.symmetry.key(life))
        for state in ("KAZ", "KGZ", "RUS"):
            life.act({"act": "withdrawal", "by": state})
        life.wait(90)
        complete.append(life.record.standing("BLR"))
    assert complete == ["acceding", "applicant"]
    assert keys[0] != keys[1]
