"""``explain``: trees that end in provisions and acts, what a word selects, and why not yet."""

from __future__ import annotations

import pytest

from tests.report.told import FOUR, lines, told
from treatysim.errors import UnknownName
from treatysim.files import load
from treatysim.law.acts import EFFECTS
from treatysim.report.explanations import explain
from treatysim.simulation import simulate

APPLICANT = FOUR + "  - {act: accession, by: BLR, date: 2012-01-10}\n"


def chapter(explanation, heading):
    return [line for it in explanation.chapters if it.heading == heading for node in it.nodes for line in lines(node)]


def test_a_tree_ends_in_acts_with_state_act_day_line_and_supposed():
    assert chapter(explain(told(FOUR), "e1"), "Effects") == [
        "e1, 2 June 2011*: The treaty enters into force (12(1))",
        "  2 June 2011*: 30 days after, the day of receipt not counted (12(1); entry-period: day-after)",
        "    3 May 2011*: the fourth to come, of the 6 that could",
        "      10 March 2011: China, notification (a1, line 4)",
        "      21 March 2011: the Russian Federation, notification (a2, line 5)",
        "      12 April 2011: Kazakhstan, notification (a3, line 6)",
        "      3 May 2011*: Tajikistan, notification (fourth, line 7, supposed)",
    ]


def test_what_two_reasons_share_is_drawn_once():
    drawn = chapter(explain(told(FOUR), "2011-06-02"), "Effects")
    assert sum("Kazakhstan, notification" in line for line in drawn) == 2
    assert sum(line.endswith("the fourth to come, of the 6 that could (as above)") for line in drawn) == 4


def test_effects_referred_to_are_expanded_once_below():
    explanation = explain(told(FOUR), "authority-exchange")
    referred = [line for line in chapter(explanation, "Effects referred to") if not line.startswith(" ")]
    assert [line.split(",")[0] for line in referred] == ["e2", "e3", "e4", "e5"]


def test_an_act_selects_what_rests_on_it():
    explanation = explain(told(FOUR), "a1")
    assert chapter(explanation, "Acts") == [
        "a1, line 4, 10 March 2011: China notifies the completion of its internal procedures (admitted)"
    ]
    effects = [line for line in chapter(explanation, "Effects") if not line.startswith(" ")]
    assert [line.split(",")[0] for line in effects] == ["e1", "e2", "e3", "e4", "e5"]


def test_a_refused_act_says_why():
    timeline = told(FOUR + "  - {act: notification, by: CHN, date: 2011-05-10, id: again}\n")
    assert chapter(explain(timeline, "again"), "Acts")[0].endswith("adds nothing)")
    assert "(duplicate-notification, 12(1), again, line 8)" in chapter(explain(timeline, "again"), "Findings")[0]


def test_a_finding_shows_the_reading_and_the_authority_of_each_answer():
    timeline = told("\n  - {act: accession, by: BLR, date: 2010-01-10}\n")
    found = chapter(explain(timeline, "accession-before-entry-into-force"), "Findings")
    assert found[1] == "  early-accession (12(3); E-17)"
    assert found[2].startswith("    returned, as read here by default: ")
    assert found[3].startswith("    held: ")


def test_why_not_yet_three_of_four():
    three = "".join(FOUR.splitlines(keepends=True)[:4])
    assert chapter(explain(told(three)), "Why not yet") == [
        (
            "The treaty is not in force: 3 of 4 notifications stand. At least 1 more must come, "
            "from among Kyrgyzstan, Tajikistan and Uzbekistan."
        )
    ]


def test_why_not_yet_an_accession_that_one_state_refused():
    refused = APPLICANT + "  - {act: refusal, by: KGZ, of: BLR, date: 2012-02-01}\n"
    refused += "  - {act: acceptance, by: CHN, of: BLR, date: 2012-02-02}\n"
    stands = chapter(explain(told(refused), "Belarus"), "Where it stands, and what is missing")
    assert stands == [
        "Belarus has asked to accede.",
        (
            "The accession of Belarus is not complete: it waits for the acceptance of Kazakhstan, Kyrgyzstan, "
            "the Russian Federation, Tajikistan and Uzbekistan. Kyrgyzstan refused, which blocks it until the same "
            "State accepts."
        ),
    ]


def test_whoever_is_waited_for_is_told_so_and_a_signatory_lacks_its_own_notification():
    stands = chapter(explain(told(APPLICANT), "UZB"), "Where it stands, and what is missing")
    assert stands[0].startswith("Uzbekistan is only a signatory: its own notification has not come.")
    assert stands[-1] == "The acceptance of Uzbekistan is awaited for the accession of Belarus."


def test_what_is_coming_is_said_to_be():
    timeline = told(FOUR, through="2011-05-10")
    assert chapter(explain(timeline, "CHN"), "Effects")[0].startswith("e2, coming 2 June 2011*: ")
    stands = chapter(explain(timeline, "CHN"), "Where it stands, and what is missing")
    assert stands[-1] == "On its way: the entry into force for China of 2 June 2011* (e2)."


@pytest.mark.parametrize("word", ["KAZ", "kaz", "Kazakhstan", "the Depositary", "DEPOSITARY", "12(1)", "5(1)", "e3"])
def test_words_of_every_sort_are_known(word):
    assert explain(told(FOUR), word).chapters


@pytest.mark.parametrize("kind", EFFECTS)
def test_every_kind_of_effect_is_known_even_if_none_came(kind):
    assert explain(told(FOUR), kind).chapters


@pytest.mark.parametrize(
    ("word", "nearest"), [("Kazachstan", "'Kazakhstan'"), ("notificaton", "'notification'"), ("forth", "'fourth'")]
)
def test_a_word_that_means_nothing_is_answered_with_the_nearest(word, nearest):
    with pytest.raises(UnknownName, match=nearest):
        explain(told(FOUR), word)


def test_a_day_without_anything_names_the_days_around_it():
    said = chapter(explain(told(FOUR), "2011-06-03"), "Why not yet")
    assert said == [
        (
            "Nothing was received, came or fell due on 3 June 2011. The last day before it with anything is "
            "2 June 2011*. The next one is 1 August 2011*."
        )
    ]


@pytest.mark.parametrize("file", ["amendment", "last-four", "re-entry", "withdrawal", "paris-2016", "budapest-2004"])
def test_every_scenario_can_be_explained_as_a_whole(file):
    timeline = simulate(load(f"scenarios/{file}.yaml"))
    for word in (None, *(effect.id for effect in timeline.effects), *(state.state for state in timeline.states)):
        assert explain(timeline, word).chapters


def test_a_long_count_is_shortened_and_says_so():
    drawn = chapter(explain(simulate(load("scenarios/paris-2016.yaml")), "e1"), "Effects")
    assert any("… 62 more, from 22 April 2016 to 5 October 2016" in line for line in drawn)
