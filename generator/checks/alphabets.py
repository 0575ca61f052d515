"""Letters of other alphabets in words that look Latin."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.context import RuleContext
from generator.checks.english import unquoted
from generator.checks.lookalikes import LATIN_FOR, is_latin, mixed_words
from generator.checks.rule import Finding, rule
from generator.content.nodes import shorten
from generator.content.walk import prose
from generator.problems import WARNING

TITLE = "Alphabets"


@rule("mixed-alphabets", WARNING)
def mixed_alphabets(context: RuleContext) -> Iterator[Finding]:
    """No word of a text mixes Latin letters with Cyrillic or Greek ones that only look Latin, and
    no word of a Latin text consists of such Cyrillic ones.

    Greek signs in formulas (Δ, λ, μm) do not look Latin and are left alone; so is what is in
    quotation marks.
    Reason: such letters come from another keyboard or a copied text.  On paper nobody sees the
    difference, but two options that look the same pass for different ones, and no search finds
    them.
    Source: Unicode Technical Standard 39 (confusable characters).
    """
    for owner in context.text_owners:
        if all(text.source.isascii() for text in owner.texts):
            continue
        latin = is_latin(" ".join(text.source for text in owner.texts))
        for text in owner.texts:
            for word, letter in mixed_words(unquoted(prose(text)), latin)[:1]:
                script = "Cyrillic" if "\u0400" <= letter <= "\u04ff" else "Greek"
                yield Finding(
                    text.location,
                    f"in '{shorten(word)}' the letter '{letter}' is {script} and only looks like "
                    f"the Latin {LATIN_FOR[letter]}; type it again",
                    owner.item,
                )
