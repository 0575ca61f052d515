"""What a new file asks its author to replace."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.rule import Finding, rule
from generator.content.messages import counted
from generator.content.model import Bank
from generator.content.nodes import shorten
from generator.content.placeholders import is_placeholder

TITLE = "New files"


@rule("placeholder")
def placeholder(context: RuleContext) -> Iterator[Finding]:
    """No text is still one of those that `packs new` writes for authors to replace.

    One line an item, and one for all else of a file.
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
        found = [text for text in owner.texts if is_placeholder(text.source)]
        if found:
            others = len(found) - 1
            more = f" and {counted(others, 'more text', 'more texts')}" if others else ""
            whose = "the example" if owner.item else "the new file"
            yield Finding(
                found[0].location,
                f"'{shorten(found[0].source)}'{more} {'are' if others else 'is'} still of {whose}; "
                "write your own, or delete what is not needed",
                owner.item,
            )
