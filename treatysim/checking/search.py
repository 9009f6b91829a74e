"""Search instead of sampling: every moment that so many acts can lead to, through the law itself, breadth first.

From each moment every act of every kind is tried, by one of each set of interchangeable States, and every wait to a
day that matters.  Two moments are one where :class:`~treatysim.checking.symmetry.Symmetry` says that their future is
the same; at each, the properties are asked of the timeline, made by the engine, of the life that led there first.
"""

from __future__ import annotations

import gc
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import repeat
from multiprocessing import get_all_start_methods, get_context
from time import monotonic

from treatysim.checking.certificate import Broken, Certificate, Level
from treatysim.checking.explore import Explored, Explorer
from treatysim.checking.lived import remember, remembering
from treatysim.checking.moves import Step
from treatysim.checking.properties import Property
from treatysim.checking.space import Path, Space, Start
from treatysim.law.treaty import Treaty
from treatysim.words import say

CHUNK = 32
"""So many moments are handed to a process at once."""

MOST_UNUSED = 50_000
"""So many objects may lie about unused before a process looks for them: by Python's own count, some hundreds, an eighth
of its time went into looking."""

USUAL: Mapping[Start, int] = {"signing": 7, "in-force": 4}
"""So many acts are tried where nobody says how many: some seconds' work."""

Look = Callable[[Sequence[Path], bool], Iterator[Explored]]
"""Looks at moments, of the last acts or not: what was found at each, in their order."""


def search(
    treaty: Treaty,
    properties: Sequence[Property],
    acts: int | None = None,
    start: Start = "signing",
    readings: Mapping[str, str] | None = None,
    kinds: Sequence[str] | None = None,
    duties: bool = False,
    applicants: int = 1,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Certificate:
    """Explore every moment of a treaty's life up to so many acts after the start (without ``acts``: ``USUAL``), and ask
    the properties at each; those that break are found with the fewest acts that do so, and the search ends there.

    ``progress`` is told how many states have been looked at.  The answer does not hang on the number of ``workers``
    (processes of this machine; where they cannot be forked, this one alone).  See :class:`Space` for the rest.

    >>> from treatysim.files import load_treaty
    >>> found = search(load_treaty("sco-iis-2009"), (), acts=4)
    >>> [level.states for level in found.levels], "entry-into-force" in found.met
    ([1, 2, 3, 4, 7], True)
    """
    began, most = monotonic(), USUAL[start] if acts is None else acts
    space = Space(treaty, start, kinds, readings, duties, applicants)
    tree = _Tree(space, properties, progress)
    with _looking(Explorer(space, properties), workers) as look:
        for depth in range(most + 1):
            tree.grow(depth, look, last=depth == most)
            if tree.broken:
                break
    return tree.certificate(most, monotonic() - began)


class _Tree:
    """The moments found so far, each with the one before it and the step from there."""

    def __init__(
        self,
        space: Space,
        properties: Sequence[Property],
        progress: Callable[[int], None] | None,
    ) -> None:
        self.space, self.progress = space, progress
        self.properties = {one.name: one for one in properties}
        self.before, self.step = array("q", [-1]), array("q", [0])
        self.seen = {space.symmetry.digest(space.opened)}
        self.frontier = [0]
        self.levels: list[Level] = []
        self.applied = Counter(dict.fromkeys(self.properties, 0))
        self.in_play = Counter(dict.fromkeys(self.properties, 0))
        self.met: set[str] = set()
        self.broken: dict[str, Broken] = {}
        self.done = 0

    def grow(self, depth: int, look: Look, last: bool) -> None:
        """Look at every moment of so many acts: at those that acts led to, then at those that waits lead to from there,
        until there are no more."""
        level = Level(depth)
        onward: dict[bytes, tuple[int, Step]] = {}
        while self.frontier:
            nodes, self.frontier = self.frontier, []
            for node, found in zip(nodes, look([self.path(node) for node in nodes], last), strict=True):
                level.count(found)
                self._note(found)
                self.frontier += [self._add(node, step) for moment, step in found.waits if self._is_new(moment)]
                for moment, step in found.acts:
                    onward.setdefault(moment, (node, step))
        self.levels.append(level)
        self.frontier = [self._add(*led) for moment, led in onward.items() if self._is_new(moment)]

    def _note(self, found: Explored) -> None:
        self.met |= found.met
        self.applied.update(found.applied)
        self.in_play.update(found.in_play)
        for name, breach, path in found.broken:
            scenario = self.space.scenario(path, say("check", "counterexample", name=name))
            known = self.broken.get(name)
            if known is None or len(scenario.acts) < len(known.scenario.acts):
                self.broken[name] = Broken(self.properties[name], breach, scenario)
        self.done += 1
        if self.progress is not None:
            self.progress(self.done)

    def path(self, node: int) -> Path:
        """The steps from the start to a moment."""
        steps: list[Step] = []
        while self.before[node] >= 0:
            steps.append(self.step[node])
            node = self.before[node]
        return tuple(reversed(steps))

    def certificate(self, acts: int, seconds: float) -> Certificate:
        """What was explored and found, for those who were not there."""
        space = self.space
        kinds = space.moves.kinds
        return Certificate(
            space.treaty.id,
            space.opened.law.scenario.all_readings,
            space.start,
            space.opened.day,
            acts,
            space.interchangeable,
            len(set(space.treaty.signatories) - set(space.cast.anybody)),
            kinds,
            tuple(kind for kind in space.treaty.acts if kind not in kinds),
            space.duties,
            space.symmetry.by_date,
            tuple(self.levels),
            dict(self.applied),
            dict(self.in_play),
            tuple(sorted(self.met)),
            tuple(self.broken.values()),
            not self.broken,
            seconds,
        )

    def _is_new(self, moment: bytes) -> bool:
        known = len(self.seen)
        self.seen.add(moment)
        return len(self.seen) > known

    def _add(self, node: int, step: Step) -> int:
        self.before.append(node)
        self.step.append(step)
        return len(self.step) - 1


# -- by whom moments are looked at


@contextmanager
def _looking(explorer: Explorer, workers: int) -> Iterator[Look]:
    """Moments looked at in their order, by this process or by so many others: forked, for a property is any function,
    and need not have a name by which another process could find it."""
    if workers < 2 or "fork" not in get_all_start_methods():
        with remembering():
            yield lambda paths, last: (explorer.look(path, last) for path in paths)
        return
    with ProcessPoolExecutor(workers, get_context("fork"), _Forked.begin, (explorer,)) as pool:
        try:
            yield lambda paths, last: pool.map(_Forked.look, paths, repeat(last), chunksize=CHUNK)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class _Forked:
    """What a forked process has of the search."""

    explorer: Explorer

    @classmethod
    def begin(cls, explorer: Explorer) -> None:
        cls.explorer = explorer
        remember()
        gc.set_threshold(MOST_UNUSED)

    @classmethod
    def look(cls, path: Path, last: bool) -> Explored:
        return cls.explorer.look(path, last)
