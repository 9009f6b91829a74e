"""How everybody stands at one moment of a retelling, in sets of States alone, and what follows from that.

Properties hold the law's answers against this (see :mod:`treatysim.checking.retelling`), so nothing of the law's own
record, and none of its formulas, is used here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from treatysim.law.acts import DEPOSITARY, Act
from treatysim.law.clause import Clause


@dataclass
class Asked:
    """An instrument of accession under way: who is in its set, and who has accepted."""

    received: bool = False
    of: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    complete: bool = False

    def copy(self) -> Asked:
        return Asked(self.received, set(self.of), set(self.accepted), self.complete)


@dataclass
class Proposed:
    """A proposal: its subject, who has consented, and the day (an ordinal) on which all had; ``period`` is what the
    proposal itself names."""

    subject: str
    period: int | None
    consented: set[str] = field(default_factory=set)
    complete: int | None = None

    def copy(self) -> Proposed:
        return Proposed(self.subject, self.period, set(self.consented), self.complete)


@dataclass
class Scene:
    """Who stands where, at one moment of a retelling; days are ordinals.

    ``notices`` holds those that run, and ``untold`` the due days of the duties to tell the others of one, by State;
    ``ever`` are the States that were ever bound; ``acceptance`` is whether an accession needs any.
    """

    signatories: set[str]
    readings: Mapping[str, str]
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    agreements: Mapping[str, Clause] = field(default_factory=dict)
    acceptance: bool = True
    consents: dict[str, int] = field(default_factory=dict)
    bound: dict[str, int] = field(default_factory=dict)
    ever: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    acceded: set[str] = field(default_factory=set)
    applications: dict[str, Asked] = field(default_factory=dict)
    notices: dict[str, list[tuple[Act, int]]] = field(default_factory=dict)
    untold: dict[str, list[int]] = field(default_factory=dict)
    proposals: dict[str, Proposed] = field(default_factory=dict)
    projects: set[str] = field(default_factory=set)
    entry: int | None = None
    end: int | None = None

    def standing(self, state: str) -> str:
        """Where a State stands, in the words of VCLT 2(1) and of the clauses."""
        if state in self.bound:
            return "withdrawing" if state in self.notices else "party"
        if state in self.applications:
            return "acceding" if self.applications[state].complete else "applicant"
        if state in self.consents:
            return "contracting"
        if state in self.ever:
            return "former-party"
        return "signatory" if state in self.signatories else "third"

    def copy(self) -> Scene:
        """The same scene, which changes without this one."""
        new = Scene.__new__(Scene)
        new.__dict__.update(self.__dict__)
        new.signatories, new.ever, new.left = set(self.signatories), set(self.ever), set(self.left)
        new.acceded, new.projects = set(self.acceded), set(self.projects)
        new.consents, new.bound = dict(self.consents), dict(self.bound)
        new.applications = {state: asked.copy() for state, asked in self.applications.items()}
        new.notices = {state: list(notices) for state, notices in self.notices.items()}
        new.untold = {state: list(days) for state, days in self.untold.items()}
        new.proposals = {name: proposal.copy() for name, proposal in self.proposals.items()}
        return new

    def marks(self, state: str) -> int:
        """Everything that stands of a State, but for days, in the bits of a number."""
        application = self.applications.get(state)
        marks = (
            (state in self.signatories)
            | (state in self.consents) << 1
            | (state in self.bound) << 2
            | (state in self.ever) << 3
            | (state in self.left) << 4
            | (state in self.acceded) << 5
            | (state in self.notices) << 6
        )
        return marks if application is None else marks | 128 | application.received << 8 | application.complete << 9

    def answered(self, state: str, applicant: str) -> int:
        """How a State stands to an accession under way: not asked, asked, or having accepted."""
        asked = self.applications.get(applicant)
        if asked is None or asked.complete:
            return 0
        return 0 if state not in self.asked(applicant) else 2 if state in asked.accepted else 1

    def asks(self, applicant: str, state: str) -> bool:
        """Whether an accession needs a State's acceptance, as it stands now (12(3); E-19 to E-21)."""
        if not self.acceptance or state == applicant or state in self.left:
            return False
        which = self.readings["acceptors"]
        if which == "signatories-and-acceded":
            return state in self.signatories or state in self.acceded
        contracting = which == "contracting" and state in self.consents and state in self.signatories
        return state in self.bound or contracting

    def asked(self, applicant: str) -> set[str]:
        """Whose acceptance an accession needs, given or not."""
        asked = self.applications[applicant]
        if not asked.received:
            return set()
        everyone = self.signatories | self.bound.keys()
        if self.readings["acceptor-set"] == "at-last-acceptance":
            asked.of = {state for state in everyone if self.asks(applicant, state)}
        else:
            asked.of -= {state for state in asked.of if state in self.left or state not in everyone}
        return asked.of

    def outstanding(self, applicant: str) -> set[str]:
        """Whose acceptance an accession still needs."""
        return self.asked(applicant) - self.applications[applicant].accepted

    def must_consent(self, proposal: Proposed) -> set[str]:
        """Whose consent a proposal needs: that of the Parties as they stand, and the Depositary's where the clause asks
        it (12(2), 1, 2, 5(2), VCLT 54(b))."""
        clause = self.agreements.get(proposal.subject)
        depositary = {DEPOSITARY} if clause is not None and clause.parameters.get("depositary-consents") else set()
        return self.bound.keys() | depositary

    def receive_held(self) -> None:
        """From the entry into force on, whatever was handed in is received (E-17)."""
        for applicant, asked in self.applications.items():
            if self.entry is not None and not asked.received:
                asked.received = True
                asked.of = {state for state in self.signatories | self.bound.keys() if self.asks(applicant, state)}

    def agree(self, day: int) -> None:
        """Note of every open proposal whether all who must have consented by now."""
        for proposal in self.proposals.values():
            if proposal.complete is None and proposal.consented >= self.must_consent(proposal) and proposal.consented:
                proposal.complete = day
