"""Accessions that are pending, or may be: whose acceptance they need in the reference, and when they are complete."""

from __future__ import annotations

from copy import copy

from treatysim.law.accession import Accession
from treatysim.law.entry_into_force import GENERAL
from treatysim.law.formula import NEVER_COMES, Came, Formula, Given, instant
from treatysim.law.record import Application, Record
from treatysim.law.unanimity import Unanimity
from treatysim.whatif.course import Course


class Accessions:
    """The accessions of a course, each from its instrument until it is complete."""

    def __init__(self, course: Course) -> None:
        self.course, self.record = course, course.record
        self.asked: dict[str, frozenset[str]] = {}

    def complete(self, state: str) -> Formula:
        """When nobody is outstanding any more whose acceptance a State's accession needs; never, if that cannot be."""
        application = self._application(state)
        if application.received is None:
            return NEVER_COMES
        self.asked[state] = frozenset(application.round.asked)
        if not self.course.clause(Accession).by_acceptance:
            return application.received
        self._answer(application)
        self._drop_leavers(application.round)
        return application.round.completion(application.received) if application.round.answers else NEVER_COMES

    def keep_asked(self, state: str, completion: Formula) -> None:
        """Where those to be asked are judged to the last, nobody may join them before an accession is complete."""
        by_acceptance = self.course.clause(Accession).by_acceptance
        if by_acceptance and self.record.reading("acceptor-set") == "at-last-acceptance":
            for joining, event in self._joining(state).items():
                if joining not in self.asked[state]:
                    self.course.keep(completion, event)

    # -- who is asked

    def _application(self, state: str) -> Application:
        """A pending application as it stands, or a new one, with those whose acceptance it needs in the reference."""
        settled = self.record.applications.get(state)
        if settled is not None:
            asked, answers = dict(settled.round.asked), dict(settled.round.answers)
            again = Unanimity(asked, set(settled.round.waiting), answers, {}, dict(settled.round.dropped))
            return Application(state, settled.instrument, settled.received, again)
        instrument = self.course.dates.given(self.course.open.regular["accession", state, None])
        entry = self.record.entry or self.course.effect(GENERAL, None)
        application = Application(state, instrument)
        if isinstance(entry, Came) and instrument.at < NEVER_COMES.at:
            application.received = self._received(entry, instrument)
            record = self._at(state, application.received)
            for one in dict.fromkeys((*record.signatories, *record.bound)):
                if self.course.clause(Accession).asks(record, state, one):
                    application.round.ask(one, application.received)
        return application

    def _received(self, entry: Came, instrument: Given) -> Formula:
        """When an instrument counts as received: never, if it comes before entry into force and is returned."""
        if self.record.reading("early-accession") == "held":
            self.course.keep(entry, instrument)
            return instrument
        return self.course.given_that(entry, instrument, instrument)

    def _at(self, applicant: str, received: Formula) -> Record:
        """The record as it stands in the reference when an instrument is received; orders keep it so in other cases."""
        record = copy(self.record)
        record.bound, record.left, record.acceded = dict(record.bound), dict(record.left), set(record.acceded)
        record.consents = dict(record.consents)
        for state, event in self._joining(applicant).items():
            if self.course.comes_before(event, received):
                self._join(record, state, event)
        for state in sorted(self.course.open.leaving):
            left = self.course.left(state)
            if left is not NEVER_COMES and self.course.comes_before(left, received):
                record.bound.pop(state, None)
                record.left[state] = left if isinstance(left, Came) else Came("left", instant(left), left)
        return record

    def _joining(self, applicant: str) -> dict[str, Formula]:
        """The States that may come to be asked, and the events from which they are: that they are bound; or that they
        have consented, where contracting signatories are asked."""
        which, found = self.record.reading("acceptors"), dict[str, Formula]()
        for state in self.course.open.consenting():
            stayed = state in self.record.signatories and state not in self.record.left
            if which == "contracting" and stayed:
                found[state] = self.course.consent(state)
            elif state not in self.record.bound and (which == "parties" or not stayed):
                found[state] = self.course.bound(state)
        for state in self.course.open.acceding():
            if state != applicant:
                found[state] = self.course.bound(state)
        return found

    def _join(self, record: Record, state: str, event: Formula) -> None:
        if isinstance(event, Given):
            record.consents[state] = event
        elif isinstance(event, Came):
            record.bound[state] = event
            record.left.pop(state, None)
        if state in self.course.open.acceding():
            record.acceded.add(state)

    # -- what they answer

    def _answer(self, application: Application) -> None:
        clause, record = self.course.clause(Accession), copy(self.record)
        record.applications = {application.state: application}
        for (kind, by, of), act in self.course.open.regular.items():
            if kind == "acceptance" and of == application.state and by in application.round.waiting:
                given = self.course.dates.given(act)
                if given.at < NEVER_COMES.at:
                    application.round.answer(by, self.course.admitted(clause, record, given, given))

    def _drop_leavers(self, asking: Unanimity) -> None:
        """Drop those that leave; where nobody else is asked, an acceptance must have come from one before it left."""
        for by in list(asking.asked):
            left = self.course.left(by)
            if left is not NEVER_COMES:
                asking.drop(by, left)
        if not asking.asked:
            for by in asking.dropped.keys() & asking.answers.keys():
                self.course.keep(asking.answers[by], asking.dropped[by])
