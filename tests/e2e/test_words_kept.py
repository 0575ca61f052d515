"""Editions keep the fixed words that they were recorded with, wherever they are printed again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from generator import editions
from generator.editions.arrange import arrange
from generator.i18n.catalog import load_catalog
from generator.i18n.words_version import FIRST_WORDS_VERSION, WORDS_VERSION
from generator.page.blocks import Document
from generator.storage.files import ProjectFiles
from generator.workflows.build.compose import compose_files, quiz_files
from generator.workflows.build.edition import edition_of_pack
from generator.workflows.project import load_project
from tests.e2e.making import build, copy_starter, packs

RECORDED = Path(__file__).parents[1] / "earlier_editions" / "packs"
PACK, RULE = "frozen-conflicts", "scoring-plus-minus"
BEFORE = load_catalog("en", words_version=FIRST_WORDS_VERSION)
NOW = load_catalog("en")


def words_of(path: Path) -> str:
    """The words of a PDF or a text, as a reader that did not make it finds them."""
    if path.suffix != ".pdf":
        return " ".join(path.read_text(encoding="utf-8").split())
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(" ".join(p.get_textpage().get_text_range().split()) for p in document)


def versions(said: str, name: str = RULE) -> set[int]:
    """In which versions a phrase is there."""
    flat = " ".join(said.replace("|", " ").split())
    catalogs = {FIRST_WORDS_VERSION: BEFORE, WORDS_VERSION: NOW}
    assert BEFORE(name) not in NOW(name) and NOW(name) not in BEFORE(name)
    return {version for version, catalog in catalogs.items() if catalog(name) in flat}


def printed(folder: Path, *arguments: str) -> Iterator[str]:
    """The words of the files that a command made, or of what it said."""
    ran = packs(folder, *arguments)
    assert ran.returncode == 0, ran.stderr
    paths = [folder / line for line in ran.stdout.splitlines() if line.startswith("output/")]
    yield from map(words_of, paths)
    if not paths:
        yield ran.stdout


def record_of_earlier(folder: Path) -> str:
    """Record the edition that a pack makes as an earlier program did; gives its code."""
    content = load_project(ProjectFiles(folder)).content
    view = replace(arrange(content.packs[PACK], content).view, words_version=FIRST_WORDS_VERSION)
    record = editions.make_record(view)
    path = folder / editions.record_name(PACK, record.code)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(record.data)
    return record.code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a starter pack."""
    return copy_starter(tmp_path, PACK)


def test_a_new_edition_has_the_words_of_today(folder: Path) -> None:
    """What was on no record is recorded with today's words, and printed with them."""
    (built,) = build(folder)
    stored = editions.read_record((folder / editions.record_name(PACK, built.code)).read_bytes())
    assert stored.view.words_version == WORDS_VERSION
    for command in (("show", PACK, "--document", "paper"), ("key", built.code)):
        assert [versions(said) for said in printed(folder, *command)] == [{WORDS_VERSION}]
    papers = list(folder.glob(f"output/{PACK}/students/{PACK}-{built.code}-?.pdf"))
    assert [versions(words_of(path)) for path in papers] == [{WORDS_VERSION}] * 2


def test_a_recorded_edition_keeps_its_words_in_every_command(folder: Path) -> None:
    """An edition that an earlier program recorded is built, shown, printed and keyed in its words;
    its record stays as it is, and its code is the one that today's words have.
    """
    code = record_of_earlier(folder)
    record = folder / editions.record_name(PACK, code)
    before = record.read_bytes()
    (built,) = build(folder)
    assert built.code == code and record.read_bytes() == before
    made = folder / "output" / PACK
    papers = list(made.glob(f"students/{PACK}-{code}-?.pdf"))
    assert [versions(words_of(path)) for path in papers] == [{FIRST_WORDS_VERSION}] * 2
    (key,) = made.glob("teacher/*-page-KEY-*.pdf")
    assert versions(words_of(key), "key-page-boxes") == {FIRST_WORDS_VERSION}
    for command in (
        ("show", PACK, "--document", "paper"),
        ("show", PACK, "--document", "key"),
        ("key", code),
        ("reprint", code, "--profile", "plain-text"),
    ):
        for said in printed(folder, *command):
            assert versions(said) == {FIRST_WORDS_VERSION}, command
    assert packs(folder, "verify").returncode == 0


def test_today_can_be_asked_for(folder: Path) -> None:
    """With a density, a reprint has today's look and words under a name of its own; without one it
    is as it was printed.  Strips for it have its words too.
    """
    code = record_of_earlier(folder)
    build(folder)
    for version, options in ((FIRST_WORDS_VERSION, ()), (WORDS_VERSION, ("--density", "standard"))):
        reprints = [versions(said) for said in printed(folder, "reprint", code, *options)]
        assert reprints == [{version}] * 2
        strip, *_ = printed(folder, "marking", code, *options)
        catalog = load_catalog("en", words_version=version)
        assert catalog.list("strip-how")[1] in strip
    assert len(list(folder.glob(f"output/{PACK}/students/*-standard.pdf"))) == 2
    assert packs(folder, "verify").returncode == 0


def test_an_edition_of_the_first_program_is_printed_in_today_s_words_when_asked(
    tmp_path: Path,
) -> None:
    """Also where nothing but the record is left: a paper of 2020 can have the rules as they are
    worded now.
    """
    shutil.copytree(RECORDED, tmp_path / "packs")
    (tmp_path / "questions").mkdir()
    for code, language in (("SG5P-MKC5", "en"), ("GQ8T-9NWG", "de")):
        now = load_catalog(language)("scoring-plus-minus")
        for said in printed(tmp_path, "reprint", code, "--density", "standard"):
            assert now in said
        for said in printed(tmp_path, "reprint", code):
            assert now not in said


def test_all_documents_of_an_edition_say_their_version(folder: Path) -> None:
    """Renderers add words too: of the plain-text edition, of formulas that are read aloud. Every
    document of an edition says in which version.
    """
    project = ProjectFiles(folder)
    code = record_of_earlier(folder)
    content = load_project(project).content
    pack = content.packs[PACK]
    edition = edition_of_pack(project, pack, content, draft=False)
    assert edition is not None and edition.code == code
    settings = replace(pack.printing, profiles=("standard", "plain-text"), answer_sheet=True)
    documents = [
        file.content for file in quiz_files(edition, settings) if isinstance(file.content, Document)
    ]
    assert len(documents) > 6
    assert {document.words_version for document in documents} == {FIRST_WORDS_VERSION}
    (draft,) = {
        file.content.words_version
        for file in compose_files(pack, content, None, draft=True)
        if isinstance(file.content, Document)
    }
    assert draft == WORDS_VERSION, "a briefing is on no record"
