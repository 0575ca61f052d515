"""Which facts questions rest on, which the briefing teaches, and which belong side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.content.model import Evidence, Summary
from generator.content.walk import written_texts
from generator.documents.guide.model import Opposed, Resting, Row, Taught
from generator.documents.guide.pieces import Piece
from generator.editions.quiz import AnswerKey
from generator.items import CitedFact
from generator.problems import NOWHERE


def resting(key: AnswerKey, pieces: Iterable[Piece], rows: Sequence[Row]) -> tuple[Resting, ...]:
    """Every fact cited, by id, with the questions that rest on it; a part's letter is named where not all parts do."""
    numbers = {row.item: row.numbers[0] for row in rows}
    facts: dict[str, CitedFact] = {}
    found: dict[str, list[tuple[int, str]]] = {}
    for (section, index), parts in _by_item(pieces).items():
        answer = key.sections[section][index]
        in_parts = [{fact.id for fact in piece.answer.facts} for piece in parts]
        for fact in (*answer.facts, *(fact for piece in parts for fact in piece.answer.facts)):
            facts.setdefault(fact.id, fact)
            citing = [
                piece.part for piece, ids in zip(parts, in_parts, strict=True) if fact.id in ids
            ]
            letters = citing if 0 < len(citing) < len(parts) else [""]
            found.setdefault(fact.id, []).extend((numbers[answer.id], letter) for letter in letters)
    return tuple(
        Resting(facts[name], tuple(f"{number}{part}" for number, part in sorted(set(found[name]))))
        for name in sorted(facts)
    )


def _by_item(pieces: Iterable[Piece]) -> dict[tuple[int, int], list[Piece]]:
    items: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        items.setdefault((piece.section, piece.index), []).append(piece)
    return items


def taught(summaries: Iterable[Summary], tested: Iterable[str]) -> tuple[Taught, ...]:
    """The facts that each summary cites, in its order: those that are tested and those that are not."""
    asked = set(tested)
    found = []
    for summary in summaries:
        cited = tuple(dict.fromkeys(ref.id for ref in written_texts(summary, NOWHERE).cited))
        found.append(
            Taught(
                summary.title.source,
                tuple(name for name in cited if name in asked),
                tuple(name for name in cited if name not in asked),
            )
        )
    return tuple(found)


def opposed(sources: Iterable[Evidence], tested: Iterable[str]) -> tuple[Opposed, ...]:
    """The pairs whose facts are tested, in written order; what stands beside the same facts is gathered, mirrored ones are left
    out.
    """
    asked, gathered = set(tested), {}
    for pair in (pair for evidence in sources for pair in evidence.pairs):
        said, beside = (
            tuple(ref.id for ref in pair.facts),
            [ref.id for ref in pair.shown if ref.id in asked],
        )
        if asked.issuperset(said) and beside:
            gathered.setdefault(said, dict[str, None]()).update(dict.fromkeys(beside))
    found: list[Opposed] = []
    for said, names in gathered.items():
        mirrored = {
            one.said[0]
            for one in found
            if len(one.said) == len(said) == 1 and said[0] in one.beside
        }
        beside = tuple(name for name in names if name not in mirrored)
        if beside:
            found.append(Opposed(said, beside))
    return tuple(found)
