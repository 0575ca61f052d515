"""The key on a page and the full key in type: valid, whole, and true for many forms and many
questions.
"""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pypdf
import pypdfium2
import pytest
from pdf_structure import extracted, placed_words, problems, read_aloud

from generator import documents
from generator.editions.arrange import arrange
from generator.editions.quiz import AnswerKey, Form, SectionView
from generator.i18n.catalog import load_catalog
from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.items.protocol import SEE_FULL_KEY
from generator.page.blocks import (
    Bullets,
    CodeBlock,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    KeyRow,
    KeyTable,
    Notice,
    Paragraph,
    SchemeCard,
    SchemeRow,
    Table,
    spans,
)
from generator.render.pdf import TooTall
from tests.edition_values import edition_of

EN = load_catalog("en")


def edition(harbour, loaded, forms=2, times=1):
    """The edition of the small quiz in a number of forms, its items so many times over."""
    content = loaded(harbour).content
    quiz = arrange(replace(content.packs["harbour"], forms=forms), content)
    sections = tuple(
        SectionView(section.title, section.items * times) for section in quiz.view.sections
    )
    arranged = tuple(
        Form(
            tuple(
                tuple(
                    (index + n * len(section.items), order)
                    for n in range(times)
                    for index, order in places
                )
                for section, places in zip(quiz.view.sections, form.sections, strict=True)
            )
        )
        for form in quiz.view.forms
    )
    keys = AnswerKey(tuple(section * times for section in quiz.key.sections))
    return edition_of(replace(quiz.view, sections=sections, forms=arranged), keys)


@pytest.mark.parametrize(
    ("forms", "times", "sheet"),
    [(1, 1, "A4"), (2, 1, "Letter"), (8, 1, "A4"), (40, 1, "Letter"), (2, 3, "A4"), (2, 8, "A4")],
)
def test_keys_of_many_forms_and_questions_are_valid_and_whole(
    render, validated, harbour, loaded, forms, times, sheet
):
    """The key on a page and the full key are PDF/UA-1 and soundly tagged; every form is in one
    table, and every table has every question.
    """
    made = edition(harbour, loaded, forms, times)
    page = render(documents.key_page(made, range(forms), EN), sheet=sheet)
    full = render(documents.full_key(made, range(forms), EN), sheet=sheet)
    for data in (page, full):
        assert validated(data) == [] and problems(data) == []
        assert all("NOT FOR STUDENTS" in " ".join(text.split()) for text in extracted(data))
    aloud = read_aloud(page)
    heads = [text for path, text in aloud if path.endswith("Table/THead/TR/TH")]
    tables = heads.count(EN.list("key-page-head")[0])
    assert [head for head in heads if head not in EN.list("key-page-head")] == list(made.form_names)
    points = [text for path, text in aloud if path.endswith("TBody/TR/TH")]
    questions = sum(len(section.items) for section in made.view.sections)
    assert len(points) >= tables * questions
    assert tables == 1 if forms <= 2 else tables < forms / 2


def test_a_small_key_is_on_one_sheet(render, harbour, loaded):
    """Fourteen questions of every type on two forms, with their schemes, take two pages."""
    made = edition(harbour, loaded)
    assert len(extracted(render(documents.key_page(made, (0, 1), EN)))) <= 2


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_many_forms_lie_on_their_side_with_the_head_on_the_page(render, harbour, loaded, sheet):
    """Eight forms are beside each other on pages wider than high, two on upright ones; the banner
    is below the upper edge on both.
    """
    for forms, wide in ((8, True), (2, False)):
        made = edition(harbour, loaded, forms)
        data = render(documents.key_page(made, range(forms), EN), sheet=sheet)
        pdf = pypdfium2.PdfDocument(data)
        width, height = pdf[0].get_size()
        assert (width > height) is wide
        text = pdf[0].get_textpage()
        index, _ = text.search(EN("key-banner")).get_next()
        _, _, _, top = text.get_charbox(index)
        assert height - top > 14  # points: a printer's margin
        heads = [text for path, text in read_aloud(data) if path.endswith("Table/THead/TR/TH")]
        assert heads.count(EN.list("key-page-head")[0]) == 1 or sheet == "Letter"  # is narrower


def test_a_question_takes_one_line_and_words_that_a_marker_needs_are_whole(render):
    """A long stem is cut to its line, or to its half of it, and words that only repeat what the
    letters say; an accepted answer is never cut.
    """
    long = " ".join(f"word{n}" for n in range(60))
    rows = [
        KeyRow(spans(f"stem {long}"), spans(f"needed {long}"), "1", (("1", "left"),), True),
        KeyRow(spans(f"stem {long}"), spans(f"repeated {long}"), "1", (("2", "B"),), brief=True),
    ]
    table = KeyTable(("Q", "A", "P"), ("A",), tuple(rows), "a table")
    aloud = read_aloud(render((table,)))
    cells = [text for path, text in aloud if "TBody" in path]
    stems = [text for text in cells if text.startswith("stem")]
    assert len(stems) == 2 and all(text.endswith("…") and "word4 " in text for text in stems)
    (needed,) = (text for text in cells if text.startswith("needed"))
    (repeated,) = (text for text in cells if text.startswith("repeated"))
    assert needed.endswith("word59") and repeated.endswith("…")


def test_a_card_is_parted_only_where_that_saves_a_page(render):
    """A card that says how it goes on does so over a page where whole cards would take a page more,
    between its rows, never with one of them alone; else it is whole, as is one that does not say:
    the control.  It is as wide and tells the same.
    """

    def cards(continued: str, count: int, first: int = 9) -> list[str]:
        rows = tuple(SchemeRow("1", spans(f"Row {n}.")) for n in range(9))
        made = tuple(
            SchemeCard(
                str(n),
                spans("Stem."),
                "",
                "max. 9",
                rows if n > 1 else rows[:first],
                continued=continued.replace("{number}", str(n)),
            )
            for n in range(1, count + 1)
        )
        return extracted(render(Document("T", "en", HeaderFooter(), made, dense=True)))

    parted, earlier = cards(EN("continued"), 9), cards("", 9)
    assert len(parted) == 2 and len(earlier) == 3
    assert not any("continued" in page for page in earlier)
    said = re.findall(r"Question ([0-9]) continued", parted[1])
    assert len(said) == 1 and "continued" not in parted[0]
    assert f"Question {said[0]} continued" in " ".join(parted[1].split())[:60]
    assert 2 <= parted[1].partition("max. 9")[2].partition("max. 9")[0].count("Row") <= 7
    for pages in (parted, earlier):
        assert sum(page.count("Row") for page in pages) == 81
    whole = cards(EN("continued"), 8)
    assert len(whole) == 2 and not any("continued" in page for page in whole)
    for first in range(1, 9):
        _, page, *_ = cards(EN("continued"), 9, first)
        rest = page.partition("max. 9")[2].partition("max. 9")[0].count("Row")
        assert 2 <= rest <= 7 or "continued" not in page


def test_a_card_shows_blocks_as_blocks(render):
    """What earns points in several blocks has its code, list and table in the card, and what to
    accept below; the same on one line has no list: the control.
    """
    parts = (
        Paragraph(spans("Gives")),
        CodeBlock((spans("print(i)"), spans("print(j)"))),
        Bullets(((Paragraph(spans("first")),), (Paragraph(spans("second")),))),
        Table((spans("a"), spans("b")), ((spans("7"), spans("8")),), (1.0, 1.0), "a table"),
    )

    def shown(row: SchemeRow, below: Bullets | None = None) -> bytes:
        card = SchemeCard("1", spans("Stem."), "", "max. 5", (row,), list_below=below)
        return render(Document("T", "en", HeaderFooter(), (card,), dense=True))

    names = Bullets(((Paragraph(spans("names")),),))
    several = shown(SchemeRow("5", (), spans("Accept: k"), blocks=parts), names)
    flat = shown(SchemeRow("5", spans("Gives print(i) first second"), spans("Accept: k")))
    assert not problems(several)
    assert any("Table" in path for path, _ in read_aloud(several))
    assert not any("Table" in path for path, _ in read_aloud(flat))
    low = {word: bottom for word, _, bottom, _, _ in placed_words(several)}
    assert low["5"] == pytest.approx(low["Gives"], abs=0.5)
    assert low["Gives"] > low["print(i)"] > low["print(j)"] > low["first"] > low["second"]
    assert low["second"] > low["a"] > low["7"] > low["Accept:"] > low["names"]
    on_one_line = {word: bottom for word, _, bottom, _, _ in placed_words(flat)}
    assert on_one_line["first"] == pytest.approx(on_one_line["second"], abs=0.5)


def test_answers_are_beside_questions_where_there_is_room(render):
    """What only repeats the letter is on the question's line, on wide pages of today; else it is
    below it, as on all keys of earlier words.
    """
    rows = tuple(
        KeyRow(spans(f"Stem {n}."), spans(f"Repeated {n}."), "1", ((str(n), "B"),) * 9, brief=True)
        for n in range(3)
    )

    def lines(forms: int, version: int | None = None) -> list[str]:
        own = tuple(replace(row, answers=row.answers[:forms]) for row in rows)
        table = KeyTable(("Q", "A", "P"), tuple("ABCDEFGHI"[:forms]), own, "a table")
        document = Document("T", "en", HeaderFooter(), (table,), dense=True, words_version=version)
        words = placed_words(render(document))
        stem = next(word for word in words if word[0] == "Stem")
        return [word[0] for word in words if word[0] == "Repeated" and word[2] > stem[2] - 3]

    assert lines(2) and not lines(9) and not lines(2, FIRST_WORDS_VERSION)


def test_a_dense_page_holds_more_and_only_in_the_standard_profile(render):
    """Dense documents are set in smaller type, unless their reader needs another profile."""
    blocks = tuple(
        Paragraph(spans(f"Paragraph {n}. " + "Words to fill a line. " * 8)) for n in range(60)
    )
    usual = Document("T", "en", HeaderFooter(), blocks)
    dense = replace(usual, dense=True)
    assert len(extracted(render(dense))) < len(extracted(render(usual)))
    assert len(extracted(render(dense, "large-print"))) == len(
        extracted(render(usual, "large-print"))
    )


def test_a_few_lines_have_no_page_of_their_own(render):
    """In a dense document what would be a few lines on a last page is drawn up; in any other it
    stays, or the control could not fail.
    """
    for count in range(30, 60):
        blocks = tuple(Paragraph(spans(f"Paragraph {n}.")) for n in range(count))
        dense = Document("T", "en", HeaderFooter(), blocks, dense=True)
        pages = extracted(render(dense))
        if len(pages) > 1:
            break
    assert len(pages[-1].split("Paragraph")) - 1 > 4  # a fifth of a page, or more
    usual = replace(dense, dense=False)
    least = min(
        len(extracted(render(replace(usual, blocks=blocks[:count])))[-1].split("Paragraph")) - 1
        for count in range(24, len(blocks))
    )
    assert least == 1


def test_an_item_that_goes_over_a_page_says_so(render):
    """On the page where it goes on, an item's number is at the head; on a page that begins with an
    item it is not.
    """
    long = tuple(
        Paragraph(spans(f"Reason {n}. " + "Words to fill a line. " * 20)) for n in range(30)
    )
    entries = tuple(
        Entry(str(n), (Paragraph(spans("Stem.")), *long), "[1]", False, "A") for n in (1, 2)
    )
    document = Document("T", "en", HeaderFooter(), (Entries(entries, EN("continued")),), dense=True)
    data = render(document)
    first, *others = [" ".join(text.split()) for text in extracted(data)]
    assert "continued" not in first
    assert "Question 1 continued" in others[0]
    assert not any("continued" in text for _, text in read_aloud(data))  # readers skip it
    bare = replace(document, blocks=(Entries(entries),))
    assert not any("continued" in text for text in extracted(render(bare)))


def test_what_fills_a_page_is_not_refused_for_its_head(render):
    """A frame that a page just holds is printed, without the words that the item goes on, and the
    page behind it has them.
    """

    def pages(count: int, words: str) -> list[str]:
        frame = Notice(tuple(Paragraph(spans("Words."), "small") for _ in range(count)))
        stem, behind = ((Paragraph(spans(said)),) * 20 for said in ("Stem.", "Behind."))
        entry = Entry("1", (*stem, frame, *behind), "[1]", False)
        document = Document("T", "en", HeaderFooter(), (Entries((entry,), words),))
        return extracted(render(document))

    def most(words: str) -> int:
        count = 20
        while True:
            try:
                pages(count + 1, words)
            except TooTall:
                return count
            count += 1

    assert most("") == most(EN("continued"))
    _, frame, *behind = pages(most(""), EN("continued"))
    assert "continued" not in frame and "Question 1 continued" in behind[0]


def test_rings_are_around_the_boxes_that_are_keys(harbour, loaded):
    """On an overlay there is a ring around the box of every key, at its place on the page below,
    and around no other box.
    """
    from generator.render import pdf as rendering

    made = edition(harbour, loaded)
    paper = documents.paper(made.view, 0, made.paper_code(0), EN)
    over = documents.overlay(paper, made, 0, EN)
    below, above = (
        rendering.render_documents(
            [document], rendering.PROFILES["standard"], rendering.SHEETS["A4"], duplex=True
        )[0].data
        for document in (paper, over)
    )
    keys = [
        mark for key in over.blocks[0].keys for mark in key.marks if mark and not mark.isdecimal()
    ]
    letters = _letters(below)
    ringed = []
    with pypdfium2.PdfDocument(above) as drawn, pypdfium2.PdfDocument(below) as printed:
        assert len(drawn) == len(printed)
        for number, page in enumerate(drawn):
            for _, bottom, right, top in _rings(page):
                middle = (bottom + top) / 2
                near = [
                    letter
                    for at, letter, x, y in letters
                    if at == number and abs(y - middle) < 3 and 0 < x - right < 14
                ]
                ringed += near[:1]
    assert len(ringed) >= 4
    single = [mark for mark in keys if mark in "ABCDEFGH" and len(mark) == 1]
    assert all(letter in single for letter in ringed)
    figures = [text for path, text in read_aloud(above) if path.endswith("/Figure")]
    assert len(figures) >= len(ringed)


def test_an_overlay_has_something_for_every_key(harbour, loaded):
    """Where a key has neither boxes nor room in the margin, there are dots beside its question, so
    that no marker takes a question for one that has no answer.  Keys are bold.
    """
    from generator.render import pdf as rendering

    made = edition(harbour, loaded)
    paper = documents.paper(made.view, 0, made.paper_code(0), EN)
    over = documents.overlay(paper, made, 0, EN)
    look, sheet = rendering.PROFILES["standard"], rendering.SHEETS["A4"]
    (file,) = rendering.render_documents([over], look, sheet, duplex=True)
    words = " ".join(" ".join(extracted(file.data)).split())
    beside = [" ".join(k.key.split()) for k in over.blocks[0].keys if k.key and not any(k.marks)]
    long = [key for key in beside if key not in words]
    assert long and words.count(f" {SEE_FULL_KEY}") == len(long) + beside.count(SEE_FULL_KEY)
    regular, bold = set(), set()

    def sort(text: str, _matrix, _place, font, _size) -> None:
        if text.strip():
            (bold if font["/BaseFont"].endswith("-Bold") else regular).add(text.strip())

    for page in pypdf.PdfReader(BytesIO(file.data)).pages:
        page.extract_text(visitor_text=sort)
    keys = {key for key in beside if key.isalnum()} - set(long)
    assert keys and keys <= bold and not keys & regular


def _letters(data: bytes) -> list[tuple[int, str, float, float]]:
    """Capital letters that stand alone: (page, letter, left edge, middle)."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for n in range(text.count_chars()):
                sign = text.get_text_range(n, 1)
                around = text.get_text_range(max(0, n - 1), 3)
                if sign.isupper() and around.strip() == sign:
                    left, bottom, _, top = text.get_charbox(n)
                    found.append((number, sign, left, (bottom + top) / 2))
    return found


def _rings(page) -> list[tuple[float, float, float, float]]:
    """The boxes around round paths that are wider than a mark box."""
    found = []
    for thing in page.get_objects(max_depth=4):
        if thing.type == 2:  # a path
            left, bottom, right, top = thing.get_bounds()
            if 14 < right - left < 30 and abs((right - left) - (top - bottom)) < 1:
                found.append((left, bottom, right, top))
    return found
