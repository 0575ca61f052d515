"""Items that put events or steps in order."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import factorial

from generator.content.dates import DateRange
from generator.content.field_types import DATE_RANGE, PROSE, choice
from generator.content.fields import Field, FieldValues, list_of, text_or_fields
from generator.content.model import Item
from generator.i18n.catalog import Catalog
from generator.items import options
from generator.items.protocol import (
    SEE_FULL_KEY,
    CommonKeyOf,
    ItemKey,
    ItemType,
    Shuffle,
    StudentItem,
    stem_blocks,
)
from generator.page.blocks import Block, Boxes, Paragraph, spans
from generator.page.markup import Span, Text
from generator.page.understood import as_spans, led_by
from generator.problems import Problems

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

    def answer_space(
        self, student: OrderingItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """A box for each event under its letter."""
        count = len(student.events)
        return (
            Paragraph(spans(catalog("ordering-write", n=count)), role="small"),
            Boxes(tuple(options.LETTERS[:count]), "write"),
        )

    def answer_marks(
        self, student: OrderingItem, key: OrderingKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[str, ...]:
        """The number that belongs into each box."""
        places = {text: str(place) for place, (text, _) in enumerate(key.sequence, 1)}
        return tuple(places[student.events[index]] for index in order)

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
