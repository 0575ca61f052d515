"""All formats by name, and which one a file seems to have."""

from __future__ import annotations

from collections.abc import Mapping

from generator.exchange.aiken import Aiken
from generator.exchange.exchanged import ExchangeError, Format
from generator.exchange.gift import Gift
from generator.exchange.marked_text import MarkedText
from generator.exchange.moodle_xml import MoodleXml
from generator.exchange.qti2 import Qti2
from generator.exchange.qti12 import Qti12
from generator.exchange.table import Table
from generator.exchange.text2qti import Text2Qti
from generator.exchange.word import Word
from generator.exchange.workbook import Workbook
from generator.exchange.zip_files import is_zip, read_zip

# In the order in which a file is tried: those that know their own signs come first.
_ALL: tuple[Format, ...] = (
    MoodleXml(),
    Word(),
    Workbook(),
    Qti12(),
    Qti2(),
    Table(),
    Gift(),
    Aiken(),
    Text2Qti(),
    MarkedText(),
)
FORMATS: Mapping[str, Format] = {known.name: known for known in _ALL}


# How files begin that hold questions in a way that cannot be read, and what to do.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "it is an old .doc or .xls file, or has a password; save it as .docx or .xlsx without one",
    ),
    (b"%PDF", "it is a PDF; import the document that it was made from"),
    (b"{\\rtf", "it is an RTF document; save it as .docx"),
)


def guess_format(file_name: str, data: bytes) -> Format | None:
    """The format that a file seems to have, or None.

    Raises ExchangeError where it is a zip file that cannot be read, or a document of a kind that
    no format is.
    """
    for beginning, sentence in _REFUSED:
        if data.startswith(beginning):
            raise ExchangeError(sentence)
    if is_zip(data) and b"opendocument" in read_zip(data).get("mimetype", b""):
        raise ExchangeError("it is an OpenDocument file; save it as .docx or .xlsx")
    return next(
        (known for known in _ALL if known.reads and known.recognises(file_name, data)), None
    )
