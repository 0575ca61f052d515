"""The key on a page: the answers of all forms, and behind them the schemes of open questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.content.field_types import points_text
from generator.documents.across_forms import Question, questions_across
from generator.documents.kind import Audience, DocumentKind
from generator.documents.paper import section_title
from generator.documents.placed import placed
from generator.documents.revision_note import codes_match, revision_blocks, sentence
from generator.documents.section_rules import choices_to_mark
from generator.documents.shared_blocks import points_phrase
from generator.editions.edition import Edition
from generator.i18n.catalog import Catalog
from generator.items import type_of
from generator.items.protocol import SEE_FULL_KEY
from generator.page.blocks import (
    Block,
    Document,
    HeaderFooter,
    Heading,
    KeyRow,
    KeyTable,
    Paragraph,
    SchemeCard,
    spans,
)
from generator.page.markup import Span, Spans, merged, parse, plain
from generator.page.one_line import is_shortened, opening, with_signs

CUE = 90  # characters of a stem by which a marker knows its question
CARD_CUE = 76
UPRIGHT = 31.0  # ems that an upright page has for the forms' columns
MOST_NAMED = 8  # forms whose numbers are printed on a card


def key_page(edition: Edition, forms: Sequence[int], catalog: Catalog) -> Document:
    """The key of some forms in the order of the first of them."""
    view, draft = edition.view, edition.draft
    questions = questions_across(view, edition.key, forms)
    page = _Page(edition, tuple(forms), catalog)
    code = edition.paper_code(forms[0]) if len(forms) == 1 else edition.code
    title = f"{with_signs(view.title)} – {catalog('key-page')}"
    header_footer = HeaderFooter(
        head=with_signs(view.title),
        form=edition.form_names[forms[0]] if len(forms) == 1 else "",
        banner=catalog("key-banner"),
        page=catalog("page"),
        foot=code if draft else f"{code} · r{edition.number}",
        watermark=catalog("draft") if draft else "",
    )
    table = page.table(questions)
    blocks = (*page.front(code), table, *page.legend(questions), *page.schemes(questions))
    return Document(
        title,
        view.language,
        header_footer,
        blocks,
        "key-page",
        dense=True,
        landscape=_width(table) > UPRIGHT,
        words_version=catalog.words_version,
    )


def _compose(edition: Edition, form: int) -> Document:
    return key_page(edition, range(len(edition.view.forms)), edition.catalog)


KEY_PAGE = DocumentKind(
    "key-page",
    Audience.TEACHER,
    "{code}-page-KEY{revision}",
    stays_as_handed_out=True,
    in_guide=True,
    for_marking=True,
    teacher=_compose,
)


class _Page:
    """The blocks of a key on a page."""

    def __init__(self, edition: Edition, forms: tuple[int, ...], catalog: Catalog) -> None:
        self.edition, self.forms, self.catalog = edition, forms, catalog
        self.names = tuple(edition.form_names[form] for form in forms)
        self.voids = {(void.section, void.index): void.rule for void in edition.note.voids}

    def front(self, code: str) -> tuple[Block, ...]:
        """Which papers it is for, and what its revision changed."""
        catalog, edition = self.catalog, self.edition
        view, several = edition.view, len(self.forms) > 1
        voids: list[Block] = []
        about = [points_phrase(view.points, catalog)]
        if not edition.draft:
            items = list(placed(view, self.forms[0]))
            _, *voids = revision_blocks(edition.note, view, items, catalog)
            about.append(sentence(edition.note, items, catalog))
        lead = " ".join([" · ".join(about) + ".", *choices_to_mark(view, catalog)])
        if several:
            lead += " " + catalog("key-page-order", form=self.names[0])
        return (
            Heading(1, (*parse(view.title), Span(f" – {catalog('key-page')}"))),
            Paragraph(codes_match(edition, code, catalog, several), "small"),
            Paragraph(spans(lead), "small"),
            *voids,
        )

    def table(self, questions: Sequence[Question]) -> KeyTable:
        """A row for each question and part, under the headings of sections."""
        catalog, view = self.catalog, self.edition.view
        rows: list[KeyRow] = []
        for n, section in enumerate(view.sections):
            if len(view.sections) > 1:
                rows.append(
                    KeyRow(section_title(view, n, catalog), (), points_text(section.points))
                )
            for question in questions:
                if question.section == n:
                    rows += self._rows(question)
        question_head, accepted_head, points_head = catalog.list("key-page-head")
        return KeyTable(
            (question_head, accepted_head, points_head),
            self.names,
            tuple(rows),
            catalog("key-page-summary"),
        )

    def _rows(self, question: Question) -> Iterator[KeyRow]:
        parts = question.parts
        void = self._void(question)
        if not parts or void:
            yield self._row(question)
            return
        if type_of(question.student).accepted(question.student, question.key, self.catalog):
            # What a set asks besides its parts earns nothing: points are in the rows of the parts.
            row = self._row(question)
            yield row if self.catalog.has_first_words else replace(row, points="")
        for part in parts:
            yield self._row(part)

    def _row(self, question: Question) -> KeyRow:
        catalog, student = self.catalog, question.student
        item_type = type_of(student)
        cue = _opening(
            student.stem, CUE, catalog, f"({question.letter}) " if question.letter else ""
        )
        points = points_text(student.points)
        void, changed = self._void(question), self._changed(question)
        accepted = item_type.accepted(student, question.key, catalog)
        if void:
            accepted = spans(void)
        elif changed:
            accepted = (Span(changed + " ", bold=True), *accepted)
        answers = tuple(
            (label, catalog("void-short") if void else self._answer(question, order))
            for label, order in zip(question.labels, question.orders, strict=True)
        )
        hint = bool(answers) and answers[0][1] in (
            catalog("key-page-left"),
            catalog("key-page-scheme"),
        )
        brief = item_type.letters_say_all and not void and not changed
        return KeyRow(cue, accepted, points, answers, hint, brief)

    def _answer(self, question: Question, order: tuple[int, ...]) -> str:
        """What a marker looks for on a form; a word where that is beside the question or on a
        card.
        """
        catalog, student, key = self.catalog, question.student, question.key
        item_type = type_of(student)
        if question.parts:
            return catalog("key-page-left")
        if item_type.short_key(student, key, order, catalog) != SEE_FULL_KEY:
            return item_type.one_line_key(student, key, order, catalog)
        if item_type.scheme(student, key, catalog):
            return catalog("key-page-scheme")
        if item_type.accepted(student, key, catalog):
            return catalog("key-page-left")
        return item_type.one_line_key(student, key, order, catalog)

    def _void(self, question: Question) -> str:
        """What becomes of a void question's points; "" where it counts."""
        rule = self.voids.get((question.section, question.index))
        if rule is None:
            return ""
        return self.catalog("remark-full") if rule == "full" else self.catalog("remark-none")

    def _changed(self, question: Question) -> str:
        """That this revision has another answer; "" where it has not."""
        changed = (question.section, question.index) in self.edition.note.answers
        return self.catalog("key-changed") if changed else ""

    def legend(self, questions: Sequence[Question]) -> tuple[Block, ...]:
        """How to read the answers, and the rules by which points are given."""
        catalog = self.catalog
        counting = [
            part
            for question in questions
            if not self._void(question)
            for part in question.parts or (question,)
        ]
        answers = {self._answer(question, question.orders[0]) for question in counting}
        types = {type_of(question.student).name for question in counting}
        notes = []
        if "true-false" in types:
            notes.append(catalog("key-page-verdicts"))
        if types & {"ordering", "matching"}:
            notes.append(catalog("key-page-boxes"))
        if catalog("key-page-left") in answers:
            notes.append(catalog("key-page-see-left"))
        if catalog("key-page-scheme") in answers:
            notes.append(catalog("key-page-see-scheme"))
        if any(self._is_shortened(question) for question in counting):
            notes.append(catalog("key-page-shortened", document=catalog("full-key")))
        rules: dict[str, list[str]] = {}
        for question in counting:
            rule = type_of(question.student).scoring_rule(question.student, catalog)
            if rule:
                rules.setdefault(rule, []).append(question.labels[0])
        several = len(self.forms) > 1 and rules
        notes += [catalog("evidence-numbers", form=self.names[0])] if several else []
        return (
            *((Paragraph(spans(" ".join(notes)), "small"),) if notes else ()),
            *(
                Paragraph(
                    (Span(f"{catalog.join_with_commas(labels)}: ", bold=True), Span(rule)), "small"
                )
                for rule, labels in rules.items()
            ),
        )

    def _is_shortened(self, question: Question) -> bool:
        """Whether a right answer that no letters say is not there as a whole."""
        item_type = type_of(question.student)
        accepted = item_type.accepted(question.student, question.key, self.catalog)
        return not item_type.letters_say_all and is_shortened(accepted)

    def schemes(self, questions: Sequence[Question]) -> tuple[Block, ...]:
        """A card for each open question, in the order of the first form."""
        cards = tuple(
            card
            for question in questions
            if not self._void(question)
            for part in question.parts or (question,)
            for card in self._card(part)
        )
        if not cards:
            return ()
        return (
            Heading(2, spans(self.catalog("schemes"))),
            Paragraph(spans(self.catalog("schemes-lead")), "small"),
            *cards,
        )

    def _card(self, question: Question) -> Iterator[SchemeCard]:
        catalog, student = self.catalog, question.student
        scheme = type_of(student).scheme(student, question.key, catalog)
        if scheme is None:
            return
        label = question.labels[0]
        notes: tuple[Spans, ...] = scheme.notes
        if changed := self._changed(question):
            notes = (spans(changed, bold=True), *notes)
        yield SchemeCard(
            label,
            _opening(student.stem, CARD_CUE, catalog),
            self._elsewhere(question),
            catalog("scheme-at-most", points=points_text(student.points)),
            scheme.rows,
            notes,
            "" if catalog.has_first_words else catalog("continued").replace("{number}", label),
            scheme.list_below,
        )

    def _elsewhere(self, question: Question) -> str:
        """Its numbers on the other forms."""
        if len(self.forms) < 2:
            return ""
        if len(set(question.labels)) == 1:
            return self.catalog("scheme-all-forms")
        if len(self.forms) > MOST_NAMED:
            return ""
        others = zip(self.names[1:], question.labels[1:], strict=True)
        return " · ".join(f"{name} {label}" for name, label in others)


def _width(table: KeyTable) -> float:
    """How wide the columns of all forms are, in ems of the text, as an estimate by characters."""
    answers = [words for row in table.rows for _, words in row.answers]
    longest = max((len(words) for words in answers), default=0)
    return len(table.forms) * (3.3 + min(max(2.4, 0.62 * longest), 6.0))


def _opening(source: str, most: int, catalog: Catalog, label: str = "") -> Spans:
    """How a text begins, behind a label, at most so many characters.  Keys in the first version of
    the words have the LaTeX of formulas, and nothing of pictures.
    """
    if catalog.has_first_words:
        words = plain(source)
        cut = words[: most - 1].rpartition(" ")[0].rstrip(",;:") + " …"
        return spans(label + (words if len(words) <= most else cut))
    return merged((Span(label), *opening(source, most)))
