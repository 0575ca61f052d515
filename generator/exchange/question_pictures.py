"""Pictures that a question's texts show, called by what is in them, coming in and going out."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote_to_bytes
from xml.sax.saxutils import escape

from generator.exchange.exchanged import picture_path

_WITHIN = re.compile(r"data:image/([\w+.-]+)((?:;[\w=.-]+)*),(.*)", re.DOTALL)
_SUFFIXES = {"jpeg": "jpg", "svg+xml": "svg"}


class QuestionPictures:
    """Gives the path that a picture gets in the project, by its address in a text; "" where it is
    missing or cannot be printed.  `files` has the bytes of those that were asked for, by path.

    `bytes_of` finds the bytes of an address; those that are written in an address itself
    (data:image/png;base64,…) need no file.
    """

    def __init__(self, bytes_of: Callable[[str], bytes | None] = lambda address: None) -> None:
        self._bytes_of = bytes_of
        self.files: dict[str, bytes] = {}

    def __call__(self, address: str) -> str:
        """The path of a picture."""
        if match := _WITHIN.match(address):
            name, data = f"picture.{_SUFFIXES.get(match[1], match[1])}", _within(match)
        else:
            name, data = address.partition("?")[0], self._bytes_of(address)
        if not data or not (path := picture_path(name, data)):
            return ""
        self.files[path] = data
        return path


def _within(match: re.Match[str]) -> bytes | None:
    raw = unquote_to_bytes(match[3])
    if ";base64" not in match[2]:
        return raw
    try:
        return base64.b64decode(raw)
    except (binascii.Error, ValueError):
        return None


def with_addresses(
    text: str, files: Mapping[str, bytes], address: Callable[[str], str]
) -> tuple[str, dict[str, bytes]]:
    """A text with the pictures that it shows at their addresses in a file that goes out, and their
    bytes by path: students can see both, so that neither is the author's name for a picture.

    `text` is HTML, as it is or escaped once more; `files` have the paths that authors typed.
    """
    shown: dict[str, bytes] = {}
    for typed, data in files.items():
        in_html = f'src="{html.escape(typed)}"'
        for source in (in_html, escape(in_html)):
            if source in text:
                path = picture_path(typed, data)
                text = text.replace(source, f'src="{address(path)}"')
                shown[path] = data
    return text, shown
