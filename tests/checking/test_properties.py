"""The properties hold on lives of every treaty; those that only look true are found out, with a life as witness."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from treatysim.checking.drafting import drafted
from treatysim.checking.registry import properties_of
from treatysim.checking.simplest import simplest
from treatysim.checking.trying import SEARCHED, Shown, check
from treatysim.files import load_text, load_treaty
from treatysim.files.writing import scenario_text
from treatysim.law.timeline import Timeline
from treatysim.simulation import simulate

HOME = load_treaty("sco-iis-2009")
COMPLETE = sorted((Path(__file__).parent / "complete").glob("*.yaml"))


@cache
def broken(name: str, **readings: str) -> Shown:
    """The life of the home treaty that breaks the one property named."""
    one = next(one for one in properties_of(HOME) if one.name == name)
    (shown,) = check(HOME, [one], SEARCHED, readings=readings).broken
    return shown


@pytest.mark.parametrize(("treaty", "lives"), [("sco-iis-2009", 400), ("budapest-2001", 100), ("paris-2015", 20)])
def test_every_property_promised_holds(treaty: str, lives: int) -> None:
    found = check(load_treaty(treaty), examples=lives, seed=1)
    assert not found.broken
    assert found.lives == lives
    tried = {one.name for one in found.properties if found.tried[one.name]}
    assert {one.name for one in found.properties} - tried <= {"names-of-states"}, "said of none of the lives"


@pytest.mark.parametrize("treaty", COMPLETE, ids=lambda path: path.stem)
def test_they_hold_on_treaties_that_nobody_wrote_them_for(treaty: Path) -> None:
    assert not check(load_treaty(str(treaty)), examples=40).broken


def test_there_are_enough_of_them_and_each_says_what_it_stands_for() -> None:
    promised = [one for one in properties_of(HOME) if not one.conjecture]
    assert len(promised) >= 15
    for one in properties_of(HOME):
        assert one.provision and one.says.endswith(".") and one.holds_on
        assert one.broken.__doc__, f"{one.name} has no docstring"
    restricted = {one.name for one in promised if one.applies is not None}
    assert {"earlier-delays-no-signatory", "revoked-without-trace"} <= restricted


def test_an_earlier_notification_delays_a_signatory_under_the_general_date() -> None:
    """With the general date, whoever notifies before it is bound on it; an earlier fourth brings that day forward, and
    whoever then comes after it waits thirty days of its own."""
    shown = broken("earlier-delays-nobody", window="general-date")
    acts = shown.timeline.scenario.acts
    assert len(acts) <= 6
    assert {act.kind for act in acts} == {"notification"}
    late = next(effect for effect in shown.timeline.effects if effect.id == shown.breach.about)
    assert late.at == next(effect.at for effect in shown.timeline.effects if effect.kind == "entry-into-force")


def test_an_earlier_notification_delays_an_applicant() -> None:
    """A State that has consented before the instrument of accession is received is one more that must accept."""
    shown = broken("earlier-delays-no-applicant", acceptors="contracting")
    assert [act.kind for act in shown.timeline.scenario.acts].count("accession") == 1
    assert "it would never be bound" in shown.breach.says


def test_nothing_is_said_of_a_treaty_that_may_end_on_the_day_on_which_it_begins() -> None:
    """Two consents begin it, three Parties are needed to go on.  Three States bound on 1 April 2010 are enough; had
    Kazakhstan consented on 1 March, two would have been bound on 31 March, on which day the treaty would have ended,
    and Kyrgyzstan would be bound on no day."""
    narrow = HOME.corrected({"12(1)": {"threshold": 2}, "VCLT 55": {"minimum": 3}}, {}, {})
    one = next(one for one in properties_of(narrow) if one.name == "earlier-delays-no-signatory")
    received = {"CHN": "2010-03-01", "KAZ": "2010-03-02", "KGZ": "2010-03-02"}
    acts = [
        {"act": "notification", "by": state, "date": date.fromisoformat(day).toordinal()}
        for state, day in received.items()
    ]
    life = simulate(drafted(narrow, acts))
    assert life.first("termination") is None
    assert "Kyrgyzstan is bound on 1 April 2010; had Kazakhstan consented on 1 March 2010" in one.broken(life).says
    assert not one.said_of(life)
    goes_on = simulate(drafted(narrow, acts, {"below-two": "continues"}))
    assert one.said_of(goes_on) and one.broken(goes_on) is None
    assert one.said_of(simulate(drafted(HOME, acts)))


def test_a_revoked_notice_leaves_a_trace_where_another_lay_between() -> None:
    """The second notice has no effect while the first runs, and nothing is left of either once that is revoked; without
    the first it would have run."""
    shown = broken("revoked-leaves-no-trace")
    own = [act.kind for act in shown.timeline.scenario.acts if act.by == shown.breach.about]
    assert own == ["notification", "withdrawal", "withdrawal", "withdrawal-revoked"]


def test_the_same_seed_gives_the_same_answer() -> None:
    one = broken("earlier-delays-nobody", window="general-date")
    other = broken.__wrapped__("earlier-delays-nobody", window="general-date")
    assert one.timeline.to_dict() == other.timeline.to_dict()
    assert one.breach == other.breach


def test_nothing_can_be_taken_out_of_a_counterexample() -> None:
    shown = broken("earlier-delays-nobody", window="general-date")
    one = next(one for one in properties_of(HOME) if one.name == shown.name)

    def breaks(life: Timeline) -> bool:
        return one.broken(life) is not None

    scenario = shown.timeline.scenario
    assert simplest(scenario, lambda life: breaks(simulate(life)), frozenset({"window"})) == scenario
    for act in scenario.acts:
        assert not breaks(simulate(replace(scenario, acts=tuple(kept for kept in scenario.acts if kept is not act))))


def test_a_counterexample_replays_from_its_file() -> None:
    shown = broken("revoked-leaves-no-trace")
    again = simulate(load_text(scenario_text(shown.timeline.scenario))).to_dict()
    told = shown.timeline.to_dict()
    for key in ("states", "obligations", "coming"):
        assert again[key] == told[key]
    assert [(row["date"], row["code"]) for row in again["findings"]] == [
        (row["date"], row["code"]) for row in told["findings"]
    ]
