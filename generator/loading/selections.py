"""Selections: the items that were drawn for the sections of a pack that have a blueprint."""

from __future__ import annotations

from dataclasses import replace

from generator.content.field_types import FILE_ID, LINE, REFERENCE, whole_number
from generator.content.fields import Field, FieldValues, fields_of, list_of, read_fields
from generator.content.model import Pack, SelectedSection, Selection
from generator.content.nodes import Node
from generator.loading.shared_fields import check_name
from generator.problems import Problems

MOST_TURNS = 9999
_MET = (
    Field("what", LINE, "what the blueprint asks for", "points in all", required=True),
    Field("planned", LINE, "how much of it", "12", required=True),
    Field("met", LINE, "how much the drawn items have", "12", required=True),
)


def _as_read(fields: FieldValues, problems: Problems) -> FieldValues:
    """A note for people: checked for its form, and read by nobody."""
    return fields


_SECTION = (
    Field(
        "title", LINE, "the section's heading, as in the pack", "Reading a diagram", required=True
    ),
    Field(
        "items",
        list_of(REFERENCE, 1),
        "the ids of the drawn items",
        "[leaf-set-light]",
        required=True,
    ),
    Field(
        "met",
        list_of(fields_of("what a blueprint asks for", _MET, _as_read)),
        "what was planned and met when they were drawn",
        "written by 'packs draw'",
        default=(),
    ),
)


def _section(fields: FieldValues, problems: Problems) -> SelectedSection:
    return SelectedSection(fields["title"], fields["items"], fields.location)


FIELDS = (
    Field(
        "pack",
        FILE_ID,
        "the pack drawn for, equal to the file's name",
        "photosynthesis",
        required=True,
    ),
    Field(
        "turn",
        whole_number(1, MOST_TURNS),
        "which choice it is, of those that 'packs draw --turn' gives",
        "1",
        default=1,
    ),
    Field(
        "sections",
        list_of(fields_of("a drawn section", _SECTION, _section), 1),
        "the sections that have a blueprint",
        "written by 'packs draw'",
        required=True,
    ),
)


def load_selection(node: Node, path: str, problems: Problems) -> Selection | None:
    """The selection of a file, or None when it is faulty."""
    fields = read_fields(node, FIELDS, problems, "a draw")
    if fields is None:
        return None
    check_name(path, fields.place("pack"), "pack", fields["pack"], problems)
    return (
        Selection(fields["pack"], path, fields["turn"], fields["sections"], fields.location)
        if fields.complete
        else None
    )


def with_selection(pack: Pack, selection: Selection | None) -> Pack:
    """The pack with the selected items in its sections with a blueprint, by their titles."""
    if not any(section.blueprint for section in pack.sections):
        return pack
    selected = {section.title: section.items for section in selection.sections} if selection else {}
    sections = tuple(
        replace(section, items=selected.get(section.name, ())) if section.blueprint else section
        for section in pack.sections
    )
    return replace(pack, sections=sections)
