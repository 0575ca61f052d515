"""What the choosing types share: options with their reasons, in a canonical order that shows no
trace of the key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.content.field_types import PROSE, choice, one_of
from generator.content.fields import Field, FieldType, FieldValues, list_of, text_or_fields
from generator.content.nodes import ListNode, ScalarNode
from generator.i18n.sorting import alphabetical_key, natural_ranks
from generator.page.blocks import Block, Definitions, Option, Options, spans
from generator.page.markup import Span, Spans, Text, plain
from generator.page.understood import as_spans, blocks_of, led_by
from generator.problems import NOWHERE, Location, Problems

_LETTER = re.compile(r"[A-La-l]|\(?[A-La-l]\)|[A-L]\.")
_SHORTEST_WORD = 3
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FEWEST, MOST = 2, 12


@dataclass(frozen=True)
class Distractor:
    """A wrong option and why it is wrong."""

    text: Text
    why: Text | None = None


@dataclass(frozen=True)
class Choices:
    """The authored options of an item: `order` is shuffle, natural, "" (not said) or the texts in
    order.
    """

    keys: tuple[Text, ...]
    distractors: tuple[Distractor, ...]
    order: str | tuple[Text, ...] = ""
    last: Text | None = None
    location: Location = field(default=NOWHERE, compare=False)

    @property
    def texts(self) -> tuple[Text, ...]:
        """All options, keys first: never an order to print."""
        return self.keys + tuple(distractor.text for distractor in self.distractors)

    @property
    def whys(self) -> tuple[tuple[str, str], ...]:
        """Each distractor with why it is wrong, or ""."""
        return tuple((d.text.source, d.why.source if d.why else "") for d in self.distractors)


_DISTRACTOR = (
    Field("text", PROSE, "the wrong option as printed", "nitrogen", required=True),
    Field(
        "why", PROSE, "why it is wrong, for the answer key", "Plants cannot use it from the air."
    ),
)


def _distractor(record: FieldValues, problems: Problems) -> Distractor:
    return Distractor(record["text"], record["why"])


def distractors(at_least: int) -> FieldType[tuple[Distractor, ...]]:
    """The type of a list of wrong options."""
    one_distractor = text_or_fields("text", "a distractor", _DISTRACTOR, _distractor)
    return list_of(one_distractor, at_least, MOST - 1)


DISTRACTORS = Field(
    "distractors",
    distractors(1),
    "the wrong options, 1 to 11, each with why it is wrong",
    "[nitrogen, methane]",
    required=True,
)
_ORDER: FieldType[str | tuple[Text, ...]] = one_of(
    (ScalarNode, choice("shuffle", "natural")), (ListNode, list_of(PROSE, FEWEST, MOST))
)
ORDER = Field(
    "order",
    _ORDER,
    "shuffle, natural (ascending or alphabetical) or the option texts in the order to print",
    "natural",
    default="",
)
LAST = Field("last", PROSE, "the option that always comes last", "None of these")


def read_choices(keys: tuple[Text, ...], record: FieldValues, problems: Problems) -> Choices:
    """The options of an item; reports equal options, too few of them, and an order or last that
    does not fit.
    """
    choices = Choices(
        keys, record["distractors"] or (), record["order"], record["last"], record.location
    )
    _report_letters(choices, problems)
    report_equal(choices.texts, "option", problems)
    if len(choices.texts) < FEWEST and "distractors" not in record.faulty:
        problems.add(
            record.place("distractors"),
            "too-few-options",
            f"an item needs at least {FEWEST} options; add one",
        )
    if len(choices.texts) > MOST:
        problems.add(
            record.place("distractors"), "too-many-options", f"an item has at most {MOST} options"
        )
    if isinstance(choices.order, tuple) and sorted(text.source for text in choices.order) != sorted(
        text.source for text in choices.texts
    ):
        problems.add(
            record.place("order"),
            "wrong-order",
            "'order' must list every option once, exactly as it is written above",
        )
    if choices.last and choices.last.source not in [text.source for text in choices.texts]:
        problems.add(
            choices.last.location,
            "wrong-last",
            f"'{choices.last.plain}' is not an option; correct it",
        )
    return choices


def _report_letters(choices: Choices, problems: Problems) -> None:
    """Report keys that are the letters of options, as in other formats, beside options in words."""
    if not all(_LETTER.fullmatch(key.source.strip()) for key in choices.keys):
        return
    in_words = [len(distractor.text.plain) >= _SHORTEST_WORD for distractor in choices.distractors]
    if not in_words or not all(in_words):
        return  # vitamins, blood groups, notes, symbols: the letter is the answer
    for key in choices.keys:
        problems.add(
            key.location,
            "letter-as-key",
            f"'{key.source}' looks like the letter of an option; a key is the text of the right "
            "option, not its letter. Where the letter itself is the answer, add a word, "
            "for example  vitamin C",
        )


def report_equal(texts: Iterable[Text], what: str, problems: Problems, remedy: str = "") -> None:
    """Report texts that a student could not tell apart."""
    seen: dict[str, Text] = {}
    for text in texts:
        # Lines of code may differ in nothing but their spaces, formulas in capitals.
        in_words = as_spans(text.source) and not any(span.formula for span in text.runs)
        printed = folded(text.plain) if in_words else text.source
        twin = seen.setdefault(printed, text)
        if twin is not text:
            problems.add(
                text.location,
                "equal-options",
                f"the {what} '{text.plain}' is used twice (also on line {twin.location.line}); "
                f"change one{remedy}",
            )


def naturally(sources: Iterable[str], language: str = "en") -> tuple[str, ...]:
    """Texts by number or date where all are numbers or dates, otherwise by the language's
    alphabet.
    """
    sources = list(sources)
    plains = [plain(source) for source in sources]
    ranks: list[Any] | None = natural_ranks(plains, language)
    by = ranks or [alphabetical_key(folded(text), language) for text in plains]
    # Equals are told apart by their text, never as written: the key would come first.
    return tuple(source for _, source in sorted(zip(by, sources, strict=True)))


def canonical(choices: Choices, language: str = "en") -> tuple[tuple[str, ...], bool, bool]:
    """The options as a student item holds them, whether their order is fixed, and whether the last
    one stays last.
    """
    last = choices.last.source if choices.last else None
    free = [text for text in choices.texts if text.source != last]
    texts, fixed = _ordered(choices, free, language)
    if last is None:
        return texts, fixed, False
    return (*texts, last), fixed, True


def _ordered(choices: Choices, free: Sequence[Text], language: str) -> tuple[tuple[str, ...], bool]:
    """The options that are free to move, in canonical order, and whether that order is fixed."""
    sources = [text.source for text in free]
    if isinstance(choices.order, tuple):
        written = (text.source for text in choices.order)
        return tuple(source for source in written if source in sources), True
    shuffled = choices.order == "shuffle" or (
        choices.order == "" and natural_ranks([text.plain for text in free], language) is None
    )
    return (tuple(sorted(sources)), False) if shuffled else (naturally(sources, language), True)


def folded(text: str) -> str:
    """A plain text without what does not tell options apart: capitals, spaces, a full stop at the
    end.
    """
    return " ".join(text.casefold().split()).rstrip(".")


def lettered(options: Sequence[str], order: Sequence[int], box: str) -> Options:
    """The options as printed on a form."""
    return Options(
        tuple(_option(LETTERS[place], options[index], box) for place, index in enumerate(order))
    )


def _option(letter: str, text: str, box: str = "") -> Option:
    runs = as_spans(text)
    return Option(letter, runs, box) if runs else Option(letter, (), box, blocks=blocks_of(text))


def letter_of(text: str, options: Sequence[str], order: Sequence[int]) -> str:
    """The letter an option has on a form.  Raises ValueError when it is not an option."""
    return LETTERS[list(order).index(list(options).index(text))]


def reasons(
    options: Sequence[str], order: Sequence[int], whys: Sequence[tuple[str, str]]
) -> tuple[Block, ...]:
    """Why each distractor is wrong, in the form's order; what is more than a paragraph is set as an
    option is.
    """
    why = dict(whys)
    explained = [
        (LETTERS[place], options[index], why[options[index]])
        for place, index in enumerate(order)
        if why.get(options[index])
    ]
    texts = [(letter, _option_lead(text), as_spans(reason)) for letter, text, reason in explained]
    if all(reason for *_, reason in texts):
        entries = tuple(
            (spans(letter, bold=True), (*lead, *(reason or ()))) for letter, lead, reason in texts
        )
        return (Definitions(entries),) if entries else ()
    return (
        Options(
            tuple(
                Option(letter, (), blocks=led_by(_option_lead(text), reason))
                for letter, text, reason in explained
            )
        ),
    )


def _option_lead(text: str) -> Spans:
    """An option before its reason; its letter has to do for one of several blocks."""
    option = as_spans(text)
    return (*(replace(span, italic=True) for span in option), Span(" – ")) if option else ()


def key_line(letter: str, text: str) -> tuple[Block, ...]:
    """A key as a marker sees it."""
    return led_by((Span(f"✓ {letter}  "),), text, "answer")


def lettered_keys(
    keys: Sequence[str], options: Sequence[str], order: Sequence[int]
) -> tuple[str, ...]:
    """For each option in printing order its letter, or "" where it is no key."""
    return tuple(
        LETTERS[place] if options[index] in keys else "" for place, index in enumerate(order)
    )
