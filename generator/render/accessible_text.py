"""Documents as text to listen to or to turn into Braille: no drawn boxes or rules, a line for
each paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.i18n.catalog import Catalog
from generator.page.blocks import (
    BLANK,
    BOX_SIGN,
    AnswerGrid,
    Block,
    BlockVisitor,
    Boxes,
    Bubbles,
    BubbleSheet,
    Bullets,
    Chart,
    CodeBlock,
    Contents,
    Definitions,
    Diagram,
    DisplayFormula,
    Document,
    Entries,
    Entry,
    Floating,
    Heading,
    KeyTable,
    Letterhead,
    LineBlock,
    Lines,
    MarkTable,
    Matching,
    Notice,
    Options,
    Overlay,
    Paragraph,
    Passage,
    Picture,
    PlanTable,
    PlotTable,
    Quotation,
    RouteMap,
    Rules,
    SchemeCard,
    SideBySide,
    Strip,
    Table,
    Timeline,
    TitleBand,
    Together,
    WithNotes,
    WriteIn,
)
from generator.page.markup import Span, Spans
from generator.page.numbers import number_text
from generator.render.text import events_in_words, ways_in_words

_BLANK = re.compile(r"(?:\(([0-9]+)\)\s*)?_{8,}")
_SPACE_OF_CODE = "\ue000"  # until the text is tidied
_SENTENCE_END = re.compile("[.!?…][’”“»)]*$")
_RULED = ("grid", "matrix", "blanks")  # styles whose corner cell heads no column


def accessible_text(doc: Document, catalog: Catalog) -> str:
    """The document's text, ending in a line break."""
    page = doc.header_footer
    code = catalog("text-code", code=page.foot) if page.foot else ""
    head = [page.watermark, page.banner, doc.title, code, catalog("text-note")]
    lines = [line for line in head if line]
    visitor = AccessibleText(catalog, reading=bool(doc.reading))
    for block in visitor.read_blocks(doc.blocks):
        if block_lines := block.accept(visitor):
            lines += ["", *block_lines]
    return _tidied("\n".join(lines)) + "\n"


def _tidied(text: str) -> str:
    """Every space an ordinary one, and never two of them or two empty lines behind each other."""
    text = "".join(
        " " if unicodedata.category(character) == "Zs" else character for character in text
    )
    text = re.sub(r" *\n", "\n", re.sub(r"(?<=\S) {2,}", " ", text))
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return re.sub(r" *\n", "\n", text.replace(_SPACE_OF_CODE, " "))


def _text(spans: Spans) -> str:
    """Spans as they are read out: a link with its address behind it, ^ before what is raised."""
    behind = (*spans[1:], Span(""))
    # A link in several looks, or with a formula in it, is one link.
    ended = (
        replace(span, link="") if span.link == after.link else span
        for span, after in zip(spans, behind, strict=False)
    )
    return "".join(map(_span, ended)).strip()


def _span(span: Span) -> str:
    if span.mark:
        return f"[{span.text}]"
    text = f"^{span.text}" if span.script == "sup" else span.text
    text = _with_spaces(text) if span.code else text
    return f"{text} ({span.link})" if span.link and span.link != span.text else text


def _with_spaces(code: str) -> str:
    """Code, all spaces of which stay when the text is tidied."""
    return code.replace(" ", _SPACE_OF_CODE)


def _in_order(placed: Iterable[tuple[Decimal, str]]) -> str:
    """Names in the order of numbers; those at the same one are joined by a slash."""
    names: dict[Decimal, list[str]] = {}
    for at, name in sorted(placed):
        names.setdefault(at, []).append(name)
    return ", ".join(" / ".join(same) for same in names.values())


def _is_caption(block: Block, after: Block | None) -> bool:
    """Whether a paragraph says no more than the table below it says by itself."""
    if not isinstance(block, Paragraph) or not isinstance(after, Table):
        return False
    return _text(block.runs) == after.summary


class AccessibleText(BlockVisitor[list[str]]):
    """The lines of blocks, with fixed words in the catalog's language.

    `reading`: of a text to read, whose paragraphs and captions are set as such; papers stay as they
    were recorded.
    """

    def __init__(self, catalog: Catalog, reading: bool = False) -> None:
        self.catalog, self.reading = catalog, reading

    def read_blocks(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks that are read: in a text to read, a table's caption is said once."""
        if not self.reading:
            return list(blocks)
        below = (*blocks[1:], None)
        pairs = zip(blocks, below, strict=False)
        return [block for block, after in pairs if not _is_caption(block, after)]

    def _all(self, blocks: Sequence[Block]) -> list[str]:
        return [line for block in blocks for line in block.accept(self)]

    def _spaced(self, blocks: Sequence[Block]) -> list[str]:
        """Blocks with an empty line before each."""
        return [line for block in blocks for line in ("", *block.accept(self))]

    def heading(self, block: Heading) -> list[str]:
        """Behind as many # as its level."""
        return [f"{'#' * block.level} {_text(block.runs)}"]

    def paragraph(self, block: Paragraph) -> list[str]:
        """One line, in which blanks are named; in editions with the first words a box in it made a
        choice of what is on its sides.
        """
        text = _text(block.runs)
        if BOX_SIGN in text and self.catalog.has_first_words:
            return self._choice(part.strip() for part in text.split(BOX_SIGN) if part.strip())
        return self._with_blanks([text])

    def _choice(self, choices: Iterable[str]) -> list[str]:
        return [self.catalog("text-choice", choices=" / ".join(choices))]

    def _with_blanks(self, lines: Sequence[str]) -> list[str]:
        """Lines with their blanks in words; below them, each numbered one again to be filled in."""
        numbers = [blank[1] for line in lines for blank in _BLANK.finditer(line) if blank[1]]

        def in_words(blank: re.Match[str]) -> str:
            if blank[1]:
                return self.catalog("text-blank", number=blank[1])
            return self.catalog("text-gap")

        shown = [_BLANK.sub(in_words, line) for line in lines if line]
        return shown + [self.catalog("text-fill", number=number) for number in numbers]

    def line_block(self, block: LineBlock) -> list[str]:
        """Each line by itself."""
        return self._with_blanks([_text(line) for line in block.lines])

    def code_block(self, block: CodeBlock) -> list[str]:
        """Lines as they are."""
        lines = ("".join(span.text for span in line) for line in block.lines)
        return [_with_spaces(line) or _SPACE_OF_CODE for line in lines]

    def quotation(self, block: Quotation) -> list[str]:
        """With > before each line."""
        return [f"> {line}".rstrip() for line in self._all(block.blocks)]

    def picture(self, block: Picture) -> list[str]:
        """What it shows, at length where that is said."""
        lines = [self.catalog("text-figure", alt=block.alt)]
        return lines + ([block.description] if block.description else [])

    def display_formula(self, block: DisplayFormula) -> list[str]:
        """As it is read aloud."""
        return [block.alt]

    def bullets(self, block: Bullets) -> list[str]:
        """Each entry behind its number or a dash."""
        lines = []
        for n, entry in enumerate(block.entries, block.start):
            lines += self._led(f"{n}." if block.numbered else "-", entry)
        return lines

    def _led(self, lead: str, blocks: Sequence[Block]) -> list[str]:
        """The lines of blocks behind a lead; below it where they begin with lines of code, which
        keep their places under each other.
        """
        lines = self._all(blocks) or [""]
        if blocks and isinstance(blocks[0], CodeBlock) and len(blocks[0].lines) > 1:
            return [lead, *lines]
        return [f"{lead} {lines[0]}", *lines[1:]]

    def definitions(self, block: Definitions) -> list[str]:
        """`Term: definition`."""
        return [f"{_text(term).rstrip(':')}: {_text(meaning)}" for term, meaning in block.entries]

    def table(self, block: Table) -> list[str]:
        """Row by row, every cell behind its column's head; a row that only leaves room to write is
        left out.
        """
        heads = [_text(head) for head in block.head]
        lines = [self.catalog("text-table", summary=block.summary)]
        for row in block.rows:
            cells = [_text(cell) for cell in row]
            if block.style == "blanks":
                cells = [
                    f"({cell}) {BLANK}" if n and cell.isdecimal() else cell
                    for n, cell in enumerate(cells)
                ]
            if not any(cells[block.row_heads :]):
                continue
            shown = [
                f"{head}: {cell}" if head else cell
                for head, cell in zip(heads, cells, strict=True)
                if cell
            ]
            if block.row_heads and cells[0]:
                name = cells[0] if block.style in _RULED else shown[0]
                lines.append(f"{name.rstrip('.')}. " + self._joined(shown[1:]))
            else:
                lines.append(self._joined(shown))
        return self._with_blanks(lines)

    def _joined(self, cells: Sequence[str]) -> str:
        """Cells behind each other; in a text to read, no semicolon is after the end of a
        sentence.
        """
        if not self.reading:
            return "; ".join(cells)
        ends = [" " if _SENTENCE_END.search(cell) else "; " for cell in cells[:-1]]
        return "".join(cell + end for cell, end in zip(cells, (*ends, ""), strict=False))

    def notice(self, block: Notice) -> list[str]:
        """What is in it."""
        return self._spaced(block.blocks)[1:] if self.reading else self._all(block.blocks)

    def together(self, block: Together) -> list[str]:
        """Each block under the other."""
        return self._spaced(block.blocks)[1:]

    def with_notes(self, block: WithNotes) -> list[str]:
        """The blocks, then their notes."""
        return self._all(block.as_read)

    def floating(self, block: Floating) -> list[str]:
        """The blocks where they are."""
        return self._spaced(self.read_blocks(block.blocks))

    def title_band(self, block: TitleBand) -> list[str]:
        """As a heading with lines around it."""
        return self._all(block.plain_blocks)

    def contents(self, block: Contents) -> list[str]:
        """A line for each chapter, with its sections: a text has no pages."""
        lines = []
        for entry in block.entries:
            sections = self._joined([_text(section) for section in entry.sections])
            title = f"{entry.number}. {_text(entry.title)}"
            lines.append(f"{title}: {sections}" if sections else title)
        return lines

    def letterhead(self, block: Letterhead) -> list[str]:
        """What the logo shows, then the rest, with empty lines as between blocks."""
        blocks = (*((block.logo,) if block.logo else ()), *block.blocks)
        return self._spaced(blocks)

    def side_by_side(self, block: SideBySide) -> list[str]:
        """One column after the other, with empty lines as between blocks of the document."""
        return self._spaced((*block.left, *block.right))

    def write_in(self, block: WriteIn) -> list[str]:
        """A line for each field, with what is on its rule."""
        values = (*block.values, *[""] * len(block.fields))
        labels = [label for label, _ in block.fields]
        return [self._field(label, value) for label, value in zip(labels, values, strict=False)]

    def _field(self, label: str, value: str) -> str:
        return self.catalog("text-field", label=label, value=value)

    def lines(self, block: Lines) -> list[str]:
        """How many lines there are to write on."""
        if not block.count:
            return []
        lead = _text(block.lead) or self.catalog("number-answer")
        return [f"{lead} {self.catalog('text-lines', n=block.count)}"]

    def options(self, block: Options) -> list[str]:
        """Each behind its letter; where there are boxes, a place for the answer."""
        lines = []
        for option in block.entries:
            lead = f"{option.letter}."
            if option.blocks:
                lines += self._led(lead, option.blocks)
            else:
                lines.append(f"{lead} {_text(option.runs)}")
        boxes = {option.box for option in block.entries}
        if "write" in boxes:
            numbered = block.entries[0].letter.isdecimal()
            lines.append(self.catalog("text-match") if numbered else self.catalog("text-order"))
        elif boxes - {""}:
            lines.append(self.catalog("number-answer"))
        return lines

    def entries(self, block: Entries) -> list[str]:
        """Items by name, with their points."""
        return self._items(block.entries)

    def answer_grid(self, block: AnswerGrid) -> list[str]:
        """As the items themselves."""
        return self._items(block.entries)

    def _items(self, entries: Sequence[Entry]) -> list[str]:
        lines: list[str] = []
        for entry in entries:
            name = self.catalog(
                "text-question" if entry.number.isdecimal() else "text-part", number=entry.number
            )
            points = entry.points.strip("[]")
            if entry.points:
                name = f"{name} {self.catalog('text-points', points=points)}"
            name = f"{name} {entry.key or ''}".strip()
            lines += ["", name, *self._all(entry.blocks)]
        return lines

    def matching(self, block: Matching) -> list[str]:
        """Premises by number, responses by letter."""
        premises = [f"{n}. {_text(premise)}" for n, premise in enumerate(block.premises, 1)]
        responses = [f"{letter}. {_text(response)}" for letter, response in block.responses]
        return [*premises, *responses, self.catalog("text-match")]

    def passage(self, block: Passage) -> list[str]:
        """Every line behind its number."""
        lines: list[str] = []
        number = 0
        for paragraph in block.paragraphs:
            lines.append("")
            for line in paragraph:
                number += 1
                lines.append(f"{number} {_text(line)}")
        return [*lines, ""]

    def chart(self, block: Chart) -> list[str]:
        """What it shows, and its numbers, category by category."""
        lines = [self.catalog("text-figure", alt=block.alt)]
        for n, category in enumerate(block.categories):
            values = []
            for name, numbers in block.series:
                value = f"{name}: {number_text(numbers[n], block.decimal)}"
                if block.unit and block.unit.casefold() != name.casefold():
                    value += f" {block.unit}"
                values.append(value)
            lines.append(f"{category.rstrip('.')}. " + "; ".join(values))
        return lines

    def diagram(self, block: Diagram) -> list[str]:
        """What it shows, and its arrows."""
        lines = [self.catalog("text-figure", alt=block.alt)]
        if block.table:
            return lines + block.table.accept(self)
        for start, end, relation in block.links:
            lines.append(self.catalog("text-link", one=start, other=end, relation=relation))
        return lines

    def route_map(self, block: RouteMap) -> list[str]:
        """What it shows, where its places are, its ways, and that it is not to scale."""
        across = _in_order([(x, name) for name, x, _ in block.places])
        down = _in_order([(-y, name) for name, _, y in block.places])
        return [
            self.catalog("text-figure", alt=block.alt),
            self.catalog("map-across", places=across),
            self.catalog("map-down", places=down),
            *ways_in_words(block),
            block.note,
        ]

    def timeline(self, block: Timeline) -> list[str]:
        """What it shows, and its events."""
        return [self.catalog("text-figure", alt=block.alt), *events_in_words(block)]

    def boxes(self, block: Boxes) -> list[str]:
        """A choice of labels."""
        return self._choice(block.labels)

    def rules(self, block: Rules) -> list[str]:
        """A field for each rule."""
        return [self._field(label.rstrip(":"), _text(block.unit)) for label in block.labels]

    def bubble_sheet(self, block: BubbleSheet) -> list[str]:
        """Its questions, each with its choices and fields; a text has no bubbles."""
        lines = [f"# {block.words.title}", *map(_text, block.above)]
        for entry in block.entries:
            lines += ["", self.catalog("text-question", number=entry.number)]
            for space in entry.spaces:
                if isinstance(space, Bubbles):
                    for row in space.rows:
                        choice = self._choice(space.columns)
                        lines += [f"{row} {line}".strip() for line in choice]
                else:
                    lines += [_text(space.note)] if space.note else []
                    lines += self.rules(Rules(space.labels, space.unit))
                    lines += self.lines(Lines(space.count, space.lead))
        return lines

    def mark_table(self, block: MarkTable) -> list[str]:
        """Row by row: whose it is, and what is there already; the columns' heads
        before them.
        """
        columns = [*block.above, (", ".join(block.lead), block.heads)]
        lines = [self.catalog("text-table", summary=block.summary)]
        lines += [f"{name}: {'; '.join(cells)}" for name, cells in columns]
        for row in block.rows:
            name = ", ".join(cell for cell in row if cell)
            lines.append("; ".join(cell for cell in (name, *block.filled) if cell))
        return [line for line in lines if line]

    def strip(self, block: Strip) -> list[str]:
        """Its keys by number."""
        lines = [block.head, *self._all(block.blocks)]
        for key in block.keys:
            number = f"{key.number} {key.part}".strip()
            lines.append(f"{number}. {'; '.join(text for text in (key.key, *key.marks) if text)}")
        return lines

    def overlay(self, block: Overlay) -> list[str]:
        """Its keys by number."""
        return [
            f"{key.number} {key.part}".strip()
            + f". {'; '.join(text for text in (key.key, *key.marks) if text)}"
            for key in block.keys
        ]

    def plan_table(self, block: PlanTable) -> list[str]:
        """As a table in words."""
        return self.table(block.in_words)

    def plot_table(self, block: PlotTable) -> list[str]:
        """As a table in words."""
        return self.table(block.in_words)

    def key_table(self, block: KeyTable) -> list[str]:
        """A line for each question, every form's number and answer behind its name."""
        lines = [self.catalog("text-table", summary=block.summary)]
        for row in block.rows:
            shown = [_text(row.question).rstrip("."), _text(row.accepted), row.points]
            shown += [
                f"{form}: {number} {answer}".rstrip()
                for form, (number, answer) in zip(block.forms, row.answers, strict=False)
            ]
            lines.append("; ".join(part for part in shown if part))
        return lines

    def scheme_card(self, block: SchemeCard) -> list[str]:
        """A line for each row."""
        head = (block.number, _text(block.title), block.elsewhere, block.most)
        lines = ["; ".join(part for part in head if part)]
        for row in block.rows:
            texts = "; ".join(_text(text) for text in (row.text, row.below) if text)
            first, *rest = self._all(row.all_blocks()) if row.blocks else [texts]
            lines += [f"{row.points}. {first}", *rest]
        lines += [_text(note) for note in block.notes]
        return lines + (self.bullets(block.list_below) if block.list_below else [])
