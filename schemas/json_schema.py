"""The JSON Schema of a record, draft 2020-12, from the same columns, closed sets and bounds as the record table.

It says of one line what can be said without the text, the taxonomy and the
other lines: types, nulls, enumerations, bounds, which slots go together.
``chargesheet validate`` checks the rest.
"""

from __future__ import annotations

from typing import Any

from .record_table import COLUMNS, COUNTED, EVIDENCE_SLOTS, UNITS_OF
from .tables import DAY, INTEGER, NUMBER, SPANS, TEXT, WORDS, Column, Kind
from .vocabulary import ChangeMeasure, words

Schema = dict[str, Any]

_OFFSET: Schema = {"type": "integer", "minimum": 0}
_SPAN: Schema = {
    "type": "array",
    "prefixItems": [_OFFSET, {"type": "integer", "minimum": 1}],
    "items": False,
    "minItems": 2,
}
_KINDS: dict[Kind, Schema] = {
    TEXT: {"type": "string"},
    INTEGER: _OFFSET,
    NUMBER: {"type": "number"},
    DAY: {"type": "string", "format": "date", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"},
    WORDS: {"type": "array", "items": {"type": "string", "minLength": 1}},
    SPANS: {
        "type": "object",
        "propertyNames": {"enum": list(EVIDENCE_SLOTS)},
        "additionalProperties": {"type": "array", "items": _SPAN},
    },
}
# Bounds that hold of a column by itself.
_TIGHTER: dict[str, Schema] = {
    "record_id": {"pattern": "^[0-9a-f]{16}$"},
    "quantity": {"minLength": 1},
    "end": {"minimum": 1},
    "sentence_end": {"minimum": 1},
    "offences": {"uniqueItems": True},
}
_NULL: Schema = {"type": "null"}
_IS_NULL_OR_WITHIN_100: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 100}


def record_schema() -> Schema:
    """The schema of a line of ``records.jsonl``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "chargesheet record",
        "description": "One figure reported by a news article. Offsets are characters, the end exclusive.",
        "type": "object",
        "properties": {name: _property(name, column) for name, column in COLUMNS.items()},
        "required": list(COLUMNS),
        "additionalProperties": False,
        "allOf": [*_units(), *_values(), *_bounds(), *_pairs(), *_comparisons(), *_measures()],
    }


def _property(name: str, column: Column) -> Schema:
    schema = _KINDS[column.kind] | _TIGHTER.get(name, {})
    if column.closed:
        schema = {"enum": [*column.closed, *([None] if column.nullable else [])]}
    elif column.nullable:
        schema = schema | {"type": [schema["type"], "null"]}
    return schema


def _where(name: str, values: tuple[str, ...]) -> Schema:
    return {"properties": {name: {"enum": list(values)}}}


def _if(condition: Schema, then: dict[str, Schema]) -> Schema:
    return {"if": condition, "then": {"properties": then}}


def _units() -> list[Schema]:
    return [_if(_where("statistic", (name,)), {"unit": {"enum": list(units)}}) for name, units in UNITS_OF.items()]


def _values() -> list[Schema]:
    percent = {"properties": {"statistic": {"const": "rate"}, "unit": {"const": "percent"}}}
    whole: Schema = {
        "properties": {
            "statistic": {"enum": ["count", "change"]},
            "unit": {"enum": list(COUNTED)},
            "qualifier": {"not": {"const": "about"}},
        }
    }
    not_negative = tuple(name for name in UNITS_OF if name != "change")
    return [
        _if(_where("statistic", not_negative), {"value": {"type": ["number", "null"], "minimum": 0}}),
        _if(_where("statistic", ("share",)), {"value": _IS_NULL_OR_WITHIN_100}),
        _if(percent, {"value": _IS_NULL_OR_WITHIN_100}),
        # The middle of "40 to 45 people" need not be whole, and is said to be about.
        _if(whole, {"value": {"type": ["number", "null"], "multipleOf": 1}}),
    ]


def _bounds() -> list[Schema]:
    """Which bounds a qualifier gives a figure; of a fall they stand on the other side."""
    number: Schema = {"type": "number"}
    rules = []
    for qualifiers, low, high in (
        (("exact",), number, number),
        (("more_than", "at_least"), number, _NULL),
        (("less_than", "at_most"), _NULL, number),
    ):
        for sign, (least, most) in (({"minimum": 0}, (low, high)), ({"exclusiveMaximum": 0}, (high, low))):
            condition = {"properties": {"qualifier": {"enum": list(qualifiers)}, "value": {"type": "number", **sign}}}
            rules.append(_if(condition, {"value_min": least, "value_max": most}))
    return rules


def _pairs() -> list[Schema]:
    day: Schema = {"type": "string"}
    rules = []
    for name in ("period", "baseline"):
        for one, other in ((f"{name}_start", f"{name}_end"), (f"{name}_end", f"{name}_start")):
            rules.append(_if({"properties": {one: day}}, {other: day}))
    return rules


def _comparisons() -> list[Schema]:
    compared: Schema = {"properties": {"comparison": {"type": "string"}}}
    return [
        _if(compared, {"statistic": {"enum": ["change", "ratio"]}}),
        _if({"properties": {"baseline_start": {"type": "string"}}}, {"comparison": {"type": "string"}}),
    ]


def _measures() -> list[Schema]:
    others = tuple(name for name in UNITS_OF if name not in ("rate", "change"))
    return [
        _if(_where("statistic", ("change",)), {"measure": {"enum": [*words(ChangeMeasure), None]}}),
        _if(_where("statistic", others), {"measure": _NULL}),
    ]
