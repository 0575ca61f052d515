"""Questions as teachers type them: a number before each stem, letters before its options, and the
right one marked or named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from generator.exchange.answers import FALSE_WORDS, TRUE_WORDS, Answer, choice_fields, essay_fields
from generator.exchange.exchanged import ExchangedItem, ExchangeError, Fields, Format, Note, Notes
from generator.exchange.markup_text import from_plain
from generator.exchange.text_files import text_of_file

_STEM = re.compile(r"\s*(?:(?:question|frage|q)\s*)?(\d{1,4})\s*[.):]\s*(.*\S)\s*", re.IGNORECASE)
_OPTION = re.compile(r"\s*(\*?)\s*\(?([A-La-l])[.)]\s*(.*?\S)\s*")
_ANSWER = re.compile(
    r"\s*(?:(?:answers?|ans|key|correct(?: answer)?|antwort|lösung|odgovor|rešenje)"
    r"\s*[:.=]|✓)\s*((?!_+\s).*?)\s*",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\s*[\[(](\d+(?:[.,]5)?)\s*(?:p|pts?|points?|punkte?|marks?)\.?[\])]\s*$", re.I
)
PLACE = "\ufffc"  # where a formula or picture is; no author can type it
_TICKS = re.compile(r"\s*(?:\*|✓|✔|\(correct\)|\(x\)|<--)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class MarkedLine:
    """A line of a document; `marked`: it was bold, highlighted or underlined as a whole.

    `placed` are formulas and pictures as markup, each of which has a PLACE in the text; `files` are
    the bytes of pictures by path, `notes` say what became of them.
    """

    text: str
    marked: bool = False
    placed: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass
class _Question:
    line: int
    stem: list[str]
    options: list[tuple[str, str, bool]] = field(default_factory=list)
    answer: str = ""
    extra: list[str] = field(default_factory=list)
    placed: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def markup(self, text: str) -> str:
        """A text of it as markup; what is placed in it is taken in order."""
        *parts, last = from_plain(text).split(PLACE)
        return "".join([*(f"{part}{self.placed.pop(0)}" for part in parts), last]).strip()


class MarkedText(Format):
    """Single, multiple and open questions."""

    name = "text"
    title = "numbered questions in plain text"
    suffix = ".txt"
    writes = False

    def recognises(self, file_name: str, data: bytes) -> bool:
        """A text with numbered stems and lettered options."""
        try:
            text = text_of_file(data)
        except ExchangeError:
            return False
        return file_name.lower().endswith((".txt", ".md")) and bool(
            re.search(r"(?m)^\s*\d+\s*[.)]", text)
        )

    def read(self, data: bytes) -> list[ExchangedItem]:
        """Every numbered question, and the lines that belong to none."""
        return read_lines(MarkedLine(line) for line in text_of_file(data).split("\n"))


def read_lines(lines: Iterable[MarkedLine]) -> list[ExchangedItem]:
    """The questions of a document's lines."""
    questions: list[_Question] = []
    stray: list[int] = []
    for number, line in enumerate(lines, 1):
        text = line.text
        option, answer, stem = (
            _OPTION.fullmatch(text),
            _ANSWER.fullmatch(text),
            _STEM.fullmatch(text),
        )
        current = questions[-1] if questions else None
        if not text.strip():
            continue
        if stem and not (current and not current.options and not current.answer and option):
            questions.append(_Question(number, [stem[2]]))
        elif current is None:
            stray.append(number)
        elif answer and answer[1]:
            # Behind options a tick repeats one of them, which is bold where it is right.
            if not (current.options and text.lstrip().startswith("✓")):
                current.answer = answer[1]
        elif option and _comes_next(option[2], current):
            words = _TICKS.sub("", option[3])
            ticked = bool(option[1]) or words != option[3] or line.marked
            current.options.append((option[2].upper(), words, ticked))
        elif current.options:
            current.extra.append(text.strip())
        else:
            current.stem.append(text.strip())
        if questions:
            questions[-1].placed += line.placed
            questions[-1].files.update(line.files)
            questions[-1].notes += line.notes
    items = [_item(n, question) for n, question in enumerate(questions, 1)]
    if stray:
        notes = Notes()
        notes.lost(f"{len(stray)} lines before the first numbered question")
        items.insert(0, ExchangedItem(f"line {stray[0]}", {}, notes.all))
    return items


def _comes_next(letter: str, question: _Question) -> bool:
    """Whether a letter is the one behind those that a question has: else it begins a sentence."""
    return ord(letter.upper()) - ord("A") == len(question.options)


def _item(number: int, question: _Question) -> ExchangedItem:
    notes = Notes()
    place = f"question {number}, line {question.line}"
    stem = " ".join(question.stem)
    points = ""
    if match := _POINTS.search(stem):
        stem, points = stem[: match.start()], match[1].replace(",", ".")
    if len(question.stem) > 1:
        notes.changed("the stem's lines are one paragraph")
    if question.extra:
        notes.lost(f"what is behind the options: {' '.join(question.extra)[:80]}")
    notes.take(question.notes)
    stem = question.markup(stem)
    fields = _fields(question, points or "1", notes)
    if not fields:
        return ExchangedItem(place, {}, notes.all)
    if points:
        fields.setdefault("points", points)
    return ExchangedItem(place, {"stem": stem, **fields}, notes.all, question.files)


def _fields(question: _Question, points: str, notes: Notes) -> Fields:
    if not question.options:
        if question.answer.casefold() in TRUE_WORDS | FALSE_WORDS:
            is_true = question.answer.casefold() in TRUE_WORDS
            return {"type": "true-false", "key": "true" if is_true else "false"}
        if question.answer:
            credit = {"credit": question.markup(question.answer), "points": points}
            return {"type": "short-answer", "points": points, "scheme": [dict(credit)]}
        return essay_fields(points, "", notes)
    letters = set(re.findall(r"\b[A-La-l]\b", question.answer))
    right = {letter.upper() for letter in letters}
    if not right:
        right = {letter for letter, words, _ in question.options if words == question.answer}
    ticked = {letter for letter, _, is_ticked in question.options if is_ticked}
    if right and ticked and right != ticked:
        notes.guessed(f"the key: {_listed(ticked)} was marked, but the answer is {_listed(right)}")
    right = right or ticked
    unknown = right - {letter for letter, _, _ in question.options}
    if unknown or not right:
        what = f"no option has the letter {_listed(unknown)}" if unknown else "no option is marked"
        notes.lost(f"the question: {what} as right")
        return {}
    if len(right) == len(question.options):
        notes.lost("the question: every option is marked as right")
        return {}
    answers = [
        Answer(question.markup(words), Fraction(letter in right))
        for letter, words, _ in question.options
    ]
    return choice_fields(answers, len(right) > 1, notes)


def _listed(letters: set[str]) -> str:
    return ", ".join(sorted(letters))
