"""What the questions rest on, and how that fits what the briefing teaches.

In: a Guide and the words of a language.  Out: blocks.
Never shows a claim apart from what the evidence wants beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator import document
from generator.compose.guide.pieces import heading, percent, said, small, table, told
from generator.document import Block
from generator.guide import Guide, Opposed, Resting
from generator.inline import Run, Runs, parse, plain
from generator.view import form_name
from generator.words import Words

Beside = Mapping[str, Sequence[str]]       # of a fact's id, those of facts that belong beside it


def coverage_blocks(guide: Guide, words: Words) -> tuple[Block, ...]:
    """How many facts of each summary are tested, which are not, and which are tested though no summary has them."""
    blocks: list[Block] = [heading(words("coverage"))]
    if not guide.taught:
        return (*blocks, document.Paragraph(document.words(words("coverage-none"))))
    rows = [[parse(one.title), str(len(one.tested) + len(one.untested)), str(len(one.tested)),
             percent(Fraction(len(one.tested), max(1, len(one.tested) + len(one.untested))), words)] for one in guide.taught]
    blocks.append(table(words.several("coverage-head"), rows, (3.0, 1.0, 1.0, 1.0), words("coverage-summary")))
    for one in guide.taught:
        if one.untested:
            blocks.append(small(words("coverage-untested", n=len(one.untested), topic=plain(one.title),
                                      facts=words.listed(one.untested))))
    if not guide.untaught:
        return (*blocks, document.Paragraph(document.words(words("coverage-all-taught"))))
    blocks.append(document.Paragraph(document.words(words("coverage-untaught", n=len(guide.untaught)))))
    return (*blocks, document.Bullets(tuple(
        (document.Paragraph((Run(f"{one.fact.id} ", bold=True), *told(one.fact), Run(f" ({_questions(one, words)})")), "small"),)
        for one in guide.untaught)))


def evidence_blocks(guide: Guide, words: Words) -> tuple[Block, ...]:
    """Every fact once: those that belong side by side with what they say, then the others, whose words the keys hold.

    Where what stands beside a fact was shown already, the fact is among the others, and what belongs to it is named.
    """
    held = {one.fact.id: one for one in guide.evidence}
    blocks: list[Block] = [heading(words("evidence-list"))]
    pairs, beside = _sorted(guide.opposed)
    shown: set[str] = set()
    rows = [[_cell([held[name] for name in names], shown, beside, words) for names in (one.said, one.beside)] for one in pairs]
    if rows:
        blocks.append(table(words.several("opposed-head"), rows, (1.0, 1.0), words("opposed-summary")))
    rest = [[document.words(one.fact.id, bold=True), _about(one, beside, words), one.fact.ref, words.listed(one.questions)]
            for one in guide.evidence if one.fact.id not in shown]
    if len(guide.view.forms) > 1:
        blocks.append(small(words("evidence-numbers", form=form_name(0, len(guide.view.forms)))))
    if rest:
        blocks.append(table(words.several("evidence-head"), rest, (0.8, 2.75, 3.15, 1.2), words("evidence-summary")))
    return tuple(blocks)


def _sorted(opposed: Sequence[Opposed]) -> tuple[list[Opposed], Beside]:
    """The pairs that show something for the first time, and for the facts of the others what belongs beside them."""
    pairs, beside, shown = [], dict[str, list[str]](), set[str]()
    for one in opposed:
        if shown.issuperset(one.beside):
            for name in one.said:
                beside.setdefault(name, []).extend(other for other in (*one.said, *one.beside) if other != name)
        else:
            pairs.append(one)
            shown.update(one.said, one.beside)
    return pairs, beside


def _about(one: Resting, beside: Beside, words: Words) -> str:
    """A fact's status, who says it and when, and what else belongs beside it."""
    about = said(one.fact, words)
    names = tuple(dict.fromkeys(beside.get(one.fact.id, ())))
    return words("evidence-beside", fact=about, others=words.joined(names)) if names else about


def _cell(facts: Sequence[Resting], shown: set[str], beside: Beside, words: Words) -> Runs:
    """Facts in running text; one that was shown already is only named."""
    runs: Runs = ()
    for one in facts:
        runs += (Run(" · "),) if runs else ()
        runs += (Run(one.fact.id, bold=True),)
        if one.fact.id not in shown:
            shown.add(one.fact.id)
            runs += (Run(f" ({_about(one, beside, words)}) "), *told(one.fact), Run(f" ({_questions(one, words)})"))
    return runs


def _questions(one: Resting, words: Words) -> str:
    return words("guide-questions", n=len(one.questions), numbers=words.listed(one.questions))
