"""Dates of which only the chances are known, in words: what was taken for each of them, and why."""

from __future__ import annotations

from collections.abc import Iterable

from treatysim.law.acts import Act, Anchor
from treatysim.law.days import LAST_DAY
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import ActOutcome, Timeline
from treatysim.law.uncertain import Uncertain
from treatysim.report.dates import long_date, period
from treatysim.report.reasons import act_noun
from treatysim.report.rows import shortened
from treatysim.words import name, say


def note(timeline: Timeline) -> str:
    """Which dates of a run are taken at their median, each with its day, first those taken never to come; nothing
    where there is none.

    >>> from treatysim.files import load_text
    >>> from treatysim.simulation import simulate
    >>> date = "{from: 2011-05-01, days: {uniform: [10, 90]}}"
    >>> text = "treaty: sco-iis-2009\\nacts: [{act: notification, by: TJK, date: " + date + "}]"
    >>> note(simulate(load_text(text)))
    'Uncertain dates, taken at their median: the notification of Tajikistan (a1), 20 June 2011*.'
    """
    dates = [(outcome, outcome.uncertain) for outcome in timeline.acts if outcome.uncertain is not None]
    return _note(_taken(outcome, date) for outcome, date in sorted(dates, key=lambda pair: pair[1].comes))


def note_before(scenario: Scenario) -> str:
    """The same before a scenario is run, or where it is run in many ways: a date that hangs on an act or effect has no
    one day then.

    >>> from treatysim.files import load_text
    >>> date = "{after: accession, days: {uniform: [10, 90], never: 0.1}}"
    >>> text = "treaty: sco-iis-2009\\nacts: [{act: acceptance, by: TJK, of: BLR, date: " + date + "}]"
    >>> note_before(load_text(text))
    "Uncertain dates, taken at their median: the acceptance of Tajikistan (a1), 50 days after 'accession'."
    """
    dates = [(act, scenario.uncertain[act.id]) for act in scenario.acts if act.id in scenario.uncertain]
    return _note(_to_be_taken(act, date) for act, date in sorted(dates, key=lambda pair: pair[1].comes))


def why_not(outcome: ActOutcome) -> str | None:
    """Why an act was not simulated, as the catalogue calls it: for what the run calls ``never`` it has more words,
    ``unlikely`` where the act is taken never to come, and ``beyond-calendar``."""
    if outcome.uncertain is not None and not outcome.uncertain.comes:
        return "unlikely"
    return outcome.finding if _beyond(outcome) else outcome.why


def at_the_median(outcome: ActOutcome) -> str:
    """From where the date of an act was counted at its median, for a place where its day stands already; nothing where
    its date is certain, or is taken never to come."""
    if outcome.uncertain is None or not outcome.uncertain.comes:
        return ""
    return say("uncertain", "act", how=_counted(outcome.uncertain))


def _note(told: Iterable[str]) -> str:
    listed = list(told)
    return say("uncertain", "note", acts=shortened(listed, between="; ")) if listed else ""


def _taken(outcome: ActOutcome, date: Uncertain) -> str:
    if outcome.day is not None:
        return say("uncertain", "taken", act=_told(outcome.act), date=long_date(outcome.day, outcome.supposed))
    if not date.comes:
        return say("uncertain", "never", act=_told(outcome.act))
    return say("uncertain", "beyond" if _beyond(outcome) else "waits", act=_told(outcome.act))


def _beyond(outcome: ActOutcome) -> bool:
    return outcome.why == "never" and outcome.finding == "beyond-calendar"


def _to_be_taken(act: Act, date: Uncertain) -> str:
    if not date.comes:
        return say("uncertain", "never", act=_told(act))
    if isinstance(date.median, Anchor):
        return say("uncertain", "taken", act=_told(act), date=_counted(date))
    if date.median > LAST_DAY:
        return say("uncertain", "beyond", act=_told(act))
    return say("uncertain", "taken", act=_told(act), date=long_date(date.median, rests=True))


def _counted(date: Uncertain) -> str:
    """From what a date is counted, and how many days at the median."""
    days = period({"days": date.spread.quantile(0.5)})
    if isinstance(date.since, Anchor):
        return say("uncertain", "after", days=days, anchor=date.since.after)
    return say("uncertain", "from", days=days, day=long_date(date.since))


def _told(act: Act) -> str:
    told = say("reasons", "act", noun=act_noun(act), who=name(act.by))
    return say("reasons", "act-place", act=told, place=act.id)
