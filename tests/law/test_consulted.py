"""`consulted`: every doubt on which something shown rests, what is still coming included."""

from tests.law.agreement import four_notify, leave, notify

TWO_LEAVE = [leave("CHN", "2015-01-05"), leave("KAZ", "2015-01-05")]


def test_a_doubt_that_only_what_is_coming_asks(run):
    # All four give notice; the end by below-two comes on 5 April 2015, after the last day simulated.
    acts = [*four_notify(), *TWO_LEAVE, leave("RUS", "2015-01-05"), leave("TJK", "2015-01-05")]
    timeline = run(acts, through="2015-02-01")
    assert ("2015-04-05", "termination") in [(row["date"], row["kind"]) for row in timeline["coming"]]
    assert "below-two" in timeline["consulted"]
    assert "below-two" not in run(four_notify(), through="2015-02-01")["consulted"]


def test_a_doubt_that_nothing_asks(run):
    assert run([*four_notify()[:3]])["consulted"] == []
    assert run([*four_notify(), notify("KGZ", "2011-05-03")])["consulted"] == ["entry-period"]
