"""The engine: SimPy's clock hands each act to the law at its instant, and wakes it on the days its formulas give.

The clock counts instants (see :mod:`treatysim.law.days`), so nothing legal hangs on the order in which SimPy was told
of two things.  States act; the law answers; this module only supplies the days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import simpy

from treatysim.law import outcome
from treatysim.law.acts import Act, Anchor
from treatysim.law.consequences import Effect, Finding
from treatysim.law.days import ACT, LAST_DAY, NEVER, day_of, end_of, start_of
from treatysim.law.formula import Given, supposed
from treatysim.law.proceedings import Proceedings
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


@dataclass(frozen=True, slots=True)
class _Sought:
    """An act whose date hangs on another, while it waits."""

    act: Act
    anchor: Anchor

    def found_in(self, event: Given | Effect, by_id: bool) -> bool:
        if isinstance(event, Given):
            act, anchor = event.act, self.anchor
            named = act.id == anchor.after if by_id else act.kind == anchor.after
            of = act.by if act.of is None else act.of
            return named and anchor.by in (None, act.by) and anchor.of in (None, of)
        same = event.kind == self.anchor.after and not by_id
        return same and self.anchor.by in (None, event.state) and self.anchor.of in (None, event.state)


class _Run:
    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.law = Proceedings(scenario)
        self.record = self.law.record
        self.env = simpy.Environment(initial_time=start_of(scenario.treaty.opens))
        self.given: dict[str, Given] = {}
        self.dated: dict[str, int] = {}
        self.sought: dict[str, list[_Sought]] = {}
        self.awake: set[int] = set()
        self.heard = 0
        self.closed = False
        self.horizon = NEVER if scenario.through is None else end_of(scenario.through)
        self.record.announce = self._wake
        for act in scenario.acts:
            self._expect(act)

    def timeline(self) -> Timeline:
        self._run(self.horizon)
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
            self.sought.setdefault(act.date.after, []).append(_Sought(act, act.date))
        else:
            self._schedule(act, act.date, rests=False)

    def _schedule(self, act: Act, day: int, rests: bool) -> bool:
        """Let an act happen on a day at its own rank; false if that rank has passed, and it must come at once."""
        if day > LAST_DAY:
            self.record.find("beyond-calendar", self.law.clause_for(act).provision, act.by, act=act)
            return True
        self.dated[act.id] = day
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
        rests = (event.act.supposed or event.rests) if isinstance(event, Given) else supposed(event.formula)
        day = day_of(event.at) or 0
        straight = []
        for sought in sorted(self._waiting_for(event), key=lambda sought: sought.act.rank):
            self.sought[sought.anchor.after].remove(sought)
            if not self._schedule(sought.act, day + sought.anchor.days, rests):
                straight.append((sought.act, rests))
        return straight

    def _waiting_for(self, event: Given | Effect) -> list[_Sought]:
        words = {event.act.id, event.act.kind} if isinstance(event, Given) else {event.kind}
        return [
            sought
            for word in words
            for sought in self.sought.get(word, ())
            if sought.found_in(event, word in self.scenario.by_id)
        ]

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
            given = self.given.get(act.id)
            if given is not None:
                supposed_too = act.supposed or given.rests
                leads = tuple(self.record.leads.get(act.id, {}).values())
                stood = act.id in admitted
                yield ActOutcome(act, day_of(given.at), stood, first.get(act.id), None, supposed_too, leads)
            else:
                why = "after-through" if act.id in later else "never"
                yield ActOutcome(act, later.get(act.id), None, first.get(act.id), why, act.supposed)

    def _later(self, coming: tuple[Effect, ...]) -> dict[str, int]:
        """The days, after the last one simulated, of the acts that were not: fixed, or hanging on what is coming."""
        later = {act: day for act, day in self.dated.items() if act not in self.given}
        events: list[Given | Effect] = list(coming)
        events += [Given(self.scenario.by_id[act], start_of(day)) for act, day in later.items()]
        while events:
            event = min(events, key=lambda event: event.at)
            events.remove(event)
            for sought in self._waiting_for(event):
                day = (day_of(event.at) or 0) + sought.anchor.days
                if sought.act.id not in later and day <= LAST_DAY:
                    later[sought.act.id] = day
                    events.append(Given(sought.act, start_of(day)))
        return later
