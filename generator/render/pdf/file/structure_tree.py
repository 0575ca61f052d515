"""The structure tree: elements to numbered PDF objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.render.pdf.file.objects import references
from generator.render.pdf.file.page_content import Leaf, Spots
from generator.render.pdf.lines import LEAF, Element


class StructureTree:
    """Elements numbered from `first` on; `pages`: object numbers of pages; by leaf, `links`:
    (object number, page) of each, and `frames`: where a drawing is on its page.
    """

    def __init__(
        self,
        first: int,
        pages: Sequence[int],
        spots: Spots,
        links: Mapping[Leaf, Sequence[tuple[int, int]]],
        frames: Mapping[Leaf, Sequence[float]],
    ) -> None:
        self.first, self.pages, self.spots, self.links, self.frames = (
            first,
            pages,
            spots,
            links,
            frames,
        )
        self.bodies: list[str] = []
        self.tops: list[int] = []  # numbers of the topmost elements
        # For each page references to the element of each marked content, in their order.
        self.rows: list[str] = []
        self._rows: list[list[int]] = [[] for _ in pages]
        self.owners: dict[int, int] = {}  # of a link's object, its element
        # Of the leaf to come: its number, and the note that it is in; how many notes there were.
        self._next, self._notes = 0, 0
        self._note: int | None = None

    def add_all(self, elements: Sequence[Element], parent: int) -> None:
        """Write a document's elements and what is below them."""
        self.tops = [self._add(element, parent) for element in elements]
        self.rows = list(map(references, self._rows))

    def _add(self, element: Element, parent: int) -> int:
        """Write an element and what is below it; returns its number."""
        number = self.first + len(self.bodies)
        self.bodies.append("")
        before = self._next, self._note
        if element.note:
            self._next, self._note = 0, self._notes
            self._notes += 1
        kids, page, frame = [], None, ""
        for kid in element.kids:
            if kid is not LEAF:
                kids.append(f"{self._add(kid, number)} 0 R")
                continue
            leaf = Leaf(self._next, self._note)
            self._next += 1
            for at, marked in self.spots[leaf.note][leaf.number]:
                page = at if page is None else page
                kids.append(
                    str(marked)
                    if at == page
                    else f"<</Type/MCR/Pg {self.pages[at]} 0 R/MCID {marked}>>"
                )
                row = self._rows[at]
                row += [0] * (marked + 1 - len(row))
                row[marked] = number
            for link, at in self.links.get(leaf, ()):
                kids.append(f"<</Type/OBJR/Obj {link} 0 R/Pg {self.pages[at]} 0 R>>")
                self.owners[link] = number
            if leaf in self.frames and element.role != "Form":  # its attributes are another's
                box = " ".join(f"{n:.2f}" for n in self.frames[leaf])
                placement = "" if element.role == "Formula" else "/Placement/Block"
                frame = f"/A<</O/Layout{placement}/BBox[{box}]>>"
        if element.note:
            self._next, self._note = before
        on_page = "" if page is None else f"/Pg {self.pages[page]} 0 R"
        content = f"/K[{' '.join(kids)}]" if kids else ""
        self.bodies[number - self.first] = (
            f"<</S/{element.role}/P {parent} 0 R{on_page}{element.attrs}{frame}{content}>>"
        )
        return number
