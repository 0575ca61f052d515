"""What an item type is: the class that each module of this folder implements once, with its
defaults.

To add a type, write one module with

* a frozen class of what authors write (the *content*), one of what students see (a subclass of
  `StudentItem`) and one of everything else (a subclass of `ItemKey`);
* one subclass of `ItemType` that declares `name`, `fields`, `student_class` and `key_class` and
  implements the abstract methods: `read`, `student_view`, `key_view`, `student_blocks` and
  `key_blocks`.  What else it does not say has the default written here;

and enter it in `part_types.py` (a type that may also be a part of a set) or in `registry.py`.

The names of the fields of student class and key class are a file format: records of editions keep
them. They may gain fields with defaults, and never lose or rename one.
"""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from generator.content.dates import DateRange
from generator.content.fields import Field, FieldValues
from generator.content.figures import Figure
from generator.content.model import Item
from generator.i18n.catalog import Catalog
from generator.items.answer_space import fillable_blocks, read_only_blocks, sheet_space
from generator.items.figure_blocks import figure_blocks
from generator.items.options import Choices
from generator.page.blocks import Block, Bullets, SchemeRow, SheetEntry, SheetSpace
from generator.page.markup import Spans, Text
from generator.page.understood import blocks_of
from generator.problems import Location, Problems
from generator.storage.canonical_json import canonical, to_plain
from generator.values import dataclass

SEE_FULL_KEY = "…"
GAP = "___"
MINUTES_PER_CHOICE = 1.0
MINUTES_PER_FURTHER_KEY = 0.5
MINUTES_PER_WRITTEN_POINT = 1.2


@dataclass(frozen=True)
class CitedFact:
    """A fact as it was when the key was made."""

    id: str
    status: str
    text: str
    ref: str
    source: str
    by: str = ""
    date: str = ""


@dataclass(frozen=True)
class StudentItem:
    """Everything a student sees of any item; texts are as records keep them.

    `stem_figure` is below the stem, and `stem_below` below that.
    """

    stem: str
    points: Fraction
    stem_figure: Figure | None = field(default=None, kw_only=True)
    stem_below: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class ItemKey:
    """Everything else of any item, with its facts in full."""

    id: str
    objective: str
    level: str
    difficulty: str
    facts: tuple[CitedFact, ...]
    rationale: str = ""


class CommonKey(NamedTuple):
    """What the key of an item has whatever its type, in the order of the fields of `ItemKey`."""

    id: str
    objective: str
    level: str
    difficulty: str
    facts: tuple[CitedFact, ...]
    rationale: str = ""


CommonKeyOf: TypeAlias = Callable[[Item], CommonKey]
COMMON_EXPLAINING_FIELDS = frozenset(CommonKey._fields)


@dataclass(frozen=True)
class Shuffle:
    """What a form may arrange of an item: its option texts; `fixed`: they keep their order;
    `pinned`: how many stay last.

    `groups`: the item is made of parts, each arranged for itself; an order then holds one part's
    places after another's.
    """

    options: tuple[str, ...] = ()
    fixed: bool = False
    pinned: int = 0
    groups: tuple[Shuffle, ...] = ()

    @property
    def count(self) -> int:
        """How many places an order has."""
        return len(self.options) + sum(group.count for group in self.groups)

    @property
    def free(self) -> int:
        """How many options may change places: those before the pinned ones."""
        return len(self.options) - self.pinned

    @property
    def keeps_order(self) -> bool:
        """Whether its own options have the same order on every form."""
        return self.fixed or self.free < 2

    def split(self, order: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        """The order of each group's own options, counted from 0, out of the item's one order."""
        orders = []
        start = 0
        for group in self.groups:
            places = order[start : start + group.count]
            orders.append(tuple(index - start for index in places))
            start += group.count
        return tuple(orders)

    def accepts(self, order: tuple[int, ...]) -> bool:
        """Whether an order holds every option once, each part's among themselves."""
        if not self.groups:
            return sorted(order) == list(range(self.count))
        return len(order) == self.count and all(
            group.accepts(part) for group, part in zip(self.groups, self.split(order), strict=True)
        )


NOTHING = Shuffle()


class RightNumbers(NamedTuple):
    """The number that is right, how far off an answer may be, and their unit as written; where both
    numbers are written.
    """

    key: Decimal
    tolerance: Decimal
    unit: str
    places: tuple[Location, ...]


class MatchingPairs(NamedTuple):
    """Premises and responses of a matching item; `reuse`: a response may belong to several
    premises.
    """

    premises: tuple[Text, ...]
    responses: tuple[Text, ...]
    reuse: bool


class LetteredPart(NamedTuple):
    """A part of a set: its letter, both its halves, and the order of its own options on a form."""

    letter: str
    student: StudentItem
    key: ItemKey
    order: tuple[int, ...]


class Scheme(NamedTuple):
    """How a written answer is marked: what earns points, and what else helps a marker, which
    `list_below` ends.
    """

    rows: tuple[SchemeRow, ...]
    notes: tuple[Spans, ...] = ()
    list_below: Bullets | None = None


Response: TypeAlias = tuple[str, ...]
"""What a student answered, by the texts of options rather than by letters; () for no answer.

An item type says in `response` what it holds.
"""


class DoubtfulResponse(ValueError):
    """What was typed is no response to an item: half a sentence that says what can be."""


ContentT = TypeVar("ContentT")
StudentT = TypeVar("StudentT", bound=StudentItem)
KeyT = TypeVar("KeyT", bound=ItemKey)


class ItemType(ABC, Generic[ContentT, StudentT, KeyT]):
    """A type of item: how it is read, what students and markers see of it, and what the checks may
    ask of it.

    `content` is what `read` made of the type's own fields, `student` and `key` are the two halves
    of an item, and `order` is a form's arrangement of what `shuffle` gives.
    """

    example: str = ""
    """The own fields of an example, as `packs new item` writes them for authors to change.

    Each prose text begins with `placeholders.EXAMPLE`, so that none is printed by mistake; a
    comment says what its field means.
    """
    needs_rationale: bool = True
    """Whether an item of a sourced bank must say why its key is right."""
    states_points: bool = False
    """Whether an item must say what it is worth."""
    keep_together: bool = True
    """Whether a page never ends within an item."""
    resit_has_as_many: bool = False
    """Whether a resit has as many of them as the first sitting: their number makes a paper what it
    is, while any other type may take another one\'s place.
    """
    key_elsewhere: re.Pattern[str] | None = None
    """How people write a key of this type that it does not take ("yes", "48 km"), so that it is
    told of there.
    """
    marked_by_hand: bool = True
    """Whether only a marker can say what an answer earns: nothing that could be typed of it can be
    scored.
    """
    letters_say_all: bool = False
    """Whether the short key names printed options, so that `accepted` only repeats their words."""
    explaining_fields: frozenset[str] = frozenset()
    """The fields of the key class that explain and decide no points.

    Any other field counts as the answer, so that a change of it tells people to mark again.
    """
    unordered_fields: frozenset[str] = frozenset()
    """The fields of the key class, or of what it holds, that are lists whose order says nothing."""
    space_fields: frozenset[str] = frozenset()
    """The fields of the student class that only say how much space there is to write."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The name that authors write and records keep."""

    @property
    @abstractmethod
    def fields(self) -> tuple[Field, ...]:
        """The type's own fields, besides those that every item has."""

    @property
    @abstractmethod
    def student_class(self) -> type[StudentT]:
        """The class of what a student sees."""

    @property
    @abstractmethod
    def key_class(self) -> type[KeyT]:
        """The class of everything else."""

    # ------------------------------------------------------------ reading

    def all_fields(self, common: Iterable[Field]) -> tuple[Field, ...]:
        """The type's own fields after those it shares, which are required where the type needs
        them.
        """
        shared = (
            replace(
                field,
                required=field.required or (field.name == "points" and self.states_points),
                required_in_sourced=field.required_in_sourced
                or (field.name == "rationale" and self.needs_rationale),
            )
            for field in common
        )
        return (*shared, *self.fields)

    @abstractmethod
    def read(self, values: FieldValues, problems: Problems) -> ContentT:
        """The content of an item whose required fields are all there; reports what does not fit
        together.
        """

    def default_points(self, content: ContentT) -> Fraction | None:
        """What an item is worth that does not say it; None where it must be stated."""
        return None if self.states_points else Fraction(1)

    def accepts_lines(self, values: FieldValues) -> bool:
        """Whether the field `lines` has an effect on this item."""
        return False

    def parts(self, item: Item) -> tuple[Item, ...]:
        """The items that it is made of, where it is a set."""
        return ()

    # ------------------------------------------------------------ the two halves

    @abstractmethod
    def student_view(self, item: Item) -> StudentT:
        """What a student sees of an item but for its figure; nothing in it may depend on the
        key.
        """

    def whole_student_view(self, item: Item) -> StudentT:
        """What a student sees of an item, with its figure and what is below that."""
        student = self.student_view(item)
        if not item.figure and not item.stem_below:
            return student
        return replace(
            student,
            stem_figure=item.figure.figure if item.figure else None,
            stem_below=item.stem_below.source if item.stem_below else "",
        )

    @abstractmethod
    def key_view(self, item: Item, common: CommonKeyOf) -> KeyT:
        """Everything else of an item; `common` gives what every key has, of the item and of its
        parts.
        """

    def shuffle(self, student: StudentT) -> Shuffle:
        """What a form may arrange."""
        return NOTHING

    def type_names(self, half: StudentT | KeyT) -> tuple[str, ...]:
        """The name of the type, then those of its parts: equal for the two halves of one item."""
        return (self.name,)

    # ------------------------------------------------------------ on the page

    @abstractmethod
    def student_blocks(
        self, student: StudentT, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The item as a student sees it, stem first."""

    def stimulus_blocks(self, student: StudentT, catalog: Catalog) -> tuple[Block, ...]:
        """What of `student_blocks` may be printed on a sheet of its own, apart from what is asked
        about it; nothing of most types.
        """
        return ()

    @abstractmethod
    def key_blocks(
        self, student: StudentT, key: KeyT, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The item's key as a marker sees it, without stem and rationale."""

    def short_key(
        self, student: StudentT, key: KeyT, order: tuple[int, ...], catalog: Catalog
    ) -> str:
        """The key in the fewest characters, or a sign that says: see the full key."""
        return SEE_FULL_KEY

    def accepted(self, student: StudentT, key: KeyT, catalog: Catalog) -> Spans:
        """The right answer in words, the same on every form; nothing where it takes a scheme, or
        where the short key says all of it.
        """
        return ()

    def one_line_key(
        self, student: StudentT, key: KeyT, order: tuple[int, ...], catalog: Catalog
    ) -> str:
        """The short key, or else the right answer in words; a sign that says: see the full key,
        only where no line can hold it.
        """
        short = self.short_key(student, key, order, catalog)
        words = "".join(span.text for span in self.accepted(student, key, catalog))
        return words if short == SEE_FULL_KEY and words else short

    def explained_key(
        self, student: StudentT, key: KeyT, orders: Sequence[tuple[int, ...]], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The key of several forms as a marker sees it, by the orders that they have, without stem,
        rationale and parts; what has a letter has those of all these forms.
        """
        return self.key_blocks(student, key, orders[0], catalog)

    def scheme(self, student: StudentT, key: KeyT, catalog: Catalog) -> Scheme | None:
        """How a written answer is marked; None where a key decides."""
        return None

    def scoring_rule(self, student: StudentT, catalog: Catalog) -> str:
        """The sentence that says how points are given, where the key alone does not."""
        return ""

    def answer_space(
        self, student: StudentT, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Where the answer goes on an answer sheet: whatever one can write on or mark in what the
        student sees.
        """
        return fillable_blocks(self.student_blocks(student, order, catalog))

    def question_blocks(
        self, student: StudentT, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """What the student sees on a paper whose answers go on an answer sheet: without any room
        for the answer.
        """
        return read_only_blocks(self.student_blocks(student, order, catalog))

    def sheet_space(
        self, student: StudentT, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[SheetSpace, ...]:
        """Where the answer goes on an answer sheet that a machine can read: boxes to cross, and
        room to write.
        """
        return sheet_space(self.answer_space(student, order, catalog))

    def sheet_entries(
        self, student: StudentT, order: tuple[int, ...], number: str, catalog: Catalog
    ) -> tuple[SheetEntry, ...]:
        """The same with the number that the item has on the paper; parts have their own."""
        return (SheetEntry(number, self.sheet_space(student, order, catalog)),)

    def in_booklet(self, student: StudentT) -> bool:
        """Whether an answer is written in a booklet instead of on paper or answer sheet."""
        return False

    def answer_marks(
        self, student: StudentT, key: KeyT, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[str, ...]:
        """What a marker finds beside each box in printing order, "" where it stays empty; nothing
        where there are no boxes.
        """
        return ()

    def lettered_parts(
        self, student: StudentT, key: KeyT, order: tuple[int, ...]
    ) -> tuple[LetteredPart, ...]:
        """The parts of a set, in printing order; nothing where it is none."""
        return ()

    def usual_lines(self, points: Fraction) -> int:
        """How many ruled lines a written answer worth so many points has; 0 where no answer is
        written.
        """
        return 0

    # ------------------------------------------------------------ marking

    def guess_score(self, student: StudentT, key: KeyT) -> Fraction:
        """The points that someone who knows nothing can expect, by chance."""
        return Fraction(0)

    def alternatives(self, student: StudentT) -> int:
        """Of how many lettered options or verdicts exactly one is right, so that the short key is
        one letter; 0 for others.
        """
        return 0

    def response(
        self, student: StudentT, order: tuple[int, ...], typed: str, catalog: Catalog
    ) -> Response:
        """What was typed of an answer on a form, and is not blank, as the response that it is.

        Raises DoubtfulResponse; of a type that is marked by hand always.
        """
        raise DoubtfulResponse("this question is marked by hand; give its points")

    def score(self, student: StudentT, key: KeyT, response: Response) -> Fraction | None:
        """The points that a response earns by the rule printed on the paper, from 0 to all; None
        where only a marker can say.
        """
        return Fraction(0) if not response else None

    def response_options(self, student: StudentT, key: KeyT) -> tuple[tuple[str, bool], ...]:
        """The options that responses are counted by, each with whether it is right; nothing where
        there are none.
        """
        return ()

    @property
    def all_explaining_fields(self) -> frozenset[str]:
        """The fields of the key class that decide no points, with those that every type has."""
        return COMMON_EXPLAINING_FIELDS | self.explaining_fields

    def marking_values(self, key: KeyT, reworded: Mapping[str, str]) -> dict[str, Any]:
        """What of a key decides points, as plain data; `reworded`: texts to take for others,
        because only their wording changed.
        """
        values = _without(to_plain(key), self.all_explaining_fields)
        return {name: self._marking(name, value, reworded) for name, value in values.items()}

    def _marking(self, name: str, value: Any, reworded: Mapping[str, str]) -> Any:
        if isinstance(value, str):
            return reworded.get(value, value)
        if isinstance(value, dict):
            return {inner: self._marking(inner, entry, reworded) for inner, entry in value.items()}
        if isinstance(value, list):
            entries = [self._marking("", entry, reworded) for entry in value]
            return sorted(entries, key=canonical) if name in self.unordered_fields else entries
        return value

    def wording_values(self, student: StudentT) -> dict[str, Any]:
        """What a student sees but for the space to write in, as plain data."""
        return _without(to_plain(student), self.space_fields)

    # ------------------------------------------------------------ for the checks

    def choices(self, content: ContentT) -> Choices | None:
        """The lettered options, where there are any."""
        return None

    def number_to_choose(self, content: ContentT) -> int:
        """How many of the lettered options to choose, where the paper says a number; otherwise
        0.
        """
        return 0

    def right_texts(self, content: ContentT) -> tuple[Text, ...]:
        """The texts that a student has to find."""
        choices = self.choices(content)
        return choices.keys if choices else ()

    def credited_texts(self, content: ContentT) -> tuple[tuple[Text, Fraction], ...]:
        """The ideas that earn points in a written answer, each with what it is worth."""
        return ()

    def wrong_texts(self, content: ContentT) -> tuple[Text, ...]:
        """The texts that a student may take for right ones."""
        choices = self.choices(content)
        return tuple(option.text for option in choices.distractors) if choices else ()

    def verdict(self, content: ContentT) -> bool | None:
        """Whether the stem is true, where it is a statement to judge."""
        return None

    def events_in_order(self, content: ContentT) -> tuple[tuple[Text, DateRange | None], ...]:
        """The events of a sequence in their right order, each with its date where it has one."""
        return ()

    def matching_pairs(self, content: ContentT) -> MatchingPairs | None:
        """What is to be matched."""
        return None

    def right_numbers(self, content: ContentT) -> RightNumbers | None:
        """What number is asked for, where one is."""
        return None

    def gapped_text(self, content: ContentT) -> str:
        """The text in which gaps are to be filled, as printed, each gap as `GAP`."""
        return ""

    def passages(self, content: ContentT) -> tuple[Text, ...]:
        """The paragraphs to be read before answering."""
        return ()

    def figures(self, content: ContentT) -> tuple[tuple[Location, Text], ...]:
        """The place and the alternative text of each figure."""
        return ()

    def estimated_minutes(self, item: Item) -> float:
        """How long answering takes: by the keys of lettered options, of other items by the points
        of a written answer.
        """
        choices = self.choices(item.content)
        if choices:
            return MINUTES_PER_CHOICE + MINUTES_PER_FURTHER_KEY * (len(choices.keys) - 1)
        return MINUTES_PER_WRITTEN_POINT * math.ceil(item.points)


# The registry holds types of every content and every half: a type fits an item because the registry
# found it by the item.
AnyItemType: TypeAlias = ItemType[Any, Any, Any]


def by_name(types: Iterable[AnyItemType]) -> dict[str, AnyItemType]:
    """Types under their names.

    Raises ValueError when two share a name or a class, which records could not tell apart.
    """
    named: dict[str, AnyItemType] = {}
    classes: set[type] = {StudentItem, ItemKey}
    for item_type in types:
        own = {item_type.student_class, item_type.key_class}
        if item_type.name in named or own & classes:
            raise ValueError(f"another item type has the name or a class of '{item_type.name}'")
        named[item_type.name] = item_type
        classes |= own
    return named


def stem_blocks(student: StudentItem, catalog: Catalog) -> tuple[Block, ...]:
    """What an item asks: its stem, its figure, and what is below that."""
    return (
        *blocks_of(student.stem),
        *(figure_blocks(student.stem_figure, catalog) if student.stem_figure else ()),
        *(blocks_of(student.stem_below) if student.stem_below else ()),
    )


def stem_text_blocks(student: StudentItem) -> tuple[Block, ...]:
    """What an item asks, in words alone: what a key repeats of it."""
    below = blocks_of(student.stem_below) if student.stem_below else ()
    return (*blocks_of(student.stem), *below)


def with_article(name: str, noun: str) -> str:
    """An item or part of a type: a single item, an essay part."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name} {noun}"


def _without(values: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
