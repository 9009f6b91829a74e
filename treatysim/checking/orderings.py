"""The weak orderings of so many consents: who comes before whom and who comes on the same day, all of them.

Consents of States that nothing tells apart differ in their order alone, so each class of orderings is one choice of
"the same day" or "later" between each and the next: 2 to the power of one less than their number.  For each class the
engine's dates are held against dates counted here, on the calendar alone (:mod:`treatysim.checking.counting`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, product
from time import monotonic

from treatysim.checking.counting import reached
from treatysim.checking.drafting import drafted
from treatysim.checking.moves import consent
from treatysim.checking.moving import ends_on_entering
from treatysim.law.days import LAST_DAY, day_of, iso
from treatysim.law.entry_into_force import FOR_A_STATE, GENERAL, EntryIntoForce
from treatysim.law.readings import AXES
from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty
from treatysim.simulation import simulate
from treatysim.words import states

CONSENTS = 9
"""So many consents are ordered unless another number is named."""

READ = ("entry-period", "window", "threshold")
"""The axes on which the dates of entry into force may hang."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A life in which the engine's date for a State (``""``: the general one) is not the one counted here."""

    scenario: Scenario
    state: str
    counted: int | None
    found: int | None


@dataclass(frozen=True)
class Orderings:
    """The weak orderings of so many ``consents`` under each combination of ``readings``, and whether all agree.

    ``classes`` were run ``runs`` times in all: with one day from each consent to a later one, and with the first later
    one behind the threshold a period less a day, a period, and a period and a day behind the one before.
    """

    treaty: str
    consents: int
    threshold: int
    classes: int
    readings: tuple[Mapping[str, str], ...]
    runs: int
    disagreement: Disagreement | None
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether every date was the same."""
        return self.disagreement is None

    def to_dict(self) -> dict[str, object]:
        """The result as plain JSON values."""
        found = self.disagreement
        wrong = found and {
            "state": found.state or None,
            "counted": iso(found.counted),
            "found": iso(found.found),
            "readings": dict(found.scenario.readings),
            "acts": [dict(act.fields) for act in found.scenario.acts],
        }
        numbers = {name: getattr(self, name) for name in ("treaty", "consents", "threshold", "classes", "runs")}
        readings = [dict(one) for one in self.readings]
        return {**numbers, "readings": readings, "disagreement": wrong, "seconds": round(self.seconds, 1)}


def weak_orderings(
    treaty: Treaty, consents: int = CONSENTS, progress: Callable[[int], None] | None = None
) -> Orderings | None:
    """Run every class of weak orderings of consents through the engine, under every reading of the clause.

    None where the order is not everything, or cannot be looked at (:func:`left_out` says why).  Stops with the first
    date that differs.

    >>> from treatysim.files import load_treaty
    >>> found = weak_orderings(load_treaty("sco-iis-2009"), consents=5)
    >>> found.classes, len(found.readings), found.holds
    (16, 12, True)
    """
    clause = _clause(treaty)
    if clause is None or left_out(treaty, consents):
        return None
    began, runs, wrong = monotonic(), 0, None
    readings = tuple(_readings(treaty))
    for scenario in _lives(treaty, clause, consents, readings):
        runs += 1
        wrong = _disagreement(scenario, clause)
        if progress is not None:
            progress(runs)
        if wrong is not None:
            break
    threshold, classes = clause.number("threshold"), 2 ** (consents - 1)
    return Orderings(treaty.id, consents, threshold, classes, readings, runs, wrong, monotonic() - began)


def left_out(treaty: Treaty, consents: int = CONSENTS) -> str:
    """Why the orders of consents are not looked at, in a word; empty, where they are.

    ``no-clause``: the treaty does not say when it enters into force; ``conditions``: it also asks for members of a
    group or a share of a quantity; ``threshold``: none of the consents could come late; ``ends``: with as few Parties
    as it begins with it may end at once; ``calendar``: the last consents would lie beyond 31 December 9999.

    >>> from treatysim.files import load_treaty
    >>> left_out(load_treaty("paris-2015")), left_out(load_treaty("sco-iis-2009"), consents=4)
    ('conditions', 'threshold')
    """
    clause = _clause(treaty)
    if clause is None:
        return "no-clause"
    if {"members", "share"} & clause.parameters.keys():
        return "conditions"
    if clause.number("threshold") >= consents:
        return "threshold"
    if ends_on_entering(treaty, {axis: one.default for axis, one in AXES.items()} | treaty.settled):
        return "ends"
    # of no class do the days reach further than of the one in which no two consents come on the same day
    later = (1,) * (consents - 1)
    latest = (_days(treaty.signed, clause, later, reading) for reading in _readings(treaty))
    return "calendar" if any(days[-1] > LAST_DAY for some in latest for days in some) else ""


def _clause(treaty: Treaty) -> EntryIntoForce | None:
    return next((clause for clause in treaty.operative if isinstance(clause, EntryIntoForce)), None)


def _readings(treaty: Treaty) -> Iterator[dict[str, str]]:
    axes = [axis for axis in READ if axis in treaty.axes]
    for answers in product(*(AXES[axis].answers for axis in axes)):
        yield dict(zip(axes, answers, strict=True))


def _lives(
    treaty: Treaty, clause: EntryIntoForce, consents: int, readings: Sequence[Mapping[str, str]]
) -> Iterator[Scenario]:
    known = dict.fromkeys((*treaty.signatories, *states()))
    who = [state for state in known if state not in treaty.not_additional][:consents]
    # the same treaty, signed by as many as consent
    signed = replace(treaty, signatories=tuple(dict.fromkeys((*treaty.signatories, *who))))
    classes = tuple(product((0, 1), repeat=consents - 1))
    for reading, later in product(readings, classes):
        for days in _days(treaty.signed, clause, later, reading):
            acts = [{**consent(signed, state), "date": day} for state, day in zip(who, days, strict=True)]
            yield drafted(signed, acts, reading)


def _days(first: int, clause: EntryIntoForce, later: Sequence[int], reading: Mapping[str, str]) -> Iterator[list[int]]:
    """The days of the consents of a class, in order, with the distances that matter; ``later`` says of each but the
    first whether it comes later than the one before."""
    threshold = clause.number("threshold")
    days = _spaced(first, later)
    yield days
    behind = next((place for place in range(threshold - 1, len(later)) if later[place]), None)
    if behind is not None:
        day = days[threshold - 1]
        period = (reached(clause, day, reading.values()) or day) - day
        for distance in (period - 1, period, period + 1):
            yield _spaced(first, [*later[:behind], max(1, distance), *later[behind + 1 :]])


def _spaced(first: int, gaps: Sequence[int]) -> list[int]:
    return list(accumulate(gaps, initial=first))


# -- the dates, counted


def dates(scenario: Scenario, clause: EntryIntoForce) -> dict[str, int | None]:
    """The dates of entry into force that follow from consents alone: the general one is a period after the consent
    that fills the threshold, and holds for whoever consented by that day; who came later has a date of its own, a
    period after its own consent, or, so read (``window``), the general one if it came before that."""
    answers, threshold = scenario.all_readings, clause.number("threshold")
    days = {act.by: act.date for act in scenario.acts if isinstance(act.date, int)}
    fills = sorted(days.values())[threshold - 1]
    general = reached(clause, fills, answers.values())
    counted = {"": general}
    for state, day in days.items():
        early = day <= fills or (answers.get("window") == "general-date" and general is not None and day < general)
        counted[state] = general if early else reached(clause, day, answers.values())
    return counted


def _disagreement(scenario: Scenario, clause: EntryIntoForce) -> Disagreement | None:
    counted = dates(scenario, clause)
    found: dict[str, int | None] = {}
    for effect in simulate(scenario).effects:
        if effect.kind in (GENERAL, FOR_A_STATE):
            found.setdefault(effect.state or "", day_of(effect.at))
    for state in (*counted, *found):
        if counted.get(state) != found.get(state):
            return Disagreement(scenario, state, counted.get(state), found.get(state))
    return None
