"""Word documents (.docx) of numbered questions, the right option bold or highlighted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.exchange.exchanged import ExchangedItem, ExchangeError, Format, Notes, picture_path
from generator.exchange.formulas import UnknownFormula, mathml_of, words_of
from generator.exchange.html_texts import latex_or_words
from generator.exchange.marked_text import PLACE, MarkedLine, read_lines
from generator.exchange.markup_text import escaped
from generator.exchange.xml_files import Element
from generator.exchange.zip_files import is_zip, read_zip

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

_MAIN_PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RUN_TEXT = {f"{_W}{name}" for name in ("t", "tab", "br", "cr", "noBreakHyphen")}
_LETTERS = "ABCDEFGHIJKL"
_LETTERED = ("upperLetter", "lowerLetter", "bullet")


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
        items = read_lines(_lines(document))
        notes = Notes()
        if document.tables:
            notes.lost(f"{len(document.tables)} tables")
        if notes.all:
            items.append(ExchangedItem("the document", {}, notes.all))
        return items


def _lines(document: Document) -> Iterator[MarkedLine]:
    """The paragraphs, with the numbers and letters that Word gives them by itself."""
    formats = _number_formats(document)
    questions = options = 0
    for paragraph in document.paragraphs:
        whole = _whole(paragraph)
        text = whole.text.strip()
        number_format = formats.get(_numbering(paragraph), "") if text else ""
        if number_format == "decimal":
            questions, options = questions + 1, 0
            text = f"{questions}. {text}"
        elif number_format in _LETTERED and options < len(_LETTERS):
            text = f"{_LETTERS[options]}) {text}"
            options += 1
        for n, part in enumerate(text.split("\n")):
            yield replace(whole, text=part) if n == 0 else MarkedLine(part, whole.marked)


def _whole(paragraph: Paragraph) -> MarkedLine:
    """A paragraph with its formulas and pictures in their places."""
    texts: list[str] = []
    placed: list[str] = []
    files: dict[str, bytes] = {}
    notes = Notes()
    for element in paragraph._p.iter():
        in_run = element.tag in _RUN_TEXT and element.getparent().tag == f"{_W}r"
        if in_run:
            texts.append(str(element))  # as python-docx reads it
        elif element.tag == f"{_M}oMath":
            displayed = element.getparent().tag == f"{_M}oMathPara"
            placed.append(_formula(_plain_element(element), displayed, notes))
            texts.append(PLACE)
        elif element.tag == f"{_A}blip" and (picture := _picture(paragraph, element, files, notes)):
            placed.append(picture)
            texts.append(PLACE)
    return MarkedLine("".join(texts), _is_marked(paragraph), tuple(placed), files, notes.all)


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
    paragraph: Paragraph, blip: BaseOxmlElement, files: dict[str, bytes], notes: Notes
) -> str:
    """A picture's markup, "" where it cannot be printed."""
    part = paragraph.part.related_parts.get(blip.get(f"{_R}embed", ""))
    path = picture_path(str(part.partname), part.blob) if part else ""
    if not part or not path:
        notes.lost("a picture: only PNG, JPEG and SVG pictures can be printed")
        return ""
    files[path] = part.blob
    around = blip.xpath("ancestor::w:drawing//wp:docPr/@descr")
    alt = " ".join(escaped(around[0] if around else "").split())
    if not alt:
        notes.guessed("a picture has no words for those who cannot see it")
    return f"\n\n![{alt or 'describe this picture'}]({path})\n\n"


def _numbering(paragraph: Paragraph) -> tuple[str, str]:
    """The list that a paragraph is in and its level there, "" where it is in none."""
    holders = [paragraph._p, *([paragraph.style.element] if paragraph.style else [])]
    for holder in holders:
        lists = holder.findall(f"{_W}pPr/{_W}numPr/{_W}numId")
        if lists:
            levels = holder.findall(f"{_W}pPr/{_W}numPr/{_W}ilvl")
            return _value(lists[0]), _value(levels[0]) if levels else "0"
    return "", ""


def _number_formats(document: Document) -> dict[tuple[str, str], str]:
    """How each list counts at each level, such as decimal or upperLetter."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    kinds = {kind.get(f"{_W}abstractNumId"): kind for kind in root.findall(f"{_W}abstractNum")}
    formats: dict[tuple[str, str], str] = {}
    for number in root.findall(f"{_W}num"):
        kind = kinds.get(_value(number.find(f"{_W}abstractNumId")))
        for level in () if kind is None else kind.findall(f"{_W}lvl"):
            place = number.get(f"{_W}numId", ""), level.get(f"{_W}ilvl", "")
            formats[place] = _value(level.find(f"{_W}numFmt")) or "decimal"
    return formats


def _value(element: BaseOxmlElement | None) -> str:
    return "" if element is None else str(element.get(f"{_W}val", ""))


def _is_marked(paragraph: Paragraph) -> bool:
    """Whether all words of a paragraph are bold, highlighted or underlined."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(
        run.bold or run.underline or run.font.highlight_color is not None for run in runs
    )
