"""Strips and overlays of the starter packs, made by the command for what a build printed: every key
is where its question is.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from test_typeset_marking import MM, differences, edges, on_strip, sheet_differences, standing

from generator.cli import main
from tests.e2e import making
from tests.e2e.reader import lines_of

# Circles alone, boxes and lines to write on, a passage and its questions over several pages.
PACKS = ("arms-scandal", "resit", "warm-up")


BARE = [("A4", ""), ("Letter", "")]
WITH_SHEETS = [("A4", "sheet"), ("Letter", "sheet")]


@pytest.fixture(scope="module", params=[*BARE, *WITH_SHEETS])
def built(request, tmp_path_factory) -> tuple[Path, str, bool]:
    """The starter packs built on one side of a paper size, with or without answer sheets."""
    paper, sheets = request.param
    folder = making.copy_starter(tmp_path_factory.mktemp("starter"), briefings=False)
    for path in folder.glob("packs/*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert "  paper: A4\n  sides: duplex\n" in text
        more = "  answer_sheet: true\n" if sheets else ""
        text = text.replace(
            "  paper: A4\n  sides: duplex\n", f"  paper: {paper}\n  sides: simplex\n{more}"
        )
        path.write_text(text, encoding="utf-8")
    making.build(folder, PACKS)
    return folder, paper, bool(sheets)


def marked(folder: Path, *arguments: str) -> list[Path]:
    """The files that the command makes."""
    result = CliRunner().invoke(main, ["-C", str(folder), "marking", *arguments])
    assert result.exit_code == 0, result.output
    assert "layout" not in result.stderr, "there is no false alarm"
    return [folder / line for line in result.stdout.split()]


def printed(strip: Path) -> Path:
    """The paper or answer sheet that a strip or overlay is for, by its name."""
    name = re.sub(r"-(sheet-)?(strip|overlay)-KEY-r1", "", strip.name)
    if "-sheet-" in strip.name:
        name = re.sub(r"(-[AB])(-letter|-simplex|\.)", r"\1-answer-sheet\2", name, count=1)
    return strip.parents[1] / "students" / name


def geometry(folder: Path, strip: Path) -> dict:
    """The kept geometry of the answer sheet that a strip or overlay is for."""
    code, form = re.search(r"-(\w{4}-\w{4})-([AB])-sheet-", strip.name).groups()
    kept = [
        json.loads(path.read_bytes()) for path in folder.glob(f"packs/editions/*/{code}-sheet-*")
    ]
    (own,) = [each["sheet"] for each in kept if each["sheet"]["form"] == form]
    return own


def rings(overlay: Path) -> list[tuple[float, float]]:
    """The middles of the rings of an overlay's first page and others, in points."""
    with pikepdf.open(overlay) as pdf:
        boxes = [
            [float(number) for number in each.A.BBox]
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
    return [((left + right) / 2, (low + high) / 2) for left, low, right, high in boxes]


@pytest.mark.parametrize("pack", PACKS)
def test_every_key_of_a_strip_is_at_the_height_of_its_question(built, pack):
    """Without a word on paper size or answer sheets, strips are for what was built: each question's
    key is on its page, at its height, within a point.  Dots stand for written answers only.
    """
    folder, paper, sheets = built
    strips = [path for path in marked(folder, pack) if "strip" in path.name]
    assert len(strips) == 2 and all(("-sheet-strip-" in path.name) == sheets for path in strips)
    cut = edges("standard", paper, "standard")[2]
    for strip in strips:
        if sheets:
            assert sheet_differences(geometry(folder, strip), strip.read_bytes(), cut) == []
            continue
        page = printed(strip).read_bytes()
        assert differences(page, strip.read_bytes(), "standard", paper, "standard") == []
        assert "1" in standing(lines_of(page)[1], *edges("standard", paper, "standard")[:2])
        keys = [key for *_, key in on_strip(lines_of(strip.read_bytes())[1], cut).values()]
        assert keys.count("…") <= len(keys) / 2.5 and (pack != "warm-up" or "…" not in keys)


@pytest.mark.parametrize("built", WITH_SHEETS, indirect=True)
@pytest.mark.parametrize("pack", PACKS)
def test_strips_for_the_papers_fit_them_also_beside_answer_sheets(built, pack):
    """A paper that asks for an answer sheet has a line more; its strip knows."""
    folder, paper, _ = built
    strips = [path for path in marked(folder, pack, "--no-answer-sheet") if "-strip-" in path.name]
    assert len(strips) == 2 and not any("-sheet-" in path.name for path in strips)
    for strip in strips:
        assert (
            differences(
                printed(strip).read_bytes(), strip.read_bytes(), "standard", paper, "standard"
            )
            == []
        )


@pytest.mark.parametrize("pack", ["arms-scandal", "warm-up"])
def test_an_overlay_lies_on_its_page(built, pack):
    """An overlay has as many pages, and head and foot at the places of those below."""
    folder, paper, sheets = built
    overlays = [path for path in marked(folder, pack, "--overlay") if "overlay" in path.name]
    assert len(overlays) == 2 and all(("-sheet-" in path.name) == sheets for path in overlays)
    for overlay in overlays:
        below = printed(overlay)
        with pypdfium2.PdfDocument(overlay) as one, pypdfium2.PdfDocument(below) as other:
            assert len(one) == len(other)
            assert one[0].get_size() == other[0].get_size()
            code = re.search(r"-(\w{4}-\w{4}-[AB])-", overlay.name)[1]
            for page in one:
                assert f"{code} · r1" in page.get_textpage().get_text_range()
        if sheets:  # a sheet has no foot of its own: rings are around boxes
            record = geometry(folder, overlay)
            middles = [
                (box["x"] * MM / 100, (record["height"] - box["y"]) * MM / 100)
                for page in record["pages"]
                for box in page["boxes"]
            ]
            drawn = rings(overlay)
            assert len(drawn) >= 8 and all(
                any(abs(x - at) < 0.5 and abs(y - up) < 0.5 for at, up in middles) for x, y in drawn
            )
            continue
        _, _, feet = lines_of(overlay.read_bytes())
        _, _, feet_below = lines_of(below.read_bytes())
        assert [(line.page, line.y, line.words[0], line.at[0]) for line in feet] == [
            (line.page, line.y, line.words[0], line.at[0]) for line in feet_below
        ]
