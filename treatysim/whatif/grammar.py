"""Goals as people write them, read against a scenario: what a goal names must be there, and its day must be one.

The grammar stands in :mod:`treatysim.whatif.goals`.  States go by their codes or by their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast, get_args

from treatysim.errors import Fault, FaultyFile
from treatysim.files.wording import near_to, one_of, quoted
from treatysim.law.acts import DEPOSITARY, EFFECTS, SUBJECTS
from treatysim.law.consequences import PARTIES
from treatysim.law.days import iso
from treatysim.law.scenario import Scenario
from treatysim.whatif.goals import Comparison, DutyGoal, EffectGoal, Goal, StandingGoal
from treatysim.words import catalogue, name, plain_name, say, states

OPTION = "--goal"
COMPARISONS = {"<=": "<=", ">=": ">=", "==": "==", "≤": "<=", "≥": ">=", "=": "==", "<": "<=", ">": ">="}
"""Signs of comparison, each with the one that the grammar has for it."""

MOST_TOLD, FEW_TOLD = 24, 12
"""Of more names than these a fault names only the first so many."""

FOR_A_STATE = ("entry-into-force-for", "accession-complete", "withdrawal-effective")
"""The effects that concern one State; those of :data:`~treatysim.law.acts.SUBJECTS` are about a proposal."""

BRINGS = {
    "entry-into-force": ("entry-into-force", "entry-into-force-for"),
    "accession": ("accession-complete",),
    "withdrawal": ("withdrawal-effective",),
    "minimum-parties": ("termination",),
}
"""The effects that each kind of clause brings; those of a clause on mutual consent hang on its subject."""

DUTIES = {
    "certified-copies": DEPOSITARY,
    "withdrawal-circulated": DEPOSITARY,
    "consultation": PARTIES,
    "authority-exchange": None,
}
"""The duties with a due day, each with its bearer; None: a Party each."""

_EFFECT = re.compile(r"(?P<kind>[^\s<>=≤≥]+)(?P<about>[^<>=≤≥]*?)\s*(?P<sign>[<>=≤≥]+)\s*(?P<day>\S+)")
_STANDING = re.compile(r"(?P<standing>\S+)\s+(?P<state>\S.*?)\s+on\s+(?P<day>\S+)")
_DUTY = re.compile(r"(?P<duty>\S+)\s+(?P<who>\S.*?)\s+in\s+time")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse(text: str, scenario: Scenario) -> Goal:
    """The goal that a text names in a scenario; raises FaultyFile, of the file ``--goal``, if it names none.

    >>> from treatysim.files import load_text
    >>> parse("authority-exchange Kazakhstan in time", load_text("treaty: sco-iis-2009"))
    DutyGoal(duty='authority-exchange', bearer='KAZ', of=None)
    >>> parse("entry-into-force <= 2011-06-31", load_text("treaty: sco-iis-2009"))
    Traceback (most recent call last):
    ...
    treatysim.errors.FaultyFile: --goal:1:1: '2011-06-31', which is no day; expected a day such as 2011-06-02; write \
the year, the month and the day
    """
    reader, asked = _Reader(scenario), text.strip()
    goal: Goal | None = None
    if found := _EFFECT.fullmatch(asked):
        goal = reader.effect(found)
    elif found := _DUTY.fullmatch(asked):
        goal = reader.duty(found)
    elif found := _STANDING.fullmatch(asked):
        goal = reader.standing(found)
    else:
        reader.fault("shape", text=quoted(asked))
    if goal is None or reader.faults:
        raise FaultyFile(tuple(reader.faults))
    return goal


class _Reader:
    """Reads one goal against a scenario; what it names that is not there is noted in ``faults``."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.faults: list[Fault] = []

    def fault(self, kind: str, /, near: str = "", **facts: object) -> None:
        self.faults.append(goal_fault(OPTION, kind, near, **facts))

    # -- the three forms

    def effect(self, found: re.Match[str]) -> EffectGoal | None:
        kind, about, sign = found["kind"], found["about"].strip(), found["sign"]
        if sign not in get_args(Comparison):
            self.fault("comparison", near=quoted(COMPARISONS[sign]) if sign in COMPARISONS else "", sign=quoted(sign))
        day = self._day(found["day"])
        state, of = self._about(kind, about) if self._kind(kind) else (None, None)
        return None if self.faults else EffectGoal(kind, state, of, cast(Comparison, sign), cast(int, day))

    def standing(self, found: re.Match[str]) -> StandingGoal | None:
        standing, known = found["standing"], tuple(catalogue()["standings"])
        if standing not in known:
            self._unknown("standing", standing, known)
        state, day = self._state(found["state"]), self._day(found["day"])
        last = self.scenario.through
        if day is not None and last is not None and day > last:
            self.fault("after-through", day=iso(day), through=iso(last))
        return None if self.faults else StandingGoal(standing, cast(str, state), cast(int, day))

    def duty(self, found: re.Match[str]) -> DutyGoal | None:
        duty, who = found["duty"], found["who"]
        if not self._duty(duty):
            return None
        of = None
        if duty == "withdrawal-circulated":
            who, named = self._split(who)
            of = self._state(named) if named is not None else None
        elif " of " in who and _state(who) is None:
            self.fault("duty-of-nobody", duty=duty, of=quoted(who.partition(" of ")[2]))
            return None
        bearer = self._bearer(duty, who)
        if duty == "consultation" and self.scenario.through is None:
            self.fault("no-through", duty=duty)
        return None if self.faults else DutyGoal(duty, cast(str, bearer), of)

    # -- what a goal names

    def _kind(self, kind: str) -> bool:
        brought = tuple(self._brought())
        if kind in brought:
            return True
        if kind in EFFECTS:
            self.fault("no-clause", name=quoted(kind), treaty=self.scenario.treaty.id, known=some_of(brought))
        else:
            self._unknown("kind", kind, brought)
        return False

    def _brought(self) -> Iterator[str]:
        """The kinds of effect that some clause of the treaty can bring."""
        clauses = self.scenario.treaty.clauses
        subjects = {SUBJECTS[clause.parameters["subject"]] for clause in clauses if clause.kind == "mutual-consent"}
        brought = {effect for clause in clauses for effect in BRINGS.get(clause.kind, ())} | subjects
        return (effect for effect in EFFECTS if effect in brought)

    def _about(self, kind: str, about: str) -> tuple[str | None, str | None]:
        """The State, or the proposal, that an effect concerns; neither where the goal leaves it open."""
        if not about:
            return None, None
        if kind in FOR_A_STATE:
            return self._state(about), None
        if kind in SUBJECTS.values():
            return None, self._proposal(kind, about)
        self.fault("for-all", kind=kind, name=quoted(about), state=_state(about) or "…")
        return None, None

    def _proposal(self, kind: str, about: str) -> str | None:
        acts = [act for act in self.scenario.acts if act.kind == "proposal" and SUBJECTS.get(act.subject or "") == kind]
        known = [act.id for act in acts]
        if about in known:
            return about
        self.fault("proposal", near=near_to(about, known), name=quoted(about), kind=kind, known=some_of(known))
        return None

    def _state(self, named: str) -> str | None:
        """The code of a State that has a part in the scenario: a signatory, or one that an act names."""
        code, here = _state(named), self._here()
        if code is None:
            near = near_to(named, (*here, *(plain_name(one) for one in here)))
            self.fault("state", near=near, name=quoted(named), known=some_of(here))
        elif code not in here:
            self.fault("state-without-part", state=name(code), code=code, known=some_of(here))
        return code

    def _here(self) -> tuple[str, ...]:
        acting = {state for act in self.scenario.acts for state in act.states()}
        return tuple(sorted(acting.union(self.scenario.treaty.signatories)))

    def _duty(self, duty: str) -> bool:
        clauses = self.scenario.treaty.clauses
        here = [one for one in DUTIES if any(_owed(clause.kind, clause.parameters) == one for clause in clauses)]
        if duty in here:
            return True
        if duty in DUTIES:
            self.fault("no-clause", name=quoted(duty), treaty=self.scenario.treaty.id, known=some_of(here))
        elif duty in catalogue()["duties"]:
            self.fault("never-due", duty=duty, known=some_of(here))
        else:
            self._unknown("duty", duty, here)
        return False

    def _bearer(self, duty: str, who: str) -> str | None:
        bearer = DUTIES[duty]
        if bearer is None:
            return self._state(who)
        if who.casefold() not in (bearer.casefold(), name(bearer).casefold()):
            self.fault("bearer", near=quoted(bearer), duty=duty, name=quoted(who), bearer=bearer)
        return bearer

    def _split(self, who: str) -> tuple[str, str | None]:
        bearer, of, named = who.partition(" of ")
        return bearer, named if of else None

    def _day(self, text: str) -> int | None:
        try:
            day = date.fromisoformat(text).toordinal() if _DAY.fullmatch(text) else None
        except ValueError:
            day = None
        first = self.scenario.treaty.opens
        if day is None:
            self.fault("no-day", text=quoted(text))
        elif day < first:
            self.fault("before-signing", day=text, first=iso(first))
        return day

    def _unknown(self, kind: str, named: str, known: Iterable[str]) -> None:
        known = tuple(known)
        self.fault(kind, near=near_to(named, known), name=quoted(named), known=some_of(known))


def some_of(names: Iterable[str]) -> str:
    """The names that would have been known; of many, the first.

    >>> some_of(["CHN", "KAZ"])
    'one of: CHN, KAZ'
    """
    known = tuple(names)
    return one_of(known if len(known) <= MOST_TOLD else (*known[:FEW_TOLD], say("lists", "more")))


def goal_fault(option: str, kind: str, /, near: str = "", **facts: object) -> Fault:
    """A fault of an option: what was found, what was expected, and what to do; ``near`` is what was probably meant."""
    found, expected, do = (part.format(**facts) for part in catalogue()["goal-faults"][kind])
    return Fault(option, 1, 1, found, expected, say("wording", "write", name=near) if near else do)


def _owed(kind: str, parameters: object) -> str | None:
    """The duty with a due day that a kind of clause lets arise; None if none."""
    if kind == "withdrawal":
        return "withdrawal-circulated" if "circulation-days" in cast(dict[str, object], parameters) else None
    return {"consultations": "consultation"}.get(kind, kind)


def _state(named: str) -> str | None:
    """The code of the State that a word names, by code or by name."""
    for code, called in states().items():
        if named.casefold() in (code.casefold(), called.casefold(), name(code).casefold()):
            return code
    return None
