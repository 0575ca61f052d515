"""Items with blanks in a running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest

from generator.content.field_types import TEXT
from generator.content.fields import Field, FieldType, FieldValues, list_of, report_wrong_type
from generator.content.model import Item
from generator.content.nodes import Node, ScalarNode, shorten
from generator.i18n.catalog import Catalog
from generator.items import options, protocol
from generator.page import markup
from generator.page.blocks import BLANK, Block, Notice, Paragraph, spans
from generator.page.markup import Span, Spans, Text, parse
from generator.problems import Problems

NAME = "cloze"
NEEDS_RATIONALE = True
TOGETHER = True
STATES_POINTS = False
MOST = 12
_BLANK = re.compile(r"\{([^{}]*)\}")
_GAP = "\ufffc"
_ACROSS = " (markup must not start on one side of a brace and end on the other)"


@dataclass(frozen=True)
class Gapped:
    """A text in pieces, and between them the accepted spellings of each blank; `texts`: all of them with their place."""

    pieces: tuple[str, ...]
    blanks: tuple[tuple[str, ...], ...]
    texts: tuple[Text, ...] = ()


def _read_gapped(node: Node, problems: Problems) -> Gapped | None:
    if not isinstance(node, ScalarNode):
        report_wrong_type(
            problems, node, "a text with {blanks}", "write it on lines of its own under >-"
        )
        return None
    source = " ".join(node.text.split())
    parts = _BLANK.split(source)
    pieces, inside = tuple(parts[::2]), parts[1::2]
    blanks = tuple(tuple(" ".join(way.split()) for way in blank.split("|")) for blank in inside)
    before = problems.error_count
    if not blanks:
        problems.add(
            node.location,
            "no-blank",
            "the text has no blank; write one as {the answer} or {one spelling | another}",
        )
    if len(blanks) > MOST:
        problems.add(node.location, "too-many", f"the text has more than {MOST} blanks")
    if any("{" in piece or "}" in piece for piece in pieces):
        problems.add(
            node.location, "open-blank", "a { or } has no partner; write a blank as {the answer}"
        )
    for number, ways in enumerate(blanks, 1):
        if not all(ways) or len(set(map(_folded, ways))) < len(ways):
            problems.add(
                node.location,
                "empty-blank",
                f"blank {number} has an empty spelling, or the same one twice; delete it",
            )
    written = [*pieces, *(way for ways in blanks for way in ways)]
    for text in written:
        try:
            markup.parse(text)
        except markup.MarkupError as error:
            problems.add(node.location, "markup", f"in '{shorten(text)}': {error}{_ACROSS}")
    if problems.error_count == before and not _apart(pieces):
        problems.add(
            node.location,
            "markup",
            f"a link's text and address are on different sides of a brace{_ACROSS}",
        )
    if problems.error_count > before:
        return None
    return Gapped(
        pieces, blanks, tuple(Text(text, node.location) for text in written if text.strip())
    )


def _apart(pieces: Sequence[str]) -> bool:
    """Whether pieces mean the same apart as they would without the blanks between them."""
    try:
        return markup.plain(_GAP.join(pieces)) == _GAP.join(map(markup.plain, pieces))
    except markup.MarkupError:
        return False


FIELDS = (
    Field(
        "text",
        FieldType("a text with {blanks}", _read_gapped),
        "the text, each blank with its accepted spellings",
        "The Minsk Group works under the {OSCE | Organization for Security and Co-operation in Europe}.",
        required=True,
    ),
    Field(
        "word_bank",
        list_of(TEXT, 0, MOST),
        "prints a bank of words: all answers and these unused ones",
        "[NATO]",
    ),
)


@dataclass(frozen=True)
class Content:
    """The text with its blanks, and the unused words of the word bank (None: no bank)."""

    gapped: Gapped
    word_bank: tuple[Text, ...] | None


@dataclass(frozen=True)
class Asked(protocol.StudentItem):
    """The pieces of the text between the blanks, and the word bank in alphabetical order (empty: none)."""

    pieces: tuple[str, ...]
    word_bank: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer(protocol.ItemKey):
    """The accepted spellings of each blank, the one to print first."""

    blanks: tuple[tuple[str, ...], ...] = ()


def default_points(content: Content) -> Fraction:
    """One point per blank."""
    return Fraction(len(content.gapped.blanks))


def read(record: FieldValues, problems: Problems) -> Content:
    """The item's own content; reports a word bank that gives a blank two right words."""
    content = Content(record["text"], record["word_bank"])
    if content.word_bank is not None:
        options.report_equal(content.word_bank, "unused word", problems)
        right = {_folded(way) for ways in content.gapped.blanks for way in ways}
        for text in content.word_bank:
            if options.folded(text.plain) in right:
                problems.add(
                    text.location,
                    "used-response",
                    f"'{text.plain}' is an answer, so it must not be in 'word_bank'; "
                    "list only extra words there (answers are added automatically)",
                )
    return content


def takes_lines(record: FieldValues) -> bool:
    """Whether `lines` has an effect."""
    return False


def wrong_texts(content: Content) -> tuple[Text, ...]:
    """The unused words of the bank."""
    return content.word_bank or ()


def _folded(way: str) -> str:
    """What tells spellings apart, also where the markup is yet to be mended."""
    try:
        return options.folded(markup.plain(way))
    except markup.MarkupError:
        return way


def right_texts(content: Content) -> tuple[Text, ...]:
    """What fills the blanks, for the checks."""
    return tuple(Text(ways[0], content.gapped.texts[0].location) for ways in content.gapped.blanks)


def gapped(content: Content) -> str:
    """The text with its gaps, for the checks."""
    return "___".join(markup.plain(piece) for piece in content.gapped.pieces)


def asked(item: Item) -> Asked:
    """The view of an item; the bank's words by alphabet, so that none shows where it belongs."""
    content = item.content
    bank: tuple[str, ...] = ()
    if content.word_bank is not None:
        words = [ways[0] for ways in content.gapped.blanks] + [
            text.source for text in content.word_bank
        ]
        bank = tuple(
            sorted(
                dict.fromkeys(words), key=lambda text: (options.folded(markup.plain(text)), text)
            )
        )
    return Asked(item.stem.source, item.points, content.gapped.pieces, bank)


def answered(item: Item, common: dict[str, object]) -> Answer:
    """The key side of an item."""
    return Answer(**common, blanks=item.content.gapped.blanks)  # type: ignore[arg-type]


def shuffle(asked: Asked) -> protocol.Shuffle:
    """Nothing to arrange: a text has one order."""
    return protocol.NOTHING


def _gaps(asked: Asked, fill: list[Spans]) -> Spans:
    runs: Spans = ()
    for piece, gap in zip_longest(asked.pieces, fill, fillvalue=()):
        runs += (*(parse(piece) if piece else ()), *gap)  # type: ignore[arg-type]
    return runs


def ask(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """The item as a student sees it."""
    count = len(asked.pieces) - 1
    fill: list[Spans] = [(Span(f"({n + 1})\u00a0{BLANK}"),) for n in range(count)]
    blocks: tuple[Block, ...] = (
        Paragraph(parse(asked.stem)),
        Paragraph(spans(catalog("scoring-per-blank")), role="small"),
        Paragraph(_gaps(asked, fill), role="gapped"),
    )
    if asked.word_bank:
        bank: Spans = ()
        for n, word in enumerate(asked.word_bank):
            bank += ((Span(" · "),) if n else ()) + parse(word)
        blocks += (Notice((Paragraph((Span(catalog("word-bank") + " ", bold=True), *bank)),)),)
    return blocks


def answer(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[Block, ...]:
    """The text with its blanks filled, and every accepted spelling."""
    fill: list[Spans] = [
        (Span(f"({n})\u00a0", bold=True), *_bold(ways[0]))
        for n, ways in enumerate(answer.blanks, 1)
    ]
    also = [
        _further(n, ways[1:], catalog) for n, ways in enumerate(answer.blanks, 1) if len(ways) > 1
    ]
    return (
        Paragraph(_gaps(asked, fill)),
        *(Paragraph(runs) for runs in also),
        Paragraph(spans(catalog("scoring-per-blank")), role="small"),
    )


def _bold(source: str) -> Spans:
    return tuple(replace(run, bold=True) for run in parse(source))


def _further(number: int, ways: Sequence[str], catalog: Catalog) -> Spans:
    """The spellings of a blank that are also right."""
    runs: Spans = ()
    for n, way in enumerate(ways):
        runs += (
            Span("; ") if n else Span(f"({number}) {catalog('accept')} ", italic=True),
            *parse(way),
        )
    return runs


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog) -> str:
    """A sign that says: see the text."""
    return "…"


def floor(asked: Asked, answer: Answer) -> Fraction:
    """The points to expect of someone who fills each blank with a word of the bank blindly; without a bank nothing."""
    if not asked.word_bank:
        return Fraction(0)
    bank = [_folded(word) for word in asked.word_bank]
    right = sum(word in {_folded(way) for way in ways} for ways in answer.blanks for word in bank)
    return asked.points * right / (len(bank) * len(answer.blanks))
