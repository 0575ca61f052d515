"""Texts that are more than one paragraph, as records keep them: blocks to a string and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

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
from generator.page.markup import UNDERSTOOD, Span, Spans, first_notation, parse, words_with_raised
from generator.page.queries import BlockQuery

_NARROWEST, _WIDEST = 5, 40  # characters that count for a column's share of a table's width


def keep(blocks: Sequence[Block]) -> str:
    """What records keep of an authored text's blocks: one paragraph in the first notation where
    that can say it, otherwise what was understood.
    """
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        runs = blocks[0].runs
        notation = first_notation(runs)
        if parse(notation) == runs:
            return notation
    return kept_text([block.accept(_AS_PLAIN) for block in blocks])


def kept_text(plain: Any) -> str:
    """The text that keeps blocks, from these as plain data."""
    from json import dumps  # few texts need it

    return UNDERSTOOD + dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def is_kept_as_blocks(source: str) -> bool:
    """Whether a kept text is more than one paragraph of the first notation."""
    return source.startswith(UNDERSTOOD)


@lru_cache(maxsize=65536)
def blocks_of(source: str, role: str = "body") -> tuple[Block, ...]:
    """The blocks of a kept text; `role` is that of its paragraphs.

    Raises MarkupError, and ValueError where what is kept cannot be read.
    """
    if not is_kept_as_blocks(source):
        return (Paragraph(parse(source), role),)
    from json import loads

    return tuple(_block(data, role) for data in loads(source[1:]))


def as_spans(source: str) -> Spans | None:
    """The spans of a kept text that is one paragraph; None for any other."""
    blocks = blocks_of(source)
    return blocks[0].runs if len(blocks) == 1 and isinstance(blocks[0], Paragraph) else None


def pictures_in(source: str) -> tuple[Picture, ...]:
    """The pictures that a kept text places."""
    if not is_kept_as_blocks(source):
        return ()
    from json import loads

    parts = media_parts(loads(source[1:]))
    return tuple(_picture_of(part) for name, part in parts if name == "picture")


def formulas_in_lines(source: str) -> tuple[str, ...]:
    """The LaTeX sources of the formulas that a kept text has within its lines."""
    if not is_kept_as_blocks(source):
        return ()
    from json import loads

    parts = media_parts(loads(source[1:]))
    return tuple(part["formula"] for name, part in parts if name not in ("picture", "formula"))


def media_parts(kept: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The pictures and formulas in what is kept of a text, each behind the name of the block that
    it is: a picture's is `picture`, that of a formula on lines of its own is `formula`.
    """
    if isinstance(kept, list):
        for each in kept:
            yield from media_parts(each, name)
    elif isinstance(kept, dict) and isinstance(kept.get("formula"), str):
        yield name, kept
    elif isinstance(kept, dict):
        if "picture" in kept:
            yield "picture", kept["picture"]
        for inner, value in kept.items():
            if inner != "picture":
                yield from media_parts(value, inner)


def led_by(lead: Spans, source: str, role: str = "body") -> tuple[Block, ...]:
    """The blocks of a kept text, with a lead before its first words, or above what has none."""
    first, *rest = blocks_of(source, role)
    if isinstance(first, Paragraph):
        return (replace(first, runs=(*lead, *first.runs)), *rest)
    return (Paragraph(lead, role), first, *rest)


# ---------------------------------------------------------------- blocks as plain data


def _spans_as_plain(spans: Spans) -> list[Any]:
    """Spans: a plain one as its text, any other with what it is besides."""
    return [
        span.text if span == Span(span.text) else _fields_of(span) for span in spans if span.text
    ]


def _fields_of(value: Any) -> dict[str, Any]:
    return {
        each.name: getattr(value, each.name)
        for each in fields(value)
        if getattr(value, each.name) != each.default
    }


class _AsPlain(BlockQuery[dict[str, Any]]):
    """A block as JSON knows it: its texts in lists, what else is said of it beside them."""

    def otherwise(self, block: Block) -> dict[str, Any]:
        raise TypeError(f"a text holds no {type(block).__name__}")

    def paragraph(self, block: Paragraph) -> dict[str, Any]:
        return {"paragraph": _spans_as_plain(block.runs)}

    def line_block(self, block: LineBlock) -> dict[str, Any]:
        return {"lines": [_spans_as_plain(line) for line in block.lines]}

    def code_block(self, block: CodeBlock) -> dict[str, Any]:
        kept: dict[str, Any] = {"code": [_spans_as_plain(line) for line in block.lines]}
        return {**kept, "language": block.language} if block.language else kept

    def quotation(self, block: Quotation) -> dict[str, Any]:
        return {"quotation": self._all(block.blocks)}

    def bullets(self, block: Bullets) -> dict[str, Any]:
        entries = [self._all(entry) for entry in block.entries]
        return {"numbered": entries, "start": block.start} if block.numbered else {"list": entries}

    def table(self, block: Table) -> dict[str, Any]:
        rows = [[_spans_as_plain(cell) for cell in row] for row in (block.head, *block.rows)]
        return {"table": rows}

    def picture(self, block: Picture) -> dict[str, Any]:
        kept = _fields_of(replace(block, width=None))
        return {"picture": kept if block.width is None else {**kept, "width": f"{block.width:g}"}}

    def display_formula(self, block: DisplayFormula) -> dict[str, Any]:
        return {"formula": [{"text": block.alt, "formula": block.latex}]}

    def _all(self, blocks: Sequence[Block]) -> list[Any]:
        return [block.accept(self) for block in blocks]


_AS_PLAIN = _AsPlain()


def _spans(data: Any) -> Spans:
    return tuple(Span(each) if isinstance(each, str) else Span(**each) for each in data)


def _block(data: Mapping[str, Any], role: str) -> Block:
    for name, value in data.items():
        if name in _READERS:
            return _READERS[name](value, data, role)
    raise ValueError(f"no block is kept as {', '.join(data)}")


def _blocks(data: Any, role: str) -> tuple[Block, ...]:
    return tuple(_block(each, role) for each in data)


def _paragraph(value: Any, data: Mapping[str, Any], role: str) -> Block:
    return Paragraph(_spans(value), role)


def _lines(value: Any, data: Mapping[str, Any], role: str) -> Block:
    return LineBlock(tuple(_spans(line) for line in value))


def _code(value: Any, data: Mapping[str, Any], role: str) -> Block:
    return CodeBlock(tuple(_spans(line) for line in value), data.get("language", ""))


def _quotation(value: Any, data: Mapping[str, Any], role: str) -> Block:
    return Quotation(_blocks(value, role))


def _list(value: Any, data: Mapping[str, Any], role: str) -> Block:
    return Bullets(tuple(_blocks(entry, role) for entry in value))


def _numbered(value: Any, data: Mapping[str, Any], role: str) -> Block:
    return Bullets(tuple(_blocks(entry, role) for entry in value), True, data["start"])


def _table(value: Any, data: Mapping[str, Any], role: str) -> Block:
    head, *rows = (tuple(_spans(cell) for cell in row) for row in value)
    return table_block(head, tuple(rows))


def _picture(value: Any, data: Mapping[str, Any], role: str) -> Block:
    return _picture_of(value)


def _picture_of(value: Any) -> Picture:
    width = value.get("width")
    return Picture(**{**value, "width": None if width is None else float(width)})


def _formula(value: Any, data: Mapping[str, Any], role: str) -> Block:
    (span,) = _spans(value)
    return DisplayFormula(span.formula, span.text)


_READERS: dict[str, Callable[[Any, Mapping[str, Any], str], Block]] = {
    "paragraph": _paragraph,
    "lines": _lines,
    "code": _code,
    "quotation": _quotation,
    "list": _list,
    "numbered": _numbered,
    "table": _table,
    "picture": _picture,
    "formula": _formula,
}


def table_block(head: tuple[Spans, ...], rows: tuple[tuple[Spans, ...], ...]) -> Table:
    """A table in a text: its columns as wide as their longest cells ask, its heads a summary."""
    texts = [["".join(span.text for span in cell).strip() for cell in row] for row in (head, *rows)]
    longest = [max(map(len, column)) for column in zip(*texts, strict=True)]
    widths = tuple(float(min(max(length, _NARROWEST), _WIDEST)) for length in longest)
    return Table(head, rows, widths, heads_in_words(head))


def heads_in_words(head: Sequence[Spans]) -> str:
    """The heads of a table in a text, as its summary and the plain-text edition say them: 2^10 is
    not 210.
    """
    heads = [words_with_raised(cell).strip() for cell in head]
    return ", ".join(text for text in heads if text)
