"""Items that are true or false, with or without a correction to write."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator.content.field_types import FLAG, TEXT
from generator.content.fields import Field, FieldValues
from generator.content.model import Item
from generator.i18n.catalog import Catalog
from generator.items import protocol
from generator.page.blocks import Block, Boxes, Lines, Paragraph, spans
from generator.page.markup import Text, parse
from generator.problems import Problems

NAME = "true-false"
FIELDS = (
    Field("key", FLAG, "whether the statement is true", "false", required=True),
    Field("correct_it", FLAG, "whether to ask for a correction", "true", default=False),
    Field(
        "correction",
        TEXT,
        "the statement put right, for the answer key",
        "Azerbaijan opened its embassy first, in 2010.",
    ),
)
NEEDS_RATIONALE = True
TOGETHER = True
STATES_POINTS = False


@dataclass(frozen=True)
class Content:
    """The verdict, whether a correction is asked for, and the model correction of a false statement."""

    key: bool
    correct_it: bool
    correction: Text | None


@dataclass(frozen=True)
class Asked(protocol.StudentItem):
    """Whether a correction is asked for, and on how many lines (None: as usual)."""

    correct_it: bool = False
    lines: int | None = None


@dataclass(frozen=True)
class Answer(protocol.ItemKey):
    """The verdict and the model correction."""

    key: bool = True
    correction: str = ""


def default_points(content: Content) -> Fraction:
    """One point."""
    return Fraction(1)


def read(record: FieldValues, problems: Problems) -> Content:
    """The item's own content; a false statement to correct needs its correction, a true one has none."""
    key, correct_it, correction = record["key"], record["correct_it"], record["correction"]
    if correct_it and not key and not correction:
        problems.add(
            record.location,
            "missing-field",
            "a false statement with 'correct_it: true' needs 'correction': the corrected statement",
        )
    if key and correction:
        problems.add(
            record.place("correction"),
            "needless-correction",
            "a true statement has nothing to correct; remove 'correction' or change 'key'",
        )
    return Content(key, correct_it, correction)


def takes_lines(record: FieldValues) -> bool:
    """Whether `lines` has an effect."""
    return bool(record["correct_it"])


def wrong_texts(content: Content) -> tuple[Text, ...]:
    """No options: both verdicts are fixed words."""
    return ()


def asked(item: Item) -> Asked:
    """The view of an item; lines count only where a correction is asked for."""
    return Asked(
        item.stem.source,
        item.points,
        item.content.correct_it,
        item.lines if item.content.correct_it else None,
    )


def answered(item: Item, common: dict[str, object]) -> Answer:
    """The key side of an item."""
    correction = item.content.correction
    return Answer(
        **common, key=item.content.key, correction=correction.source if correction else ""
    )  # type: ignore[arg-type]


def shuffle(asked: Asked) -> protocol.Shuffle:
    """Nothing to arrange."""
    return protocol.NOTHING


def ask(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """The item as a student sees it."""
    verdict = Paragraph(spans(f"{catalog('true')} ☐\u2003\u2003{catalog('false')} ☐"))
    blocks: tuple[Block, ...] = (Paragraph(parse(asked.stem)), verdict)
    if asked.correct_it:
        lines = 1 if asked.lines is None else asked.lines
        rule = Paragraph(spans(catalog("scoring-correct-it")), role="small")
        blocks += (rule, Lines(max(1, lines), spans(catalog("if-false-correct"))))
    return blocks


def answer(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[Block, ...]:
    """The verdict and the correction."""
    verdict = spans("✓ " + catalog("true" if answer.key else "false"))
    blocks: tuple[Block, ...] = (Paragraph(verdict, role="answer"),)
    if answer.correction:
        lead = spans(catalog("correction") + " ", bold=True)
        blocks += (Paragraph(lead + parse(answer.correction)),)
    if asked.correct_it:
        blocks += (Paragraph(spans(catalog("scoring-correct-it")), role="small"),)
    return blocks


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog) -> str:
    """The verdict in the fewest characters."""
    return catalog("true-short" if answer.key else "false-short")


def floor(asked: Asked, answer: Answer) -> Fraction:
    """The points to expect of someone who takes one of the two verdicts blindly and corrects nothing rightly."""
    return asked.points / (4 if asked.correct_it and not answer.key else 2)


def sheet(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """On an answer sheet: a box for each verdict, and lines for the correction."""
    verdict = Boxes((catalog("true"), catalog("false")), "square")
    if not asked.correct_it:
        return (verdict,)
    return (
        verdict,
        Lines(
            max(1, 1 if asked.lines is None else asked.lines), spans(catalog("if-false-correct"))
        ),
    )
