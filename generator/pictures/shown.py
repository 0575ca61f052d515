"""Files of pictures with nothing in them but what can be seen, for other programs' users."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from generator.pictures.jpeg import is_bare, with_header
from generator.pictures.kept import picture_file
from generator.pictures.png import SIGNATURE
from generator.pictures.raster import as_png, kind_of, read_raster
from generator.pictures.svg import read_svg
from generator.pictures.svg_tree import SvgElement, read_svg_tree

# Attributes that say something to programs and people, and draw nothing.
_UNSEEN = re.compile(r"(?:data-|aria-).*|style|class|role|lang|space|title|label|version")
_DRAWING_CHUNKS = frozenset(b"IHDR PLTE tRNS IDAT IEND gAMA cHRM sRGB iCCP sBIT bKGD pHYs".split())
_REFERENCE = re.compile(r"(^\s*#|url\(\s*['\"]?#)([^)\s'\"]+)")


def shown_file(data: bytes) -> bytes:
    """The picture's file in its own format, without notes, places, names and comments; the same
    bytes where it has none.  Raises PictureRefused.
    """
    kind = kind_of(data)
    if kind and (_png_is_bare(data) if kind == "png" else is_bare(data)):
        return data
    if not kind:
        read_svg(data)  # what it shows is judged
        return _svg_file(read_svg_tree(data, {}))
    suffix, kept = picture_file(read_raster(data))
    if kind == "png":
        return kept if suffix == "png" else as_png(kept)
    return with_header(kept)


def _png_is_bare(data: bytes) -> bool:
    """Whether a PNG file has what draws it and nothing more (PNG 3, 11.3)."""
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        name = data[at + 4 : at + 8]
        at += 12 + int.from_bytes(data[at : at + 4], "big")
        if name not in _DRAWING_CHUNKS:
            return False
        if name == b"IEND":
            return at == len(data)
    return False


def _svg_file(root: SvgElement) -> bytes:
    """An SVG file of the elements that are drawn, their names replaced by numbers."""
    names: dict[str, str] = {}
    root.attributes["xmlns"] = "http://www.w3.org/2000/svg"
    return ("".join(_written(root, names)) + "\n").encode()


def _written(element: SvgElement, names: dict[str, str]) -> list[str]:
    if element.name == "style":  # it is in the attributes
        return []

    def numbered(name: str) -> str:
        return names.setdefault(name, f"n{len(names) + 1}")

    attributes = ""
    for name, value in element.attributes.items():
        if _UNSEEN.fullmatch(name):
            continue
        if name == "id":
            value = numbered(value)
        elif name == "href" or "url(" in value:
            value = _REFERENCE.sub(lambda found: found[1] + numbered(found[2]), value)
        attributes += f" {name}={quoteattr(value)}"
    inner = [
        text
        for part in element.parts
        for text in ([escape(part)] if isinstance(part, str) else _written(part, names))
    ]
    return [f"<{element.name}{attributes}>", *inner, f"</{element.name}>"]
