"""Scenarios drafted in a program: acts as plain mappings, as a file would give them, only with days as numbers.

For what looks for a scenario (a counterexample, a witness) and writes it out when found; nothing is validated here,
so the acts must be those that a sound file could have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from treatysim.law.acts import DEPOSITARY, Act
from treatysim.law.days import iso
from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty

Draft = Mapping[str, Any]
"""An act as a scenario file gives it, except that ``date``, ``sent`` and ``intended`` are ordinal days."""


def drafted(
    treaty: Treaty,
    acts: Sequence[Draft],
    readings: Mapping[str, str] | None = None,
    through: int | None = None,
    title: str = "",
) -> Scenario:
    """A scenario of these acts, in this order of the file.

    >>> from treatysim.files import load_treaty
    >>> from treatysim.simulation import simulate
    >>> acts = [{"act": "notification", "by": who, "date": 734260} for who in ("CHN", "KAZ", "RUS", "TJK")]
    >>> simulate(drafted(load_treaty("sco-iis-2009"), acts)).first("entry-into-force")
    734290
    """
    drawn = tuple(act_of(act, place) for place, act in enumerate(acts))
    return Scenario(title, treaty, drawn, through, dict(readings or {}))


def act_of(draft: Draft, place: int) -> Act:
    """An act at its place in the file, from 0; without an ``id`` it is numbered as a file's would be.

    >>> act_of({"act": "notification", "by": "CHN", "date": 734226}, 0).fields["date"]
    '2011-03-30'
    """
    return Act(
        id=draft.get("id", f"a{place + 1}"),
        kind=draft["act"],
        by=draft.get("by", DEPOSITARY),
        date=draft["date"],
        rank=place,
        of=draft.get("of"),
        sent=draft.get("sent"),
        intended=draft.get("intended"),
        subject=draft.get("subject"),
        period=draft.get("period"),
        to=draft.get("to"),
        between=tuple(draft.get("between", ())),
        instrument=draft.get("instrument"),
        fields={key: _given(key, value) for key, value in draft.items()},
    )


def _given(key: str, value: object) -> object:
    if key in ("date", "sent", "intended") and isinstance(value, int):
        return iso(value)
    return list(value) if isinstance(value, tuple) else value


def draft_of(act: Act) -> dict[str, Any]:
    """The draft that gives an act with a fixed day back, its id kept.

    >>> draft_of(act_of({"act": "notification", "by": "CHN", "date": 734226}, 0))
    {'id': 'a1', 'act': 'notification', 'by': 'CHN', 'date': 734226}
    """
    days = {"date": act.date, "sent": act.sent, "intended": act.intended}
    return {"id": act.id} | {key: days.get(key, value) for key, value in act.fields.items()}
