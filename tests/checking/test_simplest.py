"""A life is made as simple as it can be: what only goes together goes, waits are no longer than they need be."""

from __future__ import annotations

import warnings
from typing import Any

from treatysim.checking.drafting import drafted
from treatysim.checking.properties import Breach, Property
from treatysim.checking.simplest import simplest
from treatysim.checking.trying import check
from treatysim.files import load_text, load_treaty
from treatysim.files.writing import scenario_text
from treatysim.law.scenario import Scenario

HOME = load_treaty("sco-iis-2009")
DAY = 734260


def notified(*told: tuple[str, int], **also: Any) -> Scenario:
    return drafted(HOME, [{"act": "notification", "by": by, "date": DAY + day} for by, day in told], **also)


def test_two_acts_that_only_go_together_are_taken_out() -> None:
    """Without either of a State's two acts alone, or with another State's alone, the number would be odd."""
    life = notified(("CHN", 0), ("KAZ", 1), ("RUS", 2), ("TJK", 3))
    left = simplest(life, lambda one: len(one.acts) % 2 == 0 and bool(one.acts))
    assert len(left.acts) == 2


def test_all_that_one_state_does_is_taken_out_at_once() -> None:
    """Three acts of one State, which go together or not at all."""
    life = notified(("CHN", 0), ("KAZ", 1), ("KAZ", 2), ("KAZ", 3), ("RUS", 4))
    left = simplest(life, lambda one: sum(act.by == "KAZ" for act in one.acts) in (0, 3) and len(one.acts) > 0)
    assert [act.by for act in left.acts] == ["RUS"]


def test_waits_are_cut_to_a_day_where_they_do_not_matter() -> None:
    life = notified(("CHN", 0), ("KAZ", 40), ("RUS", 40), ("TJK", 75), through=DAY + 100)
    left = simplest(life, lambda one: len(one.acts) == 4 and one.through is not None)
    assert [act.date for act in left.acts] == [DAY, DAY + 1, DAY + 1, DAY + 2]
    assert left.through == DAY + 27


def test_waits_that_matter_stay_and_the_file_stays_sound() -> None:
    """The notice is sent within the wait that is cut; it must not be sent after it is received."""
    acts = [
        {"act": "notification", "by": "CHN", "date": DAY},
        {"act": "withdrawal", "by": "CHN", "date": DAY + 60, "sent": DAY + 50, "intended": DAY + 200},
        {"act": "withdrawal", "by": "KAZ", "date": DAY + 160},
    ]

    def shows(one: Scenario) -> bool:
        days = [act.date for act in one.acts if isinstance(act.date, int)]
        return len(days) == 3 and days[2] - days[1] >= 100 and one.acts[1].sent is not None

    left = simplest(drafted(HOME, acts), shows)
    assert [act.date for act in left.acts] == [DAY, DAY + 1, DAY + 101]
    assert (left.acts[1].sent, left.acts[1].intended) == (DAY + 1, None)
    load_text(scenario_text(left))


def test_it_looks_at_no_more_lives_than_it_may() -> None:
    looked = []
    life = notified(*(("CHN", day) for day in range(60)))

    def shows(one: Scenario) -> bool:
        looked.append(one)
        return len(one.acts) >= 59

    left = simplest(life, shows, tries=100)
    assert len(looked) == 100
    assert len(left.acts) == 59


def test_a_life_of_many_states_is_found_without_a_warning() -> None:
    """Hypothesis would warn that the life it found is too long to be shown as Python."""
    two = Property("two", "", "", "", lambda life: Breach("two") if len(life.scenario.acts) > 1 else None)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        (shown,) = check(load_treaty("paris-2015"), [two], examples=50).broken
    assert not told
    assert len(shown.timeline.scenario.acts) == 2
