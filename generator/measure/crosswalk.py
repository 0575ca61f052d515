"""Where each question stands on each form, and which letter its key has there.

In: a view with its key side and the words of its language.  Out: rows in the order of the first form, or a file of them.
Never arranges anything: forms are read as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.compose.parts import placed
from generator.guide import VERDICTS, Row
from generator.items import TYPES, Answer, Asked
from generator.measure.pieces import taken_apart
from generator.spreadsheet import csv_file
from generator.view import KeySide, View, Void, form_name, type_of
from generator.words import Words

UNSAID = "…"          # what a type prints in place of a key that is too long for a strip
HEAD = ("form", "question", "item", "type", "points", "key")


def crosswalk(view: View, key: KeySide, words: Words, voids: Sequence[Void] = ()) -> tuple[Row, ...]:
    """A row for each question or part."""
    forms = [{(one.section, one.index): one for one in placed(view, form)} for form in range(len(view.forms))]
    void = {(one.section, one.index) for one in voids}
    rows: list[Row] = []
    for place in forms[0]:
        section, index = place
        asked, answer = view.sections[section].items[index], key.sections[section][index]
        numbers = tuple(form[place].number for form in forms)
        known: dict[tuple[int, ...], tuple[str, ...]] = {}
        for form in forms:
            order = form[place].order
            if order not in known:
                known[order] = _keys(asked, answer, order, words)
        keys = [known[form[place].order] for form in forms]
        parts = taken_apart(asked, answer, forms[0][place].order)
        for n, (part, one, _, _) in enumerate(parts):
            own = tuple(each[n] for each in keys)
            options, fixed = _letters(one, own)
            rows.append(Row(answer.id, part, type_of(one), one.points, numbers, own, options, fixed, place in void))
    return tuple(rows)


def _keys(asked: Asked, answer: Answer, order: tuple[int, ...], words: Words) -> tuple[str, ...]:
    """The key of each part on a form with that order."""
    strips = (TYPES[type_of(one)].strip(one, given, own, words) for _, one, given, own in taken_apart(asked, answer, order))
    return tuple("" if strip == UNSAID else strip for strip in strips)


def _letters(asked: Asked, keys: Sequence[str]) -> tuple[int, bool]:
    """How many letters there are to choose from, where the key is one, and whether it is the same one on every form."""
    if not all(len(key) == 1 and key.isalpha() for key in keys):
        return 0, False
    arranged = TYPES[type_of(asked)].shuffle(asked)
    count = len(arranged.options)
    return count or VERDICTS, arranged.fixed or count - arranged.pinned < 2


def crosswalk_csv(view: View, rows: Sequence[Row]) -> bytes:
    """The rows as a file for a spreadsheet or a program: one line for each form and question, in the order of the paper.

    A void question has an empty key.
    """
    return csv_file((HEAD, *_lines(view, rows)))


def _lines(view: View, rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    count = len(view.forms)
    for form in range(count):
        name = form_name(form, count)
        for row in sorted(rows, key=lambda row: (row.numbers[form], row.part)):
            points = f"{float(row.points):g}"
            yield name, row.label(form), row.item, row.type, points, "" if row.void else row.keys[form]
