"""The blocks that documents are made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import field
from decimal import Decimal
from typing import Generic, TypeVar

from generator.page.markup import Span, Spans
from generator.page.media import NO_MEDIA, Media
from generator.values import dataclass

# About 45 mm in 12 point type: the same for every answer, so that its length tells nothing.
BLANK = "_" * 24
# A blank that is filled elsewhere, on an answer sheet.
SHORT_BLANK = "_" * 9
# A box to mark in running text.
BOX_SIGN = "☐"
# What there is to write an answer on.
RULED_LINES, DOTTED_LINES, BOXED_LINES, NO_LINES = "ruled", "dotted", "box", "blank"


def spans(text: str, *, bold: bool = False, italic: bool = False, code: bool = False) -> Spans:
    """A fixed text as one span; no span for no text."""
    return (Span(text, bold, italic, code),) if text else ()


Result = TypeVar("Result", covariant=True)


class BlockVisitor(ABC, Generic[Result]):
    """What is done with every kind of block: a renderer implements it, and `block.accept` calls it.

    It has one method for each class of `Block`.  A renderer that lacks one is refused by the type
    checker, and cannot be made.
    """

    @abstractmethod
    def heading(self, block: Heading) -> Result:
        """A heading."""

    @abstractmethod
    def paragraph(self, block: Paragraph) -> Result:
        """Running text."""

    @abstractmethod
    def line_block(self, block: LineBlock) -> Result:
        """Lines whose ends are kept."""

    @abstractmethod
    def code_block(self, block: CodeBlock) -> Result:
        """Lines of code."""

    @abstractmethod
    def quotation(self, block: Quotation) -> Result:
        """Quoted blocks."""

    @abstractmethod
    def picture(self, block: Picture) -> Result:
        """A picture."""

    @abstractmethod
    def display_formula(self, block: DisplayFormula) -> Result:
        """A formula on lines of its own."""

    @abstractmethod
    def bullets(self, block: Bullets) -> Result:
        """A list of blocks."""

    @abstractmethod
    def definitions(self, block: Definitions) -> Result:
        """Terms with their definitions."""

    @abstractmethod
    def table(self, block: Table) -> Result:
        """A table."""

    @abstractmethod
    def notice(self, block: Notice) -> Result:
        """Blocks in a frame."""

    @abstractmethod
    def together(self, block: Together) -> Result:
        """Blocks on one page."""

    @abstractmethod
    def with_notes(self, block: WithNotes) -> Result:
        """Blocks with notes in the margin."""

    @abstractmethod
    def floating(self, block: Floating) -> Result:
        """Blocks that may be on the next page."""

    @abstractmethod
    def title_band(self, block: TitleBand) -> Result:
        """The opening of a document or a chapter."""

    @abstractmethod
    def contents(self, block: Contents) -> Result:
        """Chapters, with their pages."""

    @abstractmethod
    def letterhead(self, block: Letterhead) -> Result:
        """A logo beside blocks."""

    @abstractmethod
    def side_by_side(self, block: SideBySide) -> Result:
        """Blocks in two columns."""

    @abstractmethod
    def write_in(self, block: WriteIn) -> Result:
        """Fields to fill in."""

    @abstractmethod
    def lines(self, block: Lines) -> Result:
        """Ruled lines."""

    @abstractmethod
    def options(self, block: Options) -> Result:
        """Lettered options."""

    @abstractmethod
    def entries(self, block: Entries) -> Result:
        """Numbered items."""

    @abstractmethod
    def matching(self, block: Matching) -> Result:
        """Premises beside lettered responses."""

    @abstractmethod
    def passage(self, block: Passage) -> Result:
        """Numbered lines of text."""

    @abstractmethod
    def chart(self, block: Chart) -> Result:
        """A chart."""

    @abstractmethod
    def diagram(self, block: Diagram) -> Result:
        """Actors and their relations."""

    @abstractmethod
    def route_map(self, block: RouteMap) -> Result:
        """Places and the ways between them."""

    @abstractmethod
    def timeline(self, block: Timeline) -> Result:
        """Events on a scale of time."""

    @abstractmethod
    def boxes(self, block: Boxes) -> Result:
        """Boxes beside their labels."""

    @abstractmethod
    def rules(self, block: Rules) -> Result:
        """Short rules to write on."""

    @abstractmethod
    def answer_grid(self, block: AnswerGrid) -> Result:
        """Room for answers in numbered rows."""

    @abstractmethod
    def bubble_sheet(self, block: BubbleSheet) -> Result:
        """An answer sheet that a machine can read."""

    @abstractmethod
    def mark_table(self, block: MarkTable) -> Result:
        """A table to write marks into."""

    @abstractmethod
    def strip(self, block: Strip) -> Result:
        """Keys beside another document's pages."""

    @abstractmethod
    def overlay(self, block: Overlay) -> Result:
        """Rings for another document's pages."""

    @abstractmethod
    def plan_table(self, block: PlanTable) -> Result:
        """Amounts planned and met, with bars."""

    @abstractmethod
    def plot_table(self, block: PlotTable) -> Result:
        """Figures in a table, drawn beside their numbers."""

    @abstractmethod
    def key_table(self, block: KeyTable) -> Result:
        """The answers of all forms."""

    @abstractmethod
    def scheme_card(self, block: SchemeCard) -> Result:
        """How an open question is marked."""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 6; it becomes a bookmark when `bookmark` is true.  `ruled`: below a
    rule across the page, where the page's style has an accent.
    """

    level: int
    runs: Spans
    bookmark: bool = True
    ruled: bool = field(default=False, metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.heading(self)


@dataclass(frozen=True)
class Paragraph:
    """Running text; `role` is body, lead, small, label (bold, kept with the next block), answer (an
    answer key's key), gapped (text with BLANKs in it, set wide enough to write on), closing (a last
    line, kept with what it ends), remark (the same, with more space before what follows) or large
    (what must be read from afar, such as a form and a code).
    """

    runs: Spans
    role: str = "body"

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.paragraph(self)


@dataclass(frozen=True)
class LineBlock:
    """A paragraph of lines whose ends are kept, such as a verse; no-break spaces indent a line."""

    lines: tuple[Spans, ...]

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.line_block(self)


@dataclass(frozen=True)
class CodeBlock:
    """Lines of code with all their spaces; `language` is what its author called it, or "".

    Bold and italic spans are its highlighting; their `code` is not set, because all of it is code.
    """

    lines: tuple[Spans, ...]
    language: str = ""

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.code_block(self)


@dataclass(frozen=True)
class Quotation:
    """Blocks that are someone else's words."""

    blocks: tuple[Block, ...]

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.quotation(self)


@dataclass(frozen=True)
class Picture:
    """A picture, known by the SHA-256 (hexadecimal) of its bytes, which lie elsewhere.

    `alt` is the alternative text, `description` a longer one or "". `width` is in mm, None for
    as wide as its own size and the text allow. `kind` is its format: png, jpeg or svg.
    """

    sha256: str
    alt: str
    description: str = ""
    width: float | None = None
    kind: str = "png"

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.picture(self)


@dataclass(frozen=True)
class DisplayFormula:
    """A formula on lines of its own: its LaTeX source, and in `alt` how it is read aloud.

    Records have the source in its place; `workflows.media` gives it the words of a language.
    """

    latex: str
    alt: str

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.display_formula(self)


@dataclass(frozen=True)
class Bullets:
    """A list; each entry is blocks.  `numbered`: 1., 2. … in place of bullets, from `start`.

    `columns`: in how many columns it is set at most, where a look has room for them.  `whole`:
    an entry is on one page, where a page holds it.
    """

    entries: tuple[tuple[Block, ...], ...]
    numbered: bool = False
    start: int = field(default=1, metadata={"later": True})
    columns: int = field(default=1, metadata={"later": True})
    whole: bool = field(default=False, metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.bullets(self)


@dataclass(frozen=True)
class Definitions:
    """Terms, each with its definition; `role`: body or small, as of a paragraph."""

    entries: tuple[tuple[Spans, Spans], ...]
    role: str = field(default="body", metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.definitions(self)


@dataclass(frozen=True)
class Table:
    """A table. `widths` are relative; `row_heads`: the first column heads its row; `summary` is
    read to who cannot see it.

    `style` is rows (rules between rows), compact (the same in small type, to look things up in),
    grid (all cells ruled, centred: small grids such as the points table or a letter strip), matrix
    (all cells ruled, left-aligned) or blanks (a matrix whose cells hold a small number and room to
    write).
    """

    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    widths: tuple[float, ...]
    summary: str
    row_heads: bool = False
    style: str = "rows"
    # The same relations as arrows, drawn in its place in looks that draw them.  No part of a
    # fingerprint: codes of briefings know the cells, which say it.
    diagram: Diagram | None = field(default=None, repr=False)

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.table(self)


@dataclass(frozen=True)
class Notice:
    """Blocks in a frame, kept together: a notice no reader may miss.

    `bar`: with a heavy bar at its left, for what is of another voice than the text around it.
    `splits`: a long one is text to read, and goes on over a page.
    """

    blocks: tuple[Block, ...]
    bar: bool = field(default=False, metadata={"later": True})
    splits: bool = field(default=False, metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.notice(self)


@dataclass(frozen=True)
class MarginNote:
    """A note beside a line of text: that of block number `block` in which its `at`-th character is
    (both from 0).

    `rail`: it is beside its line whatever else is in the margin, in a narrow column of its own, as
    marks are.  `holds`: what is below the blocks begins below the note.  `stays`: it is in the
    margin however full that is, so that other notes give way to it.
    """

    blocks: tuple[Block, ...]
    block: int = 0
    at: int = 0
    rail: bool = False
    holds: bool = False
    stays: bool = field(default=False, metadata={"later": True})


@dataclass(frozen=True)
class WithNotes:
    """Blocks with notes beside them, which are read behind them.

    Where a look has a margin column the notes are there, each beside its line or as near to it as
    others allow, and below the section where there is no room; elsewhere they follow the blocks.
    """

    blocks: tuple[Block, ...]
    notes: tuple[MarginNote, ...]

    @property
    def as_read(self) -> tuple[Block, ...]:
        """The blocks, each with its notes behind it; one that holds what is below is the last."""
        read: list[Block] = []
        for number, block in enumerate(self.blocks):
            own = [note for note in self.notes if note.block == number and not note.holds]
            read += [block, *(inner for note in own for inner in note.blocks)]
        return (*read, *(inner for note in self.notes if note.holds for inner in note.blocks))

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.with_notes(self)


@dataclass(frozen=True)
class Floating:
    """Blocks that are together on a page, such as a figure with its heading: at the top of the next
    one, where that lets the text go on and fill its page.
    """

    blocks: tuple[Block, ...]

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.floating(self)


@dataclass(frozen=True)
class TitleBand:
    """The opening of a document (`level` 1), or of a chapter, which begins a page (`level` 2).

    `tag` says what it is, `above` whose it is; `number` is the chapter's; `lines` are below all of
    it.  `running`: what the head of the following pages says.
    """

    title: Spans
    subtitle: Spans = ()
    tag: str = ""
    above: Spans = ()
    lines: tuple[Spans, ...] = ()
    number: str = ""
    level: int = 1
    running: str = ""

    @property
    def plain_blocks(self) -> tuple[Block, ...]:
        """The same as a heading with lines around it."""
        number = (Span(f"{self.number}\u2002"),) if self.number else ()
        over = (spans(self.tag), self.above)
        blocks: tuple[Block, ...] = tuple(Paragraph(words, "small") for words in over if words)
        blocks += (Heading(self.level, (*number, *self.title)),)
        blocks += (Paragraph(self.subtitle, "lead"),) if self.subtitle else ()
        return (*blocks, *(Paragraph(line, "small") for line in self.lines))

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.title_band(self)


@dataclass(frozen=True)
class ContentsEntry:
    """A chapter in a list of contents: the `number`-th that a TitleBand of level 2 opens."""

    number: str
    title: Spans
    subtitle: Spans = ()
    sections: tuple[Spans, ...] = ()


@dataclass(frozen=True)
class Contents:
    """The chapters of a document, in their order, each with the page on which it begins."""

    entries: tuple[ContentsEntry, ...]

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.contents(self)


@dataclass(frozen=True)
class Together:
    """Blocks on one page, where a page holds them; `with_next`: and on that of what follows, as
    what opens a section; `new_page`: they begin one.
    """

    blocks: tuple[Block, ...]
    with_next: bool = True
    new_page: bool = False

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.together(self)


@dataclass(frozen=True)
class Letterhead:
    """An institution's lines at the top of a document, close to each other, beside its logo; never
    split.
    """

    blocks: tuple[Block, ...]
    logo: Picture | None = None

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.letterhead(self)


@dataclass(frozen=True)
class SideBySide:
    """Blocks beside others, which are read after them: in a look that saves room, where both have
    it; otherwise under each other.
    """

    left: tuple[Block, ...]
    right: tuple[Block, ...]

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.side_by_side(self)


@dataclass(frozen=True)
class WriteIn:
    """Labelled fields to fill in by hand, side by side where they fit: (label, share of the line's
    width).

    `values`: what is on the fields' rules already, in their order; "" or nothing for a field
    still to be filled in.  `fills`: those of a line share all of it.
    """

    fields: tuple[tuple[str, float], ...]
    values: tuple[str, ...] = ()
    fills: bool = field(default=False, metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.write_in(self)


@dataclass(frozen=True)
class Lines:
    """Ruled lines to write on; `lead` is at the start of the first one.  `for_notes`: they are for
    notes, not for the answer, and are to look so.  `by_points`: as many as points usually
    give.
    """

    count: int
    lead: Spans = ()
    for_notes: bool = field(default=False, metadata={"later": True})
    by_points: bool = field(default=False, metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.lines(self)


@dataclass(frozen=True)
class Boxes:
    """A row of boxes to mark or to write in, each beside its label, in columns that are the same in
    every row there is.

    `box` is round, square or write, as in an Option.  `in_line`: they are an item's own, in the
    line of its text, not on an answer sheet.
    """

    labels: tuple[str, ...]
    box: str
    in_line: bool = field(default=False, metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.boxes(self)


@dataclass(frozen=True)
class Rules:
    """Short rules to write on, each behind its label, two in a row; one alone takes the row, with
    `unit` behind it.
    """

    labels: tuple[str, ...]
    unit: Spans = ()

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.rules(self)


@dataclass(frozen=True)
class Option:
    """A lettered option; `marked`: set bold, as a key.

    `box` is round (choose one), square (choose several), write (large enough for a figure) or ""
    (none).  `blocks`: the option where it is more than `runs`, which are empty then.
    `elsewhere`: its box is on an answer sheet, so its letter is bold.
    """

    letter: str
    runs: Spans
    box: str = ""
    marked: bool = False
    blocks: tuple[Block, ...] = field(default=(), metadata={"later": True})
    elsewhere: bool = field(default=False, metadata={"later": True})


@dataclass(frozen=True)
class Options:
    """Lettered options under each other."""

    entries: tuple[Option, ...]

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.options(self)


@dataclass(frozen=True)
class Matching:
    """Premises, each with a box to write a letter in, beside lettered responses: one frame, never
    split.

    Where the frame is taller than a page it is set as premises with the responses repeated on every
    page.  `boxes`: letters are written beside the premises, not on an answer sheet.
    """

    premises: tuple[Spans, ...]
    responses: tuple[tuple[str, Spans], ...]
    boxes: bool = field(default=True, metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.matching(self)


@dataclass(frozen=True)
class Passage:
    """Paragraphs of lines, numbered through; every fifth number is printed in the margin.

    Lines are as they are given; where they would not fit, those of paragraphs that flow (`flows`,
    parallel to `paragraphs`) may be broken anew, with the number of each where it begins.
    """

    paragraphs: tuple[tuple[Spans, ...], ...]
    every: int = 5
    flows: tuple[bool, ...] = field(default=(), metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.passage(self)


@dataclass(frozen=True)
class Chart:
    """A bar-chart or line-chart: each series has a value per category; `alt` says what it shows.

    `decimal` is the mark before decimals.
    """

    kind: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal, ...]], ...]
    unit: str
    alt: str
    decimal: str = "."
    # A dashed line across bars, which `alt` says too: its words, and how many bars are before it.
    line: tuple[str, float] | None = field(default=None, metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.chart(self)


@dataclass(frozen=True)
class Diagram:
    """Actors and which relation each has to which: (from, to, relation); `alt` says what it
    shows.
    """

    actors: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]
    alt: str
    # What is read in its place where nothing is drawn.
    table: Table | None = field(default=None, metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.diagram(self)


@dataclass(frozen=True)
class Route:
    """A way between two places of a map.  `arrow`: it leads one way; `dashed`: its line is."""

    source: str
    target: str
    label: str = ""
    arrow: bool = False
    dashed: bool = False


@dataclass(frozen=True)
class RouteMap:
    """Places and the ways between them: (name, how far right, how far up) of each place, in any
    unit; `alt` says what it shows.

    `note` is printed below: that it is not to scale.
    """

    places: tuple[tuple[str, Decimal, Decimal], ...]
    routes: tuple[Route, ...]
    alt: str
    note: str

    @property
    def said(self) -> str:
        """What is read in place of the drawing: what it shows, and the note."""
        ended = self.alt if self.alt.endswith((".", "!", "?", "…")) else f"{self.alt}."
        return f"{ended} {self.note}"

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.route_map(self)


@dataclass(frozen=True)
class TimelineEvent:
    """What happened from day `start` to day `end`, counted from any day; `date` and `status` are as
    printed.

    `sure`: it is more than what somebody says.
    """

    start: int
    end: int
    date: str
    label: str
    status: str = ""
    sure: bool = True
    # Of what its label rests on: a mark of each kind.
    marks: Spans = field(default=(), metadata={"later": True})


@dataclass(frozen=True)
class Timeline:
    """Events on a scale of time; `ticks` are (day, what is written there), `alt` says what it
    shows.

    `level`: the scale runs from left to right where there is room for that.
    """

    events: tuple[TimelineEvent, ...]
    ticks: tuple[tuple[int, str], ...]
    alt: str
    level: bool = field(default=False, metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.timeline(self)


@dataclass(frozen=True)
class Entry:
    """A numbered item: `points` is in the right margin beside the first block's last line.

    `together`: never split over pages; without it a page may end between two of its blocks, but not
    after the first, and within a later one that no page could hold.  `key`: its answer in a column
    of its own beside the number, "" where that stays empty; None: there is no such column.  `kept`:
    on the page of the entry before it, where one page holds both.  `points_at_end`: points are
    beside the last block's last line.
    """

    number: str
    blocks: tuple[Block, ...]
    points: str = ""
    together: bool = True
    key: str | None = field(default=None, metadata={"later": True})
    kept: bool = field(default=False, metadata={"later": True})
    points_at_end: bool = field(default=False, metadata={"later": True})


@dataclass(frozen=True)
class Entries:
    """Numbered items, one list.

    `continued`: a pattern with {number}, printed at the head of a page on which an item goes on; ""
    for nothing.
    """

    entries: tuple[Entry, ...]
    continued: str = field(default="", metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.entries(self)


@dataclass(frozen=True)
class AnswerGrid:
    """Numbered room for answers, every row of one height: what an answer sheet is made of.

    `again`: fields that are at the head of every further page, lest a loose one be nobody's.
    """

    entries: tuple[Entry, ...]
    again: WriteIn | None = None

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.answer_grid(self)


@dataclass(frozen=True)
class Bubbles:
    """Boxes to cross on an answer sheet, a letter or number in each: for every row there is, one of
    each column.

    `rows` are the rows' names, "" for the only one; `box` is round (one cross in a row) or square
    (several).
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    box: str


@dataclass(frozen=True)
class WriteSpace:
    """Room to write on an answer sheet: `count` lines, `lead` at the start of the first one, or
    short rules behind `labels`, with `unit` behind the last; `note`: a sentence in their place.
    """

    count: int = 0
    lead: Spans = ()
    labels: tuple[str, ...] = ()
    unit: Spans = ()
    note: Spans = ()


SheetSpace = Bubbles | WriteSpace


@dataclass(frozen=True)
class SheetEntry:
    """A question or part on an answer sheet: `number` as printed on the paper, 15 (b)."""

    number: str
    spaces: tuple[SheetSpace, ...]


@dataclass(frozen=True)
class SheetWords:
    """The fixed words of an answer sheet; `page` is a pattern with {page} and {pages}, `continued`
    one with {number}.
    """

    title: str
    page: str
    number: str
    cross: str
    taken_back: str
    continued: str
    marker: str
    points: str
    mark: str


@dataclass(frozen=True)
class BubbleSheet:
    """An answer sheet that people fill in and a machine can read, on pages of its own make.

    `code` is the paper's, `form` its form's name, `above` the lines under the title; `fields` are
    to be filled in, with `values` where they are known. `digits`: the columns of the grid for a
    student's number, 0 for none; `number`: what is crossed in it already. `how` says how to
    answer; `how_number`, one of it, how to fill in the grid.  `marks`: a head and what it is worth
    for each cell to write a mark into.  `name_at`: the index of the field that the name is written
    in, -1 where there is none.
    """

    code: str
    form: str
    above: tuple[Spans, ...]
    fields: tuple[tuple[str, float], ...]
    how: tuple[str, ...]
    entries: tuple[SheetEntry, ...]
    marks: tuple[tuple[str, str], ...]
    words: SheetWords
    digits: int = 8
    number: str = ""
    values: tuple[str, ...] = ()
    name_at: int = field(default=0, metadata={"later": True})
    how_number: str = field(default="", metadata={"later": True})

    @property
    def in_rows(self) -> AnswerGrid:
        """Its questions under each other, for what is no page of its own make."""
        return AnswerGrid(
            tuple(
                Entry(
                    entry.number, tuple(block for space in entry.spaces for block in _rows(space))
                )
                for entry in self.entries
            )
        )

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.bubble_sheet(self)


def _rows(space: SheetSpace) -> tuple[Block, ...]:
    if isinstance(space, Bubbles):
        return tuple(
            Boxes(tuple(f"{row} {column}".strip() for column in space.columns), space.box)
            for row in space.rows
        )
    if space.note:
        return (Paragraph(space.note),)
    if space.labels:
        return (Rules(space.labels, space.unit),)
    return (Lines(space.count, space.lead),)


@dataclass(frozen=True)
class MarkTable:
    """A table to write marks into, whose heads are on every page: columns that say whose row it
    is, then narrow ones.

    `lead` and `widths` are the heads and relative widths of the first columns. `above` are rows
    over the narrow columns, each with what it says of them, and `heads` those beside `lead`. `rows`
    hold the first columns' cells, `filled` what is in every row of a narrow one already. `sums` are
    the narrow columns that add up those before them, from 0. Where there are too many columns,
    there are several tables, each with the first columns.
    """

    lead: tuple[str, ...]
    widths: tuple[float, ...]
    above: tuple[tuple[str, tuple[str, ...]], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    filled: tuple[str, ...]
    summary: str
    sums: tuple[int, ...] = field(default=(), metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.mark_table(self)


@dataclass(frozen=True)
class StripKey:
    """An entry's key beside a page: `number` and `part` are those of the entry, `marks` are
    beside its boxes, in order.
    """

    number: str
    part: str
    key: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Strip:
    """Keys at the height at which what they belong to is on the pages of another document, page
    by page.

    `heading` is a pattern with {page} and {pages}, those of the other document; `head` is over
    every column of keys, beside the box with the letter of the `form`.
    """

    beside: Document
    keys: tuple[StripKey, ...]
    heading: str
    head: str
    blocks: tuple[Block, ...] = ()
    form: str = field(default="", metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.strip(self)


@dataclass(frozen=True)
class Overlay:
    """What is laid over the pages of another document, page by page, printed on film at actual
    size: a ring around every box that is a key, and other keys beside what they belong to.

    `note` is a pattern with {page} and {pages}, at the foot of every page.
    """

    beside: Document
    keys: tuple[StripKey, ...]
    note: str

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.overlay(self)


@dataclass(frozen=True)
class PlanRow:
    """What was planned, from `least` to `most`, and how much there is: in words, and as numbers."""

    name: str
    planned: str
    met: str
    least: float
    most: float
    amount: float


@dataclass(frozen=True)
class PlanTable:
    """What was planned and what there is, a row and a bar for each.

    `head`: what is over the names, the plan, what is met, and the bars.
    """

    head: tuple[str, str, str, str]
    rows: tuple[PlanRow, ...]
    summary: str

    @property
    def in_words(self) -> Table:
        """The same without the bars, which say no more."""
        rows = tuple((spans(row.name), spans(row.planned), spans(row.met)) for row in self.rows)
        heads = tuple(spans(head) for head in self.head[:3])
        return Table(heads, rows, (3.0, 0.8, 0.8), self.summary, row_heads=True, style="compact")

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.plan_table(self)


@dataclass(frozen=True)
class Dot:
    """A value from -1 to 1 and the range that it may be in; `alt` says both.  `is_open`: it is one
    to look at.
    """

    value: float
    least: float
    most: float
    alt: str
    is_open: bool = False


@dataclass(frozen=True)
class PlotTable:
    """A table of figures, with a bar and a dot drawn in each row.

    `in_words` is all of it in words.  `printed` has a last column more, whose cells are empty: the
    dots are drawn there; it has none where `dots` is empty.  `axis`: the value at the left end of
    that column, whose right end is 1, and one marked by a dotted line beside the line at 0.
    `shares`, from 0 to 1, are bars in front of the numbers of column `bar_column`.  `ends`: after
    which rows a part of the table ends.
    """

    in_words: Table
    printed: Table
    shares: tuple[float, ...]
    bar_column: int
    dots: tuple[Dot | None, ...] = ()
    axis: tuple[float, float] = (-1.0, 0.0)
    ends: tuple[int, ...] = ()

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.plot_table(self)


@dataclass(frozen=True)
class KeyRow:
    """A question on all forms: how it begins, the right answer in words, its points, and on each
    form its number and answer.

    A row without `answers` is the heading of those below it.  `hint`: in place of answers it says
    where they are.  `brief`: `accepted` only repeats what the answers say, and may be cut.
    """

    question: Spans
    accepted: Spans
    points: str
    answers: tuple[tuple[str, str], ...] = ()
    hint: bool = False
    brief: bool = field(default=False, metadata={"later": True})


@dataclass(frozen=True)
class KeyTable:
    """The answers of all forms, a row for each question; `forms` are the names over the forms'
    columns.

    `head`: what is over the questions, the accepted answers and the points.  Where there are too
    many forms, there are several tables, each with all questions.
    """

    head: tuple[str, str, str]
    forms: tuple[str, ...]
    rows: tuple[KeyRow, ...]
    summary: str

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.key_table(self)


@dataclass(frozen=True)
class SchemeRow:
    """What earns points: how many, as printed, in words, and below these what else a marker must
    know.

    `tick`: beside a box to tick when an answer has it; `blocks`: what earns points, in place of the
    text where that is no single paragraph.
    """

    points: str
    text: Spans
    below: Spans = ()
    tick: bool = True
    blocks: tuple[Block, ...] = field(default=(), metadata={"later": True})

    def all_blocks(self, role: str = "body") -> tuple[Block, ...]:
        """What earns points and what is below it; `role` is that of what is below."""
        first = self.blocks or ((Paragraph(self.text),) if self.text else ())
        return (*first, Paragraph(self.below, role)) if self.below else first


@dataclass(frozen=True)
class SchemeCard:
    """How an open question is marked, on a card that is never split where a page can hold it, or
    goes on below `continued` where it says so.

    `number` is its number and `elsewhere` those that it has on other forms; `most` is what it is
    worth; `notes` are under the rows, and `list_below` under these.
    """

    number: str
    title: Spans
    elsewhere: str
    most: str
    rows: tuple[SchemeRow, ...]
    notes: tuple[Spans, ...] = ()
    continued: str = field(default="", metadata={"later": True})
    list_below: Bullets | None = field(default=None, metadata={"later": True})

    def accept(self, visitor: BlockVisitor[Result]) -> Result:
        """What the visitor makes of it."""
        return visitor.scheme_card(self)


Block = (
    Heading
    | Paragraph
    | LineBlock
    | CodeBlock
    | Quotation
    | Picture
    | DisplayFormula
    | Bullets
    | Definitions
    | Table
    | Notice
    | Together
    | WithNotes
    | Floating
    | TitleBand
    | Contents
    | Letterhead
    | SideBySide
    | WriteIn
    | Lines
    | Options
    | Entries
    | Matching
    | Passage
    | Chart
    | Diagram
    | RouteMap
    | Timeline
    | Boxes
    | Rules
    | AnswerGrid
    | BubbleSheet
    | MarkTable
    | Strip
    | Overlay
    | PlanTable
    | PlotTable
    | KeyTable
    | SchemeCard
)


@dataclass(frozen=True)
class HeaderFooter:
    """What is at the head and foot of every page.

    `page` is a pattern with {page} and {pages}; `form` is in a box at the top right; `banner`
    is set large and bold at the head; `watermark` runs across the page. `corners`: solid squares in
    the corners, by which a scanner finds its way. `level`: text is at the same place on
    right-hand and on left-hand pages. `note` is on a line of its own below the foot.

    `turn_over`: what a right-hand page says at its foot where something is overleaf; `goes_on`: a
    pattern with {number}, for the foot of a page whose last question goes on.
    """

    head: str = ""
    form: str = ""
    banner: str = ""
    foot: str = ""
    page: str = "{page} / {pages}"
    watermark: str = ""
    corners: bool = False
    level: bool = False
    turn_over: str = field(default="", metadata={"later": True})
    goes_on: str = field(default="", metadata={"later": True})
    note: str = field(default="", metadata={"later": True})


@dataclass(frozen=True)
class PageStyle:
    """What an institution says of the look of pages, where the reader's profile lets it.

    `option_columns`: in how many columns short options are at most, 0 for as many as fit. `lines`:
    what there is to write on: ruled, dotted, box or blank. `accent`: the grey (0 is black, 1 white)
    of the rules over ruled headings, None for no rule. `margins`: inner, outer, top and bottom in
    mm, 0 for those of the profile.
    """

    serif: bool = False
    option_columns: int = 0
    lines: str = RULED_LINES
    accent: float | None = None
    margins: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True)
class Document:
    """One file's content: `title` names it, `language` is a BCP 47 tag, `label` says in problems
    which document it is.

    `splits`: what belongs together but is taller than a page goes over its end, because no
    student's paper must wait for this document; without it, such a document is refused.

    `dense`: set in the small type of what is looked up rather than read, where the profile is the
    standard one.

    `landscape`: its pages lie on their side, with narrow margins.
    `forms`: the blocks of all forms of a quiz, those of this document at `place` among them, where
    all are to break at the same questions; `blank`: what a page says that stays empty for that.
    `words_version`: in which version renderers add fixed words to it, None for today's.
    `words`: what a quiz and its points are called in it, as catalogues have it.
    """

    title: str
    language: str
    header_footer: HeaderFooter
    blocks: tuple[Block, ...]
    label: str = ""
    splits: bool = field(default=False, metadata={"later": True})
    dense: bool = field(default=False, metadata={"later": True})
    # Set as a text to read, in this density, where the profile is the standard one.
    reading: str = field(default="", metadata={"later": True})
    # A text to read without a column for notes beside it.
    one_column: bool = field(default=False, metadata={"later": True})
    landscape: bool = field(default=False, metadata={"later": True})
    # What its pictures and formulas are drawn from; their blocks name all of it.
    media: Media = field(default=NO_MEDIA, compare=False, repr=False)
    forms: tuple[tuple[Block, ...], ...] = field(
        default=(), compare=False, repr=False, metadata={"later": True}
    )
    place: int = field(default=0, metadata={"later": True})
    blank: str = field(default="", metadata={"later": True})
    words_version: int | None = field(default=None, metadata={"later": True})
    style: PageStyle = field(default=PageStyle(), metadata={"later": True})
    words: tuple[str, str] = field(default=("", ""), metadata={"later": True})
