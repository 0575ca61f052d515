"""Items with two or more keys among lettered options.

In: keys, distractors, how many to choose and the scoring rule.  Out: the item as asked, its answer, and both as blocks.
Never lets the keys decide order, space or look of what is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb

from generator import document
from generator.document import Block
from generator.fields import Field, Kind, Record, listed
from generator.inline import Text, parse
from generator.items import base, options
from generator.kinds import TEXT, choice, whole
from generator.model import Item
from generator.nodes import Node, Scalar
from generator.problem import Problems
from generator.words import Words

NAME = "multiple"
SCORING = ("plus-minus", "per-option", "all-or-nothing")
_NUMBER = whole(1, options.MOST - 1)


def _read_choose(node: Node, problems: Problems) -> int | None:
    return 0 if isinstance(node, Scalar) and node.text == "any" else _NUMBER.read(node, problems)


FIELDS = (
    Field("keys", listed(TEXT, 2, options.MOST - 1), "the right options, at least two", "[Israel, Russia]", required=True),
    options.DISTRACTORS,
    Field("choose", Kind("a number or 'any'", _read_choose, "choose"), "how many options to choose, or any", "2", required=True),
    Field("scoring", choice(*SCORING), "how points are given", "plus-minus", required=True),
    options.ORDER, options.LAST,
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
class Asked(base.Asked):
    """The options in canonical order, how many to choose (0: any number), and the scoring rule."""

    options: tuple[str, ...]
    choose: int
    scoring: str
    fixed: bool = False
    pinned: int = 0


@dataclass(frozen=True)
class Answer(base.Answer):
    """The keys' texts, and why each distractor is wrong."""

    keys: tuple[str, ...] = ()
    whys: tuple[tuple[str, str], ...] = ()


def default_points(content: Content) -> Fraction:
    """One point."""
    return Fraction(1)


def read(record: Record, problems: Problems) -> Content:
    """The item's own content; reports a number to choose that is not the number of keys."""
    choices = options.read_choices(record["keys"], record, problems)
    if record["choose"] and record["choose"] != len(choices.keys):
        problems.add(record.place("choose"), "wrong-choose",
                     f"'choose' says {record['choose']} and there are {len(choices.keys)} keys; "
                     "make them agree, or write 'choose: any'")
    return Content(choices, record["choose"], record["scoring"])


def takes_lines(record: Record) -> bool:
    """Whether `lines` has an effect."""
    return False


def wrong_texts(content: Content) -> tuple[Text, ...]:
    """The options that are wrong."""
    return tuple(distractor.text for distractor in content.choices.distractors)


def asked(item: Item) -> Asked:
    """The view of an item."""
    texts, fixed, last = options.canonical(item.content.choices)
    return Asked(item.stem.source, item.points, texts, item.content.choose, item.content.scoring, fixed, int(last))


def answered(item: Item, common: dict[str, object]) -> Answer:
    """The key side of an item; keys are sorted, so that their written order says nothing."""
    choices = item.content.choices
    whys = tuple((d.text.source, d.why.source if d.why else "") for d in choices.distractors)
    keys = tuple(sorted(key.source for key in choices.keys))
    return Answer(**common, keys=keys, whys=whys)  # type: ignore[arg-type]


def shuffle(asked: Asked) -> base.Shuffle:
    """What a form may arrange."""
    return base.Shuffle(asked.options, asked.fixed, asked.pinned)


def _rule(asked: Asked, words: Words) -> document.Paragraph:
    how_many = words("choose-number", n=asked.choose) if asked.choose else words("choose-any")
    return document.Paragraph(parse(f"{how_many} {words('scoring-' + asked.scoring)}"), role="small")


def ask(asked: Asked, order: tuple[int, ...], words: Words) -> tuple[Block, ...]:
    """The item as a student sees it."""
    return (document.Paragraph(parse(asked.stem)), _rule(asked, words), options.lettered(asked.options, order, "square"))


def answer(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> tuple[Block, ...]:
    """The item's keys in the form's order, and the scoring rule."""
    keys = sorted((options.letter_of(key, asked.options, order), key) for key in answer.keys)
    lines = [options.key_line(letter, key) for letter, key in keys]
    return (*lines, _rule(asked, words), *options.reasons(asked.options, order, answer.whys))


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> str:
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


def marks(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> tuple[str, ...]:
    """The keys' letters, each beside its box."""
    return options.lettered_keys(answer.keys, asked.options, order)
