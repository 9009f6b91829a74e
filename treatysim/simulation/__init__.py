"""What happens when: the clock that hands acts and days to the law."""

from treatysim.simulation.engine import simulate

__all__ = ["simulate"]
