"""The parts of a briefing, by name: each is a small function from a topic to blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.content.figures import DIAGRAM
from generator.content.model import Actor, Cited, Concept, Relation, Summary
from generator.documents.briefing.notes import (
    objectives_note,
    paragraph_notes,
    paragraphs_with_notes,
    people_named,
    terms_left_over,
)
from generator.documents.briefing.teaching import (
    arguments,
    discussion_notes,
    grids,
    lesson,
    role_play,
    scripts,
    teaching_notes,
)
from generator.documents.briefing.topic import Part, Topic
from generator.i18n.catalog import Catalog
from generator.items.figure_blocks import arrows_in_words, day_number, figure_blocks, scale_ticks
from generator.page.blocks import (
    Block,
    Bullets,
    Definitions,
    Diagram,
    Heading,
    Notice,
    Paragraph,
    Table,
    Timeline,
    TimelineEvent,
    WithNotes,
    spans,
)
from generator.page.markup import Span, Spans, Text
from generator.page.understood import blocks_of

_MOST_DRAWN, _LEAST_DRAWN = 20, 3  # events of a timeline that is drawn
_MOST_LINKS, _MOST_NODES = 14, 9  # of a diagram of relations


def objectives(topic: Topic) -> Sequence[Block]:
    """What a reader will be able to do; with a margin it is beside the summary."""
    summary = topic.summary
    if not summary.objectives or (topic.style.margin and topic.prints("summary")):
        return ()
    return [
        topic.heading(topic.catalog("objectives")),
        _list(topic, [text for _, text in summary.objectives]),
    ]


def summary(topic: Topic) -> Sequence[Block]:
    """The topic in a few sentences."""
    if not topic.summary.summary:
        return ()
    blocks = tuple(_paragraphs(topic.summary.summary))
    if topic.style.margin and topic.prints("objectives") and topic.summary.objectives:
        return [
            topic.heading(topic.catalog("summary")),
            WithNotes(blocks, (objectives_note(topic),)),
        ]
    return [topic.heading(topic.catalog("summary")), *blocks]


def remember(topic: Topic) -> Sequence[Block]:
    """The few things to remember, or the key facts, where there are none."""
    topic_summary = topic.summary
    if not topic_summary.remember:
        return _key_facts(topic)
    entries = tuple(
        (Paragraph((*_lead(entry.lead), *entry.text.runs)),) for entry in topic_summary.remember
    )
    boxed = (topic.heading(topic.catalog("remember")), Bullets(entries, numbered=True))
    if topic.style.words:
        return [*_key_facts(topic), *boxed]
    return [Notice(boxed, splits=True)] if topic.style.drawn else boxed


def _lead(lead: Text | None) -> Spans:
    """A few words in bold that end in a full stop."""
    if not lead:
        return ()
    stop = "" if lead.plain.endswith((".", "!", "?", ":")) else "."
    return (*_bold(lead.runs), Span(f"{stop} ", bold=True))


def _key_facts(topic: Topic) -> Sequence[Block]:
    facts = topic.summary.key_facts
    if not facts:
        return ()
    entries = tuple(blocks_of(cited.text.source) for cited in facts)
    blocks = (topic.heading(topic.catalog("key-facts")), Bullets(entries))
    return [Notice(blocks, splits=True)] if topic.style.drawn else blocks


def text(topic: Topic) -> Sequence[Block]:
    """The sections of running text, and behind each the figures and concepts that belong to it;
    with a margin, terms, people and dates are beside it.
    """
    blocks: list[Block] = []
    beside = paragraphs_with_notes(topic) if topic.style.margin else None
    for number, section in enumerate(topic.summary.sections, 1):
        blocks.append(Heading(topic.level, section.heading.runs))
        for cited in section.paragraphs:
            if beside:
                blocks.append(next(beside))
            else:
                blocks += [*blocks_of(cited.text.source), *paragraph_notes(topic, cited)]
        if _with_sections(topic, "figures"):
            for illustration in topic.summary.figures:
                if illustration.after == number:
                    blocks += topic.floating(figure_blocks(illustration.figure, topic.catalog))
        if _with_sections(topic, "concepts"):
            own = [concept for concept in topic.summary.concepts if concept.after == number]
            blocks += _concept_boxes(topic, own)
    return blocks


def _with_sections(topic: Topic, part: str) -> bool:
    """Whether what a part shows may be behind the sections that it belongs to."""
    return topic.prints("text") and topic.prints(part) and not topic.style.words


def timeline(topic: Topic) -> Sequence[Block]:
    """Dated events, drawn to scale where they can be: a drawing has plain words only."""
    events = topic.summary.timeline
    if not events:
        return ()
    closed = all(event.date.start and event.date.end for event in events)
    has_signs = any(run.formula or run.script for event in events for run in event.text.runs)
    few = _LEAST_DRAWN <= len(events) <= _MOST_DRAWN
    if not topic.style.drawn or not closed or not few or has_signs:
        in_words = _timeline_table if topic.style.drawn or topic.style.words else _timeline_list
        return [topic.heading(topic.catalog("timeline")), in_words(topic)]
    first = min(event.date.first for event in events)
    last = max(event.date.last for event in events)
    drawn = tuple(
        TimelineEvent(
            day_number(*event.date.first),
            day_number(*event.date.last),
            topic.catalog.date_range_in_brackets(event.date),
            event.text.plain,
            marks=topic.marks(event.facts),
        )
        for event in events
    )
    ticks = scale_ticks(first, last, topic.catalog)
    chart = Timeline(drawn, ticks, _in_words(drawn, topic), level=True)
    return topic.floating([topic.heading(topic.catalog("timeline")), chart])


def _in_words(events: Sequence[TimelineEvent], topic: Topic) -> str:
    """All that a drawn timeline says."""
    said = []
    for event in events:
        kinds = ", ".join(mark.text for mark in event.marks)
        said.append(f"{event.date}{f' ({kinds})' if kinds else ''}: {event.label}")
    return f"{topic.catalog('timeline-summary')}: {' '.join(said)}"


def _timeline_list(topic: Topic) -> Definitions:
    """Each date with its event, for large type, in which columns are narrow."""
    return Definitions(
        tuple(
            (
                spans(topic.catalog.date_range(event.date)),
                (*topic.marked(event.facts), *event.text.runs),
            )
            for event in topic.summary.timeline
        )
    )


def _timeline_table(topic: Topic) -> Table:
    catalog = topic.catalog
    rows = tuple(
        (spans(catalog.date_range(event.date)), (*topic.marked(event.facts), *event.text.runs))
        for event in topic.summary.timeline
    )
    return _table(catalog.list("timeline-head"), rows, (1.0, 3.4), catalog("timeline-summary"))


def actors(topic: Topic) -> Sequence[Block]:
    """Who takes part."""
    if not topic.summary.actors:
        return ()
    if not topic.style.words:
        listed = tuple((actor.name.runs, _part_played(actor)) for actor in topic.summary.actors)
        return [topic.heading(topic.catalog("actors")), _definitions(topic, listed)]
    none = spans(topic.catalog("relations-none"))
    rows = tuple(
        (
            actor.name.runs,
            actor.role.runs if actor.role else none,
            actor.position.runs if actor.position else none,
        )
        for actor in topic.summary.actors
    )
    table = _table(
        topic.catalog.list("actors-head"), rows, (1.0, 1.5, 2.2), topic.catalog("actors-summary")
    )
    return [topic.heading(topic.catalog("actors")), table]


def _part_played(actor: Actor) -> Spans:
    """An actor's role and position, one after the other."""
    runs: list[Span] = []
    for text in (actor.role, actor.position):
        if text:
            stop = "" if text.plain.endswith((".", "!", "?")) else "."
            runs += [*([Span(" ")] if runs else []), *text.runs, Span(stop)]
    return tuple(run for run in runs if run.text)


def claims(topic: Topic) -> Sequence[Block]:
    """Who says what: claims with their replies; that there is no reply is said once."""
    positions = topic.summary.positions
    if not positions:
        return ()
    if topic.style.words:
        return [topic.heading(topic.catalog("positions")), _positions(topic)]
    catalog = topic.catalog
    replied = [position for position in positions if position.reply]
    silent = [position for position in positions if not position.reply]
    blocks: list[Block] = [topic.heading(catalog("positions"))]
    if replied and not topic.style.drawn:
        reply_head = catalog.list("positions-head")[1]
        pairs = tuple(
            (
                Paragraph((*topic.marked(p.facts), *_said(p.who, p.claim))),
                Paragraph((Span(f"{reply_head}: "), *_said(p.by, p.reply))),
            )
            for p in replied
            if p.by and p.reply
        )
        blocks.append(Bullets(pairs, numbered=True))
    elif replied:
        rows = tuple(
            (
                (Span(f"{n} "), *topic.marked(position.facts)[:-1]),
                _said(position.who, position.claim),
                _said(position.by, position.reply) if position.by and position.reply else (),
            )
            for n, position in enumerate(replied, 1)
        )
        head = (spans(catalog("claim-number")), *map(spans, catalog.list("positions-head")))
        says = catalog("positions-summary")
        blocks.append(Table(head, rows, (0.5, 3.0, 3.0), says, row_heads=True))
    if silent:
        role = "small" if topic.style.drawn else "body"
        says = catalog("positions-silent" if topic.summary.sourced else "positions-silent-plain")
        entries = tuple(
            (Paragraph((*topic.marked(p.facts), *_said(p.who, p.claim)), role),) for p in silent
        )
        blocks.append(Paragraph(spans(says), "label"))
        columns = 2 if topic.style.drawn else 1
        first = len(replied) + 1
        blocks.append(Bullets(entries, numbered=True, start=first, columns=columns))
    return blocks


def _positions(topic: Topic) -> Table:
    catalog = topic.catalog
    nothing = catalog("positions-none" if topic.summary.sourced else "positions-none-plain")
    none = (Span(nothing, italic=True, quiet=True),)
    rows = tuple(
        (_said(p.who, p.claim), _said(p.by, p.reply) if p.by and p.reply else none)
        for p in topic.summary.positions
    )
    heads = tuple(map(spans, catalog.list("positions-head")))
    return Table(heads, rows, (1.0, 1.0), catalog("positions-summary"))


def _said(who: Text, what: Text) -> Spans:
    """Who says it, in bold, and what."""
    return (*_bold(who.runs), Span(": ", bold=True), *what.runs)


def relations(topic: Topic) -> Sequence[Block]:
    """Who backs, supplies or disputes whom: as a diagram, where it is clearer than a table."""
    links = topic.summary.relations
    if not links:
        return ()
    if not topic.style.drawn and not topic.style.words:
        return [topic.heading(topic.catalog("relations")), _relations_in_words(topic)]
    sourced = topic.summary.sourced
    matrix = _matrix(links, topic.catalog)
    if topic.style.drawn and _is_drawn(topic.summary):
        names = tuple(dict.fromkeys(name for link in links for name in (link.source, link.target)))
        arrows = tuple((link.source, link.target, link.relation) for link in links)
        drawn = Diagram(names, arrows, f"{topic.catalog('relations-drawn')}.", matrix)
        drawn = replace(drawn, alt=arrows_in_words(drawn, topic.catalog))
        below = Paragraph(spans(topic.catalog("relations-drawn-note")), "small")
        return topic.floating([topic.heading(topic.catalog("relations")), drawn, below])
    note = topic.catalog("relations-dash")
    if topic.style.words:
        note = topic.catalog("relations-note" if sourced else "relations-note-plain")
    blocks = (topic.heading(topic.catalog("relations")), matrix, Paragraph(spans(note), "small"))
    return topic.floating(blocks)


def _relations_in_words(topic: Topic) -> Bullets:
    """Who does what to whom, a line for each two of them; what each does to the other is said
    once.
    """
    relations: dict[tuple[str, str], list[str]] = {}
    for link in topic.summary.relations:
        relations.setdefault((link.source, link.target), []).append(link.relation)
    lines: dict[tuple[str, str], str] = {}
    for (source, target), own in relations.items():
        words = topic.catalog.join_with_commas(own)
        if sorted(relations.get((target, source), ())) != sorted(own):
            said = topic.catalog("text-link", one=source, other=target, relation=words)
            lines[source, target] = said
        elif (target, source) not in lines:
            said = topic.catalog("text-link-mutual", one=source, other=target, relation=words)
            lines[source, target] = said
    return Bullets(tuple((Paragraph(spans(line)),) for line in lines.values()))


def _is_drawn(summary: Summary) -> bool:
    """Whether relations are a diagram: their author wants it, or has no wish, and a diagram has few
    enough lines and a matrix would be half empty.
    """
    if summary.relations_as:
        return summary.relations_as == DIAGRAM
    links = summary.relations
    count = len({name for link in links for name in (link.source, link.target)})
    lines = len({frozenset((link.source, link.target)) for link in links})
    cells = len({(link.source, link.target) for link in links})
    small = 3 <= count <= _MOST_NODES and lines <= _MOST_LINKS
    return small and 2 * cells < count * (count - 1)


def figures(topic: Topic) -> Sequence[Block]:
    """Figures drawn from data, but for those that are behind a section."""
    shown = topic.summary.figures
    if _with_sections(topic, "figures"):
        shown = tuple(each for each in shown if not each.after)
    groups = [figure_blocks(each.figure, topic.catalog) for each in shown]
    if not groups:
        return ()
    groups[0] = (topic.heading(topic.catalog("figures")), *groups[0])
    return [block for group in groups for block in topic.floating(group)]


def concepts(topic: Topic) -> Sequence[Block]:
    """Concepts in the course's own words, but for those that are behind a section."""
    own = topic.summary.concepts
    if _with_sections(topic, "concepts"):
        own = tuple(concept for concept in own if not concept.after)
    return _concept_boxes(topic, own)


def _concept_boxes(topic: Topic, own: Sequence[Concept]) -> list[Block]:
    """Concepts, each in a box that says whose words it has."""
    label = topic.catalog("concept-label" if topic.summary.sourced else "concept-label-plain")
    boxes: list[Block] = []
    for concept in own:
        box = Notice(
            (
                Heading(topic.level, concept.title.runs),
                Paragraph(spans(label, bold=True), "small"),
                *blocks_of(concept.text.source),
            ),
            bar=True,
            splits=not topic.style.words,
        )
        boxes += topic.floating([box])
    return boxes


def people(topic: Topic) -> Sequence[Block]:
    """Who the people are that the text names; with a margin, that is beside the text."""
    named = people_named(topic)
    if not named or not topic.prints("text") or topic.style.margin:
        return ()
    entries = tuple((spans(person.name), spans(person.role)) for person in named)
    return [topic.heading(topic.catalog("people")), _definitions(topic, entries)]


def glossary(topic: Topic) -> Sequence[Block]:
    """Terms and what they mean; with a margin, those that are not beside the text."""
    terms = terms_left_over(topic)
    if not terms:
        return ()
    entries = tuple((term.term.runs, term.definition.runs) for term in terms)
    return [topic.heading(topic.catalog("glossary")), _definitions(topic, entries)]


def _definitions(topic: Topic, entries: tuple[tuple[Spans, Spans], ...]) -> Definitions:
    """A list to look things up in: in small type where a look has two columns for it."""
    return Definitions(entries, "small" if topic.style.drawn else "body")


def discussion(topic: Topic) -> Sequence[Block]:
    """Questions without a single answer."""
    if not topic.summary.discussion:
        return ()
    if topic.teacher:
        return discussion_notes(topic)
    return [
        topic.heading(topic.catalog("discussion")),
        _list(topic, topic.summary.discussion, numbered=True),
    ]


def limits(topic: Topic) -> Sequence[Block]:
    """What the source cannot show, where it stays with its topic."""
    own = [text for text in topic.summary.limits if text not in topic.shared_limits]
    if not own or topic.style.words:
        return ()
    heading = topic.heading(topic.catalog("limits" if topic.summary.sourced else "limits-plain"))
    return [heading, _list(topic, own, small=topic.style.drawn)]


def reading(topic: Topic) -> Sequence[Block]:
    """Further reading."""
    if not topic.summary.reading:
        return ()
    return [topic.heading(topic.catalog("reading")), _list(topic, topic.summary.reading)]


# Every part of a topic there is; a pack's `briefing` chooses among them and gives their order.
# The sources, which all topics of a pack share, are behind them: see document.py.
PARTS = (
    Part("objectives", objectives),
    Part("summary", summary),
    Part("remember", remember),
    Part("timeline", timeline),
    Part("text", text),
    Part("relations", relations),
    Part("figures", figures),
    Part("grids", grids),
    Part("concepts", concepts),
    Part("claims", claims),
    Part("arguments", arguments),
    Part("actors", actors),
    Part("people", people),
    Part("glossary", glossary),
    Part("discussion", discussion),
    Part("limits", limits),
    Part("reading", reading),
)

# In which order the words of a briefing enter its code; parts that came later are at the end.
ORDER_OF_CODES = (
    "objectives",
    "summary",
    "remember",
    "text",
    "timeline",
    "actors",
    "claims",
    "relations",
    "figures",
    "glossary",
    "discussion",
    "reading",
    "concepts",
    "grids",
    "arguments",
    "people",
)

# What is on the teacher's copy alone, before and after the parts that students have.
TEACHER_FIRST = (Part("lesson", lesson), Part("role-play", role_play))
TEACHER_LAST = (Part("scripts", scripts), Part("teaching-notes", teaching_notes))


def topic_blocks(topic: Topic) -> Iterator[Block]:
    """The blocks of a topic: those of its parts, in the order in which they are printed."""
    by_name = {part.name: part for part in PARTS}
    parts = [by_name[name] for name in topic.parts if name in by_name]
    if topic.teacher:
        parts = [*TEACHER_FIRST, *parts, *TEACHER_LAST]
    for part in parts:
        yield from part.blocks(topic)


def _paragraphs(texts: Sequence[Cited]) -> Iterator[Block]:
    for cited in texts:
        yield from blocks_of(cited.text.source)


def _bold(runs: Spans) -> Spans:
    return tuple(replace(run, bold=True) for run in runs)


def _list(
    topic: Topic, entries: Sequence[Text], numbered: bool = False, small: bool = False
) -> Bullets:
    """A list, in two columns where a look has them."""
    blocks = tuple(blocks_of(text.source) for text in entries)
    if small:
        blocks = tuple(map(in_small_type, blocks))
    return Bullets(blocks, numbered, columns=2 if topic.style.drawn else 1)


def in_small_type(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks with their paragraphs in small type."""
    return tuple(
        replace(block, role="small") if isinstance(block, Paragraph) else block for block in blocks
    )


def _table(
    heads: Sequence[str],
    rows: tuple[tuple[Spans, ...], ...],
    widths: tuple[float, ...],
    summary: str,
) -> Table:
    return Table(tuple(map(spans, heads)), rows, widths, summary, row_heads=True)


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
