"""What the pages for people say of files, links and commands is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from generator.cli import main
from generator.cli.program import FORMER_NAMES

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
GUIDE = ROOT / "generator" / "workflows" / "authoring" / "authoring.md"
DECISIONS = ROOT / "questions" / "DECISIONS.md"
REVIEW = ROOT / "questions" / "REVIEW.md"


def anchors(page: Path) -> set[str]:
    """The names by which a page's headings are linked to."""
    headings = re.findall(r"(?m)^#+ (.*)$", page.read_text(encoding="utf-8"))
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in kept}


def broken_links(text: str, page: Path) -> list[str]:
    """The links in a page's text, code apart, that lead to no file, or to no heading of one."""
    broken = []
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.is_file() or anchor and anchor not in anchors(target):
            broken.append(link)
    return broken


def missing_files(text: str) -> list[str]:
    """The files and folders that a page names and that are missing; those in capitals are made
    up.
    """
    named = re.findall(r"`((?:generator|tests|tools|docs)/[\w/.-]+)`", text)
    return [
        path for path in named if not re.search(r"/[A-Z]+\.", path) and not (ROOT / path).exists()
    ]


@pytest.mark.parametrize("page", [*PAGES, DECISIONS, REVIEW], ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Every link of every page leads to a file that is there, and to a heading that it has."""
    assert broken_links(page.read_text(encoding="utf-8"), page) == []


def test_a_broken_link_is_found():
    """The control of the test above: a file and a heading that are not there."""
    text = "[a](README.md) [b](README.md#limits) [c](GONE.md) [d](README.md#gone) `[e](x)`\n```\n[f](y)\n```\n"
    assert broken_links(text, ROOT / "README.md") == ["GONE.md", "README.md#gone"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_pages_name_are_there(page):
    """Whoever follows a page to a file finds it."""
    assert missing_files(page.read_text(encoding="utf-8")) == []
    assert missing_files("`tests/conftest.py` `tests/gone.py` `tools/NAME.py`") == ["tests/gone.py"]


def test_the_readme_has_a_row_for_every_command():
    """The README names the commands there are, and no other, in the groups that `packs --help`
    has.
    """
    command = [sys.executable, "-m", "generator", "--help"]
    said = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout
    there = _grouped(r"(?m)^([A-Z]\w+):$|^  ([a-z][a-z-]+)  ", said.partition("\n\nOptions:")[2])
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = _grouped(r"(?m)^\| \*\*(\w+)\*\* \||^\| `packs ([a-z-]+)", text)
    assert len(set().union(*there.values())) > 10
    assert named == there


def _grouped(pattern: str, text: str) -> dict[str, set[str]]:
    """The commands named in a text under each heading: the pattern's first group or its second."""
    groups: dict[str, set[str]] = {}
    for heading, command in re.findall(pattern, text):
        if heading:
            group = groups.setdefault(heading, set())
        else:
            group.add(command)
    return groups


def not_there(text: str) -> list[str]:
    """The commands and options that a text names as code, and that are not there."""
    missing = []
    for typed in re.findall(r"(?<=[`'\n])packs ([a-z][^`'\"\n|;#]*)", text):
        command, *words = typed.split()
        asked: click.Command | None = main
        words = [FORMER_NAMES.get(command, command), *words]
        names = ["packs"]
        while isinstance(asked, click.Group) and words:
            names.append(words.pop(0))
            asked = asked.get_command(click.Context(main), names[-1])
        options = {name for each in (asked.params if asked else ()) for name in each.opts}
        missing += [" ".join(names)] * (asked is None)
        missing += [
            f"{' '.join(names)} {word}"
            for word in re.findall(r"(?<!\S)--?[a-z][a-z-]*\b", " ".join(words))
            if asked and word not in {*options, "--help"}
        ]
    return missing


@pytest.mark.parametrize("page", [*PAGES, GUIDE], ids=lambda page: page.name)
def test_commands_that_pages_name_are_there(page):
    """Whoever types what a page shows is not told that there is no such command or option."""
    assert not_there(page.read_text(encoding="utf-8")) == []


def test_a_command_that_is_not_there_is_found():
    """The control of the test above; a former name is a command."""
    text = "`packs build --explain` `packs printed CODE` `packs bild` `packs new pack N --bnk B`"
    assert not_there(text) == ["packs bild", "packs new pack --bnk"]


def test_decisions_are_about_items_there_are():
    """Every item that the decisions name is in a bank; nobody reads of an item that was renamed."""
    banks = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("questions/*.yaml"))
    named = set(re.findall(r"`((?:ar|cs|fc)-[\w-]+)`", DECISIONS.read_text(encoding="utf-8")))
    assert len(named) > 10
    assert {name for name in named if f"- id: {name}\n" not in banks} == set()
