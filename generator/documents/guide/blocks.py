"""What the guide's parts share: headings, tables, shares, facts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from generator.i18n.catalog import Catalog
from generator.items import CitedFact
from generator.page.blocks import Heading, Paragraph, Table, spans
from generator.page.markup import Span, Spans, parse
from generator.page.numbers import number_text

FEW_NAMES = 6


def heading(text: str) -> Heading:
    """The heading of a part."""
    return Heading(2, spans(text))


def small(text: str) -> Paragraph:
    """A remark."""
    return Paragraph(spans(text), "small")


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str | Spans]],
    widths: Sequence[float],
    summary: str,
    style: str = "compact",
) -> Table:
    """A table whose first column heads its rows; cells are texts or runs."""
    return Table(
        tuple(spans(head) for head in heads),
        tuple(
            tuple(spans(cell) if isinstance(cell, str) else cell for cell in row) for row in rows
        ),
        tuple(widths),
        summary,
        row_heads=True,
        style=style,
    )


def percent(share: Fraction, catalog: Catalog) -> str:
    """A share in whole percent."""
    return catalog("percent", share=_rounded(100 * share))


def about(number: Fraction, catalog: Catalog) -> str:
    """A number with one decimal, as printed."""
    return number_text(Decimal(_rounded(10 * number)).scaleb(-1), catalog("decimal-mark"))


def whole(number: float) -> int:
    """A number without decimals; a half goes up."""
    return _rounded(Fraction(number))


def _rounded(number: Fraction) -> int:
    return int((Decimal(number.numerator) / number.denominator).quantize(Decimal(1), ROUND_HALF_UP))


def named(names: Sequence[str], catalog: Catalog) -> str:
    """Names in running text; of many the first and the last."""
    if len(names) > FEW_NAMES:
        return catalog("guide-range", first=names[0], last=names[-1])
    return catalog.join_with_and(names) if names else ""


def fact_text(fact: CitedFact) -> Spans:
    """What a fact says, and where its source says it."""
    return (*parse(fact.text), Span(f" – {fact.ref}"))
