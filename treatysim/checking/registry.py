"""The properties by their names; each is said of every treaty that has the clauses it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from treatysim.checking import acceding, admitting, agreeing, entering, leaving, moving, ordering, owing, recomputing
from treatysim.checking.properties import Breach, Property, provisions
from treatysim.law.timeline import Timeline
from treatysim.law.treaty import Treaty
from treatysim.words import catalogue, say

ENTRY, ACCESSION, WITHDRAWAL, AGREEMENT = "entry-into-force", "accession", "withdrawal", "mutual-consent"
DUTIES = ("authority-exchange", "consultations", "certified-copies", WITHDRAWAL)


@dataclass(frozen=True)
class _Row:
    """A property without its words: ``principle`` is what it stands for beside the treaty's own clauses of the kinds
    ``of``; ``needs`` are kinds of clause and parameters that a treaty must have."""

    name: str
    principle: str
    broken: Callable[[Timeline], Breach | None]
    needs: tuple[str, ...] = ()
    applies: Callable[[Timeline], bool] | None = None
    conjecture: bool = False
    of: tuple[str, ...] = ()
    idle: bool = True

    def worded(self, treaty: Treaty) -> Property:
        restricted = self.name in catalogue()["holds-on"]
        holds_on = say("holds-on", self.name if restricted else "every-life")
        says = say("properties", self.name)
        stands_for = provisions(treaty, self.of or self.needs, self.principle)
        about = tuple(filter(None, self.of)) or self.needs
        return Property(
            self.name, stands_for, says, holds_on, self.broken, self.applies, self.conjecture, about, self.idle
        )


_ROWS = (
    _Row("consent-before-obligation", "VCLT 11, 26", entering.consent_before_obligation),
    _Row("in-force-first", "VCLT 24(1)", entering.in_force_first, (ENTRY,), of=("",)),
    _Row("nth-consent", "", entering.nth_consent, (ENTRY,)),
    _Row("own-date", "", entering.own_date, (ENTRY,)),
    _Row("every-acceptance", "", acceding.every_acceptance, (ACCESSION,)),
    _Row("who-is-waited-for", "", acceding.who_is_waited_for, (ACCESSION,)),
    _Row("acceding-date", "", acceding.a_period_after_the_last, (ACCESSION,)),
    _Row("consent-of-all", "", agreeing.consent_of_all, (AGREEMENT,)),
    _Row("notice-has-run", "VCLT 78(b)", leaving.notice_has_run, (WITHDRAWAL,)),
    _Row("revoked-notice", "VCLT 68", leaving.revoked_notice, (WITHDRAWAL,), of=("",)),
    _Row("not-too-early", "", leaving.not_too_early, ("not-before-years",), of=(WITHDRAWAL,)),
    _Row("admission", "VCLT 70(1)", admitting.admission, of=(ENTRY, ACCESSION, WITHDRAWAL, AGREEMENT)),
    _Row("duties-arise", "", owing.duties_arise, of=(*DUTIES, "survival")),
    _Row("due-days", "", owing.due_days, of=DUTIES),
    _Row("status-by-the-calendar", "", owing.status_by_the_calendar, of=DUTIES),
    _Row("an-entry-a-duty", "", owing.an_entry_a_duty, ("authority-exchange",)),
    _Row("duties-survive", "", owing.duties_survive, ("survival",)),
    _Row("one-standing", "VCLT 2(1)", owing.one_standing),
    _Row("enough-parties", "VCLT 55", leaving.enough_parties, ("minimum-parties",), of=("",)),
    _Row("nothing-after-the-end", "VCLT 70(1)", leaving.nothing_after_the_end),
    _Row("every-reason-recomputes", "its own clauses", recomputing.every_reason),
    _Row("no-later-act", "causality", ordering.no_later_act, applies=ordering.fixed_days),
    _Row("order-of-the-file", "form", ordering.order_of_the_file, applies=ordering.fixed_days, idle=False),
    _Row("names-of-states", "UN Charter 2(1)", ordering.names_of_states, applies=ordering.symmetrical),
    _Row("refused-acts", "no effect", ordering.refused_acts, applies=ordering.fixed_days),
    _Row("what-is-coming", "no effect without cause", ordering.what_is_coming, applies=ordering.fixed_days, idle=False),
    _Row("earlier-delays-no-signatory", "", moving.earlier_delays_no_signatory, (ENTRY,), moving.settled_own_dates),
    _Row("revoked-without-trace", "VCLT 68", moving.revoked_without_trace, (WITHDRAWAL,), moving.nothing_between),
    _Row("earlier-delays-nobody", "", moving.earlier_delays_nobody, (ENTRY,), conjecture=True),
    _Row(
        "earlier-delays-no-applicant",
        "",
        moving.earlier_delays_no_applicant,
        (ENTRY, ACCESSION),
        moving.with_an_accession,
        conjecture=True,
    ),
    _Row("revoked-leaves-no-trace", "VCLT 68", moving.revoked_without_trace, (WITHDRAWAL,), conjecture=True),
)


def properties_of(treaty: Treaty) -> tuple[Property, ...]:
    """The properties that can be said of a treaty, the conjectures last.

    >>> from treatysim.files import load_treaty
    >>> [one.name for one in properties_of(load_treaty("sco-iis-2009")) if one.conjecture]
    ['earlier-delays-nobody', 'earlier-delays-no-applicant', 'revoked-leaves-no-trace']
    """
    has = {clause.kind for clause in treaty.clauses}
    has |= {name for clause in treaty.clauses for name in clause.parameters}
    return tuple(row.worded(treaty) for row in _ROWS if has.issuperset(row.needs))
