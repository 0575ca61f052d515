"""The words between marks on the pages of a PDF, as two programs read them that did not make it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from io import BytesIO

import pypdf
import pypdfium2

from generator.i18n.catalog import languages, load_catalog
from tests.fidelity.drawn_banks import Expected

_BREAKS = "-\u2010\u2011\u2012\u2013\u2014/"  # behind these a word may go on in the next line
_LONG = 18  # letters of a word that may be longer than a line of a narrow column


def read_by_pdfium(data: bytes) -> list[str]:
    """The text of each page."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        texts = []
        for page in pdf:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
        return texts
    finally:
        pdf.close()


def read_drawn_by_pdfium(data: bytes) -> list[str]:
    """The text of each page, object by object as it is drawn.  Pdfium guesses lines from places, and
    takes labels of a drawing that are beside each other for one line, whose letters it mixes.
    """
    pdf = pypdfium2.PdfDocument(data)
    try:
        texts = []
        for page in pdf:
            text = page.get_textpage()
            objects = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
            texts.append(" ".join(_object_text(each, text) for each in objects))
            text.close()
            page.close()
        return texts
    finally:
        pdf.close()


def _object_text(drawn: pypdfium2.PdfObject, page: pypdfium2.PdfTextPage) -> str:
    """The text of an object of a page."""
    size = pypdfium2.raw.FPDFTextObj_GetText(drawn.raw, page.raw, None, 0)  # bytes
    buffer = (pypdfium2.raw.FPDF_WCHAR * (size // 2))()
    pypdfium2.raw.FPDFTextObj_GetText(drawn.raw, page.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def read_by_pypdf(data: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]


READERS: dict[str, Callable[[bytes], list[str]]] = {
    "pdfium": read_by_pdfium,
    "pypdf": read_by_pypdf,
}
# How labels in drawings are read.
LABEL_READERS = {**READERS, "pdfium": read_drawn_by_pdfium}


# What a page begins with on which a question goes on.
_CONTINUED = re.compile(
    r"\s*(?:{})\s".format(
        "|".join(
            load_catalog(language)("continued").replace("{number}", r"\d+")
            for language in languages()
        )
    )
)
_RESPONSE = re.compile(r"\s*[A-L]\s(k\d{5})b\b.*?\b\1e\b", re.DOTALL)


def words_between(
    pages: list[str], code: str, repeated: frozenset[str] = frozenset()
) -> dict[str, list[list[str]]]:
    """What is between the two ends of each mark, as often as it is printed.

    `code`: the footer's; it and the running head come between the pages.  `repeated`: marks of texts
    that may be printed again at the top of a page.
    """
    text = ""
    for page in pages:
        own = _without_head_and_foot(page, code)
        if goes_on := _CONTINUED.match(own):
            own = own[goes_on.end() :]
        # A matching item that goes over a page has its responses at the top of each.
        while (again := _RESPONSE.match(own)) and again[1] in repeated:
            own = own[again.end() :]
        text += f"\n{own}"
    found: dict[str, list[list[str]]] = {}
    for match in re.finditer(r"(k\d{5})b\b(.*?)\b\1e\b", text, re.DOTALL):
        found.setdefault(match[1], []).append(_normal(match[2]).split())
    return found


def _without_head_and_foot(page: str, code: str) -> str:
    words = page.split()
    foot = next((n for n in range(len(words) - 1, -1, -1) if words[n] == code), len(words))
    head = 0
    if "Drawn" in words[:3]:  # the running head, and behind it the form
        head = words.index("Drawn") + 1
        head += words[head : head + 1] == ["A"]
    return " ".join(words[head:foot])


def _normal(text: str) -> str:
    """Composed, with plain spaces."""
    return unicodedata.normalize("NFC", text)


def difference(
    expected: Expected, found: dict[str, list[list[str]]], reader: str = "", as_text: bool = False
) -> str:
    """What is wrong with a text on the pages, or in the plain-text edition; "" where nothing is."""
    printed = found.get(expected.mark, [])
    meant = expected.words_in_text if as_text else expected.words
    if not printed:
        return f"{expected.mark} is not printed: {' '.join(meant)}"
    if len(printed) > 1 and not (expected.repeated or as_text):
        return f"{expected.mark} is printed {len(printed)} times"
    # What a table shows is named before it in the plain-text edition, without addresses.
    if as_text and len(printed) > 1 and meant in map(tuple, printed):
        return ""
    for words in printed:
        if not _same(meant, words, reader):
            return f"{expected.mark}: meant {meant}, printed {words}"
    return ""


def _same(meant: tuple[str, ...], printed: list[str], reader: str) -> bool:
    """Whether both have the same characters, and end words at the same places: but a long word, or
    one with a hyphen, may go on in another line.

    Pdfium guesses spaces from the letters' places, and errs where scripts meet; of it, no space is
    believed.
    """
    if "".join(meant) != "".join(printed):
        return False
    if reader == "pdfium":
        return True
    ends, at = set(), 0
    for word in printed:
        at += len(word)
        ends.add(at)
    at, allowed = 0, set()
    for word in meant:
        allowed |= {
            at + n for n in range(1, len(word)) if word[n - 1] in _BREAKS or len(word) > _LONG
        }
        at += len(word)
        if at not in ends:
            return False
        allowed.add(at)
    return ends <= allowed
