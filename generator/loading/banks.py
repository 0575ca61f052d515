"""Banks: items on one topic."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from generator.content import messages
from generator.content.field_types import FILE_ID, LANGUAGE, LINE, REFERENCE
from generator.content.fields import (
    Field,
    FieldType,
    FieldValues,
    list_of,
    read_fields,
    report_wrong_type,
    when_sourced,
)
from generator.content.model import Bank, Item
from generator.content.nodes import ListNode, MappingNode, Node, ScalarNode, shorten
from generator.items import TYPES, AnyItemType
from generator.items.fields import COMMON_FIELDS
from generator.items.inference import infer_type, undecided
from generator.items.protocol import with_article
from generator.loading.shared_fields import (
    OBJECTIVES,
    check_name,
    pairs_of,
    readable_name,
    rests_on_sources,
)
from generator.problems import WARNING, Problem, Problems


def _read_plain_item(node: Node, problems: Problems) -> Item | None:
    return load_item(node, problems, sourced=False)


def _read_sourced_item(node: Node, problems: Problems) -> Item | None:
    return load_item(node, problems, sourced=True)


_VARIANTS = tuple((name, kind.all_fields(COMMON_FIELDS)) for name, kind in TYPES.items())
_SOURCED_ITEM = FieldType(
    "the named fields of an item",
    _read_sourced_item,
    variants=tuple((name, when_sourced(declared)) for name, declared in _VARIANTS),
)
_ITEM = FieldType(
    "the named fields of an item", _read_plain_item, variants=_VARIANTS, sourced=_SOURCED_ITEM
)
FIELDS = (
    Field("bank", FILE_ID, "the bank's name, equal to the file's", "photosynthesis", required=True),
    Field("title", LINE, "the bank's title", "Photosynthesis", required_in_sourced=True),
    Field("language", LANGUAGE, "the language of its texts", "en", default="en"),
    Field(
        "sources",
        list_of(REFERENCE, 1),
        "the evidence files that its items rest on; a bank without them is plain",
        "[light-and-leaves]",
        default=(),
    ),
    Field(
        "objectives",
        OBJECTIVES,
        "what the items test, each with an id",
        "{leaf-light: Explain how …}",
        required_in_sourced=True,
    ),
    Field("items", list_of(_ITEM, 1), "the items", "see 'packs help items'", required=True),
)


def load_bank(node: Node, path: str, problems: Problems) -> Bank | None:
    """The bank of a file, or None when it is no bank at all."""
    sourced = rests_on_sources(node)
    declared = when_sourced(FIELDS) if sourced else FIELDS
    fields = read_fields(node, declared, problems, "a bank")
    if fields is None:
        return None
    check_name(path, fields.place("bank"), "bank", fields["bank"], problems)
    language = fields["language"] or "en"
    own = node.entries if isinstance(node, MappingNode) else ()
    lists = (value for key, value in own if key.text == "items" and isinstance(value, ListNode))
    entries = tuple(entry.location for value in lists for entry in value)
    return Bank(
        fields["bank"] or "",
        path,
        fields["title"] or ("" if sourced else readable_name(path)),
        language,
        pairs_of(fields["objectives"]),
        tuple(replace(item, language=language) for item in fields["items"] or ()),
        fields["sources"] or (),
        sourced,
        tuple(sorted((*entries, *(key.location for key, _ in own)))),
        entries,
    )


def load_item(node: Node, problems: Problems, sourced: bool = True) -> Item | None:
    """The item of a node, or None when it cannot be used; faults of a draft are warnings.

    `sourced`: its bank rests on sources, and so it must have all that such an item has.

    One with a field too many or a faulty optional field is given: its problem stops its packs, and
    the checks find the rest.
    """
    own = Problems()
    item = _read_sound(node, own, sourced)
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


@cache
def _declared(item_type: AnyItemType, sourced: bool) -> tuple[Field, ...]:
    """The fields of an item of that type, in a bank that rests on sources or not."""
    declared = (*COMMON_FIELDS, *item_type.fields)
    return when_sourced(declared) if sourced else declared


def _read_sound(node: Node, problems: Problems, sourced: bool) -> Item | None:
    if not isinstance(node, MappingNode):
        remedy = messages.fields_below(["stem", "key"])
        report_wrong_type(problems, node, "the named fields of an item", remedy)
        return None
    item_type = _type_of(node, problems)
    if item_type is None:
        _report_common(node, problems)
        return None
    fields = read_fields(
        node, _declared(item_type, sourced), problems, with_article(item_type.name, "item")
    )
    if fields is None:
        return None
    before = problems.error_count
    has_common = _has_common(fields, item_type, problems, sourced)
    content = item_type.read(fields, problems) if fields.complete else None
    points = fields["points"]
    if points is None and content is not None:
        points = item_type.default_points(content)
    is_sound = has_common and "id" not in fields.faulty and problems.error_count == before
    if content is None or points is None or not is_sound:
        return None
    return Item(
        id=fields["id"] or "",
        type=item_type.name,
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
        figure=fields.values.get("figure"),
        stem_below=fields.values.get("stem_below"),
    )


def _report_common(node: MappingNode, problems: Problems) -> None:
    """Report fields that no type has, and faults of those that an item of any type has."""
    known = {field.name for _, declared in _VARIANTS for field in declared}
    for key, _ in node.entries:
        if key.text not in known:
            message = messages.unknown_name(shorten(key.text), "a field of an item", sorted(known))
            problems.add(key.location, "unknown-field", message)
    present = {key.text for key, _ in node.entries} - {"type"}
    declared = [field for field in COMMON_FIELDS if field.name in present]
    names = {field.name for field in declared}
    entries = tuple((key, value) for key, value in node.entries if key.text in names)
    read_fields(MappingNode(entries, node.location), declared, problems, "an item")


def _type_of(node: MappingNode, problems: Problems) -> AnyItemType | None:
    """The type that an item states, or that its fields decide on; reports where there is none."""
    name = _stated(node, "type")
    if name in TYPES:
        return TYPES[name]
    place = next(
        (value.location for key, value in node.entries if key.text == "type"), node.location
    )
    if name:
        message = messages.unknown_name(shorten(name), "a type of item", TYPES)
        problems.add(place, "unknown-type", f"{message}; use {messages.either(tuple(TYPES))}")
        return None
    inference = infer_type(node, TYPES.values(), [field.name for field in COMMON_FIELDS])
    if inference.type is None:
        message = undecided(inference, node, "an item", "single")
        problems.add(place, "missing-field", message)
    return inference.type


def _has_common(
    found: FieldValues, item_type: AnyItemType, problems: Problems, sourced: bool
) -> bool:
    """Whether points and rationale are there where the type needs them; reports which are not, but
    for one that is there under a wrong name, and lines that the type does not print.
    """
    name = with_article(item_type.name, "item")
    explains = sourced and item_type.needs_rationale
    needed = {
        "points": (item_type.states_points, "how many points it is worth", "2"),
        "rationale": (explains, "why the key is right", "Leaves take in …"),
    }
    missing = [
        field for field, (is_needed, *_) in needed.items() if is_needed and field not in found
    ]
    for field in missing:
        if field not in found.meant:
            _, description, example = needed[field]
            message = messages.missing_field(name, field, description, example)
            problems.add(found.location, "missing-field", message)
    if "lines" in found and not problems.error_count and not item_type.accepts_lines(found):
        problems.add(
            found.place("lines"),
            "needless-lines",
            f"{name} has no lines to write on; remove 'lines'",
        )
    return not missing
