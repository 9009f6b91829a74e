"""Scenario files: a treaty (or a base), its corrections and readings, and what was done under it, from data to law."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from treatysim.errors import FaultyFile
from treatysim.files.acts import acts_of
from treatysim.files.dates import day, not_before_treaty
from treatysim.files.document import Document
from treatysim.files.library import is_path, load_treaty, shipped_treaties
from treatysim.files.overlays import Layer, layers, note_missing, overlaid
from treatysim.files.parameters import Known, choice, parameters
from treatysim.files.shapes import ScenarioShape, StateShape
from treatysim.files.sources import NoFile
from treatysim.files.states import check_state
from treatysim.files.treaty import check_quantity
from treatysim.files.wording import one_of, quoted
from treatysim.law.clause import Parameter
from treatysim.law.readings import AXES
from treatysim.law.scenario import Scenario
from treatysim.law.treaty import Treaty

Quantities = dict[str, dict[str, Decimal]]


def scenario_of(read: Document, folder: Path, path: Path | None = None) -> Scenario | None:
    """The scenario that a document holds; None where it has faults, which are then in the document.

    Paths in it are relative to ``folder``; ``path`` is its own, so that a base which leads back to it is found.  The
    faults of a base are faults of the document too, under the base's own name.
    """
    scenario, faults = None, []
    for layer in reversed(layers(read, folder, path)):
        scenario = _scenario(layer, scenario)
        faults += layer.read.faults
    read.faults = faults
    return None if faults else scenario


def _scenario(layer: Layer, base: Scenario | None) -> Scenario | None:
    """The scenario of one file on its base, if it has one.  Without its base only the shape of an overlay is sound."""
    read, shape = layer.read, layer.shape
    if read.unreadable or (layer.overlay and base is None):
        return None
    treaty = base.treaty if base else None if shape.treaty is None else _treaty(read, shape.treaty, layer.folder)
    _check_readings(read, shape.readings or {}, treaty)
    if treaty is not None:
        treaty = _corrected(read, shape, treaty)
    through = _through(read, shape, treaty)
    if base is not None and treaty is not None:
        acts, uncertain = overlaid(read, shape, treaty, base)
    else:
        acts, uncertain = acts_of(read, shape.acts or [], treaty)
    if read.faults or treaty is None:
        return None
    given = Scenario(shape.title or "", treaty, acts, through, dict(shape.readings or {}), read.file, uncertain)
    return given if base is None else _on_base(given, base)


def _on_base(given: Scenario, base: Scenario) -> Scenario:
    """What an overlay gives, with what it leaves as it is in its base."""
    return replace(
        given,
        title=given.title or base.title,
        through=base.through if given.through is None else given.through,
        readings={**base.readings, **given.readings},
        base=base,
    )


def _treaty(read: Document, name: str, folder: Path) -> Treaty | None:
    known = shipped_treaties()
    if not is_path(name) and name not in known:
        read.unknown(("treaty",), "no-treaty", name, known)
        return None
    try:
        return load_treaty(os.path.join(folder, name) if is_path(name) else name)
    except NoFile as error:
        note_missing(read, "treaty", name, folder, error)
        return None
    except FaultyFile as error:
        read.faults.extend(error.faults)
        return None


def _check_readings(read: Document, given: Mapping[str, str], treaty: Treaty | None) -> None:
    open_axes = tuple(AXES) if treaty is None else treaty.axes
    for axis, value in given.items():
        path = ("readings", axis)
        if axis in open_axes:
            choice(read, path, value, tuple(AXES[axis].answers), "unknown-answer", axis=axis)
        elif axis in AXES and treaty is not None:
            facts = {"axis": quoted(axis), "treaty": treaty.id, "known": one_of(open_axes)}
            read.fault(path, "unopened-reading", key=True, **facts)
        else:
            read.unknown(path, "unknown-reading", axis, open_axes, key=True)


def _through(read: Document, shape: ScenarioShape, treaty: Treaty | None) -> int | None:
    last = day(read, ("through",), shape.through)
    not_before_treaty(read, ("through",), last, treaty, "through")
    return last


def _corrected(read: Document, shape: ScenarioShape, treaty: Treaty) -> Treaty:
    """The treaty as the scenario wants it: other parameters, groups and quantities."""
    known = Known(tuple(treaty.groups), tuple(treaty.quantities))
    changed: dict[str, dict[str, object]] = {}
    for provision, given in (shape.parameters or {}).items():
        path = ("parameters", provision)
        allowed = _allowed(treaty, provision)
        if allowed is None:
            provisions = dict.fromkeys(clause.provision for clause in treaty.clauses)
            read.unknown(path, "unknown-provision", provision, provisions, key=True)
        else:
            changed[provision] = parameters(read, path, given, allowed, known)
    groups, quantities = _states(read, shape.states or {}, treaty)
    return treaty.corrected(changed, groups, quantities) if changed or shape.states else treaty


def _allowed(treaty: Treaty, provision: str) -> dict[str, Parameter] | None:
    """The parameters that the clauses of a provision have; None if there is no such provision."""
    clauses = [clause for clause in treaty.clauses if clause.provision == provision]
    return {name: one for clause in clauses for name, one in clause.allowed.items()} if clauses else None


def _states(
    read: Document, given: Mapping[str, StateShape], treaty: Treaty
) -> tuple[dict[str, frozenset[str]], Quantities]:
    """The treaty's groups and quantities with the corrections: a State is in exactly the groups that are listed."""
    groups = dict(treaty.groups)
    quantities: Quantities = {name: dict(held) for name, held in treaty.quantities.items()}
    for code, shape in given.items():
        path = ("states", code)
        check_state(read, path, code, key=True)
        for place, name in enumerate(shape.groups or ()):
            choice(read, (*path, "groups", place), name, tuple(groups), "unknown-group")
        if shape.groups is not None:
            groups = {name: members - {code} for name, members in groups.items()}
            groups |= {name: groups[name] | {code} for name in shape.groups if name in groups}
        for name, number in (shape.quantities or {}).items():
            here = (*path, "quantities", name)
            check_quantity(read, here, number)
            if name in quantities:
                quantities[name][code] = number
            else:
                read.unknown(here, "unknown-quantity", name, quantities, key=True)
    return groups, quantities
