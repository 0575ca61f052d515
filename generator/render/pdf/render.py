"""Documents to PDF files: laid out, paginated, painted and written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from generator.page.blocks import (
    AnswerGrid,
    Block,
    Chart,
    Diagram,
    Document,
    Entries,
    Heading,
    Lines,
    Matching,
    Notice,
    Paragraph,
    Table,
)
from generator.page.markup import Spans
from generator.page.queries import BlockQuery
from generator.render.pdf.blocks.setter import BlockSetter
from generator.render.pdf.file.objects import packed
from generator.render.pdf.file.page_content import Area, paint_pages
from generator.render.pdf.file.writer import RenderedDocument, Writer
from generator.render.pdf.fonts import ComposedLetters, Font, UsedGlyphs
from generator.render.pdf.header_footer import HeaderFooterSetter
from generator.render.pdf.lines import LEAF, BlockLayout, Element
from generator.render.pdf.pagination import Overfull, paginate
from generator.render.pdf.results import Binding, BoundFile, RenderedFile, TooTall
from generator.render.pdf.styles import Profile, Sheet
from generator.render.pdf.text import CENTRE, TextSetter

_LONGEST_NAME = 50  # characters of a block's text, by which its author knows it


def render_documents(
    documents: Sequence[Document], profile: Profile, sheet: Sheet, duplex: bool
) -> list[RenderedFile]:
    """A file for each document; one subset of each font serves them all.

    Raises MissingGlyph, TooTall.
    """
    letters = ComposedLetters()
    renderer = DocumentRenderer(profile, sheet, duplex, letters)
    rendered = [renderer.render(document) for document in documents]
    glyphs = renderer.glyphs
    writer = Writer(glyphs.used, letters.by_character(), sheet, glyphs.placed)
    rendered.reverse()  # so that each can be let go when it is written
    files = []
    while rendered:
        pages = len(rendered[-1].painted.streams)
        files.append(RenderedFile(writer.write(rendered.pop()), pages))
    return files


def bind_copies(
    copies: Sequence[tuple[Document, Profile]], sheet: Sheet, binding: Binding
) -> BoundFile:
    """One file of all copies, each on sheets of its own.

    Raises MissingGlyph, TooTall, and ValueError when there are no copies.
    """
    if not copies:
        raise ValueError("there are no copies to bind")
    letters = ComposedLetters()
    renderers: dict[str, DocumentRenderer] = {}
    by_content: dict[tuple[Document, str], RenderedDocument] = {}
    # By identity first: to compare whole documents for each copy is slow.
    by_identity: dict[tuple[int, str], RenderedDocument] = {}
    for document, profile in copies:
        name = profile.name
        if (id(document), name) in by_identity:
            continue
        if name not in renderers:
            renderers[name] = DocumentRenderer(
                profile, sheet, binding.duplex, letters, share_pages=True
            )
        if (document, name) not in by_content:
            rendered = renderers[name].render(document)
            by_content[document, name] = _padded(rendered, renderers[name], binding)
        by_identity[id(document), name] = by_content[document, name]
    order = [by_identity[id(document), profile.name] for document, profile in copies]
    placed = {
        name: picture
        for renderer in renderers.values()
        for name, picture in renderer.glyphs.placed.items()
    }
    used = _all_used(renderers.values())
    data = Writer(used, letters.by_character(), sheet, placed).bind(order, binding)
    pages = tuple(len(rendered.painted.streams) for rendered in order)
    return BoundFile(data, sum(pages), pages)


def _all_used(renderers: Iterable[DocumentRenderer]) -> dict[Font, set[str]]:
    """The characters that all profiles use of each font: one subset serves them."""
    used: dict[Font, set[str]] = {}
    for renderer in renderers:
        for font, characters in renderer.glyphs.used.items():
            used.setdefault(font, set()).update(characters)
    return used


def _padded(
    rendered: RenderedDocument, renderer: DocumentRenderer, binding: Binding
) -> RenderedDocument:
    """With a page that says it is blank, where the last sheet's other side would be the next
    copy's.
    """
    painted, page = rendered.painted, len(rendered.painted.streams)
    if not binding.duplex or page % 2 == 0:
        return rendered
    text, area, sheet = renderer.setter(binding.language).text, renderer.area(page), renderer.sheet
    wide = renderer.profile.measure(sheet) + renderer.profile.points
    span = text.label(binding.blank, renderer.profile.body, area.left, wide, CENTRE)
    content = b"/P<</MCID 0>>BDC\nBT %.2f %.2f Td %b ET\nEMC\n" % (
        span.x,
        sheet.height / 2,
        span.ops,
    )
    painted = painted._replace(
        streams=[*painted.streams, renderer.pack(content)], spots=[*painted.spots, [(page, 0)]]
    )
    return rendered._replace(elements=(*rendered.elements, Element("P", (LEAF,))), painted=painted)


class DocumentRenderer:
    """Renders the documents of one family; `glyphs` knows afterwards which characters they use.

    `letters`: those of its file.  `share_pages`: equal pages are looked for, and kept once.
    """

    def __init__(
        self,
        profile: Profile,
        sheet: Sheet,
        duplex: bool,
        letters: ComposedLetters,
        share_pages: bool = False,
    ) -> None:
        self.profile, self.sheet, self.duplex = profile, sheet, duplex
        self.share_pages = share_pages
        self.glyphs = UsedGlyphs(profile.tracking, letters)
        self._setters: dict[bool, BlockSetter] = {}
        self._packed: dict[bytes, bytes] = {}

    def render(self, document: Document) -> RenderedDocument:
        """Laid out, paginated and painted.  Raises MissingGlyph, TooTall."""
        profile, sheet, setter = self.profile, self.sheet, self.setter(document.language)
        layout = self.layout(document)
        try:
            pages = paginate(layout.lines, profile.room(sheet)) or [[]]
        except Overfull as overfull:
            name = name_at_line(document.blocks, setter, profile.measure(sheet), overfull.line)
            raise TooTall(setter.text.document, name) from None
        header_footer = HeaderFooterSetter(document.header_footer, setter.text, sheet)
        area = self.level_area if document.header_footer.level else self.area
        painted = paint_pages(
            pages,
            area,
            lambda page: header_footer.under(area(page).left),
            lambda page: header_footer.over(area(page).left, page + 1, len(pages)),
            self.pack,
        )
        return RenderedDocument(document.title, document.language, layout.elements, painted)

    def layout(self, document: Document) -> BlockLayout:
        """All its blocks under each other.  Raises MissingGlyph, TooTall."""
        setter = self.setter(document.language)
        setter.text.document = document.label or document.title
        setter.text.media = document.media
        return setter.layout_all(document.blocks, 0.0, self.profile.measure(self.sheet))

    def setter(self, language: str) -> BlockSetter:
        """The setter for a language: Serbian has letters of its own."""
        serbian, profile = language.split("-")[0] == "sr", self.profile
        if serbian not in self._setters:
            edge = profile.measure(self.sheet) + profile.points
            self._setters[serbian] = BlockSetter(
                TextSetter(self.glyphs, profile, serbian), edge, profile.room(self.sheet)
            )
        return self._setters[serbian]

    def area(self, page: int) -> Area:
        """Where text is on a page (from 0), which is a right-hand page first: its left side is
        bound.
        """
        if not self.duplex:
            return self.level_area(page)
        margins = self.profile.margins
        left = margins.outer if page % 2 else margins.inner
        return Area(left, self.sheet.height - margins.top)

    def level_area(self, page: int) -> Area:
        """Where text is on every page alike."""
        margins = self.profile.margins
        return Area((margins.inner + margins.outer) / 2, self.sheet.height - margins.top)

    def pack(self, content: bytes) -> bytes:
        """A page's content as a stream; where equal pages are looked for, the same for equal
        pages.
        """
        if not self.share_pages:
            return packed(content)
        key = sha256(content).digest()
        if key not in self._packed:
            self._packed[key] = packed(content)
        return self._packed[key]


def name_at_line(blocks: Sequence[Block], setter: BlockSetter, width: float, line: int) -> str:
    """The name of what is at a line of the document, by which its author knows it."""
    starts: list[int] = []
    names: list[tuple[str, Table | None]] = []
    at = 0
    for block in blocks:
        for name, layout in _named(block, setter, width):
            starts.append(at)
            # Neither cut into several tables nor set as a list: a line is a row.
            is_table = isinstance(block, Table) and len(layout.lines) == len(block.rows) + bool(
                block.head
            )
            names.append((name, block if isinstance(block, Table) and is_table else None))
            at += len(layout.lines)
    number = bisect_right(starts, line) - 1
    name, table = names[number]
    if table is None:
        return name
    row = line - starts[number] + (0 if table.head else 1)
    return f"row {max(row, 1)} of {name}"


def _named(block: Block, setter: BlockSetter, width: float) -> Iterator[tuple[str, BlockLayout]]:
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
        name = f"the {type(block).__name__.lower()} '{words}'"
        yield name, setter.layout(block, 0.0, width)


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

    def lines(self, block: Lines) -> Iterator[str]:
        """What is at the start of the first one."""
        return _texts(block.lead)

    def table(self, block: Table) -> Iterator[str]:
        """Its summary."""
        return iter((block.summary,))

    def notice(self, block: Notice) -> Iterator[str]:
        """Those of the blocks in it."""
        return (words for inner in block.blocks for words in inner.accept(self))

    def chart(self, block: Chart) -> Iterator[str]:
        """What it shows."""
        return iter((block.alt,))

    def diagram(self, block: Diagram) -> Iterator[str]:
        """What it shows."""
        return iter((block.alt,))

    def matching(self, block: Matching) -> Iterator[str]:
        """Its premises."""
        return _texts(*block.premises)


def _texts(*texts: Spans) -> Iterator[str]:
    return ("".join(span.text for span in spans) for spans in texts if spans)
