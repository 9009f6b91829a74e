"""A property that never fails shows nothing: each planted fault is caught, by a life of at most eight acts."""

from __future__ import annotations

import pytest

from tests.checking.faulty_law import FAULTS, Plant
from treatysim.checking.registry import properties_of
from treatysim.checking.trying import check
from treatysim.files import load_text, load_treaty
from treatysim.files.writing import scenario_text
from treatysim.simulation import simulate

HOME = load_treaty("sco-iis-2009")


@pytest.mark.parametrize(("plant", "name"), FAULTS, ids=lambda one: one if isinstance(one, str) else one.__name__)
def test_a_planted_fault_is_caught(plant: Plant, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one = next(one for one in properties_of(HOME) if one.name == name)
    plant(monkeypatch)
    (shown,) = check(HOME, [one], examples=2000).broken
    assert len(shown.timeline.scenario.acts) <= 8
    replayed = simulate(load_text(scenario_text(shown.timeline.scenario)))
    assert one.broken(replayed) == shown.breach
    monkeypatch.undo()
    assert one.broken(simulate(load_text(scenario_text(shown.timeline.scenario)))) is None
