"""The guide: what an instructor wants to know of a quiz before it is handed out.

In: a Guide and the words of a language.  Out: a Document.
Never counts: whatever it prints was counted before.
"""

from __future__ import annotations

from generator import document
from generator.compose.guide.content import blueprint_blocks, effort_blocks
from generator.compose.guide.evidence import coverage_blocks, evidence_blocks
from generator.compose.guide.forms import agreement_blocks, crosswalk_blocks
from generator.compose.guide.history import history_blocks
from generator.compose.guide.plan import plan_blocks
from generator.compose.parts import joined, placed, points_phrase, source_paragraphs, title_block
from generator.compose.standing import standing_blocks
from generator.document import Block, Document, Furniture
from generator.guide import Guide
from generator.inline import Run, plain
from generator.words import Words


def guide(guide: Guide, words: Words, draft: bool = False) -> Document:
    """The guide to a quiz; `code` in it is the edition's, or the draft sign."""
    view, number = guide.view, guide.standing.number
    blocks = (*_front(guide, words, draft), *history_blocks(guide, words), *plan_blocks(guide, words),
              *effort_blocks(guide, words), *blueprint_blocks(guide, words), *crosswalk_blocks(guide, words),
              *agreement_blocks(guide, words), *coverage_blocks(guide, words), *evidence_blocks(guide, words),
              *source_paragraphs(view.sources, words))
    furniture = Furniture(
        head=f"{plain(view.title)} – {words('guide')}", banner=words("key-banner"), page=words("page"),
        foot=guide.code if draft else f"{guide.code} · r{number}", watermark=words("draft") if draft else "")
    return Document(f"{plain(view.title)} – {words('guide')}", view.language, furniture, blocks, "guide")


def _front(guide: Guide, words: Words, draft: bool) -> tuple[Block, ...]:
    view = guide.view
    check = (Run(words("codes-match") + " ", bold=True),
             Run(words("guide-codes", code=guide.code, n=guide.standing.number)))
    notice = document.words(words("draft-notice"), bold=True) if draft else check
    questions = [words("questions", n=sum(len(section.items) for section in view.sections))]
    facts = [words("forms", n=len(view.forms)), *questions, points_phrase(view.points, words)]
    facts += [words("minutes", n=view.duration)] if view.duration else []
    about = () if draft else standing_blocks(guide.standing, view, list(placed(view, 0)), words)
    return (document.Notice((document.Paragraph(notice),)), *title_block(view, words("guide"), words),
            document.Paragraph(joined([document.words(fact) for fact in facts])), *about)
