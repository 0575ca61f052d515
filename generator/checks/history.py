"""What earlier sittings showed of the items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import sqrt

from generator.checks.context import RuleContext
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.items import item_type
from generator.items.earlier_figures import current, items_with_figures, option_name
from generator.problems import NOTE, WARNING

TITLE = "Earlier sittings"

_ENOUGH_ANSWERS = 30
_ENOUGH_CHOICES = 60


@rule("negative-discrimination", WARNING)
def negative_discrimination(context: RuleContext) -> Iterator[Finding]:
    """An item as it is now did not part the strong from the weak the wrong way round when it was
    last asked of 30 or more: its discrimination was not below zero by more than a standard error.

    Reason: where those who know more earn less, the key is wrong or the stem misleads. A value near
    zero comes by chance.
    Source: Ebel & Frisbie, Essentials of Educational Measurement, 1991.
    """
    for item, figures in items_with_figures(context.content):
        own = [entry for entry in current(item, figures) if entry.answers >= _ENOUGH_ANSWERS]
        last = own[-1] if own else None
        if last is None or last.discrimination is None:
            continue
        if last.discrimination < -1 / sqrt(last.answers):
            yield Finding(
                item.location,
                f"in {last.edition} ({last.date}) those who did well elsewhere did badly here "
                f"(discrimination {float(last.discrimination):.2f}); check the key and the stem",
                item,
            )


@rule("idle-distractor", WARNING)
def idle_distractor(context: RuleContext) -> Iterator[Finding]:
    """Every distractor of an item as it is now was chosen by somebody, where 60 or more answered.

    Reason: an option that nobody takes is read by all and tests nobody.
    Source: Haladyna & Downing, Educational and Psychological Measurement 53 (1993), 999.
    """
    for item, figures in items_with_figures(context.content):
        chosen: Counter[str] = Counter()
        answers = 0
        for entry in current(item, figures):
            if entry.choices:
                chosen.update(dict(entry.choices))
                answers += entry.answers
        wrong = [option_name(text.source) for text in item_type(item).wrong_texts(item.content)]
        idle = [text for text in wrong if text in chosen and not chosen[text]]
        if answers >= _ENOUGH_CHOICES and idle:
            named = ", ".join(f"'{shorten(text, 40)}'" for text in idle)
            yield Finding(
                item.location, f"nobody of {answers} chose {named}; find a likelier error", item
            )


@rule("edited-since", NOTE)
def edited_since(context: RuleContext) -> Iterator[Finding]:
    """The figures of an item are of the item as it is now.

    Reason: after a change of stem, options or key they say how it was, not how it is.
    """
    for item, figures in items_with_figures(context.content):
        last = figures[-1]
        if not current(item, figures) and last.fingerprint:
            yield Finding(
                item.location,
                f"edited since it was asked in {last.edition} ({last.date}); its figures are of "
                "how it was",
                item,
            )
