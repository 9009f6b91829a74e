"""Edges: suppositions that travel along anchors, notices at the limit of the law, days beyond the calendar."""

from tests.law.agreement import (
    act,
    act_of,
    after,
    days_of,
    duties,
    effects,
    four_notify,
    leave,
    notify,
    outcome,
    state_of,
    the_duty,
)

IN_FORCE = four_notify()


# -- what hangs on something that nobody has recorded ------------------------------------------------------------


def test_an_act_not_simulated_says_that_its_date_rests_on_a_supposed_one(run):
    # 1 January 2011 + 90 days is 1 April 2011, after the last day simulated.
    acts = [notify("CHN", "2011-01-01", supposed=True), notify("KAZ", after("notification", 90, by="CHN"))]
    told = act_of(run(acts, through="2011-01-05"))
    assert (told["date"], told["admitted"], told["why"], told["supposed"]) == (
        "2011-04-01",
        None,
        "after-through",
        True,
    )


def test_a_date_rests_on_what_an_act_is_dated_by(run):
    # The fourth notification is recorded, but only as so many days after a paper that nobody has recorded.
    acts = [
        act("certified-copies", date="2009-06-20", id="copies", supposed=True),
        *four_notify()[:3],
        notify("TJK", after("copies", 700)),
    ]
    timeline = run(acts)
    assert act_of(timeline)["date"] == "2011-05-21"
    assert [row["supposed"] for row in effects(timeline, "entry-into-force")] == [True]


def test_withdrawing_rests_on_the_first_notice_too(run):
    acts = [*IN_FORCE, leave("CHN", "2012-01-02", supposed=True), leave("CHN", "2012-02-01", intended="2012-06-01")]
    chn = state_of(run(acts, through="2012-03-01"), "CHN")
    assert (chn["standing"], chn["supposed"]) == ("withdrawing", True)


# -- notices -----------------------------------------------------------------------------------------------------


def test_never_earlier_than_the_day_after_receipt(run):
    # One day of notice, with the day of receipt counted, would end on the day of receipt itself (VCLT 78(b)).
    timeline = run(
        [*IN_FORCE, leave("TJK", "2012-01-02")],
        parameters={"12(4)": {"days": 1}},
        readings={"notice-length": "receipt-counted"},
    )
    assert days_of(timeline, "withdrawal-effective", "TJK") == ["2012-01-03"]


def test_a_notice_is_never_sent_after_its_receipt(run):
    # Received ten days after entry into force, on 12 June 2011; the later day of dispatch cannot be right.
    notice = leave("TJK", after("entry-into-force", 10), sent="2012-06-01")
    timeline = run([*IN_FORCE, notice], readings={"notice-base": "sending"})
    assert days_of(timeline, "withdrawal-effective", "TJK") == ["2011-09-10"]


def test_budapest_fixes_the_day_itself(run):
    deposits = [
        act("deposit", by, "2003-12-01", instrument="ratification") for by in ("ALB", "HRV", "EST", "HUN", "ROU")
    ]
    notice = leave("HUN", "2004-11-30", intended="2005-03-15")  # three months: 28 February; the next first: 1 March
    timeline = run([*deposits, notice], treaty="budapest-2001")
    assert days_of(timeline, "withdrawal-effective", "HUN") == ["2005-03-01"]
    assert [row["code"] for row in timeline["findings"]] == ["named-day-without-effect"]


# -- beyond 31 December 9999 -------------------------------------------------------------------------------------


def test_an_act_that_would_come_beyond_the_calendar_never_does(run):
    timeline = run([*IN_FORCE, notify("KGZ", after("entry-into-force", 3_000_000))], through="2011-05-10")
    assert (act_of(timeline)["date"], act_of(timeline)["why"]) == (None, "never")


def test_one_note_for_one_act(run):
    timeline = run([notify(by, "9999-12-20") for by in ("CHN", "KAZ", "RUS", "TJK")])
    assert timeline["entry_into_force"] is None
    noted = [(row["code"], row["provision"], row["state"], row["act"]) for row in timeline["findings"]]
    assert noted == [("beyond-calendar", "12(1)", "TJK", "a4")]


def test_no_none_in_a_sentence(run):
    acts = [*IN_FORCE, leave("CHN", "9999-12-20", intended="9999-12-31"), leave("CHN", "9999-12-21")]
    messages = [row["message"] for row in run(acts)["findings"]]
    assert len(messages) == 3
    assert not any("None" in message for message in messages)


def test_a_duty_beyond_the_calendar_is_performed_in_time(run):
    # Three million days from 2009 would end about the year 10222.
    copies = act("certified-copies", date="2009-07-01")
    timeline = run([copies], parameters={"11": {"days": 3_000_000}})
    assert outcome(the_duty(timeline, "certified-copies")) == (None, "2009-07-01", "performed")
    noted = [(row["code"], row["provision"], row["state"]) for row in timeline["findings"]]
    assert noted == [("beyond-calendar", "11", None)]


def test_consultations_in_the_last_year(run):
    timeline = run([*IN_FORCE, act("consultation", "CHN", "9999-01-15")])
    assert duties(timeline, "consultation")[-1]["due"] == "9999-07-15"


def test_a_note_for_each_state_whose_duty_lies_beyond_the_calendar(run):
    timeline = run(IN_FORCE, parameters={"5(1)": {"days": 3_000_000}})
    noted = [(row["code"], row["provision"], row["state"], row["act"]) for row in timeline["findings"]]
    assert noted == [("beyond-calendar", "5(1)", state, None) for state in ("CHN", "KAZ", "RUS", "TJK")]
