"""The one way to add a type of item: a class that says all that is asked of it, and an entry in the
registry.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
from abc import ABCMeta
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import get_args, get_type_hints

import pypdfium2
import pytest
from click.testing import CliRunner, Result

import generator.items
from generator.cli import main
from generator.content.field_types import TEXT
from generator.content.fields import Field
from generator.editions import impacts
from generator.i18n.catalog import load_catalog
from generator.items import TYPES, ItemKey, ItemType, StudentItem, options
from generator.items.part_types import PART_TYPES
from generator.items.protocol import Shuffle, by_name
from generator.items.registry import item_key_from_plain, student_item_from_plain
from generator.page.blocks import Paragraph
from generator.page.markup import Text, parse
from generator.storage.canonical_json import PlainForm, ShapeError
from generator.values import dataclass

POINTS = Fraction(1)


# ---------------------------------------------------------------- a type that nobody has


@dataclass(frozen=True)
class EitherOrContent:
    """The right word, the wrong one, and how to remember it."""

    key: Text
    wrong: Text
    hint: Text


@dataclass(frozen=True)
class EitherOrItem(StudentItem):
    """The two words by alphabet."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class EitherOrKey(ItemKey):
    """The right word, and how to remember it."""

    word: str = ""
    hint: str = ""


class EitherOr(ItemType[EitherOrContent, EitherOrItem, EitherOrKey]):
    """The right one of two words is marked."""

    name = "either-or"
    fields = (
        Field("key", TEXT, "the right word", "lie", required=True),
        Field("wrong", TEXT, "the wrong word", "lay", required=True),
        Field("hint", TEXT, "how to remember it", "hens lay", required=True),
    )
    student_class = EitherOrItem
    key_class = EitherOrKey
    explaining_fields = frozenset({"hint"})

    def read(self, values, problems):
        return EitherOrContent(values["key"], values["wrong"], values["hint"])

    def student_view(self, item):
        words = sorted((item.content.key.source, item.content.wrong.source))
        return EitherOrItem(item.stem.source, item.points, tuple(words))

    def key_view(self, item, common):
        return EitherOrKey(*common(item), item.content.key.source, item.content.hint.source)

    def shuffle(self, student):
        return Shuffle(student.words)

    def student_blocks(self, student, order, catalog):
        return (Paragraph(parse(student.stem)), options.lettered(student.words, order, "round"))

    def key_blocks(self, student, key, order, catalog):
        letter = options.letter_of(key.word, student.words, order)
        return (*options.key_line(letter, key.word), Paragraph(parse(key.hint)))

    def short_key(self, student, key, order, catalog):
        return options.letter_of(key.word, student.words, order)


BANK = """\
bank: usage
title: Usage
language: en
objectives:
  us-verbs: Use verbs that look alike.
items:
  - id: us-lie
    type: either-or
    objective: us-verbs
    level: apply
    difficulty: easy
    facts: [us-01]
    stem: Which verb is missing in “Let sleeping dogs …”?
    key: recline
    wrong: deposit
    hint: Only eggs are deposited.
    rationale: Section 1 says so.
  - id: us-both
    type: set
    objective: us-verbs
    level: apply
    difficulty: easy
    facts: [us-01]
    stem: Read the sentence and answer both parts.
    stimulus:
      passage: [The guide says that dogs recline and that hens deposit their eggs in the nest.]
    provenance: After the guide
    kind: paraphrase
    parts:
      - type: either-or
        stem: What do hens do?
        key: deposit
        wrong: recline
        hint: Dogs have no eggs.
        rationale: Line 1 says so.
      - type: true-false
        stem: Dogs deposit.
        key: false
        rationale: Line 1 says so.
"""
EVIDENCE = """\
source: usage
citation: {author: A. Writer, title: Usage, kind: guide}
as_of: 2020-08
as_of_basis: stated
facts:
  - {id: us-01, status: reported, text: Dogs recline and hens deposit., ref: Section 1}
"""
PACK = """\
pack: usage
title: Usage
sources: [usage]
language: en
seed: 5d0c1f9e6b7a4c215d0c1f9e6b7a4c21
forms: 2
quiz:
  sections:
    - title: Verbs
      items: [us-lie, us-both]
print:
  answer_sheet: true
"""


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The type is entered in the registry, and its words in the English catalogue."""
    either_or = EitherOr()
    monkeypatch.setitem(PART_TYPES, "either-or", either_or)
    monkeypatch.setitem(TYPES, "either-or", either_or)
    for name in ("type-either-or", "guess-either-or"):
        monkeypatch.setitem(load_catalog("en")._phrases, name, "One of two words")


def run(folder: Path, *arguments: str) -> Result:
    """A command, in this process; what it prints to stderr is part of the output."""
    return CliRunner().invoke(main, ["-C", str(folder), *arguments])


def text_of(path: Path) -> str:
    """The text of a PDF on one line."""
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a bank of items of that type, one of them a part of a set."""
    for name, text in (
        ("questions/usage.yaml", BANK),
        ("questions/evidence/usage.yaml", EVIDENCE),
        ("packs/usage.yaml", PACK),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_new_type_goes_all_the_way(registered: None, project: Path) -> None:
    """An item of a type that only this file knows is checked, built, recorded, found by its code,
    and marked.
    """
    checked = run(project, "check")
    assert checked.exit_code == 0, checked.output
    built = run(project, "build")
    assert built.exit_code == 0, built.output
    output = project / "output/usage"
    (paper,) = output.glob("students/usage-*-A.pdf")
    code = re.fullmatch(r"usage-(.{9})-A", paper.stem)[1]
    (sheet,) = output.glob("students/*-A-answer-sheet.pdf")
    (key,) = output.glob("teacher/*-full-KEY-r1.pdf")
    (key_page,) = output.glob("teacher/*-page-KEY-r1.pdf")
    (guide,) = output.glob("teacher/*guide*.pdf")
    assert "recline" in text_of(paper) and "Only eggs" not in text_of(paper)
    assert "recline" not in text_of(sheet)
    assert "Only eggs are deposited." in text_of(key) and "Dogs have no eggs." in text_of(key)
    assert "One of two words" in text_of(guide)
    assert "recline" not in text_of(key_page)  # the type says nothing of words: the letter does

    # Only the record is left: it is read back, and gives the key.
    for path in (*project.glob("packs/*.yaml"), *project.glob("questions/*.yaml")):
        path.unlink()
    (values,) = json.loads(run(project, "key", f"{code}-A", "--output", "json").stdout)
    first = next(question for question in values["questions"] if question["item"] == "us-lie")
    assert first["type"] == "either-or" and first["options"][first["key"]] == "recline"
    assert first["answer"]["hint"] == "Only eggs are deposited."
    marked = run(project, "marking", code, "--answer-sheet")
    assert marked.exit_code == 0, marked.output
    (strip,) = output.glob("teacher/*-A-sheet-strip-KEY-r1.pdf")
    assert first["key"] in text_of(strip).split()


def test_without_its_entry_the_type_is_unknown(project: Path) -> None:
    """The control: the same bank is refused where the type is not in the registry."""
    checked = run(project, "check")
    assert checked.exit_code == 1 and "'either-or' is not a type of item" in checked.output
    assert "'either-or' is not a type of part" in checked.output


# ---------------------------------------------------------------- nothing can be forgotten


@pytest.mark.parametrize("name", sorted(ItemType.__abstractmethods__))
def test_a_type_that_lacks_something_is_refused(name: str) -> None:
    """What every type must say is missed when the program starts, by its name."""
    members = {key: value for key, value in vars(EitherOr).items() if key != name}
    lacking = type("Lacking", (ItemType,), members)
    with pytest.raises(TypeError, match=name):
        lacking()
    assert isinstance(
        type("Whole", (ItemType,), {**members, name: vars(EitherOr)[name]})(), ItemType
    )


def test_what_a_type_must_say() -> None:
    """Nine members have no sound default; everything else has one."""
    assert ItemType.__abstractmethods__ == {
        "name",
        "fields",
        "student_class",
        "key_class",
        "read",
        "student_view",
        "key_view",
        "student_blocks",
        "key_blocks",
    }


def test_every_type_of_the_folder_is_registered_under_its_name() -> None:
    """No module of the folder holds a type that the registry has forgotten."""
    modules = [
        importlib.import_module(f"generator.items.{module.name}")
        for module in pkgutil.iter_modules(generator.items.__path__)
    ]
    declared = {
        value
        for module in modules
        for value in vars(module).values()
        if type(value) is ABCMeta and issubclass(value, ItemType) and value is not ItemType
    }
    assert declared == {type(item_type) for item_type in TYPES.values()} and len(declared) >= 10
    assert all(name == item_type.name for name, item_type in TYPES.items())
    assert set(TYPES) - set(PART_TYPES) == {"set"}


def test_two_types_cannot_share_a_name_or_a_class() -> None:
    """Records know a type by its name, and its halves by their classes: each must be one type's
    alone.
    """
    twin = type("Twin", (EitherOr,), {"name": "twin"})()
    bare = type("Bare", (EitherOr,), {"student_class": StudentItem})()
    for types in ((EitherOr(), EitherOr()), (EitherOr(), twin), (bare,)):
        with pytest.raises(ValueError, match="another item type has the name or a class"):
            by_name(types)
    assert list(by_name([EitherOr()])) == ["either-or"]


def held_fields(cls: type) -> Iterator[str]:
    """The names of a class's fields, and of those of the classes it holds; parts speak for
    themselves.
    """
    for field in fields(cls):
        yield field.name
        hint = get_type_hints(cls)[field.name]
        for inner in (hint, *get_args(hint)):
            if inspect.isclass(inner) and is_dataclass(inner) and not issubclass(inner, PlainForm):
                yield from held_fields(inner)


@pytest.mark.parametrize("name", TYPES)
def test_what_a_type_declares_of_its_fields_is_there(name: str) -> None:
    """Fields that explain, that have no order, or that are room to write, are fields of the type's
    classes.
    """
    item_type = TYPES[name]
    own_key_fields = set(held_fields(item_type.key_class)) - {f.name for f in fields(ItemKey)}
    assert item_type.explaining_fields | item_type.unordered_fields <= own_key_fields
    assert item_type.space_fields <= {f.name for f in fields(item_type.student_class)}


# ---------------------------------------------------------------- defaults, and what they decide

STUDENT = EitherOrItem("Which?", POINTS, ("lay", "lie"))
KEY = EitherOrKey("q", "o", "apply", "easy", (), "Because.", "lie", "hens lay")


@pytest.mark.parametrize(("explaining", "kinds"), [({"hint"}, ["cosmetic"]), (set(), ["answer"])])
def test_a_field_decides_points_unless_its_type_says_that_it_explains(
    registered: None, monkeypatch: pytest.MonkeyPatch, explaining: set[str], kinds: list[str]
) -> None:
    """A changed field that is not declared to explain makes people mark again, so forgetting it is
    safe.
    """
    monkeypatch.setattr(EitherOr, "explaining_fields", frozenset(explaining))
    changed = replace(KEY, hint="eggs are laid")
    assert [impact.kind for impact in impacts(STUDENT, KEY, STUDENT, changed)] == kinds
    answer = replace(KEY, word="lay")
    assert [impact.kind for impact in impacts(STUDENT, KEY, STUDENT, answer)] == ["answer"]


def test_a_new_type_has_sound_defaults(registered: None) -> None:
    """What a type does not say is taken in the way that harms least."""
    either_or = TYPES["either-or"]
    assert either_or.default_points(None) == 1 and either_or.needs_rationale
    assert either_or.keep_together and not either_or.accepts_lines(None)
    assert not either_or.resit_has_as_many
    assert either_or.guess_score(STUDENT, KEY) == 0 and either_or.alternatives(STUDENT) == 0
    assert either_or.answer_marks(STUDENT, KEY, (0, 1), None) == ()
    (boxes,) = either_or.answer_space(STUDENT, (0, 1), load_catalog("en"))
    assert boxes.labels == ("A", "B")
    assert ItemType.short_key(either_or, STUDENT, KEY, (0, 1), None) == "…"
    assert either_or.type_names(STUDENT) == either_or.type_names(KEY) == ("either-or",)


@pytest.mark.parametrize("data", [None, {}, {"type": 1}, {"type": "either-or"}, "single", []])
def test_plain_data_of_no_known_type_is_refused(data: object) -> None:
    """Neither half is read from data that does not name a type of the registry."""
    for read in (student_item_from_plain, item_key_from_plain):
        with pytest.raises(ShapeError):
            read(data)
