"""Overlays: scenario files that say only what is otherwise than in another one, their base.

    overlay ──base──▶ overlay ──base──▶ scenario of a treaty

A chain of them is read from the top and built from the bottom; what comes out is a scenario like any other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from treatysim.errors import FaultyFile
from treatysim.files import sources
from treatysim.files.acts import added_acts, check_sent
from treatysim.files.anchors import check_anchors, date_of
from treatysim.files.document import Document, Path
from treatysim.files.positions import located
from treatysim.files.shapes import AnchorShape, ScenarioShape
from treatysim.files.sources import NoFile
from treatysim.files.spreads import plain
from treatysim.files.structure import require, shaped
from treatysim.files.wording import LONGEST, quoted
from treatysim.law.acts import DEPOSITARY, Act, Anchor
from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty
from treatysim.law.uncertain import Uncertain, taken
from treatysim.words import say, states

DEEPEST = 8
"""How many bases may lie under one another."""

MOST_NEEDING = 6
"""How many of the acts that refer to one that is dropped a fault names."""


@dataclass(frozen=True)
class Layer:
    """One file of a chain of overlays: what it says, its shape, the folder to which its paths are relative, and its
    real path (None for a text that is no file)."""

    read: Document
    shape: ScenarioShape
    folder: FilePath
    path: str | None

    @property
    def overlay(self) -> bool:
        """Whether the file means to have a base, be it one that can be read or not."""
        return isinstance(self.read.value, dict) and self.read.value.get("base") is not None


def layers(read: Document, folder: FilePath, path: FilePath | None) -> list[Layer]:
    """A file and the bases under it, from the top; the chain ends early, with a fault, where a base cannot be had."""
    chain = [_layer(read, folder, path)]
    while chain[-1].shape.base is not None:
        if len(chain) > DEEPEST:
            read.fault(("base",), "too-many-bases", most=DEEPEST)
            return chain
        below = _below(chain[-1], chain[-1].shape.base)
        again = [place for place, layer in enumerate(chain) if below and layer.path == below.path]
        if again:
            _note_circle(chain[again[0] :])
        if below is None or again:
            return chain
        chain.append(below)
    return chain


def _layer(read: Document, folder: FilePath, path: FilePath | None) -> Layer:
    layer = Layer(
        read,
        ScenarioShape() if read.unreadable else shaped(ScenarioShape, read),
        folder,
        None if path is None else os.path.realpath(path),
    )
    if not read.unreadable:
        _check_keys(layer)
    return layer


def _check_keys(layer: Layer) -> None:
    """Note a treaty beside a base, changes without one, and a file that has neither base nor treaty."""
    read, shape = layer.read, layer.shape
    changes = [key for key in ("drop", "move") if getattr(shape, key) is not None]
    if layer.overlay and shape.treaty is not None:
        read.fault(("treaty",), "base-and-treaty", key=True)
    elif not layer.overlay and changes:
        for key in changes:
            read.fault((key,), "without-base", key=True, name=quoted(key))
    elif not layer.overlay:
        require(read, (), shape, ScenarioShape.needs, say("wording", "scenario"))


def _below(layer: Layer, name: str) -> Layer | None:
    """The base that a file names; None, and faults, where it cannot be had."""
    if name == "-":
        layer.read.fault(("base",), "base-standard-input")
        return None
    path = layer.folder / name
    try:
        text = sources.text_of_file(path)
    except NoFile as error:
        note_missing(layer.read, "base", name, layer.folder, error)
    except FaultyFile as error:
        layer.read.faults.extend(error.faults)
    else:
        return _layer(located(text, str(path)), path.parent, path)
    return None


def note_missing(read: Document, key: str, name: str, folder: FilePath, error: NoFile) -> None:
    """Note, where it is named, that a file is not there: with its folder, unless that makes it too long."""
    near = quoted(os.path.join(os.path.dirname(name), error.near)) if error.near else ""
    path = os.path.join(folder, name.removeprefix("./"))
    told = quoted(path if len(path) <= LONGEST else name)
    read.fault((key,), f"{key}-{error.kind}", near=near, name=told, **error.facts)


def _note_circle(circle: list[Layer]) -> None:
    """Note a circle of bases at the first of them, with its links as they are written."""
    read = circle[0].read
    if len(circle) == 1:
        read.fault(("base",), "base-itself", name=quoted(str(circle[0].shape.base)))
        return
    first = os.path.basename(circle[0].path or "")
    names = [first, *(os.path.basename(str(layer.shape.base)) for layer in circle)]
    read.fault(("base",), "base-circle", links=say("lists", "on").join(map(quoted, names)))


# -- the acts


def overlaid(
    read: Document, shape: ScenarioShape, treaty: Treaty, base: Scenario
) -> tuple[tuple[Act, ...], dict[str, Uncertain]]:
    """The acts of a base without those dropped, with those moved on their new dates, and after them those added; and
    by their ids the dates of which only the chances are known."""
    dropped = _dropped(read, shape.drop or [], base)
    added, uncertain = added_acts(read, shape.acts or [], treaty, base.acts, numbered(base))
    ids = {act.id: act for act in (*base.acts, *added)}
    moves = _moved(read, shape.move or {}, treaty, base, ids, uncertain)
    both = dropped.keys() & moves.keys()
    for name in sorted(both):
        read.fault(("move", name), "moved-and-dropped", key=True, name=quoted(name))
    kept = (moves.get(act.id, act) for act in base.acts if act.id not in dropped)
    acts = tuple(replace(act, rank=rank) for rank, act in enumerate((*kept, *added)))
    _check_needed(read, acts, dropped)
    kept_dates = {name: date for name, date in base.uncertain.items() if name not in moves and name not in dropped}
    uncertain |= kept_dates
    places: dict[str, Path] = {act.id: ("acts", place, "date") for place, act in enumerate(added)}
    check_anchors(read, acts, uncertain, places | {name: ("move", name) for name in moves})
    if shape.parameters is not None:
        _check_still_known(read, treaty, acts[: len(acts) - len(added)], ids)
    return acts, uncertain


def numbered(scenario: Scenario) -> int:
    """How many acts have been given a number: those of the lowest base, and all that overlays have added since."""
    if scenario.base is None:
        return len(scenario.acts)
    return numbered(scenario.base) + sum(act.id not in scenario.base.by_id for act in scenario.acts)


def _dropped(read: Document, names: list[str], base: Scenario) -> dict[str, Path]:
    """The acts to be left out, and where the file says so."""
    dropped: dict[str, Path] = {}
    for place, name in enumerate(names):
        path = ("drop", place)
        if name in dropped:
            read.fault(path, "dropped-again", name=quoted(name))
        elif name not in base.by_id:
            read.fault(path, "no-act-of-base", near=read.near(name, base.by_id), name=quoted(name))
        dropped.setdefault(name, path)
    return dropped


def _moved(
    read: Document,
    given: Mapping[str, str | AnchorShape],
    treaty: Treaty,
    base: Scenario,
    ids: Mapping[str, Act],
    uncertain: dict[str, Uncertain],
) -> dict[str, Act]:
    """The acts that have other dates.  What nobody has recorded is supposed: an act moved to another day is."""
    moved = {}
    for name, new in given.items():
        path = ("move", name)
        if name not in base.by_id:
            read.fault(path, "no-act-of-base", key=True, near=read.near(name, base.by_id), name=quoted(name))
            continue
        act = base.by_id[name]
        received = date_of(read, path, new, treaty, ids)
        check_sent(read, path, act.sent, received)
        date, spread = taken(act.date if received is None else received)
        if spread is not None:
            uncertain[name] = spread
        moved[name] = replace(act, date=date, supposed=True, fields={**act.fields, "date": _as_given(read, name)})
    return moved


def _as_given(read: Document, name: str) -> object:
    """A new date as the file writes it."""
    moves = read.value.get("move") if isinstance(read.value, dict) else None
    return plain(moves.get(name)) if isinstance(moves, dict) else None


def _check_needed(read: Document, acts: tuple[Act, ...], dropped: Mapping[str, Path]) -> None:
    """Note an act that is left out and to which another still refers."""
    needing: dict[str, list[str]] = {}
    for act in acts:
        for name in references(act):
            needing.setdefault(name, []).append(quoted(act.id))
    for name, path in dropped.items():
        if name in needing and read.sound(path):
            listed = [*needing[name][:MOST_NEEDING], *(["…"] if len(needing[name]) > MOST_NEEDING else [])]
            read.fault(path, "still-needed", name=quoted(name), others=", ".join(listed))


def references(act: Act) -> Iterator[str]:
    """The ids that an act names: of the proposal to which it consents, of what its date hangs on."""
    if act.to is not None:
        yield act.to
    if isinstance(act.date, Anchor):
        yield act.date.after
        if act.date.of is not None and act.date.of != DEPOSITARY and act.date.of not in states():
            yield act.date.of


def _check_still_known(read: Document, treaty: Treaty, acts: tuple[Act, ...], ids: Mapping[str, Act]) -> None:
    """Note an act of the base that no clause knows any more, with the parameters as they are now."""
    for act in acts:
        proposal = ids.get(act.to or "") if act.kind == "consent" else act
        if treaty.clause_for(act, proposal.subject if proposal else None) is None and read.sound(("parameters",)):
            told = {"act": act.kind, "id": quoted(act.id), "treaty": treaty.id}
            read.fault(("parameters",), "no-clause-left", key=True, **told)
