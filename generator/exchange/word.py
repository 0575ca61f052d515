"""Word documents (.docx) of numbered questions, the right option bold or highlighted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.exchange.exchanged import ExchangedItem, ExchangeError, Format, Notes
from generator.exchange.marked_text import MarkedLine, read_lines
from generator.exchange.zip_files import is_zip, read_zip

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

_MAIN_PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
        if document.inline_shapes:
            notes.lost(f"{len(document.inline_shapes)} pictures")
        if notes.all:
            items.append(ExchangedItem("the document", {}, notes.all))
        return items


def _lines(document: Document) -> Iterator[MarkedLine]:
    """The paragraphs, with the numbers and letters that Word gives them by itself."""
    formats = _number_formats(document)
    questions = options = 0
    for paragraph in document.paragraphs:
        text = paragraph.text.strip()
        number_format = formats.get(_numbering(paragraph), "") if text else ""
        if number_format == "decimal":
            questions, options = questions + 1, 0
            text = f"{questions}. {text}"
        elif number_format in _LETTERED and options < len(_LETTERS):
            text = f"{_LETTERS[options]}) {text}"
            options += 1
        for part in text.split("\n"):
            yield MarkedLine(part, _is_marked(paragraph))


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
