"""Documents as plain text, for a person or a test to read before anything is printed."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace

from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import (
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
    SheetSpace,
    SideBySide,
    Strip,
    StripKey,
    Table,
    Timeline,
    TitleBand,
    Together,
    WithNotes,
    WriteIn,
)
from generator.page.latex import in_signs
from generator.page.markup import Span, Spans
from generator.page.numbers import number_text
from generator.page.one_line import in_characters

WIDTH = 78
_BOXES = {"round": "( ) ", "square": "[ ] ", "write": "[   ] ", "": ""}
_QUESTION = 30  # characters that the questions of a table of keys have at least
_KEY = 4  # characters that the column of an item's answer has at least
_UNDERLINES = {1: "=", 2: "-"}  # of headings, by their level


def text_preview(doc: Document) -> str:
    """The document's text in lines of WIDTH characters, ending in a line break.  One in the first
    version of the words has the LaTeX of formulas, as it was first printed.
    """
    page = doc.header_footer
    form = f"[{page.form}]" if page.form else ""
    head = [page.watermark, page.banner, f"{page.head}  {form}".strip()]
    source = doc.words_version == FIRST_WORDS_VERSION
    body = TextPreview(WIDTH, source).all(doc.blocks)
    foot = [page.foot, *([page.note] if page.note else [])]
    lines = [*(line for line in head if line), "", *body, "", *foot]
    return "\n".join(lines).rstrip() + "\n"


def span_text(spans: Spans) -> str:
    """Spans as plain text: code in backquotes, _ and ^ before what is lowered or raised, links with
    their address.
    """
    return "".join(_span(span) for span in spans)


def ways_in_words(route_map: RouteMap) -> list[str]:
    """The ways of a map, and the places that no way leads to."""
    joined = {name for way in route_map.routes for name in (way.source, way.target)}
    ways = [
        f"{way.source} {'→' if way.arrow else '–'} {way.target}"
        + (f": {way.label}" if way.label else "")
        for way in route_map.routes
    ]
    return ways + [name for name, _, _ in route_map.places if name not in joined]


def events_in_words(timeline: Timeline) -> list[str]:
    """The events of a timeline, the earliest first; a mark is no more than a status in words."""
    events = sorted(timeline.events, key=lambda event: (event.start, event.end))
    return [
        f"{event.date} ({event.status}): {event.label}"
        if event.status
        else f"{span_text(event.marks)}{' ' if event.marks else ''}{event.date}: {event.label}"
        for event in events
    ]


def _in_signs(span: Span) -> Span:
    return replace(span, text=in_characters(span), formula="")


def _span(span: Span) -> str:
    if span.mark:
        return f"[{span.text}]"
    shown = f"${span.formula}$" if span.formula else span.text
    if span.code:
        shown = f"`{shown}`"
    if span.script:
        shown = ("_" if span.script == "sub" else "^") + shown
    return f"{shown} <{span.link}>" if span.link else shown


class TextPreview(BlockVisitor[list[str]]):
    """The lines of blocks, each at most `width` characters long where its words allow it; formulas
    in signs, or by their `source`.
    """

    def __init__(self, width: int, source: bool = False) -> None:
        self.width, self.source = width, source

    def all(self, blocks: Sequence[Block]) -> list[str]:
        """Blocks under each other, an empty line between most of them."""
        lines: list[str] = []
        for block in blocks:
            follows = isinstance(block, (Options, Lines))  # what they belong to is before them
            if lines and lines[-1] and not follows:
                lines.append("")
            lines += block.accept(self)
        return lines

    def _narrower(self, by: int) -> TextPreview:
        return TextPreview(self.width - by, self.source)

    def _text(self, spans: Spans) -> str:
        return span_text(spans if self.source else tuple(map(_in_signs, spans)))

    def _wrapped(self, shown: str, first: str = "", rest: str = "") -> list[str]:
        """Text in lines; `first` is before the first of them and `rest` before the others."""
        return textwrap.wrap(
            shown,
            max(20, self.width),
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [first.rstrip()]

    def heading(self, block: Heading) -> list[str]:
        """A heading of level 1 or 2 is underlined."""
        shown = self._text(block.runs)
        lines = ["", *self._wrapped(shown)]
        if block.level in _UNDERLINES:
            lines.append(_UNDERLINES[block.level] * min(self.width, len(shown)))
        return lines

    def paragraph(self, block: Paragraph) -> list[str]:
        """Wrapped, whatever its role."""
        return self._wrapped(self._text(block.runs))

    def line_block(self, block: LineBlock) -> list[str]:
        """Each line by itself; what does not fit is indented."""
        return [
            shown for line in block.lines for shown in self._wrapped(self._text(line), "", "    ")
        ]

    def code_block(self, block: CodeBlock) -> list[str]:
        """Lines as they are, indented."""
        return [("    " + "".join(span.text for span in line)).rstrip() for line in block.lines]

    def quotation(self, block: Quotation) -> list[str]:
        """With > at its left."""
        return [f"> {line}".rstrip() for line in self._narrower(2).all(block.blocks)]

    def picture(self, block: Picture) -> list[str]:
        """What it shows."""
        lines = self._wrapped(f"[{block.alt}]")
        return lines + (self._wrapped(block.description) if block.description else [])

    def display_formula(self, block: DisplayFormula) -> list[str]:
        """On lines of its own."""
        lines = block.latex.splitlines() if self.source else [in_signs(block.latex)]
        return [f"    {line}" for line in lines]

    def bullets(self, block: Bullets) -> list[str]:
        """Each entry behind its number or a dash."""
        lines: list[str] = []
        for n, entry in enumerate(block.entries, block.start):
            label = f"{n}. " if block.numbered else "- "
            lines += _hanging(label, self._narrower(len(label)).all(entry))
        return lines

    def definitions(self, block: Definitions) -> list[str]:
        """`Term: definition`, further lines indented."""
        lines: list[str] = []
        for term, meaning in block.entries:
            shown = f"{self._text(term).strip()}: {self._text(meaning)}"
            lines += self._wrapped(shown, "", "    ")
        return lines

    def table(self, block: Table) -> list[str]:
        """A grid in columns; any other row by row, each cell behind its column's head."""
        if block.style == "grid":
            return _columns(
                [[self._text(cell) for cell in row] for row in (block.head, *block.rows)]
            )
        heads = [self._text(cell) for cell in block.head]
        lines: list[str] = []
        for row in block.rows:
            cells = [self._text(cell) for cell in row]
            if block.style == "blanks":
                cells = [
                    f"({cell}) ____" if n and cell.isdecimal() else cell
                    for n, cell in enumerate(cells)
                ]
            for n, (head, cell) in enumerate(zip(heads, cells, strict=True)):
                shown = f"{head}: {cell}" if head else cell
                lines += self._wrapped(shown, "  ", "      ") if n else self._wrapped(shown)
        return lines

    def notice(self, block: Notice) -> list[str]:
        """With a bar at its left."""
        return [f"| {line}".rstrip() for line in self._narrower(2).all(block.blocks)]

    def together(self, block: Together) -> list[str]:
        """Each block under the other."""
        return self.all(block.blocks)

    def with_notes(self, block: WithNotes) -> list[str]:
        """The blocks, then their notes."""
        return self.all(block.as_read)

    def floating(self, block: Floating) -> list[str]:
        """The blocks where they are."""
        return self.all(block.blocks)

    def title_band(self, block: TitleBand) -> list[str]:
        """As a heading with lines around it."""
        return self.all(block.plain_blocks)

    def contents(self, block: Contents) -> list[str]:
        """Each chapter, what it is about indented."""
        lines: list[str] = []
        for entry in block.entries:
            lines += self._wrapped(f"{entry.number}. {self._text(entry.title)}")
            sections = " · ".join(self._text(section) for section in entry.sections)
            for below in (self._text(entry.subtitle), sections):
                lines += self._wrapped(below, "   ", "   ") if below else []
        return lines

    def letterhead(self, block: Letterhead) -> list[str]:
        """What the logo shows, above the rest."""
        return self.all((*((block.logo,) if block.logo else ()), *block.blocks))

    def side_by_side(self, block: SideBySide) -> list[str]:
        """One column after the other."""
        return self.all((*block.left, *block.right))

    def write_in(self, block: WriteIn) -> list[str]:
        """Fields side by side: each label, and a rule or what is on it."""
        values = (*block.values, *[""] * len(block.fields))
        fields = []
        for (label, share), value in zip(block.fields, values, strict=False):
            rule = "_" * max(4, int(self.width * share) - len(label) - 4)
            fields.append(f"{label} {value or rule}")
        return ["   ".join(fields)]

    def lines(self, block: Lines) -> list[str]:
        """Rules as long as the line."""
        if not block.count:
            return []
        lead, rule = self._text(block.lead), "_" * self.width
        first = f"{lead} {'_' * max(4, self.width - len(lead) - 1)}" if lead else rule
        return [first, *[rule] * (block.count - 1)]

    def options(self, block: Options) -> list[str]:
        """Each behind its box and letter."""
        lines: list[str] = []
        for option in block.entries:
            label = f"{_BOXES[option.box]}{option.letter}  "
            if option.blocks:
                lines += _hanging(label, self._narrower(len(label)).all(option.blocks))
            else:
                lines += self._wrapped(self._text(option.runs), label, " " * len(label))
        return lines

    def entries(self, block: Entries) -> list[str]:
        """Items with their points at the end of their first line."""
        return self._items(block.entries)

    def answer_grid(self, block: AnswerGrid) -> list[str]:
        """As the items themselves."""
        return self._items(block.entries)

    def _items(self, entries: Sequence[Entry]) -> list[str]:
        lines: list[str] = []
        for entry in entries:
            label = f"{entry.number}. ".ljust(4) if entry.number.isdecimal() else f"{entry.number} "
            if entry.key is not None:
                label += f"{entry.key}  ".ljust(_KEY)
            first, *rest = _hanging(label, self._narrower(len(label) + 6).all(entry.blocks))
            if entry.points:
                first = f"{first.ljust(self.width - len(entry.points))}{entry.points}".rstrip()
            lines += [first, *rest, ""]
        return lines[:-1]

    def matching(self, block: Matching) -> list[str]:
        """Premises with their boxes and numbers, and below them the responses."""
        lines: list[str] = []
        for n, premise in enumerate(block.premises, 1):
            label = f"{'[   ] ' if block.boxes else ''}{n}. "
            shown = self._narrower(len(label))._wrapped(self._text(premise))
            lines += _hanging(label, shown)
        lines.append("")
        for letter, response in block.responses:
            label = f"{letter}  "
            shown = self._narrower(2 + len(label))._wrapped(self._text(response))
            lines += [f"    {line}" for line in _hanging(label, shown)]
        return lines

    def passage(self, block: Passage) -> list[str]:
        """Lines as they are given, with their numbers."""
        lines: list[str] = []
        number = 0
        for paragraph in block.paragraphs:
            if lines:
                lines.append("")
            for line in paragraph:
                number += 1
                shown = str(number) if number % block.every == 0 else ""
                lines.append(f"{shown:>3}  {self._text(line)}")
        return lines

    def chart(self, block: Chart) -> list[str]:
        """What it shows, and its numbers, category by category."""
        unit = f" ({block.unit})" if block.unit else ""
        lines = self._wrapped(f"[{block.alt}]")
        lines.append(f"  {', '.join(name for name, _ in block.series)}{unit}")
        for n, category in enumerate(block.categories):
            numbers = [number_text(values[n], block.decimal) for _, values in block.series]
            lines.append(f"  {category}: {', '.join(numbers)}")
        return lines

    def diagram(self, block: Diagram) -> list[str]:
        """What it shows, and its arrows."""
        arrows = [f"  {start} → {end}: {relation}" for start, end, relation in block.links]
        return [*self._wrapped(f"[{block.alt}]"), *arrows]

    def route_map(self, block: RouteMap) -> list[str]:
        """What it shows, its ways, and what is not on them."""
        return [*self._wrapped(f"[{block.said}]"), *(f"  {way}" for way in ways_in_words(block))]

    def timeline(self, block: Timeline) -> list[str]:
        """What it shows, and its events."""
        return [*self._wrapped(f"[{block.alt}]"), *(f"  {line}" for line in events_in_words(block))]

    def boxes(self, block: Boxes) -> list[str]:
        """Side by side; a line never ends between a box and its label."""
        shown = [f"{_BOXES[block.box]}{label}".replace(" ", "\u00a0") for label in block.labels]
        return [line.replace("\u00a0", " ") for line in self._wrapped("   ".join(shown))]

    def rules(self, block: Rules) -> list[str]:
        """Side by side, each behind its label."""
        unit = self._text(block.unit)
        return self._wrapped(
            "   ".join(f"{label} ________ {unit}".strip() for label in block.labels)
        )

    def bubble_sheet(self, block: BubbleSheet) -> list[str]:
        """What each question has to cross and to write on; then the cells for marks."""
        words = block.words
        lines = [words.title, f"[{block.form}] {block.code}"]
        lines += [self._text(above) for above in block.above]
        lines += self.write_in(WriteIn(block.fields, block.values))
        if block.digits:
            lines.append(f"{words.number} {block.number.ljust(block.digits, '_')}")
        lines += [*(line for text in block.how for line in self._wrapped(text)), ""]
        for entry in block.entries:
            for space in entry.spaces:
                label = f"{entry.number}  "
                lines += _hanging(label, self._narrower(len(label))._space(space))
        heads = " ".join(head for head, _ in block.marks)
        points = " ".join(worth for _, worth in block.marks)
        return [*lines, "", f"{words.marker}: {heads}", f"{words.points}: {points}"]

    def _space(self, space: SheetSpace) -> list[str]:
        """What is to be crossed or written on."""
        if isinstance(space, Bubbles):
            return [
                f"{row} ".lstrip()
                + " ".join(f"{_BOXES[space.box]}{each}" for each in space.columns)
                for row in space.rows
            ]
        if space.note:
            return self._wrapped(self._text(space.note))
        if space.labels:
            return self.rules(Rules(space.labels, space.unit))
        return self.lines(Lines(space.count, space.lead))

    def mark_table(self, block: MarkTable) -> list[str]:
        """In columns, without rules."""
        lead_widths = [
            2 + max(len(cell) for cell in column)
            for column in zip(block.lead, *block.rows, strict=True)
        ]
        narrow_rows = [block.heads, block.filled, *(cells for _, cells in block.above)]
        narrow_width = 2 + max(len(cell) for cells in narrow_rows for cell in cells)

        def row(lead: str, cells: Sequence[str]) -> str:
            return (lead + "".join(cell.rjust(narrow_width) for cell in cells)).rstrip()

        def joined(cells: Sequence[str]) -> str:
            return "".join(
                cell.ljust(width) for cell, width in zip(cells, lead_widths, strict=True)
            )

        lines = [row(name.ljust(sum(lead_widths)), cells) for name, cells in block.above]
        lines.append(row(joined(block.lead), block.heads))
        return lines + [row(joined(cells), block.filled) for cells in block.rows]

    def strip(self, block: Strip) -> list[str]:
        """Its keys under each other."""
        return [
            *self._wrapped(block.head),
            *self.all(block.blocks),
            "",
            *(line for key in block.keys for line in self._strip_key(key)),
        ]

    def _strip_key(self, key: StripKey) -> list[str]:
        marks = ", ".join(f"{n}: {mark}" for n, mark in enumerate(key.marks, 1) if mark)
        number = f"{key.number} {key.part}".strip()
        return self._wrapped(f"{number:<7}{key.key}{f' ({marks})' if marks else ''}")

    def overlay(self, block: Overlay) -> list[str]:
        """Its keys under each other."""
        return [line for key in block.keys for line in self._strip_key(key)]

    def plan_table(self, block: PlanTable) -> list[str]:
        """As a table in words."""
        return self.table(block.in_words)

    def plot_table(self, block: PlotTable) -> list[str]:
        """As a table in words."""
        return self.table(block.in_words)

    def key_table(self, block: KeyTable) -> list[str]:
        """In columns, the accepted answer under its question; where they are too wide, form by
        form.
        """
        columns = [
            [
                form,
                *(f"{row.answers[n][0]} {row.answers[n][1]}" for row in block.rows if row.answers),
            ]
            for n, form in enumerate(block.forms)
        ]
        widths = [2 + max(len(cell) for cell in column) for column in columns]
        points = 2 + max(len(block.head[2]), *(len(row.points) for row in block.rows), 0)
        per_table = max(1, (self.width - _QUESTION - points) // max(widths, default=1))
        lines: list[str] = []
        for start in range(0, len(columns), per_table):
            shown = slice(start, start + per_table)
            lines += [""] if lines else []
            lines += self._key_columns(block, shown, points, widths[shown])
        return lines

    def _key_columns(
        self, block: KeyTable, shown: slice, points: int, widths: Sequence[int]
    ) -> list[str]:
        """The table of some forms."""
        wide = self.width - points - sum(widths)
        heads = [form.ljust(width) for form, width in zip(block.forms[shown], widths, strict=True)]
        question, accepted, worth = block.head
        lines = [f"{question.ljust(wide)}{worth.ljust(points)}{''.join(heads)}".rstrip()]
        lines += [f"    {accepted}"] if accepted else []
        for row in block.rows:
            first = textwrap.shorten(self._text(row.question), wide - 2, placeholder=" …")
            cells = [
                f"{number} {answer}".ljust(width)
                for (number, answer), width in zip(
                    row.answers[shown], widths, strict=bool(row.answers)
                )
            ]
            if not row.answers:
                lines.append("")
            lines.append(f"{first.ljust(wide)}{row.points.ljust(points)}{''.join(cells)}".rstrip())
            if row.accepted:
                indent = "    "
                lines += self._wrapped(self._text(row.accepted), indent, indent)
        return lines

    def scheme_card(self, block: SchemeCard) -> list[str]:
        """Its rows behind what they are worth."""
        head = [block.number, self._text(block.title), block.elsewhere, block.most]
        lines = self._wrapped("  ".join(part for part in head if part))
        for row in block.rows:
            label = f"{'[ ] ' if row.tick else ''}{row.points}  "
            indent = " " * (2 + len(label))
            if row.blocks:
                lines += _hanging(f"  {label}", self._narrower(len(indent)).all(row.all_blocks()))
                continue
            texts = [self._text(text) for text in (row.text, row.below) if text]
            for n, shown in enumerate(texts):
                lines += self._wrapped(shown, indent if n else f"  {label}", indent)
        for note in block.notes:
            lines += self._wrapped(self._text(note), "  ", "  ")
        return lines + (self.bullets(block.list_below) if block.list_below else [])


def _hanging(label: str, body: Sequence[str]) -> list[str]:
    """A label before the first line that is not empty; further lines are indented as far."""
    start = next((n for n, line in enumerate(body) if line), len(body))
    first, *rest = body[start:] or [""]
    indent = " " * len(label)
    return [label + first, *((indent + line).rstrip() for line in rest)]


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
