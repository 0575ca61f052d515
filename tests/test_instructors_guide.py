"""The instructor's guide: what it says, where it goes, and what it knows of printing and of earlier
editions.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from click.testing import CliRunner

from generator import documents, editions
from generator.checks.run import check
from generator.cli import main
from generator.content.blueprint import Blueprint, Cell, Range
from generator.content.fields import Reference
from generator.content.model import PrintedLook
from generator.documents import BRIEFING, CLASS_SET, CROSSWALK, KEY_PAGE, PAPER
from generator.documents.class_set import ClassSet
from generator.documents.guide.model import Before, Change, Opposed, Planned, Printing, PrintPlan
from generator.editions.arrange import arrange
from generator.editions.edition import DRAFT
from generator.editions.quiz import RevisionNote, Void
from generator.editions.store import find_edition, record_handout
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Document, HeaderFooter, KeyTable, PlanRow, Table
from generator.problems import NOWHERE
from generator.render.text import text_preview
from generator.storage.files import ProjectFiles
from generator.workflows.build.guide import (
    compose_guide,
    guide_document,
    guide_values,
    handed_out_before,
    planned_sections,
    print_plan,
)
from generator.workflows.build.outputs import ComposedFile, OutputFile, PrintedPages
from generator.workflows.project import LoadedProject
from tests.edition_values import edition_of

CODE = "7K3Q-2M4X"
EN = load_catalog("en")
PLAN = PrintPlan(
    "A4",
    "duplex",
    (
        Printing("paper", "A", "standard", 7, 16),
        Printing("paper", "B", "standard", 7, 15),
        Printing("paper", "A", "large-print", 12, 1),
        Printing("briefing", "", "standard", 3, 32),
    ),
    (
        ("paper", ("harbour-A.pdf", "harbour-B.pdf")),
        ("crosswalk", ("harbour-crosswalk-KEY-r2.csv",)),
    ),
    gathered=True,
)
BEFORE = (
    Before(
        CODE,
        (("2026-03-02", "Year 2", 28), ("2026-03-09", "", 1)),
        (Change("hr-year", 2, 2, ("answer",)),),
        lines=("hr-year (question 2 on A)", "  key: was ‘2018’, is now ‘2019’"),
    ),
    Before(
        "M2XW-90TC",
        (("2025-03", "Year 1", 30),),
        (Change("hr-asked", 0, 1, ("new",)), Change("hr-old", 3, 0, ("gone",))),
        True,
        True,
    ),
)


@pytest.fixture(scope="module")
def reading(harbour, loaded):
    """The small project as a build reads it."""
    return LoadedProject(loaded(harbour).content, (), ("harbour",))


@pytest.fixture(scope="module")
def made(reading):
    """Makes the guide's values for the small quiz in a number of forms."""

    def run(forms=2, **given):
        pack = replace(reading.pack("harbour"), forms=forms)
        quiz = arrange(pack, reading.content)
        edition = edition_of(quiz.view, quiz.key, given.pop("note", 2), CODE)
        values = {"plan": PLAN, "before": BEFORE, **given}
        return guide_values(pack, reading.content, edition, **values)

    return run


def said(guide):
    """The guide as text on one line."""
    return " ".join(text_preview(guide_document(guide)).split())


def test_the_guide_says_this(made, golden):
    """All parts of a guide, with a blueprint, earlier editions and a plan for printing, as in the
    golden file.
    """
    planned = (
        Planned(
            0,
            (
                PlanRow("points in all", "3..4", "3½", 3, 4, 3.5),
                PlanRow("points: hr-claims, understand", "1..", "1½", 1, 1.5, 1.5),
            ),
        ),
    )
    golden("guide.txt", text_preview(guide_document(made(planned=planned))))


@pytest.mark.parametrize(
    ("closer", "sentence"),
    [
        ((80, 0, 0, 0, 0), "set closer to save room: space between questions at 80% of the usual."),
        (
            (100, 5, 10, 10, 2),
            "set closer to save room: lines 0.5 pt closer, text and rules of tables 1.0 pt closer, "
            "options 1.0 pt closer, up to 2 lines fewer to write on in a question.",
        ),
        ((), ""),
    ],
)
def test_the_guide_says_by_how_much_a_paper_is_set_closer(made, closer, sentence):
    """What saved a page or a turn of a leaf, in a sentence; none where all is as usual."""
    paper = Printing("paper", "A", "standard", 2, 1, (90, 80), closer=closer)
    text = said(made(plan=replace(PLAN, documents=(paper,))))
    assert "How full the pages are: 90%, 80%." in text
    assert sentence in text and ("closer" in text) is bool(sentence)


@pytest.mark.parametrize(
    ("levels", "points"),
    [
        ((("remember", 3), ("", 5)), "3"),
        ((("remember", 3), ("apply", 5)), "3"),
        ((("apply", 3), ("", 5)), "0"),
        ((("", 8),), None),
        ((), None),
    ],
)
def test_recall_is_told_where_a_question_says_its_level(made, levels, points):
    """Be it that others do not; where none does, nothing is said of recall."""
    guide = made()
    levels = tuple((level, Fraction(amount)) for level, amount in levels)
    text = said(replace(guide, content=replace(guide.content, levels=levels)))
    assert ("Questions that only test memory are worth" in text) is (points is not None)
    assert points is None or f"Questions that only test memory are worth {points} of" in text


def test_a_plan_says_what_to_do_with_sources_where_there_are_some(made):
    """Be there other documents or not; without a booklet of sources nothing is said of one."""
    sources = Printing("sources", "", "standard", 2, 32)
    for documents_of_plan in ((*PLAN.documents, sources), (sources,)):
        text = said(made(plan=replace(PLAN, documents=documents_of_plan)))
        assert EN("plan-sources") in text
    assert EN("plan-sources") not in said(made(plan=PLAN))


def test_every_page_says_that_it_is_for_instructors(made):
    """The banner of a key stands at the head, code and revision in the foot, KEY in the files'
    names; a draft has no code.
    """
    made_now = guide_document(made())
    assert (
        made_now.header_footer.banner == EN("key-banner")
        and made_now.header_footer.foot == f"{CODE} · r2"
    )
    assert made_now.label == "guide"
    draft = replace(made(), code=DRAFT)
    assert guide_document(draft).header_footer.watermark == EN("draft")
    assert EN("draft-notice") in said(draft)


def test_every_table_is_whole(made):
    """Each row has a cell for each head, in guides of one form, of six, of more, and of more than a
    guide shows.
    """
    seen = 0
    for forms in (1, 6, 7, 30):
        for block in guide_document(made(forms)).blocks:
            if isinstance(block, Table):
                seen += 1
                assert {len(block.head), len(block.widths)} == {len(row) for row in block.rows} | {
                    len(block.widths)
                }
    assert seen > 40


@pytest.mark.parametrize(("forms", "shown"), [(1, 1), (6, 6), (7, 7), (24, 24), (25, 6)])
def test_up_to_24_forms_stand_in_the_crosswalk(made, forms, shown):
    """Up to 24 forms are shown; of more the first six, and the guide says where all of them are."""
    (table,) = (
        block for block in guide_document(made(forms)).blocks if isinstance(block, KeyTable)
    )
    assert len(table.forms) == shown
    assert {len(row.answers) for row in table.rows} == {shown}
    assert ("harbour-crosswalk-KEY-r2.csv has all of them" in said(made(forms))) == (forms > 24)
    assert (EN("crosswalk-many", n=25, shown=6) in said(made(forms, plan=None))) == (forms > 24)


def test_the_crosswalk_says_what_questions_are_about_where_any_says_it(made):
    """The column has its head if one question has an objective, a level or a difficulty, and none
    where no question has any.
    """
    bare = tuple(replace(row, objective="", level="", difficulty="") for row in made().crosswalk)
    last = replace(bare[-1], level="apply")
    head = EN.list("crosswalk-head")[1]
    for rows, expected in ((bare, ""), ((*bare[:-1], last), head)):
        blocks = guide_document(replace(made(), crosswalk=rows)).blocks
        (table,) = (block for block in blocks if isinstance(block, KeyTable))
        assert table.head[1] == expected


def test_letters_of_many_forms_are_told_as_a_range(made):
    """Of few forms every pair is told, of more the least, mean and most; letter counts of many
    forms as a range, from the least to the most.
    """
    agreement = replace(made(30).agreement, letters=(("A", (*range(3, 32), 2)),))
    ranged = said(replace(made(30), agreement=agreement))
    assert EN("guide-range", first=2, last=31) in ranged
    few, more, many = said(made(2)), said(made(6)), said(made(30))
    assert "A and B Same number" in few and EN.list("agreement-spread")[0] not in few
    assert EN.list("agreement-spread")[0] in more and "Form F A:" in more
    assert EN("agreement-forms", n=30) in many and "Form 030 A:" not in many
    assert EN("agreement-by-item") not in said(made(1))


def test_a_void_question_is_marked(made):
    """A question that was dropped after the sitting has no key in the crosswalk, and the front says
    what it was worth.
    """
    guide = made(note=RevisionNote(2, (1,), voids=(Void(0, 0, "none"),)))
    row = next(row for row in guide.crosswalk if row.void)
    (table,) = (block for block in guide_document(guide).blocks if isinstance(block, KeyTable))
    shown = next(shown for shown in table.rows if shown.question[0].text == row.item)
    assert shown.answers[0] == (row.label(0), EN("void-short"))
    assert EN(
        "void-total",
        counting=f"{'33' if row.points == Fraction(3, 2) else '33½'} points",
        printed="34½",
    ) in said(guide)


def test_what_is_not_known_is_not_told(made):
    """Without a plan nothing is said of printing; without pages no sheets; without knowledge of
    printings nothing of changes.
    """
    bare = said(made(plan=None, before=None))
    assert EN("plan") not in bare and EN("before") not in bare
    unset = said(made(plan=replace(PLAN, documents=(Printing("paper", "A", "standard", 0, 3),))))
    assert EN("plan-unknown") in unset and EN("plan-total") not in unset
    assert EN("before-none") in said(made(before=()))
    assert EN("before-lost") in said(
        made(before=(Before("M2XW-90TC", (("2025", "", 3),), readable=False),))
    )
    assert EN("before-same") in said(made(before=(Before(CODE, (("2025", "", 3),)),)))
    assert EN("before-same") not in said(made())


@pytest.mark.parametrize(
    ("sides", "sheets", "total"),
    [("duplex", (4, 6, 2), 4 * 31 + 6 + 2 * 32), ("simplex", (7, 12, 3), 7 * 31 + 12 + 3 * 32)],
)
def test_sheets_are_counted(made, sides, sheets, total):
    """A copy takes whole sheets: half its pages where both sides are printed, a half sheet counting
    as one.
    """
    shown = said(made(plan=replace(PLAN, sides=sides)))
    for count in sheets:
        assert f"Sheets per copy: {count} " in shown
    assert f"Sheets in all: {total} " in shown
    assert (EN("plan-duplex", paper="A4") in shown) == (sides == "duplex")


def test_a_plan_counts_what_a_class_set_holds(reading):
    """Copies in a class set count for the documents in it, in their profiles; what is printed by
    itself counts too.
    """

    def file(kind, form, content, copies=0, profile="standard"):
        output = OutputFile("h", kind, CODE, form, profile=profile)
        return ComposedFile(output, content, copies)

    a, b, briefing, key = (Document(title, "en", HeaderFooter(), ()) for title in "ABCD")
    bound = ClassSet(((a, "standard"), (b, "standard"), (a, "standard")), "T", "en", "blank")
    files = [
        file(CLASS_SET, "", bound, 3),
        file(PAPER, "A", a),
        file(PAPER, "B", b),
        file(BRIEFING, "", briefing, 3),
        file(PAPER, "A", a, 0, "large-print"),
        file(PAPER, "A", a, 0, "plain-text"),
        file(KEY_PAGE, "", key),
    ]
    plan = print_plan(
        files,
        {files[1].path: PrintedPages(4)},
        reading.pack("harbour").printing,
        [OutputFile("h", CROSSWALK, CODE, revision=2)],
    )
    assert plan.documents == (
        Printing("paper", "A", "standard", 4, 2),
        Printing("paper", "B", "standard", 0, 1),
        Printing("briefing", "", "standard", 0, 3),
        Printing("paper", "A", "large-print", 0, 0),
    )
    assert plan.files == (
        ("class-set", (f"h-{CODE}-class-set.pdf",)),
        ("paper", (f"h-{CODE}-A.pdf", f"h-{CODE}-B.pdf")),
        ("briefing", (f"h-briefing-{CODE}.pdf",)),
        ("key-page", (f"h-{CODE}-page-KEY.pdf",)),
        ("crosswalk", (f"h-{CODE}-crosswalk-KEY-r2.csv",)),
    )
    assert (plan.paper, plan.sides, plan.gathered) == ("Letter", "simplex", False)


def test_blueprints_are_told_as_planned_and_met(reading):
    """Of a section with a blueprint every requirement is named, with what was planned and what the
    items have.
    """
    pack = reading.pack("harbour")
    cells = (
        Cell(
            Range(Fraction(1), Fraction(2)),
            Reference("hr-claims", NOWHERE),
            ("understand", "analyse"),
        ),
        Cell(Range(Fraction(5)), levels=("remember",)),
    )
    blueprint = Blueprint(
        (),
        Range(Fraction(3)),
        Range(Fraction(3), Fraction(3)),
        cells,
        (("single", Range(Fraction(1))),),
        (("easy", Range(Fraction(2))),),
    )
    drawn = replace(
        pack, sections=(replace(pack.sections[0], blueprint=blueprint), *pack.sections[1:])
    )
    assert planned_sections(pack, reading.content, EN) == ()
    (found,) = planned_sections(drawn, reading.content, EN)
    assert found.section == 0
    assert [(row.name, row.met) for row in found.rows] == [
        ("points in all", "3½"),
        ("questions in all", "3"),
        ("points: hr-claims, understand, analyse", "2½"),
        ("points: remember", "1"),
        ("questions: One option", "2"),
        ("questions: easy", "1"),
    ]


def test_no_claim_stands_without_what_belongs_beside_it(made):
    """Each fact is told once; a counterpart that was shown already is named, be its claim in the
    table of pairs or below it.
    """
    guide = made()
    facts = {one.fact.id: one for one in guide.evidence}
    assert set(facts) == {"hr-01", "hr-02", "hr-03"}
    opposed = (
        Opposed(("hr-02",), ("hr-03",)),
        Opposed(("hr-02",), ("hr-03",)),
        Opposed(("hr-01",), ("hr-03",)),
    )
    shown = said(replace(guide, opposed=opposed))
    evidence = shown[shown.index(EN.list("opposed-head")[0]) :]
    assert "[claim] by the harbour office, 2019 to 2020 (show with hr-03) Questions" in evidence
    assert evidence.index("hr-02") < evidence.index("→ hr-03")  # each in a row of its own
    assert (
        "Fact: hr-01 Status, who and when: [reported], March 2019 (show with hr-03) Where"
        in evidence
    )
    assert evidence.count("The union denies") == evidence.count("says that CO_2 fell") == 1
    assert "; beside it" not in said(guide)


def test_minutes_are_those_of_the_checks(reading, made):
    """The guide and the check that warns of too little time count the same minutes."""
    minutes = sum(one.minutes for one in made().efforts)
    short = replace(reading.pack("harbour"), duration=1)
    content = replace(reading.content, packs={"harbour": short})
    told = [problem.message for problem in check(content) if problem.rule == "over-time"]
    assert told and told[0].startswith(f"the items take about {minutes:.0f} minutes")


@pytest.fixture
def root(tmp_path, harbour, reading):
    """The small project on disk, with the record of its edition."""
    quiz = arrange(reading.pack("harbour"), reading.content)
    record = editions.make_record(quiz.view)
    revision = editions.revise(record.code, [], quiz.key)
    files = {path: text.encode() for path, text in harbour.items()}
    files[editions.record_name("harbour", record.code)] = record.data
    files[editions.revision_name("harbour", record.code, revision.hash)] = revision.data
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path, record.code


def test_what_changed_since_the_last_printing(root, reading, harbour, loaded):
    """Nothing is printed at first; then the edition itself is told; after a change of the bank the
    old one with its items.
    """
    folder, code = root
    project, quiz = ProjectFiles(folder), arrange(reading.pack("harbour"), reading.content)

    def before(quiz, code=code, pack="harbour"):
        return handed_out_before(project, edition_of(quiz.view, quiz.key, 1, code, pack))

    assert before(quiz) == ()
    with project.lock():
        record_handout(
            project,
            find_edition(project, code).edition,
            "Year 2",
            "2026-03-02",
            28,
            PrintedLook("standard"),
        )
    (same,) = before(quiz)
    assert (same.code, same.handouts, same.changes, same.lines) == (
        code,
        (("2026-03-02", "Year 2", 28),),
        (),
        (),
    )
    bank = (
        harbour["questions/harbour.yaml"]
        .replace("key: '2019'", "key: '2017'")
        .replace("- text: '2017'", "- text: '2019'")
    )
    content = loaded({**harbour, "questions/harbour.yaml": bank}).content
    corrected = arrange(content.packs["harbour"], content)
    (same,) = before(corrected)
    assert [(one.item, one.kinds) for one in same.changes] == [
        ("hr-year", ("answer",))
    ] and not same.rearranged
    assert any("was ‘2019’, is now ‘2017’" in line for line in same.lines)
    argued = harbour["questions/harbour.yaml"].replace("rationale: ", "rationale: Indeed. ")
    reworded = loaded({**harbour, "questions/harbour.yaml": argued}).content
    turned = tuple(
        replace(section, items=section.items[::-1])
        for section in reworded.packs["harbour"].sections
    )
    now = arrange(replace(reworded.packs["harbour"], sections=turned), reworded)
    (many,) = before(now, editions.make_record(now.view).code)
    numbers = [one.new for one in many.changes]
    assert len(numbers) > 3 and numbers == sorted(numbers)
    pack = content.packs["harbour"]
    less = replace(
        pack,
        sections=(replace(pack.sections[0], items=pack.sections[0].items[1:]), *pack.sections[1:]),
    )
    shorter = arrange(less, content)
    (other,) = before(shorter, editions.make_record(shorter.view).code)
    assert [(one.item, one.new, one.kinds) for one in other.changes] == [("hr-year", 0, ("gone",))]
    assert other.code == code and other.rearranged and before(quiz, pack="another") == ()
    path = folder / editions.record_name("harbour", code)
    path.write_bytes(path.read_bytes().replace(b"pier", b"pear", 1))
    assert [one.readable for one in before(quiz)] == [False]


def test_a_build_gets_guide_and_crosswalk_in_one_call(root, reading):
    """One function gives the guide with its path, no copies to hand out, and the crosswalk; a draft
    knows no printing.
    """
    folder, code = root
    pack, content = reading.pack("harbour"), reading.content
    quiz, project = arrange(pack, content), ProjectFiles(folder)
    edition = edition_of(quiz.view, quiz.key, 1, code)
    guide, crosswalk = compose_guide(project, pack, content, edition, [], {})
    assert (
        guide.path == f"output/harbour/teacher/harbour-{code}-guide-KEY-r1-letter-simplex.pdf"
        and guide.copies == 0
    )
    assert crosswalk.path.endswith(f"{code}-crosswalk-KEY-r1.csv")
    assert len(crosswalk.content.data.splitlines()) == 1 + 2 * 19
    assert EN("before-none") in text_preview(guide.content)
    drafted = edition_of(quiz.view, quiz.key, 0, DRAFT)
    draft, table = compose_guide(project, pack, content, drafted, [], {})
    assert table.path.endswith("harbour-DRAFT-crosswalk-KEY.csv")
    assert draft.path.endswith("harbour-DRAFT-guide-KEY-letter-simplex.pdf")
    assert EN("before-none") not in text_preview(draft.content)


def test_the_guide_can_be_shown_as_text(root):
    """`packs show PACK --document guide` shows it without building; a form has none of its own, nor
    has a pack without a quiz.
    """
    folder, code = root
    path = folder / "questions/evidence/harbour-report.yaml"
    sound = re.sub(
        r"status: (claim|denial)\n +by: .*", "status: reported", path.read_text(encoding="utf-8")
    )
    path.write_text(sound.partition("pairs:")[0], encoding="utf-8")
    runner = CliRunner()
    shown = runner.invoke(main, ["-C", str(folder), "show", "harbour", "--document", "guide"])
    assert shown.exit_code == 0 and shown.output.splitlines()[0] == EN("key-banner")
    assert EN("guide-codes", code=code, n=2) in " ".join(shown.output.replace("|", " ").split())
    assert not (folder / "output").exists()
    for more, sentence in ((["--form", "A"], "about all forms"), ([], "has no quiz")):
        if not more:
            text = (folder / "packs/harbour.yaml").read_text(encoding="utf-8")
            start, end = text.index("quiz:"), text.index("print:")
            (folder / "packs/harbour.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
        refused = runner.invoke(
            main, ["-C", str(folder), "show", "harbour", "--document", "guide", *more]
        )
        assert refused.exit_code == 2 and sentence in refused.output


def test_the_guide_is_composed_from_values_alone(made):
    """Equal values give equal documents, and another key another guide: nothing else decides what
    it says.
    """
    assert documents.guide(made(), EN) == documents.guide(made(), EN)
    changed = replace(made(), crosswalk=made().crosswalk[1:])
    assert documents.guide(changed, EN) != documents.guide(made(), EN)
