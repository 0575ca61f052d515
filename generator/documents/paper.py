"""The paper: a form of the quiz without its keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.content.dates import PartialDate
from generator.content.field_types import points_text
from generator.content.model import EARLIER, PrintSettings
from generator.documents.kind import Audience, DocumentKind, StudentCopy
from generator.documents.placed import BlockCache, Placed, composed_once, placed
from generator.documents.said_once import said_once, scoring_rules
from generator.documents.shared_blocks import (
    number_grids,
    points_phrase,
    source_paragraphs,
    title_block,
)
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
    WriteIn,
    spans,
)
from generator.page.markup import Span, Spans, parse, plain
from generator.page.understood import blocks_of


@dataclass(frozen=True)
class PaperLook:
    """How a paper is made up.  `on_sheet`: answers are given on an answer sheet, so the paper has
    no room for them; `earlier`: as programs made it that had no densities, with room all the same.
    """

    on_sheet: bool = False
    earlier: bool = False

    @property
    def has_space(self) -> bool:
        """Whether answers can be written on it."""
        return self.earlier or not self.on_sheet


def paper_look(settings: PrintSettings, as_text: bool = False) -> PaperLook:
    """The look that settings ask for; the text edition says itself where an answer goes."""
    return PaperLook(settings.answer_sheet and not as_text, settings.density == EARLIER)


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
        turn_over="" if look.earlier else catalog("turn-over"),
        goes_on="" if look.earlier else catalog("question-goes-on"),
    )
    title = f"{plain(view.title)} – {catalog('form', form=name)}"
    return Document(
        title,
        view.language,
        header_footer,
        forms[form],
        f"paper {name}",
        forms=forms,
        place=form,
        blank=catalog("class-set-blank"),
    )


def _forms(view: QuizView, catalog: Catalog, look: PaperLook) -> tuple[tuple[Block, ...], ...]:
    """The blocks of all forms, composed once."""
    known = view.form_cache
    key = catalog.language, look
    if key not in known:
        known[key] = tuple(
            _form(view, list(placed(view, form)), catalog, look) for form in range(len(view.forms))
        )
    return known[key]


def _form(
    view: QuizView, items: list[Placed], catalog: Catalog, look: PaperLook
) -> tuple[Block, ...]:
    entries = _entries(view, items, catalog, look)
    return (
        *_front(view, items, entries, catalog, look),
        *_sections(view, items, entries, catalog, look),
        Paragraph(spans(catalog("end-of-quiz"), bold=True), "closing"),
    )


def _compose(copy: StudentCopy) -> Document:
    look = paper_look(copy.settings, copy.as_text)
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
    facts = [plain(text) for text in (view.class_name, view.instructor) if text]
    facts += [catalog.date(PartialDate.parse(view.date))] if view.date else []
    facts += [catalog("minutes", n=view.duration)] if view.duration else []
    facts += [catalog("questions", n=len(items)), points_phrase(view.points, catalog)]
    fields = ((catalog("name"), 0.5), (catalog("number"), 0.25), (catalog("date"), 0.25))
    return (
        *title_block(view, "", catalog),
        Paragraph(spans(" · ".join(facts)), "body"),
        WriteIn(fields),
        SideBySide(
            _instructions(view, entries, catalog, look), _points(view, items, catalog, look)
        ),
        *source_paragraphs(view.sources, catalog),
    )


def _instructions(
    view: QuizView, entries: Sequence[Entry], catalog: Catalog, look: PaperLook
) -> tuple[Block, ...]:
    given = [spans(catalog("answer-on-sheet"), bold=True)] if look.on_sheet else []
    texts = view.instructions or catalog.list("instructions-default")
    bullets: list[tuple[Block, ...]] = [(Paragraph(runs),) for runs in given]
    bullets += [blocks_of(text) for text in texts]
    if not view.instructions and any(_crossed(entry.blocks, look) for entry in entries):
        bullets.append((Paragraph(spans(catalog("instructions-choice"))),))
    return Heading(2, spans(catalog("instructions")), bookmark=False), Bullets(tuple(bullets))


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
    """The points of each question, and room for its mark where the paper is what is marked."""
    numbers = [str(item.number) for item in items] + [catalog("points-total")]
    points = [points_text(item.student.points) for item in items] + [points_text(view.points)]
    rows = [(catalog("points-column"), points)]
    if look.has_space:
        rows.append((catalog("points-mark"), [""] * len(numbers)))
    return number_grids(numbers, rows, catalog("points-of"), catalog("points-summary"))


def _entries(view: QuizView, items: list[Placed], catalog: Catalog, look: PaperLook) -> list[Entry]:
    """The items in printing order; what is said of how points are given, once."""
    entries = [paper_entry(item, catalog, view.block_cache, look.has_space) for item in items]
    if look.earlier:
        return entries
    said: set[str] = set()
    rules = scoring_rules(catalog)
    shown = []
    for entry in entries:
        blocks = said_once(entry.blocks, rules, said)
        if blocks is not entry.blocks:  # forms share the very same, so that they are set once
            blocks = view.block_cache.setdefault(blocks, blocks)
        shown.append(replace(entry, blocks=blocks))
    return shown


def _sections(
    view: QuizView, items: list[Placed], entries: Sequence[Entry], catalog: Catalog, look: PaperLook
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    continued = "" if look.earlier else catalog("continued")
    for n, section in enumerate(view.sections):
        blocks.append(section_heading(view, n, catalog))
        own = tuple(entry for item, entry in zip(items, entries, strict=True) if item.section == n)
        blocks.append(Entries(own, continued))
        assert len(own) == len(section.items)
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
    item: Placed, catalog: Catalog, block_cache: BlockCache | None = None, has_space: bool = True
) -> Entry:
    """An item as a student sees it, with its number and points; `block_cache`: what was
    composed of the view before; `has_space`: there is room for the answer.
    """
    kind, points = type_of(item.student), f"[{points_text(item.student.points)}]"
    blocks = composed_once(
        {} if block_cache is None else block_cache,
        item,
        catalog,
        lambda: (
            kind.student_blocks(item.student, item.order, catalog)
            if has_space
            else kind.question_blocks(item.student, item.order, catalog)
        ),
        has_space,
    )
    return Entry(str(item.number), blocks, points, kind.keep_together)
