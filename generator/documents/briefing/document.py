"""The briefing: what students read before the quiz."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from generator.content.model import BriefingSettings, Pack, Person, Summary
from generator.content.walk import written_texts
from generator.documents.briefing.parts import ORDER_OF_CODES, in_small_type, topic_blocks
from generator.documents.briefing.topic import WORDS, Style, Topic
from generator.documents.kind import Audience, DocumentKind
from generator.documents.shared_blocks import as_of, source_paragraphs
from generator.documents.styled import about_pack, in_style, letterhead_over_band
from generator.editions.edition import DRAFT
from generator.editions.quiz import SourceLine
from generator.i18n.catalog import Catalog
from generator.items.status_marks import status_marks
from generator.page.blocks import (
    Block,
    Bullets,
    Contents,
    ContentsEntry,
    Document,
    HeaderFooter,
    Heading,
    Notice,
    Paragraph,
    TitleBand,
    spans,
)
from generator.page.markup import Span, Spans, Text, joined
from generator.page.one_line import with_signs
from generator.page.understood import blocks_of
from generator.problems import NOWHERE
from generator.values import dataclass

BRIEFING = DocumentKind(
    "briefing",
    Audience.STUDENT,
    "briefing-{code}",
    copies_for_class=True,
    in_every_profile=True,
    in_guide=True,
)
TEACHERS_COPY = DocumentKind(
    "teachers-copy", Audience.TEACHER, "teachers-copy-{code}", in_density=True, in_guide=True
)


@dataclass(frozen=True)
class BriefingSource:
    """All that a briefing is composed from.

    `summaries`: of the topics that are printed, for students as they may see them; `elsewhere`: the
    titles of those that students have already.  `sources`: those that the pack prints, `notes`
    remarks on them.  `statuses`: of facts, by id: of a fact nothing else is printed.  `teacher`: it
    is for the teacher's copy.  `people`: those of each topic's sources, by the topic's name.
    """

    pack: Pack
    summaries: tuple[Summary, ...]
    sources: tuple[SourceLine, ...]
    notes: tuple[Text, ...]
    statuses: Mapping[str, str]
    catalog: Catalog
    teacher: bool = False
    elsewhere: tuple[Text, ...] = ()
    people: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)

    @property
    def settings(self) -> BriefingSettings:
        """Those of the pack."""
        return self.pack.briefing

    @property
    def style(self) -> Style:
        """How it is set on standard pages."""
        return Style(True, self.settings.margin, self.settings.marks)

    @property
    def list_style(self) -> Style:
        """How it is set in one column, for readers who need large type or listen."""
        return Style(marks=self.settings.marks)

    def topic(self, summary: Summary, style: Style, shared: tuple[Text, ...] = ()) -> Topic:
        """One of its topics."""
        printed = self.settings.printed
        parts = tuple(p for p in ORDER_OF_CODES if p in printed) if style.words else printed
        level = 2 if len(self.summaries) == 1 else 3
        people = self.people.get(summary.name, ())
        return Topic(
            summary, parts, self.statuses, level, style, self.catalog, shared, self.teacher, people
        )


def words_of_briefing(source: BriefingSource) -> tuple[str, str, tuple[Block, ...]]:
    """What a briefing's code is a hash of: its title, its language, and its words as blocks.

    Neither its look nor the order of its parts is in them.  It composes what earlier programs
    printed, block by block, so that a summary that has not changed keeps its code.
    """
    pack, summaries, catalog = source.pack, source.summaries, source.catalog
    above = [text.runs for text in (pack.institution, pack.course) if text]
    blocks: list[Block] = [Paragraph(joined(above), "small")] if above else []
    blocks.append(Heading(1, (*pack.title.runs, Span(f" – {catalog('briefing')}"))))
    single = len(summaries) == 1
    if single and summaries[0].subtitle:
        blocks.append(Paragraph(summaries[0].subtitle.runs, "lead"))
    if source.sources:
        blocks.append(Notice(source_paragraphs(source.sources, catalog)))
    for summary in summaries:
        if not single:
            blocks.append(Heading(2, summary.title.runs))
            blocks += [Paragraph(summary.subtitle.runs, "lead")] if summary.subtitle else []
        blocks += topic_blocks(source.topic(summary, WORDS))
    limits = tuple(dict.fromkeys(text for summary in summaries for text in summary.limits))
    if source.sources and "sources" in source.settings.printed:
        blocks += _source_note(source)
    if limits and "limits" in source.settings.printed:
        head = spans(catalog("limits" if source.sources else "limits-plain"))
        label: Block = Paragraph(head, "label") if source.sources else Heading(2, head)
        blocks += [label, Bullets(tuple(blocks_of(text.source) for text in limits))]
    title = f"{pack.title.plain} – {_tag(source)}"
    return title, pack.language, tuple(blocks)


def briefing(source: BriefingSource, code: str, style: Style) -> Document:
    """The briefing of a pack; one topic gives the sections directly, several give a chapter each.

    `code` is its own, or the draft sign.
    """
    summaries, catalog = source.summaries, source.catalog
    shared = _shared_limits(summaries)
    blocks = _opening(source, style)
    for number, summary in enumerate(summaries, 1):
        if len(summaries) > 1:
            title = f"{number}\u2002{with_signs(summary.title.source)}"
            subtitle = summary.subtitle.runs if summary.subtitle else ()
            blocks.append(
                TitleBand(summary.title.runs, subtitle, number=str(number), level=2, running=title)
            )
        blocks += topic_blocks(source.topic(summary, style, shared))
    about_sources = "sources" in source.settings.printed and bool(source.sources)
    if about_sources:
        blocks += _source_note(source, "small")
    if shared and "limits" in source.settings.printed:
        entries = tuple(blocks_of(text.source) for text in shared)
        small = tuple(map(in_small_type, entries))
        if about_sources:
            # Under a heading of their own they would seem to be those of the last topic once more.
            blocks += [block for entry in small for block in entry]
        else:
            head = spans(catalog("limits" if source.sources else "limits-plain"))
            blocks += [Heading(2, head), Bullets(small if style.drawn else entries)]
    title = f"{with_signs(source.pack.title.source)} – {_tag(source)}"
    header_footer = HeaderFooter(
        head=title,
        foot=code,
        page=catalog("page"),
        watermark=catalog("draft") if code == DRAFT else "",
    )
    pack = source.pack
    density = pack.briefing.density or pack.printing.density
    document = Document(
        title,
        pack.language,
        header_footer,
        tuple(blocks),
        "briefing",
        reading=density,
        one_column=style.drawn and not style.margin,
        words_version=source.catalog.words_version,
    )
    return in_style(document, pack.style, about_pack(pack), for_students=True)


def _tag(source: BriefingSource) -> str:
    return source.catalog("teachers-copy" if source.teacher else "briefing")


def _opening(source: BriefingSource, style: Style) -> list[Block]:
    """Title, sources and, of several topics, the list of contents."""
    pack, summaries, catalog = source.pack, source.summaries, source.catalog
    institution, course = (text.runs if text else () for text in (pack.institution, pack.course))
    letterhead, above = letterhead_over_band(pack.style, institution, course)
    subtitle: Spans = ()
    if len(summaries) == 1 and summaries[0].subtitle:
        subtitle = summaries[0].subtitle.runs
    noted_below = "sources" in source.settings.printed
    lines: list[Spans] = []
    if noted_below:
        lines += [_as_of_line(each, catalog) for each in source.sources]
    if source.settings.marks and any(summary.sourced for summary in summaries):
        lines += _explained_marks(source, style)
    if source.elsewhere:
        titles = catalog.join_with_and([with_signs(title.source) for title in source.elsewhere])
        lines.append(spans(catalog("topics-elsewhere", topics=titles)))
    blocks: list[Block] = [
        *letterhead,
        TitleBand(pack.title.runs, subtitle, _tag(source), above, tuple(lines)),
    ]
    if source.sources and not noted_below:
        blocks.append(Notice(source_paragraphs(source.sources, catalog)))
    if len(summaries) > 1:
        entries = tuple(
            ContentsEntry(
                str(number),
                summary.title.runs,
                summary.subtitle.runs if summary.subtitle else (),
                tuple(section.heading.runs for section in summary.sections),
            )
            for number, summary in enumerate(summaries, 1)
        )
        blocks += [Heading(2, spans(catalog("contents"))), Contents(entries)]
    return blocks


def _as_of_line(source: SourceLine, catalog: Catalog) -> Spans:
    """Up to when a source speaks, and which it is."""
    return (
        Span(f"{as_of(source, catalog)} "),
        Span(f"{catalog('source')}: ", bold=True),
        Span(f"{source.citation.removesuffix('.')}."),
    )


def _explained_marks(source: BriefingSource, style: Style) -> Iterator[Spans]:
    """What the marks mean that are in it: on a line, or each on its own in large type."""
    catalog = source.catalog
    used = status_marks(
        (
            source.statuses.get(fact.id, "")
            for summary in source.summaries
            for fact in written_texts(summary, NOWHERE).cited
        ),
        catalog,
    )
    note = Span(catalog("marks-note"))
    explained = [(mark, catalog(f"mark-{mark.mark}")) for mark in used]
    if explained and style.drawn:
        yield (
            *(
                span
                for mark, words in explained
                for span in (mark, Span("\u00a0" + words.replace(" ", "\u00a0") + " · "))
            ),
            note,
        )
    elif explained:
        yield from ((mark, Span(f" {words}")) for mark, words in explained)
        yield (note,)


def _source_note(source: BriefingSource, role: str = "body") -> Sequence[Block]:
    return [
        Heading(2, spans(source.catalog("source-note"))),
        *source_paragraphs(source.sources, source.catalog),
        *(Paragraph(note.runs, role) for note in source.notes),
    ]


def _shared_limits(summaries: Sequence[Summary]) -> tuple[Text, ...]:
    """The limits that several topics have, which are printed once."""
    every = [text for summary in summaries for text in dict.fromkeys(summary.limits)]
    return tuple(dict.fromkeys(text for text in every if every.count(text) > 1))
