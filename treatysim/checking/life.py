"""A life of a treaty that is led on an act or a wait at a time, and can be led on in several ways from one moment.

The law itself moves it (:mod:`treatysim.law.proceedings`); what the engine does with a whole scenario is done here a
step at a time, so that a search can go back to any moment and try another step.
"""

from __future__ import annotations

from treatysim.checking.drafting import Draft, act_of
from treatysim.checking.retelling import opening, tell
from treatysim.checking.scene import Scene
from treatysim.law.consequences import Duty
from treatysim.law.days import ACT, LAST_DAY, day_of, start_of
from treatysim.law.formula import Given
from treatysim.law.proceedings import Proceedings
from treatysim.law.record import Application, Interval, Notice, Proposal, Record, Standings
from treatysim.law.scenario import Scenario
from treatysim.law.unanimity import Unanimity


class Life:
    """The record on ``day``, after the acts ``done`` (each with its day); ``wakes`` are the instants at which an effect
    may come.  ``scene`` is the same moment as a retelling has it, of which the law knows nothing.

    >>> from treatysim.checking.drafting import drafted
    >>> from treatysim.files import load_treaty
    >>> life = Life.begun(drafted(load_treaty("sco-iis-2009"), ()))
    >>> for state in ("CHN", "KAZ", "KGZ", "RUS"):
    ...     life.act({"act": "notification", "by": state})
    >>> other = life.branch()
    >>> other.wait(30)
    >>> life.record.standing("RUS"), other.record.standing("RUS")
    ('contracting', 'party')
    """

    __slots__ = ("day", "done", "law", "record", "scene", "told", "wakes")

    def __init__(
        self, law: Proceedings, record: Record, day: int, done: list[Draft], wakes: set[int], scene: Scene
    ) -> None:
        self.law, self.record, self.day, self.done, self.wakes, self.scene = law, record, day, done, wakes, scene
        self.told = 0
        record.announce = wakes.add

    @classmethod
    def begun(cls, scenario: Scenario) -> Life:
        """A life on the day of signing; of the scenario's acts nothing has been done yet."""
        law = Proceedings(scenario)
        return cls(law, law.record, scenario.treaty.signed, [], set(), opening(scenario))

    def branch(self) -> Life:
        """The same life at the same moment, to be led on otherwise; neither sees what the other does."""
        return Life(self.law, copied(self.record), self.day, list(self.done), set(self.wakes), self.scene.copy())

    def act(self, draft: Draft) -> None:
        """Receive an act today, behind those of today that were received before."""
        self.law.record = self.record
        place, dated = len(self.done), {**draft, "date": self.day}
        at = start_of(self.day) + (place + 1) * ACT
        self.done.append(dated)
        self.law.act(Given(act_of(dated, place), at))
        self._pass(at)

    def wait(self, days: int) -> None:
        """Let days pass without an act; the effects that fall on them come.  Time stops on the last day of the
        calendar."""
        self.day = min(self.day + days, LAST_DAY)
        self._pass(start_of(self.day))

    def forget(self) -> None:
        """Leave behind what happened so far and what was found: where nothing has changed since, the life can be led on
        as if it had not."""
        self.record.findings.clear()
        self.record.timeline.clear()
        self.told = 0

    def _pass(self, until: int) -> None:
        """Wake the law at every instant it asked for, up to and including ``until``."""
        self.law.record = self.record
        while self.wakes and (at := min(self.wakes)) <= until:
            self.wakes.discard(at)
            self.law.day(day_of(at) or 0)
        if len(self.record.timeline) > self.told:
            self.told += len(list(tell(self.scene, self.record.timeline[self.told :])))


def copied(record: Record) -> Record:
    """A record that stands as another one does and shares nothing with it that changes.

    What the law never reads again is left behind: the timeline, the findings, what acts led to, past standings, and
    duties that are settled stay in the list without being copied.
    """
    new = Record.__new__(Record)
    new.__dict__.update(record.__dict__)
    for name in _PLAIN_DICTS:
        setattr(new, name, dict(getattr(record, name)))
    duties = {id(duty): _duty(duty) for duty in record.duties if duty.open}
    new.duties = [duties.get(id(duty), duty) for duty in record.duties]
    new.waiting = {
        key: [duties[id(duty)] for duty in waiting if id(duty) in duties] for key, waiting in record.waiting.items()
    }
    new.notices = {
        state: Notice(notice.earliest, notice.formula, duties.get(id(notice.circulation), notice.circulation))
        for state, notice in record.notices.items()
    }
    new.intervals = {
        state: [Interval(one.since, one.until) for one in intervals] for state, intervals in record.intervals.items()
    }
    new.applications = {
        state: Application(state, one.instrument, one.received, _round(one.round), one.complete)
        for state, one in record.applications.items()
    }
    new.proposals = {name: Proposal(one.given, _round(one.round)) for name, one in record.proposals.items()}
    new.calendar = {at: list(keys) for at, keys in record.calendar.items()}
    new.acceded, new.beyond = set(record.acceded), set(record.beyond)
    new.amendments, new.changes, new.effects = list(record.amendments), list(record.changes), list(record.effects)
    new.timeline, new.findings, new.leads, new.standings = [], [], {}, Standings()
    return new


_PLAIN_DICTS = (
    "consulted",
    "signatories",
    "consents",
    "bound",
    "left",
    "exchanged",
    "exchanged_before_entry",
    "projects",
    "stirred",
    "pending",
    "grounds",
)
"""The parts of a record whose values are themselves never changed."""

_SLOTS: tuple[str, ...] = Duty.__slots__


def _duty(duty: Duty) -> Duty:
    new = Duty.__new__(Duty)
    for slot in _SLOTS:
        setattr(new, slot, getattr(duty, slot))
    return new


def _round(one: Unanimity) -> Unanimity:
    return Unanimity(
        dict(one.asked), set(one.waiting), dict(one.answers), dict(one.refusals), dict(one.dropped), one.judged
    )
