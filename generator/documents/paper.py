"""The paper: a form of the quiz without its keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

from generator.content.dates import PartialDate
from generator.content.field_types import points_text
from generator.content.model import EARLIER, INSERT, Layout, PrintSettings
from generator.content.style import AT_END, BY_PART, MOST_IN_TABLE, NO_TABLE, USUAL_STYLE, Style
from generator.documents.kind import Audience, DocumentKind, StudentCopy
from generator.documents.placed import (
    BlockCache,
    Placed,
    asks_for_booklet,
    composed_once,
    number_text,
    placed,
)
from generator.documents.said_once import said_once, scoring_rules
from generator.documents.section_rules import choices, opening_blocks
from generator.documents.shared_blocks import number_grids, points_phrase, source_paragraphs
from generator.documents.sources import source_letters
from generator.documents.styled import about_view, in_style, letterhead, write_in
from generator.editions.quiz import QuizView
from generator.i18n.catalog import Catalog
from generator.items import type_of
from generator.page.blocks import (
    Block,
    Boxes,
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
    Together,
    spans,
)
from generator.page.markup import Span, Spans, parse
from generator.page.one_line import with_signs
from generator.page.understood import blocks_of
from generator.values import dataclass


@dataclass(frozen=True)
class PaperLook:
    """How a paper is made up.

    `on_sheet`: answers are given on an answer sheet, so the paper has no room for them; `earlier`:
    as programs made it that had no densities, with room all the same.  `layout`: what begins on a
    new page, and what is kept on one; `style`: that of the institution; `as_text`: of a text
    edition, which has no pages, and no boxes to cross.
    """

    on_sheet: bool = False
    earlier: bool = False
    layout: Layout = Layout()
    style: Style = USUAL_STYLE
    as_text: bool = False

    @property
    def has_space(self) -> bool:
        """Whether answers can be written on it."""
        return self.earlier or not self.on_sheet


def paper_look(settings: PrintSettings, style: Style, as_text: bool = False) -> PaperLook:
    """The look that settings and a style ask for; the text edition says itself where an answer
    goes.
    """
    on_sheet = settings.answer_sheet and not as_text
    return PaperLook(on_sheet, settings.density == EARLIER, settings.layout, style, as_text)


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
        head=with_signs(view.title),
        form=name,
        foot=code,
        page=catalog("page"),
        watermark=catalog("draft") if draft else "",
        turn_over="" if look.earlier else catalog("turn-over"),
        goes_on="" if look.earlier else catalog("question-goes-on"),
    )
    title = f"{with_signs(view.title)} – {catalog('form', form=name)}"
    document = Document(
        title,
        view.language,
        header_footer,
        forms[form],
        f"paper {name}",
        forms=forms,
        place=form,
        blank=catalog("class-set-blank"),
        words_version=catalog.words_version,
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
    entries = _entries(view, items, catalog, look)
    front = _front(view, items, entries, catalog, look)
    return (
        *view.block_cache.setdefault(front, front),  # of most forms the same
        *_sections(view, items, entries, catalog, look),
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
    view: QuizView, items: list[Placed], entries: Sequence[Entry], catalog: Catalog, look: PaperLook
) -> tuple[Block, ...]:
    style = look.style
    title = Heading(1, parse(view.title))
    head = letterhead(style, parse(view.institution), parse(view.course), title)
    fields = (write_in(style.fields, catalog),) if style.fields else ()
    sources = source_paragraphs(view.sources, catalog)
    if not style.cover:
        return (*head, *fields, *_bare_instructions(view, catalog, look), *sources)
    facts = [catalog("document-word")] if style.document else []
    facts += [with_signs(text) for text in (view.class_name, view.instructor) if text]
    facts += [catalog.date(PartialDate.parse(view.date))] if view.date else []
    facts += [catalog("minutes", n=view.duration)] if view.duration else []
    facts += [catalog("questions", n=len(items)), points_phrase(view.points, catalog)]
    instructions = _instructions(view, entries, catalog, look)
    table = _points(view, items, catalog, look)
    return (
        *head,
        Paragraph(spans(" · ".join(facts)), "body"),
        *fields,
        *((SideBySide(instructions, table),) if table else instructions),
        *sources,
    )


def _instructions(
    view: QuizView, entries: Sequence[Entry], catalog: Catalog, look: PaperLook
) -> tuple[Block, ...]:
    bullets = _where_things_are(view, catalog, look)
    on_pages = not look.as_text or catalog.has_first_words
    usual = _usual_instructions(view, catalog, on_pages)
    bullets += [blocks_of(text) for text in view.instructions or usual]
    bullets += [(Paragraph(choice),) for choice in choices(view, catalog)]
    crossed = on_pages and any(_crossed(entry.blocks, look) for entry in entries)
    if crossed and not view.instructions:
        bullets.append((Paragraph(spans(catalog("instructions-choice"))),))
    return Heading(2, spans(catalog("instructions")), bookmark=False), Bullets(tuple(bullets))


def _bare_instructions(view: QuizView, catalog: Catalog, look: PaperLook) -> tuple[Block, ...]:
    """Without a cover: what the pack itself says, where things are, and what may be chosen."""
    bullets = _where_things_are(view, catalog, look)
    bullets += [blocks_of(text) for text in view.instructions]
    bullets += [(Paragraph(choice),) for choice in choices(view, catalog)]
    return (Bullets(tuple(bullets)),) if bullets else ()


def _where_things_are(view: QuizView, catalog: Catalog, look: PaperLook) -> list[tuple[Block, ...]]:
    """What is not on the paper: answers, where there is an answer sheet, and sources."""
    where = catalog("answer-on-sheet-booklet" if asks_for_booklet(view) else "answer-on-sheet")
    given = [spans(where, bold=True)] if look.on_sheet else []
    if look.layout.stimuli == INSERT and source_letters(view, catalog):
        given.append(spans(catalog("sources-apart"), bold=True))
    return [(Paragraph(runs),) for runs in given]


def _usual_instructions(view: QuizView, catalog: Catalog, on_pages: bool) -> tuple[str, ...]:
    """What a paper says whose pack has no instructions; it asks for all questions only where all
    are to be answered, and speaks of pages only on these.
    """
    all_of_them, *others = catalog.list("instructions-default")
    others = others if on_pages else []
    if not any(section.answer for section in view.sections):
        return all_of_them, *others
    # Of a single section, its own sentence says it.
    return (catalog("instructions-choose"), *others) if len(view.sections) > 1 else (*others,)


def _crossed(blocks: Sequence[Block], look: PaperLook) -> bool:
    """Whether there are boxes to cross, here or in a part."""
    options = (option for block in blocks if isinstance(block, Options) for option in block.entries)
    verdicts = any(isinstance(block, Boxes) and block.in_line for block in blocks)
    parts = (entry for block in blocks if isinstance(block, Entries) for entry in block.entries)
    return (
        any(option.box in ("round", "square") for option in options)
        or (verdicts and not look.earlier)
        or any(_crossed(part.blocks, look) for part in parts)
    )


def _points(
    view: QuizView, items: list[Placed], catalog: Catalog, look: PaperLook
) -> tuple[Block, ...]:
    """The points of each question, or of each part where the style says so, there are more than
    MOST_IN_TABLE questions, or those of all would be more than can be earned; and room for the mark
    where the paper is what is marked.
    """
    if look.style.points_table == NO_TABLE:
        return ()
    too_many = len(items) > MOST_IN_TABLE and not look.earlier
    chosen = any(section.answer for section in view.sections) and not catalog.has_first_words
    if look.style.points_table == BY_PART or too_many or chosen:
        return (_points_of_parts(view, items, catalog, look),)
    numbers = [str(item.number) for item in items] + [catalog("points-total")]
    points = [points_text(item.student.points) for item in items] + [points_text(view.points)]
    rows = [(catalog("points-column"), points)]
    if look.has_space:
        rows.append((catalog("points-mark"), [""] * len(numbers)))
    return number_grids(numbers, rows, catalog("points-of"), catalog("points-summary"))


def _points_of_parts(
    view: QuizView, items: list[Placed], catalog: Catalog, look: PaperLook
) -> Table:
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
    widths: tuple[float, ...] = (2.2, 3.0, 2.2, 2.4)
    columns = slice(len(heads) if look.has_space else -1)
    return Table(
        tuple(spans(head) for head in heads[columns]),
        tuple(tuple(spans(cell) for cell in row[columns]) for row in rows),
        widths[columns],
        catalog("points-parts-summary"),
        row_heads=True,
        style="grid",
    )


def _entries(view: QuizView, items: list[Placed], catalog: Catalog, look: PaperLook) -> list[Entry]:
    """The items in printing order; what is said of how points are given, once."""
    letters = source_letters(view, catalog) if look.layout.stimuli == INSERT else {}
    entries = [_entry(view, item, catalog, look, letters) for item in items]
    if look.earlier:
        return entries
    rules = scoring_rules(catalog)
    shown = []
    for entry in entries:
        blocks = said_once(entry.blocks, rules)
        if blocks is not entry.blocks:  # forms share the very same, so that they are set once
            entry = replace(entry, blocks=view.block_cache.setdefault(blocks, blocks))
        shown.append(entry)
    return shown


def _sections(
    view: QuizView, items: list[Placed], entries: Sequence[Entry], catalog: Catalog, look: PaperLook
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    continued = "" if look.earlier else catalog("continued")
    for n, section in enumerate(view.sections):
        blocks.append(_opening(view, n, catalog, look))
        # The first of a group may begin a page, the others stay with it.
        kept = {
            index
            for place, first, count in look.layout.together
            if place == n
            for index in range(first + 1, first + count)
        }
        own = tuple(
            replace(entry, kept=True) if item.index in kept else entry
            for item, entry in zip(items, entries, strict=True)
            if item.section == n
        )
        blocks.append(Entries(own, continued))
        assert len(own) == len(section.items)
    return tuple(blocks)


def _entry(
    view: QuizView,
    item: Placed,
    catalog: Catalog,
    look: PaperLook,
    letters: Mapping[tuple[int, int], str],
) -> Entry:
    """An item with its number; where its stimulus is on a sheet of its own, this is said in its
    place.
    """
    at_end = look.style.points_at == AT_END
    entry = paper_entry(item, catalog, view.block_cache, look.has_space, at_end)
    letter = letters.get((item.section, item.index))
    if letter is None:
        return entry
    reference = Paragraph(spans(catalog("sources-reference", letter=letter), bold=True))
    stimulus = type_of(item.student).stimulus_blocks(item.student, catalog)
    at = next(
        n for n in range(len(entry.blocks)) if entry.blocks[n : n + len(stimulus)] == stimulus
    )
    without = (*entry.blocks[:at], reference, *entry.blocks[at + len(stimulus) :])
    blocks = composed_once(
        view.block_cache, item, catalog, lambda: without, look.has_space, at_end, True
    )
    return replace(entry, blocks=blocks)


def _opening(view: QuizView, n: int, catalog: Catalog, look: PaperLook) -> Block:
    """A section's heading, with what is said below it."""
    heading, below = section_heading(view, n, catalog), opening_blocks(view.sections[n], catalog)
    heading, new_page = _accented(heading, look.style), n in look.layout.new_pages
    return Together((heading, *below), new_page=new_page) if below or new_page else heading


def _accented(heading: Heading, style: Style) -> Heading:
    """A heading with the rule over it that a style asks for."""
    return heading if style.accent is None else replace(heading, ruled=True)


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
    has_space: bool = True,
    points_at_end: bool = False,
) -> Entry:
    """An item as a student sees it, with its number and points; `block_cache`: what was
    composed of the view before; `has_space`: there is room for the answer; `points_at_end`: points
    are behind that room.
    """
    kind, points = type_of(item.student), _in_brackets(item.student.points)

    def composed() -> tuple[Block, ...]:
        compose = kind.student_blocks if has_space else kind.question_blocks
        blocks = compose(item.student, item.order, catalog)
        return _with_points_at_end(blocks) if points_at_end else blocks

    known = {} if block_cache is None else block_cache
    blocks = composed_once(known, item, catalog, composed, has_space, points_at_end)
    at_end = points_at_end and not _has_parts(blocks)
    return Entry(number_text(item.number), blocks, points, kind.keep_together, points_at_end=at_end)


@cache
def _in_brackets(points: Fraction) -> str:
    """Points beside a question: one string for hundreds of forms."""
    return f"[{points_text(points)}]"


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
