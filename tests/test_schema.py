"""The JSON Schemas of YAML files are held to the loader: what one refuses, the other refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator

from generator.content.fields import FieldType
from generator.content.nodes import ListNode, MappingNode, Node, ScalarNode
from generator.items import TYPES
from generator.loading.content import load
from generator.loading.marking import load_columns, load_scale
from generator.loading.yaml.reader import read
from generator.problems import Problems
from generator.workflows.authoring.schema import KINDS, OTHERS, plain_value, schema, typed

ROOT = Path(__file__).resolve().parents[1]
PROJECTS = [ROOT, *sorted((ROOT / "tests" / "cases").iterdir())]
DRAWN = """\
pack: harbour
turn: 2
sections:
  - title: Drawn
    items: [hr-one]
    met:
      - {what: points in all, planned: 12, met: 12}
"""
BLUEPRINT = """\
pack: harbour
title: Harbour
seed: 00f1e2d3c4b5a69788796a5b4c3d2e1f
sources: [harbour-report]
duration: 40
quiz:
  not_in: [first]
  sections:
    - title: Drawn
      order: as-written
      blueprint:
        banks: [harbour]
        points: 4..6
        items: 2
        cells: [{level: [analyse, evaluate], points: 8..}, {level: apply, points: ..6.5}]
        types: {single: 4.., set: 1}
        difficulty: {easy: 2..}
print: {paper: A4, copies: 30, profiles: [standard], answer_sheet: true}
"""
SCALE = """\
unit: points
rounding: half-up
grades:
  - {grade: A, from: 30}
  - {grade: B, from: 20.5}
  - {grade: 5, from: 0}
"""
COLUMNS = """\
name: Student
first_name: First
last_name: Last
number: Matricule
form: Version
group: Class
total: Sum
answers: Q{n}
points: P{n}
forms: {1: A, 2: B}
letters: {1: A, 2: B}
blank: not-answered
skip: 1
"""
HISTORY = """\
bank: harbour
items:
  hr-one:
    - edition: 7K3Q-2M4P
      date: 2026-12-07
      revision: 1
      answers: 120
      omitted: 2
      facility: 0.62
      discrimination: 0.31
      choices: [{option: yes, count: 31}]
      fingerprint: 9f2c40a1b7d3e856
"""
LOADERS = {"scale": load_scale, "columns": load_columns}
ALL = KINDS | OTHERS
# Where several fields depend on each other, the loader misses more than one declaration can say.
JOINED = (
    "a section needs 'items' or 'blueprint'",
    "a cell needs 'objective' or 'level'",
    "a blueprint needs 'points', 'items' or 'cells'",
    "a pack needs 'summaries' or 'quiz'",
    "a summary needs 'sources'",  # which facts ask for
    "a claim needs",
    "a denial needs",
    "a judgement needs",
    "an allegation needs",
    "'reply' and 'by' go together",
    "chart needs",
    "matrix needs",
    "diagram needs",
    "a false statement with",
    "a seed has 32 characters",
    "a profile of columns needs",
    "needs {n} where",
    "does not begin below",
    "has no grade; add",
)


@cache
def validator(kind: str) -> Draft202012Validator:
    """What tells whether a value fits the schema of a kind of file."""
    return Draft202012Validator(schema(kind))


def refused(kind: str, node: Node) -> bool:
    """Whether the schema refuses a file."""
    return not validator(kind).is_valid(plain_value(node))


def said(kind: str, name: str, node: Node) -> list[str]:
    """What the loader says of a file, without its place."""
    problems = Problems()
    if kind in LOADERS:
        LOADERS[kind](node, problems)
    else:
        load({ALL[kind].path.format(name): node}, problems)
    return [f"{problem.rule}: {problem.message}" for problem in problems]


def parsed(text: str) -> Node:
    """A file's node."""
    problems = Problems()
    node = read(text.encode(), "f.yaml", problems)
    assert node is not None and not list(problems)
    return node


def files() -> Iterator[tuple[str, Path]]:
    """Every file of the starter content and of the cases, with its kind."""
    for root in PROJECTS:
        for kind, file_kind in KINDS.items():
            folder = root / PurePosixPath(file_kind.path).parent
            yield from ((kind, path) for path in sorted(folder.glob("*.yaml")))


def test_the_schemas_are_schemas():
    """Each is a JSON Schema of the dialect that it names, and plain JSON."""
    for kind in ALL:
        Draft202012Validator.check_schema(schema(kind))
        assert schema(kind)["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
        assert json.loads(json.dumps(schema(kind))) == schema(kind)


def test_what_the_loader_accepts_fits():
    """No file of the starter content or of a case that the loader accepts is underlined in an
    editor.
    """
    count = 0
    for kind, path in files():
        node = read(path.read_bytes(), str(path), Problems())
        if node is not None and not said(kind, path.stem, node):
            errors = [e.message for e in validator(kind).iter_errors(plain_value(node))]
            assert errors == [], path
            count += 1
    assert count > 90


def test_older_editors_read_the_same(harbour):
    """The schemas mean the same in draft 7, which is all that some editors know."""
    for kind, _, node in entries(harbour):
        value = plain_value(node)
        older = Draft7Validator(schema(kind))
        older.check_schema(schema(kind))
        assert older.is_valid(value) and not older.is_valid({**value, "never-heard-of": 1})
    older = Draft7Validator(schema("pack"))
    values = [plain_value(mutant) for mutant in mutants(parsed(BLUEPRINT))]
    fits = [validator("pack").is_valid(value) for value in values]
    assert [older.is_valid(value) for value in values] == fits and set(fits) == {True, False}


def entries(harbour: dict[str, str]) -> Iterator[tuple[str, str, Node]]:
    """Files that hold every field there is, a bank for each item: kind, name and node."""
    texts = [
        ("pack", "harbour", BLUEPRINT),
        ("drawn", "harbour", DRAWN),
        ("scale", "scale", SCALE),
        ("columns", "columns", COLUMNS),
        ("history", "harbour", HISTORY),
    ]
    for path, text in harbour.items():
        parent = str(PurePosixPath(path).parent)
        kind = next(k for k, v in KINDS.items() if str(PurePosixPath(v.path).parent) == parent)
        if kind != "bank":
            texts.append((kind, PurePosixPath(path).stem, text))
            continue
        bank = parsed(text)
        assert isinstance(bank, MappingNode)
        *head, (name, items) = bank.entries
        assert name.text == "items" and isinstance(items, ListNode)
        place = bank.location
        sources = ListNode((ScalarNode("harbour-report", place),), place)
        head.append((ScalarNode("sources", place), sources))
        for item in items:
            lone = replace(items, items=(item,))
            yield kind, PurePosixPath(path).stem, replace(bank, entries=(*head, (name, lone)))
    for kind, name, text in texts:
        yield kind, name, parsed(text)


def mutants(node: Node) -> Iterator[Node]:
    """The node with one thing changed: a field unknown or missing, a list or fields where a text
    is, a text where they are, a list without entries, a number or a word that means nothing.
    """
    place = node.location
    strange = ScalarNode("never-heard-of", place)
    if isinstance(node, ScalarNode):
        yield ListNode((node,), place)
        yield MappingNode(((strange, node),), place)
        yield ScalarNode("never heard\u00a0of", place)
        yield ScalarNode("100000", place)
        yield ScalarNode("1.25", place)
        return
    yield strange
    if isinstance(node, ListNode):
        yield ListNode((), place)
        yield ListNode(node.items * 30, place)
        for index, item in enumerate(node.items[:3]):
            for mutant in mutants(item):
                items = (*node.items[:index], mutant, *node.items[index + 1 :])
                yield replace(node, items=items)
        return
    yield replace(node, entries=(*node.entries, (strange, strange)))
    for index, (name, value) in enumerate(node.entries):
        before, after = node.entries[:index], node.entries[index + 1 :]
        yield replace(node, entries=(*before, *after))
        for mutant in mutants(value):
            yield replace(node, entries=(*before, (name, mutant), *after))


SHAPE = ("unknown-field", "missing-field", "too-few", "too-many", "unknown-type", "wrong-value")


def test_both_refuse_the_same(harbour):
    """Of thousands of faulty files, each with one thing changed, the schema refuses none that the
    loader accepts, and all whose fault is one of shape.
    """
    count = 0
    both = 0
    for kind, name, node in entries(harbour):
        assert not refused(kind, node), (kind, plain_value(node))
        for mutant in mutants(node):
            count += 1
            messages = said(kind, name, mutant)
            by_schema = refused(kind, mutant)
            both += by_schema
            assert messages or not by_schema, plain_value(mutant)
            shape = [
                message
                for message in messages
                if message.partition(":")[0] in SHAPE and not any(j in message for j in JOINED)
            ]
            assert by_schema or not shape, (shape, plain_value(mutant))
    assert count > 3000 and both > 2000


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("pack", "duration: 40", "duraton: 40"),
        ("pack", "title: Harbour\n", ""),
        ("pack", "order: as-written", "order: as-typed"),
        ("pack", "duration: 40", "duration: [40]"),
        ("pack", "duration: 40", "duration: 601"),
        ("pack", "banks: [harbour]", "banks: harbour"),
        ("pack", "banks: [harbour]", "banks: []"),
        ("pack", "single: 4..", "singel: 4.."),
        ("pack", "answer_sheet: true", "answer_sheet: yes"),
        ("drawn", "turn: 2", "turn: two"),
        ("scale", "unit: points", "unit: marks"),
        ("scale", "from: 20.5", "least: 20.5"),
        ("columns", "skip: 1", "skip: some"),
        ("columns", "letters: {1: A, 2: B}", "letters: [A, B]"),
        ("history", "revision: 1", "revision: first"),
        ("history", "      facility: 0.62\n", ""),
    ],
)
def test_a_fault_is_refused_by_both(kind, old, new):
    """The kinds of fault that a schema is for, one by one; without the fault neither says a word."""
    text = {
        "pack": BLUEPRINT,
        "drawn": DRAWN,
        "scale": SCALE,
        "columns": COLUMNS,
        "history": HISTORY,
    }[kind]
    assert old in text
    assert said(kind, "harbour", parsed(text)) == [] and not refused(kind, parsed(text))
    faulty = parsed(text.replace(old, new))
    assert said(kind, "harbour", faulty) and refused(kind, faulty)


def test_editors_may_take_texts_for_other_values():
    """A number or a boolean is a text where the loader reads one, as it keeps what is typed."""
    assert [typed(t) for t in ("12", "-0.5", "True", "~", "no", "2008-02", "1:30", "4..6")] == [
        *(12, -0.5, True, None, "no", "2008-02", "1:30", "4..6")
    ]
    text = DRAWN.replace("Drawn", "2008").replace("planned: 12", "planned: true")
    assert said("drawn", "harbour", parsed(text)) == [] and not refused("drawn", parsed(text))


def test_an_editor_reads_the_same_values():
    """An independent reader of YAML makes the same of numbers and booleans (both of YAML 1.1 and
    1.2).
    """
    text = "{a: 12, b: 1.5, c: true, d: word, e: '12', f: [1, x], g: }"
    assert plain_value(parsed(text)) == yaml.safe_load(text)


def inner(kind: FieldType[object]) -> Iterator[FieldType[object]]:
    """A type and all that it is made of."""
    yield kind
    below = [*kind.alternatives, *(k for k in (kind.entry, kind.names) if k)]
    declared = [*kind.fields, *(field for _, fields in kind.variants for field in fields)]
    for part in (*below, *(field.kind for field in declared)):
        yield from inner(part)


def test_every_field_says_what_it_may_hold():
    """No declaration leaves the schema without a word on its values, and each is described with
    an example of the kind that it asks for.
    """
    every = [part for kind in ALL.values() for field in kind.fields for part in inner(field.kind)]
    assert len(every) > 300
    silent = [
        part.expected
        for part in every
        if not (part.scalar or part.entry or part.fields or part.variants or part.alternatives)
    ]
    assert silent == []


def test_examples_fit():
    """What an editor offers as an example of a field is sound there."""
    count = 0
    for kind in ALL:
        for found in described(schema(kind)):
            for example in found.get("examples", []):
                errors = list(Draft202012Validator(found).iter_errors(example))
                assert errors == [], (example, found)
                count += 1
    assert count > 150


def described(part: object) -> Iterator[dict[str, object]]:
    """Every description of a field within a schema."""
    if isinstance(part, dict):
        if isinstance(part.get("description"), str):
            yield part
        for value in part.values():
            yield from described(value)
    elif isinstance(part, list):
        for value in part:
            yield from described(value)


SINGLE = {"type": {"const": "single"}}


def test_an_item_has_the_fields_of_its_type():
    """An editor offers the fields of all items at once, and those of a type when it is known."""
    item = schema("bank")["properties"]["items"]["items"]
    assert item["properties"]["type"]["enum"] == list(TYPES)
    assert "stem" in item["properties"] and "key" not in item["properties"]
    sourced = schema("bank")["then"]["properties"]["items"]["items"]
    for declared, required in ((item, {"stem", "key"}), (sourced, {"id", "facts", "level", "key"})):
        branch = next(b for b in declared["allOf"] if b["if"].get("properties") == SINGLE)
        assert {"stem", "key", "distractors"} <= set(branch["then"]["properties"])
        assert required <= set(branch["then"]["required"])
        assert ("id" in branch["then"]["required"]) == ("id" in required)
        assert branch["then"]["additionalProperties"] is False
