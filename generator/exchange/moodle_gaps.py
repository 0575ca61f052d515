"""Questions of Moodle whose text has gaps: cloze, and words to drag or choose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from generator.exchange.answers import (
    Answer,
    cloze_fields,
    decimal,
    decimal_point,
    note_one_bank,
    note_said,
    number,
)
from generator.exchange.exchanged import Fields, Notes
from generator.exchange.gaps import blank, braces_as_signs
from generator.exchange.markup_text import escaped
from generator.exchange.moodle_question import MoodleQuestion

# In markup, where signs of the gap itself are escaped too.
_GAP = re.compile(r"\{(\d*):((?:[A-Z]|\\?_)+):(.*?)(?<!\\)\}", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SAID = re.compile(r"(?<!\\)#")
_PLACE = re.compile(r"\\?\[\\?\[(\d+)\\?\]\\?\]")  # [[1]], in markup
_LIST = re.compile("(?:MULTICHOICE_?|MC)(?:|[VHS]|VS|HS)")  # how it is laid out, and shuffled
_WORDS = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
_NUMBERS = {"NUMERICAL", "NM"}


def read_cloze(question: MoodleQuestion) -> Fields:
    """A text with gaps of words and numbers; a drop-down list becomes a word bank."""
    text = question.markup(question.element.first("questiontext"))
    unused: dict[str, None] = {}
    printed: list[str] = []
    weights: list[int] = []
    lists: list[list[str]] = []
    words = 0
    trouble = ""

    def gap(match: re.Match[str]) -> str:
        nonlocal words, trouble
        kind = match[2].replace("\\", "")
        answers = _gap_answers(_ESCAPED.sub(r"\1", match[3]))
        full = [answer.text for answer in answers if answer.share >= 1]
        if not full:
            trouble = "a gap has no answer that earns all points"
            return ""
        weights.append(int(match[1] or 1))
        is_list = _LIST.fullmatch(kind) is not None
        if is_list:
            lists.append([answer.text for answer in answers])
            unused.update((answer.text, None) for answer in answers if answer.share < 1)
        elif kind in _WORDS or kind in _NUMBERS:
            words += 1
        else:
            trouble = f"a gap is of the kind {kind}"
        if kind in _NUMBERS:
            full = [_without_tolerance(text, question.notes) for text in full]
        _note_gap(kind, is_list, answers, question.notes)
        if is_list:
            full = full[:1]
        printed.append(full[0])
        return blank(map(escaped, full))

    filled, at = "", 0
    for match in _GAP.finditer(text):
        filled += braces_as_signs(text[at : match.start()]) + gap(match)
        at = match.end()
    filled += braces_as_signs(text[at:])
    if trouble or not weights:
        question.notes.lost(f"the question: {trouble or 'it has no gap'}")
        return {}
    fields = cloze_fields(filled, len(weights), "", question.notes)
    if any(weight != 1 for weight in weights):
        earned = ", ".join(map(str, weights))
        question.notes.changed(f"the points of the gaps, which were {earned}, are one for each")
    if lists and not words:
        fields["word_bank"] = [escaped(word) for word in unused if word not in printed]
        note_one_bank(lists, question.notes)
    elif lists:
        listed = ", ".join(unused)
        question.notes.lost(f"the words to choose from ({listed}): only some gaps had them")
    return fields


def _without_tolerance(text: str, notes: Notes) -> str:
    """A number of a gap without how far off an answer may be, which no blank of ours has."""
    value, _, around = text.partition(":")
    if around.strip() and number(around) != 0:
        notes.lost(f"that {value} may be off by {around.strip()}: only this number is accepted")
    return decimal_point(value.strip(), notes)


def _note_gap(kind: str, is_list: bool, answers: Sequence[Answer], notes: Notes) -> None:
    """Note what of the answers to a gap is not in its blank."""
    note_said(answers, notes)
    if kind.endswith("C") and kind != "MC":
        notes.lost("that capital letters matter in a gap")
    for answer in answers:
        if 0 < answer.share < 1:
            share = decimal(answer.share * 100)
            notes.lost(f"that '{answer.text}' earned {share} % of a gap's points")
        elif answer.share <= 0 and not is_list and answer.text != "*":
            notes.lost(f"that '{answer.text}' is wrong in a gap")
    full = [answer.text for answer in answers if answer.share >= 1]
    if is_list and full[1:]:
        notes.lost(f"further right choices of a gap ({', '.join(full[1:])})")


def read_drag_words(question: MoodleQuestion) -> Fields:
    """A text with places for words of a list."""
    element = question.element
    boxes = [*element.all("dragbox"), *element.all("selectoption")]
    words = [question.markup(box) for box in boxes]
    groups = [box.words("group") for box in boxes]
    used: list[str] = []

    def gap(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        word = words[place] if 0 <= place < len(words) else ""
        used.append(word)
        return blank([word])

    text = question.markup(element.first("questiontext"))
    filled = _PLACE.sub(gap, braces_as_signs(text))
    if not all(used) or not used:
        question.notes.lost("the question: " + ("a gap has no word" if used else "it has no gap"))
        return {}
    question.note_order()
    if element.all("dragbox", "infinite"):
        question.notes.changed("each word may be used once")
    if len(set(groups)) > 1 or element.all("selectoption"):
        of_group: dict[str, list[str]] = {}
        for group, word in zip(groups, words, strict=True):
            of_group.setdefault(group, []).append(word)
        note_one_bank([*of_group.values()], question.notes, f"groups {', '.join(groups)}")
    given = "" if question.points == "1" else question.points  # Moodle's default
    fields = cloze_fields(filled, len(used), given, question.notes)
    fields["word_bank"] = list(dict.fromkeys(word for word in words if word not in used))
    return fields


def _gap_answers(text: str) -> list[Answer]:
    answers = []
    for body in re.split(r"(?<!\\)~", text):
        share, body = (Fraction(1), body[1:]) if body.startswith("=") else (Fraction(0), body)
        if weight := re.match(r"%(-?[\d.]+)%", body):
            share, body = (number(weight[1]) or Fraction(0)) / 100, body[weight.end() :]
        body, _, said = _SAID.sub("\0", body, count=1).partition("\0")
        answers.append(Answer(re.sub(r"\\(.)", r"\1", body).strip(), share, said.strip()))
    return answers
