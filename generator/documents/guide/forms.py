"""The forms beside each other: where each question is, and what letters they have in common."""

from __future__ import annotations

from collections.abc import Sequence

from generator.documents.guide.blocks import heading, percent, small, table
from generator.documents.guide.model import Agreement, Guide, Row, Spread
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Paragraph, Table, spans
from generator.page.markup import Span, Spans

ACROSS, MOST = 6, 24  # forms side by side in a table, and in the guide at all
COUNTED = 12  # forms whose key letters are counted one by one


def crosswalk_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """Each question with its number and key on each form, in the order of the first."""
    form_names = guide.view.form_names
    count = len(form_names)
    blocks: list[Block] = [heading(catalog("crosswalk"))]
    shown = count if count <= MOST else ACROSS
    if shown < count:
        file = next(
            (
                names[0]
                for kind, names in (guide.plan.files if guide.plan else ())
                if kind == "crosswalk" and names
            ),
            "",
        )
        blocks.append(
            small(
                catalog("crosswalk-file", n=count, shown=shown, file=file)
                if file
                else catalog("crosswalk-many", n=count, shown=shown)
            )
        )
    for start in range(0, shown, ACROSS):
        forms = range(start, min(start + ACROSS, shown))
        heads = [
            catalog("crosswalk-item"),
            *(catalog("form", form=form_names[form]) for form in forms),
        ]
        rows: list[list[str | Spans]] = [
            [_item(row), *(_place(row, form, catalog) for form in forms)] for row in guide.crosswalk
        ]
        blocks.append(
            table(heads, rows, (2.6, *(1.0 for _ in forms)), catalog("crosswalk-summary"))
        )
    return (*blocks, small(catalog("crosswalk-note")))


def _item(row: Row) -> str:
    return f"{row.item} ({row.part})" if row.part else row.item


def _place(row: Row, form: int, catalog: Catalog) -> Spans:
    key = catalog("void-short") if row.void else row.keys[form]
    return (Span(row.label(form)), *((Span("\u2002"), Span(key, bold=True)) if key else ()))


def agreement_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """How many questions have the same key letter on two forms, and how often each letter is the
    key.
    """
    agreement, names = guide.agreement, guide.view.form_names
    blocks: list[Block] = [heading(catalog("agreement"))]
    if not agreement.questions:
        return (*blocks, Paragraph(spans(catalog("agreement-none"))))
    if agreement.by_number and agreement.by_item:
        chance = catalog("agreement-chance", share=percent(agreement.chance, catalog))
        order = (
            catalog("agreement-fixed", n=agreement.fixed)
            if agreement.fixed
            else catalog("agreement-free")
        )
        blocks.append(
            Paragraph(
                spans(
                    " ".join([catalog("agreement-questions", n=agreement.questions), chance, order])
                )
            )
        )
        blocks.append(
            _pairs(agreement, names, catalog)
            if agreement.pairs
            else _spreads(agreement.by_number, agreement.by_item, catalog)
        )
    return (*blocks, *_letters(agreement, names, catalog))


def _pairs(agreement: Agreement, names: Sequence[str], catalog: Catalog) -> Table:
    rows = [
        [
            catalog("agreement-pair", one=names[first], other=names[second]),
            percent(number, catalog),
            percent(item, catalog),
        ]
        for first, second, number, item in agreement.pairs
    ]
    return table(
        catalog.list("agreement-head"), rows, (1.0, 2.0, 2.0), catalog("agreement-summary")
    )


def _spreads(by_number: Spread, by_item: Spread, catalog: Catalog) -> Table:
    rows = [
        [name, *(percent(share, catalog) for share in (spread.least, spread.mean, spread.most))]
        for name, spread in (
            (catalog("agreement-by-number"), by_number),
            (catalog("agreement-by-item"), by_item),
        )
    ]
    return table(
        catalog.list("agreement-spread"), rows, (3.0, 1.0, 1.0, 1.0), catalog("agreement-summary")
    )


def _letters(agreement: Agreement, names: Sequence[str], catalog: Catalog) -> tuple[Block, ...]:
    """How often each letter is the key on each form; of many forms, from how often to how often."""
    if not agreement.letters:
        return ()
    heads = [catalog("agreement-letters"), *(letter for letter, _ in agreement.letters)]
    if len(names) <= COUNTED:
        rows = [
            [catalog("form", form=name), *(str(counts[form]) for _, counts in agreement.letters)]
            for form, name in enumerate(names)
        ]
    else:
        rows = [
            [
                catalog("agreement-forms", n=len(names)),
                *(
                    catalog("guide-range", first=min(counts), last=max(counts))
                    for _, counts in agreement.letters
                ),
            ]
        ]
    return (
        table(heads, rows, (2.4, *(1.0 for _ in agreement.letters)), catalog("agreement-letters")),
    )
