"""Items that match premises to lettered responses."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator.content.field_types import FLAG, TEXT
from generator.content.fields import Field, FieldValues, fields_of, list_of
from generator.content.model import Item
from generator.i18n.catalog import Catalog
from generator.items import options, protocol
from generator.page.blocks import Block, Boxes, Matching, Paragraph, spans
from generator.page.markup import Span, Text, parse
from generator.problems import Problems

NAME = "matching"
FEWEST, MOST = 3, 10
NEEDS_RATIONALE = True
TOGETHER = True
STATES_POINTS = False


@dataclass(frozen=True)
class Pair:
    """A premise and the response that belongs to it."""

    premise: Text
    response: Text


def _pair(found: FieldValues, problems: Problems) -> Pair:
    return Pair(found["premise"], found["response"])


_PAIR = (
    Field("premise", TEXT, "what is asked about", "Azerbaijan", required=True),
    Field(
        "response",
        TEXT,
        "what belongs to it",
        "said the ordnance came by way of Georgia",
        required=True,
    ),
)
FIELDS = (
    Field(
        "pairs",
        list_of(fields_of("a pair", _PAIR, _pair), FEWEST, MOST),
        "premises, each with its response",
        "see the starter banks",
        required=True,
    ),
    Field(
        "unused",
        list_of(TEXT, 0, MOST),
        "responses that belong to no premise",
        "[said nothing]",
        default=(),
    ),
    Field(
        "reuse", FLAG, "whether a response may belong to several premises", "true", default=False
    ),
)


@dataclass(frozen=True)
class Content:
    """The authored pairs, the unused responses, and whether responses may serve twice."""

    pairs: tuple[Pair, ...]
    unused: tuple[Text, ...]
    reuse: bool


@dataclass(frozen=True)
class Asked(protocol.StudentItem):
    """Premises and responses, each in canonical order, and whether responses may serve twice."""

    premises: tuple[str, ...]
    responses: tuple[str, ...]
    reuse: bool = False


@dataclass(frozen=True)
class Answer(protocol.ItemKey):
    """Each premise with its response."""

    pairs: tuple[tuple[str, str], ...] = ()


def default_points(content: Content) -> Fraction:
    """One point per pair."""
    return Fraction(len(content.pairs))


def read(record: FieldValues, problems: Problems) -> Content:
    """The item's own content; reports premises or responses that cannot be told apart."""
    content = Content(record["pairs"], record["unused"], record["reuse"])
    options.report_equal([pair.premise for pair in content.pairs], "premise", problems)
    if content.reuse:
        once = {
            pair.response.source: pair.response for pair in content.pairs
        }  # written alike, it is one response
        options.report_equal(
            once.values(),
            "response",
            problems,
            ", or write it in exactly the same way if it is the same one",
        )
        options.report_equal(content.unused, "unused response", problems)
        used = {options.folded(pair.response.plain) for pair in content.pairs}
        both = [text for text in content.unused if options.folded(text.plain) in used]
    else:
        options.report_equal(
            [*(pair.response for pair in content.pairs), *content.unused],
            "response",
            problems,
            "; if it may be used twice, write 'reuse: true'",
        )
        both = []
    for text in both:
        problems.add(
            text.location,
            "used-response",
            f"'{text.plain}' belongs to a premise, so it must not be under 'unused'",
        )
    return content


def _responses(content: Content) -> list[str]:
    return list(
        dict.fromkeys(
            [*(pair.response.source for pair in content.pairs), *(t.source for t in content.unused)]
        )
    )


def takes_lines(record: FieldValues) -> bool:
    """Whether `lines` has an effect."""
    return False


def wrong_texts(content: Content) -> tuple[Text, ...]:
    """The responses that belong to no premise."""
    return content.unused


def matching(content: Content) -> tuple[tuple[Text, ...], tuple[Text, ...], bool]:
    """Premises, responses and whether a response serves twice, for the checks."""
    responses = {
        text.source: text for text in (*(pair.response for pair in content.pairs), *content.unused)
    }
    return tuple(pair.premise for pair in content.pairs), tuple(responses.values()), content.reuse


def minutes(item: Item) -> float:
    """About a third of a minute for each premise."""
    return len(item.content.pairs) / 3


def asked(item: Item) -> Asked:
    """The view of an item; responses by number, date or alphabet."""
    premises = tuple(sorted(pair.premise.source for pair in item.content.pairs))
    return Asked(
        item.stem.source,
        item.points,
        premises,
        options.naturally(_responses(item.content)),
        item.content.reuse,
    )


def answered(item: Item, common: dict[str, object]) -> Answer:
    """The key side of an item, in canonical order."""
    pairs = tuple(
        sorted((pair.premise.source, pair.response.source) for pair in item.content.pairs)
    )
    return Answer(**common, pairs=pairs)  # type: ignore[arg-type]


def shuffle(asked: Asked) -> protocol.Shuffle:
    """The premises are arranged."""
    return protocol.Shuffle(asked.premises)


def _rule(asked: Asked, catalog: Catalog) -> Paragraph:
    once = catalog("matching-reuse" if asked.reuse else "matching-once")
    return Paragraph(
        spans(f"{catalog('matching-write')} {once} {catalog('scoring-per-pair')}"), role="small"
    )


def ask(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """The item as a student sees it."""
    premises = tuple(parse(asked.premises[index]) for index in order)
    responses = tuple((options.LETTERS[n], parse(text)) for n, text in enumerate(asked.responses))
    return (Paragraph(parse(asked.stem)), _rule(asked, catalog), Matching(premises, responses))


def answer(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[Block, ...]:
    """Each premise in the form's order, with its response."""
    pairs = dict(answer.pairs)
    lines = []
    for index in order:
        premise = asked.premises[index]
        lines.append(
            (
                Span(f"✓ {_letter(asked, pairs[premise])}  ", bold=True),
                *parse(premise),
                Span(" – "),
                *parse(pairs[premise]),
            )
        )
    return (*(Paragraph(runs) for runs in lines), _rule(asked, catalog))


def _letter(asked: Asked, response: str) -> str:
    return options.LETTERS[asked.responses.index(response)]


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog) -> str:
    """The letters in the order of the premises."""
    pairs = dict(answer.pairs)
    return "".join(_letter(asked, pairs[asked.premises[index]]) for index in order)


def floor(asked: Asked, answer: Answer) -> Fraction:
    """The points to expect of someone who gives each premise a letter blindly: whether or not letters may be used again, each
    letter is as likely as the others for each premise.
    """
    return asked.points / len(asked.responses)


def sheet(asked: Asked, order: tuple[int, ...], catalog: Catalog) -> tuple[Block, ...]:
    """On an answer sheet: a box for each premise, numbered from the top."""
    boxes = Boxes(tuple(str(n) for n in range(1, len(asked.premises) + 1)), "write")
    return (Paragraph(spans(catalog("sheet-matching")), role="small"), boxes)


def marks(
    asked: Asked, answer: Answer, order: tuple[int, ...], catalog: Catalog
) -> tuple[str, ...]:
    """The letter that belongs into each box."""
    pairs = dict(answer.pairs)
    return tuple(_letter(asked, pairs[asked.premises[index]]) for index in order)
