"""Items with blanks in a running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import zip_longest
from typing import NamedTuple

from generator.content.field_types import TEXT
from generator.content.fields import (
    Field,
    FieldType,
    FieldValues,
    Scalar,
    list_of,
    report_wrong_type,
)
from generator.content.model import Item
from generator.content.nodes import Node, ScalarNode, shorten
from generator.content.walk import as_words
from generator.i18n.catalog import Catalog
from generator.items import options
from generator.items.protocol import (
    GAP,
    CommonKeyOf,
    DoubtfulResponse,
    ItemKey,
    ItemType,
    Response,
    StudentItem,
    stem_blocks,
)
from generator.items.typed import as_typed
from generator.page import commonmark, markup
from generator.page.blocks import BLANK, Block, Notice, Paragraph, Rules, spans
from generator.page.gaps import SIGN, split_blank
from generator.page.markup import Span, Spans, Text, joined, parse
from generator.page.respan import respanned
from generator.page.understood import blocks_of, keep
from generator.problems import WARNING, Problems
from generator.values import dataclass

MOST = 12
MINUTES_PER_GAP = 0.5
_GAP_SIGN = "\ufffc"  # where a blank is, in a text that is read; no author can type it
# What is in the place of braces and blanks until the text is read: no sign of the markup.
_UNREAD = {"{": "\ue000", "}": "\ue001", _GAP_SIGN: "\ue002"}
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_CODE = re.compile(r"(`+|~{3,})(?!\1).+?\1", re.DOTALL)
# What a blank of one word has not: space within its brace, or signs of a language.
_BRACE_OF_CODE = re.compile(r"(?<!\\)\{(?=\s|[^{}]*[;:=])[^{}]*\}")
_FIRST_BLANK = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Gapped:
    """A text with blanks: its segments, and between them the accepted spellings of each blank.

    Where the text is more than one paragraph, its segments are empty and `layout` keeps it, with
    _GAP_SIGN for each blank.  `texts`: all of them with their place.
    """

    segments: tuple[str, ...]
    blanks: tuple[tuple[str, ...], ...]
    texts: tuple[Text, ...] = ()
    layout: str = ""


class _Scanned(NamedTuple):
    """A text whose blanks and literal braces are signs; `lone`: a brace has no partner."""

    text: str
    blanks: tuple[tuple[str, ...], ...]
    lone: bool


def _scan(typed: str) -> _Scanned:
    blanks: list[tuple[str, ...]] = []
    lone = False

    def sign(match: re.Match[str]) -> str:
        nonlocal lone
        if match["brace"]:
            return _UNREAD[match["brace"]]
        if match["blank"] is not None:
            blanks.append(tuple(" ".join(text.split()) for text in split_blank(match["blank"])))
            return _UNREAD[_GAP_SIGN]
        lone = lone or bool(match["lone"])
        return match[0]

    return _Scanned(SIGN.sub(sign, typed), tuple(blanks), lone)


def _read_gapped(node: Node, problems: Problems) -> Gapped | None:
    if not isinstance(node, ScalarNode):
        report_wrong_type(
            problems, node, "a text with {blanks}", "write it on lines of its own under >-"
        )
        return None
    scanned = _scan(node.text)
    before = problems.error_count
    blanks = [_spellings(node, blank, problems) for blank in scanned.blanks]
    _report_blanks(node, scanned, blanks, problems)
    try:
        blocks = respanned(
            commonmark.authored_blocks(scanned.text, blocks=True, literal=node.literal),
            lambda spans: tuple(replace(span, text=_as_meant(span.text)) for span in spans),
        )
    except markup.MarkupError as error:
        message = str(error).replace(_UNREAD[_GAP_SIGN], "{…}")
        problems.add(node.location, "markup", message)
        return None
    if _GAP_SIGN in node.text:  # in place of a character that is refused, as has been reported
        return None
    if sum(text.count(_GAP_SIGN) for text in _all_texts(blocks)) != len(blanks):
        problems.add(
            node.location,
            "markup",
            "a blank is where none can be printed: in an address, or in what a picture shows",
        )
    if problems.error_count > before:
        return None
    segments, layout = _segments(node.text, blocks)
    shown = respanned(blocks, lambda spans: tuple(_as_gap(span) for span in spans))
    written = (
        [keep(shown)] if layout else [segment for segment in segments if segment.strip()]
    ) + [spelling for spellings in blanks for spelling in spellings]
    texts = tuple(Text(text, node.location) for text in written)
    return Gapped(segments, tuple(blanks), texts, layout)


def _as_meant(text: str) -> str:
    for meant, sign in _UNREAD.items():
        text = text.replace(sign, meant)
    return text


def _as_gap(span: Span) -> Span:
    return replace(span, text=span.text.replace(_GAP_SIGN, GAP))


def _all_texts(blocks: Sequence[Block]) -> list[str]:
    texts: list[str] = []

    def note(spans: Spans) -> Spans:
        texts.extend(span.text for span in spans)
        return spans

    respanned(blocks, note)
    return texts


def _segments(typed: str, blocks: Sequence[Block]) -> tuple[tuple[str, ...], str]:
    """The kept segments of one paragraph; or empty ones, and what is kept of several blocks."""
    if len(blocks) > 1 or not isinstance(blocks[0], Paragraph):
        return ("",) * (sum(text.count(_GAP_SIGN) for text in _all_texts(blocks)) + 1), keep(blocks)
    parts: list[list[Span]] = [[]]
    for span in blocks[0].runs:
        for n, text in enumerate(span.text.split(_GAP_SIGN)):
            if n:
                parts.append([])
            parts[-1] += [replace(span, text=text)] if text else []
    written = _FIRST_BLANK.split(" ".join(typed.split()))[::2]
    as_written = [commonmark.first_reading(text) for text in written]
    if as_written == [tuple(part) for part in parts]:
        return tuple(written), ""
    return tuple(keep((Paragraph(tuple(part)),)) for part in parts), ""


def _spellings(node: ScalarNode, written: Sequence[str], problems: Problems) -> tuple[str, ...]:
    kept = []
    for spelling in written:
        try:
            kept.append(commonmark.understand(spelling))
        except markup.MarkupError as error:
            problems.add(node.location, "markup", f"in '{shorten(spelling)}': {error}")
            kept.append("")
    return tuple(kept)


def _report_blanks(
    node: ScalarNode, scanned: _Scanned, blanks: Sequence[Sequence[str]], problems: Problems
) -> None:
    if not blanks and not scanned.lone:
        problems.add(
            node.location,
            "no-blank",
            "the text has no blank; write one as {the answer} or {one spelling | another}",
        )
    for code in _CODE.finditer(node.text):
        if brace := _BRACE_OF_CODE.search(code[0]):
            problems.add(
                node.location,
                "blank-in-code",
                f"'{shorten(brace[0])}' in code is printed as a blank; if these are braces of the "
                "code, type \\{ and \\}",
                WARNING,
            )
    if len(blanks) > MOST:
        problems.add(node.location, "too-many", f"the text has more than {MOST} blanks")
    if scanned.lone:
        problems.add(
            node.location,
            "open-blank",
            "a { or } has no partner; write a blank as {the answer}, and for the sign itself "
            "type \\{ or \\}",
        )
    for number, (written, spellings) in enumerate(zip(scanned.blanks, blanks, strict=True), 1):
        if not all(written) or len(set(map(_folded, spellings))) < len(spellings):
            problems.add(
                node.location,
                "empty-blank",
                f"blank {number} has an empty spelling, or the same one twice; delete it",
            )


def _folded(spelling: str) -> str:
    """What tells spellings apart."""
    return _folded_word(markup.plain_with_raised(spelling))


def _folded_as_typed(spelling: str) -> str:
    """What a typed word is compared with."""
    return as_typed(_folded(spelling))


def _folded_word(word: str) -> str:
    """What tells words apart that are typed without markup: 10² is 10^2, and not 102."""
    raised = _RAISED.sub(lambda signs: f"^{unicodedata.normalize('NFKC', signs[0])}", word)
    return options.folded(raised)


@dataclass(frozen=True)
class Content:
    """The text with its blanks, and the unused words of the word bank (None: no bank)."""

    gapped: Gapped
    word_bank: tuple[Text, ...] | None


@dataclass(frozen=True)
class ClozeItem(StudentItem):
    """The segments of the text between the blanks, and the word bank in alphabetical order (empty:
    none).

    Where the text is more than one paragraph, its segments are empty, and `layout` keeps it, with
    U+FFFC for each blank.
    """

    pieces: tuple[str, ...]
    word_bank: tuple[str, ...] = ()
    layout: str = ""


@dataclass(frozen=True)
class ClozeKey(ItemKey):
    """The accepted spellings of each blank, the one to print first."""

    blanks: tuple[tuple[str, ...], ...] = ()


class Cloze(ItemType[Content, ClozeItem, ClozeKey]):
    """Blanks in a text are filled."""

    name = "cloze"
    example = """\
stem: (example) Fill in the blanks.
text: >-                      # blanks in braces, one point each; after | other right spellings
  Water freezes at {zero | 0} degrees Celsius and boils at {one hundred | 100 | a hundred}.
# word_bank: [fifty]          # prints the answers by alphabet, with these words among them
rationale: (example) These are the fixed points of the Celsius scale.
"""
    fields = (
        Field(
            "text",
            FieldType("a text with {blanks}", _read_gapped, scalar=Scalar()),
            "the text, each blank with its accepted spellings",
            "Plants take in {carbon dioxide | CO~2~} and give off oxygen.",
            required=True,
        ),
        Field(
            "word_bank",
            list_of(TEXT, 0, MOST),
            "prints a bank of words: all answers and these unused ones",
            "[nitrogen]",
        ),
    )
    student_class = ClozeItem
    key_class = ClozeKey
    marked_by_hand = False

    def default_points(self, content: Content) -> Fraction:
        """One point per blank."""
        return Fraction(len(content.gapped.blanks))

    def read(self, values: FieldValues, problems: Problems) -> Content:
        """The text; reports a word bank that gives a blank two right words."""
        content = Content(values["text"], values["word_bank"])
        if content.word_bank is not None:
            options.report_equal(content.word_bank, "unused word", problems)
            right = {
                _folded(spelling) for spellings in content.gapped.blanks for spelling in spellings
            }
            for text in content.word_bank:
                if _folded(text.source) in right:
                    problems.add(
                        text.location,
                        "used-response",
                        f"'{text.plain}' is an answer, so it must not be in 'word_bank'; "
                        "list only extra words there (answers are added automatically)",
                    )
        return content

    def right_texts(self, content: Content) -> tuple[Text, ...]:
        """What fills the blanks."""
        location = content.gapped.texts[0].location
        return tuple(Text(spellings[0], location) for spellings in content.gapped.blanks)

    def wrong_texts(self, content: Content) -> tuple[Text, ...]:
        """The unused words of the bank."""
        return content.word_bank or ()

    def gapped_text(self, content: Content) -> str:
        """The text with its gaps."""
        gapped = content.gapped
        if gapped.layout:
            return _prose_with_gaps(gapped.layout)
        return GAP.join(as_words(parse(segment)) for segment in gapped.segments)

    def estimated_minutes(self, item: Item) -> float:
        """Half a minute for each gap."""
        return MINUTES_PER_GAP * len(item.content.gapped.blanks)

    def student_view(self, item: Item) -> ClozeItem:
        """The text without what fills it; the bank by number, date or alphabet, so that no word
        shows where it belongs.
        """
        content: Content = item.content
        bank: tuple[str, ...] = ()
        if content.word_bank is not None:
            words = [spellings[0] for spellings in content.gapped.blanks]
            words += [text.source for text in content.word_bank]
            bank = options.naturally(dict.fromkeys(words), item.language)
        gapped = content.gapped
        return ClozeItem(item.stem.source, item.points, gapped.segments, bank, gapped.layout)

    def key_view(self, item: Item, common: CommonKeyOf) -> ClozeKey:
        """What fills the blanks."""
        content: Content = item.content
        return ClozeKey(*common(item), content.gapped.blanks)

    def answer_space(
        self, student: ClozeItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """A rule for each blank, by its number."""
        return (Rules(tuple(f"({n})" for n in range(1, len(student.pieces)))),)

    def student_blocks(
        self, student: ClozeItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem, how it is scored, the text with its blanks, and the bank."""
        count = len(student.pieces) - 1
        blanks: list[Spans] = [(Span(f"({n + 1})\u00a0{BLANK}"),) for n in range(count)]
        blocks: tuple[Block, ...] = (
            *stem_blocks(student, catalog),
            Paragraph(spans(catalog("scoring-per-blank")), role="small"),
            *_filled(student, blanks, "gapped"),
        )
        if student.word_bank:
            lead = Span(catalog("word-bank") + " ", bold=True)
            words = (lead, *joined(parse(word) for word in student.word_bank))
            blocks += (Notice((Paragraph(words),)),)
        return blocks

    def key_blocks(
        self, student: ClozeItem, key: ClozeKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """The text with its blanks filled, and every accepted spelling."""
        numbered = list(enumerate(key.blanks, 1))
        answers: list[Spans] = [
            (Span(f"({n})\u00a0", bold=True), *_bold(spellings[0])) for n, spellings in numbered
        ]
        return (
            *_filled(student, answers),
            *(
                Paragraph(_also_accepted(n, spellings[1:], catalog))
                for n, spellings in numbered
                if len(spellings) > 1
            ),
            Paragraph(spans(catalog("scoring-per-blank")), role="small"),
        )

    def accepted(self, student: ClozeItem, key: ClozeKey, catalog: Catalog) -> Spans:
        """What fills each blank, with every other spelling."""
        text: Spans = ()
        for number, spellings in enumerate(key.blanks, 1):
            text += (Span(f"{'  ' if text else ''}({number})\u00a0"),)
            text += joined((parse(spelling) for spelling in spellings), " / ")
        return text

    def one_line_key(
        self, student: ClozeItem, key: ClozeKey, order: tuple[int, ...], catalog: Catalog
    ) -> str:
        """What fills each blank; dots behind it where there are other spellings."""
        # Keys in the first words are on paper, some with 102 for 10^2^.
        shown = markup.plain if catalog.has_first_words else markup.plain_with_raised
        return " ".join(
            f"({number})\u00a0{shown(spellings[0])}{'/…' if len(spellings) > 1 else ''}"
            for number, spellings in enumerate(key.blanks, 1)
        )

    def scoring_rule(self, student: ClozeItem, catalog: Catalog) -> str:
        """What a blank counts."""
        return catalog("scoring-per-blank")

    def response(
        self, student: ClozeItem, order: tuple[int, ...], typed: str, catalog: Catalog
    ) -> Response:
        """The words in the blanks, "" for none; typed with ; or | between them, - for none."""
        count = len(student.pieces) - 1
        words = [" ".join(word.split()) for word in re.split(r"[;|]", typed)]
        if len(words) != count or not all(words):
            raise DoubtfulResponse(
                f"give what is in the {count} blanks with ; between them, - where there is nothing"
                if count > 1
                else "give the word in the blank, or - for nothing"
            )
        given = tuple("" if as_typed(word) == "-" else word for word in words)
        return given if any(given) else ()

    def score(self, student: ClozeItem, key: ClozeKey, response: Response) -> Fraction:
        """An equal share for every blank rightly filled; capitals, spaces and the kind of dash or
        apostrophe do not count.
        """
        right = sum(
            as_typed(_folded_word(word)) in map(_folded_as_typed, spellings)
            for spellings, word in zip(key.blanks, response, strict=False)
            if word
        )
        return student.points * right / len(key.blanks)

    def guess_score(self, student: ClozeItem, key: ClozeKey) -> Fraction:
        """The points to expect of someone who fills each blank with a word of the bank blindly;
        without a bank nothing.
        """
        if not student.word_bank:
            return Fraction(0)
        bank = [_folded(word) for word in student.word_bank]
        right = 0
        for spellings in key.blanks:
            accepted = {_folded(spelling) for spelling in spellings}
            right += sum(word in accepted for word in bank)
        return student.points * right / (len(bank) * len(key.blanks))


def _filled(student: ClozeItem, fill: Sequence[Spans], role: str = "body") -> tuple[Block, ...]:
    """The text, with something in the place of each blank."""
    if student.layout:
        fillings = iter(fill)
        return respanned(
            blocks_of(student.layout, role), lambda spans: _with_fillings(spans, fillings)
        )
    text: Spans = ()
    for segment, filling in zip_longest(student.pieces, fill):
        text += (parse(segment) if segment else ()) + (filling or ())
    return (Paragraph(text, role),)


def _with_fillings(spans: Spans, fillings: Iterator[Spans]) -> Spans:
    """Spans with the next filling for each blank."""
    filled: list[Span] = []
    for span in spans:
        for n, text in enumerate(span.text.split(_GAP_SIGN)):
            filled += next(fillings) if n else ()
            filled += [replace(span, text=text)] if text else []
    return tuple(filled)


def _prose_with_gaps(layout: str) -> str:
    """The sentences of a text of several blocks, each gap as GAP; what has a gap in code, or alone
    in a cell, is none.
    """
    runs = tuple(replace(span, text=" ") if span.code else span for span in parse(layout))
    prose = as_words(runs)
    lines = [line for line in prose.split("\n") if line.strip(f" {_GAP_SIGN}")]
    return "\n".join(lines).replace(_GAP_SIGN, GAP)


def _bold(source: str) -> Spans:
    return tuple(replace(span, bold=True) for span in parse(source))


def _also_accepted(number: int, spellings: Sequence[str], catalog: Catalog) -> Spans:
    """The spellings of a blank that are right besides the printed one."""
    text: Spans = ()
    for n, spelling in enumerate(spellings):
        lead = (
            Span("; ") if n else Span(f"({number}) {catalog('accept')} ", italic=True, quiet=True)
        )
        text += (lead, *parse(spelling))
    return text
