"""The drafting linter: every planted gap is found, alone, with a witness that shows it; and nothing where all is said.

The planted gaps stand in copies of `complete/river-patrols.yaml` (signed 1 March 2019; three notifications, thirty
days).  A story lets the first State consent thirty days after signing, on 31 March, and the others a day apart: the
third notification is received on 2 April, and the treaty is in force on 2 May 2019.  The days below were counted by
hand from there.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import treatysim
from tests.law.agreement import act_of, codes, days_of, entries, intervals, standing, verdict, waiting
from treatysim.checking.gaps import RULES
from treatysim.checking.lint import gaps
from treatysim.checking.silences import BREACHES
from treatysim.cli import app
from treatysim.errors import FaultyFile
from treatysim.files import load_treaty, shipped_treaties
from treatysim.law.days import day_of, iso
from treatysim.law.treaty import CLAUSE_KINDS
from treatysim.report.gaps import sentence
from treatysim.words import catalogue

HERE = Path(__file__).parent
COMPLETE = sorted((HERE / "complete").glob("*.yaml"))
PLANTED = sorted((HERE / "gaps").glob("*.yaml"))


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def lint(*words):
    return CliRunner().invoke(app, ["lint", *map(str, words)])


def linted(*words):
    """The exit code, and the answer as plain values."""
    done = lint(*words, "--format", "json")
    return done.exit_code, json.loads(done.stdout)


def replayed(folder, found):
    """What `treatysim run` makes of a witness that was saved."""
    return treatysim.simulate(treatysim.load(folder / found["file"])).to_dict()


@pytest.fixture
def planted(tmp_path):
    """Lints a treaty with a planted gap: the only gap found, and its witness replayed."""

    def one(name):
        code, said = linted(HERE / "gaps" / f"{name}.yaml", "--save", tmp_path)
        assert code == 1
        (found,) = said["gaps"]
        assert [path.name for path in tmp_path.iterdir()] == [found["file"]]
        assert (tmp_path / found["file"]).read_text("utf-8") == found["witness"]
        return found, replayed(tmp_path, found)

    return one


# -- a planted gap for every rule --------------------------------------------------------------------------------


def test_blocked_accession(planted):
    found, witness = planted("blocked-accession")
    assert (found["rule"], found["provisions"], found["file"]) == (
        "blocked-accession",
        ["10(2)"],
        "blocked-accession.yaml",
    )
    assert "all accept but Tajikistan" in found["says"]
    assert waiting(witness, "BLR") == ["TJK"]
    assert (standing(witness, "BLR"), witness["coming"]) == ("applicant", [])
    assert [it["by"] for it in witness["acts"] if it["act"] == "acceptance"] == ["KAZ", "KGZ"]


def test_withdrawn_instrument(planted):
    found, witness = planted("withdrawn-instrument")
    assert (found["rule"], found["provisions"]) == ("withdrawn-instrument", ["10(1)"])
    # taken back halfway between 2 April and 2 May
    assert "On 17 April 2019" in found["says"]
    assert "still enters into force on 2 May 2019, for 2 of the 3" in found["says"]
    assert verdict(witness, -1) == (True, "no-authority")
    assert (witness["acts"][-1]["act"], witness["acts"][-1]["date"]) == ("notification-withdrawn", "2019-04-17")
    assert witness["entry_into_force"] == "2019-05-02"
    assert entries(witness, "KAZ", "KGZ", "TJK") == [None, "2019-05-02", "2019-05-02"]


def test_below_threshold(planted):
    found, witness = planted("below-threshold")
    assert (found["rule"], found["filled_by"]) == ("below-threshold", None)
    # notice on 1 June, thirty days after entry into force; 180 days: 29 of June, 31, 31, 30, 31 and 28 of November
    assert "Tajikistan leaves on 28 November 2019. The Parties left, 2," in found["says"]
    assert intervals(witness, "TJK") == [("2019-05-02", "2019-11-28")]
    assert witness["terminated"] is None
    assert [it["state"] for it in witness["states"] if it["standing"] == "party"] == ["KAZ", "KGZ"]


def test_amendment_without_date(planted):
    found, witness = planted("amendment-without-date")
    assert (found["rule"], found["provisions"]) == ("amendment-without-date", ["11"])
    assert days_of(witness, "amendment-in-force") == ["2019-07-02"]  # the last consent on 1 July, and a day
    assert "from 2 July 2019, the next day" in found["says"]


def test_same_words(planted):
    found, witness = planted("same-words")
    assert (found["rule"], found["provisions"]) == ("same-words", ["10(1)", "10(2)", "11"])
    # both received on 1 July, sixty days after entry into force: + 30, and + 31 that 30 clear days may lie between
    assert (
        found["says"]
        == "From 1 July 2019, 10(1) counts 30 days to 31 July 2019, and 10(2) counts them to 1 August 2019."
    )
    assert entries(witness, "UZB", "BLR") == ["2019-07-31", "2019-08-01"]
    assert {act_of(witness, which)["date"] for which in (-1, -2)} == {"2019-07-01"}


def test_duty_without_consequence(planted):
    found, witness = planted("duty-without-consequence")
    assert (found["rule"], found["provisions"]) == ("duty-without-consequence", ["13"])
    (duty,) = witness["obligations"]
    # signing and twenty days
    assert (duty["provision"], duty["bearer"], duty["due"], duty["status"]) == (
        "13",
        "DEPOSITARY",
        "2019-03-21",
        "overdue",
    )
    assert "by 21 March 2019" in found["says"]


def test_no_way_out(planted):
    found, witness = planted("no-way-out")
    assert (found["rule"], found["provisions"]) == ("no-road", [])
    assert "Tajikistan is a Party since 2 May 2019" in found["says"]
    assert intervals(witness, "TJK") == [("2019-05-02", None)]


def test_no_way_in(planted):
    found, witness = planted("no-way-in")
    assert (found["rule"], found["provisions"]) == ("no-road", [])
    assert "Belarus has not signed" in found["says"]
    assert (codes(witness), standing(witness, "BLR")) == (["not-a-signatory"], "third")


def test_never_in_force(planted):
    found, witness = planted("never-in-force")
    assert (found["rule"], found["provisions"]) == ("never-in-force", ["10(1)"])
    assert "asks for 5 consents, and only 4 States can give one" in found["says"]
    assert [(it["by"], it["admitted"]) for it in witness["acts"]] == [
        (state, True) for state in ("KAZ", "KGZ", "TJK", "UZB")
    ]
    assert (witness["entry_into_force"], witness["coming"]) == (None, [])


def test_no_way_back(tmp_path):
    # Where nobody can accede and those who left must, there is no way in either: two gaps, each with its own witness.
    code, said = linted(HERE / "gaps" / "no-way-back.yaml", "--save", tmp_path)
    assert code == 1
    assert [(found["rule"], found["file"]) for found in said["gaps"]] == [
        ("no-road", "no-road.yaml"),
        ("no-road", "no-road-2.yaml"),
    ]
    witness = replayed(tmp_path, said["gaps"][1])
    assert "Tajikistan left on 28 November 2019" in said["gaps"][1]["says"]
    assert (codes(witness), standing(witness, "TJK")) == (["former-party-must-accede"], "former-party")


def test_there_is_a_planted_gap_for_every_rule():
    planted = {found.rule for path in PLANTED for found in gaps(load_treaty(path)).found}
    assert planted == set(RULES)


# -- readings, and other ways to plant a gap ---------------------------------------------------------------------


@pytest.fixture
def changed(tmp_path):
    """The cases found in a complete treaty in which one thing is said otherwise, with what their witnesses show."""

    def one(name, *changes):
        text = (HERE / "complete" / f"{name}.yaml").read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, "utf-8")
        return {gap.case: gap for gap in gaps(load_treaty(path)).found}

    return one


def test_left_open_is_not_settled(changed):
    opened = ("settles: {entry-period: day-after, window: own-date, threshold: recount}", "readings: [threshold]")
    assert list(changed("river-patrols", opened)) == ["withdrawn-stands"]


def test_by_deposit_an_instrument_taken_back_is_known_to_no_act(changed):
    found = changed("common-fishery", ("    settles: {threshold: recount}\n", ""))
    assert list(found) == ["withdrawn-deposit"]
    timeline = treatysim.simulate(found["withdrawn-deposit"].witness)
    assert [effect.kind for effect in timeline.coming][:1] == ["entry-into-force"]


def test_too_few_parties_end_the_treaty(changed):
    found = changed("river-patrols", ("minimum: 2", "minimum: 3"), ("    settles: {below-two: ends}\n", ""))
    gap = found["below-open-ends"]
    assert gap.provisions == ("12(2)",)
    assert (gap.words["minimum"], gap.words["least"], gap.words["left"]) == ("12(2)", 3, 2)
    assert treatysim.simulate(gap.witness).first("termination") == gap.days["day"]
    assert "12(2) names a number of Parties, 3, and leaves open whether the treaty ends with fewer" in sentence(gap)


def test_a_minimum_of_general_law_is_not_the_text(changed):
    found = changed("river-patrols", ('provision: "12(2)"', 'provision: "VCLT 55"'))
    assert found["below-goes-on"].filled == "VCLT 55"


def test_clauses_that_are_open_can_come_apart(changed):
    opened = (
        ("settles: {early-accession: held, accession-period: day-after}", "readings: [accession-period]"),
        (
            "settles: {entry-period: day-after, window: general-date, threshold: date-stands}",
            "settles: {threshold: date-stands}",
        ),
    )
    found = changed("rail-gauge", *opened)["same-words"]
    assert found.provisions == ("7(1)", "7(2)")
    assert found.witness.readings == {"accession-period": "clear-days"}


def test_months_that_end_differently_come_apart_only_at_a_month_s_end(changed):
    found = changed("rail-gauge", ("{months: 2, acceptance: false}", "{months: 2, month-end: roll, acceptance: false}"))
    days = found["same-words"].days
    # third notification 1 January 2022, in force 1 March; of the days from 30 April on, 31 July is the first from which
    # two months end on a day that there is not, 31 September
    assert [iso(days[key]) for key in ("day", "first", "second")] == ["2022-07-31", "2022-09-30", "2022-10-01"]


LENGTH_OPEN = (
    "settles: {notice-length: at-least, notice-base: receipt, short-notice: earliest-lawful-date, re-entry: accession}",
    "readings: [notice-length]\n    settles: {re-entry: accession}",
)


def test_a_notice_is_counted_like_the_rest_or_not(changed):
    found = changed("river-patrols", ("days: 180", "days: 30"), LENGTH_OPEN)
    assert list(found) == ["same-words"]
    assert found["same-words"].provisions == ("10(1)", "12(1)", "10(2)", "11")
    # on 1 July a late notification and a notice are received: 30 days, and 31 that 30 clear days may lie between
    timeline = treatysim.simulate(found["same-words"].witness)
    days = {(it.kind, it.state): iso(day_of(it.at)) for it in timeline.effects}
    assert found["same-words"].witness.readings == {"notice-length": "clear-days"}
    assert days["withdrawal-effective", "KAZ"] == "2019-08-01"


def test_where_no_state_is_left_to_consent_late_the_clause_itself_says_the_day(changed):
    found = changed(
        "river-patrols",
        ("threshold: 3", "threshold: 4"),
        ("accession-period: day-after", "accession-period: clear-days"),
    )
    # four consents, so in force on 3 May 2019, and sixty days later
    assert [iso(found["same-words"].days[key]) for key in ("day", "first", "second")] == [
        "2019-07-02",
        "2019-08-01",
        "2019-08-02",
    ]


def test_a_way_of_counting_that_is_spelt_out_is_no_gap(changed):
    assert (
        changed(
            "court-records",
            ("subject: amendment, months: 3, counting: first-of-following-month", "subject: amendment, months: 3"),
        )
        == {}
    )


def test_an_annex_without_a_date(changed):
    assert list(changed("common-fishery", ("{subject: annex, days: 60}", "{subject: annex}"))) == [
        "amendment-without-date"
    ]


@pytest.mark.parametrize(
    ("clause", "bearers"),
    [
        (
            '    parameters: {days: 60}\n    settles: {authority-exchange: each-party}\n    consequence: "9"\n',
            ("KAZ", "KGZ", "TJK"),
        ),
        ('re-entry: accession}\n    consequence: "9"\n', ("DEPOSITARY",)),
    ],
)
def test_each_duty_without_a_consequence(changed, clause, bearers):
    found = changed("river-patrols", (clause, clause.replace('    consequence: "9"\n', "")))
    assert list(found) == ["duty"]
    assert found["duty"].states["bearers"] == bearers
    timeline = treatysim.simulate(found["duty"].witness)
    assert {it.bearer for it in timeline.obligations if it.status == "overdue" and it.due == timeline.through} == set(
        bearers
    )


NEVER = {
    "never-members": (
        "court-records",
        ("members: {group: baltic, threshold: 2}", "members: {group: baltic, threshold: 4}"),
    ),
    "never-share": ("common-fishery", ("percent: 60", "percent: 96")),  # the other 5 percent are not counted
    "never-in-time": ("river-patrols", ("{threshold: 3, days: 30}", "{threshold: 3, days: 3000000}")),
    "never-threshold": ("common-fishery", ("threshold: 3", "threshold: 500")),
}


@pytest.mark.parametrize("case", NEVER)
def test_a_treaty_that_can_never_enter_into_force(changed, case):
    name, change = NEVER[case]
    found = changed(name, change)
    assert next(iter(found)) == case
    assert treatysim.simulate(found[case].witness).first("entry-into-force") is None


def test_a_share_that_all_together_just_carry(changed):
    assert changed("common-fishery", ("percent: 60", "percent: 95")) == {}


def test_nothing_said_at_all(tmp_path):
    path = tmp_path / "none.yaml"
    path.write_text("treaty: none\ntitle: T\nsigned: 2020-01-01\nsignatories: []\nclauses: []\n", "utf-8")
    found = gaps(load_treaty(path))
    assert [gap.case for gap in found.found] == ["never-without-clause"]
    assert {"withdrawn-instrument", "no-road"} <= set(found.untold)


@pytest.fixture
def signed(tmp_path):
    """The path of the river agreement as signed on another day."""

    def one(day):
        path = tmp_path / "late.yaml"
        text = (HERE / "complete" / "river-patrols.yaml").read_text("utf-8")
        path.write_text(text.replace("2019-03-01", day), "utf-8")
        return path

    return one


def test_a_treaty_signed_too_late_for_the_calendar_can_never_enter_into_force(signed, tmp_path):
    # thirty days after 2 December, were all to consent when they sign, is 1 January 10000
    code, said = linted(signed("9999-12-02"), "--save", tmp_path)
    assert (code, [found["rule"] for found in said["gaps"]]) == (1, ["never-in-force"])
    assert "lies beyond the calendar" in said["gaps"][0]["says"]
    assert said["untold"] == ["same-words", "no-road"]
    witness = replayed(tmp_path, said["gaps"][0])
    assert {it["date"] for it in witness["acts"]} == {"9999-12-02"}
    assert witness["entry_into_force"] is None


def test_what_could_not_be_tried_is_no_clean_sheet(signed):
    # thirty days after 1 December is 31 December: in force at the last moment, and nothing after that can be told
    path = signed("9999-12-01")
    done = lint(path)
    assert done.exit_code == 1
    assert "(river-patrols): no gap found, but not every rule could be tried" in " ".join(done.stdout.split())
    assert gaps(load_treaty(path)).untold == ("same-words", "no-road")


def test_a_treaty_that_only_early_consents_bring_into_force_is_no_gap(changed):
    # in force on the last day of the calendar, if all consent when they sign; thirty days later it would be too late
    days = (date(9999, 12, 31) - date(2019, 3, 1)).days
    assert changed("river-patrols", ("{threshold: 3, days: 30}", f"{{threshold: 3, days: {days}}}")) == {}
    late = changed("river-patrols", ("{threshold: 3, days: 30}", f"{{threshold: 3, days: {days + 1}}}"))
    assert list(late) == ["never-in-time"]


# -- a second road in, by deposit ----------------------------------------------------------------------------------

COPIES = '  - provision: "31"\n'
ACCESSION = '  - {provision: "32", kind: accession, parameters: {days: 30}, settles: {acceptors: parties}}\n'
JOINING = (COPIES, ACCESSION + COPIES)
CLOSED = ("instruments: [ratification, approval, accession]", "instruments: [ratification, approval]")


def test_whoever_can_deposit_an_accession_is_blocked_by_nobody(changed, tmp_path):
    assert changed("common-fishery", JOINING) == {}
    done = lint(tmp_path / "common-fishery.yaml")
    assert done.exit_code == 0
    told = " ".join(done.stdout.split())
    assert (
        "On blocked-accession: no gap; 32 asks for acceptances, but under 30 a State that has not signed can deposit"
        " its own consent instead, which nobody need accept." in told
    )


def test_where_only_signatories_can_deposit_a_silent_state_blocks(changed):
    found = changed("common-fishery", JOINING, CLOSED)
    assert list(found) == ["blocked-accession"]
    assert found["blocked-accession"].provisions == ("32",)
    timeline = treatysim.simulate(found["blocked-accession"].witness)
    waiting_for = {one.state: one.waiting_for for one in timeline.states}
    # ISL, NOR and RUS ratify: the three that carry most, 70.5 percent together; the last of them says nothing
    assert waiting_for["BLR"] == ("RUS",)


def test_a_text_that_names_no_accession_opens_no_way_in(changed):
    found = changed("common-fishery", CLOSED)
    assert list(found) == ["no-way-in-noted"]
    timeline = treatysim.simulate(found["no-way-in-noted"].witness)
    assert [it.code for it in timeline.findings if it.state == "BLR"] == ["instrument-without-signature"]
    assert next(one.in_force for one in timeline.states if one.state == "BLR")


def test_those_who_may_only_accede_do_not_count_towards_entry_where_none_may(changed):
    found = changed("common-fishery", ("threshold: 3", "threshold: 6"), CLOSED)
    assert (found["never-threshold"].words["threshold"], found["never-threshold"].words["able"]) == (6, 5)


# -- what is believed ------------------------------------------------------------------------------------------------


def test_a_consequence_may_stand_in_an_article_that_the_file_does_not_hold(changed, tmp_path):
    there = '    parameters: {days: 20}\n    consequence: "9"\n'
    assert changed("river-patrols", (there, there.replace('"9"', '"14 bis"'))) == {}
    done = lint(tmp_path / "river-patrols.yaml")
    assert done.exit_code == 0
    told = " ".join(done.stdout.split())
    assert (
        "On duty-without-consequence: what follows a breach of the duties under 13 is said by 14 bis. This is believed:"
        " the file holds nothing of it." in told
    )


def test_the_date_that_no_act_can_put_to_the_test_is_believed_as_settled():
    found = gaps(load_treaty(HERE / "complete" / "common-fishery.yaml"))
    assert [(it.rule, it.case, it.words["answer"]) for it in found.absent] == [
        ("withdrawn-instrument", "settled-unseen", "recount")
    ]
    assert gaps(load_treaty(HERE / "complete" / "river-patrols.yaml")).absent == ()


def test_no_cure_is_named_as_if_it_could_be_tried():
    cures = {found["rule"]: found["cure"] for found in linted("budapest-2001")[1]["gaps"]}
    assert "No act takes a deposited instrument back here" in cures["withdrawn-instrument"]
    cures = {found["rule"]: found["cure"] for found in linted("sco-iis-2009")[1]["gaps"]}
    assert cures["withdrawn-instrument"].startswith("say whether the date stands or those left are counted afresh")


def test_one_period_in_other_words_is_not_said_to_be_the_same_words():
    """12(1) has "on the thirtieth day after", 12(3) "in thirty days after": whether they differ is undecided (E-26)."""
    found = next(it for it in linted("sco-iis-2009")[1]["gaps"] if it["rule"] == "same-words")
    assert found["title"] == "the same period can be counted to different days"
    assert "undecided" in found["authority"]


# -- no false alarm ----------------------------------------------------------------------------------------------


def test_there_are_five_complete_treaties():
    assert len(COMPLETE) >= 5


@pytest.mark.parametrize("path", COMPLETE, ids=lambda path: path.stem)
def test_a_complete_treaty_has_no_gap(path):
    done = lint(path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].endswith(": no gap found")
    assert gaps(load_treaty(path)).untold == ()


# -- the treaties that ship --------------------------------------------------------------------------------------

SHIPPED = {
    # By hand, from the clauses.  12(3) asks everybody's acceptance and knows no other way in; nothing is said of a
    # notification taken back (12(1)) or of fewer than four Parties (VCLT 55 is none of the text's); neither the annexes
    # (1, 2) nor amendments (12(2)) have a day; "thirtieth day after" (12(1)) and "in thirty days after" (12(3)) are
    # each open; three duties have a due day (5(1), 11, 12(4)), and no provision says what follows.  There is a way in
    # (12(3)), out (12(4)) and, under each reading of E-36, back: no road is closed.
    "sco-iis-2009": [
        ("blocked-accession", ["12(3)"], None),
        ("withdrawn-instrument", ["12(1)"], None),
        ("below-threshold", ["12(1)"], "VCLT 55"),
        ("amendment-without-date", ["1, 2"], None),
        ("amendment-without-date", ["12(2)"], None),
        ("same-words", ["12(1)", "12(3)"], None),
        ("duty-without-consequence", ["5(1)"], None),
        ("duty-without-consequence", ["11"], None),
        ("duty-without-consequence", ["12(4)"], None),
    ],
    # As far as the files hold them: entry into force and withdrawal, by deposit, open to all.
    "budapest-2001": [("withdrawn-instrument", ["36(3)"], None), ("below-threshold", ["36(3)"], None)],
    "paris-2015": [("withdrawn-instrument", ["21(1)"], None), ("below-threshold", ["21(1)"], None)],
}


def test_every_treaty_that_ships_is_listed():
    assert tuple(sorted(SHIPPED)) == shipped_treaties()


@pytest.mark.parametrize("name", SHIPPED)
def test_the_treaties_that_ship(name, tmp_path):
    code, said = linted(name, "--save", tmp_path)
    assert code == 1
    assert [(it["rule"], it["provisions"], it["filled_by"]) for it in said["gaps"]] == SHIPPED[name]
    if name == "sco-iis-2009":  # the State that says nothing need not be a Party at all
        blocked = replayed(tmp_path, said["gaps"][0])
        assert [standing(blocked, state) for state in waiting(blocked, "BLR")] == ["signatory"]
    for found in said["gaps"]:
        assert found["witness"].splitlines()[0].startswith(f"# Invented, as a witness of the gap '{found['rule']}'")
        replayed(tmp_path, found)


# -- the command -------------------------------------------------------------------------------------------------


def test_the_witness_stands_in_the_report_as_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = lint("sco-iis-2009")
    assert done.exit_code == 1
    shown = done.stdout.split("Witness, blocked-accession.yaml:\n")[1].split("\n\n")[0]
    (tmp_path / "shown.yaml").write_text(shown, "utf-8")
    assert treatysim.load("shown.yaml").acts[-1].kind == "acceptance"
    assert max(len(line) for line in done.stdout.splitlines() if "{act:" not in line and "title:" not in line) <= 80


def test_several_treaties_have_their_own_witnesses(tmp_path):
    code, said = linted("budapest-2001", COMPLETE[0], "budapest-2001", "--save", tmp_path)
    assert code == 1
    assert [it["treaty"] for it in said] == ["budapest-2001", "common-fishery", "budapest-2001"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "budapest-2001-below-threshold-2.yaml",
        "budapest-2001-below-threshold.yaml",
        "budapest-2001-withdrawn-instrument-2.yaml",
        "budapest-2001-withdrawn-instrument.yaml",
    ]


def test_witnesses_find_a_treaty_file_from_their_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text((HERE / "gaps" / "no-way-in.yaml").read_text("utf-8"), "utf-8")
    for folder in ("deep/er", "."):
        assert lint("./mine.yaml", "--save", folder).exit_code == 1
        assert treatysim.load(Path(folder) / "no-road.yaml").treaty.id == "no-way-in"


def test_a_treaty_file_without_an_ending_is_named_as_a_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine").write_text((HERE / "gaps" / "no-way-in.yaml").read_text("utf-8"), "utf-8")
    assert lint("./mine", "--save", ".").exit_code == 1
    assert treatysim.load("no-road.yaml").treaty.id == "no-way-in"


def refused(*words):
    done = lint(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    return done.stderr


def test_bad_input_is_told_and_nothing_is_written(tmp_path):
    assert refused("sco-iis-2010").endswith("write 'sco-iis-2009'\n")
    assert refused(tmp_path / "none.yaml").endswith("none.yaml:1:1: no such file; expected a file; check its name\n")
    assert "expected a treaty that ships" in refused("-")
    bad, worse = tmp_path / "bad.yaml", tmp_path / "worse.yaml"
    bad.write_text("treaty: bad\n", "utf-8")
    worse.write_text("treaty: [\n", "utf-8")
    told = refused("sco-iis-2009", bad, worse, "--save", tmp_path / "out")
    assert "bad.yaml:1:1: a treaty without 'clauses'" in told
    assert "worse.yaml:2:1: no YAML" in told
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = Path("file")
    file.write_text("", "utf-8")
    assert refused("sco-iis-2009", "--save", file).startswith("--save: 'file', which is a file; expected a directory")
    assert "which is a file" in refused("sco-iis-2009", "--save", file / "below")
    assert "which cannot be written" in refused("sco-iis-2009", "--save", "/proc/nowhere")
    (tmp_path / "below-threshold.yaml").mkdir()
    assert "which cannot be written" in refused("sco-iis-2009", "--save", tmp_path)


def test_the_treaty_file_is_never_overwritten(tmp_path):
    path = tmp_path / "no-road.yaml"
    text = (HERE / "gaps" / "no-way-in.yaml").read_text("utf-8")
    path.write_text(text, "utf-8")
    assert "which is the treaty file itself" in refused(path, "--save", tmp_path)
    assert path.read_text("utf-8") == text


# -- the catalogue and the tables of rules -----------------------------------------------------------------------


def test_every_rule_and_every_case_has_its_words():
    words = catalogue()
    for section in ("gap-titles", "gap-authorities"):
        assert tuple(words[section]) == RULES
    assert set(words["gap-cures"]) <= {*RULES, *words["gaps"]}
    assert set(words["gap-cures"]) >= set(RULES)
    assert set(words["gaps"]) == set(words["gap-fills"])


def test_every_duty_with_a_due_day_can_be_breached_in_a_story():
    paid = [kind("1", {"circulation-days": 1, "days": 1}).deadlines for kind in CLAUSE_KINDS.values()]
    assert {duty for duties in paid for duty in duties} == set(BREACHES)


def test_a_faulty_file_is_no_treaty(tmp_path):
    with pytest.raises(FaultyFile):
        gaps(load_treaty(tmp_path / "none.yaml"))
