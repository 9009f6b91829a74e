"""The JSON Schema of scenario and treaty files, for editors: which fields each kind of act and clause has.

What the parameters of a kind of clause mean stands in the docstring of its class (:mod:`treatysim.law.treaty` lists
them) and, for those who write a treaty file, in the README under "A treaty of your own".
"""

from __future__ import annotations

from typing import Any, Literal

from treatysim.errors import UnknownName
from treatysim.files import shapes
from treatysim.files.library import shipped_treaties
from treatysim.files.parameters import MOST
from treatysim.files.shapes import Shape
from treatysim.files.spreads import KINDS
from treatysim.files.structure import fields_of
from treatysim.law.acts import ACTS, DEPOSITARY, EFFECTS, INSTRUMENTS, SUBJECTS, ActKind
from treatysim.law.clause import Clause, Parameter
from treatysim.law.readings import AXES
from treatysim.law.treaty import CLAUSE_KINDS
from treatysim.words import say, states

Schema = dict[str, Any]

DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
STATE: Schema = {"type": "string", "pattern": "^[A-Z]{3}$"}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(of: Literal["scenario", "treaty"] = "scenario") -> Schema:
    """The JSON Schema (2020-12) of scenario or of treaty files; raises UnknownName for anything else.

    It knows the shapes, not whether a date exists or an act is known to the treaty: that is for ``load``.

    >>> schema("treaty")["required"]
    ['treaty', 'title', 'signed', 'signatories', 'clauses']
    """
    if of == "scenario":
        return _scenario()
    if of == "treaty":
        return _treaty()
    raise UnknownName(say("wording", "unknown-schema", name=repr(of)))


def _of(shape: type[Shape]) -> Schema:
    return {"$schema": _DIALECT, **shape.model_json_schema(by_alias=True), "required": list(shape.needs)}


def _properties(whole: Schema, shape: type[Shape]) -> Schema:
    definition: Schema = whole["$defs"][shape.__name__]
    if shape.needs:
        definition["required"] = list(shape.needs)
    properties: Schema = definition["properties"]
    return properties


def _scenario() -> Schema:
    whole = _of(shapes.ScenarioShape) | _treaty_or_base()
    del whole["required"]
    top = whole["properties"]
    top["treaty"]["examples"] = list(shipped_treaties())
    top["through"] = DAY
    readings = {axis: {"enum": list(one.answers), "default": one.default} for axis, one in AXES.items()}
    top["readings"] = {"type": ["object", "null"], "properties": readings, "additionalProperties": False}
    anchor = _properties(whole, shapes.AnchorShape)
    anchor["after"]["examples"] = [*ACTS, *EFFECTS]
    anchor["days"] = {"anyOf": [{"type": "integer", "minimum": 0, "maximum": MOST}, _spread()], "default": 0}
    whole["$defs"]["AnchorShape"]["oneOf"] = [
        {"required": ["after"]},
        {"required": ["from", "days"], "properties": {"by": {"type": "null"}, "of": {"type": "null"}}},
    ]
    act = _properties(whole, shapes.ActShape)
    act |= {"act": {"enum": list(ACTS)}, "sent": DAY, "intended": DAY}
    act |= {"subject": {"enum": list(SUBJECTS)}, "instrument": {"enum": list(INSTRUMENTS)}}
    act |= {"between": {"type": "array", "items": STATE, "minItems": 1, "uniqueItems": True}}
    act |= {"period": {"type": "integer", "minimum": 1}}
    whole["$defs"]["ActShape"]["allOf"] = [_when("act", name, _act(name, kind)) for name, kind in ACTS.items()]
    return whole


def _spread() -> Schema:
    """The distributions of a delay; whether one can be (in order, adding up to 1) is for ``load``."""
    length: Schema = {"type": "number", "exclusiveMinimum": 0, "maximum": MOST}
    whole: Schema = {"type": "integer", "minimum": 0, "maximum": MOST}
    either_way: Schema = {"type": "number", "minimum": -MOST, "maximum": MOST}
    chance: Schema = {"type": "number", "minimum": 0, "maximum": 1}
    table: Schema = {"type": "object", "minProperties": 1, "propertyNames": {"pattern": r"^\d+$"}}
    properties = {
        "lognormal": _mapping(median=length, p90=length),
        "uniform": {"type": "array", "items": whole, "minItems": 2, "maxItems": 2},
        "triangular": {"type": "array", "items": either_way, "minItems": 3, "maxItems": 3},
        "table": {**table, "additionalProperties": chance},
        "never": chance,
    }
    one = [{"required": [kind]} for kind in KINDS]
    return {"type": "object", "properties": properties, "additionalProperties": False, "oneOf": one}


def _treaty_or_base() -> Schema:
    """A scenario names its treaty; an overlay, and only an overlay, its base and what it drops and moves."""
    absent = {"type": "null"}
    return {
        "if": {"properties": {"base": {"type": "string"}}, "required": ["base"]},
        "then": {"properties": {"treaty": absent}},
        "else": {"properties": {"drop": absent, "move": absent}, "required": ["treaty"]},
    }


def _when(key: str, value: str, then: Schema) -> Schema:
    """A rule for the mappings in which a key has a value."""
    return {"if": {"properties": {key: {"const": value}}, "required": [key]}, "then": then}


def _act(name: str, kind: ActKind) -> Schema:
    """The fields of a kind of act: which, which of them must be there, and by whom it is done."""
    authors: dict[str, Schema] = {
        "state": STATE,
        "depositary": {"const": DEPOSITARY},
        "either": {"anyOf": [STATE, {"const": DEPOSITARY}]},
    }
    needs = ["act", "date", *kind.needs] + ([] if kind.author == "depositary" else ["by"])
    properties: Schema = dict.fromkeys(fields_of(name), True)
    properties["by"] = authors[kind.author]
    return {"properties": properties, "required": needs, "additionalProperties": False, "description": kind.authority}


def _treaty() -> Schema:
    whole = _of(shapes.TreatyShape)
    top = whole["properties"]
    top |= {"signed": DAY, "adopted": DAY, "signatories": _codes(), "not-additional": _codes()}
    top["groups"] = {"type": ["object", "null"], "additionalProperties": _codes()}
    _properties(whole, shapes.DepositaryShape)
    clause = _properties(whole, shapes.ClauseShape)
    clause["kind"] = {"enum": list(CLAUSE_KINDS)}
    rules = [_when("kind", name, _clause(kind)) for name, kind in CLAUSE_KINDS.items()]
    whole["$defs"]["ClauseShape"]["allOf"] = rules
    return whole


def _codes() -> Schema:
    return {"type": "array", "items": {"enum": list(states())}, "uniqueItems": True}


def _clause(kind: type[Clause]) -> Schema:
    """The parameters of a kind of clause, and the readings that it may leave open."""
    parameters: Schema = {
        "type": "object",
        "properties": {name: _parameter(one) for name, one in kind.allowed.items()},
        "additionalProperties": False,
    }
    required = [name for name, one in kind.allowed.items() if one.required]
    if required:
        parameters["required"] = required
    readings = {"type": "array", "items": {"enum": list(kind.may_leave_open)}, "uniqueItems": True}
    answers = {axis: {"enum": list(AXES[axis].answers)} for axis in kind.may_leave_open}
    settles = {"type": ["object", "null"], "properties": answers, "additionalProperties": False}
    return {"properties": {"parameters": parameters, "readings": readings, "settles": settles}}


def _parameter(one: Parameter) -> Schema:
    shapes: dict[str, Schema] = {
        "whole": {"type": "integer", "minimum": one.least},
        "choice": {"enum": list(one.choices)},
        "yes-no": {"type": "boolean"},
        "members": _mapping(group={"type": "string"}, threshold={"type": "integer", "minimum": 1}),
        "share": _mapping(
            quantity={"type": "string"}, percent={"type": "number", "exclusiveMinimum": 0, "maximum": 100}
        ),
        "instruments": {"type": "array", "items": {"enum": list(INSTRUMENTS)}, "minItems": 1},
    }
    return shapes[one.shape]


def _mapping(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
