"""The dates of a scenario file: a day, a moment with its zone, or a day said in terms of another act or effect.

A moment is brought to the day at the Depositary's seat, Beijing, UTC+8 (E-42). `after` means the first act or effect
in time that matches; what never comes is null.
"""

import pytest

from tests.law.agreement import (
    ADMITTED,
    accede,
    accept,
    act,
    act_of,
    after,
    all_accept,
    codes,
    consent,
    days_of,
    entry,
    four_notify,
    leave,
    notify,
    propose,
    says,
    standing,
    verdict,
)

IN_FORCE = four_notify()

# -- a moment is brought to the Beijing day ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param("2023-09-14T23:30+05:00", "2023-09-15", id="late-evening-in-Astana"),
        pytest.param("2023-09-14T20:59+05:00", "2023-09-14", id="a-minute-before-midnight-in-Beijing"),
        pytest.param("2023-09-14T21:00+05:00", "2023-09-15", id="midnight-in-Beijing"),
        pytest.param("2023-09-15T00:30+09:00", "2023-09-14", id="just-after-midnight-further-east"),
        pytest.param("2023-09-14T15:59:59Z", "2023-09-14", id="a-second-before-16-UTC"),
        pytest.param("2023-09-14T16:00:00Z", "2023-09-15", id="16-UTC"),
        pytest.param("2023-09-14T23:59+08:00", "2023-09-14", id="in-Beijing-itself"),
        pytest.param("2024-02-28T20:00-05:00", "2024-02-29", id="into-the-leap-day"),
        pytest.param("2023-12-31T20:00+03:00", "2024-01-01", id="into-the-new-year"),
    ],
)
def test_moment(run, moment, day):
    timeline = run([*IN_FORCE, notify("UZB", moment)])
    assert act_of(timeline)["date"] == day
    assert days_of(timeline, "notification", "UZB") == [day]


def test_the_moment_of_the_fourth_decides_the_day_of_entry(run):
    assert run(four_notify(fourth="2011-05-03T18:00+03:00"))["entry_into_force"] == "2011-06-02"
    assert run(four_notify(fourth="2011-05-03T19:00+03:00"))["entry_into_force"] == "2011-06-03"


def test_on_one_day_the_order_of_the_file_holds_whatever_the_clock_says(run):
    acts = [accept("CHN", "2023-08-01T18:00+08:00", id="evening"), accede("BLR", "2023-08-01T09:00+08:00")]
    assert verdict(run([*IN_FORCE, *acts]), "evening") == (False, "nothing-to-accept")


@pytest.mark.parametrize(
    "date",
    [
        pytest.param("2011-02-29", id="no-such-day"),
        pytest.param("2011-13-01", id="no-such-month"),
        pytest.param("2023-09-14T23:30", id="a-moment-without-its-zone"),
        pytest.param("14.09.2023", id="another-way-of-writing-it"),
    ],
)
def test_a_date_that_cannot_be_read(faults, date):
    assert says(faults([*IN_FORCE, notify("UZB", date)]), date)


@pytest.mark.parametrize("field", ["sent", "intended"])
def test_sent_and_intended_are_days(faults, field):
    acts = [*IN_FORCE, act("withdrawal", "TJK", "2025-01-02", **{field: "2025-01-02T10:00+05:00"})]
    assert says(faults(acts), "2025-01-02T10:00+05:00")


# -- after another act or effect ---------------------------------------------------------------------------------

# Belarus: instrument on 1 August; Kazakhstan accepts on 10 August, Russia on 5 August 2023.
PENDING = [
    *IN_FORCE,
    accede("BLR", "2023-08-01", id="instrument"),
    accept("KAZ", "2023-08-10"),
    accept("RUS", "2023-08-05"),
]
COMPLETE = [*IN_FORCE, accede("BLR", "2023-08-01"), *all_accept("2023-09-01")]
TJK_LEAVES = [*IN_FORCE, leave("TJK", "2025-01-02")]


@pytest.mark.parametrize(
    ("acts", "anchor", "day"),
    [
        pytest.param(PENDING, after("instrument", 30), "2023-08-31", id="an-act-by-its-id"),
        pytest.param(PENDING, after("accession", 45, of="BLR"), "2023-09-15", id="an-act-by-its-kind-and-State"),
        pytest.param(PENDING, after("accession", 0, of="BLR"), "2023-08-01", id="no-days"),
        pytest.param(PENDING, after("accession", of="BLR"), "2023-08-01", id="days-left-out"),
        pytest.param(PENDING, after("notification", 10, by="KAZ"), "2011-04-22", id="by-who-did-it"),
        pytest.param(PENDING, after("notification", 10, of="KAZ"), "2011-04-22", id="of-is-by-where-an-act-has-none"),
        pytest.param(PENDING, after("notification", 10), "2011-03-20", id="the-first-of-all-notifications"),
        pytest.param(PENDING, after("acceptance", 3, of="BLR"), "2023-08-08", id="the-first-in-time-not-in-the-file"),
        pytest.param(PENDING, after("acceptance", 3, of="BLR", by="KAZ"), "2023-08-13", id="by-and-of"),
        pytest.param(PENDING, after("entry-into-force", 60), "2011-08-01", id="the-general-entry"),
        pytest.param(PENDING, after("entry-into-force-for", 1, of="TJK"), "2011-06-03", id="the-entry-of-one-State"),
        pytest.param(COMPLETE, after("accession-complete", 5, of="BLR"), "2023-09-06", id="completion"),
        pytest.param(COMPLETE, after("entry-into-force-for", 5, of="BLR"), "2023-10-06", id="entry-of-the-acceding"),
        pytest.param(TJK_LEAVES, after("withdrawal", 14, of="TJK"), "2025-01-16", id="the-notice"),
        pytest.param(TJK_LEAVES, after("withdrawal-effective", 14, of="TJK"), "2025-04-16", id="its-effect"),
        pytest.param(COMPLETE, after("accession", 366, of="BLR"), "2024-08-01", id="across-a-leap-day"),
    ],
)
def test_after(run, acts, anchor, day):
    timeline = run([*acts, notify("UZB", anchor)])
    assert act_of(timeline)["date"] == day
    assert verdict(timeline) == ADMITTED


def test_an_id_wins_over_a_kind(run):
    acts = [*IN_FORCE, notify("KGZ", "2012-03-10", id="accession"), accede("BLR", "2012-01-10")]
    timeline = run([*acts, notify("UZB", after("accession", 5))])
    assert act_of(timeline)["date"] == "2012-03-15"


def test_a_chain(run):
    acts = [*IN_FORCE, accede("BLR", "2023-08-01", id="one"), accept("KAZ", after("one", 10), id="two")]
    timeline = run([*acts, accept("RUS", after("two", 10), id="three"), notify("UZB", after("three", 10))])
    assert [act_of(timeline, which)["date"] for which in ("two", "three", -1)] == [
        *("2023-08-11", "2023-08-21", "2023-08-31")
    ]


def test_the_anchor_may_stand_later_in_the_file(run):
    timeline = run([accept("KAZ", after("accession", 10), id="first"), *IN_FORCE, accede("BLR", "2023-08-01")])
    assert act_of(timeline, "first")["date"] == "2023-08-11"
    assert verdict(timeline, "first") == ADMITTED


def test_a_moment_as_anchor_counts_by_its_beijing_day(run):
    acts = [*IN_FORCE, accede("BLR", "2023-08-01T23:30+05:00"), accept("KAZ", after("accession", 30))]
    assert act_of(run(acts))["date"] == "2023-09-01"


def test_an_act_that_was_refused_happened_too(run):
    acts = [*IN_FORCE, accede("BLR", "2011-05-20", id="returned"), notify("UZB", after("accession", 20))]
    timeline = run(acts)
    assert verdict(timeline, "returned") == (False, "accession-before-entry-into-force")
    assert act_of(timeline)["date"] == "2011-06-09"


def test_anchors_move_with_the_reading(run):
    acts = [*IN_FORCE, notify("UZB", after("entry-into-force", 10))]
    assert act_of(run(acts, readings={"entry-period": "clear-days"}))["date"] == "2011-06-13"


def test_the_last_acceptance_may_hang_on_the_instrument(run):
    acts = [*IN_FORCE, accede("BLR", "2023-08-01"), *all_accept(after("accession", 45, of="BLR"))]
    assert entry(run(acts), "BLR") == "2023-10-15"  # complete on 15 September


# -- rank on one day ---------------------------------------------------------------------------------------------


def test_an_act_after_an_effect_of_the_day_comes_after_it(run):
    timeline = run([accede("BLR", after("entry-into-force"), id="first"), *IN_FORCE])
    assert act_of(timeline, "first")["date"] == "2011-06-02"
    assert verdict(timeline, "first") == ADMITTED


def test_straight_after_its_anchor(run):
    # The acceptance stands first in the file, so its own rank of the day is past when the instrument arrives; it
    # comes straight after the instrument, before the instrument is withdrawn again.
    acts = [
        accept("KAZ", after("instrument"), id="early"),
        accede("BLR", "2023-08-01", id="instrument"),
        act("accession-withdrawn", "BLR", "2023-08-01"),
    ]
    timeline = run([*acts, *IN_FORCE])
    assert verdict(timeline, "early") == ADMITTED
    same_day = [row["act"] for row in timeline["timeline"] if row["date"] == "2023-08-01"]
    assert same_day == ["instrument", "early", act_of(timeline, 2)["id"]]


def test_its_own_rank_where_that_is_still_to_come(run):
    # The acceptance stands last in the file: by then the instrument has been withdrawn.
    acts = [
        accede("BLR", "2023-08-01", id="instrument"),
        act("accession-withdrawn", "BLR", "2023-08-01"),
        accept("KAZ", after("instrument")),
    ]
    assert verdict(run([*IN_FORCE, *acts])) == (False, "nothing-to-accept")


def test_with_days_between_the_order_of_the_file_holds(run):
    # Both on 11 August: the withdrawal of the instrument stands later in the file than the acceptance.
    acts = [
        accept("KAZ", after("instrument", 10), id="acceptance"),
        accede("BLR", "2023-08-01", id="instrument"),
        act("accession-withdrawn", "BLR", "2023-08-11", id="gone"),
    ]
    timeline = run([*acts, *IN_FORCE])
    assert [row["act"] for row in timeline["timeline"] if row["date"] == "2023-08-11"] == ["acceptance", "gone"]


def test_on_one_day_the_effects_come_before_the_acts(run):
    timeline = run([accede("BLR", "2011-06-02", id="first"), *IN_FORCE])
    on_the_day = [row["kind"] for row in timeline["timeline"] if row["date"] == "2011-06-02"]
    assert on_the_day == ["entry-into-force", *["entry-into-force-for"] * 4, "accession"]


# -- never -------------------------------------------------------------------------------------------------------

NEVER = {
    "an-effect-that-does-not-come": [*IN_FORCE, notify("UZB", after("withdrawal-effective", 10, of="TJK"))],
    "a-completion-that-hangs-on-it": [
        *IN_FORCE,
        accede("BLR", "2023-08-01"),
        *all_accept("2023-09-01", "CHN", "KAZ", "KGZ", "RUS", "TJK"),
        accept("UZB", after("accession-complete", of="BLR")),
    ],
    "a-chain-of-what-never-comes": [
        *IN_FORCE,
        accede("BLR", after("termination", 5), id="never-lodged"),
        accept("KAZ", after("never-lodged", 10)),
    ],
    "a-revoked-notice": [
        *TJK_LEAVES,
        act("withdrawal-revoked", "TJK", "2025-02-01"),
        notify("UZB", after("withdrawal-effective")),
    ],
}


@pytest.mark.parametrize("acts", NEVER.values(), ids=NEVER)
def test_never(run, acts):
    last = act_of(run(acts, through="2030-12-31"))
    assert (last["date"], last["admitted"], last["finding"], last["why"]) == (None, None, None, "never")


def test_the_fourth_cannot_wait_for_the_entry_it_causes(run):
    timeline = run(four_notify(fourth=after("entry-into-force")), through="2030-12-31")
    assert timeline["entry_into_force"] is None
    assert (act_of(timeline)["admitted"], act_of(timeline)["why"]) == (None, "never")
    assert standing(timeline, "TJK") == "signatory"


@pytest.mark.parametrize(
    "acts",
    [
        pytest.param([accede("BLR", after("b"), id="a"), accept("KAZ", after("a"), id="b")], id="two-acts"),
        pytest.param([accede("BLR", after("a", 3), id="a")], id="itself"),
        pytest.param(
            [accede("BLR", after("c"), id="a"), accept("KAZ", after("a"), id="b"), accept("RUS", after("b"), id="c")],
            id="three-acts",
        ),
    ],
)
def test_a_circle_among_acts_is_an_error(faults, acts):
    assert faults([*IN_FORCE, *acts])


@pytest.mark.parametrize(
    ("anchor", "word"),
    [
        pytest.param(after("no-such-thing", 5), "no-such-thing", id="neither-a-kind-nor-an-id"),
        pytest.param(after("accession", -1, of="BLR"), "-1", id="less-than-no-days"),
        pytest.param(after("accession", 1.5, of="BLR"), "1.5", id="half-a-day"),
    ],
)
def test_an_anchor_that_cannot_be_read(faults, anchor, word):
    assert says(faults([*IN_FORCE, accede("BLR", "2023-08-01"), notify("UZB", anchor)]), word)


# -- the end of the calendar -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fourth", "day"),
    [
        pytest.param("9999-12-01", "9999-12-31", id="on-the-last-day-there-is"),
        pytest.param("9999-12-02", None, id="a-day-too-late"),
        pytest.param("9999-12-31", None, id="received-on-the-last-day"),
    ],
)
def test_beyond_the_calendar(run, fourth, day):
    timeline = run(four_notify(fourth=fourth))
    assert timeline["entry_into_force"] == day
    assert "beyond-calendar" in codes(timeline)  # on the last day it is the sixty days of 5(1) that run out
    notes = [row["severity"] for row in timeline["findings"] if row["code"] == "beyond-calendar"]
    assert set(notes) == {"note"}


def test_a_date_beyond_the_calendar_never_comes(run):
    timeline = run([*IN_FORCE, notify("UZB", after("entry-into-force", 3_000_000))], through="2030-12-31")
    assert (act_of(timeline)["date"], act_of(timeline)["admitted"]) == (None, None)
    assert standing(timeline, "UZB") == "signatory"


# -- what a file may not say -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        pytest.param(act("ratification-party", "CHN", "2011-03-10"), "ratification-party", id="an-unknown-act"),
        pytest.param(act("deposit", "CHN", "2011-03-10", instrument="approval"), "deposit", id="an-act-of-others"),
        pytest.param(act("notification", "CHN", "2011-03-10", dated="x"), "dated", id="an-unknown-key"),
        pytest.param(notify("CHN", "2009-06-15"), "2009-06-15", id="before-signing"),
    ],
)
def test_an_act_that_cannot_be(faults, fault, word):
    assert says(faults([*IN_FORCE, fault]), word)


def test_all_faults_of_a_file_come_at_once(faults):
    messages = faults(
        [*IN_FORCE, notify("UZB", "2011-02-30"), propose("CHN", "2012-02-01"), consent("RUS", "2012-02-31")]
    )
    assert says(messages, "2011-02-30")
    assert says(messages, "2012-02-31")
