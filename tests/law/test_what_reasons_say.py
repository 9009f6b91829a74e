"""What a reason says: the tree of a day, written as one line.

`a-CHN` and the like are ids of acts, `e1` of effects; "30 days after x" is the day that a period reaches from x, with
the readings that it was counted by in square brackets.
"""

import pytest

from tests.law.agreement import (
    BUDAPEST,
    PARIS,
    accede,
    accept,
    after,
    all_consent,
    deposit,
    effects,
    four_notify,
    leave,
    meet,
    notify,
    propose,
    the_duty,
    unsign,
)

SHOWN = {"entry-period", "window", "accession-period", "notice-length", "notice-base"}


def line(reason):
    """A reason as one line, in the words of the formula."""
    of = [line(part) for part in reason.get("of", [])]
    match reason["op"]:
        case "given":
            return reason["act"]
        case "effect":
            return reason["effect"]
        case "fixed":
            return " ".join([reason["what"], *of])
        case "after":
            period = " ".join(f"{reason[unit]} {unit}" for unit in ("years", "months", "days") if unit in reason)
            first = ", then the first of a month" if reason["wording"] == "first-of-following-month" else ""
            rounded = f", {reason['month-end']}" if "month-end" in reason else ""
            read = ", ".join(reason["reading"].values())
            why = "; ".join([reason["provision"], *([read] if read else [])])
            return f"{period}{first}{rounded} after {of[0]} ({why})"
        case "nth":
            group = f" {reason['group']}" if "group" in reason else ""
            return f"{reason['n']} of {reason['from']}{group}: {' '.join(of)}"
        case "if":
            before = " before ".join(line(part) for part in reason["before"])
            return f"if {before} then {line(reason['then'])} else {line(reason['else'])}"
        case "share":
            return f"{reason['percent']} % of {reason['quantity']}: {' '.join(of)}"
        case op:
            return f"{op} of [{' | '.join(of)}]"


FOUR = "4 of 6: n-CHN n-RUS n-KAZ n-TJK"


def why(timeline, kind, state=None):
    """The reasons of the effects of one kind, in order."""
    return [line(effect["reason"]) for effect in effects(timeline, kind, state)]


# -- 12(1) --------------------------------------------------------------------------------------------------------


def test_the_general_day(run):
    assert why(run(four_notify()), "entry-into-force") == [f"30 days after {FOUR} (12(1); day-after)"]


def test_one_of_the_four(run):
    own = f"30 days after latest of [n-CHN | {FOUR}] (12(1); day-after)"
    assert why(run(four_notify()), "entry-into-force-for", "CHN") == [own]


@pytest.mark.parametrize(
    ("received", "readings", "day", "reason"),
    [
        pytest.param(
            *("2011-05-20", {}, "2011-06-19"),
            f"30 days after latest of [late | {FOUR}] (12(1); day-after, own-date)",
            id="in-the-window-its-own-date",
        ),
        pytest.param(
            *("2011-05-20", {"entry-period": "clear-days"}, "2011-06-20"),  # 20 May + 31
            f"31 days after latest of [late | {FOUR}] (12(1); clear-days, own-date)",
            id="in-the-window-its-own-date-in-clear-days",
        ),
        pytest.param(
            *("2011-05-20", {"window": "general-date", "entry-period": "clear-days"}, "2011-06-03"),  # 3 May + 31
            f"if late before 31 days after {FOUR} (12(1); clear-days, general-date) "
            f"then 31 days after {FOUR} (12(1); clear-days, general-date) "
            f"else 31 days after latest of [late | {FOUR}] (12(1); clear-days, general-date)",
            id="in-the-window-the-general-date",
        ),
        pytest.param(
            *("2012-01-10", {"window": "general-date"}, "2012-02-09"),
            f"30 days after latest of [late | {FOUR}] (12(1); day-after)",
            id="once-in-force-there-is-no-doubt-about-the-window",
        ),
    ],
)
def test_a_later_notification(run, received, readings, day, reason):
    timeline = run([*four_notify(), notify("UZB", received, id="late")], readings=readings)
    assert [effect["date"] for effect in effects(timeline, "entry-into-force-for", "UZB")] == [day]
    assert why(timeline, "entry-into-force-for", "UZB") == [reason]


# -- 12(3) --------------------------------------------------------------------------------------------------------

BY_ALL = "a-CHN | a-KAZ | a-KGZ | a-RUS | a-TJK | a-UZB"


def acceptances(*states, date="2012-02-01", of="BLR"):
    return [accept(state, date, of, id=f"a-{state}") for state in states]


ALL_SIX = acceptances("UZB", "TJK", "RUS", "KGZ", "KAZ", "CHN")


def test_complete_with_the_last_acceptance(run):
    timeline = run([*four_notify(), accede("BLR", "2012-01-10", id="blr"), *ALL_SIX])
    assert why(timeline, "accession-complete") == [f"latest of [blr | {BY_ALL}]"]
    assert why(timeline, "entry-into-force-for", "BLR") == ["30 days after e6 (12(3); day-after)"]


def test_an_instrument_that_was_held(run):
    acts = [*four_notify(), accede("BLR", "2011-05-10", id="blr"), *ALL_SIX]
    timeline = run(acts, readings={"early-accession": "held"})
    assert why(timeline, "accession-complete") == [f"latest of [latest of [blr | e1] | {BY_ALL}]"]


def test_who_left_the_set_without_an_answer(run):
    acts = [*four_notify(), accede("BLR", "2012-01-10", id="blr"), *acceptances("CHN", "KAZ", "RUS", "TJK", "UZB")]
    timeline = run([*acts, unsign("KGZ", "2012-03-01", id="gone")])
    assert why(timeline, "accession-complete") == ["latest of [blr | a-CHN | a-KAZ | a-RUS | a-TJK | a-UZB | gone]"]
    assert [effect["date"] for effect in effects(timeline, "accession-complete")] == ["2012-03-01"]


def test_who_left_the_set_after_its_answer(run):
    # Kyrgyzstan and Uzbekistan accept, then withdraw their signatures; the last acceptance comes in April.
    acts = [*four_notify(), accede("BLR", "2012-01-10", id="blr"), *acceptances("UZB", "KGZ", "RUS", "TJK", "KAZ")]
    acts += [unsign("UZB", "2012-03-02", id="u"), unsign("KGZ", "2012-03-01", id="k")]
    timeline = run([*acts, *acceptances("CHN", date="2012-04-02")])
    assert why(timeline, "accession-complete") == [
        "latest of [blr | a-CHN | a-KAZ | a-RUS | a-TJK | earliest of [a-KGZ | k] | earliest of [a-UZB | u]]"
    ]


# -- 12(4) --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "readings", "day", "reason"),
    [
        pytest.param(
            *({}, {}, "2012-04-01"),  # 2 January + 90
            "90 days after notice (12(4); at-least, receipt)",
            id="from-receipt",
        ),
        pytest.param(
            *({"sent": "2011-12-28"}, {"notice-base": "sending"}, "2012-03-27"),  # 28 December + 90
            "latest of [90 days after sent notice (12(4); at-least, sending) | 1 days after notice (VCLT 78(b))]",
            id="from-dispatch",
        ),
        pytest.param(
            *({"sent": "2012-01-02"}, {"notice-base": "sending"}, "2012-04-01"),
            "latest of [90 days after sent notice (12(4); at-least, sending) | 1 days after notice (VCLT 78(b))]",
            id="from-dispatch-on-the-day-of-receipt",
        ),
        pytest.param(
            *({}, {"notice-base": "sending"}, "2012-04-01"),
            "latest of [90 days after sent-unknown notice (12(4); at-least, sending) "
            "| 1 days after notice (VCLT 78(b))]",
            id="from-dispatch-on-an-unknown-day",
        ),
        pytest.param(
            *({"intended": "2012-07-01"}, {}, "2012-07-01"),
            "latest of [90 days after notice (12(4); at-least, receipt) | intended notice]",
            id="on-a-later-day-that-it-names",
        ),
    ],
)
def test_withdrawal(run, more, readings, day, reason):
    timeline = run([*four_notify(), leave("TJK", "2012-01-02", id="notice", **more)], readings=readings)
    assert [effect["date"] for effect in effects(timeline, "withdrawal-effective")] == [day]
    assert why(timeline, "withdrawal-effective") == [reason]


def test_a_notice_received_before_it_says_it_was_sent(run):
    # Received ten days after entry into force, on 12 June 2011; it says that it was sent a year later.
    notice = leave("TJK", after("entry-into-force", 10), sent="2012-06-01", id="notice")
    timeline = run([*four_notify(), notice], readings={"notice-base": "sending"})
    (reason,) = why(timeline, "withdrawal-effective")
    counted = "90 days after earliest of [sent notice | notice] (12(4); at-least, sending)"
    assert reason == f"latest of [{counted} | 1 days after notice (VCLT 78(b))]"


def test_a_notice_that_was_moved(run):
    acts = [leave("TJK", "2012-01-02", id="notice"), leave("TJK", "2012-02-01", intended="2012-07-01", id="later")]
    timeline = run([*four_notify(), *acts])
    assert why(timeline, "withdrawal-effective") == [
        "latest of [90 days after notice (12(4); at-least, receipt) | intended later]"
    ]


# -- months and years, groups and shares --------------------------------------------------------------------------


def test_months_that_end_on_a_day_that_does_not_exist(run):
    # Six months after 31 August 2011 would be 31 February 2012.
    timeline = run([*four_notify(), meet("CHN", "2011-08-31", id="met")], through="2012-01-01")
    (_, duty) = [row for row in timeline["obligations"] if row["duty"] == "consultation"]
    assert (duty["due"], line(duty["reason"])) == ("2012-02-29", "6 months, clip after met (5(2))")


def test_months_that_end_on_a_day_that_does(run):
    timeline = run([*four_notify(), meet("CHN", "2011-08-29", id="met")], through="2012-01-01")
    (_, duty) = [row for row in timeline["obligations"] if row["duty"] == "consultation"]
    assert (duty["due"], line(duty["reason"])) == ("2012-02-29", "6 months after met (5(2))")


def test_the_end_of_a_month_where_the_treaty_lets_it_roll_over(run):
    # One month after 31 January 2012 would be 31 February: rolled over to 1 March.
    parameters = {"12(1)": {"months": 1, "month-end": "roll"}}
    timeline = run(four_notify(fourth="2012-01-31"), parameters=parameters)
    assert timeline["entry_into_force"] == "2012-03-01"
    assert why(timeline, "entry-into-force") == [f"1 months, roll after {FOUR} (12(1); day-after)"]


def test_no_days_at_all(run):
    # One day with the day of receipt counted is the day of receipt itself.
    timeline = run(four_notify(), parameters={"12(1)": {"days": 1}}, readings={"entry-period": "receipt-counted"})
    assert why(timeline, "entry-into-force") == [f"0 days after {FOUR} (12(1); receipt-counted)"]


FIVE = ("ALB", "HRV", "CAN", "JPN", "EST")


def test_five_of_all_and_three_of_a_group(run):
    acts = [deposit(state, f"2003-0{n}-10", id=state) for n, state in enumerate(FIVE, 1)]
    (reason,) = why(run(acts, treaty=BUDAPEST), "entry-into-force")
    assert reason == (
        "3 months, then the first of a month after latest of "
        "[5 of 50: ALB HRV CAN JPN EST | 3 of 45 council-of-europe: ALB HRV EST] (36(3))"
    )


def test_a_share_of_a_quantity(run):
    # 195 have signed; the European Union counts towards no number of Parties.
    acts = [deposit("CHN", "2016-09-03", id="CHN"), deposit("USA", "2016-09-04", id="USA")]
    (reason,) = why(
        run(
            acts,
            treaty=PARIS,
            parameters={"21(1)": {"threshold": 1, "share": {"quantity": "emissions", "percent": 30}}},
        ),
        "entry-into-force",
    )
    assert reason == "30 days after latest of [1 of 194: CHN | 30 % of emissions: CHN USA] (21(1))"


# -- the rest -----------------------------------------------------------------------------------------------------


def test_an_amendment(run):
    acts = [propose("CHN", "2012-01-10"), *all_consent("2012-02-01", "TJK", "RUS", "KAZ", "CHN")]
    acts = [{**one, "id": f"c-{one['by']}"} if one["act"] == "consent" else one for one in acts]
    timeline = run([*four_notify(), *acts])
    assert why(timeline, "amendment-in-force") == ["1 days after latest of [p | c-CHN | c-KAZ | c-RUS | c-TJK] (12(2))"]


def test_the_end_by_too_few_parties(run):
    acts = [leave("CHN", "2012-01-02"), leave("RUS", "2012-01-02"), leave("KAZ", "2012-01-03")]
    timeline = run([*four_notify(), *acts])
    out = [effect["id"] for effect in effects(timeline, "withdrawal-effective")]
    assert why(timeline, "termination") == [out[-1]]


def test_the_end_by_too_few_parties_rests_on_who_left_that_day_and_not_on_who_came(run):
    # All four are out on 1 April 2012 (2 January + 90), when Uzbekistan is bound (2 March + 30): one Party.
    acts = [leave(state, "2012-01-02") for state in ("CHN", "KAZ", "RUS", "TJK")]
    timeline = run([*four_notify(), *acts, notify("UZB", "2012-03-02")])
    out = [effect["id"] for effect in effects(timeline, "withdrawal-effective")]
    (end,) = effects(timeline, "termination")
    assert (end["date"], len(out), end["reading"]) == ("2012-04-01", 4, {"below-two": "ends"})
    assert line(end["reason"]) == f"latest of [{' | '.join(out)}]"


def test_duties(run):
    timeline = run([*four_notify(), leave("TJK", "2012-01-02", id="notice")])
    (entry,) = effects(timeline, "entry-into-force-for", "CHN")
    assert line(the_duty(timeline, "certified-copies")["reason"]) == "15 days after signature (11)"
    assert line(the_duty(timeline, "authority-exchange", "CHN")["reason"]) == f"60 days after {entry['id']} (5(1))"
    assert line(the_duty(timeline, "withdrawal-circulated")["reason"]) == "30 days after notice (12(4))"
