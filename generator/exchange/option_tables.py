"""Tables as teachers and quiz programs have them, a column for each option and one that says which
is right, as rows of our own template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.exchange.answers import FALSE_WORDS, TRUE_WORDS
from generator.exchange.exchanged import Notes

# What columns are called, without signs, and what they are in the template.
_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("question", "question text", "frage", "fragetext", "pitanje"), "stem"),
    **dict.fromkeys(("points", "marks", "punkte", "poeni", "bodovi"), "points"),
    **dict.fromkeys(
        ("explanation", "answer explanation", "feedback", "rationale", "erklärung", "begründung",
         "objašnjenje"), "rationale"),
    **dict.fromkeys(
        ("correct", "correct answer", "correct answers", "correct option", "right answer",
         "answer", "answer key", "key", "richtig", "richtige antwort", "lösung", "tačan odgovor"),
        "correct"),
    "id": "id",
}  # fmt: skip
_OPTION = re.compile(
    r"(?:(?:answer )?(?:option|answer|choice|antwort|odgovor|opcija) ?(?P<named>[a-l]|\d{1,2})"
    r"|(?P<alone>[a-l]))"
)
_BOTH = [{right, wrong} for right in TRUE_WORDS for wrong in FALSE_WORDS]
_PARTS = re.compile(r"\s*(?:[,;&+/]|\b(?:and|und|i)\b)\s*")


class OptionColumns(NamedTuple):
    """The columns of such a table by their names there: the options, by what they are called in
    the column that says what is right, and what the others are in the template.
    """

    options: Mapping[str, str]
    others: Mapping[str, str]

    def row(self, cells: Mapping[str, str], notes: Notes) -> dict[str, str]:
        """A row as one of the template; without a key where it is not clear which is right."""
        row = {self.others[name]: text for name, text in cells.items() if name in self.others}
        row |= {name: text for name, text in cells.items() if not self.has(name)}
        texts = {label: cells[name] for name, label in self.options.items() if name in cells}
        said = row.pop("correct", "")
        if not texts:  # a number, or true or false
            return {**row, "key": said} if said else row
        right = self._right(said, texts, notes)
        keys = [text for label, text in texts.items() if label in right]
        wrong = [text for label, text in texts.items() if label not in right]
        if len(keys) == len(wrong) == 1 and {keys[0].casefold(), wrong[0].casefold()} in _BOTH:
            wrong = []
        row |= {f"key {n}" if n > 1 else "key": text for n, text in enumerate(keys, 1)}
        return row | {f"distractor {n}": text for n, text in enumerate(wrong, 1)}

    def has(self, name: str) -> bool:
        """Whether a column is read."""
        return name in self.options or name in self.others

    def _right(self, said: str, texts: Mapping[str, str], notes: Notes) -> set[str]:
        """The options that are said to be right, by their label, the head of their column, their
        words, or their number where labels are letters and the other way round.
        """
        parts = [part.strip("(). ").casefold() for part in _PARTS.split(said)]
        labels = {**dict(zip(map(_counterpart, texts), texts, strict=True)), **self.options}
        labels |= {label: label for label in texts}
        by_label = {labels.get(part, "") for part in parts}
        by_label = by_label if by_label <= set(texts) else set()
        by_words = {name for name, text in texts.items() if text.casefold() == said.casefold()}
        if not by_words and len(parts) > 1:
            words = {text.casefold(): name for name, text in texts.items()}
            by_words = {words[part] for part in parts} if set(parts) <= set(words) else set()
        if said and not (by_label or by_words):
            notes.lost(f"which option is right: there is none like '{said}'")
        is_clear = not (by_label and by_words) or by_label == by_words
        if not is_clear and set(parts) <= set(texts):
            notes.guessed(f"the key: '{said}' is the name of one option and the words of another")
        elif not is_clear:
            names = ", ".join(sorted(by_label))
            notes.guessed(
                f"the key: '{said}' is the words of an option and the number of another; if the "
                f"number is meant, type {names}"
            )
            return by_words
        return by_label or by_words


def _counterpart(label: str) -> str:
    """The letter of a number and the number of a letter, as options are called: b for 2."""
    if label.isdigit():
        return chr(ord("a") + int(label) - 1) if 1 <= int(label) <= 12 else ""
    return str(ord(label) - ord("a") + 1)


def option_columns(names: Sequence[str]) -> OptionColumns | None:
    """The columns of a table of this kind, by their names in small letters; None where it is
    another one.
    """
    options: dict[str, str] = {}
    others: dict[str, str] = {}
    for name in names:
        plain = " ".join(re.sub(r"\(s\)|[^\w ]", " ", name).replace("_", " ").split())
        if match := _OPTION.fullmatch(plain):
            options[name] = match["named"] or match["alone"]
        elif plain in _NAMES and _NAMES[plain] not in others.values():
            others[name] = _NAMES[plain]
    whole = {"stem", "correct"} <= set(others.values()) and options
    return OptionColumns(options, others) if whole else None
