"""The changes between two scenarios in words: a sentence for each, and the few words by which causes name it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from treatysim.law.acts import DEPOSITARY, Act
from treatysim.law.days import iso
from treatysim.law.treaty import Treaty
from treatysim.report.dates import long_date, period
from treatysim.report.reasons import Teller
from treatysim.whatif.changes import Change
from treatysim.whatif.compare import Comparison
from treatysim.words import name, say

FIELDS = ("kind", "by", "date", "of", "sent", "intended", "subject", "period", "to", "between", "instrument")
"""The fields of an act that the law looks at."""


class ChangeTeller:
    """Tells the changes of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.tellers = Teller(comparison.before), Teller(comparison.after)
        timelines = comparison.before, comparison.after
        self.outcomes = [{outcome.act.id: outcome for outcome in timeline.acts} for timeline in timelines]

    def sentence(self, change: Change) -> str:
        """A change, as a sentence."""
        before, after = change.before, change.after
        if change.what == "act":
            return self._act(change)
        if isinstance(before, Treaty) and isinstance(after, Treaty):
            shown = [say("report", "state", name=one.short or one.title, code=one.id) for one in (before, after)]
            key = "treaty-itself" if before.id == after.id else "treaty"
            return say("compare", key, before=shown[0], after=shown[1])
        if change.what == "group":
            return say("compare", f"group-{change.how}", name=change.name)
        values = [_value(change, value) for value in (before, after)]
        return say("compare", change.what, name=change.name, before=values[0], after=values[1])

    def _act(self, change: Change) -> str:
        days = [self._day(change.name, side) for side in (0, 1)]
        about = {"act": self._place(change), "day": days[0] if change.how == "dropped" else days[1]}
        if change.how == "altered":
            about["fields"] = ", ".join(self._fields(change))
        key = "redated" if change.how == "moved" and days[0] == days[1] else change.how
        return say("compare", f"act-{key}", before=days[0], after=days[1], **about)

    def _day(self, act: str, side: int) -> str:
        outcome = self.outcomes[side].get(act)
        return "" if outcome is None else long_date(outcome.day, outcome.supposed)

    def _place(self, change: Change) -> str:
        """An act with its id and its place in the file; in the first, if it stands there."""
        side = 1 if change.before is None else 0
        act, teller = cast(Act, (change.before, change.after)[side]), self.tellers[side]
        where = say("report", "finding-act", id=self.comparison.name(act.id), line=teller.line(act))
        return say("reasons", "act-place", act=say("compare", "the", what=self._noun(act)), place=where)

    def _noun(self, act: Act) -> str:
        """An act as a noun with its author, without an article."""
        key = "act-of-depositary" if act.by == DEPOSITARY else "act-of"
        return say("compare", key, noun=self.tellers[0].act_noun(act), who=name(act.by))

    def _fields(self, change: Change) -> Iterator[str]:
        """The fields of an act that are not as they were."""
        one, other = (cast(Act, act) for act in (change.before, change.after))
        for field in FIELDS:
            values = getattr(one, field), getattr(other, field)
            if values[0] == values[1]:
                continue
            if field == "date":
                values = self._day(change.name, 0), self._day(change.name, 1)
            before, after = (_field(field, value) for value in values)
            yield say("compare", "field", name=field, before=before, after=after)
        if one.supposed != other.supposed:
            yield say("compare", "supposed" if other.supposed else "recorded")

    def label(self, change: Change) -> str:
        """A change in as few words as can be told apart."""
        act = change.after or change.before
        if isinstance(act, Act):
            return say("reasons", "act-place", act=self._noun(act), place=self.comparison.name(act.id))
        return say("compare", f"label-{change.what}", name=change.name)

    def csv_name(self, change: Change) -> str:
        """A change as a spreadsheet names it: an act by its id, what else by its kind and name."""
        if change.what == "act":
            return self.comparison.name(change.name)
        return f"{change.what} {change.name}".strip()


def _field(field: str, value: object) -> str:
    if value is None or value == ():
        return say("compare", "none")
    if field in ("sent", "intended"):
        return str(iso(cast(int, value)))
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _value(change: Change, value: object) -> str:
    """A reading, parameter, quantity or last day, as a sentence writes it."""
    if change.what == "through":
        return say("compare", "no-end") if value is None else long_date(cast(int, value))
    if change.what == "parameter" and change.name.endswith(" period"):
        return period(cast(dict[str, object], value))
    return say("compare", "none") if value is None else str(value)
