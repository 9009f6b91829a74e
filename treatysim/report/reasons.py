"""Reasons in words: the sentence that a :class:`~treatysim.law.formula.Reason` makes, from the acts to the day."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import cast

from treatysim.law.acts import Act
from treatysim.law.consequences import Effect
from treatysim.law.days import day_of
from treatysim.law.formula import Reason, supposed
from treatysim.law.readings import AXES, COUNTING
from treatysim.law.timeline import Timeline
from treatysim.report.dates import long_date, ordinal, period
from treatysim.words import catalogue, name, say


class Teller:
    """Tells the reasons of one timeline: its acts and effects by id, and which of them rest on a supposed act."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.acts: dict[str, Act] = timeline.scenario.by_id

    @cached_property
    def effects(self) -> dict[str, Effect]:
        """The effects that came and those that are coming, by id."""
        return {effect.id: effect for effect in (*self.timeline.effects, *self.timeline.coming)}

    @cached_property
    def supposed_ids(self) -> frozenset[str]:
        """The ids of acts and effects whose own date rests on an act that nobody has recorded."""
        acts = {outcome.act.id for outcome in self.timeline.acts if outcome.supposed}
        effects = {effect.id for effect in self.effects.values() if supposed(effect.formula)}
        return frozenset(acts | effects)

    def rests(self, reason: Reason) -> bool:
        """Whether the day of a reason rests on a supposed act, effects followed."""
        return any(node.facts.get("act", node.facts.get("effect")) in self.supposed_ids for node in reason.walk())

    def long(self, reason: Reason) -> str:
        """The day of a reason, as a sentence writes it."""
        return long_date(reason.day, self.rests(reason))

    # -- sentences

    def sentence(self, reason: Reason) -> str:
        """The whole reason in one sentence: of several conditions it follows the one that decided the day."""
        match reason.op:
            case "effect":
                return self.effect(reason)
            case "after":
                return say("reasons", "gives", reason=self.why(reason), day=self.long(reason))
            case "latest" | "earliest":
                return self._one_of(reason)
            case "if":
                return self._chosen(reason)
            case _:
                return say("reasons", "dated", day=self.long(reason), what=self._what(reason))

    def why(self, reason: Reason) -> str:
        """The same without the day that it gives in the end, for a place where that day stands already."""
        if reason.op != "after":
            return self.sentence(reason)
        facts = {"base": self.sentence(reason.of[0]), "month_end": month_end(reason)}
        facts["reading"] = self._unusual(chosen_readings(reason))
        if reason.facts["wording"] == "first-of-following-month":
            return say("reasons", "following-month", period=period(reason.facts, spelt=True), **facts)
        return say("reasons", "after", period=period(reason.facts), counting=self.counting(reason), **facts)

    def effect(self, reason: Reason) -> str:
        """An effect that a reason refers to, by its noun and its id."""
        noun = self.effect_noun(self.effects[str(reason.facts["effect"])])
        return say("reasons", "effect", effect=noun, id=reason.facts["effect"])

    def effect_noun(self, effect: Effect) -> str:
        """An effect as a noun with its day: "the entry into force of 2 June 2011"."""
        day = long_date(day_of(effect.at), effect.id in self.supposed_ids)
        return say("effect-nouns", effect.kind, day=day, state=name(effect.state), of=effect.of or "")

    def act_noun(self, act: Act) -> str:
        """An act as a noun without its author: "notification", "instrument of ratification"."""
        return act_noun(act)

    def line(self, act: Act) -> str:
        """Where an act stands: its line, with the file if that is not the scenario's own."""
        own = self.timeline.scenario.file
        if act.file == own:
            return say("reasons", "line", line=act.line)
        beside = os.path.dirname(act.file) == os.path.dirname(own)
        file = os.path.basename(act.file) if beside else act.file
        return say("reasons", "file-line", file=file, line=act.line)

    def deciding(self, reason: Reason) -> Reason:
        """The part whose day became the day of a ``latest``, ``earliest``, ``nth`` or ``share`` node: of several on
        that day a count rather than one act counted in it, and then the last in the file (or the first)."""
        if reason.op in ("nth", "share"):
            return reason.of[-1]
        of_that_day = [part for part in reason.of if part.day == reason.day] or list(reason.of)
        if reason.op == "earliest":
            return min(of_that_day, key=self._rank)
        return max(of_that_day, key=lambda part: (_counts(part), self._rank(part), part.op == "given"))

    def _rank(self, reason: Reason) -> int:
        """The place of a day within its day: effects and computed days at its start, acts in the order of the file."""
        match reason.op:
            case "given":
                return self.acts[str(reason.facts["act"])].rank + 1
            case "nth" | "share" | "latest" | "earliest" if reason.of:
                return self._rank(self.deciding(reason))
            case _:
                return 0

    def _one_of(self, reason: Reason) -> str:
        decided = self.deciding(reason)
        told = self.sentence(decided)
        if len(reason.of) < 2 or _counts(decided) or len({part.day for part in reason.of}) == 1:
            return told
        if reason.op == "earliest":
            return say("reasons", "earliest", first=told)
        if len(reason.of) > 2:
            return say("reasons", "latest", last=told)
        return self._later(decided, told, min(reason.of, key=lambda part: part.day or 0))

    def _later(self, decided: Reason, told: str, other: Reason) -> str:
        """Of two conditions the later one, and what the earlier one would have given."""
        if decided.op == "fixed" and other.op == "after":
            return say("reasons", "not-earlier", last=told, other=self.long(other))
        if other.op == "nth":
            place = ordinal(cast(int, other.facts["n"]))
            return say("reasons", "later-than-nth", last=told, other=self.long(other), ordinal=place)
        return say("reasons", "later", last=told, other=self.long(other))

    def _chosen(self, reason: Reason) -> str:
        earlier, later, then, otherwise = reason.of
        first, second = ((part.day, self._rank(part)) for part in (earlier, later))
        came = first[0] is not None and (second[0] is None or (first[0], first[1]) < (second[0], second[1]))
        order = say("reasons", "before" if came else "not-before")
        parts = {"earlier": self.sentence(earlier), "later": self.long(later), "order": order}
        return say("reasons", "if", chosen=self.sentence(then if came else otherwise), **parts)

    def counting(self, reason: Reason) -> str:
        """How the days of an ``after`` node are counted; nothing where there are only months or years."""
        if "days" not in reason.facts:
            return ""
        days = cast(int, reason.facts["days"])
        for value in chosen_readings(reason).values():
            added = COUNTING.get(value, 0)
            if added:
                long = {"years", "months"} & reason.facts.keys()
                return say("reasons", f"{value}-long") if long else say("reasons", value, n=days - added)
        start = reason.of[0]
        while start.op in ("latest", "earliest", "nth", "share") and start.of:
            start = self.deciding(start)
        return say("reasons", "receipt-not-counted" if start.op == "given" else "day-not-counted")

    def _unusual(self, chosen: Mapping[str, str]) -> str:
        """The readings that are not the defaults: a sentence speaks of no others, nor of what the text settles."""
        known = self.timeline.scenario.all_readings
        other = {axis: value for axis, value in chosen.items() if value != AXES[axis].default and axis in known}
        return say("reasons", "reading", readings=readings(other)) if other else ""

    def _what(self, reason: Reason) -> str:
        match reason.op:
            case "given":
                return self._given(self.acts[str(reason.facts["act"])])
            case "fixed":
                return self.fixed(reason)
            case _:
                return self._counted(reason)

    def _given(self, act: Act) -> str:
        told = say("reasons", "act", noun=self.act_noun(act), who=name(act.by))
        return say("reasons", "act-place", act=told, place=self.line(act))

    def fixed(self, reason: Reason, place: bool = True) -> str:
        """What a day is that the text or an act names outright; with the act that names it, if wanted."""
        what = str(reason.facts["what"])
        if what == "never":
            return say("reasons", "never")
        if reason.of and place:
            act = self._given(self.acts[str(reason.of[0].facts["act"])])
            named = f"fixed-{what}-act"
            return say("reasons", named if named in catalogue()["reasons"] else "fixed-act", act=act)
        known = f"fixed-{what}" in catalogue()["reasons"]
        return say("reasons", f"fixed-{what}" if known else "fixed-other", what=what)

    def _counted(self, reason: Reason) -> str:
        """The act with which a count or a share was reached."""
        if not reason.of or reason.of[-1].op != "given":
            return say("reasons", "nth-plain", ordinal=ordinal(cast(int, reason.facts.get("n", 1))))
        act = self.acts[str(reason.of[-1].facts["act"])]
        who = f"{name(act.by)}, {self.line(act)}"
        noun = say("act-nouns", act.kind)
        if reason.op == "share":
            about = {key: reason.facts[key] for key in ("quantity", "percent")}
            return say("reasons", "share", noun=noun, who=who, ordinal=ordinal(len(reason.of)), **about)
        place = ordinal(cast(int, reason.facts["n"]))
        if "group" in reason.facts:
            return say("reasons", "nth-in-group", ordinal=place, noun=noun, who=who, group=reason.facts["group"])
        return say("reasons", "nth", ordinal=place, noun=noun, who=who)


def act_noun(act: Act) -> str:
    """An act as a noun without its author.

    >>> act_noun(Act("a1", "deposit", "ALB", 730120, 0, instrument="ratification"))
    'instrument of ratification'
    """
    if act.instrument:
        return say("act-nouns", "deposit-of", instrument=say("instruments", act.instrument))
    return say("act-nouns", act.kind)


def month_end(reason: Reason) -> str:
    """What became of a day that the month reached does not have; nothing where it has one."""
    how = reason.facts.get("month-end")
    return say("reasons", str(how)) if how else ""


def readings(chosen: Mapping[str, str]) -> str:
    """Axes with the values that were asked, as one phrase.

    >>> readings({"entry-period": "day-after"})
    'entry-period: day-after'
    """
    return ", ".join(say("reasons", "axis", axis=axis, value=value) for axis, value in chosen.items())


def chosen_readings(reason: Reason) -> Mapping[str, str]:
    """The axes that decided the number of days of a node, with the values that were asked."""
    return cast(Mapping[str, str], reason.facts.get("reading") or {})


def _counts(reason: Reason) -> bool:
    """Whether a node counts acts, or is several counts together."""
    return reason.op in ("nth", "share") or (reason.op == "latest" and any(map(_counts, reason.of)))
