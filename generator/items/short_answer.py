"""Items answered in a few written lines and marked by a scheme."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from generator.content.field_types import POINTS, TEXT, points_text
from generator.content.fields import Field, FieldValues, fields_of, list_of
from generator.content.model import Item
from generator.i18n.catalog import Catalog
from generator.items import protocol
from generator.page.blocks import Block, Bullets, Lines, Paragraph, spans
from generator.page.markup import Span, Spans, Text, parse
from generator.problems import Problems

NAME = "short-answer"
LINES_PER_POINT = 2


@dataclass(frozen=True)
class Credit:
    """An idea that earns points, with wordings to accept and to reject."""

    credit: Text
    points: Fraction
    accept: tuple[Text, ...] = ()
    reject: tuple[Text, ...] = ()


def _credit(found: FieldValues, problems: Problems) -> Credit:
    return Credit(found["credit"], found["points"], found["accept"], found["reject"])


_CREDIT = (
    Field(
        "credit",
        TEXT,
        "the idea that earns the points",
        "names Kosovo as the precedent",
        required=True,
    ),
    Field("points", POINTS, "what the idea is worth", "1", required=True),
    Field("accept", list_of(TEXT), "other wordings that earn them", "[Kosovo 2008]", default=()),
    Field("reject", list_of(TEXT), "wordings that do not", "[Crimea]", default=()),
)
FIELDS = (
    Field(
        "scheme",
        list_of(fields_of("an entry of the scheme", _CREDIT, _credit), 1),
        "what earns points",
        "see the starter banks",
        required=True,
    ),
    Field("model", TEXT, "an answer that earns all points", "Russia cited Kosovo, which had …"),
)
NEEDS_RATIONALE = False
TOGETHER = True
STATES_POINTS = True


@dataclass(frozen=True)
class Content:
    """The marking scheme and a model answer."""

    scheme: tuple[Credit, ...]
    model: Text | None


@dataclass(frozen=True)
class Asked(protocol.StudentItem):
    """How many lines to print (None: by the points)."""

    lines: int | None = None


@dataclass(frozen=True)
class Earned:
    """A credit of the scheme as recorded."""

    credit: str
    points: Fraction
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer(protocol.ItemKey):
    """The scheme and the model answer."""

    scheme: tuple[Earned, ...] = ()
    model: str = ""


def default_points(content: Content) -> None:
    """None: what a scheme gives must be stated by the item."""
    return


def read(record: FieldValues, problems: Problems) -> Content:
    """The item's own content; reports a scheme that cannot give the item's points."""
    scheme, points = record["scheme"], record["points"]
    if points is not None:
        total = sum(credit.points for credit in scheme)
        if total < points:
            problems.add(
                record.place("scheme"),
                "scheme-points",
                f"the item is worth {points_text(points)} points but its scheme gives only "
                f"{points_text(total)}; make them equal",
            )
        for credit in scheme:
            if credit.points > points:
                problems.add(
                    credit.credit.location,
                    "scheme-points",
                    f"this credit gives {points_text(credit.points)} points but the item is worth only "
                    f"{points_text(points)}",
                )
    return Content(scheme, record["model"])


def takes_lines(record: FieldValues) -> bool:
    """Whether `lines` has an effect."""
    return True


def wrong_texts(content: Content) -> tuple[Text, ...]:
    """No options."""
    return ()


def asked(item: Item) -> Asked:
    """The view of an item."""
    return Asked(item.stem.source, item.points, item.lines)


def answered(item: Item, common: dict[str, object]) -> Answer:
    """The key side of an item."""
    scheme = tuple(
        Earned(
            c.credit.source,
            c.points,
            tuple(t.source for t in c.accept),
            tuple(t.source for t in c.reject),
        )
        for c in item.content.scheme
    )
    model = item.content.model
    return Answer(**common, scheme=scheme, model=model.source if model else "")  # type: ignore[arg-type]


def shuffle(asked: Asked) -> protocol.Shuffle:
    """Nothing to arrange."""
    return protocol.NOTHING


def ask(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """The item as a student sees it."""
    lines = math.ceil(asked.points * LINES_PER_POINT) if asked.lines is None else asked.lines
    stem = Paragraph(parse(asked.stem))
    return (stem, Lines(lines)) if lines else (stem,)


def answer(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[Block, ...]:
    """The scheme, each credit with its points, and the model answer."""
    total = sum(earned.points for earned in answer.scheme)
    lead = (
        catalog("scheme-all")
        if total == asked.points
        else catalog("scheme-most", points=points_text(asked.points))
    )
    entries = tuple(_credit_blocks(earned, catalog) for earned in answer.scheme)
    blocks: tuple[Block, ...] = (Paragraph(spans(lead), role="answer"), Bullets(entries))
    if answer.model:
        blocks += (
            Paragraph(spans(catalog("model-answer") + " ", bold=True) + parse(answer.model)),
        )
    return blocks


def _credit_blocks(earned: Earned, catalog: Catalog) -> tuple[Block, ...]:
    blocks: tuple[Block, ...] = (
        Paragraph((Span(f"[{points_text(earned.points)}] ", bold=True), *parse(earned.credit))),
    )
    for name, wordings in (("accept", earned.accept), ("reject", earned.reject)):
        runs: Spans = ()
        for n, wording in enumerate(wordings):
            runs += (Span("; " if n else f"{catalog(name)} ", italic=not n), *parse(wording))
        blocks += (Paragraph(runs, "small"),) if runs else ()
    return blocks


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog) -> str:
    """A sign that says: see the scheme."""
    return "…"


def floor(asked: Asked, answer: Answer) -> Fraction:
    """Nothing: who knows nothing has nothing to write."""
    return Fraction(0)
