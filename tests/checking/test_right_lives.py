"""Lives of the law as it is, counted by hand, on which no promised property may be broken, nor a timeline refused."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from treatysim.checking.registry import properties_of
from treatysim.checking.verify import refusals
from treatysim.files import load, load_text
from treatysim.law.timeline import Timeline
from treatysim.simulation import simulate

FOUR = "".join(
    f"  - {{act: notification, by: {by}, date: 2010-03-0{day}}}\n"
    for day, by in enumerate(("CHN", "KAZ", "RUS", "TJK"), 1)
)


def broken(timeline: Timeline) -> list[tuple[str, str]]:
    promised = (one for one in properties_of(timeline.scenario.treaty) if not one.conjecture and one.said_of(timeline))
    found = ((one.name, one.broken(timeline)) for one in promised)
    return [(name, breach.says) for name, breach in found if breach is not None]


def test_a_state_bound_after_a_held_instrument_was_received_is_not_asked() -> None:
    """In force on 3 April, thirty days after 4 March, and Belarus is received then: the Parties of that day are asked.
    Uzbekistan is bound on 4 April, before any act, and is not."""
    acts = "  - {act: accession, by: BLR, date: 2010-02-01}\n" + FOUR
    acts += "  - {act: notification, by: UZB, date: 2010-03-05}\n"
    acts += "".join(
        f"  - {{act: acceptance, by: {by}, of: BLR, date: 2010-05-01}}\n" for by in ("CHN", "KAZ", "RUS", "TJK")
    )
    readings = "readings: {early-accession: held, acceptors: parties, acceptor-set: at-deposit}\n"
    timeline = simulate(load_text(f"treaty: sco-iis-2009\n{readings}acts:\n{acts}"))
    assert any(effect.kind == "accession-complete" for effect in timeline.effects)
    assert broken(timeline) == []


def test_what_an_end_that_is_only_coming_overtakes_is_expected_no_more() -> None:
    """All consent on 1 January 2012: to an amendment in sixty days, and to the end in thirty, which comes first."""
    acts = FOUR
    for name, subject, period in (("amended", "amendment", 60), ("ended", "termination", 30)):
        acts += f"  - {{act: proposal, by: CHN, subject: {subject}, period: {period}, id: {name}, date: 2011-12-01}}\n"
        acts += "".join(
            f"  - {{act: consent, by: {by}, to: {name}, date: 2012-01-01}}\n" for by in ("CHN", "KAZ", "RUS", "TJK")
        )
    timeline = simulate(load_text(f"treaty: sco-iis-2009\nthrough: 2012-01-20\nacts:\n{acts}"))
    assert [effect.kind for effect in timeline.coming] == ["termination"]
    assert broken(timeline) == []


def test_a_duty_beyond_the_calendar_falls_due_on_no_day() -> None:
    """Thirty days after 15 December 9999 there is no day."""
    late = "  - {act: withdrawal, by: CHN, date: 9999-12-15}\n"
    timeline = simulate(load_text(f"treaty: sco-iis-2009\nacts:\n{FOUR}{late}"))
    assert [duty.due for duty in timeline.obligations if duty.duty == "withdrawal-circulated"] == [None]
    assert broken(timeline) == []


def test_each_number_of_days_is_counted_as_its_own_clause_counts(tmp_path: Path) -> None:
    """Notice takes effect on the first of the month following thirty days; the others are told within thirty days, from
    2 June until 2 July."""
    leaving = {"days": 30, "counting": "first-of-following-month", "circulation-days": 30}
    treaty = {
        "treaty": "months",
        "title": "Months",
        "signed": "2010-01-01",
        "depositary": {"name": "Nobody", "seat": "UTC"},
        "text": "English.",
        "signatories": ["CHN", "KAZ"],
        "clauses": [
            {"provision": "1", "kind": "entry-into-force", "parameters": {"threshold": 2, "days": 30}},
            {"provision": "2", "kind": "withdrawal", "parameters": leaving},
        ],
    }
    (tmp_path / "months.yaml").write_text(yaml.safe_dump(treaty), "utf-8")
    acts = [{"act": "notification", "by": by, "date": "2010-03-01"} for by in ("CHN", "KAZ")]
    acts.append({"act": "withdrawal", "by": "CHN", "date": "2012-06-02"})
    (tmp_path / "life.yaml").write_text(yaml.safe_dump({"treaty": "months.yaml", "acts": acts}), "utf-8")
    timeline = simulate(load(str(tmp_path / "life.yaml")))
    said = timeline.to_dict()
    assert [row["due"] for row in said["obligations"] if row["duty"] == "withdrawal-circulated"] == ["2012-07-02"]
    assert refusals(json.loads(json.dumps(said)))[0] == []
    assert broken(timeline) == []
