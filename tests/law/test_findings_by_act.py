"""Every refusal of every act, and beside it the same act one step away, admitted.

The first finding that matches wins. The rows are in refusals_on_the_way_in.py and refusals_once_in_force.py; acts
after the end of the Agreement are in test_end_of_the_treaty.py.
"""

import pytest

from tests.law.agreement import (
    ADMITTED,
    BUDAPEST,
    act,
    act_of,
    codes,
    deposit,
    exchange,
    standing,
    verdict,
)
from tests.law.refusals import IN_FORCE
from tests.law.refusals_on_the_way_in import WAY_IN
from tests.law.refusals_once_in_force import IN_FORCE_ROWS

ALL_ROWS = WAY_IN | IN_FORCE_ROWS


@pytest.mark.parametrize("row", ALL_ROWS.values(), ids=ALL_ROWS)
def test_refused_and_its_neighbour_admitted(run, row):
    timeline = run(row.refused, readings=row.readings)
    judged = act_of(timeline)
    assert (judged["admitted"], judged["finding"]) == (False, row.code)
    (finding,) = [finding for finding in timeline["findings"] if finding["act"] == judged["id"]]
    assert (finding["code"], finding["severity"]) == (row.code, "warning")
    assert (finding["date"], finding["state"]) == (judged["date"], row.refused[-1]["by"])
    assert judged["id"] not in [entry["id"] for entry in timeline["timeline"]]

    readings = row.readings if row.admitted_readings is None else row.admitted_readings
    timeline = run(row.admitted, readings=readings)
    assert verdict(timeline) == (True, row.note)
    assert act_of(timeline)["id"] in [entry["id"] for entry in timeline["timeline"]]


NEVER_REFUSED = {
    "authorities-of-a-Party": exchange("CHN", "2012-01-10"),
    "authorities-of-a-Party-again": exchange("RUS", "2012-01-10"),
    "authorities-before-entry": exchange("CHN", "2010-01-10"),
    "authorities-of-a-signatory": exchange("UZB", "2012-01-10"),
    "authorities-of-a-third-State": exchange("BLR", "2012-01-10"),
    "certified-copies": act("certified-copies", None, "2009-06-20"),
    "certified-copies-late": act("certified-copies", None, "2012-01-10"),
}


@pytest.mark.parametrize("recorded", NEVER_REFUSED.values(), ids=NEVER_REFUSED)
def test_never_refused(run, recorded):
    timeline = run([*IN_FORCE, exchange("RUS", "2011-07-01"), act("certified-copies", None, "2009-06-17"), recorded])
    assert verdict(timeline) == ADMITTED
    assert codes(timeline) == []


# -- other treaties: `deposit` -----------------------------------------------------------------------------------

FIVE_MEMBERS = [deposit(state, "2003-12-10") for state in ("ALB", "HRV", "EST", "HUN", "LTU")]  # 1 April 2004


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        pytest.param([deposit("ALB", "2002-06-20")], ADMITTED, id="first"),
        pytest.param(
            [deposit("ALB", "2002-06-20"), deposit("ALB", "2002-06-21")],
            (False, "duplicate-deposit"),
            id="an-earlier-one-stands",
        ),
        pytest.param([*FIVE_MEMBERS, deposit("ALB", "2004-04-01")], (False, "duplicate-deposit"), id="bound"),
        pytest.param([*FIVE_MEMBERS, deposit("AUT", "2004-04-01")], ADMITTED, id="another-State"),
    ],
)
def test_deposit(run, acts, expected):
    timeline = run(acts, treaty=BUDAPEST)
    assert verdict(timeline) == expected
    assert standing(timeline, "ALB") in {"contracting", "party"}
