"""The items of a bank or pack in another program's format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from generator.content.field_types import points_text
from generator.content.model import Item, Pack, QuizSection
from generator.content.nodes import MappingNode, Node
from generator.exchange.exchanged import LOST, ExchangedItem, Fields, Note, Value, Written, list_of
from generator.exchange.formats import FORMATS
from generator.exchange.markup_text import understood
from generator.items.item_set import LETTERS
from generator.loading.yaml.reader import read
from generator.page.commonmark import GREY
from generator.page.understood import keep, pictures_in
from generator.pictures.limits import MOST_BYTES
from generator.pictures.refused import PictureRefused
from generator.problems import Location, Problems
from generator.storage.files import ProjectFiles
from generator.workflows.authoring.import_items import fields_of_node, item_nodes
from generator.workflows.project import LoadedProject

# Of what editors note, and of how a paper is arranged, a document of a bank's items says nothing.
_NOT_IN_WORD = ("minutes", "order", "notes", "reviewed_by", "not_with", "ignore")
_NOT_EXCHANGED = ("status",)  # only what is ready goes out


def export_items(
    project: ProjectFiles, loaded: LoadedProject, items: list[Item], title: str, format_name: str
) -> Written:
    """Items in a format; sound ones only.  Raises ExchangeError, DiskError."""
    written = _written_fields(project, loaded)
    known = FORMATS[format_name]
    exchanged = []
    for item in items:
        fields = _fields(item, written[item.id])
        exchanged.append(ExchangedItem(item.id, fields, files=_files(project, fields)))
    result = known.write(title, exchanged)
    return _with_picture_notes(result, exchanged, known.holds_pictures)


def word_report(
    project: ProjectFiles, loaded: LoadedProject, items: Sequence[Item]
) -> tuple[ExchangedItem, ...]:
    """What of a bank's items is not in a Word document of them.  Raises DiskError."""
    written = _written_fields(project, loaded)
    return tuple(
        ExchangedItem(item.id, fields, tuple(Note(LOST, what) for what in _not_in_word(fields)))
        for item in items
        if (fields := written[item.id])
    )


def _not_in_word(fields: Fields) -> Iterator[str]:
    yield from (f"'{name}'" for name in _NOT_IN_WORD if name in fields)
    for letter, part in zip(LETTERS, list_of(fields, "parts"), strict=False):
        if isinstance(part, dict):
            yield from (f"{what} of part ({letter})" for what in _not_in_word(part))


def _written_fields(project: ProjectFiles, loaded: LoadedProject) -> dict[str, Fields]:
    """What authors wrote of each item, by its id."""
    written: dict[str, Fields] = {}
    for bank in loaded.content.banks.values():
        by_place = _items_by_place(read(project.read(bank.path), bank.path, Problems()))
        written |= {item.id: by_place.get(item.location, {}) for item in bank.items}
    return written


def without_sections(written: Written, pack: Pack) -> Written:
    """What was written of a pack, with a note at the first item of each section that says something
    besides its title: no format has a place for it.
    """
    lost = {
        section.items[0].id: [Note(LOST, what) for what in _section_rules(section)]
        for section in pack.sections
        if section.items
    }
    items = (
        replace(item, notes=(*item.notes, *lost.get(item.place, ()))) for item in written.items
    )
    return Written(written.data, tuple(items))


def _section_rules(section: QuizSection) -> Iterator[str]:
    if section.answer:
        yield (
            f"that {section.answer} of the {len(section.items)} questions of "
            f"'{section.name}' are answered; set this in the other program"
        )
    if section.instructions:
        yield f"the instructions of '{section.name}'"


def _pictures(value: Value) -> list[str]:
    """The addresses of the pictures that texts show, each once; GREY is before some."""
    if isinstance(value, str):
        return [picture.sha256 for picture in pictures_in(keep(understood(value)))]
    values = value.values() if isinstance(value, dict) else value
    return list(dict.fromkeys(address for inner in values for address in _pictures(inner)))


def _files(project: ProjectFiles, fields: Fields) -> dict[str, bytes]:
    """The files of an item's pictures by their paths: what can be seen of them and nothing else,
    because students get them too.  Raises DiskError.
    """
    from generator.pictures.shown import shown_file  # it loads what decodes pictures

    files = {}
    for address in _pictures(fields):
        path = address.removeprefix(GREY)
        if project.exists(path):
            with suppress(PictureRefused):  # replaced since it was read: it is noted as lost
                files[path] = shown_file(project.read(path, MOST_BYTES))
    return files


def _with_picture_notes(
    written: Written, items: Sequence[ExchangedItem], holds_pictures: bool
) -> Written:
    """What was written, with a note of what of pictures is not in it."""
    noted = []
    for item, given in zip(written.items, items, strict=True):
        addresses = _pictures(given.fields)
        paths = dict.fromkeys(address.removeprefix(GREY) for address in addresses)
        missing = [path for path in paths if not holds_pictures or path not in given.files]
        lost = [f"the picture {path}" for path in missing]
        if any(address.startswith(GREY) for address in addresses):
            lost.append("that a picture is printed grey")
        noted.append(replace(item, notes=(*item.notes, *(Note(LOST, what) for what in lost))))
    return Written(written.data, tuple(noted))


def _items_by_place(node: Node | None) -> dict[Location, Fields]:
    """What is written of each item of a bank, by the place of its id, or where it has none of
    itself.
    """
    by_place: dict[Location, Fields] = {}
    for entry in item_nodes(node):
        fields = fields_of_node(entry)
        if isinstance(entry, MappingNode) and isinstance(fields, dict):
            places = [value.location for key, value in entry.entries if key.text == "id"]
            by_place[places[0] if places else entry.location] = fields
    return by_place


def _fields(item: Item, written: Fields) -> Fields:
    fields: Fields = {"id": item.id, "type": item.type}
    fields |= {name: value for name, value in written.items() if name not in _NOT_EXCHANGED}
    fields["points"] = points_text(item.points)
    if item.type == "set":
        fields["parts"] = [
            {**written_part, "type": part.type, "points": points_text(part.points)}
            for written_part, part in zip(list_of(fields, "parts"), item.content.parts, strict=True)
            if isinstance(written_part, dict)
        ]
    return fields
