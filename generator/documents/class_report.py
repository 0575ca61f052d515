"""The class report: what a class's papers say of a quiz and of its questions; no student is in
it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from generator.content.field_types import points_text
from generator.documents.kind import Audience, DocumentKind
from generator.documents.shared_blocks import HERE, phrase_with, title_block
from generator.editions.edition import Edition
from generator.i18n.catalog import Catalog
from generator.page.blocks import (
    Block,
    Chart,
    Document,
    Dot,
    HeaderFooter,
    Heading,
    Notice,
    Paragraph,
    PlotTable,
    Table,
    Together,
    spans,
)
from generator.page.markup import Span, Spans, joined, merged, parse
from generator.page.one_line import spans_in_one_line, with_signs
from generator.results.analysis import (
    FAR_APART,
    FEWEST,
    SMALL,
    WEAK,
    ClassFigures,
    GroupFigures,
    QuestionFigures,
    QuizFigures,
    ShareFigures,
)

CLASS_REPORT = DocumentKind("class-report", Audience.TEACHER, "{code}-class-report-KEY{revision}")
_HIGH, _MIDDLE = 0.85, 0.6  # reliabilities
_LOWEST = -0.6  # the left end of the dots' axis
_LOWEST_SHOWN = 3  # questions whose options are always shown
_LOOKED_AT = ("negative", "look", "weak")


def class_report(edition: Edition, figures: ClassFigures, catalog: Catalog) -> Document:
    """The report of all papers together, the whole quiz first, then question by question."""
    view, words = edition.view, _Numbers(catalog)
    title = f"{with_signs(view.title)} – {catalog('class-report')}"
    lead = catalog(
        "report-lead", code=edition.code, number=edition.number, form=edition.form_names[0]
    )
    blocks: tuple[Block, ...] = (
        *title_block(view, catalog("class-report")),
        Paragraph(spans(lead)),
        _quiz_table(figures.quiz, words),
        _histogram(figures.quiz, words),
        Heading(2, spans(catalog("report-trust"))),
        *_trust(figures, words),
        *_questions(figures, words),
        *_choices(figures, words),
        *_forms(figures, words),
        *_shares(figures, words),
    )
    header_footer = HeaderFooter(
        head=title,
        foot=f"{edition.code} · r{edition.number}",
        page=catalog("page"),
        banner=catalog("key-banner"),
    )
    return Document(
        title,
        view.language,
        header_footer,
        blocks,
        "class report",
        splits=True,
        dense=True,
        words_version=catalog.words_version,
    )


class _Numbers:
    """Numbers and fixed words in the quiz's language."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def decimals(self, value: float | None, places: int = 2) -> str:
        """A number with so many decimals; a dash where it is not defined."""
        if value is None:
            return self.catalog("void-short")
        text = f"{abs(value):.{places}f}"
        sign = "−" if value < 0 and Decimal(text) else ""
        return sign + text.replace(".", self.catalog("decimal-mark"))

    def points(self, value: float) -> str:
        """Points with at most one decimal."""
        return self.decimals(value, 0 if value == int(value) else 1)

    def share(self, value: float) -> str:
        """A share as a whole number of per cent."""
        return self.catalog("percent", share=round(100 * value))

    def interval(self, interval: tuple[float, float] | None) -> str:
        """From where to where, in brackets."""
        if interval is None:
            return ""
        least, most = map(self.decimals, interval)
        return f" ({least}\u00a0…\u00a0{most})"


def _quiz_table(quiz: QuizFigures, words: _Numbers) -> Table:
    catalog = words.catalog
    possible = float(quiz.possible)
    mean_words = catalog(
        "report-mean",
        points=words.points(round(quiz.mean, 1)),
        total=words.points(possible),
        share=words.share(quiz.mean / possible) if possible else words.share(0),
    )
    cells = (
        str(quiz.papers),
        mean_words,
        words.decimals(quiz.median, 1),
        words.decimals(quiz.deviation, 1),
        words.points(quiz.lowest),
        words.points(quiz.highest),
        words.decimals(quiz.skewness),
        words.decimals(quiz.alpha if quiz.papers >= FEWEST else None),
    )
    return Table(
        tuple(spans(name) for name in catalog.list("report-figures")),
        (tuple(spans(cell, bold=True) for cell in cells),),
        (1.0, 2.0, 1.0, 1.6, 1.0, 1.0, 1.1, 1.3),
        catalog("report-figures-summary"),
        style="compact",
    )


def _histogram(quiz: QuizFigures, words: _Numbers) -> Chart:
    catalog = words.catalog
    names = tuple(
        str(part.least) if part.most - part.least == 1 and not last else f"{part.least}–{end}"
        for n, part in enumerate(quiz.bins, 1)
        for last in [n == len(quiz.bins)]
        for end in [part.most if last else part.most - 1]
    )
    counts = tuple(part.papers for part in quiz.bins)
    listed = "; ".join(f"{name}: {count}" for name, count in zip(names, counts, strict=True))
    mean = catalog("report-mean-line", value=words.decimals(quiz.mean, 1))
    return Chart(
        "bar-chart",
        names,
        ((catalog("report-histogram"), tuple(map(Decimal, counts))),),
        catalog("report-papers"),
        f"{catalog('report-chart-alt', list=listed)}; {mean}",
        catalog("decimal-mark"),
        (mean, quiz.mean_bin),
    )


def _trust(figures: ClassFigures, words: _Numbers) -> Iterator[Block]:
    """What reliability and the error of a total mean in words, and how far a small class bears
    them.
    """
    quiz, catalog = figures.quiz, words.catalog
    if quiz.papers < FEWEST:
        yield Notice((Paragraph(spans(catalog("report-few", n=quiz.papers))),))
        return
    if quiz.alpha is None:
        yield Paragraph(spans(catalog("report-alpha-none")))
        return
    value = words.decimals(quiz.alpha)
    if quiz.alpha < 0:
        judgement = catalog("report-alpha-negative", value=value)
    elif quiz.alpha < _MIDDLE:
        judgement = catalog("report-alpha-low", value=value)
    elif quiz.alpha < _HIGH:
        judgement = catalog("report-alpha-middle", value=value)
    else:
        judgement = catalog("report-alpha-high", value=value)
    yield Paragraph(spans(judgement))
    if quiz.error is not None:
        error = words.decimals(quiz.error, 1)
        least = words.decimals(math.sqrt(2) * quiz.error, 1)  # the error of a difference
        sentences = catalog("report-error", points=error), catalog("report-apart", points=least)
        yield Paragraph(spans(" ".join(sentences)))
    if quiz.kr20:
        yield Paragraph(spans(catalog("report-kr20")), "small")
    if quiz.papers < SMALL and quiz.interval:
        least, most = (words.decimals(end) for end in quiz.interval)
        small = catalog("report-small", n=quiz.papers, least=least, most=most)
        yield Notice((Paragraph(spans(small)),))


def _questions(figures: ClassFigures, words: _Numbers) -> Iterator[Block]:
    catalog = words.catalog
    units = [unit for question in figures.questions for unit in (question, *question.parts)]
    if not units:  # all were dropped after the sitting
        return
    yield Heading(2, spans(catalog("report-questions")))
    enough = figures.quiz.papers >= FEWEST
    rows = tuple(_question_row(unit, words) for unit in units)
    heads = catalog.list("report-questions-head")
    number, cue, points, facility, agrees, left_out, remark = heads
    in_words = Table(
        tuple(spans(head) for head in (number, cue, remark, points, left_out, facility, agrees)),
        rows,
        (0.8, 5.4, 3.2, 1.0, 0.9, 1.1, 3.3),
        catalog("report-questions-summary"),
        row_heads=True,
        style="compact",
    )
    dots = tuple(_dot(unit, words) for unit in units) if enough else ()
    axis = f"{words.decimals(_LOWEST, 1)}\u00a0…\u00a01"
    printed = replace(
        in_words,
        head=(*in_words.head, spans(axis)) if dots else in_words.head,
        rows=tuple(
            (*row[:-1], spans(_discrimination(unit, words)), *([()] if dots else []))
            for unit, row in zip(units, rows, strict=True)
        ),
        widths=(*in_words.widths, 3.2) if dots else in_words.widths,
    )
    shares = tuple(unit.facility for unit in units)
    yield PlotTable(in_words, printed, shares, len(heads) - 1, dots, (_LOWEST, WEAK), _ends(units))
    note = catalog("report-questions-note")
    if dots:
        note = catalog("report-plot-note", mark=words.decimals(WEAK, 1))
    yield Paragraph(spans(note), "small")
    chosen = [question for question in figures.questions if question.question.answer]
    if chosen:
        listed = catalog.join_with_commas(
            [f"{question.question.number()}: {question.papers}" for question in chosen]
        )
        yield Paragraph(spans(catalog("report-chosen", list=listed)), "small")


def _ends(units: Sequence[QuestionFigures]) -> tuple[int, ...]:
    """After which rows another part of the quiz begins."""
    sections = [unit.question.section for unit in units]
    return tuple(n for n, pair in enumerate(pairwise(sections)) if pair[0] != pair[1])


def _discrimination(figures: QuestionFigures, words: _Numbers) -> str:
    known = figures.discrimination if figures.papers >= FEWEST else None
    return words.decimals(known)


def _dot(figures: QuestionFigures, words: _Numbers) -> Dot | None:
    """Discrimination with its interval, open where it is one to look at."""
    value, interval = figures.discrimination, figures.interval
    if figures.papers < FEWEST or value is None or interval is None:
        return None
    alt = words.decimals(value) + words.interval(interval)
    return Dot(value, *interval, alt, value < WEAK)


def _question_row(figures: QuestionFigures, words: _Numbers) -> tuple[Spans, ...]:
    catalog, question = words.catalog, figures.question
    remarks = [spans(catalog(f"report-remark-{figures.remark}"))] if figures.remark else []
    remarks += [_idle(figures.idle, catalog)] if figures.idle else []
    discrimination = _discrimination(figures, words)
    if figures.papers >= FEWEST and figures.papers < SMALL:
        discrimination += words.interval(figures.interval)
    return (
        spans(question.number()),
        question.opening(30),
        tuple(
            replace(span, bold=figures.remark in _LOOKED_AT)
            for span in merged(joined(remarks, "; "))
        ),
        spans(points_text(question.points)),
        spans(str(figures.omitted)),
        spans(words.decimals(figures.facility)),
        spans(discrimination),
    )


def _choices(figures: ClassFigures, words: _Numbers) -> Iterator[Block]:
    """The options of the questions that are remarked on or have a distractor that nobody chose, and
    of those with the lowest discrimination.
    """
    catalog = words.catalog
    units = [unit for question in figures.questions for unit in (question, *question.parts)]
    units = [unit for unit in units if unit.options]
    lowest = _lowest(units)
    looked_at = [unit for unit in units if _is_looked_at(unit) or unit in lowest]
    if not looked_at:
        return
    notes = [catalog("report-choices-which")] if lowest else []
    notes.append(catalog("report-choices-note"))
    yield Together(
        (
            Heading(2, spans(catalog("report-choices"))),
            *(Paragraph(spans(note), "small") for note in notes),
        )
    )
    for unit in looked_at:
        number = Span(f"{unit.question.number()}  ")
        yield Paragraph(merged((number, *unit.question.opening(62))), "label")
        rows = tuple(
            (
                (*spans("✓ " if option.right else ""), *_option(option.text, catalog)),
                spans(str(option.chosen)),
                spans(str(option.best)),
                spans(str(option.weakest)),
                spans(words.decimals(option.discrimination if unit.papers >= FEWEST else None)),
            )
            for option in unit.options
        )
        yield Table(
            tuple(spans(head) for head in catalog.list("report-choices-head")),
            rows,
            (4.0, 1.0, 1.2, 1.4, 1.5),
            catalog("report-choices-summary"),
            row_heads=True,
            style="compact",
        )


def _lowest(units: Sequence[QuestionFigures]) -> list[QuestionFigures]:
    """Those with the lowest discrimination, of enough papers."""
    known = [unit for unit in units if unit.papers >= FEWEST and unit.discrimination is not None]
    return sorted(known, key=lambda unit: unit.discrimination or 0.0)[:_LOWEST_SHOWN]


def _is_looked_at(unit: QuestionFigures) -> bool:
    return unit.remark in _LOOKED_AT or bool(unit.idle)


def _option(text: str, catalog: Catalog) -> Spans:
    if text in ("true", "false"):
        return spans(catalog("true") if text == "true" else catalog("false"))
    return spans_in_one_line(text)


def _idle(options: Sequence[str], catalog: Catalog) -> Spans:
    """That nobody chose some options."""
    listed = joined((_option(option, catalog) for option in options), catalog("list-comma"))
    return phrase_with(catalog("report-idle", list=HERE), listed)


def _forms(figures: ClassFigures, words: _Numbers) -> Iterator[Block]:
    catalog = words.catalog
    if len(figures.forms) > 1:
        yield Heading(2, spans(catalog("report-forms")))
        different = [form for form in figures.forms if _differs(form)]
        for form in different:
            yield Paragraph(spans(catalog("report-forms-apart", form=form.name)))
        if not different:
            yield Paragraph(spans(catalog("report-forms-alike")))
        yield _groups(
            figures.forms, catalog("mark-sheet-form"), catalog("report-forms-summary"), words
        )
    if len(figures.groups) > 1:
        yield Heading(2, spans(catalog("report-groups")))
        yield _groups(
            figures.groups, catalog("report-group"), catalog("report-groups-summary"), words
        )


def _differs(form: GroupFigures) -> bool:
    return form.standard_errors is not None and abs(form.standard_errors) > FAR_APART


def _groups(groups: Sequence[GroupFigures], head: str, summary: str, words: _Numbers) -> Table:
    rows = tuple(
        (
            spans(group.name),
            spans(str(group.papers)),
            spans(words.decimals(group.mean, 1)),
            spans(words.decimals(group.deviation, 1)),
            spans(words.points(group.lowest)),
            spans(words.points(group.highest)),
        )
        for group in groups
    )
    catalog = words.catalog
    heads = (head, *catalog.list("report-groups-head"))
    return Table(
        tuple(spans(text) for text in heads),
        rows,
        (2.0, 1.0, 1.2, 1.6, 1.2, 1.2),
        summary,
        row_heads=True,
        style="compact",
    )


def _shares(figures: ClassFigures, words: _Numbers) -> Iterator[Block]:
    catalog = words.catalog

    def level(name: str) -> Spans:
        return spans(catalog(f"level-{name}"))

    if figures.sections:
        yield _share_table(catalog("report-sections"), figures.sections, parse, words)
    if figures.objectives:
        yield _share_table(catalog("report-objectives"), figures.objectives, parse, words)
    if figures.levels:
        yield _share_table(catalog("report-levels"), figures.levels, level, words)


def _share_table(
    head: str, shares: Sequence[ShareFigures], show: Callable[[str], Spans], words: _Numbers
) -> Table:
    catalog = words.catalog
    return Table(
        (spans(head), *(spans(text) for text in catalog.list("report-shares-head"))),
        tuple(
            (show(share.name), spans(points_text(share.points)), spans(words.share(share.share)))
            for share in shares
        ),
        (8.0, 1.0, 1.4),
        catalog("report-shares-summary"),
        row_heads=True,
        style="compact",
    )
