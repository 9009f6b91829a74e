"""Which doubts matter here, as tables: what hangs on a reading, the axes that bite, and those that change nothing."""

from __future__ import annotations

import csv
import io
import json

from treatysim.law.readings import AXES
from treatysim.report import uncertain
from treatysim.report.memo import Memo
from treatysim.report.questions import asked, together
from treatysim.report.rows import Table, table
from treatysim.whatif.readings import Choice, Doubts, Movable
from treatysim.words import say

CSV_COLUMNS = ("aspect", "kind", "state", "of", "place", "answer", "readings", "moved_to")
"""The columns of the table for spreadsheets: a row for each smallest set of readings that moves an answer."""


def memo(doubts: Doubts) -> Memo:
    """The answer as a report: how much was run, what can move and by what, the axes with their authorities.

    >>> from treatysim.files import load_text
    >>> from treatysim.whatif.readings import readings
    >>> memo(readings(load_text("treaty: sco-iis-2009"))).lead[-1]
    'No reading moves a date, a duty or a standing here.'
    """
    about = {"runs": f"{doubts.runs:,}", "combinations": f"{doubts.combinations:,}"}
    lead = [say("which-reading", "runs", **about)]
    if not doubts.movable:
        lead.append(say("which-reading", "nothing"))
    tables = tuple(one for one in (_moves(doubts), _bites(doubts)) if one.rows)
    notes = [say("which-reading", "idle", axes=", ".join(doubts.idle))] if doubts.idle else []
    if medians := uncertain.note_before(doubts.scenario):
        notes.append(medians)
    if doubts.scenario.treaty.text:
        notes.append(say("report", "text", text=doubts.scenario.treaty.text))
    title = say("which-reading", "title", title=doubts.scenario.title.strip() or doubts.scenario.file)
    return Memo(title, tuple(lead), tables, None, tuple(notes))


def json_text(doubts: Doubts, ascii_only: bool = False) -> str:
    """The answer as indented JSON."""
    return json.dumps(doubts.to_dict(), indent=2, ensure_ascii=ascii_only) + "\n"


def csv_text(doubts: Doubts) -> str:
    """A row for each smallest set of readings that moves an answer; readings as ``axis=value``, by semicolons."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(CSV_COLUMNS)
    for one in doubts.movable:
        question = one.question
        about = (question.aspect, question.what, question.state or "", question.of or "", question.place, one.answer)
        for choice, said in one.moved_by:
            rows.writerow([*about, ";".join(f"{axis}={value}" for axis, value in choice), said])
    return out.getvalue()


def _moves(doubts: Doubts) -> Table:
    """Questions whose answers move together, by the same readings to the same answers, share a row."""
    alike: dict[object, list[Movable]] = {}
    for one in doubts.movable:
        alike.setdefault((one.answer, one.possible, one.moved_by), []).append(one)
    rows = [_row(some) for some in alike.values()]
    return table("moves", "as-read possible moves", rows)


def _row(alike: list[Movable]) -> tuple[str, ...]:
    first = alike[0]
    told = [asked(questions) for questions in together([one.question for one in alike])]
    told += [say("which-reading", "moved", readings=_chosen(choice), answer=said) for choice, said in first.moved_by]
    return first.answer, _possible(first), "\n".join(told)


def _possible(one: Movable) -> str:
    if one.question.aspect in ("day", "due") and len(one.possible) > 3:
        return say("which-reading", "span", earliest=one.earliest, latest=one.latest)
    return "\n".join(one.possible)


def _chosen(choice: Choice) -> str:
    return " + ".join(f"{axis}={value}" for axis, value in choice)


def _bites(doubts: Doubts) -> Table:
    rows = []
    for axis in doubts.bites:
        taken = doubts.scenario.all_readings[axis]
        for answer, authority in AXES[axis].answers.items():
            here = f"{axis} ({', '.join(AXES[axis].doubts)})" if answer == next(iter(AXES[axis].answers)) else ""
            rows.append((here, f"{answer} *" if answer == taken else answer, authority))
    return table("bites", "axis answers why", rows)
