"""The effects of one day are one batch: withdrawals, entries by State, amendments and other proposals, the end.

Each proposal of the first table has ten days from the consent of all on 20 February 2012: 1 March 2012.
"""

from tests.law.agreement import (
    accede,
    act,
    all_accept,
    all_consent,
    effects,
    four_notify,
    leave,
    notify,
    propose,
    unsign,
)
from tests.plain import scenario_of
from treatysim.simulation import simulate

IN_FORCE = four_notify()
DAY = "2012-03-01"


def proposed(subject):
    """A proposal that its subject names, to which all Parties and the Depositary consent."""
    asked = [propose("CHN", "2012-02-01", subject, id=subject, period=10), *all_consent("2012-02-20", to=subject)]
    if subject == "early-consultation":
        asked.append(act("consent", "DEPOSITARY", "2012-02-20", to=subject))
    return asked


def on(timeline, day):
    return [(row["kind"], row["state"]) for row in timeline["timeline"] if row["date"] == day and row["act"] is None]


def test_the_effects_of_one_day(run):
    acts = [
        *IN_FORCE,
        leave("TJK", "2011-11-01", intended=DAY),
        *proposed("termination"),
        *proposed("early-consultation"),
        *proposed("annex"),
        *proposed("amendment"),
        notify("UZB", "2012-01-31"),  # thirty days later is 1 March
    ]
    assert on(run(acts), DAY) == [
        ("withdrawal-effective", "TJK"),
        ("entry-into-force-for", "UZB"),
        ("amendment-in-force", None),
        ("annex-updated", None),
        ("consultation-agreed", None),
        ("termination", None),
    ]


def test_the_entries_of_one_day_by_state(run):
    acts = [notify(state, "2011-05-03") for state in ("UZB", "CHN", "TJK", "KAZ")]
    assert on(run(acts), "2011-06-02") == [
        ("entry-into-force", None),
        *[("entry-into-force-for", state) for state in ("CHN", "KAZ", "TJK", "UZB")],
    ]


def test_amendments_of_one_day_as_they_were_proposed(run):
    # Two proposals of one day, the later by its name first in the file; one of the day before comes after them in it.
    acts = [propose("CHN", "2012-02-01", id="second"), propose("CHN", "2012-02-01", id="a-third")]
    acts += [propose("CHN", "2012-01-31", id="the-first")]
    acts += [one for name in ("a-third", "the-first", "second") for one in all_consent("2012-02-20", to=name)]
    timeline = run([*IN_FORCE, *acts])
    came = effects(timeline, "amendment-in-force")
    assert [effect["date"] for effect in came] == ["2012-02-21"] * 3
    assert [effect["reason"]["of"][0]["of"][0]["act"] for effect in came] == ["the-first", "second", "a-third"]


def test_two_accessions_that_one_act_completes_by_state(run):
    # Kyrgyzstan alone has not answered; when it withdraws its signature nobody is outstanding for either.
    others = ("CHN", "KAZ", "RUS", "TJK", "UZB")
    acts = [*IN_FORCE, accede("IRN", "2023-08-01"), accede("BLR", "2023-08-02")]
    acts += [*all_accept("2023-09-01", *others, of="IRN"), *all_accept("2023-09-01", *others, of="BLR")]
    timeline = run([*acts, unsign("KGZ", "2023-09-10")])
    assert on(timeline, "2023-09-10") == [("accession-complete", "BLR"), ("accession-complete", "IRN")]


def test_the_text_to_which_a_later_state_is_bound():
    # VCLT 40(5): as amended, if the amendment came before; that of the day of its own entry comes after it.
    acts = [
        *IN_FORCE,
        *proposed("amendment"),
        *proposed("annex"),
        notify("UZB", "2012-01-31"),
        notify("KGZ", "2012-02-01"),
    ]
    acts += [leave("TJK", "2012-04-02")]
    came = {(effect.kind, effect.state): effect for effect in simulate(scenario_of({"acts": acts})).effects}
    amendment = came["amendment-in-force", None].id
    assert came["entry-into-force-for", "UZB"].text_as_amended == ()  # 1 March 2012, the day of the amendment
    assert came["entry-into-force-for", "KGZ"].text_as_amended == (amendment,)  # 2 March 2012
    assert came["withdrawal-effective", "TJK"].text_as_amended == ()
