"""JPEG files as pictures are kept: what is needed to decode them, and nothing else."""

from __future__ import annotations

import hashlib

from generator.page.media import Raster
from generator.pictures.refused import PictureRefused


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
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return at
        if marker in (0xD9, 0xDA):
            return None
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def with_header(data: bytes) -> bytes:
    """The same picture with the header (JFIF 1.01, one pixel as wide as high) by which programs for
    words know a JPEG file; what is kept has none.
    """
    return data[:2] + b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + data[2:]


def without_comments(data: bytes) -> bytes:
    """Only what is needed to decode: no application's data, no comment."""
    parts, at = [data[:2]], 2
    while data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if not (0xE0 <= data[at + 1] <= 0xEF or data[at + 1] == 0xFE):
            parts.append(data[at:end])
        at = end
    return b"".join([*parts, data[at:]])
