"""The names of files: one function makes them, one reads them, and each is the inverse of the
other.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.model import (
    FORM_LETTERS,
    MOST_FORMS,
    PAPERS,
    PLAIN_TEXT,
    PROFILES,
    SIDES,
    STANDARD,
    PrintSettings,
)
from generator.documents import (
    ANSWER_SHEET,
    BRIEFING,
    CROSSWALK,
    GUIDE,
    KEY,
    KINDS,
    MARK_TABLE,
    PAPER,
    DocumentKind,
)
from generator.editions.code import edition_code
from generator.editions.quiz import form_name
from generator.storage.sealed_json import seal
from generator.workflows.build.manifest import DamagedManifest, File, understood, written
from generator.workflows.build.outputs import OutputFile, output_file, read_name, read_path, signed
from tests.edition_values import CODE, edition_of

PACKS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True) | st.sampled_from(
    ["briefing", "a-briefing", "x-7K3Q-2M4P-A", "warm-up-large-print", "guide-KEY-r1"]
)
CODES = st.binary(min_size=5, max_size=5).map(edition_code)
FORMS = st.sampled_from(FORM_LETTERS) | st.integers(0, MOST_FORMS - 1).map(
    lambda index: form_name(index, MOST_FORMS)
)


@st.composite
def output_files(draw) -> OutputFile:
    """Any file of any kind, as a build or a command may make it."""
    kind = draw(st.sampled_from(KINDS))
    profile = draw(st.sampled_from(PROFILES)) if kind.extension == "pdf" else STANDARD
    has_pages = kind.extension == "pdf" and profile != PLAIN_TEXT
    code = draw(CODES | st.just("DRAFT"))
    revision = draw(st.integers(1, 9999)) if kind.shows_key and code != "DRAFT" else 0
    return OutputFile(
        draw(PACKS),
        kind,
        code,
        draw(FORMS) if kind.per_form else "",
        revision,
        draw(st.sampled_from(["", "0123abcd", "ffffffff"])) if revision else "",
        draw(st.from_regex("[1-9][0-9]?(-[0-9a-f]{8})?", fullmatch=True))
        if "{since}" in kind.file_name
        else "",
        draw(CODES) if "{sign}" in kind.file_name else "",
        draw(st.sampled_from(PAPERS)) if has_pages else PAPERS[0],
        profile,
        draw(st.sampled_from(SIDES)) if has_pages else SIDES[0],
    )


@given(output_files())
def test_a_file_comes_back_from_its_path(file):
    """Kind, code, form, revision, paper size, profile and sides are read from a path as they were
    written into it.
    """
    assert read_path(file.path) == read_name(file.pack, file.name) == file


@given(output_files())
def test_no_two_kinds_share_a_name(file):
    """A name fits one kind alone, so that the order of the registry decides nothing."""
    others = [kind for kind in KINDS if kind is not file.kind]
    for kind in others:
        assert replace(file, kind=kind).name != file.name or not (
            kind.per_form == file.kind.per_form and kind.extension == file.kind.extension
        )


@pytest.mark.parametrize(
    "path",
    [
        "output/p/manifest.json",
        "output/p/students/notes.pdf",
        "output/p/students/q-7K3Q-2M4P-A.pdf",
        "output/p/teacher/p-7K3Q-2M4P-A.pdf",
        "output/p/students/p-7K3Q-2M4P-A-KEY-r1.pdf",
        "output/p/teacher/p-7K3Q-2M4P-A-KEY-r01.pdf",
        "output/p/students/p-7K3Q-2M4P-000.pdf",
        "output/p/students/p-7K3Q-2M4P-I.pdf",
        "output/p/students/p-7K3Q-2M4P-A-a4.pdf",
        "output/p/students/p-7K3Q-2M4P-A-letter-plain-text.txt",
        "output/p/students/p-7K3Q-2M4P-A.pdf (1)",
        "elsewhere/p/students/p-7K3Q-2M4P-A.pdf",
    ],
)
def test_what_this_program_names_no_file_is_none(path):
    """The control of the tests above: another folder, another pack, or an ending that is never
    written is not read.
    """
    assert read_path(path) is None
    assert read_path("output/p/students/p-7K3Q-2M4P-A.pdf") is not None


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (PAPER, f"students/harbour-{CODE}-B.pdf"),
        (ANSWER_SHEET, f"students/harbour-{CODE}-B-answer-sheet.pdf"),
        (KEY, f"teacher/harbour-{CODE}-B-KEY-r2.pdf"),
        (GUIDE, f"teacher/harbour-{CODE}-guide-KEY-r2.pdf"),
        (CROSSWALK, f"teacher/harbour-{CODE}-crosswalk-KEY-r2.csv"),
        (MARK_TABLE, f"teacher/harbour-{CODE}-mark-sheet.csv"),
    ],
)
def test_names_are_these(quiz, kind, name):
    """File names stay what they are: files that were printed and lists of files that were built
    name them so.
    """
    edition = edition_of(quiz.view, quiz.key, 2)
    form = 1 if kind.per_form else None
    assert output_file(kind, edition, PrintSettings(), form).name == name
    letter = PrintSettings(paper="Letter", sides="simplex")
    other = output_file(kind, edition, letter, form).name
    assert other == (name if name.endswith(".csv") else name.replace(".pdf", "-letter-simplex.pdf"))


def test_a_draft_has_no_revision_and_a_text_no_paper_size(quiz):
    """A draft's key says DRAFT and no revision; a text says neither paper size nor sides."""
    draft = edition_of(quiz.view, quiz.key, 0, "DRAFT")
    assert output_file(KEY, draft, PrintSettings(), 0).name == "teacher/harbour-DRAFT-A-KEY.pdf"
    letter = PrintSettings(paper="Letter", sides="simplex")
    text = output_file(PAPER, edition_of(quiz.view, quiz.key), letter, 0, PLAIN_TEXT)
    assert text.name == f"students/harbour-{CODE}-A-plain-text.txt"
    large = output_file(PAPER, edition_of(quiz.view, quiz.key), letter, 0, "large-print")
    assert large.name == f"students/harbour-{CODE}-A-letter-large-print-simplex.pdf"
    briefing = OutputFile("p", BRIEFING, "M2XW-90TC")
    assert briefing.name == "students/p-briefing-M2XW-90TC.pdf"


def test_a_key_bears_its_hash_only_where_its_number_is_shared(quiz):
    """Where nobody else's revision has the number, the name is the plain one."""
    edition = edition_of(quiz.view, quiz.key)
    file = output_file(KEY, edition, PrintSettings(), 0)
    assert signed(file, edition) == file
    assert isinstance(file.kind, DocumentKind)


def test_the_list_of_built_files_is_a_file_format():
    """A list that an earlier version wrote is read, field by field, and is written with the same
    names.
    """
    plain = {
        "files": [
            {
                "name": "teacher/p-7K3Q-2M4P-A-KEY-r1.pdf",
                "sha256": "0" * 64,
                "recipe": "1" * 64,
                "pages": 3,
                "asked": True,
            }
        ],
        "leaving": [["students/p-7K3Q-2M4P-A.pdf", "2" * 64]],
        "renderer": "some renderer",
        "edition": "7K3Q-2M4P",
        "revision": "3" * 64,
        "parts": [["Summary", "4" * 16]],
    }
    manifest = understood(seal("manifest", plain))
    assert manifest.files == (
        File("teacher/p-7K3Q-2M4P-A-KEY-r1.pdf", "0" * 64, "1" * 64, 3, asked=True),
    )
    assert manifest.leaving == (("students/p-7K3Q-2M4P-A.pdf", "2" * 64),)
    assert (manifest.renderer, manifest.edition) == ("some renderer", "7K3Q-2M4P")
    assert (manifest.revision, manifest.parts) == ("3" * 64, (("Summary", "4" * 16),))
    assert written(manifest) == seal("manifest", plain)
    with pytest.raises(DamagedManifest):
        understood(seal("manifest", {**plain, "extra": 1}))
