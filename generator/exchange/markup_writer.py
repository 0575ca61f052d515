"""Blocks and spans as authors would type them, so that they are read as the same again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator.exchange.exchanged import Notes
from generator.exchange.markup_text import escaped, understood
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
from generator.page.markup import Span, Spans, merged
from generator.page.queries import BlockQuery

_NO_BREAK = "\u00a0"


def typed(blocks: Sequence[Block], notes: Notes) -> str:
    """The markup of blocks; notes what of them cannot be typed."""
    if len(blocks) == 1 and isinstance(blocks[0], Bullets) and len(blocks[0].entries) == 1:
        numbered = blocks[0].numbered
        notes.changed("a list of one entry is a paragraph")
        (entry,), number = blocks[0].entries, f"{blocks[0].start}. "
        blocks = entry
        if numbered and isinstance(entry[0], Paragraph):
            blocks = (Paragraph((Span(number), *entry[0].runs)), *entry[1:])
    text = _Writer(notes).all(blocks)
    if text and _shape(understood(text)) != _shape(blocks):
        notes.guessed("how its lists and paragraphs belong together")
    return text


def _shape(blocks: Sequence[Block]) -> object:
    """What kinds of blocks are in which, whatever their words."""
    return [(type(block).__name__, block.accept(_INNER)) for block in blocks]


class _Inner(BlockQuery[object]):
    """The shape of what is in a block."""

    def otherwise(self, block: Block) -> object:
        """Words."""
        return None

    def quotation(self, block: Quotation) -> object:
        """Its blocks."""
        return _shape(block.blocks)

    def bullets(self, block: Bullets) -> object:
        """Its entries."""
        return [_shape(entry) for entry in block.entries]


_INNER = _Inner()


class _Writer(BlockQuery[str]):
    """Writes each block."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._bullet = "-"

    def all(self, blocks: Sequence[Block]) -> str:
        """Blocks with empty lines between."""
        texts = []
        before: Block | None = None
        for block in blocks:
            # Two lists behind each other are told apart by their signs.
            follows = isinstance(block, Bullets) and isinstance(before, Bullets)
            self._bullet = "*" if follows and self._bullet == "-" else "-"
            texts.append(block.accept(self))
            before = block
        return "\n\n".join(filter(None, texts))

    def otherwise(self, block: Block) -> str:
        """Nothing: no reader makes other blocks."""
        return ""

    def paragraph(self, block: Paragraph) -> str:
        """A line."""
        return self._line(block.runs)

    def line_block(self, block: LineBlock) -> str:
        """Lines that end in a backslash."""
        return "\\\n".join(self._line(line) or _NO_BREAK for line in block.lines)

    def code_block(self, block: CodeBlock) -> str:
        """Lines between fences."""
        lines = "\n".join("".join(span.text for span in line) for line in block.lines)
        fence = "`" * max(3, 1 + _longest_run(lines))
        return f"{fence}{block.language}\n{lines}\n{fence}"

    def quotation(self, block: Quotation) -> str:
        """Behind signs."""
        return "\n".join(f"> {line}".rstrip() for line in self.all(block.blocks).split("\n"))

    def bullets(self, block: Bullets) -> str:
        """A line for each entry, further blocks of it indented."""
        sign = self._bullet
        entries = []
        for n, entry in enumerate(block.entries, block.start):
            marker = f"{n}. " if block.numbered else f"{sign} "
            lines = (self.all(entry) or _NO_BREAK).split("\n")
            indent = " " * len(marker)
            rest = (f"{indent}{line}".rstrip() for line in lines[1:])
            entries.append("\n".join([marker + lines[0], *rest]))
        self._bullet = sign
        loose = any("\n\n" in entry for entry in entries)
        return ("\n\n" if loose else "\n").join(entries)

    def table(self, block: Table) -> str:
        """Rows between bars."""
        rows = [[self._cell(cell) for cell in row] for row in (block.head, *block.rows)]
        head, *rest = ("| " + " | ".join(row) + " |" for row in rows)
        return "\n".join([head, "|" + "---|" * len(block.head), *rest])

    def _cell(self, runs: Spans) -> str:
        return re.sub(r"(?<!\\)\|", r"\\|", self._line(runs))

    def picture(self, block: Picture) -> str:
        """Its words and its path."""
        described = re.sub(r'["\\]', r"\\\g<0>", block.description)
        title = f' "{described}"' if described else ""
        width = f"{{width={block.width:g}mm}}" if block.width else ""
        return f"![{escaped(block.alt)}]({block.sha256}{title}){width}"

    def display_formula(self, block: DisplayFormula) -> str:
        """Between double signs."""
        return f"$${block.latex}$$"

    def _line(self, runs: Spans) -> str:
        """A line that is read as the same spans, or as those nearest to them."""
        if all(span == Span(span.text) for span in runs):
            return escaped("".join(span.text for span in runs))
        runs = _outside_marks(runs)
        for n, change in enumerate(_SIMPLER):
            simpler = merged(map(change, runs))
            text = _marked(simpler)
            if understood(text) == (Paragraph(simpler),):
                if n >= _LOSING:
                    self._notes.lost("bold, italic, raised or lowered words, links or formulas")
                return text
        self._notes.lost("bold, italic, raised or lowered words, links or formulas")
        return escaped("".join(span.formula or span.text for span in runs))


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)


def _outside_marks(runs: Spans) -> Spans:
    """Spans whose marks do not begin or end at a space; raised and lowered words one by one."""

    def parted(span: Span) -> Iterator[Span]:
        if span.formula or span.code or not (span.bold or span.italic or span.script):
            yield span
            return
        plain = replace(span, bold=False, italic=False, script="")
        if span.script:
            for part in re.split(r"( +)", span.text):
                yield replace(plain if part.startswith(" ") else span, text=part)
            return
        inner = span.text.strip(" ")
        before, _, after = span.text.partition(inner) if inner else (span.text, "", "")
        yield replace(plain, text=before)
        yield replace(span, text=inner)
        yield replace(plain, text=after)

    return merged(part for span in runs for part in parted(span))


def _plain_formula(span: Span) -> Span:
    return Span(span.formula) if span.formula else Span(span.text)


# What is tried in turn until a line is read as it should be; the later ones lose something.
_SIMPLER: tuple[Callable[[Span], Span], ...] = (
    lambda span: span,
    lambda span: replace(span, italic=False),
    lambda span: replace(span, bold=False),
    lambda span: replace(span, bold=False, italic=False),
    lambda span: replace(span, link=""),
    lambda span: replace(span, script=""),
    lambda span: replace(span, bold=False, italic=False, script="", link=""),
    _plain_formula,
)
_LOSING = 1


def _marked(runs: Spans) -> str:
    """Spans with the signs of their marks, opened and closed like brackets."""
    parts: list[str] = []
    opened: list[tuple[str, str]] = []  # what closes each, and what it is
    for span in runs:
        marks = _marks(span)
        names = {mark[1] for mark in marks}
        while any(name not in names for _, name in opened):
            parts.append(opened.pop()[0])
        for opening, name, closing in marks:
            if all(name != known for _, known in opened):
                parts.append(opening)
                opened.append((closing, name))
        parts.append(_text(span))
    parts += [closing for closing, _ in reversed(opened)]
    return "".join(parts)


def _marks(span: Span) -> list[tuple[str, str, str]]:
    marks = []
    if span.link:
        marks.append(("[", f"link {span.link}", f"]({span.link})"))
    if span.bold:
        marks.append(("**", "bold", "**"))
    if span.italic:
        marks.append(("*", "italic", "*"))
    if span.script:
        sign = "~" if span.script == "sub" else "^"
        marks.append((sign, span.script, sign))
    return marks


def _text(span: Span) -> str:
    if span.formula:
        return f"${span.formula}$"
    if not span.code:
        return escaped(span.text)
    fence = "`" * (1 + _longest_run(span.text))
    edge = " " if span.text[:1] == "`" or span.text[-1:] == "`" else ""
    return f"{fence}{edge}{span.text}{edge}{fence}"
