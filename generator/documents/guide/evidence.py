"""What the questions rest on, and how that fits what the briefing teaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator.documents.guide.blocks import heading, percent, said, small, table, told
from generator.documents.guide.model import Guide, Opposed, Resting
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Bullets, Paragraph, spans
from generator.page.markup import Span, Spans, parse, plain

Beside = Mapping[str, Sequence[str]]  # of a fact's id, those of facts that belong beside it


def coverage_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """How many facts of each summary are tested, which are not, and which are tested though no summary has them."""
    blocks: list[Block] = [heading(catalog("coverage"))]
    if not guide.taught:
        return (*blocks, Paragraph(spans(catalog("coverage-none"))))
    rows = [
        [
            parse(one.title),
            str(len(one.tested) + len(one.untested)),
            str(len(one.tested)),
            percent(
                Fraction(len(one.tested), max(1, len(one.tested) + len(one.untested))), catalog
            ),
        ]
        for one in guide.taught
    ]
    blocks.append(
        table(
            catalog.several("coverage-head"),
            rows,
            (3.0, 1.0, 1.0, 1.0),
            catalog("coverage-summary"),
        )
    )
    for one in guide.taught:
        if one.untested:
            blocks.append(
                small(
                    catalog(
                        "coverage-untested",
                        n=len(one.untested),
                        topic=plain(one.title),
                        facts=catalog.listed(one.untested),
                    )
                )
            )
    if not guide.untaught:
        return (*blocks, Paragraph(spans(catalog("coverage-all-taught"))))
    blocks.append(Paragraph(spans(catalog("coverage-untaught", n=len(guide.untaught)))))
    return (
        *blocks,
        Bullets(
            tuple(
                (
                    Paragraph(
                        (
                            Span(f"{one.fact.id} ", bold=True),
                            *told(one.fact),
                            Span(f" ({_questions(one, catalog)})"),
                        ),
                        "small",
                    ),
                )
                for one in guide.untaught
            )
        ),
    )


def evidence_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """Every fact once: those that belong side by side with what they say, then the others, whose words the keys hold.

    Where what stands beside a fact was shown already, the fact is among the others, and what belongs to it is named.
    """
    held = {one.fact.id: one for one in guide.evidence}
    blocks: list[Block] = [heading(catalog("evidence-list"))]
    pairs, beside = _sorted(guide.opposed)
    shown: set[str] = set()
    rows = [
        [
            _cell([held[name] for name in names], shown, beside, catalog)
            for names in (one.said, one.beside)
        ]
        for one in pairs
    ]
    if rows:
        blocks.append(
            table(catalog.several("opposed-head"), rows, (1.0, 1.0), catalog("opposed-summary"))
        )
    rest = [
        [
            spans(one.fact.id, bold=True),
            _about(one, beside, catalog),
            one.fact.ref,
            catalog.listed(one.questions),
        ]
        for one in guide.evidence
        if one.fact.id not in shown
    ]
    if len(guide.view.forms) > 1:
        blocks.append(small(catalog("evidence-numbers", form=guide.view.form_names[0])))
    if rest:
        blocks.append(
            table(
                catalog.several("evidence-head"),
                rest,
                (0.8, 2.75, 3.15, 1.2),
                catalog("evidence-summary"),
            )
        )
    return tuple(blocks)


def _sorted(opposed: Sequence[Opposed]) -> tuple[list[Opposed], Beside]:
    """The pairs that show something for the first time, and for the facts of the others what belongs beside them."""
    pairs, beside, shown = [], dict[str, list[str]](), set[str]()
    for one in opposed:
        if shown.issuperset(one.beside):
            for name in one.said:
                beside.setdefault(name, []).extend(
                    other for other in (*one.said, *one.beside) if other != name
                )
        else:
            pairs.append(one)
            shown.update(one.said, one.beside)
    return pairs, beside


def _about(one: Resting, beside: Beside, catalog: Catalog) -> str:
    """A fact's status, who says it and when, and what else belongs beside it."""
    about = said(one.fact, catalog)
    names = tuple(dict.fromkeys(beside.get(one.fact.id, ())))
    return catalog("evidence-beside", fact=about, others=catalog.joined(names)) if names else about


def _cell(facts: Sequence[Resting], shown: set[str], beside: Beside, catalog: Catalog) -> Spans:
    """Facts in running text; one that was shown already is only named."""
    runs: Spans = ()
    for one in facts:
        runs += (Span(" · "),) if runs else ()
        runs += (Span(one.fact.id, bold=True),)
        if one.fact.id not in shown:
            shown.add(one.fact.id)
            runs += (
                Span(f" ({_about(one, beside, catalog)}) "),
                *told(one.fact),
                Span(f" ({_questions(one, catalog)})"),
            )
    return runs


def _questions(one: Resting, catalog: Catalog) -> str:
    return catalog("guide-questions", n=len(one.questions), numbers=catalog.listed(one.questions))
