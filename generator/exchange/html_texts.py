"""HTML of other programs to our markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby, product
from typing import NamedTuple

from generator.content.nodes import shorten
from generator.exchange.exchanged import Notes
from generator.exchange.formulas import UnknownFormula, latex_of, words_of
from generator.exchange.markup_text import MATHS, from_plain, latex_between, lines_of
from generator.exchange.markup_writer import typed
from generator.exchange.xml_files import Element
from generator.page.blocks import (
    Block,
    Bullets,
    CodeBlock,
    DisplayFormula,
    LineBlock,
    Paragraph,
    Picture,
    Quotation,
)
from generator.page.markup import Span, Spans, link_allowed, merged
from generator.page.understood import table_block

_BOLD = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"}
_ITALIC = {"i", "em", "cite", "dfn", "var"}
_CODE = {"code", "tt", "kbd", "samp"}
_SCRIPTS = {"sub", "sup"}
_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "figure", "figcaption",
    "center", "header", "footer", "main", "dl", "dt", "dd", "address", "hr",
}  # fmt: skip
_FRAMES = {"blockquote", "ul", "ol", "li", "table", "caption", "tr", "td", "th", "pre"}
_WITHIN: Mapping[str, tuple[str, ...]] = {  # what a new one of these ends
    "li": ("li",),
    "tr": ("td", "th", "tr"),
    "td": ("td", "th"),
    "th": ("td", "th"),
}
_SILENT = {"script", "style", "head", "title", "template"}
# Nothing of these is printed, whatever is in them.
_LOST = {
    "svg": "a drawing",
    "audio": "a recording",
    "video": "a recording",
    "iframe": "what another page shows",
    "object": "an object",
    "embed": "an object",
    "canvas": "a drawing",
    "select": "a list to choose from",
    "textarea": "a field to write in",
}
_IGNORED = {
    "span", "font", "html", "body", "tbody", "thead", "tfoot", "small", "big", "br", "wbr", "col",
    "colgroup", "label", "abbr", "o:p", "bdi", "bdo", "time", "q", "picture", "source",
}  # fmt: skip
_EMPTY = {"br", "col", "embed", "hr", "img", "input", "source", "wbr"}
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display:\s*none|visibility:\s*hidden)")
_CELL = ("td", "th")
_WIDEST = 20  # columns that one cell may span
_LOOKS = re.compile(r"(?:^|;)\s*(?:color|background|font-size|font-family|text-decoration)")
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*(\d{1,3}(?:\.\d)?)mm")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)


def from_html(text: str, notes: Notes, picture: Callable[[str], str]) -> str:
    """HTML as markup; notes what is changed or lost.

    `picture` gives the path that a picture has in the project, by its address, or "" where it is
    missing.
    """
    if "<" not in text and "&" not in text:
        return from_plain(text.strip())
    reader = _HtmlReader(notes, picture)
    reader.feed(MATHS.sub(lambda match: _BREAK_TAG.sub(" ", match[0]), text))
    reader.close()
    return typed(reader.blocks(), notes)


def latex_or_words(math: Element, notes: Notes) -> tuple[str, str]:
    """A formula in MathML as LaTeX; or "" and its words, where it cannot be."""
    try:
        latex = latex_of(math)
    except UnknownFormula as unknown:
        notes.lost(f"a formula, whose words are kept: it has <{unknown}>")
        latex = ""
    alt = math.attributes.get("alttext", "")
    if not latex and "\\" in alt:
        latex = alt
    return latex, "" if latex else " ".join((words_of(math) or alt).split())


@dataclass
class _Frame:
    """What blocks are collected in: a quotation, a list or its entry, a table or its cell."""

    tag: str
    blocks: list[Block] = field(default_factory=list)
    start: int = 1
    entries: list[tuple[Block, ...]] = field(default_factory=list)
    rows: list[list[_Cell]] = field(default_factory=list)
    spans: tuple[int, int] = (1, 1)  # columns and rows of a cell


class _Cell(NamedTuple):
    """A cell, and how many columns and rows it spans."""

    runs: Spans
    columns: int
    rows: int


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))


def _latex_of_picture(attributes: Mapping[str, str]) -> str:
    """The formula that a picture shows, as Canvas has them; "" where it shows none."""
    if "equation_image" not in attributes.get("class", ""):
        return ""
    words = attributes.get("alt", "").removeprefix("LaTeX:").strip()
    return " ".join((attributes.get("data-equation-content") or words).split())


class _HtmlReader(HTMLParser):
    """Collects blocks; within a block, words with the marks that are open."""

    def __init__(self, notes: Notes, picture: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self._notes = notes
        self._picture = picture
        self._frames = [_Frame("")]
        self._runs: list[Span] = []
        self._marks: list[tuple[str, Span]] = []  # open tags with what they make of words
        self._formula: list[Element] = []  # of an open formula, its elements that are open
        self._silent: list[str] = []

    def blocks(self) -> tuple[Block, ...]:
        """All blocks."""
        self._end_frames("")
        self._end_block()
        return tuple(self._frames[0].blocks)

    # ------------------------------------------------------------ tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A mark, a block or a picture begins."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "object" and attributes.get("type", "").startswith("image/"):
            # The words within say what it shows to who cannot see it.
            self._add_picture({"src": attributes.get("data", ""), "alt": attributes.get("alt", "")})
            self._silent.append(tag)
        elif self._silent or tag in _SILENT or tag in _LOST or _is_hidden(attributes):
            if tag in _LOST and not self._silent:
                self._notes.lost(f"{_LOST[tag]} (<{tag}>)")
            elif tag not in _SILENT and not self._silent:
                self._notes.lost("words that are hidden where they come from")
            if tag not in _EMPTY:
                self._silent.append(tag)
        elif tag == "math" or self._formula:
            element = Element(tag, attributes, 0)
            if self._formula:
                self._formula[-1].children.append(element)
            self._formula.append(element)
        elif tag in _FRAMES:
            self._begin_frame(tag, attributes)
        elif tag == "br":
            self._runs.append(Span("\n"))
        elif tag == "img":
            self._add_picture(attributes)
        elif tag == "input":
            self._notes.lost("a field to write in (<input>)")
        else:
            self._begin_mark(tag, attributes)
        if _LOOKS.search(attributes.get("style", "")) and tag != "img":
            self._notes.changed("colours and sizes of words are gone")

    def _begin_mark(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _BLOCKS:
            self._end_block()
        style = attributes.get("style", "")
        link = attributes.get("href", "") if tag == "a" else ""
        mark = Span(
            "",
            tag in _BOLD or re.search(r"font-weight:\s*(?:bold|[6-9]00)", style) is not None,
            tag in _ITALIC or re.search(r"font-style:\s*italic", style) is not None,
            tag in _CODE,
            tag if tag in _SCRIPTS else "",
            link if link_allowed(link) else "",
        )
        known = tag in _BLOCKS | _BOLD | _ITALIC | _CODE | _SCRIPTS | _IGNORED | {"a"}
        if not known:
            self._notes.lost(f"<{tag}>, whose text is kept")
        self._marks.append((tag, mark))

    def handle_endtag(self, tag: str) -> None:
        """A mark or a block ends."""
        if self._silent:
            if tag in self._silent:
                del self._silent[len(self._silent) - 1 - self._silent[::-1].index(tag) :]
        elif self._formula:
            self._end_of_formula(tag)
        elif tag in _FRAMES:
            self._end_frames(tag)
        else:
            if tag in _BLOCKS:
                self._end_block()
            open_tags = [name for name, _ in self._marks]
            if tag in open_tags:
                del self._marks[len(open_tags) - 1 - open_tags[::-1].index(tag)]

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._silent:
            return
        if self._formula:
            element = self._formula[-1]
            if element.children:
                element.children[-1].tail += data
            else:
                element.text += data
            return
        if self._frames[-1].tag == "pre":
            self._add(data)
            return
        data = re.sub(r"\s+", " ", data)
        at = 0
        for match in MATHS.finditer(data):
            self._add(data[at : match.start()])
            self._add_formula(latex_between(match), match[1] is None)
            at = match.end()
        self._add(data[at:])

    # ------------------------------------------------------------ words

    def _add(self, text: str) -> None:
        if text:
            marks = [mark for _, mark in self._marks]
            self._runs.append(
                Span(
                    text,
                    any(mark.bold for mark in marks),
                    any(mark.italic for mark in marks),
                    any(mark.code for mark in marks),
                    next((mark.script for mark in reversed(marks) if mark.script), ""),
                    next((mark.link for mark in reversed(marks) if mark.link), ""),
                )
            )

    def _add_formula(self, latex: str, displayed: bool) -> None:
        in_cell = any(frame.tag in ("td", "th") for frame in self._frames)
        if displayed and not in_cell:
            self._end_block()
            self._frames[-1].blocks.append(DisplayFormula(latex, latex))
        else:
            self._runs.append(Span(latex, formula=latex))

    def _end_of_formula(self, tag: str) -> None:
        """End an element of a formula, or the formula."""
        names = [element.tag for element in self._formula]
        if tag not in names:
            return
        math = self._formula[0]
        del self._formula[len(names) - 1 - names[::-1].index(tag) :]
        if self._formula:
            return
        latex, words = latex_or_words(math, self._notes)
        if latex:
            self._add_formula(latex, math.attributes.get("display") == "block")
        else:
            self._add(words)

    def _add_picture(self, attributes: Mapping[str, str]) -> None:
        address = attributes.get("src", "")
        if latex := _latex_of_picture(attributes):
            self._add_formula(latex, False)
            return
        path = self._picture(address)
        if not path:
            name = f"the picture '{shorten(address)}'" if address else "a picture"
            self._notes.lost(f"{name}: it is not in the file, or no PNG, JPEG or SVG picture")
            return
        alt = " ".join(attributes.get("alt", "").split())
        if not alt:
            alt = "describe this picture"
            self._notes.guessed("a picture has no words for those who cannot see it")
        title = " ".join(attributes.get("title", "").split())
        width = _WIDTH.search(attributes.get("style", ""))
        self._end_block()
        kind = path.rpartition(".")[2].lower().replace("jpg", "jpeg")
        self._frames[-1].blocks.append(
            Picture(
                path, alt, "" if title == alt else title, float(width[1]) if width else None, kind
            )
        )

    # ------------------------------------------------------------ blocks

    def _end_block(self) -> None:
        """Make a paragraph of the words so far."""
        lines = [_tidied(line) for line in _parted(self._runs)]
        self._runs = []
        for has_words, group in groupby(lines, bool):
            if has_words:  # an empty line is between paragraphs
                inner = tuple(group)
                block = Paragraph(inner[0]) if len(inner) == 1 else LineBlock(inner)
                self._frames[-1].blocks.append(block)

    def _begin_frame(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._end_block()
        for ended in _WITHIN.get(tag, ()):
            if ended in self._tags_within():
                self._end_frames(ended)
        if tag in ("tr", "td", "th") and "table" not in [frame.tag for frame in self._frames]:
            return
        start = attributes.get("start", "1")
        columns, rows = (_span(attributes.get(name, "")) for name in ("colspan", "rowspan"))
        frame = _Frame(tag, start=int(start) if start.isdecimal() else 1, spans=(columns, rows))
        self._frames.append(frame)
        if tag in _CELL and columns * rows > 1:
            self._notes.changed("cells of a table over several rows or columns are one cell")

    def _tags_within(self) -> list[str]:
        """The open frames of the innermost list or table."""
        tags = [frame.tag for frame in self._frames]
        last = max((n for n, tag in enumerate(tags) if tag in ("ul", "ol", "table")), default=0)
        return tags[last:]

    def _end_frames(self, tag: str) -> None:
        """End the innermost frame of a tag and all in it; all for ""."""
        tags = [frame.tag for frame in self._frames]
        if tag not in tags:
            return
        while len(self._frames) > 1 and self._frames[-1].tag != tag:
            self._end_frame()
        if tag:
            self._end_frame()

    def _end_frame(self) -> None:
        if self._frames[-1].tag == "pre":
            self._end_code()
            return
        self._end_block()
        frame = self._frames.pop()
        above = self._frames[-1]
        inner = tuple(frame.blocks)
        if frame.tag == "blockquote" and inner:
            above.blocks.append(Quotation(inner))
        elif frame.tag == "li" and above.tag in ("ul", "ol"):
            above.entries += [inner] if inner else []
        elif frame.tag in ("ul", "ol"):
            entries = (*((inner,) if inner else ()), *frame.entries)
            if entries:
                above.blocks.append(Bullets(entries, frame.tag == "ol", frame.start))
        elif frame.tag in ("td", "th"):
            if above.tag == "tr":
                above.rows = above.rows or [[]]
                above.rows[-1].append(_Cell(self._in_one_line(inner), *frame.spans))
        elif frame.tag == "tr" and above.tag == "table":
            above.rows += frame.rows
        elif frame.tag == "table":
            above.blocks += frame.blocks
            self._add_table(frame.rows, above)
        else:
            above.blocks += frame.blocks

    def _end_code(self) -> None:
        frame = self._frames.pop()
        text = "".join(span.text for span in self._runs).strip("\n")
        self._runs = []
        if text.strip():
            lines = text.expandtabs(4).split("\n")
            spans = tuple((Span(line.rstrip()),) if line.strip() else () for line in lines)
            self._frames[-1].blocks.append(CodeBlock(spans))
        self._frames[-1].blocks += frame.blocks

    def _in_one_line(self, blocks: tuple[Block, ...]) -> Spans:
        """The words of a cell, which is one line here."""
        lines = [line for block in blocks for line in lines_of(block)]
        if not all(isinstance(block, Paragraph | LineBlock) for block in blocks):
            self._notes.lost("lists, pictures, code or tables in a cell of a table")
        if len(lines) > 1:
            self._notes.changed("the lines of a cell of a table are one line")
        runs: list[Span] = []
        for line in filter(None, lines):
            runs += [Span(" "), *line] if runs else line
        return merged(runs)

    def _add_table(self, rows: list[list[_Cell]], above: _Frame) -> None:
        rows = [row for row in rows if row]
        if rows:
            head, *body = _laid_out(rows)
            above.blocks.append(table_block(head, tuple(body)))


def _span(text: str) -> int:
    return min(max(1, int(text)), _WIDEST) if text.isdecimal() else 1


def _laid_out(rows: Sequence[Sequence[_Cell]]) -> list[tuple[Spans, ...]]:
    """Rows as wide as each other; a cell over several places is in the first of them."""
    places: dict[tuple[int, int], Spans] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in places:
                x += 1
            spanned = product(range(y, min(y + cell.rows, len(rows))), range(x, x + cell.columns))
            places |= dict.fromkeys(spanned, ())
            places[y, x] = cell.runs
    width = 1 + max(x for _, x in places)
    return [tuple(places.get((y, x), ()) for x in range(width)) for y in range(len(rows))]


def _parted(runs: list[Span]) -> list[list[Span]]:
    """Spans line by line."""
    lines: list[list[Span]] = [[]]
    for span in runs:
        if span.text == "\n" and not span.formula:
            lines.append([])
        else:
            lines[-1].append(span)
    return lines


def _tidied(runs: list[Span]) -> Spans:
    """Spans of a line without spaces at its ends and never two behind each other."""
    tidied: list[Span] = []
    ends_in_space = True
    for span in runs:
        if span.formula:
            tidied.append(span)
            ends_in_space = False
            continue
        text = span.text[1:] if ends_in_space and span.text.startswith(" ") else span.text
        if text:
            tidied.append(Span(text, span.bold, span.italic, span.code, span.script, span.link))
            ends_in_space = text.endswith(" ")
    while tidied and not tidied[-1].formula and not tidied[-1].text.rstrip(" "):
        tidied.pop()
    if tidied and not tidied[-1].formula:
        last = tidied[-1]
        text = last.text.rstrip(" ")
        tidied[-1] = Span(text, last.bold, last.italic, last.code, last.script, last.link)
    return merged(tidied)
