"""Answer sheets on paper: what a machine needs is where their geometry says it is."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from pdf_structure import extracted, placed_words, problems, read_aloud
from PIL import Image

from generator import documents, editions
from generator.content.style import FIELD_KINDS, USUAL_STYLE, FieldToFill, Style
from generator.documents.answer_sheet import SheetLook
from generator.i18n.catalog import languages, load_catalog
from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import (
    Bubbles,
    BubbleSheet,
    Document,
    HeaderFooter,
    SheetEntry,
    SheetWords,
    WriteSpace,
)
from generator.page.markup import Span
from generator.render import pdf as rendering
from generator.render.pdf.results import RenderedFile

EN = load_catalog("en")
OTHERS = [language for language in languages() if language != "en"]
CODE = "7K3Q-2M4X-A"
LOOKS = [
    (profile, sheet)
    for profile in ("standard", "clear-print", "large-print", "dyslexia")
    for sheet in ("A4", "Letter")
]
DPI = 150
LABELS = {
    "name": "name",
    "number": "sheet-number",
    "date": "date",
    "seat": "field-seat",
    "group": "field-group",
    "signature": "field-signature",
}
WORDS = SheetWords(
    "Answer sheet", "Page {page} of {pages}", "Student number", "choice", "taken back",
    "Question {number} continued", "Marker", "Points", "Mark",
)  # fmt: skip
LETTERS = ("A", "B", "C", "D", "E")


def printed(document: Document, profile: str = "standard", sheet: str = "A4") -> RenderedFile:
    """The document set in today's look."""
    look = rendering.LOOKS["standard"][profile]
    return rendering.render_documents([document], look, rendering.SHEETS[sheet])[0]


def made_up(entries, digits: int = 8, **fields) -> Document:
    """A sheet with these entries."""
    marks = tuple((entry.number, "1") for entry in entries[:20])
    sheet = BubbleSheet(
        CODE, "A", (), (("Name", 0.75), ("Date", 0.25)), ("Cross.",), tuple(entries), marks, WORDS,
        digits,
    )  # fmt: skip
    return Document("T", "en", HeaderFooter(page="", level=True), (replace(sheet, **fields),))


def choices(count: int, letters: tuple[str, ...] = LETTERS) -> list[SheetEntry]:
    """So many questions of one choice each."""
    return [SheetEntry(str(n), (Bubbles(("",), letters, "round"),)) for n in range(1, count + 1)]


def pictures(file: RenderedFile) -> list[Image.Image]:
    """The pages in grey."""
    document = pypdfium2.PdfDocument(file.data)
    return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]


def dark(picture: Image.Image, x: float, y: float, reach: float = 0.2) -> bool:
    """Whether something is black within `reach` mm of a point, given in hundredths of a mm."""
    scale = DPI / 2540
    around = max(1, round(reach * DPI / 25.4))
    left, top = round(x * scale), round(y * scale)
    part = picture.crop((left - around, top - around, left + around + 1, top + around + 1))
    return part.getextrema()[0] < 110


def black(picture: Image.Image, box: dict[str, int]) -> int:
    """How many black points there are inside a box."""
    scale = DPI / 2540
    half = 0.4 * box["side"]
    edges = (box["x"] - half, box["y"] - half, box["x"] + half, box["y"] + half)
    return sum(picture.crop(tuple(round(scale * edge) for edge in edges)).histogram()[:128])


@pytest.fixture(scope="module")
def sheet(quiz) -> Document:
    """The sheet of form A of a quiz with every type of item."""
    return documents.answer_sheet(quiz.view, 0, CODE, EN)


@pytest.mark.parametrize("profile, size", LOOKS)
def test_boxes_are_where_the_geometry_says(sheet, profile, size):
    """In every profile and paper size, each box has its line at all four sides of its middle, no
    line halfway to them, and corner marks are solid.
    """
    file = printed(sheet, profile, size)
    (geometry,) = file.geometries
    assert geometry.code == CODE and len(geometry.record["pages"]) == file.pages
    for page, picture in zip(geometry.record["pages"], pictures(file), strict=True):
        for corner in geometry.record["corners"]:
            middle = corner["x"] + corner["width"] / 2, corner["y"] + corner["height"] / 2
            assert dark(picture, *middle, 0.0)
        for box in page["boxes"] + page["number"]:
            half = box["side"] / 2
            for across, down in ((half, 0), (-half, 0), (0, half), (0, -half)):
                assert dark(picture, box["x"] + across, box["y"] + down)
            assert not dark(picture, box["x"] + 1.5 * half, box["y"] + 0.9 * half, 0.0)
    assert not dark(picture, 200, 200)


CROWDED = Style(
    institution=("University of Example", "Faculty of Arts", "Department", "Section", "Unit"),
    fields=(*map(FieldToFill, FIELD_KINDS), *(FieldToFill("", f"Field {n}") for n in range(6))),
)


@pytest.mark.parametrize(
    "language, profile, size",
    [("en", *look) for look in LOOKS]
    + [(language, *look) for language in OTHERS for look in LOOKS if "large" in look[0]],
)
@pytest.mark.parametrize("style", [USUAL_STYLE, CROWDED], ids=["usual", "crowded"])
def test_no_circle_is_off_the_page_however_much_is_above(quiz, language, style, profile, size):
    """With all fields and lines that a style may have, and a rule for each of three parts, every
    box and frame is above the corner marks or beside them, and every field on one of the first two
    pages.  The grid is whole: on the first page, or with those rules below no more than the name
    and the fields on the second one.
    """
    catalog, look = load_catalog(language), SheetLook(style=style)
    sections = tuple(replace(section, answer=1) for section in quiz.view.sections)
    chosen = replace(quiz.view, sections=sections)
    for view in (quiz.view, chosen) if "large" in profile else (quiz.view,):
        sheet = documents.answer_sheet(view, 0, CODE, catalog, look=look)
        file = printed(sheet, profile, size)
        (geometry,) = file.geometries
        pages = geometry.record["pages"]
        lowest = [box["y"] + box["side"] / 2 for page in pages for box in page["boxes"]]
        lowest += [circle["y"] + circle["side"] / 2 for page in pages for circle in page["number"]]
        lowest += [area["y"] + area["height"] for page in pages for area in page["frames"]]
        assert max(lowest) <= geometry.record["height"] - 800
        on_pages = [len(page["number"]) for page in pages]
        assert sorted(on_pages)[-1] == sum(on_pages) == sum(on_pages[:2]) == 80
        assert view is not quiz.view or on_pages[0] == 80
        words = " ".join(extracted(file.data)[:2])
        for field in style.fields:
            assert (field.label or catalog(LABELS[field.kind])) in words
        assert problems(file.data) == []


MANY = SheetEntry("16", (Bubbles(tuple(map(str, range(1, 11))), tuple("ABCDEFGHIJKLMN"), "round"),))
NARROW = SheetEntry("16", (Bubbles(tuple(map(str, range(1, 11))), ("A", "B", "C"), "round"),))


@pytest.mark.parametrize("profile, size", LOOKS)
@pytest.mark.parametrize(("above", "before"), [(1, 3), (40, 3), (1, 0)])
@pytest.mark.parametrize("entry", [MANY, NARROW], ids=["fourteen letters", "three letters"])
def test_a_long_matching_question_is_on_the_pages(entry, above, before, profile, size):
    """Ten premises with up to fourteen responses: nothing is off the page or among the marks, each
    box is there once, a row is on one page, and no page is empty.  In large print no page holds all
    of it, nor does a first page with much to read on it.
    """
    how = ("Cross one letter for each number. " * above,)
    entries = [*choices(before), entry, *choices(1)]
    file = printed(made_up(entries, how=how), profile, size)
    (geometry,) = file.geometries
    pages = geometry.record["pages"]
    boxes = [box for page in pages for box in page["boxes"] if box["question"] == "16"]
    assert all(page["boxes"] or page["number"] for page in pages[1:-1])
    (space,) = entry.spaces
    meanings = Counter((box["row"], box["option"]) for box in boxes)
    assert meanings == Counter((row, each) for row in space.rows for each in space.columns)
    circles = [circle for page in pages for circle in (*page["boxes"], *page["number"])]
    lowest = max(circle["y"] + circle["side"] / 2 for circle in circles)
    assert lowest <= geometry.record["height"] - 800
    for row in space.rows:
        assert sum(any(box["row"] == row for box in page["boxes"]) for page in pages) == 1
    assert problems(file.data) == []


@pytest.mark.parametrize("profile, size", LOOKS)
def test_every_page_says_whose_it_is_to_a_machine(sheet, profile, size):
    """The code on each page gives the paper's code, the page and the digest of the geometry; it is
    where the geometry says it is.
    """
    file = printed(sheet, profile, size)
    (geometry,) = file.geometries
    for number, picture in enumerate(pictures(file), 1):
        (found,) = zxingcpp.read_barcodes(picture)
        assert found.text == f"{CODE}/{number}/{geometry.layout}"
        corner, scan = found.position.top_left, geometry.record["scan"]
        assert abs(corner.x * 2540 / DPI - scan["x"]) < 60
        assert abs(corner.y * 2540 / DPI - scan["y"]) < 60


def test_each_box_means_one_answer(sheet, quiz):
    """Every option of every question is in the geometry once, and no two boxes overlap."""
    (geometry,) = printed(sheet).geometries
    boxes = [
        (number, box)
        for number, page in enumerate(geometry.record["pages"])
        for box in page["boxes"]
    ]
    meanings = Counter((box["question"], box["row"], box["option"]) for _, box in boxes)
    wanted = {
        (entry.number, row, column)
        for entry in sheet.blocks[0].entries
        for space in entry.spaces
        if isinstance(space, Bubbles)
        for row in space.rows
        for column in space.columns
    }
    assert set(meanings) == wanted and set(meanings.values()) == {1}
    for n, (page, box) in enumerate(boxes):
        for other_page, other in boxes[:n]:
            apart = max(abs(box["x"] - other["x"]), abs(box["y"] - other["y"]))
            assert page != other_page or apart >= (box["side"] + other["side"]) / 2


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_hundred_choices_are_on_one_page(size):
    """With five options each, and the grid for the student's number; a hundred more are not."""
    file = printed(made_up(choices(100)), sheet=size)
    assert file.pages == 1 and len(file.geometries[0].record["pages"][0]["boxes"]) == 500
    assert printed(made_up(choices(200)), sheet=size).pages == 2


def test_nothing_goes_on_without_its_number():
    """An answer that no page holds says at its next frame which question goes on; every frame
    has a number.
    """
    essay = SheetEntry("2", (WriteSpace(70),))
    file = printed(made_up([*choices(1), essay, SheetEntry("3", (WriteSpace(4),))]))
    frames = [area for page in file.geometries[0].record["pages"] for area in page["frames"]]
    assert [area["question"] for area in frames] == ["2", "2", "2", "3"][-len(frames) :]
    assert sum(area["lines"] for area in frames if area["question"] == "2") == 70
    words = " ".join(extracted(file.data))
    assert words.count("Question 2 continued") == len(frames) - 2 > 0


@pytest.mark.parametrize("profile, size", LOOKS)
def test_the_table_of_marks_has_no_page_of_its_own(profile, size):
    """Whatever there is to write, the last page holds a frame, of several lines, or boxes; on
    sheets of earlier words it may hold the table alone: the control.
    """

    def pages(count: int, lines: int, version: int | None = None) -> list[dict]:
        answers = [SheetEntry(str(n), (WriteSpace(lines),)) for n in range(21, 21 + count)]
        how = ("Words that say how to answer. " * 16,)
        document = replace(made_up([*choices(20), *answers], how=how), words_version=version)
        return printed(document, profile, size).geometries[0].record["pages"]

    def is_bare(page: dict) -> bool:
        return not page["frames"] and not page["boxes"]

    shapes = [(2, 6), (2, 40), (3, 8), (1, 9), (2, 5), (3, 40)]
    for shape in shapes:
        made = pages(*shape)
        assert not is_bare(made[-1])
        assert all(frame["lines"] >= 3 for page in made for frame in page["frames"])
        drawn = sum(frame["lines"] for page in made for frame in page["frames"])
        assert drawn == shape[0] * shape[1]
    if profile == "large-print":
        assert any(is_bare(pages(*shape, version=FIRST_WORDS_VERSION)[-1]) for shape in shapes)


def test_no_page_stays_empty_before_the_table_of_marks():
    """A title of several lines leaves less room for the last frame than usual: it does not go on to
    a page where the table has no more room beside it.
    """
    title = (
        Span("Introduction to the comparative politics of secession and recognition, part two"),
    )
    marks = tuple((str(n), "1") for n in range(25))
    kinds = []
    for lines in (11, 12, 13):
        document = made_up(
            [*choices(1), SheetEntry("2", (WriteSpace(lines),))], above=(title,), marks=marks
        )
        (geometry,) = printed(document, "large-print", "Letter").geometries
        pages = geometry.record["pages"]
        kinds.append("".join("b" if p["boxes"] else "f" if p["frames"] else "-" for p in pages))
        assert sum(frame["lines"] for page in pages for frame in page["frames"]) == lines
    assert not any("-" in each for each in kinds)
    assert any("ff" in each for each in kinds)  # the table would be alone there: the control


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_each_mark_has_its_cell_below_its_question(profile):
    """Tables of marks are below each other, each with its points right below its questions; they
    are on the first page where it has room, also of a sheet of more pages.
    """
    marks = tuple((f"Q{n}", f"p{n}") for n in range(40))
    answers = [SheetEntry(str(n), (WriteSpace(12),)) for n in range(6, 12)]
    file = printed(made_up([*choices(5), *answers], marks=marks), profile)
    pages = [
        {word: (left + right, low) for word, left, low, right, _ in placed_words(file.data, page)}
        for page in range(file.pages)
    ]
    assert len(pages) > 1
    found = [page for page in pages if "Q0" in page]
    assert found == pages[:1] if profile == "standard" else len(found) == 1
    (places,) = found
    heads = {places[question][1] for question, _ in marks}
    points = {places[worth][1] for _, worth in marks}
    assert len(heads) == len(points) > 1 and heads.isdisjoint(points)
    assert places[WORDS.points][1] in points and places[WORDS.mark][1] not in points
    for question, worth in marks:
        (middle, head), (below, low) = places[question], places[worth]
        assert abs(middle - below) < 1 and low == max(each for each in points if each < head)


def test_words_of_a_frame_are_beside_its_rules():
    """What begins a line, a short rule's label and the unit behind the last are each on the line of
    their rule, and no rule is drawn through them.
    """
    spaces = (
        WriteSpace(2, (Span("Correction"),)),
        WriteSpace(labels=("x", "y"), unit=(Span("km"),)),
    )
    file = printed(made_up([SheetEntry("1", spaces)]))
    with pikepdf.open(BytesIO(file.data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    frame = file.geometries[0].record["pages"][0]["frames"][0]
    height, point = file.geometries[0].record["height"], 72 / 2540
    top, bottom = ((height - y) * point for y in (frame["y"], frame["y"] + frame["height"]))
    rules = [
        (float(x), float(y), float(x) + float(width))
        for x, y, width in re.findall(
            rb"1 0 0 1 (\S+) (\S+) cm \S+ w \S+ G 0 0 m (\S+) 0 l S", content
        )
        if bottom + 1 < float(y) < top - 1
    ]
    words = {word: at for word, *at in placed_words(file.data)}
    right = (frame["x"] + frame["width"]) * point
    assert len(rules) == 4
    for word, count in {"Correction": 1, "x": 2, "y": 2, "km": 2}.items():
        left, low, end, _ = words[word]
        beside = [rule for rule in rules if 0 < low - rule[1] < 6]
        assert len(beside) == count and end < right
        assert all(stop < left or end < start for start, _, stop in beside)


def test_frames_do_not_overlap(sheet):
    """Neither each other nor the boxes, in any look; all are between the corner marks."""
    for profile, size in LOOKS:
        record = printed(sheet, profile, size).geometries[0].record
        for page in record["pages"]:
            bottom = 0
            for frame in page["frames"]:
                assert frame["y"] >= bottom
                bottom = frame["y"] + frame["height"]
                assert bottom <= record["height"] - 800
                assert all(
                    box["y"] + box["side"] / 2 <= frame["y"] or box["y"] > bottom
                    for box in page["boxes"]
                )


def test_a_known_number_is_crossed_and_no_geometry_knows_it():
    """Each digit of a number in a named set is written and crossed; one with letters is written
    only; the geometry is that of an empty sheet.
    """
    empty = printed(made_up(choices(5)))
    for number, crossed in (("20731", True), ("2023/41", False)):
        named = printed(made_up(choices(5), number=number, values=("Ada Lovelace",)))
        assert named.geometries == empty.geometries
        words = " ".join(extracted(named.data))
        assert ("Ada Lovelace · 2023/41" in words) is not crossed and "Ada Lovelace" in words
        picture, before = pictures(named)[0], pictures(empty)[0]
        for box in named.geometries[0].record["pages"][0]["number"]:
            given = number[box["place"] - 1 : box["place"]]
            ink = [black(each, box) for each in (before, picture)]
            assert (ink[1] > ink[0]) is (crossed and given == str(box["digit"]))
    assert "Ada" not in json.dumps(empty.geometries[0].record)


@pytest.mark.parametrize(("profile", "size"), LOOKS)
def test_a_number_is_whole_beside_a_long_name(profile, size):
    """A number with letters, which says who somebody is, is not cut where a name takes all of the
    field, and no box is elsewhere for it; a name that leaves it room has it behind it.
    """
    name, number = "Anastasija Aleksandra Drobnjaković-Stefanović", "2023/0041-MA-12"
    for given in (name, "Ada"):
        sheet = made_up(choices(5), number=number, values=(given,))
        named = printed(sheet, profile, size)
        words = " ".join(extracted(named.data))
        assert number in words and given[:20] in words
        assert named.geometries == printed(made_up(choices(5)), profile, size).geometries
    assert f"Ada · {number}" in words
    if profile == "large-print":  # the control: this name fills its field
        assert f"{name} ·" not in " ".join(
            extracted(printed(made_up(choices(5), number=number, values=(name,)), profile).data)
        )


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_who_has_a_number_in_the_grid_is_not_told_to_cross_it(profile):
    """The sentence is left out where it is done, with its room, so that all boxes stay; it is there
    for a number with letters, and on a sheet without a name.
    """
    sentence = "Write your student number in the boxes, one digit in each. " * 3

    def sheet(number: str) -> RenderedFile:
        how = {"how": ("Cross.", sentence.strip()), "how_number": sentence.strip()}
        return printed(made_up(choices(5), number=number, **how), profile)

    files = {number: sheet(number) for number in ("", "20731", "2023/41")}
    said = {n: "Write your" in " ".join(extracted(file.data)) for n, file in files.items()}
    assert said == {"": True, "20731": False, "2023/41": True}
    assert all("Cross." in " ".join(extracted(file.data)) for file in files.values())
    assert files["20731"].geometries == files[""].geometries


def test_the_grid_has_as_many_digits_as_its_pack_wants():
    """From none to twelve; without one, the geometry has none."""
    for digits in (0, 3, 12):
        (geometry,) = printed(made_up(choices(5), digits)).geometries
        places = {box["place"] for page in geometry.record["pages"] for box in page["number"]}
        assert places == set(range(1, digits + 1))


@pytest.mark.parametrize("profile, size", LOOKS)
@pytest.mark.parametrize("digits", (1, 3, 4))
def test_the_label_of_a_narrow_grid_is_not_printed_over_the_first_question(profile, size, digits):
    """Questions begin to the right of what is above the grid, however few digits that has."""
    file = printed(made_up(choices(5), digits), profile, size)
    page = pypdfium2.PdfDocument(file.data)[0]
    text, point = page.get_textpage(), 72 / 2540
    whole = text.get_text_range()
    end = text.get_charbox(whole.index(WORDS.number) + len(WORDS.number) - 1)[2]
    first = file.geometries[0].record["pages"][0]["boxes"][0]
    x, y = first["x"] * point, page.get_height() - first["y"] * point
    boxes = (text.get_charbox(at) for at, sign in enumerate(whole) if sign == "1")
    (left,) = [left for left, low, _, high in boxes if low < y < high and x - 40 < left < x]
    assert end + 2 < left


def test_the_geometry_is_kept_as_it_was():
    """The kept file proves itself, gives back what went in, and has one name for one content."""
    (geometry,) = printed(made_up(choices(5))).geometries
    path, data = editions.sheet_file("p", "7K3Q-2M4X", geometry.layout, geometry.record)
    assert editions.sheet_file("p", "7K3Q-2M4X", geometry.layout, geometry.record) == (path, data)
    kept = editions.read_sheet(data, "7K3Q-2M4X")
    assert kept.digits == 8
    assert {**kept.content} == {"code": "7K3Q-2M4X", "layout": geometry.layout, **geometry.record}
    assert re.fullmatch(r"packs/editions/p/7K3Q-2M4X-sheet-[0-9a-f]{16}\.json", path)
    with pytest.raises(editions.DamagedSheet):
        editions.read_sheet(data.replace(b'"round"', b'"square"', 1), "7K3Q-2M4X")
    with pytest.raises(editions.DamagedSheet):
        editions.read_sheet(data, "0000-0000")


def test_the_geometry_stays_as_it_was_recorded():
    """What scanners have read with stays valid: a change of the layout is a new digest.

    Where this fails on purpose, give the new one, and say so in the changelog.
    """
    (geometry,) = printed(made_up(choices(5))).geometries
    first = geometry.record["pages"][0]["boxes"][0]
    assert first["question"] == "1" and first["option"] == "A" and first["shape"] == "round"
    other = printed(made_up(choices(6))).geometries[0]
    assert other.layout != geometry.layout


@pytest.mark.parametrize("profile", ["standard", "large-print"])
def test_readers_meet_every_answer_in_order(sheet, profile):
    """The structure is sound, and questions are read in the order of the sheet."""
    data = printed(sheet, profile).data
    assert problems(data) == []
    spoken = [text for _, text in read_aloud(data)]
    assert "Answer sheet" in spoken and "Student number" in spoken
    numbers = [text for text in spoken if re.fullmatch(r"11 \([abc]\)", text)]
    assert numbers == ["11 (a)", "11 (c)", "11 (b)"]  # boxes first, then what is written
    assert pikepdf.open(BytesIO(data)).Root.MarkInfo.Marked


def test_the_sheet_of_every_form_is_alike_but_for_its_questions(quiz):
    """Forms have as many pages; what differs is which question has which boxes."""
    files = [
        printed(documents.answer_sheet(quiz.view, form, f"7K3Q-2M4X-{'AB'[form]}", EN))
        for form in (0, 1)
    ]
    assert files[0].pages == files[1].pages
    assert files[0].geometries[0].layout != files[1].geometries[0].layout
