"""From plain values straight to a scenario, without writing a file, for tests that need thousands of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from treatysim.files import load_text
from treatysim.law.scenario import Scenario


def scenario_of(said: dict[str, Any]) -> Scenario:
    """The scenario of a mapping as a YAML file would give it, ``signatories`` and ``signed`` invented if given."""
    text = {key: value for key, value in said.items() if key not in ("signatories", "signed")}
    scenario = load_text(json.dumps(text | {"treaty": "sco-iis-2009"}), "plain")
    signed = date.fromisoformat(said["signed"]).toordinal() if "signed" in said else scenario.treaty.signed
    signatories = tuple(said.get("signatories", scenario.treaty.signatories))
    return replace(scenario, treaty=replace(scenario.treaty, signed=signed, signatories=signatories))
