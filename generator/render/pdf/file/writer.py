"""A tagged PDF/UA-1 file, as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

from generator.page.media import PictureData
from generator.render.pdf.file.drawings import picture_object
from generator.render.pdf.file.fonts import DICTIONARIES, STREAMS, font_objects
from generator.render.pdf.file.objects import CATALOG, INFO, Objects, references, text_string
from generator.render.pdf.file.page_content import Bookmark, Leaf, PaintedPages
from generator.render.pdf.file.structure_tree import StructureTree
from generator.render.pdf.fonts import Font, resource_name
from generator.render.pdf.lines import Element
from generator.render.pdf.results import Binding
from generator.render.pdf.styles import Sheet

# Numbers fixed in every file, besides CATALOG and INFO.
PAGES, TREE, DOCUMENT, PARENTS, OUTLINES = range(3, 8)
FIXED = 7
LINK_KEYS = 100_000  # parent-tree keys of links; those of pages count from 0


class RenderedDocument(NamedTuple):
    """A document ready to be written."""

    title: str
    language: str
    elements: tuple[Element, ...]
    painted: PaintedPages


class Writer:
    """Writes the files of one family; all of them embed the same subset of each font, and the same
    pictures and formulas (`placed`, by id).
    """

    def __init__(
        self,
        used: Mapping[Font, set[str]],
        composed: Mapping[str, str],
        sheet: Sheet,
        placed: Mapping[str, PictureData],
    ) -> None:
        """`used`: the characters used of each font; `composed`: those that stand for a letter with
        marks.
        """
        self._sheet, self._shared, names = sheet, Objects(count=FIXED), []
        self._trees = _Trees()
        for font in sorted(used, key=lambda font: font.tag):
            first = self._shared.reserve(DICTIONARIES + STREAMS)
            names.append(f"/{font.tag.decode()} {first} 0 R")
            dictionaries, streams = font_objects(font, used[font], composed, first)
            for n, body in enumerate(dictionaries):
                self._shared.write(body, first + n)
            for n, stream in enumerate(streams, DICTIONARIES):
                self._shared.put_stream(stream, first + n)
        drawn = [
            f"/{resource_name(name).decode()} "
            f"{self._shared.add_stream(picture_object(placed[name]))} 0 R"
            for name in sorted(placed)
        ]
        self._shared.gather(level=9)
        box = f"[0 0 {sheet.width:g} {sheet.height:g}]"
        drawings = f"/XObject<<{''.join(drawn)}>>" if drawn else ""
        self._inherited = f"/MediaBox{box}/Resources<</Font<<{''.join(names)}>>{drawings}>>"

    def write(self, document: RenderedDocument) -> bytes:
        """One file of one document."""
        objects = Objects(self._shared)
        body = _Body(objects, self._trees)
        tops = body.add(document, DOCUMENT)
        objects.write(f"<</S/Document/P {TREE} 0 R/K[{references(tops)}]>>", DOCUMENT)
        marks = _bookmarks(objects, document.painted.bookmarks, body.pages)
        return self._finished(
            body, document.title, document.language, f"/PageLabels<</Nums[0<</S/D>>]>>{marks}"
        )

    def bind(self, copies: Sequence[RenderedDocument], binding: Binding) -> bytes:
        """One file of many copies, each a part of it, with page labels and a bookmark of its own;
        equal pages are kept once.

        Copies of one bundle belong together: their pages are counted through, and the first one's
        bookmark holds the others'.
        """
        objects = Objects(self._shared)
        body = _Body(objects, self._trees)
        parts: list[int] = []
        labels: list[str] = []
        bookmarks: list[Bookmark] = []
        for n, copy in enumerate(copies):
            first, part = len(body.pages), objects.reserve()
            number, inside = n // binding.bundle + 1, n % binding.bundle
            catalog = ""
            if copy.language != binding.language:
                catalog = f"/Lang{text_string(copy.language)}"
            title, kids = text_string(copy.title), references(body.add(copy, part))
            objects.write(f"<</S/Part/P {DOCUMENT} 0 R{catalog}/T{title}/K[{kids}]>>", part)
            objects.gather()  # one object stream for each copy: a reader opens what it needs
            parts.append(part)
            if not inside:
                labels.append(f"{first}<</S/D/P{text_string(f'{number}/')}>>")
            name = copy.title if inside else f"{number}. {copy.title}"
            bookmarks.append(Bookmark(2 if inside else 1, name, first, self._sheet.height))
        objects.write(f"<</S/Document/P {TREE} 0 R/K[{references(parts)}]>>", DOCUMENT)
        outlines = _bookmarks(objects, bookmarks, body.pages)
        sides = "DuplexFlipLongEdge" if binding.duplex else "Simplex"
        return self._finished(
            body,
            binding.title,
            binding.language,
            f"/PageLabels<</Nums[{''.join(labels)}]>>{outlines}",
            f"/Duplex/{sides}",
        )

    def _finished(
        self, body: _Body, title: str, language: str, entries: str, viewing: str = ""
    ) -> bytes:
        """The file, with what it holds once; `entries`: more of the catalog, `viewing`: of its
        viewer preferences.
        """
        objects = body.objects
        metadata = objects.add_stream(_metadata(title, language))
        objects.write(
            f"<</Type/Pages/Count {len(body.pages)}{self._inherited}"
            f"/Kids[{references(body.pages)}]>>",
            PAGES,
        )
        objects.write(
            f"<</Type/StructTreeRoot/K {DOCUMENT} 0 R/ParentTree {PARENTS} 0 R"
            f"/ParentTreeNextKey {LINK_KEYS + len(body.links)}>>",
            TREE,
        )
        objects.write(f"<</Nums[{' '.join([*body.rows, *body.links])}]>>", PARENTS)
        objects.write(f"<</Title{text_string(title)}>>", INFO)
        objects.write(
            f"<</Type/Catalog/Pages {PAGES} 0 R/StructTreeRoot {TREE} 0 R/MarkInfo<</Marked true>>"
            f"/Lang{text_string(language)}/Metadata {metadata} 0 R"
            f"/ViewerPreferences<</DisplayDocTitle true{viewing}>>"
            f"{entries}>>",
            CATALOG,
        )
        objects.gather()
        return objects.finish()


_Links = dict[Leaf, list[tuple[int, int]]]  # by leaf: (number, page) of each of its links


class _Trees:
    """Structure trees; forms of a quiz often differ in nothing of theirs, so one is kept that came
    twice: a long key's is large, and there is one such key.
    """

    def __init__(self) -> None:
        self._last: object = None
        self._tree: StructureTree | None = None

    def tree(
        self, document: RenderedDocument, parent: int, first: int, pages: range, links: _Links
    ) -> StructureTree:
        """The tree of a document below `parent`, with elements numbered from `first` on."""
        painted = document.painted
        what = document.elements, parent, first, pages, links, painted.spots, painted.frames
        came_before = what == self._last
        if came_before and self._tree:
            return self._tree
        tree = StructureTree(first, pages, painted.spots, links, painted.frames)
        tree.add_all(document.elements, parent)
        self._last, self._tree = what, tree if came_before else None
        return tree


class _Body:
    """The pages of a file and what refers to them; documents are added one behind the other."""

    def __init__(self, objects: Objects, trees: _Trees) -> None:
        self.objects, self._trees = objects, trees
        self.pages: list[int] = []  # numbers of objects
        self.rows: list[str] = []  # of the parent tree: of each page, of each link
        self.links: list[str] = []
        self._streams: dict[bytes, int] = {}

    def add(self, document: RenderedDocument, parent: int) -> list[int]:
        """Write a document's pages, links and structure; returns its topmost elements."""
        objects, painted, before = self.objects, document.painted, len(self.pages)
        contents = [self._stream(stream) for stream in painted.streams]
        first = objects.reserve(len(contents))
        pages = range(first, first + len(contents))
        keyed, links, annotations = _links(objects, painted, LINK_KEYS + len(self.links), pages)
        tree = self._trees.tree(document, parent, len(objects.entries) + 1, pages, links)
        objects.add_all(tree.bodies)
        for n, number in enumerate(pages):
            annots = f"/Annots[{references(annotations[n])}]" if annotations[n] else ""
            objects.write(
                f"<</Type/Page/Parent {PAGES} 0 R/Contents {contents[n]} 0 R"
                f"/StructParents {before + n}/Tabs/S"
                f"{annots}>>",
                number,
            )
        self.pages += pages
        self.rows += [f"{before + n}[{row}]" for n, row in enumerate(tree.rows)]
        self.links += [
            f"{LINK_KEYS + len(self.links) + n} {tree.owners[link]} 0 R"
            for n, link in enumerate(keyed)
        ]
        return tree.tops

    def _stream(self, stream: bytes) -> int:
        if stream not in self._streams:
            self._streams[stream] = self.objects.add_stream(stream)
        return self._streams[stream]


def _links(
    objects: Objects, painted: PaintedPages, key: int, numbers: Sequence[int]
) -> tuple[list[int], _Links, list[list[int]]]:
    """Annotations, keyed from `key` on -> their numbers in that order; by leaf, (number, page) of
    each; by page, numbers.
    """
    keyed: list[int] = []
    links: _Links = {}
    annotations: list[list[int]] = [[] for _ in painted.streams]
    for leaf, leaf_links in painted.links.items():
        for page, box, address, text in leaf_links:
            rectangle = " ".join(f"{n:.2f}" for n in box)
            number = objects.add(
                f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{rectangle}]"
                f"/StructParent {key + len(keyed)}"
                f"/Contents{text_string(text)}{_target(address, painted, numbers)}>>"
            )
            keyed.append(number)
            links.setdefault(leaf, []).append((number, page))
            annotations[page].append(number)
    return keyed, links, annotations


def _target(address: str, painted: PaintedPages, numbers: Sequence[int]) -> str:
    """What a link leads to: a chapter, which goes by #0, #1 …, or an address."""
    if address.startswith("#"):
        page, top = painted.chapters[int(address[1:])]
        return f"/Dest[{numbers[page]} 0 R/XYZ null {top:.2f} null]"
    uri = address.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"/A<</S/URI/URI({uri})>>"


def _bookmarks(objects: Objects, bookmarks: Sequence[Bookmark], pages: Sequence[int]) -> str:
    """Write bookmarks nested as headings are -> the catalog's entries."""
    if not bookmarks:
        return ""
    first = objects.reserve(len(bookmarks))
    above: list[int] = []  # headings still open, outermost first
    parents: list[int | None] = []
    kids: dict[int | None, list[int]] = {None: []}
    for n, bookmark in enumerate(bookmarks):
        while above and bookmarks[above[-1]].level >= bookmark.level:
            above.pop()
        parents.append(above[-1] if above else None)
        kids[parents[-1]].append(n)
        kids[n] = []
        above.append(n)
    for n, bookmark in enumerate(bookmarks):
        above_it = parents[n]
        row = kids[above_it]
        at, parent = row.index(n), OUTLINES if above_it is None else first + above_it
        before = f"/Prev {first + row[at - 1]} 0 R" if at else ""
        after = f"/Next {first + row[at + 1]} 0 R" if at + 1 < len(row) else ""
        target = f"/Dest[{pages[bookmark.page]} 0 R/XYZ null {bookmark.top:.2f} null]"
        objects.write(
            f"<</Title{text_string(bookmark.title)}/Parent {parent} 0 R{before}{after}{target}"
            f"{_family(kids[n], first, len(kids[n]))}>>",
            first + n,
        )
    objects.write(f"<</Type/Outlines{_family(kids[None], first, len(bookmarks))}>>", OUTLINES)
    return f"/Outlines {OUTLINES} 0 R/PageMode/UseOutlines"


def _family(kids: list[int], first: int, count: int) -> str:
    return f"/First {first + kids[0]} 0 R/Last {first + kids[-1]} 0 R/Count {count}" if kids else ""


def _metadata(title: str, language: str) -> bytes:
    """The XMP packet; not packed, so that any tool finds it."""
    title, language = escape(title, quote=False), escape(language, quote=False)
    data = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt>'
        "</dc:title>"
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
        '<pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
    return b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%b\nendstream" % (len(data), data)
