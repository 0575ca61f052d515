"""The forms beside each other: where each question stands, and what letters they have in common.

In: a Guide and the words of a language.  Out: blocks.
Never prints more forms than a person looks through: beyond that it names the file that has them all.
"""

from __future__ import annotations

from generator import document
from generator.compose.guide.pieces import heading, percent, small, table
from generator.document import Block
from generator.guide import Agreement, Guide, Row, Spread
from generator.inline import Run, Runs
from generator.view import form_name
from generator.words import Words

ACROSS, MOST = 6, 24       # forms side by side in a table, and in the guide at all
COUNTED = 12               # forms whose key letters are counted one by one


def crosswalk_blocks(guide: Guide, words: Words) -> tuple[Block, ...]:
    """Each question with its number and key on each form, in the order of the first."""
    count = len(guide.view.forms)
    blocks: list[Block] = [heading(words("crosswalk"))]
    shown = count if count <= MOST else ACROSS
    if shown < count:
        file = next((names[0] for kind, names in (guide.plan.files if guide.plan else ()) if kind == "crosswalk" and names), "")
        blocks.append(small(words("crosswalk-file", n=count, shown=shown, file=file) if file
                            else words("crosswalk-many", n=count, shown=shown)))
    for start in range(0, shown, ACROSS):
        forms = range(start, min(start + ACROSS, shown))
        heads = [words("crosswalk-item"), *(words("form", form=form_name(form, count)) for form in forms)]
        rows = [[_item(row), *(_place(row, form, words) for form in forms)] for row in guide.crosswalk]
        blocks.append(table(heads, rows, (2.6, *(1.0 for _ in forms)), words("crosswalk-summary")))
    return (*blocks, small(words("crosswalk-note")))


def _item(row: Row) -> str:
    return f"{row.item} ({row.part})" if row.part else row.item


def _place(row: Row, form: int, words: Words) -> Runs:
    key = words("void-short") if row.void else row.keys[form]
    return (Run(row.label(form)), *((Run("\u2002"), Run(key, bold=True)) if key else ()))


def agreement_blocks(guide: Guide, words: Words) -> tuple[Block, ...]:
    """How many questions have the same key letter on two forms, and how often each letter is the key."""
    found, count = guide.agreement, len(guide.view.forms)
    names = [form_name(form, count) for form in range(count)]
    blocks: list[Block] = [heading(words("agreement"))]
    if not found.questions:
        return (*blocks, document.Paragraph(document.words(words("agreement-none"))))
    if found.by_number and found.by_item:
        chance = words("agreement-chance", share=percent(found.chance, words))
        kept = words("agreement-fixed", n=found.fixed) if found.fixed else words("agreement-free")
        blocks.append(document.Paragraph(document.words(" ".join(
            [words("agreement-questions", n=found.questions), chance, kept]))))
        blocks.append(_pairs(found, names, words) if found.pairs else _spreads(found.by_number, found.by_item, words))
    return (*blocks, *_letters(found, names, words))


def _pairs(found: Agreement, names: list[str], words: Words) -> document.Table:
    rows = [[words("agreement-pair", one=names[one], other=names[other]), percent(number, words), percent(item, words)]
            for one, other, number, item in found.pairs]
    return table(words.several("agreement-head"), rows, (1.0, 2.0, 2.0), words("agreement-summary"))


def _spreads(by_number: Spread, by_item: Spread, words: Words) -> document.Table:
    rows = [[name, *(percent(share, words) for share in (spread.least, spread.mean, spread.most))]
            for name, spread in ((words("agreement-by-number"), by_number), (words("agreement-by-item"), by_item))]
    return table(words.several("agreement-spread"), rows, (3.0, 1.0, 1.0, 1.0), words("agreement-summary"))


def _letters(found: Agreement, names: list[str], words: Words) -> tuple[Block, ...]:
    """How often each letter is the key on each form; of many forms, from how often to how often."""
    if not found.letters:
        return ()
    heads = [words("agreement-letters"), *(letter for letter, _ in found.letters)]
    if len(names) <= COUNTED:
        rows = [[words("form", form=name), *(str(counts[form]) for _, counts in found.letters)]
                for form, name in enumerate(names)]
    else:
        rows = [[words("agreement-forms", n=len(names)), *(
            words("guide-range", first=min(counts), last=max(counts)) for _, counts in found.letters)]]
    return (table(heads, rows, (2.4, *(1.0 for _ in found.letters)), words("agreement-letters")),)
