"""Plain texts of other programs to our markup, and our markup to HTML and plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from generator.exchange.exchanged import Notes
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
_SIGNS = re.compile(r"[\\`*~^\[\]$]|(?<=\S)_|_(?=\S)|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_LINE_START = re.compile(r"(?m)^(\s*)(?:([-+>#|=:])|(\d+)([.)])(?=\s|$))")
MATHS = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.DOTALL)


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
    lines = [line for block in blocks for line in lines_of(block)]
    if len(lines) > 1 or not all(isinstance(block, Paragraph) for block in blocks):
        notes.lost("paragraphs, lists and the like")
    if any(span != Span(span.text) for line in lines for span in line):
        notes.lost("bold, italic and other markup")
    return " ".join(" ".join("".join(span.text for span in line) for line in lines).split())


def lines_of(block: Block) -> list[Spans]:
    """The lines of a block, whatever it is."""
    return block.accept(_LINES)


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


def response_to_html(text: str, notes: Notes) -> str:
    """A response of a matching item as HTML that Moodle shows: it lists responses as words, so that
    a picture would be an empty line of the list; it is what it shows instead.

    Source: `format_choices` in Moodle's question/type/match/renderer.php, which drops all tags.
    """
    blocks = understood(text)
    if len(blocks) != 1 or not isinstance(blocks[0], Picture):
        return to_html(text)
    notes.lost(
        "pictures among the responses: Moodle lists these as words, so it has what they show"
    )
    return html.escape(blocks[0].alt, quote=False)


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


def from_plain(text: str) -> str:
    """A plain text as markup, with formulas where they are in LaTeX's brackets."""
    parts: list[str] = []
    at = 0
    for match in MATHS.finditer(text):
        parts.append(escaped(text[at : match.start()]))
        latex = latex_between(match)
        parts.append(f"${latex}$" if match[1] else f"\n\n$${latex}$$\n\n")
        at = match.end()
    whole = "".join([*parts, escaped(text[at:])])
    return re.sub(r"[ \n]*\n\n[ \n]*", "\n\n", whole).strip("\n") if parts else whole


def latex_between(match: re.Match[str]) -> str:
    """The source of a formula that MATHS found, on one line, without an environment that numbers
    it.
    """
    latex = " ".join((match[1] or match[2] or match[3]).split())
    return re.sub(r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}", "", latex).strip()
