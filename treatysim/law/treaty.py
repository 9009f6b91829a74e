"""The instrument: what it is called, who signed it, and its clauses together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from treatysim.law.accession import Accession
from treatysim.law.acts import Act
from treatysim.law.amendment import MutualConsent
from treatysim.law.clause import PERIOD, Clause
from treatysim.law.days import iso
from treatysim.law.digest import digest
from treatysim.law.entry_into_force import EntryIntoForce
from treatysim.law.obligations import AuthorityExchange, CertifiedCopies, Consultations, InterdepartmentalAgreements
from treatysim.law.termination import MinimumParties, Survival
from treatysim.law.withdrawal import Withdrawal

CLAUSE_KINDS: dict[str, type[Clause]] = {
    kind.kind: kind
    for kind in (
        EntryIntoForce,
        Accession,
        Withdrawal,
        MutualConsent,
        MinimumParties,
        Survival,
        CertifiedCopies,
        AuthorityExchange,
        Consultations,
        InterdepartmentalAgreements,
    )
}
"""Every kind of clause, by the name that treaty files use."""


@dataclass(frozen=True)
class Treaty:
    """A treaty: ``signed`` (and ``adopted``, where that came first) are days at the ``seat`` of the Depositary.

    ``groups`` are named sets of States, ``quantities`` exact decimals per State; States in ``not_additional`` count
    towards no threshold (regional organisations: Paris 21(1), Kyoto 25(4)).
    """

    id: str
    title: str
    signed: int
    signatories: tuple[str, ...]
    clauses: tuple[Clause, ...]
    short: str = ""
    adopted: int | None = None
    place: str = ""
    depositary: str = ""
    seat: str = "UTC"
    text: str = ""
    sources: tuple[str, ...] = ()
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    quantities: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    not_additional: frozenset[str] = frozenset()

    @property
    def opens(self) -> int:
        """The first day on which anything can be done under the treaty: adoption where it came first, else signing."""
        return self.signed if self.adopted is None else min(self.adopted, self.signed)

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """The doubts that the clauses leave open, in the order of the clauses."""
        return tuple(dict.fromkeys(axis for clause in self.clauses for axis in clause.axes))

    @cached_property
    def settled(self) -> dict[str, str]:
        """The doubts that the text itself answers, with its answers."""
        return {axis: answer for clause in self.clauses for axis, answer in clause.settles.items()}

    @cached_property
    def acts(self) -> tuple[str, ...]:
        """The kinds of act that some clause knows."""
        return tuple(dict.fromkeys(kind for clause in self.operative for kind in clause.knows))

    @cached_property
    def operative(self) -> tuple[Clause, ...]:
        """The clauses with what they need of the treaty as a whole: groups, quantities, who counts, the minimum."""
        minimum = next((clause.number("minimum") for clause in self.clauses if clause.kind == "minimum-parties"), 0)
        groups = tuple((name, frozenset(states)) for name, states in self.groups.items())
        quantities = tuple((name, tuple(held.items())) for name, held in self.quantities.items())
        return tuple(
            replace(clause, groups=groups, quantities=quantities, not_additional=self.not_additional, minimum=minimum)
            if isinstance(clause, EntryIntoForce)
            else clause
            for clause in self.clauses
        )

    def clause_for(self, act: Act, subject: str | None = None) -> Clause | None:
        """The clause that an act belongs to; None if no clause of this treaty knows such an act."""
        for clause in self._by_act.get(act.kind, ()):
            if clause.concerns(subject):
                return clause
        return None

    @cached_property
    def _by_act(self) -> dict[str, tuple[Clause, ...]]:
        return {kind: tuple(clause for clause in self.operative if kind in clause.knows) for kind in self.acts}

    def shown_clauses(self) -> list[dict[str, object]]:
        """The clauses as plain JSON values."""
        return [clause.to_dict() for clause in self.clauses]

    def shown_instrument(self) -> dict[str, object]:
        """What dates rest on beside the clauses, as plain JSON values; quantities are exact decimals, as texts."""
        quantities = {name: {state: str(it) for state, it in held.items()} for name, held in self.quantities.items()}
        return {
            "signatories": list(self.signatories),
            "not_additional": sorted(self.not_additional),
            "groups": {name: sorted(states) for name, states in self.groups.items()},
            "quantities": quantities,
        }

    @cached_property
    def digest(self) -> str:
        """The digest of all that dates rest on: the day of signing, the clauses, and the instrument as it is shown."""
        return digest({"signed": iso(self.signed), "clauses": self.shown_clauses(), **self.shown_instrument()})

    def corrected(
        self,
        parameters: Mapping[str, Mapping[str, object]],
        groups: Mapping[str, frozenset[str]],
        quantities: Mapping[str, Mapping[str, Decimal]],
    ) -> Treaty:
        """The same treaty with other parameters in some provisions, and other groups and quantities (what if the
        clause had said three?)."""
        clauses = tuple(clause.corrected(self._meant(clause, parameters)) for clause in self.clauses)
        return replace(self, clauses=clauses, groups=groups, quantities=quantities)

    def _meant(self, clause: Clause, parameters: Mapping[str, Mapping[str, object]]) -> Mapping[str, object]:
        """What is corrected in one clause of a provision: a period, only where no other clause of it has one (5(2))."""
        given = parameters.get(clause.provision, {})
        others = (other.has_period for other in self.clauses if other.provision == clause.provision)
        if clause.has_period or not any(others):
            return given
        return {name: value for name, value in given.items() if name not in PERIOD}
