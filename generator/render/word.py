"""Documents for word processors (.docx), to be edited there."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.page.blocks import (
    AnswerGrid,
    Block,
    BlockVisitor,
    Boxes,
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
    StripKey,
    Table,
    Timeline,
    TitleBand,
    Together,
    WithNotes,
    WriteIn,
    spans,
)
from generator.page.markup import Span, Spans
from generator.page.numbers import total
from generator.render.word_formulas import office_math

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.table import Table as WordTable
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

PAGES = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}  # mm
_MARGIN = 20.0  # mm
_NUMBER, _LETTER, _BULLET = 9.0, 11.0, 6.0  # mm that what is behind a label is indented
_SIZES = {"small": 9.5, "large": 20.0}  # points, of a paragraph's role
_BODY = 11.0  # points
_BOXES = {"round": "○ ", "square": "☐ ", "write": "___ ", "": ""}
_KEY = "✓ "
_FIELD = re.compile(r"\{(page|pages)\}")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


class FigureFile(NamedTuple):
    """A picture to place: the bytes of a PNG or JPEG file, and how wide it is, in mm."""

    data: bytes
    width: float


FigureOf = Callable[[Block], FigureFile]


def word_file(document: Document, paper: str, figure: FigureOf) -> bytes:
    """The document as a .docx file; `figure` draws pictures, charts, maps and timelines.

    Nothing says who made it or when.  Raises ImportError where python-docx is missing, and
    KeyError for an unknown size of paper.
    """
    import docx
    from docx.shared import Mm

    file = docx.Document()
    _drop_old_styles(file)
    width, height = PAGES[paper]
    section = file.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    _set_styles(file, document.language)
    _set_properties(file, document)
    _set_header_footer(file, document, width - 2 * _MARGIN)
    _Writer(file, document, figure, width - 2 * _MARGIN).all(document.blocks)
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def _drop_old_styles(file: WordFile) -> None:
    """Remove the second list of styles, for Word 2010 only, which would differ from the first."""
    for name, relation in list(file.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del file.part.rels[name]


def _set_styles(file: WordFile, language: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(_BODY)
    normal.paragraph_format.space_after = Pt(4)
    for level in range(1, 7):
        style = file.styles[f"Heading {level}"]
        style.font.name = "Arial"
        style.font.color.rgb = RGBColor(0, 0, 0)
        for fonts in style.element.iter(qn("w:rFonts")):
            for name in [name for name in fonts.attrib if name.endswith("Theme")]:
                del fonts.attrib[name]
    for element in file.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)


def _set_properties(file: WordFile, document: Document) -> None:
    properties = file.core_properties
    for element in list(properties._element):
        properties._element.remove(element)
    properties.title, properties.language = document.title, document.language


def _set_header_footer(file: WordFile, document: Document, width: float) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    page, section = document.header_footer, file.sections[0]
    head = section.header.paragraphs[0]
    _set_stops(head, [(width, "right", False)])
    shown = "  ".join(part for part in (page.watermark, page.banner, page.head) if part)
    head.add_run(shown)
    head.add_run(f"\t{page.form}").bold = True
    foot = section.footer.paragraphs[0]
    _set_stops(foot, [(width, "right", False)])
    foot.add_run(f"{page.foot}\t")
    for n, part in enumerate(_FIELD.split(page.page)):
        if n % 2 == 0:
            foot.add_run(part)
            continue
        counter = OxmlElement("w:fldSimple")
        counter.set(qn("w:instr"), _FIELDS[part])
        foot._p.append(counter)
    if page.note:
        section.footer.add_paragraph(page.note)


def _set_stops(paragraph: WordParagraph, stops: Sequence[tuple[float, str, bool]]) -> None:
    """Tab stops: where, in mm, left or right, and whether a rule leads to it."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    for place, side, ruled in stops:
        paragraph.paragraph_format.tab_stops.add_tab_stop(
            Mm(place),
            WD_TAB_ALIGNMENT.RIGHT if side == "right" else WD_TAB_ALIGNMENT.LEFT,
            WD_TAB_LEADER.LINES if ruled else WD_TAB_LEADER.SPACES,
        )


@dataclass
class _Label:
    """What is before a paragraph, and how far what follows is indented, in mm."""

    text: str
    width: float
    bold: bool = False


@dataclass
class _Writer(BlockVisitor[None]):
    """Writes blocks into a file or a cell; `left` is how far they are indented, in mm."""

    target: WordFile | _Cell
    document: Document
    figure: FigureOf
    width: float
    left: float = 0.0
    # Labels and points that wait for the next paragraph.
    labels: list[_Label] = field(default_factory=list)
    points: str = ""
    kept: list[WordParagraph] = field(default_factory=list)

    def all(self, blocks: Sequence[Block]) -> None:
        """Blocks under each other."""
        for block in blocks:
            block.accept(self)

    def together(self, block: Together) -> None:
        """Each block under the other."""
        self.all(block.blocks)

    def with_notes(self, block: WithNotes) -> None:
        """The blocks, then their notes."""
        self.all(block.as_read)

    def floating(self, block: Floating) -> None:
        """The blocks where they are."""
        self.all(block.blocks)

    def title_band(self, block: TitleBand) -> None:
        """As a heading with lines around it."""
        self.all(block.plain_blocks)

    def contents(self, block: Contents) -> None:
        """A line for each chapter."""
        for entry in block.entries:
            self._paragraph((Span(f"{entry.number}. "), *entry.title))

    # ------------------------------------------------------------ paragraphs

    def _new_paragraph(self, style: str = "") -> WordParagraph:
        """A paragraph at the end.  python-docx would look through all others for its place each
        time, which takes minutes in a bank of thousands.
        """
        from docx.oxml.parser import OxmlElement
        from docx.table import _Cell
        from docx.text.paragraph import Paragraph as Opened

        holder = self.target if isinstance(self.target, _Cell) else self.target._body
        element, last = OxmlElement("w:p"), holder._element[-1]
        if last.tag.endswith("}sectPr"):
            last.addprevious(element)
        else:
            last.addnext(element)
        paragraph = Opened(element, holder)
        if style:
            paragraph.style = style
        return paragraph

    def _paragraph(self, runs: Spans, role: str = "body", style: str = "") -> WordParagraph:
        from docx.shared import Mm, Pt

        paragraph = self._new_paragraph(style)
        shape = paragraph.paragraph_format
        if self.left:
            shape.left_indent = Mm(self.left)
        if self.labels:
            widths = [label.width for label in self.labels]
            start = self.left - total(widths)
            shape.first_line_indent = Mm(start - self.left)
            _set_stops(
                paragraph,
                [(start + total(widths[: n + 1]), "left", False) for n in range(len(widths))],
            )
            for label in self.labels:
                paragraph.add_run(f"{label.text}\t").bold = label.bold or None
            self.labels.clear()
        self._write(paragraph, runs, bold=role in ("label", "answer"))
        if self.points:
            _set_stops(paragraph, [(self.width, "right", False)])
            paragraph.add_run(f"\t{self.points}").bold = True
            self.points = ""
        if role in _SIZES:
            for run in paragraph.runs:
                run.font.size = Pt(_SIZES[role])
        shape.keep_together = True
        self.kept.append(paragraph)
        return paragraph

    def _write(self, paragraph: WordParagraph, runs: Spans, bold: bool = False) -> None:
        for span in runs:
            if span.formula and self._formula(paragraph, span.formula, False):
                continue
            for n, part in enumerate(span.text.split("\n")):
                self._run(paragraph, span, part, bold, bool(n))

    def _run(
        self, paragraph: WordParagraph, span: Span, text: str, bold: bool, broken: bool
    ) -> None:
        run = paragraph.add_run()
        if broken:
            run.add_break()
        run.add_text(text)
        run.bold, run.italic = (span.bold or bold) or None, span.italic or None
        # Each would undo the other, were it set to nothing.
        if span.script == "sub":
            run.font.subscript = True
        elif span.script:
            run.font.superscript = True
        if span.code:
            run.font.name = "Courier New"
        if span.link:
            self._link(paragraph, span.link)

    def _link(self, paragraph: WordParagraph, address: str) -> None:
        """Make the last run lead to an address."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        run = paragraph.runs[-1]
        run.font.underline = True
        relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), relation)
        run._r.addprevious(link)
        link.append(run._r)

    def _formula(self, paragraph: WordParagraph, latex: str, displayed: bool) -> bool:
        """Write a formula; False where it is not there to be set."""
        from docx.oxml.parser import parse_xml

        drawing = self.document.media.formulas.get((latex, displayed))
        if drawing is None:
            return False
        paragraph._p.append(parse_xml(office_math(parse_xml(drawing.mathml), displayed)))
        return True

    def _labelled(self, label: _Label, write: Callable[[], None]) -> None:
        """Write something behind a label."""
        self.labels.append(label)
        self.left += label.width
        write()
        self._flush()
        self.left -= label.width

    def _flush(self) -> None:
        """Write labels that no paragraph came for."""
        if self.labels or self.points:
            self._paragraph(())

    def heading(self, block: Heading) -> None:
        """A heading by its level."""
        self._paragraph(block.runs, style=f"Heading {block.level}")

    def paragraph(self, block: Paragraph) -> None:
        """Running text."""
        self._paragraph(block.runs, block.role)

    def line_block(self, block: LineBlock) -> None:
        """Lines in one paragraph."""
        self._paragraph(_in_lines(block.lines))

    def code_block(self, block: CodeBlock) -> None:
        """Lines in one paragraph, in type of one width."""
        from docx.shared import Pt

        paragraph = self._paragraph(_in_lines(block.lines))
        for run in paragraph.runs:
            run.font.name, run.font.size = "Courier New", Pt(10)

    def quotation(self, block: Quotation) -> None:
        """Indented."""
        self.left += _NUMBER
        self.all(block.blocks)
        self.left -= _NUMBER

    def display_formula(self, block: DisplayFormula) -> None:
        """A formula that can be edited."""
        paragraph = self._paragraph(())
        if not self._formula(paragraph, block.latex, True):
            paragraph.add_run(block.alt)

    def bullets(self, block: Bullets) -> None:
        """Each entry behind its number or a dot."""
        for n, entry in enumerate(block.entries, block.start):
            label = _Label(f"{n}." if block.numbered else "•", _BULLET)
            self._labelled(label, lambda entry=entry: self.all(entry))  # type: ignore[misc]

    def definitions(self, block: Definitions) -> None:
        """Each term bold, before its definition."""
        for term, meaning in block.entries:
            self._paragraph((*term, Span(": "), *meaning))

    # ------------------------------------------------------------ frames and tables

    def _table(self, rows: int, columns: int) -> WordTable:
        self._flush()
        table = self.target.add_table(rows, columns)
        table.style = "Table Grid"
        return table

    def _in_cell(self, cell: _Cell, blocks: Sequence[Block]) -> None:
        """Write blocks into a cell, whose first paragraph is there already."""
        empty = cell.paragraphs[0]
        inner = _Writer(cell, self.document, self.figure, self.width / 2)
        inner.all(blocks)
        inner._flush()
        if len(cell.paragraphs) > 1:
            empty._p.getparent().remove(empty._p)

    def table(self, block: Table) -> None:
        """All cells ruled, heads bold and repeated on each page."""
        heads = any(block.head)
        rows = [block.head, *block.rows] if heads else list(block.rows)
        table = self._table(len(rows), len(block.head))
        self._describe(table, block.summary)
        room = self.width - self.left
        for n, row in enumerate(rows):
            is_head = heads and n == 0
            for k, (cell, runs) in enumerate(zip(table.rows[n].cells, row, strict=True)):
                share = block.widths[k] / total(block.widths)
                bold = is_head or (block.row_heads and k == 0)
                self._cell(cell, _with_room(runs, block.style, is_head or k == 0), bold)
                _set_width(cell, room * share)
        if heads:
            _repeat_on_pages(table)
        self._after_table()

    def _describe(self, table: WordTable, summary: str) -> None:
        """What is read of a table to who cannot see it."""
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement

        if summary:
            caption = OxmlElement("w:tblDescription")
            caption.set(qn("w:val"), summary)
            table._tbl.tblPr.append(caption)  # the last element that the schema has there

    def _cell(self, cell: _Cell, runs: Spans, bold: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = 0
        self._write(paragraph, runs, bold)

    def _after_table(self) -> None:
        """A paragraph, lest two tables become one."""
        from docx.shared import Pt

        paragraph = self._new_paragraph()
        paragraph.paragraph_format.space_after = 0
        paragraph.paragraph_format.line_spacing = Pt(6)

    def notice(self, block: Notice) -> None:
        """A table of one cell."""
        table = self._table(1, 1)
        self._in_cell(table.cell(0, 0), block.blocks)
        self._after_table()

    def letterhead(self, block: Letterhead) -> None:
        """The logo over the rest."""
        self.all((*((block.logo,) if block.logo else ()), *block.blocks))

    def side_by_side(self, block: SideBySide) -> None:
        """One column after the other."""
        self.all((*block.left, *block.right))

    def matching(self, block: Matching) -> None:
        """Two columns: premises with a rule for the letter, and lettered responses."""
        table = self._table(1, 2)
        premises = [
            Paragraph((Span(f"{_BOXES['write']} "), *premise)) for premise in block.premises
        ]
        responses = [
            Paragraph((Span(f"{letter}.  ", bold=True), *runs)) for letter, runs in block.responses
        ]
        self._in_cell(table.cell(0, 0), premises)
        self._in_cell(table.cell(0, 1), responses)
        self._after_table()

    # ------------------------------------------------------------ items

    def options(self, block: Options) -> None:
        """Each behind its box and letter; a key is bold."""
        for option in block.entries:
            # Bold alone would not tell a key from an option whose own words are bold.
            sign = _KEY if option.marked else _BOXES[option.box]
            label = _Label(f"{sign}{option.letter}.", _LETTER, option.marked)
            runs = option.runs
            if option.marked:
                runs = tuple(_bold(span) for span in runs)
            blocks = option.blocks or (Paragraph(runs),)
            self._labelled(label, lambda blocks=blocks: self.all(blocks))  # type: ignore[misc]

    def entries(self, block: Entries) -> None:
        """Items behind their numbers."""
        for entry in block.entries:
            self._entry(entry)

    def answer_grid(self, block: AnswerGrid) -> None:
        """As the items themselves."""
        for entry in block.entries:
            self._entry(entry)

    def bubble_sheet(self, block: BubbleSheet) -> None:
        """Its questions under each other: a word processor keeps no places."""
        self.heading(Heading(1, spans(block.words.title)))
        for line in (*block.above, *(spans(sentence) for sentence in block.how)):
            self._paragraph(line)
        self.write_in(WriteIn(block.fields, block.values))
        self.answer_grid(block.in_rows)

    def _entry(self, entry: Entry) -> None:
        number = f"{entry.number}." if entry.number.isdecimal() else entry.number
        if entry.key:
            number += f" {entry.key}"
        self.points = entry.points
        before = len(self.kept)
        self._labelled(_Label(number, _NUMBER, True), lambda: self.all(entry.blocks))
        if entry.together:
            for paragraph in self.kept[before:-1]:
                paragraph.paragraph_format.keep_with_next = True

    def passage(self, block: Passage) -> None:
        """Its lines in paragraphs, each fifth behind its number."""
        number = 0
        for lines in block.paragraphs:
            runs: Spans = ()
            for n, line in enumerate(lines):
                number += 1
                shown = str(number) if number % block.every == 0 else ""
                if n:
                    runs += (Span(f"\n{shown}\t"),)
                else:
                    self.labels.append(_Label(shown, _NUMBER))
                runs += line
            self.left += _NUMBER
            self._paragraph(runs)
            self.left -= _NUMBER

    # ------------------------------------------------------------ room for answers

    def lines(self, block: Lines) -> None:
        """Rules as wide as the text."""
        from docx.shared import Pt

        for n in range(block.count):
            lead = (*block.lead, Span(" ")) if block.lead and n == 0 else ()
            paragraph = self._paragraph(lead)
            _set_stops(paragraph, [(self.width, "right", True)])
            paragraph.add_run("\t")
            paragraph.paragraph_format.space_before = Pt(8)

    def write_in(self, block: WriteIn) -> None:
        """Labels on one line, with rules between them."""
        paragraph = self._paragraph(())
        room, place = self.width - self.left, self.left
        values = (*block.values, *[""] * len(block.fields))
        for (label, share), value in zip(block.fields, values, strict=False):
            place += room * share
            _set_stops(paragraph, [(place - 2, "right", True)])
            paragraph.add_run(f"{label} {value}\t ")

    def boxes(self, block: Boxes) -> None:
        """Side by side."""
        self._paragraph(spans("     ".join(f"{_BOXES[block.box]}{text}" for text in block.labels)))

    def rules(self, block: Rules) -> None:
        """Each behind its label, on a line of its own."""
        for label in block.labels:
            paragraph = self._paragraph(spans(f"{label} "))
            _set_stops(paragraph, [(min(self.width, self.left + 70), "left", True)])
            paragraph.add_run("\t ")
            self._write(paragraph, block.unit)

    # ------------------------------------------------------------ figures

    def _figure(self, block: Block, alt: str) -> None:
        from docx.shared import Mm

        drawn = self.figure(block)
        paragraph = self._paragraph(())
        width = min(drawn.width, self.width - self.left)
        shape = paragraph.add_run().add_picture(io.BytesIO(drawn.data), width=Mm(width))
        shape._inline.docPr.set("descr", alt)

    def picture(self, block: Picture) -> None:
        """The picture, with its alternative text."""
        self._figure(block, " ".join(part for part in (block.alt, block.description) if part))

    def chart(self, block: Chart) -> None:
        """Drawn as on paper."""
        self._figure(block, block.alt)

    def diagram(self, block: Diagram) -> None:
        """Drawn as on paper."""
        self._figure(block, block.alt)

    def route_map(self, block: RouteMap) -> None:
        """Drawn as on paper."""
        self._figure(block, block.alt)

    def timeline(self, block: Timeline) -> None:
        """Drawn as on paper."""
        self._figure(block, block.alt)

    # ------------------------------------------------------------ the instructor's documents

    def mark_table(self, block: MarkTable) -> None:
        """A table whose narrow columns are empty."""
        head = tuple(spans(text) for text in (*block.lead, *block.heads))
        rows = tuple(tuple(spans(text) for text in (*row, *block.filled)) for row in block.rows)
        widths = (*block.widths, *[0.5] * len(block.heads))
        self.table(Table(head, rows, widths, block.summary))

    def _strip_keys(self, keys: Sequence[StripKey]) -> None:
        for key in keys:
            marks = " ".join(filter(None, key.marks))
            shown = (f"{key.number} {key.part}".strip(), key.key, marks)
            self._paragraph(spans("  ".join(filter(None, shown))))

    def strip(self, block: Strip) -> None:
        """Its keys under each other."""
        self.all(block.blocks)
        self._strip_keys(block.keys)

    def overlay(self, block: Overlay) -> None:
        """Its keys under each other."""
        self._strip_keys(block.keys)

    def plan_table(self, block: PlanTable) -> None:
        """As a table in words."""
        self.table(block.in_words)

    def plot_table(self, block: PlotTable) -> None:
        """As a table in words."""
        self.table(block.in_words)

    def key_table(self, block: KeyTable) -> None:
        """A row for each question, a column for each form."""
        head = tuple(spans(text) for text in (*block.head, *block.forms))
        rows = []
        for row in block.rows:
            answers = [f"{number} {answer}".strip() for number, answer in row.answers]
            answers += [""] * (len(block.forms) - len(answers))
            cells = (row.question, row.accepted, spans(row.points), *map(spans, answers))
            rows.append(cells)
        widths = (3.0, 2.0, 0.7, *[0.7] * len(block.forms))
        self.table(Table(head, tuple(rows), widths, block.summary))

    def scheme_card(self, block: SchemeCard) -> None:
        """What it is about, and a line for each row."""
        head = f"  {block.elsewhere}  {block.most}".rstrip()
        self._paragraph((Span(f"{block.number} ", bold=True), *block.title, Span(head)))
        for row in block.rows:
            label = _Label(f"{'☐ ' if row.tick else ''}{row.points}", 2 * _NUMBER)
            blocks = row.all_blocks()
            self._labelled(label, lambda blocks=blocks: self.all(blocks))  # type: ignore[misc]
        for note in block.notes:
            self._paragraph(note)
        if block.list_below:
            self.bullets(block.list_below)


def _in_lines(lines: Sequence[Spans]) -> Spans:
    """Lines as spans with line breaks between."""
    runs: Spans = ()
    for n, line in enumerate(lines):
        runs += ((Span("\n"),) if n else ()) + line
    return runs


def _bold(span: Span) -> Span:
    return replace(span, bold=True)


def _with_room(runs: Spans, style: str, is_head: bool) -> Spans:
    """A cell, with room to write in where its table is there to be filled in."""
    number = "".join(span.text for span in runs)
    if style == "blanks" and not is_head and number.isdecimal():
        return (Span(f"({number}) __________"),)
    return runs


def _set_width(cell: _Cell, width: float) -> None:
    from docx.shared import Mm

    cell.width = Mm(width)


def _repeat_on_pages(table: WordTable) -> None:
    from docx.oxml.parser import OxmlElement

    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
