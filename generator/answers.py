"""One paper's answers as values or as text, item by item, from its record.

In: an edition found and a form.  Out: plain values for a program, or an item with its letters, reasons and evidence.
Never sets type, and never reads a bank.
"""

from __future__ import annotations

from typing import Any

from generator import document, edition
from generator.compose.key import key_entry
from generator.compose.paper import paper_entry
from generator.compose.parts import Placed, placed
from generator.compose.standing import counting
from generator.document import Document, Entries, Furniture
from generator.items import TYPES
from generator.kinds import points_text
from generator.lookup import Found
from generator.proof import proof, text
from generator.serial import to_plain
from generator.view import form_name, type_of
from generator.words import words


def key_values(found: Found, form: int) -> dict[str, Any]:
    """A form's key: what the revision is, and of each question its letters, its key and everything said of it."""
    spoken, stands, count = words(found.view.language), found.standing, len(found.view.forms)
    rules = {(void.section, void.index): void.rule for void in stands.voids}
    changed = {**dict.fromkeys(stands.reasons, "reasons"), **dict.fromkeys(stands.answers, "answer")}
    questions = []
    for item in placed(found.view, form):
        module, answer = TYPES[type_of(item.asked)], found.revision.key.sections[item.section][item.index]
        place = item.section, item.index
        questions.append({
            "number": item.number, "item": answer.id, "type": type_of(item.asked), "points": str(item.asked.points),
            "stem": item.asked.stem, "options": letters(item), "key": module.strip(item.asked, answer, item.order, spoken),
            "void": rules.get(place), "changed": changed.get(place), "answer": to_plain(answer)})
    return {"code": edition.paper_code(found.code, form_name(form, count)), "form": form_name(form, count),
            "title": found.view.title, "revision": stands.number, "hash": found.revision.hash, "replaces": list(stands.replaces),
            "points": str(found.view.points), "points_counting": str(counting(stands, found.view)), "questions": questions}


def letters(item: Placed) -> dict[str, str]:
    """The options of a question under the letters they have on a form."""
    blocks = TYPES[type_of(item.asked)].ask(item.asked, item.order, words("en"))
    return {option.letter: text(option.runs) for block in blocks if isinstance(block, document.Options)
            for option in block.entries if option.letter}


def item_text(found: Found, form: int, place: tuple[int, int]) -> str:
    """A question as printed on a form, and its key with reasons and evidence."""
    spoken, count = words(found.view.language), len(found.view.forms)
    item = next(one for one in placed(found.view, form) if (one.section, one.index) == place)
    void = any((one.section, one.index) == place for one in found.revision.voids)
    answer = found.revision.key.sections[item.section][item.index]
    asked, key = (proof(Document("", "en", Furniture(), (Entries((entry,)),))).strip("\n")
                  for entry in (paper_entry(item, spoken), key_entry(item, answer, spoken, void)))
    head = (f"{edition.paper_code(found.code, form_name(form, count))}  question {item.number}  "
            f"[{points_text(item.asked.points)}]  revision {found.revision.number}")
    return f"{head}\n\n{asked}\n\n{spoken('answer-key')}\n\n{key}\n"
