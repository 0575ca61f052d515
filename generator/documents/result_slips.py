"""Slips for students: what each has by part and by objective, below a name."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.documents.kind import Audience, DocumentKind
from generator.editions.edition import Edition
from generator.i18n.catalog import Catalog
from generator.page.blocks import (
    Block,
    Document,
    HeaderFooter,
    Heading,
    Notice,
    Paragraph,
    Table,
    spans,
)
from generator.page.markup import Span, joined, parse
from generator.page.one_line import with_signs
from generator.values import dataclass

RESULT_SLIPS = DocumentKind("result-slips", Audience.TEACHER, "{code}-result-slips")


@dataclass(frozen=True)
class ResultSlip:
    """What one student is told: the total and its grade ("" for none), and the points by part and
    by objective, each (name, points, possible).
    """

    student: str
    total: Fraction
    possible: Fraction
    grade: str
    shares: tuple[tuple[str, Fraction, Fraction], ...]


def result_slips(edition: Edition, slips: Sequence[ResultSlip], catalog: Catalog) -> Document:
    """The slips of a class, as many on a page as it holds: each is in a frame to cut along, and on
    one page, so that no student gets a line of another's.
    """
    title = f"{with_signs(edition.view.title)} – {catalog('result-slip')}"
    return Document(
        title,
        edition.view.language,
        HeaderFooter(head=title, foot=edition.code, page=catalog("page")),
        tuple(Notice(_slip(edition, slip, catalog)) for slip in slips),
        "result slips",
        splits=True,
        dense=True,
        words_version=catalog.words_version,
    )


def _slip(edition: Edition, slip: ResultSlip, catalog: Catalog) -> tuple[Block, ...]:
    view, mark = edition.view, catalog("decimal-mark")

    def number(points: Fraction) -> str:
        return f"{round(float(points), 2):g}".replace(".", mark)

    above = [parse(text) for text in (view.institution, view.course) if text]
    title = (*parse(view.title), Span(f" – {catalog('result-slip')}"))
    total = catalog("result-slip-total", points=number(slip.total), total=number(slip.possible))
    grade = catalog("result-slip-grade", value=slip.grade) if slip.grade else ""
    rows = tuple(
        (parse(name), spans(f"{number(points)} / {number(possible)}"))
        for name, points, possible in slip.shares
    )
    heads = tuple(spans(head) for head in catalog.list("result-slip-head"))
    return (
        Paragraph(joined([*above, title]), "small"),
        Heading(1, spans(slip.student)),
        *(Paragraph(spans(line), "answer") for line in (total, grade) if line),
        Table(heads, rows, (3.0, 1.0), catalog("result-slip-summary"), row_heads=True),
    )
