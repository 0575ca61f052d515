"""Documents to PDF files: laid out, paginated, painted and written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from generator.i18n.catalog import languages, load_catalog
from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import (
    AnswerGrid,
    Block,
    BubbleSheet,
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
    MarkTable,
    Matching,
    Notice,
    Overlay,
    Paragraph,
    Passage,
    RouteMap,
    SideBySide,
    Strip,
    Table,
    Together,
    WithNotes,
)
from generator.page.markup import Spans
from generator.page.media import PictureData
from generator.page.queries import BlockQuery
from generator.render.pdf.blocks.setter import BlockSetter, front_length
from generator.render.pdf.file.objects import packed
from generator.render.pdf.file.page_content import Area, Leaf, Spots, paint_pages
from generator.render.pdf.file.writer import RenderedDocument, Writer
from generator.render.pdf.fonts import ComposedLetters, Font, UsedGlyphs
from generator.render.pdf.header_footer import HeaderFooterSetter, page_notes
from generator.render.pdf.lines import LEAF, NEW_PAGE, BlockLayout, Element, Line, numbered
from generator.render.pdf.margin import Drift, place_notes, with_notes_below
from generator.render.pdf.pagination import Overfull, Placed, paginate
from generator.render.pdf.results import (
    Binding,
    BoundFile,
    RenderedFile,
    Renderings,
    SheetGeometry,
    TooTall,
)
from generator.render.pdf.styles import Profile, Sheet, look_of
from generator.render.pdf.text import CENTRE, TextSetter

# Of a page: a last page that is filled less is avoided where it can be; of a text to read.
_FEW, _FEW_EARLIER, _FEW_TO_READ = 0.35, 0.2, 0.6
_DRIFTS = (3, 6, 1)  # by how many lines of text notes may be away from theirs, see Drift
_CLOSER = (0.85, 0.7, 0.55)  # times the usual space between the parts of a dense document
_MANY_SPOTS = 16  # how many forms a further one is compared with
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
    Together: "text",
    WithNotes: "text",
}


def rendered_in_turn(
    documents: Sequence[Document],
    profile: Profile,
    sheet: Sheet,
    duplex: bool,
    renderings: Renderings | None = None,
) -> Iterator[RenderedFile]:
    """A file for each document, written when it is asked for; one subset of each font serves them
    all.

    `renderings`: where to keep what was laid out.  Raises MissingGlyph, TooTall.
    """
    if any(document.landscape for document in documents):
        assert all(document.landscape for document in documents), "a family lies on one side"
        headed = any(document.header_footer.banner for document in documents)
        profile, sheet = profile.on_its_side(headed), sheet.on_its_side
    setting = profile, sheet, duplex
    letters = ComposedLetters()
    looks = [_fitted_look(profile, document, sheet, duplex) for document in documents]
    # In this order, by which fonts are numbered.
    order = sorted(zip(documents, looks, strict=True), key=lambda pair: _kind(pair[0]))
    renderers = {
        look: DocumentRenderer(look, sheet, duplex, letters)
        for look in dict.fromkeys(look for _, look in order)
    }
    by_renderer = [
        (renderers[look], document) for document, look in zip(documents, looks, strict=True)
    ]
    rendered = [renderer.render(document) for renderer, document in by_renderer]
    used, placed = _all_used(renderers.values()), _all_placed(renderers.values())
    writer = Writer(used, letters.by_character(), sheet, placed)
    alike = [renderer.breaks_alike(document) for renderer, document in by_renderer]
    fills = [renderer.fills.get(id(document), ()) for renderer, document in by_renderer]
    closer = [renderer.closer(document) for renderer, document in by_renderer]
    geometries = [renderer.geometries(document) for renderer, document in by_renderer]
    if renderings is not None and not letters.by_character():  # those are numbered file by file
        own = tuple(renderer for renderer, _ in by_renderer)
        renderings.families.append(RenderedFamily(setting, tuple(documents), own, tuple(rendered)))
    del renderers, by_renderer  # what was laid out, of which nothing more is needed
    rendered.reverse()  # so that each can be let go when it is written
    for n in range(len(rendered)):
        pages = len(rendered[-1].painted.streams)
        yield RenderedFile(
            writer.write(rendered.pop()),
            pages,
            alike=alike[n],
            fills=fills[n],
            closer=closer[n],
            geometries=geometries[n],
        )


class RenderedFamily(NamedTuple):
    """Documents of one family, the renderer of each, and as what it was rendered; `setting`: the
    profile, the sheet, and whether it is duplex.
    """

    setting: tuple[Profile, Sheet, bool]
    documents: tuple[Document, ...]
    renderers: tuple[DocumentRenderer, ...]
    rendered: tuple[RenderedDocument, ...]


def page_heights(
    documents: Sequence[Document], profile: Profile, sheet: Sheet, duplex: bool
) -> list[list[float]]:
    """For each document how far down each of its pages is filled, in points.  Raises
    MissingGlyph, TooTall.
    """
    letters = ComposedLetters()
    looks = [_fitted_look(profile, document, sheet, duplex) for document in documents]
    renderers = {look: DocumentRenderer(look, sheet, duplex, letters) for look in set(looks)}
    return [
        [_text_height(page) for page in renderers[look].pages(document)]
        for look, document in zip(looks, documents, strict=True)
    ]


def refused_parts(
    document: Document, profile: Profile, sheet: Sheet, suspects: Sequence[Block]
) -> tuple[str, ...]:
    """The names of all suspects among a document's blocks that no page holds; where each one alone
    fits, of the first thing for which rendering would refuse the whole.

    Raises MissingGlyph.
    """
    profile = look_of(profile, document)
    renderer = DocumentRenderer(profile, sheet, duplex=False, letters=ComposedLetters())
    setter, width = renderer.setter(document.language), profile.measure(sheet)
    setter.text.media = document.media
    refused = []
    for suspect in suspects:
        try:
            for name, layout in _named(suspect, setter, width):
                if not _fits(layout.lines, profile.room(sheet)):
                    refused.append(name)
        except TooTall as error:
            refused.append(error.what)
    if not refused:
        try:
            lines = renderer.layout(document).lines
            paginate(lines, profile.room(sheet))
        except TooTall as error:
            refused.append(error.what)
        except Overfull as overfull:
            refused.append(name_at_line(document, setter, width, overfull.line))
    return tuple(refused)


def _fitted_look(profile: Profile, document: Document, sheet: Sheet, duplex: bool) -> Profile:
    """The profile in which a document is set: a text to read is set closer where that saves a
    chapter's last page, which few lines would be on.  Raises MissingGlyph, TooTall.
    """
    look = look_of(profile, document)
    if not document.reading or not look.margin_column:
        return look
    pages = DocumentRenderer(look, sheet, duplex, ComposedLetters()).pages(document)
    firsts = [*chapter_pages(pages), len(pages)]
    last_pages = {first - 1 for first in firsts if first}
    if all(_text_height(pages[last]) >= _FEW_TO_READ * look.room(sheet) for last in last_pages):
        return look
    for closer in look.tightened():
        renderer = DocumentRenderer(closer, sheet, duplex, ComposedLetters())
        if len(renderer.pages(document)) < len(pages):
            return closer
    return look


def _kind(document: Document) -> tuple[bool, str]:
    """What decides, with the profile, in which look a document is set."""
    return document.dense, document.reading


def _fits(lines: Sequence[Line], room: float) -> bool:
    try:
        paginate(lines, room)
    except Overfull:
        return False
    return True


def bind_copies(
    copies: Sequence[tuple[Document, Profile]],
    sheet: Sheet,
    binding: Binding,
    renderings: Renderings | None = None,
) -> BoundFile:
    """One file of all copies, each on sheets of its own; `renderings`: what was laid out before.

    Raises MissingGlyph, TooTall, and ValueError when there are no copies.
    """
    if not copies:
        raise ValueError("there are no copies to bind")
    letters = ComposedLetters()
    # By identity: to compare whole documents for each copy is slow.
    distinct = {(id(document), profile.name): (document, profile) for document, profile in copies}
    known = _laid_out_before(distinct.values(), sheet, binding, renderings)
    if known is None:
        known = _laid_out(distinct.values(), sheet, binding, letters)
    order = [known[id(document), profile.name][1] for document, profile in copies]
    renderers = {id(renderer): renderer for renderer, _ in known.values()}.values()
    used, placed = _all_used(renderers), _all_placed(renderers)
    data = Writer(used, letters.by_character(), sheet, placed).bind(order, binding)
    pages = tuple(len(rendered.painted.streams) for rendered in order)
    found = {
        geometry.layout: geometry
        for place, (document, _) in distinct.items()
        for geometry in known[place][0].geometries(document)
    }
    return BoundFile(data, sum(pages), pages, geometries=tuple(found.values()))


# By the identity of a document and the name of its profile.
_LaidOut = dict[tuple[int, str], tuple["DocumentRenderer", RenderedDocument]]


def _laid_out(
    copies: Iterable[tuple[Document, Profile]],
    sheet: Sheet,
    binding: Binding,
    letters: ComposedLetters,
) -> _LaidOut:
    """Distinct copies laid out; of equal ones the same.  Raises MissingGlyph, TooTall."""
    renderers: dict[Profile, DocumentRenderer] = {}
    by_content: dict[tuple[Document, str], RenderedDocument] = {}
    laid_out: _LaidOut = {}
    for document, profile in copies:
        look = _fitted_look(profile, document, sheet, binding.duplex)
        if look not in renderers:
            renderers[look] = DocumentRenderer(
                look, sheet, binding.duplex, letters, share_pages=True
            )
        content = document, profile.name
        if content not in by_content:
            rendered = renderers[look].render(document)
            by_content[content] = _padded(rendered, renderers[look], binding)
        laid_out[id(document), profile.name] = renderers[look], by_content[content]
    return laid_out


def _laid_out_before(
    copies: Iterable[tuple[Document, Profile]],
    sheet: Sheet,
    binding: Binding,
    renderings: Renderings | None,
) -> _LaidOut | None:
    """Distinct copies as they were laid out before; None unless these are whole families, because
    what one document of a family holds can change the fonts of all.
    """
    profiles = {(id(document), profile.name): profile for document, profile in copies}
    laid_out: _LaidOut = {}
    families: list[RenderedFamily] = renderings.families if renderings else []
    for family in families:
        profile = family.setting[0]
        keys = [(id(document), profile.name) for document in family.documents]
        if profiles.keys().isdisjoint(keys):
            continue
        members = zip(keys, family.documents, family.renderers, family.rendered, strict=True)
        for key, document, renderer, rendered in members:
            setting = profiles.get(key), sheet, binding.duplex
            if setting != family.setting or document.dense or document.landscape:
                return None
            laid_out[key] = renderer, _padded(rendered, renderer, binding)
    return laid_out if len(laid_out) == len(profiles) else None


def _all_placed(renderers: Iterable[DocumentRenderer]) -> dict[str, PictureData]:
    """The pictures that all renderers placed, by name."""
    return {
        name: picture for renderer in renderers for name, picture in renderer.glyphs.placed.items()
    }


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
    leaf = Leaf(painted.leaves.get(None, 0))
    painted = painted._replace(
        streams=[*painted.streams, renderer.pack(content)],
        spots={**painted.spots, leaf: ((page, 0),)},
        leaves={**painted.leaves, None: leaf.number + 1},
    )
    return rendered._replace(elements=(*rendered.elements, Element("P", (LEAF,))), painted=painted)


def _paginated(lines: Sequence[Line], room: float, document: Document) -> list[list[Placed]]:
    """The pages of a document, chapter by chapter.  Raises Overfull."""
    pages, first = [], 0
    ends = [n + 1 for n, line in enumerate(lines) if line.after == NEW_PAGE]
    for end in [*ends, len(lines)]:
        try:
            pages += _chapter(lines[first:end], room, document)
        except Overfull as overfull:
            raise Overfull(first + overfull.line) from None
        first = end
    return pages


def _pages_with_notes(
    lines: Sequence[Line], room: float, document: Document, profile: Profile
) -> list[list[Placed]]:
    """The pages of a document with notes in the margin; those that have no place there are set
    below their section, one page's after the other, because they move what follows.  Raises
    Overfull.
    """
    drift = Drift(*(count * profile.body.leading for count in _DRIFTS))
    below: frozenset[int] = frozenset()
    while True:
        pages = _paginated(with_notes_below(lines, below), room, document)
        pages, homeless = place_notes(pages, room, profile.note.size, drift)
        if not homeless:
            return pages
        below |= homeless


def _chapter(lines: Sequence[Line], room: float, document: Document) -> list[list[Placed]]:
    """Its pages; what would be a few lines on a last page of their own is drawn up, in a dense
    document and in a text to read, by less space between its parts.  Raises Overfull.
    """
    pages = paginate(lines, room, document.splits)
    is_earlier = document.words_version == FIRST_WORDS_VERSION
    few = _FEW_TO_READ if document.reading else _FEW_EARLIER if is_earlier else _FEW
    for share in _CLOSER if document.dense or document.reading else ():
        if len(pages) < 2 or _filled(pages[-1]) > few * room:
            break
        closer = paginate(
            [line._replace(glue=share * line.glue) for line in lines], room, document.splits
        )
        pages = closer if len(closer) < len(pages) else pages
    return pages


def _text_height(page: Sequence[Placed]) -> float:
    """How far down a page is filled, in points; 0 where it only says that it is blank."""
    return _filled(page) if any(placed.line.spans for placed in page) else 0.0


def _filled(page: Sequence[Placed]) -> float:
    """How far down a page is filled, in points."""
    return max(placed.down + placed.line.height for placed in page)


def chapter_pages(pages: Sequence[Sequence[Placed]]) -> list[int]:
    """The page, from 0, on which each chapter begins."""
    return [
        number
        for number, page in enumerate(pages)
        for placed in page
        if placed.line.chapter is not None
    ]


def running_heads(pages: Sequence[Sequence[Placed]]) -> list[str | None]:
    """What the head of each page says in place of the document's; "" where a chapter begins."""
    heads: list[str | None] = []
    head: str | None = None
    for page in pages:
        begun = [placed.line.chapter for placed in page if placed.line.chapter is not None]
        head = begun[-1] if begun else head
        heads.append("" if begun else head)
    return heads


class DocumentRenderer:
    """Renders the documents of one family; `glyphs` knows afterwards which characters they use, and
    `fills` how full the pages of forms are, by the identity of their documents.

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
        self.fills: dict[int, tuple[float, ...]] = {}
        self._setters: dict[str, BlockSetter] = {}
        self._packed: dict[bytes, bytes] = {}
        self._spots: list[Spots] = []

    def render(self, document: Document) -> RenderedDocument:
        """Laid out, paginated and painted.  Raises MissingGlyph, TooTall."""
        profile, sheet, setter = self.profile, self.sheet, self.setter(document.language)
        layout = self.layout(document)
        pages = self._pages(document, layout)
        if chapters := chapter_pages(pages):
            setter.text.chapter_pages = tuple(str(page + 1) for page in chapters)
            layout = self.layout(document)
            pages = self._pages(document, layout)
            setter.text.chapter_pages = ()
        if document.forms and profile.alike:
            heights = map(_text_height, pages)
            self.fills[id(document)] = tuple(tall / profile.room(sheet) for tall in heights)
        area = self.level_area if document.header_footer.level else self.area
        width = profile.measure(sheet) + profile.points
        if profile.centred and not any(block.accept(_REACHES_OUT) for block in document.blocks):
            area, width = self.centred_area, profile.measure(sheet)
        header_footer = HeaderFooterSetter(document.header_footer, setter.text, sheet, width)
        heads = running_heads(pages)
        notes = page_notes(document.header_footer, pages, self.duplex)
        painted = paint_pages(
            pages,
            area,
            lambda page: header_footer.under(area(page).left, page, heads[page]),
            lambda page: header_footer.over(area(page).left, page + 1, len(pages), notes[page]),
            self.pack,
        )
        painted = painted._replace(spots=self._shared(painted.spots))
        setter.forget(document)
        return RenderedDocument(document.title, document.language, layout.elements, painted)

    def _shared(self, spots: Spots) -> Spots:
        """Spots that other forms have too are held once: they are most of what a form takes."""
        for known in self._spots:
            if known == spots:
                return known
        self._spots = [spots, *self._spots[: _MANY_SPOTS - 1]]
        return spots

    def pages(self, document: Document) -> list[list[Placed]]:
        """The pages of a document.  Raises MissingGlyph, TooTall."""
        return self._pages(document, self.layout(document))

    def _pages(self, document: Document, layout: BlockLayout) -> list[list[Placed]]:
        profile, sheet, setter = self.profile, self.sheet, self.setter(document.language)
        room = profile.room(sheet)
        try:
            pages = setter.pages_of_forms(document, layout.lines)
            if not pages and profile.margin_column:
                pages = _pages_with_notes(numbered(layout.lines), room, document, profile)
            elif not pages:
                pages = _paginated(numbered(layout.lines), room, document)
        except Overfull as overfull:
            name = name_at_line(document, setter, profile.measure(sheet), overfull.line)
            raise TooTall(setter.text.document, name) from None
        return pages or [[]]

    def breaks_alike(self, document: Document) -> bool:
        """Whether a document breaks as all forms of its quiz do, where the profile wants it."""
        return self.setter(document.language).breaks_alike(document)

    def closer(self, document: Document) -> tuple[int, ...]:
        """By how much a form is set closer than the profile says; empty where it is not."""
        return self.setter(document.language).closer(document)

    def geometries(self, document: Document) -> tuple[SheetGeometry, ...]:
        """Those of the answer sheets in a document that was rendered."""
        known = self.setter(document.language).geometries
        return tuple(known[block] for block in document.blocks if isinstance(block, BubbleSheet))

    def layout(self, document: Document) -> BlockLayout:
        """All its blocks under each other.  Raises MissingGlyph, TooTall."""
        setter = self.setter(document.language)
        setter.text.document = document.label or document.title
        setter.text.media = document.media
        return setter.document(document)

    def setter(self, language: str) -> BlockSetter:
        """The setter for a language: Serbian has letters of its own, and blanks are read aloud."""
        serbian, profile = language.split("-")[0] == "sr", self.profile
        if language not in self._setters:
            edge = profile.measure(self.sheet) + profile.points
            # Without words of ours, a blank is known by what it is.
            catalog = load_catalog(language) if language in languages() else None
            blank = catalog("blank-aloud") if catalog else ""
            self._setters[language] = BlockSetter(
                TextSetter(self.glyphs, profile, serbian, blank),
                edge,
                profile.room(self.sheet),
                self.duplex,
            )
        return self._setters[language]

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

    def centred_area(self, page: int) -> Area:
        """Where text is that has nothing beside it: in the middle of every page."""
        left = (self.sheet.width - self.profile.measure(self.sheet)) / 2
        return Area(left, self.sheet.height - self.profile.margins.top)

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


def name_at_line(document: Document, setter: BlockSetter, width: float, line: int) -> str:
    """The name of what is at a line of the document, by which its author knows it."""
    starts: list[int] = []
    names: list[str] = []
    at = 0
    front = front_length(document.blocks) if document.forms else 0
    for n, block in enumerate(document.blocks):
        wide = setter.front_width if n < front else width
        for name, layout in _named(block, setter, wide):
            starts.append(at)
            names.append(name)
            at += len(layout.lines)
    return names[bisect_right(starts, line) - 1]


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
        kind = _CALLED.get(type(block), type(block).__name__.lower())
        yield f"the {kind} '{words}'" if words else f"a {kind}", setter.layout(block, 0.0, width)


class _ReachesOut(BlockQuery[bool]):
    """Whether something of a block may be beyond the text, in the points' column."""

    def otherwise(self, block: Block) -> bool:
        """Most blocks are as wide as the text."""
        return False

    def side_by_side(self, block: SideBySide) -> bool:
        """Both columns together are wider."""
        return True

    def entries(self, block: Entries) -> bool:
        """Points are."""
        return any(entry.points for entry in block.entries)

    def answer_grid(self, block: AnswerGrid) -> bool:
        """Points are."""
        return True

    def bubble_sheet(self, block: BubbleSheet) -> bool:
        """It is where it is on the sheet."""
        return True

    def together(self, block: Together) -> bool:
        """What is in them may be."""
        return any(inner.accept(self) for inner in block.blocks)

    def passage(self, block: Passage) -> bool:
        """A passage is."""
        return True

    def mark_table(self, block: MarkTable) -> bool:
        """It is."""
        return True

    def strip(self, block: Strip) -> bool:
        """It is as wide as what it lies beside."""
        return True

    def overlay(self, block: Overlay) -> bool:
        """It is where what it lies on is."""
        return True


_REACHES_OUT = _ReachesOut()


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
