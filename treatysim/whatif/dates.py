"""The days of open acts: after a fixed day, or after the first of the events that a date hangs on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from treatysim.law.acts import Act, Anchor, anchor_keys
from treatysim.law.days import ACT, LAST_DAY, NEVER, day_of, start_of
from treatysim.law.formula import NEVER_COMES, Earliest, Formula, Given, instant
from treatysim.whatif.prospects import OpenDate, Past

Key = tuple[str, str | None]
"""An effect by its kind and its State."""


class Unforeseeable(Exception):
    """No formula says what comes: a date hangs on what hangs on it, or on what only the course of things can tell."""


class OpenDates:
    """The open acts as leaves of formulas, each with its day in the reference: every delay drawn has its median.

    ``effects`` gives the effects of a kind that may come.  While one of them is being found, what hangs on it is left
    out: it comes after it, and so cannot be among what brings it.
    """

    def __init__(
        self, before: Past, effects: Callable[[str], Iterator[tuple[str | None, Callable[[], Formula]]]]
    ) -> None:
        self.before = before
        self.effects = effects
        self.found: dict[str, OpenDate] = {}
        self.leaves: dict[str, Given] = {}
        self.finding: set[Key | str] = set()
        self.left_out: Counter[Key | str] = Counter()

    def given(self, act: Act) -> Given:
        """An act as a leaf: settled, or open; never, if it hangs on nothing that can come, or is left out."""
        if act.id in self.before.settled.given:
            return self.before.settled.given[act.id]
        if act.id not in self.leaves:
            count = self.left_out.total()
            with self.search(act.id) as again:
                date = None if again else self._date(act)
            leaf = Given(act, NEVER if date is None else _reference(date))
            if self.left_out.total() > count:
                if leaf.at < NEVER:
                    raise Unforeseeable
                return leaf
            if date is not None:
                self.found[act.id], self.leaves[act.id] = date, leaf
        return self.leaves[act.id]

    @contextmanager
    def search(self, key: Key | str) -> Iterator[bool]:
        """While the body runs, an effect is being found; given is whether it was being found already."""
        again = key in self.finding
        if again:
            self.left_out[key] += 1
        self.finding.add(key)
        yield again
        if not again:
            self.finding.discard(key)
            del self.left_out[key]

    def _date(self, act: Act) -> OpenDate:
        uncertain = self.before.scenario.uncertain.get(act.id)
        since = act.date if uncertain is None else uncertain.since
        if isinstance(since, int):
            return OpenDate(act, since, 0, uncertain)
        settled = self.before.first(since)
        if settled is not None:
            return OpenDate(act, day_of(settled) or 0, since.days, uncertain)
        return OpenDate(act, Earliest(tuple(self._meant(act, since))), since.days, uncertain)

    def _meant(self, act: Act, anchor: Anchor) -> Iterator[Formula]:
        """The events of which the first is the one that a date hangs on; an id wins over a kind."""
        by_id = self.before.scenario.by_id
        if anchor.after in by_id:
            events: Iterator[Formula] = iter((self.given(by_id[anchor.after]),))
        else:
            events = self._called(act, anchor)
        for event in events:
            if event is not NEVER_COMES and not (isinstance(event, Given) and event.at >= NEVER):
                yield event

    def _called(self, act: Act, anchor: Anchor) -> Iterator[Formula]:
        """The acts and effects of the kind that an anchor names."""
        for other in self.before.scenario.acts:
            if other is not act and other.matches(anchor):
                yield self.given(other)
        for state, formula in self.effects(anchor.after):
            if anchor.key in anchor_keys(anchor.after, state, state):
                yield formula()


def _reference(date: OpenDate) -> int:
    """The instant of an open act where every delay has its median, whatever its chance of never coming."""
    base = start_of(date.since) if isinstance(date.since, int) else instant(date.since)
    since = day_of(base)
    if since is None and date.since != Earliest(()):
        raise Unforeseeable
    if since is None:
        return NEVER
    delay = date.days if date.uncertain is None else date.uncertain.spread.quantile(0.5)
    at = start_of(min(since + delay, LAST_DAY)) + (date.act.rank + 1) * ACT
    return at if isinstance(date.since, int) or at > base else base + 1 + date.act.rank
