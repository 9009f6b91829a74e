"""From a settled past to what may still come: the clauses' own formulas, over the acts that are open.

The clauses are handed a record in which the open acts stand, and build their formulas as they do in a run.  Where the
law looks at who is bound or asked at a moment, the course of the *reference* is followed, in which every open date has
its median, and the orders that keep other cases to that course are noted, the rows of admission among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from functools import partial
from typing import TypeVar

from treatysim.law.accession import COMPLETE, Accession
from treatysim.law.acts import Act
from treatysim.law.clause import Clause
from treatysim.law.days import NEVER
from treatysim.law.entry_into_force import FOR_A_STATE, GENERAL, EntryIntoForce
from treatysim.law.formula import NEVER_COMES, After, Came, Formula, Given, instant
from treatysim.law.record import Application, Record
from treatysim.law.scenario import Scenario
from treatysim.law.unanimity import Unanimity
from treatysim.law.withdrawal import EFFECTIVE, Withdrawal
from treatysim.whatif.dates import Key, OpenDates, Unforeseeable
from treatysim.whatif.prospects import SPOKEN_FOR, WITHOUT_DATES, Expected, Order, Past, Prospects, past

C = TypeVar("C", bound=Clause)


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


class Foresight:
    """The open acts that formulas speak for, and the effects that they can bring, each found once, when asked for."""

    def __init__(self, before: Past) -> None:
        self.before = before
        self.scenario = before.scenario
        self.record = before.settled.record
        self.clauses = {type(clause): clause for clause in self.scenario.treaty.operative}
        self.orders: list[Order] = []
        self.irregular: dict[str, None] = {}
        self.acts: dict[tuple[str, str, str | None], Act] = {}
        self.open = [act for act in self.scenario.acts if act.id not in before.settled.given]
        self.leaving = {act.by for act in self.open if act.kind == "withdrawal"} | self.record.notices.keys()
        for act in self.open:
            self._sort(act)
        self.keys = dict.fromkeys(self._keys())
        self.known: dict[Key, Formula] = {}
        self.dates = OpenDates(before, self.effects)

    def all(self) -> Prospects:
        """The date of every open act, and every effect: those that came, those on their way, those that may come."""
        self._check_leavers()
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
        for act in self.open:
            self.dates.given(act)
        found = tuple(self.dates.found.values()), tuple(effects), tuple(self.orders), tuple(self.irregular)
        return Prospects(self.scenario, *found)

    # -- what is open

    def _sort(self, act: Act) -> None:
        """Set an open act aside where no formula speaks for it: it is one of two, or of a kind, or comes back."""
        key = (act.kind, act.by, act.of)
        again = act.by in self.record.left or self._comes_back(act)
        if act.kind in WITHOUT_DATES:
            return
        if act.kind not in SPOKEN_FOR or key in self.acts or again or not self._foreseeable(act):
            self.irregular[act.id] = None
        else:
            self.acts[key] = act

    def _comes_back(self, act: Act) -> bool:
        """Whether a State acts on a treaty that it is leaving, or may leave, in another way than as an acceptor."""
        if act.kind == "withdrawal":
            return act.by in self.record.notices
        return act.kind != "acceptance" and act.by in self.leaving

    def _foreseeable(self, act: Act) -> bool:
        """Whether the day that follows from an act does not hang on more than its own: on its dispatch, or on whether
        the day that it names makes it void."""
        if act.kind != "withdrawal":
            return True
        readings = self.scenario.all_readings
        void = act.intended is not None and readings.get("short-notice") == "void"
        return readings.get("notice-base") != "sending" and not void

    def _keys(self) -> Iterator[Key]:
        """Every effect that open acts can bring, or can move."""
        if self.record.end is not None:
            return
        if self.record.entry is None and EntryIntoForce in self.clauses:
            yield GENERAL, None
        yield from ((FOR_A_STATE, state) for state in self._consenting() if state not in self.record.bound)
        yield from ((kind, state) for state in self._applicants() for kind in (COMPLETE, FOR_A_STATE))
        yield from ((EFFECTIVE, by) for kind, by, _ in self.acts if kind == "withdrawal")

    def _consenting(self) -> dict[str, None]:
        """The States whose consent to be bound stands, or may still be given, by one act each."""
        record = self.record
        if EntryIntoForce not in self.clauses:
            return {}
        free = self._clause(EntryIntoForce).by_deposit
        new = (by for kind, by, _ in self.acts if kind in ("notification", "deposit"))
        could = (by for by in new if by not in record.bound and (free or by in record.signatories))
        return dict.fromkeys((*(state for state in record.consents if state not in record.acceded), *could))

    def _applicants(self) -> dict[str, None]:
        """The States whose accession waits for acceptances, or may be deposited: those that have not signed."""
        record = self.record
        waiting = (state for state, one in record.applications.items() if one.complete is None and one.received)
        new = (by for kind, by, _ in self.acts if kind == "accession" and by not in record.applications)
        return dict.fromkeys((*waiting, *(by for by in new if by not in (*record.bound, *record.signatories))))

    def _clause(self, kind: type[C]) -> C:
        found = self.clauses.get(kind)
        if not isinstance(found, kind):
            raise Unforeseeable
        return found

    def _check_leavers(self) -> None:
        """Formulas do not speak of the end of the treaty, nor of proposals that a Party's leaving could complete."""
        least = next((c.number("minimum") for c in self.clauses.values() if c.kind == "minimum-parties"), 0)
        entering = self._clause(EntryIntoForce).number("threshold") if EntryIntoForce in self.clauses else 0
        staying = len(self.record.bound.keys() - self.leaving) if self.record.entry else entering - len(self.leaving)
        ending = any(pending.kind == "termination" for pending in self.record.pending.values())
        too_few = staying < least and (self.leaving or (GENERAL, None) in self.keys)
        if ending or too_few or (self.leaving and self.record.proposals):
            raise Unforeseeable

    # -- effects

    def effects(self, kind: str) -> Iterator[tuple[str | None, Callable[[], Formula]]]:
        """The effects of a kind that may come: their States, and how to find their formulas."""
        for pending in self.record.pending.values():
            if pending.kind == kind and (kind, pending.state) not in self.keys:
                yield pending.state, partial(_itself, pending.formula)
        yield from ((key[1], partial(self.effect, *key)) for key in self.keys if key[0] == kind)

    def effect(self, kind: str, state: str | None) -> Formula:
        """The effect of a kind for a State, as a leaf; never, if nothing in the file can bring it."""
        key = (kind, state)
        if key in self.known:
            return self.known[key]
        count = self.dates.left_out.total()
        with self.dates.search(key) as again:
            formula = NEVER_COMES if again else self._formula(kind, state)
        leaf = formula
        if formula is not NEVER_COMES and not isinstance(formula, Came):
            leaf = Came(f"{kind} {state or ''}", instant(formula), formula)
        if self.dates.left_out.total() == count:
            self.known[key] = leaf
        return leaf

    def _formula(self, kind: str, state: str | None) -> Formula:
        if state is None:
            threshold = self._threshold()
            if threshold is NEVER_COMES:
                return NEVER_COMES
            return self._clause(EntryIntoForce).general_date(self.record, threshold)
        if kind == EFFECTIVE:
            return self._leaving(state)
        if state in self._applicants():
            return self._complete(state) if kind == COMPLETE else self._after_completion(state)
        return self._own(state)

    def _bound(self, state: str) -> Formula:
        """When a State is bound: since a day that is settled, or from an effect that may come."""
        settled = self.record.bound.get(state)
        return settled or (self.effect(FOR_A_STATE, state) if (FOR_A_STATE, state) in self.keys else NEVER_COMES)

    # -- entry into force

    def _consent(self, state: str) -> Given:
        if state in self.record.consents:
            return self.record.consents[state]
        kind = "deposit" if self._clause(EntryIntoForce).by_deposit else "notification"
        return self.dates.given(self.acts[kind, state, None])

    def _threshold(self) -> Formula:
        """The instant at which the conditions are met, every consent counted that stands or may be given."""
        if self.record.threshold is not None:
            return self.record.threshold
        given = {state: self._consent(state) for state in self._consenting()}
        record = copy(self.record)
        record.consents = {state: one for state, one in given.items() if one.at < NEVER}
        return self._clause(EntryIntoForce).conditions(record) or NEVER_COMES

    def _own(self, state: str) -> Formula:
        clause, mine = self._clause(EntryIntoForce), self._consent(state)
        threshold = self.record.threshold
        if threshold is None:
            general = self.effect(GENERAL, None)
            # the general date is a period after the day on which the conditions are met
            threshold = general.of.base if isinstance(general, Came) and isinstance(general.of, After) else None
        if threshold is None or mine.at >= NEVER:
            return NEVER_COMES
        if self.record.entry is not None:
            return clause.own_date(self.record, mine, threshold)
        return clause.date_whenever(self.record, mine, threshold)

    # -- withdrawal

    def _leaving(self, state: str) -> Formula:
        clause, act = self._clause(Withdrawal), self.dates.given(self.acts["withdrawal", state, None])
        since = self._bound(state)
        if not isinstance(since, Came) or act.at >= NEVER:
            return NEVER_COMES
        record = copy(self.record)
        record.bound = {**record.bound, state: since}
        self._keep(clause, record, act)
        return clause.effective(record, act)

    def _left(self, state: str) -> Formula:
        """When a State that is bound, or may be, ceases to be; never, if no notice of its is in the file."""
        if ("withdrawal", state, None) in self.acts:
            return self.effect(EFFECTIVE, state)
        notice = self.record.notices.get(state)
        return notice.formula if notice else NEVER_COMES

    def _keep(self, clause: Clause, record: Record, act: Given) -> None:
        """Note the rows of admission of an act as orders to be kept; refused in the reference, it is irregular."""
        for row in clause.rows(record, act):
            if instant(row.earlier) < instant(row.later):
                self.orders.append(Order(row.earlier, row.later))
            else:
                self.irregular[act.act.id] = None

    # -- accession

    def _complete(self, state: str) -> Formula:
        clause = self._clause(Accession)
        application = self._application(clause, state)
        received = application.received
        if received is None or instant(received) >= NEVER:
            return NEVER_COMES
        record = copy(self.record)
        record.applications = {state: application}
        for kind, by, of in list(self.acts):
            if kind == "acceptance" and of == state and by in application.round.waiting:
                given = self.dates.given(self.acts[kind, by, of])
                if given.at < NEVER:
                    self._keep(clause, record, given)
                    application.round.answer(by, given)
        self._drop_leavers(application)
        completion = application.round.completion(received) if application.round.answers else NEVER_COMES
        self._keep_asked(application, completion)
        return completion

    def _drop_leavers(self, application: Application) -> None:
        for by in list(application.round.asked):
            left = self._left(by)
            if left is not NEVER_COMES:
                application.round.drop(by, left)

    def _keep_asked(self, application: Application, completion: Formula) -> None:
        """Where those to be asked are judged to the last, nobody may join them before an accession is complete."""
        readings = self.scenario.all_readings
        if readings.get("acceptor-set") != "at-last-acceptance":
            return
        if len(self._applicants()) > 1:
            raise Unforeseeable
        asked = {*application.round.asked, *application.round.dropped}
        for state in self._consenting():
            if state not in asked and readings.get("acceptors") == "parties":
                self.orders.append(Order(completion, self._bound(state)))
            elif state not in asked and readings.get("acceptors") == "contracting":
                self.orders.append(Order(completion, self._consent(state)))

    def _after_completion(self, state: str) -> Formula:
        complete, clause = self.effect(COMPLETE, state), self._clause(Accession)
        if complete is NEVER_COMES:
            return NEVER_COMES
        return clause.after(complete, self.record.chosen("accession-period"))

    def _instrument(self, state: str) -> Given:
        settled = self.record.applications.get(state)
        return settled.instrument if settled else self.dates.given(self.acts["accession", state, None])

    def _application(self, clause: Accession, state: str) -> Application:
        """A pending application as it stands, or a new one, with those whose acceptance it needs in the reference."""
        settled = self.record.applications.get(state)
        if settled is not None:
            asked, answers = dict(settled.round.asked), dict(settled.round.answers)
            again = Unanimity(asked, set(settled.round.waiting), answers, {}, dict(settled.round.dropped))
            return Application(state, settled.instrument, settled.received, again)
        instrument = self._instrument(state)
        entry: Formula = self.record.entry or self.effect(GENERAL, None)
        application = Application(state, instrument)
        if isinstance(entry, Came) and instrument.at < NEVER:
            application.received = instrument
            record = self._at(state, instrument)
            record.entry = entry
            self._keep(clause, record, instrument)
            self.orders.append(Order(entry, instrument))
            for one in dict.fromkeys((*record.signatories, *record.bound)):
                if clause.asks(record, state, one):
                    application.round.ask(one, instrument)
        return application

    def _at(self, applicant: str, instrument: Given) -> Record:
        """The record as it stands in the reference when an instrument is received; orders keep it so in other cases."""
        record = copy(self.record)
        record.bound, record.left, record.acceded = dict(record.bound), dict(record.left), set(record.acceded)
        record.consents = dict(record.consents)
        which = self.scenario.all_readings.get("acceptors")
        for state in self._consenting():
            if which == "contracting" and self._comes_before(self._consent(state), instrument):
                record.consents[state] = self._consent(state)
            elif which == "parties" and state not in record.bound:
                self._enter(record, state, instrument)
        for state in self._applicants():
            earlier = state != applicant and self._comes_before(self._instrument(state), instrument)
            if earlier and self._enter(record, state, instrument):
                record.acceded.add(state)
        for state in {by: None for kind, by, _ in self.acts if kind == "withdrawal"} | dict.fromkeys(record.notices):
            left = self._left(state)
            if left is not NEVER_COMES and self._comes_before(left, instrument):
                record.bound.pop(state, None)
                record.left[state] = left if isinstance(left, Came) else Came("left", instant(left), left)
        return record

    def _enter(self, record: Record, state: str, instrument: Given) -> bool:
        """Let a State be bound already, if it is so in the reference when an instrument is received."""
        since = self._bound(state)
        if isinstance(since, Came) and self._comes_before(since, instrument):
            record.bound[state] = since
            return True
        return False

    def _comes_before(self, event: Formula, instrument: Given) -> bool:
        """Whether an event comes before an instrument in the reference; noted as an order, whichever it is."""
        holds = instant(event) < instrument.at
        self.orders.append(Order(event, instrument, holds))
        return holds


def _itself(formula: Formula) -> Formula:
    return formula
