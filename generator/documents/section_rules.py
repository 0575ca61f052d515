"""What a section says besides its title: its instructions, and how many of its questions count."""

from __future__ import annotations

from generator.editions.quiz import FIRST, QuizView, SectionView
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Paragraph
from generator.page.markup import Span, Spans
from generator.page.understood import blocks_of


def opening_blocks(section: SectionView, catalog: Catalog) -> tuple[Block, ...]:
    """What is said below a section's heading on the paper; nothing of one that says nothing."""
    rule = how_many(section, catalog)
    return (
        *((Paragraph(rule),) if rule else ()),
        *(blocks_of(section.instructions) if section.instructions else ()),
    )


def how_many(section: SectionView, catalog: Catalog) -> Spans:
    """How many of a section's questions a student is to answer, the number in bold, and what
    becomes of further answers; nothing where all are answered.
    """
    n = section.answer
    if not n:
        return ()
    count, of = in_words(n, catalog), in_words(len(section.items), catalog)
    rule = (
        catalog("some-first", n=n, count=count)
        if section.counts == FIRST
        else catalog("some-best", n=n, count=count)
    )
    return Span(catalog("some-answer", n=n, count=count, of=of), bold=True), Span(" " + rule)


def what_counts(section: SectionView, catalog: Catalog) -> str:
    """The same for whoever marks, in a few words; "" where all count."""
    if not section.answer:
        return ""
    n, of = section.answer, len(section.items)
    if section.counts == FIRST:
        return catalog("some-counts-first", n=n, of=of)
    return catalog("some-counts-best", n=n, of=of)


def choices(view: QuizView, catalog: Catalog) -> tuple[Spans, ...]:
    """How many questions are to be answered of each section of which not all are, each behind the
    section's number where there are several.
    """
    several = len(view.sections) > 1
    return tuple(
        (*((Span(catalog("part", n=n)),) if several else ()), *how_many(section, catalog)[:1])
        for n, section in enumerate(view.sections, 1)
        if section.answer
    )


def choices_to_mark(view: QuizView, catalog: Catalog) -> tuple[str, ...]:
    """The same for whoever marks."""
    several = len(view.sections) > 1
    return tuple(
        (catalog("part", n=n) if several else "") + what_counts(section, catalog)
        for n, section in enumerate(view.sections, 1)
        if section.answer
    )


def in_words(n: int, catalog: Catalog) -> str:
    """A number of questions, small ones in words."""
    words = catalog.list("some-numbers")
    return words[n - 1] if n <= len(words) else str(n)
