"""What stands in the reason of an answer: acts, readings and provisions, effects and other acts followed.

What stands there is suspected of a difference; only putting it back convicts it (:mod:`treatysim.whatif.causes`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from treatysim.law.acts import Act
from treatysim.law.consequences import Effect, Finding
from treatysim.law.formula import Reason, reason
from treatysim.law.timeline import Obligation, StateOutcome, Timeline
from treatysim.whatif.answers import Source
from treatysim.whatif.changes import Change


@dataclass(frozen=True, slots=True)
class Grounds:
    """The ids of acts, the axes and the provisions on which an answer rests."""

    acts: frozenset[str] = frozenset()
    axes: frozenset[str] = frozenset()
    provisions: frozenset[str] = frozenset()

    def __or__(self, other: Grounds) -> Grounds:
        return Grounds(self.acts | other.acts, self.axes | other.axes, self.provisions | other.provisions)

    def hold(self, change: Change) -> bool:
        """Whether a change stands among them; what no reason shows (the last day, a group) always may."""
        match change.what:
            case "act":
                return change.name in self.acts
            case "reading":
                return change.name in self.axes
            case "parameter":
                return any(change.name.startswith(f"{provision} ") for provision in self.provisions)
            case _:
                return True


class Inquiry:
    """Looks up the grounds of the answers of one timeline; events are acts and effects, by their ids."""

    def __init__(self, timeline: Timeline) -> None:
        self._acts = timeline.scenario.by_id
        self._effects = {effect.id: effect for effect in (*timeline.effects, *timeline.coming)}
        self._direct: dict[str, tuple[Grounds, frozenset[str]]] = {}

    def grounds(self, source: Source) -> Grounds:
        """On what an effect, a duty, a State's standing or a finding rests, however far back."""
        found, events = self._source(source)
        waiting, seen = list(events), set(events)
        while waiting:
            direct, behind = self._event(waiting.pop())
            found |= direct
            waiting += behind - seen
            seen |= behind
        return found | Grounds(frozenset(seen & self._acts.keys()))

    def _source(self, source: Source) -> tuple[Grounds, frozenset[str]]:
        """What an answer rests on by itself, and the events on which it rests besides."""
        match source:
            case Effect():
                return Grounds(), frozenset({source.id})
            case Obligation():
                found, events = _read(source.reason)
                own = Grounds(axes=frozenset(source.reading), provisions=frozenset({source.provision}))
                return own | found, events | frozenset({source.performed_by} if source.performed_by else ())
            case StateOutcome():
                return Grounds(), self._about(source.state)
            case Finding():
                own = Grounds(axes=frozenset(source.reading), provisions=frozenset({source.provision}))
                return own, self._about(source.state or "")

    def _about(self, state: str) -> frozenset[str]:
        """All that a State did or that was done to it, and the effects that came for it."""
        acts = (act.id for act in self._acts.values() if state in act.states())
        effects = (effect.id for effect in self._effects.values() if effect.state in (state, None))
        return frozenset((*acts, *effects))

    def _event(self, name: str) -> tuple[Grounds, frozenset[str]]:
        """What an effect or an act rests on by itself, and the events on which it rests besides."""
        if name in self._acts:
            return Grounds(), self._hangs_on(self._acts[name])
        if name not in self._direct:
            effect = self._effects[name]
            found, events = _read(reason(effect.formula))
            own = Grounds(axes=frozenset(effect.reading), provisions=frozenset({effect.provision}))
            self._direct[name] = own | found, events | frozenset({effect.of or ""} & self._acts.keys())
        return self._direct[name]

    def _hangs_on(self, act: Act) -> frozenset[str]:
        """The acts and effects on one of which the date of an act hangs."""
        anchor = act.date
        if isinstance(anchor, int):
            return frozenset()
        if anchor.after in self._acts:
            return frozenset({anchor.after})
        acts = (one.id for one in self._acts.values() if one.matches(anchor))
        effects = (effect.id for effect in self._effects.values() if effect.kind == anchor.after)
        return frozenset((*acts, *effects))


def _read(tree: Reason) -> tuple[Grounds, frozenset[str]]:
    """The axes and provisions that stand in a reason, and the events."""
    axes: set[str] = set()
    provisions, events = set(), set()
    for node in tree.walk():
        events |= {str(node.facts[key]) for key in ("act", "effect") if key in node.facts}
        if node.op == "after":
            axes |= cast(dict[str, str], node.facts["reading"]).keys()
            provisions.add(str(node.facts["provision"]))
    return Grounds(axes=frozenset(axes), provisions=frozenset(provisions)), frozenset(events)
