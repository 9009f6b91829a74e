"""treatysim: a simulator for the life of a treaty.

From the final clauses and what States did or might do, it computes dates, standing, obligations and the reason for
each.  ``load`` reads a scenario file, ``simulate`` runs it, ``Timeline.to_dict`` gives the answer as plain values.
``readings`` asks which doubts matter, ``compare`` what follows otherwise and why, ``plan`` by when, ``forecast`` how
likely; their answers have ``to_dict`` too.
"""

from __future__ import annotations

TYPE_CHECKING = False  # the name is what type checkers look for; importing typing would cost --version its speed
if TYPE_CHECKING:
    from treatysim.errors import FaultyFile, TreatysimError
    from treatysim.files import load
    from treatysim.law.scenario import Scenario
    from treatysim.law.timeline import Timeline
    from treatysim.simulation.engine import simulate
    from treatysim.whatif.compare import Comparison, compare
    from treatysim.whatif.forecast import forecast
    from treatysim.whatif.likelihood import Forecast
    from treatysim.whatif.plan import Plan, plan
    from treatysim.whatif.readings import Doubts, readings

__version__ = "0.1.0"
__all__ = [
    "Comparison",
    "Doubts",
    "FaultyFile",
    "Forecast",
    "Plan",
    "Scenario",
    "Timeline",
    "TreatysimError",
    "compare",
    "forecast",
    "load",
    "plan",
    "readings",
    "simulate",
]

_HOMES = {
    "Comparison": "treatysim.whatif.compare",
    "Doubts": "treatysim.whatif.readings",
    "FaultyFile": "treatysim.errors",
    "Forecast": "treatysim.whatif.likelihood",
    "Plan": "treatysim.whatif.plan",
    "Scenario": "treatysim.law.scenario",
    "Timeline": "treatysim.law.timeline",
    "TreatysimError": "treatysim.errors",
    "compare": "treatysim.whatif.compare",
    "forecast": "treatysim.whatif.forecast",
    "load": "treatysim.files",
    "plan": "treatysim.whatif.plan",
    "readings": "treatysim.whatif.readings",
    "simulate": "treatysim.simulation.engine",
}


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


def __getattr__(name: str) -> object:
    """The public names, imported when first asked for, so that ``treatysim --version`` need not wait for them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 not needed for --version

    return getattr(import_module(_HOMES[name]), name)
