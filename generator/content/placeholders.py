"""The texts in new files that authors must replace with their own, for templates and for checks."""

from __future__ import annotations

# How a prose text of an example begins: nobody's own text does.
EXAMPLE = "(example)"
# By the name that the templates of `packs new` give them.
PLACEHOLDERS = {
    "objective": "Say what students can do who have reached this objective.",
    "paragraph": "Say in a paragraph what the topic is about.",
    "key_fact": "Write one fact at a glance here.",
    "heading": "Title of the first section",
    "section": "Write the text of the section here.",
    "event": "Say what happened.",
    "discussion": "Ask something that has no single answer.",
    "limit": "Say what the source cannot show.",
    "author": "Name of the author",
    "source_title": "Title of the source",
    "fact": "Say in your own words what the source states.",
    "other_fact": "Say in your own words what someone claims.",
    "by": "Name of whoever claims it",
    "ref": "Page or paragraph of the source",
}
# Of banks that earlier versions made.
_FORMER = (
    "Which of these is the right answer? (Prose goes on lines of its own under >- and needs no "
    "quotes.)",
    "Write the right answer here",
    "Write a wrong answer here",
    "Write another wrong answer here",
    "Say why it is wrong; a good distractor is a mistake that students really make.",
    "Say why this one is wrong.",
    "Say why the key is right, and where that can be read.",
)
_FOLDED = frozenset(" ".join(text.split()) for text in (*PLACEHOLDERS.values(), *_FORMER))


def is_placeholder(text: str) -> bool:
    """Whether a text is a template's as it was, line breaks and spaces apart, or an example's."""
    folded = " ".join(text.split())
    return folded in _FOLDED or folded.startswith(EXAMPLE)
