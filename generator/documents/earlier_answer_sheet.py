"""Answer sheets as programs made them that had no densities: papers with those looks keep them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.content.field_types import points_text
from generator.documents.placed import asks_for_booklet, placed
from generator.documents.section_rules import choices
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
    WriteIn,
    spans,
)
from generator.page.markup import joined, parse, plain


def earlier_answer_sheet(
    view: QuizView, form: int, code: str, catalog: Catalog, draft: bool = False
) -> Document:
    """The answer sheet of a form; `code` is the paper's whole code, or the draft sign."""
    name = view.form_names[form]
    rows = tuple(_rows(view, form, catalog))
    blocks = (
        *_front(view, name, code, rows, catalog),
        AnswerGrid(rows, WriteIn(_fields(catalog)[:2])),
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
    return Document(
        title,
        view.language,
        header_footer,
        blocks,
        f"answer-sheet {name}",
        words_version=catalog.words_version,
    )


def _front(
    view: QuizView, name: str, code: str, rows: Sequence[Entry], catalog: Catalog
) -> tuple[Block, ...]:
    above = [parse(text) for text in (view.institution, view.course, view.title) if text]
    marked = catalog("sheet-lead-booklet" if asks_for_booklet(view) else "sheet-lead")
    lead = [marked, catalog("sheet-check")]
    if any(
        isinstance(block, Boxes) and block.box != "write" for row in rows for block in row.blocks
    ):
        lead.append(catalog("instructions-choice"))
    return (
        Paragraph(joined(above), "small"),
        Heading(1, spans(catalog("answer-sheet"))),
        Paragraph(spans(f"{catalog('form', form=name)} · {code}"), "large"),
        WriteIn(_fields(catalog)),
        Paragraph(spans(" ".join(lead))),
        *(Paragraph(choice) for choice in choices(view, catalog)),
    )


def _fields(catalog: Catalog) -> tuple[tuple[str, float], ...]:
    return (catalog("name"), 0.5), (catalog("number"), 0.25), (catalog("date"), 0.25)


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
