"""The reference holds every field and every check, as the program declares them."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run

import pytest

from generator.checks.run import FAMILIES, RULES
from generator.items import TYPES
from tools import make_reference

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("path", make_reference.pages(), ids=lambda path: path.name)
def test_a_made_page_is_current(path):
    """Every page that the command makes is what it makes of today's declarations, word for word."""
    kept = path.read_text(encoding="utf-8")
    assert kept == make_reference.pages()[path], "make it anew: python -m tools.make_reference"


def test_the_command_makes_the_pages(monkeypatch, tmp_path):
    """The command that a page names writes the pages, whatever was there before."""
    pages = {tmp_path / "page.md": "text\n", tmp_path / "other.md": "more\n"}
    (tmp_path / "page.md").write_text("stale", encoding="utf-8")
    monkeypatch.setattr(make_reference, "pages", lambda: pages)
    make_reference.main()
    assert {path: path.read_text(encoding="utf-8") for path in pages} == pages


def test_made_pages_name_the_command():
    """Who opens a made page reads how it is made; the copy in the package is the guide itself."""
    named = {
        path.name
        for path, text in make_reference.pages().items()
        if f"`python -m {make_reference.__name__}`" in text
    }
    assert named == {"reference.md", "checks.md", "item-types.md"}


def test_every_type_has_its_chapter_and_picture():
    """The page of item types has each with an example, the picture of it, and its fields."""
    page = make_reference.pages()[make_reference.DOCS / "item-types.md"]
    chapters = page.split("\n## ")[1:]
    assert [chapter.split("\n")[0] for chapter in chapters] == list(TYPES)
    for name, chapter in zip(TYPES, chapters, strict=True):
        assert f"    type: {name}\n" in chapter and f"(pictures/item-{name}.png)" in chapter


def test_lists_say_how_many_entries_they_hold():
    """Limits of a list are where its field is: no limit, from, from and to, and lists in lists."""
    page = make_reference.fields_reference()
    assert "a list (1 to 20), each entry a list (2 to 8), each entry a text" in page
    assert "a list (1 or more), each entry an id" in page
    assert "see the starter" not in page


def test_the_reference_names_every_rule_and_family():
    """Negative control: a rule that were missing there would be missed."""
    page = make_reference.checks_reference()
    assert all(f"| `{name}` |" in page and f"### `{name}` (" in page for name in RULES)
    assert page.count("\n## ") == len(FAMILIES) + 1  # and the form of files


def test_the_tables_reach_the_innermost_fields():
    """Fields within a figure, its series, a table and a part have tables of their own."""
    page = make_reference.fields_reference()
    for title in (
        "A series (in `stimulus`, `figure`, `series`)",
        "A relation (in `stimulus`, `figure`, `relations`)",
        "A table (in `stimulus`, `table`)",
        "A part (in `parts`)",
        "A band of the rubric (in `rubric`)",
        "A paragraph (in `sections`, `paragraphs`)",
    ):
        assert f"### {title}\n" in page, title
    assert all(f"## Item of type `{name}`\n" in page for name in TYPES)


def test_the_package_needs_no_tool():
    """What maintainers run by hand stays outside: the package imports nothing of it."""
    script = (
        "import pkgutil, sys, generator\n"
        "for module in pkgutil.walk_packages(generator.__path__, 'generator.'):\n"
        "    if module.name != 'generator.__main__':\n"
        "        __import__(module.name)\n"
        "ours = {'tools', 'tests', 'generator'}\n"
        "print(sorted(ours & {name.split('.')[0] for name in sys.modules}))"
    )
    said = run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == "['generator']\n"
