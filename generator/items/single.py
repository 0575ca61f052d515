"""Items with one key among lettered options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from generator.content.field_types import PROSE
from generator.content.fields import Field, FieldValues, report_wrong_type
from generator.content.model import Item
from generator.content.nodes import ListNode, Node
from generator.i18n.catalog import Catalog
from generator.items import options
from generator.items.options import Choices
from generator.items.protocol import (
    CommonKeyOf,
    DoubtfulResponse,
    ItemKey,
    ItemType,
    Response,
    Shuffle,
    StudentItem,
    stem_blocks,
)
from generator.page.blocks import Block
from generator.page.markup import Spans, Text
from generator.problems import Problems
from generator.values import dataclass


@dataclass(frozen=True)
class SingleItem(StudentItem):
    """The options in canonical order; `fixed`: forms keep it; `pinned`: how many stay last."""

    options: tuple[str, ...]
    fixed: bool = False
    pinned: int = 0


@dataclass(frozen=True)
class SingleKey(ItemKey):
    """The key's text, and why each distractor is wrong."""

    key: str = ""
    whys: tuple[tuple[str, str], ...] = ()


def _read_key(node: Node, problems: Problems) -> Text | None:
    if isinstance(node, ListNode) and len(node.items) > 1:
        remedy = (
            "several right options are the 'keys' of a multiple item; "
            "a text with brackets of its own needs quotes"
        )
        report_wrong_type(problems, node, "one text", remedy)
        return None
    return PROSE.read(node, problems)


_KEY = replace(PROSE, read=_read_key)


class Single(ItemType[Choices, SingleItem, SingleKey]):
    """One option is right."""

    name = "single"
    example = """\
stem: >-                      # the question; under >- a text needs no quotes, whatever is in it
  (example) Which planet is nearest to the Sun?
key: Mercury                  # the right answer, written out; each form gives it another letter
distractors:                  # the wrong answers; 'why' is printed in the answer key
  - text: Venus
    why: (example) It is the second planet from the Sun.
  - Mars
  - Jupiter
rationale: (example) The order begins with Mercury, Venus and Earth.   # why the key is right
"""
    fields = (
        Field("key", _KEY, "the right option", "carbon dioxide", required=True),
        options.DISTRACTORS,
        options.ORDER,
        options.LAST,
    )
    student_class = SingleItem
    key_class = SingleKey
    marked_by_hand = False
    letters_say_all = True
    explaining_fields = frozenset({"whys"})

    def read(self, values: FieldValues, problems: Problems) -> Choices:
        """The options."""
        return options.read_choices((values["key"],), values, problems)

    def choices(self, content: Choices) -> Choices:
        """The options."""
        return content

    def student_view(self, item: Item) -> SingleItem:
        """The options in canonical order."""
        texts, fixed, last = options.canonical(item.content, item.language)
        return SingleItem(item.stem.source, item.points, texts, fixed, int(last))

    def key_view(self, item: Item, common: CommonKeyOf) -> SingleKey:
        """The key and the reasons."""
        content: Choices = item.content
        return SingleKey(*common(item), content.keys[0].source, content.whys)

    def shuffle(self, student: SingleItem) -> Shuffle:
        """The options are arranged."""
        return Shuffle(student.options, student.fixed, student.pinned)

    def student_blocks(
        self, student: SingleItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem and options."""
        return (*stem_blocks(student, catalog), options.lettered(student.options, order, "round"))

    def key_blocks(
        self, student: SingleItem, key: SingleKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The key, and why each distractor is wrong."""
        letter = options.letter_of(key.key, student.options, order)
        return (
            *options.key_line(letter, key.key),
            *options.reasons(student.options, order, key.whys),
        )

    def short_key(
        self, student: SingleItem, key: SingleKey, order: tuple[int, ...], catalog: Catalog
    ) -> str:
        """The key's letter."""
        return options.letter_of(key.key, student.options, order)

    def accepted(self, student: SingleItem, key: SingleKey, catalog: Catalog) -> Spans:
        """The key's text."""
        return options.in_line(key.key, catalog)

    def explained_key(
        self,
        student: SingleItem,
        key: SingleKey,
        orders: Sequence[tuple[int, ...]],
        catalog: Catalog,
    ) -> tuple[Block, ...]:
        """The key, and why each distractor is wrong."""
        return options.explained(student.options, (key.key,), key.whys, orders)

    def answer_marks(
        self, student: SingleItem, key: SingleKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[str, ...]:
        """The key's letter beside its box."""
        return options.lettered_keys((key.key,), student.options, order)

    def response(
        self, student: SingleItem, order: tuple[int, ...], typed: str, catalog: Catalog
    ) -> Response:
        """The text of the chosen option."""
        try:
            chosen = options.texts_of_letters(typed, student.options, order)
        except ValueError as error:
            raise DoubtfulResponse(str(error)) from None
        if len(chosen) > 1:
            raise DoubtfulResponse("only one option counts here; give one letter, or - for none")
        return chosen

    def score(self, student: SingleItem, key: SingleKey, response: Response) -> Fraction:
        """All points for the key."""
        return student.points if response == (key.key,) else Fraction(0)

    def response_options(self, student: SingleItem, key: SingleKey) -> tuple[tuple[str, bool], ...]:
        """The options in canonical order."""
        return tuple((text, text == key.key) for text in student.options)

    def alternatives(self, student: SingleItem) -> int:
        """One of the options is right."""
        return len(student.options)

    def guess_score(self, student: SingleItem, key: SingleKey) -> Fraction:
        """The points to expect of someone who crosses one option blindly."""
        return student.points / len(student.options)
