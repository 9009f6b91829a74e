"""Plain words for the tables beside this file: acts as a lawyer lists them, and what a timeline says of them.

Every function here works on plain dictionaries: an act as it stands in a scenario file, or the timeline as JSON.
Nothing here computes a date: the dates in the tables were counted by hand from the clauses.

The usual history. The Agreement was signed on 16 June 2009. China, Russia and Kazakhstan notify in the spring of
2011; the fourth notification, Tajikistan's, is received on 3 May 2011, so the Agreement enters into force on
2 June 2011 for these four. Kyrgyzstan and Uzbekistan have signed and not yet notified.
"""

from __future__ import annotations

from copy import copy
from typing import Any

Act = dict[str, Any]
Timeline = dict[str, Any]

SIGNED = "2009-06-16"
ENTRY = "2011-06-02"
SIGNATORIES = ("CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB")
PARTIES = ("CHN", "KAZ", "RUS", "TJK")

PARIS = "paris-2015"
BUDAPEST = "budapest-2001"


# -- what States and the Depositary do ---------------------------------------------------------------------------


def act(kind: str, by: str | None = None, date: Any = None, **more: Any) -> Act:
    """One act of a scenario file; what is None is left out of the file."""
    fields = {"act": kind, "by": by, "date": date, **more}
    return {key: value for key, value in fields.items() if value is not None}


def after(anchor: str, days: Any = None, *, by: str | None = None, of: str | None = None) -> Act:
    """A date said in terms of another act or effect: `days` after the first that matches."""
    fields = {"after": anchor, "by": by, "of": of, "days": days}
    return {key: value for key, value in fields.items() if value is not None}


def notify(by: str, date: Any, **more: Any) -> Act:
    """The written notification that internal procedures are complete, received on `date`."""
    return act("notification", by, date, **more)


def four_notify(
    first: Any = "2011-03-10", second: Any = "2011-03-21", third: Any = "2011-04-12", fourth: Any = "2011-05-03"
) -> list[Act]:
    """The notifications of China, Russia, Kazakhstan and Tajikistan: in force on 2 June 2011 unless told otherwise."""
    days = {"CHN": first, "RUS": second, "KAZ": third, "TJK": fourth}
    return [notify(state, day, id=f"n-{state}") for state, day in days.items()]


def take_back(by: str, date: Any, **more: Any) -> Act:
    """A State withdraws its notification before it is bound."""
    return act("notification-withdrawn", by, date, **more)


def unsign(by: str, date: Any, **more: Any) -> Act:
    """A signatory makes clear that it will not become a Party."""
    return act("signature-withdrawn", by, date, **more)


def accede(by: str, date: Any, **more: Any) -> Act:
    """An instrument of accession, received on `date`."""
    return act("accession", by, date, **more)


def accept(by: str, date: Any, of: str = "BLR", **more: Any) -> Act:
    """The notification by which `by` accepts the accession of `of`."""
    return act("acceptance", by, date, of=of, **more)


def all_accept(date: Any, *states: str, of: str = "BLR") -> list[Act]:
    """The acceptances of all `states` (of all six signatories if none is named), received on one day."""
    return [accept(state, copy(date), of) for state in states or SIGNATORIES]


def refuse(by: str, date: Any, of: str = "BLR", **more: Any) -> Act:
    """The notification by which `by` refuses the accession of `of`."""
    return act("refusal", by, date, of=of, **more)


def leave(by: str, date: Any, intended: str | None = None, sent: str | None = None, **more: Any) -> Act:
    """A notice of withdrawal, received on `date`."""
    return act("withdrawal", by, date, intended=intended, sent=sent, **more)


def revoke(by: str, date: Any, **more: Any) -> Act:
    """The revocation of a notice of withdrawal."""
    return act("withdrawal-revoked", by, date, **more)


def circulate(of: str, date: Any, **more: Any) -> Act:
    """The Depositary tells the other Parties of a notice of withdrawal."""
    return act("withdrawal-circulated", None, date, of=of, **more)


def exchange(by: str, date: Any, **more: Any) -> Act:
    """A State passes on its competent authorities through the Depositary."""
    return act("authority-exchange", by, date, **more)


def propose(by: str, date: Any, subject: str = "amendment", **more: Any) -> Act:
    """A proposal, "p" unless named: amendment, annex, early-consultation or termination."""
    return act("proposal", by, date, subject=subject, **{"id": "p", **more})


def consent(by: str, date: Any, to: str = "p", **more: Any) -> Act:
    """Consent to a proposal."""
    return act("consent", by, date, to=to, **more)


def all_consent(date: Any, *states: str, to: str = "p") -> list[Act]:
    """The consents of all `states` (of the four usual Parties if none is named), received on one day."""
    return [consent(state, date, to) for state in states or PARTIES]


def meet(by: str, date: Any, **more: Any) -> Act:
    """Consultations are held."""
    return act("consultation", by, date, **more)


def project(by: str, date: Any, name: str = "cable", **more: Any) -> Act:
    """A joint project begins."""
    return act("joint-project", by, date, id=name, **more)


def complete(by: str, date: Any, of: str = "cable", **more: Any) -> Act:
    """A joint project is completed."""
    return act("project-completed", by, date, of=of, **more)


def deposit(by: str, date: Any, instrument: str = "ratification", **more: Any) -> Act:
    """An instrument of consent to be bound by another treaty."""
    return act("deposit", by, date, instrument=instrument, **more)


# -- what the timeline says --------------------------------------------------------------------------------------


def state_of(timeline: Timeline, state: str) -> dict[str, Any]:
    """The row of one State."""
    (row,) = [row for row in timeline["states"] if row["state"] == state]
    return dict(row)


def standing(timeline: Timeline, state: str) -> str:
    """What the State is at the end of the simulated time."""
    return str(state_of(timeline, state)["standing"])


def intervals(timeline: Timeline, state: str) -> list[tuple[str, str | None]]:
    """The half-open intervals [from, until) in which the State is bound."""
    return [(part["from"], part["until"]) for part in state_of(timeline, state)["in_force"]]


def entry(timeline: Timeline, state: str) -> str | None:
    """The day on which the State was first bound, or None."""
    bound = intervals(timeline, state)
    return bound[0][0] if bound else None


def entries(timeline: Timeline, *states: str) -> list[str | None]:
    """The days on which the States were first bound, in the order asked."""
    return [entry(timeline, state) for state in states]


def waiting(timeline: Timeline, state: str) -> list[str]:
    """Whose acceptance an applicant still lacks, in alphabetical order."""
    return sorted(state_of(timeline, state)["waiting_for"])


def effects(timeline: Timeline, kind: str, state: str | None = None) -> list[dict[str, Any]]:
    """The effects of one kind, of one State if it is named."""
    return [row for row in timeline["timeline"] if row["kind"] == kind and state in (None, row["state"])]


def days_of(timeline: Timeline, kind: str, state: str | None = None) -> list[str]:
    """The days on which effects of one kind came."""
    return [row["date"] for row in effects(timeline, kind, state)]


def act_of(timeline: Timeline, which: int | str = -1) -> dict[str, Any]:
    """One act by its place in the file or by its id; the last of the file if none is named."""
    if isinstance(which, int):
        return dict(timeline["acts"][which])
    (row,) = [row for row in timeline["acts"] if row["id"] == which]
    return dict(row)


def verdict(timeline: Timeline, which: int | str = -1) -> tuple[bool | None, str | None]:
    """Whether an act was admitted, and its first finding."""
    row = act_of(timeline, which)
    return row["admitted"], row["finding"]


ADMITTED = (True, None)
"""The verdict on an act that took effect without remark."""


def found(timeline: Timeline) -> list[tuple[str, str | None]]:
    """Every finding as (code, State), in order."""
    return [(row["code"], row["state"]) for row in timeline["findings"]]


def codes(timeline: Timeline) -> list[str]:
    """Every finding's code, in order."""
    return [row["code"] for row in timeline["findings"]]


def duties(timeline: Timeline, duty: str, bearer: str | None = None, of: str | None = None) -> list[dict[str, Any]]:
    """The obligations of one kind in order of arising, of one bearer and about one State or project if named."""
    rows = [row for row in timeline["obligations"] if row["duty"] == duty]
    return [row for row in rows if bearer in (None, row["bearer"]) and of in (None, row["of"])]


def the_duty(timeline: Timeline, duty: str, bearer: str | None = None, of: str | None = None) -> dict[str, Any]:
    """The only such obligation."""
    (row,) = duties(timeline, duty, bearer, of)
    return row


def outcome(row: dict[str, Any]) -> tuple[str | None, str | None, str]:
    """Of an obligation: the day it was due, the day it was performed, and its status."""
    return row["due"], row["performed"], row["status"]


def nodes(reason: dict[str, Any]) -> list[dict[str, Any]]:
    """A reason and all that it rests on, from the top down."""
    return [reason] + [node for child in reason.get("of", []) for node in nodes(child)]


def periods(reason: dict[str, Any]) -> list[tuple[str, int, str]]:
    """Every counted period of a reason: from which day, how many days, to which day."""
    return [
        (node["of"][0]["day"], node["days"], node["day"])
        for node in nodes(reason)
        if node["op"] == "after" and "days" in node
    ]


# -- faults -------------------------------------------------------------------------------------------------------


def says(messages: list[str], *words: str) -> bool:
    """Whether one of the messages about a faulty file holds all the words."""
    return any(all(word in message for word in words) for message in messages)
