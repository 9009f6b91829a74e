"""What if: the same law under other readings, other acts, and other days; timelines set side by side.

Every question here is answered by the one engine, or by further readers of the formulas that the clauses build: there
is no second law.
"""

from treatysim.whatif.compare import Comparison, compare
from treatysim.whatif.plan import Plan, plan
from treatysim.whatif.readings import Doubts, readings

__all__ = ["Comparison", "Doubts", "Plan", "compare", "plan", "readings"]
