"""Spelling of names."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.english import words
from generator.checks.rule import Finding, rule
from generator.content.model import Item
from generator.content.walk import prose, written_texts
from generator.page.markup import Text
from generator.problems import NOWHERE

TITLE = "Names"

_SHORT = 3  # words: no more than a name


@rule("register-spelling", sourced=True)
def register_spelling(context: RuleContext) -> Iterator[Finding]:
    """A word that equals a name of the register but for its accents is written as the register
    writes it.

    Names count that have a letter beyond ASCII; spellings under `also` are right too; code and
    addresses are left out. So are answers that only markers read, beside the right spelling:
    students may write them so.
    Reason: a name without its accents is a misspelt name, and papers of one course must agree.
    """
    for owner in context.text_owners:
        for text in owner.texts:
            for word, right in context.name_register.misspelt(prose(text)):
                if not (owner.item and _accepted(context, owner.item, text, right)):
                    yield Finding(
                        text.location,
                        f"'{word}' is spelled '{right}' in the register of names; write '{right}'",
                        owner.item,
                    )


def _accepted(context: RuleContext, item: Item, text: Text, right: str) -> bool:
    """Whether a text is an answer to accept beside one that is spelled right."""
    if len(words(text.source)) > _SHORT or text.source in context.student_strings(item):
        return False
    return any(right in words(prose(other)) for other in written_texts(item, NOWHERE).texts)
