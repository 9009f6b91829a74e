"""Witnesses told act by act: a life of any treaty, made from its clauses alone, one day at a time.

A story brings a treaty into force by as few consents as will do, then lets States propose, accede or leave; what comes
of it is asked of the simulation, never assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import islice
from typing import TypeVar

from treatysim.checking.drafting import Draft, drafted
from treatysim.law.acts import DEPOSITARY
from treatysim.law.amendment import MutualConsent
from treatysim.law.clause import Clause
from treatysim.law.days import LAST_DAY, Period, day_of
from treatysim.law.entry_into_force import FOR_A_STATE, GENERAL, EntryIntoForce
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.law.treaty import Treaty
from treatysim.law.withdrawal import Withdrawal
from treatysim.simulation import simulate
from treatysim.words import states

PAUSE = 30
"""Days between the chapters of a story: from signing to the first consent, from entry into force to the next act."""

OUTSIDERS = ("BLR", "MNG", "IRN", "ARM", "NOR", "PAK", "IND", "TUR")
"""States that stories take first when they need one without a part in the treaty."""


PARTY = ("party", "withdrawing")
"""The standings of a State that is bound."""

C = TypeVar("C", bound=Clause)


class Untellable(Exception):
    """A story that this treaty does not allow: it never enters into force, or its days lie beyond the calendar."""


class Story:
    """A life of a treaty in the making, under some readings; days are ordinals."""

    def __init__(self, treaty: Treaty, readings: Mapping[str, str] | None = None) -> None:
        self.treaty = treaty
        self.readings = dict(readings or {})
        self.acts: list[Draft] = []

    def act(self, kind: str, day: int, by: str = DEPOSITARY, **fields: object) -> None:
        """Let something be done on a day; Untellable if that lies beyond the calendar."""
        if not self.treaty.opens <= day <= LAST_DAY:
            raise Untellable
        author = {} if by == DEPOSITARY and kind != "consent" else {"by": by}
        self.acts.append({"act": kind, **author, "date": day, **fields})

    def scenario(self, through: int | None = None, title: str = "") -> Scenario:
        """The story so far as a scenario."""
        return drafted(self.treaty, self.acts, self.readings, through, title)

    def timeline(self, through: int | None = None) -> Timeline:
        """What comes of the story so far."""
        return simulate(self.scenario(through))

    # -- consent, and entry into force

    def consent(self, state: str, day: int) -> None:
        """Let a State consent to be bound, in the way that the treaty has."""
        clause = entry_clause(self.treaty)
        if clause.by_deposit:
            offered = clause.parameters["instruments"]
            fitting = [name for name in offered if (name == "accession") != (state in self.treaty.signatories)]
            self.act("deposit", day, state, instrument=(fitting or offered)[0])
        else:
            self.act("notification", day, state)

    def enter_into_force(self, more: int = 0) -> int:
        """Bring the treaty into force by as few consents as will do, and so many more; the day of entry.

        Untellable if it never enters into force.

        >>> from treatysim.files import load_treaty
        >>> from treatysim.law.days import iso
        >>> story = Story(load_treaty("sco-iis-2009"))
        >>> iso(story.enter_into_force()), [act["by"] for act in story.acts]
        ('2009-08-18', ['CHN', 'KAZ', 'KGZ', 'RUS'])
        """
        needed = enough(self.treaty)
        spare = (state for state in countable(self.treaty) if state not in needed)
        for place, state in enumerate((*needed, *islice(spare, more))):
            self.consent(state, self.treaty.signed + PAUSE + place)
        entry = self.timeline().first(GENERAL)
        if entry is None:
            raise Untellable
        return entry

    # -- leaving and joining

    def leave(self, state: str, day: int) -> int | None:
        """Let a Party give notice as early as it may, on a day or later; the day on which it is out, or None."""
        clause = the_clause(self.treaty, Withdrawal)
        if clause is None:
            return None
        self.act("withdrawal", max(day, self.notice_from(state)), state)
        left = [it for it in self.timeline().effects if (it.kind, it.state) == ("withdrawal-effective", state)]
        return day_of(left[-1].at) if left else None

    def outsider(self) -> str:
        """A State that has no part in the treaty or in the story: no signatory, in none of the groups, holding nothing.

        >>> from treatysim.files import load_treaty
        >>> Story(load_treaty("sco-iis-2009")).outsider()
        'BLR'
        """
        part = {*_with_a_part(self.treaty), *self.treaty.not_additional, *(act.get("by") for act in self.acts)}
        return next((state for state in (*OUTSIDERS, *states()) if state not in part), OUTSIDERS[0])

    def notice_from(self, state: str) -> int:
        """The first day on which a Party may give notice of withdrawal; one beyond the calendar, where it never may."""
        clause = the_clause(self.treaty, Withdrawal)
        years = 0 if clause is None else int(clause.parameters.get("not-before-years", 0))
        entries = [it for it in self.timeline().effects if (it.kind, it.state) == (FOR_A_STATE, state)]
        since = (day_of(entries[-1].at) or 0) if entries else self.treaty.opens
        opens = Period(years=years).add(since)
        return LAST_DAY + 1 if opens is None else opens

    def ask_to_accede(self, state: str, day: int) -> tuple[str, ...]:
        """Let a State hand in its instrument of accession; whose acceptance it then waits for."""
        self.act("accession", day, state)
        return next(one.waiting_for for one in self.timeline(day).states if one.state == state)

    def accept(self, applicant: str, answering: Iterable[str], day: int) -> None:
        """Let States accept an accession, all on one day."""
        for state in answering:
            self.act("acceptance", day, state, of=applicant)


def propose(story: Story, clause: MutualConsent, day: int, agreed: int) -> str:
    """Let the first Party propose what a clause is about, and all who are asked consent on a later day; its id."""
    subject = str(clause.parameters["subject"])
    parties = [one.state for one in story.timeline(day).states if one.standing in PARTY]
    if not parties:
        raise Untellable
    story.act("proposal", day, parties[0], id=f"the-{subject}", subject=subject)
    for state in (*parties, *((DEPOSITARY,) if clause.parameters.get("depositary-consents") else ())):
        story.act("consent", agreed, state, to=f"the-{subject}")
    return f"the-{subject}"


# -- what the clauses ask for


def the_clause(treaty: Treaty, kind: type[C]) -> C | None:
    """The clause of a kind, with what it needs of the treaty as a whole; None if the treaty has none."""
    return next((clause for clause in treaty.operative if isinstance(clause, kind)), None)


def entry_clause(treaty: Treaty) -> EntryIntoForce:
    """The clause on entry into force; Untellable if the treaty has none."""
    clause = the_clause(treaty, EntryIntoForce)
    if clause is None:
        raise Untellable
    return clause


def countable(treaty: Treaty) -> tuple[str, ...]:
    """The States that the text lets consent before entry into force: signatories, or any State where it may deposit an
    instrument of accession."""
    open_to_all = "accession" in entry_clause(treaty).parameters.get("instruments", ())
    able = (*_with_a_part(treaty), *OUTSIDERS, *states()) if open_to_all else treaty.signatories
    return tuple(state for state in dict.fromkeys(able) if state not in treaty.not_additional)


def enough(treaty: Treaty) -> tuple[str, ...]:
    """States whose consent meets the conditions of entry into force, with none that could be left out.

    Untellable if those of all States together do not meet them.

    >>> from treatysim.files import load_treaty
    >>> enough(load_treaty("sco-iis-2009")), len(enough(load_treaty("paris-2015")))
    (('CHN', 'KAZ', 'KGZ', 'RUS'), 55)
    """
    able = countable(treaty)
    if not meets(treaty, able):
        raise Untellable
    found = list(dict.fromkeys((*_carrying(treaty, able), *_members(treaty, able), *able)))
    needed = next(many for many in range(1, len(found) + 1) if meets(treaty, found[:many]))
    chosen = found[:needed]
    for state in reversed(chosen[:]):
        fewer = [one for one in chosen if one != state]
        chosen = fewer if meets(treaty, fewer) else chosen
    order = {state: place for place, state in enumerate(able)}
    return tuple(sorted(chosen, key=order.__getitem__))


def meets(treaty: Treaty, consenting: Iterable[str]) -> bool:
    """Whether the consents of these States meet every condition of entry into force."""
    clause, among = entry_clause(treaty), set(consenting) - treaty.not_additional
    return not any(short for short in shortcomings(treaty, clause, among))


def shortcomings(treaty: Treaty, clause: EntryIntoForce, among: set[str]) -> tuple[str, ...]:
    """The conditions of entry into force that the consents of these States do not meet: threshold, members, share."""
    members, share = clause.parameters.get("members"), clause.parameters.get("share")
    found = ["threshold"] if len(among) < clause.number("threshold") else []
    if members and len(among & treaty.groups[members["group"]]) < members["threshold"]:
        found.append("members")
    if share:
        held = treaty.quantities[share["quantity"]]
        if sum((held.get(state, Decimal(0)) for state in among), Decimal(0)) < share["percent"]:
            found.append("share")
    return tuple(found)


def _with_a_part(treaty: Treaty) -> tuple[str, ...]:
    named = (*treaty.groups.values(), *treaty.quantities.values())
    return tuple(dict.fromkeys((*treaty.signatories, *(state for some in named for state in sorted(some)))))


def _carrying(treaty: Treaty, able: tuple[str, ...]) -> tuple[str, ...]:
    """Where a share must be reached: the States that carry most, as many as reach it."""
    share = entry_clause(treaty).parameters.get("share")
    if not share:
        return ()
    held = treaty.quantities[share["quantity"]]
    found: list[str] = []
    for state in sorted(able, key=lambda state: -held.get(state, Decimal(0))):
        if sum((held[one] for one in found), Decimal(0)) >= share["percent"]:
            break
        found.append(state)
    return tuple(found)


def _members(treaty: Treaty, able: tuple[str, ...]) -> tuple[str, ...]:
    """Where so many of a group are needed: the first of them."""
    members = entry_clause(treaty).parameters.get("members")
    if not members:
        return ()
    return tuple(state for state in able if state in treaty.groups[members["group"]])[: members["threshold"]]
