"""The roads of a treaty: into force, and for a State into the treaty, out of it, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy

from treatysim.checking.gaps import Gap
from treatysim.checking.stories import (
    PAUSE,
    Story,
    countable,
    enough,
    meets,
    shortcomings,
    the_clause,
)
from treatysim.law.accession import Accession
from treatysim.law.days import LAST_DAY
from treatysim.law.entry_into_force import GENERAL, EntryIntoForce
from treatysim.law.readings import AXES
from treatysim.law.treaty import Treaty
from treatysim.law.withdrawal import Withdrawal

BACK = "re-entry"
"""The doubt on which it hangs by which road a State that has left comes back."""

IRREGULAR = ("instrument-not-provided-for", "instrument-without-signature")
"""What is noted of an instrument that is counted, and that the text did not let its State deposit."""


def never_in_force(treaty: Treaty) -> Iterator[Gap]:
    """All States that can consent do so, and the treaty does not enter into force: too many are asked for, or too much
    of a quantity; or the day lies beyond the calendar, be the consents as early as can be; or no clause says when (VCLT
    24(2))."""
    clause = the_clause(treaty, EntryIntoForce)
    if clause is None:
        yield Gap("never-in-force", "never-without-clause", Story(treaty).scenario())
        return
    able = countable(treaty)
    stories = [_consented(treaty, able, day) for day in (treaty.signed + PAUSE, treaty.opens) if day <= LAST_DAY]
    if all(story.timeline().first(GENERAL) is None for story in stories):
        story = stories[0]
        short = shortcomings(treaty, clause, set(able))
        case = f"never-{short[0]}" if short else "never-in-time"
        words = {"provision": clause.provision, "threshold": clause.number("threshold"), "able": len(able)}
        words |= clause.parameters.get(short[0], {}) if short and short[0] in ("members", "share") else {}
        yield Gap("never-in-force", case, story.scenario(), (clause.provision,), words=words)


def _consented(treaty: Treaty, able: tuple[str, ...], day: int) -> Story:
    """As many consents as are needed, or all that there can be, on one day."""
    story = Story(treaty)
    for state in enough(treaty) if meets(treaty, able) else able:
        story.consent(state, day)
    return story


def no_road(treaty: Treaty) -> Iterator[Gap]:
    """A Party that can do nothing to leave; a State that has not signed, or one that has left, that can do nothing to
    come in, whoever agrees to it.  The end of the treaty for all is no road of one State."""
    yield from _out(treaty)
    yield from _in(treaty)
    yield from _back(treaty)


def _out(treaty: Treaty) -> Iterator[Gap]:
    story, party = Story(treaty), enough(treaty)[-1]
    entry = story.enter_into_force(more=1)
    if story.leave(party, entry + PAUSE) is None:
        clause = the_clause(treaty, Withdrawal)
        here = () if clause is None else (clause.provision,)
        yield Gap("no-road", "no-way-out", story.scenario(), here, {"day": entry}, {"state": (party,)})


def _in(treaty: Treaty) -> Iterator[Gap]:
    story = Story(treaty)
    day, state = story.enter_into_force() + PAUSE, story.outsider()
    if not any(_brought_in(road, state) for road in _tried(story, state, day)):
        _try_all(story, state, day)
        case = "no-way-in-noted" if _bound(story, state) else "no-way-in"
        yield Gap("no-road", case, story.scenario(), (), {"day": day}, {"state": (state,)})


def _back(treaty: Treaty) -> Iterator[Gap]:
    for readings in _ways_back(treaty):
        story, state = Story(treaty, readings), enough(treaty)[-1]
        out = story.leave(state, story.enter_into_force(more=1) + PAUSE)
        if out is None or story.timeline().first("termination") is not None:
            continue
        day = out + PAUSE
        if not any(_brought_in(road, state) for road in _tried(story, state, day)):
            _try_all(story, state, day)
            case = "no-way-back-read" if readings else "no-way-back"
            days, words = {"out": out, "day": day}, {"answer": readings.get(BACK, "")}
            yield Gap("no-road", case, story.scenario(), (), days, {"state": (state,)}, words)


def _ways_back(treaty: Treaty) -> Iterator[Mapping[str, str]]:
    if BACK in treaty.axes:
        yield from ({BACK: answer} for answer in AXES[BACK].order)
    else:
        yield {}


# -- what a State can do to come in


def _tried(story: Story, state: str, day: int) -> Iterator[Story]:
    """The story gone on by each road that there is, alone: consent like a signatory's, and accession accepted by all
    whose acceptance is asked."""
    consenting = _copied(story)
    consenting.consent(state, day)
    yield consenting
    if the_clause(story.treaty, Accession) is not None:
        acceding = _copied(story)
        acceding.accept(state, acceding.ask_to_accede(state, day), day + PAUSE)
        yield acceding


def _try_all(story: Story, state: str, day: int) -> None:
    """Go on by every road at once, so that the witness shows that each is closed."""
    story.consent(state, day)
    if the_clause(story.treaty, Accession) is not None:
        story.accept(state, story.ask_to_accede(state, day), day + PAUSE)


def comes_in_by_consent(story: Story, state: str, day: int) -> bool:
    """Whether a State becomes a Party by consenting as those do who have signed, and nothing is noted against it."""
    road = _copied(story)
    road.consent(state, day)
    return _brought_in(road, state)


def _brought_in(road: Story, state: str) -> bool:
    noted = any(it.code in IRREGULAR and it.state == state for it in road.timeline().findings)
    return _bound(road, state) and not noted


def _bound(road: Story, state: str) -> bool:
    found = road.timeline()
    return any(one.state == state and one.in_force and one.in_force[-1][1] is None for one in found.states)


def _copied(story: Story) -> Story:
    found = copy(story)
    found.acts = list(story.acts)
    return found
