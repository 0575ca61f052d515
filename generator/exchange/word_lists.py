"""The numbers and letters that Word puts before paragraphs by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LETTERS = "ABCDEFGHIJKL"
_LETTERED = ("upperLetter", "lowerLetter", "bullet", "decimal")  # of options below a number
_ROMAN = ("upperRoman", "lowerRoman")  # of statements within a stem
_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


class ListLabels:
    """Counts the questions, options and statements of a document in its lists."""

    def __init__(self, document: Document) -> None:
        self._formats = _number_formats(document)
        self._lists_of_styles = dict(_lists_of_styles(document))
        self._questions = self._options = self._statements = 0
        self._list = self._list_within = ""  # of questions, and of statements in a stem

    def label(self, paragraph: BaseOxmlElement) -> str:
        """What stands before the next paragraph that has words; "" where it is in no list."""
        name, level = place = self._numbering(paragraph)
        kind = self._formats.get(place, "")
        if kind == "decimal" and (level == "0" or not self._questions):
            return f"{self._number(name)}. "
        if kind in _ROMAN and self._statements < len(_NUMERALS):
            self._statements += 1
            numeral = _NUMERALS[self._statements - 1]
            return f"{numeral if kind == 'upperRoman' else numeral.lower()}. "
        if kind in _LETTERED and self._options < len(_LETTERS):
            self._options += 1
            return f"{_LETTERS[self._options - 1]}) "
        return ""

    def _number(self, name: str) -> int:
        """The number of the next entry of a list: of a question, or of a statement where another
        list begins below a question that has no options yet.
        """
        if self._questions and not self._options and name != self._list:
            if name != self._list_within:
                self._list_within, self._statements = name, 0
            self._statements += 1
            return self._statements
        self._list, self._list_within = name, ""
        self._questions, self._options, self._statements = self._questions + 1, 0, 0
        return self._questions

    def _numbering(self, paragraph: BaseOxmlElement) -> tuple[str, str]:
        """The list that a paragraph is in and its level there, by itself or by its style; "" where
        it is in none.
        """
        if own := _list_of(paragraph):
            return own
        styles = paragraph.findall(f"{_W}pPr/{_W}pStyle")
        return self._lists_of_styles.get(value_of(styles[0]) if styles else "", ("", ""))


def _list_of(holder: BaseOxmlElement) -> tuple[str, str] | None:
    """The list and level that a paragraph or style names."""
    lists = holder.findall(f"{_W}pPr/{_W}numPr/{_W}numId")
    levels = holder.findall(f"{_W}pPr/{_W}numPr/{_W}ilvl")
    return (value_of(lists[0]), value_of(levels[0]) if levels else "0") if lists else None


def _lists_of_styles(document: Document) -> Iterator[tuple[str, tuple[str, str]]]:
    """The name of each style whose paragraphs are in a list, with the list and level."""
    for style in document.styles.element.findall(f"{_W}style"):
        if own := _list_of(style):
            yield style.get(f"{_W}styleId", ""), own


def _number_formats(document: Document) -> dict[tuple[str, str], str]:
    """How each list counts at each level, such as decimal or upperLetter."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    kinds = {kind.get(f"{_W}abstractNumId"): kind for kind in root.findall(f"{_W}abstractNum")}
    formats: dict[tuple[str, str], str] = {}
    for number in root.findall(f"{_W}num"):
        kind = kinds.get(value_of(number.find(f"{_W}abstractNumId")))
        for level in () if kind is None else kind.findall(f"{_W}lvl"):
            place = number.get(f"{_W}numId", ""), level.get(f"{_W}ilvl", "")
            formats[place] = value_of(level.find(f"{_W}numFmt")) or "decimal"
    return formats


def value_of(element: BaseOxmlElement | None) -> str:
    """What Word's attribute "val" says, "" where there is none."""
    return "" if element is None else str(element.get(f"{_W}val", ""))
