"""What a quiz asks of those who sit it, and what it gives to those who only guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator.documents.guide.model import Effort, Guessing
from generator.documents.guide.pieces import Piece
from generator.editions.quiz import AnswerKey, QuizView
from generator.items import TYPES, type_of


def efforts(
    view: QuizView, key: AnswerKey, pieces: Sequence[Piece], minutes: Mapping[str, float]
) -> tuple[Effort, ...]:
    """What each section asks and gives; `minutes` by item id, for items that are known."""
    found = []
    for n, section in enumerate(view.sections):
        own = [piece for piece in pieces if piece.section == n]
        found.append(
            Effort(
                section.title,
                len(section.items),
                sum((piece.asked.points for piece in own), Fraction(0)),
                sum(minutes.get(answer.id, 0.0) for answer in key.sections[n]),
                sum((floor(piece) for piece in own), Fraction(0)),
            )
        )
    return tuple(found)


def guessing(pieces: Sequence[Piece]) -> tuple[Guessing, ...]:
    """What each type that occurs gives to a blind guesser, in the order of the registry."""
    found = []
    for name in TYPES:
        own = [piece for piece in pieces if piece.type == name]
        if own:
            found.append(
                Guessing(
                    name,
                    len(own),
                    sum((piece.asked.points for piece in own), Fraction(0)),
                    sum((floor(piece) for piece in own), Fraction(0)),
                )
            )
    return tuple(found)


def floor(piece: Piece) -> Fraction:
    """The points that a blind guesser can expect."""
    return type_of(piece.asked).guess_score(piece.asked, piece.answer)
