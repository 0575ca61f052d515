"""Pictures and formulas from an author's file to paper and, years later, to paper again."""

from __future__ import annotations

import os
import re
import shutil
from io import BytesIO
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from generator.pictures import formulas, raster
from generator.storage.files import Operations, ProjectFiles
from generator.workflows.build.build import build
from generator.workflows.build.verify import verify
from generator.workflows.build.watch import fingerprint
from generator.workflows.project import load_project
from tests.e2e import making
from tests.e2e.search import Haystack

SECRET, WORD = "thylakoid", "Zweiblattschicht"
EVIDENCE = """\
source: lab
citation: {author: A. Writer, title: Leaves, kind: book, published: May 2021}
as_of: 2021-05
as_of_basis: stated
facts:
  - {id: lab-1, status: reported, text: Light is caught in the membranes., ref: p. 1}
"""
HEAD = """\
    type: single
    objective: leaf
    level: understand
    difficulty: medium
    facts: [lab-1]
"""
BANK = rf"""
bank: bio
title: Biology
language: en
objectives: {{leaf: Say how a leaf works.}}
items:
  - id: bio-leaf
{HEAD}    stem: |
      Look at the section.

      ![Section of a leaf, a {WORD}](pictures/{SECRET}.png "Four layers, one above the other."){{width=65mm}}

      Where is $6\,\mathrm{{CO_2}}$ bound, and who pays $5 for it?
    key: In the stroma, where $\Delta G<0$
    distractors:
      - {{text: In the wall, why: no}}
      - {{text: In the nucleus, why: no}}
    rationale: Because $E=h\nu$.
  - id: bio-pick
{HEAD}    stem: |
      Which picture belongs to

      $$x=\frac{{-b\pm\sqrt{{b^2-4ac}}}}{{2a}}$$
    key: "![A grey square](pictures/photo.jpg){{width=40mm}}"
    distractors:
      - {{text: "![A road to a town](pictures/map.svg){{width=40mm}}", why: no}}
      - {{text: "![A leaf in grey](pictures/{SECRET}.png){{width=40mm grey}}", why: no}}
    rationale: It is grey.
"""
PACK = """\
pack: bio
title: Leaves
language: en
seed: 0123456789abcdef0123456789abcdef
forms: 2
sources: [lab]
print: {paper: A4, copies: 4, profiles: [clear-print, large-print, dyslexia, plain-text]}
quiz:
  sections:
    - title: Leaves
      items: [bio-leaf, bio-pick]
"""


def leaf() -> Image.Image:
    """A picture in colour."""
    image = Image.new("RGB", (400, 240), "white")
    ImageDraw.Draw(image).ellipse((20, 20, 380, 220), fill=(40, 160, 60), outline="black", width=5)
    return image


def road(title: str = SECRET) -> str:
    """A map, with a title that nobody sees."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><title>{title}</title>'
        '<path fill="none" stroke="black" stroke-width="2" d="M20 80C40 10 120 10 180 80"/>'
        '<text x="20" y="95" font-size="9">Zemun</text></svg>'
    )


def write(folder: Path, bank: str = BANK, secret: str = SECRET) -> Path:
    """The project, its metadata full of a word; not built."""
    for name in ("packs", "questions/evidence", "pictures"):
        (folder / name).mkdir(parents=True)
    info = PngInfo()
    info.add_text("Comment", secret)
    exif = Image.Exif()
    exif[0x010E] = secret
    leaf().save(folder / f"pictures/{secret}.png", pnginfo=info, exif=exif)
    Image.new("L", (300, 300), 99).save(
        folder / "pictures/photo.jpg", exif=exif, comment=secret.encode()
    )
    (folder / "pictures/map.svg").write_text(road(secret), encoding="utf-8")
    (folder / "questions/evidence/lab.yaml").write_text(EVIDENCE, encoding="utf-8")
    (folder / "questions/bio.yaml").write_text(bank, encoding="utf-8")
    (folder / "packs/bio.yaml").write_text(PACK, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, built: to look at, never to change."""
    folder = write(tmp_path_factory.mktemp("bio"))
    making.build(folder)
    return folder


@pytest.fixture
def built(template: Path, tmp_path: Path) -> Path:
    """The same, to change."""
    return Path(shutil.copytree(template, tmp_path / "built"))


def kept(folder: Path) -> dict[str, Path]:
    """The files of pictures and formulas beside the records, by what they are called first."""
    return {
        path.name: path
        for path in sorted((folder / "packs/editions/bio").iterdir())
        if path.name.startswith(("picture-", "formula-"))
    }


def students(folder: Path) -> dict[str, bytes]:
    """Everything that students may see."""
    return {
        path.name: path.read_bytes()
        for part in ("students", "print")
        for path in sorted((folder / "output/bio" / part).iterdir())
    }


def code(folder: Path) -> str:
    """The code of the edition."""
    (record,) = (folder / "packs/editions/bio").glob("????-????.json")
    return record.stem


def test_what_is_printed_is_kept_beside_the_record(template):
    """A file for each picture and formula, those of the key too; a second build changes nothing."""
    names = list(kept(template))
    assert sum(name.startswith("picture-") for name in names) == 4  # one of them twice: grey
    assert sum(name.startswith("formula-") for name in names) == 4
    assert {name.rpartition(".")[2] for name in names} == {"png", "jpg", "json"}
    before = making.files(template, "packs", "output")
    making.build(template)
    assert making.files(template, "packs", "output") == before


def test_no_name_and_no_metadata_reaches_students_or_records(template):
    """Neither the file's name, nor its comment, EXIF or title, is in a student's file, in the
    record, or in what is kept; what a picture is said to show is where it belongs.
    """
    for name, data in students(template).items():
        hay = Haystack(data, name, name.endswith(".pdf"))
        assert hay.places(SECRET) == [], name
        assert hay.places(WORD) or "sheet" in name, name
    for path in (template / "packs/editions/bio").iterdir():
        assert Haystack(path.read_bytes(), path.name, pdf=False).places(SECRET) == [], path


def test_metadata_and_names_change_no_byte_and_no_code(template, tmp_path):
    """Other names, comments, titles: the same code, and the same bytes in every student's file."""
    other = write(tmp_path / "other", BANK.replace(SECRET, "innocent"), "innocent")
    making.build(other)
    assert code(other) == code(template) and students(other) == students(template)


def test_a_changed_pixel_is_another_edition(template, tmp_path):
    """The control of the test above: what can be seen is in the code."""
    other = write(tmp_path / "other")
    image = leaf()
    image.putpixel((200, 120), (0, 0, 0))
    image.save(other / f"pictures/{SECRET}.png")
    making.build(other)
    assert code(other) != code(template)


def test_a_paper_prints_again_when_its_files_are_gone(built, monkeypatch):
    """Pictures deleted, the bank rewritten, the libraries gone: `reprint` gives the same bytes.

    Nothing says any more in which density it was printed, so that the one asked for is in the name.
    """
    before, printed = students(built), code(built)
    shutil.rmtree(built / "pictures")
    (built / "questions/bio.yaml").unlink()
    for path in (built / "output/bio/students").iterdir():
        path.unlink()
    (built / "output/bio/manifest.json").unlink()
    for profile in ("standard", "clear-print", "large-print", "dyslexia", "plain-text"):
        done = making.packs(
            built,
            "reprint",
            printed,
            "--profile",
            profile,
            "--density",
            "standard",
            program=(making.PROGRAM[0], "-c", _WITHOUT_LIBRARIES),
        )
        assert done.returncode == 0, done.stderr
    again = {
        re.sub(r"-standard(?=\.pdf$)", "", path.name): path.read_bytes()
        for path in (built / "output/bio/students").iterdir()
    }
    assert again == {name: data for name, data in before.items() if name in again}
    assert len(again) == 10


_WITHOUT_LIBRARIES = """
import sys
sys.modules.update({name: None for name in ("ziamath", "ziafont", "latex2mathml")})
from generator.cli import main
main(prog_name="packs")
"""


def test_what_is_kept_stays_whatever_reads_pictures_later(built, monkeypatch):
    """Libraries that would decode and set otherwise change no code of a quiz that was built."""
    before = making.files(built, "packs", "output")

    def refuse(*given: object) -> None:
        pytest.fail("it was read anew")

    monkeypatch.setattr(raster, "read_raster", refuse)
    monkeypatch.setattr(formulas, "read_formula", refuse)
    making.build(built)
    assert making.files(built, "packs", "output") == before
    for path in kept(built).values():  # the control: without them, it is
        path.unlink()
    with pytest.raises(pytest.fail.Exception):
        making.build(built)


def test_verify_finds_what_is_lost_or_changed(built):
    """Every kept file is checked, and one that is gone is missed, by the record that needs it."""
    project = ProjectFiles.find(built)

    def found() -> list[tuple[str, str]]:
        findings, _ = verify(project, load_project(project))
        return [(finding.path.rpartition("/")[2], finding.kind) for finding in findings]

    assert found() == []
    for name, path in kept(built).items():
        data = path.read_bytes()
        at = len(data) // 2
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert (name, "damaged") in found()
        path.unlink()
        assert (f"{code(built)}.json", "missing") in found(), name
        path.write_bytes(data)
    assert found() == []


def test_a_lost_picture_stops_a_reprint_with_a_sentence(built):
    """No paper is printed without its picture."""
    shutil.rmtree(built / "pictures")
    shutil.rmtree(built / "output")
    next(path for name, path in kept(built).items() if name.endswith(".jpg")).unlink()
    done = making.packs(built, "reprint", code(built))
    assert done.returncode == 1 and not list(built.glob("output/bio/students/*.pdf"))
    assert "the picture 'A grey square' is lost; restore its file" in done.stderr


def test_each_picture_is_once_in_a_file(template):
    """However many copies and pages place it."""
    papers = sorted((template / "output/bio/students").glob("*.pdf"))
    papers += (template / "output/bio/print").glob("*.pdf")
    assert len(papers) == 9
    for path in papers:
        with pikepdf.open(path) as pdf:
            kinds = [
                str(thing.get("/Subtype"))
                for thing in pdf.objects
                if isinstance(thing, pikepdf.Stream)
            ]
        assert kinds.count("/Image") == 3, path  # the leaf, the leaf in grey, the square
        assert kinds.count("/Form") == 4, path  # the map and three formulas


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_profile_is_pdf_ua(template, tmp_path, paper):
    """Figures and formulas have an alternative text and a box, and a validator finds no fault."""
    folder = template
    if paper == "Letter":
        folder = write(tmp_path / "letter")
        (folder / "packs/bio.yaml").write_text(PACK.replace("A4", "Letter"), encoding="utf-8")
        making.build(folder)
    for path in sorted((folder / "output/bio").rglob("*.pdf")):
        result = page_validation.validate_pdf(str(path), profile="ua1")
        assert result.is_compliant, (path, [failure.message for failure in result.failures])
        if path.parent.name == "students":
            assert alternatives(path) >= {
                ("/Figure", f"Section of a leaf, a {WORD}"),
                ("/Figure", "A road to a town"),
                ("/Formula", "6 capital C capital O sub 2"),
                (
                    "/Formula",
                    "x equals the fraction minus b plus or minus the square root of b squared "
                    "minus 4 a c, end of root, over 2 a, end of fraction",
                ),
            }


def alternatives(path: Path) -> set[tuple[str, str]]:
    """The role and alternative text of every figure and formula, each of which has a box."""
    found = set()
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") in ("/Figure", "/Formula"):
                left, bottom, right, top = (float(n) for n in thing.A.BBox)
                assert 0 <= left < right <= 612 and 0 <= bottom < top <= 842
                found.add((str(thing.S), str(thing.Alt)))
    return found


def test_large_print_is_as_wide_as_the_page_allows(template):
    """A picture of a stem is 65 mm wide in standard print, and as wide as the text in large
    print.
    """

    def width(name: str) -> float:
        (path,) = (template / "output/bio/students").glob(f"*-A{name}.pdf")
        with pikepdf.open(path) as pdf:
            return next(
                float(thing.A.BBox[2]) - float(thing.A.BBox[0])
                for thing in pdf.objects
                if isinstance(thing, pikepdf.Dictionary)
                and thing.get("/S") == "/Figure"
                and WORD in str(thing.Alt)
            )

    assert abs(width("") - 65 * 72 / 25.4) < 0.1
    assert abs(width("-clear-print") - 14 / 12 * 65 * 72 / 25.4) < 0.2
    assert width("-large-print") > 370


def test_the_plain_text_edition_says_what_is_shown_and_reads_formulas_out(template):
    """The alternative text, the longer description, and formulas in words; five dollars stay."""
    (path,) = (template / "output/bio/students").glob("*-A-plain-text.txt")
    text = path.read_text(encoding="utf-8")
    assert f"Figure: Section of a leaf, a {WORD}\nFour layers, one above the other.\n" in text
    assert "Where is 6 capital C capital O sub 2 bound, and who pays $5 for it?" in text
    assert "capital delta capital G is less than 0" in text and "\\frac" not in text
    assert re.search(r"^[ABC]\. Figure: A road to a town$", text, re.MULTILINE)


ADDRESSES = {
    "pictures/gone.png": "there is no such file",
    "pictures/phot.jpg": "did you mean 'pictures/photo.jpg'?",
    "photo.jpg": "pictures are in the folder pictures/",
    "../outside.png": "pictures are in the folder pictures/",
    "pictures/../../outside.png": "is not a path within the project",
    "pictures/../questions/bio.yaml": "only .png, .jpg and .svg files",
    "/etc/passwd": "pictures are in the folder pictures/",
    "file:///etc/passwd": "pictures are in the folder pictures/",
    "https://example.org/a.png": "pictures are in the folder pictures/",
    "pictures/link.png": "leads out of the project by a symbolic link",
    "pictures/inside.png": "it is no PNG file",
    "pictures/wrong.png": "it is a JPEG file; let its name end in .jpg",
    "pictures/folder.png": "a folder is where a file should be",
    "pictures/huge.png": "50,000 × 50,000 pixels",
    "pictures/cut.jpg": "cut short or damaged",
    "pictures/script.svg": "a script",
    "pictures/long.png": "more than 20 MB",
    "pictures/moves.gif": "only .png, .jpg and .svg files",
}


def test_every_refusal_is_a_sentence_and_nothing_is_written(tmp_path):
    """What is outside, missing, something else or an attack: a place, a sentence, and not
    a file more than before.
    """
    folder = write(tmp_path / "attacked")
    pictures = folder / "pictures"
    (tmp_path / "outside.png").write_bytes((pictures / f"{SECRET}.png").read_bytes())
    (pictures / "inside.png").symlink_to("../questions/bio.yaml")
    (pictures / "folder.png").mkdir()
    shutil.copy(pictures / "photo.jpg", pictures / "wrong.png")
    (pictures / "cut.jpg").write_bytes((pictures / "photo.jpg").read_bytes()[:400])
    (pictures / "script.svg").write_text(
        road().replace("<title>", "<script>1</script><title>"), encoding="utf-8"
    )
    head = (50_000).to_bytes(4, "big") * 2
    (pictures / "huge.png").write_bytes(
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + head + b"\x08\x02\0\0\0\0\0\0\0"
    )
    with (pictures / "long.png").open("wb") as file:
        file.truncate(30_000_000)
    (pictures / "moves.gif").write_bytes(b"GIF89a")
    for address, sentence in ADDRESSES.items():
        bank = BANK.replace("(pictures/photo.jpg)", f"(<{address}>)")
        (folder / "questions/bio.yaml").write_text(bank, encoding="utf-8")
        if address == "pictures/link.png":
            (pictures / "link.png").symlink_to(tmp_path / "outside.png")
        before = sorted(folder.rglob("*"))
        project = ProjectFiles.find(folder)
        (result,) = build(project, load_project(project), ["bio"])
        said = [str(problem) for problem in result.stopped if problem.rule == "wrong-picture"]
        assert len(said) == 1 and sentence in said[0], (address, said)
        assert said[0].startswith("questions/bio.yaml:34:10: error wrong-picture"), said
        left = [path for path in sorted(folder.rglob("*")) if path not in before]
        assert {path.relative_to(folder).as_posix() for path in left} <= {"output", "output/.lock"}
    done = making.packs(folder, "build")
    assert done.returncode == 1 and "Traceback" not in done.stderr


def test_a_picture_is_read_once_and_replaced_in_vain(tmp_path):
    """Each file is opened once in a build: one that is replaced meanwhile is printed as it was when
    it was judged.
    """
    folder = write(tmp_path / "replaced")
    opened: list[str] = []

    class Watching(Operations):
        @staticmethod
        def open(path: object, *given: int) -> int:
            descriptor = os.open(path, *given)
            if Path(str(path)).parent.name == "pictures":
                opened.append(Path(str(path)).name)
                if str(path).endswith("photo.jpg"):
                    (folder / "new.jpg").write_bytes(b"not a picture")
                    (folder / "new.jpg").replace(str(path))
            return descriptor

    project = ProjectFiles.find(folder, Watching())
    (result,) = build(project, load_project(project), ["bio"])
    assert not result.stopped
    assert sorted(opened) == sorted([f"{SECRET}.png", f"{SECRET}.png", "map.svg", "photo.jpg"])
    (photo,) = (path for name, path in kept(folder).items() if name.endswith(".jpg"))
    assert Image.open(BytesIO(photo.read_bytes())).size == (300, 300)


def test_check_warns_of_coarse_pictures_and_of_descriptions_that_tell(tmp_path):
    """With their places; the sound bank has neither."""
    folder = write(tmp_path / "coarse")

    def said() -> list[str]:
        done = making.packs(folder, "check")
        return [
            line
            for line in (done.stdout + done.stderr).splitlines()
            if "coarse-picture" in line or "alternative-text" in line
        ]

    assert said() == []
    bank = BANK.replace("{width=65mm}", "{width=120mm}").replace(
        f"a {WORD}]", "bound In the stroma, where it is]"
    )
    bank = bank.replace(r"In the stroma, where $\Delta G<0$", "In the stroma")
    (folder / "questions/bio.yaml").write_text(bank, encoding="utf-8")
    coarse, telling = sorted(said(), key=lambda line: "alternative-text" in line)
    assert "questions/bio.yaml:13:11: warning coarse-picture" in coarse
    assert "has 85 pixels on an inch where it is 120 mm wide" in coarse and "67 mm" in coarse
    assert "questions/bio.yaml:13:11: error key-in-alternative-text" in telling
    assert "contains the key 'In the stroma'" in telling


def test_whatever_is_printed_of_an_edition_has_its_pictures(built):
    """Marking strips beside the paper and over it, a class set with names, a key as text."""
    (built / "class.csv").write_text("name,profile\nAnn,\nBo,large-print\n", encoding="utf-8")
    shutil.rmtree(built / "pictures")
    for command in (
        ("marking", code(built)),
        ("class-set", code(built), "--list", "class.csv"),
        ("key", code(built)),
    ):
        done = making.packs(built, *command)
        assert done.returncode == 0, done.stderr
    strips = sorted((built / "output/bio/teacher").glob("*strip*.pdf"))
    assert len(strips) == 2
    for path in strips:  # beside the pages, not on them: the strip itself holds no picture
        with pikepdf.open(path) as pdf:
            assert not any(
                isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
                for thing in pdf.objects
            )


def test_photographs_are_in_word_files(built):
    """A JPEG as it is kept has no header that programs for words know; in their files it has."""
    import docx

    done = making.packs(built, "export", "bio", "--to", "docx")
    assert done.returncode == 0, done.stderr
    for path in built.glob("bio*.docx"):
        parts = docx.Document(str(path)).part.package.iter_parts()
        photographs = [part.blob for part in parts if part.content_type == "image/jpeg"]
        assert photographs, path.name
        for data in photographs:
            assert Image.open(BytesIO(data)).info["jfif"] == 257  # 1.01


def test_check_knows_that_no_font_has_a_letter_of_a_map(tmp_path):
    """What only the pages would show is said of the text that places the map."""
    folder = write(tmp_path / "glyphs")
    (folder / "pictures/map.svg").write_text(road().replace("Zemun", "東京"), encoding="utf-8")
    done = making.packs(folder, "check")
    (line,) = (line for line in done.stderr.splitlines() if "missing-glyph" in line)
    assert line.startswith("questions/bio.yaml:36:16: error") and "'京' (U+4EAC" in line


def test_check_knows_that_no_font_has_a_letter_of_what_a_picture_is_called_by(tmp_path):
    """Where a text is nothing but a picture, its description names it on pages for markers; where
    there are words, these do, and the description may have letters that no page shows.
    """
    picture = "![東京, a map](pictures/map.svg)"
    for typed, count in ((picture, 1), (f"{picture}\\n\\nWhich town is this?", 0)):
        folder = write(tmp_path / f"named-{count}")
        item = f'{{id: b-named, stem: "{typed}", key: Ada, distractors: [Bob, Cy]}}'
        bank = f"bank: named\ntitle: N\nlanguage: en\nitems:\n- {item}\n"
        (folder / "questions/named.yaml").write_text(bank, encoding="utf-8")
        done = making.packs(folder, "check")
        assert done.stderr.count("missing-glyph") == count, done.stderr


def test_a_formula_that_is_not_understood_is_an_error_at_its_place(tmp_path):
    """An unknown command, in a rationale as in a stem."""
    bank = BANK.replace(r"$E=h\nu$", r"$E=h\nuu$").replace(r"\sqrt{b^2", r"\sqrtt{b^2")
    folder = write(tmp_path / "misspelt", bank)
    done = making.packs(folder, "check")
    lines = [line for line in done.stderr.splitlines() if "wrong-formula" in line]
    assert done.returncode == 1 and len(lines) == 2
    assert lines[0].startswith("questions/bio.yaml:23:28: error wrong-formula: the formula E=h")
    assert ": the command \\nuu is not known" in lines[0]
    assert lines[1].startswith("questions/bio.yaml:33:22: error wrong-formula")
    assert "\\sqrtt is not known" in lines[1]


WAYS = {
    "plain": "stem: Is $1+\\nuu$ so?",
    "single quotes": "stem: 'It''s $f''+\\nuu$?'",
    "double quotes": 'stem: "Is \\"it\\" $1+\\\\nuu$?"',
    "kept lines": "stem: |\n  Is it so, or is\n\n  $$\n  1+\n    \\nuu\n  $$\n\n  not?",
    "folded lines": "stem: >-\n  Is it so, and is\n  $1 +\n  \\nuu$ so?",
    "quotation": "stem: |\n  Look:\n\n  > It is so\n  > that $1+\\nuu$ is.",
    "broken plain": "stem: Is it so that\n  $1 +\n  \\nuu$ is so?",
    "list": "stem: |\n  Look:\n\n  - $x$ and\n  - $y$ and $1+\\nuu$",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_command_is_named_at_its_line_and_column(tmp_path, way):
    """In every way in which YAML writes a text, the place is that of the command itself."""
    bank = "bank: bio\ntitle: Biology\nitems:\n  - id: bio-leaf\n    key: A\n    distractors: [B]\n"
    bank += "".join(f"    {line}\n" if line else "\n" for line in WAYS[way].split("\n"))
    folder = write(tmp_path / "places", bank)
    (folder / "packs/bio.yaml").unlink()
    shown = making.packs(folder, "check").stderr
    lines = bank.split("\n")
    (row,) = (n for n, line in enumerate(lines) if "nuu" in line)
    column = lines[row].index("\\nuu") + 1
    column -= way == "double quotes"  # of two backslashes the first
    assert f"questions/bio.yaml:{row + 1}:{column}: error wrong-formula" in shown, shown


def test_a_changed_picture_is_a_change_for_who_watches(tmp_path):
    """Also in a folder below; what is not a picture is none."""
    folder = write(tmp_path / "watched")
    project = ProjectFiles.find(folder)
    seen = [fingerprint(project)]
    (folder / "pictures/notes.txt").write_text("x", encoding="utf-8")
    assert fingerprint(project) == seen[0]
    (folder / "pictures/more").mkdir()
    shutil.copy(folder / "pictures/map.svg", folder / "pictures/more/map.svg")
    seen.append(fingerprint(project))
    (folder / "pictures/more/map.svg").write_text(road("other"), encoding="utf-8")
    seen.append(fingerprint(project))
    assert len(set(seen)) == 3
