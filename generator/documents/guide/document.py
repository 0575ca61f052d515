"""The guide: what an instructor wants to know of a quiz before it is handed out."""

from __future__ import annotations

from generator.documents.guide.content import (
    blueprint_blocks,
    effort_blocks,
    guess_blocks,
    objective_blocks,
)
from generator.documents.guide.evidence import coverage_blocks, evidence_blocks
from generator.documents.guide.forms import agreement_blocks, crosswalk_blocks
from generator.documents.guide.history import history_blocks
from generator.documents.guide.model import COUNTED, Guide
from generator.documents.guide.plan import plan_blocks
from generator.documents.kind import Audience, DocumentKind
from generator.documents.placed import placed
from generator.documents.revision_note import revision_blocks
from generator.documents.shared_blocks import points_phrase, source_paragraphs, title_block
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Document, HeaderFooter, Notice, Paragraph, spans
from generator.page.markup import Span, joined
from generator.page.one_line import with_signs

GUIDE = DocumentKind(
    "guide", Audience.TEACHER, "{code}-guide-KEY{revision}", changed_because=COUNTED
)


def guide(guide: Guide, catalog: Catalog) -> Document:
    """The guide to a quiz."""
    view, number, draft = guide.view, guide.note.number, guide.draft
    blocks = (
        *_front(guide, catalog),
        *plan_blocks(guide, catalog),
        *history_blocks(guide, catalog),
        *crosswalk_blocks(guide, catalog),
        *effort_blocks(guide, catalog),
        *guess_blocks(guide, catalog),
        *blueprint_blocks(guide, catalog),
        *agreement_blocks(guide, catalog),
        *coverage_blocks(guide, catalog),
        *evidence_blocks(guide, catalog),
        *objective_blocks(guide, catalog),
        *source_paragraphs(view.sources, catalog),
    )
    header_footer = HeaderFooter(
        head=f"{with_signs(view.title)} – {catalog('guide')}",
        banner=catalog("key-banner"),
        page=catalog("page"),
        foot=guide.code if draft else f"{guide.code} · r{number}",
        watermark=catalog("draft") if draft else "",
    )
    title = f"{with_signs(view.title)} – {catalog('guide')}"
    return Document(
        title,
        view.language,
        header_footer,
        blocks,
        "guide",
        dense=True,
        words_version=catalog.words_version,
    )


def _front(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    view, draft = guide.view, guide.draft
    check = (
        Span(catalog("codes-match") + " ", bold=True),
        Span(catalog("guide-codes", code=guide.code, n=guide.note.number)),
    )
    notice = spans(catalog("draft-notice"), bold=True) if draft else check
    questions = [catalog("questions", n=sum(len(section.items) for section in view.sections))]
    facts = [catalog("forms", n=len(view.forms)), *questions, points_phrase(view.points, catalog)]
    facts += [catalog("minutes", n=view.duration)] if view.duration else []
    about = () if draft else revision_blocks(guide.note, view, list(placed(view, 0)), catalog)
    return (
        Notice((Paragraph(notice),)),
        *title_block(view, catalog("guide")),
        Paragraph(joined([spans(fact) for fact in facts])),
        *about,
    )
