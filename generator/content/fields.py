"""Fields declared as data, and the one reader that turns nodes into values by them."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.content import nodes
from generator.content.nodes import MappingNode, Node, ScalarNode, describe, shorten
from generator.problems import Location, Problems

Read = Callable[[Node, Problems], Any]


@dataclass(frozen=True)
class FieldType:
    """What a field may hold: `says` completes "must be …"; `read` gives the value, or None after reporting a problem.

    `shape` and `detail` describe it to programs (editor schemas, the authors' guide).
    """

    says: str
    read: Read
    shape: str = "text"
    detail: Any = None


@dataclass(frozen=True)
class Field:
    """One field of a mapping.  `default` is the value when the field is absent; `example` is as an author would type it."""

    name: str
    kind: FieldType
    description: str
    example: str
    required: bool = False
    default: Any = None


@dataclass(frozen=True)
class Reference:
    """An id that names something defined elsewhere."""

    id: str
    location: Location = field(compare=False)


@dataclass(frozen=True)
class FieldValues:
    """The values of a mapping that was read, absent and faulty ones at their defaults; `places` says where each one stands.

    `complete`: every required field is there and sound, so that what is made of it can be looked at for further faults.
    """

    values: dict[str, Any]
    location: Location
    places: dict[str, Location]
    complete: bool

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def __contains__(self, name: str) -> bool:
        return name in self.places

    def place(self, name: str) -> Location:
        """Where a field's value stands, or the mapping itself when the field is absent."""
        return self.places.get(name, self.location)


def report_wrong_type(problems: Problems, node: Node, says: str) -> None:
    """Report a value of the wrong kind."""
    verb = "stand" if isinstance(node, MappingNode) else "stands"
    problems.add(
        node.location, "wrong-value", f"{describe(node)} {verb} where there must be {says}"
    )


def read_fields(
    node: Node, declared: Sequence[Field], problems: Problems, of: str
) -> FieldValues | None:
    """Read a mapping; `of` names it in messages ("an item").  None when the node is no mapping.

    Reports unknown, duplicate, missing and mistyped fields, all in one pass.
    """
    if not isinstance(node, MappingNode):
        report_wrong_type(problems, node, f"the named fields of {of}")
        return None
    known = {declaration.name: declaration for declaration in declared}
    values = {declaration.name: declaration.default for declaration in declared}
    places: dict[str, Location] = {}
    names: dict[str, Location] = {}
    complete = True
    for key, value in node.entries:
        name = key.text
        if name in names:
            problems.add(
                key.location,
                "duplicate-field",
                f"'{name}' stands twice in {of} (first on line {names[name].line}); keep one",
            )
            continue
        names[name] = key.location
        if name not in known:
            problems.add(
                key.location,
                "unknown-field",
                f"'{shorten(name)}' is not a field of {of}{suggestion(name, known)}",
            )
            continue
        if isinstance(value, ScalarNode) and not value.text.strip() and not value.quoted:
            problems.add(
                value.location, "empty-field", f"'{name}' of {of} is empty; fill it in or remove it"
            )
            complete = complete and not known[name].required
            places[name] = value.location
            continue
        places[name] = value.location
        before = problems.error_count
        read = known[name].kind.read(value, problems)
        sound = problems.error_count == before
        values[name] = read if sound or read is not None else known[name].default
        complete = complete and (sound or not known[name].required)
    for declaration in declared:
        if declaration.required and declaration.name not in names:
            example = declaration.example
            hint = (
                example
                if example.startswith("see ")
                else f"for example  {declaration.name}: {example}"
            )
            problems.add(
                node.location,
                "missing-field",
                f"{of} has no '{declaration.name}': {declaration.description} ({hint})",
            )
            complete = False
    return FieldValues(values, node.location, places, complete)


def suggestion(name: str, known: Iterable[str]) -> str:
    """A hint in brackets at the known name most like this one, or nothing."""
    folded = {entry.casefold().replace("_", "-"): entry for entry in known}
    typed = name.casefold().replace("_", "-")
    near = difflib.get_close_matches(typed, folded, 1, 0.6)
    near = near or sorted(entry for entry in folded if len(typed) > 2 and entry.startswith(typed))
    return f" (did you mean '{folded[near[0]]}'?)" if near else ""


def list_of(kind: FieldType, at_least: int = 0, at_most: int | None = None) -> FieldType:
    """A list of values of one kind, read into a tuple; faulty entries are reported and left out."""
    says = f"a list, each entry {kind.says}"

    def read(node: Node, problems: Problems) -> tuple[Any, ...] | None:
        if not isinstance(node, nodes.ListNode):
            report_wrong_type(
                problems, node, f"a list (lines that begin with '- '), each entry {kind.says}"
            )
            return None
        if len(node.items) < at_least:
            problems.add(
                node.location,
                "too-few",
                f"the list has {len(node.items)} entries and needs at least {at_least}",
            )
        if at_most is not None and len(node.items) > at_most:
            problems.add(
                node.location,
                "too-many",
                f"the list has {len(node.items)} entries; at most {at_most} are allowed",
            )
        values = (kind.read(item, problems) for item in node.items)
        return tuple(value for value in values if value is not None)

    return FieldType(says, read, "list", (kind, at_least, at_most))


def fields_of(
    of: str, declared: Sequence[Field], build: Callable[[FieldValues, Problems], Any] | None = None
) -> FieldType:
    """Named fields, read into a Record, or into what `build` makes of a complete one."""

    def read(node: Node, problems: Problems) -> Any:
        found = read_fields(node, declared, problems, of)
        if found is None or build is None:
            return found
        return build(found, problems) if found.complete else None

    return FieldType(f"the named fields of {of}", read, "record", tuple(declared))


def text_or_fields(
    short: str, of: str, declared: Sequence[Field], build: Callable[[FieldValues, Problems], Any]
) -> FieldType:
    """Named fields, or only the text of the field `short`."""
    full = fields_of(of, declared, build)

    def read(node: Node, problems: Problems) -> Any:
        if isinstance(node, ScalarNode):
            node = MappingNode(((ScalarNode(short, node.location), node),), node.location)
        return full.read(node, problems)

    return FieldType(
        f"a text or the named fields of {of}", read, "text-or-record", (short, tuple(declared))
    )


def mapping_of(kind: FieldType, name_kind: FieldType, of: str) -> FieldType:
    """A mapping from free names to values of one kind, read into a dict of name → (value, location of the name)."""

    def read(node: Node, problems: Problems) -> dict[str, Any] | None:
        if not isinstance(node, MappingNode):
            report_wrong_type(problems, node, f"{of}, each on a line 'name: value'")
            return None
        found: dict[str, Any] = {}
        for key, value in node.entries:
            name = name_kind.read(key, problems)
            got = kind.read(value, problems)
            if name is None or got is None:
                continue
            if name in found:
                problems.add(
                    key.location, "duplicate-field", f"'{name}' stands twice in {of}; keep one"
                )
                continue
            found[name] = got
        return found

    return FieldType(of, read, "named", (kind, name_kind))
