"""What authors call a block, for words that say what no page holds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from generator.page.blocks import (
    AnswerGrid,
    Block,
    Bullets,
    Chart,
    CodeBlock,
    Diagram,
    DisplayFormula,
    Document,
    Entries,
    Heading,
    LineBlock,
    Lines,
    Matching,
    Notice,
    Paragraph,
    RouteMap,
    SideBySide,
    Table,
    TitleBand,
    Together,
    WithNotes,
)
from generator.page.markup import Spans
from generator.page.queries import BlockQuery
from generator.render.pdf.blocks.setter import BlockSetter
from generator.render.pdf.document_setter import front_length
from generator.render.pdf.lines import BlockLayout

_LONGEST_NAME = 50  # characters of a block's text, by which its author knows it
# What authors call a block whose class is called otherwise.
_CALLED: dict[type[Block], str] = {
    Bullets: "list",
    CodeBlock: "code",
    DisplayFormula: "formula",
    LineBlock: "paragraph",
    Notice: "box",
    RouteMap: "map",
    SideBySide: "text",
    TitleBand: "title",
    Together: "text",
    WithNotes: "text",
}


def name_at_line(document: Document, setter: BlockSetter, width: float, line: int) -> str:
    """The name of what is at a line of the document, by which its author knows it."""
    starts: list[int] = []
    names: list[str] = []
    at = 0
    front = front_length(document.blocks) if document.forms else 0
    for n, block in enumerate(document.blocks):
        wide = setter.documents.front_width if n < front else width
        for name, layout in block_layouts(block, setter, wide):
            starts.append(at)
            names.append(name)
            at += len(layout.lines)
    return names[bisect_right(starts, line) - 1]


def block_layouts(
    block: Block, setter: BlockSetter, width: float
) -> Iterator[tuple[str, BlockLayout]]:
    """The parts of a block by which its author knows it, each with its name and layout."""
    if isinstance(block, Entries):
        for entry in block.entries:
            yield f"item {entry.number.rstrip('.')}", setter.entry(entry, width)
    elif isinstance(block, AnswerGrid):
        for entry in block.entries:
            layout = setter.layout(AnswerGrid((entry,)), 0.0, width)
            yield f"the answer space of item {entry.number}", layout
    else:
        words = next(block.accept(_OpeningWords()), "")
        if len(words) > _LONGEST_NAME:
            words = words[:_LONGEST_NAME].rsplit(" ", 1)[0] + " …"
        kind = _CALLED.get(type(block), type(block).__name__.lower())
        yield f"the {kind} '{words}'" if words else f"a {kind}", setter.layout(block, 0.0, width)


class _OpeningWords(BlockQuery[Iterator[str]]):
    """The texts of a block, by which its author knows it; of most blocks, none."""

    def otherwise(self, block: Block) -> Iterator[str]:
        """No words."""
        return iter(())

    def heading(self, block: Heading) -> Iterator[str]:
        """The heading."""
        return _texts(block.runs)

    def paragraph(self, block: Paragraph) -> Iterator[str]:
        """The paragraph."""
        return _texts(block.runs)

    def line_block(self, block: LineBlock) -> Iterator[str]:
        """Its lines."""
        return _texts(*block.lines)

    def code_block(self, block: CodeBlock) -> Iterator[str]:
        """Its lines."""
        return _texts(*block.lines)

    def bullets(self, block: Bullets) -> Iterator[str]:
        """Those of its entries."""
        return _all(inner for entry in block.entries for inner in entry)

    def with_notes(self, block: WithNotes) -> Iterator[str]:
        """Those of the blocks beside the notes."""
        return _all(block.blocks)

    def side_by_side(self, block: SideBySide) -> Iterator[str]:
        """Those of both columns."""
        return _all((*block.left, *block.right))

    def lines(self, block: Lines) -> Iterator[str]:
        """What is at the start of the first one."""
        return _texts(block.lead)

    def title_band(self, block: TitleBand) -> Iterator[str]:
        """The title."""
        return _texts(block.title)

    def table(self, block: Table) -> Iterator[str]:
        """Its summary."""
        return iter((block.summary,))

    def notice(self, block: Notice) -> Iterator[str]:
        """Those of the blocks in it."""
        return _all(block.blocks)

    def together(self, block: Together) -> Iterator[str]:
        """Those of the blocks in them."""
        return _all(block.blocks)

    def chart(self, block: Chart) -> Iterator[str]:
        """What it shows."""
        return iter((block.alt,))

    def diagram(self, block: Diagram) -> Iterator[str]:
        """What it shows."""
        return iter((block.alt,))

    def matching(self, block: Matching) -> Iterator[str]:
        """Its premises."""
        return _texts(*block.premises)


def _all(blocks: Iterable[Block]) -> Iterator[str]:
    return (words for block in blocks for words in block.accept(_OpeningWords()))


def _texts(*texts: Spans) -> Iterator[str]:
    return ("".join(span.text for span in spans) for spans in texts if spans)
