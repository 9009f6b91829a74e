"""What a report says, as sentences and tables, before anybody lays it out: one content for the terminal and for md.

Tables hold ISO dates, sentences dates written out; both carry the mark where they rest on a supposed act.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from treatysim.law.consequences import Effect
from treatysim.law.days import day_of
from treatysim.law.timeline import ActOutcome, Timeline
from treatysim.report import rows, uncertain
from treatysim.report.awaiting import awaiting
from treatysim.report.dates import long_date
from treatysim.report.overlays import base_of, overlay_changes
from treatysim.report.reasons import Teller, readings
from treatysim.report.rows import Table, number, shortened, table
from treatysim.report.trees import Node
from treatysim.words import name, say


@dataclass(frozen=True, slots=True)
class Memo:
    """A report: its title, the sentences that come first, its tables, what is awaited, and the notes at the foot.

    ``trees`` come before the tables; each is a heading with the trees under it.
    """

    title: str
    lead: tuple[str, ...]
    tables: tuple[Table, ...]
    awaited: Table | None
    notes: tuple[str, ...]
    trees: tuple[Node, ...] = ()


def memo(timeline: Timeline) -> Memo:
    """The report of a whole run: who is bound, what came and why, duties, irregularities, what is coming.

    >>> from treatysim.files import load_text
    >>> from treatysim.simulation import simulate
    >>> memo(simulate(load_text("treaty: sco-iis-2009"))).tables[1].rows
    (('2009-07-01', '11', 'The Depositary', 'Certified copies', '–', 'overdue'),)
    """
    teller = Teller(timeline)
    tables = (
        rows.states(teller),
        rows.effects(teller),
        rows.changes(teller),
        rows.duties(teller),
        rows.findings(teller),
        rows.coming(teller),
    )
    lead = (*_about(teller), *_overlay(teller), *_acts(teller))
    return Memo(title_of(timeline), lead, _filled(tables), _awaited(teller), notes(teller))


def status(timeline: Timeline) -> Memo:
    """The report of one day: standing, open duties, what is coming and who is waited for."""
    teller = Teller(timeline)
    tables = (rows.states(teller), rows.duties(teller, only_open=True), rows.coming(teller))
    about = say("report", "about-status", **_treaty(teller))
    lead = (
        say("report", "status", day=long_date(timeline.through)),
        about,
        _force(teller),
        *_overlay(teller),
        *_acts(teller),
    )
    return Memo(title_of(timeline), lead, _filled(tables), _awaited(teller), notes(teller))


def _filled(tables: tuple[Table, ...]) -> tuple[Table, ...]:
    return tuple(one for one in tables if one.rows)


def title_of(timeline: Timeline) -> str:
    """The title of a scenario; of one without, the name of its file."""
    return timeline.scenario.title.strip() or timeline.scenario.file


# -- the sentences that come first


def _about(teller: Teller) -> Iterator[str]:
    timeline = teller.timeline
    through = long_date(timeline.through, timeline.scenario.through is None and _rests_at_the_end(teller))
    yield say("report", "about", through=through, **_treaty(teller))
    yield _force(teller)


def _treaty(teller: Teller) -> dict[str, str]:
    treaty = teller.timeline.scenario.treaty
    place = say("report", "place", place=treaty.place) if treaty.place else ""
    signed = long_date(treaty.signed)
    return {"treaty": treaty.short or treaty.title, "id": treaty.id, "signed": signed, "place": place}


def _rests_at_the_end(teller: Teller) -> bool:
    """Whether the last day, where the scenario names none, is that of something that rests on a supposed act."""
    timeline = teller.timeline
    last = {effect.id for effect in timeline.effects if day_of(effect.at) == timeline.through}
    last |= {outcome.act.id for outcome in timeline.acts if outcome.day == timeline.through}
    due = any(duty.supposed for duty in timeline.obligations if duty.due == timeline.through)
    return due or bool(last & teller.supposed_ids)


def _force(teller: Teller) -> str:
    """Whether the treaty is in force, since when, and for how many States."""
    firsts = {effect.kind: effect for effect in reversed(teller.timeline.effects)}
    if "entry-into-force" not in firsts:
        return say("report", "not-in-force")
    since = _effect_date(teller, firsts["entry-into-force"])
    if "termination" in firsts:
        return say("report", "ended", since=since, until=_effect_date(teller, firsts["termination"]))
    bound = sum(state.standing in ("party", "withdrawing") for state in teller.timeline.states)
    if not bound:
        return say("report", "in-force-nobody", since=since)
    return say("report", "in-force", since=since, states=number("state", bound))


def _effect_date(teller: Teller, effect: Effect) -> str:
    return long_date(day_of(effect.at), effect.id in teller.supposed_ids)


def _overlay(teller: Teller) -> Iterator[str]:
    """That a scenario only changes another one, and how; its readings are told at the foot."""
    scenario = teller.timeline.scenario
    if scenario.base is not None:
        changes = overlay_changes(scenario, scenario.base)
        yield say("report", "overlay", base=base_of(scenario, scenario.base), changes=changes)


def _acts(teller: Teller) -> Iterator[str]:
    outcomes = teller.timeline.acts
    if not outcomes:
        return
    counts = {
        "admitted": sum(outcome.admitted is True for outcome in outcomes),
        "refused": sum(outcome.admitted is False for outcome in outcomes),
        "supposed": sum(outcome.supposed for outcome in outcomes),
    }
    parts = [_part(what, count, len(outcomes)) for what, count in counts.items() if count or what == "admitted"]
    yield say("report", "acts", acts=number("act", len(outcomes)), parts=", ".join(parts))
    for why in ("after-through", "never", "unlikely", "beyond-calendar"):
        unheard = [_unheard(teller, outcome) for outcome in outcomes if uncertain.why_not(outcome) == why]
        if unheard:
            yield say("report", why, acts=shortened(unheard))


def _part(what: str, count: int, of: int) -> str:
    every = count == of > 1 and what != "refused"
    return say("report", f"all-{what}" if every else what, n=count)


def _unheard(teller: Teller, outcome: ActOutcome) -> str:
    act = outcome.act
    told = say("reasons", "act", noun=teller.act_noun(act), who=name(act.by))
    day = [long_date(outcome.day, outcome.supposed)] if outcome.day is not None else []
    return say("reasons", "act-place", act=told, place=", ".join([*day, teller.line(act)]))


# -- the notes at the foot


def notes(teller: Teller, with_readings: bool = True) -> tuple[str, ...]:
    """What the mark means (where something is supposed), which dates were taken at their median, which readings were
    asked, and what text was used."""
    timeline = teller.timeline
    supposed = bool(teller.supposed_ids) or any(duty.supposed for duty in timeline.obligations)
    said = [say("report", "mark", mark=say("calendar", "mark"))] if supposed else []
    if medians := uncertain.note(timeline):
        said.append(medians)
    if any(until for state in timeline.states for _, until in state.in_force) and with_readings:
        said.append(say("report", "until"))
    if timeline.consulted and with_readings:
        said.append(say("report", "readings", readings=", ".join(asked(timeline))))
    if timeline.scenario.treaty.text:
        said.append(say("report", "text", text=timeline.scenario.treaty.text))
    return tuple(said)


def asked(timeline: Timeline) -> Iterator[str]:
    """The axes that a run consulted, with their values, and whether they were chosen."""
    for axis in timeline.consulted:
        value = timeline.scenario.all_readings[axis]
        chosen = axis in timeline.scenario.readings
        yield say("report", "chosen", axis=axis, value=value) if chosen else readings({axis: value})


def _awaited(teller: Teller) -> Table | None:
    sentences = awaiting(teller)
    return table("awaited", "", [(sentence,) for sentence in sentences]) if sentences else None
