"""What to print, in words that can be handed on, and which files belong together.

In: a Guide and the words of a language.  Out: blocks.
Never says anything of a key.
"""

from __future__ import annotations

from generator import document
from generator.compose.guide.pieces import heading, named, small, table
from generator.document import Block
from generator.guide import Guide, Printing, PrintPlan
from generator.view import form_name
from generator.words import Words

_WIDTHS = (3.0, 1.0, 1.2, 1.0, 1.4)


def plan_blocks(guide: Guide, words: Words) -> tuple[Block, ...]:
    """The documents with their pages, sheets and copies, how they are printed, and the files."""
    plan = guide.plan
    if plan is None:
        return ()
    return (heading(words("plan")), *_documents(plan, words), document.Bullets(tuple(
        (document.Paragraph(document.words(line)),) for line in _advice(guide, plan, words))), *_files(plan, words))


def _documents(plan: PrintPlan, words: Words) -> tuple[Block, ...]:
    if not plan.documents:
        return ()
    rows, all_sheets = [], 0
    for alike in _gathered(plan.documents):
        one = alike[0]
        sheets = one.sheets(plan.sides)
        together = sheets * one.copies * len(alike)
        all_sheets += together
        known = (one.pages, sheets, one.copies, together) if one.pages else (0, 0, one.copies, 0)
        rows.append([_name(one, [each.form for each in alike], words), *(str(n) if n else words("plan-unset") for n in known)])
    if all(one.pages for one in plan.documents):
        rows.append([words("plan-total"), "", "", "", str(all_sheets)])
    missing = () if all(one.pages for one in plan.documents) else (small(words("plan-unknown")),)
    return (table(words.several("plan-head"), rows, _WIDTHS, words("plan-summary"), "rows"), *missing)


def _gathered(documents: tuple[Printing, ...]) -> list[list[Printing]]:
    """Documents of one kind and profile with as many pages and copies, together."""
    found: dict[tuple[str, str, int, int], list[Printing]] = {}
    for one in documents:
        found.setdefault((one.kind, one.profile, one.pages, one.copies), []).append(one)
    return list(found.values())


def _name(one: Printing, forms: list[str], words: Words) -> str:
    name = words(f"print-{one.kind}")
    if one.form:
        name = words("plan-forms", document=name, n=len(forms), forms=named(forms, words))
    return name if one.profile == "standard" else words("plan-profile", document=name, profile=words(f"profile-{one.profile}"))


def _advice(guide: Guide, plan: PrintPlan, words: Words) -> list[str]:
    duplex, count = plan.sides == "duplex", len(guide.view.forms)
    lines = [words("plan-duplex", paper=plan.paper) if duplex else words("plan-simplex", paper=plan.paper)]
    lines += [words("plan-class-set", file=names[0]) for kind, names in plan.files if kind == "class-set" and names]
    lines += [words("plan-own-sheet")] + [words("plan-gathered")] * plan.gathered
    if count > 1:
        names = [form_name(form, count) for form in range(count)]
        lines.append(words("plan-in-turn", forms=named(names, words)))
    return [*lines, words("plan-apart")]


def _files(plan: PrintPlan, words: Words) -> tuple[Block, ...]:
    rows = [[words(f"print-{kind}"), named(names, words)] for kind, names in plan.files if names]
    heads = words.several("files-head")
    return (heading(words("files")), table(heads, rows, (1.0, 2.6), words("files"))) if rows else ()
