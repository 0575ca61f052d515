"""Texts in one line: whole for lists and terminals, and how they begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.page.blocks import Paragraph
from generator.page.latex import in_signs
from generator.page.markup import Span, Spans, joined, merged, parse
from generator.page.understood import blocks_of, pictures_in

MORE = " …"
_ARROW = "\u20d7"  # above a letter; no face of a page has it


def in_one_line(source: str) -> str:
    """A kept text in plain words on one line: formulas in signs, what is raised behind ^, and
    behind all words what its pictures show, each in brackets.

    It is empty only where the text is.  Raises MarkupError.
    """
    return _words((*_without_pictures(source), *(Span(" "), *_shown_in(source))))


def with_signs(source: str) -> str:
    """A kept text without its markup, its formulas in signs: for heads of pages, names of documents
    and summaries of tables, which hold characters only.  Raises MarkupError.
    """
    return "".join(
        in_characters(span).replace(_ARROW, "") if span.formula else span.text
        for span in parse(source)
    )


def in_characters(span: Span) -> str:
    """What a span says where nothing can be drawn: a formula in signs."""
    return in_signs(span.formula) if span.formula else span.text


def spans_in_one_line(source: str) -> Spans:
    """A kept text on one line of a page, with its formulas and looks; where it is nothing but
    pictures, what these show.  Raises MarkupError.
    """
    return _without_pictures(source) or tuple(_shown_in(source))


def paragraphs_in_one_line(source: str) -> Spans:
    """The paragraphs of a kept text on one line of a page, and a sign that there is more where it
    has lists, tables, code or formulas on lines of their own; the whole text where it has no
    paragraphs.  Raises MarkupError.
    """
    paragraphs = _paragraphs(source)
    if not paragraphs:
        return spans_in_one_line(source)
    others = any(not isinstance(block, Paragraph) for block in blocks_of(source))
    return merged((*paragraphs, *((Span(MORE),) if others else ())))


def is_shortened(runs: Spans) -> bool:
    """Whether a text on one line ends with the sign that there is more of it."""
    return bool(runs) and runs[-1].text.endswith(MORE)


def opening(source: str, most: int) -> Spans:
    """How the paragraphs of a kept text begin, on a page: at most so many characters, whole words
    and formulas; where there are none, how all of it begins.

    A formula that is all there is may be longer.  Raises MarkupError.
    """
    shown: list[Span] = []
    left = most
    for span in _paragraphs(source) or spans_in_one_line(source):
        size = len(in_characters(span))
        if size > left and span.formula and shown:
            shown.append(Span(MORE.strip() if shown[-1].text.endswith(" ") else MORE))
            break
        fits = size <= left or bool(span.formula)
        words = span.text if fits else shortened(span.text, max(left, len(MORE)))
        shown.append(Span(words, script=span.script, formula=span.formula))
        left -= size
        if not fits:
            break
    return merged(shown)


def shortened(words: str, most: int) -> str:
    """At most so many characters of a text: whole words, unless the first one is longer."""
    if len(words) <= most:
        return words
    room = words[: most - 1]
    whole = room.rpartition(" ")[0] if " " in room else room[:-1]
    return whole.rstrip(",;:") + MORE


def _paragraphs(source: str) -> Spans:
    """The spans of a text's paragraphs without line breaks, a space between two."""
    runs = [block.runs for block in blocks_of(source) if isinstance(block, Paragraph)]
    return _on_one_line(joined(runs, " "))


def _without_pictures(source: str) -> Spans:
    """The spans of a text without line breaks."""
    return _on_one_line(parse(source))


def _on_one_line(spans: Spans) -> Spans:
    shown: list[Span] = []
    for span in spans:
        text = span.text if span.formula else re.sub(r"\s+", " ", span.text)
        text = text if shown else text.lstrip()
        if text:
            shown.append(replace(span, text=text))
    return merged(shown)


def _shown_in(source: str) -> Iterator[Span]:
    """What the pictures of a text show."""
    for n, picture in enumerate(pictures_in(source)):
        yield Span(f"{' ' if n else ''}[{' '.join(picture.alt.split())}]")


def _words(spans: Spans) -> str:
    said = (
        f"^{span.text}" if span.script == "sup" and not span.formula else in_characters(span)
        for span in spans
    )
    return " ".join("".join(said).split())
