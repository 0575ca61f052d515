"""What an answer key says of its own revision: which one it replaces, what that changed, what is
void.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.content.field_types import points_text
from generator.documents.common import Placed, points_phrase
from generator.editions.quiz import QuizView, RevisionNote
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Notice, Paragraph, spans


def standing_blocks(
    stands: RevisionNote, view: QuizView, items: Sequence[Placed], catalog: Catalog
) -> tuple[Block, ...]:
    """The line on the revision and, where items are void, a notice with their rules and what the quiz is worth now."""
    blocks: tuple[Block, ...] = (Paragraph(spans(sentence(stands, items, catalog)), "small"),)
    if not stands.voids:
        return blocks
    said = [Paragraph(spans(line), "body") for line in void_lines(stands, view, items, catalog)]
    return (*blocks, Notice(tuple(said)))


def sentence(stands: RevisionNote, items: Sequence[Placed], catalog: Catalog) -> str:
    """The revision in a line: Revision 2, replaces revision 1; changed: 7, 12."""
    if not stands.replaces:
        return catalog("revision", n=stands.number)
    line = catalog(
        "revision-replaces",
        n=stands.number,
        before=catalog.join_with_and([str(number) for number in stands.replaces]),
    )
    if answers := numbers(stands.answers, items):
        line += catalog("revision-changed", numbers=catalog.join_with_commas(answers))
    if reasons := numbers(stands.reasons, items):
        line += catalog("revision-reasons", numbers=catalog.join_with_commas(reasons))
    return line + catalog("revision-lost") * stands.lost


def void_lines(
    stands: RevisionNote, view: QuizView, items: Sequence[Placed], catalog: Catalog
) -> list[str]:
    """A line for each void item in the form's order, and one with the points that count."""
    rules = {(void.section, void.index): void.rule for void in stands.voids}
    void = [item for item in items if (item.section, item.index) in rules]
    lines = []
    for item in void:
        points = points_phrase(item.asked.points, catalog)
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
            counting=points_phrase(counting(stands, view), catalog),
            printed=points_text(view.points),
        ),
    ]


def counting(stands: RevisionNote, view: QuizView) -> Fraction:
    """What the quiz is worth without the items that count for nobody."""
    dropped = (
        view.sections[void.section].items[void.index].points
        for void in stands.voids
        if void.rule == "none"
    )
    return view.points - sum(dropped, Fraction(0))


def numbers(places: Sequence[tuple[int, int]], items: Sequence[Placed]) -> list[str]:
    """The numbers that items have on a form, ascending."""
    return [str(item.number) for item in items if (item.section, item.index) in places]


def void_mark(stands: RevisionNote, item: Placed, catalog: Catalog) -> str:
    """What stands in the grid of keys in place of a void item's key, "" where it counts."""
    void = any((void.section, void.index) == (item.section, item.index) for void in stands.voids)
    return catalog("void-short") if void else ""
