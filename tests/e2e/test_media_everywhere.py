"""Pictures, formulas, tables and code in every place where authors may write them, in every file
that a command makes.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from generator.documents.key_page import _opening
from generator.i18n.catalog import load_catalog
from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import spans
from generator.page.commonmark import understand
from tests.e2e import making
from tests.e2e.test_pictures_e2e import alternatives
from tests.e2e.test_text_blocks import SPECIMEN
from tests.typeset.pdf_structure import extracted

PACK = "media-a4"
KEY_SIDE = re.compile(
    "reason|rationale|correction|an idea|model answer|what a good answer names", re.IGNORECASE
)
MARKS = """\
Name,Student number,Form,1,2,3,4,5,6,7,8,9,10,11a,11b,12a,12b
Ada,1,A,gap;left,B,AB,F+,3,BAC,213,2,3,A,B,2,4,T
Bob,2,A,-,A,CD,T,1,ACB,123,1,5,C,A,1,3,F
"""


def places(name: str) -> set[str]:
    """What the pictures of a file of the specimen are said to show."""
    text = (SPECIMEN / name).read_text(encoding="utf-8")
    return set(re.findall(r"!\[(Picture of [^]]+)\]", text))


QUESTIONS = places("questions/media.yaml")
FOR_TEACHERS = {place for place in QUESTIONS if KEY_SIDE.search(place)}
FOR_STUDENTS = QUESTIONS - FOR_TEACHERS
OF_PACK = places("packs/media-a4.yaml")
OF_SUMMARY = places("packs/summaries/media.yaml")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimen with one pack built: to look at, never to change."""
    folder = Path(shutil.copytree(SPECIMEN, tmp_path_factory.mktemp("media") / "project"))
    making.build(folder, [PACK])
    return folder


@pytest.fixture
def project(template: Path, tmp_path: Path) -> Path:
    """The same, to change."""
    return Path(shutil.copytree(template, tmp_path / "project"))


def output(folder: Path, pattern: str) -> list[Path]:
    """The files of the pack whose names are like a pattern."""
    files = sorted((folder / "output" / PACK).rglob(pattern))
    assert files, pattern
    return files


def pictures(path: Path) -> set[str]:
    """What the pictures in a PDF are said to show; figures drawn from data are none."""
    return {alt for role, alt in alternatives(path) if role == "/Figure" and "Picture of" in alt}


def formulas(path: Path) -> set[str]:
    """The formulas in a PDF, as they are read aloud."""
    return {alt for role, alt in alternatives(path) if role == "/Formula"}


def test_every_place_is_tried():
    """There are places on both sides, and in everything that is printed."""
    assert len(FOR_STUDENTS) >= 20 and len(FOR_TEACHERS) >= 12
    assert len(OF_PACK) == 2 and len(OF_SUMMARY) >= 6


def test_papers_have_what_students_see_and_nothing_else(template):
    """On every form, in every profile, and in the class set."""
    papers = [*output(template, "*-[AB].pdf"), *output(template, "*-[AB]-*print.pdf")]
    papers += [*output(template, "*-dyslexia.pdf"), *output(template, "*class-set.pdf")]
    papers = [path for path in papers if "briefing" not in path.name]
    assert len(papers) == 9
    for path in papers:
        assert pictures(path) == FOR_STUDENTS | OF_PACK, path.name
        assert "e to the power i pi" in " ".join(formulas(path)), path.name


def test_a_caption_is_on_the_page_of_its_figure(template):
    """Also where a question takes more than a page and goes on behind its caption."""
    continued = []
    for path in output(template, "*-A*.pdf"):
        if "KEY" in path.name:
            continue
        with pypdfium2.PdfDocument(path) as pdf:
            pages = [page.get_textpage().get_text_bounded() for page in pdf]
        with_caption = [n for n, text in enumerate(pages) if "Visits of" in text]
        assert with_caption == [n for n, text in enumerate(pages) if "2014" in text], path.name
        assert len(with_caption) == 1
        continued += [path for n in with_caption if "Question 10 continued" in pages[n]]
    assert continued, "a question that goes on at its figure"


def test_briefings_have_every_part(template):
    """In every profile."""
    briefings = output(template, "*briefing*.pdf")
    assert len(briefings) == 4
    for path in briefings:
        assert pictures(path) == OF_SUMMARY, path.name


def test_the_full_key_shows_what_it_explains(template):
    """All that is written for teachers, beside the stems; options that are wrong only where a reason
    is given.
    """
    (path,) = output(template, "*full-KEY*.pdf")
    assert pictures(path) >= FOR_TEACHERS


def test_the_key_on_a_page_has_formulas_where_questions_begin(template):
    """As on the paper, and no LaTeX; a key in the first version of the words stays as it was."""
    (path,) = output(template, "*page-KEY*.pdf")
    assert "e to the power i pi" in " ".join(formulas(path))
    text = " ".join(extracted(path.read_bytes()))
    assert "a stem of pairs" in text and "\\pi" not in text and "\\frac" not in text
    assert "[Picture of a key]" in text  # an answer that is nothing but a picture
    stem = understand(r"Why is $e^{i\pi}$ so, and $\frac{a+b}{c}$ not?")
    first, today = load_catalog("en", words_version=FIRST_WORDS_VERSION), load_catalog("en")
    assert _opening(stem, 90, first) == spans(r"Why is e^{i\pi} so, and \frac{a+b}{c} not?")
    shown = _opening(stem, 90, today)
    assert [run.formula for run in shown] == ["", r"e^{i\pi}", "", r"\frac{a+b}{c}", ""]
    assert [run.formula for run in _opening(stem, 20, today)] == ["", r"e^{i\pi}", ""]
    picture = understand("![a leaf](pictures/leaf.png)", blocks=True)
    assert _opening(picture, 90, today) == spans("[a leaf]")
    assert _opening(picture, 90, first) == ()


def test_plain_text_says_what_is_shown(template):
    """Papers and briefing: each description, each formula in words, code as it was typed."""
    for path in output(template, "*plain-text.txt"):
        text = " ".join(path.read_text(encoding="utf-8").split())
        places = OF_SUMMARY if "briefing" in path.name else FOR_STUDENTS | OF_PACK
        assert [place for place in places if place not in text] == [], path.name
        assert "x^2" not in text.partition("# ")[2], path.name
        assert not any(place in text for place in FOR_TEACHERS)
        assert "e to the power i pi" in text and "\\frac" not in text
        assert "# $5 and *no* markup" in text


def test_each_command_prints_what_a_title_and_a_stem_hold(project):
    """Handouts, class sets with names, strips, mark sheets, overlays, keys, reprints, corrections,
    results and slips: each is made, and has the formula of the title.
    """
    (record,) = (project / "packs/editions" / PACK).glob("????-????.json")
    code = record.stem
    (project / "class.csv").write_text("Name,Student number\nAda,1\nBob,2\n", encoding="utf-8")
    (project / "marks.csv").write_text(MARKS, encoding="utf-8")
    bank = project / "questions/media.yaml"
    before = {*(project / "output").rglob("*.pdf")}

    def packs(*arguments: str) -> None:
        done = making.packs(project, *arguments)
        assert done.returncode == 0, (arguments, done.stderr, done.stdout)

    packs("handout", code, "--class", "2a", "--date", "2026-12-07", "--copies", "4")
    packs("class-set", code, "--list", "class.csv")
    packs("marking", code, "--list", "class.csv")
    packs("marking", code, "--overlay")
    packs("key", code, "--output", "pdf")
    packs("reprint", f"{code}-A", "--density", "roomy")
    changed = bank.read_text(encoding="utf-8").replace("a stem: $e", "a new stem: $e")
    changed = changed.replace(
        "key: $n=5$\n  distractors: [$n=1$,", "key: $n=1$\n  distractors: [$n=5$,"
    )
    bank.write_text(changed, encoding="utf-8")
    packs("correct", code)
    packs("errata", code, "--output", "pdf")
    packs("results", code, "--marks", "marks.csv", "--report", "--slips")
    made = {*(project / "output").rglob("*.pdf")} - before
    kinds = (
        "strip",
        "overlay",
        "mark-sheet",
        "-A-KEY",
        "roomy",
        "errata",
        "REMARK",
        "report",
        "slip",
    )
    for kind in kinds:
        files = [path for path in made if kind in path.name]
        assert files, kind
        for path in files:
            if kind != "overlay":  # it has nothing of the paper but its boxes
                assert "x squared" in formulas(path), path.name
            assert extracted(path.read_bytes())
    (report,) = (path for path in made if "report" in path.name)
    assert not re.search(r"\\[a-z]", " ".join(extracted(report.read_bytes())))
    (slip,) = (path for path in made if "-A-errata" in path.name)
    assert pictures(slip) >= {"Picture of a stem", "Picture of a key", "Picture of a distractor"}


def test_results_name_questions_and_options_in_words(project):
    """In the terminal and in files: no LaTeX, and no option without words."""
    (project / "marks.csv").write_text(MARKS, encoding="utf-8")

    def said(form: str) -> str:
        done = making.packs(project, "results", PACK, "--marks", "marks.csv", "--output", form)
        assert done.returncode == 0, done.stderr
        return done.stdout

    text = said("text")
    assert "a stem of pairs: e^(iπ) in a line" in text and "[Picture of a wrong picture]" in text
    for form in ("text", "questions-csv"):
        assert not re.search(r"\\[a-z]", said(form)), form
    assert "\\\\" not in said("json")  # as JSON has a backslash
    rows = list(csv.DictReader(io.StringIO(said("questions-csv"))))
    options = [row["option"] for row in rows if row["right"]]
    assert "a/b" in options and all(options)


def test_word_files_have_pictures_and_editable_formulas(project):
    """The papers as DOCX: each picture once for its place, with its description, and formulas."""
    import docx

    done = making.packs(project, "export", PACK, "--to", "docx")
    assert done.returncode == 0, done.stderr
    document = docx.Document(str(project / f"{PACK}-A.docx"))
    xml = document.element.xml
    for place in FOR_STUDENTS:
        assert f'descr="{place}"' in xml, place
    assert not any(place in xml for place in FOR_TEACHERS)
    assert "<m:oMath" in xml
    assert "# $5 and *no* markup" in xml
