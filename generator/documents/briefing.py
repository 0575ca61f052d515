"""The briefing: what students read before the quiz."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.content.figures import DIAGRAM, TABLE
from generator.content.model import Cited, Pack, Relation, Summary
from generator.documents.kind import Audience, DocumentKind
from generator.documents.shared_blocks import joined, source_paragraphs
from generator.editions.edition import DRAFT
from generator.editions.quiz import SourceLine
from generator.i18n.catalog import Catalog
from generator.i18n.sorting import alphabetical_key
from generator.items.figure_blocks import arrows_in_words, figure_blocks, is_sparse
from generator.items.options import folded
from generator.page.blocks import (
    Block,
    Bullets,
    Definitions,
    Diagram,
    Document,
    HeaderFooter,
    Heading,
    Notice,
    Paragraph,
    Table,
    spans,
)
from generator.page.markup import Span, Spans, Text
from generator.page.understood import blocks_of

BRIEFING = DocumentKind(
    "briefing",
    Audience.STUDENT,
    "briefing-{code}",
    copies_for_class=True,
    in_every_profile=True,
    in_guide=True,
)


def briefing(
    pack: Pack,
    summaries: Sequence[Summary],
    sources: Sequence[SourceLine],
    notes: Sequence[Text],
    code: str,
    catalog: Catalog,
) -> Document:
    """The briefing of a pack; one summary gives the sections directly, several give a part each.

    `code` is its own, or the draft sign; `notes` are remarks on the sources, printed at the end.
    """
    above = [text.runs for text in (pack.institution, pack.course) if text]
    blocks: list[Block] = [Paragraph(joined(above), "small")] if above else []
    blocks.append(Heading(1, (*pack.title.runs, Span(f" – {catalog('briefing')}"))))
    single = len(summaries) == 1
    if single and summaries[0].subtitle:
        blocks.append(Paragraph(summaries[0].subtitle.runs, "lead"))
    blocks += [Notice(source_paragraphs(sources, catalog))] if sources else []
    for summary in summaries:
        if not single:
            blocks.append(Heading(2, summary.title.runs))
            blocks += [Paragraph(summary.subtitle.runs, "lead")] if summary.subtitle else []
        blocks += _parts(summary, 2 if single else 3, catalog)
    blocks += _source_note(summaries, sources, notes, catalog)
    header_footer = HeaderFooter(
        head=f"{pack.title.plain} – {catalog('briefing')}",
        foot=code,
        page=catalog("page"),
        watermark=catalog("draft") if code == DRAFT else "",
    )
    return Document(
        f"{pack.title.plain} – {catalog('briefing')}",
        pack.language,
        header_footer,
        tuple(blocks),
        "briefing",
    )


def _parts(summary: Summary, level: int, catalog: Catalog) -> list[Block]:
    def heading(name: str) -> Heading:
        return Heading(level, spans(catalog(name)))

    def paragraphs(texts: Sequence[Cited]) -> list[Block]:
        return [block for cited in texts for block in blocks_of(cited.text.source)]

    blocks: list[Block] = []
    if summary.objectives:
        blocks += [heading("objectives"), _bullets([text for _, text in summary.objectives])]
    if summary.summary:
        blocks += [heading("summary"), *paragraphs(summary.summary)]
    if summary.key_facts:
        blocks += [heading("key-facts"), _bullets([cited.text for cited in summary.key_facts])]
    for section in summary.sections:
        blocks += [Heading(level, section.heading.runs), *paragraphs(section.paragraphs)]
    if summary.timeline:
        blocks += [heading("timeline"), _timeline(summary, catalog)]
    if summary.actors:
        blocks += [heading("actors"), _actors(summary, catalog)]
    if summary.positions:
        blocks += [heading("positions"), _positions(summary, catalog)]
    if summary.relations:
        blocks += [heading("relations"), *_relations(summary, catalog)]
    if summary.figures:
        blocks += [
            heading("figures"),
            *(
                block
                for illustration in summary.figures
                for block in figure_blocks(illustration.figure, catalog)
            ),
        ]
    if summary.glossary:
        terms = sorted(
            summary.glossary,
            key=lambda term: alphabetical_key(folded(term.term.plain), summary.language),
        )
        blocks += [
            heading("glossary"),
            Definitions(tuple((term.term.runs, term.definition.runs) for term in terms)),
        ]
    if summary.discussion:
        blocks += [heading("discussion"), _bullets(summary.discussion, numbered=True)]
    if summary.reading:
        blocks += [heading("reading"), _bullets(summary.reading)]
    return blocks


def _bullets(entries: Sequence[Text], numbered: bool = False) -> Bullets:
    return Bullets(tuple(blocks_of(text.source) for text in entries), numbered)


def _heads(name: str, catalog: Catalog) -> tuple[Spans, ...]:
    return tuple(spans(head) for head in catalog.list(name))


def _timeline(summary: Summary, catalog: Catalog) -> Table:
    rows = tuple(
        (spans(catalog.date_range(event.date)), event.text.runs) for event in summary.timeline
    )
    return Table(
        _heads("timeline-head", catalog),
        rows,
        (1.0, 3.4),
        catalog("timeline-summary"),
        row_heads=True,
    )


def _actors(summary: Summary, catalog: Catalog) -> Table:
    none = spans(catalog("relations-none"))
    rows = tuple(
        (
            actor.name.runs,
            actor.role.runs if actor.role else none,
            actor.position.runs if actor.position else none,
        )
        for actor in summary.actors
    )
    return Table(
        _heads("actors-head", catalog),
        rows,
        (1.0, 1.5, 2.2),
        catalog("actors-summary"),
        row_heads=True,
    )


def _positions(summary: Summary, catalog: Catalog) -> Table:
    none = spans(
        catalog("positions-none" if summary.sourced else "positions-none-plain"), italic=True
    )
    rows = tuple(
        (_said(p.who, p.claim), _said(p.by, p.reply) if p.by and p.reply else none)
        for p in summary.positions
    )
    return Table(_heads("positions-head", catalog), rows, (1.0, 1.0), catalog("positions-summary"))


def _said(who: Text, what: Text) -> Spans:
    """Who says it, in bold, and what."""
    return (*(replace(run, bold=True) for run in who.runs), Span(": ", bold=True), *what.runs)


def _relations(summary: Summary, catalog: Catalog) -> tuple[Block, Paragraph]:
    """Who relates how to whom: as a matrix, and where its author wants that, or most of its cells
    would be empty, as a diagram; with what it means that one has no relation to another.
    """
    matrix = _matrix(summary.relations, catalog)
    plain = "" if summary.sourced else "-plain"
    note = Paragraph(spans(catalog(f"relations-note{plain}")), "small")
    if not (summary.relations_as or is_sparse(matrix, catalog)) or summary.relations_as == TABLE:
        return matrix, note
    links = tuple((link.source, link.target, link.relation) for link in summary.relations)
    names = dict.fromkeys(name for link in links for name in link[:2])
    diagram = Diagram(tuple(names), links, catalog("relations-drawn"))
    diagram = replace(diagram, alt=arrows_in_words(diagram, catalog))
    note = replace(note, where_drawn=spans(catalog(f"relations-note-drawn{plain}")))
    if summary.relations_as == DIAGRAM:
        return replace(diagram, table=matrix), note
    return replace(matrix, diagram=diagram), note


def _matrix(relations: Sequence[Relation], catalog: Catalog) -> Table:
    froms = tuple(dict.fromkeys(relation.source for relation in relations))
    tos = tuple(dict.fromkeys(relation.target for relation in relations))
    cells: dict[tuple[str, str], list[str]] = {}
    for relation in relations:
        cells.setdefault((relation.source, relation.target), []).append(relation.relation)

    def relation_of(source: str, target: str) -> str:
        if (source, target) in cells:
            return "; ".join(cells[source, target])
        return "" if source == target else catalog("relations-none")

    rows = tuple(
        (spans(source), *(spans(relation_of(source, target)) for target in tos)) for source in froms
    )
    head = (spans(catalog("relations-head")), *(spans(other) for other in tos))
    return Table(
        head,
        rows,
        (1.3, *(1.0,) * len(tos)),
        catalog("relations-summary"),
        row_heads=True,
        style="matrix",
    )


def _source_note(
    summaries: Sequence[Summary],
    sources: Sequence[SourceLine],
    notes: Sequence[Text],
    catalog: Catalog,
) -> list[Block]:
    limits = tuple(dict.fromkeys(text for summary in summaries for text in summary.limits))
    blocks: list[Block] = []
    if sources:
        blocks += [
            Heading(2, spans(catalog("source-note"))),
            *source_paragraphs(sources, catalog),
            *(Paragraph(note.runs) for note in notes),
        ]
    if limits:
        head = spans(catalog("limits" if sources else "limits-plain"))
        blocks += [Paragraph(head, "label") if sources else Heading(2, head), _bullets(limits)]
    return blocks
