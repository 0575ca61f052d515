"""A numbered question as its lines are collected in it, and the item that it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction

from generator.content.nodes import shorten
from generator.exchange.answers import (
    FALSE_WORDS,
    TRUE_WORDS,
    Answer,
    add_rationale,
    choice_fields,
    essay_fields,
    half_points,
)
from generator.exchange.answers import number as number_of
from generator.exchange.exchanged import ExchangedItem, Fields, Note, Notes, text_of
from generator.exchange.markup_text import from_plain
from generator.values import dataclass

_FIRST = 0xF0000  # of signs that no author can type, one for each of what is placed in a question
_NUMBERED = re.compile("[\U000f0000-\U000ffffd]")
PLACE = "\ufffc"  # where a formula or picture is; no author can type it
_POINTS = re.compile(
    r"\s*[\[(](\d+(?:[.,]5)?)\s*(?:p|pts?|points?|punkte?|marks?)\.?[\])]\s*$", re.I
)
_AND = re.compile(r"\s*(?:[,;&+/]|\b(?:and|und|i)\b)\s*")
_LETTER = re.compile(r"\(?([A-La-l])\s*[.):]*")
_LETTER_FIRST = re.compile(r"\s*\(?([A-La-l])\s*[.):]\s*\S")
_TRUE_OR_FALSE = re.compile(r"\s*(?:[-•☐○*]|\[ ?\]|\(\s?\)|_+)?\s*(\w+)\s*")
# What is right or wrong in a stem that ends or begins with it, and its letters as answers.
_EITHER = (
    r"(?:true\s*(?:/|or)\s*false|t\s*(?:/|or)\s*f|wahr\s*(?:/|oder)\s*falsch|w\s*/\s*f|"
    r"richtig\s*(?:/|oder)\s*falsch|r\s*/\s*f|tačno\s*(?:/|ili)\s*netačno|t\s*/\s*n)"
)
_ASKS_WHETHER = re.compile(
    rf"^\s*[(\[]?{_EITHER}[)\]]?\s*[.:?]\s*|\s*(?:[(\[]{_EITHER}[)\]]|\b{_EITHER})\s*[.?]?\s*$",
    re.IGNORECASE,
)
_TRUE_LETTERS, _FALSE_LETTERS = {"t", "w", "r"}, {"f", "n"}
_MARK_LEFT = re.compile(
    r"\w.*[✓✔✅☑☒✗✘✖❌]|^[✓✔✅☑☒✗✘✖❌]\ufe0f?\s*\w|^\*\*?[^*]+$|^[^*]+\*\*?$|^(?:\[[x*]\]|\([x*]\))\s+\w"
)
_LISTED = re.compile(r"\s*(?:(?:\d{1,2}|[IVX]{1,5}|[ivx]{1,5})[.)]|[-•–])\s+\S")  # within a stem
# Bold words of Markdown, once their stars are escaped.
_BOLD = re.compile(r"(?<![\w*])\\\*\\\*(?=[^\s*])(.+?)(?<=[^\s*\\])\\\*\\\*(?![\w*])")


@dataclass(frozen=True)
class MarkedLine:
    """A line of a document; `marked`: it was bold, highlighted, underlined or coloured as a whole.

    `placed` are formulas and pictures as markup, each of which has a PLACE in the text; `files` are
    the bytes of pictures by path, `notes` say what became of them.
    """

    text: str
    marked: bool = False
    placed: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass
class MarkedQuestion:
    """What the lines of a question say: its stem, its options with their letters, its answer."""

    line: int
    number: int = 0
    stem: list[tuple[str, bool]] = field(default_factory=list)  # lines, and whether each is marked
    options: list[tuple[str, str, bool]] = field(default_factory=list)
    # Letters of options with a star or tick, each with what was taken off before and behind it.
    signed: dict[str, tuple[str, str]] = field(default_factory=dict)
    answer: str = ""
    rationale: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    boxed: bool = False  # its options have boxes for letters
    points: str = ""
    rules: dict[str, str] = field(default_factory=dict)  # of own sentences of the program
    placed: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def markup(self, text: str) -> str:
        """A text of it as markup, with what is placed in it."""
        plain = _BOLD.sub(r"**\1**", from_plain(text))
        return _NUMBERED.sub(lambda match: self.placed[ord(match[0]) - _FIRST], plain).strip()

    def without_marks(self, text: str) -> str:
        """A text of it without stars, with the words of what is placed in it."""
        whole = _NUMBERED.sub(lambda match: self.placed[ord(match[0]) - _FIRST], text)
        return whole.replace("*", "").replace("\\", "").strip()

    def take(self, line: MarkedLine) -> str:
        """A line's text, with what is placed in it numbered."""
        text = line.text
        for markup in line.placed:
            text = text.replace(PLACE, chr(_FIRST + len(self.placed)), 1)
            self.placed.append(markup)
        self.files.update(line.files)
        self.notes += line.notes
        return text


def is_points(text: str) -> bool:
    """Whether a text says what a question is worth, such as "(2 points)"."""
    return _POINTS.fullmatch(text) is not None


def item_of(number: int, question: MarkedQuestion) -> ExchangedItem:
    """A question as an item, with what became of it; `number` counts from 1."""
    notes = Notes()
    place = f"question {number}, line {question.line}"
    question.options.sort(key=lambda option: option[0])
    key = _taken_true_or_false(question, notes)
    stem, points = "", question.points
    for text, _ in question.stem:  # points may be behind any line, the first of several too
        if match := _POINTS.search(text):
            text, points = text[: match.start()], match[1].replace(",", ".")
        text = " ".join(text.split())
        if stem and text and _LISTED.match(text):
            stem += f"\n{text}"
        elif stem and text:
            stem += f" {text}"
            notes.changed("the stem's lines are one paragraph")
        else:
            stem += text
    if question.extra:
        said = question.markup(" ".join(question.extra))
        behind = "options" if question.options else "answer"
        notes.lost(f"what is behind the {behind} ({shorten(said, 80)})")
    notes.take(question.notes)
    stem = question.markup(stem)
    fields: Fields = {"type": "true-false", "key": key} if key else {}
    fields = fields or _fields(question, points or "1", notes)
    if not fields:
        return ExchangedItem(place, {}, notes.all)
    _add_rules(fields, question.rules, notes)
    value = number_of(points) if points else None
    if value is not None:
        fields.setdefault("points", half_points(value, notes))
    add_rationale(fields, question.markup(" ".join(question.rationale)))
    return ExchangedItem(place, {"stem": stem, **fields}, notes.all, question.files)


def _add_rules(fields: Fields, rules: Mapping[str, str], notes: Notes) -> None:
    """Add what the program's own sentences say of choosing and scoring, which no stem has."""
    kind = text_of(fields, "type")
    if kind == "multiple":
        fields |= rules
    elif kind == "true-false" and rules and text_of(fields, "key") == "true":
        fields["correct_it"] = "true"
    elif rules:
        notes.lost(f"how it is scored ({rules['scoring']})")


def _taken_true_or_false(question: MarkedQuestion, notes: Notes) -> str:
    """The key of a true-or-false question, "" where it is none; its two words leave the stem."""
    known = TRUE_WORDS | FALSE_WORDS
    words = [match and match[1].casefold() for match in map(_as_word, question.stem)]
    printed = [n for n, word in enumerate(words) if word in known]
    answer = question.answer.casefold().strip(" .")
    whether = [n for n, (text, _) in enumerate(question.stem) if _ASKS_WHETHER.search(text)]
    if answer in _TRUE_LETTERS | _FALSE_LETTERS and not (printed or question.options):
        if not whether and answer not in "tf":
            return ""
        if not whether:
            notes.guessed(f"that the answer {question.answer} means true or false")
        answer = "true" if answer in _TRUE_LETTERS else "false"
    if question.options or not (answer in known or len(printed) == 2):
        return ""
    for n in whether:
        text, is_marked = question.stem[n]
        question.stem[n] = (_ASKS_WHETHER.sub("", text), is_marked)
    if answer not in known:
        marked = [words[n] for n in printed if question.stem[n][1]]
        started = [word for word in words if word in known and answer and word.startswith(answer)]
        answer = str([*started, *marked][0]) if len([*started, *marked]) == 1 else ""
    if not answer:
        return ""
    question.stem = [line for n, line in enumerate(question.stem) if n not in printed]
    return "true" if answer in TRUE_WORDS else "false"


def _as_word(line: tuple[str, bool]) -> re.Match[str] | None:
    return _TRUE_OR_FALSE.fullmatch(line[0])


def _fields(question: MarkedQuestion, points: str, notes: Notes) -> Fields:
    if not question.options:
        if question.answer:
            credit = {"credit": question.markup(question.answer), "points": points}
            return {"type": "short-answer", "points": points, "scheme": [dict(credit)]}
        return essay_fields(points, "", notes)
    signed = set(question.signed)
    if len(signed) == len(question.options):  # the sign of a list, or (x) of a function
        signed = set()
        _give_signs_back(question)
    right = _right_letters(question, notes)
    # A sign says more than a look: words of a wrong option may be bold.
    marked = {letter for letter, _, is_marked in question.options if is_marked}
    ticked = signed or marked
    if right and ticked and right != ticked:
        notes.guessed(f"the key: {_listed(ticked)} was marked, but the answer is {_listed(right)}")
        _give_signs_back(question)
    else:
        _note_signs(question, notes)
    if not right and signed and marked - signed:
        notes.guessed(
            f"the key: {_listed(signed)} has a sign, and {_listed(marked - signed)} another look"
        )
    if not right and signed and any(text.startswith("*") for text in question.extra):
        notes.guessed(f"the key: the sign of {_listed(signed)} may be that of a footnote")
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
    return choice_fields(answers, len(right) > 1, notes, question.rules.get("scoring", ""))


def _give_signs_back(question: MarkedQuestion) -> None:
    """Put signs back that are the options' own."""
    for n, (letter, words, is_marked) in enumerate(question.options):
        before, behind = question.signed.get(letter, ("", ""))
        question.options[n] = (letter, f"{before}{words}{behind}", is_marked)


def _note_signs(question: MarkedQuestion, notes: Notes) -> None:
    """Note signs that may be marks, or may be words: a star of *p, and a tick within an option."""
    for letter, words, _ in question.options:
        before, _ = question.signed.get(letter, ("", ""))
        if before.startswith("*") and not words.startswith("*"):
            notes.changed(f"the star before the words of {letter}, a mark, is left out")
    if left := with_marks({letter: words for letter, words, _ in question.options}):
        notes.guessed(f"that a sign in {_listed(left)} is no mark")


def with_marks(options: Mapping[str, str]) -> set[str]:
    """The letters of options, but not of all, whose words have a sign that usually marks the right
    one.
    """
    marked = {letter for letter, words in options.items() if _MARK_LEFT.search(words)}
    return marked if len(marked) < len(options) else set()


def _right_letters(question: MarkedQuestion, notes: Notes) -> set[str]:
    """The letters that the line of the answer names, or that have the words that it says."""
    answer = question.answer.strip()
    letters = [_LETTER.fullmatch(part) for part in _AND.split(answer)] if answer else []
    listed = {letter[1].upper() for letter in letters if letter}
    said = {letter for letter, words, _ in question.options if words == answer}
    if letters and len(listed) == len(letters):
        if said and said != listed:
            notes.guessed(
                f"the key: '{answer}' is the letter of one option and the words of {_listed(said)}"
            )
        return listed
    if first := _LETTER_FIRST.match(answer):
        words = answer[first.end() - 1 :].strip().casefold()
        also = {letter for letter, text, _ in question.options if text.casefold() == words}
        if also and first[1].upper() not in also:
            notes.guessed(f"the key: the answer is '{answer}', and those are words of another one")
        return {first[1].upper()}
    if not said and (said := set(re.findall(r"\b[A-L]\b", answer))):
        notes.guessed(f"the key: the answer is '{answer}'")
    return said


def _listed(letters: set[str]) -> str:
    return ", ".join(sorted(letters))
