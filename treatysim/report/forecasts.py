"""How likely, and when, as a report: what the figures are worth, the days, the chances by a day, and who decides."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from treatysim.law.days import iso
from treatysim.report.dates import long_date, ordinal, short_date
from treatysim.report.memo import Memo
from treatysim.report.percentages import error, percent, points
from treatysim.report.rows import MANY, Table, number, shortened, table
from treatysim.whatif.draws import Difference
from treatysim.whatif.likelihood import Forecast, Likelihood
from treatysim.words import capital, effect_text, names, plain_name, say

CSV_COLUMNS = ("kind", "state", "of", "place", "method", "date", "on", "by")
"""The columns of the table for spreadsheets: of each effect, a row for every day on which its probability changes."""

SHOWN = (0.1, 0.5, 0.9)
"""The quantiles that a report shows."""

DAYS_BESIDE = 4
"""How many days stand beside one another in a table."""

MOST_TOLD = 5
"""How many States that may decide, or days that differ, are named; the others are told together."""


def memo(forecast: Forecast, days: Sequence[int] = ()) -> Memo:
    """A forecast as a report, with the chances by some days (ordinals).

    >>> from treatysim.files import load_text
    >>> from treatysim.whatif.forecast import forecast
    >>> memo(forecast(load_text("treaty: sco-iis-2009"))).lead
    ('No date in this file is uncertain.', 'Nothing can come of its acts.')
    """
    scenario = forecast.scenario
    title = say("forecast", "title", title=scenario.title.strip() or scenario.file)
    groups = _together(forecast, days)
    tables = (_when(forecast, groups), *_by(forecast, groups, days), _deciders(forecast, groups))
    return Memo(title, tuple(_lead(forecast)), tuple(one for one in tables if one.rows), None, _notes(forecast))


def text(forecast: Forecast, days: Sequence[int], form: str, ascii_only: bool = False) -> str:
    """A forecast as a document: ``json`` or ``csv``."""
    return csv_text(forecast) if form == "csv" else json_text(forecast, days, ascii_only)


def json_text(forecast: Forecast, days: Sequence[int] = (), ascii_only: bool = False) -> str:
    """A forecast as indented JSON, with the chances by some days (ordinals)."""
    return json.dumps(forecast.to_dict(tuple(days)), indent=2, ensure_ascii=ascii_only) + "\n"


def csv_text(forecast: Forecast) -> str:
    """A row for every day on which an effect's probability changes: that it comes on that day (``on``), and that it has
    come by its end (``by``); then one with the date ``never``, and the probability of that."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(CSV_COLUMNS)
    for one in forecast.likelihoods:
        about = (one.kind, one.state or "", one.of or "", one.place, one.method)
        rows.writerows((*about, iso(day), _decimal(on), _decimal(by)) for day, on, by in one.curve())
        rows.writerow((*about, "never", _decimal(one.never), ""))
    return out.getvalue()


def beside(forecast: Forecast, noted: bool = False) -> str:
    """What is to be told beside the figures, a line each: the notes, where the figures have no room for them, the draws
    that an executor did not make, and the days on which formulas and engine differ."""
    lines = list(_notes(forecast, explained=False)) if noted else []
    if forecast.lost:
        lines.append(say("forecast", "lost", draws=_draws(forecast.lost), why=forecast.why))
    lines += [_difference(one) for one in forecast.differing[:MOST_TOLD]]
    if (left := len(forecast.differing) - MOST_TOLD) > 0:
        lines.append(say("forecast", "more-differ", n=f"{left:,}"))
    return "\n".join(lines)


def _difference(one: Difference) -> str:
    kind, state, of, _ = one.effect
    effect = effect_text(kind, state, of, ())
    facts = {"draw": f"{one.draw:,}", "effect": effect, "formulas": long_date(one.formulas)}
    return say("forecast", "differs", **facts, engine=long_date(one.engine))


def _decimal(share: float) -> str:
    """A probability with at most nine decimals, and never as a power of ten."""
    return f"{share:.9f}".rstrip("0").rstrip(".")


# -- the sentences that come first


def _lead(forecast: Forecast) -> Iterator[str]:
    count = len(forecast.scenario.uncertain)
    yield say("forecast", "no-date" if not count else "one-date" if count == 1 else "dates", n=count)
    open_ones = _open_ones(forecast)
    if open_ones:
        yield from _worth(forecast, open_ones)
        if forecast.scenario.through is not None:
            yield say("forecast", "through", day=long_date(forecast.scenario.through))
    elif not forecast.likelihoods:
        yield say("forecast", "nothing")
    if forecast.draws:
        yield from _draws_told(forecast, open_ones)
    yield from _certain(forecast)


def _worth(forecast: Forecast, open_ones: list[Likelihood]) -> Iterator[str]:
    """Whether figures are exact, or what those from draws are good for."""
    sampled = [one for one in open_ones if one.method == "sampled"]
    if not sampled:
        yield say("forecast", "exact")
        return
    facts = {"draws": _draws(forecast.draws), "seed": forecast.seed, "points": points(forecast.draws)}
    off = _days_off(sampled, forecast.draws)
    facts["dates"] = "" if off is None else say("forecast", "off", days=number("day", max(off, 1)))
    yield say("forecast", "sampled" if len(sampled) == len(open_ones) else "mixed", **facts)


def _draws_told(forecast: Forecast, open_ones: list[Likelihood]) -> Iterator[str]:
    """What became of the draws: which of them the engine ran, and what was verified."""
    if all(one.method == "exact" for one in open_ones):
        yield say("forecast", "beside", draws=_draws(forecast.draws), seed=forecast.seed)
    if forecast.by_engine == forecast.draws:
        yield say("forecast", "engine-all")
    elif forecast.by_engine:
        share = percent(forecast.by_engine / forecast.draws)
        yield say("forecast", "engine", draws=_draws(forecast.by_engine), share=share)
    else:
        yield say("forecast", "engine-none")
    if forecast.verified:
        key = "differ" if forecast.differing else "verified"
        yield say("forecast", key, draws=_draws(forecast.verified), n=f"{len(forecast.differing):,}")


def _certain(forecast: Forecast) -> Iterator[str]:
    """The effects that come on one day whatever happens, and those that never do."""
    certain = [one for one in forecast.likelihoods if not _is_open(one)]
    coming = sorted((one for one in certain if one.comes), key=lambda one: one.start)
    if coming:
        first, last = (long_date(one.start, one.supposed) for one in (coming[0], coming[-1]))
        facts = {"effects": number("effect", len(coming)), "first": first, "last": last}
        yield say("forecast", "certain-one-day" if first == last else "certain", **facts)
    if len(certain) > len(coming):
        never = [effect_text(one.kind, one.state, one.of, ()) for one in certain if not one.comes]
        yield say("forecast", "cannot", effects=shortened(never, between="; "))


def _open_ones(forecast: Forecast) -> list[Likelihood]:
    """The effects of which it is open when they come, or whether."""
    return [one for one in forecast.likelihoods if _is_open(one)]


def _is_open(one: Likelihood) -> bool:
    return one.method == "sampled" or (one.method == "exact" and one.comes > 0)


def _draws(count: int) -> str:
    return say("report", "one-draw") if count == 1 else say("report", "draws-count", n=f"{count:,}")


def _days_off(sampled: list[Likelihood], draws: int) -> int | None:
    """How many days the dates shown are from the exact ones at most, nineteen times in twenty each; None if one of them
    is too near to never to say."""
    most = 0
    for one in sampled:
        for share in SHOWN:
            off = error(share, draws)
            ends = [one.quantile(max(share - off, 1e-9)), one.quantile(share), one.quantile(share + off)]
            found = [day for day in ends if day is not None]
            if found and len(found) < len(ends):
                return None
            most = max([most, *(abs(day - found[1]) for day in found)])
    return most


# -- the tables


def _together(forecast: Forecast, days: Sequence[int]) -> list[list[Likelihood]]:
    """The effects that are open, by their median; those whose figures are all shown alike together."""
    groups: dict[object, list[Likelihood]] = {}
    for one in _open_ones(forecast):
        alike = (_dates(one), _chance(forecast, one, one.never), _chances(forecast, one, days))
        groups.setdefault((one.method, alike), []).append(one)
    return sorted(groups.values(), key=lambda alike: [_or_last(alike[0].quantile(share)) for share in (0.5, 0.1, 0.9)])


def _or_last(day: int | None) -> float:
    return float("inf") if day is None else day


def _when(forecast: Forecast, groups: list[list[Likelihood]]) -> Table:
    rows = []
    for alike in groups:
        first = alike[0]
        never = _chance(forecast, first, first.never)
        rows.append((*_dates(first), never, say("forecast", f"by-{first.method}"), _effects(alike)))
    return table("likely", "by-10 median by-90 never figures effect", rows)


def _dates(one: Likelihood) -> tuple[str, ...]:
    days = [one.quantile(share) for share in SHOWN]
    return tuple(say("calendar", "never") if day is None else short_date(day) for day in days)


def _by(forecast: Forecast, groups: list[list[Likelihood]], days: Sequence[int]) -> Iterator[Table]:
    """The chances by the days asked for: a column a day, and another table where there are too many."""
    for first in range(0, len(days), DAYS_BESIDE):
        some = days[first : first + DAYS_BESIDE]
        rows = [(*_chances(forecast, alike[0], some), _effects(alike)) for alike in groups]
        columns = (*map(short_date, some), say("columns", "effect"))
        yield Table(say("report", "likely-by"), columns, tuple(rows))


def _chances(forecast: Forecast, one: Likelihood, days: Sequence[int]) -> tuple[str, ...]:
    return tuple(_chance(forecast, one, one.chance_by(day)) for day in days)


def _chance(forecast: Forecast, one: Likelihood, share: float) -> str:
    return percent(share, forecast.draws if one.method == "sampled" else 0)


def _deciders(forecast: Forecast, groups: list[list[Likelihood]]) -> Table:
    """Who decides, where that is open: States by how often they do; effects decided alike share a row."""
    rows: dict[str, list[Likelihood]] = {}
    for one in (one for alike in groups for one in alike):
        if told := _decided(forecast, one):
            rows.setdefault(told, []).append(one)
    return table("deciding", "effect decided-by", [(_effects(alike), told) for told, alike in rows.items()])


def _decided(forecast: Forecast, one: Likelihood) -> str:
    shares = sorted(one.deciding.items(), key=lambda item: -item[1])
    most = len(shares) if len(shares) == MOST_TOLD + 1 else MOST_TOLD
    told = [(plain_name(state), share) for state, share in shares[:most]]
    if rest := shares[most:]:
        told.append((say("forecast", "deciders", n=len(rest)), sum(share for _, share in rest)))
    return ", ".join(say("forecast", "decider", who=who, share=_chance(forecast, one, it)) for who, it in told)


def _effects(alike: list[Likelihood]) -> str:
    """Effects in a row: those of one kind for several States as one sentence."""
    kinds: dict[object, list[Likelihood]] = {}
    for one in alike:
        kinds.setdefault((one.kind, one.of, one.place, one.state is None), []).append(one)
    return "\n".join(map(_effect, kinds.values()))


def _effect(alike: list[Likelihood]) -> str:
    first, states = alike[0], [one.state for one in alike if one.state]
    who = number("state", len(states)) if len(states) > MANY else names(states)
    told = capital(effect_text(first.kind, who, first.of, ()))
    return told if first.place == 1 else say("forecast", "again", effect=told, ordinal=ordinal(first.place))


def _notes(forecast: Forecast, explained: bool = True) -> tuple[str, ...]:
    """What the columns mean, that every date is supposed, how the file is read, and what text was used."""
    open_ones = _open_ones(forecast)
    said = [say("forecast", "columns")] if open_ones and explained else []
    said += [say("forecast", "rests")] if open_ones else []
    if explained and any(one.supposed and one.comes for one in forecast.likelihoods if not _is_open(one)):
        said.append(say("report", "mark", mark=say("calendar", "mark")))
    if forecast.scenario.readings:
        chosen = [say("report", "chosen", axis=axis, value=value) for axis, value in forecast.scenario.readings.items()]
        said.append(say("report", "readings", readings=", ".join(chosen)))
    if forecast.scenario.treaty.text:
        said.append(say("report", "text", text=forecast.scenario.treaty.text))
    return tuple(said)
