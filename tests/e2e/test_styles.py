"""Styles: an institution's looks on every document, no part of a code, kept with the record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_FORM

from generator.content.style import Style
from generator.documents import styled as styling
from generator.editions.store import find_edition
from generator.page.blocks import Document, HeaderFooter, PageStyle
from generator.render import pdf
from generator.render.pdf.styles import look_of
from generator.storage.files import ProjectFiles
from generator.workflows.marking.marking import mark_sheet_file
from tests.e2e.making import build, built, files, packs
from tests.e2e.reader import text_of
from tests.e2e.test_pictures_e2e import alternatives
from tests.typeset.pdf_structure import problems

CREST = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" width="40" height="30">'
    '<path d="M2 2 H38 V18 L20 29 L2 18 Z" fill="none" stroke="black" stroke-width="2"/></svg>'
)
BANK = """\
bank: leaf
title: Leaves
items:
  - id: one
    stem: Where does it happen?
    key: In the leaf
    distractors: [In the root, In the stem, In the bark]
    points: 3
  - id: two
    stem: What goes in?
    key: Light
    distractors: [Sound, Sand, Salt]
  - id: three
    type: short-answer
    stem: Say why.
    scheme:
      - {credit: because of light, points: 2}
    points: 2
    lines: 4
  - id: four
    stem: It is green.
    type: true-false
    key: true
"""
PACK = """\
pack: leaf
title: Leaves
institution: Old School
course: Biology
class: Year 2
seed: 5d0c1f9e6b7a4c215d0c1f9e6b7a4c21
forms: 2
quiz:
  sections:
    - {title: First, items: [one, two]}
    - {title: Second, order: as-written, new_page: true, items: [three, four]}
"""
# Every field there is.
STYLE: Mapping[str, str] = {
    "logo": "{picture: pictures/crest.svg, alt: Crest of the Academy, width: 20}",
    "institution": "[Academy of Plants, Department of Leaves]",
    "header": '"{course}: {title} · {document} · {class}"',
    "footer": "1 Garden Street",
    "document": "examination",
    "points": "marks",
    "fields": "[{label: Room}, {field: name, label: Full name, width: 60}, seat, group, signature]",
    "cover": "true",
    "points_at": "end",
    "points_table": "parts",
    "option_columns": "1",
    "lines": "dotted",
    "accent": "30",
    "face": "serif",
    "margins": "{inner: 30, outer: 15, top: 25, bottom: 22}",
}


def project(folder: Path, pack: str = PACK, **style: str) -> Path:
    """A project with a small plain pack, in a style of its own where fields of one are given."""
    for name in ("packs/styles", "questions", "pictures"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "questions" / "leaf.yaml").write_text(BANK, encoding="utf-8")
    (folder / "pictures" / "crest.svg").write_text(CREST, encoding="utf-8")
    in_style(folder, pack, **style)
    return folder


def in_style(folder: Path, pack: str = PACK, **style: str) -> None:
    """Give the pack a style of its own."""
    lines = "".join(f"  {name}: {value}\n" for name, value in style.items())
    own = f"style:\n{lines}" if style else ""
    (folder / "packs" / "leaf.yaml").write_text(pack + own, encoding="utf-8")


def students(folder: Path, ending: str = ".pdf") -> dict[str, bytes]:
    """What students get, by the end of the file's name behind the pack's code."""
    return {
        re.sub(r".*leaf-[0-9A-Z]{4}-[0-9A-Z]{4}-", "", path): data
        for path, data in files(folder, "output/leaf/students").items()
        if path.endswith(ending)
    }


def rows_of(data: bytes, page: int = 0) -> list[tuple[float, float, str]]:
    """The texts of a page with their left edges and baselines, in points, as read back."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[page].get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        return [
            (left, low, text.get_text_bounded(*box)) for box in boxes for left, low, *_ in [box]
        ]


def fonts(data: bytes) -> set[str]:
    """The families in a PDF file."""
    return set(re.findall(rb"/(?:BaseFont|FontName) ?/(?:[A-Z]{6}\+)?(Noto\w+)", unpacked(data)))


def unpacked(data: bytes) -> bytes:
    """A PDF file with its streams unpacked behind it."""
    import zlib

    streams = []
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:  # the end of a line before `endstream` may be the last byte of the data
            streams.append(zlib.decompressobj().decompress(found[1]))
        except zlib.error:
            continue
    return data + b"\n".join(streams)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack built without a style."""
    folder = project(tmp_path_factory.mktemp("bare"))
    build(folder)
    return folder


@pytest.fixture(scope="module")
def styled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack built in a style with every field, in all profiles."""
    settings = (
        "print:\n  copies: 4\n"
        "  profiles: [standard, clear-print, large-print, dyslexia, plain-text]\n"
    )
    folder = project(tmp_path_factory.mktemp("styled"), PACK + settings, **STYLE)
    build(folder)
    return folder


@pytest.fixture(scope="module")
def on_sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with answer sheets."""
    settings = "print:\n  answer_sheet: true\n  profiles: [standard, large-print]\n"
    folder = project(tmp_path_factory.mktemp("sheets"), PACK + settings, **STYLE)
    build(folder)
    return folder


def test_a_style_is_no_part_of_a_code_and_moves_no_key(bare, styled):
    """Record and key revision are the same bytes with every field of a style as with none; only
    the note of the style and its picture are added.
    """
    before, after = files(bare, "packs/editions"), files(styled, "packs/editions")
    assert before.items() < after.items() and len(before) == 2
    added = sorted(Path(path).name for path in after.keys() - before.keys())
    assert [re.sub(r"[0-9A-F]{4}|[0-9A-Z]{4}-[0-9A-Z]{4}", "", name)[:6] for name in added] == [
        "-style",
        "pictur",
    ]
    (code,) = {Path(path).name[:9] for path in before}
    assert all(code in path for path in files(styled, "output/leaf/students"))


def test_every_field_shows_on_the_paper(styled):
    """Institution, words, fields in their order, table of parts, header and footer are printed;
    without a style none of them is.
    """
    text = text_of(students(styled)["A.pdf"])
    front = text[: text.index("Part 1")]
    order = [
        "Academy of Plants", "Department of Leaves", "Biology", "Leaves", "Examination",
        "7 marks", "Room", "Full name", "Seat", "Group", "Signature",
    ]  # fmt: skip
    for words in order:
        assert words in front, words
        front = front[front.index(words) + len(words) :]
    assert "Old School" not in text and "1–2" in front and "3–4" in front
    second = " ".join(row for _, _, row in rows_of(students(styled)["A.pdf"], 1))
    assert "Biology: Leaves · Examination · Year 2" in second
    assert "1 Garden Street" in text and "End of the examination" in text


@pytest.mark.parametrize("word", ["quiz", "point"])
def test_words_change_on_every_document(bare, styled, word):
    """No page or text edition for students or teachers says quiz or points where there is an
    examination with marks; without a style they do.
    """
    found = {}
    for folder in (bare, styled):
        texts = [
            text_of(data) if path.endswith(".pdf") else data.decode()
            for path, data in files(folder, "output/leaf").items()
            if path.endswith((".pdf", ".txt"))
        ]
        edition = find_edition(ProjectFiles.find(folder), code_of(folder)).edition
        sheet = mark_sheet_file(edition, [("", "", "")], settings_of(folder))
        texts.append(repr(sheet.content))
        found[folder] = [text for text in texts if re.search(rf"\b{word}s?\b", text, re.IGNORECASE)]
    assert found[styled] == [] and found[bare]


def code_of(folder: Path) -> str:
    """The code of the only edition."""
    (record,) = (path for path in folder.glob("packs/editions/leaf/*.json") if len(path.stem) == 9)
    return record.stem


def settings_of(folder: Path):
    """How the pack prints."""
    from generator.workflows.project import load_project

    return load_project(ProjectFiles.find(folder)).content.packs["leaf"].printing


def test_a_logo_is_drawn_and_read_aloud(bare, styled):
    """The picture is on the paper in every profile, tagged with its alternative text and without a
    fault; the text edition says what it shows.
    """
    for name, path in paths(styled).items():
        assert ("/Figure", "Crest of the Academy") in alternatives(path), name
        assert problems(path.read_bytes()) == [], name
    for data in students(styled).values():  # at 20 mm and larger, and nothing touches it
        with pypdfium2.PdfDocument(data) as document:
            drawings = document[0].get_objects(filter=[FPDF_PAGEOBJ_FORM], max_depth=1)
            ((left, low, right, high),) = [drawing.get_bounds() for drawing in drawings]
        beside = [row for row in rows_of(data) if low - 3 < row[1] < high]
        assert beside and all(row[0] > right + 8 for row in beside)
        assert right - left > 18 * 72 / 25.4
    assert b"Figure: Crest of the Academy" in students(styled, ".txt")["A-plain-text.txt"]
    assert not any(alternatives(path) for path in paths(bare).values())


def test_a_logo_is_read_however_its_key_is_written(tmp_path):
    """YAML allows quotes around a key and space before its colon; JSON asks for quotes."""
    for number, key in enumerate(('"picture":', "'picture':", "picture :")):
        logo = f"{{{key} pictures/crest.svg, alt: Crest}}"
        folder = project(tmp_path / str(number), logo=logo)
        build(folder)
        assert ("/Figure", "Crest") in alternatives(paths(folder)[f"leaf-{code_of(folder)}-A.pdf"])


def paths(folder: Path) -> dict[str, Path]:
    """The PDF files that students get, by the end of their names."""
    return {path.name: path for path in folder.glob("output/leaf/students/*.pdf")}


def test_points_are_at_the_end_of_the_room_for_the_answer(bare, styled):
    """Beside the stem's line without a style; with it below the last line to write on."""

    def below_stem(data: bytes) -> float:
        rows = [
            row for page in range(len(pypdfium2.PdfDocument(data))) for row in rows_of(data, page)
        ]
        stem = next(low for _, low, text in rows if text.startswith("Say why"))
        return min(abs(stem - low) for _, low, text in rows if text.strip() == "[2]")

    assert below_stem(students(bare)["A.pdf"]) < 3
    assert below_stem(students(styled)["A.pdf"]) > 60


def test_profiles_keep_what_their_readers_need(styled):
    """Only the standard pages have serifs; the others have rules in place of dots, and their own
    sizes and margins.
    """
    for name, data in students(styled).items():
        has_serifs = any(family.startswith(b"NotoSerif") for family in fonts(data))
        assert has_serifs == (name in ("A.pdf", "B.pdf"))
    hard = PageStyle(True, 1, "dotted", 0.45, (12, 12, 12, 12))
    document = Document("T", "en", HeaderFooter(), (), style=hard)
    for name, profile in pdf.LOOKS["standard"].items():
        look = look_of(profile, document)
        if name == "standard":
            assert look.serif and look.lines == "dotted" and look.margins != profile.margins
            continue
        assert not look.serif and look.lines == "ruled" and look.accent <= profile.rule_grey
        assert (look.margins, look.body, look.option_columns) == (
            profile.margins,
            profile.body,
            profile.option_columns,
        )


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("lines", ["ruled", "dotted", "box", "blank"])
def test_lines_to_write_on_are_drawn_as_asked(tmp_path, lines, paper):
    """Four rules, four rows of dots, one box or nothing; the room is the same."""
    folder = project(tmp_path, f"{PACK}print: {{paper: {paper}}}\n", lines=lines, fields="[]")
    build(folder)
    (data,) = (data for name, data in students(folder).items() if name.startswith("A"))
    drawn = unpacked(data)
    grey = pdf.LOOKS["standard"]["standard"].write_grey
    rules = len(re.findall(rb"\n?0\.80 w %g G 0 0 m [4-9]\d\d\.\d+ 0 l S" % grey, drawn))
    dots = len(re.findall(rb"\[0 [\d.]+\] 0 d 0 0 m [4-9]\d\d\.\d+ 0 l S", drawn))
    assert (rules, dots) == {"ruled": (4, 0), "dotted": (0, 4), "box": (2, 0), "blank": (0, 0)}[
        lines
    ]


@pytest.mark.parametrize(
    ("style", "is_there", "is_not"),
    [
        ({"points_table": "questions"}, "Mark", "1–2"),
        ({"points_table": "none"}, "Instructions", "Mark"),
        ({"cover": "false"}, "Name", "Instructions"),
        ({"fields": "[]"}, "Instructions", "Name"),
        ({"document": "test"}, "End of the test", "quiz"),
        ({"points": "marks"}, "7 marks", "points"),
    ],
)
def test_single_fields_do_what_they_say(tmp_path, style, is_there, is_not):
    """One field at a time: what it brings is there, what it takes away is not."""
    folder = project(tmp_path, **style)
    build(folder)
    text = text_of(students(folder)["A.pdf"])
    assert is_there in text and is_not not in text


def test_without_a_cover_nothing_that_matters_is_lost(tmp_path):
    """The pack's own instructions, and that answers go on the answer sheet, are printed all the
    same.
    """
    pack = PACK + "instructions: [Use a pen.]\nprint: {answer_sheet: true}\n"
    folder = project(tmp_path, pack, cover="false")
    build(folder)
    text = text_of(students(folder)["A.pdf"])
    assert "Use a pen." in text and "answer sheet" in text and "Mark" not in text


def test_margins_move_the_text(tmp_path):
    """The text begins where the inner margin says, on a right-hand page."""
    left = {}
    for inner in (15, 40):
        folder = project(tmp_path / str(inner), margins=f"{{inner: {inner}, outer: 15}}")
        build(folder)
        left[inner] = min(row[0] for row in rows_of(students(folder)["A.pdf"]))
    assert left[40] - left[15] == pytest.approx(25 * 72 / 25.4, abs=1)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("End of the test", "7 marks")),
        ("de", ("Ende des Tests", "7 BE")),
        ("sr-Latn", ("Kraj testa", "7 bodova")),
        ("sr-Cyrl", ("Крај теста", "7 бодова")),
    ],
)
def test_words_follow_the_grammar_of_the_language(tmp_path, language, said):
    """A test with marks in each language."""
    bank = BANK if language == "en" else f"language: {language}\n{BANK}"
    folder = project(tmp_path, f"{PACK}language: {language}\n", document="test", points="marks")
    (folder / "questions" / "leaf.yaml").write_text(bank, encoding="utf-8")
    build(folder)
    text = text_of(students(folder)["A.pdf"])
    assert all(words in " ".join(text.split()) for words in said), text


def test_a_title_may_have_braces_of_its_own():
    """What stands in a title is printed as it is, though a header has such a place."""
    document = Document("{course}", "en", HeaderFooter(head="{course}"), ())
    header = Style(header="{title} · {course}")
    about = styling.About("{course}", "Botany")
    shown = styling.in_style(document, header, about, for_students=True)
    assert shown.header_footer.head == "{course} · Botany"


def test_a_file_serves_many_packs_and_is_shown(tmp_path):
    """A pack names a style in packs/styles/; `packs list` and `packs show --style` tell of it, and
    the pages are those of the same fields in the pack.
    """
    inline, named = project(tmp_path / "inline", **STYLE), project(tmp_path / "named")
    lines = "".join(f"{name}: {value}\n" for name, value in STYLE.items())
    (named / "packs/styles/academy.yaml").write_text(f"style: academy\n{lines}", encoding="utf-8")
    (named / "packs/leaf.yaml").write_text(PACK + "style: academy\n", encoding="utf-8")
    build(inline)
    build(named)
    assert built(inline) == built(named)
    listed = packs(named, "list").stdout
    assert re.search(r"styles\n +academy +leaf\n", listed)
    shown = packs(named, "show", "--style", "academy").stdout
    for name in STYLE:
        assert re.search(rf"^{name} ", shown, re.MULTILINE), name
    assert "Room, Full name, seat, group, signature\n" in shown
    assert "Crest of the Academy, 20 mm wide" in shown and "used by leaf" in shown
    wrong = packs(named, "show", "--style", "acadmy")
    assert wrong.returncode == 2 and "did you mean 'academy'?" in wrong.stderr


def test_a_handed_out_edition_stays_in_its_style(tmp_path):
    """After a handout, style file and logo may be gone and the pack have another style: a lost
    paper, its key and a reprint come as they were; in today's style in a file of its own.
    """
    folder = project(tmp_path, **STYLE)
    (first,) = build(folder)
    before = students(folder)
    handed = packs(
        folder, "handout", first.code, "--class", "2a", "--date", "2026-12-07", "--copies", "30"
    )
    assert handed.returncode == 0, handed.stderr
    in_style(folder, PACK, document="test")
    (folder / "pictures" / "crest.svg").unlink()
    for path in [*folder.glob("output/leaf/*/*"), folder / "output/leaf/manifest.json"]:
        path.unlink()
    (again,) = build(folder)
    assert again.code == first.code and students(folder) == before
    assert any("was printed in another style" in remark for remark in again.remarks)
    for path in folder.glob("output/leaf/students/*-B.pdf"):
        path.unlink()
    reprinted = packs(folder, "reprint", f"{first.code}-B")
    assert reprinted.returncode == 0 and students(folder) == before
    assert packs(folder, "reprint", first.code).returncode == 0 and students(folder) == before
    today = packs(folder, "reprint", f"{first.code}-A", "--style", "today")
    assert today.returncode == 0, today.stderr
    assert today.stdout.strip().endswith("-A-restyled.pdf")
    text = text_of(students(folder)["A-restyled.pdf"])
    assert "End of the test" in text and "Old School" in text
    assert students(folder)["A.pdf"] == before["A.pdf"]
    dense = packs(folder, "reprint", f"{first.code}-A", "--style", "today", "--density", "compact")
    assert dense.stdout.strip().endswith("-A-compact-restyled.pdf")
    checked = packs(folder, "verify")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_before_a_handout_the_last_build_decides(tmp_path):
    """Each build in another style is noted, also one in the usual style; the papers that lie there
    are what a reprint prints.
    """
    folder = project(tmp_path, document="test")
    build(folder)
    in_style(folder, PACK, document="examination")
    (result,) = build(folder)
    notes = list(folder.glob("packs/editions/leaf/*-style-*.json"))
    assert len(notes) == 2
    found = find_edition(ProjectFiles.find(folder), result.code).edition
    assert found.style.document == "examination"
    in_style(folder)
    build(folder)
    assert find_edition(ProjectFiles.find(folder), result.code).edition.style.document == ""
    build(folder)
    assert len(list(folder.glob("packs/editions/leaf/*-style-*.json"))) == 3


def test_a_damaged_style_keeps_nobody_from_a_key(tmp_path):
    """The key is there all the same, and `packs verify` names the file."""
    folder = project(tmp_path, document="test")
    (result,) = build(folder)
    (note,) = folder.glob("packs/editions/leaf/*-style-*.json")
    note.write_bytes(note.read_bytes()[:-20])
    assert packs(folder, "key", result.code).returncode == 0
    checked = packs(folder, "verify")
    assert checked.returncode == 1 and note.name in checked.stdout


def test_a_damaged_style_hides_no_sound_one(tmp_path):
    """Of the notes of two styles the one that can be read is what the edition is printed in,
    whichever lies first.
    """
    folder = project(tmp_path, document="test")
    build(folder)
    in_style(folder, PACK, document="examination")
    (result,) = build(folder)
    notes = sorted(folder.glob("packs/editions/leaf/*-style-*.json"))
    for damaged, left in (notes, notes[::-1]):
        sound = damaged.read_bytes()
        damaged.write_bytes(sound[:-20])
        style = find_edition(ProjectFiles.find(folder), result.code).edition.style
        assert style.document in left.read_text(encoding="utf-8") and style.document
        damaged.write_bytes(sound)


def test_a_class_set_fills_in_a_field_whatever_its_label(tmp_path):
    """Names and seats are on the rules of the fields `name` and `seat` though they are called
    otherwise, and on no other, on paper and answer sheet.
    """
    fields = (
        "[{label: Name of your school}, {field: name, label: Full name}, number, "
        "{field: seat, label: Desk}]"
    )
    folder = project(tmp_path, f"{PACK}print: {{answer_sheet: true}}\n", fields=fields)
    build(folder)
    rows = "name,number,seat\nAda Lovelace,17,B3\n"
    (tmp_path / "class.csv").write_text(rows, encoding="utf-8")
    made = packs(folder, "class-set", "leaf", "--list", "class.csv")
    assert made.returncode == 0, made.stderr
    (path,) = folder.glob("output/leaf/print/*named*.pdf")
    data = path.read_bytes()
    pages = range(len(pypdfium2.PdfDocument(data)))
    sheet = next(n for n in pages if any("Answer sheet" in row[2] for row in rows_of(data, n)))
    for value, label in (("Ada Lovelace", "Full name"), ("B3", "Desk")):
        (filled,), (named,) = found_in(data, 0, value), found_in(data, 0, label)
        assert filled[0] >= named[0] and abs(filled[1] - named[1]) < 6  # behind it
        (filled,), (named,) = found_in(data, sheet, value), found_in(data, sheet, label)
        assert abs(filled[0] - named[0]) < 3 and 5 < named[1] - filled[1] < 30  # below it


def found_in(data: bytes, page: int, words: str) -> list[tuple[float, float, str]]:
    """The texts of a page that hold some words."""
    return [row for row in rows_of(data, page) if words in row[2]]


def test_keys_lie_beside_pages_in_every_style(styled):
    """A strip's keys are level with the questions of a paper with a style's margins, footer and
    accent, and an overlay's head says the style's words once.
    """
    code = code_of(styled)
    for option in ((), ("--overlay",)):
        made = packs(styled, "marking", f"{code}-A", *option)
        assert made.returncode == 0, made.stderr
    paper = students(styled)["A.pdf"]
    (strip,) = styled.glob("output/leaf/teacher/*-A-strip-*.pdf")
    (question,) = found_in(paper, 1, "Say why")
    (key,) = (row for row in rows_of(strip.read_bytes(), 1) if row[2].strip() == "3")
    assert abs(question[1] - key[1]) < 4
    (overlay,) = styled.glob("output/leaf/teacher/*-A-overlay-*.pdf")
    page = " ".join(row for _, _, row in rows_of(overlay.read_bytes(), 1))
    assert page.count("Examination") == 1


@pytest.mark.parametrize(
    ("style", "problem"),
    [
        ({"headr": "x"}, "13:3: error unknown-field: 'headr' is not a field of a style (did you mean 'header'?)"),
        ({"header": '"{titel}"'}, "13:11: error wrong-value: '{titel}' is not allowed here; use {title}, {document}, {course} or {class} (did you mean 'title'?)"),
        ({"document": "exam"}, "13:13: error wrong-value: 'exam' is not allowed here; use quiz, test or examination (did you mean 'examination'?)"),
        ({"fields": "[nam]"}, "13:12: error wrong-value: 'nam' is not allowed here; use name, number, date, seat, group or signature (did you mean 'name'?)"),
        ({"fields": "[{width: 20}]"}, "13:12: error missing-field: a field to fill in needs 'field' or 'label' (for example field: name)"),
        ({"accent": "60"}, "13:11: error wrong-value: '60' is not allowed here; write a whole number from 0 to 45"),
        ({"logo": "{picture: pictures/crest.svg}"}, "13:9: error missing-field: a logo needs 'alt': what it shows, for those who cannot see it"),
        ({"logo": "{picture: pictures/crst.svg, alt: Crest}"}, "13:19: error wrong-picture: the picture pictures/crst.svg: there is no such file (did you mean 'pictures/crest.svg'?)"),
    ],
)  # fmt: skip
def test_a_wrong_style_is_reported_at_its_place(tmp_path, style, problem):
    """File, line and column, and what to write; nothing is built."""
    folder = project(tmp_path, **style)
    checked = packs(folder, "check")
    assert checked.returncode == 1
    assert f"packs/leaf.yaml:{problem}" in checked.stdout + checked.stderr
    assert packs(folder, "build").returncode == 1 and not built(folder)


def test_a_style_that_is_not_there_is_reported(tmp_path):
    """With the name that was meant; a style with errors is reported once, where the error is."""
    folder = project(tmp_path)
    style = folder / "packs/styles/academy.yaml"
    style.write_text("style: academy\ndocument: test\n", encoding="utf-8")
    (folder / "packs/leaf.yaml").write_text(PACK + "style: acadmy\n", encoding="utf-8")
    checked = packs(folder, "check")
    assert "packs/leaf.yaml:12:8: error unknown-style" in checked.stderr
    assert "did you mean 'academy'?" in checked.stderr
    (folder / "packs/leaf.yaml").write_text(PACK + "style: academy\n", encoding="utf-8")
    assert packs(folder, "check").returncode == 0
    style.write_text("style: academy\ndocument: exam\n", encoding="utf-8")
    checked = packs(folder, "check")
    assert "packs/styles/academy.yaml:2:11: error wrong-value" in checked.stderr
    assert "unknown-style" not in checked.stderr and "1 error" in checked.stderr
    assert packs(folder, "build").returncode == 1 and not built(folder)
