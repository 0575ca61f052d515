"""What a black-and-white copier makes of pages, and that what it loses is named."""

from __future__ import annotations

import io

import pypdf
import pytest
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from generator.pictures import copier
from generator.pictures.copier import COPY_DOTS, LostMark, UnreadablePdf, copied

TALL = 297  # mm
LEFT, RIGHT = 20, 180  # mm, of every rule


def page_with(draw) -> bytes:
    """A PDF of one A4 page with what `draw` puts on it, measured in mm from its top left."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(210 * mm, TALL * mm), invariant=True)
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    canvas.save()
    return target.getvalue()


def rule(canvas: Canvas, top: float, width: float, grey: float) -> None:
    """A rule across the page, `width` points thick."""
    canvas.setLineWidth(width)
    canvas.setStrokeGray(grey)
    canvas.line(LEFT * mm, (TALL - top) * mm, RIGHT * mm, (TALL - top) * mm)


def words(canvas: Canvas, top: float, grey: float = 0.0) -> None:
    """A line of text."""
    canvas.setFillGray(grey)
    canvas.drawString(LEFT * mm, (TALL - top) * mm, "Which state has a say in the talks?")


def area(canvas: Canvas, top: float, grey: float) -> None:
    """A filled rectangle 20 mm high."""
    canvas.setFillGray(grey)
    canvas.rect(LEFT * mm, (TALL - top - 20) * mm, 160 * mm, 20 * mm, stroke=0, fill=1)


def lost(draw, generation: int = 1) -> tuple[LostMark, ...]:
    """What a copy of that page has lost."""
    (marks,) = copied(page_with(draw), generation).lost
    return marks


def dots(pdf: bytes):
    """The dots of a proof's first page."""
    (picture,) = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].images
    assert abs(picture.image.width - 210 / 25.4 * COPY_DOTS) <= 1
    return picture.image.convert("L")


def test_a_light_thin_rule_is_lost_and_named_with_its_place():
    """A rule of a quarter point in light grey is gone on the copy, and it is said where it was; the
    same rule in black, half a point thick, is on the copy and nothing is said.
    """
    light = page_with(lambda canvas: rule(canvas, 100, 0.25, 0.8))
    copy = copied(light)
    assert dots(copy.data).getextrema() == (255, 255), "the copied page is empty"
    (mark,) = copy.lost[0]
    assert LEFT - 3 <= mark.left <= LEFT and RIGHT <= mark.right <= RIGHT + 3
    assert mark.top <= 100 <= mark.bottom <= 103

    black = copied(page_with(lambda canvas: rule(canvas, 100, 0.5, 0.0)))
    assert black.lost == ((),) and dots(black.data).getextrema() == (0, 255)


@pytest.mark.parametrize("down", [True, False])
def test_what_is_lost_in_one_piece_is_one_mark(down):
    """Pale lines that meet are named once, with one place, whether they meet below or above."""

    def bent(canvas: Canvas) -> None:
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(0.8)
        ends, middle = (100, 150) if down else (150, 100)
        for across in (40, 140):
            canvas.line(across * mm, (TALL - ends) * mm, 90 * mm, (TALL - middle) * mm)

    (mark,) = lost(bent)
    assert mark.left <= 41 and mark.right >= 139 and mark.top <= 101 and mark.bottom >= 149


@pytest.mark.parametrize("generation", [1, 3])
def test_half_a_point_of_black_is_on_the_copy_wherever_it_lies(generation):
    """A rule that carries meaning is kept whether it covers one row of dots or parts of two, on the
    copy and on the copy of a copy's copy.
    """

    def rules(canvas: Canvas) -> None:
        for n in range(40):
            rule(canvas, 20 + 6.017 * n, 0.5, 0.0)

    assert lost(rules, generation) == ()


def test_letters_are_kept_and_pale_ones_are_lost():
    """Words in black are on the copy; in light grey they are not, and are named."""
    assert lost(lambda canvas: words(canvas, 50)) == ()
    pale = lost(lambda canvas: words(canvas, 50, 0.75))
    assert pale and all(45 <= mark.top <= 52 for mark in pale)


def test_words_on_a_ground_that_turns_black_are_lost():
    """Black words on dark grey are black on black; on light grey, which turns white, they stay."""

    def on(grey: float):
        def draw(canvas: Canvas) -> None:
            area(canvas, 40, grey)
            words(canvas, 50)

        return draw

    assert lost(on(0.3)) and not lost(on(0.92))


def test_a_light_area_that_turns_white_is_not_reported():
    """The ground behind a table's head goes white: no meaning rests on it, and no page is named for
    it.
    """
    assert lost(lambda canvas: area(canvas, 40, 0.92)) == ()


def test_a_proof_is_dots_and_nothing_else():
    """No text of the original is in its proof, which has its pages' size, is black and white, and
    has the same bytes each time.
    """
    original = page_with(lambda canvas: words(canvas, 50))
    proof = copied(original).data
    assert proof == copied(original).data
    reader = pypdf.PdfReader(io.BytesIO(proof))
    assert len(reader.pages) == 1 and reader.pages[0].extract_text() == ""
    assert "Which state" in pypdf.PdfReader(io.BytesIO(original)).pages[0].extract_text()
    box = reader.pages[0].mediabox
    assert abs(float(box.width) - 210 * mm) < 1 and abs(float(box.height) - TALL * mm) < 1
    assert set(dots(proof).tobytes()) == {0, 255}


def test_more_pages_than_memory_should_hold_are_refused(monkeypatch):
    """A class set of a thousand pages is refused before a page is drawn."""
    monkeypatch.setattr(copier, "MOST_PAGES", 0)
    with pytest.raises(copier.TooManyPages, match="^1$"):
        copied(page_with(lambda canvas: words(canvas, 50)))


def test_what_is_no_pdf_is_refused():
    """A file that is something else raises UnreadablePdf, not an error of the library's."""
    with pytest.raises(UnreadablePdf):
        copied(b"a list of names")


def test_a_pdf_whose_page_is_damaged_is_refused():
    """A file that opens, and of which a page cannot be drawn, is answered in the same way."""
    whole = page_with(lambda canvas: words(canvas, 50))
    damaged = whole.replace(b"/Type /Page\n", b"/Type /Gone\n")
    assert damaged != whole
    with pytest.raises(UnreadablePdf, match="page"):
        copied(damaged)
