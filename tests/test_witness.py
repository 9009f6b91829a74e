"""The package against an independent witness: a naive, day-by-day reading of the rules that shares no code with it.

Three thousand generated scenarios in the test run; more with
``TREATYSIM_WITNESS=50000 uv run pytest tests/test_witness.py``.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

import treatysim
from tests.plain import scenario_of
from tests.witness.naive import witness
from tests.witness.scenarios import scenarios

SCENARIOS = int(os.environ.get("TREATYSIM_WITNESS", "3000"))
PARTS = 12
KEYS = {
    "obligations": ("provision", "bearer", "of", "duty", "arises", "due", "performed", "status"),
    "findings": ("date", "code", "severity", "state", "act"),
    "acts": ("id", "date", "admitted", "why"),
    "timeline": ("date", "kind", "state", "act"),
    "coming": ("date", "kind", "state"),
}


def as_the_witness_says_it(answer: dict[str, Any]) -> dict[str, Any]:
    told = {key: [{k: row[k] for k in keys if k in row} for row in answer[key]] for key, keys in KEYS.items()}
    for key in ("entry_into_force", "terminated"):
        told[key] = answer[key]
    told["through"] = answer["scenario"]["through"]
    told["states"] = {
        row["state"]: {
            "standing": row["standing"],
            "in_force": [[interval["from"], interval["until"]] for interval in row["in_force"]],
            "waiting_for": row["waiting_for"],
        }
        for row in answer["states"]
    }
    return told


@pytest.mark.parametrize("part", range(PARTS))
def test_the_witness_says_the_same(part: int) -> None:
    for said in scenarios(SCENARIOS // PARTS, seed=20090616 + part):
        ours = as_the_witness_says_it(treatysim.simulate(scenario_of(said)).to_dict())
        assert ours == witness(said), said["title"]
