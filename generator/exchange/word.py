"""Word documents (.docx) of numbered questions, the right option marked by a sign or its look."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.content.nodes import shorten
from generator.exchange.exchanged import (
    LOST,
    ExchangedItem,
    ExchangeError,
    Format,
    Note,
    Notes,
    picture_path,
)
from generator.exchange.formulas import UnknownFormula, mathml_of, words_of
from generator.exchange.html_texts import latex_or_words
from generator.exchange.marked_question import PLACE, MarkedLine, is_points
from generator.exchange.marked_text import LABEL, is_mark, is_question_line, read_lines
from generator.exchange.markup_text import escaped
from generator.exchange.markup_writer import typed
from generator.exchange.word_lists import ListLabels, value_of
from generator.exchange.xml_files import Element
from generator.exchange.zip_files import is_zip, read_zip
from generator.page.blocks import Paragraph
from generator.page.markup import Span, Spans, link_allowed, merged
from generator.page.understood import table_block

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run

_MAIN_PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V = "{urn:schemas-microsoft-com:vml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT = {f"{_W}{name}" for name in ("t", "tab", "br", "cr", "noBreakHyphen")}
_TEXT_BOX = f"{_W}txbxContent"
# What was deleted, is there twice, or is read by itself.
_SKIPPED = {
    *(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr")),
    f"{_MC}Fallback",
    _TEXT_BOX,
    f"{_M}oMath",
}
_WITHIN = {f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml")}
_LOST = {
    f"{_W}footnoteReference": "a footnote",
    f"{_W}endnoteReference": "an endnote",
    f"{_W}commentReference": "a comment",
    f"{_W}object": "an object, such as a formula of an old kind",
}
_KEY_LINE = re.compile(r"\d{1,4}\. [A-La-l]")
_ONE_WIDTH = {"Courier", "Courier New", "Consolas", "Menlo", "Monaco", "Lucida Console"}
# What the font Symbol shows instead of Latin letters, and Wingdings as a tick.
_GREEK = dict(
    zip(
        "abgdezhqiklmnxoprstufcywABGDEZHQIKLMNXOPRSTUFCYW",
        "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
        strict=True,
    )
)
_SYMBOLS = {
    **{("Symbol", ord(latin)): greek for latin, greek in _GREEK.items()},
    **{("Symbol", code): sign for code, sign in zip(
        (0xA3, 0xB0, 0xB1, 0xB3, 0xB4, 0xB9, 0xBB, 0xD7, 0xAE, 0xA5, 0xD6),
        "≤°±≥×≠≈·→∞√",
        strict=True,
    )},
    ("Wingdings", 0xFC): "✓",
}  # fmt: skip


class Word(Format):
    """Single, multiple and open questions, as in plain text."""

    name = "docx"
    title = "a Word document"
    suffix = ".docx"
    writes = False

    def recognises(self, file_name: str, data: bytes) -> bool:
        """By its name and what is packed in it."""
        return file_name.lower().endswith(self.suffix) and is_zip(data)

    def read(self, data: bytes) -> list[ExchangedItem]:
        """Every numbered question; lines are counted by paragraphs."""
        if not is_zip(data):
            raise ExchangeError(
                "it is no .docx file; open it in a word processor and save it as .docx"
            )
        files = read_zip(data)
        if _MAIN_PART not in files:
            raise ExchangeError("it is no Word document")
        if any(path.endswith("vbaProject.bin") for path in files):
            raise ExchangeError("it holds macros; save it as .docx without them")
        if any(b"<!DOCTYPE" in part[:1024] for part in files.values()):
            raise ExchangeError("a part of it declares a document type; such files are not read")
        try:
            import docx
        except ImportError:
            raise ExchangeError(
                'to read Word documents, run: pip install "briefing-packs[docx]"'
            ) from None
        try:
            document = docx.Document(io.BytesIO(data))
        except Exception:  # python-docx raises errors of many kinds where a part is not sound
            raise ExchangeError("the Word document cannot be read; save it anew") from None
        items = read_lines(_Reader(document).lines())
        if items and (said := _in_margins(document)):
            lost = Note(LOST, f"what is at the top or bottom of each page ({shorten(said)})")
            items[0] = replace(items[0], notes=(*items[0].notes, lost))
        return items


def _in_margins(document: Document) -> str:
    """The words of headers and footers, each once."""
    parts = [
        "".join(text.text or "" for text in part._element.iter(f"{_W}t")).strip()
        for section in document.sections
        for part in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
        )
        if not part.is_linked_to_previous
    ]
    return " / ".join(dict.fromkeys(filter(None, parts)))


class _Segment(NamedTuple):
    """Words with one look, or a formula or picture as markup (`placed`)."""

    look: Span
    is_marked: bool = False
    is_underlined: bool = False
    placed: str = ""

    @property
    def text(self) -> str:
        """Its words, or the sign for what is placed."""
        return PLACE if self.placed else self.look.text

    @property
    def without_mark(self) -> Span:
        """Its look without what marks a whole line: 10² in bold is 10², and not 102."""
        is_italic = self.look.italic and not self.is_underlined
        return replace(self.look, bold=False, italic=is_italic)


@dataclass
class _Words:
    """The lines of a paragraph, and what became of its pictures and other parts."""

    lines: list[list[_Segment]] = field(default_factory=lambda: [[]])
    files: dict[str, bytes] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)

    def add(self, segment: _Segment) -> None:
        """Words, with line feeds between lines."""
        first, *others = segment.look.text.split("\n")
        last = self.lines[-1][-1] if self.lines[-1] else None
        if last and last == segment._replace(look=replace(segment.look, text=last.text)):
            first = self.lines[-1].pop().text + first
        self.lines[-1].append(segment._replace(look=replace(segment.look, text=first)))
        for text in others:
            self.lines.append([segment._replace(look=replace(segment.look, text=text))])

    def place(self, markup: str) -> None:
        """A formula or picture."""
        self.lines[-1].append(_Segment(Span(""), placed=markup))

    @property
    def runs(self) -> Spans:
        """All of it on one line; markup that is placed is typed as it is."""
        runs: list[Span] = []
        for line in self.lines:
            runs += [Span(" ")] if runs else []
            runs += (Span(each.placed) if each.placed else each.look for each in line)
        return merged(runs)


class _Reader:
    """Reads a document's paragraphs and tables to lines."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._labels = ListLabels(document)
        colours = Counter[str]()
        for run in _runs(document):
            colours[_colour(run)] += len(run.text)
        self._usual_colour = colours.most_common(1)[0][0] if colours else ""

    def lines(self) -> Iterator[MarkedLine]:
        """The lines, with the numbers and letters that Word gives them by itself."""
        yield from self._lines_of(self._document.element.body)

    def _lines_of(self, holder: BaseOxmlElement) -> Iterator[MarkedLine]:
        for element in _parts(holder):
            if element.tag == f"{_W}tbl":
                yield from self._table(element)
                continue
            paragraph = self._paragraph(element)
            words = self._words(paragraph)
            has_words = any(each.text.strip() for each in words.lines[0])
            yield from _marked_lines(words, self._labels.label(element) if has_words else "")
            for box in _boxes(element):
                yield from self._lines_of(box)

    def _paragraph(self, element: BaseOxmlElement) -> WordParagraph:
        from docx.text.paragraph import Paragraph as Opened

        return Opened(element, self._document._body)

    # ------------------------------------------------------------ paragraphs

    def _words(self, paragraph: WordParagraph) -> _Words:
        """A paragraph with its formulas and pictures in their places."""
        from docx.text.run import Run as Opened

        words = _Words()
        run: Run | None = None
        for element in _inside(paragraph._p):
            if element.tag == f"{_W}r":
                run = Opened(element, paragraph)
            elif element.tag in _TEXT and run is not None:
                self._add(words, run, str(element))  # as python-docx reads it
            elif element.tag == f"{_W}sym" and run is not None:
                self._add(words, run, _symbol(element, words.notes))
            elif element.tag == f"{_M}oMath":
                displayed = element.getparent().tag == f"{_M}oMathPara"
                words.place(_formula(_plain_element(element), displayed, words.notes))
            elif element.tag in (f"{_A}blip", f"{_V}imagedata"):
                name = f"{_R}{'embed' if element.tag == f'{_A}blip' else 'id'}"
                if markup := _picture(paragraph, element, element.get(name, ""), words):
                    words.place(markup)
            elif element.tag == f"{_W}drawing" and not _shows(element):
                words.notes.lost("a drawing or chart; put it in as a picture")
            elif element.tag in _LOST:
                words.notes.lost(_LOST[element.tag])
        return words

    def _add(self, words: _Words, run: Run, text: str) -> None:
        font = run.font
        if font.hidden:
            words.notes.lost(f"hidden words: {text}")
            return
        if font.strike or font.double_strike:
            words.notes.lost(f"that words are struck out: {text}")
        is_bold, link = _is_bold(run), _link(run)
        shading = run._r.findall(f"{_W}rPr/{_W}shd")
        is_shaded = any(each.get(f"{_W}fill", "auto") not in ("auto", "FFFFFF") for each in shading)
        is_marked = bool(
            is_bold
            or (run.underline and not link)
            or is_shaded
            or font.highlight_color is not None
            or (_colour(run) != self._usual_colour and not link)
        )
        script = "sub" if font.subscript else "sup" if font.superscript else ""
        underlined = bool(run.underline and not run.italic and not link)
        is_italic = bool(run.italic) or underlined
        look = Span(text, is_bold, is_italic, font.name in _ONE_WIDTH, script, link)
        words.add(_Segment(look, is_marked, underlined))

    # ------------------------------------------------------------ tables

    def _table(self, table: BaseOxmlElement) -> Iterator[MarkedLine]:
        """A table of questions line by line; any other one as a table of the question."""
        rows = [
            [list(self._lines_of(cell)) for cell in _parts(row, f"{_W}tc")]
            for row in _parts(table, f"{_W}tr")
        ]
        lines = [line for row in rows for cell in row for line in cell]
        if key := _answer_key(
            [["".join(line.text for line in cell) for cell in row] for row in rows]
        ):
            yield from map(MarkedLine, key)
            return
        if any(is_question_line(line.text) for line in lines):
            for row in rows:
                yield from _row_lines(row)
            return
        yield self._as_table(table)

    def _as_table(self, table: BaseOxmlElement) -> MarkedLine:
        rows: list[list[Spans]] = []
        whole = _Words()
        for row in _parts(table, f"{_W}tr"):
            rows.append([])
            for cell in _parts(row, f"{_W}tc"):
                spans = cell.findall(f"{_W}tcPr/{_W}gridSpan")
                merges = cell.findall(f"{_W}tcPr/{_W}vMerge")
                runs: list[Span] = []
                for element in _parts(cell):
                    if element.tag == f"{_W}tbl":
                        whole.notes.lost("a table in a cell of a table")
                        continue
                    words = self._words(self._paragraph(element))
                    runs += [Span(" "), *words.runs] if runs else words.runs
                    whole.files.update(words.files)
                    whole.notes.take(words.notes.all)
                rows[-1].append(merged(runs))
                more = int(value_of(spans[0]) or 1) - 1 if spans else 0
                rows[-1] += [()] * more
                if more or merges:
                    whole.notes.changed(
                        "cells of a table over several rows or columns are one cell"
                    )
        rows = [row for row in rows if any(row)]
        if not rows:
            return MarkedLine("")
        width = max(map(len, rows))
        head, *body = ((*row, *[()] * (width - len(row))) for row in rows)
        markup = typed((table_block(head, tuple(body)),), whole.notes)
        return MarkedLine(PLACE, False, (f"\n\n{markup}\n\n",), whole.files, whole.notes.all)


def _answer_key(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table that has nothing but numbers and the letters of answers, from left to
    right or downwards, with heads or without; none of any other one.
    """
    for table in (rows, [*zip(*rows, strict=False)]):
        pairs = [[cell.strip(" .)(") for cell in row] for row in table]
        if pairs and not any(cell.isdigit() for cell in pairs[0]):
            pairs = pairs[1:]  # heads
        lines = [f"{row[0]}. {row[1]}" for row in pairs if len(row) == 2]
        if lines and len(lines) == len(pairs) and all(map(_KEY_LINE.fullmatch, lines)):
            return lines
    return []


def _row_lines(row: Sequence[Sequence[MarkedLine]]) -> Iterator[MarkedLine]:
    """The lines of a row; a number or letter alone in a cell belongs to what is behind it."""
    lines = [line for cell in row for line in cell if line.text.strip()]
    while lines:
        first = lines.pop(0)
        if re.fullmatch(r"\s*\(?(?:\d{1,4}|[A-La-l])[.)]?\s*", first.text) and lines:
            label = first.text.strip()
            label += "" if label.endswith((".", ")")) else "."
            words = lines.pop(0)
            first = replace(words, text=f"{label} {words.text}")
        yield first


def _parts(holder: BaseOxmlElement, *names: str) -> Iterator[BaseOxmlElement]:
    """The paragraphs and tables of a body or cell, or its elements of other names, in order."""
    tags = names or (f"{_W}p", f"{_W}tbl")
    for child in holder:
        if child.tag in tags:
            yield child
        elif child.tag in _WITHIN:
            yield from _parts(child, *names)


def _inside(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """What is in an element, in order, but not what is in formulas, text boxes and deletions."""
    for child in element:
        yield child
        if child.tag not in _SKIPPED:
            yield from _inside(child)


def _boxes(paragraph: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    return (element for element in _inside(paragraph) if element.tag == _TEXT_BOX)


def _shows(drawing: BaseOxmlElement) -> bool:
    """Whether a drawing is a picture or a box of words."""
    return next(drawing.iter(f"{_A}blip", _TEXT_BOX), None) is not None


def _marked_lines(words: _Words, label: str) -> Iterator[MarkedLine]:
    """Lines as they are read to questions; `label` is put before the first of them."""
    for n, line in enumerate(words.lines):
        text = (label if n == 0 else "") + "".join(each.text for each in line)
        behind = LABEL.match(text)
        own = (behind.end() if behind else 0) - (len(label) if n == 0 else 0)
        parts = list(_behind(line, own))
        is_marked = _all_marked(part for is_label, part in parts if not is_label)
        texts, placed = [label] if n == 0 else [], []
        for is_label, part in parts:
            markup = part.placed
            if not is_label and not markup and part.text.strip():
                look = part.without_mark if is_marked else part.look
                has_own_look = look != Span(part.text) and not is_mark(part.text)
                if has_own_look and not is_points(part.text):
                    markup = _edged(look, words.notes)
                elif part.is_marked and not is_marked and look == Span(part.text):
                    words.notes.changed("words in colour look like the others")
                if part.is_underlined and not is_marked:
                    words.notes.changed("underlined words are italic")
            texts.append(PLACE if markup else part.text)
            placed += [markup] if markup else []
        files, notes = (words.files, words.notes.all) if n == 0 else ({}, ())
        yield MarkedLine("".join(texts), is_marked, tuple(placed), files, notes)


def _behind(line: Sequence[_Segment], length: int) -> Iterator[tuple[bool, _Segment]]:
    """The segments of a line, and whether each is in the first `length` signs, its label."""
    for each in line:
        text = each.text
        if 0 < length < len(text):
            yield True, each._replace(look=replace(each.look, text=text[:length]))
            yield False, each._replace(look=replace(each.look, text=text[length:]))
        else:
            yield length >= len(text) > 0, each
        length -= len(text)


def _all_marked(parts: Iterator[_Segment]) -> bool:
    words = [part for part in parts if part.look.text.strip()]
    return bool(words) and all(part.is_marked for part in words)


def _edged(look: Span, notes: Notes) -> str:
    """The markup of words in bold and the like, with the spaces around them outside."""
    inner = look.text.strip()
    before, _, after = look.text.partition(inner)
    return before + typed((Paragraph((replace(look, text=inner),)),), notes) + after


def _is_bold(run: Run) -> bool:
    """Whether a run is bold by itself, by its style or by that of its paragraph."""
    if run.bold is not None:
        return bool(run.bold)
    own = run._r.findall(f"{_W}rPr/{_W}rStyle")
    return bool(own and run.style and run.style.font.bold)


def _runs(document: Document) -> Iterator[Run]:
    from docx.text.paragraph import Paragraph as Opened

    for element in document.element.body.iter(f"{_W}p"):
        yield from Opened(element, document._body).runs


def _colour(run: Run) -> str:
    colour = run.font.color
    return str(colour.rgb) if colour is not None and colour.rgb is not None else "000000"


def _link(run: Run) -> str:
    """The address that a run leads to, "" where it leads nowhere that may be printed."""
    above = run._r.getparent()
    if above.tag != f"{_W}hyperlink":
        return ""
    relation = run.part.rels.get(above.get(f"{_R}id", ""))
    address = relation.target_ref if relation is not None and relation.is_external else ""
    return address if link_allowed(address) else ""


def _symbol(element: BaseOxmlElement, notes: Notes) -> str:
    font, code = element.get(f"{_W}font", ""), int(element.get(f"{_W}char", "0"), 16) & 0xFF
    sign = _SYMBOLS.get((font, code), "")
    if not sign:
        notes.lost(f"a sign of the font {font}")
    return sign


def _plain_element(element: BaseOxmlElement) -> Element:
    """An element as our own readers of XML have it."""
    attributes = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    children = [_plain_element(child) for child in element]
    tag = element.tag.rpartition("}")[2]
    return Element(tag, attributes, 0, element.text or "", element.tail or "", children)


def _formula(office: Element, displayed: bool, notes: Notes) -> str:
    try:
        math = mathml_of(office)
    except UnknownFormula as unknown:
        notes.lost(f"a formula, whose words are kept: it has <{unknown}>")
        return escaped(words_of(office))
    latex, words = latex_or_words(math, notes)
    if not latex:
        return escaped(words)
    return f"\n\n$${latex}$$\n\n" if displayed else f"${latex}$"


def _picture(
    paragraph: WordParagraph, element: BaseOxmlElement, relation: str, words: _Words
) -> str:
    """A picture's markup, "" where it cannot be printed."""
    part = paragraph.part.related_parts.get(relation)
    path = picture_path(str(part.partname), part.blob) if part else ""
    if not part or not path:
        words.notes.lost("a picture: only PNG, JPEG and SVG pictures can be printed")
        return ""
    words.files[path] = part.blob
    around = element.xpath("ancestor::w:drawing//wp:docPr/@descr")
    alt = " ".join(escaped(around[0] if around else "").split())
    if not alt:
        words.notes.guessed("a picture has no words for those who cannot see it")
    return f"\n\n![{alt or 'describe this picture'}]({path})\n\n"
