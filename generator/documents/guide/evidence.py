"""What the questions rest on, and how that fits what the briefing teaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator.documents.attribution import said_by, with_others
from generator.documents.guide.blocks import fact_text, heading, percent, small, table
from generator.documents.guide.model import Guide, Opposed, Resting
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Bullets, Paragraph, spans
from generator.page.markup import Span, Spans, parse
from generator.page.one_line import with_signs

_BESIDE = "→"  # before a fact that belongs beside the one above it
Beside = Mapping[str, Sequence[str]]  # of a fact's id, those of facts that belong beside it


def coverage_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """How many facts of each summary are tested, which are not, and which are tested though no
    summary has them.
    """
    citing = [taught for taught in guide.taught if taught.tested or taught.untested]
    if not guide.evidence or (guide.taught and not citing):
        return ()
    blocks: list[Block] = [heading(catalog("coverage"))]
    if not guide.taught:
        return (*blocks, Paragraph(spans(catalog("coverage-none"))))
    rows: list[list[str | Spans]] = [
        [
            parse(taught.title),
            str(len(taught.tested) + len(taught.untested)),
            str(len(taught.tested)),
            percent(
                Fraction(len(taught.tested), max(1, len(taught.tested) + len(taught.untested))),
                catalog,
            ),
        ]
        for taught in citing
    ]
    blocks.append(
        table(
            catalog.list("coverage-head"), rows, (3.0, 1.0, 1.0, 1.0), catalog("coverage-summary")
        )
    )
    for taught in guide.taught:
        if taught.untested:
            blocks.append(
                small(
                    catalog(
                        "coverage-untested",
                        n=len(taught.untested),
                        topic=with_signs(taught.title),
                        facts=catalog.join_with_commas(taught.untested),
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
                            Span(f"{resting.fact.id} ", bold=True),
                            *fact_text(resting.fact),
                            Span(f" ({_questions(resting, catalog)})"),
                        ),
                        "small",
                    ),
                )
                for resting in guide.untaught
            )
        ),
    )


def evidence_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """Every fact once: those that belong side by side with what they say, then the others, whose
    words the keys hold.

    Where what belongs beside a fact was shown already, the fact is among the others, and what
    belongs to it is named.
    """
    if not guide.evidence:
        return ()
    resting_on = {resting.fact.id: resting for resting in guide.evidence}
    blocks: list[Block] = [heading(catalog("evidence-list"))]
    pairs, beside = _sorted(guide.opposed)
    shown: set[str] = set()
    rows: list[list[str | Spans]] = []
    for pair in pairs:
        for lead, names in ("", pair.said), (f"{_BESIDE} ", pair.beside):
            rows += [
                _fact_row(lead, resting_on[name], name in shown, beside, catalog) for name in names
            ]
            shown.update(names)
    if rows:
        heads = catalog.list("opposed-head")
        blocks.append(table(heads, rows, (1.0, 4.6, 1.7, 1.0), catalog("opposed-summary")))
    rest: list[list[str | Spans]] = [
        [
            spans(resting.fact.id, bold=True),
            _about(resting, beside, catalog),
            resting.fact.ref,
            catalog.join_with_commas(resting.questions),
        ]
        for resting in guide.evidence
        if resting.fact.id not in shown
    ]
    if len(guide.view.forms) > 1:
        blocks.append(small(catalog("evidence-numbers", form=guide.view.form_names[0])))
    if rest:
        blocks.append(
            table(
                catalog.list("evidence-head"),
                rest,
                (0.8, 2.75, 3.15, 1.2),
                catalog("evidence-summary"),
            )
        )
    return tuple(blocks)


def _sorted(opposed: Sequence[Opposed]) -> tuple[list[Opposed], Beside]:
    """The pairs that show something for the first time, and for the facts of the others what
    belongs beside them.
    """
    pairs, beside, shown = [], dict[str, list[str]](), set[str]()
    for pair in opposed:
        if shown.issuperset(pair.beside):
            for name in pair.said:
                beside.setdefault(name, []).extend(
                    other for other in (*pair.said, *pair.beside) if other != name
                )
        else:
            pairs.append(pair)
            shown.update(pair.said, pair.beside)
    return pairs, beside


def _about(resting: Resting, beside: Beside, catalog: Catalog) -> Spans:
    """A fact's status, who says it and when, and what else belongs beside it."""
    about = said_by(resting.fact, catalog)
    names = tuple(dict.fromkeys(beside.get(resting.fact.id, ())))
    return with_others(about, catalog.join_with_and(names), catalog) if names else about


def _fact_row(
    lead: str, resting: Resting, again: bool, beside: Beside, catalog: Catalog
) -> list[str | Spans]:
    """A fact in a row of its own; one that was shown before (`again`) is only named."""
    fact = resting.fact
    name = spans(f"{lead}{fact.id}", bold=True)
    if again:
        return [name, catalog("evidence-above"), "", catalog.join_with_commas(resting.questions)]
    about = _about(resting, beside, catalog)
    return [name, fact_text(fact), about, catalog.join_with_commas(resting.questions)]


def _questions(resting: Resting, catalog: Catalog) -> str:
    return catalog(
        "guide-questions",
        n=catalog.plural_of_list(resting.questions),
        numbers=catalog.join_with_commas(resting.questions),
    )
