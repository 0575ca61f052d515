"""Items with any number of keys among lettered options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import comb

from generator.content.field_types import PROSE, choice, whole_number
from generator.content.fields import Field, FieldType, FieldValues, list_of
from generator.content.model import Item
from generator.content.nodes import Node, ScalarNode
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
from generator.page.blocks import Block, Paragraph
from generator.page.markup import Spans, parse
from generator.problems import Problems
from generator.values import dataclass

SCORING = ("plus-minus", "per-option", "all-or-nothing")
_ANY = choice("any")
_NUMBER = whole_number(1, options.MOST, or_else="any")


def _read_choose(node: Node, problems: Problems) -> int | None:
    if isinstance(node, ScalarNode) and node.text == "any":
        return 0
    number: int | None = _NUMBER.read(node, problems)
    return number


@dataclass(frozen=True)
class Content:
    """The authored options, how many to choose (0: any number) and the scoring rule."""

    choices: Choices
    choose: int
    scoring: str


@dataclass(frozen=True)
class MultipleItem(StudentItem):
    """The options in canonical order, how many to choose (0: any number), and the scoring rule."""

    options: tuple[str, ...]
    choose: int
    scoring: str
    fixed: bool = False
    pinned: int = 0


@dataclass(frozen=True)
class MultipleKey(ItemKey):
    """The keys' texts, and why each distractor is wrong."""

    keys: tuple[str, ...] = ()
    whys: tuple[tuple[str, str], ...] = ()


class Multiple(ItemType[Content, MultipleItem, MultipleKey]):
    """Several options are right."""

    name = "multiple"
    example = """\
stem: (example) Which of these animals are mammals?
points: 2                     # what the item is worth, a multiple of 0.5
keys: [Bat, Whale]            # the right options
distractors: [Penguin, Shark, Lizard]
choose: 2                     # how many to mark: a number, or any
scoring: per-option           # per-option | plus-minus | all-or-nothing
rationale: (example) Bats and whales feed their young with milk.
"""
    fields = (
        Field(
            "keys",
            list_of(PROSE, 1, options.MOST),
            "the right options, 1 to 12, together with the distractors 2 to 12",
            "[water, carbon dioxide]",
            required=True,
        ),
        replace(options.DISTRACTORS, kind=options.distractors(0), required=False, default=()),
        Field(
            "choose",
            FieldType("a number or 'any'", _read_choose, alternatives=(_NUMBER, _ANY)),
            "how many options to choose, or any",
            "2",
            default=0,
            required_in_sourced=True,
        ),
        Field(
            "scoring",
            choice(*SCORING),
            "how points are given",
            "plus-minus",
            default="plus-minus",
            required_in_sourced=True,
        ),
        options.ORDER,
        options.LAST,
    )
    student_class = MultipleItem
    key_class = MultipleKey
    marked_by_hand = False
    letters_say_all = True
    explaining_fields = frozenset({"whys"})
    unordered_fields = frozenset({"keys"})

    def read(self, values: FieldValues, problems: Problems) -> Content:
        """The options; reports a number to choose that is not the number of keys."""
        choices = options.read_choices(values["keys"], values, problems)
        if values["choose"] and values["choose"] != len(choices.keys):
            problems.add(
                values.place("choose"),
                "wrong-choose",
                f"'choose' is {values['choose']} but there are {len(choices.keys)} keys; "
                "change one of them, or write 'choose: any'",
            )
        return Content(choices, values["choose"], values["scoring"])

    def choices(self, content: Content) -> Choices:
        """The options."""
        return content.choices

    def number_to_choose(self, content: Content) -> int:
        """The number, where one is asked for."""
        return content.choose

    def student_view(self, item: Item) -> MultipleItem:
        """The options in canonical order, and how to choose."""
        content: Content = item.content
        texts, fixed, last = options.canonical(content.choices, item.language)
        return MultipleItem(
            item.stem.source, item.points, texts, content.choose, content.scoring, fixed, int(last)
        )

    def key_view(self, item: Item, common: CommonKeyOf) -> MultipleKey:
        """The keys, sorted so that their written order says nothing, and the reasons."""
        choices: Choices = item.content.choices
        keys = tuple(sorted(key.source for key in choices.keys))
        return MultipleKey(*common(item), keys, choices.whys)

    def shuffle(self, student: MultipleItem) -> Shuffle:
        """The options are arranged."""
        return Shuffle(student.options, student.fixed, student.pinned)

    def student_blocks(
        self, student: MultipleItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem, how to choose and how it is scored, and options."""
        return (
            *stem_blocks(student, catalog),
            _rule(student, catalog),
            options.lettered(student.options, order, "square"),
        )

    def key_blocks(
        self, student: MultipleItem, key: MultipleKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The keys in the form's order, the scoring rule, and why each distractor is wrong."""
        keys = sorted((options.letter_of(text, student.options, order), text) for text in key.keys)
        lines = (block for letter, text in keys for block in options.key_line(letter, text))
        return (*lines, _rule(student, catalog), *options.reasons(student.options, order, key.whys))

    def short_key(
        self, student: MultipleItem, key: MultipleKey, order: tuple[int, ...], catalog: Catalog
    ) -> str:
        """The keys' letters."""
        return "".join(sorted(options.letter_of(text, student.options, order) for text in key.keys))

    def accepted(self, student: MultipleItem, key: MultipleKey, catalog: Catalog) -> Spans:
        """The keys' texts, in the order in which their item lists its options."""
        return options.listed([text for text in student.options if text in key.keys], catalog)

    def explained_key(
        self,
        student: MultipleItem,
        key: MultipleKey,
        orders: Sequence[tuple[int, ...]],
        catalog: Catalog,
    ) -> tuple[Block, ...]:
        """The keys, and why each distractor is wrong."""
        return options.explained(student.options, key.keys, key.whys, orders)

    def scoring_rule(self, student: MultipleItem, catalog: Catalog) -> str:
        """What right and wrong options count."""
        return catalog(f"scoring-{student.scoring}")

    def answer_marks(
        self, student: MultipleItem, key: MultipleKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[str, ...]:
        """The keys' letters, each beside its box."""
        return options.lettered_keys(key.keys, student.options, order)

    def response(
        self, student: MultipleItem, order: tuple[int, ...], typed: str, catalog: Catalog
    ) -> Response:
        """The texts of the chosen options, sorted."""
        try:
            return tuple(sorted(options.texts_of_letters(typed, student.options, order)))
        except ValueError as error:
            raise DoubtfulResponse(str(error)) from None

    def score(self, student: MultipleItem, key: MultipleKey, response: Response) -> Fraction:
        """The points by the item's rule; choosing nothing earns nothing."""
        if not response:
            return Fraction(0)
        hits = len(set(response) & set(key.keys))
        return student.points * _share(
            student.scoring, hits, len(response) - hits, len(key.keys), len(student.options)
        )

    def response_options(
        self, student: MultipleItem, key: MultipleKey
    ) -> tuple[tuple[str, bool], ...]:
        """The options in canonical order."""
        return tuple((text, text in key.keys) for text in student.options)

    def guess_score(self, student: MultipleItem, key: MultipleKey) -> Fraction:
        """The points to expect of someone who crosses as many options as are asked for blindly.

        Where any number may be chosen, of someone who chooses any but none, each choice as likely
        as the others.
        """
        keys, count = len(key.keys), len(student.options)
        sizes = (student.choose,) if student.choose else range(1, count + 1)
        ways = total = Fraction(0)
        for chosen in sizes:
            for hits in range(min(keys, chosen) + 1):
                here = comb(keys, hits) * comb(count - keys, chosen - hits)
                ways += here
                total += here * _share(student.scoring, hits, chosen - hits, keys, count)
        return student.points * total / ways


def _rule(student: MultipleItem, catalog: Catalog) -> Paragraph:
    how_many = (
        catalog("choose-number", n=student.choose) if student.choose else catalog("choose-any")
    )
    return Paragraph(parse(f"{how_many} {catalog('scoring-' + student.scoring)}"), role="small")


def _share(scoring: str, hits: int, misses: int, keys: int, count: int) -> Fraction:
    """The share of the points for so many keys and so many distractors chosen."""
    if scoring == "plus-minus":
        return Fraction(max(0, hits - misses), keys)
    if scoring == "per-option":
        return Fraction(hits + count - keys - misses, count)
    return Fraction(hits == keys and not misses)
