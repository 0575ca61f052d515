"""The pictures in docs/ show what the program makes today."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tools import make_pictures

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted([*DOCS.parent.glob("*.md"), *DOCS.glob("*.md")])


def without_code(page: str) -> str:
    """A page without its blocks and spans of code."""
    return re.sub(r"`[^`\n]+`", "", re.sub(r"(?ms)^ *```.*?^ *```", "", page))


def shown(page: str) -> set[str]:
    """The names of the pictures that a page shows."""
    pattern = r"!\[[^\]]+\]\((?:docs/)?pictures/([\w-]+)\.png\)"
    return set(re.findall(pattern, without_code(page)))


def test_pictures_are_current():
    """Each picture was drawn from the PDF that the program makes of the same words today."""
    kept = json.loads(make_pictures.MADE_FROM.read_text(encoding="utf-8"))
    assert kept == make_pictures.fingerprints(make_pictures.pictured()), (
        "draw them anew: python -m tools.make_pictures"
    )


def test_a_page_that_looks_otherwise_is_noticed():
    """Negative control: one byte of one PDF makes another fingerprint, of that picture only."""
    first = make_pictures.fingerprints({"a": b"page", "b": b"page"})
    other = make_pictures.fingerprints({"a": b"page", "b": b"pace"})
    assert first["a"] == other["a"] and first["b"] != other["b"]


def test_every_picture_is_there_and_shown():
    """No page shows a picture that is missing, and none lies there that no page shows."""
    drawn = {path.stem for path in make_pictures.PICTURES.glob("*.png")}
    used = {name for page in PAGES for name in shown(page.read_text(encoding="utf-8"))}
    assert drawn == used == set(json.loads(make_pictures.MADE_FROM.read_text(encoding="utf-8")))


def test_a_picture_is_cut_to_what_is_on_the_page():
    """White margins are cut off but for a little room, so that pages show no empty pictures."""
    pdf = dict(make_pictures.item_type_documents())["item-single"]
    picture = make_pictures.draw(pdf).convert("L")
    assert 500 < picture.width < 900 and 200 < picture.height < 700
    assert picture.crop((0, 0, picture.width, make_pictures.ROOM)).getextrema() == (255, 255)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pictures_have_words(page):
    """Who cannot see a picture reads what it shows."""
    text = without_code(page.read_text(encoding="utf-8"))
    assert all(len(words.split()) >= 3 for words in re.findall(r"!\[([^\]]*)\]\(", text))
