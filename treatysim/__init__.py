"""treatysim: a simulator for the life of a treaty.

From the final clauses and what States did or might do, it computes dates, standing, obligations and the reason for
each.  ``load`` reads a scenario file, ``simulate`` runs it, ``Timeline.to_dict`` gives the answer as plain values.
``forecast`` says how likely each effect is, where dates are uncertain.
"""

from __future__ import annotations

TYPE_CHECKING = False  # the name is what type checkers look for; importing typing would cost --version its speed
if TYPE_CHECKING:
    from treatysim.errors import FaultyFile, TreatysimError
    from treatysim.files import load
    from treatysim.law.scenario import Scenario
    from treatysim.law.timeline import Timeline
    from treatysim.simulation.engine import simulate
    from treatysim.whatif.forecast import forecast
    from treatysim.whatif.likelihood import Forecast

__version__ = "0.1.0"
__all__ = ["FaultyFile", "Forecast", "Scenario", "Timeline", "TreatysimError", "forecast", "load", "simulate"]

_HOMES = {
    "FaultyFile": "treatysim.errors",
    "Forecast": "treatysim.whatif.likelihood",
    "Scenario": "treatysim.law.scenario",
    "Timeline": "treatysim.law.timeline",
    "TreatysimError": "treatysim.errors",
    "forecast": "treatysim.whatif.forecast",
    "load": "treatysim.files",
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
