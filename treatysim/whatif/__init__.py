"""What if: the same law under other readings and on other days; timelines set side by side.

Every question here is answered by running scenarios through the one engine, or by reading the law's own formulas in
another way: there is no second law.
"""

from treatysim.whatif.plan import Plan, plan
from treatysim.whatif.readings import Doubts, readings

__all__ = ["Doubts", "Plan", "plan", "readings"]
