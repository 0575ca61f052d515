"""What to print, in words that can be handed on, and which files belong together."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import zip_longest

from generator.documents.guide.blocks import about, heading, named, small, table
from generator.documents.guide.model import Guide, Printing, PrintPlan
from generator.i18n.catalog import Catalog
from generator.page.blocks import Block, Bullets, Paragraph, spans

_WIDTHS = (3.0, 1.0, 1.2, 1.0, 1.4)
_MOST_FILLS = 8  # forms whose pages are told one by one
_NEARLY_EMPTY = 30  # per cent of a last page, as in render/pdf/makeup.py


def plan_blocks(guide: Guide, catalog: Catalog) -> tuple[Block, ...]:
    """The documents with their pages, sheets and copies, how they are printed, and the files."""
    plan = guide.plan
    if plan is None:
        return ()
    return (
        heading(catalog("plan")),
        *_documents(plan, catalog),
        *_fills(plan, catalog),
        Bullets(tuple((Paragraph(spans(line)),) for line in _advice(guide, plan, catalog))),
        *_files(plan, catalog),
    )


def _documents(plan: PrintPlan, catalog: Catalog) -> tuple[Block, ...]:
    if not plan.documents:
        return ()
    rows, all_sheets = [], 0
    for alike in _gathered(plan.documents):
        printing = alike[0]
        sheets = printing.sheets(plan.sides)
        together = sheets * printing.copies * len(alike)
        all_sheets += together
        known = (
            (printing.pages, sheets, printing.copies, together)
            if printing.pages
            else (0, 0, printing.copies, 0)
        )
        rows.append(
            [
                _name(printing, [each.form for each in alike], catalog),
                *(str(n) if n else catalog("plan-unset") for n in known),
            ]
        )
    if all(printing.pages for printing in plan.documents):
        rows.append([catalog("plan-total"), "", "", "", str(all_sheets)])
    missing = (
        ()
        if all(printing.pages for printing in plan.documents)
        else (small(catalog("plan-unknown")),)
    )
    return (
        table(catalog.list("plan-head"), rows, _WIDTHS, catalog("plan-summary"), "rows"),
        *missing,
    )


def _fills(plan: PrintPlan, catalog: Catalog) -> tuple[Block, ...]:
    """How full the pages of the papers are, whether forms are alike, how they are set closer, and
    why a last page is nearly empty.
    """
    papers = [
        printing for printing in plan.documents if printing.fills and printing.profile == "standard"
    ]
    if not papers:
        return ()
    lines = [
        catalog("plan-fill-form", form=paper.form, list=_listed([paper.fills], catalog))
        for paper in papers
    ]
    if len({paper.fills for paper in papers}) == 1 or len(papers) > _MOST_FILLS:
        lines = [catalog("plan-fill", list=_listed([paper.fills for paper in papers], catalog))]
    if len(papers) > 1:
        alike = all(paper.alike for paper in papers)
        lines.append(catalog("plan-pages-alike" if alike else "plan-pages-not-alike"))
    if papers[0].closer:
        lines.append(catalog("plan-closer", list=_closer(papers[0].closer, catalog)))
    pages = max(paper.pages for paper in papers)
    if pages > 1 and max(paper.fills[-1] for paper in papers) < _NEARLY_EMPTY:
        lines.append(catalog("plan-nearly-empty", n=pages))
    return (small(" ".join(lines)),)


def _closer(closer: Sequence[int], catalog: Catalog) -> str:
    """What is closer than usual, and by how much."""
    gaps, leading, cells, options, fewer = closer
    parts = (
        [catalog("plan-closer-gaps", share=catalog("percent", share=gaps))] if gaps < 100 else []
    )
    for tenths, phrase in (
        (leading, "plan-closer-lines"),
        (cells, "plan-closer-rows"),
        (options, "plan-closer-options"),
    ):
        if tenths:
            parts.append(catalog(phrase, points=about(Fraction(tenths, 10), catalog)))
    if fewer:
        parts.append(catalog("plan-closer-fewer", n=fewer))
    return catalog.join_with_commas(parts)


def _listed(fills: Sequence[Sequence[int]], catalog: Catalog) -> str:
    """How full each page is, of several papers from the least to the most."""
    parts = []
    for page in zip_longest(*fills, fillvalue=0):
        least, most = min(page), max(page)
        share = str(most) if least == most else catalog("guide-range", first=least, last=most)
        parts.append(catalog("percent", share=share))
    return catalog.join_with_commas(parts)


def _gathered(documents: tuple[Printing, ...]) -> list[list[Printing]]:
    """Documents of printing kind and profile with as many pages and copies, together."""
    alike: dict[tuple[str, str, int, int], list[Printing]] = {}
    for printing in documents:
        alike.setdefault(
            (printing.kind, printing.profile, printing.pages, printing.copies), []
        ).append(printing)
    return list(alike.values())


def _name(printing: Printing, forms: list[str], catalog: Catalog) -> str:
    name = catalog(f"print-{printing.kind}")
    if printing.form:
        name = catalog(
            "plan-forms",
            document=name,
            n=catalog.plural_of_list(forms),
            forms=named(forms, catalog),
        )
    return (
        name
        if printing.profile == "standard"
        else catalog("plan-profile", document=name, profile=catalog(f"profile-{printing.profile}"))
    )


def _advice(guide: Guide, plan: PrintPlan, catalog: Catalog) -> list[str]:
    duplex, count = plan.sides == "duplex", len(guide.view.forms)
    lines = [
        catalog("plan-duplex", paper=plan.paper)
        if duplex
        else catalog("plan-simplex", paper=plan.paper)
    ]
    lines += [
        catalog("plan-class-set", file=names[0])
        for kind, names in plan.files
        if kind == "class-set" and names
    ]
    lines.append(catalog("plan-own-sheet"))
    if any(printing.kind == "sources" for printing in plan.documents):
        lines.append(catalog("plan-sources"))
    if plan.gathered:
        lines.append(catalog("plan-gathered"))
    if count > 1:
        lines.append(catalog("plan-in-turn", forms=named(guide.view.form_names, catalog)))
    return [*lines, catalog("plan-apart")]


def _files(plan: PrintPlan, catalog: Catalog) -> tuple[Block, ...]:
    rows = [
        [catalog(f"print-{kind}"), named(names, catalog)] for kind, names in plan.files if names
    ]
    heads = catalog.list("files-head")
    return (
        (heading(catalog("files")), table(heads, rows, (1.0, 2.6), catalog("files")))
        if rows
        else ()
    )
