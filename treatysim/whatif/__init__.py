"""What if: the same law under other readings, other acts, and other days; timelines set side by side.

Every question here is answered by the one engine, or by further readers of the formulas that the clauses build: there
is no second law.  The four questions are ``treatysim.readings``, ``compare``, ``plan`` and ``forecast``.
"""
