"""What a profile promises its readers, on the repository's papers: sizes of all that is printed,
room for a larger hand, and a foot that can be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from generator import documents
from generator.content.model import BriefingSettings
from generator.editions.arrange import arrange
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Entry, Lines, Paragraph, spans
from generator.render import pdf
from generator.storage.files import ProjectFiles
from generator.workflows.build.compose import briefing_source
from generator.workflows.project import load_project
from tests.e2e.making import REPOSITORY
from tests.typeset.block_setters import block_setter
from tests.typeset.pdf_structure import extracted

LEAST = {"clear-print": 12.0, "large-print": 16.0, "dyslexia": 12.0}
FOOT = 50.0  # points above the sheet's bottom, below which is a page's foot


class Printed(NamedTuple):
    """A character on a page (from 1): its size, and where it is, in points."""

    page: int
    character: str
    size: float
    left: float
    bottom: float
    right: float
    top: float


def printed(data: bytes) -> Iterator[Printed]:
    """All characters of a file but spaces, read by a program that did not make it."""
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            for index in range(text.count_chars()):
                character = chr(pdfium.FPDFText_GetUnicode(text, index))
                if character.isspace() or pdfium.FPDFText_IsGenerated(text, index) == 1:
                    continue
                matrix = pdfium.FS_MATRIX()
                pdfium.FPDFText_GetMatrix(text, index, matrix)
                size = pdfium.FPDFText_GetFontSize(text, index) * max(abs(matrix.d), abs(matrix.b))
                box = text.get_charbox(index)
                yield Printed(number, character, round(size, 2), *box)


def too_small(data: bytes, least: float) -> str:
    """All characters below a size, in order."""
    return "".join(found.character for found in printed(data) if found.size < least)


def overlapping(data: bytes) -> list[tuple[int, str]]:
    """Characters at the foot of a page that lie on others of the same foot, with their pages."""
    feet: dict[int, list[Printed]] = {}
    for found in printed(data):
        if found.bottom < FOOT:
            feet.setdefault(found.page, []).append(found)
    return [
        (page, second.character)
        for page, foot in feet.items()
        for n, first in enumerate(foot)
        for second in foot[n + 1 :]
        if min(first.right, second.right) - max(first.left, second.left) > 2
        and min(first.top, second.top) - max(first.bottom, second.bottom) > 2
    ]


@pytest.fixture(scope="module")
def papers():
    """The papers of the first form of two packs."""
    content = load_project(ProjectFiles(REPOSITORY)).content
    found = []
    for name in ("frozen-conflicts", "course-review"):
        view = arrange(content.packs[name], content).view
        catalog = load_catalog(view.language)
        found.append(documents.paper(view, 0, "7K3Q-2M4P-A", catalog))
    return found


@pytest.fixture(scope="module")
def briefing():
    """A briefing of two topics, with the parts that are tables."""
    content = load_project(ProjectFiles(REPOSITORY)).content
    source = briefing_source(content.packs["course-review"], content, load_catalog("en"))
    tables = BriefingSettings(parts=("relations", "grids", "arguments", "claims", "limits"))
    pack = replace(source.pack, briefing=tables)
    source = replace(source, pack=pack, summaries=source.summaries[:2])
    return documents.briefing(source, "7K3Q-2M4P", source.list_style)


@pytest.mark.parametrize("profile", LEAST)
def test_nothing_in_a_briefing_is_smaller_than_the_profile_promises(briefing, profile):
    """Contents, tables, lists, marks and notes; and no line of the contents begins with the dot
    that parts the names of sections.
    """
    look = pdf.LOOKS["standard"][profile]
    (file,) = pdf.render_documents([briefing], look, pdf.SHEETS["A4"], duplex=True)
    assert LEAST[profile] <= min(found.size for found in printed(file.data)) < LEAST[profile] + 1
    lines = [line for page in extracted(file.data)[:3] for line in page.splitlines()]
    dotted = [line for line in lines if "·" in line]
    assert dotted and not [line for line in dotted if line.strip().startswith("·")]


@pytest.mark.parametrize("sheet", pdf.SHEETS)
@pytest.mark.parametrize("profile", LEAST)
def test_nothing_is_smaller_than_the_profile_promises(papers, profile, sheet):
    """Heads, feet, labels, cells of tables, line numbers: nothing on a paper is below the least
    size of its profile, and no foot has words on each other.
    """
    look = pdf.LOOKS["standard"][profile]
    for file in pdf.render_documents(papers, look, pdf.SHEETS[sheet], duplex=True):
        assert not too_small(file.data, LEAST[profile])
        assert not overlapping(file.data)


def test_what_is_too_small_would_be_found(papers):
    """The control: a foot in small type, and with it what else is in it, is found; so are words on
    each other.
    """
    look = pdf.LOOKS["standard"]["large-print"]
    small = replace(look, header_footer=replace(look.header_footer, size=15.0))
    (file,) = pdf.render_documents(papers[:1], small, pdf.SHEETS["A4"], duplex=True)
    assert "Page1of" in too_small(file.data, LEAST["large-print"])
    paper = replace(
        papers[0], header_footer=replace(papers[0].header_footer, foot=40 * "long name ")
    )
    (file,) = pdf.render_documents([paper], look, pdf.SHEETS["A4"], duplex=True)
    assert overlapping(file.data)


def lines_drawn(profile: str, count: int, density: str = "standard") -> int:
    """How many lines to write on an item has that asks for so many."""
    look = pdf.LOOKS[density][profile]
    entry = Entry("1", (Paragraph(spans("Why?")), Lines(count)), "[2]", together=True)
    layout = block_setter(look).entry(entry, look.measure(pdf.SHEETS["A4"]))
    return sum(bool(line.ornaments and not line.spans) for line in layout.lines)


def test_a_larger_hand_has_more_lines():
    """Room to write grows with the type, in the distance of lines and in their number; what would
    then be more than a page keeps its number, and papers of earlier programs keep theirs.
    """
    pitches = {name: look.line_pitch for name, look in pdf.LOOKS["standard"].items()}
    assert pitches["standard"] < pitches["clear-print"] < pitches["large-print"]
    assert [lines_drawn("standard", count) for count in (1, 4, 8)] == [1, 4, 8]
    assert [lines_drawn("clear-print", count) for count in (1, 4, 8)] == [1, 5, 9]
    assert [lines_drawn("dyslexia", count) for count in (1, 4, 8)] == [1, 5, 9]
    assert [lines_drawn("large-print", count) for count in (1, 4, 8, 17)] == [2, 6, 12, 17]
    assert lines_drawn("large-print", 8, "earlier") == 8
