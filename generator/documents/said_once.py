"""How points are given, said where it first applies and not again."""

from __future__ import annotations

from dataclasses import field, replace

from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Entries, Paragraph
from generator.page.markup import Spans
from generator.values import dataclass

_SAYS_AGAIN = 3  # the version of the words from which on a rule is said again after another


@dataclass(frozen=True)
class ScoringRules:
    """The sentences that say how points are given: by kind of question, of which one rule holds at
    a time, and which of each was said last.

    `again`: a rule is said again where another of its kind was said since, because a reader takes
    the last one for the one that holds.  On papers that are out none is.
    """

    kinds: tuple[tuple[str, ...], ...]
    again: bool
    said: dict[int, set[str]] = field(default_factory=dict)

    def is_new(self, rule: str) -> bool:
        """Whether a rule must be said here; it is said then."""
        kind = next(n for n, rules in enumerate(self.kinds) if rule in rules)
        said = self.said.setdefault(kind, set())
        if rule in said:
            return False
        if self.again:
            said.clear()
        said.add(rule)
        return True

    def at_end_of(self, text: str) -> str:
        """The rule that ends a text, or ""."""
        return next((r for rules in self.kinds for r in rules if text.endswith(r)), "")


def scoring_rules(catalog: Catalog) -> ScoringRules:
    """All sentences that say how points are given, in the words of a paper."""
    kinds = (
        (
            catalog("scoring-per-option"),
            catalog("scoring-plus-minus"),
            catalog("scoring-all-or-nothing"),
        ),
        (
            catalog("scoring-adjacent-pairs"),
            catalog("scoring-best-fit"),
            catalog("scoring-position"),
            catalog("scoring-whole-order"),
        ),
        (catalog("scoring-correct-it"),),
        (catalog("scoring-per-blank"),),
        (catalog("scoring-per-pair"),),
    )
    return ScoringRules(kinds, catalog.words_version >= _SAYS_AGAIN)


def said_once(blocks: tuple[Block, ...], rules: ScoringRules) -> tuple[Block, ...]:
    """Blocks without the rules that were said before and still hold.

    A rule is the end of a paragraph in small type, here or in a part; a paragraph of nothing else
    is left out.  Blocks that stay whole are given back as they are.
    """
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Entries):
            parts = tuple(
                replace(part, blocks=said_once(part.blocks, rules)) for part in block.entries
            )
            kept.append(replace(block, entries=parts))
        elif isinstance(block, Paragraph) and block.role == "small" and block.runs:
            runs = _without(block.runs, rules)
            kept += [replace(block, runs=runs)] if runs else []
        else:
            kept.append(block)
    return blocks if tuple(kept) == blocks else tuple(kept)


def _without(runs: Spans, rules: ScoringRules) -> Spans:
    """What a paragraph says without the rule at its end, where that was said before."""
    last = runs[-1]
    rule = rules.at_end_of(last.text)
    if not rule or rules.is_new(rule):
        return runs
    rest = last.text.removesuffix(rule).rstrip()
    return (*runs[:-1], replace(last, text=rest)) if rest else runs[:-1]
