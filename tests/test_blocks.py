"""Every renderer visits every kind of block, by one interface that the type checker holds it to."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import typing
from pathlib import Path

import pytest

import generator
from generator.i18n.catalog import load_catalog
from generator.page.blocks import (
    AnswerGrid,
    Block,
    BlockVisitor,
    Boxes,
    BubbleSheet,
    Bullets,
    Chart,
    CodeBlock,
    Contents,
    Definitions,
    Diagram,
    DisplayFormula,
    Document,
    Entries,
    Floating,
    HeaderFooter,
    Heading,
    KeyTable,
    Letterhead,
    LineBlock,
    Lines,
    MarkTable,
    Matching,
    Notice,
    Options,
    Overlay,
    Paragraph,
    Passage,
    Picture,
    PlanTable,
    PlotTable,
    Quotation,
    RouteMap,
    Rules,
    SchemeCard,
    SheetWords,
    SideBySide,
    Strip,
    Table,
    Timeline,
    TitleBand,
    Together,
    WithNotes,
    WriteIn,
)
from generator.page.queries import BlockQuery
from generator.render.accessible_text import AccessibleText
from generator.render.text import TextPreview

PACKAGE = Path(generator.__file__).parent
KINDS = typing.get_args(Block)
EMPTY = Document("T", "en", HeaderFooter(), ())
BLOCKS: tuple[Block, ...] = (
    Heading(1, ()), Paragraph(()), LineBlock(()), CodeBlock(()), Quotation(()), Picture("", ""),
    DisplayFormula("", ""), Bullets(()), Definitions(()), Table((), (), (), ""), Notice(()),
    WriteIn(()), Lines(0), Options(()), Entries(()), Matching((), ()), Passage(()),
    Chart("bar-chart", (), (), "", ""), Diagram((), (), ""), RouteMap((), (), "", ""), Timeline((), (), ""), Boxes((), "round"), Rules(()),
    AnswerGrid(()), BubbleSheet("", "", (), (), (), (), (), SheetWords(*[""] * 9)), MarkTable((), (), (), (), (), (), ""), Strip(EMPTY, (), "", ""),
    Overlay(EMPTY, (), ""), PlanTable(("", "", "", ""), (), ""),
    PlotTable(Table((), (), (), ""), Table((), (), (), ""), (), 0), KeyTable(("", "", ""), (), (), ""),
    SchemeCard("", (), "", "", ()), SideBySide((), ()), Letterhead(()),
    WithNotes((), ()), Floating(()), TitleBand(()), Contents(()),
    Together(()),
)  # fmt: skip
RENDERERS = {
    "render/text.py": "TextPreview",
    "render/accessible_text.py": "AccessibleText",
    "render/word.py": "_Writer",
    "render/pdf/blocks/setter.py": "_Placement",
}


def method_of(kind: type) -> str:
    """The visitor's method for a class of block."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


class Named(BlockQuery[str]):
    """Names what it visits; headings by a method of its own."""

    def otherwise(self, block: Block) -> str:
        return f"some {type(block).__name__}"

    def heading(self, block: Heading) -> str:
        return "a heading"


def test_the_visitor_has_a_method_for_every_kind_of_block():
    """One method for each class of the union, and no other."""
    assert {method_of(kind) for kind in KINDS} == BlockVisitor.__abstractmethods__
    assert len(BLOCKS) == len(KINDS) and {type(block) for block in BLOCKS} == set(KINDS)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_a_block_calls_the_method_of_its_kind(block):
    """`accept` hands the block itself to the method named after its class, and to no other."""
    calls = []
    methods = {
        name: lambda self, block, name=name: calls.append((name, block))
        for name in BlockVisitor.__abstractmethods__
    }
    block.accept(type("Recorder", (BlockVisitor,), methods)())
    assert calls == [(method_of(type(block)), block)]


@pytest.mark.parametrize("missing", sorted(BlockVisitor.__abstractmethods__))
def test_a_renderer_that_forgets_a_block_cannot_be_made(missing):
    """Whichever method it lacks, the attempt to use it says so; with all of them it can be made."""
    methods = dict.fromkeys(BlockVisitor.__abstractmethods__, lambda self, block: None)
    assert type("Whole", (BlockVisitor,), methods)()
    del methods[missing]
    with pytest.raises(TypeError, match=missing):
        type("Forgetful", (BlockVisitor,), methods)()


def test_a_query_answers_for_every_block():
    """What a query has no method for gets its one other answer."""
    assert [block.accept(Named()) for block in BLOCKS] == [
        "a heading" if isinstance(block, Heading) else f"some {type(block).__name__}"
        for block in BLOCKS
    ]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_the_texts_take_every_block(block):
    """Both texts have lines for every kind of block, empty ones too, also those for instructors."""
    if not isinstance(block, MarkTable):  # one without columns is no table
        assert all(isinstance(line, str) for line in block.accept(TextPreview(60)))
    spoken = block.accept(AccessibleText(load_catalog("en")))
    assert all(isinstance(line, str) for line in spoken)


def visitors(folder: Path) -> dict[str, str]:
    """The classes below a folder that implement the visitor, by their module."""
    return {
        path.relative_to(folder).as_posix(): node.name
        for path in sorted(folder.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).startswith("BlockVisitor[") for base in node.bases)
    }


def test_a_new_block_touches_five_modules():
    """A block is one class and its visitor's method, in one module, and one method in each of the
    four renderers.
    """
    found = visitors(PACKAGE)
    assert found == {**RENDERERS, "page/queries.py": "BlockQuery"}
    union = (PACKAGE / "page/blocks.py").read_text(encoding="utf-8")
    assert "class BlockVisitor(" in union and "\nBlock = (" in union


def ladders(source: str, kinds: set[str], most: int = 3) -> list[str]:
    """Functions that ask of more than `most` kinds of block in turn which one they were given."""
    long = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            asked = {
                name.id
                for call in ast.walk(node)
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "isinstance"
                for name in ast.walk(call.args[1])
                if isinstance(name, ast.Name) and name.id in kinds
            }
            if len(asked) > most:
                long.append(node.name)
    return long


def test_no_renderer_asks_a_block_what_it_is():
    """No chain of isinstance over the kinds of block in a renderer: they visit. The search finds
    such a chain.
    """
    kinds = {kind.__name__ for kind in KINDS}
    paths = sorted((PACKAGE / "render").rglob("*.py"))
    assert [
        (path.name, name) for path in paths for name in ladders(path.read_text("utf-8"), kinds)
    ] == []
    asked = "\n".join(f"    if isinstance(block, {kind}): return 1" for kind in sorted(kinds)[:4])
    assert ladders(f"def told(block):\n{asked}\n", kinds) == ["told"]


FORGETFUL = """
from generator.page.blocks import Block, BlockVisitor, {imports}

class Renderer(BlockVisitor[int]):
{methods}

class NewBlock:
    pass

def visit(block: {blocks}) -> int:
    return block.accept(Renderer())
"""


@pytest.mark.parametrize(
    ("missing", "blocks", "fault"),
    [
        ("", "Block", ""),
        ("strip", "Block", 'abstract class "Renderer" with abstract attribute "strip"'),
        ("", "Block | NewBlock", 'has no attribute "accept"'),
    ],
)
def test_the_type_checker_refuses_a_forgotten_block(
    tmp_path, tmp_path_factory, missing, blocks, fault
):
    """Mypy refuses a renderer that lacks a method, and a union with a class that none can visit; a
    whole one it passes.
    """
    pytest.importorskip("mypy")
    methods = "\n".join(
        f"    def {method_of(kind)}(self, block: {kind.__name__}) -> int:\n        return 1"
        for kind in KINDS
        if method_of(kind) != missing
    )
    imports = ", ".join(kind.__name__ for kind in KINDS)
    path = tmp_path / "renderer.py"
    path.write_text(FORGETFUL.format(imports=imports, methods=methods, blocks=blocks))
    cache = tmp_path_factory.getbasetemp() / "mypy"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={cache}", str(path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=PACKAGE.parent,
    )
    assert (done.returncode == 0) == (fault == ""), done.stdout + done.stderr
    assert fault in done.stdout
