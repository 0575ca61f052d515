"""Passages keep their lines and line numbers; sets and long answer spaces go over pages where they
may.
"""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import sample_documents
from pdf_structure import boxes, extracted, placed_words, problems, read_aloud

from generator.page.blocks import (
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Lines,
    Notice,
    Paragraph,
    Passage,
    spans,
)
from generator.render import pdf as rendering

STANDARD = rendering.PROFILES["standard"]


def filler(count: int) -> tuple[Paragraph, ...]:
    """So many one-line paragraphs."""
    return tuple(Paragraph(spans(f"filler {n}")) for n in range(count))


def given(passage: Passage) -> list[str]:
    """The lines of a passage."""
    return ["".join(run.text for run in runs) for lines in passage.paragraphs for runs in lines]


def shown(data: bytes) -> list[str]:
    """The lines of a file's pages, without what stands in the margin."""
    lines = [line.strip() for page in extracted(data) for line in page.split("\n")]
    return [line for line in lines if line and not line.isdecimal()]


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
@pytest.mark.parametrize("inside", [False, True])
def test_lines_end_where_they_are_said_to(render, sheet, inside):
    """Lines of 66 characters stand as given, on their own and in an item, and within the page."""
    passage = sample_documents.passage(2)
    blocks = (
        (Entries((Entry("1", (Paragraph(spans("STEM")), passage)),)),) if inside else (passage,)
    )
    data = render([blocks], sheet=sheet)[0]
    assert shown(data)[inside * 2 :] == given(passage) or shown(data)[inside:] == given(passage)
    assert (
        max(right for _, _, right, _ in boxes(data))
        < rendering.SHEETS[sheet].width - STANDARD.margins.outer + 1
    )


def numbers(data: bytes) -> dict[str, str]:
    """Of each line number on page 1, the first word of the line beside it."""
    found = placed_words(data)
    middles = [(word, left, (bottom + top) / 2) for word, left, bottom, _, top in found]
    return {
        number: min(
            (left, word)
            for word, left, level in middles
            if not word.isdecimal() and abs(level - at) < 4
        )[1]
        for number, _, at in middles
        if number.isdecimal()
    }


@pytest.mark.parametrize("profile", ["standard", "large"])
def test_every_fifth_line_has_its_number_beside_it(render, profile):
    """Lines are numbered through all paragraphs, the same in every size."""
    passage = Passage(
        (
            tuple(spans(f"xline{chr(97 + n)} and more words") for n in range(7)),
            tuple(spans(f"yline{chr(97 + n)} and more words") for n in range(9)),
        )
    )
    found = numbers(render([(passage,)], profile)[0])
    assert set(found) == {"5", "10", "15"}
    assert (
        found["5"].startswith("xlinee")
        and found["10"].startswith("ylinec")
        and found["15"].startswith("ylineh")
    )
    every = Passage(passage.paragraphs, every=4)
    assert set(numbers(render([(every,)], profile)[0])) == {"4", "8", "12", "16"}


def test_a_line_too_long_for_large_print_goes_on_indented(render):
    """Where no readable size fits, a line goes on below itself, indented, and keeps its number."""
    passage = sample_documents.passage(1)
    data = render([(Heading(1, spans("T")), passage)], "large")[0]
    assert problems(data) == []
    heard = next(text for path, text in read_aloud(data) if path == "/Document/P")
    assert heard == " ".join(given(passage))
    starts = {word: left for word, left, *_ in placed_words(data)}
    broken = [line for line in shown(data)[1:] if line not in given(passage)]
    assert len(broken) > 4 and starts["In"] + 20 < max(starts[line.split()[0]] for line in broken)


def test_large_print_flows_and_numbers_each_line_where_it_begins(render):
    """Where no readable size fits, a passage is read as running text; the number of every line of
    the standard page is beside the row in which that line begins, so that line 12 is found.
    """
    passage = sample_documents.passage(2)
    lines = given(passage)
    flowing = replace(passage, flows=(True,) * len(passage.paragraphs))
    look = rendering.LOOKS["standard"]["large-print"]
    sheet = rendering.SHEETS["A4"]
    (file,) = rendering.render_documents(
        [Document("T", "en", HeaderFooter(), (Heading(1, spans("T")), flowing))],
        look,
        sheet,
        duplex=False,
    )
    assert problems(file.data) == []
    heard = [text for path, text in read_aloud(file.data) if path == "/Document/P"]
    assert " ".join(heard) == " ".join(lines)
    rows = [row for page in extracted(file.data) for row in page.split("\n")]
    words = [(word, left, round(low)) for word, left, low, *_ in placed_words(file.data)]
    beside = {
        int(number): " ".join(word for word, _, at in words if abs(at - low) < 4 and word != number)
        for number, left, low in words
        if number.isdecimal() and left < look.margins.inner + look.number
    }
    page_one = [n for n in sorted(beside) if n <= len(lines)]
    assert page_one == list(range(1, len(page_one) + 1)) and len(page_one) > 10
    for n in page_one:
        assert lines[n - 1].split()[0] in beside[n].split(), n
    broken = [row for row in rows if row.strip() and row.strip() not in lines]
    assert len(broken) > len(lines), "the lines are broken anew"
    as_given = rendering.render_documents(
        [Document("T", "en", HeaderFooter(), (Heading(1, spans("T")), passage))],
        look,
        sheet,
        duplex=False,
    )[0].data
    assert as_given != file.data, "what has ends of its own, as a verse, keeps them"


@pytest.mark.parametrize("letters", [40, 60, 66, 70, 76, 90])
def test_a_passage_is_never_smaller_than_it_may_be(render, letters):
    """A wide line makes the passage smaller down to a floor, and not a point below it."""
    line = ("mow " * 30)[:letters].strip()
    passage = Passage(((spans(line), spans(line)),))
    data = render([(passage,)])[0]
    with pikepdf.open(BytesIO(data)) as pdf:
        sizes = {
            float(size)
            for size in re.findall(rb"/F\d+ ([\d.]+) Tf", pdf.pages[0].Contents.read_bytes())
        }
    assert min(sizes) >= STANDARD.passage_least and max(sizes) <= STANDARD.body.size
    assert (shown(data) == [line, line]) == (
        letters <= 60 or min(sizes) < STANDARD.body.size or len(shown(data)) == 2
    )


def test_a_passage_reads_through_its_numbers(render):
    """Readers meet one paragraph of text, words apart at line ends, and no number."""
    passage = sample_documents.passage(2)
    heard = read_aloud(render([(passage,)])[0])
    assert [path for path, _ in heard] == ["/Document/P"] * 2
    assert " ".join(text for _, text in heard) == " ".join(given(passage))


@pytest.mark.parametrize("count", range(12, 34))
def test_no_line_of_a_passage_stands_alone(render, count):
    """A passage goes over a page's end with at least two lines of a paragraph on either side."""
    passage = Passage((tuple(spans(f"PLINE {n}") for n in range(9)),))
    for page in extracted(render([(*filler(count), passage)])[0]):
        assert page.count("PLINE") != 1


def test_empty_passages_are_harmless(render):
    """A passage without lines, with empty ones or without numbers leaves a sound file."""
    line = spans("some words")
    blocks = (
        Heading(1, spans("T")),
        Passage(()),
        Passage(((),)),
        Passage((((), line, ()), (line,)), 2),
        Passage(((line,) * 9,), 0),
    )
    data = render([blocks])[0]
    assert problems(data) == [] and shown(data).count("some words") == 11


# ------------------------------------------------------------ sets
def parts(lines: int = 3) -> Entries:
    """Two parts."""
    return Entries(
        tuple(
            Entry(f"({letter})", (Paragraph(spans(f"PART{letter}")), Lines(lines)), "[2]")
            for letter in "ab"
        )
    )


@pytest.mark.parametrize("count", range(34))
def test_a_stimulus_stays_with_the_first_part(render, count):
    """Wherever a set falls, its stimulus and its first part are on one page, as far as one page can
    hold them.
    """
    stimulus = Passage((tuple(spans(f"PLINE {n}") for n in range(20)),))
    item = Entry(
        "1",
        (Paragraph(spans("STEM")), Paragraph(spans("SOURCE"), "small"), stimulus, parts()),
        "[4]",
        together=False,
    )
    data = render([(*filler(count), Entries((item,)), *filler(2))])[0]
    page = next(page for page in extracted(data) if "STEM" in page)
    assert page.count("PLINE") == 20 and "SOURCE" in page and "PARTa" in page


def test_a_stimulus_taller_than_a_page_goes_over_it(render):
    """Where no page can hold a stimulus it is parted between its lines, begins under its stem and
    ends above its first part.
    """
    stimulus = Passage((tuple(spans(f"PLINE {n}") for n in range(70)),))
    item = Entry("1", (Paragraph(spans("STEM")), stimulus, parts()), "[4]", together=False)
    pages = extracted(render([(Entries((item,)),)])[0])
    assert (
        pages[0].count("PLINE") > 30
        and "STEM" in pages[0]
        and "PARTa" in pages[1]
        and pages[1].count("PLINE") >= 2
    )


def test_without_holding_a_stimulus_would_be_parted(render, monkeypatch):
    """The rule above is the work of its penalty: without it, in some document the stimulus leaves
    its first part.
    """
    stimulus = Passage((tuple(spans(f"PLINE {n}") for n in range(20)),))
    item = Entry("1", (Paragraph(spans("STEM")), stimulus, parts()), "[4]", together=False)

    def parted() -> bool:
        return any(
            page.count("PLINE") not in (0, 20)
            for count in range(8, 24)
            for page in extracted(render([(*filler(count), Entries((item,)))])[0])
        )

    assert not parted()
    monkeypatch.setattr("generator.render.pdf.item_breaks._avoid_breaks_in_stimulus", tuple)
    assert parted()


# ------------------------------------------------------------ lines
def ruled(data: bytes) -> list[int]:
    """How many rules to write on each page has."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [page.Contents.read_bytes().count(b"0.80 w 0.35 G 0 0 m") for page in pdf.pages]


@pytest.mark.parametrize("count", range(34))
def test_room_for_an_essay_goes_over_pages_three_lines_at_least(render, count):
    """48 lines go over pages, never fewer than three on one, the first three under the question."""
    item = Entry("1", (Paragraph(spans("STEM")), Lines(48)), "[20]", together=False)
    data = render([(*filler(count), Entries((item,)), Paragraph(spans("end")))])[0]
    rules = ruled(data)
    assert sum(rules) == 48 and all(each == 0 or each >= 3 for each in rules)
    at = next(n for n, page in enumerate(extracted(data)) if "STEM" in page)
    assert rules[at] >= 3


def test_lines_of_an_item_kept_together_are_not_parted(render):
    """In an item that stays together, as many lines as a page can hold go over whole."""
    item = Entry("1", (Paragraph(spans("STEM")), Lines(26)), "[20]")
    for count in range(0, 30, 3):
        assert set(ruled(render([(*filler(count), Entries((item,)))])[0])) <= {0, 26}


def test_a_plan_in_a_frame_stands_before_the_lines(render):
    """A frame to plan in is not parted; the lines behind it go on."""
    item = Entry(
        "1",
        (Paragraph(spans("STEM")), Notice((Paragraph(spans("PLAN")), Lines(5))), Lines(48)),
        "[20]",
        together=False,
    )
    for count in range(10, 34, 4):
        data = render([(*filler(count), Entries((item,)))])[0]
        assert sum(ruled(data)) == 53 and problems(data) == []
