"""The structure tree: elements to numbered PDF objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.render.pdf.lines import LEAF, Element

Spots = Sequence[Sequence[tuple[int, int]]]


class StructureTree:
    """Elements numbered from `first` on; `pages`: object numbers of pages; by leaf, `links`:
    (object number, page) of each, and `frames`: where a drawing is on its page.
    """

    def __init__(
        self,
        first: int,
        pages: Sequence[int],
        spots: Spots,
        links: Mapping[int, Sequence[tuple[int, int]]],
        frames: Mapping[int, Sequence[float]],
    ) -> None:
        self.first, self.pages, self.spots, self.links, self.frames = (
            first,
            pages,
            spots,
            links,
            frames,
        )
        self.bodies: list[str] = []
        self.rows: list[list[int]] = [[] for _ in pages]
        self.owners: dict[int, int] = {}  # of a link's object, its element
        self._leaf = 0

    def add(self, element: Element, parent: int) -> int:
        """Write an element and what is below it; returns its number."""
        number = self.first + len(self.bodies)
        self.bodies.append("")
        kids, page, frame = [], None, ""
        for kid in element.kids:
            if kid is not LEAF:
                kids.append(f"{self.add(kid, number)} 0 R")
                continue
            for at, marked in self.spots[self._leaf]:
                page = at if page is None else page
                kids.append(
                    str(marked)
                    if at == page
                    else f"<</Type/MCR/Pg {self.pages[at]} 0 R/MCID {marked}>>"
                )
                self.rows[at].append(number)
            for link, at in self.links.get(self._leaf, ()):
                kids.append(f"<</Type/OBJR/Obj {link} 0 R/Pg {self.pages[at]} 0 R>>")
                self.owners[link] = number
            if self._leaf in self.frames and element.role != "Form":  # its attributes are another's
                box = " ".join(f"{n:.2f}" for n in self.frames[self._leaf])
                placement = "" if element.role == "Formula" else "/Placement/Block"
                frame = f"/A<</O/Layout{placement}/BBox[{box}]>>"
            self._leaf += 1
        on_page = "" if page is None else f"/Pg {self.pages[page]} 0 R"
        content = f"/K[{' '.join(kids)}]" if kids else ""
        self.bodies[number - self.first] = (
            f"<</S/{element.role}/P {parent} 0 R{on_page}{element.attrs}{frame}{content}>>"
        )
        return number
