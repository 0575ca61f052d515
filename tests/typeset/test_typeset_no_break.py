"""What is read as one is on one line, and last lines are not a short word."""

from __future__ import annotations

import pypdfium2
import pytest

from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import Document, HeaderFooter, Heading, Paragraph, Table, spans
from generator.page.markup import Span
from generator.render import pdf
from generator.render.pdf.no_break import keep_words_together, spaces_in_numbers


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("On 12 July the war was everywhere", "On 12_July the war was everywhere"),
        ("am 12. Juli begann dieser Bauernkrieg", "am_12._Juli begann dieser Bauernkrieg"),
        ("it ended in August 2008 near there", "it ended in August_2008 near_there"),
        ("in all (11 points) for everything", "in all (11_points) for everything"),
        ("See Part 3, line 10, of everything", "See Part_3, line_10, of everything"),
        ("lost of 16 people everything", "lost of 16_people everything"),
        ("the year 2020 Serbia remembered", "the year_2020 Serbia remembered"),
        ("(a) Give everything", "(a)_Give everything"),
        ("brought a stop to everything", "brought a_stop to everything"),
        ("A. Writer and everything", "A._Writer and everything"),
        ("nothing – or everything", "nothing_– or everything"),
        ("everything · 64 points of everything", "everything_· 64_points of everything"),
        ("and reach a good end", "and reach a_good_end"),
        ("to the whole territory.", "to the whole territory."),
        ("50 % of everything", "50_% of everything"),
        ("1,500 people left everything", "1,500_people left everything"),
    ],
)
def test_spaces_that_are_kept(text, kept):
    """Numbers stay with what they count, years with their month, short words with the next, dashes
    and dots between with what is before them, a short last word with the one before it.
    """
    assert keep_words_together(text, 99).replace("\ue000", "_") == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("left by 12 500 people everywhere", "left by 12_500 people everywhere"),
        ("left by 1 250 000 people everywhere", "left by 1_250_000 people everywhere"),
        ("from 1999 500 people everywhere", "from 1999 500 people everywhere"),
        ("in 12 5000 people everywhere", "in 12 5000 people everywhere"),
    ],
)
def test_spaces_between_groups_of_digits(text, kept):
    """A number in groups of three digits is one; a year before a number is not a part of it."""
    places = spaces_in_numbers(text)
    assert "".join("_" if at in places else sign for at, sign in enumerate(text)) == kept


def test_what_would_be_too_wide_keeps_its_spaces():
    """Nothing becomes so long that a word would have to be broken."""
    text = "on 12 July 2020 it began"
    assert "\ue000" in keep_words_together(text, 20)
    assert keep_words_together(text, 6) == text
    assert len(keep_words_together(text, 20)) == len(text)


def lines_of(blocks, density="standard", profile="standard"):
    """The lines of a page, read by a program that did not set it."""
    document = Document("T", "en", HeaderFooter(page=""), tuple(blocks), "the test")
    (file,) = pdf.render_documents(
        [document], pdf.LOOKS[density][profile], pdf.SHEETS["A4"], duplex=False
    )
    with pypdfium2.PdfDocument(file.data) as opened:
        return opened[0].get_textpage().get_text_range().splitlines()


def test_raised_numbers_and_sums_stay_on_a_line_in_todays_keys():
    """However long the words before them are, the numbers of facts and the groups of a sum are on
    one line; keys of editions in the first version's words keep their lines, some of which part
    them.
    """

    def parted(words_version):
        counts = []
        for n in range(12, 40):
            runs = (*spans("word " * n + "end"), Span("1, 2, 3, 4, 5", script="sup"))
            runs += spans(" and the price of it was put at 12 500 000 crowns by the two councils.")
            document = Document(
                *("T", "en", HeaderFooter(page=""), (Paragraph(runs),), "the test"),
                dense=True,
                words_version=words_version,
            )
            (file,) = pdf.render_documents(
                [document], pdf.PROFILES["standard"], pdf.SHEETS["A4"], duplex=False
            )
            with pypdfium2.PdfDocument(file.data) as opened:
                text = opened[0].get_textpage().get_text_range()
            counts.append("1, 2, 3, 4, 5" not in text or "12 500 000" not in text)
        return sum(counts)

    assert parted(None) == 0 < parted(FIRST_WORDS_VERSION)


def test_no_last_line_of_a_short_word():
    """However long a paragraph is, its last line has two words or eight characters; earlier
    programs left single words.
    """
    texts = ["word " * n + "end of it" for n in range(12, 60)]

    def short_ends(density):
        lasts = [lines_of([Paragraph(spans(text))], density)[-1] for text in texts]
        return [last for last in lasts if " " not in last and len(last) < 8]

    assert not short_ends("standard")
    assert short_ends("earlier")


def test_no_heading_is_balanced_by_a_dash_at_the_start_of_a_line():
    """In large print, a dash behind a long word stays with it, where a line has room for both; the
    lines of a heading were made more alike by the dash.
    """
    titles = ["Sezessionskonflikte", "Eingefrorene Konflikte und Sezessionsbestrebungen"]
    for title in titles:
        lines = lines_of([Heading(1, spans(f"{title} – Lösung"))], profile="large-print")
        assert len(lines) > 1 and not any(line.startswith("–") for line in lines)


def test_headings_are_balanced():
    """The lines of a heading are nearly equally long."""
    words = "A long heading that goes over one line, though not by much"
    first, second = lines_of([Heading(1, spans(words))])[:2]
    assert abs(len(first) - len(second)) < 14, (first, second)
    first, second = lines_of([Heading(1, spans(words))], "earlier")[:2]
    assert abs(len(first) - len(second)) > 14, (first, second)


def test_narrow_cells_break_no_words():
    """In columns that are narrow, words that would be kept together are not, and none is cut."""
    cell = spans("on 12 July 2020 a stop at Tovuz")
    table = Table((spans("Head"),) * 9, ((cell,) * 9,), (1.0,) * 9, "s", style="rows")
    words = " ".join(lines_of([table])).split()
    assert set(words) == {"Head", "on", "12", "July", "2020", "a", "stop", "at", "Tovuz"}
