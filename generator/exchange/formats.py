"""All formats by name, and which one a file seems to have."""

from __future__ import annotations

from collections.abc import Mapping

from generator.exchange.aiken import Aiken
from generator.exchange.exchanged import Format
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


def guess_format(file_name: str, data: bytes) -> Format | None:
    """The format that a file seems to have, or None.

    Raises ExchangeError where it is a zip file that cannot be read.
    """
    if is_zip(data):
        read_zip(data)
    return next(
        (known for known in _ALL if known.reads and known.recognises(file_name, data)), None
    )
