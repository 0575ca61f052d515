"""Items that match premises to lettered responses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from generator.content.field_types import FLAG, TEXT_OR_PICTURE
from generator.content.fields import Field, FieldValues, fields_of, list_of
from generator.content.model import Item
from generator.i18n.catalog import Catalog
from generator.items import options
from generator.items.answer_space import read_only_blocks
from generator.items.protocol import (
    CommonKeyOf,
    DoubtfulResponse,
    ItemKey,
    ItemType,
    MatchingPairs,
    Response,
    Shuffle,
    StudentItem,
    stem_blocks,
)
from generator.items.typed import as_typed
from generator.page import blocks
from generator.page.blocks import Block, Boxes, Bubbles, Options, Paragraph, SheetSpace, spans
from generator.page.markup import Span, Text, parse
from generator.page.understood import as_spans, blocks_of, led_by
from generator.problems import Problems
from generator.values import dataclass

FEWEST, MOST = 3, 10
PREMISES_PER_MINUTE = 3


@dataclass(frozen=True)
class Pair:
    """A premise and the response that belongs to it."""

    premise: Text
    response: Text


def _pair(values: FieldValues, problems: Problems) -> Pair:
    return Pair(values["premise"], values["response"])


_PAIR = (
    Field("premise", TEXT_OR_PICTURE, "what is asked about", "Oxygen", required=True),
    Field(
        "response",
        TEXT_OR_PICTURE,
        "what belongs to it",
        "is given off by leaves in the light",
        required=True,
    ),
)


@dataclass(frozen=True)
class Content:
    """The authored pairs, the unused responses, and whether responses may serve twice."""

    pairs: tuple[Pair, ...]
    unused: tuple[Text, ...]
    reuse: bool

    @property
    def responses(self) -> dict[str, Text]:
        """Every response once, by its source."""
        texts = (*(pair.response for pair in self.pairs), *self.unused)
        return {text.source: text for text in texts}


@dataclass(frozen=True)
class MatchingItem(StudentItem):
    """Premises and responses, each in canonical order, and whether responses may serve twice."""

    premises: tuple[str, ...]
    responses: tuple[str, ...]
    reuse: bool = False


@dataclass(frozen=True)
class MatchingKey(ItemKey):
    """Each premise with its response."""

    pairs: tuple[tuple[str, str], ...] = ()


class Matching(ItemType[Content, MatchingItem, MatchingKey]):
    """Each premise gets the letter of its response."""

    name = "matching"
    example = """\
stem: (example) Match each animal with its young.
pairs:                        # one point for each pair; forms shuffle the premises
  - premise: Horse
    response: Foal
  - premise: Sheep
    response: Lamb
  - premise: Kangaroo
    response: Joey
  - premise: Chicken
    response: Chick
unused: [Calf]                # responses that belong to no premise
rationale: (example) A calf is the young of a cow.
"""
    fields = (
        Field(
            "pairs",
            list_of(fields_of("a pair", _PAIR, _pair), FEWEST, MOST),
            "premises, each with its response",
            "see 'packs help matching'",
            required=True,
        ),
        Field(
            "unused",
            list_of(TEXT_OR_PICTURE, 0, MOST),
            "responses that belong to no premise",
            "[is stored in the roots]",
            default=(),
        ),
        Field(
            "reuse",
            FLAG,
            "whether a response may belong to several premises",
            "true",
            default=False,
        ),
    )
    student_class = MatchingItem
    key_class = MatchingKey
    marked_by_hand = False

    def default_points(self, content: Content) -> Fraction:
        """One point per pair."""
        return Fraction(len(content.pairs))

    def read(self, values: FieldValues, problems: Problems) -> Content:
        """The pairs; reports premises or responses that cannot be told apart."""
        content = Content(values["pairs"], values["unused"], values["reuse"])
        options.report_equal([pair.premise for pair in content.pairs], "premise", problems)
        if content.reuse:
            _report_reused(content, problems)
        else:
            options.report_equal(
                [*(pair.response for pair in content.pairs), *content.unused],
                "response",
                problems,
                "; if it may be used twice, write 'reuse: true'",
            )
        return content

    def wrong_texts(self, content: Content) -> tuple[Text, ...]:
        """The responses that belong to no premise."""
        return content.unused

    def matching_pairs(self, content: Content) -> MatchingPairs:
        """Premises and responses."""
        premises = tuple(pair.premise for pair in content.pairs)
        return MatchingPairs(premises, tuple(content.responses.values()), content.reuse)

    def estimated_minutes(self, item: Item) -> float:
        """About a third of a minute for each premise."""
        return len(item.content.pairs) / PREMISES_PER_MINUTE

    def student_view(self, item: Item) -> MatchingItem:
        """Premises by alphabet; responses by number, date or alphabet."""
        content: Content = item.content
        premises = tuple(sorted(pair.premise.source for pair in content.pairs))
        responses = options.naturally(content.responses, item.language)
        return MatchingItem(item.stem.source, item.points, premises, responses, content.reuse)

    def key_view(self, item: Item, common: CommonKeyOf) -> MatchingKey:
        """The pairs in canonical order."""
        content: Content = item.content
        pairs = sorted((pair.premise.source, pair.response.source) for pair in content.pairs)
        return MatchingKey(*common(item), tuple(pairs))

    def shuffle(self, student: MatchingItem) -> Shuffle:
        """The premises are arranged."""
        return Shuffle(student.premises)

    def student_blocks(
        self, student: MatchingItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem, how to match and how it is scored, premises and responses: in a frame; where some
        are pictures, responses and below them premises.
        """
        return (
            *stem_blocks(student, catalog),
            _rule(student, catalog, catalog("matching-write")),
            *_sides(student, [student.premises[index] for index in order]),
        )

    def key_blocks(
        self, student: MatchingItem, key: MatchingKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Each premise in the form's order, with its response."""
        pairs = dict(key.pairs)
        shown: list[Block] = []
        for index in order:
            premise = student.premises[index]
            response = pairs[premise]
            shown += _matched(_letter(student, response), premise, response)
        return (*shown, _rule(student, catalog, catalog("matching-write")))

    def short_key(
        self, student: MatchingItem, key: MatchingKey, order: tuple[int, ...], catalog: Catalog
    ) -> str:
        """The letters in the order of the premises."""
        return "".join(self.answer_marks(student, key, order, catalog))

    def scoring_rule(self, student: MatchingItem, catalog: Catalog) -> str:
        """What a match counts."""
        return catalog("scoring-per-pair")

    def answer_space(
        self, student: MatchingItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """A box for each premise, numbered from the top."""
        boxes = Boxes(tuple(str(n) for n in range(1, len(student.premises) + 1)), "write")
        return (Paragraph(spans(catalog("sheet-matching")), role="small"), boxes)

    def question_blocks(
        self, student: MatchingItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[Block, ...]:
        """Stem, how to cross and how it is scored, premises and responses."""
        sides = _sides(student, [student.premises[index] for index in order])
        rule = _rule(student, catalog, catalog("matching-cross"))
        return (*stem_blocks(student, catalog), rule, *read_only_blocks(sides))

    def sheet_space(
        self, student: MatchingItem, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[SheetSpace, ...]:
        """A row for each premise, with the letters."""
        rows = tuple(str(n) for n in range(1, len(student.premises) + 1))
        return (Bubbles(rows, tuple(options.LETTERS[: len(student.responses)]), "round"),)

    def answer_marks(
        self, student: MatchingItem, key: MatchingKey, order: tuple[int, ...], catalog: Catalog
    ) -> tuple[str, ...]:
        """The letter that belongs into each box."""
        pairs = dict(key.pairs)
        return tuple(_letter(student, pairs[student.premises[index]]) for index in order)

    def response(
        self, student: MatchingItem, order: tuple[int, ...], typed: str, catalog: Catalog
    ) -> Response:
        """The response to each premise in canonical order, "" for none; typed are their letters in
        the order of the form's premises, - for none.
        """
        letters = re.sub(r"[\s,;]", "", as_typed(typed)).upper()
        known = options.LETTERS[: len(student.responses)]
        if len(letters) != len(order) or set(letters) - {*known, "-"}:
            raise DoubtfulResponse(
                f"give a letter from A to {known[-1]} for each of the {len(order)} premises, "
                "- where there is none"
            )
        given = [""] * len(order)
        for index, letter in zip(order, letters, strict=True):
            given[index] = "" if letter == "-" else student.responses[known.index(letter)]
        return tuple(given) if any(given) else ()

    def score(self, student: MatchingItem, key: MatchingKey, response: Response) -> Fraction:
        """An equal share for every right match."""
        pairs = dict(key.pairs)
        given = zip(student.premises, response, strict=False)
        right = sum(pairs[premise] == text for premise, text in given)
        return student.points * right / len(student.premises)

    def guess_score(self, student: MatchingItem, key: MatchingKey) -> Fraction:
        """The points to expect of someone who gives each premise a letter blindly.

        Whether or not letters may be used again, each letter is as likely as the others for each
        premise.
        """
        return student.points / len(student.responses)


def _report_reused(content: Content, problems: Problems) -> None:
    """Report responses that cannot be told apart, where one may belong to several premises if it is
    written alike.
    """
    once = {pair.response.source: pair.response for pair in content.pairs}
    options.report_equal(
        once.values(),
        "response",
        problems,
        ", or write it in exactly the same way if it is the same one",
    )
    options.report_equal(content.unused, "unused response", problems)
    used = {options.alike(pair.response) for pair in content.pairs}
    for text in content.unused:
        if options.alike(text) in used:
            problems.add(
                text.location,
                "used-response",
                f"'{text.plain}' belongs to a premise, so it must not be under 'unused'",
            )


def _sides(student: MatchingItem, premises: Sequence[str]) -> tuple[Block, ...]:
    """Premises, numbered from the top, and lettered responses."""
    if all(as_spans(text) for text in (*premises, *student.responses)):
        responses = ((options.LETTERS[n], parse(text)) for n, text in enumerate(student.responses))
        return (blocks.Matching(tuple(map(parse, premises)), tuple(responses)),)
    boxed = (options.marked_with(str(n), text, "write") for n, text in enumerate(premises, 1))
    lettered = map(options.marked_with, options.LETTERS, student.responses)
    return (Options(tuple(lettered)), Options(tuple(boxed)))


def _matched(letter: str, premise: str, response: str) -> tuple[Block, ...]:
    """A premise and its response behind the letter of this, as the key shows them."""
    lead = (Span(f"✓ {letter}  ", bold=True),)
    premise_spans, response_spans = as_spans(premise), as_spans(response)
    if premise_spans and response_spans:
        return (Paragraph((*lead, *premise_spans, Span(" – "), *response_spans)),)
    if response_spans:
        return led_by((*lead, *response_spans), premise)
    if premise_spans:
        return led_by((*lead, *premise_spans), response)
    return (*led_by(lead, premise), *blocks_of(response))


def _letter(student: MatchingItem, response: str) -> str:
    return options.LETTERS[student.responses.index(response)]


def _rule(student: MatchingItem, catalog: Catalog, gesture: str) -> Paragraph:
    """How to match (`gesture`) and how it is scored."""
    once = catalog("matching-reuse" if student.reuse else "matching-once")
    return Paragraph(spans(f"{gesture} {once} {catalog('scoring-per-pair')}"), role="small")
