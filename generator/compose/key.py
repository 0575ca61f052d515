"""The answer key of a form.

In: the view, the key side, a form's index, the paper's code and the revision.  Out: a Document.
Never reads a bank: what it prints is what was frozen.
"""

from __future__ import annotations

from generator import document
from generator.compose.paper import section_heading
from generator.compose.parts import Kept, Placed, number_grids, once, placed, source_paragraphs, title_block
from generator.compose.standing import standing_blocks, void_mark
from generator.dates import Span
from generator.document import Block, Document
from generator.inline import Run, Runs, parse, plain
from generator.items import TYPES, Answer, Asked, CitedFact
from generator.kinds import points_text
from generator.view import KeySide, Standing, View, form_name, type_of
from generator.words import Words


def key(view: View, keys: KeySide, form: int, code: str, revision: int, words: Words, draft: bool = False,
        standing: Standing | None = None) -> Document:
    """The key of a form; `code` is the paper's whole code, or the draft sign; `standing` what the revision changed."""
    name = form_name(form, len(view.forms))
    items = list(placed(view, form))
    stands = standing or Standing(revision, (revision - 1,) if revision > 1 else ())
    blocks = (*_front(view, keys, items, code, stands, words, draft), *_sections(view, keys, items, stands, words))
    furniture = document.Furniture(
        head=plain(view.title), form=name, banner=words("key-banner"), page=words("page"),
        foot=code if draft else f"{code} · r{revision}", watermark=words("draft") if draft else "")
    title = f"{plain(view.title)} – {words('answer-key')} – {words('form', form=name)}"
    return Document(title, view.language, furniture, blocks, f"key {name}")


def _front(view: View, keys: KeySide, items: list[Placed], code: str, stands: Standing, words: Words,
           draft: bool) -> tuple[Block, ...]:
    check = (Run(words("codes-match") + " ", bold=True), Run(words("codes-match-more", code=code)))
    notice = document.words(words("draft-notice"), bold=True) if draft else check
    strips = [void_mark(stands, item, words) or
              TYPES[type_of(item.asked)].strip(item.asked, _answer(keys, item), item.order, words) for item in items]
    grid = number_grids([str(item.number) for item in items], [(words("key-row"), strips)], words("points-of"),
                        words("answers-summary"))
    about = () if draft else standing_blocks(stands, view, items, words)
    return (document.Notice((document.Paragraph(notice),)), *title_block(view, words("answer-key"), words), *about,
            document.Heading(2, document.words(words("answers"))), *grid, *source_paragraphs(view.sources, words))


def _answer(keys: KeySide, item: Placed) -> Answer:
    return keys.sections[item.section][item.index]


def _sections(view: View, keys: KeySide, items: list[Placed], stands: Standing, words: Words) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for n in range(len(view.sections)):
        blocks.append(section_heading(view, n, words))
        blocks.append(document.Entries(tuple(
            key_entry(item, _answer(keys, item), words, bool(void_mark(stands, item, words)), keys.composed)
            for item in items if item.section == n)))
    return tuple(blocks)


def key_entry(item: Placed, answer: Answer, words: Words, void: bool = False, kept: Kept | None = None) -> document.Entry:
    """An item with its key, the reasons, the evidence and its id; `kept`: what was composed of the key side before."""
    blocks = once({} if kept is None else kept, item, words, lambda: _answered(item.asked, answer, item.order, words, void), void)
    return document.Entry(str(item.number), blocks, f"[{points_text(item.asked.points)}]", together=False)


def _answered(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words, void: bool) -> tuple[Block, ...]:
    """What stands beside an item's number."""
    blocks: tuple[Block, ...] = (document.Paragraph(parse(asked.stem)),
                                 *(document.Paragraph(document.words(words("void-item"), bold=True)),) * void,
                                 *TYPES[type_of(asked)].answer(asked, answer, order, words))
    if answer.rationale:
        blocks += (document.Paragraph(parse(answer.rationale)),)
    blocks += (document.Paragraph(document.words(words("evidence"), bold=True), "small"),
               document.Bullets(tuple((document.Paragraph(_fact(fact, words), "small"),) for fact in answer.facts)))
    about = " · ".join((answer.id, plain(answer.objective), words(f"level-{answer.level}"),
                        words(f"difficulty-{answer.difficulty}")))
    return (*blocks, document.Paragraph(document.words(about), "closing"))


def _fact(fact: CitedFact, words: Words) -> Runs:
    status = words(f"status-{fact.status}")
    says = words("by", status=status, who=fact.by) if fact.by else status
    date = f"{words('list-comma')}{words.enclosed(Span.parse(fact.date))}" if fact.date else ""
    return (Run(f"{fact.id} ", bold=True), Run(f"({says}{date}) "), *parse(fact.text), Run(f" – {fact.ref}"))
