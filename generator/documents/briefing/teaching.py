"""The parts of a briefing to work on and to teach with, and the teacher's notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, count

from generator.content.fields import Reference
from generator.content.teaching import GridCell, RolePlay
from generator.documents.briefing.topic import Topic
from generator.page.blocks import Block, Bullets, Heading, Paragraph, Quotation, Table, spans
from generator.page.markup import Span, Spans, Text
from generator.page.understood import blocks_of


def grids(topic: Topic) -> Sequence[Block]:
    """Comparisons side by side; a blank cell has a number and room to write, and in the teacher's
    copy what belongs there.
    """
    if not topic.summary.grids:
        return ()
    blocks: list[Block] = []
    heading = [topic.heading(topic.catalog("grids"))]
    for grid in topic.summary.grids:
        numbers = count(1)
        rows = tuple(
            (row.label.runs, *(_cell(cell, numbers) for cell in row.cells)) for row in grid.rows
        )
        blank = not topic.teacher and any(cell.blank for row in grid.rows for cell in row.cells)
        table = Table(
            ((), *(column.runs for column in grid.columns)),
            rows,
            (1.0, *(1.5 for _ in grid.columns)),
            grid.caption.plain,
            row_heads=True,
            style="blanks" if blank else "matrix",
        )
        blocks += topic.floating([*heading, Paragraph(grid.caption.runs, "label"), table])
        heading = []
    return blocks


def _cell(cell: GridCell, numbers: Iterator[int]) -> Spans:
    """A cell's text, and its number where students fill it in."""
    if not cell.blank:
        return cell.text.runs
    number = next(numbers)
    return (Span(f"({number}) "), *cell.text.runs) if cell.text.source else spans(str(number))


def arguments(topic: Topic) -> Sequence[Block]:
    """Claims with what they rest on: reason, evidence, and the step that nobody states."""
    if not topic.summary.arguments:
        return ()
    catalog = topic.catalog
    blocks: list[Block] = []
    heading = [topic.heading(topic.catalog("arguments"))]
    for argument in topic.summary.arguments:
        claim = (
            Span(f"{argument.by.plain}: ", bold=True),
            *topic.marked(argument.facts),
            *argument.claim.runs,
        )
        numbers = count(1)
        rows = tuple(
            (
                (*topic.marked(reason.facts), *reason.text.runs),
                _listed(reason.evidence),
                _cell(reason.missing, numbers) if reason.missing else (),
            )
            for reason in argument.reasons
        )
        missing = [reason.missing for reason in argument.reasons if reason.missing]
        blank = not topic.teacher and any(cell.blank for cell in missing)
        heads = tuple(spans(head) for head in catalog.list("arguments-head"))
        summary = catalog("arguments-summary", claim=argument.claim.plain)
        style = "blanks" if blank else "matrix"
        table = Table(heads, rows, (1.2, 1.0, 1.2), summary, style=style)
        certainty: list[Block] = []
        if argument.certainty:
            words = (Span(f"{catalog('certainty')} "), *argument.certainty.runs)
            certainty.append(Paragraph(words, "small"))
        lead = topic.leading([*heading, Paragraph(claim), *certainty])
        blocks += topic.floating([*lead, table])
        heading = []
    return blocks


def _listed(texts: Sequence[Text]) -> Spans:
    """Texts one after the other: sentences as they are, others with semicolons between them."""
    runs: list[Span] = []
    for text in texts:
        if runs:
            runs.append(Span(" " if runs[-1].text.endswith((".", "?", "!", "…")) else "; "))
        runs += text.runs
    return tuple(runs)


def discussion_notes(topic: Topic) -> Sequence[Block]:
    """The questions for discussion, each with what a good answer uses and what to watch for, and
    then the sample answers.
    """
    teaching, catalog = topic.summary.teaching, topic.catalog
    notes = {note.question: note for note in teaching.discussion} if teaching else {}
    questions = list(enumerate(topic.summary.discussion, 1))
    rows = []
    for number, question in questions:
        note = notes.get(number)
        rows.append(
            (
                spans(str(number)),
                question.runs,
                note.uses.runs if note else (),
                note.watch.runs if note and note.watch else (),
                _facts(note.facts) if note else (),
            )
        )
    heads = tuple(spans(head) for head in catalog.list("discussion-notes-head"))
    widths = (0.25, 1.9, 2.1, 1.0, 0.6)
    table = Table(heads, tuple(rows), widths, catalog("discussion"), row_heads=True)
    blocks: list[Block] = [topic.heading(topic.catalog("discussion")), table]
    for number, _ in questions:
        if number in notes and (sample := notes[number].sample):
            head = Paragraph(spans(catalog("sample-answer", number=number)), "label")
            blocks += [head, Quotation(blocks_of(sample.source))]
    return blocks


def _facts(facts: Sequence[Reference]) -> Spans:
    return spans(", ".join(fact.id for fact in facts))


def lesson(topic: Topic) -> Sequence[Block]:
    """The plan of a lesson: each step with the minute at which it begins.  Nothing where a step
    works with a part that is not printed: without it the plan would not fill its minutes.
    """
    plan = topic.summary.teaching and topic.summary.teaching.lesson
    if not plan or not all(topic.prints(part) for step in plan.steps for part in step.parts):
        return ()
    catalog = topic.catalog
    begins = accumulate((step.minutes for step in plan.steps), initial=0)
    rows = tuple(
        (spans(str(begin)), spans(str(step.minutes)), step.title.runs, step.text.runs)
        for begin, step in zip(begins, plan.steps, strict=False)
    )
    heads = tuple(spans(head) for head in catalog.list("lesson-head"))
    about = ((catalog("lesson-aim"), plan.aim), (catalog("lesson-needs"), plan.needs))
    return [
        Heading(topic.level, (Span(f"{catalog('lesson')}: "), *plan.title.runs)),
        *(
            Paragraph((Span(f"{label} ", bold=True), *text.runs))
            for label, text in about
            if text is not None
        ),
        Table(heads, rows, (0.4, 0.5, 0.8, 4.0), plan.title.plain),
    ]


def role_play(topic: Topic) -> Sequence[Block]:
    """A game of roles."""
    play = topic.summary.teaching and topic.summary.teaching.role_play
    if not play:
        return ()
    catalog = topic.catalog
    takes = catalog("minutes", n=play.minutes)
    blocks: list[Block] = [
        Heading(topic.level, (Span(f"{catalog('role-play')}: "), *play.title.runs)),
        Paragraph(spans(takes), "small"),
        *blocks_of(play.setting.source),
        _roles(play, topic),
    ]
    if play.debrief:
        label = Paragraph(spans(catalog("debrief")), "label")
        blocks += [label, *blocks_of(play.debrief.source)]
    return blocks


def _roles(play: RolePlay, topic: Topic) -> Table:
    rows = tuple(
        (
            (*role.name.runs, Span(f" ({role.players})")),
            _listed(role.says),
            role.wants.runs if role.wants else (),
        )
        for role in play.roles
    )
    heads = tuple(spans(head) for head in topic.catalog.list("roles-head"))
    return Table(heads, rows, (1.0, 3.0, 1.5), play.title.plain, row_heads=True)


def scripts(topic: Topic) -> Sequence[Block]:
    """Made-up answers to essays, with the points they earn and why."""
    teaching = topic.summary.teaching
    if not teaching or not teaching.scripts:
        return ()
    blocks: list[Block] = [topic.heading(topic.catalog("scripts"))]
    for script in teaching.scripts:
        points = topic.catalog("points", n=script.points, points=script.points)
        blocks += [
            Paragraph(spans(f"{script.item.id}: {points}"), "label"),
            Quotation(blocks_of(script.text.source)),
            Bullets(tuple(blocks_of(comment.source) for comment in script.comments)),
        ]
    return blocks


def teaching_notes(topic: Topic) -> Sequence[Block]:
    """What else a teacher should know."""
    teaching = topic.summary.teaching
    if not teaching or not teaching.notes:
        return ()
    entries = tuple(blocks_of(note.source) for note in teaching.notes)
    return [topic.heading(topic.catalog("teaching-notes")), Bullets(entries)]
