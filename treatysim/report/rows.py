"""The tables of a report: States, effects, duties and findings as rows, all as they are to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from treatysim.law.consequences import Effect
from treatysim.law.days import day_of
from treatysim.law.formula import instant, reason
from treatysim.law.timeline import Obligation, StateOutcome
from treatysim.report.dates import mark, short_date
from treatysim.report.leads import lead_texts
from treatysim.report.reasons import Teller, readings
from treatysim.words import capital, effect_text, name, names, plain_name, say

MANY = 12
"""More States than these are listed by their codes, and share a row where they stand alike."""

OPEN = ("pending", "overdue", "expected", "continuing")
"""The statuses of a duty that is still to be performed."""

STANDINGS = ("party", "withdrawing", "acceding", "applicant", "contracting", "former-party", "signatory", "third")
"""The standings, in the order in which many States are listed."""

"""The kind of act that performs a duty, where it is not of the same name."""


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, the names of the columns and the rows, all as they are to be read."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def named(states: Iterable[str]) -> str:
    """States by their names and codes; by their codes alone where they are many.

    >>> named(["CHN", "KAZ"])
    'China (CHN), Kazakhstan (KAZ)'
    """
    listed = list(states)
    if len(listed) > MANY:
        return ", ".join(listed)
    return ", ".join(capital(name(one)) if len(one) > 3 else with_code(one) for one in listed)


def with_code(state: str) -> str:
    """A State by its name and its code."""
    return say("report", "state", name=plain_name(state), code=state)


def number(what: str, count: int) -> str:
    """How many States or acts there are ("state", "act")."""
    return say("report", f"one-{what}") if count == 1 else say("report", f"{what}s-count", n=count)


def shortened(listed: list[str], most: int = 5, between: str = ", ") -> str:
    """The first of a list, and how many more there are.

    >>> shortened(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    if len(listed) <= most:
        return between.join(listed)
    return say("report", "more", listed=between.join(listed[:most]), n=len(listed) - most)


def table(heading: str | None, columns: str, rows: Iterable[tuple[str, ...]]) -> Table:
    """A table, by the keys of its heading and of its columns in the catalogue."""
    called = tuple(say("columns", column) for column in columns.split())
    return Table(say("report", heading) if heading else "", called, tuple(rows))


def states(teller: Teller) -> Table:
    """Every signatory and every State named: standing, when the treaty was in force for it, whom it waits for."""
    listed = teller.timeline.states
    waiting = any(state.waiting_for for state in listed)
    groups: dict[tuple[str, ...], list[str]] = {}
    for state in sorted(listed, key=_rank) if len(listed) > MANY else listed:
        alone = state.state if len(listed) <= MANY else ""
        cells = (_standing(state), _intervals(teller, state), *((named(state.waiting_for),) if waiting else ()))
        groups.setdefault((alone, *cells), []).append(state.state)
    columns = "state standing in-force" + (" waiting" if waiting else "")
    return table("states", columns, [(named(members), *cells) for (_, *cells), members in groups.items()])


def _rank(state: StateOutcome) -> int:
    """Parties first, then those on their way, those that left and those that are nothing more than signatories."""
    return STANDINGS.index(state.standing)


def _standing(state: StateOutcome) -> str:
    return say("standings", state.standing) + mark(state.supposed)


def _intervals(teller: Teller, state: StateOutcome) -> str:
    def day(which: int, *kinds: str) -> str:
        found = (e for e in teller.timeline.effects if e.kind in kinds and e.state in (state.state, None))
        rests = any(effect.id in teller.supposed_ids for effect in found if day_of(effect.at) == which)
        return short_date(which, rests)

    told = []
    for since, until in state.in_force:
        start = day(since, "entry-into-force-for")
        end = None if until is None else day(until, "withdrawal-effective", "termination")
        told.append(say("report", "from-until", since=start, until=end) if end else say("report", "since", since=start))
    return "\n".join(told) or say("calendar", "none")


def effects(teller: Teller) -> Table:
    """The effects that came, with their reasons."""
    return table("effects", "id date article effect why", effect_rows(teller, teller.timeline.effects))


def changes(teller: Teller) -> Table:
    """What acts moved or stopped that was on its way: revoked and moved notices above all."""
    found = []
    for outcome in teller.timeline.acts:
        for text in lead_texts(outcome, changes_only=True):
            where = say("report", "finding-act", id=outcome.act.id, line=teller.line(outcome.act))
            found.append((short_date(outcome.day, outcome.supposed), text, where))
    return table("changes", "date effect act", found)


def coming(teller: Teller) -> Table:
    """The effects on their way, with their reasons."""
    return table("coming", "id date article effect why", effect_rows(teller, teller.timeline.coming))


def effect_rows(teller: Teller, effects: Iterable[Effect]) -> Iterator[tuple[str, ...]]:
    """Effects as rows: those of one day for one reason share a row, and there the States of one kind a sentence."""
    for together in _grouped(effects, lambda it: (it.at, it.provision, teller.why(reason(it.formula)))):
        first = together[0]
        day = short_date(day_of(first.at), first.id in teller.supposed_ids)
        yield _ids(together), day, first.provision, _texts(teller, together), capital(teller.why(reason(first.formula)))


def _grouped(effects: Iterable[Effect], key: Callable[[Effect], object]) -> list[list[Effect]]:
    groups: dict[object, list[Effect]] = {}
    for effect in effects:
        groups.setdefault(key(effect), []).append(effect)
    return list(groups.values())


def _ids(effects: list[Effect]) -> str:
    numbers = [int(effect.id[1:]) for effect in effects]
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{effects[0].id}-{effects[-1].id}"
    return ", ".join(effect.id for effect in effects) if len(effects) < MANY else f"{effects[0].id}, …"


def _texts(teller: Teller, effects: list[Effect]) -> str:
    told = []
    for alike in _grouped(effects, lambda it: (it.kind, it.of, it.text_as_amended)):
        first, states = alike[0], [effect.state for effect in alike if effect.state]
        who = number("state", len(states)) if len(states) > MANY else names(states)
        told.append(effect_text(first.kind, who, first.of, first.text_as_amended))
    told += [remark for effect in effects for remark in remarks(teller, effect)]
    return "\n".join(told)


def remarks(teller: Teller, effect: Effect) -> Iterator[str]:
    """What is to be said beside an effect: too few Parties, or the days that other ways of counting would give."""
    if effect.kind == "termination" and effect.of is None:
        yield say("report", "too-few")
    if effect.alternatives:
        rests = effect.id in teller.supposed_ids
        days = {way: day_of(instant(formula)) for way, formula in effect.alternatives.items()}
        ways = [
            say("report", "way", day=short_date(day, rests), way=way)
            for way, day in days.items()
            if day != day_of(effect.at)
        ]
        yield say("report", "otherwise", ways=", ".join(ways))


def duties(teller: Teller, only_open: bool = False) -> Table:
    """Every duty by its due day, or those that are still open."""
    groups: dict[tuple[str, ...], list[str]] = {}
    shown = [duty for duty in teller.timeline.obligations if not only_open or duty.status in OPEN]
    for duty in sorted(shown, key=lambda duty: duty.due or duty.arises or 0):
        due = short_date(duty.due, duty.supposed) if duty.due else say("report", "from", day=_arises(duty))
        done = short_date(duty.performed, duty.performed_supposed)
        key = (due, duty.provision, duty_text(duty), done, say("statuses", duty.status))
        groups.setdefault(key, []).append(duty.bearer)
    owed = [(due, where, _bearers(who), what, done, how) for (due, where, what, done, how), who in groups.items()]
    return table("open-duties" if only_open else "duties", "due article bearer duty performed status", owed)


def _bearers(who: list[str]) -> str:
    return ", ".join(who) if len(who) > MANY else capital(names(who))


def duty_text(duty: Obligation) -> str:
    """What is owed, in a word or two."""
    of = duty.of or ""
    return capital(say("duty-nouns", duty.duty, of=name(of) if duty.duty == "withdrawal-circulated" else of))


def _arises(duty: Obligation) -> str:
    return short_date(duty.arises, duty.supposed)


def findings(teller: Teller) -> Table:
    """What is irregular, or what no authority settles."""
    found = []
    for finding in teller.timeline.findings:
        act = finding.act
        day = short_date(day_of(finding.at), act is not None and act.id in teller.supposed_ids)
        reading = say("report", "finding-reading", readings=readings(finding.reading)) if finding.reading else ""
        message = f"{finding.text}{reading}"
        where = say("report", "finding-act", id=act.id, line=teller.line(act)) if act else ""
        found.append((day, finding.provision, message, where))
    return table("findings", "date article finding act", found)
