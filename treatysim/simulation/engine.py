"""The engine: SimPy's clock hands each act to the law at its instant, and wakes it on the days its formulas give.

The clock counts instants (see :mod:`treatysim.law.days`), so nothing legal hangs on the order in which SimPy was told
of two things.  States act; the law answers; this module only supplies the days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import simpy

from treatysim.law import outcome
from treatysim.law.acts import Act, Anchor, AnchorKey, anchor_keys
from treatysim.law.consequences import Effect, Finding
from treatysim.law.days import ACT, LAST_DAY, NEVER, day_of, end_of, start_of
from treatysim.law.formula import Given, supposed
from treatysim.law.proceedings import Proceedings
from treatysim.law.record import Record
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import ActOutcome, Timeline


def simulate(scenario: Scenario) -> Timeline:
    """Run a scenario through the law, day by day, and return what happened, what followed and what is coming.

    Acts after ``scenario.through`` are not simulated; without one, the run goes on until nothing further is fixed,
    and ends on the last day on which an act, an effect or a due day falls.

    >>> from treatysim.files import load_text
    >>> acts = [f"{{act: notification, by: {who}, date: 2011-05-03}}" for who in ("CHN", "KAZ", "RUS", "TJK")]
    >>> timeline = simulate(load_text("treaty: sco-iis-2009\\nacts: [" + ", ".join(acts) + "]"))
    >>> timeline.to_dict()["entry_into_force"]
    '2011-06-02'
    """
    return _Run(scenario).timeline()


@dataclass(frozen=True)
class Settled:
    """How things stand at the end of a scenario's last day: the record, and every act that happened, as a leaf."""

    record: Record
    given: Mapping[str, Given]


def settled(scenario: Scenario) -> Settled:
    """Run a scenario up to its last day, and hand over the law's record as it stands then.

    >>> from treatysim.files import load_text
    >>> settled(load_text("treaty: sco-iis-2009\\nthrough: 2011-01-01")).record.standing("KAZ")
    'signatory'
    """
    run = _Run(scenario)
    run.run_through()
    return Settled(run.record, run.given)


class _Run:
    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.law = Proceedings(scenario)
        self.record = self.law.record
        self.env = simpy.Environment(initial_time=start_of(scenario.treaty.opens))
        self.given: dict[str, Given] = {}
        self.dated: dict[str, tuple[int, bool]] = {}
        self.sought: dict[AnchorKey, list[Act]] = {}
        self.awake: set[int] = set()
        self.heard = 0
        self.closed = False
        self.horizon = NEVER if scenario.through is None else end_of(scenario.through)
        self.record.announce = self._wake
        for act in scenario.acts:
            self._expect(act)

    def run_through(self) -> None:
        """Let everything happen up to the last day, included."""
        self._run(self.horizon)

    def timeline(self) -> Timeline:
        self.run_through()
        through = self.scenario.through
        if through is None:
            through = outcome.last_day(self.record, iter([day_of(given.at) or 0 for given in self.given.values()]))
        record, scenario = self.record, self.scenario
        happened, findings = tuple(record.timeline), tuple(record.findings)
        states, duties = outcome.states(record, scenario), outcome.obligations(record.duties, through)
        awaited = outcome.awaited(record, scenario)
        standings = {state: tuple(history) for state, history in record.standings.history.items()}
        coming = self._coming()
        return Timeline(
            scenario,
            through,
            tuple(axis for axis in scenario.all_readings if axis in record.consulted),
            tuple(self._outcomes(findings, coming)),
            happened,
            states,
            duties,
            findings,
            coming,
            awaited,
            standings,
        )

    # -- acts

    def _expect(self, act: Act) -> None:
        if isinstance(act.date, Anchor):
            self.sought.setdefault(act.date.key, []).append(act)
        else:
            self._schedule(act, act.date, rests=False)

    def _schedule(self, act: Act, day: int, rests: bool) -> bool:
        """Let an act happen on a day at its own rank; false if that rank has passed, and it must come at once."""
        if day > LAST_DAY:
            self.record.find("beyond-calendar", self.law.clause_for(act).provision, act.by, act=act)
            return True
        self.dated[act.id] = (day, rests)
        at = start_of(day) + (act.rank + 1) * ACT
        if at <= self.env.now:
            return False
        self._at(at, lambda _: self._deliver([(act, rests)], at))
        return True

    def _deliver(self, straight: list[tuple[Act, bool]], at: int) -> None:
        """Hand acts to the law from an instant on, each with those that come straight after it right behind."""
        while straight and not self.closed:
            act, rests = straight.pop()
            given = self.given[act.id] = Given(act, at, rests)
            self.law.act(given)
            straight += reversed(self._release(given) + self._hear())
            at += 1

    def _release(self, event: Given | Effect) -> list[tuple[Act, bool]]:
        """Give a date to every act that waited for this event; returned are those that come straight after it."""
        if not self.sought:
            return []
        rests, day = _rests(event), day_of(event.at) or 0
        return [
            (act, rests)
            for act in self._found_by(event)
            if isinstance(act.date, Anchor) and not self._schedule(act, day + act.date.days, rests)
        ]

    def _found_by(self, event: Given | Effect) -> list[Act]:
        """The acts that waited for this event, by file order; they wait no longer (an id wins over a kind)."""
        if isinstance(event, Given):
            words = {word for word in (event.act.id, event.act.kind) if self._means(word, event.act.id)}
            keys = {key for word in words for key in event.act.anchor_keys(word)}
        else:
            keys = anchor_keys(event.kind, event.state, event.state) if self._means(event.kind, None) else set()
        found = [act for key in keys for act in self.sought.pop(key, ())]
        return sorted(found, key=lambda act: act.rank)

    def _means(self, word: str, name: str | None) -> bool:
        return word == name or word not in self.scenario.by_id

    # -- days

    def _wake(self, at: int) -> None:
        if at not in self.awake:
            self.awake.add(at)
            self._at(max(at, int(self.env.now)), lambda _: self._day(at))

    def _day(self, at: int) -> None:
        self.awake.discard(at)
        self.law.day(day_of(at) or 0)
        self._deliver(self._hear(), int(self.env.now) + 1)

    def _hear(self) -> list[tuple[Act, bool]]:
        """Acts may be waiting for the effects that have just come."""
        straight = []
        while self.heard < len(self.record.effects):
            self.heard += 1
            if not self.closed:
                straight += self._release(self.record.effects[self.heard - 1])
        return straight

    # -- the clock

    def _at(self, at: int, then: Callable[[simpy.Event], None]) -> None:
        self.env.timeout(at - int(self.env.now)).callbacks.append(then)

    def _run(self, horizon: float) -> None:
        while self.env.peek() < horizon:
            self.env.step()

    def _coming(self) -> tuple[Effect, ...]:
        """The effects of the same run continued with no further act."""
        so_far = len(self.record.effects)
        self.closed = True
        self._run(NEVER)
        return tuple(self.record.effects[so_far:])

    # -- what became of each act

    def _outcomes(self, findings: tuple[Finding, ...], coming: tuple[Effect, ...]) -> Iterator[ActOutcome]:
        first: dict[str, Finding] = {}
        for finding in findings:
            if finding.act is not None:
                first.setdefault(finding.act.id, finding)
        admitted = {happening.act.id for happening in self.record.timeline if isinstance(happening, Given)}
        later = self._later(coming)
        for act in self.scenario.acts:
            given, uncertain = self.given.get(act.id), self.scenario.uncertain.get(act.id)
            if given is not None:
                supposed_too = act.supposed or given.rests
                leads = tuple(self.record.leads.get(act.id, {}).values())
                stood = act.id in admitted
                yield ActOutcome(act, day_of(given.at), stood, first.get(act.id), None, supposed_too, leads, uncertain)
            else:
                day, rests = later.get(act.id, (None, False))
                why = "never" if day is None else "after-through"
                yield ActOutcome(act, day, None, first.get(act.id), why, act.supposed or rests, uncertain=uncertain)

    def _later(self, coming: tuple[Effect, ...]) -> dict[str, tuple[int, bool]]:
        """The days, after the last one simulated, of the acts that were not: fixed, or hanging on what is coming; and
        whether each hangs on something that nobody has recorded."""
        later = {act: dated for act, dated in self.dated.items() if act not in self.given}
        events: list[tuple[int, int, Given | Effect]] = [
            (effect.at, place - len(coming), effect) for place, effect in enumerate(coming)
        ]
        for name, (day, rests) in later.items():
            act = self.scenario.by_id[name]
            events.append((start_of(day), act.rank, Given(act, start_of(day), rests)))
        heapify(events)
        while events:
            at, _, event = heappop(events)
            for act in self._found_by(event):
                day = (day_of(at) or 0) + (act.date.days if isinstance(act.date, Anchor) else 0)
                if day <= LAST_DAY:
                    later[act.id] = (day, _rests(event))
                    heappush(events, (start_of(day), act.rank, Given(act, start_of(day), _rests(event))))
        return later


def _rests(event: Given | Effect) -> bool:
    """Whether the day of an event rests on an act that nobody has recorded."""
    return supposed(event if isinstance(event, Given) else event.formula)
