"""Pieces that the guide's parts share: headings, tables, shares, facts.

In: values and the words of a language.  Out: blocks and runs.
Never knows which part of the guide it serves.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from generator import document
from generator.dates import Span
from generator.inline import Run, Runs, parse
from generator.items import CitedFact
from generator.kinds import number_text
from generator.words import Words

FEW_NAMES = 6


def heading(text: str) -> document.Heading:
    """The heading of a part."""
    return document.Heading(2, document.words(text))


def small(text: str) -> document.Paragraph:
    """A remark."""
    return document.Paragraph(document.words(text), "small")


def table(heads: Sequence[str], rows: Sequence[Sequence[str | Runs]], widths: Sequence[float], summary: str,
          style: str = "compact") -> document.Table:
    """A table whose first column heads its rows; cells are texts or runs."""
    return document.Table(tuple(document.words(head) for head in heads),
                          tuple(tuple(document.words(cell) if isinstance(cell, str) else cell for cell in row) for row in rows),
                          tuple(widths), summary, row_heads=True, style=style)


def percent(share: Fraction, words: Words) -> str:
    """A share in whole percent."""
    return words("percent", share=_rounded(100 * share))


def about(number: Fraction, words: Words) -> str:
    """A number with one decimal, as printed."""
    return number_text(Decimal(_rounded(10 * number)).scaleb(-1), words("decimal-mark"))


def whole(number: float) -> int:
    """A number without decimals; a half goes up."""
    return _rounded(Fraction(number))


def _rounded(number: Fraction) -> int:
    return int((Decimal(number.numerator) / number.denominator).quantize(Decimal(1), ROUND_HALF_UP))


def named(names: Sequence[str], words: Words) -> str:
    """Names in running text; of many the first and the last."""
    if len(names) > FEW_NAMES:
        return words("guide-range", first=names[0], last=names[-1])
    return words.joined(names) if names else ""


def said(fact: CitedFact, words: Words) -> str:
    """A fact's status, who says it and when."""
    status = words(f"status-{fact.status}")
    says = words("by", status=status, who=fact.by) if fact.by else status
    return words.listed([says, words.enclosed(Span.parse(fact.date))]) if fact.date else says


def told(fact: CitedFact) -> Runs:
    """What a fact says, and where it is found."""
    return (*parse(fact.text), Run(f" – {fact.ref}"))
