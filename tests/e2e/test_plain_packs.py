"""Plain banks, drawn at random and of all types: with little more than stems and answers they
become papers and keys as sound as those of sourced banks.
"""

from __future__ import annotations

import copy
import random
import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from generator.content.model import Content, Pack
from generator.documents import BRIEFING, GUIDE, KEY
from generator.documents.guide.document import guide as guide_document
from generator.editions.store import find_edition
from generator.i18n.catalog import load_catalog
from generator.loading.proposed_ids import propose_ids
from generator.loading.yaml.reader import read
from generator.page.blocks import Block, Bullets, Document, Heading, Table
from generator.page.markup import Spans
from generator.problems import Problems
from generator.render.pdf import coverage
from generator.render.text import span_text, text_preview
from generator.storage.files import ProjectFiles
from generator.workflows.build.compose import compose_files
from generator.workflows.build.edition import edition_of_pack
from generator.workflows.build.guide import guide_values, preview_guide
from generator.workflows.project import load_project
from tests.e2e import banks, making, reader
from tests.e2e.banks import Fields, Project
from tests.e2e.test_keys import pairs, shortcomings
from tests.e2e.test_no_interference import interference, untouched_keys
from tests.e2e.test_records import Ran

SEEDS = range(4 * making.ROUNDS)
EN = load_catalog("en")


def plain(project: Project, ids: bool = False) -> Project:
    """The project without sources and all that only they ask for; without ids too, unless asked
    for. What the fields decide is not said.
    """
    stripped = copy.deepcopy(project)
    stripped.evidence = {}
    names: dict[str, str] = {}
    for bank in stripped.banks.values():
        del bank["title"], bank["objectives"]
        for number, item in enumerate(bank["items"]):
            _strip(item, keep_rationale=number % 2 == 0)
            for part in item.get("parts", ()):
                _strip(part, keep_rationale=False)
    if not ids:
        names = _take_ids(stripped)
    for summary in stripped.summaries.values():
        del summary["as_of"], summary["sources"], summary["objectives"]
        summary["summary"] = [entry["text"] for entry in summary["summary"]]
        for event in summary["timeline"]:
            del event["facts"]
    for pack in stripped.packs.values():
        del pack["sources"]
        for section in pack["quiz"]["sections"]:
            section["items"] = [names.get(name, name) for name in section["items"]]
    return stripped


def _strip(item: Fields, keep_rationale: bool) -> None:
    for name in ("type", "objective", "level", "difficulty", "facts", "provenance", "kind"):
        item.pop(name, None)
    for name in ("choose", "scoring") if "keys" in item else ():
        item.pop(name)
    if not keep_rationale:
        item.pop("rationale", None)
    if "distractors" in item:
        item["distractors"] = [banks.text_of(entry) for entry in item["distractors"]]


def _take_ids(project: Project) -> dict[str, str]:
    """Takes the ids out of the banks; what each item is then called, by its old id."""
    old: dict[tuple[str, int], str] = {}
    files = {}
    for name, bank in project.banks.items():
        for index, item in enumerate(bank["items"]):
            old[f"questions/{name}.yaml", index] = item.pop("id")
        path = f"questions/{name}.yaml"
        files[path] = read(banks.written(bank).encode(), path, Problems())
    proposals = propose_ids({path: node for path, node in files.items() if node is not None})
    assert len(proposals) == len(old)
    return {old[proposal.path, proposal.index]: proposal.id for proposal in proposals}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_keys_of_plain_packs_fit_their_papers(tmp_path, seed):
    """On every form the key's letters stand before the keys' texts; numbers, points and codes
    agree; the bank agrees too.
    """
    project = banks.drawn(seed)
    making.build(plain(project).write(tmp_path))
    for paper, key in pairs(tmp_path):
        assert reader.disagreements(paper, key) == []
        assert shortcomings(paper, key, project) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_no_key_changes_what_students_get(tmp_path, seed):
    """Other keys, reasons, schemes and written orders leave papers, briefings, their names and
    records alike.
    """
    project = banks.drawn(seed)
    other = banks.twisted(project, random.Random(seed))
    assert interference(plain(project, ids=True), plain(other, ids=True), tmp_path) == []
    assert untouched_keys(tmp_path) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_writing_the_proposed_ids_changes_nothing(tmp_path, seed):
    """Whether an id is proposed or written, every file that is built is the same, byte for byte,
    also where only some are written.
    """
    bare = plain(banks.drawn(seed))
    making.build(bare.write(tmp_path / "bare"))
    paths = {f"questions/{name}.yaml": bank for name, bank in bare.banks.items()}
    nodes = {
        path: read(banks.written(bank).encode(), path, Problems()) for path, bank in paths.items()
    }
    proposals = propose_ids({path: node for path, node in nodes.items() if node is not None})
    chosen = random.Random(seed).sample(proposals, len(proposals) // 2)
    for name, written in (("some", chosen), ("all", proposals)):
        for proposal in written:
            paths[proposal.path]["items"][proposal.index]["id"] = proposal.id
        making.build(bare.write(tmp_path / name))
        assert making.built(tmp_path / name) == making.built(tmp_path / "bare")
        assert load_project(ProjectFiles.find(tmp_path / name), coverage()).problems


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain project of all types with a briefing, built."""
    project = plain(banks.drawn(3, forms=2))
    for pack in project.packs.values():
        pack["summaries"] = ["topic"]
        pack["print"] = {"copies": 4, "answer_sheet": True, "profiles": ["plain-text"]}
    folder = project.write(tmp_path_factory.mktemp("plain"))
    making.build(folder)
    return folder


def documents_of(folder: Path) -> dict[str, Document]:
    """Every document of the pack quiz by a name of its own."""
    project = ProjectFiles.find(folder)
    content = load_project(project, coverage()).content
    pack = content.packs["quiz"]
    edition = edition_of_pack(project, pack, content, draft=False)
    assert edition is not None
    found = {
        file.path: file.content
        for file in compose_files(pack, content, edition, draft=False)
        if isinstance(file.content, Document)
    }
    guide = preview_guide(project, pack, content)
    assert guide is not None
    return {**found, "guide": guide}


def test_nothing_of_evidence_is_printed(built):
    """No document of a plain pack has a word of sources, evidence, objectives, levels or
    difficulty.
    """
    phrases = ["evidence", "evidence-list", "source-note", "coverage", "blueprint", "objectives"]
    phrases += ["limits", "blueprint-objective", "coverage-none"]
    words = [*map(EN, phrases), EN("source") + ":", "Recall", "as of August 2020"]
    found = documents_of(built)
    assert {KEY.name, GUIDE.name, BRIEFING.name} == {"key", "guide", "briefing"} and len(found) > 8
    for name, document in found.items():
        text = text_preview(document)
        assert [word for word in words if word in text] == [], name
        assert not re.search(r"(?i)\b(easy|medium|hard|remember|understand|evaluate)\b", text), name


def test_no_heading_is_without_text_and_no_table_without_rows(built):
    """What has nothing to say is left out, heading and all."""
    for name, document in documents_of(built).items():
        blocks: tuple[Block, ...] = document.blocks
        for block, following in zip(blocks, (*blocks[1:], None), strict=True):
            if isinstance(block, Heading) and block.level > 1:
                assert following is not None and not (
                    isinstance(following, Heading) and following.level <= block.level
                ), (name, block)
            assert not isinstance(block, Table) or block.rows, name
            assert not isinstance(block, Bullets) or block.entries, name


def test_the_record_of_a_plain_quiz_reads_back(built):
    """Its code finds the edition, whose keys have no objective, level, difficulty or fact."""
    code = next(iter((built / "packs/editions").rglob("*.json"))).name
    project = ProjectFiles.find(built)
    content = load_project(project, coverage()).content
    edition = edition_of_pack(project, content.packs["quiz"], content, draft=False)
    assert edition is not None and code
    found = find_edition(project, edition.code)
    for section in found.edition.key.sections:
        for key in section:
            assert (key.objective, key.level, key.difficulty, key.facts) == ("", "", "", ())
            assert key.id
    assert found.edition.view == edition.view and found.edition.view.sources == ()


def mixed_content(folder: Path) -> tuple[Content, Pack]:
    """A plain project some of whose items name objective, level and difficulty."""
    project = plain(banks.drawn(1, forms=1), ids=True)
    for name, bank in project.banks.items():
        bank["objectives"] = {f"{name}-o1": f"Know the {name}."}
        for item in bank["items"][::2]:
            item.update(objective=f"{name}-o1", level="apply", difficulty="easy")
    content = load_project(ProjectFiles.find(project.write(folder)), coverage()).content
    return content, content.packs["quiz"]


def test_the_guide_counts_what_says_where_it_belongs(tmp_path):
    """Where some items name objective, level and difficulty, the guide counts them, and the others
    under a dash.
    """
    content, pack = mixed_content(tmp_path)
    edition = edition_of_pack(ProjectFiles.find(tmp_path), pack, content, draft=False)
    assert edition is not None
    document = guide_document(guide_values(pack, content, edition), EN)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    grid = next(table for table in tables if _shown(table.head)[0] == "Objective")
    assert _shown(grid.head) == ["Objective", "apply", "–", "All"]
    named = [_shown(row) for row in grid.rows if _shown(row)[0] in ("north-o1", "south-o1")]
    others = [_shown(row) for row in grid.rows if _shown(row)[0] == "–"]
    assert named and all(row[1] == row[3] and row[2] == "–" for row in named)
    assert others and all(row[2] == row[3] and row[1] == "–" for row in others)
    assert "easy" in text_preview(document)


def _shown(row: tuple[Spans, ...]) -> list[str]:
    """The cells of a row as printed."""
    return [span_text(cell) for cell in row]


def twelve(keys: int) -> Project:
    """A plain bank of two items with two and with twelve options, of which some are right, and its
    pack.
    """
    words = [f"thing {number}" for number in range(1, 13)]
    items = [
        {"id": "two", "stem": "Is it so?", "key": "It is so", "distractors": ["It is not so"]},
        {"id": "one", "stem": "Which one?", "key": words[0], "distractors": words[1:]},
        {"id": "some", "stem": "Which ones?", "keys": words[:keys], "distractors": words[keys:]},
    ]
    pack = {
        "pack": "quiz",
        "title": "Twelve",
        "seed": "5d0c1f9e6b7a4c215d0c1f9e6b7a4c21",
        "forms": 3,
        "quiz": {"sections": [{"title": "All", "items": ["two", "one", "some"]}]},
        "print": {"answer_sheet": True},
    }
    return Project(banks={"things": {"bank": "things", "items": items}}, packs={"quiz": pack})


@pytest.mark.parametrize("keys", [1, 6, 12])
def test_two_to_twelve_options_fit_paper_sheet_and_key(tmp_path, keys):
    """Letters go from A to L without a gap, each has its box on the answer sheet, and the key has
    those that are right, whether one is or all are.
    """
    project = twelve(keys)
    letters = "ABCDEFGHIJKL"
    making.build(project.write(tmp_path))
    for paper, key in pairs(tmp_path):
        assert reader.disagreements(paper, key) == []
        options = sorted("".join(question.options) for question in paper.questions.values())
        assert options == ["AB", letters, letters]
        right = sorted(len(answer.letters) for answer in key.answers.values())
        assert right == sorted([1, 1, keys])
    for sheet in tmp_path.glob("output/quiz/students/*answer-sheet.pdf"):
        with pdfium.PdfDocument(sheet) as pdf:
            words = pdf[0].get_textpage().get_text_range().split()
        for letter in letters:
            assert words.count(letter) >= 2, (sheet.name, letter)
    assert Ran(tmp_path, "marking", "quiz").code == 0
    strips = sorted(tmp_path.glob("output/quiz/teacher/*strip*.pdf"))
    assert len(strips) == 3


def test_a_first_pack_asks_for_short_answers_before_long_ones(tmp_path):
    """Written answers are in the order of their points, whatever their order in the bank; all other
    questions stay in the bank's.
    """
    written = [
        {
            "id": f"w-{n}",
            "type": "short-answer",
            "stem": f"Say {n}.",
            "points": n,
            "scheme": [{"credit": "x", "points": n}],
        }
        for n in (3, 1, 2)
    ]
    choices = [
        {"id": f"c-{n}", "stem": f"Which is {n}?", "key": "a", "distractors": ["b"], "points": n}
        for n in (3, 1, 2)
    ]
    Project(banks={"things": {"bank": "things", "items": [*written, *choices]}}).write(tmp_path)
    assert Ran(tmp_path, "new", "pack", "first", "--bank", "things").code == 0
    text = (tmp_path / "packs" / "first.yaml").read_text(encoding="utf-8")
    listed = re.findall(r"- ([cw]-\d)\n", text)
    assert listed == ["c-3", "c-1", "c-2", "w-1", "w-2", "w-3"]


def test_commands_know_what_to_do_without_objectives(tmp_path):
    """A first blueprint and a resit of plain items are sound files, and a blueprint that asks for
    what no item says tells how many do not say it.
    """
    bank = {"bank": "things", "items": []}
    for number in range(12):
        bank["items"].append({"stem": f"Number {number}?", "key": "this", "distractors": ["that"]})
    Project(banks={"things": bank}).write(tmp_path)
    assert Ran(tmp_path, "new", "pack", "first", "--bank", "things", "--blueprint").code == 0
    assert Ran(tmp_path, "draw", "first").code == 0
    assert Ran(tmp_path, "build", "first").code == 0
    assert Ran(tmp_path, "new", "pack", "again", "--resit-of", "first").code == 0
    assert Ran(tmp_path, "draw", "again").code == 0
    path = tmp_path / "packs" / "first.yaml"
    cells = "banks: [things]\n        cells: [{level: apply, points: 2}]"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("banks: [things]", cells), encoding="utf-8")
    refused = Ran(tmp_path, "draw", "first")
    assert refused.code == 1 and "12 questions have no level" in refused.err
    checked = Ran(tmp_path, "check", "--select", "unmet-blueprint")
    assert checked.code == 1 and "questions have no level" in checked.err
