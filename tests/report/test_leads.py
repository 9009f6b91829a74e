"""What an act set on its way, moved or stopped, although nothing of it came."""

from __future__ import annotations

from typing import Any

import pytest

import treatysim
from tests.law.agreement import four_notify, leave, revoke
from tests.plain import scenario_of
from treatysim.report.leads import lead_texts


def told(acts: list[dict[str, Any]], changes_only: bool = False) -> list[str]:
    timeline = treatysim.simulate(scenario_of({"acts": acts}))
    return [text for outcome in timeline.acts for text in lead_texts(outcome, changes_only)]


def test_the_fourth_notification_sets_the_entry_into_force_on_its_way() -> None:
    assert told(four_notify()) == ["On its way: the entry into force of 2 June 2011"]


NOTICE = leave("TJK", "2012-01-02")  # ninety days later: 1 April 2012, a leap year


@pytest.mark.parametrize(
    ("later", "changed"),
    [
        ([], []),
        (
            [leave("TJK", "2012-02-01", intended="2012-06-01")],
            ["Moved: the withdrawal of Tajikistan, effective 1 June 2012, no longer on 1 April 2012"],
        ),
        ([revoke("TJK", "2012-03-31")], ["Stopped: the withdrawal of Tajikistan, effective 1 April 2012"]),
        ([revoke("TJK", "2012-04-01")], []),
    ],
    ids=["left-alone", "moved", "revoked-the-day-before", "too-late-to-revoke"],
)
def test_notices_moved_and_revoked(later: list[dict[str, Any]], changed: list[str]) -> None:
    assert told([*four_notify(), NOTICE, *later], changes_only=True) == changed
