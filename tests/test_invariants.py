"""What must hold of every timeline, tried by Hypothesis on short lives drawn from narrow windows round the periods."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import treatysim
from tests.conftest import SCENARIOS
from tests.plain import scenario_of

SIGNATORIES = ["CHN", "KAZ", "KGZ", "RUS", "TJK"]
STRANGERS = ["BLR", "IRN"]
WINDOWS = (0, 1, 29, 30, 31, 59, 60, 61, 89, 90, 91)
START = date(2011, 12, 1)
CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

one_of = st.sampled_from


def plainly(kind: str, by: list[str], **more: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    fields = {"act": st.just(kind), "by": one_of(by)} | {key: one_of(values) for key, values in more.items()}
    return st.fixed_dictionaries(fields)


ANYBODY = SIGNATORIES + STRANGERS
ACTS = st.one_of(
    plainly("notification", SIGNATORIES),
    plainly("notification", SIGNATORIES),
    plainly("notification-withdrawn", SIGNATORIES),
    plainly("signature-withdrawn", SIGNATORIES),
    plainly("accession", STRANGERS),
    plainly("acceptance", ANYBODY, of=STRANGERS),
    plainly("acceptance", SIGNATORIES, of=STRANGERS),
    plainly("refusal", SIGNATORIES, of=STRANGERS),
    plainly("withdrawal", ANYBODY),
    plainly("withdrawal-revoked", ANYBODY),
    plainly("authority-exchange", ANYBODY),
    plainly("consultation", ANYBODY),
)
READINGS = st.fixed_dictionaries(
    {},
    optional={
        "window": one_of(["own-date", "general-date"]),
        "threshold": one_of(["date-stands", "recount"]),
        "acceptors": one_of(["signatories-and-acceded", "parties", "contracting"]),
        "acceptor-set": one_of(["at-deposit", "at-last-acceptance"]),
        "early-accession": one_of(["returned", "held"]),
        "re-entry": one_of(["notification", "accession"]),
        "below-two": one_of(["ends", "continues"]),
    },
)


@st.composite
def lives(draw: st.DrawFn) -> dict[str, Any]:
    """A life that usually begins with four notifications; each act a chosen number of days after the one before."""
    day, acts = START, []
    opening = [{"act": "notification", "by": state} for state in draw(st.permutations(SIGNATORIES))[:4]]
    rest = draw(st.lists(ACTS, max_size=16))
    for act in ([] if draw(st.booleans()) and rest else opening) + rest:
        day += timedelta(days=draw(one_of(WINDOWS)))
        acts.append(act | {"date": day.isoformat(), "id": f"act-{len(acts)}"})
    return {"signatories": SIGNATORIES, "readings": draw(READINGS), "acts": acts, "through": day.isoformat()}


def answer(said: dict[str, Any]) -> dict[str, Any]:
    return treatysim.simulate(scenario_of(said)).to_dict()


@CALM
@given(lives(), ACTS, st.integers(1, 100))
def test_a_later_act_never_changes_the_past(life: dict[str, Any], act: dict[str, Any], later: int) -> None:
    day = date.fromisoformat(life["through"]) + timedelta(days=later)
    stranger_named = {"states": None, "acts": None, "digest": None}
    before = answer(life)
    after = answer(life | {"acts": [*life["acts"], act | {"date": day.isoformat(), "id": "later"}]})
    assert after | stranger_named == before | stranger_named
    known = {row["state"]: row for row in after["states"]}
    assert all(known[row["state"]] == row for row in before["states"])
    assert after["acts"][:-1] == before["acts"]


@CALM
@given(lives(), st.randoms(use_true_random=False))
def test_the_order_of_different_days_in_the_file_does_not_matter(life: dict[str, Any], random: Any) -> None:
    days = [list(acts) for _, acts in groupby(life["acts"], key=lambda act: act["date"])]
    random.shuffle(days)
    shuffled = answer(life | {"acts": [act for acts in days for act in acts]})
    straight = answer(life)
    for said in (shuffled, straight):
        said["acts"] = sorted(
            ({key: value for key, value in act.items() if key != "line"} for act in said["acts"]),
            key=lambda act: act["id"],
        )
        said["findings"] = [{key: value for key, value in row.items() if key != "line"} for row in said["findings"]]
        del said["digest"]
    assert shuffled == straight


@CALM
@given(lives())
def test_nobody_is_bound_before_consenting(life: dict[str, Any]) -> None:
    said = answer(life)
    for row in said["states"]:
        for interval in row["in_force"]:
            assert any(
                happening["kind"] in ("notification", "accession")
                and happening["state"] == row["state"]
                and happening["date"] < interval["from"]
                for happening in said["timeline"]
            )


@CALM
@given(lives())
def test_no_accession_without_every_acceptance(life: dict[str, Any]) -> None:
    """By the letter of 12(3), every signatory asked has accepted, left, or withdrawn its signature."""
    said = answer(life | {"readings": {}})
    for effect in said["timeline"]:
        if effect["kind"] != "accession-complete":
            continue
        earlier = said["timeline"][: said["timeline"].index(effect)]
        done = {
            row["state"]
            for row in earlier
            if row["kind"] in ("withdrawal-effective", "signature-withdrawn")
            or (row["kind"] == "acceptance" and acceptance_of(life, row["act"]) == effect["state"])
        }
        assert done >= set(SIGNATORIES) - {effect["state"]}


def acceptance_of(life: dict[str, Any], act: str) -> str:
    return next(str(row["of"]) for row in life["acts"] if row["id"] == act)


def test_the_same_file_gives_the_same_bytes() -> None:
    """Whatever the hash seed, and whichever process."""
    for name in ("belarus-accession", "last-four", "paris-2016"):
        command = [sys.executable, "-m", "treatysim", "run", "--format", "json", str(SCENARIOS / f"{name}.yaml")]
        outputs = {
            subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed}).stdout
            for seed in ("0", "1", "4711")
        }
        assert len(outputs) == 1
