"""Who says a fact, as keys and guides print it."""

from __future__ import annotations

from generator.content.dates import DateRange
from generator.i18n.catalog import Catalog
from generator.items import CitedFact
from generator.items.status_marks import status_marks
from generator.page.blocks import spans
from generator.page.markup import Spans

_HERE = "\N{OBJECT REPLACEMENT CHARACTER}"  # where a phrase has spans among its words


def said_by(fact: CitedFact, catalog: Catalog) -> Spans:
    """A fact's status, who says it and when; without a mark where words are as they were first."""
    status = spans(catalog(f"status-{fact.status}"))
    if not catalog.has_first_words:
        status = status_marks([fact.status], catalog)
    says = _filled(catalog("by", status=_HERE, who=fact.by), status) if fact.by else status
    if not fact.date:
        return says
    date = catalog.date_range_in_brackets(DateRange.parse(fact.date))
    return _filled(catalog.join_with_commas([_HERE, date]), says)


def with_others(fact: Spans, others: str, catalog: Catalog) -> Spans:
    """What is said of a fact, and the names of those that belong beside it."""
    return _filled(catalog("evidence-beside", fact=_HERE, others=others), fact)


def _filled(phrase: str, runs: Spans) -> Spans:
    """The words of a phrase with spans in the place that was kept for them."""
    before, _, after = phrase.partition(_HERE)
    return (*spans(before), *runs, *spans(after))
