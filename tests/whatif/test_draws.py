"""Draws: each delay with its probability, one stream a chunk, and the same figures however the chunks are made."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

import treatysim
from tests.conftest import SCENARIOS
from tests.plain import scenario_of
from tests.whatif.replays import by_draws, by_engine, delays_of
from treatysim.law.days import Period, day_of
from treatysim.law.formula import After, Came
from treatysim.law.scenario import Scenario
from treatysim.law.uncertain import Listed, Lognormal, Spread, Triangular, Uncertain, Uniform
from treatysim.whatif.columns import NEVER_DAY
from treatysim.whatif.draws import CHUNK, Chunk, drawn
from treatysim.whatif.forecast import forecast
from treatysim.whatif.foresight import prospects
from treatysim.whatif.tally import Histogram, Tally

N = 200_000
SPREADS = [
    Lognormal(60, 180),
    Lognormal(0.2, 3),
    Uniform(10, 90),
    Uniform(7, 7),
    Triangular(-5, 3.5, 20),
    Triangular(0, 0, 9),
    Triangular(0, 9, 9),
    Listed({0: 0.2, 30: 0.3, 61: 0.4}),
]


def some(spread: Spread, never: float = 0.0, size: int = N) -> np.ndarray[Any, Any]:
    return drawn(Uncertain(0, spread, never), np.random.default_rng(16), size)


@pytest.mark.parametrize("spread", SPREADS, ids=repr)
def test_every_delay_is_drawn_as_often_as_its_probability_says(spread: Spread) -> None:
    """No day is further off than five times its sampling error; none is drawn that has no chance."""
    days, counts = np.unique(some(spread), return_counts=True)
    assert days[0] >= 0
    by = np.cumsum(counts) / N
    for day, share in zip(days.tolist(), by.tolist(), strict=True):
        wanted = spread.within(day)
        assert wanted > spread.within(day - 1)
        assert abs(share - wanted) <= 5 * max((wanted * (1 - wanted) / N) ** 0.5, 1 / N)


@pytest.mark.parametrize("half", [0.5, 2.5, 6.5, 11.5, 399.5])
def test_half_a_day_is_rounded_up(half: float) -> None:
    for spread in (Lognormal(half, half), Triangular(half, half, half)):
        assert set(some(spread, size=9).tolist()) == {half + 0.5}
        assert spread.quantile(0.5) == half + 0.5


def test_what_lies_below_nothing_is_nothing() -> None:
    """Between 9 days before and 1 after, likeliest in the middle: half a day at most in 91 of 100, and that is 0."""
    days = some(Triangular(-9, -4, 1))
    assert set(days.tolist()) == {0, 1}
    assert np.mean(days == 0) == pytest.approx(1 - 0.5**2 / 50, abs=0.001)


def test_what_never_comes_lies_beyond_every_calendar() -> None:
    days = some(Uniform(3, 4), never=0.25)
    assert set(days.tolist()) == {3, 4, NEVER_DAY}
    assert np.mean(days == NEVER_DAY) == pytest.approx(0.25, abs=0.005)
    assert np.mean(days == 3) == pytest.approx(0.375, abs=0.005)
    assert set(some(Uniform(3, 4), never=1.0, size=9).tolist()) == {NEVER_DAY}


# -- chunks


def life(**also: Any) -> Scenario:
    """Four notifications and an accession, the first, the fourth and the last with uncertain dates."""
    acts = [
        *({"act": "notification", "by": by, "date": "2011-03-01"} for by in ("CHN", "KAZ", "RUS", "TJK")),
        {"act": "accession", "by": "BLR", "date": {"after": "entry-into-force"}},
        *({"act": "acceptance", "by": by, "of": "BLR", "date": "2011-05-20"} for by in ("CHN", "KAZ", "RUS", "TJK")),
    ]
    plain = scenario_of({"acts": acts, "signatories": ["CHN", "KAZ", "RUS", "TJK"]} | also)
    since = {name: plain.by_id[name].date for name in ("a1", "a4", "a6")}
    chances = {name: Uncertain(day, Uniform(0, 60), 0.1) for name, day in since.items() if isinstance(day, int)}
    return replace(plain, uncertain=chances)


def test_a_chunk_is_fixed_by_its_number_and_the_seed() -> None:
    may_come = prospects(life())
    one, again = Chunk(may_come, 1, 3, 50), Chunk(may_come, 1, 3, 50)
    others = [Chunk(may_come, 1, 4, 50), Chunk(may_come, 2, 3, 50)]
    assert all(np.array_equal(one.delays[name], again.delays[name]) for name in one.delays)
    assert not any(np.array_equal(one.delays["a1"], other.delays["a1"]) for other in others)
    assert not np.array_equal(one.delays["a1"], one.delays["a4"])


def test_prospects_can_be_sent_elsewhere() -> None:
    may_come = prospects(life())
    one, sent = Chunk(may_come, 1, 0, 50), Chunk(pickle.loads(pickle.dumps(may_come)), 1, 0, 50)  # noqa: S301
    assert one.days.keys() == sent.days.keys()
    assert all(np.array_equal(one.days[key], sent.days[key]) for key in one.days)


def test_a_draw_that_formulas_do_not_speak_for_is_run_by_the_engine() -> None:
    """A notification is withdrawn, and may come again before the fourth: nothing that formulas say."""
    acts = [
        *({"act": "notification", "by": by, "date": "2011-03-01"} for by in ("CHN", "KAZ", "RUS", "TJK")),
        {"act": "notification-withdrawn", "by": "RUS", "date": "2011-03-20"},
        {"act": "notification", "by": "RUS", "date": "2011-03-25"},
    ]
    scenario = scenario_of({"acts": acts})
    scenario = replace(scenario, uncertain={"a4": Uncertain(date(2011, 3, 10).toordinal(), Uniform(0, 20))})
    chunk = Chunk(prospects(scenario), 5, 0, 12)
    assert not np.any(chunk.spoken_for)
    for draw in range(12):
        assert by_draws(chunk, draw) == by_engine(scenario, delays_of(chunk, draw))
    assert Tally.of(chunk).by_engine == 12
    assert chunk.differences(12) == (0, [])


def test_a_formula_that_says_something_else_is_found_by_replaying_draws() -> None:
    """The general date counted a day late: in every draw in which it comes, one difference."""
    may_come = prospects(life())
    entry = may_come.effects[0]
    assert isinstance(entry.formula, Came) and isinstance(entry.formula.of, After)
    late = replace(entry.formula, of=replace(entry.formula.of, period=Period(days=31)))
    wrong = replace(may_come, effects=(replace(entry, formula=late), *may_come.effects[1:]))
    chunk = Chunk(wrong, 1, 0, 40)
    count, found = chunk.differences(15)
    assert (count, len(found)) == (15, np.count_nonzero(chosen(chunk, 15) < NEVER_DAY))
    assert Chunk(may_come, 1, 0, 40).differences(15) == (15, [])


def chosen(chunk: Chunk, count: int) -> np.ndarray[Any, Any]:
    """The general dates of the draws that are replayed: spread over all those for which formulas speak."""
    those = np.flatnonzero(chunk.spoken_for)
    return chunk.days["entry-into-force", None, None, 1][those[np.linspace(0, len(those) - 1, count).astype(int)]]


# -- added up


def test_a_tally_is_the_same_in_any_order() -> None:
    may_come = prospects(life())
    chunks = [Tally.of(Chunk(may_come, 1, number, 60), verify=2) for number in range(4)]
    forward, backward = Tally(), Tally()
    for one, other in zip(chunks, reversed(chunks), strict=True):
        forward.add(one)
        backward.add(other)
    assert (forward.draws, forward.verified, forward.by_engine) == (240, 8, backward.by_engine)
    assert forward.deciding == backward.deciding
    for key, histogram in forward.days.items():
        assert (histogram.start, histogram.counts.tolist()) == (
            backward.days[key].start,
            backward.days[key].counts.tolist(),
        )


def test_histograms_of_nothing_add_nothing() -> None:
    one = Histogram.of(np.array([9, 9, 12]))
    one.add(Histogram.of(np.array([], dtype=np.int64)))
    assert (one.start, one.counts.tolist()) == (9, [2, 0, 0, 1])
    nothing = Histogram()
    nothing.add(one)
    nothing.add(Histogram.of(np.array([8])))
    assert (nothing.start, nothing.counts.tolist(), one.counts.tolist()) == (8, [1, 2, 0, 0, 1], [2, 0, 0, 1])


@pytest.mark.parametrize("n", [1, 7, CHUNK, CHUNK + 3, 5 * CHUNK + 1])
def test_a_forecast_is_its_chunks_added_up(n: int) -> None:
    """As many draws as were asked for, the last chunk with what is left of them."""
    scenario = life(readings={"window": "general-date"})
    may_come = prospects(scenario)
    tally = Tally()
    for number in range(-(-n // CHUNK)):
        tally.add(Tally.of(Chunk(may_come, 8, number, min(CHUNK, n - number * CHUNK))))
    found = forecast(scenario, n, seed=8, exact=False)
    assert (found.draws, tally.draws) == (n, n)
    for one in found.likelihoods:
        histogram = tally.days.get((one.kind, one.state, one.of, one.place), Histogram())
        assert one.comes * n == pytest.approx(histogram.counts.sum())
        for place, count in enumerate(np.cumsum(histogram.counts).tolist()):
            assert one.chance_by(histogram.start + place) == pytest.approx(count / n)


def test_deciding_shares_are_of_all_draws() -> None:
    """An effect comes with somebody's act, whenever it comes; the fourth of four notifications decides."""
    for one in forecast(life(), 2000, exact=False).likelihoods:
        assert sum(one.deciding.values()) == pytest.approx(one.comes)
    entry = forecast(life(), 2000, exact=False).likelihoods[0]
    assert set(entry.deciding) == {"CHN", "TJK"}


def test_draws_are_verified_as_they_are_wanted() -> None:
    found = forecast(life(), 2 * CHUNK, verify=7)
    assert (found.draws, found.verified, found.differing) == (2 * CHUNK, 7, ())


@pytest.mark.parametrize("n", [0, -1])
def test_no_draws_are_no_forecast(n: int) -> None:
    with pytest.raises(ValueError, match="draw"):
        forecast(life(), n)


def test_a_scenario_without_uncertain_dates_is_certain() -> None:
    scenario = treatysim.load(SCENARIOS / "yekaterinburg-2009.yaml")
    found = forecast(replace(scenario, through=None), 5)
    timeline = treatysim.simulate(replace(scenario, through=None))
    assert {one.method for one in found.likelihoods} == {"certain"}
    assert found.draws == 0
    days = {(one.kind, one.state, one.of): one.quantile(1.0) for one in found.likelihoods}
    assert days == {(one.kind, one.state, one.of): day_of(one.at) for one in (*timeline.effects, *timeline.coming)}


def test_what_only_the_engine_finds_is_in_the_forecast_too() -> None:
    """An amendment that all consent to is no effect that formulas foresee."""
    acts = [{"act": "notification", "by": by, "date": "2011-03-01"} for by in ("CHN", "KAZ", "RUS", "TJK")]
    acts += [{"act": "proposal", "by": "CHN", "date": "2011-05-01", "subject": "amendment", "id": "p"}]
    acts += [{"act": "consent", "by": by, "date": "2011-05-02", "to": "p"} for by in ("CHN", "KAZ", "RUS", "TJK")]
    third = date(2011, 5, 3).toordinal()
    scenario = replace(scenario_of({"acts": acts}), uncertain={"a9": Uncertain(third, Uniform(0, 9), 0.5)})
    found = forecast(scenario, 40, seed=2)
    amended = next(one for one in found.likelihoods if one.kind == "amendment-in-force")
    assert (amended.of, amended.method, found.by_engine) == ("p", "sampled", round(amended.comes * 40))
    assert 0.2 < amended.comes < 0.8
