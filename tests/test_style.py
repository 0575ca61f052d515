"""Rules of style that no linter knows: names that say nothing, and conditions in disguise."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import generator

PACKAGE = Path(generator.__file__).parent

# Names that once stood for many things each; a name says what the value is.
BANNED = {
    "one", "told", "stands", "standing", "wanted", "made", "spoken", "posed", "offers", "ask", "asked",
    "answered", "had", "pieces", "apart", "lot", "furniture", "galley", "strays",
}  # fmt: skip
# Fields of records and of the list of built files keep the names that files on disk have:
# `ClozeItem.pieces` is in the records of editions, `File.asked` in the list.
FILE_FORMAT = {("items/cloze.py", "pieces"), ("workflows/build/manifest.py", "asked")}


def banned_names(tree: ast.Module) -> list[str]:
    """The banned names that a module gives to variables, parameters, functions and classes, in order."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.append(node.id)
        elif isinstance(node, ast.arg):
            found.append(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.append(node.name)
    return [name for name in found if name in BANNED]


def disguised_conditions(tree: ast.Module) -> list[str]:
    """Products of a text, list or tuple with a truth value: conditions that are read as arithmetic."""
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Mult)
        and any(
            _is_truth(factor) and not _is_number(other)
            for factor, other in ((node.left, node.right), (node.right, node.left))
        )
    ]


def _is_truth(node: ast.expr) -> bool:
    return isinstance(node, ast.Compare | ast.BoolOp) or (
        isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.Not)
        or isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("bool", "any", "all")
    )


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}


def test_there_are_modules_to_look_at():
    """The rules below look at the whole program."""
    assert len(MODULES) > 120 and "cli/build.py" in MODULES and "items/single.py" in MODULES


@pytest.mark.parametrize("name", MODULES)
def test_names_say_what_they_name(name):
    """No variable, parameter, function or class has a name that says nothing."""
    found = banned_names(ast.parse(MODULES[name].read_text(encoding="utf-8")))
    assert [word for word in found if (name, word) not in FILE_FORMAT] == []


@pytest.mark.parametrize("name", MODULES)
def test_conditions_are_written_as_conditions(name):
    """No list or text is multiplied by a truth value."""
    assert disguised_conditions(ast.parse(MODULES[name].read_text(encoding="utf-8"))) == []


def test_a_breach_of_style_is_found():
    """The control of the tests above: each kind of breach is seen, and sound code is left alone."""
    assert banned_names(ast.parse("for one in x: pass\ndef told(ask): wanted = 1")) == [
        "told", "one", "ask", "wanted",
    ]  # fmt: skip
    assert banned_names(ast.parse("for item in x: item.made = one(item)")) == []
    for line in ("['a'] * bool(b)", "(x,) * (a != b)", "not c * 1", "'s' * (n > 1)", "x * any(y)"):
        assert bool(disguised_conditions(ast.parse(line))) == (line != "not c * 1"), line
    assert disguised_conditions(ast.parse("[0] * count\n2 * (a > b)\n'-' * 3")) == []
