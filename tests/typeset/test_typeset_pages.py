"""How pages look: margins, headers and footers, columns, sheets, sizes, links and bookmarks."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import count

import pikepdf
import pypdfium2
import pytest
from pdf_structure import boxes, extracted, read_aloud

from generator.page.blocks import (
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Lines,
    Option,
    Options,
    Paragraph,
    Table,
    WriteIn,
    spans,
)
from generator.page.markup import Span, parse
from generator.render import pdf as rendering
from generator.render.pdf.text import TextSetter

STANDARD, A4 = rendering.PROFILES["standard"], rendering.SHEETS["A4"]


def left_edge(data: bytes, page: int, marker: str) -> float:
    """Where the first `marker` on a page begins."""
    return min(left for character, left, _, _ in boxes(data, page) if character == marker)


def test_duplex_mirrors_margins_and_simplex_does_not(render):
    """Bound sides are left on odd and right on even pages; simplex pages are all alike; the measure
    is always the same.
    """
    text = tuple(Paragraph(spans("Xylophone " * 60)) for _ in range(20))
    duplex, simplex = render([text])[0], render([text], duplex=False)[0]
    inner, outer = STANDARD.margins.inner, STANDARD.margins.outer
    edges = [left_edge(duplex, page, "X") for page in range(3)]
    assert edges[0] == pytest.approx(edges[2], abs=0.1)
    assert edges[0] - edges[1] == pytest.approx(inner - outer, abs=0.1)
    assert left_edge(simplex, 0, "X") == pytest.approx(left_edge(simplex, 1, "X"), abs=0.1)
    assert left_edge(simplex, 0, "X") == pytest.approx((edges[0] + edges[1]) / 2, abs=0.1)
    assert [page.split("\n") for page in extracted(duplex)] == [
        page.split("\n") for page in extracted(simplex)
    ]


def test_a_line_has_between_60_and_75_characters(render):
    """Running text has a readable measure on either sheet."""
    text = (
        "The commentary reports that Russia invoked the case of Kosovo, which had "
        "declared independence six months earlier, "
        "when it dealt with two breakaway regions of Georgia in August of that year. "
    ) * 8
    for sheet in rendering.SHEETS:
        lines = extracted(render([(Paragraph(spans(text)),)], sheet=sheet)[0])[0].split("\n")[:-1]
        assert 60 <= sum(map(len, lines)) / len(lines) <= 76


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_sheets_have_their_size_and_nothing_leaves_them(render, samples, sheet):
    """Each sheet re-flows the text; nothing is set in the outer half inch but within the
    margins.
    """
    data = render(samples["paper A"], sheet=sheet)
    size = rendering.SHEETS[sheet]
    with pikepdf.open(BytesIO(data)) as pdf:
        assert [float(n) for n in pdf.pages[0].MediaBox] == pytest.approx(
            [0, 0, size.width, size.height], abs=0.01
        )
        count = len(pdf.pages)
    for page in range(count):
        for _, left, right, bottom in boxes(data, page):
            assert (
                left >= STANDARD.margins.outer - 1
                and right <= size.width - STANDARD.margins.outer + 1
                and bottom > 28
            )


def test_furniture_stands_on_every_page(render, samples):
    """Head, form, banner, code, page number and watermark stand on each page of a key; the page
    number counts.
    """
    pages = extracted(render(samples["key A"]))
    for number, text in enumerate(pages, 1):
        assert (
            f"Page {number} of {len(pages)}" in text and samples["key A"].header_footer.foot in text
        )
        assert (
            "ANSWER KEY – NOT FOR STUDENTS" in text
            and "DRAFT" in text
            and "International Relations 210" in text
        )


def test_the_watermark_lies_under_the_text_and_is_grey(render, samples):
    """DRAFT is painted first, in a grey that a copier shows and text can be read over."""
    with pikepdf.open(BytesIO(render(samples["key A"]))) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    start = content.index(b"/Subtype/Watermark")
    assert start < content.index(b"/MCID 0")
    assert b" g " in content[start : start + 40] and 0.7 <= STANDARD.watermark_grey <= 0.85


def test_a_long_head_is_cut_before_the_form_letter(render):
    """A title too long for the head ends in an ellipsis and keeps clear of the form's box."""
    data = render(
        Document(
            "T",
            "en",
            HeaderFooter("Long title " * 30, "007", "", "code " * 60, "{page}"),
            (Paragraph(spans("x")),),
        )
    )
    text = extracted(data)[0]
    assert "…" in text and "007" in text
    width = A4.width - STANDARD.margins.outer
    assert max(right for _, _, right, _ in boxes(data)) <= width + 1


def test_a_very_long_head_is_cut_after_few_trials(render, monkeypatch):
    """A head of thousands of characters is as full as it can be, and not measured at each letter."""

    def head_of(words: int) -> str:
        head = HeaderFooter("Letters " * words, "007", "", "", "{page}")
        return extracted(render(Document("T", "en", head, (Paragraph(spans("x")),))))[0]

    whole = next(words for words in count(1) if "…" in head_of(words + 1))
    measured = []
    line = TextSetter.line

    def counted(self, text, kind):
        measured.append(text)
        return line(self, text, kind)

    monkeypatch.setattr(TextSetter, "line", counted)
    text = head_of(1000)
    assert len([word for word in measured if word.endswith("…")]) < 20
    assert whole - 1 <= text.count("Letters") <= whole


def test_columns_are_hung(render):
    """Numbers, letters and texts stand in columns, points at the right edge, whatever
    their width.
    """
    data = render(
        [
            (
                Entries(
                    tuple(
                        Entry(
                            number,
                            (
                                Paragraph(spans("Xerxes " * 20)),
                                Options((Option("A", spans("Yes"), box),)),
                            ),
                            points,
                        )
                        for number, points, box in (
                            ("1", "[1]", "round"),
                            ("20", "[10½]", "square"),
                        )
                    )
                ),
            )
        ]
    )[0]
    found = boxes(data)
    for character in "XAY":
        assert (
            len(
                {
                    round(left, 1)
                    for found_character, left, _, _ in found
                    if found_character == character
                    and left < min(other for c, other, _, _ in found if c == character) + 1
                }
            )
            == 1
        )
    ends = [right for character, _, right, _ in found if character == "]"]
    edge = STANDARD.margins.inner + STANDARD.measure(A4) + STANDARD.points
    assert len(ends) == 2 and all(abs(edge - end) < 2 for end in ends)
    stems = [bottom for character, _, _, bottom in found if character == "]"]
    assert len(set(stems)) == 2


def test_a_label_changes_no_height(render):
    """A number, letter or code of another width moves no line: forms of a quiz break alike."""

    def form(number, letter, code):
        return Document(
            "T",
            "en",
            HeaderFooter("", letter, "", code),
            (
                Entries(
                    (
                        Entry(
                            number,
                            (
                                Paragraph(spans("Stem " * 40)),
                                Options((Option(letter, spans("text " * 40), "round"),)),
                            ),
                            "[1]",
                        ),
                    )
                ),
                Paragraph(spans("Z")),
            ),
            "f",
        )

    first, other = render([form("1", "A", "7K"), form("888", "W", "7K3Q-2M4X")])
    bottom = [next(box[3] for box in boxes(data) if box[0] == "Z") for data in (first, other)]
    assert bottom[0] == bottom[1]


def test_all_sizes_come_from_the_profile(render, samples):
    """A profile made up here, half as large again, sets the same words larger, and every type in it
    can be changed alone.
    """
    standard, large = render(samples["paper A"]), render(samples["paper A"], "large")
    said = [
        [text for path, text in read_aloud(data) if "/Table/" not in path]
        for data in (standard, large)
    ]
    assert said[0] == said[1]
    assert len(extracted(large)) > 1.4 * len(extracted(standard))

    def sizes(data: bytes) -> set[float]:
        with pikepdf.open(BytesIO(data)) as pdf:
            return {
                float(operands[1])
                for page in pdf.pages
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "Tf"
            }

    assert {round(1.5 * size, 1) for size in sizes(standard)} == {
        round(size, 1) for size in sizes(large)
    }
    odd = replace(
        STANDARD,
        body=replace(STANDARD.body, size=13.37),
        margins=replace(STANDARD.margins, inner=99.0),
    )
    data = rendering.render_documents([samples["paper A"]], odd, A4)[0].data
    assert 13.37 in sizes(data) and STANDARD.body.size not in sizes(data)
    assert left_edge(data, 0, "F") == pytest.approx(99, abs=3)


def test_room_to_write_has_the_pitch_of_the_profile(render):
    """Ruled lines are as far apart as the profile says, and fields stand side by side with a rule
    each.
    """
    data = render(
        [(WriteIn((("Name", 0.6), ("Number", 0.4), ("Date", 0.5))), Lines(4, spans("Correction:")))]
    )[0]
    with pikepdf.open(BytesIO(data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode("latin-1")
    rules = [line.split() for line in content.split("\n") if line.endswith("l S Q")]
    heights = [float(spans[6]) for spans in rules]
    lengths = [float(spans[spans.index("m") + 1]) for spans in rules]
    assert heights[0] == heights[1] != heights[2] and len(rules) == 7
    assert [round(a - b, 1) for a, b in zip(heights[3:], heights[4:], strict=False)] == [
        round(STANDARD.line_pitch, 1)
    ] * 3
    assert lengths[3] < lengths[4] == lengths[5]


def test_option_marks_are_round_or_square(render):
    """One choice has round marks, several have square ones, none has none; they are drawn, not
    text.
    """

    def drawn(box: str) -> str:
        data = render([(Options((Option("A", spans("x"), box),)),)])[0]
        assert "A x" in extracted(data)[0].replace("\n", " ")
        with pikepdf.open(BytesIO(data)) as pdf:
            return pdf.pages[0].Contents.read_bytes().decode("latin-1")

    assert " c " in drawn("round") and " re S" not in drawn("round")
    assert " re S" in drawn("square") and " c " not in drawn("square")
    assert "Artifact" not in drawn("")


def test_columns_make_room_for_their_longest_word(render):
    """A column is not narrower than its longest word while another has room; a grid is no wider
    than it must be.
    """
    rows = ((spans("Counterrevolutionaries"), spans("a " * 80)),)
    text = extracted(render([(Table((), rows, (1, 9), "S"),)])[0])[0]
    assert "Counterrevolutionaries" in text
    grid = Table(
        (spans("Question"), *[spans("1")] * 5),
        ((spans("Score"), *[()] * 5),),
        (1, *[1] * 5),
        "S",
        True,
        "grid",
    )
    data = render([(grid,)])[0]
    assert "Question" in extracted(data)[0]
    assert max(right for _, _, right, _ in boxes(data)) < A4.width / 2


# ------------------------------------------------------------ links and navigation
def _links(data: bytes) -> list[tuple[int, str, str, list[float]]]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            (number, str(link.A.URI), str(link.Contents), [float(n) for n in link.Rect])
            for number, page in enumerate(pdf.pages)
            for link in page.get("/Annots", [])
        ]


def test_links_lie_over_their_words_on_every_line_and_page(render, samples):
    """Each part of a link, on any line, page or in a cell, has a rectangle over its words, and one
    element in all.
    """
    data = render(samples["stress"])
    links = _links(data)
    assert (
        len({address for _, address, _, _ in links}) == 302
        and len({page for page, *_ in links}) > 5
    )
    pdf = pypdfium2.PdfDocument(data)
    for number, _, text, (left, low, right, high) in links:
        page = pdf[number]
        found = page.get_textpage()
        assert " ".join(found.get_text_bounded(left, low, right, high).split()).rstrip(
            ","
        ) == " ".join(text.split())
        found.close()
        page.close()
    pdf.close()
    assert sum(path.endswith("/Link") for path, _ in read_aloud(data)) == 1 + 300 + 60


def test_addresses_are_written_safely(render):
    """Brackets and backslashes in an address do not end it."""
    address = r"https://example.org/a(b)\c"
    assert _links(render([(Paragraph((Span("x", link=address),)),)])[0])[0][1:3] == (address, "x")
    plain = parse("see [the *big* source](https://example.org)")
    assert [text for _, _, text, _ in _links(render([(Paragraph(plain),)])[0])] == [
        "the big source"
    ]


def test_bookmarks_are_nested_as_headings_are(render, samples):
    """Headings are bookmarks, nested by level, unless they say otherwise; pages have labels, the
    window shows the title.
    """
    with pikepdf.open(BytesIO(render(samples["briefing"]))) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["An unlikely partnership, and a snag"]
        top = outline.root[0].children
        assert [entry.title for entry in top] == [
            "What happened",
            "Timeline",
            "Terms",
            "Who says what",
        ]
        assert [entry.title for entry in top[0].children] == ["Details of the deal"]
        assert [entry.title for entry in top[3].children[0].children] == ["And replies"]
        assert pdf.pages[2].label == "3" and pdf.Root.ViewerPreferences.DisplayDocTitle
        assert (
            str(pdf.docinfo.Title) == "Frozen conflicts – briefing" and str(pdf.Root.Lang) == "en"
        )
        assert pdf.open_metadata().get("pdfuaid:part") == "1"
    with pikepdf.open(
        BytesIO(render([(Heading(1, spans("A")), Heading(2, spans("B"), bookmark=False))])[0])
    ) as pdf:
        assert [entry.title for entry in pdf.open_outline().root] == ["A"]
