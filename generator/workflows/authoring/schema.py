"""A JSON Schema of each kind of YAML file, made from the declarations that the loader reads by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from generator.content.fields import Field, FieldType, Scalar, when_sourced
from generator.content.nodes import ListNode, Node, ScalarNode
from generator.loading import (
    banks,
    evidence,
    history,
    marking,
    packs,
    selections,
    styles,
    summaries,
)
from generator.loading.yaml.reader import read
from generator.problems import Problems

PATH = "packs/.schemas/{}.json"  # beside the packs, where no file is loaded from
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Json: TypeAlias = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Schema: TypeAlias = dict[str, Json]


class FileKind(NamedTuple):
    """A kind of file: what it is called, where such files are (or the option that takes them), and
    the fields they have.
    """

    title: str
    path: str
    fields: tuple[Field, ...]


KINDS = {
    "bank": FileKind("A bank", "questions/{}.yaml", banks.FIELDS),
    "evidence": FileKind("An evidence file", "questions/evidence/{}.yaml", evidence.FIELDS),
    "summary": FileKind("A summary", "packs/summaries/{}.yaml", summaries.FIELDS),
    "pack": FileKind("A pack", "packs/{}.yaml", packs.FIELDS),
    "style": FileKind("A style", "packs/styles/{}.yaml", styles.FIELDS),
    "drawn": FileKind("A draw", "packs/drawn/{}.yaml", selections.FIELDS),
}
# What authors do not write for a quiz: memory, and what an option of `packs results` takes.
OTHERS = {
    "history": FileKind("A history", "questions/history/{}.yaml", history.FIELDS),
    "scale": FileKind("A scale of grades", "--scale {}.yaml", marking.SCALE),
    "columns": FileKind("A profile of columns", "--columns {}.yaml", marking.COLUMNS),
}


def schema(kind: str) -> Schema:
    """The schema of a kind of file.

    It admits some of what the loader refuses: where a rule joins several fields, or lies within a
    text; and in a file that cites facts without naming sources.  What it refuses, the loader
    refuses, but for the unquoted words `null` and `~`, which editors take for an empty value, and
    for choices in quotes with blanks around them.

    Raises KeyError where there is no such kind.
    """
    title, path, declared = (KINDS | OTHERS)[kind]
    result: Schema = {
        "$schema": DIALECT,
        "title": f"{title} of briefing-packs: {path.format('<name>')}",
        **_named_fields(declared),
    }
    sourced = when_sourced(declared)
    if sourced != declared:  # who names sources must say more
        result["if"] = {"required": ["sources"]}
        result["then"] = {
            "properties": {field.name: _type(field.kind) for field in sourced},
            "required": _required(sourced),
        }
    return result


def schema_text(kind: str) -> str:
    """The schema as a JSON text.  Raises KeyError."""
    return json.dumps(schema(kind), indent=1)


def with_schema_line(path: str, kind: str, text: str) -> str:
    """The text of a new file with a first line that tells editors where its schema is."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{PATH.format(kind)}\n{text}"


def plain_value(node: Node) -> Json:
    """A node as editors see it: YAML 1.2 makes numbers and booleans of unquoted texts."""
    if isinstance(node, ScalarNode):
        return node.text if node.quoted else typed(node.text)
    if isinstance(node, ListNode):
        return [plain_value(item) for item in node]
    return {key.text: plain_value(value) for key, value in node.entries}


def typed(text: str) -> Json:
    """The value that YAML 1.2 makes of an unquoted text (its core schema)."""
    if text.casefold() in ("true", "false"):
        return text.casefold() == "true"
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return float(text)
    return text


def _named_fields(declared: Sequence[Field]) -> Schema:
    return {
        "type": "object",
        "properties": {field.name: _field(field) for field in declared},
        "required": _required(declared),
        "additionalProperties": False,
    }


def _required(declared: Iterable[Field]) -> list[Json]:
    return [field.name for field in declared if field.required]


def _field(field: Field) -> Schema:
    result: Schema = {
        "description": f"{field.description}\nHolds: {field.kind.expected}",
        **_type(field.kind),
    }
    example = _example(field)
    if example is not None:
        result["examples"] = [example]
    if isinstance(field.default, (str, bool, int)) and field.default != "":
        result["default"] = field.default
    return result


def _example(field: Field) -> Json:
    """The declared example as a value; None where it only says where to see one."""
    if _scalars(field.kind):
        return typed(field.example)
    node = read(field.example.encode(), "", Problems())
    return None if node is None or isinstance(node, ScalarNode) else plain_value(node)


def _scalars(kind: FieldType[object]) -> bool:
    """Whether one text may be written."""
    return kind.scalar is not None or any(map(_scalars, kind.alternatives))


def _type(kind: FieldType[object]) -> Schema:
    choices = [_type(alternative) for alternative in kind.alternatives]
    if kind.scalar is not None:
        choices.append(_scalar(kind.scalar))
    if kind.variants:
        choices.append(_by_type(kind.variants))
    elif kind.fields:
        choices.append(_named_fields(kind.fields))
    elif kind.names is not None and kind.entry is not None:
        choices.append(_mapping(kind.names, kind.entry))
    elif kind.entry is not None:
        choices.append(_list(kind.entry, kind.least, kind.most))
    return choices[0] if len(choices) == 1 else {"anyOf": [*choices]}


def _list(entry: FieldType[object], least: int, most: int | None) -> Schema:
    result: Schema = {"type": "array", "items": _type(entry)}
    if least:
        result["minItems"] = least
    if most is not None:
        result["maxItems"] = most
    return result


def _mapping(names: FieldType[str], values: FieldType[object]) -> Schema:
    limits = names.scalar or Scalar()
    named: Schema = {"enum": [*limits.words]} if limits.words else {"pattern": _pattern(limits)}
    return {"type": "object", "propertyNames": named, "additionalProperties": _type(values)}


def _scalar(scalar: Scalar) -> Schema:
    """Numbers and booleans as well, because editors take unquoted texts for them."""
    if scalar.words:
        values = [typed(word) for word in scalar.words]
        quoted = [word for word in scalar.words if word not in values]
        return {"enum": [*values, *quoted]}
    if not scalar.pattern:
        return {"type": ["string", "number", "boolean"], "pattern": r"\S"}
    types: list[Json] = ["string"]
    if scalar.numbers:
        types.append("integer" if scalar.step == 1 else "number")
    if re.fullmatch(scalar.pattern, "true"):
        types.append("boolean")
    result: Schema = {"type": types, "minLength": 1, "pattern": _pattern(scalar)}
    limits = {"minimum": scalar.least, "maximum": scalar.most, "multipleOf": scalar.step}
    for word, limit in limits.items():
        if limit is not None:
            result[word] = _number(limit)
    return result


def _pattern(scalar: Scalar) -> str:
    return rf"^\s*(?:{scalar.pattern})\s*$" if scalar.pattern else r"\S"


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def _by_type(variants: Sequence[tuple[str, tuple[Field, ...]]]) -> Schema:
    """Named fields that depend on `type`: those of all variants first, so that editors offer them
    before there is a type.
    """
    shared = set.intersection(*({field.name for field in own} for _, own in variants))
    common = [field for field in variants[0][1] if field.name in shared]
    properties: Schema = {field.name: _field(field) for field in common}
    names: list[Json] = [name for name, _ in variants]
    properties["type"] = {"description": "the type, which decides the other fields", "enum": names}
    every = {field.name for _, own in variants for field in own}
    untyped: Schema = {
        "properties": dict.fromkeys(sorted(every), True),
        "additionalProperties": False,
    }
    branches: list[Json] = [
        {
            "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
            "then": _variant(declared, properties),
        }
        for name, declared in variants
    ]
    branches.append({"if": {"required": ["type"]}, "else": untyped})
    always = set.intersection(*(set(map(str, _required(own))) for _, own in variants))
    required: list[Json] = [field.name for field in common if field.name in always]
    return {"type": "object", "properties": properties, "required": required, "allOf": branches}


def _variant(declared: Sequence[Field], common: Schema) -> Schema:
    properties: Schema = {
        field.name: True if field.name in common else _field(field) for field in declared
    }
    return {**_named_fields(()), "properties": properties, "required": _required(declared)}
