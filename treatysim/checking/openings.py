"""How invented lives begin: on which day, with whose consents to be bound, and how long before anything follows."""

from __future__ import annotations

from calendar import isleap
from datetime import MAXYEAR, date
from typing import Any

from hypothesis import strategies as st

from treatysim.checking.cast import cast_of
from treatysim.checking.steps import Distance
from treatysim.law.treaty import Treaty


def beginnings(treaty: Treaty) -> st.SearchStrategy[int]:
    """Days (ordinals) on which a life begins: month ends, ends of February and of years, leap days, and the first day
    on which anything can be done."""
    year = date.fromordinal(treaty.opens).year + 1
    leap = next((after for after in range(year, year + 9) if isleap(after)), year)
    days = [(year, 3, 1), (year, 1, 30), (year, 1, 31), (year, 8, 31), (year, 11, 30), (year, 12, 31)]
    days += [(leap, 1, 30), (leap, 2, 28), (leap, 2, 29), (leap, 12, 1)]
    return st.sampled_from([*(date(*day).toordinal() for day in days if leap <= MAXYEAR), treaty.opens])


def openings(treaty: Treaty) -> st.SearchStrategy[list[dict[str, Any]]]:
    """The consents with which a life begins: none, just enough to bring the treaty into force, one less, or more;
    those that count first, each with the ``gap`` in days before it, mostly one; sometimes behind an instrument of
    accession that comes too early."""
    cast, act = cast_of(treaty), consent_of(treaty)
    if act is None:
        return st.just([])
    enough, everyone = len(cast.founders), tuple(dict.fromkeys((*cast.founders, *cast.signatories)))

    def opening(early: list[dict[str, Any]], count: int, gaps: list[int]) -> list[dict[str, Any]]:
        days = [*gaps, *[1] * count]
        return [*early, *(act | {"by": state, "gap": gap} for state, gap in zip(everyone[:count], days, strict=False))]

    asking = {"act": "accession", "by": cast.outsiders[0], "gap": 1}
    early = st.sampled_from([[], [], [asking] if "accession" in treaty.acts else []])
    counts = st.sampled_from([0, enough, enough, enough, enough, max(0, enough - 1), len(everyone)])
    return st.builds(opening, early, counts, st.lists(st.sampled_from([1, 0, 29, 30, 31]), max_size=6))


def until_entry(treaty: Treaty) -> list[Distance]:
    """From the last of the consents to the entry into force, that day itself more often than those about it."""
    clauses = [clause for clause in treaty.clauses if clause.kind == "entry-into-force"]
    return [(clause.period(), more) for clause in clauses for more in (0, 0, 1, 0, -1)]


def consent_of(treaty: Treaty) -> dict[str, Any] | None:
    """How States consent to be bound by a treaty: by a notification or a deposit; None, if the file does not say."""
    if "deposit" in treaty.acts:
        clause = next(clause for clause in treaty.clauses if "instruments" in clause.parameters)
        return {"act": "deposit", "instrument": clause.parameters["instruments"][0]}
    return {"act": "notification"} if "notification" in treaty.acts else None
