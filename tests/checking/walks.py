"""Random walks through a space, and what follows from two moments that are said to be the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from treatysim.checking.life import Life
from treatysim.checking.space import Path, Space
from treatysim.law.days import day_of

Named = dict[str, str]

WAITS = (0, 1, 2, 14, 15, 16, 29, 30, 31, 32, 58, 59, 60, 61, 62, 88, 89, 90, 91, 92, 150)


def walk(space: Space, rng: random.Random, acts: int) -> tuple[Path, Life]:
    """A path of so many acts, each tried by anybody, and admitted mostly; waits, where there are any, between them."""
    path: list[int] = []
    life = space.opened.branch()
    while acts:
        waits = space.moves.waits(life)
        if waits and rng.random() < 0.45:
            step = rng.choice(waits)
        else:
            step, acts = admitted(space, life, rng), acts - 1
        space.moves.make(life, step)
        path.append(step)
    return tuple(path), life


def admitted(space: Space, life: Life, rng: random.Random) -> int:
    """An act that is admitted, if one is found among a few; any otherwise."""
    for _ in range(6):
        step = rng.randrange(len(space.moves.drafts))
        if not proper(space, life, step):
            continue
        trial = life.branch()
        space.moves.make(trial, step)
        if trial.record.timeline:
            return step
    return rng.choice(space.moves.acts(life))


def proper(space: Space, life: Life, step: int) -> bool:
    """Whether an act is one of those that the search tries, or the same of another State of the set."""
    draft = space.moves.drafts[step]
    if draft["act"] in ("proposal", "consent"):
        return step in space.moves.acts(life)
    if draft["act"] in ("accession", "accession-withdrawn"):
        return draft["by"] in space.cast.outsiders or draft["by"] in life.record.signatories
    return draft.get("of", space.cast.outsiders[0]) in space.cast.outsiders or draft["act"] == "withdrawal-circulated"


def merges(space: Space, acts: int) -> list[tuple[Path, Path]]:
    """Every two paths that a search of so many acts takes for one: the first that led to a moment, and another."""
    first: dict[object, Path] = {space.symmetry.key(space.opened): ()}
    frontier, pairs = [((), 0)], []
    for path, done in frontier:
        life = space.life(path)
        for step in [*space.moves.waits(life), *(space.moves.acts(life) if done < acts else ())]:
            other = life.branch()
            space.moves.make(other, step)
            key, further = space.symmetry.key(other), (*path, step)
            if key not in first:
                first[key] = further
                frontier.append((further, done + (step >= 0)))
            elif other.record.timeline or step < 0:
                pairs.append((first[key], further))
    return pairs


def relabelling(space: Space, one: Life, other: Life) -> Named:
    """Who in the other moment is who in the one: those of whom the same stands."""
    orders = [
        sorted(profiles, key=lambda state: (profiles[state], state))
        for profiles in map(space.symmetry.profiles, (one, other))
    ]
    return dict(zip(*orders, strict=True))


def renamed(draft: Any, names: Named) -> dict[str, Any]:
    return {key: names.get(value, value) for key, value in draft.items()}


def future(life: Life, day: int, effects: int, names: Named) -> Any:
    """What has followed since a moment, in days from there, and how everybody stands; States as ``names`` call them."""
    record = life.record
    came = sorted(
        (effect.kind, names.get(effect.state or "", ""), (day_of(effect.at) or 0) - day)
        for effect in record.effects[effects:]
    )
    findings = sorted(
        (finding.code, names.get(finding.state or "", ""), (day_of(finding.at) or 0) - day)
        for finding in record.findings
    )
    standing = sorted((name, record.standing(state)) for state, name in names.items())
    return came, findings, standing


def differences(space: Space, acts: int, seed: int = 1, most: int = 400, further: int = 5) -> Iterator[Any]:
    """Pairs of moments with one key, led on alike, whose futures differ: sampled from those that a search meets, each
    several times where they are few."""
    rng = random.Random(seed)
    pairs = merges(space, acts)
    pairs *= 1 + most // len(pairs)
    rng.shuffle(pairs)
    for one, other in pairs[:most]:
        yield from _compared(space, space.life(one), space.life(other), rng, further)


def _compared(space: Space, one: Life, other: Life, rng: random.Random, further: int) -> list[Any]:
    names = relabelling(space, one, other)
    back = {name: state for state, name in names.items()}
    same = {state: state for state in names}
    first, second = one.branch(), other.branch()
    days, counts = (first.day, second.day), (len(first.record.effects), len(second.record.effects))
    taken: list[Any] = []
    for _ in range(further):
        if rng.random() < 0.5:
            wait = rng.choice([*(-step for step in space.moves.waits(first)), *WAITS])
            first.wait(wait), second.wait(wait)
            taken.append(wait)
        else:
            step = admitted(space, first, rng)
            draft = space.moves.drafts[step]
            first.act(draft), second.act(renamed(draft, names))
            taken.append(draft)
    first.wait(1000), second.wait(1000)
    pair = [future(first, days[0], counts[0], same), future(second, days[1], counts[1], back)]
    if space.duties:
        pair = [(pair[0], fates_since(first, one, same)), (pair[1], fates_since(second, other, back))]
    return [] if pair[0] == pair[1] else [(taken, *pair)]


def fates_since(life: Life, then: Life, names: Named) -> Any:
    """What became of the deadlines open at a moment or arisen since: fallen away, or performed at all."""
    settled = [place for place, duty in enumerate(then.record.duties) if not duty.open]
    return sorted(
        (duty.duty, names.get(duty.of or duty.bearer, ""), duty.lapsed, duty.performed is not None)
        for place, duty in enumerate(life.record.duties)
        if duty.sort == "deadline" and place not in settled
    )
