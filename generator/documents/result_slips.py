"""Slips for students: what each has by part and by objective, one beside a name."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.documents.kind import Audience, DocumentKind
from generator.documents.shared_blocks import title_block
from generator.editions.edition import Edition
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Document, HeaderFooter, Paragraph, Table, spans
from generator.page.markup import parse
from generator.page.one_line import with_signs
from generator.values import dataclass

_MANY = 10  # parts and objectives, from which on they are in small type: a slip is one page

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


def result_slip(edition: Edition, slip: ResultSlip, catalog: Catalog) -> Document:
    """The slip of one student, on a page of its own, so that none sees another's."""
    view, mark = edition.view, catalog("decimal-mark")

    def number(points: Fraction) -> str:
        return f"{round(float(points), 2):g}".replace(".", mark)

    title = f"{with_signs(view.title)} – {catalog('result-slip')}"
    total = catalog("result-slip-total", points=number(slip.total), total=number(slip.possible))
    grade = (
        (Paragraph(spans(catalog("result-slip-grade", value=slip.grade)), "answer"),)
        if slip.grade
        else ()
    )
    rows = tuple(
        (parse(name), spans(f"{number(points)} / {number(possible)}"))
        for name, points, possible in slip.shares
    )
    heads = tuple(spans(head) for head in catalog.list("result-slip-head"))
    blocks: tuple[Block, ...] = (
        *title_block(view, catalog("result-slip")),
        Paragraph(spans(slip.student), "lead"),
        Paragraph(spans(total), "answer"),
        *grade,
        Table(heads, rows, (3.0, 1.0), catalog("result-slip-summary"), row_heads=True),
    )
    header_footer = HeaderFooter(head=title, foot=edition.code, page=catalog("page"))
    return Document(
        title,
        view.language,
        header_footer,
        blocks,
        "result slip",
        dense=len(rows) > _MANY,
        words_version=catalog.words_version,
    )


def slips_of(edition: Edition, slips: Sequence[ResultSlip], catalog: Catalog) -> list[Document]:
    """The slips of a class, one behind the other."""
    return [result_slip(edition, slip, catalog) for slip in slips]
