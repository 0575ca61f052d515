"""The sheet on which a form is answered, clean enough to be read by a scanner.

In: the view, a form's index and the paper's code.  Out: a Document.
Never knows of a key: every answer has the room that its question has on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import document
from generator.compose.parts import joined, placed
from generator.document import Block, Document, Entry
from generator.inline import parse, plain
from generator.items import TYPES
from generator.items.space import answer_space
from generator.kinds import points_text
from generator.view import View, form_name, type_of
from generator.words import Words


def answer_sheet(view: View, form: int, code: str, words: Words, draft: bool = False) -> Document:
    """The answer sheet of a form; `code` is the paper's whole code, or the draft sign."""
    name = form_name(form, len(view.forms))
    rows = tuple(_rows(view, form, words))
    blocks = (*_front(view, name, code, rows, words), document.AnswerGrid(rows, document.WriteIn(_fields(words)[:2])))
    furniture = document.Furniture(
        head=f"{plain(view.title)} – {words('answer-sheet')}", form=name, foot=code, page=words("page"),
        watermark=words("draft") if draft else "", corners=True, level=True)
    title = f"{plain(view.title)} – {words('answer-sheet')} – {words('form', form=name)}"
    return Document(title, view.language, furniture, blocks, f"answer-sheet {name}")


def _front(view: View, name: str, code: str, rows: Sequence[Entry], words: Words) -> tuple[Block, ...]:
    above = [parse(text) for text in (view.institution, view.course, view.title) if text]
    told = [words("sheet-lead"), words("sheet-check")]
    if any(isinstance(block, document.Boxes) and block.box != "write" for row in rows for block in row.blocks):
        told.append(words("instructions-choice"))
    return (document.Paragraph(joined(above), "small"),
            document.Heading(1, document.words(words("answer-sheet"))),
            document.Paragraph(document.words(f"{words('form', form=name)} · {code}"), "large"),
            document.WriteIn(_fields(words)), document.Paragraph(document.words(" ".join(told))))


def _fields(words: Words) -> tuple[tuple[str, float], ...]:
    return (words("name"), 0.5), (words("number"), 0.25), (words("date"), 0.25)


def _rows(view: View, form: int, words: Words) -> Iterator[Entry]:
    """A row for each item in printing order, and after it one for each of its parts."""
    for item in placed(view, form):
        blocks = answer_space(TYPES[type_of(item.asked)], item.asked, item.order, words)
        yield from _numbered(str(item.number), f"[{points_text(item.asked.points)}]", blocks)


def _numbered(number: str, points: str, blocks: Sequence[Block]) -> Iterator[Entry]:
    own = tuple(block for block in blocks if not isinstance(block, document.Entries))
    parts = [part for block in blocks if isinstance(block, document.Entries) for part in block.entries]
    if own or not parts:
        yield Entry(number, own, points)
    for part in parts:
        yield from _numbered(f"{number} {part.number}", part.points, part.blocks)
