"""What tables of marks are read with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from generator.content.marking import ColumnProfile
from generator.editions.edition import Edition
from generator.i18n.catalog import Catalog
from generator.results.questions import Question, questions_of
from generator.values import dataclass


@dataclass(frozen=True)
class MarksContext:
    """What tables of marks are read with.

    `forms`: the forms of students by number or name, where a class list has them.  `profile`: the
    declared columns, None for tables that say themselves what they are.
    """

    edition: Edition
    questions: tuple[Question, ...]
    forms: Mapping[str, str] = field(default_factory=dict)
    profile: ColumnProfile | None = None

    @classmethod
    def of(
        cls,
        edition: Edition,
        forms: Mapping[str, str] | None = None,
        profile: ColumnProfile | None = None,
    ) -> MarksContext:
        """The context of an edition."""
        return cls(edition, questions_of(edition), forms or {}, profile)

    @property
    def catalog(self) -> Catalog:
        """The fixed words of the quiz."""
        return self.edition.catalog
