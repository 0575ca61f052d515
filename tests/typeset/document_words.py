"""The words of a document, in reading order, found without the typesetter.

In: a Document.  Out: its words.
Never looks at a page: what stands there is compared with this.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator import document as d
from generator.inline import Runs


def words_of(document: d.Document) -> list[str]:
    """Every word a reader meets."""
    return [word for block in document.blocks for text in texts(block) for word in text.split()]


def furniture_words(furniture: d.Furniture, page: int, pages: int) -> tuple[list[str], list[str]]:
    """The words above and below a page's text, in order of painting."""
    above = [furniture.watermark, furniture.banner, furniture.head, furniture.form]
    below = [furniture.foot, furniture.page.replace("{pages}", str(pages)).replace("{page}", str(page))]
    return " ".join(above).split(), " ".join(below).split()


def plain(runs: Runs) -> str:
    """The characters of runs."""
    return unicodedata.normalize("NFC", "".join(run.text for run in runs))


def texts(block: object, depth: int = 0) -> Iterator[str]:
    """The texts of a block, in reading order."""
    if isinstance(block, d.Heading | d.Paragraph):
        yield plain(block.runs)
    elif isinstance(block, d.Bullets):
        for n, blocks in enumerate(block.entries, 1):
            yield f"{n}." if block.numbered else "–" if depth % 2 else "•"
            for inner in blocks:
                yield from texts(inner, depth + 1)
    elif isinstance(block, d.Definitions):
        for term, definition in block.entries:
            yield plain(term)
            yield plain(definition)
    elif isinstance(block, d.Table):
        for row in (block.head, *block.rows):
            yield from (plain(cell) for cell in row)
    elif isinstance(block, d.Notice):
        for inner in block.blocks:
            yield from texts(inner)
    elif isinstance(block, d.WriteIn):
        yield from (label for label, _ in block.fields)
    elif isinstance(block, d.Lines):
        yield plain(block.lead)
    elif isinstance(block, d.Options):
        for option in block.entries:
            yield option.letter
            yield plain(option.runs)
    elif isinstance(block, d.Entries):
        for entry in block.entries:
            yield entry.number
            for n, inner in enumerate(entry.blocks):
                yield from texts(inner)
                if n == 0:
                    yield entry.points
    else:
        raise TypeError(type(block).__name__)
