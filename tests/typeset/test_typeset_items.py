"""Items to write in: boxes, blanks, grids, matching, and parts with numbers of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import sample_documents
from pdf_structure import boxes, extracted, placed_words, problems, read_aloud

from generator.page.blocks import (
    BLANK,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Lines,
    Matching,
    Option,
    Options,
    Paragraph,
    Table,
    spans,
)
from generator.page.markup import Span, parse
from generator.page.media import FORMULA_SIZE, FormulaDrawing, Media
from generator.pictures.formulas import read_formula
from generator.render import pdf as rendering
from generator.render.pdf.fonts import load_font
from generator.render.pdf.text import FORMULA_SCALE

STANDARD, A4 = rendering.PROFILES["standard"], rendering.SHEETS["A4"]


def drawn(data: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    """(left, bottom, width, height) of each rectangle that is outlined on a page."""
    with pikepdf.open(BytesIO(data)) as pdf:
        content = pdf.pages[page].Contents.read_bytes().decode("latin-1")
    found = re.findall(
        r"1 0 0 1 (\S+) (\S+) cm [^\n]*?0 G ((?:\S+ \S+ \S+ \S+ re ?)+) S Q", content
    )
    return [
        (float(x) + a, float(y) + b, c, d)
        for x, y, paths in found
        for a, b, c, d in [map(float, path.split()) for path in paths.split(" re") if path.strip()]
    ]


# ------------------------------------------------------------ boxes to write in
@pytest.mark.parametrize("profile", ["standard", "large"])
def test_a_write_box_is_large_enough_for_a_figure(render, profile):
    """Boxes to write in are at least 7.5 mm wide, stand beside their letters' middle and never
    touch each other.
    """
    texts = (
        "short",
        "a text so long that it needs a second line of the measure, and then some "
        "words more than that",
        "short",
    )
    data = render(
        [
            (
                Options(
                    tuple(
                        Option(letter, spans(text), "write")
                        for letter, text in zip("ABC", texts, strict=True)
                    )
                ),
            )
        ],
        profile,
    )[0]
    found = sorted((box for box in drawn(data) if box[2] == box[3] > 12), key=lambda box: -box[1])
    assert len(found) == 3 and all(side >= 7.5 * 72 / 25.4 for *_, side in found)
    for upper, lower in zip(found, found[1:], strict=False):
        assert upper[1] - (lower[1] + lower[3]) >= 4
    letters = {
        character: (left, bottom)
        for character, left, _, bottom in boxes(data)
        if character in "ABC"
    }
    for letter, (left, low, side, _) in zip("ABC", found, strict=True):
        assert letters[letter][0] > left + side
        assert letters[letter][1] + 0.357 * STANDARD.body.size == pytest.approx(
            low + side / 2, abs=3.5
        )


# ------------------------------------------------------------ options beside each other
@pytest.mark.parametrize("tall", ["A", "B", "C", "D", ""])
def test_options_beside_each_other_have_room_for_their_formulas(tall):
    """In two columns, what is beside each other is on one baseline, and a formula is in no other
    option's row, whichever option it is in.
    """
    latex = r"\underbrace{x}_{\frac{1}{2}}+\overbrace{y}^{\frac{1}{2}}"
    formula = read_formula(latex, displayed=False)
    options = tuple(
        Option(letter, (Span("Text "), Span("w", formula=latex) if letter == tall else Span("x")))
        for letter in "ABCD"
    )
    options = tuple(replace(option, box="round") for option in options)
    media = Media(formulas={(latex, False): formula})
    blocks = (Options(options), Paragraph(spans("Zzz.")))
    document = Document("T", "en", HeaderFooter(), blocks, media=media)
    data = rendering.render_documents([document], replace(STANDARD, option_columns=2), A4)[0].data
    at = {letter: (left, low) for letter, left, _, low in boxes(data) if letter in "ABCDZ"}
    assert at["A"][0] == pytest.approx(at["B"][0], abs=2) and at["C"][0] > at["A"][0] + 100
    for beside in ("AC", "BD"):
        low, same = (at[letter][1] for letter in beside)
        assert low == pytest.approx(same, abs=0.3)  # C is a little rounder
    drawing, scale = formula.drawing, FORMULA_SCALE * STANDARD.body.size / FORMULA_SIZE
    rows = [at["A"][1], at["B"][1], at["Z"][1]]
    letters = 0.7 * STANDARD.body.size
    for upper, lower, beside in zip(rows[:-1], rows[1:], ("AC", "BD"), strict=True):
        low = upper - (scale * drawing.depth if tall and tall in beside else 0)
        rise = scale * (drawing.height - drawing.depth)
        below = "BD" if beside == "AC" else ""
        high = lower + (rise if tall and tall in below else letters)
        assert high <= low, (tall, beside)


def test_how_a_formula_is_read_aloud_moves_nothing():
    """Options are in as many columns whatever the words of their formulas are: where pages break is
    sought before there are words, and a row of options more went over the foot.
    """
    formula = read_formula("n=5", displayed=False)

    def placed(said: str) -> list[tuple[float, float]]:
        options = tuple(
            Option(letter, (Span(said, formula="n=5"),), box="round") for letter in "ABC"
        )
        media = Media(formulas={("n=5", False): formula})
        document = Document("T", "en", HeaderFooter(), (Options(options),), media=media)
        look = replace(STANDARD, option_columns=4)
        data = rendering.render_documents([document], look, A4)[0].data
        return [(left, low) for letter, left, _, low in boxes(data) if letter in "ABC"]

    assert placed("n=5") == placed("n equals five hundred and fifty-five")
    lows = [low for _, low in placed("n=5")]
    assert max(lows) - min(lows) < 1  # beside each other; C is a little rounder


# ------------------------------------------------------------ formulas that are wider than a line
def test_a_formula_goes_on_in_the_next_line():
    """In the size of the text around it, read aloud once, with one frame round all of it.  The
    control: one that was kept before formulas had places for it is smaller, on one line.
    """
    latex = "+".join(map(str, range(1, 60)))
    formula = read_formula(latex, displayed=False)
    runs = (Span("Which is "), Span("a sum", formula=latex), Span("?"))
    size = FORMULA_SCALE * STANDARD.body.size / FORMULA_SIZE

    def placed(kept: FormulaDrawing) -> tuple[list[float], list[float], list[list[float]]]:
        """The scale of each piece on the page, the heights they are at, frames of the formula."""
        media = Media(formulas={(latex, False): kept})
        document = Document("T", "en", HeaderFooter(), (Paragraph(runs),), media=media)
        data = rendering.render_documents([document], STANDARD, A4)[0].data
        assert problems(data) == []
        with pikepdf.open(BytesIO(data)) as pdf:
            stream = pdf.pages[0].Contents.read_bytes().decode("latin-1")
            frames = [
                [float(number) for number in thing.A.BBox]
                for thing in pdf.objects
                if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Formula"
            ]
        found = re.findall(r"q 1 0 0 1 \S+ (\S+) cm q (\S+) 0 0 \S+ 0 0 cm /X\w+ Do", stream)
        return [float(scale) for _, scale in found], [float(low) for low, _ in found], frames

    scales, heights, (frame,) = placed(formula)
    assert len(scales) == len(formula.segments) == 59
    assert scales == pytest.approx([size] * 59, rel=0.001)
    assert len(set(heights)) >= 3 and frame[1] <= min(heights) and frame[3] > max(heights)
    (scale,), _, (frame,) = placed(FormulaDrawing(formula.drawing, formula.mathml))
    assert scale < size / 2


# ------------------------------------------------------------ blanks
def blanks(data: bytes) -> list[tuple[float, float, float]]:
    """(left, right, bottom) of each unbroken run of underscores on page 1."""
    found: list[list[float]] = []
    for character, left, right, bottom in boxes(data):
        if character != "_":
            continue
        if found and abs(left - found[-1][1]) < 0.6 and abs(bottom - found[-1][2]) < 0.1:
            found[-1][1] = right
        else:
            found.append([left, right, bottom])
    return [tuple(each) for each in found]


STYLES = {
    "plain": {},
    "bold": {"bold": True},
    "italic": {"italic": True},
    "code": {"code": True},
    "script": {"script": "sub"},
    "link": {"link": "https://example.org"},
}


@pytest.mark.parametrize("profile", ["standard", "large"])
def test_blanks_are_rules_of_one_length(render, profile):
    """Whatever style its words have, a blank is one unbroken rule, 45 mm long in 12 point type, and
    never cut by a line's end.
    """
    for count in range(3, 12):
        runs = tuple(
            run
            for style in STYLES.values()
            for run in (Span("w " * count), Span(f"({BLANK})", **style), Span(", "))
        )
        data = render([(Paragraph(runs, "gapped"),)], profile)[0]
        found = blanks(data)
        want = 45 / 25.4 * 72 * (1.5 if profile == "large" else 1)
        assert len(found) == len(STYLES) and all(
            right - left == pytest.approx(want, rel=0.01) for left, right, _ in found
        )
        assert extracted(data)[0].count(BLANK) == len(STYLES)


def test_in_their_own_style_blanks_would_differ():
    """The test above looks at something: bold underscores are narrower, those of code wider."""
    widths = {
        load_font(name).stringWidth(BLANK, 12)
        for name in ("NotoSans-Regular", "NotoSans-Bold", "NotoSansMono-Regular")
    }
    assert max(widths) - min(widths) > 40


def test_there_is_room_to_write_on_blanks(render):
    """Lines with blanks are as far apart as ruled lines."""
    data = render([(Paragraph(parse(f"word {BLANK} " * 8), "gapped"),)])[0]
    levels = sorted({round(bottom, 1) for *_, bottom in blanks(data)}, reverse=True)
    assert len(levels) > 2 and all(
        a - b >= STANDARD.line_pitch for a, b in zip(levels, levels[1:], strict=False)
    )


def test_a_reader_meets_blanks_as_fields_in_their_sentence(render):
    """A blank is a field to fill in on paper, between the words before and behind it."""
    data = render([(Paragraph(parse(f"In **2015** {BLANK}, and {BLANK}{BLANK}."), "gapped"),)])[0]
    heard = read_aloud(data)
    assert [text for path, text in heard if path.endswith("/P/Form")] == [BLANK] * 3
    assert heard[0] == ("/Document/P", "In 2015 , and .")
    with pikepdf.open(BytesIO(data)) as pdf:
        fields = [
            kid for kid in pdf.Root.StructTreeRoot.K.K[0].K if isinstance(kid, pikepdf.Dictionary)
        ]
        assert {(str(field.A.O), str(field.A.Role)) for field in fields} == {("/PrintField", "/tv")}


# ------------------------------------------------------------ grids to fill in
@pytest.mark.parametrize("profile", ["standard", "large"])
def test_cells_to_fill_in_are_tall_and_their_numbers_small(render, profile):
    """A numbered cell is at least 12 mm tall; its number stands small in its upper left corner;
    other cells are as they were.
    """
    table = Table(
        (spans(""), spans("Left"), spans("Right")),
        ((spans("Head"), spans("7"), spans("given")),) * 2,
        (1, 1, 1),
        "S",
        True,
        "blanks",
    )
    data = render([(table,)], profile)[0]
    cells = [box for box in drawn(data) if box[3] >= 12 * 72 / 25.4][-6:]
    assert len(cells) == 6
    sevens = [(left, bottom) for character, left, _, bottom in boxes(data) if character == "7"]
    for (left, bottom), (x, y, _, tall) in zip(sevens, [cells[1], cells[4]], strict=True):
        assert 0 < left - x < 8 and 0 < y + tall - bottom < 18
    shown = {text: path for path, text in read_aloud(data)}
    assert shown["7"] == shown["given"] == "/Document/Table/TBody/TR/TD" and shown["Head"].endswith(
        "TH"
    )


# ------------------------------------------------------------ matching
@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_the_tenth_premise_is_as_clear_of_its_number(profile):
    """A number of two digits does not touch its premise."""
    task = Matching((spans("Premise"),) * 10, (("A", spans("Response")),))
    document = Document("T", "en", HeaderFooter(page=""), (task,))
    (file,) = rendering.render_documents([document], rendering.LOOKS["standard"][profile], A4)
    words = placed_words(file.data)
    (at,) = (n for n, word in enumerate(words) if word[0] == "10")
    (_, _, low, end, high), (_, begins, *_) = words[at : at + 2]
    assert begins - end > 0.4 * (high - low) / 1.36  # of the size of the type


def paths_of(data: bytes) -> list[tuple[str, str]]:
    """Each element's path and the first word of its text."""
    return [(path.removeprefix("/Document"), text.split(" ")[0]) for path, text in read_aloud(data)]


def test_a_matching_is_read_premises_first(render):
    """Readers meet a list of premises, then a list of lettered responses, though they stand side by
    side.
    """
    data = render([(sample_documents.matching(3, 4),)])[0]
    assert paths_of(data) == [("/L/LI/LBody", f"premise{n}") for n in range(3)] + [
        entry
        for n in range(4)
        for entry in (("/L/LI/Lbl", "ABCD"[n]), ("/L/LI/LBody", f"response{n}"))
    ]
    assert extracted(data)[0].split().index("premise2") < extracted(data)[0].split().index(
        "response0"
    )
    assert [list_.A.ListNumbering for list_ in _lists(data) if "/A" in list_] == ["/UpperAlpha"]
    bottoms = {word: bottom for word, _, bottom, _, _ in placed_words(data)}
    assert bottoms["premise0"] == pytest.approx(bottoms["response0"], abs=0.5)
    assert len([box for box in drawn(data) if box[2] == box[3]]) == 3


def _lists(data: bytes):
    with pikepdf.open(BytesIO(data)) as pdf:
        yield from [kid for kid in pdf.Root.StructTreeRoot.K.K if kid.S == "/L"]


@pytest.mark.parametrize("count", range(20, 36))
def test_a_matching_is_never_split(render, count):
    """Stem, premises and responses stand on one page, in one frame."""
    filler = tuple(Paragraph(spans(f"filler {n}")) for n in range(count))
    data = render(
        [
            (
                *filler,
                Entries(
                    (
                        Entry(
                            "#1", (Paragraph(spans("STEM")), sample_documents.matching(5, 7)), "[5]"
                        ),
                    )
                ),
            )
        ]
    )[0]
    page = next(page for page in extracted(data) if "STEM" in page)
    assert all(f"premise{n}" in page for n in range(5)) and all(
        f"response{n}" in page for n in range(7)
    )


@pytest.mark.parametrize(
    ("profile", "sheet"), [("standard", "A4"), ("large", "A4"), ("large", "Letter")]
)
def test_a_matching_taller_than_a_page_shows_its_responses_on_each(
    render, validated, profile, sheet
):
    """Its premises go over pages one by one; each page has all responses, which readers meet once,
    behind the last premise.
    """
    item = Entry("1", (Paragraph(spans("STEM")), sample_documents.matching(24, 12)), "[24]")
    data = render([(Heading(1, spans("T")), Entries((item,)))], profile, sheet)[0]
    assert validated(data) == [] and problems(data) == []
    pages = extracted(data)
    with_premises = [page for page in pages if "premise" in page]
    assert len(with_premises) > 1 and "STEM" in with_premises[0]
    assert all(page.count("response") == 12 for page in with_premises)
    said = [
        word
        for path, word in paths_of(data)
        if path.endswith("LBody") and word.startswith(("premise", "response"))
    ]
    assert said == [f"premise{n}" for n in range(24)] + [f"response{n}" for n in range(12)]
    counts = [page.count("premise") for page in with_premises]
    assert max(counts) - min(counts) <= 3


def test_echoed_responses_would_be_found_without_their_mark(render):
    """The structure check sees the repeated responses: as mere artifacts they would be text hidden
    from readers.
    """
    data = render([(sample_documents.matching(24, 12),)])[0]
    with pikepdf.open(BytesIO(data)) as pdf:
        stream = pdf.pages[0].Contents
        stream.write(
            stream.read_bytes().replace(
                b"/Artifact<</Type/Pagination/Subtype/Header>>BDC", b"/Artifact BMC"
            )
        )
        out = BytesIO()
        pdf.save(out)
    assert any("hidden from readers" in problem for problem in problems(out.getvalue()))


def test_long_responses_stand_below_the_premises(render):
    """Where a column would be too narrow to read, the responses stand under the premises, across
    the frame.
    """
    data = render(
        [(sample_documents.matching(3, 3, " and what else there is to say of it at length " * 3),)],
        "large",
    )[0]
    bottoms = {word: bottom for word, _, bottom, _, _ in placed_words(data)}
    assert bottoms["premise2"] > bottoms["response0"] > bottoms["response1"]


def test_a_matching_without_text_is_harmless(render, validated):
    """Empty premises and responses without letters leave a sound file."""
    from generator.page.blocks import Matching

    data = render(
        [
            (
                Heading(1, spans("T")),
                Matching(((), spans("a")), (("", spans("b")), ("B", ()))),
                Matching((), ()),
            )
        ]
    )[0]
    assert validated(data) == [] and problems(data) == []


def test_a_response_no_page_can_hold_is_refused_by_name(render):
    """An item whose responses alone are taller than a page is named."""
    with pytest.raises(rendering.TooTall, match="item 9"):
        render(
            [
                (
                    Entries(
                        (
                            Entry(
                                "9",
                                (
                                    Paragraph(spans("STEM")),
                                    sample_documents.matching(2, 26, " long" * 100),
                                ),
                            ),
                        )
                    ),
                )
            ]
        )


# ------------------------------------------------------------ parts
def test_parts_have_numbers_and_points_of_their_own(render):
    """(a) and (b) are a list inside their item, numbered by letters, each with its points in the
    margin.
    """
    parts = Entries(
        tuple(
            Entry(f"({letter})", (Paragraph(spans(f"Part {letter}")), Lines(1)), "[2]")
            for letter in "ab"
        )
    )
    data = render([(Entries((Entry("1", (Paragraph(spans("Stem")), parts), "[4]"),)),)])[0]
    assert [text for _, text in read_aloud(data)] == [
        "1",
        "Stem",
        "[4]",
        "(a)",
        "Part a",
        "[2]",
        "(b)",
        "Part b",
        "[2]",
    ]
    ends = {round(right) for character, _, right, _ in boxes(data) if character == "]"}
    assert len(ends) == 1
    with pikepdf.open(BytesIO(data)) as pdf:
        outer = pdf.Root.StructTreeRoot.K.K[0]
        inner = outer.K[0].K[1].K[2]
        assert (outer.A.ListNumbering, inner.A.ListNumbering) == ("/Decimal", "/LowerAlpha")
