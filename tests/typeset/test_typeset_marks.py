"""Combining marks are on their letters: in the file's own fonts, by place, width, order and text."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pdf_structure import extracted, read_aloud

from generator.page.blocks import Heading, Option, Options, Paragraph, spans
from generator.page.markup import Span
from generator.render import pdf as rendering
from generator.render.pdf.fonts import Style, load_font, split_by_font
from generator.render.pdf.marks import place_marks

FACES = Path(rendering.__file__).parent / "faces"
STYLES = [{}, {"bold": True}, {"italic": True}, {"bold": True, "italic": True}, {"code": True}]
MARKED = "A̋rpád C̄lan N̂ l̃ i̋ j̈ į̃ ɔ̃ ə̃ t͡s d͡ʒ ẽ̞ ḗ ē̂ a̯ n̥ ɡ̊ ŋ̍ ệ ᾄ ᾧ k̂ ū́ А̑ а̏ е̄́ р̏ ◌̃ a̋̂̃ x̌̇ x̲ p̂ ≠̸ ɨ́ ʝ̊ q̄̈ t̚"
FAMILY = ["NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic", "NotoSans-BoldItalic"]


def heard(data: bytes) -> list[str]:
    """The paragraphs as read aloud."""
    return [text for path, text in read_aloud(data) if path.endswith("/P")]


def embedded(data: bytes) -> dict[str, tuple[TTFont, dict[str, int]]]:
    """The fonts in a file by resource name: the program, and the glyph that shows each text."""
    file = pikepdf.Pdf.open(BytesIO(data))
    fonts = {}
    for name, font in file.pages[0].obj.Resources.Font.items():
        cid = font.DescendantFonts[0]
        glyphs = cid.CIDToGIDMap.read_bytes()
        lines = font.ToUnicode.read_bytes().decode("ascii").split("\n")
        codes = {}
        for line in lines:
            if line.startswith("<") and "> <" in line:
                code, text = line.strip("<>").split("> <")
                at = 2 * int(code, 16)
                codes[bytes.fromhex(text).decode("utf-16-be")] = int.from_bytes(
                    glyphs[at : at + 2], "big"
                )
        fonts[str(name)] = TTFont(BytesIO(cid.FontDescriptor.FontFile2.read_bytes())), codes
    return fonts


def components(font: TTFont, glyph: int) -> list[tuple[str, int, int]]:
    """What a composite glyph is made of, and where."""
    outline = font["glyf"][font.getGlyphName(glyph)]
    assert outline.isComposite()
    return [(part.glyphName, part.x, part.y) for part in outline.components]


def box(font: TTFont, name: str) -> tuple[int, int, int, int]:
    """Left, bottom, right and top of a glyph as it is drawn."""
    points = font["glyf"][name].getCoordinates(font["glyf"])[0]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("name", FAMILY)
def test_marks_are_where_the_font_has_them_in_its_own_composed_letters(name):
    """Letter and mark together fill the box of the composed letter that the font's designers drew:
    three in four to a fiftieth of an em. (In the others they drew another mark: ď, ģ, ơ, ᾄ.)
    """
    name = name.replace("NotoSans-", "NotoSansExtended-")
    font, away = TTFont(FACES / f"{name}.ttf"), {}
    cmap = font.getBestCmap()
    for code, glyph in cmap.items():
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) != 2 or unicodedata.category(parts[0])[0] != "L":
            continue
        placed = place_marks(parts, name)
        if placed is None:
            continue
        boxes = [
            tuple(
                side + moved
                for side, moved in zip(box(font, cmap[ord(c)]), (x, y, x, y), strict=True)
            )
            for c, x, y in placed
        ]
        left, bottom, right, top = zip(*boxes, strict=True)
        filled = (min(left), min(bottom), max(right), max(top))
        distances = [abs(a - b) for a, b in zip(filled, box(font, glyph), strict=True)]
        away[chr(code)] = max(distances)
    close = [letter for letter, distance in away.items() if distance <= 20]
    assert len(away) > 500 and len(close) > 0.75 * len(away)
    assert max(away[letter] for letter in "äéîōũćņṣ") <= 30


@pytest.mark.parametrize("style", STYLES)
def test_the_file_has_a_glyph_of_letter_and_marks(render, style):
    """In every style a letter with marks is one glyph, as wide as its letter: its marks are over or
    under it, a second one beyond the first, and an i has no dot under them.
    """
    text = "x̂ x̣ x̂̄ i̋"
    fonts = embedded(render([(Heading(1, spans("T")), Paragraph(spans(text, **style)))])[0])
    glyphs = {
        shown: (font, glyph) for font, codes in fonts.values() for shown, glyph in codes.items()
    }
    above, below, stacked, dotted = text.split(" ")
    for shown in (above, below, stacked):
        font, glyph = glyphs[shown]
        name, parts = font.getGlyphName(glyph), components(font, glyph)
        letter = box(font, parts[0][0])
        whole = box(font, name)
        assert font["hmtx"][name][0] == font["hmtx"][parts[0][0]][0]
        assert parts[0][1:] == (0, 0) and len(parts) == len(shown)
        if shown == below:
            assert whole[1] < letter[1] and whole[3] == letter[3]
        else:
            assert whole[3] > letter[3] and whole[1] == letter[1]
        for drawn, x, _ in parts[1:]:
            left, _, right, _ = box(font, drawn)
            middle = x + (left + right) / 2
            assert letter[0] < middle < letter[2] + (100 if style.get("italic") else 0)
    font, glyph = glyphs[stacked]
    (_, _, first), (_, _, second) = components(font, glyph)[1:]
    assert second > first
    font, glyph = glyphs[dotted]
    assert box(font, components(font, glyph)[0][0])[3] < 600  # an i with its dot is higher


def test_a_letter_with_marks_takes_the_room_of_the_letter(render):
    """The width that lines are broken by is the letter's, with the space behind it that a profile
    wants.
    """
    for tracking in (0.0, 0.03):
        ((marked, _),) = split_by_font("x̂̄", Style(), tracking)
        assert marked.stringWidth("x̂̄x̂̄", 10) == pytest.approx(marked.stringWidth("xx", 10))
    assert load_font("NotoSans-Regular").stringWidth("x", 10) > 0


@pytest.mark.parametrize("profile", list(rendering.PROFILES))
@pytest.mark.parametrize("style", STYLES)
def test_letter_and_marks_are_read_in_their_order(render, profile, style):
    """Readers and extractors meet the text as it was written, in every style and profile."""
    text = unicodedata.normalize("NFC", MARKED)
    data = render([(Heading(1, spans("T")), Paragraph(spans(text, **style)))], profile)[0]
    assert heard(data) == [text]
    assert " ".join(extracted(data)[0].split()) == f"T {text}"


@pytest.mark.parametrize("length", range(290, 300))
def test_no_line_ends_between_a_letter_and_its_marks(render, length):
    """A word longer than its line is cut anywhere but before a mark, also where a profile wants
    space behind each character.
    """
    text = "i" * length + "n̥̄" * 300
    data = render([(Heading(1, spans("T")), Paragraph(spans(text)))], "dyslexia")[0]
    assert heard(data) == [text]
    shown = [line for line in extracted(data)[0].split() if line != "T"]
    assert len(shown) > 3 and all(line[0] in "in" for line in shown)
    assert "".join(shown) == text


@pytest.mark.parametrize("cluster", ["x\u20d7", "Հ\u0301", "\u0301", "日\u0301"])
def test_marks_without_a_place_are_known_before_anything_is_printed(cluster):
    """`coverage` names a letter with a mark that no font can put on it; one that some font can, it
    does not.
    """
    assert rendering.coverage().missing(f"a {cluster}")
    assert not rendering.coverage().missing(unicodedata.normalize("NFC", MARKED))


def test_marks_that_were_printed_once_are_printed_again(render):
    """A paper of an earlier program may hold a mark that has no place: it comes out as it did, with
    its text.
    """
    data = render([(Heading(1, spans("T")), Paragraph(spans("Հ\u0301 b")))])[0]
    assert unicodedata.normalize("NFC", heard(data)[0]) == "Հ\u0301 b"


def test_the_same_letters_have_the_same_bytes_in_copies_of_one_file(render):
    """Two documents of a family with other marked letters share fonts, and each shows its own."""
    first = (Heading(1, spans("T")), Paragraph(spans("x̂ y̌")))
    second = (Heading(1, spans("T")), Options((Option("A", spans("y̌ z̄ x̂")),)))
    data = render([first, second])
    assert heard(data[0]) == ["x̂ y̌"]
    assert "y̌ z̄ x̂" in extracted(data[1])[0]
    assert render([first, second]) == data


def test_a_mark_typed_outside_the_emphasis_of_its_letter_is_on_it(render):
    """In *x*̄ the mark is set with the x."""
    typed = (Span("x", italic=True), Span("\u0304 is the mean"))
    data = render([(Heading(1, spans("T")), Paragraph(typed))])[0]
    assert heard(data) == ["x\u0304 is the mean"]
    glyphs = {text: font for font, codes in embedded(data).values() for text in codes}
    assert "Italic" in glyphs["x\u0304"]["name"].getDebugName(6)
