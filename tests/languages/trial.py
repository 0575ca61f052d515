"""A small project in each language of the catalogues: every type of item, a briefing, and what is
made of them.

In: a language tag.  Out: a project folder, its documents, its files. German and Serbian in Latin
letters are written out beside this file; Serbian in Cyrillic is the latter in the other script; the
repository's own content is English.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator import documents as compose
from generator import editions
from generator.documents.placed import placed
from generator.editions.arrange import arrange
from generator.editions.edition import DRAFT
from generator.editions.quiz import RevisionNote, Void
from generator.i18n.catalog import load_catalog
from generator.page.blocks import Document
from generator.render import pdf
from generator.storage.files import ProjectFiles
from generator.workflows.build.guide import preview_guide
from generator.workflows.project import load_project
from generator.workflows.show import pack_documents
from tests.e2e import banks
from tests.edition_values import edition_of, figures_of

HERE = Path(__file__).parent
LANGUAGES = ("de", "sr-Latn", "sr-Cyrl")
KINDS = (
    "paper",
    "key",
    "briefing",
    "answer-sheet",
    "strip",
    "sheet-strip",
    "mark-sheet",
    "class-report",
    "small-class-report",
    "guide",
    "errata",
    "remark",
    "draft",
)
TEXTS = ("paper", "briefing", "answer-sheet")  # what students may have as plain text
_PAIRS = {
    "lj": "љ",
    "nj": "њ",
    "dž": "џ",
    "Lj": "Љ",
    "Nj": "Њ",
    "Dž": "Џ",
    "LJ": "Љ",
    "NJ": "Њ",
    "DŽ": "Џ",
}
_LETTERS = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))
_PLAIN = {
    "source",
    "as_of",
    "as_of_basis",
    "id",
    "date",
    "status",
    "bank",
    "language",
    "type",
    "objective",
    "level",
    "difficulty",
    "facts",
    "with",
    "scoring",
    "points",
    "sources",
    "summaries",
    "pack",
    "seed",
    "items",
    "order",
    "kind",
}


def cyrillic(text: str) -> str:
    """Serbian text in the other script; what stands in braces stays."""
    parts = re.split(r"(\{\w+\}+)", text)
    return "".join(part if part.startswith("{") else _cyrillic(part) for part in parts)


def _cyrillic(text: str) -> str:
    for latin, letter in _PAIRS.items():
        text = text.replace(latin, letter)
    return "".join(
        _LETTERS.get(char) or (_LETTERS[char.lower()].upper() if char.lower() in _LETTERS else char)
        for char in text
    )


def transliterated(value: Any, name: str = "") -> Any:
    """The texts of an authored value in the other script; ids, numbers and fixed words stay."""
    if isinstance(value, dict):
        if name == "objectives":
            return {key: _cyrillic(text) for key, text in value.items()}
        return {key: transliterated(entry, key) for key, entry in value.items()}
    if isinstance(value, list):
        return (
            value
            if name in _PLAIN and all(isinstance(entry, str) for entry in value)
            else [transliterated(entry, "" if isinstance(entry, dict) else name) for entry in value]
        )
    kept = name in _PLAIN and not (name == "kind" and value == "izveštaj")
    return value if kept or value in ("true", "false") else _cyrillic(value)


def write(language: str, folder: Path) -> Path:
    """The project of a language."""
    if language != "sr-Cyrl":
        return Path(shutil.copytree(HERE / language, folder))
    project = banks.read(HERE / "sr-Latn")
    for files in (project.evidence, project.banks, project.summaries, project.packs):
        for name, fields in files.items():
            files[name] = transliterated(fields)
            if "language" in fields:
                files[name]["language"] = "sr-Cyrl"
    return project.write(folder)


def documents(folder: Path) -> dict[str, Document]:
    """Every document of a project's one pack, form A, by kind; the key is that of a later revision
    with two void questions.

    What stops the pack is a failure.
    """
    project = ProjectFiles.find(folder)
    reading = load_project(project, pdf.coverage())
    (name,) = reading.pack_names
    stoppers = [str(problem) for problem in reading.stoppers(name, draft=False)]
    assert not stoppers, "\n".join(stoppers)
    pack = reading.pack(name)
    quiz, catalog = arrange(pack, reading.content), load_catalog(pack.language)
    view, (one, other, *_) = quiz.view, list(placed(quiz.view, 0))
    code = editions.make_record(view).code
    whole = editions.paper_code(code, "A")
    voids = (Void(one.section, one.index, "full"), Void(other.section, other.index, "none"))
    stands = RevisionNote(
        3, (1, 2), ((other.section, other.index),), ((one.section, one.index),), voids, lost=True
    )
    rows = [
        ("1", "A", catalog("remark-full"), "1"),
        ("2", "B", catalog("remark-none"), "2"),
        ("3", "C", catalog("remark-see"), "½"),
    ]
    paper, sheet = (
        compose.paper(view, 0, whole, catalog),
        compose.answer_sheet(view, 0, whole, catalog),
    )
    edition = edition_of(view, quiz.key, stands, code)
    # The sign in the foot is a code, the same in every language.
    draft = compose.key(edition_of(view, quiz.key, 0, DRAFT), 0, catalog)
    found = {
        "paper": paper,
        "key": compose.key(edition, 0, catalog),
        "briefing": pack_documents(pack, reading.content, "briefing")[0],
        "answer-sheet": sheet,
        "strip": compose.marking_strip(paper, edition, 0, catalog),
        "sheet-strip": compose.marking_strip(sheet, edition, 0, catalog, sheet=True),
        "mark-sheet": compose.mark_sheet(edition, [("", "", "A")] * 3, catalog),
        "class-report": compose.class_report(edition, figures_of(edition, 40), catalog),
        "small-class-report": compose.class_report(edition, figures_of(edition, 3), catalog),
        "guide": preview_guide(project, pack, reading.content),
        "errata": compose.errata(view, 0, whole, [(one, one.student.stem)], catalog),
        "remark": compose.remarking(edition, 0, rows, "2", catalog),
        "draft": replace(draft, header_footer=replace(draft.header_footer, foot=catalog("draft"))),
    }
    assert set(found) == set(KINDS) and all(found.values())
    return found


def printed(document: Document) -> bytes:
    """A document as its file."""
    return pdf.render_documents(
        [document], pdf.PROFILES["standard"], pdf.SHEETS["A4"], duplex=True
    )[0].data
