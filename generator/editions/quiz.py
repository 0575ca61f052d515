"""A quiz frozen: the view (everything a student sees) and the key side (everything else), as
serialisable values.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from generator.content.model import FORM_LETTERS
from generator.content.style import USUAL_STYLE, Style
from generator.editions.stored_texts import as_kept, as_stored
from generator.i18n.catalog import Catalog, load_catalog
from generator.i18n.words_version import FIRST_WORDS_VERSION
from generator.items import ItemKey, StudentItem, item_to_plain, type_of
from generator.items.registry import item_key_from_plain, student_item_from_plain
from generator.page.blocks import Block
from generator.storage.canonical_json import ShapeError, from_plain, to_plain
from generator.values import dataclass

Arrangement = tuple[tuple[int, tuple[int, ...]], ...]
BlockCache = dict[Hashable, tuple[Block, ...]]


@dataclass(frozen=True)
class SourceLine:
    """A source as named on student documents, with its as-of date (YYYY-MM) and basis, and its
    notice.
    """

    citation: str
    as_of: str
    as_of_basis: str
    notice: str = ""


BEST, FIRST = "best", "first"


@dataclass(frozen=True)
class SectionView:
    """A section's items in canonical order.

    `instructions` are below its title, "" for none.  `answer`: how many of its questions are to be
    answered, 0 for all; where there are more answers, the BEST of them count, or the FIRST in the
    order of the student's form, as `counts` says.
    """

    title: str
    items: tuple[StudentItem, ...]
    instructions: str = ""
    answer: int = 0
    counts: str = ""

    @cached_property
    def points(self) -> Fraction:
        """What the section is worth."""
        return self.points_without(())

    def points_without(self, dropped: Collection[int]) -> Fraction:
        """What the section is worth without some items, given by index.

        The items of a section of which some are answered are all worth the same.
        """
        points = [item.points for n, item in enumerate(self.items) if n not in dropped]
        return sum(points[: self.answer] if self.answer else points, Fraction(0))


@dataclass(frozen=True)
class Form:
    """One arrangement: for each section, in printing order, (the item's index in the section, its
    options' order).
    """

    sections: tuple[Arrangement, ...]


@dataclass(frozen=True)
class QuizView:
    """Everything a student may see; texts hold their markup, dates are as written.

    `words_version`: which fixed words of its language are printed with it.  The code does not
    depend on it.
    """

    title: str
    language: str
    sources: tuple[SourceLine, ...]
    sections: tuple[SectionView, ...]
    forms: tuple[Form, ...]
    institution: str = ""
    course: str = ""
    instructor: str = ""
    class_name: str = ""
    date: str = ""
    duration: int = 0
    instructions: tuple[str, ...] = ()
    words_version: int = FIRST_WORDS_VERSION

    @property
    def catalog(self) -> Catalog:
        """The fixed words that are printed with it.  Raises MissingWord."""
        return self.catalog_of(USUAL_STYLE)

    def catalog_of(self, style: Style) -> Catalog:
        """The same, with what a style calls a quiz and its points.  Raises MissingWord."""
        words_version = self.words_version
        return load_catalog(
            self.language, style.document, style.points, words_version=words_version
        )

    @cached_property
    def block_cache(self) -> BlockCache:
        """The blocks of its items, for all forms that arrange one alike; no part of the value."""
        return {}

    @cached_property
    def form_cache(self) -> dict[Hashable, tuple[tuple[Block, ...], ...]]:
        """The blocks of all forms by words and look; no part of the value."""
        return {}

    @cached_property
    def form_names(self) -> tuple[str, ...]:
        """The names of its forms."""
        return tuple(form_name(index, len(self.forms)) for index in range(len(self.forms)))

    @cached_property
    def points(self) -> Fraction:
        """What the whole quiz is worth."""
        return sum((section.points for section in self.sections), Fraction(0))


@dataclass(frozen=True)
class AnswerKey:
    """The answers, section by section, parallel to the view's items."""

    sections: tuple[tuple[ItemKey, ...], ...]

    @cached_property
    def block_cache(self) -> BlockCache:
        """The blocks of its keys, for all forms that arrange one alike; no part of the value."""
        return {}


@dataclass(frozen=True)
class Void:
    """An item dropped after the sitting; by `rule` everyone gets its points (full), or it counts
    for nobody (none).
    """

    section: int
    index: int
    rule: str


@dataclass(frozen=True)
class RevisionNote:
    """A revision of a key side among the others: its number, those it replaces, and what it
    changed, as (section, index).

    `answers` earn other points now; `reasons` are only explained otherwise; `lost`: a revision it
    replaces is not on record.
    """

    number: int
    replaces: tuple[int, ...] = ()
    answers: tuple[tuple[int, int], ...] = ()
    reasons: tuple[tuple[int, int], ...] = ()
    voids: tuple[Void, ...] = ()
    lost: bool = False


def form_name(index: int, forms: int) -> str:
    """A form's letter (I, L and O are skipped), or its number from 001 where there are more forms
    than letters.
    """
    return FORM_LETTERS[index] if forms <= len(FORM_LETTERS) else f"{index + 1:03d}"


def form_index(name: str, forms: int) -> int:
    """The form of that name.  Raises ValueError when there is none."""
    return [form_name(n, forms) for n in range(forms)].index(name)


def view_to_plain(view: QuizView) -> dict[str, Any]:
    """A view in plain form: each item once, forms as indices."""
    plain: dict[str, Any] = to_plain(replace(view, sections=()))
    plain["sections"] = [_section_to_plain(section) for section in view.sections]
    stored: dict[str, Any] = as_stored(plain)
    return stored


def _section_to_plain(section: SectionView) -> dict[str, Any]:
    plain = {"title": section.title, "items": [item_to_plain(item) for item in section.items]}
    # What a section has not is left out, so that codes of sections without it stay.
    further = {
        "instructions": section.instructions,
        "answer": section.answer,
        "counts": section.counts,
    }
    return {**plain, **{name: value for name, value in further.items() if value}}


def view_from_plain(data: Any) -> QuizView:
    """The view that plain data describes; arrangements are checked against the items.

    Raises ShapeError.
    """
    data = as_kept(data)
    if not isinstance(data, dict) or not isinstance(data.get("sections"), list):
        raise ShapeError("a view expected")
    sections = [_section_from_plain(section) for section in data["sections"]]
    front: QuizView = from_plain(QuizView, {**data, "sections": []})
    view = replace(front, sections=tuple(sections))
    for form in view.forms:
        _check_form(view, form)
    return view


def _section_from_plain(section: Any) -> SectionView:
    if (
        not isinstance(section, dict)
        or set(section) - {"instructions", "answer", "counts"} != {"title", "items"}
        or not isinstance(section["items"], list)
    ):
        raise ShapeError("a section expected")
    view = SectionView(
        from_plain(str, section["title"]),
        tuple(student_item_from_plain(item) for item in section["items"]),
        from_plain(str, section.get("instructions", "")),
        from_plain(int, section.get("answer", 0)),
        from_plain(str, section.get("counts", "")),
    )
    if view.answer and not (
        0 < view.answer < len(view.items)
        and view.counts in (BEST, FIRST)
        and len({item.points for item in view.items}) == 1
    ):
        raise ShapeError("a section says how many of its questions count that cannot count so")
    return view


def _check_form(view: QuizView, form: Form) -> None:
    if len(form.sections) != len(view.sections):
        raise ShapeError("a form lacks a section")
    for section, places in zip(view.sections, form.sections, strict=True):
        if sorted(index for index, _ in places) != list(range(len(section.items))):
            raise ShapeError("a form does not hold every item once")
        for index, order in places:
            item = section.items[index]
            if not type_of(item).shuffle(item).accepts(order):
                raise ShapeError("a form does not hold every option once")


def key_to_plain(key: AnswerKey) -> list[list[dict[str, Any]]]:
    """An answer key in plain form."""
    return [[as_stored(item_to_plain(item)) for item in section] for section in key.sections]


def key_from_plain(data: Any) -> AnswerKey:
    """The answer key that plain data describes.  Raises ShapeError."""
    data = as_kept(data)
    if not isinstance(data, list) or not all(isinstance(section, list) for section in data):
        raise ShapeError("a key side expected")
    return AnswerKey(
        tuple(tuple(item_key_from_plain(item) for item in section) for section in data)
    )


def key_fits_view(view: QuizView, key: AnswerKey) -> bool:
    """Whether a key answers this view: same sections, same items by type, same parts by type."""
    in_view = [[_type_names(item) for item in section.items] for section in view.sections]
    return in_view == [[_type_names(item) for item in section] for section in key.sections]


def _type_names(half: StudentItem | ItemKey) -> tuple[str, ...]:
    return type_of(half).type_names(half)
