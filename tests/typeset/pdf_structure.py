"""What a tagged PDF says to a screen reader, and whether its tags are wired as they should be.

In: a PDF file's bytes. Out: problems as sentences; the text of every element in logical order;
extracted text. Never uses the package that made the file: pikepdf and pypdfium2 read it.

`problems` finds what a PDF/UA validator does not: text that readers never meet, tags painted out of
order, parent-tree rows that lead to the wrong element, content claimed twice or by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

SHOWS = {"Tj", "TJ", "'", '"'}
PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI", "INLINE IMAGE"} | SHOWS
STANDARD = {
    "Document",
    "Div",
    "BlockQuote",
    "Code",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "P",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "THead",
    "TBody",
    "TR",
    "TH",
    "TD",
    "Link",
    "Figure",
    "Formula",
    "Caption",
    "Span",
    "Part",
    "Form",
}
INSIDE = {
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TR": {"THead", "TBody", "Table"},
    "TH": {"TR"},
    "TD": {"TR"},
}


def problems(data: bytes) -> list[str]:
    """All that is wrong with the structure of a file; empty if it is sound."""
    with pikepdf.open(BytesIO(data)) as pdf:
        if Name.StructTreeRoot not in pdf.Root:
            return ["the file is not tagged"]
        return _Reader(pdf).check()


def read_aloud(data: bytes) -> list[tuple[str, str]]:
    """Each element that has text of its own or is empty: (path of roles, text), in
    logical order.
    """
    return list(_read_aloud(data))


@lru_cache(100)
def _read_aloud(data: bytes) -> list[tuple[str, str]]:
    with pikepdf.open(BytesIO(data)) as pdf:
        reader = _Reader(pdf)
        reader.check()
        return list(reader.texts(pdf.Root.StructTreeRoot.K, ""))


def extracted(data: bytes) -> list[str]:
    """The text of each page as another program extracts it."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        pages = []
        for number in range(len(pdf)):
            page = pdf[number]
            text = page.get_textpage()
            pages.append(text.get_text_range().replace("\r\n", "\n"))
            text.close()
            page.close()
        return pages
    finally:
        pdf.close()


def boxes(data: bytes, page: int = 0) -> list[tuple[str, float, float, float]]:
    """(character, left, right, bottom) in points, of every character of a page that leaves ink."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        sheet = pdf[page]
        text = sheet.get_textpage()
        found = []
        for n in range(text.count_chars()):
            character = text.get_text_range(n, 1)
            if character.strip():
                left, bottom, right, _ = text.get_charbox(n)
                found.append((character, left, right, bottom))
        text.close()
        sheet.close()
        return found
    finally:
        pdf.close()


def placed_words(data: bytes, page: int = 0) -> list[tuple[str, float, float, float, float]]:
    """(word, left, bottom, right, top) in points, of every word of a page; the height is that of
    its line.
    """
    pdf = pypdfium2.PdfDocument(data)
    try:
        sheet = pdf[page]
        text = sheet.get_textpage()
        found: list[list] = []
        apart = True
        for n in range(text.count_chars()):
            character = text.get_text_range(n, 1)
            if not character.strip():
                apart = True
                continue
            left, bottom, right, top = text.get_charbox(n, loose=True)
            if apart:
                found.append([character, left, bottom, right, top])
            else:
                found[-1][0] += character
                found[-1][3] = right
            apart = False
        text.close()
        sheet.close()
        return [tuple(word) for word in found]
    finally:
        pdf.close()


def _kids(element: Any) -> list:
    kids = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, Array) else [kids]


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf, self.root, self.wrong = pdf, pdf.Root.StructTreeRoot, []
        self.numbers = {page.objgen: n for n, page in enumerate(pdf.pages)}
        self.claims: dict[tuple[int, int], Any] = {}  # (page, marked-content number) -> element
        self.linked: dict[tuple[int, int], Any] = {}  # annotation -> element
        self.order: list[tuple[int, int]] = []
        self.painted: dict[tuple[int, int], str] = {}
        self.headings: list[int] = []

    def check(self) -> list[str]:
        """Every problem of the file."""
        self._walk(self.root.K, None, self.root)
        if self.order != sorted(self.order):
            self.wrong.append("the tree's order is not the order of painting")
        for before, level in zip([0, *self.headings], self.headings, strict=False):
            if level > before + 1:
                self.wrong.append(f"a heading jumps from H{before} to H{level}")
        rows = dict(self._rows(self.root.ParentTree))
        for number, page in enumerate(self.pdf.pages):
            seen = self._content(number, page)
            self._parents(number, page, seen, rows)
        return self.wrong

    def texts(self, element: Any, path: str, page: Any = None) -> Iterator[tuple[str, str]]:
        """(path, text) of an element and what is below it."""
        path = f"{path}/{str(element.S)[1:]}"
        page = element.get("/Pg", page)
        own, below = [], []
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/ActualText" in kid:
                own.append(str(kid.ActualText))  # said in the place of what is painted
            elif isinstance(kid, int):
                own.append(self.painted[self.numbers[page.objgen], kid])
            elif "/MCID" in kid:
                own.append(self.painted[self.numbers[kid.get("/Pg", page).objgen], int(kid.MCID)])
            elif kid.get("/Type") != Name.OBJR:
                below += self.texts(kid, path, page)
        if own or not below:
            yield path, "".join(own)
        yield from below

    def _walk(self, element: Any, page: Any, parent: Any) -> None:
        role, over = str(element.S)[1:], str(parent.get("/S", "/Root"))[1:]
        page = element.get("/Pg", page)
        if role not in STANDARD:
            self.wrong.append(f"{role} is no standard role")
        if role in INSIDE and over not in INSIDE[role]:
            self.wrong.append(f"{role} inside {over}")
        if element.P.objgen != parent.objgen:
            self.wrong.append(f"{role}: /P is not its parent")
        if re.fullmatch("H[1-6]", role):
            self.headings.append(int(role[1]))
        # A note in the margin, or what floats, is painted elsewhere than it is read: inside it the
        # order is the same, and so it is in the text around it.
        around = self.order
        if element.get("/T") == "aside":
            self.order = []
        for kid in _kids(element):
            if isinstance(kid, int):
                self._claim(page, kid, element)
            elif kid.get("/Type") == Name.OBJR:
                self.linked[kid.Obj.objgen] = element
            elif "/MCID" in kid:
                self._claim(kid.get("/Pg", page), int(kid.MCID), element)
            else:
                self._walk(kid, page, element)
        if self.order is not around:
            if self.order != sorted(self.order):
                self.wrong.append("an aside's order is not the order of painting")
            self.order = around

    def _claim(self, page: Any, marked: int, element: Any) -> None:
        place = self.numbers[page.objgen], marked
        if place in self.claims:
            self.wrong.append(f"page {place[0] + 1}: marked content {marked} is claimed twice")
        self.claims[place] = element
        if not self.order or self.order[-1][0] <= place[0]:
            self.order.append(place)
        else:  # an element that goes back to an earlier page
            self.wrong.append(f"page {place[0] + 1}: the tree comes back to it after a later page")

    def _rows(self, node: Any) -> Iterator[tuple[int, Any]]:
        for kid in node.get("/Kids", []):
            yield from self._rows(kid)
        entries = list(node.get("/Nums", []))
        keys = [int(key) for key in entries[::2]]
        if keys != sorted(set(keys)):
            self.wrong.append("the parent tree's keys are not in order")
        yield from zip(keys, entries[1::2], strict=True)

    def _content(self, number: int, page: Any) -> set[int]:
        """Read a page's content; returns its marked-content numbers."""
        seen: set[int] = set()
        stack: list[tuple[str, int | None, bool]] = []
        at = f"page {number + 1}"
        texts: dict[str, dict[int, str]] = {}
        font = ""
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "Tf":
                font = str(operands[0])
                if font not in texts:
                    texts[font] = _to_unicode(page.obj.Resources.Font[font])
            if name in ("BDC", "BMC"):
                tag, entries = str(operands[0])[1:], operands[1] if name == "BDC" else {}
                marked = (
                    int(entries["/MCID"])
                    if isinstance(entries, Dictionary) and "/MCID" in entries
                    else None
                )
                if stack:
                    self.wrong.append(f"{at}: marked content inside marked content")
                stack.append(
                    (
                        tag,
                        marked,
                        isinstance(entries, Dictionary) and entries.get("/Type") == Name.Pagination,
                    )
                )
                if marked is not None:
                    self._opened(number, marked, tag, seen)
            elif name == "EMC":
                if not stack:
                    self.wrong.append(f"{at}: marked content is closed and was not open")
                else:
                    stack.pop()
            elif name in PAINTS:
                tag, marked, pagination = stack[-1] if stack else ("", None, False)
                if name in SHOWS and marked is not None:
                    self.painted[number, marked] += _text(operands[-1], texts[font])
                if not stack:
                    self.wrong.append(f"{at}: something is painted outside marked content")
                elif name in SHOWS and marked is None and not pagination:
                    hidden = _text(operands[-1], texts[font])
                    self.wrong.append(f"{at}: text is hidden from readers: {hidden!r}")
                elif marked is None and tag != "Artifact":
                    self.wrong.append(f"{at}: something is neither tagged nor an artifact")
        if stack:
            self.wrong.append(f"{at}: marked content is not closed")
        for marked in {m for n, m in self.claims if n == number} - seen:
            self.wrong.append(
                f"{at}: the tree refers to marked content {marked}, which is not there"
            )
        return seen

    def _opened(self, number: int, marked: int, tag: str, seen: set[int]) -> None:
        at, element = f"page {number + 1}", self.claims.get((number, marked))
        if marked in seen:
            self.wrong.append(f"{at}: marked content {marked} is opened twice")
        if seen and marked < max(seen):
            self.wrong.append(f"{at}: marked content {marked} is painted late")
        seen.add(marked)
        self.painted[number, marked] = ""
        if element is None:
            self.wrong.append(
                f"{at}: marked content {marked} is hidden from readers: no element claims it"
            )
        elif str(element.S)[1:] != tag:
            self.wrong.append(
                f"{at}: marked content {marked} is {tag}, its element is {str(element.S)[1:]}"
            )

    def _parents(self, number: int, page: Any, seen: set[int], rows: dict[int, Any]) -> None:
        at = f"page {number + 1}"
        row = rows.get(int(page.get("/StructParents", -1)))
        if seen and not isinstance(row, Array):
            self.wrong.append(f"{at}: the parent tree has no row for it")
        elif seen:
            for marked in seen:
                element = self.claims.get((number, marked))
                if marked >= len(row) or (
                    element is not None and row[marked].objgen != element.objgen
                ):
                    self.wrong.append(
                        f"{at}: the parent tree leads from {marked} to another element"
                    )
        for annotation in page.get("/Annots", []):
            parent = rows.get(int(annotation.get("/StructParent", -1)))
            own = self.linked.get(annotation.objgen)
            if parent is None or own is None or parent.objgen != own.objgen:
                self.wrong.append(f"{at}: a link is not wired to its element")


def _text(operand: Any, texts: dict[int, str]) -> str:
    """What an operand of Tj shows: two-byte codes, each for a text."""
    raw = bytes(operand)
    return "".join(texts[raw[n] << 8 | raw[n + 1]] for n in range(0, len(raw), 2))


def _to_unicode(font: Any) -> dict[int, str]:
    """The text that a font says each of its codes stands for."""
    pairs = re.findall(rb"<(....)> <([0-9A-F]+)>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
