"""What is printed is what was written: every character, in order, as another program
extracts it.
"""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from document_words import header_footer_words, words_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_structure import boxes, extracted, read_aloud

from generator.page.blocks import (
    Bullets,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Option,
    Options,
    Paragraph,
    Table,
    spans,
)
from generator.page.markup import Span, parse
from generator.render import pdf as rendering


def page_words(data: bytes, document: Document) -> list[str]:
    """The words of a file's pages without head and foot; without a table's head where it is
    repeated.
    """
    pages, found = extracted(data), []
    with pikepdf.open(BytesIO(data)) as pdf:  # a second head on a page is a table's, repeated
        repeated = [page.Contents.read_bytes().count(b"/Subtype/Header") > 1 for page in pdf.pages]
    heads = [
        " ".join(run.text for cell in block.head for run in cell).split()
        for block in document.blocks
        if isinstance(block, Table) and block.head
    ]
    for number, text in enumerate(pages, 1):
        on_page = text.split()
        above, below = header_footer_words(document.header_footer, number, len(pages))
        assert sorted(on_page[: len(above)]) == sorted(above)
        assert on_page[len(on_page) - len(below) :] == below
        on_page = on_page[len(above) : len(on_page) - len(below)]
        for head in heads:
            if repeated[number - 1] and on_page[: len(head)] == head:
                on_page = on_page[len(head) :]
        found += on_page
    return found


@pytest.mark.parametrize("label", ["paper A", "key A", "briefing"])
@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_pages_hold_the_words_of_the_document_in_order(render, samples, label, sheet):
    """Extracting a file gives the document's words, no more, no fewer, none run together, in
    reading order.
    """
    assert page_words(render(samples[label], sheet=sheet), samples[label]) == words_of(
        samples[label]
    )


@pytest.mark.parametrize("label", ["paper A", "key A", "briefing", "stress"])
def test_a_screen_reader_meets_the_words_of_the_document(samples, sample_files, label):
    """The text of the structure tree is the document's text; at line ends no two words run
    together.
    """
    heard = " ".join(text for path, text in read_aloud(sample_files[label]))
    # Each element is by itself, and a link's text comes after its paragraph's: compare collections.
    want = " ".join(words_of(samples[label]))
    assert sorted(filter(str.isalnum, heard)) == sorted(filter(str.isalnum, want))
    if not any(path.endswith("Link") for path, _ in read_aloud(sample_files[label])):
        assert heard.split() == want.split()


def test_the_comparison_notices_a_lost_word(render, samples):
    """One word too many or too few is noticed."""
    data = render(samples["paper A"])
    other = samples["paper A"].blocks + (Paragraph(spans("lost")),)
    assert page_words(data, samples["paper A"]) != words_of(
        Document("T", "en", HeaderFooter(), other)
    )


NAMES = (
    "Tešić, Vučić, Brnabić, Krušik, Šabac, Tašmajdan, Erdoğan, Qarabağ, Əliyev and "
    "ə, Ђорђевић, Հայաստան, საქართველო, ☐ ✓, "
    "O’Neill – “quoted”, 5\u202f%, 10\xa0km, €, №, ½, x ≤ y ≠ z, → ←, (a) \\ (b)"
)


@pytest.mark.parametrize(
    "style", [{}, {"bold": True}, {"italic": True}, {"bold": True, "italic": True}, {"code": True}]
)
def test_every_script_prints_and_extracts_exactly(render, style):
    """Names in Latin, Cyrillic, Armenian and Georgian letters and signs come out as they went in,
    in every style.
    """
    data = render([(Heading(1, spans("T")), Paragraph(spans(NAMES, **style)))])[0]
    assert " ".join(extracted(data)[0].split()) == " ".join(("T " + NAMES).split())


def test_every_character_of_the_coverage_can_be_set(render):
    """`coverage` promises no character that cannot be set and come out again."""
    characters = [
        character
        for character in map(chr, sorted(rendering.coverage()))
        if not character.isspace()
        and unicodedata.category(character)[0] in "LNPS"
        and unicodedata.normalize("NFC", character) == character
    ]
    assert len(characters) > 1500
    rows = [" ".join(characters[n : n + 20]) for n in range(0, len(characters), 20)]
    data = render([(Heading(1, spans("T")), *(Paragraph(spans(row)) for row in rows))])[0]
    heard = [text for path, text in read_aloud(data) if path.endswith("/P")]
    assert heard == rows


def test_the_fonts_have_what_the_guide_for_authors_promises():
    """Every assigned character in the ranges of its table can be drawn in every style, and none of
    the scripts that it excepts.
    """
    guide = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text(encoding="utf-8")
    table = guide.split("### Letters and signs")[1].split("They do not have")[0]
    ranges = re.findall(r"U\+([0-9A-F]+)–([0-9A-F]+)", table)
    drawn, promised = rendering.coverage(), set()
    for first, last in ranges:
        promised |= {
            point
            for point in range(int(first, 16), int(last, 16) + 1)
            if unicodedata.name(chr(point), "") and unicodedata.category(chr(point)) != "Cf"
        }
    assert len(ranges) > 25 and len(promised) > 5000
    lacking = {f"{point:04X}" for point in promised - drawn}
    assert lacking == set()
    assert not drawn & set(map(ord, "אبकไ日あ한Ⲁ😀\u20d7"))


@pytest.mark.parametrize("character", ["日", "😀", "\ue000", "\u200f"])
def test_a_character_without_a_glyph_is_refused(render, character):
    """What no face can draw is named, with its text and document, wherever it stands; nothing is
    printed as a box.
    """
    assert ord(character) not in rendering.coverage()
    for blocks in (
        (Paragraph(spans(f"a{character}b")),),
        (Entries((Entry(character, ()),)),),
        (Options((Option(character, spans("x")),)),),
        (Table((), ((spans(character),),), (1,), "S"),),
    ):
        with pytest.raises(rendering.MissingGlyph) as caught:
            render([blocks])
        assert (
            caught.value.character == character
            and character in caught.value.text
            and caught.value.document == "the test"
        )
        assert f"U+{ord(character):04X}" in str(caught.value) and "the test" in str(caught.value)
    with pytest.raises(rendering.MissingGlyph):
        render(Document("T", "en", HeaderFooter(foot=character), (), "foot"))


def test_decomposed_letters_are_composed(render):
    """A letter written with a combining accent is printed as the one letter it is."""
    assert (
        "Tešić"
        in extracted(render([(Paragraph(spans(unicodedata.normalize("NFD", "Tešić"))),)])[0])[0]
    )


def _shown(data: bytes) -> list[tuple[str, float, float, str]]:
    """(font, size, rise, text) of everything shown on page 1."""
    shown, font, size, rise = [], "", 0.0, 0.0
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = {
            str(name): str(font.BaseFont).split("+")[1]
            for name, font in pdf.pages[0].Resources.Font.items()
        }
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) == "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            elif str(operator) == "Ts":
                rise = float(operands[0])
            elif str(operator) == "Tj":
                shown.append((font, size, rise, bytes(operands[0]).decode("utf-16-be")))
    return shown


def test_styles_have_faces_of_their_own(render):
    """Bold, italic, both, code, and other scripts in bold are set in their own faces; spaces stay
    with the face before.
    """
    text = parse("plain **bold** *italic* ***both*** `code` **Հայաստան ok** x")
    faces = {text.strip(): font for font, _, _, text in _shown(render([(Paragraph(text),)])[0])}
    assert faces == {
        "plain": "NotoSans-Regular",
        "bold": "NotoSans-Bold",
        "italic": "NotoSans-Italic",
        "both": "NotoSans-BoldItalic",
        "code": "NotoSansMono-Regular",
        "Հայաստան": "NotoSansArmenian-Bold",
        "ok": "NotoSans-Bold",
        "x": "NotoSans-Regular",
        "": "NotoSans-Regular",
    }


def test_serbian_italics_have_their_own_shapes(render):
    """Italic Cyrillic in a Serbian document is set in the Serbian face, in a Russian one
    it is not.
    """
    for language, face in (
        ("sr", "NotoSans-Italic-SR"),
        ("sr-Cyrl", "NotoSans-Italic-SR"),
        ("ru", "NotoSans-Italic"),
    ):
        shown = _shown(
            render(
                Document(
                    "T", language, HeaderFooter(page=""), (Paragraph(spans("где", italic=True)),)
                )
            )
        )
        assert [font for font, *_ in shown] == [face]


def test_sub_and_superscripts_are_smaller_and_off_the_line(render):
    """H₂O and x² keep their line's height: a smaller size, lowered or raised."""
    shown = {
        text.strip(): (size, rise)
        for _, size, rise, text in _shown(render([(Paragraph(parse("H~2~O x^3^")),)])[0])
    }
    size = rendering.PROFILES["standard"].body.size
    assert shown["2"][0] < 0.8 * size and shown["2"][1] < 0
    assert shown["3"][0] < 0.8 * size and shown["3"][1] > 0.15 * size
    assert shown["O x"] == (size, 0)


@pytest.mark.parametrize(
    "markup",
    [
        "x^2^",
        "r^2^ and a~1~",
        "c^2^, then",
        "word and (e^x^).",
        "10^−3^ m",
        "a~i~ x~n−1~",
        "CO~2~e",
        "19^th^",
    ],
)
def test_scripts_are_extracted_with_their_word(render, markup):
    """A raised or lowered figure stays with its word for who copies or listens."""
    assert extracted(render([(Paragraph(parse(markup)),)])[0])[0].strip() == "".join(
        run.text for run in parse(markup)
    )


def test_a_wide_space_keeps_its_width(render):
    """Spaces other than U+0020 are set as they are and hold their words together."""
    shown = _shown(render([(Paragraph(spans("True ☐\u2003\u2003False ☐")),)])[0])
    assert "".join(text for *_, text in shown) == "True ☐\u2003\u2003False ☐"


def test_a_word_longer_than_the_line_is_cut_without_a_trace(render):
    """An overlong word is cut at the margin; no hyphen and no space appears in it."""
    word = "https://example.org/" + "abcdefghij" * 30
    data = render([(Heading(1, spans("T")), Paragraph(spans(word)))])[0]
    assert [text for path, text in read_aloud(data) if path.endswith("P")] == [word]


@pytest.mark.parametrize("count", range(20, 40))
def test_a_hyphen_at_the_end_of_a_word_is_no_divided_word(render, count):
    """Lines do not end with a hyphen, where a reader would join two words: short- and long-term
    stays so.
    """
    text = "w " * count + "short- and long-term thoughts"
    assert " ".join(extracted(render([(Paragraph(spans(text)),)])[0])[0].split()) == text


def test_long_fields_are_set_quickly_and_wholly(render):
    """A field as long as a bank allows, of one word or of many, is set like any other."""
    for text in ("a" * 20_000, "word " * 3_999 + "word", "a\xa0" * 9_999 + "a"):
        heard = read_aloud(render([(Paragraph(spans(text)),)])[0])
        assert heard == [("/Document/P", text)]


_TEXT = st.text(
    st.sampled_from("abcdefghijklmnop   ščЂջძ☐✓-–/(\\)%\xa0\u2003"), min_size=1, max_size=300
)
_RUNS = st.lists(
    st.builds(
        Span,
        _TEXT,
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.sampled_from(["", "", "sub", "sup"]),
        st.sampled_from(["", "", "https://example.org/a", "https://example.org/b"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(_RUNS)
def test_any_runs_keep_their_characters_and_their_measure(render, runs):
    """Whatever is written: nothing is lost, nothing added, and no line is longer than the
    measure.
    """
    profile, sheet = rendering.PROFILES["standard"], rendering.SHEETS["A4"]
    data = render([(Bullets(((Paragraph(tuple(runs)),),)),)])[0]
    with pikepdf.open(BytesIO(data)) as pdf:
        shown = b"".join(
            bytes(operands[0])
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "Tj"
        ).decode("utf-16-be")
    want = unicodedata.normalize("NFC", "".join(run.text for run in runs))
    assert shown.removeprefix("•").replace(" ", "") == want.replace(" ", "")
    assert (
        shown.removeprefix("•").split(" ") == [word for word in want.split(" ") if word]
        or not want.strip()
    )
    right = profile.margins.inner + profile.measure(sheet)
    assert max(edge for _, _, edge, _ in boxes(data)) <= right + 0.6
