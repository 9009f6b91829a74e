"""Doubtful wordings: the axes on which a reading is chosen, and what became of each doubt E-1 to E-46.

An *axis* lists the answers that can be defended, each with its authority; the first is the default.  A treaty file
says which axes its clauses leave open; a scenario chooses (``readings:``).  Every doubt is an axis, a fixed decision
with its authority, or out of scope with a reason: :data:`DOUBTS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Axis:
    """One doubtful wording: where it stands, its doubts, and the authority for each answer, the default first."""

    provision: str
    doubts: tuple[str, ...]
    answers: Mapping[str, str]

    @property
    def default(self) -> str:
        """The answer taken where the scenario is silent."""
        return next(iter(self.answers))


COUNTING = {"day-after": 0, "at-least": 0, "receipt-counted": -1, "clear-days": 1}
"""How many days each way of counting adds to the number in the clause: the day of receipt not counted; counted as
the first day; a full day more, so that all the days have run."""

AXES: dict[str, Axis] = {
    "entry-period": Axis(
        "12(1)",
        ("E-1",),
        {
            "day-after": 'plain meaning of "after"; Reg. 1182/71 Art. 3(1); CETS 076 Art. 3; universal practice',
            "receipt-counted": "weakly suggested by two notes of the SCO Secretariat (2016, 2017)",
            "clear-days": 'no support for "thirtieth day"; the practice of the IAEA until 2005 for "thirty days after"',
        },
    ),
    "window": Axis(
        "12(1)",
        ("E-4",),
        {
            "own-date": '"later" is later than the four; Paris Art. 21(3) (Algeria), CITES (Canada)',
            "general-date": 'whoever completes before entry into force is not "later" than it (Kigali, Portugal 2018)',
        },
    ),
    "threshold": Axis(
        "12(1)",
        ("E-3", "E-38"),
        {
            "date-stands": "the text: the date is fixed by the receipt of the fourth; no authority on point",
            "recount": "the purpose: four States that still mean to be bound; no authority on point",
        },
    ),
    "early-accession": Axis(
        "12(3)",
        ("E-17",),
        {
            "returned": '"after its entry into force"; ICRC commentary on the Geneva Conventions',
            "held": "depositary practice may keep the paper and treat it as received when accession opens",
        },
    ),
    "acceptors": Axis(
        "12(3)",
        ("E-19",),
        {
            "signatories-and-acceded": 'the letter: "the signatory and acceded states"',
            "parties": "the purpose, and what later SCO texts moved to",
            "contracting": "signatories that have consented to be bound, and acceded States (VCLT 2(1)(f))",
        },
    ),
    "acceptor-set": Axis(
        "12(3)",
        ("E-22",),
        {
            "at-deposit": "a fixed target, as chosen for the Basel Ban Amendment",
            "at-last-acceptance": '"acceded states" taken as they stand (ECHR Protocol 14)',
        },
    ),
    "accession-period": Axis(
        "12(3)",
        ("E-25", "E-26"),
        {
            "day-after": 'UN and Swiss practice for "N days after"',
            "clear-days": 'if the authentic Russian is "upon expiry of thirty days"; IAEA until 2005',
            "receipt-counted": "as under 12(1), if the Secretariat counts the day of receipt",
        },
    ),
    "notice-length": Axis(
        "12(4)",
        ("E-29",),
        {
            "at-least": "Open Skies: exactly six months was enough (2020, 2021)",
            "clear-days": "ninety full days between receipt and effect",
            "receipt-counted": "the day of receipt is the first of the ninety",
        },
    ),
    "notice-base": Axis(
        "12(4)",
        ("E-28",),
        {
            "receipt": "VCLT 78(b); the second sentence of 12(4); Gambia 2016",
            "sending": '"by sending to the Depositary"',
        },
    ),
    "short-notice": Axis(
        "12(4)",
        ("E-30",),
        {
            "earliest-lawful-date": "Philippines and the Rome Statute; VCLT 56(2), 65(2)",
            "void": "a notice that does not keep the clause is no notice under it",
        },
    ),
    "re-entry": Axis(
        "12(1), 12(3)",
        ("E-36",),
        {
            "notification": "the signatory's way: United States and the Paris Agreement, 2021",
            "accession": "12(1) presupposes procedures not yet completed",
        },
    ),
    "below-two": Axis(
        "VCLT 55",
        ("E-37",),
        {
            "ends": "a treaty needs two parties (Villiger on VCLT 55)",
            "continues": "the text knows no such end",
        },
    ),
    "authority-exchange": Axis(
        "5(1)",
        ("E-8",),
        {
            "each-party": "object and purpose: every Party must be reachable (VCLT 31(1), 28)",
            "first-entry-only": 'the letter: "from the date of entry of this Agreement into force"',
        },
    ),
    "survival": Axis(
        "12(5)",
        ("E-39",),
        {
            "termination-and-withdrawal": "VCLT 70(1)(b), 70(2), 43 and Article 6(3)",
            "termination-only": 'the letter: "in the event of the termination of this Agreement"',
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """What became of one of the doubts of E: left open on axes, decided once, or not simulated; and why."""

    question: str
    settled: Literal["axis", "fixed", "out-of-scope"]
    why: str


def _axis(question: str, *axes: str) -> Doubt:
    return Doubt(question, "axis", ", ".join(axes))


def _fixed(question: str, why: str) -> Doubt:
    return Doubt(question, "fixed", why)


def _out(question: str, why: str) -> Doubt:
    return Doubt(question, "out-of-scope", why)


DOUBTS: dict[str, Doubt] = {
    "E-1": _axis("is the day of receipt counted in the thirty days", "entry-period"),
    "E-2": _fixed("whose notifications make the fourth", "four different signatories: the text, VCLT 77(1)(d)"),
    "E-3": _axis("a notification withdrawn before entry into force", "threshold"),
    "E-4": _axis("a notification after the fourth and before entry into force", "window"),
    "E-5": _fixed("several received on the day of the fourth", "all share the date: Rome Statute, 11 April 2002; ATT"),
    "E-6": _fixed(
        "a Party before entry into force", "signatories in 11 and 12(1), States bound elsewhere: VCLT 2(1)(g)"
    ),
    "E-7": _fixed("the last of the sixty days", "as E-1; until the end of that day; never moved for a weekend"),
    "E-8": _axis("do the sixty days run afresh for later Parties", "authority-exchange"),
    "E-9": _fixed("when an exchange through the Depositary is performed", "on receipt: VCLT 78(b)"),
    "E-10": _fixed("once every six months, as a rule", "an expectation with a monitoring day, never a breach"),
    "E-11": _fixed("the agenda of early consultations", "all Parties and the Secretariat: the text"),
    "E-12": _fixed("fifteen days for certified copies", "signing + 15, from signing on: VCLT 24(4)"),
    "E-13": _out("informing of notifications and of the date", "a duty of VCLT 77(1)(e)-(f), without a day to compute"),
    "E-14": _fixed("when an amendment enters into force", "its own period after all have consented: VCLT 24(2), 39"),
    "E-15": _fixed("the text for a State bound later", "as amended: VCLT 40(5)"),
    "E-16": _fixed("changing an annex", "an agreement lighter than a protocol: different words in 1, 2 and 12(2)"),
    "E-17": _axis("an instrument of accession before entry into force", "early-accession"),
    "E-18": _fixed("who judges whether goals are shared", "each accepting State; not the Depositary: VCLT 76(2)"),
    "E-19": _axis("who must accept an accession", "acceptors"),
    "E-20": _fixed("a withdrawn State as acceptor", "no longer asked: VCLT 70(1)-(2)"),
    "E-21": _fixed("a pending State as acceptor", 'not asked: "acceded" is completed'),
    "E-22": _axis("is the set of acceptors frozen", "acceptor-set"),
    "E-23": _fixed("silence and refusal", "no tacit acceptance; a refusal may be replaced: the text"),
    "E-24": _fixed("the last outstanding acceptor drops out", "complete on that day: VCLT 28"),
    "E-25": _axis("in thirty days after", "accession-period"),
    "E-26": _axis("do 12(1) and 12(3) differ on purpose", "entry-period", "accession-period"),
    "E-27": _fixed("a new member of the organisation accedes", "still needs every acceptance: the text"),
    "E-28": _axis("ninety days from sending or receipt", "notice-base"),
    "E-29": _axis("at least ninety days prior", "notice-length"),
    "E-30": _axis("a notice too short, or without a date", "short-notice"),
    "E-31": _fixed("changing the intended date", "later: yes, without a fresh notice; earlier: no. VCLT 68"),
    "E-32": _fixed("revoking a notice", "freely, until the day before it takes effect: VCLT 68"),
    "E-33": _out("suspending a notice", "no such treaty action; record a revocation (DPRK, 1993 and 2003)"),
    "E-34": _fixed("the Depositary's thirty days to notify", "a duty whose breach does not delay: VCLT 77(2), 78(c)"),
    "E-35": _fixed("leaving before being bound", "a notification or signature is withdrawn: VCLT 18(a)"),
    "E-36": _axis("coming back after withdrawal", "re-entry"),
    "E-37": _axis("fewer Parties than four, or than two", "below-two"),
    "E-38": _axis("withdrawal and the threshold before entry into force", "threshold"),
    "E-39": _axis("do the duties of 12(5) bind a State that leaves", "survival"),
    "E-40": _fixed("how long the duties of 12(5) last", "projects until completed; secrecy without end"),
    "E-41": _fixed("a day that falls on a weekend", "never moved: depositary practice without exception"),
    "E-42": _fixed("which clock fixes the day of receipt", "that of the Depositary's seat"),
    "E-43": _fixed("receipt on a holiday or after hours", "counts that day: United Nations practice"),
    "E-44": _out("provisional application", "none in this Agreement: VCLT 25"),
    "E-45": _out("reservations", "the Agreement is silent (VCLT 19-23), and no date here depends on them"),
    "E-46": _fixed("the English text", "an unofficial translation; every output says so: VCLT 33"),
}
