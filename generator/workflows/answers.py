"""One paper's answers as values or as text, item by item, from its record."""

from __future__ import annotations

from typing import Any

from generator import editions
from generator.content.field_types import points_text
from generator.documents.answer_key import key_entry
from generator.documents.common import Placed, placed
from generator.documents.paper import paper_entry
from generator.documents.revision_note import counting
from generator.editions.lookup import FoundEdition
from generator.editions.quiz import form_name
from generator.i18n.catalog import load_catalog
from generator.items import type_of
from generator.page.blocks import Document, Entries, HeaderFooter, Options
from generator.render.text import span_text, text_preview
from generator.storage.canonical_json import to_plain


def key_values(found: FoundEdition, form: int) -> dict[str, Any]:
    """A form's key: what the revision is, and of each question its letters, its key and everything said of it."""
    catalog, stands, count = (
        load_catalog(found.view.language),
        found.standing,
        len(found.view.forms),
    )
    rules = {(void.section, void.index): void.rule for void in stands.voids}
    changed = {
        **dict.fromkeys(stands.reasons, "reasons"),
        **dict.fromkeys(stands.answers, "answer"),
    }
    questions = []
    for item in placed(found.view, form):
        kind = type_of(item.asked)
        answer = found.revision.key.sections[item.section][item.index]
        place = item.section, item.index
        questions.append(
            {
                "number": item.number,
                "item": answer.id,
                "type": kind.name,
                "points": str(item.asked.points),
                "stem": item.asked.stem,
                "options": letters(item),
                "key": kind.short_key(item.asked, answer, item.order, catalog),
                "void": rules.get(place),
                "changed": changed.get(place),
                "answer": to_plain(answer),
            }
        )
    return {
        "code": editions.paper_code(found.code, form_name(form, count)),
        "form": form_name(form, count),
        "title": found.view.title,
        "revision": stands.number,
        "hash": found.revision.hash,
        "replaces": list(stands.replaces),
        "points": str(found.view.points),
        "points_counting": str(counting(stands, found.view)),
        "questions": questions,
    }


def letters(item: Placed) -> dict[str, str]:
    """The options of a question under the letters they have on a form."""
    blocks = type_of(item.asked).student_blocks(item.asked, item.order, load_catalog("en"))
    return {
        option.letter: span_text(option.runs)
        for block in blocks
        if isinstance(block, Options)
        for option in block.entries
        if option.letter
    }


def item_text(found: FoundEdition, form: int, place: tuple[int, int]) -> str:
    """A question as printed on a form, and its key with reasons and evidence."""
    catalog, count = load_catalog(found.view.language), len(found.view.forms)
    item = next(one for one in placed(found.view, form) if (one.section, one.index) == place)
    void = any((one.section, one.index) == place for one in found.revision.voids)
    answer = found.revision.key.sections[item.section][item.index]
    asked, key = (
        text_preview(Document("", "en", HeaderFooter(), (Entries((entry,)),))).strip("\n")
        for entry in (paper_entry(item, catalog), key_entry(item, answer, catalog, void))
    )
    head = (
        f"{editions.paper_code(found.code, form_name(form, count))}  question {item.number}  "
        f"[{points_text(item.asked.points)}]  revision {found.revision.number}"
    )
    return f"{head}\n\n{asked}\n\n{catalog('answer-key')}\n\n{key}\n"
