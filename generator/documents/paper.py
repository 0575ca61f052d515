"""The paper: a form of the quiz without its keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.content.dates import PartialDate
from generator.content.field_types import points_text
from generator.content.model import PrintSettings
from generator.content.style import AT_END, BY_PART, NO_TABLE, USUAL_STYLE, Style
from generator.documents.kind import Audience, DocumentKind, StudentCopy
from generator.documents.placed import BlockCache, Placed, composed_once, placed
from generator.documents.shared_blocks import number_grids, points_phrase, source_paragraphs
from generator.documents.styled import about_view, in_style, letterhead, write_in
from generator.editions.quiz import QuizView
from generator.i18n.catalog import Catalog
from generator.items import type_of
from generator.page.blocks import (
    Block,
    Bullets,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Options,
    Paragraph,
    SideBySide,
    Table,
    spans,
)
from generator.page.markup import Span, Spans, parse, plain
from generator.page.understood import blocks_of


@dataclass(frozen=True)
class PaperLook:
    """How a paper is made up.  `on_sheet`: answers are written on an answer sheet, and the paper
    says so; `style`: that of the institution.
    """

    on_sheet: bool = False
    style: Style = USUAL_STYLE


def paper_look(settings: PrintSettings, style: Style, as_text: bool = False) -> PaperLook:
    """The look that settings and a style ask for; the text edition says itself where an answer
    goes.
    """
    return PaperLook(settings.answer_sheet and not as_text, style)


def paper(
    view: QuizView,
    form: int,
    code: str,
    catalog: Catalog,
    draft: bool = False,
    look: PaperLook = PaperLook(),  # noqa: B008 - a frozen value
) -> Document:
    """The paper of a form; `code` is the paper's whole code, or the draft sign."""
    name, forms = view.form_names[form], _forms(view, catalog, look)
    header_footer = HeaderFooter(
        head=plain(view.title),
        form=name,
        foot=code,
        page=catalog("page"),
        watermark=catalog("draft") if draft else "",
    )
    title = f"{plain(view.title)} – {catalog('form', form=name)}"
    document = Document(
        title,
        view.language,
        header_footer,
        forms[form],
        f"paper {name}",
        forms=forms,
        place=form,
        blank=catalog("class-set-blank"),
    )
    return in_style(document, look.style, about_view(view), for_students=True)


def _forms(view: QuizView, catalog: Catalog, look: PaperLook) -> tuple[tuple[Block, ...], ...]:
    """The blocks of all forms, composed once."""
    known = view.form_cache
    key = catalog, look
    if key not in known:
        known[key] = tuple(
            _form(view, list(placed(view, form)), catalog, look) for form in range(len(view.forms))
        )
    return known[key]


def _form(
    view: QuizView, items: list[Placed], catalog: Catalog, look: PaperLook
) -> tuple[Block, ...]:
    return (
        *_front(view, items, catalog, look),
        *_sections(view, items, catalog, look.style),
        Paragraph(spans(catalog("end-of-quiz"), bold=True), "closing"),
    )


def _compose(copy: StudentCopy) -> Document:
    look = paper_look(copy.settings, copy.style, copy.as_text)
    return paper(copy.view, copy.form, copy.code, copy.catalog, copy.draft, look)


PAPER = DocumentKind(
    "paper",
    Audience.STUDENT,
    "{code}-{form}",
    copies_for_class=True,
    in_every_profile=True,
    stays_as_handed_out=True,
    in_guide=True,
    student=_compose,
)


def _front(
    view: QuizView, items: list[Placed], catalog: Catalog, look: PaperLook
) -> tuple[Block, ...]:
    style = look.style
    title = Heading(1, parse(view.title))
    institution, course = parse(view.institution), parse(view.course)
    head = letterhead(style, institution, [course] if course else [], title)
    fields = (write_in(style.fields, catalog),) if style.fields else ()
    sources = source_paragraphs(view.sources, catalog)
    if not style.cover:
        return (*head, *fields, *_bare_instructions(view, look, catalog), *sources)
    facts = [catalog("document-word")] if style.document else []
    facts += [plain(text) for text in (view.class_name, view.instructor) if text]
    facts += [catalog.date(PartialDate.parse(view.date))] if view.date else []
    facts += [catalog("minutes", n=view.duration)] if view.duration else []
    facts += [catalog("questions", n=len(items)), points_phrase(view.points, catalog)]
    instructions = _instructions(view, items, catalog, look)
    table = _points(view, items, catalog, style)
    return (
        *head,
        Paragraph(spans(" · ".join(facts)), "body"),
        *fields,
        *((SideBySide(instructions, table),) if table else instructions),
        *sources,
    )


def _instructions(
    view: QuizView, items: list[Placed], catalog: Catalog, look: PaperLook
) -> tuple[Block, ...]:
    texts = view.instructions or catalog.list("instructions-default")
    entries = [*_on_sheet(look, catalog), *(blocks_of(text) for text in texts)]
    if not view.instructions and any(
        _crossed(_item_blocks(item, catalog, view.block_cache)) for item in items
    ):
        entries.append((Paragraph(spans(catalog("instructions-choice"))),))
    return Heading(2, spans(catalog("instructions")), bookmark=False), Bullets(tuple(entries))


def _bare_instructions(view: QuizView, look: PaperLook, catalog: Catalog) -> tuple[Block, ...]:
    """Without a cover: what the pack itself says, and where answers go."""
    own = (blocks_of(text) for text in view.instructions)
    entries = (*_on_sheet(look, catalog), *own)
    return (Bullets(entries),) if entries else ()


def _on_sheet(look: PaperLook, catalog: Catalog) -> list[tuple[Block, ...]]:
    """That answers are written on the answer sheet, where they are."""
    return [(Paragraph(spans(catalog("answer-on-sheet"), bold=True)),)] if look.on_sheet else []


def _crossed(blocks: Sequence[Block]) -> bool:
    """Whether there are options to choose from, here or in a part."""
    options = (option for block in blocks if isinstance(block, Options) for option in block.entries)
    entries = (entry for block in blocks if isinstance(block, Entries) for entry in block.entries)
    return any(option.box in ("round", "square") for option in options) or any(
        _crossed(entry.blocks) for entry in entries
    )


def _points(
    view: QuizView, items: list[Placed], catalog: Catalog, style: Style
) -> tuple[Block, ...]:
    """The points of each question or part, with room for the mark."""
    if style.points_table == NO_TABLE:
        return ()
    if style.points_table == BY_PART:
        return (_points_of_parts(view, items, catalog),)
    numbers = [str(item.number) for item in items] + [catalog("points-total")]
    points = [points_text(item.student.points) for item in items] + [points_text(view.points)]
    rows = [(catalog("points-column"), points), (catalog("points-mark"), [""] * len(numbers))]
    return number_grids(numbers, rows, catalog("points-of"), catalog("points-summary"))


def _points_of_parts(view: QuizView, items: list[Placed], catalog: Catalog) -> Table:
    """A row for each part, with its first and last question, and one for the total."""
    rows = []
    for n, section in enumerate(view.sections):
        own = [item.number for item in items if item.section == n]
        questions = f"{own[0]}–{own[-1]}" if len(own) > 1 else str(own[0])
        rows.append((str(n + 1), questions, points_text(section.points), ""))
    rows.append((catalog("points-total"), "", points_text(view.points), ""))
    heads = (
        catalog("points-part"),
        catalog("points-questions"),
        catalog("points-column"),
        catalog("points-mark"),
    )
    return Table(
        tuple(spans(head) for head in heads),
        tuple(tuple(spans(cell) for cell in row) for row in rows),
        (2.2, 3.0, 2.2, 2.4),
        catalog("points-parts-summary"),
        row_heads=True,
        style="grid",
    )


def _sections(
    view: QuizView, items: list[Placed], catalog: Catalog, style: Style
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at_end = style.points_at == AT_END
    for n, section in enumerate(view.sections):
        heading = section_heading(view, n, catalog)
        blocks.append(heading if style.accent is None else replace(heading, ruled=True))
        entries = tuple(
            paper_entry(item, catalog, view.block_cache, at_end)
            for item in items
            if item.section == n
        )
        blocks.append(Entries(entries))
        assert len(entries) == len(section.items)
    return tuple(blocks)


def section_heading(view: QuizView, n: int, catalog: Catalog) -> Heading:
    """A section's heading, numbered where there are several, with its points."""
    points = points_phrase(view.sections[n].points, catalog)
    return Heading(2, (*section_title(view, n, catalog), Span(f"  ({points})")))


def section_title(view: QuizView, n: int, catalog: Catalog) -> Spans:
    """A section's title, numbered where there are several."""
    lead = spans(catalog("part", n=n + 1)) if len(view.sections) > 1 else ()
    return (*lead, *parse(view.sections[n].title))


def paper_entry(
    item: Placed,
    catalog: Catalog,
    block_cache: BlockCache | None = None,
    points_at_end: bool = False,
) -> Entry:
    """An item as a student sees it, with its number and points; `block_cache`: what was
    composed of the view before; `points_at_end`: behind the room for its answer.
    """
    blocks = _item_blocks(item, catalog, {} if block_cache is None else block_cache, points_at_end)
    return Entry(
        str(item.number),
        blocks,
        f"[{points_text(item.student.points)}]",
        type_of(item.student).keep_together,
        points_at_end=points_at_end and not _has_parts(blocks),
    )


def _item_blocks(
    item: Placed, catalog: Catalog, block_cache: BlockCache, points_at_end: bool = False
) -> tuple[Block, ...]:
    """The item as students see it, beside its number."""

    def composed() -> tuple[Block, ...]:
        blocks = type_of(item.student).student_blocks(item.student, item.order, catalog)
        return _with_points_at_end(blocks) if points_at_end else blocks

    return composed_once(block_cache, item, catalog, composed, points_at_end)


def _with_points_at_end(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks whose parts have their points behind the room for an answer; a whole keeps its sum
    where it begins.
    """
    return tuple(
        replace(
            block,
            entries=tuple(
                replace(
                    part,
                    blocks=_with_points_at_end(part.blocks),
                    points_at_end=not _has_parts(part.blocks),
                )
                for part in block.entries
            ),
        )
        if isinstance(block, Entries)
        else block
        for block in blocks
    )


def _has_parts(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Entries) for block in blocks)
