"""Tales: several acts that belong together, so that invented lives often reach what chance alone seldom would.

A refusal is admitted only while an accession waits for that State, and most ends come after several States have left;
acts drawn one by one rarely fit together so.  A tale is a row of steps, made for any treaty from the kinds of act that
its clauses know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from treatysim.checking.cast import FEW, Cast
from treatysim.checking.steps import AGAIN, ANSWERS, NEXT_DAY, SAME_DAY, Distance, Step
from treatysim.law.acts import ACTS, DEPOSITARY
from treatysim.law.clause import Clause
from treatysim.law.days import Period
from treatysim.law.treaty import Treaty

Tale = tuple[Step, ...]


def tales(treaty: Treaty, cast: Cast, consent: Mapping[str, Any] | None) -> list[list[Tale]]:
    """Every tale that can be told of a treaty, in which States express their ``consent`` to be bound so: those of one
    sort together.

    >>> from treatysim.checking.cast import cast_of
    >>> from treatysim.files import load_treaty
    >>> home = load_treaty("sco-iis-2009")
    >>> refused, *_ = tales(home, cast_of(home), {"act": "notification"})
    >>> [step.does["act"] for step in refused[0]]
    ['accession', 'refusal', 'acceptance', 'acceptance']
    """
    if not cast.founders:
        return []
    sorts = (
        _refused(treaty, cast),
        _left(treaty, cast, consent),
        _revoked(treaty),
        _named(treaty),
        _agreed(treaty, cast),
        _changed(treaty, cast, consent),
        _counted_afresh(treaty, cast, consent),
        _answered_and_back(treaty, cast, consent),
        _begun_together(treaty, cast, consent),
    )
    return [told for told in map(list, sorts) if told]


def _knows(treaty: Treaty, *kinds: str) -> bool:
    return all(kind in treaty.acts for kind in kinds)


def _period(treaty: Treaty, kind: str) -> tuple[Distance, ...]:
    """The period of the clause of a kind, and a day less or more."""
    clauses: Iterator[Clause] = (clause for clause in treaty.clauses if clause.kind == kind)
    return tuple((clause.period(), more) for clause in clauses for more in (0, 1, -1))


def _refused(treaty: Treaty, cast: Cast) -> Iterator[Tale]:
    """An accession that one State refuses, all others accept, and that State too in the end (E-23); or of which it need
    not be asked any more, for it withdraws its signature (E-35)."""
    if not _knows(treaty, "accession", "refusal", "acceptance") or len(cast.signatories) < 2:
        return
    for applicant in cast.outsiders[:1]:
        for asked in (cast.signatories, cast.founders):
            asking = Step({"act": "accession", "by": applicant})
            refused = Step({"act": "refusal", "by": asked[-1]})
            others = Step({"act": "acceptance", "count": len(asked) - 1})
            accepted = Step({"act": "acceptance", "by": asked[-1]})
            yield asking, refused, others, accepted
            yield asking, others, refused, accepted
            yield asking, others, accepted, refused
            if _knows(treaty, "signature-withdrawn"):
                yield asking, Step({"act": "signature-withdrawn", "by": asked[-1]}), others


def _left(treaty: Treaty, cast: Cast, consent: Mapping[str, Any] | None) -> Iterator[Tale]:
    """Some of those bound first leave, one or all but two, one or none; and one of them comes back (E-36, E-37)."""
    if not _knows(treaty, "withdrawal"):
        return
    founders = cast.founders[-FEW:]
    for count in sorted({1, *range(max(1, len(founders) - 2), len(founders) + 1)}):
        for apart in (SAME_DAY, NEXT_DAY):
            notices = tuple(Step({"act": "withdrawal", "by": state}, apart) for state in founders[:count])
            yield notices
            for run in _period(treaty, "withdrawal"):
                for back in (consent, {"act": "accession"} if _knows(treaty, "accession") else None):
                    if back is not None:
                        yield *notices, Step({**back, "by": AGAIN}, run)


def _revoked(treaty: Treaty) -> Iterator[Tale]:
    """A notice that is revoked: at once, after word of it went round, on its last day; and a further notice (E-32)."""
    if not _knows(treaty, "withdrawal-revoked"):
        return
    notice, revoked = {"act": "withdrawal", "by": AGAIN}, {"act": "withdrawal-revoked"}
    for when in (NEXT_DAY, *_period(treaty, "withdrawal")):
        yield Step(notice), Step(revoked, when)
        yield Step(notice), Step(revoked, when), Step(notice)
        if _knows(treaty, "withdrawal-circulated"):
            yield Step(notice), Step({"act": "withdrawal-circulated"}), Step(revoked, when)


def _named(treaty: Treaty) -> Iterator[Tale]:
    """Notices that name a day, a period of the treaty away or a day more or less; another that names a later one, or an
    earlier one (E-31); and notices that were sent long before they are received (E-29)."""
    if not _knows(treaty, "withdrawal"):
        return
    run, more, less = _period(treaty, "withdrawal")[:3]
    half: Distance = (Period(days=(run[0].add(1) or 1) // 2), 0)
    for first in (half, less, run, more):
        notice = Step({"act": "withdrawal", "by": AGAIN, "intended": first})
        yield (notice,)
        yield from ((notice, Step({"act": "withdrawal", "by": AGAIN, "intended": then})) for then in (less, more))
        yield (Step({"act": "withdrawal", "by": AGAIN, "sent": first}),)


def _agreed(treaty: Treaty, cast: Cast) -> Iterator[Tale]:
    """A proposal and the consents of all, those of the Depositary too, or of all but one, who leaves."""
    subjects = [clause.parameters["subject"] for clause in treaty.clauses if "subject" in clause.parameters]
    first, last = cast.founders[0], cast.founders[-1]
    for subject in subjects:
        proposal = Step({"act": "proposal", "by": first, "subject": subject})
        everyone = Step({"act": ANSWERS["proposal"], "count": len(cast.founders)})
        depositary = Step({"act": "consent", "by": DEPOSITARY})
        yield proposal, everyone, depositary
        yield proposal, depositary, everyone
        yield proposal, Step({"act": "consent", "count": max(1, len(cast.founders) - 1)}), depositary
        if _knows(treaty, "withdrawal"):
            leaving = Step({"act": "withdrawal", "by": last})
            for run in _period(treaty, "withdrawal"):
                yield leaving, Step(proposal.does, run), everyone, depositary
                yield leaving, proposal, Step(everyone.does, run)


def _changed(treaty: Treaty, cast: Cast, consent: Mapping[str, Any] | None) -> Iterator[Tale]:
    """Consents to be bound that are withdrawn again, one or all but one; and one that is given anew (E-3)."""
    if consent is None or not _knows(treaty, "notification-withdrawn"):
        return
    for count in sorted({1, len(cast.founders) - 1}):
        gone = [Step({"act": "notification-withdrawn", "by": state}, SAME_DAY) for state in cast.founders[:count]]
        yield tuple(gone)
        yield *gone, Step({**consent, "by": AGAIN})
        yield Step(consent), Step(consent), *gone


def _counted_afresh(treaty: Treaty, cast: Cast, consent: Mapping[str, Any] | None) -> Iterator[Tale]:
    """One consent more than are needed, and one of the first withdrawn, so that others are enough later (E-3)."""
    if consent is not None and len(cast.founders) <= FEW and _knows(treaty, "notification-withdrawn"):
        consents = [Step(consent) for _ in range(len(cast.founders) + 1)]
        for state in cast.founders[:2]:
            yield *consents, Step({"act": "notification-withdrawn", "by": state})


def _answered_and_back(treaty: Treaty, cast: Cast, consent: Mapping[str, Any] | None) -> Iterator[Tale]:
    """An accession accepted by one who then leaves, and comes back (E-22, E-36)."""
    if consent is None or not _knows(treaty, "accession", "acceptance", "withdrawal"):
        return
    by = {"by": cast.founders[0]}
    for applicant in cast.outsiders[:1]:
        asking, answered = Step({"act": "accession", "by": applicant}), Step({"act": "acceptance"} | by)
        for run in _period(treaty, "withdrawal"):
            yield asking, answered, Step({"act": "withdrawal"} | by), Step({**consent} | by, run)


def _begun_together(treaty: Treaty, cast: Cast, consent: Mapping[str, Any] | None) -> Iterator[Tale]:
    """A project that outlasts the leaving of one who began it, and is completed; authorities passed on by several, or
    by one who leaves and comes back (E-8), and consultations held one after the other."""
    by = [{"by": state} for state in cast.founders[:2]]
    if _knows(treaty, "joint-project", "withdrawal"):
        for run in _period(treaty, "withdrawal"):
            begun, leaving = Step({"act": "joint-project"} | by[0]), Step({"act": "withdrawal"} | by[0])
            yield begun, leaving, Step({"act": "project-completed"} | by[-1], run)
            yield (
                begun,
                leaving,
                Step({"act": "joint-project"} | by[-1], run),
                Step({"act": "project-completed"} | by[0]),
            )
    for kind in ("authority-exchange", "consultation"):
        if _knows(treaty, kind) and not ACTS[kind].needs:
            yield tuple(Step({"act": kind} | one) for one in by)
    if consent is not None and _knows(treaty, "authority-exchange", "withdrawal"):
        exchanged, leaving = Step({"act": "authority-exchange"} | by[0]), Step({"act": "withdrawal"} | by[0])
        for run in _period(treaty, "withdrawal"):
            yield exchanged, leaving, Step({**consent} | by[0], run)
