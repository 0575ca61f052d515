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


def text_of_file(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with a mark, or Windows-1252, every line end a line feed.

    Raises ExchangeError where it is none, or too large.
    """
    if len(data) > LARGEST:
        raise ExchangeError("the file is larger than 100 MB; split it and import the parts")
    if b"\x00" in data[:4096] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ExchangeError("the file is no text; name its format with --format")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
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
