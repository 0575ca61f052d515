"""The pages of papers as their readers get them: the front, what goes on overleaf, the last page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from block_setters import block_setter
from pdf_structure import extracted, placed_words

from generator.i18n.catalog import load_catalog
from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import (
    Block,
    Bullets,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Lines,
    Paragraph,
    SideBySide,
    Table,
    WriteIn,
    spans,
)
from generator.render import pdf
from generator.render.pdf.blocks.setter import BlockSetter
from generator.render.pdf.lines import height
from generator.render.pdf.makeup import with_gaps
from generator.render.pdf.styles import look_of

EN = load_catalog("en")
FOOT = HeaderFooter(
    foot="RETS-K569-A", page=EN("page"), turn_over=EN("turn-over"), goes_on=EN("question-goes-on")
)
WORDS = "Words that a student reads before the questions. "


def paper(*blocks: Block, earlier: bool = False) -> Document:
    """A paper of one form."""
    version = FIRST_WORDS_VERSION if earlier else None
    return Document(
        "T", "en", FOOT, blocks, "the test", forms=(blocks,), blank="-", words_version=version
    )


def pages(document: Document, profile: str, sheet: str = "A4", duplex: bool = True) -> list[str]:
    """The words of each page, with single spaces."""
    look = pdf.LOOKS["standard"][profile]
    (file,) = pdf.render_documents([document], look, pdf.SHEETS[sheet], duplex=duplex)
    return [" ".join(text.split()) for text in extracted(file.data)]


def setter_of(document: Document, profile: str, sheet: str = "A4") -> BlockSetter:
    """What lays out the blocks of a document."""
    look = look_of(pdf.LOOKS["standard"][profile], document)
    return block_setter(look, sheet)


def grid(columns: int) -> Table:
    """A table of points, as papers have it."""
    numbers = [f"{n}" for n in range(1, columns + 1)]
    rows = (spans("Points"), *map(spans, numbers)), (spans("Mark"), *[()] * columns)
    head = (spans("Question"), *map(spans, numbers))
    widths = (3.0, *[1.0] * columns)
    return Table(head, rows, widths, "points", row_heads=True, style="grid")


def front(instructions: int, long: int) -> tuple[Block, ...]:
    """Title, fields, so many instructions beside a table of points, and a source."""
    bullets = tuple(
        (Paragraph(spans(f"Instruction {n}. " + long * WORDS)),) for n in range(instructions)
    )
    left = (Heading(2, spans("Instructions"), bookmark=False), Bullets(bullets))
    return (
        Heading(1, spans("The harbour")),
        WriteIn((("Name", 1.0), ("Number", 0.5), ("Date", 0.5))),
        SideBySide(left, (grid(12),)),
        Paragraph(spans("Source begins. " + 9 * WORDS + "Source ends."), "small"),
    )


def questions(*blocks: Block) -> tuple[Block, ...]:
    """A section of one question."""
    entry = Entry("1", (Paragraph(spans("Stem.")), *blocks), "[1]")
    return Heading(2, spans("Part 1")), Entries((entry,), EN("continued"))


def where(texts: list[str], words: str) -> int:
    """The page on which these words are."""
    (page,) = (n for n, text in enumerate(texts) if words in text)
    return page


@pytest.mark.parametrize("sheet", pdf.SHEETS)
@pytest.mark.parametrize(
    ("profile", "long"), [("clear-print", 5), ("large-print", 2), ("dyslexia", 4)]
)
def test_the_cover_holds_as_much_as_it_has_room_for(profile, long, sheet):
    """All instructions are on the first page where it holds them below title and fields, with
    smaller gaps if need be, and most of it is full otherwise; the table of points is with them if
    it has room, and what is said of sources is never parted.
    """
    apart = []
    for count in range(1, 8):
        document = paper(*front(count, long), *questions(Lines(5)))
        texts = pages(document, profile, sheet)
        setter = setter_of(document, profile, sheet)
        above = (*front(count, long)[:2], *front(count, long)[2].left)
        lines = setter.layout_all(above, 0.0, setter.documents.front_width).lines
        on_cover = sum(f"Instruction {n}." in texts[0] for n in range(count))
        fits = height(with_gaps(lines, 0.6)) <= setter.room
        assert on_cover == count if fits else on_cover > 1
        assert where(texts, "Source begins.") == where(texts, "Source ends.")
        apart.append(where(texts, "Mark") > 0)
    assert not apart[0] and apart[-1]


@pytest.mark.parametrize("sheet", pdf.SHEETS)
@pytest.mark.parametrize(
    ("profile", "long"), [("clear-print", 2), ("large-print", 1), ("dyslexia", 2)]
)
def test_what_is_before_the_questions_is_on_one_page_if_gaps_can_be_smaller(profile, long, sheet):
    """What is higher than a page by less than gaps may give is on one page with its sources."""
    saved = 0
    for count in range(1, 9):
        blocks = front(count, long)
        document = paper(*blocks, *questions(Lines(5)))
        setter = setter_of(document, profile, sheet)
        lines = setter.layout_all(blocks, 0.0, setter.documents.front_width).lines
        usual, smallest = (height(with_gaps(lines, gaps)) for gaps in (1.0, 0.6))
        if usual > setter.room >= smallest:
            saved += 1
            assert where(pages(document, profile, sheet), "Source ends.") == 0
    assert saved


@pytest.mark.parametrize("sheet", pdf.SHEETS)
@pytest.mark.parametrize("profile", pdf.PROFILES)
@pytest.mark.parametrize("duplex", [True, False])
def test_every_page_whose_question_goes_on_says_so(profile, sheet, duplex):
    """At its foot, on right-hand and on left-hand pages, and at the head of the next; right-hand
    pages also say to turn over, where there is another side.
    """
    long = Entry("7", (Paragraph(spans("Write.")), Lines(120)), "[9]", together=False)
    document = paper(Heading(2, spans("Part 1")), Entries((long,), EN("continued")))
    texts = pages(document, profile, sheet, duplex)
    assert len(texts) > 3
    for n, (text, below) in enumerate(zip(texts, texts[1:], strict=False)):
        assert "Question 7 continues" in text and "Question 7 continued" in below
        assert ("Turn over" in text) == (duplex and n % 2 == 0)
    assert "continues" not in texts[-1] and "Turn over" not in texts[-1]


@pytest.mark.parametrize("profile", pdf.PROFILES)
def test_notes_at_the_foot_run_into_nothing(profile):
    """No word at the foot lies on another, nor on the text; in papers of earlier words a note that
    has no room is left out on right-hand pages: the control.
    """
    long = Entry("7", (Paragraph(spans("Write.")), Lines(120)), "[9]", together=False)
    document = paper(Heading(2, spans("Part 1")), Entries((long,), EN("continued")))
    look = pdf.LOOKS["standard"][profile]
    (file,) = pdf.render_documents([document], look, pdf.SHEETS["A4"])
    for page in range(2):
        words = placed_words(file.data, page)
        foot = [word for word in words if word[2] < look.margins.bottom]
        assert {"Question", "7", "continues"} <= {word[0] for word in foot}
        for n, (_, left, bottom, right, top) in enumerate(foot):
            for _, others_left, others_bottom, others_right, others_top in foot[:n]:
                beside = right <= others_left + 0.1 or others_right <= left + 0.1
                assert beside or min(top, others_top) - max(bottom, others_bottom) < 0.3 * (
                    top - bottom
                )
    earlier = pages(replace(document, words_version=FIRST_WORDS_VERSION), profile)
    assert ("Question 7 continues" in earlier[0]) == (profile in ("standard",))


@pytest.mark.parametrize("sheet", pdf.SHEETS)
def test_no_page_holds_the_last_words_alone(sheet):
    """A question that fills its page has a line less, or less room around it, where the closing
    words would be alone overleaf; never fewer lines than the standard paper.
    """

    def printed(count: int, earlier: bool) -> list[str]:
        entries = (
            Entry("1", (Paragraph(spans("First.")), Lines(6, by_points=True)), "[3]"),
            Entry("2", (Paragraph(spans("Last.")), Lines(count, by_points=True)), "[9]"),
        )
        closing = Paragraph(spans("End of the quiz", bold=True), "closing")
        heading = Heading(2, spans("Part 1"))
        return pages(
            paper(heading, Entries(entries, EN("continued")), closing, earlier=earlier),
            "large-print",
            sheet,
        )

    def is_alone(texts: list[str]) -> bool:
        return "End of the quiz" in texts[-1] and "Last." not in texts[-1]

    assert not any(is_alone(printed(count, False)) for count in range(2, 14))
    assert any(is_alone(printed(count, True)) for count in range(2, 14))  # the control


def test_no_reader_has_fewer_lines_than_there_usually_are():
    """What is taken away to save a page are lines that a profile adds."""
    document = paper(*questions(Lines(6)))
    look = look_of(pdf.LOOKS["standard"]["large-print"], document)
    *_, tightest = look.tightened()
    assert tightest.fewer_lines == 2
    for looks, counts in ((look, {2: 3, 4: 6, 6: 9}), (tightest, {2: 2, 4: 4, 6: 7})):
        setter = block_setter(looks)
        for count, drawn in counts.items():
            entry = Entry("1", (Paragraph(spans("Write.")), Lines(count, by_points=True)))
            assert len(setter.entry(entry, 400.0).lines) == 1 + drawn
            own = Entry("1", (Paragraph(spans("Write.")), Lines(count)))
            assert len(setter.entry(own, 400.0).lines) == 1 + {2: 3, 4: 6, 6: 9}[count]


@pytest.mark.parametrize("profile", pdf.PROFILES)
def test_the_table_of_a_set_is_as_wide_as_the_text_with_its_points(profile):
    """It reaches into the column of the points, where nothing else is; one that is not above parts
    does not.
    """
    cell = spans("what one party says of the other in so many words, and more")
    table = Table((spans("Who"), spans("What")), ((cell, cell),) * 2, (1.0, 1.0), "a table")
    part = Entries((Entry("(a)", (Paragraph(spans("Part.")),), "[1]"),))
    stem = Paragraph(spans("Stem."))

    def edges(*blocks: Block) -> tuple[float, float]:
        document = paper(Heading(2, spans("Part 1")), Entries((Entry("1", (stem, *blocks)),)))
        setter = setter_of(document, profile)
        lines = setter.documents.layout(document).lines
        right = max(
            ornament.x + float(ornament.ops.split(b" re")[0].split()[-2])
            for line in lines
            for ornament in line.ornaments
            if ornament.ops.startswith(b"0.92 g")
        )
        return right, setter.edge

    right, edge = edges(table, part)
    assert edge - 25 < right <= edge + 0.1  # a column needs no more than its words do
    right, edge = edges(table)
    assert right <= edge - pdf.LOOKS["standard"][profile].points + 0.1
