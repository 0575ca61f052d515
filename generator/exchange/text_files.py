"""Bytes of text files to text, whatever encoding they were saved in."""

from __future__ import annotations

import codecs
import unicodedata

from generator.exchange.exchanged import LARGEST, ExchangeError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 4096  # bytes


def text_of_file(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252, every line end a line feed.

    Raises ExchangeError where it is none, or too large.
    """
    if len(data) > LARGEST:
        raise ExchangeError("the file is larger than 100 MB; split it and import the parts")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not encoding:
        encoding = _without_mark(data[:_LOOKED_AT])
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise ExchangeError(
                "the file is not in UTF-8; save it as UTF-8 and try again"
            ) from None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _without_mark(data: bytes) -> str:
    """UTF-16 where every other byte may be zero and the rest is not; UTF-8 where none is.

    Raises ExchangeError where zeros are at both places: it is no text.
    """
    first, second = 0 in data[::2], 0 in data[1::2]
    if first and second:
        raise ExchangeError("the file is no text; name its format with --format")
    return "utf-16-be" if first else "utf-16-le" if second else "utf-8"
