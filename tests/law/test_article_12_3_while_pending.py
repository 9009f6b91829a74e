"""Article 12(3): what else happens while an instrument is pending, and what the completion rests on.

Belarus deposits on 1 August 2023. All four Parties' notices of 10 August, and Tajikistan's alone, take effect on
8 November 2023 (10 August + 90); its notification of 20 November binds Tajikistan again on 20 December 2023.
"""

import pytest

from tests.law.agreement import (
    PARTIES,
    SIGNATORIES,
    accede,
    accept,
    all_accept,
    days_of,
    effects,
    entry,
    four_notify,
    leave,
    notify,
    take_back,
    unsign,
    waiting,
)

IN_FORCE = four_notify()
BLR_ACCEDES = accede("BLR", "2023-08-01")
TJK_OUT_AND_BACK = [leave("TJK", "2023-08-10"), notify("TJK", "2023-11-20")]
ALL_LEAVE = [leave(state, "2023-08-10") for state in PARTIES]


def test_an_acceding_party_whose_notice_runs_is_still_asked(run):
    # Belarus, bound since 1 October 2023, gives notice on 2 January 2025: it is out on 2 April (2 January + 90).
    acts = [*IN_FORCE, BLR_ACCEDES, *all_accept("2023-09-01"), accede("IRN", "2024-12-02"), leave("BLR", "2025-01-02")]
    acts += all_accept("2025-02-03", *SIGNATORIES, of="IRN")
    assert waiting(run(acts, through="2025-02-28"), "IRN") == ["BLR"]
    assert days_of(run(acts), "accession-complete", "IRN") == ["2025-04-02"]


@pytest.mark.parametrize(
    ("more", "doubts"),
    [
        pytest.param([], {"acceptors": "signatories-and-acceded"}, id="nobody-s-place-changed"),
        pytest.param(
            [unsign("UZB", "2023-08-20")],
            {"acceptors": "signatories-and-acceded", "acceptor-set": "at-deposit"},
            id="a-signatory-withdrew-meanwhile",
        ),
    ],
)
def test_the_doubts_about_who_must_accept(run, more, doubts):
    everyone = [state for state in SIGNATORIES if state != "UZB" or not more]
    timeline = run([*IN_FORCE, BLR_ACCEDES, *more, *all_accept("2023-09-01", *everyone)])
    (complete,) = effects(timeline, "accession-complete")
    assert complete["reading"] == doubts


def test_a_reason_forgets_that_a_state_was_away(run):
    # As before, but Kazakhstan answers last, on 10 January: what Tajikistan says in the end is its acceptance.
    acts = [*IN_FORCE, accede("BLR", "2023-08-01", id="blr"), *TJK_OUT_AND_BACK]
    acts += [accept("CHN", "2023-09-01", id="c"), accept("RUS", "2023-09-01", id="r")]
    acts += [accept("TJK", "2024-01-05", id="t"), accept("KAZ", "2024-01-10", id="k")]
    readings = {"acceptors": "parties", "acceptor-set": "at-last-acceptance"}
    (complete,) = effects(run(acts, readings=readings), "accession-complete")
    assert [part["act"] for part in complete["reason"]["of"]] == ["blr", "c", "k", "r", "t"]


def test_a_reason_names_the_first_answer_where_nobody_is_left_to_ask(run):
    readings = {"acceptors": "parties", "below-two": "continues"}
    acts = [*IN_FORCE, accede("BLR", "2023-08-01", id="blr"), *ALL_LEAVE]
    acts += [accept("TJK", "2023-09-02", id="t"), accept("CHN", "2023-09-01", id="c")]
    (complete,) = effects(run(acts, readings=readings, through="2026-12-31"), "accession-complete")
    opened, first, *each = complete["reason"]["of"]
    assert (opened["act"], first["op"]) == ("blr", "earliest")
    assert sorted(part["act"] for part in first["of"]) == ["c", "t"]
    assert first["day"] == "2023-09-01"
    assert [part["op"] for part in each] == ["earliest", "effect", "effect", "earliest"]  # CHN KAZ RUS TJK


# -- held until entry into force (E-17) ----------------------------------------------------------------------------


def test_a_day_of_entry_that_fell_away_receives_nothing(run):
    # In force on 2 June, but Tajikistan takes its notification back on 20 May and notifies again on 10 June: 10 July.
    acts = [*four_notify(), accede("BLR", "2011-05-10", id="blr"), take_back("TJK", "2011-05-20")]
    acts += [notify("TJK", "2011-06-10"), *all_accept("2011-07-11")]
    readings = {"early-accession": "held", "threshold": "recount"}
    timeline = run(acts, readings=readings)
    assert timeline["entry_into_force"] == "2011-07-10"
    assert entry(timeline, "BLR") == "2011-08-10"  # 11 July + 30
    assert waiting(run(acts, readings=readings, through="2011-06-05"), "BLR") == []
