"""The sheet that takes the marks of a class: a row for each student, a column for each question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.content.field_types import points_text
from generator.documents.kind import Audience, DocumentKind
from generator.documents.placed import placed
from generator.documents.revision_note import counting, void_lines
from generator.documents.shared_blocks import title_block
from generator.editions.edition import Edition
from generator.editions.quiz import QuizView, RevisionNote
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Document, HeaderFooter, MarkTable, Notice, Paragraph, spans
from generator.page.markup import Span, plain

MARK_SHEET = DocumentKind("mark-sheet", Audience.TEACHER, "{code}-mark-sheet", in_guide=True)
MARK_TABLE = DocumentKind(
    "mark-table", Audience.TEACHER, "{code}-mark-sheet", extension="csv", filled_in=True
)
MOST_FORMS = 6  # whose question numbers are printed over the columns in print
Row = tuple[str, str, str]  # a student's name and number, and the form; "" to be written in


@dataclass(frozen=True)
class Column:
    """A question: its number on every form, its points, and what its being void gives everyone ("":
    it counts).
    """

    numbers: tuple[int, ...]
    points: Fraction
    void: str = ""


def mark_columns(view: QuizView, note: RevisionNote) -> tuple[Column, ...]:
    """The questions in the order of the first form."""
    orders = [
        {(item.section, item.index): item for item in placed(view, form)}
        for form in range(len(view.forms))
    ]
    rules = {(void.section, void.index): void.rule for void in note.voids}
    return tuple(
        Column(
            tuple(order[place].number for order in orders),
            item.student.points,
            rules.get(place, ""),
        )
        for place, item in orders[0].items()
    )


def mark_sheet(edition: Edition, rows: Sequence[Row], catalog: Catalog) -> Document:
    """The table to write marks into."""
    view, code, note = edition.view, edition.code, edition.note
    columns, count = mark_columns(view, note), len(view.forms)
    shown = count if count <= MOST_FORMS else 1
    above = tuple(
        (
            catalog("mark-sheet-questions", form=view.form_names[form])
            if count > 1
            else catalog("points-of"),
            (
                *(str(column.numbers[form]) for column in columns),
                catalog("points-total") if form == 0 else "",
            ),
        )
        for form in range(shown)
    )
    heads = (
        *(
            catalog("void-short") if column.void else points_text(column.points)
            for column in columns
        ),
        points_text(counting(note, view)),
    )
    filled = (
        *(
            points_text(column.points)
            if column.void == "full"
            else catalog("void-short")
            if column.void
            else ""
            for column in columns
        ),
        "",
    )
    lead = (catalog("name"), catalog("number"), catalog("mark-sheet-form"))
    table = MarkTable(
        lead, (3.2, 1.5, 1.0), above, heads, tuple(rows), filled, catalog("mark-sheet-summary")
    )
    blocks = (
        *title_block(view, catalog("mark-sheet"), catalog),
        *_front(view, note, code, count, catalog),
        table,
    )
    header_footer = HeaderFooter(
        head=f"{plain(view.title)} – {catalog('mark-sheet')}",
        foot=f"{code} · r{note.number}",
        page=catalog("page"),
    )
    return Document(
        f"{plain(view.title)} – {catalog('mark-sheet')}",
        view.language,
        header_footer,
        blocks,
        "mark-sheet",
    )


def _front(
    view: QuizView, note: RevisionNote, code: str, forms: int, catalog: Catalog
) -> tuple[Block, ...]:
    lead = Paragraph((Span(catalog("mark-sheet-lead", code=code)),))
    order = (Paragraph(spans(catalog("mark-sheet-order")), "small"),) if forms > 1 else ()
    many = (Paragraph(spans(catalog("mark-sheet-many")), "small"),) if forms > MOST_FORMS else ()
    if not note.voids:
        return lead, *order, *many
    lines = void_lines(note, view, list(placed(view, 0)), catalog)
    return lead, *order, *many, Notice(tuple(Paragraph(spans(line)) for line in lines))
