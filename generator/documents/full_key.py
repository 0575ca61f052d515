"""The full key: every answer with its reasons, once for all forms, and the evidence behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.content.field_types import points_text
from generator.documents.across_forms import Question, questions_across
from generator.documents.attribution import said_by
from generator.documents.kind import Audience, DocumentKind
from generator.documents.paper import section_heading
from generator.documents.placed import placed
from generator.documents.revision_note import codes_match, revision_blocks
from generator.documents.section_rules import what_counts
from generator.documents.shared_blocks import source_paragraphs
from generator.editions.edition import Edition
from generator.i18n.catalog import Catalog
from generator.items import CitedFact, type_of
from generator.items.options import MOST_SIDE_BY_SIDE
from generator.items.protocol import SEE_FULL_KEY
from generator.page.blocks import (
    Block,
    Document,
    Entries,
    Entry,
    HeaderFooter,
    Heading,
    Paragraph,
    Table,
    spans,
)
from generator.page.markup import Span, Spans, parse
from generator.page.one_line import with_signs
from generator.page.understood import blocks_of

LONGEST_BESIDE = 10  # characters of an answer beside its question's number
MOST_NAMED = 8  # forms whose numbers and answers are printed under a question


def full_key(edition: Edition, forms: Sequence[int], catalog: Catalog) -> Document:
    """The key of some forms with its reasons, in the order of the first of them."""
    view, draft = edition.view, edition.draft
    key = _FullKey(edition, tuple(forms), catalog)
    code = edition.paper_code(forms[0]) if len(forms) == 1 else edition.code
    name = edition.form_names[forms[0]] if len(forms) == 1 else ""
    title = f"{with_signs(view.title)} – {catalog('full-key')}"
    if name:
        title += f" – {catalog('form', form=name)}"
    header_footer = HeaderFooter(
        head=with_signs(view.title),
        form=name,
        banner=catalog("key-banner"),
        page=catalog("page"),
        foot=code if draft else f"{code} · r{edition.number}",
        watermark=catalog("draft") if draft else "",
    )
    blocks = (*key.front(code), *key.sections(), *key.evidence())
    label = f"full-key {name}".rstrip()
    return Document(
        title,
        view.language,
        header_footer,
        blocks,
        label,
        dense=True,
        words_version=catalog.words_version,
    )


def _compose(edition: Edition, form: int) -> Document:
    return full_key(edition, range(len(edition.view.forms)), edition.catalog)


def _compose_of_form(edition: Edition, form: int) -> Document:
    return full_key(edition, (form,), edition.catalog)


FULL_KEY = DocumentKind(
    "full-key",
    Audience.TEACHER,
    "{code}-full-KEY{revision}",
    stays_as_handed_out=True,
    in_guide=True,
    teacher=_compose,
)
KEY = DocumentKind(
    "key",
    Audience.TEACHER,
    "{code}-{form}-KEY{revision}",
    stays_as_handed_out=True,
    on_request=True,
    teacher=_compose_of_form,
)


class _FullKey:
    """The blocks of a full key."""

    def __init__(self, edition: Edition, forms: tuple[int, ...], catalog: Catalog) -> None:
        self.edition, self.forms, self.catalog = edition, forms, catalog
        self.names = tuple(edition.form_names[form] for form in forms)
        self.questions = questions_across(edition.view, edition.key, forms)
        self.voids = {(void.section, void.index) for void in edition.note.voids}
        self.facts = _numbered_facts(self.questions)

    def front(self, code: str) -> tuple[Block, ...]:
        """Which papers it is for, what its revision changed, and how to read it."""
        catalog, edition = self.catalog, self.edition
        view, several = edition.view, len(self.forms) > 1
        about: tuple[Block, ...] = ()
        if not edition.draft:
            items = list(placed(view, self.forms[0]))
            about = revision_blocks(edition.note, view, items, catalog)
        how = []
        if several:
            how.append(catalog("full-key-order", form=self.names[0]))
            how.append(
                catalog("full-key-letters", forms="/".join(self.names))
                if len(self.forms) <= MOST_SIDE_BY_SIDE
                else catalog("full-key-first", form=self.names[0])
            )
        how += [catalog("full-key-evidence")] if self.facts else []
        return (
            Heading(1, (*parse(view.title), Span(f" – {catalog('full-key')}"))),
            Paragraph(codes_match(edition, code, catalog, several), "small"),
            *about,
            *((Paragraph(spans(" ".join(how)), "small"),) if how else ()),
        )

    def sections(self) -> tuple[Block, ...]:
        """The items under the headings of their sections, each before its parts."""
        blocks: list[Block] = []
        for n in range(len(self.edition.view.sections)):
            blocks.append(section_heading(self.edition.view, n, self.catalog))
            if rule := what_counts(self.edition.view.sections[n], self.catalog):
                blocks.append(Paragraph(spans(rule, bold=True), "small"))
            entries = tuple(
                entry for item in self.questions if item.section == n for entry in self._item(item)
            )
            blocks.append(Entries(entries, self.catalog("continued")))
        return tuple(blocks)

    def _item(self, item: Question) -> Iterator[Entry]:
        void = (item.section, item.index) in self.voids
        parts = item.parts
        key = self.catalog("void-short") if void else "" if parts else self._beside(item)
        yield self._entry(item, key, self._blocks(item, void, bool(parts)))
        for part in parts:
            beside = "" if void else self._beside(part)
            yield self._entry(part, beside, self._blocks(part, False, False, item))

    def _entry(self, question: Question, key: str, blocks: tuple[Block, ...]) -> Entry:
        points = f"[{points_text(question.student.points)}]"
        return Entry(question.labels[0], blocks, points, False, key)

    def _blocks(
        self, question: Question, void: bool, has_parts: bool, whole: Question | None = None
    ) -> tuple[Block, ...]:
        """What is beside a question's number; `whole`: the item that it is a part of."""
        catalog, student, key = self.catalog, question.student, question.key
        blocks = [*_ended(blocks_of(student.stem, "small"), self._elsewhere(question, has_parts))]
        if void:
            blocks.append(Paragraph(spans(catalog("void-item"), bold=True)))
        blocks += type_of(student).explained_key(student, key, question.orders, catalog)
        inherited = whole is not None and key.facts == whole.key.facts
        references = () if inherited else self._references(key.facts)
        if key.rationale:
            blocks += _ended(blocks_of(key.rationale), references)
        elif references:
            numbers = "".join(span.text for span in references)
            lead = spans(catalog("evidence") + " ", bold=True)
            blocks.append(Paragraph((*lead, Span(numbers)), "small"))
        return tuple(blocks)

    def _beside(self, question: Question) -> str:
        """The answer on the first form, where it is short enough to be beside the number."""
        student, order = question.student, question.orders[0]
        short = type_of(student).one_line_key(student, question.key, order, self.catalog)
        return short if short != SEE_FULL_KEY and len(short) <= LONGEST_BESIDE else ""

    def _elsewhere(self, question: Question, has_parts: bool) -> Spans:
        """Number and answer on the other forms."""
        if not 1 < len(self.forms) <= MOST_NAMED:
            return ()
        student, key, item_type = question.student, question.key, type_of(question.student)
        answers = [
            "" if has_parts else item_type.short_key(student, key, order, self.catalog)
            for order in question.orders
        ]
        answers = ["" if answer == SEE_FULL_KEY else answer for answer in answers]
        if len(set(zip(question.labels, answers, strict=True))) == 1:
            return ()
        runs: Spans = ()
        others = zip(self.names[1:], question.labels[1:], answers[1:], strict=True)
        for name, label, answer in others:
            form = self.catalog("form", form=name).replace(" ", "\u00a0")
            between = "\u00a0" if answer else ""
            runs += (Span(f"{' · ' if runs else ''}{form}:\u00a0{label}{between}"),)
            runs += spans(answer, bold=True)
        return (Span("\u2002("), *runs, Span(")"))

    def _references(self, facts: Sequence[CitedFact]) -> Spans:
        """The numbers of facts in the list at the end."""
        numbers = sorted({self.facts[fact] for fact in facts})
        return (Span(", ".join(map(str, numbers)), script="sup"),) if numbers else ()

    def evidence(self) -> tuple[Block, ...]:
        """Every fact once, by its number, and the sources."""
        catalog = self.catalog
        sources = source_paragraphs(self.edition.view.sources, catalog)
        if not self.facts:
            return sources
        rows = tuple(
            (
                spans(str(number)),
                (*parse(fact.text), *spans(f" – {fact.ref}" if fact.ref else "")),
                said_by(fact, catalog),
            )
            for fact, number in self.facts.items()
        )
        heads = tuple(spans(head) for head in catalog.list("full-key-facts"))
        table = Table(
            heads,
            rows,
            (0.35, 5.4, 2.4),
            catalog("full-key-facts-summary"),
            row_heads=True,
            style="compact",
        )
        return Heading(2, spans(catalog("evidence-list"))), table, *sources


def _ended(blocks: Sequence[Block], end: Spans) -> tuple[Block, ...]:
    """Blocks with something behind their last words, or in a paragraph of its own."""
    if not end:
        return tuple(blocks)
    *before, last = blocks
    if isinstance(last, Paragraph):
        return (*before, replace(last, runs=(*last.runs, *end)))
    return (*blocks, Paragraph(end, "small"))


def _numbered_facts(questions: Sequence[Question]) -> dict[CitedFact, int]:
    """Every fact that is cited, numbered in the order in which it is first."""
    facts: dict[CitedFact, int] = {}
    for question in questions:
        for part in (question, *question.parts):
            for fact in part.key.facts:
                facts.setdefault(fact, len(facts) + 1)
    return facts
