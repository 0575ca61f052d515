"""Blueprints: what the items of a section must be like together."""

from __future__ import annotations

from generator.content.blueprint import Blueprint, Cell, Range
from generator.content.field_types import (
    COUNT_RANGE,
    FACILITY_RANGE,
    POINTS_RANGE,
    REFERENCE,
    choice,
)
from generator.content.fields import Field, FieldType, FieldValues, fields_of, list_of, mapping_of
from generator.content.model import DIFFICULTIES, LEVELS
from generator.content.nodes import ListNode, Node
from generator.items import TYPES
from generator.problems import Problems

_LEVEL = choice(*LEVELS)
_LEVELS = list_of(_LEVEL, 1)


def _read_levels(node: Node, problems: Problems) -> tuple[str, ...] | None:
    if isinstance(node, ListNode):
        return _LEVELS.read(node, problems)
    level = _LEVEL.read(node, problems)
    return (level,) if level else None


_CELL = (
    Field(
        "objective",
        REFERENCE,
        "an objective of the banks; without it the cell holds all objectives",
        "leaf-light",
    ),
    Field(
        "level",
        FieldType("a level, or a list of levels", _read_levels, alternatives=(_LEVEL, _LEVELS)),
        "a level or several; without it the cell holds all levels",
        "understand",
        default=(),
    ),
    Field(
        "points",
        POINTS_RANGE,
        "how many points the items of the cell have together",
        "4..6",
        required=True,
    ),
)


def _check_cell(fields: FieldValues, problems: Problems) -> None:
    if fields.lacks("objective", "level"):
        problems.add(
            fields.location,
            "missing-field",
            "a cell needs 'objective' or 'level', or both "
            "(the points of the whole section go in 'points' of the blueprint)",
        )


def _cell(fields: FieldValues, problems: Problems) -> Cell:
    return Cell(fields["points"], fields["objective"], fields["level"], fields.location)


_MEASURED = (
    Field(
        "facility",
        FACILITY_RANGE,
        "the mean share of the points that was earned, over all sittings",
        "0.4..0.8",
        required=True,
    ),
)


def _measured(fields: FieldValues, problems: Problems) -> Range:
    facility: Range = fields["facility"]
    return facility


FIELDS = (
    Field(
        "banks", list_of(REFERENCE, 1), "the banks to draw from", "[photosynthesis]", required=True
    ),
    Field("points", POINTS_RANGE, "the points of the whole section", "12"),
    Field("items", COUNT_RANGE, "how many items the section has", "8..10"),
    Field(
        "cells",
        list_of(fields_of("a cell", _CELL, _cell, _check_cell)),
        "points per objective and level; only items of a cell are drawn, if there are any",
        "see 'packs help blueprint'",
        default=(),
    ),
    Field(
        "types",
        mapping_of(COUNT_RANGE, choice(*TYPES), "types with how many items of each"),
        "how many items of a type there are",
        "{single: 4.., set: 1}",
        default=None,
    ),
    Field(
        "difficulty",
        mapping_of(COUNT_RANGE, choice(*DIFFICULTIES), "difficulties with how many items of each"),
        "how many items of a difficulty there are",
        "{easy: 2.., hard: ..3}",
        default=None,
    ),
    Field(
        "measured",
        fields_of("what was measured", _MEASURED, _measured),
        "what items showed where they were asked before; items never asked come last",
        "{facility: 0.4..0.8}",
    ),
    Field("include", list_of(REFERENCE), "items that must be in", "[leaf-set-light]", default=()),
    Field("exclude", list_of(REFERENCE), "items that must not be in", "[leaf-light-1]", default=()),
)


def _check_blueprint(fields: FieldValues, problems: Problems) -> None:
    if fields.lacks("points", "items") and not fields["cells"] and "cells" not in fields.meant:
        problems.add(
            fields.location,
            "missing-field",
            "a blueprint needs 'points', 'items' or 'cells', to say how much to draw",
        )


def _blueprint(fields: FieldValues, problems: Problems) -> Blueprint:
    return Blueprint(
        fields["banks"],
        fields["points"],
        fields["items"],
        fields["cells"],
        tuple((fields["types"] or {}).items()),
        tuple((fields["difficulty"] or {}).items()),
        fields["include"],
        fields["exclude"],
        fields["measured"],
        fields.location,
    )


BLUEPRINT = fields_of("a blueprint", FIELDS, _blueprint, _check_blueprint)
