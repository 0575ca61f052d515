"""The marks of statuses: what kind of statement something is."""

from __future__ import annotations

from collections.abc import Iterable

from generator.content.figures import STATUSES
from generator.i18n.catalog import Catalog
from generator.page.markup import Span

_SHOWN_AS = {"allegation": "claim"}  # statuses with the mark of another one


def status_marks(statuses: Iterable[str], catalog: Catalog) -> tuple[Span, ...]:
    """The marks of what statements are, each once and always in the same order; the text of each is
    its word, or both words where claims and allegations share it.
    """
    given = set(statuses)
    words: dict[str, list[str]] = {_SHOWN_AS.get(status, status): [] for status in STATUSES}
    for status in STATUSES:
        if status in given:
            words[_SHOWN_AS.get(status, status)].append(catalog(f"status-{status}"))
    return tuple(
        Span(catalog.join_with_commas(own), mark=shown) for shown, own in words.items() if own
    )
