"""What ``explain`` says: for effects and duties the reasons as trees, for findings what they rest on, and why not yet.

Effects that reasons refer to by their ids are expanded once, below; so are the readings asked, with the authority of
each answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from treatysim.law.consequences import Effect, Finding
from treatysim.law.days import day_of
from treatysim.law.formula import reason
from treatysim.law.readings import AXES
from treatysim.law.timeline import ActOutcome, Obligation, Timeline
from treatysim.report import uncertain
from treatysim.report.awaiting import awaiting, for_state
from treatysim.report.dates import long_date
from treatysim.report.leads import lead_texts
from treatysim.report.memo import notes, title_of
from treatysim.report.reasons import Teller
from treatysim.report.rows import remarks
from treatysim.report.selection import Selection, days_around, select
from treatysim.report.trees import Node, Trees
from treatysim.words import act_text, capital, catalogue, effect_text, name, say


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and the trees under it."""

    heading: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A title, the chapters with something in them, and the notes at the foot."""

    title: str
    chapters: tuple[Chapter, ...]
    notes: tuple[str, ...]
    lead: tuple[str, ...] = ()


def explain(timeline: Timeline, word: str | None = None) -> Explanation:
    """Why a timeline is as it is: everything, or what a word means (a date, State, kind, provision or id).

    Raises UnknownName for a word that can mean nothing here.

    >>> from treatysim.files import load_text
    >>> from treatysim.simulation import simulate
    >>> found = explain(simulate(load_text("treaty: sco-iis-2009")), "certified-copies").chapters[0].nodes[0]
    >>> found.under[0].line
    '1 July 2009: 15 days after, that day not counted (11)'
    """
    selection, explainer = select(timeline, word), _Explainer(timeline)
    chapters = tuple(chapter for chapter in explainer.chapters(selection) if chapter.nodes)
    title = say("explain", "title", title=title_of(timeline))
    return Explanation(title, chapters, notes(explainer.teller, with_readings=False))


class _Explainer:
    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.teller = Teller(timeline)
        self.trees = Trees(self.teller)
        self.coming = {effect.id for effect in timeline.coming}

    def chapters(self, found: Selection) -> Iterator[Chapter]:
        yield _chapter("acts", map(self.act, found.acts))
        yield _chapter("effects", map(self.effect, found.effects))
        yield _chapter("duties", map(self.duty, found.duties))
        yield _chapter("findings", map(self.finding, found.findings))
        yield _chapter("referred", self.referred({effect.id for effect in found.effects}))
        yield _chapter("where-it-stands" if found.state else "not-yet", map(Node, self.not_yet(found)))
        yield _chapter("readings", self.readings())

    def act(self, outcome: ActOutcome) -> Node:
        act = outcome.act
        told = act_text(act.kind, act.by, act.of, act.subject, act.instrument)
        day = capital(long_date(outcome.day, outcome.supposed))
        given = act.fields.get("date")
        moment = say("explain", "moment", moment=given) if isinstance(given, str) and "T" in given else ""
        how = moment or uncertain.at_the_median(outcome)
        facts = {"id": act.id, "line": self.teller.line(act), "day": day, "moment": how}
        leads = lead_texts(outcome, ended=self.timeline.first("termination"))
        return Node(say("explain", "act", text=told, fate=_fate(outcome), **facts), tuple(map(Node, leads)))

    def effect(self, effect: Effect) -> Node:
        key = "coming" if effect.id in self.coming else "effect"
        day = long_date(day_of(effect.at), effect.id in self.teller.supposed_ids)
        told = effect_text(effect.kind, effect.state, effect.of, effect.text_as_amended)
        line = say("explain", key, id=effect.id, day=day, text=told, provision=effect.provision)
        self.trees.readings.update(effect.reading)
        return Node(line, (self.trees.tree(reason(effect.formula)), *map(Node, remarks(self.teller, effect))))

    def duty(self, duty: Obligation) -> Node:
        self.trees.readings.update(duty.reading)
        performed = self._performed(duty)
        of = name(duty.of) if duty.duty == "withdrawal-circulated" else duty.of
        line = say(
            "explain",
            "duty",
            who=capital(name(duty.bearer)),
            duty=say("duties", duty.duty, of=of),
            due=say("explain", "due", day=long_date(duty.due, duty.supposed)) if duty.due else "",
            performed=performed,
            status=say("statuses", duty.status),
            provision=duty.provision,
        )
        return Node(line, (self.trees.tree(duty.reason),))

    def _performed(self, duty: Obligation) -> str:
        """When a duty was performed; and when the act was received, if that was before the duty arose (5(1))."""
        if duty.performed is None:
            return ""
        told = say("explain", "performed", day=long_date(duty.performed, duty.performed_supposed))
        received = next(it for it in self.timeline.acts if it.act.id == duty.performed_by)
        if received.day == duty.performed:
            return told
        return told + say("explain", "received", day=long_date(received.day, received.supposed))

    def finding(self, finding: Finding) -> Node:
        act = finding.act
        where = say("explain", "finding-act", id=act.id, line=self.teller.line(act)) if act else ""
        day = long_date(day_of(finding.at), act is not None and act.id in self.teller.supposed_ids)
        message = finding.text
        facts = {"code": finding.code, "provision": finding.provision, "act": where}
        line = say("explain", "finding", day=day, message=message, **facts)
        return Node(line, tuple(self.axis(axis) for axis in finding.reading))

    def referred(self, shown: set[str]) -> Iterator[Node]:
        """The effects that reasons so far have referred to, those of their own reasons included, each once."""
        while left := [effect for effect in self.trees.effects if effect not in shown]:
            shown.add(left[0])
            yield self.effect(self.teller.effects[left[0]])

    def readings(self) -> Iterator[Node]:
        return map(self.axis, self.trees.readings)

    def axis(self, axis: str) -> Node:
        """A doubtful wording: every answer with its authority, and which was taken."""
        doubt, taken = AXES[axis], self.timeline.scenario.all_readings.get(axis)
        where = self._where(axis)
        key = "axis" if where else "axis-alone"
        line = say("explain", key, axis=axis, provision=where, doubts=", ".join(doubt.doubts))
        if taken is None:
            answer = self.timeline.scenario.treaty.settled[axis]
            return Node(line, (Node(say("explain", "answer-settled", answer=answer)),))
        how = "answer-taken" if axis in self.timeline.scenario.readings else "answer-default"
        return Node(
            line,
            tuple(
                Node(say("explain", how if answer == taken else "answer", answer=answer, authority=authority))
                for answer, authority in doubt.answers.items()
            ),
        )

    def _where(self, axis: str) -> str:
        """The provisions of the treaty that leave a wording doubtful, or that settle it."""
        clauses = self.timeline.scenario.treaty.clauses
        return ", ".join(dict.fromkeys(it.provision for it in clauses if axis in it.axes or axis in it.settles))

    # -- why not yet

    def not_yet(self, found: Selection) -> list[str]:
        if found.word is None:
            for awaited in self.timeline.awaited:
                self.trees.readings.update(awaited.reading)
            return awaiting(self.teller)
        for awaited in self.timeline.awaited:
            if found.state in (None, awaited.state) and found.kind in (None, awaited.kind):
                self.trees.readings.update(awaited.reading)
        told = []
        if found.state is not None and len(found.state) == 3:
            told += for_state(self.teller, found.state)
        if found.kind is not None:
            told += awaiting(self.teller, found.kind)
        return told or ([self._nothing(found)] if found.empty else [])

    def _nothing(self, found: Selection) -> str:
        """That nothing was found for a word that could have meant something."""
        words = catalogue()
        if found.day is not None:
            before, after = days_around(self.timeline, found.day)
            near = say("explain", "before", day=long_date(*before)) if before else ""
            near += say("explain", "after", day=long_date(*after)) if after else ""
            return say("explain", "nothing-on", day=long_date(found.day), nearest=near)
        if found.kind is not None:
            for section, key in (("effects", "nothing-yet"), ("duties", "no-duty-yet"), ("acts", "no-act-yet")):
                if found.kind in words[section]:
                    return say("awaiting", key)
            return say("awaiting", "no-finding-yet")
        if found.provision is not None:
            return say("awaiting", "no-provision-yet", provision=found.provision)
        return say("awaiting", "no-duty-yet")


def _chapter(heading: str, nodes: Iterable[Node]) -> Chapter:
    return Chapter(say("explain", heading), tuple(nodes))


def _fate(outcome: ActOutcome) -> str:
    if why := uncertain.why_not(outcome):
        return say("explain", why)
    if outcome.first is None:
        return say("explain", "admitted")
    return say("explain", "irregular" if outcome.admitted else "refused", finding=outcome.first.within)
