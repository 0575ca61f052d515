"""Items that put events or steps in order."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import factorial

from generator.content.dates import DateRange
from generator.content.field_types import DATE_RANGE, PROSE, choice
from generator.content.fields import Field, FieldValues, list_of, text_or_fields
from generator.content.model import Item
from generator.i18n.catalog import Catalog
from generator.items import options
from generator.items.answer_space import read_only_blocks
from generator.items.protocol import (
    SEE_FULL_KEY,
    CommonKeyOf,
    DoubtfulResponse,
    ItemKey,
    ItemType,
    Response,
    Shuffle,
    StudentItem,
    stem_blocks,
)
from generator.items.typed import as_typed
from generator.page.blocks import Block, Boxes, Bubbles, Paragraph, SheetSpace, spans
from generator.page.markup import Span, Text
from generator.page.understood import as_spans, led_by
from generator.problems import Problems
from generator.values import dataclass

FEWEST, MOST = 3, 10
SCORING = ("adjacent-pairs", "position", "all-or-nothing")
MINUTES_PER_EVENT = 0.5


@dataclass(frozen=True)
class Step:
    """An event or step, with its date where it has one."""

    text: Text
    date: DateRange | None = None


def _step(values: FieldValues, problems: Problems) -> Step:
    return Step(values["text"], values["date"])


_STEP = (
    Field("text", PROSE, "the event or step as printed", "The seed takes up water", required=True),
    Field("date", DATE_RANGE, "when it was; printed in the key only", "1995"),
)


@dataclass(frozen=True)
class Content:
    """The events in their right order, and the scoring rule."""

    sequence: tuple[Step, ...]
    scoring: str


@dataclass(frozen=True)
class OrderingItem(StudentItem):
    """The events in canonical order, and the scoring rule."""

    events: tuple[str, ...]
    scoring: str


@dataclass(frozen=True)
class OrderingKey(ItemKey):
    """The events in their right order, each with its date or nothing."""

    sequence: tuple[tuple[str, str], ...] = ()


class Ordering(ItemType[Content, OrderingItem, OrderingKey]):
    """Events are numbered in their order."""

    name = "ordering"
    example = """\
stem: (example) Put the stages of a butterfly's life in order. Begin with the earliest.
points: 3
sequence:                     # in the right order; forms shuffle them; they may have a 'date'
  - Egg
  - Caterpillar
  - Pupa
  - Butterfly
# scoring: position           # adjacent-pairs (without this line) | position | all-or-nothing
rationale: (example) A caterpillar hatches from the egg and changes within the pupa.
"""
    fields = (
        Field(
            "sequence",
            list_of(text_or_fields("text", "an event of a sequence", _STEP, _step), FEWEST, MOST),
            "the events in their right order",
            "see 'packs help ordering'",
            required=True,
        ),
        Field(
            "scoring",
            choice(*SCORING),
            "how points are given",
            "adjacent-pairs",
            default="adjacent-pairs",
        ),
    )
    student_class = OrderingItem
    key_class = OrderingKey
    marked_by_hand = False

    def read(self, values: FieldValues, problems: Problems) -> Content:
        """The events; reports equal ones."""
        sequence = values["sequence"]
        options.report_equal([step.text for step in sequence], "event", problems)
        return Content(sequence, values["scoring"])

    def events_in_order(self, content: Content) -> tuple[tuple[Text, DateRange | None], ...]:
        """The events with their dates."""
        return tuple((step.text, step.date) for step in content.sequence)

    def estimated_minutes(self, item: Item) -> float:
        """Half a minute for each event."""
        return MINUTES_PER_EVENT * len(item.content.sequence)

    def student_view(self, item: Item) -> OrderingItem:
        """The events by alphabet."""
        content: Content = item.content
        events = tuple(sorted(step.text.source for step in content.sequence))
        return OrderingItem(item.stem.source, item.points, events, content.scoring)

    def key_view(self, item: Item, common: CommonKeyOf) -> OrderingKey:
        """The events in their right order."""
        content: Content = item.content
        sequence = tuple((step.text.source, str(step.date or "")) for step in content.sequence)
        return OrderingKey(*common(item), sequence)

    def shuffle(self, student: OrderingItem) -> Shuffle:
        """The events are arranged like options."""
        return Shuffle(student.events)

    def student_blocks(
        self, student: OrderingItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem, how to number and how it is scored, and the events."""
        return (
            *stem_blocks(student, catalog),
            _rule(student, catalog),
            options.lettered(student.events, order, "write"),
        )

    def key_blocks(
        self, student: OrderingItem, key: OrderingKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The events in their right order, each with its letter on this form and its date."""
        blocks: list[Block] = []
        for place, (text, date) in enumerate(key.sequence, 1):
            letter = options.letter_of(text, student.events, order)
            when = (
                (Span(f" ({catalog.date_range_in_brackets(DateRange.parse(date))})"),)
                if date
                else ()
            )
            lead, event = (Span(f"✓ {place}  {letter}  ", bold=True),), as_spans(text)
            if event:
                blocks.append(Paragraph((*lead, *event, *when)))
            else:
                blocks += led_by((*lead, *when), text)
        return (*blocks, _rule(student, catalog))

    def short_key(
        self, student: OrderingItem, key: OrderingKey, order: tuple[int, ...], catalog: Catalog
    ) -> str:
        """The numbers in the boxes, read down the page, where each is one digit."""
        if len(order) >= 10:
            return SEE_FULL_KEY
        return "".join(self.answer_marks(student, key, order, catalog))

    def one_line_key(
        self, student: OrderingItem, key: OrderingKey, order: tuple[int, ...], catalog: Catalog
    ) -> str:
        """The numbers in the boxes, read down the page; apart where some have two digits."""
        marks = self.answer_marks(student, key, order, catalog)
        return ("" if len(marks) < 10 else " ").join(marks)

    def scoring_rule(self, student: OrderingItem, catalog: Catalog) -> str:
        """What an entry in its place counts."""
        return _scoring(student, catalog)

    def answer_space(
        self, student: OrderingItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """A box for each event under its letter."""
        count = len(student.events)
        return (
            Paragraph(spans(catalog("ordering-write", n=count)), role="small"),
            Boxes(tuple(options.LETTERS[:count]), "write"),
        )

    def question_blocks(
        self, student: OrderingItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem, how to cross and how it is scored, and the events."""
        how = catalog("ordering-cross", n=len(student.events))
        return (
            *stem_blocks(student, catalog),
            Paragraph(spans(f"{how} {_scoring(student, catalog)}"), role="small"),
            *read_only_blocks((options.lettered(student.events, order, "write"),)),
        )

    def sheet_space(
        self, student: OrderingItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[SheetSpace, ...]:
        """A row for each event, with its places."""
        count = len(student.events)
        places = tuple(str(n) for n in range(1, count + 1))
        return (Bubbles(tuple(options.LETTERS[:count]), places, "round"),)

    def answer_marks(
        self, student: OrderingItem, key: OrderingKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[str, ...]:
        """The number that belongs into each box."""
        places = {text: str(place) for place, (text, _) in enumerate(key.sequence, 1)}
        return tuple(places[student.events[index]] for index in order)

    def response(
        self, student: OrderingItem, order: tuple[int, ...], typed: str, catalog: Catalog
    ) -> Response:
        """The number given to each event in canonical order, "" for none.

        Typed are the numbers in the boxes read down the page, - for none, with spaces between them
        where one has two digits; or all letters in the order of the events.
        """
        count = len(order)
        signs = as_typed(typed).upper().replace(",", " ").replace(";", " ").split()
        signs = list(signs[0]) if len(signs) == 1 else signs
        known = options.LETTERS[:count]
        if sorted(signs) == list(known):
            signs = [str(signs.index(letter) + 1) for letter in known]
        numbers = {str(number) for number in range(1, count + 1)}
        if len(signs) != count or set(signs) - {*numbers, "-"}:
            raise DoubtfulResponse(
                f"give the {count} numbers in the boxes, from the top, - where there is none"
            )
        given = [""] * count
        for index, sign in zip(order, signs, strict=True):
            given[index] = "" if sign == "-" else sign
        return tuple(given) if any(given) else ()

    def score(self, student: OrderingItem, key: OrderingKey, response: Response) -> Fraction:
        """The points by the item's rule."""
        number = {
            event: int(given) if given else None
            for event, given in zip(student.events, response, strict=False)
        }
        given = [number.get(text) for text, _ in key.sequence]
        right = [place == at for place, at in enumerate(given, 1)]
        if student.scoring == "position":
            return student.points * sum(right) / len(right)
        if student.scoring == "all-or-nothing":
            return student.points if all(right) else Fraction(0)
        follows = sum(
            first is not None and second == first + 1 for first, second in pairwise(given)
        )
        return student.points * follows / (len(right) - 1)

    def guess_score(self, student: OrderingItem, key: OrderingKey) -> Fraction:
        """The points to expect of someone who writes the numbers blindly, each once.

        Of n events one in n is in its place, and of n - 1 neighbours one in n follows rightly.
        """
        count = len(student.events)
        return student.points / (factorial(count) if student.scoring == "all-or-nothing" else count)


def _rule(student: OrderingItem, catalog: Catalog) -> Paragraph:
    how = catalog("ordering-write", n=len(student.events))
    return Paragraph(spans(f"{how} {_scoring(student, catalog)}"), role="small")


def _scoring(student: OrderingItem, catalog: Catalog) -> str:
    if student.scoring == "adjacent-pairs":
        return catalog("scoring-adjacent-pairs")
    if student.scoring == "position":
        return catalog("scoring-position")
    return catalog("scoring-whole-order")
