"""The fields that an item of any type has, as authors write them."""

from __future__ import annotations

from dataclasses import replace

from generator.content import figures
from generator.content.field_types import (
    ID,
    LINE,
    MINUTES,
    POINTS,
    PROSE,
    REFERENCE,
    choice,
    whole_number,
)
from generator.content.fields import Field, FieldValues, fields_of, list_of, mapping_of
from generator.content.model import DIFFICULTIES, ITEM_STATUSES, LEVELS, ItemFigure
from generator.problems import Problems

_FIGURE = tuple(field for field in figures.FIELDS if field.name != "blanks")


def _item_figure(values: FieldValues, problems: Problems) -> ItemFigure:
    figure = figures.read_figure(values, problems)
    return ItemFigure(figure, tuple(figures.texts(figure, values.place("caption"))))


COMMON_FIELDS = (
    Field(
        "id",
        ID,
        "names the item, unique over all banks and never reused",
        "leaf-light-2",
        required_in_sourced=True,
    ),
    Field("type", LINE, "the type of item, where the other fields do not say it", "single"),
    Field(
        "objective",
        REFERENCE,
        "the objective it tests, one of the bank's",
        "leaf-light",
        required_in_sourced=True,
    ),
    Field(
        "level",
        choice(*LEVELS),
        "the level of thinking that this item asks for",
        "understand",
        default="",
        required_in_sourced=True,
    ),
    Field(
        "difficulty",
        choice(*DIFFICULTIES),
        "how hard it is expected to be",
        "medium",
        default="",
        required_in_sourced=True,
    ),
    Field(
        "facts",
        replace(list_of(REFERENCE), sourced=list_of(REFERENCE, 1)),
        "the ids of the facts it rests on",
        "[leaf-03, leaf-07]",
        default=(),
        required_in_sourced=True,
    ),
    Field(
        "stem", PROSE, "the asking text", "Which gas do plants take in from the air?", required=True
    ),
    Field(
        "figure",
        fields_of("a figure", _FIGURE, _item_figure),
        "a figure from data, printed below the stem",
        "{kind: bar-chart, caption: Visits, alt: Bars, categories: [2010], "
        "series: [{name: Visits, values: [5]}]}",
    ),
    Field("stem_below", PROSE, "what is asked below the figure", "Which year had the most visits?"),
    Field("points", POINTS, "what it is worth, a multiple of 0.5", "1"),
    Field(
        "rationale",
        PROSE,
        "why the key is right, for the answer key",
        "Leaves take in carbon dioxide through …",
    ),
    Field("status", choice(*ITEM_STATUSES), "draft, ready or retired", "ready", default="ready"),
    Field("reviewed_by", LINE, "who has reviewed the item", "A. Reader", default=""),
    Field(
        "minutes", MINUTES, "how long answering takes, where the estimate by its type is wrong", "3"
    ),
    Field("lines", whole_number(0, 60), "how many ruled lines to print for the answer", "4"),
    Field(
        "notes",
        LINE,
        "a note to whoever edits the bank; never printed",
        "Check after the next revision.",
        default="",
    ),
    Field(
        "not_with",
        list_of(REFERENCE),
        "items that must not stand on one paper with it",
        "[leaf-light-1]",
        default=(),
    ),
    Field(
        "ignore",
        mapping_of(LINE, ID, "checks to silence, each with its reason"),
        "checks to silence for this item, each with its reason",
        "{key-longest: an official title}",
        default=None,
    ),
)
