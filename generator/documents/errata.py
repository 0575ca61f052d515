"""Two slips for a paper that was printed: its questions put right, for students; questions to
mark again, for markers.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.documents.kind import Audience, DocumentKind
from generator.documents.paper import paper_entry
from generator.documents.placed import Placed
from generator.documents.shared_blocks import title_block
from generator.editions.edition import Edition
from generator.editions.quiz import QuizView
from generator.i18n.catalog import Catalog
from generator.page.blocks import (
    Block,
    Document,
    Entries,
    HeaderFooter,
    Heading,
    Notice,
    Paragraph,
    Table,
    spans,
)
from generator.page.markup import Span
from generator.page.one_line import with_signs
from generator.page.understood import led_by

Mended = tuple[Placed, str]  # a question as it must read, and the stem on paper ("" where it stays)
Row = tuple[str, str, str, str]  # a question's number, its key as it was and is, its points


ERRATA = DocumentKind("errata", Audience.STUDENT, "{code}-{form}-errata-{sign}")
REMARK = DocumentKind("remark", Audience.TEACHER, "{code}-{form}-REMARK-r{since}{revision}")


def errata(
    view: QuizView, form: int, code: str, mended: Sequence[Mended], catalog: Catalog
) -> Document:
    """The students' slip: each question as it must read, under its number and letters on the paper
    in hand.
    """
    name = view.form_names[form]
    lead = (Span(catalog("errata-lead", code=code), bold=True),)
    blocks: list[Block] = [*title_block(view, catalog("errata")), Notice((Paragraph(lead),))]
    for placed, stem in mended:
        blocks.append(Heading(2, spans(catalog("errata-question", n=placed.number))))
        if stem:
            blocks += led_by((Span(catalog("errata-instead") + " ", bold=True),), stem, "small")
        blocks.append(Entries((paper_entry(placed, catalog),)))
    title = f"{with_signs(view.title)} – {catalog('errata')} – {catalog('form', form=name)}"
    header_footer = HeaderFooter(
        head=with_signs(view.title), form=name, foot=code, page=catalog("page")
    )
    return Document(
        title,
        view.language,
        header_footer,
        tuple(blocks),
        f"errata {name}",
        words_version=catalog.words_version,
    )


def remarking(
    edition: Edition, form: int, rows: Sequence[Row], then: str, catalog: Catalog
) -> Document:
    """The markers' slip: each question whose key is another one than in the revisions `then`, as it
    was and as it is.
    """
    view, code, now = edition.view, edition.paper_code(form), edition.number
    name = edition.form_names[form]
    lead = (Span(catalog("remark-lead", code=code, then=then, now=now), bold=True),)
    table = Table(
        tuple(spans(head) for head in catalog.list("remark-head")),
        tuple(tuple(spans(cell) for cell in row) for row in rows),
        (1.0, 2.0, 2.0, 1.0),
        catalog("remark-summary"),
        row_heads=True,
    )
    blocks = (
        *title_block(view, catalog("remark")),
        Notice((Paragraph(lead),)),
        table,
        Paragraph(spans(catalog("remark-rest", n=now))),
    )
    title = f"{with_signs(view.title)} – {catalog('remark')} – {catalog('form', form=name)}"
    header_footer = HeaderFooter(
        head=with_signs(view.title),
        form=name,
        banner=catalog("key-banner"),
        page=catalog("page"),
        foot=f"{code} · r{now}",
    )
    return Document(
        title,
        view.language,
        header_footer,
        blocks,
        f"remark {name}",
        dense=not catalog.has_first_words,
        words_version=catalog.words_version,
    )
