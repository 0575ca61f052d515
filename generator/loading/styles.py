"""Styles: how documents look, in a pack or in a file of their own."""

from __future__ import annotations

import re

from generator.content import messages
from generator.content.field_types import (
    FLAG,
    ID,
    LINE,
    REFERENCE,
    TEXT,
    choice,
    one_of,
    whole_number,
)
from generator.content.fields import (
    Field,
    FieldType,
    FieldValues,
    Reference,
    fields_of,
    list_of,
    read_fields,
)
from generator.content.nodes import MappingNode, Node, ScalarNode
from generator.content.style import (
    ANSWER_LINES,
    BESIDE_STEM,
    BY_QUESTION,
    DOCUMENT_WORDS,
    FACES,
    FIELD_KINDS,
    LIGHTEST,
    MOST_IN_TABLE,
    PLACEHOLDERS,
    POINTS_PLACES,
    POINTS_TABLES,
    POINTS_WORDS,
    SANS,
    USUAL_FIELDS,
    FieldToFill,
    Logo,
    Margins,
    Style,
)
from generator.loading.shared_fields import check_name
from generator.page.blocks import RULED_LINES, Picture
from generator.page.understood import keep
from generator.problems import Problems

_LOGO_WIDTH = 24  # mm
_MOST_LINES = 5  # of the institution's
_BRACED = re.compile(r"\{([^{}]*)\}?|\}")

_LOGO = (
    Field(
        "picture",
        LINE,
        "the picture's file in the folder pictures/: PNG, JPEG or SVG",
        "pictures/crest.svg",
        required=True,
    ),
    Field(
        "alt",
        LINE,
        "what it shows, for those who cannot see it",
        "Crest of the University of Example",
        required=True,
    ),
    Field("width", whole_number(8, 60), "how wide it is printed, in mm", "24", default=_LOGO_WIDTH),
)
_FILL_IN = (
    Field("field", choice(*FIELD_KINDS), "which field it is", "name"),
    Field("label", LINE, "what is printed before its rule", "Room"),
    Field("width", whole_number(10, 100), "its width in per cent of the line", "50", default=0),
)
_SIDE = whole_number(10, 50)
_MARGINS = (
    Field("inner", _SIDE, "on the side that is bound, in mm", "25", default=0),
    Field("outer", _SIDE, "on the other side, in mm", "18", default=0),
    Field("top", _SIDE, "above the text, in mm", "20", default=0),
    Field("bottom", _SIDE, "below the text, in mm", "18", default=0),
)


def _logo(fields: FieldValues, problems: Problems) -> Logo:
    # As in any text: known by its file until that is read.
    path, kind = fields["picture"], fields["picture"].rpartition(".")[2].lower()
    picture = Picture(path, fields["alt"], "", fields["width"], kind.replace("jpg", "jpeg"))
    return Logo(keep([picture]), fields.place("picture"))


def _field(fields: FieldValues, problems: Problems) -> FieldToFill:
    return FieldToFill(fields["field"] or "", fields["label"] or "", fields["width"])


def _check_field(fields: FieldValues, problems: Problems) -> None:
    if fields.lacks("field", "label"):
        problems.add(
            fields.location,
            "missing-field",
            "a field to fill in needs 'field' or 'label' (for example field: name)",
        )


_NAMED_FIELD = fields_of("a field to fill in", _FILL_IN, _field, _check_field)
_KIND = choice(*FIELD_KINDS)


def _read_kind(node: Node, problems: Problems) -> FieldToFill | None:
    kind = _KIND.read(node, problems)
    return None if kind is None else FieldToFill(kind)


_FIELD_KIND = FieldType(_KIND.expected, _read_kind, scalar=_KIND.scalar)


def _read_pattern(node: Node, problems: Problems) -> str | None:
    """A line with placeholders.  Reports braces that name none."""
    line = LINE.read(node, problems)
    for found in _BRACED.finditer(line or ""):
        name = found[1]
        if name not in PLACEHOLDERS or found[0] != f"{{{name}}}":
            words = messages.either([f"{{{each}}}" for each in PLACEHOLDERS])
            near = messages.did_you_mean(name or "", PLACEHOLDERS)
            problems.add(
                node.location, "wrong-value", messages.not_allowed(found[0], f"use {words}{near}")
            )
            return None
    return line


_PATTERN = FieldType(LINE.expected, _read_pattern, scalar=LINE.scalar)

_LOOK = (
    Field(
        "logo",
        fields_of("a logo", _LOGO, _logo),
        "a picture before the title of papers, answer sheets and briefing",
        "{picture: pictures/crest.svg, alt: Crest of the University of Example}",
    ),
    Field(
        "institution",
        list_of(TEXT, 1, _MOST_LINES),
        "lines above the title, in place of the pack's 'institution'",
        "[University of Example, Department of Biology]",
        default=(),
    ),
    Field(
        "header",
        _PATTERN,
        "what is at the head of pages, in place of the title; {title}, {document}, {course} and "
        "{class} stand for the pack's own",
        "'{title} · {document}'",
        default="",
    ),
    Field(
        "footer",
        _PATTERN,
        "a line at the foot of pages, below code and page number; with the same words in braces",
        "'Department of Biology'",
        default="",
    ),
    Field(
        "document",
        choice(*DOCUMENT_WORDS),
        "what a quiz is called on all documents; without it, what is usual in the language",
        "examination",
        default="",
    ),
    Field(
        "points",
        choice(*POINTS_WORDS),
        "what points are called on all documents; without it, what is usual in the language",
        "marks",
        default="",
    ),
    Field(
        "fields",
        list_of(one_of((ScalarNode, _FIELD_KIND), (MappingNode, _NAMED_FIELD)), 0, 12),
        "what students fill in, in this order: name, number, date, seat, group, signature, or "
        "fields with a label of your own",
        "[name, {label: Room}, seat, signature]",
        default=USUAL_FIELDS,
    ),
    Field(
        "cover",
        FLAG,
        "whether papers begin with facts, instructions and a table of points; without it, only the "
        "pack's own instructions are printed",
        "false",
        default=True,
    ),
    Field(
        "points_at",
        choice(*POINTS_PLACES),
        "where the points of a question are: beside its stem, or at the end of the room for the "
        "answer",
        "end",
        default=BESIDE_STEM,
    ),
    Field(
        "points_table",
        choice(*POINTS_TABLES),
        "the table of points on papers: a cell for each question (where there are more than "
        f"{MOST_IN_TABLE}, or not all are answered, a row for each part), a row for each part, or "
        "none",
        "parts",
        default=BY_QUESTION,
    ),
    Field(
        "option_columns",
        whole_number(1, 4),
        "in how many columns short options are set at most; without it, as many as fit",
        "1",
        default=0,
    ),
    Field(
        "lines",
        choice(*ANSWER_LINES),
        "what is printed where students write: lines, dotted lines, a box, or nothing",
        "dotted",
        default=RULED_LINES,
    ),
    Field(
        "accent",
        whole_number(0, LIGHTEST),
        "a rule above each part of a paper, as grey in per cent of white: 0 is black",
        "30",
    ),
    Field(
        "face",
        choice(*FACES),
        "the typeface of text: without or with serifs",
        "serif",
        default=SANS,
    ),
    Field(
        "margins",
        fields_of("margins", _MARGINS, lambda fields, problems: Margins(**fields.values)),
        "the margins of the pages students get, in mm; those left out stay",
        "{inner: 25, outer: 18}",
        default=Margins(),
    ),
)
FIELDS = (
    Field("style", ID, "the style's name, equal to the file's", "university", required=True),
    *_LOOK,
)


def _style(fields: FieldValues, problems: Problems) -> Style:
    look = {declared.name: fields[declared.name] for declared in _LOOK}
    look["institution"] = tuple(text.source for text in look["institution"])
    return Style(**look, location=fields.location)


STYLE: FieldType[Style | Reference] = one_of(
    (ScalarNode, REFERENCE), (MappingNode, fields_of("a style", _LOOK, _style))
)
"""The name of a style that is a file, or the fields of one."""


def load_style(node: Node, path: str, problems: Problems) -> Style | None:
    """The style of a file, or None when it is faulty."""
    fields = read_fields(node, FIELDS, problems, "a style")
    if fields is None:
        return None
    check_name(path, fields.place("style"), "style", fields["style"], problems)
    return _style(fields, problems) if fields.complete and not fields.faulty else None
