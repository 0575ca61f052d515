"""The authors' guide: its tables are the program's own declarations, and its examples could be typed as they stand."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from generator.items import TYPES
from generator.loading.banks import load_item
from generator.problems import Problems
from generator.workflows.authoring.reference import checks_reference, fields_reference

PATH = Path(__file__).resolve().parents[1] / "AUTHORING.md"
GUIDE = PATH.read_text(encoding="utf-8")
MARK = "<!-- made from the declarations: everything below this line -->\n"
HEAD = "id: it-1\nobjective: it-o\nlevel: apply\ndifficulty: hard\nfacts: [f-1]\n"
EXAMPLES = [
    textwrap.dedent(found) for found in re.findall(r"```yaml\n(    type: .*?)```", GUIDE, re.DOTALL)
]


def test_the_tables_are_the_programs_own(hold_golden, request):
    """Every field of every file, item, part and figure, and every check, as declared; --update-golden makes them anew."""
    made = f"{fields_reference().rstrip()}\n\n## Checks\n\n{checks_reference().strip()}\n"
    assert GUIDE.count(MARK) == 1
    hold_golden(
        PATH,
        f"{GUIDE.partition(MARK)[0]}{MARK}\n{made}",
        request.config.getoption("--update-golden"),
    )


def test_the_tables_reach_the_innermost_fields():
    """What stands in a figure, in its series and relations, in a table and in a part has a table of its own."""
    made = fields_reference()
    for title in (
        "A series (in `stimulus`, `figure`, `series`)",
        "A relation (in `stimulus`, `figure`, `relations`)",
        "A table (in `stimulus`, `table`)",
        "A part (in `parts`)",
        "A band of the rubric (in `rubric`)",
        "A paragraph (in `sections`, `paragraphs`)",
    ):
        assert f"#### {title}\n" in made, title
    assert all(f"### Item of type `{name}`\n" in made for name in TYPES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.split("\n")[0])
def test_an_example_loads_without_a_word(node, example):
    """Every example of a type is a sound item."""
    problems = Problems()
    item = load_item(node(HEAD + example), problems)
    assert item is not None and list(problems) == []


def test_every_type_is_explained():
    """The guide says something of every type, and shows an example of every one that is hard to guess."""
    prose = GUIDE.partition(MARK)[0]
    assert [name for name in TYPES if f"**{name}**" not in prose] == []
    assert {example.split("\n")[0] for example in EXAMPLES} >= {
        f"type: {name}"
        for name in TYPES
        if name not in ("single", "multiple", "true-false", "short-answer")
    }


def test_the_readme_names_every_type():
    """Who reads what the program can do reads of every type."""
    limits = (PATH.parent / "README.md").read_text(encoding="utf-8").partition("## Limits")[2]
    assert [name for name in TYPES if name not in limits] == []
