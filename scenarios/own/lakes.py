"""Properties of the Lakes Convention, and a question."""

from datetime import date

BOUND = ("party", "withdrawing")


def three_from_the_great_lakes(timeline):
    """The Convention does not enter into force without three Parties from the Great Lakes."""
    entry = timeline.first("entry-into-force")
    if entry is not None:
        lakes = timeline.scenario.treaty.groups["great-lakes"]
        bound = [state for state in lakes if timeline.standing(state, entry) in BOUND]
        assert len(bound) >= 3, f"in force on {date.fromordinal(entry)} with {len(bound)} of them"


def four_years_a_party(timeline):
    """Nobody leaves before it has been bound for four years."""
    for state in timeline.states:
        for first, until in state.in_force:
            if until is not None and timeline.first("termination") != until:
                since, left = date.fromordinal(first), date.fromordinal(until)
                years = left.year - since.year - ((left.month, left.day) < (since.month, since.day))
                assert years >= 4, f"{state.state}: bound on {since}, out on {left}"


def can_it_go_on_with_two_of_the_great_lakes(timeline):
    """Can it go on with fewer than three Parties from the Great Lakes?"""
    lakes = timeline.scenario.treaty.groups["great-lakes"]
    bound = {state.state for state in timeline.states if state.standing in BOUND}
    began = timeline.first("entry-into-force") is not None
    if began and bound and len(bound & lakes) < 3:
        return f"only {len(bound & lakes)} of them are Parties"
    return False
