"""The rules held against published dates that nobody here computed (``../shared/records/``, beside the checkout).

Rows marked C (computed) or M (from memory) prove nothing and are left out.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import treatysim
from treatysim.files import load_text
from treatysim.law.days import Counting, Period

RECORDS = Path(__file__).parents[2] / "shared" / "records"
EXAMPLE = re.compile(r"(\d{4}-\d\d-\d\d) -> (\d{4}-\d\d-\d\d) \[(S|D)\]")
RULES: dict[str, tuple[str, Counting]] = {
    "SAME_DAY": ("days", "days-after"),
    "DAY_N": ("days", "days-after"),
    "DAYS_AFTER": ("days", "days-after"),
    "MONTHS": ("months", "days-after"),
    "YEARS": ("years", "days-after"),
    "FOM_AFTER_MONTHS": ("months", "first-of-following-month"),
    "FOM_AFTER_DAYS": ("days", "first-of-following-month"),
}

pytestmark = pytest.mark.skipif(not RECORDS.is_dir(), reason="the published records are not beside this checkout")


def rows(name: str) -> list[dict[str, str]]:
    with (RECORDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def reached(rule: str, number: str, since: str) -> str:
    unit, counting = RULES[rule]
    day = Period(**{unit: int(number or 0)}).add(date.fromisoformat(since).toordinal(), counting=counting)
    assert day is not None
    return date.fromordinal(day).isoformat()


def examples(column: str) -> list[tuple[str, str, str, str, str]]:
    found = []
    for row in rows("treaties.csv"):
        rule = row[f"{column}_rule_type"]
        for since, effect, _ in EXAMPLE.findall(row[f"{column}_examples"]):
            if rule in RULES:
                found.append((row["id"], rule, row[f"{column}_n"], since, effect))
    return found


def test_later_parties_are_bound_on_the_published_days() -> None:
    """But for Portugal and Kigali, whose deposit before the general date of 1 January 2019 shared that date (E-4)."""
    found = examples("later")
    missed = [(treaty, since) for treaty, rule, n, since, effect in found if reached(rule, n, since) != effect]
    assert len(found) > 25
    assert missed == [("KIGALI", "2018-07-17")]


def test_withdrawals_took_effect_on_the_published_days() -> None:
    found = examples("withdrawal")
    missed = [(treaty, since) for treaty, rule, n, since, effect in found if reached(rule, n, since) != effect]
    assert len(found) > 15
    assert missed == []


def test_the_whole_paris_table_comes_out_as_published() -> None:
    """Every Party of the table, with the acceptance of the United States of 3 September 2016 put back."""
    published = {row["Code"]: row for row in rows("paris-agreement.csv") if row["Ratification"]}
    codes = {"EUU": "EUE"}
    acts: list[dict[str, Any]] = [
        {"act": "deposit", "instrument": "ratification", "by": codes.get(code, code), "date": row["Ratification"]}
        for code, row in published.items()
    ]
    for act in acts:
        if act["by"] == "USA":
            act["date"] = "2016-09-03"
    timeline = treatysim.simulate(load_text(json.dumps({"treaty": "paris-2015", "acts": acts}), "paris")).to_dict()
    assert timeline["entry_into_force"] == "2016-11-04"
    bound = {row["state"]: row["in_force"][0]["from"] for row in timeline["states"] if row["in_force"]}
    told = {codes.get(code, code): row["Date-Of-Effect"] for code, row in published.items() if code != "USA"}
    differing = {code: (bound.get(code), day) for code, day in told.items() if bound.get(code) != day}
    assert len(told) > 190
    assert differing == {}
    assert bound["USA"] == "2016-11-04"


def test_most_later_parties_of_other_treaties_follow_one_period_each() -> None:
    """Nineteen in twenty of some 4,900 published dates lie one and the same period after the deposit."""
    later: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for row in rows("depositary-dates.csv"):
        if row["party_class"] == "later" and row["deposit_date"] and row["eif_state_date"]:
            pair = date.fromisoformat(row["deposit_date"]), date.fromisoformat(row["eif_state_date"])
            later.setdefault((row["treaty_id"], row["treaty_title"]), []).append(pair)
    periods = [(Period(days=n), "days-after") for n in (0, 30, 31, 60, 90, 120, 180)]
    periods += [(Period(months=n), "days-after") for n in (1, 2, 3, 4, 6, 12)]
    periods += [(Period(months=n), "first-of-following-month") for n in (0, 1, 2, 3, 6)]
    followed = Counter[bool]()
    for pairs in later.values():
        scores = [
            sum(period.add(given.toordinal(), counting=counting) == took.toordinal() for given, took in pairs)  # type: ignore[arg-type]
            for period, counting in periods
        ]
        followed[True] += max(scores)
        followed[False] += len(pairs) - max(scores)
    assert followed.total() > 4000
    assert followed[True] / followed.total() > 0.9
