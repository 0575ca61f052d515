"""How far forms agree in their key letters: what there is to gain for who copies from a
neighbour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain, combinations

from generator.documents.guide.model import VERDICTS, Agreement, Row, Spread

FEW = 4
Column = Sequence[str]  # a letter for each form, "" where there is none


def agreement(rows: Sequence[Row]) -> Agreement:
    """How far the forms agree, over the questions that count and whose key is one letter."""
    lettered = [row for row in rows if row.options and not row.void]
    count, forms = len(lettered), len(rows[0].keys) if rows else 0
    choices = [row for row in lettered if row.options > VERDICTS]
    letters = tuple(
        (letter, tuple(sum(row.keys[form] == letter for row in choices) for form in range(forms)))
        for letter in sorted({key for row in choices for key in row.keys})
    )
    if not count:
        return Agreement(0, 0, Fraction(0), None, None, (), letters)
    items = [[_sign(row, form) for form in range(forms)] for row in lettered]
    numbers = _by_number(lettered, forms)
    pairs = tuple(
        (first, second, _share(numbers, first, second, count), _share(items, first, second, count))
        for first, second in (combinations(range(forms), 2) if forms <= FEW else ())
    )
    return Agreement(
        count,
        sum(row.fixed for row in lettered),
        sum((Fraction(1, row.options) for row in lettered), Fraction(0)) / count,
        spread(numbers, forms, count),
        spread(items, forms, count),
        pairs,
        letters,
    )


def _by_number(rows: Iterable[Row], forms: int) -> list[Column]:
    """The key letters at each question number, form by form."""
    columns: dict[str, list[str]] = {}
    for row in rows:
        for form in range(forms):
            columns.setdefault(row.label(form), [""] * forms)[form] = _sign(row, form)
    return list(columns.values())


def _sign(row: Row, form: int) -> str:
    """A key letter; that of a verdict is no letter of an option, though it may look like one."""
    return row.keys[form] if row.options > VERDICTS else f"={row.keys[form]}"


def _share(columns: Sequence[Column], first: int, second: int, count: int) -> Fraction:
    return Fraction(sum(column[first] == column[second] != "" for column in columns), count)


def spread(columns: Sequence[Column], forms: int, count: int) -> Spread | None:
    """The least, mean and most share of `count` in which two forms have the same letter, over all
    pairs; None for one form.
    """
    if forms < 2:
        return None
    forms_by_letter = [_forms_by_letter(column) for column in columns]
    least, most, total = count, 0, 0
    for form in range(forms - 1):
        common = Counter(
            chain.from_iterable(
                by_letter[column[form]]
                for by_letter, column in zip(forms_by_letter, columns, strict=True)
                if column[form]
            )
        )
        others = [common[other] for other in range(form + 1, forms)]
        least, most, total = min(least, *others), max(most, *others), total + sum(others)
    return Spread(
        Fraction(least, count),
        Fraction(2 * total, forms * (forms - 1) * count),
        Fraction(most, count),
    )


def _forms_by_letter(column: Column) -> dict[str, list[int]]:
    """The forms that have each letter."""
    forms: dict[str, list[int]] = {}
    for form, letter in enumerate(column):
        forms.setdefault(letter, []).append(form)
    return forms
