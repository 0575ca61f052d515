"""Sets: what a stimulus prints, what parts inherit, where a passage's lines end, and what a key
fills into a grid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import figures
from generator.content.figures import Figure, Grid, Link, Series
from generator.editions.arrange import arrange
from generator.editions.quiz import item_to_plain, key_fits_view
from generator.i18n.catalog import load_catalog
from generator.items import TYPES, figure_blocks
from generator.items import item_set as sets
from generator.items.stimulus import MEASURE, passage_lines
from generator.loading.banks import load_item
from generator.page.blocks import Block, Document, HeaderFooter, Paragraph, Passage
from generator.page.commonmark import understand
from generator.page.markup import MarkupError, Span, parse, plain
from generator.problems import Problems
from generator.render.text import span_text, text_preview
from generator.storage.canonical_json import ShapeError, from_plain, to_plain
from tests.drawn_items import item_key

EN = load_catalog("en")
HEAD = "id: it-1\ntype: set\nobjective: it-o\nlevel: apply\ndifficulty: hard\nfacts: [f-1, f-2]\nstem: Look at it.\n"
REST = "provenance: Written for *this*\nkind: paraphrase\nparts:\n"
PART = "  - {type: numeric, stem: Count them., key: 5, rationale: So.}\n"
CHART = (
    "    caption: A *chart*\n    alt: What it shows.\n    categories: ['2010', '2011']\n"
    "    series:\n      - {name: Visits, values: [5, -12000.5]}\n      - {name: Loans, values: [1, 0]}\n    unit: million\n"
)
LINKED = (
    "    caption: Who and whom\n    alt: What it shows.\n    relations:\n"
    "      - {from: Turkey, to: Baku, relation: backs}\n"
    "      - {from: Russia, to: Baku, relation: arms}\n      - {from: Russia, to: Baku, relation: talks to}\n"
    "      - {from: Baku, to: Turkey, relation: thanks}\n"
)
SPARSE = (
    "    caption: Who and whom\n    alt: What it shows.\n    relations:\n"
    "      - {from: Fox, to: Hare, relation: eats}\n      - {from: Owl, to: Fox, relation: sees}\n"
)
ROUTED = (
    "    caption: Ferries\n    alt: What it shows.\n    places:\n"
    "      - {name: Dover, x: 0, y: 5}\n      - {name: Calais, x: 4.5, y: 3}\n"
    "      - {name: Ostend, x: 8, y: 5}\n      - {name: Hull, x: -1, y: 20}\n    routes:\n"
    "      - {from: Dover, to: Calais, label: 90 min}\n"
    "      - {from: Calais, to: Ostend, arrow: true, dashed: true}\n"
)
TIMED = (
    "    caption: What and when\n    alt: What it shows.\n    events:\n"
    "      - {date: 2010..2011, label: Talks}\n"
    "      - {date: 2008-02, label: The minister speaks, status: claim}\n"
)
STIMULI = {
    "passage": "  passage:\n    - It **was** so.\n    - It is no longer.\n",
    "one paragraph": "  passage: It **was** so.\n",
    "table": "  table:\n    caption: A *table*\n    head: [Year, Visits]\n"
    "    rows:\n      - ['2010', '5']\n      - ['2011', '**7**']\n",
    "bar-chart": "  figure:\n    kind: bar-chart\n" + CHART,
    "line-chart": "  figure:\n    kind: line-chart\n" + CHART,
    "chart with blanks": "  figure:\n    kind: line-chart\n    blanks: true\n" + CHART,
    "matrix": "  figure:\n    kind: matrix\n" + LINKED,
    "matrix with blanks": "  figure:\n    kind: matrix\n    blanks: true\n" + LINKED,
    "diagram": "  figure:\n    kind: diagram\n" + LINKED,
    "diagram with blanks": "  figure:\n    kind: diagram\n    blanks: true\n" + LINKED,
    "relations": "  figure:\n    kind: relations\n" + LINKED,
    "sparse relations": "  figure:\n    kind: relations\n" + SPARSE,
    "route": "  figure:\n    kind: route\n" + ROUTED,
    "timeline": "  figure:\n    kind: timeline\n" + TIMED,
}
PARTS = {
    "single": "key: A\n    distractors: [B, C]",
    "multiple": "keys: [A, B]\n    distractors: [C]\n    choose: any\n    scoring: per-option",
    "true-false": "key: true",
    "matching": "pairs:\n      - {premise: A, response: x}\n      - {premise: B, response: y}\n      - {premise: C, response: z}",
    "ordering": "sequence: [A, B, C]",
    "cloze": "text: 'The {A | B} fell.'",
    "numeric": "key: 5\n    unit: km",
    "short-answer": "points: 2\n    scheme: [{credit: A, points: 2}]",
    "essay": "points: 3\n    rubric: [{points: 1..3, text: Good.}, {points: 0, text: Weak.}]",
}
SHOWN = {
    "passage": "     It was so.\n\n     It is no longer.",
    "one paragraph": "     It was so.",
    "table": "A table\n\nYear: 2010\n  Visits: 5\nYear: 2011\n  Visits: 7",
    "bar-chart": "A chart\n\n[What it shows.]\n  Visits, Loans (million)\n  2010: 5, 1\n  2011: −12\u202f000.5, 0",
    "line-chart": "A chart\n\n[What it shows.]\n  Visits, Loans (million)\n  2010: 5, 1\n  2011: −12\u202f000.5, 0",
    "chart with blanks": "A chart\n\n2010\n  Visits (million): (1) ____\n  Loans (million): (2) ____\n2011\n"
    "  Visits (million): (3) ____\n  Loans (million): (4) ____",
    "matrix": "Who and whom\n\nFrom ↓ to →: Turkey\n  Turkey:\n  Baku: backs\n  Russia: –\nFrom ↓ to →: Baku\n  Turkey: thanks\n"
    "  Baku:\n  Russia: –\nFrom ↓ to →: Russia\n  Turkey: –\n  Baku: arms; talks to\n  Russia:",
    "matrix with blanks": "Who and whom\n\nFrom ↓ to →: Baku\n  Baku:\n  Russia: (1) ____\n  Turkey: (2) ____\n"
    "From ↓ to →: Russia\n  Baku: (3) ____\n  Russia:\n  Turkey: (4) ____\n"
    "From ↓ to →: Turkey\n  Baku: (5) ____\n  Russia: (6) ____\n  Turkey:",
    "diagram": "Who and whom\n\n[What it shows.]\n  Turkey → Baku: backs\n  Russia → Baku: arms\n  Russia → Baku: talks to\n"
    "  Baku → Turkey: thanks",
}
SHOWN["relations"] = SHOWN["matrix"]
SHOWN["sparse relations"] = (
    "Who and whom\n\n[What it shows.]\n  Fox → Hare: eats\n  Owl → Fox: sees"
)
SHOWN["route"] = (
    "Ferries\n\n[What it shows. Not to scale]\n  Dover – Calais: 90 min\n  Calais → Ostend\n  Hull"
)
SHOWN["timeline"] = (
    "What and when\n\n[What it shows.]\n  February 2008 (claim): The minister speaks\n"
    "  2010 to 2011: Talks"
)
SHOWN["diagram with blanks"] = SHOWN["matrix with blanks"]
FILLED = {
    "chart with blanks": "2010\n  Visits (million): (1) 5\n  Loans (million): (2) 1\n2011\n"
    "  Visits (million): (3) −12\u202f000.5\n  Loans (million): (4) 0",
    "matrix with blanks": "From ↓ to →: Baku\n  Baku:\n  Russia: (1) –\n  Turkey: (2) thanks\n"
    "From ↓ to →: Russia\n  Baku: (3) arms; talks to\n  Russia:\n  Turkey: (4) –\n"
    "From ↓ to →: Turkey\n  Baku: (5) backs\n  Russia: (6) –\n  Turkey:",
}
FILLED["diagram with blanks"] = FILLED["matrix with blanks"]


@pytest.fixture
def loaded_set(node):
    """The set of a stimulus and parts; it must be sound."""

    def run(stimulus: str, parts: str = 2 * PART):
        problems = Problems()
        item = load_item(node(HEAD + "stimulus:\n" + stimulus + REST + parts), problems)
        assert list(problems) == [] and item is not None
        return item

    return run


def student_of(item):
    """The view of a set and an order of its parts."""
    student = TYPES["set"].student_view(item)
    return student, tuple(range(TYPES["set"].shuffle(student).count))


def shown(*blocks: Block) -> str:
    """Blocks as the proof shows them."""
    return text_preview(Document("T", "en", HeaderFooter(), blocks)).strip("\n")


@pytest.mark.parametrize("name", STIMULI)
def test_a_stimulus_prints_this(loaded_set, name):
    """The stem, what the stimulus is and where it comes from, the stimulus, and its parts; the key
    fills the blanks in.
    """
    item = loaded_set(STIMULI[name])
    student, order = student_of(item)
    blocks = TYPES["set"].student_blocks(student, order, EN)
    assert shown(*blocks[:2]) == "Look at it.\n\nParaphrase. Written for this"
    assert shown(*blocks[2:-1]) == SHOWN[name].strip("\n")
    assert [entry.number for entry in blocks[-1].entries] == ["(a)", "(b)"]
    key = shown(*TYPES["set"].key_blocks(student, item_key(item), order, EN))
    assert FILLED.get(name, "(a)") in key and ("(1)" in key) == (name in FILLED)
    assert from_plain(sets.SetItem, to_plain(student)) == student
    assert from_plain(sets.SetKey, to_plain(item_key(item))) == item_key(item)


def test_every_stimulus_there_is_was_looked_at():
    """Passage, table and each kind of figure, and of each what has blanks, stand above."""
    assert set(SHOWN) == set(STIMULI) and set(figures.KINDS) | {"passage", "table"} <= set(STIMULI)


@pytest.mark.parametrize("name", [name for name in STIMULI if "blanks" in name])
def test_what_is_to_be_filled_in_is_nowhere_in_what_is_asked(loaded_set, name):
    """Neither values nor relations of a figure with blanks are in the view, and its actors stand by
    alphabet.
    """
    student = TYPES["set"].student_view(loaded_set(STIMULI[name]))
    held = repr(to_plain(student))
    assert student.figure is None and isinstance(student.grid, Grid)
    assert [word for word in ("12000", "backs", "arms", "thanks") if word in held] == []
    assert not student.grid.crossed or list(student.grid.rows) == sorted(student.grid.rows)


# ---------------------------------------------------------------- parts


@pytest.mark.parametrize("kind", PARTS)
def test_every_other_type_can_be_a_part(loaded_set, kind):
    """A part asks and answers by its own type, with its own points, order and rule, as it would
    alone.
    """
    part = f"  - type: {kind}\n    stem: Say *so*.\n    rationale: Because.\n    {PARTS[kind]}\n"
    item = loaded_set(STIMULI["one paragraph"], PART + part)
    made = TYPES["set"].parts(item)[1]
    item_type, (student, order) = TYPES[kind], student_of(item)
    assert student.parts[1].value == item_type.student_view(made) and item.points == 1 + made.points
    own = tuple(range(item_type.shuffle(student.parts[1].value).count))
    entry = TYPES["set"].student_blocks(student, order, EN)[-1].entries[1]
    assert (
        entry.blocks == item_type.student_blocks(item_type.student_view(made), own, EN)
        and entry.together == item_type.keep_together
    )
    answer = TYPES["set"].key_blocks(student, item_key(item), order, EN)[-1].entries[1]
    alone = item_type.key_blocks(item_type.student_view(made), item_key(made), own, EN)
    assert answer.blocks == (Paragraph(parse("Say *so*.")), *alone, Paragraph(parse("Because.")))
    assert from_plain(sets.SetItem, to_plain(student)) == student


def test_all_types_are_parts_here():
    """A new type must be tried as a part."""
    assert set(PARTS) | {"set"} == set(TYPES)


def test_parts_inherit_and_override(loaded_set):
    """Objective, level, difficulty, facts, reviewer and notes come from the set where a part says
    nothing of its own.
    """
    own = (
        "  - {type: true-false, stem: So., key: true, rationale: So., objective: it-p, level: create, difficulty: easy, "
        "facts: [f-2], points: 2, reviewed_by: Me, notes: Mind.}\n"
    )
    heir, other = TYPES["set"].parts(loaded_set(STIMULI["one paragraph"], PART + own))
    assert (
        heir.id,
        heir.objective.id,
        heir.level,
        heir.difficulty,
        [ref.id for ref in heir.facts],
        heir.points,
    ) == ("it-1-a", "it-o", "apply", "hard", ["f-1", "f-2"], 1)
    assert (
        other.id,
        other.objective.id,
        other.level,
        other.difficulty,
        [ref.id for ref in other.facts],
        other.points,
    ) == ("it-1-b", "it-p", "create", "easy", ["f-2"], 2)
    assert (heir.reviewed_by, other.reviewed_by, heir.notes, other.notes) == ("", "Me", "", "Mind.")
    assert (heir.location.line, other.location.line) == (13, 14)


def test_points_are_the_sum_of_the_parts(node, loaded_set):
    """Stated or not, a set is worth what its parts are worth together."""
    half = PART.replace("key: 5", "key: 5, points: 0.5")
    assert loaded_set(STIMULI["one paragraph"], PART + half).points == Fraction(3, 2)
    problems = Problems()
    text_ = HEAD + "points: 1.5\nstimulus:\n" + STIMULI["one paragraph"] + REST + PART + half
    assert load_item(node(text_), problems).points == Fraction(3, 2) and list(problems) == []


def test_a_key_side_with_other_parts_does_not_fit(quiz):
    """A key side of the same types whose set lacks a part, or has one of another type, is not taken
    for this view's.
    """
    assert key_fits_view(quiz.view, quiz.key)
    found = 0
    for n, answer in enumerate(quiz.key.sections[2]):
        if not isinstance(answer, sets.SetKey):
            continue
        swapped = replace(answer, parts=answer.parts[::-1])
        for bad in (replace(answer, parts=answer.parts[:-1]), swapped):
            sections = (
                *quiz.key.sections[:2],
                (*quiz.key.sections[2][:n], bad, *quiz.key.sections[2][n + 1 :]),
            )
            same = [type(part.value) for part in bad.parts] == [
                type(part.value) for part in answer.parts
            ]
            assert key_fits_view(quiz.view, replace(quiz.key, sections=sections)) == same
            found += not same
    assert found >= 7


@pytest.mark.parametrize(
    "part",
    [None, {}, {"type": "set"}, {"type": "quiz"}, {"type": 1}, {"type": "numeric"}, "numeric", []],
)
def test_a_part_of_no_known_type_is_refused(part):
    """In plain data a part carries the name of its type; anything else is no part."""
    plain_ = {
        "stem": "S",
        "points": "1",
        "provenance": "P",
        "kind": "data",
        "passage": ["p"],
        "parts": [{"type": "numeric", "stem": "T", "points": "1"}],
    }
    assert to_plain(from_plain(sets.SetItem, plain_)) == plain_
    with pytest.raises(ShapeError):
        from_plain(sets.SetItem, {**plain_, "parts": [part]})


def test_a_set_carries_the_facts_of_its_parts_once(harbour, loaded):
    """Each part's own facts are in the key side in full; no id of theirs is in the view."""
    content = loaded(harbour).content
    made = arrange(content.packs["harbour"], content)
    answer = next(one for one in made.key.sections[2] if one.id == "hr-passage")
    assert [[fact.id for fact in part.value.facts] for part in answer.parts] == [
        ["hr-01", "hr-02", "hr-03"]
    ] * 2 + [["hr-03"]]
    assert [part.value.level for part in answer.parts] == ["analyse", "evaluate", "analyse"]
    assert "hr-" not in repr(
        [item_to_plain(item) for section in made.view.sections for item in section.items]
    )


# ---------------------------------------------------------------- lines of a passage

LONG = "Unaufgefordertheitsvermutungsverordnungsentwurfsvorlagenausschussvorsitzende"
WORDS = (
    "so",
    "it",
    "was",
    "**bold**",
    "*leaning*",
    "`code x`",
    "H~2~O",
    "[a link](https://example.org)",
    "well-known",
    "–",
    "½",
    "\u00a0",
    "no\u00a0break",
    "“quoted”",
    "Ђердап",
    LONG,
    "a\\*b",
    "x^2^,",
    "don’t",
    "  ",
    "\t",
)


def joined(lines: tuple[tuple[Span, ...], ...]) -> str:
    """The lines' characters in a row."""
    return "".join(run.text for line in lines for run in line)


def styles(runs: Iterable[Span]) -> list[tuple[str, Span]]:
    """Each character with how it looks."""
    return [
        (char, replace(run, text="")) for run in runs for char in run.text if not char.isspace()
    ]


def bare(text_: str) -> str:
    """A text without its white space: at some of it lines end."""
    return re.sub(r"\s+", "", text_)


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), min_size=1, max_size=4))
def test_lines_hold_the_whole_text_and_end_at_the_measure(paragraphs):
    """No line is longer than the measure, none could take the next one's first word, and joined
    they are the text.
    """
    sources = tuple(" ".join(entries) for entries in paragraphs)
    broken = passage_lines(sources)
    assert len(broken) == len(sources)
    for source, lines in zip(sources, broken, strict=True):
        whole = plain(source)
        assert bare(joined(lines)) == bare(whole)
        texts = ["".join(run.text for run in line) for line in lines]
        assert all(0 < len(text_) <= MEASURE for text_ in texts)
        for here, after in zip(texts, texts[1:], strict=False):
            first = re.split(r"[ \t]", after)[0]
            gap = re.search(
                re.escape(here) + r"(\s+)" + re.escape(first), whole
            )  # of several spaces all take room
            room = len(here) + len(gap[1] if gap else " ") + len(first)
            assert room > MEASURE or here + after[:1] in whole
        assert styles(run for line in lines for run in line) == styles(parse(source))


@given(
    st.text(
        st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["Cs", "Cc"]),
        min_size=1,
        max_size=300,
    )
)
def test_any_text_is_broken_without_loss(source):
    """Whatever an author writes, no character is lost but white space at the ends of lines."""
    try:
        whole = plain(source)
    except MarkupError:
        return
    (lines,) = passage_lines((source,))
    assert bare(joined(lines)) == bare(whole)


def test_lines_are_broken_here():
    """A vector by hand: the same lines under every font, profile and version."""
    source = (
        "The author gives two reasons for the partnership. **The first is that both states have lived with a dispute** "
        "that no settlement has closed; " + LONG + " is a word."
    )
    (lines,) = passage_lines((source,))
    assert [span_text(line) for line in lines] == [
        "The author gives two reasons for the partnership. The first is",
        "that both states have lived with a dispute that no settlement has",
        "closed; " + LONG[:58],
        LONG[58:] + " is a word.",
    ]
    assert [[run.bold for run in line] for line in lines] == [
        [False, True],
        [True, False],
        [False],
        [False],
    ]


def test_lines_of_quotations_and_lists_hold_all_that_was_typed():
    """No word and no line of a quotation, a list in it, a verse or code is lost; what is quoted is
    indented, an entry is behind its sign, and no line is longer than the measure.
    """
    words = [f"word{n}" for n in range(60)]
    first, second, entry, verse, code = (words[n : n + 12] for n in range(0, 60, 12))
    long = " ".join(first)
    source = understand(
        f"> {long} {long}\n>\n> {' '.join(second)}\n>\n> - {' '.join(entry)} {long}\n> - b\n\n"
        f"3. c\n4. d\n\n{' '.join(verse[:6])}\\\n{' '.join(verse[6:])}\n\n"
        f"```\n{' '.join(code[:6])}\n  {' '.join(code[6:])}\n```",
        blocks=True,
        literal=True,
    )
    paragraphs_ = [
        ["".join(run.text for run in line).replace("\u00a0", " ") for line in lines]
        for lines in passage_lines((source,))
    ]
    assert max(len(line) for lines in paragraphs_ for line in lines) <= MEASURE
    said = " ".join(line for lines in paragraphs_ for line in lines).split()
    assert said == [
        *(*first, *first, *second, "–", *entry, *first, "–", "b", "3.", "c", "4.", "d"),
        *(*verse, *code),
    ]
    quoted, two, listed, last, three, four, rhyme, program = paragraphs_
    assert len(quoted) > 1 and all(re.match(" {4}w", line) for line in (*quoted, *two))
    assert listed[0].startswith("    –   word24 ") and listed[1].startswith(" " * 8 + "word")
    assert [last, three, four] == [["    –   b"], ["3.  c"], ["4.  d"]]
    assert [line[:7] for line in (*rhyme, *program)] == ["word36 ", "word42 ", "word48 ", "  word5"]


def test_numbers_run_through_all_paragraphs():
    """Every fifth line has its number, counted over paragraphs, and no other has."""
    lines = passage_lines(tuple("word " * 30 for _ in range(4)))
    assert [len(paragraph) for paragraph in lines] == [3, 3, 3, 3]
    numbers = [line[:3].strip() for line in shown(Passage(lines)).split("\n") if line]
    assert numbers[4::5] == ["5", "10"] and sum(map(bool, numbers)) == 2


# ---------------------------------------------------------------- figures


def test_a_grid_and_its_key_are_numbered_alike():
    """Each cell to fill in has the same number on the paper and in the key; an actor's cell with
    itself has none.
    """
    links = (Link("b", "a", "backs"), Link("c", "b", "arms"))
    figure = Figure("matrix", "C", "alt", links=links, blanks=True)
    grid = figures.student_figure(figure)
    empty, full = (figure_blocks.empty_grid(grid, EN)[1], figure_blocks.filled_grid(figure, EN)[1])
    assert empty.head == full.head and [row[0] for row in empty.rows] == [
        row[0] for row in full.rows
    ]
    for one, other in zip(empty.rows, full.rows, strict=True):
        for blank, answer in zip(one[1:], other[1:], strict=True):
            assert span_text(answer).startswith(f"({span_text(blank)}) ") if blank else answer == ()
    assert [span_text(cell) for row in full.rows for cell in row[1:] if cell] == [
        "(1) –",
        "(2) –",
        "(3) backs",
        "(4) –",
        "(5) –",
        "(6) arms",
    ]


@pytest.mark.parametrize(
    "value", ["0", "5", "-3", "10000", "−1234567.25", "0.000001", "999999999999999"]
)
def test_any_number_an_author_may_write_is_drawn(value):
    """Large, small and negative numbers reach chart and grid as they are."""
    from generator.content.field_types import NUMBER
    from generator.content.nodes import ScalarNode
    from generator.page.numbers import number_text
    from generator.problems import NOWHERE

    number = NUMBER.read(ScalarNode(value, NOWHERE), Problems())
    series = Series("s", (f"{number:f}",))
    figure = Figure("bar-chart", "C", "alt", ("x",), (series,))
    chart = figure_blocks.figure_blocks(figure, EN)[1]
    assert chart.series == (("s", (number,)),)
    assert (
        span_text(figure_blocks.filled_grid(replace(figure, blanks=True), EN)[1].rows[0][1])
        == f"(1) {number_text(number)}"
    )
