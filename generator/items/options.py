"""What the choosing types share: options with their reasons, in a canonical order that shows no
trace of the key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace
from typing import Any

from generator.content.field_types import PROSE, choice, one_of
from generator.content.fields import Field, FieldType, FieldValues, list_of, text_or_fields
from generator.content.nodes import ListNode, ScalarNode
from generator.i18n.catalog import Catalog
from generator.i18n.sorting import alphabetical_key, natural_ranks
from generator.page.blocks import Block, Definitions, Option, Options, SchemeRow, spans
from generator.page.markup import Span, Spans, Text, joined, parse, plain
from generator.page.one_line import paragraphs_in_one_line
from generator.page.understood import as_spans, blocks_of, led_by
from generator.problems import NOWHERE, Location, Problems
from generator.values import dataclass

_LETTERS_OF_A_WORD = 4
_QUOTES = "‘’“”„«»‹›\"' .,"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FEWEST, MOST = 2, 12
MOST_SIDE_BY_SIDE = 4  # forms whose letters are printed before an option


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
    remedy="for example  distractors: [nitrogen, methane]; where students write the answer, give "
    "'scheme' and 'points' instead of 'key' (see 'packs help short-answer')",
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
    # What differs by case only may be what is asked; `packs check` looks at that.
    _report_twice(choices.texts, _printed, "option", problems)
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


def report_equal(texts: Iterable[Text], what: str, problems: Problems, remedy: str = "") -> None:
    """Report texts that a student could not tell apart."""
    _report_twice(texts, alike, what, problems, remedy)


def _report_twice(
    texts: Iterable[Text],
    shown: Callable[[Text], str],
    what: str,
    problems: Problems,
    remedy: str = "",
) -> None:
    seen: dict[str, Text] = {}
    for text in texts:
        twin = seen.setdefault(shown(text), text)
        if twin is not text:
            problems.add(
                text.location,
                "equal-options",
                f"the {what} '{text.plain}' is used twice (also on line {twin.location.line}); "
                f"change one{remedy}",
            )


def alike(text: Text) -> str:
    """What two texts share that a student could not tell apart: they differ by emphasis, a full
    stop at the end, or the case of words.

    In symbols, units and single letters case is content: mW is not MW.
    """
    return " ".join(
        word.casefold() if is_word(word) else word for word in _printed(text).rstrip(".").split()
    )


def is_word(word: str) -> bool:
    """Whether letters are a word in small letters or capitalised, and no symbol, unit or genotype:
    it has four different ones.
    """
    letters = word.strip(_QUOTES)
    usual = letters in (letters.lower(), letters.capitalize())
    return usual and len(set(letters.casefold())) >= _LETTERS_OF_A_WORD


def _printed(text: Text) -> str:
    """A text as printed, but for emphasis and the width of spaces; what is raised, lowered, code or
    a formula is marked.  Of more than a paragraph, all that is kept: in code spaces are content.

    Case and full stops are content here (mW is not MW); `packs check` looks at the rest.
    """
    runs = as_spans(text.source)
    if runs is None:
        return text.source
    shown = (
        f"\0{run.script} {run.code}\0{run.formula or run.text}\0"
        if run.script or run.code or run.formula
        else run.text
        for run in runs
    )
    return " ".join("".join(shown).split())


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
        tuple(marked_with(LETTERS[place], options[index], box) for place, index in enumerate(order))
    )


def marked_with(letter: str, text: str, box: str = "") -> Option:
    """A text, whatever it is made of, behind a letter or number; `box` as of an Option."""
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
    return _reasons(
        [
            (LETTERS[place], _option_lead(options[index]), why[options[index]])
            for place, index in enumerate(order)
            if why.get(options[index])
        ]
    )


def _reasons(explained: Sequence[tuple[str, Spans, str]]) -> tuple[Block, ...]:
    """Reasons, each behind letters and a lead."""
    texts = [(letters, lead, as_spans(reason)) for letters, lead, reason in explained]
    if all(reason for *_, reason in texts):
        entries = tuple(
            (spans(letters, bold=True), (*lead, *(reason or ()))) for letters, lead, reason in texts
        )
        return (Definitions(entries),) if entries else ()
    return (
        Options(
            tuple(
                Option(letters, (), blocks=led_by(lead, reason))
                for letters, lead, reason in explained
            )
        ),
    )


def _option_lead(text: str) -> Spans:
    """An option before its reason; its letter has to do for one of several blocks."""
    option = as_spans(text)
    return (
        (*(replace(span, italic=True, quiet=True) for span in option), Span(" – "))
        if option
        else ()
    )


def explained(
    options: Sequence[str],
    keys: Sequence[str],
    whys: Sequence[tuple[str, str]],
    orders: Sequence[Sequence[int]],
) -> tuple[Block, ...]:
    """The keys behind the letters that they have on several forms, then why each distractor is
    wrong; all in the first form's order.

    Where there are too many forms, letters are the first one's, and a distractor is named.
    """
    why = dict(whys)
    shown = orders if len(orders) <= MOST_SIDE_BY_SIDE else orders[:1]
    lines: list[Block] = []
    reasons = []
    for index in orders[0]:
        text = options[index]
        letters = "/".join(LETTERS[list(order).index(index)] for order in shown)
        if text in keys:
            lines += key_line(letters, text)
        elif why.get(text):
            lead = () if len(orders) == len(shown) else _option_lead(text)
            reasons.append((letters, lead, why[text]))
    return (*lines, *_reasons(reasons))


def listed(texts: Sequence[str], catalog: Catalog) -> Spans:
    """Texts side by side, each as `in_line` has it."""
    return joined(in_line(text, catalog) for text in texts)


def in_line(text: str, catalog: Catalog) -> Spans:
    """A text in a line of a key: its paragraphs, or what its pictures show, where it is nothing but
    pictures.  Keys in the first version of the words have all words of lists and tables there, and
    nothing of pictures.
    """
    runs = parse(text) if catalog.has_first_words else as_spans(text)
    return paragraphs_in_one_line(text) if runs is None else runs


def scheme_row(
    points: str, source: str, catalog: Catalog, below: Spans = (), tick: bool = True
) -> SchemeRow:
    """What earns points, on a card: in its blocks where these are no single paragraph.  Cards in
    the first version of the words have all in one line.
    """
    if catalog.has_first_words or as_spans(source) is not None:
        return SchemeRow(points, in_line(source, catalog), below, tick)
    return SchemeRow(points, (), below, tick, blocks_of(source))


def key_line(letter: str, text: str) -> tuple[Block, ...]:
    """A key as a marker sees it."""
    return led_by((Span(f"✓ {letter}  "),), text, "answer")


def texts_of_letters(typed: str, options: Sequence[str], order: Sequence[int]) -> tuple[str, ...]:
    """The options whose letters on a form were typed: AC, a c or A,C.

    Raises ValueError with half a sentence where a letter is none of the form's, or is there twice.
    """
    letters = re.sub(r"[\s,;&+/]", "", typed).upper()
    known = LETTERS[: len(order)]
    for letter in letters:
        if letter.isalpha() and not letter.isascii():
            raise ValueError(f"'{letter}' is of another alphabet; type the Latin letter")
        if letter not in known:
            raise ValueError(f"'{letter}' is no option here; they are A to {known[-1]}")
    if len(set(letters)) < len(letters) or not letters:
        raise ValueError("give each letter once")
    return tuple(options[order[known.index(letter)]] for letter in letters)


def lettered_keys(
    keys: Sequence[str], options: Sequence[str], order: Sequence[int]
) -> tuple[str, ...]:
    """For each option in printing order its letter, or "" where it is no key."""
    return tuple(
        LETTERS[place] if options[index] in keys else "" for place, index in enumerate(order)
    )
