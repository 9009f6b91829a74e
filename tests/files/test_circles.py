"""Circles among dates that hang on one another, against the plain definition."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from treatysim.files.anchors import check_anchors
from treatysim.files.document import Document, Place
from treatysim.law.acts import Act, Anchor
from treatysim.law.uncertain import Uncertain, Uniform, taken

STATES = ("CHN", "RUS", None)
KINDS = ("accession", "refusal", "withdrawal", "termination")


@st.composite
def acts(draw):
    """Up to seven acts, dated by a day, an id, a kind of act, perhaps of one State, or an effect."""
    number = draw(st.integers(1, 7))
    names = st.sampled_from([f"a{place + 1}" for place in range(number)] + list(KINDS))
    anchors = st.builds(Anchor, names, by=st.sampled_from(STATES), of=st.sampled_from(STATES), days=st.integers(0, 2))
    return tuple(
        Act(
            id=f"a{place + 1}",
            kind=draw(st.sampled_from(KINDS[:3])),
            by=draw(st.sampled_from(STATES[:2])),
            of=draw(st.sampled_from(STATES)),
            date=draw(anchors | st.just(734_000)) if place or draw(st.booleans()) else 734_000,
            rank=place,
        )
        for place in range(number)
    )


def candidates(act, among):
    ids = [one for one in among if one.id == act.date.after]
    return ids or [one for one in among if one.matches(act.date)]


def never_resolved(among):
    """The acts that are neither dated nor, step by step, come to be dated through one that is."""
    settled = {act.id for act in among if not isinstance(act.date, Anchor) or not candidates(act, among)}
    for _ in among:
        settled |= {
            act.id
            for act in among
            if act.id not in settled and any(one.id in settled for one in candidates(act, among))
        }
    return [act for act in among if act.id not in settled]


@settings(max_examples=400, deadline=None)
@given(acts())
def test_there_is_a_circle_where_nothing_can_begin(among):
    read = Document("s.yaml", values={("acts", act.rank): Place(act.rank + 1) for act in among})
    check_anchors(read, among, {})
    stuck = {act.rank + 1 for act in never_resolved(among)}
    assert bool(read.faults) == bool(stuck)
    assert {fault.line for fault in read.faults} <= stuck
    assert len({fault.line for fault in read.faults}) == len(read.faults)


@settings(max_examples=200, deadline=None)
@given(acts(), st.lists(st.sampled_from([None, 0.0, 0.9]), min_size=7, max_size=7))
def test_an_uncertain_date_waits_even_where_it_is_taken_never_to_come(among, nevers):
    uncertain = {
        act.id: Uncertain(act.date if isinstance(act.date, int) else replace(act.date, days=0), Uniform(3, 5), never)
        for act, never in zip(among, nevers, strict=False)
        if never is not None
    }
    dated = tuple(replace(act, date=taken(uncertain[act.id])[0]) if act.id in uncertain else act for act in among)
    certain, doubtful = (
        Document("s.yaml", values={("acts", act.rank): Place(act.rank + 1) for act in among}) for _ in "ab"
    )
    check_anchors(certain, among, {})
    check_anchors(doubtful, dated, uncertain)
    assert doubtful.faults == certain.faults
