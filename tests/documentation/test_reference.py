"""The reference holds every field and every check, as the program declares them."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from subprocess import run

from generator.checks.run import FAMILIES, RULES
from generator.items import TYPES
from tools import make_reference

ROOT = Path(__file__).resolve().parents[2]


def test_the_reference_is_current():
    """docs/reference.md is what the command makes of today's declarations, word for word."""
    kept = make_reference.PATH.read_text(encoding="utf-8")
    assert kept == make_reference.reference(), "make it anew: python -m tools.make_reference"


def test_the_guide_in_the_package_is_current():
    """`packs help` shows what docs/authoring.md says today, word for word."""
    kept = make_reference.COPY.read_bytes()
    assert kept == make_reference.GUIDE.read_bytes(), "copy it: python -m tools.make_reference"


def test_the_command_makes_the_page(monkeypatch, tmp_path):
    """The command that the page names writes the page, whatever was there before."""
    path = tmp_path / "reference.md"
    path.write_text("stale", encoding="utf-8")
    monkeypatch.setattr(make_reference, "PATH", path)
    copy = tmp_path / "authoring.md"
    monkeypatch.setattr(make_reference, "COPY", copy)
    make_reference.main()
    assert path.read_bytes() == make_reference.reference().encode()
    assert copy.read_bytes() == make_reference.GUIDE.read_bytes()
    named = re.search(r"`python -m (tools\.\w+)`", make_reference.reference())
    assert named and named[1] == make_reference.__name__


def test_the_reference_names_every_rule_and_family():
    """Negative control: a rule that were missing there would be missed."""
    page = make_reference.checks_reference()
    assert all(f"| `{name}` |" in page and f"#### `{name}` (" in page for name in RULES)
    assert page.count("\n### ") == len(FAMILIES)


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
        assert f"#### {title}\n" in page, title
    assert all(f"### Item of type `{name}`\n" in page for name in TYPES)


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
