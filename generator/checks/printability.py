"""What can be printed."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction

from generator.checks.context import RuleContext
from generator.checks.english import alike, words
from generator.checks.question import Question
from generator.checks.rule import Finding, rule
from generator.content.field_types import points_text
from generator.content.model import Pack
from generator.content.nodes import shorten
from generator.content.walk import plain, shown, without_formulas
from generator.page.blocks import Picture
from generator.page.markup import Text
from generator.page.media import FORMULA_SIZE, Drawing, Raster
from generator.page.one_line import spans_in_one_line, with_signs
from generator.page.understood import formulas_in_lines, pictures_in
from generator.problems import WARNING, Location

TITLE = "Printing"

_NAMED = 3
# Characters in a line and lines on an A4 page of the large-print profile.
_LARGEST_MEASURE, _LARGEST_LINES = 40, 28
_LONGEST_NUMBER = 24  # characters of it in a note in the margin or a matching task in large print
_NUMBER = re.compile(r"(?=\D*\d)[\d\W]+")
_SOFT = re.compile(r"[\s\u2010\u2013\u2014/-]+")
_ALTERNATIVE = range(20, 401)
_COARSEST = 150  # pixels on an inch
_WIDEST = 150.0  # mm, of what can be printed
_INCH = 25.4  # mm
_POINTS = 72.0  # on an inch
_TEXT_SIZE = 12.1  # points of formulas in standard print


@rule("missing-glyph", needed_to_print=True)
def missing_glyph(context: RuleContext) -> Iterator[Finding]:
    """Every character of a text that may be printed has a glyph in the bundled fonts, and every
    combining mark a place on its letter.

    Reason: a typesetter drops or blots a character it cannot draw, without a word, and puts a mark
    on the wrong letter.
    """
    if context.printable is None:
        return
    for owner in context.text_owners:
        for text in owner.texts:
            if not context.printable.missing(text.source):
                continue  # nearly all texts end here, before their markup is read
            words = without_formulas(text)
            spans = spans_in_one_line(text.source) if not words.strip() else ()
            said = "".join(span.text for span in spans if not span.formula)
            if isinstance(owner.value, Pack):  # a title's formulas are in signs in heads of pages
                said += with_signs(text.source)
            printed = " ".join([words, said, *_words_drawn(context, text)])
            missing = context.printable.missing(printed)
            if characters := [c for c in missing if len(c) == 1 and not _refused(c)]:
                yield Finding(
                    text.location,
                    f"the fonts have no character {_names(characters)}; type another one",
                    owner.item,
                )
            if marked := [cluster for cluster in missing if len(cluster) > 1]:
                yield Finding(
                    text.location,
                    f"the fonts cannot put {_marks(marked)}; type it another way",
                    owner.item,
                )


def _words_drawn(context: RuleContext, text: Text) -> Iterator[str]:
    """The words in drawings that a text places, which are set in the faces of the page."""
    for picture in pictures_in(text.source):
        drawing = context.content.media.pictures.get(picture.sha256)
        if isinstance(drawing, Drawing):
            yield from (words.text for words in drawing.words)


def _refused(character: str) -> bool:
    """Whether the reader has reported it already: it refuses such characters, and puts U+FFFC in
    the place of some.
    """
    return character == "\ufffc" or unicodedata.category(character).startswith("C")


def _marks(marked: list[str]) -> str:
    named = [
        f"{' and '.join(_name(mark) for mark in cluster[1:])} on '{cluster[0]}'"
        for cluster in marked[:_NAMED]
    ]
    return ", ".join(named) + (f" and {len(marked) - _NAMED} more" if len(marked) > _NAMED else "")


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"


def _names(missing: list[str]) -> str:
    named = [f"'{c}' ({_name(c)})" for c in missing[:_NAMED]]
    return ", ".join(named) + (
        f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
    )


@rule("long-word", WARNING)
def long_word(context: RuleContext) -> Iterator[Finding]:
    """No printed word is longer than a line of large print (40 characters), and no number longer
    than the narrowest columns hold (24); hyphens, dashes, slashes and spaces part them.  Code is
    left out: its lines go on below where they must.

    Reason: it would run out of its line, or be broken anywhere, and a broken number is read as two.
    Long addresses belong into a link.
    """
    for item, text in context.printed:
        if len(text.source) > _LONGEST_NUMBER:
            words = (" " if run.formula or run.code else run.text for run in text.runs)
            too_long = filter(_is_too_long, _SOFT.split("".join(words)))
            if longest := max(too_long, key=len, default=""):
                yield Finding(text.location, _parted(longest), item)


def _is_too_long(word: str) -> bool:
    most = _LONGEST_NUMBER if _NUMBER.fullmatch(word) else _LARGEST_MEASURE
    return len(word) > most


def _parted(word: str) -> str:
    said = f"'{shorten(word)}' has {len(word)} characters, but"
    if _NUMBER.fullmatch(word):
        return (
            f"{said} narrow columns hold {_LONGEST_NUMBER} of a number; write it with spaces, or "
            "as a power of ten"
        )
    return (
        f"{said} a line of large print has {_LARGEST_MEASURE}; split it, or use a link with a "
        "shorter text"
    )


@rule("tall-item", WARNING)
def tall_item(context: RuleContext) -> Iterator[Finding]:
    """An item that is never split takes no more than a page of large print, by an estimate of 40
    characters in a line.

    Reason: stem and options are never split over two pages, so what is taller than a page cannot be
    printed at all.
    """
    for question in context.questions:
        lines = sum(
            max(1, math.ceil(len(line) / _LARGEST_MEASURE))
            for text in question.seen
            for line in shown(text).split("\n")
        )
        if lines > _LARGEST_LINES and question.item_type.keep_together:
            yield Finding(
                question.item.stem.location,
                f"stem and options take about {lines} lines of large print, but a page has "
                f"{_LARGEST_LINES}; shorten them, or move the background to a passage",
                question.item,
            )


@rule("few-lines", WARNING)
def few_lines(context: RuleContext) -> Iterator[Finding]:
    """An item that is answered in writing and states its `lines` has no fewer than its points give.

    Reason: the space shows students how much to write, and large handwriting needs it.
    """
    for question in context.questions:
        usual = question.item_type.usual_lines(question.item.points)
        if question.item.lines is not None and question.item.lines < usual:
            yield Finding(
                question.item.stem.location,
                f"{_lines(question.item.lines)} not enough for {_points(question.item.points)}; "
                f"about {usual} are usual",
                question.item,
            )


def _lines(count: int) -> str:
    return "1 line is" if count == 1 else f"{count} lines are"


def _points(points: Fraction) -> str:
    return f"{points_text(points)} {'point' if points == 1 else 'points'}"


@rule("alternative-text", WARNING)
def alternative_text(context: RuleContext) -> Iterator[Finding]:
    """The alternative text of a figure has 20 to 400 characters.

    Reason: less seldom says what is needed to answer, and more is hard to keep in mind when it is
    read aloud.
    Source: WCAG 2.2, success criterion 1.1.1; PDF/UA-1.
    """
    for question, location, alternative in _alternative_texts(context):
        if len(alternative) not in _ALTERNATIVE:
            yield Finding(
                location,
                f"the alternative text has {len(alternative)} characters; describe what the "
                f"figure shows in {_ALTERNATIVE[0]} to {_ALTERNATIVE[-1]}",
                question.item,
            )


@rule("key-in-alternative-text")
def key_in_alternative_text(context: RuleContext) -> Iterator[Finding]:
    """What is said of a figure or picture contains no key unless it contains a wrong option too,
    and of a picture to match not its match.

    Reason: it would give the answer to those who hear it.
    """
    for question, location, alternative in _alternative_texts(context):
        if key := _key_in(context, question, alternative):
            yield Finding(
                location,
                f"the alternative text contains the key '{shorten(key)}'; describe what the "
                "figure shows without it",
                question.item,
            )
    for question in context.questions:
        if question.matching_pairs:
            yield from _named_by_its_picture(question, *question.matching_pairs[:2])
        for text, picture in _pictures_asked_about(question):
            if key := _key_in(context, question, f"{picture.alt} {picture.description}"):
                yield Finding(
                    text.location,
                    f"the text for the picture '{shorten(picture.alt)}' contains the key "
                    f"'{shorten(key)}'; describe what the picture shows without it",
                    question.item,
                )


def _named_by_its_picture(
    question: Question, premises: Sequence[Text], responses: Sequence[Text]
) -> Iterator[Finding]:
    """Pictures of a matching item whose text has the words of one text on the other side."""
    for side, others in ((premises, responses), (responses, premises)):
        names = [name for other in others if (name := _bare_words(other.plain))]
        for text in side:
            for picture in pictures_in(text.source):
                said = f" {_bare_words(f'{picture.alt} {picture.description}')} "
                contained = [name for name in names if f" {name} " in said]
                if len(contained) == 1:
                    yield Finding(
                        text.location,
                        f"the text for the picture '{shorten(picture.alt)}' contains "
                        f"'{shorten(contained[0])}' of the other side; describe what the picture "
                        "shows without it",
                        question.item,
                    )


def _alternative_texts(context: RuleContext) -> Iterator[tuple[Question, Location, str]]:
    for question in context.questions:
        for location, text in question.figures:
            yield question, location, plain(text) if text else ""


def _pictures_asked_about(question: Question) -> Iterator[tuple[Text, Picture]]:
    """The pictures that a student sees, but for those to choose among."""
    answers = {text.location for text in (*question.right, *question.wrong_texts)}
    if question.choices:
        answers |= {text.location for text in question.choices.texts}
    for text in question.seen:
        if text.location not in answers:
            yield from ((text, picture) for picture in pictures_in(text.source))


@rule("coarse-picture", WARNING)
def coarse_picture(context: RuleContext) -> Iterator[Finding]:
    """A picture of pixels has at least 150 of them on an inch of paper.

    Reason: with fewer, its steps are seen and its small print cannot be read.  Drawings (SVG) have
    no pixels.
    """
    for owner in context.text_owners:
        for text in owner.texts:
            for picture in pictures_in(text.source):
                data = context.content.media.pictures.get(picture.sha256)
                if not isinstance(data, Raster) or picture.width is None:
                    continue
                density = data.width / (min(picture.width, _WIDEST) / _INCH)
                if density < _COARSEST:
                    fine = int(data.width / _COARSEST * _INCH)
                    yield Finding(
                        text.location,
                        f"the picture '{shorten(picture.alt)}' has {density:.0f} pixels on an inch "
                        f"where it is {picture.width:g} mm wide; take one with more pixels, or "
                        f"print it at most {fine} mm wide",
                        owner.item,
                    )


@rule("wide-formula", WARNING)
def wide_formula(context: RuleContext) -> Iterator[Finding]:
    """A formula in a line of text is no wider than the line, from one outer relation or operator to
    the next.

    Reason: only behind these does a formula go on in the next line; what is too wide is printed
    smaller than the text around it, and in large print smaller still.
    """
    widest = _WIDEST / _INCH * _POINTS
    for owner in context.text_owners:
        for text in owner.texts:
            for latex in formulas_in_lines(text.source):
                kept = context.content.media.inline_formula(latex)
                drawn = (kept.segments or (kept.drawing,)) if kept else ()
                longest = max((drawing.width for drawing in drawn), default=0.0)
                wide = longest * _TEXT_SIZE / FORMULA_SIZE
                if wide > widest:
                    of = "a part of " if kept and kept.segments else ""
                    yield Finding(
                        text.location,
                        f"{of}the formula '{shorten(latex)}' is {wide / _POINTS * _INCH:.0f} mm "
                        f"wide and a line {_WIDEST:.0f} mm, so that it is printed smaller; write "
                        "it as two formulas, or on lines of its own: $$\\begin{aligned} … "
                        "\\end{aligned}$$",
                        owner.item,
                    )


def _key_in(context: RuleContext, with_figure: Question, text: str) -> str | None:
    """The key, of an item or of a part of it, that a text contains without a wrong option."""
    contained = f" {_bare_words(text)} "
    for question in (with_figure, *context.part_questions(with_figure.item)):
        right = [text.plain for text in question.right]  # letters of formulas are told too
        keys = [key for key in right if f" {_bare_words(key)} " in contained]
        if keys and not any(f" {_bare_words(wrong)} " in contained for wrong in question.wrong):
            return keys[0]
    return None


def _bare_words(text: str) -> str:
    return " ".join(words(alike(text)))
