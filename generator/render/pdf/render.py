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
    Matching,
    Notice,
    Table,
)
from generator.render.pdf.blocks.setter import BlockSetter
from generator.render.pdf.file.objects import packed
from generator.render.pdf.file.page_content import Area, paint
from generator.render.pdf.file.writer import Described, Writer
from generator.render.pdf.fonts import Case, Face
from generator.render.pdf.header_footer import FurnitureSetter
from generator.render.pdf.lines import LEAF, Element, Galley
from generator.render.pdf.pagination import Overfull, make_up
from generator.render.pdf.results import Bound, Printed, TooTall
from generator.render.pdf.styles import Profile, Sheet
from generator.render.pdf.text import CENTRE, TextSetter


def press(
    documents: Sequence[Document], profile: Profile, sheet: Sheet, duplex: bool
) -> list[Printed]:
    """A file for each document; one subset of each face serves them all.  Raises MissingGlyph, TooTall."""
    describer = Describer(profile, sheet, duplex)
    described = [describer.describe(document) for document in documents]
    writer = Writer(describer.case.used, sheet)
    described.reverse()  # so that each can be let go when it is written
    printed = []
    while described:
        pages = len(described[-1].painted.streams)
        printed.append(Printed(writer.write(described.pop()), pages))
    return printed


def press_bound(
    copies: Sequence[tuple[Document, Profile]],
    sheet: Sheet,
    duplex: bool,
    title: str,
    language: str,
    blank: str,
    bundle: int,
) -> Bound:
    """One file of all copies, each on sheets of its own.  Raises MissingGlyph, TooTall, ValueError."""
    if not copies:
        raise ValueError("there are no copies to bind")
    describers: dict[str, Describer] = {}
    made: dict[tuple[Document, str], Described] = {}
    seen: dict[
        tuple[int, str], Described
    ] = {}  # by identity: to compare whole documents for each copy is slow
    for document, profile in copies:
        if (id(document), profile.name) in seen:
            continue
        if profile.name not in describers:
            describers[profile.name] = Describer(profile, sheet, duplex, alike=True)
        if (document, profile.name) not in made:
            describer = describers[profile.name]
            made[document, profile.name] = _padded(
                describer.describe(document), describer, language, blank
            )
        seen[id(document), profile.name] = made[document, profile.name]
    order = [seen[id(document), profile.name] for document, profile in copies]
    data = Writer(_together(describers.values()), sheet).bind(
        order, title, language, duplex, bundle
    )
    each = tuple(len(described.painted.streams) for described in order)
    return Bound(data, sum(each), each)


def _together(describers: Iterable[Describer]) -> dict[Face, set[str]]:
    """The characters that all profiles use of each face: one subset serves them."""
    used: dict[Face, set[str]] = {}
    for describer in describers:
        for chosen, characters in describer.case.used.items():
            used.setdefault(chosen, set()).update(characters)
    return used


def _padded(described: Described, describer: Describer, language: str, blank: str) -> Described:
    """With a page that says it is blank, where the last sheet's other side would be the next copy's."""
    painted, page = described.painted, len(described.painted.streams)
    if not describer.duplex or page % 2 == 0:
        return described
    text, area, sheet = describer.setter(language).text, describer.area(page), describer.sheet
    wide = describer.profile.measure(sheet) + describer.profile.points
    span = text.label(blank, describer.profile.body, area.left, wide, CENTRE)
    content = b"/P<</MCID 0>>BDC\nBT %.2f %.2f Td %b ET\nEMC\n" % (
        span.x,
        sheet.height / 2,
        span.ops,
    )
    painted = painted._replace(
        streams=[*painted.streams, describer.pack(content)], spots=[*painted.spots, [(page, 0)]]
    )
    return described._replace(
        elements=(*described.elements, Element("P", (LEAF,))), painted=painted
    )


class Describer:
    """Describes the documents of one family; `case` knows afterwards which characters they use.

    `alike`: equal pages are looked for, and kept once.
    """

    def __init__(self, profile: Profile, sheet: Sheet, duplex: bool, alike: bool = False) -> None:
        self.alike = alike
        self.profile, self.sheet, self.duplex, self.case = (
            profile,
            sheet,
            duplex,
            Case(profile.tracking),
        )
        self._setters: dict[bool, BlockSetter] = {}
        self._packed: dict[bytes, bytes] = {}

    def describe(self, document: Document) -> Described:
        """Set, made up and painted.  Raises MissingGlyph, TooTall."""
        profile, sheet, setter = self.profile, self.sheet, self.setter(document.language)
        galley = self.galley(document)
        try:
            pages = make_up(galley.lines, profile.room(sheet)) or [[]]
        except Overfull as overfull:
            what = name_of(document.blocks, setter, profile.measure(sheet), overfull.line)
            raise TooTall(setter.text.document, what) from None
        furniture = FurnitureSetter(document.furniture, setter.text, sheet)
        area = self.level if document.furniture.level else self.area
        painted = paint(
            pages,
            area,
            lambda page: furniture.under(area(page).left),
            lambda page: furniture.over(area(page).left, page + 1, len(pages)),
            self.pack,
        )
        return Described(document.title, document.language, galley.elements, painted)

    def galley(self, document: Document) -> Galley:
        """All its blocks under each other.  Raises MissingGlyph, TooTall."""
        setter = self.setter(document.language)
        setter.text.document = document.label or document.title
        return setter.stacked(document.blocks, 0.0, self.profile.measure(self.sheet))

    def setter(self, language: str) -> BlockSetter:
        """The setter for a language: Serbian has letters of its own."""
        serbian, profile = language.split("-")[0] == "sr", self.profile
        if serbian not in self._setters:
            edge = profile.measure(self.sheet) + profile.points
            self._setters[serbian] = BlockSetter(
                TextSetter(self.case, profile, serbian), edge, profile.room(self.sheet)
            )
        return self._setters[serbian]

    def area(self, page: int) -> Area:
        """Where text stands on a page (from 0), which is a right-hand page first: its left side is bound."""
        margins = self.profile.margins
        bound = margins.outer if page % 2 else margins.inner
        return Area(
            bound if self.duplex else (margins.inner + margins.outer) / 2,
            self.sheet.height - margins.top,
        )

    def level(self, page: int) -> Area:
        """Where text stands on every page alike."""
        margins = self.profile.margins
        return Area((margins.inner + margins.outer) / 2, self.sheet.height - margins.top)

    def pack(self, content: bytes) -> bytes:
        """A page's content as a stream; where equal pages are looked for, the same for equal pages."""
        if not self.alike:
            return packed(content)
        key = sha256(content).digest()
        if key not in self._packed:
            self._packed[key] = packed(content)
        return self._packed[key]


def name_of(blocks: Sequence[Block], setter: BlockSetter, width: float, line: int) -> str:
    """The name of what stands at a line of the document."""
    starts, names, at = [], [], 0
    for block in blocks:
        for name, galley in _named(block, setter, width):
            starts.append(at)
            rows = isinstance(block, Table) and len(galley.lines) == len(block.rows) + bool(
                block.head
            )  # not cut, not told
            names.append((name, block if rows else None))
            at += len(galley.lines)
    place = bisect_right(starts, line) - 1
    name, block = names[place]
    if block:
        row = line - starts[place] + (0 if block.head else 1)
        return f"row {max(row, 1)} of {name}"
    return name


def _named(block: Block, setter: BlockSetter, width: float) -> Iterator[tuple[str, Galley]]:
    if isinstance(block, Entries):
        for entry in block.entries:
            yield f"item {entry.number.rstrip('.')}", setter.entry(entry, 0.0, width, 0.0)
        return
    if isinstance(block, AnswerGrid):
        for entry in block.entries:
            yield (
                f"the answer space of item {entry.number}",
                setter.galleys(AnswerGrid((entry,)), 0.0, width),
            )
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
