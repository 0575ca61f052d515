"""What changed since a pack was last printed."""

from __future__ import annotations

from collections.abc import Sequence

from generator.content.dates import PartialDate
from generator.documents.guide.blocks import heading, small, table
from generator.documents.guide.model import Before, Guide
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Bullets, Paragraph, spans


def history_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """Every edition that was handed out before, with what changed since it was handed out."""
    if guide.before is None:
        return ()
    if not guide.before:
        return (small(catalog("before-none")),)
    blocks: list[Block] = [heading(catalog("before"))]
    for before in guide.before:
        blocks += _edition(before, guide, catalog)
    return tuple(blocks)


def _edition(before: Before, guide: Guide, catalog: Catalog) -> list[Block]:
    marks = catalog.join_with_commas([_handout(*handout, catalog) for handout in before.handouts])
    this = before.code == guide.code
    line = (
        catalog("before-this", marks=marks)
        if this
        else catalog("before-other", code=before.code, marks=marks)
    )
    lines = []
    if not before.readable:
        lines.append(catalog("before-lost"))
    if before.front:
        lines.append(catalog("before-front"))
    if before.rearranged:
        lines.append(catalog("before-rearranged"))
    if before.readable and not (before.changes or before.front or before.rearranged):
        lines.append(catalog("before-same"))
    blocks: list[Block] = [Paragraph(spans(line)), *(Paragraph(spans(text)) for text in lines)]
    if before.changes:
        rows = [
            [
                change.item,
                *(str(number or catalog("before-absent")) for number in (change.old, change.new)),
                catalog.join_with_commas([catalog(f"change-{kind}") for kind in change.kinds]),
            ]
            for change in before.changes
        ]
        blocks.append(
            table(
                catalog.list("before-head"), rows, (2.0, 1.0, 1.0, 3.0), catalog("before-summary")
            )
        )
    return blocks + (
        [small(catalog("before-details")), _details(before.lines)] if before.lines else []
    )


def _handout(date: str, class_name: str, copies: int, catalog: Catalog) -> str:
    when = catalog.date(PartialDate.parse(date))
    who = catalog.join_with_commas([class_name, when]) if class_name else when
    return catalog("before-mark", n=copies, who=who)


def _details(lines: Sequence[str]) -> Bullets:
    """Lines, those that begin with spaces under the one before them."""
    entries: list[tuple[Block, ...]] = []
    for line in lines:
        if line.startswith(" ") and entries:
            entries[-1] += (small(line.strip()),)
        else:
            entries.append((small(line.strip()),))
    return Bullets(tuple(entries))
