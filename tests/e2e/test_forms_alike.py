"""Papers as printed: all forms break at the same questions, and a stimulus is seen with its
questions.
"""

from __future__ import annotations

import re

import pytest

from generator import documents
from generator.editions.arrange import arrange
from generator.i18n.catalog import load_catalog
from generator.render import pdf
from generator.storage.files import ProjectFiles
from generator.workflows.project import load_project
from tests.e2e.making import REPOSITORY
from tests.e2e.reader import Line, lines_of

LOOKS = [
    ("standard", "standard"),
    ("compact", "standard"),
    ("roomy", "standard"),
    *(("standard", name) for name in pdf.PROFILES if name != "standard"),
]


@pytest.fixture(scope="module")
def papers():
    """The papers of all forms of the repository's packs, by pack."""
    reading = load_project(ProjectFiles(REPOSITORY))
    views = {
        name: arrange(pack, reading.content).view
        for name, pack in reading.content.packs.items()
        if pack.sections
    }
    return {
        name: [
            documents.paper(view, form, "7K3Q-2M4P-A", load_catalog(view.language))
            for form in range(len(view.forms))
        ]
        for name, view in views.items()
    }


def pages_of(data: bytes) -> list[list[str]]:
    """The questions and parts that begin on each page, as 4 and 4a, read by a program that did not
    make the pages: numbers in the left column, in order, and letters that follow them.
    """
    _, bodies, feet = lines_of(data)
    left = {line.page: line.at[0] for line in feet}
    pages: list[list[str]] = [[] for _ in left]
    number, letter = 0, ""
    for line in bodies:
        if _begins(line, str(number + 1), left[line.page], 3):
            number, letter = number + 1, ""
            pages[line.page].append(str(number))
        elif _begins(line, f"({chr(ord(letter) + 1) if letter else 'a'})", left[line.page], 60):
            letter = chr(ord(letter) + 1) if letter else "a"
            pages[line.page].append(f"{number}{letter}")
    return pages


def _begins(line: Line, label: str, left: float, within: float) -> bool:
    """Whether a line begins with a label in a column of its own."""
    return (
        line.words[0] == label
        and len(line.words) > 1
        and abs(line.at[0] - left) < within
        and line.at[1] - line.at[0] > 11
    )


def breaks(pages: list[list[str]]) -> list[int]:
    """How many questions begin on each page."""
    return [sum(name.isdecimal() for name in page) for page in pages]


def out_of_sight(pages: list[list[str]]) -> list[tuple[str, int, int]]:
    """Questions with parts of which a leaf is turned between the stimulus and a part: name, pages
    (from 1).  Left-hand pages have even numbers.
    """
    at = {name: number for number, page in enumerate(pages, 1) for name in page}
    turned = []
    for name, page in at.items():
        if part := re.fullmatch(r"(\d+)[a-z]", name):
            first = at[part[1]]
            if page != first and not (first % 2 == 0 and page == first + 1):
                turned.append((name, first, page))
    return turned


def printed(forms, density, profile, sheet):
    """The pages of all forms of a quiz."""
    look = pdf.LOOKS[density][profile]
    files = pdf.render_documents(forms, look, pdf.SHEETS[sheet], duplex=True)
    return [pages_of(file.data) for file in files]


@pytest.mark.parametrize("sheet", pdf.SHEETS)
@pytest.mark.parametrize(("density", "profile"), LOOKS)
def test_all_forms_break_at_the_same_questions(papers, density, profile, sheet):
    """In every pack, look and paper size all forms have as many pages, and each page begins as many
    questions.  In the standard profile a stimulus and its questions are on one page or one opening;
    where type is so large that they take three pages, they begin on an opening at least.
    """
    for name, forms in papers.items():
        pages = printed(forms, density, profile, sheet)
        counts = [breaks(form) for form in pages]
        assert sum(counts[0]) == sum(
            len(b.entries) for b in forms[0].blocks if hasattr(b, "entries")
        )
        assert all(count == counts[0] for count in counts), (name, counts)
        for form in pages:
            far = out_of_sight(form)
            if profile == "standard":
                assert not far, (name, far)


def test_the_reader_sees_what_is_wrong(papers):
    """The control: as earlier programs set them, some forms break elsewhere than others, and leaves
    are turned between a stimulus and its questions.
    """
    pages = {name: printed(forms, "earlier", "standard", "A4") for name, forms in papers.items()}
    uneven = [name for name, forms in pages.items() if breaks(forms[0]) != breaks(forms[1])]
    turned = [name for name, forms in pages.items() if any(map(out_of_sight, forms))]
    assert "frozen-conflicts" in uneven
    assert {"counter-secession", "resit"} <= set(turned)
    parts = [name for forms in pages.values() for page in forms[0] for name in page]
    assert sum(not name.isdecimal() for name in parts) > 10
