"""Documents as text: what a small briefing, its papers and their keys say, word for word."""

from __future__ import annotations

import ast
import typing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generator
from generator import documents
from generator.editions.arrange import code_catalog
from generator.editions.edition import DRAFT
from generator.editions.quiz import Form, SectionView
from generator.i18n.catalog import load_catalog
from generator.page.blocks import (
    AnswerGrid,
    Block,
    BlockVisitor,
    Boxes,
    Bullets,
    Chart,
    Definitions,
    Diagram,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Lines,
    MarkTable,
    Matching,
    Notice,
    Option,
    Options,
    Paragraph,
    Passage,
    Rules,
    Strip,
    StripKey,
    Table,
    WriteIn,
)
from generator.page.markup import Span, parse
from generator.render.text import WIDTH, TextPreview, text_preview
from generator.workflows.build.compose import briefing_source
from tests.edition_values import edition_of

EN = load_catalog("en")


@pytest.fixture(scope="module")
def briefing_of_harbour(harbour, loaded):
    """What the briefing of the small project is composed from."""
    content = loaded(harbour).content
    return briefing_source(content.packs["harbour"], content, EN)


@pytest.fixture(scope="module")
def briefing(briefing_of_harbour):
    """The briefing of the small project."""
    return documents.briefing(briefing_of_harbour, "M2XW-90TC", briefing_of_harbour.style)


def test_the_briefing_says_this(briefing, golden):
    """Every section of a summary with its notes, its tables, the source and its limits, as in the
    golden file.
    """
    golden("briefing.txt", text_preview(briefing))


def test_the_briefing_in_one_column_says_this(briefing_of_harbour, golden):
    """Without a margin terms are in a list, and what is drawn elsewhere is said in words."""
    style = briefing_of_harbour.list_style
    document = documents.briefing(briefing_of_harbour, "M2XW-90TC", style)
    golden("briefing-in-one-column.txt", text_preview(document))


def test_the_words_that_a_briefings_code_is_made_of_stay(harbour, loaded, briefing, golden):
    """What a code is a hash of is what the first briefings printed, whatever pages look like."""
    content = loaded(harbour).content
    source = briefing_source(content.packs["harbour"], content, code_catalog("en"))
    title, language, blocks = documents.words_of_briefing(source)
    document = Document(title, language, briefing.header_footer, blocks)
    golden("briefing-words.txt", text_preview(document))


@pytest.mark.parametrize("form", [0, 1])
def test_the_paper_says_this(quiz, golden, form):
    """A paper of each form: all types of item, with instructions, points and code, as in the golden
    file.
    """
    golden(
        f"paper-{'AB'[form]}.txt",
        text_preview(documents.paper(quiz.view, form, f"7K3Q-2M4X-{'AB'[form]}", EN)),
    )


@pytest.mark.parametrize("form", [0, 1])
def test_the_key_says_this(quiz, golden, form):
    """The key of each form: letters, reasons, evidence with status and who says it, as in the
    golden file.
    """
    golden(
        f"key-{'AB'[form]}.txt",
        text_preview(documents.key(edition_of(quiz.view, quiz.key), form, EN)),
    )


def test_a_draft_and_a_later_revision_say_so(quiz, golden):
    """A draft is marked and carries no code or revision; a later revision says which one it
    replaces.
    """
    draft = text_preview(documents.key(edition_of(quiz.view, quiz.key, 0, DRAFT), 0, EN))
    assert (
        EN("draft") in draft.splitlines()[0]
        and EN("draft-notice") in draft
        and EN("codes-match") not in draft
    )
    assert "Revision" not in draft and draft.splitlines()[-1] == "DRAFT"
    later = text_preview(documents.key(edition_of(quiz.view, quiz.key, 3), 0, EN))
    assert (
        EN("revision-replaces", n=3, before=2) in later
        and later.splitlines()[-1] == "7K3Q-2M4X-A · r3"
    )


def test_a_paper_knows_nothing_of_the_key_side(quiz):
    """No rationale, reason, fact, scheme or id stands on a paper; the key has them all."""
    hidden = (
        "gives March 2019",
        "claim. ",
        "was opened then",
        "hr-",
        "Section 2",
        "names the claim",
        "The office claims a fall",
        "It speaks of",
        "Both are quoted",
        "denies",
        "Weighs claim",
        "landing stage",
        "informs",
        "lines 1 and 2",
        "11 500",
        "Half of 24,000",
        "Line 4",
        "Three relations",
    )
    for form in range(2):
        paper = text_preview(documents.paper(quiz.view, form, "7K3Q-2M4X-A", EN))
        assert [text for text in hidden if text in paper] == []
    key = " ".join(text_preview(documents.key(edition_of(quiz.view, quiz.key), 0, EN)).split())
    assert [text for text in hidden if text not in key] == []


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ([(0, 0)], True),
        ([(0, 2)], True),
        ([(1, 1)], False),
        ([(2, 0), (2, 1), (2, 2), (2, 3), (2, 4)], False),
        ([(2, 7)], False),
        ([(2, 5)], True),
        ([(2, 0), (2, 8)], True),
    ],
)
def test_who_has_no_options_to_cross_is_not_told_how(quiz, kept, told):
    """How to cross an option stands on papers that have one, also in a part: boxes for letters and
    numbers are filled in.
    """
    view = quiz.view
    items = tuple(view.sections[section].items[index] for section, index in kept)
    orders = {
        (section, index): order
        for section, places in enumerate(view.forms[0].sections)
        for index, order in places
    }
    form = Form((tuple((n, orders[place]) for n, place in enumerate(kept)),))
    small = replace(view, sections=(SectionView("S", items),), forms=(form,), instructions=())
    paper = documents.paper(small, 0, "7K3Q-2M4X-A", EN)
    assert (EN("instructions-choice") in " ".join(text_preview(paper).split())) == told


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + "\n",
        lambda text: text[:-1],
        lambda text: text.replace("pier", "pear", 1),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("–", "-", 1),
        lambda text: "",
    ],
)
def test_any_difference_from_a_golden_file_fails(tmp_path, hold_golden, briefing, change):
    """One character more, less or other, another line end, or no file at all: the comparison fails
    and shows it.
    """
    text = text_preview(briefing)
    path = tmp_path / "briefing.txt"
    with pytest.raises(AssertionError, match="briefing.txt differs"):
        hold_golden(path, text)
    hold_golden(path, text, update=True)
    hold_golden(path, text)
    assert change(text) != text
    with pytest.raises(AssertionError, match="update-golden"):
        hold_golden(path, change(text))


def document_of(*blocks: Block) -> Document:
    """A document of blocks and nothing else."""
    return Document("T", "en", HeaderFooter(), blocks)


def made_in(folder: Path, kinds: set[str]) -> set[str]:
    """The kinds of block that modules of a folder make."""
    calls = [
        node.func
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    return {
        call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls
    } & kinds


def test_every_block_has_a_way_to_be_shown():
    """A kind of block that a document is made of cannot be forgotten by the proof."""
    kinds = {kind.__name__ for kind in typing.get_args(Block)}
    package = Path(generator.__file__).parent
    made = (
        made_in(package / "documents", kinds)
        | made_in(package / "items", kinds)
        | made_in(package, kinds)
    )
    assert made == kinds and len(made) >= 14
    assert len(BlockVisitor.__abstractmethods__) == len(kinds)
    assert not TextPreview.__abstractmethods__
    assert "Paragraph" in made_in(package / "documents", kinds) and "Bullets" not in made_in(
        package / "edition", kinds
    )


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        (Heading(1, parse("A *b*")), "A b\n==="),
        (Heading(3, parse("Deep")), "Deep"),
        (
            Paragraph(parse("**b** `c` H~2~O x^2^ [t](https://a.org)")),
            "b `c` H_2O x^2 t <https://a.org>",
        ),
        (
            Bullets(
                ((Paragraph(parse("one")), Paragraph(parse("more"))), (Paragraph(parse("two")),))
            ),
            "- one\n\n  more\n- two",
        ),
        (Bullets(((Paragraph(parse("one")),),), numbered=True), "1. one"),
        (Definitions(((parse("term"), parse("meaning")),)), "term: meaning"),
        (Table((parse("H"), parse("I")), ((parse("a"), parse("b")),), (1, 1), "s"), "H: a\n  I: b"),
        (
            Table((parse("H"), parse("I")), ((parse("long"), ()),), (1, 1), "s", style="grid"),
            "H     I\nlong",
        ),
        (Notice((Paragraph(parse("mind")),)), "| mind"),
        (WriteIn((("Name", 0.5), ("No", 0.2))), f"Name {'_' * 31}   No {'_' * 9}"),
        (Lines(2, parse("If:")), "If: " + "_" * 74 + "\n" + "_" * 78),
        (Lines(0), ""),
        (
            Options(
                (
                    Option("A", parse("one"), "round"),
                    Option("B", parse("two"), "square"),
                    Option("C", parse("three")),
                )
            ),
            "( ) A  one\n[ ] B  two\nC  three",
        ),
        (
            Entries((Entry("1", (Paragraph(parse("Why?")), Lines(1)), "[2]"),)),
            "1.  Why?" + " " * 67 + "[2]\n    " + "_" * 68,
        ),
        (
            Entries((Entry("(a)", (Paragraph(parse("Why?")),), "[½]"),)),
            "(a) Why?" + " " * 67 + "[½]",
        ),
        (
            Matching(
                (parse("one"), parse("H~2~O")), (("A", parse("*first*")), ("B", parse("second")))
            ),
            "[   ] 1. one\n[   ] 2. H_2O\n\n    A  first\n    B  second",
        ),
        (
            Passage(
                ((parse("one"), parse("two")), (parse("three"), parse("**four**"), parse("five")))
            ),
            "     one\n     two\n\n     three\n     four\n  5  five",
        ),
        (
            Chart(
                "bar-chart",
                ("a", "b"),
                (("S", (Decimal(12000), Decimal("-0.5"))), ("T", (Decimal(1), Decimal(2)))),
                "km",
                "Two rows.",
            ),
            "[Two rows.]\n  S, T (km)\n  a: 12\u202f000, 1\n  b: −0.5, 2",
        ),
        (Boxes(("A", "B"), "round"), "( ) A   ( ) B"),
        (Boxes(("1", "2"), "write"), "[   ] 1   [   ] 2"),
        (Rules(("(1)", "(2)")), "(1) ________   (2) ________"),
        (Rules(("Answer:",), parse("H~2~O")), "Answer: ________ H_2O"),
        (
            AnswerGrid((Entry("7 (a)", (Boxes(("A",), "square"),), "[2]"),)),
            "7 (a) [ ] A" + " " * 64 + "[2]",
        ),
        (
            MarkTable(
                ("Name", "No"),
                (1, 1),
                (("Form A", ("1", "2")),),
                ("½", "2"),
                (("Ana", "7"), ("", "")),
                ("", "2"),
                "s",
            ),
            "Form A      1  2\nName  No    ½  2\nAna   7        2\n               2",
        ),
        (
            Strip(
                Document("T", "en", HeaderFooter(), ()),
                (StripKey("7", "", "AC", ("A", "", "C")), StripKey("8", "(a)", "…")),
                "Page {page}",
                "KEY",
            ),
            "KEY\n\n7      AC (1: A, 3: C)\n8 (a)  …",
        ),
        (Diagram(("a", "b"), (("a", "b", "backs"),), "An arrow."), "[An arrow.]\n  a → b: backs"),
        (
            Table(
                ((), parse("I")),
                ((parse("a"), parse("1")), (parse("2"), ())),
                (1, 1),
                "s",
                style="blanks",
            ),
            "a\n  I: (1) ____\n2\n  I:",
        ),
    ],
)
def test_a_block_is_shown_as(block, shown):
    """Each kind of block, and what each sign of its proof means."""
    assert text_preview(document_of(block)).strip("\n") == shown


@given(st.lists(st.text(st.sampled_from("ab -*"), max_size=12), max_size=40))
def test_running_text_keeps_its_words_within_the_width(parts):
    """Lines are at most as wide as the proof, and no word is lost, split or moved."""
    said = " ".join(" ".join(parts).split())
    shown = (Span(said),)
    for block, sign in (
        (Paragraph(shown), ""),
        (Notice((Paragraph(shown),)), "|"),
        (Options((Option("A", shown, "round"),)), "( ) A  "),
        (Entries((Entry("1", (Paragraph(shown),)),)), "1.  "),
    ):
        lines = text_preview(document_of(block)).splitlines()
        assert all(len(line) <= WIDTH for line in lines)
        assert [
            word for line in lines for word in line.removeprefix(sign.strip()).split()
        ] == said.split()


def test_what_stands_on_a_rule_is_shown():
    """A field that is filled in shows its value, the others their rules."""
    fields = (("Name", 0.5), ("Number", 0.25), ("Date", 0.25))
    shown = text_preview(
        Document("T", "en", HeaderFooter(), (WriteIn(fields, ("Ana Tešić", "7")), WriteIn(fields)))
    )
    filled, empty = (line for line in shown.splitlines() if line.startswith("Name"))
    assert filled.split() == ["Name", "Ana", "Tešić", "Number", "7", "Date", "_" * 11]
    assert "Ana" not in empty and empty.count("____") > filled.count("____")
