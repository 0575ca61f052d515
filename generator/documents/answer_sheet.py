"""The sheet on which a form is answered, clean enough to be read by a scanner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.content.field_types import points_text
from generator.content.style import NAME, NUMBER, USUAL_STYLE, Style
from generator.documents.kind import Audience, DocumentKind, StudentCopy
from generator.documents.placed import placed
from generator.documents.styled import about_view, in_style, letterhead, write_in
from generator.editions.quiz import QuizView
from generator.i18n.catalog import Catalog
from generator.items import type_of
from generator.page.blocks import (
    AnswerGrid,
    Block,
    Boxes,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Paragraph,
    spans,
)
from generator.page.markup import parse, plain


def answer_sheet(
    view: QuizView,
    form: int,
    code: str,
    catalog: Catalog,
    draft: bool = False,
    style: Style = USUAL_STYLE,
) -> Document:
    """The answer sheet of a form; `code` is the paper's whole code, or the draft sign."""
    name = view.form_names[form]
    rows = tuple(_rows(view, form, catalog))
    whose = [field for field in style.fields if field.kind in (NAME, NUMBER)]
    again = write_in(whose, catalog) if whose else None
    head = letterhead(
        style,
        parse(view.institution),
        [parse(text) for text in (view.course, view.title) if text],
        Heading(1, spans(catalog("answer-sheet"))),
    )
    fields = (write_in(style.fields, catalog),) if style.fields else ()
    blocks = (
        *head,
        Paragraph(spans(f"{catalog('form', form=name)} · {code}"), "large"),
        *fields,
        _lead(rows, catalog),
        AnswerGrid(rows, again),
    )
    header_footer = HeaderFooter(
        head=f"{plain(view.title)} – {catalog('answer-sheet')}",
        form=name,
        foot=code,
        page=catalog("page"),
        watermark=catalog("draft") if draft else "",
        corners=True,
        level=True,
    )
    title = f"{plain(view.title)} – {catalog('answer-sheet')} – {catalog('form', form=name)}"
    document = Document(title, view.language, header_footer, blocks, f"answer-sheet {name}")
    return in_style(document, style, about_view(view), for_students=True)


def _compose(copy: StudentCopy) -> Document | None:
    if copy.as_text or not copy.settings.answer_sheet:
        return None
    return answer_sheet(copy.view, copy.form, copy.code, copy.catalog, copy.draft, copy.style)


ANSWER_SHEET = DocumentKind(
    "answer-sheet",
    Audience.STUDENT,
    "{code}-{form}-answer-sheet",
    copies_for_class=True,
    in_every_profile=True,
    stays_as_handed_out=True,
    in_guide=True,
    student=_compose,
)


def _lead(rows: Sequence[Entry], catalog: Catalog) -> Paragraph:
    """What students must know of it."""
    lead = [catalog("sheet-lead"), catalog("sheet-check")]
    if any(
        isinstance(block, Boxes) and block.box != "write" for row in rows for block in row.blocks
    ):
        lead.append(catalog("instructions-choice"))
    return Paragraph(spans(" ".join(lead)))


def _rows(view: QuizView, form: int, catalog: Catalog) -> Iterator[Entry]:
    """A row for each item in printing order, and after it one for each of its parts."""
    for item in placed(view, form):
        blocks = type_of(item.student).answer_space(item.student, item.order, catalog)
        yield from _numbered(str(item.number), f"[{points_text(item.student.points)}]", blocks)


def _numbered(number: str, points: str, blocks: Sequence[Block]) -> Iterator[Entry]:
    own = tuple(block for block in blocks if not isinstance(block, Entries))
    parts = [part for block in blocks if isinstance(block, Entries) for part in block.entries]
    if own or not parts:
        yield Entry(number, own, points)
    for part in parts:
        yield from _numbered(f"{number} {part.number}", part.points, part.blocks)
