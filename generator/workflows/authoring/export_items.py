"""The items of a bank or pack in another program's format."""

from __future__ import annotations

from generator.content.field_types import points_text
from generator.content.model import Item
from generator.content.nodes import MappingNode, Node
from generator.exchange.exchanged import ExchangedItem, Fields, Written
from generator.exchange.formats import FORMATS
from generator.loading.yaml.reader import read
from generator.problems import Location, Problems
from generator.storage.files import ProjectFiles
from generator.workflows.authoring.import_items import fields_of_node, item_nodes
from generator.workflows.project import LoadedProject

_NOT_EXCHANGED = ("facts", "ignore", "not_with", "status", "reviewed_by")


def export_items(
    project: ProjectFiles, loaded: LoadedProject, items: list[Item], title: str, format_name: str
) -> Written:
    """Items in a format; sound ones only.  Raises ExchangeError, DiskError."""
    written: dict[str, Fields] = {}
    for bank in loaded.content.banks.values():
        by_place = _items_by_place(read(project.read(bank.path), bank.path, Problems()))
        written |= {item.id: by_place.get(item.location, {}) for item in bank.items}
    exchanged = [ExchangedItem(item.id, _fields(item, written[item.id])) for item in items]
    return FORMATS[format_name].write(title, exchanged)


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
    return fields
