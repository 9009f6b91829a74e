"""Dates counted from a day, and dates of which only the chances are known: what a file may say, and its faults.

The mark ¦ in a text stands where the fault is expected.
"""

from __future__ import annotations

import re
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.marked import places, unmarked
from tests.files.test_hostile import PIECES, QUICK, flow, is_read_or_has_faults, mutations
from treatysim.errors import FaultyFile
from treatysim.files import acts_from_csv, load_text, positions, schema
from treatysim.files.spreads import plain
from treatysim.law.acts import NEVER_HAPPENS, Anchor
from treatysim.law.uncertain import Listed, Lognormal, Triangular, Uncertain, Uniform

jsonschema = pytest.importorskip("jsonschema")


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def act(dated: str, more: str = "") -> str:
    """Belarus accedes, and Kazakhstan accepts on a date."""
    return (
        "treaty: sco-iis-2009\nacts:\n  - {act: accession, by: BLR, date: 2027-03-01, id: lodged}\n"
        f"  - {{act: acceptance, by: KAZ, of: BLR, id: answer, date: {dated}{more}}}\n"
    )


def spread(days: str) -> str:
    return act("{from: 2027-03-01, days: " + days + "}")


# -- what a file may say -----------------------------------------------------------------------------------------

MARCH = day("2027-03-01")
GOOD = {
    "lognormal": (
        spread("{lognormal: {median: 60, p90: 180}}"),
        Uncertain(MARCH, Lognormal(60, 180)),
    ),
    "lognormal-with-parts-of-days": (
        spread("{never: 0.1, lognormal: {p90: 1.8e2, median: .5}}"),
        Uncertain(MARCH, Lognormal(0.5, 180), 0.1),
    ),
    "lognormal-without-width": (spread("{lognormal: {median: 7, p90: 7}}"), Uncertain(MARCH, Lognormal(7, 7))),
    "uniform": (spread("{uniform: [10, 90]}"), Uncertain(MARCH, Uniform(10, 90))),
    "uniform-of-one-day": (spread("{uniform: [0, 0], never: 0}"), Uncertain(MARCH, Uniform(0, 0))),
    "triangular": (spread("{triangular: [-5, 10.5, 30]}"), Uncertain(MARCH, Triangular(-5, 10.5, 30))),
    "triangular-up-to-0": (spread("{triangular: [-5, -2.5, 0]}"), Uncertain(MARCH, Triangular(-5, -2.5, 0))),
    "triangular-without-width": (spread("{triangular: [1, 1, 1]}"), Uncertain(MARCH, Triangular(1, 1, 1))),
    "table": (spread("{table: {30: 0.5, 60: 0.5}}"), Uncertain(MARCH, Listed({30: 0.5, 60: 0.5}))),
    "table-with-never": (
        spread("{table: {60: 0.4, '030': 0.5}, never: 0.1}"),
        Uncertain(MARCH, Listed({60: 0.4, 30: 0.5}), 0.1),
    ),
    "table-nearly-1": (
        spread("{table: {1: 0.333333333, 2: 0.333333333, 3: 0.333333333}}"),
        Uncertain(MARCH, Listed({1: 0.333333333, 2: 0.333333333, 3: 0.333333333})),
    ),
    "a-key-without-a-value": (
        spread("{uniform: [10, 90], lognormal: , never: ~}"),
        Uncertain(MARCH, Uniform(10, 90)),
    ),
    "certainly-never": (spread("{uniform: [10, 90], never: 1}"), Uncertain(MARCH, Uniform(10, 90), 1)),
    # 22:00 in Greenwich is the next day in Beijing
    "from-a-moment": (
        act("{from: 2027-02-28T22:00Z, days: {uniform: [10, 90]}}"),
        Uncertain(MARCH, Uniform(10, 90)),
    ),
    "after-an-act": (
        act("{after: lodged, days: {uniform: [10, 90]}}"),
        Uncertain(Anchor("lodged"), Uniform(10, 90)),
    ),
    "after-a-kind": (
        act("{after: accession, by: BLR, of: BLR, days: {uniform: [10, 90], never: 0.6}}"),
        Uncertain(Anchor("accession", "BLR", "BLR"), Uniform(10, 90), 0.6),
    ),
    "after-an-effect": (
        act("{after: entry-into-force, days: {uniform: [10, 90]}}"),
        Uncertain(Anchor("entry-into-force"), Uniform(10, 90)),
    ),
    "from-signing-on": (
        act("{from: 2009-06-16, days: {uniform: [10, 90]}}"),
        Uncertain(day("2009-06-16"), Uniform(10, 90)),
    ),
    "sent-when-it-cannot-have-been-received": (
        act("{from: 2027-03-01, days: {uniform: [10, 90]}}", ", sent: 2027-03-11"),
        Uncertain(MARCH, Uniform(10, 90)),
    ),
    # of a date that hangs on something nobody knows yet when it may be received
    "sent-before-nobody-knows": (
        act("{after: lodged, days: {uniform: [10, 90]}}", ", sent: 2029-01-01"),
        Uncertain(Anchor("lodged"), Uniform(10, 90)),
    ),
}


@pytest.mark.parametrize(("text", "expected"), GOOD.values(), ids=GOOD)
def test_an_uncertain_date(text, expected):
    scenario = load_text(text)
    assert scenario.uncertain == {"answer": expected}
    lodged, answer = scenario.acts
    assert (answer.date, answer.supposed) == (expected.median, True)
    assert (lodged.date, lodged.supposed) == (MARCH, False)


def test_the_median_is_taken():
    dates = ["{from: 2027-03-01, days: {uniform: [10, 90]}}", "{after: lodged, days: {uniform: [10, 90]}}"]
    assert [load_text(act(one)).acts[1].date for one in dates] == [day("2027-04-20"), Anchor("lodged", days=50)]
    assert load_text(spread("{uniform: [10, 90], never: 0.5}")).acts[1].date == NEVER_HAPPENS


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        ("{from: 2027-03-01, days: 30}", day("2027-03-31")),
        ("{from: 2027-03-01, days: 0}", MARCH),
        ("{from: 2027-02-28T22:00Z, days: 1}", day("2027-03-02")),
        ("{from: 9999-12-01, days: 30}", day("9999-12-31")),
    ],
)
def test_so_many_days_from_a_day_are_a_day(dated, expected):
    scenario = load_text(act(dated))
    assert scenario.uncertain == {}
    assert (scenario.acts[1].date, scenario.acts[1].supposed) == (expected, False)


def test_the_fields_are_plain_values():
    scenario = load_text(spread("{lognormal: {median: 60, p90: 180.5}, never: }"))
    said = {"from": "2027-03-01", "days": {"lognormal": {"median": 60, "p90": 180.5}}}
    assert scenario.acts[1].fields["date"] == said
    assert scenario.uncertain["answer"].given == said
    assert plain([Decimal("0.5"), {"a": None, "b": [True, 3]}]) == [0.5, {"b": [True, 3]}]


def test_supposed_whatever_the_file_says_of_it():
    assert load_text(act("{from: 2027-03-01, days: {uniform: [1, 2]}}", ", supposed: false")).acts[1].supposed


def test_a_table_of_acts_has_no_such_dates(tmp_path):
    table = tmp_path / "acts.csv"
    table.write_text('act,by,date\naccession,BLR,"{from: 2027-03-01, days: {uniform: [10, 90]}}"\n')
    with pytest.raises(FaultyFile, match="which is no date"):
        acts_from_csv(table)


# -- faults ------------------------------------------------------------------------------------------------------

# those that the JSON Schema sees too: name: (text, beginning of what was found, expected, what to do)
SHAPE = {
    "no-distribution": (
        spread("¦{}"),
        "no distribution",
        "one of: lognormal, uniform, triangular, table",
        "choose one of them, or write whole days",
    ),
    "never-alone": (
        spread("¦{never: 0.5}"),
        "'never' alone",
        "a distribution beside it, one of: lognormal, uniform, triangular, table",
        "add one of them",
    ),
    "unknown": (
        spread("{¦lognormall: {median: 60, p90: 180}}"),
        "unknown distribution 'lognormall'",
        "one of: lognormal, uniform, triangular, table",
        "write 'lognormal'",
    ),
    "unknown-and-far-from-any": (
        spread("{¦poisson: 60}"),
        "unknown distribution 'poisson'",
        "one of: lognormal, uniform, triangular, table",
        "choose one of them",
    ),
    "unknown-beside-one": (
        spread("{uniform: [10, 90], ¦nevr: 0.1}"),
        "unknown key 'nevr'",
        "one of: lognormal, uniform, triangular, table, never",
        "write 'never'",
    ),
    "two": (
        spread("{uniform: [10, 90], ¦lognormal: {median: 60, p90: 180}}"),
        "'lognormal' beside 'uniform'",
        "one distribution",
        "take one of the two out",
    ),
    "days-in-words": (
        spread("¦lognormal"),
        "'lognormal'",
        "a whole number of days, 0 or more, or a distribution",
        "write whole days",
    ),
    "days-as-a-list": (
        spread("¦[10, 90]"),
        "a list",
        "a whole number of days, 0 or more, or a distribution",
        "write whole days",
    ),
    "never-over-1": (
        spread("{uniform: [10, 90], never: ¦1.5}"),
        "the number 1.5",
        "a probability, from 0 to 1",
        "write a number from 0 to 1",
    ),
    "never-below-0": (
        spread("{uniform: [10, 90], never: ¦-0.1}"),
        "the number -0.1",
        "a probability, from 0 to 1",
        "write a number from 0 to 1",
    ),
    "never-as-text": (
        spread("{uniform: [10, 90], never: ¦'0.1'}"),
        "'0.1'",
        "a probability, from 0 to 1",
        "write a number from 0 to 1",
    ),
    "never-in-per-cent": (
        spread("{uniform: [10, 90], never: ¦10%}"),
        "'10%'",
        "a probability, from 0 to 1",
        "write a number from 0 to 1",
    ),
    "never-true": (
        spread("{uniform: [10, 90], never: ¦true}"),
        "true",
        "a probability, from 0 to 1",
        "write a number from 0 to 1",
    ),
    "lognormal-as-a-list": (
        spread("{lognormal: ¦[60, 180]}"),
        "a list",
        "a mapping",
        "write {median: …, p90: …}",
    ),
    "lognormal-without-p90": (
        spread("{lognormal: ¦{median: 60}}"),
        "a mapping without 'p90'",
        "'p90'",
        "add 'p90: …'",
    ),
    "lognormal-with-more": (
        spread("{lognormal: {median: 60, p90: 180, ¦p99: 200}}"),
        "unknown key 'p99'",
        "one of: median, p90",
        "write 'p90'",
    ),
    "median-0": (
        spread("{lognormal: {median: ¦0, p90: 180}}"),
        "the number 0",
        "a number of days above 0 and up to 3652059",
        "correct the number",
    ),
    "p90-below-0": (
        spread("{lognormal: {median: 60, p90: ¦-1}}"),
        "the number -1",
        "a number of days above 0 and up to 3652059",
        "correct the number",
    ),
    "p90-beyond-the-calendar": (
        spread("{lognormal: {median: 60, p90: ¦1e12}}"),
        "the number 1E+12",
        "a number of days above 0 and up to 3652059",
        "correct the number",
    ),
    "median-as-text": (
        spread("{lognormal: {median: ¦'60', p90: 180}}"),
        "'60'",
        "a number of days above 0 and up to 3652059",
        "correct the number",
    ),
    "median-not-a-number": (
        spread("{lognormal: {median: ¦.nan, p90: 180}}"),
        "'.nan'",
        "a number of days above 0 and up to 3652059",
        "correct the number",
    ),
    "p90-without-end": (
        spread("{lognormal: {median: 60, p90: ¦.inf}}"),
        "'.inf'",
        "a number of days above 0 and up to 3652059",
        "correct the number",
    ),
    "median-nothing": (
        spread("{lognormal: {median: ¦~, p90: 180}}"),
        "nothing",
        "a number of days above 0 and up to 3652059",
        "correct the number",
    ),
    "uniform-of-three": (
        spread("{uniform: ¦[10, 50, 90]}"),
        "a list of 3",
        "the fewest and the most days, as two whole numbers",
        "write them as [10, 90]",
    ),
    "uniform-of-none": (
        spread("{uniform: ¦[]}"),
        "an empty list",
        "the fewest and the most days, as two whole numbers",
        "write them as [10, 90]",
    ),
    "uniform-as-a-number": (
        spread("{uniform: ¦90}"),
        "the number 90",
        "the fewest and the most days, as two whole numbers",
        "write them as [10, 90]",
    ),
    "uniform-below-0": (
        spread("{uniform: [¦-10, 90]}"),
        "the number -10",
        "a whole number, 0 or more",
        "write a whole number",
    ),
    "uniform-in-parts": (
        spread("{uniform: [10, ¦90.5]}"),
        "the number 90.5",
        "a whole number, 0 or more",
        "write a whole number",
    ),
    "uniform-beyond-the-calendar": (
        spread("{uniform: [10, ¦3652060]}"),
        "the number 3652060",
        "a whole number, 0 or more",
        "write a number up to 3652059",
    ),
    "uniform-as-text": (
        spread("{uniform: [10, ¦'90']}"),
        "'90'",
        "a whole number, 0 or more",
        "write a whole number",
    ),
    "triangular-of-two": (
        spread("{triangular: ¦[10, 90]}"),
        "a list of 2",
        "the fewest, the likeliest and the most days, as three numbers",
        "write them as [10, 30, 90]",
    ),
    "triangular-in-words": (
        spread("{triangular: [10, ¦soon, 90]}"),
        "'soon'",
        "a number of days, up to 3652059 either way",
        "correct the number",
    ),
    "triangular-beyond-the-calendar": (
        spread("{triangular: [10, 30, ¦1e12]}"),
        "the number 1E+12",
        "a number of days, up to 3652059 either way",
        "correct the number",
    ),
    "table-as-a-list": (
        spread("{table: ¦[30, 0.5]}"),
        "a list",
        "numbers of days, each with its probability",
        "write them as {30: 0.5, 60: 0.5}",
    ),
    "an-empty-table": (
        spread("{table: ¦{}}"),
        "an empty mapping",
        "numbers of days, each with its probability",
        "write them as {30: 0.5, 60: 0.5}",
    ),
    "a-table-of-negative-days": (
        spread("{table: {¦-30: 0.5, 60: 0.5}}"),
        "the number -30",
        "a whole number, 0 or more",
        "write a whole number",
    ),
    "a-table-of-parts-of-days": (
        spread("{table: {¦1.5: 0.5, 60: 0.5}}"),
        "the number 1.5",
        "a whole number, 0 or more",
        "write a whole number",
    ),
    "a-table-of-words": (
        spread("{table: {¦soon: 0.5, 60: 0.5}}"),
        "'soon'",
        "a whole number, 0 or more",
        "write a whole number",
    ),
    "a-table-with-nothing-for-a-day": (
        spread("{table: {¦'': 0.5, 60: 0.5}}"),
        "nothing",
        "a whole number, 0 or more",
        "write a whole number",
    ),
    "a-probability-over-1": (
        spread("{table: {30: ¦1.5}}"),
        "the number 1.5",
        "a probability, from 0 to 1",
        "write a number from 0 to 1",
    ),
    "a-probability-below-0": (
        spread("{table: {30: ¦-0.5, 60: 1}}"),
        "the number -0.5",
        "a probability, from 0 to 1",
        "write a number from 0 to 1",
    ),
    "a-probability-as-text": (
        spread("{table: {30: ¦'0.5', 60: 0.5}}"),
        "'0.5'",
        "a probability, from 0 to 1",
        "write a number from 0 to 1",
    ),
    "neither-from-nor-after": (
        act("¦{days: {uniform: [10, 90]}}"),
        "a date without 'after' or 'from'",
        "one of the two",
        "add 'after: …', an act or effect, or 'from: …', a day",
    ),
    "from-and-after": (
        act("{from: 2027-03-01, ¦after: lodged, days: {uniform: [10, 90]}}"),
        "'after' beside 'from'",
        "one of the two",
        "take one of them out",
    ),
    "by-beside-from": (
        act("{from: 2027-03-01, ¦by: BLR, days: {uniform: [10, 90]}}"),
        "'by' beside 'from'",
        "'by' beside 'after' alone",
        "take one of the two out",
    ),
    "of-beside-from": (
        act("{from: 2027-03-01, ¦of: BLR, days: 3}"),
        "'of' beside 'from'",
        "'of' beside 'after' alone",
        "take one of the two out",
    ),
    "from-without-days": (act("¦{from: 2027-03-01}"), "a date without 'days'", "'days'", "add 'days: …'"),
    "from-a-year": (
        act("{from: ¦2027, days: {uniform: [10, 90]}}"),
        "the number 2027",
        "a day such as 2011-05-03",
        "write the year, the month and the day",
    ),
    "from-so-many-negative-days": (
        act("{from: 2027-03-01, days: ¦-3}"),
        "-3 days",
        "a whole number of days, 0 or more",
        "write 0, or name an earlier day",
    ),
    "from-more-days-than-there-are": (
        act("{from: 2027-03-01, days: ¦3652060}"),
        "3652060 days",
        "a whole number of days, 0 or more",
        "write a number up to 3652059",
    ),
    "nearly-from": (
        act("{¦form: 2027-03-01, after: lodged, days: 3}"),
        "unknown key 'form'",
        "one of: after, by, of, from, days",
        "write 'from'",
    ),
}
# and those that it cannot see
SENSE = {
    "p90-below-the-median": (
        spread("{lognormal: {median: 60, p90: ¦59.5}}"),
        "a p90 of 59.5 days, below the median",
        "60 or more",
        "correct one of the two",
    ),
    "a-median-too-small-for-any-number": (
        spread("{lognormal: {median: ¦1e-999, p90: 180}}"),
        "the number 1E-999",
        "a number of days above 0 and up to 3652059",
        "correct the number",
    ),
    "uniform-reversed": (
        spread("{uniform: ¦[90, 10]}"),
        "from 90 to 10 days",
        "the fewest days first",
        "write [10, 90]",
    ),
    "triangular-out-of-order": (
        spread("{triangular: ¦[10, 90, 30.5]}"),
        "10, 90, 30.5",
        "the fewest, the likeliest and the most days, in this order",
        "put them in order",
    ),
    "triangular-below-0": (
        spread("{triangular: [-30, -20, ¦-10]}"),
        "at the most -10 days",
        "0 or more",
        "correct the number",
    ),
    "table-below-1": (
        spread("{table: ¦{30: 0.5, 60: 0.4}}"),
        "probabilities that add up to 0.9",
        "1 in all, with that of 'never'",
        "add 'never: 0.1', or correct them",
    ),
    "table-over-1": (
        spread("{table: ¦{30: 0.5, 60: 0.6}}"),
        "probabilities that add up to 1.1",
        "1 in all, with that of 'never'",
        "correct them",
    ),
    "table-over-1-with-never": (
        spread("{table: ¦{30: 0.5, 60: 0.5}, never: 0.1}"),
        "probabilities that add up to 1.1",
        "1 in all, with that of 'never'",
        "correct them",
    ),
    "table-below-1-with-never": (
        spread("{table: ¦{30: 0.5}, never: 0.1}"),
        "probabilities that add up to 0.6",
        "1 in all, with that of 'never'",
        "correct them",
    ),
    "table-missing-1-by-little": (
        spread("{table: ¦{30: 0.5, 60: 0.499999998}}"),
        "probabilities that add up to 0.999999998",
        "1 in all, with that of 'never'",
        "add 'never: 2e-09', or correct them",
    ),
    "table-of-nothing": (
        spread("{table: ¦{30: 0, 60: 1e-999}, never: 1}"),
        "no day with a probability above 0",
        "one or more",
        "give a day a probability, or take the act out",
    ),
    "a-day-twice": (
        spread("{table: {30: 0.5, ¦030: 0.5}}"),
        "30 days again",
        "every number of days once",
        "take one of them out",
    ),
    "a-key-twice": (
        spread("{table: {30: 0.5, ¦30: 0.5, 60: 0.5}}"),
        "the key '30' again",
        "it once (line 4)",
        "keep one of the two",
    ),
    "from-before-signing": (
        act("{from: ¦2009-06-15, days: {uniform: [10, 90]}}"),
        "an act on 2009-06-15, before the treaty was signed",
        "2009-06-16 or later",
        "correct the date",
    ),
    "from-no-day": (
        act("{from: ¦2027-02-29, days: {uniform: [10, 90]}}"),
        "'2027-02-29', a day that does not exist",
        "a day of the calendar",
        "write a day up to 2027-02-28",
    ),
    "from-a-moment-without-zone": (
        act("{from: ¦2027-03-01T10:00, days: {uniform: [10, 90]}}"),
        "'2027-03-01T10:00', a moment without a zone",
        "a day such as 2011-05-03 or a moment such as 2023-09-14T23:30+05:00",
        "add the zone, such as +08:00",
    ),
    "from-beyond-the-calendar": (
        act("{from: 9999-12-02, days: ¦30}"),
        "30 days from 9999-12-02, beyond the calendar",
        "a day up to 9999-12-31",
        "write fewer days",
    ),
    "after-nothing": (
        act("{after: ¦lodgd, days: {uniform: [10, 90]}}"),
        "after 'lodgd', which is nothing known",
        "an id of this file, or a kind of act or effect",
        "write 'lodged'",
    ),
    "after-itself": (
        act("¦{after: answer, days: {uniform: [10, 90]}}"),
        "'answer' after itself",
        "dates that begin with a fixed one",
        "give one of them a day",
    ),
    "after-itself-though-never": (
        act("¦{after: answer, days: {uniform: [10, 90], never: 1}}"),
        "'answer' after itself",
        "dates that begin with a fixed one",
        "give one of them a day",
    ),
    "sent-after-it-may-be-received": (
        act("{from: 2027-03-01, days: {uniform: [10, 90]}}", ", sent: ¦2027-03-12"),
        "sent on 2027-03-12, after the first day on which it may be received",
        "2027-03-11 or earlier",
        "correct one of the two",
    ),
    "sent-after-a-day-from-another": (
        act("{from: 2027-03-01, days: 3}", ", sent: ¦2027-03-05"),
        "sent on 2027-03-05, after its receipt",
        "2027-03-04 or earlier",
        "correct one of the two",
    ),
}
ROWS = [pytest.param(*row, id=name) for name, row in (SHAPE | SENSE).items()]


def faults_of(text):
    with pytest.raises(FaultyFile) as caught:
        load_text(text, "s.yaml")
    return caught.value.faults


@pytest.mark.parametrize(("text", "found", "expected", "do"), ROWS)
def test_one_fault(text, found, expected, do):
    said, marks = unmarked(text)
    (fault,) = faults_of(said)
    assert (fault.found, fault.expected, fault.do) == (found, expected, do)
    assert places((fault,)) == marks


def test_every_number_of_a_distribution_that_is_wrong_is_told():
    for days in (
        "{table: {¦x: ¦2, 30: ¦true, ¦-1: 0.5}, never: ¦no}",
        "{lognormal: {median: ¦-1, p90: ¦x}, never: ¦2}",
        "{triangular: [¦a, ¦b, ¦c]}",
        "{lognormal: {median: 60, p90: 180}, ¦uniform: [1, 2], ¦table: {1: 1}, ¦nevr: 1, never: ¦2}",
    ):
        said, marks = unmarked(spread(days))
        assert places(faults_of(said)) == marks


def test_two_that_hang_on_one_another_though_one_is_taken_never_to_come():
    first = "{act: accession, by: BLR, id: x, date: ¦{after: y, days: {uniform: [1, 2], never: 0.9}}}"
    second = "{act: accession, by: ARM, id: y, date: {after: x, days: {uniform: [1, 2]}}}"
    said, marks = unmarked(f"treaty: sco-iis-2009\nacts:\n  - {first}\n  - {second}\n")
    (fault,) = faults_of(said)
    assert (fault.found, places((fault,))) == ("a circle, 'x' after 'y' after 'x'", marks)


def test_an_id_given_twice_makes_no_circle():
    lines = [
        "{act: accession, by: BLR, id: x, date: 2027-03-01}",
        "{act: acceptance, by: KAZ, of: BLR, id: x, date: {after: y, days: {uniform: [1, 2]}}}",
        "{act: acceptance, by: RUS, of: BLR, id: y, date: {after: x, days: 2}}",
    ]
    (fault,) = faults_of("treaty: sco-iis-2009\nacts:\n" + "".join(f"  - {line}\n" for line in lines))
    assert fault.found == "the id 'x' again"


# -- the JSON Schema ---------------------------------------------------------------------------------------------


def is_valid(text):
    found = positions.located(unmarked(text)[0], "s.yaml").value
    return jsonschema.Draft202012Validator(schema("scenario")).is_valid(found)


@pytest.mark.parametrize("text", [row[0] for name, row in GOOD.items() if "without-a-value" not in name])
def test_the_schema_admits(text):
    assert is_valid(text)


@pytest.mark.parametrize("dated", ["{from: 2027-03-01, days: 30}", "{after: lodged}", "{after: lodged, of: BLR}"])
def test_the_schema_admits_a_certain_date(dated):
    assert is_valid(act(dated))


@pytest.mark.parametrize("text", [row[0] for row in SHAPE.values()], ids=SHAPE)
def test_the_schema_refuses(text):
    assert not is_valid(text)


@pytest.mark.parametrize("text", [row[0] for row in SENSE.values()], ids=SENSE)
def test_what_the_schema_cannot_see_is_the_right_shape(text):
    assert is_valid(text)


# -- hostile files -----------------------------------------------------------------------------------------------

UNCERTAIN = """\
treaty: sco-iis-2009
acts:
  - {act: accession, by: BLR, id: x, date: {from: 2027-03-01, days: {lognormal: {median: 60, p90: 180}, never: 0.1}}}
  - {act: acceptance, by: KAZ, of: BLR, date: {after: x, of: BLR, days: {table: {30: 0.5, 60: 0.4}, never: 0.1}}}
  - {act: acceptance, by: CHN, of: BLR, date: {from: 2027-03-01T10:00Z, days: {triangular: [1, 2.5, 4]}}}
  - {act: acceptance, by: RUS, of: BLR, sent: 2027-03-01, date: {from: 2027-03-01, days: {uniform: [1, 4], never: 0.5}}}
"""
NUMBERS = ["-1", "0", "1", "2", "0.5", "1e-400", "1e400", "1e-9", "3652059", "3652060", "9" * 39, ".inf", "'1'", "0x1F"]
WORDS = ["lognormal", "uniform", "triangular", "table", "never", "median", "p90", "from", "after", "days", "30", "030"]
ODD = st.recursive(
    st.sampled_from([*NUMBERS, *WORDS, "~", "true", "2027-03-01"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=8,
)


@QUICK
@given(mutations(UNCERTAIN))
def test_uncertain_dates_with_pieces_changed(text):
    is_read_or_has_faults(load_text, text)


@QUICK
@given(st.dictionaries(st.sampled_from(["from", "after", "days", "by", "of"]), ODD), st.booleans())
def test_any_value_in_a_date(said, whole):
    text = act(flow({"from": "2027-03-01", **said} if whole else said))
    is_read_or_has_faults(load_text, text)


@QUICK
@given(st.dictionaries(st.sampled_from([*WORDS[:5], *PIECES[-6:]]), ODD, max_size=3))
def test_any_value_in_a_distribution(days):
    is_read_or_has_faults(load_text, spread(flow(days)))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(WORDS[:4]),
    st.lists(st.sampled_from(NUMBERS), min_size=2, max_size=3),
    st.sampled_from(["", ", never: 0.1", ", never: 0.5", ", never: 1"]),
)
def test_whatever_is_read_is_a_distribution(kind, numbers, never):
    first, second, *_ = numbers
    forms = {
        "lognormal": f"{{median: {first}, p90: {second}}}",
        "table": "{" + ", ".join(f"{place}: {number}" for place, number in enumerate(numbers)) + "}",
    }
    text = spread("{" + kind + ": " + forms.get(kind, "[" + ", ".join(numbers) + "]") + never + "}")
    try:
        (found,) = load_text(text).uncertain.values()
    except FaultyFile:
        return
    assert 0 <= found.spread.quantile(0.5) <= found.spread.quantile(0.9)
    assert found.spread.within(-1) == 0
    assert isinstance(found.median, int | Anchor)


LONG = {
    "a-long-table": "{table: {" + ", ".join(f"{days}: 0.001" for days in range(1000)) + "}}",
    "days-again-and-again": "{table: {" + ", ".join(f"{'0' * zeros}7: 0" for zeros in range(900)) + "}}",
    "unknown-distributions": "{" + ", ".join(f"lognormal{number}: 1" for number in range(1000)) + "}",
}


@pytest.mark.parametrize("days", LONG.values(), ids=LONG)
def test_nothing_takes_long(days):
    line = f"  - {{act: accession, by: BLR, date: {{from: 2027-03-01, days: {days}}}}}\n"
    began = time.process_time()
    is_read_or_has_faults(load_text, "treaty: sco-iis-2009\nacts:\n" + line * 100)
    assert time.process_time() - began < 10  # of this process, however busy the machine is


def test_every_message_is_one_line_of_the_same_shape():
    for text, *_ in (SHAPE | SENSE).values():
        for fault in faults_of(unmarked(text)[0]):
            assert re.fullmatch(r"s\.yaml:\d+:\d+: [^\n]+; expected [^\n]+; [^\n]+", str(fault))
            for part in (fault.expected, fault.do):
                assert part[0].islower() or part[0] in "'0123456789", part
