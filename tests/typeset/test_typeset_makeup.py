"""Where all forms of a quiz break: on made-up lines whose best pages are known."""

from __future__ import annotations

from dataclasses import replace

from pdf_structure import extracted

from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import (
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Lines,
    Matching,
    Paragraph,
    spans,
)
from generator.render import pdf
from generator.render.pdf.lines import AVOID_BREAK, ENTRY, NO_BREAK, PART, Anchor, Line
from generator.render.pdf.makeup import make_up

ROOM = 100.0


def question(number, tall, glue=0.0):
    """A question of one line."""
    return [Line(tall, glue=glue, anchors=(Anchor(ENTRY, str(number), 0.0),))]


def question_set(number, stimulus, parts):
    """A stimulus that is kept with its parts, as items are."""
    lines = [Line(stimulus, after=AVOID_BREAK, anchors=(Anchor(ENTRY, str(number), 0.0),))]
    lines += [Line(tall, anchors=(Anchor(PART, letter, 0.0),)) for letter, tall in parts]
    return lines


def form(*questions):
    """The lines of a form behind a front that stays with the first question."""
    front = [Line(5.0, after=NO_BREAK)]
    return [*front, *(line for lines in questions for line in lines)]


def counts(pages, forms):
    """How many questions begin on each page of each form, None for a page that stays empty."""
    return [
        [
            None
            if not page
            else sum(a.kind == ENTRY for placed in page for a in placed.line.anchors)
            for page in pages.of(number, lines)
        ]
        for number, lines in enumerate(forms)
    ]


def page_with(line, pages, lines):
    """The page, from 1, that a line of a form is on."""
    shown = [[placed.line for placed in page] for page in pages.of(0, lines)]
    return next(number for number, page in enumerate(shown, 1) if line in page)


def test_forms_break_behind_the_same_question():
    """Each form alone would break elsewhere; together they break where both have room."""
    first = form(question(1, 30), question(2, 30), question(3, 60), question(4, 20))
    other = form(question(1, 60), question(2, 30), question(3, 30), question(4, 20))
    pages = make_up([first, other], ROOM, duplex=True)
    own = counts(pages, [first, other])
    assert own[0] == own[1] and sum(own[0]) == 4
    alone = [counts(make_up([lines], ROOM, duplex=True), [lines])[0] for lines in (first, other)]
    assert len(alone[0]) == len(own[0])
    for number, lines in enumerate((first, other)):
        for page in pages.of(number, lines):
            assert page[-1].down + page[-1].line.height <= ROOM + 0.01


def test_a_stimulus_and_its_questions_are_on_an_opening():
    """A set of two pages begins on a left-hand page: where it would begin on a right-hand one, that
    stays empty; where pages are printed on one side, it need not.
    """
    lines = form(question(1, 90), question(2, 90), question_set(3, 60, [("(a)", 60), ("(b)", 30)]))
    pages = make_up([lines], ROOM, duplex=True)
    assert counts(pages, [lines]) == [[1, 1, None, 1, 0]] and not pages.out_of_sight
    simplex = make_up([lines], ROOM, duplex=False)
    assert counts(simplex, [lines]) == [[1, 1, 1, 0]]


def test_a_set_that_fits_is_on_one_page():
    """A set is not broken where a page of its own holds it."""
    lines = form(question(1, 60), question_set(2, 40, [("(a)", 30), ("(b)", 25)]))
    assert counts(make_up([lines], ROOM, duplex=True), [lines]) == [[1, 1]]


def test_a_set_of_three_pages_is_counted_as_out_of_sight():
    """What no opening holds is still printed, and told of."""
    parts = [("(a)", 90), ("(b)", 90)]
    lines = form(question_set(1, 90, parts))
    pages = make_up([lines], ROOM, duplex=True)
    assert pages.out_of_sight and sum(map(bool, pages.ranges)) == 3


def test_a_stimulus_faces_its_questions_where_its_words_are_on_the_page_before():
    """What is said above a passage may be on the page before; the passage itself begins a left-hand
    page where that brings it beside questions about it.
    """
    said, *parts = question_set(3, 15, [("(a)", 60), ("(b)", 35), ("(c)", 90)])
    passage = Line(90.0, after=AVOID_BREAK)
    for others, pages in (([60], [2, 0, 0, 0]), ([90, 60], [1, 1, 1, 0, 0, 0])):
        before = [question(n, tall) for n, tall in enumerate(others, 1)]
        lines = form(*before, [said, passage, *parts])
        made = make_up([lines], ROOM, duplex=True)
        assert counts(made, [lines]) == [pages] and made.out_of_sight == 1
        assert page_with(passage, made, lines) % 2 == 0


def test_a_passage_of_two_pages_is_on_an_opening():
    """Its halves face each other, where what is said of it is on the page before."""
    said, *parts = question_set(3, 15, [("(a)", 60), ("(b)", 90)])
    halves = [Line(tall, after=AVOID_BREAK) for tall in (90.0, 91.0)]
    lines = form(question(1, 90), question(2, 60), [said, *halves, *parts])
    made = make_up([lines], ROOM, duplex=True)
    assert [page_with(half, made, lines) for half in halves] == [4, 5]


def test_smaller_gaps_save_a_page_in_all_forms():
    """Gaps become smaller step by step, as little as is needed, and only where that saves a
    page.
    """
    lines = form(*(question(n, 15.0, glue=5.0) for n in range(1, 6)))
    assert len(make_up([lines], ROOM, duplex=True).ranges) == 1
    lines = form(*(question(n, 15.0, glue=5.0) for n in range(1, 7)))
    assert len(make_up([lines], ROOM, duplex=True).ranges) == 2
    lines = form(*(question(n, 15.0, glue=6.0) for n in range(1, 6)), question(6, 0.0))
    tight = make_up([lines, lines], ROOM, duplex=True, steps=(1.0, 0.9, 0.8, 0.6))
    assert (len(tight.ranges), tight.gaps) == (1, 0.6)
    roomy = form(question(1, 15.0, glue=5.0), question(2, 15.0))
    assert make_up([roomy], ROOM, duplex=True, steps=(1.0, 0.9)).gaps == 1.0


def test_pages_are_loose_where_filled_ones_would_be_fewer():
    """In all forms: one that would fill them keeps their number."""
    first = form(question(1, 50), question(2, 60), question(3, 50), question(4, 30))
    full = form(question(1, 50), question(2, 60), question(3, 60), question(4, 30))
    alone = make_up([first], ROOM, duplex=True)
    assert len(alone.ranges) == 3 and alone.loose
    assert len(make_up([full], ROOM, duplex=True).ranges) == 3
    assert not make_up([first, full], ROOM, duplex=True).loose


def test_what_is_taller_than_a_page_has_no_pages():
    """The control: nothing is cut to make it fit."""
    assert make_up([form(question(1, 101))], ROOM, duplex=True) is None


def test_a_heading_has_no_page_for_itself():
    """Where no page holds a question below the heading of its part, the heading is at the foot of
    the page before, in all forms, and never alone; where a page holds both, they stay together.
    """
    heading = Line(10.0, after=AVOID_BREAK, bookmark=(2, "Part 2"))
    for tall in (95, 80):
        forms = [
            form(question(1, 40), [heading, *question(2, each)], question(3, 30))
            for each in (tall, 30)
        ]
        found = make_up(forms, ROOM, duplex=True)
        assert (found is None) == (tall == 95)
        pages = make_up(forms, ROOM, duplex=True, below_headings=True)
        assert counts(pages, forms)[0] == counts(pages, forms)[1]
        for number, lines in enumerate(forms):
            (page,) = (
                page
                for page in pages.of(number, lines)
                if any(placed.line.bookmark for placed in page)
            )
            last = page[-1].line
            assert len(page) > 1 and bool(last.bookmark) == (tall == 95)


def test_no_page_is_only_a_heading():
    """On paper in today's look, however tall the first question of a part is."""
    heading = Heading(2, spans("Part 2"))
    for rows in range(26, 34):  # of these some need a page without the heading
        task = Matching((spans("Premise"),) * rows, (("A", spans("Response")),))
        blocks = (
            Entries((Entry("1", (Paragraph(spans("Write.")), Lines(20)), "[1]"),)),
            heading,
            Entries((Entry("2", (Paragraph(spans("Match.")), task), "[1]"),)),
        )
        paper = Document("T", "en", HeaderFooter(), blocks, "the test", forms=(blocks,), place=0)
        look = pdf.LOOKS["standard"]["standard"]
        (file,) = pdf.render_documents([paper], look, pdf.SHEETS["A4"])
        (page,) = (page for page in extracted(file.data) if "Part 2" in page)
        assert "Write." in page or "Match." in page


def test_forms_that_cannot_be_alike_say_so():
    """A question of several pages that is first in one form and last in the other: each form has
    pages of its own, and the files say it; in one order they are alike.
    """
    long = (Paragraph(spans("Write.")), Lines(70))
    short = (Paragraph(spans("Tick.")),)

    def printed(*orders):
        forms = tuple(
            (
                Entries(
                    tuple(
                        Entry(str(n), blocks, "[1]", together=False)
                        for n, blocks in enumerate(order, 1)
                    )
                ),
            )
            for order in orders
        )
        papers = [
            Document("T", "en", HeaderFooter(), blocks, "the test", forms=forms, place=place)
            for place, blocks in enumerate(forms)
        ]
        look = pdf.LOOKS["standard"]["standard"]
        return [file.alike for file in pdf.render_documents(papers, look, pdf.SHEETS["A4"])]

    assert printed((long, short), (short, long)) == [False, False]
    assert printed((short, long), (short, long)) == [True, True]


def test_a_form_unlike_the_others_has_its_stimuli_on_an_opening_too():
    """Where forms cannot be alike, each keeps a stimulus and the questions about it in sight by
    itself; papers in the first version's words are filled page by page.
    """
    long = Entry("", (Paragraph(spans("Write.")), Lines(70)), "[1]", together=False)
    short = Entry("", (Paragraph(spans("Tick.")), Lines(20)), "[1]")
    parts = tuple(
        Entry(f"({letter})", (Paragraph(spans(f"About {letter}.")), Lines(12)), "[1]")
        for letter in "ab"
    )
    text = tuple(Paragraph(spans(f"Line {n}. " + 12 * "Words to be read. ")) for n in range(8))
    about = (Paragraph(spans("Study this.")), *text, Entries(parts))
    study = Entry("", about, "[2]", together=False)

    def in_sight(count: int, words_version: int | None) -> bool:
        forms = tuple(
            (Entries(tuple(replace(each, number=str(n)) for n, each in enumerate(order, 1))),)
            for order in ((long, *[short] * count, study), (*[short] * count, long, study))
        )
        paper = Document(
            *("T", "en", HeaderFooter(), forms[0], "the test"),
            forms=forms,
            blank="-",
            words_version=words_version,
        )
        look = pdf.LOOKS["standard"]["standard"]
        (file,) = pdf.render_documents([paper], look, pdf.SHEETS["A4"])
        assert not file.alike
        pages = extracted(file.data)
        first, last = (
            next(n for n, page in enumerate(pages) if words in page)
            for words in ("Study this.", "About b.")
        )
        return first == last or (first % 2 == 1 and last == first + 1)

    counts_of_questions = range(1, 7)
    assert all(in_sight(count, None) for count in counts_of_questions)
    assert not all(in_sight(count, FIRST_WORDS_VERSION) for count in counts_of_questions)
