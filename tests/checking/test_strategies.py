"""What the strategies draw: sound files, days round every period, everything that a treaty knows; simple shrinking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis.stateful import run_state_machine_as_test

from treatysim.checking.cast import cast_of
from treatysim.checking.machine import treaty_machine
from treatysim.checking.properties import Breach, Property
from treatysim.checking.retelling import received
from treatysim.checking.strategies import acts, readings, scenarios
from treatysim.files import load_text, load_treaty
from treatysim.files.writing import scenario_text
from treatysim.law.acts import Act
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.simulation import simulate

CALM = settings(max_examples=120, deadline=None, database=None, suppress_health_check=list(HealthCheck))
HOME = load_treaty("sco-iis-2009")


@pytest.mark.parametrize("treaty", ["sco-iis-2009", "budapest-2001"])
def test_every_life_is_a_file_without_faults_that_says_the_same(treaty: str) -> None:
    @CALM
    @given(scenarios(load_treaty(treaty)))
    def same(life: Scenario) -> None:
        read = load_text(scenario_text(life))
        assert [(act.id, act.kind, act.by, act.date, act.of, act.to, act.sent, act.intended) for act in read.acts] == [
            (act.id, act.kind, act.by, act.date, act.of, act.to, act.sent, act.intended) for act in life.acts
        ]
        assert read.readings == life.readings
        assert read.through == life.through

    same()


def test_lives_are_regular_and_irregular_and_come_close_to_every_period() -> None:
    kinds: Counter[str] = Counter()
    seen: Counter[str] = Counter()

    @settings(CALM, max_examples=600, derandomize=True)
    @given(scenarios(HOME))
    def look(life: Scenario) -> None:
        timeline = simulate(life)
        kinds.update({act.kind for act in life.acts})
        seen.update({effect.kind for effect in timeline.effects})
        seen.update({finding.code for finding in timeline.findings})
        days = [act.date for act in life.acts]
        seen.update({str(other - day) for day in days for other in days})
        seen["tie"] += len(set(days)) < len(days)

    look()
    assert set(kinds) == set(HOME.acts)
    assert {"entry-into-force", "accession-complete", "withdrawal-effective"} <= set(seen)
    assert {"14", "15", "16", "29", "30", "31", "59", "60", "61", "89", "90", "91"} <= set(seen)
    assert {"not-a-party", "nothing-to-accept", "duplicate-notification", "no-authority", "tie"} <= set(seen)


LANDMARKS = [
    (
        {},
        [
            "refusal",
            "accepted after all",
            "back by notification",
            "gone before it began",
            "the end by agreement",
            "the end with too few",
            "moved later",
            "revoked",
            "too-late-to-revoke",
            "notice-too-short",
            "consent-not-required",
            "duplicate-withdrawal",
            "acceptance-stands",
            "amendment-in-force",
            "annex-updated",
            "consultation-agreed",
            "complete-project performed",
            "withdrawal-circulated lapsed",
            "authority-exchange lapsed",
        ],
    ),
    ({"re-entry": "accession"}, ["back by accession", "former-party-must-accede"]),
    ({"early-accession": "held"}, ["held until in force", "accession-complete"]),
]
"""What a life comes by only if several acts fit together, with the readings under which it can."""


@pytest.mark.parametrize(("fixed", "landmarks"), LANDMARKS, ids=["drawn", "re-entry by accession", "held"])
def test_lives_reach_what_chance_alone_seldom_would(fixed: dict[str, str], landmarks: list[str]) -> None:
    seen: Counter[str] = Counter()

    @settings(CALM, max_examples=1000 if not fixed else 400, derandomize=True)
    @given(scenarios(HOME, fixed))
    def look(life: Scenario) -> None:
        seen.update(set(_landmarks(simulate(life))))

    look()
    assert [landmark for landmark in landmarks if not seen[landmark]] == []


def _landmarks(timeline: Timeline) -> Iterator[str]:
    """What a life comes by that takes several acts which fit together."""
    yield from (finding.code for finding in timeline.findings)
    yield from (effect.kind for effect in timeline.effects)
    yield from (f"{duty.duty} {duty.status}" for duty in timeline.obligations)
    ends = [effect.provision for effect in timeline.effects if effect.kind == "termination"]
    yield from ("the end with too few" if end == "VCLT 55" else "the end by agreement" for end in ends)
    for outcome, _, scene in received(timeline):
        act = outcome.act
        if not outcome.admitted:
            continue
        yield act.kind
        yield from {
            "accession": ("held until in force",) if scene.entry is None and timeline.first("entry-into-force") else (),
            "acceptance": ("accepted after all",) if _has_refused(timeline, act) else (),
            "notification-withdrawn": ("gone before it began",) if len(scene.consents) >= 4 else (),
            "withdrawal": ("moved later",) if act.by in scene.notices else (),
            "withdrawal-revoked": ("revoked",),
        }.get(act.kind, ())
        if act.by in scene.left and act.kind in ("notification", "accession"):
            yield f"back by {act.kind}"


def _has_refused(timeline: Timeline, acceptance: Act) -> bool:
    earlier = (outcome.act for outcome in timeline.acts if outcome.admitted and outcome.act.rank < acceptance.rank)
    return any(act.kind == "refusal" and (act.by, act.of) == (acceptance.by, acceptance.of) for act in earlier)


def test_lives_shrink_to_what_shows_the_point() -> None:
    left = find(
        scenarios(HOME),
        lambda life: any(effect.kind == "withdrawal-effective" for effect in simulate(life).effects),
        settings=settings(CALM, max_examples=2000),
    )
    kinds = [act.kind for act in left.acts]
    assert (kinds[:4], kinds[-1], len(kinds) <= 6) == (["notification"] * 4, "withdrawal", True)
    assert not left.readings
    assert left.through is None


def test_fixed_readings_stay_as_they_are() -> None:
    @CALM
    @given(readings(HOME, {"window": "general-date"}))
    def look(chosen: dict[str, str]) -> None:
        assert chosen["window"] == "general-date"

    look()
    assert find(readings(HOME), lambda chosen: "window" in chosen)["window"] == "general-date"


def test_acts_know_what_the_clauses_know() -> None:
    @CALM
    @given(acts(load_treaty("budapest-2001")))
    def look(act: dict[str, object]) -> None:
        assert act["act"] in ("deposit", "withdrawal", "withdrawal-revoked")
        assert "date" not in act

    look()


@pytest.mark.parametrize("treaty", ["sco-iis-2009", "budapest-2001"])
def test_the_machine_of_a_treaty_finds_its_properties_kept(treaty: str) -> None:
    machine = treaty_machine(load_treaty(treaty))
    run_state_machine_as_test(machine, settings=settings(CALM, max_examples=5, stateful_step_count=10))


def test_the_machine_finds_a_broken_one() -> None:
    def somebody_is_bound(timeline: Timeline) -> Breach | None:
        bound = [state for state in timeline.states if state.standing == "party"]
        return Breach("somebody is bound", bound[0].state) if bound else None

    never = Property("nobody-is-bound", "none", "Nobody is bound.", "every life", somebody_is_bound)
    with pytest.raises(AssertionError, match="nobody-is-bound: somebody is bound"):
        soon = settings(CALM, max_examples=50, phases=[Phase.generate])
        run_state_machine_as_test(treaty_machine(HOME, [never]), settings=soon)


def test_of_many_founders_signatories_act_rather_than_others() -> None:
    """Ten signatories and thirty consents, open to all: those that bring it into force with them stay silent."""
    clauses = HOME.clauses
    entering = next(clause for clause in clauses if clause.kind == "entry-into-force")
    by_deposit = replace(
        entering, parameters={"threshold": 30, "days": 30, "instruments": ["ratification", "accession"]}
    )
    open_to_all = replace(HOME, clauses=tuple(by_deposit if clause is entering else clause for clause in clauses))
    cast = cast_of(open_to_all)
    assert len(cast.founders) == 30
    assert set(cast.signatories) == set(HOME.signatories)
