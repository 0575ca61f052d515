"""Tables and matching tasks: no number and no word that a line holds is parted."""

from __future__ import annotations

import re
from itertools import count

import pypdfium2 as pdfium
import pytest
from pdf_structure import read_aloud

from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import (
    Bullets,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Matching,
    Option,
    Options,
    Paragraph,
    Table,
    spans,
)
from generator.render import pdf

PROFILES = [*pdf.PROFILES]
_LINE = 1.0  # points by which the foot of a line's characters may differ
KINDS = {
    "thousands": lambda n: f"12,{n:03}",
    "negative": lambda n: f"−1,234.{n:03}",
    "groups of digits": lambda n: f"1 234 {n:03}",
    "German": lambda n: f"Donaudampfschifffahrtsgesellschaft{n:03}",
    "an address": lambda n: f"https://example.org/a?b={n:03}",
}


def rendered(blocks, profile, sheet="A4", words_version=None):
    """The PDF of a document with such blocks, in today's look."""
    head = HeaderFooter(page="")
    document = Document("T", "en", head, tuple(blocks), words_version=words_version)
    look = pdf.LOOKS["standard"][profile]
    (file,) = pdf.render_documents([document], look, pdf.SHEETS[sheet], duplex=True)
    return file.data


def found(cells, data):
    """How often each cell stands on its pages whole: with all its characters in one line."""
    counts = dict.fromkeys(cells, 0)
    with pdfium.PdfDocument(data) as opened:
        for page in opened:
            shown = page.get_textpage()
            text = shown.get_text_range()
            for cell in counts:
                for match in re.finditer(rf"(?<!\S){re.escape(cell)}(?!\S)", text):
                    bottoms = [shown.get_charbox(n, loose=True)[1] for n in range(*match.span())]
                    counts[cell] += max(bottoms) - min(bottoms) < _LINE
    return counts


def table(rows, style="rows", row_heads=False):
    """A table of texts; the first row heads its columns."""
    head, *body = (tuple(map(spans, row)) for row in rows)
    widths = tuple(float(max(map(len, column))) for column in zip(*rows, strict=True))
    return Table(head, tuple(body), widths, "s", row_heads, style)


def heads(data):
    """The heads of columns of all tables that a screen reader meets."""
    return [text for path, text in read_aloud(data) if "/THead/" in path and path.endswith("/TH")]


@pytest.mark.parametrize("sheet", pdf.SHEETS)
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_cell_is_parted_however_many_columns(kind, profile, sheet):
    """Of tables of 2 to 16 columns and of 30, by themselves, in an item, in an option and in a
    list, every number and word is whole in a line, whether words or numbers head the rows.
    """
    numbers = (KINDS[kind](n) for n in count())
    cells, blocks = [], []
    for columns in (*range(2, 17), 30):
        for first in ("Town", ""):
            names = [f"Y{n}" for n in range(columns)]
            own = [next(numbers) for _ in names]
            row = [first or own[0], *own[1:]]
            cells += [each for each in row if each != first]
            blocks.append(table([names, row]))
    options = (Option("A", (), "round", blocks=(blocks.pop(8),)),)
    inside = (Paragraph(spans("Stem")), blocks.pop(8), Bullets(((blocks.pop(8),),)))
    entry = Entry("1.", (*inside, Options(options)), "[1]", together=False)
    counts = found(cells, rendered([*blocks, Entries((entry,))], profile, sheet))
    assert [cell for cell in cells if not counts[cell]] == []


def test_a_table_stays_one_where_small_type_is_enough():
    """Twelve columns of five digits in standard print, nine in clear print, eight for readers with
    dyslexia: one table of whole cells.
    """
    for profile, columns in (("standard", 12), ("clear-print", 9), ("dyslexia", 8)):
        names = [f"Y{n}" for n in range(columns)]
        data = rendered([table([names, ["12,345"] * columns])], profile)
        assert heads(data) == names and found(["12,345"], data) == {"12,345": columns}


def test_a_table_too_wide_for_small_type_is_cut(validated):
    """What heads the rows is beside each part of the columns; a number that may be one more of the
    table is not told twice: the table is a list.
    """
    names = ["Town", *(f"Y{n}" for n in range(24))]
    rows = [["Ulm", *["12,345"] * 24], ["Bonn", *["12,345"] * 24]]
    data = rendered([table([names, *rows])], "standard")
    parts = heads(data).count("Town")
    assert validated(data) == []
    assert parts > 1 and sorted(heads(data)) == sorted([*names, *["Town"] * (parts - 1)])
    assert found(["Ulm", "Bonn", "12,345"], data) == {"Ulm": parts, "Bonn": parts, "12,345": 48}
    rows = [["54,321", *row[1:]] for row in rows]
    data = rendered([table([names, *rows])], "standard")
    assert heads(data) == [] and found(["54,321"], data) == {"54,321": 2}
    data = rendered([table([names, *rows], row_heads=True)], "standard")
    assert heads(data).count("Town") == parts and found(["54,321"], data) == {"54,321": 2 * parts}


def test_a_grid_without_room_is_lines_to_fill_in(validated):
    """Names that no two columns hold: each cell is its column's name and its number before lines to
    write on, and every name is whole; a cell that nobody fills in is left out.
    """
    name = "Donaudampfschifffahrtsgesellschaft"
    grid = table([[name, name], [name, "1"], [name, "2"], [name, ""]], "blanks", True)
    data = rendered([grid], "large-print")
    assert validated(data) == []
    counts = {name: 5, f"{name} (1):": 1, f"{name} (2):": 1, f"{name}:": 0}
    assert heads(data) == [] and found([*counts], data) == counts
    narrow = table([["A", "B"], ["a", "1"]], "blanks", True)
    assert heads(rendered([narrow], "large-print")) == ["A", "B"]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_matching_task_parts_no_word(profile):
    """Where half of its frame is too narrow for a word, the responses are below the premises."""
    words = [f"{letter}ommunalwahlkampfhelferinnen" for letter in "ABCDEFG"]
    responses = zip("ABCD", map(spans, words[3:]), strict=True)
    task = Matching(tuple(map(spans, words[:3])), tuple(responses))
    entry = Entry("1.", (Paragraph(spans("Stem")), task), "[1]")
    assert found(words, rendered([Entries((entry,))], profile)) == dict.fromkeys(words, 1)


def test_papers_in_the_words_of_the_first_version_keep_their_tables():
    """Whatever they hold, they are printed as they were: here with each digit below the other."""
    names = [f"Y{n}" for n in range(30)]
    old = rendered([table([names, ["12,345"] * 30])], "standard", "A4", FIRST_WORDS_VERSION)
    assert heads(old) == names and found(["12,345"], old) == {"12,345": 0}
