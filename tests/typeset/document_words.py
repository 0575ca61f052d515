"""The words of a document, in reading order, found without the typesetter.

In: a Document.  Out: its words.
Never looks at a page: what stands there is compared with this.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.page.blocks import (
    Bullets,
    CodeBlock,
    Definitions,
    Document,
    Entries,
    HeaderFooter,
    Heading,
    LineBlock,
    Lines,
    Notice,
    Options,
    Paragraph,
    Quotation,
    Table,
    WriteIn,
)
from generator.page.markup import Spans


def words_of(document: Document) -> list[str]:
    """Every word a reader meets."""
    return [word for block in document.blocks for text in texts(block) for word in text.split()]


def header_footer_words(
    header_footer: HeaderFooter, page: int, pages: int
) -> tuple[list[str], list[str]]:
    """The words above and below a page's text, in order of painting."""
    above = [header_footer.watermark, header_footer.banner, header_footer.head, header_footer.form]
    below = [
        header_footer.foot,
        header_footer.page.replace("{pages}", str(pages)).replace("{page}", str(page)),
    ]
    return " ".join(above).split(), " ".join(below).split()


def plain(runs: Spans) -> str:
    """The characters of runs."""
    return unicodedata.normalize("NFC", "".join(run.text for run in runs))


def texts(block: object, depth: int = 0) -> Iterator[str]:
    """The texts of a block, in reading order."""
    if isinstance(block, Heading | Paragraph):
        yield plain(block.runs)
    elif isinstance(block, LineBlock | CodeBlock):
        yield from (plain(line) for line in block.lines)
    elif isinstance(block, Quotation):
        for inner in block.blocks:
            yield from texts(inner, depth)
    elif isinstance(block, Bullets):
        for n, blocks in enumerate(block.entries, block.start):
            yield f"{n}." if block.numbered else "–" if depth % 2 else "•"
            for inner in blocks:
                yield from texts(inner, depth + 1)
    elif isinstance(block, Definitions):
        for term, definition in block.entries:
            yield plain(term)
            yield plain(definition)
    elif isinstance(block, Table):
        for row in (block.head, *block.rows):
            yield from (plain(cell) for cell in row)
    elif isinstance(block, Notice):
        for inner in block.blocks:
            yield from texts(inner)
    elif isinstance(block, WriteIn):
        yield from (label for label, _ in block.fields)
    elif isinstance(block, Lines):
        yield plain(block.lead)
    elif isinstance(block, Options):
        for option in block.entries:
            yield option.letter
            yield plain(option.runs)
            for inner in option.blocks:
                yield from texts(inner)
    elif isinstance(block, Entries):
        for entry in block.entries:
            yield entry.number
            for n, inner in enumerate(entry.blocks):
                yield from texts(inner)
                if n == 0:
                    yield entry.points
    else:
        raise TypeError(type(block).__name__)
