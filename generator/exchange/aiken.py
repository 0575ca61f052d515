"""Aiken: a stem, lettered options and a line ANSWER, as plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.exchange.answers import note_unwritten
from generator.exchange.exchanged import (
    ExchangedItem,
    ExchangeError,
    Fields,
    Format,
    Notes,
    Value,
    Written,
    entry_text,
    list_of,
    text_of,
)
from generator.exchange.marked_question import with_marks
from generator.exchange.markup_text import escaped, plain_text
from generator.exchange.text_files import text_of_file

_OPTION = re.compile(r"\s*([A-Z])[.)]\s+(.*\S)\s*")
_ANSWER = re.compile(r"\s*ANSWER:\s*(.*?)\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*\d+[.)]")
_ONE_LETTER = re.compile(r"\s*ANSWER:\s*\(?([A-Z])[.)]*\s*", re.IGNORECASE)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Aiken(Format):
    """Single items only, without anything besides their texts."""

    name = "aiken"
    title = "Aiken"
    suffix = ".txt"

    def recognises(self, file_name: str, data: bytes) -> bool:
        """A text with lettered options and answers in capitals, its stems without numbers; where
        letters of answers are small or in brackets, without any number.
        """
        try:
            lines = text_of_file(data).split("\n")
        except ExchangeError:
            return False
        first = next((line for line in lines if line.strip()), "")
        if not file_name.lower().endswith(self.suffix) or _NUMBERED.match(first):
            return False
        strictly = any(re.match(r"\s*ANSWER:\s*[A-Z]\s*$", line) for line in lines)
        return strictly or (
            any(map(_ONE_LETTER.fullmatch, lines)) and not any(map(_NUMBERED.match, lines))
        )

    def read(self, data: bytes) -> list[ExchangedItem]:
        """A question for each answer, and what is left over at the end."""
        items: list[ExchangedItem] = []
        stem: list[str] = []
        options: list[tuple[str, str]] = []
        start = 0
        for number, line in enumerate(text_of_file(data).split("\n"), 1):
            option, answer = _OPTION.fullmatch(line), _ANSWER.fullmatch(line)
            if not stem and not options and line.strip():
                start = number
            if answer:
                letter = _ONE_LETTER.fullmatch(line)
                right = letter[1].upper() if letter else answer[1]
                items.append(_question(len(items) + 1, start, stem, options, right))
                stem, options = [], []
            elif option and stem:
                options.append((option[1], option[2]))
            elif line.strip() and options:
                items.append(_question(len(items) + 1, start, stem, options, ""))
                stem, options, start = [line.strip()], [], number
            elif line.strip():
                stem.append(line.strip())
        if stem or options:
            items.append(_question(len(items) + 1, start, stem, options, ""))
        return items

    def write(self, title: str, items: Sequence[ExchangedItem]) -> Written:
        """Single and true-false items; others are lost."""
        parts: list[str] = []
        written: list[ExchangedItem] = []
        for item in items:
            notes = Notes()
            block = _block(item.fields, notes)
            parts.append(block)
            written.append(ExchangedItem(item.place, item.fields if block else {}, notes.all))
        return Written("\n".join(filter(None, parts)).encode(), tuple(written))


def _question(
    number: int, line: int, stem: list[str], options: list[tuple[str, str]], answer: str
) -> ExchangedItem:
    place, notes = f"question {number}, line {line}", Notes()
    by_letter = dict(options)
    trouble = ""
    if not stem:
        trouble = "it has no stem"
    elif len(options) < 2:
        trouble = "it has fewer than two options (each on a line that begins with A) or A.)"
    elif not answer:
        trouble = "it has no line 'ANSWER: A'"
    elif answer not in by_letter:
        trouble = f"its answer is '{answer}', and no option has that letter"
    if trouble:
        notes.lost(f"the question: {trouble}")
        return ExchangedItem(place, {}, notes.all)
    if len(stem) > 1:
        notes.changed("the stem's lines are one paragraph")
    if marked := with_marks(by_letter):
        notes.guessed(f"that a sign in {', '.join(sorted(marked))} is no mark")
    others: list[Value] = [escaped(text) for letter, text in options if letter != answer]
    fields: Fields = {
        "stem": escaped(" ".join(stem)),
        "key": escaped(by_letter[answer]),
        "distractors": others,
    }
    return ExchangedItem(place, fields, notes.all)


def _block(fields: Fields, notes: Notes) -> str:
    """An item as lines, or "" where the format has none like it."""
    kind = text_of(fields, "type")
    if kind == "true-false":
        notes.changed("it is a question with the options True and False")
        options = ["True", "False"]
        key = "True" if text_of(fields, "key") == "true" else "False"
    elif kind == "single":
        key = plain_text(text_of(fields, "key"), notes)
        options = sorted(
            [
                key,
                *(plain_text(entry_text(entry), notes) for entry in list_of(fields, "distractors")),
            ]
        )
    else:
        notes.lost(f"the item: this format has no {kind} items")
        return ""
    note_unwritten(fields, {"stem", "type", "key", "distractors"}, notes)
    if any(isinstance(entry, dict) and "why" in entry for entry in list_of(fields, "distractors")):
        notes.lost("why distractors are wrong")
    lines = [plain_text(text_of(fields, "stem"), notes)]
    lines += [f"{letter}) {option}" for letter, option in zip(LETTERS, options, strict=False)]
    lines.append(f"ANSWER: {LETTERS[options.index(key)]}")
    return "\n".join(lines) + "\n"
