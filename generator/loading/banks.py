"""Banks: items on one topic."""

from __future__ import annotations

from generator.content.field_types import ID, LANGUAGE, LINE
from generator.content.fields import (
    Field,
    FieldType,
    FieldValues,
    list_of,
    read_fields,
    report_wrong_type,
    suggestion,
)
from generator.content.model import Bank, Item
from generator.content.nodes import MappingNode, Node, ScalarNode, shorten
from generator.items import TYPES, AnyItemType
from generator.items.fields import COMMON_FIELDS
from generator.items.protocol import with_article
from generator.loading.shared_fields import OBJECTIVES, check_name, pairs_of
from generator.problems import WARNING, Problem, Problems

_ITEM: FieldType = FieldType(
    "the named fields of an item", lambda node, problems: load_item(node, problems), "item"
)
FIELDS = (
    Field("bank", ID, "the bank's name, equal to the file's", "frozen-conflicts", required=True),
    Field("title", LINE, "the bank's title", "Frozen conflicts", required=True),
    Field("language", LANGUAGE, "the language of its texts", "en", default="en"),
    Field(
        "objectives",
        OBJECTIVES,
        "what the items test, each with an id",
        "{fc-precedent: Explain how …}",
        required=True,
    ),
    Field("items", list_of(_ITEM, 1), "the items", "see the starter banks", required=True),
)


def load_bank(node: Node, path: str, problems: Problems) -> Bank | None:
    """The bank of a file, or None when it is no bank at all."""
    found = read_fields(node, FIELDS, problems, "a bank")
    if found is None:
        return None
    check_name(path, found.place("bank"), "bank", found["bank"], problems)
    return Bank(
        found["bank"] or "",
        path,
        found["title"] or "",
        found["language"] or "en",
        pairs_of(found["objectives"]),
        found["items"] or (),
    )


def load_item(node: Node, problems: Problems) -> Item | None:
    """The item of a node, or None when it cannot be asked; faults of a draft are warnings.

    One with a field too many or an unsound optional field is given: its problem stops its packs, and the checks find the rest.
    """
    own = Problems()
    item = _read_item(node, own)
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


def _read_item(node: Node, problems: Problems) -> Item | None:
    if not isinstance(node, MappingNode):
        report_wrong_type(problems, node, "the named fields of an item")
        return None
    name = _stated(node, "type")
    if name not in TYPES:
        _report_type(node, name, problems)
        return None
    item_type = TYPES[name]
    found = read_fields(
        node, (*COMMON_FIELDS, *item_type.fields), problems, with_article(name, "item")
    )
    if found is None:
        return None
    before = problems.error_count
    _check_common(found, item_type, problems)
    content = item_type.read(found, problems) if found.complete else None
    points = found["points"]
    if points is None and content is not None:
        points = item_type.default_points(content)
    if content is None or points is None or problems.error_count > before:
        return None
    return Item(
        id=found["id"],
        type=name,
        objective=found["objective"],
        level=found["level"],
        difficulty=found["difficulty"],
        facts=found["facts"],
        stem=found["stem"],
        points=points,
        content=content,
        rationale=found["rationale"],
        status=found["status"],
        reviewed_by=found["reviewed_by"],
        minutes=found["minutes"],
        lines=found["lines"],
        notes=found["notes"],
        not_with=found["not_with"],
        ignore=tuple((found["ignore"] or {}).items()),
        location=found.place("id"),
    )


def _report_type(node: MappingNode, name: str, problems: Problems) -> None:
    place = next(
        (value.location for key, value in node.entries if key.text == "type"), node.location
    )
    if not name:
        problems.add(place, "missing-field", "the item has no 'type' (for example  type: single)")
    else:
        problems.add(
            place,
            "unknown-type",
            f"'{shorten(name)}' is not a type of item; there are {', '.join(TYPES)}{suggestion(name, TYPES)}",
        )


def _check_common(found: FieldValues, item_type: AnyItemType, problems: Problems) -> None:
    name = item_type.name
    if "points" not in found and item_type.states_points:
        problems.add(
            found.location,
            "missing-field",
            f"{with_article(name, 'item')} has no 'points': what it is worth must be stated (for example  points: 2)",
        )
    if "rationale" not in found and item_type.needs_rationale:
        problems.add(
            found.location,
            "missing-field",
            f"{with_article(name, 'item')} has no 'rationale': why the key is right "
            "(for example  rationale: The commentary …)",
        )
    if "lines" in found and not problems.error_count and not item_type.accepts_lines(found):
        problems.add(
            found.place("lines"),
            "needless-lines",
            f"this {name} item prints no lines; remove 'lines'",
        )
