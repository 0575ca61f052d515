"""Fonts to PDF objects: one subset for a family of documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from generator.render.pdf.file.composites import Component, Composite, glyph_count, with_composites
from generator.render.pdf.file.objects import packed
from generator.render.pdf.font_files import CODES
from generator.render.pdf.fonts import Font
from generator.render.pdf.marks import PlacedCharacter, place_marks

DICTIONARIES, STREAMS = 3, 3  # objects per font


def font_objects(
    font: Font, characters: Iterable[str], composed: Mapping[str, str], first: int
) -> tuple[list[str], list[bytes]]:
    """Bodies of objects first … first+2 (dictionaries; `first` is the font) and first+3 … first+5
    (streams).

    `composed`: of the characters, those that stand for a letter with marks, which becomes a glyph
    of its own.
    """
    ttf = font.face
    texts = {CODES.get(character, ord(character)): character for character in characters}
    marked = {
        code: place_marks(composed[text], font.name) or ()
        for code, text in sorted(texts.items())
        if text in composed
    }
    program, glyphs = _subset(font, texts, marked)
    codes = sorted(texts)
    to_glyph = bytearray(2 * (codes[-1] + 1))
    for code, glyph in glyphs.items():
        to_glyph[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    digest = hashlib.sha256(program).digest()
    name = "".join(chr(65 + byte % 26) for byte in digest[:6]) + "+" + font.fontName
    cid, descriptor, file, glyph_map, unicode_map = range(first + 1, first + 6)
    letters = {code: ord(parts[0].character) for code, parts in marked.items()}
    widths = "".join(
        f"{code}[{ttf.getCharWidth(letters.get(code) or ord(texts[code])):g}]" for code in codes
    )
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
        packed(
            _unicode_map([(code, composed.get(texts[code], texts[code])) for code in codes]),
            level=9,
        ),
    ]
    return dictionaries, streams


def _subset(
    font: Font, texts: Mapping[int, str], marked: Mapping[int, Sequence[PlacedCharacter]]
) -> tuple[bytes, dict[int, int]]:
    """The font's file with the glyphs of some codes only, and the glyph of each code; `marked`: of
    the codes, the parts of those that stand for a letter with marks.
    """
    ttf = font.face
    plain = {code: ord(text) for code, text in texts.items() if code not in marked}
    points = {
        *plain.values(),
        *(ord(part.character) for parts in marked.values() for part in parts),
    }
    # ReportLab's subset numbers glyphs in the order of the code points that first need them.
    glyphs = {0: 0}
    for point in sorted(points):
        glyphs.setdefault(ttf.charToGlyph[point], len(glyphs))
    program = ttf.makeSubset(sorted(points))
    by_code = {code: glyphs[ttf.charToGlyph[point]] for code, point in plain.items()}
    if marked:
        last = glyph_count(program)
        by_code |= {code: last + n for n, code in enumerate(marked)}
        composites = [
            Composite(
                tuple(
                    Component(glyphs[ttf.charToGlyph[ord(part.character)]], part.x, part.y)
                    for part in parts
                ),
                round(ttf.getCharWidth(ord(parts[0].character)) * ttf.unitsPerEm / 1000),
            )
            for parts in marked.values()
        ]
        program = with_composites(program, composites)
    return program, by_code


def _unicode_map(texts: list[tuple[int, str]]) -> bytes:
    """A ToUnicode CMap; nearly every code is the code point of its text."""
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(texts), 100):
        part = texts[start : start + 100]
        lines += [
            b"%d beginbfchar" % len(part),
            *(
                b"<%04X> <%b>" % (code, text.encode("utf-16-be").hex().upper().encode())
                for code, text in part
            ),
            b"endbfchar",
        ]
    return b"\n".join([*lines, b"endcmap CMapName currentdict /CMap defineresource pop end end"])
