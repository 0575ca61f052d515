"""Items with blanks in a running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest

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
)
from generator.page import markup
from generator.page.blocks import BLANK, Block, Notice, Paragraph, spans
from generator.page.markup import Span, Spans, Text, parse
from generator.problems import Problems

MOST = 12
MINUTES_PER_GAP = 0.5
_BLANK = re.compile(r"\{([^{}]*)\}")
_OBJECT = "\ufffc"
_ACROSS = " (markup must not start on one side of a brace and end on the other)"


@dataclass(frozen=True)
class Gapped:
    """The segments of a text, and between them the accepted spellings of each blank; `texts`: all
    of them with their place.
    """

    segments: tuple[str, ...]
    blanks: tuple[tuple[str, ...], ...]
    texts: tuple[Text, ...] = ()


def _read_gapped(node: Node, problems: Problems) -> Gapped | None:
    if not isinstance(node, ScalarNode):
        report_wrong_type(
            problems, node, "a text with {blanks}", "write it on lines of its own under >-"
        )
        return None
    parts = _BLANK.split(" ".join(node.text.split()))
    segments = tuple(parts[::2])
    blanks = tuple(
        tuple(" ".join(spelling.split()) for spelling in blank.split("|")) for blank in parts[1::2]
    )
    written = [*segments, *(spelling for spellings in blanks for spelling in spellings)]
    before = problems.error_count
    _report_blanks(node, segments, blanks, problems)
    _report_markup(node, written, problems)
    if problems.error_count == before and not _same_when_joined(segments):
        problems.add(
            node.location,
            "markup",
            f"a link's text and address are on different sides of a brace{_ACROSS}",
        )
    if problems.error_count > before:
        return None
    texts = tuple(Text(text, node.location) for text in written if text.strip())
    return Gapped(segments, blanks, texts)


def _report_blanks(
    node: ScalarNode, segments: Sequence[str], blanks: Sequence[Sequence[str]], problems: Problems
) -> None:
    if not blanks:
        problems.add(
            node.location,
            "no-blank",
            "the text has no blank; write one as {the answer} or {one spelling | another}",
        )
    if len(blanks) > MOST:
        problems.add(node.location, "too-many", f"the text has more than {MOST} blanks")
    if any("{" in segment or "}" in segment for segment in segments):
        problems.add(
            node.location, "open-blank", "a { or } has no partner; write a blank as {the answer}"
        )
    for number, spellings in enumerate(blanks, 1):
        if not all(spellings) or len(set(map(_folded, spellings))) < len(spellings):
            problems.add(
                node.location,
                "empty-blank",
                f"blank {number} has an empty spelling, or the same one twice; delete it",
            )


def _report_markup(node: ScalarNode, written: Sequence[str], problems: Problems) -> None:
    for text in written:
        try:
            markup.parse(text)
        except markup.MarkupError as error:
            problems.add(node.location, "markup", f"in '{shorten(text)}': {error}{_ACROSS}")


def _same_when_joined(segments: Sequence[str]) -> bool:
    """Whether segments mean the same one by one as with the blanks between them: no markup reaches
    across a blank.
    """
    try:
        return markup.plain(_OBJECT.join(segments)) == _OBJECT.join(map(markup.plain, segments))
    except markup.MarkupError:
        return False


def _folded(spelling: str) -> str:
    """What tells spellings apart, also where the markup is yet to be mended."""
    try:
        return options.folded(markup.plain(spelling))
    except markup.MarkupError:
        return spelling


@dataclass(frozen=True)
class Content:
    """The text with its blanks, and the unused words of the word bank (None: no bank)."""

    gapped: Gapped
    word_bank: tuple[Text, ...] | None


@dataclass(frozen=True)
class ClozeItem(StudentItem):
    """The segments of the text between the blanks, and the word bank in alphabetical order (empty:
    none).
    """

    pieces: tuple[str, ...]
    word_bank: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClozeKey(ItemKey):
    """The accepted spellings of each blank, the one to print first."""

    blanks: tuple[tuple[str, ...], ...] = ()


class Cloze(ItemType[Content, ClozeItem, ClozeKey]):
    """Blanks in a text are filled."""

    name = "cloze"
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
                if options.folded(text.plain) in right:
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
        return GAP.join(markup.plain(segment) for segment in content.gapped.segments)

    def estimated_minutes(self, item: Item) -> float:
        """Half a minute for each gap."""
        return MINUTES_PER_GAP * len(item.content.gapped.blanks)

    def student_view(self, item: Item) -> ClozeItem:
        """The text without what fills it; the bank's words by alphabet, so that none shows where it
        belongs.
        """
        content: Content = item.content
        bank: tuple[str, ...] = ()
        if content.word_bank is not None:
            words = [spellings[0] for spellings in content.gapped.blanks]
            words += [text.source for text in content.word_bank]
            by_alphabet = sorted(
                dict.fromkeys(words), key=lambda text: (options.folded(markup.plain(text)), text)
            )
            bank = tuple(by_alphabet)
        return ClozeItem(item.stem.source, item.points, content.gapped.segments, bank)

    def key_view(self, item: Item, common: CommonKeyOf) -> ClozeKey:
        """What fills the blanks."""
        content: Content = item.content
        return ClozeKey(*common(item), content.gapped.blanks)

    def student_blocks(
        self, student: ClozeItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem, how it is scored, the text with its blanks, and the bank."""
        count = len(student.pieces) - 1
        blanks: list[Spans] = [(Span(f"({n + 1})\u00a0{BLANK}"),) for n in range(count)]
        blocks: tuple[Block, ...] = (
            Paragraph(parse(student.stem)),
            Paragraph(spans(catalog("scoring-per-blank")), role="small"),
            Paragraph(_filled(student, blanks), role="gapped"),
        )
        if student.word_bank:
            words: Spans = (Span(catalog("word-bank") + " ", bold=True),)
            for n, word in enumerate(student.word_bank):
                words += ((Span(" · "),) if n else ()) + parse(word)
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
            Paragraph(_filled(student, answers)),
            *(
                Paragraph(_also_accepted(n, spellings[1:], catalog))
                for n, spellings in numbered
                if len(spellings) > 1
            ),
            Paragraph(spans(catalog("scoring-per-blank")), role="small"),
        )

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
        given = tuple("" if word in ("-", "–", "—") else word for word in words)
        return given if any(given) else ()

    def score(self, student: ClozeItem, key: ClozeKey, response: Response) -> Fraction:
        """An equal share for every blank rightly filled; capitals and spaces do not count."""
        right = sum(
            options.folded(word) in map(_folded, spellings)
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


def _filled(student: ClozeItem, fill: Sequence[Spans]) -> Spans:
    """The text, with something in the place of each blank."""
    text: Spans = ()
    for segment, filling in zip_longest(student.pieces, fill):
        text += (parse(segment) if segment else ()) + (filling or ())
    return text


def _bold(source: str) -> Spans:
    return tuple(replace(span, bold=True) for span in parse(source))


def _also_accepted(number: int, spellings: Sequence[str], catalog: Catalog) -> Spans:
    """The spellings of a blank that are right besides the printed one."""
    text: Spans = ()
    for n, spelling in enumerate(spellings):
        lead = Span("; ") if n else Span(f"({number}) {catalog('accept')} ", italic=True)
        text += (lead, *parse(spelling))
    return text
