"""The text edition: all that the page says, in words, a line for each paragraph, and nothing that
is only drawn.
"""

from __future__ import annotations

import re
import typing
from decimal import Decimal

import pytest

from generator import documents
from generator.content.model import PrintSettings
from generator.content.style import USUAL_STYLE
from generator.documents.paper import paper_look
from generator.i18n.catalog import load_catalog
from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.page.blocks import (
    Block,
    BlockVisitor,
    Boxes,
    Bullets,
    Chart,
    CodeBlock,
    Contents,
    ContentsEntry,
    Diagram,
    Document,
    Entries,
    Floating,
    HeaderFooter,
    Lines,
    Notice,
    Option,
    Options,
    Paragraph,
    Passage,
    Table,
    WriteIn,
    spans,
)
from generator.page.markup import Span, parse
from generator.render.accessible_text import AccessibleText, accessible_text

EN = load_catalog("en")
FORBIDDEN = re.compile(r"__|[☐\u00a0\u202f\u2002\u2003\u200b]|\[ |\( \)|→|✓| {2}|\n{3}| \n")


def shown(*blocks: Block) -> str:
    """Blocks as text, without what stands at the head of every text."""
    text = accessible_text(Document("T", "en", HeaderFooter(), blocks), EN)
    return text.removeprefix(f"T\n{EN('text-note')}\n").strip()


def test_a_paper_of_every_type_says_this(quiz, golden):
    """Every item type, stimulus and table, word for word, as in the golden file."""
    look = paper_look(PrintSettings(), USUAL_STYLE, as_text=True)
    paper = documents.paper(quiz.view, 0, "7K3Q-2M4P-A", EN, look=look)
    text = accessible_text(paper, EN)
    golden("paper-A-plain.txt", text)
    assert not FORBIDDEN.search(text), FORBIDDEN.search(text)
    assert text.endswith("\n") and text.count("\nQuestion ") == 14


def test_a_text_asks_for_nothing_that_only_pages_have(quiz):
    """No crosses in boxes, brackets at the right or page feet, as pages have them; papers in the
    first version's words keep theirs, and what a pack says itself is in both.
    """
    only_on_pages = [EN("instructions-choice"), *EN.list("instructions-default")[1:]]

    def said(as_text: bool, words: int = EN.words_version) -> str:
        catalog = load_catalog("en", words_version=words)
        look = paper_look(PrintSettings(), USUAL_STYLE, as_text)
        return accessible_text(documents.paper(quiz.view, 0, "C-A", catalog, look=look), catalog)

    assert not [each for each in only_on_pages if each in said(as_text=True)]
    assert all(each in said(as_text=False) for each in only_on_pages)
    first = said(as_text=True, words=FIRST_WORDS_VERSION)
    assert load_catalog("en", words_version=FIRST_WORDS_VERSION)("instructions-choice") in first
    assert EN.list("instructions-default")[0] in said(as_text=True)


def test_what_a_page_only_draws_is_noticed(quiz):
    """The search of the test above finds boxes, rules and other traces of a page."""
    for trace in (
        "Name ____",
        "True ☐",
        "24\u202f000",
        "[ ] A",
        "a  b",
        "A → B",
        "✓ A",
        "a\n\n\nb",
    ):
        assert FORBIDDEN.search(trace)


def test_every_kind_of_block_is_told():
    """There is no block that a text leaves out."""
    assert not AccessibleText.__abstractmethods__
    assert len(BlockVisitor.__abstractmethods__) == len(typing.get_args(Block))


def test_a_table_is_told_row_by_row():
    """Every cell behind its column's head; a row without words is left out; cells to fill in are
    blanks.
    """
    head, rows = (
        (parse("Year"), parse("Tonnes")),
        ((parse("2019"), parse("24")), (parse("Mark"), ())),
    )
    assert (
        shown(Table(head, rows, (1, 1), "Sums", row_heads=True))
        == "Table: Sums\nYear: 2019. Tonnes: 24"
    )
    plain = Table(
        (parse("Who"), parse("What")), ((parse("A"), parse("b")), ((), parse("c"))), (1, 1), "S"
    )
    assert shown(plain) == "Table: S\nWho: A; What: b\nWhat: c"
    blanks = Table(
        (parse("From"), parse("To")), ((parse("A"), parse("1")),), (1, 1), "S", True, "blanks"
    )
    assert shown(blanks) == "Table: S\nA. To: (blank 1)\nBlank 1:"


def test_a_text_to_read_is_set_as_one():
    """A briefing's frame has an empty line between its paragraphs, its cells no semicolon after a
    sentence, nor has its list of contents, and a table's caption is said once; papers stay as they were recorded.
    """
    head = (parse("Who"), parse("What"), parse("Why"))
    rows = ((parse("A."), parse("(b!)"), parse("c")), (parse("D"), parse("e"), parse("f")))
    table = Table(head, rows, (1, 1, 1), "Sums")
    caption = Floating((Paragraph(parse("Sums"), "label"), table))
    blocks = (Notice((Paragraph(parse("One.")), Paragraph(parse("Two.")))), caption)

    def told(reading: str, blocks: tuple[Block, ...] = blocks) -> str:
        document = Document("T", "en", HeaderFooter(), blocks, reading=reading)
        text = accessible_text(document, EN)
        return text.removeprefix(f"T\n{EN('text-note')}\n").strip()

    assert told("standard") == (
        "One.\n\nTwo.\n\nTable: Sums\nWho: A. What: (b!) Why: c\nWho: D; What: e; Why: f"
    )
    assert told("standard", caption.blocks).startswith("Table: Sums\n")
    other = Floating((Paragraph(parse("Study this."), "label"), table))
    assert told("standard", (other,)).startswith("Study this.\n\nTable: Sums\n")
    chapter = ContentsEntry("1", parse("Sums"), (), (parse("Why sums?"), parse("Adding")))
    assert told("standard", (Contents((chapter,)),)) == "1. Sums: Why sums? Adding"
    assert told("") == (
        "One.\nTwo.\n\nSums\n\nTable: Sums\nWho: A.; What: (b!); Why: c\nWho: D; What: e; Why: f"
    )


def test_figures_are_told_by_alternative_text_and_data():
    """A chart by its numbers, a diagram by its links."""
    chart = Chart("bar-chart", ("2019",), (("Sent", (Decimal(24000),)),), "t", "Bars.")
    assert shown(chart) == "Figure: Bars.\n2019. Sent: 24 000 t"
    assert (
        shown(Diagram(("A", "B"), (("A", "B", "backs"),), "Two.")) == "Figure: Two.\nA to B: backs"
    )


def test_code_keeps_its_indentation():
    """Lines of code are under each other as on the page, in numbered lines of a passage, in options
    and in lists too: in some languages their indentation is what they mean.
    """
    lines = (spans("if a:"), spans("    b"))
    code = CodeBlock(lines)
    assert shown(code) == "if a:\n    b"
    option = Option("A", (), "mark", blocks=(code,))
    assert shown(Options((option,))) == "A.\nif a:\n    b\nAnswer:"
    assert shown(Bullets(((code,), (Paragraph(spans("c")),)))) == "-\nif a:\n    b\n- c"
    assert shown(Bullets(((CodeBlock(lines[:1]),),), numbered=True)) == "1. if a:"
    numbered = tuple((Span(line[0].text, code=True),) for line in lines)
    assert shown(Passage((numbered,))) == "1 if a:\n2     b"


def test_a_box_in_a_text_is_a_sign():
    """An author's box is no choice: what is before and behind it stays a sentence."""
    assert shown(Paragraph(spans("Tick ☐ here"))) == "Tick ☐ here"
    assert "True / False" in shown(Boxes(("True", "False"), "round"))


def test_passages_keep_their_lines_and_numbers():
    """Lines stand as they are on the page, each with its number; paragraphs are never broken."""
    passage = Passage(((parse("one"), parse("two")), (parse("three"),)))
    assert shown(passage) == "1 one\n2 two\n\n3 three"
    assert shown(Paragraph(parse("word " * 200))).count("\n") == 0


def test_where_to_write_is_said_in_words():
    """Fields, lines and choices name themselves; what is filled in is said."""
    assert shown(WriteIn((("Name", 0.5), ("Date", 0.5)), ("Ana",))) == "Name: Ana\nDate:"
    assert (
        shown(Lines(1)) == "Answer: (1 line)"
        and shown(Lines(4, parse("Working:"))) == "Working: (4 lines)"
    )
    assert shown(Options((Option("A", parse("x"), "round"),))) == "A. x\nAnswer:"
    assert shown(Options((Option("A", parse("x")),))) == "A. x"
    assert (
        shown(
            Paragraph(
                (Span("10"), Span("3", script="sup"), Span(" of CO"), Span("2", script="sub"))
            )
        )
        == "10^3 of CO2"
    )


@pytest.mark.parametrize(("form", "same"), [(0, True), (1, False)])
def test_the_text_has_the_letters_of_its_form(quiz, form, same):
    """Options stand under the letters of the printed form, and of no other."""
    text = accessible_text(documents.paper(quiz.view, 0, "C", EN), EN)
    paper = documents.paper(quiz.view, form, "C", EN)
    options = [
        f"{option.letter}. {''.join(run.text for run in option.runs)}"
        for block in paper.blocks
        if isinstance(block, Entries)
        for entry in block.entries
        for part in entry.blocks
        if isinstance(part, Options)
        for option in part.entries
    ]
    at, found = 0, []
    for option in options:
        at = text.find(f"\n{option}\n", at)
        found.append(at >= 0)
        at = max(at, 0)
    assert len(options) > 10 and all(found) == same
