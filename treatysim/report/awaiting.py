"""Why not yet: what is still missing for an effect that has not come, and for a State that is not bound."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from treatysim.law.accession import Accession
from treatysim.law.days import day_of
from treatysim.law.entry_into_force import EntryIntoForce
from treatysim.law.timeline import Awaited
from treatysim.report.dates import long_date, period
from treatysim.report.reasons import Teller
from treatysim.words import capital, name, names, say

FEW = 12
"""As many States as a sentence names one by one."""


def awaiting(teller: Teller, kind: str | None = None) -> list[str]:
    """What is still missing for each effect that is awaited (of one kind, or of any), as sentences.

    >>> from treatysim.files import load_text
    >>> from treatysim.simulation import simulate
    >>> awaiting(Teller(simulate(load_text("treaty: paris-2015\\nthrough: 2016-04-22"))))[0][:80]
    'The treaty is not in force: 0 of 55 deposits stand. At least 55 more must come, '
    """
    found = (awaited for awaited in teller.timeline.awaited if kind in (None, awaited.kind))
    return [sentence for awaited in found for sentence in _missing(teller, awaited)]


def for_state(teller: Teller, state: str) -> list[str]:
    """Where a State stands and what is still missing for it, and who waits for its answer, as sentences."""
    timeline = teller.timeline
    if timeline.first("termination") is not None:
        return [say("awaiting", "ended")]
    standing = timeline.standing(state, timeline.through)
    told = [_standing(teller, state, standing)]
    own = [awaited for awaited in timeline.awaited if awaited.kind == "accession-complete" and awaited.state == state]
    told += [sentence for awaited in own for sentence in _missing(teller, awaited)]
    if standing in ("contracting", "signatory"):
        told += awaiting(teller, "entry-into-force")
    told += _coming(teller, state)
    return told + [
        _asked(state, it) for it in timeline.awaited if state in it.candidates and it.kind != "entry-into-force"
    ]


def _coming(teller: Teller, state: str) -> Iterator[str]:
    for effect in teller.timeline.coming:
        if effect.state == state:
            told = say("reasons", "effect", effect=teller.effect_noun(effect), id=effect.id)
            yield say("awaiting", "coming", effect=told)


# -- effects that have not come


def _missing(teller: Teller, awaited: Awaited) -> Iterator[str]:
    match awaited.needs:
        case "acceptances":
            yield _acceptances(awaited)
        case "held":
            yield say("awaiting", "held", state=name(awaited.state))
        case "consents":
            key = "consents" if awaited.missing else "no-consent"
            about = {"proposal": awaited.facts["proposal"], "subject": say("subjects", str(awaited.facts["subject"]))}
            yield say("awaiting", key, candidates=names(awaited.candidates), **about)
        case _:
            yield from _entry(teller, awaited)


def _acceptances(awaited: Awaited) -> str:
    if not awaited.missing:
        return say("awaiting", "no-acceptance", state=name(awaited.state))
    refused = awaited.facts.get("refused")
    told = say("awaiting", "refused", states=capital(names(refused))) if isinstance(refused, list) and refused else ""
    return say("awaiting", "acceptances", state=name(awaited.state), candidates=names(awaited.candidates), refused=told)


def _entry(teller: Teller, awaited: Awaited) -> Iterator[str]:
    """Each condition of entry into force that is not met: how many, how many of a group, which share."""
    for clause in teller.timeline.scenario.treaty.operative:
        if isinstance(clause, EntryIntoForce) and clause.provision == awaited.provision:
            noun = say("awaiting", awaited.needs)
            if awaited.missing:
                threshold = clause.number("threshold")
                more = _more(awaited)
                standing = threshold - awaited.missing
                yield say("awaiting", "entry", standing=standing, threshold=threshold, noun=noun, more=more)
            yield from _other_conditions(teller, clause, noun)


def _more(awaited: Awaited) -> str:
    if not awaited.candidates:
        return ""
    if len(awaited.candidates) > FEW:
        return say("awaiting", "entry-many", missing=awaited.missing, n=len(awaited.candidates))
    return say("awaiting", "entry-more", missing=awaited.missing, candidates=names(awaited.candidates))


def _other_conditions(teller: Teller, clause: EntryIntoForce, noun: str) -> Iterator[str]:
    states = {state.state for state in teller.timeline.states if state.standing == "contracting"}
    standing = states - clause.not_additional
    if "members" in clause.parameters:
        group, threshold = clause.parameters["members"]["group"], clause.parameters["members"]["threshold"]
        members = len(standing & dict(clause.groups)[group])
        if members < threshold:
            facts = {"group": group, "threshold": threshold, "noun": noun}
            yield say("awaiting", "entry-members", standing=members, **facts)
    if "share" in clause.parameters:
        quantity, percent = clause.parameters["share"]["quantity"], Decimal(clause.parameters["share"]["percent"])
        held = dict(dict(clause.quantities)[quantity])
        reached = sum((held.get(state, Decimal(0)) for state in standing), Decimal(0))
        if reached < percent:
            facts = {"quantity": quantity, "percent": percent, "noun": noun}
            yield say("awaiting", "entry-share", reached=reached, **facts)


# -- States that are not bound


def _standing(teller: Teller, state: str, standing: str) -> str:
    named = {"state": capital(name(state))}
    match standing:
        case "party" | "withdrawing":
            return say("awaiting", standing, since=_since(teller, state), **named)
        case "contracting":
            clause = _entry_clause(teller)
            noun = say("act-nouns", "deposit" if clause and clause.by_deposit else "notification")
            return say("awaiting", "contracting", noun=noun, **named)
        case "former-party":
            return say("awaiting", standing, reading=_way_back(teller, state), **named)
        case "signatory":
            clause = _entry_clause(teller)
            key = "signatory-deposit" if clause and clause.by_deposit else "signatory-notification"
            taken_back = (it for it in teller.timeline.acts if it.act.kind == "notification-withdrawn" and it.admitted)
            if any(outcome.act.by == state for outcome in taken_back):
                key = "signatory-withdrew"
            return say("awaiting", key, period=period(clause.parameters) if clause else "", **named)
        case "third":
            return _third(teller, named)
        case _:
            return say("awaiting", standing, **named)


def _way_back(teller: Teller, state: str) -> str:
    """By which way a State that has left comes back (E-36): a signatory as it is read, or as the text settles it, and
    whoever never signed as any third State; nothing where the treaty does not speak of it, or knows no such act."""
    scenario = teller.timeline.scenario
    treaty, answer = scenario.treaty, scenario.answer("re-entry")
    signed, open_ = state in treaty.signatories, "re-entry" in treaty.axes
    known = (way for way in (answer if signed else "accession", "deposit") if way in treaty.acts)
    way = next(known, None) if open_ or "re-entry" in treaty.settled else None
    if way is None:
        return ""
    key = "former-third" if not signed else "former-reading" if open_ else "former-settled"
    return say("awaiting", key, way=say("awaiting", f"back-{way}"), answer=answer)


def _third(teller: Teller, named: dict[str, str]) -> str:
    clauses = teller.timeline.scenario.treaty.clauses
    accession = next((clause for clause in clauses if isinstance(clause, Accession)), None)
    way = "deposit" if accession is None else "accession" if accession.by_acceptance else "open"
    told = say("awaiting", f"third-{way}", **named)
    early = accession is not None and teller.timeline.first("entry-into-force") is None
    return told + say("awaiting", "third-early") if early else told


def _since(teller: Teller, state: str) -> str:
    for effect in reversed(teller.timeline.effects):
        if effect.kind == "entry-into-force-for" and effect.state == state:
            return say("awaiting", "since", day=long_date(day_of(effect.at), effect.id in teller.supposed_ids))
    return ""


def _entry_clause(teller: Teller) -> EntryIntoForce | None:
    clauses = teller.timeline.scenario.treaty.operative
    return next((clause for clause in clauses if isinstance(clause, EntryIntoForce)), None)


def _asked(state: str, awaited: Awaited) -> str:
    """That somebody else's accession, or a proposal, waits for this State."""
    named = capital(name(state)) if state == "DEPOSITARY" else name(state)
    if awaited.needs == "consents":
        return say("awaiting", "asked-consents", state=named, of=awaited.facts["proposal"])
    return say("awaiting", "asked-acceptances", state=named, of=name(awaited.state))
