"""Every field of a style: nothing that is declared is read and ignored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.content.fields import Field
from generator.documents import ANSWER_SHEET, KEY_PAGE, PAPER, DocumentKind
from generator.loading import styles
from generator.render import pdf
from generator.storage.files import ProjectFiles
from generator.workflows.build.compose import briefing_document, quiz_files
from generator.workflows.build.edition import edition_of_pack
from generator.workflows.build.render import render_files, text_edition
from generator.workflows.project import load_project
from tests.e2e.test_styles import CREST, PACK, in_style, project

SUMMARY = """\
summary: green
title: Leaves
sections:
  - heading: Green
    paragraphs:
      - Leaves are green, as every quiz says.
"""
LOGO = "{picture: pictures/crest.svg, alt: Crest of the Academy, width: 20}"
# By the path of a field: a style, the same with the field otherwise, and what changes with it.
FLIPS: Mapping[str, tuple[dict[str, str], dict[str, str], str]] = {
    "logo": ({}, {"logo": LOGO}, "paper text briefing"),
    "logo.picture": ({"logo": LOGO}, {"logo": LOGO.replace("crest", "other")}, "paper briefing"),
    "logo.alt": ({"logo": LOGO}, {"logo": LOGO.replace("Crest", "Arms")}, "paper text briefing"),
    "logo.width": ({"logo": LOGO}, {"logo": LOGO.replace("20", "30")}, "paper briefing"),
    "institution": ({}, {"institution": "[Academy, Leaves]"}, "paper text sheet briefing"),
    "header": ({}, {"header": "'{title} · {document}'"}, "paper key briefing"),
    "footer": ({}, {"footer": "1 Garden Street"}, "paper key briefing"),
    "document": ({}, {"document": "examination"}, "paper text"),
    "points": ({}, {"points": "marks"}, "paper text sheet key"),
    "fields": ({}, {"fields": "[name, seat]"}, "paper text sheet"),
    "fields.field": (
        {"fields": "[{field: seat}]"},
        {"fields": "[{field: group}]"},
        "paper text sheet",
    ),
    "fields.label": (
        {"fields": "[{field: seat}]"},
        {"fields": "[{field: seat, label: Room and seat}]"},
        "paper text sheet",
    ),
    "fields.width": (
        {"fields": "[{label: Room, width: 20}, {label: Row, width: 20}]"},
        {"fields": "[{label: Room, width: 20}, {label: Row, width: 60}]"},
        "paper sheet",
    ),
    "cover": ({}, {"cover": "false"}, "paper text"),
    "points_at": ({}, {"points_at": "end"}, "paper"),
    "points_table": ({}, {"points_table": "parts"}, "paper text"),
    "option_columns": ({}, {"option_columns": "1"}, "paper"),
    "lines": ({}, {"lines": "dotted"}, "paper sheet"),
    "accent": ({}, {"accent": "0"}, "paper"),
    "face": ({}, {"face": "serif"}, "paper sheet key briefing"),
    "margins": ({}, {"margins": "{inner: 30}"}, "paper briefing"),
    "margins.inner": ({"margins": "{inner: 30}"}, {"margins": "{inner: 35}"}, "paper briefing"),
    "margins.outer": ({}, {"margins": "{outer: 30}"}, "paper briefing"),
    "margins.top": ({}, {"margins": "{top: 30}"}, "paper briefing"),
    "margins.bottom": ({}, {"margins": "{bottom: 10}"}, "paper briefing"),
}


def declared(fields: tuple[Field, ...], above: str = "") -> Iterator[str]:
    """The paths of all fields of a style that are declared."""
    inner = {"logo": styles._LOGO, "fields": styles._FILL_IN, "margins": styles._MARGINS}
    for field in fields:
        yield above + field.name
        if not above and field.name in inner:
            yield from declared(inner[field.name], f"{field.name}.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose pack has a briefing too."""
    place = project(tmp_path_factory.mktemp("fields"))
    (place / "packs/summaries").mkdir()
    (place / "packs/summaries/green.yaml").write_text(SUMMARY, encoding="utf-8")
    (place / "pictures/other.svg").write_text(CREST.replace("M2 2", "M4 2"), encoding="utf-8")
    return place


def documents_of(folder: Path, style: dict[str, str]) -> dict[str, bytes]:
    """What is made of the pack in a style: the bytes of its documents."""
    in_style(folder, PACK + "summaries: [green]\n", **style)
    files = ProjectFiles.find(folder)
    content = load_project(files).content
    pack = content.packs["leaf"]
    edition = edition_of_pack(files, pack, content, draft=True)
    assert edition
    on_sheets = replace(pack.printing, answer_sheet=True)

    def rendered(kind: DocumentKind) -> bytes:
        settings = on_sheets if kind is ANSWER_SHEET else pack.printing
        return render_files(pdf, quiz_files(edition, settings, [kind]), settings)[0].data

    paper = quiz_files(edition, pack.printing, [PAPER])[0].content
    look, sheet = pdf.LOOKS["standard"]["standard"], pdf.SHEETS["A4"]
    (briefing,) = pdf.render_documents(
        [briefing_document(pack, content, draft=True)[1]], look, sheet, duplex=True
    )
    return {
        "paper": rendered(PAPER),
        "text": text_edition(paper),
        "sheet": rendered(ANSWER_SHEET),
        "key": rendered(KEY_PAGE),
        "briefing": briefing.data,
    }


def test_every_declared_field_is_tried():
    """A field that is added must be tried here too, each of a logo, a field to fill in and the
    margins by itself.
    """
    assert set(FLIPS) == set(declared(styles._LOOK))


@pytest.mark.parametrize("path", FLIPS)
def test_a_field_changes_its_documents_and_no_other(folder, path):
    """What a field says is seen on the documents of which the guide says so; all others keep their
    bytes.
    """
    before, after, changed = FLIPS[path]
    old, new = documents_of(folder, before), documents_of(folder, after)
    assert {name for name in old if old[name] != new[name]} == set(changed.split())
