"""Clauses that count the same period, the same number of the same unit, and may count it differently (E-25, E-26).

Whether they say it in the same words a treaty file does not hold: "on the thirtieth day after" and "in thirty days
after" are different ones, and whether they were meant to differ is undecided (VCLT 31(1), 33(4)).
Compared are the clauses that let an effect come a period after something is received; "within" so many days, as duties
say it, is another wording, and so is a way of counting that a clause spells out (the first day of the following month).
What a clause leaves open can be read in every way; what its text settles, or nobody doubts, in one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, groupby, product

from treatysim.checking.gaps import Gap
from treatysim.checking.stories import PAUSE, Story, countable, propose, the_clause
from treatysim.law.accession import Accession
from treatysim.law.acts import SUBJECTS
from treatysim.law.amendment import MutualConsent
from treatysim.law.clause import UNITS, Clause
from treatysim.law.days import LAST_DAY, day_of, start_of
from treatysim.law.entry_into_force import FOR_A_STATE, EntryIntoForce
from treatysim.law.formula import Fixed, day
from treatysim.law.readings import AXES
from treatysim.law.treaty import Treaty
from treatysim.law.withdrawal import EFFECTIVE, Withdrawal

COUNTED: dict[type[Clause], str] = {
    EntryIntoForce: "entry-period",
    Accession: "accession-period",
    MutualConsent: "",
    Withdrawal: "notice-length",
}
"""The kinds of clause whose effects come a period after something is received, with the doubt about how it counts."""

LOOKED_AT = 4 * 366 + 1
"""Days among which one is looked for from which two clauses reach different days: four years, so every month's end."""


@dataclass(frozen=True)
class Way:
    """A way in which a clause may be counted: as its formula takes it, and what a scenario must choose for it."""

    reading: Mapping[str, str]
    chosen: Mapping[str, str]


@dataclass(frozen=True)
class Parting:
    """A day from which two clauses reach different days, each counted in one of its ways."""

    clauses: tuple[Clause, Clause]
    ways: tuple[Way, Way]
    day: int


def same_words(treaty: Treaty) -> Iterator[Gap]:
    """E-25, E-26: clauses with the same period, from one day of receipt to two days of effect."""
    since = _first_day(treaty)
    counted = [clause for clause in treaty.operative if type(clause) in COUNTED and clause.has_period]
    for _, alike in groupby(sorted(counted, key=_wording), _wording):
        partings = [found for pair in combinations(alike, 2) if (found := _parting(treaty, *pair, since))]
        told = next((gap for gap in map(_told, (treaty,) * len(partings), partings) if gap), None)
        if told is not None:
            provisions = dict.fromkeys(clause.provision for parting in partings for clause in parting.clauses)
            yield Gap(told.rule, told.case, told.witness, tuple(provisions), told.days, words=told.words)


def ways(treaty: Treaty, clause: Clause) -> tuple[Way, ...]:
    """The ways in which a clause may be counted, the default first.

    >>> from treatysim.files import load_treaty
    >>> home = load_treaty("sco-iis-2009")
    >>> [way.reading for way in ways(home, the_clause(home, EntryIntoForce))]
    [{'entry-period': 'day-after'}, {'entry-period': 'receipt-counted'}, {'entry-period': 'clear-days'}]
    """
    axis = COUNTED[type(clause)]
    if axis in treaty.axes:
        return tuple(Way({axis: answer}, {axis: answer}) for answer in AXES[axis].order)
    return (Way({axis: treaty.settled[axis]} if axis in treaty.settled else {}, {}),)


def _wording(clause: Clause) -> tuple[int | str, ...]:
    return (*(int(clause.parameters.get(unit, 0)) for unit in UNITS), clause.parameters.get("counting", "days-after"))


def _first_day(treaty: Treaty) -> int:
    """The first day from which every clause can be shown to count: the treaty is in force, and notice can be given."""
    story = Story(treaty)
    entry = story.enter_into_force()
    notice = story.notice_from(str(story.acts[0]["by"])) if the_clause(treaty, Withdrawal) else 0
    return max(entry + 2 * PAUSE, notice)


def _parting(treaty: Treaty, one: Clause, other: Clause, since: int) -> Parting | None:
    found = list(product(ways(treaty, one), ways(treaty, other)))
    for at in range(since, min(since + LOOKED_AT, LAST_DAY + 1)):
        for first, second in found:
            if _reached(one, first, at) != _reached(other, second, at):
                return Parting((one, other), (first, second), at)
    return None


def _reached(clause: Clause, way: Way, since: int) -> int | None:
    return day(clause.after(Fixed(start_of(since), "received"), way.reading))


# -- the witness

Shown = tuple[str, str | None, str | None]
"""Which effect shows where a period led: its kind, its State, the proposal it is of."""


def _told(treaty: Treaty, parting: Parting) -> Gap | None:
    """A life in which both periods run from one day; None where it does not show two days."""
    story = Story(treaty, {**parting.ways[0].chosen, **parting.ways[1].chosen})
    leaving = any(isinstance(clause, Withdrawal) for clause in parting.clauses)
    entry = story.enter_into_force(more=2 if leaving else 0)  # so that the treaty does not end with whoever leaves
    shown = [_run_from(story, clause, entry, parting.day) for clause in parting.clauses]
    came = {(it.kind, it.state, it.of): day_of(it.at) for it in story.timeline().effects}
    days = [
        _reached(clause, way, parting.day) if effect is None else came.get(effect)
        for clause, way, effect in zip(parting.clauses, parting.ways, shown, strict=True)
    ]
    if None in days or days[0] == days[1]:
        return None
    one, other = parting.clauses
    period = {unit: one.parameters[unit] for unit in UNITS if unit in one.parameters}
    words = {"one": one.provision, "other": other.provision, "period": period, "readings": dict(story.readings)}
    told = {"day": parting.day, "first": days[0], "second": days[1]}
    return Gap("same-words", "same-words", story.scenario(), days=told, words=words)


def _run_from(story: Story, clause: Clause, entry: int, at: int) -> Shown | None:
    """Let the period of a clause run from a day; the effect it leads to (None: no State is left that could show it)."""
    match clause:
        case EntryIntoForce():
            return _late_consent(story, at)
        case Accession():
            return _accession(story, clause, entry, at)
        case MutualConsent():
            proposal = propose(story, clause, entry + PAUSE, at)
            return SUBJECTS[clause.parameters["subject"]], None, proposal
        case _:
            leaver = str(story.acts[0]["by"])
            story.act("withdrawal", at, leaver)
            return EFFECTIVE, leaver, None


def _late_consent(story: Story, at: int) -> Shown | None:
    consented = {act["by"] for act in story.acts}
    late = next((state for state in countable(story.treaty) if state not in consented), None)
    if late is None:
        return None
    story.consent(late, at)
    return FOR_A_STATE, late, None


def _accession(story: Story, clause: Accession, entry: int, at: int) -> Shown:
    applicant = story.outsider()
    if clause.by_acceptance:
        story.accept(applicant, story.ask_to_accede(applicant, entry + PAUSE), at)
    else:
        story.act("accession", at, applicant)
    return FOR_A_STATE, applicant, None
