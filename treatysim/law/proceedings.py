"""What one act, or the start of one day, does in law: the only place that moves a record forward.

The effects of a day are one batch: withdrawals, entries (by State), amendments and other proposals, then held
accessions are received, sets are judged, Parties are counted.  After it the acts of the day run by rank, each followed
by the judging of sets.
"""

from __future__ import annotations

from treatysim.law.accession import Accession
from treatysim.law.acts import Act
from treatysim.law.clause import Clause, Row
from treatysim.law.consequences import Effect
from treatysim.law.days import start_of
from treatysim.law.formula import NEVER_COMES, Given, instant
from treatysim.law.record import Record
from treatysim.law.scenario import Scenario


class Proceedings:
    """The life of a treaty in law, an instant at a time; nothing here knows what comes next, or that anything does."""

    def __init__(self, scenario: Scenario) -> None:
        treaty = scenario.treaty
        self.scenario = scenario
        self.record = Record(treaty.signed, treaty.signatories, scenario.all_readings, treaty.settled)
        self.record.follow = self._follow
        self._clauses = treaty.operative
        self._judges = tuple(clause for clause in self._clauses if type(clause).judge is not Clause.judge)
        self._followers = tuple(clause for clause in self._clauses if type(clause).came is not Clause.came)
        for clause in self._clauses:
            clause.start(self.record)

    def act(self, given: Given) -> None:
        """Receive one act: admit it and let it stand, or find it without effect; then judge what is complete."""
        record = self.record
        record.now = given.at
        record.cause = given
        clause = self.clause_for(given.act)
        refusal = self._refusal(clause, given)
        if refusal is None:
            record.timeline.append(given)
            clause.take(record, given)
            self._judge()
        else:
            record.find(
                refusal.code, refusal.provision, severity="warning", reading=refusal.reading, facts=refusal.facts
            )
        record.cause = None

    def day(self, day: int) -> None:
        """Let the effects of one day come, at its start, and draw the consequences together."""
        record = self.record
        record.now = max(record.now, start_of(day))
        for key, pending in record.due(start_of(day)):
            if record.pending.pop(key, None) is not None:  # the end takes everything off its way
                record.come(pending)
        if record.end is None:
            for clause in self._judges:
                if isinstance(clause, Accession):
                    clause.receive_held(record)
            self._judge()
            for clause in self._clauses:
                clause.count(record)
        record.standings.settle(record)

    def clause_for(self, act: Act) -> Clause:
        """The clause that an act belongs to; a ``ValueError`` if the treaty has none (files are checked for that)."""
        clause = self.scenario.treaty.clause_for(act, self.scenario.subject_of(act))
        if clause is None:
            raise ValueError(f"no clause of {self.scenario.treaty.id} knows the act {act.kind!r}")
        return clause

    def _refusal(self, clause: Clause, given: Given) -> Row | None:
        end = self.record.end or NEVER_COMES
        if not given.at < instant(end):
            return Row(given, end, "treaty-terminated", "VCLT 70(1)")
        for row in clause.rows(self.record, given):
            if not instant(row.earlier) < instant(row.later):
                return row
        return None

    def _judge(self) -> None:
        for clause in self._judges:
            clause.judge(self.record)
        self.record.standings.settle(self.record)

    def _follow(self, effect: Effect) -> None:
        for clause in self._followers:
            clause.came(self.record, effect)
