"""Which doubts matter here: every answer that some choice of readings gives, and the fewest readings that move it.

The run under one choice says which axes it consulted; choices that agree on those cannot differ.  So the readings are
a tree that branches only on consulted axes, and its leaves together stand for every combination: the answer is
complete, not sampled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, count, product
from math import prod

from treatysim.law.readings import AXES
from treatysim.law.scenario import Scenario
from treatysim.law.timeline import Timeline
from treatysim.simulation import simulate
from treatysim.whatif.answers import Answers, Question, answer, answers

Choice = tuple[tuple[str, str], ...]
"""Readings that are not those of the scenario: pairs of axis and value, in the order of the treaty's axes."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One run: the axes that had to be fixed on the way to it, and what it answers, whatever the other axes say."""

    fixed: Mapping[str, str]
    said: Answers


@dataclass(frozen=True, slots=True)
class _Fork:
    """An axis that every run from here on consults, and what follows under each of its values."""

    axis: str
    branches: Mapping[str, _Fork | _Leaf]


@dataclass(frozen=True, slots=True)
class Movable:
    """A date or standing that hangs on readings: its answer as the scenario is read, every possible answer, and the
    smallest sets of readings that move it, each with the answer it gives."""

    question: Question
    answer: str
    possible: tuple[str, ...]
    moved_by: tuple[tuple[Choice, str], ...]

    @property
    def earliest(self) -> str:
        """The first of the possible answers, as dates are ordered; ``never`` is later than any."""
        return self.possible[0]

    @property
    def latest(self) -> str:
        """The last of the possible answers."""
        return self.possible[-1]


@dataclass(frozen=True)
class Doubts:
    """Which doubtful wordings matter in a scenario: what can move, the axes that move something, and the idle rest.

    ``runs`` of ``combinations`` were simulated; the others cannot differ, because each differs from one of these only
    on axes that it did not consult.
    """

    scenario: Scenario = field(repr=False)
    movable: tuple[Movable, ...]
    bites: tuple[str, ...]
    idle: tuple[str, ...]
    runs: int
    combinations: int

    def to_dict(self) -> dict[str, object]:
        """The answer as plain JSON values."""
        return {
            "scenario": {"title": self.scenario.title, "file": self.scenario.file},
            "text": self.scenario.treaty.text,
            "readings": self.scenario.all_readings,
            "movable": [_movable_dict(one) for one in self.movable],
            "bites": {axis: dict(AXES[axis].answers) for axis in self.bites},
            "idle": list(self.idle),
            "runs": self.runs,
            "combinations": self.combinations,
        }


def _unwatched(runs: int) -> None:
    """Nobody wants to know how far it is."""


def readings(scenario: Scenario, ran: Callable[[int], None] = _unwatched) -> Doubts:
    """Every answer that some combination of readings gives; ``ran`` is told how many runs have been made.

    >>> from treatysim.files import load_text
    >>> acts = [f"{{act: notification, by: {who}, date: 2011-05-03}}" for who in ("CHN", "KAZ", "RUS", "TJK")]
    >>> doubts = readings(load_text("treaty: sco-iis-2009\\nacts: [" + ", ".join(acts) + "]"))
    >>> doubts.movable[0].possible, doubts.bites, doubts.runs
    (('2011-06-01', '2011-06-02', '2011-06-03'), ('entry-period',), 3)
    """
    chosen = scenario.all_readings
    tree = _grow(scenario, {}, simulate(scenario), count(1), ran)
    leaves = list(_under(tree, {}))
    usual = _at(tree, chosen)
    questions = dict.fromkeys(question for leaf in leaves for question in leaf.said)
    axes = [axis for axis in chosen if any(axis in leaf.fixed for leaf in leaves)]
    movable = tuple(
        Movable(
            question,
            answer(usual, question),
            tuple(sorted({answer(leaf.said, question) for leaf in leaves})),
            tuple(_smallest(question, tree, chosen, axes)),
        )
        for question in questions
        if any(answer(leaf.said, question) != answer(usual, question) for leaf in leaves)
    )
    biting = {axis for axis in axes if _bites(axis, tree, leaves)}
    return Doubts(
        scenario,
        movable,
        tuple(axis for axis in chosen if axis in biting),
        tuple(axis for axis in chosen if axis not in biting),
        len(leaves),
        prod(len(AXES[axis].answers) for axis in chosen),
    )


def _grow(
    scenario: Scenario, fixed: dict[str, str], timeline: Timeline, runs: Iterator[int], ran: Callable[[int], None]
) -> _Fork | _Leaf:
    """Branch on an axis only where a run consulted it; one branch is the run itself, the others are run now."""
    axis = next((axis for axis in timeline.consulted if axis not in fixed), None)
    if axis is None:
        ran(next(runs))
        return _Leaf(fixed, answers(timeline))
    branches = {}
    for value in AXES[axis].answers:
        more = {**fixed, axis: value}
        same = value == timeline.scenario.all_readings[axis]
        read = timeline if same else simulate(replace(scenario, readings={**scenario.all_readings, **more}))
        branches[value] = _grow(scenario, more, read, runs, ran)
    return _Fork(axis, branches)


def _under(node: _Fork | _Leaf, choice: Mapping[str, str]) -> Iterator[_Leaf]:
    """The leaves that some combination with these readings leads to."""
    if isinstance(node, _Leaf):
        yield node
    elif node.axis in choice:
        yield from _under(node.branches[choice[node.axis]], choice)
    else:
        for branch in node.branches.values():
            yield from _under(branch, choice)


def _at(tree: _Fork | _Leaf, combination: Mapping[str, str]) -> Answers:
    """What is answered under one combination: by the one leaf that it leads to."""
    return next(_under(tree, combination)).said


def _bites(axis: str, tree: _Fork | _Leaf, leaves: list[_Leaf]) -> bool:
    """Whether two combinations that differ only on this axis answer anything differently."""
    return any(
        other.said != leaf.said
        for leaf in leaves
        if axis in leaf.fixed
        for value in AXES[axis].answers
        if value != leaf.fixed[axis]
        for other in _under(tree, {**leaf.fixed, axis: value})
    )


def _smallest(
    question: Question, tree: _Fork | _Leaf, chosen: Mapping[str, str], axes: list[str]
) -> Iterator[tuple[Choice, str]]:
    """Single readings that move an answer, pairs that do only together, and more only where no pair does."""
    usual = answer(_at(tree, chosen), question)
    moving: list[frozenset[tuple[str, str]]] = []
    for size in range(1, len(axes) + 1):
        if size > 2 and moving:
            return
        for choice in _choices(axes, chosen, size):
            if any(smaller <= set(choice) for smaller in moving):
                continue
            said = answer(_at(tree, {**chosen, **dict(choice)}), question)
            if said != usual:
                moving.append(frozenset(choice))
                yield choice, said


def _choices(axes: list[str], chosen: Mapping[str, str], size: int) -> Iterator[Choice]:
    for some in combinations(axes, size):
        others = ([value for value in AXES[axis].answers if value != chosen[axis]] for axis in some)
        for values in product(*others):
            yield tuple(zip(some, values, strict=True))


def _movable_dict(one: Movable) -> dict[str, object]:
    return {
        "aspect": one.question.aspect,
        "kind": one.question.what,
        "state": one.question.state,
        "of": one.question.of,
        "place": one.question.place,
        "answer": one.answer,
        "possible": list(one.possible),
        "earliest": one.earliest,
        "latest": one.latest,
        "moved_by": [{"readings": dict(choice), "answer": said} for choice, said in one.moved_by],
    }
