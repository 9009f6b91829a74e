"""Two scenarios compared, as a report: what was changed, what follows otherwise, and because of which change."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from treatysim.report.changes import ChangeTeller
from treatysim.report.dates import mark, period
from treatysim.report.memo import Memo, title_of
from treatysim.report.questions import asked, together
from treatysim.report.rows import Table, table
from treatysim.whatif.causes import Cause
from treatysim.whatif.changes import Change
from treatysim.whatif.compare import Comparison, Difference
from treatysim.words import say

CSV_COLUMNS = ("file", "aspect", "kind", "state", "of", "place", "before", "after", "days", "cause", "how")
"""The columns of the table for spreadsheets: a row for each answer that differs, with the file that gives it."""

MOST_SENTENCES = 6
"""More changes than these are listed in a table of their own."""

MOST_LISTED = 4
"""So many changes are named as the cause of one difference."""


def memo(comparison: Comparison) -> Memo:
    """The answer as a report: what was changed, what follows otherwise and why, and what the causes mean.

    >>> from treatysim.files import load_text
    >>> from treatysim.whatif.compare import compare
    >>> scenario = load_text("treaty: sco-iis-2009")
    >>> memo(compare(scenario, scenario)).lead[-1]
    'Nothing differs.'
    """
    teller = ChangeTeller(comparison)
    title, other = _titles(comparison)
    changes = [teller.sentence(change) for change in comparison.changes]
    few = len(changes) <= MOST_SENTENCES
    lead = (say("compare", "with", before=other), *(changes if few else ()), _count(comparison))
    listed = table("changed", "change", [] if few else [(change,) for change in changes])
    tables = tuple(one for one in (listed, _differences(comparison, teller)) if one.rows)
    return Memo(title, lead, tables, None, tuple(_notes(comparison)))


def json_text(comparisons: Sequence[Comparison], ascii_only: bool = False) -> str:
    """One comparison as indented JSON; several as a list of the same."""
    said: list[dict[str, object]] = [comparison.to_dict() for comparison in comparisons]
    return json.dumps(said[0] if len(said) == 1 else said, indent=2, ensure_ascii=ascii_only) + "\n"


def csv_text(comparisons: Iterable[Comparison]) -> str:
    """A row for each answer that differs; of a cause, the changes of a set by ``+``, and the sets by semicolons."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(CSV_COLUMNS)
    for comparison in comparisons:
        teller = ChangeTeller(comparison)
        for one in comparison.differences:
            question, cause = one.question, one.cause
            of = comparison.name(question.of) if question.of else ""
            about = (question.aspect, question.what, question.state or "", of, question.place)
            sets = ";".join("+".join(map(teller.csv_name, some)) for some in cause.sets)
            days = "" if one.days is None else one.days
            rows.writerow([comparison.after.scenario.file, *about, one.before, one.after, days, sets, cause.how])
    return out.getvalue()


def _titles(comparison: Comparison) -> tuple[str, str]:
    """How the second scenario is called, and the first: by their titles, or where these are alike by their files."""
    titles = title_of(comparison.after), title_of(comparison.before)
    if titles[0] == titles[1]:
        return comparison.after.scenario.file, comparison.before.scenario.file
    return titles


def _count(comparison: Comparison) -> str:
    if not comparison.changes:
        return say("compare", "nothing")
    number = len(comparison.differences)
    if number > 1:
        return say("compare", "differences", n=number)
    return say("compare", "one-difference" if number else "nothing-follows")


def _notes(comparison: Comparison) -> Iterator[str]:
    """What the mark and the words about causes mean, how many runs were made, and what text was used."""
    found = comparison.differences
    if any(one.before_supposed or one.after_supposed for one in found):
        yield say("report", "mark", mark=say("calendar", "mark"))
    for how in dict.fromkeys(one.cause.how for one in found):
        if how != "alone":
            yield say("compare", f"note-{how}")
    if found:
        yield say("compare", "confirmed", runs=f"{comparison.runs:,}")
    texts = (timeline.scenario.treaty.text for timeline in (comparison.before, comparison.after))
    yield from (say("report", "text", text=text) for text in dict.fromkeys(texts) if text)


def _differences(comparison: Comparison, teller: ChangeTeller) -> Table:
    """Answers that change alike, for one cause, share a row."""
    alike: dict[tuple[str, str, bool, bool, str], list[Difference]] = {}
    for one in comparison.differences:
        same = one.before, one.after, one.before_supposed, one.after_supposed, _cause(one.cause, teller)
        alike.setdefault(same, []).append(one)
    rows = []
    for (*_, cause), some in alike.items():
        first = some[0]
        told = [asked(questions, comparison.name) for questions in together([one.question for one in some])]
        before = _answer(first, first.before, first.before_supposed)
        after = _answer(first, first.after, first.after_supposed) + _later(first.days)
        rows.append(("\n".join(told), before, after, cause))
    return table("compared", "differs before after cause", rows)


def _cause(cause: Cause, teller: ChangeTeller) -> str:
    """A cause in a few words; the notes say what they mean."""
    if cause.how == "unsought":
        return say("compare", "cause-unsought")
    told = _few([_set(cause, some, teller) for some in cause.sets])
    return say("compare", f"cause-{cause.how}", listed=say("compare", "or-else").join(told))


def _set(cause: Cause, some: tuple[Change, ...], teller: ChangeTeller) -> str:
    """Changes that go back together; of one that does it, and of those of which each was needed, it comes first."""
    own, *others = some
    if cause.how in ("alone", "each-needed"):
        # what was added and hangs on another goes with it, which needs no saying; what another needs does
        others = [change for change in others if change.how != "added"]
    return say("compare", f"join-{cause.how}").join(_few([teller.label(change) for change in (own, *others)]))


def _few(told: list[str]) -> list[str]:
    """The first of a list, and how many more there are; never that there is one more."""
    if len(told) <= MOST_LISTED + 1:
        return told
    return [*told[:MOST_LISTED], say("compare", "more", n=len(told) - MOST_LISTED)]


def _answer(one: Difference, said: str, rests: bool) -> str:
    """An answer as a table writes it."""
    if said == "none":
        return say("compare", "none")
    if one.question.aspect in ("standing", "status"):
        said = say("standings" if one.question.aspect == "standing" else "statuses", said)
    return said + mark(rests)


def _later(days: int | None) -> str:
    """By how much a date is later, or earlier, on a line of its own; nothing where one of the two is no date."""
    if not days:
        return ""
    return "\n" + say("compare", "later" if days > 0 else "earlier", period=period({"days": abs(days)}))
