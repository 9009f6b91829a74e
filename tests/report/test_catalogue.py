"""The catalogue has a word for everything that a report can come to speak of."""

from __future__ import annotations

import pytest

from treatysim.law.acts import ACTS, EFFECTS
from treatysim.law.readings import COUNTING
from treatysim.law.treaty import CLAUSE_KINDS
from treatysim.report.rows import STANDINGS
from treatysim.whatif.grammar import DUTIES
from treatysim.words import catalogue


@pytest.mark.parametrize(
    ("section", "needed"),
    [
        ("act-nouns", tuple(ACTS)),
        ("effect-nouns", EFFECTS),
        ("clauses", tuple(CLAUSE_KINDS)),
        ("standings", STANDINGS),
        ("goals", (*EFFECTS, *(f"standing-{standing}" for standing in STANDINGS))),
        ("goals", tuple(f"duty-{duty}" for duty in DUTIES)),
        ("reasons", tuple(way for way, added in COUNTING.items() if added)),
    ],
)
def test_no_word_is_missing(section, needed):
    assert set(needed) <= set(catalogue()[section])


def test_every_duty_has_its_short_word():
    assert set(catalogue()["duty-nouns"]) == set(catalogue()["duties"])


def test_every_standing_that_is_known_is_listed():
    assert set(STANDINGS) == set(catalogue()["standings"])
