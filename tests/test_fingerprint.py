"""Texts that briefings' codes are hashed from."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.page.blocks import Bullets, Heading, Paragraph
from generator.page.fingerprint import fingerprint
from generator.page.markup import Span


@dataclass(frozen=True)
class Growing:
    """A block that was given a field after codes were printed."""

    text: str
    tint: str = field(default="", metadata={"later": True})


def test_a_fingerprint_is_what_codes_were_first_hashed_from():
    """Blocks are spelled with the names their classes had when the first briefing got its code."""
    blocks = (Heading(1, (Span("A", bold=True),)), Bullets(((Span("b"), Span("c", link="x")),)))
    assert fingerprint(blocks) == (
        "(Heading(level=1, runs=(Run(text='A', bold=True, italic=False, code=False, script='', link=''),), bookmark=True), "
        "Bullets(entries=((Run(text='b', bold=False, italic=False, code=False, script='', link=''), "
        "Run(text='c', bold=False, italic=False, code=False, script='', link='x')),), numbered=False))"
    )
    assert fingerprint(("title", None, 3, True, ())) == "('title', None, 3, True, ())"


def test_a_later_field_changes_no_code_while_it_is_not_used():
    """A field added later is left out at its default, and counts otherwise."""
    assert fingerprint(Growing("x")) == "Growing(text='x')"
    assert fingerprint(Growing("x", "grey")) == "Growing(text='x', tint='grey')"


def test_different_blocks_have_different_fingerprints():
    """What differs on the page differs in the text."""
    assert fingerprint(Paragraph((Span("a"),))) != fingerprint(Paragraph((Span("a", italic=True),)))
