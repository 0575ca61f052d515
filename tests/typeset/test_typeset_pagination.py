"""Where pages end: never inside an item or a row, never behind a heading, never with a single line
alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pdf_structure import extracted, problems
from sample_documents import matching

from generator.documents.shared_blocks import number_grids
from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import (
    Bullets,
    Definitions,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Lines,
    Notice,
    Option,
    Options,
    Paragraph,
    SideBySide,
    Table,
    spans,
)
from generator.render import pdf
from generator.render import pdf as rendering
from generator.render.pdf.document_renderer import DocumentRenderer
from generator.render.pdf.fonts import ComposedLetters
from generator.render.pdf.lines import (
    AVOID_BREAK,
    NEW_PAGE,
    NO_BREAK,
    BlockLayout,
    Element,
    Line,
    height,
    stack,
)
from generator.render.pdf.pagination import Overfull, paginate
from generator.render.pdf.styles import LOOKS

LONG = "These words are here to be broken into lines of a paragraph, and to be counted. " * 6
FILLER = 45  # one-line paragraphs that overfill a page


def lines_of(data: bytes) -> list[list[str]]:
    """The lines of each page, as extracted."""
    return [[line.strip() for line in page.split("\n") if line.strip()] for page in extracted(data)]


def filler(count: int) -> tuple[Paragraph, ...]:
    """So many one-line paragraphs."""
    return tuple(Paragraph(spans(f"filler {n}")) for n in range(count))


# ------------------------------------------------------------ the breaker itself
def pages(lines, room=100.0):
    """How many lines each page has."""
    return [len(page) for page in paginate(lines, room)]


def test_a_page_takes_what_fits_and_glue_vanishes_at_its_end():
    """Ten lines of ten points fill a page of a hundred; the glue behind the last does not count."""
    assert pages([Line(10.0)] * 25) == [10, 10, 5]
    assert pages([Line(10.0, glue=5.0)] * 14) == [7, 7]
    assert pages([]) == []


def test_penalties_are_heeded():
    """NO_BREAK holds lines together, AVOID_BREAK gives way only where nothing else is possible."""
    assert pages([Line(10.0)] * 8 + [Line(10.0, after=NO_BREAK)] * 3 + [Line(10.0)]) == [8, 4]
    assert pages([Line(10.0)] * 9 + [Line(10.0, after=AVOID_BREAK), Line(10.0)]) == [9, 2]
    assert pages([Line(30.0, after=AVOID_BREAK), Line(90.0)]) == [1, 1]
    with pytest.raises(Overfull) as caught:
        paginate([Line(10.0), Line(60.0, after=NO_BREAK), Line(60.0)], 100.0)
    assert caught.value.line == 1


def test_a_page_ends_where_it_must():
    """Behind each NEW_PAGE, however short the pages are, and not at the last one that fits."""
    line, last = Line(10.0), Line(10.0, after=NEW_PAGE)
    assert pages([line, last, last, line, line, last]) == [2, 1, 3]


def test_only_a_lone_line_stays_with_what_is_below_it():
    """What a heading keeps with itself is kept with what is next only if it is one line of text."""
    heading = BlockLayout((Line(10.0, after=AVOID_BREAK),), (Element("H2", ()),))
    last = BlockLayout((Line(10.0),), (Element("P", ()),))

    def after(lines: int, role: str) -> float:
        middle = BlockLayout((Line(10.0),) * lines, (Element(role, ()),))
        return stack([heading, middle, last]).lines[-2].after

    assert after(1, "P") == AVOID_BREAK
    assert after(2, "P") == after(1, "Figure") == after(2, "Figure") == 0.0
    assert stack([last, last]).lines[0].after == 0.0


def test_a_runner_takes_its_room():
    """A table's head is painted again on the next page, and its height is counted there."""
    head = Line(20.0, after=NO_BREAK)
    pages = paginate([head, *[Line(10.0, runner=head)] * 20], 100.0)
    assert [len(page) for page in pages] == [9, 9, 5]
    assert [page[0].repeated for page in pages] == [False, True, True]
    assert all(placed.down + placed.line.height <= 100.0 for page in pages for placed in page)


@pytest.mark.parametrize(
    ("module", "name", "harmless", "blocks", "stays"),
    [
        (
            "blocks.setter",
            "AVOID_BREAK",
            0.0,
            lambda: (Heading(2, spans("HEAD")), Paragraph(spans(LONG))),
            lambda page: page[-1] != "HEAD",
        ),
        (
            "text",
            "avoid_orphans",
            tuple,
            lambda: (Paragraph(spans(LONG)), Paragraph(spans("end"))),
            lambda page: (
                len([line for line in page if not line.startswith(("filler", "end"))]) not in (1, 6)
            ),
        ),
        (
            "item_breaks",
            "NO_BREAK",
            0.0,
            lambda: (
                Entries((Entry("#1", (Paragraph(spans(LONG)), Lines(3, spans("LINES"))), "[1]"),)),
            ),
            lambda page: (
                not any(line.startswith("#1") for line in page)
                or any("LINES" in line for line in page)
            ),
        ),
        (
            "blocks.tables",
            "NO_BREAK",
            0.0,
            lambda: (Table((spans("When"),), ((spans("ROW"),),) * 4, (1,), "S"),),
            lambda page: page[-1] != "When",
        ),
    ],
)
def test_without_penalties_pages_do_end_there(
    render, monkeypatch, module, name, harmless, blocks, stays
):
    """The rules below are the work of penalties: without one, some document breaks where it must
    not; with it, none does.
    """

    def broken() -> bool:
        firsts = [lines_of(render([(*filler(count), *blocks())])[0])[0] for count in range(18, 36)]
        return not all(stays(first) for first in firsts)

    assert not broken()
    monkeypatch.setattr(f"generator.render.pdf.{module}.{name}", harmless)
    assert broken()


# ------------------------------------------------------------ documents
@pytest.mark.parametrize("count", range(24, 34))
def test_a_heading_stays_with_what_it_heads(render, count):
    """Wherever a heading falls, at least two lines of its text are below it."""
    data = render(
        [
            (
                Heading(1, spans("T")),
                *filler(count),
                Heading(2, spans("HEAD")),
                Paragraph(spans(LONG)),
            )
        ]
    )[0]
    page = next(page for page in lines_of(data) if "HEAD" in page)
    assert len(page) >= page.index("HEAD") + 3


@pytest.mark.parametrize("count", range(24, 34))
@pytest.mark.parametrize("role", ["answer", "label", "lead"])
def test_a_label_or_lead_stays_with_what_follows(render, count, role):
    """A label, a lead or a key is never the last line of a page."""
    data = render([(*filler(count), Paragraph(spans("HEAD"), role), Paragraph(spans(LONG)))])[0]
    page = next(page for page in lines_of(data) if "HEAD" in page)
    assert len(page) >= page.index("HEAD") + 3


@pytest.mark.parametrize("count", range(24, 34))
@pytest.mark.parametrize("instruction", [(), (Paragraph(spans("Mark one box.")),)])
def test_a_heading_stays_with_the_first_item(render, count, instruction):
    """A section heading, also with a line of instruction below it, stands above its first item, not
    on the page before.
    """
    entries = Entries(tuple(Entry(f"#{n}", (Paragraph(spans(LONG)), Lines(2))) for n in range(2)))
    data = render([(*filler(count), Heading(2, spans("HEAD")), *instruction, entries)])[0]
    page = next(page for page in lines_of(data) if "HEAD" in page)
    assert any(line.startswith("#0") for line in page)


@pytest.mark.parametrize("count", range(20, 34))
def test_no_line_of_a_paragraph_stands_alone(render, count):
    """A paragraph cut by the page's end has at least two lines on either side."""
    data = render([(*filler(count), Paragraph(spans(LONG)), Paragraph(spans("end")))])[0]
    for page in lines_of(data):
        mine = [line for line in page if not line.startswith(("filler", "end"))]
        assert len(mine) != 1


def test_some_paragraph_was_cut(render):
    """The test above looks at something: in some of its documents the paragraph does go over the
    page's end.
    """
    cut = 0
    for count in range(20, 34):
        first = lines_of(
            render([(*filler(count), Paragraph(spans(LONG)), Paragraph(spans("end")))])[0]
        )[0]
        mine = [line for line in first if not line.startswith(("filler", "end"))]
        cut += 0 < len(mine) < 6
    assert cut


@pytest.mark.parametrize("count", range(16, 30))
def test_an_item_is_never_split(render, count):
    """Stem, options and lines of an item stand on one page."""
    stem = Paragraph(spans("STEM " + LONG[:150]))
    options = Options(
        tuple(Option(letter, spans(f"option {letter} " + LONG[:120]), "round") for letter in "ABCD")
    )
    data = render(
        [
            (
                *filler(count),
                Entries((Entry("#1", (stem, options, Lines(3, spans("LINES"))), "[1]"),)),
            )
        ]
    )[0]
    page = next(page for page in extracted(data) if "STEM" in page)
    assert all(part in page for part in ("#1", "[1]", "option A", "option D", "LINES"))


@pytest.mark.parametrize("count", range(16, 33))
def test_a_long_item_may_be_parted_between_blocks_only(render, count):
    """An item that need not stay together ends a page between two blocks, and not after
    the first.
    """
    blocks = tuple(Paragraph(spans(f"block{n} " + LONG + f"end{n}")) for n in range(4))
    data = render([(*filler(count), Entries((Entry("#1", blocks, "[1]", together=False),)))])[0]
    for page in extracted(data):
        assert all((f"block{n} " in page) == (f"end{n}" in page) for n in range(4))
        assert ("block0" in page) <= ("block1" in page)


def test_a_later_block_that_no_page_can_hold_is_parted(render):
    """In an item that need not stay together, a block taller than a page goes over it; its stem has
    some of it below.
    """
    blocks = (
        Paragraph(spans("STEM")),
        Paragraph(spans("first " + LONG * 12 + "last")),
        Paragraph(spans("behind")),
    )
    for count in range(0, 30, 5):
        data = render([(*filler(count), Entries((Entry("1", blocks, together=False),)))])[0]
        page = next(page for page in extracted(data) if "STEM" in page)
        assert "first" in page and page.count("counted") > 1 and not problems(data)


def test_a_parted_item_of_parts_breaks_between_its_parts(render):
    """The parts of a set that need not stay together go over pages one by one."""
    parts = Entries(
        tuple(Entry(f"({letter})", (Paragraph(spans("Part")), Lines(9))) for letter in "abcd")
    )
    data = render([(Entries((Entry("1", (Paragraph(spans("Stem")), parts), together=False),)),)])[0]
    assert len(extracted(data)) == 2 and not problems(data)


def test_options_hold_together_but_not_with_what_follows(render):
    """Loose options go over a page's end between two lists of them, never inside one."""
    options = Options(tuple(Option(letter, spans(f"option {letter}")) for letter in "ABCD"))
    for page in extracted(render([(options,) * 30])[0]):
        assert page.count("option A") == page.count("option D")
    assert (
        len(
            extracted(
                render(
                    [
                        (
                            Entries(
                                (
                                    Entry(
                                        "1",
                                        (Paragraph(spans("s")), *(options,) * 15),
                                        together=False,
                                    ),
                                )
                            ),
                        )
                    ]
                )[0]
            )
        )
        == 2
    )


CLOSING = Paragraph(spans("FINIS"), "closing")


@pytest.mark.parametrize(
    "entries",
    [
        Entries(
            tuple(
                Entry(
                    str(n),
                    (
                        Paragraph(spans(f"stem {n}")),
                        Options(tuple(Option(x, spans(x), "round") for x in "ABC")),
                    ),
                )
                for n in range(5)
            )
        ),
        Entries((Entry("1", (Paragraph(spans("stem 1")), Lines(22)), together=False),)),
        Entries(
            (Entry("1", (Paragraph(spans("stem 1")), Paragraph(spans(LONG * 5))), together=False),)
        ),
        Bullets(tuple((Paragraph(spans(f"point {n}")),) for n in range(30))),
    ],
    ids=["options", "lines", "text", "points"],
)
def test_the_closing_line_stays_with_what_it_ends(entries, monkeypatch):
    """Wherever a document ends, its last line has something above it; without its penalty it would
    stand alone somewhere.
    """

    def lone() -> int:
        renderer = DocumentRenderer(
            rendering.PROFILES["standard"], rendering.SHEETS["A4"], True, ComposedLetters()
        )
        fine = [(count, small) for count in range(0, 24, 3) for small in range(9)]
        blocks = [
            (*filler(count), *(Paragraph(spans("x"), "small"),) * small, entries, CLOSING)
            for count, small in fine
        ]
        layouts = [
            renderer.layout(Document("T", "en", HeaderFooter(page=""), parts)) for parts in blocks
        ]
        return sum(
            len(paginate(layout.lines, renderer.profile.room(renderer.sheet))[-1]) == 1
            for layout in layouts
        )

    assert not lone()
    monkeypatch.setattr("generator.render.pdf.blocks.setter.CLOSING", 0.0)
    assert lone()


@pytest.mark.parametrize("count", [0, 8])
def test_running_text_that_no_page_can_hold_is_parted(render, count):
    """An item that is to stay together and is taller than a page goes over it in its text, with its
    stem and what follows.
    """
    notice = Notice((Paragraph(spans("NOTICE")),))
    blocks = (
        Paragraph(spans("STEM")),
        Paragraph(spans("first " + LONG * 5 + "last"), "gapped"),
        notice,
    )
    pages = extracted(render([(*filler(count), Entries((Entry("1", blocks),)))])[0])
    assert "first" in next(page for page in pages if "STEM" in page)
    assert "last" in next(page for page in pages if "NOTICE" in page)
    assert sum("counted" in page for page in pages) == 2


TABLE_ROW = (spans("Date " + "d " * 3), spans("ROW " + LONG[:150] + " END"))


@pytest.mark.parametrize("count", range(10, 34, 2))
def test_no_row_is_torn_and_the_head_runs_on(render, count):
    """A row stands on one page, and the head stands above the first row of every page,
    twice never.
    """
    table = Table((spans("When"), spans("What")), (TABLE_ROW,) * 40, (1, 4), "Rows")
    data = render([(Heading(1, spans("T")), *filler(count), table)])[0]
    assert not problems(data)
    text = extracted(data)
    assert len(text) > 2
    for page in text:
        rows = page.count("ROW")
        assert page.count("END") == rows and page.count("When What") == (1 if rows else 0)
        assert rows != 1


def test_a_repeated_head_is_read_once(render):
    """The head that runs on is an artifact: the structure holds it once."""
    table = Table((spans("When"), spans("What")), (TABLE_ROW,) * 40, (1, 4), "Rows")
    with pikepdf.open(BytesIO(render([(table,)])[0])) as pdf:
        assert [str(kid.S) for kid in pdf.Root.StructTreeRoot.K.K[0].K] == ["/THead", "/TBody"]
        later = pdf.pages[1].Contents.read_bytes()
        assert later.index(b"/Pagination/Subtype/Header") < later.index(b"/TD<</MCID")


def test_a_small_table_goes_whole_to_the_next_page(render):
    """A table that would leave a few rows at a page's foot goes over whole, with its heading."""
    table = Table(
        (spans("When"), spans("What")), ((spans("1999"), spans("ROW")),) * 6, (1, 4), "Rows"
    )
    for count in range(20, 34):
        text = extracted(render([(*filler(count), Heading(2, spans("HEAD")), table)])[0])
        page = next(page for page in text if "HEAD" in page)
        assert page.count("ROW") in (3, 4, 5, 6)


@pytest.mark.parametrize("count", range(20, 34))
def test_a_notice_and_short_lists_keep_together(render, count):
    """A notice is never split; neither end of a list stands alone."""
    notice = Notice((Paragraph(spans("NOTICE " + LONG)), Paragraph(spans("END"))))
    page = next(
        page for page in extracted(render([(*filler(count), notice)])[0]) if "NOTICE" in page
    )
    assert "END" in page
    for block in (
        Bullets(tuple((Paragraph(spans(f"point{n}")),) for n in range(6))),
        Definitions(tuple((spans(f"point{n}"), spans("is a term")) for n in range(6))),
    ):
        for page in extracted(render([(*filler(count), block)])[0]):
            assert page.count("point") != 1


def _to_read(paragraphs: int) -> Notice:
    """A box to read, of so many paragraphs of three lines."""
    text = tuple(Paragraph(spans(f"first{n} {LONG[:200]} last{n}")) for n in range(paragraphs))
    return Notice((Heading(1, spans("TERM")), *text), bar=True, splits=True)


@pytest.mark.parametrize("profile", ["clear-print", "large-print", "dyslexia"])
def test_a_long_box_to_read_goes_on_over_a_page(profile):
    """It is parted between its paragraphs only, its heading stays with the first, and its frame is
    open where the page ends: the first page has the top of it, the last one the bottom.
    """
    parted = 0
    for count in range(0, 24, 3):
        document = Document("T", "en", HeaderFooter(), (*filler(count), _to_read(7)))
        look = LOOKS["standard"][profile], pdf.SHEETS["A4"]
        data = pdf.render_documents([document], *look)[0].data
        assert not problems(data)
        text = extracted(data)
        for page in text:
            assert page.count("first") == page.count("last")
            assert ("TERM" in page) == ("first0" in page)
        framed = [n for n, page in enumerate(text) if "first" in page]
        edges = [_edges(data, n) for n in framed]
        assert edges in (["top and bottom"], ["top", "bottom"], ["top", "", "bottom"])
        parted += len(edges) > 1
    assert parted


def _edges(data: bytes, page: int) -> str:
    """Which edges a frame as wide as the text has on a page, beside its two sides."""
    picture = pypdfium2.PdfDocument(data)[page].render(scale=2, grayscale=True).to_pil()
    ink = picture.point(lambda grey: 255 * (grey < 128))
    left, _, right, _ = ink.getbbox()
    whole = [
        y
        for y in range(picture.height)
        if not ink.crop((left + 4, y, right - 4, y + 1)).histogram()[0]
    ]
    names = [("top", 6), ("bottom", -6)]
    return " and ".join(
        name for name, inside in names if any(ink.getpixel((left + 4, y + inside)) for y in whole)
    )


def test_a_short_box_to_read_is_on_one_page(render):
    """Where it is less than a third of a page it goes over whole; a long one begins where it is."""
    pages_of = {2: set(), 12: set()}
    for count in range(20, 40, 2):
        for paragraphs, seen in pages_of.items():
            text = extracted(render([(*filler(count), _to_read(paragraphs))])[0])
            seen.add(len([page for page in text if "first" in page]))
    assert pages_of[2] == {1} and 1 not in pages_of[12]


@pytest.mark.parametrize("share", [1.0, 0.5])
def test_a_frame_ends_with_what_is_in_it(share):
    """Where the gaps of a page are drawn up, the frame is neither too high nor over what follows."""
    renderer = DocumentRenderer(
        LOOKS["standard"]["large-print"], rendering.SHEETS["A4"], True, ComposedLetters()
    )
    notice = Notice((Heading(2, spans("Term")), *filler(4)))
    lines = renderer.layout(Document("T", "en", HeaderFooter(page=""), (notice,))).lines
    drawn = [line._replace(glue=share * line.glue) for line in lines]
    assert _frame(lines) == pytest.approx(height(drawn), abs=0.02)


def _frame(lines: Sequence[Line]) -> float:
    """How high the frame is that the first of these lines has, in points."""
    ops = lines[0].ornaments[0].ops.split()
    return -float(ops[ops.index(b"re") - 3])


TALL = {
    "item 7": Entries(
        (Entry("6", (Paragraph(spans("a")),)), Entry("7", (Paragraph(spans("b")), Lines(60))))
    ),
    "item 1": Entries((Entry("1.", (Paragraph(spans(LONG * 12)),)),)),
    "the matching 'premise0 Says the weapons crossed a neighbouring …'": matching(
        1, 26, " long" * 100
    ),
    "the box 'Mind the gap'": Notice((Paragraph(spans("Mind the gap")), *filler(60))),
}


@pytest.mark.parametrize("what", TALL)
def test_what_is_taller_than_a_page_is_named(render, what):
    """An item, matching or notice that no page can hold is refused by name, with its document."""
    with pytest.raises(rendering.TooTall) as caught:
        render([(Heading(1, spans("T")), *filler(3), TALL[what], *filler(3))])
    assert caught.value.what == what and caught.value.document == "the test"
    assert what in str(caught.value) and "the test" in str(caught.value)


def test_what_just_fits_is_set(render):
    """An item as tall as a page is set, its heading on the page before if it must be."""
    item = Entries((Entry("7", (Paragraph(spans("b")), Lines(29))),))
    data = render([(Heading(1, spans("T")), Heading(2, spans("S")), item)])[0]
    assert len(extracted(data)) == 2


@pytest.mark.parametrize(
    ("fault", "value"),
    [("", None), ("generator.render.pdf.blocks.tables.BETWEEN_MATRIX_ROWS", 0.0)],
)
def test_a_matrix_stays_whole(render, monkeypatch, fault, value):
    """Rows that are read against each other are on one page, wherever they fall; without the
    penalty some are parted.
    """
    if fault:
        monkeypatch.setattr(fault, value)
    matrix = Table(
        tuple(spans(f"H{n}") for n in range(3)),
        tuple((spans(f"ROW{n}"), spans("x"), spans("y")) for n in range(6)),
        (1, 1, 1),
        "S",
        row_heads=True,
        style="matrix",
    )
    parted = 0
    for count in range(20, 34):
        found = [
            sum(line.startswith("ROW") for line in page)
            for page in lines_of(render([(*filler(count), matrix)])[0])
        ]
        parted += max(found) < 6
    assert bool(parted) == bool(fault)


def test_a_list_in_a_parted_item_goes_over_the_page(render):
    """The evidence below a key fills the page before it goes on, and is not moved to the next one
    as a whole.
    """
    listed = Bullets(tuple((Paragraph(spans(f"FACT {n}")),) for n in range(12)))
    item = Entry(
        "#1", (Paragraph(spans("STEM")), Paragraph(spans("text")), listed), "[1]", together=False
    )
    files = [render([(*filler(count), Entries((item,)))])[0] for count in range(18, 26)]
    split = [[page.count("FACT") for page in extracted(data)] for data in files]
    assert all(sum(found) == 12 for found in split) and any(0 < found[0] < 12 for found in split), (
        split
    )


# ------------------------------------------------------------ what no page holds
@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("style", ["rows", "compact", "matrix"])
def test_a_row_taller_than_a_page_goes_over_it(render, validated, profile, style):
    """A table row that no page holds is cut between words: nothing is lost, every page has the
    head, and the table is soundly tagged.
    """
    words = [f"w{n}" for n in range(1500)]
    row = (spans("HEAD"), spans(" ".join(words)))
    head = (spans("What"), spans("Which"))
    table = Table(head, (row, (spans("NEXT"), spans("cell"))), (1.0, 1.0), "s", True, style)
    data = render([(table,)], profile)[0]
    assert validated(data) == [] and problems(data) == []
    shown = extracted(data)
    printed = " ".join(" ".join(shown).split()).split()
    assert len(shown) > 1 and [word for word in printed if word[:1] == "w"] == words
    assert printed.count("HEAD") == printed.count("NEXT") == 1


def test_a_row_that_a_page_holds_is_one(render):
    """Negative control: a row that fits is not cut, however near the end of the page it is."""
    row = (spans("HEAD"), spans("word " * 120))
    table = Table((), (row,), (1.0, 1.0), "s", True)
    for count in (10, 30, 40):
        on_pages = lines_of(render([(*filler(count), table)])[0])
        assert sum("word" in " ".join(page) for page in on_pages) == 1


def test_a_document_that_splits_is_never_refused(render):
    """What belongs together and no page holds is refused, so that its author shortens it; a
    document that no paper may wait for goes over the page's end instead.
    """
    tall = Entries((Entry("1.", (Paragraph(spans(LONG * 20)),)),))
    document = Document("T", "en", HeaderFooter(), (tall,), "paper A")
    look, sheet = rendering.PROFILES["standard"], rendering.SHEETS["A4"]
    with pytest.raises(rendering.TooTall):
        rendering.render_documents([document], look, sheet)
    splitting = replace(document, splits=True)
    (printed,) = rendering.render_documents([splitting], look, sheet)
    assert printed.pages > 1
    assert " ".join(" ".join(extracted(printed.data)).split()).count("to be counted.") == 120


def test_the_breaker_splits_only_where_it_must():
    """Asked to split, a page ends where its room ends, and a line taller than a page has one of its
    own; what fits is broken as ever.
    """
    tied = [Line(30.0, after=NO_BREAK)] * 5
    assert [len(page) for page in paginate([*tied, Line(10.0)], 100.0, splits=True)] == [3, 3]
    assert [len(page) for page in paginate([Line(300.0), Line(10.0)], 100.0, splits=True)] == [1, 1]
    assert pages([Line(10.0)] * 25) == [
        len(page) for page in paginate([Line(10.0)] * 25, 100.0, splits=True)
    ]


def pages_of_points_table(words_version: int | None, lines: int) -> set[int]:
    """On which pages the three grids of a table of points are, below so many lines of
    instructions, where they have no room beside each other.
    """
    instructions = tuple((Paragraph(spans(f"instruction {n}")),) for n in range(lines))
    numbers = [f"q{n}" for n in range(1, 31)]
    grids = number_grids(numbers, [("Mark", [""] * 30)], "Question", "marks")
    document = Document(
        *("T", "en", HeaderFooter(page=""), (SideBySide((Bullets(instructions),), grids),)),
        words_version=words_version,
    )
    look = pdf.LOOKS["standard"]["dyslexia"]
    (file,) = pdf.render_documents([document], look, pdf.SHEETS["Letter"], duplex=False)
    with pypdfium2.PdfDocument(file.data) as opened:
        texts = [page.get_textpage().get_text_range() for page in opened]
    return {n for n, text in enumerate(texts) if any(number in text.split() for number in numbers)}


def test_the_table_of_points_is_on_one_page():
    """Wherever the instructions end, the table of points below them is on one page; papers in the
    first version's words keep their pages, some of which part it.
    """
    counts = range(8, 30, 3)
    assert all(len(pages_of_points_table(None, lines)) == 1 for lines in counts)
    assert any(len(pages_of_points_table(FIRST_WORDS_VERSION, lines)) > 1 for lines in counts)
