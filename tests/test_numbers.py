"""Sums of lengths."""

from __future__ import annotations

import ast
from pathlib import Path

import generator.render.pdf
from generator.page.numbers import total

# Added from left to right these give 0.6000000000000001; rounded once, 0.6.
TENTHS = [0.1, 0.2, 0.3]
FOLDER = Path(generator.render.pdf.__file__).parent
COUNTS = {"pages", "counts"}  # whole numbers, which every Python adds alike


def test_lengths_are_added_alike_on_every_python():
    """A sum is what adding from left to right gives, also where `sum` rounds otherwise."""
    assert total(TENTHS) == (0.1 + 0.2) + 0.3 != 0.6
    assert total([]) == 0 and total(iter([1.5])) == 1.5


def sums(source: str) -> list[str]:
    """What a module sums with `sum`, but for whole numbers."""
    return [
        ast.unparse(call.args[0])
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) == "sum"
        and ast.unparse(call.args[0]) not in COUNTS
    ]


def test_the_typesetter_sums_no_lengths_otherwise():
    """No module that places something on a page uses `sum` for lengths."""
    found = {path.name: sums(path.read_text(encoding="utf-8")) for path in FOLDER.rglob("*.py")}
    assert {name: texts for name, texts in found.items() if texts} == {}
    assert len(found) > 30 and sums("sum(widths)") == ["widths"]
