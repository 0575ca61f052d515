"""Answer sheets, marking strips and mark sheets on paper: where things stand, and that screen
readers meet them in order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pypdfium2
import pytest
from pdf_structure import extracted, placed_words, problems, read_aloud

from generator import documents as compose
from generator.documents.earlier_answer_sheet import earlier_answer_sheet
from generator.documents.result_slips import ResultSlip, result_slips
from generator.i18n.catalog import load_catalog
from generator.page.blocks import (
    AnswerGrid,
    Boxes,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Matching,
    Options,
    Paragraph,
    Rules,
    Strip,
    StripKey,
)
from generator.page.markup import Span
from generator.render import pdf as rendering
from tests.e2e.reader import Line, lines_of
from tests.edition_values import edition_of

EN = load_catalog("en")
LOOKS = [("standard", "A4"), ("large-print", "Letter")]
MM = 72 / 25.4
PART = re.compile(r"\([a-j]\)")


def documents(quiz, form: int = 0, answers=None) -> dict[str, Document]:
    """A form's paper and answer sheet, and the strip for each."""
    code = f"7K3Q-2M4X-{'AB'[form]}"
    by_name = {
        "paper": compose.paper(quiz.view, form, code, EN),
        "sheet": compose.answer_sheet(quiz.view, form, code, EN),
    }
    by_name["earlier sheet"] = earlier_answer_sheet(quiz.view, form, code, EN)
    for name in ("paper", "sheet", "earlier sheet"):
        by_name[f"{name} strip"] = compose.marking_strip(
            by_name[name],
            edition_of(quiz.view, answers or quiz.key),
            form,
            EN,
            sheet=name != "paper",
        )
    return by_name


def pressed(document: Document, profile: str = "standard", sheet: str = "A4") -> bytes:
    """The document set on one side."""
    return rendering.render_documents(
        [document], rendering.PROFILES[profile], rendering.SHEETS[sheet], duplex=False
    )[0].data


def mark_sheet(quiz, rows) -> Document:
    """The mark sheet of a class."""
    return compose.mark_sheet(edition_of(quiz.view, quiz.key), rows, EN)


@pytest.fixture(scope="module")
def files(quiz) -> dict[tuple[str, str], bytes]:
    """Form A's documents, set in each look."""
    return {
        (name, profile): pressed(document, profile, sheet)
        for profile, sheet in LOOKS
        for name, document in documents(quiz).items()
    }


@pytest.mark.parametrize("profile", [profile for profile, _ in LOOKS])
@pytest.mark.parametrize(
    "name", ["sheet", "earlier sheet", "paper strip", "sheet strip", "earlier sheet strip"]
)
def test_sheets_and_strips_are_valid_and_sound(files, validated, name, profile):
    """An answer sheet and a strip, in any look, are PDF/UA-1, and their tags are painted in the
    order they are read.
    """
    assert validated(files[name, profile]) == [] and problems(files[name, profile]) == []


@pytest.mark.parametrize(("profile", "sheet"), LOOKS)
def test_a_mark_sheet_is_valid_and_sound(quiz, validated, profile, sheet):
    """A mark sheet of several pages and tables is PDF/UA-1; its heads are told once and painted on
    every page.
    """
    data = pressed(mark_sheet(quiz, [("Ana Tešić", "7", "A")] * 120), profile, sheet)
    assert validated(data) == [] and problems(data) == []
    pages = [" ".join(page.split()) for page in extracted(data)]  # heads may take two lines
    assert len(pages) > 2 and all(
        "Points on form B" in page and "Name" in page for page in pages[1:]
    )
    heads = [text for path, text in read_aloud(data) if path.endswith("THead/TR/TH")]
    assert heads.count("Total") == 1 and heads.count("Name") == heads.count("Points on form B") >= 1


# ---------------------------------------------------------------- heights


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_numbers_of_rows_stay_whole(quiz, sheet):
    """The hundredth student's number is on one line, as the tenth's is; each number once."""
    rows = [("Wilhelmine Stojanović-Radosavljević", "2026/0001", "")] * 120
    data = pressed(mark_sheet(quiz, rows), sheet=sheet)
    pages = len(extracted(data))
    words = {word for page in range(pages) for word, *_ in placed_words(data, page)}
    assert {str(n) for n in range(1, 121)} <= words


def standing(lines: list[Line], left: float, indent: float) -> dict[str, tuple[int, float]]:
    """Of each question and part of a paper or sheet, by its number: (page, baseline) from the paper
    alone.
    """
    found: dict[str, tuple[int, float]] = {}
    number = 0
    for line in lines:
        first, second = (*line.words, "")[:2]
        if first == str(number + 1) and abs(line.at[0] - left) < 1:
            number += 1
            found[first] = line.page, line.y
        if first == str(number) and abs(line.at[0] - left) < 1 and PART.fullmatch(second):
            found[f"{first} {second}"] = line.page, line.y
        elif PART.fullmatch(first) and number and abs(line.at[0] - left - indent) < 1:
            found[f"{number} {first}"] = line.page, line.y
    return found


def on_strip(lines: list[Line], left: float) -> dict[str, tuple[int, float, str]]:
    """Of each label on a strip: (page, baseline, key)."""
    found = {}
    for line in lines:
        words_ = [word for word, x in zip(line.words, line.at, strict=True) if x > left]
        if words_ and words_[0].isdecimal() and min(x for x in line.at if x > left) < left + 20:
            part = words_[1:2] if words_[1:] and PART.fullmatch(words_[1]) else []
            key = words_[1 + len(part) :]
            found[" ".join([words_[0], *part])] = line.page, line.y, " ".join(key)
    return found


def edges(profile: str, sheet: str, density: str = "earlier") -> tuple[float, float, float]:
    """Where text begins on single-sided pages, where a part's number does behind it, and where the
    cutting line is.
    """
    look = rendering.LOOKS[density][profile]
    left = (look.margins.inner + look.margins.outer) / 2
    return left, look.number, rendering.SHEETS[sheet].width - left - 10.5 * 12


def differences(
    paper: bytes, strip: bytes, profile: str, sheet: str, density: str = "earlier"
) -> list[str]:
    """Labels that do not stand on the same page at the same height, within a point."""
    left, indent, cut = edges(profile, sheet, density)
    here = standing(lines_of(paper)[1], left, indent)
    there = on_strip(lines_of(strip)[1], cut)
    wrong = [
        name
        for name in here.keys() ^ there.keys()
        if "(" in name or f"{name} (a)" not in {*here, *there}
    ]
    return wrong + [
        name
        for name in here.keys() & there.keys()
        if here[name][0] != there[name][0] or abs(here[name][1] - there[name][1]) > 1
    ]


@pytest.mark.parametrize(("profile", "sheet"), LOOKS)
@pytest.mark.parametrize("name", ["paper", "earlier sheet"])
def test_keys_stand_at_the_height_of_their_questions(files, name, profile, sheet):
    """Every question and part of the page has its number on the strip, on the page of that number
    and at its height.
    """
    paper, strip = files[name, profile], files[f"{name} strip", profile]
    assert differences(paper, strip, profile, sheet) == []
    assert len(standing(lines_of(paper)[1], *edges(profile, sheet)[:2])) >= 14 + 4
    with pypdfium2.PdfDocument(paper) as one, pypdfium2.PdfDocument(strip) as other:
        assert len(one) == len(other)


def on_sheet(record: dict) -> dict[str, tuple[int, float]]:
    """Of each question of an answer sheet: the page on which it begins and the middle of what has
    its number there, in points above the sheet's foot.
    """
    found: dict[str, tuple[int, float]] = {}
    for number, page in enumerate(record["pages"]):
        for box in page["boxes"]:
            height = (record["height"] - box["y"]) * MM / 100
            found.setdefault(box["question"], (number, height))
    for number, page in enumerate(record["pages"]):
        for frame in page["frames"]:
            height = (record["height"] - frame["y"]) * MM / 100 - 3 * MM
            found.setdefault(frame["question"], (number, height))
    return found


def sheet_differences(record: dict, strip: bytes, cut: float, limit: float = 10) -> list[str]:
    """Questions whose key is not on the strip, on the page and at the height where the sheet has
    their number, down to `limit` points lower.  Those side by side on the sheet share a line, or
    two.
    """
    keys: dict[str, tuple[int, float]] = {}
    _, lines, feet = lines_of(strip)  # boxes may be as low as a foot
    for line in [*lines, *feet]:
        beside = " ".join(
            word for word, x in zip(line.words, line.at, strict=True) if x > cut and x - cut < 200
        )
        for part in beside.split(" · "):
            if label := re.match(r"(\d+( \([a-j]\))?) ", part + " "):
                keys.setdefault(label[1], (line.page, line.y))
    places = on_sheet(record)
    # A grid to fill in has no key but those of its parts.
    alone = [name for name in keys.keys() ^ places.keys() if f"{name} (a)" not in places]
    return alone + [
        name
        for name in keys.keys() & places.keys()
        if keys[name][0] != places[name][0] or not 0 < places[name][1] - keys[name][1] < limit
    ]


@pytest.mark.parametrize(("profile", "sheet"), LOOKS)
def test_keys_stand_at_the_height_of_their_rows(quiz, files, profile, sheet):
    """Every question and part of an answer sheet has its key on the strip, at the height of its
    first boxes or of its frame; of another sheet it has not.
    """
    look, size = rendering.PROFILES[profile], rendering.SHEETS[sheet]
    record, other = (
        rendering.render_documents([each["sheet"]], look, size)[0].geometries[0].record
        for each in (documents(quiz), documents(quiz, 1))
    )
    cut = edges(profile, sheet)[2]
    strip = files["sheet strip", profile]
    limit = look.bubble.leading + 4  # rows are much further apart
    assert sheet_differences(record, strip, cut, limit) == []
    assert len(on_sheet(record)) >= 14 + 4
    moved = {**other, "pages": [{**page, "boxes": page["boxes"][8:]} for page in other["pages"]]}
    assert sheet_differences(moved, strip, cut, limit) != []


def test_a_strip_for_another_paper_is_noticed(quiz, files):
    """The control of the test above: with fewer instructions on the paper, the strip of the
    paper before it fits no longer.
    """
    other = replace(quiz.view, instructions=("One.",))
    paper = pressed(compose.paper(other, 0, "7K3Q-2M4X-A", EN))
    assert differences(paper, files["paper strip", "standard"], "standard", "A4")


@pytest.mark.parametrize(("profile", "sheet"), LOOKS)
def test_marks_stand_at_the_height_of_their_boxes(quiz, files, profile, sheet):
    """A key's letter at the strip's edge stands at the height of the option that has this letter on
    the paper.
    """
    left, indent, cut = edges(profile, sheet)
    right = rendering.SHEETS[sheet].width - left
    options = {
        (line.page, line.words[0], round(line.y))
        for line in lines_of(files["paper", profile])[1]
        if len(line.words[0]) == 1
        and line.words[0].isupper()
        and line.at[0] < left + 2 * indent + 60
    }
    marks = [
        (line.page, line.words[-1], line.y)
        for line in lines_of(files["paper strip", profile])[1]
        if line.at[-1] > right - 20 and line.words[-1].isupper()
    ]
    strip = documents(quiz)["paper strip"].blocks[0]
    chosen = [
        mark
        for key in strip.keys
        for mark in key.marks
        if mark and mark in key.key and len(key.key) < 3 < len(key.marks) + 1  # no verdict
    ]
    assert len(marks) >= len(chosen) >= 4
    matched = [
        mark
        for mark in marks
        if any((mark[0], mark[1], round(mark[2]) + by) in options for by in (-1, 0, 1))
    ]
    assert len(matched) >= len(chosen)
    assert not any((page, letter, round(y + 4)) in options for page, letter, y in marks), (
        "the comparison sees four points"
    )


@pytest.mark.parametrize(("profile", "sheet"), LOOKS)
def test_letters_and_numbers_to_write_stand_at_their_boxes(quiz, files, profile, sheet):
    """What belongs into the boxes of a matching and an ordering question stands at the height of
    premise and event.
    """
    right = rendering.SHEETS[sheet].width - edges(profile, sheet)[0]
    paper = compose.paper(quiz.view, 0, "7K3Q-2M4X-A", EN)
    entries = [
        entry for block in paper.blocks if isinstance(block, Entries) for entry in block.entries
    ]
    shown = [
        [
            premise
            for block in entry.blocks
            if isinstance(block, Matching)
            for premise in block.premises
        ]
        or [
            option.runs
            for block in entry.blocks
            if isinstance(block, Options) and block.entries[0].box == "write"
            for option in block.entries
        ]
        for entry in entries
    ]
    keys = {
        key.number: key.marks
        for key in documents(quiz)["paper strip"].blocks[0].keys
        if not key.part
    }
    lines = lines_of(files["paper", profile])[1]
    strip = lines_of(files["paper strip", profile])[1]
    marks = [(line.page, line.words[-1], line.y) for line in strip if line.at[-1] > right - 20]
    looked = 0
    for entry, texts in zip(entries, shown, strict=True):
        for runs, mark in zip(texts, keys[entry.number] if texts else (), strict=True):
            opening = "".join(run.text for run in runs).split()[:3]
            spots = [
                (line.page, line.y)
                for line in lines
                for n in range(len(line.words))
                if list(line.words[n : n + len(opening)]) == opening
            ]
            assert any(
                there == page and mark == found and abs(at - y) < 1
                for there, at in spots
                for page, found, y in marks
            )
            looked += 1
    assert looked >= 6


# ---------------------------------------------------------------- the sheet's geometry


def rows(data: bytes) -> dict[str, tuple[int, float, tuple[tuple[str, float], ...]]]:
    """Of each row of boxes to mark, by its number: page, baseline, and each label with where it
    stands.
    """
    found = {}
    for line in lines_of(data)[1]:
        place = 2 if line.words[1:] and line.words[1].startswith("(") else 1
        cells = [(word, round(x, 1)) for word, x in zip(line.words, line.at, strict=True)][place:]
        cells = [(word, x) for word, x in cells if not word.startswith("[")]
        if (
            line.words[0].isdecimal()
            and [word for word, _ in cells] == list("ABCDEFGH")[: len(cells)]
            and len(cells) > 2
        ):
            found[" ".join(line.words[:place])] = line.page, line.y, tuple(cells)
    return found


@pytest.mark.parametrize(("profile", "sheet"), LOOKS)
def test_boxes_stand_in_the_same_columns_and_rows_in_every_form(quiz, profile, sheet):
    """Boxes have their columns on every page of every form, and rows are whole numbers of one pitch
    apart.
    """
    pitch, columns, counted = rendering.PROFILES[profile].line_pitch, {}, 0
    for form in range(2):
        found = rows(pressed(documents(quiz, form)["earlier sheet"], profile, sheet))
        for _, _, cells in found.values():
            for letter, x in cells:
                assert abs(columns.setdefault(letter, x) - x) < 0.2
        ys = sorted({(page, -y) for page, y, _ in found.values()})
        for (page, one), (other, two) in zip(ys, ys[1:], strict=False):
            if page == other:
                counted += 1
                assert abs((two - one) / pitch - round((two - one) / pitch)) < 0.02
    assert counted >= 4 and len(columns) >= 4


def darkness(data: bytes, page: int, x: float, y: float, side: float) -> float:
    """How dark a square of the page is whose lower left corner is (x, y): 0 white to 1 black."""
    with pypdfium2.PdfDocument(data) as pdf:
        sheet = pdf[page]
        bitmap = sheet.render(scale=2, grayscale=True)
        tall, stride, pixels = bitmap.height, bitmap.stride, bytes(bitmap.buffer)
        cells = [
            pixels[(tall - 1 - row) * stride + column]
            for row in range(int(2 * y), int(2 * (y + side)))
            for column in range(int(2 * x), int(2 * (x + side)))
        ]
        return 1 - sum(cells) / len(cells) / 255


def test_every_page_has_its_corners(files):
    """On every page of an answer sheet, in every look, solid squares stand in the four corners at
    the same places.
    """
    for profile, sheet in LOOKS:
        data, size = files["earlier sheet", profile], rendering.SHEETS[sheet]
        inside, side = 7 * MM + 1, 5 * MM - 2
        places = [
            (x, y)
            for x in (inside, size.width - inside - side)
            for y in (inside, size.height - inside - side)
        ]
        with pypdfium2.PdfDocument(data) as pdf:
            pages = len(pdf)
        assert pages > 1
        for page in range(pages):
            assert [darkness(data, page, x, y, side) > 0.95 for x, y in places] == [True] * 4
        assert darkness(files["paper", profile], 0, *places[0], side) < 0.05


def test_no_page_of_a_sheet_is_nobodys(quiz, files, validated):
    """Name and number are asked for on every page of an answer sheet, to be told once; a printed
    name is on every page too.
    """
    pages = extracted(files["earlier sheet", "large-print"])
    assert len(pages) > 2 and all(
        page.count("Name") == page.count("Student number") == 1 for page in pages
    )
    assert (
        sum(
            text.startswith("Name") for _, text in read_aloud(files["earlier sheet", "large-print"])
        )
        == 1
    )
    sheet = documents(quiz)["earlier sheet"]
    named = replace(
        sheet,
        blocks=tuple(
            replace(block, again=replace(block.again, values=("Ana Tešić", "7")))
            if isinstance(block, AnswerGrid)
            else block
            for block in sheet.blocks
        ),
    )
    data = pressed(named)
    assert ["Ana Tešić" in page for page in extracted(data)] == [False] + [True] * (
        len(extracted(data)) - 1
    )
    assert validated(data) == [] and problems(data) == []


def test_a_long_label_takes_two_columns_and_wraps(render):
    """Boxes whose labels need more room skip columns, and go on in another row of the
    same columns.
    """
    blocks = (
        AnswerGrid(
            (
                Entry("1", (Boxes(("Richtig gesagt", "Falsch gesagt"), "square"),)),
                Entry("2", (Boxes(tuple("ABCDEFGHIJ"), "round"),)),
                Entry("3", (Rules(("(1)", "(2)", "(3)")),)),
                Entry("4", (Rules(("Answer:",), (Span("million euros a year"),)),)),
                Entry("5", (Paragraph(()),)),
            )
        ),
    )
    lines = lines_of(render([blocks])[0])[1]
    assert [line.words for line in lines][1:3] == [("2", *"ABCDEFGH"), ("I", "J")]
    assert min(abs(lines[0].at[3] - x) for x in lines[1].at) < 0.2
    assert lines[2].at[0] == pytest.approx(lines[1].at[1], abs=1)
    assert lines[-1].words == ("5",) and "euros" in lines[-2].words


def test_an_answer_too_tall_is_named(render):
    """What no page can hold is told by its number."""
    boxes = Boxes(tuple(str(n) for n in range(200)), "write")
    with pytest.raises(rendering.TooTall, match="item 12"):
        render([(AnswerGrid((Entry("11", ()), Entry("12", (boxes,)))),)])


def test_a_strip_needs_its_entries_on_the_page(render):
    """A key for an entry that the paper does not have is a mistake of the program, not a silent
    gap.
    """
    paper = Document(
        "T",
        "en",
        HeaderFooter(),
        (Entries((Entry("1", (Paragraph((Span("Why?"),)),)),)),),
        "paper A",
    )
    strip = Strip(paper, (StripKey("2", "", "B"),), "Page {page} of {pages}", "KEY")
    with pytest.raises(KeyError):
        render([(strip,)])


def test_sheets_are_no_larger_for_being_printed_on_both_sides(quiz):
    """An answer sheet's text stands at one place on right-hand and left-hand pages, so duplex
    changes nothing.
    """
    sheet = documents(quiz)["earlier sheet"]
    both = rendering.render_documents(
        [sheet], rendering.PROFILES["standard"], rendering.SHEETS["A4"], duplex=True
    )[0].data
    assert both == pressed(sheet)
    with pypdfium2.PdfDocument(BytesIO(both)) as pdf:
        assert len(pdf) > 1


@pytest.mark.parametrize("form", ["A", "W", "AB"])
@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_what_is_over_the_column_stops_before_the_forms_box(render, form, sheet):
    """However long the word for a key is in a language: it is set smaller, and never touches the
    box; a strip that did not know of the box would.
    """
    beside = Document("P", "en", HeaderFooter(page=""), (Paragraph((Span("A paper."),)),), "paper")

    def gap(known: str) -> float:
        strip = Strip(beside, (), "Page {page} of {pages}", f"LÖSUNG 7K3Q-2M4X-{form}", (), known)
        head = HeaderFooter(form=form, page="", level=True)
        words = placed_words(
            render(Document("S", "en", head, (strip,), "strip"), "standard", sheet)
        )
        caption = next(word for word in words if word[0].startswith("7K3Q"))
        letter = next(word for word in words if word[0] == form)
        return letter[1] - rendering.PROFILES["standard"].form_pad - caption[3]

    assert gap(form) > 1 and gap("") < 0


def slips_file(quiz, sheet: str, shares: int, students: int) -> pypdfium2.PdfDocument:
    """The slips of so many students, each with so many parts and objectives, as they are printed."""
    objective = "Describe the dated diplomatic, economic and cultural ties between the two states"
    rows = tuple((objective, Fraction(1), Fraction(2)) for _ in range(shares))
    slips = [
        ResultSlip(f"Ana Tešić {n:02}", Fraction(n), Fraction(36), "good", rows)
        for n in range(students)
    ]
    document = result_slips(edition_of(quiz.view, quiz.key), slips, EN)
    look = rendering.PROFILES["standard"]
    (file,) = rendering.render_documents([document], look, rendering.SHEETS[sheet])
    return pypdfium2.PdfDocument(file.data)


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
@pytest.mark.parametrize("shares", [1, 4, 7, 11, 18])
def test_every_slip_is_whole_on_a_page(quiz, sheet, shares):
    """Cut along its frame, a slip is all that its student gets and nothing of another's: total,
    grade and every row are on the page of the name, before the next name.
    """
    with slips_file(quiz, sheet, shares, 7) as opened:
        pages = [page.get_textpage().get_text_range() for page in opened]
    names = []
    for page in pages:
        _, *slips = page.split("Ana Tešić ")
        names += [slip[:2] for slip in slips]
        for slip in slips:
            assert f"Total: {int(slip[:2])} of 36" in slip and "Grade: good" in slip
            assert slip.count("1 / 2") == shares
    assert names == [f"{n:02}" for n in range(7)]


@pytest.mark.parametrize(("shares", "pages"), [(4, 8), (8, 10), (18, 30)])
def test_slips_share_pages(quiz, shares, pages):
    """Several short slips are on a page, and each took one; as many parts and objectives as an
    examination of three topics has still are a page.
    """
    with slips_file(quiz, "A4", shares, 30) as opened:
        assert len(opened) == pages


def test_a_slip_that_no_page_holds_goes_on(quiz):
    """With more objectives than a page has lines, a slip is printed all the same."""
    with slips_file(quiz, "A4", 80, 1) as opened:
        said = "".join(page.get_textpage().get_text_range() for page in opened)
    assert said.count("1 / 2") == 80
