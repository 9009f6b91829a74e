"""From a settled past to what may still come: the clauses' own formulas, over the acts that are open."""

from __future__ import annotations

from copy import copy

from treatysim.law.accession import COMPLETE, Accession
from treatysim.law.days import Period
from treatysim.law.entry_into_force import FOR_A_STATE, GENERAL, EntryIntoForce
from treatysim.law.formula import NEVER_COMES, After, Came, Formula, If, Latest, instant
from treatysim.law.scenario import Scenario
from treatysim.law.termination import MinimumParties
from treatysim.law.withdrawal import EFFECTIVE, Withdrawal
from treatysim.whatif.accessions import Accessions
from treatysim.whatif.course import Course
from treatysim.whatif.dates import Unforeseeable
from treatysim.whatif.open_acts import clause_of
from treatysim.whatif.prospects import Expected, Past, Prospects, past


def prospects(scenario: Scenario) -> Prospects:
    """Everything that may come of a scenario's uncertain dates, as formulas over its open acts.

    >>> from treatysim.files import load_text
    >>> prospects(load_text("treaty: sco-iis-2009")).effects
    ()
    """
    before = past(scenario)
    try:
        return Foresight(before).all()
    except Unforeseeable:
        return Prospects(scenario, (), before.effects, (), tuple(scenario.uncertain), foreseeable=False)


class Foresight(Course):
    """The effects that open acts can bring, by the formulas of the clauses: entry into force, withdrawal, accession."""

    def __init__(self, before: Past) -> None:
        super().__init__(before)
        self.accessions = Accessions(self)

    def all(self) -> Prospects:
        """The date of every open act, and every effect: those that came, those on their way, those that may come."""
        self._check_end()
        self._check_held()
        effects = list(self.before.effects)
        effects += [
            Expected(pending.kind, pending.state, pending.of, pending.formula)
            for pending in self.record.pending.values()
            if (pending.kind, pending.state) not in self.keys
        ]
        for kind, state in self.keys:
            formula = self.effect(kind, state)
            if formula is not NEVER_COMES:
                effects.append(Expected(kind, state, None, formula))
        for state in self.accessions.asked:
            self.accessions.keep_asked(state, self.effect(COMPLETE, state))
        for act in self.open.all:
            self.dates.given(act)
        dates, irregular = tuple(self.dates.found.values()), tuple(self.open.irregular)
        return Prospects(self.scenario, dates, tuple(effects), tuple(self.orders), irregular)

    def formula(self, kind: str, state: str | None) -> Formula:
        if state is None:
            return self._general()
        if kind == EFFECTIVE:
            return self._leaving(state)
        if kind == COMPLETE:
            return self.accessions.complete(state)
        if state in self.open.applicants():
            return self._after_completion(state)
        return self._own(state)

    # -- what cannot be foreseen

    def _check_end(self) -> None:
        """Formulas do not speak of the end of the treaty, nor of proposals that a Party's leaving could complete."""
        ending = any(pending.kind == "termination" for pending in self.record.pending.values())
        if ending or self._too_few_stay() or (self.open.leaving and self.record.proposals):
            raise Unforeseeable

    def _too_few_stay(self) -> bool:
        """Whether so many may leave, or so few enter, that the treaty would end."""
        minimum = clause_of(self.scenario.treaty, MinimumParties)
        if minimum is None or self.record.reading("below-two") == "continues":
            return False
        if self.record.entry is not None:
            staying = len(self.record.bound.keys() - self.open.leaving)
            return bool(self.open.leaving) and staying < minimum.number("minimum")
        return (GENERAL, None) in self.keys and self._entering() - len(self.open.leaving) < minimum.number("minimum")

    def _entering(self) -> int:
        """How many States at least are bound on the day of entry into force."""
        general = self.record.pending.get((GENERAL,))
        if general is None:
            return self.clause(EntryIntoForce).number("threshold")
        on_their_way = (one for one in self.record.pending.values() if one.kind == FOR_A_STATE)
        return sum(instant(one.formula) == instant(general.formula) for one in on_their_way)

    def _check_held(self) -> None:
        """An instrument that is held is received with the entries of a day, not at a moment of its own."""
        if any(one.received is None for one in self.record.applications.values()):
            raise Unforeseeable

    # -- entry into force

    def _general(self) -> Formula:
        threshold = self._threshold()
        if threshold is NEVER_COMES:
            return NEVER_COMES
        return self.clause(EntryIntoForce).general_date(self.record, threshold)

    def _threshold(self) -> Formula:
        """The instant at which the conditions are met, every consent counted that stands or may be given."""
        if self.record.threshold is not None:
            return self.record.threshold
        given = {state: self.consent(state) for state in self.open.consenting()}
        record = copy(self.record)
        record.consents = {state: one for state, one in given.items() if one.at < NEVER_COMES.at}
        return self.clause(EntryIntoForce).conditions(record) or NEVER_COMES

    def _own(self, state: str) -> Formula:
        clause, mine = self.clause(EntryIntoForce), self.consent(state)
        threshold = self.record.threshold
        if threshold is None:
            general = self.effect(GENERAL, None)
            # the general date is a period after the day on which the conditions are met
            threshold = general.of.base if isinstance(general, Came) and isinstance(general.of, After) else None
        if threshold is None or mine.at >= NEVER_COMES.at:
            return NEVER_COMES
        if self.record.entry is not None:
            return clause.own_date(self.record, mine, threshold)
        whenever = clause.date_whenever(self.record, mine, threshold)
        if not isinstance(whenever, If):
            return whenever
        # a consent that is not late, be it the last of its day, decides; one that is late may count from E or its own
        in_time = clause.general_date(self.record, Latest((mine, threshold)))
        next_day = After(threshold, Period(days=1), clause.provision)
        return self.choice(If(mine, next_day, in_time, self.choice(whenever)))

    # -- withdrawal and accession

    def _leaving(self, state: str) -> Formula:
        clause, act = self.clause(Withdrawal), self.dates.given(self.open.regular["withdrawal", state, None])
        since = self.bound(state)
        if not isinstance(since, Came) or act.at >= NEVER_COMES.at:
            return NEVER_COMES
        record = copy(self.record)
        record.bound = {**record.bound, state: since}
        return self.admitted(clause, record, act, clause.effective(record, act))

    def _after_completion(self, state: str) -> Formula:
        complete, clause = self.effect(COMPLETE, state), self.clause(Accession)
        if complete is NEVER_COMES:
            return NEVER_COMES
        return clause.after(complete, self.record.counting("accession-period"))
