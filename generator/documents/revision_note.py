"""What an answer key says of its own revision: which one it replaces, what that changed, what is
void.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.content.field_types import points_text
from generator.documents.placed import Placed
from generator.documents.shared_blocks import points_phrase
from generator.editions.edition import Edition
from generator.editions.quiz import QuizView, RevisionNote
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Notice, Paragraph, spans
from generator.page.markup import Span, Spans


def codes_match(edition: Edition, code: str, catalog: Catalog, several: bool = False) -> Spans:
    """What a key says first: with which code it fits papers (`several`: of all forms), or that it
    is of a draft.
    """
    if edition.draft:
        return spans(catalog("draft-notice"), bold=True)
    return (
        Span(catalog("codes-match") + " ", bold=True),
        Span(catalog("key-codes" if several else "codes-match-more", code=code)),
    )


def revision_blocks(
    note: RevisionNote, view: QuizView, items: Sequence[Placed], catalog: Catalog
) -> tuple[Block, ...]:
    """The line on the revision and, where items are void, a notice with their rules and what the
    quiz is worth now.
    """
    blocks: tuple[Block, ...] = (Paragraph(spans(sentence(note, items, catalog)), "small"),)
    if not note.voids:
        return blocks
    lines = [Paragraph(spans(line), "body") for line in void_lines(note, view, items, catalog)]
    return (*blocks, Notice(tuple(lines)))


def sentence(note: RevisionNote, items: Sequence[Placed], catalog: Catalog) -> str:
    """The revision in a line: Revision 2, replaces revision 1; changed: 7, 12."""
    if not note.replaces:
        return catalog("revision", n=note.number)
    line = catalog(
        "revision-replaces",
        n=note.number,
        before=catalog.join_with_and([str(number) for number in note.replaces]),
    )
    if answers := numbers(note.answers, items):
        line += catalog("revision-changed", numbers=catalog.join_with_commas(answers))
    if reasons := numbers(note.reasons, items):
        line += catalog("revision-reasons", numbers=catalog.join_with_commas(reasons))
    return line + catalog("revision-lost") if note.lost else line


def void_lines(
    note: RevisionNote, view: QuizView, items: Sequence[Placed], catalog: Catalog
) -> list[str]:
    """A line for each void item in the form's order, and one with the points that count."""
    rules = {(void.section, void.index): void.rule for void in note.voids}
    void = [item for item in items if (item.section, item.index) in rules]
    lines = []
    for item in void:
        points = points_phrase(item.student.points, catalog)
        everyone = rules[item.section, item.index] == "full"
        lines.append(
            catalog("void-full", number=item.number, points=points)
            if everyone
            else catalog("void-none", number=item.number, points=points)
        )
    return [
        *lines,
        catalog(
            "void-total",
            counting=points_phrase(counting(note, view), catalog),
            printed=points_text(view.points),
        ),
    ]


def counting(note: RevisionNote, view: QuizView) -> Fraction:
    """What the quiz is worth without the items that count for nobody."""
    dropped = {(void.section, void.index) for void in note.voids if void.rule == "none"}
    return sum(
        (
            section.points_without([index for place, index in dropped if place == n])
            for n, section in enumerate(view.sections)
        ),
        Fraction(0),
    )


def numbers(places: Sequence[tuple[int, int]], items: Sequence[Placed]) -> list[str]:
    """The numbers that items have on a form, ascending."""
    return [str(item.number) for item in items if (item.section, item.index) in places]


def void_mark(note: RevisionNote, item: Placed, catalog: Catalog) -> str:
    """What note in the grid of keys in place of a void item's key, "" where it counts."""
    void = any((void.section, void.index) == (item.section, item.index) for void in note.voids)
    return catalog("void-short") if void else ""
