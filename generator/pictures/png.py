"""PNG files as pictures are kept: eight bits a sample, grey or RGB, and nothing but pixels."""

from __future__ import annotations

import hashlib
import zlib

from generator.page.media import Raster
from generator.pictures.refused import PictureRefused

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOUR_TYPES = {0: 1, 2: 3}  # samples a pixel


def raster_of_pixels(pixels: bytes, width: int, height: int, grey: bool) -> Raster:
    """The picture of these pixels, row by row."""
    row = width * (1 if grey else 3)
    rows = b"".join(b"\0" + pixels[at : at + row] for at in range(0, row * height, row))
    return Raster(
        _id(rows, width, height, grey), "png", width, height, grey, zlib.compress(rows, 9)
    )


def _id(rows: bytes, width: int, height: int, grey: bool) -> str:
    # Of the pixels, not of the file: how zlib packs them differs between builds of it.
    head = f"png {width} {height} {'grey' if grey else 'rgb'}\n".encode()
    return hashlib.sha256(head + rows).hexdigest()


def png_file(raster: Raster) -> bytes:
    """The file of a picture."""
    colour = 0 if raster.grey else 2
    head = raster.width.to_bytes(4, "big") + raster.height.to_bytes(4, "big")
    return SIGNATURE + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        for name, body in (
            (b"IHDR", head + bytes([8, colour, 0, 0, 0])),
            (b"IDAT", raster.data),
            (b"IEND", b""),
        )
    )


def read_png_file(data: bytes) -> Raster:
    """The picture that `png_file` has written, with the id of its pixels.  Raises
    PictureRefused.
    """
    damaged = PictureRefused("it is not as it was written")
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    samples = _COLOUR_TYPES.get(data[25]) if len(data) > 45 else None
    if samples is None:
        raise damaged
    size = int.from_bytes(data[33:37], "big")
    packed, whole = data[41 : 41 + size], height * (width * samples + 1)
    try:
        inflated = zlib.decompressobj()
        rows = inflated.decompress(packed, whole + 1)
    except zlib.error:
        raise damaged from None
    if len(rows) != whole or inflated.unused_data or rows[:: width * samples + 1].strip(b"\0"):
        raise damaged
    raster = Raster(
        _id(rows, width, height, samples == 1), "png", width, height, samples == 1, packed
    )
    if png_file(raster) != data:
        raise damaged
    return raster
