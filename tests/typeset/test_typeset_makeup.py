"""Where pages end: never inside an item or a row, never behind a heading, never with a single line alone."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pdf_structure import extracted, problems
from sample_documents import matching

from generator import typeset as ts
from generator.document import (
    Bullets,
    Definitions,
    Document,
    Entries,
    Entry,
    Furniture,
    Heading,
    Lines,
    Notice,
    Option,
    Options,
    Paragraph,
    Table,
    words,
)
from generator.typeset.describe import Describer
from generator.typeset.galley import KEEP, NEVER, Line
from generator.typeset.makeup import Overfull, make_up

LONG = "These words are here to be broken into lines of a paragraph, and to be counted. " * 6
FILLER = 45                        # one-line paragraphs that overfill a page


def lines_of(data: bytes) -> list[list[str]]:
    """The lines of each page, as extracted."""
    return [[line.strip() for line in page.split("\n") if line.strip()] for page in extracted(data)]


def filler(count: int) -> tuple[Paragraph, ...]:
    """So many one-line paragraphs."""
    return tuple(Paragraph(words(f"filler {n}")) for n in range(count))


# ------------------------------------------------------------ the breaker itself
def pages(lines, room=100.0):
    """How many lines each page has."""
    return [len(page) for page in make_up(lines, room)]


def test_a_page_takes_what_fits_and_glue_vanishes_at_its_end():
    """Ten lines of ten points fill a page of a hundred; the glue behind the last does not count."""
    assert pages([Line(10.0)] * 25) == [10, 10, 5]
    assert pages([Line(10.0, glue=5.0)] * 14) == [7, 7]
    assert pages([]) == []


def test_penalties_are_heeded():
    """NEVER holds lines together, KEEP gives way only where nothing else is possible."""
    assert pages([Line(10.0)] * 8 + [Line(10.0, after=NEVER)] * 3 + [Line(10.0)]) == [8, 4]
    assert pages([Line(10.0)] * 9 + [Line(10.0, after=KEEP), Line(10.0)]) == [9, 2]
    assert pages([Line(30.0, after=KEEP), Line(90.0)]) == [1, 1]
    with pytest.raises(Overfull) as caught:
        make_up([Line(10.0), Line(60.0, after=NEVER), Line(60.0)], 100.0)
    assert caught.value.line == 1


def test_a_runner_takes_its_room():
    """A table's head is painted again on the next page, and its height is counted there."""
    head = Line(20.0, after=NEVER)
    made = make_up([head, *[Line(10.0, runner=head)] * 20], 100.0)
    assert [len(page) for page in made] == [9, 9, 5]
    assert [page[0].repeated for page in made] == [False, True, True]
    assert all(placed.down + placed.line.height <= 100.0 for page in made for placed in page)


@pytest.mark.parametrize(("module", "name", "harmless", "blocks", "stays"), [
    ("blocks", "KEEP", 0.0, lambda: (Heading(2, words("HEAD")), Paragraph(words(LONG))), lambda page: page[-1] != "HEAD"),
    ("text", "guarded", tuple, lambda: (Paragraph(words(LONG)), Paragraph(words("end"))),
     lambda page: len([line for line in page if not line.startswith(("filler", "end"))]) not in (1, 6)),
    ("parting", "NEVER", 0.0, lambda: (Entries((Entry("#1", (Paragraph(words(LONG)), Lines(3, words("LINES"))), "[1]"),)),),
     lambda page: not any(line.startswith("#1") for line in page) or any("LINES" in line for line in page)),
    ("tables", "NEVER", 0.0, lambda: (Table((words("When"),), ((words("ROW"),),) * 4, (1,), "S"),),
     lambda page: page[-1] != "When"),
])
def test_without_penalties_pages_do_end_there(press, monkeypatch, module, name, harmless, blocks, stays):
    """The rules below are the work of penalties: without one, some document breaks where it must not; with it, none does."""
    def broken() -> bool:
        firsts = [lines_of(press([(*filler(count), *blocks())])[0])[0] for count in range(18, 36)]
        return not all(stays(first) for first in firsts)
    assert not broken()
    monkeypatch.setattr(f"generator.typeset.{module}.{name}", harmless)
    assert broken()


# ------------------------------------------------------------ documents
@pytest.mark.parametrize("count", range(24, 34))
def test_a_heading_stays_with_what_it_heads(press, count):
    """Wherever a heading falls, at least two lines of its text are below it."""
    data = press([(Heading(1, words("T")), *filler(count), Heading(2, words("HEAD")), Paragraph(words(LONG)))])[0]
    page = next(page for page in lines_of(data) if "HEAD" in page)
    assert len(page) >= page.index("HEAD") + 3


@pytest.mark.parametrize("count", range(24, 34))
@pytest.mark.parametrize("role", ["answer", "label", "lead"])
def test_a_label_or_lead_stays_with_what_follows(press, count, role):
    """A label, a lead or a key is never the last line of a page."""
    data = press([(*filler(count), Paragraph(words("HEAD"), role), Paragraph(words(LONG)))])[0]
    page = next(page for page in lines_of(data) if "HEAD" in page)
    assert len(page) >= page.index("HEAD") + 3


@pytest.mark.parametrize("count", range(24, 34))
@pytest.mark.parametrize("instruction", [(), (Paragraph(words("Mark one box.")),)])
def test_a_heading_stays_with_the_first_item(press, count, instruction):
    """A section heading, also with a line of instruction below it, stands above its first item, not on the page before."""
    entries = Entries(tuple(Entry(f"#{n}", (Paragraph(words(LONG)), Lines(2))) for n in range(2)))
    data = press([(*filler(count), Heading(2, words("HEAD")), *instruction, entries)])[0]
    page = next(page for page in lines_of(data) if "HEAD" in page)
    assert any(line.startswith("#0") for line in page)


@pytest.mark.parametrize("count", range(20, 34))
def test_no_line_of_a_paragraph_stands_alone(press, count):
    """A paragraph cut by the page's end has at least two lines on either side."""
    data = press([(*filler(count), Paragraph(words(LONG)), Paragraph(words("end")))])[0]
    for page in lines_of(data):
        mine = [line for line in page if not line.startswith(("filler", "end"))]
        assert len(mine) != 1


def test_some_paragraph_was_cut(press):
    """The test above looks at something: in some of its documents the paragraph does go over the page's end."""
    cut = 0
    for count in range(20, 34):
        first = lines_of(press([(*filler(count), Paragraph(words(LONG)), Paragraph(words("end")))])[0])[0]
        mine = [line for line in first if not line.startswith(("filler", "end"))]
        cut += 0 < len(mine) < 6
    assert cut


@pytest.mark.parametrize("count", range(16, 30))
def test_an_item_is_never_split(press, count):
    """Stem, options and lines of an item stand on one page."""
    stem = Paragraph(words("STEM " + LONG[:150]))
    options = Options(tuple(Option(letter, words(f"option {letter} " + LONG[:120]), "round") for letter in "ABCD"))
    data = press([(*filler(count), Entries((Entry("#1", (stem, options, Lines(3, words("LINES"))), "[1]"),)))])[0]
    page = next(page for page in extracted(data) if "STEM" in page)
    assert all(part in page for part in ("#1", "[1]", "option A", "option D", "LINES"))


@pytest.mark.parametrize("count", range(16, 33))
def test_a_long_item_may_be_parted_between_blocks_only(press, count):
    """An item that need not stay together ends a page between two blocks, and not after the first."""
    blocks = tuple(Paragraph(words(f"block{n} " + LONG + f"end{n}")) for n in range(4))
    data = press([(*filler(count), Entries((Entry("#1", blocks, "[1]", together=False),)))])[0]
    for page in extracted(data):
        assert all((f"block{n} " in page) == (f"end{n}" in page) for n in range(4))
        assert ("block0" in page) <= ("block1" in page)


def test_a_later_block_that_no_page_can_hold_is_parted(press):
    """In an item that need not stay together, a block taller than a page goes over it; its stem has some of it below."""
    blocks = (Paragraph(words("STEM")), Paragraph(words("first " + LONG * 12 + "last")), Paragraph(words("behind")))
    for count in range(0, 30, 5):
        data = press([(*filler(count), Entries((Entry("1", blocks, together=False),)))])[0]
        page = next(page for page in extracted(data) if "STEM" in page)
        assert "first" in page and page.count("counted") > 1 and not problems(data)


def test_a_parted_item_of_parts_breaks_between_its_parts(press):
    """The parts of a set that need not stay together go over pages one by one."""
    parts = Entries(tuple(Entry(f"({letter})", (Paragraph(words("Part")), Lines(9))) for letter in "abcd"))
    data = press([(Entries((Entry("1", (Paragraph(words("Stem")), parts), together=False),)),)])[0]
    assert len(extracted(data)) == 2 and not problems(data)


def test_options_hold_together_but_not_with_what_follows(press):
    """Loose options go over a page's end between two lists of them, never inside one."""
    options = Options(tuple(Option(letter, words(f"option {letter}")) for letter in "ABCD"))
    for page in extracted(press([(options,) * 30])[0]):
        assert page.count("option A") == page.count("option D")
    assert len(extracted(press([(Entries((Entry("1", (Paragraph(words("s")), *(options,) * 15), together=False),)),)])[0])) == 2


CLOSING = Paragraph(words("FINIS"), "closing")


@pytest.mark.parametrize("entries", [
    Entries(tuple(Entry(str(n), (Paragraph(words(f"stem {n}")), Options(tuple(Option(x, words(x), "round") for x in "ABC"))))
                  for n in range(5))),
    Entries((Entry("1", (Paragraph(words("stem 1")), Lines(22)), together=False),)),
    Entries((Entry("1", (Paragraph(words("stem 1")), Paragraph(words(LONG * 5))), together=False),)),
    Bullets(tuple((Paragraph(words(f"point {n}")),) for n in range(30))),
], ids=["options", "lines", "text", "points"])
def test_the_closing_line_stays_with_what_it_ends(entries, monkeypatch):
    """Wherever a document ends, its last line has something above it; without its penalty it would stand alone somewhere."""
    def lone() -> int:
        describer = Describer(ts.PROFILES["standard"], ts.SHEETS["A4"], True)
        fine = [(count, small) for count in range(0, 24, 3) for small in range(9)]
        blocks = [(*filler(count), *(Paragraph(words("x"), "small"),) * small, entries, CLOSING) for count, small in fine]
        galleys = [describer.galley(Document("T", "en", Furniture(page=""), made)) for made in blocks]
        return sum(len(make_up(galley.lines, describer.profile.room(describer.sheet))[-1]) == 1 for galley in galleys)
    assert not lone()
    monkeypatch.setattr("generator.typeset.blocks.CLOSING", 0.0)
    assert lone()


@pytest.mark.parametrize("count", [0, 8])
def test_running_text_that_no_page_can_hold_is_parted(press, count):
    """An item that is to stay together and is taller than a page goes over it in its text, with its stem and what follows."""
    notice = Notice((Paragraph(words("NOTICE")),))
    blocks = (Paragraph(words("STEM")), Paragraph(words("first " + LONG * 5 + "last"), "gapped"), notice)
    pages = extracted(press([(*filler(count), Entries((Entry("1", blocks),)))])[0])
    assert "first" in next(page for page in pages if "STEM" in page)
    assert "last" in next(page for page in pages if "NOTICE" in page)
    assert sum("counted" in page for page in pages) == 2


TABLE_ROW = (words("Date " + "d " * 3), words("ROW " + LONG[:150] + " END"))


@pytest.mark.parametrize("count", range(10, 34, 2))
def test_no_row_is_torn_and_the_head_runs_on(press, count):
    """A row stands on one page, and the head stands above the first row of every page, twice never."""
    table = Table((words("When"), words("What")), (TABLE_ROW,) * 40, (1, 4), "Rows")
    data = press([(Heading(1, words("T")), *filler(count), table)])[0]
    assert not problems(data)
    text = extracted(data)
    assert len(text) > 2
    for page in text:
        rows = page.count("ROW")
        assert page.count("END") == rows and page.count("When What") == (1 if rows else 0)
        assert rows != 1


def test_a_repeated_head_is_read_once(press):
    """The head that runs on is an artifact: the structure holds it once."""
    table = Table((words("When"), words("What")), (TABLE_ROW,) * 40, (1, 4), "Rows")
    with pikepdf.open(BytesIO(press([(table,)])[0])) as pdf:
        assert [str(kid.S) for kid in pdf.Root.StructTreeRoot.K.K[0].K] == ["/THead", "/TBody"]
        later = pdf.pages[1].Contents.read_bytes()
        assert later.index(b"/Pagination/Subtype/Header") < later.index(b"/TD<</MCID")


def test_a_small_table_goes_whole_to_the_next_page(press):
    """A table that would leave a few rows at a page's foot goes over whole, with its heading."""
    table = Table((words("When"), words("What")), ((words("1999"), words("ROW")),) * 6, (1, 4), "Rows")
    for count in range(20, 34):
        text = extracted(press([(*filler(count), Heading(2, words("HEAD")), table)])[0])
        page = next(page for page in text if "HEAD" in page)
        assert page.count("ROW") in (3, 4, 5, 6)


@pytest.mark.parametrize("count", range(20, 34))
def test_a_notice_and_short_lists_keep_together(press, count):
    """A notice is never split; neither end of a list stands alone."""
    notice = Notice((Paragraph(words("NOTICE " + LONG)), Paragraph(words("END"))))
    page = next(page for page in extracted(press([(*filler(count), notice)])[0]) if "NOTICE" in page)
    assert "END" in page
    for block in (Bullets(tuple((Paragraph(words(f"point{n}")),) for n in range(6))),
                  Definitions(tuple((words(f"point{n}"), words("is a term")) for n in range(6)))):
        for page in extracted(press([(*filler(count), block)])[0]):
            assert page.count("point") != 1


TALL = {
    "item 7": Entries((Entry("6", (Paragraph(words("a")),)), Entry("7", (Paragraph(words("b")), Lines(60))))),
    "item 1": Entries((Entry("1.", (Paragraph(words(LONG * 12)),)),)),
    "row 2 of the table 'Timeline'": Table((words("A"),), ((words("a"),), (words(LONG * 12),), (words("b"),)), (1,), "Timeline"),
    "the matching 'premise0 Says the weapons crossed a neighbouring …'": matching(1, 26, " long" * 100),
    "the notice 'Mind the gap'": Notice((Paragraph(words("Mind the gap")), *filler(60))),
}


@pytest.mark.parametrize("what", TALL)
def test_what_is_taller_than_a_page_is_named(press, what):
    """An item, row or notice that no page can hold is refused by name, with its document."""
    with pytest.raises(ts.TooTall) as caught:
        press([(Heading(1, words("T")), *filler(3), TALL[what], *filler(3))])
    assert caught.value.what == what and caught.value.document == "the test"
    assert what in str(caught.value) and "the test" in str(caught.value)


def test_what_just_fits_is_set(press):
    """An item as tall as a page is set, its heading on the page before if it must be."""
    item = Entries((Entry("7", (Paragraph(words("b")), Lines(29))),))
    data = press([(Heading(1, words("T")), Heading(2, words("S")), item)])[0]
    assert len(extracted(data)) == 2


@pytest.mark.parametrize(("fault", "value"), [("", None), ("generator.typeset.tables.WHOLE", 0.0)])
def test_a_matrix_stays_whole(press, monkeypatch, fault, value):
    """Rows that are read against each other are on one page, wherever they fall; without the penalty some are parted."""
    if fault:
        monkeypatch.setattr(fault, value)
    matrix = Table(tuple(words(f"H{n}") for n in range(3)), tuple((words(f"ROW{n}"), words("x"), words("y")) for n in range(6)),
                   (1, 1, 1), "S", row_heads=True, style="matrix")
    parted = 0
    for count in range(20, 34):
        found = [sum(line.startswith("ROW") for line in page) for page in lines_of(press([(*filler(count), matrix)])[0])]
        parted += max(found) < 6
    assert bool(parted) == bool(fault)


def test_a_list_in_a_parted_item_goes_over_the_page(press):
    """The evidence below a key fills the page before it goes on, and is not moved to the next one as a whole."""
    listed = Bullets(tuple((Paragraph(words(f"FACT {n}")),) for n in range(12)))
    item = Entry("#1", (Paragraph(words("STEM")), Paragraph(words("text")), listed), "[1]", together=False)
    made = [press([(*filler(count), Entries((item,)))])[0] for count in range(18, 26)]
    split = [[page.count("FACT") for page in extracted(data)] for data in made]
    assert all(sum(found) == 12 for found in split) and any(0 < found[0] < 12 for found in split), split
