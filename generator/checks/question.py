"""An item, or a part of a set, as those meet it who answer it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from generator.checks.sameness import Meaning, meaning
from generator.content.dates import DateRange
from generator.content.model import Bank, Item
from generator.content.walk import all_strings, plain, written_texts
from generator.items import AnyItemType, StudentItem, item_type
from generator.items.options import Choices
from generator.items.protocol import MatchingPairs, RightNumbers
from generator.page.blocks import CodeBlock, Paragraph
from generator.page.markup import Spans, Text
from generator.page.understood import blocks_of, is_kept_as_blocks
from generator.problems import NOWHERE, Location
from generator.values import dataclass

# What asks how a number is written, in the languages of the program.
_PRECISION = re.compile(
    r"significant|decimal|places?\b|precis|signifikant|komma|dezimal|genau|značajn|значајн"
    r"|децимал|прецизн",
    re.IGNORECASE,
)

_LETTER = re.compile(r"(?<![\w’'-])[A-H](?![\w’'])")


def _has_code(runs: Spans) -> bool:
    return any(run.code for run in runs)


@dataclass(frozen=True)
class Question:
    """An item with its bank; `owner` is the bank's item: itself, or the set that it is a part of.

    `held`: all texts of the item, those of its parts among them. `around`: of a part, what is
    printed before it.
    """

    bank: Bank
    item: Item
    owner: Item
    held: tuple[Text, ...]
    around: tuple[Text, ...] = ()

    @cached_property
    def item_type(self) -> AnyItemType:
        """Its type."""
        return item_type(self.item)

    @property
    def language(self) -> str:
        """The language of its words, without a region: "en"."""
        return self.bank.language.partition("-")[0]

    @property
    def english(self) -> bool:
        """Whether its words are English."""
        return self.language == "en"

    @property
    def alone(self) -> bool:
        """Whether it is an item of the bank, and no part of a set."""
        return self.item is self.owner

    @cached_property
    def parts(self) -> tuple[Item, ...]:
        """The items that it is made of, where it is a set."""
        return self.item_type.parts(self.item)

    # ------------------------------------------------------------ as printed

    @cached_property
    def stem(self) -> str:
        """The asking text as printed."""
        return plain(self.item.stem)

    @cached_property
    def choices(self) -> Choices | None:
        """The lettered options, where it has any."""
        return self.item_type.choices(self.item.content)

    @cached_property
    def worded(self) -> bool:
        """Whether its options, where it has any, are words alone: no pictures, formulas or code."""
        return self.choices is not None and not any(
            is_kept_as_blocks(text.source) for text in self.choices.texts
        )

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The right options as printed."""
        return tuple(plain(text) for text in self.choices.keys) if self.choices else ()

    @property
    def keys_as_written(self) -> tuple[Text, ...]:
        """The right options with their places."""
        return tuple(self.choices.keys) if self.choices else ()

    @cached_property
    def credited(self) -> tuple[tuple[Text, Fraction], ...]:
        """The ideas that earn points in a written answer, each with what it is worth."""
        return self.item_type.credited_texts(self.item.content)

    @cached_property
    def wrong(self) -> tuple[str, ...]:
        """The wrong options as printed."""
        return tuple(plain(d.text) for d in self.choices.distractors) if self.choices else ()

    @property
    def number_to_choose(self) -> int:
        """How many options the paper says to choose, where several may be right; 0 where it does
        not.
        """
        return self.item_type.number_to_choose(self.item.content)

    @property
    def options(self) -> tuple[str, ...]:
        """All options as printed, the right ones first."""
        return self.keys + self.wrong

    @cached_property
    def shows_code(self) -> bool:
        """Whether code is printed in it or before it, so that signs and letters are content."""
        return any(
            isinstance(block, CodeBlock) or isinstance(block, Paragraph) and _has_code(block.runs)
            for text in (*self.seen, *self.around)
            for block in blocks_of(text.source)
        )

    @cached_property
    def own_letters(self) -> frozenset[str]:
        """The capitals A to H by which stem or passage call something: two of them at least."""
        shown = " ".join([self.stem, *(plain(text) for text in self.around)])
        letters = frozenset(_LETTER.findall(shown))
        return letters if len(letters) > 1 else frozenset()

    @cached_property
    def meanings(self) -> tuple[tuple[Text, Meaning], ...]:
        """Every option, or response, with what it is, as options are compared."""
        exact = self.shows_code or _PRECISION.search(self.stem) is not None
        pairs = self.matching_pairs
        lettered = pairs.responses if pairs else self.choices.texts if self.choices else ()
        return tuple((text, meaning(text, self.language, exact_numbers=exact)) for text in lettered)

    @cached_property
    def fixed(self) -> bool:
        """Whether its options have the same place on every form."""
        return self.item_type.shuffle(self._student).keeps_order

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Everything written in it, as students and markers read it, but for its parts."""
        inner = {
            text.location for part in self.parts for text in written_texts(part, NOWHERE).texts
        }
        return (
            tuple(text for text in self.held if text.location not in inner) if inner else self.held
        )

    @cached_property
    def seen(self) -> tuple[Text, ...]:
        """Of these, what is printed on the paper: what the student item holds."""
        printed = set(all_strings(self._student))
        return tuple(text for text in self.texts if text.source in printed)

    @cached_property
    def _student(self) -> StudentItem:
        student: StudentItem = self.item_type.whole_student_view(
            replace(self.item, language=self.bank.language)
        )
        return student

    def place(self, text: str) -> Location:
        """Where one of its options is written."""
        if self.choices:
            for option in self.choices.texts:
                if plain(option) == text:
                    return option.location
        return self.item.stem.location

    # ------------------------------------------------------------ what its type says of it

    @cached_property
    def right(self) -> tuple[Text, ...]:
        """The texts that a student has to find."""
        return self.item_type.right_texts(self.item.content)

    @cached_property
    def wrong_texts(self) -> tuple[Text, ...]:
        """The texts that a student may take for right ones, those of parts among them."""
        return self.item_type.wrong_texts(self.item.content)

    @cached_property
    def verdict(self) -> bool | None:
        """Whether the statement is true, where it is one."""
        return self.item_type.verdict(self.item.content)

    @cached_property
    def events_in_order(self) -> tuple[tuple[Text, DateRange | None], ...]:
        """The events of a sequence in their right order, each with its date where it has one."""
        return self.item_type.events_in_order(self.item.content)

    @cached_property
    def matching_pairs(self) -> MatchingPairs | None:
        """What is to be matched, where something is."""
        return self.item_type.matching_pairs(self.item.content)

    @cached_property
    def right_numbers(self) -> RightNumbers | None:
        """The number that is asked for, where one is."""
        return self.item_type.right_numbers(self.item.content)

    @cached_property
    def gapped_text(self) -> str:
        """The text in which gaps are to be filled, as printed."""
        return self.item_type.gapped_text(self.item.content)

    @cached_property
    def passages(self) -> tuple[Text, ...]:
        """The paragraphs to be read before answering."""
        return self.item_type.passages(self.item.content)

    @cached_property
    def figures(self) -> tuple[tuple[Location, Text], ...]:
        """The place and the alternative text of each figure."""
        figure = self.item.figure
        own = ((figure.texts[0].location, Text(figure.figure.alt)),) if figure else ()
        return (*own, *self.item_type.figures(self.item.content))

    @cached_property
    def minutes(self) -> float:
        """How long answering takes: what the item says, or else what its type estimates."""
        stated = self.item.minutes
        return float(stated) if stated else self.item_type.estimated_minutes(self.item)


def questions(bank: Bank, item: Item, held: tuple[Text, ...]) -> Iterator[Question]:
    """An item with its texts, then its parts."""
    whole = Question(bank, item, item, held)
    yield whole
    for part in whole.parts:
        yield Question(bank, part, item, written_texts(part, NOWHERE).texts, whole.seen)
