"""What no page holds is found without setting the rest, and exactly what rendering refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.page.blocks import (
    AnswerGrid,
    Boxes,
    Bullets,
    CodeBlock,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Lines,
    MarginNote,
    Matching,
    Notice,
    Option,
    Options,
    PageStyle,
    Paragraph,
    Passage,
    Quotation,
    Table,
    WithNotes,
    spans,
)
from generator.render import pdf as rendering
from generator.render.pdf import fit

WORDS = "These words are here to be broken into lines of a paragraph and to be counted. "


def entry(number, *blocks, together=True):
    """A numbered item."""
    return Entry(f"{number}.", blocks, "[1]", together)


def document(*blocks):
    """A document with a heading and something short before and after."""
    short = Entries((entry(1, Paragraph(spans("a"))),))
    return Document("T", "en", HeaderFooter(), (Heading(2, spans("S")), *blocks, short), "the test")


def refused(what, profile, sheet):
    """What rendering refuses, or ""."""
    try:
        rendering.render_documents([what], rendering.PROFILES[profile], rendering.SHEETS[sheet])
    except rendering.TooTall as error:
        return error.what
    return ""


def options(count, times):
    """So many options of so many sentences."""
    return Options(
        tuple(Option("ABCDEFGH"[n], spans(WORDS * times), "round") for n in range(count))
    )


def below_a_stem(block):
    """An item that may go over a page, with a block below its stem."""
    return Entries((entry(2, Paragraph(spans("b")), block, together=False),))


def numbers(columns, rows, number="12,345"):
    """A table of numbers, as wide as they ask."""
    row = (spans(number),) * columns
    return Table((spans("Year"),) * columns, (row,) * rows, (6.0,) * columns, "S")


def names_to_fill_in(count):
    """A grid whose heads leave no room beside each other in large print."""
    name = spans("Donaudampfschifffahrtsgesellschaft")
    rows = tuple((name, spans(str(n))) for n in range(1, count + 1))
    return Table((name, name), rows, (1.0, 1.0), "S", True, "blanks")


GROWING = {
    "ruled lines": lambda n: Entries((entry(2, Paragraph(spans("b")), Lines(n)),)),
    "options": lambda n: Entries((entry(2, Paragraph(spans("b")), options(5, max(1, n // 8))),)),
    "a stem": lambda n: Entries((entry(2, Paragraph(spans(WORDS * n)), options(3, 1)),)),
    "a matching": lambda n: Entries(
        (
            entry(
                2,
                Paragraph(spans("b")),
                Matching(
                    tuple(spans(WORDS) for _ in range(n // 3 + 2)),
                    tuple((letter, spans(WORDS)) for letter in "ABCDEFGHIJKLMNOP"[: n // 3 + 2]),
                ),
            ),
        )
    ),
    "a table in an item": lambda n: Entries(
        (
            entry(
                2,
                Paragraph(spans("b")),
                Table(
                    (spans("A"), spans("B")),
                    tuple((spans(WORDS), spans(WORDS)) for _ in range(n // 3)),
                    (1, 1),
                    "S",
                ),
            ),
        )
    ),
    "a notice": lambda n: Notice((Paragraph(spans(WORDS * n)),)),
    "a quotation in a notice": lambda n: Notice((Quotation((Paragraph(spans(WORDS * n)),)),)),
    "code in a notice": lambda n: Notice((CodeBlock((spans("x"),) * n),)),
    "a line of code in a passage": lambda n: below_a_stem(
        Passage(((spans("x" * 80 * n),),), flows=(False,))
    ),
    "a line of code": lambda n: below_a_stem(CodeBlock((spans("x" * 80 * n),))),
    "a line of code in a list": lambda n: below_a_stem(
        Bullets(((CodeBlock((spans("x" * 80 * n),)),),))
    ),
    "a line of code in a quotation": lambda n: below_a_stem(
        Quotation((CodeBlock((spans("x" * 80 * n),)),))
    ),
    "a word in a table": lambda n: below_a_stem(
        Table((spans("A"), spans("B")), ((spans("x" * 80 * n),) * 2,), (1, 1), "S")
    ),
    "a head of a table": lambda n: below_a_stem(
        Table((spans("A"), spans(WORDS * (n // 2))), ((spans("a"), spans("b")),), (1, 1), "S")
    ),
    "a table of many columns in a notice": lambda n: Notice((numbers(n // 2, 4),)),
    "a grid of long names to fill in": lambda n: Notice((names_to_fill_in(n // 2),)),
    "boxes": lambda n: AnswerGrid((Entry("2", (Boxes(tuple(map(str, range(4 * n))), "write"),)),)),
    "an item of parts": lambda n: Entries(
        (entry(2, Paragraph(spans(WORDS * n)), Lines(60), together=False),)
    ),
}


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
@pytest.mark.parametrize("profile", ["standard", "large-print"])
@pytest.mark.parametrize("what", GROWING)
def test_what_is_found_is_what_rendering_refuses(what, profile, sheet):
    """However tall something is, it is found exactly where rendering refuses it, by the same
    name; below that, nothing is.
    """
    answers = set()
    look = rendering.PROFILES[profile], rendering.SHEETS[sheet]
    for size in range(8, 64, 5):
        tall = document(GROWING[what](size))
        name = refused(tall, profile, sheet)
        assert rendering.too_tall(tall, *look) == ((name,) if name else ()), size
        answers.add(bool(name))
    assert False in answers


@pytest.mark.parametrize("what", [what for what in GROWING if what != "a table in an item"])
def test_these_are_refused(what):
    """Negative control: the growing things do grow taller than a page, but for a table's rows."""
    tall = document(GROWING[what](63))
    assert any(refused(tall, profile, "A4") for profile in ("standard", "large-print"))


def test_a_list_of_numbers_in_groups_of_digits_is_found():
    """Each of them takes its room as a whole, in looks that do not part them."""
    tall = document(Notice((numbers(6, 15, "1 234 567 890 123"),)))
    look = rendering.LOOKS["standard"]["standard"], rendering.SHEETS["A4"]
    with pytest.raises(rendering.TooTall):
        rendering.render_documents([tall], *look)
    assert rendering.too_tall(tall, *look) == ("the box 'S'",)


@pytest.mark.parametrize("density", ["compact", "standard", "roomy"])
def test_a_note_that_no_margin_holds_is_no_problem(density):
    """What is in the margin goes over no page, so it is below the text where it is too high: neither
    is it refused nor found.
    """
    look = rendering.LOOKS[density]["standard"], rendering.SHEETS["A4"]
    for size in range(8, 64, 5):
        goals = tuple((Paragraph(spans(WORDS)),) for _ in range(size))
        note = MarginNote((Paragraph(spans("Goals"), "label"), Bullets(goals)), holds=True)
        text = WithNotes((Paragraph(spans("text")),), (note,))
        tall = Document("T", "en", HeaderFooter(), (text,), "the test", reading=density)
        rendering.render_documents([tall], *look)
        assert rendering.too_tall(tall, *look) == (), size


def test_what_a_style_narrows_is_found():
    """Pages are as large as the style of the document leaves them."""
    tall = document(Entries((entry(2, Paragraph(spans(WORDS * 26)), options(3, 1)),)))
    narrow = replace(tall, style=PageStyle(margins=(60, 60, 60, 60)))
    look = rendering.LOOKS["standard"]["standard"], rendering.SHEETS["A4"]
    rendering.render_documents([tall], *look)
    with pytest.raises(rendering.TooTall):
        rendering.render_documents([narrow], *look)
    assert (rendering.too_tall(tall, *look), rendering.too_tall(narrow, *look)) == ((), ("item 2",))


def test_a_low_estimate_would_overlook(monkeypatch):
    """Negative control: if the estimate were a third of what it is, something would be missed."""
    tall = document(GROWING["ruled lines"](32))
    look = rendering.PROFILES["standard"], rendering.SHEETS["A4"]
    assert rendering.too_tall(tall, *look) == ("item 2",)
    monkeypatch.setattr(fit, "_SURELY_FITS", 3.0)
    assert rendering.too_tall(tall, *look) == ()


def test_all_of_them_are_found():
    """Rendering stops at the first; the check names all."""
    tall = document(
        Entries(
            tuple(
                entry(n, Paragraph(spans("b")), Lines(count))
                for n, count in enumerate((60, 2, 70), 2)
            )
        )
    )
    look = rendering.PROFILES["standard"], rendering.SHEETS["A4"]
    assert rendering.too_tall(tall, *look) == ("item 2", "item 4")
