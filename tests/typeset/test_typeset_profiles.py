"""Every profile prints the same items, numbers, letters and line numbers; each keeps what it
promises its readers.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, replace
from io import BytesIO
from itertools import groupby

import pikepdf
import pytest
import sample_documents
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_structure import boxes, extracted, placed_words, problems, read_aloud

from generator.page.blocks import (
    BLANK,
    AnswerGrid,
    Entries,
    Entry,
    Heading,
    Lines,
    Paragraph,
    Rules,
    Table,
    WriteIn,
    spans,
)
from generator.page.markup import Span, parse
from generator.render import pdf as rendering
from generator.render.pdf.blocks.writing_space import layout_write_in
from generator.render.pdf.fonts import UsedGlyphs, load_font
from generator.render.pdf.styles import Type
from generator.render.pdf.text import TextSetter

NAMES = ("standard", "clear-print", "large-print", "dyslexia")
LABELS = ("paper A", "key A", "briefing", "stress", "types")


@pytest.mark.parametrize("profile", NAMES[1:])
@pytest.mark.parametrize(("sheet", "duplex"), [("A4", True), ("Letter", False)])
@pytest.mark.parametrize("label", LABELS)
def test_every_file_in_every_profile_is_valid_and_sound(
    render, samples, validated, label, profile, sheet, duplex
):
    """Any document, in any profile, on any sheet, bound or not, is PDF/UA-1 and wired as it should
    be.
    """
    data = render(samples[label], profile, sheet, duplex)
    assert validated(data) == [] and problems(data) == []


@pytest.mark.parametrize("name", NAMES)
def test_who_reads_with_difficulty_gets_no_italics(render, name):
    """Slanted letters are harder to read: they are upright in every profile but the standard, in
    bold text too.
    """
    typed = (Span("slanted", italic=True), Span("heavy", italic=True, bold=True))
    data = render((Heading(1, spans("T")), Paragraph(typed)), name)
    with pikepdf.open(BytesIO(data)) as pdf:
        faces = {
            str(thing.BaseFont)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        }
    assert any("Italic" in face for face in faces) == (name == "standard"), faces


def line_numbers(data: bytes) -> list[str]:
    """The line numbers of passages, in order."""
    with pikepdf.open(BytesIO(data)) as pdf:
        content = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    marked = re.findall(rb"/Subtype/LineNum>>BDC\n.*?EMC", content, re.DOTALL)
    return [
        "".join(
            re.findall(r"\d", re.search(rb"\((.*)\)Tj", each, re.DOTALL)[1].decode("utf-16-be"))
        )
        for each in marked
    ]


def said(data: bytes) -> list[str]:
    """The words that readers meet outside tables, one after the other; a table's list is taken for
    a table.
    """
    heard = [
        (path, text)
        for path, text in read_aloud(data)
        if "/Table/" not in path and not path.endswith("/Figure")
    ]
    return [word for _, text in heard for word in text.split()]


@pytest.mark.parametrize("label", ["paper A", "key A", "types"])
@pytest.mark.parametrize("profile", NAMES[1:])
@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_every_profile_prints_the_same(render, samples, sample_files, label, profile, sheet):
    """Same words in the same order, with the same numbers, letters, points and line numbers: one
    key serves all.
    """
    first, other = sample_files[label], render(samples[label], profile, sheet)
    assert said(first) == said(other)
    assert line_numbers(first) == line_numbers(other) and (line_numbers(first) or label != "types")
    labels = [
        [text for path, text in read_aloud(data) if path.endswith("/Lbl")]
        for data in (first, other)
    ]
    assert labels[0] == labels[1] and len(labels[0]) > 20
    cells = [
        Counter(text for path, text in read_aloud(data) if path.endswith("/TD"))
        for data in (first, other)
    ]
    assert cells[0] == cells[1]


def test_a_difference_would_be_noticed(render):
    """The test above looks at something: another order of options, another letter or a lost line
    number is a difference.
    """
    paper, other = (render(sample_documents.paper("A", 6, shift)) for shift in (0, 1))
    assert said(paper) != said(other)
    passage, fewer = (render([(sample_documents.passage(2, every),)])[0] for every in (5, 10))
    assert line_numbers(passage) == ["5", "10", "15", "20", "25"] != line_numbers(fewer)


@pytest.mark.parametrize(
    ("profile", "least"), [("clear-print", 12), ("large-print", 16), ("dyslexia", 12)]
)
def test_no_type_is_smaller_than_the_profile_allows(render, samples, profile, least):
    """Nothing but sub- and superscripts is set below the profile's least size, and running text in
    its size.
    """
    looks = rendering.PROFILES[profile]
    types = [
        getattr(looks, field.name)
        for field in fields(looks)
        if isinstance(getattr(looks, field.name), Type)
    ]
    assert all(kind.size >= least for kind in types) and looks.passage_least >= least
    for label in ("paper A", "types"):
        with pikepdf.open(BytesIO(render(samples[label], profile))) as pdf:
            content = b"".join(page.Contents.read_bytes() for page in pdf.pages)
        assert b" Ts" not in content or label == "paper A"
        plain = re.sub(rb"/F\d+ [\d.]+ Tf[^(]*?-?[\d.]+ Ts", b"", content)
        sizes = {float(size) for size in re.findall(rb"/F\d+ ([\d.]+) Tf", plain)}
        assert min(sizes) >= least and looks.body.size in sizes


@pytest.mark.parametrize("profile", NAMES[1:])
def test_no_italics_where_they_are_hard_to_read(render, profile):
    """What is emphasised is bold in clear print, large print and for readers with dyslexia."""
    data = render(
        [
            (
                Heading(4, spans("four"), False),
                Paragraph(parse("plain *slanted* ***both*** **bold**")),
            )
        ],
        profile,
    )[0]
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = {str(font.BaseFont).split("+")[1] for font in pdf.pages[0].Resources.Font.values()}
    assert fonts == {"NotoSans-Regular", "NotoSans-Bold"}


def test_nothing_is_bold_that_is_only_said_quietly(render):
    """Fixed words in italics, such as that no reply is recorded, count for less: where there are
    no italics they are plain, and only what an author stresses is bold.
    """
    for quiet in (True, False):
        shown = (Span("no reply", italic=True, quiet=quiet),)
        data = render([(Paragraph(shown),)], "dyslexia")[0]
        with pikepdf.open(BytesIO(data)) as pdf:
            fonts = {
                str(font.BaseFont).split("+")[1] for font in pdf.pages[0].Resources.Font.values()
            }
        assert ("NotoSans-Bold" in fonts) != quiet


def test_large_print_has_strong_rules_and_room(render, samples):
    """In large print no rule is finer than a point, lines to write on are 12 mm apart, and boxes 12
    mm wide.
    """
    large, mm = rendering.PROFILES["large-print"], 72 / 25.4
    for label in ("paper A", "types"):
        with pikepdf.open(BytesIO(render(samples[label], "large-print"))) as pdf:
            content = b"".join(page.Contents.read_bytes() for page in pdf.pages)
        assert (
            min(float(width) for width in re.findall(rb"([\d.]+) w ", content) if float(width)) >= 1
        )
    assert large.line_pitch >= 12 * mm and large.write_box >= 12 * mm and large.blank_cell > 18 * mm
    assert large.write_grey < rendering.PROFILES["standard"].write_grey


# ------------------------------------------------------------ dyslexia
def test_letters_stand_apart(render):
    """Three hundredths of an em between letters, one and a half between lines, and shorter lines
    than in clear print.
    """
    text = spans("minimum " * 60)
    spaced, plain = (
        placed_words(render([(Paragraph(text),)], profile)[0])
        for profile in ("dyslexia", "clear-print")
    )
    size = rendering.PROFILES["dyslexia"].body.size
    assert size == rendering.PROFILES["clear-print"].body.size == 14
    assert spaced[0][3] - spaced[0][1] == pytest.approx(
        plain[0][3] - plain[0][1] + 0.03 * size * 7, abs=0.6
    )
    levels = sorted({round(word[2], 1) for word in spaced}, reverse=True)
    assert levels[0] - levels[1] == pytest.approx(1.5 * size, abs=0.1)
    assert max(word[3] for word in spaced) < max(word[3] for word in plain) - 10


_TEXT = st.text(st.sampled_from("abcdefghijklm   ščЂջ☐✓-–/(\xa0\u2003"), min_size=1, max_size=200)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(Span, _TEXT, st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=5
    )
)
def test_letterspacing_is_measured(render, runs):
    """With letters apart, no line is longer than the measure, and none is broken a word
    too soon.
    """
    profile, sheet = rendering.PROFILES["dyslexia"], rendering.SHEETS["A4"]
    data = render([(Paragraph(tuple(runs)),)], "dyslexia")[0]
    found = boxes(data)
    assert (
        not found
        or max(right for _, _, right, _ in found)
        <= profile.margins.inner + profile.measure(sheet) + 0.6
    )


def test_letterspacing_fills_the_measure(render):
    """The measure is used: a line of short words ends less than one word before it."""
    profile, sheet = rendering.PROFILES["dyslexia"], rendering.SHEETS["A4"]
    found = placed_words(render([(Paragraph(spans("six " * 80)),)], "dyslexia")[0])
    lines = [list(row) for _, row in groupby(found, key=lambda word: round(word[2]))][:-1]
    room = profile.margins.inner + profile.measure(sheet)
    wide = found[0][3] - found[0][1] + 0.29 * profile.body.size
    assert lines and all(0 <= room - line[-1][3] + 0.5 <= wide + 0.5 for line in lines)


def test_blanks_stay_unbroken_between_letters_apart(render):
    """Letterspacing does not turn a blank into dashes."""
    data = render([(Paragraph(parse(f"word {BLANK} word"), "gapped"),)], "dyslexia")[0]
    marks = [(left, right) for character, left, right, _ in boxes(data) if character == "_"]
    assert len(marks) == len(BLANK) and all(
        abs(b - a) < 0.6 for (_, a), (b, _) in zip(marks, marks[1:], strict=False)
    )
    assert marks[-1][1] - marks[0][0] == pytest.approx(
        load_font("NotoSans-Regular").stringWidth(BLANK, 14), abs=0.5
    )


@pytest.mark.parametrize("count", range(0, 26, 2))
def test_nothing_is_parted_for_readers_with_dyslexia(render, count):
    """A paragraph, an item that elsewhere may be parted, and a set that a page can hold each stand
    on one page.
    """
    filler = tuple(Paragraph(spans(f"filler {n}")) for n in range(count))
    parts = Entries(
        tuple(
            Entry(f"({letter})", (Paragraph(spans(f"PART{letter}")), Lines(3))) for letter in "ab"
        )
    )
    blocks = (
        *filler,
        Paragraph(spans("START " + "word " * 90 + "END")),
        Entries(
            (
                Entry(
                    "1",
                    (Paragraph(spans("STEM")), Lines(14), Paragraph(spans("TAIL"))),
                    together=False,
                ),
                Entry(
                    "2",
                    (Paragraph(spans("SET")), Paragraph(spans("text " * 90)), parts),
                    together=False,
                ),
            )
        ),
    )
    for page in extracted(render([blocks], "dyslexia")[0]):
        assert ("START" in page) == ("END" in page) and ("STEM" in page) == ("TAIL" in page)
        assert ("SET" in page) == ("PARTa" in page) == ("PARTb" in page)


def test_elsewhere_they_are_parted(render):
    """The test above looks at something: in clear print some of its documents are parted."""
    parted = 0
    for count in range(0, 26, 2):
        filler = tuple(Paragraph(spans(f"filler {n}")) for n in range(count))
        for page in extracted(
            render([(*filler, Paragraph(spans("START " + "word " * 90 + "END")))], "clear-print")[0]
        ):
            parted += ("START" in page) != ("END" in page)
    assert parted


def test_what_no_page_can_hold_is_parted_all_the_same(render):
    """An essay's 48 lines and a passage of many lines go over pages for readers with
    dyslexia, too.
    """
    item = Entry("1", (Paragraph(spans("STEM")), Lines(48)), together=False)
    data = render([(Entries((item,)), sample_documents.passage(6))], "dyslexia")[0]
    assert len(extracted(data)) > 3 and problems(data) == []


def answer_rows(render, profile: str, lines: int = 8) -> list[str]:
    """The pages of answer sheets on which an answer of many lines begins at many heights; it is
    numbered 7, its last row TAIL.
    """
    written = Entry("7", (Lines(lines), Rules(("TAIL",))), "HEAD")
    pages = []
    for count in range(0, 26, 3):
        grid = AnswerGrid(
            (*(Entry(str(n), (Lines(1),)) for n in range(10, 10 + count)), written),
            WriteIn((("Name", 1.0),)),
        )
        pages += extracted(render([(grid,)], profile)[0])
    return pages


def test_no_answer_is_parted_on_a_sheet_for_readers_with_dyslexia(render):
    """The lines for one answer stand on one page under their number; elsewhere, or where no page
    holds them, they need not.
    """
    assert all(("HEAD" in page) == ("TAIL" in page) for page in answer_rows(render, "dyslexia"))
    assert any(("HEAD" in page) != ("TAIL" in page) for page in answer_rows(render, "clear-print"))
    assert any(("HEAD" in page) != ("TAIL" in page) for page in answer_rows(render, "dyslexia", 48))


# ------------------------------------------------------------ tables
def wide_table(columns: int, rows: int = 2, style: str = "rows", heads: bool = False) -> Table:
    """A table that does not fit 18 point type."""
    return Table(
        tuple(spans(f"Characteristic{n}") for n in range(columns)),
        tuple(
            tuple(spans(f"cell{row}of{n} with some words") for n in range(columns))
            for row in range(rows)
        ),
        (1.0,) * columns,
        "Wide",
        heads,
        style,
    )


@pytest.mark.parametrize("heads", [False, True])
def test_a_table_too_wide_for_large_print_is_a_list(render, validated, heads):
    """Each row is a list of its cells, each behind its column's head; narrow tables stay tables,
    and all do elsewhere.
    """
    table = wide_table(5, heads=heads)
    data = render([(Heading(1, spans("T")), table)], "large-print")[0]
    assert validated(data) == [] and problems(data) == []
    heard = read_aloud(data)
    assert not any("/Table" in path for path, _ in heard)
    texts = [text.strip() for _, text in heard][1:]
    first = (
        ["cell0of0 with some words"] if heads else ["Characteristic0:", "cell0of0 with some words"]
    )
    assert texts[: len(first) + 2] == [*first, "Characteristic1:", "cell0of1 with some words"]
    assert sum(text.startswith("cell") for text in texts) == 10
    assert any(path == "/Document/L/LI/LBody/L/LI/Lbl" for path, _ in heard)
    for narrow, profile in (
        (wide_table(2), "large-print"),
        (table, "standard"),
        (table, "dyslexia"),
    ):
        assert any("/Table" in path for path, _ in read_aloud(render([(narrow,)], profile)[0]))


def test_a_row_told_as_a_list_stays_together(render):
    """A row goes over a page's end whole."""
    for page in extracted(render([(wide_table(5, 12),)], "large-print")[0]):
        assert page.count("Characteristic0") == page.count("Characteristic4") > 0


@pytest.mark.parametrize("profile", NAMES)
@pytest.mark.parametrize("sheet", ["A4", "Letter"])
@pytest.mark.parametrize("count", [4, 15, 30, 60])
def test_a_points_table_of_any_width_is_cut_into_grids(render, validated, profile, sheet, count):
    """However many questions: every column stands once, in order, under its head, wide enough to
    write in, on the page.
    """
    grid = Table(
        (spans("Question"), *(spans(str(n)) for n in range(1, count + 1)), spans("Total")),
        (
            (spans("Points"), *(spans(f"{n}p") for n in range(1, count + 1)), spans("all")),
            (spans("Score"), *[()] * (count + 1)),
        ),
        (2.4, *[1.0] * count, 1.5),
        "Points",
        True,
        "grid",
    )
    data = render([(Heading(1, spans("T")), grid)], profile, sheet)[0]
    assert validated(data) == [] and problems(data) == []
    heads = [text for path, text in read_aloud(data) if path.endswith("THead/TR/TH")]
    assert [text for text in heads if text != "Question"] == [
        *map(str, range(1, count + 1)),
        "Total",
    ]
    cells = [text for path, text in read_aloud(data) if path.endswith("TBody/TR/TD") and text]
    assert cells == [*(f"{n}p" for n in range(1, count + 1)), "all"]
    looks, size = rendering.PROFILES[profile], rendering.SHEETS[sheet]
    assert (
        max(right for _, _, right, _ in boxes(data))
        <= looks.margins.inner + looks.measure(size) + 0.5
    )
    with pikepdf.open(BytesIO(data)) as pdf:
        paths = re.findall(
            rb"0 G ((?:\S+ \S+ \S+ \S+ re ?)+) S", pdf.pages[0].Contents.read_bytes()
        )
    widths = [
        float(rect.split()[2]) for path in paths for rect in path.split(b" re") if rect.strip()
    ]
    assert min(widths) >= 0.74 * looks.grid_cell
    tables = heads.count("Question")
    assert (tables == 1) == (count <= 4 or (count == 15 and profile == "standard"))


@pytest.mark.parametrize("style", ["matrix", "blanks"])
def test_a_wide_matrix_is_cut_by_columns(render, style):
    """A matrix is cut between columns, each part with the heads of its rows."""
    table = wide_table(7, 3, style, True)
    heard = read_aloud(render([(table,)], "large-print")[0])
    rows = [text for path, text in heard if path.endswith("TBody/TR/TH")]
    assert rows == [
        "cell0of0 with some words",
        "cell1of0 with some words",
        "cell2of0 with some words",
    ] * (len(rows) // 3)
    assert len(rows) > 3 and len([text for path, text in heard if path.endswith("TD")]) == 18
    with pikepdf.open(BytesIO(render([(table,)], "large-print")[0])) as pdf:
        assert str(pdf.Root.StructTreeRoot.K.K[0].A.Summary).startswith("Wide (1/")


# ------------------------------------------------------------ what is filled in
@pytest.mark.parametrize("profile", NAMES)
def test_a_name_stands_on_its_rule(render, validated, profile):
    """A value is read behind its label, in the size of running text, above its rule; a field
    without one stays empty.
    """
    name = "Ђорђе Тешић"
    block = WriteIn(
        (("Name", 0.6), ("Number", 0.4), ("Class", 0.35), ("", 0.3)), (name, "", "IR 210", "alone")
    )
    data = render([(Heading(1, spans("T")), block)], profile)[0]
    assert validated(data) == [] and problems(data) == []
    assert [text for _, text in read_aloud(data)] == [
        "T",
        f"Name {name}",
        "Number",
        "Class IR 210",
        "alone",
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("density", ["standard", "compact", "roomy"])
def test_a_field_is_wide_enough_for_what_is_written_by_hand(name, density):
    """Whatever fields a style has beside each other, a rule for a name has room for eleven letters
    of the running text's size and any other for five: who needs large type writes large, too.
    """
    profile = replace(rendering.LOOKS[density][name], latest=True)
    text = TextSetter(UsedGlyphs(), profile, serbian=False)
    labels = ("Name", 0.5), ("Student number", 0.25), ("Date", 0.25), ("Seat", 0.25), ("Sign", 0.5)
    layout = layout_write_in(WriteIn(labels, fills=True), text, 0.0, 410.0)
    rules = [rule for line in layout.lines for rule in line.ornaments]
    widths = [float(rule.ops.split()[-4]) for rule in rules]
    assert len(widths) == len(labels)
    for (_, share), wide in zip(labels, widths, strict=True):
        assert wide >= (11 if share == 0.5 else 5.5) * profile.body.size - 0.1


@pytest.mark.parametrize("name", NAMES)
def test_a_long_number_is_on_one_line_where_its_row_has_room(name):
    """A number of fourteen letters takes room from the date beside it, which keeps its least; earlier papers have it in two lines."""
    labels = ("Name", 0.5), ("Student number", 0.25), ("Date", 0.25)
    block = WriteIn(labels, ("Ada Lovelace", "2023/0041-MA-1"))

    def lines_of_number(latest: bool) -> int:
        profile = replace(rendering.LOOKS["standard"][name], latest=latest)
        text = TextSetter(UsedGlyphs(), profile, serbian=False)
        width = profile.measure(rendering.SHEETS["A4"])
        width += profile.points if profile.wide_front else 0.0
        row = layout_write_in(block, text, 0.0, width).lines[1]
        date = float(row.ornaments[1].ops.split()[-4])
        assert date >= profile.field_least - 0.1
        return len(row.spans) - 2  # without the labels

    assert lines_of_number(latest=True) == 1
    assert lines_of_number(latest=False) == (2 if name in ("large-print", "dyslexia") else 1)


@pytest.mark.parametrize("length", [20, 60, 200])
def test_a_long_name_stays_on_its_rule(render, length):
    """A name too long for its rule is set smaller, and cut at last: it never runs into the next
    field.
    """
    data = render([(WriteIn((("Name", 0.5), ("Number", 0.5)), ("N" * length, "X7")),)])[0]
    found = {word[0][0]: word for word in placed_words(data)}
    number = next(word for word in placed_words(data) if word[0] == "Number")
    assert max(word[3] for word in placed_words(data) if set(word[0]) <= {"N", "…"}) < number[1]
    assert found["X"][0] == "X7" and ("…" in extracted(data)[0]) == (length > 20)
