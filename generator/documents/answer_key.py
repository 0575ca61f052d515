"""The answer key of a form as text: everything of a question below it, its evidence too."""

from __future__ import annotations

from generator.content.field_types import points_text
from generator.documents.attribution import said_by
from generator.documents.paper import section_heading
from generator.documents.placed import BlockCache, Placed, composed_once, placed
from generator.documents.revision_note import codes_match, revision_blocks, void_mark
from generator.documents.section_rules import what_counts
from generator.documents.shared_blocks import number_grids, source_paragraphs, title_block
from generator.editions.edition import Edition
from generator.editions.quiz import AnswerKey, QuizView, RevisionNote
from generator.i18n.catalog import Catalog
from generator.items import CitedFact, ItemKey, StudentItem, type_of
from generator.items.protocol import stem_text_blocks
from generator.page.blocks import (
    Block,
    Bullets,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Notice,
    Paragraph,
    spans,
)
from generator.page.markup import Span, Spans, parse, plain
from generator.page.understood import blocks_of


def key(edition: Edition, form: int, catalog: Catalog) -> Document:
    """The key of a form."""
    view, code, draft = edition.view, edition.paper_code(form), edition.draft
    name = edition.form_names[form]
    items = list(placed(view, form))
    blocks = (
        *_front(edition, items, code, catalog),
        *_sections(view, edition.key, items, edition.note, catalog),
    )
    header_footer = HeaderFooter(
        head=plain(view.title),
        form=name,
        banner=catalog("key-banner"),
        page=catalog("page"),
        foot=code if draft else f"{code} · r{edition.number}",
        watermark=catalog("draft") if draft else "",
    )
    title = f"{plain(view.title)} – {catalog('answer-key')} – {catalog('form', form=name)}"
    return Document(
        title,
        view.language,
        header_footer,
        blocks,
        f"key {name}",
        words_version=catalog.words_version,
    )


def _front(edition: Edition, items: list[Placed], code: str, catalog: Catalog) -> tuple[Block, ...]:
    view, keys, note = edition.view, edition.key, edition.note
    strips = [
        void_mark(note, item, catalog)
        or type_of(item.student).short_key(item.student, _answer(keys, item), item.order, catalog)
        for item in items
    ]
    grid = number_grids(
        [str(item.number) for item in items],
        [(catalog("key-row"), strips)],
        catalog("points-of"),
        catalog("answers-summary"),
    )
    about = () if edition.draft else revision_blocks(note, view, items, catalog)
    return (
        Notice((Paragraph(codes_match(edition, code, catalog)),)),
        *title_block(view, catalog("answer-key")),
        *about,
        Heading(2, spans(catalog("answers"))),
        *grid,
        *source_paragraphs(view.sources, catalog),
    )


def _answer(keys: AnswerKey, item: Placed) -> ItemKey:
    return keys.sections[item.section][item.index]


def _sections(
    view: QuizView, keys: AnswerKey, items: list[Placed], note: RevisionNote, catalog: Catalog
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for n in range(len(view.sections)):
        blocks.append(section_heading(view, n, catalog))
        if rule := what_counts(view.sections[n], catalog):
            blocks.append(Paragraph(spans(rule, bold=True), "small"))
        blocks.append(
            Entries(
                tuple(
                    key_entry(
                        item,
                        _answer(keys, item),
                        catalog,
                        bool(void_mark(note, item, catalog)),
                        keys.block_cache,
                    )
                    for item in items
                    if item.section == n
                )
            )
        )
    return tuple(blocks)


def key_entry(
    item: Placed,
    answer: ItemKey,
    catalog: Catalog,
    void: bool = False,
    block_cache: BlockCache | None = None,
) -> Entry:
    """An item with its key, the reasons, the evidence and its id; `block_cache`: what was
    composed of the key side before.
    """
    blocks = composed_once(
        {} if block_cache is None else block_cache,
        item,
        catalog,
        lambda: _key_blocks(item.student, answer, item.order, catalog, void),
        void,
    )
    return Entry(str(item.number), blocks, f"[{points_text(item.student.points)}]", together=False)


def _key_blocks(
    student: StudentItem, answer: ItemKey, order: tuple[int, ...], catalog: Catalog, void: bool
) -> tuple[Block, ...]:
    """What note beside an item's number."""
    blocks: tuple[Block, ...] = (
        *stem_text_blocks(student),
        *((Paragraph(spans(catalog("void-item"), bold=True)),) if void else ()),
        *type_of(student).key_blocks(student, answer, order, catalog),
    )
    if answer.rationale:
        blocks += blocks_of(answer.rationale)
    if answer.facts:
        blocks += (
            Paragraph(spans(catalog("evidence"), bold=True), "small"),
            Bullets(tuple((Paragraph(_fact(fact, catalog), "small"),) for fact in answer.facts)),
        )
    about = [answer.id]
    about += [plain(answer.objective)] if answer.objective else []
    about += [catalog(f"level-{answer.level}")] if answer.level else []
    about += [catalog(f"difficulty-{answer.difficulty}")] if answer.difficulty else []
    return (*blocks, Paragraph(spans(" · ".join(about)), "closing"))


def _fact(fact: CitedFact, catalog: Catalog) -> Spans:
    return (
        Span(f"{fact.id} ", bold=True),
        Span("("),
        *said_by(fact, catalog),
        Span(") "),
        *parse(fact.text),
        Span(f" – {fact.ref}"),
    )
