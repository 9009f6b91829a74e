"""Who acts in invented lives of a treaty: its signatories, those whose consent brings it into force, and outsiders."""

from __future__ import annotations

from dataclasses import dataclass

from treatysim.checking.stories import OUTSIDERS, Untellable, enough
from treatysim.law.treaty import Treaty
from treatysim.words import states

FEW = 6
"""So many signatories of a large treaty act after its entry into force, beside those who come last before it."""


@dataclass(frozen=True)
class Cast:
    """``founders`` are just enough, in this order, to bring the treaty into force (all who can, where even they are not
    enough); ``signatories`` and ``outsiders`` are those who act besides: of many founders a few, signatories rather
    than others."""

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
    (('CHN', 'KAZ', 'KGZ', 'RUS'), ('BLR', 'MNG'))
    >>> len(cast_of(load_treaty("paris-2015")).founders)
    55
    """
    try:
        founders = enough(treaty)
    except Untellable:
        founders = treaty.signatories
    others = [state for state in treaty.signatories if state not in founders]
    signed = [state for state in founders if state in treaty.signatories]
    last = [*(state for state in founders if state not in signed), *signed][-FEW:]
    acting = (*last, *others[: max(2, FEW - len(founders))])
    known = dict.fromkeys((*OUTSIDERS, *states()))
    outsiders = tuple(state for state in known if state not in (*treaty.signatories, *founders))[:2]
    return Cast(founders, acting, outsiders)
