"""Draws: the items that were drawn for the sections of a pack that have a blueprint."""

from __future__ import annotations

from dataclasses import replace

from generator.content.field_types import ID, LINE, REFERENCE, whole_number
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
_SECTION = (
    Field(
        "title",
        LINE,
        "the section's heading, as in the pack",
        "Reading the evidence",
        required=True,
    ),
    Field(
        "items", list_of(REFERENCE, 1), "the ids of the drawn items", "[fc-set-july]", required=True
    ),
    Field(
        "met",
        list_of(fields_of("what a blueprint asks for", _MET)),
        "what was planned and met when they were drawn",
        "written by 'packs draw'",
        default=(),
    ),
)


def _section(found: FieldValues, problems: Problems) -> SelectedSection:
    return SelectedSection(found["title"], found["items"], found.location)


FIELDS = (
    Field(
        "pack",
        ID,
        "the pack drawn for, equal to the file's name",
        "frozen-conflicts",
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


def load_drawn(node: Node, path: str, problems: Problems) -> Selection | None:
    """The draw of a file, or None when it is faulty."""
    found = read_fields(node, FIELDS, problems, "a draw")
    if found is None:
        return None
    check_name(path, found.place("pack"), "pack", found["pack"], problems)
    return (
        Selection(found["pack"], path, found["turn"], found["sections"], found.location)
        if found.complete
        else None
    )


def filled(pack: Pack, drawn: Selection | None) -> Pack:
    """The pack with the drawn items in its sections with a blueprint, found by the sections' titles."""
    found = {section.title: section.items for section in drawn.sections} if drawn else {}
    if not any(section.blueprint for section in pack.sections):
        return pack
    return replace(
        pack,
        sections=tuple(
            replace(section, items=found.get(section.name, ())) if section.blueprint else section
            for section in pack.sections
        ),
    )
