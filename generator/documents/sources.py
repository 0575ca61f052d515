"""The sheet of sources: what sets of questions are about, where it is printed apart from them."""

from __future__ import annotations

from generator.content.model import INSERT
from generator.content.style import USUAL_STYLE, Style
from generator.documents.kind import Audience, DocumentKind, StudentCopy
from generator.documents.placed import placed
from generator.documents.styled import about_view, in_style, letterhead
from generator.editions.quiz import QuizView
from generator.i18n.catalog import Catalog
from generator.items import type_of
from generator.page.blocks import Block, Document, HeaderFooter, Heading, Paragraph, Together, spans
from generator.page.markup import Span, parse
from generator.page.one_line import with_signs

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def sources(
    view: QuizView, code: str, catalog: Catalog, draft: bool = False, style: Style = USUAL_STYLE
) -> Document | None:
    """The sources of all forms, lettered in the order of the first one; None where no question has
    one.  `code` is the edition's, or the draft sign.
    """
    letters = source_letters(view, catalog)
    if not letters:
        return None
    name = Heading(1, (*parse(view.title), Span(f" – {catalog('sources-title')}")))
    blocks: list[Block] = [
        *letterhead(style, parse(view.institution), parse(view.course), name),
        Paragraph(spans(catalog("sources-lead", code=code))),
    ]
    for (section, index), letter in letters.items():
        student = view.sections[section].items[index]
        heading = Heading(2, spans(catalog("sources-letter", letter=letter)))
        source = (heading, *type_of(student).stimulus_blocks(student, catalog))
        blocks.append(Together(source, with_next=False))
    header_footer = HeaderFooter(
        head=f"{with_signs(view.title)} – {catalog('sources-title')}",
        foot=code,
        page=catalog("page"),
        watermark=catalog("draft") if draft else "",
    )
    title = f"{with_signs(view.title)} – {catalog('sources-title')}"
    document = Document(
        title,
        view.language,
        header_footer,
        tuple(blocks),
        "sources",
        words_version=catalog.words_version,
    )
    return in_style(document, style, about_view(view), for_students=True)


def _compose(copy: StudentCopy) -> Document | None:
    if copy.settings.stimuli != INSERT:
        return None
    return sources(copy.view, copy.code, copy.catalog, copy.draft, copy.style)


SOURCES = DocumentKind(
    "sources",
    Audience.STUDENT,
    "{code}-sources",
    copies_for_class=True,
    in_every_profile=True,
    stays_as_handed_out=True,
    in_guide=True,
    student=_compose,
)


def source_letters(view: QuizView, catalog: Catalog) -> dict[tuple[int, int], str]:
    """The letters of the sources by section and index of their items: A to Z, then AA, AB …"""
    places = [
        (item.section, item.index)
        for item in placed(view, 0)
        if type_of(item.student).stimulus_blocks(item.student, catalog)
    ]
    return {place: _letter(n) for n, place in enumerate(places)}


def _letter(n: int) -> str:
    before, last = divmod(n, len(_LETTERS))
    return (_letter(before - 1) if before else "") + _LETTERS[last]
