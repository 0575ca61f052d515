"""Items with two or more keys among lettered options."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb

from generator.content.field_types import TEXT, choice, whole_number
from generator.content.fields import Field, FieldType, FieldValues, list_of
from generator.content.model import Item
from generator.content.nodes import Node, ScalarNode
from generator.i18n.catalog import Catalog
from generator.items import options, protocol
from generator.page.blocks import Block, Paragraph
from generator.page.markup import Text, parse
from generator.problems import Problems

NAME = "multiple"
SCORING = ("plus-minus", "per-option", "all-or-nothing")
_NUMBER = whole_number(1, options.MOST - 1, or_else="any")


def _read_choose(node: Node, problems: Problems) -> int | None:
    return (
        0 if isinstance(node, ScalarNode) and node.text == "any" else _NUMBER.read(node, problems)
    )


FIELDS = (
    Field(
        "keys",
        list_of(TEXT, 2, options.MOST - 1),
        "the right options, at least two",
        "[Israel, Russia]",
        required=True,
    ),
    options.DISTRACTORS,
    Field(
        "choose",
        FieldType("a number or 'any'", _read_choose),
        "how many options to choose, or any",
        "2",
        required=True,
    ),
    Field("scoring", choice(*SCORING), "how points are given", "plus-minus", required=True),
    options.ORDER,
    options.LAST,
)
NEEDS_RATIONALE = True
TOGETHER = True
STATES_POINTS = False


@dataclass(frozen=True)
class Content:
    """The authored options, how many to choose (0: any number) and the scoring rule."""

    choices: options.Choices
    choose: int
    scoring: str


@dataclass(frozen=True)
class Asked(protocol.StudentItem):
    """The options in canonical order, how many to choose (0: any number), and the scoring rule."""

    options: tuple[str, ...]
    choose: int
    scoring: str
    fixed: bool = False
    pinned: int = 0


@dataclass(frozen=True)
class Answer(protocol.ItemKey):
    """The keys' texts, and why each distractor is wrong."""

    keys: tuple[str, ...] = ()
    whys: tuple[tuple[str, str], ...] = ()


def default_points(content: Content) -> Fraction:
    """One point."""
    return Fraction(1)


def read(record: FieldValues, problems: Problems) -> Content:
    """The item's own content; reports a number to choose that is not the number of keys."""
    choices = options.read_choices(record["keys"], record, problems)
    if record["choose"] and record["choose"] != len(choices.keys):
        problems.add(
            record.place("choose"),
            "wrong-choose",
            f"'choose' is {record['choose']} but there are {len(choices.keys)} keys; "
            "change one of them, or write 'choose: any'",
        )
    return Content(choices, record["choose"], record["scoring"])


def takes_lines(record: FieldValues) -> bool:
    """Whether `lines` has an effect."""
    return False


def wrong_texts(content: Content) -> tuple[Text, ...]:
    """The options that are wrong."""
    return tuple(distractor.text for distractor in content.choices.distractors)


def asked(item: Item) -> Asked:
    """The view of an item."""
    texts, fixed, last = options.canonical(item.content.choices)
    return Asked(
        item.stem.source,
        item.points,
        texts,
        item.content.choose,
        item.content.scoring,
        fixed,
        int(last),
    )


def answered(item: Item, common: dict[str, object]) -> Answer:
    """The key side of an item; keys are sorted, so that their written order says nothing."""
    choices = item.content.choices
    whys = tuple((d.text.source, d.why.source if d.why else "") for d in choices.distractors)
    keys = tuple(sorted(key.source for key in choices.keys))
    return Answer(**common, keys=keys, whys=whys)  # type: ignore[arg-type]


def shuffle(asked: Asked) -> protocol.Shuffle:
    """What a form may arrange."""
    return protocol.Shuffle(asked.options, asked.fixed, asked.pinned)


def _rule(asked: Asked, catalog: Catalog) -> Paragraph:
    how_many = catalog("choose-number", n=asked.choose) if asked.choose else catalog("choose-any")
    return Paragraph(parse(f"{how_many} {catalog('scoring-' + asked.scoring)}"), role="small")


def ask(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """The item as a student sees it."""
    return (
        Paragraph(parse(asked.stem)),
        _rule(asked, catalog),
        options.lettered(asked.options, order, "square"),
    )


def answer(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[Block, ...]:
    """The item's keys in the form's order, and the scoring rule."""
    keys = sorted((options.letter_of(key, asked.options, order), key) for key in answer.keys)
    lines = [options.key_line(letter, key) for letter, key in keys]
    return (*lines, _rule(asked, catalog), *options.reasons(asked.options, order, answer.whys))


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog) -> str:
    """The keys in the fewest characters."""
    return "".join(sorted(options.letter_of(key, asked.options, order) for key in answer.keys))


def floor(asked: Asked, answer: Answer) -> Fraction:
    """The points to expect of someone who crosses as many options as are asked for blindly; any number of them, but one, where
    any may be chosen: each choice as likely as the others.
    """
    keys, count = len(answer.keys), len(asked.options)
    sizes = (asked.choose,) if asked.choose else range(1, count + 1)
    ways = total = Fraction(0)
    for chosen in sizes:
        for hits in range(min(keys, chosen) + 1):
            here = comb(keys, hits) * comb(count - keys, chosen - hits)
            ways += here
            total += here * _share(asked.scoring, hits, chosen - hits, keys, count)
    return asked.points * total / ways


def _share(scoring: str, hits: int, misses: int, keys: int, count: int) -> Fraction:
    """The share of the points for so many keys and so many distractors chosen."""
    if scoring == "plus-minus":
        return Fraction(max(0, hits - misses), keys)
    if scoring == "per-option":
        return Fraction(hits + count - keys - misses, count)
    return Fraction(hits == keys and not misses)


def marks(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[str, ...]:
    """The keys' letters, each beside its box."""
    return options.lettered_keys(answer.keys, asked.options, order)
