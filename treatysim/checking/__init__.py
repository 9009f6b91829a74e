"""Can this ever happen: properties and questions of a treaty, tried on lives that nobody thought of.

drafting ──▶ strategies ──▶ properties, questions ──▶ a counterexample or a witness, as a scenario that replays
"""
