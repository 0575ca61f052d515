"""What two other programs read on the pages is what was typed, of every block, sign and script.

By default some items; `PACKS_FIDELITY_ITEMS=2000 python -m pytest tests/fidelity` tries
as many as it says.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

import generator.render.pdf.faces
from generator.content.model import DENSITIES, PROFILES
from generator.items import TYPES
from tests.e2e import making
from tests.fidelity.drawn_banks import (
    KEY,
    KINDS_OF_BLOCK,
    KINDS_OF_FIGURE,
    KINDS_OF_ITEM,
    KINDS_OF_SPAN,
    SCRIPTS,
    STUDENT,
    Drawing,
    Expected,
    bank,
)
from tests.fidelity.reading import LABEL_READERS, READERS, difference, words_between

FACES = Path(generator.render.pdf.faces.__file__).parent
ITEMS = int(os.environ.get("PACKS_FIDELITY_ITEMS", "20"))
_AT_ONCE = 20  # items of a pack
PACK = """\
pack: drawn
title: Drawn
language: {language}
seed: 0123456789abcdef0123456789abcdef
print: {{paper: {paper}, density: {density}, profiles: [{profiles}]}}
quiz:
  sections: [{{title: All, order: as-written, items: [{items}]}}]
"""
_BATCHES = range(-(-ITEMS // _AT_ONCE))


def project(folder: Path, batch: int) -> Drawing:
    """A project of items drawn at random; sizes, densities and languages take turns."""
    draw = Drawing(random.Random(f"fidelity {batch}"))
    language = ("en", "de", "sr-Latn", "sr-Cyrl")[batch % 4]
    for inner in ("packs", "questions", "pictures"):
        (folder / inner).mkdir()
    Image.new("RGB", (200, 200), "grey").save(folder / "pictures/square.png")
    count = min(_AT_ONCE, ITEMS - batch * _AT_ONCE)
    text = bank(draw, count, language)
    (folder / "questions/drawn.yaml").write_text(text, encoding="utf-8")
    pack = PACK.format(
        language=language,
        paper=("A4", "Letter")[batch % 2],
        density=DENSITIES[batch % len(DENSITIES)],
        profiles=", ".join(PROFILES),
        items=", ".join(f"q-{n + 1:04d}" for n in range(count)),
    )
    (folder / "packs/drawn.yaml").write_text(pack, encoding="utf-8")
    return draw


def papers(folder: Path) -> Iterator[tuple[str, Path]]:
    """The papers in each profile with the code in their feet, and the full key."""
    for path in sorted((folder / "output/drawn").rglob("*.pdf")):
        if "guide" not in path.name and "page-KEY" not in path.name:
            yield path.name, path


def wrong(data: bytes, draw: Drawing, code: str, side: str) -> list[str]:
    """What is wrong on the pages of a file, by each of the two readers."""
    repeated = frozenset(expected.mark for expected in draw.expected if expected.repeated)
    faults = []
    for name in READERS:
        texts, labels = (
            words_between(readers[name](data), code, repeated)
            for readers in (READERS, LABEL_READERS)
        )
        for expected in draw.expected:
            found = labels if expected.is_label else texts
            if expected.side == side and (said := difference(expected, found, name)):
                faults.append(f"{name}: {said}")
    return faults


@pytest.mark.parametrize("batch", _BATCHES)
def test_pages_say_what_was_typed(tmp_path, batch):
    """Papers in all profiles, the plain-text edition, and the key: every text once, with the same
    characters in the same order, and words apart where they were.
    """
    draw = project(tmp_path, batch)
    (built,) = making.build(tmp_path)
    read = 0
    for name, path in papers(tmp_path):
        teacher = path.parent.name == "teacher"
        code = built.code if teacher else f"{built.code}-A"
        faults = wrong(path.read_bytes(), draw, code, KEY if teacher else STUDENT)
        assert not faults, (name, len(faults), faults[:5])
        read += 1
    assert read == len(PROFILES)  # the papers but the plain text, and the key
    (plain,) = (tmp_path / "output/drawn/students").glob("*plain-text.txt")
    words = words_between([plain.read_text(encoding="utf-8")], "")
    faults = [
        said
        for expected in draw.expected
        if expected.side == STUDENT and not expected.has_formula
        if (said := difference(expected, words, as_text=True))
    ]
    assert not faults, (len(faults), faults[:5])


def test_everything_is_drawn():
    """Every kind of block, markup, item, figure and script is in the items of one round of sizes,
    densities and languages.
    """
    used: set[str] = set()
    for batch in range(4):
        draw = Drawing(random.Random(f"fidelity {batch}"))
        bank(draw, _AT_ONCE, "en")
        used |= draw.used
    assert used >= {*KINDS_OF_BLOCK, *KINDS_OF_SPAN, *KINDS_OF_ITEM, *KINDS_OF_FIGURE, *SCRIPTS}
    assert "combining marks" in used and {*KINDS_OF_ITEM} == {*TYPES}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Drawing, str]:
    """The paper in standard print of the first batch, what was typed on it, and its code."""
    folder = tmp_path_factory.mktemp("control")
    draw = project(folder, 0)
    (built,) = making.build(folder)
    (path,) = (folder / "output/drawn/students").glob(f"*{built.code}-A.pdf")
    return path.read_bytes(), draw, f"{built.code}-A"


def _changed(data: bytes, entry: str, change: Callable[[bytes], bytes]) -> bytes:
    """A file with another map of its fonts: /ToUnicode or /CIDToGIDMap."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and entry in font:
                font[entry].write(change(font[entry].read_bytes()))
        changed = BytesIO()
        pdf.save(changed)
    return changed.getvalue()


def test_a_spoilt_map_of_letters_is_seen(page):
    """The control: where one letter is said to be another, both readers find it."""
    data, draw, code = page
    spoilt = _changed(
        data, "/ToUnicode", lambda map: map.replace(b"<0062> <0062>", b"<0062> <0064>")
    )
    assert wrong(data, draw, code, STUDENT) == []
    assert {said.partition(":")[0] for said in wrong(spoilt, draw, code, STUDENT)} == {*READERS}
    less = replace(draw, expected=draw.expected[1:])
    assert wrong(data, less, code, STUDENT) == []
    more = replace(draw, expected=[*draw.expected, Expected("k99999", ("lost",))])
    assert len(wrong(data, more, code, STUDENT)) == 2


def test_labels_are_read_as_they_are_drawn():
    """Two labels that pdfium takes for one word are two, as pypdf reads them; a label that is wrong
    is still seen.
    """
    drawn = BytesIO()
    canvas = Canvas(drawn)
    canvas.setFont("Helvetica", 9)
    first = "k00001b one k00001e"
    canvas.drawString(100, 500, first)
    canvas.drawString(100.5 + stringWidth(first, "Helvetica", 9), 500, "k00002b two k00002e")
    canvas.drawString(50, 30, "CODE")
    canvas.save()
    data, right = drawn.getvalue(), {"k00001": [["one"]], "k00002": [["two"]]}
    assert words_between(READERS["pdfium"](data), "CODE") != right
    draw = Drawing(random.Random(0))
    for word, faults in (("two", 0), ("too", len(READERS))):
        draw.expected = [
            Expected(mark, (said,), is_label=True)
            for mark, said in (("k00001", "one"), ("k00002", word))
        ]
        assert len(wrong(data, draw, "CODE", STUDENT)) == faults


def wrong_glyphs(data: bytes) -> list[str]:
    """The letters of a file that are drawn unlike the letter of the font's own file, which is found
    by its name.
    """
    found = []
    with pikepdf.open(BytesIO(data)) as pdf:
        for font in pdf.objects:
            if not (isinstance(font, pikepdf.Dictionary) and "/DescendantFonts" in font):
                continue
            descendant = font.DescendantFonts[0]
            inside = TTFont(BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
            gids = descendant.CIDToGIDMap.read_bytes()
            name = str(font.BaseFont).partition("+")[2]
            face = TTFont(FACES / f"{name}.ttf")
            known, drawn = face.getGlyphSet(), inside.getGlyphSet()
            for code, char in re.findall(
                rb"(?m)^<([0-9A-F]{4})> <([0-9A-F]{4,8})>", font.ToUnicode.read_bytes()
            ):
                at, letter = 2 * int(code, 16), bytes.fromhex(char.decode()).decode("utf-16-be")
                gid = int.from_bytes(gids[at : at + 2], "big")
                if len(letter) > 1:  # with its marks
                    continue
                meant = face.getBestCmap().get(ord(letter))
                if meant is None or _outline(drawn, inside.getGlyphName(gid)) != _outline(
                    known, meant
                ):
                    found.append(f"{name}: {letter}")
    return found


def _outline(glyphs: Any, name: str) -> list[Any]:
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value


def test_letters_look_like_themselves(page):
    """Readers believe what a font says of its letters; each is also drawn as in the font's own file.
    The control: two letters that have changed places.
    """
    data, *_ = page
    assert wrong_glyphs(data) == []

    def swapped(map: bytes) -> bytes:
        b, d = 2 * ord("b"), 2 * ord("d")
        return map[:b] + map[d : d + 2] + map[b + 2 : d] + map[b : b + 2] + map[d + 2 :]

    assert {said[-1] for said in wrong_glyphs(_changed(data, "/CIDToGIDMap", swapped))} <= {*"bd"}
    assert wrong_glyphs(_changed(data, "/CIDToGIDMap", swapped))
