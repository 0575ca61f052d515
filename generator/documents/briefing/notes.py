"""What is beside a briefing's running text: terms, dates, and what each paragraph rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.content.model import Cited, Event, Person, Summary, Term
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
    """Every paragraph of the sections with its notes: marks, dates, then terms and people in the
    order of the lines that name them first; there terms are in italics.
    """
    uses, events = _first_uses(topic.summary, topic.people), _events_of_paragraphs(topic.summary)
    for cited, used, dated in zip(_cited(topic.summary), uses, events, strict=True):
        notes = []
        if topic.marks(cited.facts):
            notes.append(MarginNote((Paragraph(rests_on(topic, cited)),), rail=True))
        if dated:
            shown = dict.fromkeys(topic.catalog.date_range(event.date) for event in dated)
            dates = ", ".join(shown)
            notes.append(MarginNote((Paragraph(spans(dates, bold=True)),), stays=True))
        notes += [MarginNote((Paragraph(_explained(use.what)),), at=use.at) for use in used]
        first, *rest = blocks_of(cited.text.source)
        if isinstance(first, Paragraph):
            places = [(use.at, use.end) for use in used if isinstance(use.what, Term)]
            first = Paragraph(_in_italics(first.runs, places), first.role)
        yield WithNotes((first, *rest), tuple(notes))


def paragraph_notes(topic: Topic, cited: Cited) -> Sequence[Block]:
    """What is below a paragraph where there is no margin: what it rests on."""
    return [Paragraph(rests_on(topic, cited), "remark")] if topic.marks(cited.facts) else []


def rests_on(topic: Topic, cited: Cited) -> Spans:
    """What kinds of statement a paragraph rests on."""
    marks = topic.marked(cited.facts)[:-1]
    return (Span(f"{topic.catalog('rests-on')} "), *marks)


def terms_left_over(topic: Topic) -> list[Term]:
    """The terms that are not in the margin, in alphabetical order."""
    used = set()
    if topic.style.margin and topic.prints("text"):
        used = {use.what for uses in _first_uses(topic.summary, topic.people) for use in uses}
    return sorted(
        (term for term in topic.summary.glossary if term not in used),
        key=lambda term: alphabetical_key(folded(term.term.plain), topic.summary.language),
    )


def people_named(topic: Topic) -> list[Person]:
    """The people whom the sections name and whose part is known, in the order of the text."""
    uses = _first_uses(topic.summary, topic.people)
    return [use.what for used in uses for use in used if isinstance(use.what, Person)]


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


def _explained(what: Term | Person) -> Spans:
    if isinstance(what, Person):
        return (Span(f"{what.name}\u2002", bold=True), Span(what.role))
    bold = tuple(replace(run, bold=True) for run in what.term.runs)
    return (*bold, Span("\u2002", bold=True), *what.definition.runs)


class _Use(NamedTuple):
    """Where a paragraph uses a term or names a person first, from character `at` to `end`."""

    at: int
    end: int
    what: Term | Person


@lru_cache(maxsize=16)
def _first_uses(summary: Summary, people: tuple[Person, ...]) -> tuple[tuple[_Use, ...], ...]:
    """For each paragraph the terms and people that it is the first to use, in its order.

    Whole words count, terms in any case, and the longest first: `frozen conflict` is not
    `conflict`.  People whose part nobody tells are left out.
    """
    texts = [_first_text(cited) for cited in _cited(summary)]
    taken: list[list[_Use]] = [[] for _ in texts]
    known: list[tuple[str, re.Pattern[str], Term | Person]] = [
        (term.term.plain, _whole_words((term.term.plain, *term.also), re.IGNORECASE), term)
        for term in summary.glossary
    ]
    known += [
        (person.name, _whole_words((person.name, *person.also)), person)
        for person in people
        if person.role
    ]
    for _, pattern, what in sorted(known, key=lambda entry: -len(entry[0])):
        for text, uses in zip(texts, taken, strict=True):
            places = (match.span() for match in pattern.finditer(text))
            free = (
                _Use(at, end, what)
                for at, end in places
                if not any(use.at < end and at < use.end for use in uses)
            )
            if use := next(free, None):
                uses.append(use)
                break
    return tuple(tuple(sorted(uses, key=lambda use: use.at)) for uses in taken)


def _whole_words(forms: Sequence[str], flags: int = 0) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", flags)


def _first_text(cited: Cited) -> str:
    """The characters of the first block, where that is a paragraph."""
    first = blocks_of(cited.text.source)[:1]
    if first and isinstance(first[0], Paragraph):
        return "".join(span.text for span in first[0].runs)
    return ""


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
