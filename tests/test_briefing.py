"""Briefings: their parts, their notes, and the codes that stay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from generator import documents
from generator.content.model import BRIEFING_PARTS, BriefingSettings, Relation, Reminder
from generator.content.teaching import Comparison, GridCell, GridRow
from generator.documents.briefing import parts, teaching
from generator.editions.arrange import code_catalog
from generator.editions.code import short_code
from generator.page.blocks import (
    Bullets,
    Document,
    HeaderFooter,
    Heading,
    MarginNote,
    Paragraph,
    TitleBand,
    WithNotes,
    spans,
)
from generator.page.fingerprint import fingerprint
from generator.page.markup import Text
from generator.render.accessible_text import accessible_text
from generator.render.pdf import LOOKS, SHEETS, render_documents, styles
from generator.render.pdf.lines import (
    AVOID_BREAK,
    FIRST,
    FURTHER,
    NEW_PAGE,
    NO_BREAK,
    Line,
    Note,
    numbered,
)
from generator.render.pdf.margin import Drift, place_notes, with_notes_below
from generator.render.pdf.pagination import paginate
from generator.render.text import text_preview
from generator.storage.files import ProjectFiles
from generator.workflows.build.compose import briefing_source
from generator.workflows.project import load_project
from tests.typeset.pdf_structure import extracted, problems, read_aloud

REPOSITORY = Path(__file__).parents[1]
PACKS = ("frozen-conflicts", "course-review")
HARBOUR = "W3G8-NF3H"  # by the first program that printed it


@pytest.fixture(scope="module")
def sources():
    """What the starter briefings are composed from, by pack."""
    content = load_project(ProjectFiles(REPOSITORY)).content
    return {
        name: briefing_source(content.packs[name], content, code_catalog("en")) for name in PACKS
    }


def code_of(source) -> str:
    """The code of a briefing."""
    words = fingerprint(documents.words_of_briefing(source)).encode()
    return short_code(hashlib.sha256(words).digest())


def with_settings(source, **settings):
    """The same, with other settings of the pack."""
    return replace(source, pack=replace(source.pack, briefing=BriefingSettings(**settings)))


def test_a_briefing_printed_earlier_keeps_its_code(harbour, loaded):
    """A summary that has not changed has the code that earlier programs printed."""
    content = loaded(harbour).content
    pack = content.packs["harbour"]
    assert code_of(briefing_source(pack, content, code_catalog("en"))) == HARBOUR


def test_a_code_stands_for_the_words_and_not_for_the_look(sources):
    """Order, margin, marks and density leave it; a part left out or a new field changes it."""
    source = with_settings(sources["frozen-conflicts"])
    same = {"parts": BRIEFING_PARTS[::-1], "margin": False, "marks": False, "density": "compact"}
    assert code_of(with_settings(source, **same)) == code_of(source)
    assert code_of(with_settings(source, without=("actors",))) != code_of(source)
    reminder = Reminder(None, Text("Remember this."))
    other = replace(source.summaries[0], remember=(reminder,))
    assert code_of(replace(source, summaries=(other,))) != code_of(source)


def test_every_part_has_a_name_that_packs_know():
    """Parts, names and the order of codes say the same; sources are behind the topics, and limits
    are with them in a code.
    """
    names = [part.name for part in parts.PARTS]
    assert {*names, "sources"} == set(BRIEFING_PARTS)
    assert set(parts.ORDER_OF_CODES) == set(names) - {"limits"}


@pytest.mark.parametrize("place", [(0, 0), (1, 1)])
def test_a_comparison_with_a_blank_anywhere_is_one_to_fill_in(sources, place):
    """Students get room to write in its cells, wherever the blank is; the teacher's copy, which has
    what fills it, and a comparison without blanks do not.
    """
    text = Text("A word")

    def is_to_fill_in(blank: tuple[int, int] | None, teacher: bool) -> bool:
        rows = tuple(
            GridRow(text, tuple(GridCell(text, blank == (row, column)) for column in (0, 1)))
            for row in (0, 1)
        )
        source = replace(sources["frozen-conflicts"], teacher=teacher)
        summary = replace(source.summaries[0], grids=(Comparison(text, (text, text), rows),))
        blocks = repr(teaching.grids(source.topic(summary, source.list_style)))
        assert blocks.count("Table(") == 1
        return "style='blanks'" in blocks

    assert is_to_fill_in(place, teacher=False) and not is_to_fill_in(place, teacher=True)
    assert not is_to_fill_in(None, teacher=False)


def headings(source) -> list[str]:
    """The headings of a briefing in one column, in their order."""
    blocks = documents.briefing(source, "C", source.list_style).blocks
    return ["".join(s.text for s in b.runs) for b in blocks if isinstance(b, Heading)]


def test_parts_are_printed_in_the_order_of_the_pack_and_no_others(sources):
    """What a pack lists comes in its order; what it leaves out leaves no heading."""
    source = with_settings(sources["frozen-conflicts"], parts=("glossary", "summary"))
    assert headings(source) == ["Glossary", "Summary"]
    without = with_settings(sources["frozen-conflicts"], without=("glossary",))
    assert "Glossary" not in headings(without) and "Summary" in headings(without)


def test_each_term_is_explained_once(sources):
    """With a margin a term is beside the text or in the glossary, never both, and none is lost."""
    source = sources["frozen-conflicts"]
    shown = " ".join(text_preview(documents.briefing(source, "C", source.style)).split())
    for term in source.summaries[0].glossary:
        assert shown.count(" ".join(term.definition.plain.split())) == 1, term.term.plain


def placed(pages) -> list[tuple[int, float, float]]:
    """Of every note its page, its top and its lower edge."""
    edges: dict[int, list[tuple[int, float, float]]] = {}
    for number, page in enumerate(pages):
        for each in page:
            if each.note is not None and not each.line.leaves_margin and not each.line.floats:
                edge = number, each.down, each.down + each.line.height
                edges.setdefault(each.note, []).append(edge)
    return [(e[0][0], min(t for _, t, _ in e), max(b for _, _, b in e)) for e in edges.values()]


def text_line(*heights: float, glue: float = 1.0) -> Line:
    """A paragraph of one line, with notes of so many points."""
    notes = tuple(Note((Line(tall),), tall, below=(Line(7.0),), gap=2.0) for tall in heights)
    return Line(10.0, notes=notes, leaves_margin=True, glue=glue)


HEADING = text_line()._replace(bookmark=(2, "Section"), after=AVOID_BREAK)
DRIFT = Drift(20.0, 40.0, 5.0)


def set_with_notes(lines: list[Line]):
    """The pages of lines with their notes, and which of these are below their section."""
    counted, below = numbered(lines), frozenset()
    while True:
        pages = paginate(with_notes_below(counted, below), 100.0)
        pages, homeless = place_notes(pages, 100.0, 5.0, DRIFT)
        if not homeless:
            return pages, below
        below |= homeless


@pytest.mark.parametrize(
    "heights", [[[30], [30], [30]], [[95]], [[40, 40], [], [40]], [[60], [60], [60], [60]]]
)
def test_notes_never_overlap_nor_leave_their_page(heights):
    """However many there are: each is on a page once, in the margin below the one before and near
    its line, or below the text; none reaches over a page's end.
    """
    pages, below = set_with_notes([text_line(*own) for own in heights] + [text_line()] * 5)
    notes = placed(pages)
    assert len(notes) + len(below) == sum(len(own) for own in heights)
    for before, after in zip(sorted(notes), sorted(notes)[1:], strict=False):
        assert before[0] < after[0] or before[2] + 5.0 <= after[1] + 0.01
    assert all(bottom <= 100.01 for _, _, bottom in notes)
    shown = [each.note for page in pages for each in page if each.note is not None]
    assert sorted(shown) == list(range(sum(len(own) for own in heights)))


def test_no_note_is_beside_what_is_as_wide_as_the_page():
    """A note that has no room above a wide line is below its text and above that line."""
    pages, below = set_with_notes([text_line(30), Line(20.0), *[text_line()] * 4])
    assert below == {0} and not placed(pages)
    assert [each.line.height for each in pages[0]][:3] == [10.0, 7.0, 20.0]


def test_no_note_is_beside_the_next_section():
    """What the margin of a section has no room for is below its text, in the order of its lines:
    before the next heading, and where it would be far from its line as well.
    """
    pages, below = set_with_notes([text_line(18, 30), HEADING, *[text_line()] * 6])
    heading = next(each.down for each in pages[0] if each.line.bookmark)
    assert below == {0, 1} and not placed(pages)
    assert [each.note for each in pages[0] if each.down < heading] == [None, 0, 1]
    pages, below = set_with_notes([text_line(30), text_line(30), text_line(8), *[text_line()] * 5])
    assert below == {2} and [note[1] for note in placed(pages)] == [0.0, 35.0]
    # The control: where notes may be anywhere in their section, this one is in the margin.
    anywhere = place_notes(
        paginate(numbered([text_line(30), *[text_line(8)] * 4]), 100.0),
        100.0,
        5.0,
        Drift(99.0, 99.0, 99.0),
    )
    assert anywhere[1] == frozenset() and len(placed(anywhere[0])) == 5


def test_other_notes_give_way_to_one_that_stays():
    """A date is beside its paragraph; the note above it that reaches so far is below the section."""
    date = text_line(8)
    date = date._replace(notes=tuple(note._replace(below=()) for note in date.notes))
    pages, below = set_with_notes([text_line(40), date, *[text_line()] * 5])
    assert below == {0} and placed(pages) == [(0, 11.0, 19.0)]


def with_a_figure(behind: list[Line]) -> list[Line]:
    """Half a page, a figure of more than half a page, and what is behind it."""
    figure = [Line(60.0, floats=FIRST, after=NO_BREAK), Line(5.0, floats=FURTHER)]
    return [text_line(glue=0.01)] * 5 + figure + behind


def test_what_floats_waits_for_the_next_page_while_text_goes_on():
    """A figure that no longer fits is at the top of the next page; never in another chapter."""
    lines = with_a_figure([text_line(glue=0.01)] * 9)
    pages = paginate(lines, 101.0)
    assert [round(p.line.height) for p in pages[0]] == [10] * 10
    assert [round(p.line.height) for p in pages[1]][:3] == [60, 5, 10]
    lines[6] = lines[6]._replace(after=NEW_PAGE)
    assert [round(p.line.height) for p in paginate(lines, 100.0)[0]] == [10] * 5


def test_what_floats_is_between_paragraphs():
    """A paragraph that would go on below a figure is below it whole, and no sentence is parted."""
    paragraph = [*[text_line(glue=0.0)] * 2, text_line(glue=0.01)]
    pages = paginate(with_a_figure(paragraph * 3), 101.0)
    assert [len(page) for page in pages] == [8, 5, 3]
    assert pages[1][0].line.floats and not pages[0][-1].line.floats
    # The control: lines that are paragraphs fill the page.
    pages = paginate(with_a_figure([text_line(glue=0.01)] * 9), 101.0)
    assert len(pages[0]) == 10


def test_only_running_text_passes_what_floats():
    """A table that would go on behind a figure stays behind it whole, with its heading: its end
    would be under the figure's heading.
    """
    heading, row = text_line()._replace(after=AVOID_BREAK), Line(10.0)
    pages = paginate(with_a_figure([*[text_line()] * 2, heading, *[row] * 4]), 100.0)
    assert [round(p.line.height) for p in pages[0]] == [10] * 7
    assert [round(p.line.height) for p in pages[1]][:4] == [60, 5, 10, 10]
    pages = paginate(with_a_figure([heading, *[row] * 6]), 100.0)
    assert [len(page) for page in pages] == [5, 5, 4]


def test_a_screen_reader_meets_notes_behind_their_paragraph():
    """In the structure tree a note follows its own paragraph, wherever it is painted."""
    noted = [
        WithNotes(
            (Paragraph(spans(f"Paragraph {n} " + "goes on and on " * 30)),),
            (MarginNote((Paragraph(spans(f"Note {n}")),)),),
        )
        for n in range(3)
    ]
    document = Document("T", "en", HeaderFooter(), tuple(noted), reading="standard")
    data = render_documents([document], LOOKS["standard"]["standard"], SHEETS["A4"])[0].data
    with pikepdf.open(BytesIO(data)) as pdf:
        roles = [str(kid.S) for kid in pdf.Root.StructTreeRoot.K.K]
    assert roles == ["/P", "/Div"] * 3


def squeezed(words: str) -> str:
    """Words without what lines part them by."""
    return "".join(words.replace("\u00ad", "").split())


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_every_note_of_a_briefing_is_read_before_the_next_paragraph(sources, pack, sheet):
    """A screen reader meets each paragraph, then its notes and marks in their order, then the next
    paragraph, through the whole file, though notes drift and figures float; the file is sound.
    """
    source = sources[pack]
    document = documents.briefing(source, "C", source.style)
    data = render_documents([document], LOOKS["standard"]["standard"], SHEETS[sheet])[0].data
    assert problems(data) == []
    said = squeezed("".join(text for _, text in read_aloud(data)))
    at = notes = 0
    for block in document.blocks:
        for inner in block.as_read if isinstance(block, WithNotes) else ():
            if isinstance(inner, Paragraph) and not any(run.mark for run in inner.runs):
                words = squeezed("".join(run.text for run in inner.runs))
                found = said.find(words, at)
                assert found >= 0, words
                # Between a paragraph and its notes there is nothing but its marks.
                if isinstance(block, WithNotes) and inner not in block.blocks:
                    assert found - at < 80, words
                    notes += 1
                at = found + len(words)
    assert notes >= 20


def test_without_a_margin_the_text_has_its_width(sources):
    """Where a pack wants no notes beside the text, its lines are as long as the page is wide: the
    column of the notes was left empty.
    """
    summary = squeezed(" ".join(c.text.plain for c in sources[PACKS[0]].summaries[0].summary))

    def longest_line(margin: bool) -> int:
        source = with_settings(sources[PACKS[0]], parts=("summary",), margin=margin)
        document = documents.briefing(source, "C", source.style)
        (file,) = render_documents([document], LOOKS["standard"]["standard"], SHEETS["A4"])
        assert not problems(file.data)
        lines = PdfReader(BytesIO(file.data)).pages[0].extract_text().splitlines()
        return max(len(line) for line in lines if squeezed(line) in summary)

    assert longest_line(margin=False) > 1.3 * longest_line(margin=True)


def test_bookmarks_lead_down_the_pages(sources):
    """Each heading has one, in the order in which they are on the pages, whatever floats."""
    source = sources["course-review"]
    document = documents.briefing(source, "C", source.style)
    data = render_documents([document], LOOKS["standard"]["standard"], SHEETS["A4"])[0].data
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        with pdf.open_outline() as outline:
            marks = [
                (mark.title, pages[mark.destination[0].objgen])
                for root in outline.root
                for mark in (root, *walked(root))
            ]
    headings = [text for path, text in read_aloud(data) if path[-2:] in ("H1", "H2", "H3")]
    assert sorted(squeezed(title) for title, _ in marks) == sorted(map(squeezed, headings))
    for (_, before), (title, page) in pairwise(marks):
        assert before <= page, title


def walked(mark) -> Iterator:
    """The bookmarks below one, each before those below it."""
    for inner in mark.children:
        yield inner
        yield from walked(inner)


def test_a_note_that_holds_is_on_the_page_of_its_blocks():
    """The objectives are beside the summary, wherever this begins: what has no room for both goes
    to the next page with them.
    """
    words = spans("goes on and on " * 60)
    whole = WithNotes(
        (Paragraph((*spans("FIRST "), *words)), Paragraph((*spans("LAST "), *words))),
        (MarginNote((Paragraph(spans("NOTE " + "note " * 120)),), holds=True),),
    )
    for count in range(24, 44, 2):
        filler = (Paragraph(spans("filler")),) * count
        document = Document("T", "en", HeaderFooter(), (*filler, whole), reading="standard")
        data = render_documents([document], LOOKS["standard"]["standard"], SHEETS["A4"])[0].data
        pages = [
            number
            for number, text in enumerate(extracted(data))
            for word in ("FIRST", "LAST", "NOTE")
            if word in text
        ]
        assert len(pages) == 3 and len(set(pages)) == 1, count


def test_mutual_relations_are_said_once_in_one_column(sources):
    """Where relations are a list, what each of two is to the other is a line, and not two; what is
    not the same in both directions has a line for each.
    """
    links = (("A", "B", "arms"), ("B", "A", "partner of"), ("B", "A", "arms"), ("A", "C", "backs"))
    links += (("C", "B", "arms"), ("A", "B", "partner of"), ("B", "C", "backs"))
    source = sources["frozen-conflicts"]
    relations = tuple(Relation(*link, ()) for link in links)
    topic = source.topic(replace(source.summaries[0], relations=relations), source.list_style)
    (listed,) = (block for block in parts.relations(topic) if isinstance(block, Bullets))
    said = [entry.runs[0].text for (entry,) in listed.entries if isinstance(entry, Paragraph)]
    assert said == [
        "A and B, each to the other: arms, partner of",
        "A to C: backs",
        "C to B: arms",
        "B to C: backs",
    ]


def test_limits_of_several_topics_are_with_the_source(sources):
    """What several topics have in common is printed once, and not under a second heading like that
    of the last topic; without the sources it has one.
    """
    source = sources["course-review"]
    (shared,) = {
        text.plain
        for text in source.summaries[0].limits
        if all(text in summary.limits for summary in source.summaries)
    }
    heading = source.catalog("limits")
    for printed, headings in ((("limits", "sources"), 3), (("limits",), 4)):
        chosen = with_settings(source, parts=printed)
        shown = text_preview(documents.briefing(chosen, "C", source.style))
        assert " ".join(shown.split()).count(shared) == 1
        assert shown.count(f"{heading}\n") == headings


def test_contents_lead_to_the_pages_where_chapters_begin(sources):
    """Each entry of the list of contents is a link to its chapter, whose page it names."""
    source = sources["course-review"]
    document = documents.briefing(source, "C", source.style)
    data = render_documents([document], LOOKS["standard"]["standard"], SHEETS["A4"])[0].data
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = [page.objgen for page in pdf.pages]
        links = [note.Dest[0].objgen for note in pdf.pages[0].Annots if "/Dest" in note]
    begun = [pages.index(link) for link in links]
    assert len(begun) == 3 and begun == sorted(set(begun)) and begun[0] >= 1


def test_numbers_of_a_list_are_as_large_as_its_text():
    """The number of a claim in small type is small, that of a question in larger type is larger."""
    sizes = {}
    for role in ("small", "body"):
        block = Bullets(((Paragraph(spans("Claim"), role),),), numbered=True)
        document = Document("T", "en", HeaderFooter(), (block,), reading="standard")
        data = render_documents([document], LOOKS["standard"]["standard"], SHEETS["A4"])[0].data
        found = {}
        PdfReader(BytesIO(data)).pages[0].extract_text(
            visitor_text=lambda text, cm, tm, font, size, found=found: found.update(
                {text.strip(): round(size * tm[0], 2)}
            )
        )
        assert found["1."] == found["Claim"], role
        sizes[role] = found["1."]
    assert sizes["small"] < sizes["body"]


@pytest.mark.parametrize("profile", ["clear-print", "large-print", "dyslexia"])
def test_a_claim_is_on_the_page_of_its_reasons(sources, profile):
    """Wherever an argument begins in one column, its claim and how sure it is are above its first
    reason, and not alone at the foot of a page; each reason is on one page with its lines.
    """
    source = sources["frozen-conflicts"]
    own = parts.arguments(source.topic(source.summaries[0], source.list_style))
    parted = 0
    for count in range(12, 40, 3):
        filler = (Paragraph(spans("filler")),) * count
        document = Document("T", "en", HeaderFooter(), (*filler, *own), splits=True)
        data = render_documents([document], LOOKS["standard"][profile], SHEETS["A4"])[0].data
        pages = [squeezed(text) for text in extracted(data)]
        claims = [n for n, text in enumerate(pages) if "Howsure:Saidflatly,without" in text]
        reasons = [n for n, text in enumerate(pages) if "Armedforcesfoughteachother" in text]
        assert claims == reasons != [], count
        assert all(text.count("Reason:") == text.count("Stepthatisnot") for text in pages)
        parted += "filler" not in pages[claims[0]]
    assert parted


def test_an_argument_is_a_list_in_one_column(sources):
    """Its reasons are not in three narrow columns there: below each is what it rests on, and lines
    as long as the text for a step to write.  A text to listen to says the claim once.
    """
    source = sources["frozen-conflicts"]
    topic = source.topic(source.summaries[0], source.list_style)
    document = Document("T", "en", HeaderFooter(), (*parts.arguments(topic),), reading="standard")
    for profile in ("clear-print", "large-print", "dyslexia"):
        data = render_documents([document], LOOKS["standard"][profile], SHEETS["A4"])[0].data
        heard = [(path, text) for path, text in read_aloud(data) if "Step that" in text]
        assert len(heard) == 5 and all("/L/LI/LBody" in path for path, _ in heard), profile
    shown = accessible_text(document, source.catalog)
    assert shown.count("Serbia and Azerbaijan have indirectly") == 1
    assert "Step that is not stated (1): (3 lines)" in shown and "Table:" not in shown


@pytest.mark.parametrize("profile", ["clear-print", "large-print", "dyslexia"])
def test_what_a_paragraph_rests_on_is_nearer_to_it_than_to_the_next(profile):
    """Who reads in one column sees to which paragraph a line on its facts belongs."""
    blocks = [Paragraph(spans("First")), Paragraph(spans("Remark"), "remark")]
    document = Document("T", "en", HeaderFooter(), (*blocks, Paragraph(spans("Next"))))
    data = render_documents([document], LOOKS["standard"][profile], SHEETS["A4"])[0].data
    heights = {}
    PdfReader(BytesIO(data)).pages[0].extract_text(
        visitor_text=lambda text, cm, tm, font, size: heights.update({text.strip(): tm[5]})
    )
    above = heights["First"] - heights["Remark"]
    below = heights["Remark"] - heights["Next"]
    assert below > 1.15 * above


def test_a_text_to_read_is_set_closer_where_that_saves_its_last_page(monkeypatch):
    """Lines a little closer, then smaller type, save a page of a few lines, and nothing is lost;
    a text that fills its last page is set as usual, and so is one in large type.
    """
    look, sheet = LOOKS["standard"]["standard"], SHEETS["A4"]

    def set_in(count, tighter):
        words = (Paragraph(spans("goes on and on " * 30)),) * count
        document = Document("T", "en", HeaderFooter(), words, reading="standard")
        own = replace(styles._READING, tighter=tighter)
        monkeypatch.setitem(styles._TEXTS_TO_READ, "standard", own)
        styles._look.cache_clear()
        data = render_documents([document], look, sheet)[0].data
        return [text.count("goes") for text in extracted(data)]

    tighter = styles._READING.tighter
    saved = 0
    for count in range(14, 22):
        usual, closer = set_in(count, ()), set_in(count, tighter)
        assert sum(usual) == sum(closer) == 30 * count
        saved += len(closer) < len(usual)
        if usual[-1] > 0.6 * usual[0]:
            assert closer == usual
    assert saved
    for profile in ("clear-print", "large-print", "dyslexia"):
        assert not list(LOOKS["standard"][profile].tightened())


def test_the_look_that_saves_most_pages_of_a_text_is_taken(monkeypatch):
    """Of two chapters one needs smaller type to save a page, the other lines a little closer: the
    first look that saves both pages is taken, not the first that saves one, and not the closest.
    """
    chapters = []
    for count in (33, 34):
        chapters.append(TitleBand(spans("Chapter"), number="2", level=2, running="Chapter"))
        chapters += (Paragraph(spans("goes on and on " * 10)),) * count
    document = Document("T", "en", HeaderFooter(), tuple(chapters), reading="standard")

    def set_in(*tighter):
        own = replace(styles._READING, tighter=tighter)
        monkeypatch.setitem(styles._TEXTS_TO_READ, "standard", own)
        styles._look.cache_clear()
        look = LOOKS["standard"]["standard"], SHEETS["A4"]
        data = render_documents([document], *look)[0].data
        return data, len(extracted(data))

    tighter = styles._READING.tighter
    tighter += (replace(tighter[-1], leading=0.6),)
    alone = [set_in(step) for step in tighter]
    assert alone[-1] != alone[-2] and alone[-1][1] == alone[-2][1]
    most, least = alone[0][1], min(count for _, count in alone)
    usual = set_in()[1]
    assert least < most < usual
    first = next(data for data, count in alone if count == least)
    assert set_in(*tighter) == (first, least)
