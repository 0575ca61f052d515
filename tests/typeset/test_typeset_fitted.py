"""What is as wide as what is in it: columns of tables, matching tasks; and room that is apart."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.page.blocks import (
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Lines,
    Matching,
    Paragraph,
    Table,
    spans,
)
from generator.render import pdf
from generator.render.pdf.blocks.tables import fitted_widths, levelled_widths

TODAY, EARLIER = "standard", "earlier"
WIDTHS = st.lists(
    st.tuples(st.floats(1, 200), st.floats(0, 500)).map(lambda pair: (pair[0], sum(pair))),
    min_size=1,
    max_size=8,
)


def drawn(*blocks, density=TODAY, sheet="A4", number="1", look=None):
    """The PDF of a document with an item of such blocks."""
    entry = Entry(number, (Paragraph(spans("Stem")), *blocks), "[1]", together=False)
    document = Document("T", "en", HeaderFooter(), (Entries((entry,)),))
    look = look or pdf.LOOKS[density]["standard"]
    (file,) = pdf.render_documents([document], look, pdf.SHEETS[sheet], duplex=True)
    return pdfium.PdfDocument(file.data)


def words(document):
    """Of each page its words, each with where it begins and ends across and down."""
    pages = []
    for page in document:
        text, found = page.get_textpage(), []
        joined = text.get_text_range()
        for match in re.finditer(r"\S+", joined):
            boxes = [text.get_charbox(n) for n in range(*match.span())]
            left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
            right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
            found.append(
                Word(match[0], left, right, page.get_height() - top, page.get_height() - bottom)
            )
        pages.append(found)
    return pages


class Word(NamedTuple):
    """A word and its edges, in points from the upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def paths(document):
    """Of what is drawn on the first page, the edges: left, top, right, bottom."""
    page = document[0]
    tall = page.get_height()
    boxes = [o.get_bounds() for o in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH])]
    return [(left, tall - top, right, tall - bottom) for left, bottom, right, top in boxes]


def at(document, text):
    """Where a word begins on the first page."""
    return next(word.left for word in words(document)[0] if word.text == text)


@given(columns=WIDTHS, width=st.floats(20, 800))
def test_columns_share_a_width(columns, width):
    """All of it and no more where there is too little; none below its longest word or above what
    it needs, and only the widest are made narrower; where there is room, each has its content.
    """
    least, full = ([pair[n] for pair in columns] for n in (0, 1))
    widths = fitted_widths(full, least, width, 20.0)
    if sum(full) <= width:
        assert sum(widths) <= width + 1e-6
        assert all(0 <= wide - need <= 20 + 1e-6 for wide, need in zip(widths, full, strict=True))
        return
    assert sum(widths) == pytest.approx(width)
    if sum(least) <= width:
        for wide, low, high in zip(widths, least, full, strict=True):
            assert low - 1e-6 <= wide <= high + 1e-6
        cut = [wide for wide, high in zip(widths, full, strict=True) if wide < high - 1e-6]
        free = [w for w, low in zip(widths, least, strict=True) if w > low + 1e-6]
        assert all(wide <= min(cut) + 1e-6 for wide in free)


def test_a_short_column_is_narrow():
    """Years beside sentences: the second column begins close behind the first; in papers of earlier
    programs it begins in the middle, as it always did.
    """
    row = (spans("2012"), spans("Something happened that takes rather more words to say. " * 2))
    table = Table((spans("Year"), spans("Event")), (row,) * 3, (1.0, 1.0), "s", row_heads=True)
    starts = {}
    for density in (TODAY, EARLIER):
        document = drawn(table, density=density)
        starts[density] = at(document, "Event") - at(document, "Year")
    assert starts[TODAY] < 80 < 200 < starts[EARLIER]


@pytest.mark.parametrize("density", pdf.LOOKS)
def test_a_very_long_word_leaves_room_for_the_other_columns(density):
    """An address or a sequence of 400 letters is broken, and no column beside it is too narrow for
    a letter, which is on the left of it; nothing is lost.
    """
    row = tuple(map(spans, ("1", "ACGT" * 100, "xy")))
    table = Table(tuple(map(spans, ("a", "b", "c"))), (row,), (1.0, 1.0, 1.0), "s")
    document = drawn(table, density=density)
    text = "".join(word.text for word in words(document)[0])
    assert text.count("ACGT") + text.count("CGTA") >= 90 and "xy" in text
    assert at(document, "1") < at(document, "xy")


def test_columns_are_levelled():
    """What does not fit is taken from the widest columns alone; what fits is left."""
    assert levelled_widths([20, 900, 30, 500], 400) == [20, 175, 30, 175]
    assert levelled_widths([20, 100, 30], 400) == [20, 100, 30]
    assert levelled_widths([300, 300, 300], 300) == [100, 100, 100]


def test_a_table_never_becomes_longer():
    """Where the widths that its author's kind of table has need fewer lines, they are taken."""
    sentence = "one two three four five six seven eight nine ten eleven twelve "
    rows = tuple((spans("July 2020 to August 2020 about"), spans(sentence * n)) for n in (1, 2, 3))
    for shares in ((1.0, 9.0), (1.0, 1.0), (9.0, 1.0)):
        table = Table((spans("Date"), spans("Event")), rows, shares, "s")
        lines = []
        for fitted in (True, False):
            look = replace(pdf.LOOKS[TODAY]["standard"], fitted=fitted)
            found = words(drawn(table, look=look))
            lines.append(len({(n, round(w.bottom / 4)) for n, p in enumerate(found) for w in p}))
        assert lines[0] <= lines[1]


@pytest.mark.parametrize("density", pdf.LOOKS)
def test_a_head_of_a_table_is_never_broken_within_a_word(density):
    """However its type differs from that of the cells: in a compact text to read it is larger."""
    heads = ("From", "Minutes", "Step", "What happens")
    row = ("10", "15", "Open", "Read the concept box; which of its questions are answered? " * 2)
    table = Table(tuple(map(spans, heads)), (tuple(map(spans, row)),), (0.4, 0.5, 0.8, 4.0), "s")
    document = Document("T", "en", HeaderFooter(), (table,), reading=density)
    (file,) = pdf.render_documents(
        [document], pdf.LOOKS[density]["standard"], pdf.SHEETS["A4"], duplex=True
    )
    (page,) = words(pdfium.PdfDocument(file.data))
    assert {"From", "Minutes", "Step"} <= {word.text for word in page}


@pytest.mark.parametrize("sheet", pdf.SHEETS)
def test_a_table_of_twenty_rows_goes_over_pages_under_its_head(sheet):
    """Every row once and whole, and the head on each page."""
    cell = "A cell with quite some words in it, which take several lines of their column. " * 3
    rows = tuple((spans(f"row-{n}"), spans(cell), spans(cell)) for n in range(1, 21))
    table = Table(tuple(map(spans, ("Which", "First", "Second"))), rows, (1.0,) * 3, "s", True)
    texts = [" ".join(word.text for word in page) for page in words(drawn(table, sheet=sheet))]
    assert len(texts) > 1
    assert all("Which" in text and "Second" in text for text in texts[:2])
    assert [sum(text.split().count(f"row-{n}") for text in texts) for n in range(1, 21)] == [1] * 20


def test_a_matching_task_is_as_wide_as_what_is_in_it():
    """Short names stand close to each other; long premises leave short responses what they need,
    and the other way round.
    """
    long = "A premise of so many words that it would take more than half of the width of the page"

    def rule_at(premise, response, density=TODAY):
        task = Matching((spans(premise),) * 4, tuple((c, spans(response)) for c in "ABCDE"))
        boxes = paths(drawn(task, density=density))
        frame = max(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
        bar = next(box for box in boxes if box[2] - box[0] < 2 and box[3] - box[1] > 30)
        return bar[0] - frame[0], frame[2] - frame[0]

    short_bar, short_frame = rule_at("Kosovo", "Kesh")
    premise_bar, premise_frame = rule_at(long, "Kesh")
    response_bar, _ = rule_at("Kosovo", long)
    earlier_bar, earlier_frame = rule_at("Kosovo", "Kesh", EARLIER)
    assert short_frame < 0.6 * premise_frame and short_frame < 0.6 * earlier_frame
    assert response_bar < short_bar < 0.5 * earlier_bar
    assert premise_bar > 0.8 * premise_frame


def test_room_to_plan_is_in_a_frame_of_its_own():
    """An empty frame, no line to write on; papers of earlier programs keep their lines."""
    block = Lines(4, spans("Planning:"), for_notes=True)
    document = drawn(block)
    (frame,) = paths(document)
    assert frame[3] - frame[1] == pytest.approx(4 * 8 * 72 / 25.4, abs=3)
    word = next(word for word in words(document)[0] if word.text == "Planning:")
    assert frame[1] < word.top and word.bottom < frame[1] + 25 and word.left > frame[0]
    earlier = paths(drawn(block, density=EARLIER))
    assert len(earlier) == 4 and all(box[3] - box[1] < 3 for box in earlier)


def test_a_number_of_four_figures_keeps_clear_of_its_stem():
    """It is smaller; one of three is as large as ever."""
    heights = {}
    for number in ("999", "1022"):
        first, second = words(drawn(number=number))[0][:2]
        assert (first.text, second.text) == (number, "Stem")
        assert first.right + 1 < second.left
        heights[number] = first.bottom - first.top
    assert heights["999"] > heights["1022"] > 0.75 * heights["999"]
