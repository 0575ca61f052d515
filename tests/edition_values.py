"""Editions made up for tests: a quiz under a code of one's choice, with no record."""

from __future__ import annotations

from generator.editions.edition import Edition
from generator.editions.quiz import AnswerKey, QuizView, RevisionNote

CODE = "7K3Q-2M4X"


def edition_of(
    view: QuizView,
    key: AnswerKey,
    note: RevisionNote | int = 1,
    code: str = CODE,
    pack: str = "harbour",
) -> Edition:
    """The edition of a quiz; a bare number is a revision that replaces the one before it."""
    if isinstance(note, int):
        note = RevisionNote(note, (note - 1,) if note > 1 else ())
    return Edition(pack, code, view, key, note)
