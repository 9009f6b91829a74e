"""A naive witness for the home treaty: it lives through the days one after another and tells what happens.

Written from the text of the rules alone, to be compared with the real program. No formulas and no event engine:
sets, dicts, ifs, and a loop over the days on which something can happen.

Conventions
-----------
* A day is a `datetime.date` at the Depositary's seat. The n-th day after R is R + n; the day R is not counted.
* An effect comes at the start of its day; the acts of that day find it already there. Nothing is moved for weekends.
* Intervals are half-open: `until` is the first day no longer in force, None while it runs.
* Within one day, first the effects, as one batch: withdrawals (by State code), entries (the general one, then by
  State code), amendments, other proposals (in order of proposal, termination last), then held accessions are received,
  then the sets are judged, then the Parties are counted. Then the acts in file order, each followed by the sets.
* An act dated `{after: …}` comes in its file order on its day, or straight after its anchor if that place is past.
* "Has left" = was bound and is not bound now. A notification stands until it is withdrawn or its State is bound.
* A refused act changes nothing; it leaves a finding (severity `warning`).
"""

from __future__ import annotations

import calendar
import datetime as dt

HOME_SIGNATORIES = ("CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB")
DEPOSITARY = "DEPOSITARY"

DEFAULT_READINGS = {
    "entry-period": "day-after",
    "window": "own-date",
    "threshold": "date-stands",
    "early-accession": "returned",
    "acceptors": "signatories-and-acceded",
    "acceptor-set": "at-deposit",
    "accession-period": "day-after",
    "notice-length": "at-least",
    "notice-base": "receipt",
    "short-notice": "earliest-lawful-date",
    "re-entry": "notification",
    "below-two": "ends",
    "authority-exchange": "each-party",
    "survival": "termination-and-withdrawal",
}

DEFAULT_PARAMETERS = {
    "11": {"days": 15},
    "12(1)": {"threshold": 4, "days": 30},
    "12(3)": {"days": 30},
    "12(4)": {"days": 90, "circulation-days": 30},
    "5(1)": {"days": 60},
    "5(2)": {"months": 6},
}

# The wordings of a period: what is added to its number of days.
COUNTING = {"day-after": 0, "at-least": 0, "clear-days": +1, "receipt-counted": -1}

# The effect of each subject of a proposal, in the order of one day's batch.
PROPOSAL_EFFECTS = {
    "amendment": "amendment-in-force",
    "annex": "annex-updated",
    "early-consultation": "consultation-agreed",
    "termination": "termination",
}


def plus(day: dt.date, days: int) -> dt.date:
    """The `days`-th day after `day`."""
    return day + dt.timedelta(days=days)


def plus_months(day: dt.date, months: int) -> dt.date:
    """The same day number so many months later; where that day does not exist, the last of the month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def as_day(value) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(str(value))


def as_text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


class Life:
    """All that is true of the treaty at one moment. The rules below change it."""

    def __init__(self, scenario: dict) -> None:
        self.signed = as_day(scenario.get("signed") or "2009-06-16")
        self.reading = {**DEFAULT_READINGS, **(scenario.get("readings") or {})}
        given = scenario.get("parameters") or {}
        self.parameter = {place: {**usual, **(given.get(place) or {})} for place, usual in DEFAULT_PARAMETERS.items()}
        self.signatories = set(scenario.get("signatories") or HOME_SIGNATORIES)

        self.day = self.signed
        self.notified: dict[str, dt.date] = {}  # notifications that stand, of States not yet bound
        self.fourth: dt.date | None = None  # the day of receipt of the fourth notification, once it is fixed
        self.in_force: dt.date | None = None  # E, once it has come
        self.ended: dt.date | None = None
        self.periods: dict[str, list[list]] = {}  # State -> [[from, until or None], ...]
        self.by_accession: set[str] = set()  # States bound now, by accession
        self.pending: dict[str, dict] = {}  # State -> its instrument of accession
        self.notices: dict[str, dict] = {}  # State -> its running notice of withdrawal
        self.proposals: dict[str, dict] = {}  # id of the act -> proposal
        self.projects: list[str] = []  # ids of the joint projects that are open
        self.designated: set[str] = set()  # States that have ever passed on their authorities
        self.exchanged_early: set[str] = set()  # ... while not bound, since their last entry

        self.obligations: list[dict] = []
        self.findings: list[dict] = []
        self.timeline: list[dict] = []
        self.happenings: list[dict] = []  # acts (refused ones too) and effects, as anchors of `{after: …}`

    # -- what is true of a State ------------------------------------------------------------------------------------

    def is_bound(self, state: str) -> bool:
        return state in self.periods and self.periods[state][-1][1] is None

    def has_left(self, state: str) -> bool:
        return state in self.periods and not self.is_bound(state)

    def parties(self) -> set[str]:
        return {state for state in self.periods if self.is_bound(state)}

    # -- what is written down -----------------------------------------------------------------------------------------

    def record_effect(self, kind: str, state: str | None = None) -> None:
        self.timeline.append({"date": as_text(self.day), "kind": kind, "state": state, "act": None})
        self.happenings.append({"kind": kind, "id": None, "by": None, "of": state})

    def find(self, code: str, severity: str, state: str, act: dict) -> None:
        self.findings.append({"date": as_text(self.day), "code": code, "severity": severity,
                              "state": state, "act": act["id"]})  # fmt: skip

    def oblige(self, provision: str, bearer: str, duty: str, due: dt.date | None, of: str | None = None) -> dict:
        obligation = {"provision": provision, "bearer": bearer, "of": of, "duty": duty, "arises": self.day,
                      "due": due, "performed": None, "lapsed": False}  # fmt: skip
        self.obligations.append(obligation)
        return obligation

    def open_duties(self, duty: str) -> list[dict]:
        """Obligations of this kind neither performed nor lapsed (overdue ones are still open)."""
        return [o for o in self.obligations if o["duty"] == duty and not o["performed"] and not o["lapsed"]]

    def perform(self, duty: str, **whose: str) -> None:
        """One performance performs every open duty of that kind (of that bearer, of that State or project)."""
        for obligation in self.open_duties(duty):
            if all(obligation[key] == value for key, value in whose.items()):
                obligation["performed"] = self.day


# ---- Article 12(1): entry into force ----


def entry_period(life: Life) -> int:
    return life.parameter["12(1)"]["days"] + COUNTING[life.reading["entry-period"]]


def general_entry(life: Life) -> dt.date | None:
    """E = the day of receipt of the fourth notification + the period (12(1), first sentence)."""
    return None if life.fourth is None else plus(life.fourth, entry_period(life))


def own_entry(life: Life, state: str) -> dt.date | None:
    """The day on which a State whose notification stands will be bound."""
    if life.fourth is None:
        return None
    received, general = life.notified[state], general_entry(life)
    if received <= life.fourth:  # the fourth, those before it, and those of the same day
        return general
    if life.reading["window"] == "general-date" and received < general:  # E-4
        return general
    return plus(received, entry_period(life))  # 12(1), second sentence


def count_afresh(life: Life) -> None:
    """Fix the fourth anew from the notifications that still stand, or leave it open."""
    threshold = life.parameter["12(1)"]["threshold"]
    received = sorted(life.notified.values())
    life.fourth = received[threshold - 1] if len(received) >= threshold else None


def receive_notification(life: Life, act: dict) -> None:
    if life.has_left(act["by"]):  # a former signatory Party comes back (E-36)
        life.find("no-authority", "note", act["by"], act)
    life.notified[act["by"]] = life.day
    if life.fourth is None and len(life.notified) >= life.parameter["12(1)"]["threshold"]:
        life.fourth = life.day  # the fourth is fixed when it arrives


def withdraw_notification(life: Life, act: dict) -> None:
    del life.notified[act["by"]]
    if life.fourth is not None and life.in_force is None:  # after the fourth and before E (E-3)
        life.find("no-authority", "note", act["by"], act)
        if life.reading["threshold"] == "recount" or len(life.notified) < 2:
            count_afresh(life)


def enter_into_force(life: Life) -> None:
    """The effects of a day, second part: the general entry, then each State's own, by State code."""
    general_today = life.in_force is None and general_entry(life) == life.day
    entering = [state for state in life.notified if own_entry(life, state) == life.day]
    entering += [state for state in life.pending if accession_entry(life, state) == life.day]
    if general_today:
        life.in_force = life.day
        life.record_effect("entry-into-force")
        expect_consultation(life)  # 5(2): the first from E
    for state in sorted(entering):
        bind(life, state)


def bind(life: Life, state: str) -> None:
    life.periods.setdefault(state, []).append([life.day, None])
    life.notified.pop(state, None)  # a notification is spent on entry
    if life.pending.pop(state, None) is not None:
        life.by_accession.add(state)
    life.record_effect("entry-into-force-for", state)
    if life.reading["authority-exchange"] == "each-party" or life.day == life.in_force:  # 5(1), E-8
        duty = life.oblige("5(1)", state, "authority-exchange", plus(life.day, life.parameter["5(1)"]["days"]))
        if state in life.exchanged_early:  # passed on while not bound: counts on the day of entry
            duty["performed"] = life.day
    life.exchanged_early.discard(state)


# ---- Article 12(3): accession ----


def accession_entry(life: Life, state: str) -> dt.date | None:
    """C + the period of 12(3); None while acceptances are outstanding."""
    complete = life.pending[state]["complete"]
    if complete is None:
        return None
    return plus(complete, life.parameter["12(3)"]["days"] + COUNTING[life.reading["accession-period"]])


def receive_accession(life: Life, act: dict) -> None:
    if life.has_left(act["by"]) and act["by"] in life.signatories:  # reading `re-entry: accession` (E-36)
        life.find("no-authority", "note", act["by"], act)
    life.pending[act["by"]] = {"received": None, "frozen": None, "accepted": set(), "complete": None}
    if life.in_force is not None:
        treat_as_received(life, act["by"])  # else it is held until E (reading `early-accession: held`)


def treat_as_received(life: Life, applicant: str) -> None:
    instrument = life.pending[applicant]
    instrument["received"] = life.day
    instrument["frozen"] = acceptors_now(life, applicant)


def acceptors_now(life: Life, applicant: str) -> set[str]:
    """The States whose acceptance is needed, as the set stands at this moment."""
    parties = life.parties()
    acceded = parties & life.by_accession
    if life.reading["acceptors"] == "signatories-and-acceded":
        asked = life.signatories | acceded  # every signatory, bound or not (E-19)
    elif life.reading["acceptors"] == "parties":
        asked = parties
    else:  # contracting: signatories with a standing notification or bound, and acceded States
        asked = {s for s in life.signatories if s in life.notified or s in parties} | acceded
    # never the applicant, a pending State (E-21), or one that has left and is not bound again (E-20)
    return {s for s in asked if s != applicant and s not in life.pending and not life.has_left(s)}


def acceptors(life: Life, applicant: str) -> set[str]:
    instrument = life.pending[applicant]
    if instrument["received"] is None:  # held: nobody is asked before E
        return set()
    if life.reading["acceptor-set"] == "at-deposit":
        return instrument["frozen"]
    return acceptors_now(life, applicant)


def outstanding(life: Life, applicant: str) -> set[str]:
    if life.pending[applicant]["complete"] is not None:
        return set()
    return acceptors(life, applicant) - life.pending[applicant]["accepted"]


def drop_from_frozen_sets(life: Life, state: str) -> None:
    """A frozen set loses States that leave or withdraw their signature, and regains none."""
    for instrument in life.pending.values():
        if instrument["frozen"] is not None:
            instrument["frozen"].discard(state)


def withdraw_signature(life: Life, act: dict) -> None:
    """E-35: the State is a third State from now on, and is asked nowhere as a signatory."""
    life.signatories.discard(act["by"])
    drop_from_frozen_sets(life, act["by"])


# ---- Article 12(4): withdrawal ----


def earliest_withdrawal(life: Life, act: dict) -> dt.date:
    """Base + the length of notice, never earlier than the day after receipt."""
    length = life.parameter["12(4)"]["days"] + COUNTING[life.reading["notice-length"]]
    base = act["sent"] if life.reading["notice-base"] == "sending" else life.day
    return max(plus(base, length), plus(life.day, 1))


def is_too_short(life: Life, act: dict) -> bool:
    return act["intended"] is not None and act["intended"] < earliest_withdrawal(life, act)


def receive_withdrawal(life: Life, act: dict) -> None:
    running = life.notices.get(act["by"])
    if running is not None:  # a second notice, admitted only because it names a later day (E-31)
        running["effect"] = act["intended"]
        return
    effect = earliest_withdrawal(life, act)
    if is_too_short(life, act):
        life.find("notice-too-short", "warning", act["by"], act)
    elif act["intended"] is not None:
        effect = act["intended"]
    due = plus(life.day, life.parameter["12(4)"]["circulation-days"])
    duty = life.oblige("12(4)", DEPOSITARY, "withdrawal-circulated", due, of=act["by"])
    life.notices[act["by"]] = {"effect": effect, "duty": duty}


def revoke_withdrawal(life: Life, act: dict) -> None:
    """The circulation duty of this notice, and of no other, lapses if it is still open and not overdue."""
    duty = life.notices.pop(act["by"])["duty"]
    if not duty["performed"] and life.day <= duty["due"]:
        duty["lapsed"] = True


def take_withdrawals(life: Life) -> None:
    """The effects of a day, first part: withdrawals by State code."""
    for state in sorted(life.notices):
        if life.notices[state]["effect"] == life.day:
            leave(life, state)


def leave(life: Life, state: str) -> None:
    life.periods[state][-1][1] = life.day
    life.by_accession.discard(state)
    del life.notices[state]
    drop_from_frozen_sets(life, state)
    life.record_effect("withdrawal-effective", state)
    for duty in life.open_duties("authority-exchange"):  # 5(1): lapses if it leaves on or before the due day
        if duty["bearer"] == state and life.day <= duty["due"]:
            duty["lapsed"] = True
    if life.reading["survival"] == "termination-and-withdrawal":  # 12(5), E-39
        survive(life, state)


# ---- The end, and Article 12(5) ----


def survive(life: Life, state: str) -> None:
    """12(5): information stays protected, open joint projects are to be completed; at most once a State a day."""
    for duty in life.open_duties("protect-information"):
        if duty["bearer"] == state and duty["arises"] == life.day:
            return
    life.oblige("12(5)", state, "protect-information", None)
    for project in life.projects:
        life.oblige("12(5)", state, "complete-project", None, of=project)


def end(life: Life) -> None:
    """The Agreement ends today, by agreement or for want of two Parties."""
    life.ended = life.day
    life.record_effect("termination")
    for state in sorted(life.periods):  # 12(5): every State that was a Party the day before
        begin, until = life.periods[state][-1]
        if begin < life.day and (until is None or until >= life.day):
            survive(life, state)
    for periods in life.periods.values():
        if periods[-1][1] is None:
            periods[-1][1] = life.day
    for falls_away in (life.notified, life.pending, life.notices, life.proposals, life.by_accession):
        falls_away.clear()
    for duty in life.obligations:
        is_open = not duty["performed"] and not duty["lapsed"]
        if is_open and (duty["duty"] == "consultation" or (duty["due"] and duty["due"] >= life.day)):
            duty["lapsed"] = True


def count_parties(life: Life) -> None:
    """E-37: from E on, fewer than two Parties after the day's effects end it (VCLT 55: fewer than four do not)."""
    if life.in_force and not life.ended and life.reading["below-two"] == "ends" and len(life.parties()) < 2:
        end(life)


# ---- Article 12(2), Articles 1 and 2, 5(2): proposals; Article 5: the other duties ----


def asked_to_consent(life: Life, proposal: dict) -> set[str]:
    """All Parties as they stand; for the agenda of early consultations the Secretariat too."""
    return life.parties() | ({DEPOSITARY} if proposal["subject"] == "early-consultation" else set())


def receive_proposal(life: Life, act: dict) -> None:
    life.proposals[act["id"]] = {"subject": act["subject"], "period": act["period"],
                                 "consents": set(), "effect": None}  # fmt: skip


def take_proposals(life: Life) -> None:
    """The effects of a day, third part: amendments, annexes, early consultations, termination last."""
    for subject, kind in PROPOSAL_EFFECTS.items():
        for name, proposal in list(life.proposals.items()):  # in order of proposal
            if proposal["subject"] == subject and proposal["effect"] == life.day and not life.ended:
                del life.proposals[name]
                if subject == "termination":
                    end(life)
                else:
                    life.record_effect(kind)


def expect_consultation(life: Life) -> None:
    """5(2): one open expectation at a time, six calendar months from E or from the last consultation held."""
    life.oblige("5(2)", "PARTIES", "consultation", plus_months(life.day, life.parameter["5(2)"]["months"]))


def hold_consultation(life: Life, act: dict) -> None:
    life.perform("consultation")
    expect_consultation(life)


def receive_authorities(life: Life, act: dict) -> None:
    """5(1): one exchange performs every open duty of that State."""
    life.perform("authority-exchange", bearer=act["by"])
    life.designated.add(act["by"])
    if not life.is_bound(act["by"]):
        life.exchanged_early.add(act["by"])


def conclude_agreement(life: Life, act: dict) -> None:
    for state in act["between"]:  # 5(4)
        if state not in life.designated:
            life.find("authorities-not-designated", "note", state, act)


def complete_project(life: Life, act: dict) -> None:
    life.projects.remove(act["of"])
    life.perform("complete-project", of=act["of"])


# ---- Which acts count: the table of findings, row by row; the first match wins ----


def comes_back_by_accession(life: Life, state: str) -> bool:
    return life.has_left(state) and life.reading["re-entry"] == "accession"


def is_moved_later(life: Life, act: dict) -> bool:
    return act["intended"] is not None and act["intended"] > life.notices[act["by"]]["effect"]


def nothing_to_accept(life: Life, act: dict) -> bool:
    """Nothing pending; or held, for nothing can be accepted before E; or complete already."""
    instrument = life.pending.get(act["of"])
    return instrument is None or instrument["received"] is None or instrument["complete"] is not None


def nothing_to_consent(life: Life, act: dict) -> bool:
    return act["to"] not in life.proposals or life.proposals[act["to"]]["effect"] is not None


ACCEPTANCE_ROWS = (
    ("nothing-to-accept", nothing_to_accept),
    ("acceptance-not-required", lambda life, act: act["by"] not in acceptors(life, act["of"])),
    ("acceptance-stands", lambda life, act: act["by"] in life.pending[act["of"]]["accepted"]),
)
PARTY_ROWS = (("not-a-party", lambda life, act: not life.is_bound(act["by"])),)

REFUSALS = {
    "notification": (
        ("not-a-signatory", lambda life, act: act["by"] not in life.signatories),
        ("former-party-must-accede", lambda life, act: comes_back_by_accession(life, act["by"])),
        ("duplicate-notification", lambda life, act: act["by"] in life.notified or life.is_bound(act["by"])),
    ),
    "notification-withdrawn": (("no-notification-to-withdraw", lambda life, act: act["by"] not in life.notified),),
    "signature-withdrawn": (
        ("not-a-signatory", lambda life, act: act["by"] not in life.signatories),
        ("signature-bound", lambda life, act: act["by"] in life.notified or act["by"] in life.periods),
    ),
    "accession": (
        ("duplicate-accession", lambda life, act: act["by"] in life.pending or act["by"] in life.by_accession),
        ("signatory-cannot-accede",
         lambda life, act: act["by"] in life.signatories and not comes_back_by_accession(life, act["by"])),
        ("accession-before-entry-into-force",
         lambda life, act: life.in_force is None and life.reading["early-accession"] == "returned"),
    ),
    "accession-withdrawn": (("nothing-pending", lambda life, act: act["by"] not in life.pending),),
    "acceptance": ACCEPTANCE_ROWS,
    "refusal": ACCEPTANCE_ROWS,
    "withdrawal": (
        *PARTY_ROWS,
        ("duplicate-withdrawal", lambda life, act: act["by"] in life.notices and not is_moved_later(life, act)),
        ("notice-too-short", lambda life, act: act["by"] not in life.notices and is_too_short(life, act)
         and life.reading["short-notice"] == "void"),
    ),
    "withdrawal-revoked": (
        ("too-late-to-revoke", lambda life, act: act["by"] not in life.notices and life.has_left(act["by"])),
        ("nothing-to-revoke", lambda life, act: act["by"] not in life.notices),
    ),
    "withdrawal-circulated": (
        ("nothing-to-circulate",
         lambda life, act: act["of"] not in [o["of"] for o in life.open_duties("withdrawal-circulated")]),
    ),
    "proposal": PARTY_ROWS,
    "consultation": PARTY_ROWS,
    "joint-project": PARTY_ROWS,
    "consent": (
        ("nothing-to-consent", nothing_to_consent),
        ("consent-not-required",
         lambda life, act: act["by"] not in asked_to_consent(life, life.proposals[act["to"]])),
        ("consent-stands", lambda life, act: act["by"] in life.proposals[act["to"]]["consents"]),
    ),
    "interdepartmental-agreement": (
        ("not-a-party", lambda life, act: not all(life.is_bound(state) for state in act["between"])),
    ),
    "project-completed": (("nothing-to-complete", lambda life, act: act["of"] not in life.projects),),
    "authority-exchange": (),  # never refused: recorded
    "certified-copies": (),
}  # fmt: skip

WORKS = {
    "notification": receive_notification,
    "notification-withdrawn": withdraw_notification,
    "signature-withdrawn": withdraw_signature,
    "accession": receive_accession,
    "accession-withdrawn": lambda life, act: life.pending.pop(act["by"]),
    "acceptance": lambda life, act: life.pending[act["of"]]["accepted"].add(act["by"]),
    "refusal": lambda life, act: None,  # it blocks as silence does: the State has not accepted (E-23)
    "withdrawal": receive_withdrawal,
    "withdrawal-revoked": revoke_withdrawal,
    "withdrawal-circulated": lambda life, act: life.perform("withdrawal-circulated", of=act["of"]),
    "proposal": receive_proposal,
    "consent": lambda life, act: life.proposals[act["to"]]["consents"].add(act["by"]),
    "consultation": hold_consultation,
    "joint-project": lambda life, act: life.projects.append(act["id"]),
    "project-completed": complete_project,
    "interdepartmental-agreement": conclude_agreement,
    "authority-exchange": receive_authorities,
    "certified-copies": lambda life, act: life.perform("certified-copies"),
}


# ---- One day ----


def do_effects(life: Life) -> None:
    """The batch at the start of the day."""
    if not life.ended:
        take_withdrawals(life)
        enter_into_force(life)
        take_proposals(life)
    if not life.ended:  # a termination by agreement may just have come
        if life.in_force:
            for applicant in sorted(life.pending):
                if life.pending[applicant]["received"] is None:  # held: treated as received on E
                    treat_as_received(life, applicant)
        judge_sets(life)
        count_parties(life)


def judge_sets(life: Life) -> None:
    """Which accessions and which proposals are complete at this instant."""
    for applicant in sorted(life.pending):
        instrument = life.pending[applicant]
        if instrument["complete"] is None and instrument["accepted"] and not outstanding(life, applicant):
            instrument["complete"] = life.day
            life.record_effect("accession-complete", applicant)
    for proposal in life.proposals.values():
        if proposal["effect"] is None and proposal["consents"]:
            if asked_to_consent(life, proposal) <= proposal["consents"]:
                proposal["effect"] = plus(life.day, proposal["period"])


def refusal(life: Life, act: dict) -> str | None:
    for code, applies in REFUSALS[act["act"]]:
        if applies(life, act):
            return code
    return None


def do_act(life: Life, act: dict) -> None:
    """Admit the act and let it work, or find it without effect."""
    code = "treaty-terminated" if life.ended else refusal(life, act)
    act["admitted"] = code is None
    if code is not None:
        life.find(code, "warning", act["by"], act)
        return
    life.timeline.append({"date": as_text(life.day), "kind": act["act"], "state": act["by"], "act": act["id"]})
    WORKS[act["act"]](life, act)
    judge_sets(life)


class Story:
    """The acts of the file, and the days on which they come."""

    def __init__(self, scenario: dict) -> None:
        self.life = Life(scenario)
        self.acts = [self._read(place, raw) for place, raw in enumerate(scenario.get("acts") or [], start=1)]
        self.ids = {act["id"] for act in self.acts}
        self.place = 0  # the file place up to which this day's acts have come
        self.seen = 0  # how many happenings have been offered to the waiting acts
        self.acts_count = True  # False in the continuation after `through`: acts come, and do nothing

    @staticmethod
    def _read(place: int, raw: dict) -> dict:
        act = {"of": None, "intended": None, "subject": None, "to": None, **raw}
        act.update(place=place, id=raw.get("id") or f"a{place}", by=raw.get("by") or DEPOSITARY,
                   come=False, admitted=None, after=None)  # fmt: skip
        if isinstance(raw["date"], dict):
            act.update(day=None, after=raw["date"])
        else:
            act["day"] = as_day(raw["date"])
        act["sent_given"] = as_day(raw.get("sent"))
        act["intended"] = as_day(raw.get("intended"))
        act["period"] = raw.get("period") or 1
        act["between"] = list(raw.get("between") or [])
        return act

    def is_anchor(self, after: dict, happening: dict) -> bool:
        """Does this act or effect match `{after: KIND-or-id, by:, of:}`? An id wins over a kind."""
        name = happening["id"] if after["after"] in self.ids else happening["kind"]
        return (
            name == after["after"]
            and after.get("by") in (None, happening["by"])
            and after.get("of") in (None, happening["of"])
        )

    def wake(self) -> list[dict]:
        """Give a day to each act whose anchor has now come; return those whose own place on this day is past."""
        fresh, self.seen = self.life.happenings[self.seen :], len(self.life.happenings)
        straight_after = []
        for happening in fresh:
            for act in self.acts:
                if act["day"] is None and self.is_anchor(act["after"], happening):
                    act["day"] = plus(self.life.day, act["after"].get("days") or 0)
                    if act["day"] == self.life.day and act["place"] < self.place:
                        straight_after.append(act)
        return straight_after

    def deliver(self, act: dict) -> None:
        """One act comes; then, straight after it, those that waited for it and whose own place is past."""
        act["come"] = True
        act["sent"] = act["sent_given"] or act["day"]
        of = act["of"] or act["by"]
        self.life.happenings.append({"kind": act["act"], "id": act["id"], "by": act["by"], "of": of})
        if self.acts_count:
            do_act(self.life, act)
        for waiting in self.wake():
            self.deliver(waiting)

    def live_day(self, day: dt.date) -> None:
        life = self.life
        life.day, self.place = day, 0
        do_effects(life)
        self.wake()
        while today := [act for act in self.acts if act["day"] == day and not act["come"]]:
            self.place = today[0]["place"]
            self.deliver(today[0])

    def live_until(self, last: dt.date | None) -> None:
        """Jump from each day on which something can happen to the next; None: until nothing further is fixed."""
        while days := [d for d in self.days_to_come() if last is None or d <= last]:
            self.live_day(min(days))

    def days_to_come(self) -> list[dt.date]:
        life = self.life
        days = [act["day"] for act in self.acts if act["day"] is not None and not act["come"]]
        if not life.ended:
            if life.in_force is None:
                days.append(general_entry(life))
            days += [own_entry(life, state) for state in life.notified]
            days += [accession_entry(life, state) for state in life.pending]
            days += [notice["effect"] for notice in life.notices.values()]
            days += [proposal["effect"] for proposal in life.proposals.values()]
        return [day for day in days if day is not None]


# ---- What is told ----


def standing(life: Life, state: str) -> str:
    if life.is_bound(state):
        return "withdrawing" if state in life.notices else "party"
    if state in life.pending:
        return "applicant" if life.pending[state]["complete"] is None else "acceding"
    if state in life.notified:
        return "contracting"
    if state in life.periods:
        return "former-party"
    return "signatory" if state in life.signatories else "third"


def status(obligation: dict, through: dt.date) -> str:
    performed, due = obligation["performed"], obligation["due"]
    if obligation["lapsed"]:
        return "lapsed"
    if obligation["duty"] == "consultation":  # 5(2): never a breach
        return "held" if performed else "expected"
    if due is None:
        return "performed" if performed else "continuing"
    if performed:
        return "performed" if performed <= due else "performed-late"
    return "overdue" if due <= through else "pending"


def states_named(scenario: dict) -> list[str]:
    """Every signatory and every State named by an act."""
    named = set(scenario.get("signatories") or HOME_SIGNATORIES)
    for act in scenario.get("acts") or []:
        named.add(act.get("by") or DEPOSITARY)
        named.update(act.get("between") or [])
        if act["act"] in ("acceptance", "refusal", "withdrawal-circulated"):
            named.add(act["of"])
    return sorted(named - {DEPOSITARY})


def tell(life: Life, scenario: dict, through: dt.date) -> dict:
    """The picture at the end of `through`."""
    return {
        "entry_into_force": as_text(life.in_force),
        "terminated": as_text(life.ended),
        "through": as_text(through),
        "states": {
            state: {
                "standing": standing(life, state),
                "in_force": [[as_text(begin), as_text(until)] for begin, until in life.periods.get(state, [])],
                "waiting_for": sorted(outstanding(life, state)) if state in life.pending else [],
            }
            for state in states_named(scenario)
        },
        "obligations": [
            {
                **{key: o[key] for key in ("provision", "bearer", "of", "duty")},
                **{key: as_text(o[key]) for key in ("arises", "due", "performed")},
                "status": status(o, through),
            }
            for o in life.obligations
        ],
        "findings": list(life.findings),
        "timeline": list(life.timeline),
    }


def last_day(story: Story) -> dt.date:
    """Where `through` is left out: the last day on which an act, an effect or a due day falls."""
    days = [act["day"] for act in story.acts if act["come"]]
    days += [as_day(record["date"]) for record in story.life.timeline]
    days += [o["due"] for o in story.life.obligations if o["due"]]
    return max(days)


def tell_acts(story: Story) -> list[dict]:
    told = []
    for act in story.acts:
        record = {"id": act["id"], "date": as_text(act["day"]), "admitted": act["admitted"]}
        if act["admitted"] is None:
            record["why"] = "never" if act["day"] is None else "after-through"
        told.append(record)
    return told


def witness(scenario: dict) -> dict:
    """What happens in this scenario, by the home treaty."""
    story = Story(scenario)
    life = story.life
    life.oblige("11", DEPOSITARY, "certified-copies", plus(life.signed, life.parameter["11"]["days"]))  # Article 11
    through = as_day(scenario.get("through"))
    story.live_until(through)
    through = through or last_day(story)
    answer = tell(life, scenario, through)
    # The same run continued with no further act: acts after `through` only give their days to those that wait on them.
    told, story.acts_count = len(life.timeline), False
    story.live_until(None)
    answer["coming"] = [{key: r[key] for key in ("date", "kind", "state")} for r in life.timeline[told:]]
    answer["acts"] = tell_acts(story)
    return answer
