"""Two slips for a paper that was printed: its questions put right, for students; questions to mark again, for markers.

In: the view, a form's index, questions as they must read; or keys as they were and are.  Out: Documents.
Never hands the students' slip anything but what a view holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator import document
from generator.compose.paper import paper_entry
from generator.compose.parts import Placed, title_block
from generator.document import Block, Document
from generator.inline import Run, parse, plain
from generator.view import View, form_name
from generator.words import Words

Mended = tuple[Placed, str]          # a question as it must read, and the stem on paper ("" where it stays)
Row = tuple[str, str, str, str]      # a question's number, its key as it was and is, its points


def errata(view: View, form: int, code: str, mended: Sequence[Mended], words: Words) -> Document:
    """The students' slip: each question as it must read, under its number and letters on the paper in hand."""
    name = form_name(form, len(view.forms))
    lead = (Run(words("errata-lead", code=code), bold=True),)
    blocks: list[Block] = [*title_block(view, words("errata"), words), document.Notice((document.Paragraph(lead),))]
    for placed, stem in mended:
        blocks.append(document.Heading(2, document.words(words("errata-question", n=placed.number))))
        if stem:
            blocks.append(document.Paragraph((Run(words("errata-instead") + " ", bold=True), *parse(stem)), "small"))
        blocks.append(document.Entries((paper_entry(placed, words),)))
    title = f"{plain(view.title)} – {words('errata')} – {words('form', form=name)}"
    furniture = document.Furniture(head=plain(view.title), form=name, foot=code, page=words("page"))
    return Document(title, view.language, furniture, tuple(blocks), f"errata {name}")


def remarking(view: View, form: int, code: str, rows: Sequence[Row], then: int, now: int, words: Words) -> Document:
    """The markers' slip: each question whose key changed, as it was and as it is."""
    name = form_name(form, len(view.forms))
    lead = (Run(words("remark-lead", code=code, then=then, now=now), bold=True),)
    table = document.Table(tuple(document.words(head) for head in words.several("remark-head")),
                           tuple(tuple(document.words(cell) for cell in row) for row in rows), (1.0, 2.0, 2.0, 1.0),
                           words("remark-summary"), row_heads=True)
    blocks = (*title_block(view, words("remark"), words), document.Notice((document.Paragraph(lead),)), table,
              document.Paragraph(document.words(words("remark-rest", n=now))))
    title = f"{plain(view.title)} – {words('remark')} – {words('form', form=name)}"
    furniture = document.Furniture(head=plain(view.title), form=name, banner=words("key-banner"), page=words("page"),
                                   foot=f"{code} · r{now}")
    return Document(title, view.language, furniture, blocks, f"remark {name}")
