"""What an act set on its way, moved or stopped, in words: nothing of it may have come yet, or ever will."""

from __future__ import annotations

from collections.abc import Iterator

from treatysim.law.consequences import Lead
from treatysim.law.days import day_of
from treatysim.law.formula import supposed
from treatysim.law.timeline import ActOutcome
from treatysim.report.dates import long_date
from treatysim.words import capital, name, say


def lead_texts(outcome: ActOutcome, changes_only: bool = False, ended: int | None = None) -> Iterator[str]:
    """What became of effects on their way by an act; of changes only, where something was moved or stopped.

    The general entry into force speaks for those of single States that come with it.  ``ended`` is the day on which
    the treaty ended; what would have come after it never did.

    >>> from treatysim.files import load_text
    >>> from treatysim.simulation import simulate
    >>> acts = [f"{{act: notification, by: {who}, date: 2011-05-03}}" for who in ("CHN", "KAZ", "RUS", "TJK")]
    >>> acts.append("{act: notification-withdrawn, by: CHN, date: 2011-05-05}")
    >>> timeline = simulate(load_text("treaty: sco-iis-2009\\nacts: [" + ", ".join(acts) + "]"))
    >>> [text for outcome in timeline.acts for text in lead_texts(outcome)]
    ['On its way: the entry into force of 2 June 2011', 'Stopped: the entry into force for China of 2 June 2011']
    """
    general = any(lead.pending.kind == "entry-into-force" for lead in outcome.leads)
    for lead in outcome.leads:
        if general and lead.pending.kind == "entry-into-force-for":
            continue
        if lead.at == lead.before or (changes_only and lead.before is None):
            continue
        if text := _text(lead):
            late = ended is not None and ended < (day_of(lead.at) or 0)
            yield say("leads", "ended-first", lead=text, day=long_date(ended)) if late else text


def _text(lead: Lead) -> str:
    then, now = day_of(lead.before or lead.at), day_of(lead.at)
    if now is None:
        return "" if then is None else capital(say("leads", "stopped", effect=_noun(lead, then)))
    if lead.before is None:
        return capital(say("leads", "begun", effect=_noun(lead, now)))
    return capital(say("leads", "moved", effect=_noun(lead, now), before=long_date(then)))


def _noun(lead: Lead, day: int) -> str:
    shown = long_date(day, supposed(lead.pending.formula))
    return say("effect-nouns", lead.pending.kind, day=shown, state=name(lead.pending.state), of=lead.pending.of or "")
