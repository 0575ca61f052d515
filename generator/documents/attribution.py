"""Who says a fact, as keys and guides print it."""

from __future__ import annotations

from generator.content.dates import DateRange
from generator.documents.shared_blocks import HERE, phrase_with
from generator.i18n.catalog import Catalog
from generator.items import CitedFact
from generator.items.status_marks import status_marks
from generator.page.markup import Spans


def said_by(fact: CitedFact, catalog: Catalog) -> Spans:
    """A fact's status, who says it and when; without a mark where words are as they were first."""
    marks = () if catalog.has_first_words else status_marks([fact.status], catalog)
    says = HERE if marks else catalog(f"status-{fact.status}")
    if fact.by:
        says = catalog("by", status=says, who=fact.by)
    if fact.date:
        date = catalog.date_range_in_brackets(DateRange.parse(fact.date))
        says = catalog.join_with_commas([says, date])
    return phrase_with(says, marks)


def with_others(fact: Spans, others: str, catalog: Catalog) -> Spans:
    """What is said of a fact, and the names of those that belong beside it."""
    return phrase_with(catalog("evidence-beside", fact=HERE, others=others), fact)
