"""The profiles of one form: the same questions, numbers, letters and line numbers, as another
program reads them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import pytest

from generator import documents
from generator.content.model import PLAIN_TEXT, PROFILES
from generator.editions.arrange import arrange
from generator.editions.quiz import QuizView
from generator.i18n.catalog import load_catalog
from generator.items import TYPES, type_of
from generator.page.blocks import Document, Entries, Matching, Options, Passage
from generator.render import pdf
from generator.workflows.build.render import text_edition
from tests.typeset.pdf_structure import extracted, placed_words

EN, CODE = load_catalog("en"), "7K3Q-2M4P-A"
LOOKS = tuple(pdf.PROFILES)
LONG = (
    "The ninth pier was left to the gulls, to the rust and to whoever came by at low water with a lamp and a sack. "
    * 7
)


@pytest.fixture(scope="module")
def view(harbour, loaded) -> QuizView:
    """A quiz with an item of every type, and a passage of more lines than five."""
    bank = harbour["questions/harbour.yaml"]
    at = bank.index("        - The union says that nobody was asked.")
    files = {
        **harbour,
        "questions/harbour.yaml": f"{bank[:at]}        - >-\n          {LONG}\n{bank[at:]}",
    }
    content = loaded(files).content
    found = arrange(content.packs["harbour"], content).view
    assert {type_of(item).name for section in found.sections for item in section.items} == set(
        TYPES
    )
    return found


class Read(NamedTuple):
    """What a reader finds: (number, how the question begins), (letter, option) and (line number,
    how the line begins).
    """

    questions: list[tuple[str, str]]
    letters: list[tuple[str, str]]
    lines: list[tuple[str, str]]


def beginning(runs) -> str:
    """The first words of a text, by which it is found."""
    return " ".join("".join(run.text for run in runs).split()[:4])


def texts(paper: Document) -> tuple[list[str], list[tuple[str, str]]]:
    """How the questions of a paper begin, and each option with the question or part that it belongs
    to.
    """
    stems, options = [], []
    for block in paper.blocks:
        for entry in block.entries if isinstance(block, Entries) else ():
            stems.append(beginning(entry.blocks[0].runs))
            for owner, part in _inside(entry, stems[-1]):
                if isinstance(part, Options):
                    options += [
                        (owner, "".join(run.text for run in option.runs)) for option in part.entries
                    ]
                if isinstance(part, Matching):
                    options += [
                        (owner, "".join(run.text for run in runs)) for _, runs in part.responses
                    ]
    return stems, options


def _inside(entry, owner):
    for part in entry.blocks:
        if isinstance(part, Entries):
            for one in part.entries:
                yield from _inside(one, beginning(one.blocks[0].runs))
        else:
            yield owner, part


def read(text: str, paper: Document, lines: list[tuple[str, str]]) -> Read:
    """The labels that stand before the questions and options of a paper, in the order of the
    text.
    """
    text = " ".join(text.split())
    stems, options = texts(paper)
    questions, letters = [], []
    for stem in stems:
        at = text.index(stem)
        questions.append((at, text[:at].split()[-1], stem))
    for owner, option in options:
        at = text.index(owner)
        found = re.compile(rf"(?<= )([A-H])\.? (?={re.escape(' '.join(option.split()))})").search(
            text, at
        )
        assert found, option
        letters.append((found.start(), found[1], option))
    return Read([one[1:] for one in sorted(questions)], [one[1:] for one in sorted(letters)], lines)


def numbered(data: bytes, page: int, passage: Passage) -> list[tuple[str, str]]:
    """The numbers that stand beside the lines of a passage on a page: on the baseline of its first
    words.
    """
    rows: list[list[tuple[float, str]]] = []
    last = 0.0
    for word, left, bottom, *_ in sorted(placed_words(data, page), key=lambda word: -word[2]):
        if not rows or last - bottom > 4:
            rows.append([])
        rows[-1].append((left, word))
        last = bottom
    starts = {beginning(line) for paragraph in passage.paragraphs for line in paragraph}
    found = []
    for row in map(sorted, rows):
        said = [word for _, word in row]
        for start in starts:
            if said[-1].isdecimal() and " ".join(said[:-1]).startswith(start):
                found.append((said[-1], start))
            if said[0].isdecimal() and " ".join(said[1:]).startswith(start):
                found.append((said[0], start))
    return found


def on_paper(paper: Document, look: str) -> Read:
    """What stands on the pages of a paper in a profile."""
    (printed,) = pdf.render_documents([paper], pdf.PROFILES[look], pdf.SHEETS["A4"])
    passage = next(
        part
        for block in paper.blocks
        if isinstance(block, Entries)
        for entry in block.entries
        for part in entry.blocks
        if isinstance(part, Passage)
    )
    lines = [one for page in range(printed.pages) for one in numbered(printed.data, page, passage)]
    return read(" ".join(extracted(printed.data)), paper, lines)


@pytest.fixture(scope="module")
def standard(view) -> tuple[Document, Read]:
    """Form A as it stands on paper."""
    paper = documents.paper(view, 0, CODE, EN)
    return paper, on_paper(paper, "standard")


def test_a_reader_finds_what_is_to_be_compared(standard):
    """Fourteen questions, all options of all types, and the line numbers of the passage."""
    found = standard[1]
    assert [number for number, _ in found.questions] == [str(n) for n in range(1, 15)]
    assert len(found.letters) >= 21 and {letter for letter, _ in found.letters} >= set("ABCD")
    assert [number for number, _ in found.lines] == ["5", "10", "15"]


@pytest.mark.parametrize("look", LOOKS[1:])
def test_every_profile_has_the_same_numbers_and_letters(standard, look):
    """Questions, numbers, letters and line numbers are those of the standard paper, so that one key
    serves all.
    """
    paper, expected = standard
    assert on_paper(paper, look) == expected


def test_the_text_edition_has_the_same_numbers_and_letters(standard):
    """The text says 'Question 3.' before the same question and the same letter before the same
    option.
    """
    paper, expected = standard
    text = text_edition(paper).decode()
    named = re.sub(r"Question (\d+)\. Points: \S+\n", r"\1 ", text)
    lines = [(number, start) for number, start in expected.lines if f"\n{number} {start}" in text]
    assert read(named, paper, lines) == expected


def test_another_arrangement_in_one_profile_is_noticed(view, standard):
    """The comparison sees another form's order, a letter that moved, and a passage that counts
    otherwise.
    """
    paper, expected = standard
    other = documents.paper(view, 1, CODE, EN)
    assert on_paper(other, "large-print") != expected
    entries = paper.blocks.index(
        next(block for block in paper.blocks if isinstance(block, Entries))
    )
    moved = list(paper.blocks)
    first, *rest = moved[entries].entries
    options = next(part for part in first.blocks if isinstance(part, Options))
    turned = Options(
        tuple(
            replace(option, letter=other.letter)
            for option, other in zip(options.entries, reversed(options.entries), strict=True)
        )
    )
    moved[entries] = Entries(
        (
            replace(
                first, blocks=tuple(turned if part is options else part for part in first.blocks)
            ),
            *rest,
        )
    )
    assert on_paper(replace(paper, blocks=tuple(moved)), "clear-print") != expected


def test_the_names_of_profiles_are_known_where_they_are_needed():
    """Pack files and the command line offer what the typesetter has, and the text edition."""
    from generator.cli.options import PROFILE

    assert (*LOOKS, PLAIN_TEXT) == PROFILES == tuple(PROFILE.choices)
