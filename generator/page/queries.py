"""Questions about blocks of some kinds only: every other kind gets one answer."""

from __future__ import annotations

from abc import abstractmethod

from generator.page.blocks import (
    AnswerGrid,
    Block,
    BlockVisitor,
    Boxes,
    BubbleSheet,
    Bullets,
    Chart,
    CodeBlock,
    Contents,
    Definitions,
    Diagram,
    DisplayFormula,
    Entries,
    Floating,
    Heading,
    KeyTable,
    Letterhead,
    LineBlock,
    Lines,
    MarkTable,
    Matching,
    Notice,
    Options,
    Overlay,
    Paragraph,
    Passage,
    Picture,
    PlanTable,
    PlotTable,
    Quotation,
    Result,
    RouteMap,
    Rules,
    SchemeCard,
    SideBySide,
    Strip,
    Table,
    Timeline,
    TitleBand,
    Together,
    WithNotes,
    WriteIn,
)


class BlockQuery(BlockVisitor[Result]):
    """Asks something of blocks; whoever renders them implements BlockVisitor and forgets none."""

    @abstractmethod
    def otherwise(self, block: Block) -> Result:
        """The answer for a kind of block that has no method of its own."""

    def heading(self, block: Heading) -> Result:
        """A heading."""
        return self.otherwise(block)

    def paragraph(self, block: Paragraph) -> Result:
        """Running text."""
        return self.otherwise(block)

    def line_block(self, block: LineBlock) -> Result:
        """Lines whose ends are kept."""
        return self.otherwise(block)

    def code_block(self, block: CodeBlock) -> Result:
        """Lines of code."""
        return self.otherwise(block)

    def quotation(self, block: Quotation) -> Result:
        """Quoted blocks."""
        return self.otherwise(block)

    def picture(self, block: Picture) -> Result:
        """A picture."""
        return self.otherwise(block)

    def display_formula(self, block: DisplayFormula) -> Result:
        """A formula on lines of its own."""
        return self.otherwise(block)

    def bullets(self, block: Bullets) -> Result:
        """A list of blocks."""
        return self.otherwise(block)

    def definitions(self, block: Definitions) -> Result:
        """Terms with their definitions."""
        return self.otherwise(block)

    def table(self, block: Table) -> Result:
        """A table."""
        return self.otherwise(block)

    def notice(self, block: Notice) -> Result:
        """Blocks in a frame."""
        return self.otherwise(block)

    def together(self, block: Together) -> Result:
        """Blocks on one page."""
        return self.otherwise(block)

    def with_notes(self, block: WithNotes) -> Result:
        """Blocks with notes in the margin."""
        return self.otherwise(block)

    def floating(self, block: Floating) -> Result:
        """Blocks that may be on the next page."""
        return self.otherwise(block)

    def title_band(self, block: TitleBand) -> Result:
        """The opening of a document or a chapter."""
        return self.otherwise(block)

    def contents(self, block: Contents) -> Result:
        """Chapters, with their pages."""
        return self.otherwise(block)

    def letterhead(self, block: Letterhead) -> Result:
        """A logo beside blocks."""
        return self.otherwise(block)

    def side_by_side(self, block: SideBySide) -> Result:
        """Blocks in two columns."""
        return self.otherwise(block)

    def write_in(self, block: WriteIn) -> Result:
        """Fields to fill in."""
        return self.otherwise(block)

    def lines(self, block: Lines) -> Result:
        """Ruled lines."""
        return self.otherwise(block)

    def options(self, block: Options) -> Result:
        """Lettered options."""
        return self.otherwise(block)

    def entries(self, block: Entries) -> Result:
        """Numbered items."""
        return self.otherwise(block)

    def matching(self, block: Matching) -> Result:
        """Premises beside lettered responses."""
        return self.otherwise(block)

    def passage(self, block: Passage) -> Result:
        """Numbered lines of text."""
        return self.otherwise(block)

    def chart(self, block: Chart) -> Result:
        """A chart."""
        return self.otherwise(block)

    def diagram(self, block: Diagram) -> Result:
        """Actors and their relations."""
        return self.otherwise(block)

    def route_map(self, block: RouteMap) -> Result:
        """Places and the ways between them."""
        return self.otherwise(block)

    def timeline(self, block: Timeline) -> Result:
        """Events on a scale of time."""
        return self.otherwise(block)

    def boxes(self, block: Boxes) -> Result:
        """Boxes beside their labels."""
        return self.otherwise(block)

    def rules(self, block: Rules) -> Result:
        """Short rules to write on."""
        return self.otherwise(block)

    def answer_grid(self, block: AnswerGrid) -> Result:
        """Room for answers in numbered rows."""
        return self.otherwise(block)

    def bubble_sheet(self, block: BubbleSheet) -> Result:
        """An answer sheet that a machine can read."""
        return self.otherwise(block)

    def mark_table(self, block: MarkTable) -> Result:
        """A table to write marks into."""
        return self.otherwise(block)

    def strip(self, block: Strip) -> Result:
        """Keys beside another document's pages."""
        return self.otherwise(block)

    def overlay(self, block: Overlay) -> Result:
        """Rings for another document's pages."""
        return self.otherwise(block)

    def plan_table(self, block: PlanTable) -> Result:
        """Amounts planned and met, with bars."""
        return self.otherwise(block)

    def plot_table(self, block: PlotTable) -> Result:
        """Figures in a table, drawn beside their numbers."""
        return self.otherwise(block)

    def key_table(self, block: KeyTable) -> Result:
        """The answers of all forms."""
        return self.otherwise(block)

    def scheme_card(self, block: SchemeCard) -> Result:
        """How an open question is marked."""
        return self.otherwise(block)
