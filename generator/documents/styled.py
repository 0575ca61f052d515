"""What a style says of documents: the words at head and foot, logo and institution, fields to fill
in, the look of pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.content.model import Pack
from generator.content.style import DATE, NAME, NUMBER, SERIF, USUAL_FIELDS, FieldToFill, Style
from generator.editions.edition import Edition
from generator.editions.quiz import QuizView
from generator.i18n.catalog import Catalog, load_catalog
from generator.page.blocks import (
    Block,
    Document,
    Heading,
    Letterhead,
    PageStyle,
    Paragraph,
    Picture,
    WriteIn,
)
from generator.page.markup import Spans, joined, parse
from generator.page.one_line import with_signs
from generator.page.understood import pictures_in

_BETWEEN = " ·–—-|,"  # what is left of a pattern where a place is empty


class About(NamedTuple):
    """What placeholders stand for, besides the word for the document."""

    title: str
    course: str = ""
    class_name: str = ""


def about_view(view: QuizView) -> About:
    """What a quiz says of itself."""
    return About(with_signs(view.title), with_signs(view.course), with_signs(view.class_name))


def about_pack(pack: Pack) -> About:
    """What a pack says of itself."""
    course, class_name = (text.plain if text else "" for text in (pack.course, pack.class_name))
    return About(pack.title.plain, course, class_name)


def in_style(document: Document, style: Style, about: About, for_students: bool) -> Document:
    """A document with the head, the foot and the look of a style; what only students' papers have
    is left out of others.
    """
    catalog = load_catalog(
        document.language, style.document, style.points, words_version=document.words_version
    )
    head, note = document.header_footer.head, _filled_in(style.footer, about, catalog)
    header = _filled_in(style.header, about, catalog)
    if header and header not in head:  # what is made of a paper has its head already
        head = head.replace(about.title, header, 1)
    return replace(
        document,
        header_footer=replace(document.header_footer, head=head, note=note),
        style=_page_style(style) if for_students else PageStyle(style.face == SERIF),
        words=(style.document, style.points),
    )


def in_style_of(document: Document, edition: Edition) -> Document:
    """What is not to be written on, in the style of its edition."""
    return in_style(document, edition.style, about_view(edition.view), for_students=False)


def _page_style(style: Style) -> PageStyle:
    """What a style says of students' pages."""
    margins = style.margins
    return PageStyle(
        style.face == SERIF,
        style.option_columns,
        style.lines,
        None if style.accent is None else style.accent / 100,
        (margins.inner, margins.outer, margins.top, margins.bottom),
    )


def _filled_in(pattern: str, about: About, catalog: Catalog) -> str:
    """A header or footer with the pack's own words in place of those in braces."""
    words = {
        "title": about.title,
        "document": catalog("document-word"),
        "course": about.course,
        "class": about.class_name,
    }
    # In one go: a title may have braces of its own.
    return re.sub(r"\{([a-z]+)\}", lambda found: words[found[1]], pattern).strip(_BETWEEN)


def letterhead(
    style: Style, institution: Spans, course: Spans, title: Heading
) -> tuple[Block, ...]:
    """Institution, course and title; a logo beside all of it.

    `institution` is the pack's own, which a style's takes the place of.
    """
    lines = institution_lines(style, institution, course)
    blocks: tuple[Block, ...] = (*(Paragraph(line, "small") for line in lines), title)
    logo = _logo(style)
    return (Letterhead(blocks, logo),) if logo or style.institution else blocks


def letterhead_over_band(
    style: Style, institution: Spans, course: Spans
) -> tuple[tuple[Block, ...], Spans]:
    """The same for a title in a band: what is over the band, and the line above the title in it."""
    logo = _logo(style)
    if not logo and not style.institution:
        return (), joined([each for each in (institution, course) if each])
    lines = institution_lines(style, institution, ())
    head = Letterhead(tuple(Paragraph(line, "small") for line in lines), logo)
    return (head,), course


def institution_lines(style: Style, institution: Spans, course: Spans) -> tuple[Spans, ...]:
    """Institution and course, line by line: on one, where the style names no institution."""
    own = [parse(line) for line in style.institution]
    lines = [*own, course] if own else [joined([each for each in (institution, course) if each])]
    return tuple(line for line in lines if line)


def _logo(style: Style) -> Picture | None:
    if style.logo is None:
        return None
    (logo,) = pictures_in(style.logo.source)
    return logo


def field_label(field: FieldToFill, catalog: Catalog) -> str:
    """What is printed before a field's rule."""
    if field.label:
        return field.label
    labels = {NAME: catalog("name"), NUMBER: catalog("number"), DATE: catalog("date")}
    return labels.get(field.kind) or catalog(f"field-{field.kind}")


def write_in(fields: Sequence[FieldToFill], catalog: Catalog) -> WriteIn:
    """Fields to fill in; where no width is given, each line of them is full."""
    fills = fields != USUAL_FIELDS and not any(field.width for field in fields)
    labelled = tuple((field_label(field, catalog), field.share) for field in fields)
    return WriteIn(labelled, fills=fills)
