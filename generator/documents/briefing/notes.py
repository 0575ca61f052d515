"""What is beside a briefing's running text: terms, dates, and what each paragraph rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from generator.content.model import Cited, Event, Summary, Term
from generator.documents.briefing.topic import Topic
from generator.i18n.sorting import alphabetical_key
from generator.items.options import folded
from generator.page.blocks import Block, Bullets, MarginNote, Paragraph, WithNotes, spans
from generator.page.markup import Span, Spans
from generator.page.understood import blocks_of


def objectives_note(topic: Topic) -> MarginNote:
    """What a reader will be able to do, beside the summary."""
    entries = tuple(blocks_of(text.source) for _, text in topic.summary.objectives)
    head = Paragraph(spans(topic.catalog("objectives")), "label")
    return MarginNote((head, Bullets(entries)), holds=True)


def paragraphs_with_notes(topic: Topic) -> Iterator[WithNotes]:
    """Every paragraph of the sections with its notes: marks, dates, then terms in the order of the
    lines that use them first, where they are in italics.
    """
    terms, events = _terms_of_paragraphs(topic.summary), _events_of_paragraphs(topic.summary)
    for cited, used, dated in zip(_cited(topic.summary), terms, events, strict=True):
        notes = []
        if topic.status_marks(cited.facts):
            notes.append(MarginNote((Paragraph(rests_on(topic, cited)),), rail=True))
        if dated:
            shown = dict.fromkeys(topic.catalog.date_range(event.date) for event in dated)
            dates = "  ·  ".join(shown)
            notes.append(MarginNote((Paragraph(spans(dates, bold=True)),)))
        notes += [MarginNote((Paragraph(_defined(term)),), at=at) for at, term in used]
        first, *rest = blocks_of(cited.text.source)
        if isinstance(first, Paragraph):
            places = [(at, at + len(term.term.plain)) for at, term in used]
            first = Paragraph(_in_italics(first.runs, places), first.role)
        yield WithNotes((first, *rest), tuple(notes))


def paragraph_notes(topic: Topic, cited: Cited) -> Sequence[Block]:
    """What is below a paragraph where there is no margin: what it rests on."""
    return [Paragraph(rests_on(topic, cited), "small")] if topic.status_marks(cited.facts) else []


def rests_on(topic: Topic, cited: Cited) -> Spans:
    """What kinds of statement a paragraph rests on."""
    marks = topic.marked(cited.facts)[:-1]
    return (Span(f"{topic.catalog('rests-on')} "), *marks)


def terms_left_over(topic: Topic) -> list[Term]:
    """The terms that are not in the margin, in alphabetical order."""
    used = set()
    if topic.style.margin and topic.prints("text"):
        used = {
            term.term.plain for terms in _terms_of_paragraphs(topic.summary) for _, term in terms
        }
    return sorted(
        (term for term in topic.summary.glossary if term.term.plain not in used),
        key=lambda term: alphabetical_key(folded(term.term.plain), topic.summary.language),
    )


def _cited(summary: Summary) -> list[Cited]:
    return [cited for section in summary.sections for cited in section.paragraphs]


def _in_italics(runs: Spans, places: Sequence[tuple[int, int]]) -> Spans:
    """Spans whose characters at these places are in italics."""
    ends = sorted({end for place in places for end in place})
    cut: list[Span] = []
    at = 0
    for run in runs:
        own = [end - at for end in ends if at < end < at + len(run.text)]
        for start, end in pairwise([0, *own, len(run.text)]):
            is_term = any(first <= at + start < last for first, last in places)
            piece = replace(run, text=run.text[start:end])
            cut.append(replace(piece, italic=True) if is_term else piece)
        at += len(run.text)
    return tuple(cut)


def _defined(term: Term) -> Spans:
    bold = tuple(replace(run, bold=True) for run in term.term.runs)
    return (*bold, Span("\u2002", bold=True), *term.definition.runs)


@lru_cache(maxsize=16)
def _terms_of_paragraphs(summary: Summary) -> tuple[tuple[tuple[int, Term], ...], ...]:
    """For each paragraph the terms that it uses first, each with the place of its first letter.

    Whole words count, in any case, the longest term first: `frozen conflict` is not `conflict`.
    """
    places: dict[Term, tuple[int, int]] = {}
    taken: list[list[tuple[int, int]]] = []
    texts = []
    for cited in _cited(summary):
        first = blocks_of(cited.text.source)[:1]
        texts.append(
            "".join(span.text for span in first[0].runs)
            if first and isinstance(first[0], Paragraph)
            else ""
        )
        taken.append([])
    for term in sorted(summary.glossary, key=lambda term: -len(term.term.plain)):
        pattern = re.compile(rf"(?<!\w){re.escape(term.term.plain)}(?!\w)", re.IGNORECASE)
        for number, text in enumerate(texts):
            found = next(
                (
                    match
                    for match in pattern.finditer(text)
                    if not any(
                        start < match.end() and match.start() < end for start, end in taken[number]
                    )
                ),
                None,
            )
            if found:
                taken[number].append(found.span())
                places[term] = number, found.start()
                break
    return tuple(
        tuple(
            sorted(
                ((at, term) for term, (own, at) in places.items() if own == number),
                key=lambda use: use[0],
            )
        )
        for number in range(len(texts))
    )


@lru_cache(maxsize=16)
def _events_of_paragraphs(summary: Summary) -> tuple[tuple[Event, ...], ...]:
    """For each paragraph the events all of whose facts it cites, each event once."""
    left = list(summary.timeline)
    rows = []
    for cited in _cited(summary):
        own = {fact.id for fact in cited.facts}
        events = [event for event in left if {fact.id for fact in event.facts} <= own]
        left = [event for event in left if event not in events]
        rows.append(tuple(event for event in events if event.facts))
    return tuple(rows)
