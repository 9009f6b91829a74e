"""The formulas against the engine: every draw that they speak for gives exactly the days that the engine gives.

Some hundred generated lives in the test run; more, with eight draws each, with
``TREATYSIM_DRAWS=100000 uv run pytest tests/whatif/test_foresight.py``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from tests.plain import scenario_of
from tests.whatif.lives import lives
from tests.whatif.replays import by_draws, by_engine, delays_of
from treatysim.law.days import LAST_DAY
from treatysim.law.scenario import Scenario
from treatysim.law.uncertain import Listed, Lognormal, Spread, Uncertain, Uniform
from treatysim.whatif.draws import Chunk
from treatysim.whatif.foresight import prospects

DRAWS = int(os.environ.get("TREATYSIM_DRAWS", "2400"))
EACH = 8
PARTS = 12


def checked(scenario: Scenario, draws: int = EACH, seed: int = 7) -> Chunk:
    """Some draws of a scenario, each compared with a run of its own."""
    chunk = Chunk(prospects(scenario), seed, 0, draws)
    for draw in range(draws):
        delays = delays_of(chunk, draw)
        assert by_draws(chunk, draw) == by_engine(scenario, delays), (draw, delays)
    return chunk


@pytest.mark.parametrize("part", range(PARTS))
def test_every_draw_says_what_the_engine_says(part: int) -> None:
    kinds, spoken_for = "rtrdri", 0
    for scenario in lives(DRAWS // EACH // PARTS, 2009 + part, kinds):
        chunk = checked(scenario, seed=part)
        assert chunk.differences(1)[1] == []
        spoken_for += int(np.count_nonzero(chunk.spoken_for))
    assert spoken_for > 0.4 * DRAWS // PARTS


# -- lives in which formulas once said something else


def life(acts: list[dict[str, Any]], chances: Mapping[str, tuple[Spread, float]], **also: Any) -> Scenario:
    """A life of the home treaty in which the dates of some acts are uncertain: a delay, and the chance of never."""
    plain = scenario_of({"acts": acts} | also)
    found = {}
    for name, (spread, never) in chances.items():
        at = plain.by_id[name].date
        found[name] = Uncertain(at if isinstance(at, int) else replace(at, days=0), spread, never)
    changed = tuple(replace(act, date=found[act.id].median) if act.id in found else act for act in plain.acts)
    return replace(plain, acts=changed, uncertain=found)


def notified(*states: str, on: str = "2011-03-01") -> list[dict[str, Any]]:
    return [{"act": "notification", "by": state, "date": on} for state in states]


def accepting(of: str, on: Any, *states: str) -> list[dict[str, Any]]:
    return [{"act": "acceptance", "by": state, "of": of, "date": on} for state in states]


SOON = (Uniform(0, 40), 0.0)
THREE = {"signatories": ["CHN", "KAZ", "RUS"], "parameters": {"12(1)": {"threshold": 2}}}
JOINED = {"readings": {"acceptor-set": "at-last-acceptance", "acceptors": "parties", "below-two": "continues"}}
"""Parties must accept, as the set stands at the last acceptance."""


def test_acts_that_wait_for_the_first_of_one_another() -> None:
    """Each of two acceptances follows the first acceptance there is, and a third has a day."""
    first = {"after": "acceptance", "of": "BLR", "days": 1}
    acts = [
        *notified("CHN", "KAZ", "RUS"),
        {"act": "accession", "by": "BLR", "date": "2011-05-01"},
        *accepting("BLR", first, "CHN", "KAZ"),
        *accepting("BLR", "2011-05-10", "RUS"),
    ]
    checked(life(acts, {"a7": SOON}, **THREE))


def test_a_state_whose_accession_is_complete_joins_those_that_are_asked() -> None:
    """Armenia's accession is complete on 2 May: from 1 June it is asked whether it accepts Belarus."""
    acts = [
        *notified("CHN", "KAZ", "RUS"),
        {"act": "accession", "by": "ARM", "date": "2011-05-01"},
        *accepting("ARM", "2011-05-02", "CHN", "KAZ", "RUS"),
        {"act": "accession", "by": "BLR", "date": "2011-05-03"},
        *accepting("BLR", "2011-05-10", "CHN", "KAZ"),
        *accepting("BLR", "2011-05-10", "RUS"),
    ]
    chunk = checked(life(acts, {"a11": SOON}, **{**THREE, **JOINED}), draws=40)
    assert 0 < np.count_nonzero(chunk.spoken_for) < 40


def test_a_state_that_comes_back_is_asked_again() -> None:
    """Kazakhstan has left, has notified again on 15 August and is bound again from 14 September."""
    acts = [
        *notified("CHN", "KAZ", "RUS"),
        {"act": "withdrawal", "by": "KAZ", "date": "2011-05-01"},
        *notified("KAZ", on="2011-08-15"),
        {"act": "accession", "by": "BLR", "date": "2011-08-20"},
        *accepting("BLR", {"after": "accession", "days": 2}, "CHN"),
        *accepting("BLR", "2011-10-01", "RUS"),
    ]
    readings = {"acceptor-set": "at-last-acceptance", "below-two": "continues"}
    for dates in ({"a8": SOON}, {"a6": SOON, "a8": (Uniform(30, 60), 0.0)}, {"a6": (Uniform(20, 40), 0.0)}):
        checked(life(acts, dates, **THREE, readings=readings), draws=40)
        checked(life(acts, dates, **THREE, readings={"below-two": "continues"}), draws=40)


@pytest.mark.parametrize("come_back", ["notification", "accession"])
@pytest.mark.parametrize("settled", [True, False])
def test_a_state_that_may_leave_may_come_back(come_back: str, settled: bool) -> None:
    """China leaves on 30 June and a second consent of its comes before or after, where its first is past or open."""
    acts = [
        *notified("CHN", "KAZ", "RUS"),
        {"act": "withdrawal", "by": "CHN", "date": "2011-04-01"},
        {"act": come_back, "by": "CHN", "date": "2011-06-15"},
        *(accepting("CHN", "2011-09-01", "KAZ", "RUS") if come_back == "accession" else ()),
    ]
    dates = {"a4": (Uniform(0, 5), 0.0), "a5": SOON} | ({} if settled else {"a1": (Uniform(0, 1), 0.0)})
    said = {"signatories": ["CHN", "KAZ", "RUS"], "parameters": {"12(1)": {"threshold": 2}}}
    readings = {"below-two": "continues", "re-entry": come_back}
    chunk = checked(life(acts, dates, **said, readings=readings), draws=20)
    assert ("entry-into-force-for", "CHN", None, 2) in chunk.days


def test_a_state_that_leaves_may_complete_the_agreement_of_the_others() -> None:
    """All but China have consented to an amendment of the text when China leaves."""
    acts = [
        *notified("CHN", "KAZ", "RUS"),
        {"act": "proposal", "by": "KAZ", "date": "2011-04-01", "subject": "amendment", "id": "p"},
        *({"act": "consent", "by": by, "to": "p", "date": "2011-04-02"} for by in ("KAZ", "RUS")),
        {"act": "withdrawal", "by": "CHN", "date": "2011-05-01"},
    ]
    chunk = checked(life(acts, {"a7": SOON}, **THREE, readings={"below-two": "continues"}))
    assert ("amendment-in-force", None, "p", 1) in chunk.days


def test_what_hangs_on_an_effect_that_never_comes_in_the_reference_may_come_all_the_same() -> None:
    """China's notice comes too early in the middle of its span, on 29 March; the accession follows its leaving."""
    acts = [
        *notified("CHN", "KAZ", "RUS"),
        {"act": "withdrawal", "by": "CHN", "date": "2011-03-25"},
        {"act": "accession", "by": "BLR", "date": {"after": "withdrawal-effective", "of": "CHN"}},
        *accepting("BLR", {"after": "accession"}, "KAZ", "RUS"),
    ]
    chunk = checked(life(acts, {"a4": (Uniform(0, 9), 0.0)}, **THREE, readings={"below-two": "continues"}), draws=40)
    assert 0 < np.count_nonzero(chunk.received["a4"] >= date(2011, 3, 31).toordinal()) < 40
    assert ("accession-complete", "BLR", None, 1) in chunk.days


def test_an_instrument_that_is_held_is_received_with_the_entries_of_a_day() -> None:
    acts = [
        {"act": "accession", "by": "BLR", "date": "2011-03-01"},
        *notified("CHN", "KAZ", on="2011-03-02"),
        *accepting("BLR", {"after": "entry-into-force", "days": 1}, "CHN", "KAZ", "RUS"),
    ]
    readings = {"early-accession": "held"}
    checked(life(acts, {"a6": SOON}, **THREE, readings=readings))
    checked(life(acts, {"a1": SOON, "a2": SOON}, **THREE, readings=readings), draws=20)


def test_nobody_left_to_ask_and_an_acceptance_that_comes_too_late() -> None:
    """The only Party asked may leave before it accepts: then no acceptance is ever received."""
    acts = [
        *notified("CHN", "KAZ"),
        {"act": "withdrawal", "by": "CHN", "date": "2011-04-02"},
        {"act": "withdrawal", "by": "KAZ", "date": "2011-04-02"},
        *notified("RUS", on="2011-04-20"),
        {"act": "accession", "by": "BLR", "date": "2011-04-10"},
        *accepting("BLR", "2011-06-15", "CHN"),
    ]
    readings = {"acceptors": "parties", "below-two": "continues"}
    parameters = {"12(1)": {"threshold": 2}}
    said = {"signatories": ["CHN", "KAZ", "RUS"], "parameters": parameters, "readings": readings}
    chunk = checked(life(acts, {"a7": (Uniform(0, 30), 0.0)}, **said), draws=40)
    assert 0 < np.count_nonzero(chunk.spoken_for) < 40


def test_too_few_of_those_that_stood_are_left_on_the_day_of_entry() -> None:
    """Two notify and withdraw before the day that they have fixed; only late notifications stand: nobody is bound."""
    withdrawn = [{"act": "notification-withdrawn", "by": state, "date": "2011-03-20"} for state in ("CHN", "KAZ")]
    late = [*notified("RUS", on="2011-03-05"), *notified("TJK", on="2011-03-06")]
    acts = [*notified("CHN", "KAZ"), *late, *withdrawn, *notified("UZB", on="2011-03-22")]
    said = {"signatories": ["CHN", "KAZ", "RUS", "TJK", "UZB"], "parameters": {"12(1)": {"threshold": 2}}}
    chunk = checked(life(acts, {"a7": SOON}, **said))
    assert ("termination", None, None, 1) in chunk.days
    assert not np.any(chunk.spoken_for)


def test_a_period_without_length_comes_within_the_day() -> None:
    """One day with the first counted is none: in force from the start of the day of the second notification, but not
    yet when an instrument is received before it on that day."""
    acts = [
        {"act": "accession", "by": "BLR", "date": "2011-03-02"},
        *notified("CHN", "KAZ"),
        *accepting("BLR", "2011-05-05", "CHN", "KAZ", "RUS"),
    ]
    parameters = {"12(1)": {"threshold": 2, "days": 1}}
    said = {"signatories": ["CHN", "KAZ", "RUS"], "parameters": parameters}
    checked(life(acts, {"a2": (Uniform(0, 2), 0.0)}, **said, readings={"entry-period": "receipt-counted"}), draws=20)


def test_acts_straight_after_acts_that_are_straight_after_others() -> None:
    """The accession of Iran is followed at once by an acceptance of it, this by Kazakhstan's acceptance of Mongolia's
    accession, and only then comes that accession, which follows Iran's too: the acceptance came too early."""
    acts = [
        *notified("CHN", "KAZ"),
        *accepting("MNG", {"after": "acceptance", "by": "CHN", "of": "IRN"}, "KAZ"),
        *accepting("IRN", {"after": "accession", "of": "IRN"}, "CHN"),
        {"act": "accession", "by": "MNG", "date": {"after": "accession", "of": "IRN"}},
        *accepting("MNG", "2011-05-10", "CHN", "RUS"),
        {"act": "accession", "by": "IRN", "date": "2011-05-01"},
    ]
    chunk = checked(life(acts, {"a7": SOON, "a8": SOON}, **THREE))
    assert chunk.days["accession-complete", "MNG", None, 1].min() > LAST_DAY
    assert not np.any(chunk.spoken_for)


@pytest.mark.parametrize("place", ["a1", "a2", "a3", "a4"])
def test_days_beyond_the_calendar(place: str) -> None:
    acts = [
        *notified("CHN", "KAZ"),
        {"act": "accession", "by": "BLR", "date": {"after": "entry-into-force", "days": 3}},
        *accepting("BLR", {"after": "accession", "days": 1}, "CHN", "KAZ", "RUS"),
    ]
    near = LAST_DAY - date(2011, 4, 1).toordinal()
    for spread in (Uniform(near - 60, near + 60), Lognormal(3e6, 6e6), Listed({10: 0.5, 10**7: 0.5})):
        checked(life(acts, {place: (spread, 0.0), "a6": SOON}, **THREE))


# -- acts without effect, for which formulas speak


@pytest.mark.parametrize(
    ("name", "where"),
    [("a3", "accession before entry into force"), ("a4", "acceptance before the accession"), ("a7", "no Party yet")],
)
def test_an_act_that_may_come_too_early_is_read_as_without_effect(name: str, where: str) -> None:
    """Entry into force is on 31 March; Belarus accedes on 3 April and China withdraws on 1 April, or too early."""
    acts = [
        *notified("CHN", "KAZ"),
        {"act": "accession", "by": "BLR", "date": "2011-03-20" if name == "a3" else "2011-04-03"},
        *accepting("BLR", "2011-04-01" if name == "a4" else "2011-05-05", "CHN"),
        *accepting("BLR", "2011-05-05", "KAZ", "RUS"),
        {"act": "withdrawal", "by": "CHN", "date": "2011-03-25"},
    ]
    chunk = checked(life(acts, {name: (Uniform(0, 20), 0.0)}, **THREE, readings={"below-two": "continues"}), draws=40)
    assert np.all(chunk.spoken_for)
    key = ("withdrawal-effective", "CHN", None, 1) if name == "a7" else ("accession-complete", "BLR", None, 1)
    assert 0 < np.count_nonzero(chunk.days[key] < date(2012, 1, 1).toordinal()) < 40, where


def test_a_state_may_notify_accede_and_leave_without_leaving_the_formulas() -> None:
    acts = [
        *notified("CHN", "KAZ", "RUS"),
        {"act": "accession", "by": "BLR", "date": {"after": "entry-into-force"}},
        *accepting("BLR", {"after": "accession"}, "CHN", "KAZ", "RUS"),
        *(
            {"act": "withdrawal", "by": by, "date": {"after": "entry-into-force-for", "of": by}}
            for by in ("CHN", "BLR")
        ),
    ]
    scenario = life(acts, {f"a{place}": SOON for place in range(1, 10)}, **THREE, readings={"below-two": "continues"})
    chunk = checked(scenario, draws=40)
    assert np.all(chunk.spoken_for)
    assert chunk.days["withdrawal-effective", "BLR", None, 1].max() < LAST_DAY
