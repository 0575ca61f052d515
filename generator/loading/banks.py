"""Banks: items on one topic."""

from __future__ import annotations

from generator.content import messages
from generator.content.field_types import ID, LANGUAGE, LINE
from generator.content.fields import (
    Field,
    FieldType,
    FieldValues,
    list_of,
    read_fields,
    report_wrong_type,
)
from generator.content.model import Bank, Item
from generator.content.nodes import MappingNode, Node, ScalarNode, shorten
from generator.items import TYPES, AnyItemType
from generator.items.fields import COMMON_FIELDS
from generator.items.protocol import with_article
from generator.loading.shared_fields import OBJECTIVES, check_name, pairs_of
from generator.problems import WARNING, Problem, Problems


def _read_item(node: Node, problems: Problems) -> Item | None:
    """An item as an entry of its bank's list."""
    return load_item(node, problems)


_ITEM = FieldType(
    "the named fields of an item",
    _read_item,
    variants=tuple((name, kind.all_fields(COMMON_FIELDS)) for name, kind in TYPES.items()),
)
FIELDS = (
    Field("bank", ID, "the bank's name, equal to the file's", "photosynthesis", required=True),
    Field("title", LINE, "the bank's title", "Photosynthesis", required=True),
    Field("language", LANGUAGE, "the language of its texts", "en", default="en"),
    Field(
        "objectives",
        OBJECTIVES,
        "what the items test, each with an id",
        "{leaf-light: Explain how …}",
        required=True,
    ),
    Field("items", list_of(_ITEM, 1), "the items", "[{id: leaf-gas, type: single, stem: Which gas …?}]", required=True),
)


def load_bank(node: Node, path: str, problems: Problems) -> Bank | None:
    """The bank of a file, or None when it is no bank at all."""
    fields = read_fields(node, FIELDS, problems, "a bank")
    if fields is None:
        return None
    check_name(path, fields.place("bank"), "bank", fields["bank"], problems)
    return Bank(
        fields["bank"] or "",
        path,
        fields["title"] or "",
        fields["language"] or "en",
        pairs_of(fields["objectives"]),
        fields["items"] or (),
    )


def load_item(node: Node, problems: Problems) -> Item | None:
    """The item of a node, or None when it cannot be used; faults of a draft are warnings.

    One with a field too many or a faulty optional field is given: its problem stops its packs, and
    the checks find the rest.
    """
    own = Problems()
    item = _read_sound(node, own)
    if _stated(node, "status") == "draft":
        problems.extend(
            Problem(p.location, p.rule, f"{p.message} (a draft: not yet an error)", WARNING)
            for p in own
        )
    else:
        problems.extend(own)
    return item


def _stated(node: Node, name: str) -> str:
    """A field's text before anything is read."""
    if isinstance(node, MappingNode):
        for key, value in node.entries:
            if key.text == name and isinstance(value, ScalarNode):
                return value.text.strip()
    return ""


def _read_sound(node: Node, problems: Problems) -> Item | None:
    if not isinstance(node, MappingNode):
        report_wrong_type(problems, node, "the named fields of an item")
        return None
    name = _stated(node, "type")
    if name not in TYPES:
        _report_type(node, name, problems)
        _report_common(node, problems)
        return None
    item_type = TYPES[name]
    fields = read_fields(
        node, (*COMMON_FIELDS, *item_type.fields), problems, with_article(name, "item")
    )
    if fields is None:
        return None
    before = problems.error_count
    _check_common(fields, item_type, problems)
    content = item_type.read(fields, problems) if fields.complete else None
    points = fields["points"]
    if points is None and content is not None:
        points = item_type.default_points(content)
    if content is None or points is None or problems.error_count > before:
        return None
    return Item(
        id=fields["id"],
        type=name,
        objective=fields["objective"],
        level=fields["level"],
        difficulty=fields["difficulty"],
        facts=fields["facts"],
        stem=fields["stem"],
        points=points,
        content=content,
        rationale=fields["rationale"],
        status=fields["status"],
        reviewed_by=fields["reviewed_by"],
        minutes=fields["minutes"],
        lines=fields["lines"],
        notes=fields["notes"],
        not_with=fields["not_with"],
        ignore=tuple((fields["ignore"] or {}).items()),
        location=fields.place("id"),
    )


def _report_common(node: MappingNode, problems: Problems) -> None:
    """Report faults of those fields, of the ones an item of any type has, that are there."""
    present = {key.text for key, _ in node.entries} - {"type"}
    declared = [field for field in COMMON_FIELDS if field.name in present]
    names = {field.name for field in declared}
    entries = tuple((key, value) for key, value in node.entries if key.text in names)
    read_fields(MappingNode(entries, node.location), declared, problems, "an item")


def _report_type(node: MappingNode, name: str, problems: Problems) -> None:
    place = next(
        (value.location for key, value in node.entries if key.text == "type"), node.location
    )
    if not name:
        message = messages.missing_field("an item", "type", "the type of item", "single")
        problems.add(place, "missing-field", message)
        return
    message = messages.unknown_name(shorten(name), "a type of item", TYPES)
    problems.add(place, "unknown-type", f"{message}; use {messages.either(tuple(TYPES))}")


def _check_common(found: FieldValues, item_type: AnyItemType, problems: Problems) -> None:
    name = with_article(item_type.name, "item")
    needed = {
        "points": (item_type.states_points, "how many points it is worth", "2"),
        "rationale": (item_type.needs_rationale, "why the key is right", "Leaves take in …"),
    }
    for field, (is_needed, description, example) in needed.items():
        if is_needed and field not in found:
            message = messages.missing_field(name, field, description, example)
            problems.add(found.location, "missing-field", message)
    if "lines" in found and not problems.error_count and not item_type.accepts_lines(found):
        problems.add(
            found.place("lines"),
            "needless-lines",
            f"{name} has no lines to write on; remove 'lines'",
        )
