"""The forms beside each other: where each question is, and what letters they have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.content.field_types import points_text
from generator.documents.guide.blocks import heading, percent, small, table
from generator.documents.guide.model import Agreement, Guide, Row, Spread
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, KeyRow, KeyTable, Paragraph, Table, spans
from generator.page.one_line import with_signs

FEW, MOST = 6, 24  # forms that the guide shows of more than it can, and at most
COUNTED = 12  # forms whose key letters are counted one by one


def crosswalk_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """Each question with its number and key on each form, in the order of the first."""
    form_names = guide.view.form_names
    count = len(form_names)
    blocks: list[Block] = [heading(catalog("crosswalk"))]
    shown = count if count <= MOST else FEW
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
    ids = dict(guide.objectives)
    item_head, about_head, points_head = catalog.list("crosswalk-head")
    rows = tuple(_row(row, shown, ids, catalog) for row in guide.crosswalk)
    says_more = any(row.objective or row.level or row.difficulty for row in guide.crosswalk)
    blocks.append(
        KeyTable(
            (item_head, about_head if says_more else "", points_head),
            form_names[:shown],
            rows,
            catalog("crosswalk-summary"),
        )
    )
    return (*blocks, small(catalog("crosswalk-note")))


def _row(row: Row, shown: int, ids: Mapping[str, str], catalog: Catalog) -> KeyRow:
    """An item or part: what it is for, and its number and key on each form that is shown."""
    about = [ids.get(row.objective) or with_signs(row.objective)] if row.objective else []
    about += [catalog(f"level-{row.level}")] if row.level else []
    about += [catalog(f"difficulty-{row.difficulty}")] if row.difficulty else []
    answers = tuple(
        (row.label(form), catalog("void-short") if row.void else row.keys[form])
        for form in range(shown)
    )
    name = f"{row.item} ({row.part})" if row.part else row.item
    return KeyRow(spans(name), spans(" · ".join(about)), points_text(row.points), answers)


def agreement_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """How many questions have the same key letter on two forms, and how often each letter is the
    key.
    """
    agreement, names = guide.agreement, guide.view.form_names
    title = catalog("agreement" if len(names) > 1 else "agreement-letters")
    blocks: list[Block] = [heading(title)]
    if not agreement.questions:
        return ()
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
