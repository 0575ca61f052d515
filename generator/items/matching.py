"""Items that match premises to lettered responses.

In: pairs, unused responses and whether a response may serve twice.  Out: the item as asked, its answer, both as blocks.
Never lets a pair show: premises are shuffled, responses stand by number, date or alphabet with the same letters in every form.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator import document
from generator.document import Block
from generator.fields import Field, Record, listed, record
from generator.inline import Run, Text, parse
from generator.items import base, options
from generator.kinds import FLAG, TEXT
from generator.model import Item
from generator.problem import Problems
from generator.words import Words

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


def _pair(found: Record, problems: Problems) -> Pair:
    return Pair(found["premise"], found["response"])


_PAIR = (
    Field("premise", TEXT, "what is asked about", "Azerbaijan", required=True),
    Field("response", TEXT, "what belongs to it", "said the ordnance came by way of Georgia", required=True),
)
FIELDS = (
    Field("pairs", listed(record("a pair", _PAIR, _pair), FEWEST, MOST), "premises, each with its response",
          "see the starter banks", required=True),
    Field("unused", listed(TEXT, 0, MOST), "responses that belong to no premise", "[said nothing]", default=()),
    Field("reuse", FLAG, "whether a response may belong to several premises", "true", default=False),
)


@dataclass(frozen=True)
class Content:
    """The authored pairs, the unused responses, and whether responses may serve twice."""

    pairs: tuple[Pair, ...]
    unused: tuple[Text, ...]
    reuse: bool


@dataclass(frozen=True)
class Asked(base.Asked):
    """Premises and responses, each in canonical order, and whether responses may serve twice."""

    premises: tuple[str, ...]
    responses: tuple[str, ...]
    reuse: bool = False


@dataclass(frozen=True)
class Answer(base.Answer):
    """Each premise with its response."""

    pairs: tuple[tuple[str, str], ...] = ()


def default_points(content: Content) -> Fraction:
    """One point per pair."""
    return Fraction(len(content.pairs))


def read(record: Record, problems: Problems) -> Content:
    """The item's own content; reports premises or responses that cannot be told apart."""
    content = Content(record["pairs"], record["unused"], record["reuse"])
    options.report_equal([pair.premise for pair in content.pairs], "premise", problems)
    if content.reuse:
        once = {pair.response.source: pair.response for pair in content.pairs}  # written alike, it is one response
        options.report_equal(once.values(), "response", problems, ", or be written alike where it is the same one")
        options.report_equal(content.unused, "unused response", problems)
        used = {options.folded(pair.response.plain) for pair in content.pairs}
        both = [text for text in content.unused if options.folded(text.plain) in used]
    else:
        options.report_equal([*(pair.response for pair in content.pairs), *content.unused], "response", problems,
                             "; if it may serve twice, write 'reuse: true'")
        both = []
    for text in both:
        problems.add(text.location, "used-response", f"'{text.plain}' stands under 'unused' and belongs to a premise")
    return content


def _responses(content: Content) -> list[str]:
    return list(dict.fromkeys([*(pair.response.source for pair in content.pairs), *(t.source for t in content.unused)]))


def takes_lines(record: Record) -> bool:
    """Whether `lines` has an effect."""
    return False


def wrong_texts(content: Content) -> tuple[Text, ...]:
    """The responses that belong to no premise."""
    return content.unused


def matching(content: Content) -> tuple[tuple[Text, ...], tuple[Text, ...], bool]:
    """Premises, responses and whether a response serves twice, for the checks."""
    responses = {text.source: text for text in (*(pair.response for pair in content.pairs), *content.unused)}
    return tuple(pair.premise for pair in content.pairs), tuple(responses.values()), content.reuse


def minutes(item: Item) -> float:
    """About a third of a minute for each premise."""
    return len(item.content.pairs) / 3


def asked(item: Item) -> Asked:
    """The view of an item; responses by number, date or alphabet."""
    premises = tuple(sorted(pair.premise.source for pair in item.content.pairs))
    return Asked(item.stem.source, item.points, premises, options.naturally(_responses(item.content)), item.content.reuse)


def answered(item: Item, common: dict[str, object]) -> Answer:
    """The key side of an item, in canonical order."""
    pairs = tuple(sorted((pair.premise.source, pair.response.source) for pair in item.content.pairs))
    return Answer(**common, pairs=pairs)  # type: ignore[arg-type]


def shuffle(asked: Asked) -> base.Shuffle:
    """The premises are arranged."""
    return base.Shuffle(asked.premises)


def _rule(asked: Asked, words: Words) -> document.Paragraph:
    once = words("matching-reuse" if asked.reuse else "matching-once")
    return document.Paragraph(document.words(f"{words('matching-write')} {once} {words('scoring-per-pair')}"), role="small")


def ask(asked: Asked, order: tuple[int, ...], words: Words) -> tuple[Block, ...]:
    """The item as a student sees it."""
    premises = tuple(parse(asked.premises[index]) for index in order)
    responses = tuple((options.LETTERS[n], parse(text)) for n, text in enumerate(asked.responses))
    return (document.Paragraph(parse(asked.stem)), _rule(asked, words), document.Matching(premises, responses))


def answer(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> tuple[Block, ...]:
    """Each premise in the form's order, with its response."""
    pairs = dict(answer.pairs)
    lines = []
    for index in order:
        premise = asked.premises[index]
        lines.append((Run(f"✓ {_letter(asked, pairs[premise])}  ", bold=True), *parse(premise), Run(" – "),
                      *parse(pairs[premise])))
    return (*(document.Paragraph(runs) for runs in lines), _rule(asked, words))


def _letter(asked: Asked, response: str) -> str:
    return options.LETTERS[asked.responses.index(response)]


def strip(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> str:
    """The letters in the order of the premises."""
    pairs = dict(answer.pairs)
    return "".join(_letter(asked, pairs[asked.premises[index]]) for index in order)


def floor(asked: Asked, answer: Answer) -> Fraction:
    """The points to expect of someone who gives each premise a letter blindly: whether or not letters may be used again, each
    letter is as likely as the others for each premise.
    """
    return asked.points / len(asked.responses)


def sheet(asked: Asked, order: tuple[int, ...], words: Words) -> tuple[Block, ...]:
    """On an answer sheet: a box for each premise, numbered from the top."""
    boxes = document.Boxes(tuple(str(n) for n in range(1, len(asked.premises) + 1)), "write")
    return (document.Paragraph(document.words(words("sheet-matching")), role="small"), boxes)


def marks(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> tuple[str, ...]:
    """The letter that belongs into each box."""
    pairs = dict(answer.pairs)
    return tuple(_letter(asked, pairs[asked.premises[index]]) for index in order)
