"""Documents to printed files: set, make up, paint, write.

In: the documents of one family, a profile and a sheet.  Out: a file for each.
Never reads a clock, the environment, a random number or the current directory.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from generator.document import Block, Chart, Diagram, Document, Entries, Matching, Notice, Table
from generator.typeset.blocks import BlockSetter
from generator.typeset.fonts import Case
from generator.typeset.furniture import FurnitureSetter
from generator.typeset.galley import Galley
from generator.typeset.makeup import Overfull, make_up
from generator.typeset.paint import Area, paint
from generator.typeset.printed import Printed
from generator.typeset.profile import Profile, Sheet
from generator.typeset.refusal import TooTall
from generator.typeset.text import TextSetter
from generator.typeset.writer import Described, Writer


def press(documents: Sequence[Document], profile: Profile, sheet: Sheet, duplex: bool) -> list[Printed]:
    """A file for each document; one subset of each face serves them all.  Raises MissingGlyph, TooTall."""
    case, setters = Case(), {}
    described = []
    for document in documents:
        serbian = document.language.split("-")[0] == "sr"
        if serbian not in setters:
            edge = profile.measure(sheet) + profile.points
            setters[serbian] = BlockSetter(TextSetter(case, profile, serbian), edge, profile.room(sheet))
        described.append(_describe(document, setters[serbian], sheet, duplex))
    writer = Writer(case.used, sheet)
    described.reverse()            # so that each can be let go when it is written
    printed = []
    while described:
        pages = len(described[-1].painted.streams)
        printed.append(Printed(writer.write(described.pop()), pages))
    return printed


def _describe(document: Document, setter: BlockSetter, sheet: Sheet, duplex: bool) -> Described:
    """Set, made up and painted."""
    profile, margins = setter.profile, setter.profile.margins
    setter.text.document = document.label or document.title
    galley = setter.stacked(document.blocks, 0.0, profile.measure(sheet))
    try:
        pages = make_up(galley.lines, profile.room(sheet)) or [[]]
    except Overfull as overfull:
        what = _what(document.blocks, setter, profile.measure(sheet), overfull.line)
        raise TooTall(setter.text.document, what) from None

    def left(page: int) -> float:
        if not duplex:
            return (margins.inner + margins.outer) / 2
        return margins.outer if page % 2 else margins.inner      # page 0 is a right-hand page: its left side is bound

    furniture = FurnitureSetter(document.furniture, setter.text, sheet)
    painted = paint(pages, lambda page: Area(left(page), sheet.height - margins.top), lambda page: furniture.under(left(page)),
                    lambda page: furniture.over(left(page), page + 1, len(pages)))
    return Described(document.title, document.language, galley.elements, painted)


def _what(blocks: Sequence[Block], setter: BlockSetter, width: float, line: int) -> str:
    """The name of what stands at a line of the document."""
    starts, names, at = [], [], 0
    for block in blocks:
        for name, galley in _named(block, setter, width):
            starts.append(at)
            names.append((name, block))
            at += len(galley.lines)
    place = bisect_right(starts, line) - 1
    name, block = names[place]
    if isinstance(block, Table):
        row = line - starts[place] + (0 if block.head else 1)
        return f"row {max(row, 1)} of {name}"
    return name


def _named(block: Block, setter: BlockSetter, width: float) -> Iterator[tuple[str, Galley]]:
    if isinstance(block, Entries):
        for entry in block.entries:
            yield f"item {entry.number.rstrip('.')}", setter.entry(entry, 0.0, width, 0.0)
        return
    kind = type(block).__name__.lower()
    words = next(_words(block), "")
    opening = words if len(words) <= 50 else words[:50].rsplit(" ", 1)[0] + " …"
    yield f"the {kind} '{opening}'", setter.galleys(block, 0.0, width)


def _words(block: object) -> Iterator[str]:
    """The texts of a block, by which its author knows it."""
    if isinstance(block, Table):
        yield block.summary
    elif isinstance(block, Notice):
        for inner in block.blocks:
            yield from _words(inner)
    elif isinstance(block, Chart | Diagram):
        yield block.alt
    elif isinstance(block, Matching):
        yield from ("".join(run.text for run in runs) for runs in block.premises)
    elif runs := getattr(block, "runs", None) or getattr(block, "lead", None):
        yield "".join(run.text for run in runs)
