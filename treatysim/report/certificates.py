"""The certificate of a search as a report: what was explored, up to what, what was not, and what was found."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from treatysim.checking.certificate import Certificate, Level
from treatysim.checking.orderings import CONSENTS, Orderings
from treatysim.checking.properties import Breach
from treatysim.checking.trying import Shown
from treatysim.law.acts import EFFECTS
from treatysim.report.checks import plain_json
from treatysim.report.dates import long_date
from treatysim.report.memo import Memo
from treatysim.report.rows import Table, shortened, table
from treatysim.simulation import simulate
from treatysim.words import name, names, say


def memo(certificate: Certificate, orderings: Orderings | None = None, left_out: str = "") -> Memo:
    """The certificate, and what the weak orderings of consents gave, or why they were ``left_out``, as a report.

    >>> from treatysim.checking.search import search
    >>> from treatysim.files import load_treaty
    >>> memo(search(load_treaty("sco-iis-2009"), (), acts=3)).lead[0]
    'Explored: 10 moments, and 156 steps tried from there.'
    """
    start = say("certificate", f"start-{certificate.start}")
    most = certificate.levels[-1].acts
    title = say("certificate", "title", treaty=certificate.treaty, acts=_acts(most), start=start)
    lead = (*_found(certificate), *([_orderings(orderings)] if orderings else []))
    unordered = [say("certificate", f"unordered-{left_out}", n=CONSENTS)] if left_out else []
    notes = (*_scope(certificate), *_not_explored(certificate), *unordered, *_readings(certificate))
    return Memo(title, lead, tuple(_tables(certificate)), None, notes)


def json_text(
    certificate: Certificate, orderings: Orderings | None = None, left_out: str = "", ascii_only: bool = False
) -> str:
    """The certificate as indented JSON; ``orderings`` is null where they were not looked at, and ``orderings_left_out``
    says why, in a word (null where a property was named)."""
    ordered = {"orderings": orderings.to_dict() if orderings else None, "orderings_left_out": left_out or None}
    said = {**certificate.to_dict(), **ordered}
    return plain_json(said, ascii_only)


def csv_text(certificate: Certificate) -> str:
    """A row for each number of acts: the new states, and the acts and waits tried from them."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(Level.__slots__)
    rows.writerows([getattr(level, column) for column in Level.__slots__] for level in certificate.levels)
    return out.getvalue()


def lives(certificate: Certificate, orderings: Orderings | None = None) -> list[Shown]:
    """The shortest lives that break properties, and one in which an order of consents gives another date than it
    should."""
    shown = [Shown(one.property.name, simulate(one.scenario), one.breach) for one in certificate.broken]
    wrong = orderings.disagreement if orderings else None
    if orderings is not None and wrong is not None:
        shown.append(Shown("weak-orderings", simulate(wrong.scenario), Breach(_orderings(orderings), wrong.state)))
    return shown


def states_seen(states: int) -> str:
    """How many states have been looked at, for those who wait."""
    return say("certificate", "progress", states=_number(states))


# -- what was found


def _found(certificate: Certificate) -> Iterator[str]:
    count, steps = certificate.states, _number(certificate.transitions)
    moments = say("certificate", "one-moment" if count == 1 else "moments-count", n=_number(count))
    yield say("certificate", "explored", states=moments, steps=steps)
    if not certificate.applied:
        yield say("certificate", "nothing-asked")
    elif certificate.holds:
        number = len(certificate.applied)
        yield say("certificate", "it-holds" if number == 1 else "all-hold", n=number)
    for one in certificate.broken:
        acts = _acts(len(one.scenario.acts))
        yield say("certificate", "broken", name=one.property.name, says=one.breach.says, acts=acts)
    if not certificate.finished:
        yield say("certificate", "stopped", acts=_acts(certificate.levels[-1].acts))


def _orderings(orderings: Orderings) -> str:
    facts = {"n": orderings.consents, "classes": orderings.classes, "runs": _number(orderings.runs)}
    facts["readings"] = len(orderings.readings)
    wrong = orderings.disagreement
    if wrong is None:
        return say("certificate", "orderings-agree", **facts)
    days = {"counted": _day(wrong.counted), "found": _day(wrong.found)}
    who = name(wrong.state) if wrong.state else say("certificate", "the-treaty")
    return say("certificate", "orderings-differ", who=who, **facts, **days)


def _day(day: int | None) -> str:
    return long_date(day) if day is not None else say("certificate", "never")


# -- what was explored


def _tables(certificate: Certificate) -> Iterator[Table]:
    rows = [
        tuple(map(_number, (level.acts, level.states, level.tried, level.refused, level.waits)))
        for level in certificate.levels
    ]
    columns = "search-acts search-states search-tried search-refused search-waits"
    yield table("searched", columns, rows)
    broken = {one.property.name for one in certificate.broken}
    if certificate.applied:
        yield table(
            "search-properties", "search-property search-applied in-play search-result", _results(certificate, broken)
        )


def _results(certificate: Certificate, broken: set[str]) -> Iterator[tuple[str, ...]]:
    for one, states in certificate.applied.items():
        result = "is-broken" if one in broken else "holds" if states else "untried-property"
        yield one, _number(states), _number(certificate.in_play[one]), say("certificate", result)


def _scope(certificate: Certificate) -> Iterator[str]:
    consents = say("certificate", "begins-consents") if certificate.start == "in-force" else ""
    yield say("certificate", "begins", day=long_date(certificate.begins), consents=consents)
    yield say("certificate", "kinds", kinds=_listed(certificate.kinds))
    yield say("certificate", "waits-and-duties" if certificate.duties else "waits")
    roles = "; ".join(names(states) for states in certificate.interchangeable)
    yield say("certificate", "interchangeable", roles=roles)
    yield say("certificate", "same-by-date" if certificate.by_date else "same")
    if certificate.applied:
        yield say("certificate", "asked")
        yield say("certificate", "in-play")
    came = [say("goals", kind, state=say("goals", "some-state")) for kind in EFFECTS if kind in certificate.met]
    findings = [code for code in certificate.met if code not in EFFECTS]
    if certificate.met:
        yield say("certificate", "met", effects="; ".join(came) or say("certificate", "none"), findings=len(findings))
    if not came and certificate.start == "signing":
        yield say("certificate", "never-so-far")


def _not_explored(certificate: Certificate) -> Iterator[str]:
    if certificate.untried:
        yield say("certificate", "untried", kinds=_listed(certificate.untried))
    yield say("certificate", "not-explored", acts=_acts(certificate.levels[-1].acts))
    if certificate.silent:
        yield say("certificate", "silent", n=certificate.silent)
    if not certificate.duties:
        yield say("certificate", "no-duties")


def _readings(certificate: Certificate) -> Iterator[str]:
    if certificate.readings:
        chosen = ", ".join(f"{axis}: {answer}" for axis, answer in certificate.readings.items())
        yield say("certificate", "readings", readings=chosen)


def _listed(kinds: Sequence[str]) -> str:
    return shortened([say("act-nouns", kind) for kind in kinds], most=20)


def _acts(count: int) -> str:
    return say("report", "one-act") if count == 1 else say("report", "acts-count", n=count)


def _number(count: int) -> str:
    return f"{count:,}"
