"""The authors' guide: it speaks of every type, and its examples could be typed as they stand."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from generator.items import TYPES
from generator.loading.banks import load_item
from generator.problems import Problems

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
HEAD = "id: it-1\nobjective: it-o\nlevel: apply\ndifficulty: hard\nfacts: [f-1]\n"
EXAMPLES = [
    textwrap.dedent(example)
    for example in re.findall(r"```yaml\n(    type: .*?)```", GUIDE, re.DOTALL)
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.split("\n")[0])
def test_an_example_loads_without_a_word(node, example):
    """Every example of a type is a sound item."""
    problems = Problems()
    item = load_item(node(HEAD + example), problems)
    assert item is not None and list(problems) == []


def test_every_type_is_explained():
    """The guide says something of every type, and an example of each that is hard to guess."""
    assert [name for name in TYPES if f"**{name}**" not in GUIDE] == []
    assert {example.split("\n")[0] for example in EXAMPLES} >= {
        f"type: {name}"
        for name in TYPES
        if name not in ("single", "multiple", "true-false", "short-answer")
    }


def test_the_guide_says_how_to_silence():
    """Authors are told what `ignore` wants."""
    assert "ignore:" in GUIDE


def test_the_readme_names_every_type():
    """Who reads what the program can do reads of every type."""
    limits = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Limits")[2]
    assert [name for name in TYPES if name not in limits] == []
