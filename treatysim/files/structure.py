"""From plain values to shapes: every key that is unknown and every value of the wrong kind becomes a located fault.

The sound parts of a faulty file go on to be looked at, so that all its faults are shown at once.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from treatysim.files.document import Document, Path
from treatysim.files.shapes import ActShape, Shape
from treatysim.files.wording import shown
from treatysim.law.acts import ACTS, COMMON_FIELDS

S = TypeVar("S", bound=Shape)

_KINDS = {
    "string_type": "not-text",
    "int_type": "not-whole",
    "bool_type": "not-true-or-false",
    "number_type": "not-number",
    "list_type": "not-list",
    "dict_type": "not-mapping",
    "model_type": "not-mapping",
}
_FIELDS = {
    "date": "not-date",
    "days": "not-days",
    "period": "not-period",
    **dict.fromkeys(("through", "sent", "intended", "signed", "adopted", "from"), "not-day"),
}


def shaped(shape: type[S], read: Document) -> S:
    """The file in its shape, without what is spoiled; the faults are noted in the document."""
    if not isinstance(read.value, dict):
        read.fault((), "not-keys", value=shown(read.value), first=shape.needs[0])
        return shape()
    try:
        return shape.model_validate(read.value)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_context=False):
            _note(shape, read, one)
        return shape.model_validate(_sound_part(read.value, (), read.spoiled))


def require(read: Document, path: Path, shape: Shape, needs: tuple[str, ...], what: str) -> None:
    """Note every key that must be there and is not (``what``: how a sentence names the shape)."""
    for name in needs:
        attribute = name.replace("-", "_")
        if getattr(shape, attribute) is None and read.sound((*path, name)):
            read.fault_at(read.place(path), "without", what=what, name=name)


def fields_of(kind: str | None) -> tuple[str, ...]:
    """The fields that an act of a kind can have; of an unknown kind, all that there are."""
    if kind not in ACTS:
        return tuple(ActShape.model_fields)
    own = (*ACTS[kind].needs, *ACTS[kind].may)
    return tuple(name for name in ActShape.model_fields if name in COMMON_FIELDS or name in own)


def _note(shape: type[Shape], read: Document, error: ErrorDetails) -> None:
    path = _path(read.value, error["loc"])
    if error["type"] == "extra_forbidden" and path[-1] == "never" and "date" in path[-2:]:
        read.fault(path, "never-beside-days", key=True)
        return
    if error["type"] == "extra_forbidden":
        read.unknown(path, "unknown-key", str(path[-1]), _known(shape, read, path[:-1]), key=True)
        return
    field = "date" if path[:-1] == ("move",) else path[-1]
    read.fault(path, _wrong_kind(field, error), value=shown(error["input"]))
    if isinstance(path[-1], int) and error["type"] != "model_type":
        read.spoiled.add(path[:-1])


def _wrong_kind(last: str | int, error: ErrorDetails) -> str:
    """The kind of fault that a value of the wrong kind is: by its key, or else by what it should have been."""
    if isinstance(last, str) and last in _FIELDS:
        return _FIELDS[last]
    if error["type"] == "string_type" and isinstance(error["input"], dict | list):
        return "not-one-text"
    return _KINDS.get(error["type"], "not-allowed")


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
