"""What goes out to be edited in a word processor: a form's paper, its key, and all items of a bank.

They bear no code: a code promises that a key fits a paper, and nobody can promise that of a file
that is edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.content.style import USUAL_STYLE, Style
from generator.documents.answer_key import key, key_entry
from generator.documents.paper import PaperLook, paper, paper_entry
from generator.documents.placed import Placed
from generator.documents.shared_blocks import points_phrase
from generator.editions.edition import DRAFT, Edition
from generator.editions.quiz import AnswerKey, QuizView, RevisionNote
from generator.i18n.catalog import Catalog
from generator.items import type_of
from generator.items.protocol import ItemKey, stem_text_blocks
from generator.page.blocks import (
    Block,
    Document,
    Entries,
    HeaderFooter,
    Heading,
    Lines,
    Notice,
    Options,
    Rules,
    spans,
)


def editable_paper(
    view: QuizView, form: int, catalog: Catalog, style: Style = USUAL_STYLE
) -> Document:
    """The paper of a form, with room for answers on it; composed from the view alone."""
    document = paper(view, form, DRAFT, catalog, look=PaperLook(style=style))
    return replace(document, header_footer=replace(document.header_footer, foot=""))


def editable_key(view: QuizView, answers: AnswerKey, form: int, catalog: Catalog) -> Document:
    """The key of a form with its reasons."""
    document = key(Edition("", DRAFT, view, answers, RevisionNote(0)), form, catalog)
    # What is said of codes and drafts is no use where there is no code.
    blocks = tuple(block for block in document.blocks if not isinstance(block, Notice))
    header_footer = replace(document.header_footer, foot="", watermark="")
    return replace(document, header_footer=header_footer, blocks=blocks)


def bank_listing(title: str, items: Sequence[tuple[Placed, ItemKey]], catalog: Catalog) -> Document:
    """All items of a bank as asked, right options bold, each with its key and reasons."""
    entries = tuple(
        replace(
            paper_entry(item, catalog),
            blocks=_with_key(item, answer, catalog),
            points=f"({points_phrase(item.student.points, catalog)})",
        )
        for item, answer in items
    )
    header_footer = HeaderFooter(head=title, banner=catalog("key-banner"), page=catalog("page"))
    blocks = (Heading(1, spans(title)), Entries(entries))
    return Document(title, catalog.language, header_footer, blocks, "bank")


def _with_key(item: Placed, answer: ItemKey, catalog: Catalog) -> tuple[Block, ...]:
    question_blocks = (
        b for b in paper_entry(item, catalog).blocks if not isinstance(b, Lines | Rules)
    )
    right = [
        is_right for _, is_right in type_of(item.student).response_options(item.student, answer)
    ]
    shown = tuple(
        _marked(block, right) if isinstance(block, Options) else block for block in question_blocks
    )
    said = key_entry(item, answer, catalog).blocks[len(stem_text_blocks(item.student)) :]
    return (*shown, *said)


def _marked(block: Options, right: Sequence[bool]) -> Options:
    """Options without boxes, those that are right marked."""
    if len(right) != len(block.entries):
        return block
    marked = (
        replace(option, box="", marked=is_right)
        for option, is_right in zip(block.entries, right, strict=True)
    )
    return Options(tuple(marked))
