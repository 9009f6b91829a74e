"""A plan as a report: the goal and how it stands, what must hold, and for each act the days that keep it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from treatysim.law.acts import DEPOSITARY
from treatysim.law.days import day_of, iso
from treatysim.report.conditions import Conditions, either
from treatysim.report.dates import long_date, short_date
from treatysim.report.memo import Memo, asked, notes, title_of
from treatysim.report.reasons import Teller
from treatysim.report.rows import Table, shortened, table
from treatysim.report.trees import Node
from treatysim.whatif.conditions import leaves
from treatysim.whatif.goals import DutyGoal, EffectGoal, Goal, StandingGoal
from treatysim.whatif.plan import Leeway, Plan
from treatysim.words import capital, name, say

CSV_COLUMNS = ("act", "kind", "by", "of", "received", "from", "to", "latest", "slack", "pivotal")
"""The columns of the table for spreadsheets: a row for each span of days; of an act without any, one row."""


def memo(plan: Plan) -> Memo:
    """The answer as a report.

    >>> from treatysim.files import load_text
    >>> from treatysim.whatif.plan import plan
    >>> memo(plan(load_text("treaty: sco-iis-2009"), "entry-into-force <= 2011-06-02")).lead[:2]
    ('Goal: the treaty enters into force by 2 June 2011.', 'It does not hold as things stand: no such effect comes.')
    """
    teller = Teller(plan.timeline)
    drawn = Conditions(teller)
    title = say("plan", "title", title=title_of(plan.timeline))
    rows = _leeways(plan, teller)
    return Memo(
        title,
        tuple(_lead(plan, drawn, teller)),
        (rows,) if rows.rows else (),
        None,
        (*_beside(plan), *_notes(plan, teller)),
        tuple(_trees(plan, drawn)),
    )


def json_text(plan: Plan, ascii_only: bool = False) -> str:
    """The answer as indented JSON."""
    return json.dumps(plan.to_dict(), indent=2, ensure_ascii=ascii_only) + "\n"


def csv_text(plan: Plan) -> str:
    """A row for each span of days on which the goal holds, both ends included; dates ISO 8601."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(CSV_COLUMNS)
    for leeway in plan.acts:
        act = leeway.act
        about = (act.id, act.kind, act.by, act.of or "", iso(leeway.received))
        slack = "" if leeway.slack is None else leeway.slack
        safe = (iso(leeway.latest) or "", slack, str(leeway.pivotal).lower())
        for span in [(iso(first), iso(last)) for first, last in leeway.days] or [("", "")]:
            rows.writerow([*about, *span, *safe])
    return out.getvalue()


# -- the goal in words


def told(goal: Goal) -> str:
    """A goal in words.

    >>> told(StandingGoal("party", "RUS", 734290))
    'on 2 June 2011, the Russian Federation is a Party'
    """
    match goal:
        case EffectGoal():
            key = {"<=": "by", ">=": "not-before", "==": "on"}[goal.comparison]
            return say("goals", key, what=_effect(goal), day=long_date(goal.day))
        case StandingGoal():
            facts = {"state": name(goal.state), "day": long_date(goal.day)}
            return say("goals", "standing", standing=say("goals", f"standing-{goal.standing}"), **facts)
        case DutyGoal():
            key = f"duty-{goal.duty}" + ("-of" if goal.of else "")
            return say("goals", "duty", who=name(goal.bearer), duty=say("goals", key, of=name(goal.of)))


def _effect(goal: EffectGoal) -> str:
    what = say("goals", goal.kind, state=name(goal.state) if goal.state else say("goals", "some-state"))
    return say("goals", "proposed", what=what, of=goal.of) if goal.of else what


# -- the sentences that come first


def _lead(plan: Plan, drawn: Conditions, teller: Teller) -> Iterator[str]:
    yield say("plan", "goal", goal=told(plan.goal))
    yield say("plan", "holds" if plan.holds else "fails", now=_now(plan, teller))
    if plan.together is not None:
        acts = {leeway.act.id: leeway.act for leeway in plan.acts}
        days = ((acts[act], day) for act, day in plan.together.items())
        listed = [say("plan", "together-act", act=drawn.act(act), day=long_date(day)) for act, day in days]
        yield say("plan", "together", acts="; ".join(listed))
    elif plan.refusal is not None:
        yield say("plan", "cannot" if plan.refusal.proved else "not-found-lead", why=capital(plan.refusal.text))
    elif not plan.holds:
        yield say("plan", "alone", acts=_alone([leeway.act.id for leeway in plan.acts if leeway.days]))
    if plan.acts:
        first, last = min(it.first for it in plan.acts), max(it.last for it in plan.acts)
        yield say("plan", "range", first=long_date(first), last=long_date(last))
    else:
        yield say("plan", "range-none")


def _alone(acts: list[str]) -> str:
    return shortened(acts, most=12) if len(acts) > 12 else either(acts)


def _now(plan: Plan, teller: Teller) -> str:
    match plan.goal:
        case EffectGoal():
            effect = plan.goal.effect(plan.timeline)
            if effect is None:
                return say("plan", "now-no-effect")
            day = long_date(day_of(effect.at), effect.id in teller.supposed_ids)
            return say("plan", "now-effect", effect=_effect(plan.goal), day=day)
        case StandingGoal(state=state, day=on):
            standing = plan.timeline.standing(state, on)
            return say("plan", "now-standing", state=name(state), standing=say("goals", f"standing-{standing}"))
        case DutyGoal():
            return _duties(plan.goal, plan)


def _duties(goal: DutyGoal, plan: Plan) -> str:
    listed = []
    for duty in goal.duties(plan.timeline):
        due = long_date(duty.due, duty.supposed)
        performed = long_date(duty.performed, duty.performed_supposed)
        key = "now-due-never" if duty.performed is None else "now-due"
        listed.append(say("plan", key, due=due, performed=performed))
    return say("plan", "now-duty", duties="; ".join(listed)) if listed else say("plan", "now-no-duty")


# -- what must hold, and the days


def _trees(plan: Plan, drawn: Conditions) -> Iterator[Node]:
    if plan.condition is not None:
        yield Node(say("report", "condition"), (drawn.tree(plan.condition),))


def _leeways(plan: Plan, teller: Teller) -> Table:
    rows = [_row(leeway, teller) for leeway in plan.acts if _shown(leeway)]
    return table("leeway", "id act received holds-if latest slack pivotal", rows)


def _row(leeway: Leeway, teller: Teller) -> tuple[str, ...]:
    act, endless, none = leeway.act, leeway.latest == leeway.last, say("calendar", "none")
    of = "" if act.of is None or act.kind == "project-completed" else name(act.of)
    return (
        leeway.act.id,
        capital(say("plan", "row-of" if of else "row", who=name(act.by), noun=teller.act_noun(act), of=of)),
        short_date(leeway.received, leeway.act.id in teller.supposed_ids),
        "\n".join(_span(leeway, *span) for span in leeway.days) or say("plan", "no-day"),
        none if endless else short_date(leeway.latest),
        none if endless or leeway.slack is None else str(leeway.slack),
        say("plan", "pivotal" if leeway.pivotal else "not-pivotal"),
    )


def _span(leeway: Leeway, first: int, last: int) -> str:
    early, late = first == leeway.first, last == leeway.last
    key = "any-day" if early and late else "until-day" if early else "from-day" if late else "span"
    return say("plan", "one-day" if first == last and key == "span" else key, first=iso(first), last=iso(last))


# -- the notes at the foot


def _beside(plan: Plan) -> Iterator[str]:
    """The acts that the table leaves out, and what the condition is worth."""
    for key, days in (("any-time", True), ("at-no-time", False)):
        acts = [
            leeway.act.id for leeway in plan.acts if leeway.free and not leeway.pivotal and bool(leeway.days) is days
        ]
        if acts:
            yield say("plan", key, acts=shortened(acts, most=12))
    if plan.condition is not None:
        yield say("plan", "settles" if plan.settles else "unsettled", runs=f"{plan.runs:,}")
    if plan.condition is not None and any(leaf.act.kind == "accession" for leaf in leaves(plan.condition)):
        yield say("plan", "accession")
    if unmoved := _unmoved(plan):
        yield say("plan", "unmoved", acts=shortened(unmoved, most=12))
    if any(map(_shown, plan.acts)):
        yield " ".join([say("plan", "exact"), *([say("plan", "rests")] if plan.supposed else [])])


def _unmoved(plan: Plan) -> list[str]:
    """The acts that nobody asked to be moved: the Depositary's, and those without a fixed day; none where the acts to
    be moved were named."""
    moved = {leeway.act.id for leeway in plan.acts}
    others = [act for act in plan.scenario.acts if act.id not in moved]
    named = any(
        act.by != DEPOSITARY and isinstance(act.date, int) and act.id not in plan.scenario.uncertain for act in others
    )
    return [] if named else [act.id for act in others]


def _shown(leeway: Leeway) -> bool:
    """Whether an act has a row in the table: its day makes a difference, or that it comes at all."""
    return not leeway.free or leeway.pivotal


def _notes(plan: Plan, teller: Teller) -> Iterator[str]:
    if plan.timeline.consulted:
        yield say("report", "readings", readings=", ".join(asked(plan.timeline)))
    yield from notes(teller, with_readings=False)
