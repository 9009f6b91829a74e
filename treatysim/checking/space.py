"""What a search explores: a treaty, who acts, what they may do, and from which moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Literal

from treatysim.checking.cast import cast_of
from treatysim.checking.clocks import OWED
from treatysim.checking.drafting import drafted
from treatysim.checking.life import Life
from treatysim.checking.moves import END, KINDS, MORE_KINDS, Moves, Step, consent
from treatysim.checking.symmetry import Symmetry
from treatysim.errors import UnknownName
from treatysim.law.days import day_of
from treatysim.law.entry_into_force import GENERAL
from treatysim.law.formula import instant
from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty
from treatysim.words import say

Start = Literal["signing", "in-force"]
Path = tuple[Step, ...]

QUIET = 100
"""So many days pass after the signing before anybody acts, so that every act could have been done earlier; none, where
due days matter, for there are some among them."""


class Space:
    """The lives of a treaty from ``start`` on: from the signing, when ``QUIET`` days have passed, or from the day of
    entry into force, brought about by just enough consents from then on.

    Without ``kinds``, those on which it hangs who is bound, and when; ``applicants`` is the number of outsiders.
    ``duties`` makes due days and open deadlines part of a moment; kinds of act that perform a duty do so in any case.
    Raises UnknownName for a kind of act that cannot be tried, and, once ``opened``, where the consents of all who can
    consent do not bring the treaty into force.

    >>> from treatysim.files import load_treaty
    >>> space = Space(load_treaty("sco-iis-2009"), start="in-force")
    >>> space.opened.record.standing("CHN"), space.interchangeable
    ('party', (('CHN', 'KAZ', 'KGZ', 'RUS'), ('TJK', 'UZB'), ('BLR',)))
    """

    def __init__(
        self,
        treaty: Treaty,
        start: Start = "signing",
        kinds: Sequence[str] | None = None,
        readings: Mapping[str, str] | None = None,
        duties: bool = False,
        applicants: int = 1,
    ) -> None:
        self.treaty, self.start, self.readings = treaty, start, dict(readings or {})
        cast = cast_of(treaty)
        self.cast = replace(cast, outsiders=cast.outsiders[:applicants])
        wanted = KINDS if kinds is None else _known(kinds)
        self.duties = duties or any(kind in OWED for kind in wanted)
        self.symmetry = Symmetry(treaty, self.cast, self.duties, "proposal" in wanted)
        self.moves = Moves(treaty, self.cast, wanted, self.symmetry)

    @cached_property
    def opened(self) -> Life:
        """The life at the start; never led on itself."""
        proposal = {"act": "proposal", "by": "", "subject": "termination", "id": END, "date": self.treaty.signed}
        life = Life.begun(drafted(self.treaty, [proposal], self.readings))
        life.wait(0 if self.duties else QUIET)
        if self.start == "in-force":
            self._enter(life)
        return life

    def _enter(self, life: Life) -> None:
        for state in self.cast.founders:
            given = consent(self.treaty, state)
            if given["act"] in self.treaty.acts:
                self.moves.act(life, given)
        general = life.record.pending.get((GENERAL,))
        entry = day_of(instant(general.formula)) if general else None
        if entry is None:
            raise UnknownName(say("certificate", "never-in-force", treaty=self.treaty.id))
        life.wait(entry - life.day)

    @property
    def interchangeable(self) -> tuple[tuple[str, ...], ...]:
        """The sets of States that nothing tells apart at the start."""
        alike: dict[object, list[str]] = {}
        for state, profile in self.symmetry.profiles(self.opened).items():
            alike.setdefault(profile, []).append(state)
        return tuple(map(tuple, alike.values()))

    def life(self, path: Path) -> Life:
        """The life that steps lead to."""
        life = self.opened.branch()
        for step in path:
            self.moves.make(life, step)
        return life

    def scenario(self, path: Path, title: str = "") -> Scenario:
        """The same life as a scenario, which ends on its day."""
        return self.scenario_of(self.life(path), title)

    def scenario_of(self, life: Life, title: str = "") -> Scenario:
        """What a life has been so far, as a scenario that ends on its day."""
        return drafted(self.treaty, life.done, self.readings, life.day, title)


def _known(kinds: Sequence[str]) -> Sequence[str]:
    for kind in kinds:
        if kind not in (*KINDS, *MORE_KINDS):
            known = ", ".join((*KINDS, *MORE_KINDS))
            raise UnknownName(say("certificate", "unknown-kind", name=repr(kind), known=known))
    return kinds
