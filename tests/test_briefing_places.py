"""What a briefing puts beside the lines, or behind the section, that it belongs to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator import documents
from generator.editions.arrange import code_catalog
from generator.loading.content import load
from generator.loading.yaml import reader
from generator.page.blocks import Floating, Heading, Notice, Paragraph, WithNotes
from generator.problems import Problems
from generator.render.text import text_preview
from generator.workflows.build.compose import briefing_document, briefing_source

EVIDENCE = """
source: report
citation: {author: A. Writer, title: On the Pier, kind: report}
as_of: 2021-05
as_of_basis: stated
people:
  - {name: Ada Holm, role: mayor in 2020}
  - {name: Ole Berg, role: harbour master, also: [Captain Berg]}
  - {name: Without Part}
facts:
  - {id: h-01, status: reported, text: The pier was closed., ref: page 1}
"""
SUMMARY = """
title: The pier
as_of: 2021-05
sources: [report]
objectives: {aim: Say who closed the pier.}
summary:
  - {text: The pier was closed., facts: [h-01]}
sections:
  - heading: How it began
    paragraphs:
      - text: Mayor Ada Holm had read of the berths; Captain Berg had not, nor Without Part.
        facts: [h-01]
      - {text: Ada Holm closed the pier., facts: [h-01]}
  - heading: What came of it
    paragraphs: [{text: Nothing yet., facts: [h-01]}]
concepts:
  - {title: Closure, text: A closure is an order., after: How it began}
  - {title: Order, text: An order binds.}
figures:
  - kind: diagram
    caption: Who serves whom
    alt: A line from Vega to Kotka.
    relations: [{from: Vega, to: Kotka, relation: ferry}]
    facts: [h-01]
    after: How it began
glossary:
  - {term: berth, also: [berths], definition: Where a ship lies.}
  - {term: quay, definition: A wall for ships.}
"""
PACK = """
pack: pier
title: The pier
summaries: [pier]
seed: 0123456789abcdef0123456789abcdef
"""
FILES = {
    "questions/evidence/report.yaml": EVIDENCE,
    "packs/summaries/pier.yaml": SUMMARY,
    "packs/pier.yaml": PACK,
}


def source_of(loaded, files, pack="pier"):
    """What a pack's briefing is composed from."""
    read = loaded(files)
    assert not read.lines
    content = read.content
    return briefing_source(content.packs[pack], content, code_catalog("en"))


def beside(source) -> list[list[str]]:
    """Of each paragraph with a margin, the notes beside it."""
    blocks = documents.briefing(source, "C", source.style).blocks
    return [
        [
            "".join(span.text for inner in note.blocks for span in inner.runs)
            for note in block.notes
            if not note.rail and isinstance(note.blocks[0], Paragraph) and not note.holds
        ]
        for block in blocks
        if isinstance(block, WithNotes) and not any(note.holds for note in block.notes)
    ]


def test_people_and_terms_are_beside_the_first_line_that_names_them(loaded):
    """Each once, in the order of the line, by any form that the text uses; who has no part is not
    explained.
    """
    notes = beside(source_of(loaded, FILES))
    assert notes == [
        [
            "Ada Holm\u2002mayor in 2020",
            "berth\u2002Where a ship lies.",
            "Ole Berg\u2002harbour master",
        ],
        [],
        [],
    ]


def test_in_one_column_people_and_terms_are_in_lists(loaded):
    """Who needs large type finds everybody in a list under its own heading, and every term."""
    source = source_of(loaded, FILES)
    shown = text_preview(documents.briefing(source, "C", source.list_style))
    people, glossary = shown.index("People"), shown.index("Glossary")
    assert people < shown.index("Ada Holm: mayor in 2020") < shown.index("Ole Berg: harbour")
    assert glossary < shown.index("berth: Where a ship lies.") < shown.index("quay: A wall")
    assert "Without Part:" not in shown


def kinds(source, style) -> list[str]:
    """Headings of sections, concepts and captions, in printed order."""
    marks = ("How it began", "What came of it", "Closure", "Order", "Who serves whom")
    shown = text_preview(documents.briefing(source, "C", style))
    return sorted(marks, key=lambda mark: shown.index(f"{mark}\n"))


@pytest.mark.parametrize("style", ["style", "list_style"])
def test_figures_and_concepts_are_behind_their_section(loaded, style):
    """What names a section follows it, in every look; what names none follows the text."""
    source = source_of(loaded, FILES)
    assert kinds(source, getattr(source, style)) == [
        "How it began",
        "Who serves whom",
        "Closure",
        "What came of it",
        "Order",
    ]


def test_what_a_pack_leaves_out_is_behind_no_section(loaded):
    """Parts that are left out are left out there too; without the text, they are where they were."""
    source = source_of(loaded, FILES)
    settings = replace(source.settings, without=("concepts",))
    left = replace(source, pack=replace(source.pack, briefing=settings))
    assert "Closure" not in text_preview(documents.briefing(left, "C", left.style))
    settings = replace(source.settings, without=("text",))
    left = replace(source, pack=replace(source.pack, briefing=settings))
    assert "Closure" in text_preview(documents.briefing(left, "C", left.style))


def test_boxes_may_float_and_the_code_does_not_tell_where_they_are(loaded):
    """Where a concept is printed is look: the code of the briefing stays."""
    source = source_of(loaded, FILES)
    blocks = documents.briefing(source, "C", source.style).blocks
    boxes = [b for b in blocks if isinstance(b, Floating) and isinstance(b.blocks[0], Notice)]
    assert len(boxes) == 2 and isinstance(boxes[0].blocks[0].blocks[0], Heading)
    moved = SUMMARY.replace("is an order., after: How it began}", "is an order.}")
    assert moved != SUMMARY
    codes = []
    for summary in (SUMMARY, moved, SUMMARY.replace("is an order.", "is a rule.")):
        content = loaded({**FILES, "packs/summaries/pier.yaml": summary}).content
        codes.append(briefing_document(content.packs["pier"], content)[0])
    assert codes[0] == codes[1] != codes[2]


def test_a_section_that_is_not_there_is_reported_with_the_nearest(loaded):
    """A heading that no section has is named at its place, for concepts and for figures."""
    wrong = SUMMARY.replace("after: How it began", "after: How it begun")
    problems = loaded({**FILES, "packs/summaries/pier.yaml": wrong}).lines
    assert len(problems) == 2
    for problem in problems:
        assert "no section has the heading 'How it begun' (did you mean 'How it began'?)" in problem


LATER = PACK.replace("pack: pier", "pack: later").replace("[pier]", "[pier, quay]")
QUAY = SUMMARY.replace("title: The pier", "title: The quay")


def later(not_in: str) -> dict[str, str]:
    """A project with a second pack of two topics, whose briefing says so of earlier packs."""
    return {
        **FILES,
        "packs/summaries/quay.yaml": QUAY,
        "packs/later.yaml": f"{LATER}briefing: {{not_in: {not_in}}}\n",
    }


def test_topics_of_earlier_packs_are_not_printed_again(loaded):
    """Only what is new is printed, and what is not is named; without the setting all is."""
    source = source_of(loaded, later("[pier]"), "later")
    assert [summary.name for summary in source.summaries] == ["quay"]
    assert [title.plain for title in source.elsewhere] == ["The pier"]
    both = {**later("[pier]"), "packs/later.yaml": LATER}
    assert [s.name for s in source_of(loaded, both, "later").summaries] == ["pier", "quay"]


@pytest.mark.parametrize(
    ("not_in", "says"),
    [
        ("[peer]", "no other pack is called 'peer' (did you mean 'pier'?)"),
        ("[later]", "no other pack is called 'later'"),
        ("[]", "needs at least 1"),
    ],
)
def test_an_earlier_pack_that_is_not_there_is_reported(loaded, not_in, says):
    """A pack that is not there, the pack itself and an empty list are no earlier packs."""
    (problem,) = loaded(later(not_in)).lines
    assert says in problem


def test_two_packs_do_not_leave_a_topic_to_each_other(loaded):
    """Else nobody would print it; and 'topics' with 'not_in' says one thing twice."""
    files = later("[pier]")
    files["packs/pier.yaml"] = f"{PACK}briefing: {{not_in: [later]}}\n"
    problems = loaded(files).lines
    assert len(problems) == 2 and all("keep 'not_in' in the later" in each for each in problems)
    files = {
        **later("[pier]"),
        "packs/later.yaml": f"{LATER}briefing: {{not_in: [pier], topics: []}}",
    }
    (problem,) = loaded(files).lines
    assert "needless-field" in problem and "remove 'not_in'" in problem


def test_a_pack_that_cannot_be_read_is_the_cause():
    """What names a faulty pack is not to blame for it: the finding says which file is."""
    problems = Problems()
    files = {**later("[pier]"), "packs/pier.yaml": "pack: pier\nforms: x\n"}
    nodes = {path: reader.read(text.encode(), path, problems) for path, text in files.items()}
    load(nodes, problems)
    causes = [problem.cause for problem in problems if problem.rule == "unknown-pack"]
    assert causes == ["packs/pier.yaml"]
