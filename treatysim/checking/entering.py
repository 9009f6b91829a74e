"""Properties of consent and entry into force (VCLT 11, 24, 26; 12(1))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from treatysim.checking.counting import reached
from treatysim.checking.properties import Breach, breach
from treatysim.checking.retelling import answers, scenes
from treatysim.checking.scene import Scene
from treatysim.law.consequences import Effect
from treatysim.law.days import day_of
from treatysim.law.entry_into_force import EntryIntoForce
from treatysim.law.timeline import Timeline

ENTRY, FOR_A_STATE = "entry-into-force", "entry-into-force-for"


def consent_before_obligation(timeline: Timeline) -> Breach | None:
    """VCLT 11, 26: a State is bound only while a consent of its own stands, and owes nothing before it is bound."""
    consenting: set[str] = set()
    since: dict[str, int] = {}
    for happening, scene in scenes(timeline):
        if isinstance(happening, Effect) and happening.kind == FOR_A_STATE:
            state = happening.state or ""
            if state not in consenting:
                return breach("unconsented", happening, state=state)
            since.setdefault(state, day_of(happening.at) or 0)
        consenting = {*scene.consents, *scene.applications}
    bearers = {state.state for state in timeline.states}
    for duty in timeline.obligations:
        if duty.bearer in bearers and (duty.arises or 0) < since.get(duty.bearer, (duty.arises or 0) + 1):
            return breach("duty-unconsented", duty.bearer, state=duty.bearer, day=duty.arises)
    return None


def in_force_first(timeline: Timeline) -> Breach | None:
    """VCLT 24(1): no State is bound by a treaty that has not entered into force, or that has ended."""
    for happening, scene in scenes(timeline):
        out_of_force = scene.entry is None or scene.end is not None
        if out_of_force and isinstance(happening, Effect) and happening.kind == FOR_A_STATE:
            return breach("not-in-force", happening, state=happening.state)
    return None


def nth_consent(timeline: Timeline) -> Breach | None:
    """12(1): the day is fixed by the consent with which every condition is first met, and lies a period after it."""
    clause = entry_clause(timeline)
    count = _Count(clause, answers(timeline))
    for happening, scene in scenes(timeline):
        if isinstance(happening, Effect):
            if happening.kind == ENTRY:
                return _differs(clause, count, happening)
        else:
            count.after(happening.act.kind, day_of(happening.at) or 0, scene)
    ends = any(effect.kind == "termination" for effect in timeline.effects)
    coming = next((effect for effect in timeline.coming if effect.kind == ENTRY), None)
    if coming is not None:
        return _differs(clause, count, coming)
    if count.met is None or ends or _general(clause, count) is None:
        return None
    return breach("no-entry", count.met, day=count.met, expected=_general(clause, count))


def own_date(timeline: Timeline) -> Breach | None:
    """12(1), second sentence: who consents later than the conditions were met is bound a period after its own consent
    (or with the others, if so read and received before that day); everybody else on the day for all."""
    clause = entry_clause(timeline)
    count, general = _Count(clause, answers(timeline)), 0
    consents: dict[str, int] = {}
    for happening, scene in scenes(timeline):
        day = day_of(happening.at) or 0
        if not isinstance(happening, Effect):
            count.after(happening.act.kind, day, scene)
        elif happening.kind == ENTRY:
            general = day
        elif happening.kind == FOR_A_STATE and happening.state in consents and happening.state not in scene.acceded:
            mine = consents[happening.state]
            expected = _own(clause, count, mine, general)
            if day != expected:
                return breach("own-date", happening, state=happening.state, day=day, mine=mine, expected=expected)
        consents = dict(scene.consents)
    return None


def entry_clause(timeline: Timeline) -> EntryIntoForce:
    """The clause on entry into force, with what it needs of its treaty."""
    clauses = timeline.scenario.treaty.operative
    return next(clause for clause in clauses if isinstance(clause, EntryIntoForce))


def _differs(clause: EntryIntoForce, count: _Count, effect: Effect) -> Breach | None:
    """Whether the treaty enters into force without enough consents, or on another day than they give."""
    day = day_of(effect.at)
    if count.met is None:
        return breach("too-few-consents", effect, day=day)
    expected = _general(clause, count)
    return None if day == expected else breach("entry-elsewhen", effect, day=day, met=count.met, expected=expected)


def _general(clause: EntryIntoForce, count: _Count) -> int | None:
    return None if count.met is None else reached(clause, count.met, [count.reading("entry-period")])


def _own(clause: EntryIntoForce, count: _Count, mine: int, general: int) -> int | None:
    if mine <= (count.met or 0) or (mine < general and count.reading("window") == "general-date"):
        return general
    return reached(clause, mine, [count.reading("entry-period")])


class _Count:
    """The day on which every condition was met, as the consents come and go; None while they are not."""

    def __init__(self, clause: EntryIntoForce, readings: Mapping[str, str]) -> None:
        self.clause = clause
        self.readings = readings
        self.met: int | None = None

    def reading(self, axis: str) -> str:
        """How the timeline reads a doubtful wording."""
        return self.readings[axis]

    def after(self, kind: str, day: int, scene: Scene) -> None:
        """Count again after an act."""
        if scene.entry is not None:
            return
        if kind == "notification-withdrawn" and self.met is not None:
            few = len(scene.consents) < self.clause.minimum
            self.met = self._first(scene) if few or self.reading("threshold") == "recount" else self.met
        elif kind in ("notification", "deposit") and self.met is None:
            self.met = day if self._enough(list(scene.consents)) else None

    def _first(self, scene: Scene) -> int | None:
        """The first day on which the consents that stand now were enough."""
        order = sorted(scene.consents, key=lambda state: scene.consents[state])
        for place, state in enumerate(order, start=1):
            if self._enough(order[:place]):
                return scene.consents[state]
        return None

    def _enough(self, states: list[str]) -> bool:
        counted = [state for state in states if state not in self.clause.not_additional]
        return len(counted) >= self.clause.number("threshold") and all(self._more(counted))

    def _more(self, counted: list[str]) -> Iterator[bool]:
        """The conditions beside the number of consents."""
        if members := self.clause.parameters.get("members"):
            of = dict(self.clause.groups)[members["group"]]
            yield sum(state in of for state in counted) >= int(members["threshold"])
        if share := self.clause.parameters.get("share"):
            held = dict(dict(self.clause.quantities)[share["quantity"]])
            yield sum((held.get(state, Decimal(0)) for state in counted), Decimal(0)) >= Decimal(share["percent"])
