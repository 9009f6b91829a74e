"""Who acts in invented lives of a treaty: its signatories, those whose consent brings it into force, and outsiders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from treatysim.law.entry_into_force import EntryIntoForce
from treatysim.law.treaty import Treaty
from treatysim.words import states

FEW = 6
"""So many signatories of a large treaty act after its entry into force, beside those who come last before it."""

NEIGHBOURS = ("BLR", "IRN", "MNG", "NOR", "PAK", "TUR")
"""The States that are taken as outsiders, the first that are no signatories."""


@dataclass(frozen=True)
class Cast:
    """``founders`` are just enough, in this order, to bring the treaty into force (all who can, where even they are not
    enough); ``signatories`` and ``outsiders`` are those who act besides."""

    founders: tuple[str, ...]
    signatories: tuple[str, ...]
    outsiders: tuple[str, ...]

    @property
    def anybody(self) -> tuple[str, ...]:
        """Everyone who acts, the signatories first."""
        return (*self.signatories, *self.outsiders)


def cast_of(treaty: Treaty) -> Cast:
    """Who acts in lives of a treaty.

    >>> from treatysim.files import load_treaty
    >>> cast_of(load_treaty("sco-iis-2009")).founders, cast_of(load_treaty("sco-iis-2009")).outsiders
    (('CHN', 'KAZ', 'KGZ', 'RUS'), ('BLR', 'IRN'))
    >>> len(cast_of(load_treaty("paris-2015")).founders)
    55
    """
    clause = next((clause for clause in treaty.operative if isinstance(clause, EntryIntoForce)), None)
    founders = tuple(_founders(clause, treaty)) if clause else treaty.signatories
    others = [state for state in treaty.signatories if state not in founders]
    acting = (*founders[-FEW:], *others[: max(2, FEW - len(founders))])
    known = dict.fromkeys((*NEIGHBOURS, *states()))
    outsiders = tuple(state for state in known if state not in (*treaty.signatories, *founders))[:2]
    return Cast(founders, acting, outsiders)


def _founders(clause: EntryIntoForce, treaty: Treaty) -> Iterator[str]:
    """States, in the order of their weight, until every condition of entry into force is met."""
    number, wanted, shares, percent = _conditions(clause, treaty)
    members: set[str] = set()
    weight = Decimal(0)
    for count, state in enumerate(_candidates(clause, treaty, shares)):
        if count >= number and len(members) >= wanted[1] and weight >= percent:
            return
        yield state
        weight += shares.get(state, Decimal(0))
        members |= {state} & wanted[0]


def _conditions(
    clause: EntryIntoForce, treaty: Treaty
) -> tuple[int, tuple[frozenset[str], int], Mapping[str, Decimal], Decimal]:
    """How many consents, how many of which group, and how much of which quantity a treaty waits for."""
    group, share = clause.parameters.get("members"), clause.parameters.get("share")
    wanted = (treaty.groups[group["group"]], int(group["threshold"])) if group else (frozenset[str](), 0)
    shares = treaty.quantities[share["quantity"]] if share else {}
    return clause.number("threshold"), wanted, shares, Decimal(share["percent"]) if share else Decimal(0)


def _candidates(clause: EntryIntoForce, treaty: Treaty, shares: Mapping[str, Decimal]) -> list[str]:
    """Who can consent and is counted, the weightiest first; any State can, where consent is a deposit."""
    groups = (sorted(members) for members in treaty.groups.values())
    others = [state for members in groups for state in members] if clause.by_deposit else []
    known = [state for state in dict.fromkeys((*treaty.signatories, *others)) if state not in treaty.not_additional]
    return sorted(known, key=lambda state: -shares.get(state, Decimal(0)))
