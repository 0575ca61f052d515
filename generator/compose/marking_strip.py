"""The keys of a form at the pitch of its paper or answer sheet, to lay beside it.

In: the document that lies beside it, the view, the key side and where its revision stands.  Out: a Document.
Never says another key than the answer key does: both ask the item's type.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator import document
from generator.compose.parts import Placed, placed, title_block
from generator.compose.standing import sentence, void_mark
from generator.document import Document, StripKey
from generator.inline import plain
from generator.items import TYPES, Answer
from generator.items.space import marks
from generator.view import KeySide, Standing, View, form_name, type_of
from generator.words import Words


def marking_strip(beside: Document, view: View, keys: KeySide, form: int, code: str, stands: Standing, words: Words,
                  sheet: bool = False) -> Document:
    """The strip of a form for its paper, or for its answer sheet (`sheet`); `code` is the paper's whole code."""
    name = form_name(form, len(view.forms))
    items = list(placed(view, form))
    entries = tuple(entry for item in items
                    for entry in _entries(item, keys.sections[item.section][item.index], void_mark(stands, item, words), words))
    if sheet:
        entries = tuple(StripKey(f"{one.number} {one.part}".strip(), "", one.key) for one in entries if one.key)
    how = words.several("strip-how-sheet" if sheet else "strip-how")
    kind = words("marking-strip-sheet" if sheet else "marking-strip")
    told = (*title_block(view, kind, words),
            document.Paragraph(document.words(sentence(stands, items, words)), "small"),
            document.Bullets(tuple((document.Paragraph(document.words(text)),) for text in how)))
    strip = document.Strip(beside, entries, words("strip-page", code=code, form=name), words("strip-head", code=code), told)
    furniture = document.Furniture(head=kind, form=name, banner=words("key-banner"), page=words("page"),
                                   foot=f"{code} · r{stands.number}", level=True)
    title = f"{plain(view.title)} – {kind} – {words('form', form=name)}"
    return Document(title, view.language, furniture, (strip,), f"{'sheet-strip' if sheet else 'strip'} {name}")


def _entries(item: Placed, answer: Answer, void: str, words: Words) -> Iterator[StripKey]:
    """An item's key, or its number and the keys of its parts."""
    module, number = TYPES[type_of(item.asked)], str(item.number)
    pieces = getattr(module, "pieces", None)
    if void or pieces is None:
        shown = () if void else marks(module, item.asked, answer, item.order, words)
        yield StripKey(number, "", void or module.strip(item.asked, answer, item.order, words), shown)
        return
    yield StripKey(number, "", "")
    for letter, asked, given, order in pieces(item.asked, answer, item.order):
        part = TYPES[type_of(asked)]
        yield StripKey(number, f"({letter})", part.strip(asked, given, order, words), marks(part, asked, given, order, words))
