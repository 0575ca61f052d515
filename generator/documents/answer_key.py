"""The answer key of a form."""

from __future__ import annotations

from generator.content.dates import DateRange
from generator.content.field_types import points_text
from generator.documents.common import (
    Kept,
    Placed,
    number_grids,
    once,
    placed,
    source_paragraphs,
    title_block,
)
from generator.documents.paper import section_heading
from generator.documents.revision_note import standing_blocks, void_mark
from generator.editions.quiz import AnswerKey, QuizView, RevisionNote, form_name
from generator.i18n.catalog import Catalog
from generator.items import CitedFact, ItemKey, StudentItem, type_of
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


def key(
    view: QuizView,
    keys: AnswerKey,
    form: int,
    code: str,
    revision: int,
    catalog: Catalog,
    draft: bool = False,
    standing: RevisionNote | None = None,
) -> Document:
    """The key of a form; `code` is the paper's whole code, or the draft sign; `standing` what the revision changed."""
    name = form_name(form, len(view.forms))
    items = list(placed(view, form))
    stands = standing or RevisionNote(revision, (revision - 1,) if revision > 1 else ())
    blocks = (
        *_front(view, keys, items, code, stands, catalog, draft),
        *_sections(view, keys, items, stands, catalog),
    )
    furniture = HeaderFooter(
        head=plain(view.title),
        form=name,
        banner=catalog("key-banner"),
        page=catalog("page"),
        foot=code if draft else f"{code} · r{revision}",
        watermark=catalog("draft") if draft else "",
    )
    title = f"{plain(view.title)} – {catalog('answer-key')} – {catalog('form', form=name)}"
    return Document(title, view.language, furniture, blocks, f"key {name}")


def _front(
    view: QuizView,
    keys: AnswerKey,
    items: list[Placed],
    code: str,
    stands: RevisionNote,
    catalog: Catalog,
    draft: bool,
) -> tuple[Block, ...]:
    check = (
        Span(catalog("codes-match") + " ", bold=True),
        Span(catalog("codes-match-more", code=code)),
    )
    notice = spans(catalog("draft-notice"), bold=True) if draft else check
    strips = [
        void_mark(stands, item, catalog)
        or type_of(item.asked).short_key(item.asked, _answer(keys, item), item.order, catalog)
        for item in items
    ]
    grid = number_grids(
        [str(item.number) for item in items],
        [(catalog("key-row"), strips)],
        catalog("points-of"),
        catalog("answers-summary"),
    )
    about = () if draft else standing_blocks(stands, view, items, catalog)
    return (
        Notice((Paragraph(notice),)),
        *title_block(view, catalog("answer-key"), catalog),
        *about,
        Heading(2, spans(catalog("answers"))),
        *grid,
        *source_paragraphs(view.sources, catalog),
    )


def _answer(keys: AnswerKey, item: Placed) -> ItemKey:
    return keys.sections[item.section][item.index]


def _sections(
    view: QuizView, keys: AnswerKey, items: list[Placed], stands: RevisionNote, catalog: Catalog
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for n in range(len(view.sections)):
        blocks.append(section_heading(view, n, catalog))
        blocks.append(
            Entries(
                tuple(
                    key_entry(
                        item,
                        _answer(keys, item),
                        catalog,
                        bool(void_mark(stands, item, catalog)),
                        keys.block_cache,
                    )
                    for item in items
                    if item.section == n
                )
            )
        )
    return tuple(blocks)


def key_entry(
    item: Placed, answer: ItemKey, catalog: Catalog, void: bool = False, kept: Kept | None = None
) -> Entry:
    """An item with its key, the reasons, the evidence and its id; `kept`: what was composed of the key side before."""
    blocks = once(
        {} if kept is None else kept,
        item,
        catalog,
        lambda: _answered(item.asked, answer, item.order, catalog, void),
        void,
    )
    return Entry(str(item.number), blocks, f"[{points_text(item.asked.points)}]", together=False)


def _answered(
    asked: StudentItem, answer: ItemKey, order: tuple[int, ...], catalog: Catalog, void: bool
) -> tuple[Block, ...]:
    """What stands beside an item's number."""
    blocks: tuple[Block, ...] = (
        Paragraph(parse(asked.stem)),
        *(Paragraph(spans(catalog("void-item"), bold=True)),) * void,
        *type_of(asked).key_blocks(asked, answer, order, catalog),
    )
    if answer.rationale:
        blocks += (Paragraph(parse(answer.rationale)),)
    blocks += (
        Paragraph(spans(catalog("evidence"), bold=True), "small"),
        Bullets(tuple((Paragraph(_fact(fact, catalog), "small"),) for fact in answer.facts)),
    )
    about = " · ".join(
        (
            answer.id,
            plain(answer.objective),
            catalog(f"level-{answer.level}"),
            catalog(f"difficulty-{answer.difficulty}"),
        )
    )
    return (*blocks, Paragraph(spans(about), "closing"))


def _fact(fact: CitedFact, catalog: Catalog) -> Spans:
    status = catalog(f"status-{fact.status}")
    says = catalog("by", status=status, who=fact.by) if fact.by else status
    date = (
        f"{catalog('list-comma')}{catalog.date_range_in_brackets(DateRange.parse(fact.date))}"
        if fact.date
        else ""
    )
    return (
        Span(f"{fact.id} ", bold=True),
        Span(f"({says}{date}) "),
        *parse(fact.text),
        Span(f" – {fact.ref}"),
    )
