"""Documents as text to listen to or to turn into Braille: no drawn boxes or rules, a line for
each paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from generator.content.field_types import number_text
from generator.i18n.catalog import Catalog
from generator.page.blocks import (
    BLANK,
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
    Matching,
    Notice,
    Options,
    Paragraph,
    Passage,
    Rules,
    Table,
    WriteIn,
)
from generator.page.markup import Span, Spans

_BLANK = re.compile(r"(?:\(([0-9]+)\)\s*)?_{8,}")
_BOX = "☐"


def plain_text(doc: Document, catalog: Catalog) -> str:
    """The document's text, ending in a line break."""
    furniture = doc.furniture
    head = [
        furniture.watermark,
        furniture.banner,
        doc.title,
        catalog("text-code", code=furniture.foot) if furniture.foot else "",
        catalog("text-note"),
    ]
    lines = [line for line in head if line]
    for block in doc.blocks:
        if shown := Teller(catalog).told(block):
            lines += ["", *shown]
    return _spaced("\n".join(lines)) + "\n"


def _spaced(text: str) -> str:
    """Every space an ordinary one, and never two of them or two empty lines behind each other."""
    text = "".join(
        " " if unicodedata.category(character) == "Zs" else character for character in text
    )
    text = re.sub(r" *\n", "\n", re.sub(r"(?<=\S) {2,}", " ", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _said(runs: Spans) -> str:
    """Runs as they are read out: a link with its address, ^ before what is raised."""
    return "".join(_run(run) for run in runs).strip()


def _run(run: Span) -> str:
    text = f"^{run.text}" if run.script == "sup" else run.text
    return f"{text} ({run.link})" if run.link and run.link != run.text else text


class Teller:
    """Tells blocks in the words of one language."""

    def __init__(self, catalog: Catalog) -> None:
        self.words = catalog
        self.kinds: dict[type, Callable[..., list[str]]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Bullets: self._bullets,
            Definitions: self._definitions,
            Table: self._table,
            Notice: self._notice,
            WriteIn: self._write_in,
            Lines: self._lines,
            Options: self._options,
            Entries: self._entries,
            AnswerGrid: self._entries,
            Matching: self._matching,
            Passage: self._passage,
            Chart: self._chart,
            Diagram: self._diagram,
            Boxes: self._boxes,
            Rules: self._rules,
        }

    def told(self, block: Block) -> list[str]:
        """The lines of a block."""
        return self.kinds[type(block)](block)

    def _all(self, blocks: Sequence[Block]) -> list[str]:
        return [line for block in blocks for line in self.told(block)]

    def _heading(self, block: Heading) -> list[str]:
        return [f"{'#' * block.level} {_said(block.runs)}"]

    def _paragraph(self, block: Paragraph) -> list[str]:
        text = _said(block.runs)
        if _BOX in text:  # a verdict to tick
            return [
                self.words(
                    "text-choice",
                    choices=" / ".join(part.strip() for part in text.split(_BOX) if part.strip()),
                )
            ]
        return self._with_blanks([text])

    def _with_blanks(self, lines: Sequence[str]) -> list[str]:
        """Lines with their blanks in words; below them, each numbered one once more to be filled in."""
        numbers = [found[1] for line in lines for found in _BLANK.finditer(line) if found[1]]

        def named(found: re.Match[str]) -> str:
            return self.words("text-blank", number=found[1]) if found[1] else self.words("text-gap")

        return [_BLANK.sub(named, line) for line in lines if line] + [
            self.words("text-fill", number=n) for n in numbers
        ]

    def _bullets(self, block: Bullets) -> list[str]:
        lines = []
        for n, entry in enumerate(block.entries, 1):
            first, *rest = self._all(entry) or [""]
            lines += [f"{n}. {first}" if block.numbered else f"- {first}", *rest]
        return lines

    def _definitions(self, block: Definitions) -> list[str]:
        return [f"{_said(term).rstrip(':')}: {_said(meaning)}" for term, meaning in block.entries]

    def _table(self, block: Table) -> list[str]:
        """Row by row, every cell behind its column's head; a row that only leaves room to write is left out."""
        heads = [_said(head) for head in block.head]
        lines = [self.words("text-table", summary=block.summary)]
        for row in block.rows:
            cells = [_said(cell) for cell in row]
            if block.style == "blanks":
                cells = [
                    f"({cell}) {BLANK}" if n and cell.isdecimal() else cell
                    for n, cell in enumerate(cells)
                ]
            if not any(cells[block.row_heads :]):
                continue
            told = [
                f"{head}: {cell}" if head else cell
                for head, cell in zip(heads, cells, strict=True)
                if cell
            ]
            if block.row_heads:
                named = (
                    cells[0] if block.style in ("grid", "matrix", "blanks") else told[0]
                )  # their corner names nothing
                told = [f"{named.rstrip('.')}. " + "; ".join(told[1:])] if cells[0] else told
            lines.append("; ".join(told))
        return self._with_blanks(lines)

    def _notice(self, block: Notice) -> list[str]:
        return self._all(block.blocks)

    def _write_in(self, block: WriteIn) -> list[str]:
        values = (*block.values, *[""] * len(block.fields))
        labels = [label for label, _ in block.fields]
        return [
            self.words("text-field", label=label, value=value)
            for label, value in zip(labels, values, strict=False)
        ]

    def _lines(self, block: Lines) -> list[str]:
        lead = _said(block.lead) or self.words("number-answer")
        return [f"{lead} {self.words('text-lines', n=block.count)}"] if block.count else []

    def _options(self, block: Options) -> list[str]:
        shown = [f"{option.letter}. {_said(option.runs)}" for option in block.entries]
        boxes = {option.box for option in block.entries}
        return shown + [self.words("text-order" if "write" in boxes else "number-answer")] * bool(
            boxes - {""}
        )

    def _entries(self, block: Entries | AnswerGrid) -> list[str]:
        lines: list[str] = []
        for entry in block.entries:
            name = self.words(
                "text-question" if entry.number.isdecimal() else "text-part", number=entry.number
            )
            points = (
                self.words("text-points", points=entry.points.strip("[]")) if entry.points else ""
            )
            lines += ["", f"{name} {points}".strip(), *self._all(entry.blocks)]
        return lines

    def _matching(self, block: Matching) -> list[str]:
        premises = [f"{n}. {_said(premise)}" for n, premise in enumerate(block.premises, 1)]
        return [
            *premises,
            *(f"{letter}. {_said(response)}" for letter, response in block.responses),
            self.words("text-match"),
        ]

    def _passage(self, block: Passage) -> list[str]:
        lines: list[str] = []
        number = 0
        for paragraph in block.paragraphs:
            lines.append("")
            for runs in paragraph:
                number += 1
                lines.append(f"{number} {_said(runs)}")
        return [*lines, ""]

    def _chart(self, block: Chart) -> list[str]:
        lines = [self.words("text-figure", alt=block.alt)]
        for n, category in enumerate(block.categories):
            values = [
                f"{name}: {number_text(numbers[n], block.decimal)}"
                + f" {block.unit}" * bool(block.unit and block.unit.casefold() != name.casefold())
                for name, numbers in block.series
            ]
            lines.append(f"{category.rstrip('.')}. " + "; ".join(values))
        return lines

    def _diagram(self, block: Diagram) -> list[str]:
        return [
            self.words("text-figure", alt=block.alt),
            *(
                self.words("text-link", one=one, other=other, relation=how)
                for one, other, how in block.links
            ),
        ]

    def _boxes(self, block: Boxes) -> list[str]:
        return [self.words("text-choice", choices=" / ".join(block.labels))]

    def _rules(self, block: Rules) -> list[str]:
        return [
            self.words("text-field", label=label.rstrip(":"), value=_said(block.unit))
            for label in block.labels
        ]
