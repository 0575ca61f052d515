"""Moodle's report of responses: questions and answers by their texts, which are found again
exactly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from generator.items.matching import MatchingItem
from generator.items.options import LETTERS
from generator.items.protocol import DoubtfulResponse, Response
from generator.loading.class_list import column_field
from generator.page.blocks import BLANK, SHORT_BLANK, Block, Paragraph
from generator.page.markup import Spans, plain
from generator.page.queries import BlockQuery
from generator.page.understood import pictures_in
from generator.problems import NOTE, Location, Problems
from generator.results.context import MarksContext
from generator.results.papers import NOT_ANSWERED, Answer, Paper
from generator.results.questions import Place, Question
from generator.results.tables import NOTHING, cell_at, place, student_of, text_of
from generator.storage.csv_files import Cell
from generator.values import dataclass

_ELSEWHERE = (
    "; where the report does not say it so, delete the columns of this slot and give its points in "
    "another table"
)
# Signs that Moodle's plain text has around formulas, emphasis and pictures, and before entries of
# lists.
_SIGNS = re.compile(r"\\[()\[\]]|[_*\[\]]")
_PRINTED_GAP = re.compile(rf"\([0-9]+\)\s*(?:{BLANK}|{SHORT_BLANK})")
_MOODLES_GAP = re.compile(r"_{5}|\{[^{}]*\}")
_FIRST_GAP = re.compile(r"(\D+?)\s?1\s?:")


def read_report(
    rows: Sequence[Sequence[Cell]],
    slots: Mapping[int, tuple[int, int]],
    path: str,
    group: str,
    context: MarksContext,
    problems: Problems,
) -> tuple[Paper, ...]:
    """The papers of a report; `slots`: of each, the columns of the question's text and of the
    response.

    Its options are texts, so that no letter and no form matters.  A question is known by its stem,
    and by the options that Moodle lists behind it; an option by its text: both exactly but for
    capitals, spaces, and the signs that Moodle puts for emphasis.
    """
    columns = {column_field(text_of(cell)): n for n, cell in enumerate(rows[0])}
    questions = [
        _Asked(part, context) for question in context.questions for part in _units(question)
    ]
    papers = []
    for row in rows[1:]:
        before = problems.error_count
        answers = _answers(row, slots, questions, path, problems)
        name, number = student_of(row, columns)
        location = Location(path, row[0].line)
        if not answers and problems.error_count == before:  # a row of means ends the report
            problems.add(location, "no-marks", "this row has no answers; it is not counted", NOTE)
        elif not name and not number:
            message = "this row has answers and neither a name nor a number"
            problems.add(location, "no-name", message)
        else:
            refused = problems.error_count > before
            papers.append(Paper(name, number, group, 0, answers, location, unread=refused))
    return tuple(papers)


def _answers(
    row: Sequence[Cell],
    slots: Mapping[int, tuple[int, int]],
    questions: Sequence[_Asked],
    path: str,
    problems: Problems,
) -> dict[Place, Answer]:
    """What a row says of the questions; where a slot is doubtful nothing, and a problem."""
    answers: dict[Place, Answer] = {}
    for slot, (at_question, at_response) in slots.items():
        stem, cell = cell_at(row, at_question), cell_at(row, at_response)
        if text_of(stem) in ("", *NOTHING) and text_of(cell) in ("", *NOTHING):
            continue
        found = [question for question in questions if question.is_asked_by(text_of(stem))]
        where = f"row {cell.line}, slot {slot}: "
        if len(found) != 1:
            message = (
                f"{'no question' if not found else 'more than one question'} of this quiz "
                f"has exactly this text{_ELSEWHERE}"
            )
            problems.add(place(path, stem), "doubtful-mark", where + message)
            continue
        try:
            answer = found[0].answer(text_of(cell))
        except DoubtfulResponse as error:
            problems.add(place(path, cell), "doubtful-mark", f"{where}{error}")
            continue
        if answer is not None:
            answers[found[0].question.place] = answer
    return answers


def _units(question: Question) -> tuple[Question, ...]:
    return question.parts or (question,)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """A text without what Moodle's plain text may change: capitals, spaces, signs around emphasis,
    formulas and pictures.
    """
    return " ".join(_SIGNS.sub("", text.casefold()).split()).rstrip(".")


def _said(source: str) -> str:
    """The words of a kept text, and behind them what its pictures show."""
    return " ".join([plain(source), *(picture.alt for picture in pictures_in(source))])


@dataclass(frozen=True)
class _Pairs:
    """What is matched with what: texts as they are folded, the responses with their letters."""

    premises: tuple[str, ...]
    responses: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Asked:
    """A question as Moodle asks it."""

    question: Question
    context: MarksContext

    @cached_property
    def stem(self) -> str:
        """Its stem, folded, without its pictures."""
        return _folded(plain(self.question.student.stem))

    @cached_property
    def options(self) -> dict[str, str]:
        """Its options by their folded texts; none of a verdict."""
        kind = self.question.type
        listed = kind.response_options(self.question.student, self.question.key)
        texts = [text for text, _ in listed]
        return {} if set(texts) == {"true", "false"} else {_folded(_said(t)): t for t in texts}

    @cached_property
    def pairs(self) -> _Pairs | None:
        """Its premises and responses as on the first form, where it has them."""
        student, order = self.question.student, self.question.orders[0]
        if not isinstance(student, MatchingItem):
            return None
        premises = tuple(_folded(_said(student.premises[index])) for index in order)
        responses = zip(map(_folded, map(_said, student.responses)), LETTERS, strict=False)
        return _Pairs(premises, tuple(responses))

    @cached_property
    def gapped(self) -> str:
        """Its text with gaps, folded and without these; "" where it has none."""
        text = " ".join(block.accept(_GAPPED) for block in self.blocks)
        return _folded(_PRINTED_GAP.sub(" ", text))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What the paper shows of it on the first form."""
        question = self.question
        return question.type.student_blocks(
            question.student, question.orders[0], self.context.catalog
        )

    def is_asked_by(self, text: str) -> bool:
        """Whether a text of Moodle's is this question.

        Moodle lists options behind a colon, premises and choices in braces, and writes a text with
        gaps behind its stem.
        """
        for picture in pictures_in(self.question.student.stem):
            shown = r"\s+".join(map(re.escape, picture.alt.split()))
            text = re.sub(rf"\[{shown}\]", " ", text, count=1)
        stem, folded = self.stem, _folded(text)
        if folded == stem or not stem or not folded.startswith(stem):
            return folded == stem
        behind = folded[len(stem) :].lstrip(".: ")
        if options := self.options:
            return _split(behind, options) == set(options)
        if gapped := self.gapped:
            shown = _folded(_MOODLES_GAP.sub(" ", text))
            return shown[len(stem) :].lstrip(".: ") == gapped
        return self.pairs is not None and behind.startswith("{")

    def answer(self, text: str) -> Answer | None:
        """What a response says; None where the question is marked by hand, so that its points must
        come from another file.  Raises DoubtfulResponse.
        """
        kind, student = self.question.type, self.question.student
        if kind.marked_by_hand or self._has_correction:
            return None
        if not text or text in NOTHING:
            return NOT_ANSWERED
        if options := self.options:
            return Answer(self._chosen(text, options))
        typed = self._typed(text)
        try:
            response = kind.response(student, self.question.orders[0], typed, self.context.catalog)
        except DoubtfulResponse as error:
            raise DoubtfulResponse(f"{error}{_ELSEWHERE}") from None
        return Answer(response)

    @cached_property
    def _has_correction(self) -> bool:
        """Whether a marker has to read what stands beside a verdict."""
        kind, student, key = self.question.type, self.question.student, self.question.key
        verdicts = [text for text, _ in kind.response_options(student, key)]
        return set(verdicts) == {"true", "false"} and any(
            kind.score(student, key, (verdict,)) is None for verdict in verdicts
        )

    def _chosen(self, text: str, options: Mapping[str, str]) -> Response:
        """The options that a response names, several with ; between them."""
        question = self.question
        count = len(question.type.response_options(question.student, question.key))
        chosen = _split(_folded(text), options) if len(options) == count else None
        if not chosen:
            raise DoubtfulResponse(f"no option of this question has exactly this text{_ELSEWHERE}")
        if len(chosen) > 1 and question.type.alternatives(question.student):
            raise DoubtfulResponse("only one option counts here")
        return tuple(sorted(options[option] for option in chosen))

    def _typed(self, text: str) -> str:
        """A response as one would type it: gaps, pairs and verdicts in Moodle's words."""
        catalog = self.context.catalog
        if text.casefold() in ("true", "false"):
            return catalog(text.casefold())
        if gap := _FIRST_GAP.match(text):
            word = re.escape(gap[1].strip())
            words = re.split(rf"(?:^|;\s*){word}\s?[0-9]+\s?:", text)[1:]
            return ";".join(word.strip() or "-" for word in words)
        pairs = self.pairs
        if pairs is None or "->" not in text:
            return text
        premises, letters = pairs.premises, dict(pairs.responses)
        given = {
            f"{premise} -> {words}": (premise, letter)
            for premise in premises
            for words, letter in letters.items()
        }
        matched = _split(re.sub(r"\.? ?-> ?", " -> ", _folded(text)), given)
        if not matched or len(letters) < len(pairs.responses) or len(set(premises)) < len(premises):
            return text
        by_premise = dict(given[pair] for pair in matched)
        if len(by_premise) < len(matched):
            return text
        return "".join(by_premise.get(premise, "-") for premise in premises)


class _Gapped(BlockQuery[str]):
    """The text with gaps that a block shows."""

    def otherwise(self, block: Block) -> str:
        """None."""
        return ""

    def paragraph(self, block: Paragraph) -> str:
        """Its words, if there are gaps in it."""
        return _words(block.runs) if block.role == "gapped" else ""


_GAPPED = _Gapped()


def _words(shown: Spans) -> str:
    return "".join(span.text for span in shown)


def _split(text: str, parts: Mapping[str, object]) -> set[str] | None:
    """The parts that a folded text consists of, with ; between them, each once; None where it is
    something else.
    """
    longest = sorted(parts, key=len, reverse=True)

    def rest_of(rest: str, used: frozenset[str]) -> frozenset[str] | None:
        for part in longest:
            if part in used or not rest.startswith(part):
                continue
            behind = rest[len(part) :].lstrip(".")
            if not behind.strip():
                return used | {part}
            if behind.startswith(";"):
                found = rest_of(behind[1:].strip(), used | {part})
                if found is not None:
                    return found
        return None

    found = rest_of(text, frozenset())
    return None if found is None else set(found)
