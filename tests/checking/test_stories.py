"""Stories: a treaty of any make enters into force by as few consents as will do."""

from __future__ import annotations

from pathlib import Path

import pytest

from treatysim.checking.stories import Story, Untellable, enough, meets
from treatysim.files import load_treaty
from treatysim.law.days import iso

COMPLETE = Path(__file__).parent / "complete"

# treaty | who consents in the story | in force; consents come a day apart, from thirty days after signing on
STORIES = {
    # 31 March, 1 and 2 April 2019, + 30
    "river-patrols": ("KAZ KGZ TJK", "2019-05-02"),
    # two Baltic States first, then any; 14 November 2015 to 17 November, three months: 17 February, the first of March
    "court-records": ("EST FIN LTU LVA", "2016-03-01"),
    # those who carry most, in the order of their signatures; 1 to 3 October 2005, + 90: 28 of October, 30, 31, and 1
    "common-fishery": ("ISL NOR RUS", "2006-01-01"),
    # 30 and 31 December 2021, 1 January 2022, and two months
    "rail-gauge": ("BLR LTU LVA", "2022-03-01"),
    # any State: 3 and 4 March 2010, and a day
    "seed-bank": ("BLR MNG", "2010-03-05"),
}


@pytest.mark.parametrize(("name", "row"), STORIES.items(), ids=STORIES)
def test_a_treaty_enters_into_force(name, row):
    states, entry = row
    story = Story(load_treaty(COMPLETE / f"{name}.yaml"))
    assert iso(story.enter_into_force()) == entry
    assert [act["by"] for act in story.acts] == states.split()


def changed(tmp_path, name, *changes):
    text = (COMPLETE / f"{name}.yaml").read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (tmp_path / "changed.yaml").write_text(text, "utf-8")
    return load_treaty(tmp_path / "changed.yaml")


def test_nobody_consents_who_could_be_left_out(tmp_path):
    # Russia carries 60 and Norway 25; two of the islands must be among those who consent, and with their 10 and 5
    # Norway is needed no longer.
    treaty = changed(
        tmp_path,
        "common-fishery",
        ("{ISL: 30.5, NOR: 25, FRO: 14.5, GRL: 10, RUS: 15, EUE: 5}", "{RUS: 60, NOR: 25, FRO: 10, GRL: 5}"),
        ("quantities:", "groups:\n  islands: [FRO, GRL]\nquantities:"),
        ("      threshold: 3\n", "      threshold: 3\n      members: {group: islands, threshold: 2}\n"),
        ("percent: 60", "percent: 70"),
    )
    assert sorted(enough(treaty)) == ["FRO", "GRL", "RUS"]
    assert not any(meets(treaty, set(enough(treaty)) - {state}) for state in enough(treaty))


def test_an_organisation_is_counted_in_nothing():
    treaty = load_treaty("paris-2015")
    assert "EUE" not in enough(treaty)
    assert meets(treaty, (*treaty.signatories, "EUE"))
    assert not meets(treaty, (*enough(treaty)[:-1], "EUE"))


def test_an_outsider_has_no_part_in_the_treaty_or_the_story():
    story = Story(load_treaty(COMPLETE / "seed-bank.yaml"))
    story.enter_into_force()
    assert story.outsider() == "IRN"
    assert Story(load_treaty(COMPLETE / "rail-gauge.yaml")).outsider() == "MNG"  # Belarus has signed


def test_a_party_waits_until_it_may_give_notice():
    # in force on 1 January 2006; three years, and a year of notice
    story = Story(load_treaty(COMPLETE / "common-fishery.yaml"))
    entry = story.enter_into_force(more=1)
    assert iso(story.leave("ISL", entry)) == "2010-01-01"
    assert iso(story.acts[-1]["date"]) == "2009-01-01"


def test_what_cannot_be_told(tmp_path):
    with pytest.raises(Untellable):
        enough(changed(tmp_path, "river-patrols", ("threshold: 3,", "threshold: 5,")))
    with pytest.raises(Untellable):
        Story(load_treaty(COMPLETE / "river-patrols.yaml")).act("notification", 1, "KAZ")
