"""Pictures that a question's texts show, stored by what is in them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

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
