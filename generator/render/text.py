"""Documents as plain text: the proof a person or a test can read."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from generator.content.field_types import number_text
from generator.page.blocks import (
    AnswerGrid,
    Block,
    Boxes,
    Bullets,
    Chart,
    Definitions,
    Diagram,
    Document,
    Entries,
    Heading,
    Lines,
    MarkTable,
    Matching,
    Notice,
    Options,
    Paragraph,
    Passage,
    Rules,
    Strip,
    Table,
    WriteIn,
)
from generator.page.markup import Span, Spans

WIDTH = 78
_BOXES = {"round": "( ) ", "square": "[ ] ", "write": "[   ] ", "": ""}


def proof(doc: Document) -> str:
    """The document's text."""
    furniture = doc.furniture
    form = f"[{furniture.form}]" if furniture.form else ""
    head = [
        line
        for line in (furniture.watermark, furniture.banner, f"{furniture.head}  {form}".strip())
        if line
    ]
    body = _blocks(doc.blocks, WIDTH)
    return "\n".join([*head, "", *body, "", furniture.foot]).rstrip() + "\n"


def text(runs: Spans) -> str:
    """Runs as plain text: code in backquotes, _ and ^ before what is lowered or raised, links with their address."""
    return "".join(_run(run) for run in runs)


def _run(run: Span) -> str:
    shown = run.text
    if run.code:
        shown = f"`{shown}`"
    if run.script:
        shown = ("_" if run.script == "sub" else "^") + shown
    return f"{shown} <{run.link}>" if run.link else shown


def _blocks(blocks: Sequence[Block], width: int) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if lines and lines[-1] and not _close(block):
            lines.append("")
        lines += _SHOWN[type(block)](block, width)
    return lines


def _close(block: Block) -> bool:
    """Whether a block follows the one before it without an empty line."""
    return isinstance(block, (Options, Lines))


def _wrapped(shown: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        shown,
        max(20, width),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def _heading(block: Heading, width: int) -> list[str]:
    shown = text(block.runs)
    mark = {1: "=", 2: "-"}.get(block.level)
    return ["", *_wrapped(shown, width)] + ([mark * min(width, len(shown))] if mark else [])


def _paragraph(block: Paragraph, width: int) -> list[str]:
    return _wrapped(text(block.runs), width)


def _bullets(block: Bullets, width: int) -> list[str]:
    lines: list[str] = []
    for n, entry in enumerate(block.entries, 1):
        label = f"{n}. " if block.numbered else "- "
        lines += _hung(label, _blocks(entry, width - len(label)))
    return lines


def _hung(label: str, body: list[str]) -> list[str]:
    while body and not body[0]:
        body = body[1:]
    indent = " " * len(label)
    return [label + (body[0] if body else "")] + [(indent + line).rstrip() for line in body[1:]]


def _definitions(block: Definitions, width: int) -> list[str]:
    shown = [f"{text(term).strip()}: {text(meaning)}" for term, meaning in block.entries]
    return [line for entry in shown for line in _wrapped(entry, width, "", "    ")]


def _table(block: Table, width: int) -> list[str]:
    if block.style == "grid":
        rows = [[text(cell) for cell in row] for row in (block.head, *block.rows)]
        widths = [max(len(row[n]) for row in rows) for n in range(len(block.head))]
        return [
            "  ".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
    heads = [text(cell) for cell in block.head]
    lines: list[str] = []
    for row in block.rows:
        cells = [text(cell) for cell in row]
        if block.style == "blanks":
            cells = [
                f"({cell}) ____" if cell.isdecimal() and n else cell for n, cell in enumerate(cells)
            ]
        for n, (head, cell) in enumerate(zip(heads, cells, strict=True)):
            shown = f"{head}: {cell}" if head else cell
            lines += _wrapped(shown, width, "  ", "      ") if n else _wrapped(shown, width)
    return lines


def _notice(block: Notice, width: int) -> list[str]:
    return [("| " + line).rstrip() for line in _blocks(block.blocks, width - 2)]


def _write_in(block: WriteIn, width: int) -> list[str]:
    values = (*block.values, *[""] * len(block.fields))
    return [
        "   ".join(
            f"{label} {value or '_' * max(4, int(width * share) - len(label) - 4)}"
            for (label, share), value in zip(block.fields, values, strict=False)
        )
    ]


def _lines(block: Lines, width: int) -> list[str]:
    lead = text(block.lead)
    first = f"{lead} {'_' * max(4, width - len(lead) - 1)}" if lead else "_" * width
    return [first] + ["_" * width] * (block.count - 1) if block.count else []


def _options(block: Options, width: int) -> list[str]:
    lines: list[str] = []
    for option in block.entries:
        label = f"{_BOXES[option.box]}{option.letter}  "
        lines += _wrapped(text(option.runs), width, label, " " * len(label))
    return lines


def _entries(block: Entries | AnswerGrid, width: int) -> list[str]:
    lines: list[str] = []
    for entry in block.entries:
        label = f"{entry.number}. ".ljust(4) if entry.number.isdecimal() else f"{entry.number} "
        body = _blocks(entry.blocks, width - len(label) - 6)
        shown = _hung(label, body)
        shown[0] = (
            f"{shown[0].ljust(width - len(entry.points))}{entry.points}".rstrip()
            if entry.points
            else shown[0]
        )
        lines += shown + [""]
    return lines[:-1]


def _boxes(block: Boxes, width: int) -> list[str]:
    shown = (f"{_BOXES[block.box]}{label}".replace(" ", "\u00a0") for label in block.labels)
    return [line.replace("\u00a0", " ") for line in _wrapped("   ".join(shown), width)]


def _rules(block: Rules, width: int) -> list[str]:
    return _wrapped(
        "   ".join(f"{label} ________ {text(block.unit)}".strip() for label in block.labels), width
    )


def _mark_table(block: MarkTable, width: int) -> list[str]:
    wides = [
        max([len(head), *(len(row[n]) for row in block.rows)]) + 2
        for n, head in enumerate(block.lead)
    ]
    wide = (
        max(
            len(cell)
            for cells in (block.heads, block.filled, *(cells for _, cells in block.above))
            for cell in cells
        )
        + 2
    )
    rows = [(name, cells) for name, cells in block.above]
    for cells, narrow in ((block.lead, block.heads), *((row, block.filled) for row in block.rows)):
        rows.append(
            ("".join(cell.ljust(room) for cell, room in zip(cells, wides, strict=True)), narrow)
        )
    return [
        (name.ljust(sum(wides)) + "".join(cell.rjust(wide) for cell in cells)).rstrip()
        for name, cells in rows
    ]


def _strip(block: Strip, width: int) -> list[str]:
    lines = []
    for one in block.keys:
        marks = ", ".join(f"{n}: {mark}" for n, mark in enumerate(one.marks, 1) if mark)
        lines += _wrapped(
            f"{f'{one.number} {one.part}'.strip():<7}{one.key}{f' ({marks})' if marks else ''}",
            width,
        )
    return [*_wrapped(block.head, width), *_blocks(block.blocks, width), "", *lines]


def _matching(block: Matching, width: int) -> list[str]:
    premises = [
        line
        for premise in block.premises
        for line in _hung("[   ] ", _wrapped(text(premise), width - 6))
    ]
    responses = [
        line
        for letter, response in block.responses
        for line in _hung(f"{letter}  ", _wrapped(text(response), width - 4 - len(letter)))
    ]
    return [*premises, "", *("    " + line for line in responses)]


def _passage(block: Passage, width: int) -> list[str]:
    lines, number = [], 0
    for paragraph in block.paragraphs:
        lines += [""] if lines else []
        for runs in paragraph:
            number += 1
            lines.append(f"{number if number % block.every == 0 else '':>3}  {text(runs)}")
    return lines


def _chart(block: Chart, width: int) -> list[str]:
    values = [
        [number_text(series[1][n], block.decimal) for series in block.series]
        for n in range(len(block.categories))
    ]
    names = ", ".join(name for name, _ in block.series)
    rows = [
        f"  {category}: {', '.join(row)}"
        for category, row in zip(block.categories, values, strict=True)
    ]
    return [
        *_wrapped(f"[{block.alt}]", width),
        f"  {names}{f' ({block.unit})' if block.unit else ''}",
        *rows,
    ]


def _diagram(block: Diagram, width: int) -> list[str]:
    return [
        *_wrapped(f"[{block.alt}]", width),
        *(f"  {one} → {other}: {how}" for one, other, how in block.links),
    ]


_SHOWN = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Definitions: _definitions,
    Table: _table,
    Notice: _notice,
    WriteIn: _write_in,
    Lines: _lines,
    Options: _options,
    Entries: _entries,
    Matching: _matching,
    Passage: _passage,
    Chart: _chart,
    Diagram: _diagram,
    Boxes: _boxes,
    Rules: _rules,
    AnswerGrid: _entries,
    MarkTable: _mark_table,
    Strip: _strip,
}
