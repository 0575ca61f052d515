"""Texts of other programs to our markup, and back: from HTML and plain text, to HTML and plain
text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser

from generator.exchange.exchanged import Notes
from generator.exchange.formulas import UnknownFormula, latex_of, words_of
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
    Table,
)
from generator.page.commonmark import GREY, authored_blocks
from generator.page.markup import MarkupError, Span, Spans
from generator.page.queries import BlockQuery

# What means something within a line, and where a line begins, in a text for authors.
_SIGNS = re.compile(r"[\\`*~^\[\]$!]|(?<=\S)_|_(?=\S)|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_LINE_START = re.compile(r"(?m)^(\s*)(?:([-+>#|=:])|(\d+)([.)])(?=\s|$))")
_MATHS = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.DOTALL)
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*(\d{1,3}(?:\.\d)?)mm")
_MARKS = {
    "b": "**",
    "strong": "**",
    "i": "*",
    "em": "*",
    "code": "`",
    "tt": "`",
    "sub": "~",
    "sup": "^",
}
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "figure"}
_SILENT = {"script", "style", "head", "title", "template"}
_IGNORED = {"span", "font", "html", "body", "tbody", "thead", "tfoot", "a", "small", "big", "br"}


def escaped(text: str) -> str:
    """A plain text as markup that prints it as it is."""
    text = _SIGNS.sub(r"\\\g<0>", text)
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", text)


def understood(text: str) -> tuple[Block, ...]:
    """The blocks of a text as authors write it, with its line breaks as typed."""
    try:
        return authored_blocks(text, blocks=True, literal=True)
    except MarkupError:
        return (Paragraph((Span(text),)),)


def plain_text(text: str, notes: Notes) -> str:
    """A text without its markup, on one line; notes what is lost."""
    blocks = understood(text)
    lines = [line for block in blocks for line in block.accept(_LINES)]
    if len(lines) > 1 or not all(isinstance(block, Paragraph) for block in blocks):
        notes.lost("paragraphs, lists and the like")
    if any(span != Span(span.text) for line in lines for span in line):
        notes.lost("bold, italic and other markup")
    return " ".join(" ".join("".join(span.text for span in line) for line in lines).split())


class _Lines(BlockQuery[list[Spans]]):
    """The lines of a block, whatever it is."""

    def otherwise(self, block: Block) -> list[Spans]:
        """No words."""
        return []

    def paragraph(self, block: Paragraph) -> list[Spans]:
        """One line."""
        return [block.runs]

    def line_block(self, block: LineBlock) -> list[Spans]:
        """Each line."""
        return list(block.lines)

    def code_block(self, block: CodeBlock) -> list[Spans]:
        """Each line."""
        return list(block.lines)

    def quotation(self, block: Quotation) -> list[Spans]:
        """Those of its blocks."""
        return [line for inner in block.blocks for line in inner.accept(self)]

    def bullets(self, block: Bullets) -> list[Spans]:
        """Those of its entries."""
        return [line for entry in block.entries for inner in entry for line in inner.accept(self)]

    def table(self, block: Table) -> list[Spans]:
        """Each cell."""
        return [cell for row in (block.head, *block.rows) for cell in row]

    def picture(self, block: Picture) -> list[Spans]:
        """What it shows."""
        return [(Span(block.alt),)]

    def display_formula(self, block: DisplayFormula) -> list[Spans]:
        """Its source."""
        return [(Span(block.latex, formula=block.latex),)]


_LINES = _Lines()


def to_html(text: str) -> str:
    """A text as HTML; a single paragraph without <p>, pictures with the path that authors typed."""
    blocks = understood(text)
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return _spans_html(blocks[0].runs)
    return "".join(block.accept(_HTML) for block in blocks)


class _Html(BlockQuery[str]):
    """Blocks as HTML."""

    def otherwise(self, block: Block) -> str:
        """Nothing: no author can write it."""
        return ""

    def paragraph(self, block: Paragraph) -> str:
        """A paragraph."""
        return f"<p>{_spans_html(block.runs)}</p>"

    def line_block(self, block: LineBlock) -> str:
        """Lines in a paragraph."""
        return f"<p>{'<br/>'.join(map(_spans_html, block.lines))}</p>"

    def code_block(self, block: CodeBlock) -> str:
        """Lines of code."""
        lines = ("".join(html.escape(s.text, quote=False) for s in line) for line in block.lines)
        return f"<pre>{chr(10).join(lines)}</pre>"

    def quotation(self, block: Quotation) -> str:
        """Blocks in a quotation."""
        return f"<blockquote>{''.join(b.accept(self) for b in block.blocks)}</blockquote>"

    def bullets(self, block: Bullets) -> str:
        """A list."""
        entries = (f"<li>{self._entry(entry)}</li>" for entry in block.entries)
        tag = "ol" if block.numbered else "ul"
        start = f' start="{block.start}"' if block.start != 1 else ""
        return f"<{tag}{start}>{''.join(entries)}</{tag}>"

    def _entry(self, blocks: Sequence[Block]) -> str:
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return _spans_html(blocks[0].runs)
        return "".join(block.accept(self) for block in blocks)

    def table(self, block: Table) -> str:
        """A table with its heads."""
        head = "".join(f"<th>{_spans_html(cell)}</th>" for cell in block.head)
        rows = "".join(
            f"<tr>{''.join(f'<td>{_spans_html(cell)}</td>' for cell in row)}</tr>"
            for row in block.rows
        )
        head = f"<thead><tr>{head}</tr></thead>" if any(block.head) else ""
        return f"<table>{head}<tbody>{rows}</tbody></table>"

    def picture(self, block: Picture) -> str:
        """A picture."""
        path = html.escape(block.sha256.removeprefix(GREY))
        more = f' title="{html.escape(block.description)}"' if block.description else ""
        more += f' style="width: {block.width:g}mm"' if block.width else ""
        return f'<p><img src="{path}" alt="{html.escape(block.alt)}"{more}/></p>'

    def display_formula(self, block: DisplayFormula) -> str:
        """A formula in LaTeX's brackets."""
        return f"\\[{html.escape(block.latex, quote=False)}\\]"


_HTML = _Html()


def _spans_html(spans: Spans) -> str:
    return "".join(map(_span_html, spans))


def _span_html(span: Span) -> str:
    if span.formula:
        return f"\\({html.escape(span.formula, quote=False)}\\)"
    # Brackets that would begin a formula are parted from their backslash.
    inner = re.sub(
        r"(\\(?=[(\[])|\$(?=\$))", r"\1<span></span>", html.escape(span.text, quote=False)
    )
    for name, has in (
        ("code", span.code),
        (span.script, bool(span.script)),
        ("em", span.italic),
        ("strong", span.bold),
    ):
        if has:
            inner = f"<{name}>{inner}</{name}>"
    return f'<a href="{html.escape(span.link)}">{inner}</a>' if span.link else inner


def from_html(text: str, notes: Notes, picture: Callable[[str], str] | None = None) -> str:
    """HTML as markup; notes what is changed or lost.

    `picture` gives the path that a picture has in the project, by its address, or "" where it is
    missing.
    """
    if "<" not in text and "&" not in text:
        return _with_maths(text.strip(), escaped)
    reader = _HtmlReader(notes, picture)
    reader.feed(text)
    reader.close()
    return reader.markup()


def formula_markup(math: Element, displayed: bool, notes: Notes) -> str:
    """A formula in MathML as markup; its words where it cannot be one."""
    try:
        latex = latex_of(math)
    except UnknownFormula as unknown:
        notes.lost(f"a formula, whose words are kept: it has <{unknown}>")
        latex = ""
    if latex:
        return f"$${latex}$$" if displayed else f"${latex}$"
    alt = math.attributes.get("alttext", "")
    return f"${alt}$" if "\\" in alt else escaped(" ".join((words_of(math) or alt).split()))


def from_plain(text: str) -> str:
    """A plain text as markup, with formulas where they are in LaTeX's brackets."""
    return _with_maths(text, escaped)


def _with_maths(text: str, otherwise: Callable[[str], str]) -> str:
    """A text whose formulas in LaTeX's brackets become ours, everything else by `otherwise`."""
    parts: list[str] = []
    at = 0
    for match in _MATHS.finditer(text):
        parts.append(otherwise(text[at : match.start()]))
        inline = match[1]
        parts.append(f"${inline.strip()}$" if inline else f"$${(match[2] or match[3]).strip()}$$")
        at = match.end()
    return "".join([*parts, otherwise(text[at:])])


class _HtmlReader(HTMLParser):
    """Collects blocks of markup; within a block, marks are open like tags."""

    def __init__(self, notes: Notes, picture: Callable[[str], str] | None) -> None:
        super().__init__(convert_charrefs=True)
        self._notes = notes
        self._picture = picture
        self._blocks: list[str] = []
        self._line: list[str] = []
        self._lists: list[int | None] = []  # of each open list: None, or the number it has come to
        self._links: list[str] = []
        self._silent = 0
        self._verbatim = 0
        self._rows: list[list[str]] | None = None
        self._formula: list[Element] = []  # of an open formula, its elements that are open
        self._quotations: list[int] = []  # of each open one, how many blocks are before it

    def markup(self) -> str:
        """All blocks, with an empty line between."""
        self._end_block()
        return "\n\n".join(self._blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A mark, a block or a picture begins."""
        attributes = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "math" or self._formula:
            element = Element(tag, attributes, 0)
            if self._formula:
                self._formula[-1].children.append(element)
            self._formula.append(element)
        elif tag in _MARKS:
            self._line.append(_MARKS[tag])
        elif tag == "blockquote":
            self._end_block()
            self._quotations.append(len(self._blocks))
        elif tag == "pre":
            self._end_block()
            self._verbatim += 1
        elif tag == "br":
            self._line.append("\n")
        elif tag in ("ul", "ol"):
            self._end_block()
            start = attributes.get("start", "1")
            first = int(start) if start.isdecimal() else 1
            self._lists.append(first if tag == "ol" else None)
        elif tag == "li":
            self._end_block()
            self._line.append(self._marker())
        elif tag == "table":
            self._end_block()
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th") and self._rows is not None:
            self._line = []
        elif tag == "a" and attributes.get("href", "").startswith(
            ("https://", "http://", "mailto:")
        ):
            self._links.append(attributes["href"])
            self._line.append("[")
        elif tag == "a":
            self._links.append("")
        elif tag == "img":
            self._add_picture(attributes)
        elif tag in _BLOCKS:
            self._end_block()
        elif tag not in _IGNORED:
            self._notes.lost(f"<{tag}>, whose text is kept")
        if attributes.get("style") and tag not in ("table", "td", "th", "tr", "img"):
            self._notes.changed("colours and sizes of words are gone")

    def handle_endtag(self, tag: str) -> None:
        """A mark or a block ends."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif self._formula:
            self._end_of_formula(tag)
        elif tag in _MARKS:
            self._close_mark(_MARKS[tag])
        elif tag == "blockquote" and self._quotations:
            self._end_block()
            first = self._quotations.pop()
            inner = "\n\n".join(self._blocks[first:])
            quoted = "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
            self._blocks[first:] = [quoted] if inner else []
        elif tag == "pre":
            self._end_verbatim()
        elif tag in ("ul", "ol") and self._lists:
            self._end_block()
            self._lists.pop()
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append(" ".join("".join(self._line).split()))
            self._line = []
        elif tag == "table" and self._rows is not None:
            self._end_table(self._rows)
        elif tag == "a" and self._links:
            address = self._links.pop()
            self._line.append(f"]({address})" if address else "")
        elif tag in _BLOCKS or tag == "li":
            self._end_block()

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
        if self._verbatim:
            self._line.append(data)
        else:
            self._line.append(_with_maths(re.sub(r"\s+", " ", data), escaped))

    def _end_of_formula(self, tag: str) -> None:
        """End an element of a formula, or the formula."""
        names = [element.tag for element in self._formula]
        if tag not in names:
            return
        first = self._formula[0]
        del self._formula[len(names) - 1 - names[::-1].index(tag) :]
        if self._formula:
            return
        displayed = first.attributes.get("display") == "block"
        self._line.append(formula_markup(first, displayed, self._notes))

    def _close_mark(self, mark: str) -> None:
        """End a mark behind the last word: a space before its end goes behind it."""
        text = "".join(self._line)
        start = text.rfind(mark)
        inner = text[start + len(mark) :]
        if start < 0:
            return
        if not inner.strip():
            self._line = [text[:start] + inner]
            return
        before = inner[: len(inner) - len(inner.lstrip())]
        after = inner[len(inner.rstrip()) :]
        self._line = [text[:start] + before + mark + inner.strip() + mark + after]

    def _marker(self) -> str:
        depth = "  " * max(0, len(self._lists) - 1)
        if not self._lists or self._lists[-1] is None:
            return f"{depth}- "
        number = self._lists[-1]
        self._lists[-1] = number + 1
        return f"{depth}{number}. "

    def _end_block(self) -> None:
        text = "".join(self._line)
        self._line = []
        lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
        block = "\\\n".join(line for line in lines if line)
        if not block or block in ("-", "1."):
            return
        if self._lists and self._blocks and _is_entry(block) and _is_entry(self._blocks[-1]):
            self._blocks[-1] += f"\n{block}"
        else:
            self._blocks.append(block)

    def _end_verbatim(self) -> None:
        self._verbatim = max(0, self._verbatim - 1)
        text = "".join(self._line).strip("\n").replace("`", "")
        self._line = []
        if text.strip():
            self._blocks.append(f"```\n{text}\n```")

    def _end_table(self, rows: list[list[str]]) -> None:
        self._rows, self._line = None, []
        rows = [row for row in rows if row]
        if not rows:
            return
        width = max(map(len, rows))
        cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
        full = [[*row, *[""] * (width - len(row))] for row in cells]
        head, *rest = ("| " + " | ".join(row) + " |" for row in full)
        self._blocks.append("\n".join([head, "|" + "---|" * width, *rest]))

    def _add_picture(self, attributes: dict[str, str]) -> None:
        path = self._picture(attributes.get("src", "")) if self._picture else ""
        if not path:
            self._notes.lost("a picture that is not in the file")
            return
        alt = " ".join(escaped(attributes.get("alt", "")).split())
        if not alt:
            alt = "describe this picture"
            self._notes.guessed("a picture has no words for those who cannot see it")
        self._end_block()
        title = " ".join(attributes.get("title", "").split())
        described = "" if title in ("", attributes.get("alt")) else f' "{_in_quotes(title)}"'
        width = _WIDTH.search(attributes.get("style", ""))
        sized = f"{{width={width[1]}mm}}" if width else ""
        self._blocks.append(f"![{alt}]({path}{described}){sized}")


def _in_quotes(text: str) -> str:
    return re.sub(r'["\\\\]', r"\\\g<0>", text)


def _is_entry(block: str) -> bool:
    return re.match(r"\s*(?:-|\d+\.) ", block) is not None
