"""From plain values to shapes: every key that is unknown and every value of the wrong kind becomes a located fault.

The sound parts of a faulty file go on to be looked at, so that all its faults are shown at once.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from treatysim.files.document import Document, Path
from treatysim.files.shapes import ActShape, Shape
from treatysim.files.wording import nearest, one_of, quoted, shown
from treatysim.law.acts import ACTS, COMMON_FIELDS

S = TypeVar("S", bound=Shape)

_KINDS = {
    "string_type": ("text", "put it in quotes"),
    "int_type": ("a whole number", "write a whole number"),
    "bool_type": ("true or false", "write true or false"),
    "number_type": ("a number", "write a number"),
    "list_type": ("a list", "write it as [ … ]"),
    "dict_type": ("a mapping", "write it as {key: value}"),
    "model_type": ("a mapping", "write it as {key: value}"),
}
_DAY = ("a day such as 2011-05-03", "write the year, the month and the day")
_FIELDS = {
    "date": ("a day such as 2011-05-03, or {after: …, days: …}", "write the year, the month and the day"),
    "days": ("a whole number of days, 0 or more", "write whole days"),
    "period": ("a whole number of days, 1 or more", "write whole days"),
    "through": _DAY,
    "sent": _DAY,
    "intended": _DAY,
    "signed": _DAY,
    "adopted": _DAY,
}


def shaped(shape: type[S], read: Document) -> S:
    """The file in its shape, without what is spoiled; the faults are noted in the document."""
    if not isinstance(read.value, dict):
        read.fault((), shown(read.value), "keys and values", f"begin with '{shape.needs[0]}: …'")
        return shape()
    try:
        return shape.model_validate(read.value)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_context=False):
            _note(shape, read, one)
        return shape.model_validate(_sound_part(read.value, (), read.spoiled))


def require(read: Document, path: Path, shape: Shape, needs: tuple[str, ...], what: str) -> None:
    """Note every key that must be there and is not."""
    for name in needs:
        attribute = name.replace("-", "_")
        if getattr(shape, attribute) is None and read.sound((*path, name)):
            read.fault_at(read.place(path), f"{what} without '{name}'", f"'{name}'", f"add '{name}: …'")


def fields_of(kind: str | None) -> tuple[str, ...]:
    """The fields that an act of a kind can have; of an unknown kind, all that there are."""
    if kind not in ACTS:
        return tuple(ActShape.model_fields)
    own = (*ACTS[kind].needs, *ACTS[kind].may)
    return tuple(name for name in ActShape.model_fields if name in COMMON_FIELDS or name in own)


def _note(shape: type[Shape], read: Document, error: ErrorDetails) -> None:
    path = _path(read.value, error["loc"])
    kind = error["type"]
    if kind == "extra_forbidden":
        known = _known(shape, read, path[:-1])
        name = str(path[-1])
        read.fault(path, f"unknown key {quoted(name)}", one_of(known), nearest(name, known, "take it out"), key=True)
        return
    expected, do = _KINDS.get(kind, ("something else", "look at the JSON Schema"))
    if kind == "string_type" and isinstance(error["input"], dict | list):
        do = "write it as one word or sentence"
    if isinstance(path[-1], str):
        expected, do = _FIELDS.get(path[-1], (expected, do))
    read.fault(path, shown(error["input"]), expected, do)
    if isinstance(path[-1], int) and kind != "model_type":
        read.spoiled.add(path[:-1])


def _path(value: object, location: tuple[int | str, ...]) -> Path:
    """A location without the names of the alternatives that were tried on the way."""
    path: Path = ()
    for part in location:
        match value:
            case dict() if part in value:
                value = value[part]
            case list() if isinstance(part, int):
                value = value[part]
            case _:
                continue
        path = (*path, part)
    return path


def _known(shape: type[Shape], read: Document, path: Path) -> tuple[str, ...]:
    """The keys that a mapping of the file can have."""
    value: Any = read.value
    for part in path:
        shape = shape.inside.get(part, shape) if isinstance(part, str) else shape
        value = value[part]
    if shape is ActShape:
        kind = value.get("act")
        return fields_of(kind if isinstance(kind, str) else None)
    return tuple(field.alias or name for name, field in shape.model_fields.items())


def _sound_part(value: object, path: Path, spoiled: set[Path]) -> object:
    """A value without what is spoiled; a spoiled item of a list leaves an empty mapping, to keep the places."""
    if isinstance(value, dict):
        inner = {key: (*path, key) for key in value}
        return {key: _sound_part(value[key], inner[key], spoiled) for key in value if inner[key] not in spoiled}
    if isinstance(value, list):
        places = ((*path, number) for number in range(len(value)))
        return [
            {} if place in spoiled else _sound_part(item, place, spoiled)
            for item, place in zip(value, places, strict=True)
        ]
    return value
