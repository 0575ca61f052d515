"""Fonts to PDF objects: one subset for a family of documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from generator.render.pdf.file.objects import packed
from generator.render.pdf.fonts import Font

DICTIONARIES, STREAMS = 3, 3  # objects per font


def font_objects(
    font: Font, characters: Iterable[str], first: int
) -> tuple[list[str], list[bytes]]:
    """Bodies of objects first … first+2 (dictionaries; `first` is the font) and first+3 … first+5
    (streams).
    """
    ttf = font.face
    codes = sorted(map(ord, characters))
    # ReportLab's subset numbers glyphs in the order of the codes that first need them.
    glyphs = {0: 0}
    to_glyph = bytearray(2 * (codes[-1] + 1))
    for code in codes:
        glyph = glyphs.setdefault(ttf.charToGlyph[code], len(glyphs))
        to_glyph[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    program = ttf.makeSubset(codes)
    digest = hashlib.sha256(program).digest()
    name = "".join(chr(65 + byte % 26) for byte in digest[:6]) + "+" + font.fontName
    cid, descriptor, file, glyph_map, unicode_map = range(first + 1, first + 6)
    widths = "".join(f"{code}[{ttf.getCharWidth(code):g}]" for code in codes)
    box = " ".join(str(int(n)) for n in ttf.bbox)
    dictionaries = [
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{cid} 0 R]"
        f"/ToUnicode {unicode_map} 0 R>>",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {descriptor} 0 R/CIDToGIDMap {glyph_map} 0 R/DW 0/W[{widths}]>>",
        f"<</Type/FontDescriptor/FontName/{name}/Flags {68 if ttf.italicAngle else 4}"
        f"/FontBBox[{box}]/ItalicAngle {ttf.italicAngle:g}/Ascent {ttf.ascent:.0f}"
        f"/Descent {ttf.descent:.0f}/CapHeight {ttf.capHeight:.0f}"
        f"/StemV {ttf.stemV:.0f}/FontFile2 {file} 0 R>>",
    ]
    streams = [
        packed(program, b"/Length1 %d" % len(program), level=9),
        packed(bytes(to_glyph), level=9),
        packed(_unicode_map(codes), level=9),
    ]
    return dictionaries, streams


def _unicode_map(codes: list[int]) -> bytes:
    """A ToUnicode CMap that says: the code is the code point."""
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(codes), 100):
        part = codes[start : start + 100]
        lines += [
            b"%d beginbfchar" % len(part),
            *(b"<%04X> <%04X>" % (code, code) for code in part),
            b"endbfchar",
        ]
    return b"\n".join([*lines, b"endcmap CMapName currentdict /CMap defineresource pop end end"])
