"""JPEG files as pictures are kept: what is needed to decode them, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from generator.page.media import Raster
from generator.pictures.refused import PictureRefused

_COMMENT = 0xFE  # the marker of a comment
# How applications' data begins that says which colours a picture has.
_COLOURS = (b"JFIF\0", b"ICC_PROFILE\0", b"Adobe")


def jpeg_raster(data: bytes) -> Raster:
    """The picture that a JPEG file of ours holds.  Raises PictureRefused."""
    width, height, samples = jpeg_size(data)
    picture_id = hashlib.sha256(b"jpeg\n" + data).hexdigest()
    return Raster(picture_id, "jpeg", width, height, samples == 1, data)


def jpeg_size(data: bytes) -> tuple[int, int, int]:
    """Width and height in pixels and samples a pixel, as the file's header says.  Raises
    PictureRefused.
    """
    at = _frame(data)
    if at is None:
        raise PictureRefused("the file is cut short or damaged; save or copy it again")
    high, wide = (int.from_bytes(data[at + n : at + n + 2], "big") for n in (5, 7))
    return wide, high, data[at + 9]


def _frame(data: bytes) -> int | None:
    """Where a JPEG file's frame header is (ITU-T T.81, B.2.2)."""
    for marker, at, _ in _segments(data):
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return at if at + 9 < len(data) else None
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """The marker, begin and end of each segment before the pixels (ITU-T T.81, B.1.1)."""
    at = 2
    while at + 3 < len(data) and data[at] == 0xFF and data[at + 1] not in (0xD9, 0xDA):
        if data[at + 1] == 0xFF:  # a marker may have more of these before it
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], at, end
        at = end


def _is_note(marker: int) -> bool:
    """Whether a segment is a comment or an application's data."""
    return marker == _COMMENT or 0xE0 <= marker <= 0xEF


def with_header(data: bytes) -> bytes:
    """The same picture with the header (JFIF 1.01, one pixel as wide as high) by which programs for
    words know a JPEG file; what is kept has none.
    """
    return data[:2] + b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + data[2:]


def without_comments(data: bytes) -> bytes:
    """Only what is needed to decode: no application's data, no comment."""
    segments = list(_segments(data))
    parts = [data[start:end] for marker, start, end in segments if not _is_note(marker)]
    return b"".join([data[:2], *parts, data[segments[-1][2] :]])


def is_bare(data: bytes) -> bool:
    """Whether a file from anywhere has no comment, of applications nothing but colours, and nothing
    behind its end.
    """
    at = 2
    for marker, start, end in _segments(data):
        says_colours = marker != _COMMENT and data.startswith(_COLOURS, start + 4)
        if _is_note(marker) and not says_colours:
            return False
        at = end
    return data.find(b"\xff\xd9", at) == len(data) - 2
