"""Treaties as final clauses."""

from __future__ import annotations

import pytest

from tests.report.told import lines
from treatysim.files import load_treaty, shipped_treaties
from treatysim.law.readings import AXES
from treatysim.report.clauses import listed, shown


def test_every_treaty_that_ships_is_listed():
    assert tuple(row[0] for row in listed().rows) == shipped_treaties()


@pytest.mark.parametrize("name", shipped_treaties())
def test_every_clause_stands_with_its_words_and_every_doubt_with_each_answer(name):
    treaty = load_treaty(name)
    explanation = shown(treaty)
    assert len(explanation.chapters) == len(treaty.clauses)
    for clause, chapter in zip(treaty.clauses, explanation.chapters, strict=True):
        said = [line for node in chapter.nodes for line in lines(node)]
        assert clause.provision in chapter.heading
        assert said[0] == " ".join(clause.words.split())
        for axis in clause.axes:
            assert any(axis in line for line in said)
            assert all(any(f"{answer}" in line for line in said) for answer in AXES[axis].answers)


def test_headings_and_parameters():
    explanation = shown(load_treaty("paris-2015"))
    assert explanation.chapters[0].heading == "Article 21(1): entry into force"
    assert explanation.chapters[0].nodes[1].line == (
        "Parameters: instruments ratification / acceptance / approval / accession, threshold 55, "
        "share 55 percent of emissions, days 30."
    )


def test_the_note_on_the_text_stands_once():
    notes = shown(load_treaty("sco-iis-2009")).notes
    assert sum("unofficial English translation" in note for note in notes) == 1
