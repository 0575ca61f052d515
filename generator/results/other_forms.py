"""Papers whose answers are right by another form and wrong by the one that was typed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.items.protocol import Response
from generator.results.papers import Paper
from generator.results.questions import Question
from generator.values import dataclass

_FEWEST = 6  # questions with options, below which nothing is said
_RIGHT = 0.7  # the least share of answers that are right by the other form
_APART = 4  # the least number that more are right by it than by the typed one


@dataclass(frozen=True)
class OtherForm:
    """A paper, the form that fits it better, by index, and how many of its answers with options are
    wholly right by that form, by the form typed in, and in all.
    """

    paper: Paper
    form: int
    right: int
    right_as_typed: int
    answers: int


def better_forms(
    questions: Sequence[Question], papers: Iterable[Paper], forms: int
) -> Iterator[OtherForm]:
    """The papers that another form fits so much better that hardly one in a hundred would by
    chance: the letters that were typed are read by every form.
    """
    units = [
        unit
        for question in questions
        for unit in question.with_parts
        if not unit.void and unit.type.response_options(unit.student, unit.key)
    ]
    by_number = [{(unit.numbers[form], unit.part): unit for unit in units} for form in range(forms)]
    for paper in papers:
        places = {
            (unit.numbers[paper.form], unit.part): _places(unit, paper.form, answer.response)
            for unit in units
            if (answer := paper.answers.get(unit.place)) and answer.response
        }
        right = [
            sum(
                number in by_number[form] and _is_right(by_number[form][number], form, chosen)
                for number, chosen in places.items()
            )
            for form in range(forms)
        ]
        best, count, own = max(range(forms), key=right.__getitem__), len(places), right[paper.form]
        if count >= _FEWEST and right[best] >= _RIGHT * count and right[best] - own >= _APART:
            yield OtherForm(paper, best, right[best], own, count)


def _places(question: Question, form: int, response: Response) -> frozenset[int]:
    """Where the options of a response are on a form, from 0."""
    texts = [text for text, _ in question.type.response_options(question.student, question.key)]
    order = question.orders[form] or tuple(range(len(texts)))
    return frozenset(order.index(texts.index(text)) for text in response if text in texts)


def _is_right(question: Question, form: int, places: frozenset[int]) -> bool:
    """Whether just the right options of a question are at those places of a form."""
    options = question.type.response_options(question.student, question.key)
    order = question.orders[form] or tuple(range(len(options)))
    return places == {n for n, index in enumerate(order) if options[index][1]}
