"""What a new file asks its author to replace."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.rule import Finding, rule
from generator.content.model import Bank
from generator.content.nodes import shorten
from generator.content.placeholders import is_placeholder

TITLE = "New files"


@rule("placeholder")
def placeholder(context: RuleContext) -> Iterator[Finding]:
    """No text is still one of those that `packs new` writes for authors to replace.

    Retired items, and the objectives of a bank in which no item is ready, may have them.

    Reason: a template is easily built before all of it is filled in, and then students are handed
    "Say in a paragraph what the topic is about."
    """
    for owner in context.text_owners:
        items = owner.value.items if isinstance(owner.value, Bank) else ()
        if owner.item and owner.item.status == "retired":
            continue
        if items and not any(item.status == "ready" for item in items):
            continue
        for text in owner.texts:
            if is_placeholder(text.source):
                yield Finding(
                    text.location,
                    f"'{shorten(text.source)}' is still the text of the new file; write your own, "
                    "or delete it where it is not needed",
                    owner.item,
                )
