"""The instructor’s guide in type: valid on every sheet and in every size, with the banner of a key
on every page.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from pdf_structure import extracted, problems

from generator.documents.guide.model import Before, Change, Planned, Printing, PrintPlan
from generator.editions.arrange import arrange
from generator.i18n.catalog import load_catalog as catalogue
from generator.page.blocks import Heading, Paragraph, PlanRow, Table, spans
from generator.workflows.build.guide import guide_document, guide_values
from tests.edition_values import edition_of

PLAN = PrintPlan(
    "A4",
    "duplex",
    (Printing("paper", "A", "standard", 7, 16), Printing("briefing", "", "standard", 3, 31)),
    (
        ("paper", ("harbour-7K3Q-2M4X-A.pdf",)),
        ("crosswalk", ("harbour-7K3Q-2M4X-crosswalk-KEY-r2.csv",)),
    ),
)
BEFORE = (
    Before(
        "M2XW-90TC",
        (("2025-03", "Year 1", 30),),
        (Change("hr-asked", 0, 1, ("new",)),),
        True,
        True,
        lines=("hr-asked: new", "  stem: was …"),
    ),
)


@pytest.fixture(scope="module")
def guide(harbour, loaded):
    """Makes the guide of the small quiz in a number of forms."""
    content = loaded(harbour).content

    def run(forms):
        pack = replace(content.packs["harbour"], forms=forms)
        planned = (Planned(1, (PlanRow("points in all", "3..4", "3", 3, 4, 3),)),)
        quiz = arrange(pack, content)
        edition = edition_of(quiz.view, quiz.key, 2)
        return guide_document(guide_values(pack, content, edition, PLAN, BEFORE, planned))

    return run


@pytest.mark.parametrize(
    ("forms", "profile", "sheet"),
    [(2, "standard", "A4"), (30, "standard", "Letter"), (9, "large-print", "A4")],
)
def test_a_guide_is_valid(render, validated, guide, forms, profile, sheet):
    """Every guide is PDF/UA-1 and soundly tagged, and every page says that it is not for
    students.
    """
    data = render(guide(forms), profile, sheet)
    assert validated(data) == [] and problems(data) == []
    pages = extracted(data)
    assert len(pages) >= 3 and all(
        catalogue("en")("key-banner") in " ".join(page.split()) for page in pages
    )


def test_a_guide_of_a_small_quiz_is_short(render, guide):
    """A quiz of fourteen questions has a guide of five pages at most."""
    assert len(extracted(render(guide(2)))) <= 5


def test_a_compact_table_takes_less_room_and_reads_alike(render, validated):
    """Small rows: more of them stand on a page than of other tables, with the same words in the
    same order.
    """

    def blocks(style):
        rows = tuple((spans(f"row {n}"), spans("cell")) for n in range(34))
        table = Table((spans("a"), spans("b")), rows, (1.0, 1.0), "s", True, style)
        return Heading(1, spans("T")), table, Paragraph(spans("end"))

    compact, usual = (render(blocks(style)) for style in ("compact", "rows"))
    assert validated(compact) == [] and problems(compact) == []
    pages = [extracted(data) for data in (compact, usual)]
    assert [len(each) for each in pages] == [1, 2]
    said = [" ".join(" ".join(each).split()).split("row 33")[1] for each in pages]
    assert said[0] == said[1] and all(
        f"row {n} cell" in " ".join(pages[0][0].split()) for n in range(34)
    )
