"""Tests of what the benchmarks compare: a sound project, and a peer that sets all of it."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from generator.editions.store import FoundEdition
from generator.render.pdf import coverage
from generator.storage.files import ProjectFiles
from generator.workflows.marking.results import MarksInput, NamedFile, results
from generator.workflows.project import load_project
from tests.benchmarks import bench_results, content, workload
from tests.edition_values import edition_of

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The benchmarks' project with two forms."""
    folder = tmp_path_factory.mktemp("workload")
    workload.write(folder, forms=2)
    return folder


def printed(file: Path) -> str:
    """The text of a file's pages without its white space."""
    with pypdfium2.PdfDocument(file) as pdf:
        return squeezed("".join(page.get_textpage().get_text_range() for page in pdf))


def squeezed(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def test_the_checks_find_nothing_to_report(project):
    """What is measured is a project of the size that is promised, and a sound one."""
    reading = load_project(ProjectFiles.find(project), coverage())
    assert [str(problem) for problem in reading.problems] == []
    (pack,), (bank,) = reading.content.packs.values(), reading.content.banks.values()
    assert (pack.forms, len(bank.items), len(pack.sections[0].items)) == (
        2,
        workload.ITEMS,
        workload.ASKED,
    )


def test_the_same_seed_writes_the_same_bytes(project, tmp_path):
    """Figures of two machines are about the same project."""
    workload.write(tmp_path, forms=2)
    paths = list(project.rglob("*.yaml"))
    assert len(paths) == 4
    assert all(
        (tmp_path / path.relative_to(project)).read_bytes() == path.read_bytes() for path in paths
    )


def test_the_peer_sets_all_that_is_asked_and_told(project, tmp_path):
    """A peer that leaves something out would be quick for nothing."""
    command = [sys.executable, "-m", "tests.benchmarks.peer_reportlab", str(project), str(tmp_path)]
    subprocess.run(command, cwd=REPOSITORY, check=True)
    told = content.gather(project)
    assert len(told["forms"]) == 2 and len(told["items"]) == workload.ASKED
    briefing = printed(tmp_path / "briefing.pdf")
    assert all(squeezed(section["heading"]) in briefing for section in told["briefing"]["sections"])
    assert all(squeezed(event["text"]) in briefing for event in told["briefing"]["timeline"])
    key, page, guide = (printed(tmp_path / f"{name}.pdf") for name in ("key", "page", "guide"))
    for form in ("001", "002"):
        paper = printed(tmp_path / f"paper-{form}.pdf")
        for item in told["items"].values():
            assert squeezed(item["stem"]) in paper and squeezed(item["stem"]) in key
            assert all(squeezed(option) in paper for option, _ in item["options"])
            assert squeezed(item["rationale"]) not in paper and squeezed(item["rationale"]) in key
    for item in told["items"].values():
        assert squeezed(" ".join(item["stem"].split()[:3])) in page
        assert squeezed(item["about"]) in guide
        assert all(squeezed(fact) in guide for fact, _ in item["evidence"])


def test_a_simulated_class_is_typed_without_a_doubtful_cell(quiz):
    """What is measured is a table that is read whole, by students of whom the able ones earn more:
    nobody has the same total as all others, and a question agrees with the rest.
    """
    edition = edition_of(quiz.view, quiz.key)
    text = io.StringIO()
    csv.writer(text).writerows(bench_results.class_table(edition, 60))
    found = FoundEdition(edition, tuple(range(len(edition.view.forms))))
    figures = results(found, MarksInput([NamedFile("class.csv", text.getvalue().encode())])).figures
    assert figures.quiz.papers == 60 and figures.quiz.alpha > 0.5
    assert {group.papers for group in figures.forms} == {60 // len(edition.view.forms)}
