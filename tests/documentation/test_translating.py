"""The guide for translators knows every phrase and name in braces, and its examples are true."""

from __future__ import annotations

import json
import re
from pathlib import Path

from generator.i18n.catalog import languages
from tests.languages.test_catalogues import WRITTEN, values_of

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "translating.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """What stands under a heading of the guide."""
    return GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def undescribed(phrases: dict[str, object], told: str) -> set[str]:
    """The names in braces of which a table says nothing."""
    named = set(
        re.findall(
            r"`(\{+\w+\}+)`",
            "".join(line.split("|")[1] for line in told.splitlines() if line.startswith("|")),
        )
    )
    return {
        hole
        for phrase in phrases.values()
        for text in values_of(phrase)
        for hole in re.findall(r"\{+\w+\}+", text)
    } ^ named


def unplaced(names: set[str], told: str) -> set[str]:
    """The phrases that a table does not place, and what it names though there is no such phrase."""
    named = set(
        re.findall(
            r"`([\w…-]+)`",
            "".join(line.split("|")[1] for line in told.splitlines() if line.startswith("|")),
        )
    )
    held = {
        entry: {name for name in names if name == entry or _begins(name, entry)} for entry in named
    }
    return names - set().union(*held.values()) | {
        entry for entry, placed in held.items() if not placed
    }


def _begins(name: str, entry: str) -> bool:
    """Whether an entry that ends in … stands for a name."""
    return entry.endswith("…") and name.startswith(entry[:-1])


def test_every_name_in_braces_is_explained():
    """Every name in braces is explained, and no other; one left out, or made up, would be found."""
    told = section("Names in braces")
    assert undescribed(WRITTEN["en"], told) == set()
    assert undescribed(WRITTEN["en"], told.replace("`{who}`", "`{whom}`")) == {"{who}", "{whom}"}


def test_every_phrase_has_its_place():
    """The guide says of every phrase where it is seen; one left out, or gone, would be found."""
    told, names = section("Where each phrase is seen"), set(WRITTEN["en"])
    assert unplaced(names, told) == set()
    assert unplaced({*names - {"glossary"}, "novel"}, told) == {"glossary", "novel"}


def test_examples_are_true():
    """Languages, examples of phrases, files and names of tables are those there are."""
    assert set(
        re.findall(r"`([\w-]+)\.json`", section("Step by step") + GUIDE.partition("\n## ")[0])
    ) == {*languages(), "fr"}
    lines = re.findall(r'(?m)^  ("(?!plural)[\w-]+": .*),$', GUIDE)
    held = [
        f'"{name}": {json.dumps(phrase, ensure_ascii=False)}'
        for phrases in WRITTEN.values()
        for name, phrase in phrases.items()
    ]
    assert len(lines) == 3 and set(lines) <= set(held)
    for path in re.findall(r"`((?:generator|tests)/[\w/.-]+)`", GUIDE):
        assert (ROOT / path).exists(), path
    source = (ROOT / "tests/languages/test_catalogues.py").read_text(encoding="utf-8")
    assert all(re.search(rf"(?m)^{table} = ", source) for table in ("FORMS", "ALIKE", "DATES"))
