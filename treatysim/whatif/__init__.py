"""What if: the same law under other readings; timelines set side by side.

Every question here is answered by running scenarios through the one engine: there is no second law.
"""

from treatysim.whatif.compare import Comparison, compare
from treatysim.whatif.readings import Doubts, readings

__all__ = ["Comparison", "Doubts", "compare", "readings"]
