"""The bundled faces are the recorded ones, and can draw what the packs say."""

import hashlib
import json
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

ROOT = Path(__file__).resolve().parents[1]
FACES = ROOT / "generator" / "render" / "pdf" / "faces"
TEXT = ["NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic", "NotoSans-BoldItalic"]
SERBIAN = ["NotoSans-Italic-SR", "NotoSans-BoldItalic-SR"]
MOST_BYTES = 250_000

LATIN = "Tešić Vučić Brnabić Krušik Šabac Tašmajdan Erdoğan Qarabağ Əliyev ə ǆ ǉ ǌ ș ț Việt Đặng Łódź ẞ ŵ"
CYRILLIC = "Ђорђевић Љубљана Његош Џемал Ѓорче Їжак Ґанок Ёлка Әлия"
GREEK = "Αθήνα Ωμέγα ΐ ΰ"
SIGNS = "–—‘’“”„…•†‡′″‰‹›«»№™℃€₾₼₽½¼¾⅓⅔⅛¹²³⁰⁴⁻₀₁₉±×÷¬−\u2011\u2009\u202f\u00a0"
SYMBOLS = "☐☑☒✓✗○●□■★←→↑↓↔⇒≤≥≠≈√∞∑∏∂∆∈∉∅∩∪⊂∀∃∧∨Ⅳ①"
ARMENIAN = "Հայաստան Երևան և ՞ ֏"
GEORGIAN = "საქართველო თბილისი ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ"


def read(name, folder=FACES):
    """A face as ReportLab reads it."""
    return TTFontFile(str(folder / f"{name}.ttf"))


def names(folder=FACES):
    """The file names of the faces in a folder, without their ending."""
    return sorted(path.stem for path in folder.glob("*.ttf"))


def lacking(text, face):
    """The characters of `text` for which a face has no glyph."""
    return {char for char in text.replace(" ", "") if not face.charToGlyph.get(ord(char))}


def lacking_everywhere(text, folder=FACES):
    """The characters of `text` for which no face of a folder has a glyph."""
    return set.intersection(*(lacking(text, read(name, folder)) for name in names(folder)))


def unlike_record(folder):
    """The files whose hash is not the recorded one, missing and unrecorded ones among them."""
    lines = (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    recorded = {name: digest for digest, name in (line.split() for line in lines)}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (*folder.glob("*.ttf"), *folder.glob("*.marks.json"))
    }
    return {
        name for name in recorded.keys() | found.keys() if recorded.get(name) != found.get(name)
    }


def misnamed(folder):
    """The faces whose PostScript name is not their file name."""
    return {name for name in names(folder) if read(name, folder).name != name.encode()}


def outline(face, char):
    """The bytes that draw a character."""
    long_offsets = struct.unpack_from(">h", face.get_table("head"), 50)[0]
    glyph, offsets = face.charToGlyph[ord(char)], face.get_table("loca")
    start, end = struct.unpack_from(
        ">2L" if long_offsets else ">2H", offsets, glyph * (4 if long_offsets else 2)
    )
    scale = 1 if long_offsets else 2
    return face.get_table("glyf")[start * scale : end * scale]


def checked(folder):
    """What `python -m tools.make_faces --check` answers of a folder."""
    command = [sys.executable, "-m", "tools.make_faces", "--check", "--faces", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path):
    """A copy of the faces that a test may spoil."""
    return Path(shutil.copytree(FACES, tmp_path / "faces"))


def spoil(path):
    """Change the last byte of a file."""
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def test_faces_are_the_recorded_ones(copy):
    """Every face has its recorded hash and every recorded face is there; one changed bit or a lost
    file shows.
    """
    assert names() and not unlike_record(FACES)
    spoil(copy / "NotoSans-Bold.ttf")
    (copy / "NotoSansMath-Regular.ttf").unlink()
    shutil.copyfile(copy / "NotoSans-Italic.ttf", copy / "Stranger.ttf")
    spoil(copy / "NotoSansMono-Regular.marks.json")
    assert unlike_record(copy) == {
        "NotoSans-Bold.ttf",
        "NotoSansMath-Regular.ttf",
        "NotoSansMono-Regular.marks.json",
        "Stranger.ttf",
    }


def test_the_script_checks_what_it_made(copy):
    """`--check` accepts the faces as they are, and names one that was changed."""
    assert checked(copy).returncode == 0
    spoil(copy / "NotoSans-Bold.ttf")
    spoil(copy / "NotoSansExtended-Bold.marks.json")
    answer = checked(copy)
    assert answer.returncode == 1 and "NotoSans-Bold.ttf differs" in answer.stdout
    assert "NotoSansExtended-Bold.marks.json differs" in answer.stdout


def test_sources_name_every_face(copy):
    """SOURCES.md has a section for each face with the hashes of its source and of itself; a stale
    hash shows.
    """
    pins = json.loads((FACES / "sources.json").read_text(encoding="utf-8"))

    def untold(folder):
        story = (folder / "SOURCES.md").read_text(encoding="utf-8")
        sections = dict(part.split("\n", 1) for part in story.split("\n## ")[1:])
        return {
            name
            for name in names(folder)
            if pins["sources"][pins["faces"][name]["source"]]["sha256"]
            not in sections.get(name, "")
            or hashlib.sha256((folder / f"{name}.ttf").read_bytes()).hexdigest()
            not in sections[name]
        }

    assert set(pins["faces"]) == set(names()) and not untold(FACES)
    spoil(copy / "NotoSans-Bold.ttf")
    assert untold(copy) == {"NotoSans-Bold"}


def test_postscript_names_are_unique(copy):
    """Each face is called what its file is called, so ReportLab never takes one for another; a
    renamed copy shows.
    """
    assert not misnamed(FACES)
    shutil.copyfile(copy / "NotoSans-Regular.ttf", copy / "NotoSans-Other.ttf")
    assert misnamed(copy) == {"NotoSans-Other"}


@pytest.mark.parametrize("name", TEXT)
def test_text_faces_draw_the_languages_of_the_packs(name):
    """Every style of the text family draws Latin, Cyrillic, Greek and punctuation; Armenian it does
    not claim.
    """
    face = read(name)
    assert not lacking(LATIN + CYRILLIC + GREEK + SIGNS, face)
    assert lacking("Հ", face) == {"Հ"}


def test_style_never_changes_what_can_be_drawn():
    """The four styles of the text family draw the same characters; the Serbian faces, as a control,
    draw fewer.
    """
    drawn = [set(read(name).charToGlyph) for name in TEXT]
    assert all(points == drawn[0] for points in drawn)
    assert set(read(SERBIAN[0]).charToGlyph) < drawn[0]


@pytest.mark.parametrize(
    ("script", "text"),
    [("Armenian", ARMENIAN), ("Georgian", GEORGIAN)],
    ids=["Armenian", "Georgian"],
)
@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_caucasian_scripts_have_faces(script, text, style):
    """Armenian and Georgian, with its capitals, are drawn in both weights; Latin letters there are
    the control.
    """
    face = read(f"NotoSans{script}-{style}")
    assert not lacking(text, face)
    assert lacking("a", face) == {"a"}


def test_every_symbol_has_a_glyph_in_some_face():
    """Boxes, ticks, arrows, operators and numerals are drawn by some face; a Chinese character by
    none.
    """
    assert not lacking_everywhere(SYMBOLS + SIGNS)
    assert lacking_everywhere("✓日") == {"日"}


def test_code_face_draws_code():
    """The face for code draws ASCII and the letters of the packs' languages in one width; a symbol
    is the control.
    """
    face = read("NotoSansMono-Regular")
    ascii_text = "".join(map(chr, range(0x21, 0x7F)))
    assert not lacking(ascii_text + "šđčćžŠĐəƏğığЂорђевић", face)
    assert len({face.charWidths[ord(char)] for char in ascii_text + "šЂ"}) == 1
    assert lacking("☐", face) == {"☐"}


@pytest.mark.parametrize("name", SERBIAN)
def test_serbian_faces_have_serbian_shapes(name):
    """Italic б, г, д, п, т have Serbian shapes in the -SR faces; и, alike in all languages, is
    drawn the same.
    """
    serbian, common = read(name), read(name.removesuffix("-SR"))
    assert not lacking(LATIN.split(" Qarabağ")[0] + "Ђорђевић Љубљана Његош Џемал „“–", serbian)
    assert all(outline(serbian, char) != outline(common, char) for char in "бгдпт")
    assert outline(serbian, "и") == outline(common, "и") != b""


def test_faces_are_small(copy):
    """No face is over 250 KB, so that reading it costs nothing that an instructor would notice; a
    padded one shows.
    """

    def heavy(folder):
        return {path.name for path in folder.glob("*.ttf") if path.stat().st_size > MOST_BYTES}

    assert not heavy(FACES)
    (copy / "NotoSans-Bold.ttf").write_bytes(bytes(MOST_BYTES + 1))
    assert heavy(copy) == {"NotoSans-Bold.ttf"}


def test_licence_travels_with_the_faces(copy):
    """OFL.txt holds the whole licence and the copyright lines; a truncated text shows."""

    def whole(folder):
        text = (folder / "OFL.txt").read_text(encoding="utf-8")
        marks = [
            "SIL OPEN FONT LICENSE Version 1.1",
            "PERMISSION & CONDITIONS",
            "\n5) ",
            "TERMINATION",
            "DISCLAIMER",
        ]
        authors = "Copyright 2022 The Noto Project Authors (https://github.com/notofonts/"
        credit = [
            f"{authors}{part})"
            for part in ("latin-greek-cyrillic", "armenian", "georgian", "symbols")
        ]
        return (
            all(mark in text for mark in marks)
            and all(
                line in text.splitlines()
                for line in [*credit, "Copyright 2018 Google LLC. All Rights Reserved."]
            )
            and text.rstrip().endswith("OTHER DEALINGS IN THE FONT SOFTWARE.")
        )

    assert whole(FACES)
    text = (copy / "OFL.txt").read_text(encoding="utf-8")
    (copy / "OFL.txt").write_text(text[: len(text) // 2], encoding="utf-8")
    assert not whole(copy)
