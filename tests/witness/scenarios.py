"""Seeded scenarios of the home treaty, made to be unlucky.

`scenarios(count, seed)` yields mappings as a scenario file would give them: title, signed, signatories, readings,
parameters, acts, through. The same seed gives the same scenarios (only lists are drawn from, never sets).

How they are made: a cast (signatories, applicants, readings, parameters), then a story told in building blocks
(notifications, accessions, withdrawals, proposals, the duties), whose days lie at treacherous distances from one
another: a day before, on and after 15, 30, 60, 90 days and six months, on month ends, year ends and leap days. The
story is then perturbed (days moved, acts dropped, doubled or done by somebody else), strays are thrown in, some days
are expressed relative to acts or effects, and the file is put out of order.

The days that a story expects (entry, completion, withdrawal) are only nominal: what really happens is for the law.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

DEPOSITARY = "DEPOSITARY"
HOME = ["CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB"]
SIGNING_POOL = [*HOME, "IND", "MNG", "PAK", "IRN"]
OUTSIDERS = ["BLR", "ARM", "AZE", "IND", "IRN", "MNG", "NOR", "PAK", "TUR", "AFG"]

READINGS = {
    "entry-period": ["day-after", "receipt-counted", "clear-days"],
    "window": ["own-date", "general-date"],
    "threshold": ["date-stands", "recount"],
    "early-accession": ["returned", "held"],
    "acceptors": ["signatories-and-acceded", "parties", "contracting"],
    "acceptor-set": ["at-deposit", "at-last-acceptance"],
    "accession-period": ["day-after", "clear-days", "receipt-counted"],
    "notice-length": ["at-least", "clear-days", "receipt-counted"],
    "notice-base": ["receipt", "sending"],
    "short-notice": ["earliest-lawful-date", "void"],
    "re-entry": ["notification", "accession"],
    "below-two": ["ends", "continues"],
    "authority-exchange": ["each-party", "first-entry-only"],
    "survival": ["termination-and-withdrawal", "termination-only"],
}
SUBJECTS = ["amendment", "annex", "early-consultation", "termination"]
COUNTING = {"day-after": 0, "at-least": 0, "clear-days": 1, "receipt-counted": -1}

DISTANCES = [0, 0, 0, 1, 1, 2, 5, 14, 15, 16, 28, 29, 30, 31, 32, 59, 60, 61, 89, 90, 91, 92, 180, 181, 182, 183, 184]
SHORT = [0, 0, 0, 0, 1, 1, 1, 2, 3, 5]
SOON = [0, 1, 1, 1, 1, 2]  # an answer to something: seldom on the same day, where a shuffled file may put it first
SIGNINGS = ["2009-06-16"] * 4 + ["2011-01-31", "2011-10-31", "2012-02-29", "2019-12-31", "2023-08-31", "2023-11-30"]
LANDMARKS = [
    "2010-08-31",
    "2010-12-31",
    "2011-12-31",
    "2012-02-28",
    "2012-02-29",
    "2012-03-01",
    "2012-08-31",
    "2019-12-31",
    "2020-02-29",
    "2023-12-31",
    "2024-01-01",
    "2024-02-29",
    "2024-03-31",
    "2024-08-31",
]


def plus(day: dt.date, days: int) -> dt.date:
    return day + dt.timedelta(days=days)


class Draft:
    """A scenario in the making; its acts carry `datetime.date`s until it is finished."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.signed = dt.date.fromisoformat(rng.choice(SIGNINGS))
        self.signatories = draw_signatories(rng)
        outsiders = [state for state in OUTSIDERS if state not in self.signatories]
        self.applicants = rng.sample(outsiders, rng.choice([1, 1, 2, 2, 3]))
        self.readings = draw_readings(rng)
        self.parameters = draw_parameters(rng, len(self.signatories))
        self.acts: list[dict] = []
        self.names = 0
        self.entry: dict[str, dt.date] = {}  # nominal: when a State should be bound
        self.exit: dict[str, dt.date] = {}  # nominal: when it should leave

    def reading(self, axis: str) -> str:
        return self.readings.get(axis, READINGS[axis][0])

    def parameter(self, place: str, name: str, usual: int) -> int:
        return self.parameters.get(place, {}).get(name, usual)

    def period(self, place: str, axis: str, usual: int) -> int:
        return self.parameter(place, "days", usual) + COUNTING[self.reading(axis)]

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def near(self, day: dt.date, distances: list[int] = DISTANCES) -> dt.date:
        return plus(day, self.rng.choice(distances))

    def name(self, stem: str) -> str:
        self.names += 1
        return f"{stem}-{self.names}"

    def add(self, act: str, by: str, day: dt.date, **fields) -> dict:
        record = {"act": act, "by": by, "date": max(day, self.signed)}
        record.update({key: value for key, value in fields.items() if value is not None})
        self.acts.append(record)
        return record

    def members(self, day: dt.date) -> list[str]:
        """States nominally bound on that day."""
        return [s for s in self.entry if self.entry[s] <= day and (s not in self.exit or day < self.exit[s])]

    def anybody(self) -> str:
        return self.rng.choice(self.signatories + self.applicants)


# ---- The cast ----


def draw_signatories(rng: random.Random) -> list[str]:
    if rng.random() < 0.4:
        return list(HOME)
    return sorted(rng.sample(SIGNING_POOL, rng.choice([2, 2, 3, 3, 4, 5, 7, 8])))


def draw_readings(rng: random.Random) -> dict:
    how = rng.random()
    if how < 0.3:
        return {}
    axes = list(READINGS) if how > 0.8 else rng.sample(list(READINGS), rng.randint(1, 4))
    return {axis: rng.choice(READINGS[axis] if how > 0.8 else READINGS[axis][1:]) for axis in axes}


def draw_parameters(rng: random.Random, signatories: int) -> dict:
    parameters: dict[str, dict] = {}
    if signatories < 4 or rng.random() < 0.3:
        lowest = 1 if rng.random() < 0.15 else 2
        parameters["12(1)"] = {"threshold": rng.randint(lowest, max(lowest, min(3, signatories)))}
    if rng.random() < 0.15:
        place, name, values = rng.choice([
            ("11", "days", [1, 30, 400, 900]), ("12(1)", "days", [10, 45, 60]), ("12(3)", "days", [10, 60]),
            ("12(4)", "days", [20, 30, 180]), ("12(4)", "circulation-days", [10, 90, 120]),
            ("5(1)", "days", [30, 90, 120]), ("5(2)", "months", [1, 3, 12]),
        ])  # fmt: skip
        parameters.setdefault(place, {})[name] = rng.choice(values)
    return parameters


# ---- Building blocks: entry into force ----


def copies(d: Draft) -> None:
    for _ in range(d.rng.choice([1, 1, 2])):
        d.add("certified-copies", DEPOSITARY, plus(d.signed, d.rng.choice([0, 1, 14, 15, 16, 29, 30, 31, 90])))


def opening(d: Draft) -> dt.date:
    """A first day: at some distance from signing, or so that a threshold later falls on a landmark."""
    if d.chance(0.5):
        return d.near(d.signed, [0, 1, 14, 15, 16, 30, 31, 120, 300])
    later = [dt.date.fromisoformat(text) for text in LANDMARKS]
    landmark = d.rng.choice([day for day in later if day > plus(d.signed, 100)] or [plus(d.signed, 400)])
    return max(d.signed, plus(landmark, -d.rng.choice([0, 29, 30, 31, 60, 61, 90, 91, 120, 121])))


def notifications(d: Draft, day: dt.date) -> dt.date:
    """Everybody who is to notify; the nominal day of the general entry into force."""
    order = d.rng.sample(d.signatories, len(d.signatories))
    threshold = d.parameter("12(1)", "threshold", 4)
    period = d.period("12(1)", "entry-period", 30)
    early, late = order[:threshold], order[threshold:]
    for place, state in enumerate(early):
        day = d.near(day, SHORT if place else [0])
        d.add("notification", state, day, id=d.name("note") if d.chance(0.2) else None)
        d.entry[state] = day
    general = plus(day, period)
    for state in early:
        d.entry[state] = general
    for state in late:
        if d.chance(0.6):
            received = d.near(day, [0, 0, 1, 14, 28, 29, 30, 31, 60, 90, 200])
            d.add("notification", state, received)
            d.entry[state] = general if received == day else plus(received, period)
    return general


def second_thoughts(d: Draft, general: dt.date) -> None:
    """Notifications withdrawn around the general entry, sometimes given again; signatures withdrawn."""
    for state in d.rng.sample(d.signatories, d.rng.randint(1, min(4, len(d.signatories)))):
        day = plus(general, -d.rng.choice([-1, 0, 1, 1, 2, 14, 15, 29, 30, 31]))
        d.add("notification-withdrawn", state, day)
        if d.chance(0.5):
            again = d.near(day, SHORT + [15, 30])
            d.add("notification", state, again)
            d.entry[state] = plus(again, 30)
        elif d.chance(0.4):
            d.add("signature-withdrawn", state, d.near(day, SHORT))
            d.entry.pop(state, None)


def only_latecomers_stand(d: Draft, general: dt.date) -> None:
    """Those of the fourth day and before withdraw; two later ones stand: the Agreement has a day and no Party."""
    early = [state for state in d.signatories if d.entry.get(state) == general]
    for state in [s for s in d.signatories if s not in early][:2]:
        d.add("notification", state, plus(general, -d.rng.choice([10, 15, 20])))
    for state in early:
        d.add("notification-withdrawn", state, plus(general, -d.rng.choice([1, 2, 5, 9])))


# ---- Building blocks: accession ----


def accession(d: Draft, applicant: str, day: dt.date) -> dt.date:
    """An instrument and its acceptances; the nominal day on which the applicant is bound."""
    d.add("accession", applicant, day, id=d.name("accession") if d.chance(0.2) else None)
    general = min(d.entry.values(), default=day)
    left = [s for s in d.exit if d.exit[s] <= day]
    asked = [s for s in d.signatories if s not in left and s != applicant]
    asked += [s for s in d.members(day) if s not in asked and s != applicant]
    if d.reading("acceptors") == "parties" and d.chance(0.8):
        asked = [s for s in d.members(day) if s != applicant]
    silent = d.rng.choice(asked) if asked and d.chance(0.3) else None
    last = d.near(max(day, general), SOON)
    for state in d.rng.sample(asked, len(asked)):
        if state == silent:
            not_accepting(d, state, applicant, last)
            continue
        if d.chance(0.15):
            d.add("refusal", state, last, of=applicant)
        last = d.near(last, SHORT)
        d.add("acceptance", state, last, of=applicant)
        if d.chance(0.06):
            d.add(d.rng.choice(["acceptance", "refusal"]), state, d.near(last, SHORT), of=applicant)
    bound = plus(last, d.period("12(3)", "accession-period", 30))
    if d.chance(0.12):
        d.add("accession-withdrawn", applicant, plus(bound, d.rng.choice([-31, -30, -29, -15, -2, -1, -1, 0])))
        if d.chance(0.5):
            d.add("accession", applicant, d.near(bound, SHORT))
    else:
        d.entry[applicant] = bound
        d.exit.pop(applicant, None)
    return bound


def not_accepting(d: Draft, state: str, applicant: str, day: dt.date) -> None:
    """One acceptor does not accept: it refuses, leaves, withdraws its signature, or says nothing."""
    how = d.rng.choice(["refuse", "leave", "unsign", "silence"])
    if how == "refuse":
        d.add("refusal", state, d.near(day, SHORT), of=applicant)
    elif how == "leave":
        withdrawal(d, state, d.near(day, SHORT))
    elif how == "unsign":
        d.acts = [a for a in d.acts if not (a["act"] == "notification" and a["by"] == state)] or d.acts
        d.add("signature-withdrawn", state, d.near(day, SHORT + [30]))
        d.entry.pop(state, None)


# ---- Building blocks: withdrawal ----


def withdrawal(d: Draft, state: str, day: dt.date) -> dt.date:
    """A notice with all that may happen to it; the nominal day on which it takes effect."""
    sent = plus(day, -d.rng.choice([0, 1, 1, 2, 30, 59, 88, 89, 90, 91, 92])) if d.chance(0.3) else None
    base = sent if sent and d.reading("notice-base") == "sending" else day
    effect = max(plus(base, d.period("12(4)", "notice-length", 90)), plus(day, 1))
    intended = None
    if d.chance(0.5):
        intended = plus(effect, d.rng.choice([-91, -60, -30, -2, -1, -1, 0, 0, 1, 1, 2, 30, 92]))
        effect = max(effect, intended)
    d.add("withdrawal", state, day, sent=sent, intended=intended, id=d.name("notice") if d.chance(0.2) else None)
    if d.chance(0.25):  # a second notice: later, the same day, or earlier
        other = plus(effect, d.rng.choice([-30, -1, 0, 1, 1, 2, 15, 30])) if d.chance(0.85) else None
        d.add("withdrawal", state, d.near(day, [0, 1, 2, 15, 30, 60, 88]), intended=other)
        effect = max(effect, other or effect)
    if d.chance(0.6):
        for _ in range(d.rng.choice([1, 1, 1, 2])):
            d.add("withdrawal-circulated", DEPOSITARY, d.near(day, [0, 1, 15, 29, 30, 31, 60, 120]), of=state)
    if d.chance(0.2):
        revoked = plus(effect, d.rng.choice([-61, -60, -59, -2, -1, -1, 0, 1]))
        d.add("withdrawal-revoked", state, revoked)
        if revoked < effect:
            return revoked if d.chance(0.5) else withdrawal(d, state, d.near(revoked, SHORT + [29, 30, 31]))
    if d.chance(0.06):
        d.add("withdrawal-revoked", state, d.near(effect, SHORT))
    d.exit[state] = effect
    return effect


def come_back(d: Draft, state: str, day: dt.date) -> dt.date:
    """A State that has left wants to be bound again, by the road its reading opens (or, sometimes, the other)."""
    by_accession = state not in d.signatories or d.reading("re-entry") == "accession"
    if by_accession and state in d.signatories and d.chance(0.4):
        d.add("notification", state, d.near(day, SHORT))
    if by_accession != d.chance(0.15):
        return accession(d, state, day)
    d.add("notification", state, day)
    if d.chance(0.12):
        d.add("notification-withdrawn", state, d.near(day, [0, 1, 15, 28, 29, 30]))
        return day
    d.entry[state] = plus(day, d.period("12(1)", "entry-period", 30))
    d.exit.pop(state, None)
    return d.entry[state]


# ---- Building blocks: proposals, and the duties of Article 5 ----


def proposal(d: Draft, day: dt.date, subject: str | None = None, thorough: float = 0.7) -> dt.date:
    """A proposal and consents; the nominal day of its effect."""
    subject = subject or d.rng.choice(SUBJECTS[:3] * 3 + SUBJECTS[3:])
    parties = d.members(plus(day, d.rng.choice([0, 5, 5]))) or d.signatories
    period = d.rng.choice([None, None, 1, 2, 15, 29, 30, 31, 90])
    name = d.name(subject)
    d.add("proposal", d.rng.choice(parties), day, id=name, subject=subject, period=period)
    consenting = d.rng.sample(parties, len(parties))
    if subject == "early-consultation" or d.chance(0.08):
        consenting.insert(d.rng.randint(0, len(consenting)), DEPOSITARY)
    if not d.chance(thorough) and consenting:
        consenting = consenting[: d.rng.randint(1, len(consenting))]
    last = d.near(day, SOON)
    for state in consenting:
        last = d.near(last, SHORT)
        d.add("consent", state, last, to=name)
        if d.chance(0.08):
            d.add("consent", d.rng.choice([state, state, d.anybody()]), d.near(last, SHORT), to=name)
    return plus(last, period or 1)


def exchanges(d: Draft, probability: float = 0.5) -> None:
    days = d.parameter("5(1)", "days", 60)
    for state, entry in list(d.entry.items()):
        if d.chance(probability):
            about_due = [days - 1, days, days, days + 1, days + 1, days + 40]
            distance = d.rng.choice([-31, -15, -1, -1, 0, 0, 1, 30, *about_due])
            d.add("authority-exchange", state, plus(entry, distance))


def consultations(d: Draft, day: dt.date) -> None:
    for _ in range(d.rng.randint(1, 4)):
        d.add("consultation", d.rng.choice(d.members(day) or d.signatories), day)
        day = d.near(day, [0, 1, 30, 180, 181, 182, 183, 184, 184, 185])


def project(d: Draft, day: dt.date) -> None:
    name = d.name("project")
    d.add("joint-project", d.rng.choice(d.members(day) or d.signatories), day, id=name)
    for _ in range(d.rng.choice([0, 0, 1, 1, 2])):
        ends = [end for end in d.exit.values() if end >= day]
        finished = d.near(d.rng.choice(ends), [0, 1, 2, 30]) if ends and d.chance(0.8) else d.near(day)
        d.add("project-completed", d.anybody(), finished, of=name)


def agreement(d: Draft, day: dt.date) -> None:
    parties = d.members(day) or d.signatories
    between = d.rng.sample(parties, min(len(parties), d.rng.choice([2, 2, 3])))
    strangers = [state for state in [*d.signatories, *d.applicants] if state not in between]
    if strangers and d.chance(0.15):
        between.append(d.rng.choice(strangers))
    d.add("interdepartmental-agreement", between[0], day, between=between)


# ---- The stories ----


def whole_life(d: Draft) -> None:
    """From signing to the end: entry, an accession, a withdrawal, a return, the end."""
    if d.chance(0.05):  # the copies are still awaited at the end
        d.parameters["11"] = {"days": d.rng.choice([400, 900, 2000])}
    day = general = notifications(d, opening(d))
    if d.chance(0.15):
        second_thoughts(d, general)
    day = accession(d, d.applicants[0], d.near(day, [0, 0, 1, 2, 2, 5, 30, 31, 60, -1]))
    if d.chance(0.6):
        proposal(d, d.near(day))
    leaver = d.rng.choice(d.members(day) or d.signatories)
    left = withdrawal(d, leaver, d.near(day, SHORT + [30, 60]))
    duties(d, general)
    back = come_back(d, leaver, d.near(left, SHORT))
    if d.chance(0.3):
        proposal(d, d.near(left, [-31, -30, -15, -2, -1, 0, 0]))
    if d.chance(0.5) and len(d.applicants) > 1:
        accession(d, d.applicants[1], d.near(back, SHORT))
    the_end(d, d.near(back, SHORT + [30, 60]))


def duties(d: Draft, day: dt.date) -> None:
    if d.chance(0.6):
        exchanges(d)
    if d.chance(0.4):
        consultations(d, d.near(day))
    for _ in range(d.rng.choice([0, 0, 1, 2])):
        project(d, d.near(day))
    if d.chance(0.4):
        agreement(d, d.near(day))


def the_end(d: Draft, day: dt.date) -> None:
    """By agreement, or by all leaving but one (or none)."""
    if d.chance(0.4):
        proposal(d, day, "termination", thorough=0.9)
        return
    leaving = d.members(day)
    for state in d.rng.sample(leaving, max(0, len(leaving) - d.rng.choice([0, 1, 1, 1]))):
        day = d.near(day, [0, 0, 0, 0, 1])
        d.add("withdrawal", state, day)
        d.exit[state] = plus(day, d.period("12(4)", "notice-length", 90))
    if leaving and d.chance(0.6):  # somebody is due to enter on the very day, or a day away
        end = max([d.exit[s] for s in leaving if s in d.exit], default=day)
        received = plus(end, -30 + d.rng.choice([-1, 0, 0, 0, 1]))
        d.add("notification", d.rng.choice(d.signatories), received)
        if d.chance(0.4):
            d.add("authority-exchange", d.acts[-1]["by"], d.near(received, SHORT))
    for _ in range(d.rng.choice([0, 1, 3])):
        stray(d, d.near(day, [89, 90, 91, 92, 120]))


def before_entry(d: Draft) -> None:
    """Notifications given, withdrawn and given again; instruments that come too early."""
    general = notifications(d, opening(d))
    if d.chance(0.25):
        only_latecomers_stand(d, general)
    else:
        second_thoughts(d, general)
    for applicant in d.applicants:
        if d.chance(0.6):
            accession(d, applicant, plus(general, d.rng.choice([-31, -30, -15, -1, 0, 1])))
            if d.chance(0.3):
                d.add("accession-withdrawn", applicant, plus(general, d.rng.choice([-14, -1, -1, 0])))
    if d.chance(0.4):
        duties(d, general)


def early_instruments(d: Draft) -> None:
    """Instruments of accession lodged before the entry into force and held until then."""
    if d.chance(0.85):
        d.readings["early-accession"] = "held"
    general = notifications(d, opening(d))
    for applicant in d.applicants:
        received = plus(general, -d.rng.choice([1, 1, 2, 15, 29, 30, 31, 40]))
        d.add("accession", applicant, received)
        if d.chance(0.2):
            d.add("accession-withdrawn", applicant, d.near(received, SHORT + [29]))
        accession(d, applicant, plus(received, d.rng.choice([0, 1, 15])))
    if d.chance(0.3):
        second_thoughts(d, general)


def applicants_and_drop_outs(d: Draft) -> None:
    """Several applicants at once, acceptors that leave, return, or are bound in the meantime."""
    day = notifications(d, opening(d))
    day = d.near(day, [0, 0, 1, 15, 31, 61, 90])
    if d.chance(0.3):
        d.readings["acceptor-set"] = d.rng.choice(READINGS["acceptor-set"])
        d.readings["acceptors"] = d.rng.choice(READINGS["acceptors"])
    for applicant in d.applicants:
        accession(d, applicant, d.near(day, SHORT))
    if d.chance(0.3):  # a State is bound while the applicant's thirty days run
        d.readings.update({"acceptor-set": "at-last-acceptance", "acceptors": d.rng.choice(["parties", "contracting"])})
        d.add("notification", d.rng.choice(d.signatories), d.near(day, [-29, -25, -20, -15, 0, 5]))
    for state in d.rng.sample(d.signatories, d.rng.randint(1, 2)):
        if state in d.entry:
            left = withdrawal(d, state, d.near(day, SHORT + [15, 29, 30, 31]))
            if d.chance(0.6):
                come_back(d, state, d.near(left, SHORT))
    if d.chance(0.5):
        latecomer = d.rng.choice(d.applicants)
        accession(d, latecomer, d.near(day, [30, 31, 60, 90, 91, 120]))


def leaving_and_returning(d: Draft) -> None:
    """Notices moved and revoked, circulations, returns, second departures."""
    if d.chance(0.3):
        d.readings["re-entry"] = "accession"
    if d.chance(0.25):  # so that a State may leave about the last day of its sixty
        d.parameters.setdefault("12(4)", {})["days"] = d.rng.choice([30, 58, 59, 60, 61])
    general = notifications(d, opening(d))
    if d.chance(0.3):
        accession(d, d.applicants[0], d.near(general, [0, 1, 5]))
    if d.chance(0.5):
        duties(d, general)
    for _ in range(d.rng.randint(1, 3)):
        state = d.rng.choice(d.members(plus(general, d.rng.choice([1, 60]))) or d.signatories)
        day = d.near(general, [0, 1, 1, 30, 59, 60, 61])
        for _ in range(d.rng.randint(1, 2)):
            left = withdrawal(d, state, day)
            day = d.near(come_back(d, state, d.near(left, [0, 0, 1, 1, 2, 30])), [-1, 0, 0, 1, 30])
    if d.chance(0.5):
        exchanges(d)
    if d.chance(0.4):
        proposal(d, d.near(general, [1, 15, 31, 61, 85, 88, 89, 90, 91]))
    for _ in range(d.rng.choice([0, 1, 1, 2])):
        project(d, d.near(general, SOON + [15, 30, 60]))


def agreements_and_works(d: Draft) -> None:
    """Proposals of all subjects, consultations, projects, exchanges; sometimes the end by agreement."""
    general = notifications(d, opening(d))
    day = d.near(general, [-1, 0, 0, 1, 1, 15, 31])
    for _ in range(d.rng.randint(1, 3)):
        proposal(d, d.near(day, [0, 1, 2, 15, 30, 31, 60]), thorough=0.85)
    duties(d, general)
    if d.chance(0.5):
        withdrawal(d, d.rng.choice(d.signatories), d.near(day, SHORT))
    if d.chance(0.2):  # the end about the day on which a duty falls due
        months = d.parameter("5(2)", "months", 6)
        sixty = d.parameter("5(1)", "days", 60)
        due = d.rng.choice([sixty, sixty, 30 * months + months // 2])
        proposal(d, plus(general, due - d.rng.choice([8, 7, 6, 5])), "termination", thorough=1)
    elif d.chance(0.4):
        proposal(d, d.near(day, [60, 89, 90, 91, 180]), "termination", thorough=0.9)


def scattered(d: Draft) -> None:
    """Any acts by anybody, a few days from one another, mostly after a beginning that makes sense."""
    day = opening(d)
    if d.chance(0.7):
        day = notifications(d, day)
    for _ in range(d.rng.choice([3, 4, 5, 6, 8, 12, 20, 28])):
        day = d.near(day, SHORT + [14, 15, 16, 29, 30, 31] + [-30, -1])
        stray(d, day)


def hasty(d: Draft) -> None:
    """Three to eight acts, few States, a low threshold."""
    d.signatories = d.signatories[: d.rng.choice([2, 2, 3])]
    d.applicants = d.applicants[:1]
    d.parameters["12(1)"] = {**d.parameters.get("12(1)", {}), "threshold": 1 if d.chance(0.1) else 2}
    general = notifications(d, opening(d))
    block = d.rng.choice(["accession", "withdrawal", "proposal", "duties", "strays"])
    day = d.near(general, [-1, 0, 0, 1, 30])
    if block == "accession":
        accession(d, d.applicants[0], day)
    elif block == "withdrawal":
        come_back(d, d.signatories[0], d.near(withdrawal(d, d.signatories[0], day), SHORT))
    elif block == "proposal":
        proposal(d, day)
    elif block == "duties":
        duties(d, general)
    while len(d.acts) < 3 or (block == "strays" and len(d.acts) < 7):
        stray(d, d.near(general, [-30, -1, 0, 1, 30]))


STORIES = [(whole_life, 20), (before_entry, 10), (early_instruments, 8), (applicants_and_drop_outs, 14),
           (leaving_and_returning, 14), (agreements_and_works, 18), (scattered, 10), (hasty, 12)]  # fmt: skip


# ---- Strays and perturbations ----


def stray(d: Draft, day: dt.date) -> None:
    """One act of any kind, by anybody who could think of it."""
    who, other = d.anybody(), d.anybody()
    kind = d.rng.choice(["notification", "notification-withdrawn", "signature-withdrawn", "accession",
                         "accession-withdrawn", "acceptance", "refusal", "withdrawal", "withdrawal-revoked",
                         "withdrawal-circulated", "proposal", "consent", "consultation", "joint-project",
                         "project-completed", "interdepartmental-agreement", "authority-exchange",
                         "certified-copies"])  # fmt: skip
    if kind in ("acceptance", "refusal"):
        applicants = [a["by"] for a in d.acts if a["act"] == "accession"] or [other]
        d.add(kind, who, day, of=d.rng.choice([*applicants, *applicants, other]))
    elif kind == "withdrawal":
        d.add(kind, who, day, intended=d.near(day) if d.chance(0.4) else None)
    elif kind == "withdrawal-circulated":
        d.add(kind, DEPOSITARY, day, of=who)
    elif kind == "proposal":
        d.add(kind, who, day, subject=d.rng.choice(SUBJECTS), id=d.name("stray"))
    elif kind == "consent":
        proposals = [a["id"] for a in d.acts if a["act"] == "proposal" and "id" in a]
        if proposals:
            d.add(kind, DEPOSITARY if d.chance(0.1) else who, day, to=d.rng.choice(proposals))
    elif kind == "project-completed":
        named = [a["id"] for a in d.acts if "id" in a and a["act"] in ("joint-project", "joint-project", "proposal")]
        if named:
            d.add(kind, who, day, of=d.rng.choice(named))
    elif kind == "interdepartmental-agreement":
        agreement(d, day)
    else:
        d.add(kind, DEPOSITARY if kind == "certified-copies" else who, day)


def perturb(d: Draft) -> None:
    """Move, drop, double or reassign some acts."""
    rate = d.rng.choice([0, 0, 0, 0.03, 0.08, 0.2])
    for act in list(d.acts):
        if not d.chance(rate):
            continue
        how = d.rng.choice(["move", "move", "move far", "drop", "double", "reassign"])
        if how == "move":
            act["date"] = max(d.signed, plus(act["date"], d.rng.choice([-1, 1])))
        elif how == "move far":
            act["date"] = max(d.signed, plus(act["date"], d.rng.choice([-1, 1]) * d.rng.choice(DISTANCES)))
        elif how == "drop" and "id" not in act:
            d.acts.remove(act)
        elif how == "double":
            twin = {key: value for key, value in act.items() if key != "id"}
            d.acts.append({**twin, "date": d.near(act["date"], SHORT)})
        elif how == "reassign" and act["by"] != DEPOSITARY and "between" not in act:
            act["by"] = d.anybody()
    for _ in range(d.rng.choice([0, 0, 0, 1, 2, 4])):
        stray(d, d.near(d.rng.choice(d.acts)["date"], SHORT + [30, 90]))


def put_in_order(d: Draft) -> None:
    """File order: as told, by day, by day with ties shuffled, or any. Never more than forty acts."""
    nameless = [act for act in d.acts if "id" not in act]
    for act in d.rng.sample(nameless, min(len(nameless), max(0, len(d.acts) - 40))):
        d.acts.remove(act)
    how = d.rng.choice(["told", "told", "by day", "ties shuffled", "ties shuffled", "any"])
    if how in ("ties shuffled", "any"):
        d.rng.shuffle(d.acts)
    if how in ("by day", "ties shuffled"):
        d.acts.sort(key=lambda act: act["date"])


# ---- Relative days ----


def matching(acts: list[dict], after: dict) -> list[int]:
    """The places of the acts that could be the anchor (an id wins over a kind)."""
    names = [act.get("id") or f"a{place}" for place, act in enumerate(acts, start=1)]
    if after["after"] in names:
        return [names.index(after["after"])]
    return [
        place
        for place, act in enumerate(acts)
        if act["act"] == after["after"]
        and after.get("by") in (None, act["by"])
        and after.get("of") in (None, act.get("of") or act["by"])
    ]


def runs_in_a_circle(acts: list[dict], start: int) -> bool:
    """Would some chain of anchors among acts lead back to the act at this place?"""
    open_places, seen = [start], []
    while open_places:
        date = acts[open_places.pop()]["date"]
        for place in matching(acts, date) if isinstance(date, dict) else []:
            if place == start:
                return True
            if place not in seen:
                seen.append(place)
                open_places.append(place)
    return False


def anchor_in_effect(d: Draft) -> dict:
    kind = d.rng.choice(["entry-into-force", "entry-into-force", "entry-into-force-for", "entry-into-force-for",
                         "accession-complete", "accession-complete", "withdrawal-effective", "withdrawal-effective",
                         "amendment-in-force", "consultation-agreed", "termination"])  # fmt: skip
    after = {"after": kind}
    if kind == "accession-complete":
        after["of"] = d.rng.choice(d.applicants)
    elif kind in ("entry-into-force-for", "withdrawal-effective"):
        after["of"] = d.rng.choice([act["by"] for act in d.acts if act["by"] != DEPOSITARY] or d.signatories)
    after["days"] = d.rng.choice([0, 0, 1, 2, 15, 29, 30, 31, 59, 60, 61, 90])
    return after


def anchor_in_act(d: Draft, place: int, days: list[dt.date]) -> dict | None:
    """Relative to an act not later than this one, at the distance it has anyway, by id or by kind."""
    earlier = [p for p, day in enumerate(days) if p != place and day <= days[place]]
    if not earlier:
        return None
    chosen = d.rng.choice(earlier)
    act, distance = d.acts[chosen], (days[place] - days[chosen]).days
    if d.chance(0.5):
        after = {"after": act.get("id") or f"a{chosen + 1}"}
    else:
        after = {"after": act["act"]}
        if d.chance(0.7):
            after["by"] = act["by"]
        if d.chance(0.4):
            after["of"] = act.get("of") or act["by"]
    if distance or d.chance(0.5):
        after["days"] = distance
    return after


def relate(d: Draft) -> None:
    """Give some acts a day relative to another act or to an effect."""
    rate = d.rng.choice([0, 0, 0, 0.05, 0.1, 0.3])
    if rate and d.chance(0.1):  # an id that is also a kind: the id wins
        namesake = d.rng.choice([act for act in d.acts if "id" not in act] or [{}])
        namesake["id"] = d.rng.choice(["accession", "withdrawal", "entry-into-force"])
    names = [act["id"] for act in d.acts if "id" in act]
    days = [act["date"] for act in d.acts]
    for place, act in enumerate(d.acts):
        if not d.chance(rate):
            continue
        after = anchor_in_effect(d) if d.chance(0.35) else anchor_in_act(d, place, days)
        if after is None:
            continue
        if after["after"] in names:
            after = {key: value for key, value in after.items() if key not in ("by", "of")}
        act["date"] = after
        if runs_in_a_circle(d.acts, place):
            act["date"] = days[place]
        else:
            act.pop("sent", None)


# ---- The finished scenario ----


def draw_through(d: Draft, days: list[dt.date]) -> dt.date | None:
    how = d.rng.random()
    if how < 0.4:
        return None
    if how < 0.65:
        return d.near(max(days))
    if how < 0.68:
        return d.near(d.signed, [0, 1, 14, 15, 16])
    if how < 0.8 and d.entry:  # while an entry is near
        entry = d.rng.choice(list(d.entry.values())[-3:])
        return max(d.signed, plus(entry, -d.rng.choice([0, 1, 1, 15, 29, 30, 31])))
    return max(d.signed, plus(d.rng.choice(days), d.rng.choice([-1, 0, 0, 1, 14, 15, 29, 30, 31, 60, 61, 90, 91])))


def finish(act: dict, mark: bool) -> dict:
    """Days as ISO text; a dispatch never later than its receipt."""
    done = {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in act.items()}
    if "sent" in done and done["sent"] > done["date"]:
        done["sent"] = done["date"]
    if mark:
        done["supposed"] = True
    return done


def one_scenario(rng: random.Random, title: str) -> dict:
    d = Draft(rng)
    story = rng.choices([s for s, _ in STORIES], [weight for _, weight in STORIES])[0]
    if d.chance(0.4):
        copies(d)
    story(d)
    perturb(d)
    put_in_order(d)
    through = draw_through(d, [act["date"] for act in d.acts])
    relate(d)
    supposing = rng.choice([0, 0, 0.1, 0.3])
    scenario = {"title": f"{title}: {story.__name__}", "signed": d.signed.isoformat(),
                "signatories": d.signatories, "readings": d.readings, "parameters": d.parameters,
                "acts": [finish(act, d.chance(supposing)) for act in d.acts]}  # fmt: skip
    if through is not None:
        scenario["through"] = through.isoformat()
    return scenario


def scenarios(count: int, seed: int) -> Iterator[dict]:
    """So many scenarios, the same for the same seed."""
    rng = random.Random(seed)
    for number in range(count):
        yield one_scenario(rng, f"seed {seed}, number {number}")
