"""The parts of a briefing to work on and to teach with, and the teacher's notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, compress, count

from generator.content.fields import Reference
from generator.content.teaching import Argument, DiscussionNote, GridCell, RolePlay
from generator.documents.briefing.topic import Topic
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Bullets, Heading, Lines, Paragraph, Quotation, Table, spans
from generator.page.markup import Span, Spans, Text, merged
from generator.page.one_line import with_signs
from generator.page.understood import as_spans, blocks_of, led_by

_TO_FILL_IN = 3  # lines for a step that students are to write


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
            with_signs(grid.caption.source),
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
    in_table = topic.style.drawn or topic.style.words
    for argument in topic.summary.arguments:
        claim = (
            *merged(
                (*(replace(run, bold=True) for run in argument.by.runs), Span(": ", bold=True))
            ),
            *topic.marked(argument.facts),
            *argument.claim.runs,
        )
        certainty: list[Block] = []
        if argument.certainty:
            words = (Span(f"{catalog('certainty')} "), *argument.certainty.runs)
            certainty.append(Paragraph(words, "small"))
        lead = topic.leading([*heading, Paragraph(claim), *certainty])
        reasons = _reasons_in_table if in_table else _reasons_in_list
        blocks += topic.floating([*lead, reasons(argument, topic)])
        heading = []
    return blocks


def _reasons_in_table(argument: Argument, topic: Topic) -> Table:
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
    heads = tuple(spans(head) for head in topic.catalog.list("arguments-head"))
    summary = topic.catalog("arguments-summary", claim=with_signs(argument.claim.source))
    return Table(heads, rows, (1.2, 1.0, 1.2), summary, style="blanks" if blank else "matrix")


def _reasons_in_list(argument: Argument, topic: Topic) -> Bullets:
    """Each reason with what is below it, for large type, in which columns are narrow."""
    reason_head, evidence_head, step_head = topic.catalog.list("arguments-head")
    numbers = count(1)
    entries: list[tuple[Block, ...]] = []
    for reason in argument.reasons:
        text = (*topic.marked(reason.facts), *reason.text.runs)
        entry: list[Block] = [_headed(reason_head, text)]
        if reason.evidence:
            entry.append(_headed(evidence_head, _listed(reason.evidence)))
        if step := reason.missing:
            if step.blank and not topic.teacher:
                lead = spans(f"{step_head} ({next(numbers)}):", bold=True)
                entry.append(Lines(_TO_FILL_IN, lead))
            else:
                entry.append(_headed(step_head, _cell(step, numbers)))
        entries.append(tuple(entry))
    return Bullets(tuple(entries), whole=True)


def _headed(head: str, text: Spans) -> Paragraph:
    """A text behind what it is."""
    return Paragraph((Span(f"{head}: ", bold=True), *text))


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
    then the sample answers.  A column of which no question has anything is left out.
    """
    teaching, catalog = topic.summary.teaching, topic.catalog
    notes = {note.question: note for note in teaching.discussion} if teaching else {}
    questions = [
        (number, question, notes.get(number))
        for number, question in enumerate(topic.summary.discussion, 1)
    ]
    texts = [
        text
        for _, question, note in questions
        for text in (question, *((note.uses, note.watch) if note else ()))
        if text
    ]
    blocks: list[Block] = [topic.heading(topic.catalog("discussion"))]
    if _fit_cells(texts):
        rows = tuple(
            (
                spans(str(number)),
                question.runs,
                note.uses.runs if note else (),
                note.watch.runs if note and note.watch else (),
                _facts(note.facts) if note else (),
            )
            for number, question, note in questions
        )
        used = [any(column) for column in zip(*rows, strict=True)]
        heads = (spans(head) for head in catalog.list("discussion-notes-head"))
        widths = (0.25, 1.85, 2.05, 0.95, 0.75)
        table = Table(
            tuple(compress(heads, used)),
            tuple(tuple(compress(row, used)) for row in rows),
            tuple(compress(widths, used)),
            catalog("discussion"),
            row_heads=True,
        )
        blocks.append(table)
    else:
        entries = tuple(_noted(question, note, catalog) for _, question, note in questions)
        blocks.append(Bullets(entries, numbered=True))
    for number, *_ in questions:
        if number in notes and (sample := notes[number].sample):
            head = Paragraph(spans(catalog("sample-answer", number=number)), "label")
            blocks += [head, Quotation(blocks_of(sample.source))]
    return blocks


def _fit_cells(texts: Iterable[Text]) -> bool:
    """Whether each text is one paragraph, which a cell of a table can hold."""
    return all(as_spans(text.source) is not None for text in texts)


def _noted(question: Text, note: DiscussionNote | None, catalog: Catalog) -> tuple[Block, ...]:
    """A question for discussion and what is noted on it, below each other."""
    blocks = blocks_of(question.source)
    if not note:
        return blocks
    _, _, uses, watch, facts = catalog.list("discussion-notes-head")
    for head, text in ((uses, note.uses), (watch, note.watch)):
        if text:
            blocks += led_by((Span(f"{head}: ", bold=True),), text.source)
    if note.facts:
        blocks += (Paragraph((Span(f"{facts}: ", bold=True), *_facts(note.facts))),)
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
    begun = list(zip(begins, plan.steps, strict=False))
    heads = catalog.list("lesson-head")
    steps: list[Block] = []
    if _fit_cells(step.text for step in plan.steps):
        rows = tuple(
            (spans(str(begin)), spans(str(step.minutes)), step.title.runs, step.text.runs)
            for begin, step in begun
        )
        widths = (0.4, 0.5, 0.8, 4.0)
        steps.append(Table(tuple(map(spans, heads)), rows, widths, with_signs(plan.title.source)))
    else:
        for begin, step in begun:
            time = f"{heads[0]} {begin} · {catalog('minutes', n=step.minutes)} · "
            head = Paragraph((Span(time), *step.title.runs), "label")
            steps += [head, *blocks_of(step.text.source)]
    about = ((catalog("lesson-aim"), plan.aim), (catalog("lesson-needs"), plan.needs))
    return [
        Heading(topic.level, (Span(f"{catalog('lesson')}: "), *plan.title.runs)),
        *(
            Paragraph((Span(f"{label} ", bold=True), *text.runs))
            for label, text in about
            if text is not None
        ),
        *steps,
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
    return Table(heads, rows, (1.0, 3.0, 1.5), with_signs(play.title.source), row_heads=True)


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
