"""Where each question is on each form, and which letter its key has there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.documents.guide.counting import lettered_parts
from generator.documents.guide.model import COUNTED, Row
from generator.documents.kind import Audience, DocumentKind
from generator.documents.placed import placed
from generator.editions.quiz import AnswerKey, QuizView, Void
from generator.i18n.catalog import Catalog
from generator.items import ItemKey, StudentItem, type_of
from generator.items.protocol import SEE_FULL_KEY
from generator.storage.csv_files import csv_file

CROSSWALK = DocumentKind(
    "crosswalk",
    Audience.TEACHER,
    "{code}-crosswalk-KEY{revision}",
    extension="csv",
    in_guide=True,
    changed_because=COUNTED,
)
HEAD = ("form", "question", "item", "type", "points", "key")


def crosswalk(
    view: QuizView, key: AnswerKey, catalog: Catalog, voids: Sequence[Void] = ()
) -> tuple[Row, ...]:
    """A row for each question or part."""
    forms = [
        {(item.section, item.index): item for item in placed(view, form)}
        for form in range(len(view.forms))
    ]
    void = {(void.section, void.index) for void in voids}
    rows: list[Row] = []
    for place in forms[0]:
        section, index = place
        student, answer = view.sections[section].items[index], key.sections[section][index]
        numbers = tuple(form[place].number for form in forms)
        known: dict[tuple[int, ...], tuple[str, ...]] = {}
        for form in forms:
            order = form[place].order
            if order not in known:
                known[order] = _keys(student, answer, order, catalog)
        keys = [known[form[place].order] for form in forms]
        parts = lettered_parts(student, answer, forms[0][place].order)
        for n, (letter, part, part_key, _) in enumerate(parts):
            own = tuple(each[n] for each in keys)
            options, fixed = _letters(part)
            rows.append(
                Row(
                    answer.id,
                    letter,
                    type_of(part).name,
                    part.points,
                    numbers,
                    own,
                    options,
                    fixed,
                    place in void,
                    part_key.objective,
                    part_key.level,
                    part_key.difficulty,
                )
            )
    return tuple(rows)


def _keys(
    student: StudentItem, answer: ItemKey, order: tuple[int, ...], catalog: Catalog
) -> tuple[str, ...]:
    """The key of each part on a form with that order."""
    strips = (
        type_of(part).short_key(part, part_key, part_order, catalog)
        for _, part, part_key, part_order in lettered_parts(student, answer, order)
    )
    return tuple("" if strip == SEE_FULL_KEY else strip for strip in strips)


def _letters(student: StudentItem) -> tuple[int, bool]:
    """How many letters there are to choose from, where the key is one, and whether it is the same
    one on every form.
    """
    item_type = type_of(student)
    count = item_type.alternatives(student)
    return count, bool(count) and item_type.shuffle(student).keeps_order


def crosswalk_csv(view: QuizView, rows: Sequence[Row]) -> bytes:
    """The rows as a file for a spreadsheet or a program: one line for each form and question, in
    the order of the paper.

    A void question has an empty key.
    """
    return csv_file((HEAD, *_lines(view, rows)))


def _lines(view: QuizView, rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    for form, name in enumerate(view.form_names):
        for row in sorted(rows, key=lambda row: (row.numbers[form], row.part)):
            points = f"{float(row.points):g}"
            yield (
                name,
                row.label(form),
                row.item,
                row.type,
                points,
                "" if row.void else row.keys[form],
            )
