"""The weak orderings of consents, and the dates that follow from them, counted here with ``datetime`` alone."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date

import pytest

from treatysim.checking.drafting import drafted
from treatysim.checking.orderings import Disagreement, dates, left_out, weak_orderings
from treatysim.checking.search import search
from treatysim.files import load_treaty
from treatysim.law.entry_into_force import EntryIntoForce
from treatysim.report import certificates
from treatysim.words import say

HOME = load_treaty("sco-iis-2009")
CLAUSE = next(clause for clause in HOME.operative if isinstance(clause, EntryIntoForce))
LONG = "TREATYSIM_SEARCH" in os.environ


def days(*said):
    return [date.fromisoformat(day).toordinal() for day in said]


# Six notifications: four by 3 May 2011, a fifth on 10 May, a sixth on the last day before entry into force, on that
# day, or on the day after.  Thirty days after 3 May is 2 June; after 10 May, 9 June; after 1 June, 1 July.
@pytest.mark.parametrize(
    ("readings", "sixth", "general", "fifth_date", "sixth_date"),
    [
        ({}, "2011-06-01", "2011-06-02", "2011-06-09", "2011-07-01"),
        ({}, "2011-06-02", "2011-06-02", "2011-06-09", "2011-07-02"),
        ({"window": "general-date"}, "2011-06-01", "2011-06-02", "2011-06-02", "2011-06-02"),
        ({"window": "general-date"}, "2011-06-02", "2011-06-02", "2011-06-02", "2011-07-02"),
        ({"entry-period": "receipt-counted"}, "2011-06-01", "2011-06-01", "2011-06-08", "2011-06-30"),
        (
            {"entry-period": "clear-days", "window": "general-date"},
            "2011-06-02",
            "2011-06-03",
            "2011-06-03",
            "2011-06-03",
        ),
        (
            {"entry-period": "clear-days", "window": "general-date"},
            "2011-06-03",
            "2011-06-03",
            "2011-06-03",
            "2011-07-04",
        ),
    ],
)
def test_dates_counted_by_hand(readings, sixth, general, fifth_date, sixth_date):
    received = days("2011-03-10", "2011-03-21", "2011-04-12", "2011-05-03", "2011-05-10", sixth)
    acts = [
        {"act": "notification", "by": who, "date": day} for who, day in zip(HOME.signatories, received, strict=True)
    ]
    counted = dates(drafted(HOME, acts, readings), CLAUSE)
    expected = dict.fromkeys(("", "CHN", "KAZ", "KGZ", "RUS"), general) | {"TJK": fifth_date, "UZB": sixth_date}
    assert counted == dict(zip(expected, days(*expected.values()), strict=True))


def test_every_ordering_agrees():
    """Two to the fifth classes of six; of nine, two to the eighth, at length.  Two times two times three readings."""
    found = weak_orderings(HOME, 9 if LONG else 6)
    assert found.holds
    assert found.classes == (256 if LONG else 32)
    assert len(found.readings) == 12
    # Each class once; and three times more where one of the consents behind the fourth is later than the one before:
    # of six, that is so of all but 8 classes of 32; of nine, of all but 8 of 256.
    assert found.runs == 12 * (found.classes + 3 * (found.classes - 8))


def test_more_notifications_than_signatories():
    found = weak_orderings(replace(HOME, signatories=("CHN", "KAZ")), 5)
    assert (found.classes, found.threshold, found.holds) == (16, 4, True)


def without(kind):
    return replace(HOME, clauses=tuple(clause for clause in HOME.clauses if clause.kind != kind))


def asking(threshold, minimum=2, **settled):
    """The home treaty with another threshold and another least number of Parties."""
    other = HOME.corrected({"12(1)": {"threshold": threshold}, "VCLT 55": {"minimum": minimum}}, {}, {})
    clauses = (
        replace(one, axes=(), settles=settled) if settled and one.kind == "minimum-parties" else one
        for one in other.clauses
    )
    return replace(other, clauses=tuple(clauses))


LAST = date.max.toordinal()


@pytest.mark.parametrize(
    ("treaty", "why"),
    [
        (load_treaty("paris-2015"), "conditions"),
        (load_treaty("budapest-2001"), "conditions"),
        (without("entry-into-force"), "no-clause"),
        (asking(5), "threshold"),
        (asking(4), ""),
        (asking(1), "ends"),
        (asking(2), ""),
        (asking(2, 3), "ends"),
        (asking(2, 3, **{"below-two": "continues"}), ""),
        # Five consents a day apart but for the last, which comes thirty-one days (the period under clear-days) and one
        # behind the fourth: 3 + 32 days after the signing.
        (replace(HOME, signed=LAST - 35), ""),
        (replace(HOME, signed=LAST - 34), "calendar"),
    ],
)
def test_where_the_orders_say_nothing_they_are_not_looked_at_and_the_report_says_why(treaty, why):
    assert left_out(treaty, 5) == why
    found = weak_orderings(treaty, 5)
    assert found is None if why else found.holds
    said = [note for note in certificates.memo(search(HOME, (), acts=0), None, why).notes if "orderings" in note]
    assert said == ([say("certificate", f"unordered-{why}", n=9)] if why else [])


def test_a_wrong_date_is_found(monkeypatch):
    """Everybody bound thirty days after its own notification: wrong as soon as the fourth comes a day after the first.

    The classes are run with the last gaps first: 0 0 0 0 and 0 0 0 1 have four on one day, 0 0 1 0 has three.
    """

    def own_date(self, record, mine, threshold):
        return self.after(mine, {**record.chosen("entry-period"), **record.chosen("window")})

    monkeypatch.setattr(EntryIntoForce, "own_date", own_date)
    wrong = weak_orderings(HOME, 5).disagreement
    first = days("2009-06-16")[0]
    assert [act.date - first for act in wrong.scenario.acts] == [0, 0, 0, 1, 1]
    assert (wrong.state, wrong.counted - first, wrong.found - first) == ("CHN", 31, 30)


def test_the_report_says_which_date():
    scenario = drafted(HOME, [{"act": "notification", "by": "CHN", "date": 1}])
    there = days("2009-07-16")[0]
    found = replace(weak_orderings(HOME, 5), disagreement=Disagreement(scenario, "CHN", there, there + 1))
    lead = certificates.memo(search(HOME, (), acts=0), found).lead
    assert lead[-1].endswith("For China, 16 July 2009 was counted and the engine says 17 July 2009.")
