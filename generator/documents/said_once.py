"""How points are given, said where it first applies and not again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Entries, Paragraph
from generator.page.markup import Spans


def scoring_rules(catalog: Catalog) -> tuple[str, ...]:
    """All sentences that say how points are given."""
    return (
        catalog("scoring-adjacent-pairs"),
        catalog("scoring-all-or-nothing"),
        catalog("scoring-best-fit"),
        catalog("scoring-correct-it"),
        catalog("scoring-per-blank"),
        catalog("scoring-per-option"),
        catalog("scoring-per-pair"),
        catalog("scoring-plus-minus"),
        catalog("scoring-position"),
        catalog("scoring-whole-order"),
    )


def said_once(blocks: tuple[Block, ...], rules: Sequence[str], said: set[str]) -> tuple[Block, ...]:
    """Blocks without the rules that are in `said`; those that they state join it.

    A rule is the end of a paragraph in small type, here or in a part; a paragraph of nothing else
    is left out.  Blocks that stay whole are given back as they are.
    """
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Entries):
            parts = tuple(
                replace(part, blocks=said_once(part.blocks, rules, said)) for part in block.entries
            )
            kept.append(replace(block, entries=parts))
        elif isinstance(block, Paragraph) and block.role == "small" and block.runs:
            runs = _without(block.runs, rules, said)
            kept += [replace(block, runs=runs)] if runs else []
        else:
            kept.append(block)
    return blocks if tuple(kept) == blocks else tuple(kept)


def _without(runs: Spans, rules: Sequence[str], said: set[str]) -> Spans:
    """What a paragraph says without the rule at its end, where that was said before."""
    last = runs[-1]
    rule = next((rule for rule in rules if last.text.endswith(rule)), "")
    if not rule:
        return runs
    if rule not in said:
        said.add(rule)
        return runs
    rest = last.text.removesuffix(rule).rstrip()
    return (*runs[:-1], replace(last, text=rest)) if rest else runs[:-1]
