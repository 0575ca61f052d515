"""A tagged PDF/UA-1 file, as bytes.

In: what a family's files share (fonts, sheet), then one painted document after the other.  Out: complete files.
Never writes a date, a producer or a random number: equal documents are equal bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from generator.typeset.embed import DICTIONARIES, STREAMS, font_objects
from generator.typeset.fonts import Face
from generator.typeset.galley import Element
from generator.typeset.objects import CATALOG, INFO, Objects, text_string
from generator.typeset.paint import Bookmark, Painted
from generator.typeset.profile import Sheet
from generator.typeset.structure import StructureTree

PAGES, TREE, DOCUMENT, PARENTS, OUTLINES = range(3, 8)           # numbers fixed in every file, besides CATALOG and INFO
FIXED = 7
LINK_KEYS = 100_000                # parent-tree keys of links; those of pages count from 0


class Described(NamedTuple):
    """A document ready to be written."""

    title: str
    language: str
    elements: tuple[Element, ...]
    painted: Painted


class Writer:
    """Writes the files of one family; all of them embed the same subset of each face."""

    def __init__(self, used: Mapping[Face, set[str]], sheet: Sheet) -> None:
        self._shared, names = Objects(count=FIXED), []
        for face in sorted(used, key=lambda face: face.tag):
            first = self._shared.reserve(DICTIONARIES + STREAMS)
            names.append(f"/{face.tag.decode()} {first} 0 R")
            dictionaries, streams = font_objects(face, used[face], first)
            for n, body in enumerate(dictionaries):
                self._shared.put(body, first + n)
            for n, body in enumerate(streams, DICTIONARIES):
                self._shared.put_stream(body, first + n)
        self._shared.gather(level=9)
        self._inherited = f"/MediaBox[0 0 {sheet.width:g} {sheet.height:g}]/Resources<</Font<<{''.join(names)}>>>>"

    def write(self, document: Described) -> bytes:
        """One file."""
        objects = Objects(self._shared)
        painted = document.painted
        count = len(painted.streams)
        streams = [objects.add_stream(stream) for stream in painted.streams]
        metadata = objects.add_stream(_metadata(document))
        pages = range(objects.reserve(count), len(objects.places) + 1)
        keyed, links, annotations = _links(objects, painted, count)
        tree = StructureTree(len(objects.places) + 1, pages, painted.spots, links, painted.frames)
        tops = [tree.add(element, DOCUMENT) for element in document.elements]
        for body in tree.bodies:
            objects.add(body)
        for page, number in enumerate(pages):
            annots = f"/Annots[{_references(annotations[page])}]" if annotations[page] else ""
            objects.put(f"<</Type/Page/Parent {PAGES} 0 R/Contents {streams[page]} 0 R/StructParents {page}/Tabs/S"
                        f"{annots}>>", number)
        objects.put(f"<</Type/Pages/Count {count}{self._inherited}/Kids[{_references(pages)}]>>", PAGES)
        objects.put(f"<</Type/StructTreeRoot/K {DOCUMENT} 0 R/ParentTree {PARENTS} 0 R"
                    f"/ParentTreeNextKey {LINK_KEYS + len(keyed)}>>", TREE)
        objects.put(f"<</S/Document/P {TREE} 0 R/K[{_references(tops)}]>>", DOCUMENT)
        parents = [f"{page}[{_references(row)}]" for page, row in enumerate(tree.rows)]
        parents += [f"{LINK_KEYS + n} {tree.owners[link]} 0 R" for n, link in enumerate(keyed)]
        objects.put(f"<</Nums[{' '.join(parents)}]>>", PARENTS)
        objects.put(f"<</Title{text_string(document.title)}>>", INFO)
        marks = _bookmarks(objects, painted.bookmarks, pages)
        objects.put(f"<</Type/Catalog/Pages {PAGES} 0 R/StructTreeRoot {TREE} 0 R/MarkInfo<</Marked true>>"
                    f"/Lang{text_string(document.language)}/Metadata {metadata} 0 R/ViewerPreferences<</DisplayDocTitle true>>"
                    f"/PageLabels<</Nums[0<</S/D>>]>>{marks}>>", CATALOG)
        objects.gather()
        return objects.finish()


def _links(objects: Objects, painted: Painted, count: int) -> tuple[list[int], dict, list[list[int]]]:
    """Annotations -> their numbers in the order of their keys; by leaf, (number, page) of each; by page, their numbers."""
    keyed: list[int] = []
    links: dict[int, list[tuple[int, int]]] = {}
    annotations: list[list[int]] = [[] for _ in range(count)]
    for leaf, places in painted.links.items():
        for page, box, address, text in places:
            uri = address.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            rectangle = " ".join(f"{n:.2f}" for n in box)
            number = objects.add(
                f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{rectangle}]/StructParent {LINK_KEYS + len(keyed)}"
                f"/Contents{text_string(text)}/A<</S/URI/URI({uri})>>>>")
            keyed.append(number)
            links.setdefault(leaf, []).append((number, page))
            annotations[page].append(number)
    return keyed, links, annotations


def _bookmarks(objects: Objects, bookmarks: Sequence[Bookmark], pages: Sequence[int]) -> str:
    """Write bookmarks nested as headings are -> the catalog's entries."""
    if not bookmarks:
        return ""
    first = objects.reserve(len(bookmarks))
    above: list[int] = []                            # headings still open, outermost first
    parents, kids = [], {None: []}
    for n, mark in enumerate(bookmarks):
        while above and bookmarks[above[-1]].level >= mark.level:
            above.pop()
        parents.append(above[-1] if above else None)
        kids[parents[-1]].append(n)
        kids[n] = []
        above.append(n)
    for n, mark in enumerate(bookmarks):
        row = kids[parents[n]]
        place, parent = row.index(n), OUTLINES if parents[n] is None else first + parents[n]
        before = f"/Prev {first + row[place - 1]} 0 R" if place else ""
        after = f"/Next {first + row[place + 1]} 0 R" if place + 1 < len(row) else ""
        place = f"/Dest[{pages[mark.page]} 0 R/XYZ null {mark.top:.2f} null]"
        objects.put(f"<</Title{text_string(mark.title)}/Parent {parent} 0 R{before}{after}{place}"
                    f"{_family(kids[n], first, len(kids[n]))}>>", first + n)
    objects.put(f"<</Type/Outlines{_family(kids[None], first, len(bookmarks))}>>", OUTLINES)
    return f"/Outlines {OUTLINES} 0 R/PageMode/UseOutlines"


def _family(kids: list[int], first: int, count: int) -> str:
    return f"/First {first + kids[0]} 0 R/Last {first + kids[-1]} 0 R/Count {count}" if kids else ""


def _references(numbers: Sequence[int]) -> str:
    return " ".join([f"{number} 0 R" for number in numbers])


def _metadata(document: Described) -> bytes:
    """The XMP packet; not packed, so that any tool finds it."""
    data = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(document.title)}</rdf:li></rdf:Alt></dc:title>'
        f'<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>'
        "<pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>").encode()
    return b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%b\nendstream" % (len(data), data)
