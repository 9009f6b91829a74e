"""What an act set on its way, moved or stopped, although nothing of it came."""

from __future__ import annotations

from typing import Any

import pytest

import treatysim
from tests.law.agreement import four_notify, leave, notify, revoke
from tests.plain import scenario_of
from treatysim.report.leads import lead_texts


def told(acts: list[dict[str, Any]], changes_only: bool = False) -> list[str]:
    timeline = treatysim.simulate(scenario_of({"acts": acts}))
    return [text for outcome in timeline.acts for text in lead_texts(outcome, changes_only)]


def test_what_the_end_of_the_treaty_came_before_is_said_to_have_fallen_away() -> None:
    """Three leave on 1 April 2012 and the treaty ends; a fifth that notified on 10 March would have come on 9 April."""
    acts = [*four_notify(), *(leave(by, "2012-01-02") for by in ("CHN", "KAZ", "RUS")), notify("UZB", "2012-03-10")]
    timeline = treatysim.simulate(scenario_of({"acts": acts, "readings": {"below-two": "ends"}}))
    ended = timeline.first("termination")
    (last,) = list(lead_texts(timeline.acts[-1], ended=ended))
    assert last == (
        "On its way: the entry into force for Uzbekistan of 9 April 2012 (the treaty ended on 1 April 2012, before it "
        "could come)"
    )
    assert list(lead_texts(timeline.acts[3], ended=ended)) == ["On its way: the entry into force of 2 June 2011"]


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
