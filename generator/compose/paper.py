"""The paper: a form of the quiz without its keys.

In: the view, a form's index, the paper's code and the words of a language.  Out: a Document.
Never receives anything of the key side: what is not in its arguments cannot leak.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator import document
from generator.compose.parts import Kept, Placed, number_grids, once, placed, points_phrase, source_paragraphs, title_block
from generator.dates import Partial
from generator.document import Block, Document
from generator.inline import Run, parse, plain
from generator.items import TYPES
from generator.kinds import points_text
from generator.view import View, form_name, type_of
from generator.words import Words


def paper(view: View, form: int, code: str, words: Words, draft: bool = False, on_sheet: bool = False) -> Document:
    """The paper of a form; `code` is the paper's whole code, or the draft sign.

    `on_sheet`: answers are written on an answer sheet, and the paper says so.
    """
    name = form_name(form, len(view.forms))
    items = list(placed(view, form))
    blocks = (*_front(view, items, words, on_sheet), *_sections(view, items, words),
              document.Paragraph(document.words(words("end-of-quiz"), bold=True), "closing"))
    furniture = document.Furniture(
        head=plain(view.title), form=name, foot=code, page=words("page"), watermark=words("draft") if draft else "")
    title = f"{plain(view.title)} – {words('form', form=name)}"
    return Document(title, view.language, furniture, blocks, f"paper {name}")


def _front(view: View, items: list[Placed], words: Words, on_sheet: bool) -> tuple[Block, ...]:
    facts = [plain(text) for text in (view.class_name, view.instructor) if text]
    facts += [words.date(Partial.parse(view.date))] if view.date else []
    facts += [words("minutes", n=view.duration)] if view.duration else []
    facts += [words("questions", n=len(items)), points_phrase(view.points, words)]
    fields = ((words("name"), 0.5), (words("number"), 0.25), (words("date"), 0.25))
    return (*title_block(view, "", words), document.Paragraph(document.words(" · ".join(facts)), "body"),
            document.WriteIn(fields), *_instructions(view, items, words, on_sheet), *_points(view, items, words),
            *source_paragraphs(view.sources, words))


def _instructions(view: View, items: list[Placed], words: Words, on_sheet: bool) -> tuple[Block, ...]:
    given = [document.words(words("answer-on-sheet"), bold=True)] if on_sheet else []
    given += [parse(text) for text in view.instructions or words.several("instructions-default")]
    if not view.instructions and any(_crossed(_asked(item, words, view.composed)) for item in items):
        given.append(document.words(words("instructions-choice")))
    entries = tuple((document.Paragraph(runs),) for runs in given)
    return document.Heading(2, document.words(words("instructions")), bookmark=False), document.Bullets(entries)


def _crossed(blocks: Sequence[Block]) -> bool:
    """Whether there are options to choose from, here or in a part."""
    options = (option for block in blocks if isinstance(block, document.Options) for option in block.entries)
    entries = (entry for block in blocks if isinstance(block, document.Entries) for entry in block.entries)
    return any(option.box in ("round", "square") for option in options) or any(_crossed(entry.blocks) for entry in entries)


def _points(view: View, items: list[Placed], words: Words) -> tuple[Block, ...]:
    numbers = [str(item.number) for item in items] + [words("points-total")]
    points = [points_text(item.asked.points) for item in items] + [points_text(view.points)]
    rows = [(words("points-column"), points), (words("points-mark"), [""] * len(numbers))]
    return number_grids(numbers, rows, words("points-of"), words("points-summary"))


def _sections(view: View, items: list[Placed], words: Words) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for n, section in enumerate(view.sections):
        blocks.append(section_heading(view, n, words))
        entries = tuple(paper_entry(item, words, view.composed) for item in items if item.section == n)
        blocks.append(document.Entries(entries))
        assert len(entries) == len(section.items)
    return tuple(blocks)


def section_heading(view: View, n: int, words: Words) -> document.Heading:
    """A section's heading, numbered where there are several, with its points."""
    section = view.sections[n]
    points = points_phrase(section.points, words)
    lead = document.words(words("part", n=n + 1)) if len(view.sections) > 1 else ()
    return document.Heading(2, (*lead, *parse(section.title), Run(f"  ({points})")))


def paper_entry(item: Placed, words: Words, kept: Kept | None = None) -> document.Entry:
    """An item as a student sees it, with its number and points; `kept`: what was composed of the view before."""
    module = TYPES[type_of(item.asked)]
    points = f"[{points_text(item.asked.points)}]"
    return document.Entry(str(item.number), _asked(item, words, {} if kept is None else kept), points, module.TOGETHER)


def _asked(item: Placed, words: Words, kept: Kept) -> tuple[Block, ...]:
    """What stands beside an item's number."""
    return once(kept, item, words, lambda: TYPES[type_of(item.asked)].ask(item.asked, item.order, words))
