"""The briefing: what students read before the quiz.

In: a pack's title block, its summaries, its source lines and a code.  Out: a Document.
Never sees a bank or a key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator import document
from generator.compose.parts import joined, source_paragraphs
from generator.document import Block, Document
from generator.figures import drawn
from generator.inline import Run, Runs, Text, parse
from generator.model import Cited, Pack, Relation, Summary
from generator.view import SourceLine
from generator.words import Words


def briefing(pack: Pack, summaries: Sequence[Summary], sources: Sequence[SourceLine], notes: Sequence[Text], code: str,
             words: Words, draft: bool = False) -> Document:
    """The briefing of a pack; one summary gives the sections directly, several give a part each.

    `notes` are remarks on the sources, printed at the end.
    """
    above = [text.runs for text in (pack.institution, pack.course) if text]
    blocks: list[Block] = [document.Paragraph(joined(above), "small")] if above else []
    blocks.append(document.Heading(1, (*pack.title.runs, Run(f" – {words('briefing')}"))))
    single = len(summaries) == 1
    if single and summaries[0].subtitle:
        blocks.append(document.Paragraph(summaries[0].subtitle.runs, "lead"))
    blocks.append(document.Notice(source_paragraphs(sources, words)))
    for summary in summaries:
        if not single:
            blocks.append(document.Heading(2, summary.title.runs))
            blocks += [document.Paragraph(summary.subtitle.runs, "lead")] if summary.subtitle else []
        blocks += _parts(summary, 2 if single else 3, words)
    blocks += _source_note(summaries, sources, notes, words)
    furniture = document.Furniture(
        head=f"{pack.title.plain} – {words('briefing')}", foot=code, page=words("page"),
        watermark=words("draft") if draft else "")
    return Document(f"{pack.title.plain} – {words('briefing')}", pack.language, furniture, tuple(blocks), "briefing")


def _parts(summary: Summary, level: int, words: Words) -> list[Block]:
    def heading(name: str) -> document.Heading:
        return document.Heading(level, document.words(words(name)))

    def paragraphs(texts: Sequence[Cited]) -> list[Block]:
        return [document.Paragraph(cited.text.runs) for cited in texts]

    blocks: list[Block] = []
    if summary.objectives:
        blocks += [heading("objectives"), _bullets([text.runs for _, text in summary.objectives])]
    blocks += [heading("summary"), *paragraphs(summary.summary)]
    if summary.key_facts:
        blocks += [heading("key-facts"), _bullets([cited.text.runs for cited in summary.key_facts])]
    for section in summary.sections:
        blocks += [document.Heading(level, section.heading.runs), *paragraphs(section.paragraphs)]
    if summary.timeline:
        blocks += [heading("timeline"), _timeline(summary, words)]
    if summary.actors:
        blocks += [heading("actors"), _actors(summary, words)]
    if summary.positions:
        blocks += [heading("positions"), _positions(summary, words)]
    if summary.relations:
        blocks += [heading("relations"), _matrix(summary.relations, words),
                   document.Paragraph(document.words(words("relations-note")), "small")]
    if summary.figures:
        blocks += [heading("figures"), *(block for one in summary.figures for block in drawn(one.figure, words))]
    if summary.glossary:
        blocks += [heading("glossary"), document.Definitions(tuple((t.term.runs, t.definition.runs) for t in summary.glossary))]
    if summary.discussion:
        blocks += [heading("discussion"), _bullets([text.runs for text in summary.discussion], numbered=True)]
    if summary.reading:
        blocks += [heading("reading"), _bullets([text.runs for text in summary.reading])]
    return blocks


def _bullets(entries: Sequence[Runs], numbered: bool = False) -> document.Bullets:
    return document.Bullets(tuple((document.Paragraph(runs),) for runs in entries), numbered)


def _heads(name: str, words: Words) -> tuple[Runs, ...]:
    return tuple(document.words(head) for head in words.several(name))


def _timeline(summary: Summary, words: Words) -> document.Table:
    rows = tuple((document.words(words.span(event.date)), event.text.runs) for event in summary.timeline)
    return document.Table(_heads("timeline-head", words), rows, (1.0, 3.4), words("timeline-summary"), row_heads=True)


def _actors(summary: Summary, words: Words) -> document.Table:
    none = document.words(words("relations-none"))
    rows = tuple((actor.name.runs, actor.role.runs if actor.role else none, actor.position.runs if actor.position else none)
                 for actor in summary.actors)
    return document.Table(_heads("actors-head", words), rows, (1.0, 1.5, 2.2), words("actors-summary"), row_heads=True)


def _positions(summary: Summary, words: Words) -> document.Table:
    none = document.words(words("positions-none"), italic=True)
    rows = tuple((_said(p.who, p.claim), _said(p.by, p.reply) if p.by and p.reply else none) for p in summary.positions)
    return document.Table(_heads("positions-head", words), rows, (1.0, 1.0), words("positions-summary"))


def _said(who: Text, what: Text) -> Runs:
    """Who says it, in bold, and what."""
    return (*(replace(run, bold=True) for run in who.runs), Run(": ", bold=True), *what.runs)


def _matrix(relations: Sequence[Relation], words: Words) -> document.Table:
    froms = tuple(dict.fromkeys(relation.source for relation in relations))
    tos = tuple(dict.fromkeys(relation.target for relation in relations))
    cells: dict[tuple[str, str], list[str]] = {}
    for relation in relations:
        cells.setdefault((relation.source, relation.target), []).append(relation.relation)
    none = words("relations-none")
    rows = tuple((document.words(one), *(document.words("; ".join(cells.get((one, other), [none] * (one != other))))
                                         for other in tos)) for one in froms)
    head = (document.words(words("relations-head")), *(document.words(other) for other in tos))
    return document.Table(head, rows, (1.3, *(1.0,) * len(tos)), words("relations-summary"), row_heads=True, style="matrix")


def _source_note(summaries: Sequence[Summary], sources: Sequence[SourceLine], notes: Sequence[Text],
                 words: Words) -> list[Block]:
    limits = tuple(dict.fromkeys(text.source for summary in summaries for text in summary.limits))
    blocks: list[Block] = [document.Heading(2, document.words(words("source-note"))), *source_paragraphs(sources, words),
                           *(document.Paragraph(note.runs) for note in notes)]
    if limits:
        blocks += [document.Paragraph(document.words(words("limits")), "label"), _bullets([parse(text) for text in limits])]
    return blocks
